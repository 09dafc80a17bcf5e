EDIN     TITLE 'EDIN - LINES READ, SUBCOMMANDS, THEIR WORDS'
*
* PURPOSE.    EDREADL   THE NEXT LINE INTO EDTEXT, EDTEXTL
*             EDDO      1 TEXT, 0 LENGTH: DO THAT SUBCOMMAND
*             EDWORD    NEXT WORD OF THE OPERANDS INTO EDTOKEN
*                       (CAPITALS), EDTOKLEN; 15: 0, 4 NONE
*             EDNUM     NEXT WORD AS A NUMBER INTO 0; * IS 99999999;
*                       15: 0, 4 NONE, 8 NOT A NUMBER
*             EDNUM1    THE ONLY OPERAND AS A NUMBER, NONE IS 1; 15: 0,
*             4
*             EDNOMORE  ARE THERE NO MORE OPERANDS.  15: 0, 4 THERE ARE
*             EDDO      RETURNS WHAT THE ROUTINE RETURNS, SEE EDTAB
* REGISTERS.  2 TEXT, 3 END, 4 5 WORK, 6 ENTRY OF THE TABLE, 7 LENGTH,
*             8 TEXT OF EDDO, 9 ITS LENGTH, 11 EDBLK, 12 BASE
*
CMSEDIN  CSECT
         WXTRN XEAMPER
         REGS
         NUCON
         CONPLST
         FILEPLST
         EDBLK
EDREADL  ENTER
         XC    EDNUMB,EDNUMB
         CLI   EDMODE,C'I'
         BNE   READIT
         CLI   EDLMODE,C'N'
         BE    READIT
         LINK  EDNEXTNO           A NUMBER AS PROMPT
         LTR   R15,R15
         BZ    READNUM
         SAY   'NO LINE NUMBER IS LEFT HERE: USE RENUM'
         MVI   EDMODE,C'E'
         LINK  EDTELLMD
         B     READIT
READNUM  LINK  EDNUMTXT
         TYPE  EDNUMBER,5
READIT   MVI   EDREAD+CPLCODE-CONPLST,C'T'
         CALL  WAITRD,EDREAD
         L     R3,EDREAD+CPLCODE-CONPLST
         N     R3,=X'000000FF'
         ST    R3,EDTEXTL
         LTR   R3,R3
         BZ    READEND
         CLI   EDCASE,C'U'
         BNE   READEND
         BCTR  R3,0
         L     R1,AUPCASE
         EX    R3,READFOLD
READEND  RETURN 0
READFOLD TR    EDTEXT(0),0(R1)
         EJECT
EDDO     ENTER
         LR    R8,R1
         LR    R9,R0
         LR    R2,R8
         LA    R3,0(R9,R2)
         MVI   EDCUT,C'N'
DOBLANK  CR    R2,R3
         BNL   DOGOOD
         CLI   0(R2),C' '
         BNE   DOFIRST
         LA    R2,1(R2)
         B     DOBLANK
DOFIRST  MVC   EDTOKEN,=CL8' '
         LA    R7,1
         MVC   EDTOKEN(1),0(R2)
         CLI   0(R2),C'0'
         BNL   DODIGIT
         CLI   0(R2),C'='
         BE    DOSKIP
         CLI   0(R2),C'?'
         BE    DOSKIP
         CLI   0(R2),X'80'        /: THE TEXT ITSELF IS THE OPERAND
         BL    DOLOOK
         LA    R4,EDTOKEN
         SR    R7,R7
DOLETTER CR    R2,R3
         BNL   DONAME
         L     R5,AUPCASE
         MVC   EDNUMBER(1),0(R2)
         TR    EDNUMBER(1),0(R5)
         CLI   EDNUMBER,C'A'
         BL    DONAME
         CLI   EDNUMBER,C'0'
         BNL   DONAME
         CH    R7,=H'8'
         BNL   DOLONG
         MVC   0(1,R4),EDNUMBER
         LA    R4,1(R4)
DOLONG   LA    R7,1(R7)
         LA    R2,1(R2)
         B     DOLETTER
DODIGIT  MVI   EDTOKEN,C'0'
         B     DOLOOK
DOSKIP   LA    R2,1(R2)
DONAME   CR    R2,R3
         BNL   DOLOOK
         CLI   0(R2),C' '
         BNE   DOLOOK
         LA    R2,1(R2)
DOLOOK   ST    R2,EDARG
         ST    R3,EDARGEND
         LTR   R5,R7
         BZ    DOBAD
         CH    R5,=H'8'
         BNH   DOTABLE
         CLC   EDTOKEN,=C'BACKSPAC'
         BNE   DOBAD
         CH    R5,=H'9'
         BNE   DOBAD
         LA    R5,8
DOTABLE  BCTR  R5,0
         L     R6,=V(EDTABLE)
DOTRY    CLI   0(R6),X'FF'
         BE    DOBAD
         C     R7,8(R6)
         BL    DOTRYON
         EX    R5,DOCOMP
         BE    DOFOUND
DOTRYON  LA    R6,16(R6)
         B     DOTRY
DOCOMP   CLC   EDTOKEN(0),0(R6)
DOFOUND  L     R6,12(R6)
         C     R6,=V(EDOVERLY)
         BE    DOKEEP
         C     R6,=V(EDBLANK)
         BE    DOKEEP
         XC    EDREPT,EDREPT
DOKEEP   LA    R1,EDTEXT          REMEMBER IT FOR ? AND =
         CR    R8,R1
         BNE   DOIT
         C     R6,=V(EDQUEST)
         BE    DOIT
         C     R6,=V(EDREUSE)
         BE    DOIT
         C     R6,=A(XEAMPER)     XEDIT'S &&
         BE    DOIT
         MVC   EDLAST,EDTEXT
         ST    R9,EDLASTL
DOIT     LR    R15,R6
         BALR  R14,R15
         LTR   R2,R15
         BZ    DOEND
         CH    R2,=H'4'
         BE    DOOPER
DOEND    RETURN (R2)
DOGOOD   RETURN 0
DOBAD    SR    R2,R2              NO SUCH SUBCOMMAND; 4: ITS OPERANDS
DOOPER   XC    EDREPT,EDREPT
         CLI   EDLONG,C'Y'
         BE    DOTELL
         SAY   '¬',COLOR=R
         RETURN 12
DOTELL   LA    R3,=CL27'?EDIT:'
         LA    R4,7
         CLC   EDGLOB,=F'0'
         BE    DOPLACE
         LA    R3,=CL27'NO SUCH SUBCOMMAND:'
         LA    R4,20
         LTR   R2,R2
         BZ    DOPLACE
         LA    R3,=CL27'OPERANDS WRONG OR MISSING:'
         LA    R4,27
DOPLACE  MVC   EDOUT(27),0(R3)
         LA    R3,EDOUT(R4)
         LR    R1,R9
         CH    R1,=H'123'
         BNH   DOMOVE
         LA    R1,123
DOMOVE   AR    R4,R1
         BCTR  R1,0
         EX    R1,DOTEXT
         SAY   EDOUT,(R4),COLOR=R
         RETURN 12
DOTEXT   MVC   0(0,R3),0(R8)
         EJECT
EDWORD   ENTER
         L     R2,EDARG
         L     R3,EDARGEND
         MVC   EDTOKEN,=CL8' '
         SR    R7,R7
WORDSKIP CR    R2,R3
         BNL   WORDNONE
         CLI   0(R2),C' '
         BNE   WORDNEXT
         LA    R2,1(R2)
         B     WORDSKIP
WORDNEXT CR    R2,R3
         BNL   WORDEND
         CLI   0(R2),C' '
         BE    WORDEND
         CH    R7,=H'8'
         BNL   WORDLONG
         LA    R4,EDTOKEN(R7)
         MVC   0(1,R4),0(R2)
WORDLONG LA    R7,1(R7)
         LA    R2,1(R2)
         B     WORDNEXT
WORDEND  L     R4,AUPCASE
         TR    EDTOKEN,0(R4)
         ST    R2,EDARG
         ST    R7,EDTOKLEN
         RETURN 0
WORDNONE ST    R2,EDARG
         ST    R7,EDTOKLEN
         RETURN 4
*
EDNUM    ENTER
         LINK  EDWORD
         LTR   R15,R15
         BNZ   NUMNONE
         L     R0,=F'99999999'
         CLC   EDTOKEN,=CL8'*'
         BE    NUMGOOD
         L     R1,EDTOKLEN
         CH    R1,=H'8'
         BH    NUMBAD
         CALL  GETDEC,EDTOKEN
         LTR   R15,R15
         BNZ   NUMBAD
NUMGOOD  RETURN 0,KEEP=R0
NUMNONE  RETURN 4
NUMBAD   RETURN 8
*
EDNUM1   ENTER
         LINK  EDNUM
         LR    R2,R0
         LTR   R15,R15
         BZ    NUMONE
         CH    R15,=H'4'
         BNE   NUM1BAD
         LA    R2,1
NUMONE   LINK  EDNOMORE
         LTR   R15,R15
         BNZ   NUM1BAD
         LR    R0,R2
         RETURN 0,KEEP=R0
NUM1BAD  RETURN 4
*
EDNOMORE ENTER
         LINK  EDWORD
         LTR   R15,R15
         BZ    MORE
         RETURN 0
MORE     RETURN 4
         LTORG
         END
