BSST     TITLE 'BSSTR - FUNCTIONS OF STRINGS'
*
* PURPOSE.    BZSFUNC  1 THE NUMBER OF A FUNCTION THAT GIVES A STRING, ITS
*                      ARGUMENTS AT 4: BZSA, BZSL
*             BZLEN BZVAL BZASC BZINSTR   NUMBERS OF STRINGS
*             BZONESTR (STRING) AT 4: 2 3
* REGISTERS.  1-3 WORK, 4 TOKENS, 5 6 STRING, 7 8 9 WORK, 11 BASBLK, 12
*             BASE
*
CMSBSTR  CSECT
         REGS
         NUCON
         BASBLK
BZSFUNC  BENTER CMSBSTR,WORK=8
         SLL   R1,2
         B     *+4(R1)
         B     CHR
         B     DATE
         B     LEFT
         B     MID
         B     RIGHT
         B     STR
         B     SPACE
         B     STRINGF
         B     TIME
         B     UPPER
CHR      BCALL BZLPAR
         BCALL BZEXPRI
         LR    R5,R1
         CH    R5,=H'255'
         BH    BADCODE
         LTR   R5,R5
         BM    BADCODE
         BCALL BZRPAR
         LA    R3,1
         BCALL BZTEMP
         STC   R5,0(R2)
         B     GIVE
BADCODE  BERR  'A CHARACTER HAS A CODE FROM 0 TO 255'
DATE     CALL  GETCLK
         MVC   PGMEXIT,BZTRAPA
         LA    R5,TODATE
         B     CLOCKTXT
TIME     CALL  GETCLK
         MVC   PGMEXIT,BZTRAPA
         LA    R5,TOTIME
CLOCKTXT LA    R3,8
         BCALL BZTEMP
         MVC   0(8,R2),0(R5)
         B     GIVE
STR      BCALL BZLPAR
         BCALL BZEXPRN
         BCALL BZRPAR
         BCALL BZFMT
         CLI   0(R2),C' '         NO BLANK IN FRONT
         BNE   STRTEMP
         LA    R2,1(R2)
         BCTR  R3,0
STRTEMP  LR    R5,R2
         LR    R6,R3
         BCALL BZTEMP
         LTR   R6,R6
         BZ    GIVE
         BCTR  R6,0
         EX    R6,MOVE5
         B     GIVE
MOVE5    MVC   0(0,R2),0(R5)
SPACE    MVI   32(R10),C' '
         BCALL BZLPAR
FILL     BCALL BZEXPRI
         LTR   R5,R1
         BM    BADLEN
         CH    R5,=H'255'
         BH    BADLEN
         CLI   32(R10),C' '       STRING$ HAS SET IT TO 0
         BE    FILLIT
         BCALL BZCOMMA
         BCALL BZEXPRS
         L     R1,BZSA
         CLC   BZSL,=F'0'
         BE    BADCODE
         MVC   32(1,R10),0(R1)
FILLIT   BCALL BZRPAR
         LR    R3,R5
         BCALL BZTEMP
         LTR   R5,R5
         BZ    GIVE
         MVC   0(1,R2),32(R10)
         SH    R5,=H'2'
         BM    GIVE
         EX    R5,SPREAD
         B     GIVE
SPREAD   MVC   1(0,R2),0(R2)
STRINGF  MVI   32(R10),0
         BCALL BZLPAR
         B     FILL
BADLEN   BERR  'A STRING HAS FROM 0 TO 255 CHARACTERS'
UPPER    BCALL BZONESTR
         LR    R5,R2
         LR    R6,R3
         BCALL BZTEMP
         LTR   R6,R6
         BZ    GIVE
         BCTR  R6,0
         EX    R6,MOVE5
         L     R1,AUPCASE
         EX    R6,CAPITALS
         B     GIVE
CAPITALS TR    0(0,R2),0(R1)
*
*        PARTS
*
LEFT     BAL   R9,PART
         BCALL BZRPAR
         CR    R7,R6
         BNL   WHOLE
         LR    R6,R7
         B     WHOLE
RIGHT    BAL   R9,PART
         BCALL BZRPAR
         CR    R7,R6
         BNL   WHOLE
         AR    R5,R6
         SR    R5,R7
         LR    R6,R7
         B     WHOLE
MID      BAL   R9,PART
         LTR   R7,R7
         BNZ   MIDLEN
         BERR  'THE FIRST CHARACTER OF A STRING IS NUMBER 1'
MIDLEN   LA    R8,255
         CLI   0(R4),TCOMMA
         BNE   MIDEND
         LA    R4,1(R4)
         BCALL BZEXPRI
         LTR   R8,R1
         BM    BADLEN
MIDEND   BCALL BZRPAR
         CR    R7,R6
         BH    EMPTY
         BCTR  R7,0
         AR    R5,R7
         SR    R6,R7
         CR    R6,R8
         BNH   WHOLE
         LR    R6,R8
WHOLE    ST    R5,BZSA
         ST    R6,BZSL
         BRETURN
EMPTY    SR    R6,R6
         B     WHOLE
GIVE     ST    R2,BZSA
         ST    R3,BZSL
         BRETURN
*        PART - (STRING, NUMBER: 5 6, 7.  BY BAL R9
PART     BCALL BZLPAR
         BCALL BZEXPRS
         LM    R5,R6,BZSA
         BCALL BZCOMMA
         BCALL BZEXPRI
         LTR   R7,R1
         BM    BADLEN
         BR    R9
         EJECT
BZONESTR BENTER CMSBSTR
         BCALL BZLPAR
         BCALL BZEXPRS
         BCALL BZRPAR
         LM    R2,R3,BZSA
         BRETURN
BZLEN    BENTER CMSBSTR
         BCALL BZONESTR
         LR    R1,R3
         BCALL BZTOFLT
         BRETURN
BZASC    BENTER CMSBSTR
         BCALL BZONESTR
         LTR   R3,R3
         BZ    ASCNONE
         SR    R1,R1
         IC    R1,0(R2)
         BCALL BZTOFLT
         BRETURN
ASCNONE  BERR  'AN EMPTY STRING HAS NO FIRST CHARACTER'
BZVAL    BENTER CMSBSTR
         BCALL BZONESTR
         AR    R3,R2
         BCALL BZSKIP
         BCALL BZATOD
         CH    R15,=H'8'
         BNE   VALEND
         BERR  'THE NUMBER IS TOO LARGE (MORE THAN 7.2E75)'
VALEND   BRETURN
*        INSTR - (IN, WHAT) OR (FROM, IN, WHAT)
BZINSTR  BENTER CMSBSTR
         BCALL BZLPAR
         LA    R9,1
         BCALL BZEXPR
         CLI   BZTYPE,0
         BNE   INSTR1
         BCALL BZTOINT
         LTR   R9,R1
         BNP   BADLEN
         BCALL BZCOMMA
         BCALL BZEXPRS
INSTR1   LM    R5,R6,BZSA
         BCALL BZCOMMA
         BCALL BZEXPRS
         BCALL BZRPAR
         LM    R7,R8,BZSA
         SR    R6,R8              LAST PLACE - 1
         SR    R1,R1
INSTRON  LR    R2,R9
         BCTR  R2,0
         CR    R2,R6
         BH    INSTREND
         LTR   R3,R8
         BZ    INSTRHIT
         BCTR  R3,0
         AR    R2,R5
         EX    R3,INSTRCLC
         BE    INSTRHIT
         LA    R9,1(R9)
         B     INSTRON
INSTRHIT LR    R1,R9
INSTREND BCALL BZTOFLT
         BRETURN
INSTRCLC CLC   0(0,R2),0(R7)
         LTORG
         END
