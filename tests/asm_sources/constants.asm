CONS     TITLE 'CONSTANTS WITHOUT ADDRESSES AND FLOATING POINT'
CONSTANT CSECT
         PRINT DATA
* FIXED POINT, IMPLIED LENGTH
F1       DC    F'0'
         DC    F'1'
         DC    F'-1'
         DC    F'+1'
         DC    F'2147483647,-2147483648'
         DC    F'1,-2,3,-4,5'
         DC    3F'7'
         DC    2F'1,2'
         DC    H'0'
H1       DC    H'32767,-32768'
         DC    H'1,-2,3'
         DC    (2+2)H'-5'
* ROUNDING
         DC    F'.4,.5,.6,1.4,1.5,1.6,2.5,3.4999999'
         DC    F'-.4,-.5,-.6,-1.4,-1.5,-1.6,-2.5,-3.5'
         DC    H'.499999999999,.500000000001,0.5,-0.5'
* EXPONENTS
         DC    F'1E0,1E1,1E2,1E3,1E4,1E5,1E6,1E7,1E8,1E9'
         DC    F'1.25E2,12.5E1,125E0,1250E-1,12500E-2,125E+0'
         DC    F'-1.5E-1,.5E1,.05E1,.04E1,2.147483647E9'
         DC    H'3.2767E4,-3.2768E4,32767000E-3'
         DC    FE3'1.5'
         DC    FE-3'1500,1499,1501,-1500'
         DC    FE2'1E-2,1E2,3.14159'
         DC    HE1'1,.1,-.05,-.06'
         DC    FE+1'7'
* SCALE: BINARY PLACES
         DC    FS1'.5,1.5,.25,.75'
         DC    FS4'1.53125,-1.53125,.03125,.0312'
         DC    FS8'3.14159265358979'
         DC    FS16'3.14159265358979,-2.718281828'
         DC    FS28'3.14159265358979,-2.718281828'
         DC    FS30'.1,.3,-.1,-.3'
         DC    FS31'.1,.9999999995,-1'
         DC    HS15'.1,.5,-.5,.99996'
         DC    HS12'3.14159265'
         DC    FS-1'1,2,3,4,5,-1,-3'
         DC    FS-4'8,16,24,1000,-24'
         DC    HS-8'65536,128,127,-128'
         DC    FS2E3'.125,.0625'
         DC    FS10E-2'314.159'
         DC    HS(4+4)E(3-1)'1.25'
         DC    HS4'1.5E1'
* LENGTH
         DC    FL1'-128,127,1'
         DC    FL2'-32768,1'
         DC    FL3'8388607,-8388608,1'
         DC    FL4'1'
         DC    FL5'1,-1,549755813887'
         DC    FL6'1,-1'
         DC    FL7'1,-1,72057594037927'
         DC    FL8'1,-1,9223372036854775807,-9223372036854775808'
         DC    FL8E10'1.23456789012'
         DC    FL8S32'3.14159265358979,-.1'
         DC    HL1'5'
         DC    HL3'5'
         DC    HL8'-5'
         DC    2FL3S4'1.5'
         DC    FL(2+1)'9'
* BOUNDARIES
         DC    C'A'
         DC    F'1'
         DC    C'B'
         DC    H'1'
         DC    C'C'
         DC    D'1'
         DC    C'D'
         DC    0F'0'
         DC    C'EE'
         DC    0D'0'
         DC    X'FF'
         DS    0H
         DC    X'FF'
         DS    H
         DC    X'FF'
         DS    F
         DC    X'FF'
         DS    D
         DC    X'FF'
         DS    0F
         DC    X'FF'
         DS    FL4
         DC    X'FF'
         DS    HL2
         DS    XL3
         DS    CL7
         DS    2CL3
         DS    C
         DS    X
         DS    B
         DS    P
         DS    Z
         DS    C'TEXT'
         DS    X'123456'
         DS    PL5
         DS    P'123'
         DS    Z'1234'
         DS    3E
         DS    2D'1,2'
         DS    A
         DS    2Y
         DS    V
         DS    S
* CHARACTERS
C1       DC    C'A'
         DC    C' '
         DC    C'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'
         DC    C'$#@ +-*/=.,()'
         DC    C'IT''S'
         DC    C''''
         DC    C''''''
         DC    C'R&&D'
         DC    C'&&'
         DC    CL1'ABC'
         DC    CL10'ABC'
         DC    CL3'A''B''C'
         DC    3CL4'XY'
         DC    2C'HO'
         DC    0CL8'NOTHING'
         DC    (L'C1+2)CL(L'C1*3)'Z'
         DC    CL256'LONG'
         DC    C'A CONSTANT THAT GOES ON, COLUMN SIXTEEN               *
               OF IT, AND BLANKS BEFORE IT ON THE FIRST CARD COUNT'
         DC    C'A CONSTANT THAT FILLS ITS CARD UP TO COLUMN SEVENTY-ONE,*
               AND GOES ON BEHIND'
* HEXADECIMAL
         DC    X'0'
         DC    X'F'
         DC    X'FF'
         DC    X'123'
         DC    X'0123456789ABCDEF'
         DC    XL1'123456'
         DC    XL2'123456'
         DC    XL4'123'
         DC    XL7'F'
         DC    3X'AB'
         DC    5XL2'1'
         DC    XL256'FF'
         DC    0XL4'FF'
         DC    57X'5A'
* BINARY
         DC    B'0'
         DC    B'1'
         DC    B'10000000'
         DC    B'100000001'
         DC    B'11111111111111110000000000000001'
         DC    BL1'111111110'
         DC    BL2'1'
         DC    3B'101'
         DC    BL5'1111'
         DC    4BL2'11'
* ATTRIBUTES AND SYMBOLS
A1       EQU   L'F1
A2       EQU   L'H1+L'C1
         DC    AL1(A1,A2,L'F1,L'H1,L'C1,L'LAST)
         DC    AL2(LAST-F1,H1-F1)
LAST     DC    XL9'1'
         END
