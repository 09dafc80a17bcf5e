LIFE     TITLE 'LIFE - CONWAY''S GAME ON A 1403'
*
* PURPOSE.  PLAYS JOHN CONWAY'S GAME OF LIFE: 30 GENERATIONS, EACH ON A
*    PAGE OF ITS OWN, SO THAT THE FANFOLD PAPER CAN BE THUMBED THROUGH.
*    THE FIRST GENERATION COMES FROM CARDS, A ROW EACH, UP TO 20; ALL
*    BUT A BLANK IN COLUMNS 1-60 IS A LIVING CELL.
*
* HOW IT WORKS.  A LIVING CELL WITH TWO OR THREE LIVING NEIGHBOURS LIVES
*    ON; A DEAD ONE WITH THREE COMES TO LIFE.  THE FIELD IS A BYTE FOR
*    EACH CELL, 1 OR 0, WITH A BORDER OF DEAD ONES AROUND IT, SO THAT
*    EVERY CELL HAS EIGHT NEIGHBOURS IN STORAGE AT FIXED DISTANCES.
*    THE NEIGHBOURS OF A CELL ARE COUNTED INTO A SECOND FIELD.
*
* WHAT IT TEACHES.  LONG MOVES BY MVC IN A LOOP; TR, WHICH TURNS A WHOLE
*    ROW OF ZEROS AND ONES INTO BLANKS AND STARS AT ONCE, AND THE RULE
*    OF THE GAME AS A TABLE.
*
* REGISTERS.  2 A CELL, 3 ROWS LEFT, 4 CELLS LEFT, 5 THE COUNT OF
*    NEIGHBOURS, 6 THE GENERATION, 7 ALIVE, 8 AND 9 CELLS, 12 BASE, 14
*    RETURN.
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
LIFE     START X'200'           BEHIND THE LOCATIONS THE CPU USES
         BALR  12,0
         USING *,12
         USING LOW,0
         L     2,=A(FIELD+WIDTH+1)  BEHIND THE BORDER
         LA    3,ROWS
SOW      BAL   14,GETCARD
         BNZ   SOWN
         MVC   0(60,2),CARD
         TR    0(60,2),SEEDS      BLANK 0, ALL ELSE 1
         LA    2,WIDTH(2)
         BCT   3,SOW
SOWN     SR    6,6
*
GENER    SR    7,7                COUNT THE LIVING
         L     2,=A(FIELD)
         LA    4,CELLS
         SR    8,8
CENSUS   IC    8,0(2)
         AR    7,8
         LA    2,1(2)
         BCT   4,CENSUS
         CVD   6,PACKED
         MVC   GENNO,PATTERN
         ED    GENNO,PACKED+5
         CVD   7,PACKED
         MVC   ALIVE,PATTERN
         ED    ALIVE,PACKED+5
         PUT   HEADING
*
         L     2,=A(FIELD+WIDTH+1)
         LA    3,ROWS
SHOW     MVC   LINE,0(2)
         TR    LINE,MARKS         0 A BLANK, 1 A STAR
         PUT   DETAIL
         LA    2,WIDTH(2)
         BCT   3,SHOW
*
         LA    6,1(6)
         C     6,=F'30'
         BH    DONE
*
*        THE NEXT GENERATION, FIRST INTO THE SECOND FIELD
*
         L     2,=A(FIELD+WIDTH+1)
         L     9,=A(SECOND+WIDTH+1)
         LA    3,ROWS
NEXTROW  LA    4,60
NEXTCELL SR    5,5
         SR    8,8
         LR    10,2
         SH    10,=Y(WIDTH+1)     THE NEIGHBOUR ABOVE, ON THE LEFT
         IC    5,0(10)
         IC    8,1(10)
         AR    5,8
         IC    8,2(10)
         AR    5,8
         IC    8,WIDTH(10)
         AR    5,8
         IC    8,WIDTH+2(10)
         AR    5,8
         IC    8,2*WIDTH(10)
         AR    5,8
         IC    8,2*WIDTH+1(10)
         AR    5,8
         IC    8,2*WIDTH+2(10)
         AR    5,8
         IC    8,0(2)             ITSELF
         SLL   8,4
         AR    5,8                16 WHEN IT LIVES, AND NEIGHBOURS
         IC    5,RULE(5)
         STC   5,0(9)
         LA    2,1(2)
         LA    9,1(9)
         BCT   4,NEXTCELL
         LA    2,WIDTH-60(2)
         LA    9,WIDTH-60(9)
         BCT   3,NEXTROW
*
         L     2,=A(FIELD)        BACK, A ROW A TIME
         L     9,=A(SECOND)
         LA    3,ROWS+2
BACK     MVC   0(WIDTH,2),0(9)
         LA    2,WIDTH(2)
         LA    9,WIDTH(9)
         BCT   3,BACK
         B     GENER
DONE     LPSW  GOOD
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
         CCW   X'11',TITLE,X'20',TITLELEN
DETAIL   CCW   X'09',LINE,X'20',L'LINE
PRINTER  EQU   X'00E'
READ     CCW   X'02',CARD,X'20',80
CARD     DS    CL80
READST   DC    X'00'
READER   EQU   X'00C'
ROWS     EQU   20
WIDTH    EQU   62                 60 CELLS AND THE BORDER
CELLS    EQU   WIDTH*(ROWS+2)
TITLE    DC    C'GENERATION'
GENNO    DS    CL6
         DC    C'     ALIVE'
ALIVE    DS    CL6
TITLELEN EQU   *-TITLE
LINE     DS    CL60
PATTERN  DC    X'402020202120'
MARKS    DC    C' *'
RULE     DC    X'000000010000000000',7X'00'   DEAD: 3 NEIGHBOURS
         DC    X'000001010000000000'          ALIVE: 2 OR 3
SEEDS    DC    64X'01',X'00',191X'01'
PACKED   DS    D
         DS    0D
GOOD     DC    X'00020000',A(0)
BAD      DC    X'00020000',A(X'BAD1')
BAD2     DC    X'00020000',A(X'BAD2')
         LTORG
FIELD    DC    (CELLS)X'00'
SECOND   DC    (CELLS)X'00'
*
LOW      DSECT
         ORG   LOW+64
CSW      DS    D                  CHANNEL STATUS WORD
CAW      DS    F                  CHANNEL ADDRESS WORD
         END   LIFE
