PASC     TITLE 'PASCAL - PASCAL''S TRIANGLE ON A 1403'
*
* PURPOSE.  PRINTS THE FIRST TWENTY ROWS OF PASCAL'S TRIANGLE: EACH
*    NUMBER IS THE SUM OF THE TWO ABOVE IT.
*
* WHAT IT TEACHES.  INDEXED ADDRESSES (A TABLE OF FULLWORDS), CVD AND
*    ED: BINARY TO DECIMAL TO WHAT A PERSON CAN READ.  ONE TABLE SERVES
*    FOR ALL ROWS, SINCE EACH IS MADE IN PLACE FROM RIGHT TO LEFT.
*
* REGISTERS.  3 THE ROW'S NUMBER, 4 FOUR TIMES THE PLACE IN THE ROW, 6
*    WHERE IN THE LINE, 7 NUMBERS LEFT IN THE ROW, 8 A NUMBER, 12 BASE,
*    14 RETURN.
*
* ENDS IN A DISABLED WAIT.  ADDRESS 000000: ALL IS WELL.  00BAD1: THE
*    PRINTER COULD NOT BE USED; THE CSW AT 64 TELLS WHY.
*
         MACRO
&NAME    PUT   &CCW
.*       PRINTS BY THE CHANNEL PROGRAM AT &CCW
&NAME    LA    1,&CCW
         BAL   14,WRITE
         MEND
         EJECT
PASCAL   START X'200'           BEHIND THE LOCATIONS THE CPU USES
         BALR  12,0
         USING *,12
         USING LOW,0
         PUT   HEADING
         SR    3,3                ROW 0
*
NEXTROW  MVI   LINE,C' '
         MVC   LINE+1(L'LINE-1),LINE
         LA    6,LINE+57          THE ROW BEGINS THREE COLUMNS
         LR    7,3                ... FARTHER LEFT EACH TIME
         MH    7,=H'3'
         SR    6,7
         SR    4,4
         LA    7,1(3)             ROW N HAS N+1 NUMBERS
PLACE    L     8,TABLE(4)
         CVD   8,PACKED
         MVC   0(6,6),PATTERN
         ED    0(6,6),PACKED+5
         LA    6,6(6)
         LA    4,4(4)
         BCT   7,PLACE
         PUT   DETAIL
*
         LA    3,1(3)             THE NEXT ROW
         C     3,=F'20'
         BE    DONE
         LR    4,3
         SLL   4,2                ITS LAST PLACE IN THE TABLE
ADD      L     8,TABLE-4(4)       THE NUMBER ABOVE, ON THE LEFT
         A     8,TABLE(4)         ... AND THE ONE ON THE RIGHT
         ST    8,TABLE(4)
         S     4,=F'4'
         BP    ADD                PLACE 0 IS ALWAYS 1
         B     NEXTROW
DONE     LPSW  GOOD
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
         CCW   X'11',TITLE,X'20',L'TITLE
DETAIL   CCW   X'09',LINE,X'20',L'LINE
PRINTER  EQU   X'00E'
TITLE    DC    C'PASCAL''S TRIANGLE'
LINE     DC    CL120' '
PATTERN  DC    X'402020202120'    FIVE DIGITS, NO ZEROS IN FRONT
PACKED   DS    D
         DS    0D
GOOD     DC    X'00020000',A(0)
BAD      DC    X'00020000',A(X'BAD1')
TABLE    DC    F'1',20F'0'
         LTORG
*
LOW      DSECT
         ORG   LOW+64
CSW      DS    D                  CHANNEL STATUS WORD
CAW      DS    F                  CHANNEL ADDRESS WORD
         END   PASCAL
