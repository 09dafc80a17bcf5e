MODU     TITLE 'MODULE - PROGRAMS AS THEY LIE IN STORAGE'
*
* PURPOSE.    LOADMOD  1 NAME: BRING 'NAME MODULE' INTO STORAGE.  CALLED
*                      BY FINDFN, FOR COMMANDS ON DISK
*             LOADCMD  THE COMMAND:  LOADMOD NAME
*             GENMOD   GENMOD [NAME [MODE [ENTRY]]]  WHAT HAS BEEN LOADED
*                      BECOMES 'NAME MODULE'
* RETURNS     0, STADDR; 1 NO SUCH MODULE.  THE REST IS TOLD:
*             21 NOTHING IS LOADED; 24 OPERANDS WRONG; 28 NOT FOUND;
*             32 NO MODULE; 41 TOO LARGE FOR THE STORAGE; 100 + CODE OF
*             RDBUF OR WRBUF
* HOW         A MODULE AT 10000 WITH ITS ENTRY THERE STAYS IN THE TRANSIENT
*             AREA FOR THE NEXT TIME (TRANNAME)
* REGISTERS.  3 NAME OR LIST, 4 FILE LIST, 5 HEADER, 6 ADDRESS, 7 END,
*             8 CODE, 12 BASE
*
CMSMOD   CSECT
         REGS
         NUCON
         FILEPLST
         MODHEAD
TRANSADR EQU   X'10000'           TRANSIENT AREA
PIECE    EQU   X'F000'            BYTES OF A RECORD WRITTEN
MODWORK  DSECT
         DS    18F
MODLIST  DS    CL(FPEND)
         DS    0D
MODERASE DS    5D
MODHDR   DS    CL(MODLEN)
MODWLEN  EQU   *-MODWORK-72
CMSMOD   CSECT
         USING MODWORK,R13
         USING FILEPLST,R4
         USING MODHEAD,R5
LOADMOD  ENTER WORK=MODWLEN
         BASE  CMSMOD
         LR    R3,R1
         LA    R4,MODLIST
         LA    R5,MODHDR
         MVC   MODLIST(MODLLEN),MODLIST0
         MVC   FPFN,0(R3)
         ST    R5,FPBUF
         CALL  RDBUF,MODLIST
         LTR   R8,R15
         BZ    MODREAD
         CH    R8,=H'1'           NOT FOUND
         BE    MODRET
         CH    R8,=H'8'           LONGER: NOT A HEADER
         BE    MODNONE
         B     MODIOERR
MODREAD  CLC   FPREAD,=A(MODLEN)
         BNE   MODNONE
         CLC   MODID,=CL8'MODULE'
         BNE   MODNONE
         L     R6,MODBEGIN
         L     R7,MODEND
         C     R6,=A(TRANSADR)
         BL    MODNONE
         CR    R6,R7
         BNL   MODNONE
         C     R7,LOWEXT
         BH    MODLARGE
         C     R6,USFL
         BNL   MODUSER
         XC    TRANNAME,TRANNAME  WHAT IS THERE GOES
         C     R7,USFL
         BNH   MODNEXT
MODUSER  ST    R6,LDFIRST
         ST    R7,LOCCNT
         MVC   LDNAME,0(R3)
MODNEXT  ST    R6,FPBUF           RECORD BY RECORD INTO ITS PLACE
         LR    R0,R7
         SR    R0,R6
         C     R0,=F'65535'
         BNH   MODREST
         L     R0,=F'65535'
MODREST  ST    R0,FPLEN
         CALL  RDBUF,MODLIST
         LTR   R8,R15
         BZ    MODGOT
         CH    R8,=H'12'          ENDS TOO EARLY
         BE    MODNONE
         CH    R8,=H'8'
         BE    MODNONE
         B     MODIOERR
MODGOT   A     R6,FPREAD
         CR    R6,R7
         BL    MODNEXT
         MVC   STADDR,MODENTRY
         L     R6,MODBEGIN
         C     R6,=A(TRANSADR)
         BNE   MODCLOSE
         C     R6,MODENTRY
         BNE   MODCLOSE
         MVC   TRANNAME,0(R3)
MODCLOSE SR    R8,R8
MODEXIT  BAL   R10,MODFINIS
MODRET   RETURN (R8)
MODNONE  TYPE  'THE MODULE IS DAMAGED, OR NO MODULE AT ALL',COLOR=R
         LA    R8,32
         B     MODEXIT
MODLARGE TYPE  'THE MODULE IS TOO LARGE FOR THIS STORAGE',COLOR=R
         LA    R8,41
         B     MODEXIT
MODIOERR TYPE  'THE MODULE CANNOT BE READ',COLOR=R
         LA    R8,100(R8)
         B     MODEXIT
*
*        MODFINIS - CLOSE THE MODULE; 15 IS THE CODE
*
MODFINIS MVC   FPNAME,=CL8'FINIS'
         CALL  FINIS,MODLIST
         BR    R10
MODLIST0 DC    CL8'RDBUF',CL8' ',CL8'MODULE',CL2'*',H'0',A(0)
         DC    A(MODLEN),CL2'V',H'1',F'0'
MODLLEN  EQU   *-MODLIST0
         EJECT
LOADCMD  ENTER
         BASE  CMSMOD
         CLI   8(R1),X'FF'
         BE    LOADNAME
         LA    R1,8(R1)
         CALL  LOADMOD
         CH    R15,=H'1'
         BE    LOADNOT
         RETURN
LOADNAME FAIL  24,'LOADMOD NAME'
LOADNOT  FAIL  28,'THERE IS NO SUCH MODULE'
         EJECT
GENMOD   ENTER WORK=MODWLEN
         BASE  CMSMOD
         LA    R3,8(R1)
         LA    R4,MODLIST
         LA    R5,MODHDR
         L     R6,LDFIRST
         LTR   R6,R6
         BZ    GENNONE
         MVC   MODLIST(MODLLEN),MODLIST0
         MVC   FPNAME,=CL8'WRBUF'
         MVC   FPFN,LDNAME
         MVC   FPFM,=C'P1'
         MVC   MODENTRY,STADDR
         CLI   0(R3),X'FF'
         BE    GENWRITE
         MVC   FPFN,0(R3)
         CLI   8(R3),X'FF'
         BE    GENWRITE
         MVC   FPFM,8(R3)
         CLI   FPFM+1,C' '
         BNE   GENMODE
         MVI   FPFM+1,C'1'
GENMODE  CLI   16(R3),X'FF'
         BE    GENWRITE
         L     R15,=A(LDLOOK)     THE ENTRY'S NAME
         LTR   R15,R15
         BZ    GENENTRY
         LA    R1,16(R3)
         BALR  R14,R15
         LTR   R15,R15
         BNZ   GENENTRY
         ST    R1,MODENTRY
GENWRITE L     R7,LOCCNT
         MVC   MODID,=CL8'MODULE'
         ST    R6,MODBEGIN
         ST    R7,MODEND
         XC    MODENTRY+4(12),MODENTRY+4
*        THE OLD ONE GOES
         MVC   MODERASE(8),=CL8'ERASE'
         MVC   MODERASE+8(16),FPFN
         MVC   MODERASE+24(8),=CL8' '
         MVC   MODERASE+24(2),FPFM
         MVC   MODERASE+32(8),=8X'FF'
         LA    R1,MODERASE
         CALL  ERASE
         ST    R5,FPBUF
GENNEXT  CALL  WRBUF,MODLIST
         LTR   R8,R15
         BNZ   GENERROR
         CR    R6,R7
         BNL   GENCLOSE
         ST    R6,FPBUF
         LR    R0,R7
         SR    R0,R6
         C     R0,=A(PIECE)
         BNH   GENREST
         L     R0,=A(PIECE)
GENREST  ST    R0,FPLEN
         AR    R6,R0
         B     GENNEXT
GENCLOSE BAL   R10,MODFINIS
         RETURN
GENERROR BAL   R10,MODFINIS
         TYPE  'THE MODULE CANNOT BE WRITTEN',COLOR=R
         LA    R8,100(R8)
         RETURN (R8)
GENNONE  FAIL  21,'NOTHING IS LOADED'
GENENTRY FAIL  24,'THERE IS NO ENTRY OF THAT NAME IN WHAT IS LOADED'
         WXTRN LDLOOK
         LTORG
         END
