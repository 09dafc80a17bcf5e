GENR     TITLE 'STANDARD INSTRUCTIONS, EXPLICIT AND IMPLIED OPERANDS'
* EVERY FORMAT OF THE STANDARD SET WITH EACH WAY TO WRITE AN OPERAND
GENERAL  START 0
R0       EQU   0
R1       EQU   1
R2       EQU   2
R3       EQU   3
R4       EQU   4
R5       EQU   R4+1
R6       EQU   R5+1
R7       EQU   R3+R4
R8       EQU   2*R4
R9       EQU   X'9'
R10      EQU   B'1010'
BASE     EQU   12
SAVE     EQU   13
LINK     EQU   14
ENTRY    EQU   15
BEGIN    STM   LINK,BASE,12(SAVE)
         BALR  BASE,0
         USING *,BASE
* RR
         SPM   R3
         BALR  LINK,ENTRY
         BCTR  R4,R5
         BCR   B'0110',R7
         SSK   R1,R2
         ISK   R1,R2
         SVC   0
         SVC   255
         SVC   C'A'
         LPR   R1,R2
         LNR   R3,R4
         LTR   R5,R6
         LCR   R7,R8
         NR    R9,R10
         CLR   11,12
         OR    13,14
         XR    15,0
         LR    R1,R1
         CR    R2,R2
         AR    R3,R3
         SR    R4,R4
         MR    R4,R5
         DR    R6,R7
         ALR   R8,R8
         SLR   R9,R9
* EXTENDED MNEMONICS
         BR    LINK
         NOPR  0
         NOPR  R5
         NOP   0
         NOP   NEXT
         B     NEXT
         BH    NEXT
         BL    NEXT
         BE    NEXT
         BNH   NEXT
         BNL   NEXT
         BNE   NEXT
         BO    NEXT
         BP    NEXT
         BM    NEXT
         BZ    NEXT
         BNP   NEXT
         BNM   NEXT
         BNZ   NEXT
         BO    4(R2)
         BZ    4(R2,R3)
         BNE   *+8
         B     *-4(R1)
NEXT     BC    15,NEXT
         BC    B'1000',NEXT-4
         BC    R7,TABLE(R2)
* RX
         STH   R1,HALF
         LA    R2,TABLE
         STC   R3,TABLE+3
         IC    R4,TABLE+4*2(R5)
         EX    R5,NEXT
         BAL   LINK,NEXT
         BCT   R6,NEXT
         LH    R7,HALF
         CH    R8,HALF+2
         AH    R9,HALF-2
         SH    R10,HALF(R1)
         MH    R1,HALF(R1)
         CVD   R2,DOUBLE
         CVB   R3,DOUBLE
         ST    R4,FULL
         N     R5,FULL+4
         CL    R6,FULL+4(R2)
         O     R7,FULL(R3)
         X     R8,FULL
         L     R9,FULL
         C     R10,FULL
         A     R1,FULL
         S     R2,FULL
         M     R2,FULL
         D     R4,FULL
         AL    R5,FULL
         SL    R6,FULL
         L     R1,0
         L     R1,4092
         L     R1,4(R2)
         L     R1,4(R2,R3)
         L     R1,4(,R3)
         L     R1,4(0,R3)
         L     R1,4(R2,0)
         LA    R1,L'TABLE
         LA    R1,C'A'
         LA    R1,X'FFF'
         LA    R1,B'101'(R2)
         LA    R1,TABLE-BEGIN(R2)
         LA    R1,L'TABLE*2+TEND-TABLE(R2,R3)
* RS
         BXH   R1,R2,NEXT
         BXLE  R3,R4,8(R5)
         STM   LINK,BASE,FULL
         LM    R1,R4,FULL
         LM    R1,R4,16(R5)
         LM    R1,R4,0
         SRL   R1,1
         SLL   R2,31
         SRA   R3,0(R4)
         SLA   R4,2(R4)
         SRDL  R4,32
         SLDL  R6,63
         SRDA  R8,R8-1
         SLDA  R8,L'TABLE
* SI
         SSM   MASK
         LPSW  PSW
         TS    MASK
         TS    3(R1)
         TM    MASK,X'80'
         MVI   MASK+1,C' '
         NI    0(R1),255-X'0F'
         CLI   MASK,B'11110000'
         OI    TEND-1,1
         XI    4095(R2),X'FF'
         SIO   X'00C'
         TIO   X'00E'(0)
         HIO   0(R1)
         TCH   X'100'
         WRD   MASK,X'01'
         RDD   0(R5),15
* SS, ONE LENGTH
         MVN   TABLE,TABLE+1
         MVC   TABLE(3),FULL
         MVC   TABLE+2(L'FULL),FULL
         MVC   0(5,R1),TABLE
         MVC   0(5,R1),4(R2)
         MVC   0(,R1),4(R2)
         MVC   TABLE(256),TABLE
         MVC   TABLE(0),TABLE
         MVC   TABLE(1),TABLE
         MVC   TEND-TABLE(TEND-TABLE,R3),0(R4)
         MVZ   0(1,R1),0(R2)
         NC    MASK,MASK
         CLC   DOUBLE,PSW
         OC    HALF,HALF+2
         XC    FULL(12),FULL
         TR    TABLE,TRTAB
         TRT   0(200,R7),TRTAB
* SS, TWO LENGTHS
         MVO   DOUBLE,FULL
         MVO   DOUBLE(3),FULL(2)
         PACK  DOUBLE,TABLE
         PACK  DOUBLE(8),TABLE(15)
         UNPK  TABLE(5),DOUBLE
         UNPK  0(16,R1),0(8,R2)
         UNPK  0(,R1),0(0,R2)
         BR    LINK
HALF     DS    3H
FULL     DS    4F
DOUBLE   DS    D
PSW      DC    X'0000000000000000'
MASK     DC    2X'FE'
TABLE    DC    CL10'0123456789'
TEND     EQU   *
TRTAB    DS    CL256
         END   BEGIN
