SKEY     TITLE 'SORTKEYS - THE COLUMNS BY WHICH IS SORTED'
*
* PURPOSE.    SORTKEYS  ASKS FOR THEM: PAIRS OF COLUMNS, FIRST AND
*                       LAST, THE MOST IMPORTANT FIRST; BEHIND A PAIR A
*                       (THE SMALLEST FIRST) OR D (THE LARGEST)
*             SORTKEY   1 A RECORD OF LENGTH 0: ITS KEYS ONE BEHIND THE
*                       OTHER TO THE PLACE 2, SO THAT ONE CLC COMPARES
*                       ALL.  COLUMNS THAT IT HAS NOT ARE BLANK
* CALLED      BY SORT, SORTRUNS, SORTMRGE
* RETURNS     0; 24 COLUMNS WRONG, WHICH HAS BEEN TOLD
* HOW         OF DESCENDING KEYS EACH BIT IS REVERSED
* REGISTERS.  2 PLACE, 3 WORD, 4 KEY, 5 KEYS LEFT, 6 LENGTH, 7 RECORD,
*             8 ITS LENGTH, 9 BYTES SO FAR, 10 LINK, 11 SRTBLK, 12 BASE
*             (OF THE SECTION)
*
CMSSKEY  CSECT
         REGS
         NUCON
         SRTBLK
         USING SRTKEY,R4
SORTKEYS ENTER
         BASE  CMSSKEY
         TYPE  'ENTER SORT COLUMNS: FIRST LAST (A OR D) ...'
         MVC   SRPLIST(8),=CL8'WAITRD'
         LA    R1,SRLINE
         ST    R1,SRPLIST+8
         MVI   SRPLIST+8,1
         MVC   SRPLIST+12(4),=C'U'
         MVC   SRPLIST+13(3),=X'000000'
         CALL  WAITRD,SRPLIST
         LA    R0,130
         CALL  SCAN,SRLINE
         LR    R3,R1
         LA    R4,SRKEY
         SR    R5,R5
         SR    R9,R9
NEXT     CLI   0(R3),X'FF'
         BE    LAST
         CH    R5,=AL2(SRTMAXK)
         BNL   MANY
         CALL  GETDEC,0(R3)
         LTR   R15,R15
         BNZ   WRONG
         LTR   R6,R0
         BZ    WRONG
         CLI   8(R3),X'FF'
         BE    WRONG
         CALL  GETDEC,8(R3)
         LTR   R15,R15
         BNZ   WRONG
         C     R0,SRITEML
         BH    BEYOND
         BCTR  R6,0
         STH   R6,SKFROM
         SR    R0,R6
         BNP   WRONG
         STH   R0,SKLEN
         AR    R9,R0
         CH    R9,=AL2(SRTKEYL)
         BH    MANY
         MVC   SKDESC,SRDESC
         LA    R3,16(R3)
         CLC   0(8,R3),=CL8'A'
         BE    ASC
         CLC   0(8,R3),=CL8'D'
         BNE   ON
         MVI   SKDESC,X'FF'
         B     SKIP
ASC      MVI   SKDESC,0
SKIP     LA    R3,8(R3)
ON       LA    R4,SKEND(R4)
         LA    R5,1(R5)
         B     NEXT
LAST     LTR   R5,R5
         BZ    WRONG
         ST    R5,SRKEYS
         BCTR  R9,0
         ST    R9,SRKEYLEN
         RETURN 0
WRONG    FAIL  24,'COLUMNS ARE PAIRS OF NUMBERS, SUCH AS 1 8 20 25 D'
BEYOND   FAIL  24,'THE FILE HAS NOT SO MANY COLUMNS'
MANY     FAIL  24,'THERE MAY BE 24 KEYS, 256 COLUMNS IN ALL'
*
SORTKEY  ENTER
         BASE  CMSSKEY
         LR    R7,R1
         LR    R8,R0
         LA    R4,SRKEY
         L     R5,SRKEYS
KEYNEXT  LH    R6,SKLEN
         LH    R14,SKFROM
         LR    R15,R8             COLUMNS THE RECORD HAS FROM THERE ON
         SR    R15,R14
         AR    R14,R7
         LR    R1,R6
         BCTR  R1,0
         CR    R15,R6
         BNL   KEYMOVE
         MVI   0(R2),C' '
         LTR   R9,R1
         BZ    KEYSHORT
         BCTR  R9,0
         EX    R9,BLANKIT
KEYSHORT LTR   R9,R15
         BNP   KEYDESC
         BCTR  R9,0
         EX    R9,MOVEIT
         B     KEYDESC
KEYMOVE  EX    R1,MOVEIT
KEYDESC  CLI   SKDESC,0
         BE    KEYON
         EX    R1,REVERSE
KEYON    AR    R2,R6
         LA    R4,SKEND(R4)
         BCT   R5,KEYNEXT
         RETURN 0
MOVEIT   MVC   0(0,R2),0(R14)
BLANKIT  MVC   1(0,R2),0(R2)
REVERSE  XC    0(0,R2),=256X'FF'
         LTORG
         END
