LDCA     TITLE 'LOADERCD - CARDS OF TEXT FILES'
*
* PURPOSE.    LDCARD    1 CARD: LOAD IT; 1 ZERO: A DECK BEGINS
*                       ESD TXT RLD END; OTHER CARDS ARE LOADCTL'S
*             LDCOMMON  COMMONS GET THEIR PLACE
*             LDLINK    ADDRESS CONSTANTS THAT WAITED FOR NAMES
*             LDNEWNAM  1 NAME (8): 1 ITS ENTRY, MADE WHEN IT IS NEW
*             LDPLACE   0 BYTES AT 1: ARE THEY IN THE PROGRAM'S STORAGE
*             LDITEM    1 NUMBER OF AN ESD ITEM: 1 THE ITEM
* RETURNS     0; LDCARD 32 A CARD IS WRONG, 41 NO ROOM (BOTH TOLD);
*             LDPLACE, LDITEM, LDNEWNAM THE SAME, NOT TOLD
* HOW         A COMMON IS A NAME WITH A LENGTH UNTIL LDCOMMON, OR UNTIL A
*             SECTION OF ITS NAME COMES
* REGISTERS.  2 CARD, 3 BYTES LEFT, 4 NAME, 5 ESD ITEM, 6 PLACE IN THE
*             CARD, 7 NUMBER OF THE ITEM, 8 9 WORK, 11 LOAD'S WORK AREA,
*             12 BASE
*
CMSLDCD  CSECT
         REGS
         NUCON
         LOADTAB
         LOADWORK
         EXTRN LDCTLCRD
CARD     DSECT
         DS    X
CARDTYPE DS    CL3
         DS    X
CARDADDR DS    AL3
         DS    2X
CARDLEN  DS    H
         DS    2X
CARDID   DS    H
CARDDATA DS    CL56
         ORG   CARD+28
CARDSIZE DS    XL4                END: LENGTH WHEN THE ESD HAS NONE
CDWORK   DSECT
         DS    18F
CDNAME   DS    CL8
CDWORD   DS    F
CDWLEN   EQU   *-CDWORK-72
CMSLDCD  CSECT
         USING LOADWORK,R11
         USING CARD,R2
         USING LDESD,R5
         USING LDNAMES,R4
         USING CDWORK,R13
LDCARD   ENTER WORK=CDWLEN
         BASE  CMSLDCD
         LTR   R2,R1
         BZ    NEWDECK
         CLI   CARD,X'02'
         BNE   CONTROL
         CLC   CARDTYPE,=C'TXT'
         BE    TXT
         CLC   CARDTYPE,=C'RLD'
         BE    RLD
         CLC   CARDTYPE,=C'ESD'
         BE    ESD
         CLC   CARDTYPE,=C'END'
         BE    END
CONTROL  LR    R1,R2
         LINK  LDCTLCRD
         LTR   R15,R15
         BZ    CARDGOOD
         CH    R15,=H'41'
         BE    CARDFULL
CARDBAD  MVC   ERRLINE,BADTEXT
         MVC   ERRLINE+13(3),CARDTYPE
         MVC   ERRLINE+25(8),LOADDECK
         TYPE  ERRLINE,80,COLOR=R
         RETURN 32
BADTEXT  DC    CL80'DAMAGED CARD XXX OF TEXT XXXXXXXX'
CARDFULL TYPE  'THERE IS NO ROOM FOR THE PROGRAM',COLOR=R
         RETURN 41
CARDGOOD RETURN 0
*
*        NO ITEM OF THE DECK IS KNOWN
NEWDECK  NI    LOADFLAG,255-LOADLAST
         L     R5,FREELOW
         LA    R3,LDITEMS+1
NEWITEM  XC    0(LDELEN,R5),0(R5)
         LA    R5,LDELEN(R5)
         BCT   R3,NEWITEM
         B     CARDGOOD
*
*        ITEM - 5 ITEM NUMBER (7) OF THE DECK.  CODE 0: NO SUCH ITEM
*
ITEM     LR    R5,R7
         N     R5,=X'0000FFFF'
         CH    R5,=AL2(LDITEMS)
         BH    CARDBAD
         MH    R5,=AL2(LDELEN)
         A     R5,FREELOW
         TM    LDEFLAG,LDEHERE
         BR    R10
*
*        COUNT - 3 BYTES OF THE CARD, 6 THE FIRST ONE
*
COUNT    LH    R3,CARDLEN
         LTR   R3,R3
         BM    CARDBAD
         CH    R3,=H'56'
         BH    CARDBAD
         LA    R6,CARDDATA
         BR    R10
         EJECT
*        NAME - 4 NAME CDNAME OF THE TABLE, MADE WHEN IT IS NEW.  8 9 WORK
*
NAME     L     R4,LDRTBL
         LA    R4,0(R4)
         LH    R8,LDRTENT
         LR    R9,R8
NAMELOOK SH    R4,=AL2(LDNLEN)
         LTR   R9,R9
         BZ    NAMENEW
         CLC   LDN,CDNAME
         BCR   8,R10
         BCT   R9,NAMELOOK
         SH    R4,=AL2(LDNLEN)
NAMENEW  CH    R8,LDRTLEN
         BNL   CARDFULL
         LA    R8,1(R8)
         STH   R8,LDRTENT
         MVC   LDN,CDNAME
         XC    LDNADDR(8),LDNADDR
         OI    LDNFLAG,LDNWEAK
         BR    R10
*
*        ESD
*
ESD      OI    LOADFLAG,LOADGOOD
         BAL   R10,COUNT
         LH    R7,CARDID
ESDNEXT  SH    R3,=H'16'
         BM    CARDGOOD
         MVC   CDNAME,0(R6)
         SR    R1,R1
         IC    R1,8(R6)
         N     R1,=X'0000000F'
         CH    R1,=H'1'
         BE    ESDLD
         BAL   R10,ITEM
         OI    LDEFLAG,LDEHERE
         IC    R1,8(R6)
         N     R1,=X'0000000F'
         CH    R1,=H'2'
         BE    ESDER
         CH    R1,=H'10'
         BE    ESDER
         CH    R1,=H'4'
         BE    ESDPC
         CH    R1,=H'5'
         BE    ESDCM
         LTR   R1,R1
         BNZ   CARDBAD
*        SD: A SECTION, UNLESS THERE IS ONE OF THAT NAME
ESDSD    BAL   R10,NAME
         ST    R4,CDWORD
         MVC   LDENAME,CDWORD+1
         L     R9,12(R6)
         LA    R9,0(R9)           LENGTH
         TM    LDNFLAG,LDNDEF
         BO    ESDTWICE
         LTR   R9,R9
         BNZ   ESDSIZED
         OI    LOADFLAG,LOADLAST
ESDSIZED DS    0H
         TM    LDNFLAG,LDNCOM
         BZ    ESDPLACE
         C     R9,LDNADDR         A COMMON MAY BE LONGER
         BNL   ESDPLACE
         L     R9,LDNADDR
         B     ESDPLACE
ESDTWICE OI    LDEFLAG,LDESKIP
         BAL   R10,TWICE
         L     R8,LDNADDR
         B     ESDMOVE
*        CM: LIKE A NAME FROM ELSEWHERE, WITH A LENGTH
ESDCM    BAL   R10,NAME
         ST    R4,CDWORD
         MVC   LDENAME,CDWORD+1
         OI    LDEFLAG,LDEEXT
         MVC   CDWORD,8(R6)
         MVI   CDWORD,0
         SR    R8,R8
         S     R8,CDWORD
         ST    R8,LDEMOVE
         TM    LDNFLAG,LDNDEF
         BO    ESDITEM
         OI    LDNFLAG,LDNCOM
         NI    LDNFLAG,255-LDNWEAK
         L     R9,12(R6)
         LA    R9,0(R9)
         C     R9,LDNADDR
         BNH   ESDITEM
         ST    R9,LDNADDR
         B     ESDITEM
ESDPC    SR    R4,R4              PRIVATE: WITHOUT A NAME
         L     R9,12(R6)
         LA    R9,0(R9)
ESDPLACE BAL   R10,SPACE
         BH    CARDFULL
         OI    LOADFLAG,LOADPROG
ESDDEF   L     R1,STADDR
         LTR   R1,R1
         BNZ   ESDDEF1
         ST    R8,STADDR          BEGIN HERE, UNLESS AN END CARD KNOWS
         MVI   STADDR,X'80'
ESDDEF1  LTR   R4,R4
         BZ    ESDMOVE
         ST    R8,LDNADDR
         MVI   LDNFLAG,LDNDEF
ESDMOVE  MVC   CDWORD,8(R6)
         MVI   CDWORD,0
         S     R8,CDWORD
         ST    R8,LDEMOVE
ESDITEM  LA    R7,1(R7)
ESDON    LA    R6,16(R6)
         B     ESDNEXT
ESDER    BAL   R10,NAME
         ST    R4,CDWORD
         MVC   LDENAME,CDWORD+1
         OI    LDEFLAG,LDEEXT
         TM    8(R6),X'08'        WXTRN
         BO    ESDITEM
         NI    LDNFLAG,255-LDNWEAK
         B     ESDITEM
*        LD: A NAME IN A SECTION OF THIS DECK
ESDLD    ST    R7,CDWORD
         LH    R7,14(R6)
         BAL   R10,ITEM
         BZ    CARDBAD
         L     R7,CDWORD
         TM    LDEFLAG,LDESKIP
         BO    ESDON
         BAL   R10,NAME
         TM    LDNFLAG,LDNDEF
         BZ    ESDLDDEF
         BAL   R10,TWICE          THE FIRST ONE COUNTS
         B     ESDON
ESDLDDEF DS    0H
         MVC   CDWORD,8(R6)
         MVI   CDWORD,0
         L     R8,CDWORD
         A     R8,LDEMOVE
         ST    R8,LDNADDR
         MVI   LDNFLAG,LDNDEF
         B     ESDON
         EJECT
*        SPACE - 8 IS THE PLACE OF (9) BYTES.  HIGH: THERE IS NO ROOM; A
*        PAGE IS LEFT FOR OPEN FILES
*
SPACE    L     R8,LOCCNT
         LA    R8,7(R8)
         N     R8,=X'00FFFFF8'
         AR    R9,R8
         L     R1,LOWEXT
         S     R1,=F'4096'
         CR    R9,R1
         BCR   2,R10
         ST    R9,LOCCNT
         C     R9,HIMAIN
         BNH   SPACELOW
         ST    R9,HIMAIN          FREE STORAGE STAYS ABOVE
SPACELOW C     R8,=A(TRANSADR)
         BNE   SPACEONE
         XC    TRANNAME,TRANNAME  WHAT IS THERE GOES
SPACEONE L     R1,LDFIRST
         LTR   R1,R1
         BZ    SPACE1ST
         CR    R8,R1
         BNL   SPACEEND
SPACE1ST ST    R8,LDFIRST
SPACEEND CR    R8,R8              NOT HIGH
         BR    R10
*
*        TWICE - TELL THAT NAME 4 IS DEFINED TWICE
*
TWICE    TM    LOADOPT,OPTNODUP
         BCR   1,R10
         MVC   ERRLINE,DUPTEXT
         MVC   ERRLINE+5(8),LDN
         TYPE  ERRLINE,80,COLOR=R
         MVC   LOADCODE,=H'4'
         BR    R10
DUPTEXT  DC    CL80'NAME XXXXXXXX IS DEFINED TWICE; THE FIRST COUNTS'
TRANSADR EQU   X'10000'           TRANSIENT AREA
*
TXT      BAL   R10,COUNT
         LTR   R3,R3
         BZ    CARDGOOD
         LH    R7,CARDID
         BAL   R10,ITEM
         BZ    CARDBAD
         TM    LDEFLAG,LDESKIP
         BO    CARDGOOD
         TM    LDEFLAG,LDEEXT
         BO    CARDBAD
         MVC   CDWORD+1(3),CARDADDR
         MVI   CDWORD,0
         L     R8,CDWORD
         A     R8,LDEMOVE
         BAL   R10,PLACE
         BCTR  R3,0
         EX    R3,TXTMOVE
         B     CARDGOOD
TXTMOVE  MVC   0(0,R8),0(R6)
*
*        PLACE - ARE 3 BYTES AT 8 IN THE PROGRAM'S STORAGE
*
PLACE    C     R8,LOWEXT
         BNL   CARDFULL
         C     R8,=A(TRANSADR)
         BL    CARDBAD
         LA    R9,0(R3,R8)
         C     R9,LOWEXT
         BH    CARDFULL
         TM    LOADFLAG,LOADLAST
         BCR   8,R10
         C     R9,HIMAIN
         BCR   12,R10
         ST    R9,HIMAIN          FREE STORAGE STAYS ABOVE
         BR    R10
*
*        RLD: 8 PLACE OF THE CONSTANT, 9 WHAT IT POINTS TO
*
RLD      BAL   R10,COUNT
RLDITEM  SH    R3,=H'8'
         BM    CARDGOOD
         LH    R7,2(R6)           POSITION
         BAL   R10,ITEM
         BZ    CARDBAD
         LR    R9,R5
         LH    R7,0(R6)           RELOCATION
         BAL   R10,ITEM
         BZ    CARDBAD
RLDNEXT  TM    LDEFLAG-LDESD(R9),LDESKIP
         BO    RLDON
         MVC   CDWORD,4(R6)
         MVI   CDWORD,0
         L     R8,CDWORD
         A     R8,LDEMOVE-LDESD(R9)
         ST    R3,CDNAME
         LA    R3,4
         ST    R9,CDNAME+4
         BAL   R10,PLACE
         L     R3,CDNAME
         L     R9,CDNAME+4
         L     R1,LDEMOVE         WHAT IS ADDED
         TM    LDEFLAG,LDEEXT
         BZ    RLDADD
         LTR   R1,R1              A COMMON'S OWN ADDRESS
         BZ    RLDNAME
         SR    R14,R14
         IC    R14,4(R6)
         BAL   R10,ADDCON
RLDNAME  MVC   CDWORD+1(3),LDENAME
         MVI   CDWORD,0
         L     R4,CDWORD
         L     R1,LDNADDR
         TM    LDNFLAG,LDNDEF
         BO    RLDADD
         BAL   R10,HOLD
         B     RLDON
RLDADD   SR    R14,R14
         IC    R14,4(R6)
         BAL   R10,ADDCON
RLDON    TM    4(R6),X'01'        THE NEXT ONE HAS THE SAME NUMBERS
         BZ    RLDOTHER
         LA    R6,4(R6)
         SH    R3,=H'4'
         BM    CARDGOOD
         B     RLDNEXT
RLDOTHER LA    R6,8(R6)
         B     RLDITEM
*
*        HOLD - THE CONSTANT AT 8, FLAG 4(6), WAITS FOR NAME 4
*
HOLD     FREE  BYTES=LDHLEN
         LTR   R15,R15
         BNZ   CARDFULL
         ST    R8,4(R1)
         MVC   LDHFLAG-LDHOLD(1,R1),4(R6)
         ST    R4,8(R1)
         MVC   0(4,R1),LDHELD
         ST    R1,LDHELD
         BR    R10
*
*        ADDCON - ADD 1 TO THE CONSTANT AT 8; FLAG IN 14
*
ADDCON   LR    R15,R14
         SRL   R15,2
         N     R15,=F'3'          BYTES LESS ONE
         N     R14,=F'2'
         BZ    ADDPLUS
         LCR   R1,R1
ADDPLUS  ST    R1,HEXWORK
         XC    HEXWORK+4(4),HEXWORK+4
         LA    R14,HEXWORK+7
         SR    R14,R15
         EX    R15,ADDTAKE
         L     R1,HEXWORK+4
         A     R1,HEXWORK
         ST    R1,HEXWORK+4
         EX    R15,ADDPUT
         BR    R10
ADDTAKE  MVC   0(0,R14),0(R8)
ADDPUT   MVC   0(0,R8),0(R14)
         EJECT
*        END: 8 WHERE TO BEGIN
*
END      TM    LOADFLAG,LOADLAST
         BZ    ENDADDR
         NI    LOADFLAG,255-LOADLAST
         CLC   CARDSIZE,=CL4' '
         BE    ENDADDR
         MVC   CDWORD,CARDSIZE    COMPILERS KNOW THE LENGTH ONLY NOW
         MVI   CDWORD,0
         L     R9,CDWORD
         BAL   R10,SPACE
         BH    CARDFULL
ENDADDR  CLC   CARDADDR,=CL3' '
         BE    ENDDECK
         MVC   CDWORD+1(3),CARDADDR
         MVI   CDWORD,0
         L     R8,CDWORD
         LH    R7,CARDID
         BAL   R10,ITEM
         BZ    CARDBAD
         A     R8,LDEMOVE
         TM    LDEFLAG,LDEEXT
         BO    ENDDECK
         CLI   STADDR,X'80'       THE FIRST ONE COUNTS
         BNE   ENDDECK
         ST    R8,STADDR
ENDDECK  B     NEWDECK
         EJECT
*        LDCOMMON - 5 NAMES LEFT
*
LDCOMMON ENTER WORK=CDWLEN
         BASE  CMSLDCD
         L     R4,LDRTBL
         LA    R4,0(R4)
         LH    R5,LDRTENT
COMNEXT  LTR   R5,R5
         BZ    CARDGOOD
         BCTR  R5,0
         SH    R4,=AL2(LDNLEN)
         TM    LDNFLAG,LDNCOM
         BZ    COMNEXT
         L     R9,LDNADDR
         BAL   R10,SPACE
         BH    CARDFULL
         ST    R8,LDNADDR
         MVI   LDNFLAG,LDNDEF
         B     COMNEXT
*
LDNEWNAM ENTER WORK=CDWLEN
         BASE  CMSLDCD
         MVC   CDNAME,0(R1)
         LH    R8,LDRTENT
         CH    R8,LDRTLEN
         BNL   LOOKFULL
         BAL   R10,NAME
         LR    R1,R4
         RETURN 0,KEEP=R1
LOOKFULL RETURN 41
*
LDITEM   ENTER
         BASE  CMSLDCD
         LR    R7,R1
         LR    R5,R7
         CH    R5,=AL2(LDITEMS)
         BH    ITEMBAD
         BAL   R10,ITEM
         BZ    ITEMBAD
         LR    R1,R5
         RETURN 0,KEEP=R1
ITEMBAD  RETURN 32
*
LDPLACE  ENTER
         BASE  CMSLDCD
         LA    R1,0(R1)
         C     R1,=A(TRANSADR)
         BL    ITEMBAD
         AR    R1,R0
         C     R1,LOWEXT
         BH    LOOKFULL
         RETURN 0
         EJECT
*        LDLINK - 5 CONSTANT, 6 THE ONE BEFORE
*
LDLINK   ENTER WORK=CDWLEN
         BASE  CMSLDCD
         DROP  R5
         USING LDHOLD,R5
         LA    R6,LDHELD
LINKNEXT L     R5,0(R6)
         LTR   R5,R5
         BZ    LINKEND
         L     R4,LDHNAME
         TM    LDNFLAG,LDNDEF
         BO    LINKIT
         LR    R6,R5
         B     LINKNEXT
LINKIT   MVC   0(4,R6),LDHNEXT
         L     R1,LDNADDR
         SR    R14,R14
         IC    R14,LDHFLAG
         L     R8,LDHFLAG
         LA    R8,0(R8)
         LA    R9,4(R8)           IT MAY NOT BE THE PROGRAM'S ANY MORE
         C     R9,LOWEXT
         BH    LINKFREE
         BAL   R10,ADDCON
LINKFREE DS    0H
         LR    R1,R5
         FRET  BYTES=LDHLEN
         B     LINKNEXT
LINKEND  MVI   STADDR,0
         RETURN 0
         DROP  R5
         LTORG
         END
