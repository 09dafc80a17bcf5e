XESH     TITLE 'XESHOW - THE SCREEN'
*
* PURPOSE.    XESHOW  SHOWS THE FILE AT 11 AND WAITS FOR A KEY
*             XEWINDOW  XEOFFS, XEWIDTH: COLUMNS OF THE FILE THAT ARE SHOWN
* RETURNS     AS SCREEN, FIELDS OF XEFLDS: 0; 4 NO DISPLAY; 41
* HOW         ROW 1 TITLE; ROW 2 AND MORE MESSAGES; THEN LINES, THE CURRENT
*             ONE IN THE MIDDLE, THE SCALE BELOW IT; LAST ROW THE COMMAND
*             LINE.  EACH LINE IS TWO FIELDS: PREFIX (COLUMNS 2-6), TEXT
*             FROM COLUMN 8 ON, WHICH IS TAKEN FROM WHERE THE LINE LIES.
*             THE PLACE OF THE NEXT ROW'S ATTRIBUTE ENDS IT
* REGISTERS.  2 FIELD, 3 WORK, 4 LINE, 5 ROW, 6 ITS NUMBER, 7 LAST ROW, 8
*             WORK, 9 XEGLOB, 11 EDBLK, 12 BASE (OF THE SECTION)
*
CMSXESHW CSECT
         REGS
         NUCON
         FILEPLST
         SCRBLK
         EDBLK
         XEGLOB
         USING SCRFLD,R2
         USING LINE,R4
XESHOW   XENTER CMSXESHW
BUILD    LINK  XEWINDOW
         LINK  XEHEAD             TITLE, SCALE
         LA    R2,XEFLDS
         MVC   SCFROW(4),=AL1(1,2,SCFPROT+SCFHIGH,0)
         LH    R3,SCRCOLS
         BCTR  R3,0
         STH   R3,SCFLEN
         STH   R3,SCFTLEN
         LA    R3,XETITLE
         ST    R3,SCFTEXT
         XC    SCFUSER,SCFUSER
         LA    R2,SCFSIZE(R2)
         LA    R5,2
         LA    R3,XEMSG           MESSAGES
         L     R8,XEMSGN
MSGNEXT  LTR   R8,R8
         BZ    LINES
         STC   R5,SCFROW
         MVC   SCFCOL(3),=AL1(2,SCFPROT+SCFHIGH,0)
         MVC   SCFLEN,=H'79'
         SR    R0,R0
         IC    R0,0(R3)
         STH   R0,SCFTLEN
         LA    R0,1(R3)
         ST    R0,SCFTEXT
         XC    SCFUSER,SCFUSER
         LA    R2,SCFSIZE(R2)
         LA    R3,80(R3)
         LA    R5,1(R5)
         BCT   R8,MSGNEXT
*        THE ROW OF THE CURRENT LINE; WHAT IS SHOWN ABOVE
LINES    CH    R5,=H'3'
         BNL   LINETOP
         LA    R5,3
LINETOP  LH    R7,SCRROWS
         BCTR  R7,0               LAST ROW OF LINES
         LR    R3,R7
         SH    R3,=H'3'
         ST    R3,XEPAGE
         CLI   XESCALEF,C'Y'
         BE    LINECUR
         LA    R0,1(R3)
         ST    R0,XEPAGE
LINECUR  LR    R0,R3
         SRL   R0,1
         AH    R0,=H'3'
         L     R1,XECURSET
         LTR   R1,R1
         BZ    LINEMID
         CR    R1,R7
         BNL   LINEMID
         LR    R0,R1
LINEMID  ST    R0,XECROWN
         CR    R0,R5              MESSAGES HAVE COVERED IT
         BNL   LINEROW
         ST    R5,XECROWN
LINEROW  L     R3,XECROWN
         SR    R3,R5              ROWS ABOVE
         L     R4,EDCUR
         L     R6,EDCURNO
LINEUP   LTR   R3,R3
         BZ    LINENEXT
         LTR   R6,R6
         BZ    LINEBLNK
         L     R4,LNPREV
         BCTR  R6,0
         BCT   R3,LINEUP
         B     LINENEXT
LINEBLNK AR    R5,R3              NOTHING IN FRONT OF THE FIRST
*        A ROW FOR EACH LINE
LINENEXT CR    R5,R7
         BH    BOTTOM
         BAL   R10,ONELINE
         C     R5,XECROWN
         LA    R5,1(R5)
         BNE   LINEON
         CLI   XESCALEF,C'Y'
         BNE   LINEINP
         BAL   R10,SCALE
         LA    R5,1(R5)
LINEINP  CLI   EDMODE,C'I'
         BE    INPUT
LINEON   L     R4,LNNEXT
         LA    R4,0(R4)
         LTR   R4,R4
         BZ    BOTTOM
         LA    R6,1(R6)
         B     LINENEXT
*        INPUT MODE: EMPTY FIELDS
INPUT    SR    R6,R6
INPNEXT  CR    R5,R7
         BH    BOTTOM
         STC   R5,SCFROW
         MVC   SCFCOL(3),=AL1(8,0,0)
         MVC   SCFLEN,XEWIDTH+2
         XC    SCFTLEN(6),SCFTLEN
         ST    R6,SCFUSER
         MVI   SCFUSER,XEKINP
         LTR   R6,R6
         BNZ   INPMORE
         STH   R5,SCRCROW
         MVC   SCRCCOL,=H'8'
INPMORE  LA    R2,SCFSIZE(R2)
         LA    R5,1(R5)
         LA    R6,1(R6)
         B     INPNEXT
         EJECT
*        THE COMMAND LINE
BOTTOM   LH    R5,SCRROWS
         STC   R5,SCFROW
         MVC   SCFCOL(3),=AL1(2,SCFPROT+SCFHIGH,0)
         MVC   SCFLEN(4),=H'5,5'
         LA    R3,=C'====>'
         ST    R3,SCFTEXT
         XC    SCFUSER,SCFUSER
         LA    R2,SCFSIZE(R2)
         STC   R5,SCFROW
         MVC   SCFCOL(3),=AL1(8,SCFHIGH,0)
         LH    R3,SCRCOLS
         SH    R3,=H'8'
         STH   R3,SCFLEN
         L     R0,XECMDL
         CR    R0,R3
         BNH   CMDTEXT
         LR    R0,R3
CMDTEXT  STH   R0,SCFTLEN
         LA    R3,XECMD
         ST    R3,SCFTEXT
         MVC   SCFUSER,=AL1(XEKCMD,0,0,0)
         LA    R2,SCFSIZE(R2)
         MVI   SCFROW,X'FF'
         CLI   EDMODE,C'I'
         BE    GO
         CLI   XECHOME,C'Y'
         BNE   GO
         STH   R5,SCRCROW
         LA    R0,8
         A     R0,XECMDL
         STH   R0,SCRCCOL
GO       LA    R3,XEFLDS
         ST    R3,SCRFLDS
         MVI   SCRFLAG,0
         CLI   XEALARM,C'Y'
         BNE   GOSHOW
         MVI   SCRFLAG,SCRALARM
GOSHOW   MVI   SCROP,C'S'
         CMSCALL XESCR
         CH    R15,=H'8'          ANOTHER DISPLAY
         BE    AGAIN
         LR    R2,R15
         LTR   R2,R2
         BNZ   END
         XC    XEMSGN,XEMSGN
         MVI   XEALARM,C'N'
         MVI   XECHOME,C'N'
         MVC   XECLINE,=F'-1'
         MVC   EDLEAVE,=F'8192'   THE SCREEN HAS ITS STORAGE
END      RETURN (R2)
AGAIN    MVI   XECHOME,C'Y'
         B     BUILD
         EJECT
*        ONELINE - LINE 4, NUMBER 6, IN ROW 5.  BY BAL R10; USES 0, 1, 3, 8
*
ONELINE  CLI   XENOPREF,C'N'      PREFIX OFF
         BE    ONEPLAIN
         STC   R5,SCFROW
         MVC   SCFCOL(3),=AL1(2,0,0)
         MVC   SCFLEN(4),=H'5,5'
         LR    R3,R5
         MH    R3,=H'5'
         LA    R3,XEPFX(R3)
         ST    R3,SCFTEXT
         ST    R6,SCFUSER
         MVI   SCFUSER,XEKPREF
         MVC   0(5,R3),=C'====='
         CLI   XENUMBER,C'Y'
         BNE   ONEPEND
         CVD   R6,PACKED
         OI    PACKED+7,X'0F'
         UNPK  0(5,R3),PACKED+5(3)
ONEPEND  LINK  XEPNSHOW           A PREFIX COMMAND WAITS HERE
         LTR   R15,R15
         BNZ   ONETEXT
         MVI   SCFATTR,SCFHIGH
ONETEXT  LA    R2,SCFSIZE(R2)
ONEPLAIN STC   R5,SCFROW
         MVC   SCFCOL(3),=AL1(8,0,0)
         CR    R6,R6
         C     R6,EDCURNO
         BNE   ONEWHERE
         MVI   SCFATTR,SCFHIGH
ONEWHERE LA    R3,TOFTEXT
         LTR   R6,R6
         BZ    ONEEDGE
         LA    R3,EOFTEXT
         LA    R0,EDEND
         CR    R4,R0
         BE    ONEEDGE
         ST    R6,SCFUSER
         MVI   SCFUSER,XEKTEXT
         MVC   SCFLEN,XEWIDTH+2
         SR    R3,R3
         IC    R3,LNLEN
         L     R8,XEOFFS
         SR    R3,R8
         BNM   ONEHAS
         SR    R3,R3
ONEHAS   C     R3,XEWIDTH
         BNH   ONELEN
         L     R3,XEWIDTH
ONELEN   STH   R3,SCFTLEN
         LA    R8,LNTEXT(R8)
         ST    R8,SCFTEXT
         C     R6,XECLINE         THE CURSOR IS TO BE HERE
         BNE   ONEEND
         STH   R5,SCRCROW
         MVC   SCRCCOL,=H'8'
         MVI   XECHOME,C'N'
ONEEND   LA    R2,SCFSIZE(R2)
         BR    R10
ONEEDGE  MVC   SCFLEN(4),=AL2(L'TOFTEXT,L'TOFTEXT)
         OI    SCFATTR,SCFPROT
         ST    R3,SCFTEXT
         ST    R6,SCFUSER
         MVI   SCFUSER,0
         B     ONEEND
TOFTEXT  DC    C'* * * TOP OF FILE * * *'
EOFTEXT  DC    C'* * * END OF FILE * * *'
*
*        SCALE - IN ROW 5.  BY BAL R10; USES 3
*
SCALE    STC   R5,SCFROW
         MVC   SCFCOL(3),=AL1(8,SCFPROT,0)
         MVC   SCFLEN,XEWIDTH+2
         MVC   SCFTLEN,XEWIDTH+2
         LA    R3,XESCALE
         ST    R3,SCFTEXT
         XC    SCFUSER,SCFUSER
         LA    R2,SCFSIZE(R2)
         BR    R10
*
XEWINDOW XENTER CMSXESHW
         L     R3,EDVER1
         BCTR  R3,0
         L     R5,EDVER2
         SR    R5,R3              COLUMNS OF VERIFY
         L     R6,EDRIGHT
         CR    R6,R5
         BL    WINRIGHT
         LR    R6,R5
         BCTR  R6,0
         ST    R6,EDRIGHT
WINRIGHT AR    R3,R6
         SR    R5,R6
         ST    R3,XEOFFS
         LH    R3,SCRCOLS
         SH    R3,=H'7'
         CR    R5,R3
         BNH   WINWIDE
         LR    R5,R3
WINWIDE  ST    R5,XEWIDTH
         RETURN 0
         LTORG
         END
