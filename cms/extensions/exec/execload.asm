EXLO     TITLE 'EXECLOAD - THE LINES OF AN EXEC'
*
* PURPOSE.    EXLOAD  THE LINES OF 'EXBNAME EXEC', WHOSE FST IS IN STATFST,
*                     INTO FREE STORAGE
* RETURNS     0; CODE OF RDBUF; 41 NO STORAGE
* HOW         AT MOST 130 COLUMNS ARE TAKEN, WITHOUT BLANKS AT THE END.  A
*             STATEMENT IN A FILE OF FORMAT F 80 HAS 72 COLUMNS
* REGISTERS.  3 FST, 4 FILE LIST, 5 LINE, 6 INDEX, 7 LINES LEFT, 8 BLOCK,
*             9 BYTES LEFT IN IT, 11 BLOCK OF THE EXEC, 12 BASE
*
CMSEXLOD CSECT
         REGS
         NUCON
         FILEPLST
         FST
         EXECBLK
MOSTCOL  EQU   130
LONGLINE EQU   MOSTCOL+2          BYTES OF A LINE IN STORAGE
TEXTBLK  EQU   4088               BYTES OF A BLOCK OF LINES
LOADWORK DSECT
         DS    18F
LOADLIST DS    CL(FPEND)
CMSEXLOD CSECT
         USING LOADWORK,R13
         USING FILEPLST,R4
         USING FST,R3
         USING EXTBLK,R8
EXLOAD   ENTER WORK=FPEND
         LA    R3,STATFST
         LA    R4,LOADLIST
         MVC   LOADLIST,LOADLST0
         MVC   FPFN,EXBNAME
         MVC   EXBCOLS,=A(MOSTCOL)
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
         SR    R15,R15
         LTR   R9,R7
         BZ    LOADEND
         SLL   R9,2
         FREE  BYTES=(R9)
         LTR   R15,R15
         BNZ   LOADFULL
         ST    R1,EXBINDX
         ST    R9,EXBSIZE
         LR    R6,R1
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
         CALL  RDBUF,LOADLIST
         LTR   R15,R15
         BZ    LOADTRIM
         CH    R15,=H'8'          LONGER THAN WHAT IS TAKEN
         BNE   LOADCODE
LOADTRIM L     R1,FPREAD
         LTR   R1,R1
         BZ    LOADKEEP
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
         BAL   R10,LOADCUT
         SR    R15,R15
LOADEND  LR    R9,R15
         MVC   FPNAME,=CL8'FINIS'
         CALL  FINIS,LOADLIST
         RETURN (R9)
LOADCODE CH    R15,=H'12'         FEWER LINES THAN THE DIRECTORY SAYS
         BNE   LOADEND
         L     R0,EXBLINES
         SR    R0,R7
         ST    R0,EXBLINES
         SR    R15,R15
         B     LOADEND
LOADFULL LA    R15,41
         B     LOADEND
*        LOADCUT - GIVE BACK WHAT BLOCK 8 DOES NOT NEED.  BY BAL R10
LOADCUT  LA    R1,7(R5)
         N     R1,=X'00FFFFF8'
         LR    R0,R1
         SR    R0,R8              BYTES NEEDED
         L     R9,EXTSIZE
         LA    R9,7(R9)
         N     R9,=X'0000FFF8'
         SR    R9,R0
         BCR   8,R10
         ST    R0,EXTSIZE
         FRET  BYTES=(R9)
         BR    R10
         DS    0D
LOADLST0 DC    CL8'RDBUF',CL8' ',CL8'EXEC',CL2'*',H'0',A(0),F'0',CL2'V'
         DC    H'1',F'0'
         LTORG
         END
