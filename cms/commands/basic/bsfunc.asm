BSFU     TITLE 'BSFUNC - FUNCTIONS'
*
* PURPOSE.    BZFUNC   THE FUNCTION AT 4, WITH ITS ARGUMENTS; 4 GOES ON
*             BZUSERFN THE FUNCTION OF THE USER (FNX) AT 4
*             BZMODULO FPR 2 MOD FPR 0
*             BZINT    FPR 0 THE GREATEST WHOLE NUMBER NOT ABOVE IT
*             BZRANDOM RANDOMIZE: THE STATEMENT
* HOW         TABLE FUNCS: ROUTINE, X'80': ONE NUMBER IS ITS ARGUMENT.
*             WHILE FNX IS AT WORK ITS PARAMETERS HAVE THE ARGUMENTS AS
*             VALUES; THE OLD ONES ARE IN ITS FRAME, CHAINED FROM BZFNS
*             FOR THE CASE OF AN ERROR
* REGISTERS.  1-3 WORK, 4 TOKENS, 5 SYMBOL OR DEF, 6 COUNT, 7 PLACE IN THE
*             FRAME, 8 9 WORK, 10 FRAME, 11 BASBLK, 12 BASE
*
CMSBFUN  CSECT
         REGS
         NUCON
         BASBLK
         FNFRAME
         USING FNFRAME,R10
         USING SYM,R5
BZFUNC   BENTER CMSBFUN
         SR    R5,R5
         IC    R5,0(R4)
         LA    R4,1(R4)
         CH    R5,=AL2(TSFUNC)
         BNL   STRFUNC
         SH    R5,=AL2(TFUNC)
         SLL   R5,2
         LA    R5,FUNCS(R5)
         CLI   0(R5),0
         BE    OWN
         BCALL BZLPAR
         BCALL BZEXPRN
         BCALL BZRPAR
OWN      L     R15,0(R5)
         BALR  R14,R15
         MVI   BZTYPE,0
         BRETURN
STRFUNC  SH    R5,=AL2(TSFUNC)
         LR    R1,R5
         BCALL BZSFUNC
         MVI   BZTYPE,1
         BRETURN
         DS    0F
FUNCS    DC    X'80',VL3(BZABS),X'80',VL3(BZATN),X'80',VL3(BZCOS)
         DC    X'00',VL3(BZFDET),X'80',VL3(BZEXP),X'80',VL3(BZFIX)
         DC    X'80',VL3(BZINT),X'80',VL3(BZLOG),X'80',VL3(BZLGT)
         DC    X'00',VL3(BZPI),X'00',VL3(BZPOS),X'00',VL3(BZRND)
         DC    X'80',VL3(BZSGN),X'80',VL3(BZSIN),X'80',VL3(BZSQR)
         DC    X'80',VL3(BZTAN),X'00',VL3(BZTIM),X'00',VL3(BZMAX)
         DC    X'00',VL3(BZMIN),X'00',VL3(BZEOFF),X'00',VL3(BZLEN)
         DC    X'00',VL3(BZVAL),X'00',VL3(BZASC),X'00',VL3(BZINSTR)
*
BZABS    BENTER CMSBFUN
         LPDR  0,0
         BRETURN
BZFIX    BENTER CMSBFUN
         AW    0,=X'4E00000000000000'
         AD    0,=D'0'            NORMALIZED
         BRETURN
BZINT    BENTER CMSBFUN
         LDR   2,0
         AW    0,=X'4E00000000000000'
         AD    0,=D'0'
         CDR   0,2
         BNH   INTEND
         SD    0,=D'1'
INTEND   BRETURN
BZSGN    BENTER CMSBFUN
         LTDR  0,0
         BZ    SGNEND
         LD    0,=D'1'
         BP    SGNEND
         LCDR  0,0
SGNEND   BRETURN
BZFDET   BENTER CMSBFUN
         LD    0,BZDET
         BRETURN
BZPI     BENTER CMSBFUN
         LD    0,=X'413243F6A8885A31'
         BRETURN
BZPOS    BENTER CMSBFUN
         L     R1,BZCHANS
         L     R1,CHLEN-CHAN(R1)
         LA    R1,1(R1)
         BCALL BZTOFLT
         BRETURN
BZMODULO BENTER CMSBFUN
         STD   2,BZT2
         STD   0,BZT3
         DDR   2,0
         LDR   0,2
         BCALL BZINT
         MD    0,BZT3
         LCDR  0,0
         AD    0,BZT2
         BRETURN
*        RND, RND(X): LEWIS, GOODMAN, MILLER'S GENERATOR
BZRND    BENTER CMSBFUN
         CLI   0(R4),TLPAR
         BNE   RNDNEXT
         BCALL BZLPAR
         BCALL BZEXPRN
         BCALL BZRPAR
RNDNEXT  L     R1,BZSEED
         M     R0,=F'16807'
         D     R0,=F'2147483647'
         ST    R0,BZSEED
         LR    R1,R0
         BCALL BZTOFLT
         DD    0,=D'2147483647'
         BRETURN
BZRANDOM BENTER CMSBFUN
         CLI   0(R4),TCOLON
         BE    RANDCLK
         CLI   0(R4),TELSE
         BE    RANDCLK
         CLI   0(R4),TEOL
         BE    RANDCLK
         BCALL BZEXPRN
         STD   0,BZT
         L     R1,BZT
         X     R1,BZT+4
         B     RANDSEED
RANDCLK  CALL  GETCLK
         L     R1,TIMER
         X     R1,TOTIME+4
         A     R1,BZSEED
RANDSEED N     R1,=X'7FFFFFFF'
         SR    R0,R0
         D     R0,=F'2147483646'
         AH    R0,=H'1'
         ST    R0,BZSEED
         BRETURN
BZTIM    BENTER CMSBFUN
         CLI   0(R4),TLPAR
         BNE   TIMNOW
         BCALL BZLPAR
         BCALL BZEXPRN
         BCALL BZRPAR
TIMNOW   CALL  GETCLK
         MVC   PGMEXIT,BZTRAPA
         L     R1,VIRTIME
         BCALL BZTOFLT
         DD    0,=D'76800'
         BRETURN
BZMAX    BENTER CMSBFUN,WORK=16
         LA    R6,2               CONDITION: HIGH
         B     EXTREME
BZMIN    BENTER CMSBFUN,WORK=16
         LA    R6,4               LOW
EXTREME  SLL   R6,4
         BCALL BZLPAR
         BCALL BZEXPRN
EXTNEXT  STD   0,32(R10)
         CLI   0(R4),TCOMMA
         BNE   EXTEND
         LA    R4,1(R4)
         BCALL BZEXPRN
         CD    0,32(R10)
         EX    R6,EXTTEST
         LD    0,32(R10)
         B     EXTNEXT
EXTTEST  BC    0,EXTNEXT
EXTEND   BCALL BZRPAR
         LD    0,32(R10)
         BRETURN
         EJECT
BZUSERFN BENTER CMSBFUN,WORK=FNLEN
         HALF  R1,1(R4)
         L     R5,BZSYMTOP
         SR    R5,R1
         LA    R9,2
         TM    0(R4),1            TFN IS ODD
         BZ    FNTYPE
         SR    R9,R9
FNTYPE   SRL   R9,1
         ST    R9,FNRESULT
         LA    R4,3(R4)
         L     R5,SYARR
         LTR   R5,R5
         BNZ   FNDEF
         BERR  'THERE IS NO DEF OF THIS FUNCTION IN THE PROGRAM'
FNDEF    SR    R6,R6
         LA    R7,FNPARMS
         USING FNPARM,R7
         CLI   0(R5),TLPAR
         BNE   FNBIND
         BCALL BZLPAR
FNARG    LA    R5,1(R5)           ( OR COMMA IN THE DEF
         CH    R6,=AL2(FNMOST)
         BL    FNROOM
         BERR  'A FUNCTION HAS AT MOST 4 PARAMETERS'
FNROOM   BCALL BZEXPR
         SR    R9,R9
         CLI   0(R5),TVAR
         BE    FNKIND
         LA    R9,1
         CLI   0(R5),TSVAR
         BNE   FNBAD
FNKIND   EX    R9,FNTEST
         BE    FNVALUE
         BERR  'THE ARGUMENT IS A NUMBER FOR A STRING, OR A STRING FOR X
               A NUMBER'
FNTEST   CLI   BZTYPE,0
FNVALUE  STD   0,FNNEW
         LTR   R9,R9
         BZ    FNSYMBOL
         MVC   FNNEW,BZSA
FNSYMBOL HALF  R1,1(R5)
         L     R8,BZSYMTOP
         SR    R8,R1
         ST    R8,FNSYM
         LA    R7,FNPLEN(R7)
         LA    R6,1(R6)
         LA    R5,3(R5)
         CLI   0(R5),TCOMMA
         BNE   FNLAST
         BCALL BZCOMMA
         B     FNARG
FNLAST   CLI   0(R5),TRPAR
         BNE   FNBAD
         LA    R5,1(R5)
         BCALL BZRPAR
FNBIND   CLI   0(R5),TEQ
         BNE   FNBAD
         ST    R6,FNCOUNT
         LTR   R6,R6
         BZ    FNCHAIN
         LA    R7,FNPARMS
FNSET    L     R8,FNSYM
         MVC   FNOLD,SYVAL-SYM(R8)
         MVC   SYVAL-SYM(8,R8),FNNEW
         LA    R7,FNPLEN(R7)
         BCT   R6,FNSET
FNCHAIN  MVC   FNBEFORE,BZFNS
         ST    R10,BZFNS
         LR    R6,R4
         LA    R4,1(R5)
         BCALL BZEXPR
         LR    R4,R6
         BCALL BZUNBIND
         LA    R1,FNRESULT+3
         CLC   BZTYPE,0(R1)
         BE    FNRET
         BERR  'THE FUNCTION GIVES A NUMBER FOR A STRING, OR A STRING FX
               OR A NUMBER'
FNRET    BRETURN
FNBAD    BERR  'THE DEF OF THE FUNCTION IS WRONG: DEF FNA(X,Y) = ...'
*
*        BZUNBIND - THE PARAMETERS OF THE LATEST FNX HAVE THEIR OLD VALUES
*
         DROP  R10
BZUNBIND BENTER CMSBFUN
         L     R9,BZFNS
         USING FNFRAME,R9
         MVC   BZFNS,FNBEFORE
         L     R6,FNCOUNT
         LTR   R7,R6              BACKWARDS
         BZ    UNBOUND
         MH    R7,=AL2(FNPLEN)
         LA    R7,FNPARMS-FNFRAME(R7,R9)
UNBIND   SH    R7,=AL2(FNPLEN)
         L     R8,FNSYM
         MVC   SYVAL-SYM(8,R8),FNOLD
         BCT   R6,UNBIND
UNBOUND  BRETURN
         DROP  R9
         LTORG
         END
