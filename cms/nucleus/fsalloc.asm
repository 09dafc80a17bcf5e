FSAL     TITLE 'FSALLOC - RECORDS AND PIECES OF A DISK'
*
* PURPOSE.    TRKLKP   TAKE A RECORD; 0: 0, OR 1 FOR THE DIRECTORY,
*                      WHICH HAS A FEW RECORDS RESERVED
*             TRKLKX   RECORD 0 WAS TAKEN AND IS NOT USED: GIVE IT BACK
*             QQTRK    TAKE A PIECE OF 200 BYTES, FOR A FIRST CHAIN
*                      LINK
*             QQTRKX   PIECE 0 WAS TAKEN AND IS NOT USED
* CALLED      1 ADT OF A DISK THAT IS WRITTEN
* RETURNS     1 RECORD OR PIECE (QUARTER IN THE TWO HIGH BITS); 15: 0,
*             13 THE DISK IS FULL, 41 NO STORAGE
* HOW         WHAT THE DIRECTORY ON DISK REFERS TO IS NEITHER TAKEN NOR
*             GIVEN BACK HERE: MAP A HAS ALL OF MAP P.  THE LOWEST FREE
*             RECORD IS TAKEN.  A PIECE'S ADDRESS HAS 14 BITS FOR THE
*             RECORD: ON LARGE DISKS DATA LEAVE THE 850 RECORDS BELOW
*             THAT BORDER TO THE LAST
* REGISTERS.  2 WORK, 3 MASK, 4 5 BYTES OF THE MAP, 6 PIECE TABLE,
*             7 MFD, 8 ADT, 9 OPERAND, 12 BASE (OF THE SECTION)
*
CMSFSALC CSECT
         REGS
         NUCON
         ADT
         MFD
         USING ADT,R8
         USING MFD,R7
BORDER   EQU   2048               BYTE OF RECORD 4000
KEPT     EQU   BORDER-107         BYTE WHERE THE 850 RECORDS BEGIN
TRKLKP   ENTER
         BASE  CMSFSALC
         LR    R8,R1
         LR    R9,R0
         L     R7,ADTMFDA
         BAL   R11,ROOM
         BNP   FULL
         L     R4,MFDHINT
         L     R5,MFDMAPN
         CH    R5,=AL2(BORDER)
         BNH   TRKLOW
         LA    R5,KEPT
TRKLOW   BAL   R10,SEEK
         BZ    TRKHIGH
         ST    R4,MFDHINT
         B     TRKTAKE
TRKHIGH  LA    R4,BORDER
         L     R5,MFDMAPN
         BAL   R10,SEEK
         BNZ   TRKTAKE
         LA    R4,KEPT
         LA    R5,BORDER
         C     R5,MFDMAPN
         BH    FULL
         BAL   R10,SEEK
         BZ    FULL
TRKTAKE  BAL   R10,TAKE
         RETURN 0,KEEP=R1
FULL     RETURN 13
NOSTOR   RETURN 41
*
*        ROOM - 2 IS HOW MANY RECORDS ARE LEFT FOR WHO ASKS (9)
*
ROOM     L     R2,MFDROOM
         LTR   R9,R9
         BNZ   ROOMALL
         S     R2,MFDRES
ROOMALL  LTR   R2,R2
         BR    R11
*
*        SEEK - 1 IS THE FIRST FREE RECORD IN BYTES 4 TO 5-1 OF THE
*        MAP, 4 ITS BYTE.  CODE 0: NONE
*
SEEK     SR    R2,R2
SEEKNEXT LR    R3,R5
         SR    R3,R4
         BNP   SEEKNONE
         CH    R3,=H'256'
         BNH   SEEKPART
         LA    R3,256
SEEKPART LR    R15,R4
         A     R15,MFDMAPA
         BCTR  R3,0
         EX    R3,SEEKTRT
         BNZ   SEEKHIT
         LA    R4,1(R3,R4)
         B     SEEKNEXT
SEEKHIT  LA    R1,0(R1)
         S     R1,MFDMAPA
         LR    R4,R1
         SLL   R1,3
         AR    R1,R2              2 WAS SET TO THE BIT, FROM 1
         LTR   R1,R1
         BR    R10
SEEKNONE SR    R1,R1
         BR    R10
SEEKTRT  TRT   0(0,R15),FREEBIT
*
*        TAKE - RECORD 1
*
TAKE     BITOF MFDMAPA
         EX    R15,SETBIT
         L     R2,MFDROOM
         BCTR  R2,0
         ST    R2,MFDROOM
         BR    R10
SETBIT   OI    0(R14),0
CLEARBIT NI    0(R14),0
TESTBIT  TM    0(R14),0
*        FOR TRT: THE FIRST BIT OF A BYTE THAT IS OFF, FROM 1; 0: NONE
FREEBIT  DC    128X'01',64X'02',32X'03',16X'04',8X'05',4X'06'
         DC    2X'07',X'08',X'00'
         EJECT
TRKLKX   ENTER
         BASE  CMSFSALC
         LR    R8,R1
         LR    R1,R0
         L     R7,ADTMFDA
         BAL   R10,GIVE
         RETURN 0
*
*        GIVE - RECORD 1 BACK, UNLESS IT IS IN USE ON DISK
*
GIVE     LTR   R1,R1
         BCR   13,R10
         C     R1,MFDCAP
         BCR   2,R10
         BITOF MFDMAPP
         EX    R15,TESTBIT
         BCR   5,R10
         BITOF MFDMAPA
         EX    R15,TESTBIT
         BCR   8,R10
         X     R15,=F'255'
         EX    R15,CLEARBIT
         L     R2,MFDROOM
         LA    R2,1(R2)
         ST    R2,MFDROOM
         S     R14,MFDMAPA
         C     R14,MFDHINT
         BCR   11,R10
         ST    R14,MFDHINT
         BR    R10
         EJECT
         USING PIECE,R6
QQTRK    ENTER
         BASE  CMSFSALC
         LR    R8,R1
         L     R7,ADTMFDA
         SR    R9,R9
         L     R6,ADTQQM
         L     R5,ADTQQMN
         LTR   R5,R5
         BZ    QQNEW
QQLOOK   CLC   PCREC,=H'0'
         BE    QQSKIP
         CLI   PCA,X'0F'
         BNE   QQFOUND
QQSKIP   LA    R6,PCLEN(R6)
         BCT   R5,QQLOOK
QQNEW    BAL   R11,ROOM           A RECORD MORE FOR PIECES
         BNP   FULL
         SR    R4,R4
         LA    R5,BORDER
         C     R5,MFDMAPN
         BNH   QQSEEK
         L     R5,MFDMAPN
QQSEEK   BAL   R10,SEEK
         BZ    FULL
         C     R1,=X'00003FFF'
         BH    FULL
         LR    R9,R1
         BAL   R10,ENTRY
         BNZ   NOSTOR
         STH   R9,PCREC
         XC    PCP(6),PCP
         LR    R1,R9
         BAL   R10,TAKE
QQFOUND  LA    R3,8               THE FIRST PIECE THAT IS FREE
         SR    R2,R2
QQBIT    EX    R3,QQTEST
         BZ    QQTAKE
         SRL   R3,1
         LA    R2,1(R2)
         B     QQBIT
QQTAKE   EX    R3,QQSET
         LH    R1,PCREC
         SLL   R2,14
         OR    R1,R2
         RETURN 0,KEEP=R1
QQTEST   TM    PCA,0
QQSET    OI    PCA,0
QQCLEAR  NI    PCA,0
QQONDISK TM    PCP,0
*
*        ENTRY - 6 IS A FREE ENTRY OF THE TABLE.  CODE NOT 0: NO
*        STORAGE
*
ENTRY    L     R6,ADTQQM
         L     R5,ADTQQMN
         LTR   R5,R5
         BZ    ENTGROW
ENTLOOK  CLC   PCREC,=H'0'
         BCR   8,R10
         LA    R6,PCLEN(R6)
         BCT   R5,ENTLOOK
ENTGROW  L     R3,ADTQQMN         64 ENTRIES MORE
         LA    R3,64(R3)
         FREE  DWORDS=(R3)
         LTR   R15,R15
         BCR   7,R10
         L     R5,ADTQQMN
         L     R14,ADTQQM
         ST    R1,ADTQQM
         ST    R3,ADTQQMN
         LR    R6,R1
         LR    R2,R5
         LTR   R5,R5
         BZ    ENTZERO
         LR    R4,R14
ENTMOVE  MVC   0(PCLEN,R6),0(R14)
         LA    R6,PCLEN(R6)
         LA    R14,PCLEN(R14)
         BCT   R5,ENTMOVE
         LR    R1,R4
         FRET  DWORDS=(R2)
ENTZERO  XC    0(256,R6),0(R6)
         XC    256(256,R6),256(R6)
         SR    R15,R15
         BR    R10
         EJECT
QQTRKX   ENTER
         BASE  CMSFSALC
         LR    R8,R1
         LR    R2,R0
         N     R2,=X'0000FFFF'
         L     R7,ADTMFDA
         LR    R1,R2
         N     R1,=X'00003FFF'
         SRL   R2,14
         LA    R3,8
         SRL   R3,0(R2)
         L     R6,ADTQQM
         L     R5,ADTQQMN
         LTR   R5,R5
         BZ    QQXEND
QQXLOOK  CH    R1,PCREC
         BE    QQXHIT
         LA    R6,PCLEN(R6)
         BCT   R5,QQXLOOK
         B     QQXEND
QQXHIT   EX    R3,QQONDISK
         BNZ   QQXEND
         X     R3,=F'255'
         EX    R3,QQCLEAR
         CLI   PCA,0
         BNE   QQXEND
         XC    PCREC,PCREC
         BAL   R10,GIVE
QQXEND   RETURN 0
         LTORG
         END
