EDLN     TITLE 'EDLINE - THE LINES OF THE FILE IN STORAGE'
*
* PURPOSE.    EDLINK    1 TEXT, 0 LENGTH: A NEW LINE BEHIND THE PRESENT
*                       ONE (AT EOF: BEHIND THE LAST); IT IS THE
*                       PRESENT ONE THEN
*             EDINS     THE SAME, RECORDED AS A CHANGE
*             EDINSBUF  THE SAME WITH EDBUF
*             EDCHG     EDBUF BECOMES THE PRESENT LINE; RECORDED
*             EDDEL     0 LINES FROM THE PRESENT ONE ON GO; THE NEXT IS
*                       THE PRESENT ONE; RECORDED
*             EDDROP    THE SAME, NOT RECORDED
*             EDUNPK    EDBUF, EDBUFL GET THE PRESENT LINE
*             EDTRIM    EDBUFL: LENGTH OF EDBUF WITHOUT BLANKS BEHIND
*             EDGOTO    LINE NUMBER 0 IS THE PRESENT ONE, IF THERE IS
*             ONE 0; 41 NO STORAGE: TOLD, NOTHING HAS CHANGED
* HOW         A PIECE OF STORAGE HAS 8 BYTES MORE THAN THE TEXT, IN
*             DOUBLEWORDS.  PIECES GIVEN BACK ARE CHAINED BY THEIR SIZE
* REGISTERS.  2 TEXT, 3 LENGTH, 4 LINE, 5-8 WORK, 11 EDBLK, 12 BASE (OF
*             THE SECTION)
*
CMSEDLIN CSECT
         REGS
         NUCON
         FILEPLST
         EDBLK
         USING LINE,R4
EDLINK   ENTER
         BASE  CMSEDLIN
         LR    R2,R1
         LR    R3,R0
         BAL   R10,NEWLINE
         LTR   R15,R15
         BNZ   FULL
         RETURN 0
*
EDINSBUF ENTER
         BASE  CMSEDLIN
         LA    R2,EDBUF
         L     R3,EDBUFL
         B     INSERT
EDINS    ENTER
         BASE  CMSEDLIN
         LR    R2,R1
         LR    R3,R0
INSERT   BAL   R10,NEWLINE
         LTR   R15,R15
         BNZ   FULL
         LR    R1,R2
         LR    R0,R3
         LA    R2,C'I'
         L     R3,EDCURNO
         BCTR  R3,0
         LINK  EDJADD
         RETURN 0
FULL     SAY   'STORAGE IS FULL: THE LINE IS NOT CHANGED.  SAVE THE FILX
               E',COLOR=R
         RETURN 41
*
*        NEWLINE - TEXT 2, LENGTH 3 BEHIND THE PRESENT LINE.  15: 0, 41
*
NEWLINE  LR    R5,R3
         BAL   R9,GET
         LTR   R15,R15
         BCR   7,R10
         L     R6,EDCUR
         L     R7,EDCURNO
         LA    R8,EDEND
         CR    R6,R8
         BNE   NEWBACK
         L     R6,EDEND+LNPREV-LINE
         BCTR  R7,0
NEWBACK  L     R8,0(R6)           6 BEFORE, 8 BEHIND
         LA    R8,0(R8)
         ST    R8,LNNEXT
         STC   R3,LNLEN
         ST    R6,LNPREV
         ST    R4,LNPREV-LINE(R8)
         LA    R4,0(R4)
         IC    R5,0(R6)
         ST    R4,0(R6)
         STC   R5,0(R6)
         ST    R4,EDCUR
         LA    R7,1(R7)
         ST    R7,EDCURNO
         L     R7,EDLINES
         LA    R7,1(R7)
         ST    R7,EDLINES
         SR    R15,R15
         LTR   R5,R3
         BCR   8,R10
         BCTR  R5,0
         EX    R5,NEWMOVE
         BR    R10
NEWMOVE  MVC   LNTEXT(0),0(R2)
         EJECT
*        GET - 4 A PIECE FOR 5 CHARACTERS.  15: 0, 41.  USES 5-8, 14
*
GET      LA    R5,15(R5)
         SRL   R5,3               DOUBLEWORDS
         SR    R15,R15
         LR    R6,R5
         SLL   R6,2
         LA    R6,EDFREE(R6)
         L     R4,0(R6)
         LTR   R4,R4
         BZ    GETNEW
         MVC   0(4,R6),0(R4)
         BR    R9
GETNEW   LR    R7,R5
         SLL   R7,3
         L     R4,EDHEAP
         AR    R7,R4
         C     R7,HIMAIN
         BNH   GETHAVE
         DISABLE
         LA    R8,4095(R7)
         N     R8,=X'00FFF000'
         L     R14,LOWEXT
         S     R14,EDLEAVE
         CR    R8,R14
         BH    GETSPLIT
         ST    R8,HIMAIN
         ENABLE
GETHAVE  ST    R7,EDHEAP
         BR    R9
GETSPLIT ENABLE
         LA    R7,EDFREE+L'EDFREES-4   A LARGER PIECE, ITS REST FREE
         CR    R6,R7
         BE    GETNONE
         LA    R6,4(R6)
GETLARGE L     R4,0(R6)
         LTR   R4,R4
         BNZ   GETCUT
         CR    R6,R7
         LA    R6,4(R6)
         BNE   GETLARGE
GETNONE  LA    R15,41
         BR    R9
GETCUT   MVC   0(4,R6),0(R4)
         LA    R7,EDFREE
         SR    R6,R7
         SRL   R6,2
         SR    R6,R5              DOUBLEWORDS LEFT
         SLL   R5,3
         AR    R5,R4
         SLL   R6,2
         LA    R6,EDFREE(R6)
         MVC   0(4,R5),0(R6)
         ST    R5,0(R6)
         BR    R9
*
*        GIVE - LINE 4 IS FREE.  USES 5, 6
*
GIVE     SR    R5,R5
         IC    R5,LNLEN
         LA    R5,15(R5)
         SRL   R5,3
         SLL   R5,2
         LA    R6,EDFREE(R5)
         MVC   0(4,R4),0(R6)
         LA    R4,0(R4)
         ST    R4,0(R6)
         BR    R9
         EJECT
EDCHG    ENTER
         BASE  CMSEDLIN
         L     R3,EDBUFL
         L     R4,EDCUR
         SR    R5,R5
         IC    R5,LNLEN
         LA    R6,15(R5)
         SRL   R6,3
         LA    R7,15(R3)
         SRL   R7,3
         CR    R6,R7
         BE    CHGSAME
         LR    R2,R4
         LR    R5,R3
         BAL   R9,GET
         LTR   R15,R15
         BNZ   FULL
         MVC   0(8,R4),0(R2)      IN ITS PLACE
         L     R6,LNPREV
         L     R7,0(R6)
         N     R7,=X'FF000000'
         OR    R7,R4
         ST    R7,0(R6)
         L     R6,LNNEXT
         LA    R6,0(R6)
         ST    R4,LNPREV-LINE(R6)
         ST    R4,EDCUR
         XR    R2,R4
         XR    R4,R2
         XR    R2,R4
         BAL   R9,GIVE
         LR    R4,R2
CHGSAME  STC   R3,LNLEN
         LTR   R5,R3
         BZ    CHGTOLD
         BCTR  R5,0
         EX    R5,CHGMOVE
CHGTOLD  LA    R1,EDBUF
         LR    R0,R3
         LA    R2,C'R'
         L     R3,EDCURNO
         LINK  EDJADD
         RETURN 0
CHGMOVE  MVC   LNTEXT(0),EDBUF
*
EDDEL    ENTER
         BASE  CMSEDLIN
         LR    R10,R0
         LINK  EDDROP
         ST    R10,EDOUT
         LA    R1,EDOUT
         LA    R0,4
         LA    R2,C'D'
         L     R3,EDCURNO
         LINK  EDJADD
         RETURN 0
*
EDDROP   ENTER
         BASE  CMSEDLIN
         LR    R10,R0
         LTR   R10,R10
         BNP   DROPEND
DROPNEXT L     R4,EDCUR
         LA    R5,EDEND
         CR    R4,R5
         BE    DROPEND
         LA    R5,EDTOP
         CR    R4,R5
         BE    DROPEND
         L     R6,LNPREV
         L     R7,LNNEXT
         LA    R7,0(R7)
         ST    R7,EDCUR
         L     R8,0(R6)
         N     R8,=X'FF000000'
         OR    R8,R7
         ST    R8,0(R6)
         ST    R6,LNPREV-LINE(R7)
         BAL   R9,GIVE
         L     R8,EDLINES
         BCTR  R8,0
         ST    R8,EDLINES
         BCT   R10,DROPNEXT
DROPEND  RETURN 0
         EJECT
EDUNPK   ENTER
         BASE  CMSEDLIN
         L     R4,EDCUR
         MVI   EDBUF,C' '
         MVC   EDBUF+1(255),EDBUF
         SR    R3,R3
         IC    R3,LNLEN
         ST    R3,EDBUFL
         LTR   R3,R3
         BZ    UNPKEND
         BCTR  R3,0
         EX    R3,UNPKMOVE
UNPKEND  RETURN 0
UNPKMOVE MVC   EDBUF(0),LNTEXT
*
EDTRIM   ENTER
         BASE  CMSEDLIN
         LA    R3,L'EDBUF-1
         LA    R2,EDBUF+L'EDBUF-2
TRIMNEXT CLI   0(R2),C' '
         BNE   TRIMEND
         BCTR  R2,0
         BCT   R3,TRIMNEXT
TRIMEND  ST    R3,EDBUFL
         RETURN 0
*
EDGOTO   ENTER
         BASE  CMSEDLIN
         LR    R2,R0
         L     R4,EDCUR
         L     R3,EDCURNO
GOTONEXT CR    R3,R2
         BE    GOTOEND
         BL    GOTODOWN
         L     R4,LNPREV
         LTR   R4,R4
         BZ    GOTOEND
         BCTR  R3,0
         B     GOTOSET
GOTODOWN L     R4,LNNEXT
         LA    R4,0(R4)
         LTR   R4,R4
         BZ    GOTOEND
         LA    R3,1(R3)
GOTOSET  ST    R4,EDCUR
         ST    R3,EDCURNO
         B     GOTONEXT
GOTOEND  RETURN 0
         LTORG
         END
