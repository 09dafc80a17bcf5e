XEMO     TITLE 'XEMOVE - PAGES, COLUMNS, CURSOR, SPLIT AND JOIN'
*
* PURPOSE.    XEFORWRD FORWARD N     XEBACKWD BACKWARD N    PAGES; * ALL
*             XERIGHT  RIGHT N       XELEFT   LEFT N        COLUMNS
*             XERGTLFT RGTLEFT       THREE QUARTERS TO THE RIGHT, OR BACK
*             XECURSOR CURSOR        TO THE COMMAND LINE
*             XETABKEY TABKEY        THE CURSOR TO THE NEXT TAB
*             XELINADD LINEADD       A LINE BEHIND THE ONE WITH THE CURSOR
*             XESPLIT  SPLIT N  XEJOIN JOIN N  XESPLJOI SPLTJOIN N
*                      THE LINE WITH THE CURSOR, THERE; OR AT COLUMN N OF
*                      THE CURRENT LINE.  SPLTJOIN JOINS AT THE LINE'S END
* RETURNS     AS EDTAB SAYS
* REGISTERS.  2 WORK, 3 FIELD, 4 LINE, 5 OFFSET IN IT, 6 7 WORK, 8 S J OR B,
*             9 XEGLOB, 11 EDBLK, 12 BASE (OF THE SECTION)
*
CMSXEMOV CSECT
         REGS
         NUCON
         FILEPLST
         SCRBLK
         EDBLK
         XEGLOB
         USING SCRFLD,R3
XEFORWRD XENTER CMSXEMOV
         LINK  EDNUM1
         LTR   R15,R15
         BNZ   WRONG
         BAL   R10,PAGES
         A     R1,EDCURNO
         L     R2,EDLINES
         CR    R1,R2
         BNH   GO
         LR    R1,R2
GO       LR    R0,R1
         LINK  EDGOTO
GOOD     RETURN 0
WRONG    RETURN 4
PART     RETURN 12
XEBACKWD XENTER CMSXEMOV
         LINK  EDNUM1
         LTR   R15,R15
         BNZ   WRONG
         BAL   R10,PAGES
         L     R2,EDCURNO
         SR    R2,R1
         LTR   R1,R2
         BNM   GO
         SR    R1,R1
         B     GO
*        PAGES - 1 LINES OF 0 PAGES.  BY BAL R10
PAGES    L     R1,XEPAGE
         LTR   R1,R1
         BNZ   PAGES1
         LA    R1,20              NO SCREEN YET
PAGES1   C     R0,=F'10000'
         BNH   PAGES2
         L     R0,=F'10000'
PAGES2   LR    R2,R0
         MR    R0,R2
         BR    R10
*
XERIGHT  XENTER CMSXEMOV
         LINK  EDNUM1
         LTR   R15,R15
         BNZ   WRONG
         LTR   R0,R0
         BZ    COLZERO
         A     R0,EDRIGHT
COLSET   LTR   R0,R0
         BNM   COLMOST
COLZERO  SR    R0,R0
COLMOST  L     R1,EDVER2
         S     R1,EDVER1
         CR    R0,R1
         BNH   COLPUT
         LR    R0,R1
COLPUT   ST    R0,EDRIGHT
         B     GOOD
XELEFT   XENTER CMSXEMOV
         LINK  EDNUM1
         LTR   R15,R15
         BNZ   WRONG
         LTR   R2,R0
         BZ    COLZERO
         L     R0,EDRIGHT
         SR    R0,R2
         B     COLSET
XERGTLFT XENTER CMSXEMOV
         CLC   EDRIGHT,=F'0'
         BNE   COLZERO
         L     R0,XEWIDTH
         LR    R1,R0
         SRL   R1,2
         SR    R0,R1
         B     COLMOST
*
XECURSOR XENTER CMSXEMOV
         MVI   XECHOME,C'Y'
         B     GOOD
*
XETABKEY XENTER CMSXEMOV
         BAL   R10,WHERE
         BNZ   NOLINE
         LA    R1,EDTABS
         SR    R2,R2
TABNEXT  IC    R2,0(R1)
         LTR   R2,R2
         BZ    GOOD
         BCTR  R2,0
         CR    R2,R5
         BH    TABHERE
         LA    R1,1(R1)
         B     TABNEXT
TABHERE  S     R2,XEOFFS
         C     R2,XEWIDTH
         BNL   GOOD
         LA    R2,8(R2)
         STH   R2,SCRCCOL
         MVI   XECHOME,C'N'
         B     GOOD
*
XELINADD XENTER CMSXEMOV
         L     R2,EDCURNO
         BAL   R10,WHERE
         BNZ   ADDHERE
         LR    R0,R4
         LINK  EDGOTO
ADDHERE  LA    R1,=C' '
         SR    R0,R0
         LINK  EDINS
         LTR   R15,R15
         BNZ   PART
         MVC   XECLINE,EDCURNO
         LR    R0,R2              THE CURRENT LINE STAYS, IF IT IS SEEN
         LINK  EDGOTO
         B     GOOD
         EJECT
*        WHERE - 4 THE LINE, 5 THE OFFSET IN IT WHERE THE CURSOR IS: CODE
*        0.  BY BAL R10; USES 1, 3
*
WHERE    LA    R3,XEFLDS
WHERENXT CLI   SCFROW,X'FF'
         BE    WHERENOT
         CLI   SCFUSER,XEKTEXT
         BNE   WHEREON
         SR    R1,R1
         IC    R1,SCFROW
         CH    R1,SCRCROW
         BE    WHEREIS
WHEREON  LA    R3,SCFSIZE(R3)
         B     WHERENXT
WHEREIS  LH    R5,SCRCCOL
         SH    R5,=H'8'
         BM    WHERENOT
         CH    R5,SCFLEN
         BH    WHERENOT
         A     R5,XEOFFS
         L     R4,SCFUSER
         LA    R4,0(R4)
         C     R4,EDLINES
         BH    WHERENOT
         CR    R4,R4
         BR    R10
WHERENOT LTR   R12,R12
         BR    R10
NOLINE   SAY   'PUT THE CURSOR INTO A LINE'
         B     PART
*
XESPLIT  XENTER CMSXEMOV
         LA    R8,C'S'
         B     EITHER
XEJOIN   XENTER CMSXEMOV
         LA    R8,C'J'
         B     EITHER
XESPLJOI XENTER CMSXEMOV
         LA    R8,C'B'
EITHER   L     R7,EDCURNO
         LINK  EDNUM
         LTR   R15,R15
         BZ    COLUMN
         CH    R15,=H'4'
         BNE   WRONG
         BAL   R10,WHERE
         BNZ   NOLINE
         B     HAVE
COLUMN   LR    R5,R0
         LINK  EDNOMORE
         LTR   R15,R15
         BNZ   WRONG
         BCTR  R5,0
         LTR   R5,R5
         BM    WRONG
         LR    R4,R7
         LTR   R4,R4
         BZ    NOLINE
HAVE     C     R5,EDTRUNC
         BNL   BEYOND
         LR    R0,R4
         LINK  EDGOTO
         LA    R0,EDEND
         C     R0,EDCUR
         BE    NOLINE
         LINK  EDUNPK
         CH    R8,=AL2(C'S')
         BE    SPLIT
         CH    R8,=AL2(C'J')
         BE    JOIN
         LINK  EDTRIM
         C     R5,EDBUFL
         BL    SPLIT
         B     JOIN
BEYOND   SAY   'THAT IS BEHIND THE LAST COLUMN'
         B     PART
BACK     LR    R0,R7
         LINK  EDGOTO
         B     GOOD
         EJECT
*        SPLIT - WHAT STANDS FROM OFFSET 5 ON BECOMES THE NEXT LINE, AS FAR
*        TO THE RIGHT AS THIS ONE BEGINS
*
SPLIT    LA    R2,EDBUF           WHERE IT BEGINS
         L     R6,EDTRUNC
SPLINDNT CLI   0(R2),C' '
         BNE   SPLBEGIN
         LA    R2,1(R2)
         BCT   R6,SPLINDNT
         LA    R2,EDBUF
SPLBEGIN LA    R1,EDBUF
         SR    R2,R1
         CR    R2,R5
         BNH   SPLREST
         LR    R2,R5
SPLREST  L     R6,EDTRUNC
         SR    R6,R5
         LA    R1,EDBUF(R5)
SPLBLANK CLI   0(R1),C' '
         BNE   SPLTEXT
         LA    R1,1(R1)
         BCT   R6,SPLBLANK
         B     SPLEMPTY
SPLTEXT  MVI   EDBUF2,C' '
         MVC   EDBUF2+1(255),EDBUF2
         BCTR  R6,0
         LA    R3,EDBUF2(R2)
         EX    R6,SPLMOVE
         LA    R6,1(R6,R2)        LENGTH, WITHOUT BLANKS BEHIND
SPLTRIM  LA    R1,EDBUF2-1(R6)
         CLI   0(R1),C' '
         BNE   SPLPUT
         BCT   R6,SPLTRIM
SPLPUT   LA    R1,EDBUF2
         LR    R0,R6
         B     SPLINS
SPLEMPTY LA    R1,EDBUF2
         SR    R0,R0
SPLINS   LINK  EDINS
         LTR   R15,R15
         BNZ   SPLFULL
         LR    R0,R4
         LINK  EDGOTO
         LA    R1,EDBUF(R5)       NOTHING IS LEFT THERE
         L     R6,EDTRUNC
         SR    R6,R5
         BCTR  R6,0
         EX    R6,SPLWIPE
         LINK  EDTRIM
         LINK  EDCHG
         B     BACK
SPLFULL  LR    R0,R7
         LINK  EDGOTO
         B     PART
SPLMOVE  MVC   0(0,R3),0(R1)
SPLWIPE  MVC   0(0,R1),BLANKS
BLANKS   DC    CL256' '
*
*        JOIN - THE NEXT LINE FROM OFFSET 5 ON, OR BEHIND THE TEXT
*
JOIN     C     R4,EDLINES
         BNL   NONEXT
         LINK  EDTRIM
         C     R5,EDBUFL
         BNL   JOINNEXT
         L     R5,EDBUFL
JOINNEXT LA    R0,1(R4)
         LINK  EDGOTO
         LINK  EDUNPK
         MVC   EDBUF2,EDBUF
         LINK  EDTRIM
         L     R6,EDBUFL
         LA    R2,EDBUF2
JOINSKIP LTR   R6,R6
         BZ    JOINDEL
         CLI   0(R2),C' '
         BNE   JOINTEXT
         LA    R2,1(R2)
         BCTR  R6,0
         B     JOINSKIP
JOINTEXT LR    R1,R5
         AR    R1,R6
         C     R1,EDTRUNC
         BH    JOINLONG
         LR    R0,R4
         LINK  EDGOTO
         LINK  EDUNPK
         LA    R1,EDBUF(R5)
         BCTR  R6,0
         EX    R6,JOINMOVE
         LINK  EDTRIM
         LINK  EDCHG
         LTR   R15,R15
         BNZ   SPLFULL
JOINDEL  LA    R0,1(R4)
         LINK  EDGOTO
         LA    R0,1
         LINK  EDDEL
         B     BACK
JOINMOVE MVC   0(0,R1),0(R2)
JOINLONG SAY   'THE LINES DO NOT FIT TOGETHER'
         B     SPLFULL
NONEXT   SAY   'THERE IS NO NEXT LINE'
         B     SPLFULL
         LTORG
         END
