XETA     TITLE 'XETARGET - TARGETS, AND SUBCOMMANDS THAT HAVE ONE'
*
* PURPOSE.    XETGT    THE NEXT OPERAND AS A TARGET: 0 ITS LINE (0 TO ONE
*                      BEHIND THE LAST).  :N  +N  N  -N  *  -*  /TEXT/
*                      -/TEXT/, ANY CHARACTER THAT IS NO LETTER FOR /
*             XELOCATE LOCATE TARGET; WITH LETTERS, THE TEXT TO THE END;
*                      WITHOUT OPERAND THE LATEST TEXT ONCE MORE.  / + - :
*                      * ALONE ARE THE SAME
*             XEFIND   FIND TEXT: FROM COLUMN 1 ON
*             XEDELETE DELETE TARGET    XECHANGE CHANGE /A/B/ N G
* RETURNS     XETGT 0; 4 NO TARGET; 8 NO OPERAND; 12 NOT FOUND, TOLD.  THE
*             OTHERS AS EDTAB SAYS
* REGISTERS.  2 3 OPERANDS, 4 LINE BEFORE, 5 STEP, 6 7 WORK, 8 RESULT, 9
*             XEGLOB, 11 EDBLK, 12 BASE (OF THE SECTION)
*
CMSXETGT CSECT
         REGS
         NUCON
         FILEPLST
         SCRBLK
         EDBLK
         XEGLOB
XETGT    XENTER CMSXETGT
         L     R2,EDARG
         L     R3,EDARGEND
         L     R4,EDCURNO
SKIP     CR    R2,R3
         BNL   NOOPER
         CLI   0(R2),C' '
         BNE   SOME
         LA    R2,1(R2)
         B     SKIP
SOME     ST    R2,EDARG
         MVI   XESTRDIR,C'+'
         LA    R5,1
         CLI   0(R2),C':'
         BE    COLON
         CLI   0(R2),C'+'
         BE    SIGN
         CLI   0(R2),C'-'
         BNE   PLAIN
         MVI   XESTRDIR,C'-'
         L     R5,=F'-1'
SIGN     LA    R2,1(R2)
         ST    R2,EDARG
         CR    R2,R3
         BNL   SYNTAX
PLAIN    CLI   0(R2),C'*'
         BE    STAR
         CLI   0(R2),C'0'
         BNL   NUMBER
         CLI   0(R2),X'81'
         BNL   SYNTAX             A LETTER
         LINK  EDDELIM
         LTR   R15,R15
         BNZ   SYNTAX
         L     R6,EDSTR1L
         LTR   R6,R6
         BZ    SYNTAX
         BAL   R10,KEEP
         B     TEXT
COLON    LA    R2,1(R2)
         ST    R2,EDARG
         BAL   R10,DIGITS
         LR    R8,R0
         B     RESULT
NUMBER   BAL   R10,DIGITS
         LTR   R5,R5
         BP    DOWN
         LCR   R0,R0
DOWN     AR    R0,R4
         LR    R8,R0
         B     RESULT
STAR     LA    R2,1(R2)
         ST    R2,EDARG
         SR    R8,R8
         LTR   R5,R5
         BM    RESULT
         L     R8,EDLINES
         LA    R8,1(R8)
RESULT   LTR   R8,R8
         BNM   RESLOW
         SR    R8,R8
RESLOW   L     R6,EDLINES
         LA    R6,1(R6)
         CR    R8,R6
         BNH   RESULTS
         LR    R8,R6
RESULTS  LR    R0,R4
         LINK  EDGOTO
         LR    R0,R8
         RETURN 0,KEEP=R0
NOOPER   RETURN 8
SYNTAX   RETURN 4
*        DIGITS - 0 THE NUMBER AT 2.  BY BAL R10; USES 1, 6
DIGITS   SR    R0,R0
         SR    R6,R6
DIGNEXT  CR    R2,R3
         BNL   DIGEND
         CLI   0(R2),C'0'
         BL    DIGEND
         CLI   0(R2),C'9'
         BH    SYNTAX
         LA    R6,1(R6)
         CH    R6,=H'8'
         BH    SYNTAX
         LR    R1,R0
         SLL   R1,2
         AR    R1,R0
         SLL   R1,1
         SR    R0,R0
         IC    R0,0(R2)
         SH    R0,=H'240'
         AR    R0,R1
         LA    R2,1(R2)
         B     DIGNEXT
DIGEND   LTR   R6,R6
         BZ    SYNTAX
         ST    R2,EDARG
         BR    R10
*        KEEP - STRING EDSTR1 IS THE ONE LOOKED FOR LAST.  BY BAL R10
KEEP     L     R6,EDSTR1L
         CH    R6,=AL2(L'XESTR)
         BNH   KEEPLEN
         LA    R6,L'XESTR
KEEPLEN  ST    R6,XESTRL
         L     R1,EDSTR1
         BCTR  R6,0
         EX    R6,KEEPMOVE
         BR    R10
KEEPMOVE MVC   XESTR(0),0(R1)
         EJECT
*        TEXT - THE LINE THAT HAS XESTR, IN DIRECTION XESTRDIR
*
TEXT     LA    R1,XESTR
         ST    R1,EDSTR1
         MVC   EDSTR1L,XESTRL
         LR    R7,R4
         C     R7,EDLINES
         BNH   TEXTNEXT
         CLI   XESTRDIR,C'+'      FROM THE END: FROM THE TOP
         BNE   TEXTNEXT
         SR    R7,R7
TEXTNEXT AR    R7,R5
         LTR   R7,R7
         BNP   TEXTNOT
         C     R7,EDLINES
         BH    TEXTNOT
         LR    R0,R7
         LINK  EDGOTO
         LINK  EDUNPK
         SR    R1,R1
         LINK  EDSEARCH
         LTR   R15,R15
         BNZ   TEXTNEXT
         LR    R8,R7
         B     RESULTS
TEXTNOT  LR    R0,R4
         LINK  EDGOTO
         L     R3,XESTRL
         MVC   EDOUT(10),=C'NOT FOUND:'
         MVI   EDOUT+10,C' '
         BCTR  R3,0
         EX    R3,TEXTTELL
         LA    R3,12(R3)
         SAY   EDOUT,(R3),COLOR=R
         RETURN 12
TEXTTELL MVC   EDOUT+11(0),XESTR
*
XELOCATE XENTER CMSXETGT
         L     R2,EDARG
         LINK  XETGT
         CH    R15,=H'4'
         BE    LOCTEXT
         CH    R15,=H'8'
         BE    LOCLAST
         LTR   R15,R15
         BZ    LOCGO
         RETURN 12
LOCGO    LINK  EDGOTO
         LINK  EDNOMORE
         LTR   R15,R15
         BNZ   SYNTAX
         RETURN 0
LOCTEXT  ST    R2,EDARG           L TEXT, AS EDIT HAS IT
         L     R3,EDARGEND
LOCSKIP  CR    R2,R3
         BNL   SYNTAX
         CLI   0(R2),C' '
         BNE   LOCCHAR
         LA    R2,1(R2)
         B     LOCSKIP
LOCCHAR  CLI   0(R2),X'81'
         BL    SYNTAX
         LINK  EDDELIM
         LTR   R15,R15
         BNZ   SYNTAX
         BAL   R10,KEEP
         MVI   XESTRDIR,C'+'
         B     LOCSTR
LOCLAST  CLC   XESTRL,=F'0'
         BE    LOCNONE
LOCSTR   LINK  XEREFIND
         LTR   R15,R15
         BNZ   LOCNOT
         LINK  EDGOTO
         RETURN 0
LOCNOT   RETURN 12
LOCNONE  SAY   'NOTHING HAS BEEN LOOKED FOR YET'
         RETURN 12
XEREFIND XENTER CMSXETGT
         L     R4,EDCURNO
         LA    R5,1
         CLI   XESTRDIR,C'-'
         BNE   TEXT
         L     R5,=F'-1'
         B     TEXT
         EJECT
XEFIND   XENTER CMSXETGT
         L     R4,EDCURNO
         LINK  EDFIND
         LR    R2,R15
         CH    R2,=H'12'
         BNE   FINDEND
         LR    R0,R4
         LINK  EDGOTO
FINDEND  RETURN (R2)
*
*        XELINES - 0 LINES FROM THE CURRENT ONE ON THAT A TARGET MEANS, THE
*        FIRST OF THEM IS CURRENT.  1 WITHOUT OPERAND.  15: 0, 4, 12
*
XELINES  XENTER CMSXETGT
         L     R4,EDCURNO
         LTR   R4,R4
         BNZ   LINFROM
         LA    R4,1               FROM THE TOP: FROM THE FIRST LINE
         LR    R0,R4
         LINK  EDGOTO
LINFROM  LINK  XETGT
         LR    R2,R0
         LTR   R15,R15
         BZ    LINTGT
         CH    R15,=H'8'
         BNE   LINRET
         LA    R2,1(R4)           NONE: THIS LINE
LINTGT   CR    R2,R4
         BNL   LINDOWN
         LA    R3,1(R2)           BACKWARDS: BEHIND THE TARGET
         LR    R2,R4
         LA    R2,1(R2)
         LR    R4,R3
LINDOWN  LR    R0,R4
         LINK  EDGOTO
         L     R5,EDLINES
         LA    R5,1(R5)
         CR    R2,R5
         BNH   LINCOUNT
         LR    R2,R5
LINCOUNT SR    R2,R4
         BP    LINGOOD
         SAY   'THERE ARE NO SUCH LINES'
         LA    R15,12
LINRET   RETURN
LINGOOD  LR    R0,R2
         RETURN 0,KEEP=R0
*
XEDELETE XENTER CMSXETGT
         LINK  XELINES
         LTR   R15,R15
         BNZ   DELRET
         LINK  EDDEL
         SR    R15,R15
DELRET   RETURN
*
XECHANGE XENTER CMSXETGT
         L     R4,EDCURNO
         L     R5,EDCHANGE
         LINK  EDCHNGE
         LR    R2,R15
         CH    R2,=H'4'
         BE    CHGWRONG
         LA    R0,EDEND
         CLI   XESTAY,C'Y'
         BE    CHGSTAY
         C     R0,EDCUR
         BNE   CHGTELL
CHGSTAY  LR    R0,R4
         CLI   EDSCRN,C'Y'
         BNE   CHGTELL
         LINK  EDGOTO
CHGTELL  L     R0,EDCHANGE
         SR    R0,R5
         BZ    CHGRET
         SR    R2,R2              WHAT WAS THERE WAS CHANGED
         CLI   EDSCRN,C'Y'
         BNE   CHGRET
         CALL  TODEC,EDNUMBER
         MVC   EDOUT(24),=CL24'       LINES CHANGED'
         MVC   EDOUT(6),EDNUMBER+4
         SAY   EDOUT,20
CHGRET   RETURN (R2)
CHGWRONG SAY   'GIVE BOTH TEXTS, SUCH AS  CHANGE /OLD/NEW/ 5 G',COLOR=R
         RETURN 12
         LTORG
         END
