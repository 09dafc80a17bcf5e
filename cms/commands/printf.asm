PRTF     TITLE 'PRINTF - TYPES A FILE'
*
* PURPOSE.    PRINTF FN FT (FM) (N1 (N2 (W))) ( OPTIONS   TYPES ITEMS N1
*             TO N2, W CHARACTERS OF EACH AT MOST.  * FOR N2: TO THE END.
*             WHAT IS LONGER THAN A LINE GOES ON IN THE NEXT ONE
*             TYPE, WHEN IT IS TYPED, IS THE SAME (TYPEFILE)
*             DUMPF FN FT (FM) (N1 (N2 (W)))   WITH OPTION HEX
* OPTIONS     HEX       THE ITEMS IN HEXADECIMAL AND AS TEXT
*             COL N-M   COLUMNS N TO M ALONE; COL N: FROM N ON
* RETURNS     0; 24 OPERANDS WRONG; 28 FILE NOT FOUND; 36 NO SUCH DISK;
*             41 NO STORAGE FOR AN ITEM; 100 + CODE OF RDBUF
* REGISTERS.  2 CODE OR LENGTH, 3 LIST, 4 ITEM, 5 LAST, 6 WIDTH, 7
*             LENGTH, 8 BUFFER, 9 PLACE IN IT, 10 11 LINKS, 12 BASE (OF
*             THE SECTION)
*
CMSPRTF  CSECT
         REGS
         NUCON
         FILEPLST
         USING WORK,R13
LINELEN  EQU   130
PRINTF   ENTER WORK=WORKLEN
         BASE  CMSPRTF
         MVI   HEX,0
         B     OPERANDS
DUMPF    ENTER WORK=WORKLEN
         BASE  CMSPRTF
         MVI   HEX,1
OPERANDS LA    R3,8(R1)
         MVC   PLIST+24(2),=C'* '
         LA    R14,PLIST+8
         LA    R15,2
NAMES    CLI   0(R3),X'FF'
         BE    WRONG
         CLI   0(R3),C'('
         BE    WRONG
         MVC   0(8,R14),0(R3)
         LA    R3,8(R3)
         LA    R14,8(R14)
         BCT   R15,NAMES
         LA    R4,1
         L     R5,=F'65535'
         LR    R6,R5
         XC    COLUMN,COLUMN
         BAL   R10,MORE
         BNZ   STATED
         CLI   0(R3),C'0'         THE MODE MAY BE LEFT OUT
         BNL   FIRST
         MVC   PLIST+24(2),0(R3)
         LA    R3,8(R3)
FIRST    BAL   R10,NUMBER
         BNZ   LAST
         LTR   R4,R0
         BZ    WRONG
LAST     BAL   R10,NUMBER
         BNZ   WIDTH
         LR    R5,R0
WIDTH    BAL   R10,NUMBER
         BNZ   OPTION
         LTR   R6,R0
         BZ    WRONG
OPTION   CLI   0(R3),X'FF'
         BE    STATED
         CLI   0(R3),C'('
         BNE   WRONG
OPTNEXT  LA    R3,8(R3)
         CLI   0(R3),X'FF'
         BE    STATED
         CLI   0(R3),C')'
         BE    STATED
         CLC   0(8,R3),=CL8'HEX'
         BNE   OPTCOL
         MVI   HEX,1
         B     OPTNEXT
OPTCOL   CLC   0(8,R3),=CL8'COL'
         BNE   WRONG
         BAL   R10,COLUMNS
         B     OPTNEXT
STATED   CLI   0(R3),C'('
         BE    OPTION
         LA    R1,PLIST
         CALL  STATE
         CH    R15,=H'36'
         BE    NODISK
         LTR   R15,R15
         BNZ   NOFILE
         MVC   PLIST+24(2),STATFST+24
         CLC   PLIST+24(2),=C'SY'
         BNE   BUFFER
         MVI   PLIST+24,C'*'
BUFFER   L     R7,STATFST+32      LENGTH OF AN ITEM
         FREE  BYTES=(R7)
         LTR   R15,R15
         BNZ   FULL
         LR    R8,R1
         ST    R8,PLIST+28
         ST    R7,PLIST+32
         MVC   PLIST+36(2),STATFST+30
         MVI   PLIST+37,C' '
         MVC   PLIST+38(2),=H'1'
NEXT     SR    R2,R2
         CR    R4,R5
         BH    ENDED
         C     R4,=F'65535'
         BH    ENDED
         TM    KTFLAG,X'80'       NOTHING WOULD BE TYPED
         BO    ENDED
         STH   R4,PLIST+26
         CALL  RDBUF,PLIST
         LTR   R2,R15
         BNZ   ERROR
         L     R2,PLIST+40        THE COLUMNS WANTED
         LR    R9,R8
         S     R2,COLUMN
         BNP   SHORT
         A     R9,COLUMN
         CR    R2,R6
         BNH   SHOW
         LR    R2,R6
         B     SHOW
SHORT    SR    R2,R2
SHOW     CLI   HEX,0
         BNE   SHOWHEX
SHOWLINE CH    R2,=AL2(LINELEN)
         BNH   SHOWLAST
         TYPE  0(R9),LINELEN
         LA    R9,LINELEN(R9)
         SH    R2,=AL2(LINELEN)
         B     SHOWLINE
SHOWLAST LTR   R2,R2
         BNZ   SHOWIT
         LA    R9,=C' '           AN EMPTY LINE
         LA    R2,1
SHOWIT   TYPE  0(R9),(R2)
NEXTON   LA    R4,1(R4)
         B     NEXT
SHOWHEX  BAL   R11,DUMP
         B     NEXTON
ERROR    CH    R2,=H'12'
         BNE   BAD
         SR    R2,R2
         B     ENDED
BAD      LA    R2,100(R2)
         TYPE  'THE FILE CANNOT BE READ',COLOR=R
ENDED    LR    R1,R8
         FRET  BYTES=(R7)
         CALL  FINIS,PLIST
         RETURN (R2)
WRONG    L     R1,4(R13)          THE LIST BEGINS WITH THE NAME
         L     R1,24(R1)
         CLI   0(R1),C'D'
         BE    WRONGD
         FAIL  24,'PRINTF FN FT FM FIRST LAST WIDTH ( HEX COL N-M'
WRONGD   FAIL  24,'DUMPF FN FT FM FIRST LAST WIDTH ( COL N-M'
NOFILE   FAIL  28,'FILE NOT FOUND'
NODISK   FAIL  36,'NO SUCH DISK IS LOGGED IN'
FULL     FAIL  41,'STORAGE IS EXHAUSTED'
*
*        NUMBER - 0 IS THE NUMBER AT 3, WHICH GOES ON.  CODE NOT 0:
*        THERE IS NONE
*
NUMBER   BAL   R11,MOREWORD
         BCR   7,R10
         LR    R1,R3
         LA    R3,8(R3)
         CLC   0(8,R1),=CL8'*'
         BE    NUMNONE
         CALL  GETDEC
         LTR   R15,R15
         BNZ   WRONG
         BR    R10
NUMNONE  LTR   R12,R12
         BR    R10
*
*        MORE, MOREWORD - IS THERE A WORD AT 3.  CODE 0: YES
*
MORE     LR    R11,R10
MOREWORD CLI   0(R3),X'FF'
         BE    MORENOT
         CLI   0(R3),C'('
         BE    MORENOT
         SR    R15,R15
         BR    R11
MORENOT  LTR   R12,R12
         BR    R11
*
*        COLUMNS - N-M OR N BEHIND 3: COLUMN IS THE FIRST, FROM 0, 6 HOW
*        MANY
*
COLUMNS  LA    R3,8(R3)
         MVC   DIGITS,=CL8' '
         MVC   DIGITS2,DIGITS
         LA    R14,DIGITS
         LR    R15,R3
         LA    R1,8
         LA    R0,DIGITS2
COLCHAR  CLI   0(R15),C'-'
         BNE   COLPUT
         CR    R14,R0             ANOTHER - IS NO DIGIT
         BNL   COLPUT
         LA    R14,DIGITS2-1
         B     COLON
COLPUT   MVC   0(1,R14),0(R15)
COLON    LA    R14,1(R14)
         LA    R15,1(R15)
         BCT   R1,COLCHAR
         CALL  GETDEC,DIGITS
         LTR   R15,R15
         BNZ   WRONG
         LTR   R1,R0
         BZ    WRONG
         BCTR  R1,0
         ST    R1,COLUMN
         CLI   DIGITS2,C' '
         BCR   8,R10
         CALL  GETDEC,DIGITS2
         LTR   R15,R15
         BNZ   WRONG
         S     R0,COLUMN
         BNP   WRONG
         CR    R0,R6
         BCR   11,R10
         LR    R6,R0
         BR    R10
         EJECT
*        DUMP - 2 BYTES AT 9, ITEM 4, IN HEXADECIMAL
*
DUMP     MVC   LINE(21),=C'ITEM       LENGTH    '
         LR    R0,R4
         CALL  TODEC,DIGITS
         MVC   LINE+5(5),DIGITS+5
         L     R0,PLIST+40
         CALL  TODEC,DIGITS
         MVC   LINE+18(5),DIGITS+5
         TYPE  LINE,23
         L     R0,COLUMN
         ST    R0,PLACE
DUMPNEXT LTR   R2,R2
         BCR   13,R11
         TM    KTFLAG,X'80'
         BCR   1,R11
         MVI   LINE,C' '
         MVC   LINE+1(L'LINE-1),LINE
         L     R0,PLACE
         CALL  TOHEX,DIGITS
         MVC   LINE(4),DIGITS+4
         LA    R1,16
         CR    R2,R1
         BNL   DUMPSIZE
         LR    R1,R2
DUMPSIZE ST    R1,COUNT
         XC    BYTES,BYTES
         BCTR  R1,0
         EX    R1,DUMPMOVE
         EX    R1,DUMPTEXT
         EX    R1,DUMPTR
         LA    R14,BYTES
         LA    R15,LINE+6
         LA    R10,4
DUMPWORD UNPK  DIGITS(9),0(5,R14)
         MVC   0(8,R15),DIGITS
         L     R1,AHEXTAB
         SH    R1,=H'240'         C'0'
         TR    0(8,R15),0(R1)
         LA    R14,4(R14)
         LA    R15,9(R15)
         BCT   R10,DUMPWORD
         L     R1,COUNT           BLANKS BEHIND THE LAST BYTE
         LA    R10,16
         SR    R10,R1
         BZ    DUMPTYPE
         LA    R15,BLANKAT(R1)
DUMPBLNK SR    R1,R1
         IC    R1,0(R15)
         LA    R1,LINE(R1)
         MVC   0(2,R1),=C'  '
         LA    R15,1(R15)
         BCT   R10,DUMPBLNK
DUMPTYPE TYPE  LINE,60
         L     R1,COUNT
         AR    R9,R1
         SR    R2,R1
         A     R1,PLACE
         ST    R1,PLACE
         B     DUMPNEXT
DUMPMOVE MVC   BYTES(0),0(R9)
DUMPTEXT MVC   LINE+43(0),0(R9)
DUMPTR   TR    LINE+43(0),VISIBLE
*        WHERE EACH BYTE STANDS
BLANKAT  DC    AL1(6,8,10,12,15,17,19,21,24,26,28,30,33,35,37,39)
VISIBLE  DC    64C'.',191AL1(*-VISIBLE),C'.'
WORK     DSECT
         DS    18F
PLIST    DS    6D
COLUMN   DS    F
PLACE    DS    F
COUNT    DS    F
BYTES    DS    CL17
DIGITS   DS    CL8
DIGITS2  DS    CL9
HEX      DS    X
LINE     DS    CL64
WORKLEN  EQU   *-WORK-72
CMSPRTF  CSECT
         LTORG
         END
