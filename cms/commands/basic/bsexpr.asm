BSEX     TITLE 'BSEXPR - EXPRESSIONS'
*
* PURPOSE.    BZEXPR   THE EXPRESSION AT 4, WHICH GOES ON: BZTYPE TELLS
*                      WHAT IT IS, FPR 0 IS THE NUMBER, BZSA BZSL THE
*                      STRING
*             BZEXPRN  THE SAME; IT MUST BE A NUMBER
*             BZEXPRS  THE SAME; IT MUST BE A STRING
*             BZEXPRI  1 THE NUMBER WITHOUT ITS FRACTION, BETWEEN -2**31
*                      AND 2**31
*             BZTOINT  THE SAME OF THE NUMBER IN FPR 0
*             BZTOFLT  FPR 0 THE NUMBER IN 1
*             BZLPAR   ( IS AT 4, WHICH GOES ON, ELSE AN ERROR; BZRPAR )
*                      BZCOMMA ,
* HOW         OPERATORS BY PRECEDENCE (BZPREC): BZEXPR1 TAKES THOSE OF
*             PRECEDENCE 2 AND ABOVE
* REGISTERS.  1 3 WORK, 4 TOKENS, 5 LEAST PRECEDENCE, 6 OPERATOR, 10
*             FRAME, 11 BASBLK, 12 BASE
*
CMSBEXP  CSECT
         REGS
         NUCON
         BASBLK
EXFRAME  DSECT
         DS    8F
EXLEFT   DS    D                  LEFT OPERAND
EXTYPE   DS    X
         DS    0D
EXLEN    EQU   *-EXFRAME-32
CMSBEXP  CSECT
         USING EXFRAME,R10
         USING SYM,R2
BZEXPRN  BENTER CMSBEXP
         LA    R2,1
         BAL   R14,EXPR1
         CLI   BZTYPE,0
         BNE   NOTNUM
         BRETURN
NOTNUM   BERR  'A NUMBER IS WANTED WHERE THERE IS A STRING'
BZEXPRS  BENTER CMSBEXP
         LA    R2,1
         BAL   R14,EXPR1
         CLI   BZTYPE,0
         BE    NOTSTR
         BRETURN
NOTSTR   BERR  'A STRING IS WANTED WHERE THERE IS A NUMBER'
BZEXPRI  BENTER CMSBEXP
         BCALL BZEXPRN
         BCALL BZTOINT
         BRETURN
BZTOINT  BENTER CMSBEXP
         LPER  2,0
         CE    2,=E'2147483647'
         BL    TOINT
         BERR  'THE NUMBER IS TOO LARGE TO BE USED HERE'
TOINT    LTER  0,0
         AW    0,=X'4E00000000000000'
         STD   0,BZT
         L     R1,BZT+4
         BNM   TOINTEND
         LCR   R1,R1
TOINTEND BRETURN
BZTOFLT  BENTER CMSBEXP
         LPR   R0,R1
         ST    R0,BZT+4
         MVC   BZT(4),=X'4E000000'
         SDR   0,0
         AD    0,BZT
         LTR   R1,R1
         BNM   TOFLTEND
         LCDR  0,0
TOFLTEND BRETURN
BZLPAR   BENTER CMSBEXP
         CLI   0(R4),TLPAR
         BNE   NOLPAR
         LA    R4,1(R4)
         BRETURN
NOLPAR   BERR  '( IS MISSING'
BZRPAR   BENTER CMSBEXP
         CLI   0(R4),TRPAR
         BNE   NORPAR
         LA    R4,1(R4)
         BRETURN
NORPAR   BERR  ') IS MISSING'
BZCOMMA  BENTER CMSBEXP
         CLI   0(R4),TCOMMA
         BNE   NOCOMMA
         LA    R4,1(R4)
         BRETURN
NOCOMMA  BERR  'A COMMA IS MISSING'
EXPR1    L     R15,=A(BZEXPR1)
         BR    R15
         EJECT
BZEXPR   BENTER CMSBEXP
         LA    R2,1
         BAL   R14,EXPR1
         BRETURN
*
BZEXPR1  BENTER CMSBEXP,WORK=EXLEN
         LR    R5,R2
         MVC   PGMEXIT,BZTRAPA
         SR    R1,R1
         IC    R1,0(R4)
         CH    R1,=AL2(TSFN)
         BNH   PRIMLOW
         CH    R1,=AL2(TFUNC)
         BNL   FUNCTION
         CH    R1,=AL2(TLPAR)
         BE    PARENS
         CH    R1,=AL2(TMINUS)
         BE    NEGATE
         CH    R1,=AL2(TPLUS)
         BE    POSIT
         CH    R1,=AL2(TNOT)
         BE    NEGNOT
NOPRIM   BERR  'A NUMBER, STRING, NAME OR FUNCTION IS MISSING HERE'
PRIMLOW  SLL   R1,2
         B     *+4(R1)
         B     NOPRIM
         B     NUMBER
         B     STRING
         B     VAR
         B     SVAR
         B     USERFN
         B     USERFN
NUMBER   MVC   BZT,1(R4)
         LD    0,BZT
         SR    R1,R1
         IC    R1,9(R4)
         LA    R4,10(R1,R4)
         MVI   BZTYPE,0
         B     OPERATOR
STRING   SR    R1,R1
         IC    R1,1(R4)
         ST    R1,BZSL
         LA    R2,2(R4)
         ST    R2,BZSA
         LA    R4,0(R1,R2)
         MVI   BZTYPE,1
         B     OPERATOR
VAR      HALF  R1,1(R4)
         L     R2,BZSYMTOP
         SR    R2,R1
         LA    R4,3(R4)
         CLI   0(R4),TLPAR
         BE    VARARR
         LD    0,SYVAL
         MVI   BZTYPE,0
         B     OPERATOR
VARARR   LR    R1,R2
         SR    R2,R2
         BCALL BZELEM
         LD    0,0(R2)
         MVI   BZTYPE,0
         B     OPERATOR
SVAR     HALF  R1,1(R4)
         L     R2,BZSYMTOP
         SR    R2,R1
         LA    R4,3(R4)
         CLI   0(R4),TLPAR
         BE    SVARARR
         MVC   BZSA(8),SYVAL
         MVI   BZTYPE,1
         B     OPERATOR
SVARARR  LR    R1,R2
         LA    R2,1
         BCALL BZELEM
         MVC   BZSA(8),0(R2)
         MVI   BZTYPE,1
         B     OPERATOR
USERFN   BCALL BZUSERFN
         B     OPERATOR
FUNCTION BCALL BZFUNC
         B     OPERATOR
PARENS   LA    R4,1(R4)
         LA    R2,1
         BAL   R14,EXPR1
         BCALL BZRPAR
         B     OPERATOR
NEGATE   LA    R4,1(R4)
         LA    R2,8
         BAL   R14,EXPR1
         CLI   BZTYPE,0
         BNE   NOTNUM
         LCDR  0,0
         B     OPERATOR
POSIT    LA    R4,1(R4)
         LA    R2,8
         BAL   R14,EXPR1
         CLI   BZTYPE,0
         BNE   NOTNUM
         B     OPERATOR
NEGNOT   LA    R4,1(R4)
         LA    R2,4
         BAL   R14,EXPR1
         CLI   BZTYPE,0
         BNE   NOTNUM
         LTDR  0,0
         BZ    TRUE
FALSE    SDR   0,0
         MVI   BZTYPE,0
         B     OPERATOR
TRUE     LD    0,=D'-1'
         MVI   BZTYPE,0
*
*        OPERATORS BEHIND WHAT IS THERE
*
OPERATOR SR    R6,R6
         IC    R6,0(R4)
         LR    R1,R6
         SH    R1,=AL2(TOR)
         BM    DONE
         CH    R1,=AL2(TPOWER-TOR)
         BH    DONE
         SR    R2,R2
         IC    R2,PRECTAB(R1)
         LTR   R2,R2
         BZ    DONE
         CR    R2,R5
         BL    DONE
         LA    R4,1(R4)
         MVC   EXTYPE,BZTYPE
         STD   0,EXLEFT
         CLI   BZTYPE,0
         BE    RIGHT
         MVC   EXLEFT,BZSA
RIGHT    LA    R2,1(R2)
         BAL   R14,EXPR1
         CLC   EXTYPE,BZTYPE
         BNE   MIXED
         SH    R6,=AL2(TOR)
         SLL   R6,2
         CLI   BZTYPE,0
         BNE   STROPS
         LD    2,EXLEFT
         B     OPTAB(R6)
OPTAB    B     OPOR
         B     OPAND
         B     NOPRIM
         B     OPEQ
         B     OPNE
         B     OPLT
         B     OPGT
         B     OPLE
         B     OPGE
         B     OPADD
         B     OPSUB
         B     NOTSTR
         B     OPMUL
         B     OPDIV
         B     OPMOD
         B     OPPOWER
STROPS   B     STRTAB(R6)
STRTAB   B     NOTNUM
         B     NOTNUM
         B     NOPRIM
         B     STCMP
         B     STCMP
         B     STCMP
         B     STCMP
         B     STCMP
         B     STCMP
         B     STCAT
         B     NOTNUM
         B     STCAT
         B     NOTNUM
         B     NOTNUM
         B     NOTNUM
         B     NOTNUM
PRECTAB  DC    AL1(1,2,0,4,4,4,4,4,4,5,5,5,6,6,6,8)
MIXED    BERR  'A NUMBER AND A STRING CANNOT BE JOINED'
DONE     BRETURN
OPOR     LTDR  2,2
         BNZ   TRUE
         LTDR  0,0
         BNZ   TRUE
         B     FALSE
OPAND    LTDR  2,2
         BZ    FALSE
         LTDR  0,0
         BNZ   TRUE
         B     FALSE
OPEQ     CDR   2,0
         BE    TRUE
         B     FALSE
OPNE     CDR   2,0
         BNE   TRUE
         B     FALSE
OPLT     CDR   2,0
         BL    TRUE
         B     FALSE
OPGT     CDR   2,0
         BH    TRUE
         B     FALSE
OPLE     CDR   2,0
         BNH   TRUE
         B     FALSE
OPGE     CDR   2,0
         BNL   TRUE
         B     FALSE
OPADD    ADR   0,2
         B     OPERATOR
OPSUB    SDR   2,0
         LDR   0,2
         B     OPERATOR
OPMUL    MDR   0,2
         B     OPERATOR
OPDIV    DDR   2,0
         LDR   0,2
         B     OPERATOR
OPMOD    BCALL BZMODULO
         B     OPERATOR
OPPOWER  BCALL BZPOWER
         B     OPERATOR
STCAT    LM    R2,R3,EXLEFT
         BCALL BZCONCAT
         B     OPERATOR
*        STCMP - COMPARE STRINGS; A SHORTER ONE IS LESS
STCMP    LM    R2,R3,EXLEFT
         L     R1,BZSA
         L     R0,BZSL
         LR    R15,R3
         CR    R15,R0
         BNH   STLEN
         LR    R15,R0
STLEN    LTR   R15,R15
         BZ    STLENGTH
         BCTR  R15,0
         EX    R15,STCLC
         BNE   STTEST
STLENGTH CR    R3,R0
STTEST   B     STCOND-12(R6)
STCOND   B     STEQ
         B     STNE
         B     STLT
         B     STGT
         B     STLE
         BNL   TRUE
         B     FALSE
STEQ     BE    TRUE
         B     FALSE
STNE     BNE   TRUE
         B     FALSE
STLT     BL    TRUE
         B     FALSE
STGT     BH    TRUE
         B     FALSE
STLE     BNH   TRUE
         B     FALSE
STCLC    CLC   0(0,R2),0(R1)
         LTORG
         END
