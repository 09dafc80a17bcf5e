OSMI     TITLE 'OSMISC - ENQ, DEQ, EXTRACT, CHAP, CHKPT'
*
* PURPOSE.    OSENQR    SVC 56: 1 LIST, FOR EACH RESOURCE X'FF' IN THE LAST
*                       ONE, LENGTH OF THE MINOR NAME, OPTIONS, CODE (1
*                       EACH), A(MAJOR NAME, 8), A(MINOR NAME)
*             OSDEQ     SVC 48: THE SAME
*             OSEXTRCT  SVC 40: 1 LIST, A(ANSWER), A(PLACE OF THE TCB'S
*                       ADDRESS), BITS: FIELDS WANTED, A WORD EACH
*             OSCHAP    SVC 44: NOTHING IS TO BE DONE, THERE ARE NO TASKS
*                       BESIDE
*             OSCHKPT   SVC 63: CHECKPOINTS ARE NOT TAKEN
* RETURNS     ENQ, DEQ 0, OR 15 IS THE LIST: CODES IN IT, 8 HELD ALREADY, NOT
*             HELD.  CHKPT 8.  ABEND: 138 130 THE SAME WITHOUT RET; 128
*             NO ADDRESS OF AN ANSWER
* REGISTERS.  2 LIST, 3 OSENQ, 4 THE ONE BEFORE, 5 LENGTH, 6 OPTIONS, 7 FIRST
*             ELEMENT, 8 CODE SEEN, 9 10 LINKS, 11 OSBLK, 12 BASE
*
CMSOSMI  CSECT
         REGS
         NUCON
         SVCBLK
         OSBLK
         OSWORK
         USING OSBLK,R11
         USING OSENQ,R3
OSENQR   ENTER
         BASE  CMSOSMI
         LA    R2,0(R1)
         LR    R7,R2
         SR    R8,R8
ENQNEXT  BAL   R10,LOOK
         BNZ   ENQHELD
         LA    R1,7
         NR    R1,R6
         CH    R1,=H'7'           TEST
         BE    ENQON
         FREE  BYTES=OELEN
         LTR   R15,R15
         BNZ   ENQFULL
         LR    R3,R1
         MVC   OENEXT,OSBENQ
         ST    R3,OSBENQ
         L     R1,4(R2)
         MVC   OENAME,0(R1)
         STH   R5,OELONG
         LTR   R5,R5
         BZ    ENQON
         L     R1,8(R2)
         BCTR  R5,0
         EX    R5,ENQMOVE
         B     ENQON
ENQHELD  LA    R8,8
         N     R6,=F'7'
         BZ    ENQTWICE
         OSCHECK R2,4,ENQTWICE
         MVI   3(R2),8
         B     ENQSEEN
ENQON    OSCHECK R2,4,ENQTWICE
         MVI   3(R2),0
ENQSEEN  TM    0(R2),X'80'
         BO    ENQEND
         LA    R2,12(R2)
         B     ENQNEXT
ENQEND   L     R1,4(R13)
         L     R1,24(R1)
         LR    R15,R8
         LTR   R8,R8
         BZ    ENQRET
         LR    R15,R7
ENQRET   RETURN (R15),KEEP=R1
ENQMOVE  MVC   OERNAME(0),0(R1)
ENQTWICE OSABEND 138
ENQFULL  OSABEND 80A
*
*        LOOK - 3 THE RESOURCE OF ELEMENT 2, CODE 0: NONE; 5 LENGTH OF ITS
*        NAME, 6 OPTIONS, 4 WHAT POINTS TO IT
*
LOOK     SR    R5,R5
         IC    R5,1(R2)
         SR    R6,R6
         IC    R6,2(R2)
         LA    R4,OSBENQ
LOOKNEXT L     R3,0(R4)
         LTR   R3,R3
         BCR   8,R10
         CH    R5,OELONG
         BNE   LOOKON
         L     R1,4(R2)
         CLC   OENAME,0(R1)
         BNE   LOOKON
         L     R1,8(R2)
         LTR   R5,R5
         BZ    LOOKGOT
         BCTR  R5,0
         EX    R5,LOOKCLC
         LA    R5,1(R5)
         BNE   LOOKON
LOOKGOT  LTR   R3,R3
         BR    R10
LOOKON   LR    R4,R3
         B     LOOKNEXT
LOOKCLC  CLC   OERNAME(0),0(R1)
         EJECT
OSDEQ    ENTER
         BASE  CMSOSMI
         LA    R2,0(R1)
         LR    R7,R2
         SR    R8,R8
DEQNEXT  BAL   R10,LOOK
         BZ    DEQNONE
         MVC   0(4,R4),OENEXT
         LR    R1,R3
         FRET  BYTES=OELEN
         OSCHECK R2,4,DEQBAD
         MVI   3(R2),0
         B     DEQON
DEQNONE  N     R6,=F'7'
         BZ    DEQBAD
         LA    R8,8
         OSCHECK R2,4,DEQBAD
         MVI   3(R2),8
DEQON    TM    0(R2),X'80'
         BO    ENQEND
         LA    R2,12(R2)
         B     DEQNEXT
DEQBAD   OSABEND 130
         EJECT
*        THE FIELDS: REGISTERS, FLOATING-POINT REGISTERS, -, END-OF-TASK
*        EXIT, PRIORITIES, COMPLETION CODE, TIOT, COMMUNICATION
*
OSEXTRCT ENTER
         BASE  CMSOSMI
         L     R2,0(R1)
         LA    R2,0(R2)
         SR    R6,R6
         IC    R6,8(R1)
         LA    R3,OSTCB
         L     R4,4(R1)
         LA    R4,0(R4)
         LTR   R4,R4
         BZ    EXTTASK
         L     R4,0(R4)
         LTR   R4,R4
         BZ    EXTTASK
         LA    R3,0(R4)
EXTTASK  SLL   R6,24
         USING TCBDSECT,R3
         LA    R5,EXTFIELD
EXTNEXT  LTR   R6,R6
         BNM   EXTSKIP
         OSCHECK R2,4,EXTBAD
         SR    R0,R0
         CLI   0(R5),X'FF'
         BE    EXTSTORE
         SR    R4,R4
         IC    R4,0(R5)
         L     R0,0(R4,R3)
         CLI   0(R5),TCBGRS-TCBDSECT
         BNE   EXTSTORE
         LA    R0,TCBGRS
EXTSTORE ST    R0,0(R2)
         LA    R2,4(R2)
EXTSKIP  LA    R5,1(R5)
         SLL   R6,1
         LTR   R6,R6
         BNZ   EXTNEXT
         RETURN 0
EXTBAD   OSABEND 128
EXTFIELD DC    AL1(TCBGRS-TCBDSECT),X'FFFFFFFF'
         DC    AL1(TCBCMP-TCBDSECT,TCBTIO-TCBDSECT),X'FF'
         DROP  R3
*
OSCHAP   ENTER
         RETURN 0
*
OSCHKPT  ENTER
         RETURN 8
         LTORG
         END
