BSMA     TITLE 'BSMATH - MATHEMATICAL FUNCTIONS'
*
* PURPOSE.    BZEXP BZLOG BZLGT BZSQR BZSIN BZCOS BZTAN BZATN: FPR 0 OF
*             FPR 0
*             BZPOWER  FPR 2 TO THE POWER FPR 0
* HOW         THE ARGUMENT IS REDUCED, WITH CONSTANTS IN TWO OR THREE
*             PARTS SO THAT NOTHING IS LOST, THEN THE SERIES OF TAYLOR.
*             THE ERROR IS AT MOST SOME UNITS OF THE LAST PLACE
* REGISTERS.  1 COEFFICIENTS, 2 HOW MANY, 5 6 7 WORK, 11 BASBLK, 12 BASE.
*             FPR 0-6 ARE USED
*
CMSBMTH  CSECT
         REGS
         NUCON
         BASBLK
         USING CMSBMTH,R12
*
*        POLY - FPR 0 THE POLYNOMIAL IN FPR 2, 2 COEFFICIENTS AT 1 BEHIND
*        THE FIRST.  BY BAL R14
*
POLY     LD    0,0(R1)
POLYNEXT MDR   0,2
         LA    R1,8(R1)
         AD    0,0(R1)
         BCT   R2,POLYNEXT
         BR    R14
*
BZEXP    BENTER CMSBMTH
         CD    0,=D'174.673089501106208'
         BH    EXPBIG
         CD    0,=D'-180.21'
         BL    EXPZERO
         LDR   6,0                N THE WHOLE NUMBER ABOVE X / LN 2
         MD    0,LOG2E
         BCALL BZTOINT
         LR    R5,R1
         BCALL BZTOFLT
         LDR   4,0
         MD    4,LN2HIGH
         CDR   4,6
         BNL   EXPN
         AH    R5,=H'1'
         LR    R1,R5
         BCALL BZTOFLT
EXPN     LDR   4,0
         MD    4,LN2HIGH
         SDR   6,4                X - N LN 2 IS BETWEEN -LN 2 AND 0
         MD    0,LN2LOW
         SDR   6,0
         LDR   2,6
         LA    R1,EXPTAB
         LA    R2,17
         BAL   R14,POLY
         LR    R6,R5              N = 4 P - Q
         AH    R6,=H'3'
         SRA   R6,2
         LR    R7,R6
         SLL   R7,2
         SR    R7,R5
         SLL   R7,3
         MD    0,HALVES(R7)
         STD   0,BZT
         SR    R1,R1
         IC    R1,BZT
         AR    R1,R6
         BM    EXPZERO
         CH    R1,=H'127'
         BH    EXPBIG
         STC   R1,BZT
         LD    0,BZT
         BRETURN
EXPZERO  SDR   0,0
         BRETURN
EXPBIG   BERR  'THE NUMBER IS TOO LARGE (MORE THAN 7.2E75)'
*
BZLOG    BENTER CMSBMTH
         LTDR  0,0
         BP    LOGGOOD
         BERR  'LOG OF ZERO OR OF A NEGATIVE NUMBER'
LOGGOOD  STD   0,BZT
         SR    R5,R5
         IC    R5,BZT
         SH    R5,=H'64'
         SLL   R5,2
         MVI   BZT,X'40'
         LD    0,BZT
LOGBITS  CD    0,=D'0.5'
         BNL   LOGHALF
         ADR   0,0
         BCTR  R5,0
         B     LOGBITS
*        X = Z 2**N, Z FROM 0.5 TO 1.  LN X = N LN 2 + LN Z; OR, WHEN Z IS
*        LESS, (N - 1) LN 2 + LN 2Z
LOGHALF  LD    4,=D'1'
         CD    0,=D'0.70710678'
         BNL   LOGS
         LD    4,=D'0.5'
         BCTR  R5,0
LOGS     LDR   2,0
         SDR   0,4
         ADR   2,4
         DDR   0,2                S
         LDR   6,0
         ADR   6,6
         LDR   2,0
         MDR   2,2
         LDR   4,2
         LA    R1,LOGTAB
         LA    R2,11
         BAL   R14,POLY
         MDR   0,4
         MDR   0,6
         STD   0,BZX
         STD   6,BZX+8
         LR    R1,R5
         BCALL BZTOFLT
         LDR   2,0
         MD    2,LN2LOW
         AD    2,BZX
         AD    2,BZX+8
         MD    0,LN2HIGH
         ADR   0,2
         BRETURN
*        LGT - EXACT FOR POWERS OF TEN
BZLGT    BENTER CMSBMTH,WORK=16
         STD   0,32(R10)
         BCALL BZLOG
         MD    0,LOG10E
         STD   0,40(R10)
         LTDR  0,0
         LD    2,=D'0.5'
         BNM   LGTNEAR
         LCDR  2,2
LGTNEAR  ADR   0,2
         BCALL BZFIX
         STD   0,BZX+40
         LD    2,=D'10'
         BCALL BZPOWER
         CD    0,32(R10)
         LD    0,BZX+40
         BE    LGTEND
         LD    0,40(R10)
LGTEND   BRETURN
*
*        SQR - NEWTON, FROM A GUESS OF THE EXPONENT; THEN THE LAST PLACE
*
BZSQR    BENTER CMSBMTH
         LTDR  0,0
         BZ    SQREND
         BP    SQRGOOD
         BERR  'SQR OF A NEGATIVE NUMBER'
SQRGOOD  LDR   6,0
         STD   0,BZT
         SR    R1,R1
         IC    R1,BZT
         LA    R1,65(R1)          HALF OF THE EXPONENT, UPWARDS
         SRL   R1,1
         LR    R2,R1
         SLL   R2,1
         SH    R2,=H'64'
         SR    R0,R0
         IC    R0,BZT
         SR    R2,R0              1: THE EXPONENT WAS ODD
         MVI   BZT,X'40'
         LD    2,BZT
         LTR   R2,R2
         BZ    SQREVEN
         MD    2,=D'0.0625'
SQREVEN  LDR   4,2                M FROM 1/256 TO 1
         MD    4,=D'1.2'
         AD    4,=D'0.07'
         LA    R3,6
SQRNEWT  LDR   0,2
         DDR   0,4
         ADR   4,0
         MD    4,=D'0.5'
         BCT   R3,SQRNEWT
*        THE REST X - Y*Y, EXACTLY, TELLS HOW THE LAST PLACE IS ROUNDED
         SDR   0,0
         LER   0,4                THE LEFT HALF OF Y
         STD   4,BZT2
         SDR   4,0                THE RIGHT HALF
         STD   0,BZT
         MDR   0,0
         SDR   2,0
         LD    0,BZT
         MDR   0,4
         ADR   0,0
         SDR   2,0
         MDR   4,4
         SDR   2,4
         LD    4,BZT2
         LDR   0,4
         ADR   0,0
         DDR   2,0
         CD    2,HALFUNIT
         BL    SQRLOW
         AD    4,UNIT
         B     SQRBETT
SQRLOW   LCDR  2,2
         CD    2,HALFUNIT
         BL    SQRBETT
         SD    4,UNIT
SQRBETT  STD   4,BZT
         SR    R3,R3
         IC    R3,BZT
         SH    R3,=H'64'
         AR    R3,R1
         STC   R3,BZT
         LD    0,BZT
SQREND   BRETURN
         EJECT
*        REDUCE - FPR 0 MINUS 5 TIMES PI/2: FPR 6, AT MOST PI/4.  BY BAL
*        R9
*
REDUCE   LPDR  2,0
         CD    2,=D'2E8'
         BH    REDBIG
         LDR   6,0
         LTDR  0,0
         MD    0,TWOBYPI
         BM    REDMINUS
         AD    0,=D'0.5'
         B     REDINT
REDMINUS SD    0,=D'0.5'
REDINT   BCALL BZTOINT
         LR    R5,R1
         BCALL BZTOFLT
         LDR   2,0
         MD    2,PIBY2A
         SDR   6,2
         LDR   2,0
         MD    2,PIBY2B
         SDR   6,2
         MD    0,PIBY2C
         SDR   6,0
         BR    R9
REDBIG   BERR  'THE ANGLE IS TOO LARGE (MORE THAN 2E8)'
*        SINE - FPR 0 THE SINE OF FPR 6, COSINE LIKEWISE.  BY BAL R8
SINE     LDR   2,6
         MDR   2,2
         LDR   4,2
         LA    R1,SINTAB
         LA    R2,8
         BAL   R14,POLY
         MDR   0,4
         MDR   0,6
         ADR   0,6
         BR    R8
COSINE   LDR   2,6
         MDR   2,2
         LDR   4,2
         LA    R1,COSTAB
         LA    R2,8
         BAL   R14,POLY
         MDR   0,4
         AD    0,=D'1'
         BR    R8
BZSIN    BENTER CMSBMTH
         BAL   R9,REDUCE
         B     QUARTER
BZCOS    BENTER CMSBMTH
         BAL   R9,REDUCE
         AH    R5,=H'1'
QUARTER  LR    R7,R5
         N     R7,=F'1'
         BZ    QUARSIN
         BAL   R8,COSINE
         B     QUARSIGN
QUARSIN  BAL   R8,SINE
QUARSIGN N     R5,=F'2'
         BZ    QUAREND
         LCDR  0,0
QUAREND  BRETURN
BZTAN    BENTER CMSBMTH
         BAL   R9,REDUCE
         BAL   R8,SINE
         STD   0,BZX
         BAL   R8,COSINE
         LD    2,BZX
         N     R5,=F'1'
         BZ    TANEVEN
         DDR   0,2
         LCDR  0,0
         BRETURN
TANEVEN  DDR   2,0
         LDR   0,2
         BRETURN
*
*        ATN - 1/X ABOVE 1; TURNED BY PI/6 ABOVE TAN PI/12
*
BZATN    BENTER CMSBMTH
         SDR   4,4
         SR    R6,R6              1: FROM PI/2
         LTDR  0,0
         BNM   ATNPLUS
         LA    R6,2               2: NEGATIVE
ATNPLUS  LPDR  0,0
         CD    0,=D'1'
         BNH   ATNSMALL
         LD    2,=D'1'
         DDR   2,0
         LDR   0,2
         LA    R6,1(R6)
ATNSMALL CD    0,=D'0.26794919243112'
         BNH   ATNSER
         LDR   2,0
         AD    2,SQRT3
         LDR   6,0                X SQRT3 - 1 IN TWO STEPS, FOR
         MD    6,SQRT3M1          THE LAST PLACES
         SD    6,=D'1'
         ADR   0,6
         DDR   0,2
         LD    4,PIBY6
ATNSER   LDR   6,0
         LDR   2,0
         MDR   2,2
         STD   2,BZX
         LA    R1,ATNTAB
         LA    R2,14
         BAL   R14,POLY
         MD    0,BZX
         MDR   0,6
         ADR   0,6
         ADR   0,4
         LR    R1,R6
         N     R1,=F'1'
         BZ    ATNSIGN
         LD    2,PIBY2
         SDR   2,0
         LDR   0,2
ATNSIGN  N     R6,=F'2'
         BZ    ATNEND
         LCDR  0,0
ATNEND   BRETURN
         EJECT
BZPOWER  BENTER CMSBMTH,WORK=16
         STD   2,32(R10)
         STD   0,40(R10)
         LDR   4,0
         BCALL BZINT
         CDR   0,4
         BNE   POWFRAC
         LPDR  2,0
         CD    2,=D'1024'
         BH    POWFRAC
         BCALL BZTOINT
         LD    2,32(R10)
         LTR   R5,R1
         BM    POWNEG
         BAL   R14,RAISE
         BRETURN
POWNEG   LTDR  2,2
         BZ    POWZERO
         LPR   R6,R5              IN TWO STEPS, FOR 1E-77
         LR    R5,R6
         SRL   R5,1
         SR    R6,R5
         BAL   R14,RAISE
         LD    2,32(R10)
         LD    4,=D'1'
         DDR   4,0
         STD   4,40(R10)
         LR    R5,R6
         BAL   R14,RAISE
         LD    2,40(R10)
         DDR   2,0
         LDR   0,2
         BRETURN
*        RAISE - FPR 0 IS FPR 2 TO THE POWER 5.  BY BAL R14; USES 0
RAISE    LD    0,=D'1'
RAISEBIT LTR   R5,R5
         BCR   8,R14
         LR    R0,R5
         N     R0,=F'1'
         BZ    RAISESQ
         MDR   0,2
RAISESQ  SRL   R5,1
         LTR   R5,R5
         BCR   8,R14
         MDR   2,2
         B     RAISEBIT
POWFRAC  LD    0,32(R10)
         LTDR  0,0
         BZ    POWNULL
         BM    POWMINUS
POWLOG   BCALL BZLOG
         MD    0,40(R10)
         BCALL BZEXP
         BRETURN
POWMINUS LD    0,40(R10)          -1 TO A LARGE WHOLE NUMBER
         LDR   4,0
         BCALL BZINT
         CDR   0,4
         BE    POWWHOLE
         BERR  'A NEGATIVE NUMBER TO A POWER WITH A FRACTION'
POWWHOLE MD    0,=D'0.5'
         LDR   4,0
         BCALL BZINT
         CDR   0,4
         LD    0,32(R10)
         LPDR  0,0
         BE    POWLOG
         BCALL BZLOG
         MD    0,40(R10)
         BCALL BZEXP
         LCDR  0,0
         BRETURN
POWNULL  LD    0,40(R10)
         LTDR  0,0
         BM    POWZERO
         SDR   0,0
         BRETURN
POWZERO  BERR  'DIVISION BY ZERO'
         DS    0D
LN2HIGH  DC    X'40B17217F7D10000'
LN2LOW   DC    X'36CF79ABC9E3B398'
LOG2E    DC    D'1.4426950408889634074'
LOG10E   DC    D'0.43429448190325182765'
TWOBYPI  DC    D'0.63661977236758134308'
UNIT     DC    X'3310000000000000'     OF THE LAST PLACE OF SQR
HALFUNIT DC    X'3280000000000000'
PIBY2    DC    X'411921FB54442D18'
PIBY2A   DC    X'411921FB54000000'
PIBY2B   DC    X'39442D1846000000'
PIBY2C   DC    X'319898CC51701B83'
PIBY6    DC    D'0.52359877559829887308'
SQRT3    DC    D'1.7320508075688772935'
SQRT3M1  DC    D'0.7320508075688772935'
HALVES   DC    D'1',D'0.5',D'0.25',D'0.125'
*        COEFFICIENTS, THE HIGHEST FIRST
EXPTAB   DC    D'2.8114572543455207632E-15'
         DC    D'4.7794773323873852974E-14'
         DC    D'7.6471637318198164759E-13'
         DC    D'1.1470745597729724714E-11'
         DC    D'1.6059043836821614599E-10'
         DC    D'2.0876756987868098979E-9'
         DC    D'2.5052108385441718775E-8'
         DC    D'2.7557319223985890653E-7'
         DC    D'2.7557319223985890653E-6'
         DC    D'2.4801587301587301587E-5'
         DC    D'1.9841269841269841270E-4'
         DC    D'1.3888888888888888889E-3'
         DC    D'8.3333333333333333333E-3'
         DC    D'4.1666666666666666667E-2'
         DC    D'1.6666666666666666667E-1'
         DC    D'5.0000000000000000000E-1'
         DC    D'1.0000000000000000000E0'
         DC    D'1.0000000000000000000E0'
LOGTAB   DC    D'4.0000000000000000000E-2'
         DC    D'4.3478260869565217391E-2'
         DC    D'4.7619047619047619048E-2'
         DC    D'5.2631578947368421053E-2'
         DC    D'5.8823529411764705882E-2'
         DC    D'6.6666666666666666667E-2'
         DC    D'7.6923076923076923077E-2'
         DC    D'9.0909090909090909091E-2'
         DC    D'1.1111111111111111111E-1'
         DC    D'1.4285714285714285714E-1'
         DC    D'2.0000000000000000000E-1'
         DC    D'3.3333333333333333333E-1'
SINTAB   DC    D'-8.2206352466243297170E-18'
         DC    D'2.8114572543455207632E-15'
         DC    D'-7.6471637318198164759E-13'
         DC    D'1.6059043836821614599E-10'
         DC    D'-2.5052108385441718775E-8'
         DC    D'2.7557319223985890653E-6'
         DC    D'-1.9841269841269841270E-4'
         DC    D'8.3333333333333333333E-3'
         DC    D'-1.6666666666666666667E-1'
COSTAB   DC    D'-1.5619206968586226462E-16'
         DC    D'4.7794773323873852974E-14'
         DC    D'-1.1470745597729724714E-11'
         DC    D'2.0876756987868098979E-9'
         DC    D'-2.7557319223985890653E-7'
         DC    D'2.4801587301587301587E-5'
         DC    D'-1.3888888888888888889E-3'
         DC    D'4.1666666666666666667E-2'
         DC    D'-5.0000000000000000000E-1'
ATNTAB   DC    D'-3.2258064516129032258E-2'
         DC    D'3.4482758620689655172E-2'
         DC    D'-3.7037037037037037037E-2'
         DC    D'4.0000000000000000000E-2'
         DC    D'-4.3478260869565217391E-2'
         DC    D'4.7619047619047619048E-2'
         DC    D'-5.2631578947368421053E-2'
         DC    D'5.8823529411764705882E-2'
         DC    D'-6.6666666666666666667E-2'
         DC    D'7.6923076923076923077E-2'
         DC    D'-9.0909090909090909091E-2'
         DC    D'1.1111111111111111111E-1'
         DC    D'-1.4285714285714285714E-1'
         DC    D'2.0000000000000000000E-1'
         DC    D'-3.3333333333333333333E-1'
         LTORG
         END
