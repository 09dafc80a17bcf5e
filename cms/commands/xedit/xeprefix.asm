XEPR     TITLE 'XEPREFIX - PREFIX COMMANDS THAT WERE TYPED'
*
* PURPOSE.    XEPREFIX  0 LINE, 1 WHAT STANDS IN ITS PREFIX FIELD, 2 LENGTH:
*                       A COMMAND FOR IT, OR NONE ANY MORE (EDPENDS)
*             XEPNSHOW  6 LINE: IS ONE PENDING; ITS TEXT, 5 CHARACTERS, TO
*                       PLACE 3.  15: 0, 4 NONE
*             XEPNANY   15: 0 SOME ARE PENDING, 4 NONE
*             XERESET   SUBCOMMAND RESET: NONE ANY MORE
*             XECHANGD  BY EDJADD, 2 OPERATION, 3 LINE, 1 TEXT: NUMBERS OF
*                       LINES THAT ARE KEPT FOLLOW
* RETURNS     0; XEPREFIX 12 NO SUCH COMMAND, TOLD
* REGISTERS.  2 3 TYPED, 4 ENTRY, 5 HOW MANY, 6 LINE, 7 COMMAND, 8 COUNT,
*             9 XEGLOB, 11 EDBLK, 12 BASE (OF THE SECTION)
*
CMSXEPRF CSECT
         REGS
         NUCON
         FILEPLST
         SCRBLK
         EDBLK
         XEGLOB
         USING XEPENDED,R4
XEPREFIX XENTER CMSXEPRF
         LR    R6,R0
         LR    R5,R1
         LR    R3,R2
         MVC   XEWORK,=CL8' '
         LTR   R3,R3
         BZ    PLAIN
         BCTR  R3,0
         EX    R3,MOVE
         L     R1,AUPCASE
         TR    XEWORK,0(R1)
*        WHAT STOOD THERE IS NO COMMAND: = AND BLANKS, OR THE DIGITS OF
*        THE NUMBER AT BOTH ENDS
PLAIN    CLI   XENUMBER,C'Y'
         BNE   DEQUAL
         BAL   R10,FINDLINE
         BE    DEQUAL
         CVD   R6,PACKED
         OI    PACKED+7,X'0F'
         UNPK  HEXWORK(5),PACKED+5(3)
         LA    R1,XEWORK+4
         LA    R2,HEXWORK+4
         LA    R3,5
NUMBACK  CLC   0(1,R1),0(R2)
         BNE   NUMFRONT
         MVI   0(R1),C' '
         BCTR  R1,0
         BCTR  R2,0
         BCT   R3,NUMBACK
NUMFRONT LA    R1,XEWORK
         LA    R2,HEXWORK
NUMNEXT  LTR   R3,R3
         BZ    DEQUAL
         CLC   0(1,R1),0(R2)
         BNE   DEQUAL
         MVI   0(R1),C' '
         LA    R1,1(R1)
         LA    R2,1(R2)
         BCT   R3,NUMNEXT
DEQUAL   BAL   R10,FINDLINE       AN EARLIER ONE IS OVER
         BNE   PARSE
         XC    PNCMD,PNCMD
PARSE    SR    R7,R7
         SR    R8,R8
         LA    R2,XEWORK
         LA    R3,5
         XC    HEXWORK(2),HEXWORK
NEXT     CLI   0(R2),C' '
         BE    ON
         CLI   0(R2),C'='
         BE    ON
         CLI   0(R2),C'0'
         BL    LETTER
         CLI   0(R2),C'9'
         BH    WRONG
         SR    R1,R1
         IC    R1,0(R2)
         MH    R8,=H'10'
         AR    R8,R1
         SH    R8,=H'240'
         B     ON
LETTER   CH    R7,=H'2'
         BNL   WRONG
         LA    R1,HEXWORK(R7)
         MVC   0(1,R1),0(R2)
         LA    R7,1(R7)
ON       LA    R2,1(R2)
         BCT   R3,NEXT
         LTR   R7,R7
         BZ    NOCMD
         LA    R1,COMMANDS
LOOK     CLI   0(R1),X'FF'
         BE    WRONG
         CLC   0(2,R1),HEXWORK
         BE    KNOWN
         LA    R1,3(R1)
         B     LOOK
KNOWN    TM    2(R1),X'80'        NOT AT THE TOP
         BZ    KNOWNEND
         LTR   R6,R6
         BZ    NOTHERE
KNOWNEND TM    2(R1),X'40'        NOT AT THE END
         BZ    KNOWNPUT
         C     R6,EDLINES
         BH    NOTHERE
KNOWNPUT LA    R4,EDPENDS         A FREE ENTRY
         LA    R5,PNMAX
PUTNEXT  CLC   PNCMD,=X'0000'
         BE    PUT
         LA    R4,8(R4)
         BCT   R5,PUTNEXT
         SAY   'TOO MANY PREFIX COMMANDS: RESET TAKES THEM AWAY'
         RETURN 12
PUT      MVC   PNCMD,HEXWORK
         ST    R6,PNLINE
         STH   R8,PNCOUNT         0: NONE WAS TYPED
         RETURN 0
NOCMD    LTR   R8,R8
         BZ    GOOD
WRONG    LA    R2,XEWORK+4        WITHOUT WHAT STOOD THERE
         LA    R3,5
WRONGEQ  CLI   0(R2),C'='
         BE    WRONGCUT
         CLI   0(R2),C' '
         BNE   WRONGIS
WRONGCUT BCTR  R2,0
         BCT   R3,WRONGEQ
WRONGIS  MVC   EDOUT(28),=CL28'NOT A PREFIX COMMAND:'
         MVC   EDOUT+22(5),XEWORK
         LA    R3,22(R3)
         SAY   EDOUT,(R3)
         RETURN 12
NOTHERE  MVC   EDOUT(2),HEXWORK
         MVC   EDOUT+2(L'NOLINE),NOLINE
         LTR   R6,R6
         BNZ   NOTHEREI
         MVC   EDOUT+19(3),=C'TOP'
NOTHEREI LA    R1,EDOUT           ONE LETTER
         CLI   EDOUT+1,0
         BNE   NOTHERE2
         LA    R1,EDOUT+1
         MVC   0(1,R1),EDOUT
NOTHERE2 LA    R3,EDOUT+2+L'NOLINE
         SR    R3,R1
         LR    R2,R1
         SAY   0(R2),(R3),COLOR=R
         RETURN 12
GOOD     RETURN 0
MOVE     MVC   XEWORK(0),0(R5)
NOLINE   DC    C' CANNOT STAND AT END OF FILE: TYPE IT BESIDE A LINE'
*        COMMANDS: 80 NOT AT THE TOP OF THE FILE, 40 NOT AT ITS END
COMMANDS DC    X'C900',X'00',X'C100',X'00'             I A
         DC    X'C400',X'C0',X'C4C4',X'C0'             D DD
         DC    X'C300',X'C0',X'C3C3',X'C0'             C CC
         DC    X'D400',X'C0',X'D4D4',X'C0'             M MM
         DC    X'7F00',X'C0',X'7F7F',X'C0'             " ""
         DC    X'6E00',X'C0',X'6E6E',X'C0'             > >>
         DC    X'4C00',X'C0',X'4C4C',X'C0'             < <<
         DC    X'6100',X'00'                           /
         DC    X'C600',X'40',X'D700',X'80'             F P
         DC    X'C200',X'80'                           B
         DC    X'FF'
         EJECT
*        FINDLINE - 4 THE ENTRY OF LINE 6: CODE 0.  BY BAL R10; USES 5
*
FINDLINE LA    R4,EDPENDS
         LA    R5,PNMAX
FINDNEXT CLC   PNCMD,=X'0000'
         BE    FINDON
         C     R6,PNLINE
         BCR   8,R10
FINDON   LA    R4,8(R4)
         BCT   R5,FINDNEXT
         LTR   R12,R12
         BR    R10
*
XEPNSHOW XENTER CMSXEPRF
         BAL   R10,FINDLINE
         BNE   SHOWNOT
         MVC   0(5,R3),=C'====='
         CLI   XENUMBER,C'Y'
         BNE   SHOWCMD
         MVC   0(5,R3),=CL5' '
SHOWCMD  MVC   0(1,R3),PNCMD
         LA    R3,1(R3)
         CLI   PNCMD+1,0
         BE    SHOWNUM
         MVC   0(1,R3),PNCMD+1
         LA    R3,1(R3)
SHOWNUM  LH    R0,PNCOUNT
         LTR   R0,R0
         BZ    SHOWN
         CALL  TODEC,EDNUMBER
         LA    R1,EDNUMBER
         LA    R2,9
SHOWSKIP CLI   0(R1),C' '
         BNE   SHOWDIG
         LA    R1,1(R1)
         BCT   R2,SHOWSKIP
SHOWDIG  CH    R2,=H'2'
         BNH   SHOWMOVE
         LA    R2,2
SHOWMOVE EX    R2,SHOWCOPY
SHOWN    RETURN 0
SHOWCOPY MVC   0(0,R3),0(R1)
SHOWNOT  RETURN 4
*
XEPNANY  XENTER CMSXEPRF
         LA    R4,EDPENDS
         LA    R5,PNMAX
ANYNEXT  CLC   PNCMD,=X'0000'
         BNE   SHOWN
         LA    R4,8(R4)
         BCT   R5,ANYNEXT
         B     SHOWNOT
*
XERESET  XENTER CMSXEPRF
         XC    EDPENDS(8*PNMAX),EDPENDS
         RETURN 0
         EJECT
XECHANGD XENTER CMSXEPRF
         LTR   R9,R9
         BZ    CHGEND             EDIT
         CH    R2,=AL2(C'I')
         BE    CHGINS
         CH    R2,=AL2(C'D')
         BNE   CHGEND
         L     R8,0(R1)           HOW MANY
         LA    R10,DELETED
         B     CHGALL
CHGINS   LA    R10,ADDED
CHGALL   LA    R4,EDPENDS
         LA    R5,PNMAX
CHGNEXT  CLC   PNCMD,=X'0000'
         BE    CHGON
         L     R6,PNLINE
         BALR  R7,R10
         B     CHGGONE
         ST    R6,PNLINE
         B     CHGON
CHGGONE  XC    PNCMD,PNCMD
CHGON    LA    R4,8(R4)
         BCT   R5,CHGNEXT
         L     R6,XEKEEP          THE CURRENT LINE
         BALR  R7,R10
         LA    R6,0(R3)           FOUR BYTES, AS A BRANCH
         ST    R6,XEKEEP
         L     R6,XECLINE
         LTR   R6,R6
         BM    CHGEND
         BALR  R7,R10
         LA    R6,0(R3)           FOUR BYTES, AS A BRANCH
         ST    R6,XECLINE
CHGEND   RETURN 0
*        ADDED, DELETED - LINE NUMBER 6 AFTERWARDS.  TO 4 BEHIND 7, TO 7
*        WHEN THE LINE IS GONE.  R0
ADDED    CR    R6,R3              A LINE BEHIND LINE 3
         BNH   4(R7)
         LA    R6,1(R6)
         B     4(R7)
DELETED  CR    R6,R3              8 LINES FROM LINE 3 ON
         BL    4(R7)
         LR    R0,R6
         SR    R0,R8
         CR    R0,R3
         BCR   4,R7
         LR    R6,R0
         B     4(R7)
         LTORG
         END
