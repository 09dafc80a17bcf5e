OSCL     TITLE 'OSIOCLOS - CLOSE'
*
* PURPOSE.    OSCLOSE  SVC 20: CLOSE THE DCBS OF LIST 1
*             OSCLOSET SVC 23: WHAT THEY HAVE WRITTEN IS ON THE DISK; THEY
*                      STAY OPEN
*             OSCLOSE1 1 BLOCK: CLOSE IT, AND GIVE IT BACK
* RETURNS     0
* HOW         A FILE WRITTEN ANEW GETS ITS TYPE NOW, IN THE PLACE OF THE OLD
*             ONE.  THE DCB IS AS BEFORE OPEN, WHEN IT STILL IS THAT DCB
* REGISTERS.  2 CODE, 3 LIST, 4 WORK, 8 DCB, 9 BLOCK, 10 11 LINKS, 12 BASE
*
CMSOSCLS CSECT
         REGS
         NUCON
         FILEPLST
         OSDCB
         OSFCB
         OSDEB
         LIBHEAD
WORK     DSECT
         DS    18F
LIST     DS    CL88
RET11    DS    F
WORKLEN  EQU   *-WORK-72
CMSOSCLS CSECT
         USING WORK,R13
         USING DCB,R8
         USING OSDEB,R9
         USING FILEPLST,R3
OSCLOSET ENTER WORK=WORKLEN
         BASE  CMSOSCLS
         LA    R2,1
         B     CLBEGIN
OSCLOSE  ENTER WORK=WORKLEN
         BASE  CMSOSCLS
         SR    R2,R2
CLBEGIN  LA    R5,0(R1)
CLNEXT   L     R1,0(R5)
         LA    R1,0(R1)
         L     R15,=V(OSFIND)
         BALR  R14,R15
         LTR   R15,R15
         BNZ   CLSKIP             NOT OPEN
         MVC   DEBDISP,0(R5)
         LTR   R2,R2
         BNZ   CLT
         LR    R1,R9
         LINK  OSCLOSE1
         B     CLSKIP
CLT      BAL   R11,SAVED
CLSKIP   TM    0(R5),X'80'
         LA    R5,4(R5)
         BZ    CLNEXT
         RETURN 0
*
OSCLOSE1 ENTER WORK=WORKLEN
         BASE  CMSOSCLS
         LR    R9,R1
         L     R8,DEBDCB
         BAL   R11,SAVED
         LA    R3,OSDEBS          OUT OF THE CHAIN
CLCHAIN  L     R4,DEBNEXT-OSDEB(R3)
         LTR   R4,R4
         BZ    CLGONE
         CR    R4,R9
         BE    CLOUT
         LR    R3,R4
         B     CLCHAIN
CLOUT    MVC   DEBNEXT-OSDEB(4,R3),DEBNEXT
CLGONE   LA    R4,DCBQLEN(R8)     IS IT STILL OUR DCB
         CL    R4,CORESIZ
         BH    CLFREE
         L     R4,DCBDEBA-1
         LA    R4,0(R4)
         CR    R4,R9
         BNE   CLFREE
         TM    DCBOFLGS,DCBOPEN
         BZ    CLFREE
         MVC   DCBDDNAM,DEBDDN
         MVC   DCBOFLGS(8),DEBGETW
         NI    DCBOFLGS,255-DCBOPEN
         TM    DEBORG,DCBDA
         BO    CLFREE
         BAL   R10,QUEUED
         BNZ   CLFREE
         MVC   DCBEROPT(4),DEBNOTEW
CLFREE   BAL   R10,QUEUED
         BZ    CLBLOCK
         L     R1,DEBREC          ITS OWN BUFFER
         TM    DEBFLAG,DEBPOOL
         BZ    CLBUF
         CLC   DEBREC,DEBBUF
         BE    CLBLOCK
CLBUF    LTR   R1,R1
         BZ    CLBLOCK
         L     R4,DEBBLK
         LA    R4,8(R4)
         CLI   DEBFCB+FCBDEV-OSFCB,FCBTAP
         BNE   CLONE
         TM    DEBFLAG,DEBPOOL
         BO    CLONE
         AR    R4,R4
CLONE    FRET  BYTES=(R4)
CLBLOCK  L     R1,DEBDICT
         LTR   R1,R1
         BZ    CLSPOOL
         L     R4,DEBDICTM
         MH    R4,=AL2(LIBELEN)
         FRET  BYTES=(R4)
CLSPOOL  BAL   R11,SPOOL
         LR    R1,R9
         L     R4,DEBBYTES
         FRET  BYTES=(R4)
         RETURN 0
QUEUED   TM    DEBMAC,MACGET
         BCR   1,R10
         TM    DEBMAC+1,MACGET
         BR    R10
         EJECT
*        SAVED - WHAT HAS BEEN WRITTEN IS IN THE DIRECTORY, UNDER ITS NAME
*
SAVED    ST    R11,RET11
         LINK  OSFLUSH            WHAT IS STILL IN BUFFERS
         L     R11,RET11
         CLI   DEBFCB+FCBDEV-OSFCB,FCBTAP
         BE    SAVETAPE
         CLI   DEBFCB+FCBDEV-OSFCB,FCBDSK
         BCR   7,R11
         LA    R3,DEBLIST
         LINK  OSLIBEND           A LIBRARY'S DICTIONARY
         LTR   R15,R15
         BNZ   SAVEBAD
         LINK  OSENDS             WHERE IT ENDS
         MVC   FPNAME,=CL8'FINIS'
         CALL  FINIS,DEBLIST
         LR    R4,R15
         CH    R4,=H'6'
         BE    SAVENAME
         LTR   R4,R4
         BZ    SAVENAME
         ST    R4,DEBCODE
         B     SAVEBAD
SAVENAME L     R11,RET11
         TM    DEBFLAG,DEBTEMP
         BCR   8,R11
         NI    DEBFLAG,255-DEBTEMP
         MVI   LIST,X'FF'
         MVC   LIST+1(71),LIST
         TM    DEBFLAG,DEBWROTE
         BO    SAVEALT
         MVC   LIST(8),=CL8'ERASE'     NOTHING WAS WRITTEN
         MVC   LIST+8(16),DEBFCB+FCBFN-OSFCB
         MVC   LIST+24(8),=CL8' '
         MVC   LIST+24(2),FPFM
         CALL  ERASE,LIST
         B     SAVETYPE
SAVEALT  MVC   LIST(8),=CL8'ALTER'
         MVC   LIST+8(16),FPFN
         MVC   LIST+24(48),=CL48' '
         MVC   LIST+24(2),FPFM
         MVC   LIST+32(16),DEBFCB+FCBFN-OSFCB
         MVC   LIST+48(2),FPFM
         MVI   LIST+56,C'('
         MVC   LIST+64(8),=CL8'REPLACE'
         MVC   LIST+72(8),=8X'FF'
         CALL  ALTER,LIST
         LTR   R15,R15
         BNZ   SAVEALTB
SAVETYPE MVC   FPFT,DEBFCB+FCBFT-OSFCB
         BR    R11
SAVEALTB ST    R15,DEBCODE
SAVEBAD  MVI   ERRLINE,C' '
         MVC   ERRLINE+1(79),ERRLINE
         MVC   ERRLINE(22),=C'CLOSE: I/O ERROR 000 ('
         L     R0,DEBCODE
         CALL  TODEC,HEXWORK
         MVC   ERRLINE+17(3),HEXWORK+7
         MVC   ERRLINE+22(8),DEBFCB+FCBDDN-OSFCB
         MVI   ERRLINE+30,C')'
         TYPE  ERRLINE,40,COLOR=R
         BR    R11
SAVETAPE LINK  OSTAPECL
         L     R11,RET11
         LTR   R15,R15
         BCR   8,R11
         ST    R15,DEBCODE
         B     SAVEBAD
         EJECT
*        SPOOL - THE LAST DCB OF A PRINTER OR PUNCH: ITS FILE IS COMPLETE
*
SPOOL    CLI   DEBFCB+FCBDEV-OSFCB,FCBPRT
         BE    SPOOLIT
         CLI   DEBFCB+FCBDEV-OSFCB,FCBPUN
         BCR   7,R11
SPOOLIT  L     R1,OSDEBS
SPOOLNX  LTR   R1,R1
         BZ    SPOOLNOW
         CLC   DEBFCB-OSDEB+FCBDEV-OSFCB(1,R1),DEBFCB+FCBDEV-OSFCB
         BCR   8,R11
         L     R1,DEBNEXT-OSDEB(R1)
         B     SPOOLNX
SPOOLNOW MVI   LIST,X'FF'
         MVC   LIST+1(71),LIST
         MVC   LIST(8),=CL8'CLOSIO'
         MVC   LIST+8(8),=CL8'PRINTER'
         CLI   DEBFCB+FCBDEV-OSFCB,FCBPRT
         BE    SPOOLCAL
         MVC   LIST+8(8),=CL8'PUNCH'
SPOOLCAL CMSCALL LIST
         BR    R11
         LTORG
         END
