OSTI     TITLE 'OSTIME - TIME AND DATE'
*
* PURPOSE.    OSTIME  SVC 11: 1 HOW THE TIME IS WANTED: 0 UNITS OF 1/38400
*                     SECOND, 1 HUNDREDTHS OF A SECOND, 2 HHMMSSTH, DECIMAL
*                     DIGITS.  0 BECOMES THE TIME OF DAY, 1 THE DATE
*                     00YYDDDF, PACKED
*             OSDATE  1 THE DATE
*             OSSECS  1 HUNDREDTHS OF A SECOND SINCE MIDNIGHT
* RETURNS     0
* HOW         GETCLK; CP TELLS HUNDREDTHS BY DIAGNOSE X'304', ELSE THEY ARE
*             ZERO
* REGISTERS.  2-5 WORK, 6 KIND, 9 LINK, 12 BASE
*
CMSOSTI  CSECT
         REGS
         NUCON
TIMEWORK DSECT
         DS    18F
         DS    0D
TIMEIN   DS    4D                 ANSWER OF X'304'
TIMEDIG  DS    CL8                HHMMSSTH
TIMEYEAR DS    F
TIMEWLEN EQU   *-TIMEWORK-72
CMSOSTI  CSECT
         USING TIMEWORK,R13
OSTIME   ENTER WORK=TIMEWLEN
         BASE  CMSOSTI
         LA    R6,3
         NR    R6,R1
         BAL   R9,DIGITS
         BAL   R9,DATE
         LR    R7,R1
         CH    R6,=H'2'
         BE    TIMEDEC
         BAL   R9,SECONDS
         LR    R0,R1
         LR    R1,R7
         LTR   R6,R6
         BNZ   TIMEEND
         LR    R5,R0
         M     R4,=F'384'
         LR    R0,R5
TIMEEND  RETURN 0,KEEP=(R0,R1)
TIMEDEC  PACK  PACKED(5),TIMEDIG(8)
         LM    R4,R5,PACKED
         SLDL  R4,4
         LR    R0,R4
         LR    R1,R7
         RETURN 0,KEEP=(R0,R1)
*
OSDATE   ENTER WORK=TIMEWLEN
         BASE  CMSOSTI
         BAL   R9,DIGITS
         BAL   R9,DATE
         RETURN 0,KEEP=R1
*
OSSECS   ENTER WORK=TIMEWLEN
         BASE  CMSOSTI
         BAL   R9,DIGITS
         BAL   R9,SECONDS
         RETURN 0,KEEP=R1
*
*        DIGITS - TODATE, TIMEDIG AS OF NOW
*
DIGITS   CALL  GETCLK
         MVC   TIMEDIG(2),TOTIME
         MVC   TIMEDIG+2(2),TOTIME+3
         MVC   TIMEDIG+4(2),TOTIME+6
         MVC   TIMEDIG+6(2),=C'00'
         TM    CPFLAG,HASTIME
         BCR   8,R9
         LA    R2,TIMEIN
         LA    R3,32
         CPCALL 2,3,X'304',TIMENONE
         MVC   TIMEDIG,TIMEIN+8
TIMENONE BR    R9
*
*        DATE - 1 00YYDDDF
*
DATE     PACK  PACKED,TODATE(2)
         CVB   R2,PACKED          MONTH
         PACK  PACKED,TODATE+3(2)
         CVB   R3,PACKED
         PACK  PACKED,TODATE+6(2)
         CVB   R4,PACKED
         ST    R4,TIMEYEAR
         CH    R2,=H'12'
         BH    DATEHAVE
         AR    R2,R2
         CH    R2,=H'4'           BEHIND FEBRUARY
         BNH   DATEADD
         N     R4,=F'3'
         BNZ   DATEADD
         LA    R3,1(R3)
DATEADD  AH    R3,MONTHS(R2)
DATEHAVE L     R5,TIMEYEAR
         MH    R5,=H'1000'
         AR    R5,R3
         CVD   R5,PACKED
         OI    PACKED+7,X'0F'
         L     R1,PACKED+4
         BR    R9
MONTHS   DC    H'0,0,31,59,90,120,151,181,212,243,273,304,334'
*
*        SECONDS - 1 HUNDREDTHS OF A SECOND OF TIMEDIG
*
SECONDS  PACK  PACKED,TIMEDIG(2)
         CVB   R1,PACKED
         MH    R1,=H'60'
         PACK  PACKED,TIMEDIG+2(2)
         CVB   R2,PACKED
         AR    R1,R2
         MH    R1,=H'60'
         PACK  PACKED,TIMEDIG+4(4)
         CVB   R3,PACKED
         M     R0,=F'100'
         AR    R1,R3
         BR    R9
         LTORG
         END
