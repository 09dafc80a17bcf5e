ADDR     TITLE 'SECTIONS, BASES, ADDRESS CONSTANTS, BOUNDARIES'
         PRINT DATA
FIRST    START X'1000'
         ENTRY GO,TAB2,INSECOND
         ENTRY FIRSTEND
         EXTRN OUT1,OUT2
         EXTRN OUT3
GO       BALR  12,0
         USING *,12
         USING SECOND,11
         USING RECORD,10
         LA    10,DATA1
         L     11,=A(SECOND)
         L     1,TAB1
         L     2,TAB2
         L     3,INSECOND
         MVC   FIELD1,FIELD2
         MVC   FIELD3(2),0(4)
         CLI   FLAG,C'X'
         L     5,RECEND-RECORD(10)
         LA    6,RECLEN
* THE SMALLER DISPLACEMENT WINS
         USING TAB1,9
         L     1,TAB1
         L     1,TAB1+4
         L     1,TAB2
* OF TWO EQUAL BASES THE HIGHER REGISTER
         USING TAB1,8
         L     1,TAB1
         LA    1,TAB1+2(2)
         DROP  9
         L     1,TAB1
         DROP  8,12
         USING TAB2,7
         L     1,TAB2
         L     1,TAB2+8
         DROP  7
         USING GO,2,3,4
         LA    1,GO
         LA    1,GO+4095
         LA    1,GO+4096
         LA    1,GO+8191
         LA    1,GO+8192
         LA    1,GO+12287
         DROP  3
         LA    1,GO+8192
         DROP  2,4
* A BASE THAT IS NO LOCATION, AND REGISTER 0
         USING 4096,5
         LA    1,4096
         LA    1,4100(6)
         LA    1,8191
         DROP  5
         LA    1,4095
         USING FIRST,12
         B     OVER
TAB1     DC    A(TAB1,TAB2,*,GO+4,FIRST)
TAB2     DC    A(OUT1,OUT2+8,OUT3-4)
TAB3     DC    A(SECOND,INSECOND,SECOND+X'10')
* SHORT AND LONG ADDRESS CONSTANTS
         DC    AL3(TAB1)
         DC    AL4(TAB1)
         DC    AL1(TAB2-TAB1)
         DC    AL2(TAB2-TAB1,L'TAB3,256*255)
         DC    AL3(TAB1,OUT1,5)
         DC    AL1(C'A',X'FF',B'11',255)
         DC    2A(TAB1)
         DC    2AL3(OUT1)
         DC    3AL1(7)
         DC    0A(TAB1)
         DC    A(0,1,16777215)
         DC    A(TAB2-TAB1,TAB3-TAB1+100)
         DC    A(TAB1+TAB2-TAB1)
         DC    A(10*(TAB2-TAB1)+5/2)
         DC    A((TAB2-TAB1)/3*3)
         DC    A(7/2,2/7,7/0)
         DC    A(0-1,5-10,1-TAB2+TAB1)
         DC    Y(TAB2-TAB1,1,X'7FFF',0-1)
         DC    YL1(200)
         DC    YL2(200)
* MORE THAN ONE SECTION IN AN EXPRESSION
         DC    A(OUT1-OUT2)
         DC    A(SECOND-FIRST)
         DC    A(GO-SECOND+INSECOND)
         DC    A(OUT1-GO,GO-OUT1)
         DC    A(GO+GO-FIRST)
         DC    A(GO+TAB1)
         DC    A(OUT1+OUT1-OUT2)
         DC    A(0-GO)
         DC    AL3(0-OUT2+GO)
         DC    A(RECEND-RECORD)
* V AND S
         DC    V(FAR1)
         DC    V(FAR1,FAR2)
         DC    VL3(FAR2)
         DC    2V(FAR3)
         DC    VL4(FAR3)
         DC    V(OUT1)
         DC    S(GO)
         DC    S(TAB1,TAB2,FIELD2)
         DC    S(4(5),4095(15),0(0),X'10'(B'11'))
         DC    SL2(TAB1)
         DC    2S(TAB1)
         DC    S(L'TAB1)
OVER     L     1,=V(FAR1)
         L     2,=V(FAR9)
         L     3,=A(OUT1,GO)
         L     4,=A(*)
         LA    5,=A(TAB2-TAB1)
* CHANNEL COMMANDS
CCW1     CCW   2,DATA1,X'40',80
         CCW   X'09',CCW1+8,X'20'+X'40',L'DATA1
         CCW   B'1000',CCW1,0,1
         CCW   7,0,0,65535
         DC    X'1'
         CCW   1,OUT1+4,C' ',3*4
* NO-OPERATIONS UP TO A BOUNDARY
         CNOP  0,4
         CNOP  2,4
         CNOP  0,4
         BR    14
         CNOP  0,4
         CNOP  0,8
         CNOP  2,8
         CNOP  4,8
         CNOP  6,8
         CNOP  2,8
         CNOP  0,8
         CNOP  6,8
         CNOP  2,4
         BR    14
         CNOP  4,8
* ORIGINS
ORG1     DC    XL8'00'
         ORG   ORG1
         DC    X'11'
         ORG   ORG1+4
         DC    X'22'
         ORG   *+2
         DC    X'33'
         ORG   *-3
         DC    X'4444'
         ORG
         DC    X'55'
         ORG   ORG1+100
         DC    X'66'
         ORG   *-50
HERE     DC    X'77'
         ORG
DATA1    DC    CL80'DATA'
FIRSTEND EQU   *
* A DUMMY SECTION IN TWO PARTS
RECORD   DSECT
FIELD1   DS    CL8
FIELD2   DS    CL4
FLAG     DS    X
SECOND   CSECT
         USING *,15
         L     1,INSECOND
         L     2,=A(INSECOND)
         LA    3,SECEND
INSECOND DC    A(INSECOND,GO,OUT1,SECOND)
         DC    C'ABC'
SECEND   EQU   *
RECORD   DSECT
FIELD3   DS    H
FIELD4   DS    3D
RECEND   EQU   *
RECLEN   EQU   RECEND-RECORD
OTHER    DSECT
OTHER1   DS    2F
OTHER2   DC    F'5'
         COM
COMMON1  DS    CL100
COMMON2  DS    D
THIRD    CSECT
         DC    A(COMMON2,COMMON1,THIRD,SECEND)
         DC    AL1(OTHER2-OTHER1,COMMON2-COMMON1)
         DC    X'12'
FIRST    CSECT
         DC    A(FIRSTEND,THIRD)
AGAIN    EQU   FIRSTEND-80
         DC    A(AGAIN)
SECOND   CSECT
         DC    C'BACK IN THE SECOND'
         END   GO
