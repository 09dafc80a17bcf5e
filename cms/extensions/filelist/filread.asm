FILR     TITLE 'FILREAD - READS THE LIST'
*
* PURPOSE.    FILLIST  THE LIST, READ AND SORTED.  WHAT STOOD BESIDE A
*                      FILE STANDS THERE AGAIN
*             FILDROP  THE LIST AND ALL ELSE IN FREE STORAGE GOES
* RETURNS     FILLIST: 0; 41 NO STORAGE, THE LIST IS EMPTY
* HOW         FILES ARE COUNTED FIRST.  THE TABLE: AN ADDRESS FOR EACH
*             ENTRY, IN THE ORDER SHOWN, THEN THE ENTRIES.  WITHOUT ROOM
*             FOR THE OLD TABLE AND THE NEW ONE THE OLD GOES FIRST, AND
*             WHAT STOOD BESIDE
* REGISTERS.  2 PLACE IN THE TABLE, 3 COUNT, 4 ENTRY, 5 FST, 6 ADT, 7
*             LIMIT, 8 OLD ENTRY, 9 COUNT, 10 LINK, 11 FILBLK, 12 BASE
*             (OF THE SECTION)
*
CMSFILR  CSECT
         REGS
         NUCON
         ADT
         FST
         FILBLK
         USING FILENT,R4
         USING FST,R5
         USING ADT,R6
FILLIST  ENTER
         BASE  CMSFILR
         SR    R3,R3
         BAL   R10,FIRST
COUNT    BAL   R10,FILE
         BNZ   COUNTED
         LA    R3,1(R3)
         B     COUNT
COUNTED  LA    R7,FELEN+4
         MR    R6,R3
         LA    R7,8+7(R7)
         SRL   R7,3
         FREE  DWORDS=(R7)
         LTR   R15,R15
         BZ    TABLE
         CLC   FLTABLE,=F'0'      MARKS AND COMMANDS MUST GO
         BE    FULL
         ST    R3,FLSAVE
         BAL   R9,ALLGOES
         L     R3,FLSAVE
         FREE  DWORDS=(R7)
         LTR   R15,R15
         BNZ   FULL
TABLE    MVC   FLOLDTAB(8),FLTABLE     TABLE, ITS LENGTH
         MVC   FLOLDCNT,FLCOUNT
         ST    R1,FLTABLE
         ST    R7,FLTABN
         LR    R2,R1
         LR    R4,R3
         SLL   R4,2
         AR    R4,R2
         LR    R7,R3
         SR    R3,R3
         BAL   R10,FIRST
FILL     CR    R3,R7
         BNL   FILLED
         BAL   R10,FILE
         BNZ   FILLED
         ST    R4,0(R2)
         CLI   FLKIND,C'F'
         BNE   FILLRDR
         BAL   R10,ENTRY
         B     FILLON
FILLRDR  LR    R1,R4
         LINK  FILBLOK
FILLON   LA    R2,4(R2)
         LA    R4,FELEN(R4)
         LA    R3,1(R3)
         B     FILL
FILLED   ST    R3,FLCOUNT
         LINK  FILSORT
         BAL   R10,CARRY
         L     R1,FLOLDTAB
         LTR   R1,R1
         BZ    DONE
         L     R0,FLOLDN
         FRET  DWORDS=(R0)
         XC    FLOLDTAB,FLOLDTAB
DONE     RETURN 0
FULL     RETURN 41
*
*        FIRST, FILE - THE FIRST FILE, THE NEXT ONE: 5 6.  CONDITION CODE
*        NOT 0: THERE IS NONE
*
FIRST    XC    FLPOS,FLPOS
         MVC   FLLIST+8(16),FLFN
         LA    R1,FLLIST+8
         BAL   R9,SPREAD
         LA    R1,FLLIST+16
         BAL   R9,SPREAD
         MVC   FLLIST+24(2),FLFM
         BR    R10
FILE     CLI   FLKIND,C'F'
         BNE   FILERDR
         LA    R1,FLLIST
         LA    R0,FLPOS
         CALL  FSNEXT
         LTR   R15,R15
         BCR   7,R10
         LR    R5,R1
         LR    R6,R0
         LA    R0,FLFN
         CALL  MATCH,FSTN
         LTR   R15,R15
         BNZ   FILE
         LA    R0,FLFT
         CALL  MATCH,FSTT
         LTR   R15,R15
         BNZ   FILE
         CLI   FLFM+1,C' '        FILES OF THIS DIGIT
         BE    FILEHIT
         CLC   FLFM+1(1),FSTM+1
         BNE   FILE
FILEHIT  CR    R0,R0
         BR    R10
FILERDR  LINK  FILNEXT
         LTR   R15,R15
         BR    R10
*        SPREAD - A PATTERN AT 1 IS * FOR FSNEXT
SPREAD   LA    R14,8
         LR    R15,R1
SPRLOOK  CLI   0(R15),C'*'
         BE    SPRSTAR
         LA    R15,1(R15)
         BCT   R14,SPRLOOK
         BR    R9
SPRSTAR  MVC   0(8,R1),=CL8'*'
         BR    R9
*
*        ENTRY - 4, OF FILE 5 ON DISK 6
*
ENTRY    XC    0(FELEN,R4),0(R4)
         MVC   FEFN(16),FSTN
         MVC   FEFM,FSTM
         CLC   FSTM,=C'SY'
         BE    ENTFORM
         MVC   FEFM(1),ADTM
ENTFORM  MVC   FEFV,FSTFV
         MVI   FECENT,C'1'
         CLC   FSTYR,=C'64'
         BL    ENTDATE
         MVI   FECENT,C'0'
ENTDATE  MVC   FEYR,FSTYR
         MVC   FED,FSTD
         MVC   FEMARK,=CL4' '
         MVC   FELRECL,FSTIL
         HALF  R0,FSTIC
         ST    R0,FEITEMS
         HALF  R0,FSTDBC
         ST    R0,FEBLOCKS
         BR    R10
         EJECT
*        CARRY - MARKS AND COMMANDS OF THE OLD TABLE TO THE NEW ONE
*
CARRY    L     R9,FLOLDTAB
         LTR   R9,R9
         BCR   8,R10
         ST    R10,FLSAVE
         L     R7,FLOLDCNT
         B     CARRYTRY
CARRYONE L     R8,0(R9)
         CLC   FEMARK-FILENT(4,R8),=CL4' '
         BNE   CARRYIT
         CLC   FEPEND-FILENT(4,R8),=F'0'
         BE    CARRYON
CARRYIT  L     R2,FLTABLE
         L     R3,FLCOUNT
CARRYLK  LTR   R3,R3
         BZ    CARRYNO
         L     R4,0(R2)
         CLC   FEFN(18),0(R8)
         BNE   CARRYLKN
         CLC   FEBLOCKS,FEBLOCKS-FILENT(R8)
         BE    CARRYHIT
         CLI   FLKIND,C'F'        OF THE READER: ITS NUMBER
         BE    CARRYHIT
CARRYLKN LA    R2,4(R2)
         BCTR  R3,0
         B     CARRYLK
CARRYHIT MVC   FEMARK,FEMARK-FILENT(R8)
         MVC   FEPEND,FEPEND-FILENT(R8)
         B     CARRYON
CARRYNO  LR    R4,R8              THE FILE HAS GONE
         BAL   R10,NOPEND
CARRYON  LA    R9,4(R9)
         BCTR  R7,0
CARRYTRY LTR   R7,R7
         BNZ   CARRYONE
         L     R10,FLSAVE
         BR    R10
*
*        NOPEND - ENTRY 4 HAS NO COMMAND ANY MORE
*
NOPEND   L     R1,FEPEND
         LTR   R1,R1
         BCR   8,R10
         FRET  BYTES=FPNSIZE
         XC    FEPEND,FEPEND
         BR    R10
*
*        ALLGOES - THE TABLE.  BY BAL R9; 2 3 4 10 ARE LOST
*
ALLGOES  L     R2,FLTABLE
         LTR   R2,R2
         BCR   8,R9
         L     R3,FLCOUNT
ALLONE   LTR   R3,R3
         BZ    ALLTAB
         L     R4,0(R2)
         BAL   R10,NOPEND
         LA    R2,4(R2)
         BCT   R3,ALLONE
ALLTAB   L     R1,FLTABLE
         L     R0,FLTABN
         FRET  DWORDS=(R0)
         XC    FLTABLE,FLTABLE
         XC    FLCOUNT,FLCOUNT
         BR    R9
*
FILDROP  ENTER
         BASE  CMSFILR
         BAL   R9,ALLGOES
DROPPNT  L     R1,FLPAINT
         LTR   R1,R1
         BZ    DROPPED
         L     R0,FLPAINTN
         FRET  DWORDS=(R0)
DROPPED  RETURN 0
         LTORG
         END
