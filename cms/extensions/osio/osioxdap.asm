OSXD     TITLE 'OSIOXDAP - XDAP, EXCP ON FILES; FREEDBUF'
*
* PURPOSE.    OSXDAP   SVC 0, 1 IOB: ITS CHANNEL PROGRAM, FOR THE FILE OF
*                      ITS DCB
*             OSFREEDB SVC 57, 0 DECB, 1 DCB: THE BUFFER THAT READ TOOK GOES
*                      BACK TO THE DCB'S POOL
* HOW         THE FIRST THREE BYTES OF THE IOB'S BLOCK ADDRESS ARE WHAT NOTE
*             GIVES.  SEARCH ID EQUAL FINDS THAT BLOCK, SEARCH KEY EQUAL THE
*             ONE THAT BEGINS WITH THE KEY, FROM THERE ON; READ AND WRITE
*             (DATA; KEY AND DATA) ARE OF WHAT WAS FOUND.  A BLOCK IS WHAT
*             READ OF BSAM GETS, OR ONE ITEM OF A DIRECT FILE.  WRITE CHANGES
*             BLOCKS THAT ARE THERE.  READ AND WRITE OF BSAM GO ON WHERE THEY
*             WERE
* RETURNS     THE ECB: 7F; 41 AND STATUS AND SENSE IN THE IOB.  ABEND 400: NO
*             IOB, ECB, OR DCB THAT IS OPEN
* REGISTERS.  2 ROOM FOR A BLOCK, 3 IOB, 4 DECB, 5 CCW, 6 WORK, 7 ITEM, 8
*             DCB, 9 BLOCK, 10 11 LINKS, 12 BASE (OF THE SECTION)
*
CMSOSXDP CSECT
         REGS
         NUCON
         OSDCB
         OSFCB
         FILEPLST
         OSDEB
*        THE IOB OF A PROGRAM
XIOB     DSECT
XIOFLAG  DS    XL2
XIOSENSE DS    XL2
REJECT   EQU   X'80'              COMMAND REJECT
NOTREADY EQU   X'40'              INTERVENTION REQUIRED
DATACHK  EQU   X'08'              DATA CHECK
NORECORD EQU   X'08'              ... SECOND BYTE: NO RECORD FOUND
PROTECT  EQU   X'04'              ... SECOND BYTE: FILE PROTECTED
XIOECB   DS    A                  BYTE 0: COMPLETION CODE
XIOCSW   DS    XL8                BYTE 0: FLAGS
XIOSTART DS    A                  CHANNEL PROGRAM
XIODCB   DS    A
         DS    2A
XIOSEEK  DS    XL8                BLOCK
XIOLEN   EQU   *-XIOB
CHAINCC  EQU   X'40'              FLAGS OF A CCW
CHAINCD  EQU   X'80'
SLI      EQU   X'20'
SKIP     EQU   X'10'
WORK     DSECT
         DS    18F
ECBAT    DS    A
BUFFER   DS    A
HAVE     DS    F                  BYTES OF THE BLOCK FOUND, 0: NONE
MORE     DS    F                  BYTES OF IT BEHIND THE CCW
KEY      DS    F                  LENGTH OF ITS KEY
STEPS    DS    F
LEFT     DS    F                  RESIDUAL COUNT
KEEPIT   DS    F                  DEBITEM, DEBFIRST, DEBTOP
KEEPFST  DS    F
KEEPTOP  DS    F
STATUS   DS    XL2
SENSE    DS    XL2
LINK11   DS    F
EVENT    DS    XL28               DECB
WORKLEN  EQU   *-WORK-72
CMSOSXDP CSECT
         USING WORK,R13
         USING DCB,R8
         USING OSDEB,R9
         USING DECB,R4
         USING XIOB,R3
OSXDAP   ENTER WORK=WORKLEN
         BASE  CMSOSXDP
         LA    R3,0(R1)
         LR    R1,R3
         LA    R0,XIOLEN
         BAL   R10,OURS
         L     R1,XIOECB
         LA    R0,4
         BAL   R10,OURS
         ST    R1,ECBAT
         L     R1,XIODCB
         L     R15,=V(OSFIND)
         BALR  R14,R15
         LTR   R15,R15
         BNZ   BADIOB
         L     R1,ECBAT
         XC    0(4,R1),0(R1)
         MVC   KEEPIT,DEBITEM
         MVC   KEEPFST,DEBFIRST
         MVC   KEEPTOP,DEBTOP
         XC    HAVE,HAVE
         XC    LEFT,LEFT
         XC    SENSE,SENSE
         MVC   STATUS,=X'0E00'    CHANNEL END, DEVICE END, UNIT CHECK
         LA    R4,EVENT
         L     R5,XIOSTART
         LA    R5,0(R5)
         MVI   SENSE,NOTREADY
         CLI   DEBFCB+FCBDEV-OSFCB,FCBDSK
         BNE   POST
         SR    R1,R1              ROOM FOR THE LONGEST BLOCK
         IC    R1,DCBKEYLE
         LH    R2,DCBBLKSI
         C     R2,DEBBLK
         BNL   ROOM
         L     R2,DEBBLK
ROOM     AR    R2,R1
         FREE  BYTES=(R2)
         LTR   R15,R15
         BNZ   POST
         ST    R1,BUFFER
         MVI   SENSE,0
         SR    R7,R7              BLOCK TO BEGIN WITH
         IC    R7,XIOSEEK
         SLL   R7,8
         IC    R7,XIOSEEK+1
         SLL   R7,8
         IC    R7,XIOSEEK+2
         LA    R1,200             A CHANNEL PROGRAM ENDS
         ST    R1,STEPS
COMMAND  L     R1,STEPS
         BCTR  R1,0
         ST    R1,STEPS
         LTR   R1,R1
         BNP   PROGRAM
         LR    R1,R5
         N     R1,=F'7'
         BNZ   PROGRAM
         C     R5,=X'00010000'
         BL    PROGRAM
         LA    R1,8(R5)
         CL    R1,CORESIZ
         BH    PROGRAM
         LA    R14,CODES
CODELOOK CLC   0(1,R14),0(R5)
         BE    CODEHERE
         LA    R14,4(R14)
         CLI   0(R14),X'FF'
         BNE   CODELOOK
         MVI   SENSE,REJECT
         B     DONE
CODEHERE LH    R15,2(R14)
         B     0(R15,R12)
CODES    DS    0F
         DC    X'3100',AL2(SEARCHID-CMSOSXDP)
         DC    X'2900',AL2(SEARCHKY-CMSOSXDP)
         DC    X'0800',AL2(TIC-CMSOSXDP)
         DC    X'0300',AL2(NEXT-CMSOSXDP)
         DC    X'0700',AL2(NEXT-CMSOSXDP)
         DC    X'0B00',AL2(NEXT-CMSOSXDP)
         DC    X'1B00',AL2(NEXT-CMSOSXDP)
         DC    X'0600',AL2(READ-CMSOSXDP)
         DC    X'0E00',AL2(READ-CMSOSXDP)
         DC    X'0500',AL2(WRITE-CMSOSXDP)
         DC    X'0D00',AL2(WRITE-CMSOSXDP)
         DC    X'FF'
         DS    0H
*        NEXT - IF COMMANDS ARE CHAINED.  FOUNDIT: BEHIND A SEARCH THE TIC
*        IS PASSED OVER
FOUNDIT  TM    4(R5),CHAINCC
         BZ    GOOD
         LA    R5,16(R5)
         B     COMMAND
NEXT     TM    4(R5),CHAINCC
         BZ    GOOD
         LA    R5,8(R5)
         B     COMMAND
TIC      L     R5,0(R5)
         LA    R5,0(R5)
         B     COMMAND
SEARCHID BAL   R11,GETBLOCK
         LTR   R15,R15
         BNZ   NOTFOUND
         SR    R1,R1
         TM    DEBORG,DCBDA
         BZ    SEARCHED
         IC    R1,DCBKEYLE
SEARCHED ST    R1,KEY
         B     FOUNDIT
SEARCHKY BAL   R10,AREA
         LTR   R6,R6
         BZ    PROGRAM
         CH    R6,=H'256'
         BH    PROGRAM
         ST    R6,KEY
KEYNEXT  BAL   R11,GETBLOCK
         LTR   R15,R15
         BNZ   NOTFOUND
         BAL   R10,AREA
         C     R6,HAVE
         BH    KEYMORE
         L     R15,BUFFER
         BCTR  R6,0
         EX    R6,KEYSAME
         BE    FOUNDIT
KEYMORE  LA    R15,12
         C     R7,DEBITEM         THE BLOCK BEHIND IT, UNLESS NO
         BE    NOTFOUND           ... RECORD HAS ROOM IN ONE
         L     R7,DEBITEM
         B     KEYNEXT
KEYSAME  CLC   0(0,R1),0(R15)
         EJECT
*        READ AND WRITE: BYTES FROM THE BLOCK, OR ITS DATA
*
READ     BAL   R11,PART
         TM    4(R5),SKIP
         BO    LENGTH
         LR    R0,R6
         BAL   R11,MOVE
         B     LENGTH
WRITE    BAL   R11,PART
         CLI   DEBMODE,DEBIN
         BE    NOWRITE
         LR    R0,R14             TO THE BLOCK
         LR    R14,R15
         LR    R15,R0
         LR    R0,R6
         BAL   R11,MOVE
         L     R14,BUFFER         ZEROS BEHIND, AS ON A DISK
         A     R14,HAVE
CLEAR    CR    R15,R14
         BNL   CLEARED
         MVI   0(R15),0
         LA    R15,1(R15)
         B     CLEAR
CLEARED  BAL   R11,PUTBLOCK
         LTR   R15,R15
         BNZ   NOTDONE
LENGTH   TM    4(R5),SLI
         BO    NEXT
         CLC   LEFT,=F'0'
         BNE   WRONGLEN
         CLC   MORE,=F'0'
         BE    NEXT
WRONGLEN MVC   STATUS,=X'0C40'
         B     DONE
NOWRITE  MVI   SENSE+1,PROTECT
         B     DONE
NOTFOUND CH    R15,=H'12'
         BNE   NOTDONE
         MVI   SENSE+1,NORECORD
         B     DONE
NOTDONE  MVI   SENSE,DATACHK
         B     DONE
PROGRAM  MVC   STATUS,=X'0020'
         B     DONE
GOOD     MVC   STATUS,=X'0C00'
DONE     L     R1,BUFFER
         FRET  BYTES=(R2)
         MVC   DEBITEM,KEEPIT
         MVC   DEBFIRST,KEEPFST
         MVC   DEBTOP,KEEPTOP
POST     MVC   XIOSENSE,SENSE
         LA    R5,8(R5)
         ST    R5,LINK11
         MVC   XIOCSW+1(3),LINK11+1
         MVC   XIOCSW+4(2),STATUS
         MVC   XIOCSW+6(2),LEFT+2
         L     R1,ECBAT
         LA    R15,X'7F'
         CLC   STATUS,=X'0C00'
         BE    POSTED
         LA    R15,X'41'
POSTED   STC   R15,XIOECB
         STC   R15,0(R1)
         RETURN 0
         EJECT
*        PART - 14 WHERE THE CCW'S BYTES ARE IN THE BLOCK, 15 IN THE
*        PROGRAM, 6 HOW MANY; LEFT AND MORE
*
PART     MVI   SENSE,REJECT       WHAT WAS NOT LOOKED FOR
         L     R14,HAVE
         LTR   R14,R14
         BZ    DONE
         MVI   SENSE,0
         BAL   R10,AREA
         LTR   R6,R6
         BZ    PROGRAM
         LR    R15,R1
         SR    R0,R0
         TM    0(R5),X'08'        KEY AND DATA
         BO    PARTALL
         L     R0,KEY
PARTALL  SR    R14,R0
         BM    WRONGLEN
         LR    R1,R14             BYTES OF THE BLOCK
         SR    R1,R6
         BNM   PARTLEN
         LCR   R1,R1
         ST    R1,LEFT
         LR    R6,R14
         SR    R1,R1
PARTLEN  ST    R1,MORE
         L     R14,BUFFER
         AR    R14,R0
         BR    R11
*        AREA - 1 THE CCW'S AREA, 6 ITS LENGTH
AREA     TM    4(R5),CHAINCD
         BO    PROGRAM
         SR    R6,R6
         IC    R6,6(R5)
         SLL   R6,8
         IC    R6,7(R5)
         L     R1,0(R5)
         LA    R1,0(R1)
         C     R1,=X'00010000'
         BL    PROGRAM
         LR    R15,R1
         AR    R15,R6
         CL    R15,CORESIZ
         BH    PROGRAM
         BR    R10
*        MOVE - 0 BYTES FROM 14 TO 15, WHICH IS BEHIND THEM THEN
MOVE     LR    R1,R0
MOVENEXT CH    R1,=H'256'
         BNH   MOVELAST
         MVC   0(256,R15),0(R14)
         LA    R14,256(R14)
         LA    R15,256(R15)
         SH    R1,=H'256'
         B     MOVENEXT
MOVELAST LTR   R1,R1
         BCR   8,R11
         BCTR  R1,0
         EX    R1,MOVEIT
         LA    R15,1(R1,R15)
         BR    R11
MOVEIT   MVC   0(0,R15),0(R14)
*        OURS - 0 BYTES AT 1, WORDS OF THE USER'S STORAGE
OURS     LA    R1,0(R1)
         LR    R15,R1
         N     R15,=F'3'
         BNZ   BADIOB
         C     R1,=X'00010000'
         BL    BADIOB
         LR    R15,R1
         AR    R15,R0
         CL    R15,CORESIZ
         BCR   12,R10
BADIOB   SR    R9,R9
         LA    R0,X'400'
         LA    R1,BADTEXT
         LINK  OSABEND
BADTEXT  DC    AL1(L'BADTEXTT)
BADTEXTT DC    C'XDAP, EXCP: NO IOB, OR ITS DCB IS NOT OPEN, OR NO ECB'
         DS    0H
         EJECT
*        GETBLOCK - ITEM 7 AND WHAT BELONGS TO IT INTO THE BUFFER: HAVE.
*        15: 0; 12 IT IS NOT THERE; ELSE IT CANNOT BE READ
*
GETBLOCK ST    R11,LINK11
         XC    HAVE,HAVE
         LA    R15,12
         LTR   R7,R7
         BZ    GETRET
         ST    R7,DEBITEM
         TM    DEBORG,DCBDA
         BO    GETDA
         MVI   DECTYPE,DECSLEN
         MVI   DECTYPE2,DECRSF
         MVC   DECAREA,BUFFER
         ST    R8,DECDCBAD
         LINK  OSGETBLK
         LA    R15,12
         CLI   DECECB,X'42'
         BE    GETRET
         LA    R15,3
         CLI   DECECB,X'7F'
         BNE   GETRET
         L     R1,DEBSIZE
         LA    R15,DEBIOBS
         SH    R1,IOBLEFT-IOB(R15)
         ST    R1,HAVE
         SR    R15,R15
         B     GETRET
GETDA    LR    R0,R2
         L     R1,BUFFER
         LINK  OSDSKRD
         LTR   R15,R15
         BNZ   GETRET
         ST    R0,HAVE
GETRET   L     R11,LINK11
         BR    R11
*        PUTBLOCK - THE BLOCK GOES BACK, ITEM BY ITEM.  15 CODE
PUTBLOCK ST    R11,LINK11
         ST    R7,DEBITEM
         L     R6,BUFFER
         L     R10,HAVE
         TM    DEBORG,DCBDA
         BO    PUTONE
         TM    DEBFMT,RECU
         BO    PUTONE
         TM    DEBFMT,RECV
         BO    PUTV
PUTF     LTR   R10,R10
         BNP   PUTGOOD
         L     R0,DEBLRECL
         LR    R1,R6
         AR    R6,R0
         SR    R10,R0
         LINK  OSDSKWR
         LTR   R15,R15
         BZ    PUTF
         B     GETRET
PUTV     LA    R6,4(R6)           BEHIND THE BLOCK'S LENGTH
         SH    R10,=H'4'
PUTVNEXT LTR   R10,R10
         BNP   PUTGOOD
         HALF  R1,0(R6)
         LA    R15,3
         CH    R1,=H'4'
         BNH   GETRET
         CR    R1,R10
         BH    GETRET
         LR    R0,R1
         SH    R0,=H'4'
         SR    R10,R1
         AR    R1,R6
         LR    R15,R6
         LR    R6,R1
         LA    R1,4(R15)
         LINK  OSDSKWR
         LTR   R15,R15
         BZ    PUTVNEXT
         B     GETRET
PUTONE   LR    R0,R10
         LR    R1,R6
         LINK  OSDSKWR
         B     GETRET
PUTGOOD  SR    R15,R15
         B     GETRET
         DROP  R3
         EJECT
*        OSFREEDB.  A DECB WITHOUT A BUFFER OF THE POOL IS LEFT ALONE
*
OSFREEDB ENTER WORK=WORKLEN
         BASE  CMSOSXDP
         LR    R4,R0
         L     R15,=V(OSFIND)
         BALR  R14,R15
         LTR   R15,R15
         BNZ   FDBNOT
         LR    R1,R4
         LA    R0,28
         BAL   R10,OURS
         LR    R4,R1
         L     R1,DCBBUFCA-1
         LA    R0,8
         TM    DCBBUFCA+2,1
         BO    FDBRET
         BAL   R10,OURS
         LR    R5,R1              POOL: FIRST FREE, HOW MANY, HOW LONG
         LH    R7,4(R5)
         MH    R7,6(R5)
         L     R6,DECAREA
         LA    R6,0(R6)
         LR    R1,R6
         SR    R1,R5
         SH    R1,=H'8'
         BM    FDBRET
         CR    R1,R7
         BNL   FDBRET
         SR    R0,R0
         LH    R15,6(R5)
         LTR   R15,R15
         BNP   FDBRET
         DR    R0,R15
         LTR   R0,R0
         BNZ   FDBRET
         TM    DECTYPE,DECDYN
         BZ    FDBRET
         LR    R1,R6
         LA    R0,4
         BAL   R10,OURS
         MVC   0(4,R6),0(R5)
         ST    R6,0(R5)
         XC    DECAREA,DECAREA
FDBRET   RETURN 0
FDBNOT   L     R15,=V(OSNODEB)
         BR    R15
         LTORG
         END
