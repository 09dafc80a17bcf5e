BSFL     TITLE 'BSFLOW - LET, DIM, DEF, LOOPS AND SUBROUTINES'
*
* PURPOSE.    STATEMENTS: BZLET BZDIM BZDEF BZGOSUB BZGORET BZON BZFOR
*             BZNEXT, EACH WITH 4 BEHIND ITS WORD
*             BZFORGET WHAT WAS BEGUN BY THE LINE TYPED IS FORGOTTEN
* HOW         FOR AND GOSUB HAVE TABLES (FORB, GOSB).  A FOR OF THE SAME
*             VARIABLE WITHIN THE SAME SUBROUTINE TAKES ITS PLACE; RETURN
*             ENDS THE FORS OF THE SUBROUTINE
* REGISTERS.  1-3 WORK, 4 TOKENS, 5 FORB OR GOSB, 6-9 WORK, 11 BASBLK,
*             12 BASE
*
CMSBFLW  CSECT
         REGS
         NUCON
         BASBLK
BZLET    BENTER CMSBFLW
         BCALL BZPLACE
         LR    R6,R2
         IC    R7,BZFLAG
         CLI   0(R4),TEQ
         BE    LETEQ
         BERR  'THIS IS NO STATEMENT: = IS MISSING BEHIND A NAME'
LETEQ    LA    R4,1(R4)
         BCALL BZEXPR
         LR    R2,R6
         STC   R7,BZFLAG
         BCALL BZASSIGN
         BRETURN
*
BZDIM    BENTER CMSBFLW
         USING SYM,R5
DIMNEXT  SR    R8,R8
         CLI   0(R4),TVAR
         BE    DIMNAME
         LA    R8,1
         CLI   0(R4),TSVAR
         BE    DIMNAME
         BERR  'DIM A(10), B$(3,4) AND THE LIKE'
DIMNAME  HALF  R1,1(R4)
         L     R5,BZSYMTOP
         SR    R5,R1
         LA    R4,3(R4)
         BCALL BZDIMS
         LM    R6,R7,BZW
         L     R1,SYARR
         LTR   R1,R1
         BZ    DIMMAKE
         BERR  'THE ARRAY IS THERE ALREADY'
DIMMAKE  BCALL BZARRAY
         CLI   0(R4),TCOMMA
         LA    R4,1(R4)
         BE    DIMNEXT
         BCTR  R4,0
         BRETURN
         DROP  R5
*
BZDEF    BENTER CMSBFLW
DEFSKIP  CLI   0(R4),TEOL         KNOWN SINCE PREPARE: TO ITS END
         BE    DEFEND
         CLI   0(R4),TCOLON
         BE    DEFEND
         BCALL BZSKIPT
         B     DEFSKIP
DEFEND   BRETURN
*
*        SUBROUTINES
*
         USING GOSB,R5
BZGOSUB  BENTER CMSBFLW
         LR    R6,R4
         MVC   BZT3(4),BZLINE
         CLI   0(R4),TLINE
         BNE   GOSUBGO            IT TELLS WHAT IS WRONG
         LA    R6,9(R4)
GOSUBGO  BCALL BZGOTO
         LR    R8,R6
         BAL   R9,PUSH
         BRETURN
PUSH     L     R7,BZGOSN
         CH    R7,=AL2(GOSUBS)
         BL    PUSHIT
         BERR  'MORE THAN 200 GOSUBS WITHIN EACH OTHER'
PUSHIT   LR    R5,R7
         MH    R5,=AL2(GOSIZE)
         A     R5,BZGOS0
         LA    R7,1(R7)
         ST    R7,BZGOSN
         MVC   GOLINE,BZT3
         ST    R8,GOTOK
         MVC   GOFORS,BZFORN
         BR    R9
BZGORET  BENTER CMSBFLW
         L     R7,BZGOSN
         SH    R7,=H'1'
         BNM   RETPOP
         BERR  'RETURN WITHOUT GOSUB'
RETPOP   ST    R7,BZGOSN
         LR    R5,R7
         MH    R5,=AL2(GOSIZE)
         A     R5,BZGOS0
         MVC   BZLINE,GOLINE
         MVC   BZFORN,GOFORS
         L     R4,GOTOK
         BRETURN
*        ON N GOTO, ON N GOSUB
BZON     BENTER CMSBFLW
         BCALL BZEXPRI
         LR    R6,R1
         IC    R7,0(R4)
         CLI   0(R4),TGOTO
         BE    ONLIST
         CLI   0(R4),TGOSUB
         BE    ONLIST
         BERR  'GOTO OR GOSUB IS MISSING BEHIND ON'
ONLIST   LA    R4,1(R4)
         SR    R8,R8              THE LINE CHOSEN
ONNEXT   CLI   0(R4),TLINE
         BE    ONLINE
         BERR  'THE NUMBER OF A LINE IS MISSING'
ONLINE   BCT   R6,ONSKIP
         LR    R8,R4
ONSKIP   LA    R4,9(R4)
         CLI   0(R4),TCOMMA
         BNE   ONEND
         LA    R4,1(R4)
         B     ONNEXT
ONEND    LTR   R8,R8              NONE: THE NEXT STATEMENT
         BNZ   ONGO
         BRETURN
ONGO     MVC   BZT3(4),BZLINE
         LR    R6,R4
         LR    R4,R8
         BCALL BZGOTO
         N     R7,=X'000000FF'
         CH    R7,=AL2(TGOTO)
         BE    ONDONE
         LR    R8,R6
         BAL   R9,PUSH
ONDONE   BRETURN
         DROP  R5
         EJECT
*        FOR VARIABLE = FIRST TO LIMIT STEP STEP
*
         USING FORB,R5
         USING SYM,R6
BZFOR    BENTER CMSBFLW,WORK=24
         CLI   0(R4),TVAR
         BNE   FORBAD
         HALF  R1,1(R4)
         L     R6,BZSYMTOP
         SR    R6,R1
         CLI   3(R4),TEQ
         BNE   FORBAD
         LA    R4,4(R4)
         BCALL BZEXPRN
         STD   0,32(R10)
         CLI   0(R4),TTO
         BNE   FORBAD
         LA    R4,1(R4)
         BCALL BZEXPRN
         STD   0,40(R10)
         LD    0,=D'1'
         CLI   0(R4),TSTEP
         BNE   FORSTEP
         LA    R4,1(R4)
         BCALL BZEXPRN
FORSTEP  STD   0,48(R10)
         BAL   R9,SAMEFOR
         L     R7,BZFORN
         BE    FORPUT
         CH    R7,=AL2(FORS)
         BL    FORNEW
         BERR  'MORE THAN 32 FORS WITHIN EACH OTHER'
FORNEW   LR    R5,R7
         MH    R5,=AL2(FOSIZE)
         A     R5,BZFOR0
         LA    R7,1(R7)
         ST    R7,BZFORN
FORPUT   ST    R6,FOSYM
         MVC   FOLINE,BZLINE
         ST    R4,FOTOK
         MVC   FOLIMIT(16),40(R10)
         LD    0,32(R10)
         STD   0,SYVAL
         LD    2,FOSTEP
         LTDR  2,2
         BM    FORDOWN
         CD    0,FOLIMIT
         BH    FORNONE
         BRETURN
FORDOWN  CD    0,FOLIMIT
         BL    FORNONE
         BRETURN
FORBAD   BERR  'FOR I = 1 TO 10 STEP 1 AND THE LIKE'
*        NOT EVEN ONCE: TO THE NEXT OF THIS FOR
FORNONE  L     R7,BZFORN
         BCTR  R7,0
         ST    R7,BZFORN
         SR    R7,R7              FORS WITHIN
         L     R8,BZLINE
         USING PLINE,R8
FORSKIP  CLI   0(R4),TEOL
         BE    FORLINE
         CLI   0(R4),TFOR
         BE    FORWITH
         CLI   0(R4),TNEXT
         BE    FORNEXT
FORTOKEN BCALL BZSKIPT
         B     FORSKIP
FORWITH  LA    R7,1(R7)
         B     FORTOKEN
FORNEXT  LA    R4,1(R4)
FORNAME  CLI   0(R4),TVAR
         BNE   FORONE
         LA    R4,3(R4)
FORONE   LTR   R7,R7
         BZ    FORHERE
         BCTR  R7,0
         CLI   0(R4),TCOMMA
         BNE   FORSKIP
         LA    R4,1(R4)
         B     FORNAME
FORLINE  L     R1,PLNUM
         LTR   R1,R1
         BZ    FORLOST
         AH    R8,PLLEN
         C     R8,BZTEND
         BE    FORLOST
         LA    R4,PLTOK
         B     FORSKIP
FORLOST  BERR  'FOR WITHOUT NEXT'
FORHERE  ST    R8,BZLINE
         CLI   0(R4),TCOMMA
         BNE   FORENDED
         LA    R4,1(R4)
         BCALL BZNEXT
FORENDED BRETURN
         DROP  R8
*        SAMEFOR - 5 THE FOR OF VARIABLE 6 WITHIN THIS SUBROUTINE; IT IS
*        THE INNERMOST THEN.  CODE 0: THERE IS ONE.  BY BAL R9; USES 0-3
SAMEFOR  SR    R3,R3
         L     R1,BZGOSN
         LTR   R1,R1
         BZ    SAMEFROM
         BCTR  R1,0
         MH    R1,=AL2(GOSIZE)
         A     R1,BZGOS0
         L     R3,GOFORS-GOSB(R1)
SAMEFROM L     R2,BZFORN
SAMENEXT CR    R2,R3
         BNH   SAMENONE
         LR    R5,R2
         BCTR  R5,0
         MH    R5,=AL2(FOSIZE)
         A     R5,BZFOR0
         C     R6,FOSYM
         BE    SAMEHIT
         BCT   R2,SAMENEXT
SAMENONE LTR   R12,R12
         BR    R9
SAMEHIT  ST    R2,BZFORN
         CR    R2,R2
         BR    R9
*
BZNEXT   BENTER CMSBFLW
         MVC   PGMEXIT,BZTRAPA
NEXTVAR  CLI   0(R4),TVAR
         BNE   NEXTANY
         HALF  R1,1(R4)
         L     R6,BZSYMTOP
         SR    R6,R1
         LA    R4,3(R4)
         BAL   R9,SAMEFOR
         BNE   NEXTBAD
         B     NEXTHAS
NEXTANY  L     R1,BZFORN
         LTR   R1,R1
         BZ    NEXTBAD
         BCTR  R1,0
         MH    R1,=AL2(FOSIZE)
         A     R1,BZFOR0
         LR    R5,R1
         L     R6,FOSYM
         BAL   R9,SAMEFOR
         BNE   NEXTBAD
NEXTHAS  LD    0,SYVAL
         LD    2,FOSTEP
         ADR   0,2
         STD   0,SYVAL
         LTDR  2,2
         BM    NEXTDOWN
         CD    0,FOLIMIT
         BH    NEXTEND
NEXTLOOP MVC   BZLINE,FOLINE
         L     R4,FOTOK
         BRETURN
NEXTDOWN CD    0,FOLIMIT
         BNL   NEXTLOOP
NEXTEND  L     R1,BZFORN
         BCTR  R1,0
         ST    R1,BZFORN
         CLI   0(R4),TCOMMA
         BNE   NEXTRET
         LA    R4,1(R4)
         B     NEXTVAR
NEXTRET  BRETURN
NEXTBAD  BERR  'NEXT WITHOUT FOR'
         DROP  R5,R6
*
BZFORGET BENTER CMSBFLW
         USING FORB,R5
         L     R5,BZFOR0
         SR    R6,R6
         L     R7,BZIMM
FORGFOR  C     R6,BZFORN
         BNL   FORGGOS
         C     R7,FOLINE
         BE    FORGCUT
         LA    R5,FOSIZE(R5)
         LA    R6,1(R6)
         B     FORGFOR
FORGCUT  ST    R6,BZFORN
         DROP  R5
         USING GOSB,R5
FORGGOS  L     R5,BZGOS0
         SR    R6,R6
FORGNEXT C     R6,BZGOSN
         BNL   FORGEND
         C     R7,GOLINE
         BE    FORGSUB
         LA    R5,GOSIZE(R5)
         LA    R6,1(R6)
         B     FORGNEXT
FORGSUB  ST    R6,BZGOSN
FORGEND  BRETURN
         LTORG
         END
