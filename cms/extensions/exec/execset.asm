EXSE     TITLE 'EXECSET - ASSIGNMENTS IN EXECS'
*
* PURPOSE.    EXASSIGN  &NAME = VALUE
*                             = A + B - C ...
*                             = &CONCAT A B...    &SUBSTR A FROM LENGTH
*                             = &LENGTH A   &DATATYPE A   &LITERAL A
*             EXARGS    &ARGS A B...: THE ARGUMENTS
*             EXHEX     1 WORD: WHEN IT IS X'N, A DECIMAL NUMBER BECOMES
*                       HEXADECIMAL, IN ASSIGNMENTS THE OTHER WAY
* REGISTERS.  2 WORD, 3 WORDS LEFT, 4-9 WORK, 11 BLOCK, 12 BASE
*
CMSEXSET CSECT
         REGS
         NUCON
         EXECBLK
         EXTRN EXERR,EXSUB,EXSUB1,EXSUBN,EXSET,EXTONUM,EXTOTXT
SETWORK  DSECT
         DS    18F
SETNAME  DS    CL8
SETVALUE DS    CL24
SETFUNC  DS    CL8
SETWLEN  EQU   *-SETWORK-72
CMSEXSET CSECT
         USING SETWORK,R13
EXASSIGN ENTER WORK=SETWLEN
         BASE  CMSEXSET
         L     R2,EXBTOK
         LR    R1,R2
         EXCALL EXSUBN
         MVC   SETNAME,0(R2)
         LA    R2,16(R2)          THE WORDS BEHIND THE =
         ST    R2,EXBTOK
         L     R3,EXBCOUNT
         SH    R3,=H'2'
         ST    R3,EXBCOUNT
         BZ    SETNULL
         MVC   SETFUNC,0(R2)
         L     R1,AUPCASE
         TR    SETFUNC,0(R1)
         CLC   SETFUNC,=CL8'&&LITERAL'
         BE    SETLIT
         CLC   SETFUNC,=CL8'&&CONCAT'
         BE    SETARGS
         CLC   SETFUNC,=CL8'&&SUBSTR'
         BE    SETARGS
         CLC   SETFUNC,=CL8'&&LENGTH'
         BE    SETARGS
         CLC   SETFUNC,=CL8'&&DATATYP'
         BE    SETARGS
         OI    EXBFLAG,EXBASGN
         EXCALL EXSUB
         NI    EXBFLAG,255-EXBASGN
         L     R3,EXBCOUNT
         LTR   R3,R3
         BZ    SETNULL
         CH    R3,=H'1'
         BE    SETCOPY
         B     SETSUM
SETNULL  MVC   SETVALUE(8),=CL8' '
         B     SETPUT
SETLIT   CH    R3,=H'2'
         BNE   SETMIS
         LA    R2,8(R2)
SETCOPY  MVC   SETVALUE(8),0(R2)
SETPUT   LA    R1,SETNAME
         LA    R0,SETVALUE
         EXCALL EXSET
         RETURN 0
SETMIS   EXFAIL 813,'WRONG USE OF A FUNCTION'
         EJECT
*        A SUM: 4 SO FAR, 5 SIGN
*
SETSUM   SR    R4,R4
SETTERM  SR    R5,R5
SETSIGN  LTR   R3,R3
         BZ    SETEXPR
         CLC   0(8,R2),=CL8'-'
         BE    SETMINUS
         CLC   0(8,R2),=CL8'+'
         BNE   SETNUM
         B     SETPLUS
SETMINUS X     R5,=F'1'
SETPLUS  LA    R2,8(R2)
         BCTR  R3,0
         B     SETSIGN
SETNUM   LR    R1,R2
         EXCALL EXTONUM
         LTR   R15,R15
         BNZ   SETCONV
         LR    R6,R0
         LTR   R5,R5
         BZ    SETADD
         LCR   R6,R6
SETADD   AR    R4,R6
         C     R4,=F'99999999'    EIGHT CHARACTERS, THE SIGN AMONG THEM
         BH    SETOVER
         C     R4,=F'-9999999'
         BL    SETOVER
         LA    R2,8(R2)
         BCT   R3,SETOPER
         LR    R0,R4
         LA    R1,SETVALUE
         EXCALL EXTOTXT
         B     SETPUT
SETOPER  CLC   0(8,R2),=CL8'+'
         BE    SETTERM
         CLC   0(8,R2),=CL8'-'
         BE    SETTERM
SETEXPR  EXFAIL 808,'WRONG ASSIGNMENT'
SETCONV  EXFAIL 811,'NOT A NUMBER'
SETOVER  EXFAIL 817,'THE NUMBER IS TOO LARGE'
         EJECT
*        FUNCTIONS: THEIR OPERANDS, EMPTY ONES TOO
*
SETARGS  LA    R2,8(R2)
         BCTR  R3,0
         LTR   R3,R3
         BZ    SETMIS
         LR    R4,R2
         LR    R5,R3
SETEACH  LR    R1,R4
         EXCALL EXSUB1
         LA    R4,8(R4)
         BCT   R5,SETEACH
         CLC   SETFUNC,=CL8'&&CONCAT'
         BE    SETCONC
         CLC   SETFUNC,=CL8'&&SUBSTR'
         BE    SETSUBS
         CH    R3,=H'1'
         BNE   SETMIS
         CLC   SETFUNC,=CL8'&&LENGTH'
         BE    SETLEN
*        DATATYPE
         MVC   SETVALUE(8),=CL8'NUM'
         LR    R1,R2
         EXCALL EXTONUM
         LTR   R15,R15
         BZ    SETPUT
         MVC   SETVALUE(8),=CL8'CHAR'
         B     SETPUT
SETLEN   BAL   R10,SETCHARS
         LR    R0,R6
         LA    R1,SETVALUE
         EXCALL EXTOTXT
         B     SETPUT
SETCONC  LA    R4,SETVALUE        4 PLACE
         MVC   SETVALUE,=CL24' '
         LA    R5,SETVALUE+8
SETCONC1 BAL   R10,SETCHARS
         MVC   0(8,R4),0(R2)
         AR    R4,R6
         CR    R4,R5
         BNL   SETPUT             EIGHT CHARACTERS
         LA    R2,8(R2)
         BCT   R3,SETCONC1
         B     SETPUT
SETSUBS  CH    R3,=H'2'
         BL    SETMIS
         CH    R3,=H'3'
         BH    SETMIS
         MVC   SETVALUE,=CL24' '
         MVC   SETVALUE+8(8),0(R2)
         LA    R1,8(R2)
         EXCALL EXTONUM
         LTR   R15,R15
         BNZ   SETCONV
         LTR   R7,R0              7 FROM
         BNP   SETMIS
         CH    R7,=H'8'
         BH    SETPUT             BEHIND THE END: NOTHING
         LA    R8,8               8 LENGTH
         CH    R3,=H'2'
         BE    SETSUBS1
         LA    R1,16(R2)
         EXCALL EXTONUM
         LTR   R15,R15
         BNZ   SETCONV
         LTR   R8,R0
         BM    SETMIS
         BZ    SETPUT
         CH    R8,=H'8'
         BNH   SETSUBS1
         LA    R8,8
SETSUBS1 LA    R7,SETVALUE+7(R7)
         BCTR  R8,0
         EX    R8,SETMOVE
         B     SETPUT
SETMOVE  MVC   SETVALUE(0),0(R7)
*
*        SETCHARS - 6 CHARACTERS OF THE WORD AT 2
*
SETCHARS LA    R6,8
SETCHAR1 LA    R1,0(R6,R2)
         BCTR  R1,0
         CLI   0(R1),C' '
         BCR   7,R10
         BCT   R6,SETCHAR1
         BR    R10
         EJECT
EXARGS   ENTER
         BASE  CMSEXSET
         L     R2,EXBTOK
         LA    R2,8(R2)
         ST    R2,EXBTOK
         L     R3,EXBCOUNT
         BCTR  R3,0
         ST    R3,EXBCOUNT
         EXCALL EXSUB
         L     R3,EXBCOUNT
         CH    R3,=H'30'
         BH    ARGMANY
         ST    R3,EXBINDEX
         MVI   EXBARGS+8,C' '
         MVC   EXBARGS+9(239),EXBARGS+8
         LA    R4,EXBARGS+8
ARGNEXT  LTR   R3,R3
         BZ    ARGEND
         MVC   0(8,R4),0(R2)
         LA    R4,8(R4)
         LA    R2,8(R2)
         BCT   R3,ARGNEXT
ARGEND   RETURN 0
ARGMANY  EXFAIL 803,'MORE THAN 30 ARGUMENTS'
         EJECT
*        EXHEX - 2 WORD, 3 PLACE, 4 LENGTH LESS ONE.  NO NUMBER: IT STAYS
*
EXHEX    ENTER WORK=SETWLEN
         BASE  CMSEXSET
         LR    R2,R1
         CLC   0(2,R2),=C'X'''
         BNE   HEXEND
         MVC   SETVALUE(8),=CL8' '
         MVC   SETVALUE(6),2(R2)
         LA    R3,SETVALUE
         LA    R4,6
HEXQUOTE CLI   0(R3),C''''        THE APOSTROPHE BEHIND IT GOES
         BNE   HEXQUOT1
         MVI   0(R3),C' '
HEXQUOT1 LA    R3,1(R3)
         BCT   R4,HEXQUOTE
         LA    R1,SETVALUE
         TM    EXBFLAG,EXBASGN
         BZ    HEXOF
         CALL  GETHEX
         LTR   R15,R15
         BNZ   HEXEND
         LR    R1,R2
         EXCALL EXTOTXT
         RETURN 0
HEXOF    EXCALL EXTONUM
         LTR   R15,R15
         BNZ   HEXEND
         LTR   R0,R0
         BM    HEXEND
         CALL  TOHEX,SETVALUE
         LA    R3,SETVALUE
         LA    R4,7
HEXZERO  CLI   0(R3),C'0'
         BNE   HEXPUT
         LA    R3,1(R3)
         BCT   R4,HEXZERO
HEXPUT   MVC   0(8,R2),=CL8' '
         EX    R4,HEXMOVE
HEXEND   RETURN 0
HEXMOVE  MVC   0(0,R2),0(R3)
         LTORG
         END
