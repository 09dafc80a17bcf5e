EDMV     TITLE 'EDMOVE - SUBCOMMANDS THAT MOVE, LOOK AND TYPE'
*
* PURPOSE.    TOP, BOTTOM, NEXT N (DOWN, FORWARD), UP N (BACKSPACE,
*             BACKWARD), FIND TEXT, LOCATE /TEXT/ (ALSO /TEXT/ ALONE),
*             PRINT N W (TYPE), SCROLL N, SCROLLUP N, NNNNN (TEXT)
* RETURNS     AS EDTAB SAYS; 12: THE TOP OR THE END WAS REACHED, OR IT
*             WAS NOT FOUND
*             EDSEARCH  1 OFFSET: 1 IS WHERE EDSTR1 BEGINS IN EDBUF,
*                       FROM THERE ON, WITHIN THE ZONE; 15: 0, 4
*             NOWHERE
*             EDDELIM   EDSTR1: THE FIRST STRING OF THE OPERANDS,
*                       BETWEEN ANY TWO EQUAL CHARACTERS; 15: 0, 4
*                       NONE.  0: THE CHARACTER, OR 0 WHEN THE SECOND
*                       ONE IS MISSING  LINE, 4 NUMBER, 5-9 WORK, 11
*             EDBLK, 12 BASE (OF THE SECTION)
*
CMSEDMOV CSECT
         REGS
         NUCON
         FILEPLST
         EDBLK
SCREEN   EQU   20                 LINES OF SCROLL
EDTOPS   ENTER
         BASE  CMSEDMOV
         LINK  EDNOMORE
         LTR   R15,R15
         BNZ   WRONG
         SR    R0,R0
         LINK  EDGOTO
         LINK  EDTYPE
         RETURN 0
*
EDBOTTOM ENTER
         BASE  CMSEDMOV
         LINK  EDNOMORE
         LTR   R15,R15
         BNZ   WRONG
         L     R0,EDLINES
         LINK  EDGOTO
         LINK  EDVERIF
         RETURN 0
*
EDNEXT   ENTER
         BASE  CMSEDMOV
         LINK  EDNUM1
         LTR   R15,R15
         BNZ   WRONG
         A     R0,EDCURNO
         LR    R2,R0
         LINK  EDGOTO
         LINK  EDVERIF
         C     R2,EDLINES
         BH    PART
         RETURN 0
*
EDUP     ENTER
         BASE  CMSEDMOV
         LINK  EDNUM1
         LTR   R15,R15
         BNZ   WRONG
         L     R2,EDCURNO
         SR    R2,R0
         BNM   UPGO
         SR    R2,R2
UPGO     LR    R0,R2
         LINK  EDGOTO
         LINK  EDVERIF
         LTR   R2,R2
         BZ    PART
         RETURN 0
PART     RETURN 12
WRONG    RETURN 4
*
EDSCROLL ENTER
         BASE  CMSEDMOV
         LINK  EDNUM1
         LTR   R15,R15
         BNZ   WRONG
         C     R0,=F'99999999'
         BE    SCROLLN
         LR    R1,R0
         MH    R1,=AL2(SCREEN)
         LR    R0,R1
SCROLLN  LR    R2,R0
         L     R0,EDCURNO         THE LINES BEHIND THE PRESENT ONE
         AH    R0,=H'1'
         LINK  EDGOTO
         B     TYPELOOP
EDSCRLUP ENTER
         BASE  CMSEDMOV
         LINK  EDNUM1
         LTR   R15,R15
         BNZ   WRONG
         L     R4,EDCURNO
         C     R0,=F'99999999'
         BE    SCROLLUP
         LR    R1,R0
         MH    R1,=AL2(SCREEN)
         LR    R0,R1
SCROLLUP SR    R4,R0
         BNM   SCROLLGO
         SR    R4,R4
SCROLLGO LR    R0,R4
         LINK  EDGOTO
         LA    R2,SCREEN
         B     TYPELOOP
         EJECT
EDTYPES  ENTER WORK=8
         BASE  CMSEDMOV
         MVC   72(8,R13),EDVER1
         LINK  EDNUM
         LR    R2,R0
         LTR   R15,R15
         BZ    TYPEWIDE
         CH    R15,=H'4'
         BNE   WRONG
         LA    R2,1
         B     TYPEALL
TYPEWIDE LINK  EDNUM
         LTR   R15,R15
         BZ    TYPECOL
         CH    R15,=H'4'
         BNE   WRONG
         B     TYPEALL
TYPECOL  LTR   R0,R0
         BNP   WRONG
         C     R0,EDRECL
         BNH   TYPESET
         L     R0,EDRECL
TYPESET  LR    R3,R0
         LINK  EDNOMORE
         LTR   R15,R15
         BNZ   WRONG
         ST    R3,EDVER2
         C     R3,EDVER1
         BNL   TYPEALL
         MVC   EDVER1,=F'1'
TYPEALL  LTR   R2,R2
         BNP   TYPEBACK
         BAL   R10,TYPESOME
TYPEBACK MVC   EDVER1(8),72(R13)
         RETURN 0
TYPELOOP BAL   R10,TYPESOME
         RETURN 0
*
*        TYPESOME - 2 LINES FROM THE PRESENT ONE ON; TOF: IS NOT
*        COUNTED
*
TYPESOME L     R3,EDCUR
         LINK  EDTYPE
         LA    R4,EDEND
         CR    R3,R4
         BCR   8,R10
         LA    R4,EDTOP
         CR    R3,R4
         BE    TYPENEXT
         BCT   R2,TYPENEXT
         BR    R10
TYPENEXT L     R0,EDCURNO
         AH    R0,=H'1'
         LINK  EDGOTO
         B     TYPESOME
         EJECT
EDLOCATE ENTER
         BASE  CMSEDMOV
         LINK  EDDELIM
         LTR   R15,R15
         BNZ   WRONG
         LTR   R0,R0
         BZ    LOCGO
         LINK  EDNOMORE
         LTR   R15,R15
         BNZ   WRONG
LOCGO    LA    R9,LOCTRY
*
*        SEARCH - ROUTINE 9 SAYS WHETHER THE LINE IN EDBUF IS IT
*
SEARCH   L     R3,EDCUR
         LA    R4,EDEND
         CR    R3,R4
         BNE   SEARNEXT
         SR    R0,R0              FROM THE TOP AGAIN
         LINK  EDGOTO
SEARNEXT L     R0,EDCURNO
         AH    R0,=H'1'
         LINK  EDGOTO
         C     R4,EDCUR
         BE    SEARNOT
         LINK  EDUNPK
         BALR  R10,R9
         BNZ   SEARNEXT
         LINK  EDVERIF
         RETURN 0
SEARNOT  SAY   'NOT FOUND.'
         LINK  EDTYPE
         RETURN 12
LOCTRY   SR    R1,R1
         LINK  EDSEARCH
         LTR   R15,R15
         BR    R10
*
EDFIND   ENTER
         BASE  CMSEDMOV
         MVI   EDMASK,C'Y'
         LINK  EDPREP
         L     R2,EDBUFL
         LTR   R2,R2
         BZ    WRONG
         MVC   EDBUF2,EDBUF
         LA    R9,FINDTRY
         B     SEARCH
*        BLANKS OF EDBUF2 FIT ANY CHARACTER, _ IS A BLANK
FINDTRY  LR    R5,R2
         LA    R6,EDBUF2
         LA    R7,EDBUF
FINDCHAR CLI   0(R6),C' '
         BE    FINDON
         CLC   0(1,R6),0(R7)
         BE    FINDON
         CLI   0(R6),C'_'
         BCR   7,R10
         CLI   0(R7),C' '
         BCR   7,R10
FINDON   LA    R6,1(R6)
         LA    R7,1(R7)
         BCT   R5,FINDCHAR
         CR    R5,R5
         BR    R10
         EJECT
EDSEARCH ENTER
         L     R2,EDZONE1
         BCTR  R2,0
         CR    R1,R2
         BNL   SCHZONE
         LR    R1,R2
SCHZONE  L     R3,EDZONE2         LAST PLACE WHERE IT CAN BEGIN
         L     R4,EDSTR1L
         SR    R3,R4
         L     R5,EDBUFL
         BCTR  R5,0
         CR    R3,R5
         BNH   SCHFROM
         LR    R3,R5
SCHFROM  L     R5,EDSTR1
         LTR   R4,R4
         BZ    SCHHERE
         BCTR  R4,0
         LA    R8,EDBUF
         CLI   EDIGNORE,C'Y'
         BNE   SCHEXACT
         L     R9,AUPCASE
         MVC   EDFOLD,EDBUF
         TR    EDFOLD,0(R9)
         MVC   EDFOLDS,0(R5)
         TR    EDFOLDS,0(R9)
         LA    R5,EDFOLDS
         LA    R8,EDFOLD
SCHEXACT LA    R6,0(R1,R8)
         LA    R7,0(R3,R8)
         CR    R1,R3
         BH    SCHNOT
SCHNEXT  CLC   0(1,R6),0(R5)
         BNE   SCHON
         EX    R4,SCHCOMP
         BE    SCHFOUND
SCHON    LA    R6,1(R6)
         CR    R6,R7
         BNH   SCHNEXT
SCHNOT   RETURN 4
SCHFOUND SR    R6,R8
         LR    R1,R6
SCHHERE  RETURN 0,KEEP=R1
SCHCOMP  CLC   0(0,R6),0(R5)
*
EDDELIM  ENTER
         BASE  CMSEDMOV
         L     R2,EDARG
         L     R3,EDARGEND
DELBLANK CR    R2,R3
         BNL   WRONG
         CLI   0(R2),C' '
         BNE   DELFIRST
         LA    R2,1(R2)
         B     DELBLANK
DELFIRST CLI   0(R2),X'81'        A LETTER OR DIGIT: TO THE END
         BNL   DELREST
         LR    R4,R2
         SR    R0,R0
         LA    R2,1(R2)
         LR    R5,R2
DELNEXT  CR    R2,R3
         BNL   DELEND
         CLC   0(1,R2),0(R4)
         BE    DELCLOSE
         LA    R2,1(R2)
         B     DELNEXT
DELCLOSE IC    R0,0(R4)
DELEND   ST    R5,EDSTR1
         LR    R6,R2
         SR    R6,R5
         ST    R6,EDSTR1L
         LTR   R0,R0
         BZ    DELSET
         LA    R2,1(R2)
DELSET   ST    R2,EDARG
         RETURN 0,KEEP=R0
DELREST  LR    R5,R2
         LR    R2,R3
DELTRIM  LR    R6,R2
         BCTR  R6,0
         CLI   0(R6),C' '
         BNE   DELLEN
         LR    R2,R6
         B     DELTRIM
DELLEN   LR    R6,R2
         SR    R6,R5
         ST    R5,EDSTR1
         ST    R6,EDSTR1L
         SR    R0,R0
         LR    R2,R3
         B     DELSET
         EJECT
EDNNNNN  ENTER
         BASE  CMSEDMOV
         LINK  EDNUM
         LTR   R15,R15
         BNZ   WRONG
         LR    R2,R0
         CLI   EDLMODE,C'N'
         BNE   NUMBERED
         LINK  EDNOMORE
         LTR   R15,R15
         BNZ   WRONG
         LR    R0,R2
         LINK  EDGOTO
         LINK  EDVERIF
         C     R2,EDLINES
         BH    PART
         RETURN 0
*        LINEMODE: THE LINE WITH THAT NUMBER
NUMBERED C     R2,=F'99999'
         BH    WRONG
         LTR   R2,R2
         BNP   WRONG
         L     R4,EDARG           TEXT BEHIND IT
         L     R5,EDARGEND
         CR    R4,R5
         BNL   NUMLOOK
         LA    R4,1(R4)           ONE BLANK
NUMLOOK  ST    R4,EDARG
         SR    R0,R0
         LINK  EDGOTO
NUMNEXT  L     R3,EDCUR
         L     R3,0(R3)
         LA    R3,0(R3)
         LA    R6,EDEND
         CR    R3,R6
         BE    NUMNOT
         LR    R1,R3
         LINK  EDLINENO
         CR    R0,R2
         BH    NUMNOT
         L     R1,EDCURNO
         LA    R1,1(R1)
         LR    R7,R0
         LR    R0,R1
         LINK  EDGOTO
         CR    R7,R2
         BNE   NUMNEXT
         CR    R4,R5
         BNL   NUMSHOW
         ST    R2,EDNUMB
         LINK  EDPREP
         LINK  EDCHG
         B     NUMDONE
NUMSHOW  LINK  EDVERIF
         RETURN 0
NUMNOT   CR    R4,R5
         BNL   NUMNONE
         ST    R2,EDNUMB
         LINK  EDPREP
         LINK  EDINSBUF
NUMDONE  LTR   R15,R15
         BNZ   PART
         RETURN 0
NUMNONE  SAY   'THERE IS NO LINE OF THAT NUMBER'
         RETURN 12
         LTORG
         END
