INTE     TITLE 'INTERRUPT - I/O AND EXTERNAL INTERRUPTIONS'
*
* PURPOSE.    IOINT   NOTES THE STATUS IN DEVSTATS, CALLS THE DEVICE'S
*                     ROUTINE, ENDS A WAIT.  KX IS SERVED HERE
*             EXTINT  TIMER, WHICH MAKES THE BLIP; THE INTERRUPT KEY
*                     CALLS DEBUG, AT ONCE OR WHEN CMS IS BACK IN THE
*                     PROGRAM (SVCEND, CONREAD, THE TIMER)
*             THEN ROUTINES THAT A PROGRAM HAS SET (USERINT)
* HOW         DISABLED, ON A STACK OF THEIR OWN.  A ROUTINE OF A DEVICE
*             GETS 2 ITS ENTRY, 3 ITS STATUS.  A UNIT MAY HAVE SEVERAL
*             ENTRIES (A DISK THAT CHANGED ITS LETTER): ALL GET THE STATUS
* REGISTERS.  2 DEVICE, 3 STATUS, 4 5 THOSE OF THE FIRST, 12 BASE
*
CMSINT   CSECT
         REGS
         NUCON
         DEVICE
         EXTRN INTSTACK,BLIPTYPE,UNITINT,TRAPINT,DBGINT
         ENTRY IOINT,EXTINT
IOINT    STM   R0,R15,IOREGS
         BALR  R12,0
         USING *,R12
         MVI   MASK,0
         MVC   IOSTACK,STACK
         L     R13,=A(INTSTACK)
         LA    R15,72(R13)
         ST    R15,STACK
         LA    R2,DEVCON
         LA    R3,DEVSTATS
         USING DEVICE,R2
         USING DEVSTAT,R3
         SR    R4,R4
IOFIND   CLC   DEVUNIT,IOOPSW+2
         BNE   IONEXT
         OC    DVSTAT,CSW+4
         MVC   DVLEFT,CSW+6
         MVC   DVCCW,CSW
         LTR   R4,R4
         BNZ   IONEXT
         LR    R4,R2
         LR    R5,R3
IONEXT   LA    R2,DEVLEN(R2)
         LA    R3,DVLEN(R3)
         C     R2,=A(DEVEND-LOW)
         BL    IOFIND
         CLC   USERINT,=F'0'      ROUTINES OF A PROGRAM
         BE    IOOURS
         L     R15,=A(UNITINT)
         BALR  R14,R15
IOOURS   LTR   R2,R4
         BZ    IODONE             NO DEVICE OF OURS
         LR    R3,R5
         L     R15,DEVINT
         LTR   R15,R15
         BZ    IOCAME
         BALR  R14,R15
         B     IODONE
IOCAME   OI    DEVFLAG,DEVCAME
IODONE   NI    IOOPSW+1,X'FD'     TAKE THE WAIT BIT OUT
         MVC   STACK,IOSTACK
         MVI   MASK,X'FF'
         TM    KXFLAG,X'80'
         BZ    IORETURN
         CLI   KXBUSY,0
         BNE   IORETURN           NOT NOW; UNBUSY SEES TO IT
         LH    R15,NESTING
         LTR   R15,R15
         BNZ   IOKILL
         CLC   LINEHEAD,=F'0'     OR THE LINES THAT ARE STACKED
         BE    IONOTHNG
IOKILL   SR    R15,R15            GIVE UP WHAT IS BEING EXECUTED
         L     R14,AKILLEX
         BR    R14
IONOTHNG NI    KXFLAG,X'7F'       NOTHING IS
IORETURN LM    R0,R15,IOREGS
         LPSW  IOOPSW
         DROP  R2,R3
*
EXTINT   STM   R0,R15,IOREGS
         BALR  R12,0
         USING *,R12
         MVI   MASK,0
         MVC   IOSTACK,STACK
         L     R13,=A(INTSTACK)
         LA    R15,72(R13)
         ST    R15,STACK
         TM    EXTOPSW+3,X'80'
         BZ    EXTKEY
         CALL  SETCLK
         CLI   BLIPLEN,0
         BE    EXTKEY
         L     R15,=A(BLIPTYPE)
         BALR  R14,R15
EXTKEY   NI    EXTOPSW+1,X'FD'
         MVC   STACK,IOSTACK
         MVI   MASK,X'FF'
         L     R15,=A(TRAPINT)
         CLC   USERTRAP,=F'0'     A PROGRAM'S ROUTINE
         BCR   7,R15
         TM    EXTOPSW+3,X'40'    THE KEY: DEBUG
         BZ    EXTWANT
         TM    DBGSTATE,DBGIN
         BO    EXTBACK
         TM    SYSFLAG,BATCH
         BO    EXTBACK
         OI    DBGFLAG,DBGWANT
EXTWANT  TM    DBGFLAG,DBGWANT
         BZ    EXTBACK
         L     R1,EXTOPSW+4       NOT IN THE MIDST OF CMS
         LA    R1,0(R1)
         C     R1,=A(X'10000')
         BL    EXTLATER
         C     R1,LOWEXT
         BNL   EXTLATER
         MVC   DBGREGS(64),IOREGS
         MVC   DBGPSW,EXTOPSW
         L     R15,=A(DBGINT)
         BR    R15
*        CMS MAY GO BACK INTO THE PROGRAM WITHOUT A SUPERVISOR CALL: THE
*        TIMER IS TO LOOK IN A HUNDREDTH OF A SECOND
EXTLATER L     R1,TIMER
         S     R1,=F'768'
         BNP   EXTBACK
         L     R0,TIMER
         SR    R0,R1
         ST    R0,TIMER
         L     R0,TIMESET
         SR    R0,R1
         ST    R0,TIMESET
EXTBACK  LM    R0,R15,IOREGS
         LPSW  EXTOPSW
         LTORG
         END
