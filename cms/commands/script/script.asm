SCRI     TITLE 'SCRIPT - PRINTS A DOCUMENT'
*
* PURPOSE.    SCRIPT FN (FT) ( OPTIONS   PUTS A DOCUMENT OF TEXT AND
*             CONTROL WORDS OUT, IN LINES OF EQUAL LENGTH AND PAGES
* OPTIONS     OFFLINE    TO THE PRINTER; ELSE TO THE TERMINAL
*             FILE       TO THE FILE FN LISTING
*             PAGE N     FROM PAGE N ON; PAGE N TO M
*             SINGLE     ONE PAGE ONLY
*             STOP       WAITS AT EACH PAGE; NOWAIT: NOT EVEN AT THE FIRST
*             CENTER     IN THE MIDDLE OF THE PRINTER'S PAPER
*             TRANSLAT   IN CAPITALS
*             NUMBER     FILE AND LINE NUMBER IN FRONT OF EACH LINE
*             UNFORMAT   THE FILE AS IT IS, IN PAGES
* RETURNS     0; 4 ERRORS IN THE DOCUMENT, TOLD; 12 TOO MANY OF THEM; 24
*             OPERANDS WRONG; 28 NO SUCH FILE; 36 THE P-DISK CANNOT BE
*             WRITTEN; 41 NO STORAGE; 100 + CODE OF RDBUF, WRBUF, PRINTR
* HOW         TXGET READS LINES, OF IMBEDDED FILES TOO; TXCTL DOES WHAT
*             CONTROL WORDS SAY; TXFILL FILLS A LINE; TXPUT JUSTIFIES IT;
*             TXPAGES MAKES PAGES; TXEMIT PUTS THEM OUT
* REGISTERS.  2 LINE, 3 LENGTH OR LIST, 4 OPERAND, 11 TXBLK, 12 BASE
*
CMSSCRI  CSECT
         REGS
         NUCON
         TXBLK
SCRIPT   ENTER
         LR    R3,R1
         FREE  BYTES=TXBLEN
         LTR   R15,R15
         BNZ   FULL
         LR    R11,R1
         BAL   R10,CLEAR
         BAL   R10,OPERANDS
         BNZ   WRONG
         SR    R1,R1
         LA    R0,TXTOKEN
         LINK  TXOPEN
         LTR   R2,R15
         BNZ   LEAVE
         LINK  TXBEGIN
         LTR   R15,R15
         BNZ   CODE
NEXT     LINK  TXGET
         LTR   R15,R15
         BNZ   ENDED
         TM    TXOPT,OUNFORM
         BO    TEXT
         LTR   R3,R3
         BZ    TEXT
         LINK  TXCTL
         LTR   R15,R15
         BZ    DONE               IT WAS A CONTROL WORD
TEXT     LINK  TXFILL
DONE     TM    TXSTATE,SDONE
         BZ    NEXT
ENDED    LINK  TXBREAK
         LINK  TXENDPG
         LINK  TXSHUT
CODE     L     R2,TXRC
LEAVE    LINK  TXDROP
         LR    R1,R11
         FRET  BYTES=TXBLEN
         RETURN (R2)
FULL     FAIL  41,'STORAGE IS EXHAUSTED'
WRONG    LR    R1,R11
         FRET  BYTES=TXBLEN
         FAIL  24,'SCRIPT FILENAME (FILETYPE) ( OFFLINE FILE PAGE N TO X
               M SINGLE STOP NOWAIT ...'
*
*        CLEAR - THE DATA AS THEY ARE AT THE BEGINNING
*
CLEAR    LR    R4,R11
         LA    R5,TXBLEN/8
CLEARED  XC    0(8,R4),0(R4)
         LA    R4,8(R4)
         BCT   R5,CLEARED
         MVI   TXMODE,MCONCAT+MJUST
         MVC   TXLL,=F'60'
         MVC   TXPL,=F'66'
         MVC   TXTM,=F'5'
         MVC   TXBM,=F'3'
         MVC   TXPAGE,=F'1'
         LINK  TXDEFTAB
         BR    R10
*
*        OPERANDS - OF LIST 3.  CODE NOT 0: WRONG
*
OPERANDS LA    R4,8(R3)
         CLI   0(R4),X'FF'
         BE    BADOPER
         CLI   0(R4),C'('
         BE    BADOPER
         CLI   0(R4),C')'
         BE    BADOPER
         CLC   0(8,R4),=CL8'*'    NOT JUST ANY FILE
         BE    BADOPER
         MVC   TXTOKEN(8),0(R4)
         MVC   TXTOKEN+8(8),=CL8'SCRIPT'
         LA    R4,8(R4)
         CLI   0(R4),X'FF'
         BCR   8,R10
         CLI   0(R4),C'('
         BE    OPTION
         CLC   0(8,R4),=CL8'*'
         BE    BADOPER
         MVC   TXTOKEN+8(8),0(R4)
         LA    R4,8(R4)
         CLI   0(R4),X'FF'
         BCR   8,R10
         CLI   0(R4),C'('
         BNE   BADOPER
OPTION   LA    R4,8(R4)
         CLI   0(R4),X'FF'
         BE    OPTDONE
         CLI   0(R4),C')'
         BE    OPTDONE
         CLC   0(4,R4),=C'PAGE'
         BE    OPTPAGE
         LA    R1,OPTTAB
OPTLOOK  CLC   0(8,R4),0(R1)
         BE    OPTHIT
         LA    R1,10(R1)
         CLI   0(R1),X'FF'
         BNE   OPTLOOK
BADOPER  LTR   R12,R12
         BR    R10
OPTHIT   OC    TXOPT,8(R1)
         OC    TXOPT2,9(R1)
         B     OPTION
OPTPAGE  MVC   TXNUMB(8),=CL8' '
         MVC   TXNUMB(4),4(R4)    PAGE12
         CLI   TXNUMB,C' '
         BNE   OPTFROM
         LA    R4,8(R4)           PAGE 12
         MVC   TXNUMB(8),0(R4)
OPTFROM  BAL   R9,NUMBER
         ST    R0,TXFROM
         CLC   8(8,R4),=CL8'TO'
         BNE   OPTION
         LA    R4,16(R4)
         MVC   TXNUMB(8),0(R4)
         BAL   R9,NUMBER
         ST    R0,TXTO
         C     R0,TXFROM
         BL    BADOPER
         B     OPTION
OPTDONE  TM    TXOPT,OOFFLINE+OFILE
         BO    BADOPER            ONE PLACE ONLY
         SR    R15,R15
         BR    R10
*        NUMBER - 0 THE NUMBER TXNUMB
NUMBER   CLI   TXNUMB,X'FF'
         BE    BADOPER
         CALL  GETDEC,TXNUMB
         LTR   R15,R15
         BNZ   BADOPER
         LTR   R0,R0
         BNP   BADOPER
         BR    R9
OPTTAB   DC    CL8'OFFLINE',AL1(OOFFLINE,0)
         DC    CL8'PRINT',AL1(OOFFLINE,0)
         DC    CL8'FILE',AL1(OFILE,0)
         DC    CL8'STOP',AL1(OSTOP,0)
         DC    CL8'NOWAIT',AL1(ONOWAIT,0)
         DC    CL8'CENTER',AL1(OCENTER,0)
         DC    CL8'TRANSLAT',AL1(OTRANS,0)
         DC    CL8'NUMBER',AL1(ONUMBER,0)
         DC    CL8'UNFORMAT',AL1(OUNFORM,0)
         DC    CL8'SINGLE',AL1(0,OSINGLE)
         DC    X'FF'
         LTORG
         END
