BSCM     TITLE 'BSCMD - COMMANDS OF BASIC'
*
* PURPOSE.    BZCMND  THE LINE AT 2, TO 3, IF IT IS A COMMAND.  CODE 0: IT
*                     WAS, AND IS DONE
*             RUN (NAME)  LIST (A-B)  NEW  DELETE A-B  RENUMBER (A,B)
*             CONTINUE  CLEAR  LOAD NAME, OLD NAME  SAVE (NAME)  FILES
*             CMS COMMAND  HELP (NAME)  BYE, QUIT
* HOW         A TABLE OF WORDS; THE ROUTINES GET 2 BEHIND THE WORD, 3 THE
*             END
* REGISTERS.  1 WORK, 2 TEXT, 3 END, 5 LINE, 6 7 FIRST AND LAST NUMBER, 8
*             9 WORK, 11 BASBLK, 12 BASE
*
CMSBCMD  CSECT
         REGS
         NUCON
         BASBLK
         USING PLINE,R5
CAPITAL  EQU   BZUP-BZBUF
BZCMND   BENTER CMSBCMD,WORK=8
         ST    R2,32(R10)
         LR    R5,R2
WORD     LA    R1,CAPITAL(R2)     A WORD OF LETTERS
         CLI   0(R1),C'A'
         BL    WORDEND
         CLI   0(R1),C'Z'
         BH    WORDEND
         LA    R2,1(R2)
         B     WORD
WORDEND  LR    R6,R2
         SR    R6,R5
         BZ    NOTCMD
         CH    R6,=H'8'
         BH    NOTCMD
         CLI   0(R2),C'='         A VARIABLE OF THAT NAME
         BE    NOTCMD
         MVC   BZFIELD(8),=CL8' '
         BCTR  R6,0
         EX    R6,WORDMOVE
         LA    R5,TABLE
LOOK     CLC   0(8,R5),BZFIELD
         BE    HIT
         LA    R5,12(R5)
         CLI   0(R5),X'FF'
         BNE   LOOK
NOTCMD   L     R2,32(R10)
         LTR   R12,R12
         BRETURN
WORDMOVE MVC   BZFIELD(0),CAPITAL(R5)
HIT      LR    R6,R2
         BCALL BZSKIP
         BE    HITGO
         CLI   0(R2),C'='
         BE    NOTCMD
HITGO    L     R15,8(R5)
         BALR  R14,R15
         CR    R2,R2
         BRETURN
         DS    0F
TABLE    DC    CL8'RUN',V(BZCRUN),CL8'LIST',V(BZCLIST)
         DC    CL8'NEW',V(BZCNEW),CL8'DELETE',V(BZCDEL)
         DC    CL8'DEL',V(BZCDEL),CL8'RENUMBER',V(BZRENUM)
         DC    CL8'RENUM',V(BZRENUM),CL8'CONTINUE',V(BZCCONT)
         DC    CL8'CONT',V(BZCCONT),CL8'CLEAR',V(BZCCLEAR)
         DC    CL8'LOAD',V(BZCLOAD),CL8'OLD',V(BZCLOAD)
         DC    CL8'SAVE',V(BZCSAVE),CL8'FILES',V(BZCFILES)
         DC    CL8'CMS',V(BZCCMS),CL8'HELP',V(BZCHELP)
         DC    CL8'BYE',V(BZBYE),CL8'QUIT',V(BZBYE)
         DC    CL8'SYSTEM',V(BZBYE),X'FF'
*
BZCRUN   BENTER CMSBCMD
         BCALL BZSKIP
         BE    RUNIT
         BCALL BZCLOAD
RUNIT    BCALL BZRUNP
         BRETURN
BZCNEW   BENTER CMSBCMD
         CLI   BZDIRTY,1
         BNE   NEWIT
         MVI   BZDIRTY,2
         BERR  'THE PROGRAM HAS NOT BEEN SAVED.  SAVE IT, OR SAY NEW ONX
               CE MORE'
NEWIT    BCALL BZNEWP
         BRETURN
BZCCLEAR BENTER CMSBCMD
         BCALL BZCLOSEA
         BCALL BZCLEAR
         BRETURN
BZCCONT  BENTER CMSBCMD
         L     R5,BZCONTL
         LTR   R5,R5
         BNZ   CONTIT
         BERR  'THERE IS NOTHING TO CONTINUE: RUN IT'
CONTIT   ST    R5,BZLINE
         L     R4,BZCONTT
         XC    BZCONTL,BZCONTL
         BCALL BZFORGET
         BCALL BZEXEC
         BRETURN
*
*        RANGE - 6 7 FROM THE TEXT AT 2: A, A-B, A-, -B; NOTHING: ALL.
*        CODE 0: NOTHING.  BY BAL R9
*
RANGE    SR    R6,R6
         L     R7,=A(LASTNUM)
         BCALL BZSKIP
         BCR   8,R9
         BCALL BZNUMB
         LTR   R15,R15
         BNZ   RANGEDSH
         LR    R6,R1
         LR    R7,R1
RANGEDSH BCALL BZSKIP
         BE    RANGEND
         CLI   0(R2),C'-'
         BE    RANGETO
         CLI   0(R2),C','
         BNE   RANGEBAD
RANGETO  LA    R2,1(R2)
         L     R7,=A(LASTNUM)
         BCALL BZSKIP
         BE    RANGEND
         BCALL BZNUMB
         LTR   R15,R15
         BNZ   RANGEBAD
         LR    R7,R1
         BCALL BZSKIP
         BNE   RANGEBAD
RANGEND  LTR   R12,R12
         BR    R9
RANGEBAD BERR  'LINES ARE TOLD AS 10 OR 10-50 OR 10- OR -50'
*
BZCLIST  BENTER CMSBCMD
         BAL   R9,RANGE
         LR    R1,R6
         BCALL BZFIND
         LR    R5,R2
LISTNEXT C     R5,BZTEND
         BNL   LISTEND
         C     R7,PLNUM
         BL    LISTEND
         TM    KXFLAG,X'80'
         BO    LISTEND
         TM    KTFLAG,X'80'
         BO    LISTEND
         BCALL BZLISTL
         LA    R2,BZOUT
         LTR   R3,R3
         BCALL BZPUTS
         BCALL BZFLUSH
         AH    R5,PLLEN
         B     LISTNEXT
LISTEND  BRETURN
*
BZCDEL   BENTER CMSBCMD
         BAL   R9,RANGE
         BNE   DELHAS
         BERR  'TELL WHICH LINES: DELETE 10-50.  NEW DELETES ALL'
DELHAS   LR    R1,R6
         BCALL BZFIND
         LR    R5,R2
         C     R7,PLNUM
         BL    DELNONE
DELNEXT  C     R5,BZTEND
         BNL   DELEND
         C     R7,PLNUM
         BL    DELEND
         BCALL BZCUT
         B     DELNEXT
DELEND   BCALL BZCLEAR
         MVI   BZDIRTY,1
         BRETURN
DELNONE  BERR  'THERE ARE NO SUCH LINES'
         EJECT
*        RENUMBER FIRST,STEP: FIRST THE NUMBERS IN STATEMENTS, BY COUNTING
*        THE LINES, THEN THOSE OF THE LINES
*
BZRENUM  BENTER CMSBCMD
         LA    R6,10
         LA    R7,10
         BCALL BZSKIP
         BE    RENLINES
         BCALL BZNUMB
         LTR   R15,R15
         BNZ   RENBAD
         LTR   R6,R1
         BZ    RENBAD
         BCALL BZSKIP
         BE    RENLINES
         CLI   0(R2),C','
         BNE   RENBAD
         LA    R2,1(R2)
         BCALL BZSKIP
         BCALL BZNUMB
         LTR   R15,R15
         BNZ   RENBAD
         LTR   R7,R1
         BZ    RENBAD
         BCALL BZSKIP
         BNE   RENBAD
RENLINES L     R5,BZTEXT          DOES THE LAST ONE STAY BELOW
         LR    R1,R6
RENCOUNT C     R5,BZTEND
         BE    RENFITS
         C     R1,=A(LASTNUM)
         BH    RENHIGH
         AR    R1,R7
         AH    R5,PLLEN
         B     RENCOUNT
RENFITS  L     R5,BZTEXT
RENLINE  C     R5,BZTEND
         BE    RENNUMS
         LA    R4,PLTOK
RENTOKEN CLI   0(R4),TEOL
         BE    RENEND
         CLI   0(R4),TLINE
         BNE   RENSKIP
         MVC   BZT(4),1(R4)
         L     R1,BZT
         BCALL BZFIND
         BNE   RENSKIP            THERE IS NO SUCH LINE: AS IT WAS
         LR    R8,R2
         L     R2,BZTEXT          HOW MANY ARE BEFORE IT
         LR    R1,R6
RENWHICH CR    R2,R8
         BE    RENPUT
         AH    R2,PLLEN-PLINE(R2)
         AR    R1,R7
         B     RENWHICH
RENPUT   ST    R1,BZT
         MVC   1(4,R4),BZT
RENSKIP  BCALL BZSKIPT
         B     RENTOKEN
RENEND   AH    R5,PLLEN
         B     RENLINE
RENNUMS  L     R5,BZTEXT
RENNEXT  C     R5,BZTEND
         BE    RENDONE
         ST    R6,PLNUM
         AR    R6,R7
         AH    R5,PLLEN
         B     RENNEXT
RENDONE  BCALL BZCLEAR
         MVI   BZDIRTY,1
         BRETURN
RENBAD   BERR  'RENUMBER, OR RENUMBER 100,10'
RENHIGH  BERR  'THE LAST LINE WOULD HAVE A NUMBER ABOVE 99999'
         LTORG
         END
