EDOR     TITLE 'EDOPER - WHAT THE EDITOR BEGINS WITH'
*
* PURPOSE.    EDINIT  THE DATA AT 11: NO FILE, NO LINES
*             EDOPER  1 LIST BEHIND THE COMMAND'S NAME: NAMES OF THE FILE,
*                     OPTIONS
* RETURNS     EDINIT 0; EDOPER 0, 4 SOMETHING IS WRONG WITH THEM
* REGISTERS.  2 WORK, 4 PLACE, 5 WORK, 11 EDBLK, 12 BASE (OF THE SECTION)
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
WRONG    RETURN 4
         DS    0D
READLIST DC    CL8'WAITRD',A(0),C'T',AL3(130)
*
EDOPER   ENTER
         BASE  CMSEDOPR
         LR    R4,R1
         BAL   R9,ISWORD
         BNZ   WRONG
         MVC   EDFN,0(R4)
         LA    R4,8(R4)
         BAL   R9,ISWORD
         BNZ   WRONG
         MVC   EDFT,0(R4)
         LA    R4,8(R4)
         MVC   EDFM,=C'* '
         BAL   R9,ISWORD
         BNZ   OPTIONS
         CLI   2(R4),C' '
         BNE   WRONG
         MVC   EDFM,0(R4)
         CLI   EDFM,C'*'
         BE    OPTMODE
         CLI   EDFM,C'A'
         BL    WRONG
         CLI   EDFM,C'Z'
         BH    WRONG
OPTMODE  LA    R4,8(R4)
OPTIONS  CLI   0(R4),X'FF'
         BE    GOOD
         CLI   0(R4),C'('
         BNE   WRONG
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
         BNE   WRONG
         LA    R4,8(R4)
         CALL  GETDEC,0(R4)
         LTR   R15,R15
         BNZ   WRONG
         LTR   R0,R0
         BNP   WRONG
         C     R0,EDMOST
         BH    WRONG
         ST    R0,EDOPTL
         B     OPTION
OPTNOREC MVI   EDNOREC,C'Y'
         B     OPTION
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
         LTORG
         END
