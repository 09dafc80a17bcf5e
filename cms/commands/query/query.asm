QUER     TITLE 'QUERY - HOW THINGS STAND'
*
* PURPOSE.    QUERY OPTION
*             ABBREV IMPCP IMPEX RDYMSG REDTYPE RELPAGE BLIP INPUT OUTPUT
*                            AS SET BY SET
*             CHARDEF LINEND THE CHARACTERS THAT EDIT LINES
*             CMSLEVEL       VERSION
*             DISK (LETTER)  AS STAT
*             LDRTBLS        PAGES OF THE LOADER'S TABLES
*             MACLIB TXTLIB LIBRARY   LIBRARIES NAMED BY GLOBAL
*             SEARCH         DISKS IN THE ORDER IN WHICH THEY ARE SEARCHED
*             SYNONYM (SYSTEM|USER|ALL)  AS SYN
*             TIME           DATE AND TIME; UNDER CP, CP'S
*             OTHER OPTIONS OF A LINE TYPED ARE CP'S, WHEN CP MAY BE
*             IMPLIED
* RETURNS     0; 24 OPERANDS WRONG; CODES OF STAT; CP'S CODE
* REGISTERS.  2 WORK, 3 LIST, 4 SWITCH OR ROUTINE, 5-7 WORK, 8 ADT, 10
*             LINK, 11 BACK, 12 BASE
*
CMSQUERY CSECT
         REGS
         NUCON
         ADT
         DEVICE
         SETSW
         EXTRN SETTAB,STAT,SYNSHOW,CPPASS
         USING SETSW,R4
         USING WORK,R13
QUERY    ENTER WORK=WORKLEN
         LR    R3,R1
         CLI   8(R3),X'FF'
         BE    WRONG
         L     R4,=A(SETTAB)
LOOK     CLC   SSNAME,8(R3)
         BE    ONOFF
         LA    R4,SSLEN(R4)
         CLI   0(R4),X'FF'
         BNE   LOOK
         LA    R4,OPTIONS
LOOKOPT  CLC   0(8,R4),8(R3)
         BE    OPTION
         LA    R4,12(R4)
         CLI   0(R4),X'FF'
         BNE   LOOKOPT
PASS     LR    R1,R3
         L     R15,=A(CPPASS)
         BALR  R14,R15
         LTR   R15,R15
         BM    WRONG
         RETURN
OPTION   L     R4,8(R4)
         BR    R4
WRONG    TYPE  'QUERY ABBREV BLIP CHARDEF CMSLEVEL DISK IMPCP IMPEX INPX
               UT LDRTBLS LIBRARY LINEND',COLOR=R
         TYPE  '      MACLIB OUTPUT RDYMSG REDTYPE RELPAGE SEARCH SYNONX
               YM TIME TXTLIB',COLOR=R
         RETURN 24
GOOD     RETURN 0
         DS    0F
OPTIONS  DC    CL8'BLIP',A(QBLIP),CL8'CHARDEF',A(QCHARDEF)
         DC    CL8'LINEND',A(QCHARDEF),CL8'CMSLEVEL',A(QLEVEL)
         DC    CL8'DISK',A(QDISK),CL8'INPUT',A(QINPUT)
         DC    CL8'OUTPUT',A(QOUTPUT),CL8'LDRTBLS',A(QLDR)
         DC    CL8'LIBRARY',A(QLIBRARY),CL8'MACLIB',A(QMACLIB)
         DC    CL8'TXTLIB',A(QTXTLIB),CL8'SEARCH',A(QSEARCH)
         DC    CL8'SYNONYM',A(QSYN),CL8'SYN',A(QSYN)
         DC    CL8'TIME',A(QTIME),X'FF'
*
*        ONOFF - NAME AND WORD OF SWITCH 4
*
ONOFF    BAL   R10,NEWLINE
         MVC   LINE+11(8),SSWORD2
         LH    R5,SSBYTE
         IC    R2,0(R5)
         IC    R0,SSBIT
         NR    R2,R0
         N     R2,=X'000000FF'
         SR    R0,R0
         IC    R0,SSVALUE
         CR    R0,R2
         BNE   SHOW
         MVC   LINE+11(8),SSWORD1
SHOW     TYPE  LINE,80
         B     GOOD
*        NEWLINE - THE OPTION'S NAME AND =
NEWLINE  MVI   LINE,C' '
         MVC   LINE+1(131),LINE
         MVC   LINE(8),8(R3)
         MVI   LINE+9,C'='
         BR    R10
*
QBLIP    BAL   R10,NEWLINE
         MVC   LINE+11(3),=C'OFF'
         SR    R2,R2
         IC    R2,BLIPLEN
         LTR   R2,R2
         BZ    SHOW
         MVC   LINE+11(3),LINE+20
         BCTR  R2,0
         EX    R2,QBLIPMVC
         B     SHOW
QBLIPMVC MVC   LINE+11(0),BLIPTEXT
*
QLEVEL   MVC   LINE(32),SYSVERS
         TYPE  LINE,32
         B     GOOD
*
QCHARDEF TM    CPFLAG,HASCP
         BO    QCHARCP
         BAL   R10,NEWLINE
         MVC   LINE+11(1),LINEND
         CLI   8(R3),C'L'
         BE    SHOW
         MVC   LINE+11(7),=C'D @ L @'
         MVC   LINE+13(1),CHARDEL
         MVC   LINE+17(1),LINEDEL
         B     SHOW
QCHARCP  LA    R1,=CL16'QUERY TERMINAL'
         LA    R0,16
         CALL  CPLINE
         RETURN
*
QDISK    LA    R1,8(R3)
         L     R15,=A(STAT)
         BALR  R14,R15
         RETURN
*
QLDR     BAL   R10,NEWLINE
         SR    R0,R0
         IC    R0,LDRTBL
         CALL  TODEC,DIGITS
         MVC   LINE+11(2),DIGITS+8
         CLI   LINE+11,C' '
         BNE   SHOW
         MVC   LINE+11(1),LINE+12
         MVI   LINE+12,C' '
         B     SHOW
*
QTIME    TM    CPFLAG,HASCP
         BO    QTIMECP
         CALL  GETCLK
         MVC   LINE(28),=C'TIME IS HH.MM.SS ON MM/DD/YY'
         MVC   LINE+8(8),TOTIME
         MVC   LINE+20(8),TODATE
         TYPE  LINE,28
         B     GOOD
QTIMECP  LA    R1,=CL16'QUERY TIME'
         LA    R0,16
         CALL  CPLINE
         RETURN
*
QSYN     LA    R0,3
         CLI   16(R3),X'FF'
         BE    QSYNSHOW
         CLC   16(8,R3),=CL8'ALL'
         BE    QSYNSHOW
         LA    R0,1
         CLC   16(8,R3),=CL8'USER'
         BE    QSYNSHOW
         LA    R0,2
         CLC   16(8,R3),=CL8'SYSTEM'
         BNE   WRONG
QSYNSHOW L     R15,=A(SYNSHOW)
         BALR  R14,R15
         RETURN
         EJECT
*        LIBRARIES, FROM A LIST OF NAMES
*
QLIBRARY MVC   8(8,R3),=CL8'MACLIB'
         L     R5,AMACLIBL
         LA    R11,QLIBTXT
         B     LIBS
QLIBTXT  MVC   8(8,R3),=CL8'TXTLIB'
QTXTLIB  L     R5,ATXTLIBS
         LA    R11,GOOD
         B     LIBS
QMACLIB  L     R5,AMACLIBL
         LA    R11,GOOD
LIBS     BAL   R10,NEWLINE
         MVC   LINE+11(4),=C'NONE'
         LA    R2,LINE+11
         LTR   R5,R5
         BZ    LIBSHOW
LIBNEXT  CLI   0(R5),X'FF'
         BE    LIBSHOW
         MVC   0(8,R2),0(R5)
         LA    R2,9(R2)
         LA    R5,8(R5)
         B     LIBNEXT
LIBSHOW  TYPE  LINE,84
         BR    R11
         EJECT
*        SEARCH - LABEL, UNIT, LETTER, HOW, OF DISKS THAT ARE LOGGED IN
*
         USING ADT,R8
QSEARCH  L     R8,AIADT
QSNEXT   TM    ADTFLG1,ADTFFS
         BZ    QSSKIP
         MVI   LINE,C' '
         MVC   LINE+1(39),LINE
         MVC   LINE(6),ADTID
         L     R5,ADTDTA
         LH    R0,DEVUNIT-DEVICE(R5)
         CALL  TOHEX,DIGITS
         MVC   LINE+8(3),DIGITS+5
         MVC   LINE+13(1),ADTM
         CLI   ADTMX,C'A'         AN EXTENSION
         BL    QSMODE
         MVI   LINE+14,C'/'
         MVC   LINE+15(1),ADTMX
QSMODE   MVC   LINE+18(3),=C'R/O'
         TM    ADTFLG1,ADTFRW
         BZ    QSTYPE
         MVI   LINE+20,C'W'
QSTYPE   TYPE  LINE,24
QSSKIP   L     R8,ADTPTR
         LTR   R8,R8
         BNZ   QSNEXT
         B     GOOD
         DROP  R8
         EJECT
*        INPUT, OUTPUT: THE CHARACTERS THAT ARE TRANSLATED
*
QINPUT   L     R6,CONTRIN
         B     QTRANS
QOUTPUT  L     R6,CONTROUT
QTRANS   BAL   R10,NEWLINE
         MVC   LINE+11(3),=C'OFF'
         LTR   R6,R6
         BZ    SHOW
         SR    R5,R5              CHARACTER
QTNEXT   SR    R2,R2
         IC    R2,0(R5,R6)
         CR    R2,R5
         BE    QTON
         BAL   R10,NEWLINE
         MVI   LINE+9,C' '
         LR    R0,R5
         CALL  TOHEX,DIGITS
         STC   R5,LINE+11
         MVC   LINE+13(2),DIGITS+6
         CLC   8(8,R3),=CL8'OUTPUT'
         BE    QTOUT
         LR    R0,R2
         CALL  TOHEX,DIGITS
         MVC   LINE+13(2),DIGITS+6
         B     QTSHOW
QTOUT    MVC   LINE+11(2),DIGITS+6
         MVC   LINE+13(2),LINE+20
         STC   R2,LINE+14
QTSHOW   TYPE  LINE,40
QTON     LA    R5,1(R5)
         CH    R5,=H'256'
         BL    QTNEXT
         B     GOOD
WORK     DSECT
         DS    18F
DIGITS   DS    CL10
LINE     DS    CL132
WORKLEN  EQU   *-WORK-72
CMSQUERY CSECT
         LTORG
         END
