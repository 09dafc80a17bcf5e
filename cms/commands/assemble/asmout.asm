ASMR     TITLE 'ASMOUT - WHAT THE ASSEMBLER MADE'
*
* PURPOSE.    ASMOUT  MESSAGES TO THE TERMINAL, TEXT AND LISTING TO THE
*                     P-DISK, TO PUNCH AND PRINTER AS AWFLAG SAYS; THE
*                     LAST LINE
* HOW         A FILE IS WRITTEN AS 'NAME SYSUT1'; WHEN IT IS CLOSED, THE
*             OLD ONE GOES AND IT GETS ITS TYPE.  STOPPED ANYWHERE, THE
*             OLD OR THE NEW ONE IS THERE.  WITHOUT A DECK (CODE 12) THE
*             OLD TEXT GOES, SO THAT NOBODY LOADS IT
* RETURNS     THE ASSEMBLER'S CODE; 100 + CODE OF WRBUF, TOLD
* REGISTERS.  2 RECORD, 3 FILE LIST, 4 CODE, 5 6 DIAGNOSE, 7 LENGTH OF A
*             RECORD, 8 BYTES LEFT, 9 WHAT TO DO, 11 WORK AREA, 12 BASE
*
CMSASMR  CSECT
         REGS
         NUCON
         ASMWORK
         FILEPLST
CMSASMR  CSECT
         USING ASMWORK,R11
         USING FILEPLST,R3
ASMOUT   ENTER
         BASE  CMSASMR
         LA    R3,AWLIST
         L     R4,SVCODE
         TM    AWFLAG,NODIAG
         BO    OUTDECK
         MVC   SVWHICH,=F'2'
         LA    R7,80
         LA    R9,TYPEIT
         BAL   R10,EACH
OUTDECK  SR    R0,R0
         ST    R0,SVWHICH
         LA    R7,80
         MVC   FPFT,=CL8'TEXT'
         TM    AWFLAG,NOTEXT
         BO    OUTPUNCH
         LA    R9,WRITEIT
         BAL   R10,FILE
OUTPUNCH TM    AWFLAG,DECK
         BZ    OUTLIST
         MVC   AWCARD(8),=CL8'CARDPH'
         TM    AWFLAG,NOTEXT
         BO    OUTCARDS
         MVC   AWLINE,DECKTEXT
         BAL   R10,AGAIN
         B     OUTLIST
OUTCARDS LA    R9,CARDIT
         BAL   R10,EACH
         CMSCALL CLOSEPCH
OUTLIST  TM    AWFLAG,NOLIST
         BO    OUTLAST
         MVC   SVWHICH,=F'1'
         LA    R7,121
         MVC   FPFT,=CL8'LISTING'
         LA    R9,WRITEIT
         TM    AWFLAG,PRINT
         BO    OUTPRINT
         BAL   R10,FILE
         B     OUTLAST
OUTPRINT MVC   AWCARD(8),=CL8'PRINTR'
         LA    R9,CARDIT
         BAL   R10,EACH
         CMSCALL CLOSEPRT
OUTLAST  L     R0,SVMSGS
         LTR   R0,R0
         BNZ   OUTBAD
         TYPE  'NO ERRORS IN THIS ASSEMBLY'
         RETURN (R4)
OUTBAD   MVC   AWLINE,FLAGGED
         CALL  TODEC,HEXWORK
         MVC   AWLINE(5),HEXWORK+5
         TYPE  AWLINE,80
         RETURN (R4)
         DS    0D
CLOSEPCH DC    CL8'CLOSIO',CL8'PUNCH',8X'FF'
CLOSEPRT DC    CL8'CLOSIO',CL8'PRINTER',8X'FF'
FLAGGED  DC    CL80'      MESSAGES IN THIS ASSEMBLY'
DECKTEXT DC    CL80'TEXT'
*
*        EACH - 9 FOR EACH RECORD OF OUTPUT SVWHICH, 7 BYTES LONG, 2 ITS
*        ADDRESS; THEN BACK TO 10
*
EACH     LA    R1,AWBUF
         ST    R1,SVAREA
         LR    R2,R1
         LR    R1,R7
         MH    R1,=H'10'
         ST    R1,SVLEN
         MVI   SVFUNC+3,SVTAKE
         LA    R5,SERVICE
         LA    R6,SVPLEN
         CPCALL 5,6,X'30C',GONE
         BC    7,GONE
         L     R8,SVSTATE
         LTR   R8,R8
         BCR   8,R10
         LA    R1,WRITEIT
         CR    R9,R1
         BNE   EACHNEXT
         BALR  R14,R9             ALL AT ONCE
         B     EACH
EACHNEXT BALR  R14,R9
         AR    R2,R7
         SR    R8,R7
         BP    EACHNEXT
         B     EACH
GONE     FAIL  41,'THE ASSEMBLER IS GONE; TRY AGAIN'
TYPEIT   LR    R6,R14
         TYPE  0(R2),80
         BR    R6
CARDIT   LR    R6,R14
         ST    R2,AWCARD+8
         STH   R7,AWCARD+12
         CMSCALL AWCARD
         BR    R6
*        8 BYTES AT 2 INTO THE FILE
WRITEIT  LR    R6,R14
         ST    R2,FPBUF
         ST    R8,FPLEN
         LR    R1,R8
         SR    R0,R0
         DR    R0,R7
         STH   R1,FPITEMS
         CALL  WRBUF,AWLIST
         LTR   R15,R15
         BCR   8,R6
*        THE NEW FILE GOES, THE OLD ONE STAYS
         LR    R4,R15
         CALL  FINIS,AWLIST
         BAL   R10,ERASE
         MVC   AWLINE,UNWRIT
         MVC   AWLINE(8),AWNAME
         CH    R4,=H'13'
         BNE   WRITETEL
         MVC   AWLINE,DISKFULL
WRITETEL TYPE  AWLINE,80,COLOR=R
         LA    R4,100(R4)
         RETURN (R4)
UNWRIT   DC    CL80'XXXXXXXX: THE P-DISK CANNOT BE WRITTEN'
DISKFULL DC    CL80'THE P-DISK IS FULL: ERASE FILES, ASSEMBLE AGAIN'
         EJECT
*        FILE - OUTPUT SVWHICH BECOMES A FILE OF TYPE FPFT
*
FILE     ST    R10,AWLIB
         MVC   AWLIB+8(8),FPFT
         MVC   AWLIST,WRLIST
         MVC   FPFN,AWNAME
         BAL   R10,ERASE          LEFT FROM AN EARLIER TIME
         BAL   R10,EACH
         CALL  FINIS,AWLIST
         LR    R1,R15
         MVC   FPFT,AWLIB+8       THE OLD ONE
         BAL   R10,ERASE
         CH    R1,=H'6'           NOTHING WAS WRITTEN
         BE    FILEEND
         MVC   AWBUF(8),=CL8'ALTER'
         MVC   AWBUF+8(8),AWNAME
         MVC   AWBUF+16(8),=CL8'SYSUT1'
         MVC   AWBUF+24(8),=CL8'P'
         MVC   AWBUF+32(8),AWNAME
         MVC   AWBUF+40(8),AWLIB+8
         MVC   AWBUF+48(8),=CL8'='
         MVC   AWBUF+56(8),=8X'FF'
         LA    R1,AWBUF
         CALL  ALTER
FILEEND  L     R10,AWLIB
         BR    R10
*
*        ERASE - THE FILE OF AWLIST.  1 IS KEPT
*
ERASE    LR    R5,R1
         MVC   AWBUF(8),=CL8'ERASE'
         MVC   AWBUF+8(16),FPFN
         MVC   AWBUF+24(8),=CL8'P'
         MVC   AWBUF+32(8),=8X'FF'
         LA    R1,AWBUF
         CALL  ERASE
         LR    R1,R5
         BR    R10
*
*        AGAIN - PUNCH THE FILE TEXT: THE DECK HAS BEEN TAKEN
*
AGAIN    LR    R9,R10
         MVC   AWLIST,WRLIST
         MVC   FPNAME,=CL8'RDBUF'
         MVC   FPFN,AWNAME
         MVC   FPFT,=CL8'TEXT'
         ST    R7,FPLEN
         LA    R2,AWBUF
         ST    R2,FPBUF
AGAINEXT CALL  RDBUF,AWLIST
         LTR   R15,R15
         BNZ   AGAINEND
         BAL   R14,CARDIT
         B     AGAINEXT
AGAINEND CALL  FINIS,AWLIST
         CMSCALL CLOSEPCH
         BR    R9
         DS    0D
WRLIST   DC    CL8'WRBUF',CL8' ',CL8'SYSUT1',CL2'P5',H'0',A(0),F'80'
         DC    CL2'F',H'1',F'0'
         LTORG
         END
