XEBL     TITLE 'XEBLOCK - PREFIX COMMANDS ARE CARRIED OUT'
*
* PURPOSE.    XEPENDS  ALL PREFIX COMMANDS THAT ARE COMPLETE
*             XECOPY   2 FIRST LINE, 3 HOW MANY, 4 BEHIND WHICH: COPIES OF
*                      THEM GO THERE
* RETURNS     0; XECOPY 41 NO STORAGE: NOTHING IS COPIED
* HOW         SINGLE ONES FIRST, THEN BLOCKS WHOSE TWO ENDS ARE MARKED, THEN
*             COPY OR MOVE WHEN IT IS KNOWN WHERE TO.  A IS A PLACE WHEN
*             THERE IS SOMETHING TO COPY, ELSE IT ADDS LINES.  WHAT IS NOT
*             COMPLETE WAITS.  MOVE IS COPY AND DELETE
* REGISTERS.  2 FIRST LINE, 3 HOW MANY, 4 ENTRY, 5 6 WORK, 7 COUNT, 8 TABLE,
*             9 XEGLOB, 11 EDBLK, 12 BASE (OF THE SECTION)
*
CMSXEBLK CSECT
         REGS
         NUCON
         FILEPLST
         SCRBLK
         EDBLK
         XEGLOB
         USING XEPENDED,R4
XEPENDS  XENTER CMSXEBLK
AGAIN    LA    R8,SINGLES
SINGLE   CLC   0(2,R8),=X'FFFF'
         BE    BLOCKS
         CLC   0(2,R8),=X'C100'   A: A PLACE FOR A COPY
         BNE   SINGLEGO
         LA    R6,SOURCES
         BAL   R10,ANYOF
         BE    SINGLEON
SINGLEGO BAL   R10,FIRST
         BNE   SINGLEON
         L     R2,PNLINE
         BAL   R10,TAKE
         LR    R3,R7
         L     R15,4(R8)
         BAL   R14,CALLIT
         B     AGAIN
SINGLEON LA    R8,8(R8)
         B     SINGLE
CALLIT   ST    R14,EDLINKS
         BR    R15
BLOCKS   LA    R8,DOUBLES
DOUBLE   CLC   0(2,R8),=X'FFFF'
         BE    COPIES
         BAL   R10,PAIR
         BNE   DOUBLEON
         L     R15,4(R8)
         BAL   R14,CALLIT
         B     AGAIN
DOUBLEON LA    R8,8(R8)
         B     DOUBLE
*        COPY AND MOVE
COPIES   LA    R8,PLACES
         BAL   R10,ONEOF
         BNE   DONE
         LA    R8,SOURCES
         BAL   R10,ONEOF
         BNE   DONE
         CLI   1(R8),0
         BE    COPYONE
         BAL   R10,PAIR           CC, MM
         BNE   DONE
         B     COPYTO
COPYONE  BAL   R10,FIRST          C, M
         L     R2,PNLINE
         BAL   R10,TAKE
         LR    R3,R7
         BAL   R10,LIMIT
COPYTO   MVC   EDCHARS(1),0(R8)   C OR M
         LA    R8,PLACES
         BAL   R10,ONEOF
         BAL   R10,FIRST
         L     R6,PNLINE
         MVI   XEWORK,C'F'
         CLI   0(R8),C'P'
         BE    COPYBEF
         CLI   0(R8),C'B'
         BNE   COPYBEH
COPYBEF  BCTR  R6,0               IN FRONT IS BEHIND THE ONE BEFORE
COPYBEH  BAL   R10,TAKE
         LR    R5,R2
         AR    R5,R3              BEHIND THE BLOCK
         CR    R6,R2
         BL    COPYGO
         BCTR  R5,0
         CR    R6,R5
         BL    COPYIN
COPYGO   LR    R4,R6
         LINK  XECOPY
         LTR   R15,R15
         BNZ   DONE
         CLI   EDCHARS,C'M'
         BNE   AGAIN
         CR    R6,R2              THE LINES THEMSELVES GO
         BNL   COPYDEL
         AR    R2,R3
COPYDEL  LR    R0,R2
         LINK  EDGOTO
         LR    R0,R3
         LINK  EDDEL
         B     AGAIN
COPYIN   SAY   'THE PLACE LIES WITHIN THE LINES THEMSELVES: NOTHING IS X
               DONE'
         B     AGAIN
DONE     RETURN 0
         EJECT
*        FIRST - 4 THE FIRST ENTRY WITH THE COMMAND AT 8: CODE 0.  BY
*        BAL R10; USES 5
*
FIRST    LA    R4,EDPENDS
         LA    R5,PNMAX
FIRSTONE CLC   PNCMD,0(R8)
         BCR   8,R10
         LA    R4,8(R4)
         BCT   R5,FIRSTONE
         LTR   R12,R12
         BR    R10
*        TAKE - ENTRY 4 IS TAKEN AWAY, 7 ITS COUNT, 1 WHEN OMITTED.  BY
*        BAL R10
TAKE     LH    R7,PNCOUNT
         XC    PNCMD,PNCMD
         LTR   R7,R7
         BCR   7,R10
         LA    R7,1
         BR    R10
*        PAIR - TWO ENTRIES WITH THE COMMAND AT 8: 2 FIRST LINE, 3 HOW
*        MANY, 7 COUNT; THEY ARE TAKEN AWAY.  CODE 0.  BY BAL R10
PAIR     LR    R6,R10
         BAL   R10,FIRST
         BCR   7,R6
         LR    R1,R4
         LH    R7,PNCOUNT
         L     R2,PNLINE
PAIRNEXT LA    R4,8(R4)
         BCT   R5,PAIRONE
         LTR   R12,R12
         BR    R6
PAIRONE  CLC   PNCMD,0(R8)
         BNE   PAIRNEXT
         L     R3,PNLINE
         LTR   R7,R7
         BNZ   PAIRTAKE
         LH    R7,PNCOUNT
PAIRTAKE XC    PNCMD,PNCMD
         XC    0(2,R1),0(R1)
         LTR   R7,R7
         BNZ   PAIRSORT
         LA    R7,1
PAIRSORT CR    R2,R3
         BNH   PAIRLEN
         XR    R2,R3
         XR    R3,R2
         XR    R2,R3
PAIRLEN  SR    R3,R2
         LA    R3,1(R3)
         CR    R2,R2
         BR    R6
*        ONEOF - 8 THE FIRST COMMAND OF TABLE 8 THAT IS PENDING: CODE 0
*        (CC AND MM: TWICE).  BY BAL R10; USES 4-6
ONEOF    LR    R6,R10
ONEOFONE CLC   0(2,R8),=X'FFFF'
         BE    ONEOFNOT
         BAL   R10,FIRST
         BNE   ONEOFON
         CLI   1(R8),0
         BE    ONEOFIS
ONEOFTWO LA    R4,8(R4)
         BCT   R5,ONEOF2
         B     ONEOFON
ONEOF2   CLC   PNCMD,0(R8)
         BNE   ONEOFTWO
ONEOFIS  CR    R4,R4
         BR    R6
ONEOFON  LA    R8,8(R8)
         B     ONEOFONE
ONEOFNOT LTR   R12,R12
         BR    R6
*        ANYOF - IS ANY COMMAND OF TABLE 6 PENDING: CODE 0.  BY BAL R10;
*        USES 4, 5, 7
ANYOF    LR    R7,R10
         LR    R3,R8
         LR    R8,R6
ANYOFONE CLC   0(2,R8),=X'FFFF'
         BE    ANYOFNOT
         BAL   R10,FIRST
         BE    ANYOFEND
         LA    R8,8(R8)
         B     ANYOFONE
ANYOFNOT LTR   R12,R12
ANYOFEND LR    R8,R3
         BR    R7
*        LIMIT - 3 LINES FROM 2 ON, NO MORE THAN THERE ARE.  BY BAL R10
LIMIT    L     R1,EDLINES
         SR    R1,R2
         LA    R1,1(R1)
         CR    R3,R1
         BCR   13,R10
         LR    R3,R1
         BR    R10
         DS    0F
SINGLES  DC    X'C900',H'0',A(ADD),X'C100',H'0',A(ADD)
         DC    X'C400',H'0',A(DELETE),X'7F00',H'0',A(DOUBLES1)
         DC    X'6E00',H'0',A(SHIFT1),X'4C00',H'0',A(SHIFT1)
         DC    X'6100',H'0',A(CURRENT),X'FFFF'
         DS    0F
DOUBLES  DC    X'C4C4',H'0',A(DELETE),X'7F7F',H'0',A(DUPL)
         DC    X'6E6E',H'0',A(SHIFT),X'4C4C',H'0',A(SHIFT),X'FFFF'
         DS    0F
SOURCES  DC    X'C300',H'0',A(0),X'D400',H'0',A(0)
         DC    X'C3C3',H'0',A(0),X'D4D4',H'0',A(0),X'FFFF'
         DS    0F
PLACES   DC    X'C600',H'0',A(0),X'D700',H'0',A(0),X'C200',H'0',A(0)
         DC    X'C100',H'0',A(0),X'FFFF'
         DS    0F
         EJECT
*        THE COMMANDS: 2 LINE, 3 LINES OR COUNT, 7 COUNT, 8 ENTRY OF THE
*        TABLE.  BACK BY EDLINKS
*
BACK     L     R14,EDLINKS
         BR    R14
CURRENT  ST    R2,XEKEEP
         B     BACK
DELETE   BAL   R10,LIMIT
         LR    R0,R2
         LINK  EDGOTO
         LR    R0,R3
         LINK  EDDEL
         B     BACK
*        3 EMPTY LINES BEHIND LINE 2, THE CURSOR IN THE FIRST
ADD      LR    R0,R2
         LINK  EDGOTO
         L     R5,EDCURNO
         C     R5,EDLINES
         BH    ADDEND
         LA    R5,1(R5)
ADDEND   ST    R5,XEDCOUNT
ADDNEXT  LA    R1,=C' '
         SR    R0,R0
         LINK  EDINS
         LTR   R15,R15
         BNZ   BACK
         BCT   R3,ADDNEXT
         MVC   XECLINE,XEDCOUNT
         B     BACK
*        LINE 2, 7 TIMES MORE
DOUBLES1 LA    R3,1
DUPL     LR    R4,R2
         AR    R4,R3
         BCTR  R4,0
         LR    R5,R7
DUPLNEXT LINK  XECOPY
         LTR   R15,R15
         BNZ   DUPLUNDO
         BCT   R7,DUPLNEXT
         B     BACK
DUPLUNDO SR    R5,R7              NOT ALL FIT: THOSE MADE GO AGAIN
         BZ    BACK
         LA    R0,1(R4)
         LINK  EDGOTO
         MR    R4,R3
         LR    R0,R5
         LINK  EDDEL
         B     BACK
*        LINES SHIFTED BY 7 COLUMNS, BLANKS ONLY ARE LOST
SHIFT1   LA    R3,1
SHIFT    LR    R6,R2
         SR    R5,R5              LINES THAT HAVE NO ROOM
         L     R4,EDTRUNC
SHINEXT  LR    R0,R6
         LINK  EDGOTO
         LINK  EDUNPK
         BAL   R10,MOVE
         LTR   R15,R15
         BNZ   SHIFTEND
         LA    R6,1(R6)
         BCT   R3,SHINEXT
SHIFTEND LTR   R5,R5
         BZ    BACK
         SAY   'LINES WITHOUT ROOM FOR IT ARE NOT SHIFTED'
         B     BACK
*        EDBUF MOVED BY 7, TO THE RIGHT WHEN 8 SAYS >.  BY BAL R10; USES
*        0, 1, 14, 15; ADDS TO 5
MOVE     SR    R15,R15
         CR    R7,R4              MORE THAN THERE IS
         BNL   MOVENOT
         LR    R1,R7
         BCTR  R1,0
         LA    R14,EDBUF          COLUMNS THAT WOULD BE LOST
         CLI   0(R8),C'>'
         BNE   MOVETEST
         AR    R14,R4
         SR    R14,R7
MOVETEST EX    R1,MOVEBLNK
         BNE   MOVENOT
         MVC   EDBUF2,EDBUF
         LR    R1,R4
         BCTR  R1,0
         EX    R1,MOVEWIPE
         LR    R1,R4
         SR    R1,R7
         BCTR  R1,0
         LA    R14,EDBUF(R7)
         LA    R15,EDBUF2
         CLI   0(R8),C'>'
         BE    MOVEIT
         LA    R14,EDBUF
         LA    R15,EDBUF2(R7)
MOVEIT   EX    R1,MOVEMOVE
         LINK  EDTRIM
         LINK  EDCHG
         BR    R10
MOVENOT  LA    R5,1(R5)
         BR    R10
MOVEBLNK CLC   0(0,R14),BLANKS
MOVEWIPE MVC   EDBUF(0),BLANKS
MOVEMOVE MVC   0(0,R14),0(R15)
BLANKS   DC    CL256' '
         EJECT
         DROP  R4
         USING LINE,R5
XECOPY   XENTER CMSXEBLK
         LR    R0,R2
         LINK  EDGOTO
         L     R5,EDCUR
         LR    R0,R4
         LINK  EDGOTO
         LR    R6,R3
COPYNEXT SR    R0,R0
         IC    R0,LNLEN
         LA    R1,LNTEXT
         LINK  EDINS
         LTR   R15,R15
         BNZ   COPYUNDO
         L     R5,LNNEXT
         BCT   R6,COPYNEXT
         RETURN 0
COPYUNDO SR    R3,R6              WHAT HAS BEEN COPIED GOES AGAIN
         BZ    COPYFULL
         LA    R0,1(R4)
         LINK  EDGOTO
         LR    R0,R3
         LINK  EDDEL
COPYFULL RETURN 41
         LTORG
         END
