BSIN     TITLE 'BSINV - THE INVERSE OF A MATRIX'
*
* PURPOSE.    BZINVERT  2 THE FRAME OF MAT: 2 THE INVERSE OF ARRAY MTB, AT
*                       MTHEAP; BZDET THE DETERMINANT
* HOW         GAUSS AND JORDAN, WITH THE GREATEST ELEMENT OF THE COLUMN.
*             BEHIND THE HEAP: ROWS OF 2 N NUMBERS, B AND THE IDENTITY
* REGISTERS.  0-3 WORK, 5 ROWS, 6 N, 7 BYTES OF A ROW, 8 COLUMN, 9 MATFRAME
*             11 BASBLK, 12 BASE
*
CMSBINV  CSECT
         REGS
         NUCON
         BASBLK
         MATFRAME
         USING MATFRAME,R9
INFRAME  DSECT
         DS    8F
INK      DS    F                  STEP
INPIV    DS    A                  ROW OF THE PIVOT
INROWK   DS    A
         DS    0D
INLEN    EQU   *-INFRAME-32
CMSBINV  CSECT
         USING INFRAME,R10
BZINVERT BENTER CMSBINV,WORK=INLEN
         LR    R9,R2
         MVC   PGMEXIT,BZTRAPA
         MVC   MTHEAP,BZHP
         L     R6,MTROWS
         LR    R7,R6
         SLL   R7,4
         LR    R3,R7
         MR    R2,R6
         BCALL BZHEAPG
         LR    R5,R2
         LD    0,=D'1'
         STD   0,BZDET
*        B AND THE IDENTITY
         LA    R1,1
         L     R8,MTB
         L     R0,ARD2-ARR(R8)
         AH    R0,=H'2'           ELEMENT (1,1) IS THE NEXT TO (1,0)
         SLL   R0,3
         LA    R8,ARDATA-ARR(R8)
         AR    R8,R0
         LR    R2,R5
FILLROW  LA    R3,1
FILLLEFT MVC   0(8,R2),0(R8)
         LA    R2,8(R2)
         LA    R8,8(R8)
         LA    R3,1(R3)
         CR    R3,R6
         BNH   FILLLEFT
         LA    R8,8(R8)           SUBSCRIPT 0 OF THE NEXT ROW
         LA    R3,1
FILLID   SDR   0,0
         CR    R3,R1
         BNE   FILLZERO
         LD    0,=D'1'
FILLZERO STD   0,0(R2)
         LA    R2,8(R2)
         LA    R3,1(R3)
         CR    R3,R6
         BNH   FILLID
         LA    R1,1(R1)
         CR    R1,R6
         BNH   FILLROW
*        STEP BY STEP: COLUMN 8 (BYTES), ROW INROWK
         SR    R8,R8
         XC    INK,INK
         ST    R5,INROWK
STEP     L     R1,INK
         CR    R1,R6
         BNL   TAKE
         L     R2,INROWK          THE PIVOT
         SDR   4,4
         LR    R3,R1
PIVOT    LA    R15,0(R8,R2)
         LD    0,0(R15)
         LPDR  0,0
         CDR   0,4
         BNH   PIVOTON
         LDR   4,0
         ST    R2,INPIV
PIVOTON  AR    R2,R7
         LA    R3,1(R3)
         CR    R3,R6
         BL    PIVOT
         LTDR  4,4
         BNZ   PIVOTHAS
         SDR   0,0
         STD   0,BZDET
         MVC   BZHP,MTHEAP
         BERR  'THE MATRIX HAS NO INVERSE'
PIVOTHAS L     R2,INROWK
         L     R3,INPIV
         LD    6,BZDET
         CR    R2,R3
         BE    NOSWAP
         LCDR  6,6
         LR    R0,R7
SWAP     LD    0,0(R2)
         LD    2,0(R3)
         STD   0,0(R3)
         STD   2,0(R2)
         LA    R2,8(R2)
         LA    R3,8(R3)
         SH    R0,=H'8'
         BP    SWAP
NOSWAP   L     R2,INROWK
         LA    R15,0(R8,R2)
         LD    4,0(R15)
         MDR   6,4
         STD   6,BZDET
         LR    R0,R7
DIVIDE   LD    0,0(R2)
         DDR   0,4
         STD   0,0(R2)
         LA    R2,8(R2)
         SH    R0,=H'8'
         BP    DIVIDE
         LR    R2,R5              THE OTHER ROWS
         LR    R1,R6
OTHER    C     R2,INROWK
         BE    OTHERON
         LA    R15,0(R8,R2)
         LD    4,0(R15)
         LTDR  4,4
         BZ    OTHERON
         LR    R14,R2
         L     R3,INROWK
         LR    R0,R7
REDUCE   LD    0,0(R3)
         MDR   0,4
         LD    2,0(R14)
         SDR   2,0
         STD   2,0(R14)
         LA    R14,8(R14)
         LA    R3,8(R3)
         SH    R0,=H'8'
         BP    REDUCE
OTHERON  AR    R2,R7
         BCT   R1,OTHER
         L     R1,INK
         LA    R1,1(R1)
         ST    R1,INK
         LA    R8,8(R8)
         L     R2,INROWK
         AR    R2,R7
         ST    R2,INROWK
         B     STEP
*        THE RIGHT HALVES TOGETHER, ROW BY ROW
TAKE     LR    R2,R5
         LR    R3,R5
         LR    R1,R6
TAKEROW  LR    R15,R7
         SRL   R15,1
         AR    R3,R15             THE RIGHT HALF
         LR    R0,R6
TAKEONE  MVC   0(8,R2),0(R3)
         LA    R2,8(R2)
         LA    R3,8(R3)
         BCTR  R0,0
         LTR   R0,R0
         BNZ   TAKEONE
         BCT   R1,TAKEROW
         LR    R2,R5
         BRETURN
         LTORG
         END
