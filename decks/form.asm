FORM     TITLE 'FORM - A FORM ON A 3270 DISPLAY, FILLED IN AND CHECKED'
*
* PURPOSE.  PAINTS A FORM ON THE DISPLAY AT 0C0: NAME, PAYROLL NUMBER
*    AND HOURS OF A WORKER.  ENTER HANDS IT IN; WHAT IS WRONG IS TOLD,
*    WITH THE CURSOR IN THE FIELD; WHAT IS RIGHT IS COUNTED, AND THE
*    FORM IS EMPTY FOR THE NEXT.  CLEAR BEGINS AGAIN, PF3 ENDS.
*
* HOW IT WORKS.  ERASE/WRITE SENDS A STREAM OF ORDERS AND TEXT: SET
*    BUFFER ADDRESS (X'11') SAYS WHERE, START FIELD (X'1D') PUTS AN
*    ATTRIBUTE THERE, INSERT CURSOR (X'13').  THEN THE CPU WAITS.  THE
*    TERMINAL TAKES WHAT IS TYPED BY ITSELF; ONLY A KEY SUCH AS ENTER
*    INTERRUPTS, WITH ATTENTION.  READ MODIFIED GIVES THE KEY, WHERE
*    THE CURSOR IS, AND EACH FIELD THAT WAS TYPED INTO: X'11', ITS
*    ADDRESS, ITS CHARACTERS WITHOUT NULLS.  OTHER FIELDS ARE NOT SENT.
*
* WHAT IT TEACHES.  THE 3270: ADDRESSES, ATTRIBUTES, THE WRITE CONTROL
*    CHARACTER (X'02' FREES THE KEYBOARD, X'01' FORGETS WHAT WAS TYPED
*    INTO, X'04' SOUNDS THE ALARM); ATTENTION; CHAINED COMMANDS.
*
* WHO SITS THERE MAY GO (UNIT CHECK, INTERVENTION REQUIRED) AND COME
*    (DEVICE END): THEN THE FORM IS PAINTED ANEW.
*
* REGISTERS.  1 A CHANNEL PROGRAM, 2 AND 3 WHAT WAS READ AND ITS END,
*    4 A FIELD'S BLOCK, 5 AND 6 COUNTS, 7 TAKEN, 8 HOURS IN ALL, 11 AND
*    14 RETURN, 12 BASE.
*
* ENDS IN A DISABLED WAIT.  ADDRESS 000000: PF3.  00BAD1: NO DISPLAY AT
*    0C0, OR IN TROUBLE; THE CSW AT 64 TELLS WHICH.
*
         MACRO
         AT    &ROW,&COLUMN
.*       SET BUFFER ADDRESS.  A BYTE HOLDS SIX BITS OF THE PLACE; THE
.*       X'40' MAKES IT ONE OF TWELVE BITS FOR LATER DISPLAYS.
         LCLA  &PLACE,&HIGH,&LOW
&PLACE   SETA  (&ROW-1)*80+&COLUMN-1
&HIGH    SETA  &PLACE/64
&LOW     SETA  &PLACE-&HIGH*64
         DC    X'11',AL1(64+&HIGH,64+&LOW)
         MEND
         MACRO
&NAME    PLACE &ROW,&COLUMN
.*       THE SAME PLACE AS TWICE SIX BITS
         LCLA  &PLACE,&HIGH,&LOW
&PLACE   SETA  (&ROW-1)*80+&COLUMN-1
&HIGH    SETA  &PLACE/64
&LOW     SETA  &PLACE-&HIGH*64
&NAME    DC    AL1(&HIGH,&LOW)
         MEND
         EJECT
FORM     START X'200'           BEHIND THE LOCATIONS THE CPU USES
         BALR  12,0
         USING *,12
         USING LOW,0
         USING FIELD,4
         MVC   IONEW,TOIOINT      WHERE INTERRUPTIONS LEAD
         SR    7,7
         SR    8,8
*
*        THE FORM ANEW
*
PAINT    LA    1,PAINTING
         BAL   14,DISPLAY
         MVC   NAME(ALLOF),EMPTY
*
*        WAIT FOR A KEY AND READ
*
NEXTKEY  NI    STATUS,X'80'
KEYYET   TM    STATUS,X'80'       ATTENTION
         BO    READKEY
         TM    STATUS,X'04'       DEVICE END: SOMEBODY ELSE IS THERE
         BO    PAINT
         BAL   11,WAIT
         B     KEYYET
READKEY  MVI   STATUS,0
         LA    1,READING
         BAL   14,DISPLAY
         CLI   KEY,X'F3'          PF3
         BE    GOODBYE
         CLI   KEY,X'7D'          ENTER
         BNE   PAINT              CLEAR, OR ANOTHER
*
*        SORT WHAT WAS READ INTO THE FIELDS
*
         LH    5,CSW+6            WHAT OF THE COUNT IS LEFT
         LA    3,READEND
         SR    3,5                BEHIND THE LAST BYTE READ
         LA    2,READFLDS
NEXTFLD  CR    2,3
         BNL   CHECK
         MVC   WHERE,1(2)
         NC    WHERE,SIXBITS
         LA    2,3(2)
         LA    4,FIELDS           WHICH IS IT
         LA    5,3
SEARCH   CLC   FLDPLACE,WHERE
         BE    FOUND
         LA    4,FLDSIZE(4)
         BCT   5,SEARCH
SKIP     CR    2,3                NONE OF OURS, OR ITS END
         BNL   CHECK
         CLI   0(2),X'11'
         BE    NEXTFLD
         LA    2,1(2)
         B     SKIP
FOUND    L     6,FLDAREA
         LH    5,FLDLEN
         BCTR  5,0
         EX    5,BLANK            WHAT IT HELD BEFORE IS OVER
         LA    5,1(5)
MOVE     CR    2,3
         BNL   CHECK
         CLI   0(2),X'11'         THE NEXT FIELD
         BE    NEXTFLD
         MVC   0(1,6),0(2)
         LA    2,1(2)
         LA    6,1(6)
         BCT   5,MOVE
         B     SKIP
BLANK    MVC   0(0,6),SPACES
*
*        IS IT RIGHT
*
CHECK    LA    4,FIELDS
         MVC   MESSAGE,NONAME
         CLC   NAME,SPACES
         BE    WRONG
         LA    4,FLDSIZE(4)
         MVC   MESSAGE,NONUMBER
         LA    2,NUMBER
         LA    5,L'NUMBER
DIGIT    CLI   0(2),C'0'
         BL    WRONG
         CLI   0(2),C'9'
         BH    WRONG
         LA    2,1(2)
         BCT   5,DIGIT
         LA    4,FLDSIZE(4)
         MVC   MESSAGE,NOHOURS
         LA    2,HOURS
         SR    5,5
HOUR     CLI   0(2),C'0'          HOW MANY DIGITS
         BL    NODIGIT
         CLI   0(2),C'9'
         BH    WRONG
         LA    2,1(2)
         LA    5,1(5)
         C     5,=F'3'
         BL    HOUR
         B     DIGITS
NODIGIT  LA    6,HOURS+3
         SR    6,2
         BCTR  6,0
         EX    6,RESTFREE         NOTHING BUT BLANKS BEHIND THEM
         BNE   WRONG
DIGITS   LTR   5,5
         BZ    WRONG
         BCTR  5,0
         EX    5,PACKHRS
         CVB   5,PACKED
         C     5,=F'80'
         BH    WRONG
*
*        IT IS: COUNT IT, AN EMPTY FORM, AND WHAT THERE IS IN ALL
*
         LA    7,1(7)
         AR    8,5
         CVD   7,PACKED
         MVC   TAKEN,PATTERN
         ED    TAKEN,PACKED+5
         CVD   8,PACKED
         MVC   ALLHOURS,PATTERN
         ED    ALLHOURS,PACKED+5
         MVC   NAME(ALLOF),EMPTY
         LA    1,EMPTYING
         BAL   14,DISPLAY
         B     NEXTKEY
RESTFREE CLC   0(0,2),SPACES
PACKHRS  PACK  PACKED,HOURS(0)
*
*        IT IS NOT: SAY SO, THE CURSOR TO THE FIELD
*
WRONG    MVC   CURSOR,FLDPLACE
         OC    CURSOR,TWELVE
         LA    1,TELLING
         BAL   14,DISPLAY
         B     NEXTKEY
*
GOODBYE  LA    1,LEAVING
         BAL   14,DISPLAY
         LPSW  GOOD
         EJECT
*        DISPLAY - THE CHANNEL PROGRAM AT REGISTER 1, TO ITS END.
*        RETURN BY 14; TO PAINT WHEN SOMEBODY HAS COME TO A DISPLAY
*        THAT WAS OFF
*
DISPLAY  ST    1,CAW
START    NI    STATUS,X'80'       A KEY MAY HAVE COME MEANWHILE
         SIO   UNIT
         BC    8,STARTED
         BC    2,START            BUSY
         BC    1,NODISP           NOT THERE
         OC    STATUS,CSW+4
         TM    CSW+4,X'10'        BUSY WITH STATUS OF ITS OWN
         BZ    STARTED
         TM    CSW+4,X'04'
         BZ    START
         B     PAINT              SOMEBODY HAS COME
UNTIL    BAL   11,WAIT
STARTED  TM    STATUS,X'02'       UNIT CHECK
         BO    WHY
         TM    STATUS,X'04'       DEVICE END
         BZ    UNTIL
         BR    14
*
WHY      LA    1,SENSING
         ST    1,CAW
SENSE    SIO   UNIT
         BC    8,SENSED
         BC    2,SENSE            BUSY
         BC    1,NODISP
         TM    CSW+4,X'10'        BUSY WITH STATUS OF ITS OWN
         BZ    NODISP
         TM    CSW+4,X'04'
         BO    PAINT              SOMEBODY HAS COME MEANWHILE
         B     SENSE
SENSED   TIO   UNIT
         BC    2,SENSED
         TM    SENSEB,X'40'       INTERVENTION REQUIRED
         BZ    NODISP
OFF      MVI   STATUS,0           NOBODY IS THERE: WAIT
         BAL   11,WAIT
         TM    STATUS,X'04'
         BZ    OFF
         MVI   STATUS,0
         B     PAINT
NODISP   LPSW  BAD
*
*        WAIT - FOR AN INTERRUPTION OF THE DISPLAY; ITS STATUS IS
*        ADDED.  RETURN BY 11
*
WAIT     LPSW  WAITING
IOINT    CLC   IOOLD+2(2),OURUNIT
         BNE   WAIT
         OC    STATUS,CSW+4
         BR    11
         EJECT
UNIT     EQU   X'0C0'
         DS    0D
PAINTING CCW   X'05',PICTURE,X'20',PICTEND-PICTURE   ERASE/WRITE
READING  CCW   X'06',KEY,X'20',READEND-KEY           READ MODIFIED
EMPTYING CCW   X'0F',*,X'60',1    ERASE ALL UNPROTECTED, AND THEN
         CCW   X'01',DONE,X'20',DONEEND-DONE         WRITE
TELLING  CCW   X'01',TELL,X'20',TELLEND-TELL
LEAVING  CCW   X'05',BYE,X'20',BYEEND-BYE
SENSING  CCW   X'04',SENSEB,X'20',1
WAITING  DC    X'FE020000',A(0)
TOIOINT  DC    X'00000000',A(IOINT)
GOOD     DC    X'00020000',A(0)
BAD      DC    X'00020000',A(X'BAD1')
PACKED   DS    D
*
*        THE PICTURE.  ATTRIBUTES: F0 PROTECTED, F8 BRIGHT BESIDES, 40
*        FREE, 50 FREE AND NUMERIC
*
PICTURE  DC    X'C3'              KEYBOARD FREE, NOTHING TYPED INTO
         AT    1,25
         DC    X'1DF8',C'HOURS OF THE WEEK'
         AT    4,5
         DC    X'1DF0',C'NAME'
         AT    4,20
         DC    X'1D4013'          A FIELD, AND THE CURSOR IN IT
         AT    4,41
         DC    X'1DF0'
         AT    6,5
         DC    X'1DF0',C'PAYROLL NUMBER'
         AT    6,20
         DC    X'1D50'
         AT    6,26
         DC    X'1DF0',C'FIVE DIGITS'
         AT    8,5
         DC    X'1DF0',C'HOURS'
         AT    8,20
         DC    X'1D50'
         AT    8,24
         DC    X'1DF0',C'AT MOST 80'
         AT    12,4
         DC    X'1DF8'
         AT    23,4
         DC    X'1DF0',C'ENTER  HAND IN      CLEAR  BEGIN AGAIN'
         DC    C'      PF3  END'
PICTEND  EQU   *
DONE     DC    X'40'              EAU HAS FREED THE KEYBOARD
         AT    12,5
         DC    C'TAKEN.'
TAKEN    DS    CL6
         DC    C' IN ALL, WITH'
ALLHOURS DS    CL6
         DC    C' HOURS.            '
DONEEND  EQU   *
TELL     DC    X'C6'              KEYBOARD FREE, ALARM
         AT    12,5
MESSAGE  DS    CL50
         DC    X'11'
CURSOR   DS    XL2
         DC    X'13'
TELLEND  EQU   *
BYE      DC    X'C3'
         AT    12,25
         DC    C'GOOD-BYE.'
BYEEND   EQU   *
*
NONAME   DC    CL50'A NAME IS WANTED.'
NONUMBER DC    CL50'THE PAYROLL NUMBER HAS FIVE DIGITS.'
NOHOURS  DC    CL50'HOURS ARE A NUMBER, 80 AT MOST.'
*
*        THE FIELDS: PLACE, LENGTH, WHERE KEPT
*
FIELDS   DS    0F
         PLACE 4,21
         DC    H'20',A(NAME)
         PLACE 6,21
         DC    H'5',A(NUMBER)
         PLACE 8,21
         DC    H'3',A(HOURS)
NAME     DS    CL20
NUMBER   DS    CL5
HOURS    DS    CL3
ALLOF    EQU   *-NAME
EMPTY    DC    CL(ALLOF)' '
SPACES   DC    CL20' '
PATTERN  DC    X'402020202120'
SIXBITS  DC    X'3F3F'
TWELVE   DC    X'4040'
OURUNIT  DC    AL2(UNIT)
WHERE    DS    XL2
STATUS   DC    X'00'
SENSEB   DS    X
         LTORG
KEY      DS    X                  WHAT IS READ: THE KEY
         DS    XL2                WHERE THE CURSOR IS
READFLDS DS    XL250              THE FIELDS
READEND  EQU   *
*
LOW      DSECT
         ORG   LOW+56
IOOLD    DS    D                  PSW BEFORE THE INTERRUPTION
CSW      DS    D                  CHANNEL STATUS WORD
CAW      DS    F                  CHANNEL ADDRESS WORD
         ORG   LOW+120
IONEW    DS    D
*
FIELD    DSECT
FLDPLACE DS    XL2
FLDLEN   DS    H
FLDAREA  DS    A
FLDSIZE  EQU   *-FIELD
         END   FORM
