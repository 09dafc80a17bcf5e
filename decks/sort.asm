SORT     TITLE 'SORT - CARDS IN ORDER'
*
* PURPOSE.  READS UP TO 200 CARDS AND PRINTS THEM IN THE ORDER OF THEIR
*    COLUMNS 1-24.
*
* HOW IT WORKS.  DONALD SHELL'S METHOD OF 1959.  CARDS FAR FROM EACH
*    OTHER (A GAP) ARE COMPARED FIRST; THE GAP IS HALVED UNTIL IT IS 1.
*    THE CARDS THEMSELVES STAY WHERE THEY ARE: ONLY THEIR ADDRESSES, IN
*    A TABLE OF FULLWORDS, CHANGE PLACES.
*
* WHAT IT TEACHES.  SORTING BY ADDRESS; CLC; THE ORDER OF CHARACTERS ON
*    A SYSTEM/360: BLANK, THEN LETTERS, THEN DIGITS.
*
* REGISTERS.  2 HOW FAR THE CARDS' ADDRESSES REACH IN THE TABLE, 3 THE
*    GAP, 4 AND 5 PLACES IN THE TABLE (ALL IN BYTES, FOUR A PLACE), 6
*    THE NEXT CARD'S PLACE IN STORAGE, 7 AND 8 CARDS, 12 BASE, 14
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
SORT     START X'200'           BEHIND THE LOCATIONS THE CPU USES
         BALR  12,0
         USING *,12
         USING LOW,0
         SR    2,2
         L     6,=A(CARDS)
MORE     BAL   14,GETCARD
         BNZ   ALLREAD
         MVC   0(80,6),CARD
         ST    6,TABLE(2)
         LA    6,80(6)
         LA    2,4(2)
         C     2,=F'800'          ROOM FOR 200
         BL    MORE
*
ALLREAD  LR    3,2
         SRL   3,2                THE NUMBER OF CARDS
HALVE    SRA   3,1                THE GAP, IN CARDS
         BZ    SORTED
         SLL   3,2                ... IN BYTES
         LR    4,3
INSERT   CR    4,2                EACH CARD FROM THE GAP ON
         BNL   NEXTGAP
         L     7,TABLE(4)         ... IS PUT AMONG THOSE BEFORE IT
         LR    5,4
SHIFT    SR    5,3                A GAP TO THE LEFT
         BM    PLACE              THERE IS NONE
         L     8,TABLE(5)
         CLC   0(24,8),0(7)
         BNH   PLACE              IN ORDER
         LA    9,TABLE(5)         MOVE THAT ONE TO THE RIGHT
         ST    8,0(3,9)
         B     SHIFT
PLACE    AR    5,3
         ST    7,TABLE(5)
         LA    4,4(4)
         B     INSERT
NEXTGAP  SRL   3,2
         B     HALVE
*
SORTED   PUT   HEADING
         SR    4,4
NEXTLINE CR    4,2
         BNL   DONE
         L     7,TABLE(4)
         MVC   LINE,0(7)
         PUT   DETAIL
         LA    4,4(4)
         B     NEXTLINE
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
         CCW   X'11',TITLE,X'20',L'TITLE
DETAIL   CCW   X'09',LINE,X'20',L'LINE
PRINTER  EQU   X'00E'
READ     CCW   X'02',CARD,X'20',80
CARD     DS    CL80
READST   DC    X'00'
READER   EQU   X'00C'
TITLE    DC    C'THE CARDS IN ORDER'
LINE     DS    CL80
         DS    0D
GOOD     DC    X'00020000',A(0)
BAD      DC    X'00020000',A(X'BAD1')
BAD2     DC    X'00020000',A(X'BAD2')
         LTORG
TABLE    DS    200A
*
LOW      DSECT
         ORG   LOW+64
CSW      DS    D                  CHANNEL STATUS WORD
CAW      DS    F                  CHANNEL ADDRESS WORD
CARDS    EQU   X'2000'            200 CARDS OF 80 BYTES
         END   SORT
