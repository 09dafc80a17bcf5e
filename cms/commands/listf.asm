LSTF     TITLE 'LISTF - LISTS FILES'
*
* PURPOSE.    LISTF (FN (FT (FM))) ( OPTIONS   FILES OF THE P-DISK, OR
*             OF THE DISK OF FM; * FOR ALL.  OPTION EXEC: NOTHING IS
*             TYPED, THE FILE CMS EXEC GETS A LINE '&1 &2 FN FT FM' FOR
*             EACH. NOHEAD: NO HEADING.  LISTFILE IS ANOTHER NAME
* RETURNS     0; 24 OPERANDS WRONG; 28 NO SUCH FILE; 36 NO SUCH DISK;
*             100 + CODE OF WRBUF
* REGISTERS.  2 WORK, 3 LIST, 4 FST, 5 OPTIONS: 80 EXEC, 40 NOHEAD, 20
*             A FILE WAS FOUND; 6 MODE DIGIT WANTED, 8 ADT, 12 BASE
*
CMSLSTF  CSECT
         REGS
         NUCON
         ADT
         FST
         FILEPLST
         USING WORK,R13
         USING FST,R4
         USING ADT,R8
         ENTRY LISTFILE            ANOTHER NAME
LISTF    ENTER WORK=WORKLEN
         LR    R3,R1
         MVC   PFN,=CL8'*'
         MVC   PFT,=CL8'*'
         MVC   PFM,=C'P '
         MVI   OPTIONS,0
         LA    R2,PFN
         LA    R5,3
OPERAND  LA    R3,8(R3)
         CLI   0(R3),X'FF'
         BE    BEGIN
         CLI   0(R3),C'('
         BE    OPTION
         LTR   R5,R5
         BZ    WRONG
         MVC   0(8,R2),0(R3)
         LA    R2,8(R2)
         BCTR  R5,0
         B     OPERAND
OPTION   LA    R3,8(R3)
         CLI   0(R3),X'FF'
         BE    BEGIN
         CLI   0(R3),C')'
         BE    BEGIN
         CLC   0(8,R3),=CL8'EXEC'
         BNE   OPTHEAD
         OI    OPTIONS,X'80'
         B     OPTION
OPTHEAD  CLC   0(8,R3),=CL8'NOHEAD'
         BNE   WRONG
         OI    OPTIONS,X'40'
         B     OPTION
BEGIN    CALL  ADTLKP,PFM
         LTR   R15,R15
         BNZ   NODISK
         TM    OPTIONS,X'80'
         BZ    FILES
         CALL  ERASE,CMSEXEC
         MVC   EXLIST,EXPLIST
         LA    R1,LINE
         ST    R1,EXLIST+28
FILES    XC    POS,POS
NEXT     LA    R1,LIST
         LA    R0,POS
         CALL  FSNEXT
         LTR   R15,R15
         BNZ   ENDED
         LR    R4,R1
         LR    R8,R0
         CLI   PFM+1,C' '         ONLY FILES OF THIS DIGIT
         BE    SHOW
         CLC   PFM+1(1),FSTM+1
         BNE   NEXT
SHOW     MVI   LINE,C' '
         MVC   LINE+1(79),LINE
         TM    OPTIONS,X'80'
         BO    EXEC
         TM    OPTIONS,X'60'
         BNZ   TYPE
         TYPE  HEADING,59
TYPE     BAL   R10,ENTRY
         TYPE  LINE,80
         OI    OPTIONS,X'20'
         B     NEXT
EXEC     MVC   LINE(6),=C'&&1 &&2 '
         MVC   LINE+6(8),FSTN
         MVC   LINE+15(8),FSTT
         LA    R1,LINE+24
         BAL   R10,MODE
         CALL  WRBUF,EXLIST
         LTR   R15,R15
         BNZ   EXBAD
         OI    OPTIONS,X'20'
         B     NEXT
ENDED    TM    OPTIONS,X'80'
         BZ    ANY
         CALL  FINIS,EXLIST
ANY      TM    OPTIONS,X'20'
         BZ    NOTHING
         RETURN 0
NOTHING  FAIL  28,'FILE NOT FOUND'
WRONG    FAIL  24,'LISTF FILENAME FILETYPE MODE ( EXEC NOHEAD'
NODISK   FAIL  36,'NO SUCH DISK IS LOGGED IN'
EXBAD    LA    R2,100(R15)
         CALL  FINIS,EXLIST
         TYPE  'CMS EXEC CANNOT BE WRITTEN',COLOR=R
         RETURN (R2)
*
*        ENTRY - THE LINE OF FST 4
*
ENTRY    MVC   LINE(8),FSTN
         MVC   LINE+9(8),FSTT
         LA    R1,LINE+19
         BAL   R11,MODE2
         MVC   LINE+23(1),FSTFV
         L     R0,FSTIL
         CALL  TODEC,NUMBER
         MVC   LINE+25(5),NUMBER+5
         HALF  R0,FSTIC
         CALL  TODEC,NUMBER
         MVC   LINE+31(5),NUMBER+5
         HALF  R0,FSTDBC
         CALL  TODEC,NUMBER
         MVC   LINE+38(5),NUMBER+5
         UNPK  NUMBER(9),FSTD(5)
         MVC   LINE+45(14),DATEFORM
         MVC   LINE+45(2),NUMBER
         MVC   LINE+48(2),NUMBER+2
         MVC   LINE+51(2),FSTYR
         MVC   LINE+54(2),NUMBER+4
         MVC   LINE+57(2),NUMBER+6
         BR    R10
*
*        MODE - MODE OF FST 4 INTO THE LINE AT 1
*
MODE     LR    R11,R10
MODE2    MVC   0(2,R1),FSTM
         CLC   FSTM,=C'SY'
         BCR   8,R11
         MVC   0(1,R1),ADTM
         BR    R11
DATEFORM DC    C'00/00/00 00.00'
HEADING  DC    C'FILENAME FILETYPE MODE F LENGTH ITEMS BLOCKS'
         DC    C' DATE     TIME'
         DS    0D
CMSEXEC  DC    CL8'ERASE',CL8'CMS',CL8'EXEC',CL8'P'
         DC    8X'FF'
EXPLIST  DC    CL8'WRBUF',CL8'CMS',CL8'EXEC',CL2'P1',H'0',A(0),F'80'
         DC    CL2'F',H'1',F'0'
LISTFILE EQU   LISTF
WORK     DSECT
         DS    18F
LIST     DS    D
PFN      DS    CL8
PFT      DS    CL8
PFM      DS    CL8
EXLIST   DS    XL44
POS      DS    3F
OPTIONS  DS    X
NUMBER   DS    CL10
LINE     DS    CL80
WORKLEN  EQU   *-WORK-72
CMSLSTF  CSECT
         LTORG
         END
