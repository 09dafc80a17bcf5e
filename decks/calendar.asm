CALE     TITLE 'CALENDAR - A YEAR FROM A CARD'
*
* PURPOSE.  READS A YEAR (COLUMNS 1-4, 1583 TO 9999) FROM EACH CARD AND
*    PRINTS ITS CALENDAR, THREE MONTHS SIDE BY SIDE, A PAGE A YEAR.
*
* HOW IT WORKS.  WEEKDAYS ARE COUNTED FROM SUNDAY, 0.  WITH P = YEAR-1,
*    JANUARY 1 IS 1 + P + P/4 - P/100 + P/400 DAYS AFTER A SUNDAY.  A
*    YEAR IS A LEAP YEAR WHEN 4 DIVIDES IT, UNLESS 100 DOES AND 400
*    DOES NOT.  THREE MONTHS ARE PAINTED INTO AN AREA OF SEVEN LINES,
*    WHICH IS THEN PRINTED.
*
* WHAT IT TEACHES.  PACK AND CVB: FROM CARD COLUMNS TO BINARY; DIVISION
*    IN A PAIR OF REGISTERS; PAINTING A PAGE IN STORAGE.
*
* REGISTERS.  2 THE MONTH'S PLACE IN ITS TABLE, 3 WEEKDAY, 4 DAY, 5 DAYS
*    IN THE MONTH, 6 WHERE IN THE AREA, 7 LINE OF THE AREA, 8 COUNT,
*    10 AND 11 ARITHMETIC, 12 BASE, 13 THE YEAR, 14 RETURN.
*
* ENDS IN A DISABLED WAIT.  ADDRESS 000000: ALL IS WELL.  00BAD1: THE
*    PRINTER COULD NOT BE USED.  00BAD2: THE READER.  THE CSW AT 64
*    TELLS WHY.
*
         MACRO
&NAME    PUT   &CCW
.*       PRINTS BY THE CHANNEL PROGRAM AT &CCW
&NAME    LA    1,&CCW
         BAL   14,WRITE
         MEND
         EJECT
CALENDAR START X'200'           BEHIND THE LOCATIONS THE CPU USES
         BALR  12,0
         USING *,12
         USING LOW,0
NEXTCARD BAL   14,GETCARD
         BNZ   DONE
         MVC   ZONES,CARD         FOUR DIGITS
         NC    ZONES,=X'F0F0F0F0'
         CLC   ZONES,=X'F0F0F0F0'
         BNE   NOYEAR             LETTERS OR BLANKS AMONG THEM
         TRT   CARD(4),DIGITS     NOR ANYTHING ABOVE 9
         BNZ   NOYEAR
         PACK  PACKED,CARD(4)
         CVB   13,PACKED
         C     13,=F'1583'        THE GREGORIAN CALENDAR IS OF 1582
         BL    NOYEAR
*
         MVI   FEBRUARY+3,28      LEAP YEAR OR NOT
         LA    8,4
         BAL   14,DIVIDE
         BNZ   COMMON
         LA    8,100
         BAL   14,DIVIDE
         BNZ   LEAP
         LA    8,400
         BAL   14,DIVIDE
         BNZ   COMMON
LEAP     MVI   FEBRUARY+3,29
*
COMMON   MVC   YEARNO,CARD
         PUT   HEADING
         BCTR  13,0               P
         LA    3,1(13)            1 + P
         LA    8,4
         BAL   14,DIVIDE
         AR    3,11               + P/4
         LA    8,100
         BAL   14,DIVIDE
         SR    3,11               - P/100
         LA    8,400
         BAL   14,DIVIDE
         AR    3,11               + P/400
         LR    13,3
         LA    8,7
         BAL   14,DIVIDE
         LR    3,10               ITS REMAINDER BY SEVEN
*
         LA    2,MONTHS
ROW      PUT   BLANKS
         MVI   AREA,C' '
         LA    8,7                BLANK THE AREA, A LINE A TIME
         LA    6,AREA
CLEAR    MVC   1(L'AREA,6),0(6)   EACH BYTE FROM THE ONE BEFORE IT
         LA    6,L'AREA(6)
         BCT   8,CLEAR
         LA    9,AREA             LEFT EDGE OF THE MONTH
MONTH    MVC   7(9,9),4(2)        ITS NAME
         LR    7,9                DAYS BEGIN A LINE BELOW
         LA    7,L'AREA(7)
         LA    4,1
         L     5,0(2)
DAY      LR    6,3                THREE COLUMNS A WEEKDAY
         MH    6,=H'3'
         AR    6,7
         CVD   4,PACKED
         MVC   EDITED,PATTERN
         ED    EDITED,PACKED+6
         MVC   0(2,6),EDITED+2
         LA    3,1(3)
         C     3,=F'7'            SATURDAY IS OVER
         BL    SAMEWEEK
         SR    3,3
         LA    7,L'AREA(7)
SAMEWEEK LA    4,1(4)
         CR    4,5
         BNH   DAY
         LA    2,16(2)            THE NEXT MONTH
         LA    9,24(9)
         LA    8,AREA+72
         CR    9,8                THREE ARE IN THE ROW
         BL    MONTH
*
         LA    8,7
         LA    6,AREA
NEXTLINE MVC   LINE,0(6)
         LA    1,DETAIL
         BAL   14,WRITE
         C     8,=F'7'            UNDER THE NAMES
         BNE   UNDER
         LA    1,WEEK             ... THE WEEKDAYS
         BAL   14,WRITE
UNDER    LA    6,L'AREA(6)
         BCT   8,NEXTLINE
         C     2,=A(MONTHEND)
         BL    ROW
         B     NEXTCARD
*
NOYEAR   MVC   WHAT,CARD
         PUT   COMPLAIN
         B     NEXTCARD
DONE     LPSW  GOOD
*
*        DIVIDE - REGISTER 13 BY 8: QUOTIENT IN 11, REMAINDER IN 10 AND
*        IN THE CONDITION CODE
*
DIVIDE   LR    11,13
         SR    10,10
         DR    10,8
         LTR   10,10
         BR    14
*
*        GETCARD - READ A CARD INTO CARD.  CONDITION CODE 0: THERE WAS
*        ONE, OTHERWISE NO CARDS ARE LEFT
*
GETCARD  LA    1,READ
         ST    1,CAW
         MVI   READST,0
         SIO   READER
         BC    1,NOREADER         NOT THERE
         BC    2,GETCARD          THE CHANNEL WORKS
         BC    4,TAKEST           ENDED AT ONCE
READING  TIO   READER
         BC    8,GOTCARD
         BC    2,READING
         BC    1,NOREADER
TAKEST   OC    READST,CSW+4       COLLECT WHAT IT SAYS
         TM    READST,X'02'       UNIT CHECK
         BO    NOREADER
         TM    READST,X'05'       DEVICE END OR UNIT EXCEPTION
         BZ    READING            NEITHER YET
GOTCARD  TM    READST,X'01'       UNIT EXCEPTION: CODE 3, ELSE 0
         BR    14
NOREADER LPSW  BAD2
*
*        WRITE - RUN THE CHANNEL PROGRAM AT REGISTER 1 ON THE PRINTER
*
WRITE    ST    1,CAW
         SIO   PRINTER
         BNZ   FAILED             NOT THERE, OR NOT READY
BUSY     TIO   PRINTER            HAS IT ENDED
         BC    2,BUSY             THE CHANNEL WORKS
         BC    4,STATUS           A CSW WAS STORED
         BC    1,FAILED           NOT THERE
         BR    14                 FREE: DONE
STATUS   TM    CSW+4,X'02'        UNIT CHECK
         BO    FAILED
         TM    CSW+5,X'3F'        THE CHANNEL IN TROUBLE
         BNZ   FAILED
         TM    CSW+4,X'04'        DEVICE END
         BZ    BUSY               NOT YET
         BR    14
FAILED   LPSW  BAD
         EJECT
HEADING  CCW   X'8B',*,X'60',1    TO A NEW PAGE, THEN
         CCW   X'09',TITLE,X'20',TITLELEN
BLANKS   CCW   X'09',BLANK,X'20',1    ONE LINE FREE
DETAIL   CCW   X'09',LINE,X'20',L'LINE
WEEK     CCW   X'09',DAYNAMES,X'20',L'DAYNAMES
COMPLAIN CCW   X'8B',*,X'60',1
         CCW   X'09',WHAT,X'20',WHATLEN
PRINTER  EQU   X'00E'
READ     CCW   X'02',CARD,X'20',80
CARD     DS    CL80
READST   DC    X'00'
READER   EQU   X'00C'
TITLE    DC    CL32' '
YEARNO   DS    CL4
TITLELEN EQU   *-TITLE
LINE     DS    CL72
BLANK    DC    C' '
DAYNAMES DC    C'SU MO TU WE TH FR SA    SU MO TU WE TH FR SA    SU MO X
               TU WE TH FR SA'
WHAT     DS    CL4
         DC    C' IS NO YEAR FROM 1583 TO 9999'
WHATLEN  EQU   *-WHAT
ZONES    DS    CL4
EDITED   DS    CL4
PATTERN  DC    X'40202120'
MONTHS   DC    F'31',CL12' JANUARY'
FEBRUARY DC    F'28',CL12'FEBRUARY'
         DC    F'31',CL12'  MARCH'
         DC    F'30',CL12'  APRIL'
         DC    F'31',CL12'   MAY'
         DC    F'30',CL12'  JUNE'
         DC    F'31',CL12'  JULY'
         DC    F'31',CL12' AUGUST'
         DC    F'30',CL12'SEPTEMBER'
         DC    F'31',CL12' OCTOBER'
         DC    F'30',CL12'NOVEMBER'
         DC    F'31',CL12'DECEMBER'
MONTHEND EQU   *
PACKED   DS    D
         DS    0D
GOOD     DC    X'00020000',A(0)
BAD      DC    X'00020000',A(X'BAD1')
BAD2     DC    X'00020000',A(X'BAD2')
         LTORG
DIGITS   DC    240X'01',10X'00',6X'01'
AREA     DS    7CL72
         DS    C
*
LOW      DSECT
         ORG   LOW+64
CSW      DS    D                  CHANNEL STATUS WORD
CAW      DS    F                  CHANNEL ADDRESS WORD
         END   CALENDAR
