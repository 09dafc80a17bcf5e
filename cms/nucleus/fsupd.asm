FSUP     TITLE 'FSUPD - THE DIRECTORY BACK TO DISK'
*
* PURPOSE.    UPDISK  WRITE WHAT HAS CHANGED IN A DISK'S DIRECTORY
* CALLED      1 ADT; BY SVC 202: LIST WITH THE MODE LETTER
* RETURNS     0; 3 I/O ERROR; 12 READ-ONLY; 13 FULL; 36 NO SUCH DISK.
*             AFTER AN ERROR THE DIRECTORY IS THAT ON DISK AND THE OPEN
*             FILES OF THE DISK ARE DROPPED
* HOW         NEVER OVER WHAT THE DIRECTORY ON DISK REFERS TO: CHANGED
*             FST BLOCKS AND EXTENSIONS OF THE MAP GO TO NEW RECORDS,
*             THEN THE MFD IS WRITTEN, ONE RECORD ON ONE TRACK.  BEFORE
*             THIS WRITE ALL IS OLD, AFTER IT ALL IS NEW.  RECORDS
*             TAKEN BY FILES THAT ARE STILL OPEN ARE FREE IN IT
* REGISTERS.  2-6 WORK, 7 MFD, 8 ADT, 9 FST BLOCK, 10 11 LINKS, 12 BASE
*
CMSFSUPD CSECT
         REGS
         NUCON
         ADT
         MFD
         FST
         TRKPLST
         USING ADT,R8
         USING MFD,R7
UPDISK   ENTER WORK=WORKLEN
         USING WORK,R13
         LR    R8,R1
         CLC   0(8,R1),=CL8'UPDISK'
         BNE   UPDADT
         CALL  ADTLKW,8(R1)
         LTR   R15,R15
         BNZ   UPDNONE
         LR    R8,R1
UPDADT   TM    ADTFLG1,ADTFRW
         BZ    UPDRO
         L     R7,ADTMFDA
         BUSY  BUSYUPD
         BAL   R11,SHRINK
         BAL   R11,FSTS
         BNZ   UPDBAD
         BAL   R11,EXTS
         BNZ   UPDBAD
         BAL   R11,BUILD
         LA    R1,4
         LR    R2,R7
         BAL   R10,WRITE
         BNZ   UPDBAD
         BAL   R11,SETTLE
         UNBUSY BUSYUPD
         RETURN 0
UPDRO    RETURN 12
UPDNONE  RETURN
UPDBAD   LR    R2,R15
         LR    R1,R8
         SR    R0,R0
         CALL  READMFD
         UNBUSY BUSYUPD
         RETURN (R2)
*
*        WRITE - RECORD 1 FROM 2.  CODE NOT 0: 15 SAYS WHY
*
WRITE    ST    R1,LIST+TKREC-TRKPLST
         ST    R2,LIST+TKBUF-TRKPLST
         LA    R1,800
         ST    R1,LIST+TKLEN-TRKPLST
         ST    R8,LIST+TKADT-TRKPLST
         CALL  WRTK,LIST
         LTR   R15,R15
         BR    R10
*
*        NEWREC - 1 IS A NEW RECORD IN PLACE OF RECORD 2 (0: NONE).
*        WHEN A DISK THAT OTHERS HAVE FILLED HAS NONE AND NOTHING IS
*        ADDED (AN ERASE), THE OLD ONE ITSELF
*
NEWREC   LR    R3,R2
         LA    R0,1
         LR    R1,R8
         CALL  TRKLKP
         LTR   R15,R15
         BNZ   NEWFULL
         LR    R2,R1
         LTR   R3,R3
         BZ    NEWTAKE
         LR    R0,R3
         O     R0,=X'80000000'
         LR    R1,R8
         LINK  MAPONE
NEWTAKE  LR    R0,R2
         LR    R1,R8
         LINK  MAPONE
         LR    R1,R2
         LTR   R15,R15
         BR    R10
NEWFULL  LTR   R3,R3
         BZ    NEWEND
         L     R2,MFDMAPP
         L     R4,MFDMAPD
         L     R14,MFDMAPN
NEWLOOK  SR    R0,R0
         IC    R0,0(R4)
         SR    R1,R1
         IC    R1,0(R2)
         NR    R1,R0
         CR    R1,R0              IN D AND NOT IN P
         BNE   NEWEND
         LA    R2,1(R2)
         LA    R4,1(R4)
         BCT   R14,NEWLOOK
         LR    R1,R3
         SR    R15,R15
NEWEND   LTR   R15,R15
         BR    R10
         EJECT
*        SHRINK - FST BLOCKS AT THE END WITHOUT FILES ARE NOT KEPT
*
         USING HYPER,R9
SHRINK   L     R9,ADTLHBA
         LTR   R9,R9
         BCR   8,R11
         LA    R4,HYFST
         LA    R2,20
SHRLOOK  CLI   0(R4),0
         BCR   7,R11
         LA    R4,FSTL(R4)
         BCT   R2,SHRLOOK
         HALF  R0,HYREC
         LTR   R0,R0
         BZ    SHRDROP
         O     R0,=X'80000000'
         LR    R1,R8
         LINK  MAPONE
SHRDROP  L     R2,HYPREV
         ST    R2,ADTLHBA
         LTR   R2,R2
         BNZ   SHRPREV
         ST    R2,ADTFDA
         B     SHRFRET
SHRPREV  XC    HYNEXT-HYPER(4,R2),HYNEXT-HYPER(R2)
SHRFRET  L     R1,ADTHBCT
         BCTR  R1,0
         ST    R1,ADTHBCT
         LR    R1,R9
         FRET  BYTES=HYLEN
         B     SHRINK
*
*        FSTS - FST BLOCKS THAT HAVE CHANGED
*
FSTS     L     R9,ADTFDA
FSTSNEXT LTR   R9,R9
         BZ    FSTSGOOD
         TM    HYFLAG,X'80'
         BZ    FSTSSKIP
         HALF  R2,HYREC
         BAL   R10,NEWREC
         BCR   7,R11
         STH   R1,HYREC
         LA    R2,HYFST
         BAL   R10,WRITE
         BCR   7,R11
         NI    HYFLAG,X'7F'
FSTSSKIP L     R9,HYNEXT
         B     FSTSNEXT
FSTSGOOD SR    R15,R15
         BR    R11
         DROP  R9
         EJECT
*        EXTS - PARTS OF THE MAP THAT HAVE CHANGED.  TAKING A RECORD
*        FOR ONE CHANGES ANOTHER PERHAPS: AGAIN UNTIL ALL IS STILL
*
EXTS     XC    MFDEXTF,MFDEXTF
EXTSSCAN SR    R6,R6
EXTSNEXT C     R6,MFDEXTN
         BNL   EXTSWRIT
         LA    R9,MFDEXTF(R6)
         CLI   0(R9),0
         BNE   EXTSSKIP
         LA    R5,MFDEXT(R6)
         AR    R5,R6
         HALF  R2,0(R5)
         LTR   R2,R2
         BZ    EXTSNEW
         BAL   R10,PART
         LR    R3,R4
         S     R3,MFDMAPD
         A     R3,MFDMAPP
         LA    R14,4
EXTSCOMP CLC   0(200,R3),0(R4)
         BNE   EXTSNEW
         LA    R3,200(R3)
         LA    R4,200(R4)
         BCT   R14,EXTSCOMP
EXTSSKIP LA    R6,1(R6)
         B     EXTSNEXT
EXTSNEW  BAL   R10,NEWREC
         BCR   7,R11
         STC   R1,1(R5)
         SRL   R1,8
         STC   R1,0(R5)
         MVI   0(R9),1
         B     EXTSSCAN
EXTSWRIT SR    R6,R6
EXTSPUT  C     R6,MFDEXTN
         BNL   FSTSGOOD
         LA    R9,MFDEXTF(R6)
         CLI   0(R9),0
         BE    EXTSOLD
         BAL   R10,PART
         LR    R2,R4
         LA    R5,MFDEXT(R6)
         AR    R5,R6
         HALF  R1,0(R5)
         BAL   R10,WRITE
         BCR   7,R11
EXTSOLD  LA    R6,1(R6)
         B     EXTSPUT
*
*        PART - 4 IS WHERE EXTENSION 6 LIES IN MAP D
*
PART     LR    R4,R6
         MH    R4,=H'800'
         A     R4,MFDHEAD
         A     R4,MFDMAPD
         BR    R10
         EJECT
*        BUILD - THE MFD
*
         USING HYPER,R9
BUILD    LA    R1,182
         LA    R3,MFDFST
BUILZERO XC    0(2,R3),0(R3)
         LA    R3,2(R3)
         BCT   R1,BUILZERO
         LA    R3,MFDFST
         L     R9,ADTFDA
BUILFST  LTR   R9,R9
         BZ    BUILSENT
         MVC   0(2,R3),HYREC
         LA    R3,2(R3)
         L     R9,HYNEXT
         B     BUILFST
         DROP  R9
BUILSENT MVC   0(2,R3),=X'FFFF'
         L     R2,MFDEXTN
         LTR   R2,R2
         BZ    BUILMAP
         MVC   0(2,R3),=X'FFFD'
         LA    R4,MFDEXT
BUILEXT  LA    R3,2(R3)
         MVC   0(2,R3),0(R4)
         LA    R4,2(R4)
         BCT   R2,BUILEXT
BUILMAP  L     R4,MFDMAPD
         LA    R3,MFDMSK
         L     R1,MFDHEAD
         LA    R2,216
         SR    R2,R1
         AR    R3,R2              VM/370: BEHIND THE TYPE
         BCTR  R1,0
         EX    R1,BUILMOVE
         L     R2,MFDCAP          LAST BYTE THAT IS NOT ZERO
         LA    R2,7(R2)
         SRL   R2,3
         LR    R1,R2
         AR    R2,R4
BUILLAST BCTR  R2,0
         CLI   0(R2),0
         BNE   BUILUSED
         BCT   R1,BUILLAST
BUILUSED BCTR  R1,0
         ST    R1,ADTLAST
         L     R1,ADTNUM
         S     R1,ADTUSED
         BNM   BUILLEFT
         SR    R1,R1
BUILLEFT ST    R1,ADTLEFT
         MVC   MFDNUM(16),ADTNUM
*        PIECES THAT ARE FREE IN RECORDS WITH OTHERS
         USING PIECE,R6
         XC    MFDQQ(200),MFDQQ
         L     R6,ADTQQM
         L     R5,ADTQQMN
         LA    R3,MFDQQ
         LA    R4,100
BUILPCS  LTR   R5,R5
         BCR   13,R11
         CLI   PCD,0
         BE    BUILPCON
         LA    R1,8
         SR    R2,R2
BUILPC   EX    R1,BUILTEST
         BNZ   BUILPCNO
         LR    R14,R2
         SLL   R14,14
         AH    R14,PCREC
         STC   R14,1(R3)
         SRL   R14,8
         STC   R14,0(R3)
         LA    R3,2(R3)
         BCT   R4,BUILPCNO
         BR    R11                ROOM FOR 100
BUILPCNO LA    R2,1(R2)
         SRL   R1,1
         LTR   R1,R1
         BNZ   BUILPC
BUILPCON LA    R6,PCLEN(R6)
         BCTR  R5,0
         B     BUILPCS
BUILMOVE MVC   0(0,R3),0(R4)
BUILTEST TM    PCD,0
         EJECT
*        SETTLE - THE DISK IS AS D SAYS.  WHAT WAS IN USE AND IS NOT
*        ANY MORE CAN BE TAKEN
*
SETTLE   L     R2,MFDMAPP
         L     R3,MFDMAPD
         L     R4,MFDMAPA
         L     R5,MFDMAPN
         SRL   R5,8
SETTMAP  OC    0(256,R2),0(R3)
         XC    0(256,R2),0(R3)    P AND NOT D: GIVEN UP
         XC    0(256,R4),0(R2)
         MVC   0(256,R2),0(R3)
         LA    R2,256(R2)
         LA    R3,256(R3)
         LA    R4,256(R4)
         BCT   R5,SETTMAP
         L     R1,MFDROOM
         A     R1,MFDGIVEN
         ST    R1,MFDROOM
         XC    MFDGIVEN,MFDGIVEN
         XC    MFDHINT,MFDHINT
         L     R6,ADTQQM
         L     R5,ADTQQMN
SETTPCS  LTR   R5,R5
         BCR   8,R11
         CLC   PCREC,=H'0'
         BE    SETTON
         OC    PCP,PCD
         XC    PCP,PCD
         XC    PCA,PCP
         MVC   PCP,PCD
         CLI   PCA,0
         BNE   SETTOPEN
         XC    PCREC,PCREC
         B     SETTON
SETTOPEN CLI   PCD,0              ONLY OPEN FILES HAVE PIECES OF IT
         BNE   SETTON
         LH    R1,PCREC
         BITOF MFDMAPA
         EX    R15,SETTTEST
         BO    SETTON
         EX    R15,SETTSET
         L     R1,MFDROOM
         BCTR  R1,0
         ST    R1,MFDROOM
SETTON   LA    R6,PCLEN(R6)
         BCTR  R5,0
         B     SETTPCS
SETTTEST TM    0(R14),0
SETTSET  OI    0(R14),0
WORK     DSECT
         DS    18F
LIST     DS    3D
WORKLEN  EQU   *-WORK-72
CMSFSUPD CSECT
         LTORG
         END
