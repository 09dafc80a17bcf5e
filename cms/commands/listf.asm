LSTF     TITLE 'LISTF - LISTS FILES'
*
* PURPOSE.    LISTF (FN (FT (FM))) ( OPTIONS      FILES OF THE P-DISK, OR
*             OF THE DISK OF FM.  IN FN AND FT * STANDS FOR ANY
*             CHARACTERS, AS IN AB*; A DIGIT IN FM FOR FILES OF THAT
*             DIGIT.  A HEADING, THEN A LINE FOR EACH FILE
*             LISTFILE (FN (FT (FM))) ( OPTIONS   THE SAME; WITHOUT
*             OPTIONS NAME, TYPE AND MODE ALONE
* OPTIONS     EXEC    NOTHING IS TYPED, THE FILE CMS EXEC OF THE P-DISK
*                     GETS A LINE '&1 &2 FN FT FM' FOR EACH FILE
*             APPEND  THE SAME, BEHIND THE LINES THAT IT HAS
*             SORT    BY NAME AND TYPE
*             DATE    NAME, TYPE, MODE, DATE AND TIME
*             ITEM    ... ITEMS
*             FORMAT  ... F OR V AND (GREATEST) LENGTH
*             ALLOC   ... THIS, ITEMS AND BLOCKS
*             LABEL   ... LABEL OF THE DISK
*             FNAME FTYPE FMODE    THE NAME ALONE, WITH TYPE, WITH MODE
*             HEADER, NOHEADER (NOHEAD)    A HEADING OR NONE
*             OF LISTFILE FORMAT, ALLOC, DATE AND LABEL EACH GIVE ALL
*             THAT THE ONE BEFORE GIVES
* RETURNS     0; 24 OPERANDS WRONG; 28 NO SUCH FILE; 36 NO SUCH DISK; 41
*             NO STORAGE TO SORT; 100 + CODE OF WRBUF
* HOW         ALL OF A LINE IS MADE, THEN THE PIECES WANTED ARE MOVED
*             TOGETHER.  LISTING WITH EXEC, THE NEW CMS EXEC HAS ANOTHER
*             NAME UNTIL IT IS WHOLE
* REGISTERS.  2 WORK, 3 LIST, 4 FST, 5 COUNT, 6 PLACE, 7 FILES TO BE
*             SORTED, 8 ADT, 9 HOW MANY, 10 11 LINKS, 12 BASE (OF THE
*             SECTION)
*
CMSLSTF  CSECT
         REGS
         NUCON
         ADT
         FST
         USING WORK,R13
         USING FST,R4
         USING ADT,R8
*        OPTIONS
DOEXEC   EQU   X'80'
NOHEAD   EQU   X'40'
FOUND    EQU   X'20'
SORT     EQU   X'10'
APPEND   EQU   X'08'
HEADER   EQU   X'04'
GIVEN    EQU   X'02'              PIECES WERE CHOSEN
*        PIECES
WTYPE    EQU   X'80'
WMODE    EQU   X'40'
WFORM    EQU   X'20'
WITEM    EQU   X'10'
WBLOCK   EQU   X'08'
WDATE    EQU   X'04'
WLABEL   EQU   X'02'
WALL     EQU   WTYPE+WMODE+WFORM+WITEM+WBLOCK
LISTF    ENTER WORK=WORKLEN
         BASE  CMSLSTF
         MVI   FILEFORM,0
         MVI   PIECES,WALL+WDATE
         B     OPERANDS
LISTFILE ENTER WORK=WORKLEN
         BASE  CMSLSTF
         MVI   FILEFORM,1
         MVI   PIECES,WTYPE+WMODE
OPERANDS LR    R3,R1
         MVC   PFN,=CL8'*'
         MVC   PFT,=CL8'*'
         MVC   PFM,=CL8'P'
         MVI   OPTIONS,0
         MVI   CHOSEN,0
         SR    R7,R7
         LA    R2,PFN
         LA    R5,3
OPERAND  LA    R3,8(R3)
         CLI   0(R3),X'FF'
         BE    BEGIN
         CLI   0(R3),C'('
         BE    OPTION
         LTR   R5,R5
         BZ    WRONG
         MVC   0(8,R2),0(R3)
         LA    R2,8(R2)
         BCTR  R5,0
         B     OPERAND
OPTION   LA    R3,8(R3)
         CLI   0(R3),X'FF'
         BE    BEGIN
         CLI   0(R3),C')'
         BE    BEGIN
         LA    R2,OPTTAB
OPTLOOK  CLC   0(8,R3),0(R2)
         BE    OPTHIT
         LA    R2,OPTLEN(R2)
         CLI   0(R2),0
         BNE   OPTLOOK
         B     WRONG
OPTHIT   OC    OPTIONS,8(R2)
         LA    R2,9(R2)           LISTF'S PIECES, LISTFILE'S
         CLI   FILEFORM,0
         BE    OPTPIECE
         LA    R2,1(R2)
OPTPIECE OC    CHOSEN,0(R2)
         B     OPTION
BEGIN    TM    OPTIONS,DOEXEC
         BZ    CHOICE
         MVI   PIECES,WTYPE+WMODE
CHOICE   TM    OPTIONS,GIVEN
         BZ    DISK
         MVC   PIECES,CHOSEN
DISK     CALL  ADTLKP,PFM
         LTR   R15,R15
         BNZ   NODISK
         MVC   LIST+8(8),PFN      FSNEXT KNOWS * ALONE
         LA    R1,LIST+8
         BAL   R11,SPREAD
         MVC   LIST+16(8),PFT
         LA    R1,LIST+16
         BAL   R11,SPREAD
         MVC   LIST+24(2),PFM
         TM    OPTIONS,DOEXEC
         BZ    FILES
         BAL   R10,EXECOPEN
FILES    TM    OPTIONS,SORT
         BO    SORTED
         XC    POS,POS
NEXT     TM    KTFLAG,X'80'       NOTHING WOULD BE TYPED
         BZ    NEXTON
         TM    OPTIONS,DOEXEC
         BZ    ENDED
NEXTON   BAL   R10,FILE
         BNZ   ENDED
         BAL   R10,SHOW
         B     NEXT
SORTED   L     R15,=A(COLLECT)
         BALR  R14,R15
         LTR   R9,R9
         BM    FULL
         LR    R6,R7
         LR    R5,R9
         LTR   R5,R5
         BZ    ENDED
SORTNEXT L     R4,0(R6)
         L     R8,4(R6)
         BAL   R10,SHOW
         LA    R6,8(R6)
         BCT   R5,SORTNEXT
ENDED    BAL   R10,RELEASE
         TM    OPTIONS,DOEXEC
         BZ    ANY
         BAL   R10,EXECDONE
ANY      TM    OPTIONS,FOUND
         BZ    NOTHING
         RETURN 0
NOTHING  FAIL  28,'FILE NOT FOUND'
WRONG    FAIL  24,'LISTF FILENAME FILETYPE MODE ( EXEC SORT DATE ...'
NODISK   FAIL  36,'NO SUCH DISK IS LOGGED IN'
FULL     FAIL  41,'STORAGE IS EXHAUSTED, LIST WITHOUT SORT'
EXBAD    LA    R2,100(R15)
         BAL   R10,RELEASE
         CALL  FINIS,EXLIST
         TYPE  'CMS EXEC CANNOT BE WRITTEN ON THE P-DISK',COLOR=R
         RETURN (R2)
*
*        RELEASE - THE TABLE OF FILES TO BE SORTED
*
RELEASE  LTR   R1,R7
         BCR   8,R10
         L     R7,TABLELEN
         FRET  DWORDS=(R7)
         SR    R7,R7
         BR    R10
*
*        SPREAD - A PATTERN AT 1 IS * FOR FSNEXT
*
SPREAD   LA    R14,8
         LR    R15,R1
SPRLOOK  CLI   0(R15),C'*'
         BE    SPRSTAR
         LA    R15,1(R15)
         BCT   R14,SPRLOOK
         BR    R11
SPRSTAR  MVC   0(8,R1),=CL8'*'
         BR    R11
*
*        FILE - 4 IS THE NEXT FILE, 8 ITS DISK.  CODE NOT 0: THERE IS
*        NONE
*
FILE     LA    R1,LIST
         LA    R0,POS
         CALL  FSNEXT
         LTR   R15,R15
         BCR   7,R10
         LR    R4,R1
         LR    R8,R0
         CLC   PFN,FSTN
         BE    FILETYPE
         LA    R0,PFN
         CALL  MATCH,FSTN
         LTR   R15,R15
         BNZ   FILE
FILETYPE CLC   PFT,FSTT
         BE    FILEMODE
         LA    R0,PFT
         CALL  MATCH,FSTT
         LTR   R15,R15
         BNZ   FILE
FILEMODE CLI   PFM+1,C' '         ONLY FILES OF THIS DIGIT
         BE    FILEHIT
         CLC   PFM+1(1),FSTM+1
         BNE   FILE
FILEHIT  TM    OPTIONS,DOEXEC     CMS EXEC DOES NOT NAME ITSELF
         BZ    FILEGOOD
         CLC   FSTN(16),CMSEXEC
         BE    FILE
         CLC   FSTN(16),CMSUT1
         BE    FILE
FILEGOOD SR    R15,R15
         BR    R10
         EJECT
*        SHOW - FILE 4 OF DISK 8
*
SHOW     MVI   FULLINE,C' '
         MVC   FULLINE+1(FULLEN-1),FULLINE
         MVC   FULLINE(8),FSTN
         MVC   FULLINE+9(8),FSTT
         MVC   FULLINE+18(2),FSTM
         CLC   FSTM,=C'SY'
         BE    SHOWFORM
         MVC   FULLINE+18(1),ADTM
SHOWFORM MVC   FULLINE+23(1),FSTFV
         L     R0,FSTIL
         CALL  TODEC,NUMBER
         MVC   FULLINE+25(6),NUMBER+4
         HALF  R0,FSTIC
         CALL  TODEC,NUMBER
         MVC   FULLINE+32(5),NUMBER+5
         HALF  R0,FSTDBC
         CALL  TODEC,NUMBER
         MVC   FULLINE+39(5),NUMBER+5
         UNPK  NUMBER(9),FSTD(5)
         MVC   FULLINE+45(14),DATEFORM
         MVC   FULLINE+45(2),NUMBER
         MVC   FULLINE+48(2),NUMBER+2
         MVC   FULLINE+51(2),FSTYR
         MVC   FULLINE+54(2),NUMBER+4
         MVC   FULLINE+57(2),NUMBER+6
         MVC   FULLINE+60(6),ADTID
         TM    OPTIONS,DOEXEC
         BO    SHOWEXEC
         TR    FULLINE,VISIBLE    WHATEVER THE DIRECTORY HOLDS
         TM    OPTIONS,FOUND
         BO    SHOWLINE
         BAL   R11,HEAD
SHOWLINE OI    OPTIONS,FOUND
         LA    R1,FULLINE
         LA    R2,LINE
         BAL   R11,MAKE
         LA    R0,LINE
         SR    R2,R0
         TYPE  LINE,(R2)
         BR    R10
SHOWEXEC OI    OPTIONS,FOUND
         MVI   LINE,C' '
         MVC   LINE+1(79),LINE
         MVC   LINE(6),=C'&&1 &&2 '
         LA    R1,FULLINE
         LA    R2,LINE+6
         BAL   R11,MAKE
         CALL  WRBUF,EXLIST
         LTR   R15,R15
         BCR   8,R10
         B     EXBAD
*
*        HEAD - THE HEADING, WHERE ONE IS WANTED
*
HEAD     TM    OPTIONS,NOHEAD
         BCR   1,R11
         TM    OPTIONS,HEADER
         BO    HEADYES
         CLI   FILEFORM,0
         BE    HEADYES
         TM    PIECES,255-WTYPE-WMODE
         BCR   8,R11
HEADYES  ST    R11,KEEP
         LA    R1,HEADING
         LA    R2,LINE
         BAL   R11,MAKE
         LA    R0,LINE
         SR    R2,R0
         TYPE  LINE,(R2)
         L     R11,KEEP
         BR    R11
*
*        MAKE - THE PIECES WANTED OF THE LINE AT 1, TO 2, WHICH GOES ON
*
MAKE     MVC   0(8,R2),0(R1)
         LA    R2,8(R2)
         LA    R14,PIECETAB
MAKENEXT SR    R15,R15
         IC    R15,0(R14)
         LTR   R15,R15
         BCR   8,R11
         EX    R15,MAKETEST
         BZ    MAKESKIP
         IC    R15,1(R14)         DISPLACEMENT
         LA    R15,0(R15,R1)
         SR    R0,R0
         IC    R0,2(R14)          LENGTH LESS ONE
         ST    R1,KEEP1
         LR    R1,R0
         EX    R1,MAKEMOVE
         LA    R2,1(R1,R2)
         L     R1,KEEP1
MAKESKIP LA    R14,3(R14)
         B     MAKENEXT
MAKETEST TM    PIECES,0
MAKEMOVE MVC   0(0,R2),0(R15)
PIECETAB DC    AL1(WTYPE,8,8,WMODE,17,4,WFORM,22,8,WITEM,31,5)
         DC    AL1(WBLOCK,37,6,WDATE,44,14,WLABEL,59,6,0)
DATEFORM DC    C'00/00/00 00.00'
HEADING  DC    C'FILENAME FILETYPE MODE F LENGTH ITEMS BLOCKS'
         DC    C' DATE     TIME  LABEL '
         EJECT
*        EXECOPEN - THE LIST FOR CMS EXEC; WITHOUT APPEND AS CMS CMSUT1
*
EXECOPEN MVC   EXLIST,EXPLIST
         LA    R1,LINE
         ST    R1,EXLIST+28
         TM    OPTIONS,APPEND
         BCR   1,R10
         MVC   EXLIST+8(16),CMSUT1
         CALL  ERASE,ERASEUT1
         BR    R10
*
*        EXECDONE - IT IS WHOLE AND TAKES THE PLACE OF THE OLD ONE
*
EXECDONE CALL  FINIS,EXLIST
         CH    R15,=H'6'          NO FILE, NO LINES
         BE    EXECNONE
         LTR   R15,R15
         BNZ   EXBAD
         TM    OPTIONS,APPEND
         BCR   1,R10
         CALL  ALTER,REPLACE
         LTR   R15,R15
         BNZ   EXBAD
         BR    R10
EXECNONE TM    OPTIONS,APPEND
         BCR   1,R10
         CALL  ERASE,ERASEXEC     AN OLD LIST WOULD MISLEAD
         BR    R10
*
         DS    0D
ERASEUT1 DC    CL8'ERASE'
CMSUT1   DC    CL8'CMS',CL8'CMSUT1',CL8'P',8X'FF'
ERASEXEC DC    CL8'ERASE'
CMSEXEC  DC    CL8'CMS',CL8'EXEC',CL8'P',8X'FF'
REPLACE  DC    CL8'ALTER',CL8'CMS',CL8'CMSUT1',CL8'P'
         DC    CL8'CMS',CL8'EXEC',CL8'=',CL8'(',CL8'REPLACE',8X'FF'
EXPLIST  DC    CL8'WRBUF',CL8'CMS',CL8'EXEC',CL2'P1',H'0',A(0),F'80'
         DC    CL2'F',H'1',F'0'
*        NAME, FLAG, PIECES OF LISTF, OF LISTFILE
OPTLEN   EQU   11
OPTTAB   DC    CL8'EXEC',AL1(DOEXEC,0,0)
         DC    CL8'APPEND',AL1(DOEXEC+APPEND,0,0)
         DC    CL8'SORT',AL1(SORT,0,0)
         DC    CL8'DATE',AL1(GIVEN,WTYPE+WMODE+WDATE,WALL+WDATE)
         DC    CL8'ITEM',AL1(GIVEN,WTYPE+WMODE+WITEM,WTYPE+WMODE+WITEM)
         DC    CL8'FORMAT',AL1(GIVEN,WTYPE+WMODE+WFORM)
         DC    AL1(WTYPE+WMODE+WFORM)
         DC    CL8'ALLOC',AL1(GIVEN,WALL,WALL)
         DC    CL8'LABEL',AL1(GIVEN,WTYPE+WMODE+WLABEL)
         DC    AL1(WALL+WDATE+WLABEL)
         DC    CL8'FNAME',AL1(GIVEN,0,0)
         DC    CL8'FTYPE',AL1(GIVEN,WTYPE,WTYPE)
         DC    CL8'FMODE',AL1(GIVEN,WTYPE+WMODE,WTYPE+WMODE)
         DC    CL8'HEADER',AL1(HEADER,0,0)
         DC    CL8'NOHEADER',AL1(NOHEAD,0,0)
         DC    CL8'NOHEAD',AL1(NOHEAD,0,0)
         DC    X'00'
VISIBLE  DC    64C'.',191AL1(*-VISIBLE),C'.'
         LTORG
         EJECT
*        COLLECT - ALL FILES INTO A TABLE AT 7 (FST, ADT), 9 OF THEM,
*        SORTED.  BY BALR R14; 9 NEGATIVE: NO STORAGE.  4 5 6 ARE LOST
*
COLLECT  ST    R14,KEEP
         XC    POS,POS
         SR    R9,R9
COUNT    BAL   R10,FILE
         BNZ   COUNTED
         LA    R9,1(R9)
         B     COUNT
COUNTED  LTR   R9,R9
         BZ    COLLEND
         ST    R9,TABLELEN
         FREE  DWORDS=(R9)
         LTR   R15,R15
         BNZ   COLLFULL
         LR    R7,R1
         XC    POS,POS
         LR    R6,R7
         LR    R5,R9
FILL     BAL   R10,FILE
         ST    R4,0(R6)
         ST    R8,4(R6)
         LA    R6,8(R6)
         BCT   R5,FILL
*        SHELL'S SORT: 11 THE GAP, 6 THE PLACE, 5 WHERE AN ITEM SINKS
         LR    R11,R9
GAP      SRL   R11,1
         LTR   R11,R11
         BZ    COLLEND
         LR    R2,R11
INSERT   CR    R2,R9
         BNL   GAP
         LR    R6,R2
         SLL   R6,3
         AR    R6,R7
         MVC   ITEM(8),0(R6)
SINK     LR    R5,R11
         SLL   R5,3
         LR    R14,R6
         SR    R14,R5
         CR    R14,R7
         BL    SUNK
         L     R4,ITEM
         L     R15,0(R14)
         CLC   0(16,R15),FST      NAME AND TYPE
         BH    SINKIT
         BL    SUNK
         L     R15,4(R14)         THE SAME: DISK BY DISK
         L     R4,ITEM+4
         CLC   ADTM-ADT(1,R15),ADTM-ADT(R4)
         BNH   SUNK
SINKIT   MVC   0(8,R6),0(R14)
         LR    R6,R14
         B     SINK
SUNK     MVC   0(8,R6),ITEM
         LA    R2,1(R2)
         B     INSERT
COLLFULL L     R9,=F'-1'
COLLEND  L     R14,KEEP
         BR    R14
WORK     DSECT
         DS    18F
LIST     DS    4D
PFN      DS    CL8
PFT      DS    CL8
PFM      DS    CL8
EXLIST   DS    XL44
POS      DS    3F
KEEP     DS    F
KEEP1    DS    F
TABLELEN DS    F
ITEM     DS    2F
OPTIONS  DS    X
PIECES   DS    X
CHOSEN   DS    X
FILEFORM DS    X
NUMBER   DS    CL10
FULLINE  DS    CL66
FULLEN   EQU   *-FULLINE
LINE     DS    CL80
WORKLEN  EQU   *-WORK-72
CMSLSTF  CSECT
         LTORG
         END
