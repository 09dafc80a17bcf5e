DRTR     TITLE 'DRTRACKS - TRACKS OF A DISK'
*
* PURPOSE.    TRACKIN   TRACK (9, 7) OF DISK 2 TO 4 (DRTRACK)
*             TRACKOUT  AND BACK
*             CANSEEK   CAN THE ARM GO TO TRACK (9, 7)
* RETURNS     0; 1 THE ARM CANNOT GO THERE; 2 I/O ERROR, IN DEVSTATS; 3 NO
*             SUCH DEVICE; 5 TOO MUCH FOR ONE TRACK
* HOW         READ COUNTS BEHIND R0 UNTIL THE FIRST COMES AGAIN; THEN THE
*             RECORDS, ONE AFTER THE OTHER.  ONE WITHOUT DATA (END OF FILE)
*             IS ITS COUNT ALONE, AS ITS DATA WOULD END THE CHAIN
* REGISTERS.  2 DEVICE, 3 CCW, 4 TRACK, 5 COUNT FIELD, 6 HOW MANY, 7 HEAD, 8
*             PLACE, 9 CYLINDER, 10 LINK, 11 WORK AREA, 12 BASE
*
CMSDRTR  CSECT
         REGS
         NUCON
         DEVICE
         DUMPBLK
CMSDRTR  CSECT
         USING DUMPBLK,R11
         USING DRTRACK,R4
MOST     EQU   120                RECORDS OF A TRACK
CANSEEK  ENTER
         BASE  CMSDRTR
         BAL   R10,SEEK
         MVI   DRCCWS+4,X'20'
         BAL   R10,RUN
         RETURN 0
*
TRACKIN  ENTER
         BASE  CMSDRTR
         L     R6,DRGUESS
         LA    R6,1(R6)
         BAL   R10,COUNTS
         BNZ   TRYALL
         BAL   R10,WRAP
         BZ    KNOWN
TRYALL   LA    R6,MOST+1          ALL THAT THERE CAN BE
         BAL   R10,COUNTS
         BAL   R10,WRAP
         BNZ   TOOMANY
KNOWN    ST    R6,DRGUESS
         MVC   DTID,=C'DRTK'
         STH   R9,DTCYL
         STH   R7,DTHEAD
         STH   R6,DTCOUNT
         XC    DTBYTES,DTBYTES
         LTR   R6,R6
         BZ    DONE
         LA    R8,DTDATA
         LA    R5,DRCOUNTS
         BAL   R10,HEAD
READREC  BAL   R10,LENGTH
         LR    R0,R1
         AR    R0,R8
         LA    R14,DTDATA
         SR    R0,R14
         CH    R0,=AL2(DTMOST)
         BH    TOOMANY
         ST    R8,0(R3)
         MVI   0(R3),X'1E'
         ST    R1,4(R3)
         MVI   4(R3),X'60'
         CLC   6(2,R5),=H'0'
         BNE   READON
         CLI   5(R5),0
         BNE   READON
         MVI   0(R3),X'12'        ITS COUNT ALONE
READON   AR    R8,R1
         LA    R3,8(R3)
         LA    R5,8(R5)
         BCT   R6,READREC
         BAL   R10,LASTCCW
         LA    R0,DTDATA
         LR    R1,R8
         SR    R1,R0
         STH   R1,DTBYTES
         BAL   R10,RUN
DONE     RETURN 0
TOOMANY  RETURN 5
*
TRACKOUT ENTER
         BASE  CMSDRTR
         BAL   R10,SEEK           THEN A SEARCH FOR R0
         MVC   DRCCWS+8(16),SEARCH
         LA    R1,DRSEEK+2
         ST    R1,DRCCWS+8
         MVI   DRCCWS+8,X'31'
         LA    R1,DRCCWS+8
         ST    R1,DRCCWS+16
         MVI   DRCCWS+16,X'08'
         LA    R3,DRCCWS+24
         LA    R5,DTDATA
         LH    R6,DTCOUNT
         LTR   R6,R6
         BZ    ERASEIT
         CH    R6,=AL2(MOST)
         BH    TOOMANY
         LA    R8,DTDATA
         AH    R8,DTBYTES
WRITEREC CR    R5,R8
         BNL   TOOMANY
         BAL   R10,LENGTH
         ST    R5,0(R3)
         MVI   0(R3),X'1D'
         ST    R1,4(R3)
         MVI   4(R3),X'40'
         AR    R5,R1
         LA    R3,8(R3)
         BCT   R6,WRITEREC
         B     WRITEIT
ERASEIT  MVC   0(8,R3),ERASE
         LA    R3,8(R3)
WRITEIT  BAL   R10,LASTCCW
         BAL   R10,RUN
         RETURN 0
*
*        COUNTS - 6 COUNT FIELDS TO DRCOUNTS.  CODE NOT 0: NOT SO MANY
*
COUNTS   ST    R10,DRSAVE
         LR    R5,R6
         LA    R14,DRCOUNTS
         LA    R1,MOST+1
COUNTCLR XC    0(8,R14),0(R14)
         LA    R14,8(R14)
         BCT   R1,COUNTCLR
         BAL   R10,HEAD
         LA    R14,DRCOUNTS
COUNTCCW ST    R14,0(R3)
         MVI   0(R3),X'12'
         MVC   4(4,R3),=X'60000008'
         LA    R14,8(R14)
         LA    R3,8(R3)
         BCT   R5,COUNTCCW
         BAL   R10,LASTCCW
         LA    R1,DRCCWS
         CALL  DOIO
         L     R10,DRSAVE
         LTR   R15,R15
         BCR   8,R10
         CH    R15,=H'2'
         BNE   RUNBAD
         LA    R14,DRCCWS
         C     R14,IOFAILED
         BE    NOSEEK
         TM    IOSENSE+1,X'08'    NO RECORD FOUND: ALL HAVE BEEN
         BZ    RUNBAD
         LTR   R12,R12
         BR    R10
*
*        WRAP - 6 HOW MANY THERE ARE: THE FIRST IS THERE AGAIN.  CODE NOT
*        0: IT IS NOT
*
WRAP     LA    R5,DRCOUNTS
         LR    R1,R6
         SR    R6,R6
         CLC   0(8,R5),=XL8'00'   NONE AT ALL
         BCR   8,R10
WRAPNEXT LA    R6,1(R6)
         LA    R5,8(R5)
         CR    R6,R1
         BNL   WRAPNOT
         CLC   0(8,R5),DRCOUNTS
         BCR   8,R10
         B     WRAPNEXT
WRAPNOT  LTR   R12,R12
         BR    R10
*
*        LENGTH - 1 IS THE LENGTH OF THE RECORD WHOSE COUNT IS AT 5
*
LENGTH   SR    R1,R1
         IC    R1,5(R5)
         LA    R1,8(R1)
         MVC   HEXWORK(2),6(R5)
         LH    R14,HEXWORK
         N     R14,=X'0000FFFF'
         AR    R1,R14
         BR    R10
*
*        SEEK, HEAD - THE CHAIN BEGINS; 3 IS ITS NEXT CCW
*
SEEK     XC    DRSEEK,DRSEEK
         STH   R9,DRSEEK+2
         STH   R7,DRSEEK+4
         MVC   DRCCWS(8),SEEKCCW
         LA    R1,DRSEEK
         ST    R1,DRCCWS
         MVI   DRCCWS,X'07'
         LA    R3,DRCCWS+8
         BR    R10
HEAD     ST    R10,HEXWORK
         BAL   R10,SEEK
         MVC   0(16,R3),HOMECCW
         LA    R1,DRLABEL+40
         ST    R1,0(R3)
         MVI   0(R3),X'1A'
         ST    R1,8(R3)
         MVI   8(R3),X'16'
         LA    R3,16(R3)
         L     R10,HEXWORK
         BR    R10
LASTCCW  LR    R1,R3
         SH    R1,=H'8'
         NI    4(R1),X'BF'
         BR    R10
*
*        RUN - THE CHAIN; IT RETURNS TO THE CALLER WHEN IT FAILS
*
RUN      LA    R1,DRCCWS
         CALL  DOIO
         LTR   R15,R15
         BCR   8,R10
RUNBAD   CH    R15,=H'2'
         BNE   RUNRET
         LA    R14,DRCCWS
         C     R14,IOFAILED
         BNE   RUNRET
         TM    IOSENSE,X'40'      NOT READY
         BO    RUNRET
NOSEEK   RETURN 1
RUNRET   RETURN
         DS    0D
SEEKCCW  CCW   X'07',0,X'40',6
SEARCH   CCW   X'31',0,X'40',5
         CCW   X'08',0,0,1
HOMECCW  CCW   X'1A',0,X'60',5
         CCW   X'16',0,X'60',16
ERASE    CCW   X'11',0,X'20',1
         LTORG
         END
