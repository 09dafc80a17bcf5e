FORD     TITLE 'FORMDISK - TRACKS AND THE FIRST DIRECTORY'
*
* PURPOSE.    FORMTYPE  HEADS, ONCYL OF DISK 8
*             FORMCYLS  EMPTY CYLINDERS FROM 9 ON UP TO WANTED, OR AS FAR
*                       AS THE ARM CAN GO; 1 IS HOW MANY THE DISK HAS
*             FORMDIR   RECORD 1, THE MFD AND LAST THE LABEL OF A DISK OF
*                       9 CYLINDERS: STOPPED BEFORE, IT IS NO CMS DISK
* CALLED      BY FORMAT; 2 DEVICE, 8 ADT, 11 FORMBLK
* RETURNS     0; AS DOIO AND WRTK
* HOW         A 2314 HAS TRACKS WITH HEAD 10, A 2311 HAS NOT; THE LAST
*             CYLINDER IS THE ONE BEHIND WHICH THE ARM CANNOT GO
* REGISTERS.  2 DEVICE, 3 PLACE IN THE MFD, 4 CCW OR MFD, 5 COUNT FIELD,
*             6 RECORD, 7 HEAD, 8 ADT, 9 CYLINDER, 10 LINK, 11 FORMBLK,
*             12 BASE (OF THE SECTION)
*
CMSFORMD CSECT
         REGS
         NUCON
         ADT
         MFD
         DEVICE
         TRKPLST
         FORMBLK
         USING ADT,R8
         USING DEVICE,R2
FORMTYPE ENTER
         BASE  CMSFORMD
         MVI   DEVTYPE,DEV2314
         MVC   HEADS,=F'20'
         MVC   ONCYL,=F'150'
         XC    SEEK,SEEK
         MVI   SEEK+5,10
         MVC   CCWS(16),SEEKNOP
         LA    R1,SEEK
         ST    R1,CCWS
         MVI   CCWS,X'07'
         LA    R1,CCWS
         CALL  DOIO
         CH    R15,=H'2'
         BNE   TYPEEND
         MVI   DEVTYPE,DEV2311
         MVC   HEADS,=F'10'
         MVC   ONCYL,=F'40'
TYPEEND  RETURN 0
         DS    0D
SEEKNOP  CCW   X'07',0,X'40',6
         CCW   X'03',0,X'20',1
         EJECT
FORMCYLS ENTER
         BASE  CMSFORMD
NEXTCYL  C     R9,WANTED
         BNL   CYLSGOOD
         SR    R7,R7
NEXTHEAD BAL   R10,TRACK
         BNZ   STOPPED
         LA    R7,1(R7)
         C     R7,HEADS
         BL    NEXTHEAD
         LA    R9,1(R9)
         B     NEXTCYL
STOPPED  LR    R1,R9
         CH    R15,=H'2'
         BNE   CYLSEND
         TM    IOSENSE+1,X'04'    FILE PROTECTED
         BO    CYLSEND
         LTR   R7,R7              THE ARM CANNOT GO THERE
         BNZ   CYLSEND
         LTR   R9,R9
         BZ    CYLSEND
         LA    R14,CCWS
         C     R14,IOFAILED
         BNE   CYLSEND
CYLSGOOD LR    R1,R9
         SR    R15,R15
CYLSEND  RETURN KEEP=R1
*
*        TRACK - WRITE TRACK (9, 7).  CODE NOT 0: 15 SAYS WHY
*
TRACK    XC    SEEK,SEEK          BBCCHHR
         STH   R9,SEEK+2
         STH   R7,SEEK+4
         LA    R4,CCWS
         MVC   0(24,R4),TRACKCCW
         LA    R1,SEEK
         ST    R1,0(R4)
         MVI   0(R4),X'07'
         LA    R1,SEEK+2
         ST    R1,8(R4)
         MVI   8(R4),X'31'
         LA    R1,8(R4)
         ST    R1,16(R4)
         MVI   16(R4),X'08'
         LA    R4,24(R4)
         LA    R5,COUNTS
         LA    R6,1
         CLI   DEVTYPE,DEV2311
         BE    TRACKREC
         TM    SEEK+5,1           ODD HEADS OF A 2314 BEGIN WITH 8
         BZ    TRACKREC
         LA    R6,8
TRACKREC MVC   0(4,R5),SEEK+2
         STC   R6,4(R5)
         MVI   5(R5),0
         MVC   6(2,R5),=H'829'
         CLI   DEVTYPE,DEV2311
         BE    TRACKPUT
         CH    R6,=H'8'
         BNE   TRACKPUT
         MVC   6(2,R5),=H'414'
         TM    SEEK+5,1
         BZ    TRACKPUT
         MVC   6(2,R5),=H'415'
TRACKPUT ST    R5,0(R4)
         MVI   0(R4),X'1D'        WRITE COUNT, KEY AND DATA
         MVC   4(4,R4),=X'80000008'
         LA    R1,ZEROS
         ST    R1,8(R4)
         MVC   12(4,R4),=X'40000000'
         MVC   14(2,R4),6(R5)
         LA    R4,16(R4)
         LA    R5,8(R5)
         LA    R6,1(R6)
         LA    R1,5
         CLI   DEVTYPE,DEV2311
         BE    TRACKEND
         LA    R1,9
         TM    SEEK+5,1
         BZ    TRACKEND
         LA    R1,16
TRACKEND CR    R6,R1
         BL    TRACKREC
         SH    R4,=H'4'           THE LAST ONE
         MVI   0(R4),0
         LA    R1,CCWS
         CALL  DOIO
         LTR   R15,R15
         BR    R10
         DS    0D
TRACKCCW CCW   X'07',0,X'40',6
         CCW   X'31',0,X'40',5
         CCW   X'08',0,0,1
         EJECT
FORMDIR  ENTER
         BASE  CMSFORMD
         BAL   R10,CLEAR
         MVC   RECORD(8),WAITING
         LA    R1,1
         BAL   R10,PUT
         BNZ   DIREND
         BAL   R10,CLEAR
         LA    R4,RECORD
         USING MFD,R4
         LR    R7,R9
         M     R6,ONCYL           7 RECORDS IN ALL
         LR    R5,R7
         S     R7,=F'4'
         ST    R7,MFDNUM
         LA    R5,7(R5)
         SRL   R5,3
         SH    R5,=H'216'         BYTES OF THE MAP IN EXTENSIONS
         LA    R6,4               RECORDS IN USE
         LA    R3,MFDFST
         MVC   0(2,R3),=X'FFFF'
         BNP   DIRBITS
         MVC   0(2,R3),=X'FFFD'
DIREXT   LA    R6,1(R6)
         LA    R3,2(R3)
         STH   R6,0(R3)
         SH    R5,=H'800'
         BP    DIREXT
DIRBITS  ST    R6,MFDUSED
         SR    R7,R6
         ST    R7,MFDLEFT
         STH   R9,MFDCYL
         L     R1,=X'FFFF0000'    SO MANY ONES
         SRL   R1,0(R6)
         STH   R1,MFDMSK
         BCTR  R6,0
         SRL   R6,3
         ST    R6,MFDLAST
         DROP  R4
         LA    R1,4
         BAL   R10,PUT
         BNZ   DIREND
         BAL   R10,CLEAR
         MVC   RECORD(4),=C'CMS='
         MVC   RECORD+4(6),LABEL
         LA    R1,3
         BAL   R10,PUT
DIREND   RETURN
CLEAR    XC    RECORD(256),RECORD
         XC    RECORD+256(256),RECORD+256
         XC    RECORD+512(256),RECORD+512
         XC    RECORD+768(32),RECORD+768
         BR    R10
PUT      ST    R1,TKLIST+TKREC-TRKPLST
         LA    R1,RECORD
         ST    R1,TKLIST+TKBUF-TRKPLST
         LA    R1,800
         ST    R1,TKLIST+TKLEN-TRKPLST
         ST    R8,TKLIST+TKADT-TRKPLST
         CALL  WRTK,TKLIST
         LTR   R15,R15
         BR    R10
         DS    0D
WAITING  DC    X'00020000',A(X'C35')   IPL OF THIS DISK: A WAIT
         LTORG
ZEROS    DC    830X'00'
*
         END
