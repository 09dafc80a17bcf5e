HELP     TITLE 'HELP - TEXTS FOR PEOPLE'
*
* PURPOSE.    HELP             THE GROUPS OF TEXTS
*             HELP GROUP       WHAT IS IN IT, A LINE FOR EACH
*             HELP NAME        THE TEXT; ABBREVIATIONS WILL DO
*             HELP GROUP NAME  THAT ONE; HELP CP NAME ASKS CP
*             HELP ?           ABOUT HELP
*             A NAME THAT IS IN NO GROUP: FILE 'NAME HELPCMS' OF ANY
*             DISK IS TYPED
* RETURNS     0; 28 THERE IS NO SUCH TEXT; 41 NO STORAGE; 88 THERE IS NO
*             CP; 100 + CODE OF RDBUF
* HOW         'HELP HELPINDX S' HAS AN ITEM FOR EACH NAME (DSECT ENTRY),
*             BY GROUP AND NAME, 'HELP HELPTEXT S' THE LINES.  BOTH ARE
*             MADE BY CMS/BUILD_HELP.PY FROM THE TEXTS IN CMS/HELP
* REGISTERS.  2 ENTRY, 3 LIST, 4 ENTRIES LEFT, 5 LINES LEFT, 6 7 8 WORK,
*             9 CODE, 10 11 LINKS, 12 BASE
*
CMSHELP  CSECT
         REGS
         NUCON
         FILEPLST
         FST
         USING WORK,R13
         USING ENTRY,R2
HELP     ENTER WORK=WORKLEN
         LR    R3,R1
         SR    R9,R9
         ST    R9,INDEX
         MVI   FOUND,0
         MVC   GROUP,=CL8' '
         BAL   R11,GETINDEX
         BNZ   DONE
         MVC   NAME,8(R3)
         CLI   NAME,X'FF'
         BE    MENUALL
         CLC   NAME,=CL8'?'
         BNE   ASKGROUP
         MVC   GROUP,=CL8'CMS'
         MVC   NAME,=CL8'HELP'
         B     LOOKUP
ASKGROUP MVC   GROUP,HELPGRP
         BAL   R11,EXACT
         MVC   GROUP,=CL8' '
         BNZ   LOOKUP
         CLI   16(R3),X'FF'
         BE    MENUONE
         MVC   GROUP,ENMAIN
         CLC   GROUP,=CL8'CP'
         BE    ASKCP
         MVC   NAME,16(R3)
         B     LOOKUP
MENUALL  TYPE  'HELP NAME TELLS ABOUT A COMMAND, HELP HELP ABOUT HELP.'
         TYPE  'HELP AND ONE OF THESE WORDS LISTS MORE:'
         TYPE  =C' ',1
         MVC   GROUP,HELPGRP
         BAL   R11,MENU
         B     DONE
MENUONE  BAL   R11,SHOWTEXT
         BNZ   DONE
         MVC   GROUP,ENMAIN
         BAL   R11,MENU
DONE     L     R1,INDEX
         LTR   R1,R1
         BZ    LEAVE
         L     R2,SIZE
         FRET  BYTES=(R2)
LEAVE    RETURN (R9)
         EJECT
*        LOOKUP - NAME, OF GROUP IF THERE IS ONE: AS IT IS; AS AN
*        ABBREVIATION; A FILE OF THE USER; THE BEGINNING OF ONE NAME
*
LOOKUP   CLI   NAME,C'&&'
         BNE   LOOKEXAC
         CLI   NAME+1,C' '
         BE    LOOKEXAC
         MVC   NAME(7),NAME+1
         MVI   NAME+7,C' '
         CLI   GROUP,C' '
         BNE   LOOKEXAC
         MVC   GROUP,=CL8'EXEC'
LOOKEXAC BAL   R11,EXACT
         BZ    LOOKSHOW
         CLI   GROUP,C' '
         BNE   LOOKPART
         L     R15,AUSABRV
         LTR   R15,R15
         BZ    LOOKUSER
         MVC   WORD,NAME
         MVC   NAMES(8),NAME
         MVI   NAMES+8,X'FF'
         MVC   NAMES+9(7),NAMES+8
         LA    R1,NAMES
         BALR  R14,R15
         LTR   R15,R15
         BNZ   LOOKUSER
         MVC   NAME,NAMES
         BAL   R11,EXACT
         BZ    LOOKSHOW
         MVC   NAME,WORD
LOOKUSER BAL   R11,USERTEXT
         BZ    DONE
LOOKPART BAL   R11,PART
         BZ    LOOKSHOW
         BAL   R11,NEAR
         LA    R9,28
         B     DONE
LOOKSHOW BAL   R11,SHOWTEXT
         BNZ   DONE
         CLI   GROUP,C' '
         BNE   DONE
         BAL   R11,OTHERS
         B     DONE
         EJECT
*        ASKCP - THE WORDS OF LIST 3 BEHIND 'CP' ARE A QUESTION FOR CP
*
ASKCP    MVC   LINE(5),=C'HELP '
         LA    R8,LINE+4
         LA    R7,16(R3)
         LA    R5,8               WORDS THAT ARE TAKEN
ASKWORD  CLI   0(R7),X'FF'
         BE    ASKIT
         MVI   0(R8),C' '
         LA    R8,1(R8)
         BAL   R14,ADDWORD
         LA    R7,8(R7)
         BCT   R5,ASKWORD
ASKIT    LA    R0,LINE
         SR    R8,R0
         LR    R0,R8
         CALL  CPLINE,LINE
         LTR   R9,R15
         BNM   DONE
         LA    R9,88
         TYPE  'THERE IS NO CP: THIS IS A BARE MACHINE',COLOR=R
         B     DONE
*
*        ADDWORD - WORD 7 WITHOUT THE BLANKS BEHIND IT TO 8.  BY BAL R14;
*        USES 6
*
ADDWORD  MVC   0(8,R8),0(R7)
         LA    R8,8(R8)
         LA    R6,8
ADDTRIM  BCTR  R8,0
         CLI   0(R8),C' '
         BNE   ADDEND
         BCT   R6,ADDTRIM
         BCTR  R8,0
ADDEND   LA    R8,1(R8)
         BR    R14
*
*        GETINDEX - INDEX, ENTRIES.  CODE 0: IT IS THERE; ELSE 9 IS THE
*        CODE AND THE REASON HAS BEEN TOLD
*
GETINDEX MVC   LIST,INDXLIST
         CALL  STATE,LIST
         LA    R9,28
         LTR   R15,R15
         BNZ   GETNONE
         L     R7,LIST+FPBUF-FILEPLST
         USING FST,R7
         HALF  R5,FSTIC
         ST    R5,ENTRIES
         CLC   FSTIL,=A(ENLEN)
         BNE   GETNONE
         STH   R5,LIST+FPITEMS-FILEPLST
         MH    R5,=AL2(ENLEN)
         ST    R5,SIZE
         ST    R5,LIST+FPLEN-FILEPLST
         LTR   R5,R5
         BZ    GETNONE
         DROP  R7
         FREE  BYTES=(R5)
         LTR   R15,R15
         BNZ   GETFULL
         ST    R1,INDEX
         ST    R1,LIST+FPBUF-FILEPLST
         CALL  RDBUF,LIST
         LA    R9,100(R15)
         LTR   R15,R15
         BNZ   GETNONE
         CALL  FINIS,LIST
         SR    R9,R9              CODE 0
         LTR   R9,R9
         BR    R11
GETNONE  TYPE  'THE HELP TEXTS CANNOT BE READ FROM THE S-DISK',COLOR=R
         LTR   R9,R9
         BR    R11
GETFULL  LA    R9,41
         TYPE  'STORAGE IS EXHAUSTED',COLOR=R
         LTR   R9,R9
         BR    R11
*
*        FIRST, NEXT - 2 THE FIRST ENTRY OF GROUP, AND THE NEXT ONE; NO
*        GROUP: ALL BUT THOSE OF GROUPS.  CODE 0: NONE.  BY BAL R10
*
FIRST    L     R2,INDEX
         L     R4,ENTRIES
         B     TRY
NEXT     LA    R2,ENLEN(R2)
         BCTR  R4,0
TRY      LTR   R4,R4
         BCR   8,R10
         CLI   GROUP,C' '
         BE    TRYANY
         CLC   ENGROUP,GROUP
         BNE   NEXT
         B     TRYGOOD
TRYANY   CLC   ENGROUP,HELPGRP
         BE    NEXT
TRYGOOD  LTR   R4,R4
         BR    R10
         EJECT
*        EXACT - 2 THE ENTRY OF NAME.  CODE 0: IT IS THERE
*
EXACT    BAL   R10,FIRST
EXNEXT   BZ    EXNONE
         CLC   ENNAME,NAME
         BCR   8,R11
         BAL   R10,NEXT
         B     EXNEXT
EXNONE   LTR   R12,R12            NOT 0
         BR    R11
*
*        PART - THE SAME WHEN NAME IS THE BEGINNING OF ONE NAME ALONE, IN
*        THE FIRST GROUP THAT HAS SUCH A NAME; NAMES OF THE SAME TEXT ARE
*        ONE.  5 THE ONE FOUND
*
PART     SR    R5,R5
         LA    R6,7
PARTTRIM LA    R7,NAME(R6)
         CLI   0(R7),C' '
         BNE   PARTLONG
         BCT   R6,PARTTRIM
PARTLONG BAL   R10,FIRST
PARTNEXT BZ    PARTEND
         EX    R6,PARTCOMP
         BNE   PARTON
         LTR   R5,R5
         BZ    PARTKEEP
         CLC   ENGROUP,ENGROUP-ENTRY(R5)
         BNE   PARTEND            A LATER GROUP DOES NOT MATTER
         CLC   ENFIRST,ENFIRST-ENTRY(R5)
         BNE   EXNONE             TWO
PARTKEEP LR    R5,R2
PARTON   BAL   R10,NEXT
         B     PARTNEXT
PARTCOMP CLC   NAME(0),ENNAME
PARTEND  LTR   R2,R5
         BZ    EXNONE
         CR    R0,R0              CODE 0
         BR    R11
*
*        NEAR - THERE IS NO SUCH NAME, BUT THESE
*
NEAR     MVC   LINE(22),=C'THERE IS NO HELP FOR  '
         LA    R8,LINE+21
         LA    R7,NAME
         BAL   R14,ADDWORD
         LA    R0,LINE
         SR    R8,R0
         TYPE  LINE,(R8),COLOR=R
         BAL   R10,FIRST
NEARNEXT BZ    NEAREND
         BAL   R14,ISNEAR
         BNZ   NEARON
         CLI   FOUND,0
         BNE   NEARTYPE
         MVI   FOUND,1
         TYPE  'MEANT MAY BE:'
NEARTYPE BAL   R14,TYPENAME
NEARON   BAL   R10,NEXT
         B     NEARNEXT
NEAREND  CLI   FOUND,0
         BCR   7,R11
         TYPE  'HELP ALONE SHOWS WHAT THERE IS'
         BR    R11
         EJECT
*        ISNEAR - CODE 0: NAME IS THE BEGINNING OF ENNAME; OR LESS WHAT
*        BOTH BEGIN AND END WITH ONE CHARACTER IS LEFT, OR TWO THAT
*        CHANGE PLACES.  5 CHARACTERS IN FRONT, 6 7 ENDS, 8 PLACES.  BY
*        BAL R14
*
ISNEAR   SR    R5,R5
NEARFRNT LA    R8,NAME(R5)
         CLI   0(R8),C' '
         BCR   8,R14
         LA    R15,ENNAME(R5)
         CLC   0(1,R8),0(R15)
         BNE   NEARREST
         LA    R5,1(R5)
         CH    R5,=H'8'
         BL    NEARFRNT
NEARREST LA    R6,NAME+8
         BAL   R8,NEARTRIM
         LA    R0,NAME+2
         CR    R6,R0
         BNH   NEARNOT            ONE OR TWO CHARACTERS: TOO FEW
         LR    R7,R6
         LA    R6,ENNAME+8
         BAL   R8,NEARTRIM
NEARBACK LA    R0,NAME(R5)        7 END OF NAME, 6 OF ENNAME
         CR    R7,R0
         BE    NEARSIZE
         LA    R0,ENNAME(R5)
         CR    R6,R0
         BE    NEARSIZE
         BCTR  R6,0
         BCTR  R7,0
         CLC   0(1,R6),0(R7)
         BE    NEARBACK
         LA    R6,1(R6)
         LA    R7,1(R7)
NEARSIZE LA    R8,NAME(R5)
         LA    R15,ENNAME(R5)
         SR    R7,R8
         SR    R6,R15
         CH    R7,=H'1'
         BH    NEARTWO
         CH    R6,=H'1'
         BH    NEARNOT
         CR    R0,R0
         BR    R14
NEARTWO  CH    R7,=H'2'
         BCR   7,R14
         CH    R6,=H'2'
         BCR   7,R14
         CLC   0(1,R8),1(R15)
         BCR   7,R14
         CLC   1(1,R8),0(R15)
         BR    R14
NEARNOT  LTR   R12,R12
         BR    R14
*        END OF WHAT ENDS AT 6, WITHOUT BLANKS
NEARTRIM BCTR  R6,0
         CLI   0(R6),C' '
         BE    NEARTRIM
         LA    R6,1(R6)
         BR    R8
*
*        TYPENAME - 'HELP GROUP NAME' OF ENTRY 2.  BY BAL R14
*
TYPENAME ST    R14,LINKSAVE
         MVC   LINE(7),=C'  HELP '
         LA    R8,LINE+7
         LA    R7,ENGROUP
         BAL   R14,ADDWORD
         MVI   0(R8),C' '
         LA    R8,1(R8)
         LA    R7,ENNAME
         BAL   R14,ADDWORD
         LA    R0,LINE
         SR    R8,R0
         TYPE  LINE,(R8)
         L     R14,LINKSAVE
         BR    R14
         EJECT
*        MENU - A LINE FOR EACH NAME OF GROUP; OTHER NAMES OF THE SAME
*        HAVE NONE
*
MENU     BAL   R10,FIRST
MENUNEXT BCR   8,R11
         CLC   ENNAME,ENMAIN
         BNE   MENUON
         TYPE  ENMENU,72
         TM    KTFLAG,X'80'       NO TYPING: NO USE
         BCR   1,R11
MENUON   BAL   R10,NEXT
         B     MENUNEXT
*
*        OTHERS - WHERE ELSE THERE IS A TEXT OF THE NAME OF ENTRY 2
*
OTHERS   LR    R5,R2
         MVC   NAME,ENNAME
         BAL   R10,FIRST
OTHNEXT  BCR   8,R11
         CR    R2,R5
         BE    OTHON
         CLC   ENNAME,NAME
         BNE   OTHON
         CLI   FOUND,0
         BNE   OTHTYPE
         MVI   FOUND,1
         TYPE  'THERE IS ALSO:'
OTHTYPE  BAL   R14,TYPENAME
OTHON    BAL   R10,NEXT
         B     OTHNEXT
*
*        SHOWTEXT - THE LINES OF ENTRY 2.  CODE 0: DONE; ELSE 9 IS THE
*        CODE, WHICH HAS BEEN TOLD
*
SHOWTEXT MVC   LIST,TEXTLIST
         LA    R1,LINE
         ST    R1,LIST+FPBUF-FILEPLST
         CALL  GETDEC,ENFIRST
         STH   R0,LIST+FPITEM-FILEPLST
         CALL  GETDEC,ENLINES
         LTR   R5,R0
         BNP   SHOWEND
SHOWNEXT TM    KTFLAG,X'80'
         BO    SHOWEND
         CALL  RDBUF,LIST
         LA    R9,100(R15)
         LTR   R15,R15
         BNZ   SHOWBAD
         TYPE  LINE,72
         MVC   LIST+FPITEM-FILEPLST(2),=H'0'
         BCT   R5,SHOWNEXT
SHOWEND  CALL  FINIS,LIST
         SR    R9,R9
         LTR   R9,R9
         BR    R11
SHOWBAD  CALL  FINIS,LIST
         B     GETNONE
         EJECT
*        USERTEXT - 'NAME HELPCMS' OF ANY DISK.  CODE 0: TYPED
*
USERTEXT MVC   LIST,USERLIST
         MVC   LIST+FPFN-FILEPLST(8),NAME
         CLI   NAME,C'*'
         BE    EXNONE
         CALL  STATE,LIST
         LTR   R15,R15
         BCR   7,R11
         L     R7,LIST+FPBUF-FILEPLST
         USING FST,R7
         MVC   LIST+FPFV-FILEPLST(1),FSTFV
         HALF  R5,FSTIC
         DROP  R7
         LTR   R5,R5
         BZ    USEREND
         LA    R1,LINE
         ST    R1,LIST+FPBUF-FILEPLST
USERNEXT TM    KTFLAG,X'80'
         BO    USEREND
         CALL  RDBUF,LIST
         LTR   R15,R15
         BZ    USERTYPE
         CH    R15,=H'8'          LONGER THAN A LINE
         BNE   USERBAD
USERTYPE L     R6,LIST+FPREAD-FILEPLST
         TYPE  LINE,(R6)
         BCT   R5,USERNEXT
USEREND  CALL  FINIS,LIST
         CR    R0,R0
         BR    R11
USERBAD  LA    R9,100(R15)
         CALL  FINIS,LIST
         TYPE  'THE FILE CANNOT BE READ',COLOR=R
         CR    R0,R0
         BR    R11
         DS    0D
HELPGRP  DC    CL8'HELP'          THE GROUP OF GROUPS
INDXLIST DC    CL8'STATE',CL8'HELP',CL8'HELPINDX',CL2'S',H'0',A(0)
         DC    F'0',CL2'F',H'1',F'0'
TEXTLIST DC    CL8'RDBUF',CL8'HELP',CL8'HELPTEXT',CL2'S',H'0',A(0)
         DC    F'72',CL2'F',H'1',F'0'
USERLIST DC    CL8'STATE',CL8' ',CL8'HELPCMS',CL2'*',H'0',A(0),F'130'
         DC    CL2'V',H'1',F'0'
         LTORG
WORK     DSECT
         DS    18F
LIST     DS    XL44
INDEX    DS    A                  ENTRIES OF HELPINDX, 0: NOT READ
SIZE     DS    F                  ... BYTES
ENTRIES  DS    F                  ... HOW MANY
LINKSAVE DS    A
NAMES    DS    CL16               LIST FOR USABRV
NAME     DS    CL8                WANTED
GROUP    DS    CL8                ... OF THIS GROUP, BLANK: ANY
WORD     DS    CL8
FOUND    DS    X
LINE     DS    CL132
         DS    0D
WORKLEN  EQU   *-WORK-72
ENTRY    DSECT
ENGROUP  DS    CL8
ENNAME   DS    CL8
ENFIRST  DS    CL8                FIRST ITEM OF THE TEXT, DECIMAL
ENLINES  DS    CL8                LINES
ENMAIN   DS    CL8                NAME OF THE TEXT, OF WHICH ENNAME IS
*                                 ANOTHER NAME WHEN IT DIFFERS
ENMENU   DS    CL72               LINE OF THE MENU
ENLEN    EQU   *-ENTRY
         END
