IO       TITLE 'IO - CHANNEL PROGRAMS'
*
* PURPOSE.    DOIO   STARTS A CHANNEL PROGRAM AND WAITS FOR ITS END
* CALLED      1 CHANNEL PROGRAM, 2 DEVICE TABLE ENTRY
* RETURNS     0 GOOD; 1 UNIT EXCEPTION; 2 TROUBLE: DEVSTATS HAS THE
*             STATUS, IOSENSE SIX SENSE BYTES, IOFAILED THE CCW;
*             3 THERE IS NO SUCH DEVICE
* REGISTERS.  2 DEVICE, 3 ITS STATUS, 4 UNIT, 5 CHANNEL PROGRAM, 12 BASE
*
CMSIO    CSECT
         REGS
         NUCON
         DEVICE
         USING DEVICE,R2
         USING DEVSTAT,R3
DOIO     ENTER
         LA    R5,0(R1)
         LR    R3,R2              PLACE IN DEVSTATS
         LA    R4,DEVCON
         SR    R3,R4
         SR    R14,R14
         LR    R15,R3
         D     R14,=A(DEVLEN)
         SLL   R15,3              8 BYTES EACH
         LA    R3,DEVSTATS
         AR    R3,R15
         LH    R4,DEVUNIT
         BAL   R10,RUN
         BNZ   IOGONE
         TM    DVSTAT+1,X'3E'     CHANNEL TROUBLE
         BNZ   IOBAD
         TM    DVSTAT,X'02'       UNIT CHECK
         BO    IOBAD
         TM    DVSTAT,X'01'
         BO    IOEXC
         RETURN 0
IOEXC    RETURN 1
IOGONE   RETURN 3
IOBAD    L     R1,DVCCW           BEHIND THE CCW THAT FAILED
         LA    R1,0(R1)
         SH    R1,=H'8'
         ST    R1,IOFAILED
         MVC   HEXWORK(8),DVSTAT  SENSE, AND KEEP THE STATUS
         XC    IOSENSE,IOSENSE
         LA    R5,SENSECCW
         MVC   SENSECCW,IOSENSES
         BAL   R10,RUN
         MVC   DVSTAT(8),HEXWORK
         RETURN 2
*
*        RUN - CHANNEL PROGRAM 5 ON UNIT 4.  CODE 0: IT HAS ENDED
*
RUN      DISABLE
         XC    DVSTAT(8),DVSTAT
RUNSTART ST    R5,CAW
         SIO   0(R4)
         BC    8,RUNLOOK
         BC    1,RUNNONE
         BC    2,RUNBUSY
         OC    DVSTAT,CSW+4       STATUS WAS STORED
         MVC   DVLEFT,CSW+6
         MVC   DVCCW,CSW
         TM    CSW+4,X'10'        BUSY: IT WAS AN EARLIER STATUS
         BZ    RUNLOOK
         XC    DVSTAT(8),DVSTAT
         B     RUNSTART
RUNBUSY  TIO   0(R4)              TAKE WHAT IS PENDING, AND AGAIN
         B     RUNSTART
RUNLOOK  TM    DVSTAT,X'07'       DEVICE END, CHECK, EXCEPTION
         BNZ   RUNENDED
         TM    DVSTAT+1,X'3E'
         BNZ   RUNENDED
         AWAIT
         DISABLE
         B     RUNLOOK
RUNENDED NI    DEVFLAG,255-DEVCAME  IT WAS OURS, NOT FOR WAIT
         ENABLE
         SR    R15,R15
         BR    R10
RUNNONE  ENABLE
         LTR   R12,R12            NOT 0
         BR    R10
         DS    0D
IOSENSES CCW   X'04',IOSENSE-LOW,X'20',6
         LTORG
         END
