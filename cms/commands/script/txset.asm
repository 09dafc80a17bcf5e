TXSE     TITLE 'TXSET - CONTROL WORDS WITH A NUMBER'
*
* PURPOSE.    TXLLS    .LL N   LINE LENGTH
*             TXINS    .IN N   INDENT; ENDS AN OFFSET
*             TXOF     .OF N   OFFSET OF ALL LINES BUT THE NEXT
*             TXUN     .UN N   THE NEXT LINE BEGINS SO MUCH TO THE LEFT
*             TXPLS TXTMS TXBMS   .PL .TM .BM   PAGE LENGTH, MARGINS
*             TXSP     .SP N   EMPTY LINES
*             TXCP     .CP N   A NEW PAGE UNLESS THERE ARE N LINES LEFT
*             TXPA     .PA N   A NEW PAGE
*             TXRD     .RD N   LINES OF THE TERMINAL
*             TXTB     .TB N N ...   TAB STOPS
*             TXDEFTAB THE STOPS AS THEY ARE AT THE BEGINNING
* RETURNS     15: 0
* REGISTERS.  2 PRESENT VALUE, 3 DEFAULT, 4 OPERAND, 5 BYTES LEFT, 6 7
*             LIMITS (TXVALUE), 8 9 WORK, 12 BASE (OF THE SECTION)
*
CMSTXSE  CSECT
         REGS
         NUCON
         TXBLK
TXLLS    ENTER
         BASE  CMSTXSE
         L     R2,TXLL
         LA    R3,60
         LA    R6,1
         LA    R7,MOSTLL
         BAL   R10,VALUE
         L     R1,TXINDENT
         A     R1,TXOFFSET
         CR    R1,R0
         BNL   NARROW
         ST    R0,TXLL
         RETURN 0
TXINS    ENTER
         BASE  CMSTXSE
         L     R2,TXINDENT
         SR    R3,R3
         SR    R6,R6
         LA    R7,MOSTLL
         BAL   R10,VALUE
         C     R0,TXLL
         BNL   NARROW
         ST    R0,TXINDENT
         XC    TXOFFSET,TXOFFSET
         XC    TXUNDENT,TXUNDENT
         RETURN 0
TXOF     ENTER
         BASE  CMSTXSE
         L     R2,TXOFFSET
         SR    R3,R3
         SR    R6,R6
         LA    R7,MOSTLL
         BAL   R10,VALUE
         LR    R1,R0
         A     R1,TXINDENT
         C     R1,TXLL
         BNL   NARROW
         ST    R0,TXOFFSET
         XC    TXUNDENT,TXUNDENT
         OI    TXMODE,MFIRST
         RETURN 0
TXUN     ENTER
         BASE  CMSTXSE
         SR    R2,R2
         L     R3,=F'-1'
         SR    R6,R6
         LA    R7,MOSTLL
         BAL   R10,VALUE
         XC    TXUNDENT,TXUNDENT
         LR    R2,R0
         LINK  TXMARGIN
         CR    R2,R0
         BH    UNFAR
         ST    R2,TXUNDENT
         RETURN 0
UNFAR    TXERR 'THE INDENT IS NOT SO LARGE'
         RETURN 0
NARROW   TXERR 'NO ROOM IS LEFT BETWEEN INDENT, OFFSET AND LINE LENGTH'
         RETURN 0
*        VALUE - 0 THE OPERAND; BACK TO THE CALLER'S CALLER WHEN WRONG
VALUE    LINK  TXVALUE
         LTR   R15,R15
         BCR   8,R10
         RETURN 0
         EJECT
TXPLS    ENTER
         BASE  CMSTXSE
         L     R2,TXPL
         LA    R3,66
         LA    R6,1
         BAL   R10,VALUE4
         LR    R1,R0
         S     R1,TXTM
         S     R1,TXBM
         BNP   SHORT
         ST    R0,TXPL
         RETURN 0
TXTMS    ENTER
         BASE  CMSTXSE
         L     R2,TXTM
         LA    R3,5
         SR    R6,R6
         BAL   R10,VALUE4
         L     R1,TXPL
         SR    R1,R0
         S     R1,TXBM
         BNP   SHORT
         ST    R0,TXTM
         RETURN 0
TXBMS    ENTER
         BASE  CMSTXSE
         L     R2,TXBM
         LA    R3,3
         SR    R6,R6
         BAL   R10,VALUE4
         L     R1,TXPL
         SR    R1,R0
         S     R1,TXTM
         BNP   SHORT
         ST    R0,TXBM
         RETURN 0
SHORT    TXERR 'NO LINE IS LEFT BETWEEN THE MARGINS'
         RETURN 0
VALUE4   LA    R7,999
         B     VALUE
*
TXSP     ENTER
         BASE  CMSTXSE
         SR    R2,R2
         LA    R3,1
         SR    R6,R6
         BAL   R10,VALUE4
         TM    TXMODE,MDOUBLE
         BZ    SPSINGLE
         AR    R0,R0
SPSINGLE LINK  TXSPACE
         RETURN 0
TXCP     ENTER
         BASE  CMSTXSE
         SR    R2,R2
         L     R3,=F'-1'
         SR    R6,R6
         BAL   R10,VALUE4
         TM    TXSTATE,SOPEN
         BZ    CPROOM
         C     R0,TXROOM
         BNH   CPROOM
         LINK  TXENDPG
CPROOM   RETURN 0
TXPA     ENTER
         BASE  CMSTXSE
         LINK  TXENDPG
         L     R2,TXPAGE
         LR    R3,R2
         LA    R6,1
         L     R7,=F'9999'
         BAL   R10,VALUE
         ST    R0,TXPAGE
         RETURN 0
TXRD     ENTER
         BASE  CMSTXSE
         SR    R2,R2
         LA    R3,1
         SR    R6,R6
         BAL   R10,VALUE4
         L     R1,TXIN
         USING TXFILE,R1
         ST    R0,TFREAD
         DROP  R1
         RETURN 0
         EJECT
*        ASCENDING COLUMNS; NONE: EVERY FIFTH
TXTB     ENTER
         BASE  CMSTXSE
         SR    R8,R8
         LA    R6,TXWORK
         SR    R7,R7
TBNEXT   LINK  TXNUMBR
         LTR   R15,R15
         BNZ   TBEND
         CLI   TXSIGN,C' '
         BNE   TBBAD
         CR    R0,R7
         BNH   TBBAD
         LR    R7,R0
         CH    R0,=AL2(MOSTLL)
         BH    TBBAD
         CH    R8,=H'16'
         BNL   TBBAD
         STH   R0,0(R6)
         LA    R6,2(R6)
         LA    R8,1(R8)
         B     TBNEXT
TBEND    CH    R15,=H'4'
         BNE   TBBAD
         LTR   R8,R8
         BZ    TBDEF
         ST    R8,TXNTABS
         MVC   TXTABS(32),TXWORK
         RETURN 0
TBDEF    LINK  TXDEFTAB
         RETURN 0
TBBAD    TXERR 'UP TO 16 COLUMNS ARE WANTED, EACH FARTHER RIGHT'
         RETURN 0
*
TXDEFTAB ENTER
         BASE  CMSTXSE
         MVC   TXTABS(32),DEFTABS
         MVC   TXNTABS,=F'16'
         RETURN 0
DEFTABS  DC    H'5,10,15,20,25,30,35,40,45,50,55,60,65,70,75,80'
         LTORG
         END
