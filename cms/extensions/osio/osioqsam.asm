OSQS     TITLE 'OSIOQSAM - GET AND PUT'
*
* PURPOSE.    OSGET    1 DCB, 0 AREA (MOVE MODE): THE NEXT RECORD.  LOCATE
*                      MODE: 1 IS ITS ADDRESS
*             OSPUT    1 DCB, 0 RECORD.  LOCATE MODE: 1 IS WHERE THE NEXT
*                      RECORD IS TO BE PUT; IT IS WRITTEN BY THE NEXT PUT
*             OSPUTX   1 DCB: THE RECORD OF GET GOES BACK, CHANGED (UPDAT);
*                      1 OUTPUT DCB, 0 INPUT DCB: IT IS PUT THERE
*             OSRELSE  OSTRUNC  THE REST OF THE BLOCK IS PASSED OVER, THE
*                      BLOCK ENDS HERE.  ONLY A TAPE HAS BLOCKS
*             OSFLUSH  9 BLOCK: WHAT IS STILL TO BE WRITTEN, FOR CLOSE
* REGISTERS.  2 LENGTH, 3 AREA, 5 6 7 WORK, 8 DCB, 9 BLOCK, 10 11 LINKS, 12
*             BASE (OF THE SECTION)
*
CMSOSQSM CSECT
         REGS
         NUCON
         FILEPLST
         OSDCB
         OSFCB
         OSDEB
         USING DCB,R8
         USING OSDEB,R9
OSGET    OSENTER
         BASE  CMSOSQSM
         LR    R3,R0
         BAL   R10,BLOCK
         CLI   DEBMODE,DEBOUT
         BE    GETNOT
         TM    DEBMAC,MACMOVE
         BO    GETAREA
         L     R3,DEBREC
GETAREA  ST    R3,DCBRECAD
         CLI   DEBFCB+FCBDEV-OSFCB,FCBTAP
         BE    GETTAPE
         L     R2,DEBBLK
         TM    DEBFMT,RECU
         BO    GETU
         L     R2,DEBLRECL
         TM    DEBFMT,RECV
         BO    GETV
         LR    R0,R2
         LR    R1,R3
         LINK  OSDEVRD
         BAL   R10,GOOD
         LA    R1,0(R3)           SHORTER: BLANKS BEHIND IT
         AR    R1,R0
         SR    R2,R0
         BZ    GETBACK
         LR    R0,R2
         LINK  OSBLANK
GETBACK  OI    DEBFLAG,DEBGOT
         LR    R1,R3
         RETURN 0,KEEP=R1
GETU     LR    R0,R2
         LR    R1,R3
         LINK  OSDEVRD
         BAL   R10,GOOD
         STH   R0,DCBLRECL
         B     GETBACK
GETV     SH    R2,=H'4'
         LR    R0,R2
         LA    R1,4(R3)
         LINK  OSDEVRD
         BAL   R10,GOOD
         LR    R1,R0
         LA    R1,4(R1)
         STH   R1,DCBLRECL
         BAL   R10,RDW
         B     GETBACK
*        RDW - THE LENGTH 1 AND ZEROS AT 3, ON ANY BOUNDARY
RDW      STC   R1,1(R3)
         SRL   R1,8
         STC   R1,0(R3)
         XC    2(2,R3),2(R3)
         BR    R10
*        A TAPE: THE RECORD LIES IN THE BLOCK
GETTAPE  LR    R5,R3
         LINK  OSTAPEGT
         BAL   R10,GOOD
         TM    DEBFMT,RECV        V, U
         BZ    GETTAPEF
         STH   R2,DCBLRECL
GETTAPEF TM    DEBMAC,MACMOVE
         BO    GETTAPEM
         ST    R3,DCBRECAD
         B     GETBACK
GETTAPEM LR    R1,R5
GETTAPEN CH    R2,=H'256'
         BNH   GETTAPEX
         MVC   0(256,R1),0(R3)
         LA    R1,256(R1)
         LA    R3,256(R3)
         SH    R2,=H'256'
         B     GETTAPEN
GETTAPEX LTR   R2,R2
         BZ    GETTAPEZ
         BCTR  R2,0
         EX    R2,GETMOVE
GETTAPEZ LR    R3,R5
         B     GETBACK
GETMOVE  MVC   0(0,R1),0(R3)
GETNOT   LA    R0,X'013'
         LA    R1,NOTSO
         LINK  OSABEND
NOTSO    DC    AL1(L'NOTSOT)
NOTSOT   DC    C'THE DCB IS NOT OPEN FOR THAT'
         DS    0H
*
*        BLOCK - 8 AND 9 FROM DCB 1
*
BLOCK    L     R15,=V(OSFIND)
         BALR  R14,R15
         LTR   R15,R15
         BCR   8,R10
         L     R15,=V(OSNODEB)
         BR    R15
*
*        GOOD - CODE 15 OF A DEVICE.  12: END OF DATA; 8 AND OTHERS: ERROR
*
GOOD     LTR   R15,R15
         BCR   8,R10
         CH    R15,=H'12'
         BNE   FAILED
         L     R15,=V(OSEODAD)
         BR    R15
FAILED   LR    R1,R8              0: THE IOB, 1: THE DCB
         LA    R0,DEBIOBS
         TM    DCBEROPT,X'C0'     ACC, SKP: WITHOUT SYNAD IT GOES ON
         BZ    FAILNOW
         L     R15,DCBSYNAW
         LA    R15,0(R15)
         C     R15,=F'1'
         BE    FAILON
FAILNOW  L     R15,=V(OSSYNAD)
         BR    R15
FAILON   SR    R15,R15
         L     R0,DEBLRECL
         BR    R10
         EJECT
OSPUT    OSENTER
         BASE  CMSOSQSM
         LR    R3,R0
         BAL   R10,BLOCK
         CLI   DEBMODE,DEBIN
         BE    GETNOT
         TM    DEBMAC+1,MACMOVE
         BO    PUTMOVE
         TM    DEBFLAG,DEBPEND    THE RECORD BEFORE
         BZ    PUTFIRST
         L     R3,DEBREC
         LINK  OSPUTREC
         BAL   R10,GOOD
PUTFIRST OI    DEBFLAG,DEBPEND
         L     R1,DEBREC
         ST    R1,DCBRECAD
         RETURN 0,KEEP=R1
PUTMOVE  LINK  OSPUTREC
         BAL   R10,GOOD
         RETURN 0
*
OSPUTX   OSENTER
         BASE  CMSOSQSM
         LR    R3,R0
         BAL   R10,BLOCK
         CLI   DEBMODE,DEBUPDAT
         BE    PUTXUPD
         CLI   DEBMODE,DEBIN
         BE    GETNOT
         LR    R5,R8
         LR    R6,R9
         LR    R1,R3
         BAL   R10,BLOCK
         L     R3,DCBRECAD
         LH    R7,DCBLRECL
         LR    R8,R5
         LR    R9,R6
         TM    DEBFMT,RECU
         BNO   PUTMOVE
         STH   R7,DCBLRECL
         B     PUTMOVE
PUTXUPD  TM    DEBFLAG,DEBGOT
         BZ    GETNOT
         NI    DEBFLAG,255-DEBGOT
         L     R3,DCBRECAD
         L     R1,DEBITEM
         BCTR  R1,0
         ST    R1,DEBITEM
         B     PUTMOVE
*
OSRELSE  OSENTER
         BASE  CMSOSQSM
         BAL   R10,BLOCK
         MVC   DEBPOS,DEBEND
         RETURN 0
OSTRUNC  OSENTER
         BASE  CMSOSQSM
         BAL   R10,BLOCK
         RETURN 0
*
OSFLUSH  ENTER
         BASE  CMSOSQSM
         TM    DEBFLAG,DEBPEND
         BZ    FLUSHED
         NI    DEBFLAG,255-DEBPEND
         L     R3,DEBREC
         LINK  OSPUTREC
FLUSHED  RETURN 0
*
*        OSPUTREC - THE RECORD AT 3
*
OSPUTREC ENTER
         BASE  CMSOSQSM
         L     R2,DEBLRECL
         TM    DEBFMT,RECU
         BO    PUTU
         TM    DEBFMT,RECV
         BZ    PUTREC
         HALF  R2,0(R3)
         SH    R2,=H'4'
         BNP   PUTLONG
         LA    R1,4(R2)
         C     R1,DEBLRECL
         BH    PUTLONG
         LA    R3,4(R3)
         B     PUTREC
PUTU     LH    R2,DCBLRECL
         LTR   R2,R2
         BNP   PUTLONG
         C     R2,DEBBLK
         BH    PUTLONG
PUTREC   CLI   DEBFCB+FCBDEV-OSFCB,FCBTAP
         BNE   PUTDEV
         LINK  OSTAPEPT
         RETURN
PUTDEV   LR    R0,R2
         LR    R1,R3
         LINK  OSDEVWR
         CH    R15,=H'13'
         BE    PUTFULL
         RETURN
PUTLONG  MVC   DEBTEXT,=CL8'LENGTH'
         RETURN 8
PUTFULL  LA    R0,X'D37'
         LA    R1,FULL
         LINK  OSABEND
FULL     DC    AL1(L'FULLT)
FULLT    DC    C'THE DISK IS FULL'
         LTORG
         END
