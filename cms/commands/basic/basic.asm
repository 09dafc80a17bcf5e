BASI     TITLE 'BASIC - THE LANGUAGE BASIC'
*
* PURPOSE.    BASIC                 LINES WITH A NUMBER ARE THE PROGRAM,
*                                   OTHERS ARE DONE AT ONCE
*             BASIC NAME            BRINGS THE PROGRAM NAME BASIC IN AND
*                                   RUNS IT;  ( LOAD  DOES NOT RUN IT
*             BZERR   1 LENGTH (1), TEXT: TELLS AN ERROR, TO THE LOOP
*             BZLOOP  TO THE LOOP
* RETURNS     0; 24 OPERANDS WRONG; 41 NO STORAGE
* HOW         PROGRAM AND DATA LIE BEHIND THIS MODULE, UP TO A PLACE BELOW
*             LOWEXT.  WHILE BASIC IS AT WORK KX WAITS (KXBUSY): IT IS
*             ASKED FOR AT EACH STATEMENT.  A PROGRAM INTERRUPTION COMES
*             BACK BY PGMEXIT
* REGISTERS.  2 TEXT, 3 ITS END, 4 TOKENS, 11 BASBLK, 12 BASE
*
CMSBAS   CSECT
         REGS
         NUCON
         CONPLST
         BASBLK
         FNFRAME
         ENTRY BZERR,BZLOOP,BZDEEP,BZTRAP,BZSTOPT
LEAVEIT  EQU   8192               STORAGE LEFT FOR THE FILE SYSTEM
BUSYPGM  EQU   X'01'              BIT OF KXBUSY: BASIC ASKS BY ITSELF
LEAST    EQU   16384              LESS STORAGE IS NOT WORTH WHILE
BASIC    ENTER
         BASE  CMSBAS
         LR    R3,R1
         L     R11,=V(BZEND)
         LA    R11,7(R11)
         N     R11,=X'00FFFFF8'
         L     R9,LOWEXT
         S     R9,=A(LEAVEIT)
         N     R9,=X'00FFF000'
         LA    R2,BZBLEN(R11)
         A     R2,=A(STACKLEN+IMMLEN+FORS*FOSIZE+GOSUBS*GOSIZE+TMPLEN+LX
               EAST)
         LA    R2,CHSIZE*CHANS+CHSIZE(R2)
         CR    R2,R9
         BH    FULL
         LR    R4,R11             ALL ZERO
ZERO     XC    0(256,R4),0(R4)
         LA    R4,256(R4)
         CR    R4,R9
         BL    ZERO
         MVC   BZOLDHI,HIMAIN
         ST    R9,HIMAIN
         ST    R9,BZSYMTOP
         ST    R9,BZSYMLO
         ST    R13,BZR13
         MVC   BZNUCSTK,STACK
         MVC   BZTRAPA,=A(BZTRAP)
         LA    R2,BZBLEN(R11)
         ST    R2,BZSTK0
         A     R2,=A(STACKLEN)
         ST    R2,BZIMM
         SH    R2,=H'256'
         ST    R2,BZSTKEND
         LA    R2,256(R2)
         A     R2,=A(IMMLEN)
         ST    R2,BZFOR0
         SH    R2,=H'64'
         ST    R2,BZIMMEND
         LA    R2,64(R2)
         LA    R2,FORS*FOSIZE(R2)
         ST    R2,BZGOS0
         LA    R2,GOSUBS*GOSIZE(R2)
         ST    R2,BZTMP0
         A     R2,=A(TMPLEN)
         ST    R2,BZTMPEND
         ST    R2,BZCHANS
         USING CHAN,R2
         MVI   CHMODE,C'O'
         MVC   CHMAX,=F'130'
         DROP  R2
         LA    R2,CHSIZE*CHANS+CHSIZE(R2)
         LA    R2,7(R2)
         N     R2,=X'00FFFFF8'
         ST    R2,BZTEXT
         MVC   BZREAD,READLIST
         LA    R2,BZBUF
         ST    R2,BZREAD+CPLNUM-CONPLST
         MVI   BZREAD+CPLNUM-CONPLST,1
         MVC   BZSEED,=F'16807'
         BAL   R10,FRESH
         BCALL BZNEWP
         BAL   R14,OPERANDS
         CLI   BZPROG,C' '
         BNE   BEGIN
         TYPE  'BASIC.  HELP BASIC TELLS MORE; BYE ENDS'
BEGIN    OI    KXBUSY,BUSYPGM
         BCALL BZTERMOF
         CLI   BZPROG,C' '
         BE    BZLOOPC
         MVC   BZFN,BZPROG
         MVC   BZPROG,=CL18' '
         BCALL BZLOADF
         CLI   BZAUTO,1
         BNE   BZLOOPC
         BCALL BZRUNP
         B     BZLOOPC
FULL     FAIL  41,'NO STORAGE FOR BASIC: DEFINE MORE STORAGE'
*
*        OPERANDS - OF LIST 3
*
OPERANDS CLI   8(R3),X'FF'
         BCR   8,R14
         CLI   8(R3),C'('
         BE    WRONG
         MVC   BZPROG(8),8(R3)
         MVC   BZPROG+8(10),=CL10'BASIC   *'
         MVI   BZAUTO,1
         CLI   16(R3),X'FF'
         BCR   8,R14
         CLI   16(R3),C'('
         BNE   WRONG
         CLC   24(8,R3),=CL8'LOAD'
         BNE   WRONG
         MVI   BZAUTO,0
         BR    R14
WRONG    MVC   HIMAIN,BZOLDHI
         FAIL  24,'BASIC NAME ( LOAD'
*
*        FRESH - THE STACKS ARE EMPTY.  BY BAL R10.  USES 6-9, 14, 15
*
*        FUNCTIONS OF THE USER GIVE BACK THEIR PARAMETERS FIRST
FRESH    L     R13,BZR13
         MVC   STACK,BZNUCSTK
         LR    R14,R10
         USING FNFRAME,R9
         USING FNPARM,R7
FRESHFN  L     R9,BZFNS
         LTR   R9,R9
         BZ    FRESHEND
         MVC   BZFNS,FNBEFORE
         L     R6,FNCOUNT
         LTR   R7,R6
         BZ    FRESHFN
         MH    R7,=AL2(FNPLEN)
         LA    R7,FNPARMS-FNFRAME(R7,R9)
FRESHOLD SH    R7,=AL2(FNPLEN)
         L     R8,FNSYM
         MVC   SYVAL-SYM(8,R8),FNOLD
         BCT   R6,FRESHOLD
         B     FRESHFN
         DROP  R7,R9
FRESHEND DS    0H
         L     R10,BZSTK0
         LA    R15,32(R10)
         ST    R15,BZSTKP
         BR    R14
         EJECT
*        THE LOOP
*
         DROP  R12
         USING *,R15
BZLOOP   L     R12,=A(CMSBAS)
         DROP  R15
         USING CMSBAS,R12
         L     R11,=V(BZEND)
         LA    R11,7(R11)
         N     R11,=X'00FFFFF8'
         BAL   R10,FRESH
         MVC   BZCH,BZCHANS
         BCALL BZFLUSHP
         NI    KTFLAG,X'7F'
         NI    KXFLAG,X'7F'
         OI    KXBUSY,BUSYPGM
         BCALL BZTERMOF
         XC    PGMEXIT,PGMEXIT
         XC    BZLINE,BZLINE
         MVC   BZTMPP,BZTMP0
         CLI   BZREADY,0
         BNE   READ
         TYPE  'READY'
         MVI   BZREADY,1
READ     MVI   BZREAD+CPLCODE-CONPLST,C'T'
         CALL  WAITRD,BZREAD
         L     R3,BZREAD+CPLCODE-CONPLST
         N     R3,=X'000000FF'
         LA    R2,BZBUF
         AR    R3,R2              ITS END
         BCALL BZUPPER
         BCALL BZSKIP
         BE    READ
         CLI   0(R2),C'0'
         BL    COMMAND
         BCALL BZENTER            A LINE OF THE PROGRAM
         B     BZLOOPC
COMMAND  MVI   BZREADY,0
         BCALL BZCMND
         BE    BZLOOPC
         BCALL BZFORGET
         L     R5,BZIMM           DONE AT ONCE
         USING PLINE,R5
         XC    PLNUM,PLNUM
         ST    R5,BZLINE
         BCALL BZTOKEN
         LA    R4,PLTOK
         DROP  R5
         BCALL BZEXEC
BZLOOPC  L     R15,=A(BZLOOP)
         BR    R15
*
*        BZSTOPT - THE PROGRAM WAS STOPPED BY KX IN LINE BZLINE
*
         DROP  R12
         USING *,R15
BZSTOPT  L     R12,=A(CMSBAS)
         DROP  R15
         USING CMSBAS,R12
         MVC   BZCH,BZCHANS
         BCALL BZFLUSHP
         LA    R1,STOPTEXT
         MVI   BZFLAG,1
         B     TELL
STOPTEXT DC    AL1(7),C'STOPPED'
         DS    0H
*
*        BZERR - TEXT 1
*
         DROP  R12
         USING *,R15
BZDEEP   LA    R1,DEEPTEXT
         L     R12,=A(CMSBAS)
         DROP  R15
         USING CMSBAS,R12
         L     R15,=V(BZERR)
         BR    R15
DEEPTEXT DC    AL1(L'DEEPTXT)
DEEPTXT  DC    C'TOO COMPLICATED: PARENTHESES OR FUNCTIONS ARE NESTED TX
               OO DEEP'
         DS    0H
         DROP  R12
         USING *,R15
BZERR    L     R12,=A(CMSBAS)
         DROP  R15
         USING CMSBAS,R12
         L     R11,=V(BZEND)
         LA    R11,7(R11)
         N     R11,=X'00FFFFF8'
         LR    R5,R1
         BAL   R10,FRESH
         MVC   BZCH,BZCHANS
         BCALL BZFLUSHP
         LR    R1,R5
         XC    BZCONTL,BZCONTL
         MVI   BZFLAG,0
TELL     LR    R5,R1
         MVI   BZREADY,0
         LA    R2,BZOUT
         L     R3,BZLINE
         LTR   R3,R3
         BZ    TELLTEXT
         USING PLINE,R3
         L     R0,PLNUM
         LTR   R0,R0
         BZ    TELLTEXT
         DROP  R3
         CLI   BZFLAG,0
         BE    TELLLINE
         MVC   BZOUT(11),=C'STOPPED AT '
         LA    R2,11(R2)
TELLLINE MVC   0(5,R2),=C'LINE '
         LA    R2,5(R2)
         BCALL BZDEC
         CLI   BZFLAG,0
         BNE   TELLIT
         MVC   0(2,R2),=C': '
         LA    R2,2(R2)
TELLTEXT SR    R6,R6
         IC    R6,0(R5)
         BCTR  R6,0
         EX    R6,TELLMOVE
         LA    R2,1(R6,R2)
TELLIT   LA    R1,BZOUT
         SR    R2,R1
         TYPE  BZOUT,(R2),COLOR=R
         B     BZLOOPC
TELLMOVE MVC   0(0,R2),1(R5)
         EJECT
*        BZTRAP - A PROGRAM INTERRUPTION
*
BZTRAP   BALR  R15,0
         USING *,R15
         L     R12,=A(CMSBAS)
         DROP  R15
         USING CMSBAS,R12
         L     R11,=V(BZEND)
         LA    R11,7(R11)
         N     R11,=X'00FFFFF8'
         BAL   R10,FRESH
         CLI   PGMOPSW+3,X'0C'
         BE    TRAPBIG
         CLI   PGMOPSW+3,X'0F'
         BE    TRAPZERO
         MVC   BZUP(L'TRAPTXT1+1),TRAPTEXT
         LH    R0,PGMOPSW+2
         CALL  TOHEX,HEXWORK
         MVC   BZUP+L'TRAPTXT1-3(4),HEXWORK+4
         LA    R1,BZUP
         B     TRAPERR
TRAPBIG  LA    R1,TRAPBIGT
         B     TRAPERR
TRAPZERO LA    R1,TRAPZERT
TRAPERR  L     R15,=V(BZERR)
         BR    R15
TRAPTEXT DC    AL1(L'TRAPTXT1)
TRAPTXT1 DC    C'A FAULT OF BASIC ITSELF, PROGRAM INTERRUPT 0000'
TRAPBIGT DC    AL1(L'TRAPBIG1)
TRAPBIG1 DC    C'THE NUMBER IS TOO LARGE (MORE THAN 7.2E75)'
TRAPZERT DC    AL1(L'TRAPZER1)
TRAPZER1 DC    C'DIVISION BY ZERO'
         DS    0H
*
*        BZBYE - BACK TO CMS
*
BZBYE    BENTER CMSBAS
         CLI   BZDIRTY,1
         BNE   BYE
         MVI   BZDIRTY,2
         BERR  'THE PROGRAM HAS NOT BEEN SAVED.  SAVE IT, OR SAY BYE ONX
               CE MORE'
BYE      BCALL BZCLOSEA
         BCALL BZTERMON
         L     R13,BZR13
         MVC   HIMAIN,BZOLDHI
         NI    KXBUSY,255-BUSYPGM
         NI    KXFLAG,X'7F'
         XC    PGMEXIT,PGMEXIT
         RETURN 0
         DS    0D
READLIST DC    CL8'WAITRD',A(0),C'T',AL3(130)
         LTORG
         END
