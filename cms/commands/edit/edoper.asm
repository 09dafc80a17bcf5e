EDOR     TITLE 'EDOPER - WHAT THE EDITOR BEGINS WITH'
*
* PURPOSE.    EDINIT  THE DATA AT 11: NO FILE, NO LINES
*             EDOPER  1 LIST BEHIND THE COMMAND'S NAME: NAMES OF THE FILE,
*                     OPTIONS
* RETURNS     EDINIT 0; EDOPER 0, 4 SOMETHING IS WRONG, TOLD
* REGISTERS.  2 3 WORK, 4 PLACE, 5 WORK, 11 EDBLK, 12 BASE (OF THE SECTION)
*
CMSEDOPR CSECT
         REGS
         NUCON
         CONPLST
         FILEPLST
         EDBLK
EDINIT   ENTER
         BASE  CMSEDOPR
         LR    R4,R11
         LA    R5,EDBLEN/8
INITZERO XC    0(8,R4),0(R4)
         LA    R4,8(R4)
         BCT   R5,INITZERO
         LA    R2,EDTOP
         ST    R2,EDCUR
         LA    R4,EDEND
         ST    R4,EDTOP
         ST    R2,EDEND+LNPREV-LINE
         MVC   EDREAD,READLIST
         LA    R4,EDTEXT
         ST    R4,EDREAD+CPLNUM-CONPLST
         MVI   EDREAD+CPLNUM-CONPLST,1
GOOD     RETURN 0
         DS    0D
READLIST DC    CL8'WAITRD',A(0),C'T',AL3(130)
*
EDOPER   ENTER
         BASE  CMSEDOPR
         LR    R4,R1
         BAL   R9,ISWORD
         BNZ   NONAMES
         BAL   R9,ISNAME
         MVC   EDFN,0(R4)
         LA    R4,8(R4)
         BAL   R9,ISWORD
         BNZ   NONAMES
         BAL   R9,ISNAME
         MVC   EDFT,0(R4)
         LA    R4,8(R4)
         MVC   EDFM,=C'* '
         BAL   R9,ISWORD
         BNZ   OPTIONS
         CLI   2(R4),C' '
         BNE   NOMODE
         MVC   EDFM,0(R4)
         CLI   EDFM,C'*'
         BE    OPTMODE
         MVC   EDTOKEN,0(R4)
         MVC   EDTOKLEN,=F'2'
         LINK  EDMODEOK
         LTR   R15,R15
         BNZ   NOMODE
OPTMODE  LA    R4,8(R4)
OPTIONS  CLI   0(R4),X'FF'
         BE    GOOD
         CLI   0(R4),C'('
         BNE   TOOMANY
OPTION   LA    R4,8(R4)
         CLI   0(R4),X'FF'
         BE    GOOD
         CLI   0(R4),C')'
         BE    GOOD
         CLC   0(8,R4),=CL8'NODISP'
         BE    OPTION
         CLC   0(8,R4),=CL8'NORECOV'
         BE    OPTNOREC
         CLC   0(8,R4),=CL8'LRECL'
         BNE   NOOPTION
         LA    R4,8(R4)
         CALL  GETDEC,0(R4)
         LTR   R15,R15
         BNZ   NOLRECL
         LTR   R0,R0
         BNP   NOLRECL
         C     R0,EDMOST
         BH    NOLRECL
         ST    R0,EDOPTL
         B     OPTION
OPTNOREC MVI   EDNOREC,C'Y'
         B     OPTION
*        WHAT IS WRONG
NONAMES  SAY   'GIVE FILENAME AND FILETYPE, SUCH AS  NOTE MEMO',COLOR=R
         RETURN 4
NOMODE   LA    R3,=CL24'THIS IS NO FILEMODE:'
         LA    R5,20
         B     NOTTHIS
NONAME   LA    R3,=CL24'THIS NAMES NO FILE:'
         LA    R5,19
         B     NOTTHIS
TOOMANY  LA    R3,=CL24'ONE OPERAND TOO MANY:'
         LA    R5,21
         B     NOTTHIS
NOOPTION LA    R3,=CL24'THERE IS NO OPTION:'
         LA    R5,19
NOTTHIS  MVC   EDOUT(24),0(R3)
         LA    R3,EDOUT+1(R5)
         MVC   0(8,R3),0(R4)
         LA    R3,9(R5)
         SAY   EDOUT,(R3),COLOR=R
         RETURN 4
NOLRECL  L     R0,EDMOST
         CALL  TODEC,EDNUMBER
         MVC   EDOUT(L'LRECLTXT),LRECLTXT
         MVC   EDOUT+L'LRECLTXT(3),EDNUMBER+7
         SAY   EDOUT,L'LRECLTXT+3,COLOR=R
         RETURN 4
LRECLTXT DC    C'LRECL TAKES A NUMBER FROM 1 TO '
*        CONDITION CODE 0: THERE IS A WORD AT 4
ISWORD   CLI   0(R4),X'FF'
         BE    NOWORD
         CLI   0(R4),C'('
         BE    NOWORD
         CLI   0(R4),C')'
         BE    NOWORD
         CR    R0,R0
         BR    R9
NOWORD   LTR   R12,R12
         BR    R9
*        ISNAME - THE WORD AT 4 IS A NAME, NO PATTERN.  USES 2, 5
ISNAME   LR    R2,R4
         LA    R5,8
ISNEXT   CLI   0(R2),C'*'
         BE    NONAME
         LA    R2,1(R2)
         BCT   R5,ISNEXT
         BR    R9
         LTORG
         END
