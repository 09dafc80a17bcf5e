MODM     TITLE 'MODMAP - NAMES OF A MODULE'
*
* PURPOSE.    MODMAP NAME   WHERE 'NAME MODULE' LIES IN STORAGE, ITS ENTRY
*             AND ITS NAMES WITH THEIR ADDRESSES
* RETURNS     0; 24 OPERANDS WRONG; 28 NO SUCH MODULE; 32 IT IS DAMAGED;
*             40 IT HAS NO MAP (GENMOD WITH NOMAP); 100 + CODE OF RDBUF
* REGISTERS.  2 NAME, 3 FILE LIST, 4 ENTRY, 5 NAMES LEFT, 6 STORAGE, 7 CODE,
*             8 ITS BYTES, 12 BASE
*
CMSMODM  CSECT
         REGS
         NUCON
         FILEPLST
         MODHEAD
         LOADTAB
         FST
WORK     DSECT
         DS    18F
LIST     DS    CL(FPEND)
HEADER   DS    CL(MODLEN)
LINE     DS    CL80
WORKLEN  EQU   *-WORK-72
CMSMODM  CSECT
         USING WORK,R13
         USING FILEPLST,R3
         USING LDNAMES,R4
MODMAP   ENTER WORK=WORKLEN
         LA    R2,8(R1)
         LA    R3,LIST
         CLI   0(R2),X'FF'
         BE    WRONG
         MVC   LIST,LIST0
         MVC   FPFN,0(R2)
         CALL  STATE,LIST
         LTR   R15,R15
         BNZ   NOFILE
         L     R1,FPBUF
         HALF  R8,FSTIC-FST(R1)   THE LAST RECORD
         MVC   FPNAME,=CL8'RDBUF'
         LA    R1,HEADER
         ST    R1,FPBUF
         CALL  RDBUF,LIST
         LTR   R7,R15
         BNZ   BAD
         CLC   FPREAD,=A(MODLEN)
         BNE   DAMAGED
         CLC   HEADER(8),=CL8'MODULE'
         BNE   DAMAGED
         MVC   LINE,TEXT
         L     R0,HEADER+MODBEGIN-MODHEAD
         LA    R4,LINE+5
         BAL   R10,HEX
         L     R0,HEADER+MODEND-MODHEAD
         LA    R4,LINE+15
         BAL   R10,HEX
         L     R0,HEADER+MODENTRY-MODHEAD
         LA    R4,LINE+29
         BAL   R10,HEX
         TYPE  LINE,80
         L     R5,HEADER+MODNAMES-MODHEAD
         LTR   R5,R5
         BZ    NOMAP
         BM    DAMAGED
         CH    R5,LDRTLEN
         BH    DAMAGED
         STH   R8,FPITEM
         LR    R8,R5
         MH    R8,=AL2(LDNLEN)
         FREE  BYTES=(R8)
         LTR   R15,R15
         BNZ   NOROOM
         LR    R6,R1
         ST    R6,FPBUF
         ST    R8,FPLEN
         CALL  RDBUF,LIST
         LR    R7,R15
         LA    R4,0(R8,R6)
         LTR   R7,R7
         BNZ   GIVEBACK
         C     R8,FPREAD
         BE    NEXT
         LA    R7,8
         B     GIVEBACK
NEXT     SH    R4,=AL2(LDNLEN)
         MVC   LINE,=CL80' '
         MVC   LINE(8),LDN
         MVC   LINE+12(9),=C'UNDEFINED'
         TM    LDNFLAG,LDNDEF
         BZ    SHOW
         MVC   LINE+12(9),=CL9' '
         L     R0,LDNADDR
         CALL  TOHEX,HEXWORK
         MVC   LINE+12(6),HEXWORK+2
SHOW     TYPE  LINE,80
         BCT   R5,NEXT
GIVEBACK LR    R1,R6
         FRET  BYTES=(R8)
         LTR   R7,R7
         BNZ   BAD
         RETURN 0
HEX      CALL  TOHEX,HEXWORK
         MVC   0(6,R4),HEXWORK+2
         BR    R10
BAD      CH    R7,=H'8'
         BE    DAMAGED
         CH    R7,=H'12'
         BE    DAMAGED
         TYPE  'THE MODULE CANNOT BE READ',COLOR=R
         LA    R7,100(R7)
         RETURN (R7)
DAMAGED  FAIL  32,'THE MODULE IS DAMAGED, OR NO MODULE AT ALL'
NOMAP    FAIL  40,'THE MODULE HAS NO MAP: GENMOD MADE IT WITH NOMAP'
NOROOM   FAIL  41,'THERE IS NO STORAGE FOR THE MAP'
NOFILE   FAIL  28,'THERE IS NO SUCH MODULE'
WRONG    FAIL  24,'MODMAP NAME'
TEXT     DC    CL80'FROM XXXXXX TO XXXXXX, ENTRY XXXXXX'
         DS    0D
LIST0    DC    CL8'STATE',CL8' ',CL8'MODULE',CL2'*',H'1',A(0)
         DC    A(MODLEN),CL2'V',H'1',F'0'
         LTORG
         END
