CONV     TITLE 'CONVERT - NUMBERS AND TEXT'
*
* PURPOSE.    TODEC   0 NUMBER INTO TEN CHARACTERS AT 1, BLANKS IN FRONT
*             TOHEX   0 INTO EIGHT HEXADECIMAL DIGITS AT 1
*             GETDEC  EIGHT CHARACTERS AT 1, BLANKS BEHIND, INTO 0
*             GETHEX  THE SAME, HEXADECIMAL
*             GETDEV  0 UNIT; 1 IS ITS ENTRY IN THE DEVICE TABLE
*             UPCASE  TABLE FOR TR;  HEXTAB  THE DIGITS
* RETURNS     GETDEC, GETHEX, GETDEV: 0; 4 NO NUMBER, NO SUCH UNIT
* REGISTERS.  2 NUMBER, 3 DIGIT, 4 PLACE, 5 COUNT, 12 BASE
*
CMSCNVRT CSECT
         REGS
         NUCON
         DEVICE
         ENTRY UPCASE,HEXTAB
TODEC    ENTER
         CVD   R0,PACKED
         MVC   HEXWORK(10),=X'40202020202020202120'
         ED    HEXWORK(10),PACKED+3
         MVC   0(10,R1),HEXWORK
         RETURN 0
*
TOHEX    ENTER
         ST    R0,HEXWORK+16
         UNPK  HEXWORK(9),HEXWORK+16(5)
         TR    HEXWORK(8),HEXTAB-240
         MVC   0(8,R1),HEXWORK
         RETURN 0
*
GETDEC   ENTER
         SR    R2,R2
         SR    R3,R3
         LA    R5,8
         LR    R4,R1
         CLI   0(R4),C' '
         BE    GETBAD
DECNEXT  CLI   0(R4),C' '
         BE    GETGOOD
         CLI   0(R4),C'0'
         BL    GETBAD
         CLI   0(R4),C'9'
         BH    GETBAD
         MH    R2,=H'10'
         IC    R3,0(R4)
         AR    R2,R3
         SH    R2,=H'240'         C'0'
         LA    R4,1(R4)
         BCT   R5,DECNEXT
GETGOOD  LR    R0,R2
         RETURN 0,KEEP=R0
GETBAD   RETURN 4
*
GETHEX   ENTER
         SR    R2,R2
         SR    R3,R3
         LA    R5,8
         LR    R4,R1
         CLI   0(R4),C' '
         BE    HEXBAD
HEXNEXT  CLI   0(R4),C' '
         BE    HEXGOOD
         IC    R3,0(R4)
         CLI   0(R4),C'0'
         BL    HEXALPHA
         CLI   0(R4),C'9'
         BH    HEXBAD
         SH    R3,=H'240'         C'0'
         B     HEXADD
HEXALPHA CLI   0(R4),C'A'
         BL    HEXBAD
         CLI   0(R4),C'F'
         BH    HEXBAD
         SH    R3,=H'183'         C'A' LESS 10
HEXADD   SLL   R2,4
         OR    R2,R3
         LA    R4,1(R4)
         BCT   R5,HEXNEXT
HEXGOOD  LR    R0,R2
         RETURN 0,KEEP=R0
HEXBAD   RETURN 4
*
GETDEV   ENTER
         USING DEVICE,R1
         LA    R1,DEVCON
DEVNEXT  CH    R0,DEVUNIT
         BE    DEVFOUND
         LA    R1,DEVLEN(R1)
         C     R1,=A(DEVEND-LOW)
         BL    DEVNEXT
         RETURN 4
DEVFOUND RETURN 0,KEEP=R1
         DROP  R1
*
UPCASE   DC    128AL1(*-UPCASE)
         DC    X'80',C'ABCDEFGHI',6AL1(*-UPCASE)
         DC    X'90',C'JKLMNOPQR',6AL1(*-UPCASE)
         DC    2AL1(*-UPCASE),C'STUVWXYZ',6AL1(*-UPCASE)
         DC    80AL1(*-UPCASE)
HEXTAB   DC    C'0123456789ABCDEF'
         LTORG
         END
