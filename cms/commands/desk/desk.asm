DESK     TITLE 'DESK - A CALCULATOR'
*
* PURPOSE.    DESK EXPRESSION   TYPES ITS VALUE
*             DESK              A DIALOGUE: EACH LINE IS AN EXPRESSION,
*                               NAME = EXPRESSION, OR ONE OF THE WORDS
*                               BELOW; AN EMPTY LINE OR QUIT ENDS IT
*             DEC HEX BIN CHAR (EXPRESSION)   THE VALUE IN THIS BASE;
*                               WITHOUT IT, ALL THAT FOLLOW.  IN HEX
*                               NUMBERS ARE READ SO, TOO
*             SHOW EXPRESSION   IT IN ALL BASES, PACKED, ZONED, FLOATING
*             DIGITS N          SO MANY OF ROUNDED NUMBERS ARE TYPED
* RETURNS     0; OF DESK EXPRESSION: 24 IT IS WRONG, 32 IT HAS NO VALUE;
*             41 NO STORAGE
* HOW         DESKEXP READS EXPRESSIONS, DESKLEX NUMBERS AND NAMES,
*             DESKNUM, DESKBIT, DESKFUN CALCULATE, DESKINT WITH DIGITS
*             OF 16 BITS, DESKOUT MAKES TEXT.  ALL DATA ARE IN DESKBLK
* REGISTERS.  2 CODE, 3 LIST, 4 PLACE, 5 END, 6 7 WORK, 10 LINK, 11
*             DESKBLK, 12 BASE
*
CMSDESK  CSECT
         REGS
         NUCON
         CONPLST
         DESKBLK
DESK     ENTER
         LR    R3,R1
         FREE  BYTES=DKBYTES
         LTR   R15,R15
         BNZ   FULL
         LR    R11,R1
         BAL   R10,CLEAR
         BAL   R10,OPERANDS
         LTR   R0,R0
         BZ    DIALOGUE
         LINK  DKDOLINE
         LR    R2,R15
         BCT   R2,ONCE            1: DONE
         B     LEAVE
ONCE     LA    R2,1(R2)
         B     LEAVE
DIALOGUE TYPE  'DESK: EXPRESSIONS, HELP, QUIT'
NEXT     CALL  WAITRD,DKREAD
         L     R0,DKREAD+CPLCODE-CONPLST
         N     R0,=X'000000FF'
         BZ    DONE
         LINK  DKDOLINE
         CH    R15,=H'1'
         BNE   NEXT
DONE     SR    R2,R2
LEAVE    LR    R1,R11
         FRET  BYTES=DKBYTES
         RETURN (R2)
FULL     FAIL  41,'STORAGE IS EXHAUSTED'
*
*        CLEAR - THE BLOCK AT 11
*
CLEAR    LR    R4,R11
         LA    R5,DKBYTES/256
CLEARONE XC    0(256,R4),0(R4)
         LA    R4,256(R4)
         BCT   R5,CLEARONE
         XC    0(DKBYTES-DKBYTES/256*256,R4),0(R4)
         MVI   DKBASEIN,C'D'
         MVI   DKBASE,C'D'
         MVC   DKDIGITS,=F'16'
         MVC   DKREAD,READLIST
         LA    R4,DKLINE
         ST    R4,DKREAD+CPLNUM-CONPLST
         MVI   DKREAD+CPLNUM-CONPLST,1
         L     R4,=A(DKSMALL)
         AR    R4,R11
         ST    R4,DKVALS
         L     R5,=A(DKVALN*NUMLEN)
         AR    R4,R5
         ST    R4,DKVEND
         ST    R4,DKOPS
         L     R5,=A(DKOPN*8)
         AR    R4,R5
         ST    R4,DKOEND
         ST    R4,DKVARS
         ST    R4,DKVARN
         L     R5,=A(DKVARC*DKVARLEN)
         AR    R4,R5
         ST    R4,DKVARE
         BR    R10
         DS    0D
READLIST DC    CL8'WAITRD',A(0),C'T',AL3(130)
         EJECT
*        OPERANDS - OF LIST 3 INTO DKLINE, 0 THEIR LENGTH
*
OPERANDS MVI   DKLINE,C' '
         MVC   DKLINE+1(131),DKLINE
         C     R3,LISTADR
         BNE   WORDS
         L     R4,LISTTEXT
         L     R5,LISTLEN
         AR    R5,R4
OPBLANK  CR    R4,R5              BLANKS, THE COMMAND
         BNL   OPNONE
         CLI   0(R4),C' '
         BNE   OPNAME
         LA    R4,1(R4)
         B     OPBLANK
OPNAME   CR    R4,R5
         BNL   OPNONE
         CLI   0(R4),C' '
         BE    OPTEXT
         CLI   0(R4),C'('
         BE    OPTEXT
         LA    R4,1(R4)
         B     OPNAME
OPTEXT   CR    R4,R5
         BNL   OPNONE
         CLI   0(R4),C' '
         BNE   OPHERE
         LA    R4,1(R4)
         B     OPTEXT
OPHERE   LR    R0,R5
         SR    R0,R4
         LR    R6,R0
         BCTR  R6,0
         EX    R6,OPMOVE
         B     OPEND
OPMOVE   MVC   DKLINE(0),0(R4)
OPNONE   SR    R0,R0
         BR    R10
WORDS    LA    R4,DKLINE          OF A PROGRAM, AN EXEC
         LA    R5,14
WORDNEXT LA    R3,8(R3)
         CLI   0(R3),X'FF'
         BE    WORDEND
         MVC   0(8,R4),0(R3)
         LA    R6,8
WORDCHAR CLI   0(R4),C' '
         BE    WORDON
         LA    R4,1(R4)
         BCT   R6,WORDCHAR
WORDON   LA    R4,1(R4)
         BCT   R5,WORDNEXT
WORDEND  LA    R6,DKLINE
         LR    R0,R4
         SR    R0,R6
OPEND    CLC   DKLINE,BLANKS      NOTHING BUT BLANKS
         BCR   7,R10
         SR    R0,R0
         BR    R10
BLANKS   DC    CL132' '
         LTORG
         END
