BSMT     TITLE 'BSMAT - MATRICES'
*
* PURPOSE.    BZMAT    MAT READ A, B(3,4)    MAT INPUT A    MAT PRINT A; B
*                      MAT A = ZER (CON, IDN) (3,4)     MAT A = TRN(B)
*                      MAT A = INV(B)    MAT A = B (+ - *) C
*                      MAT A = (NUMBER) * B
* HOW         ELEMENTS WITH SUBSCRIPT 0 ARE NOT TOUCHED.  AN ARRAY OF ONE
*             DIMENSION IS A COLUMN.  A GETS THE DIMENSIONS THAT THE
*             RESULT HAS; IT MUST HAVE ROOM FOR IT.  THE RESULT IS MADE
*             BEHIND THE HEAP AND MOVED TO A
* REGISTERS.  4 TOKENS, 5 SYMBOL, 9 ARRAY A, 8 B, 7 C, 6 ROWS, 10 FRAME,
*             11 BASBLK, 12 BASE
*
CMSBMAT  CSECT
         REGS
         NUCON
         BASBLK
         MATFRAME
         USING MATFRAME,R10
         USING ARR,R9
BZMAT    BENTER CMSBMAT,WORK=MTLEN
         CLI   0(R4),TREAD
         BE    LISTS
         CLI   0(R4),TINPUT
         BE    LISTS
         CLI   0(R4),TPRINT
         BE    PRINT
         BAL   R8,NAME            MAT A =
         ST    R5,MTSYM
         CLI   0(R4),TEQ
         BE    EQUALS
WRONG    BERR  'MAT READ, MAT PRINT, MAT INPUT OR MAT A = ...'
EQUALS   LA    R4,1(R4)
         CLI   0(R4),TZER
         BE    CONST
         CLI   0(R4),TCON
         BE    CONST
         CLI   0(R4),TIDN
         BE    CONST
         CLI   MTTYPE,0
         BNE   WRONG
         CLI   0(R4),TTRN
         BE    TRN
         CLI   0(R4),TINV
         BE    INV
         CLI   0(R4),TLPAR
         BE    SCALAR
         BAL   R8,SOURCE          MAT A = B ...
         LR    R7,R9
         CLI   0(R4),TPLUS
         BE    TWO
         CLI   0(R4),TMINUS
         BE    TWO
         CLI   0(R4),TTIMES
         BE    TWO
         LD    0,=D'1'
         STD   0,MTNUM
         B     SCALE
*
*        NAME - 5 THE SYMBOL AT 4, MTTYPE.  BY BAL R8
*
NAME     MVI   MTTYPE,0
         CLI   0(R4),TVAR
         BE    NAMEIS
         MVI   MTTYPE,1
         CLI   0(R4),TSVAR
         BNE   WRONG
NAMEIS   HALF  R1,1(R4)
         L     R5,BZSYMTOP
         SR    R5,R1
         LA    R4,3(R4)
         BR    R8
*        SOURCE - 9 AN ARRAY OF NUMBERS THAT IS THERE.  BY BAL R8
SOURCE   ST    R8,MTLINK
         BAL   R8,NAME
         CLI   MTTYPE,0
         BNE   WRONG
         USING SYM,R5
         L     R9,SYARR
         L     R8,MTLINK
         LTR   R9,R9
         BCR   7,R8
         BERR  'MAT WANTS AN ARRAY THAT HAS A DIM'
*        SHAPE - R0 ROWS, R1 COLUMNS OF ARRAY 9.  BY BAL R14
SHAPE    L     R0,ARD1
         L     R1,ARD2
         LTR   R1,R1
         BCR   11,R14
         LA    R1,1
         BR    R14
*        TARGET - 9 THE ARRAY OF MTSYM, WITH MTROWS AND MTCOLS.  BY BAL R8
TARGET   L     R5,MTSYM
         L     R9,SYARR
         LTR   R9,R9
         BNZ   TARGHAS
         ST    R8,MTLINK
         L     R6,MTROWS
         L     R7,MTCOLS
         SR    R8,R8
         IC    R8,MTKIND
         BCALL BZARRAY
         L     R8,MTLINK
         L     R9,SYARR
         BR    R8
TARGHAS  LM    R0,R1,MTROWS
         L     R2,ARD2
         LTR   R2,R2
         BNM   TARGTWO
         C     R1,=F'1'           ONE DIMENSION STAYS ONE
         BNE   TARGTWO
         LR    R2,R0
         L     R1,=F'-1'
         LA    R2,1(R2)
         B     TARGROOM
TARGTWO  LR    R3,R0
         LA    R3,1(R3)
         LA    R2,1(R1)
         C     R2,=F'32000'
         BH    TARGBAD
         C     R3,=F'32000'
         BH    TARGBAD
         MR    R2,R2
         LR    R2,R3
TARGROOM C     R2,ARELEMS
         BH    TARGBAD
         ST    R0,ARD1
         ST    R1,ARD2
         BR    R8
TARGBAD  BERR  'THE ARRAY IS TOO SMALL FOR THE RESULT: GIVE IT A GREATEX
               R DIM'
*        DIMS - MTROWS, MTCOLS FROM (R,C) AT 4, OR FROM ARRAY 5 AS IT IS,
*        OR 10.  MTKIND IS SET.  BY BAL R8
DIMS     MVC   MTKIND,MTTYPE
         CLI   0(R4),TLPAR
         BNE   DIMSOLD
         ST    R8,MTLINK
         BCALL BZDIMS
         L     R8,MTLINK
         MVC   MTROWS(8),BZW
         BR    R8
DIMSOLD  LA    R0,10
         LR    R1,R0
         L     R9,SYARR
         LTR   R9,R9
         BZ    DIMSSET
         L     R0,ARD1
         L     R1,ARD2
DIMSSET  STM   R0,R1,MTROWS
         BR    R8
         EJECT
*        ZER CON IDN
*
CONST    IC    R7,0(R4)
         LA    R4,1(R4)
         BAL   R8,DIMS
         STC   R7,MTOP
         L     R1,MTCOLS
         LTR   R1,R1
         BNM   CONSTGO
         L     R9,SYARR           ONE DIMENSION
         LTR   R9,R9
         BZ    CONSTGO
         MVC   MTCOLS,=F'1'
CONSTGO  BAL   R8,TARGET
         CLI   MTTYPE,0
         BE    CONSTNUM
         CLI   MTOP,TZER          STRINGS: ALL EMPTY
         BNE   WRONG
CONSTNUM CLI   MTOP,TIDN
         BNE   CONSTFIL
         BAL   R14,SHAPE
         CR    R0,R1
         BE    CONSTFIL
         BERR  'IDN AND INV WANT AS MANY ROWS AS COLUMNS'
CONSTFIL BAL   R8,BEGIN
CONSTELE BAL   R8,ELEMENT
         B     DONE
         CLI   MTTYPE,0
         BNE   CONSTSTR
         SDR   0,0
         CLI   MTOP,TZER
         BE    CONSTPUT
         CLI   MTOP,TCON
         BE    CONST1
         CLC   MTI,MTJ
         BNE   CONSTPUT
CONST1   LD    0,=D'1'
CONSTPUT STD   0,0(R2)
         B     CONSTELE
CONSTSTR MVI   BZTYPE,1
         XC    BZSA(8),BZSA
         MVI   BZFLAG,1
         BCALL BZASSIGN
         B     CONSTELE
DONE     BRETURN
*
*        BEGIN - ELEMENT GIVES 2 THE NEXT ELEMENT OF ARRAY 9, ROW BY ROW,
*        MTI MTJ ITS SUBSCRIPTS; TO 8 WHEN THERE ARE NO MORE, ELSE TO 8 + 4
*
BEGIN    XC    MTJ,MTJ
         MVC   MTI,=F'1'
         BR    R8
ELEMENT  BAL   R14,SHAPE
         LM    R2,R3,MTI
         LTR   R1,R1
         BCR   13,R8
         LA    R3,1(R3)
         CR    R3,R1
         BNH   ELEMROW
         LA    R3,1
         LA    R2,1(R2)
ELEMROW  CR    R2,R0
         BCR   2,R8
         STM   R2,R3,MTI
         L     R1,ARD2
         LTR   R1,R1
         BM    ELEMONE
         LA    R1,1(R1)
         MR    R0,R2              ROW * (COLUMNS + 1) + COLUMN
         LR    R2,R1
         AR    R2,R3
ELEMONE  SLL   R2,3
         LA    R2,ARDATA(R2)
         B     4(R8)
*
*        MAT READ, MAT INPUT
*
LISTS    MVC   MTOP,0(R4)
         LA    R4,1(R4)
LISTNEXT BAL   R8,NAME
         ST    R5,MTSYM
         BAL   R8,DIMS
         L     R1,MTCOLS
         LTR   R1,R1
         BNM   LISTTWO
         MVC   MTCOLS,=F'1'
         L     R9,SYARR
         LTR   R9,R9
         BNZ   LISTTWO
         MVC   MTCOLS,=F'-1'
LISTTWO  BAL   R8,TARGET
         BAL   R8,BEGIN
         SR    R7,R7
LISTELEM BAL   R8,ELEMENT
         B     LISTEND
         LR    R6,R2
         SR    R1,R1
         IC    R1,MTTYPE
         CLI   MTOP,TREAD
         BE    LISTREAD
LISTASK  LTR   R7,R7              INPUT: LINE AFTER LINE
         BNZ   LISTHAVE
         ST    R1,MTLINK
         LA    R2,=C'? '
         LA    R3,2
         MVC   BZCH,BZCHANS
         BCALL BZPUTS
         BCALL BZASK
         LR    R7,R2
         ST    R3,MTEND
LISTHAVE LR    R2,R7
         L     R3,MTEND
         SR    R1,R1
         IC    R1,MTTYPE
         BCALL BZITEM
         LR    R7,R2
         LTR   R15,R15
         BZ    LISTPUT
         TYPE  'THAT IS NOT A NUMBER; GO ON WITH IT'
         SR    R7,R7
         B     LISTASK
LISTREAD BCALL BZDATUM
LISTPUT  LR    R2,R6
         MVC   BZFLAG,MTTYPE
         BCALL BZASSIGN
         B     LISTELEM
LISTEND  CLI   0(R4),TCOMMA
         BNE   DONE
         LA    R4,1(R4)
         B     LISTNEXT
         EJECT
*        MAT PRINT A, B; C - A LINE A ROW; ; CLOSE TOGETHER
*
PRINT    LA    R4,1(R4)
         MVC   BZCH,BZCHANS
PRINTARR BAL   R8,NAME
         L     R9,SYARR
         LTR   R9,R9
         BNZ   PRINTHAS
         BERR  'MAT WANTS AN ARRAY THAT HAS A DIM'
PRINTHAS MVC   MTOP,0(R4)
         BAL   R8,BEGIN
         MVC   MTROWS,=F'1'
PRINTELE BAL   R8,ELEMENT
         B     PRINTEND
         CLC   MTROWS,MTI
         BE    PRINTSAM
         MVC   MTROWS,MTI
         LR    R6,R2
         BCALL BZFLUSHP
         LR    R2,R6
PRINTSAM LR    R6,R2
         CLI   MTOP,TSEMI
         BE    PRINTVAL
         CLC   MTJ,=F'1'
         BE    PRINTVAL
         L     R1,BZCH
         L     R1,CHLEN-CHAN(R1)
         LA    R1,15(R1)
         N     R1,=F'-16'
         LA    R2,16(R1)
         CH    R2,=H'130'
         BNH   PRINTPAD
         BCALL BZFLUSH
         B     PRINTVAL
PRINTPAD BCALL BZPADTO
PRINTVAL CLI   MTTYPE,0
         BNE   PRINTSTR
         LD    0,0(R6)
         BCALL BZFMT
         LA    R1,0(R3,R2)
         MVI   0(R1),C' '
         LA    R3,1(R3)
         B     PRINTPUT
PRINTSTR LM    R2,R3,0(R6)
PRINTPUT BCALL BZPUTS
         B     PRINTELE
PRINTEND BCALL BZFLUSHP
         CLI   0(R4),TCOMMA
         BE    PRINTON
         CLI   0(R4),TSEMI
         BNE   DONE
PRINTON  LA    R4,1(R4)
         BCALL BZATEND
         BE    DONE
         B     PRINTARR
         EJECT
*        (NUMBER) * B; B ALONE
*
SCALAR   LA    R4,1(R4)
         BCALL BZEXPRN
         STD   0,MTNUM
         BCALL BZRPAR
         CLI   0(R4),TTIMES
         BNE   WRONG
         LA    R4,1(R4)
         BAL   R8,SOURCE
         LR    R7,R9
SCALE    LR    R9,R7
         ST    R9,MTB
         BAL   R14,SHAPE
         STM   R0,R1,MTROWS
         MVI   MTOP,0
         B     RESULT
*        B + C, B - C, B * C
TWO      ST    R9,MTB
         MVC   MTOP,0(R4)
         LA    R4,1(R4)
         BAL   R8,SOURCE
         ST    R9,MTC
         BAL   R14,SHAPE
         LR    R6,R0
         LR    R7,R1
         L     R9,MTB
         BAL   R14,SHAPE
         CLI   MTOP,TTIMES
         BE    TIMES
         CR    R0,R6
         BNE   TWOBAD
         CR    R1,R7
         BNE   TWOBAD
         STM   R0,R1,MTROWS
         B     RESULT
TWOBAD   BERR  'THE DIMENSIONS OF THE ARRAYS DO NOT FIT'
TIMES    CR    R1,R6
         BNE   TWOBAD
         ST    R1,MTINNER
         LR    R1,R7
         STM   R0,R1,MTROWS
         B     RESULT
TRN      LA    R4,1(R4)
         BCALL BZLPAR
         BAL   R8,SOURCE
         BCALL BZRPAR
         ST    R9,MTB
         BAL   R14,SHAPE
         LR    R2,R1
         LR    R3,R0
         STM   R2,R3,MTROWS
         MVI   MTOP,TTRN
*
*        RESULT - ELEMENT BY ELEMENT INTO A PLACE BEHIND THE HEAP, THEN
*        TO A
*
RESULT   MVC   PGMEXIT,BZTRAPA
         MVC   MTHEAP,BZHP
         LM    R0,R1,MTROWS
         MR    R0,R0
         LR    R3,R1
         SLL   R3,3
         BCALL BZHEAPG
         LR    R6,R2
         LA    R0,1
RESROW   ST    R0,MTI
         C     R0,MTROWS
         BH    RESDONE
         LA    R1,1
RESCOL   ST    R1,MTJ
         C     R1,MTCOLS
         BH    RESNEXT
         BAL   R8,ONE
         STD   0,0(R6)
         LA    R6,8(R6)
         L     R1,MTJ
         LA    R1,1(R1)
         B     RESCOL
RESNEXT  L     R0,MTI
         AH    R0,=H'1'
         B     RESROW
RESDONE  LM    R0,R1,MTROWS
         MR    R0,R0
         SLL   R1,3
         SR    R6,R1
         BAL   R8,MOVEOUT
         BRETURN
*        MOVEOUT - A GETS MTROWS, MTCOLS AND THE NUMBERS AT 6, FROM MTHEAP
*        ON; THESE ARE GIVEN BACK.  BY BAL R8
MOVEOUT  ST    R8,MTBACK
         ST    R6,MTC
         MVI   MTKIND,0
         L     R5,MTSYM
         CLC   SYARR,=F'0'
         BE    MOVENEW
         MVC   BZHP,MTHEAP
MOVENEW  BAL   R8,TARGET          A NEW ARRAY LIES BEHIND THE NUMBERS
         L     R6,MTC
         BAL   R8,BEGIN
MOVENEXT BAL   R8,ELEMENT
         B     MOVED
         MVC   0(8,R2),0(R6)
         LA    R6,8(R6)
         B     MOVENEXT
MOVED    L     R8,MTBACK
         BR    R8
*        ONE - FPR 0 THE ELEMENT MTI, MTJ OF THE RESULT.  BY BAL R8
ONE      L     R9,MTB
         L     R2,MTI
         L     R3,MTJ
         CLI   MTOP,TTRN
         BE    ONETRN
         CLI   MTOP,TTIMES
         BE    ONEPROD
         BAL   R14,PLACE
         LD    0,0(R2)
         CLI   MTOP,0
         BE    ONESCALE
         L     R9,MTC
         L     R2,MTI
         L     R3,MTJ
         BAL   R14,PLACE
         CLI   MTOP,TPLUS
         BE    ONEADD
         SD    0,0(R2)
         BR    R8
ONEADD   AD    0,0(R2)
         BR    R8
ONESCALE MD    0,MTNUM
         BR    R8
ONETRN   LR    R0,R2
         LR    R2,R3
         LR    R3,R0
         BAL   R14,PLACE
         LD    0,0(R2)
         BR    R8
ONEPROD  SDR   4,4
         LA    R7,1
ONENEXT  C     R7,MTINNER
         BH    ONESUM
         L     R9,MTB
         L     R2,MTI
         LR    R3,R7
         BAL   R14,PLACE
         LD    0,0(R2)
         L     R9,MTC
         LR    R2,R7
         L     R3,MTJ
         BAL   R14,PLACE
         MD    0,0(R2)
         ADR   4,0
         LA    R7,1(R7)
         B     ONENEXT
ONESUM   LDR   0,4
         BR    R8
*        PLACE - 2 THE ELEMENT 2, 3 OF ARRAY 9.  BY BAL R14; USES 0, 1
PLACE    L     R1,ARD2
         LTR   R1,R1
         BM    PLACEONE
         LA    R1,1(R1)
         MR    R0,R2
         LR    R2,R1
         AR    R2,R3
PLACEONE SLL   R2,3
         LA    R2,ARDATA(R2)
         BR    R14
INV      LA    R4,1(R4)
         BCALL BZLPAR
         BAL   R8,SOURCE
         BCALL BZRPAR
         BAL   R14,SHAPE
         CR    R0,R1
         BNE   TWOBAD
         LTR   R0,R0
         BNP   TWOBAD
         STM   R0,R1,MTROWS
         ST    R9,MTB
         LR    R2,R10
         BCALL BZINVERT
         LR    R6,R2
         BAL   R8,MOVEOUT
         BRETURN
         LTORG
         END
