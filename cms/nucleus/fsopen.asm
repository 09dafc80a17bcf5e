FSOP     TITLE 'FSOPEN - OPENING A FILE; POINT'
*
* PURPOSE.    FSOPEN  MAKE AN AFT FOR THE FILE WHOSE FST IS AT 1, ON
*                     THE DISK 0
*             FSFIND  1 LIST (FILEPLST): THE AFT OF THE FILE; IT IS
*                     OPENED WHEN IT IS NOT OPEN
*             POINT   1 LIST: FPITEM IS THE ITEM TO BE READ AND
*                     FPBUF+0(2) THE ITEM TO BE WRITTEN NEXT; 0: AS IT
*             IS
* RETURNS     1 AFT; 15: 0; 1 THERE IS NO SUCH FILE; 3 I/O ERROR, OR
*             THE FST IS DAMAGED; 14 BAD NAME; 41 NO STORAGE
* REGISTERS.  3 LIST, 4 FST, 7 MFD, 8 ADT, 9 AFT, 2 5 WORK, 12 BASE
*
CMSFSOPN CSECT
         REGS
         NUCON
         ADT
         MFD
         FST
         AFT
         FILEPLST
         TRKPLST
         USING ADT,R8
         USING AFT,R9
         USING FST,R4
         USING FILEPLST,R3
FSOPEN   ENTER WORK=24
LIST     EQU   72
         LR    R4,R1
         LR    R8,R0
         CLC   FSTIL(2),=H'0'     DAMAGED ONES ARE NOT TOUCHED
         BNE   DAMAGED
         CLI   FSTFV,C'F'
         BE    FORMAT
         CLI   FSTFV,C'V'
         BNE   DAMAGED
FORMAT   LR    R0,R8
         CALL  ACTFREE
         LTR   R15,R15
         BNZ   NOSTOR
         LR    R9,R1
         MVC   AFTFST(FSTL),FST
         LA    R4,AFTFST
         HALF  R2,FSTIC
         LA    R5,1(R2)
         ST    R5,AFTWP
         STH   R5,FSTWP
         MVC   FSTRP,=H'1'
         LTR   R2,R2
         BZ    OPENED
         CLC   FSTIL,=F'0'
         BE    BADCHAIN
         HALF  R1,FSTFCL
         N     R1,=X'00003FFF'
         ST    R1,LIST+TKREC-TRKPLST(R13)
         LA    R1,AFTDATA
         ST    R1,LIST+TKBUF-TRKPLST(R13)
         LA    R1,800
         ST    R1,LIST+TKLEN-TRKPLST(R13)
         ST    R8,LIST+TKADT-TRKPLST(R13)
         CALL  RDTK,LIST(R13)
         LTR   R15,R15
         BNZ   BADCHAIN
         HALF  R1,FSTFCL
         SRL   R1,14
         MH    R1,=H'200'
         LA    R1,AFTDATA(R1)
         MVC   AFTFCL(200),0(R1)
         CLI   FSTFV,C'F'         BLOCKS OF AN F FILE: ITS ITEMS SAY
         BNE   OPENED
         HALF  R1,FSTIC
         M     R0,FSTIL
         A     R1,=F'799'
         D     R0,=F'800'
         STH   R1,FSTDBC
OPENED   LR    R1,R9
         RETURN 0,KEEP=R1
BADCHAIN LR    R1,R9
         CALL  ACTFRET
DAMAGED  RETURN 3
NOSTOR   RETURN 41
*
FSFIND   ENTER
         LR    R3,R1
         CLI   FPFN,C' '
         BE    BADNAME
         CLI   FPFN,X'FF'
         BE    BADNAME
         CLI   FPFT,C' '
         BE    BADNAME
         CLI   FPFT,X'FF'
         BE    BADNAME
         CALL  ACTLKP
         LTR   R15,R15
         BZ    FOUND
         LR    R1,R3
         CALL  FSTLKP
         LTR   R15,R15
         BNZ   NOTHERE
         LINK  FSOPEN
         LTR   R15,R15
         BZ    FOUND
         RETURN
FOUND    RETURN 0,KEEP=R1
NOTHERE  RETURN 1
BADNAME  RETURN 14
*
POINT    ENTER
         LR    R3,R1
         BUSY  BUSYWR
         LINK  FSFIND
         LTR   R15,R15
         BNZ   POINTEND
         LR    R9,R1
         OI    AFTFLAG,AFTPOINT
         HALF  R1,FPITEM
         LTR   R1,R1
         BZ    POINTWR
         ST    R1,AFTRP
POINTWR  HALF  R1,FPBUF
         LTR   R1,R1
         BZ    POINTEND
         ST    R1,AFTWP
POINTEND LR    R2,R15
         UNBUSY BUSYWR
         RETURN (R2)
         LTORG
         END
