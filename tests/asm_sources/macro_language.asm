*        SET SYMBOLS, BRANCHES, STRINGS, NESTED CALLS, MNOTE
         MACRO
         INIT  &START
         GBLA  &COUNT,&TABLE(10)
         GBLB  &FLAG
         GBLC  &PREFIX
&COUNT   SETA  &START
&PREFIX  SETC  'P'
&FLAG    SETB  (1)
&TABLE(3) SETA 33
         MEND
*
         MACRO
&NAME    NEXT
         GBLA  &COUNT,&TABLE(10)
         GBLB  &FLAG
         GBLC  &PREFIX
         AIF   (&FLAG).GO
         MNOTE 4,'NOT STARTED'
         MEXIT
.GO      ANOP
&COUNT   SETA  &COUNT+1
&NAME    DC    AL2(&COUNT)
&PREFIX&COUNT EQU *
&TABLE(&COUNT-7) SETA &COUNT*&COUNT
         DC    AL2(&TABLE(&COUNT-7),&TABLE(3),&TABLE(10))
         MEND
*
         MACRO
         ARITH &A,&B
         LCLA  &X,&Y,&Z(4)
         LCLC  &C
&X       SETA  &A
&Y       SETA  &B
&Z(1)    SETA  &X+&Y
&Z(2)    SETA  &X-&Y
&Z(3)    SETA  &X*&Y
&Z(4)    SETA  &X/&Y
         DC    F'&Z(1),&Z(2),&Z(3),&Z(4)'
&Z(1)    SETA  (&X+&Y)*(&X-&Y)/2
&Z(2)    SETA  &X+&Y*2-&X/3
&Z(3)    SETA  X'F'+B'11'-C'A'
&Z(4)    SETA  ((&X+1)*(&Y+1)+1)
         DC    F'&Z(1),&Z(2),&Z(3),&Z(4)'
&C       SETC  '&X'
         DC    C'&C.0&Y'
         MEND
*
         MACRO
         LOGIC &A,&B
         LCLB  &P,&Q,&R(3)
         LCLA  &N
&P       SETB  (&A GT &B)
&Q       SETB  ('&A' EQ '&B')
&R(1)    SETB  (&P AND &Q)
&R(2)    SETB  (&P OR &Q)
&R(3)    SETB  (NOT &P AND NOT &Q)
         DC    C'&P&Q&R(1)&R(2)&R(3)'
&P       SETB  (&A LT &B OR &A EQ 3 AND &B NE 4)
&Q       SETB  ((&A LE &B OR &A GE 9) AND NOT (&B EQ 2))
&R(1)    SETB  (NOT (&P OR &Q))
&R(2)    SETB  0
&R(3)    SETB  (&P AND NOT &Q OR &R(1))
         DC    C'&P&Q&R(1)&R(2)&R(3)'
&N       SETA  &P+&Q*2+&R(3)*4
         DC    AL1(&N)
         MEND
*
         MACRO
         STRING &A,&B
         LCLC  &X,&Y,&Z(3)
         LCLA  &K
&X       SETC  '&A'
&Y       SETC  '&B'
&Z(1)    SETC  '&X&Y'
&Z(2)    SETC  '&X'.'-'.'&Y'
&Z(3)    SETC  'ABCDEFGHIJKL'(3,5)
         DC    C'&Z(1) &Z(2) &Z(3)'
&Z(1)    SETC  '&A'(1,2)
&Z(2)    SETC  '&A'(2,1).'&B'(1,1).'*'
&Z(3)    SETC  '&A.&B'(2,4)
         DC    C'&Z(1) &Z(2) &Z(3)'
&K       SETA  K'&A
&Z(1)    SETC  '&A'(&K,1)
&Z(2)    SETC  'A"B'
&Z(3)    SETC  '&&X'
         DC    C'&Z(1) &Z(2) &Z(3)'
&X       SETC  T'&A
&Y       SETC  ''
         DC    C'(&X)(&Y)'
         MEND
*
         MACRO
         ORDER &A,&B
         LCLC  &R
&R       SETC  'GT'
         AIF   ('&A' GT '&B').DONE
&R       SETC  'EQ'
         AIF   ('&A' EQ '&B').DONE
&R       SETC  'LT'
         AIF   ('&A' LT '&B').DONE
&R       SETC  '??'
.DONE    DC    C'&R'
         MEND
*
         MACRO
         FACT  &N,&R
         LCLA  &M,&P
.*       CALLS ITSELF
&M       SETA  &N-1
&P       SETA  &R*&N
         AIF   (&N LE 1).END
         FACT  &M,&P
         MEXIT
.END     DC    F'&R'
         DC    C'&SYSNDX'
         MEND
*
         MACRO
&L       OUTER &A,&B
&L       DC    C'OUTER &SYSNDX &SYSECT'
         INNER (&A,&B),&A&B,X&A
E&SYSNDX DC    A(E&SYSNDX)
         INNER &B,,&SYSNDX
         DC    C'OUTER &SYSNDX'
         MEND
*
         MACRO
         INNER &A,&B,&C
         LCLA  &I
         DC    C'INNER &SYSNDX &A(1) &A(2) &B &C'
.LOOP    AIF   (&I EQ 3).OUT
&I       SETA  &I+1
I&SYSNDX&I DC  AL1(&I)
         AGO   .LOOP
.OUT     ANOP
         MEND
*
         MACRO
         SECT  &NAME
         DC    C'&SYSECT'
&NAME    CSECT
         DC    C'&SYSECT'
         INNER A,B,&SYSECT
         MEND
*
         MACRO
         NOTES &SEV
         MNOTE *,'A REMARK'
         MNOTE 'WITHOUT SEVERITY'
         MNOTE &SEV,'SEVERITY &SEV'
         SPACE 1
*        AN ORDINARY COMMENT WITH &SEV
.*       A COMMENT THAT IS NOT PRINTED
         DC    C'NOTED'
         MEND
*
PROGRAM  START 256
         INIT  7
         NEXT
LABEL    NEXT
         NEXT
         DC    A(P8,P9,P10)
         ARITH 7,3
         ARITH 100,7
         ARITH 12345,0
         ARITH 16,16
         LOGIC 1,2
         LOGIC 2,1
         LOGIC 3,3
         LOGIC 10,2
         LOGIC 3,4
         STRING ABC,DEF
         STRING ABCDEFGH,IJKL
         STRING PROGRAM,A1
         ORDER A,B
         ORDER B,A
         ORDER A,A
         ORDER AA,B
         ORDER B,AA
         ORDER 9,A
         ORDER ,A
         FACT  6,1
         FACT  1,5
         OUTER 1,2
LAB      OUTER A,B
         SECT  NEW
         DC    C'IN NEW'
         SECT  PROGRAM
         NOTES 1
         NEXT
         END   LABEL
