BSNU     TITLE 'BSNUM - NUMBERS FROM AND INTO DECIMAL'
*
* PURPOSE.    BZATOD   THE NUMBER AT 2, TO 3, INTO FPR 0; 2 BEHIND IT.
*                      15: 0; 4 THERE IS NONE; 8 TOO LARGE.  3 IS KEPT
*             BZDIGITS FPR 0 INTO BZDIG, EXACTLY
*             BZROUND  BZDIG IS ROUNDED IN FRONT OF DIGIT 1 (FROM 0), WHICH
*                      AND THE FOLLOWING BECOME 0
*             BZFMT    FPR 0 AS PRINT SHOWS IT: TEXT 2, LENGTH 3
* HOW         A NUMBER IS A FIXED-POINT NUMBER OF 20 + 24 HALFWORDS
*             (BZLIMB), OR 80 + 128 DECIMAL DIGITS (BZDIG), WITH THE POINT
*             BETWEEN.  EVERY LONG NUMBER FITS, SO THAT NOTHING IS LOST
*             BUT BY THE ROUNDING, WHICH IS RIGHT; A HALF GOES UP.  THE
*             FRACTION OF A DECIMAL NUMBER IS CUT AT 384 BITS
* REGISTERS.  0-3 WORK, 5-9 PLACES AND COUNTS, 11 BASBLK, 12 BASE
*
CMSBNUM  CSECT
         REGS
         NUCON
         BASBLK
INTDIGS  EQU   80                 DIGITS IN FRONT OF THE POINT
ALLDIGS  EQU   208
INTLIMBS EQU   20
FRACLIMB EQU   24
SHOWN    EQU   15                 DIGITS THAT PRINT SHOWS
BZATOD   BENTER CMSBNUM,WORK=8
         ST    R3,32(R10)
*        5 DIGITS KEPT, 6 PLACE OF THE POINT BEHIND THE FIRST OF THEM,
*        7 BIT 0 ON: POINT SEEN, ELSE 1: A DIGIT SEEN; 8 SIGN
         SR    R5,R5
         SR    R6,R6
         SR    R7,R7
         SR    R8,R8
         CLI   0(R2),C'-'
         BNE   ATPLUS
         BCTR  R8,0
         B     ATSIGN
ATPLUS   CLI   0(R2),C'+'
         BNE   ATNEXT
ATSIGN   LA    R2,1(R2)
ATNEXT   CR    R2,R3
         BNL   ATEND
         CLI   0(R2),C'.'
         BE    ATPOINT
         CLI   0(R2),C'0'
         BL    ATEXP
         CLI   0(R2),C'9'
         BH    ATEXP
         O     R7,=F'1'
         LTR   R5,R5
         BNZ   ATKEEP
         CLI   0(R2),C'0'
         BNE   ATKEEP
         LTR   R7,R7              ZEROS IN FRONT
         BNM   ATON
         BCTR  R6,0
         B     ATON
ATKEEP   CH    R5,=H'100'
         BNL   ATDROP
         LA    R1,BZSIG(R5)
         MVC   0(1,R1),0(R2)
         LA    R5,1(R5)
ATDROP   LTR   R7,R7
         BM    ATON
         LA    R6,1(R6)
ATON     LA    R2,1(R2)
         B     ATNEXT
ATPOINT  LTR   R7,R7
         BM    ATEND              A SECOND POINT
         O     R7,=X'80000000'
         B     ATON
ATEXP    MVC   BZT(1),0(R2)
         OI    BZT,C' '
         CLI   BZT,C'E'
         BNE   ATEND
         LR    R1,R7
         SLL   R1,1
         LTR   R1,R1
         BZ    ATEND              NO DIGITS IN FRONT
         LA    R1,1(R2)
         SR    R9,R9
         CR    R1,R3
         BNL   ATEND
         CLI   0(R1),C'+'
         BE    ATEXSIGN
         CLI   0(R1),C'-'
         BNE   ATEXDIG
         BCTR  R9,0
ATEXSIGN LA    R1,1(R1)
ATEXDIG  CR    R1,R3
         BNL   ATEND
         CLI   0(R1),C'0'
         BL    ATEND
         CLI   0(R1),C'9'
         BH    ATEND
         SR    R14,R14
ATEXNEXT CH    R14,=H'999'
         BH    ATEXSKIP
         MH    R14,=H'10'
         SR    R0,R0
         IC    R0,0(R1)
         SH    R0,=H'240'
         AR    R14,R0
ATEXSKIP LA    R1,1(R1)
         CR    R1,R3
         BNL   ATEXEND
         CLI   0(R1),C'0'
         BL    ATEXEND
         CLI   0(R1),C'9'
         BNH   ATEXNEXT
ATEXEND  LR    R2,R1
         LTR   R9,R9
         BNM   ATEXPLUS
         LCR   R14,R14
ATEXPLUS AR    R6,R14
ATEND    SDR   0,0
         LA    R15,4
         SLL   R7,1
         LTR   R7,R7
         BZ    ATRET
         LR    R9,R2
         SR    R15,R15
         LTR   R5,R5
         BZ    ATRET
         CH    R6,=H'76'
         BH    ATBIG
         CH    R6,=H'-80'
         BL    ATRET
         BAL   R14,ATPLACE
         BAL   R14,ATLIMBS
         BAL   R14,ATFLOAT
         LTR   R15,R15
         BNZ   ATRET
         LD    0,BZT
         LTR   R8,R8
         BNM   ATGOOD
         LCDR  0,0
ATGOOD   LR    R2,R9
ATRET    L     R3,32(R10)
         BRETURN
ATBIG    LA    R15,8
         B     ATRET
*
*        ATPLACE - THE 5 DIGITS OF BZSIG INTO BZDIG, POINT AT 6
*
ATPLACE  MVI   BZDIG,C'0'
         MVC   BZDIG+1(ALLDIGS-1),BZDIG
         LA    R1,INTDIGS
         SR    R1,R6
         LA    R2,ALLDIGS
         SR    R2,R1              ROOM
         CR    R5,R2
         BNH   ATROOM
         LR    R5,R2
ATROOM   LA    R1,BZDIG(R1)
         BCTR  R5,0
         EX    R5,ATPUT
         BR    R14
ATPUT    MVC   0(0,R1),BZSIG
*
*        ATLIMBS - BZDIG INTO BZLIMB.  USES 0-7
*
ATLIMBS  XC    BZLIMB,BZLIMB
         LA    R5,BZDIG
         LA    R6,INTDIGS/4
LIMBINT  BAL   R15,FOUR
         LTR   R3,R3
         BNZ   LIMBMUL
         OC    BZLIMB(40),BZLIMB
         BZ    LIMBINTN
LIMBMUL  LA    R7,INTLIMBS*2-2
LIMBCARR LH    R1,BZLIMB(R7)
         N     R1,=X'0000FFFF'
         MH    R1,=H'10000'
         AR    R1,R3
         STH   R1,BZLIMB(R7)
         LR    R3,R1
         SRL   R3,16
         SH    R7,=H'2'
         BNM   LIMBCARR
LIMBINTN LA    R5,4(R5)
         BCT   R6,LIMBINT
         LA    R5,BZDIG+ALLDIGS-4
         LA    R6,(ALLDIGS-INTDIGS)/4
LIMBFRAC BAL   R15,FOUR
         LTR   R2,R3
         BNZ   LIMBDIV
         OC    BZLIMB+40(48),BZLIMB+40
         BZ    LIMBFRAN
LIMBDIV  SR    R7,R7
LIMBREST LH    R3,BZLIMB+40(R7)
         SLL   R3,16
         SLDL  R2,16
         LR    R3,R2
         SR    R2,R2
         D     R2,=F'10000'
         STH   R3,BZLIMB+40(R7)
         LA    R7,2(R7)
         CH    R7,=AL2(FRACLIMB*2)
         BL    LIMBREST
LIMBFRAN SH    R5,=H'4'
         BCT   R6,LIMBFRAC
         BR    R14
*        FOUR - 3 THE FOUR DIGITS AT 5.  BY BAL R15
FOUR     PACK  BZPACK,0(4,R5)
         CVB   R3,BZPACK
         BR    R15
*
*        ATFLOAT - BZLIMB INTO THE NUMBER BZT.  15: 0, 8.  USES 0-7
*
ATFLOAT  SR    R15,R15
         LA    R7,BZLIMB
         LA    R6,88
FLOATNXT CLI   0(R7),0
         BNE   FLOATHAS
         LA    R7,1(R7)
         BCT   R6,FLOATNXT
         XC    BZT,BZT
         BR    R14
FLOATHAS MVC   BZT,0(R7)
         MVC   BZT2(1),8(R7)
         LA    R1,BZLIMB
         SR    R7,R1
         AR    R7,R7              HEXADECIMAL DIGITS IN FRONT
         LM    R2,R3,BZT
         CL    R2,=X'10000000'
         BL    FLOATODD
         SR    R0,R0              EIGHT BYTES: THE LAST IS THE REST
         LTR   R3,R3
         N     R3,=X'000000FF'
         LR    R0,R3
         L     R3,BZT+4
         SRDL  R2,8
         N     R0,=X'00000080'
         B     FLOATRND
FLOATODD LA    R7,1(R7)
         LR    R0,R3              FIRST DIGIT IS 0: ONE DIGIT LESS
         N     R0,=X'00000008'
         SRDL  R2,4
FLOATRND LTR   R0,R0
         BZ    FLOATCHR
         AL    R3,=F'1'
         BC    12,FLOATCHR
         AL    R2,=F'1'
         C     R2,=X'01000000'
         BL    FLOATCHR
         SRL   R2,4
         BCTR  R7,0
FLOATCHR LA    R1,INTDIGS+64      THE CHARACTERISTIC
         SR    R1,R7
         BM    FLOATLOW
         CH    R1,=H'127'
         BH    FLOATBIG
         SLL   R1,24
         OR    R2,R1
         STM   R2,R3,BZT
         BR    R14
FLOATLOW XC    BZT,BZT
         BR    R14
FLOATBIG LA    R15,8
         BR    R14
         EJECT
BZDIGITS BENTER CMSBNUM
         LPDR  0,0
         STD   0,BZT
         XC    BZLIMB,BZLIMB
         MVI   BZDIG,C'0'
         MVC   BZDIG+1(ALLDIGS-1),BZDIG
         SR    R1,R1
         IC    R1,BZT
         LA    R7,INTDIGS+64
         SR    R7,R1              PLACE OF ITS FIRST DIGIT
         LM    R2,R3,BZT
         N     R2,=X'00FFFFFF'
         SLDL  R2,4
         SRL   R7,1
         LA    R1,INTDIGS+64
         SR    R1,R7
         SR    R1,R7
         SR    R0,R0
         IC    R0,BZT
         CR    R1,R0              AN EVEN PLACE
         BNE   DIGODD
         SLDL  R2,4
DIGODD   STM   R2,R3,BZT
         LA    R1,BZLIMB(R7)
         MVC   0(8,R1),BZT
*        THE INTEGER, DIVIDED BY 10000 AGAIN AND AGAIN
         LA    R5,BZDIG+INTDIGS-4
DIGINT   OC    BZLIMB(40),BZLIMB
         BZ    DIGFRAC
         SR    R2,R2
         SR    R7,R7
DIGDIV   LH    R3,BZLIMB(R7)
         SLL   R3,16
         SLDL  R2,16
         LR    R3,R2
         SR    R2,R2
         D     R2,=F'10000'
         STH   R3,BZLIMB(R7)
         LA    R7,2(R7)
         CH    R7,=AL2(INTLIMBS*2)
         BL    DIGDIV
         CVD   R2,BZPACK
         UNPK  0(4,R5),BZPACK
         OI    3(R5),X'F0'
         SH    R5,=H'4'
         B     DIGINT
*        THE FRACTION, MULTIPLIED
DIGFRAC  LA    R5,BZDIG+INTDIGS
         LA    R6,(ALLDIGS-INTDIGS)/4
DIGMORE  OC    BZLIMB+40(48),BZLIMB+40
         BZ    DIGEND
         SR    R3,R3
         LA    R7,FRACLIMB*2-2
DIGMUL   LH    R1,BZLIMB+40(R7)
         N     R1,=X'0000FFFF'
         MH    R1,=H'10000'
         AR    R1,R3
         STH   R1,BZLIMB+40(R7)
         LR    R3,R1
         SRL   R3,16
         SH    R7,=H'2'
         BNM   DIGMUL
         CVD   R3,BZPACK
         UNPK  0(4,R5),BZPACK
         OI    3(R5),X'F0'
         LA    R5,4(R5)
         BCT   R6,DIGMORE
DIGEND   BRETURN
*
BZROUND  BENTER CMSBNUM
         CH    R1,=AL2(ALLDIGS)
         BNL   RNDRET
         LA    R5,BZDIG(R1)
         LA    R6,ALLDIGS
         SR    R6,R1              SO MANY BECOME 0
         CLI   0(R5),C'5'
         MVI   0(R5),C'0'
         BL    RNDZERO
         LR    R7,R5
         LA    R8,BZDIG
RNDUP    BCTR  R7,0
         CR    R7,R8
         BL    RNDZERO
         CLI   0(R7),C'9'
         BNE   RNDADD
         MVI   0(R7),C'0'
         B     RNDUP
RNDADD   IC    R0,0(R7)
         AH    R0,=H'1'
         STC   R0,0(R7)
RNDZERO  SH    R6,=H'2'
         BM    RNDRET
         EX    R6,RNDFILL
RNDRET   BRETURN
RNDFILL  MVC   1(0,R5),0(R5)
         EJECT
*        BZFMT.  5 FIRST DIGIT, 6 LAST ONE, 7 PLACE IN BZNUM, 8 POWER OF
*        TEN OF THE FIRST
*
BZFMT    BENTER CMSBNUM
         MVI   BZNUM,C' '
         LTDR  0,0
         BNM   FMTSIGN
         MVI   BZNUM,C'-'
FMTSIGN  BZ    FMTZERO
         BCALL BZDIGITS
         BAL   R14,FMTFIRST
         LA    R1,SHOWN(R5)
         BCALL BZROUND
         BAL   R14,FMTFIRST       ROUNDING CAN MAKE ONE MORE
         LA    R6,SHOWN(R5)
FMTLAST  BCTR  R6,0
         LA    R1,BZDIG(R6)
         CLI   0(R1),C'0'
         BE    FMTLAST
         LA    R7,BZNUM+1
         LA    R8,INTDIGS-1
         SR    R8,R5
         CH    R8,=AL2(SHOWN-1)
         BH    FMTEXP
         LTR   R8,R8
         BM    FMTSMALL
FMTINT   CH    R5,=AL2(INTDIGS)   IN FRONT OF THE POINT
         BNL   FMTPOINT
         BAL   R14,FMTDIGIT
         B     FMTINT
FMTPOINT CH    R6,=AL2(INTDIGS)
         BL    FMTEND
         MVI   0(R7),C'.'
         LA    R7,1(R7)
FMTREST  CR    R5,R6
         BH    FMTEND
         BAL   R14,FMTDIGIT
         B     FMTREST
FMTSMALL LA    R1,SHOWN+INTDIGS-1
         CR    R6,R1
         BH    FMTEXP
         LA    R5,INTDIGS
         B     FMTPOINT
FMTEXP   BAL   R14,FMTDIGIT
         CR    R5,R6
         BH    FMTE
         MVI   0(R7),C'.'
         LA    R7,1(R7)
FMTMANT  BAL   R14,FMTDIGIT
         CR    R5,R6
         BNH   FMTMANT
FMTE     MVC   0(2,R7),=C'E+'
         LTR   R8,R8
         BNM   FMTEPLUS
         MVI   1(R7),C'-'
FMTEPLUS CVD   R8,BZPACK
         UNPK  2(2,R7),BZPACK
         OI    3(R7),X'F0'
         LA    R7,4(R7)
         B     FMTEND
FMTZERO  MVI   BZNUM+1,C'0'
         LA    R7,BZNUM+2
FMTEND   LA    R2,BZNUM
         LR    R3,R7
         SR    R3,R2
         BRETURN
FMTDIGIT LA    R1,BZDIG(R5)
         MVC   0(1,R7),0(R1)
         LA    R7,1(R7)
         LA    R5,1(R5)
         BR    R14
FMTFIRST SR    R5,R5
FMTLOOK  LA    R1,BZDIG(R5)
         CLI   0(R1),C'0'
         BCR   7,R14
         LA    R5,1(R5)
         CH    R5,=AL2(ALLDIGS-SHOWN-1)
         BL    FMTLOOK
         BR    R14
         LTORG
         END
