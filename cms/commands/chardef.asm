CHAR     TITLE 'CHARDEF - CHARACTERS THAT EDIT LINES TYPED'
*
* PURPOSE.    CHARDEF (D|L (CHAR))  D: CHAR DELETES THE CHARACTER BEFORE IT,
*             @ AS A RULE; L: IT DELETES THE LINE SO FAR, ¢ AS A RULE.
*             LINEND (CHAR)  CHAR ENDS A LOGICAL LINE, # AS A RULE.
*             WITHOUT CHAR: AS A RULE (CHARDEF ALONE: BOTH).  OFF: NO
*             SUCH CHARACTER.  CHAR MAY BE GIVEN AS TWO HEXADECIMAL DIGITS
* HOW         UNDER CP IT IS CP THAT EDITS: CP TERMINAL IS GIVEN
* RETURNS     0; 24 OPERANDS WRONG; CP'S CODE
* REGISTERS.  2 OPERAND, 3 LIST, 4 ENTRY OF THE TABLE, 5 CHARACTER, 6 ITS
*             PLACE, 10 LINK, 12 BASE (OF THE SECTION)
*
CMSCHAR  CSECT
         REGS
         NUCON
         USING WORK,R13
CHARDEF  ENTER WORK=WORKLEN
         BASE  CMSCHAR
         LR    R3,R1
         LA    R4,CHARD
         LA    R2,8(R3)
         CLI   0(R2),X'FF'
         BE    BOTH
         CLC   0(8,R2),=CL8'D'
         BE    ONE
         LA    R4,CHARL
         CLC   0(8,R2),=CL8'L'
         BNE   WRONG
ONE      LA    R2,8(R2)
         BAL   R10,CHANGE
         RETURN
BOTH     BAL   R10,CHANGE
         LTR   R15,R15
         BNZ   BOTHEND
         LA    R4,CHARL
         BAL   R10,CHANGE
BOTHEND  RETURN
WRONG    FAIL  24,'CHARDEF D OR L, AND A CHARACTER, OFF, OR NOTHING'
*
ENDLINE  ENTER WORK=WORKLEN
         BASE  CMSCHAR
         LR    R3,R1
         LA    R2,8(R3)
         LA    R4,CHARE
         BAL   R10,CHANGE
         RETURN
         EJECT
*        CHANGE - CHARACTER 4 BECOMES WHAT OPERAND 2 SAYS; 15 IS THE CODE
*
CHANGE   IC    R5,2(R4)           AS A RULE
         CLI   0(R2),X'FF'
         BE    SET
         CLI   8(R2),X'FF'
         BNE   MANY
         SR    R5,R5
         CLC   0(8,R2),=CL8'OFF'
         BE    SET
         IC    R5,0(R2)
         CLI   1(R2),C' '
         BE    LOOK
         CLI   2(R2),C' '
         BNE   MANY
         LR    R1,R2
         CALL  GETHEX
         LTR   R15,R15
         BNZ   MANY
         LR    R5,R0
LOOK     STC   R5,LINE            NO LETTER, DIGIT, BLANK
         CLI   LINE,C' '
         BNH   BAD
         TM    LINE,X'80'
         BZ    OTHERS
         CLI   LINE,C'0'
         BNL   BAD
         MVN   LINE+1(1),LINE     LETTERS HAVE DIGITS 1 TO 9
         NI    LINE+1,X'0F'
         CLI   LINE+1,1
         BL    OTHERS
         CLI   LINE+1,9
         BNH   BAD
OTHERS   LA    R1,CHARDEL
         LA    R14,3
         LH    R6,0(R4)
OTHER    CR    R1,R6
         BE    OTHERON
         CLC   0(1,R1),LINE
         BE    BAD
OTHERON  LA    R1,1(R1)
         BCT   R14,OTHER
SET      TM    CPFLAG,HASCP
         BO    SETCP
         LH    R6,0(R4)
         STC   R5,0(R6)
         SR    R15,R15
         BR    R10
SETCP    MVC   LINE(20),=CL20'TERMINAL'
         MVC   LINE+9(7),3(R4)
         STC   R5,LINE+17
         LTR   R5,R5
         BNZ   SETCP1
         MVC   LINE+17(3),=C'OFF'
SETCP1   LA    R0,20
         CALL  CPLINE,LINE
         BR    R10
BAD      TYPE  'NO LETTER, DIGIT, BLANK; NOT ONE THAT IS USED',COLOR=R
         LA    R15,24
         BR    R10
MANY     TYPE  'A CHARACTER, ITS CODE (HEX), OFF OR NOTHING',COLOR=R
         LA    R15,24
         BR    R10
*        PLACE IN PAGE 0, CHARACTER AS A RULE, CP'S WORD
         DS    0H
CHARD    DC    AL2(CHARDEL-LOW),C'@',CL7'CHARDEL'
CHARL    DC    AL2(LINEDEL-LOW),C'¢',CL7'LINEDEL'
CHARE    DC    AL2(LINEND-LOW),C'#',CL7'LINEND'
WORK     DSECT
         DS    18F
LINE     DS    CL20
WORKLEN  EQU   *-WORK-72
CMSCHAR  CSECT
         LTORG
         END
