OSOP     TITLE 'OSIOPEN - OPEN'
*
* PURPOSE.    OSOPEN   SVC 19: OPEN THE DCBS OF LIST 1
*             OSOPENJ  SVC 22: WITH THE JFCBS THAT THEIR EXIT LISTS NAME
* RETURNS     0; 8 ONE WAS NOT OPENED, WHICH HAS BEEN TOLD: DCBOFLGS SAYS
*             WHICH ARE OPEN.  ABEND 013: ATTRIBUTES THAT CANNOT BE, 80A: NO
*             STORAGE
* HOW         EACH OPEN DCB HAS A BLOCK (OSDEB).  ATTRIBUTES: DCB, FILEDEF,
*             FILE, THEN THE EXIT OF THE DCB, THEN WHAT IS STILL MISSING
* REGISTERS.  2 OPTION, 3 LIST OR WORK, 4 FCB, 5 6 7 WORK, 8 DCB, 9 BLOCK, 10
*             11 LINKS, 12 BASE
*
CMSOSOPN CSECT
         REGS
         NUCON
         FST
         SVCBLK
         FILEPLST
         OSDCB
         OSFCB
         OSDEB
         OSBLK
WORK     DSECT
         DS    18F
LISTAT   DS    A
CODE     DS    F
JTYPE    DS    F
ENV      DS    A
FCB      DS    CL(FCBLEN)
OPSAVE   DS    F
WORKLEN  EQU   *-WORK-72
CMSOSOPN CSECT
         USING WORK,R13
         USING DCB,R8
         USING OSDEB,R9
OSOPENJ  ENTER WORK=WORKLEN
         BASE  CMSOSOPN
         LA    R0,1
         B     OPBEGIN
OSOPEN   ENTER WORK=WORKLEN
         BASE  CMSOSOPN
         SR    R0,R0
OPBEGIN  ST    R0,JTYPE
         XC    CODE,CODE
         LA    R1,0(R1)
         ST    R1,LISTAT
         CALL  OSINIT
         LTR   R15,R15
         BNZ   NOSTORE
         ST    R1,ENV
         L     R15,=V(OSIOEND)
         ST    R15,OSBCLOSE-OSBLK(R1)
OPNEXT   L     R3,LISTAT
         SR    R9,R9
         L     R8,0(R3)
         LA    R8,0(R8)
         LR    R1,R8
         N     R1,=F'3'
         BNZ   OPNODCB
         C     R8,=X'00010000'
         BL    OPNODCB
         LA    R1,DCBQLEN(R8)
         CL    R1,CORESIZ
         BH    OPNODCB
         SR    R2,R2
         IC    R2,0(R3)
         N     R2,=X'0000000F'
         LR    R1,R8
         L     R15,=V(OSFIND)
         BALR  R14,R15
         LTR   R15,R15
         BZ    OPSKIP             OPEN ALREADY
         BAL   R11,ONE
OPSKIP   L     R3,LISTAT
         TM    0(R3),X'80'
         LA    R3,4(R3)
         ST    R3,LISTAT
         BZ    OPNEXT
         L     R2,CODE
         RETURN (R2)
OPNODCB  LA    R0,X'013'
         LA    R1,NODCB
         LINK  OSABEND
NODCB    DC    AL1(L'NODCBT)
NODCBT   DC    C'OPEN: THIS IS NO ADDRESS OF A DATA CONTROL BLOCK'
         EJECT
*        ONE - THE DCB 8 WITH OPTION 2
*
ONE      ST    R11,OPSAVE
         LA    R1,DCBDDNAM
         LA    R0,FCB
         LINK  OSDEFIND
         SR    R5,R5              THE BLOCK
         IC    R5,DCBNCP
         LTR   R5,R5
         BNZ   ONENCP
         LA    R5,1
ONENCP   LR    R6,R5
         MH    R6,=AL2(IOBLEN)
         AH    R6,=AL2(DEBIOBS-OSDEB)
         FREE  BYTES=(R6)
         LTR   R15,R15
         BNZ   NOSTORE
         LR    R9,R1
         XC    OSDEB(DEBIOBS-OSDEB),OSDEB
         ST    R6,DEBBYTES
         STH   R5,DEBIOBN
         ST    R8,DEBDCB
         MVC   DEBENV,ENV
         MVC   DEBFCB,FCB
         STC   R2,DEBMODE
         MVC   DEBDDN,DCBDDNAM
         MVC   DEBGETW,DCBOFLGS
         MVC   DEBNOTEW,DCBEROPT
         MVC   DEBORG,DCBDSORG
         MVC   DEBMAC,DCBMACR
         L     R1,JTYPE
         LINK  OSDATA             THE DATA SET
         LTR   R15,R15
         BNZ   ONENOT
         MVC   DEBNEXT,OSDEBS
         ST    R9,OSDEBS
*        ONE BUFFER, FOR WHO READS AHEAD WOULD WAIT FOR A LINE TOO MANY
         CLI   FCB+FCBDEV-OSFCB,FCBCON
         BNE   ONEEXIT
         CLI   DCBBUFNO,0
         BNE   ONEEXIT
         MVI   DCBBUFNO,1
ONEEXIT  BAL   R10,EXIT
         LINK  OSATTR
         LTR   R15,R15
         BNZ   ONEBAD
         LINK  OSREADY
         LTR   R15,R15
         BNZ   NOSTORE
         L     R11,OPSAVE
         BR    R11
*        IT IS NOT OPENED
ONENOT   LA    R1,8
         ST    R1,CODE
         NI    DCBOFLGS,255-DCBOPEN
         LR    R1,R9
         L     R5,DEBBYTES
         FRET  BYTES=(R5)
         L     R11,OPSAVE
         BR    R11
ONEBAD   LA    R0,X'013'
         LA    R1,BADATTR
         LINK  OSABEND
NOSTORE  LA    R0,X'80A'
         LA    R1,NOROOM
         LINK  OSABEND
BADATTR  DC    AL1(L'BADATTRT)
BADATTRT DC    C'OPEN: RECFM, LRECL, BLKSIZE WRONG OR MISSING: FILEDEF'
NOROOM   DC    AL1(L'NOROOMT)
NOROOMT  DC    C'OPEN: STORAGE IS EXHAUSTED'
         DS    0H
         EJECT
*        EXIT - THE ENTRY X'05' OF THE EXIT LIST: THE PROGRAM MAY CHANGE
*        ITS DCB.  IT HAS ITS OWN REGISTERS 2 TO 13.  OURS ARE FOUND AGAIN
*        BY THE SVC BLOCK
*
EXIT     L     R5,DCBEXLSA-1
         LA    R5,0(R5)
         LA    R6,32              ENTRIES AT MOST
EXITLOOK C     R5,=X'00010000'
         BCR   4,R10
         CL    R5,CORESIZ
         BCR   11,R10
         LR    R7,R5
         N     R7,=F'3'
         BCR   7,R10
         IC    R7,0(R5)
         N     R7,=X'0000007F'
         CH    R7,=H'5'
         BE    EXITDO
         TM    0(R5),X'80'
         BCR   1,R10
         LA    R5,4(R5)
         BCT   R6,EXITLOOK
         BR    R10
EXITDO   L     R15,0(R5)
         LA    R15,0(R15)
         L     R6,LSTSVC
         USING SVCBLK,R6
         ST    R9,SVBRGPRS+36
         ST    R10,SVBRGPRS+40
         ST    R12,SVBRGPRS+48
         ST    R13,SVBRGPRS+52
         LR    R1,R8
         LR    R14,R6
         DROP  R6
         USING SVCBLK,R14
         LM    R2,R13,SVBGPRS+8
         DROP  R14
         BALR  R14,R15
         L     R14,LSTSVC
         USING SVCBLK,R14
         L     R9,SVBRGPRS+36
         L     R10,SVBRGPRS+40
         L     R12,SVBRGPRS+48
         L     R13,SVBRGPRS+52
         DROP  R14
         L     R8,DEBDCB
         BR    R10
         LTORG
         END
