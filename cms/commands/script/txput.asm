TXPU     TITLE 'TXPUT - A LINE IS PLACED AND JUSTIFIED'
*
* PURPOSE.    TXPUT    THE LINE BEING FILLED IS PUT OUT; 1 NOT ZERO: IT IS
*                      JUSTIFIED (IF .JU IS IN FORCE)
*             TXPUTAT  THE SAME, 0 COLUMNS FROM THE LEFT, NOT JUSTIFIED
*             TXMARGIN 0 THE LEFT MARGIN OF THE NEXT LINE
* RETURNS     15: 0
* HOW         THE BLANKS WANTING GO INTO THE GAPS BEHIND TXFIXED, TO ALL
*             AS MANY; WHAT IS LEFT GOES TO ONE GAP EACH, FROM THE LEFT,
*             THE NEXT TIME FROM THE RIGHT
* REGISTERS.  2 MARGIN, 3 LENGTH, 4 BLANKS WANTING, 5 BLANKS FOR ALL, 6
*             GAPS, 7 GAPS THAT GET ONE MORE: THE FIRST AND 8 THE LAST, 9
*             PLACE, 12 BASE (OF THE SECTION)
*
CMSTXPU  CSECT
         REGS
         NUCON
         TXBLK
TXPUT    ENTER
         BASE  CMSTXPU
         LR    R5,R1
         LINK  TXMARGIN
         LR    R2,R0
         L     R3,TXLEN
         BAL   R10,CLEAR
         LTR   R5,R5
         BZ    PUTPLAIN
         TM    TXMODE,MJUST
         BZ    PUTPLAIN
         L     R4,TXLL
         SR    R4,R2
         SR    R4,R3
         BNP   PUTPLAIN
         BAL   R10,GAPS
         LTR   R6,R6
         BZ    PUTPLAIN
         BAL   R10,JUSTIFY
         B     PUTOUT
TXPUTAT  ENTER
         BASE  CMSTXPU
         LR    R2,R0
         L     R3,TXLEN
         BAL   R10,CLEAR
PUTPLAIN LTR   R1,R3
         BZ    PUTOUT
         BCTR  R1,0
         LA    R9,TXTEXT(R2)
         EX    R1,PUTMOVE
         AR    R2,R3
         LR    R3,R2
PUTOUT   LR    R0,R3
         OI    TXSTATE,STEXT
         LINK  TXLINES
         NI    TXSTATE,255-STEXT-SWORD
         NI    TXMODE,255-MFIRST
         SR    R0,R0
         ST    R0,TXUNDENT
         ST    R0,TXLEN
         ST    R0,TXFIXED
         TM    TXMODE,MDOUBLE
         BZ    PUTEND
         LA    R0,1
         LINK  TXSPACE
PUTEND   RETURN 0
PUTMOVE  MVC   0(0,R9),TXLINE
CLEAR    MVI   TXTEXT,C' '
         MVC   TXTEXT+1(L'TXTEXT-1),TXTEXT
         BR    R10
*
TXMARGIN ENTER
         BASE  CMSTXPU
         L     R0,TXINDENT
         S     R0,TXUNDENT
         TM    TXMODE,MFIRST
         BO    MARGINED
         A     R0,TXOFFSET
MARGINED RETURN 0,KEEP=R0
         EJECT
*        GAPS - 6 HOW MANY, 5 AND 7, 8 WHAT THEY GET OF 4
*
GAPS     SR    R6,R6
         L     R14,TXFIXED
         LA    R9,TXLINE(R14)     ITS FIRST CHARACTER IS NO BLANK
         LA    R15,TXLINE(R3)
         BCTR  R15,0
GAPLOOK  CR    R9,R15
         BNL   GAPSHARE
         CLI   0(R9),C' '
         BNE   GAPNEXT
         CLI   1(R9),C' '
         BE    GAPNEXT
         LA    R6,1(R6)
GAPNEXT  LA    R9,1(R9)
         B     GAPLOOK
GAPSHARE LTR   R6,R6
         BCR   8,R10
         LR    R15,R4
         SR    R14,R14
         DR    R14,R6
         LR    R5,R15
         LR    R7,R14
         SR    R8,R8
         LTR   R7,R7
         BCR   8,R10
         XI    TXMODE,MRIGHT
         TM    TXMODE,MRIGHT      THIS TIME FROM THE LEFT
         BCR   1,R10
         LR    R8,R7
         SR    R7,R7
         BR    R10
*
*        JUSTIFY - TXLINE, 3 LONG, INTO TXTEXT; 3 ITS END
*
JUSTIFY  LA    R9,TXTEXT(R2)
         LR    R2,R6              GAPS STILL TO COME
         LA    R1,TXLINE
         L     R14,TXFIXED
         LTR   R14,R14
         BZ    JUSTCHAR
JUSTLEAD MVC   0(1,R9),0(R1)
         LA    R9,1(R9)
         LA    R1,1(R1)
         BCTR  R3,0
         BCT   R14,JUSTLEAD
JUSTCHAR MVC   0(1,R9),0(R1)
         LA    R9,1(R9)
         CLI   0(R1),C' '
         BNE   JUSTNEXT
         CLI   1(R1),C' '
         BE    JUSTNEXT
         AR    R9,R5
         LTR   R7,R7
         BNP   JUSTLAST
         BCTR  R7,0
         LA    R9,1(R9)
JUSTLAST CR    R2,R8
         BH    JUSTGAP
         LA    R9,1(R9)
JUSTGAP  BCTR  R2,0
JUSTNEXT LA    R1,1(R1)
         BCT   R3,JUSTCHAR
         LA    R3,TXTEXT
         SR    R9,R3
         LR    R3,R9
         BR    R10
         LTORG
         END
