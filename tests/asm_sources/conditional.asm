*        CONDITIONAL ASSEMBLY OUTSIDE MACROS, TABLES MADE BY LOOPS
         MACRO
         POWER &N
         GBLA  &RESULT
         LCLA  &I
&RESULT  SETA  1
.L       AIF   (&I EQ &N).DONE
&I       SETA  &I+1
&RESULT  SETA  &RESULT*2
         AGO   .L
.DONE    MEND
         MACRO
         HEXTAB &FROM,&TO
         LCLA  &I,&H,&L
         LCLC  &D
&D       SETC  '0123'
&I       SETA  &FROM
.LOOP    AIF   (&I GT &TO).EXIT
&H       SETA  &I/16
&L       SETA  &I-&H*16
         DIGIT &H
         DIGIT &L
&I       SETA  &I+1
         AGO   .LOOP
.EXIT    MEND
         MACRO
         DIGIT &N
         LCLC  &C
&C       SETC  '0123456789'
         AIF   (&N GT 7).HIGH
&C       SETC  '01234567'(&N+1,1)
         AGO   .OUT
.HIGH    ANOP
&C       SETC  '89ABCDEF'(&N-7,1)
.OUT     DC    C'&C'
         MEND
         GBLA  &RESULT
         GBLC  &MODEL
         LCLA  &N,&SUM,&T(8)
         LCLB  &BIG
         LCLC  &S,&NAME(4)
&MODEL   SETC  'M67'
&N       SETA  5
&BIG     SETB  (&N GT 4)
CONDIT   START 0
         AIF   (&BIG).LARGE
         DC    C'SMALL'
         AGO   .SIZED
.LARGE   DC    C'LARGE'
.SIZED   AIF   ('&MODEL' EQ 'M67').RIGHT
         DC    C'WRONG'
.RIGHT   ANOP
&S       SETC  '&MODEL'(2,2)
MODEL&S  DC    C'MODEL &S'
&NAME(1) SETC  'ONE'
&NAME(2) SETC  'TWO'
&NAME(3) SETC  '&NAME(1)'.'S'
N&NAME(1) DC   C'&NAME(1)'
N&NAME(2) DC   C'&NAME(2)'
N&NAME(3) DC   C'&NAME(3)'
&N       SETA  0
.LOOP    AIF   (&N EQ 10).DONE
&N       SETA  &N+1
&SUM     SETA  &SUM+&N*&N
SQ&N     DC    F'&SUM'
         AGO   .LOOP
.DONE    ANOP
         POWER 10
         DC    F'&RESULT'
         POWER 0
         DC    F'&RESULT'
         POWER 23
         DC    F'&RESULT'
HEX      EQU   *
         HEXTAB 0,35
         HEXTAB 250,255
* A TABLE OF THE BITS OF A BYTE, BY A LOOP IN A LOOP
BITS     EQU   *
&N       SETA  0
.OUTER   AIF   (&N GE 16).OVER
&S       SETC  ''
&SUM     SETA  8
.INNER   AIF   (&SUM EQ 0).SHOWN
         AIF   (&N/&SUM-&N/&SUM/2*2 EQ 0).ZERO
&S       SETC  '&S'.'1'
         AGO   .SHIFT
.ZERO    ANOP
&S       SETC  '&S'.'0'
.SHIFT   ANOP
&SUM     SETA  &SUM/2
         AGO   .INNER
.SHOWN   ANOP
         DC    B'&S'
         DC    C'&S'
&N       SETA  &N+3
         AGO   .OUTER
.OVER    ANOP
* TABLE FOR TRANSLATION BY A LOOP OF ORIGINS
TRTAB    DC    256X'40'
&N       SETA  193
.NEXT    ORG   TRTAB+&N
         DC    AL1(&N-64)
&N       SETA  &N+1
         AIF   (&N LT 202).NEXT
         ORG
&T(1)    SETA  L'TRTAB
&T(2)    SETA  L'TRTAB+L'FIELD
&T(3)    SETA  L'FIELD*3
         DC    AL1(&T(1),&T(2),&T(3))
FIELD    DC    CL7'FIELD'
&S       SETC  T'FIELD
         DC    C'&S'
&S       SETC  T'NUMBER
         DC    C'&S'
&N       SETA  S'NUMBER
&SUM     SETA  I'NUMBER
         DC    AL1(&N,&SUM)
NUMBER   DC    PL4'12.345'
         AIF   (T'NUMBER EQ 'P').PACKED
         DC    C'NOT PACKED'
.PACKED  AIF   (L'NUMBER GT 3 AND T'FIELD NE 'X').END
         DC    C'NOT HERE'
.END     END
