*        PARAMETERS, SUBLISTS, ATTRIBUTES, CONCATENATION
         MACRO
&NAME    MOVE  &TO,&FROM,&LEN
&NAME    MVC   &TO.(&LEN),&FROM
         MEND
*
         MACRO
&LABEL   SUM   &REG,&LIST
         LCLA  &N,&I
.*       ADDS EVERY MEMBER OF A SUBLIST
&N       SETA  N'&LIST
&I       SETA  1
&LABEL   L     &REG,&LIST(1)
.LOOP    AIF   (&I GE &N).DONE
&I       SETA  &I+1
         A     &REG,&LIST(&I)
         AGO   .LOOP
.DONE    MEND
*
         MACRO
         LINES &A,&B,&C
         DC    C'&A.&B.&C'
         DC    C'&A&B&C'
         DC    C'&A..&B..&C'
         DC    C'X&A.Y&B.Z'
         DC    C'&A(1)&B(2).(&C)'
         DC    C'&&&A&&'
         AIF   ('&C' NE '7').OUT
FLD&A    DC    A(FLD&A+4)
F&B.&A   DC    CL&C'&B'
.OUT     MEND
*
         MACRO
&N       KEYS  &TYPE=F,&VALUE=0,&LEN=,&DUP=1,&TEXT='A,B'
         AIF   ('&LEN' EQ '').NOLEN
&N       DC    &DUP.&TYPE.L&LEN'&VALUE'
         AGO   .TEXT
.NOLEN   ANOP
&N       DC    &DUP&TYPE'&VALUE'
.TEXT    DC    C&TEXT
         MEND
*
         MACRO
         COUNTS
         LCLA  &N,&N1,&N2,&K1,&K2
&N       SETA  N'&SYSLIST
&N1      SETA  N'&SYSLIST(1)
&N2      SETA  N'&SYSLIST(2)
&K1      SETA  K'&SYSLIST(1)
&K2      SETA  K'&SYSLIST(2)
         DC    AL1(&N,&N1,&N2,&K1,&K2)
         DC    C'&SYSLIST(1)/&SYSLIST(2)/&SYSLIST(3)/&SYSLIST(9)/'
         DC    C'&SYSLIST(2,1)+&SYSLIST(2,2)+&SYSLIST(2,3)+'
         DC    C'&SYSLIST(&N) &SYSLIST(&N1,&N2+1)'
         DC    C'&SYSNDX &SYSECT'
         MEND
*
         MACRO
         ATTR  &P
         LCLA  &K,&N,&L
         LCLC  &T
&K       SETA  K'&P
&N       SETA  N'&P
&T       SETC  T'&P
         AIF   ('&T' EQ 'O' OR '&T' EQ 'U' OR '&T' EQ 'N').NOLEN
         AIF   ('&T' EQ 'M' OR '&T' EQ 'T').NOLEN
&L       SETA  L'&P
.NOLEN   DC    C'&T &K &N &L'
         MEND
*
         MACRO
         SCALE &P
         LCLA  &S,&I
&S       SETA  S'&P
&I       SETA  I'&P
         DC    C'S &S I &I'
         MEND
*
ATTRIB   CSECT
         BALR  12,0
         USING *,12
* POSITIONAL OPERANDS
         MOVE  FIELDA,FIELDB,3
HERE     MOVE  FIELDA+2,=C'LITERAL',7
         MOVE  0,4(5),L'FIELDA
         MOVE  FIELDA,                                                 *
               FIELDB,              EVERY OPERAND ON A CARD OF ITS     *
               4                    OWN WITH A REMARK
         SUM   3,(FULLA)
THERE    SUM   4,(FULLA,FULLB,FULLC)
         SUM   5,(FULLA,FULLA+4,4(6),=F'1')
         LINES 1,ABC,7
         LINES 22,Q,(3)
         LINES (4),B,(R)
* KEYWORDS
         KEYS
K1       KEYS  VALUE=5
K2       KEYS  LEN=3,VALUE=-1,TYPE=F
K3       KEYS  TYPE=C,VALUE=HELLO,TEXT='ISN''T'
         KEYS  DUP=3,TYPE=H
         KEYS  TEXT=L5'A B',TYPE=X,VALUE=FFFF
* ANY NUMBER OF OPERANDS
         COUNTS
         COUNTS ,
         COUNTS A
         COUNTS A,B,C,D,E,F,G,H,I
         COUNTS ABC,(X,YY,ZZZ)
         COUNTS (A),(B,C)
         COUNTS ,(,B),,
         COUNTS A+B*(C-D),5(6,7)
OTHERSEC CSECT
         COUNTS X,(X)
ATTRIB   CSECT
         COUNTS Y
* ATTRIBUTES
         ATTR  FIELDA
         ATTR  FULLA
         ATTR  HALF
         ATTR  LONG
         ATTR  SHORT
         ATTR  PACKED
         ATTR  ZONED
         ATTR  BITS
         ATTR  HEX
         ATTR  ACON
         ATTR  YCON
         ATTR  VCON
         ATTR  SCON
         ATTR  LENGTHF
         ATTR  LENGTHA
         ATTR  LENGTHE
         ATTR  CCW
         ATTR  HERE
         ATTR  ATTRIB
         ATTR  K1
         ATTR  NUMBER
         ATTR  OUTSIDE
         ATTR  5
         ATTR  X'1F'
         ATTR
         ATTR  (A,B,C)
         ATTR  UNKNOWN
         ATTR  'STRING'
         SCALE FULLA
         SCALE SCALED
         SCALE HALF
         SCALE SHORT
         SCALE LONG
         SCALE PACKED
         SCALE POINT
         SCALE ZONED
         SCALE LENGTHF
         BR    14
FIELDA   DC    CL9'A'
FIELDB   DC    CL9'B'
FULLA    DC    F'1'
FULLB    DC    F'2'
FULLC    DC    F'3'
HALF     DC    H'4'
LONG     DC    D'5'
SHORT    DC    E'6'
PACKED   DC    P'789'
POINT    DC    P'7.89'
ZONED    DC    Z'12.3'
BITS     DC    B'101'
HEX      DC    X'ABCDEF'
ACON     DC    A(HERE)
YCON     DC    Y(5)
VCON     DC    V(FAR)
SCON     DC    S(FIELDA)
LENGTHF  DC    FL3'5'
LENGTHA  DC    AL3(HERE)
LENGTHE  DC    EL5'1'
SCALED   DC    FS12'1.5'
CCW      CCW   1,HERE,0,1
NUMBER   EQU   5
         EXTRN OUTSIDE
         END
