OSWT     TITLE 'OSWTO - WTO, WTOR, WAIT, POST'
*
* PURPOSE.    OSWTO   SVC 35: 1 LIST, H'LENGTH + 4', FLAGS (2), TEXT: A
*                     LINE AT THE CONSOLE.  WITH A FIRST BYTE NOT ZERO:
*                     AL1(LENGTH),AL3(PLACE OF THE REPLY), A(ECB), THEN THE
*                     LIST: THE REPLY IS READ AT ONCE, THE ECB POSTED
*             OSWAIT  SVC 1: 0 HOW MANY EVENTS, 1 ECB, OR NEGATIVE: A LIST
*                     OF ADDRESSES OF ECBS, X'80' IN THE LAST
*             OSPOST  SVC 2: 0 CODE, 1 ECB
* RETURNS     0; WTO 1 ZERO: ITS NUMBER.  ABEND: D23 A LIST THAT IS NONE, 101
*             FEWER ECBS THAN EVENTS, 201 102 NO ADDRESS OF AN ECB
* REGISTERS.  2 LIST, 3 TEXT, 4 LENGTH, 5 ECB, 6 COUNT, 7 LEFT, 9 10 LINKS,
*             11 OSBLK, 12 BASE
*
CMSOSWT  CSECT
         REGS
         NUCON
         SVCBLK
         OSBLK
         CONPLST
         USING OSBLK,R11
WTWORK   DSECT
         DS    18F
         DS    0D
WTREAD   DS    2D
WTLINE   DS    CL132
WTLEN    EQU   *-WTWORK-72
CMSOSWT  CSECT
         USING WTWORK,R13
MOSTECBS EQU   1000
OSWTO    ENTER WORK=WTLEN
         BASE  CMSOSWT
         LA    R2,0(R1)
         CLI   0(R2),0
         BNE   WTOR
         BAL   R9,WTOTEXT
         B     WTOEND
WTOR     L     R5,0(R2)
         LA    R5,0(R5)
         SR    R6,R6
         IC    R6,0(R2)           ROOM FOR THE REPLY
         LR    R7,R6
         AR    R7,R5
         C     R5,=X'00010000'
         BL    WTOBAD
         C     R7,FREELOW
         BH    WTOBAD
         L     R7,4(R2)
         LA    R7,0(R7)
         OSCHECK R7,4,WTOBAD
         LA    R2,8(R2)
         BAL   R9,WTOTEXT
         MVC   WTREAD(16),WTOREAD0
         LA    R1,WTLINE
         ST    R1,WTREAD+8
         MVI   WTREAD+8,1
         CALL  WAITRD,WTREAD
         L     R4,WTREAD+12
         LA    R4,0(R4)
         CR    R4,R6
         BNH   WTOFITS
         LR    R4,R6
WTOFITS  LTR   R4,R4
         BZ    WTOPOST
         BCTR  R4,0
         EX    R4,WTOMOVE
WTOPOST  MVC   0(4,R7),=X'40000000'
WTOEND   SR    R1,R1
         RETURN 0,KEEP=R1
WTOMOVE  MVC   0(0,R5),WTLINE
WTOTEXT  HALF  R4,0(R2)
         SH    R4,=H'4'
         BM    WTOBAD
         BZ    WTOEMPTY
         CH    R4,=H'126'
         BH    WTOBAD
         TYPE  4(R2),(R4)
         BR    R9
WTOEMPTY TYPE  ' '
         BR    R9
WTOBAD   OSABEND D23
         DS    0D
WTOREAD0 DC    CL8'WAITRD',A(0),C'V',AL3(0)
         EJECT
OSWAIT   ENTER
         BASE  CMSOSWT
         LR    R6,R0
         LA    R6,0(R6)
         LTR   R6,R6
         BZ    WAITEND
         LTR   R2,R1
         BM    WAITLIST
         LA    R2,0(R2)
         OSCHECK R2,4,WAITBAD
         LR    R0,R2
         N     R0,=F'3'
         BNZ   WAITBAD
         CH    R6,=H'1'
         BH    WAITMANY
WAITONE  DISABLE
         TM    0(R2),X'40'
         BO    WAITDONE
         OI    0(R2),X'80'
         AWAIT
         B     WAITONE
WAITDONE NI    0(R2),X'7F'
         ENABLE
WAITEND  L     R1,4(R13)
         L     R1,24(R1)
         RETURN 0,KEEP=R1
*        A LIST
WAITLIST LPR   R2,R2
         LA    R2,0(R2)
         LR    R3,R2              ARE THEY ECBS
         SR    R4,R4
WAITLOOK L     R5,0(R3)
         LA    R5,0(R5)
         OSCHECK R5,4,WAITBAD
         LA    R4,1(R4)
         CH    R4,=AL2(MOSTECBS)
         BH    WAITBAD
         TM    0(R3),X'80'
         LA    R3,4(R3)
         BZ    WAITLOOK
         CR    R6,R4
         BH    WAITMANY
WAITALL  DISABLE
         LR    R3,R2
         LR    R7,R6
WAITNEXT L     R5,0(R3)
         TM    0(R5),X'40'
         BZ    WAITNOT
         BCT   R7,WAITMORE
         B     WAITGOOD
WAITNOT  OI    0(R5),X'80'
WAITMORE TM    0(R3),X'80'
         LA    R3,4(R3)
         BZ    WAITNEXT
         AWAIT
         B     WAITALL
WAITGOOD LR    R3,R2
WAITCLR  L     R5,0(R3)
         NI    0(R5),X'7F'
         TM    0(R3),X'80'
         LA    R3,4(R3)
         BZ    WAITCLR
         ENABLE
         B     WAITEND
WAITBAD  OSABEND 201
WAITMANY OSABEND 101
*
OSPOST   ENTER
         BASE  CMSOSWT
         LR    R3,R0
         LA    R2,0(R1)
         OSCHECK R2,4,POSTBAD
         LR    R0,R2
         N     R0,=F'3'
         BNZ   POSTBAD
         TM    0(R2),X'40'
         BO    POSTEND
         N     R3,=X'3FFFFFFF'
         O     R3,=X'40000000'
         ST    R3,0(R2)
POSTEND  L     R1,4(R13)
         L     R1,24(R1)
         RETURN 0,KEEP=R1
POSTBAD  OSABEND 102
         LTORG
         END
