FILT     TITLE 'FILTAKE - WHAT WAS TYPED AT THE LIST'
*
* PURPOSE.    FILTAKE  COMMANDS BESIDE NAMES ARE KEPT WITH THEM, THE
*                      COMMAND LINE IN FLCMD; THEN WHAT THE KEY SAYS
*             FILWORD  1 A LINE, 0 ITS LENGTH: DOES IT, WHEN IT IS ONE OF
*                      THE LIST'S OWN WORDS.  15: 0 DONE, 4 IT IS NOT
* RETURNS     FILTAKE: 0; FLSTOP IS Y WHEN THE LIST ENDS
* REGISTERS.  2 CHANGE, 3 COUNT, 4 ENTRY, 5 TEXT, 6 LENGTH, 7 8 WORK, 10
*             LINK, 11 FILBLK, 12 BASE (OF THE SECTION)
*
CMSFILT  CSECT
         REGS
         NUCON
         FILBLK
         USING SCRCHG,R2
         USING FILENT,R4
FILTAKE  ENTER
         BASE  CMSFILT
         L     R2,SCRCHGS
         L     R3,SCRCHGN
CHANGED  LTR   R3,R3
         BZ    KEY
         L     R5,SCCTEXT
         L     R6,SCCLEN
         BAL   R10,TRIM
         L     R1,SCCFLD
         L     R4,SCFUSER-SCRFLD(R1)
         LTR   R4,R4
         BZ    LINE
         BM    CHANGEON
         BAL   R10,KEEP
         B     CHANGEON
LINE     CH    R6,=H'80'
         BNH   LINEFITS
         LA    R6,80
LINEFITS ST    R6,FLCMDL
         LTR   R7,R6
         BZ    CHANGEON
         BCTR  R7,0
         EX    R7,LINEMOVE
CHANGEON LA    R2,SCCSIZE(R2)
         BCT   R3,CHANGED
*        THE KEY
KEY      BAL   R10,UNDER
         SR    R1,R1
         IC    R1,SCRKEY
         LTR   R1,R1
         BZ    ENTER
         CH    R1,=H'24'
         BH    DONE               CLEAR, PA: ALL IS PAINTED AGAIN
         CH    R1,=H'12'
         BNH   KEYPF
         SH    R1,=H'12'
KEYPF    SLL   R1,2
         B     PFKEYS-4(R1)
PFKEYS   B     HELP
         B     REFRESH
         B     QUIT
         B     BYTYPE
         B     BYDATE
         B     BYSIZE
         B     UP
         B     DOWN
         B     PF9
         B     PF10
         B     PF11
         B     HOME
ENTER    CLC   FLFROM,=F'0'
         BE    ENTERDO
         MVC   SCRCCOL,=H'1'
ENTERDO  LINK  FILRUN
DONE     RETURN 0
LINEMOVE MVC   FLCMD(0),0(R5)
*
HELP     LA    R1,HELPFILE
         CLI   FLKIND,C'F'
         BE    HELPLINE
         LA    R1,HELPRDR
HELPLINE LA    R0,L'HELPFILE
         XC    FLENT,FLENT
         B     PFDO
HELPFILE DC    C'HELP CMS FILELIST'
HELPRDR  DC    C'HELP CMS RDRLIST '
REFRESH  L     R2,FLTABLE
         L     R3,FLCOUNT
REFMARK  LTR   R3,R3
         BZ    READ
         L     R4,0(R2)
         MVC   FEMARK,=CL4' '
         LA    R2,4(R2)
         BCT   R3,REFMARK
READ     LINK  FILLIST
         LTR   R15,R15
         BZ    DONE
         MVC   FLMSG(L'NOROOM),NOROOM
         LA    R1,L'NOROOM
         ST    R1,FLMSGL
         B     DONE
NOROOM   DC    C'THE LIST IS OLD: NO STORAGE TO READ IT AGAIN'
QUIT     MVI   FLSTOP,C'Y'
         B     DONE
BYNAME   MVI   FLSORT,C'N'
         B     RESORT
BYTYPE   MVI   FLSORT,C'T'
         B     RESORT
BYMODE   MVI   FLSORT,C'M'
         B     RESORT
BYDATE   MVI   FLSORT,C'D'
         B     RESORT
BYSIZE   MVI   FLSORT,C'S'
RESORT   LINK  FILSORT
TOP      XC    FLTOP,FLTOP
         B     DONE
UP       L     R1,FLTOP
         S     R1,FLROWS
         BNM   UPSET
         SR    R1,R1
UPSET    ST    R1,FLTOP
         B     DONE
DOWN     L     R1,FLTOP
         A     R1,FLROWS
         C     R1,FLCOUNT
         BNL   DONE
         ST    R1,FLTOP
         B     DONE
BOTTOM   L     R1,FLCOUNT
         S     R1,FLROWS
         BNM   UPSET
         B     TOP
HOME     LH    R1,SCRROWS         BETWEEN COMMAND LINE AND FILES
         BCTR  R1,0
         CH    R1,SCRCROW
         BE    HOMEFILE
         STH   R1,SCRCROW
         MVC   SCRCCOL,=H'9'
         B     DONE
HOMEFILE MVC   SCRCROW(4),=H'3,1'
         B     DONE
PF9      CLI   FLKIND,C'F'
         BE    BYNAME
         LA    R1,=C'RECEIVE'
         LA    R0,7
         B     PFFILE
PF10     CLI   FLKIND,C'F'
         BNE   DONE
         LA    R1,=C'PRINTF'
         LA    R0,6
         B     PFFILE
PF11     LA    R1,=C'XEDIT'
         LA    R0,5
         CLI   FLKIND,C'F'
         BE    PFFILE
         LA    R1,=C'PEEK'
         LA    R0,4
PFFILE   MVC   FLENT,FLFROM
         CLC   FLENT,=F'0'
         BNE   PFDO
         MVC   FLMSG(L'NOFILE),NOFILE
         LA    R1,L'NOFILE
         ST    R1,FLMSGL
         B     DONE
PFDO     LINK  FILDO
         B     READ
NOFILE   DC    C'PUT THE CURSOR INTO THE LINE OF A FILE'
         EJECT
*        TRIM - TEXT 5, LENGTH 6, WITHOUT BLANKS AROUND IT
*
TRIM     LTR   R6,R6
         BCR   8,R10
         CLI   0(R5),C' '
         BNE   TRIMEND
         LA    R5,1(R5)
         BCT   R6,TRIM
         BR    R10
TRIMEND  LA    R7,0(R6,R5)
         BCTR  R7,0
         CLI   0(R7),C' '
         BCR   7,R10
         BCT   R6,TRIMEND
         BR    R10
*
*        KEEP - TEXT 5, 6 AS THE COMMAND OF ENTRY 4
*
KEEP     L     R1,FEPEND
         LTR   R1,R1
         BNZ   KEEPHAVE
         LTR   R6,R6
         BCR   8,R10
         FREE  BYTES=FPNSIZE
         LTR   R15,R15
         BNZ   KEEPFULL
         ST    R1,FEPEND
KEEPHAVE LTR   R7,R6
         BZ    KEEPDROP
         CH    R7,=AL2(L'FPNTEXT)
         BNH   KEEPFITS
         LA    R7,L'FPNTEXT
KEEPFITS ST    R7,FPNLEN-FILPEND(R1)
         BCTR  R7,0
         EX    R7,KEEPMOVE
         BR    R10
KEEPMOVE MVC   FPNTEXT-FILPEND(0,R1),0(R5)
KEEPDROP FRET  BYTES=FPNSIZE
         XC    FEPEND,FEPEND
         BR    R10
KEEPFULL MVC   FLMSG(L'LOST),LOST
         LA    R1,L'LOST
         ST    R1,FLMSGL
         BR    R10
LOST     DC    C'STORAGE IS EXHAUSTED: A COMMAND WAS LOST'
*
*        UNDER - FLFROM: THE ENTRY IN THE CURSOR'S ROW, 0: NONE
*
UNDER    XC    FLFROM,FLFROM
         LH    R1,SCRCROW
         SH    R1,=H'3'
         BCR   4,R10
         C     R1,FLROWS
         BCR   11,R10
         A     R1,FLTOP
         C     R1,FLCOUNT
         BCR   11,R10
         SLL   R1,2
         A     R1,FLTABLE
         MVC   FLFROM,0(R1)
         BR    R10
         EJECT
FILWORD  ENTER
         BASE  CMSFILT
         LR    R5,R1
         LR    R6,R0
         MVC   FLWORD,=CL8' '
         CH    R6,=H'8'
         BH    NOWORD
         LR    R7,R6
         BCTR  R7,0
         EX    R7,WORDMOVE
         L     R1,AUPCASE
         TR    FLWORD,0(R1)
         LA    R1,WORDS
WORDTRY  CLC   FLWORD,0(R1)
         BE    WORDHIT
         LA    R1,12(R1)
         CLI   0(R1),X'FF'
         BNE   WORDTRY
NOWORD   RETURN 4
WORDHIT  L     R1,8(R1)
         BR    R1                 IT RETURNS 0
WORDMOVE MVC   FLWORD(0),0(R5)
         DS    0F
WORDS    DC    CL8'SNAME',A(BYNAME),CL8'STYPE',A(BYTYPE)
         DC    CL8'SMODE',A(BYMODE),CL8'SSIZE',A(BYSIZE)
         DC    CL8'SDATE',A(BYDATE),CL8'QUIT',A(QUIT),CL8'QQUIT'
         DC    A(QUIT),CL8'TOP',A(TOP),CL8'BOTTOM',A(BOTTOM)
         DC    CL8'FORWARD',A(DOWN),CL8'BACKWARD',A(UP)
         DC    CL8'REFRESH',A(REFRESH),CL8'DOWN',A(DOWN),CL8'UP',A(UP)
         DC    X'FF'
         LTORG
         END
