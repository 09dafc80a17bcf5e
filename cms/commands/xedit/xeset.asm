XEST     TITLE 'XESET - SET, QUERY, RETRIEVING, HELP'
*
* PURPOSE.    XESET    SET NAME VALUE; PF1 TO PF24 TEXT, CASE U OR M (R I),
*                      STAY, SCALE, NUMBER, PREFIX ON OR OFF, CURLINE N,
*                      LRECL N;
*                      OTHER NAMES ARE SUBCOMMANDS OF THEIR OWN
*             XEQUERY  QUERY NAME: WHAT IS SET
*             XECASE   CASE U, CASE M, AND I: SMALL LETTERS ARE CAPITALS
*                      WHEN A TEXT IS LOOKED FOR, R: THEY ARE NOT
*             XEQUEST  ?: THE COMMAND BEFORE, ON THE COMMAND LINE; AGAIN: THE
*                      ONE BEFORE THAT
*             XEAMPER  & SUBCOMMAND: DOES IT; IT STAYS THERE
*             XEHELP   HELP NAME
* RETURNS     AS EDTAB SAYS
* REGISTERS.  2 WORK, 3 TABLE, 4 PLACE, 5 TEXT, 6 LENGTH, 9 XEGLOB, 11
*             EDBLK, 12 BASE (OF THE SECTION)
*
CMSXESET CSECT
         REGS
         NUCON
         FILEPLST
         SCRBLK
         EDBLK
         XEGLOB
XESET    XENTER CMSXESET
         BAL   R10,REST
         LINK  EDWORD
         LTR   R15,R15
         BNZ   WRONG
         CLC   EDTOKEN(2),=C'PF'
         BE    PFKEY
         BAL   R10,FLAG
         BE    SETTHIS
         CLC   EDTOKEN,=CL8'CURLINE'
         BE    CURLINE
         CLC   EDTOKEN,=CL8'LRECL'
         BE    LRECL
         CLC   EDTOKEN,=CL8'TABS'
         BE    TABS
         BAL   R10,ALLOWED
         BNZ   WRONG
         LR    R1,R5              A SUBCOMMAND
         LR    R0,R6
SETDO    LINK  EDDO
         CH    R15,=H'12'
         BE    PART
         RETURN 0
TABS     L     R5,EDARG
         L     R6,EDARGEND
         SR    R6,R5
         MVC   EDBUF2(8),=CL8'TABSET'
         CH    R6,=H'200'
         BH    WRONG
         EX    R6,TABMOVE
         LA    R1,EDBUF2
         LA    R0,7(R6)
         B     SETDO
TABMOVE  MVC   EDBUF2+7(0),0(R5)
WRONG    RETURN 4
PART     RETURN 12
GOOD     RETURN 0
*        FLAGS
SETTHIS  LINK  EDWORD
         LTR   R15,R15
         BNZ   SHOWFLAG
         LA    R2,C'Y'
         CLC   EDTOKEN,=CL8'ON'
         BE    SETTHAT
         LA    R2,C'N'
         CLC   EDTOKEN,=CL8'OFF'
         BNE   WRONG
SETTHAT  LINK  EDNOMORE
         LTR   R15,R15
         BNZ   WRONG
         STC   R2,0(R4)
         RETURN 0
SHOWFLAG LA    R1,=CL3'ON'
         CLI   0(R4),C'Y'
         BE    SHOWIT
         LA    R1,=CL3'OFF'
SHOWIT   LA    R0,3
         LINK  EDSAY
         RETURN 0
*        FLAG - 4 THE FLAG EDTOKEN: CODE 0.  BY BAL R10; USES 3
FLAG     LA    R3,FLAGS
FLAGNEXT CLI   0(R3),X'FF'
         BE    FLAGNOT
         L     R4,8(R3)
         AR    R4,R9
         CLC   0(8,R3),EDTOKEN
         BCR   8,R10
         LA    R3,12(R3)
         B     FLAGNEXT
FLAGNOT  LTR   R12,R12
         BR    R10
         DS    0F
FLAGS    DC    CL8'STAY',A(XESTAY-XEGLOB)
         DC    CL8'SCALE',A(XESCALEF-XEGLOB)
         DC    CL8'PREFIX',A(XENOPREF-XEGLOB)
         DC    CL8'NUMBER',A(XENUMBER-XEGLOB),X'FF'
*        ALLOWED - MAY EDTOKEN BE SET: CODE 0.  BY BAL R10; USES 3
ALLOWED  LA    R3,NAMES
ALLNEXT  CLC   0(8,R3),EDTOKEN
         BCR   8,R10
         LA    R3,8(R3)
         CLI   0(R3),X'FF'
         BNE   ALLNEXT
         LTR   R12,R12
         BR    R10
NAMES    DC    CL8'CASE',CL8'TRUNC',CL8'ZONE',CL8'VERIFY'
         DC    CL8'RECFM',CL8'FNAME',CL8'FTYPE',CL8'FMODE'
         DC    CL8'IMAGE',CL8'TABSET',CL8'TABDEF',CL8'SERIAL'
         DC    CL8'LINEMODE',CL8'PROMPT',CL8'AUTOSAVE',X'FF'
*        REST - 5 THE OPERANDS, 6 THEIR LENGTH.  BY BAL R10
REST     L     R5,EDARG
         L     R6,EDARGEND
         SR    R6,R5
         BR    R10
         EJECT
*        PFN - 4 THE KEY OF EDTOKEN.  BY BAL R10; USES 0-2
PFN      MVC   XEWORK,=CL8' '
         MVC   XEWORK(6),EDTOKEN+2
         CALL  GETDEC,XEWORK
         LTR   R15,R15
         BNZ   WRONG
         LTR   R4,R0
         BNP   WRONG
         CH    R4,=H'24'
         BH    WRONG
         BCTR  R4,0
         MH    R4,=H'40'
         LA    R4,XEPFS(R4)
         BR    R10
PFKEY    BAL   R10,PFWORD
         BAL   R10,PFN
         BAL   R10,REST
PFSKIP   LTR   R6,R6
         BZ    PFPUT
         CLI   0(R5),C' '
         BNE   PFPUT
         LA    R5,1(R5)
         BCT   R6,PFSKIP
PFPUT    CH    R6,=H'40'
         BH    PFLONG
         MVI   0(R4),C' '
         MVC   1(39,R4),0(R4)
         LTR   R6,R6
         BZ    GOOD
         BCTR  R6,0
         EX    R6,PFMOVE
         RETURN 0
PFMOVE   MVC   0(0,R4),0(R5)
PFLONG   SAY   'A PF KEY HOLDS 40 CHARACTERS'
         B     PART
*        PFWORD - PF 5 IS PF5.  BY BAL R10
PFWORD   CLC   EDTOKEN,=CL8'PF'
         BCR   7,R10
         LINK  EDWORD
         LTR   R15,R15
         BNZ   WRONG
         MVC   XEWORK,EDTOKEN
         MVC   EDTOKEN(2),=C'PF'
         MVC   EDTOKEN+2(6),XEWORK
         BR    R10
CURLINE  LINK  EDWORD
         LTR   R15,R15
         BNZ   WRONG
         SR    R2,R2
         CLC   EDTOKEN,=CL8'M'    THE MIDDLE
         BE    CURSET
         CLC   EDTOKEN,=CL8'ON'
         BNE   CURNUM
         LINK  EDWORD
         LTR   R15,R15
         BNZ   WRONG
CURNUM   CALL  GETDEC,EDTOKEN
         LTR   R15,R15
         BNZ   WRONG
         LR    R2,R0
         CH    R2,=H'3'
         BL    WRONG
         CH    R2,=H'42'
         BH    WRONG
CURSET   ST    R2,XECURSET
         RETURN 0
LRECL    LINK  EDNUM1
         LTR   R15,R15
         BNZ   WRONG
         LTR   R2,R0
         BNP   WRONG
         C     R2,EDMOST
         BH    LRMOST
         L     R3,EDTOP           NO LINE MAY BE LONGER
         LA    R3,0(R3)
LRNEXT   LA    R1,EDEND
         CR    R3,R1
         BE    LRSET
         SR    R0,R0
         IC    R0,LNLEN-LINE(R3)
         CR    R0,R2
         BH    LRLONG
         L     R3,0(R3)
         LA    R3,0(R3)
         B     LRNEXT
LRSET    L     R0,EDRECL
         ST    R2,EDRECL
         LA    R4,EDTRUNC         COLUMNS THAT FOLLOW FROM IT
         BAL   R10,LRCOL
         LA    R4,EDZONE2
         BAL   R10,LRCOL
         LA    R4,EDVER2
         BAL   R10,LRCOL
         LA    R1,1
         C     R1,EDZONE1
         ST    R1,EDZONE1
         ST    R1,EDVER1
         L     R1,EDCHANGE
         LA    R1,1(R1)
         ST    R1,EDCHANGE
         RETURN 0
LRCOL    C     R0,0(R4)
         BE    LRCOLSET
         C     R2,0(R4)
         BCR   10,R10
LRCOLSET ST    R2,0(R4)
         BR    R10
LRLONG   SAY   'THERE ARE LONGER LINES'
         B     PART
LRMOST   SAY   'A LINE HAS AT MOST 255 CHARACTERS'
         B     PART
         EJECT
XEQUERY  XENTER CMSXESET
         BAL   R10,REST
         LINK  EDWORD
         LTR   R15,R15
         BNZ   WRONG
         CLC   EDTOKEN(2),=C'PF'
         BE    QUPF
         MVC   XEWORK,EDTOKEN
         LINK  EDNOMORE           A VALUE WOULD SET IT
         LTR   R15,R15
         BNZ   WRONG
         MVC   EDTOKEN,XEWORK
         BAL   R10,FLAG
         BE    SHOWFLAG
         L     R0,EDRECL
         CLC   EDTOKEN,=CL8'LRECL'
         BE    QUNUMBER
         CLC   EDTOKEN,=CL8'CURLINE'
         BE    QUCUR
         CLC   EDTOKEN,=CL8'TABS'
         BE    QUTABS
         BAL   R10,ALLOWED
         BNZ   WRONG
         LR    R1,R5
         LR    R0,R6
         LINK  EDDO
         RETURN 0
QUTABS   LINK  EDTABSET
         RETURN 0
QUCUR    L     R0,XECURSET
         LTR   R0,R0
         BNZ   QUNUMBER
         SAY   'M'
         RETURN 0
QUNUMBER CALL  TODEC,EDNUMBER
         SAY   EDNUMBER+7,3
         RETURN 0
QUPF     BAL   R10,PFWORD
         BAL   R10,PFN
         LINK  EDNOMORE
         LTR   R15,R15
         BNZ   WRONG
         LR    R1,R4
         LA    R0,40
         LINK  EDSAY
         RETURN 0
*
XECASE   XENTER CMSXESET
         LINK  EDWORD
         LTR   R15,R15
         BNZ   CASESHOW
         LA    R2,C'U'
         CLI   EDTOKEN,C'U'
         BE    CASESET
         LA    R2,C'M'
         CLI   EDTOKEN,C'M'
         BE    CASESET
         SR    R2,R2              R OR I ALONE
         B     CASEIGN
CASESET  LINK  EDWORD
         LTR   R15,R15
         BNZ   CASEPUT
CASEIGN  LA    R3,C'Y'
         CLI   EDTOKEN,C'I'
         BE    CASEBOTH
         LA    R3,C'N'
         CLI   EDTOKEN,C'R'
         BNE   WRONG
CASEBOTH LINK  EDNOMORE
         LTR   R15,R15
         BNZ   WRONG
         STC   R3,EDIGNORE
CASEPUT  LTR   R2,R2
         BZ    GOOD
         STC   R2,EDCASE
         RETURN 0
CASESHOW MVC   EDOUT(3),=C'U R'
         MVC   EDOUT(1),EDCASE
         CLI   EDIGNORE,C'Y'
         BNE   CASETELL
         MVI   EDOUT+2,C'I'
CASETELL SAY   EDOUT,3
         RETURN 0
*
XEQUEST  XENTER CMSXESET
         LINK  EDNOMORE
         LTR   R15,R15
         BNZ   WRONG
         L     R4,XEOLDN
         CH    R4,=H'8'
         BNL   QUNONE
         LR    R5,R4
         MH    R5,=H'80'
         LA    R5,XEOLD(R5)
         SR    R6,R6
         IC    R6,0(R5)
         LTR   R6,R6
         BZ    QUNONE
         ST    R6,XECMDL
         MVC   XECMD(79),1(R5)
         LA    R4,1(R4)
         ST    R4,XEOLDN
         MVI   XEAGAIN,C'Y'
         MVI   XECHOME,C'Y'
         RETURN 0
QUNONE   XC    XEOLDN,XEOLDN
         SAY   'THERE WAS NO COMMAND BEFORE'
         RETURN 0
*
XEAMPER  XENTER CMSXESET
         L     R1,EDARG
         L     R0,EDARGEND
         LA    R1,1(R1)
         SR    R0,R1
         BNP   WRONG
         CLI   0(R1),C'&&'
         BE    WRONG
         LINK  EDDO
         LR    R2,R15
         MVI   XEAGAIN,C'Y'
         RETURN (R2)
*
XEHELP   XENTER CMSXESET
         MVC   EDBUF2(20),=CL20'HELP XEDIT'
         LA    R2,EDBUF2+10
         LINK  EDWORD
         LTR   R15,R15
         BNZ   HELPGO
         MVC   EDBUF2+11(8),EDTOKEN
         LA    R2,EDBUF2+19
HELPGO   LA    R1,EDBUF2
         ST    R1,EDARG
         ST    R2,EDARGEND
         LINK  EDCMS
         RETURN
         LTORG
         END
