DKOT     TITLE 'DESKOUT - NUMBERS AS TEXT'
*
* PURPOSE.    DKTEXT   A AS TEXT IN DKOUT, DKOUTL, TO THE BASE DKBASE.  A
*                      NUMBER THAT IS NO INTEGER IS ALWAYS DECIMAL
*             DKSCALE  A'S DIGITS: DKFIRST DKCOUNT, TIMES 10 ** DKTENS; A
*                      ROUNDED ONE HAS DKDIGITS OF THEM
* HOW         DECIMAL: WITHOUT EXPONENT WHEN THE FIRST DIGIT STANDS AT
*             10 ** -7 TO 10 ** 77 (OF A ROUNDED NUMBER, TO WHERE ITS
*             DIGITS END).  NEGATIVE INTEGERS TO OTHER BASES ARE TWO'S
*             COMPLEMENT IN 32 BITS, OR IN 64; LESSER ONES HAVE A SIGN
* REGISTERS.  2 PLACE IN DKOUT, 3 DIGITS, 4 COUNT, 5 EXPONENT, 6 WORK, 7
*             PLACE OF THE FIRST DIGIT, 10 LINK, 11 DESKBLK, 12 BASE (OF
*             THE SECTION)
*
CMSDKOUT CSECT
         REGS
         NUCON
         DESKBLK
DKTEXT   ENTER
         BASE  CMSDKOUT
         LA    R2,DKOUT
         CLI   DKBASE,C'D'
         BE    DECIMAL
         CLI   AINEX,0
         BNE   DECIMAL
         L     R5,AEXP
         LTR   R5,R5
         BM    DECIMAL
         CH    R5,=H'77'
         BH    DECIMAL
         LINK  DKWHOLE
         B     INTEGER
DECIMAL  CLI   ASIGN,0
         BE    DECSCALE
         MVI   0(R2),C'-'
         LA    R2,1(R2)
DECSCALE LINK  DKSCALE
         L     R3,DKFIRST
         L     R4,DKCOUNT
         L     R5,DKTENS
         LR    R7,R5
         AR    R7,R4
         BCTR  R7,0
         CH    R7,=H'-7'
         BL    EXPONENT
         LA    R6,77
         CLI   AINEX,0
         BE    DECLIMIT
         L     R6,DKDIGITS
         BCTR  R6,0
DECLIMIT CR    R7,R6
         BH    EXPONENT
         LTR   R7,R7
         BM    FRACTION
         LTR   R5,R5
         BNM   WHOLE
         LA    R1,1(R7)           DIGITS BEFORE THE POINT
         BAL   R10,COPY
         MVI   0(R2),C'.'
         LA    R2,1(R2)
         LPR   R1,R5
         BAL   R10,COPY
         B     DONE
WHOLE    LR    R1,R4
         BAL   R10,COPY
         LR    R1,R5
         BAL   R10,ZEROS
         B     DONE
FRACTION MVC   0(2,R2),=C'0.'
         LA    R2,2(R2)
         LPR   R1,R7
         BCTR  R1,0
         BAL   R10,ZEROS
         LR    R1,R4
         BAL   R10,COPY
         B     DONE
EXPONENT LA    R1,1
         BAL   R10,COPY
         CH    R4,=H'1'
         BE    EXPE
         MVI   0(R2),C'.'
         LA    R2,1(R2)
         LR    R1,R4
         BCTR  R1,0
         BAL   R10,COPY
EXPE     MVI   0(R2),C'E'
         LA    R2,1(R2)
         LTR   R7,R7
         BNM   EXPDIG
         MVI   0(R2),C'-'
         LA    R2,1(R2)
EXPDIG   LPR   R0,R7
         CALL  TODEC,DKDIGIT
         LA    R3,DKDIGIT
         LA    R4,10
EXPBLANK CLI   0(R3),C' '
         BNE   EXPCOPY
         LA    R3,1(R3)
         BCT   R4,EXPBLANK
EXPCOPY  LR    R1,R4
         BAL   R10,COPY
DONE     LA    R1,DKOUT
         SR    R2,R1
         ST    R2,DKOUTL
         RETURN 0
*        COPY - 1 CHARACTERS FROM 3 TO 2;  ZEROS - 1 ZEROS TO 2
COPY     LTR   R1,R1
         BCR   8,R10
COPYONE  MVC   0(1,R2),0(R3)
         LA    R2,1(R2)
         LA    R3,1(R3)
         BCT   R1,COPYONE
         BR    R10
ZEROS    LTR   R1,R1
         BCR   8,R10
ZEROONE  MVI   0(R2),C'0'
         LA    R2,1(R2)
         BCT   R1,ZEROONE
         BR    R10
         EJECT
*        INTEGER - A TO ANOTHER BASE.  6 IS THE FACTOR, 3 BUILDS DIGITS
*        FROM THE RIGHT
*
INTEGER  CLI   ASIGN,0
         BE    INTBITS
         LA    R4,2               32 BITS, 64
         CLC   ALEN,=H'2'
         BNH   INTCOMP
         LA    R4,4
         CLC   ALEN,=H'4'
         BH    INTSIGN
INTCOMP  LR    R5,R4              THE FIRST BIT IS TO BE THE SIGN
         SLL   R5,2
         LA    R5,ALIMB-4(R5)
         BAL   R10,COMPL
         TM    2(R5),X'80'
         BO    INTBITS
         BAL   R10,COMPL
         CH    R4,=H'4'
         BE    INTSIGN
         LA    R4,4
         B     INTCOMP
INTSIGN  MVI   0(R2),C'-'
         LA    R2,1(R2)
INTBITS  CLI   DKBASE,C'B'
         BNE   INTKIND
         CLC   ALEN,=H'7'         112 BITS IN A LINE
         BH    INTHEX
INTKIND  LA    R6,2
         CLI   DKBASE,C'B'
         BE    INTQUOTE
         LA    R6,256
         CLI   DKBASE,C'C'
         BE    INTQUOTE
INTHEX   LA    R6,16
INTQUOTE MVI   0(R2),C'X'
         CH    R6,=H'16'
         BE    INTOPEN
         MVC   0(1,R2),DKBASE
INTOPEN  MVI   1(R2),C''''
         LA    R2,2(R2)
         LA    R3,DKDIGIT+239
         SR    R4,R4
INTNEXT  LR    R1,R6
         LINK  DKDIVS
         LR    R1,R0
         BCTR  R3,0
         LA    R4,1(R4)
         CH    R6,=H'256'
         BE    INTCHAR
         L     R5,AHEXTAB
         LA    R1,0(R1,R5)
         MVC   0(1,R3),0(R1)
         B     INTMORE
INTCHAR  STC   R1,0(R3)
         TR    0(1,R3),VISIBLE
INTMORE  CLC   ALEN,=H'0'
         BNE   INTNEXT
         LR    R1,R4
         BAL   R10,COPY
         MVI   0(R2),C''''
         LA    R2,1(R2)
         B     DONE
*        COMPL - A IN TWO'S COMPLEMENT OF 4 DIGITS; ALEN.  BY BAL R10; 0
*        1 3 6 ARE LOST
COMPL    STH   R4,ALEN
         LR    R3,R4
         SR    R1,R1
         LA    R6,1
COMPLONE L     R0,ALIMB(R1)
         X     R0,=X'0000FFFF'
         AR    R0,R6
         LR    R6,R0
         SRL   R6,16
         N     R0,=X'0000FFFF'
         ST    R0,ALIMB(R1)
         LA    R1,4(R1)
         BCT   R3,COMPLONE
         BR    R10
VISIBLE  DC    64C'.',191AL1(*-VISIBLE),C'.'
         EJECT
DKSCALE  ENTER
         BASE  CMSDKOUT
         MVC   DKTENS,AEXP
         LA    R3,DKDIGIT+239
         SR    R4,R4
SCALONE  LH    R1,=H'10000'
         LINK  DKDIVS
         SH    R3,=H'4'
         LA    R4,4(R4)
         CVD   R0,DKPACK
         UNPK  0(4,R3),DKPACK+5(3)
         OI    3(R3),X'F0'
         CLC   ALEN,=H'0'
         BNE   SCALONE
SCALZERO CLI   0(R3),C'0'
         BNE   SCALROUN
         CH    R4,=H'1'
         BE    SCALROUN
         LA    R3,1(R3)
         BCT   R4,SCALZERO
SCALROUN CLI   AINEX,0
         BE    SCALDONE
         LR    R5,R4              DIGITS TOO MANY
         S     R5,DKDIGITS
         BNP   SCALTRIM
         L     R4,DKDIGITS
         A     R5,DKTENS
         ST    R5,DKTENS
         LA    R6,0(R4,R3)
         CLI   0(R6),C'5'
         BL    SCALTRIM
SCALUP   BCTR  R6,0               ONE MORE
         CR    R6,R3
         BL    SCALOVER
         CLI   0(R6),C'9'
         BL    SCALINC
         MVI   0(R6),C'0'
         B     SCALUP
SCALINC  IC    R1,0(R6)
         LA    R1,1(R1)
         STC   R1,0(R6)
         B     SCALTRIM
SCALOVER MVI   0(R3),C'1'         999 BECOMES 1000
         L     R5,DKTENS
         AH    R5,=H'1'
         ST    R5,DKTENS
SCALTRIM LA    R6,0(R4,R3)        ZEROS BEHIND
         BCTR  R6,0
         CLI   0(R6),C'0'
         BNE   SCALDONE
         CH    R4,=H'1'
         BE    SCALDONE
         L     R5,DKTENS
         AH    R5,=H'1'
         ST    R5,DKTENS
         BCT   R4,SCALTRIM
SCALDONE ST    R3,DKFIRST
         ST    R4,DKCOUNT
         RETURN 0
         LTORG
         END
