DKNM     TITLE 'DESKNUM - ARITHMETIC OF DESK'
*
* PURPOSE.    ON THE WORK NUMBERS A AND B, THE RESULT IN A, WHICH FITS
*             INTO A NUM THEN.  B AND C ARE LOST
*             DKADD DKSUB DKMUL DKDIV   A + B, A - B, A * B, A / B
*             DKIDIV DKMOD    THE WHOLE QUOTIENT, ROUNDED DOWN, AND WHAT
*                             IS LEFT, WITH THE SIGN OF B
*             DKINT           A WITHOUT ITS FRACTION; EXPONENT 0
*             DKWHOLE         THE SAME, BUT AN ERROR WHEN IT HAS ONE
*             DKFIT           A AS SHORT AS IT CAN BE
* HOW         A NUMBER IS EXACT UP TO 16 DIGITS OF 16 BITS (77 DECIMAL
*             ONES); WHAT HAS MORE, OR A QUOTIENT THAT DOES NOT END, IS
*             ROUNDED TO 9 (39 AT LEAST) AND MARKED, AND SO IS ALL THAT
*             IS MADE OF IT
* REGISTERS.  1 OPERAND, 2 3 WORK, 4 DIFFERENCE OF EXPONENTS, 5 QUOTIENT
*             OR REST WANTED, 11 DESKBLK, 12 BASE (OF THE SECTION)
*
CMSDKNUM CSECT
         REGS
         NUCON
         DESKBLK
MOSTEXP  EQU   9999               GREATEST EXPONENT
FARAPART EQU   110                EXPONENTS THAT ARE BROUGHT TOGETHER
DKSUB    ENTER
         BASE  CMSDKNUM
         XI    BSIGN,X'80'
         B     ADD
DKADD    ENTER
         BASE  CMSDKNUM
ADD      BAL   R10,ALIGN
         OC    AINEX,BINEX
         CLC   ASIGN,BSIGN
         BNE   ADDUNLIK
         LINK  DKADDW
         B     FITRET
ADDUNLIK LINK  DKCMPW
         CH    R15,=H'2'
         BE    ADDTURN
         LINK  DKSUBW
         B     FITRET
ADDTURN  XC    ASIGN(ACCLEN),BSIGN
         XC    BSIGN(ACCLEN),ASIGN
         XC    ASIGN(ACCLEN),BSIGN
         LINK  DKSUBW
FITRET   LINK  DKFIT
         RETURN 0
*
DKMUL    ENTER
         BASE  CMSDKNUM
         OC    AINEX,BINEX
         XC    ASIGN,BSIGN
         L     R2,AEXP
         A     R2,BEXP
         ST    R2,AEXP
         LINK  DKMULW
         B     FITRET
*
DKDIV    ENTER
         BASE  CMSDKNUM
         LH    R3,BLEN
         LTR   R3,R3
         BZ    DIVZERO
         OC    AINEX,BINEX
         XC    ASIGN,BSIGN
         LA    R2,17(R3)          SO THAT THE QUOTIENT IS LONG
         SH    R2,ALEN
         BNP   DIVEXP
         LR    R1,R2
         MH    R1,=H'4816'        A DIGIT IS LOG 65536
         SR    R0,R0
         LR    R3,R1
         SR    R2,R2
         D     R2,=F'1000'
         L     R2,AEXP
         SR    R2,R3
         ST    R2,AEXP
         LR    R1,R3
         LINK  DKTEN
DIVEXP   L     R2,AEXP
         S     R2,BEXP
         ST    R2,AEXP
         LINK  DKDIVW
         CLC   CLEN,=H'0'
         BE    DIVFITS
         MVI   AINEX,X'80'
DIVFITS  B     FITRET
DIVZERO  DESKERR 32,'DIVISION BY ZERO'
*
DKIDIV   ENTER
         BASE  CMSDKNUM
         SR    R5,R5
         B     DIVIDE
DKMOD    ENTER
         BASE  CMSDKNUM
         LA    R5,1
DIVIDE   LH    R3,BLEN
         LTR   R3,R3
         BZ    DIVZERO
         L     R4,AEXP
         S     R4,BEXP
         LPR   R4,R4
         CH    R4,=AL2(FARAPART)
         BH    DIVFAR
         BAL   R10,ALIGN
         OC    AINEX,BINEX
         MVC   DKT6,BSIGN
         LH    R1,BLEN            FITS INTO A NUM
         CH    R1,=AL2(NUMMAX)
         BH    DIVBIG
DIVIDE1  MVC   DKHEX(1),ASIGN
         XC    DKHEX(1),BSIGN  80: THE SIGNS DIFFER
         LINK  DKDIVW
         LTR   R5,R5
         BNZ   DIVREST
         MVC   ASIGN,DKHEX
         XC    AEXP,AEXP
         CLI   DKHEX,0
         BE    FITRET
         CLC   CLEN,=H'0'
         BE    FITRET
         LA    R1,1
         LA    R0,1
         LINK  DKMULS             ROUNDED DOWN: ONE FURTHER
         B     FITRET
DIVREST  MVC   ALEN,CLEN
         MVC   ALIMB(176),CLIMB
         CLC   ALEN,=H'0'
         BE    FITRET
         MVC   ASIGN,DKT6
         CLI   DKHEX,0
         BE    FITRET
         XC    ALIMB(176),ALIMB   THE DIVISOR LESS THE REST
         MVC   ALIMB(64),DKT6+NLIMB-NUM
         MVC   ALEN,DKT6+NLEN-NUM
         MVC   BLEN,CLEN
         MVC   BLIMB(176),CLIMB
         LINK  DKSUBW
         B     FITRET
DIVBIG   DS    0H
DIVFAR   DESKERR 32,'THE NUMBERS ARE TOO FAR APART FOR MOD AND DIV'
         EJECT
*        ALIGN - A AND B GET THE SAME EXPONENT.  BY BAL R10; 1-4 ARE LOST
*
ALIGN    CLC   ALEN,=H'0'
         BNE   ALIGNB
         MVC   AEXP,BEXP
         BR    R10
ALIGNB   CLC   BLEN,=H'0'
         BNE   ALIGNEXP
         MVC   BEXP,AEXP
         BR    R10
ALIGNEXP L     R4,AEXP
         S     R4,BEXP
         BCR   8,R10
         BM    ALIGNLOW
         CH    R4,=AL2(FARAPART)
         BH    ALIGNFAR
         MVC   AEXP,BEXP
         LR    R1,R4
         LINK  DKTEN
         BR    R10
ALIGNLOW LPR   R1,R4
         CH    R1,=AL2(FARAPART)
         BH    ALIGNFAB
         MVC   BEXP,AEXP
         LINK  DKTENB
         BR    R10
ALIGNFAR XC    BLEN,BLEN          B IS AS GOOD AS NOTHING
         XC    BLIMB(176),BLIMB
         MVI   AINEX,X'80'
         MVC   BEXP,AEXP
         BR    R10
ALIGNFAB XC    ALEN,ALEN
         XC    ALIMB(176),ALIMB
         MVI   AINEX,X'80'
         MVC   AEXP,BEXP
         BR    R10
         EJECT
DKFIT    ENTER
         BASE  CMSDKNUM
         CLC   ALEN,=H'0'
         BE    FITZERO
         BAL   R10,STRIP
         CLI   AINEX,0
         BNE   FITROUND
         CLC   ALEN,=AL2(NUMMAX)
         BNH   FITRANGE
         MVI   AINEX,X'80'
FITROUND LA    R2,NUMROUND
         BAL   R10,SHORTEN
         BAL   R10,STRIP
FITRANGE L     R2,AEXP
         CH    R2,=AL2(MOSTEXP)
         BH    FITBIG
         CH    R2,=AL2(0-MOSTEXP)
         BNL   FITDONE
         XC    ALIMB(176),ALIMB   TOO SMALL
         XC    ALEN,ALEN
FITZERO  XC    ASIGN,ASIGN
         XC    AEXP,AEXP
FITDONE  RETURN 0
FITBIG   DESKERR 32,'THE NUMBER IS TOO LARGE'
*
*        STRIP - ZEROS BEHIND THE POINT GO.  BY BAL R10; 1-3 ARE LOST
*
STRIP    TM    AEXP,X'80'
         BCR   8,R10
         TM    ALIMB+3,X'01'
         BCR   1,R10
         MVC   CLEN(2+4+176),ALEN
         LA    R1,10
         LINK  DKDIVS
         LTR   R0,R0
         BNZ   STRIPEND
         L     R2,AEXP
         AH    R2,=H'1'           (LA WOULD LOSE THE SIGN)
         ST    R2,AEXP
         B     STRIP
STRIPEND MVC   ALEN(2+4+176),CLEN
         BR    R10
*
*        SHORTEN - A TO 2 DIGITS, ROUNDED.  BY BAL R10; 0 1 3 ARE LOST
*
SHORTEN  CH    R2,ALEN
         BCR   11,R10
SHORTONE L     R3,AEXP
         AH    R3,=H'4'
         ST    R3,AEXP
         LH    R1,=H'10000'
         LINK  DKDIVS
         CH    R2,ALEN
         BL    SHORTONE
         CH    R0,=H'5000'
         BCR   4,R10
         LA    R1,1
         LA    R0,1
         LINK  DKMULS
         BR    R10
         EJECT
DKINT    ENTER
         BASE  CMSDKNUM
         BAL   R4,WHOLE
         RETURN 0
*
DKWHOLE  ENTER
         BASE  CMSDKNUM
         BAL   R4,WHOLE
         BNZ   NOTWHOLE
         RETURN 0
NOTWHOLE DESKERR 32,'AN INTEGER IS NEEDED'
*
*        WHOLE - A WITHOUT FRACTION; CONDITION CODE NOT 0: IT HAD ONE.
*        A ROUNDED NUMBER THAT IS ALL BUT WHOLE IS.  BY BAL R4
*
WHOLE    CLI   AINEX,0
         BE    WHOLEEXP
         LA    R2,7
         BAL   R10,SHORTEN
         BAL   R10,STRIP
WHOLEEXP L     R2,AEXP
         LTR   R2,R2
         BCR   8,R4
         BM    WHOLECUT
         CH    R2,=H'77'
         BH    FITBIG
         LR    R1,R2
         LINK  DKTEN
         XC    AEXP,AEXP
         CLC   ALEN,=AL2(NUMMAX)
         BH    FITBIG
         CR    R2,R2
         BR    R4
WHOLECUT LPR   R2,R2
WHOLEDIV LA    R1,10
         LINK  DKDIVS
         CLC   ALEN,=H'0'
         BE    WHOLENIL
         BCT   R2,WHOLEDIV
         XC    AEXP,AEXP
         LTR   R12,R12
         BR    R4
WHOLENIL XC    ASIGN,ASIGN
         XC    AEXP,AEXP
         LTR   R12,R12
         BR    R4
         LTORG
         END
