DBGS     TITLE 'DBGSHOW - REGISTERS AND STORAGE ON THE TERMINAL'
*
* PURPOSE.    SHOWX     X ADDRESS (LENGTH): STORAGE, 16 BYTES A LINE
*             SHOWGPR   GPR N (M)
*             SHOWFPR   FPR (N)
*             SHOWPSW SHOWCAW SHOWCSW
*             SHOWALL   PSW AND ALL REGISTERS
*             BYTELINE  1 ADDRESS, 0 HOW MANY BYTES (16 OR 32), 2 PLACE: A
*                       LINE OF STORAGE: ADDRESS, WORDS, CHARACTERS; 0 ITS
*                       LENGTH
*             GPRLINE   1 FIRST REGISTER, 0 LAST ONE: A LINE AT DBWOUT
* RETURNS     0, 4, 8, 12 AS DEBUG SAYS
* REGISTERS.  2 PLACE, 3 ADDRESS OR REGISTER, 4 BYTES LEFT OR LAST REGISTER,
*             5 BYTES OF A LINE, 6 BYTE, 7 COUNT, 11 WORK AREA, 12 BASE
*
CMSDBGS  CSECT
         REGS
         NUCON
         DBGBLK
CMSDBGS  CSECT
         USING DBGWORK,R11
SHOWX    ENTER
         BASE  CMSDBGS
         LINK  TOKEN
         LTR   R15,R15
         BNZ   FORM
         LINK  ADDRESS
         LTR   R15,R15
         BNZ   NOADDR
         LR    R3,R1
         LR    R4,R0
         LINK  TOKEN
         LTR   R15,R15
         BNZ   XGO
         LINK  DECNUM
         LTR   R15,R15
         BNZ   FORM
         LR    R4,R0
         LTR   R4,R4
         BZ    FORM
         C     R4,=F'4096'        MORE IS FOR DUMP
         BH    FORM
XGO      LINK  TOKEN
         LTR   R15,R15
         BZ    FORM
XNEXT    LA    R5,16
         CR    R4,R5
         BNL   XLINE
         LR    R5,R4
XLINE    LR    R1,R3
         LR    R0,R5
         LA    R2,DBWOUT
         LINK  BYTELINE
         LTR   R15,R15
         BNZ   NOSTOR
         LR    R2,R0
         TYPE  DBWOUT,(R2)
         AR    R3,R5
         SR    R4,R5
         BP    XNEXT
DONE     RETURN 0
FORM     RETURN 4
NOADDR   RETURN 8
NOSTOR   RETURN 12
*
SHOWGPR  ENTER
         BASE  CMSDBGS
         LINK  TOKEN
         LTR   R15,R15
         BNZ   FORM
         LINK  REGNUM
         LTR   R15,R15
         BNZ   FORM
         LR    R3,R0
         LR    R4,R0
         LINK  TOKEN
         LTR   R15,R15
         BNZ   GPRGO
         LINK  REGNUM
         LTR   R15,R15
         BNZ   FORM
         LR    R4,R0
         CR    R4,R3
         BL    FORM
GPRGO    BAL   R10,GPRS
         B     DONE
*        GPRS - REGISTERS 3 TO 4, FOUR A LINE
GPRS     LR    R1,R3
         LR    R0,R4
         LINK  GPRLINE
         TYPE  DBWOUT,44
         LA    R3,4(R3)
         CR    R3,R4
         BNH   GPRS
         BR    R10
*
GPRLINE  ENTER
         BASE  CMSDBGS
         LR    R3,R1
         LR    R4,R0
         MVI   DBWOUT,C' '
         MVC   DBWOUT+1(79),DBWOUT
         MVC   DBWOUT(3),=C'GPR'
         CVD   R3,PACKED
         MVC   HEXWORK(4),=X'40202120'
         ED    HEXWORK(4),PACKED+6
         MVC   DBWOUT+4(2),HEXWORK+2
         LA    R2,DBWOUT+8
         LA    R7,4
GPRNEXT  CR    R3,R4
         BH    GPREND
         LR    R1,R3
         SLL   R1,2
         L     R0,DBGREGS(R1)
         CALL  TOHEX,0(R2)
         LA    R2,9(R2)
         LA    R3,1(R3)
         BCT   R7,GPRNEXT
GPREND   RETURN 0
*
SHOWFPR  ENTER
         BASE  CMSDBGS
         SR    R3,R3
         LA    R4,6
         LINK  TOKEN
         LTR   R15,R15
         BNZ   FPRNEXT
         LINK  REGNUM
         LTR   R15,R15
         BNZ   FORM
         LR    R3,R0
         LR    R4,R0
         CH    R3,=H'6'
         BH    FORM
         N     R0,=F'1'
         BNZ   FORM
FPRNEXT  LR    R5,R3
         SLL   R5,2
         LA    R5,DBWFPRS(R5)
         MVC   DBWOUT(26),=CL26'FPR'
         STC   R3,DBWOUT+5
         OI    DBWOUT+5,C'0'
         L     R0,0(R5)
         CALL  TOHEX,DBWOUT+8
         L     R0,4(R5)
         CALL  TOHEX,DBWOUT+17
         TYPE  DBWOUT,25
         LA    R3,2(R3)
         CR    R3,R4
         BNH   FPRNEXT
         B     DONE
         EJECT
SHOWALL  ENTER
         BASE  CMSDBGS
         LA    R1,PSWTEXT
         BAL   R10,TWO
         SR    R3,R3
         LA    R4,15
         BAL   R10,GPRS
         B     DONE
SHOWPSW  ENTER
         BASE  CMSDBGS
         LA    R1,PSWTEXT
         B     SHOWTWO
SHOWCSW  ENTER
         BASE  CMSDBGS
         LA    R1,CSWTEXT
SHOWTWO  BAL   R10,TWO
         B     DONE
SHOWCAW  ENTER
         BASE  CMSDBGS
         MVC   DBWOUT(16),=CL16'CAW'
         L     R0,DBGCSW+8
         CALL  TOHEX,DBWOUT+8
         TYPE  DBWOUT,16
         B     DONE
*        TWO - 1 TEXT (8), ADDRESS OF TWO WORDS
TWO      MVC   DBWOUT(8),0(R1)
         MVI   DBWOUT+16,C' '
         L     R2,8(R1)
         L     R0,0(R2)
         CALL  TOHEX,DBWOUT+8
         L     R0,4(R2)
         CALL  TOHEX,DBWOUT+17
         TYPE  DBWOUT,25
         BR    R10
         DS    0F
PSWTEXT  DC    CL8'PSW',A(DBGPSW-LOW)
CSWTEXT  DC    CL8'CSW',A(DBGCSW-LOW)
*
*        REGNUM - 1 TEXT, 0 LENGTH: 0 NUMBER OF A REGISTER, 15: 0 OR 4
*
REGNUM   ENTER
         BASE  CMSDBGS
         LINK  DECNUM
         LTR   R15,R15
         BNZ   FORM
         CH    R0,=H'15'
         BH    FORM
         RETURN 0,KEEP=R0
         EJECT
BYTELINE ENTER
         BASE  CMSDBGS
         LR    R3,R1
         LR    R4,R0
         LR    R8,R3
         LA    R9,9
         CH    R4,=H'16'
         BNH   BYTEROOM
         LA    R9,18
BYTEROOM LA    R14,44             PLACE OF THE CHARACTERS
         CH    R9,=H'9'
         BE    BYTECLR
         LA    R14,80
BYTECLR  LA    R9,0(R14,R2)
         LR    R0,R3
         MVI   0(R2),C' '
         MVC   1(119,R2),0(R2)
         CALL  TOHEX,0(R2)
         MVC   0(6,R2),2(R2)
         MVC   6(2,R2),=C'  '
         LA    R2,8(R2)
         MVI   0(R9),C'*'
         LA    R9,1(R9)
         SR    R7,R7
BYTENEXT LR    R1,R3
         LINK  PEEK
         LTR   R15,R15
         BNZ   BYTEBAD
         STC   R0,0(R9)
         STC   R0,HEXWORK+16
         UNPK  HEXWORK(3),HEXWORK+16(2)
         L     R1,AHEXTAB
         SH    R1,=H'240'
         TR    HEXWORK(2),0(R1)
         MVC   0(2,R2),HEXWORK
         LA    R2,2(R2)
         LA    R9,1(R9)
         LA    R3,1(R3)
         LA    R7,1(R7)
         LR    R1,R7
         N     R1,=F'3'
         BNZ   BYTEON
         LA    R2,1(R2)
BYTEON   BCT   R4,BYTENEXT
         MVI   0(R9),C'*'
         LR    R1,R9
         SR    R1,R7
         BCTR  R7,0
         EX    R7,BYTETR
         L     R2,4(R13)
         L     R2,28(R2)          THE CALLER'S 2
         LR    R0,R9
         SR    R0,R2
         AH    R0,=H'1'
         RETURN 0,KEEP=R0
BYTEBAD  RETURN 12
BYTETR   TR    0(0,R1),VISIBLE
*        CHARACTERS A TERMINAL AND A PRINTER HAVE, ELSE A DOT
VISIBLE  DC    256C'.'
         ORG   VISIBLE+X'40'
         DC    C' '
         ORG   VISIBLE+X'4A'
         DC    X'4A4B4C4D4E4F50'
         ORG   VISIBLE+X'5A'
         DC    X'5A5B5C5D5E5F6061'
         ORG   VISIBLE+X'6B'
         DC    X'6B6C6D6E6F'
         ORG   VISIBLE+X'7A'
         DC    X'7A7B7C7D7E7F'
         ORG   VISIBLE+X'81'
         DC    X'818283848586878889'
         ORG   VISIBLE+X'91'
         DC    X'919293949596979899'
         ORG   VISIBLE+X'A2'
         DC    X'A2A3A4A5A6A7A8A9'
         ORG   VISIBLE+X'C1'
         DC    C'ABCDEFGHI'
         ORG   VISIBLE+X'D1'
         DC    C'JKLMNOPQR'
         ORG   VISIBLE+X'E2'
         DC    C'STUVWXYZ'
         ORG   VISIBLE+X'F0'
         DC    C'0123456789'
         ORG
         LTORG
         END
