TAPR     TITLE 'TAPRINT, TPCOPY - BLOCKS OF ANY TAPE'
*
* PURPOSE.    TAPRINT (N) ( OPTIONS   PRINTS THE BLOCKS AS FAR AS THE NTH
*                                     TAPE MARK; N * AS FAR AS TWO MARKS
*             TPCOPY TAPI TAPJ (N)    COPIES THEM FROM ONE TAPE TO ANOTHER
* OPTIONS     TAPN, TYPE (TO THE TERMINAL), LENGTH N (NO MORE OF A BLOCK)
* RETURNS     0; 24 OPERANDS WRONG; 36 NO SUCH DRIVE, NO RING; 41 NO
*             STORAGE; 100 + CODE OF TAPEIO
* HOW         BLOCKS OF UP TO 65535 BYTES, OR AS MUCH AS STORAGE ALLOWS: A
*             LONGER ONE IS TOLD.  TPCOPY WRITES A SECOND MARK AND GOES BACK
*             OVER IT
* REGISTERS.  2 LIST, 3 PLACE, 4 BYTES LEFT, 5 PLACE IN THE LINE, 6 CODE, 7
*             BYTES OF A LINE, 8 BUFFER, 9 ITS LENGTH, 10 11 LINKS, 12 BASE
*
CMSTAPR  CSECT
         REGS
         NUCON
TAPRINT  ENTER
         BASE  CMSTAPR
         LA    R2,8(R1)
         BAL   R10,BEGIN
         MVC   INTAPE,=C'TAP2'
         BAL   R10,HOWMANY
         CLI   0(R2),X'FF'
         BE    PRINTS
         CLI   0(R2),C'('
         BNE   WRONG
OPTION   LA    R2,8(R2)
         CLI   0(R2),X'FF'
         BE    PRINTS
         CLI   0(R2),C')'
         BE    PRINTS
         CLC   0(8,R2),=CL8'TYPE'
         BNE   OPTLEN
         MVI   TYPED,1
         B     OPTION
OPTLEN   CLC   0(8,R2),=CL8'LENGTH'
         BNE   OPTTAPE
         LA    R2,8(R2)
         CALL  GETDEC,0(R2)
         LTR   R15,R15
         BNZ   WRONG
         LTR   R0,R0
         BNP   WRONG
         ST    R0,LIMIT
         B     OPTION
OPTTAPE  BAL   R10,ISTAPE
         MVC   INTAPE,0(R2)
         B     OPTION
PRINTS   BAL   R11,ROOM
         XC    NUMBER,NUMBER
PRNEXT   BAL   R10,READ
         BNE   PRMARK
         L     R1,NUMBER
         LA    R1,1(R1)
         ST    R1,NUMBER
         MVC   LINE,BLANK
         MVC   LINE+1(24),=CL24'BLOCK          LENGTH'
         L     R0,NUMBER
         CALL  TODEC,DECIMAL
         MVC   LINE+7(6),DECIMAL+4
         L     R0,INREAD
         CALL  TODEC,DECIMAL
         MVC   LINE+23(6),DECIMAL+4
         BAL   R10,OUT
         L     R4,INREAD
         C     R4,LIMIT
         BNH   PRBYTES
         L     R4,LIMIT
PRBYTES  LR    R3,R8
PRLINE   LTR   R4,R4
         BNP   PRNEXT
         LA    R7,16
         CLI   TYPED,0
         BNE   PRSHORT
         LA    R7,32
PRSHORT  LR    R14,R7             PLACE OF THE CHARACTERS
         MH    R14,=H'9'
         SRL   R14,2
         LA    R14,LINE+9(R14)
         CR    R7,R4
         BNH   PRPUT
         LR    R7,R4
PRPUT    MVC   LINE,BLANK
         LR    R0,R3
         SR    R0,R8
         STH   R0,DECIMAL
         UNPK  HEXWORK(5),DECIMAL(3)
         L     R1,AHEXTAB
         SH    R1,=H'240'
         TR    HEXWORK(4),0(R1)
         MVC   LINE+2(4),HEXWORK
         LA    R5,LINE+8
         SR    R4,R7
         SR    R15,R15
PRHEX    UNPK  HEXWORK(3),0(2,R3)
         TR    HEXWORK(2),0(R1)
         MVC   0(2,R5),HEXWORK
         MVC   0(1,R14),0(R3)
         TR    0(1,R14),VISIBLE
         LA    R3,1(R3)
         LA    R14,1(R14)
         LA    R5,2(R5)
         LA    R15,1(R15)
         LR    R0,R15
         N     R0,=F'3'
         BNZ   PRHEXON
         LA    R5,1(R5)
PRHEXON  BCT   R7,PRHEX
         BAL   R10,OUT
         B     PRLINE
PRMARK   MVC   LINE,BLANK
         MVC   LINE+1(10),=CL10'TAPE MARK'
         BAL   R10,OUT
         BAL   R10,MARKS
         B     PRNEXT
         CLI   TYPED,0
         BNE   GOOD
         CMSCALL CLOSE
GOOD     SR    R6,R6
RETURN   L     R9,LENGTH
         LR    R1,R8
         FRET  BYTES=(R9)
         RETURN (R6)
*
TPCOPY   ENTER
         BASE  CMSTAPR
         LA    R2,8(R1)
         BAL   R10,BEGIN
         BAL   R10,ISTAPE
         MVC   INTAPE,0(R2)
         LA    R2,8(R2)
         BAL   R10,ISTAPE
         MVC   OUTTAPE,0(R2)
         CLC   INTAPE,OUTTAPE
         BE    WRONG
         LA    R2,8(R2)
         BAL   R10,HOWMANY
         CLI   0(R2),X'FF'
         BNE   WRONG
         BAL   R11,ROOM
CONEXT   BAL   R10,READ
         BNE   COMARK
         MVC   OUTSIZE,INREAD
         LA    R1,=CL8'WRITE'
         BAL   R10,WRITE
         B     CONEXT
COMARK   LA    R1,=CL8'WTM'
         BAL   R10,WRITE
         BAL   R10,MARKS
         B     CONEXT
         LA    R1,=CL8'WTM'
         BAL   R10,WRITE
         LA    R1,=CL8'BSR'
         BAL   R10,WRITE
         B     GOOD
         EJECT
BEGIN    MVC   MARKN,=F'1'
         MVC   LIMIT,=F'65535'
         MVI   TYPED,0
         MVI   LATEST,0
         MVC   INLIST(8),=CL8'TAPEIO'
         MVC   OUTLIST(8),=CL8'TAPEIO'
         BR    R10
*        HOWMANY - N OR *, IF THERE IS ONE
HOWMANY  CLI   0(R2),X'FF'
         BCR   8,R10
         CLI   0(R2),C'('
         BCR   8,R10
         CLC   0(8,R2),=CL8'*'
         BE    EVERY
         CALL  GETDEC,0(R2)
         LTR   R15,R15
         BNZ   WRONG
         LTR   R0,R0
         BNP   WRONG
         ST    R0,MARKN
         LA    R2,8(R2)
         BR    R10
EVERY    MVC   MARKN,=F'99999999'
         LA    R2,8(R2)
         BR    R10
*        ISTAPE - A WORD TAP1 TO TAP4 AT 2
ISTAPE   CLC   0(3,R2),=C'TAP'
         BNE   WRONG
         CLI   3(R2),C'1'
         BL    WRONG
         CLI   3(R2),C'4'
         BH    WRONG
         CLC   4(4,R2),=CL4' '
         BCR   8,R10
WRONG    FAIL  24,'TAPRINT (N) ( TAPN TYPE LENGTH N, OR TPCOPY TAPI TAPX
               J (N)'
*        ROOM - 8 THE BUFFER, 9 ITS LENGTH
ROOM     L     R9,=F'65535'
ROOMLESS FREE  BYTES=(R9)
         LTR   R15,R15
         BZ    ROOMIS
         SRL   R9,1
         C     R9,=F'4096'
         BH    ROOMLESS
         FAIL  41,'STORAGE IS EXHAUSTED'
ROOMIS   LR    R8,R1
         ST    R8,INBUF
         ST    R8,OUTBUF
         ST    R9,INSIZE
         ST    R9,LENGTH
         BR    R11
*        MARKS - A MARK CAME: RETURNS 4 FURTHER ON WHEN IT IS THE LAST
MARKS    CLI   LATEST,0
         BC    7,4(R10)
         MVI   LATEST,1
         L     R1,MARKN
         BCTR  R1,0
         ST    R1,MARKN
         LTR   R1,R1
         BCR   2,R10
         B     4(R10)
*        READ - CODE 0: A BLOCK; ELSE A MARK
READ     MVC   INOP,=CL8'READ'
         LA    R1,INLIST
         CMSCALL
         LTR   R6,R15
         BNZ   READMARK
         MVI   LATEST,0
         BR    R10
READMARK MVC   ERRLINE(4),INTAPE
         CH    R6,=H'2'
         BNE   FAILED
         LTR   R6,R6
         BR    R10
WRITE    MVC   OUTOP,0(R1)
         LA    R1,OUTLIST
         CMSCALL
         LTR   R6,R15
         BCR   8,R10
         MVC   ERRLINE(4),OUTTAPE
         CLC   OUTOP,=CL8'BSR'
         BCR   8,R10
         CH    R6,=H'2'
         BNE   FAILED
         MVC   ERRLINE+4(76),=CL76' ENDS: THE COPY IS NOT WHOLE'
         B     TELL
FAILED   CH    R6,=H'3'
         BE    CODED              IT HAS BEEN TOLD
         MVC   ERRLINE+4(76),=CL76' IS NOT ATTACHED TO THE MACHINE'
         CH    R6,=H'5'
         BE    TELL36
         MVC   ERRLINE+4(76),=CL76': THE REEL HAS NO RING'
         CH    R6,=H'6'
         BE    TELL36
         MVC   ERRLINE+4(76),=CL76': A BLOCK IS LONGER THAN THE STORAGEX
                THERE IS'
TELL     TYPE  ERRLINE,80,COLOR=R
CODED    LA    R6,100(R6)
         B     RETURN
TELL36   TYPE  ERRLINE,80,COLOR=R
         LA    R6,36
         B     RETURN
*        OUT - THE LINE
OUT      CLI   TYPED,0
         BNE   OUTTYPE
         ST    R1,KEEP1
         STM   R14,R15,KEEP14
         CMSCALL PRINT
         LR    R0,R15
         L     R1,KEEP1
         LM    R14,R15,KEEP14
         CH    R0,=H'4'
         BCR   12,R10
         LR    R6,R0
         TYPE  'THE PRINTER DOES NOT PRINT',COLOR=R
         B     CODED
OUTTYPE  TYPE  LINE+1,80
         BR    R10
         DS    0D
PRINT    DC    CL8'PRINTR',A(LINE),H'120',H'0'
CLOSE    DC    CL8'CLOSIO',CL8'PRINTER',8X'FF'
INLIST   DS    CL8
INOP     DS    CL8
INTAPE   DS    CL4
INBUF    DS    A
INSIZE   DS    F
INREAD   DS    F
OUTLIST  DS    CL8
OUTOP    DS    CL8
OUTTAPE  DS    CL4
OUTBUF   DS    A
OUTSIZE  DS    F
         DS    F
MARKN    DS    F
LIMIT    DS    F
NUMBER   DS    F
LENGTH   DS    F
KEEP1    DS    F
KEEP14   DS    2F
DECIMAL  DS    CL10
TYPED    DS    X
LATEST   DS    X
LINE     DS    CL120
BLANK    DC    CL120' '
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
