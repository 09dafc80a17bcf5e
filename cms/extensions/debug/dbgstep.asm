DBGP     TITLE 'DBGSTEP - THE INSTRUCTION UNDER A BREAKPOINT'
*
* PURPOSE.    STEP  MAKES THE PROGRAM'S STATE SO THAT THE INSTRUCTION AT
*                   ITS PSW IS CARRIED OUT WITHOUT THE BREAKPOINT THERE
* HOW         WHAT USES OR CHANGES THE ADDRESS IN THE PSW IS DONE HERE:
*             BRANCHES, SVC (DBWHOW), LPSW.  ANOTHER INSTRUCTION GOES TO
*             DBWSTEP, A BREAKPOINT OF NO NUMBER BEHIND IT, DBWSTEPN SAYS
*             WHERE TO GO ON.  EXECUTE IS REPLACED BY WHAT IT EXECUTES
* REGISTERS.  2 TABLE, 3 ADDRESS, 4 WHAT FOLLOWS, 5 6 REGISTERS OF THE
*             INSTRUCTION, TIMES FOUR, 7 VALUE, 8 TARGET, 9 LENGTH AS IN A
*             PSW, 10 LINK, 11 WORK AREA, 12 BASE
*
CMSDBGP  CSECT
         REGS
         NUCON
         DBGBLK
CMSDBGP  CSECT
         USING DBGWORK,R11
STEP     ENTER
         BASE  CMSDBGP
         L     R3,DBGPSW+4
         LA    R3,0(R3)
         BAL   R10,FETCH
         LA    R4,2(R3)
         LA    R9,X'40'
         TM    DBWINST,X'C0'
         BZ    STEPLONG
         LA    R4,2(R4)
         LA    R9,X'80'
         BM    STEPLONG
         LA    R4,2(R4)
         LA    R9,X'C0'
STEPLONG CLI   DBWINST,X'44'
         BNE   STEPOP
         BAL   R10,RX             EXECUTE
         LR    R0,R8
         N     R0,=F'1'
         BNZ   STEPOP
         BAL   R10,FIELDS
         LR    R7,R5
         LR    R5,R3
         LR    R3,R8
         BAL   R10,FETCH
         CLI   DBWINST,X'44'
         BNE   STEPEX
         LR    R3,R5              ONE EXECUTES ANOTHER: IT SHALL TRAP
         BAL   R10,FETCH
         B     STEPHERE
STEPEX   LTR   R7,R7
         BZ    STEPOP
         LA    R7,DBGREGS(R7)
         OC    DBWINST+1(1),3(R7)
STEPOP   LA    R2,STEPTAB
STEPLOOK CLC   0(1,R2),DBWINST
         BE    STEPDO
         LA    R2,4(R2)
         CLI   0(R2),0
         BNE   STEPLOOK
*        IN ANOTHER PLACE
STEPHERE MVC   DBWSTEP(6),DBWINST
         LA    R1,DBWSTEP
         TM    DBWSTEP,X'C0'
         BZ    STEPTRAP
         BM    STEPFOUR
         LA    R1,2(R1)
STEPFOUR LA    R1,2(R1)
STEPTRAP MVC   2(2,R1),=X'00BF'
         ST    R4,DBWSTEPN
         LA    R8,DBWSTEP
STEPGO   ST    R8,DBWAT
         MVC   DBGPSW+5(3),DBWAT+1
         RETURN 0
STEPDO   BAL   R10,FIELDS
         L     R15,0(R2)
         LA    R15,0(R15)
         B     CMSDBGP(R15)
*        LINK AND BRANCH
BALR     L     R8,DBGREGS(R6)
         LTR   R6,R6
         BNZ   LINKIT
         LR    R8,R4
         B     LINKIT
BAL      BAL   R10,RX
LINKIT   MVC   DBWAT(1),DBGPSW+4
         L     R7,DBWAT
         N     R7,=X'3F000000'
         SLL   R9,24
         OR    R7,R9
         OR    R7,R4
         ST    R7,DBGREGS(R5)
         B     STEPGO
*        ON THE CONDITION CODE
BCR      L     R8,DBGREGS(R6)
         LTR   R6,R6
         BZ    NOBRANCH
         B     CONDIT
BC       BAL   R10,RX
CONDIT   SR    R1,R1
         IC    R1,DBGPSW+4
         SRL   R1,4
         N     R1,=F'3'
         LA    R0,32              MASK TIMES FOUR
         SRL   R0,0(R1)
         NR    R0,R5
         BNZ   STEPGO
NOBRANCH LR    R8,R4
         B     STEPGO
*        ON COUNT
BCTR     L     R8,DBGREGS(R6)
         B     COUNT
BCT      BAL   R10,RX
         LA    R6,4               IT BRANCHES WHENEVER NOT ZERO
COUNT    L     R7,DBGREGS(R5)
         BCTR  R7,0
         ST    R7,DBGREGS(R5)
         LTR   R6,R6
         BZ    NOBRANCH
         LTR   R7,R7
         BNZ   STEPGO
         B     NOBRANCH
*        ON INDEX
BXH      BAL   R10,INDEX
         BH    STEPGO
         B     NOBRANCH
BXLE     BAL   R10,INDEX
         BNH   STEPGO
         B     NOBRANCH
INDEX    LR    R0,R10
         BAL   R10,RS
         LR    R10,R0
         LR    R1,R6
         O     R1,=F'4'
         L     R1,DBGREGS(R1)
         L     R7,DBGREGS(R5)
         L     R0,DBGREGS(R6)
         ALR   R7,R0
         ST    R7,DBGREGS(R5)
         CR    R7,R1
         BR    R10
*
SVC      OI    DBWHOW,HOWSVC
         MVI   DBGPSW+2,0
         MVC   DBGPSW+3(1),DBWINST+1
         NI    DBGPSW+4,X'3F'
         STC   R9,DBWAT
         OC    DBGPSW+4(1),DBWAT
         B     NOBRANCH
LPSW     BAL   R10,RS
         LR    R0,R8
         N     R0,=F'7'
         BNZ   STEPHERE
         LR    R3,R8
         BAL   R10,FETCH
         MVC   DBGPSW,DBWINST
         RETURN 0
         DS    0F
STEPTAB  DC    X'05',AL3(BALR-CMSDBGP)
         DC    X'06',AL3(BCTR-CMSDBGP)
         DC    X'07',AL3(BCR-CMSDBGP)
         DC    X'45',AL3(BAL-CMSDBGP)
         DC    X'46',AL3(BCT-CMSDBGP)
         DC    X'47',AL3(BC-CMSDBGP)
         DC    X'86',AL3(BXH-CMSDBGP)
         DC    X'87',AL3(BXLE-CMSDBGP)
         DC    X'0A',AL3(SVC-CMSDBGP)
         DC    X'82',AL3(LPSW-CMSDBGP)
         DC    X'00'
         EJECT
*        FIELDS - 5 6 THE REGISTERS IN THE SECOND BYTE, TIMES FOUR
*
FIELDS   SR    R6,R6
         IC    R6,DBWINST+1
         LR    R5,R6
         SRL   R5,4
         SLL   R5,2
         N     R6,=F'15'
         SLL   R6,2
         BR    R10
*
*        RX, RS - 8 THE ADDRESS OF THE INSTRUCTION, WITH INDEX OR WITHOUT
*
RX       SR    R1,R1
         IC    R1,DBWINST+1
         N     R1,=F'15'
         B     RXBASE
RS       SR    R1,R1
RXBASE   LH    R8,DBWINST+2
         N     R8,=X'00000FFF'
         SLL   R1,2
         LTR   R1,R1
         BZ    RXNOX
         AL    R8,DBGREGS(R1)
RXNOX    SR    R1,R1
         IC    R1,DBWINST+2
         SRL   R1,4
         SLL   R1,2
         LTR   R1,R1
         BZ    RXNOB
         AL    R8,DBGREGS(R1)
RXNOB    LA    R8,0(R8)
         BR    R10
*
*        FETCH - EIGHT BYTES AT 3 INTO DBWINST
*
FETCH    XC    DBWINST,DBWINST
         LR    R1,R3
         SR    R14,R14
         STM   R2,R5,DBWBYTES
         LA    R2,DBWINST
         LA    R5,8
FETNEXT  LR    R4,R1
         LINK  PEEK
         LTR   R15,R15
         BNZ   FETEND
         STC   R0,0(R2)
         LA    R2,1(R2)
         LA    R1,1(R4)
         BCT   R5,FETNEXT
FETEND   LM    R2,R5,DBWBYTES
         BR    R10
         LTORG
         END
