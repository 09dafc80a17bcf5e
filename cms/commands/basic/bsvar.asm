BSVA     TITLE 'BSVAR - VARIABLES AND ARRAYS'
*
* PURPOSE.    BZELEM   SYMBOL 1, TYPE 2 (1 STRINGS), SUBSCRIPTS AT 4: 2
*                      THE PLACE OF THE ELEMENT.  WITHOUT A DIM AN ARRAY
*                      HAS SUBSCRIPTS TO 10
*             BZPLACE  VARIABLE OR ELEMENT AT 4, WHICH GOES ON: 2 ITS
*                      PLACE, BZFLAG ITS TYPE
*             BZARRAY  SYMBOL 5 IS MADE AN ARRAY OF DIMENSIONS 6 AND 7
*                      (-1: ONE), TYPE 8
*             BZDIMS   BZW THE DIMENSIONS (2 WORDS) IN PARENTHESES AT 4
*             BZASSIGN THE VALUE BECOMES THAT OF THE PLACE 2, TYPE BZFLAG
*             BZSALLOC 2 A PLACE FOR A STRING OF 3 CHARACTERS (NOT 0)
*             BZTEMP   2 A PLACE FOR 3 CHARACTERS THAT LASTS AS LONG AS
*                      THE STATEMENT
*             BZCONCAT STRING 2 3 AND THE VALUE: THE VALUE
*             BZHEAPG  2 A PLACE OF 3 BYTES (A MULTIPLE OF 8)
* HOW         THE HEAP GROWS UPWARD TO THE SYMBOLS.  EACH STRING VARIABLE
*             HAS A PIECE OF ITS OWN; PIECES FREED ARE CHAINED BY LENGTH
* REGISTERS.  2 PLACE, 3 LENGTH, 4 TOKENS, 5 SYMBOL, 6-9 WORK, 11 BASBLK,
*             12 BASE
*
CMSBVAR  CSECT
         REGS
         NUCON
         BASBLK
         USING SYM,R5
         USING ARR,R9
BZELEM   BENTER CMSBVAR
         LR    R5,R1
         LR    R8,R2
         BCALL BZLPAR
         BCALL BZEXPRI
         LR    R6,R1
         L     R7,=F'-1'
         CLI   0(R4),TCOMMA
         BNE   ELEMEND
         LA    R4,1(R4)
         BCALL BZEXPRI
         LR    R7,R1
         LTR   R7,R7
         BM    ELEMBAD
ELEMEND  BCALL BZRPAR
         L     R9,SYARR
         LTR   R9,R9
         BNZ   ELEMHAS
         STM   R6,R7,BZW          WITHOUT DIM
         LA    R6,10
         LTR   R7,R7
         BM    ELEMDIM
         LA    R7,10
ELEMDIM  BCALL BZARRAY
         LM    R6,R7,BZW
         L     R9,SYARR
ELEMHAS  LTR   R6,R6
         BM    ELEMBAD
         C     R6,ARD1
         BH    ELEMBAD
         L     R2,ARD2
         LTR   R2,R2
         BM    ELEMONE
         LTR   R7,R7
         BM    ELEMTWO
         CR    R7,R2
         BH    ELEMBAD
         LA    R2,1(R2)
         LR    R3,R6
         MR    R2,R2
         LR    R6,R3
         AR    R6,R7
         B     ELEMPLAC
ELEMONE  LTR   R7,R7
         BNM   ELEMTWO
ELEMPLAC SLL   R6,3
         LA    R2,ARDATA(R6)
         BRETURN
ELEMTWO  BERR  'THE ARRAY HAS ANOTHER NUMBER OF DIMENSIONS'
ELEMBAD  BERR  'THE SUBSCRIPT IS OUTSIDE OF THE ARRAY'
*
BZPLACE  BENTER CMSBVAR
         SR    R8,R8
         CLI   0(R4),TVAR
         BE    PLACEIS
         LA    R8,1
         CLI   0(R4),TSVAR
         BE    PLACEIS
         BERR  'THE NAME OF A VARIABLE IS MISSING HERE'
PLACEIS  HALF  R6,1(R4)
         L     R5,BZSYMTOP
         SR    R5,R6
         LA    R4,3(R4)
         LA    R2,SYVAL
         CLI   0(R4),TLPAR
         BNE   PLACED
         LR    R1,R5
         LR    R2,R8
         BCALL BZELEM
PLACED   STC   R8,BZFLAG
         BRETURN
*
BZDIMS   BENTER CMSBVAR
         BCALL BZLPAR
         BCALL BZEXPRI
         LTR   R6,R1
         BM    DIMSBAD
         L     R7,=F'-1'
         CLI   0(R4),TCOMMA
         BNE   DIMSEND
         LA    R4,1(R4)
         BCALL BZEXPRI
         LTR   R7,R1
         BM    DIMSBAD
DIMSEND  BCALL BZRPAR
         STM   R6,R7,BZW
         BRETURN
DIMSBAD  BERR  'A DIMENSION CANNOT BE NEGATIVE'
*
BZARRAY  BENTER CMSBVAR
         LA    R1,1(R6)
         LTR   R7,R7
         BM    ARRONE
         LA    R2,1(R7)
         C     R2,=F'100000'
         BH    ARRBIG
         C     R1,=F'100000'
         BH    ARRBIG
         MR    R0,R2
         LTR   R0,R0
         BNZ   ARRBIG
ARRONE   C     R1,=F'2000000'
         BH    ARRBIG
         LTR   R1,R1
         BNP   ARRBIG
         LR    R2,R1
         SLL   R1,3
         LA    R3,ARDATA-ARR(R1)
         LR    R9,R2
         BCALL BZHEAPG
         LR    R1,R9
         LR    R9,R2
         ST    R9,SYARR
         ST    R6,ARD1
         ST    R7,ARD2
         ST    R1,ARELEMS
         ST    R8,ARTYPE
         LA    R2,ARDATA
ARRZERO  XC    0(8,R2),0(R2)
         LA    R2,8(R2)
         BCT   R1,ARRZERO
         BRETURN
ARRBIG   BERR  'NO STORAGE IS LEFT FOR SUCH AN ARRAY'
*
BZHEAPG  BENTER CMSBVAR
         L     R2,BZHP
         LR    R1,R2
         AR    R1,R3
         C     R1,BZSYMLO
         BH    HEAPFULL
         ST    R1,BZHP
         BRETURN
HEAPFULL BERR  'NO STORAGE IS LEFT FOR VARIABLES'
         EJECT
BZASSIGN BENTER CMSBVAR
         LR    R5,R2
         CLC   BZFLAG,BZTYPE
         BNE   ASSBAD
         CLI   BZTYPE,0
         BNE   ASSTR
         STD   0,0(R5)
         BRETURN
ASSTR    L     R3,BZSL
         LTR   R6,R3
         BZ    ASSFREE
         L     R7,4(R5)           DOES IT FIT INTO THE OLD PIECE
         LTR   R7,R7
         BZ    ASSNEW
         LA    R1,7(R3)
         SRL   R1,3
         LA    R8,7(R7)
         SRL   R8,3
         CR    R1,R8
         BNE   ASSNEW
         LR    R2,R5
         L     R2,0(R2)
         L     R9,BZSA            NOT WHEN IT IS PART OF IT, UNLESS AT
         CR    R9,R2              ... THE BEGIN
         BNH   ASSMOVE
         LA    R8,256(R2)
         CR    R9,R8
         BNL   ASSMOVE
ASSNEW   BCALL BZSALLOC
         LR    R9,R2
         L     R8,BZSA
         BCTR  R6,0
         EX    R6,ASSCOPY
         BAL   R14,ASSGIVE
         ST    R9,0(R5)
         ST    R3,4(R5)
         BRETURN
ASSMOVE  L     R8,BZSA
         LR    R9,R2
         BCTR  R6,0
         EX    R6,ASSCOPY
         ST    R3,4(R5)
         BRETURN
ASSFREE  BAL   R14,ASSGIVE
         XC    0(8,R5),0(R5)
         BRETURN
ASSCOPY  MVC   0(0,R9),0(R8)
ASSBAD   BERR  'A NUMBER CANNOT BE A STRING, OR A STRING A NUMBER'
*        ASSGIVE - THE PIECE OF PLACE 5 IS FREE.  USES 1, 7, 8
ASSGIVE  L     R7,4(R5)
         LTR   R7,R7
         BCR   8,R14
         LA    R7,7(R7)
         SRL   R7,3
         SLL   R7,2
         LA    R7,BZFREE(R7)
         L     R8,0(R5)
         MVC   0(4,R8),0(R7)
         ST    R8,0(R7)
         BR    R14
*
BZSALLOC BENTER CMSBVAR
         LA    R5,7(R3)
         SRL   R5,3               DOUBLEWORDS
         LR    R6,R5
         SLL   R6,2
         LA    R6,BZFREE(R6)
         L     R2,0(R6)
         LTR   R2,R2
         BZ    SALNEW
         MVC   0(4,R6),0(R2)
         BRETURN
SALNEW   LR    R7,R5
         SLL   R7,3
         L     R2,BZHP
         AR    R7,R2
         C     R7,BZSYMLO
         BH    SALSPLIT
         ST    R7,BZHP
         BRETURN
SALSPLIT LA    R7,BZFREE+4*32     A LARGER ONE, ITS REST IS FREE
SALLARGE CR    R6,R7
         BNL   HEAPFULL
         LA    R6,4(R6)
         L     R2,0(R6)
         LTR   R2,R2
         BZ    SALLARGE
         MVC   0(4,R6),0(R2)
         LR    R8,R5
         SLL   R8,3
         AR    R8,R2              THE REST
         SLL   R5,2
         SR    R6,R5
         MVC   0(4,R8),0(R6)
         ST    R8,0(R6)
         BRETURN
*
BZTEMP   BENTER CMSBVAR
         L     R2,BZTMPP
         LA    R5,0(R3,R2)
         C     R5,BZTMPEND
         BH    TEMPFULL
         ST    R5,BZTMPP
         BRETURN
TEMPFULL BERR  'TOO MANY STRINGS ARE JOINED IN ONE STATEMENT'
*
BZCONCAT BENTER CMSBVAR
         LR    R5,R2
         LR    R6,R3
         L     R7,BZSL
         AR    R3,R7
         CH    R3,=H'255'
         BNH   CONFITS
         BERR  'THE STRING WOULD BE LONGER THAN 255 CHARACTERS'
CONFITS  BCALL BZTEMP
         LR    R9,R2
         L     R8,BZSA
         ST    R9,BZSA
         ST    R3,BZSL
         LTR   R6,R6
         BZ    CONRIGHT
         BCTR  R6,0
         EX    R6,CONLEFT
         LA    R9,1(R6,R9)
CONRIGHT LTR   R7,R7
         BZ    CONEND
         BCTR  R7,0
         EX    R7,CONCOPY
CONEND   BRETURN
CONLEFT  MVC   0(0,R9),0(R5)
CONCOPY  MVC   0(0,R9),0(R8)
         LTORG
         END
