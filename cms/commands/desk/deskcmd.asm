DKCM     TITLE 'DESKCMD - A LINE OF DESK'
*
* PURPOSE.    DKDOLINE  THE LINE IN DKLINE, 0 ITS LENGTH
* RETURNS     0 DONE; 1 QUIT; 24, 32 AS DKEVAL, AND 24 FOR DIGITS
* REGISTERS.  2 CODE, 3 WORD'S LENGTH, 4 PLACE, 5 END, 6 ENTRY OF THE
*             TABLE, 10 LINK, 11 DESKBLK, 12 BASE
*
CMSDKCMD CSECT
         REGS
         NUCON
         DESKBLK
DKDOLINE ENTER
         LR    R5,R0
         MVC   DKUP,DKLINE
         L     R1,AUPCASE
         TR    DKUP,0(R1)
         LA    R4,DKUP
         AR    R5,R4
         ST    R5,DKEND
         MVC   DKBYTE,DKBASE      ONE ANSWER'S BASE
BLANK    CR    R4,R5
         BNL   QUIT
         CLI   0(R4),C' '
         BNE   WORD
         LA    R4,1(R4)
         B     BLANK
WORD     ST    R4,DKPOS
         MVC   DKWORD,=CL8' '
         SR    R3,R3
         LR    R7,R4
LETTER   CR    R7,R5
         BNL   LOOK
         CLI   0(R7),C'A'
         BL    LOOK
         CLI   0(R7),C'Z'
         BH    LOOK
         CH    R3,=H'8'
         BNL   EXPR
         LA    R1,DKWORD(R3)
         MVC   0(1,R1),0(R7)
         LA    R3,1(R3)
         LA    R7,1(R7)
         B     LETTER
LOOK     CR    R7,R5              X'1F' IS NO WORD
         BNL   LOOKBEG
         CLI   0(R7),C' '
         BE    LOOKBEG
         CLI   0(R7),C'('
         BNE   EXPR
LOOKBEG  LA    R6,TABLE
LOOKTRY  CLI   0(R6),X'FF'
         BE    EXPR
         CLC   DKWORD(6),0(R6)
         BE    FOUND
         LA    R6,8(R6)
         B     LOOKTRY
FOUND    CLC   DKWORD+6(2),=C'  '
         BNE   EXPR
         BAL   R10,ALONE          7 BEHIND THE WORD
         LH    R1,6(R6)
         B     *+4(R1)
         B     BASES
         B     SHOW
         B     DIGITS
         B     QUIT
         B     HELP
         DS    0H
TABLE    DC    C'DEC   ',H'0',C'HEX   ',H'0',C'BIN   ',H'0'
         DC    C'CHAR  ',H'0',C'SHOW  ',H'4',C'DIGITS',H'8'
         DC    C'QUIT  ',H'12',C'END   ',H'12',C'HELP  ',H'16',X'FF'
EXPR     LINK  DKEVAL
         LTR   R2,R15
         BNZ   LEAVE
         CLI   DKSET,C'Y'         AN ASSIGNMENT SAYS NOTHING
         BE    LEAVE
         L     R1,DKVALS
         MVC   ASIGN(NUMLEN),0(R1)
         XC    ALIMB+64(112),ALIMB+64
         LINK  DKTEXT
         L     R2,DKOUTL
         TYPE  DKOUT,(R2)
GOOD     SR    R2,R2
LEAVE    MVC   DKBASE,DKBYTE
         RETURN (R2)
*
BASES    BNZ   BASEONE            ALONE: FROM NOW ON
         MVC   DKBYTE,DKWORD
         MVI   DKBASEIN,C'D'
         CLI   DKWORD,C'H'
         BNE   GOOD
         MVI   DKBASEIN,C'H'
         B     GOOD
BASEONE  MVC   DKBASE,DKWORD
         ST    R7,DKPOS
         B     EXPR
*
SHOW     BZ    EXPR
         ST    R7,DKPOS
         LINK  DKEVAL
         LTR   R2,R15
         BNZ   LEAVE
         LINK  DKSHOW
         B     GOOD
*
DIGITS   BZ    EXPR
         ST    R7,DKPOS
         LINK  DKEVAL
         LTR   R2,R15
         BNZ   LEAVE
         L     R1,DKVALS
         CLC   0(8,R1),=X'0000000100000000'
         BNE   DIGBAD
         L     R1,NLIMB-NUM(R1)
         CH    R1,=H'38'
         BH    DIGBAD
         ST    R1,DKDIGITS
         B     GOOD
DIGBAD   TYPE  'DIGITS: A NUMBER FROM 1 TO 38',COLOR=R
         LA    R2,24
         B     LEAVE
HELP     BNZ   EXPR
         CMSCALL HELPLIST
         B     GOOD
QUIT     BNZ   EXPR
         LA    R2,1
         B     LEAVE
*
*        ALONE - CONDITION CODE 0: NOTHING STANDS BEHIND 7
*
ALONE    CR    R7,R5
         BCR   11,R10
         CLI   0(R7),C' '
         BNE   ALONENOT
         LA    R7,1(R7)
         B     ALONE
ALONENOT LTR   R12,R12
         BR    R10
         DS    0D
HELPLIST DC    CL8'HELP',CL8'CMS',CL8'DESK',8X'FF'
         LTORG
         END
