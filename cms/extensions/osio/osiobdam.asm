OSBD     TITLE 'OSIOBDAM - DIRECT FILES; WHERE FILES END'
*
* PURPOSE.    OSDIRECT 4 DECB, 8 DCB, 9 BLOCK: READ OR WRITE A BLOCK BY ITS
*                      NUMBER, OR BY KEY FROM THERE ON
*             OSENDS   9 BLOCK: WHEN BLOCKS HAVE BEEN WRITTEN IN FRONT OF
*                      OTHERS (BACKSPACE, WRITE), THE FILE ENDS BEHIND THEM
* HOW         OPTCD R: THE NUMBER COUNTS FROM 0; OTHERWISE IT IS WHAT NOTE
*             GIVES.  KEYS ARE THE FIRST BYTES OF AN ITEM
*             READ INTO 'S' TAKES A BUFFER OF THE POOL (FREEDBUF)
* RETURNS     THE ECB: 7F; 41 AND WHY: 80 NO SUCH BLOCK, 10 NOT POSSIBLE, 08
*             I/O ERROR, 02 NO BUFFER.  OSENDS 15
* REGISTERS.  2 LENGTH OF THE ITEM, 3 BUFFER, 4 DECB, 5 KEY'S LENGTH, 6 7
*             WORK, 8 DCB, 9 BLOCK, 10 11 LINKS, 12 BASE (OF THE SECTION)
*
CMSOSBDM CSECT
         REGS
         NUCON
         FST
         FILEPLST
         OSDCB
         OSFCB
         OSDEB
WORK     DSECT
         DS    18F
FIRST    DS    F
LAST     DS    F
LIST     DS    CL(FPEND+40)
WORKLEN  EQU   *-WORK-72
CMSOSBDM CSECT
         USING WORK,R13
         USING DCB,R8
         USING OSDEB,R9
         USING DECB,R4
OSDIRECT ENTER WORK=WORKLEN
         BASE  CMSOSBDM
         LA    R1,DEBIOBS
         ST    R1,DECIOBPT
         XC    DEBIOBS(IOBLEN),DEBIOBS
         XC    DECECB,DECECB
         LA    R6,X'10'
         CLI   DEBFCB+FCBDEV-OSFCB,FCBDSK
         BNE   BAD
         L     R2,DEBBLK
         SR    R5,R5
         IC    R5,DCBKEYLE
         AR    R2,R5
         L     R1,DECRECPT
         LA    R1,0(R1)
         CL    R1,CORESIZ
         BNL   BAD
         SR    R7,R7
         IC    R7,0(R1)
         SLL   R7,8
         IC    R7,1(R1)
         SLL   R7,8
         IC    R7,2(R1)
         TM    DCBOPTCD,X'08'     ACTUAL ADDRESSES: NOT HERE
         BO    BAD
         TM    DCBOPTCD,X'01'
         BZ    PLACED
         LA    R7,1(R7)
PLACED   LA    R6,X'80'
         LTR   R7,R7
         BZ    BAD
         ST    R7,FIRST
         BAL   R11,ITEMS
         C     R7,LAST
         BH    BAD
         FREE  BYTES=(R2)
         LA    R6,X'20'
         LTR   R15,R15
         BNZ   BAD
         LR    R3,R1
         TM    DECTYPE2,DECBKEY+DECBADD
         BNZ   SEARCH
FOUND    ST    R7,DEBITEM
         ST    R7,DEBFIRST
         TM    DECTYPE2,DECBRD
         BZ    WRITE
         BAL   R11,GETITEM
         L     R1,DECKYADR
         LTR   R5,R5
         BZ    READDATA
         LA    R1,0(R1)
         LTR   R1,R1
         BZ    READDATA
         LR    R6,R5
         BCTR  R6,0
         EX    R6,KEYOUT
READDATA TM    DECTYPE,DECDYN
         BZ    READAREA
         BAL   R11,BUFFER
READAREA LA    R14,0(R5,R3)
         L     R15,DECAREA
         L     R1,DEBBLK
         BAL   R11,MOVE
GOOD     MVI   DECECB,X'7F'
         BAL   R11,GIVE
         L     R1,DECRECPT
         TM    DCBOPTCD,X'10'     FEEDBACK: WHERE IT IS
         BZ    RET
         L     R7,DEBFIRST
         TM    DCBOPTCD,X'01'
         BZ    FEEDBACK
         BCTR  R7,0
FEEDBACK STC   R7,2(R1)
         SRL   R7,8
         STC   R7,1(R1)
         SRL   R7,8
         STC   R7,0(R1)
RET      RETURN 0
WRITE    LTR   R5,R5
         BZ    WRITEDAT
         L     R1,DECKYADR
         LA    R1,0(R1)
         LTR   R1,R1
         BNZ   WRITEKEY
         BAL   R11,GETITEM        THE KEY STAYS
         ST    R7,DEBITEM
         B     WRITEDAT
WRITEKEY LR    R6,R5
         BCTR  R6,0
         EX    R6,KEYIN
WRITEDAT L     R14,DECAREA
         LA    R15,0(R5,R3)
         L     R1,DEBBLK
         BAL   R11,MOVE
         LR    R0,R2
         LR    R1,R3
         LINK  OSDSKWR
         LTR   R15,R15
         BZ    GOOD
         ST    R15,DEBCODE
         MVC   DEBTEXT,=CL8'WRITE'
         LA    R6,X'08'
         B     BADGIVE
KEYOUT   MVC   0(0,R1),0(R3)
KEYIN    MVC   0(0,R3),0(R1)
         EJECT
*        SEARCH - THE ITEM WITH THE KEY, OR A FREE ONE (FF), FROM 7 ON,
*        THEN FROM THE FIRST
*
SEARCH   LA    R6,X'10'
         LTR   R5,R5
         BZ    BADGIVE
         L     R6,LAST
SEARCHNX ST    R7,DEBITEM
         BAL   R11,GETITEM
         TM    DECTYPE2,DECBADD
         BO    SEARCHFF
         L     R1,DECKYADR
         LR    R14,R5
         BCTR  R14,0
         EX    R14,KEYSAME
         BE    FOUND
         B     SEARCHON
SEARCHFF CLI   0(R3),X'FF'
         BE    FOUND
SEARCHON LA    R7,1(R7)
         C     R7,LAST
         BNH   SEARCHCT
         LA    R7,1
SEARCHCT BCT   R6,SEARCHNX
         LA    R6,X'80'
         TM    DECTYPE2,DECBADD
         BZ    BADGIVE
         LA    R6,X'20'
         B     BADGIVE
KEYSAME  CLC   0(0,R3),0(R1)
BADGIVE  BAL   R11,GIVE
BAD      STC   R6,DECECB+1
         MVI   DECECB,X'41'
         RETURN 0
GIVE     LR    R1,R3
         FRET  BYTES=(R2)
         BR    R11
GETITEM  LR    R0,R2
         LR    R1,R3
         LINK  OSDSKRD
         LTR   R15,R15
         BCR   8,R11
         CH    R15,=H'8'          A LONGER ITEM
         BCR   8,R11
         ST    R15,DEBCODE
         MVC   DEBTEXT,=CL8'READ'
         LA    R6,X'08'
         B     BADGIVE
*        BUFFER - DECAREA IS ONE OF THE POOL, WHICH IS THE PROGRAM'S
BUFFER   LA    R6,X'02'
         TM    DCBBUFCA+2,1
         BO    BADGIVE
         L     R1,DCBBUFCA-1
         LA    R15,8
         BAL   R10,OURS
         LR    R7,R1
         L     R1,0(R1)
         LTR   R1,R1
         BZ    BADGIVE
         L     R15,DEBBLK
         BAL   R10,OURS
         LH    R15,6(R7)
         C     R15,DEBBLK
         BL    BADGIVE
         MVC   0(4,R7),0(R1)
         ST    R1,DECAREA
         L     R7,DEBFIRST
         BR    R11
*        OURS - 15 BYTES AT 1, A WORD OF THE USER'S STORAGE
OURS     LA    R1,0(R1)
         LR    R14,R1
         N     R14,=F'3'
         BNZ   BADGIVE
         C     R1,=X'00010000'
         BL    BADGIVE
         AR    R15,R1
         CL    R15,CORESIZ
         BH    BADGIVE
         BR    R10
*        MOVE - 1 BYTES FROM 14 TO 15
MOVE     LA    R14,0(R14)
         LA    R15,0(R15)
MOVENX   CH    R1,=H'256'
         BNH   MOVELAST
         MVC   0(256,R15),0(R14)
         LA    R14,256(R14)
         LA    R15,256(R15)
         SH    R1,=H'256'
         B     MOVENX
MOVELAST BCTR  R1,0
         EX    R1,MOVEIT
         BR    R11
MOVEIT   MVC   0(0,R15),0(R14)
*        ITEMS - LAST IS HOW MANY THE FILE HAS; 6 IS KEPT
ITEMS    XC    LAST,LAST
         MVC   LIST(FPEND),DEBLIST
         CALL  STATE,LIST
         LTR   R15,R15
         BCR   7,R11
         L     R1,LIST+FPBUF-FILEPLST
         HALF  R0,FSTIC-FST(R1)
         ST    R0,LAST
         L     R0,FSTIL-FST(R1)
         ST    R0,LIST+40
         BR    R11
         EJECT
*        OSENDS - ITEMS UP TO DEBTOP ARE COPIED, AND TAKE THE FILE'S PLACE
*
OSENDS   ENTER WORK=WORKLEN
         BASE  CMSOSBDM
         L     R7,DEBTOP
         LTR   R7,R7
         BZ    ENDRET
         BAL   R11,ITEMS
         C     R7,LAST
         BNL   ENDRET
         XC    DEBTOP,DEBTOP
         L     R2,LIST+40
         FREE  BYTES=(R2)
         LTR   R15,R15
         BNZ   ENDBAD
         LR    R3,R1
         LA    R4,LIST
         DROP  R4
         USING FILEPLST,R4
         MVC   FPFT(2),=C'UX'
         LR    R0,R9
         CALL  TOHEX,HEXWORK
         MVC   FPFT+2(6),HEXWORK+2
         BAL   R11,FENCE
         MVC   FPNAME,=CL8'ERASE'
         CALL  ERASE,LIST
         LA    R1,1
         ST    R1,DEBITEM
ENDNEXT  LR    R0,R2
         LR    R1,R3
         LINK  OSDSKRD
         LTR   R15,R15
         BNZ   ENDFAIL
         MVC   FPNAME,=CL8'WRBUF'
         MVC   FPFM,DEBLIST+FPFM-FILEPLST
         XC    FPITEM,FPITEM
         ST    R3,FPBUF
         ST    R0,FPLEN
         MVC   FPFV(4),DEBLIST+FPFV-FILEPLST
         MVC   FPITEMS,=H'1'
         CALL  WRBUF,LIST
         LTR   R15,R15
         BNZ   ENDFAIL
         BCT   R7,ENDNEXT
         MVC   FPNAME,=CL8'FINIS'
         CALL  FINIS,LIST
         LTR   R15,R15
         BNZ   ENDFAIL
         MVC   DEBLIST(8),=CL8'FINIS'
         CALL  FINIS,DEBLIST
         MVC   FPNAME,=CL8'ALTER'
         BAL   R11,FENCE
         MVC   LIST+32(16),DEBLIST+8
         MVC   LIST+48(8),=CL8' '
         MVC   LIST+48(2),FPFM
         MVC   LIST+56(8),=CL8'('
         MVC   LIST+64(8),=CL8'REPLACE'
         CALL  ALTER,LIST
         LTR   R15,R15
         BNZ   ENDFAIL
         LR    R1,R3
         FRET  BYTES=(R2)
ENDRET   RETURN 0
ENDFAIL  LR    R7,R15
         LR    R1,R3
         FRET  BYTES=(R2)
         LR    R15,R7
ENDBAD   ST    R15,DEBCODE
         RETURN
*        FENCE - THE LIST IS ONE OF WORDS, MODE BLANK-PADDED
FENCE    MVC   LIST+26(6),=CL6' '
         MVI   LIST+32,X'FF'
         MVC   LIST+33(47),LIST+32
         BR    R11
         LTORG
         END
