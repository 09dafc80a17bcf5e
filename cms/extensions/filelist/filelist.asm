FILL     TITLE 'FILELIST - LISTS OF FILES ON A FULL SCREEN'
*
* PURPOSE.    FILELIST (FN (FT (FM)))   FILES ON A FULL SCREEN, WITH
*             COMMANDS TYPED BESIDE THEIR NAMES.  PATTERNS AS OF LISTF
*             RDRLIST                   THE FILES OF THE READER, LIKEWISE
* RETURNS     0; 24 OPERANDS WRONG; 28 NO SUCH FILE; 36 NO SUCH DISK; 40
*             THE TERMINAL IS NO DISPLAY; 41 NO STORAGE; 88 RDRLIST, AND
*             THERE IS NO CP
* HOW         AN EXTENSION, SO THAT COMMANDS OF ALL KINDS MAY BE DONE: IT
*             TAKES NO PLACE OF THEIRS.  THE LIST IS READ (FILREAD,
*             FILRDR) AND SORTED (FILSORT), SHOWN (FILSHOW), WHAT WAS
*             TYPED IS TAKEN (FILTAKE), COMMANDS ARE DONE (FILRUN), THE
*             LIST IS READ AGAIN
* REGISTERS.  2 CODE, 3 LIST, 4 WORK, 5 WORK, 10 LINK, 11 FILBLK, 12
*             BASE (OF THE SECTION)
*
         NUCEXT (FILELIST,RDRLIST)
CMSFILL  CSECT
         REGS
         NUCON
         FILBLK
FILELIST ENTER
         BASE  CMSFILL
         LA    R5,C'F'
         B     BEGIN
RDRLIST  ENTER
         BASE  CMSFILL
         LA    R5,C'R'
BEGIN    LR    R3,R1
         FREE  BYTES=FLBYTES+256
         LTR   R15,R15
         BNZ   NOBLK
         LR    R11,R1
         LA    R2,(FLBYTES+256)/256
CLEAR    XC    0(256,R1),0(R1)
         LA    R1,256(R1)
         BCT   R2,CLEAR
         MVC   SCRNAME,=CL8'SCREEN'
         STC   R5,FLKIND
         MVI   FLSORT,C'N'
         MVC   FLFN,=CL8'*'
         MVC   FLFT,=CL8'*'
         MVC   FLFM,=CL8'P'
         LA    R3,8(R3)
         CLI   FLKIND,C'R'
         BE    READER
         LA    R2,FLFN
         LA    R4,3
OPERAND  CLI   0(R3),X'FF'
         BE    DISPLAY
         CLI   0(R3),C'('
         BE    WRONG
         LTR   R4,R4
         BZ    WRONG
         MVC   0(8,R2),0(R3)
         LA    R2,8(R2)
         LA    R3,8(R3)
         BCTR  R4,0
         B     OPERAND
READER   MVI   FLSORT,C'Q'
         CLI   0(R3),X'FF'
         BNE   RDRWRONG
         TM    CPFLAG,HASCP
         BZ    NOCP
DISPLAY  MVI   SCROP,C'I'
         CMSCALL SCRBLK
         CH    R15,=H'4'
         BE    NODISP
         LTR   R2,R15
         BNZ   LEAVE              SCREEN ITSELF IS NOT THERE
         CLI   FLKIND,C'R'
         BE    LIST
         CALL  ADTLKP,FLFM
         LTR   R15,R15
         BNZ   NODISK
LIST     LINK  FILLIST
         LTR   R15,R15
         BNZ   FULL
         CLC   FLCOUNT,=F'0'
         BE    NOTHING
*        SHOW, TAKE, DO
NEXT     CLC   FLCOUNT,=F'0'
         BNE   SHOW
         CLC   FLMSGL,=F'0'
         BNE   SHOW
         MVC   FLMSG(L'EMPTY),EMPTY
         LA    R1,L'EMPTY
         ST    R1,FLMSGL
SHOW     LINK  FILSHOW
         CH    R15,=H'4'
         BE    LOST
         LTR   R15,R15
         BNZ   FULL
         XC    FLMSGL,FLMSGL
         LINK  FILTAKE
         CLI   FLSTOP,C'Y'
         BNE   NEXT
         SR    R2,R2
LEAVE    MVI   SCROP,C'E'
         CMSCALL SCRBLK
         LINK  FILDROP
         LR    R1,R11
         FRET  BYTES=FLBYTES+256
         RETURN (R2)
NOBLK    FAIL  41,'STORAGE IS EXHAUSTED'
FULL     TYPE  'STORAGE IS EXHAUSTED: LIST FEWER FILES',COLOR=R
         LA    R2,41
         B     LEAVE
WRONG    TYPE  'FILELIST FILENAME FILETYPE MODE',COLOR=R
         LA    R2,24
         B     LEAVE
RDRWRONG TYPE  'RDRLIST HAS NO OPERANDS',COLOR=R
         LA    R2,24
         B     LEAVE
NODISK   TYPE  'NO SUCH DISK IS LOGGED IN',COLOR=R
         LA    R2,36
         B     LEAVE
NOTHING  LA    R2,28
         CLI   FLKIND,C'R'
         BE    NORDR
         TYPE  'FILE NOT FOUND',COLOR=R
         B     LEAVE
NORDR    TYPE  'THERE ARE NO FILES IN THE READER',COLOR=R
         B     LEAVE
NOCP     LA    R2,88
         TYPE  'THERE IS NO CP: A REAL READER HAS NO LIST',COLOR=R
         B     LEAVE
LOST     LA    R2,40
         B     NOLINES
NODISP   LA    R2,40
         CLI   FLKIND,C'R'
         BE    RDRLINES
NOLINES  TYPE  'THIS TERMINAL IS NO DISPLAY: USE LISTF',COLOR=R
         B     LEAVE
RDRLINES TYPE  'THIS TERMINAL IS NO DISPLAY: USE CP QUERY READER ALL',CX
               OLOR=R
         B     LEAVE
EMPTY    DC    C'THERE ARE NO MORE SUCH FILES: PF3 LEAVES THE LIST'
         LTORG
         END
