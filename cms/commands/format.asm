FORM     TITLE 'FORMAT - MAKES A CMS DISK'
*
* PURPOSE.    FORMAT L (N)     THE L-DISK, OR ITS FIRST N CYLINDERS,
*             BECOMES AN EMPTY CMS DISK, AFTER 'YES'.  P AND T ARE 191
*             AND 192; LOGIN TELLS THE UNIT OF OTHERS
*             FORMAT L ALL     THE SAME, ALL CYLINDERS
*             FORMAT L C N     THE SAME, N CYLINDERS
*             FORMAT CUU L (N) DISK CUU, WHICH IS THE L-DISK THEN
*             FORMAT L ( LABEL ITS LABEL IS CHANGED, ITS FILES STAY
* RETURNS     0; 24 OPERANDS WRONG; 36 NO SUCH DISK, OR READ-ONLY; 41 NO
*             STORAGE; 88 NOT WANTED; 100 I/O ERROR, WHICH HAS BEEN TOLD
* HOW         ALL TRACKS, THEN RECORD 1, THE MFD AND LAST THE LABEL:
*             STOPPED BEFORE, IT IS NO CMS DISK.  A 2314 HAS TRACKS
*             WITH HEAD 10, A 2311 HAS NOT; THE LAST CYLINDER IS THE
*             ONE BEHIND WHICH THE ARM CANNOT GO
* REGISTERS.  2 DEVICE, 3 LIST, 4 CCW, 5 COUNT FIELD, 6 RECORD, 7 HEAD,
*             8 ADT, 9 CYLINDER, 10 11 LINKS, 12 BASE
*
CMSFORM  CSECT
         REGS
         NUCON
         ADT
         MFD
         DEVICE
         TRKPLST
         USING ADT,R8
         USING DEVICE,R2
         USING WORK,R11
FORMAT   ENTER
         LR    R3,R1
         FREE  BYTES=WORKLEN
         LTR   R15,R15
         BNZ   FULL
         LR    R11,R1
         MVI   JUSTLAB,0
         MVC   WANTED,=F'203'
         SR    R2,R2              UNIT GIVEN
         LA    R3,8(R3)
         CLI   0(R3),X'FF'
         BE    WRONG
         CLI   1(R3),C' '
         BE    FINDADT
         CALL  GETHEX,0(R3)
         LTR   R15,R15
         BNZ   WRONG
         C     R0,=X'00000FFF'
         BH    WRONG
         LTR   R2,R0
         BZ    WRONG
         LA    R3,8(R3)
         CLI   1(R3),C' '
         BNE   WRONG
FINDADT  LA    R4,DEVICES
         L     R8,AIADT
FINDNEXT CLC   ADTM,0(R3)
         BE    FINDDEV
         L     R8,ADTPTR
         LTR   R8,R8
         BNZ   FINDNEXT
         B     WRONG
FINDDEV  C     R8,AADTS
         BE    WRONG
         CLC   3(1,R4),ADTM
         BE    FINDUNIT
         LA    R4,4(R4)
         B     FINDDEV
FINDUNIT L     R4,0(R4)           ITS DEVICE
         SRL   R4,8
         BAL   R10,OPTIONS
         LTR   R0,R2
         LR    R2,R4
         BNZ   FINDNEW
         CLC   DEVUNIT,=H'0'
         BNE   FINDSET
         B     NODISK
FINDNEW  CH    R0,DEVUNIT
         BE    FINDSET
         BAL   R10,INUSE
         BNZ   TWICE
         ST    R0,UNIT
         BAL   R10,GIVEUP
         L     R0,UNIT
         STH   R0,DEVUNIT
FINDSET  ST    R2,ADTDTA
ASK      CLI   JUSTLAB,0
         BNE   NEWLABEL
         MVC   LINE,QUESTION
         MVC   LINE+34(1),ADTM
         LH    R0,DEVUNIT
         CALL  TOHEX,HEXWORK
         MVC   LINE+37(3),HEXWORK+5
         TYPE  LINE,L'QUESTION
         BAL   R10,READLINE
         CLI   LINE,C'Y'
         BE    ASKLABEL
         LA    R3,88
         B     LEAVE
ASKLABEL BAL   R9,GETLABEL
         BAL   R10,GIVEUP
         BAL   R10,FINDTYPE
         SR    R9,R9
NEXTCYL  C     R9,WANTED
         BNL   CYLSDONE
         SR    R7,R7
NEXTHEAD L     R15,=A(TRACK)
         BALR  R10,R15
         BNZ   STOPPED
         LA    R7,1(R7)
         C     R7,HEADS
         BL    NEXTHEAD
         LA    R9,1(R9)
         B     NEXTCYL
STOPPED  CH    R15,=H'3'
         BE    NODISK2
         TM    IOSENSE+1,X'04'    FILE PROTECTED
         BO    READONLY
         LTR   R7,R7              THE ARM CANNOT GO THERE
         BNZ   IOBAD
         LTR   R9,R9
         BZ    IOBAD
         LA    R1,CCWS
         C     R1,IOFAILED
         BNE   IOBAD
CYLSDONE L     R15,=A(DIRECT)
         BALR  R10,R15
         BNZ   IOBAD
         LR    R0,R9
         CALL  TODEC,HEXWORK
         MVC   LINE(28),DONETEXT
         MVC   LINE(3),HEXWORK+7
         TYPE  LINE,28
         LR    R1,R8
         SR    R0,R0
         CALL  DISKIN
         LR    R3,R15
         B     LEAVE
*
*        NEWLABEL - THE LABEL OF A CMS DISK IS CHANGED
*
NEWLABEL LA    R1,3
         ST    R1,TKLIST+TKREC-TRKPLST
         LA    R1,RECORD
         ST    R1,TKLIST+TKBUF-TRKPLST
         LA    R1,800
         ST    R1,TKLIST+TKLEN-TRKPLST
         ST    R8,TKLIST+TKADT-TRKPLST
         CALL  RDTK,TKLIST
         LTR   R15,R15
         BNZ   LABIO
         CLC   RECORD(4),=C'CMS='
         BNE   NOCMS
         BAL   R9,GETLABEL
         MVC   RECORD+4(6),LABEL
         CALL  WRTK,TKLIST
         CH    R15,=H'12'
         BE    READONLY
         LTR   R15,R15
         BNZ   IOBAD2
         MVC   ADTID,LABEL
         SR    R3,R3
         B     LEAVE
LABIO    CH    R15,=H'5'
         BE    NODISK2
IOBAD2   LA    R3,100
         B     LEAVE
NOCMS    TYPE  'IT IS NO CMS DISK AND HAS NO LABEL',COLOR=R
         LA    R3,36
         B     LEAVE
LEAVE    LR    R1,R11
         FRET  BYTES=WORKLEN
         RETURN (R3)
NODISK2  TYPE  'THERE IS NO SUCH DISK',COLOR=R
         LA    R3,36
         B     LEAVE
READONLY TYPE  'THE DISK IS READ-ONLY',COLOR=R
         LA    R3,36
         B     LEAVE
IOBAD    LA    R1,=CL8'FORMAT'
         CALL  IOERR
         LA    R3,100
         B     LEAVE
WRONG    TYPE  'FORMAT LETTER CYLINDERS; NOT THE SYSTEM DISK',COLOR=R
         LA    R3,24
         B     LEAVE
NODISK   TYPE  'NO UNIT: FORMAT UNIT LETTER TELLS IT',COLOR=R
         LA    R3,36
         B     LEAVE
TWICE    TYPE  'THE DISK IS LOGGED IN UNDER ANOTHER LETTER',COLOR=R
         LA    R3,36
         B     LEAVE
FULL     FAIL  41,'STORAGE IS EXHAUSTED'
*
*        OPTIONS - THE WORDS BEHIND 3
*
OPTIONS  LA    R3,8(R3)
         CLI   0(R3),X'FF'
         BCR   8,R10
         LA    R1,WORDS
OPTLOOK  CLC   0(8,R1),0(R3)
         BE    OPTIONS
         LA    R1,8(R1)
         CLI   0(R1),0
         BNE   OPTLOOK
         CLC   0(8,R3),=CL8'LABEL'
         BE    OPTLABEL
         CALL  GETDEC,0(R3)
         LTR   R15,R15
         BNZ   WRONG
         C     R0,WANTED
         BH    WRONG
         LTR   R0,R0
         BNP   WRONG
         ST    R0,WANTED
         B     OPTIONS
OPTLABEL MVI   JUSTLAB,1
         B     OPTIONS
WORDS    DC    CL8'ALL',CL8'C',CL8'(',CL8')',X'00'
*        DEVICE OF EACH LETTER
         DS    0F
DEVICES  DC    AL3(DEVP-LOW),C'P',AL3(DEVT-LOW),C'T',AL3(DEVA-LOW),C'A'
         DC    AL3(DEVB-LOW),C'B',AL3(DEVC-LOW),C'C'
*
*        INUSE - IS UNIT 0 LOGGED IN UNDER A LETTER.  CODE NOT 0: YES
*
INUSE    L     R1,AIADT
INUSNEXT TM    ADTFLG1-ADT(R1),ADTFFS
         BZ    INUSON
         L     R14,ADTDTA-ADT(R1)
         CH    R0,DEVUNIT-DEVICE(R14)
         BE    INUSYES
INUSON   L     R1,ADTPTR-ADT(R1)
         LTR   R1,R1
         BNZ   INUSNEXT
         BR    R10
INUSYES  LTR   R12,R12
         BR    R10
*
*        GIVEUP - DISK 8 IS NOT LOGGED IN ANY MORE
*
GIVEUP   MVC   CLOSLIST,CLOSFORM
         MVC   CLOSLIST+24(1),ADTM
         CALL  FINIS,CLOSLIST
         LR    R1,R8
         CALL  RELUFD
         BR    R10
*
*        GETLABEL - LABEL IS WHAT THE USER SAYS
*
GETLABEL TYPE  'ENTER LABEL, 1 TO 6 CHARACTERS:'
         BAL   R10,READLINE
         CLI   LINE,C' '
         BE    GETLABEL
         CLI   LINE+6,C' '
         BNE   GETLABEL
         MVC   LABEL,LINE
         BR    R9
*
*        READLINE - AN ANSWER INTO LINE
*
READLINE MVC   CONLIST,=CL8'WAITRD'
         LA    R1,LINE
         ST    R1,CONLIST+8
         MVI   CONLIST+8,1
         MVC   CONLIST+12(4),=C'U   '
         XC    CONLIST+13(3),CONLIST+13
         CALL  WAITRD,CONLIST
         BR    R10
*
*        FINDTYPE - HEADS, RECORDS ON A CYLINDER
*
FINDTYPE MVI   DEVTYPE,DEV2314
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
         BCR   7,R10
         MVI   DEVTYPE,DEV2311
         MVC   HEADS,=F'10'
         MVC   ONCYL,=F'40'
         BR    R10
         DS    0D
SEEKNOP  CCW   X'07',0,X'40',6
         CCW   X'03',0,X'20',1
QUESTION DC    C'FORMAT ERASES ALL FILES ON DISK   X (000): YES OR NO?'
DONETEXT DC    C'000 CYLINDERS ARE FORMATTED.'
CLOSFORM DC    CL8'FINIS',CL8'*',CL8'*',CL8' '
         LTORG
         EJECT
*        TRACK - WRITE TRACK (9, 7).  BY BALR R10; CODE NOT 0: 15 SAYS
*        WHY
*
TRACK    ST    R12,BASE1
         LR    R12,R15
         USING TRACK,R12
         XC    SEEK,SEEK          BBCCHHR
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
         L     R12,BASE1
         LTR   R15,R15
         BR    R10
         DS    0D
TRACKCCW CCW   X'07',0,X'40',6
         CCW   X'31',0,X'40',5
         CCW   X'08',0,0,1
         LTORG
         EJECT
*        DIRECT - RECORD 1, MFD, LABEL OF 9 CYLINDERS.  BY BALR R10;
*        CODE NOT 0: 15 SAYS WHY
*
DIRECT   ST    R12,BASE1
         ST    R10,RETDIR
         LR    R12,R15
         USING DIRECT,R12
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
DIREND   L     R10,RETDIR
         L     R12,BASE1
         LTR   R15,R15
         BR    R10
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
WORK     DSECT
CCWS     DS    20D
COUNTS   DS    8D
CONLIST  DS    2D
TKLIST   DS    3D
SEEK     DS    D
CLOSLIST DS    CL32
WANTED   DS    F
UNIT     DS    F
JUSTLAB  DS    X
         DS    0F
HEADS    DS    F
ONCYL    DS    F
BASE1    DS    F
RETDIR   DS    F
LABEL    DS    CL6
LINE     DS    CL132
RECORD   DS    200F
WORKLEN  EQU   *-WORK
CMSFORM  CSECT
         END
