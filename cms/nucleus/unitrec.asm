UNIT     TITLE 'UNITREC - CARD READER, CARD PUNCH, PRINTER'
*
* PURPOSE.    CARDRD  READ A CARD.  LIST: NAME, A(BUFFER), H'BYTES'; THE
*                     BYTES READ COME BACK AS A HALFWORD BEHIND
*             CARDPH  PUNCH A CARD.  LIST: NAME, A(BUFFER), H'BYTES'
*             PRINTR  PRINT A LINE.  LIST: NAME, A(BUFFER), H'BYTES'.  THE
*                     FIRST CHARACTER IS CARRIAGE CONTROL, ASA'S (C1, C3
*                     AMONG IT) OR A PRINTER'S COMMAND
* RETURNS     0; 100 THERE IS NO SUCH DEVICE; BESIDES
*             CARDRD  1 END OF FILE, 2 NO CARDS, 3 TROUBLE (IT IS TOLD),
*                     5 FEWER BYTES READ
*             CARDPH  3 TROUBLE, 5 NOT 1 TO 80 BYTES
*             PRINTR  1 NOT 1 TO 133 BYTES, 2 CHANNEL 12, 3 CHANNEL 9 (THE
*                     LINE IS PRINTED), 5 TROUBLE, NO CARRIAGE CONTROL
* HOW         A PUNCH OR PRINTER THAT IS NOT READY IS TOLD AND WAITED FOR;
*             THEN THE CHANNEL PROGRAM GOES ON WHERE IT STOPPED
* REGISTERS.  2 DEVICE, 3 ITS STATUS, 4 LIST, 5 CHANNEL PROGRAM, 6 ITS END,
*             7 CODE, 8 BYTES, 9 BUFFER, 12 BASE
*
CMSUNIT  CSECT
         REGS
         NUCON
         DEVICE
UNITPLST DSECT
UPNAME   DS    CL8
UPBUF    DS    A
UPLEN    DS    H
UPREAD   DS    H
UNITWORK DSECT
         DS    18F
UNITCCWS DS    2D
UNITLIST DS    2D
UNITCARD DS    CL80
UNITLEN  EQU   *-UNITWORK-72
CMSUNIT  CSECT
         USING UNITWORK,R13
         USING UNITPLST,R4
         USING DEVICE,R2
         USING DEVSTAT,R3
MOSTCARD EQU   80
MOSTLINE EQU   133
CARDRD   ENTER WORK=UNITLEN
         BASE  CMSUNIT
         LR    R4,R1
         TM    SYSFLAG,BATCH
         BO    CARDJOB
         LA    R2,DEVRDR
         MVI   UNITCCWS,X'02'     READ, FEED, STACKER 1
         BAL   R10,ONECCW
         XC    UPREAD,UPREAD
         BAL   R10,RUNUNIT
         LTR   R7,R7
         BNZ   CARDEND
         SH    R8,DVLEFT
         STH   R8,UPREAD
         CH    R8,UPLEN
         BE    CARDEND
         LA    R7,5
CARDEND  RETURN (R7)
*        A BATCH MACHINE READS THE CARDS OF ITS JOB
CARDJOB  XC    UPREAD,UPREAD
         MVC   UNITLIST+8(4),=C'DATA'
         LA    R1,UNITCARD
         ST    R1,UNITLIST+12
         CALL  SYSCTL,UNITLIST
         LTR   R7,R15
         BNZ   CARDEND
         LA    R7,5
         LH    R8,UPLEN
         LTR   R8,R8
         BNP   CARDEND
         CH    R8,=AL2(MOSTCARD)
         BH    CARDWHOL
         SR    R7,R7
         B     CARDMOVE
CARDWHOL LA    R8,MOSTCARD
CARDMOVE STH   R8,UPREAD
         BCTR  R8,0
         L     R9,UPBUF
         EX    R8,CARDCOPY
         B     CARDEND
CARDCOPY MVC   0(0,R9),UNITCARD
*
CARDPH   ENTER WORK=UNITLEN
         BASE  CMSUNIT
         LR    R4,R1
         LA    R2,DEVPCH
         MVI   UNITCCWS,X'01'     PUNCH, FEED, STACKER 1
         BAL   R10,ONECCW
         LTR   R8,R8
         BNP   CARDBAD
         CH    R8,=AL2(MOSTCARD)
         BH    CARDBAD
         BAL   R10,RUNUNIT
         RETURN (R7)
CARDBAD  RETURN 5
*
*        ONECCW - BUFFER 9 AND BYTES 8 OF THE LIST INTO A CCW, ANY LENGTH
*
ONECCW   L     R9,UPBUF
         LH    R8,UPLEN
         ST    R9,HEXWORK
         MVC   UNITCCWS+1(3),HEXWORK+1
         MVC   UNITCCWS+4(2),=X'2000'
         STH   R8,UNITCCWS+6
         LA    R5,UNITCCWS
         LA    R6,8(R5)
         BR    R10
         EJECT
PRINTR   ENTER WORK=UNITLEN
         BASE  CMSUNIT
         LR    R4,R1
         LA    R2,DEVPRN
         L     R9,UPBUF
         LH    R8,UPLEN
         LTR   R8,R8
         BNP   PRTLONG
         CH    R8,=AL2(MOSTLINE)
         BH    PRTLONG
         BCTR  R8,0               CHARACTERS OF THE LINE
         MVI   UNITCCWS+8,X'01'   PRINT, DO NOT MOVE
         LA    R1,PRTASA
PRTLOOK  CLC   0(1,R1),0(R9)
         BE    PRTMOVE
         LA    R1,2(R1)
         CLI   0(R1),X'FF'
         BNE   PRTLOOK
         MVC   UNITCCWS+8(1),0(R9)
         TM    0(R9),X'04'        A COMMAND?  BITS 6 AND 7 ARE 01 OR 11
         BO    PRTBAD
         TM    0(R9),X'01'
         BZ    PRTBAD
         LA    R5,UNITCCWS+8
         TM    0(R9),X'02'
         BZ    PRTTEXT
         SR    R8,R8              MOTION ONLY
         B     PRTTEXT
PRTMOVE  LA    R5,UNITCCWS+8
         CLI   1(R1),0            ASA: MOVE, THEN PRINT
         BE    PRTTEXT
         LA    R5,UNITCCWS
         MVC   UNITCCWS+1(7),PRTCCW+1
         MVC   UNITCCWS(1),1(R1)
PRTTEXT  LA    R9,1(R9)
         ST    R9,HEXWORK
         MVC   UNITCCWS+9(3),HEXWORK+1
         MVC   UNITCCWS+12(2),=X'2000'
         STH   R8,UNITCCWS+14
         LTR   R8,R8
         BNZ   PRTRUN
         MVC   UNITCCWS+9(3),=AL3(PRTCCW)
         MVI   UNITCCWS+15,1      NOTHING TO PRINT: A BLANK
PRTRUN   LA    R6,UNITCCWS+16
         BAL   R10,RUNUNIT
         RETURN (R7)
PRTLONG  RETURN 1
PRTBAD   RETURN 5
*        ASA CONTROL AND THE COMMAND THAT MOVES; 0: NONE
PRTASA   DC    C' ',X'0B',C'0',X'13',C'-',X'1B',C'+',X'00'
         DC    C'1',X'8B',C'2',X'93',C'3',X'9B',C'4',X'A3',C'5',X'AB'
         DC    C'6',X'B3',C'7',X'BB',C'8',X'C3',C'9',X'CB'
         DC    C'A',X'D3',C'B',X'DB',C'C',X'E3',X'FF'
         DS    0D
PRTCCW   DC    C' ',AL3(PRTCCW),X'6000',H'1'    CHAINED, ANY LENGTH
         EJECT
*        RUNUNIT - CHANNEL PROGRAM 5 TO 6 ON DEVICE 2; 7 IS THE CODE
*
RUNUNIT  LR    R15,R2             3 ITS STATUS
         LA    R3,DEVCON
         SR    R15,R3
         SR    R14,R14
         D     R14,=A(DEVLEN)
         SLL   R15,3
         LA    R3,DEVSTATS
         AR    R3,R15
         SR    R7,R7
RUNAGAIN XC    CSW,CSW            A REFUSED START STORES STATUS ONLY
         LR    R1,R5
         CALL  DOIO
         LTR   R15,R15
         BCR   8,R10
         CH    R15,=H'2'
         BH    RUNNONE
         BL    RUNEXC
         TM    IOSENSE,X'40'      INTERVENTION REQUIRED
         BO    RUNREADY
         CLI   DEVTYPE,DEV1403
         BNE   RUNBAD
         TM    IOSENSE,X'01'
         BZ    RUNBAD
         LA    R7,3               CHANNEL 9
         B     RUNREST
RUNEXC   LA    R7,1               END OF FILE
         CLI   DEVTYPE,DEV1403
         BCR   7,R10
         LA    R7,2               CHANNEL 12
RUNREST  BAL   R14,STOPPED
         LA    R5,8(R5)           GO ON BEHIND IT
         CR    R5,R6
         BL    RUNAGAIN
         BR    R10
RUNNONE  LA    R7,100
         BR    R10
RUNBAD   LR    R1,R4
         CALL  IOERR
         LA    R7,3
         CLI   DEVTYPE,DEV1403
         BCR   7,R10
         LA    R7,5
         BR    R10
*        NOT READY: CARDS ARE THE CALLER'S AFFAIR
RUNREADY LA    R7,2
         CLI   DEVTYPE,DEV2540R
         BCR   8,R10
         SR    R7,R7
         BAL   R14,STOPPED
         LINK  NOTREADY
         B     RUNAGAIN
*        STOPPED - 5 IS THE CCW WHERE IT STOPPED
STOPPED  L     R1,DVCCW
         LA    R1,0(R1)
         CR    R1,R5
         BCR   12,R14             NOT STARTED
         CR    R1,R6
         BCR   2,R14
         LR    R5,R1
         SH    R5,=H'8'
         BR    R14
         LTORG
         END
