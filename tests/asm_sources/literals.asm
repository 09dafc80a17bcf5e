LITS     TITLE 'LITERALS AND THEIR POOLS'
LITERALS START 0
         PRINT DATA
         BALR  12,0
         USING *,12
* ONE OF EVERY KIND; SORTED BY 8, 4, 2, 1
         MVC   AREA(1),=C'A'
         MVC   AREA(2),=C'AB'
         MVC   AREA(3),=C'ABC'
         MVC   AREA(4),=C'ABCD'
         MVC   AREA(5),=C'ABCDE'
         MVC   AREA(6),=C'ABCDEF'
         MVC   AREA(7),=C'ABCDEFG'
         MVC   AREA(8),=C'ABCDEFGH'
         MVC   AREA(9),=C'ABCDEFGHI'
         MVC   AREA(12),=C'ABCDEFGHIJKL'
         MVC   AREA(16),=C'ABCDEFGHIJKLMNOP'
         MVC   AREA(3),=X'ABC'
         MVC   AREA(1),=X'F'
         MVC   AREA(1),=B'101'
         MVC   AREA(2),=BL2'101'
         L     1,=F'1'
         L     1,=F'-1'
         LH    1,=H'1'
         LD    0,=D'1'
         LE    0,=E'1'
         L     1,=A(AREA)
         L     1,=V(ELSE)
         LH    1,=Y(5)
         AP    AREA(8),=P'1'
         AP    AREA(8),=PL3'1'
         MVC   AREA(4),=Z'1234'
         MVC   AREA(L'AREA),=CL20'L'
* THE SAME AGAIN
         L     2,=F'1'
         A     2,=F'1'
         LH    2,=H'1'
         LD    2,=D'1'
         L     2,=A(AREA)
         MVC   AREA(3),=C'ABC'
* THE SAME VALUE WRITTEN DIFFERENTLY
         L     3,=F'+1'
         L     3,=FL4'1'
         L     3,=F'01'
         L     3,=X'00000001'
         LH    3,=HL2'1'
         L     3,=A(AREA+0)
* THE LOCATION COUNTER IN A LITERAL
         L     4,=A(*)
         L     4,=A(*)
         L     4,=A(*+4)
* IN SEVERAL KINDS OF INSTRUCTION
         LA    5,=C'XYZ'
         CLC   =C'ABC',AREA
         CLI   =C'Q',C'Q'
         TM    =X'80',X'80'
         LM    1,3,=F'10,20,30'
         LM    1,2,=2F'9'
         LM    1,2,=A(AREA,LITERALS)
         EX    0,=X'0700'
         CP    AREA(4),=P'20'
         LTORG
* AFTER THE POOL EVERYTHING IS NEW
         L     1,=F'1'
         L     1,=F'2'
         LH    1,=H'2'
         MVC   AREA(3),=C'ABC'
         BR    14
AREA     DS    CL20
         DC    X'01'
         LTORG
         L     1,=F'3'
         LD    0,=D'3.5'
         DC    X'02'
         LTORG
         LTORG
* FLOATING LITERALS
         AD    0,=D'.1'
         AD    0,=D'-.1'
         AD    0,=D'1E5'
         AD    0,=D'1.0E5'
         AE    0,=E'.1'
         AE    0,=E'3.14159265'
         AD    0,=DS1'3.14159265'
         AE    0,=EE2'1.5'
         AD    0,=D'1,2'
         A     1,=FS8'1.5'
         A     1,=FE3'1.5'
         AH    1,=HS4'1.5'
         SPACE 2
         MVC   AREA(15),=5CL3'AB'
         MVC   AREA(10),=5H'1'
         MVC   AREA(6),=3XL2'F'
         MVC   AREA(1),=AL1(AREA-LITERALS)
         MVC   AREA(3),=AL3(AREA)
         MVC   AREA(2),=AL2(AREA-LITERALS)
         MVC   AREA(3),=VL3(ELSE)
         DC    X'03'
         LTORG
* LITERALS THROUGH A MACRO AND AFTER A CHANGE OF THE BASE
         DROP  12
         BALR  10,0
         USING *,10
         LM    14,15,=A(LITERALS,SECTION2)
         LM    14,15,=V(ELSE,MORE)
         MVC   AREA-AREA(8,1),=CL8'A''B&&C'
         MVC   0(3,1),=C','
         MVC   0(3,1),=C'(,)'
         OC    0(8,1),=8X'F0'
         CLC   0(2,1),=2C'*'
         AP    0(4,1),=P'-0'
         AP    0(4,1),=P'+1.5'
         LTORG
SECTION2 CSECT
         USING *,11
         L     1,=F'100'
         L     1,=A(SECTION2)
         LTORG
         DC    X'04'
         L     1,=F'200'
         L     1,=F'300'
LITERALS CSECT
         DC    X'05'
         END
