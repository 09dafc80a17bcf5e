EDTX     TITLE 'EDTEXT - SUBCOMMANDS THAT CHANGE LINES'
*
* PURPOSE.    CHANGE /A/B/ N G    ALTER A B N G    OVERLAY TEXT
*             BLANK TEXT  REPEAT N  (FOR THE NEXT OVERLAY OR BLANK)
*             DELETE N  DSTRING /TEXT/  REPLACE (RETYPE) LINE
*             INPUT (INSERT) LINE; WITHOUT LINE: INPUT MODE
* RETURNS     AS EDTAB SAYS; 12 THE END WAS REACHED, NOT FOUND, NO
* STORAGE
* HOW         A CHANGE MOVES WHAT IS BEHIND IT, AS FAR AS THE COLUMN OF
*             TRUNC; WHAT IS FARTHER RIGHT STAYS
* REGISTERS.  2 LINES LEFT, 3 OFFSET, 4 5 LENGTHS OF THE STRINGS, 6 END
*             OF WHAT MOVES, 7 8 WORK, 9 LINES CHANGED, 11 EDBLK, 12
*             BASE (OF THE SECTION)
*
CMSEDTXT CSECT
         REGS
         NUCON
         FILEPLST
         EDBLK
EDALTER  ENTER
         BASE  CMSEDTXT
         LA    R7,EDCHARS
         BAL   R10,ONECHAR
         BAL   R10,ONECHAR
         LA    R1,EDCHARS
         ST    R1,EDSTR1
         LA    R1,1(R1)
         ST    R1,EDSTR2
         LA    R1,1
         ST    R1,EDSTR1L
         ST    R1,EDSTR2L
         B     HOWMANY
EDCHNGE  ENTER
         BASE  CMSEDTXT
         LINK  EDDELIM
         LTR   R15,R15
         BNZ   WRONG
         LTR   R7,R0
         BZ    WRONG
         L     R2,EDARG           THE SECOND STRING
         ST    R2,EDSTR2
         L     R3,EDARGEND
CHGSTR2  CR    R2,R3
         BNL   CHGLAST
         IC    R7,0(R2)
         CR    R7,R0
         BE    CHGCLOSE
         LA    R2,1(R2)
         B     CHGSTR2
CHGCLOSE LA    R3,1(R2)
CHGLAST  ST    R3,EDARG
         S     R2,EDSTR2
         ST    R2,EDSTR2L
HOWMANY  LA    R2,1
         MVI   EDGLOBAL,C'N'
         LINK  EDNUM
         LTR   R15,R15
         BNZ   CHGONE
         LTR   R2,R0
         BNP   WRONG
         LINK  EDWORD
         LTR   R15,R15
         BNZ   CHGDO
         CLC   EDTOKEN,=CL8'*'
         BE    CHGALL
CHGWORD  CLC   EDTOKEN,=CL8'G'
         BNE   WRONG
CHGALL   MVI   EDGLOBAL,C'Y'
         LINK  EDNOMORE
         LTR   R15,R15
         BZ    CHGDO
WRONG    RETURN 4
CHGONE   CH    R15,=H'8'          G WITHOUT A NUMBER
         BE    CHGWORD
CHGDO    BAL   R10,CHGLINES
         RETURN (R15)
*
*        ONECHAR - A CHARACTER, OR TWO HEXADECIMAL DIGITS, TO 7
*
ONECHAR  LINK  EDWORD
         LTR   R15,R15
         BNZ   WRONG
         L     R1,EDTOKLEN
         L     R2,EDARG
         SR    R2,R1              AS IT WAS TYPED
         CH    R1,=H'1'
         BE    ONECHARS
         CH    R1,=H'2'
         BNE   WRONG
         CALL  GETHEX,EDTOKEN
         LTR   R15,R15
         BNZ   WRONG
         STC   R0,0(R7)
         B     ONECHARN
ONECHARS MVC   0(1,R7),0(R2)
ONECHARN LA    R7,1(R7)
         BR    R10
         EJECT
*        CHGLINES - 2 LINES FROM THE PRESENT ONE ON.  15: 0; 12
*
CHGLINES SR    R9,R9
         LA    R7,EDTOP
         C     R7,EDCUR
         BNE   CHGNEXT
         LA    R0,1               AT TOF: FROM THE FIRST LINE
         LINK  EDGOTO
CHGNEXT  LA    R7,EDEND
         C     R7,EDCUR
         BE    CHGEOF
         BAL   R8,CHGLINE
         LTR   R15,R15
         BNZ   CHGPART
         BCT   R2,CHGDOWN
         LTR   R9,R9
         BZ    CHGNOT
         SR    R15,R15
         BR    R10
CHGDOWN  L     R0,EDCURNO
         AH    R0,=H'1'
         LINK  EDGOTO
         B     CHGNEXT
CHGEOF   LTR   R9,R9
         BNZ   CHGEND
         SAY   'NOT FOUND.'
CHGEND   LINK  EDTYPE
         B     CHGPART
CHGNOT   SAY   'NOT FOUND.'
CHGPART  LA    R15,12
         BR    R10
*
*        CHGLINE - THE PRESENT LINE.  15: 0; 12 NO STORAGE.  BY BAL R8
*
CHGLINE  LINK  EDUNPK
         SR    R3,R3
         MVI   EDOUT,C'N'
         MVI   EDCUT,C'N'
CHGFIND  LR    R1,R3
         LINK  EDSEARCH
         LTR   R15,R15
         BNZ   CHGDONE
         LR    R3,R1
         BAL   R14,CHGMOVE
         MVI   EDOUT,C'Y'
         A     R3,EDSTR2L
         LINK  EDTRIM
         CLC   EDSTR1L,=F'0'
         BE    CHGDONE
         CLI   EDGLOBAL,C'Y'
         BE    CHGFIND
CHGDONE  SR    R15,R15
         CLI   EDOUT,C'Y'
         BCR   7,R8
         LA    R9,1(R9)
         LINK  EDCHG
         LTR   R15,R15
         BNZ   CHGFULL
         CLI   EDCUT,C'Y'
         BNE   CHGSHOW
         SAY   'TRUNCATED.'
         LINK  EDTYPE
         B     CHGGOOD
CHGSHOW  LINK  EDVERIF
CHGGOOD  SR    R15,R15
         BR    R8
CHGFULL  LA    R15,12
         BR    R8
*
*        CHGMOVE - EDSTR2 IN PLACE OF EDSTR1 AT OFFSET 3.  BY BAL R14
*
CHGMOVE  L     R4,EDSTR1L
         L     R5,EDSTR2L
         MVC   EDBUF2,EDBUF
         L     R6,EDTRUNC         END OF WHAT MOVES
         LA    R7,0(R4,R3)
         CR    R7,R6
         BNH   CHGWIPE
         L     R6,EDRECL
CHGWIPE  LR    R7,R6              BLANKS FROM THE OFFSET TO THERE
         SR    R7,R3
         BNP   CHGPUT
         LA    R15,EDBUF(R3)
         MVI   0(R15),C' '
         SH    R7,=H'2'
         BM    CHGPUT
         EX    R7,CHGBLANK
CHGPUT   LR    R7,R6              THE SECOND STRING, AS FAR AS IT GOES
         SR    R7,R3
         CR    R5,R7
         BNH   CHGPUT2
         MVI   EDCUT,C'Y'
         LR    R5,R7
CHGPUT2  LTR   R5,R5
         BNP   CHGREST
         LA    R15,EDBUF(R3)
         L     R1,EDSTR2
         BCTR  R5,0
         EX    R5,CHGCOPY
         LA    R5,1(R5)
CHGREST  LR    R7,R6              WHAT WAS BEHIND THE FIRST ONE
         SR    R7,R3
         SR    R7,R5              ROOM
         LR    R15,R6
         SR    R15,R3
         SR    R15,R4             CHARACTERS
         BCR   13,R14
         LA    R1,EDBUF2(R3)
         AR    R1,R4
         CR    R15,R7
         BNH   CHGBACK
         LR    R0,R15             BLANKS MAY BE LOST
         SR    R0,R7
CHGLOST  LA    R15,0(R7,R1)
         AR    R15,R0
         BCTR  R15,0
         CLI   0(R15),C' '
         BE    CHGLOST1
         MVI   EDCUT,C'Y'
CHGLOST1 BCT   R0,CHGLOST
         LR    R15,R7
CHGBACK  LTR   R7,R15
         BCR   13,R14
         LA    R15,EDBUF(R3)
         AR    R15,R5
         BCTR  R7,0
         EX    R7,CHGCOPY
         BR    R14
CHGBLANK MVC   1(0,R15),0(R15)
CHGCOPY  MVC   0(0,R15),0(R1)
         EJECT
EDREPEAT ENTER
         BASE  CMSEDTXT
         LINK  EDNUM1
         LTR   R15,R15
         BNZ   WRONG
         LTR   R0,R0
         BNP   WRONG
         ST    R0,EDREPT
         RETURN 0
*
EDOVERLY ENTER
         BASE  CMSEDTXT
         LA    R9,OVLCHAR
         B     OVERLAYS
EDBLANK  ENTER
         BASE  CMSEDTXT
         LA    R9,BLNKCHAR
OVERLAYS MVI   EDMASK,C'Y'
         LINK  EDPREP
         L     R3,EDBUFL
         LTR   R3,R3
         BZ    WRONG
         MVC   EDBUF2,EDBUF
         L     R2,EDREPT
         XC    EDREPT,EDREPT
         LTR   R2,R2
         BP    OVLTOP
         LA    R2,1
OVLTOP   LA    R7,EDTOP
         C     R7,EDCUR
         BNE   OVLLINE
         LA    R0,1
         LINK  EDGOTO
OVLLINE  LA    R7,EDEND
         C     R7,EDCUR
         BE    OVLEOF
         LINK  EDUNPK
         LR    R5,R3
         LA    R6,EDBUF2
         LA    R7,EDBUF
OVLNEXT  CLI   0(R6),C' '
         BE    OVLON
         BR    R9
OVLCHAR  MVC   0(1,R7),0(R6)
         CLI   0(R6),C'_'
         BNE   OVLON
BLNKCHAR MVI   0(R7),C' '
OVLON    LA    R6,1(R6)
         LA    R7,1(R7)
         BCT   R5,OVLNEXT
         LINK  EDTRIM
         LINK  EDCHG
         LTR   R15,R15
         BNZ   PART
         LINK  EDVERIF
         BCT   R2,OVLDOWN
         RETURN 0
OVLDOWN  L     R0,EDCURNO
         AH    R0,=H'1'
         LINK  EDGOTO
         B     OVLLINE
OVLEOF   LINK  EDTYPE
PART     RETURN 12
         EJECT
EDDELETE ENTER
         BASE  CMSEDTXT
         LINK  EDNUM1
         LTR   R15,R15
         BNZ   WRONG
         LTR   R2,R0
         BNP   WRONG
         LA    R7,EDTOP
         C     R7,EDCUR
         BNE   DELFROM
         LA    R0,1               AT TOF: FROM THE FIRST LINE
         LINK  EDGOTO
DELFROM  L     R3,EDLINES         NO MORE THAN THERE ARE
         S     R3,EDCURNO
         LA    R3,1(R3)
         CR    R2,R3
         BNH   DELDO
         LR    R2,R3
DELDO    LTR   R0,R2
         BNP   OVLEOF
         LINK  EDDEL
DELSHOW  LA    R7,EDEND
         C     R7,EDCUR
         BE    OVLEOF
         RETURN 0
*
EDDSTR   ENTER
         BASE  CMSEDTXT
         LINK  EDDELIM
         LTR   R15,R15
         BNZ   WRONG
         L     R3,EDCURNO
         LTR   R3,R3
         BNZ   DSTFROM
         LA    R3,1
DSTFROM  LR    R0,R3              FROM HERE TO THE LINE BEFORE THE TEXT
         LINK  EDGOTO
DSTNEXT  LA    R7,EDEND
         C     R7,EDCUR
         BE    DSTNOT
         LINK  EDUNPK
         SR    R1,R1
         LINK  EDSEARCH
         LTR   R15,R15
         BZ    DSTFOUND
         L     R0,EDCURNO
         AH    R0,=H'1'
         LINK  EDGOTO
         B     DSTNEXT
DSTFOUND L     R2,EDCURNO
         SR    R2,R3
         LR    R0,R3
         LINK  EDGOTO
         LTR   R0,R2
         BZ    DSTSHOW
         LINK  EDDEL
DSTSHOW  LINK  EDVERIF
         RETURN 0
DSTNOT   LR    R0,R3
         LINK  EDGOTO
         SAY   'NOT FOUND: NOTHING IS DELETED.'
         B     PART
         EJECT
EDREPLAC ENTER
         BASE  CMSEDTXT
         LA    R7,EDTOP
         C     R7,EDCUR
         BE    REPNONE
         LA    R7,EDEND
         C     R7,EDCUR
         BE    REPNONE
         L     R2,EDARG
         C     R2,EDARGEND
         BNL   REPINPUT
         CLI   EDLMODE,C'N'
         BE    REPLINE
         L     R1,EDCUR
         LINK  EDLINENO
         ST    R0,EDNUMB
REPLINE  LINK  EDPREP
         LINK  EDCHG
         LTR   R15,R15
         BNZ   PART
         RETURN 0
REPNONE  LINK  EDTYPE
         B     PART
REPINPUT LA    R0,1
         LINK  EDDEL
         L     R0,EDCURNO
         BCTR  R0,0
         LTR   R0,R0
         BM    INPMODE
         LINK  EDGOTO
         B     INPMODE
EDINPUT  ENTER
         BASE  CMSEDTXT
         L     R2,EDARG
         C     R2,EDARGEND
         BNL   INPMODE
         CLI   EDLMODE,C'N'
         BE    INPLINE
         LINK  EDNEXTNO
         LTR   R15,R15
         BZ    INPLINE
         SAY   'NO LINE NUMBER IS LEFT HERE: USE RENUM'
         B     PART
INPLINE  LINK  EDPREP
         LINK  EDINSBUF
         LTR   R15,R15
         BNZ   PART
         RETURN 0
INPMODE  MVI   EDMODE,C'I'
         LINK  EDTELLMD
         RETURN 0
         LTORG
         END
