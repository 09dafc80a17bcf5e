OSAT     TITLE 'OSIOATTR - ATTRIBUTES COMPLETED; THE DCB MADE READY'
*
* PURPOSE.    OSATTR   BEHIND THE EXIT OF THE DCB: WHAT IS STILL MISSING;
*                      DO THEY GO TOGETHER
*             OSREADY  BUFFERS, POOL, ADDRESSES: THE DCB IS OPEN
* CALLED      8 DCB, 9 ITS BLOCK
* RETURNS     OSATTR 0; 4 THEY DO NOT.  OSREADY 0; 4 NO STORAGE
* REGISTERS.  2 LRECL, 3 BLKSIZE, 4 TABLE, 5 6 WORK, 8 DCB, 9 BLOCK, 10
*             LINK, 12 BASE
*
CMSOSATT CSECT
         REGS
         NUCON
         FILEPLST
         OSDCB
         OSFCB
         OSDEB
         USING DCB,R8
         USING OSDEB,R9
OSATTR   ENTER
         BASE  CMSOSATT
         LH    R2,DCBLRECL
         LH    R3,DCBBLKSI
         LTR   R2,R2
         BM    ATBAD
         LTR   R3,R3
         BM    ATBAD
         CH    R3,=H'32760'
         BH    ATBAD
         SR    R5,R5
         IC    R5,DEBFCB+FCBDEV-OSFCB
         LH    R6,LENGTHS(R5)     WHAT A DEVICE HAS
         TM    DCBRECFM,RECU
         BNZ   ATFORMAT
         OI    DCBRECFM,RECF
         LTR   R2,R2
         BNZ   ATFORMAT
         OI    DCBRECFM,RECU
ATFORMAT TM    DCBRECFM,RECA+RECM
         BZ    ATKIND
         LTR   R6,R6
         BZ    ATKIND
         LA    R6,1(R6)
ATKIND   TM    DCBRECFM,RECU
         BO    ATU
         TM    DCBRECFM,RECF
         BZ    ATV
*        F: BLKSIZE IS A MULTIPLE OF LRECL.  A DIRECT FILE'S ITEM IS KEY
*        AND BLOCK
         TM    DCBDSORG,DCBDA
         BZ    ATFSEQ
         LTR   R3,R3
         BNZ   ATFDA
         LR    R3,R2
         SR    R5,R5
         IC    R5,DCBKEYLE
         SR    R3,R5
         BNP   ATBAD
ATFDA    LR    R2,R3
ATFSEQ   TM    DCBRECFM,RECB
         BO    ATF0
         CR    R3,R2              NOT BLOCKED: THE BLOCK IS THE RECORD
         BNL   ATF0
         LTR   R3,R3
         BZ    ATF0
         LR    R2,R3
ATF0     LTR   R2,R2
         BNZ   ATF1
         LTR   R2,R3
         BNZ   ATF1
         LTR   R2,R6
         BZ    ATBAD
ATF1     LTR   R3,R3
         BNZ   ATF2
         LR    R3,R2
ATF2     SR    R4,R4
         LR    R5,R3
         DR    R4,R2
         LTR   R4,R4
         BNZ   ATBAD
         B     ATSET
*        V: RECORD AND BLOCK HAVE FOUR BYTES IN FRONT
ATV      LTR   R3,R3
         BNZ   ATV1
         LA    R3,4(R2)
         LTR   R2,R2
         BNZ   ATV1
         LA    R3,8(R6)
         LTR   R6,R6
         BZ    ATBAD
ATV1     LR    R5,R3
         SH    R5,=H'4'
         CH    R5,=H'5'
         BL    ATBAD
         LTR   R2,R2
         BZ    ATV2
         CR    R2,R5
         BNH   ATSET
ATV2     LR    R2,R5
         B     ATSET
*        U
ATU      LTR   R3,R3
         BNZ   ATU1
         LTR   R3,R2
         BNZ   ATU1
         LTR   R3,R6
         BNZ   ATU1
         L     R3,DEBIL           THE FILE'S LONGEST
         C     R3,=F'32760'
         BH    ATBAD
         LTR   R3,R3
         BZ    ATBAD
ATU1     LTR   R2,R2
         BNZ   ATSET
         LR    R2,R3
ATSET    STH   R2,DCBLRECL
         STH   R3,DCBBLKSI
         ST    R2,DEBLRECL
         ST    R3,DEBBLK
         MVC   DEBFMT,DCBRECFM
         MVC   DEBORG,DCBDSORG
         MVC   DEBMAC,DCBMACR
         LA    R3,DEBLIST
         USING FILEPLST,R3
         CLI   DEBFCB+FCBDEV-OSFCB,FCBDSK
         BNE   ATGOOD
         CLC   DEBIL,=F'0'        AN OLD FILE: MOD, UPDAT, INOUT
         BE    ATNEW
         CLI   DEBMODE,DEBIN
         BE    ATGOOD
         CLC   DEBDICT,=F'0'      A LIBRARY HAS RECORDS OF 80
         BNE   ATFIXED
         TM    DEBFLAG,DEBTEMP
         BO    ATNEW
         CLI   FPFV,C'F'
         BNE   ATGOOD
ATFIXED  TM    DEBFMT,RECF
         BZ    ATBAD
         TM    DEBFMT,RECV
         BO    ATGOOD
         TM    DEBORG,DCBDA
         BZ    ATSAME
         SR    R5,R5
         IC    R5,DCBKEYLE
         AR    R2,R5
ATSAME   C     R2,DEBIL
         BNE   ATBAD
         B     ATGOOD
ATNEW    MVI   FPFV,C'F'
         TM    DEBFMT,RECV        V AND U
         BZ    ATGOOD
         MVI   FPFV,C'V'
ATGOOD   RETURN 0
ATBAD    RETURN 4
         DROP  R3
*        DUMMY PRINTER READER CONSOLE TAPE DISK PUNCH
LENGTHS  DC    H'80,0,132,0,80,0,130,0,0,0,0,0,80,0'
         EJECT
*        OSREADY
*
OSREADY  ENTER
         BASE  CMSOSATT
         L     R3,DEBBLK
         LA    R3,8(R3)
         BAL   R10,QUEUED
         BNZ   READYBUF
         TM    DEBORG,DCBDA
         BZ    READYSEQ
         TM    DEBMAC,MACDYN
         BO    READYBUF
         B     READYIOB
READYSEQ CLI   DCBBUFNO,0
         BNE   READYBUF
         B     READYIOB
*        THE POOL: FIRST BUFFER, NUMBER, LENGTH; THEN THE BUFFERS, EACH
*        BEGINS WITH THE ADDRESS OF THE NEXT ONE
READYBUF TM    DCBBUFCA+2,1
         BZ    READYOWN
         SR    R5,R5
         IC    R5,DCBBUFNO
         LTR   R5,R5
         BNZ   READYNO
         LA    R5,1
READYNO  LH    R6,DCBBUFL
         C     R6,DEBBLK
         BNL   READYLEN
         L     R6,DEBBLK
READYLEN LA    R6,7(R6)
         N     R6,=F'-8'
         LR    R1,R5
         MR    R0,R6
         LA    R7,8(R1)
         LR    R0,R7
         L     R1,=F'-1'
         SVC   10                 GETMAIN
         LR    R4,R1
         STC   R5,DCBBUFNO
         ST    R4,DEBPOS
         MVC   DCBBUFCA,DEBPOS+1
         LA    R1,8(R4)
         ST    R1,0(R4)
         STH   R5,4(R4)
         STH   R6,6(R4)
READYCHN LR    R2,R1
         AR    R1,R6
         ST    R1,0(R2)
         BCT   R5,READYCHN
         ST    R5,0(R2)
         OI    DEBFLAG,DEBPOOL
READYOWN BAL   R10,QUEUED
         BZ    READYIOB
         TM    DEBFLAG,DEBPOOL
         BZ    READYGET
         L     R1,0(R4)           QSAM TAKES THE FIRST ONE
         MVC   0(4,R4),0(R1)
         ST    R1,DEBBUF
         CLI   DEBFCB+FCBDEV-OSFCB,FCBTAP
         BNE   READYREC
READYGET CLI   DEBFCB+FCBDEV-OSFCB,FCBTAP
         BNE   READYONE
         TM    DEBFLAG,DEBPOOL
         BO    READYONE
         AR    R3,R3
READYONE FREE  BYTES=(R3)
         LTR   R15,R15
         BNZ   READYBAD
         ST    R1,DEBREC
         TM    DEBFLAG,DEBPOOL
         BO    READYQ
         ST    R1,DEBBUF
         CLI   DEBFCB+FCBDEV-OSFCB,FCBTAP
         BNE   READYQ
         SRL   R3,1
         AR    R1,R3
         ST    R1,DEBBUF
         B     READYQ
READYREC MVC   DEBREC,DEBBUF
READYQ   MVC   DEBPOS,DEBBUF
         MVC   DEBEND,DEBBUF
READYIOB LA    R1,DEBIOBS
         ST    R1,DCBIOBAD
         EJECT
*        THE DCB, AS IT IS WHEN IT IS OPEN
*
         MVC   DCBMACRF,DEBMAC
         MVC   DCBTIOT,=H'24'
         XC    DCBIFLGS,DCBIFLGS
         ST    R9,DCBDEBA-1
         SR    R5,R5
         IC    R5,DEBFCB+FCBDEV-OSFCB
         SRL   R5,2
         IC    R5,DEVTYPES(R5)
         STC   R5,DCBDEVT
         L     R1,=V(OSVREAD)
         BAL   R10,QUEUED
         BZ    READYADR
         L     R1,=V(OSVGET)
         TM    DEBMAC,MACGET
         BO    READYADR
         L     R1,=V(OSVPUT)
READYADR MVC   DEBCODE(1),DCBOFLGS
         ST    R1,DCBGETA-1
         OI    DEBCODE,DCBOPEN
         NI    DEBCODE,255-DCBOWR
         MVC   DCBOFLGS,DEBCODE
         XC    DEBCODE,DEBCODE
         BAL   R10,QUEUED
         BNZ   READYRET
         MVC   DEBCODE(1),DCBOPTCD
         L     R1,=V(OSVCHECK)
         ST    R1,DCBCHCKA-1
         MVC   DCBOPTCD,DEBCODE
         XC    DEBCODE,DEBCODE
         TM    DEBORG,DCBDA
         BO    READYRET
         L     R1,=V(OSVNOTE)
         ST    R1,DCBNOTEA-1
READYRET RETURN 0
READYBAD RETURN 4
*        QUEUED - CODE NOT 0: QSAM
QUEUED   TM    DEBMAC,MACGET
         BCR   1,R10
         TM    DEBMAC+1,MACGET
         BR    R10
*        2314, 1403 ...
DEVTYPES DC    X'00',X'48',X'41',X'4F',X'81',X'28',X'42'
         LTORG
         END
