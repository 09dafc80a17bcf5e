OSER     TITLE 'OSIOERR - ERRORS: ABEND, SYNAD, EODAD'
*
* PURPOSE.    OSABEND  0 SYSTEM CODE, 1 REASON (LENGTH, TEXT) OR 0, 9
*                      BLOCK OF THE DCB OR 0: TELL IT, ABEND.  NO RETURN
*             OSBADSAV THE PROGRAM'S 13 IS NO SAVE AREA
*             OSNODEB  THE DCB IS NOT OPEN
*             OSEODAD  LEAVE A ROUTINE OF OSENTER FOR THE PROGRAM'S END OF
*                      DATA ROUTINE, OR ABEND 337
*             OSSYNAD  LEAVE IT FOR ITS ERROR ROUTINE, OR ABEND 001.  1 WHAT
*                      IT GETS THERE, 0 FLAGS
* HOW         THE PROGRAM HAS ITS REGISTERS AGAIN, BUT 15 (THE ROUTINE), 0
*             AND 1; 14 RETURNS BEHIND ITS MACRO
* REGISTERS.  2 CODE, 3 REASON, 4 PLACE, 8 DCB, 9 BLOCK, 12 BASE
*
CMSOSERR CSECT
         REGS
         NUCON
         OSDCB
         OSFCB
         FILEPLST
         OSDEB
         USING DCB,R8
         USING OSDEB,R9
OSABEND  ENTER
         BASE  CMSOSERR
         LR    R2,R0
         LTR   R3,R1
         BZ    ABGO
         MVI   ERRLINE,C' '
         MVC   ERRLINE+1(79),ERRLINE
         LA    R4,ERRLINE
         LTR   R9,R9
         BZ    ABREASON
         MVC   0(8,R4),DEBFCB+FCBDDN-OSFCB
         LA    R4,9(R4)
ABREASON SR    R5,R5
         IC    R5,0(R3)
         BCTR  R5,0
         EX    R5,ABMOVE
         LA    R5,1(R5,R4)
         LA    R4,ERRLINE
         SR    R5,R4
         TYPE  ERRLINE,(R5),COLOR=R
ABGO     LR    R1,R2
         SLL   R1,12
         SVC   13
         LA    R15,13             NOBODY TAKES ABENDS
         L     R14,AKILLEX
         BR    R14
ABMOVE   MVC   0(0,R4),1(R3)
*
         ENTRY OSBADSAV
         CNOP  2,4
OSBADSAV BALR  R12,0
         L     R12,BADBASE-*(R12)
         USING CMSOSERR,R12
         L     R13,STACK
         LA    R15,80(R13)
         ST    R15,STACK
         SR    R9,R9
         LA    R0,X'0F2'
         LA    R1,BADSAVE
         LINK  OSABEND
         ENTRY OSNODEB
         CNOP  2,4
OSNODEB  BALR  R12,0
         L     R12,BADBAS2-*(R12)
         SR    R9,R9
         LA    R0,X'0F1'
         LA    R1,NODEB
         LINK  OSABEND
         DS    0F
BADBASE  DC    A(CMSOSERR)
BADBAS2  DC    A(CMSOSERR)
BADSAVE  DC    AL1(L'BADSAVET)
BADSAVET DC    C'REGISTER 13 IS NO SAVE AREA'
NODEB    DC    AL1(L'NODEBT)
NODEBT   DC    C'THE DATA CONTROL BLOCK IS NOT OPEN'
         EJECT
*        LEAVE - 15 WHERE TO; 0, 1 AS THEY ARE
*
         ENTRY OSEODAD,OSSYNAD
         CNOP  2,4
OSEODAD  BALR  R12,0
         L     R12,EODBASE-*(R12)
         OI    DEBFLAG,DEBEOF
         L     R15,DCBEODA-1
         LA    R15,0(R15)
         LA    R0,X'337'
         LA    R1,NOEODAD
         BAL   R10,ADDRESS
         LINK  OSABEND
ADDRESS  CL    R15,=X'00010000'   IN THE USER'S STORAGE, AND EVEN
         BCR   4,R10
         CL    R15,CORESIZ
         BCR   11,R10
         LR    R14,R15
         N     R14,=F'1'
         BCR   7,R10
         L     R14,4(R13)         0 AND 1 AT ENTRY, UNLESS SET
         LM    R0,R1,20(R14)
LEAVE    ST    R13,STACK
         L     R13,4(R13)
         L     R14,12(R13)
         LM    R2,R12,28(R13)
         BR    R15
         CNOP  2,4
OSSYNAD  BALR  R12,0
         L     R12,SYNBASE-*(R12)
         LR    R6,R0
         LR    R7,R1
         L     R15,DCBSYNAW
         LA    R15,0(R15)
         LA    R0,X'001'
         LA    R1,IOERROR
         BAL   R10,SYNADDR
         LINK  OSABEND
SYNADDR  CL    R15,=X'00010000'
         BCR   4,R10
         CL    R15,CORESIZ
         BCR   11,R10
         LR    R14,R15
         N     R14,=F'1'
         BCR   7,R10
         LR    R0,R6
         LR    R1,R7
         B     LEAVE
         DS    0F
EODBASE  DC    A(CMSOSERR)
SYNBASE  DC    A(CMSOSERR)
NOEODAD  DC    AL1(L'NOEODADT)
NOEODADT DC    C'END OF DATA, AND THE DCB HAS NO EODAD ROUTINE'
IOERROR  DC    AL1(L'IOERRORT)
IOERRORT DC    C'I/O ERROR, AND THE DCB HAS NO SYNAD ROUTINE'
         LTORG
         END
