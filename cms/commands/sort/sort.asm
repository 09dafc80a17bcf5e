SORT     TITLE 'SORT - SORTS A FILE'
*
* PURPOSE.    SORT FN FT FM NFN NFT NFM ( OPTIONS   THE ITEMS OF A
*             FILE, SORTED, INTO A NEW ONE, WHICH REPLACES ONE OF THE
*             NAME; IT MAY BE THE SAME FILE.  = IN THE NEW NAME: AS IN
*             THE OLD.  COLUMNS ARE ASKED FOR (SORTKEYS).  ITEMS WITH
*             EQUAL KEYS STAY IN THEIR ORDER
* OPTIONS     DESC  THE LARGEST FIRST; ASC: THE SMALLEST, THE RULE
* RETURNS     0; 24 OPERANDS OR COLUMNS WRONG; 28 FILE NOT FOUND; 36 NO
*             SUCH DISK; 40 NO ITEMS; 41 NO STORAGE; 100 + CODE OF
*             RDBUF OR WRBUF
* HOW         AS MANY RECORDS AS THERE IS STORAGE FOR ARE SORTED.  WHEN
*             THAT IS NOT ALL, EACH SUCH RUN IS A FILE 'NFN CMSRNNNN',
*             AND SRTORDER RUNS AT A TIME ARE MERGED INTO ONE UNTIL THE
*             LAST ONE IS THE NEW FILE: 'NFN CMSUT1', WHICH GETS ITS
*             NAME WHEN IT IS WHOLE
* REGISTERS.  2 CODE, 3 LIST, 4 5 WORK, 10 LINK, 11 SRTBLK, 12 BASE (OF
*             THE SECTION)
*
CMSSORT  CSECT
         REGS
         NUCON
         FST
         SRTBLK
SORT     ENTER
         BASE  CMSSORT
         LR    R3,R1
         FREE  BYTES=SREND
         LTR   R15,R15
         BNZ   NOBLK
         LR    R11,R1
         LR    R14,R1
         LA    R15,(SREND+7)/8
ZERO     XC    0(8,R14),0(R14)
         LA    R14,8(R14)
         BCT   R15,ZERO
*        SIX WORDS, OPTIONS
         LA    R4,8(R3)
         LA    R5,6
         LA    R14,SRIN+8
         LR    R15,R4
WORDS    CLI   0(R15),X'FF'
         BE    WRONG
         CLI   0(R15),C'('
         BE    WRONG
         LA    R15,8(R15)
         BCT   R5,WORDS
         MVC   SRNEW(24),24(R4)
         CLI   0(R15),X'FF'
         BE    NAMES
         CLI   0(R15),C'('
         BNE   WRONG
OPTION   LA    R15,8(R15)
         CLI   0(R15),X'FF'
         BE    NAMES
         CLI   0(R15),C')'
         BE    NAMES
         MVI   SRDESC,0
         CLC   0(8,R15),=CL8'ASC'
         BE    OPTION
         MVI   SRDESC,X'FF'
         CLC   0(8,R15),=CL8'DESC'
         BE    OPTION
WRONG    TYPE  'SORT FN FT FM NEWFN NEWFT NEWFM ( ASC DESC',COLOR=R
         LA    R2,24
         B     ENDED
NAMES    LA    R1,SRNEW
         LR    R14,R4
         LA    R15,3
SAME     CLC   0(8,R1),=CL8'='
         BNE   SAMEON
         MVC   0(8,R1),0(R14)
SAMEON   LA    R1,8(R1)
         LA    R14,8(R14)
         BCT   R15,SAME
         MVC   SRIN(44),INFORM
         MVC   SRIN+8(18),0(R4)
         CALL  STATE,SRIN
         CH    R15,=H'36'
         BE    NODISK
         LTR   R15,R15
         BNZ   NOFILE
         MVC   SRIN(8),=CL8'RDBUF'
         CLI   SRNEW+16,C'*'
         BNE   FORM
         MVC   SRNEW+16(8),=CL8'P'
FORM     CALL  ADTLKW,SRNEW+16
         LTR   R15,R15
         BNZ   NODISK
         MVC   SRFV,STATFST+FSTFV-FST
         MVC   SRITEML,STATFST+FSTIL-FST
         CLC   STATFST+FSTIC-FST(2),=H'0'
         BE    EMPTY
         LINK  SORTKEYS
         LTR   R2,R15
         BNZ   ENDED
         LINK  SORTSWEE
         LINK  SORTRUNS
         LTR   R2,R15
         BNZ   DROP
         L     R1,SRRUNNEW
         LTR   R1,R1
         BZ    WHOLE
         LINK  SORTMRGE
         LTR   R2,R15
         BNZ   DROP
WHOLE    LINK  SORTNAME
         LTR   R2,R15
         BZ    ENDED
DROP     LINK  SORTSWEE
ENDED    L     R1,SRAREA
         LTR   R1,R1
         BZ    ENDBLK
         L     R3,SRAREAL
         FRET  BYTES=(R3)
ENDBLK   LR    R1,R11
         FRET  BYTES=SREND
         RETURN (R2)
NOBLK    FAIL  41,'STORAGE IS EXHAUSTED'
NOFILE   TYPE  'FILE NOT FOUND',COLOR=R
         LA    R2,28
         B     ENDED
NODISK   TYPE  'NO SUCH DISK IS LOGGED IN, OR IT IS READ-ONLY',COLOR=R
         LA    R2,36
         B     ENDED
EMPTY    TYPE  'THE FILE HAS NO ITEMS',COLOR=R
         LA    R2,40
         B     ENDED
         DS    0D
INFORM   DC    CL8'STATE',CL8' ',CL8' ',CL2'*',H'0',A(0),F'0',CL2'F'
         DC    H'1',F'0'
         LTORG
         END
