ASMO     TITLE 'ASMOPT - OPTIONS OF ASSEMBLE'
*
* PURPOSE.    THE WORDS BEHIND '(' BECOME FLAGS (AWFLAG) AND A TEXT FOR THE
*             ASSEMBLER (AWOPTS):
*             LIST DISK      THE LISTING IS A FILE (THE RULE)
*             PRINT          IT IS PRINTED;  NOLIST NOPRINT: NONE
*             LOAD OBJECT TEXT    THE FILE TEXT IS MADE (THE RULE); NOLOAD
*                            NOOBJECT NOTEXT: IT IS NOT
*             DECK           THE DECK IS PUNCHED, TOO; NODECK (THE RULE)
*             DIAG TERMINAL  MESSAGES ARE TYPED (THE RULE); NODIAG NOTERM
*             XREF ESD RLD SOURCE   PARTS OF THE LISTING; NOXREF ...
*             TEST           SYMBOLS IN THE DECK; NOTEST
*             LINECOUN NN    LINES OF A PAGE
*             F, XF          LANGUAGE: ASSEMBLER F, OR WITH LATER ADDITIONS
*             SYSPARM WORD   VALUE OF &&SYSPARM
*             RENT ALIGN NUM STMT FULL SHORT AND THE LIKE CHANGE NOTHING
* CALLED      1 LIST OF WORDS, 11 WORK AREA
* RETURNS     0; 24 TOLD
* REGISTERS.  2 WORD, 3 PLACE IN AWOPTS, 4 TABLE, 5 WORK, 12 BASE
*
CMSASMO  CSECT
         REGS
         NUCON
         ASMWORK
CMSASMO  CSECT
         USING ASMWORK,R11
ASMOPT   ENTER
         LR    R2,R1
         MVI   AWFLAG,0
         MVI   AWOPTS,C' '
         MVC   AWOPTS+1(255),AWOPTS
         LA    R3,AWOPTS
FIND     CLI   0(R2),X'FF'
         BE    ENDED
         CLI   0(R2),C'('
         BE    NEXT
         LA    R2,8(R2)
         B     FIND
NEXT     LA    R2,8(R2)
         CLI   0(R2),X'FF'
         BE    ENDED
         CLI   0(R2),C'('         XREF(FULL), LINECOUNT(50): BLANKS
         BE    NEXT
         CLI   0(R2),C')'
         BE    NEXT
         LA    R5,AWOPTS+200
         CR    R3,R5
         BH    MANY
         LA    R4,FLAGS
FLAGLOOK CLC   0(8,R4),0(R2)
         BE    FLAG
         LA    R4,10(R4)
         CLI   0(R4),X'FF'
         BNE   FLAGLOOK
         LA    R4,WORDS
WORDLOOK CLC   0(8,R4),0(R2)
         BE    WORD
         LA    R4,8(R4)
         CLI   0(R4),X'FF'
         BNE   WORDLOOK
         CLC   0(8,R2),=CL8'LINECOUN'
         BE    LINES
         CLC   0(8,R2),=CL8'LINECNT'
         BE    LINES
         CLC   0(8,R2),=CL8'SYSPARM'
         BE    PARM
         CLC   0(8,R2),=CL8'F'
         BE    LEVEL
         CLC   0(8,R2),=CL8'XF'
         BE    LEVEL
         MVC   AWLINE,UNKNOWN
         MVC   AWLINE+20(8),0(R2)
         TYPE  AWLINE,80,COLOR=R
         RETURN 24
FLAG     NC    AWFLAG,8(R4)
         OC    AWFLAG,9(R4)
         B     NEXT
WORD     LA    R5,NOTHING
         CR    R4,R5
         BNL   NEXT
         BAL   R10,PUT
COMMA    MVI   0(R3),C','
         LA    R3,1(R3)
         B     NEXT
LEVEL    MVC   0(6,R3),=C'LEVEL='
         LA    R3,6(R3)
         BAL   R10,PUT
         B     COMMA
LINES    BAL   R10,OPERAND
         MVC   0(10,R3),=C'LINECOUNT='
         LA    R3,10(R3)
         BAL   R10,PUT
         B     COMMA
*        IT TAKES THE REST OF THE TEXT, SO IT IS PUT AT THE END
PARM     BAL   R10,OPERAND
         MVC   AWLINE(8),0(R2)
         OI    AWFLAG,HASPARM
         B     NEXT
ENDED    TM    AWFLAG,HASPARM
         BZ    GOOD
         MVC   0(8,R3),=C'SYSPARM='
         LA    R3,8(R3)
         LA    R2,AWLINE
         BAL   R10,PUT
GOOD     ST    R3,AWOPTEND
         RETURN 0
MANY     FAIL  24,'TOO MANY OPTIONS'
MISSING  FAIL  24,'A VALUE IS MISSING BEHIND LINECOUNT OR SYSPARM'
*
*        OPERAND - 2 IS THE WORD BEHIND, WHICH MAY BE IN PARENTHESES
*
OPERAND  LA    R2,8(R2)
         CLI   0(R2),C'('
         BE    OPERAND
         CLI   0(R2),C')'
         BE    MISSING
         CLI   0(R2),X'FF'
         BE    MISSING
         BR    R10
*
*        PUT - THE WORD AT 2, WITHOUT BLANKS, TO 3, WHICH GOES ON
*
PUT      LA    R5,8
         LR    R1,R2
PUTNEXT  CLI   0(R1),C' '
         BCR   8,R10
         MVC   0(1,R3),0(R1)
         LA    R1,1(R1)
         LA    R3,1(R3)
         BCT   R5,PUTNEXT
         BR    R10
FLAGS    DC    CL8'LIST',X'AF00',CL8'DISK',X'AF00',CL8'PRINT',X'BF10'
         DC    CL8'NOLIST',X'EF40',CL8'NOPRINT',X'EF40'
         DC    CL8'LOAD',X'7F00',CL8'OBJECT',X'7F00',CL8'TEXT',X'7F00'
         DC    CL8'NOLOAD',X'FF80',CL8'NOOBJECT',X'FF80'
         DC    CL8'NOTEXT',X'FF80',CL8'OBJ',X'7F00',CL8'NOOBJ',X'FF80'
         DC    CL8'DECK',X'FF20',CL8'NODECK',X'DF00'
         DC    CL8'DIAG',X'F700',CL8'NODIAG',X'FF08'
         DC    CL8'TERMINAL',X'F700',CL8'TERM',X'F700'
         DC    CL8'NOTERM',X'FF08',CL8'NOTERMIN',X'FF08',X'FF'
WORDS    DC    CL8'XREF',CL8'NOXREF',CL8'ESD',CL8'NOESD',CL8'RLD'
         DC    CL8'NORLD',CL8'SOURCE',CL8'NOSOURCE',CL8'TEST'
         DC    CL8'NOTEST'
NOTHING  DC    CL8'RENT',CL8'NORENT',CL8'ALIGN',CL8'NOALIGN',CL8'FULL'
         DC    CL8'SHORT',CL8'NUM',CL8'NONUM',CL8'NUMBER',CL8'NONUMBER'
         DC    CL8'STMT',CL8'NOSTMT',CL8'LIBMAC',CL8'NOLIBMAC'
         DC    CL8'MCALL',CL8'NOMCALL',CL8'YFLAG',CL8'NOYFLAG',X'FF'
UNKNOWN  DC    CL80'ASSEMBLE: NO OPTION XXXXXXXX'
         LTORG
         END
