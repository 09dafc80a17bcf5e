DMPS     TITLE 'DUMPDS - MORE OF DUMPD'
*
* PURPOSE.    DUMPD UNIT N M                   RECORDS N TO M OF 800
*                                              BYTES
*             DUMPD UNIT CYL C HEAD H (REC R)  THE RECORDS OF A TRACK
*             OF ANY DISK, KEY AND DATA, OR THOSE NUMBERED R.  C, H, R
*             ARE DECIMAL
* CALLED      BY DUMPD, WHICH HAS ONE RECORD, WHEN THERE ARE MORE WORDS
* RETURNS     0; 24 OPERANDS WRONG; 28 THERE IS NO SUCH RECORD; 36 NO
*             SUCH DISK; 41 NO STORAGE; 101 NO SUCH TRACK OR RECORD OF
*             800 BYTES; 103 I/O ERROR
* HOW         THE COUNT FIELDS OF THE TRACK ARE READ, UP TO THE FIRST
*             ONE AGAIN; THEN EACH RECORD IS SEARCHED
* REGISTERS.  2 LIST OR CODE, 3 COUNT FIELD, 4 DEVICE, 5 BUFFER, 6
*             DISPLACEMENT, 7 LENGTH, 8 COUNT FIELDS LEFT, 9 WORK, 10
*             LINK, 12 BASE (OF THE SECTION)
*
CMSDMPS  CSECT
         REGS
         NUCON
         DEVICE
MOST     EQU   64                 COUNT FIELDS READ
WORK     DSECT
         DS    18F
         DS    0D
CHAIN    DS    (MOST+2)D          CHANNEL PROGRAM
SEEK     DS    XL6                0, CYLINDER, HEAD
         DS    XL2
COUNTS   DS    (MOST)D            R0'S IS READ OVER
LIST     DS    4D
REC      DS    F                  REC R, -1: ALL
SHOWN    DS    F
BUFLEN   DS    F
LAST     DS    F
NUMBER   DS    CL10
BYTES    DS    CL17
OUT      DS    CL64
WORKLEN  EQU   *-WORK-72
CMSDMPS  CSECT
         USING WORK,R13
DUMPDS   ENTER WORK=WORKLEN
         BASE  CMSDMPS
         LR    R2,R1
         CALL  GETHEX,8(R2)
         LTR   R15,R15
         BNZ   WRONG
         LR    R6,R0
         CLC   16(8,R2),=CL8'CYL'
         BE    TRACK
*        RECORDS N TO M, EACH BY DUMPD
         MVC   LIST(16),=CL16'DUMPD'
         MVC   LIST+8(8),8(R2)
         MVC   LIST+24(8),=8X'FF'
         CALL  GETDEC,16(R2)
         LTR   R15,R15
         BNZ   WRONG
         LR    R7,R0
         CALL  GETDEC,24(R2)
         LTR   R15,R15
         BNZ   WRONG
         ST    R0,LAST
         CR    R0,R7
         BL    WRONG
         CLI   32(R2),X'FF'
         BNE   WRONG
NEXT     LR    R0,R7
         CALL  TODEC,NUMBER
         MVC   OUT(7),=C'RECORD '
         MVC   OUT+7(10),NUMBER
         TYPE  OUT,17
         LA    R1,NUMBER          WITHOUT THE BLANKS IN FRONT
         LA    R15,10
LEFT     CLI   0(R1),C' '
         BNE   LEFTHERE
         LA    R1,1(R1)
         BCT   R15,LEFT
LEFTHERE MVC   LIST+16(8),=CL8' '
         BCTR  R15,0
         CH    R15,=H'7'
         BNH   LEFTMOVE
         LA    R15,7
LEFTMOVE EX    R15,MOVENUM
         CMSCALL LIST
         LTR   R2,R15
         BNZ   ENDED
         TM    KTFLAG,X'80'       NOTHING WOULD BE TYPED
         BO    GOOD
         LA    R7,1(R7)
         C     R7,LAST
         BNH   NEXT
GOOD     SR    R2,R2
ENDED    RETURN (R2)
MOVENUM  MVC   LIST+16(0),0(R1)
*        CYL C HEAD H REC R
TRACK    XC    SEEK,SEEK
         LA    R9,24(R2)
         BAL   R10,DECIMAL
         STH   R0,SEEK+2
         CLC   32(8,R2),=CL8'HEAD'
         BNE   WRONG
         LA    R9,40(R2)
         BAL   R10,DECIMAL
         STH   R0,SEEK+4
         L     R0,=F'-1'
         CLI   48(R2),X'FF'
         BE    TRACKREC
         CLC   48(8,R2),=CL8'REC'
         BNE   WRONG
         LA    R9,56(R2)
         BAL   R10,DECIMAL
         CLI   64(R2),X'FF'
         BNE   WRONG
TRACKREC ST    R0,REC
         LR    R0,R6
         CALL  GETDEV
         LTR   R15,R15
         BZ    TRACKDEV
         LA    R1,DEVX
         STH   R6,DEVX
TRACKDEV LR    R4,R1
         BAL   R10,FIELDS
         XC    SHOWN,SHOWN
         LA    R3,COUNTS
SHOWNEXT LTR   R8,R8
         BZ    SHOWALL
         L     R0,REC
         LTR   R0,R0
         BM    SHOWIT
         SR    R1,R1
         IC    R1,4(R3)
         CR    R0,R1
         BNE   SHOWON
SHOWIT   TM    KTFLAG,X'80'
         BO    GOOD
         BAL   R10,RECORD
         MVI   SHOWN,1
SHOWON   LA    R3,8(R3)
         BCT   R8,SHOWNEXT
SHOWALL  CLI   SHOWN,0
         BNE   GOOD
         FAIL  28,'THERE IS NO SUCH RECORD ON THE TRACK'
WRONG    FAIL  24,'DUMPD UNIT N M, OR DUMPD UNIT CYL C HEAD H REC R'
NODISK   FAIL  36,'THERE IS NO SUCH DISK'
NOTRACK  FAIL  101,'THERE IS NO SUCH TRACK'
FULL     FAIL  41,'STORAGE IS EXHAUSTED'
BAD      LR    R2,R4
         CALL  IOERR,=CL8'DUMPD'
         RETURN 103
*
*        DECIMAL - 0 IS THE NUMBER AT 9
*
DECIMAL  CLI   0(R9),X'FF'
         BE    WRONG
         CALL  GETDEC,0(R9)
         LTR   R15,R15
         BNZ   WRONG
         C     R0,=F'32767'
         BH    WRONG
         BR    R10
         EJECT
*        FIELDS - THE COUNT FIELDS OF THE TRACK: 8 OF THEM
*
FIELDS   MVC   CHAIN(16),SEEKS
         LA    R1,SEEK
         ST    R1,CHAIN
         MVI   CHAIN,X'07'
         LA    R1,COUNTS
         ST    R1,CHAIN+8
         MVI   CHAIN+8,X'16'      READ R0: THE TRACK BEGINS HERE
         LA    R14,CHAIN+16
         LA    R15,MOST
FIELD    ST    R1,0(R14)
         MVI   0(R14),X'12'       READ COUNT
         MVC   4(4,R14),SEEKS+12
         LA    R1,8(R1)
         LA    R14,8(R14)
         BCT   R15,FIELD
         SH    R14,=H'8'
         MVI   4(R14),X'20'
         XC    COUNTS(256),COUNTS
         XC    COUNTS+256(256),COUNTS+256
         LR    R2,R4
         CALL  DOIO,CHAIN
         CH    R15,=H'3'
         BE    NODISK
         SR    R8,R8
         LA    R1,MOST
         CH    R15,=H'2'
         BNE   FIELDCNT
         L     R1,IOFAILED        SO MANY HAD BEEN READ
         LA    R14,CHAIN
         SR    R1,R14
         BZ    NOTRACK            THE SEEK
         SRL   R1,3
         SH    R1,=H'2'
         BM    FIELDBAD
         BCR   8,R10
FIELDCNT LA    R3,COUNTS
FIELDEND LA    R8,1(R8)
         LA    R3,8(R3)
         CR    R8,R1
         BCR   11,R10
         CLC   0(8,R3),COUNTS
         BNE   FIELDEND
         BR    R10
FIELDBAD TM    IOSENSE,X'80'      COMMAND REJECT: NO DISK
         BO    NODISK
         B     BAD
SEEKS    DC    A(0),X'40000006',A(0),X'60000008'
*
*        RECORD - THE ONE OF COUNT FIELD 3
*
RECORD   ST    R10,LAST
         MVC   OUT,HEADING
         HALF  R0,0(R3)
         CALL  TODEC,NUMBER
         MVC   OUT+9(5),NUMBER+5
         HALF  R0,2(R3)
         CALL  TODEC,NUMBER
         MVC   OUT+21(3),NUMBER+7
         SR    R0,R0
         IC    R0,4(R3)
         CALL  TODEC,NUMBER
         MVC   OUT+33(3),NUMBER+7
         SR    R7,R7
         IC    R7,5(R3)
         LR    R0,R7
         CALL  TODEC,NUMBER
         MVC   OUT+42(3),NUMBER+7
         HALF  R0,6(R3)
         AR    R7,R0
         CALL  TODEC,NUMBER
         MVC   OUT+52(5),NUMBER+5
         TYPE  OUT,57
         LTR   R7,R7
         BZ    RECEND
         ST    R7,BUFLEN
         FREE  BYTES=(R7)
         LTR   R15,R15
         BNZ   FULL
         LR    R5,R1
         MVC   CHAIN(32),FINDS
         LA    R1,SEEK
         ST    R1,CHAIN
         MVI   CHAIN,X'07'
         ST    R3,CHAIN+8
         MVI   CHAIN+8,X'31'      SEARCH ID EQUAL
         LA    R1,CHAIN+8
         ST    R1,CHAIN+16
         MVI   CHAIN+16,X'08'
         ST    R5,CHAIN+24
         MVI   CHAIN+24,X'0E'     READ KEY AND DATA
         STH   R7,CHAIN+30
         LR    R2,R4
         CALL  DOIO,CHAIN
         CH    R15,=H'2'
         BNL   RECBAD
         SR    R6,R6
RECNEXT  BAL   R10,LINE
         LA    R6,16(R6)
         CR    R6,R7
         BL    RECNEXT
         L     R7,BUFLEN
         LR    R1,R5
         FRET  BYTES=(R7)
RECEND   L     R10,LAST
         BR    R10
RECBAD   LR    R1,R5
         FRET  BYTES=(R7)
         B     BAD
FINDS    DC    A(0),X'40000006',A(0),X'40000005',A(0),F'1',A(0)
         DC    X'20000000'
*
*        LINE - UP TO 16 BYTES AT DISPLACEMENT 6 OF 7
*
LINE     MVI   OUT,C' '
         MVC   OUT+1(63),OUT
         LR    R0,R6
         CALL  TOHEX,NUMBER
         MVC   OUT(4),NUMBER+4
         LA    R2,0(R6,R5)
         LR    R14,R7
         SR    R14,R6
         CH    R14,=H'16'
         BNH   LINELEN
         LA    R14,16
LINELEN  LR    R15,R14
         BCTR  R15,0
         EX    R15,LINETEXT
         EX    R15,LINETR
         LA    R1,OUT+6
         LA    R9,4
LINEBYTE UNPK  NUMBER(3),0(2,R2)
         MVC   0(2,R1),NUMBER
         TR    0(2,R1),HEX-240
         LA    R1,2(R1)
         LA    R2,1(R2)
         BCT   R9,LINEON
         LA    R1,1(R1)
         LA    R9,4
LINEON   BCT   R14,LINEBYTE
         TYPE  OUT,61
         BR    R10
LINETEXT MVC   OUT+44(0),0(R2)
LINETR   TR    OUT+44(0),VISIBLE
HEX      DC    C'0123456789ABCDEF'
VISIBLE  DC    64C'.',191AL1(*-VISIBLE),C'.'
HEADING  DC    C'CYLINDER      , HEAD    , RECORD    , '
         DC    CL27'KEY    , DATA'
         LTORG
         END
