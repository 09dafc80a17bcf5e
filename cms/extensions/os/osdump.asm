OSDU     TITLE 'OSDUMP - SNAP, DUMP OF AN ABEND'
*
* PURPOSE.    OSSNAP  SVC 51: 1 LIST, AL1(NUMBER), 3 OF OPTIONS, A(DCB),
*                     A(TCB), A(LIST OF FIRST AND LAST ADDRESSES, X'80' IN
*                     THE LAST): PSW, REGISTERS, THE STORAGE OF THE LIST.
*                     OPTIONS, LAST BYTE: 02 THE PROGRAM, TOO
*             OSDUMP  0 PLACE OF REGISTERS, 1 PLACE OF A PSW: THE SAME WITH
*                     THE PROGRAM
* RETURNS     0; SNAP 4 THE DCB IS NOT OPEN, 8 IT CANNOT BE PRINTED
* HOW         LINES OF 121 WITH ASA CONTROL CHARACTER, TO THE DCB (BSAM) OR
*             TO THE PRINTER.  EQUAL LINES ARE NOT REPEATED
* REGISTERS.  2 LINE, 3 PLACE IN IT, 4 STORAGE, 5 END, 6 WORDS LEFT, 7 DCB,
*             8 LIST, 9 10 LINKS, 11 OSBLK, 12 BASE
*
CMSOSDU  CSECT
         REGS
         NUCON
         SVCBLK
         OSBLK
         USING OSBLK,R11
         USING SVCBLK,R10
DUWORK   DSECT
         DS    18F
         DS    0D
DULIST   DS    2D                 PRINTR, A(LINE), H'LENGTH'
DUREGS   DS    A
DUPSW    DS    A
DUEND    DS    F
DUHEX    DS    CL8
DUDECB   DS    8F                 DECB
DUBLOCK  DS    4H                 LENGTHS OF BLOCK AND RECORD
DULINE   DS    CL121
DUSKIP   DS    X                  80: LINES LEFT OUT
DULEN    EQU   *-DUWORK-72
WIDE     EQU   121
CMSOSDU  CSECT
         USING DUWORK,R13
OSSNAP   ENTER WORK=DULEN
         BASE  CMSOSDU
         LA    R8,0(R1)
         L     R7,4(R8)
         LA    R7,0(R7)
         LTR   R7,R7
         BZ    SNAPOUT
         L     R1,CORESIZ
         SH    R1,=H'96'
         CR    R7,R1
         BH    SNAPNOT
         TM    48(R7),X'10'       OPEN
         BZ    SNAPNOT
SNAPOUT  LA    R0,SVBGPRS
         LA    R1,SVBPSW
         STM   R0,R1,DUREGS
         BAL   R10,NEWLINE
         MVC   DULINE(10),=C'0SNAP 000 '
         SR    R0,R0
         IC    R0,0(R8)
         CVD   R0,PACKED
         UNPK  DULINE+6(3),PACKED+6(2)
         OI    DULINE+8,C'0'
         BAL   R9,PUT
         LTR   R15,R15
         BNZ   SNAPBAD
         BAL   R9,STATUS
         L     R8,12(R8)
         LA    R8,0(R8)
         LTR   R8,R8
         BZ    SNAPPROG
SNAPNEXT L     R4,0(R8)
         LA    R4,0(R4)
         L     R5,4(R8)
         LA    R5,1(R5)
         LA    R5,0(R5)
         BAL   R9,STORAGE
         TM    4(R8),X'80'
         LA    R8,8(R8)
         BZ    SNAPNEXT
SNAPPROG L     R1,4(R13)
         L     R8,24(R1)
         TM    3(R8),X'02'
         BZ    SNAPEND
         BAL   R10,PROGRAM
SNAPEND  L     R1,4(R13)
         L     R1,24(R1)
         RETURN 0,KEEP=R1
SNAPNOT  RETURN 4
SNAPBAD  RETURN 8
*
OSDUMP   ENTER WORK=DULEN
         BASE  CMSOSDU
         STM   R0,R1,DUREGS
         SR    R7,R7
         BAL   R10,NEWLINE
         MVC   DULINE(9),=C'1DUMP OF '
         MVC   DULINE+9(8),CMDNAME
         BAL   R9,PUT
         LTR   R15,R15
         BNZ   DUMPBAD
         BAL   R9,STATUS
         BAL   R10,PROGRAM
         RETURN 0
DUMPBAD  FAIL  8,'THE DUMP CANNOT BE PRINTED'
         EJECT
*        STATUS - PSW AND REGISTERS.  TO 9
*
STATUS   LR    R6,R9
         BAL   R10,NEWLINE
         MVC   DULINE+1(3),=C'PSW'
         L     R4,DUPSW
         LA    R3,DULINE+10
         LA    R1,2
         BAL   R10,WORDS
         BAL   R9,PUT
         BAL   R10,NEWLINE
         MVC   DULINE+1(8),=C'REGS 0-7'
         L     R4,DUREGS
         LA    R3,DULINE+10
         LA    R1,8
         BAL   R10,WORDS
         BAL   R9,PUT
         BAL   R10,NEWLINE
         MVC   DULINE+1(8),=C'    8-15'
         L     R4,DUREGS
         LA    R4,32(R4)
         LA    R3,DULINE+10
         LA    R1,8
         BAL   R10,WORDS
         BAL   R9,PUT
         BR    R6
*
*        WORDS - (1) WORDS AT 4 AS HEXADECIMAL AT 3, WHICH GO ON.  5 WORK
*
WORDS    LR    R5,R1
WORDNEXT MVC   PACKED(4),0(R4)
         L     R0,PACKED
         CALL  TOHEX,DUHEX
         MVC   0(8,R3),DUHEX
         LA    R4,4(R4)
         LA    R3,9(R3)
         BCT   R5,WORDNEXT
         BR    R10
*
NEWLINE  MVI   DULINE,C' '
         MVC   DULINE+1(WIDE-1),DULINE
         BR    R10
*
*        PROGRAM - WHAT IS LOADED
*
PROGRAM  L     R4,LDFIRST
         L     R5,LOCCNT
         LR    R8,R10
         LTR   R4,R4
         BCR   8,R8
         BAL   R9,STORAGE
         BR    R8
         EJECT
*        STORAGE - FROM 4 TO 5, IN LINES OF 32 BYTES.  TO 9.  6 LINK
*
STORAGE  LR    R6,R9
         C     R5,CORESIZ
         BNH   STOBEGIN
         L     R5,CORESIZ
STOBEGIN N     R4,=X'00FFFFE0'
         MVI   DUSKIP,0
         BAL   R10,NEWLINE
         BAL   R9,PUT
STONEXT  CR    R4,R5
         BCR   11,R6
         CLI   DUSKIP,0
         BE    STOLINE
         LR    R1,R4              EQUAL TO THE ONE BEFORE, NOT THE LAST
         SH    R1,=H'32'
         CLC   0(32,R1),0(R4)
         BNE   STOLINE
         LA    R1,32(R4)
         CR    R1,R5
         BNL   STOLINE
         LA    R4,32(R4)
         OI    DUSKIP,X'01'
         B     STONEXT
STOLINE  TM    DUSKIP,X'01'
         BZ    STOPUT
         BAL   R10,NEWLINE
         MVC   DULINE+1(12),=C'  (THE SAME)'
         BAL   R9,PUT
STOPUT   MVI   DUSKIP,X'80'
         BAL   R10,NEWLINE
         LR    R0,R4
         CALL  TOHEX,DUHEX
         MVC   DULINE+1(6),DUHEX+2
         MVI   DULINE+83,C'*'
         MVC   DULINE+84(32),0(R4)
         TR    DULINE+84(32),SHOWN
         MVI   DULINE+116,C'*'
         LA    R3,DULINE+10
         LA    R1,8
         ST    R5,DUEND
         BAL   R10,WORDS
         L     R5,DUEND
         BAL   R9,PUT
         LTR   R15,R15
         BCR   7,R6
         B     STONEXT
*
*        PUT - DULINE GOES OUT.  15: 0, OR IT CANNOT.  TO 9
*
PUT      LTR   R7,R7
         BZ    PUTPRINT
         XC    DUDECB(32),DUDECB
         MVI   DUDECB+5,X'20'     WRITE SF, OF
         ST    R7,DUDECB+8
         LA    R1,WIDE
         LA    R0,DULINE
         TM    36(R7),X'80'       FORMAT F OR U,
         BO    PUTBLOCK
         LA    R1,WIDE+8
         LA    R0,DUBLOCK         ... OR V: A RECORD IN A BLOCK
         XC    DUBLOCK(8),DUBLOCK
         MVI   DUBLOCK+1,WIDE+8
         MVI   DUBLOCK+5,WIDE+4
PUTBLOCK STH   R1,DUDECB+6
         ST    R0,DUDECB+12
         LA    R1,DUDECB
         L     R15,48(R7)
         BALR  R14,R15
         LA    R1,DUDECB
         L     R15,52(R7)         CHECK
         BALR  R14,R15
         SR    R15,R15
         BR    R9
PUTPRINT MVC   DULIST(8),=CL8'PRINTR'
         LA    R1,DULINE
         ST    R1,DULIST+8
         MVC   DULIST+12(2),=AL2(WIDE)
         CMSCALL DULIST
         CH    R15,=H'2'          CHANNEL 12, 9: PRINTED
         BL    PUTBACK
         CH    R15,=H'3'
         BH    PUTBACK
         SR    R15,R15
PUTBACK  BR    R9
SHOWN    DC    64C'.',C' ',10C'.'
         DC    X'4B4C4D4E4F50',9C'.',X'5A5B5C5D5E5F6061',9C'.'
         DC    X'6B6C6D6E6F',10C'.',X'7A7B7C7D7E7F',65C'.'
         DC    C'ABCDEFGHI',7C'.',C'JKLMNOPQR',8C'.',C'STUVWXYZ',6C'.'
         DC    C'0123456789',6C'.'
         LTORG
         END
