EXEC     TITLE 'EXEC - FILES OF COMMANDS'
*
* PURPOSE.    EXEC  EXEC NAME ARGUMENTS: DO THE LINES OF 'NAME EXEC'
* RETURNS     WHAT &EXIT SAYS; 24 NO NAME; 28 NOT FOUND; 41 NO STORAGE;
*             100 + CODE OF RDBUF; 801-819 ERRORS IN THE EXEC.  THE REST
*             IS TOLD
* HOW         THE LINES ARE READ INTO FREE STORAGE, AT MOST 130 COLUMNS,
*             WITHOUT BLANKS AT THE END.  A STATEMENT IN A FILE OF FORMAT
*             F 80 HAS 72 COLUMNS.  WHAT KX LEAVES IS TAKEN BACK BY TIDY
* FILES       EXECTOK WORDS, VARIABLES; EXECTAB STATEMENTS; EXECCTL, EXECIO
*             EXECSET, EXECCMD WHAT THEY DO
* REGISTERS.  2 LIST, 3 FST, 4 FILE LIST, 5-9 WORK, 11 BLOCK, 12 BASE
*
         NUCEXT (EXEC)
CMSEXEC  CSECT
         REGS
         NUCON
         FILEPLST
         FST
         EXECBLK
         EXTRN EXLINE,EXDO,EXTEXT,EXTURN,EXERR
MOSTCOL  EQU   130
LONGLINE EQU   MOSTCOL+2          BYTES OF A LINE IN STORAGE
TEXTBLK  EQU   4088               BYTES OF A BLOCK OF LINES
EXECWORK DSECT
         DS    18F
EXECLIST DS    CL(FPEND)
         DS    0D
EXECREAD DS    2D
EXECWLEN EQU   *-EXECWORK-72
CMSEXEC  CSECT
         USING EXECWORK,R13
         USING FILEPLST,R4
EXEC     ENTER WORK=EXECWLEN
         BASE  CMSEXEC
         LR    R2,R1
         CLI   8(R2),X'FF'
         BE    EXECNAME
         LA    R4,EXECLIST
         MVC   EXECLIST,EXECLST0
         MVC   FPFN,8(R2)
         CALL  STATE,EXECLIST
         LTR   R15,R15
         BNZ   EXECNONE
         L     R3,FPBUF
         FREE  BYTES=EXBLEN
         LTR   R15,R15
         BNZ   EXECFULL
         LR    R11,R1
         BAL   R10,EXECINIT
         BAL   R10,EXECARGS
         BAL   R10,EXECLOAD
         BNZ   EXECBAD
         OI    SYSFLAG,INEXEC
         CLC   EXBINDEX,=F'30'
         BNH   EXECFEW
         EXFAIL 803,'MORE THAN 30 ARGUMENTS'
EXECFEW  BAL   R10,EXECRUN
         L     R9,EXBCODE
         BAL   R10,EXECGONE
         RETURN (R9)
EXECNAME FAIL  24,'EXEC NAME ARGUMENTS: THE NAME IS MISSING'
EXECNONE MVC   ERRLINE(24),=CL24'XXXXXXXX EXEC NOT FOUND'
         MVC   ERRLINE(8),8(R2)
         TYPE  ERRLINE,24,COLOR=R
         RETURN 28
EXECBAD  LR    R9,R15
         BAL   R10,EXECGONE
         CH    R9,=H'41'
         BE    EXECFULL
         TYPE  'THE EXEC CANNOT BE READ',COLOR=R
         LA    R9,100(R9)
         RETURN (R9)
EXECFULL FAIL  41,'STORAGE IS EXHAUSTED'
EXECLST0 DC    CL8'STATE',CL8' ',CL8'EXEC',CL2'*',H'0',A(0),F'0',CL2'V'
         DC    H'1',F'0'
         EJECT
*        EXECGONE - FREE BLOCK 11, ITS LINES AND VARIABLES.  USES 8
*
EXECGONE MVC   EXECHAIN,EXBPREV
         CLC   EXECHAIN,=F'0'
         BNE   GONEINDX
         NI    SYSFLAG,255-INEXEC
GONEINDX L     R1,EXBINDX
         LTR   R1,R1
         BZ    GONETEXT
         L     R8,EXBSIZE
         FRET  BYTES=(R8)
GONETEXT L     R1,EXBTEXT
         LTR   R1,R1
         BZ    GONEVARS
         USING EXTBLK,R1
         MVC   EXBTEXT,EXTNEXT
         L     R8,EXTSIZE
         DROP  R1
         FRET  BYTES=(R8)
         B     GONETEXT
GONEVARS L     R1,EXBVARS
         LTR   R1,R1
         BZ    GONEBLK
         MVC   EXBVARS,EXVNEXT-EXVBLK(R1)
         FRET  BYTES=EXVLEN
         B     GONEVARS
GONEBLK  LR    R1,R11
         FRET  BYTES=EXBLEN
         BR    R10
*
*        EXECINIT - A NEW BLOCK
*
EXECINIT LR    R0,R11             CLEAR IT, 256 BYTES AT A TIME
         LA    R9,EXBLEN
EXECCLR  LR    R8,R9
         CH    R8,=H'256'
         BNH   EXECCLR1
         LA    R8,256
EXECCLR1 LR    R7,R8
         BCTR  R7,0
         LR    R6,R0
         EX    R7,EXECXC
         AR    R0,R8
         SR    R9,R8
         BP    EXECCLR
         MVI   EXBARGS,C' '
         MVC   EXBARGS+1(247),EXBARGS
         MVC   EXBPREV,EXECHAIN
         MVC   EXBNAME,8(R2)
         MVI   EXBCTL,EXBCMS+EXBERROR
         LA    R0,1
         ST    R0,EXBNEXT
         L     R1,EXECHAIN
         LTR   R1,R1
         BZ    EXECDEEP
         AH    R0,EXBDEPTH-EXECBLK(R1)
EXECDEEP STH   R0,EXBDEPTH
         ST    R11,EXECHAIN
         BR    R10
EXECXC   XC    0(0,R6),0(R6)
*
*        EXECARGS - ARGUMENTS OF LIST 2
*
EXECARGS LA    R1,EXBARGS
         MVC   0(8,R1),8(R2)
         SR    R9,R9
EXECARG  CLI   16(R2),X'FF'
         BE    EXECARGE
         LA    R9,1(R9)
         CH    R9,=H'30'
         BH    EXECARGE           TOO MANY
         LA    R1,8(R1)
         LA    R2,8(R2)
         MVC   0(8,R1),8(R2)
         B     EXECARG
EXECARGE ST    R9,EXBINDEX
         BR    R10
         EJECT
*        EXECLOAD - THE LINES; CODE 0: DONE, ELSE 15 IS RDBUF'S, OR 41.
*        3 FST, 4 FILE LIST, 5 LINE, 6 INDEX, 7 LINES LEFT, 8 BLOCK, 9
*        BYTES LEFT IN IT
*
         USING FST,R3
         USING EXTBLK,R8
EXECLOAD MVC   EXBCOLS,=A(MOSTCOL)
         CLI   FSTFV,C'F'
         BNE   LOADFREE
         CLC   FSTIL,=F'80'
         BNE   LOADFREE
         MVC   EXBCOLS,=F'72'
LOADFREE MVC   FPFV(1),FSTFV
         MVI   FPFV+1,C' '
         LH    R7,FSTIC
         N     R7,=X'0000FFFF'
         ST    R7,EXBLINES
         LR    R9,R7
         SLL   R9,2
         FREE  BYTES=(R9)
         LTR   R15,R15
         BNZ   LOADFULL
         ST    R1,EXBINDX
         ST    R9,EXBSIZE
         LR    R6,R1
         MVC   FPNAME,=CL8'RDBUF'
         SR    R8,R8
         SR    R9,R9
LOADNEXT CH    R9,=AL2(LONGLINE)
         BNL   LOADLINE
         LA    R1,LONGLINE+EXTTEXT-EXTBLK
         MR    R0,R7              BYTES THAT ARE NEEDED AT MOST
         C     R1,=A(TEXTBLK)
         BNH   LOADSIZE
         LA    R1,TEXTBLK
LOADSIZE LR    R9,R1
         FREE  BYTES=(R9)
         LTR   R15,R15
         BNZ   LOADFULL
         LR    R8,R1
         MVC   EXTNEXT,EXBTEXT
         ST    R9,EXTSIZE
         ST    R8,EXBTEXT
         LA    R5,EXTTEXT
         SH    R9,=AL2(EXTTEXT-EXTBLK)
LOADLINE LA    R0,2(R5)
         ST    R0,FPBUF
         LA    R0,MOSTCOL
         ST    R0,FPLEN
         CALL  RDBUF,EXECLIST
         LTR   R15,R15
         BZ    LOADTRIM
         CH    R15,=H'8'          LONGER THAN WHAT IS TAKEN
         BNE   LOADCODE
LOADTRIM L     R1,FPREAD
         LA    R14,1(R1,R5)
LOADBLNK CLI   0(R14),C' '
         BNE   LOADKEEP
         BCTR  R14,0
         BCT   R1,LOADBLNK
LOADKEEP STH   R1,0(R5)
         ST    R5,0(R6)
         LA    R6,4(R6)
         LA    R1,3(R1)
         N     R1,=X'0000FFFE'
         AR    R5,R1
         SR    R9,R1
         BCT   R7,LOADNEXT
         BAL   R14,LOADCUT
         SR    R15,R15
LOADEND  LR    R9,R15
         MVC   FPNAME,=CL8'FINIS'
         CALL  FINIS,EXECLIST
         LTR   R15,R9
         BR    R10
LOADCODE CH    R15,=H'12'         FEWER LINES THAN THE DIRECTORY SAYS
         BNE   LOADEND
         L     R0,EXBLINES
         SR    R0,R7
         ST    R0,EXBLINES
         SR    R15,R15
         B     LOADEND
LOADFULL LA    R15,41
         B     LOADEND
*        LOADCUT - GIVE BACK WHAT BLOCK 8 DOES NOT NEED.  BY BAL R14
LOADCUT  LA    R1,7(R5)
         N     R1,=X'00FFFFF8'
         LR    R0,R1
         SR    R0,R8              BYTES NEEDED
         L     R9,EXTSIZE
         LA    R9,7(R9)
         N     R9,=X'0000FFF8'
         SR    R9,R0
         BCR   8,R14
         ST    R0,EXTSIZE
         LR    R5,R14
         FRET  BYTES=(R9)
         BR    R5
         DROP  R3,R8
         EJECT
*        EXECRUN - THE STATEMENTS
*
EXECRUN  L     R1,EXBREADS
         LTR   R1,R1
         BNZ   EXECTERM
         CLC   EXBLOOPS,=F'0'
         BE    EXECFLOW
         EXCALL EXTURN            MAY CHANGE EXBNEXT
         TM    EXBFLAG,EXBEND
         BCR   1,R10
EXECFLOW NI    EXBFLAG,255-EXBJUMP
         L     R0,EXBNEXT
         C     R0,EXBLINES
         BCR   2,R10              THE END
         ST    R0,EXBLINE
         LR    R1,R0
         LA    R1,1(R1)
         ST    R1,EXBNEXT
         EXCALL EXTEXT
         ST    R1,EXBTXT
         ST    R0,EXBTXTL
EXECSTMT EXCALL EXLINE
         CLC   EXBCOUNT,=F'0'
         BE    EXECRUN
         EXCALL EXDO
         TM    EXBFLAG,EXBEND
         BZ    EXECRUN
         BR    R10
*        A LINE OF THE TERMINAL OR THE STACK IS THE STATEMENT
EXECTERM BCTR  R1,0
         ST    R1,EXBREADS
         MVC   EXECREAD(16),EXECWAIT
         LA    R1,EXBIN
         ST    R1,EXBTXT
         ST    R1,EXECREAD+8
         MVI   EXECREAD+8,1
         CALL  WAITRD,EXECREAD
         SR    R0,R0
         IC    R0,EXECREAD+15
         ST    R0,EXBTXTL
         B     EXECSTMT
         DS    0D
EXECWAIT DC    CL8'WAITRD',A(0),C'T',AL3(0)
         LTORG
         END
