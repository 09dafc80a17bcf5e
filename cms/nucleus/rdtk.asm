RDTK     TITLE 'RDTK - RECORDS OF A DISK'
*
* PURPOSE.    RDTK, WRTK  READ OR WRITE A RECORD OF 800 BYTES
* CALLED      1 LIST (TRKPLST), BY CALL OR SVC 202
* RETURNS     0; 1 NO SUCH RECORD; 3 I/O ERROR, WHICH HAS BEEN TOLD;
*             5 NO DISK; 12 THE DISK IS READ-ONLY
* HOW         DIAGNOSE X'18' WHERE CP OFFERS IT, ELSE SIO.  A RECORD HAS
*             829 BYTES ON DISK.  2311: 4 TO A TRACK.  2314: 15 TO TWO
*             TRACKS, THE EIGHTH IN TWO PARTS: 414 BYTES ON THE EVEN
*             HEAD, 415 ON THE ODD ONE
* REGISTERS.  2 DEVICE, 3 COMMAND, 4 LIST, 5-9 WORK, 12 BASE
*
CMSRDTK  CSECT
         REGS
         NUCON
         DEVICE
         ADT
         TRKPLST
PART     EQU   414                FIRST PART OF THE EIGHTH RECORD
TRIES    EQU   10
         USING TRKPLST,R4
         USING DEVICE,R2
RDTK     ENTER
         LA    R3,X'06'           READ DATA
         L     R15,=A(TRANSFER)
         BR    R15
WRTK     ENTER
         LA    R3,X'05'           WRITE DATA
         L     R15,=A(TRANSFER)
TRANSFER BALR  R12,0
         USING *,R12
         LR    R4,R1
         L     R2,TKADT
         L     R2,ADTDTA-ADT(R2)
         LTR   R2,R2
         BZ    NODISK
         CLC   DEVUNIT,=H'0'
         BE    NODISK
         BUSY  BUSYTRK
         BAL   R10,CHAIN
         BNZ   RECORD
         BAL   R10,BYCP
         LR    R5,R15
         UNBUSY BUSYTRK
         RETURN (R5)
RECORD   UNBUSY BUSYTRK
         RETURN 1
NODISK   RETURN 5
         EJECT
*        CHAIN - MAKE THE CHANNEL PROGRAM.  CODE 0: DONE
*
CHAIN    L     R7,TKREC
         BCTR  R7,0               FROM 0
         LTR   R7,R7
         BCR   4,R10
         SR    R6,R6
         XC    DSKSEEK(16),DSKSEEK
         CLI   DEVTYPE,DEV2311
         BE    C2311
         D     R6,=F'15'          6 RECORD, 7 PAIR OF TRACKS
         LR    R5,R6
         SR    R6,R6
         D     R6,=F'10'          6 PAIR, 7 CYLINDER
         SLL   R6,1
         LA    R5,1(R5)           RECORDS FROM 1
         CH    R5,=H'9'
         BL    CHEAD
         LA    R6,1(R6)           9 TO 15: ODD HEAD
         B     CHEAD
C2311    D     R6,=F'4'
         LA    R5,1(R6)
         SR    R6,R6
         D     R6,=F'10'
CHEAD    STH   R7,DSKSEEK+2
         STH   R6,DSKSEEK+4
         STC   R5,DSKSEEK+6
         MVC   DSKCCWS(32),CHAIN1
         STC   R3,DSKCCWS+24
         L     R6,TKBUF
         ST    R6,HEXWORK
         MVC   DSKCCWS+25(3),HEXWORK+1
         L     R7,TKLEN
         STH   R7,DSKCCWS+30
         MVC   DSKOPS,=H'1'
         CLI   DEVTYPE,DEV2311
         BE    CDONE
         CH    R5,=H'8'
         BNE   CDONE
         CH    R7,=AL2(PART)
         BNH   CDONE
*        THE SECOND PART OF RECORD 8
         MVC   DSKOPS,=H'2'
         MVC   DSKSEEK2,DSKSEEK
         OI    DSKSEEK2+5,1       ODD HEAD
         MVC   DSKCCWS+30(2),=AL2(PART)
         OI    DSKCCWS+28,X'40'
         MVC   DSKCCWS+32(32),CHAIN2
         STC   R3,DSKCCWS+56
         LA    R6,PART(R6)
         ST    R6,HEXWORK
         MVC   DSKCCWS+57(3),HEXWORK+1
         SH    R7,=AL2(PART)
         STH   R7,DSKCCWS+62
CDONE    SR    R7,R7              CODE 0
         BR    R10
         DS    0D
CHAIN1   CCW   X'07',DSKSEEK-LOW,X'40',6
         CCW   X'31',DSKSEEK-LOW+2,X'40',5
         CCW   X'08',DSKCCWS-LOW+8,0,1
         CCW   X'06',0,X'20',800
CHAIN2   CCW   X'1B',DSKSEEK2-LOW,X'40',6
         CCW   X'31',DSKSEEK2-LOW+2,X'40',5
         CCW   X'08',DSKCCWS-LOW+40,0,1
         CCW   X'06',0,X'20',800
         EJECT
*        BYCP - DIAGNOSE X'18', OR SIO.  15 IS THE CODE
*
BYCP     TM    CPFLAG,HASDISK
         BZ    BYSIO
         LH    R5,DEVUNIT
         LA    R6,DSKCCWS
         LH    R15,DSKOPS
         CPCALL 5,6,X'18',BYBARE
         BC    8,BYGOOD
         BC    4,BYREFUSE
BYSIO    MVC   DSKTRY,=AL2(TRIES)
BYAGAIN  LA    R1,DSKCCWS
         CALL  DOIO
         LTR   R15,R15
         BZ    BYGOOD
         CH    R15,=H'3'
         BE    BYNONE
         TM    IOSENSE+1,X'04'    FILE PROTECTED
         BO    BYRO
         TM    IOSENSE,X'80'      COMMAND REJECT
         BZ    BYRETRY
         LA    R5,DSKCCWS
         C     R5,IOFAILED        ... OF THE SEEK: BEYOND THE DISK
         BE    BYRECORD
BYRETRY  LH    R5,DSKTRY
         BCTR  R5,0
         STH   R5,DSKTRY
         LTR   R5,R5
         BP    BYAGAIN
BYERROR  TM    TKBUF,X'80'        IT IS NOT TO BE TOLD
         BO    BYNOTOLD
         LA    R1,=CL8'RDTK'
         CH    R3,=H'6'
         BE    BYTELL
         LA    R1,=CL8'WRTK'
BYTELL   CALL  IOERR
BYNOTOLD LA    R15,3
         BR    R10
BYGOOD   SR    R15,R15
         BR    R10
BYBARE   NI    CPFLAG,255-HASDISK
         B     BYSIO
BYREFUSE CH    R15,=H'3'
         BE    BYRO
         CH    R15,=H'4'          CYLINDER BEYOND THE DISK
         BE    BYRECORD
         CH    R15,=H'5'
         BE    BYSIO              BUSY
BYNONE   LA    R15,5
         BR    R10
BYRO     LA    R15,12
         BR    R10
BYRECORD LA    R15,1
         BR    R10
         LTORG
         END
