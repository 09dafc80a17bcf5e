EXIO     TITLE 'EXECIO - WHAT EXECS TYPE, STACK, PUNCH AND READ'
*
* PURPOSE.    EXTYPE    &TYPE WORDS (&PRINT, &TYPEOUT)
*             EXEMSG    &EMSG WORDS, IN RED
*             EXSTACK   &STACK FIFO | LIFO  WORDS, &STACK HT, RT
*             EXPUNCH   &PUNCH WORDS
*             EXBTYPE   &BEGTYPE, EXBSTACK &BEGSTACK FIFO | LIFO, EXBPUNCH
*                       &BEGPUNCH: THE LINES DOWN TO &END AS THEY STAND;
*                       ALL: ALL COLUMNS OF A FILE OF FORMAT F 80
*             EXASK     A LINE OF THE STACK OR THE TERMINAL
*             EXREAD    &READ N, &READ ARGS, &READ VARS &A &B...
*             EXHEXON   &HEX ON | OFF
*             EXSPACE   &SPACE N      EXTIME  &TIME ON | OFF | RESET | TYPE
* CALLED      BY EXDO; THE CONTROL WORD IS THE FIRST WORD LEFT
* RETURNS     0
* REGISTERS.  2 TEXT OR WORD, 3 LENGTH, 4 WORDS, 5 WHAT TO DO WITH LINES,
*             11 BLOCK, 12 BASE
*
CMSEXIO  CSECT
         REGS
         NUCON
         EXECBLK
         EXTRN EXERR,EXSUB,EXSUBN,EXJOIN,EXTEXT,EXSTMT,EXTONUM
         EXTRN EXSET
IOWORK   DSECT
         DS    18F
IOLIST   DS    2D
IOCARD   DS    CL80
IOWORD   DS    CL8
IOWLEN   EQU   *-IOWORK-72
CMSEXIO  CSECT
         USING IOWORK,R13
EXTYPE   ENTER WORK=IOWLEN
         BASE  CMSEXIO
         SR    R5,R5
         B     TYPEIT
EXEMSG   ENTER WORK=IOWLEN
         BASE  CMSEXIO
         L     R5,=X'80000000'
TYPEIT   BAL   R10,WORDS
         EXCALL EXJOIN
         OR    R0,R5
         CALL  BTYPLIN
         RETURN 0
*
EXSTACK  ENTER WORK=IOWLEN
         BASE  CMSEXIO
         BAL   R10,WORDS
         BAL   R10,ORDER
         CLC   IOWORD,=CL8'HT'
         BE    STACKHT
         CLC   IOWORD,=CL8'RT'
         BE    STACKRT
         EXCALL EXJOIN
         OR    R0,R5
         CALL  PUSHLIN
         LTR   R15,R15
         BNZ   IOFULL
         RETURN 0
STACKHT  OI    KTFLAG,X'80'
         RETURN 0
STACKRT  NI    KTFLAG,X'7F'
         RETURN 0
IOFULL   EXFAIL 819,'STORAGE IS EXHAUSTED'
*
EXPUNCH  ENTER WORK=IOWLEN
         BASE  CMSEXIO
         BAL   R10,WORDS
         EXCALL EXJOIN
         LR    R2,R1
         LR    R3,R0
         BAL   R10,PUNCH
         RETURN 0
*
*        WORDS - THE WORDS BEHIND THE CONTROL WORD, WITH THEIR VALUES; THE
*        FIRST IN CAPITALS INTO IOWORD
*
WORDS    L     R4,EXBCOUNT
         L     R2,EXBTOK
         LA    R2,8(R2)
         ST    R2,EXBTOK
         BCTR  R4,0
         ST    R4,EXBCOUNT
         EXCALL EXSUB
         L     R4,EXBCOUNT
         B     WORDTAKE
WORDNEXT LA    R2,8(R2)
         ST    R2,EXBTOK
         BCTR  R4,0
         ST    R4,EXBCOUNT
WORDTAKE MVC   IOWORD,0(R2)
         L     R1,AUPCASE
         TR    IOWORD,0(R1)
         BR    R10
*
*        ORDER - FIFO OR LIFO: BIT 0 OF 5
*
ORDER    SR    R5,R5
         CLC   IOWORD,=CL8'LIFO'
         BNE   ORDERF
         L     R5,=X'80000000'
         B     WORDNEXT
ORDERF   CLC   IOWORD,=CL8'FIFO'
         BE    WORDNEXT
         BR    R10
*
*        PUNCH - A CARD OF TEXT 2, LENGTH 3
*
PUNCH    MVI   IOCARD,C' '
         MVC   IOCARD+1(79),IOCARD
         CH    R3,=H'80'
         BNH   PUNCHLEN
         LA    R3,80
PUNCHLEN LTR   R3,R3
         BZ    PUNCHIT
         BCTR  R3,0
         EX    R3,PUNCHMOV
PUNCHIT  LA    R1,IOCARD
         MVC   IOLIST(8),=CL8'CARDPH'
         ST    R1,IOLIST+8
         MVC   IOLIST+12(4),=H'80,0'
         CMSCALL IOLIST
         LTR   R15,R15
         BCR   8,R10
         EXFAIL 805,'THE PUNCH FAILS, OR THERE IS NONE'
PUNCHMOV MVC   IOCARD(0),0(R2)
         EJECT
*        &BEGTYPE AND THE LIKE
*
EXBTYPE  ENTER WORK=IOWLEN
         BASE  CMSEXIO
         BAL   R10,WORDS
         LA    R5,BEGTYPE
         B     BEGALL
EXBPUNCH ENTER WORK=IOWLEN
         BASE  CMSEXIO
         BAL   R10,WORDS
         LA    R5,BEGPUNCH
         B     BEGALL
EXBSTACK ENTER WORK=IOWLEN
         BASE  CMSEXIO
         BAL   R10,WORDS
         BAL   R10,ORDER
         LR    R6,R5
         LA    R5,BEGSTACK
BEGALL   SR    R7,R7
         LTR   R4,R4
         BZ    BEGIN
         LA    R7,1
         CLC   IOWORD,=CL8'ALL'
         BE    BEGIN
         EXFAIL 815,'WRONG WORD BEHIND THE STATEMENT'
BEGIN    L     R0,EXBNEXT
         C     R0,EXBLINES
         BH    BEGEND
         L     R15,=A(EXSTMT)
         LTR   R7,R7
         BZ    BEGTEXT
         L     R15,=A(EXTEXT)
BEGTEXT  BALR  R14,R15
         LR    R2,R1
         LR    R3,R0
         L     R1,EXBNEXT
         LA    R1,1(R1)
         ST    R1,EXBNEXT
         CH    R3,=H'4'
         BL    BEGLINE
         MVC   IOWORD,=CL8' '
         MVC   IOWORD(5),0(R2)
         CH    R3,=H'4'
         BH    BEGWORD
         MVI   IOWORD+4,C' '
BEGWORD  L     R1,AUPCASE
         TR    IOWORD,0(R1)
         CLC   IOWORD(5),=C'&&END '
         BE    BEGEND
BEGLINE  BALR  R10,R5
         B     BEGIN
BEGEND   RETURN 0
BEGTYPE  TYPE  0(R2),(R3)
         BR    R10
BEGPUNCH B     PUNCH
BEGSTACK LR    R1,R2
         LR    R0,R3
         OR    R0,R6
         CALL  PUSHLIN
         LTR   R15,R15
         BCR   8,R10
         B     IOFULL
         EJECT
*        &READ: 4 VARIABLES LEFT
*
EXREAD   ENTER WORK=IOWLEN
         BASE  CMSEXIO
         L     R4,EXBCOUNT
         L     R2,EXBTOK
         BAL   R10,WORDNEXT
         CLC   IOWORD,=CL8'VARS'
         BE    READVARS
         CLC   IOWORD,=CL8'ARGS'
         BE    READARGS
         LA    R0,1
         LTR   R4,R4
         BZ    READLINE
         LR    R1,R2
         EXCALL EXSUBN
         EXCALL EXTONUM
         LTR   R15,R15
         BNZ   READBAD
         LTR   R0,R0
         BM    READBAD
READLINE A     R0,EXBREADS
         ST    R0,EXBREADS
         RETURN 0
READMANY EXFAIL 803,'MORE THAN 30 ARGUMENTS'
READBAD  EXFAIL 806,'&&READ NUMBER, ARGS OR VARS'
*
READARGS BAL   R9,READIT
         SR    R3,R3
         MVI   EXBARGS+8,C' '
         MVC   EXBARGS+9(239),EXBARGS+8
         LA    R2,EXBARGS+8
READARG  CLI   0(R6),X'FF'
         BE    READARGE
         CH    R3,=H'30'
         BNL   READMANY
         MVC   0(8,R2),0(R6)
         LA    R2,8(R2)
         LA    R6,8(R6)
         LA    R3,1(R3)
         B     READARG
READARGE ST    R3,EXBINDEX
         RETURN 0
*
READVARS BAL   R9,READIT
READVAR  BCT   R4,READVAR1
         RETURN 0
READVAR1 LA    R2,8(R2)
         LR    R1,R2
         EXCALL EXSUBN
         CLI   0(R2),C'&&'
         BNE   READBAD
         LA    R0,=CL8' '         NO MORE WORDS: EMPTY
         CLI   0(R6),X'FF'
         BE    READSET
         LR    R0,R6
         LA    R6,8(R6)
READSET  LR    R1,R2
         EXCALL EXSET
         TM    EXBFLAG,EXBEND
         BZ    READVAR
         RETURN 0
*
*        READIT - READ A LINE; ITS WORDS AT 6.  BY BAL R9
*
READIT   EXCALL EXASK
         CALL  SCAN,EXBIN
         LR    R6,R1
         BR    R9
*
*        EXASK - READ A LINE INTO EXBIN, 0 IS ITS LENGTH.  NO ATTENTION
*        CAN BE GIVEN WHILE THE KEYBOARD IS OPEN, SO KX IS TAKEN AS SUCH
*        WHEN IT IS THE ANSWER
*
EXASK    ENTER
         BASE  CMSEXIO
         L     R2,LINEHEAD        0: NOTHING IS STACKED
         MVC   EXBREADL,READLIST
         LA    R1,EXBIN
         ST    R1,EXBREADL+8
         MVI   EXBREADL+8,1
         CALL  WAITRD,EXBREADL
         SR    R3,R3
         IC    R3,EXBREADL+15
         LTR   R2,R2
         BNZ   ASKEND
         CH    R3,=H'2'
         BNE   ASKEND
         MVC   HEXWORK(2),EXBIN
         L     R1,AUPCASE
         TR    HEXWORK(2),0(R1)
         CLC   HEXWORK(2),=C'KX'
         BE    ASKKILL
         CLC   HEXWORK(2),=C'HX'
         BNE   ASKEND
ASKKILL  SR    R15,R15
         L     R14,AKILLEX
         BR    R14
ASKEND   LR    R0,R3
         RETURN 0,KEEP=R0
         DS    0D
READLIST DC    CL8'WAITRD',A(0),C'T',AL3(0)
         EJECT
EXSPACE  ENTER WORK=IOWLEN
         BASE  CMSEXIO
         BAL   R10,WORDS
         LA    R3,1
         LTR   R4,R4
         BZ    SPACELN
         LR    R1,R2
         EXCALL EXTONUM
         LTR   R15,R15
         BNZ   SPACEBAD
         LTR   R3,R0
         BNP   SPACEEND
SPACELN  TYPE  =C' ',1
         BCT   R3,SPACELN
SPACEEND RETURN 0
SPACEBAD EXFAIL 811,'NOT A NUMBER'
*
EXTIME   ENTER WORK=IOWLEN
         BASE  CMSEXIO
         BAL   R10,WORDS
         CLC   IOWORD,=CL8'ON'
         BE    TIMEON
         CLC   IOWORD,=CL8'OFF'
         BE    TIMEOFF
         CLC   IOWORD,=CL8'TYPE'
         BE    TIMETYPE
         CLC   IOWORD,=CL8'RESET'
         BE    TIMERSET
         EXFAIL 815,'&&TIME ON, OFF, RESET OR TYPE'
TIMEON   OI    EXBCTL,EXBTIMER
TIMERSET CALL  GETCLK
         MVC   STARTV,VIRTIME
         MVC   STARTT,CPUTIME
         RETURN 0
TIMEOFF  NI    EXBCTL,255-EXBTIMER
         RETURN 0
*
EXHEXON  ENTER WORK=IOWLEN
         BASE  CMSEXIO
         BAL   R10,WORDS
         NI    EXBFLAG,255-EXBHEX
         CLC   IOWORD,=CL8'OFF'
         BE    HEXSET
         OI    EXBFLAG,EXBHEX
         CLC   IOWORD,=CL8'ON'
         BE    HEXSET
         EXFAIL 815,'&&HEX ON OR OFF'
HEXSET   RETURN 0
*
TIMETYPE CALL  PRTCLK,EXBOUT
         LR    R3,R0
         TYPE  EXBOUT,(R3)
         RETURN 0
         LTORG
         END
