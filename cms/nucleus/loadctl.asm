LDCT     TITLE 'LOADCTL - CONTROL CARDS OF THE LOADER'
*
* PURPOSE.    LDCTLCRD  1 A CARD THAT IS NEITHER ESD, TXT, RLD NOR END
*             WITH X'02' IN COLUMN 1:
*             SLC  7-12 NUMBER, 17-22 NAME OR BLANK: THE NEXT SECTION GOES
*                  THERE
*             SPB  THE NEXT SECTION GOES TO A PAGE
*             ICS  17-22 NAME, 25-28 LENGTH: THAT SECTION HAS AT LEAST SO
*                  MANY BYTES, ALSO WHEN NO DECK HAS IT
*             REP  7-12 ADDRESS, 15-16 ITEM, FROM 17 HALFWORDS WITH COMMAS
*                  BETWEEN: THEY REPLACE THE TEXT
*             LDT  17-24 NAME OR BLANK, WHERE EXECUTION BEGINS
*             SYM  IS PASSED OVER
*             WITH A BLANK:
*             ENTRY NAME   EXECUTION BEGINS THERE
*             LIBRARY (NAME,...), *(NAME,...)   NAMES NOT TO BE SEARCHED
*             WITH *: A REMARK.  ANY OTHER CARD IS TOLD IN THE LOAD MAP
* RETURNS     0; 32 IT IS WRONG, 41 NO ROOM (NOT TOLD)
* REGISTERS.  2 CARD, 3 CHARACTERS LEFT, 6 PLACE IN THE CARD, 8 9 WORK, 11
*             LOAD'S WORK AREA, 12 BASE
*
CMSLDCT  CSECT
         REGS
         NUCON
         LOADTAB
         LOADWORK
         EXTRN LDMAPLIN,LDITEM,LDPLACE,LDNEWNAM,LDLOOK
CTLWORK  DSECT
         DS    18F
CTLNAME  DS    CL8
CTLWLEN  EQU   *-CTLWORK-72
CMSLDCT  CSECT
         USING LOADWORK,R11
         USING CTLWORK,R13
LDCTLCRD ENTER WORK=CTLWLEN
         LR    R2,R1
         MVC   CTLNAME,=CL8' '
         CLI   0(R2),C'*'
         BE    GOOD
         CLI   0(R2),C' '
         BE    STATEMNT
         CLI   0(R2),X'02'
         BNE   UNKNOWN
         CLC   1(3,R2),=C'SYM'
         BE    GOOD
         CLC   1(3,R2),=C'REP'
         BE    REP
         CLC   1(3,R2),=C'SLC'
         BE    SLC
         CLC   1(3,R2),=C'ICS'
         BE    ICS
         CLC   1(3,R2),=C'SPB'
         BE    SPB
         CLC   1(3,R2),=C'LDT'
         BE    LDT
UNKNOWN  TM    LOADOPT2,OPTNOINV
         BO    GOOD
         MVC   MAPLINE,UNKTEXT
         MVC   MAPLINE+14(66),0(R2)
         TR    MAPLINE+14(66),PRINTED
INTOMAP  LA    R1,MAPLINE
         LINK  LDMAPLIN
GOOD     RETURN 0
WRONG    RETURN 32
FULL     RETURN 41
UNKTEXT  DC    CL80'INVALID CARD'
PRINTED  DC    64C' ',192AL1(*-PRINTED)
*
*        HEX - 0 IS THE HEXADECIMAL NUMBER CTLNAME
*
HEX      CALL  GETHEX,CTLNAME
         LTR   R15,R15
         BNZ   WRONG
         BR    R10
         EJECT
SLC      SR    R0,R0
         CLC   6(6,R2),=CL6' '    NUMBER, NAME, OR THEIR SUM
         BE    SLCNAME
         MVC   CTLNAME(6),6(R2)
         BAL   R10,HEX
SLCNAME  LR    R8,R0
         CLC   16(6,R2),=CL6' '
         BE    SLCSET
         CLI   12(R2),C' '        (PERIOD CARDS MAY LEAVE OUT THE GAP)
         BNE   SLCSET
         MVC   CTLNAME,=CL8' '
         MVC   CTLNAME(6),16(R2)
         LA    R1,CTLNAME
         LINK  LDLOOK
         LTR   R15,R15
         BNZ   WRONG
         AR    R8,R1
SLCSET   C     R8,=A(X'10000')
         BL    WRONG
         C     R8,LOWEXT
         BNL   FULL
         ST    R8,LOCCNT
         B     ECHO
SPB      L     R8,LOCCNT
         LA    R8,4095(R8)
         N     R8,=X'00FFF000'
         B     SLCSET
*
ICS      MVC   CTLNAME(4),24(R2)
         BAL   R10,HEX
         LR    R8,R0
         MVC   CTLNAME,=CL8' '
         MVC   CTLNAME(6),16(R2)
         CLI   CTLNAME,C' '
         BE    WRONG
         LA    R1,CTLNAME
         LINK  LDNEWNAM
         LTR   R15,R15
         BNZ   FULL
         USING LDNAMES,R1
         TM    LDNFLAG,LDNDEF     IT HAS ITS PLACE: TOO LATE
         BO    WRONG
         OI    LDNFLAG,LDNCOM
         NI    LDNFLAG,255-LDNWEAK
         C     R8,LDNADDR
         BNH   ECHO
         ST    R8,LDNADDR
         DROP  R1
ECHO     OI    LOADFLAG,LOADGOOD
         TM    LOADOPT2,OPTNOREP
         BO    GOOD
         MVC   MAPLINE,0(R2)
         TR    MAPLINE,PRINTED
         B     INTOMAP
         EJECT
REP      MVC   CTLNAME(6),6(R2)
         BAL   R10,HEX
         LR    R8,R0
         LA    R1,1
         CLC   14(2,R2),=CL2' '
         BE    REPITEM
         MVC   CTLNAME,=CL8' '
         MVC   CTLNAME(2),14(R2)
         BAL   R10,HEX
         LR    R1,R0
REPITEM  LINK  LDITEM
         LTR   R15,R15
         BNZ   WRONG
         USING LDESD,R1
         TM    LDEFLAG,LDESKIP+LDEEXT
         BNZ   GOOD
         A     R8,LDEMOVE
         DROP  R1
         LA    R6,16(R2)
         LA    R3,72(R2)
REPNEXT  LA    R0,2
         LR    R1,R8
         LINK  LDPLACE
         LTR   R15,R15
         BNZ   RETURN
         MVC   CTLNAME,=CL8' '
         MVC   CTLNAME(4),0(R6)
         BAL   R10,HEX
         STC   R0,1(R8)
         SRL   R0,8
         STC   R0,0(R8)
         LA    R8,2(R8)
         CLI   4(R6),C','
         BNE   ECHO
         LA    R6,5(R6)
         CR    R6,R3
         BL    REPNEXT
         B     ECHO
RETURN   RETURN
*
LDT      MVC   CTLNAME,16(R2)
         CLI   CTLNAME,C' '
         BE    GOOD
STARTAT  TM    LOADOPT2,OPTRESET
         BO    GOOD               RESET KNOWS BETTER
         MVC   LOADSTRT,CTLNAME
         B     GOOD
         EJECT
*        STATEMENTS: 6 GOES ALONG THE CARD
STATEMNT LA    R6,1(R2)
         LA    R3,70
         BAL   R10,BLANKS
         BAL   R10,WORD
         CLC   CTLNAME,=CL8'ENTRY'
         BE    ENTRYST
         CLC   CTLNAME,=CL8'LIBRARY'
         BNE   UNKNOWN
         OI    LOADFLAG,LOADGOOD
         BAL   R10,BLANKS
LIBNEXT  LTR   R3,R3
         BNP   GOOD
         CLI   0(R6),C' '
         BE    GOOD
         CLI   0(R6),C'*'
         BE    LIBSKIP
         CLI   0(R6),C'('
         BE    LIBSKIP
         CLI   0(R6),C')'
         BE    LIBSKIP
         CLI   0(R6),C','
         BE    LIBSKIP
         BAL   R10,WORD
         LA    R1,CTLNAME
         LINK  LDNEWNAM
         LTR   R15,R15
         BNZ   FULL
         OI    LDNFLAG-LDNAMES(R1),LDNEVER
         B     LIBNEXT
LIBSKIP  LA    R6,1(R6)
         BCTR  R3,0
         B     LIBNEXT
ENTRYST  OI    LOADFLAG,LOADGOOD
         BAL   R10,BLANKS
         BAL   R10,WORD
         CLI   CTLNAME,C' '
         BE    WRONG
         LA    R1,CTLNAME         IT IS WANTED NOW
         LINK  LDNEWNAM
         LTR   R15,R15
         BNZ   FULL
         NI    LDNFLAG-LDNAMES(R1),255-LDNWEAK
         B     STARTAT
*
*        BLANKS - 6 TO THE NEXT CHARACTER THAT IS NONE
*
BLANKS   LTR   R3,R3
         BCR   13,R10
         CLI   0(R6),C' '
         BCR   7,R10
         LA    R6,1(R6)
         BCT   R3,BLANKS
         BR    R10
*
*        WORD - THE NEXT ONE, UP TO 8 CHARACTERS, IS CTLNAME
*
WORD     MVC   CTLNAME,=CL8' '
         LA    R8,CTLNAME
         LA    R9,8
WORDNEXT LTR   R3,R3
         BCR   13,R10
         CLI   0(R6),C' '
         BCR   8,R10
         CLI   0(R6),C','
         BCR   8,R10
         CLI   0(R6),C'('
         BCR   8,R10
         CLI   0(R6),C')'
         BCR   8,R10
         LTR   R9,R9
         BZ    WORDLONG
         MVC   0(1,R8),0(R6)
         LA    R8,1(R8)
         BCTR  R9,0
WORDLONG LA    R6,1(R6)
         BCTR  R3,0
         B     WORDNEXT
         LTORG
         END
