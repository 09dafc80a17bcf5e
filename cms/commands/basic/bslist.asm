BSLS     TITLE 'BSLIST - TOKENS INTO TEXT'
*
* PURPOSE.    BZLISTL  THE LINE AT 5 INTO BZOUT, 3 LONG.  15: 0; 4 IT
*                      WOULD BE LONGER THAN A LINE OF A FILE
* HOW         WORDS HAVE A BLANK ON EACH SIDE, OTHERS NONE UNLESS THEY
*             WOULD RUN INTO ONE WORD
* REGISTERS.  2 PLACE IN BZOUT, 4 TOKEN (KEPT), 5 LINE, 6-9 WORK, 11
*             BASBLK, 12 BASE
*
CMSBLST  CSECT
         REGS
         NUCON
         BASBLK
         USING PLINE,R5
         EXTRN BZWORDS,BZSIGNT
MOST     EQU   250                CHARACTERS OF A LINE
BZLISTL  BENTER CMSBLST
         LR    R9,R4
         LA    R2,BZOUT
         L     R0,PLNUM
         BCALL BZDEC
         LH    R1,PLINDENT
LISTIND  MVI   0(R2),C' '
         LA    R2,1(R2)
         SH    R1,=H'1'
         BNM   LISTIND
         LA    R4,PLTOK
LISTNEXT LA    R1,BZOUT+MOST
         CR    R2,R1
         BH    LISTLONG
         SR    R6,R6
         IC    R6,0(R4)
         CH    R6,=AL2(TLPAR)
         BL    LISTLOW
         LA    R4,1(R4)
         CH    R6,=AL2(TLET)
         BNL   LISTWORD
         LA    R1,WORDOPS
WORDOP   EX    R6,WORDTEST        A WORD AMONG THE OPERATORS
         BE    LISTWORD
         LA    R1,1(R1)
         CLI   0(R1),0
         BNE   WORDOP
         CH    R6,=AL2(TCOLON)
         BE    LISTCOL
         SH    R6,=AL2(TLPAR)
         AR    R6,R6
         A     R6,=A(BZSIGNT)
         MVC   0(2,R2),0(R6)
         LA    R2,1(R2)
         CLI   0(R2),C' '
         BE    LISTNEXT
         LA    R2,1(R2)
         B     LISTNEXT
LISTCOL  BAL   R14,GAP
         MVC   0(2,R2),=C': '
         LA    R2,2(R2)
         B     LISTNEXT
WORDTEST CLI   0(R1),0
WORDOPS  DC    AL1(TOR,TAND,TNOT,TMOD,0)
*        A WORD OF BZWORDS
LISTWORD CH    R6,=AL2(TFUNC)
         BNL   LISTFUNC
         CH    R6,=AL2(TTAB)
         BE    LISTFUNC
         CH    R6,=AL2(TZER)
         BNL   LISTFUNC
         BAL   R14,GAP
         BAL   R8,FINDWORD
         MVI   0(R2),C' '
         LA    R2,1(R2)
         B     LISTNEXT
LISTFUNC BAL   R14,APART
         BAL   R8,FINDWORD
         B     LISTNEXT
FINDWORD L     R1,=A(BZWORDS)
FINDNEXT EX    R6,FINDTEST
         BE    FINDHIT
         LA    R1,10(R1)
         B     FINDNEXT
FINDHIT  MVC   0(9,R2),0(R1)
         MVI   9(R2),C' '
FINDEND  CLI   0(R2),C' '
         BCR   8,R8
         LA    R2,1(R2)
         CLC   0(1,R2),=C' '
         BNE   FINDEND
         BR    R8
FINDTEST CLI   9(R1),0
*        GAP - A BLANK UNLESS THERE IS ONE
GAP      LR    R1,R2
         BCTR  R1,0
         CLI   0(R1),C' '
         BCR   8,R14
         MVI   0(R2),C' '
         LA    R2,1(R2)
         BR    R14
*        APART - A BLANK BEHIND A LETTER, A DIGIT, $ . OR "
APART    LR    R1,R2
         BCTR  R1,0
         CLI   0(R1),C'A'
         BNL   GAP
         CLI   0(R1),C'$'
         BE    GAP
         CLI   0(R1),C'.'
         BE    GAP
         CLI   0(R1),C'"'
         BE    GAP
         BR    R14
         EJECT
*        TOKENS WITH SOMETHING BEHIND
*
LISTLOW  AR    R6,R6
         AR    R6,R6
         B     *+4(R6)
         B     LISTEND
         B     LISTNUM
         B     LISTSTR
         B     LISTNAME
         B     LISTNAME
         B     LISTNAME
         B     LISTNAME
         B     LISTLINE
         B     LISTREM
         B     LISTDATA
         B     LISTTICK
LISTNUM  BAL   R14,APART
         IC    R1,9(R4)
         N     R1,=X'000000FF'
         LR    R7,R1
         BCTR  R1,0
         EX    R1,NUMMOVE
         AR    R2,R7
         LA    R4,10(R7,R4)
         B     LISTNEXT
NUMMOVE  MVC   0(0,R2),10(R4)
LISTSTR  BAL   R14,APART
         SR    R7,R7
         IC    R7,1(R4)
         LA    R4,2(R4)
         MVI   0(R2),C'"'
         LA    R2,1(R2)
STRCHAR  LTR   R7,R7
         BZ    STREND
         LA    R1,BZOUT+MOST
         CR    R2,R1
         BH    LISTLONG
         MVC   0(1,R2),0(R4)
         LA    R2,1(R2)
         CLI   0(R4),C'"'
         BNE   STRON
         MVI   0(R2),C'"'
         LA    R2,1(R2)
STRON    LA    R4,1(R4)
         BCTR  R7,0
         B     STRCHAR
STREND   MVI   0(R2),C'"'
         LA    R2,1(R2)
         B     LISTNEXT
LISTNAME BAL   R14,APART
         HALF  R7,1(R4)
         LA    R4,3(R4)
         L     R1,BZSYMTOP
         SR    R1,R7
         MVC   0(16,R2),0(R1)
         LA    R7,16
NAMEEND  CLI   0(R2),C' '
         BE    LISTNEXT
         LA    R2,1(R2)
         BCT   R7,NAMEEND
         B     LISTNEXT
LISTLINE BAL   R14,APART
         MVC   BZT2(4),1(R4)
         L     R0,BZT2
         LA    R4,9(R4)
         BCALL BZDEC
         B     LISTNEXT
LISTREM  BAL   R14,GAP
         MVC   0(4,R2),=C'REM '
         LA    R2,4(R2)
         B     LISTREST
LISTDATA BAL   R14,GAP
         MVC   0(5,R2),=C'DATA '
         LA    R2,5(R2)
         B     LISTREST
LISTTICK BAL   R14,GAP
         MVC   0(2,R2),=C''' '
         LA    R2,2(R2)
LISTREST SR    R7,R7
         IC    R7,1(R4)
         LTR   R1,R7
         BZ    LISTDONE
         BCTR  R1,0
         EX    R1,RESTMOVE
LISTDONE LA    R4,2(R7,R4)
         AR    R2,R7
         B     LISTNEXT
RESTMOVE MVC   0(0,R2),2(R4)
LISTEND  LR    R4,R9
         LA    R1,BZOUT
         LR    R3,R2
LISTTRIM LR    R2,R3
         BCTR  R2,0
         CLI   0(R2),C' '
         BNE   LISTED
         LR    R3,R2
         B     LISTTRIM
LISTED   SR    R3,R1
         SR    R15,R15
         CH    R3,=AL2(MOST)
         BNH   LISTRET
LISTLONG LR    R4,R9
         LA    R15,4
LISTRET  BRETURN
         LTORG
         END
