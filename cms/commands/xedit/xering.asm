XERI     TITLE 'XERING - SEVERAL FILES, MESSAGES'
*
* PURPOSE.    XEBEGIN   BEHIND EDOPEN: WHAT A SCREEN NEEDS
*             XEGONE    THE FILE AT 11 LEAVES THE RING
*             XEOTHER   XEDIT NAME TYPE MODE ( OPTIONS: ANOTHER FILE; ONE
*                       THAT IS IN THE RING IS SHOWN; WITHOUT NAMES: THE
*                       NEXT ONE
*             XESAY     1 TEXT, 0 LENGTH: A MESSAGE FOR THE SCREEN
*             XEFLUSH   MESSAGES NOT SHOWN YET ARE TYPED
* RETURNS     XEGONE 0; 4 IT WAS THE LAST ONE.  XEOTHER AS EDTAB SAYS; 16
*             ANOTHER FILE IS SHOWN NOW (XENOW)
* HOW         ALL FILES SHARE THE STORAGE BEHIND THE BLOCKS: WHO IS SHOWN
*             HAS EDHEAP AND THE FREE PIECES
* REGISTERS.  2 WORK, 3 LIST, 4 NEW BLOCK, 5 6 WORK, 9 XEGLOB, 11 EDBLK,
*             12 BASE (OF THE SECTION)
*
CMSXERNG CSECT
         REGS
         NUCON
         FILEPLST
         SCRBLK
         EDBLK
         XEGLOB
XEBEGIN  XENTER CMSXERNG
         CLI   EDSCRN,C'Y'
         BNE   BEGCHG
         MVI   EDMODE,C'E'
BEGCHG   MVI   EDGUARD,C'Y'
         CLC   EDVER2,EDTRUNC
         BNH   BEGWIDE
         MVC   EDVER2,EDTRUNC
BEGWIDE  L     R2,EDJCOUNT        CHANGES MADE AGAIN ARE CHANGES
         C     R2,EDCHANGE
         BNH   BEGEND
         ST    R2,EDCHANGE
BEGEND   SR    R0,R0
         LINK  EDGOTO
         MVI   XECHOME,C'Y'
         RETURN 0
*
XEGONE   XENTER CMSXERNG
         L     R2,XEFILES
         BCTR  R2,0
         ST    R2,XEFILES
         LTR   R2,R2
         BNZ   GONEMORE
         RETURN 4
GONEMORE BAL   R10,UNDO
         MVC   XENOW,XELINK
         MVI   XECHOME,C'Y'
         RETURN 0
*
*        UNDO - BLOCK 11, OF A FILE, IS GIVEN BACK AND LEAVES THE RING;
*        THE ONE BEFORE, XELINK, HAS THE STORAGE.  BY BAL R10; USES 2, 5
*
UNDO     SR    R0,R0
         LINK  EDGOTO
         LA    R0,1
         LINK  EDGOTO
         L     R0,EDLINES
         LINK  EDDROP
         LR    R5,R11
UNDOLAST L     R2,EDRING-EDBLK(R5)
         CR    R2,R11
         BE    UNDOHERE
         LR    R5,R2
         B     UNDOLAST
UNDOHERE MVC   EDRING-EDBLK(4,R5),EDRING
         MVC   EDHEAP-EDBLK(EDHEAPL,R5),EDHEAP
         MVC   EDLEAVE-EDBLK(4,R5),EDLEAVE
         MVC   EDSCRN-EDBLK(1,R5),EDSCRN
         MVC   EDRING,XESPARE
         ST    R11,XESPARE
         ST    R5,XELINK
         BR    R10
         EJECT
XEOTHER  XENTER CMSXERNG
         L     R1,EDARG
         L     R0,EDARGEND
         SR    R0,R1
         BNP   OTHNEXT
         CALL  SCAN
         LR    R3,R1
         CLI   0(R3),X'FF'
         BNE   OTHNEW
OTHNEXT  LINK  EDNOMORE
         L     R4,EDRING
         CR    R4,R11
         BNE   OTHSHOW
         SAY   'THIS IS THE ONLY FILE'
         RETURN 12
*        SHOW BLOCK 4
OTHSHOW  LINK  EDJEND
         MVC   EDHEAP-EDBLK(EDHEAPL,R4),EDHEAP
         MVC   EDLEAVE-EDBLK(4,R4),EDLEAVE
         MVC   EDSCRN-EDBLK(1,R4),EDSCRN
         ST    R4,XENOW
         MVI   XECHOME,C'Y'
         RETURN 16
OTHNEW   LINK  EDJEND
         BAL   R10,BLOCK
         BNZ   OTHFULL
         MVC   XELINK,EDRING      IN THE RING, BEHIND THIS ONE
         ST    R4,EDRING
         LR    R2,R11
         LR    R11,R4
         LINK  EDINIT
         MVC   EDHEAP(EDHEAPL),EDHEAP-EDBLK(R2)
         MVC   EDMOST,EDMOST-EDBLK(R2)
         MVC   EDLEAVE,EDLEAVE-EDBLK(R2)
         MVC   EDSCRN,EDSCRN-EDBLK(R2)
         ST    R9,EDGLOB
         MVC   EDRING,XELINK
         LR    R1,R3
         LINK  EDOPER
         LTR   R15,R15
         BNZ   OTHFAIL
         BAL   R10,IFOPEN
         BZ    OTHOPEN
         LINK  EDOPEN
         LTR   R15,R15
         BNZ   OTHFAIL
         BAL   R10,IFOPEN         THE MODE IS KNOWN NOW
         BZ    OTHOPEN
         L     R5,XEFILES
         LA    R5,1(R5)
         ST    R5,XEFILES
         LINK  XEBEGIN
         ST    R11,XENOW
         RETURN 16
OTHOPEN  LR    R3,R4              IT IS IN THE RING: SHOW IT
         BAL   R10,BACK
         LR    R4,R3
         CR    R4,R11
         BNE   OTHSHOW
         SAY   'THAT IS THE FILE SHOWN'
         RETURN 12
OTHFAIL  BAL   R10,BACK
         RETURN 12
OTHFULL  SAY   'STORAGE IS FULL: NOT ONE MORE FILE',COLOR=R
         RETURN 12
*
*        BACK - THE NEW BLOCK 11 GOES, 11 IS THE ONE BEFORE AGAIN.  BY
*        BAL R10; USES 2, 5, 6
*
BACK     LR    R6,R10
         BAL   R10,UNDO
         L     R11,XELINK
         BR    R6
*
*        IFOPEN - IS THE FILE OF BLOCK 11 IN THE RING ALREADY: CODE 0, 4
*        ITS BLOCK.  BY BAL R10
*
IFOPEN   LR    R4,R11
IFNEXT   L     R4,EDRING-EDBLK(R4)
         CR    R4,R11
         BE    IFNOT
         CLC   EDFN(16),EDFN-EDBLK(R4)
         BNE   IFNEXT
         CLI   EDFM,C'*'
         BCR   8,R10
         CLC   EDFM(1),EDFM-EDBLK(R4)
         BCR   8,R10
         B     IFNEXT
IFNOT    LTR   R12,R12
         BR    R10
         EJECT
*        BLOCK - 4 A NEW BLOCK.  CODE NOT 0: NO STORAGE.  BY BAL R10;
*        USES 5
*
BLOCK    L     R4,XESPARE
         LTR   R4,R4
         BZ    BLKNEW
         MVC   XESPARE,EDRING-EDBLK(R4)
         CR    R4,R4
         BR    R10
BLKNEW   L     R4,EDHEAP
         LA    R5,EDBLEN(R4)
         C     R5,HIMAIN
         BNH   BLKHAVE
         DISABLE
         LA    R6,4095(R5)
         N     R6,=X'00FFF000'
         L     R1,LOWEXT
         S     R1,EDLEAVE
         CR    R6,R1
         BH    BLKNONE
         ST    R6,HIMAIN
         ENABLE
BLKHAVE  ST    R5,EDHEAP
         CR    R4,R4
         BR    R10
BLKNONE  ENABLE
         LTR   R12,R12
         BR    R10
*
XESAY    XENTER CMSXERNG
         LR    R2,R1
         LR    R3,R0
         N     R3,=X'0000FFFF'
         CH    R3,=H'79'
         BNH   SAYLEN
         LA    R3,79
SAYLEN   L     R4,XEMSGN
         CH    R4,=H'6'           THE LAST PLACE IS THE LATEST ONE'S
         BL    SAYNEXT
         LA    R4,5
SAYNEXT  LA    R5,1(R4)
         ST    R5,XEMSGN
         MH    R4,=H'80'
         LA    R4,XEMSG(R4)
         MVI   1(R4),C' '
         MVC   2(78,R4),1(R4)
         STC   R3,0(R4)
         LTR   R3,R3
         BZ    SAYEND
         BCTR  R3,0
         EX    R3,SAYMOVE
SAYEND   RETURN 0
SAYMOVE  MVC   1(0,R4),0(R2)
*
XEFLUSH  XENTER CMSXERNG
         LA    R4,XEMSG
         L     R5,XEMSGN
         XC    XEMSGN,XEMSGN
FLNEXT   LTR   R5,R5
         BZ    SAYEND
         SR    R3,R3
         IC    R3,0(R4)
         TYPE  1(R4),(R3)
         LA    R4,80(R4)
         BCTR  R5,0
         B     FLNEXT
         LTORG
         END
