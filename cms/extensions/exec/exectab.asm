EXTA     TITLE 'EXECTAB - STATEMENTS OF EXECS'
*
* PURPOSE.    EXDO     DOES THE STATEMENT WHOSE WORDS ARE IN EXBTOKS:
*                      REMARK, LABEL, ASSIGNMENT, CONTROL WORD, COMMAND
*             EXERR    0 CODE, 1 AL1(LENGTH) AND TEXT: AN ERROR ENDS THE
*                      EXEC
*             EXJOIN   THE WORDS LEFT AS A LINE: 1 TEXT, 0 LENGTH
*             EXTONUM  1 WORD: 0 NUMBER; 15: 0, 4 IT IS NONE
*             EXTOTXT  0 NUMBER INTO A WORD AT 1
* HOW         A ROUTINE OF A CONTROL WORD RETURNS 0, OR 4: GO ON WITH THE
*             WORDS LEFT.  ITS OWN WORD IS THE FIRST ONE
* REGISTERS.  2-10 WORK, 11 BLOCK, 12 BASE
*
CMSEXTAB CSECT
         REGS
         NUCON
         EXECBLK
         EXTRN EXASSIGN,EXCMD,EXSHOW
         EXTRN EXIF,EXGOTO,EXLOOPS,EXSKIP,EXEXIT,EXCONT,EXERROR,EXCTL
         EXTRN EXTYPE,EXEMSG,EXBTYPE,EXSTACK,EXBSTACK,EXPUNCH,EXBPUNCH
         EXTRN EXREAD,EXSPACE,EXTIME,EXARGS,EXHEXON
TABWORK  DSECT
         DS    18F
TABNAME  DS    CL8
TABWLEN  EQU   *-TABWORK-72
CMSEXTAB CSECT
         USING TABWORK,R13
EXDO     ENTER WORK=TABWLEN
         BASE  CMSEXTAB
         TM    EXBCTL,EXBALL
         BZ    DONEXT
         EXCALL EXSHOW
DONEXT   CLC   EXBCOUNT,=F'0'
         BE    DOEND
         L     R2,EXBTOK
         CLI   0(R2),C'*'
         BE    DOEND
         CLI   0(R2),C'-'
         BNE   DOWORD
         LA    R2,8(R2)           A LABEL; THE STATEMENT FOLLOWS
         ST    R2,EXBTOK
         L     R1,EXBCOUNT
         BCTR  R1,0
         ST    R1,EXBCOUNT
         B     DONEXT
DOWORD   CLI   0(R2),C'&&'
         BNE   DOCMD
         CLC   8(8,R2),=CL8'='
         BE    DOASSIGN
         MVC   TABNAME,0(R2)
         L     R1,AUPCASE
         TR    TABNAME,0(R1)
         LA    R3,WORDS
DOLOOK   CLC   TABNAME,0(R3)
         BE    DOFOUND
         LA    R3,12(R3)
         CLI   0(R3),X'FF'
         BNE   DOLOOK
DOCMD    L     R15,=A(EXCMD)      IN PLACE OF THIS ROUTINE, WHOSE
         ST    R13,STACK          FRAME IS NOT NEEDED ANY MORE
         L     R13,4(R13)
         L     R14,12(R13)
         LM    R0,R12,20(R13)
         BR    R15
DOEND    RETURN 0
DOASSIGN EXCALL EXASSIGN
         RETURN 0
DOFOUND  L     R15,8(R3)
         BALR  R14,R15
         TM    EXBFLAG,EXBEND
         BO    DOEND
         LTR   R15,R15
         BNZ   DONEXT
         RETURN 0
         DS    0F
WORDS    DS    0F
         EXWORD &&IF,EXIF
         EXWORD &&GOTO,EXGOTO
         EXWORD &&LOOP,EXLOOPS
         EXWORD &&SKIP,EXSKIP
         EXWORD &&TYPE,EXTYPE
         EXWORD &&TYPEOUT,EXTYPE
         EXWORD &&PRINT,EXTYPE
         EXWORD &&STACK,EXSTACK
         EXWORD &&READ,EXREAD
         EXWORD &&EXIT,EXEXIT
         EXWORD &&QUIT,EXEXIT
         EXWORD &&CONTROL,EXCTL
         EXWORD &&ERROR,EXERROR
         EXWORD &&CONTINU,EXCONT
         EXWORD &&COMMENT,EXCONT
         EXWORD &&ARGS,EXARGS
         EXWORD &&BEGTYPE,EXBTYPE
         EXWORD &&BEGSTAC,EXBSTACK
         EXWORD &&BEGPUNC,EXBPUNCH
         EXWORD &&PUNCH,EXPUNCH
         EXWORD &&SPACE,EXSPACE
         EXWORD &&TIME,EXTIME
         EXWORD &&EMSG,EXEMSG
         EXWORD &&HEX,EXHEXON
         EXWORD &&END,EXCONT
         DC    X'FF'
         EJECT
EXERR    ENTER
         BASE  CMSEXTAB
         TM    EXBFLAG,EXBEND
         BO    ERREND             THE FIRST ERROR COUNTS
         ST    R0,EXBCODE
         OI    EXBFLAG,EXBEND
         LR    R2,R1
         MVC   EXBOUT(9),=C'ERROR IN '
         LA    R4,EXBOUT+9
         LA    R1,EXBNAME
         BAL   R10,ERRWORD
         MVC   0(12,R4),=C' EXEC, LINE '
         LA    R4,12(R4)
         L     R0,EXBLINE
         LA    R1,EXBVALUE
         EXCALL EXTOTXT
         LA    R1,EXBVALUE
         BAL   R10,ERRWORD
         MVC   0(2,R4),=C': '
         LA    R4,2(R4)
         SR    R3,R3
         IC    R3,0(R2)
         BCTR  R3,0
         EX    R3,ERRMOVE
         LA    R3,1(R3,R4)
         LA    R0,EXBOUT
         SR    R3,R0
         TYPE  EXBOUT,(R3),COLOR=R
ERREND   RETURN 0
ERRMOVE  MVC   0(0,R4),1(R2)
*        ERRWORD - THE WORD AT 1 TO 4, WITHOUT BLANKS BEHIND IT
ERRWORD  LA    R3,8
ERRCHAR  CLI   0(R1),C' '
         BCR   8,R10
         MVC   0(1,R4),0(R1)
         LA    R1,1(R1)
         LA    R4,1(R4)
         BCT   R3,ERRCHAR
         BR    R10
         EJECT
*        EXJOIN - 2 WORD, 3 WORDS LEFT, 4 PLACE, 5 ITS END.  NO BLANK
*        BEHIND ( AND BEFORE )
*
EXJOIN   ENTER
         BASE  CMSEXTAB
         L     R2,EXBTOK
         L     R3,EXBCOUNT
         LA    R4,EXBOUT
         LA    R5,EXBOUT+122
         LTR   R3,R3
         BZ    JOINEND
JOINWORD CR    R4,R5
         BH    JOINEND            AS MUCH AS A LINE HOLDS
         LA    R0,EXBOUT
         CR    R4,R0
         BE    JOINPUT
         CLI   0(R2),C')'
         BE    JOINPUT
         LR    R1,R4
         BCTR  R1,0
         CLI   0(R1),C'('
         BE    JOINPUT
         MVI   0(R4),C' '
         LA    R4,1(R4)
JOINPUT  MVC   0(8,R4),0(R2)
         LA    R4,8(R4)
         LA    R1,8
JOINTRIM BCTR  R4,0
         CLI   0(R4),C' '
         BNE   JOINMORE
         BCT   R1,JOINTRIM
         BCTR  R4,0
JOINMORE LA    R4,1(R4)
         LA    R2,8(R2)
         BCT   R3,JOINWORD
JOINEND  LA    R1,EXBOUT
         LR    R0,R4
         SR    R0,R1
         RETURN 0,KEEP=(R0,R1)
         EJECT
*        EXTONUM - 2 PLACE, 3 CHARACTERS LEFT, 4 NUMBER, 5 DIGIT
*
EXTONUM  ENTER
         BASE  CMSEXTAB
         LR    R2,R1
         LA    R3,8
         SR    R4,R4
         SR    R5,R5
         CLI   0(R2),C'-'
         BE    NUMSIGN
         CLI   0(R2),C'+'
         BNE   NUMDIGIT
NUMSIGN  LA    R2,1(R2)
         BCTR  R3,0
NUMDIGIT CLI   0(R2),C' '
         BE    NUMBAD             NO DIGIT AT ALL
NUMNEXT  CLI   0(R2),C' '
         BE    NUMEND
         CLI   0(R2),C'0'
         BL    NUMBAD
         CLI   0(R2),C'9'
         BH    NUMBAD
         MH    R4,=H'10'
         IC    R5,0(R2)
         AR    R4,R5
         SH    R4,=H'240'         C'0'
         LA    R2,1(R2)
         BCT   R3,NUMNEXT
NUMEND   CLI   0(R1),C'-'
         BNE   NUMGOOD
         LCR   R4,R4
NUMGOOD  LR    R0,R4
         RETURN 0,KEEP=R0
NUMBAD   RETURN 4
*
EXTOTXT  ENTER
         BASE  CMSEXTAB
         LR    R2,R1
         CVD   R0,PACKED
         MVC   HEXWORK(12),=X'402020202020202020202120'
         LA    R1,HEXWORK+11
         EDMK  HEXWORK(12),PACKED+2
         LTR   R0,R0
         BNM   TXTPLUS
         BCTR  R1,0
         MVI   0(R1),C'-'
TXTPLUS  LA    R3,HEXWORK+12
         SR    R3,R1
         CH    R3,=H'8'
         BNH   TXTPUT
         LA    R3,8
TXTPUT   MVC   0(8,R2),=CL8' '
         BCTR  R3,0
         EX    R3,TXTMOVE
         RETURN 0
TXTMOVE  MVC   0(0,R2),0(R1)
         LTORG
         END
