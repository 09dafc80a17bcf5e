DECF     TITLE 'DECIMAL AND FLOATING POINT INSTRUCTIONS'
DECFLT   CSECT
F0       EQU   0
F2       EQU   2
F4       EQU   4
F6       EQU   6
         USING DECFLT,11,10
         BALR  11,0
         LA    10,4095(11)
* DECIMAL
         ZAP   SUM,ZERO
         ZAP   SUM(8),FIELD(3)
         ZAP   0(16,1),0(16,2)
         CP    SUM,FIELD
         CP    SUM+1(7),ZERO
         AP    SUM,=P'1'
         AP    SUM,=P'-12345'
         AP    SUM,=PL6'12'
         SP    SUM,FIELD
         SP    4(4,3),FIELD(L'FIELD)
         MP    SUM,FIELD(2)
         MP    SUM,=P'100'
         DP    SUM,FIELD
         DP    SUM(SUMEND-SUM),FIELD(FIELDEND-FIELD)
         ED    EDIT,SUM
         ED    EDIT(12),SUM+2
         EDMK  0(9,5),SUM
         EDMK  EDIT,0(6)
         MVO   SUM,SUM(7)
         PACK  SUM,ZONED
         PACK  SUM(5),ZONED(9)
         UNPK  ZONED,SUM
* LONG
         LPDR  F0,F2
         LNDR  F2,F4
         LTDR  F4,F6
         LCDR  F6,F0
         HDR   F0,F0
         LDR   F2,F0
         CDR   F0,F2
         ADR   F0,F2
         SDR   F2,F4
         MDR   F4,F6
         DDR   F6,F0
         AWR   F0,F4
         SWR   F0,F6
         STD   F0,LONG
         LD    F2,LONG+8
         CD    F4,LONG(7)
         AD    F6,=D'1.5'
         SD    F0,=D'-.1'
         MD    F0,=D'3.141592653589793238'
         DD    F0,=D'1E10'
         AW    F0,UNNORM
         SW    F2,UNNORM
* SHORT
         LPER  F0,F2
         LNER  F2,F4
         LTER  F4,F6
         LCER  F6,F0
         HER   F0,F0
         LER   F2,F0
         CER   F0,F2
         AER   F0,F2
         SER   F2,F4
         MER   F4,F6
         DER   F6,F0
         AUR   F0,F4
         SUR   F0,F6
         STE   F0,SHORT
         LE    F2,SHORT+4
         CE    F4,SHORT(7)
         AE    F6,=E'1.5'
         SE    F0,=E'-.1'
         ME    F0,=E'2.718281828'
         DE    F0,=E'1E-10'
         AU    F0,=E'0'
         SU    F2,=E'-0'
         ME    F2,=EE5'1.25'
         AD    F2,=DE-5'1.25'
         AU    F2,=ES2'16'
* A LITTLE PROGRAM: HORNER'S RULE FOR SIX COEFFICIENTS
HORNER   LD    F2,X
         SDR   F0,F0
         LA    3,COEF
         LA    4,8
         LA    5,COEFEND-8
STEP     MDR   F0,F2
         AD    F0,0(3)
         BXLE  3,4,STEP
         STD   F0,RESULT
         BR    14
X        DC    D'.5'
COEF     DC    D'1,-.5,.25,-.125,.0625,-.03125'
COEFEND  EQU   *
RESULT   DS    D
LONG     DS    3D
UNNORM   DC    X'4E00000000000000'
SHORT    DS    3E
ZERO     DC    P'0'
FIELD    DC    PL3'-123'
FIELDEND EQU   *
SUM      DC    PL8'12345678'
SUMEND   EQU   *
ZONED    DC    Z'+0000012345678'
EDIT     DC    X'402020206B2020214B202060'
         LTORG
* CONSTANTS OF ALL DECIMAL KINDS
         DC    P'0'
         DC    P'+0'
         DC    P'-0'
         DC    P'1,22,333,-4444'
         DC    PL2'12345'
         DC    PL1'-7'
         DC    PL16'1234567890123456789012345678901'
         DC    PL16'-1'
         DC    P'1234567890123456789012345678901'
         DC    2P'12.34'
         DC    P'.5'
         DC    P'5.'
         DC    P'-99.99,+.01'
         DC    Z'0'
         DC    Z'-0'
         DC    Z'1,22,333,-4444'
         DC    ZL2'12345'
         DC    ZL1'-7'
         DC    ZL16'1234567890123456'
         DC    ZL10'-1'
         DC    2Z'12.34'
         DC    Z'-.5,+5.'
         DC    3ZL3'-12'
         DC    0PL3'5'
         DC    0Z'5'
AFTER    DC    AL1(L'ZERO,L'FIELD,L'ZONED,L'EDIT,L'SHORT)
* EXTENDED LENGTHS IN EXPRESSIONS
         AP    SUM(SUMEND-SUM-2),FIELD+1(1+1)
         ZAP   COEF+8*2(8),SUM
         MVC   LONG+(8*2)(8),COEF
         MVC   LONG(8*(1+1)),COEF+8*(6-2)
         MVZ   EDIT,EDIT
         MVN   EDIT(L'EDIT-1),EDIT+1
         END
