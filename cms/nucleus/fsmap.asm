FSMA     TITLE 'FSMAP - WHICH RECORDS A FILE HAS'
*
* PURPOSE.    MAPONE   RECORD 0 WILL BE IN USE AFTER THE NEXT UPDISK;
*                      BIT 0 OF 0 ON: WILL BE FREE
*             MAPFILE  THE SAME FOR ALL RECORDS OF THE FILE WHOSE FST
*                      IS AT 0 (BIT 0 AS ABOVE)
* CALLED      1 ADT OF A DISK THAT IS WRITTEN
* RETURNS     0; 3 THE CHAIN LINKS CANNOT BE READ; 8 THEY LEAD ASTRAY;
*             41 NO STORAGE
* HOW         FROM BLOCK TO BLOCK ALONG THE CHAIN LINKS.  ADTUSED AND
*             MFDGIVEN ARE KEPT RIGHT.  A RECORD OF PIECES IS IN USE AS
*             LONG AS ONE OF THEM IS
* REGISTERS.  2 RECORDS IN THE LIST, 3 SIGN, 4 FST OR LIST, 5 BLOCKS
*             LEFT, 6 PIECE OR LINK, 7 MFD, 8 ADT, 9 FCL OR COUNT, 12
*             BASE
*
CMSFSMAP CSECT
         REGS
         NUCON
         ADT
         MFD
         FST
         TRKPLST
         USING ADT,R8
         USING MFD,R7
MAPONE   ENTER
         BASE  CMSFSMAP
         LR    R8,R1
         L     R7,ADTMFDA
         LR    R3,R0
         LA    R1,0(R3)
         BAL   R10,MARK
         RETURN 0
*
*        MARK - RECORD 1, SIGN 3.  IPL, LABEL AND MFD STAY AS THEY ARE
*
MARK     CH    R1,=H'5'
         BCR   4,R10
         C     R1,MFDCAP
         BCR   2,R10
         BITOF MFDMAPD
         LTR   R3,R3
         BM    MARKOFF
         EX    R15,TESTBIT
         BCR   5,R10
         EX    R15,SETBIT
         LA    R0,1
         B     MARKUSED
MARKOFF  EX    R15,TESTBIT
         BCR   8,R10
         X     R15,=F'255'
         EX    R15,CLEARBIT
         X     R15,=F'255'
         L     R0,=F'-1'
MARKUSED LR    R1,R0
         A     R1,ADTUSED
         ST    R1,ADTUSED
         L     R1,ADTNUM
         S     R1,ADTUSED
         ST    R1,ADTLEFT
         S     R14,MFDMAPD
         A     R14,MFDMAPP
         EX    R15,TESTBIT
         BCR   8,R10
         L     R1,MFDGIVEN        ON DISK IT IS IN USE
         SR    R1,R0
         ST    R1,MFDGIVEN
         BR    R10
SETBIT   OI    0(R14),0
CLEARBIT NI    0(R14),0
TESTBIT  TM    0(R14),0
         EJECT
MAPFILE  ENTER WORK=WORKLEN
         BASE  CMSFSMAP
         USING WORK,R13
         USING FST,R4
         LR    R8,R1
         L     R7,ADTMFDA
         LR    R3,R0
         LR    R4,R0
         LA    R4,0(R4)
         CLC   FSTIC,=H'0'
         BE    MAPGOOD
         BAL   R10,BLOCKS
         HALF  R6,FSTFCL
         LR    R1,R6
         N     R1,=X'00003FFF'
         BAL   R11,READ
         BNZ   MAPBAD
         LR    R1,R6
         SRL   R1,14
         MH    R1,=H'200'
         LA    R1,MFDBUF(R1)
         MVC   MFDFCL(200),0(R1)
         BAL   R11,QUARTER
         BNZ   MAPFULL
         LA    R4,MFDFCL+80
         LA    R2,60
         BAL   R11,LIST
         SR    R6,R6              CHAIN LINKS
MAPLINK  LTR   R5,R5
         BNP   MAPGOOD
         C     R6,=F'80'
         BNL   MAPASTRY
         LA    R4,MFDFCL(R6)
         HALF  R1,0(R4)
         LTR   R1,R1
         BZ    MAPGAP
         ST    R1,LINKREC
         BAL   R11,READ
         BNZ   MAPBAD
         L     R1,LINKREC
         BAL   R10,MARK
         LA    R4,MFDBUF
         LA    R2,400
         BAL   R11,LIST
MAPNEXT  LA    R6,2(R6)
         B     MAPLINK
MAPGAP   SH    R5,=H'400'         NONE OF ITS BLOCKS WAS WRITTEN
         B     MAPNEXT
MAPGOOD  RETURN 0
MAPASTRY RETURN 8
MAPFULL  RETURN 41
MAPBAD   RETURN
*
*        BLOCKS - 5 IS HOW MANY BLOCKS THE FILE OF FST 4 HAS
*
BLOCKS   HALF  R5,FSTDBC
         CLI   FSTFV,C'F'
         BCR   7,R10
         CLC   FSTIL(2),=H'0'
         BCR   7,R10
         HALF  R9,FSTIC
         LR    R1,R9
         M     R0,FSTIL
         A     R1,=F'799'
         D     R0,=F'800'
         LR    R5,R1
         BR    R10
*
*        LIST - MARK UP TO 2 RECORDS OF THE LIST AT 4; 5 ARE LEFT
*
LIST     LTR   R5,R5
         BCR   13,R11
         HALF  R1,0(R4)
         BAL   R10,MARK
         LA    R4,2(R4)
         BCTR  R5,0
         BCT   R2,LIST
         BR    R11
*
*        READ - RECORD 1 INTO MFDBUF.  CODE NOT 0: 15 SAYS WHY
*
READ     LA    R15,8
         CH    R1,=H'5'
         BL    READBAD
         C     R1,MFDCAP
         BH    READBAD
         ST    R1,LIST1+TKREC-TRKPLST
         LA    R1,MFDBUF
         ST    R1,LIST1+TKBUF-TRKPLST
         LA    R1,800
         ST    R1,LIST1+TKLEN-TRKPLST
         ST    R8,LIST1+TKADT-TRKPLST
         CALL  RDTK,LIST1
         LTR   R15,R15
         BCR   8,R11
         LA    R15,3
READBAD  LTR   R15,R15
         BR    R11
*
*        QUARTER - PIECE 6 WILL BE IN USE, OR FREE.  CODE NOT 0: NO
*        ROOM IN THE TABLE
*
         USING PIECE,R9
QUARTER  LR    R1,R6
         N     R1,=X'00003FFF'
         L     R9,ADTQQM
         L     R2,ADTQQMN
         LTR   R2,R2
         BZ    QUARNONE
QUARLOOK CH    R1,PCREC
         BE    QUARHIT
         LA    R9,PCLEN(R9)
         BCT   R2,QUARLOOK
QUARNONE LTR   R12,R12            NOT 0
         BR    R11
QUARHIT  SRL   R6,14
         LA    R15,8
         SRL   R15,0(R6)
         LTR   R3,R3
         BM    QUAROFF
         EX    R15,QUARSET
         BAL   R10,MARK
         B     QUARGOOD
QUAROFF  X     R15,=F'255'
         EX    R15,QUARCLR
         CLI   PCD,0
         BNE   QUARGOOD
         BAL   R10,MARK
QUARGOOD SR    R15,R15
         BR    R11
QUARSET  OI    PCD,0
QUARCLR  NI    PCD,0
         DROP  R9
WORK     DSECT
         DS    18F
LIST1    DS    3D
LINKREC  DS    F
WORKLEN  EQU   *-WORK-72
CMSFSMAP CSECT
         LTORG
         END
