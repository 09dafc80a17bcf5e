MLIB     TITLE 'MACLIB - MACLIB AND TXTLIB'
*
* PURPOSE.    MACLIB GEN LIB FN ...   A NEW LIBRARY 'LIB MACLIB P1' OF
*                    THE MACROS AND COPY MEMBERS OF FILES FN ASP360, FN
*                    MACRO OR FN COPY
*             MACLIB ADD LIB FN ...   THEY ARE ADDED
*             MACLIB REP LIB FN ...   ... IN THE PLACE OF MEMBERS WITH
*                    THESE NAMES
*             MACLIB DEL LIB NAME ... MEMBERS GO
*             MACLIB COMP LIB         WRITTEN ANEW WITHOUT WHAT NO NAME
*                    LEADS TO
*             MACLIB LIST LIB, MACLIB MAP LIB ( TERM DISK PRINT   WHAT
*                    IS IN IT
*             TXTLIB ...   THE SAME WITH OBJECT DECKS FN TEXT AND 'LIB
*                    TXTLIB'; A MEMBER HAS ALL NAMES OF ITS SECTIONS
*                    AND ENTRY POINTS, AND EACH STANDS FOR IT
* RETURNS     0; 4 TXTLIB: A NAME WAS THERE BEFORE; 24 OPERANDS WRONG;
*             28 NO SUCH LIBRARY, FILE OR MEMBER, OR IT IS THERE; 32 NO
*             LIBRARY, DAMAGED, OR NOTHING TO BE TAKEN IN; 36 THE DISK
*             IS READ-ONLY; 41 NO STORAGE; 88 MORE THAN 65535 RECORDS;
*             100 + CODE OF RDBUF OR WRBUF
* HOW         THE LIBRARY IS WRITTEN AS 'LIB CMSUT1' AND GETS ITS NAME
*             WHEN IT IS WHOLE: FIRST NEW MEMBERS, THEN THE OLD ONES
*             THAT STAY, THEN THE DICTIONARY, THEN THE FIRST RECORD
* REGISTERS.  2 CODE, 3 WORD OF THE LIST, 4 ENTRY, 10 LINK, 11 LIBBLK,
*             12 BASE (OF THE SECTION)
*
CMSMLIB  CSECT
         REGS
         NUCON
         LIBHEAD
         LIBBLK
BUFLEN   EQU   LBRECS*80
ALLLEN   EQU   LBEND+3*BUFLEN
MACLIB   ENTER
         BASE  CMSMLIB
         LA    R2,=CL8'MACLIB'
         SR    R4,R4
         B     BOTH
TXTLIB   ENTER
         BASE  CMSMLIB
         LA    R2,=CL8'TXTLIB'
         LA    R4,LBTXT
BOTH     LR    R3,R1
         FREE  BYTES=ALLLEN
         LTR   R15,R15
         BNZ   FULL
         LR    R11,R1
         LR    R14,R1
         LA    R15,LBEND/8
ZERO     XC    0(8,R14),0(R14)
         LA    R14,8(R14)
         BCT   R15,ZERO
         ST    R14,LBWIN
         AH    R14,=AL2(BUFLEN)
         ST    R14,LBBUF
         AH    R14,=AL2(BUFLEN)
         ST    R14,LBSRC
         MVC   LBFT,0(R2)
         STC   R4,LBFLAG
*        THE FUNCTION, THE NAME OF THE LIBRARY
         LA    R3,8(R3)
         LA    R4,FUNCS
FUNCTION CLC   0(8,R4),0(R3)
         BE    LIBRARY
         LA    R4,12(R4)
         CLI   0(R4),X'FF'
         BNE   FUNCTION
WRONG    LA    R1,WRONGMAC
         TM    LBFLAG,LBTXT
         BZ    WRONGSAY
         LA    R1,WRONGTXT
WRONGSAY LA    R0,L'WRONGMAC
         O     R0,=X'80000000'
         CALL  BTYPLIN
         LA    R2,24
         B     ENDED
LIBRARY  LA    R3,8(R3)
         BAL   R10,WORD
         BNZ   WRONG
         LA    R1,8
         LR    R14,R3
STARS    CLI   0(R14),C'*'
         BE    WRONG
         LA    R14,1(R14)
         BCT   R1,STARS
         MVC   LBFN,0(R3)
         MVC   LBFM,=CL8'*'
         LA    R3,8(R3)
         L     R15,8(R4)
         CLI   0(R4),C'L'         LIST, MAP: OPTIONS
         BCR   8,R15
         CLI   0(R4),C'M'
         BCR   8,R15
         LR    R14,R3
PARENS   CLI   0(R14),X'FF'
         BCR   8,R15
         CLI   0(R14),C'('
         BE    WRONG
         CLI   0(R14),C')'
         BE    WRONG
         LA    R14,8(R14)
         B     PARENS
*
GEN      MVC   LBFM,=CL8'P1'
         BAL   R10,WORD
         BNZ   WRONG
         B     NEWFILE
REP      OI    LBFLAG,LBREP
ADD      BAL   R10,WORD
         BNZ   WRONG
         BAL   R10,OPEN
NEWFILE  BAL   R10,BEGIN
ADDNEXT  LR    R1,R3
         TM    LBFLAG,LBTXT
         BO    ADDTEXT
         LINK  LIBMAC
         B     ADDED
ADDTEXT  LINK  LIBTEXT
ADDED    LTR   R2,R15
         BNZ   DROP
         LA    R3,8(R3)
         BAL   R10,WORD
         BZ    ADDNEXT
         B     KEEP
*
DEL      BAL   R10,WORD
         BNZ   WRONG
         BAL   R10,OPEN
DELNEXT  LR    R1,R3
         LINK  LIBDEL
         LTR   R15,R15
         BNZ   DELNONE
         LA    R3,8(R3)
         BAL   R10,WORD
         BZ    DELNEXT
         BAL   R10,BEGIN
         B     KEEP
DELNONE  MVC   LBLINE(8),0(R3)
         MVC   LBLINE+8(8),=CL8' '
         LIBMSG 28,LBLINE,'IS NO MEMBER; NOTHING IS CHANGED'
         LR    R2,R15
         B     ENDED
*
COMP     CLI   0(R3),X'FF'
         BNE   WRONG
         BAL   R10,OPEN
         BAL   R10,BEGIN
KEEP     LINK  LIBKEEP
         LTR   R2,R15
         BNZ   DROP
         LINK  LIBDONE
         LTR   R2,R15
         BNZ   DROP
         L     R2,LBWARN
         B     ENDED
MAP      MVI   LBOPT,C'D'
         B     LISTS
LIST     MVI   LBOPT,C'T'
LISTS    LR    R1,R3
         LINK  LIBLIST
         LTR   R2,R15
         BZ    ENDED
         CH    R2,=H'24'
         BE    WRONG
DROP     LINK  LIBDROP
ENDED    L     R1,LBTAB
         LTR   R1,R1
         BZ    ENDBLK
         L     R3,LBTABMAX
         MH    R3,=AL2(LIBELEN)
         FRET  BYTES=(R3)
ENDBLK   LR    R1,R11
         FRET  BYTES=ALLLEN
         RETURN (R2)
FULL     FAIL  41,'STORAGE IS EXHAUSTED'
*
*        OPEN - THE OLD LIBRARY, WHICH IS TO BE CHANGED
*
OPEN     LA    R0,1
         LINK  LIBOPEN
         LTR   R2,R15
         BNZ   DROP
         BR    R10
*
*        BEGIN - THE NEW ONE
*
BEGIN    MVC   LBOUT+24(2),LBFM
         LINK  LIBBEGIN
         LTR   R2,R15
         BNZ   DROP
         BR    R10
*
*        WORD - CODE 0: THERE IS A WORD AT 3
*
WORD     CLI   0(R3),X'FF'
         BE    WORDNOT
         CLI   0(R3),C'('
         BE    WORDNOT
         SR    R15,R15
         BR    R10
WORDNOT  LTR   R12,R12
         BR    R10
         DS    0F
FUNCS    DC    CL8'GEN',A(GEN),CL8'ADD',A(ADD),CL8'REP',A(REP)
         DC    CL8'DEL',A(DEL),CL8'COMP',A(COMP),CL8'LIST',A(LIST)
         DC    CL8'MAP',A(MAP),X'FF'
WRONGMAC DC    C'MACLIB GEN ADD REP DEL COMP LIST OR MAP, LIBRARY ...'
WRONGTXT DC    C'TXTLIB GEN ADD REP DEL COMP LIST OR MAP, LIBRARY ...'
         LTORG
         END
