DRST     TITLE 'DUMPREST - A WHOLE DISK TO TAPE AND BACK'
*
* PURPOSE.    DUMPREST DUMP UNIT ( OPTIONS      THE DISK TO TAPE
*             DUMPREST RESTORE UNIT ( OPTIONS   AND BACK
*             DUMPREST VERIFY UNIT ( OPTIONS    ARE THEY THE SAME
* OPTIONS     TAP1 TO TAP4; TAP2 IS THE RULE
* RETURNS     0; 4 THEY DIFFER; 24 OPERANDS WRONG; 32 NO TAPE OF
*             DUMPREST, OR NOT WHOLE: NOTHING IS CHANGED; 36 NO SUCH DISK
*             OR DRIVE, NO RING, THE DISK IS TOO SMALL OR LOGGED IN; 41 NO
*             STORAGE; 103 I/O ERROR
* TAPE        A BLOCK OF 80 BYTES, 'DUMPREST' AND DATE; A BLOCK A TRACK
*             (DUMPBLK); A BLOCK OF 80, 'DUMPEND ' AND CYLINDERS; TWO TAPE
*             MARKS, THE TAPE STANDS IN FRONT OF THEM
* HOW         RECORDS OF ANY LENGTH, WITH KEYS OR WITHOUT, AS THEY ARE:
*             ANY DISK WHOSE TRACKS HAVE UP TO 120 RECORDS.  THE DISK ENDS
*             WHERE THE ARM CANNOT GO.  RESTORE READS THE TAPE TO ITS END
*             BEFORE THE FIRST TRACK IS WRITTEN
* FILES       DRTRACKS READS, WRITES TRACKS
* REGISTERS.  2 DEVICE, 3 LIST, 4 TRACK ON TAPE, 5 TRACK ON DISK, 6 CODE, 7
*             HEAD, 9 CYLINDER, 10 LINK, 11 WORK AREA, 12 BASE
*
CMSDRST  CSECT
         REGS
         NUCON
         ADT
         DEVICE
         DUMPBLK
         EXTRN TRACKIN,TRACKOUT,CANSEEK
CMSDRST  CSECT
         USING DUMPBLK,R11
         USING DRTRACK,R4
         USING DEVICE,R2
DUMPREST ENTER
         BASE  CMSDRST
         LR    R3,R1
         FREE  BYTES=DRLEN
         LTR   R15,R15
         BNZ   FULL
         LR    R11,R1
         LR    R4,R1
         LA    R5,DRLEN/8
CLEAR    XC    0(8,R4),0(R4)
         LA    R4,8(R4)
         BCT   R5,CLEAR
         FREE  BYTES=DTMOST+DTHLEN
         LTR   R15,R15
         BNZ   FULL
         LR    R4,R1
         FREE  BYTES=DTMOST+DTHLEN
         LTR   R15,R15
         BNZ   FULL
         LR    R5,R1
         LA    R2,DEVX
         MVC   DRLIST(8),=CL8'TAPEIO'
         MVC   DRDEV,=C'TAP2'
         MVC   DRTYPE,8(R3)
         CLC   8(8,R3),=CL8'DUMP'
         BE    OPERAND
         CLC   8(8,R3),=CL8'RESTORE'
         BE    OPERAND
         CLC   8(8,R3),=CL8'VERIFY'
         BNE   WRONG
OPERAND  CALL  GETHEX,16(R3)
         LTR   R15,R15
         BNZ   WRONG
         LTR   R6,R0
         BZ    WRONG
         CH    R0,=H'4095'
         BH    WRONG
         LA    R3,24(R3)
         CLI   0(R3),X'FF'
         BE    LOGGED
         CLI   0(R3),C'('
         BNE   WRONG
         LA    R3,8(R3)
         CLC   0(3,R3),=C'TAP'
         BNE   WRONG
         CLI   3(R3),C'1'
         BL    WRONG
         CLI   3(R3),C'4'
         BH    WRONG
         CLC   4(4,R3),=CL4' '
         BNE   WRONG
         MVC   DRDEV,0(R3)
*        A DISK THAT IS LOGGED IN IS NOT WRITTEN
LOGGED   CLI   DRTYPE,C'R'
         BNE   DISK
         L     R1,AIADT
         USING ADT,R1
LOGNEXT  LTR   R1,R1
         BZ    DISK
         L     R14,ADTDTA
         LTR   R14,R14
         BZ    LOGON
         CH    R6,DEVUNIT-DEVICE(R14)
         BE    LOGGEDIN
LOGON    L     R1,ADTPTR
         B     LOGNEXT
         DROP  R1
DISK     STH   R6,DEVUNIT
         SR    R9,R9
         SR    R7,R7
         LINK  CANSEEK
         LTR   R15,R15
         BNZ   NODISK
         CLI   DRTYPE,C'D'
         BE    DUMP
         BAL   R10,TAPEALL
         B     BACK
*
*        DUMP
*
DUMP     CALL  GETCLK
         MVC   DRLABEL,=CL80'DUMPREST'
         MVC   DRLABEL+8(8),TODATE
         MVC   DRLABEL+16(8),TOTIME
         LA    R1,DRLABEL
         LA    R0,80
         BAL   R10,WRITE
         SR    R9,R9
DUMPCYL  SR    R7,R7
DUMPHEAD LINK  TRACKIN
         CH    R15,=H'1'          THE ARM CANNOT GO THERE
         BE    DUMPEND
         LTR   R15,R15
         BNZ   DISKBAD
         LR    R1,R4
         LH    R0,DTBYTES
         AH    R0,=AL2(DTHLEN)
         BAL   R10,WRITE
         LA    R7,1(R7)
         C     R7,DRHEADS
         BNE   DUMPHEAD
DUMPNEXT LA    R9,1(R9)
         B     DUMPCYL
DUMPEND  LTR   R7,R7
         BZ    DUMPED
         CLC   DRHEADS,=F'0'
         BNE   DISKBAD
         ST    R7,DRHEADS         AS MANY HEADS AS THERE ARE
         B     DUMPNEXT
DUMPED   MVC   DRLABEL(8),=CL8'DUMPEND'
         ST    R9,DRLABEL+24
         MVC   DRLABEL+28(4),DRHEADS
         LA    R1,DRLABEL
         LA    R0,80
         BAL   R10,WRITE
         LA    R1,=CL8'WTM'
         BAL   R10,TAPEDO
         LA    R1,=CL8'WTM'
         BAL   R10,TAPEDO
         LA    R1,=CL8'BSR'
         BAL   R10,TAPEDO
         LA    R1,=CL8'BSR'
         BAL   R10,TAPEDO
         LA    R1,=CL24' CYLINDERS DUMPED'
         B     TELL
*
*        RESTORE, VERIFY: THE TAPE IS GOOD AND STANDS BEHIND ITS LABEL
*
BACK     L     R9,DRCYLS          IS THE DISK LARGE ENOUGH
         BCTR  R9,0
         L     R7,DRHEADS
         BCTR  R7,0
         LINK  CANSEEK
         LTR   R15,R15
         BNZ   SMALL
         SR    R9,R9
BACKCYL  SR    R7,R7
BACKHEAD BAL   R10,READ
         LH    R1,DTCYL
         CR    R1,R9
         BNE   FOREIGN
         LH    R1,DTHEAD
         CR    R1,R7
         BNE   FOREIGN
         CLI   DRTYPE,C'V'
         BE    VERIFY
         LINK  TRACKOUT
         LTR   R15,R15
         BNZ   DISKBAD
BACKON   LA    R7,1(R7)
         C     R7,DRHEADS
         BNE   BACKHEAD
         LA    R9,1(R9)
         C     R9,DRCYLS
         BNE   BACKCYL
         BAL   R10,READ           THE LAST BLOCK
         L     R9,DRCYLS
         LA    R1,=CL24' CYLINDERS RESTORED'
         CLI   DRTYPE,C'R'
         BE    TELL
         CLC   DRBAD,=F'0'
         BE    SAME
         L     R0,DRBAD
         CALL  TODEC,DRDEC
         MVC   ERRLINE,=CL80'           TRACKS OF DISK AND TAPE DIFFER'
         MVC   ERRLINE(10),DRDEC
         TYPE  ERRLINE,80,COLOR=R
         RETURN 4
SAME     LA    R1,=CL24' CYLINDERS ARE THE SAME'
TELL     MVC   ERRLINE(80),=CL80' '
         MVC   ERRLINE+10(24),0(R1)
         LR    R0,R9
         CALL  TODEC,ERRLINE
         TYPE  ERRLINE,40
         RETURN 0
         EJECT
*        VERIFY - TRACK 4 IS READ FROM THE DISK TO 5 AND COMPARED
*
VERIFY   XR    R4,R5
         XR    R5,R4
         XR    R4,R5
         LINK  TRACKIN
         XR    R4,R5
         XR    R5,R4
         XR    R4,R5
         LTR   R15,R15
         BNZ   DISKBAD
         LR    R14,R4
         LR    R15,R5
         LH    R1,DTBYTES
         AH    R1,=AL2(DTHLEN)
VERNEXT  LR    R6,R1
         CH    R6,=H'256'
         BNH   VERPART
         LA    R6,256
VERPART  SR    R1,R6
         BCTR  R6,0
         EX    R6,VERSAME
         BNE   DIFFERS
         LA    R14,1(R6,R14)
         LA    R15,1(R6,R15)
         LTR   R1,R1
         BP    VERNEXT
         B     BACKON
VERSAME  CLC   0(0,R14),0(R15)
DIFFERS  L     R1,DRBAD
         LA    R1,1(R1)
         ST    R1,DRBAD
         CH    R1,=H'10'          TEN ARE TOLD
         BH    BACKON
         MVC   ERRLINE,=CL80'CYLINDER        HEAD        DIFFERS'
         LR    R0,R9
         CALL  TODEC,DRDEC
         MVC   ERRLINE+9(4),DRDEC+6
         LR    R0,R7
         CALL  TODEC,DRDEC
         MVC   ERRLINE+21(4),DRDEC+6
         TYPE  ERRLINE,40
         B     BACKON
*
*        TAPEALL - READ THE TAPE TO THE LAST BLOCK, THEN BACK BEHIND THE
*        FIRST
*
TAPEALL  ST    R10,DRLABEL+76
         BAL   R10,READ
         CLC   0(8,R4),=CL8'DUMPREST'
         BNE   FOREIGN
ALLNEXT  BAL   R10,READ
         CLC   0(8,R4),=CL8'DUMPEND'
         BE    ALLEND
         CLC   DTID,=C'DRTK'
         BNE   FOREIGN
         LH    R1,DTBYTES
         AH    R1,=AL2(DTHLEN)
         C     R1,DRREAD
         BNE   FOREIGN
         L     R1,DRNUMBER
         LA    R1,1(R1)
         ST    R1,DRNUMBER
         B     ALLNEXT
ALLEND   MVC   DRCYLS(4),24(R4)
         MVC   DRHEADS,28(R4)
         L     R1,DRCYLS
         CH    R1,=H'4096'
         BH    FOREIGN
         LTR   R1,R1
         BNP   FOREIGN
         L     R7,DRHEADS
         CH    R7,=H'64'
         BH    FOREIGN
         LTR   R7,R7
         BNP   FOREIGN
         MR    R6,R1
         C     R7,DRNUMBER
         BNE   FOREIGN
         LA    R9,1(R7)
ALLBACK  LA    R1,=CL8'BSR'
         BAL   R10,TAPEDO
         BCT   R9,ALLBACK
         L     R10,DRLABEL+76
         BR    R10
*
*        READ - A BLOCK TO 4.  WRITE - (0) BYTES AT 1
*
READ     ST    R4,DRBUF
         LH    R0,=AL2(DTMOST+DTHLEN)
         ST    R0,DRSIZE
         LA    R1,=CL8'READ'
         B     TAPEDO
WRITE    ST    R1,DRBUF
         ST    R0,DRSIZE
         LA    R1,=CL8'WRITE'
TAPEDO   MVC   DROP,0(R1)
         LA    R1,DRLIST
         CMSCALL
         LTR   R6,R15
         BCR   8,R10
         CH    R6,=H'2'
         BE    TAPEMARK
         CH    R6,=H'8'
         BE    FOREIGN
         CH    R6,=H'6'
         BE    NORING
         CH    R6,=H'3'
         BE    IOBAD
         MVC   ERRLINE,=CL80'TAPN IS NOT ATTACHED TO THE MACHINE'
TELLDEV  MVC   ERRLINE(4),DRDEV
TELL36   TYPE  ERRLINE,80,COLOR=R
         RETURN 36
NORING   MVC   ERRLINE,=CL80'TAPN: THE REEL HAS NO RING'
         B     TELLDEV
IOBAD    RETURN 103
TAPEMARK CLC   DROP,=CL8'BSR'
         BCR   8,R10
         CLC   DROP,=CL8'READ'
         BE    FOREIGN
         FAIL  36,'THE TAPE IS TOO SHORT FOR THE DISK'
FOREIGN  FAIL  32,'THE TAPE IS NOT OF DUMPREST, OR NOT WHOLE'
LOGGEDIN FAIL  36,'THE DISK IS LOGGED IN: RELEASE IT FIRST'
NODISK   FAIL  36,'THERE IS NO SUCH DISK, OR IT IS NOT READY'
SMALL    FAIL  36,'THE DISK HAS FEWER CYLINDERS OR HEADS THAN THE ONE OX
               N TAPE'
DISKBAD  CH    R15,=H'2'
         BE    DISKIO
         CH    R15,=H'5'
         BE    DISKFULL
         FAIL  36,'THE ARM OF THE DISK CANNOT GO THERE'
DISKFULL FAIL  36,'A TRACK HAS MORE THAN 120 RECORDS, OR 16000 BYTES'
DISKIO   LA    R1,=CL8'DUMPREST'
         CALL  IOERR
         RETURN 103
FULL     FAIL  41,'STORAGE IS EXHAUSTED'
WRONG    FAIL  24,'DUMPREST DUMP, RESTORE OR VERIFY, UNIT, ( TAP1 TO TAX
               P4'
         LTORG
         END
