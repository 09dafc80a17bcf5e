MAPP     TITLE 'MAPPRT - PRINTS A LOAD MAP'
*
* PURPOSE.    MAPPRT (NAME)   THE FILE 'NAME MAP', OTHERWISE LOAD MAP, GOES
*             TO THE PRINTER, A PAGE OF 55 LINES UNDER A HEADING WITH NAME,
*             DATE AND TIME
* RETURNS     0; 24 OPERANDS WRONG; 28 THERE IS NO SUCH FILE; 36 THERE IS
*             NO PRINTER; 100 + CODE OF RDBUF
* REGISTERS.  2 LIST, 3 FILE LIST, 4 LINES LEFT ON THE PAGE, 5 CODE, 12
*             BASE
*
CMSMAPP  CSECT
         REGS
         NUCON
         FILEPLST
LINES    EQU   55
WORK     DSECT
         DS    18F
LIST     DS    CL(FPEND)
         DS    0F
PRTLIST  DS    CL8,A,H,H
CONTROL  DS    C
LINE     DS    CL80
ITEMLINE DS    CL80
WORKLEN  EQU   *-WORK-72
CMSMAPP  CSECT
         USING WORK,R13
         USING FILEPLST,R3
MAPPRT   ENTER WORK=WORKLEN
         LA    R2,8(R1)
         LA    R3,LIST
         MVC   LIST,LIST0
         CLI   0(R2),X'FF'
         BE    FILE
         CLI   8(R2),X'FF'
         BNE   WRONG
         MVC   FPFN,0(R2)
FILE     LA    R1,LINE
         ST    R1,FPBUF
         MVC   PRTLIST(8),=CL8'PRINTR'
         LA    R1,CONTROL
         ST    R1,PRTLIST+8
         MVC   PRTLIST+12(2),=H'81'
         SR    R4,R4
NEXT     MVI   LINE,C' '
         MVC   LINE+1(79),LINE
         CALL  RDBUF,LIST
         LTR   R5,R15
         BNZ   ENDED
         LTR   R4,R4
         BNZ   ITEM
         LA    R4,LINES
         MVC   ITEMLINE,LINE      A NEW PAGE
         MVI   LINE,C' '
         MVC   LINE+1(79),LINE
         MVI   CONTROL,C'1'
         MVC   LINE(8),FPFN
         MVC   LINE+9(3),=C'MAP'
         MVC   LINE+20(8),TODATE
         MVC   LINE+30(8),TOTIME
         BAL   R10,PRINT
         MVC   LINE,ITEMLINE
         MVI   CONTROL,C'0'
         B     SHOW
ITEM     MVI   CONTROL,C' '
SHOW     BAL   R10,PRINT
         BCTR  R4,0
         B     NEXT
PRINT    CMSCALL PRTLIST
         CH    R15,=H'3'          CHANNEL 9, 12: PRINTED
         BCR   13,R10
         CALL  FINIS,LIST
         FAIL  36,'THERE IS NO PRINTER, OR IT DOES NOT PRINT'
ENDED    CALL  FINIS,LIST
         CH    R5,=H'12'
         BE    GOOD
         CH    R5,=H'1'
         BE    NOFILE
         TYPE  'THE MAP CANNOT BE READ',COLOR=R
         LA    R5,100(R5)
         RETURN (R5)
GOOD     CMSCALL CLOSE
         RETURN 0
NOFILE   FAIL  28,'THERE IS NO SUCH MAP: LOAD MAKES THE FILE LOAD MAP'
WRONG    FAIL  24,'MAPPRT NAME'
         DS    0D
CLOSE    DC    CL8'CLOSIO',CL8'PRINTER',8X'FF'
LIST0    DC    CL8'RDBUF',CL8'LOAD',CL8'MAP',CL2'*',H'0',A(0),F'80'
         DC    CL2'F',H'1',F'0'
         LTORG
         END
