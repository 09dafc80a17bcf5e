EXEC     TITLE 'EXEC - FILES OF COMMANDS'
*
* PURPOSE.    EXEC     EXEC NAME ARGUMENTS: DO THE LINES OF 'NAME EXEC'
*             EXECFND  1 LIST: 15 IS 0 WHEN 'NAME EXEC' EXISTS
* RETURNS     WHAT &EXIT SAYS; 24 NO NAME; 28 NOT FOUND; 41 NO STORAGE;
*             801-819 ERRORS IN THE EXEC, WHICH ARE TOLD
* HOW         THE LINES ARE READ INTO FREE STORAGE WITHOUT BLANKS AT THE
*             END.  FILES OF FORMAT F 80: 72 COLUMNS, OTHERS 130.  BLOCKS
*             OF EXECS THAT WERE GIVEN UP GO WHEN THE NEXT ONE BEGINS
* FILES       EXECTOK WORDS, VARIABLES; EXECTAB STATEMENTS; EXECCTL, EXECIO
*             EXECSET, EXECCMD WHAT THEY DO
* REGISTERS.  2 LIST, 3 FST, 4 FILE LIST, 5 LINE, 6 INDEX, 7 LINES LEFT,
*             8 COLUMNS, 9 WORK, 11 BLOCK, 12 BASE
*
CMSEXEC  CSECT
         REGS
         NUCON
         FILEPLST
         FST
         EXECBLK
         EXTRN EXLINE,EXDO,EXTEXT,EXTURN,EXERR
MOSTCOL  EQU   130
EXECWORK DSECT
         DS    18F
EXECLIST DS    CL(FPEND)
         DS    0D
EXECREAD DS    2D
EXECWLEN EQU   *-EXECWORK-72
CMSEXEC  CSECT
         USING EXECWORK,R13
         USING FILEPLST,R4
EXECFND  ENTER WORK=EXECWLEN
         BASE  CMSEXEC
         LA    R4,EXECLIST
         MVC   EXECLIST,EXECLST0
         MVC   FPFN,0(R1)
         CALL  STATE,EXECLIST
         RETURN
*
EXEC     ENTER WORK=EXECWLEN
         BASE  CMSEXEC
         LR    R2,R1
         BAL   R10,EXECOLD
         CLI   8(R2),X'FF'
         BE    EXECNAME
         LA    R4,EXECLIST
         MVC   EXECLIST,EXECLST0
         MVC   FPFN,8(R2)
         CALL  STATE,EXECLIST
         LTR   R15,R15
         BNZ   EXECNOT
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
         BAL   R10,EXECRUN
EXECEND  L     R9,EXBCODE
         BAL   R10,EXECGONE
         RETURN (R9)
EXECNAME FAIL  24,'EXEC NAME, WITH ITS ARGUMENTS'
EXECNOT  FAIL  28,'THERE IS NO EXEC OF THAT NAME'
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
*        EXECOLD - BLOCKS OF EXECS THAT WERE GIVEN UP GO
*
EXECOLD  LR    R9,R10
EXECOLD1 L     R11,EXECHAIN
         LTR   R11,R11
         BCR   8,R9
         CLC   EXBLEVEL,NESTING
         BCR   4,R9
         BAL   R10,EXECGONE
         B     EXECOLD1
*
*        EXECGONE - FREE BLOCK 11, ITS LINES AND VARIABLES.  USES 8
*
EXECGONE MVC   EXECHAIN,EXBPREV
         L     R1,EXBTEXT
         LTR   R1,R1
         BZ    EXECVARS
         L     R8,EXBSIZE
         FRET  BYTES=(R8)
EXECVARS L     R1,EXBVARS
         LTR   R1,R1
         BZ    EXECBLKF
         MVC   EXBVARS,EXVNEXT-EXVBLK(R1)
         FRET  BYTES=EXVLEN
         B     EXECVARS
EXECBLKF LR    R1,R11
         FRET  BYTES=EXBLEN
         CLC   EXECHAIN,=F'0'
         BCR   7,R10
         NI    SYSFLAG,255-INEXEC
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
         MVC   EXBLEVEL,NESTING
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
         CH    R9,=H'30'
         BNL   EXECARGE
         LA    R9,1(R9)
         LA    R1,8(R1)
         LA    R2,8(R2)
         MVC   0(8,R1),8(R2)
         B     EXECARG
EXECARGE ST    R9,EXBINDEX
         BR    R10
         EJECT
*        EXECLOAD - THE LINES; CODE 0: DONE, ELSE 15 IS RDBUF'S, OR 41
*
         USING FST,R3
EXECLOAD LH    R7,FSTIC
         N     R7,=X'0000FFFF'
         ST    R7,EXBLINES
         LH    R9,FSTDBC          BYTES: BLOCKS, 6 TO A LINE, SOME MORE
         N     R9,=X'0000FFFF'
         MH    R9,=H'800'
         LR    R6,R7
         MH    R6,=H'6'
         LA    R9,256(R6,R9)
         LA    R9,4(R9)
         N     R9,=X'FFFFFFF8'
         L     R8,FSTIL
         MVC   FPFV(1),FSTFV
         MVI   FPFV+1,C' '
         FREE  BYTES=(R9)
         LTR   R15,R15
         BZ    EXECROOM
         LA    R15,41
         LTR   R15,R15
         BR    R10
EXECROOM ST    R1,EXBTEXT
         ST    R9,EXBSIZE
         LR    R6,R1
         LR    R5,R7
         SLL   R5,2
         AR    R5,R6              BEHIND THE INDEX
         MVC   FPNAME,=CL8'RDBUF'
         LA    R9,MOSTCOL
         CLI   FPFV,C'V'
         BE    EXECCOLS
         CH    R8,=H'80'
         BNE   EXECCOLS
         LA    R9,72
EXECCOLS CR    R8,R9
         BNH   EXECLINE
         LR    R8,R9
EXECLINE LTR   R7,R7
         BZ    EXECRDX
         LA    R0,2(R5)
         ST    R0,FPBUF
         ST    R8,FPLEN
         CALL  RDBUF,EXECLIST
         LTR   R15,R15
         BZ    EXECTRIM
         CH    R15,=H'8'          LONGER THAN WHAT IS TAKEN
         BE    EXECTRIM
         CH    R15,=H'12'
         BE    EXECRDX
         BR    R10
EXECTRIM L     R9,FPREAD
         CR    R9,R8
         BNH   EXECTRM1
         LR    R9,R8
EXECTRM1 LTR   R9,R9
         BZ    EXECKEEP
         LA    R1,1(R9,R5)
         CLI   0(R1),C' '
         BNE   EXECKEEP
         BCT   R9,EXECTRM1
EXECKEEP STH   R9,0(R5)
         ST    R5,0(R6)
         LA    R6,4(R6)
         LA    R5,3(R9,R5)
         N     R5,=X'FFFFFFFE'
         BCT   R7,EXECLINE
EXECRDX  L     R0,EXBLINES
         SR    R0,R7              SO MANY WERE THERE
         ST    R0,EXBLINES
         MVC   FPNAME,=CL8'FINIS'
         CALL  FINIS,EXECLIST
*        GIVE BACK WHAT IS NOT USED
         LA    R5,7(R5)
         N     R5,=X'00FFFFF8'
         L     R9,EXBTEXT
         A     R9,EXBSIZE
         SR    R9,R5
         BNP   EXECGOT
         L     R0,EXBSIZE
         SR    R0,R9
         ST    R0,EXBSIZE
         LR    R1,R5
         FRET  BYTES=(R9)
EXECGOT  SR    R15,R15            CODE 0
         BR    R10
         DROP  R3
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
         L     R0,EXECREAD+12
         N     R0,=X'000000FF'
         ST    R0,EXBTXTL
         B     EXECSTMT
         DS    0D
EXECWAIT DC    CL8'WAITRD',A(0),C'T',AL3(0)
         LTORG
         END
