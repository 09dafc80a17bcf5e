EDMI     TITLE 'EDMISC - SUBCOMMANDS ABOUT SUBCOMMANDS; GETFILE; CMS'
*
* PURPOSE.    ?                 TYPES THE SUBCOMMAND BEFORE
*             = (SUBCOMMAND)    DOES THIS ONE, THEN THE ONE BEFORE
*                               AGAIN; REUSE IS THE SAME
*             X SUBCOMMAND      KEEPS IT;  X N  DOES IT N TIMES.  Y
*             LIKEWISE STACK N           STACKS N LINES OF THE FILE, 0
*             A NULL LINE; STACK SUBCOMMAND  THAT
*             CMS COMMAND       DOES A COMMAND THAT DOES NOT NEED THE
*                               USER AREA; WITHOUT ONE: COMMANDS UNTIL
*                               RETURN
* RETURNS     AS EDTAB SAYS
* REGISTERS.  2 TEXT, 3 END OR LENGTH, 4 5 X OR Y: TEXT, LENGTH; 6
*             TURNS, 11 EDBLK, 12 BASE (OF THE SECTION)
*
CMSEDMSC CSECT
         REGS
         NUCON
         CONPLST
         FILEPLST
         MODHEAD
         EDBLK
EDQUEST  ENTER
         BASE  CMSEDMSC
         LINK  EDNOMORE
         LTR   R15,R15
         BNZ   WRONG
         L     R2,EDLASTL
         LTR   R2,R2
         BZ    NOTHING
         SAY   EDLAST,(R2)
         RETURN 0
NOTHING  SAY   'THERE WAS NO SUBCOMMAND BEFORE'
         RETURN 12
WRONG    RETURN 4
*
EDREUSE  ENTER
         BASE  CMSEDMSC
         L     R2,EDLASTL
         LTR   R2,R2
         BZ    NOTHING
         LR    R0,R2
         CH    R0,=H'130'
         BNH   REUSEPUT
         LA    R0,130
REUSEPUT O     R0,=X'80000000'
         LA    R1,EDLAST
         CALL  PUSHLIN
         LTR   R15,R15
         BNZ   NOROOM
         BAL   R10,REST
         BZ    REUSEND
         L     R4,EDDEPTH         NOT TOO DEEP FOR THE STACK
         LA    R5,1(R4)
         CH    R5,=H'8'
         BH    WRONG
         ST    R5,EDDEPTH
         LR    R1,R2
         LR    R0,R3
         LINK  EDDO
         ST    R4,EDDEPTH
         RETURN
REUSEND  RETURN 0
NOROOM   SAY   'STORAGE IS FULL: LINES ARE NOT STACKED',COLOR=R
         RETURN 12
*
*        REST - 2 THE OPERANDS WITHOUT BLANKS IN FRONT, 3 THEIR LENGTH.
*        CODE 0: NONE.  BY BAL R10
*
REST     L     R2,EDARG
RESTSKIP L     R3,EDARGEND
         SR    R3,R2
         BCR   8,R10
         CLI   0(R2),C' '
         BCR   7,R10
         LA    R2,1(R2)
         B     RESTSKIP
         EJECT
EDXS     ENTER
         BASE  CMSEDMSC
         LA    R4,EDX
         LA    R5,EDXL
         B     XORY
EDYS     ENTER
         BASE  CMSEDMSC
         LA    R4,EDY
         LA    R5,EDYL
XORY     LA    R6,1
         BAL   R10,REST
         BZ    XDO
         CLI   0(R2),C'0'
         BNL   XCOUNT
         CLI   0(R2),C'*'
         BE    XCOUNT
         CLI   0(R2),C'='
         BE    XNOT
         MVC   EDNUMBER(2),0(R2)
         L     R1,AUPCASE
         TR    EDNUMBER(2),0(R1)
         CLI   EDNUMBER,C'X'
         BE    XNOT
         CLI   EDNUMBER,C'Y'
         BE    XNOT
         CLC   EDNUMBER(2),=C'RE'
         BE    XREUSE
XKEEP    MVC   0(256,R4),0(R2)
         ST    R3,0(R5)
         RETURN 0
XREUSE   LINK  EDWORD
         CLC   EDTOKEN(3),=C'REU'
         BNE   XKEEP
XNOT     SAY   'X AND Y CANNOT HOLD X, Y OR REUSE'
         RETURN 12
XCOUNT   LINK  EDNUM1
         LTR   R15,R15
         BNZ   WRONG
         LTR   R6,R0
         BNP   WRONG
XDO      L     R3,0(R5)
         LTR   R3,R3
         BZ    NOTHING
XNEXT    LR    R1,R4
         LR    R0,R3
         LINK  EDDO
         LTR   R15,R15
         BNZ   XSTOP
         CLI   EDMODE,C'I'
         BE    XEND
         BCT   R6,XNEXT
XEND     RETURN 0
XSTOP    RETURN
         EJECT
EDSTACK  ENTER
         BASE  CMSEDMSC
         BAL   R10,REST
         LA    R6,1
         BZ    STKLINES
         CLI   0(R2),C'0'
         BNL   STKCOUNT
         LR    R1,R2              A SUBCOMMAND
         LR    R0,R3
STKPUT   CALL  PUSHLIN
         LTR   R15,R15
         BNZ   NOROOM
         RETURN 0
STKCOUNT LINK  EDNUM1
         LTR   R15,R15
         BNZ   WRONG
         LA    R1,EDBUF
         LTR   R6,R0
         BZ    STKPUT
STKLINES L     R4,EDCUR
         LA    R5,EDTOP
         CR    R4,R5
         BE    STKNEXT
         LA    R5,EDEND
         CR    R4,R5
         BE    STKEOF
         SR    R0,R0
         IC    R0,LNLEN-LINE(R4)
         CH    R0,=H'130'
         BNH   STKLEN
         LA    R0,130
STKLEN   LTR   R0,R0
         BNZ   STKPUSH
         LA    R0,1               AN EMPTY LINE IS A BLANK, NOT THE END
         LA    R1,=C' '
         B     STKBLANK
STKPUSH  LA    R1,LNTEXT-LINE(R4)
STKBLANK CALL  PUSHLIN
         LTR   R15,R15
         BNZ   NOROOM
         BCT   R6,STKNEXT
         RETURN 0
STKNEXT  L     R0,EDCURNO
         AH    R0,=H'1'
         LINK  EDGOTO
         B     STKLINES
STKEOF   LINK  EDTYPE
         RETURN 12
         EJECT
EDCMS    ENTER
         BASE  CMSEDMSC
         BAL   R10,REST
         BZ    CMSMODE
         BAL   R10,CMSDO
         RETURN 0
CMSMODE  TYPE  'CMS SUBSET'
         LA    R1,EDBUF2
         ST    R1,EDREAD+CPLNUM-CONPLST
         MVI   EDREAD+CPLNUM-CONPLST,1
CMSNEXT  CALL  WAITRD,EDREAD
         L     R3,EDREAD+CPLCODE-CONPLST
         N     R3,=X'000000FF'
         BZ    CMSNULL
         LA    R2,EDBUF2
         MVC   EDNUMBER(6),EDBUF2
         L     R1,AUPCASE
         TR    EDNUMBER(6),0(R1)
         CH    R3,=H'6'
         BNE   CMSLINE
         CLC   EDNUMBER(6),=C'RETURN'
         BE    CMSBACK
CMSLINE  BAL   R10,CMSDO
         B     CMSNEXT
CMSNULL  TYPE  'CMS SUBSET'
         B     CMSNEXT
CMSBACK  LA    R1,EDTEXT
         ST    R1,EDREAD+CPLNUM-CONPLST
         MVI   EDREAD+CPLNUM-CONPLST,1
         LINK  EDTELLMD
         RETURN 0
*
*        CMSDO - COMMAND 2, LENGTH 3.  ITS CODE IS TYPED, IF NOT 0
*
CMSDO    LINK  EDJEND
         CH    R3,=H'130'
         BNH   CMSSCAN
         LA    R3,130
CMSSCAN  LR    R0,R3
         CALL  SCAN,0(R2)
         LR    R4,R1
         CLI   0(R4),X'FF'
         BCR   8,R10
         MVC   EDTOKEN,0(R4)
         BAL   R9,CMSWHO
         BZ    CMSGO
         L     R15,AUSABRV        A SYNONYM
         LTR   R15,R15
         BZ    CMSREFUS
         LR    R1,R4
         BALR  R14,R15
         LTR   R15,R15
         BNZ   CMSCP
         BAL   R9,CMSWHO
         BNZ   CMSREFUS
CMSGO    LR    R1,R4
         CMSCALL
         LR    R5,R15
         CALL  TFINIS
         LTR   R5,R5
         BCR   8,R10
CMSCODE  MVC   EDOUT(12),=CL12'RETURN CODE'
         LPR   R0,R5
         CALL  TODEC,EDNUMBER
         MVC   EDOUT+11(6),EDNUMBER+4
         LTR   R5,R5
         BNM   CMSTYPE
         MVI   EDOUT+11,C'-'
CMSTYPE  SAY   EDOUT,17
         BR    R10
CMSCP    TM    CPFLAG,NOIMPCP
         BO    CMSREFUS
         L     R1,LISTTEXT
         L     R0,LISTLEN
         CALL  CPLINE
         LTR   R5,R15
         BCR   8,R10
         BM    CMSREFUS
         CH    R5,=H'1'
         BNE   CMSCODE
CMSREFUS SAY   'NOT A COMMAND THAT CAN BE USED WITHIN EDIT',COLOR=R
         BR    R10
*
*        CMSWHO - MAY THE COMMAND OF LIST 4 BE USED: A FUNCTION OF THE
*        NUCLEUS OR A MODULE IN THE TRANSIENT AREA.  CODE 0: YES.  BY
*        BAL R9.  ONE THAT USES THE USER AREA IS REFUSED AT ONCE
*
CMSWHO   LA    R1,CMSBAD          THESE USE THE USER AREA
CMSWHO1  CLC   0(8,R1),0(R4)
         BE    CMSREFUS
         LA    R1,8(R1)
         CLI   0(R1),X'FF'
         BNE   CMSWHO1
         L     R1,AFUNCTAB
CMSWHO2  CLC   0(8,R1),0(R4)
         BE    CMSWHO3
         LA    R1,12(R1)
         CLI   0(R1),X'FF'
         BNE   CMSWHO2
CMSWHO4  MVC   EDFILE(FPEND),CMSFILE
         MVC   EDFILE+FPFN-FILEPLST(8),0(R4)
         LA    R1,EDBUF
         ST    R1,EDFILE+FPBUF-FILEPLST
         CALL  RDBUF,EDFILE
         LR    R5,R15
         CALL  FINIS,EDFILE
         LTR   R5,R5
         BCR   7,R9
         LA    R1,EDBUF
         USING MODHEAD,R1
         CLC   MODID,=CL8'MODULE'
         BCR   7,R9
         CLC   MODEND,USFL
         BH    CMSREFUS
         CLC   MODBEGIN,=X'00010000'
         BL    CMSREFUS
         CR    R1,R1
         BR    R9
         DROP  R1
CMSWHO3  L     R1,8(R1)
         LTR   R1,R1
         BZ    CMSWHO4
         CR    R1,R1
         BR    R9
CMSBAD   DC    CL8'EXEC',CL8'LOAD',CL8'USE',CL8'INCLUDE',CL8'START'
         DC    CL8'LOADMOD',CL8'GENMOD',CL8'DEBUG',CL8'EDIT'
         DC    CL8'REUSE',CL8'$',X'FF'
         DS    0D
CMSFILE  DC    CL8'RDBUF',CL8' ',CL8'MODULE',CL2'*',H'0',A(0),F'32'
         DC    CL2'V',H'1',F'0'
         LTORG
         END
