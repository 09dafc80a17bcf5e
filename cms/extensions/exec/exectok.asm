EXTO     TITLE 'EXECTOK - WORDS AND VARIABLES OF EXECS'
*
* PURPOSE.    EXTEXT   0 LINE NUMBER: 1 TEXT, 0 LENGTH
*             EXSTMT   THE SAME, OF THE COLUMNS THAT ARE A STATEMENT
*             EXLINE   MAKES WORDS (EXBTOKS) OF THE STATEMENT EXBTXT
*             EXSUB    VALUES FOR THE VARIABLES IN ALL WORDS LEFT; EMPTY
*                      ONES GO
*             EXSUB1   1 WORD: THE SAME FOR ONE; AN EMPTY ONE IS BLANK
*             EXSUBN   1 WORD: AS EXSUB1, BUT A & AT ITS BEGINNING STAYS
*             EXGET    1 NAME (8): 1 PLACE OF THE VALUE (8), OR 0
*             EXSET    1 NAME, 0 PLACE OF THE VALUE: ASSIGN
* HOW         A WORD IS LOOKED THROUGH FROM RIGHT TO LEFT: FROM EACH & TO
*             THE END IT IS A NAME AND BECOMES ITS VALUE
* REGISTERS.  2-9 WORK, 11 BLOCK, 12 BASE
*
CMSEXTOK CSECT
         REGS
         NUCON
         EXECBLK
         EXTRN EXERR,EXTOTXT,EXTONUM,EXHEX
TOKWORK  DSECT
         DS    18F
TOKNAME  DS    CL8
TOKVALUE DS    CL8
TOKWLEN  EQU   *-TOKWORK-72
CMSEXTOK CSECT
         USING TOKWORK,R13
EXTEXT   ENTER
         LR    R2,R0
         SLL   R2,2
         A     R2,EXBINDX
         SH    R2,=H'4'
         L     R1,0(R2)
         LH    R0,0(R1)
         LA    R1,2(R1)
         RETURN 0,KEEP=(R0,R1)
*        THE COLUMNS OF A STATEMENT
EXSTMT   ENTER
         EXCALL EXTEXT
         L     R2,EXBCOLS
         CR    R0,R2
         BNH   STMTEND
         LA    R3,0(R2,R1)
STMTTRIM BCTR  R3,0
         CLI   0(R3),C' '
         BNE   STMTCUT
         BCT   R2,STMTTRIM
STMTCUT  LR    R0,R2
STMTEND  RETURN 0,KEEP=(R0,R1)
*
*        EXLINE - 3 WORD, 4 LENGTH LEFT, 5 WORDS, 6 TEXT, 7 IN THE WORD
*
EXLINE   ENTER
         BASE  CMSEXTOK
         LA    R3,EXBTOKS
         ST    R3,EXBTOK
         SR    R5,R5
         L     R6,EXBTXT
         L     R4,EXBTXTL
TOKNEXT  LTR   R4,R4
         BZ    TOKEND
         CLI   0(R6),C' '
         BNE   TOKWORD
         LA    R6,1(R6)
         BCT   R4,TOKNEXT
         B     TOKEND
TOKWORD  MVC   0(8,R3),=CL8' '
         LA    R1,0(R4,R6)        ITS END: A BLANK, A PARENTHESIS
         LR    R8,R4
         BCTR  R8,0
         EX    R8,TOKFIND
         LA    R1,0(R1)
         LR    R7,R1
         SR    R7,R6
         BNZ   TOKMOVE
         LA    R7,1               A PARENTHESIS IS A WORD
TOKMOVE  LR    R8,R7
         CH    R8,=H'8'
         BNH   TOKMOVE1
         LA    R8,8
TOKMOVE1 BCTR  R8,0
         EX    R8,TOKPUT
         LA    R3,8(R3)
         LA    R5,1(R5)
         AR    R6,R7
         SR    R4,R7
         B     TOKNEXT
TOKEND   ST    R5,EXBCOUNT
         MVC   0(8,R3),=8X'FF'
         RETURN 0
TOKFIND  TRT   0(0,R6),TOKDELIM
TOKPUT   MVC   0(0,R3),0(R6)
TOKDELIM DC    64X'00',X'01',12X'00',X'01',15X'00',X'01',162X'00'
         EJECT
*        EXSUB - 6 WORD, 3 WHERE IT GOES, 4 WORDS LEFT, 5 WORDS KEPT;
*        TRT CHANGES 1 AND 2
*
EXSUB    ENTER
         BASE  CMSEXTOK
         L     R6,EXBTOK
         LR    R3,R6
         L     R4,EXBCOUNT
         SR    R5,R5
         LTR   R4,R4
         BZ    SUBEND
SUBWORD  TRT   0(8,R6),TOKAMP
         BZ    SUBHEX
         LR    R1,R6
         EXCALL EXSUB1
         CLI   0(R6),C' '
         BE    SUBSKIP
SUBHEX   TM    EXBFLAG,EXBHEX
         BZ    SUBKEEP
         LR    R1,R6
         EXCALL EXHEX
SUBKEEP  MVC   0(8,R3),0(R6)
         LA    R3,8(R3)
         LA    R5,1(R5)
SUBSKIP  LA    R6,8(R6)
         BCT   R4,SUBWORD
SUBEND   ST    R5,EXBCOUNT
         MVC   0(8,R3),=8X'FF'
         RETURN 0
TOKAMP   DC    80X'00',X'01',175X'00'
*
*        EXSUB1, EXSUBN - 2 WORD, 3 PLACE OF THE &, 4 CHARACTERS BEFORE IT
*
EXSUB1   ENTER WORK=TOKWLEN
         BASE  CMSEXTOK
         SR    R6,R6
         B     SUBONE
EXSUBN   ENTER WORK=TOKWLEN
         BASE  CMSEXTOK
         LA    R6,1
SUBONE   LR    R2,R1
         LA    R4,7
SUBLOOK  LA    R3,0(R4,R2)
         CLI   0(R3),C'&&'
         BE    SUBAMP
SUBON    BCTR  R4,0
         CR    R4,R6
         BNL   SUBLOOK
         RETURN 0
SUBAMP   MVC   TOKNAME,=CL8' '
         LA    R5,7
         SR    R5,R4              CHARACTERS LESS ONE
         EX    R5,SUBTAKE
         CLI   TOKNAME+1,C' '     A & ALONE STAYS
         BE    SUBON
         LA    R1,TOKNAME
         EXCALL EXGET
         EX    R5,SUBCLEAR
         LTR   R1,R1
         BZ    SUBON
         EX    R5,SUBPUT
         B     SUBON
SUBTAKE  MVC   TOKNAME(0),0(R3)
SUBCLEAR MVC   0(0,R3),=CL8' '
SUBPUT   MVC   0(0,R3),0(R1)
         EJECT
*        EXGET - 2 NAME, 3 BLOCK, 4 VARIABLES LEFT, 5 VARIABLE
*
EXGET    ENTER WORK=TOKWLEN
         BASE  CMSEXTOK
         MVC   TOKNAME,0(R1)
         L     R1,AUPCASE
         TR    TOKNAME,0(R1)
         BAL   R10,GETNUMB
         BZ    GETEND
         BAL   R10,GETVAR
         BZ    GETEND
         LA    R2,GETTAB
GETSPEC  CLC   TOKNAME,0(R2)
         BE    GETSPEC1
         LA    R2,12(R2)
         CLI   0(R2),X'FF'
         BNE   GETSPEC
         CLC   TOKNAME(7),=C'&&GLOBAL'
         BE    GETGLOB
         SR    R1,R1
GETEND   RETURN 0,KEEP=R1
GETSPEC1 LA    R1,EXBVALUE
         MVC   EXBVALUE,=CL8' '
         L     R15,8(R2)
         BR    R15
GETINDEX L     R0,EXBINDEX
         B     GETTEXT
GETRET   L     R0,EXBRET
         B     GETTEXT
GETLINE  L     R0,EXBLINE
         B     GETTEXT
GETDEPTH LH    R0,EXBDEPTH
GETTEXT  LA    R1,EXBVALUE
         EXCALL EXTOTXT
         B     GETEND
GETNAME  LA    R1,EXBNAME
         B     GETEND
GETTYPE  MVC   EXBVALUE(2),=C'RT'
         TM    KTFLAG,X'80'
         BZ    GETEND
         MVI   EXBVALUE,C'H'
         B     GETEND
GETREAD  MVC   EXBVALUE,=CL8'CONSOLE'
         CLC   LINEHEAD,=F'0'
         BE    GETEND
         MVC   EXBVALUE,=CL8'STACK'
         B     GETEND
GETGLOB  BAL   R10,GLOBAL
         L     R0,0(R1)
         B     GETTEXT
         DS    0F
GETTAB   DC    CL8'&&RETCODE',A(GETRET)
         DC    CL8'&&INDEX',A(GETINDEX)
         DC    CL8'&&LINENUM',A(GETLINE)
         DC    CL8'&&EXEC',A(GETNAME)
         DC    CL8'&&GLOBAL',A(GETDEPTH)
         DC    CL8'&&TYPEFLA',A(GETTYPE)
         DC    CL8'&&READFLA',A(GETREAD)
         DC    X'FF'
*
*        GLOBAL - 1 PLACE OF &GLOBALN, OF THE OUTERMOST BLOCK
*
GLOBAL   LR    R1,R11
GLOBOUT  L     R3,EXBPREV-EXECBLK(R1)
         LTR   R3,R3
         BZ    GLOBTOP
         LR    R1,R3
         B     GLOBOUT
GLOBTOP  SR    R3,R3
         IC    R3,TOKNAME+7
         N     R3,=X'0000000F'
         SLL   R3,2
         LA    R1,EXBGLOB-EXECBLK(R3,R1)
         BR    R10
*
*        GETNUMB - IS TOKNAME &0 TO &30: CODE 0, 1 ITS PLACE
*
GETNUMB  CLI   TOKNAME+1,C'0'
         BCR   4,R10
         CLI   TOKNAME+1,C'9'
         BCR   2,R10
         SR    R1,R1
         IC    R1,TOKNAME+1
         N     R1,=X'0000000F'
         CLI   TOKNAME+2,C' '
         BE    GETNUMB1
         CLI   TOKNAME+3,C' '
         BCR   7,R10
         CLI   TOKNAME+2,C'0'
         BCR   4,R10
         CLI   TOKNAME+2,C'9'
         BCR   2,R10
         MH    R1,=H'10'
         SR    R3,R3
         IC    R3,TOKNAME+2
         N     R3,=X'0000000F'
         AR    R1,R3
         CH    R1,=H'30'
         BCR   2,R10
GETNUMB1 SLL   R1,3
         LA    R1,EXBARGS(R1)
         CR    R0,R0              CODE 0
         BR    R10
*
*        GETVAR - IS THERE A VARIABLE TOKNAME: CODE 0, 1 ITS VALUE
*
GETVAR   LA    R3,EXBVARS
GETVARB  L     R3,0(R3)
         LTR   R3,R3
         BZ    GETVARN
         USING EXVBLK,R3
         L     R4,EXVUSED
         LA    R5,EXVARS
GETVARL  CLC   TOKNAME,0(R5)
         BE    GETVARF
         LA    R5,16(R5)
         BCT   R4,GETVARL
         B     GETVARB
GETVARF  LA    R1,8(R5)
         BR    R10
GETVARN  LTR   R12,R12            NOT 0
         BR    R10
         EJECT
EXSET    ENTER WORK=TOKWLEN
         BASE  CMSEXTOK
         LR    R2,R0
         MVC   TOKVALUE,0(R2)
         MVC   TOKNAME,0(R1)
         L     R1,AUPCASE
         TR    TOKNAME,0(R1)
         BAL   R10,GETNUMB
         BZ    SETPUT
         LA    R2,GETTAB
SETLOOK  CLC   TOKNAME,0(R2)
         BE    SETBAD
         LA    R2,12(R2)
         CLI   0(R2),X'FF'
         BNE   SETLOOK
         CLC   TOKNAME(7),=C'&&GLOBAL'
         BE    SETGLOB
         CLC   TOKNAME(3),=C'&&* '
         BE    SETBAD
         BAL   R10,GETVAR
         BZ    SETPUT
         L     R3,EXBVARS
         LTR   R3,R3
         BZ    SETBLOCK
         L     R4,EXVUSED
         CH    R4,=H'30'
         BL    SETNEW
SETBLOCK FREE  BYTES=EXVLEN
         LTR   R15,R15
         BNZ   SETFULL
         LR    R3,R1
         MVC   EXVNEXT,EXBVARS
         ST    R3,EXBVARS
         SR    R4,R4
SETNEW   LR    R5,R4
         SLL   R5,4
         LA    R5,EXVARS(R5)
         MVC   0(8,R5),TOKNAME
         LA    R1,8(R5)
         LA    R4,1(R4)
         ST    R4,EXVUSED
SETPUT   MVC   0(8,R1),TOKVALUE
         RETURN 0
SETGLOB  LA    R1,TOKVALUE
         EXCALL EXTONUM
         LTR   R15,R15
         BNZ   SETCONV
         BAL   R10,GLOBAL
         ST    R0,0(R1)
         RETURN 0
SETBAD   EXFAIL 809,'THAT VARIABLE CANNOT BE SET'
SETCONV  EXFAIL 811,'NOT A NUMBER'
SETFULL  EXFAIL 819,'STORAGE IS EXHAUSTED'
         LTORG
         END
