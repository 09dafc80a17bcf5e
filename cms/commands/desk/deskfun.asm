DKFN     TITLE 'DESKFUN - POWERS, ROOTS'
*
* PURPOSE.    DKMINUS DKABS   A = - A, ITS AMOUNT
*             DKPOWER  A = A ** B, B AN INTEGER TO 999999
*             DKSQRT   A = ITS SQUARE ROOT, EXACT WHERE IT CAN BE
*             DKDO     FOR NUMOP: 0 RESULT, 1 2 OPERANDS, 3 ROUTINE
* HOW         POWER: SQUARING, FROM B'S HIGHEST BIT ON.  ROOT: NEWTON, ON
*             INTEGERS, FROM ABOVE: IT NEVER COMES TO LIE BELOW
* REGISTERS.  2 3 4 WORK, 5 EXPONENT, 6 ITS SIGN, 7 COUNT, 10 LINK, 11
*             DESKBLK, 12 BASE (OF THE SECTION)
*
CMSDKFUN CSECT
         REGS
         NUCON
         DESKBLK
DKMINUS  ENTER
         BASE  CMSDKFUN
         CLC   ALEN,=H'0'
         BE    SIGNED
         XI    ASIGN,X'80'
SIGNED   RETURN 0
*
DKABS    ENTER
         BASE  CMSDKFUN
         MVI   ASIGN,0
         RETURN 0
*
DKDO     ENTER
         BASE  CMSDKFUN
         LR    R4,R0
         MVC   ASIGN(NUMLEN),0(R1)
         XC    ALIMB+64(112),ALIMB+64
         MVC   BSIGN(NUMLEN),0(R2)
         XC    BLIMB+64(112),BLIMB+64
         LR    R15,R3
         BALR  R14,R15
         MVC   0(NUMLEN,R4),ASIGN
         RETURN 0
*
DKPOWER  ENTER
         BASE  CMSDKFUN
         MVC   DKT1,ASIGN
         MVC   ASIGN(ACCLEN),BSIGN
         LINK  DKWHOLE
         CLC   ALEN,=H'2'
         BH    POWFAR
         L     R5,ALIMB+4
         SLL   R5,16
         O     R5,ALIMB
         C     R5,=F'999999'
         BH    POWFAR
         IC    R6,ASIGN
         BAL   R10,ONE
         MVC   DKT2,ASIGN
         LTR   R5,R5
         BZ    POWEND
         N     R6,=X'00000080'
         BZ    POWBITS
         NUMOP DKDIV,DKT2,DKT1,DKT3
         TM    DKT3+NINEX-NUM,X'80'
         BO    POWBITS            BETTER DIVIDE ONCE, AT THE END
         MVC   DKT1,DKT3
         SR    R6,R6
POWBITS  LA    R7,20
         SLL   R5,12
POWFIRST LTR   R5,R5
         BM    POWBIT
         SLL   R5,1
         BCT   R7,POWFIRST
POWBIT   NUMOP DKMUL,DKT2,DKT2,DKT2
         LTR   R5,R5
         BNM   POWNEXT
         NUMOP DKMUL,DKT2,DKT1,DKT2
POWNEXT  SLL   R5,1
         BCT   R7,POWBIT
         LTR   R6,R6
         BZ    POWEND
         BAL   R10,ONE
         MVC   DKT3,ASIGN
         NUMOP DKDIV,DKT3,DKT2,DKT2
POWEND   MVC   ASIGN(NUMLEN),DKT2
         XC    ALIMB+64(112),ALIMB+64
         RETURN 0
POWFAR   DESKERR 32,'AN EXPONENT IS AT MOST 999999'
*        ONE - A.  BY BAL R10
ONE      XC    ASIGN(ACCLEN),ASIGN
         MVI   ALEN+1,1
         MVI   ALIMB+3,1
         BR    R10
         EJECT
DKSQRT   ENTER
         BASE  CMSDKFUN
         CLC   ALEN,=H'0'
         BE    ROOTEND
         CLI   ASIGN,0
         BNE   ROOTNEG
         LH    R4,ALEN            AS LONG AS 18 DIGITS OR SO, AND AN
         LA    R3,18              ... EVEN EXPONENT
         SR    R3,R4
         SR    R2,R2
         M     R2,=F'4816'
         D     R2,=F'1000'
         L     R2,AEXP
         SR    R2,R3
         ST    R2,AEXP
         N     R2,=F'1'
         BZ    ROOTTEN
         LA    R3,1(R3)
         L     R2,AEXP
         BCTR  R2,0
         ST    R2,AEXP
ROOTTEN  LR    R1,R3
         LINK  DKTEN
         L     R2,AEXP
         SRA   R2,1
         ST    R2,DKT5+NEXP-NUM   OF THE ROOT
         MVC   DKT1(8),ASIGN
         MVC   DKDIGIT(ACCLEN),ASIGN   THE SQUARE
         LH    R4,ALEN            FIRST GUESS: HALF AS MANY BITS, ALL
         LA    R4,1(R4)           ... ONES AND ONE MORE
         SRL   R4,1
         XC    BSIGN(ACCLEN),BSIGN
         LR    R2,R4
         SLL   R2,2
         LA    R2,BLIMB(R2)
         MVI   3(R2),1
         LA    R4,1(R4)
         STH   R4,BLEN
ROOTTURN MVC   DKOUT(ACCLEN),BSIGN
         MVC   ASIGN(ACCLEN),DKDIGIT
         LINK  DKDIVW             A = SQUARE / GUESS
         MVC   BSIGN(ACCLEN),DKOUT
         LINK  DKADDW
         LA    R1,2
         LINK  DKDIVS
         LINK  DKCMPW             LESS THAN BEFORE: GO ON
         CH    R15,=H'2'
         BNE   ROOTDONE
         MVC   BSIGN(ACCLEN),ASIGN
         B     ROOTTURN
ROOTDONE MVC   ASIGN(ACCLEN),BSIGN
         LINK  DKMULW             IS IT EXACT
         MVC   BSIGN(ACCLEN),DKDIGIT
         LINK  DKCMPW
         MVC   ASIGN(ACCLEN),DKOUT
         MVC   ASIGN(8),DKT1
         MVC   ALEN,DKOUT+2
         MVC   AEXP,DKT5+NEXP-NUM
         LTR   R15,R15
         BZ    ROOTFIT
         MVI   AINEX,X'80'
ROOTFIT  LINK  DKFIT
ROOTEND  RETURN 0
ROOTNEG  DESKERR 32,'NO SQUARE ROOT OF A NEGATIVE NUMBER'
         LTORG
         END
