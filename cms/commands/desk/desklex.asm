DKLX     TITLE 'DESKLEX - NUMBERS, NAMES AND SIGNS OF DESK'
*
* PURPOSE.    DKTOKEN  THE NEXT PIECE OF THE LINE: DKTOK, DKCOL; A IS A
*                      NUMBER, DKWORD A NAME, DKOP AN OPERATOR
*             DKNUMB   A = THE DECIMAL NUMBER AT 1, TO DKEND; 1 BEHIND IT
*             DKHEXWD  A = DKWORD AS A HEXADECIMAL NUMBER
* RETURNS     0; DKHEXWD: 4 IT IS NONE
* REGISTERS.  2 PLACE, 3 END, 4 ENTRY OF DKOPTAB, 5 COUNT, 6 CHARACTER,
*             7 EXPONENT, 8 FACTOR, 9 WHERE DIGITS BEGIN, 10 LINK, 11
*             DESKBLK, 12 BASE (OF THE SECTION)
*
CMSDKLEX CSECT
         REGS
         NUCON
         DESKBLK
         DESKOPS
         USING OPERATOR,R4
DKTOKEN  ENTER
         BASE  CMSDKLEX
         L     R2,DKPOS
         L     R3,DKEND
BLANK    CR    R2,R3
         BNL   ATEND
         CLI   0(R2),C' '
         BNE   BEGIN
         LA    R2,1(R2)
         B     BLANK
ATEND    ST    R2,DKCOL
         MVI   DKTOK,C'E'
         B     DONE
BEGIN    ST    R2,DKCOL
         MVC   DKTOK,0(R2)
         CLI   0(R2),C'('
         BE    ITSELF
         CLI   0(R2),C')'
         BE    ITSELF
         CLI   0(R2),C'='
         BE    ITSELF
         CLI   0(R2),C'0'
         BNL   NUMBER
         CLI   0(R2),C'.'
         BE    DECIMAL
         CLI   0(R2),C'A'
         BNL   WORD
         MVC   DKWORD,=CL8' '     A SIGN OF AT MOST TWO CHARACTERS
         MVC   DKWORD(2),0(R2)
         LA    R4,2(R2)
         CR    R4,R3
         BNH   TWO
         MVI   DKWORD+1,C' '
TWO      LA    R5,1
         BAL   R10,LOOK
         BE    SIGN
         MVI   DKWORD+1,C' '
         SR    R5,R5
         BAL   R10,LOOK
         BE    SIGN
         DESKERR 24,'THIS CHARACTER MEANS NOTHING HERE'
SIGN     LA    R2,1(R5,R2)
         B     OPER
ITSELF   LA    R2,1(R2)
DONE     ST    R2,DKPOS
         RETURN 0
*
*        WORDS, X'...' AND THE LIKE
*
WORD     LA    R4,1(R2)
         CR    R4,R3
         BNL   NAME
         CLI   1(R2),C''''
         BE    QUOTED
NAME     MVC   DKWORD,=CL8' '
         LA    R4,DKWORD
         SR    R5,R5
NAMECHAR CR    R2,R3
         BNL   NAMEEND
         CLI   0(R2),C'_'
         BE    NAMETAKE
         CLI   0(R2),C'A'
         BL    NAMEEND
         CLI   0(R2),C'9'
         BH    NAMEEND
NAMETAKE CH    R5,=H'8'
         BNL   NAMELONG
         MVC   0(1,R4),0(R2)
         LA    R4,1(R4)
         LA    R5,1(R5)
         LA    R2,1(R2)
         B     NAMECHAR
NAMELONG DESKERR 24,'A NAME HAS AT MOST 8 CHARACTERS'
NAMEEND  ST    R5,DKWORDL
         BCTR  R5,0
         BAL   R10,LOOK
         BE    OPER
         MVI   DKTOK,C'W'
         B     DONE
OPER     ST    R4,DKOP
         MVI   DKTOK,C'O'
         B     DONE
*
*        LOOK - DKWORD, LENGTH LESS ONE 5, IN THE TABLE: 4.  CONDITION
*        CODE 0: IT IS THERE
*
LOOK     LA    R4,DKOPTAB
         LA    R6,1(R5)
LOOKTRY  SR    R1,R1
         IC    R1,OPTEXTL
         CR    R1,R6
         BNE   LOOKON
         EX    R5,LOOKCOMP
         BCR   8,R10
LOOKON   LA    R4,OPLEN(R4)
         CLI   OPTEXT,X'FF'
         BNE   LOOKTRY
         LTR   R12,R12
         BR    R10
LOOKCOMP CLC   DKWORD(0),OPTEXT
         EJECT
*        NUMBERS
*
NUMBER   CLI   0(R2),C'0'         0X
         BNE   NUMHEX
         LA    R4,2(R2)
         CR    R4,R3
         BNL   NUMHEX
         CLI   1(R2),C'X'
         BNE   NUMHEX
         LA    R2,2(R2)
         LA    R8,16
         BAL   R10,DIGITS
         LTR   R5,R5
         BZ    NODIGITS
         B     ISNUMBER
NUMHEX   CLI   DKBASEIN,C'H'
         BNE   DECIMAL
         LR    R9,R2
         LA    R8,16
         BAL   R10,DIGITS
         CR    R2,R3
         BNL   ISNUMBER
         CLI   0(R2),C'.'         A POINT: IT IS DECIMAL
         BNE   ISNUMBER
         LR    R2,R9
DECIMAL  LR    R1,R2
         LINK  DKNUMB
         LR    R2,R1
         LTR   R15,R15
         BZ    ISNUMBER
         CH    R15,=H'4'
         BE    NODIGITS
         ST    R2,DKCOL
         DESKERR 24,'THE EXPONENT BEHIND E IS MISSING OR TOO LONG'
NODIGITS DESKERR 24,'HERE DIGITS ARE MISSING'
ISNUMBER LINK  DKFIT
         MVI   DKTOK,C'N'
         B     DONE
*
*        X'1F', B'101', C'AB', F'12' (DECIMAL, ALSO IN HEX)
*
QUOTED   MVC   DKHEX(1),0(R2)
         LA    R2,2(R2)
         LA    R8,16
         CLI   DKHEX,C'X'
         BE    QUOTNUM
         LA    R8,2
         CLI   DKHEX,C'B'
         BE    QUOTNUM
         LA    R8,10
         CLI   DKHEX,C'F'
         BE    QUOTNUM
         CLI   DKHEX,C'C'
         BE    QUOTCHAR
         DESKERR 24,'A TEXT BEGINS WITH X'', B'', C'' OR F'''
QUOTNUM  BAL   R10,DIGITS
         LTR   R5,R5
         BZ    QUOTBAD
         CR    R2,R3
         BNL   QUOTBAD
         CLI   0(R2),C''''
         BNE   QUOTBAD
         LA    R2,1(R2)
         B     ISNUMBER
QUOTCHAR BAL   R10,ZERO
         SR    R5,R5
QUOTNEXT CR    R2,R3
         BNL   QUOTBAD
         CLI   0(R2),C''''
         BNE   QUOTTAKE
         LA    R2,1(R2)
         CR    R2,R3
         BNL   QUOTEND
         CLI   0(R2),C''''        TWO ARE ONE
         BNE   QUOTEND
QUOTTAKE CH    R5,=H'32'
         BNL   QUOTLONG
         LA    R5,1(R5)
         LA    R1,256
         LR    R4,R2              AS TYPED
         SH    R4,=AL2(DKUP-DKLINE)
         SR    R0,R0
         IC    R0,0(R4)
         LINK  DKMULS
         LA    R2,1(R2)
         B     QUOTNEXT
QUOTEND  LTR   R5,R5
         BNZ   ISNUMBER
QUOTBAD  ST    R2,DKCOL
         DESKERR 24,'HERE A DIGIT OR THE CLOSING '' IS EXPECTED'
QUOTLONG DESKERR 24,'C''...'' HAS AT MOST 32 CHARACTERS'
         EJECT
*        DIGITS - A = DIGITS AT 2 TO THE BASE 8, 5 OF THEM
*
DIGITS   ST    R10,DKSAVE+12
         BAL   R10,ZERO
         SR    R5,R5
DIGNEXT  CR    R2,R3
         BNL   DIGEND
         BAL   R10,DIGIT
         BNZ   DIGEND
         LR    R1,R8
         LR    R0,R6
         LINK  DKMULS
         LA    R5,1(R5)
         LA    R2,1(R2)
         B     DIGNEXT
DIGEND   L     R10,DKSAVE+12
         BR    R10
*
*        DIGIT - 6 THE VALUE OF THE ONE AT 2, BELOW 8.  CONDITION CODE
*        NOT 0: IT IS NONE
*
DIGIT    SR    R6,R6
         IC    R6,0(R2)
         CLI   0(R2),C'0'
         BL    DIGALPHA
         SH    R6,=H'240'
         B     DIGBASE
DIGALPHA SH    R6,=H'183'         A IS TEN
         CH    R6,=H'10'
         BL    DIGNONE
DIGBASE  CR    R6,R8
         BNL   DIGNONE
         CR    R6,R6
         BR    R10
DIGNONE  LTR   R12,R12
         BR    R10
*
ZERO     XC    ASIGN(ACCLEN),ASIGN
         BR    R10
*
DKHEXWD  ENTER
         BASE  CMSDKLEX
         LA    R2,DKWORD
         LR    R3,R2
         A     R3,DKWORDL
         LA    R8,16
         BAL   R10,DIGITS
         CR    R2,R3
         BL    NOHEX
         RETURN 0
NOHEX    RETURN 4
         EJECT
DKNUMB   ENTER
         BASE  CMSDKLEX
         LR    R2,R1
         L     R3,DKEND
         SR    R7,R7
         LA    R8,10
         BAL   R10,DIGITS
         LR    R9,R5
         CR    R2,R3
         BNL   NUMEND
         CLI   0(R2),C'.'
         BNE   NUMEXP
         LA    R2,1(R2)
NUMFRAC  CR    R2,R3
         BNL   NUMEND
         BAL   R10,DIGIT
         BNZ   NUMEXP
         LA    R1,10
         LR    R0,R6
         LINK  DKMULS
         BCTR  R7,0
         LA    R9,1(R9)
         LA    R2,1(R2)
         B     NUMFRAC
NUMEXP   LTR   R9,R9
         BZ    NUMBAD
         CLI   0(R2),C'E'
         BNE   NUMEND
         LA    R2,1(R2)
         SR    R4,R4              ITS SIGN
         CR    R2,R3
         BNL   EXPBAD
         CLI   0(R2),C'+'
         BE    EXPSIGN
         CLI   0(R2),C'-'
         BNE   EXPDIG
         LA    R4,1
EXPSIGN  LA    R2,1(R2)
EXPDIG   SR    R5,R5
         SR    R1,R1
EXPNEXT  CR    R2,R3
         BNL   EXPEND
         BAL   R10,DIGIT
         BNZ   EXPEND
         MH    R1,=H'10'
         AR    R1,R6
         LA    R5,1(R5)
         LA    R2,1(R2)
         CH    R5,=H'6'
         BH    EXPBAD
         B     EXPNEXT
EXPEND   LTR   R5,R5
         BZ    EXPBAD
         LTR   R4,R4
         BZ    EXPADD
         LCR   R1,R1
EXPADD   AR    R7,R1
NUMEND   LTR   R9,R9
         BZ    NUMBAD
         ST    R7,AEXP
         LR    R1,R2
         RETURN 0,KEEP=R1
NUMBAD   RETURN 4
EXPBAD   LR    R1,R2
         RETURN 8,KEEP=R1
         DROP  R4
         EJECT
*        OPERATORS: TEXT, LENGTH, BINDING, TWO OPERANDS OR ONE, ROUTINE,
*        R FROM THE RIGHT.  THE SIGN STANDS BEHIND THE OPERATOR -
*
DKOPTAB  DS    0F
         DESKOP '+',1,7,Y,DKADD
         DESKOP '-',1,7,Y,DKSUB
         DESKOP ' ',0,9,N,DKMINUS
         DESKOP '*',1,8,Y,DKMUL
         DESKOP '/',1,8,Y,DKDIV
         DESKOP '**',2,10,Y,DKPOWER,R
         DESKOP '&&',1,5,Y,DKAND
         DESKOP '|',1,3,Y,DKOR
         DESKOP '¬',1,9,N,DKNOT
         DESKOP '<<',2,6,Y,DKSHL
         DESKOP '>>',2,6,Y,DKSHR
         DESKOP 'DIV',3,8,Y,DKIDIV
         DESKOP 'MOD',3,8,Y,DKMOD
         DESKOP 'AND',3,5,Y,DKAND
         DESKOP 'OR',2,3,Y,DKOR
         DESKOP 'XOR',3,4,Y,DKXOR
         DESKOP 'NOT',3,9,N,DKNOT
         DESKOP 'SHL',3,6,Y,DKSHL
         DESKOP 'SHR',3,6,Y,DKSHR
         DESKOP 'ABS',3,11,N,DKABS
         DESKOP 'INT',3,11,N,DKINT
         DESKOP 'W',1,11,N,DKWRAP
         DESKOP 'U',1,11,N,DKUNSIGN
         DESKOP 'H',1,11,N,DKHALF
         DESKOP 'SQRT',4,11,N,DKSQRT
         DC    X'FF'
         LTORG
         END
