TASK     TITLE 'TASKS - A SUPERVISOR THAT RUNS TWO TASKS BY TIMER'
*
* PURPOSE.  ONE CPU, TWO PROGRAMS: TASK A LOOKS FOR PRIME NUMBERS AND
*    PRINTS EACH HUNDREDTH; TASK B FINDS OUT WHICH NUMBERS TAKE THE
*    MOST STEPS TO REACH 1, WHEN AN EVEN NUMBER IS HALVED AND AN ODD
*    ONE N BECOMES 3N+1.  NEITHER KNOWS OF THE OTHER.  THEIR LINES COME
*    MIXED ON THE PRINTER (00E).
*
* HOW IT WORKS.  A TASK RUNS FOR A QUANTUM; THEN THE INTERVAL TIMER (AT
*    LOCATION 80) INTERRUPTS.  THE SUPERVISOR KEEPS THE TASK'S PSW AND
*    REGISTERS IN ITS TASK CONTROL BLOCK AND LOADS THOSE OF THE OTHER.
*    A TASK RUNS IN THE PROBLEM STATE WITH A STORAGE KEY OF ITS OWN; IT
*    ASKS FOR SERVICE BY SUPERVISOR CALL:
*
*       SVC 1   PRINT 40 CHARACTERS FROM THE ADDRESS IN REGISTER 1
*       SVC 2   THE TASK HAS ENDED
*
*    WHILE THE PRINTER IS BUSY, A TASK THAT WANTS IT WAITS: ITS PSW IS
*    SET BACK TO THE SUPERVISOR CALL, AND THE OTHER TASK RUNS.  A TASK
*    THAT CAUSES A PROGRAM INTERRUPTION IS ENDED; THE OTHER GOES ON.
*
* WHAT IT TEACHES.  HOW TIME SHARING IS DONE: FIVE PAIRS OF PSWS, A
*    TIMER, AND A TABLE OF WHO WAITS FOR WHAT.
*
* REGISTERS OF THE SUPERVISOR.  2 A TASK CONTROL BLOCK, 3 TO 5 OTHERS,
*    11 AND 14 RETURN, 12 BASE.  A TASK'S BASE IS 10, ITS REGISTERS ARE
*    ALL ITS OWN.
*
* ENDS IN A DISABLED WAIT.  ADDRESS 000000: ALL IS WELL.  00BAD1: THE
*    PRINTER COULD NOT BE USED; THE CSW AT 64 TELLS WHY.
*
         MACRO
&NAME    ENTER &OLD
.*       BEGINS THE HANDLING OF AN INTERRUPTION: ALL REGISTERS ARE
.*       KEPT, AND THE BASE IS LOADED.  &OLD IS THE OLD PSW
&NAME    STM   0,15,REGS
         L     12,BASE
         MVC   PSW,&OLD
         BAL   14,KEEP
         MEND
         EJECT
TASKS    START X'300'           BEHIND LOCATIONS OF CPU AND SUPERVISOR
         BALR  12,0
         USING *,12
         USING LOW,0
         USING TCB,2
BEGIN    ST    12,BASE
         XC    CURRENT(8),CURRENT NO TASK RUNS, THE PRINTER IS FREE
         MVC   EXNEW(40),NEWPSWS
         L     3,=A(TASKA)        STORAGE KEYS: 1 FOR TASK A,
         LA    0,X'10'
         SSK   0,3
         L     3,=A(TASKB)        ... 2 FOR TASK B
         LA    0,X'20'
         SSK   0,3
         LA    2,TCBB
         ST    2,LAST             TASK A, THE OTHER ONE, IS FIRST
*
*        DISPATCH - RUN THE NEXT TASK THAT CAN RUN
*
DISPATCH L     2,LAST
         LA    3,2
NEXTTASK L     2,TCNEXT
         CLI   TCSTATE,READY
         BE    RUN
         BCT   3,NEXTTASK
         XC    CURRENT,CURRENT    NONE CAN
         CLI   PRTBUSY,0
         BE    ALLENDED           NOR WILL EVER
         LPSW  REST               WAIT FOR THE PRINTER
*
RUN      ST    2,LAST
         ST    2,CURRENT
         MVC   TIMER,QUANTUM
RESUME   MVC   PSW,TCPSW
         LM    0,15,TCREGS
         LPSW  PSW                BACK INTO THE TASK
*
*        KEEP - THE INTERRUPTED TASK'S STATE INTO ITS BLOCK, 2; NOTHING
*        IF NO TASK WAS RUNNING.  RETURN BY 14
*
KEEP     L     2,CURRENT
         LTR   2,2
         BCR   8,14
         MVC   TCREGS(64),REGS
         MVC   TCPSW,PSW
         BR    14
         EJECT
*        EXTERNAL INTERRUPTION: THE TASK HAS HAD ITS QUANTUM
*
EXINT    ENTER EXOLD
         LTR   2,2
         BZ    DISPATCH           NO TASK WAS RUNNING
         CLI   EXOLD+3,X'80'      THE TIMER
         BNE   RESUME             NO, A KEY OR A SIGNAL
         L     3,TCSWITCH
         LA    3,1(3)
         ST    3,TCSWITCH
         B     DISPATCH
*
*        SUPERVISOR CALL
*
SVCINT   ENTER SVCOLD
         CLI   SVCOLD+3,1
         BE    PRINT
         CLI   SVCOLD+3,2
         BE    ENDTASK
         B     BADTASK            THERE IS NO OTHER
*
PRINT    CLI   PRTBUSY,0
         BNE   MUSTWAIT
         LM    0,1,TCREGS         THE TASK'S REGISTER 1
         LA    1,0(1)
         C     1,TCFIRST          THE LINE MUST BE ITS OWN STORAGE
         BL    BADTASK
         C     1,TCLAST
         BH    BADTASK
         MVC   LINE,0(1)          ITS OWN AREA IS FREE AT ONCE
         LA    1,DETAIL
         BAL   14,START
         B     RESUME
MUSTWAIT L     3,TCPSW+4          BACK BY THE LENGTH OF SVC
         BCTR  3,0
         BCTR  3,0
         ST    3,TCPSW+4
         MVI   TCSTATE,WAITING
         B     DISPATCH
*
ENDTASK  MVI   TCSTATE,ENDED
         B     DISPATCH
*
*        PROGRAM INTERRUPTION, OR A BAD SUPERVISOR CALL
*
PGMINT   ENTER PGMOLD
         LTR   2,2
         BNZ   BADTASK
         LPSW  BAD2               IT WAS THE SUPERVISOR'S OWN FAULT
BADTASK  MVI   TCSTATE,ENDED
         MVI   TCFAULT,1          TOLD AT THE END
         B     DISPATCH
*
*        I/O INTERRUPTION: THE PRINTER IS FREE AGAIN
*
IOINT    ENTER IOOLD
         CLC   IOOLD+2(2),=X'000E'
         BNE   GOON               NOT THE PRINTER
         TM    CSW+4,X'03'        UNIT CHECK OR EXCEPTION
         BNZ   FAILED
         TM    CSW+5,X'3F'        CHANNEL TROUBLE
         BNZ   FAILED
         TM    CSW+4,X'04'        DEVICE END
         BZ    GOON               NOT YET
         MVI   PRTBUSY,0
         LA    3,2                WHO WAITED MAY TRY AGAIN
         LA    2,TCBA
WAKE     CLI   TCSTATE,WAITING
         BNE   AWAKE
         MVI   TCSTATE,READY
AWAKE    L     2,TCNEXT
         BCT   3,WAKE
GOON     L     2,CURRENT
         LTR   2,2
         BNZ   RESUME             THE TASK HAS TIME LEFT
         B     DISPATCH
*
*        START - START THE PRINTER, PROGRAM AT 1.  RETURN BY 14
*
START    ST    1,CAW
         MVI   PRTBUSY,1
SIO      SIO   PRINTER
         BCR   8,14
         BC    6,SIO              BUSY, OR AN EARLIER STATUS
FAILED   LPSW  BAD
*
*        ALL TASKS HAVE ENDED: HOW OFTEN DID THE TIMER COME
*
ALLENDED LA    2,TCBA
         LA    4,2
TELL     MVC   TELLNAME,TCNAME
         L     3,TCSWITCH
         CVD   3,PACKED
         MVC   TELLNO,PATTERN
         ED    TELLNO,PACKED+5
         LA    3,WELL
         CLI   TCFAULT,0
         BE    TELLHOW
         LA    3,ILL
TELLHOW  MVC   TELLEND,0(3)
         LA    1,SUMMARY
         BAL   14,START
QUIET    TIO   PRINTER
         BC    7,QUIET
         L     2,TCNEXT
         BCT   4,TELL
         LPSW  GOOD
         EJECT
*        TASK CONTROL BLOCKS: NEXT, NAME, STATE, STORAGE, PSW, REGISTERS
*
         DS    0D
TCBA     DC    A(TCBB),C'A',AL1(READY),X'0000',A(TASKA,ENDA)
         DC    X'FF110000',A(TASKA)         KEY 1, PROBLEM STATE
         DC    17F'0'
TCBB     DC    A(TCBA),C'B',AL1(READY),X'0000',A(TASKB,ENDB)
         DC    X'FF210000',A(TASKB)
         DC    17F'0'
READY    EQU   0
WAITING  EQU   1
ENDED    EQU   2
*
NEWPSWS  DC    X'00000000',A(EXINT)
         DC    X'00000000',A(SVCINT)
         DC    X'00000000',A(PGMINT)
         DC    X'00020000',A(X'BAD5')       MACHINE CHECK
         DC    X'00000000',A(IOINT)
REST     DC    X'FE020000',A(0)
GOOD     DC    X'00020000',A(0)
BAD      DC    X'00020000',A(X'BAD1')
BAD2     DC    X'00020000',A(X'BAD2')
DETAIL   CCW   X'09',LINE,X'20',L'LINE
SUMMARY  CCW   X'09',TELLTEXT,X'20',TELLLEN
PRINTER  EQU   X'00E'
QUANTUM  DC    A(3*256)           THREE TICKS OF 1/300 SECOND
LINE     DS    CL40
TELLTEXT DC    C'TASK '
TELLNAME DS    C
TELLNO   DS    CL6
         DC    C' TIMES STOPPED BY THE TIMER'
TELLEND  DS    CL20
TELLLEN  EQU   *-TELLTEXT
WELL     DC    CL20', ENDED WELL'
ILL      DC    CL20', ENDED BY A FAULT'
PATTERN  DC    X'402020202120'
PACKED   DS    D
         LTORG
         EJECT
*        TASK A: EACH HUNDREDTH PRIME, UP TO THE THOUSANDTH
*
         ORG   TASKS+X'D00'       A STORAGE BLOCK OF ITS OWN, X'1000'
TASKA    BALR  10,0
         USING *,10
         DROP  2,12
         LA    5,1                PRIMES FOUND: 2
         LA    3,1                THE NUMBER
         LA    7,100              TO THE NEXT LINE
         BCTR  7,0
ACAND    LA    3,2(3)             ODD NUMBERS ONLY
         LA    4,3
ATRY     LR    9,4
         MR    8,4                THE DIVISOR'S SQUARE
         CR    9,3
         BH    APRIME
         LR    9,3
         SR    8,8
         DR    8,4
         LTR   8,8
         BZ    ACAND              DIVISIBLE
         LA    4,2(4)
         B     ATRY
APRIME   LA    5,1(5)
         BCT   7,ACAND
         LA    7,100
         CVD   5,APACKED
         MVC   ACOUNT,APATTERN
         ED    ACOUNT,APACKED+5
         CVD   3,APACKED
         MVC   AVALUE,APATTERN
         ED    AVALUE,APACKED+5
         LA    1,ALINE
         SVC   1
         C     5,=F'1000'
         BL    ACAND
         SVC   2
APACKED  DS    D
APATTERN DC    X'402020202120'
ALINE    DC    CL40'A: PRIME NUMBER       IS'
         ORG   ALINE+15
ACOUNT   DS    CL6
         ORG   ALINE+25
AVALUE   DS    CL6
         ORG   ALINE+40
         LTORG
ENDA     EQU   *-40
*
*        TASK B: NUMBERS UNDER 1000 WITH MORE STEPS THAN ANY BEFORE
*
         ORG   TASKS+X'1500'      ITS BLOCK: X'1800'
TASKB    BALR  10,0
         DROP  10
         USING *,10
         LA    3,1                THE NUMBER
         SR    5,5                THE MOST STEPS SO FAR
BNUMBER  LA    3,1(3)
         C     3,=F'1000'
         BNL   BEND
         LR    4,3
         SR    6,6                STEPS
BSTEP    C     4,=F'1'
         BE    BDONE
         LA    6,1(6)
         LR    9,4
         N     9,=F'1'
         BZ    BEVEN
         LR    9,4
         AR    4,4                THREE TIMES
         AR    4,9
         LA    4,1(4)             ... AND ONE
         B     BSTEP
BEVEN    SRL   4,1
         B     BSTEP
BDONE    CR    6,5
         BNH   BNUMBER
         LR    5,6
         CVD   3,BPACKED
         MVC   BVALUE,BPATTERN
         ED    BVALUE,BPACKED+5
         CVD   6,BPACKED
         MVC   BSTEPS,BPATTERN
         ED    BSTEPS,BPACKED+5
         LA    1,BLINE
         SVC   1
         B     BNUMBER
BEND     SVC   2
BPACKED  DS    D
BPATTERN DC    X'402020202120'
BLINE    DC    CL40'B:       REACHES 1 IN        STEPS'
         ORG   BLINE+2
BVALUE   DS    CL6
         ORG   BLINE+21
BSTEPS   DS    CL6
         ORG   BLINE+40
         LTORG
ENDB     EQU   *-40
*
LOW      DSECT
         ORG   LOW+24
EXOLD    DS    D
SVCOLD   DS    D
PGMOLD   DS    D
         DS    D
IOOLD    DS    D
CSW      DS    D
CAW      DS    F
         ORG   LOW+80
TIMER    DS    F
         ORG   LOW+88
EXNEW    DS    5D                 NEW PSWS
         ORG   LOW+X'200'
PSW      DS    D                  OF THE TASK INTERRUPTED
REGS     DS    16F                ITS REGISTERS
BASE     DS    A
CURRENT  DS    A                  THE TASK THAT RUNS, OR ZERO
PRTBUSY  DS    X                  THE PRINTER IS AT WORK
         DS    3X
LAST     DS    A                  THE TASK THAT RAN LAST
*
TCB      DSECT                    TASK CONTROL BLOCK
TCNEXT   DS    A
TCNAME   DS    C
TCSTATE  DS    X
TCFAULT  DS    X
         DS    X
TCFIRST  DS    A                  WHERE ITS STORAGE BEGINS
TCLAST   DS    A                  LAST PLACE OF A LINE IN IT
TCPSW    DS    D
TCSWITCH DS    F                  TIMES STOPPED BY THE TIMER
TCREGS   DS    16F
         END   TASKS
