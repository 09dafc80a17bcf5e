OSTM     TITLE 'OSTIMER - STIMER, TTIMER'
*
* PURPOSE.    OSSTIMER  SVC 47: 0 HOW (1), EXIT (3); 1 PLACE OF THE INTERVAL.
*                       HOW: 03 REAL, 01 WAIT, 00 TASK; 00 UNITS OF 1/38400
*                       SECOND, 10 HUNDREDTHS, 30 HHMMSSTH, 70 THE TIME OF
*                       DAY HHMMSSTH
*             OSTTIMER  SVC 46: 0 BECOMES WHAT IS LEFT, 1/38400 SECOND; 1
*                       ONE: AND THE INTERVAL IS GIVEN UP
*             OSTEND    NO INTERVAL, AND THE TIMER AS IT WAS
* RETURNS     0.  ABEND 12F: NO INTERVAL, NO ADDRESS OF AN EXIT
* HOW         THE INTERVAL TIMER, SET TO WHAT IS LEFT OR THE BLIP; A ROUTINE
*             OF TRAP (USERTRAP) LOOKS WHETHER IT HAS PASSED AND CALLS THE
*             EXIT.  UNDER CP, REAL AND WAIT SET THE TIMER TO REAL, AND
*             BACK AT THE END.  INTERVALS END AFTER 7.7 HOURS AT
*             THE LATEST
* REGISTERS.  2-6 WORK, 9 10 LINKS, 11 OSBLK, 12 BASE
*
CMSOSTM  CSECT
         REGS
         NUCON
         OSBLK
         USERBLK
         SVCBLK
         USING OSBLK,R11
TMWORK   DSECT
         DS    18F
TMSAVE   DS    18F                SAVE AREA OF THE EXIT
TMTEXT   DS    CL16
TMREGS   DS    4F
TMANSWER DS    CL200              CP'S ANSWER
TMWLEN   EQU   *-TMWORK-72
CMSOSTM  CSECT
         USING TMWORK,R13
OSSTIMER ENTER WORK=TMWLEN
         BASE  CMSOSTM
         LR    R3,R0              HOW, EXIT
         LA    R2,0(R1)
         L     R4,CORESIZ
         SH    R4,=H'8'
         CR    R2,R4
         BH    STIMBAD
         LR    R6,R3
         SRL   R6,24
         N     R6,=X'00000073'
         LA    R0,0(R3)
         LTR   R0,R0
         BZ    STIMNONE
         CR    R0,R4
         BH    STIMBAD
         C     R0,=X'00010000'    NOT IN CMS ITSELF
         BL    STIMBAD
         N     R0,=F'1'
         BNZ   STIMBAD
STIMNONE DS    0H
         NI    OSBTFLAG,255-OSBTON-OSBTDONE
         LR    R4,R6
         N     R4,=X'00000070'
         LTR   R4,R4
         BZ    STIMTU
         CH    R4,=H'16'  
         BE    STIMBIN
         BAL   R9,ZONED           1 HUNDREDTHS
         CH    R4,=H'112'  
         BNE   STIMHUN
         LR    R5,R1
         LINK  OSSECS             UNTIL THAT TIME OF DAY
         SR    R5,R1
         LR    R1,R5
         BNM   STIMHUN
         A     R1,=F'8640000'
         B     STIMHUN
STIMTU   MVC   PACKED(4),0(R2)
         L     R1,PACKED
         LA    R5,2
         B     STIMUNIT
STIMBIN  MVC   PACKED(4),0(R2)
         L     R1,PACKED
STIMHUN  LA    R5,768
STIMUNIT LTR   R1,R1
         BM    STIMLONG
         MR    R0,R5
         LTR   R0,R0
         BNZ   STIMLONG
         LTR   R1,R1
         BNM   STIMSET
STIMLONG L     R1,=X'7FFFFFFF'
STIMSET  LR    R4,R1
         LTR   R4,R4
         BP    STIMSOME
         LA    R4,1
STIMSOME LA    R0,1
         NR    R0,R6
         BZ    STIMTASK
         BAL   R9,REALTIME
STIMTASK BAL   R9,TRAPSET
         BAL   R9,NOW
         ST    R1,OSBTSET
         ST    R4,OSBTLEFT
         LA    R3,0(R3)
         N     R6,=F'3'
         CH    R6,=H'1'
         BNE   STIMEXIT
         SR    R3,R3
STIMEXIT ST    R3,OSBTEXIT
         OI    OSBTFLAG,OSBTON
         BAL   R10,ARM
         CH    R6,=H'1'
         BNE   STIMEND
*        WAIT
STIMWAIT DISABLE
         TM    OSBTFLAG,OSBTON
         BZ    STIMDONE
         BAL   R9,LEFT
         BNP   STIMDONE
         AWAIT
         B     STIMWAIT
STIMDONE NI    OSBTFLAG,255-OSBTON
         ENABLE
STIMEND  L     R1,4(R13)
         L     R0,20(R1)
         L     R1,24(R1)
         RETURN 0,KEEP=(R0,R1)
STIMBAD  OSABEND 12F
         EJECT
OSTTIMER ENTER WORK=TMWLEN
         BASE  CMSOSTM
         LR    R3,R1
         SR    R1,R1
         TM    OSBTFLAG,OSBTON
         BZ    TTIMGOT
         BAL   R9,LEFT
         BNM   TTIMGOT
         SR    R1,R1
TTIMGOT  LR    R0,R1
         SRL   R0,1
         N     R3,=F'1'
         BZ    TTIMEND
         NI    OSBTFLAG,255-OSBTON
TTIMEND  RETURN 0,KEEP=R0
*
*        NOW - 1 THE TIMER'S CLOCK, UNITS OF 1/76800 SECOND
*
NOW      L     R1,TIMESET
         S     R1,TIMER
         A     R1,TIMEPAST
         BR    R9
*
*        LEFT - 1 WHAT IS LEFT OF THE INTERVAL, WITH ITS CONDITION CODE
*
LEFT     L     R1,TIMESET
         S     R1,TIMER
         A     R1,TIMEPAST
         S     R1,OSBTSET
         LCR   R1,R1
         A     R1,OSBTLEFT
         BR    R9
*
*        ARM - THE TIMER INTERRUPTS WHEN THE INTERVAL HAS PASSED, OR FOR
*        THE BLIP BEFORE
*
ARM      DISABLE
         CALL  SETCLK
         BAL   R9,LEFT
         BP    ARMLEFT
         LA    R1,1
ARMLEFT  C     R1,TIMESET
         BNL   ARMED
         ST    R1,TIMESET
         ST    R1,TIMER
ARMED    ENABLE
         BR    R10
*
*        ZONED - 1 THE EIGHT DIGITS HHMMSSTH AT 2 AS HUNDREDTHS
*
ZONED    PACK  PACKED,0(2,R2)
         OI    PACKED+7,X'0F'
         CVB   R1,PACKED
         MH    R1,=H'60'
         PACK  PACKED,2(2,R2)
         OI    PACKED+7,X'0F'
         CVB   R0,PACKED
         AR    R1,R0
         MH    R1,=H'60'
         LR    R5,R1
         PACK  PACKED,4(4,R2)
         OI    PACKED+7,X'0F'
         CVB   R1,PACKED
         MH    R5,=H'100'
         AR    R1,R5
         BR    R9
         EJECT
*        TRAPSET - OSTICK GETS THE TIMER'S INTERRUPTIONS
*
         USING USERTRPB,R2
TRAPSET  L     R2,USERTRAP
         LTR   R2,R2
         BNZ   TRAPHERE
         FREE  BYTES=UTRLEN
         LTR   R15,R15
         BNZ   TRAPFULL
         LR    R2,R1
         XC    UTRADDR(UTRLEN+USERTRPB-UTRADDR),UTRADDR
         ST    R2,USERTRAP
TRAPHERE LA    R1,OSTICK
         ST    R1,UTRADDR
         BR    R9
TRAPFULL OSABEND 80A
*
*        REALTIME - THE TIMER IS TO COUNT IN WAITS, TOO.  HOW IT STOOD IS
*        REMEMBERED
*
REALTIME TM    CPFLAG,HASCP
         BCR   8,R9
         TM    OSBFLAG,OSBREAL
         BCR   1,R9
         STM   R2,R5,TMREGS
         MVC   TMTEXT,=CL16'QUERY SET'
         XC    TMANSWER,TMANSWER
         LA    R2,TMTEXT
         LA    R3,TMANSWER
         L     R4,=X'40000009'    THE ANSWER GOES INTO THE BUFFER
         LA    R5,L'TMANSWER
         CPCALL 2,4,X'08',REALLOOK
REALLOOK LM    R2,R5,TMREGS
         MVC   OSBTWAS,=C'ON '
         LA    R1,TMANSWER
         LA    R0,L'TMANSWER-9
REALNEXT CLC   0(6,R1),=C'TIMER '
         BE    REALHERE
         LA    R1,1(R1)
         BCT   R0,REALNEXT
         B     REALSET
REALHERE MVC   OSBTWAS,6(R1)
         CLC   OSBTWAS,=C'REA'
         BCR   8,R9               REAL ALREADY
REALSET  OI    OSBFLAG,OSBREAL
         MVC   TMTEXT,=CL16'SET TIMER REAL'
         LA    R1,TMTEXT
         LA    R0,14
         CALL  CPLINE
         BR    R9
*
OSTEND   ENTER WORK=TMWLEN
         BASE  CMSOSTM
         TM    OSBTFLAG,OSBTON
         BZ    TENDCP
         NI    OSBTFLAG,255-OSBTON
         CALL  SETCLK
TENDCP   L     R2,USERTRAP
         LTR   R2,R2
         BZ    TENDREAL
         LA    R1,OSTICK
         C     R1,UTRADDR
         BNE   TENDREAL
         XC    UTRADDR,UTRADDR
TENDREAL TM    OSBFLAG,OSBREAL
         BZ    TENDEND
         MVC   TMTEXT,=CL16'SET TIMER'
         MVC   TMTEXT+10(3),OSBTWAS
         LA    R1,TMTEXT
         LA    R0,13
         CALL  CPLINE
TENDEND  RETURN 0
         DROP  R2
         EJECT
*        OSTICK - FROM TRAPINT: THE TIMER, OR THE KEY INTERRUPT
*
OSTICK   ENTER WORK=TMWLEN
         BASE  CMSOSTM
         L     R11,OSBLOCK
         LTR   R11,R11
         BZ    TICKEND
         TM    OSBTFLAG,OSBTON
         BZ    TICKEND
         BAL   R9,LEFT
         BNP   TICKPAST
         BAL   R10,ARM
         B     TICKEND
TICKPAST NI    OSBTFLAG,255-OSBTON
         OI    OSBTFLAG,OSBTDONE
         L     R15,OSBTEXIT
         LTR   R15,R15
         BZ    TICKEND
         ST    R13,OSBTFRM
         LA    R13,TMSAVE
         BALR  R14,R15
         BALR  R12,0
         USING *,R12
         L     R12,TICKBASE
         USING CMSOSTM,R12
         L     R11,OSBLOCK
         LTR   R11,R11
         BZ    TICKLOST
         L     R13,OSBTFRM
TICKEND  RETURN 0
TICKLOST LA    R15,1
         L     R14,AKILLEX
         BR    R14
TICKBASE DC    A(CMSOSTM)
         LTORG
         END
