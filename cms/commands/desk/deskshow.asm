DKSH     TITLE 'DESKSHOW - A NUMBER IN ALL FORMS'
*
* PURPOSE.    DKSHOW   TYPES THE VALUE ON TOP IN ALL BASES, AS PACKED
*                      AND ZONED DECIMAL (INTEGERS), AS SHORT AND LONG
*                      FLOATING-POINT NUMBER, ROUNDED AS THE ASSEMBLER'S
*                      CONSTANTS ARE
*             DKFLOAT  1 HEXADECIMAL DIGITS OF THE FRACTION (6, 14): A AS
*                      FLOATING-POINT NUMBER, IN 0 AND 1
* RETURNS     DKFLOAT: 0, 4 THE EXPONENT IS TOO GREAT OR TOO SMALL
* REGISTERS.  2 PLACE, 3 TEXT, 4 LENGTH, 5 CHARACTERISTIC, 6 DIGITS, 7
*             WORK, 10 LINK, 11 DESKBLK, 12 BASE (OF THE SECTION)
*
CMSDKSHO CSECT
         REGS
         NUCON
         DESKBLK
DKSHOW   ENTER
         BASE  CMSDKSHO
         MVI   DKBASE,C'D'
         LA    R3,=C'DECIMAL  '
         BAL   R10,BASED
         L     R1,DKVALS
         CLI   NINEX-NUM(R1),0
         BNE   FLOATING
         L     R2,NEXP-NUM(R1)
         LTR   R2,R2
         BM    FLOATING
         CH    R2,=H'77'
         BH    FLOATING
         MVI   DKBASE,C'H'
         LA    R3,=C'HEX      '
         BAL   R10,BASED
         MVI   DKBASE,C'B'
         LA    R3,=C'BINARY   '
         BAL   R10,BASED
         MVI   DKBASE,C'C'
         LA    R3,=C'CHAR     '
         BAL   R10,BASED
*        31 DIGITS ARE PACKED, 16 ZONED, AT MOST
         BAL   R10,VALUE
         LINK  DKWHOLE
         LINK  DKSCALE
         L     R4,DKCOUNT
         CH    R4,=H'31'
         BH    FLOATING
         MVC   DKOUT(9),=C'PACKED   '
         MVC   DKOUT+9(2),=C'X'''
         LA    R2,DKOUT+11
         L     R3,DKFIRST
         LA    R5,1
         NR    R5,R4
         BNZ   PACKDIG            AN ODD NUMBER OF DIGITS
         MVI   0(R2),C'0'
         LA    R2,1(R2)
PACKDIG  BCTR  R4,0
         EX    R4,PACKMOVE
         LA    R2,1(R4,R2)
         BAL   R10,SIGN
         MVI   1(R2),C''''
         LA    R4,2(R2)
         BAL   R10,TYPEIT
         L     R4,DKCOUNT
         CH    R4,=H'16'
         BH    FLOATING
         MVC   DKOUT(9),=C'ZONED    '
         MVC   DKOUT+9(2),=C'X'''
         LA    R2,DKOUT+11
ZONE     MVI   0(R2),C'F'
         MVC   1(1,R2),0(R3)
         LA    R2,2(R2)
         LA    R3,1(R3)
         BCT   R4,ZONE
         SH    R2,=H'2'
         BAL   R10,SIGN
         MVI   2(R2),C''''
         LA    R4,3(R2)
         BAL   R10,TYPEIT
FLOATING BAL   R10,VALUE
         LA    R1,6
         LINK  DKFLOAT
         LTR   R15,R15
         BNZ   NOFLOAT
         MVC   DKOUT(9),=C'SHORT    '
         MVC   DKOUT+9(2),=C'X'''
         CALL  TOHEX,DKOUT+11
         MVI   DKOUT+19,C''''
         LA    R4,DKOUT+20
         BAL   R10,TYPEIT
         BAL   R10,VALUE
         LA    R1,14
         LINK  DKFLOAT
         LTR   R15,R15
         BNZ   NOFLOAT
         LR    R2,R1
         MVC   DKOUT(9),=C'LONG     '
         CALL  TOHEX,DKOUT+11
         LR    R0,R2
         CALL  TOHEX,DKOUT+19
         MVI   DKOUT+27,C''''
         LA    R4,DKOUT+28
         BAL   R10,TYPEIT
NOFLOAT  RETURN 0
PACKMOVE MVC   0(0,R2),0(R3)
*
*        SIGN - C OR D AT 2
*
SIGN     MVI   0(R2),C'C'
         L     R1,DKVALS
         CLI   NSIGN-NUM(R1),0
         BCR   8,R10
         MVI   0(R2),C'D'
         BR    R10
*
*        BASED - A LINE WITH THE NAME AT 3, THE VALUE IN THE BASE DKBASE
*
BASED    LR    R9,R10
         BAL   R10,VALUE
         LINK  DKTEXT
         L     R4,DKOUTL
         MVC   DKDIGIT(128),DKOUT
         MVC   DKOUT(9),0(R3)
         MVC   DKOUT+9(128),DKDIGIT
         LA    R4,DKOUT+9(R4)
         LR    R10,R9
*        TYPEIT - DKOUT UP TO 4
TYPEIT   LA    R1,DKOUT
         SR    R4,R1
         TYPE  DKOUT,(R4)
         L     R3,DKFIRST
         BR    R10
*        VALUE - IT INTO A
VALUE    L     R1,DKVALS
         MVC   ASIGN(NUMLEN),0(R1)
         XC    ALIMB+64(112),ALIMB+64
         BR    R10
         EJECT
DKFLOAT  ENTER
         BASE  CMSDKSHO
         SR    R0,R0
         LR    R6,R1
         SR    R1,R1
         CLC   ALEN,=H'0'
         BE    FLOATEND
         IC    R7,ASIGN
         MVI   ASIGN,0
         MVC   DKT1,ASIGN
         LR    R4,R6
         BAL   R10,SIXTEEN        LIMITS: 16 ** N, AND N - 1
         MVC   DKT2,ASIGN
         LR    R4,R6
         BCTR  R4,0
         BAL   R10,SIXTEEN
         MVC   DKT3,ASIGN
         NUMOP DKMUL,DKT1,DKT2,DKT1
         LA    R4,1
         BAL   R10,SIXTEEN
         MVC   DKT4,ASIGN
         LA    R5,64
FLOATDN  NUMOP DKSUB,DKT1,DKT2,DKT5
         TM    DKT5+NSIGN-NUM,X'80'
         BO    FLOATUP
         NUMOP DKDIV,DKT1,DKT4,DKT1
         LA    R5,1(R5)
         CH    R5,=H'127'
         BNH   FLOATDN
         B     FLOATBAD
FLOATUP  NUMOP DKSUB,DKT1,DKT3,DKT5
         TM    DKT5+NSIGN-NUM,X'80'
         BZ    FLOATINT
         NUMOP DKMUL,DKT1,DKT4,DKT1
         BCT   R5,FLOATUP
         B     FLOATBAD
FLOATINT XC    DKT4,DKT4          ROUNDED
         MVI   DKT4+NLEN-NUM+1,1
         MVI   DKT4+NLIMB-NUM+3,5
         L     R1,=F'-1'
         ST    R1,DKT4+NEXP-NUM
         NUMOP DKADD,DKT1,DKT4,DKT1
         MVI   DKT1+NINEX-NUM,0
         NUMOP DKINT,DKT1,,DKT1
         NUMOP DKSUB,DKT1,DKT2,DKT5
         TM    DKT5+NSIGN-NUM,X'80'
         BO    FLOATFIT
         MVC   DKT1,DKT3          FFFFFF.8
         LA    R5,1(R5)
         CH    R5,=H'127'
         BH    FLOATBAD
FLOATFIT L     R1,DKT1+NLIMB+4-NUM
         SLL   R1,16
         O     R1,DKT1+NLIMB-NUM
         N     R7,=X'00000080'
         OR    R5,R7
         SLL   R5,24
         LR    R0,R1
         CH    R6,=H'6'
         BE    FLOATONE
         L     R0,DKT1+NLIMB+12-NUM
         SLL   R0,16
         O     R0,DKT1+NLIMB+8-NUM
FLOATONE OR    R0,R5
FLOATEND RETURN 0,KEEP=(R0,R1)
FLOATBAD RETURN 4
*        SIXTEEN - A = 16 ** 4.  BY BAL R10; 2 3 4 ARE LOST
SIXTEEN  XC    ASIGN(ACCLEN),ASIGN
         SLL   R4,2
         LR    R2,R4
         SRL   R2,4
         LA    R3,1(R2)
         STH   R3,ALEN
         SLL   R2,2
         N     R4,=F'15'
         LA    R3,1
         SLL   R3,0(R4)
         ST    R3,ALIMB(R2)
         BR    R10
         LTORG
         END
