SYN      TITLE 'SYN - SYNONYMS AND ABBREVIATIONS OF COMMANDS'
*
* PURPOSE.    SYN (FN (FT (FM))) ( STD NOSTD CLEAR    LINES OF 'FN SYN' (OR
*             'FN SYNONYM') BECOME THE USER'S SYNONYMS: COMMAND, SYNONYM,
*             AND THE FEWEST CHARACTERS OF IT THAT WILL DO; * BEGINS A
*             REMARK.  CLEAR: NO SYNONYMS OF THE USER.  NOSTD: WITHOUT THE
*             SYSTEM'S; STD: WITH THEM.  NOTHING: THE SYNONYMS IN FORCE ARE
*             TYPED.  SYNONYM IS ANOTHER NAME
*             SYNSHOW  0: 1 THE USER'S, 2 THE SYSTEM'S, 3 BOTH.  TYPES THEM
* CALLED      SYN TYPED OR IN AN EXEC; SYNSHOW BY QUERY
* RETURNS     0; 24 OPERANDS WRONG; 28 NO SUCH FILE; 32 A LINE OF THE
*             FILE IS WRONG; 41 STORAGE IS EXHAUSTED; 100 + CODE OF RDBUF
* REGISTERS.  2 WORK, 3 LIST, 4 FILE LIST, 5 TABLE, 6 PLACE IN IT, 7
*             LINE, 8 CODE, 10 11 LINKS, 12 BASE (OF THE SECTION)
*
CMSSYN   CSECT
         REGS
         NUCON
         FST
         FILEPLST
MOSTLINE EQU   130
         USING WORK,R13
         USING FILEPLST,R4
SYN      ENTER WORK=WORKLEN
         BASE  CMSSYN
         LR    R3,R1
         LA    R4,LIST
         MVC   LIST(SYNPLLEN),SYNPLIST
         MVI   OPTIONS,0
         LA    R3,8(R3)
         CLI   0(R3),X'FF'
         BE    SHOWALL
         LA    R2,FPFN
         LA    R5,2
SYNNAME  CLI   0(R3),X'FF'
         BE    SYNDO
         CLI   0(R3),C'('
         BE    SYNOPT
         LTR   R5,R5
         BM    WRONG
         BZ    SYNMODE
         MVC   0(8,R2),0(R3)
         B     SYNMORE
SYNMODE  MVC   FPFM,0(R3)
SYNMORE  LA    R2,8(R2)
         LA    R3,8(R3)
         BCTR  R5,0
         B     SYNNAME
SYNOPT   LA    R3,8(R3)
         CLI   0(R3),X'FF'
         BE    SYNDO
         CLI   0(R3),C')'
         BE    SYNDO
         LA    R2,SYNOPTS
SYNOPTL  CLC   0(8,R2),0(R3)
         BE    SYNOPTON
         LA    R2,9(R2)
         CLI   0(R2),X'FF'
         BNE   SYNOPTL
         B     WRONG
SYNOPTON OC    OPTIONS,8(R2)
         B     SYNOPT
SYNDO    TM    OPTIONS,X'20'
         BZ    SYNSTD
         BAL   R10,FORGET
SYNSTD   TM    OPTIONS,X'80'
         BZ    SYNNOSTD
         NI    SETFLAG,255-NOSYSSYN
SYNNOSTD TM    OPTIONS,X'40'
         BZ    SYNFILE
         OI    SETFLAG,NOSYSSYN
SYNFILE  CLI   FPFN,C' '
         BE    SYNGOOD
         BAL   R10,READ
         RETURN (R8)
SYNGOOD  RETURN 0
SHOWALL  LA    R0,3
         L     R15,=A(SYNSHOW)
         BALR  R14,R15
         RETURN 0
WRONG    FAIL  24,'SYN FILENAME (FILETYPE (MODE)) ( STD NOSTD CLEAR'
SYNOPTS  DC    CL8'STD',X'80',CL8'NOSTD',X'40',CL8'CLEAR',X'20',X'FF'
         DS    0F
SYNPLIST DC    CL8'RDBUF',CL8' ',CL8'SYN',CL2'*',H'0',A(0)
         DC    A(MOSTLINE),CL2'V',H'1',F'0'
SYNPLLEN EQU   *-SYNPLIST
*
*        FORGET - THE USER'S TABLE
*
FORGET   L     R1,USERSYN
         LTR   R1,R1
         BCR   8,R10
         XC    USERSYN,USERSYN
         FRET  DWORDS=1,KEEP=YES
         BR    R10
         EJECT
*        READ - THE FILE BECOMES THE TABLE; 8 IS THE CODE
*
READ     CALL  STATE,LIST
         LTR   R15,R15
         BZ    READFST
         CLC   FPFT,=CL8'SYN'
         BNE   READNONE
         MVC   FPFT,=CL8'SYNONYM'
         CALL  STATE,LIST
         LTR   R15,R15
         BNZ   READNONE
READFST  L     R2,FPBUF
         MVC   FPFV(1),FSTFV-FST(R2)
         LH    R7,FSTIC-FST(R2)   A LINE NEEDS 17 BYTES AT MOST
         N     R7,=X'0000FFFF'
         MH    R7,=H'17'
         LA    R7,8(R7)
         FREE  BYTES=(R7),KEEP=YES
         LTR   R15,R15
         BNZ   READFULL
         LR    R5,R1
         LR    R6,R1
         SR    R7,R7
         LA    R1,LINE
         ST    R1,FPBUF
READNEXT LA    R0,MOSTLINE
         ST    R0,FPLEN
         CALL  RDBUF,LIST
         CH    R15,=H'12'
         BE    READALL
         LTR   R15,R15
         BNZ   READBAD
         LA    R7,1(R7)
         BAL   R11,ENTRY
         LTR   R15,R15
         BZ    READNEXT
         MVC   ERRLINE,BADLINE
         LR    R0,R7
         CALL  TODEC,HEXWORK
         MVC   ERRLINE+5(5),HEXWORK+5
         TYPE  ERRLINE,80,COLOR=R
         LA    R8,32
         B     READDROP
READBAD  LA    R8,100(R15)
         TYPE  'THE FILE CANNOT BE READ',COLOR=R
READDROP LR    R1,R5
         FRET  DWORDS=1,KEEP=YES
         B     READEND
READALL  MVI   0(R6),0            THE TABLE'S END
         LR    R11,R10
         BAL   R10,FORGET
         LR    R10,R11
         SR    R8,R8
         CR    R5,R6              NOTHING IN IT
         BE    READDROP
         ST    R5,USERSYN
READEND  CALL  FINIS,LIST
         BR    R10
READNONE LA    R8,28
         TYPE  'THERE IS NO SUCH FILE OF SYNONYMS',COLOR=R
         BR    R10
READFULL LA    R8,41
         TYPE  'STORAGE IS EXHAUSTED',COLOR=R
         BR    R10
BADLINE  DC    CL80'LINE 00000: COMMAND, SYNONYM, FEWEST CHARACTERS OF X
               IT (1 TO ITS LENGTH) EXPECTED'
         EJECT
*        ENTRY - A LINE INTO THE TABLE AT 6; 15 NOT 0: IT IS WRONG
*
ENTRY    L     R0,FPREAD
         CALL  SCAN,LINE
         LR    R2,R1
         SR    R15,R15
         CLI   0(R2),X'FF'        EMPTY
         BCR   8,R11
         CLI   0(R2),C'*'
         BCR   8,R11
         LA    R15,1
         CLI   8(R2),X'FF'
         BCR   8,R11
         LA    R3,8               CHARACTERS OF THE SYNONYM
         LA    R1,15(R2)
ENTLEN   CLI   0(R1),C' '
         BNE   ENTNUM
         BCTR  R1,0
         BCT   R3,ENTLEN
ENTNUM   LR    R0,R3
         CLI   16(R2),X'FF'
         BE    ENTPUT
         CLI   24(R2),X'FF'
         BCR   7,R11
         CALL  GETDEC,16(R2)
         LTR   R15,R15
         BCR   7,R11
         LA    R15,1
         CR    R0,R3
         BCR   2,R11
         LTR   R0,R0
         BCR   12,R11
ENTPUT   STC   R0,0(R6)
         OI    0(R6),X'80'
         MVC   1(8,R6),8(R2)
         MVC   9(8,R6),0(R2)
         LA    R6,17(R6)
         SR    R15,R15
         BR    R11
         EJECT
*        SYNSHOW - TYPES A TABLE OR BOTH
*
SYNSHOW  ENTER WORK=WORKLEN
         BASE  CMSSYN
         STC   R0,OPTIONS
         SR    R8,R8              NOTHING TYPED YET
         TM    OPTIONS,1
         BZ    SHOWSYS
         L     R6,USERSYN
         LTR   R6,R6
         BZ    SHOWSYS
         BAL   R11,SHOW
SHOWSYS  TM    OPTIONS,2
         BZ    SHOWNONE
         TM    SETFLAG,NOSYSSYN
         BO    SHOWNONE
         L     R6,ASYSABRV
         BAL   R11,SHOW
SHOWNONE LTR   R8,R8
         BNZ   SHOWEND
         TYPE  'NO SYNONYMS ARE IN FORCE'
SHOWEND  RETURN 0
*
*        SHOW - THE LINES OF TABLE 6
*
SHOW     LTR   R8,R8
         BNZ   SHOWLINE
         TYPE  SHOWHEAD,28
         LA    R8,1
SHOWLINE MVI   LINE,C' '
         MVC   LINE+1(39),LINE
         LA    R5,9
         MVC   LINE(8),1(R6)
         TM    0(R6),X'80'
         BZ    SHOWMIN
         LA    R5,17
         MVC   LINE(8),9(R6)
         MVC   LINE+10(8),1(R6)
SHOWMIN  IC    R1,0(R6)
         N     R1,=X'0000000F'
         BCTR  R1,0
         EX    R1,SHOWMOVE
         TYPE  LINE,40
         AR    R6,R5
         CLI   0(R6),0
         BNE   SHOWLINE
         BR    R11
SHOWMOVE MVC   LINE+20(0),1(R6)
SHOWHEAD DC    CL28'COMMAND   SYNONYM   SHORTEST'
WORK     DSECT
         DS    18F
LIST     DS    CL(FPEND)
OPTIONS  DS    X
LINE     DS    CL132
WORKLEN  EQU   *-WORK-72
CMSSYN   CSECT
         LTORG
         END
