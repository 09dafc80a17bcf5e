STAT     TITLE 'STAT - HOW FULL THE DISKS ARE'
*
* PURPOSE.    STAT (L)  A LINE FOR EACH DISK THAT IS LOGGED IN, OR FOR
*             L
* RETURNS     0; 36 NO SUCH DISK IS LOGGED IN
* REGISTERS.  2 A LINE WAS TYPED, 3 LIST, 8 ADT, 9 PLACE, 12 BASE
*
CMSSTAT  CSECT
         REGS
         NUCON
         ADT
         DEVICE
         USING ADT,R8
         USING WORK,R13
STAT     ENTER WORK=WORKLEN
         LR    R3,R1
         SR    R2,R2
         L     R8,AIADT
NEXTDISK TM    ADTFLG1,ADTFFS
         BZ    SKIP
         CLI   8(R3),X'FF'
         BE    SHOW
         CLI   8(R3),C'*'
         BE    SHOW
         CLC   ADTM,8(R3)
         BNE   SKIP
SHOW     LA    R2,1
         MVC   LINE,FORM
         MVC   LINE(1),ADTM
         CLI   ADTMX,C' '
         BE    SHOWUNIT
         MVC   LINE+7(1),=C','
         MVC   LINE+8(1),ADTMX
SHOWUNIT L     R0,ADTFSTC
         LA    R1,LINE+10
         BAL   R10,NUMBER
         L     R0,ADTUSED
         LA    R1,LINE+23
         BAL   R10,NUMBER
         L     R0,ADTLEFT
         LA    R1,LINE+41
         BAL   R10,NUMBER
         L     R0,ADTNUM
         LA    R1,LINE+56
         BAL   R10,NUMBER
         L     R1,ADTUSED         IN HUNDREDTHS
         M     R0,=F'100'
         D     R0,ADTNUM
         LR    R0,R1
         LA    R1,LINE+64
         BAL   R10,NUMBER
         L     R0,ADTCYL
         LA    R1,LINE+78
         BAL   R10,NUMBER
         L     R9,ADTDTA
         CLI   DEVTYPE-DEVICE(R9),DEV2311
         BNE   SHOWRO
         MVC   LINE+90(4),=C'2311'
SHOWRO   TM    ADTFLG1,ADTFRW
         BO    SHOWTYPE
         MVC   LINE+95(3),=C'R/O'
SHOWTYPE TYPE  LINE,98
SKIP     L     R8,ADTPTR
         LTR   R8,R8
         BNZ   NEXTDISK
         LTR   R2,R2
         BZ    NODISK
         RETURN 0
NODISK   FAIL  36,'NO SUCH DISK IS LOGGED IN'
*
*        NUMBER - 0, FIVE DIGITS, AT 1
*
NUMBER   LR    R9,R1
         CALL  TODEC,DIGITS
         MVC   0(5,R9),DIGITS+5
         BR    R10
FORM     DC    CL26'P-DISK          FILES;    '
         DC    CL26'   REC IN USE,       LEFT '
         DC    CL26'(OF      ),       % FULL ('
         DC    CL26'      CYL), 2314 R/W      '
WORK     DSECT
         DS    18F
DIGITS   DS    CL10
LINE     DS    CL104
WORKLEN  EQU   *-WORK-72
CMSSTAT  CSECT
         LTORG
         END
