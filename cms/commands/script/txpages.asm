TXPG     TITLE 'TXPAGES - PAGES'
*
* PURPOSE.    TXLINES  TXTEXT, 0 BYTES LONG, IS THE NEXT LINE OF THE PAGE
*             TXSPACE  0 EMPTY LINES, AS FAR AS THE PAGE HAS ROOM
*             TXENDPG  THE PAGE ENDS
* RETURNS     15: 0
* HOW         A PAGE THAT IS FULL ENDS WHEN A LINE WANTS TO STAND BEHIND
*             IT, SO EMPTY LINES THERE ARE DROPPED.  A PAGE BEGINS WITH
*             ITS FIRST LINE; PAGE LENGTH AND MARGINS ARE TAKEN THEN
* REGISTERS.  2 LENGTH OR LINES, 3 TOP MARGIN, 4 LINE OF THE HEADING, 5 6
*             7 8 9 WORK, 12 BASE (OF THE SECTION)
*
CMSTXPG  CSECT
         REGS
         NUCON
         TXBLK
TXLINES  ENTER
         BASE  CMSTXPG
         LR    R2,R0
         TM    TXSTATE,SDONE
         BO    LINEEXIT
         TM    TXSTATE,SOPEN
         BZ    LINENEW
         L     R1,TXROOM
         LTR   R1,R1
         BP    LINEOUT
         LINK  TXENDPG
         TM    TXSTATE,SDONE
         BO    LINEEXIT
LINENEW  BAL   R10,BEGIN
LINEOUT  OI    TXSTATE,STEXT
         LR    R0,R2
         LA    R1,TXTEXT
         LINK  TXEMIT
         NI    TXSTATE,255-STEXT
         BAL   R10,ONELESS
LINEEXIT   RETURN 0
ONELESS  L     R1,TXROOM
         BCTR  R1,0
         ST    R1,TXROOM
         BR    R10
*
TXSPACE  ENTER
         BASE  CMSTXPG
         LTR   R2,R0
         BNP   SPACEND
         TM    TXSTATE,SDONE
         BO    SPACEND
         TM    TXSTATE,SOPEN
         BO    SPACEONE
         BAL   R10,BEGIN
SPACEONE L     R1,TXROOM
         LTR   R1,R1
         BNP   SPACEND
         SR    R0,R0
         LINK  TXEMIT
         BAL   R10,ONELESS
         BCT   R2,SPACEONE
SPACEND  RETURN 0
*
TXENDPG  ENTER
         BASE  CMSTXPG
         TM    TXSTATE,SOPEN
         BZ    ENDEND
         TM    TXOPT,OOFFLINE+OFILE
         BNZ   ENDNEXT            THE NEXT ONE BEGINS WITH A SKIP
         L     R2,TXROOM
         A     R2,TXBOTTOM
         BNP   ENDNEXT
ENDLINE  SR    R0,R0
         LINK  TXEMIT
         BCT   R2,ENDLINE
ENDNEXT  NI    TXSTATE,255-SOPEN
         TM    TXSTATE,SWANTED
         BZ    ENDCOUNT
         TM    TXOPT2,OSINGLE
         BO    ENDDONE
         L     R1,TXTO
         LTR   R1,R1
         BZ    ENDCOUNT
         C     R1,TXPAGE
         BH    ENDCOUNT
ENDDONE  OI    TXSTATE,SDONE
ENDCOUNT TM    TXMODE,MPNSTOP
         BO    ENDEND
         L     R1,TXPAGE
         LA    R1,1(R1)
         ST    R1,TXPAGE
ENDEND   RETURN 0
         EJECT
*        BEGIN - A NEW PAGE
*
BEGIN    ST    R10,TXWORK+12
         OI    TXSTATE,SOPEN+SEJECT
         NI    TXSTATE,255-STEXT
         L     R1,TXPL
         S     R1,TXTM
         S     R1,TXBM
         ST    R1,TXROOM
         MVC   TXBOTTOM,TXBM
         TM    TXSTATE,SPAPER     HAS IT BEGUN, IT GOES ON
         BO    BEGSTOP
         L     R1,TXPAGE
         C     R1,TXFROM
         BL    BEGTOP
         OI    TXSTATE,SWANTED+SPAPER
         TM    TXOPT,ONOWAIT
         BO    BEGTOP
         B     BEGWAIT
BEGSTOP  TM    TXOPT,OSTOP
         BZ    BEGTOP
BEGWAIT  LINK  TXWAIT
BEGTOP   L     R3,TXTM
         LTR   R3,R3
         BZ    BEGEND
         LA    R4,2               THE LAST BUT ONE, OR THE ONLY ONE
         CR    R3,R4
         BNL   BEGLINE
         LA    R4,1
BEGLINE  SR    R0,R0
         CR    R3,R4
         BNE   BEGOUT
         BAL   R10,HEADING
         LR    R0,R9
         LA    R1,TXHLINE
BEGOUT   LINK  TXEMIT
         BCT   R3,BEGLINE
BEGEND   L     R10,TXWORK+12
         BR    R10
         EJECT
*        HEADING - TXHLINE, 9 ITS LENGTH.  % IS THE PAGE'S NUMBER; IN A
*        HEADING WITHOUT IT THE NUMBER STANDS AT THE RIGHT (UNLESS .PN
*        OFF)
*
HEADING  ST    R10,TXWORK+16
         MVI   TXHLINE,C' '
         MVC   TXHLINE+1(L'TXHLINE-1),TXHLINE
         BAL   R10,NUMERAL
         SR    R9,R9
         SR    R5,R5              0: NO % YET
         LA    R6,TXHEAD
         L     R7,TXHEADL
HEADCHAR LTR   R7,R7
         BNP   HEADTEXT
         C     R9,TXLL
         BNL   HEADTEXT
         CLI   0(R6),C'%'
         BE    HEADNUM
         LA    R8,TXHLINE(R9)
         MVC   0(1,R8),0(R6)
         LA    R9,1(R9)
HEADNEXT LA    R6,1(R6)
         BCTR  R7,0
         B     HEADCHAR
HEADNUM  LA    R5,1
         LA    R1,TXROMAN
HEADDIG  CLI   0(R1),C' '
         BE    HEADNEXT
         C     R9,TXLL
         BNL   HEADNEXT
         LA    R8,TXHLINE(R9)
         MVC   0(1,R8),0(R1)
         LA    R9,1(R9)
         LA    R1,1(R1)
         B     HEADDIG
HEADTEXT LTR   R5,R5
         BNZ   HEADEND
         TM    TXMODE,MPNOFF
         BO    HEADEND
         LA    R1,TXROMAN         'PAGE N', 5 LONG AND THE NUMBER
         LA    R5,5
HEADLEN  CLI   0(R1),C' '
         BE    HEADROOM
         LA    R1,1(R1)
         LA    R5,1(R5)
         B     HEADLEN
HEADROOM L     R9,TXLL
         SR    R9,R5
         BM    HEADNONE           NO ROOM FOR IT
         LA    R8,TXHLINE(R9)
         LTR   R9,R9
         BZ    HEADPAGE
         BCTR  R8,0
         MVI   0(R8),C' '
         LA    R8,1(R8)
HEADPAGE MVC   0(5,R8),=C'PAGE '
         MVC   5(20,R8),TXROMAN
HEADNONE L     R9,TXLL
HEADEND  L     R10,TXWORK+16
         BR    R10
*
*        NUMERAL - THE PAGE'S NUMBER INTO TXROMAN, A BLANK BEHIND
*
NUMERAL  MVI   TXROMAN,C' '
         MVC   TXROMAN+1(L'TXROMAN-1),TXROMAN
         LA    R8,TXROMAN
         L     R0,TXPAGE
         TM    TXMODE,MROMAN
         BZ    NUMARAB
         C     R0,=F'3999'
         BH    NUMARAB
         LA    R6,NUMTAB
NUMLOOK  CH    R0,0(R6)
         BL    NUMLESS
         SH    R0,0(R6)
         MVC   0(2,R8),2(R6)
         LA    R8,1(R8)
         CLI   0(R8),C' '
         BE    NUMLOOK
         LA    R8,1(R8)
         B     NUMLOOK
NUMLESS  LA    R6,4(R6)
         LTR   R0,R0
         BP    NUMLOOK
         BR    R10
NUMARAB  CALL  TODEC,TXNUMB
         LA    R6,TXNUMB
NUMSKIP  CLI   0(R6),C' '
         BNE   NUMCOPY
         LA    R6,1(R6)
         B     NUMSKIP
NUMCOPY  LA    R7,TXNUMB+10
NUMCHAR  MVC   0(1,R8),0(R6)
         LA    R8,1(R8)
         LA    R6,1(R6)
         CR    R6,R7
         BL    NUMCHAR
         BR    R10
         DS    0H
NUMTAB   DC    H'1000',CL2'm',H'900',CL2'cm',H'500',CL2'd',H'400'
         DC    CL2'cd',H'100',CL2'c',H'90',CL2'xc',H'50',CL2'l'
         DC    H'40',CL2'xl',H'10',CL2'x',H'9',CL2'ix',H'5',CL2'v'
         DC    H'4',CL2'iv',H'1',CL2'i'
         LTORG
         END
