FDIA     TITLE 'FORTDIAG - TYPE THE COMPILER''S MESSAGES'
*
* PURPOSE.    EACH MESSAGE (IEY...) OF 'FWNAME LISTING' IS TYPED, WITH THE
*             LINE THAT MARKS THE PLACES AND THE STATEMENT ABOVE IT.
*             NOT WITH NODIAG, OR WHEN THE LISTING IS NO FILE
* CALLED      11 WORK AREA
* RETURNS     0
* REGISTERS.  2 PLACE IN THE LINE, 3 BYTES LEFT, 5 FILE LIST, 6 LINE, 7 THE
*             LINE BEFORE, 8 THE ONE BEFORE THAT, 12 BASE
*
CMSFDIA  CSECT
         REGS
         NUCON
         FORTWORK
         FILEPLST
CMSFDIA  CSECT
         USING FORTWORK,R11
         USING FILEPLST,R5
FORTDIAG ENTER
         TM    FWFLAG,FWQUIET+FWPRINT+FWNOLIST
         BNZ   DIARET
         LA    R5,FWLIST
         MVC   FWLIST(FPEND),LIST0
         MVC   FPFN,FWNAME
         LA    R6,FWLINES
         LA    R7,FWLINEL(R6)
         LA    R8,FWLINEL(R7)
         MVI   0(R6),C' '
         MVC   1(FWLINEL-1,R6),0(R6)
         MVC   0(FWLINEL,R7),0(R6)
READ     LR    R0,R8              THE OLDEST LINE'S PLACE
         LR    R8,R7
         LR    R7,R6
         LR    R6,R0
         MVI   0(R6),C' '
         MVC   1(FWLINEL-1,R6),0(R6)
         ST    R6,FPBUF
         CALL  RDBUF,FWLIST
         LTR   R15,R15
         BNZ   DIAEND
         LR    R2,R6
         LA    R3,FWLINEL-8
LOOK     CLC   0(3,R2),=C'IEY'
         BE    FOUND
         LA    R2,1(R2)
         BCT   R3,LOOK
         B     READ
FOUND    BAL   R10,MARKS
         LR    R2,R6
         BAL   R10,SAY
         B     READ
DIAEND   CALL  FINIS,FWLIST
DIARET   RETURN 0
*
*        MARKS - THE STATEMENT AND THE MARKS WHEN THE LINE BEFORE HAS '$'
*
MARKS    LR    R2,R7
         LA    R3,FWLINEL
MARKLOOK CLI   0(R2),C'$'
         BE    MARKED
         LA    R2,1(R2)
         BCT   R3,MARKLOOK
         BR    R10
MARKED   LR    R9,R10
         LR    R2,R8
         BAL   R10,SAY
         LR    R2,R7
         BAL   R10,SAY
         LR    R10,R9
         BR    R10
*
*        SAY - TYPE THE LINE AT 2 WITHOUT THE CONTROL CHARACTER
*
SAY      TYPE  1(R2),FWLINEL-1
         BR    R10
         DS    0D
LIST0    DC    CL8'RDBUF',CL8' ',CL8'LISTING',CL2'P',H'0',A(0)
         DC    AL4(FWLINEL),CL2'V',H'1',F'0'
         LTORG
         END
