OSMO     TITLE 'OSMOD - MODULES: LOAD, DELETE, IDENTIFY'
*
* PURPOSE.    OSFETCH   1 NAME (8): 1 ITS OSMOD, ONE USER MORE
*             OSDROP    1 OSMOD OR 0: ONE USER LESS; WITHOUT ANY IT GOES
*             OSLOAD    SVC 8: 0 PLACE OF THE NAME, NEGATIVE: OF AN ENTRY
*                       OF BLDL, WHICH BEGINS WITH IT; 0 BECOMES THE ENTRY
*             OSDELETE  SVC 9: 0 THE SAME
*             OSIDENT   SVC 41: 0 PLACE OF THE NAME, 1 ENTRY
*             OSMODEND  ALL GO
* RETURNS     OSFETCH 0, OR THE ABEND CODE: X'00806000' NONE OF THAT NAME,
*             X'00106000' IT CANNOT BE LOADED, OR TOO MANY LEVELS.
*             OSLOAD 0 OR THAT ABEND.
*             OSDELETE 0; 4 NOT LOADED.  OSIDENT 0; 8 THE NAME IS TAKEN, 12
*             ENTRY OUTSIDE STORAGE, 16 NO STORAGE
* HOW         SEARCHED ARE MODULES BROUGHT BEFORE, NAMES OF WHAT IS LOADED,
*             'NAME MODULE' WHEN ITS PLACE IS FREE, 'NAME TEXT', TXTLIBS.
*             TEXT GOES BEHIND WHAT IS LOADED, BY THE LOADER (USE), AND
*             SHARES ITS NAMES.  STORAGE AND NAMES OF A MODULE COME BACK
*             WHEN IT IS THE LAST ONE
* REGISTERS.  2 NAME, 3 OSMOD, 4 FILE LIST, 5 NAME IN THE TABLE, 6 7 8 WORK,
*             9 10 LINKS, 11 OSBLK, 12 BASE
*
CMSOSMO  CSECT
         REGS
         NUCON
         SVCBLK
         OSBLK
         OSWORK
         LOADTAB
         MODHEAD
         FILEPLST
         USING OSBLK,R11
         USING OSMOD,R3
         USING FILEPLST,R4
MODWORK  DSECT
         DS    18F
MWLIST   DS    CL(FPEND)
MWHEAD   DS    CL(MODLEN)
         DS    0D
MWUSE    DS    7CL8               USE NAME ( NOMAP NODUP, FENCE
MWNAME   DS    CL8
MWSTADR  DS    F
MWEND    DS    A
MWLEN    EQU   *-MODWORK-72
STACKED  EQU   X'3400'            THE LOADER NEEDS THE STACK BEHIND IT
CMSOSMO  CSECT
         USING MODWORK,R13
OSFETCH  ENTER WORK=MWLEN
         BASE  CMSOSMO
         LR    R2,R1
         LA    R4,MWLIST
         BAL   R10,FIND
         BNZ   FETUSE
         CLC   STACK,=A(STACKED)
         BH    FET106
         FREE  BYTES=OMLEN
         LTR   R15,R15
         BNZ   FET106
         LR    R3,R1
         XC    0(OMLEN,R3),0(R3)
         MVC   OMNAME,0(R2)
         MVC   OMTENT,LDRTENT
         MVC   OMSTART,LOCCNT
         BAL   R10,NAMED
         BZ    FETADD
         BAL   R9,MODULE
         LTR   R15,R15
         BZ    FETOURS
         CH    R15,=H'1'
         BNE   FETBAD
         BAL   R9,TEXT
         LTR   R15,R15
         BNZ   FETNOT
FETOURS  OI    OMFLAG,OMOURS
         MVC   OMEND,LOCCNT
FETADD   MVC   OMNEXT,OSBMODS
         ST    R3,OSBMODS
FETUSE   LH    R1,OMUSE
         LA    R1,1(R1)
         STH   R1,OMUSE
         LR    R1,R3
         RETURN 0,KEEP=R1
FETNOT   CH    R15,=H'1'
         BNE   FETHALF
         LR    R1,R3
         FRET  BYTES=OMLEN
         L     R15,=X'00806000'
         RETURN
*        THE LOADER HAS GIVEN UP
FETHALF  MVC   OMEND,LOCCNT
         BAL   R10,UNLOAD
FETBAD   LR    R1,R3
         FRET  BYTES=OMLEN
FET106   L     R15,=X'00106000'
         RETURN
*
*        FIND - 3 OSMOD OF NAME 2.  CODE 0: NONE
*
FIND     L     R3,OSBMODS
FINDNEXT LTR   R3,R3
         BCR   8,R10
         CLC   OMNAME,0(R2)
         BNE   FINDON
         LTR   R3,R3
         BR    R10
FINDON   L     R3,OMNEXT
         B     FINDNEXT
*
*        NAMED - NAME 2 IN THE LOADER'S TABLE.  CODE 0: OMENTRY
*
         USING LDNAMES,R5
NAMED    L     R5,LDRTBL
         LA    R5,0(R5)
         LH    R6,LDRTENT
NAMNEXT  LTR   R6,R6
         BZ    NAMNONE
         SH    R5,=AL2(LDNLEN)
         BCTR  R6,0
         CLC   LDN,0(R2)
         BNE   NAMNEXT
         TM    LDNFLAG,LDNDEF
         BZ    NAMNONE
         MVC   OMENTRY,LDNADDR
         CR    R5,R5
         BR    R10
NAMNONE  LTR   R10,R10
         BR    R10
         DROP  R5
         EJECT
*        MODULE - 'NAME MODULE' INTO ITS PLACE.  15: 0; 1 NONE, OR ITS
*        PLACE IS TAKEN; ELSE IT IS DAMAGED
*
         USING MODHEAD,R5
MODULE   LA    R5,MWHEAD
         MVC   MWLIST,MODLIST0
         MVC   FPFN,0(R2)
         ST    R5,FPBUF
         CALL  RDBUF,MWLIST
         LA    R8,1
         CH    R15,=H'1'
         BE    MODRET
         LTR   R15,R15
         BNZ   MODBAD
         CLC   FPREAD,=A(MODLEN)
         BNE   MODBAD
         CLC   MODID,=CL8'MODULE'
         BNE   MODBAD
         LM    R6,R7,MODBEGIN
         CR    R6,R7
         BNL   MODBAD
         C     R6,USFL
         BL    MODEXIT
         C     R6,HIMAIN
         BL    MODEXIT
         L     R1,LOWEXT
         S     R1,=F'8192'        ROOM FOR FILES
         CR    R7,R1
         BH    MODEXIT
         ST    R7,LOCCNT          NOBODY TAKES IT MEANWHILE
         ST    R7,HIMAIN
         CLC   LDFIRST,=F'0'
         BNE   MODNEXT
         ST    R6,LDFIRST
MODNEXT  ST    R6,FPBUF
         LR    R0,R7
         SR    R0,R6
         C     R0,=F'65535'
         BNH   MODREST
         L     R0,=F'65535'
MODREST  ST    R0,FPLEN
         CALL  RDBUF,MWLIST
         LTR   R15,R15
         BNZ   MODUNDO
         A     R6,FPREAD
         CR    R6,R7
         BL    MODNEXT
         MVC   OMENTRY,MODENTRY
         SR    R8,R8
MODEXIT  MVC   FPNAME,=CL8'FINIS'
         CALL  FINIS,MWLIST
MODRET   LR    R15,R8
         BR    R9
MODUNDO  MVC   LOCCNT,OMSTART
         BAL   R10,LOWER
MODBAD   TYPE  'THE MODULE IS DAMAGED, OR CANNOT BE READ',COLOR=R
         LA    R8,2
         B     MODEXIT
         DROP  R5
         DS    0D
MODLIST0 DC    CL8'RDBUF',CL8' ',CL8'MODULE',CL2'*',H'0',A(0)
         DC    A(MODLEN),CL2'V',H'1',F'0'
         EJECT
*        TEXT - 'NAME TEXT' OR A MEMBER OF A TXTLIB, BY THE LOADER.  15: 0;
*        1 NONE; ELSE IT HAS BEEN TOLD
*
TEXT     MVC   MWLIST,TEXTST0
         MVC   FPFN,0(R2)
         CALL  STATE,MWLIST
         LR    R8,R15             0: A FILE
         LTR   R15,R15
         BZ    TEXTUSE
         MVC   MWUSE(8),0(R2)
         MVC   MWUSE+16(8),=CL8'TXTLIB'
         L     R6,ATXTLIBS
TEXTLIB  CLI   0(R6),X'FF'
         BE    TEXTNONE
         MVC   MWUSE+8(8),0(R6)
         LA    R6,8(R6)
         CALL  LIBFIND,MWUSE
         LTR   R15,R15
         BNZ   TEXTLIB
TEXTUSE  MVC   MWUSE(56),TEXTUSE0
         MVC   MWUSE+8(8),0(R2)
         MVC   MWSTADR,STADDR
         XC    STADDR,STADDR
         CMSCALL MWUSE
         L     R6,STADDR
         MVC   STADDR,MWSTADR
         LTR   R15,R15
         BZ    TEXTGOT
         CH    R15,=H'4'
         BCR   7,R9
TEXTGOT  LA    R6,0(R6)
         ST    R6,OMENTRY
         LTR   R8,R8
         BZ    TEXTEND
         BAL   R10,NAMED          A MEMBER IS ENTERED AT THE NAME
TEXTEND  SR    R15,R15
         BR    R9
TEXTNONE LA    R15,1
         BR    R9
         DS    0D
TEXTUSE0 DC    CL8'USE',CL8' ',CL8'(',CL8'NOMAP',CL8'NODUP',CL8')'
         DC    8X'FF'
TEXTST0  DC    CL8'STATE',CL8' ',CL8'TEXT',CL2'*',H'0',A(0),F'0',CL2'F'
         DC    H'1',F'0'
         EJECT
*        UNLOAD - WHAT OSMOD 3 BROUGHT GOES: STORAGE, NAMES, CONSTANTS
*        THAT WAIT.  5 6 7 WORK
*
UNLOAD   CLC   LOCCNT,OMEND
         BCR   7,R10              NOT THE LAST ONE, OR FORGOTTEN
         MVC   LOCCNT,OMSTART
         LH    R5,OMTENT
         CH    R5,LDRTENT
         BNL   UNLHELD
         STH   R5,LDRTENT
UNLHELD  LA    R5,LDHELD
         SR    R6,R6
         LH    R6,LDRTENT
         MH    R6,=AL2(LDNLEN)
         L     R7,LDRTBL
         LA    R7,0(R7)
         SR    R7,R6              THE LAST NAME THAT STAYS
UNLNEXT  L     R6,0(R5)
         LTR   R6,R6
         BZ    UNLNAMES
         USING LDHOLD,R6
         L     R1,LDHFLAG
         LA    R1,0(R1)
         C     R1,LOCCNT
         BNL   UNLCON
         C     R7,LDHNAME
         BH    UNLCON
         LR    R5,R6
         B     UNLNEXT
UNLCON   MVC   0(4,R5),LDHNEXT
         LR    R1,R6
         DROP  R6
         FRET  BYTES=LDHLEN
         B     UNLNEXT
         USING LDNAMES,R5
UNLNAMES L     R5,LDRTBL          NAMES IT DEFINED FOR OTHERS
         LA    R5,0(R5)
         LH    R6,LDRTENT
UNLNAME  LTR   R6,R6
         BZ    LOWER
         BCTR  R6,0
         SH    R5,=AL2(LDNLEN)
         TM    LDNFLAG,LDNDEF
         BZ    UNLNAME
         CLC   LDNADDR,LOCCNT
         BL    UNLNAME
         CLC   LDNADDR,OMEND
         BNL   UNLNAME
         MVI   LDNFLAG,LDNWEAK
         B     UNLNAME
         DROP  R5
*        LOWER - WHAT IS LOADED ENDS AT LOCCNT
LOWER    CLC   HIMAIN,LOCCNT
         BNH   LOWERONE
         MVC   HIMAIN,LOCCNT
LOWERONE CLC   LDFIRST,LOCCNT
         BCR   4,R10
         XC    LDFIRST,LDFIRST
         BR    R10
*
OSDROP   ENTER WORK=MWLEN
         BASE  CMSOSMO
         LTR   R3,R1
         BZ    DROPEND
         LH    R1,OMUSE
         BCTR  R1,0
         STH   R1,OMUSE
         LTR   R1,R1
         BP    DROPEND
         MVC   OMNAME,=CL8' '
         BAL   R9,CLEAR
DROPEND  RETURN 0
*
*        CLEAR - OSMODS DELETED GO, FROM THE LATEST ON; ONE UNDER ANOTHER'S
*        STORAGE KEEPS ITS PLACE UNTIL THAT GOES.  4 WORK
*
CLEAR    LA    R4,OSBMODS
         SR    R8,R8              STORAGE SEEN
CLRNEXT  L     R3,0(R4)
         LTR   R3,R3
         BCR   8,R9
         TM    OMFLAG,OMOURS
         BZ    CLRNAME
         CLI   OMNAME,C' '
         BNE   CLRSTAY
         LTR   R8,R8
         BNZ   CLRON
         BAL   R10,UNLOAD
         B     CLRFREE
CLRNAME  CLI   OMNAME,C' '
         BNE   CLRON
CLRFREE  MVC   0(4,R4),OMNEXT
         LR    R1,R3
         FRET  BYTES=OMLEN
         B     CLRNEXT
CLRSTAY  LA    R8,1
CLRON    LR    R4,R3
         B     CLRNEXT
*
OSMODEND ENTER WORK=MWLEN
         BASE  CMSOSMO
         L     R3,OSBMODS
ENDNEXT  LTR   R3,R3
         BZ    ENDALL
         MVC   OMNAME,=CL8' '
         L     R3,OMNEXT
         B     ENDNEXT
ENDALL   BAL   R9,CLEAR
         RETURN 0
         EJECT
OSLOAD   ENTER
         BASE  CMSOSMO
         BAL   R9,PLACE
         LR    R1,R2
         LINK  OSFETCH
         LTR   R15,R15
         BNZ   LOADBAD
         L     R0,OMENTRY-OSMOD(R1)
         L     R1,4(R13)
         L     R1,24(R1)
         RETURN 0,KEEP=R0
LOADBAD  LR    R1,R15
         LR    R0,R2
         LINK  OSABND
*
OSDELETE ENTER
         BASE  CMSOSMO
         BAL   R9,PLACE
         BAL   R10,FIND
         BZ    DELNOT
         LR    R1,R3
         LINK  OSDROP
         RETURN 0
DELNOT   RETURN 4
*
*        PLACE - 2 THE NAME 0 POINTS TO, OR ITS COMPLEMENT
*
PLACE    LR    R2,R0
         C     R2,=X'FF000000'    A NEGATIVE ADDRESS
         BNL   PLACENEG
         LA    R2,0(R2)
         BR    R9
PLACENEG LTR   R2,R2
         BNM   PLACEPOS
         LPR   R2,R2
PLACEPOS LA    R2,0(R2)
         BR    R9
*
OSIDENT  ENTER
         BASE  CMSOSMO
         LA    R2,0(R1)           ENTRY
         LR    R4,R0
         CL    R2,CORESIZ
         BNL   IDEBAD
         C     R2,=X'00010000'
         BL    IDEBAD
         LR    R5,R2
         LR    R2,R4
         BAL   R10,FIND
         BNZ   IDETWICE
         FREE  BYTES=OMLEN
         LTR   R15,R15
         BNZ   IDEFULL
         LR    R3,R1
         XC    0(OMLEN,R3),0(R3)
         MVC   OMNAME,0(R2)
         ST    R5,OMENTRY
         MVC   OMUSE,=H'1'
         MVC   OMNEXT,OSBMODS
         ST    R3,OSBMODS
         RETURN 0
IDETWICE RETURN 8
IDEBAD   RETURN 12
IDEFULL  RETURN 16
         LTORG
         END
