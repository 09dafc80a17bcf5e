CLOC     TITLE 'CLOCK - TIME OF DAY AND CPU TIME'
*
* PURPOSE.    GETCLK  TODATE, TOTIME, VIRTIME, CPUTIME AS OF NOW.  CP
*                     TELLS THEM, BY DIAGNOSE X'0C' OR DEVICE 0FF; A
*                     BARE MACHINE'S TIMER COUNTS FROM 00.00.00 AT IPL
*             SETCLK  THE TIMER IS SET ANEW: TO 2 SECONDS FOR THE
*                     BLIP, ELSE AS LONG AS CAN BE
*             PRTCLK  1 PLACE FOR 'T=V.VV/T.TT HH.MM.SS'; 0 IS THE LENGTH
* UNITS       OF THE TIMER, 1/76800 SECOND
* REGISTERS.  2-7 WORK, 8 PLACE, 12 BASE
*
CMSCLOCK CSECT
         REGS
         NUCON
GETCLK   ENTER
         TM    CPFLAG,HASTIME+HASCLK
         BZ    GETTIMER
         TM    CPFLAG,HASTIME
         BZ    GETDEVCE
         LA    R2,CLOCK
         CPCALL 2,0,X'0C',GETNONE
         MVC   TODATE,CLOCK
         MVC   TOTIME,CLOCK+8
         MVI   TOTIME+2,C'.'
         MVI   TOTIME+5,C'.'
         LM    R2,R3,CLOCK+16
         BAL   R14,UNITS
         ST    R3,VIRTIME
         LM    R2,R3,CLOCK+24
         BAL   R14,UNITS
         ST    R3,CPUTIME
         RETURN 0
*
*        UNITS - MICROSECONDS IN 2 AND 3 INTO UNITS OF THE TIMER IN 3
*
UNITS    D     R2,=F'625'
         M     R2,=F'48'
         BR    R14
*
*        THE PSEUDO TIMER 0FF: THE SAME, IN UNITS
*
GETDEVCE LA    R1,CLKREAD
         LA    R2,DEVCLK
         CALL  DOIO
         LTR   R15,R15
         BNZ   GETNONE
         MVC   TODATE(16),CLOCK
         MVC   VIRTIME(8),CLOCK+16
         RETURN 0
         DS    0D
CLKREAD  CCW   X'02',CLOCK-LOW,X'20',24
*
GETNONE  NI    CPFLAG,255-HASTIME-HASCLK
GETTIMER L     R3,TIMESET
         S     R3,TIMER
         A     R3,TIMEPAST
         ST    R3,VIRTIME
         ST    R3,CPUTIME
         SR    R2,R2
         D     R2,=F'76800'       SECONDS SINCE IPL
         A     R3,TODBASE
         SR    R2,R2
         D     R2,=F'86400'
         LR    R5,R2
         SR    R4,R4
         D     R4,=F'3600'        5 HOURS
         CVD   R5,PACKED
         UNPK  TOTIME(2),PACKED+6(2)
         OI    TOTIME+1,C'0'
         LR    R5,R4
         SR    R4,R4
         D     R4,=F'60'          5 MINUTES, 4 SECONDS
         CVD   R5,PACKED
         UNPK  TOTIME+3(2),PACKED+6(2)
         OI    TOTIME+4,C'0'
         CVD   R4,PACKED
         UNPK  TOTIME+6(2),PACKED+6(2)
         OI    TOTIME+7,C'0'
         RETURN 0
*
SETCLK   ENTER
         L     R3,TIMESET
         S     R3,TIMER
         A     R3,TIMEPAST
         ST    R3,TIMEPAST
         L     R3,=X'7FFFFFFF'
         CLI   BLIPLEN,0
         BE    SETTIME
         L     R3,=A(2*76800)
SETTIME  ST    R3,TIMESET
         ST    R3,TIMER
         RETURN 0
*
PRTCLK   ENTER
         LR    R8,R1
         CALL  GETCLK
         MVC   0(2,R8),=C'T='
         LA    R8,2(R8)
         L     R3,VIRTIME
         S     R3,STARTV
         BAL   R14,SECONDS
         MVI   0(R8),C'/'
         LA    R8,1(R8)
         L     R3,CPUTIME
         S     R3,STARTT
         BAL   R14,SECONDS
         MVI   0(R8),C' '
         MVC   1(8,R8),TOTIME
         LA    R0,9(R8)
         SR    R0,R1
         RETURN 0,KEEP=R0
*
*        SECONDS - THE TIME IN 3 AS 0.00 AT 8, WHICH GOES BEHIND IT
*
SECONDS  SR    R2,R2
         D     R2,=F'768'         HUNDREDTHS
         CVD   R3,PACKED
         MVC   HEXWORK(11),SECMASK
         LA    R1,HEXWORK+7
         EDMK  HEXWORK(11),PACKED+3
         LA    R2,HEXWORK+11
         SR    R2,R1
         BCTR  R2,0
         EX    R2,SECMOVE
         LA    R8,1(R2,R8)
         L     R1,4(,R13)
         L     R1,24(,R1)         THE CALLER'S 1
         BR    R14
SECMOVE  MVC   0(0,R8),0(R1)
SECMASK  DC    X'40202020202021204B2020'
         LTORG
         END
