FSDI     TITLE 'FSDIR - A DISK''S DIRECTORY INTO STORAGE'
*
* PURPOSE.    READMFD  READ THE DIRECTORY OF A DISK; 0: 0, OR 1 FOR
*                      READING ONLY
*             RELUFD   FORGET IT; OPEN FILES OF THE DISK ARE DROPPED
* CALLED      1 ADT, WITH THE DEVICE IN ADTDTA
* RETURNS     0; 1 IT IS NO CMS DISK; 3 I/O ERROR; 5 THERE IS NO SUCH
*             DISK; 8 THE DIRECTORY IS DAMAGED; 41 NO STORAGE
* HOW         A DISK MAY BE WRITTEN WHEN WRITING ITS LABEL AS IT IS
*             WORKS. THE CAPACITY TELLS A 2311 FROM A 2314.  OF A DISK
*             THAT IS ONLY READ, FILES OF MODE DIGIT 0 ARE NOT SEEN
* REGISTERS.  2-6 WORK, 7 MFD, 8 ADT, 9 OPERAND OR FST BLOCK, 10 11
*             LINKS, 12 BASE (OF THE SECTION)
*
CMSFSDIR CSECT
         REGS
         NUCON
         DEVICE
         ADT
         MFD
         FST
         TRKPLST
         USING ADT,R8
         USING MFD,R7
RELUFD   ENTER
         BASE  CMSFSDIR
         LR    R8,R1
         BUSY  BUSYDIR
         BAL   R10,RELEASE
         UNBUSY BUSYDIR
         RETURN 0
*
*        RELEASE - ALL STORAGE OF DISK 8
*
RELEASE  LR    R1,R8
         LINK  ACTDROP
         TM    ADTFLG1,ADTFFS
         BCR   8,R10
         L     R7,ADTMFDA
         L     R5,ADTFDA
         USING HYPER,R9
RELHYPER LTR   R9,R5
         BZ    RELMAPS
         L     R5,HYNEXT
         LR    R1,R9
         FRET  BYTES=HYLEN
         B     RELHYPER
         DROP  R9
RELMAPS  L     R1,MFDMAPP
         LTR   R1,R1
         BZ    RELQQ
         L     R2,MFDMAPN
         LR    R3,R2
         SLL   R2,1
         AR    R2,R3
         FRET  BYTES=(R2)
RELQQ    L     R1,ADTQQM
         L     R2,ADTQQMN
         LTR   R2,R2
         BZ    RELMFD
         FRET  DWORDS=(R2)
RELMFD   LR    R1,R7
         FRET  BYTES=MFDL
         XC    ADTID(8),ADTID
         XC    ADTFDA(ADTM-ADTFDA),ADTFDA
         MVI   ADTFLG1,0
         MVI   ADTFLG2,0
         XC    ADTMSK(ADTOWN-ADTMSK),ADTMSK
         BR    R10
         EJECT
READMFD  ENTER WORK=WORKLEN
         BASE  CMSFSDIR
         USING WORK,R13
         LR    R8,R1
         LR    R9,R0
         BUSY  BUSYDIR            KX LEAVES NO HALF OF A DIRECTORY
MFDAGAIN BAL   R10,RELEASE
         FREE  BYTES=MFDL
         LTR   R15,R15
         BNZ   NOSTOR
         LR    R7,R1
         LR    R14,R1
         LA    R15,MFDL/8
MFDCLEAR XC    0(8,R14),0(R14)
         LA    R14,8(R14)
         BCT   R15,MFDCLEAR
         ST    R7,ADTMFDA
         LA    R0,MFDL/8
         ST    R0,ADTMFDN
         MVI   ADTFLG1,ADTFFS
         LA    R1,3               LABEL
         LA    R2,MFDBUF
         O     R2,=X'80000000'    ERRORS ARE NOT TOLD
         BAL   R11,READ
         CH    R15,=H'3'          NOT FORMATTED
         BNE   MFDLABEL
         TM    IOSENSE,X'10'      EQUIPMENT CHECK
         BO    DIRBAD
         LA    R15,1
MFDLABEL LTR   R15,R15
         BNZ   DIRBAD
         LA    R15,1
         CLC   MFDBUF(4),=C'CMS='
         BNE   DIRBAD
         MVC   ADTID,MFDBUF+4
         LTR   R9,R9
         BNZ   MFDRO
         LA    R1,3
         LA    R2,MFDBUF
         BAL   R11,WRITE
         LTR   R15,R15
         BNZ   MFDRO
         OI    ADTFLG1,ADTFRW
         B     MFDREAD
MFDRO    OI    ADTFLG1,ADTFRO
MFDREAD  LA    R1,4
         LR    R2,R7
         BAL   R11,READ
         BNZ   DIRBAD
         LA    R6,150             RECORDS ON A CYLINDER
         HALF  R3,MFDCYL
         LR    R1,R3
         MH    R1,=H'100'
         C     R1,MFDNUM
         BNH   MFDTYPE
         LA    R6,40
MFDTYPE  LR    R5,R3
         MR    R4,R6
         C     R5,=A(203*150)
         BH    DAMAGED
         LTR   R5,R5
         BZ    DAMAGED
         ST    R5,MFDCAP
         L     R2,ADTDTA          THE TYPE THAT RDTK NEEDS
         USING DEVICE,R2
         MVI   DEVTYPE,DEV2314
         CH    R6,=H'150'
         BE    MFDCOUNT
         MVI   DEVTYPE,DEV2311
         DROP  R2
MFDCOUNT MVC   ADTNUM(16),MFDNUM
         ST    R3,ADTCYL
         BAL   R11,FSTS
         BNZ   DIRBAD
         TM    ADTFLG1,ADTFRW
         BZ    MFDSAME
         BAL   R11,MAPS
         BNZ   DIRBAD
         BAL   R11,PIECES
         BNZ   DIRBAD
MFDGOOD  UNBUSY BUSYDIR
         RETURN 0
MFDSAME  LA    R1,4               HAS ANOTHER CHANGED IT MEANWHILE
         LA    R2,MFDBUF
         BAL   R11,READ
         BNZ   DIRBAD
         LA    R9,1
         CLC   MFDFST(256),MFDBUF
         BNE   MFDAGAIN
         CLC   MFDFST+256(256),MFDBUF+256
         BNE   MFDAGAIN
         B     MFDGOOD
DAMAGED  LA    R15,8
DIRBAD   LR    R6,R15
         BAL   R10,RELEASE
         UNBUSY BUSYDIR
         RETURN (R6)
NOSTOR   UNBUSY BUSYDIR
         RETURN 41
*
*        READ, WRITE - RECORD 1 INTO OR FROM 2
*
READ     LA    R15,8
         LTR   R1,R1
         BNP   READEND
         ST    R1,LIST+TKREC-TRKPLST
         ST    R2,LIST+TKBUF-TRKPLST
         LA    R1,800
         ST    R1,LIST+TKLEN-TRKPLST
         ST    R8,LIST+TKADT-TRKPLST
         CALL  RDTK,LIST
         CH    R15,=H'1'          THERE IS NO SUCH RECORD
         BNE   READEND
         LA    R15,8
READEND  LTR   R15,R15
         BR    R11
WRITE    ST    R1,LIST+TKREC-TRKPLST
         O     R2,=X'80000000'
         ST    R2,LIST+TKBUF-TRKPLST
         LA    R1,800
         ST    R1,LIST+TKLEN-TRKPLST
         ST    R8,LIST+TKADT-TRKPLST
         CALL  WRTK,LIST
         LTR   R15,R15
         BR    R11
         EJECT
*        FSTS - ALL FST BLOCKS, AND THE LIST OF EXTENSIONS
*
         USING HYPER,R9
         USING FST,R4
FSTS     ST    R11,LINK11
         LA    R3,MFDFST
         LA    R6,182
FSTSNEXT HALF  R5,0(R3)
         LA    R3,2(R3)
         C     R5,=X'0000FFFD'
         BNL   FSTSEXT
         FREE  BYTES=HYLEN
         LTR   R15,R15
         BNZ   FSTSFULL
         LR    R2,R1
         XC    800(HYLEN-800,R2),800(R2)
         STH   R5,HYREC-HYPER(R2)
         L     R9,ADTLHBA
         LTR   R9,R9
         BZ    FSTSONE
         ST    R2,HYNEXT
         ST    R9,HYPREV-HYPER(R2)
         B     FSTSLAST
FSTSONE  ST    R2,ADTFDA
FSTSLAST ST    R2,ADTLHBA
         LR    R9,R2
         L     R1,ADTHBCT
         LA    R1,1(R1)
         ST    R1,ADTHBCT
         LR    R1,R5
         BAL   R11,READ
         BNZ   FSTSEND
         LA    R4,HYFST
         LA    R2,20
FSTSCNT  CLI   FST,0
         BE    FSTSSKIP
         TM    ADTFLG1,ADTFRO
         BZ    FSTSFILE
         CLI   FSTM+1,C'0'        PRIVATE
         BNE   FSTSFILE
         XC    FST(FSTL),FST
         B     FSTSSKIP
FSTSFILE L     R1,ADTFSTC
         LA    R1,1(R1)
         ST    R1,ADTFSTC
FSTSSKIP LA    R4,FSTL(R4)
         BCT   R2,FSTSCNT
         BCT   R6,FSTSNEXT
         LA    R15,8              THERE IS NO SENTINEL
         B     FSTSEND
FSTSEXT  C     R5,=X'0000FFFF'
         BE    FSTSGOOD
         LA    R4,MFDEXT
         LA    R2,8
EXTNEXT  BCT   R6,EXTMORE
         B     FSTSGOOD
EXTMORE  MVC   0(2,R4),0(R3)
         CLC   0(2,R3),=H'0'
         BE    FSTSGOOD
         LA    R4,2(R4)
         LA    R3,2(R3)
         BCT   R2,EXTNEXT
FSTSGOOD SR    R15,R15
FSTSEND  L     R11,LINK11
         LTR   R15,R15
         BR    R11
FSTSFULL LA    R15,41
         B     FSTSEND
         DROP  R9,R4
         EJECT
*        MAPS - THE BIT MAPS P, D AND A
*
MAPS     ST    R11,LINK11
         LA    R1,216
         LA    R4,MFDMSK
         CLI   MFDMSK,X'10'       VM/370: THE TYPE IN FRONT
         BNL   MAPSHEAD
         BCTR  R1,0
         LA    R4,1(R4)
MAPSHEAD ST    R1,MFDHEAD
         L     R5,MFDCAP
         LA    R5,7(R5)
         SRL   R5,3
         SR    R5,R1              BYTES IN EXTENSIONS
         BNP   MAPSNONE
         LR    R15,R5
         A     R15,=F'799'
         SR    R14,R14
         D     R14,=F'800'
         ST    R15,MFDEXTN
MAPSNONE L     R15,MFDEXTN
         LA    R14,2(R15)
         ST    R14,MFDRES
         MH    R15,=H'800'
         AR    R1,R15
         LA    R1,255(R1)
         N     R1,=X'FFFFFF00'
         ST    R1,MFDMAPN
         LR    R2,R1
         SLL   R2,1
         AR    R2,R1
         FREE  BYTES=(R2)
         LTR   R15,R15
         BNZ   FSTSFULL
         ST    R1,MFDMAPP
         ST    R1,ADTMSK
         LR    R14,R1
         SRL   R2,8
MAPSZERO XC    0(256,R14),0(R14)
         LA    R14,256(R14)
         BCT   R2,MAPSZERO
         L     R2,MFDMAPN
         ST    R2,ADTMSKN
         AR    R1,R2
         ST    R1,MFDMAPD
         AR    R1,R2
         ST    R1,MFDMAPA
         L     R2,MFDMAPP         WHAT IS ON DISK
         L     R1,MFDHEAD
         BCTR  R1,0
         EX    R1,MAPSHERE
         A     R2,MFDHEAD
         LA    R3,MFDEXT
         L     R4,MFDEXTN
         LTR   R4,R4
         BZ    MAPSCOPY
MAPSEXT  HALF  R1,0(R3)
         LTR   R1,R1
         BZ    MAPSGAP            ZEROS
         BAL   R11,READ
         BNZ   FSTSEND
MAPSGAP   LA    R3,2(R3)
         LA    R2,800(R2)
         BCT   R4,MAPSEXT
MAPSCOPY L     R2,MFDMAPP         THE DIRECTORY ITSELF IS IN USE, ON A
         OI    0(R2),X'F0'        DAMAGED DISK TOO
         L     R9,ADTFDA
MAPSFST  LTR   R9,R9
         BZ    MAPSOWN
         HALF  R1,HYREC-HYPER(R9)
         BAL   R10,MAPSUSED
         L     R9,HYNEXT-HYPER(R9)
         B     MAPSFST
MAPSOWN  LA    R3,MFDEXT
         L     R4,MFDEXTN
         LTR   R4,R4
         BZ    MAPSTHRE
MAPSPART HALF  R1,0(R3)
         BAL   R10,MAPSUSED
         LA    R3,2(R3)
         BCT   R4,MAPSPART
MAPSTHRE L     R2,MFDMAPP
         L     R3,MFDMAPD
         L     R4,MFDMAPA
         L     R5,MFDMAPN
         SRL   R5,8
MAPSMOVE MVC   0(256,R3),0(R2)
         MVC   0(256,R4),0(R2)
         LA    R2,256(R2)
         LA    R3,256(R3)
         LA    R4,256(R4)
         BCT   R5,MAPSMOVE
         L     R1,MFDCAP          BITS BEHIND THE LAST RECORD: TAKEN
         LA    R1,1(R1)
         L     R2,MFDMAPN
         SLL   R2,3
MAPSBITS CR    R1,R2
         BH    MAPSROOM
         BITOF MFDMAPA
         EX    R15,MAPSSET
         LA    R1,1(R1)
         B     MAPSBITS
MAPSROOM L     R1,ADTNUM
         S     R1,ADTUSED
         ST    R1,MFDROOM
         SR    R15,R15
         B     FSTSEND
MAPSUSED LTR   R1,R1
         BCR   13,R10
         C     R1,MFDCAP
         BCR   2,R10
         BITOF MFDMAPP
         EX    R15,MAPSSET
         BR    R10
MAPSSET  OI    0(R14),0
MAPSHERE MVC   0(0,R2),0(R4)
         EJECT
*        PIECES - THE TABLE OF RECORDS WITH FIRST CHAIN LINKS
*
         USING PIECE,R6
         USING HYPER,R9
         USING FST,R4
PIECES   ST    R11,LINK11
         L     R3,ADTFSTC
         LA    R3,101(R3)
         FREE  DWORDS=(R3)
         LTR   R15,R15
         BNZ   FSTSFULL
         ST    R1,ADTQQM
         ST    R3,ADTQQMN
PIECZERO XC    0(PCLEN,R1),0(R1)
         LA    R1,PCLEN(R1)
         BCT   R3,PIECZERO
         L     R6,ADTQQM
         L     R9,ADTFDA
PIECHYP  LTR   R9,R9
         BZ    PIECFREE
         LA    R4,HYFST
         LA    R5,20
PIECFST  CLI   FST,0
         BE    PIECSKIP
         CLC   FSTIC,=H'0'
         BE    PIECSKIP
         HALF  R2,FSTFCL
         BAL   R11,PIECENT
         EX    R3,PIECUSE
PIECSKIP LA    R4,FSTL(R4)
         BCT   R5,PIECFST
         L     R9,HYNEXT
         B     PIECHYP
PIECFREE LA    R4,MFDQQ           PIECES THAT ARE FREE
         LA    R5,100
PIECQQ   HALF  R2,0(R4)
         LR    R1,R2
         N     R1,=X'00003FFF'
         BZ    PIECQQON
         C     R1,MFDCAP
         BH    PIECQQON
         BITOF MFDMAPP            NOT OF A RECORD THAT IS FREE
         EX    R15,PIECTEST
         BZ    PIECQQON
         BAL   R11,PIECENT
PIECQQON LA    R4,2(R4)
         BCT   R5,PIECQQ
         L     R6,ADTQQM
         L     R5,ADTQQMN
PIECALL  MVC   PCP,PCD
         MVC   PCA,PCD
         LA    R6,PCLEN(R6)
         BCT   R5,PIECALL
         SR    R15,R15
         B     FSTSEND
PIECUSE  OI    PCD,0
PIECTEST TM    0(R14),0
*
*        PIECENT - 6 IS THE ENTRY OF PIECE 2, MADE WHEN IT IS NEW; 3
*        ITS MASK, 0: THERE IS NO SUCH PIECE.  6 COMES AS THE ENTRY
*        USED LAST
*
PIECENT  LR    R14,R2
         SRL   R14,14
         LA    R3,8
         SRL   R3,0(R14)
         N     R2,=X'00003FFF'
         CH    R2,=H'5'
         BL    PIECNONE
         C     R2,MFDCAP
         BH    PIECNONE
         CH    R2,PCREC
         BCR   8,R11
         L     R6,ADTQQM
         L     R14,ADTQQMN
PIECLOOK CH    R2,PCREC
         BCR   8,R11
         CLC   PCREC,=H'0'
         BE    PIECMAKE
         LA    R6,PCLEN(R6)
         BCT   R14,PIECLOOK
         L     R6,ADTQQM          CANNOT BE: THERE IS ONE FOR EACH
         BR    R11
PIECMAKE STH   R2,PCREC
         BR    R11
PIECNONE SR    R3,R3
         BR    R11
         DROP  R6,R9,R4
WORK     DSECT
         DS    18F
LIST     DS    3D
LINK11   DS    F
WORKLEN  EQU   *-WORK-72
CMSFSDIR CSECT
         LTORG
         END
