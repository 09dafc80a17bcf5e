SUPV     TITLE 'SUPERVISOR - ANSWERS ITS CONSOLE, BARE OR UNDER CP'
*
* PURPOSE.  A SMALL SUPERVISOR.  IT GREETS ON ITS CONSOLE (009, OR 01F
*    IF THERE IS NO 009) AND RESTS.  AN ATTENTION MAKES IT TYPE A
*    PERIOD AND READ A LINE; IT ANSWERS, AND READS THE NEXT ONE.
*
*       ECHO TEXT     TYPES THE TEXT
*       TIME          DATE, TIME AND CPU TIME USED, FROM CP
*       LOOP N        COMPUTES N THOUSAND ROUNDS; WITHOUT N, OR WITH
*                     0, UNTIL AN ATTENTION
*       PRINT N       N LINES ON THE PRINTER, 00E
*       PUNCH N       N CARDS FROM THE PUNCH, 00D
*       READ          TYPES THE CARDS IN THE READER, 00C
*       DISK TEXT     WRITES THE TEXT ON THE DISK 191, READS IT BACK
*       DISK          READS WHAT WAS WRITTEN THERE
*       CP COMMAND    HAS CP CARRY OUT A COMMAND
*       PRIV N        N PRIVILEGED INSTRUCTIONS (FOR MEASUREMENTS)
*       STOP          THE END
*
*    AN ATTENTION ALSO BREAKS OFF LOOP, PRINT, PUNCH AND READ.  DISK
*    FORMATS CYLINDER 0, TRACK 1: OTHER RECORDS OF IT ARE LOST.
*
* HOW IT WORKS.  THE PROGRAM RUNS DISABLED.  IT STARTS A DEVICE AND
*    RESTS IN AN ENABLED WAIT.  THE INTERRUPTION (IOINT) NOTES IN THE
*    DEVICE'S BLOCK HOW IT ENDED, TAKES THE WAIT BIT OUT OF THE OLD PSW
*    AND RETURNS: THE PROGRAM LOOKS AGAIN.  NOBODY ASKS A DEVICE OVER
*    AND OVER WHETHER IT HAS ENDED.
*
* FOR SAVED SYSTEMS.  THE PROGRAM IS IN THE PAGE AT 1000, WHICH IS NEVER
*    CHANGED AND CAN BE SHARED; ALL THAT CHANGES IS IN THE PAGE AT 0.
*    AFTER THE GREETING IT RESTS WITH NO DEVICE AT WORK: THERE IT CAN BE
*    SAVED, AND AN ATTENTION WAKES EACH COPY.
*
* REGISTERS.  1 CHANNEL PROGRAM, 2 DEVICE BLOCK, 3 TEXT AND 5 ITS
*    LENGTH, 4 OPERAND, 6 NUMBER IN IT, 7 COUNT, 9 UNIT, 10 A PLACE IN A
*    TABLE OR TEXT, 11 RETURN FROM SAY, 12 BASE, 13 CCW, 14 RETURN.
*
* ENDS IN A DISABLED WAIT.  ADDRESS 000000: STOP.  00BAD1: NO CONSOLE.
*    00BAD3: SUPERVISOR CALL.  00BAD4: PROGRAM INTERRUPTION; THE OLD PSW
*    AT 28 TELLS WHICH.
*
         MACRO
&NAME    TELL  &TEXT
.*       TYPES A LINE: &TEXT, IN APOSTROPHES, FOLLOWS THE CALL
         LCLA  &N
&N       SETA  K'&TEXT-2
&NAME    BAL   11,SAYTEXT
         DC    AL1(&N),C&TEXT
         DS    0H
         MEND
         MACRO
&NAME    CALLCP &RX,&RY,&CODE
.*       DIAGNOSE, WITH WHICH A GUEST CALLS CP.  ON A BARE MACHINE IT IS
.*       A PROGRAM INTERRUPTION, WHICH LEADS TO NOCP
&NAME    LA    1,NOCP
         ST    1,RECOVER
         DC    X'83',AL.4(&RX,&RY),AL2(&CODE)
         LA    1,0
         ST    1,RECOVER
         MEND
         EJECT
SUPV     START X'1000'          A PAGE OF ITS OWN
         BALR  12,0
         USING *,12
         USING LOW,0              PAGE 0 NEEDS NO REGISTER
         USING DEVICE,2
         XC    BEGIN(256),BEGIN   CLEAR WHAT CHANGES
         XC    BEGIN+256(256),BEGIN+256
         XC    BEGIN+512(REST),BEGIN+512
         MVC   EXNEW(40),NEWPSWS  WHERE INTERRUPTIONS GO
         MVC   CONS(DEVLEN),DEVINIT
         TIO   X'009'             IS THE CONSOLE 009
         BC    14,GREET           YES
         MVI   CONS+1,X'1F'
         TIO   X'01F'             OR 01F
         BC    1,NOCONS           NO
GREET    TELL  'SUPERVISOR READY. AFTER AN ATTENTION: ECHO TIME LOOP PRX
               INT PUNCH READ DISK CP PRIV STOP'
*
*        NOTHING TO DO: REST UNTIL SOMEBODY PRESSES ATTENTION
*
IDLE     SSM   NONE               NO INTERRUPTION WHILE LOOKING
         TM    FLAGS,ATTN
         BO    ASK
         LPSW  IDLEPSW            REST, ENABLED; AFTERWARDS TO IDLE
*
*        ASK FOR A LINE, FIND ITS VERB IN THE TABLE, GO THERE
*
ASK      NI    FLAGS,255-ATTN
         MVI   LINE,C' '
         MVC   LINE+1(L'LINE-1),LINE
         LA    2,CONS
         LA    1,ASKING
         BAL   14,DOIO
         BO    ASK                CANCELLED BY THE TYPIST
         BNZ   IDLE               THE CONSOLE IS IN TROUBLE
         LA    5,L'LINE
         SH    5,DVLEFT           SO MANY CHARACTERS WERE TYPED
         BNP   ASK
         MVC   VERB,LINE
         OC    VERB,=8C' '        SMALL LETTERS BECOME CAPITALS
         LA    10,VERBS
         SR    1,1
FIND     IC    1,0(10)            LENGTH OF VERB AND BLANK, LESS 1
         EX    1,SAME
         BE    FOUND
         LA    10,12(10)
         C     10,=A(VERBEND)
         BL    FIND
         TELL  '?'
         B     ASK
FOUND    LA    4,LINE+1(1)        THE OPERAND
         SR    5,1
         BCTR  5,0                AND ITS LENGTH, -1 WITHOUT A BLANK
         L     10,8(10)
         BR    10
SAME     CLC   VERB(0),1(10)
         EJECT
ECHO     LR    3,4
         BAL   11,SAY
         B     ASK
*
TIME     LA    4,CLOCK
         CALLCP 4,0,X'0C'         PSEUDO TIMER INTO CLOCK
         MVC   OUT(80),TIMETEXT
         MVC   OUT(8),CLOCK       DATE
         MVC   OUT+9(8),CLOCK+8   TIME OF DAY
         LM    6,7,CLOCK+16       MICROSECONDS OF VIRTUAL CPU TIME
         D     6,=F'1000'
         BAL   14,DECIMAL
         MVC   OUT+29(10),DIGITS
         LM    6,7,CLOCK+24       AND OF ALL CPU TIME
         D     6,=F'1000'
         BAL   14,DECIMAL
         MVC   OUT+49(10),DIGITS
         LA    3,OUT
         LA    5,80
         BAL   11,SAYTRIM
         B     ASK
*
LOOP     BAL   14,NUMBER
         SR    7,7
         SSM   ALL                INTERRUPTIONS ARE WELCOME
ROUNDS   LA    8,1000
ROUND    AR    3,8                SOME WORK
         XR    3,7
         LTR   3,3
         BCT   8,ROUND
         A     7,=F'1'
         TM    FLAGS,ATTN
         BO    ENOUGH
         CR    7,6
         BNE   ROUNDS
ENOUGH   SSM   NONE
         MVC   OUT(80),LOOPTEXT
         B     SAYCOUNT
*
PRINT    LA    2,PRT
         LA    13,PRINTING
         B     PUT
PUNCH    LA    2,PUN
         LA    13,PUNCHING
PUT      BAL   14,NUMBER
         SR    7,7
         MVC   OUT(80),PUTTEXT
PUTNEXT  CR    7,6
         BNL   PUTEND
         TM    FLAGS,ATTN
         BO    PUTEND
         A     7,=F'1'
         BAL   14,DECIMAL
         MVC   OUT+7(10),DIGITS
         LR    1,13
         BAL   14,DOIO
         BZ    PUTNEXT
         B     ASK                TROUBLE, WHICH HAS BEEN TOLD
PUTEND   MVC   OUT(80),DONETEXT
*
*        SAYCOUNT - TYPE OUT WITH THE NUMBER IN REGISTER 7 IN FRONT
*
SAYCOUNT BAL   14,DECIMAL
         MVC   OUT(10),DIGITS
         LA    3,OUT
         LA    5,80
         BAL   11,SAYTRIM
         B     ASK
*
READ     SR    7,7
READNEXT LA    2,RDR
         LA    1,READING
         BAL   14,DOIO
         BO    READEND            UNIT EXCEPTION: NO CARDS ARE LEFT
         BNZ   ASK
         A     7,=F'1'
         LA    3,OUT
         LA    5,80
         BAL   11,SAYTRIM
         TM    FLAGS,ATTN
         BZ    READNEXT
READEND  MVC   OUT(80),READTEXT
         B     SAYCOUNT
*
DISK     LA    2,DSK
         LTR   5,5
         BNP   DISKREAD           NOTHING TO WRITE
         MVC   COUNT,R1COUNT
         MVC   RECORD,0(4)        THE TEXT, AND BLANKS
         LA    1,WRITING
         BAL   14,DOIO
         BNZ   ASK
DISKREAD XC    RECORD,RECORD
         LA    1,SEEKING
         BAL   14,DOIO
         BNZ   ASK
         LA    3,RECORD
         LA    5,80
         BAL   11,SAYTRIM
         B     ASK
*
CP       LTR   6,5                LENGTH OF THE COMMAND
         BNP   ASK
         CALLCP 4,6,X'08'         CP TYPES THE ANSWER ITSELF
         LTR   7,6                ITS RETURN CODE
         BZ    ASK
         MVC   OUT(80),CODETEXT
         B     SAYCOUNT
*
PRIV     BAL   14,NUMBER
         LTR   7,6
         BNP   ASK
PRIVNEXT SSM   NONE
         BCT   6,PRIVNEXT
         MVC   OUT(80),DONETEXT
         B     SAYCOUNT
*
STOP     LPSW  GOOD
NOCONS   LPSW  BAD1
*
NOCP     SR    1,1                DIAGNOSE IS NOT KNOWN HERE
         ST    1,RECOVER
         TELL  'THERE IS NO CP: THIS IS A BARE MACHINE'
         B     ASK
         EJECT
*        NUMBER - THE NUMBER AT REGISTER 4 INTO 6, ZERO WHEN NONE
*
NUMBER   SR    6,6
         SR    8,8
BLANK    CLI   0(4),C' '          LINE ENDS WITH A ZERO BYTE
         BNE   DIGIT
         LA    4,1(4)
         B     BLANK
DIGIT    IC    8,0(4)
         SH    8,=H'240'          C'0'
         BCR   4,14
         C     8,=F'9'
         BCR   2,14
         C     6,=F'9999999'      MORE DIGITS COUNT FOR NOTHING
         BCR   2,14
         MH    6,=H'10'
         AR    6,8
         LA    4,1(4)
         B     DIGIT
*
*        DECIMAL - REGISTER 7 INTO DIGITS, TEN CHARACTERS
*
DECIMAL  CVD   7,PACKED
         MVC   DIGITS,PATTERN
         ED    DIGITS,PACKED+3
         BR    14
*
*        SAY - TYPE A LINE: TEXT AT REGISTER 3, LENGTH IN 5.  SAYTRIM
*        DOES NOT TYPE THE BLANKS AND ZEROS AT ITS END.  SAYTEXT IS FOR
*        TELL.  RETURN BY REGISTER 11; REGISTERS 1, 2, 3, 5, 9, 10, 14,
*        15 ARE USED
*
SAYTEXT  SR    5,5
         IC    5,0(11)
         LA    3,1(11)
         LA    11,2(5,11)
         N     11,=X'00FFFFFE'    RETURN BEHIND THE TEXT
         B     SAY
SAYTRIM  LA    10,0(5,3)
TRIM     BCTR  10,0
         TM    0(10),X'BF'
         BNZ   SAY                NEITHER X'40' NOR X'00'
         BCT   5,TRIM
SAY      ST    3,TYPING           MAKE THE CHANNEL COMMAND WORD
         MVI   TYPING,X'09'       TYPE, THEN CARRIAGE RETURN
         LTR   5,5
         BP    SAYIT
         LA    5,1                AN EMPTY LINE: ONE BLANK
         MVI   TYPING+3,X'00'
         MVC   TYPING+1(3),=AL3(PATTERN)
SAYIT    ST    5,TYPING+4
         MVI   TYPING+4,X'20'     ANY LENGTH
         LA    2,CONS
         LA    1,TYPING
         BAL   14,DOIO
         BR    11
         EJECT
*        DOIO - DO THE CHANNEL PROGRAM AT REGISTER 1 ON THE DEVICE WITH
*        THE BLOCK AT REGISTER 2, AND WAIT FOR ITS END.  CONDITION CODE
*        0: GOOD.  3: UNIT EXCEPTION.  2: TROUBLE, WHICH HAS BEEN TOLD
*
DOIO     LH    9,DVUNIT
START    MVC   DVSTAT(4),=F'0'
         ST    1,CAW
         SIO   0(9)
         BC    8,LOOK             STARTED
         BC    1,ABSENT
         BC    2,WORKING
         BAL   15,NOTE            STATUS WAS STORED
         TM    CSW+4,X'10'        BUSY: THAT WAS AN EARLIER STATUS, NOW
         BO    START              ... TAKEN
         B     LOOK
WORKING  LPSW  AGAINPSW           AT WORK: AFTER AN INTERRUPTION, TO
AGAIN    SSM   NONE               ... HERE
         B     START
*
AWAIT    SSM   NONE               AFTER AN INTERRUPTION
LOOK     TM    DVSTAT+1,X'3F'     CHANNEL TROUBLE
         BNZ   TROUBLE
         TM    DVSTAT,X'07'       DEVICE END, CHECK, EXCEPTION
         BNZ   ENDED
         LPSW  AWAITPSW           REST, ENABLED; AFTERWARDS TO AWAIT
ENDED    TM    DVSTAT,X'02'       UNIT CHECK
         BO    TROUBLE
         TM    DVSTAT,X'01'       UNIT EXCEPTION OR NOT: CODE 3 OR 0
         BR    14
*
*        SENSE WHY, AND TELL IT: UNIT, STATUS, SENSE
*
TROUBLE  C     1,=A(SENSING)      THE SENSING ITSELF
         BE    FAILED
         STM   0,15,SAVE
         MVC   HEX1(4),DVUNIT     UNIT AND STATUS
         XC    SENSE,SENSE
         LA    1,SENSING
         BAL   14,DOIO
         MVC   MESSAGE,TROUTEXT
         UNPK  MESSAGE+29(9),SENSE(5)
         TR    MESSAGE+29(8),HEXTAB-240
         MVI   MESSAGE+37,C' '
         BAL   15,SHOWUNIT
         MVC   MESSAGE+17(4),HEX2+4
         B     SHOW
ABSENT   STM   0,15,SAVE
         MVC   HEX1(4),DVUNIT
         MVC   MESSAGE,ABSTEXT
         BAL   15,SHOWUNIT
SHOW     CLC   DVUNIT,CONS        CAN THE CONSOLE TELL IT
         BE    MUTE
         LA    3,MESSAGE
         LA    5,L'MESSAGE
         BAL   11,SAYTRIM
MUTE     LM    0,15,SAVE
FAILED   LTR   12,12              ADDRESSES ARE POSITIVE: CODE 2
         BR    14
SHOWUNIT UNPK  HEX2,HEX1          FOUR DIGITS EACH
         TR    HEX2(8),HEXTAB-240
         MVC   MESSAGE+5(3),HEX2+1
         BR    15
*
*        NOTE - ADD THE CSW TO THE BLOCK AT REGISTER 2.  RETURN BY 15
*
NOTE     OC    DVSTAT,CSW+4
         MVC   DVLEFT,CSW+6
         TM    CSW+4,X'80'
         BCR   8,15
         OI    FLAGS,ATTN
         BR    15
*
*        I/O INTERRUPTION: NOTE IT; IF THE PROGRAM RESTS, WAKE IT
*
IOINT    STM   15,2,IOSAVE
         LA    2,CONS
IOFIND   CLC   DVUNIT,IOOLD+2
         BE    IOFOUND
         LA    2,8(2)
         CLI   DVUNIT,X'FF'
         BNE   IOFIND
         B     IORETURN           NO DEVICE OF OURS
IOFOUND  BAL   15,NOTE
IORETURN NI    IOOLD+1,X'FD'      TAKE THE WAIT BIT OUT
         LM    15,2,IOSAVE
         LPSW  IOOLD
*
*        PROGRAM INTERRUPTION: EXPECTED (RECOVER) OR THE END
*
PGMINT   L     1,RECOVER
         LTR   1,1
         BCR   7,1
         LPSW  BAD4
         EJECT
*        CHANNEL PROGRAMS
*
ASKING   CCW   X'09',PERIOD,X'60',1
         CCW   X'0A',LINE-LOW,X'20',L'LINE
PRINTING CCW   X'09',OUT-LOW,X'20',80
PUNCHING CCW   X'01',OUT-LOW,X'20',80
READING  CCW   X'02',OUT-LOW,X'20',80
SENSING  CCW   X'04',SENSE-LOW,X'20',4
WRITING  CCW   X'07',TRACK,X'40',6          SEEK
         CCW   X'31',R0,X'40',5             SEARCH RECORD 0
         CCW   X'08',*-8,0,1                TIC: SEARCH ON
         CCW   X'1D',COUNT-LOW,0,88             WRITE RECORD 1
SEEKING  CCW   X'07',TRACK,X'40',6
         CCW   X'31',R1COUNT,X'40',5
         CCW   X'08',*-8,0,1
         CCW   X'06',RECORD-LOW,X'20',80        READ ITS DATA
*
NEWPSWS  DC    X'00020000',A(X'BAD2')       EXTERNAL: NEVER ENABLED
         DC    X'00020000',A(X'BAD3')       SUPERVISOR CALL
         DC    X'00000000',A(PGMINT)        PROGRAM
         DC    X'00020000',A(X'BAD5')       MACHINE CHECK
         DC    X'00000000',A(IOINT)         INPUT/OUTPUT
IDLEPSW  DC    X'FE020000',A(IDLE)          WAITS, CHANNELS ENABLED
AWAITPSW DC    X'FE020000',A(AWAIT)
AGAINPSW DC    X'FE020000',A(AGAIN)
GOOD     DC    X'00020000',A(0)
BAD1     DC    X'00020000',A(X'BAD1')
BAD4     DC    X'00020000',A(X'BAD4')
*
VERBS    DS    0F                 LENGTH WITH A BLANK LESS 1, VERB
         DC    AL1(4),CL7'ECHO',A(ECHO)
         DC    AL1(4),CL7'TIME',A(TIME)
         DC    AL1(4),CL7'LOOP',A(LOOP)
         DC    AL1(5),CL7'PRINT',A(PRINT)
         DC    AL1(5),CL7'PUNCH',A(PUNCH)
         DC    AL1(4),CL7'READ',A(READ)
         DC    AL1(4),CL7'DISK',A(DISK)
         DC    AL1(2),CL7'CP',A(CP)
         DC    AL1(4),CL7'PRIV',A(PRIV)
         DC    AL1(4),CL7'STOP',A(STOP)
VERBEND  EQU   *
DEVINIT  DC    X'0009',3H'0'      UNIT, STATUS, COUNT LEFT, UNUSED
         DC    X'000C',3H'0'
         DC    X'000D',3H'0'
         DC    X'000E',3H'0'
         DC    X'0191',3H'0'
         DC    X'FFFF'
DEVLEN   EQU   *-DEVINIT
TRACK    DC    X'000000000001'            CYLINDER 0, HEAD 1
R0       DC    X'0000000100'              ITS RECORD 0
R1COUNT  DC    X'0000000101000050'        RECORD 1: NO KEY, 80 BYTES
PERIOD   DC    C'.'
PATTERN  DC    X'40202020202020202120'
HEXTAB   DC    C'0123456789ABCDEF'
TIMETEXT DC    C'MM/DD/YY HH:MM:SS VIRTUAL CPU',CL11' ',C'MS, TOTAL'
         DC    CL11' ',CL20'MS'
LOOPTEXT DC    CL80'           THOUSAND ROUNDS'
PUTTEXT  DC    CL80'RECORD            OF THE SUPERVISOR'
DONETEXT DC    CL80'           DONE'
READTEXT DC    CL80'           CARDS'
CODETEXT DC    CL80'           IS THE RETURN CODE OF CP'
TROUTEXT DC    CL40'UNIT ...: STATUS ...., SENSE '
ABSTEXT  DC    CL40'UNIT ... IS NOT THERE'
NONE     DC    X'00'              SYSTEM MASKS
ALL      DC    X'FE'
ATTN     EQU   X'01'              FLAGS: ATTENTION WAS PRESSED
         LTORG
         EJECT
*        PAGE 0: FIXED LOCATIONS, THEN ALL THAT CHANGES
*
LOW      DSECT
         ORG   LOW+56
IOOLD    DS    D
CSW      DS    D
CAW      DS    F
         ORG   LOW+88
EXNEW    DS    5D                 NEW PSWS
         ORG   LOW+X'200'
BEGIN    DS    0D
CLOCK    DS    4D
PACKED   DS    D
TYPING   DS    D                  CCW OF SAY
SAVE     DS    16F
IOSAVE   DS    4F
RECOVER  DS    A                  WHERE A PROGRAM INTERRUPTION LEADS
CONS     DS    XL8                DEVICE BLOCKS
RDR      DS    XL8
PUN      DS    XL8
PRT      DS    XL8
DSK      DS    XL8
         DS    XL2
HEX1     DS    XL5
HEX2     DS    CL9
SENSE    DS    XL5
FLAGS    DS    X
VERB     DS    CL8
DIGITS   DS    CL10
MESSAGE  DS    CL40
COUNT    DS    XL8                COUNT AREA AND ...
RECORD   DS    CL80               ... DATA OF THE DISK RECORD
OUT      DS    CL80
LINE     DS    CL130
         DS    X                  STAYS ZERO
REST     EQU   *-BEGIN-512
*
DEVICE   DSECT                    A DEVICE BLOCK
DVUNIT   DS    H
DVSTAT   DS    XL2                UNIT AND CHANNEL STATUS
DVLEFT   DS    H                  COUNT LEFT BY THE LAST CCW
         DS    H
         END   SUPV
