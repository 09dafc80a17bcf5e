SORT     TITLE 'SORT A TABLE AND PRINT IT, WITHOUT A SUPERVISOR'
*        A WHOLE PROGRAM: LINKAGE, MACROS, LITERALS, CHANNEL PROGRAM
         MACRO
&NAME    ENTER &BASE=12,&SAVE=
&NAME    STM   14,12,12(13)
         BALR  &BASE,0
         USING *,&BASE
         AIF   ('&SAVE' EQ '').NOSAVE
         ST    13,&SAVE+4
         LA    15,&SAVE
         ST    15,8(13)
         LR    13,15
         AGO   .END
.NOSAVE  ANOP
         CNOP  0,4
         BAL   15,*+76
         DC    18F'0'
         ST    13,4(15)
         ST    15,8(13)
         LR    13,15
.END     MEND
*
         MACRO
&NAME    LEAVE &CODE=0
&NAME    L     13,4(13)
         LM    14,12,12(13)
         AIF   ('&CODE' EQ '(15)').BACK
         LA    15,&CODE
.BACK    BR    14
         MEND
*
         MACRO
&NAME    CALLED &WHO,&ARGS
         LCLA  &N,&I
&N       SETA  N'&ARGS
&NAME    L     15,=V(&WHO)
         AIF   (&N EQ 0).GO
         CNOP  2,4
         LA    14,*+6+4*&N
         BALR  1,15
.NEXT    AIF   (&I GE &N).OUT
&I       SETA  &I+1
         DC    A(&ARGS(&I))
         AGO   .NEXT
.GO      BALR  14,15
.OUT     MEND
*
         MACRO
         REGS
         LCLA  &N
.LOOP    ANOP
R&N      EQU   &N
&N       SETA  &N+1
         AIF   (&N LT 16).LOOP
         MEND
*
MAIN     CSECT
         PRINT NOGEN
         REGS
         PRINT GEN
         ENTER SAVE=AREA
         ENTRY MAINEND
         CALLED SORTER,(TABLE,COUNT)
         LH    R2,COUNT
         LA    R3,TABLE
         USING ITEM,R3
PRINT    MVC   LINE,LINE-1
         MVC   LNAME,NAME
         CVD   R2,DOUBLE
         UNPK  LNUMBER,DOUBLE
         OI    LNUMBER+L'LNUMBER-1,C'0'
         MVC   LAMOUNT,PATTERN
         ED    LAMOUNT,AMOUNT
         TM    FLAGS,NEW+PAID
         BZ    WRITE
         BM    SOME
         MVC   LREST(8),=CL8'BOTH'
         B     WRITE
SOME     MVC   LREST(8),=CL8'ONE'
WRITE    BAL   R10,PUTLINE
         LA    R3,ITEMLEN(R3)
         BCT   R2,PRINT
         DROP  R3
         LEAVE
PUTLINE  LA    R1,WRITECCW
         ST    R1,72
         LH    R1,PRINTER
BUSY     SIO   0(R1)
         BC    2+1,BUSY
WAITING  TIO   0(R1)
         BNZ   WAITING
         BR    R10
         CNOP  0,8
WRITECCW CCW   X'09',LINE,X'20',L'LINE
PRINTER  DC    X'000E'
COUNT    DC    Y((TABEND-TABLE)/ITEMLEN)
AREA     DS    18F
DOUBLE   DS    D
PATTERN  DC    X'4020206B'
         DC    X'2020214B2020'
         DC    C'CR'
         DC    C' '
LINE     DS    0CL120
LNAME    DS    CL12
         DS    CL2
LNUMBER  DS    CL5
         DS    CL2
LAMOUNT  DS    CL(L'PATTERN)
         DS    CL2
LFIXED   EQU   *-LINE
LREST    DS    CL(120-LFIXED)
TABLE    DS    0D
         DC    CL12'WATSON'
         DC    P'12345.67'
         DC    AL1(NEW)
         DC    XL3'00'
         DC    CL12'AMDAHL'
         DC    P'-00004.50'
         DC    AL1(NEW+PAID)
         DC    XL3'00'
         DC    CL12'BROOKS'
         DC    P'99999.99'
         DC    AL1(0)
         DC    XL3'00'
TABEND   EQU   *
MAINEND  EQU   *
         LTORG
SORTER   CSECT
*        EXCHANGE SORT: R1 POINTS TO THE ADDRESSES OF TABLE AND COUNT
         ENTER
         L     R2,0(R1)
         L     R3,4(R1)
         LH    R3,0(R3)
         BCTR  R3,0
         USING ITEM,R4
OUTER    LTR   R5,R3
         BNP   DONE
         LR    R4,R2
INNER    CLC   NAME,NAME+ITEMLEN
         BNH   NEXT
         XC    ITEM(ITEMLEN),ITEM+ITEMLEN
         XC    ITEM+ITEMLEN(ITEMLEN),ITEM
         XC    ITEM(ITEMLEN),ITEM+ITEMLEN
NEXT     AH    R4,=Y(ITEMLEN)
         BCT   R5,INNER
         BCT   R3,OUTER
DONE     LEAVE CODE=4
         LTORG
ITEM     DSECT
NAME     DS    CL12
AMOUNT   DS    PL4
FLAGS    DS    X
NEW      EQU   X'80'
PAID     EQU   X'40'
         DS    XL3
ITEMEND  EQU   *
ITEMLEN  EQU   ITEMEND-ITEM
         END   MAIN
