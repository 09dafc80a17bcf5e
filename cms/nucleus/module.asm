MODU     TITLE 'MODULE - PROGRAMS AS THEY LIE IN STORAGE'
*
* PURPOSE.    LOADMOD  1 NAME: BRING 'NAME MODULE' INTO STORAGE.  CALLED
*                      BY FINDFN, FOR COMMANDS ON DISK
*             LOADCMD  THE COMMAND:  LOADMOD NAME
* RETURNS     0, STADDR; 1 NO SUCH MODULE.  THE REST IS TOLD:
*             24 OPERANDS WRONG; 28 NOT FOUND; 32 NO MODULE; 41 TOO LARGE
*             FOR THE STORAGE; 100 + CODE OF RDBUF
* HOW         A MODULE AT 10000 WITH ITS ENTRY THERE STAYS IN THE TRANSIENT
*             AREA FOR THE NEXT TIME (TRANNAME).  ONE IN THE USER AREA IS
*             WHAT IS LOADED THEN, WITH ITS NAMES, FOR START AND USE
* REGISTERS.  2 NAMES, 3 NAME OR LIST, 4 FILE LIST, 5 HEADER, 6 ADDRESS, 7
*             END, 8 CODE, 9 TABLE, 12 BASE
*
CMSMOD   CSECT
         REGS
         NUCON
         FILEPLST
         MODHEAD
         LOADTAB
         EXTRN LDFORGET
TRANSADR EQU   X'10000'           TRANSIENT AREA
MODWORK  DSECT
         DS    18F
MODLIST  DS    CL(FPEND)
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
         L     R6,MODENTRY
         LTR   R6,R6
         BZ    MODNONE
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
MODUSER  LINK  LDFORGET           WHAT WAS LOADED GOES
         ST    R6,LDFIRST
         ST    R7,LOCCNT
         ST    R7,HIMAIN
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
         C     R6,USFL
         BL    MODTRANS
         BAL   R10,MODTABLE
MODTRANS DS    0H
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
*        MODTABLE - ITS NAMES INTO THE LOADER'S TABLE.  WITHOUT THEM IT
*        IS A GOOD MODULE, TOO
*
MODTABLE L     R1,MODNAMES
         LTR   R1,R1
         BCR   13,R10
         CH    R1,LDRTLEN
         BCR   2,R10
         LR    R2,R1
         MH    R1,=AL2(LDNLEN)
         ST    R1,FPLEN
         L     R9,LDRTBL
         LA    R9,0(R9)
         SR    R9,R1
         ST    R9,FPBUF
         CALL  RDBUF,MODLIST
         LTR   R15,R15
         BCR   7,R10
         CLC   FPREAD,FPLEN
         BCR   7,R10
         STH   R2,LDRTENT
         BR    R10
*
*        MODFINIS - CLOSE THE MODULE; 15 IS THE CODE
*
MODFINIS MVC   FPNAME,=CL8'FINIS'
         CALL  FINIS,MODLIST
         BR    R10
         DS    0D
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
         LTORG
         END
