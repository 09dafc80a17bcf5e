DKIN     TITLE 'DESKINT - WHOLE NUMBERS OF MANY DIGITS'
*
* PURPOSE.    ON THE DIGITS OF THE WORK NUMBERS ALONE, SIGNS AND
*             EXPONENTS ARE THE CALLER'S.  A DIGIT HAS 16 BITS
*             DKMULS   A = A * R1 + R0, BOTH BELOW 65536
*             DKDIVS   A = A / R1; 0 IS THE REMAINDER
*             DKTEN    A = A * 10 ** R1;  DKTENB  THE SAME OF B
*             DKADDW   A = A + B;  DKSUBW  A = A - B, A IS NOT LESS
*             DKCMPW   15: 0 EQUAL, 1 A IS GREATER, 2 B IS
*             DKMULW   A = A * B, UP TO 16 DIGITS EACH.  C IS LOST
*             DKDIVW   A = A / B, C THE REMAINDER; B NOT 0.  B IS LOST
* HOW         DIVISION: KNUTH, THE ART OF COMPUTER PROGRAMMING 4.3.1 D.
*             BOTH ARE MULTIPLIED SO THAT B'S FIRST DIGIT IS 32768 AT
*             LEAST; THEN THE FIRST TWO DIGITS OF WHAT IS LEFT, DIVIDED
*             BY IT, ARE NEARLY THE NEXT DIGIT
* REGISTERS.  2 PLACE, 3 COUNT, 4 5 PAIR, 6 CARRY, 7 FACTOR, 8 WHICH
*             NUMBER, 9 10 WORK, 11 DESKBLK, 12 BASE (OF THE SECTION)
*
CMSDKINT CSECT
         REGS
         NUCON
         DESKBLK
DKMULS   ENTER
         BASE  CMSDKINT
         LA    R8,ASIGN
         LR    R7,R1
         LR    R6,R0
         BAL   R14,TIMES
         RETURN 0
*
DKDIVS   ENTER
         BASE  CMSDKINT
         LR    R7,R1
         BAL   R14,OVER
         LR    R0,R4
         RETURN 0,KEEP=R0
*
DKTENB   ENTER
         BASE  CMSDKINT
         LA    R8,BSIGN
         B     TENS
DKTEN    ENTER
         BASE  CMSDKINT
         LA    R8,ASIGN
TENS     LR    R9,R1
TENFOUR  SH    R9,=H'4'
         BM    TENREST
         SR    R6,R6
         LH    R7,=H'10000'
         BAL   R14,TIMES
         B     TENFOUR
TENREST  AH    R9,=H'4'
         BZ    TENDONE
         SLL   R9,1
         LH    R7,POWERS-2(R9)
         SR    R6,R6
         BAL   R14,TIMES
TENDONE  RETURN 0
POWERS   DC    H'10,100,1000'
*
*        TIMES - NUMBER 8 = IT * 7 + 6.  BY BAL R14; 2-6 ARE LOST
*
         USING NUM,R8
TIMES    LA    R2,NLIMB
         LH    R3,NLEN
         LTR   R3,R3
         BZ    TIMESUP
TIMESONE L     R5,0(R2)
         MR    R4,R7
         ALR   R5,R6
         LR    R6,R5
         SRL   R6,16
         N     R5,MASK16
         ST    R5,0(R2)
         LA    R2,4(R2)
         BCT   R3,TIMESONE
TIMESUP  LTR   R6,R6
         BCR   8,R14
         ST    R6,0(R2)
         LH    R3,NLEN
         LA    R3,1(R3)
         STH   R3,NLEN
         BR    R14
         DROP  R8
*
*        OVER - A = A / 7, 4 THE REMAINDER.  BY BAL R14; 2 3 5 ARE LOST
*
OVER     SR    R4,R4
         LH    R3,ALEN
         LTR   R3,R3
         BCR   8,R14
         LR    R2,R3
         SLL   R2,2
         LA    R2,ALIMB(R2)
OVERONE  SH    R2,=H'4'
         L     R5,0(R2)
         SLL   R4,16
         OR    R5,R4
         SR    R4,R4
         DR    R4,R7
         ST    R5,0(R2)
         BCT   R3,OVERONE
*        TRIM - ALEN, WHICH IS TOO GREAT.  BY BAL R14; 2 3 ARE LOST
TRIM     LH    R3,ALEN
TRIMONE  LTR   R3,R3
         BZ    TRIMMED
         LR    R2,R3
         SLL   R2,2
         L     R2,ALIMB-4(R2)
         LTR   R2,R2
         BNZ   TRIMMED
         BCT   R3,TRIMONE
TRIMMED  STH   R3,ALEN
         BR    R14
         EJECT
DKADDW   ENTER
         BASE  CMSDKINT
         LH    R3,ALEN
         CH    R3,BLEN
         BNL   ADDLEN
         LH    R3,BLEN
ADDLEN   LA    R3,1(R3)
         STH   R3,ALEN
         SR    R2,R2
         SR    R6,R6
ADDONE   L     R5,ALIMB(R2)
         AR    R5,R6
         A     R5,BLIMB(R2)
         LR    R6,R5
         SRL   R6,16
         N     R5,MASK16
         ST    R5,ALIMB(R2)
         LA    R2,4(R2)
         BCT   R3,ADDONE
         BAL   R14,TRIM
         RETURN 0
*
DKSUBW   ENTER
         BASE  CMSDKINT
         LH    R3,ALEN
         LTR   R3,R3
         BZ    SUBDONE
         SR    R2,R2
         SR    R6,R6
SUBONE   L     R5,ALIMB(R2)
         SR    R5,R6
         S     R5,BLIMB(R2)
         LR    R6,R5
         SRL   R6,31
         N     R5,MASK16
         ST    R5,ALIMB(R2)
         LA    R2,4(R2)
         BCT   R3,SUBONE
         BAL   R14,TRIM
SUBDONE  RETURN 0
*
DKCMPW   ENTER
         BASE  CMSDKINT
         LH    R3,ALEN
         CH    R3,BLEN
         BH    CMPHIGH
         BL    CMPLOW
CMPNEXT  LTR   R2,R3
         BZ    CMPSAME
         SLL   R2,2
         L     R5,ALIMB-4(R2)
         C     R5,BLIMB-4(R2)
         BH    CMPHIGH
         BL    CMPLOW
         BCT   R3,CMPNEXT
CMPSAME  RETURN 0
CMPHIGH  RETURN 1
CMPLOW   RETURN 2
         EJECT
DKMULW   ENTER
         BASE  CMSDKINT
         XC    CLIMB(176),CLIMB
         LH    R10,ALEN
         LTR   R10,R10
         BZ    MULNONE
         CLC   BLEN,=H'0'
         BE    MULNONE
         LA    R8,ALIMB
         LA    R9,CLIMB
MULROW   L     R7,0(R8)
         SR    R6,R6
         LA    R2,BLIMB
         LR    R1,R9
         LH    R3,BLEN
MULONE   L     R5,0(R2)
         MR    R4,R7
         AL    R5,0(R1)
         ALR   R5,R6
         LR    R6,R5
         SRL   R6,16
         N     R5,MASK16
         ST    R5,0(R1)
         LA    R2,4(R2)
         LA    R1,4(R1)
         BCT   R3,MULONE
         ST    R6,0(R1)
         LA    R8,4(R8)
         LA    R9,4(R9)
         BCT   R10,MULROW
         MVC   ALIMB(176),CLIMB
         LH    R3,ALEN
         AH    R3,BLEN
         STH   R3,ALEN
         BAL   R14,TRIM
         RETURN 0
MULNONE  XC    ALIMB(176),ALIMB
         XC    ALEN,ALEN
         RETURN 0
         EJECT
*        IN THE LOOP: 1 WHERE IN A THE PIECE BEGINS, 7 THE DIGIT
*
DKDIVW   ENTER WORK=16
         BASE  CMSDKINT
         XC    CLEN(8+174),CLEN
         BAL   R14,DIVSMALL
         BNZ   DIVDONE
         LH    R2,BLEN            NORMALIZE
         SLL   R2,2
         L     R3,BLIMB-4(R2)
         LA    R3,1(R3)
         SR    R4,R4
         L     R5,=F'65536'
         DR    R4,R3
         ST    R5,72(R13)         FACTOR
         LR    R7,R5
         SR    R6,R6
         LA    R8,ASIGN
         BAL   R14,TIMES
         SR    R6,R6
         LA    R8,BSIGN
         BAL   R14,TIMES
         LH    R10,ALEN           TURNS
         SH    R10,BLEN
         LR    R1,R10
         SLL   R1,2
         LA    R1,ALIMB(R1)
         LA    R10,1(R10)
DIVTURN  BAL   R9,GUESS
         BAL   R9,SUBTRACT
         LA    R2,ALIMB           THE DIGIT'S PLACE IN C
         LR    R3,R1
         SR    R3,R2
         ST    R7,CLIMB(R3)
         SH    R1,=H'4'
         BCT   R10,DIVTURN
         LH    R3,ALEN            THE REMAINDER
         BAL   R14,TRIM
         L     R7,72(R13)
         BAL   R14,OVER
         MVC   80(2,R13),ALEN     IT IS C, THE QUOTIENT A
         XC    ALIMB(176),CLIMB
         XC    CLIMB(176),ALIMB
         XC    ALIMB(176),CLIMB
         MVC   CLEN,80(R13)
         MVC   ALEN,=H'40'
         BAL   R14,TRIM
DIVDONE  RETURN 0
*
*        DIVSMALL - A IS LESS THAN B, OR B HAS ONE DIGIT: DONE, CONDITION
*        CODE NOT 0
*
DIVSMALL ST    R14,76(R13)
         CLC   ALEN,BLEN
         BL    DIVLESS
         CLC   BLEN,=H'1'
         BNE   DIVLONG
         L     R7,BLIMB
         BAL   R14,OVER
         LTR   R4,R4
         BZ    DIVSMALD
         ST    R4,CLIMB
         MVC   CLEN,=H'1'
         B     DIVSMALD
DIVLESS  MVC   CLIMB(176),ALIMB
         MVC   CLEN,ALEN
         XC    ALIMB(176),ALIMB
         XC    ALEN,ALEN
DIVSMALD LTR   R14,R12
         L     R14,76(R13)
         BR    R14
DIVLONG  SR    R14,R14
         L     R14,76(R13)
         BR    R14
*
*        GUESS - 7 THE NEXT DIGIT, OR ONE TOO MUCH
*
GUESS    LH    R2,BLEN
         SLL   R2,2
         L     R8,BLIMB-4(R2)     8 FIRST DIGIT OF B
         L     R6,BLIMB-8(R2)     6 SECOND
         AR    R2,R1
         L     R5,0(R2)
         SLL   R5,16
         SH    R2,=H'4'
         O     R5,0(R2)
         SH    R2,=H'4'
         SR    R4,R4
         DR    R4,R8
         LR    R7,R5
         LR    R3,R4              3 WHAT THAT LEAVES
GUESSTRY C     R7,=F'65536'
         BNL   GUESSLES
         LR    R5,R7
         MR    R4,R6
         LR    R4,R3
         SLL   R4,16
         O     R4,0(R2)
         CLR   R5,R4
         BCR   12,R9
GUESSLES BCTR  R7,0
         AR    R3,R8
         C     R3,=F'65536'
         BL    GUESSTRY
         BR    R9
*
*        SUBTRACT - B * 7 FROM THE PIECE AT 1; 7 IS MADE RIGHT
*
SUBTRACT LR    R2,R1
         LA    R8,BLIMB
         LH    R3,BLEN
         SR    R6,R6
SUBTONE  L     R5,0(R8)
         MR    R4,R7
         ALR   R5,R6
         LR    R6,R5
         SRL   R6,16
         N     R5,MASK16
         L     R4,0(R2)
         SR    R4,R5
         BNM   SUBTPUT
         A     R4,=F'65536'
         LA    R6,1(R6)
SUBTPUT  ST    R4,0(R2)
         LA    R2,4(R2)
         LA    R8,4(R8)
         BCT   R3,SUBTONE
         L     R4,0(R2)
         SR    R4,R6
         ST    R4,0(R2)
         BCR   11,R9
         BCTR  R7,0               IT WAS ONE TOO MUCH
         LR    R2,R1
         LA    R8,BLIMB
         LH    R3,BLEN
         SR    R6,R6
BACKONE  L     R5,0(R2)
         A     R5,0(R8)
         AR    R5,R6
         LR    R6,R5
         SRL   R6,16
         N     R5,MASK16
         ST    R5,0(R2)
         LA    R2,4(R2)
         LA    R8,4(R8)
         BCT   R3,BACKONE
         XC    0(4,R2),0(R2)
         BR    R9
MASK16   DC    X'0000FFFF'
         LTORG
         END
