FILQ     TITLE 'FILRDR - FILES OF THE READER'
*
* PURPOSE.    FILNEXT   THE NEXT SPOOL FILE OF THE READER INTO FLBUF;
*                       FLPOS IS ITS NUMBER, ZERO AT FIRST
*             FILBLOK   1 AN ENTRY: MADE OF FLBUF
*             FILRVERB  1 A COMMAND BESIDE A READER FILE, 0 ITS LENGTH;
*                       FLENT THE FILE.  RECEIVE, PEEK, DISCARD, ORDER,
*                       TRANSFER ARE DONE HERE
* RETURNS     FILNEXT 0, 1 THERE ARE NO MORE; FILRVERB: 0 IT IS ANOTHER
*             COMMAND
* HOW         DIAGNOSE X'14', 0FFF: THE BLOCK OF THE FILE BEHIND A NUMBER
* REGISTERS.  2 3 8 9 WORK, 4 ENTRY, 10 LINK, 11 FILBLK, 12 BASE (OF THE
*             SECTION)
*
CMSFILQ  CSECT
         REGS
         NUCON
         DEVICE
         FILBLK
         USING FILENT,R4
FILNEXT  ENTER
         BASE  CMSFILQ
         BAL   R10,BLOCK
         LR    R2,R1
         L     R8,FLPOS           NUMBER
         LA    R9,X'FFF'
         CPCALL 2,8,X'14',NOMORE
         BC    7,NOMORE
         SR    R1,R1
         IC    R1,30(R2)
         SLL   R1,8
         IC    R1,31(R2)
         ST    R1,FLPOS
         RETURN 0
NOMORE   RETURN 1
*
*        BLOCK - 1: 240 BYTES OF FLBUF WITHIN A PAGE
*
BLOCK    LA    R1,FLBUF+255
         N     R1,=X'FFFFFF00'
         BR    R10
*
FILBLOK  ENTER
         BASE  CMSFILQ
         LR    R4,R1
         BAL   R10,BLOCK
         LR    R2,R1
         XC    0(FELEN,R4),0(R4)
         MVC   FEFN,40(R2)
         MVC   FEFT,52(R2)
         MVC   FEFM,86(R2)
         MVI   FEFM+1,C' '
         MVC   FEORIG,16(R2)
         MVC   FEMARK,=CL4' '
         MVC   FEITEMS,24(R2)
         MVC   FEBLOCKS,FLPOS
         MVC   FLNUMBER(2),64(R2) MM/DD/YY HH:MM:SS
         MVC   FLNUMBER+2(2),67(R2)
         MVC   FLNUMBER+4(2),72(R2)
         MVC   FLNUMBER+6(2),75(R2)
         MVI   FLNUMBER+8,C'0'
         PACK  FLDEC(5),FLNUMBER(9)
         MVC   FED,FLDEC
         MVC   FEYR,70(R2)
         MVI   FECENT,C'1'
         CLC   FEYR,=C'64'
         BL    BLOKEND
         MVI   FECENT,C'0'
BLOKEND  RETURN 0
*
FILRVERB ENTER WORK=RVLEN
         BASE  CMSFILQ
         USING RVWORK,R13
         LR    R2,R1
         LR    R3,R0
         AR    R3,R2
         L     R4,FLENT
         MVC   FLWORD,=CL8' '
         LA    R8,FLWORD
         LA    R9,8
WORD     CR    R2,R3
         BNL   LOOK
         CLI   0(R2),C' '
         BE    LOOK
         LTR   R9,R9
         BZ    ANOTHER
         MVC   0(1,R8),0(R2)
         LA    R8,1(R8)
         LA    R2,1(R2)
         BCTR  R9,0
         B     WORD
LOOK     L     R1,AUPCASE
         TR    FLWORD,0(R1)
         LA    R1,VERBS
LOOKTRY  CLC   FLWORD,0(R1)
         BE    FOUND
         LA    R1,12(R1)
         CLI   0(R1),X'FF'
         BNE   LOOKTRY
ANOTHER  RETURN 0
FOUND    CR    R2,R3              OPERANDS
         BNL   OPERANDS
         CLI   0(R2),C' '
         BNE   OPERANDS
         LA    R2,1(R2)
         B     FOUND
OPERANDS L     R0,FEBLOCKS        THE NUMBER
         CVD   R0,FLDEC
         UNPK  RVNUM,FLDEC+5(3)
         OI    RVNUM+3,X'F0'
         MVI   RVLINE,C' '
         MVC   RVLINE+1(79),RVLINE
         L     R1,8(R1)
         BR    R1
DONE     LR    R0,R15
         LA    R15,1
         RETURN KEEP=R0
         DS    0F
VERBS    DC    CL8'DISCARD',A(DISCARD),CL8'ORDER',A(ORDER)
         DC    CL8'TRANSFER',A(TRANSFER),CL8'RECEIVE',A(RECEIVE)
         DC    CL8'PEEK',A(PEEK),X'FF'
*
DISCARD  MVC   RVLINE(10),=C'PURGE RDR '
         MVC   RVLINE+10(4),RVNUM
         B     ASKCP
ORDER    MVC   RVLINE(10),=C'ORDER RDR '
         MVC   RVLINE+10(4),RVNUM
         B     ASKCP
TRANSFER MVC   RVLINE(13),=C'TRANSFER RDR '
         MVC   RVLINE+13(4),RVNUM
         MVC   RVLINE+18(3),=C'TO '
         BAL   R10,SHORT
         BM    NOWHO
         EX    R3,TRANMOVE
         CLC   RVLINE+21(3),=C'TO '
         BE    TRANTO
         CLC   RVLINE+21(3),=C'to '
         BNE   ASKCP
TRANTO   EX    R3,TRANMOV2
         B     ASKCP
TRANMOVE MVC   RVLINE+21(0),0(R2)
TRANMOV2 MVC   RVLINE+18(0),0(R2)
NOWHO    MVC   FLMSG(L'NOWHOT),NOWHOT
         LA    R1,L'NOWHOT
         ST    R1,FLMSGL
         LA    R15,24
         B     DONE
NOWHOT   DC    C'TRANSFER TO WHOM'
*
*        SHORT - 3 THE LENGTH LESS ONE OF WHAT STANDS FROM 2 TO 3, AT
*        MOST 40
*
SHORT    SR    R3,R2
         CH    R3,=H'40'
         BNH   SHORTEN
         LA    R3,40
SHORTEN  BCTR  R3,0
         LTR   R3,R3
         BR    R10
*
*        ASKCP - RVLINE TO CP; THE FIRST LINE OF ITS ANSWER IS THE
*        MESSAGE
*
ASKCP    BAL   R10,CPDOES
         B     DONE
CPDOES   LA    R2,RVLINE
         LA    R3,FLBUF
         LA    R8,80
         O     R8,=X'40000000'
         LA    R9,L'FLBUF
         MVI   FLBUF,X'15'
         CPCALL 2,8,X'08',CPNONE
         LA    R1,FLBUF
         SR    R9,R9
CPLINES  CLI   0(R1),X'15'
         BE    CPLINED
         LA    R1,1(R1)
         LA    R9,1(R9)
         CH    R9,=H'78'
         BL    CPLINES
CPLINED  ST    R9,FLMSGL
         MVC   FLMSG,FLBUF
         LR    R15,R8
         BR    R10
CPNONE   LA    R15,88
         BR    R10
         EJECT
*        SELECT - THE READER IS TO READ THIS FILE NEXT.  CONDITION CODE
*        NOT 0: IT CANNOT
*
SELECT   L     R2,FEBLOCKS
         LH    R8,DEVRDR
         LA    R9,X'00C'
         CPCALL 2,8,X'14',SELNOT
         BCR   8,R10
SELNOT   LTR   R12,R12
         BR    R10
CANNOT   MVC   FLMSG(CANNOTL),CANNOTT
         LA    R1,CANNOTL
         ST    R1,FLMSGL
         LA    R15,36
         B     DONE
CANNOTT  DC    C'GONE, HELD, IN USE OR OF ANOTHER CLASS: '
         DC    C'CP QUERY READER ALL TELLS'
CANNOTL  EQU   *-CANNOTT
*
*        BUFFER - THE NEXT ONE OF THE FILE AT 5, IN A PAGE.  CONDITION
*        CODE NOT 0: THERE IS NONE
*
BUFFER   LR    R2,R5
         LH    R8,DEVRDR
         SR    R9,R9
         CPCALL 2,8,X'14',SELNOT
         BR    R10
*
*        PAGE - 5: A PAGE, RVAREA THE STORAGE.  CODE NOT 0: NONE
*
PAGE     FREE  DWORDS=1024
         LTR   R15,R15
         BCR   7,R10
         ST    R1,RVAREA
         LA    R5,4095(R1)
         N     R5,=X'00FFF000'
         SR    R15,R15
         BR    R10
NOPAGE   LA    R15,41
         B     DONE
GIVEPAGE L     R1,RVAREA
         FRET  DWORDS=1024
         BR    R10
         EJECT
*        RECEIVE (FN FT (FM)) - AS ITS FIRST CARD SAYS
*
RECEIVE  BAL   R10,SHORT
         ST    R3,RVOPERS
         MVC   RVREST,RVLINE      BLANKS
         LTR   R3,R3
         BM    RECLOOK
         EX    R3,RECOPERS
RECLOOK  BAL   R10,PAGE
         BNZ   NOPAGE
         BAL   R10,SELECT
         BNZ   RECCANT
         BAL   R10,BUFFER
         BNZ   RECCANT
         BAL   R9,TAGGED
         MVC   RVCARD,16(R8)
         BAL   R10,GIVEPAGE
         BAL   R10,SELECT         FROM ITS BEGINNING
         BNZ   CANNOT
         MVC   RVLINE(9),=C'READCARD '
         L     R3,RVOPERS
         LTR   R3,R3
         BNM   RECGIVEN
         MVI   RVLINE+9,C'*'
         CLC   RVCARD,=C':READ '
         BE    RECDO
         MVC   RVLINE(9),=C'DISK LOAD'
         MVI   RVLINE+9,C' '
         CLC   RVCARD(4),DISKCARD
         BE    RECDO
         CLI   FEFN,C' '
         BE    RECNAME
         CLI   FEFT,C' '
         BE    RECNAME
         MVC   RVLINE(9),=C'READCARD '
         MVC   RVLINE+9(8),FEFN
         MVC   RVLINE+18(8),FEFT
         B     RECDO
RECGIVEN MVC   RVLINE+9(40),RVREST
RECDO    LA    R1,RVLINE
         LA    R0,80
         LINK  FILGO
         B     DONE
RECOPERS MVC   RVREST(0),0(R2)
RECCANT  BAL   R10,GIVEPAGE
         B     CANNOT
RECNAME  BAL   R10,PUTBACK
         MVC   FLMSG(L'NONAME),NONAME
         LA    R1,L'NONAME
         ST    R1,FLMSGL
         LA    R15,24
         B     DONE
NONAME   DC    C'IT HAS NO NAME: RECEIVE FILENAME FILETYPE'
DISKCARD DC    X'02',C'CMS'
*
*        PUTBACK - THE FILE BEING READ GOES BACK, NOT HELD
*
PUTBACK  ST    R10,RVLINK
         MVC   RVLINE(80),=CL80'CLOSE RDR HOLD'
         BAL   R10,CPDOES
         MVC   RVLINE(80),=CL80'CHANGE RDR'
         MVC   RVLINE+11(4),RVNUM
         MVC   RVLINE+16(6),=C'NOHOLD'
         BAL   R10,CPDOES
         XC    FLMSGL,FLMSGL
         L     R10,RVLINK
         BR    R10
         EJECT
*        PEEK - ITS FIRST 200 CARDS OR LINES ARE TYPED.  THE LAST BUFFER
*        IS NEVER ASKED FOR MORE: THE FILE WOULD GO
*
PEEK     BAL   R10,PAGE
         BNZ   NOPAGE
         BAL   R10,SELECT
         BNZ   RECCANT
         LA    R3,200
PEEKNEXT BAL   R10,BUFFER
         BNZ   PEEKEND
         L     R2,12(R5)          RECORDS
         BAL   R9,TAGGED
PEEKCARD LTR   R2,R2
         BZ    PEEKMORE
         LTR   R3,R3
         BZ    PEEKEND
         TM    KTFLAG,X'80'
         BO    PEEKEND
         LH    R9,6(R8)           LENGTH
         LTR   R9,R9
         BM    PEEKEND
         LA    R1,16(R9,R8)       IT MUST LIE IN THE PAGE
         LA    R0,4095(R5)
         CR    R1,R0
         BH    PEEKEND
         CH    R9,=H'132'
         BNH   PEEKTYPE
         LA    R9,132
PEEKTYPE TYPE  16(R8),(R9)
         BCTR  R3,0
         BAL   R9,BEHIND
         BCT   R2,PEEKCARD
PEEKMORE CLC   0(4,R5),=F'0'
         BNE   PEEKNEXT
PEEKEND  BAL   R10,GIVEPAGE
         BAL   R10,PUTBACK
         SR    R15,R15
         B     DONE
*
*        TAGGED - 8 THE FIRST RECORD OF BUFFER 5: IN THE FIRST BUFFER A
*        NOP WITH THE TAG STANDS BEFORE IT.  BY BAL R9; 1 IS LOST
*        BEHIND - 8 THE RECORD BEHIND IT, WHERE ITS TIC LEADS
*
TAGGED   LA    R8,16(R5)
         CLI   0(R8),X'03'
         BCR   7,R9
BEHIND   L     R1,8(R8)
         LA    R1,0(R1)
         CH    R1,=H'4080'
         BNH   *+6
         SR    R1,R1
         LA    R8,0(R1,R5)
         BR    R9
RVWORK   DSECT
         DS    18F
RVAREA   DS    A
RVLINK   DS    A
RVOPERS  DS    F
RVNUM    DS    CL4
RVCARD   DS    CL6
RVREST   DS    CL41
RVLINE   DS    CL80
RVLEN    EQU   *-RVWORK-72
CMSFILQ  CSECT
         LTORG
         END
