WRTA     TITLE 'WRTAPE - A FILE TO A TAPE FOR OS'
*
* PURPOSE.    WRTAPE FN FT (FM) ( OPTIONS   THE FILE IS WRITTEN AS A DATA
*             SET: BLOCKS AND A TAPE MARK, WITH STANDARD LABELS WHEN A
*             VOLUME IS GIVEN
* OPTIONS     SEE OSTOPTS.  RECFM IS THE FILE'S FORMAT; BLKSIZE WITHOUT A
*             NUMBER ONE RECORD, BLOCKED SOME 3200 BYTES
* RETURNS     0; 24 OPERANDS WRONG; 28 NO SUCH FILE; 32 A RECORD THAT DOES
*             NOT FIT; 36 NO SUCH DRIVE, NO RING; 41 NO STORAGE; 100 + CODE
*             OF TAPEIO, RDBUF
* HOW         BEHIND ALL TWO MARKS, THE TAPE STANDS IN FRONT OF THE SECOND
* REGISTERS.  2 LIST, 3 PLACE IN THE BLOCK, 4 BYTES IN IT, 5 LENGTH OF A
*             RECORD, 6 CODE, 7 8 WORK, 9 10 LINKS, 11 WORK AREA, 12 BASE
*
CMSWRTA  CSECT
         REGS
         NUCON
         FST
         FILEPLST
         OSTBLK
         EXTRN OSTOPTS,OSTDO,EBCTOASC
CMSWRTA  CSECT
         USING OSTBLK,R11
WRTAPE   ENTER
         BASE  CMSWRTA
         LINK  OSTOPTS
         LTR   R6,R15
         BNZ   END
         LR    R11,R1
         MVC   OTFILE(8),=CL8'RDBUF'
         MVC   OTFILE+8(18),OTNAME
         CALL  STATE,OTFILE
         LTR   R15,R15
         BZ    FOUND
         FAIL  28,'FILE NOT FOUND'
FOUND    L     R3,OTFILE+FPBUF-FILEPLST
         USING FST,R3
         MVC   OTFILE+24(2),FSTM
         MVC   OTFILE+FPFV-FILEPLST(1),FSTFV
         CLI   OTFORM,0
         BNE   FORMIS
         MVC   OTFORM,FSTFV
FORMIS   CLC   OTFORM,FSTFV       F AS F, V AS V; BOTH AS U
         BE    FORMGOOD
         CLI   OTFORM,C'U'
         BNE   MISFIT
FORMGOOD L     R5,FSTIL
         ST    R5,OTRECLEN
         CLI   OTFORM,C'V'
         BNE   LENGTHS
         AH    R5,=H'4'
LENGTHS  ST    R5,OTLRECL
         DROP  R3
         CLI   OTFORM,C'V'
         BNE   BLOCKS
         CLI   OTASCII,0
         BNE   BLOCKS
         AH    R5,=H'4'           THE BLOCK'S DESCRIPTOR
BLOCKS   L     R1,OTBLKSI
         LTR   R1,R1
         BNZ   BLOCKFIT
         LR    R1,R5
         CLI   OTBLKD,C'B'
         BNE   BLOCKSET
         LA    R1,3200
         CLI   OTFORM,C'F'
         BNE   BLOCKMAX
         SR    R0,R0              AS MANY AS THERE IS ROOM FOR
         DR    R0,R5
         LTR   R1,R1
         BNZ   BLOCKMUL
         LA    R1,1
BLOCKMUL MR    R0,R5
BLOCKMAX CR    R1,R5
         BNL   BLOCKSET
         LR    R1,R5
BLOCKSET ST    R1,OTBLKSI
BLOCKFIT CH    R1,=AL2(OTMOST)
         BH    MISFIT
         CR    R1,R5
         BL    MISFIT
         CLI   OTFORM,C'F'
         BNE   RECORDS
         SR    R0,R0
         DR    R0,R5
         LTR   R0,R0
         BNZ   MISFIT
         C     R1,=F'1'
         BE    RECORDS
         MVI   OTBLKD,C'B'
RECORDS  L     R5,OTRECLEN
         FREE  BYTES=(R5)
         LTR   R15,R15
         BZ    BEGIN
         FAIL  41,'STORAGE IS EXHAUSTED'
BEGIN    ST    R1,OTREC
         ST    R1,OTFILE+FPBUF-FILEPLST
         ST    R5,OTFILE+FPLEN-FILEPLST
         MVI   OTFILE+FPITEM-FILEPLST+1,1
         CLI   OTLABEL,0
         BE    DATA
         MVC   LABID,=C'VOL1'
         BAL   R9,VOLUME
         MVC   LABID(3),=C'HDR'
         BAL   R9,HEADERS
         BAL   R9,MARK
*
*        RECORDS INTO BLOCKS
*
DATA     BAL   R10,FRESH
NEXT     CALL  RDBUF,OTFILE
         XC    OTFILE+FPITEM-FILEPLST(2),OTFILE+FPITEM-FILEPLST
         LTR   R6,R15
         BZ    RECORD
         CH    R6,=H'12'
         BE    DONE
         TYPE  'THE FILE CANNOT BE READ',COLOR=R
         LA    R6,100(R6)
         B     SHUT
RECORD   L     R5,OTFILE+FPREAD-FILEPLST
         L     R7,OTREC
         CLI   OTASCII,0
         BE    SIZE
         L     R1,=A(EBCTOASC)
         LR    R8,R5
         LR    R3,R7
RECTR    LR    R14,R8
         CH    R14,=H'256'
         BNH   RECTRIT
         LA    R14,256
RECTRIT  SR    R8,R14
         BCTR  R14,0
         EX    R14,TRANS
         LA    R3,1(R14,R3)
         LTR   R8,R8
         BP    RECTR
SIZE     LR    R0,R5
         CLI   OTFORM,C'V'
         BNE   ROOM
         AH    R0,=H'4'
ROOM     AR    R0,R4
         C     R0,OTBLKSI
         BH    FULL
         CLI   OTFORM,C'U'
         BNE   PUT
         LTR   R4,R4
         BZ    PUT
FULL     BAL   R10,BLOCK
PUT      L     R3,OTBLOCK
         AR    R3,R4
         CLI   OTFORM,C'V'
         BNE   PUTDATA
         LA    R1,4(R5)
         STH   R1,OTDEC
         XC    0(4,R3),0(R3)
         MVC   0(2,R3),OTDEC
         CLI   OTASCII,0
         BE    PUTV
         CVD   R1,OTDEC
         UNPK  0(4,R3),OTDEC+5(3)
         OI    3(R3),X'F0'
         NC    0(4,R3),=X'3F3F3F3F'
PUTV     LA    R3,4(R3)
         AH    R4,=H'4'
PUTDATA  AR    R4,R5
         L     R7,OTREC
PUTNEXT  LR    R1,R5
         CH    R1,=H'256'
         BNH   PUTMOVE
         LA    R1,256
PUTMOVE  SR    R5,R1
         BCTR  R1,0
         EX    R1,MOVE
         LA    R3,1(R1,R3)
         LA    R7,1(R1,R7)
         LTR   R5,R5
         BP    PUTNEXT
         L     R1,OTRECS
         LA    R1,1(R1)
         ST    R1,OTRECS
         CLI   OTBLKD,C'B'
         BE    NEXT
         BAL   R10,BLOCK
         B     NEXT
TRANS    TR    0(0,R3),0(R1)
MOVE     MVC   0(0,R3),0(R7)
DONE     BAL   R10,BLOCK
         BAL   R9,MARK
         CLI   OTLABEL,0
         BE    SECOND
         MVC   LABID(3),=C'EOF'
         BAL   R9,HEADERS
         BAL   R9,MARK
SECOND   BAL   R9,MARK
         LA    R1,=CL8'BSR'
         LINK  OSTDO
         MVC   ERRLINE(40),=CL40' '
         L     R0,OTRECS
         CALL  TODEC,ERRLINE
         MVC   ERRLINE+11(15),=C'RECORDS WRITTEN'
         TYPE  ERRLINE,40
         SR    R6,R6
SHUT     CALL  FINIS,OTFILE
END      RETURN (R6)
MISFIT   FAIL  32,'FORMAT OR BLKSIZE DOES NOT FIT THE FILE'
         EJECT
*        BLOCK - WHAT IS IN THE BLOCK TO THE TAPE, ANOTHER (FRESH)
*
BLOCK    LR    R14,R4
         CLI   OTFORM,C'V'
         BNE   BLOCKF
         CLI   OTASCII,0
         BNE   BLOCKF
         CH    R4,=H'4'
         BE    FRESH
         L     R3,OTBLOCK
         XC    0(4,R3),0(R3)
         STH   R4,OTDEC
         MVC   0(2,R3),OTDEC
BLOCKF   LTR   R4,R4
         BZ    FRESH
         L     R1,OTBLKS
         LA    R1,1(R1)
         ST    R1,OTBLKS
         MVC   OTBUF,OTBLOCK
         ST    R4,OTSIZE
         LA    R1,=CL8'WRITE'
         ST    R5,OTDEC
         LINK  OSTDO
         LTR   R6,R15
         BNZ   TAPEBAD
FRESH    SR    R4,R4
         CLI   OTFORM,C'V'
         BCR   7,R10
         CLI   OTASCII,0
         BCR   7,R10
         LA    R4,4
         BR    R10
MARK     LA    R1,=CL8'WTM'
         B     WRITE
*        VOLUME, HEADERS - LABELS OF 80 BYTES
VOLUME   MVC   OTLAB,BLANKS
         MVC   OTLAB(4),=C'VOL1'
         MVC   OTLAB+4(6),OTVOL
         MVI   OTLAB+10,C'0'
         B     LABEL
HEADERS  ST    R9,KEEP
         CALL  GETCLK
         MVC   OTLAB,BLANKS
         MVC   OTLAB(3),LABID
         MVI   OTLAB+3,C'1'
         MVC   OTLAB+4(17),OTDSN
         CLI   OTDSN,C' '
         BNE   HEADDSN
         MVC   OTLAB+4(8),OTNAME
HEADDSN  MVC   OTLAB+21(6),OTVOL
         MVC   OTLAB+27(8),=C'00010001'
         MVC   OTLAB+41(6),=C' 00001'
         MVC   OTLAB+42(2),TODATE+6
         BAL   R10,DAY
         UNPK  OTLAB+44(3),OTDEC+6(2)
         OI    OTLAB+46,C'0'
         MVC   OTLAB+47(6),=C' 00000'
         MVI   OTLAB+53,C'0'
         MVC   OTLAB+54(6),=C'000000'
         CLI   LABID,C'E'
         BNE   HEADONE
         L     R0,OTBLKS
         CVD   R0,OTDEC
         UNPK  OTLAB+54(6),OTDEC+4(4)
         OI    OTLAB+59,C'0'
HEADONE  MVC   OTLAB+60(6),=C'CPCMS '
         BAL   R9,LABEL
         MVC   OTLAB,BLANKS
         MVC   OTLAB(3),LABID
         MVI   OTLAB+3,C'2'
         MVC   OTLAB+4(1),OTFORM
         CLI   OTASCII,0
         BE    HEADFORM
         CLI   OTFORM,C'V'
         BNE   HEADFORM
         MVI   OTLAB+4,C'D'
HEADFORM L     R0,OTBLKSI
         CVD   R0,OTDEC
         UNPK  OTLAB+5(5),OTDEC+5(3)
         OI    OTLAB+9,C'0'
         L     R0,OTLRECL
         CVD   R0,OTDEC
         UNPK  OTLAB+10(5),OTDEC+5(3)
         OI    OTLAB+14,C'0'
         MVI   OTLAB+16,C'0'
         MVC   OTLAB+38(1),OTBLKD
         CLI   OTBLKD,0
         BNE   HEADTWO
         MVI   OTLAB+38,C' '
HEADTWO  L     R9,KEEP
LABEL    CLI   OTASCII,0
         BE    LABELPUT
         L     R1,=A(EBCTOASC)
         TR    OTLAB,0(R1)
LABELPUT LA    R0,OTLAB
         ST    R0,OTBUF
         LA    R0,80
         ST    R0,OTSIZE
         LA    R1,=CL8'WRITE'
WRITE    LINK  OSTDO
         LTR   R6,R15
         BCR   8,R9
TAPEBAD  CH    R6,=H'2'
         BNE   SHUT
         TYPE  'THE TAPE ENDS: THE FILE IS NOT WHOLE ON IT',COLOR=R
         LA    R6,102
         B     SHUT
*        DAY - OTDEC THE DAY OF THE YEAR
DAY      PACK  OTDEC,TODATE(2)
         CVB   R7,OTDEC
         PACK  OTDEC,TODATE+3(2)
         CVB   R0,OTDEC
         LR    R1,R7
         AR    R1,R1
         AH    R0,DAYS-2(R1)
         PACK  OTDEC,TODATE+6(2)
         CVB   R1,OTDEC
         N     R1,=F'3'           A LEAP YEAR
         BNZ   DAYIS
         CH    R7,=H'2'
         BNH   DAYIS
         AH    R0,=H'1'
DAYIS    CVD   R0,OTDEC
         BR    R10
DAYS     DC    H'0,31,59,90,120,151,181,212,243,273,304,334'
KEEP     DS    A
LABID    DS    CL4
BLANKS   DC    CL80' '
         LTORG
         END
