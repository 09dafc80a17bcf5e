BSPR     TITLE 'BSPRINT - PRINT'
*
* PURPOSE.    BZPRINT  THE STATEMENT: TO THE CONSOLE OR A FILE (BZCH)
*             BZPUTS   TEXT 2, LENGTH 3, INTO THE LINE OF BZCH
*             BZFLUSH  THE LINE IS TYPED OR WRITTEN
*             BZFLUSHP THE SAME, IF THERE IS SOMETHING IN IT
*             BZPADTO  BLANKS UP TO COLUMN 1 (FROM 0)
*             BZATEND  CODE 0: THE STATEMENT ENDS AT 4
* HOW         A NUMBER HAS A BLANK OR - IN FRONT AND A BLANK BEHIND.
*             ZONES HAVE 16 COLUMNS.  WHAT DOES NOT FIT BEGINS A LINE
* REGISTERS.  2 TEXT, 3 LENGTH, 4 TOKENS, 5 CHAN, 6 1: NO NEW LINE AT THE
*             END, 7 8 WORK, 11 BASBLK, 12 BASE
*
CMSBPRT  CSECT
         REGS
         NUCON
         BASBLK
         USING CHAN,R5
ZONE     EQU   16
BZPRINT  BENTER CMSBPRT
         MVC   BZCH,BZCHANS
         CLI   0(R4),TSHARP
         BNE   PRUSING
         BCALL BZGETCH
         ST    R2,BZCH
         LR    R5,R2
         CLI   CHMODE,C'O'
         BE    PRFILE
         BERR  'THE FILE IS OPEN FOR INPUT, NOT FOR OUTPUT'
PRFILE   CLI   0(R4),TCOMMA
         BE    PRFILE1
         CLI   0(R4),TSEMI
         BNE   PRUSING
PRFILE1  LA    R4,1(R4)
PRUSING  L     R5,BZCH
         SR    R6,R6
         CLI   0(R4),TUSING
         BNE   PRNEXT
         LA    R4,1(R4)
         BCALL BZUSING
         B     PRRET
PRNEXT   BCALL BZATEND
         BE    PREND
         SR    R6,R6
         CLI   0(R4),TCOMMA
         BE    PRZONE
         CLI   0(R4),TSEMI
         BE    PRSEMI
         CLI   0(R4),TTAB
         BE    PRTAB
         BCALL BZEXPR
         CLI   BZTYPE,0
         BE    PRNUM
         LM    R2,R3,BZSA
         BCALL BZPUTS
         B     PRNEXT
PRNUM    BCALL BZFMT
         LA    R1,0(R3,R2)
         MVI   0(R1),C' '
         LA    R3,1(R3)
         BCALL BZPUTS
         B     PRNEXT
PRSEMI   LA    R4,1(R4)
         LA    R6,1
         B     PRNEXT
PRZONE   LA    R4,1(R4)
         LA    R6,1
         L     R1,CHLEN
         LA    R1,ZONE(R1)
         N     R1,=A(-ZONE)
         LA    R2,ZONE(R1)
         C     R2,CHMAX
         BNH   PRPAD
         BCALL BZFLUSH
         B     PRNEXT
PRPAD    BCALL BZPADTO
         B     PRNEXT
PRTAB    LA    R4,1(R4)
         LA    R6,1
         BCALL BZLPAR
         BCALL BZEXPRI
         LR    R7,R1
         BCALL BZRPAR
         LTR   R7,R7
         BNP   PRTABBAD
         C     R7,CHMAX
         BH    PRTABBAD
         BCTR  R7,0
         C     R7,CHLEN
         BNL   PRTABTO
         BCALL BZFLUSH
PRTABTO  LR    R1,R7
         BCALL BZPADTO
         B     PRNEXT
PRTABBAD BERR  'TAB WANTS A COLUMN FROM 1 TO 130'
PREND    LTR   R6,R6
         BNZ   PRRET
         BCALL BZFLUSH
PRRET    MVC   BZCH,BZCHANS
         BRETURN
*
BZATEND  BENTER CMSBPRT
         CLI   0(R4),TEOL
         BE    ATEND
         CLI   0(R4),TCOLON
         BE    ATEND
         CLI   0(R4),TELSE
         BE    ATEND
         CLI   0(R4),TTICK
ATEND    BRETURN
*
BZPADTO  BENTER CMSBPRT
         L     R5,BZCH
         LR    R7,R1
PADNEXT  L     R1,CHLEN
         CR    R1,R7
         BNL   PADRET
         LA    R2,CHTEXT(R1)
         MVI   0(R2),C' '
         LA    R1,1(R1)
         ST    R1,CHLEN
         B     PADNEXT
PADRET   BRETURN
*
BZPUTS   BENTER CMSBPRT
         L     R5,BZCH
         LR    R7,R2
         LTR   R8,R3
         BZ    PUTRET
         A     R3,CHLEN
         C     R3,CHMAX
         BNH   PUTIT
         BCALL BZFLUSHP
PUTLONG  L     R9,CHMAX           LONGER THAN A LINE
         CR    R8,R9
         BNH   PUTIT
         LR    R1,R9
         BCTR  R1,0
         EX    R1,PUTALL
         ST    R9,CHLEN
         BCALL BZFLUSH
         AR    R7,R9
         SR    R8,R9
         B     PUTLONG
PUTALL   MVC   CHTEXT(0),0(R7)
PUTIT    L     R1,CHLEN
         LA    R2,CHTEXT(R1)
         AR    R1,R8
         ST    R1,CHLEN
         BCTR  R8,0
         EX    R8,PUTMOVE
PUTRET   BRETURN
PUTMOVE  MVC   0(0,R2),0(R7)
*
BZFLUSHP BENTER CMSBPRT
         L     R5,BZCH
         L     R1,CHLEN
         LTR   R1,R1
         BZ    FLUSHED
         BCALL BZFLUSH
FLUSHED  BRETURN
BZFLUSH  BENTER CMSBPRT
         L     R5,BZCH
         L     R3,CHLEN
         XC    CHLEN,CHLEN
         C     R5,BZCHANS
         BE    FLUSHCON
         LTR   R3,R3              A FILE HAS NO EMPTY LINES
         BNZ   FLUSHFIL
         MVI   CHTEXT,C' '
         LA    R3,1
FLUSHFIL BCALL BZWRITE
         BRETURN
FLUSHCON TYPE  CHTEXT,(R3)
         BRETURN
         LTORG
         END
