EDIT     TITLE 'EDIT - THE LINE EDITOR'
*
* PURPOSE.    EDIT FILENAME FILETYPE (MODE) ( OPTIONS
*             MAKES OR CHANGES A FILE.  TWO MODES: IN EDIT MODE EACH
*             LINE READ IS A SUBCOMMAND, IN INPUT MODE IT IS A LINE OF
*             THE FILE; A NULL LINE ENDS INPUT MODE.
*             OPTIONS   LRECL N    LENGTH OF RECORDS, TO 160
*                       NORECOV    CHANGES OF AN EDIT OF THIS FILE THAT
*                                  WAS BROKEN OFF ARE DROPPED
*                       NODISP     TAKEN; THIS EDITOR TYPES LINES
*                       ANYWAY ANDS WRONG; 32 RECORDS TOO LONG, OR THE
*             FILE IS DAMAGED; 36 NO SUCH DISK; 40 THE FILE HAS CHANGED
*             SINCE AN EDIT OF IT WAS BROKEN OFF; 41 NO STORAGE; 100 +
*             CODE OF RDBUF
* HOW         THE FILE IS A CHAIN OF LINES BEHIND THIS MODULE (EDLINE),
*             UP TO HIMAIN, WHICH GROWS.  EACH CHANGE IS ALSO WRITTEN
*             TO A RECOVERY FILE (EDJRNL).  SUBCOMMANDS ARE IN EDTAB
* REGISTERS.  2 WORK, 3 LIST, 4 PLACE, 11 EDBLK, 12 BASE
*
CMSEDIT  CSECT
         REGS
         NUCON
         CONPLST
         FILEPLST
         EDBLK
EDIT     ENTER
         LR    R3,R1
         BAL   R10,AREA
         BNZ   FULL
         BAL   R10,OPERANDS
         LINK  EDOPEN
         LTR   R15,R15
         BNZ   LEAVE
*        THE LOOP
NEXT     LINK  EDREADL
         CLI   EDMODE,C'I'
         BE    INPUT
         L     R2,EDTEXTL
         LTR   R2,R2
         BZ    NULL
         LA    R1,EDTEXT
         LR    R0,R2
         LINK  EDDO
         LR    R2,R15
         LINK  EDJEND
         LR    R15,R2
         CH    R15,=H'8'
         BE    LEAVE
         B     SAVE
NULL     TYPE  'EDIT:'
         B     NEXT
INPUT    L     R2,EDTEXTL
         LTR   R2,R2
         BZ    ENDINPUT
         LA    R1,EDTEXT
         ST    R1,EDARG
         AR    R1,R2
         ST    R1,EDARGEND
         LINK  EDPREP
         LINK  EDINSBUF
         LR    R2,R15
         LINK  EDJEND
         LTR   R2,R2
         BZ    SAVE
ENDINPUT MVI   EDMODE,C'E'
         TYPE  'EDIT:'
SAVE     L     R2,EDAUTO          AUTOSAVE
         LTR   R2,R2
         BZ    NEXT
         C     R2,EDCHANGE
         BH    NEXT
         LINK  EDAUTOSV
         B     NEXT
LEAVE    MVC   HIMAIN,EDOLDHI
         L     R2,EDRC
         RETURN (R2)
FULL     FAIL  41,'NO STORAGE FOR EDIT'
*
*        AREA - 11 THE DATA, BEHIND THIS MODULE.  CODE NOT 0: NO ROOM
*
AREA     L     R11,=V(EDZEND)
         LA    R11,7(R11)
         N     R11,=X'00FFFFF8'
         LA    R2,EDBLEN(R11)
         L     R4,LOWEXT
         S     R4,=F'12288'
         CR    R2,R4
         BNL   AREAFULL
         LR    R4,R11
         LA    R5,EDBLEN/8
AREAZERO XC    0(8,R4),0(R4)
         LA    R4,8(R4)
         BCT   R5,AREAZERO
         MVC   EDOLDHI,HIMAIN
         ST    R2,EDHEAP
         LA    R2,4095(R2)
         N     R2,=X'00FFF000'
         ST    R2,HIMAIN
         LA    R2,EDTOP
         ST    R2,EDCUR
         LA    R4,EDEND
         ST    R4,EDTOP
         ST    R2,EDEND+LNPREV-LINE
         MVC   EDREAD,READLIST
         LA    R4,EDTEXT
         ST    R4,EDREAD+CPLNUM-CONPLST
         MVI   EDREAD+CPLNUM-CONPLST,1
         SR    R4,R4
         BR    R10
AREAFULL LTR   R12,R12
         BR    R10
         DS    0D
READLIST DC    CL8'WAITRD',A(0),C'T',AL3(130)
         EJECT
*        OPERANDS - OF LIST 3
*
OPERANDS LA    R4,8(R3)
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
         BCR   8,R10
         CLI   0(R4),C'('
         BNE   WRONG
OPTION   LA    R4,8(R4)
         CLI   0(R4),X'FF'
         BCR   8,R10
         CLI   0(R4),C')'
         BCR   8,R10
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
         CH    R0,=AL2(MOSTLEN)
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
WRONG    MVC   HIMAIN,EDOLDHI
         FAIL  24,'EDIT FILENAME FILETYPE MODE ( LRECL N  NORECOV'
         LTORG
         END
