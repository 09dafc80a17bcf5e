OSBS     TITLE 'OSIOBSAM - READ, WRITE, CHECK'
*
* PURPOSE.    OSREAD   1 DECB: READ OR WRITE A BLOCK, AS ITS TYPE SAYS
*             OSCHECK  1 DECB: WAS IT GOOD; ELSE EODAD OR SYNAD
*             OSGETBLK (XDAP) 4 DECB, 8 DCB, 9 BLOCK: A BLOCK AS READ GETS IT,
*                      IN WHATEVER WAY THE FILE IS OPEN
* HOW         THE OPERATION IS DONE AT ONCE, BUT FOR A LINE OF THE CONSOLE,
*             WHICH IS READ BY CHECK: IT MAY BE AN ANSWER.  RECORDS OF A
*             FILE MAKE UP BLOCKS AS BLKSIZE SAYS; OTHER DEVICES HAVE ONE
*             RECORD IN A BLOCK
* REGISTERS.  2 ROOM LEFT, 3 PLACE, 4 DECB, 5 IOB, 6 LENGTH, 7 BLOCK'S BEGIN,
*             8 DCB, 9 BLOCK, 10 11 LINKS, 12 BASE (OF THE SECTION)
*
CMSOSBSM CSECT
         REGS
         NUCON
         FILEPLST
         OSDCB
         OSFCB
         OSDEB
         USING DCB,R8
         USING OSDEB,R9
         USING DECB,R4
         USING IOB,R5
OSREAD   OSENTER
         BASE  CMSOSBSM
         LA    R4,0(R1)
         L     R1,DECDCBAD
         BAL   R10,BLOCK
         TM    DEBORG,DCBDA
         BZ    BSAM
         LINK  OSDIRECT
         RETURN 0
BSAM     LH    R6,DEBIOBX         THE NEXT IOB
         LR    R5,R6
         MH    R5,=AL2(IOBLEN)
         LA    R5,DEBIOBS(R5)
         LA    R6,1(R6)
         CH    R6,DEBIOBN
         BL    BSIOB
         SR    R6,R6
BSIOB    STH   R6,DEBIOBX
         XC    IOB(IOBLEN),IOB
         ST    R4,IOBECB
         ST    R8,IOBDCB
         ST    R5,DECIOBPT
         XC    DECECB,DECECB
         TM    DECTYPE2,DECRSF+DECRSB
         BZ    BSWRITE
         CLI   DEBFCB+FCBDEV-OSFCB,FCBCON
         BE    BSLATER
         BAL   R11,DOREAD
         RETURN 0
BSLATER  MVI   DECECB,X'40'       BY CHECK; A WAIT HAS NOT TO WAIT
         RETURN 0
BSWRITE  BAL   R11,DOWRITE
         RETURN 0
BLOCK    L     R15,=V(OSFIND)
         BALR  R14,R15
         LTR   R15,R15
         BCR   8,R10
         L     R15,=V(OSNODEB)
         BR    R15
*
OSGETBLK ENTER
         BASE  CMSOSBSM
         LA    R5,DEBIOBS
         XC    IOB(IOBLEN),IOB
         MVI   IOBFLAG+1,1
         XC    DECECB,DECECB
         BAL   R11,DOREAD
         RETURN 0
*
OSCHECK  OSENTER
         BASE  CMSOSBSM
         LA    R4,0(R1)
         L     R1,DECDCBAD
         BAL   R10,BLOCK
         CLI   DECECB,X'7F'
         BE    CHKGOOD
         CLI   DECECB,X'40'
         BNE   CHKBAD
         CLI   DEBFCB+FCBDEV-OSFCB,FCBCON
         BNE   CHKBAD
         L     R5,DECIOBPT
         LA    R1,DEBIOBS         ONE OF OURS
         CR    R5,R1
         BL    CHKBAD
         LA    R1,OSDEB
         A     R1,DEBBYTES
         CR    R5,R1
         BNL   CHKBAD
         BAL   R11,DOREAD
         CLI   DECECB,X'7F'
         BNE   CHKBAD
CHKGOOD  RETURN 0
CHKBAD   CLI   DECECB,X'42'
         BE    CHKEND
         LR    R1,R4
         LA    R0,DEBIOBS
         L     R15,=V(OSSYNAD)
         BR    R15
CHKEND   L     R15,=V(OSEODAD)
         BR    R15
         EJECT
*        DOREAD - A BLOCK INTO DECAREA
*
DOREAD   ST    R11,DEBLINK
         L     R3,DECAREA
         LA    R3,0(R3)
         LR    R7,R3
         BAL   R10,LENGTH
         LR    R2,R6
         ST    R6,DEBSIZE
         MVC   DEBFIRST,DEBITEM
         CLI   IOBFLAG+1,1
         BE    READANY
         CLI   DEBMODE,DEBOUT
         BE    OPBAD
READANY  CLI   DEBFCB+FCBDEV-OSFCB,FCBTAP
         BE    READTAPE
         TM    DEBFMT,RECU
         BO    READU
         TM    DEBFMT,RECV
         BO    READV
READF    C     R2,DEBLRECL
         BL    READALL
         L     R0,DEBLRECL
         LR    R1,R3
         LINK  OSDEVRD
         BAL   R10,READMORE
         LR    R1,R3
         AR    R1,R0
         L     R6,DEBLRECL
         AR    R3,R6
         S     R2,DEBLRECL
         SR    R6,R0
         BZ    READF1
         LR    R0,R6
         LINK  OSBLANK
READF1   BAL   R10,ANOTHER
         B     READF
READU    LR    R0,R2
         LR    R1,R3
         LINK  OSDEVRD
         BAL   R10,READMORE
         AR    R3,R0
         SR    R2,R0
         B     READALL
READTAPE LR    R0,R2
         LR    R1,R3
         LINK  OSTAPERD
         BAL   R10,READMORE
         AR    R3,R0
         B     READALL
READV    LA    R3,4(R3)
         SH    R2,=H'4'
READV1   L     R0,DEBLRECL        THE LONGEST ONE MUST HAVE ROOM
         CR    R2,R0
         BL    READV3
         S     R0,=F'4'
         LA    R1,4(R3)
         LINK  OSDEVRD
         BAL   R10,READMORE
         LR    R1,R0
         LA    R1,4(R1)
         LR    R6,R1
         BAL   R10,RDW
         AR    R3,R6
         SR    R2,R6
         BAL   R10,ANOTHER
         B     READV1
READV3   LR    R1,R3              BDW
         SR    R1,R7
         LR    R3,R7
         LR    R6,R1
         BAL   R10,RDW
         AR    R3,R6
READALL  L     R1,DEBSIZE
         LR    R6,R3
         SR    R6,R7
         SR    R1,R6
         STH   R1,IOBLEFT
OPGOOD   MVI   DECECB,X'7F'
OPRET    L     R11,DEBLINK
         BR    R11
RDW      STC   R1,1(R3)
         SRL   R1,8
         STC   R1,0(R3)
         XC    2(2,R3),2(R3)
         BR    R10
*        ANOTHER - TO 10 WHEN THE BLOCK MAY HAVE MORE RECORDS
ANOTHER  CLI   DEBFCB+FCBDEV-OSFCB,FCBDSK
         BNE   ANOTHER1
         TM    DEBFMT,RECB
         BCR   1,R10
         TM    DEBFMT,RECV
         BZ    ANOTHER2           F: AS LONG AS BLKSIZE
ANOTHER1 TM    DEBFMT,RECV
         BO    READV3
         B     READALL
ANOTHER2 C     R2,DEBLRECL
         BCR   11,R10
         B     READALL
*        READMORE - CODE 15: GOOD: TO 10; THE END BEHIND RECORDS: DONE
READMORE LTR   R15,R15
         BCR   8,R10
         CH    R15,=H'12'
         BNE   OPBAD
         LR    R1,R3
         SR    R1,R7
         BZ    OPEND
         TM    DEBFMT,RECU
         BO    READALL
         TM    DEBFMT,RECV
         BZ    READALL
         CH    R1,=H'4'
         BH    READV3
OPEND    MVI   DECECB,X'42'
         B     OPRET
OPBAD    MVI   DECECB,X'41'
         MVI   IOBFLAG,X'04'
         B     OPRET
*        LENGTH - 6 IS THE BLOCK'S: U AS THE DECB SAYS
LENGTH   LH    R6,DCBBLKSI
         LTR   R6,R6
         BNP   LENGTH1
         TM    DEBFMT,RECU
         BNO   LENGTH2
         TM    DECTYPE,DECSLEN
         BO    LENGTH2
         LH    R6,DECLNGTH
         LTR   R6,R6
         BP    LENGTH2
LENGTH1  L     R6,DEBBLK
LENGTH2  C     R6,=F'32760'
         BCR   12,R10
         B     OPBAD
         EJECT
*        DOWRITE - THE BLOCK AT DECAREA
*
DOWRITE  ST    R11,DEBLINK
         L     R3,DECAREA
         LA    R3,0(R3)
         BAL   R10,LENGTH
         CLI   DEBMODE,DEBIN
         BE    OPBAD
         CLI   DEBMODE,DEBUPDAT
         BNE   WRNEXT
         MVC   DEBITEM,DEBFIRST   THE BLOCK READ LAST
WRNEXT   MVC   DEBFIRST,DEBITEM
         CLI   DEBFCB+FCBDEV-OSFCB,FCBTAP
         BE    WRITETAP
         TM    DEBFMT,RECU
         BO    WRITEU
         TM    DEBFMT,RECV
         BO    WRITEV
WRITEF   LTR   R2,R6
         BZ    OPGOOD
         C     R2,DEBLRECL        A SHORT BLOCK HAS WHOLE RECORDS
         BL    OPBAD
         L     R0,DEBLRECL
         LR    R1,R3
         LINK  OSDEVWR
         BAL   R10,WRITTEN
         A     R3,DEBLRECL
         S     R6,DEBLRECL
         B     WRITEF
WRITETAP TM    DEBFMT,RECU
         BO    WRITETP1
         TM    DEBFMT,RECV
         BZ    WRITETP1
         HALF  R6,0(R3)
WRITETP1 LR    R0,R6
         LR    R1,R3
         LINK  OSTAPEWR
         BAL   R10,WRITTEN
         B     OPGOOD
WRITEU   LR    R0,R6
         LR    R1,R3
         LINK  OSDEVWR
         BAL   R10,WRITTEN
         B     OPGOOD
WRITEV   HALF  R6,0(R3)
         C     R6,DEBBLK
         BH    OPBAD
         SH    R6,=H'4'
         LA    R3,4(R3)
WRITEV1  LTR   R6,R6
         BZ    OPGOOD
         BM    OPBAD
         HALF  R2,0(R3)
         CH    R2,=H'4'
         BNH   OPBAD
         CR    R2,R6
         BH    OPBAD
         LR    R0,R2
         S     R0,=F'4'
         LA    R1,4(R3)
         LINK  OSDEVWR
         BAL   R10,WRITTEN
         AR    R3,R2
         SR    R6,R2
         B     WRITEV1
WRITTEN  LTR   R15,R15
         BCR   8,R10
         CH    R15,=H'13'
         BNE   OPBAD
         LA    R0,X'D37'
         LA    R1,FULL
         LINK  OSABEND
FULL     DC    AL1(L'FULLT)
FULLT    DC    C'THE DISK IS FULL'
         LTORG
         END
