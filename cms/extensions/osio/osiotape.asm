OSTP     TITLE 'OSIOTAPE - TAPES'
*
* PURPOSE.    OSTAPEOP 9 BLOCK: FOR OPEN: TO THE FILE THAT FILEDEF NAMES
*             OSTAPECL 9 BLOCK: FOR CLOSE: THE LAST BLOCK, THE MARKS
*             OSTAPERD 0 BYTES AT MOST INTO 1: A BLOCK, 0 ITS LENGTH
*             OSTAPEWR 0 BYTES AT 1: A BLOCK
*             OSTAPEBS BACK OVER A BLOCK
*             OSTAPEGT QSAM: 3 IS THE NEXT RECORD, 2 ITS LENGTH
*             OSTAPEPT QSAM: THE RECORD AT 3, 2 BYTES (V: WITHOUT ITS RDW)
* RETURNS     0; 8 LENGTHS ARE WRONG; 12 END OF DATA; ELSE AN ERROR.
*             OSTAPEOP 0; 8 THE TAPE CANNOT BE USED, WHICH HAS BEEN TOLD
* HOW         SL: LABELS ARE PASSED OVER IN READING; THEY ARE NOT WRITTEN.
*             BEHIND WHAT IS WRITTEN ARE TWO MARKS, THE TAPE STANDS BETWEEN
* REGISTERS.  2 LENGTH, 3 RECORD, 5 6 7 WORK, 9 BLOCK, 10 11 LINKS, 12 BASE
*             (OF THE SECTION)
*
CMSOSTAP CSECT
         REGS
         NUCON
         FILEPLST
         OSFCB
         OSDCB
         OSDEB
WORK     DSECT
         DS    18F
TLIST    DS    4D
WORKLEN  EQU   *-WORK-72
CMSOSTAP CSECT
         USING WORK,R13
         USING OSDEB,R9
OSTAPEOP ENTER WORK=WORKLEN
         BASE  CMSOSTAP
         TM    DEBFCB+FCBFLAG-OSFCB,FCBSL
         BZ    OPENFILE
         CLI   DEBMODE,DEBIN
         BNE   OPENLABL
OPENFILE LH    R5,DEBFCB+FCBTNUM-OSFCB
         LTR   R5,R5
         BZ    OPENGOOD           AS IT STANDS
         LA    R1,=CL8'REW'
         BAL   R11,TAPE
         LTR   R15,R15
         BNZ   OPENBAD
         BCTR  R5,0
         TM    DEBFCB+FCBFLAG-OSFCB,FCBSL
         BZ    OPENSKIP
         MH    R5,=H'3'           LABELS, DATA, LABELS
         LA    R5,1(R5)
OPENSKIP LTR   R5,R5
         BZ    OPENGOOD
         LA    R1,=CL8'FSF'
         BAL   R11,TAPE
         CH    R15,=H'2'
         BE    OPENNEXT
         LTR   R15,R15
         BNZ   OPENBAD
OPENNEXT BCT   R5,OPENSKIP
OPENGOOD RETURN 0
OPENLABL TYPE  'OPEN: LABELLED TAPES ARE FOR INPUT ALONE',COLOR=R
         RETURN 8
OPENBAD  TYPE  'OPEN: THE TAPE CANNOT BE USED',COLOR=R
         RETURN 8
*        TAPE - OPERATION 1, TLIST BEYOND ITS SECOND DOUBLEWORD IS SET
TAPE     MVC   TLIST(8),=CL8'TAPEIO'
         MVC   TLIST+8(8),0(R1)
         MVC   TLIST+16(4),DEBFCB+FCBTAPE-OSFCB
         MVC   TLIST+20(1),DEBFCB+FCBTMODE-OSFCB
         CMSCALL TLIST
         BR    R11
*
OSTAPECL ENTER WORK=WORKLEN
         BASE  CMSOSTAP
         SR    R7,R7
         LA    R5,1               MARKS UP TO THE FILE'S BEGIN
         TM    DEBFLAG,DEBEOF
         BZ    CLOSEOUT
         LA    R5,2
CLOSEOUT CLI   DEBMODE,DEBIN
         BE    CLOSEPOS
         BAL   R10,BLOCKOUT
         LR    R7,R15
         TM    DEBFLAG,DEBWROTE
         BZ    CLOSEPOS
         NI    DEBFLAG,255-DEBWROTE
         LA    R5,2
         LA    R1,=CL8'WTM'
         BAL   R11,TAPE
         LA    R1,=CL8'WTM'
         BAL   R11,TAPE
         LA    R1,=CL8'BSF'
         BAL   R11,TAPE
CLOSEPOS TM    DEBDISP,X'20'      REREAD: BACK TO ITS BEGIN
         BO    CLOSERET
         TM    DEBDISP,DEBREREA
         BZ    CLOSERET
         NI    DEBFLAG,255-DEBEOF
CLOSEBSF LA    R1,=CL8'BSF'
         BAL   R11,TAPE
         LTR   R15,R15            THE LOAD POINT
         BNZ   CLOSERET
         BCT   R5,CLOSEBSF
         LA    R1,=CL8'FSF'
         BAL   R11,TAPE
CLOSERET RETURN (R7)
*
OSTAPERD ENTER WORK=WORKLEN
         BASE  CMSOSTAP
         LA    R15,12
         SR    R2,R2
         TM    DEBFLAG,DEBEOF
         BO    READRET
         ST    R1,TLIST+20
         ST    R0,TLIST+24
         XC    TLIST+28(4),TLIST+28
         LA    R1,=CL8'READ'
         BAL   R11,TAPE
         L     R2,TLIST+28
         CH    R15,=H'2'
         BNE   READCODE
         LA    R15,12
         B     READRET
READCODE LTR   R15,R15
         BZ    READRET
         ST    R15,DEBCODE
         MVC   DEBTEXT,=CL8'READ'
READRET  LR    R0,R2
         RETURN KEEP=R0
*
OSTAPEWR ENTER WORK=WORKLEN
         BASE  CMSOSTAP
         ST    R1,TLIST+20
         ST    R0,TLIST+24
         OI    DEBFLAG,DEBWROTE
         LA    R1,=CL8'WRITE'
         BAL   R11,TAPE
         LTR   R15,R15
         BZ    WRITERET
         ST    R15,DEBCODE
         MVC   DEBTEXT,=CL8'WRITE'
WRITERET RETURN
*
OSTAPEBS ENTER WORK=WORKLEN
         BASE  CMSOSTAP
         LA    R1,=CL8'BSR'
         TM    DEBFLAG,DEBEOF     BEHIND THE MARK: OVER THAT
         BZ    BACK
         NI    DEBFLAG,255-DEBEOF
         LA    R1,=CL8'BSF'
BACK     BAL   R11,TAPE
         CH    R15,=H'2'
         BNE   BACKRET
         SR    R15,R15
BACKRET  RETURN
         EJECT
*        OSTAPEGT - BLOCKS ARE READ INTO DEBBUF
*
OSTAPEGT ENTER
         BASE  CMSOSTAP
         L     R3,DEBPOS
         C     R3,DEBEND
         BL    GETHAVE
         L     R1,DEBBUF
         L     R0,DEBBLK
         LINK  OSTAPERD
         LTR   R15,R15
         BNZ   GETRET
         L     R3,DEBBUF
         LR    R1,R3
         AR    R1,R0
         ST    R1,DEBEND
         LR    R2,R0
         TM    DEBFMT,RECU
         BO    GETWHOLE
         TM    DEBFMT,RECV
         BZ    GETHAVE
         HALF  R1,0(R3)           V: BDW
         CR    R1,R0
         BH    GETBAD
         AR    R1,R3
         ST    R1,DEBEND
         LA    R3,4(R3)
GETHAVE  L     R2,DEBLRECL
         TM    DEBFMT,RECV
         BZ    GETTAKE
         HALF  R2,0(R3)
         CH    R2,=H'4'
         BL    GETBAD
         C     R2,DEBLRECL
         BH    GETBAD
GETTAKE  LA    R1,0(R2,R3)
         C     R1,DEBEND
         BH    GETBAD
         ST    R1,DEBPOS
         B     GETGOOD
GETWHOLE MVC   DEBPOS,DEBEND
GETGOOD  SR    R15,R15
         B     GETRET
GETBAD   MVC   DEBPOS,DEBEND
         MVC   DEBTEXT,=CL8'LENGTH'
         LA    R15,8
         ST    R15,DEBCODE
GETRET   RETURN KEEP=(R2,R3)
*
*        OSTAPEPT - RECORDS ARE GATHERED IN DEBBUF
*
OSTAPEPT ENTER WORK=WORKLEN
         BASE  CMSOSTAP
         TM    DEBFMT,RECU
         BO    PUTWHOLE
         LR    R6,R2              WHAT IT TAKES
         TM    DEBFMT,RECV
         BZ    PUTROOM
         LA    R6,4(R2)
         CLC   DEBPOS,DEBBUF
         BNE   PUTROOM
         L     R1,DEBPOS
         LA    R1,4(R1)
         ST    R1,DEBPOS
PUTROOM  L     R5,DEBPOS
         LR    R1,R5
         AR    R1,R6
         S     R1,DEBBUF
         C     R1,DEBBLK
         BNH   PUTHERE
         BAL   R10,BLOCKOUT
         LTR   R15,R15
         BNZ   PUTRET
         L     R5,DEBPOS
         TM    DEBFMT,RECV
         BZ    PUTHERE
         LA    R5,4(R5)
PUTHERE  TM    DEBFMT,RECV
         BZ    PUTDATA
         LR    R1,R6
         STC   R1,1(R5)
         SRL   R1,8
         STC   R1,0(R5)
         XC    2(2,R5),2(R5)
         LA    R5,4(R5)
PUTDATA  LR    R7,R2
PUTMOVE  CH    R7,=H'256'
         BNH   PUTLAST
         MVC   0(256,R5),0(R3)
         LA    R5,256(R5)
         LA    R3,256(R3)
         SH    R7,=H'256'
         B     PUTMOVE
PUTLAST  BCTR  R7,0
         EX    R7,PUTIT
         LA    R5,1(R7,R5)
         ST    R5,DEBPOS
         SR    R15,R15
         TM    DEBFMT,RECB        NOT BLOCKED: A BLOCK OF ITS OWN
         BO    PUTRET
         TM    DEBFMT,RECV
         BZ    PUTRET
         BAL   R10,BLOCKOUT
PUTRET   RETURN
PUTWHOLE LR    R0,R2
         LR    R1,R3
         LINK  OSTAPEWR
         RETURN
PUTIT    MVC   0(0,R5),0(R3)
*        BLOCKOUT - WHAT IS GATHERED
BLOCKOUT SR    R15,R15
         TM    DEBMAC+1,MACGET
         BCR   14,R10             NOT PUT
         L     R0,DEBPOS
         L     R1,DEBBUF
         SR    R0,R1
         BCR   12,R10
         ST    R1,DEBPOS
         TM    DEBFMT,RECU
         BCR   1,R10
         TM    DEBFMT,RECV
         BZ    BLOCKF
         CH    R0,=H'4'
         BCR   12,R10
         LR    R6,R0
         STC   R6,1(R1)
         SRL   R6,8
         STC   R6,0(R1)
         XC    2(2,R1),2(R1)
BLOCKF   LINK  OSTAPEWR
         BR    R10
         LTORG
         END
