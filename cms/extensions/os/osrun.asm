OSRU     TITLE 'OSRUN - RUN AN OS PROGRAM'
*
* PURPOSE.    OSRUN NAME|* (TEXT)   RUN A PROGRAM AS OS DOES: REGISTER 1 IS
*             THE ADDRESS OF A WORD X'80', A(H'LENGTH', TEXT AS TYPED, AT
*             MOST 100); *: WHAT LOAD CHOSE
* RETURNS     THE PROGRAM'S CODE; 21 NOTHING IS LOADED; 24 OPERANDS WRONG;
*             28 NO SUCH PROGRAM; LOADMOD'S
* HOW         NAME IS LOOKED FOR IN WHAT IS LOADED, AS A MODULE, AS TEXT
* REGISTERS.  2 LIST, 3 PLACE IN THE TEXT, 4 LEFT, 5 ENTRY, 6 NAMES, 10 LINK,
*             12 BASE
*
CMSOSRU  CSECT
         REGS
         NUCON
         LOADTAB
RUWORK   DSECT
         DS    18F
RULIST   DS    3F                 OF OSCALL
RUPARM   DS    A
RUTEXT   DS    H,CL100
         DS    0D
RUUSE    DS    CL48
RULEN    EQU   *-RUWORK-72
CMSOSRU  CSECT
         USING RUWORK,R13
         USING LDNAMES,R6
MOSTTEXT EQU   100
OSRUN    ENTER WORK=RULEN
         BASE  CMSOSRU
         LR    R2,R1
         CLI   8(R2),X'FF'
         BE    RUWRONG
         BAL   R10,TEXT
         L     R5,STADDR
         CLC   8(8,R2),=CL8'*'
         BE    RUGO
         L     R6,LDRTBL
         LA    R6,0(R6)
         LH    R4,LDRTENT
RUNAME   LTR   R4,R4
         BZ    RUMODULE
         BCTR  R4,0
         SH    R6,=AL2(LDNLEN)
         CLC   LDN,8(R2)
         BNE   RUNAME
         TM    LDNFLAG,LDNDEF
         BZ    RUMODULE
         L     R5,LDNADDR
         B     RUGO
RUMODULE LA    R1,8(R2)
         CALL  LOADMOD
         LTR   R15,R15
         BZ    RULOADED
         CH    R15,=H'1'
         BNE   RURET
         MVC   RUUSE,RULOAD0
         MVC   RUUSE+8(8),8(R2)
         CMSCALL RUUSE
         CH    R15,=H'4'
         BH    RURET
RULOADED L     R5,STADDR
RUGO     LA    R5,0(R5)
         LTR   R5,R5
         BZ    RUNONE
         ST    R5,RULIST
         LA    R1,RUTEXT
         ST    R1,RUPARM
         MVI   RUPARM,X'80'
         LA    R1,RUPARM
         ST    R1,RULIST+4
         XC    RULIST+8(4),RULIST+8
         LA    R1,RULIST
         L     R15,=V(OSCALL)
         BALR  R14,R15
RURET    RETURN
RUNONE   FAIL  21,'NOTHING IS LOADED'
RUWRONG  FAIL  24,'OSRUN, THE NAME OF A PROGRAM OR *, THEN ITS TEXT'
RULONG   FAIL  24,'THE TEXT HAS MORE THAN 100 CHARACTERS'
         DS    0D
RULOAD0  DC    CL8'LOAD',CL8' ',CL8'(',CL8'NOMAP',CL8')',8X'FF'
*
*        TEXT - WHAT STANDS BEHIND THE SECOND WORD
*
TEXT     XC    RUTEXT(2),RUTEXT
         C     R2,LISTADR
         BNE   TOKENS
         L     R3,LISTTEXT
         L     R4,LISTLEN
         LA    R5,2
TXTWORD  LTR   R4,R4              BLANKS, A WORD
         BCR   13,R10
         CLI   0(R3),C' '
         BNE   TXTIN
         LA    R3,1(R3)
         BCT   R4,TXTWORD
         BR    R10
TXTIN    CLI   0(R3),C' '
         BE    TXTOVER
         LA    R3,1(R3)
         BCT   R4,TXTIN
         BR    R10
TXTOVER  BCT   R5,TXTWORD
         LA    R3,1(R3)           ONE BLANK BETWEEN
         BCTR  R4,0
         LTR   R4,R4
         BCR   13,R10
TXTTRIM  LA    R1,0(R4,R3)        BLANKS AT THE END
         BCTR  R1,0
         CLI   0(R1),C' '
         BNE   TXTHAVE
         BCT   R4,TXTTRIM
         BR    R10
TXTHAVE  CH    R4,=AL2(MOSTTEXT)
         BH    RULONG
         STH   R4,RUTEXT
         BCTR  R4,0
         EX    R4,TXTMOVE
         BR    R10
TXTMOVE  MVC   RUTEXT+2(0),0(R3)
*        A LIST MADE BY A PROGRAM: ITS WORDS
TOKENS   LA    R3,16(R2)
         LA    R4,RUTEXT+2
         LA    R5,11
TOKNEXT  CLI   0(R3),X'FF'
         BE    TOKEND
         MVC   0(8,R4),0(R3)
         LA    R3,8(R3)
         LA    R4,7(R4)
TOKTRIM  CLI   0(R4),C' '
         BNE   TOKLAST
         BCT   R4,TOKTRIM
TOKLAST  MVI   1(R4),C' '
         LA    R4,2(R4)
         BCT   R5,TOKNEXT
TOKEND   LA    R1,RUTEXT+2
         SR    R4,R1
         BCR   13,R10
         BCTR  R4,0
         STH   R4,RUTEXT
         BR    R10
         LTORG
         END
