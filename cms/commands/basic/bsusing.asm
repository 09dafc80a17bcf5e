BSUS     TITLE 'BSUSING - PRINT USING'
*
* PURPOSE.    BZUSING  4 BEHIND USING: FORMAT ; ITEMS
* FIELDS      + $$ ** # , . ^^^^ + -   A NUMBER: # A PLACE, ** FILLS WITH
*                                      *, $$ IS A $ IN FRONT, THE COMMA
*                                      PARTS THE THOUSANDS
*             &   A STRING    !  ITS FIRST CHARACTER
*             <## A STRING, LEFT    >## RIGHT, AS LONG AS THE FIELD
*             A NUMBER THAT DOES NOT FIT IS ALL *.  WHEN ITEMS ARE LEFT
*             THE FORMAT BEGINS AGAIN
* HOW         USFLAGS: WHAT THE FIELD HAS.  IT IS MADE IN BZFIELD FROM
*             RIGHT TO LEFT; BZDIGITS AND BZROUND MAKE THE DIGITS EXACT
* REGISTERS.  2 3 WORK, 4 TOKENS, 5 PLACE IN THE FORMAT, 6 ITS END, 7 8 9
*             WORK, 10 FRAME, 11 BASBLK, 12 BASE
*
CMSBUSI  CSECT
         REGS
         NUCON
         BASBLK
USFRAME  DSECT
         DS    8F
USFMT    DS    A                  FORMAT
USEND    DS    A
USINT    DS    F                  PLACES IN FRONT OF THE POINT
USFRAC   DS    F                  ... BEHIND IT
USWIDTH  DS    F                  OF THE FIELD
USNEXT   DS    A                  BEHIND THE FIELD
USFLAGS  DS    X
USPLUS   EQU   X'80'              + IN FRONT
USDOLLAR EQU   X'40'              $$
USSTAR   EQU   X'20'              **
USCOMMA  EQU   X'10'
USPOINT  EQU   X'08'
USEXP    EQU   X'04'              EXPONENT
USTMINUS EQU   X'02'              - BEHIND
USTPLUS  EQU   X'01'              + BEHIND
USNEG    DS    C                  - OF A NEGATIVE NUMBER, OR BLANK
USSEP    DS    X                  1 ; OR , WAS THE LAST
USANY    DS    X                  1 A FIELD WAS SEEN IN THIS ROUND
         DS    0D
USLEN    EQU   *-USFRAME-32
CMSBUSI  CSECT
         USING USFRAME,R10
BZUSING  BENTER CMSBUSI,WORK=USLEN
         BCALL BZEXPRS
         LM    R5,R6,BZSA
         AR    R6,R5
         ST    R5,USFMT
         ST    R6,USEND
         CLI   0(R4),TSEMI
         BE    USSEMI
         BCALL BZCOMMA
         BCTR  R4,0
USSEMI   LA    R4,1(R4)
         MVI   USSEP,0
         MVI   USANY,0
USITEM   BCALL BZATEND
         BE    USDONE
         MVI   USSEP,0
         BCALL BZEXPR
         CLI   BZTYPE,0
         BNE   USFIND
         STD   0,BZX
USFIND   CR    R5,R6              TO THE NEXT FIELD
         BL    USLOOK
         CLI   USANY,0
         BNE   USROUND
         BERR  'THE FORMAT OF USING HAS NO FIELD'
USROUND  MVI   USANY,0
         L     R5,USFMT
         B     USFIND
USLOOK   BAL   R9,FIELD
         B     USLIT              NONE: A CHARACTER AS IT IS
         MVI   USANY,1
         L     R5,USNEXT
USVALUE  CLI   0(R4),TCOMMA       SEPARATORS ARE ALL THE SAME
         BE    USSEPAR
         CLI   0(R4),TSEMI
         BE    USSEPAR
         BCALL BZATEND
         BE    USITEM
         BERR  'SOMETHING IS WRONG BEHIND AN ITEM OF USING'
USSEPAR  LA    R4,1(R4)
         MVI   USSEP,1
         B     USITEM
USLIT    LR    R2,R5
         LA    R3,1
         BCALL BZPUTS
         LA    R5,1(R5)
         B     USFIND
USDONE   CLI   USANY,0            WHAT FOLLOWS, TO THE NEXT FIELD
         BE    USFLUSH
USREST   CR    R5,R6
         BNL   USFLUSH
         BAL   R9,ISFIELD
         BE    USFLUSH
         LR    R2,R5
         LA    R3,1
         BCALL BZPUTS
         LA    R5,1(R5)
         B     USREST
USFLUSH  CLI   USSEP,0
         BNE   USRET
         BCALL BZFLUSH
USRET    BRETURN
*
*        FIELD - THE VALUE BY THE FIELD AT 5; BACK TO 9, OR TO 9 + 4 WHEN
*        THERE WAS ONE
*
FIELD    CLI   0(R5),C'&&'
         BE    WHOLE
         CLI   0(R5),C'!'
         BE    FIRST
         ST    R9,BZW
         BAL   R9,ISFIELD
         L     R9,BZW
         BCR   7,R9
         CLI   0(R5),C'<'
         BE    STRING
         CLI   0(R5),C'>'
         BE    STRING
         CLI   BZTYPE,0
         BNE   NOTNUM
         LD    0,BZX
         BAL   R8,NUMBER
FIELDED  LA    R2,BZFIELD
         L     R3,USWIDTH
FIELDPUT BCALL BZPUTS
         B     4(R9)
NOTNUM   BERR  'THE FIELD OF USING IS FOR A NUMBER'
NOTSTR   BERR  'THE FIELD OF USING IS FOR A STRING'
WHOLE    LA    R1,1(R5)
         ST    R1,USNEXT
         LM    R2,R3,BZSA
         CLI   BZTYPE,0
         BNE   FIELDPUT
         LD    0,BZX
         BCALL BZFMT
         B     FIELDPUT
FIRST    LA    R1,1(R5)
         ST    R1,USNEXT
         CLI   BZTYPE,0
         BE    NOTSTR
         L     R2,BZSA
         LA    R3,1
         CLC   BZSL,=F'0'
         BNE   FIELDPUT
         LA    R2,=C' '
         B     FIELDPUT
STRING   CLI   BZTYPE,0
         BE    NOTSTR
         L     R7,USWIDTH
         MVI   BZFIELD,C' '
         MVC   BZFIELD+1(255),BZFIELD
         LM    R2,R3,BZSA
         CR    R3,R7
         BNH   STRFITS
         LR    R3,R7
STRFITS  LTR   R3,R3
         BZ    FIELDED
         LA    R1,BZFIELD
         CLI   0(R5),C'<'
         BE    STRMOVE
         AR    R1,R7
         SR    R1,R3
STRMOVE  BCTR  R3,0
         EX    R3,STRMVC
         B     FIELDED
STRMVC   MVC   0(0,R1),0(R2)
         EJECT
*        ISFIELD - CODE 0: A FIELD BEGINS AT 5 (NOT & OR !: THEY TOO);
*        USINT ... ARE SET.  BY BAL R9; USES 0-3, 7
*
ISFIELD  MVI   USFLAGS,0
         CLI   0(R5),C'&&'
         BCR   8,R9
         CLI   0(R5),C'!'
         BCR   8,R9
         XC    USINT(12),USINT
         LR    R1,R5
         SR    R2,R2              PLACES
         CLI   0(R1),C'<'
         BE    ISSTR
         CLI   0(R1),C'>'
         BE    ISSTR
         CLI   0(R1),C'+'
         BNE   ISDOLLAR
         OI    USFLAGS,USPLUS
         LA    R1,1(R1)
ISDOLLAR BAL   R7,ISEND
         CLC   0(2,R1),=C'$$'
         BNE   ISSTAR
         OI    USFLAGS,USDOLLAR
         LA    R1,2(R1)
         LA    R2,2
         B     ISPLACES
ISSTAR   CLC   0(2,R1),=C'**'
         BNE   ISPLACES
         OI    USFLAGS,USSTAR
         LA    R1,2(R1)
         LA    R2,2
ISPLACES LR    R3,R2
ISPLACE  CR    R1,R6
         BNL   ISINT
         CLI   0(R1),C'#'
         BE    ISONE
         CLI   0(R1),C','
         BNE   ISINT
         CR    R2,R3
         BE    ISINT              A COMMA CANNOT BE FIRST
         LA    R0,1(R1)           NOR LAST
         CR    R0,R6
         BNL   ISINT
         CLI   1(R1),C'#'
         BNE   ISINT
         OI    USFLAGS,USCOMMA
ISONE    LA    R2,1(R2)
         LA    R1,1(R1)
         B     ISPLACE
ISINT    ST    R2,USINT
         SR    R3,R3
         CR    R1,R6
         BNL   ISANY
         CLI   0(R1),C'.'
         BNE   ISANY
         LTR   R2,R2
         BNZ   ISPOINT
         LA    R0,1(R1)           .## BUT NOT A POINT ALONE
         CR    R0,R6
         BNL   ISNONE
         CLI   1(R1),C'#'
         BNE   ISNONE
ISPOINT  OI    USFLAGS,USPOINT
         LA    R1,1(R1)
ISFRAC   CR    R1,R6
         BNL   ISANY
         CLI   0(R1),C'#'
         BNE   ISANY
         LA    R3,1(R3)
         LA    R1,1(R1)
         B     ISFRAC
ISANY    ST    R3,USFRAC
         AR    R3,R2
         BZ    ISNONE
         LA    R3,4(R1)           EXPONENT
         CR    R3,R6
         BH    ISTRAIL
         CLC   0(4,R1),=X'B0B0B0B0'
         BE    ISEXP
         CLC   0(4,R1),=X'5F5F5F5F'
         BNE   ISTRAIL
ISEXP    OI    USFLAGS,USEXP
         LA    R1,4(R1)
ISTRAIL  CR    R1,R6
         BNL   ISALL
         TM    USFLAGS,USPLUS
         BO    ISALL
         CLI   0(R1),C'-'
         BNE   ISTRPLUS
         OI    USFLAGS,USTMINUS
         LA    R1,1(R1)
ISTRPLUS CR    R1,R6
         BNL   ISALL
         TM    USFLAGS,USTMINUS
         BO    ISALL
         CLI   0(R1),C'+'
         BNE   ISALL
         OI    USFLAGS,USTPLUS
         LA    R1,1(R1)
ISALL    ST    R1,USNEXT
         SR    R1,R5
         ST    R1,USWIDTH
         CH    R1,=H'80'
         BH    ISLONG
         CR    R1,R1
         BR    R9
ISLONG   BERR  'A FIELD OF USING HAS AT MOST 80 CHARACTERS'
ISNONE   LTR   R12,R12
         BR    R9
ISEND    LA    R0,1(R1)           ONE CHARACTER IS NO PAIR
         CR    R0,R6
         BNL   ISPLACES
         BR    R7
ISSTR    LA    R1,1(R1)
         CR    R1,R6
         BNL   ISALL
         CLI   0(R1),C'#'
         BE    ISSTR
         B     ISALL
         EJECT
*        NUMBER - FPR 0 INTO BZFIELD.  BY BAL R8
*
NUMBER   MVI   BZFIELD,C' '
         TM    USFLAGS,USSTAR
         BZ    NUMFILL
         MVI   BZFIELD,C'*'
NUMFILL  MVC   BZFIELD+1(255),BZFIELD
         MVI   USNEG,C' '
         LTDR  0,0
         BNM   NUMDIG
         MVI   USNEG,C'-'
NUMDIG   BCALL BZDIGITS
         LA    R3,BZFIELD         3 WHERE THE NEXT CHARACTER ENDS
         A     R3,USWIDTH
         TM    USFLAGS,USEXP
         BO    NUMEXP
         L     R1,USFRAC
         LA    R1,80(R1)
         BCALL BZROUND2
         L     R7,=F'79'          LAST DIGIT BEFORE THE POINT
         SR    R2,R2              FIRST ONE
NUMFIRST LA    R1,BZDIG(R2)
         CLI   0(R1),C'0'
         BNE   NUMZERO
         LA    R2,1(R2)
         CR    R2,R7
         BNH   NUMFIRST
NUMZERO  L     R1,USFRAC          -0.00 IS NOT WRITTEN
         LA    R1,80(R1)
         BAL   R14,ALLZERO
         BNE   NUMTAIL
         MVI   USNEG,C' '
NUMTAIL  BAL   R14,TAIL
         L     R1,USFRAC
         LA    R1,79(R1)
         TM    USFLAGS,USPOINT
         BZ    NUMINT
NUMFRAC  CR    R1,R7
         BNH   NUMPOINT
         LA    R15,BZDIG(R1)
         BCTR  R3,0
         MVC   0(1,R3),0(R15)
         BCTR  R1,0
         B     NUMFRAC
NUMPOINT BCTR  R3,0
         MVI   0(R3),C'.'
NUMINT   CR    R2,R7
         BNH   NUMDIGS
         CLC   USINT,=F'0'        0 IN FRONT OF THE POINT
         BE    NUMSIGN
         LR    R2,R7
         BAL   R14,SPACES
         C     R1,=F'1'
         BH    NUMDIGS
         TM    USFLAGS,USPOINT    NO ROOM FOR IT
         BZ    NUMDIGS
         CLI   USNEG,C'-'
         BNE   NUMDIGS
         LA    R2,1(R2)
         B     NUMSIGN
NUMDIGS  SR    R1,R1              DIGITS SINCE THE LAST COMMA
NUMNEXT  TM    USFLAGS,USCOMMA
         BZ    NUMPUT
         CH    R1,=H'3'
         BNE   NUMPUT
         SR    R1,R1
         BCTR  R3,0
         MVI   0(R3),C','
NUMPUT   LA    R15,BZFIELD
         CR    R3,R15
         BNH   OVERFLOW
         LA    R15,BZDIG(R7)
         BCTR  R3,0
         MVC   0(1,R3),0(R15)
         LA    R1,1(R1)
         BCTR  R7,0
         CR    R7,R2
         BNL   NUMNEXT
NUMSIGN  TM    USFLAGS,USDOLLAR
         BZ    NUMMINUS
         BCTR  R3,0
         MVI   0(R3),C'$'
NUMMINUS TM    USFLAGS,USTMINUS+USTPLUS
         BNZ   NUMEND
         TM    USFLAGS,USPLUS
         BZ    NUMNEG
         CLI   USNEG,C'-'
         BE    NUMNEG
         MVI   USNEG,C'+'
NUMNEG   CLI   USNEG,C' '
         BE    NUMEND
         BCTR  R3,0
         LA    R15,BZFIELD
         CR    R3,R15
         BL    OVERFLOW
         MVC   0(1,R3),USNEG
NUMEND   LA    R15,BZFIELD
         CR    R3,R15
         BCR   11,R8
OVERFLOW MVI   BZFIELD,C'*'
         MVC   BZFIELD+1(99),BZFIELD
         BR    R8
*        SPACES - 1 PLACES LEFT IN FRONT OF 3
SPACES   LA    R15,BZFIELD
         LR    R1,R3
         SR    R1,R15
         BR    R14
*        TAIL - THE SIGN BEHIND
TAIL     TM    USFLAGS,USTMINUS+USTPLUS
         BCR   8,R14
         BCTR  R3,0
         MVC   0(1,R3),USNEG
         TM    USFLAGS,USTPLUS
         BCR   8,R14
         CLI   USNEG,C'-'
         BCR   8,R14
         MVI   0(R3),C'+'
         BR    R14
*        ALLZERO - CODE 0: THE DIGITS IN FRONT OF DIGIT 1 ARE 0
ALLZERO  LA    R15,BZDIG(R1)
ALLZERO1 BCTR  R15,0
         LA    R0,BZDIG
         CR    R15,R0
         BL    ALLZERO2
         CLI   0(R15),C'0'
         BCR   7,R14
         B     ALLZERO1
ALLZERO2 CR    R0,R0
         BR    R14
         EJECT
*        WITH AN EXPONENT.  2 FIRST DIGIT, 7 DIGITS IN FRONT
*
NUMEXP   L     R7,USINT
         TM    USFLAGS,USPLUS+USTPLUS+USTMINUS
         BNZ   EXPFIRST
         LTR   R7,R7              A PLACE FOR THE SIGN
         BZ    EXPFIRST
         BCT   R7,EXPFIRST
         LA    R7,1
EXPFIRST BAL   R14,EXPLOOK
         LTR   R2,R2
         BM    EXPZERO
         LR    R1,R2
         AR    R1,R7
         A     R1,USFRAC
         BCALL BZROUND2
         BAL   R14,EXPLOOK
         B     EXPTAIL
EXPZERO  LA    R2,80              ZERO: E+00
         SR    R2,R7
EXPTAIL  BAL   R14,TAIL
         LA    R1,80              THE EXPONENT
         SR    R1,R2
         SR    R1,R7
         SH    R3,=H'4'
         MVC   0(2,R3),=C'E+'
         LTR   R1,R1
         BNM   EXPPLUS
         MVI   1(R3),C'-'
EXPPLUS  CVD   R1,BZPACK
         UNPK  2(2,R3),BZPACK
         OI    3(R3),X'F0'
         LR    R1,R2              DIGITS, FROM THE LAST ON
         AR    R1,R7
         LR    R7,R1              THE FIRST ONE BEHIND THE POINT
         A     R1,USFRAC
         BCTR  R1,0
         TM    USFLAGS,USPOINT
         BZ    EXPINT
EXPFRAC  CR    R1,R7
         BL    EXPPOINT
         LA    R15,BZDIG(R1)
         BCTR  R3,0
         MVC   0(1,R3),0(R15)
         BCTR  R1,0
         B     EXPFRAC
EXPPOINT BCTR  R3,0
         MVI   0(R3),C'.'
EXPINT   BCTR  R7,0
         CR    R7,R2
         BL    NUMSIGN
         LA    R15,BZDIG(R7)
         BCTR  R3,0
         MVC   0(1,R3),0(R15)
         B     EXPINT
*        EXPLOOK - 2 THE FIRST DIGIT THAT IS NOT 0, -1: NONE
EXPLOOK  SR    R2,R2
EXPLOOK1 LA    R15,BZDIG(R2)
         CLI   0(R15),C'0'
         BCR   7,R14
         LA    R2,1(R2)
         CH    R2,=H'180'
         BL    EXPLOOK1
         L     R2,=F'-1'
         BR    R14
*        BZROUND2 - BZROUND; 2, 3 ARE KEPT
BZROUND2 BENTER CMSBUSI
         LR    R5,R2
         LR    R6,R3
         BCALL BZROUND
         LR    R2,R5
         LR    R3,R6
         BRETURN
         LTORG
         END
