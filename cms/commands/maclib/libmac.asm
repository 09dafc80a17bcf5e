LMAC     TITLE 'LIBMAC - MACROS AND COPY MEMBERS'
*
* PURPOSE.    LIBMAC  1 A NAME: THE MEMBERS OF THE FILE OF THIS NAME OF
*                     TYPE ASP360, ELSE MACRO, ELSE COPY, INTO THE NEW
*                     LIBRARY
*             MACRO   MACROS, MACRO TO MEND, EACH A MEMBER WITH THE
*                     NAME OF ITS PROTOTYPE.  COMMENTS BETWEEN THEM ARE
*                     LEFT OUT, ANYTHING ELSE THERE IS WRONG
*             COPY    EACH CARD '*COPY NAME' BEGINS A MEMBER; WITHOUT
*                     SUCH A CARD THE FILE IS A MEMBER WITH ITS NAME
*             ASP360  AS MACRO WHEN THE FIRST CARD THAT IS NO COMMENT
*                     IS A MACRO, ELSE AS COPY
* CALLED      BY MACLIB
* RETURNS     0; 28 NO SUCH FILE, OR A MEMBER IS THERE ALREADY; 32 NO
*             MACROS; CODES OF LIBCARD, LIBPUT.  ALL ARE TOLD
* REGISTERS.  2 COLUMN, 3 LENGTH, 4 COLUMNS LEFT, 5 MACROS WITHIN
*             MACROS, 6 1: THE PROTOTYPE IS TO COME, 7 NAME, 8 CODE, 9
*             10 LINKS, 11 LIBBLK, 12 BASE
*
CMSLMAC  CSECT
         REGS
         NUCON
         LIBBLK
LIBMAC   ENTER
         LR    R7,R1
         LA    R6,TYPES
FIND     MVC   LBLINE(8),0(R7)
         MVC   LBLINE+8(8),0(R6)
         LA    R1,LBLINE
         LINK  LIBSRC
         LTR   R8,R15
         BZ    HERE
         CH    R8,=H'28'
         BNE   ENDED
         LA    R6,8(R6)
         CLI   0(R6),X'FF'
         BNE   FIND
         MVC   LBLINE+8(8),=CL8' '
         LIBMSG 28,LBLINE,'HAS NO FILE OF TYPE ASP360, MACRO OR COPY'
         B     BAD
*        WHAT KIND OF FILE: THE FIRST CARD THAT IS NO COMMENT
HERE     NI    LBFLAG,255-LBCONT
KIND     BAL   R10,NEXT
         BNZ   KINDEND
         CLC   LBCARD(6),=C'*COPY '
         BE    KINDHIT
         BAL   R10,OPER
         LH    R3,LBOPLEN
         LTR   R3,R3
         BZ    KIND
KINDHIT  BAL   R10,AGAIN
         CLC   LBIN+16(8),=CL8'COPY'
         BE    COPIES
         CLC   LBIN+16(8),=CL8'MACRO'
         BE    MACROS
         CLC   LBCARD(6),=C'*COPY '
         BE    COPIES
         CLC   LBOP,=CL8'MACRO'
         BE    MACROS
COPIES   CLC   LBCARD(6),=C'*COPY '
         BE    SPLIT
         B     WHOLE
KINDEND  LTR   R4,R4
         BZ    EMPTY
         BAL   R10,AGAIN          COMMENTS ALONE
         CLC   LBIN+16(8),=CL8'MACRO'
         BE    EMPTY
*        THE FILE IS A MEMBER
WHOLE    MVC   LBMEM,0(R7)
         BAL   R10,BEGIN
WHOLENXT BAL   R10,NEXT
         BNZ   WHOLEEND
         BAL   R10,PUT
         B     WHOLENXT
WHOLEEND BAL   R10,MARK
         B     GOOD
*        MEMBERS BEHIND *COPY CARDS
SPLIT    BAL   R10,NEXT           COMMENTS IN FRONT OF THE FIRST
         CLC   LBCARD(6),=C'*COPY '
         BNE   SPLIT
SPLITMEM LA    R2,LBCARD+6
         LA    R4,74
         BAL   R10,WORD
         LH    R3,LBOPLEN
         LTR   R3,R3
         BZ    NONAME
         CH    R3,=H'8'
         BH    NONAME
         MVC   LBMEM,LBOP
         BAL   R10,BEGIN
SPLITNXT BAL   R10,NEXT
         BNZ   WHOLEEND
         CLC   LBCARD(6),=C'*COPY '
         BE    SPLITEND
         BAL   R10,PUT
         B     SPLITNXT
SPLITEND BAL   R10,MARK
         B     SPLITMEM
*        MACROS
MACROS   BAL   R10,NEXT
         BNZ   GOOD
         BAL   R10,OPER
         LH    R3,LBOPLEN
         LTR   R3,R3
         BZ    MACROS             A COMMENT
         CLC   LBOP,=CL8'MACRO'
         BNE   NOMACRO
         L     R1,LBCOUNT
         LA    R1,1(R1)
         ST    R1,LBFIRST
         MVC   LBMEM,LBOP
         LA    R5,1
         LA    R6,1
MACPUT   BAL   R10,PUT
MACNEXT  BAL   R10,NEXT
         BNZ   NOMEND
         BAL   R10,OPER
         LH    R3,LBOPLEN
         LTR   R3,R3
         BZ    MACPUT             A COMMENT
         LTR   R6,R6
         BZ    MACBODY
         SR    R6,R6              THE PROTOTYPE
         CH    R3,=H'8'
         BH    NONAME
         MVC   LBMEM,LBOP
         LA    R1,LBMEM
         LINK  LIBNEWN
         LTR   R8,R15
         BNZ   ENDED
         B     MACPUT
MACBODY  CLC   LBOP,=CL8'MACRO'
         BNE   MACMEND
         LA    R5,1(R5)
MACMEND  CLC   LBOP,=CL8'MEND'
         BNE   MACPUT
         BCT   R5,MACPUT
         BAL   R10,PUT
         BAL   R10,MARK
         B     MACROS
GOOD     SR    R8,R8
ENDED    LINK  LIBCLOSE
         RETURN (R8)
EMPTY    LIBMSG 32,LBIN+8,'HAS NO MACRO'
         B     BAD
NOMACRO  LIBWRONG 'BELONGS TO NO MACRO'
         B     BAD
NOMEND   LIBWRONG 'IS THE LAST, AND THE MACRO HAS NO MEND'
         B     BAD
NONAME   LIBWRONG 'HAS NO NAME OF AT MOST 8 CHARACTERS'
BAD      LR    R8,R15
         B     ENDED
         EJECT
*        AGAIN - THE FILE FROM ITS BEGINNING.  LBCARD AND LBOP STAY
*
AGAIN    MVC   LBLINE(16),LBIN+8
         LINK  LIBCLOSE
         LA    R1,LBLINE
         LINK  LIBSRC
         LTR   R8,R15
         BNZ   ENDED
         NI    LBFLAG,255-LBCONT
         BR    R10
*
*        NEXT - THE NEXT CARD.  CODE NOT 0: THERE IS NONE
*
NEXT     LINK  LIBCARD
         L     R4,LBCARDN
         LTR   R8,R15
         BCR   8,R10
         CH    R8,=H'12'
         BNE   ENDED
         LTR   R8,R8
         BR    R10
*
*        BEGIN - THE MEMBER LBMEM
*
BEGIN    L     R1,LBCOUNT
         LA    R1,1(R1)
         ST    R1,LBFIRST
         LA    R1,LBMEM
         LINK  LIBNEWN
         LTR   R8,R15
         BCR   8,R10
         B     ENDED
*
*        PUT - THE CARD INTO THE LIBRARY; MARK - THE END OF THE MEMBER
*
PUT      LINK  LIBKCARD
PUTEND   LTR   R8,R15
         BCR   8,R10
         B     ENDED
MARK     MVC   LBLINE(4),=X'61FFFF61'
         MVI   LBLINE+4,C' '
         MVC   LBLINE+5(75),LBLINE+4
         LA    R1,LBLINE
         LINK  LIBPUT
         B     PUTEND
*
*        OPER - LBOP, LBOPLEN: THE OPERATION OF THE CARD.  0: A
*        COMMENT, BLANK, OR THE CARD CONTINUES ANOTHER
*
OPER     XC    LBOPLEN,LBOPLEN
         TM    LBFLAG,LBCONT
         BZ    OPERNEW
         CLI   LBCARD+71,C' '
         BCR   7,R10
         NI    LBFLAG,255-LBCONT
         BR    R10
OPERNEW  CLI   LBCARD,C'*'
         BCR   8,R10
         CLC   LBCARD(2),=C'.*'
         BCR   8,R10
         CLI   LBCARD+71,C' '
         BE    OPERFLD
         OI    LBFLAG,LBCONT
OPERFLD  LA    R2,LBCARD
         LA    R4,71
OPERNAME CLI   0(R2),C' '         BEHIND THE NAME FIELD
         BE    WORD
         LA    R2,1(R2)
         BCT   R4,OPERNAME
         BR    R10
*
*        WORD - THE NEXT WORD OF THE 4 COLUMNS AT 2: LBOP, LBOPLEN
*
WORD     XC    LBOPLEN,LBOPLEN
         MVC   LBOP,=CL8' '
WORDLOOK CLI   0(R2),C' '
         BNE   WORDHERE
         LA    R2,1(R2)
         BCT   R4,WORDLOOK
         BR    R10
WORDHERE LR    R3,R2
WORDNEXT CLI   0(R2),C' '
         BE    WORDEND
         LA    R2,1(R2)
         BCT   R4,WORDNEXT
WORDEND  LR    R1,R2
         SR    R1,R3
         STH   R1,LBOPLEN
         CH    R1,=H'8'
         BNH   WORDMOVE
         LA    R1,8
WORDMOVE BCTR  R1,0
         EX    R1,MOVE
         BR    R10
MOVE     MVC   LBOP(0),0(R3)
TYPES    DC    CL8'ASP360',CL8'MACRO',CL8'COPY',X'FF'
         LTORG
         END
