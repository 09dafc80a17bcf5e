EXCT     TITLE 'EXECCTL - THE FLOW OF EXECS'
*
* PURPOSE.    EXIF     &IF A OPERATOR B STATEMENT
*             EXGOTO   &GOTO -LABEL | NUMBER | TOP
*             EXSKIP   &SKIP N
*             EXLOOPS  &LOOP N | -LABEL  M | CONDITION
*             EXTURN   BEHIND A LINE OF A LOOP: ANOTHER TURN
*             EXEXIT   &EXIT N, &QUIT N
*             EXCONT   NOTHING
*             EXCTL    &CONTROL OFF | ERROR | CMS | ALL, TIME | NOTIME ...
*             EXERROR  &ERROR ACTION
* CALLED      BY EXDO; THE CONTROL WORD IS THE FIRST WORD LEFT
* RETURNS     0; 4 THE WORDS LEFT ARE A STATEMENT TO BE DONE
* REGISTERS.  2 WORD, 3-9 WORK, 11 BLOCK, 12 BASE
*
CMSEXCTL CSECT
         REGS
         NUCON
         EXECBLK
         EXTRN EXERR,EXSUB,EXSUB1,EXTONUM,EXTEXT,EXSTMT,EXLINE
CTLWORK  DSECT
         DS    18F
CTLLEFT  DS    CL8
CTLRIGHT DS    CL8
CTLOPER  DS    CL8
CTLWLEN  EQU   *-CTLWORK-72
CMSEXCTL CSECT
         USING CTLWORK,R13
EXIF     ENTER WORK=CTLWLEN
         BASE  CMSEXCTL
         BAL   R10,CONDITN
         BNZ   IFBAD
         LTR   R9,R9
         BZ    IFNO
         L     R2,EXBTOK
         LA    R2,32(R2)
         ST    R2,EXBTOK
         L     R1,EXBCOUNT
         SH    R1,=H'4'
         ST    R1,EXBCOUNT
         RETURN 4
IFNO     RETURN 0
IFBAD    EXFAIL 807,'WRONG CONDITION'
*
*        CONDITN - THE THREE WORDS BEHIND EXBTOK: 9 IS 1 OR 0.  CODE 0: IT
*        IS A CONDITION.  ALL ARGUMENTS: &*, ONE OF THEM: &$
*
CONDITN  CLC   EXBCOUNT,=F'4'
         BL    CONDBAD
         L     R2,EXBTOK
         LA    R1,16(R2)
         EXCALL EXSUB1
         MVC   CTLOPER,16(R2)
         L     R1,AUPCASE
         TR    CTLOPER,0(R1)
         LA    R3,OPERS
CONDOPER CLC   CTLOPER(4),0(R3)
         BE    CONDOP
         LA    R3,6(R3)
         CLI   0(R3),X'FF'
         BNE   CONDOPER
CONDBAD  LTR   R12,R12            NOT 0
         BR    R10
CONDOP   SR    R4,R4              4 RESULTS THAT ARE TRUE
         IC    R4,5(R3)
         MVC   CTLLEFT,8(R2)
         MVC   CTLRIGHT,24(R2)
         LA    R5,CTLLEFT
         BAL   R14,CONDMANY
         BE    CONDALL
         LA    R5,CTLRIGHT
         BAL   R14,CONDMANY
         BE    CONDALL
         LA    R1,CTLLEFT
         EXCALL EXSUB1
         LA    R1,CTLRIGHT
         EXCALL EXSUB1
         BAL   R6,COMPARE
         LR    R9,R3
CONDEND  CR    R0,R0              CODE 0
         BR    R10
CONDMANY CLC   0(8,R5),=CL8'&&*'
         BCR   8,R14
         CLC   0(8,R5),=CL8'&&$'
         BR    R14
*        EACH ARGUMENT IN THE PLACE OF WORD 5
CONDALL  LA    R1,CTLLEFT
         LA    R0,CTLRIGHT
         CR    R1,R5
         BNE   CONDALL1
         LR    R1,R0
CONDALL1 EXCALL EXSUB1
         SR    R9,R9              &$: NONE SO FAR
         CLI   1(R5),C'*'
         MVI   CTLOPER,0
         BNE   CONDALL2
         LA    R9,1               &*: ALL SO FAR
         MVI   CTLOPER,1
CONDALL2 L     R7,EXBINDEX
         LA    R8,EXBARGS+8
CONDNEXT LTR   R7,R7
         BZ    CONDEND
         MVC   0(8,R5),0(R8)
         BAL   R6,COMPARE
         CLI   CTLOPER,1
         BE    CONDALL3
         OR    R9,R3
         B     CONDON
CONDALL3 NR    R9,R3
CONDON   LA    R8,8(R8)
         BCT   R7,CONDNEXT
         B     CONDEND
OPERS    DC    CL5'EQ',X'08',CL5'=',X'08',CL5'NE',X'06',CL5'¬=',X'06'
         DC    CL5'LT',X'04',CL5'<',X'04',CL5'LE',X'0C',CL5'<=',X'0C'
         DC    CL5'GT',X'02',CL5'>',X'02',CL5'GE',X'0A',CL5'>=',X'0A'
         DC    CL5'NG',X'0C',CL5'¬>',X'0C',CL5'NL',X'0A',CL5'¬<',X'0A'
         DC    X'FF'
         DS    0H
*
*        COMPARE - LEFT AND RIGHT, AS NUMBERS WHEN BOTH ARE.  3 IS 1 WHEN
*        THE RESULT IS ONE OF 4.  BY BAL R6
*
COMPARE  L     R1,AUPCASE
         TR    CTLLEFT(16),0(R1)
         LA    R1,CTLLEFT
         EXCALL EXTONUM
         LTR   R15,R15
         BNZ   COMPTEXT
         LR    R3,R0
         LA    R1,CTLRIGHT
         EXCALL EXTONUM
         LTR   R15,R15
         BNZ   COMPTEXT
         CR    R3,R0
         B     COMPCODE
COMPTEXT CLC   CTLLEFT,CTLRIGHT
COMPCODE LA    R3,8
         BE    COMPSET
         LA    R3,4
         BL    COMPSET
         LA    R3,2
COMPSET  NR    R3,R4
         BCR   8,R6
         LA    R3,1
         BR    R6
         EJECT
EXGOTO   ENTER WORK=CTLWLEN
         BASE  CMSEXCTL
         BAL   R10,OPERAND
         BZ    GOTOBAD
         CLC   CTLLEFT,=CL8'TOP'
         BNE   GOTONAME
         LA    R0,1
         B     GOTOSET
GOTONAME CLI   CTLLEFT,C'-'
         BNE   GOTOLINE
         L     R5,EXBLINE
         BAL   R10,LABEL
         BNZ   GOTONONE
         LR    R0,R5
         B     GOTOSET
GOTOLINE LA    R1,CTLLEFT
         EXCALL EXTONUM
         LTR   R15,R15
         BNZ   GOTOBAD
         LTR   R0,R0
         BNP   GOTOBAD
         C     R0,EXBLINES
         BH    GOTOBAD
GOTOSET  ST    R0,EXBNEXT
         XC    EXBREADS,EXBREADS  &READ ENDS
         OI    EXBFLAG,EXBJUMP
         RETURN 0
GOTONONE EXFAIL 801,'THE LABEL IS NOT THERE'
GOTOBAD  EXFAIL 801,'WRONG LABEL OR NUMBER OF LINES'
*
*        OPERAND - THE WORD BEHIND THE CONTROL WORD INTO CTLLEFT, IN
*        CAPITALS.  CODE 0: NONE.  BY BAL R10
*
OPERAND  BAL   R14,OPERANDS
         MVC   CTLLEFT,=CL8' '
         LTR   R3,R3
         BCR   8,R10
         MVC   CTLLEFT,0(R2)
         L     R1,AUPCASE
         TR    CTLLEFT,0(R1)
         LTR   R12,R12
         BR    R10
*        2, 3 THE WORDS BEHIND THE CONTROL WORD, WITH THEIR VALUES
OPERANDS L     R2,EXBTOK
         LA    R2,8(R2)
         ST    R2,EXBTOK
         L     R3,EXBCOUNT
         BCTR  R3,0
         ST    R3,EXBCOUNT
         LR    R4,R14
         EXCALL EXSUB
         L     R3,EXBCOUNT
         BR    R4
*
*        LABEL - SEARCH CTLLEFT BEHIND LINE 5, THEN FROM THE TOP.  CODE
*        0: 5 IS ITS LINE.  6 LINES LEFT
*
LABEL    L     R6,EXBLINES
LABNEXT  LA    R5,1(R5)
         C     R5,EXBLINES
         BNH   LABLINE
         LA    R5,1
LABLINE  LR    R0,R5
         EXCALL EXTEXT
         LR    R2,R0
LABBLANK LTR   R2,R2
         BZ    LABON
         CLI   0(R1),C' '
         BNE   LABHERE
         LA    R1,1(R1)
         BCT   R2,LABBLANK
         B     LABON
LABHERE  CLI   0(R1),C'-'
         BNE   LABON
         MVC   CTLRIGHT,=CL8' '
         LA    R3,CTLRIGHT
         LA    R4,8
LABCHAR  MVC   0(1,R3),0(R1)
         LA    R3,1(R3)
         LA    R1,1(R1)
         BCTR  R2,0
         LTR   R2,R2
         BZ    LABCOMP
         CLI   0(R1),C' '
         BE    LABCOMP
         BCT   R4,LABCHAR
LABCOMP  L     R1,AUPCASE
         TR    CTLRIGHT,0(R1)
         CLC   CTLLEFT,CTLRIGHT
         BCR   8,R10
LABON    BCT   R6,LABNEXT
         LTR   R12,R12            NOT 0
         BR    R10
         EJECT
EXSKIP   ENTER WORK=CTLWLEN
         BASE  CMSEXCTL
         BAL   R10,OPERAND
         LA    R0,1
         BZ    SKIPON
         LA    R1,CTLLEFT
         EXCALL EXTONUM
         LTR   R15,R15
         BNZ   GOTOBAD
         LTR   R0,R0
         BZ    SKIPEND
         BP    SKIPON
         A     R0,EXBLINE
         B     SKIPSET
SKIPON   A     R0,EXBNEXT
SKIPSET  LTR   R0,R0
         BNP   GOTOBAD
         ST    R0,EXBNEXT
         XC    EXBREADS,EXBREADS
         OI    EXBFLAG,EXBJUMP
SKIPEND  RETURN 0
         EJECT
*        LOOPS: 7 LOOP
*
         USING EXLOOP,R7
EXLOOPS  ENTER WORK=CTLWLEN
         BASE  CMSEXCTL
         L     R7,EXBLOOPS
         CH    R7,=H'4'
         BNL   LOOPDEEP
         MH    R7,=AL2(EXLLEN)
         LA    R7,EXBLOOP(R7)
         CLC   EXBCOUNT,=F'3'
         BL    LOOPBAD
         L     R0,EXBLINE         A LINE OF THE FILE, NOT OF &READ
         EXCALL EXTEXT
         C     R1,EXBTXT
         BNE   LOOPBAD
         L     R0,EXBNEXT
         ST    R0,EXLFIRST
         L     R2,EXBTOK
         LA    R1,8(R2)
         EXCALL EXSUB1
         MVC   CTLLEFT,8(R2)
         L     R1,AUPCASE
         TR    CTLLEFT,0(R1)
         CLI   CTLLEFT,C'-'
         BE    LOOPLAB
         LA    R1,CTLLEFT
         EXCALL EXTONUM
         LTR   R15,R15
         BNZ   LOOPBAD
         LTR   R0,R0
         BNP   LOOPBAD
         A     R0,EXBLINE
         B     LOOPLAST
LOOPLAB  L     R5,EXBLINE
         BAL   R10,LABEL
         BNZ   GOTONONE
         C     R5,EXBLINE
         BNH   LOOPBAD
         LR    R0,R5
LOOPLAST ST    R0,EXLLAST
         C     R0,EXBLINES
         BH    LOOPEND
         L     R2,EXBTOK
         CLC   EXBCOUNT,=F'4'
         BE    LOOPBAD
         BH    LOOPCOND
         LA    R1,16(R2)
         EXCALL EXSUB1
         LA    R1,16(R2)
         EXCALL EXTONUM
         LTR   R15,R15
         BNZ   LOOPBAD
         LTR   R0,R0
         BM    LOOPBAD
         BZ    LOOPPAST
         ST    R0,EXLCOUNT
         XC    EXLCOND,EXLCOND
         B     LOOPON
LOOPCOND MVC   EXLCOND,EXBLINE
         LA    R1,EXBTOKS
         LA    R2,8(R2)
         ST    R2,EXBTOK          THE WORD BEFORE THE CONDITION
         SR    R2,R1
         ST    R2,EXLPLACE
         BAL   R10,CONDITN
         BNZ   IFBAD
         LTR   R9,R9
         BNZ   LOOPPAST
LOOPON   L     R1,EXBLOOPS
         LA    R1,1(R1)
         ST    R1,EXBLOOPS
         RETURN 0
LOOPPAST L     R0,EXLLAST         NO TURN AT ALL
         A     R0,=F'1'
         B     SKIPSET
LOOPEND  EXFAIL 814,'THE LOOP GOES BEYOND THE LAST LINE'
LOOPDEEP EXFAIL 804,'MORE THAN 4 LOOPS'
LOOPBAD  EXFAIL 806,'WRONG LOOP'
         EJECT
EXTURN   ENTER WORK=CTLWLEN
         BASE  CMSEXCTL
TURNLOOP L     R6,EXBLOOPS
         LTR   R6,R6
         BZ    TURNEND
         LR    R7,R6
         BCTR  R7,0
         MH    R7,=AL2(EXLLEN)
         LA    R7,EXBLOOP(R7)
         L     R0,EXBNEXT
         C     R0,EXLFIRST
         BL    TURNPOP
         C     R0,EXLLAST
         BNH   TURNEND
         TM    EXBFLAG,EXBJUMP
         BO    TURNPOP
         CLC   EXLCOND,=F'0'
         BNE   TURNCOND
         L     R1,EXLCOUNT
         BCTR  R1,0
         ST    R1,EXLCOUNT
         LTR   R1,R1
         BNP   TURNPOP
TURNBACK MVC   EXBNEXT,EXLFIRST
TURNEND  RETURN 0
TURNPOP  BCTR  R6,0
         ST    R6,EXBLOOPS
         B     TURNLOOP
TURNCOND L     R0,EXLCOND
         EXCALL EXSTMT
         ST    R1,EXBTXT
         ST    R0,EXBTXTL
         EXCALL EXLINE
         LA    R2,EXBTOKS
         A     R2,EXLPLACE
         ST    R2,EXBTOK
         BAL   R10,CONDITN
         BNZ   IFBAD
         LTR   R9,R9
         BZ    TURNBACK
         L     R6,EXBLOOPS
         B     TURNPOP
         DROP  R7
         EJECT
EXEXIT   ENTER WORK=CTLWLEN
         BASE  CMSEXCTL
         BAL   R10,OPERAND
         SR    R0,R0
         LA    R1,CTLLEFT
         CLI   CTLLEFT,C' '
         BE    EXITSET
         EXCALL EXTONUM
         LTR   R15,R15
         BNZ   EXITBAD
EXITSET  ST    R0,EXBCODE
         OI    EXBFLAG,EXBEND
         RETURN 0
EXITBAD  EXFAIL 811,'NOT A NUMBER'
*
EXCONT   ENTER
         RETURN 0
*
EXERROR  ENTER
         BASE  CMSEXCTL
         L     R3,EXBTXTL         THE STATEMENT BEHIND THE WORD &ERROR
         L     R2,EXBTXT
         XC    EXBERRL,EXBERRL
ERRFIND  CH    R3,=H'6'
         BL    ERRNONE
         MVC   EXBERR(6),0(R2)
         L     R1,AUPCASE
         TR    EXBERR(6),0(R1)
         CLC   EXBERR(6),=C'&&ERROR'
         BE    ERRTAKE
         LA    R2,1(R2)
         BCT   R3,ERRFIND
ERRTAKE  SH    R3,=H'6'
         BNP   ERRNONE
         STH   R3,EXBERRL
         BCTR  R3,0
         EX    R3,ERRMOVE
ERRNONE  RETURN 0
ERRMOVE  MVC   EXBERR(0),6(R2)
         EJECT
*        &CONTROL: 2 WORD, 3 WORDS LEFT, 4 TABLE
*
EXCTL    ENTER WORK=CTLWLEN
         BASE  CMSEXCTL
         BAL   R14,OPERANDS
CTLNEXT  LTR   R3,R3
         BZ    CTLEND
         BCTR  R3,0
         MVC   CTLLEFT,0(R2)
         LA    R2,8(R2)
         L     R1,AUPCASE
         TR    CTLLEFT,0(R1)
         LA    R4,CTLTAB
CTLLOOK  CLC   CTLLEFT,0(R4)
         BE    CTLFOUND
         LA    R4,10(R4)
         CLI   0(R4),X'FF'
         BNE   CTLLOOK
         EXFAIL 815,'WRONG WORD IN &&CONTROL'
CTLEND   RETURN 0
CTLFOUND NC    EXBCTL,8(R4)
         OC    EXBCTL,9(R4)
         B     CTLNEXT
*        WORD, WHAT STAYS, WHAT IS SET
CTLTAB   DC    CL8'OFF',X'1F00',CL8'ERROR',X'1F20',CL8'CMS',X'1F60'
         DC    CL8'ALL',X'1FE0',CL8'TIME',X'FF10',CL8'NOTIME',X'EF00'
         DC    CL8'MSG',X'FB00',CL8'NOMSG',X'FF04'
         DC    CL8'PACK',X'FD00',CL8'NOPACK',X'FF02',X'FF'
         LTORG
         END
