FSCL     TITLE 'FSCLOSE - FINIS'
*
* PURPOSE.    FINIS    1 LIST: CLOSE THE FILES OF THAT NAME, TYPE, MODE
*                      (* IS ALL)
*             TFINIS   CLOSE ALL; AT THE END OF EACH COMMAND
*             FSCLOSE  CLOSE THE FILE OF AFT 1
*             FSABAND  FORGET WHAT HAS BEEN WRITTEN TO IT, AND CLOSE IT
* RETURNS     0; 6 NOTHING WAS OPEN; 3 I/O ERROR: THE FILE IS AS ON
*             DISK; 13 THE DISK IS FULL
* HOW         THE LAST BLOCK AND CHAIN LINK, THEN THE FIRST CHAIN LINK
*             INTO A NEW PIECE; THE MAP GETS THE NEW RECORDS AND LOSES
*             THE OLD ONES, THE DIRECTORY THE FST; UPDISK.  A FILE OF
*             MODE DIGIT 3 IS ERASED WHEN IT HAS BEEN READ TO ITS END
* REGISTERS.  2 CODE, 3 LIST, 4 FST, 5 6 WORK, 7 MFD, 8 ADT, 9 AFT,
*             10 11 LINKS, 12 BASE
*
CMSFSCLS CSECT
         REGS
         NUCON
         ADT
         MFD
         FST
         AFT
         FILEPLST
         TRKPLST
         USING AFT,R9
         USING FST,R4
         USING ADT,R8
         USING MFD,R7
TFINIS   ENTER
         CLC   ACTHEAD,=F'0'
         BE    TFEND
         CALL  FINIS,ALLFILES
TFEND    RETURN 0
ALLFILES DC    CL8'FINIS',CL8'*',CL8'*',CL2'*'
*
FINIS    ENTER
         LR    R3,R1
         BUSY  BUSYFIN
         SR    R2,R2
         LA    R5,6
FINNEXT  LR    R1,R3
         CALL  ACTLKP
         LTR   R15,R15
         BNZ   FINEND
         SR    R5,R5
         LINK  FSCLOSE
         LTR   R15,R15
         BZ    FINNEXT
         LR    R2,R15
         B     FINNEXT
FINEND   LTR   R2,R2
         BNZ   FINRET
         LR    R2,R5
FINRET   UNBUSY BUSYFIN
         RETURN (R2)
         EJECT
         USING WORK,R13
FSABAND  ENTER
         LR    R9,R1
         L     R8,AFTADT
         TM    AFTFLAG,AFTWRITE
         BZ    ABFREE
         SR    R0,R0
         LINK  FILEDROP
         HALF  R0,AFTPIECE
         LR    R1,R8
         CALL  QQTRKX
ABFREE   LR    R1,R9
         CALL  ACTFRET
         RETURN 0
*
FSCLOSE  ENTER WORK=WORKLEN
         LR    R9,R1
         L     R8,AFTADT
         L     R7,ADTMFDA
         LA    R4,AFTFST
         TM    AFTFLAG,AFTWRITE
         BZ    CLREAD
         CLC   FSTIC,=H'0'
         BE    CLEMPTY
         LINK  FILEFLSH
         LTR   R15,R15
         BNZ   CLERROR
         BAL   R11,PUTFCL
         BNZ   CLERROR
         MVC   FSTFCL,AFTPIECE
         BAL   R11,STAMP
         MVC   WKNAME,FSTN        LOOK FOR IT ON THIS DISK ALONE
         MVC   WKTYPE,FSTT
         MVC   WKMODE(1),ADTM
         MVI   WKMODE+1,C' '
         MVC   WKFST,AFTFST
         LR    R1,R9
         CALL  ACTFRET
         LA    R4,WKFST
         BAL   R11,OLDFST
         BNZ   CLLOST
         LR    R1,R8
         LA    R0,WKFST
         LINK  MAPFILE
         LTR   R15,R15
         BNZ   CLLOST
         MVC   0(FSTL,R6),WKFST
         OI    HYFLAG-HYPER(R5),X'80'
         LR    R1,R8
         CALL  UPDISK
         RETURN
CLEMPTY  LR    R1,R9
         LINK  FSABAND
         RETURN 0
CLERROR  LR    R2,R15             AS ON DISK
         LR    R1,R9
         LINK  FSABAND
         RETURN (R2)
CLLOST   LR    R2,R15             THE MAPS ARE HALF CHANGED: AS ON DISK
         LR    R1,R8
         SR    R0,R0
         CALL  READMFD
         RETURN (R2)
*
*        CLREAD - A FILE THAT WAS READ
*
CLREAD   MVC   WKPLIST+8(16),FSTN
         MVC   WKPLIST+24(1),ADTM
         MVC   WKPLIST+25(7),=CL8' '
         MVC   WKPLIST+32(8),=8X'FF'
         SR    R5,R5
         CLI   FSTM+1,C'3'
         BNE   CLFREE
         TM    AFTFLAG,AFTREAD
         BZ    CLFREE
         TM    ADTFLG1,ADTFRW
         BZ    CLFREE
         HALF  R2,FSTIC
         C     R2,AFTRP
         BNL   CLFREE
         LA    R5,1
CLFREE   LR    R1,R9
         CALL  ACTFRET
         LTR   R5,R5
         BZ    CLDONE
         CALL  ERASE,WKPLIST
         RETURN
CLDONE   RETURN 0
         EJECT
*        PUTFCL - THE FIRST CHAIN LINK INTO ITS PIECE
*
PUTFCL   HALF  R1,AFTPIECE
         LR    R2,R1
         SRL   R2,14
         MH    R2,=H'200'
         N     R1,=X'00003FFF'
         ST    R1,WKLIST+TKREC-TRKPLST
         LA    R1,MFDBUF
         ST    R1,WKLIST+TKBUF-TRKPLST
         LA    R1,800
         ST    R1,WKLIST+TKLEN-TRKPLST
         ST    R8,WKLIST+TKADT-TRKPLST
         CALL  RDTK,WKLIST
         LTR   R15,R15
         BCR   7,R11
         LA    R2,MFDBUF(R2)
         MVC   0(200,R2),AFTFCL
         CALL  WRTK,WKLIST
         LTR   R15,R15
         BR    R11
*
*        STAMP - DATE AND TIME
*
STAMP    TM    SYSFLAG1,NODATE
         BCR   1,R11
         CALL  GETCLK
         MVC   WKDIGITS(2),TODATE
         MVC   WKDIGITS+2(2),TODATE+3
         MVC   WKDIGITS+4(2),TOTIME
         MVC   WKDIGITS+6(2),TOTIME+3
         LA    R14,WKDIGITS
         LA    R15,FSTD
         LA    R1,4
STAMPTWO PACK  WKPACK(2),0(2,R14)
         L     R0,WKPACK
         SRL   R0,20
         STC   R0,0(R15)
         LA    R14,2(R14)
         LA    R15,1(R15)
         BCT   R1,STAMPTWO
         MVC   FSTYR,TODATE+6
         BR    R11
*
*        OLDFST - 6 IS WHERE FST 4 GOES IN BLOCK 5.  THE RECORDS OF THE
*        FILE AS IT WAS ARE GIVEN UP; A NEW ONE GETS A PLACE.  CODE NOT
*        0: 15 SAYS WHY
*
OLDFST   XC    WKPOS,WKPOS
OLDNEXT  LA    R1,WKPLIST2
         LA    R0,WKPOS
         CALL  FSNEXT
         LTR   R15,R15
         BNZ   OLDNONE
         C     R8,WKPOS
         BNE   OLDNEXT
         L     R5,WKPOS+4
         LR    R6,R1
         LR    R0,R1
         O     R0,=X'80000000'
         LR    R1,R8
         LINK  MAPFILE
         LTR   R15,R15
         BR    R11
OLDNONE  BAL   R10,HOLE
         LTR   R15,R15
         BR    R11
*
*        HOLE - 6 IS A FREE PLACE, IN BLOCK 5
*
HOLE     L     R5,ADTFDA
HOLEHYP  LTR   R5,R5
         BZ    HOLENEW
         LR    R6,R5
         LA    R1,20
HOLELOOK CLI   0(R6),0
         BE    HOLEHERE
         LA    R6,FSTL(R6)
         BCT   R1,HOLELOOK
         L     R5,HYNEXT-HYPER(R5)
         B     HOLEHYP
HOLENEW  FREE  BYTES=HYLEN
         LTR   R15,R15
         BNZ   HOLEFULL
         LR    R5,R1
         LR    R6,R1
         LA    R1,HYLEN/8
HOLEZERO XC    0(8,R6),0(R6)
         LA    R6,8(R6)
         BCT   R1,HOLEZERO
         LR    R6,R5
         L     R1,ADTHBCT
         LA    R1,1(R1)
         ST    R1,ADTHBCT
         L     R1,ADTLHBA
         ST    R5,ADTLHBA
         LTR   R1,R1
         BZ    HOLEONE
         ST    R5,HYNEXT-HYPER(R1)
         ST    R1,HYPREV-HYPER(R5)
         B     HOLEHERE
HOLEONE  ST    R5,ADTFDA
HOLEHERE L     R1,ADTFSTC
         LA    R1,1(R1)
         ST    R1,ADTFSTC
         SR    R15,R15
         BR    R10
HOLEFULL LA    R15,41
         BR    R10
WORK     DSECT
         DS    18F
WKLIST   DS    3D
WKFST    DS    XL40
WKPLIST  DS    5D
WKPLIST2 DS    D
WKNAME   DS    CL8
WKTYPE   DS    CL8
WKMODE   DS    CL2
WKDIGITS DS    CL8
WKPACK   DS    F
WKPOS    DS    3F
WORKLEN  EQU   *-WORK-72
CMSFSCLS CSECT
         LTORG
         END
