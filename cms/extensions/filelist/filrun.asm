FILX     TITLE 'FILRUN - DOES WHAT WAS TYPED'
*
* PURPOSE.    FILRUN  THE COMMANDS BESIDE THE NAMES, FROM THE TOP OF THE
*                     LIST ON, THEN THE COMMAND LINE; THE LIST IS READ
*                     AGAIN WHEN A COMMAND WAS DONE
*             FILGO   1 A LINE, 0 ITS LENGTH: IT IS DONE; 15 ITS CODE
*             FILDO   1 A COMMAND, 0 ITS LENGTH, FOR THE FILE FLENT: ITS
*                     NAME IS PUT IN; IT IS DONE, AND MARKED
* HOW         / STANDS FOR THE WHOLE NAME (READER: THE NUMBER), /N /T /M
*             AND THEIR LIKE (/NT) FOR PARTS OF IT, /O FOR NOTHING; WHEN
*             THERE IS NONE OF THEM THE NAME IS APPENDED.  THEN AS THE
*             COMMAND LOOP DOES A LINE
* REGISTERS.  2 TEXT, 3 LENGTH, 4 ENTRY, 5 TABLE OR PLACE IN FLLINE, 6
*             COUNT, 7 8 9 WORK, 10 LINK, 11 FILBLK, 12 BASE (OF THE
*             SECTION)
*
CMSFILX  CSECT
         REGS
         NUCON
         FILBLK
         USING FILENT,R4
MOSTLINE EQU   130
FILRUN   ENTER
         BASE  CMSFILX
         XC    FLCODE,FLCODE      COMMANDS DONE
         L     R5,FLTABLE
         L     R6,FLCOUNT
NEXT     LTR   R6,R6
         BZ    LINE
         L     R4,0(R5)
         L     R2,FEPEND
         LTR   R2,R2
         BZ    NEXTON
         L     R3,FPNLEN-FILPEND(R2)
         LA    R2,FPNTEXT-FILPEND(R2)
         CLI   0(R2),C'*'         A REMARK
         BE    FORGET
         CH    R3,=H'1'
         BNE   DOIT
         CLI   0(R2),C'/'         THIS FILE BECOMES THE FIRST
         BE    FIRST
         CLI   0(R2),C'?'         THE LAST COMMAND, TO BE CHANGED
         BE    AGAIN
DOIT     ST    R4,FLENT
         LR    R1,R2
         LR    R0,R3
         LINK  FILDO
         MVI   FLCODE,1
FORGET   L     R1,FEPEND
         FRET  BYTES=FPNSIZE
         XC    FEPEND,FEPEND
NEXTON   LA    R5,4(R5)
         BCT   R6,NEXT
LINE     L     R3,FLCMDL
         LTR   R3,R3
         BZ    READ
         XC    FLCMDL,FLCMDL
         CLI   FLCMD,C'?'
         BNE   LINEWORD
         CH    R3,=H'1'
         BNE   LINEWORD
         MVC   FLCMD,FLLAST
         MVC   FLCMDL,FLLASTL
         B     READ
LINEWORD LA    R1,FLCMD
         LR    R0,R3
         LINK  FILWORD
         LTR   R15,R15
         BZ    READ
         XC    FLENT,FLENT
         LA    R1,FLCMD
         LR    R0,R3
         LINK  FILDO
         MVI   FLCODE,1
READ     CLI   FLCODE,0
         BE    DONE
         LINK  FILLIST
         LTR   R15,R15
         BZ    DONE
         MVC   FLMSG(L'NOROOM),NOROOM
         LA    R1,L'NOROOM
         ST    R1,FLMSGL
DONE     RETURN 0
FIRST    L     R1,FLCOUNT
         SR    R1,R6
         ST    R1,FLTOP
         MVC   SCRCROW(4),=H'3,1'
         B     FORGET
AGAIN    L     R1,FLLASTL
         LTR   R1,R1
         BZ    FORGET
         CH    R1,=AL2(L'FPNTEXT)
         BNH   AGAINFIT
         LA    R1,L'FPNTEXT
AGAINFIT L     R2,FEPEND
         ST    R1,FPNLEN-FILPEND(R2)
         MVC   FPNTEXT-FILPEND(L'FPNTEXT,R2),FLLAST
         B     NEXTON
NOROOM   DC    C'THE LIST IS OLD: NO STORAGE TO READ IT AGAIN'
         EJECT
FILDO    ENTER
         BASE  CMSFILX
         LR    R2,R1
         LR    R3,R0
         L     R4,FLENT
         CLI   0(R2),C'='         ONCE MORE
         BNE   KEEP
         CH    R3,=H'1'
         BNE   KEEP
         LA    R2,FLLAST
         L     R3,FLLASTL
         LTR   R3,R3
         BZ    NOLAST
         B     MAKE
KEEP     CH    R3,=AL2(L'FLLAST)
         BNH   KEEPFITS
         LH    R3,=AL2(L'FLLAST)
KEEPFITS ST    R3,FLLASTL
         LR    R1,R3
         BCTR  R1,0
         EX    R1,KEEPMOVE
MAKE     LA    R5,FLLINE
         LR    R6,R3
         LTR   R4,R4
         BZ    PLAIN
         BAL   R10,VERB           WORDS OF THE LIST'S OWN
         MVI   FLSAVE,C'N'        NO NAME YET
CHAR     LTR   R6,R6
         BZ    NAMED
         CLI   0(R2),C'/'
         BE    SLASH
CHARPUT  MVC   0(1,R5),0(R2)
         LA    R5,1(R5)
CHARON   LA    R2,1(R2)
         BAL   R10,FITS
         BCTR  R6,0
         B     CHAR
NAMED    CLI   FLSAVE,C'N'
         BNE   MADE
         MVI   0(R5),C' '
         LA    R5,1(R5)
         LA    R9,WHOLE
         BAL   R10,PARTS
         BAL   R10,FITS
         B     MADE
*        / AND LETTERS BEHIND IT: 7 WHERE THEY END
SLASH    MVI   FLSAVE,C'Y'
         LA    R7,1(R2)
         LR    R8,R6
SLLETTER BCT   R8,SLMORE
         B     SLEND
SLMORE   MVC   FLNUMBER(1),0(R7)
         L     R1,AUPCASE
         TR    FLNUMBER(1),0(R1)
         CLI   FLNUMBER,C'N'
         BE    SLNEXT
         CLI   FLNUMBER,C'T'
         BE    SLNEXT
         CLI   FLNUMBER,C'M'
         BE    SLNEXT
         CLI   FLNUMBER,C'O'
         BE    SLNEXT
         CLI   FLNUMBER,C'A'      ANOTHER LETTER: / ALONE COUNTS
         BL    SLEND
         LA    R7,1(R2)
         B     SLEND
SLNEXT   LA    R7,1(R7)
         B     SLLETTER
SLEND    LA    R9,1(R2)
         CR    R9,R7
         BL    SLPARTS
         LA    R9,WHOLE
         BAL   R10,PARTS
         B     SLDONE
SLPARTS  LR    R8,R7              THE LETTERS FROM 9 TO 7
         SR    R8,R9
         MVI   FLNUMBER,C' '
         MVC   FLNUMBER+1(9),FLNUMBER
         CH    R8,=H'9'
         BNH   SLPART1
         LA    R8,9
SLPART1  BCTR  R8,0
         EX    R8,SLMOVE
         L     R1,AUPCASE
         TR    FLNUMBER,0(R1)
         LA    R9,FLNUMBER
         BAL   R10,PARTS
SLDONE   LR    R8,R7
         SR    R8,R2
         SR    R6,R8
         LR    R2,R7
         BAL   R10,FITS
         B     CHAR
SLMOVE   MVC   FLNUMBER(0),0(R9)
KEEPMOVE MVC   FLLAST(0),0(R2)
PLAIN    BCTR  R6,0
         EX    R6,PLAINMVC
         LA    R5,1(R6,R5)
MADE     LA    R1,FLLINE
         SR    R5,R1
         ST    R5,FLLINEL
         BAL   R10,GO
         LR    R2,R15
         B     MARK
PLAINMVC MVC   FLLINE(0),0(R2)
NOLAST   LA    R2,24
         MVC   FLMSG(L'NOLASTT),NOLASTT
         LA    R1,L'NOLASTT
         B     TELL
LONG     LA    R2,24
         MVC   FLMSG(L'LONGT),LONGT
         LA    R1,L'LONGT
TELL     ST    R1,FLMSGL
*        MARK - CODE 2 BESIDE THE FILE
MARK     LTR   R4,R4
         BZ    MARKLINE
         MVC   FEMARK,=CL4'*'
         LTR   R2,R2
         BZ    MARKED
         BAL   R10,CODE
         MVC   FEMARK,FLNUMBER
MARKED   RETURN 0
MARKLINE LTR   R2,R2
         BZ    MARKED
         CLC   FLMSGL,=F'0'
         BNE   MARKED
         BAL   R10,CODE
         MVC   FLMSG(12),=C'RETURN CODE '
         MVC   FLMSG+12(4),FLNUMBER
         MVC   FLMSGL,=F'16'
         B     MARKED
NOLASTT  DC    C'THERE WAS NO COMMAND YET'
LONGT    DC    C'WITH THE NAMES THE COMMAND IS TOO LONG'
         EJECT
*        CODE - 2 AS FOUR CHARACTERS IN FLNUMBER
*
CODE     LPR   R0,R2
         CALL  TODEC,FLNUMBER
         LA    R1,FLNUMBER
CODEBLNK CLI   0(R1),C' '
         BNE   CODESIGN
         LA    R1,1(R1)
         B     CODEBLNK
CODESIGN LTR   R2,R2
         BNM   CODEMOVE
         BCTR  R1,0
         MVI   0(R1),C'-'
CODEMOVE MVC   FLDEC(4),=CL4' '
         LA    R0,FLNUMBER+10
         SR    R0,R1
         CH    R0,=H'4'
         BNH   CODELEN
         LA    R0,4
CODELEN  LR    R9,R0
         BCTR  R9,0
         EX    R9,CODETEXT
         MVC   FLNUMBER(4),FLDEC
         BR    R10
CODETEXT MVC   FLDEC(0),0(R1)
*
*        FITS - IS THE LINE SHORT ENOUGH, WITH 30 TO COME
*
FITS     LA    R1,FLLINE+MOSTLINE
         CR    R5,R1
         BCR   12,R10
         B     LONG
*
*        PARTS - N, T, M OF THE FILE AT 5, AS THE LETTERS AT 9 SAY, BLANKS
*        BETWEEN.  1 14 15 0 ARE LOST
*
PARTS    ST    R5,FLSAVE+4
         CLI   FLKIND,C'R'
         BNE   PARTSN
         CLI   0(R9),C'*'
         BNE   PARTSN
         L     R0,FEBLOCKS        THE NUMBER OF THE SPOOL FILE
         CALL  TODEC,FLDEC
         UNPK  0(4,R5),PACKED+5(3)
         OI    3(R5),X'F0'
         LA    R5,4(R5)
         BR    R10
PARTSN   CLI   0(R9),C'*'
         BNE   PARTNEXT
         LA    R9,=C'NTM '
PARTNEXT LA    R14,FEFN
         LA    R15,8
         CLI   0(R9),C'N'
         BE    PARTPUT
         LA    R14,FEFT
         CLI   0(R9),C'T'
         BE    PARTPUT
         LA    R14,FEFM
         LA    R15,2
         CLI   0(R9),C'M'
         BE    PARTPUT
         CLI   0(R9),C' '
         BCR   8,R10
         B     PARTON             O
PARTPUT  C     R5,FLSAVE+4
         BE    PARTCHAR
         MVI   0(R5),C' '
         LA    R5,1(R5)
PARTCHAR CLI   0(R14),C' '
         BE    PARTON
         MVC   0(1,R5),0(R14)
         LA    R5,1(R5)
         LA    R14,1(R14)
         BCT   R15,PARTCHAR
PARTON   LA    R9,1(R9)
         B     PARTNEXT
WHOLE    DC    C'* '
         EJECT
*        VERB - DISCARD AT 2 (6 CHARACTERS): WHAT IT STANDS FOR AT 5, 2 6
*        BEHIND IT.  OTHER WORDS OF THE READER: FILRVERB
*
VERB     CLI   FLKIND,C'R'
         BE    VERBRDR
         LA    R1,7
         CR    R6,R1
         BCR   4,R10
         MVC   FLWORD,=CL8' '
         MVC   FLWORD(7),0(R2)
         L     R1,AUPCASE
         TR    FLWORD,0(R1)
         CLC   FLWORD,=CL8'DISCARD'
         BCR   7,R10
         CH    R6,=H'7'
         BE    VERBHIT
         CLI   7(R2),C' '
         BCR   7,R10
VERBHIT  MVC   0(5,R5),=C'ERASE'
         LA    R5,5(R5)
         LA    R2,7(R2)
         SH    R6,=H'7'
         BR    R10
VERBRDR  LR    R1,R2
         LR    R0,R6
         LINK  FILRVERB
         LTR   R15,R15
         BCR   8,R10
         LR    R2,R0              DONE THERE
         B     MARK
*
FILGO    ENTER
         BASE  CMSFILX
         LR    R3,R0
         ST    R3,FLLINEL
         BCTR  R3,0
         EX    R3,GOMOVE
         BAL   R10,GO
         RETURN
GOMOVE   MVC   FLLINE(0),0(R1)
*
*        GO - THE LINE IS DONE; 15 ITS CODE.  WHAT CP TYPES TAKES THE
*        SCREEN, AND THAT COMES AS AN ATTENTION: NOBODY WANTS A LINE READ
*        THEN (CONFULL)
*
GO       ST    R10,FLSAVE+8
         NI    CONFLAG,255-CONFULL-CONATTN
         L     R0,FLLINEL
         CALL  SCAN,FLLINE
         LR    R2,R1
         SR    R15,R15
         CLI   0(R2),X'FF'
         BE    GONE
         CLC   0(8,R2),=CL8'CP'
         BNE   GOFIRST
         OI    CONFLAG,CONFULL
GOFIRST  BAL   R10,GONAMED
         L     R15,AUSABRV
         LTR   R15,R15
         BZ    GOCP
         LR    R1,R2
         BALR  R14,R15
         LTR   R15,R15
         BNZ   GOCP
         BAL   R10,GONAMED
GOCP     TM    CPFLAG,NOIMPCP
         BO    GONONE
         L     R1,LISTTEXT
         L     R0,LISTLEN
         OI    CONFLAG,CONFULL
         CALL  CPLINE
         LTR   R15,R15
         BM    GONONE
         C     R15,=F'1'
         BNE   GONE
GONONE   L     R15,=F'-3'
GONE     ST    R15,FLSAVE+12
         L     R15,ATFINIS
         BALR  R14,R15
         MVI   KTFLAG,0
         L     R15,FLSAVE+12
         L     R10,FLSAVE+8
         BR    R10
GONAMED  TM    SYSFLAG,NOIMPEX
         BO    GOSVC
         L     R15,AEXECFND
         LTR   R15,R15
         BZ    GOSVC
         LR    R1,R2
         BALR  R14,R15
         LTR   R15,R15
         BNZ   GOSVC
         LR    R1,R2
         SH    R1,=H'8'
         CMSCALL
         B     GONE
GOSVC    LR    R1,R2
         CMSCALL
         C     R15,=F'-3'
         BNE   GONE
         BR    R10
         LTORG
         END
