FOPT     TITLE 'FORTOPT - OPTIONS OF FORTRAN'
*
* PURPOSE.    THE WORDS BEHIND '(' BECOME FLAGS (FWFLAG) AND THE PARAMETER
*             OF THE COMPILER (FWPARM), AFTER 'SOURCE,LOAD,NODECK':
*             SOURCE NOSOURCE LIST NOLIST MAP NOMAP ID NOID BCD EBCDIC
*             DECK NODECK LOAD NOLOAD   PASSED ON
*             NAME WORD      THE MAIN PROGRAM'S NAME
*             LINECNT NN     LINES OF A PAGE
*             DISK           THE LISTING IS A FILE (THE RULE); PRINT: IT
*                            IS PRINTED; NOPRINT: NONE
*             DIAG TERM      MESSAGES ARE TYPED (THE RULE); NODIAG NOTERM
* CALLED      1 LIST OF WORDS, 11 WORK AREA
* RETURNS     0; 24 TOLD
* REGISTERS.  2 WORD, 3 PLACE IN FWPARM, 4 TABLE, 5 WORK, 12 BASE
*
CMSFOPT  CSECT
         REGS
         NUCON
         FORTWORK
CMSFOPT  CSECT
         USING FORTWORK,R11
FORTOPT  ENTER
         LR    R2,R1
         MVI   FWFLAG,0
         MVC   FWTEXT(L'RULE),RULE
         LA    R3,FWTEXT+L'RULE
FIND     CLI   0(R2),X'FF'
         BE    ENDED
         CLI   0(R2),C'('
         BE    NEXT
         LA    R2,8(R2)
         B     FIND
NEXT     LA    R2,8(R2)
         CLI   0(R2),X'FF'
         BE    ENDED
         CLI   0(R2),C'('
         BE    NEXT
         CLI   0(R2),C')'
         BE    NEXT
         LA    R5,FWTEXT+FWMOST-20
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
         CLC   0(8,R2),=CL8'NAME'
         BE    VALUE
         CLC   0(8,R2),=CL8'LINECNT'
         BE    VALUE
         MVC   FWLINE,UNKNOWN
         MVC   FWLINE+19(8),0(R2)
         TYPE  FWLINE,80,COLOR=R
         RETURN 24
FLAG     NC    FWFLAG,8(R4)
         OC    FWFLAG,9(R4)
         B     NEXT
WORD     BAL   R10,COMMA
         BAL   R10,PUT
         B     NEXT
VALUE    BAL   R10,COMMA
         BAL   R10,PUT
         MVI   0(R3),C'='
         LA    R3,1(R3)
OPERAND  LA    R2,8(R2)
         CLI   0(R2),C'('
         BE    OPERAND
         CLI   0(R2),C')'
         BE    MISSING
         CLI   0(R2),X'FF'
         BE    MISSING
         BAL   R10,PUT
         B     NEXT
ENDED    LA    R0,FWTEXT
         SR    R3,R0
         STH   R3,FWPARM
         RETURN 0
MANY     FAIL  24,'TOO MANY OPTIONS'
MISSING  FAIL  24,'A VALUE IS MISSING BEHIND NAME OR LINECNT'
COMMA    MVI   0(R3),C','
         LA    R3,1(R3)
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
RULE     DC    C'SOURCE,LOAD,NODECK'
FLAGS    DC    CL8'DISK',AL1(255-FWPRINT-FWNOLIST,0)
         DC    CL8'PRINT',AL1(255-FWNOLIST,FWPRINT)
         DC    CL8'NOPRINT',AL1(255-FWPRINT,FWNOLIST)
         DC    CL8'DIAG',AL1(255-FWQUIET,0)
         DC    CL8'TERM',AL1(255-FWQUIET,0)
         DC    CL8'NODIAG',AL1(255,FWQUIET)
         DC    CL8'NOTERM',AL1(255,FWQUIET),X'FF'
WORDS    DC    CL8'SOURCE',CL8'NOSOURCE',CL8'LIST',CL8'NOLIST'
         DC    CL8'MAP',CL8'NOMAP',CL8'ID',CL8'NOID',CL8'BCD'
         DC    CL8'EBCDIC',CL8'DECK',CL8'NODECK',CL8'LOAD',CL8'NOLOAD'
         DC    X'FF'
UNKNOWN  DC    CL80'FORTRAN: NO OPTION XXXXXXXX'
         LTORG
         END
