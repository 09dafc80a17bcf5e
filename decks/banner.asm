BANN     TITLE 'BANNER - LARGE LETTERS DOWN THE PAPER'
*
* PURPOSE.  PRINTS THE TEXT ON EACH CARD (COLUMNS 1-20) IN LARGE LETTERS
*    DOWN THE FANFOLD PAPER, TO BE HUNG ON A WALL: TURN IT SO THAT ITS
*    RIGHT EDGE IS ABOVE.  EACH LETTER IS MADE OF ITSELF.
*
* HOW IT WORKS.  A LETTER IS FIVE COLUMNS OF SEVEN DOTS.  THE TABLE HAS
*    A BYTE FOR EACH COLUMN, THE LOWEST BIT THE DOT AT ITS TOP.  A DOT
*    IS PRINTED AS EIGHT CHARACTERS IN EACH OF FOUR LINES.
*
* WHAT IT TEACHES.  BITS SHIFTED OUT OF A REGISTER; A TABLE LOOKED
*    THROUGH; MVC ONTO ITSELF, WHICH REPEATS A CHARACTER.
*
* REGISTERS.  2 THE LETTER ON THE CARD, 3 LETTERS LEFT, 4 ITS PLACE IN
*    THE TABLE, 5 COLUMNS LEFT, 6 THE DOTS, 7 DOTS LEFT, 8 WHERE IN THE
*    LINE, 9 LINES LEFT, 12 BASE, 14 RETURN.
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
BANNER   START X'200'           BEHIND THE LOCATIONS THE CPU USES
         BALR  12,0
         USING *,12
         USING LOW,0
NEXTCARD BAL   14,GETCARD
         BNZ   DONE
         PUT   NEWPAGE
         LA    3,20               BLANKS BEHIND THE TEXT ARE NO LETTERS
         LA    2,CARD+19
TRIM     CLI   0(2),C' '
         BNE   TEXT
         BCTR  2,0
         BCT   3,TRIM
         B     NEXTCARD           A BLANK CARD
TEXT     LA    2,CARD
LETTER   LA    4,FONT
FIND     CLC   0(1,4),0(2)
         BE    FOUND
         LA    4,6(4)
         C     4,=A(FONTEND)
         BL    FIND               THE LAST ONE IS A BLANK
FOUND    LA    4,1(4)
         LA    5,5
COLUMN   MVI   LINE,C' '
         MVC   LINE+1(L'LINE-1),LINE
         IC    6,0(4)
         SLL   6,25               SEVEN DOTS TO THE LEFT
         LA    7,7
         LA    8,LINE
DOT      LTR   6,6                IS THE LEFTMOST BIT ONE
         BNM   LIGHT
         MVC   0(1,8),0(2)        EIGHT TIMES THE LETTER
         MVC   1(7,8),0(8)
LIGHT    SLL   6,1
         LA    8,8(8)
         BCT   7,DOT
         LA    9,4
FOUR     PUT   DETAIL
         BCT   9,FOUR
         LA    4,1(4)
         BCT   5,COLUMN
         MVI   LINE,C' '
         MVC   LINE+1(L'LINE-1),LINE
         LA    9,4
GAP      PUT   DETAIL
         BCT   9,GAP
         LA    2,1(2)
         BCT   3,LETTER
         B     NEXTCARD
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
NEWPAGE  CCW   X'8B',*,X'60',1    TO A NEW PAGE
         CCW   X'03',*,X'20',1    NO OPERATION
DETAIL   CCW   X'09',LINE,X'20',L'LINE
PRINTER  EQU   X'00E'
READ     CCW   X'02',CARD,X'20',80
CARD     DS    CL80
READST   DC    X'00'
READER   EQU   X'00C'
LINE     DS    CL56
         DS    0D
GOOD     DC    X'00020000',A(0)
BAD      DC    X'00020000',A(X'BAD1')
BAD2     DC    X'00020000',A(X'BAD2')
         LTORG
FONT     EQU   *
         DC    C'A',X'7E0909097E'
         DC    C'B',X'7F49494936'
         DC    C'C',X'3E41414122'
         DC    C'D',X'7F4141413E'
         DC    C'E',X'7F49494941'
         DC    C'F',X'7F09090901'
         DC    C'G',X'3E4149493A'
         DC    C'H',X'7F0808087F'
         DC    C'I',X'00417F4100'
         DC    C'J',X'2040413F01'
         DC    C'K',X'7F08142241'
         DC    C'L',X'7F40404040'
         DC    C'M',X'7F020C027F'
         DC    C'N',X'7F020C107F'
         DC    C'O',X'3E4141413E'
         DC    C'P',X'7F09090906'
         DC    C'Q',X'3E4151215E'
         DC    C'R',X'7F09192946'
         DC    C'S',X'4649494931'
         DC    C'T',X'01017F0101'
         DC    C'U',X'3F4040403F'
         DC    C'V',X'1F2040201F'
         DC    C'W',X'7F2018207F'
         DC    C'X',X'6314081463'
         DC    C'Y',X'0304780403'
         DC    C'Z',X'6151494543'
         DC    C'0',X'3E5149453E'
         DC    C'1',X'00427F4000'
         DC    C'2',X'6251494946'
         DC    C'3',X'2141454B31'
         DC    C'4',X'1814127F10'
         DC    C'5',X'2745454539'
         DC    C'6',X'3C4A494930'
         DC    C'7',X'0171090503'
         DC    C'8',X'3649494936'
         DC    C'9',X'064949291E'
         DC    C'/',X'2010080402'
         DC    C'-',X'0808080808'
         DC    C'.',X'0060600000'
         DC    C'+',X'08083E0808'
FONTEND  DC    C' ',X'0000000000' ALSO FOR WHAT IS NOT IN THE TABLE
*
LOW      DSECT
         ORG   LOW+64
CSW      DS    D                  CHANNEL STATUS WORD
CAW      DS    F                  CHANNEL ADDRESS WORD
         END   BANNER
