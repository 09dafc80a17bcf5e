BSRU     TITLE 'BSRUN - EXECUTING STATEMENTS'
*
* PURPOSE.    BZEXEC   THE STATEMENTS AT 4, OF LINE BZLINE, AND WHAT
*                      FOLLOWS, TO THE END OF THE PROGRAM
*             BZRUNP   THE PROGRAM FROM ITS BEGIN, VARIABLES CLEARED
*             BZSKIPT  4 BEHIND THE TOKEN AT 4
*             BZGOTO   TO THE LINE THAT THE TOKEN TLINE AT 4 TELLS: BZLINE
*                      AND 4; IT COMES BACK WITH 4 ZERO, WHICH MEANS: THE
*                      LINE BZLINE IS NEXT
* HOW         A STATEMENT'S ROUTINE COMES BACK WITH 4 BEHIND IT, OR ZERO.
*             AT EACH STATEMENT KX IS LOOKED FOR.  A LINE IS LOOKED UP
*             WHEN IT IS FIRST GONE TO; ITS ADDRESS STAYS IN THE TOKEN
*             UNTIL THE PROGRAM IS CHANGED (BZSTALE)
* REGISTERS.  1 2 WORK, 4 TOKENS, 5 LINE, 6 7 WORK, 11 BASBLK, 12 BASE
*
CMSBRUN  CSECT
         REGS
         NUCON
         BASBLK
         USING PLINE,R5
BZRUNP   BENTER CMSBRUN
         BCALL BZCLOSEA
         BCALL BZCLEAR
         L     R5,BZTEXT
         C     R5,BZTEND
         BNE   RUNHAS
         BERR  'THERE IS NO PROGRAM: TYPE LINES WITH NUMBERS, OR LOAD OX
               NE'
RUNHAS   ST    R5,BZLINE
         LA    R4,PLTOK
         BCALL BZEXEC
         BRETURN
*
BZEXEC   BENTER CMSBRUN
         CLI   BZSTALE,0
         BE    STMT
         LR    R6,R4
         BAL   R9,PREPARE
         LR    R4,R6
STMT     TM    KXFLAG,X'80'
         BO    KX
         ST    R4,BZSTAT
         MVC   BZTMPP,BZTMP0
         SR    R1,R1
         IC    R1,0(R4)
         CH    R1,=AL2(TLET)
         BL    LOWTOKEN
         CH    R1,=AL2(TLINPUT)
         BH    OTHER
         LA    R4,1(R4)
         SH    R1,=AL2(TLET)
         SLL   R1,2
         L     R15,STMTS(R1)
         LTR   R15,R15
         BM    HERE
         BALR  R14,R15
AFTER    LTR   R4,R4
         BZ    LINE
AFTER1   CLI   0(R4),TCOLON
         BE    COLON
         CLI   0(R4),TEOL
         BE    NEXTLINE
         CLI   0(R4),TELSE
         BE    NEXTLINE
         CLI   0(R4),TTICK
         BE    NEXTLINE
         BERR  'SOMETHING IS WRONG BEHIND THE STATEMENT, OR IN IT'
COLON    LA    R4,1(R4)
         B     STMT
LOWTOKEN CH    R1,=AL2(TVAR)
         BE    LET
         CH    R1,=AL2(TSVAR)
         BE    LET
         CH    R1,=AL2(TCOLON)
         BE    COLON
         CH    R1,=AL2(TEOL)
         BE    NEXTLINE
         CH    R1,=AL2(TREM)
         BE    NEXTLINE
         CH    R1,=AL2(TDATA)
         BE    NEXTLINE
         CH    R1,=AL2(TTICK)
         BE    NEXTLINE
         CH    R1,=AL2(TLINE)
         BE    GOTO
NOTSTMT  BERR  'NO STATEMENT BEGINS LIKE THIS'
OTHER    CH    R1,=AL2(TELSE)
         BNE   NOTSTMT
NEXTLINE L     R5,BZLINE
         L     R1,PLNUM
         LTR   R1,R1
         BZ    ENDED              TYPED WITHOUT A NUMBER
         AH    R5,PLLEN
         ST    R5,BZLINE
LINE     L     R5,BZLINE
         C     R5,BZTEND
         BE    ENDED
         LA    R4,PLTOK
         CLI   BZTRON,0
         BE    STMT
         LR    R6,R4
         BCALL BZTRACE
         LR    R4,R6
         B     STMT
ENDED    BRETURN
LET      BCALL BZLET
         B     AFTER1
GOTO     BCALL BZGOTO
         B     AFTER
HERE     B     *+4(R15)           A NEGATIVE ADDRESS: THESE ARE HERE
         NOP   0
         B     IF
         B     STOP
         B     ENDED
         DS    0F
STMTS    DC    V(BZLET,BZPRINT,BZINPUT)
         DC    X'80000004'        IF
         DC    V(BZGOTO,BZGOSUB,BZGORET,BZON,BZFOR,BZNEXT)
         DC    V(BZREADD,BZRESTOR,BZDIM,BZDEF)
         DC    X'80000008'        STOP
         DC    X'8000000C'        END
         DC    V(BZMAT,BZOPEN,BZCLOSE,BZRANDOM,BZTRONS,BZTROFFS)
         DC    V(BZLINPUT)
*
*        STOP AND KX: CONTINUE GOES ON AT 4
*
STOP     DS    0H
KX       NI    KXFLAG,X'7F'
         L     R5,BZLINE
         L     R1,PLNUM
         LTR   R1,R1
         BZ    STOPPED
         ST    R5,BZCONTL
         ST    R4,BZCONTT
STOPPED  L     R15,=V(BZSTOPT)
         BR    R15
*        BZKXNOW - KX WAS TYPED FOR INPUT, WHICH CONTINUE DOES AGAIN
BZKXNOW  BENTER CMSBRUN
         L     R4,BZSTAT
         B     KX
*
*        IF CONDITION THEN ... ELSE
*
IF       BCALL BZEXPRN
         LTDR  0,0
         BZ    FALSE
         CLI   0(R4),TGOTO
         BE    STMT
         CLI   0(R4),TTHEN
         BE    THEN
         BERR  'THEN IS MISSING BEHIND IF'
THEN     LA    R4,1(R4)
         B     STMT
FALSE    SR    R6,R6              IFS WITHIN
FALSEON  CLI   0(R4),TEOL
         BE    NEXTLINE
         CLI   0(R4),TELSE
         BE    ELSE
         CLI   0(R4),TIF
         BNE   FALSESK
         LA    R6,1(R6)
FALSESK  BCALL BZSKIPT
         B     FALSEON
ELSE     LTR   R6,R6
         BZ    THEN
         BCTR  R6,0
         B     FALSESK
         EJECT
BZSKIPT  BENTER CMSBRUN
         SR    R1,R1
         IC    R1,0(R4)
         CH    R1,=AL2(TTICK)
         BH    SKIP1
         SR    R2,R2
         IC    R2,1(R4)
         SLL   R1,2
         B     *+4(R1)
         B     SKIPNOT
         B     SKIPNUM
         B     SKIPTEXT
         B     SKIP3
         B     SKIP3
         B     SKIP3
         B     SKIP3
         B     SKIP9
         B     SKIPTEXT
         B     SKIPTEXT
SKIPTEXT LA    R4,2(R2,R4)
         BRETURN
SKIPNUM  IC    R2,9(R4)
         LA    R4,10(R2,R4)
         BRETURN
SKIP3    LA    R4,3(R4)
         BRETURN
SKIP9    LA    R4,9(R4)
         BRETURN
SKIP1    LA    R4,1(R4)
SKIPNOT  BRETURN
*
BZGOTO   BENTER CMSBRUN
         CLI   0(R4),TLINE
         BNE   GOTONONE
         MVC   BZT,1(R4)
         L     R5,BZT+4
         LTR   R5,R5
         BNZ   GOTOIT
         L     R1,BZT
         BCALL BZFIND
         BNE   GOTONO
         LR    R5,R2
         ST    R5,BZT
         MVC   5(4,R4),BZT
GOTOIT   ST    R5,BZLINE
         SR    R4,R4
         BRETURN
GOTONONE BERR  'THE NUMBER OF A LINE IS MISSING'
GOTONO   MVC   BZOUT(17),=C'THERE IS NO LINE '
         L     R0,BZT
         LA    R2,BZOUT+17
         BCALL BZDEC
         LA    R1,BZOUT
         SR    R2,R1
         STC   R2,BZUP
         MVC   BZUP+1(40),BZOUT
         LA    R1,BZUP
         L     R15,=V(BZERR)
         BR    R15
*
*        PREPARE - ALL LINES: NO ADDRESSES IN THE TOKENS; DEFS ARE KNOWN.
*        BY BAL R9
*
         USING SYM,R2
PREPARE  MVI   BZSTALE,0
         L     R5,BZTEXT
PREPLINE C     R5,BZTEND
         BCR   8,R9
         LA    R4,PLTOK
PREPNEXT CLI   0(R4),TEOL
         BE    PREPEND
         CLI   0(R4),TLINE
         BE    PREPADDR
         CLI   0(R4),TDEF
         BNE   PREPSKIP
         CLI   1(R4),TFN
         BE    PREPDEF
         CLI   1(R4),TSFN
         BNE   PREPSKIP
PREPDEF  HALF  R1,2(R4)
         L     R2,BZSYMTOP
         SR    R2,R1
         LA    R4,4(R4)
         ST    R4,SYARR
         B     PREPNEXT
PREPADDR XC    5(4,R4),5(R4)
PREPSKIP BCALL BZSKIPT
         B     PREPNEXT
PREPEND  AH    R5,PLLEN
         B     PREPLINE
         DROP  R2
*
BZTRONS  BENTER CMSBRUN
         MVI   BZTRON,1
         BRETURN
BZTROFFS BENTER CMSBRUN
         MVI   BZTRON,0
         BRETURN
BZTRACE  BENTER CMSBRUN
         L     R5,BZLINE
         L     R0,PLNUM
         LA    R2,BZOUT+1
         MVI   BZOUT,C'<'
         BCALL BZDEC
         MVI   0(R2),C'>'
         LA    R3,1(R2)
         LA    R2,BZOUT
         SR    R3,R2
         MVC   BZCH,BZCHANS
         BCALL BZPUTS
         BRETURN
         LTORG
         END
