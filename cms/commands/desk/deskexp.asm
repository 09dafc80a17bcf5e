DKEX     TITLE 'DESKEXP - EXPRESSIONS OF DESK'
*
* PURPOSE.    DKEVAL  THE EXPRESSION FROM DKPOS TO DKEND: ITS VALUE IS
*                     THE ONLY ONE ON THE STACK AT DKVALS, DKANS, AND
*                     THE VARIABLE OF NAME = EXPRESSION
*             DKPUSH  A BECOMES A VALUE ON THE STACK
*             DKFAIL  1 IS BEHIND THE BALR OF DESKERR: POINTS AT THE
*                     PLACE, TYPES THE TEXT, AND DKEVAL ENDS WITH CODE
* RETURNS     DKEVAL: 0; 24, 32 AND THE LIKE OF DESKERR
* HOW         OPERATORS WAIT ON A STACK OF THEIR OWN UNTIL ONE COMES
*             THAT DOES NOT BIND MORE (DIJKSTRA'S SHUNTING YARD).  AN
*             ENTRY: A(ENTRY OF DKOPTAB, 0 FOR A PARENTHESIS), A(PLACE)
* REGISTERS.  2 3 WORK, 4 ENTRY OF DKOPTAB, 5 STACK, 6 7 SEARCH OF
*             NAMES, 10 LINK, 11 DESKBLK, 12 BASE (OF THE SECTION)
*
CMSDKEXP CSECT
         REGS
         NUCON
         DESKBLK
         DESKOPS
         USING OPERATOR,R4
DKEVAL   ENTER
         BASE  CMSDKEXP
         LA    R1,FAILED
         STM   R12,R13,DKJUMP
         ST    R1,DKJUMP+8
         MVC   DKSTACK,STACK
         MVC   DKVNEXT,DKVALS
         MVC   DKONEXT,DKOPS
         MVI   DKSET,C'N'
         BAL   R10,TARGET
         LINK  DKTOKEN
         CLI   DKTOK,C'O'         * 2: OF THE LAST ANSWER
         BNE   FIRST
         L     R4,DKOP
         CLI   OPBOTH,C'Y'
         BNE   FIRST
         CLI   OPTEXT,C'+'
         BE    FIRST
         CLI   OPTEXT,C'-'
         BE    FIRST
         MVC   ASIGN(NUMLEN),DKANS
         LINK  DKPUSH
         L     R4,DKOP
         B     BINARY
*        AN OPERAND
OPERAND  LINK  DKTOKEN
FIRST    CLI   DKTOK,C'N'
         BE    NUMBER
         CLI   DKTOK,C'W'
         BE    WORD
         CLI   DKTOK,C'('
         BE    OPEN
         CLI   DKTOK,C'O'
         BNE   MISSING
         L     R4,DKOP
         CLI   OPBOTH,C'N'        NOT, FUNCTIONS
         BE    PREFIX
         CLI   OPTEXT,C'+'        + AS A SIGN
         BE    OPERAND
         CLI   OPTEXT,C'-'
         BNE   MISSING
         LA    R4,OPLEN(R4)       THE SIGN STANDS BEHIND THE OPERATOR
PREFIX   BAL   R10,PUSHOP
         B     OPERAND
OPEN     SR    R4,R4
         B     PREFIX
WORD     BAL   R10,NAMED
NUMBER   LINK  DKPUSH
*        AN OPERATOR
OPERATE  LINK  DKTOKEN
         CLI   DKTOK,C'E'
         BE    ATEND
         CLI   DKTOK,C')'
         BE    CLOSE
         CLI   DKTOK,C'O'
         BNE   NOOPER
         L     R4,DKOP
         CLI   OPBOTH,C'Y'
         BNE   NOOPER
BINARY   MVC   DKSAVE+8(4),DKCOL
         BAL   R10,REDUCE
         MVC   DKCOL,DKSAVE+8
         BAL   R10,PUSHOP
         B     OPERAND
CLOSE    MVC   DKSAVE+8(4),DKCOL
         LA    R4,LOWEST
         BAL   R10,REDUCE
         BAL   R10,TOPOP
         BZ    NOTOPEN
         ST    R5,DKONEXT         IT IS A (
         B     OPERATE
NOTOPEN  MVC   DKCOL,DKSAVE+8
         DESKERR 24,'THERE IS NO ( FOR THIS )'
ATEND    LA    R4,LOWEST
         BAL   R10,REDUCE
         BAL   R10,TOPOP
         BNZ   NOTCLOSD
         L     R1,DKVALS
         MVC   DKANS,0(R1)
         CLI   DKSET,C'Y'
         BNE   DONE
         BAL   R10,STORE
DONE     RETURN 0
NOTCLOSD MVC   DKCOL,4(R5)
         DESKERR 24,'THIS ( IS NOT CLOSED'
MISSING  DESKERR 24,'HERE A NUMBER, A NAME OR ( IS EXPECTED'
NOOPER   DESKERR 24,'HERE AN OPERATOR LIKE + OR * IS EXPECTED'
FAILED   L     R2,DKRC
         RETURN (R2)
         EJECT
*        PUSHOP - OPERATOR 4
*
PUSHOP   L     R5,DKONEXT
         C     R5,DKOEND
         BNL   DEEP
         ST    R4,0(R5)
         MVC   4(4,R5),DKCOL
         LA    R5,8(R5)
         ST    R5,DKONEXT
         BR    R10
DEEP     DESKERR 24,'THE EXPRESSION IS NESTED TOO DEEPLY'
*
*        TOPOP - 4 THE OPERATOR ON TOP, 5 ITS ENTRY; CONDITION CODE 0:
*        NONE
*
TOPOP    L     R5,DKONEXT
         C     R5,DKOPS
         BCR   8,R10
         SH    R5,=H'8'
         L     R4,0(R5)
         LTR   R10,R10
         BR    R10
*
*        REDUCE - DO WHAT BINDS MORE THAN OPERATOR 4
*
REDUCE   ST    R10,DKSAVE
         LR    R3,R4
REDNEXT  BAL   R10,TOPOP
         BZ    REDEND
         LTR   R4,R4
         BZ    REDEND
         CLC   OPPREC,OPPREC-OPERATOR(R3)
         BL    REDEND
         BH    REDDO
         CLI   OPRIGHT,C'R'
         BE    REDEND
REDDO    BAL   R10,APPLY
         B     REDNEXT
REDEND   LR    R4,R3
         L     R10,DKSAVE
         BR    R10
*
*        APPLY - OPERATOR 4 AT 5, WHICH GOES
*
APPLY    MVC   DKCOL,4(R5)
         ST    R5,DKONEXT
         L     R1,DKVNEXT
         SH    R1,=AL2(NUMLEN)
         XC    ALIMB+64(112),ALIMB+64
         CLI   OPBOTH,C'Y'
         BNE   APPONE
         MVC   BSIGN(NUMLEN),0(R1)
         XC    BLIMB+64(112),BLIMB+64
         SH    R1,=AL2(NUMLEN)
APPONE   MVC   ASIGN(NUMLEN),0(R1)
         ST    R1,DKVNEXT
         L     R15,OPDOES
         BALR  R14,R15
         LINK  DKPUSH
         BR    R10
*
DKPUSH   ENTER
         BASE  CMSDKEXP
         L     R1,DKVNEXT
         C     R1,DKVEND
         BNL   PUSHFULL
         MVC   0(NUMLEN,R1),ASIGN
         LA    R1,NUMLEN(R1)
         ST    R1,DKVNEXT
         RETURN 0
PUSHFULL DESKERR 24,'THE EXPRESSION IS NESTED TOO DEEPLY'
         EJECT
*        TARGET - NAME = IN FRONT: DKSET, DKTARGET
*
TARGET   MVC   DKSAVE+4(4),DKPOS
         ST    R10,DKSAVE
         LINK  DKTOKEN
         CLI   DKTOK,C'W'
         BE    TARGNAME
         CLI   DKTOK,C'O'         NAMES OF FUNCTIONS, OPERATORS
         BNE   TARGNOT
         L     R4,DKOP
         CLI   OPTEXT,C'A'
         BL    TARGNOT
         MVC   DKSAVE+8(4),DKCOL
         LINK  DKTOKEN
         CLI   DKTOK,C'='
         BE    TARGCOL
         B     TARGNOT
TARGNAME MVC   DKTARGET,DKWORD
         MVC   DKSAVE+8(4),DKCOL
         LINK  DKTOKEN
         CLI   DKTOK,C'='
         BNE   TARGNOT
         CLC   DKTARGET,=CL8'ANS'
         BE    TARGCOL
         MVI   DKSET,C'Y'
         MVC   DKTCOL,DKSAVE+8
         L     R10,DKSAVE
         BR    R10
TARGNOT  MVC   DKPOS,DKSAVE+4
         L     R10,DKSAVE
         BR    R10
TARGCOL  MVC   DKCOL,DKSAVE+8
         DESKERR 24,'THIS NAME CANNOT GET A VALUE'
*
*        NAMED - A THE VALUE OF DKWORD.  6 7 ARE LOST
*
NAMED    XC    ALIMB+64(112),ALIMB+64
         LA    R6,DKANS
         CLC   DKWORD,=CL8'ANS'
         BE    NAMEDIT
         L     R6,DKVARS
NAMEDTRY C     R6,DKVARN
         BNL   NAMEDHEX
         CLC   DKWORD,0(R6)
         BE    NAMEDVAR
         LA    R6,DKVARLEN(R6)
         B     NAMEDTRY
NAMEDVAR LA    R6,8(R6)
NAMEDIT  MVC   ASIGN(NUMLEN),0(R6)
         BR    R10
NAMEDHEX CLI   DKBASEIN,C'H'      FF IN HEX
         BNE   UNKNOWN
         ST    R10,DKSAVE
         LINK  DKHEXWD
         L     R10,DKSAVE
         LTR   R15,R15
         BCR   8,R10
UNKNOWN  DESKERR 24,'NOTHING HAS THIS NAME'
*
*        STORE - THE VALUE IS THE VARIABLE'S
*
STORE    L     R6,DKVARS
STORETRY C     R6,DKVARN
         BNL   STORENEW
         CLC   DKTARGET,0(R6)
         BE    STOREIT
         LA    R6,DKVARLEN(R6)
         B     STORETRY
STORENEW C     R6,DKVARE
         BNL   STOREFUL
         MVC   0(8,R6),DKTARGET
         LA    R7,DKVARLEN(R6)
         ST    R7,DKVARN
STOREIT  MVC   8(NUMLEN,R6),DKANS
         BR    R10
STOREFUL MVC   DKCOL,DKTCOL
         DESKERR 32,'THERE ARE 40 VARIABLES ALREADY'
         EJECT
DKFAIL   BALR  R15,0
         USING *,R15
         LM    R12,R13,DKJUMP
         DROP  R15
         USING CMSDKEXP,R12
         MVC   STACK,DKSTACK
         LR    R3,R1
         SR    R2,R2
         IC    R2,0(R3)
         ST    R2,DKRC
         LA    R4,DKUP            THE LINE, AND | BENEATH
         L     R2,DKCOL
         SR    R2,R4
         L     R5,DKEND
         SR    R5,R4
         TYPE  DKLINE,(R5)
         MVI   DKOUT,C' '
         MVC   DKOUT+1(131),DKOUT
         LA    R1,DKOUT(R2)
         MVI   0(R1),C'|'
         LA    R2,1(R2)
         TYPE  DKOUT,(R2)
         CVD   R2,DKPACK
         MVC   DKOUT(7),=C'COLUMN '
         UNPK  DKOUT+7(3),DKPACK+6(2)
         OI    DKOUT+9,X'F0'
         LA    R1,DKOUT+7
         CH    R2,=H'100'
         BNL   FAILTEXT
         MVC   DKOUT+7(2),DKOUT+8
         CH    R2,=H'10'
         LA    R1,DKOUT+6
         BNL   FAILTEXT
         MVC   DKOUT+7(1),DKOUT+8
         LA    R1,DKOUT+5
FAILTEXT MVC   3(2,R1),=C': '
         LA    R1,5(R1)
         SR    R2,R2
         IC    R2,1(R3)
         BCTR  R2,0
         EX    R2,FAILMOVE
         LA    R2,1(R1,R2)
         LA    R1,DKOUT
         SR    R2,R1
         TYPE  DKOUT,(R2),COLOR=R
         L     R15,DKJUMP+8
         BR    R15
FAILMOVE MVC   0(0,R1),2(R3)
         ENTRY DKFAIL
         EJECT
*        WHAT DOES ALL THAT WAITS UP TO A PARENTHESIS
LOWEST   DS    0F
         DC    CL8' ',AL1(0,1),C'  ',A(0)
         LTORG
         END
