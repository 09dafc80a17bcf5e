CP       TITLE 'CP - COMMANDS FOR THE CONTROL PROGRAM'
*
* PURPOSE.    CP, CPFUNCTN  CP CARRIES OUT THE REST OF THE LINE
*             CPLINE        0 LENGTH, 1 TEXT: THE SAME FOR ROUTINES
* RETURNS     CP'S RETURN CODE; -1 THERE IS NO CP
* REGISTERS.  2 TEXT, 3 LENGTH, 4 LIST, 5 END OF THE TEXT MADE, 12 BASE
*
CMSCP    CSECT
         REGS
         NUCON
CPLINE   ENTER
         TM    CPFLAG,HASCP
         BZ    CPBARE
         LR    R4,R0
         CALL  CONWAIT            WHAT CP TYPES COMES BEHIND OURS
         LR    R2,R1
         LR    R3,R4
         CPCALL 2,3,X'08',CPBARE
         RETURN (R3)
CPBARE   RETURN -1
*
CPFUNCTN ENTER WORK=136
         USING CPWORK,R13
         LR    R4,R1
         C     R1,LISTADR         MADE FROM A LINE
         BNE   CPTOKENS
         L     R2,LISTTEXT
         L     R3,LISTLEN
CPFRONT  LTR   R3,R3              SKIP BLANKS, THE NAME, BLANKS
         BZ    CPTOKENS
         CLI   0(R2),C' '
         BNE   CPNAME
         LA    R2,1(R2)
         BCT   R3,CPFRONT
CPNAME   CLI   0(R2),C' '
         BE    CPBEHIND
         LA    R2,1(R2)
         BCT   R3,CPNAME
         B     CPEMPTY
CPBEHIND CLI   0(R2),C' '
         BNE   CPSEND
         LA    R2,1(R2)
         BCT   R3,CPBEHIND
CPEMPTY  FAIL  24,'CP COMMAND MISSING'
CPSEND   LR    R1,R2
         LR    R0,R3
         CALL  CPLINE
CPDONE   LTR   R15,R15
         BM    CPNONE
         RETURN
CPNONE   FAIL  88,'THERE IS NO CP: THIS IS A BARE MACHINE'
*
*        MAKE THE TEXT FROM THE WORDS OF THE LIST
*
CPTOKENS LA    R5,CPTEXT
         LA    R3,15              WORDS THAT THE TEXT HOLDS
CPWORD   LA    R4,8(R4)
         CLI   0(R4),X'FF'
         BE    CPALL
         MVC   0(8,R5),0(R4)
         MVI   8(R5),C' '
         LA    R5,8(R5)
CPTRIM   BCTR  R5,0
         CLI   0(R5),C' '
         BE    CPTRIM
         LA    R5,2(R5)           ONE BLANK BETWEEN WORDS
         BCT   R3,CPWORD
CPALL    LA    R2,CPTEXT
         CR    R5,R2
         BE    CPEMPTY
         LR    R3,R5
         SR    R3,R2
         B     CPSEND
CPWORK   DSECT
         DS    18F
CPTEXT   DS    CL136
CMSCP    CSECT
         LTORG
         END
