BSTO     TITLE 'BSTOKEN - LINES INTO TOKENS'
*
* PURPOSE.    BZTOKEN  THE TEXT AT 2, TO 3, IN BZBUF, INTO TOKENS IN BZIMM;
*                      ERRORS ARE TOLD.  NUMBERS BEHIND GOTO AND THE LIKE
*                      ARE LINES (BZLREF)
*             BZSYMBOL THE NAME IN BZFIELD (16): 1 ITS SYMBOL, MADE IF IT
*                      IS NOT THERE
* HOW         TOKENS ARE IN MACRO BASBLK, WORDS IN BSWORDS
* REGISTERS.  2 TEXT, 3 ITS END, 5 NEXT TOKEN, 6 LINE, 7 WORD, 8 9 WORK,
*             11 BASBLK, 12 BASE
*
CMSBTOK  CSECT
         REGS
         NUCON
         BASBLK
         USING PLINE,R6
         EXTRN BZWORDS
CAPITAL  EQU   BZUP-BZBUF         FROM A CHARACTER TO ITS CAPITAL
BZTOKEN  BENTER CMSBTOK
         L     R6,BZIMM
         LA    R5,PLTOK
         MVI   BZLREF,0
         LR    R7,R2
         BCALL BZSKIP
         LR    R1,R2
         SR    R1,R7
         BCTR  R1,0               ONE BLANK ALWAYS STANDS THERE
         LTR   R1,R1
         BNM   INDENT
         SR    R1,R1
INDENT   CH    R1,=H'40'
         BNH   INDENTED
         LA    R1,40
INDENTED STH   R1,PLINDENT
NEXT     CR    R2,R3
         BNL   ENDED
         CLI   0(R2),C' '
         BE    BLANK
         C     R5,BZIMMEND
         BH    LONG
         SR    R1,R1
         IC    R1,CAPITAL(R2)
         IC    R1,CLASSES(R1)
         B     *+4(R1)
         B     SPECIAL
         B     WORD
         B     DIGIT
BLANK    LA    R2,1(R2)
         B     NEXT
ENDED    MVI   0(R5),TEOL
         LA    R5,4(R5)
         SR    R5,R6
         N     R5,=F'-4'
         STH   R5,PLLEN
         BRETURN
LONG     BERR  'THE LINE IS TOO LONG, MAKE TWO OF IT'
*
*        A WORD
*
WORD     LR    R7,R2
WORDON   LA    R2,1(R2)
         SR    R1,R1
         IC    R1,CAPITAL(R2)
         LA    R1,CLASSES(R1)
         CLI   0(R1),0
         BNE   WORDON
         CLI   0(R2),C'$'
         BNE   WORDEND
         LA    R2,1(R2)
WORDEND  LR    R8,R2
         SR    R8,R7
         CH    R8,=H'16'
         BNH   WORDFITS
         BERR  'A NAME HAS AT MOST 16 CHARACTERS'
WORDFITS MVC   BZFIELD(16),=CL16' '
         BCTR  R8,0
         EX    R8,WORDMOVE
         CH    R8,=H'8'
         BH    NAME
         L     R9,=A(BZWORDS)
WORDLOOK CLC   0(9,R9),BZFIELD
         BE    KEYWORD
         LA    R9,10(R9)
         CLI   0(R9),X'FF'
         BNE   WORDLOOK
NAME     BCALL BZSYMBOL
         L     R8,BZSYMTOP
         SR    R8,R1
         LA    R1,BZFIELD-1(R2)
         SR    R1,R7              ITS LAST CHARACTER
         MVI   0(R5),TVAR
         CLC   BZFIELD(2),=C'FN'
         BNE   NAMETYPE
         CLI   BZFIELD+2,C' '
         BE    NAMETYPE
         CLI   BZFIELD+2,C'$'
         BE    NAMETYPE
         MVI   0(R5),TFN
NAMETYPE CLI   0(R1),C'$'
         BNE   NAMEPUT
         IC    R1,0(R5)
         LA    R1,1(R1)
         STC   R1,0(R5)
NAMEPUT  STC   R8,2(R5)
         SRL   R8,8
         STC   R8,1(R5)
         LA    R5,3(R5)
         MVI   BZLREF,0
         B     NEXT
WORDMOVE MVC   BZFIELD(0),CAPITAL(R7)
KEYWORD  MVC   0(1,R5),9(R9)
         CLI   9(R9),X'FE'
         BE    GOWORD
         CLI   9(R9),TTICK
         BH    KEYPUT
         BAL   R14,RESTTEXT       REM AND DATA: THE REST AS IT IS
         B     NEXT
KEYPUT   LA    R5,1(R5)
         MVI   BZLREF,0
         LA    R1,LREFS
LREFLOOK CLC   0(1,R1),9(R9)
         BE    LREFYES
         LA    R1,1(R1)
         CLI   0(R1),0
         BNE   LREFLOOK
         B     NEXT
LREFYES  MVI   BZLREF,1
         B     NEXT
LREFS    DC    AL1(TGOTO,TGOSUB,TTHEN,TELSE,TRESTORE,0)
GOWORD   BCALL BZSKIP             GO TO, GO SUB
         LA    R1,CAPITAL(R2)
         LA    R8,2
         MVI   0(R5),TGOTO
         CLC   0(2,R1),=C'TO'
         BE    GOMADE
         LA    R8,3
         MVI   0(R5),TGOSUB
         CLC   0(3,R1),=C'SUB'
         BE    GOMADE
         BERR  'BEHIND GO STANDS TO OR SUB'
GOMADE   AR    R2,R8
         LA    R5,1(R5)
         B     LREFYES
*
*        RESTTEXT - ALL TO THE END OF THE LINE IS THE TOKEN'S TEXT
*
RESTTEXT CLI   0(R2),C' '         ONE BLANK ALWAYS STANDS THERE
         BNE   RESTALL
         LA    R2,1(R2)
RESTALL  LR    R1,R3
         SR    R1,R2
         BNM   RESTLEN
         SR    R1,R1
RESTLEN  STC   R1,1(R5)
         LTR   R8,R1
         BZ    RESTNONE
         BCTR  R1,0
         EX    R1,RESTMOVE
RESTNONE LA    R5,2(R8,R5)
         LR    R2,R3
         BR    R14
RESTMOVE MVC   2(0,R5),0(R2)
         EJECT
*        A NUMBER, OR THE NUMBER OF A LINE
*
DIGIT    CLI   BZLREF,0
         BE    NUMBER
         BCALL BZNUMB
         MVI   0(R5),TLINE
         ST    R1,BZT
         MVC   1(4,R5),BZT
         XC    5(4,R5),5(R5)
         LA    R5,9(R5)
         B     NEXT
NUMBER   LR    R7,R2
         BCALL BZATOD
         LTR   R15,R15
         BNZ   NUMBAD
         MVI   0(R5),TNUM
         STD   0,BZT
         MVC   1(8,R5),BZT
         LR    R1,R2
         SR    R1,R7
         STC   R1,9(R5)
         LA    R8,10(R1,R5)
         BCTR  R1,0
         EX    R1,NUMMOVE
         LR    R5,R8
         B     NEXT
NUMMOVE  MVC   10(0,R5),CAPITAL(R7)
NUMBAD   CH    R15,=H'8'
         BE    NUMBIG
         BERR  'A POINT IS NO NUMBER'
NUMBIG   BERR  'THE NUMBER IS TOO LARGE (MORE THAN 7.2E75)'
*
*        OTHER CHARACTERS
*
SPECIAL  CLI   0(R2),C'.'
         BE    DIGIT
         CLI   0(R2),C'"'
         BE    STRING
         CLI   0(R2),C''''
         BE    TICK
         LA    R9,PAIRS           TWO CHARACTERS
PAIRLOOK CLC   0(2,R9),0(R2)
         BE    PAIR
         LA    R9,3(R9)
         CLI   0(R9),0
         BNE   PAIRLOOK
         LA    R9,SIGNS
SIGNLOOK CLC   0(1,R9),0(R2)
         BE    SIGN
         LA    R9,2(R9)
         CLI   0(R9),0
         BNE   SIGNLOOK
         BERR  'THERE IS A CHARACTER THAT BASIC DOES NOT KNOW'
PAIR     MVC   0(1,R5),2(R9)
         LA    R2,2(R2)
         B     SIGNPUT
SIGN     MVC   0(1,R5),1(R9)
         LA    R2,1(R2)
SIGNPUT  CLI   0(R5),TCOMMA       GOTO 10,20
         BE    SIGNON
         MVI   BZLREF,0
SIGNON   LA    R5,1(R5)
         B     NEXT
TICK     MVI   0(R5),TTICK
         LA    R2,1(R2)
         BAL   R14,RESTTEXT
         B     NEXT
STRING   MVI   0(R5),TSTR
         LA    R8,2(R5)
STRCHAR  LA    R2,1(R2)
         CR    R2,R3
         BNL   STROPEN
         CLI   0(R2),C'"'
         BNE   STRPUT
         LA    R2,1(R2)
         CLI   0(R2),C'"'         TWO OF THEM ARE ONE
         BNE   STREND
STRPUT   MVC   0(1,R8),0(R2)
         LA    R8,1(R8)
         B     STRCHAR
STREND   LR    R1,R8
         SR    R1,R5
         SH    R1,=H'2'
         STC   R1,1(R5)
         LR    R5,R8
         MVI   BZLREF,0
         B     NEXT
STROPEN  BERR  'THE STRING HAS NO " AT ITS END'
PAIRS    DC    C'<=',AL1(TLE),C'=<',AL1(TLE),C'>=',AL1(TGE)
         DC    C'=>',AL1(TGE),C'<>',AL1(TNE),C'><',AL1(TNE)
         DC    C'**',AL1(TPOWER),X'5F7E',AL1(TNE),X'00'
SIGNS    DC    C'(',AL1(TLPAR),C')',AL1(TRPAR),C',',AL1(TCOMMA)
         DC    C';',AL1(TSEMI),C':',AL1(TCOLON),C'#',AL1(TSHARP)
         DC    C'=',AL1(TEQ),C'<',AL1(TLT),C'>',AL1(TGT)
         DC    C'+',AL1(TPLUS),C'-',AL1(TMINUS),C'*',AL1(TTIMES)
         DC    C'/',AL1(TDIV),X'B0',AL1(TPOWER),X'5F',AL1(TPOWER)
         DC    C'&&',AL1(TAMP),C'?',AL1(TPRINT),X'00'
CLASSES  DC    256X'00'
         ORG   CLASSES+C'A'
         DC    9X'04'
         ORG   CLASSES+C'J'
         DC    9X'04'
         ORG   CLASSES+C'S'
         DC    8X'04'
         ORG   CLASSES+C'0'
         DC    10X'08'
         ORG
         EJECT
         DROP  R6
         USING SYM,R5
BZSYMBOL BENTER CMSBTOK
         L     R5,BZSYMTOP
SYMLOOK  SH    R5,=AL2(SYLEN)
         C     R5,BZSYMLO
         BL    SYMMAKE
         CLC   SYNAME,BZFIELD
         BNE   SYMLOOK
         LR    R1,R5
         BRETURN
SYMMAKE  L     R1,BZHP
         LA    R1,64(R1)
         CR    R1,R5
         BNL   SYMFULL
         L     R1,BZSYMTOP
         SR    R1,R5
         C     R1,=F'65535'
         BH    SYMFULL
         ST    R5,BZSYMLO
         XC    SYNAME(SYLEN),SYNAME
         MVC   SYNAME,BZFIELD
         LR    R1,R5
         BRETURN
SYMFULL  BERR  'NO STORAGE IS LEFT FOR ONE MORE NAME'
         LTORG
         END
