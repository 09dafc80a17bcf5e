PI       TITLE 'PI - PI TO 1000 DECIMAL PLACES'
*
* PURPOSE.  COMPUTES PI TO 1000 PLACES IN PACKED DECIMAL AND PRINTS IT.
*
* HOW IT WORKS.  JOHN MACHIN'S FORMULA OF 1706:
*       PI = 16 ARCTAN(1/5) - 4 ARCTAN(1/239)
*       ARCTAN(1/Q) = 1/Q - 1/(3 Q**3) + 1/(5 Q**5) - ...
*    LONG NUMBERS ARE TABLES OF PACKED NUMBERS OF NINE DIGITS.  POWER
*    IS DIVIDED BY Q*Q FOR EACH TERM, TERM IS POWER DIVIDED BY 1, 3, 5
*    ..., AND SUM GATHERS THE TERMS WITH CHANGING SIGNS.
*
* WHAT IT TEACHES.  DECIMAL ARITHMETIC ON NUMBERS LONGER THAN ANY
*    INSTRUCTION CAN TAKE, WITH CARRIES AND BORROWS; A SUBROUTINE WITH
*    A LIST OF PARAMETERS.
*
* REGISTERS.  2 THE PARAMETERS OF ARCTAN, 3 AND 7 GROUPS, 4 GROUPS LEFT,
*    5 TERMS OR LINES LEFT, 6 TENS LEFT IN THE LINE, 9 RETURN FROM
*    ARCTAN, 11 AND 14 RETURN, 12 BASE.
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
PIDIGITS START X'200'           BEHIND THE LOCATIONS THE CPU USES
         BALR  12,0
         USING *,12
         USING LOW,0
         PUT   HEADING
         LA    2,FIFTH
         BAL   9,ARCTAN
         LA    2,OTHER
         BAL   9,ARCTAN
*
         LA    3,SUM+5            DIGITS ONE TO THE BYTE
         LA    7,DIGITS
         LA    4,GROUPS-1
UNPACK   UNPK  0(9,7),0(5,3)
         OI    8(7),X'F0'         THE SIGN BECOMES A ZONE
         LA    3,5(3)
         LA    7,9(7)
         BCT   4,UNPACK
*
         LA    3,DIGITS
         LA    5,20               20 LINES OF
NEWLINE  LA    6,5                ... FIVE TIMES TEN DIGITS
         LA    7,LINE+3
TENS     MVC   0(10,7),0(3)
         LA    3,10(3)
         LA    7,11(7)
         BCT   6,TENS
         PUT   DETAIL
         MVC   LINE(2),=C'  '     '3.' IN THE FIRST LINE ONLY
         BCT   5,NEWLINE
         LPSW  GOOD
*
*        ARCTAN - ADD A MULTIPLE OF ARCTAN(1/Q) TO SUM.  PARAMETERS AT
*        REGISTER 2, RETURN BY 9
*
ARCTAN   LA    3,POWER            CLEAR IT
         LA    4,GROUPS
CLEAR    ZAP   0(5,3),=P'0'
         LA    3,5(3)
         BCT   4,CLEAR
         MVC   SIGN,12(2)         OF THE FIRST TERM
         ZAP   POWER(5),6(3,2)    THE MULTIPLE
         ZAP   DIVISOR,0(3,2)     BY Q
         LA    7,POWER
         BAL   11,DIVIDE
         ZAP   N,=P'1'
         LH    5,10(2)            SO MANY TERMS
TERMS    ZAP   DIVISOR,N
         LA    7,TERM             TERM = POWER / N
         BAL   11,DIVIDE
         BAL   11,GATHER          ADD OR SUBTRACT IT
         XI    SIGN,1
         AP    N,=P'2'
         ZAP   DIVISOR,3(3,2)
         LA    7,POWER            POWER = POWER / Q*Q
         BAL   11,DIVIDE
         BCT   5,TERMS
         BR    9
*
*        DIVIDE - POWER DIVIDED BY DIVISOR, INTO THE TABLE AT REGISTER
*        7.  RETURN BY 11
*
DIVIDE   LA    3,POWER
         LA    4,GROUPS
         ZAP   REM,=P'0'
DIVNEXT  ZAP   WORK,REM           THE REMAINDER SO FAR
         MP    WORK,BILLION       ... IN FRONT OF
         AP    WORK,0(5,3)        ... THE NEXT NINE DIGITS
         DP    WORK,DIVISOR
         ZAP   0(5,7),WORK(6)     QUOTIENT
         ZAP   REM,WORK+6(3)      REMAINDER
         LA    3,5(3)
         LA    7,5(7)
         BCT   4,DIVNEXT
         BR    11
*
*        GATHER - ADD TERM TO SUM, OR SUBTRACT IT (SIGN 1), FROM THE
*        RIGHT.  RETURN BY 11
*
GATHER   LA    3,SUM+5*GROUPS-5
         LA    7,TERM+5*GROUPS-5
         LA    4,GROUPS
         ZAP   CARRY,=P'0'
NEXTSUM  ZAP   WORK,0(5,3)
         AP    WORK,CARRY
         ZAP   CARRY,=P'0'
         TM    SIGN,1
         BO    MINUS
         AP    WORK,0(5,7)
         CP    WORK,BILLION       TOO MUCH FOR NINE DIGITS
         BL    STORE
         SP    WORK,BILLION
         ZAP   CARRY,=P'1'        CARRY ONE
         B     STORE
MINUS    SP    WORK,0(5,7)
         BNM   STORE
         AP    WORK,BILLION
         ZAP   CARRY,=P'-1'       BORROW ONE
STORE    ZAP   0(5,3),WORK
         S     3,=F'5'
         S     7,=F'5'
         BCT   4,NEXTSUM
         BR    11
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
GROUPS   EQU   114                1 AND 113: 1017 PLACES, 17 TO SPARE
TITLE    DC    C'PI TO 1000 DECIMAL PLACES'
LINE     DC    CL57'3.'
*
*        PARAMETERS OF ARCTAN: Q, Q*Q, MULTIPLE, TERMS, FIRST SIGN.  A
*        TERM OF 1/5 GIVES 1.4 PLACES, ONE OF 1/239 GIVES 4.8
*
         DS    0H
FIFTH    DC    PL3'5',PL3'25',PL3'16',X'00',H'730',X'00'
         DS    0H
OTHER    DC    PL3'239',PL3'57121',PL3'4',X'00',H'216',X'01'
*
SIGN     DS    X
CARRY    DS    PL1
N        DS    PL3
DIVISOR  DS    PL3
REM      DS    PL3
WORK     DS    PL9
BILLION  DC    PL6'1000000000'
         DS    0D
GOOD     DC    X'00020000',A(0)
BAD      DC    X'00020000',A(X'BAD1')
         LTORG
SUM      DC    (GROUPS)PL5'0'
POWER    DS    (GROUPS)PL5
TERM     DS    (GROUPS)PL5
DIGITS   DS    CL(9*GROUPS)
*
LOW      DSECT
         ORG   LOW+64
CSW      DS    D                  CHANNEL STATUS WORD
CAW      DS    F                  CHANNEL ADDRESS WORD
         END   PIDIGITS
