OSAB     TITLE 'OSABEND - ABEND, STAE'
*
* PURPOSE.    OSABENDS  SVC 13: 1 FLAGS (80: A DUMP), SYSTEM CODE (12 BITS),
*                       USER CODE (12)
*             OSABND    1 THE SAME, FROM WITHIN; 0 NAME (8) FOR CODES 806
*                       AND 106
*             OSABNAT   1 THE SAME, 2 PLACE WHERE IT FAILED
*             OSSTAER   SVC 60: 1 LIST, A(EXIT), A(ITS PARAMETER); 0: 0 ONE
*                       MORE, 4 THE LATEST GOES, 8 IN ITS PLACE.  NO EXIT:
*                       THE LATEST GOES
* RETURNS     ABEND NEVER.  STAE 0; 4 NO STORAGE, 8 NONE TO BE TAKEN AWAY,
*             12 NO ADDRESS OF AN EXIT
* HOW         THE LATEST STAE EXIT OF THE PROGRAM IS CALLED, ONCE: 0 ZERO,
*             1 WORK AREA (PARAMETER, CODE, 2 PSWS, 16 REGISTERS), 13 SAVE
*             AREA; 15 FOUR: GO ON AT 0.  ELSE THE ABEND IS TOLD; A SUBTASK
*             OR OSCALL ENDS ALONE; OTHERWISE THE COMMAND IS GIVEN UP, WITH
*             THE CODE (4096 FOR USER CODE 0)
* REGISTERS.  2 PLACE, 3 CODE, 4 STAE, 5 NAME, 10 SVCBLK, 11 OSBLK, 12 BASE
*
CMSOSAB  CSECT
         REGS
         NUCON
         SVCBLK
         OSBLK
         OSWORK
         USING OSBLK,R11
         USING SVCBLK,R10
         USING OSSTAE,R4
ABWORK   DSECT
         DS    18F
ABLINE   DS    CL80
ABHEX    DS    CL8
ABREGS   DS    4F
ABSAVE   DS    18F
ABSTACK  DS    A
ABWHAT   DS    2A                 REGISTERS, PSW
ABLEN    EQU   *-ABWORK-72
CMSOSAB  CSECT
         USING ABWORK,R13
OSABENDS ENTER WORK=ABLEN
         BASE  CMSOSAB
         SR    R5,R5
         B     ABSVC
OSABND   ENTER WORK=ABLEN
         BASE  CMSOSAB
         LR    R5,R0
         L     R2,=X'00FFFFFF'
         NR    R2,R1
         C     R2,=X'00806000'
         BE    ABSVC
         C     R2,=X'00106000'
         BE    ABSVC
         SR    R5,R5
ABSVC    LR    R3,R1
         L     R10,LSTSVC
         L     R2,SVBCALL
         LA    R0,SVBGPRS
         LA    R1,SVBPSW
         STM   R0,R1,ABWHAT
         B     ABGO
OSABNAT  ENTER WORK=ABLEN
         BASE  CMSOSAB
         LR    R3,R1
         SR    R5,R5
         L     R11,OSBLOCK
         MVC   ABSTACK,OSBPSTCK
         LA    R0,PGMREGS
         LA    R1,PGMOPSW
         STM   R0,R1,ABWHAT
ABGO     L     R11,OSBLOCK
         LTR   R11,R11
         BZ    ABTELL
         L     R4,OSBSTAE
         LTR   R4,R4
         BZ    ABTELL
         CLC   OSTRB,OSBRB        OF THIS PROGRAM
         BNE   ABTELL
         MVC   OSBSTAE,OSTNEXT
         B     ABEXIT
ABTELL   BAL   R9,TELL
         ST    R3,OSTCB+TCBCMP-TCBDSECT
         LTR   R11,R11
         BZ    ABGONE
         LR    R1,R3
         LINK  OSCATCH            IT COMES BACK WHEN NOBODY CATCHES IT
         LTR   R3,R3
         BNM   ABGONE
         LM    R0,R1,ABWHAT
         LINK  OSDUMP
ABGONE   N     R3,=X'00FFFFFF'
         BNZ   ABCODE
         LA    R3,1
         SLL   R3,24
ABCODE   LR    R15,R3
         SRL   R15,12
         LTR   R15,R15
         BNZ   ABKILL
         LR    R15,R3
ABKILL   L     R14,AKILLEX
         BR    R14
*
*        TELL - THE MESSAGE.  7 PLACE OF THE ADDRESS
*
TELL     MVC   ABLINE,ABTEXT
         LR    R0,R3
         SRL   R0,12
         N     R0,=X'00000FFF'
         BZ    TELLUSER
         CALL  TOHEX,ABHEX
         MVC   ABLINE+7(3),ABHEX+5
         LA    R7,ABLINE+14
         MVC   ABLINE+10(11),ABTEXT+11
         B     TELLAT
TELLUSER LA    R7,ABLINE+15
         MVI   ABLINE+6,C'U'
         LR    R0,R3
         N     R0,=X'00000FFF'
         CVD   R0,PACKED
         UNPK  ABHEX,PACKED+4(4)
         OI    ABHEX+7,C'0'
         MVC   ABLINE+7(4),ABHEX+4
TELLAT   LA    R0,0(R2)
         CALL  TOHEX,ABHEX
         MVC   0(6,R7),ABHEX+2
         LTR   R5,R5
         BZ    TELLIT
         MVC   6(49,R7),ABTEXT2
         MVC   8(8,R7),0(R5)
TELLIT   TYPE  ABLINE,80,COLOR=R
         BR    R9
ABTEXT   DC    CL80'ABEND S000  AT 000000'
ABTEXT2  DC    CL49': XXXXXXXX IS NOT FOUND, OR CANNOT BE LOADED'
         EJECT
*        ABEXIT - STAE 4 IS CALLED
*
ABEXIT   MVC   OSTWORK(4),OSTPARM
         LR    R1,R3
         N     R1,=X'00FFFFFF'
         ST    R1,OSTWORK+4
         L     R10,LSTSVC
         MVC   OSTWORK+8(8),SVBPSW
         ST    R2,OSTWORK+12
         MVC   OSTWORK+16(8),OSTWORK+8
         MVC   OSTWORK+24(64),SVBGPRS
         STM   R2,R5,ABREGS
         LA    R1,OSTWORK
         SR    R0,R0
         L     R15,OSTEXIT
         ST    R13,OSBABST
         LA    R13,ABSAVE
         BALR  R14,R15
         BALR  R12,0
         USING *,R12
         L     R12,ABBASE
         USING CMSOSAB,R12
         L     R11,OSBLOCK
         L     R13,OSBABST
         LM    R2,R5,ABREGS
         CH    R15,=H'4'
         BE    ABRETRY
         LR    R6,R4
         BAL   R9,ABFREE
         B     ABGO
ABBASE   DC    A(CMSOSAB)
*        GO ON AT 0, ON THE LEVEL OF THE PROGRAM
ABRETRY  LR    R7,R0
         LR    R6,R4
         L     R8,OSTLEV
         BAL   R9,ABFREE
         SSM   NONE
ABPOP    L     R2,LSTSVC
         LTR   R2,R2
         BZ    ABGONE
         CR    R2,R8
         BE    ABAGAIN
         MVC   LSTSVC,SVBPREV-SVCBLK(R2)
         LH    R1,NESTING
         BCTR  R1,0
         STH   R1,NESTING
         MVC   ABSTACK,SVBSTACK-SVCBLK(R2)
         TM    SVBFLAG-SVCBLK(R2),SVBFREED
         BZ    ABPOP
         LR    R1,R2
         FRET  BYTES=SVBLEN
         SSM   NONE
         B     ABPOP
ABAGAIN  MVC   STACK,ABSTACK
         L     R1,=V(OSPGM)
         ST    R1,PGMHOOK
         LR    R15,R7
         LR    R14,R7
         LA    R13,OSAREA
         ENABLE
         SR    R1,R1
         BR    R15
ABFREE   LR    R1,R6
         FRET  BYTES=OSTLEN
         BR    R9
         EJECT
OSSTAER  ENTER
         BASE  CMSOSAB
         LR    R3,R0
         LR    R2,R1
         LA    R2,0(R2)
         L     R4,OSBSTAE
         CH    R3,=H'4'
         BE    STACANC
         LTR   R2,R2
         BZ    STACANC
         L     R5,0(R2)
         LA    R5,0(R5)
         LTR   R5,R5
         BZ    STACANC
         C     R5,=X'00010000'    NOT IN CMS ITSELF
         BL    STABAD
         CL    R5,CORESIZ
         BNL   STABAD
         CH    R3,=H'8'
         BE    STAPLACE
         FREE  BYTES=OSTLEN
         LTR   R15,R15
         BNZ   STAFULL
         LR    R4,R1
         MVC   OSTNEXT,OSBSTAE
         ST    R4,OSBSTAE
STAPLACE LTR   R4,R4
         BZ    STANONE
         ST    R5,OSTEXIT
         MVC   OSTPARM,4(R2)
         MVC   OSTRB,OSBRB
         MVC   OSTLEV,SVBPREV
         RETURN 0
STACANC  LTR   R4,R4
         BZ    STANONE
         MVC   OSBSTAE,OSTNEXT
         LR    R1,R4
         FRET  BYTES=OSTLEN
         RETURN 0
STAFULL  RETURN 4
STANONE  RETURN 8
STABAD   RETURN 12
         LTORG
         END
