CONS     TITLE 'CONSOLE - TYPING, AND WHAT THE CONSOLE DOES'
*
* PURPOSE.    BTYPLIN  1 TEXT, 0 LENGTH: TYPE A LINE
*             TYPLIN   THE SAME WITH A LIST (CONPLST)
*             CONWAIT  WAIT UNTIL ALL IS TYPED
*             CONSTART BEGIN CONCCW; COME DISABLED, BY BAL OR BALR
*             CONINT   INTERRUPTION OF THE CONSOLE
* COLOR       WHEN SO SET (SET REDTYPE ON) A LINE IN RED STANDS BETWEEN
*             THE CHARACTERS THAT SHIFT THE RIBBON, SO AND SI
* HOW         THE CONSOLE IS IN ONE OF THE STATES OF CONSTATE.  A LINE IS
*             COPIED AND TYPED WHILE THE PROGRAM GOES ON; THE NEXT ONE
*             WAITS.  AN ATTENTION BEGINS A READ WHEN THE CONSOLE IS
*             IDLE.  WHEN IT IS NOT READY, CONCCW IS DONE AGAIN LATER
* RETURNS     0
* REGISTERS.  2 TEXT, 3 LENGTH, 4 LIST, 5 BIT 0 ON: RED, 12 BASE
*
CMSCON   CSECT
         REGS
         NUCON
         DEVICE
         CONPLST
         EXTRN ATTNLINE
         ENTRY CONSTART
         USING CONPLST,R4
TYPLIN   ENTER
         LR    R4,R1
         L     R0,CPLCODE
         N     R0,=X'00FFFFFF'
         L     R1,CPLNUM
         LA    R1,0(R1)
         CALL  BTYPLIN
         RETURN 0
*
BTYPLIN  ENTER
         TM    KTFLAG,X'80'
         BO    TYPEND
         LA    R2,0(R1)
         LR    R3,R0
         LR    R5,R0
         N     R3,=X'0000FFFF'
         LA    R14,132
         CR    R3,R14
         BNH   TYPWAIT
         LR    R3,R14
TYPWAIT  DISABLE
         CLI   CONSTATE,CONIDLE
         BE    TYPMOVE
         AWAIT
         B     TYPWAIT
TYPMOVE  ENABLE
TYPTRIM  LTR   R3,R3              BLANKS AT THE END ARE NOT TYPED
         BZ    TYPBLANK
         LA    R14,0(R3,R2)
         BCTR  R14,0
         CLI   0(R14),C' '
         BNE   TYPTEXT
         BCT   R3,TYPTRIM
TYPBLANK LA    R3,1               AN EMPTY LINE: ONE BLANK
         LA    R2,=C' '
TYPTEXT  DISABLE
         CLI   CONSTATE,CONIDLE
         BNE   TYPWAIT
         LR    R14,R3
         BCTR  R14,0
         EX    R14,TYPCOPY
         L     R1,CONTROUT
         LTR   R1,R1
         BZ    TYPPLACE
         EX    R14,TYPTRANS
TYPPLACE LA    R1,CONOUT+1
         LR    R15,R3
         LTR   R5,R5
         BNM   TYPCCW
         TM    SETFLAG,REDTYPE
         BZ    TYPCCW
         AR    R15,R1
         MVI   0(R15),X'0F'       BLACK
         BCTR  R1,0
         MVI   0(R1),X'0E'        RED
         LA    R15,2(R3)
TYPCCW   ST    R15,CONCCW+4
         MVI   CONCCW+4,X'20'     ANY LENGTH
         ST    R1,CONCCW
         MVI   CONCCW,X'09'       TYPE, THEN CARRIAGE RETURN
         MVI   CONSTATE,CONTYPES
         BAL   R14,CONSTART
         ENABLE
TYPEND   RETURN 0
TYPCOPY  MVC   CONOUT+1(0),0(R2)
TYPTRANS TR    CONOUT+1(0),0(R1)
*
CONWAIT  ENTER
CONWLOOK DISABLE
         CLI   CONSTATE,CONIDLE
         BE    CONWEND
         AWAIT
         B     CONWLOOK
CONWEND  ENABLE
         RETURN 0
         EJECT
*        CONSTART - BEGIN CONCCW.  DISABLED; BY BAL R14.  USES 1, 15
*
CONSTART BALR  R15,0
         USING *,R15
         LA    R1,CONCCW
         ST    R1,CAW
         LH    R1,DEVCON
CONSIO   SIO   0(R1)
         BCR   8,R14              STARTED
         BC    1,CONNONE
         BC    2,CONTIO
         TM    CSW+4,X'80'        STATUS WAS STORED
         BZ    CONSTORE
         OI    CONFLAG,CONATTN
CONSTORE TM    CSW+4,X'10'        BUSY: IT WAS AN EARLIER ONE
         BO    CONSIO
         TM    CSW+4,X'02'
         BCR   8,R14
         OI    CONFLAG,CONLOST    NOT READY: WHEN IT IS, AGAIN
         BR    R14
CONTIO   TIO   0(R1)              TAKE WHAT IS PENDING
         BC    4,CONSTAT
         B     CONSIO
CONSTAT  TM    CSW+4,X'80'
         BZ    CONSIO
         OI    CONFLAG,CONATTN
         B     CONSIO
CONNONE  LPSW  CONBAD
         DS    0D
CONBAD   DC    X'00020000',A(X'BAD1')
         DROP  R15
         EJECT
*        CONINT - 2 DEVICE, 3 ITS STATUS; THE CSW IS STORED
*
CONINT   ENTER
         TM    CSW+4,X'80'
         BZ    CIREADY
         OI    CONFLAG,CONATTN
CIREADY  TM    CONFLAG,CONLOST
         BZ    CIENDED
         TM    CSW+4,X'04'        READY AGAIN
         BZ    CIRET
         NI    CONFLAG,255-CONLOST
         B     CIAGAIN
CIENDED  TM    CSW+4,X'02'        UNIT CHECK
         BO    CICHECK
         TM    CSW+4,X'04'        DEVICE END
         BZ    CINEXT
         TM    CSW+4,X'01'        CANCELLED BY THE TYPIST: READ AGAIN
         BO    CIAGAIN
         LA    R1,131             COUNT OF A READ
         SH    R1,CSW+6
         STH   R1,CONLEN
         CLI   CONSTATE,CONREADS
         BE    CIREAD
         CLI   CONSTATE,CONATTNS
         BE    CIATTN
         CLI   CONSTATE,CONTYPES
         BNE   CINEXT
         MVI   CONSTATE,CONIDLE
         B     CINEXT
CIREAD   MVI   CONSTATE,CONLINE
         NI    CONFLAG,255-CONATTN
         B     CIRET
CIATTN   MVI   CONSTATE,CONIDLE
         NI    CONFLAG,255-CONATTN
         L     R15,=A(ATTNLINE)
         BALR  R14,R15
CINEXT   TM    CONFLAG,CONATTN    READ WHAT THE USER WANTS TO SAY
         BZ    CIRET
         CLI   CONSTATE,CONIDLE
         BNE   CIRET
         NI    CONFLAG,255-CONATTN
         MVC   CONCCW,CONREAD
         MVI   CONSTATE,CONATTNS
CIAGAIN  CLI   CONSTATE,CONIDLE
         BE    CINEXT
         CLI   CONSTATE,CONLINE
         BE    CIRET
         L     R15,=A(CONSTART)
         BALR  R14,R15
CIRET    RETURN 0
CICHECK  LA    R1,SENSECCW        WHY
         MVC   SENSECCW,CONSENSE
         ST    R1,CAW
         LH    R1,DEVCON
         SIO   0(R1)
         BC    7,CIAGAIN
CISENSE  TIO   0(R1)
         BC    2,CISENSE
         TM    IOSENSE,X'40'      INTERVENTION REQUIRED
         BZ    CIAGAIN            ELSE TRY AGAIN
         OI    CONFLAG,CONLOST
         B     CIRET
         DS    0D
CONREAD  CCW   X'0A',CONIN-LOW,X'20',131
CONSENSE CCW   X'04',IOSENSE-LOW,X'20',1
         LTORG
         END
