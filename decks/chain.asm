CHAI     TITLE 'CHAIN - A LINKED LIST'
*
* PURPOSE.  KEEPS A LIST OF WORDS IN ORDER, AS CARDS COMMAND:
*
*       +WORD   PUT THE WORD IN
*       -WORD   TAKE IT OUT
*       R       TURN THE LIST AROUND
*       P       PRINT IT
*
* HOW IT WORKS.  AN ELEMENT IS A FULLWORD, THE ADDRESS OF THE NEXT ONE,
*    AND SIXTEEN CHARACTERS.  ADDRESS ZERO ENDS THE LIST.  WHAT IS IN
*    NO LIST IS IN A SECOND LIST, OF FREE ELEMENTS.  TO PUT ONE IN OR
*    TAKE ONE OUT ONLY ADDRESSES CHANGE; NO WORD IS EVER MOVED.
*
* WHAT IT TEACHES.  ADDRESSES AS DATA; A DSECT FOR WHAT A REGISTER
*    POINTS TO; WHY THE ANCHOR (FIRST, FREE) LOOKS LIKE AN ELEMENT.
*
* REGISTERS.  2 AN ELEMENT, 3 THE ONE BEFORE IT, 4 A NEW ONE OR COUNT, 5
*    AND 6 ADDRESSES, 12 BASE, 14 RETURN.
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
CHAIN    START X'200'           BEHIND THE LOCATIONS THE CPU USES
         BALR  12,0
         USING *,12
         USING LOW,0
         USING ELEMENT,2
         LA    2,POOL             ALL ELEMENTS INTO THE FREE LIST
         ST    2,FREE
         LA    4,ELEMENTS-1
LINK     LA    5,ELEMLEN(2)
         ST    5,NEXT
         LR    2,5
         BCT   4,LINK
         XC    NEXT,NEXT          THE LAST HAS NONE BEHIND IT
         PUT   HEADING
*
COMMAND  BAL   14,GETCARD
         BNZ   DONE
         MVC   LINE,BLANKS
         MVC   LINE(17),CARD      SHOW THE COMMAND
         CLI   CARD,C'+'
         BE    INSERT
         CLI   CARD,C'-'
         BE    REMOVE
         CLI   CARD,C'R'
         BE    REVERSE
         CLI   CARD,C'P'
         BE    PRINT
         MVC   LINE+20(L'WHAT),WHAT
SHOW     PUT   DETAIL
         B     COMMAND
*
*        INSERT BEFORE THE FIRST WORD THAT IS HIGHER
*
INSERT   L     4,FREE
         LTR   4,4
         BZ    FULL
         LA    3,FIRST
SEARCH   L     2,0(3)
         LTR   2,2
         BZ    HERE               THE END: PUT IT THERE
         CLC   WORD,CARD+1
         BH    HERE
         LR    3,2
         B     SEARCH
HERE     LR    5,2                WHAT WILL FOLLOW
         LR    2,4
         MVC   FREE,NEXT          THE FREE LIST IS ONE SHORTER
         ST    5,NEXT
         MVC   WORD,CARD+1
         ST    2,0(3)
         B     SHOW
FULL     MVC   LINE+20(L'NOROOM),NOROOM
         B     SHOW
*
*        REMOVE THE FIRST ELEMENT WITH THAT WORD
*
REMOVE   LA    3,FIRST
LOOK     L     2,0(3)
         LTR   2,2
         BZ    ABSENT
         CLC   WORD,CARD+1
         BE    FOUND
         LR    3,2
         B     LOOK
FOUND    MVC   0(4,3),NEXT        AROUND IT
         MVC   NEXT,FREE          ... AND INTO THE FREE LIST
         ST    2,FREE
         B     SHOW
ABSENT   MVC   LINE+20(L'NOTHERE),NOTHERE
         B     SHOW
*
*        REVERSE: EACH ELEMENT IN TURN BEFORE THOSE TURNED ALREADY
*
REVERSE  SR    5,5                THOSE TURNED ALREADY
         L     2,FIRST
TURN     LTR   2,2
         BZ    TURNED
         L     6,NEXT
         ST    5,NEXT
         LR    5,2
         LR    2,6
         B     TURN
TURNED   ST    5,FIRST
         B     SHOW
*
PRINT    PUT   DETAIL
         MVC   LINE,BLANKS
         SR    4,4
         L     2,FIRST
FOLLOW   LTR   2,2
         BZ    TOTAL
         MVC   LINE+4(16),WORD
         PUT   DETAIL
         LA    4,1(4)
         L     2,NEXT
         B     FOLLOW
TOTAL    CVD   4,PACKED
         MVC   LINE(6),PATTERN
         ED    LINE(6),PACKED+5
         MVC   LINE+6(14),=CL14' IN THE LIST'
         B     SHOW
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
TITLE    DC    C'A LINKED LIST'
LINE     DS    CL40
BLANKS   DC    CL40' '
WHAT     DC    C'IS NO COMMAND'
NOROOM   DC    C'NO ROOM LEFT'
NOTHERE  DC    C'IS NOT THERE'
PATTERN  DC    X'402020202120'
PACKED   DS    D
         DS    0D
GOOD     DC    X'00020000',A(0)
BAD      DC    X'00020000',A(X'BAD1')
BAD2     DC    X'00020000',A(X'BAD2')
         LTORG
FIRST    DC    A(0)               ANCHORS, LIKE THE NEXT OF AN ELEMENT
FREE     DC    A(0)
ELEMENTS EQU   12
         DS    0F
POOL     DS    (ELEMENTS)CL20
*
LOW      DSECT
         ORG   LOW+64
CSW      DS    D                  CHANNEL STATUS WORD
CAW      DS    F                  CHANNEL ADDRESS WORD
*
ELEMENT  DSECT
NEXT     DS    A                  THE NEXT ELEMENT, OR ZERO
WORD     DS    CL16
ELEMLEN  EQU   *-ELEMENT
         END   CHAIN
