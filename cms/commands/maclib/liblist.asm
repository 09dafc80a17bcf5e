LLST     TITLE 'LIBLIST - WHAT IS IN A LIBRARY'
*
* PURPOSE.    LIBLIST  1 REST OF THE LIST: '( TERM', '( DISK', '(
*                      PRINT' OR NOTHING, THEN AS LBOPT SAYS.  A LINE
*                      FOR EACH NAME: ITS FIRST RECORD, RECORDS OF THE
*                      MEMBER; TYPED, THE FILE 'LIB MAP P5', OR PRINTED
* CALLED      BY MACLIB
* RETURNS     0; 24 OPERANDS WRONG (NOT TOLD); 36 NO PRINTER; CODES OF
*             LIBOPEN, LIBREC, LIBPUT, WHICH HAVE BEEN TOLD
* REGISTERS.  2 LENGTH OF A LINE, 3 ENTRIES LEFT, 4 ENTRY, 5 RECORD, 6
*             RECORDS, 7 RECORD WHOSE LENGTH IS 6, 8 CODE, 9 LINES LEFT
*             OF A PAGE, 10 LINK, 11 LIBBLK, 12 BASE
*
CMSLLST  CSECT
         REGS
         NUCON
         LIBHEAD
         LIBBLK
         USING LIBENTS,R4
LINES    EQU   55                 OF A PAGE
WIDTH    EQU   24
LIBLIST  ENTER
         CLI   0(R1),X'FF'
         BE    BEGIN
         CLI   0(R1),C'('
         BNE   WRONG
OPTION   LA    R1,8(R1)
         CLI   0(R1),X'FF'
         BE    BEGIN
         CLI   0(R1),C')'
         BE    BEGIN
         LA    R2,OPTTAB
OPTLOOK  CLC   0(8,R2),0(R1)
         BE    OPTHIT
         LA    R2,8(R2)
         CLI   0(R2),X'FF'
         BNE   OPTLOOK
WRONG    RETURN 24
OPTHIT   MVC   LBOPT,0(R2)
         B     OPTION
BEGIN    SR    R0,R0
         LINK  LIBOPEN
         LTR   R8,R15
         BNZ   ENDED
         CLI   LBOPT,C'D'
         BNE   HEAD
         MVC   LBOUT+24(2),=C'P5'
         LINK  LIBBEGIN
         LTR   R8,R15
         BNZ   ENDED
         XC    LBCOUNT,LBCOUNT    NO HEADER
         XC    LBBUFN,LBBUFN
HEAD     SR    R9,R9
         SR    R7,R7
         MVC   LBLINE(WIDTH),HEADING
         TM    LBFLAG,LBTXT
         BZ    HEADSHOW
         MVC   LBLINE(8),=CL8'NAME'
HEADSHOW CLI   LBOPT,C'P'
         BE    FIRST              A HEADING ON EACH PAGE
         BAL   R10,SHOW
FIRST    L     R4,LBTAB
         L     R3,LBTABN
         LTR   R3,R3
         BZ    DONE
NEXT     TM    KTFLAG,X'80'       NOTHING WOULD BE TYPED
         BZ    NEXTON
         CLI   LBOPT,C'T'
         BE    DONE
NEXTON   HALF  R5,LIBITEM
         LTR   R5,R5
         BZ    ON
         CR    R5,R7
         BE    LINE
         LR    R7,R5
         SR    R6,R6
SIZE     LR    R1,R5
         LINK  LIBREC
         LTR   R8,R15
         BNZ   ENDED
         LA    R5,1(R5)
         CLC   0(4,R1),=X'61FFFF61'
         BE    LINE
         LA    R6,1(R6)
         B     SIZE
LINE     MVI   LBLINE,C' '
         MVC   LBLINE+1(79),LBLINE
         MVC   LBLINE(8),LIBNAME
         LR    R0,R7
         CALL  TODEC,LBNUM
         MVC   LBLINE+10(5),LBNUM+5
         LR    R0,R6
         CALL  TODEC,LBNUM
         MVC   LBLINE+17(5),LBNUM+5
         TR    LBLINE(80),VISIBLE
         BAL   R10,SHOW
ON       LA    R4,LIBELEN(R4)
         BCT   R3,NEXT
DONE     SR    R8,R8
         CALL  FINIS,LBOLD
         CLI   LBOPT,C'P'
         BE    CLOSE
         CLI   LBOPT,C'D'
         BNE   ENDED
         LA    R1,=CL8'MAP'
         LINK  LIBXCHG
         LR    R8,R15
ENDED    RETURN (R8)
CLOSE    CMSCALL CLOSIO
         RETURN 0
*
*        SHOW - LBLINE
*
SHOW     CLI   LBOPT,C'T'
         BE    SHOWTYPE
         CLI   LBOPT,C'P'
         BE    SHOWPRT
         MVI   LBLINE+WIDTH,C' '
         MVC   LBLINE+WIDTH+1(79-WIDTH),LBLINE+WIDTH
         LA    R1,LBLINE
         LINK  LIBPUT
         LTR   R8,R15
         BCR   8,R10
         B     ENDED
SHOWTYPE TYPE  LBLINE,WIDTH
         BR    R10
SHOWPRT  MVC   LBCARD+1(WIDTH),LBLINE
         MVI   LBCARD,C' '
         LTR   R9,R9
         BNZ   SHOWIT
         MVC   LBCARD+1(18),LBFN
         MVI   LBCARD+17,C' '
         MVI   LBCARD,C'1'
         BAL   R2,PRINT
         MVC   LBCARD+1(WIDTH),HEADING
         MVI   LBCARD,C'0'
         BAL   R2,PRINT
         MVC   LBCARD+1(WIDTH),LBLINE
         MVI   LBCARD,C' '
         LA    R9,LINES
SHOWIT   BAL   R2,PRINT
         BCTR  R9,0
         BR    R10
PRINT    MVC   LBPLIST(8),=CL8'PRINTR'
         LA    R1,LBCARD
         ST    R1,LBPLIST+8
         MVC   LBPLIST+12(2),=AL2(WIDTH+1)
         CMSCALL LBPLIST
         CH    R15,=H'3'
         BCR   13,R2
         LA    R8,36
         TYPE  'THERE IS NO PRINTER, OR IT DOES NOT PRINT',COLOR=R
         B     ENDED
HEADING  DC    CL24'MACRO      INDEX   SIZE'
OPTTAB   DC    CL8'TERM',CL8'DISK',CL8'PRINT',8X'FF'
VISIBLE  DC    64C'.',191AL1(*-VISIBLE),C'.'
         DS    0D
CLOSIO   DC    CL8'CLOSIO',CL8'PRINTER',8X'FF'
         LTORG
         END
