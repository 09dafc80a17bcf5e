FDLI     TITLE 'FDEFLIST - TYPES THE DEFINITIONS OF FILEDEF'
*
* PURPOSE.    FDEFLIST  A LINE FOR EACH: DDNAME, DEVICE, FILE, AND OPTIONS
*             THAT WERE GIVEN
* RETURNS     0
* REGISTERS.  3 PLACE IN THE LINE, 4 DEFINITION, 5 TABLE, 6 LETTER, 10 11
*             LINKS, 12 BASE
*
CMSFDLI  CSECT
         REGS
         NUCON
         OSFCB
         EXTRN FDEFDEVS
WORK     DSECT
         DS    18F
LINE     DS    CL132
WORKLEN  EQU   *-WORK-72
CMSFDLI  CSECT
         USING WORK,R13
         USING OSFCB,R4
FDEFLIST ENTER WORK=WORKLEN
         L     R4,FILEDEFS
         LTR   R4,R4
         BNZ   NEXT
         TYPE  'NO DDNAME IS DEFINED'
         RETURN 0
NEXT     MVI   LINE,C' '
         MVC   LINE+1(131),LINE
         MVC   LINE(8),FCBDDN
         L     R5,=A(FDEFDEVS)
DEVICE   CLC   9(1,R5),FCBDEV
         BE    DEVHERE
         LA    R5,10(R5)
         CLI   0(R5),X'FF'
         BNE   DEVICE
DEVHERE  MVC   LINE+9(8),0(R5)
         LA    R3,LINE+18
         CLI   FCBDEV,FCBTAP
         BNE   FILE
         MVC   LINE+9(4),FCBTAPE
         TM    FCBFLAG,FCBSL
         BZ    TAPENUM
         MVC   0(2,R3),=C'SL'
         LA    R3,3(R3)
TAPENUM  CLC   FCBTNUM,=H'0'
         BE    OPTIONS
         LH    R0,FCBTNUM
         BAL   R10,NUMBER
         B     OPTIONS
FILE     CLI   FCBDEV,FCBDSK
         BNE   OPTIONS
         MVC   0(8,R3),FCBFN
         MVC   9(8,R3),FCBFT
         MVC   18(2,R3),FCBFM
         TM    FCBFLAG,FCBMODEG
         BO    FILE1
         MVC   18(2,R3),=CL2'*'
FILE1    LA    R3,21(R3)
         CLC   FCBMEMB,=CL8' '
         BE    OPTIONS
         MVC   0(6,R3),=C'MEMBER'
         MVC   7(8,R3),FCBMEMB
         LA    R3,15(R3)
         BAL   R11,TRIM
OPTIONS  CLI   FCBRECFM,0
         BE    LRECL
         MVC   0(5,R3),=C'RECFM'
         LA    R3,6(R3)
         IC    R6,FCBRECFM
         LA    R5,KINDS
         N     R6,=X'000000C0'
         BAL   R11,LETTERS
         IC    R6,FCBRECFM
         LA    R5,OTHERS
         BAL   R11,LETTERS
         LA    R3,1(R3)
LRECL    LA    R5,=CL8'LRECL'
         LH    R0,FCBLRECL
         BAL   R11,VALUE
         LA    R5,=CL8'BLKSIZE'
         LH    R0,FCBBLK
         BAL   R11,VALUE
         LA    R5,=CL8'KEYLEN'
         SR    R0,R0
         IC    R0,FCBKEYL
         BAL   R11,VALUE
         LA    R5,=CL8'XTENT'
         L     R0,FCBXTENT
         BAL   R11,VALUE
         TM    FCBFLAG,FCBMOD
         BZ    LOWER
         MVC   0(8,R3),=C'DISP MOD'
         LA    R3,9(R3)
LOWER    TM    FCBFLAG,FCBLOW
         BZ    PERM
         MVC   0(7,R3),=C'LOWCASE'
         LA    R3,8(R3)
PERM     TM    FCBFLAG,FCBPERM
         BZ    SAY
         MVC   0(4,R3),=C'PERM'
         LA    R3,5(R3)
SAY      BAL   R11,TRIM
         LA    R5,LINE
         SR    R3,R5
         TYPE  LINE,(R3)
         L     R4,FCBNEXT
         LTR   R4,R4
         BNZ   NEXT
         RETURN 0
*        TRIM - 3 TO THE BLANK BEHIND THE LAST WORD, PLUS ONE
TRIM     BCTR  R3,0
         CLI   0(R3),C' '
         BE    TRIM
         LA    R3,2(R3)
         BR    R11
*        VALUE - THE WORD AT 5 AND NUMBER 0, UNLESS IT IS 0
VALUE    LTR   R0,R0
         BCR   8,R11
         MVC   0(8,R3),0(R5)
         ST    R11,HEXWORK+16
         LA    R3,8(R3)
         BAL   R11,TRIM
         BAL   R10,NUMBER
         L     R11,HEXWORK+16
         BR    R11
NUMBER   CALL  TODEC,HEXWORK
         LA    R1,HEXWORK
         LA    R15,10
DIGIT    CLI   0(R1),C' '
         BE    SKIP
         MVC   0(1,R3),0(R1)
         LA    R3,1(R3)
SKIP     LA    R1,1(R1)
         BCT   R15,DIGIT
         LA    R3,1(R3)
         BR    R10
*        LETTERS - OF BITS 6, BY TABLE 5
LETTERS  CLI   0(R5),X'FF'
         BCR   8,R11
         SR    R0,R0
         IC    R0,1(R5)
         LR    R1,R0
         NR    R1,R6
         CR    R1,R0
         BE    LETTER
LETTERSK LA    R5,2(R5)
         B     LETTERS
LETTER   MVC   0(1,R3),0(R5)
         LA    R3,1(R3)
         C     R0,=X'00000040'    ONE OF F, V, U
         BNL   LETTER1
         B     LETTERSK
LETTER1  BR    R11
KINDS    DC    C'U',X'C0',C'F',X'80',C'V',X'40',X'FF'
OTHERS   DC    C'T',X'20',C'B',X'10',C'S',X'08',C'A',X'04',C'M',X'02'
         DC    X'FF'
         LTORG
         END
