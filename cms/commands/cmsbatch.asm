BATC     TITLE 'CMSBATCH - THE BATCH MONITOR'
*
* PURPOSE.    CMSBATCH        WAITS FOR A JOB AND BEGINS IT.  THE COMMANDS
*                             THAT FOLLOW COME FROM ITS CARDS (SYSCTL)
*             /SET TIME N     OF A JOB: ITS LIMITS, SECONDS OF CPU TIME,
*             /SET PRINT N    ... LINES
*             /SET PUNCH N    ... CARDS
* CALLED      BY SYSCTL: AT THE BEGIN OF A SESSION, AND WITH /SET IN FRONT
* JOB         /JOB USERID ACCOUNT NAME, COMMANDS AND DATA, /*
* RETURNS     0; 24 OPERANDS WRONG, NO BATCH MACHINE, A JOB IS GOING ON;
*             100 READER 01C IS MISSING
* HOW         CP KNOWS WHOSE JOB IT IS AND BEGINS A NEW SESSION AT ITS END
*             (DIAGNOSE X'310').  A CARD THAT CANNOT BE USED BECOMES A JOB
*             OF THE SENDER, WHICH ONLY TELLS HIM
* REGISTERS.  2 LIST, 3 JOB, 4 5 DIAGNOSE, 6 NOT ZERO: A DECK BEGINS,
*             8 TEXT, 12 BASE
*
CMSBATC  CSECT
         REGS
         NUCON
CMSBATCH ENTER
         LR    R2,R1
         TM    SYSFLAG,BATCH
         BZ    NOBATCH
         CLC   8(8,R2),=CL8'/SET'
         BE    SET
         TM    EXECSWT,BATJOB
         BO    NOTNOW
         SR    R6,R6
         LA    R5,12              CARDS OF THE DECK THAT WERE READ
         CPCALL 4,5,X'310',NOBATCH
         BC    7,NOBATCH
         LTR   R5,R5
         BNZ   NEXT
         LA    R6,1
*
*        FIND A /JOB CARD
*
NEXT     CALL  SYSCTL,CARDLIST
         CH    R15,=H'1'
         BH    NOREADER
         BE    ENDED
         CLC   CARD(5),=C'/JOB '
         BE    JOB
         LTR   R6,R6              THE REST OF A JOB THAT HAS ENDED
         BZ    NEXT
         LA    R8,NOJOB
         B     TELL
ENDED    LA    R6,1
         B     NEXT
*
*        BEGIN IT
*
JOB      LA    R0,80
         CALL  SCAN,CARD
         MVC   USER(24),BLANKS
         LA    R3,USER
         LA    R4,3
WORD     LA    R1,8(R1)
         CLI   0(R1),X'FF'
         BE    WORDS
         MVC   0(8,R3),0(R1)
         LA    R3,8(R3)
         BCT   R4,WORD
WORDS    LA    R8,NOUSER
         CLI   USER,C' '
         BE    TELL
         BAL   R10,BEGIN
         BZ    BEGUN
         MVC   NOSUCH(8),USER
         LA    R8,NOSUCH
         B     TELL
BEGUN    TYPE  CARD,80
         OI    EXECSWT,BATJOB
         RETURN 0
*        BEGIN - CODE 0: CP HAS BEGUN THE JOB AT USER
BEGIN    LA    R4,USER
         SR    R5,R5
         CPCALL 4,5,X'310',NOBATCH
         BR    R10
*
*        TELL - THE TEXT AT 8 IS ALL THAT THIS JOB DOES
*
TELL     MVC   USER(16),BLANKS
         BAL   R10,BEGIN
         TYPE  CARD,80
         TYPE  0(R8),80,COLOR=R
         CALL  CONWAIT
         SR    R4,R4
         LA    R5,4
         CPCALL 4,5,X'310',NOBATCH
NOBATCH  FAIL  24,'CMSBATCH IS FOR BATCH MACHINES'
NOTNOW   FAIL  24,'A JOB IS GOING ON'
NOREADER FAIL  100,'A BATCH MACHINE HAS READER 01C FOR ITS JOBS'
*
*        /SET, ANY NUMBER OF LIMITS
*
SET      LA    R3,16(R2)
         CLI   0(R3),X'FF'
         BE    SETBAD
SETNEXT  CLI   0(R3),X'FF'
         BE    SETDONE
         CLI   8(R3),X'FF'
         BE    SETBAD
         MVC   USER,0(R3)
         CALL  GETDEC,8(R3)
         LTR   R15,R15
         BNZ   SETBAD
         ST    R0,USER+8
         LA    R4,USER
         LA    R5,8
         CPCALL 4,5,X'310',NOBATCH
         BC    7,SETBAD
         LA    R3,16(R3)
         B     SETNEXT
SETDONE  RETURN 0
SETBAD   FAIL  24,'/SET TIME N, PRINT N, PUNCH N: N IS NOT ALLOWED'
         DS    0D
USER     DS    3D
CARDLIST DC    CL8'SYSCTL',C'NEXT',A(CARD)
BLANKS   DC    CL24' '
NOJOB    DC    CL80'NO /JOB CARD: CARDS IN FRONT OF THE FIRST ONE ARE NX
               OT USED'
NOUSER   DC    CL80'/JOB USERID ACCOUNT NAME: THE USERID IS MISSING'
NOSUCH   DC    CL80'XXXXXXXX IS NO USERID: THE JOB IS NOT RUN'
CARD     DS    CL80
         LTORG
         END
