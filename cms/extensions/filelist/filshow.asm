FILW     TITLE 'FILSHOW - PAINTS THE LIST, WAITS FOR A KEY'
*
* PURPOSE.    FILSHOW  TITLE, HEADING, A LINE FOR EACH FILE WITH A FIELD
*                      FOR ITS COMMAND AND HOW THE LAST ONE ENDED, A
*                      MESSAGE, THE COMMAND LINE, PF KEYS
* RETURNS     AS SCREEN: 0; 4 NO DISPLAY; 41 NO STORAGE
* REGISTERS.  2 ENTRY OF THE TABLE, 3 ROWS LEFT, 4 FILE, 5 FIELD, 6 TEXT,
*             7 ROW, 8 9 WORK, 10 LINK, 11 FILBLK, 12 BASE (OF THE
*             SECTION)
*
CMSFILW  CSECT
         REGS
         NUCON
         FILBLK
         USING FILENT,R4
         USING SCRFLD,R5
TEXTLEN  EQU   58                 MARK AND FILE
CMDLEN   EQU   20                 COMMAND, AT 80 COLUMNS
FILSHOW  ENTER
         BASE  CMSFILW
AGAIN    BAL   R10,ROOM
         BNZ   FULL
         BAL   R10,BUILD
         MVI   SCROP,C'S'
         MVC   SCRFLAG,FLBEEP
         MVI   FLBEEP,0
         CMSCALL SCRBLK
         CH    R15,=H'8'
         BE    AGAIN
         RETURN
FULL     RETURN 41
*
*        ROOM - FOR FIELDS AND TEXTS OF THIS SCREEN.  CONDITION CODE NOT
*        0: THERE IS NONE
*
ROOM     LH    R3,SCRROWS
         LR    R1,R3
         SH    R1,=H'5'
         ST    R1,FLROWS
         LH    R1,SCRCOLS
         SH    R1,=AL2(80-CMDLEN)
         ST    R1,FLCMDLEN
         MH    R3,=AL2(2*SCFSIZE+TEXTLEN)
         LA    R3,8*SCFSIZE+7(R3)
         SRL   R3,3
         C     R3,FLPAINTN
         BNH   ROOMHAVE
         L     R1,FLPAINT
         LTR   R1,R1
         BZ    ROOMNEW
         L     R0,FLPAINTN
         FRET  DWORDS=(R0)
         XC    FLPAINT(8),FLPAINT
ROOMNEW  FREE  DWORDS=(R3)
         LTR   R15,R15
         BCR   7,R10
         ST    R1,FLPAINT
         ST    R3,FLPAINTN
ROOMHAVE SR    R1,R1
         BR    R10
         EJECT
*        BUILD - THE FIELDS
*
BUILD    ST    R10,FLSAVE
         L     R5,FLPAINT
         ST    R5,SCRFLDS
         LH    R6,SCRROWS
         SLL   R6,1
         LA    R6,7(R6)
         MH    R6,=AL2(SCFSIZE)
         AR    R6,R5              TEXTS BEHIND THE FIELDS
         L     R1,FLTOP
         C     R1,FLCOUNT
         BL    BUILDTOP
         L     R1,FLCOUNT         THE LIST HAS BECOME SHORTER
         S     R1,FLROWS
         BNM   BUILDSET
         SR    R1,R1
BUILDSET ST    R1,FLTOP
BUILDTOP BAL   R10,TITLE
         LA    R0,1
         LA    R1,FLTITLE
         LA    R8,78
         BAL   R10,TEXT
         OI    SCFATTR-SCRFLD(R9),SCFHIGH
         LA    R0,2
         LA    R1,HEADING
         CLI   FLKIND,C'F'
         BE    BUILDHD
         LA    R1,RDRHEAD
BUILDHD  BAL   R10,TEXT
         LH    R1,FLCMDLEN+2      THE COLUMNS STAND BEHIND THE COMMANDS
         LA    R1,2(R1)
         STC   R1,SCFCOL-SCRFLD(R9)
         MVC   SCFLEN-SCRFLD(2,R9),=AL2(TEXTLEN)
         MVC   SCFTLEN-SCRFLD(2,R9),=AL2(TEXTLEN)
         L     R2,FLTOP
         SLL   R2,2
         A     R2,FLTABLE
         L     R3,FLCOUNT
         S     R3,FLTOP
         C     R3,FLROWS
         BNH   BUILDROW
         L     R3,FLROWS
BUILDROW LA    R7,3
BUILDFIL LTR   R3,R3
         BZ    BUILDEND
         L     R4,0(R2)
         BAL   R10,FILE
         LA    R2,4(R2)
         LA    R7,1(R7)
         BCT   R3,BUILDFIL
BUILDEND LH    R1,SCRCROW         A ROW WITHOUT A FILE
         CR    R1,R7
         LH    R7,SCRROWS
         BL    BUILDMSG
         BCTR  R7,0
         CR    R1,R7
         LA    R7,1(R7)
         BNL   BUILDMSG
         XC    SCRCROW,SCRCROW
BUILDMSG DS    0H
         LR    R0,R7
         SH    R0,=H'2'
         LA    R1,FLMSG
         L     R8,FLMSGL
         BAL   R10,TEXT
         OI    SCFATTR-SCRFLD(R9),SCFHIGH
         LR    R0,R7
         BCTR  R0,0
         LA    R1,ARROW
         LA    R8,6
         BAL   R10,TEXT
         MVC   SCFLEN-SCRFLD(2,R9),=H'6'
         LR    R0,R7
         BCTR  R0,0
         STC   R0,SCFROW
         MVI   SCFCOL,9
         MVI   SCFATTR,0
         MVC   SCFLEN,=H'71'
         L     R1,FLCMDL
         STH   R1,SCFTLEN
         LA    R1,FLCMD
         ST    R1,SCFTEXT
         XC    SCFUSER,SCFUSER
         LA    R5,SCFSIZE(R5)
         LR    R0,R7
         LA    R1,KEYS
         LA    R8,KEYSLEN
         CLI   FLKIND,C'F'
         BE    BUILDKEY
         LA    R1,RDRKEYS
         LA    R8,RDRKEYSL
BUILDKEY BAL   R10,TEXT
         MVI   SCFROW,X'FF'
         CLC   SCRCROW,=H'0'      THE CURSOR
         BE    BUILDCUR
         CLC   SCRCROW,SCRROWS
         BH    BUILDCUR
         CLC   SCRCCOL,SCRCOLS
         BNH   BUILT
BUILDCUR MVC   SCRCROW(4),=H'3,1'
         CLC   FLCOUNT,=F'0'
         BNE   BUILT
         BCTR  R7,0               NO FILE: THE COMMAND LINE
         STH   R7,SCRCROW
         MVC   SCRCCOL,=H'9'
BUILT    L     R10,FLSAVE
         BR    R10
*
*        TEXT - A PROTECTED FIELD IN ROW 0, 8 CHARACTERS AT 1; IT IS 9
*
TEXT     STC   R0,SCFROW
         MVI   SCFCOL,2
         MVI   SCFATTR,SCFPROT
         MVC   SCFLEN,=H'78'
         STH   R8,SCFTLEN
         ST    R1,SCFTEXT
         MVC   SCFUSER,=F'-1'
         LR    R9,R5
         LA    R5,SCFSIZE(R5)
         BR    R10
         EJECT
*        FILE - FIELDS OF FILE 4 IN ROW 7, TEXT TO 6
*
FILE     ST    R10,FLSAVE+4
         STC   R7,SCFROW
         MVI   SCFCOL,1
         MVI   SCFATTR,0
         L     R8,FLCMDLEN
         STH   R8,SCFLEN
         ST    R4,SCFUSER
         XC    SCFTLEN,SCFTLEN
         L     R1,FEPEND
         LTR   R1,R1
         BZ    FILETEXT
         L     R0,FPNLEN-FILPEND(R1)
         CR    R0,R8
         BNH   FILEPEND
         LR    R0,R8
FILEPEND STH   R0,SCFTLEN
         LA    R1,FPNTEXT-FILPEND(R1)
         ST    R1,SCFTEXT
FILETEXT LA    R5,SCFSIZE(R5)
         STC   R7,SCFROW
         LA    R8,2(R8)
         STC   R8,SCFCOL
         MVI   SCFATTR,SCFPROT
         MVC   SCFLEN,=AL2(TEXTLEN)
         MVC   SCFTLEN,SCFLEN
         ST    R6,SCFTEXT
         MVC   SCFUSER,=F'-1'
         LA    R5,SCFSIZE(R5)
         MVI   0(R6),C' '
         MVC   1(TEXTLEN-1,R6),0(R6)
         MVC   0(4,R6),FEMARK
         MVC   4(8,R6),FEFN
         MVC   13(8,R6),FEFT
         MVC   22(2,R6),FEFM
         CLI   FLKIND,C'F'
         BNE   FILERDR
         MVC   25(1,R6),FEFV
         L     R0,FELRECL
         LA    R8,26(R6)
         BAL   R9,NUMBER
         LA    R8,32(R6)
         L     R0,FEITEMS
         BAL   R9,NUMBER
         L     R0,FEBLOCKS
         LA    R8,38(R6)
         BAL   R9,NUMBER
FILEDATE UNPK  FLNUMBER(9),FED(5)
         MVC   44(14,R6),DATEFORM
         MVC   44(2,R6),FLNUMBER
         MVC   47(2,R6),FLNUMBER+2
         MVC   50(2,R6),FEYR
         MVC   53(2,R6),FLNUMBER+4
         MVC   56(2,R6),FLNUMBER+6
         LA    R6,TEXTLEN(R6)
         L     R10,FLSAVE+4
         BR    R10
FILERDR  MVC   25(8,R6),FEORIG
         L     R0,FEBLOCKS
         LA    R8,32(R6)
         BAL   R9,NUMBER
         L     R0,FEITEMS
         LA    R8,38(R6)
         BAL   R9,NUMBER
         B     FILEDATE
DATEFORM DC    C'00/00/00 00:00'
*        NUMBER - 0 TO FIVE PLACES AT 8.  BY BAL R9
NUMBER   CALL  TODEC,FLNUMBER
         MVC   0(5,R8),FLNUMBER+5
         BR    R9
         EJECT
*        TITLE - FLTITLE
*
TITLE    ST    R10,FLSAVE+4
         MVI   FLTITLE,C' '
         MVC   FLTITLE+1(77),FLTITLE
         MVC   FLTITLE(8),=C'RDRLIST '
         CLI   FLKIND,C'R'
         BE    TITLENUM
         MVC   FLTITLE(8),=C'FILELIST'
         MVC   FLTITLE+10(8),FLFN
         MVC   FLTITLE+19(8),FLFT
         MVC   FLTITLE+28(2),FLFM
TITLENUM L     R0,FLTOP
         A     R0,FLROWS
         C     R0,FLCOUNT
         BNH   TITLELST
         L     R0,FLCOUNT
TITLELST MVC   FLTITLE+34(5),=C'FILES'
         LR    R2,R0
         LA    R1,1
         A     R1,FLTOP
         CR    R1,R2
         BNH   TITLEFST
         LR    R1,R2
TITLEFST LR    R0,R1
         LA    R8,FLTITLE+39
         BAL   R9,NUMBER
         MVC   FLTITLE+45(2),=C'TO'
         LR    R0,R2
         LA    R8,FLTITLE+47
         BAL   R9,NUMBER
         MVC   FLTITLE+53(2),=C'OF'
         L     R0,FLCOUNT
         LA    R8,FLTITLE+55
         BAL   R9,NUMBER
         LA    R1,SORTS
TITLESRT CLC   FLSORT,0(R1)
         BE    TITLEBY
         LA    R1,5(R1)
         CLI   0(R1),0
         BNE   TITLESRT
         B     TITLED
TITLEBY  MVC   FLTITLE+63(9),=C'SORTED BY'
         MVC   FLTITLE+73(4),1(R1)
TITLED   L     R10,FLSAVE+4
         BR    R10
SORTS    DC    C'NNAMETTYPEMMODESSIZEDDATE',X'00'
HEADING  DC    CL32'    FILENAME FILETYPE FM F LRECL'
         DC    CL26'  RECS  BLKS DATE     TIME'
RDRHEAD  DC    CL32'    FILENAME FILETYPE CL ORIGIN'
         DC    CL26'  NUMB  RECS DATE     TIME'
ARROW    DC    C'====> '
KEYS     DC    C'PF 1=Help 2=Refresh 3=Quit 4=Type 5=Date 6=Size '
         DC    C'7=Up 8=Down 9=Name 11=XEDIT'
KEYSLEN  EQU   *-KEYS
RDRKEYS  DC    C'PF 1=Help 2=Refresh 3=Quit 4=Type 5=Date '
         DC    C'7=Up 8=Down 9=Receive 11=Peek'
RDRKEYSL EQU   *-RDRKEYS
         LTORG
         END
