CONR     TITLE 'CONREAD - READING LINES, THE STACK OF LINES'
*
* PURPOSE.    WAITRD   1 LIST (CONPLST): THE NEXT LINE, FROM THE STACK OR
*                      FROM THE CONSOLE.  CODES: U CAPITALS, BLANKS
*                      BEHIND; V CAPITALS; S BLANKS BEHIND; T NEITHER;
*                      X AS TYPED, NOT EDITED
*             ATTN     1 LIST: NAME, CL4'FIFO' OR 'LIFO', AL1(LENGTH),
*                      AL3(TEXT): STACK A LINE
*             PUSHLIN  1 TEXT, 0 LENGTH (BIT 0 ON: LIFO): THE SAME
*             EDITLIN  STACK THE LINES THAT CONIN HOLDS, EDITED
* HOW         131 CHARACTERS ARE READ, OF WHICH 130 ARE A LINE: A LONGER
*             ONE IS TOLD, AND NOT TAKEN
* RETURNS     0; 4 NO STORAGE FOR THE LINE
* REGISTERS.  2 TEXT, 3 LENGTH, 4 LIST OR LINE, 5 WORK, 12 BASE
*
CMSCONRD CSECT
         REGS
         NUCON
         CONPLST
         LINEBLK
         EXTRN CONFREE,CONSTART,DBGINT
         ENTRY LONGLINE
WAITRD   ENTER
         LR    R4,R1
         USING CONPLST,R4
         CLC   LINEHEAD,=F'0'
         BNE   RDSTACK
         TM    SYSFLAG,BATCH
         BZ    RDCON
         LA    R1,RDPROG          A JOB'S NEXT CARD, STACKED
         C     R4,=A(CMDREAD-LOW)
         BNE   RDBATCH
         LA    R1,RDCMND
RDBATCH  CALL  SYSCTL
         B     RDSTACK
RDCON    DISABLE
         CLI   CONSTATE,CONIDLE
         BE    RDBEGIN
         AWAIT
         B     RDCON
RDBEGIN  CLC   LINEHEAD,=F'0'     AN ATTENTION MAY HAVE STACKED ONE
         BNE   RDSTACK
         NI    CONFLAG,255-CONPHYS
         CLI   CPLCODE,C'X'
         BNE   RDSTART
         OI    CONFLAG,CONPHYS
RDSTART  MVC   CONCCW,RDCCW
         MVI   CONSTATE,CONREADS
         L     R15,=A(CONSTART)
         BALR  R14,R15
RDWAIT   DISABLE
         CLI   CONSTATE,CONLINE
         BE    RDLINE
         TM    DBGFLAG,DBGWANT    DEBUG HAS THE CONSOLE FIRST
         BO    RDDEBUG
         AWAIT
         B     RDWAIT
RDDEBUG  DS    0H
         LH    R1,DEVCON
         HIO   0(R1)
         MVI   CONSTATE,CONIDLE
         MVC   DBGPSW(4),=X'FF000000'
         LA    R1,RDCON
         ST    R1,DBGPSW+4
         STM   R0,R15,DBGREGS
         L     R15,=A(DBGINT)
         BR    R15
RDLINE   ENABLE
         CLC   CONLEN,=H'130'
         BH    RDLONG
         CALL  EDITLIN
         LINK  CONFREE
         CLC   LINEHEAD,=F'0'
         BE    RDCON
         B     RDSTACK
RDLONG   LINK  CONFREE
         TYPE  LONGLINE,LONGLEN,COLOR=R
         B     RDCON
RDSTACK  ENABLE
*        THE FIRST LINE OF THE STACK INTO THE CALLER'S BUFFER
         DISABLE
         L     R5,LINEHEAD
         USING LINEBLK,R5
         MVC   LINEHEAD,LINNEXT
         ENABLE
         L     R2,CPLNUM
         LA    R2,0(R2)
         L     R3,LINLEN
         LTR   R3,R3
         BZ    RDPAD
         BCTR  R3,0
         EX    R3,RDMOVE
         CLI   CPLCODE,C'U'
         BE    RDUPPER
         CLI   CPLCODE,C'V'
         BNE   RDBLANKS
RDUPPER  L     R1,AUPCASE
         EX    R3,RDTRANS
RDBLANKS LA    R3,1(R3)
RDPAD    LA    R14,130
         SR    R14,R3
         BNP   RDLENGTH
         CLI   CPLCODE,C'U'
         BE    RDFILL
         CLI   CPLCODE,C'S'
         BNE   RDLENGTH
RDFILL   LA    R1,0(R3,R2)
         MVI   0(R1),C' '
         SH    R14,=H'2'
         BM    RDLENGTH
         EX    R14,RDBLANK
RDLENGTH L     R0,CPLCODE
         N     R0,=X'FF000000'
         OR    R0,R3
         ST    R0,CPLCODE
         LA    R3,LINTEXT-LINEBLK
         A     R3,LINLEN
         LR    R1,R5
         FRET  BYTES=(R3)
         RETURN 0
RDMOVE   MVC   0(0,R2),LINTEXT
RDTRANS  TR    0(0,R2),0(R1)
RDBLANK  MVC   1(0,R1),0(R1)
         DROP  R4,R5
         EJECT
ATTN     ENTER
         L     R0,12(R1)
         SRL   R0,24
         CLI   8(R1),C'L'
         BNE   ATTNFIFO
         O     R0,=X'80000000'
ATTNFIFO L     R1,12(R1)
         LA    R1,0(R1)
         CALL  PUSHLIN
         RETURN
*
         USING LINEBLK,R4
PUSHLIN  ENTER
         LR    R5,R0
         LR    R2,R1
         N     R0,=X'000000FF'
         LR    R3,R0
         CH    R3,=H'130'         AS MUCH AS A LINE HOLDS
         BNH   PUSHROOM
         LA    R3,130
PUSHROOM LA    R1,LINTEXT-LINEBLK
         AR    R1,R3
         FREE  BYTES=(R1)
         LTR   R15,R15
         BNZ   PUSHEND
         LR    R4,R1
         ST    R3,LINLEN
         LTR   R3,R3
         BZ    PUSHLINK
         BCTR  R3,0
         EX    R3,PUSHMOVE
PUSHLINK DISABLE
         LTR   R5,R5
         BM    PUSHLIFO
         SR    R3,R3
         ST    R3,LINNEXT
         C     R3,LINEHEAD
         BE    PUSHONLY
         L     R3,LINELAST
         ST    R4,0(R3)
         B     PUSHLAST
PUSHLIFO L     R3,LINEHEAD
         ST    R3,LINNEXT
         LTR   R3,R3
         ST    R4,LINEHEAD
         BNZ   PUSHGOOD
PUSHONLY ST    R4,LINEHEAD
PUSHLAST ST    R4,LINELAST
PUSHGOOD ENABLE
         SR    R15,R15
PUSHEND  RETURN
PUSHMOVE MVC   LINTEXT(0),0(R2)
         DROP  R4
         EJECT
*        EDITLIN - 2 CHARACTER READ, 3 CHARACTERS LEFT, 5 PLACE IN CONWORK
*
EDITLIN  ENTER
         LA    R2,CONIN
         LH    R3,CONLEN
         TM    CONFLAG,CONPHYS
         BO    EDPHYS
EDLINE   LA    R5,CONWORK
EDNEXT   LTR   R3,R3
         BZ    EDEND
         CLC   0(1,R2),CHARDEL
         BE    EDCHAR
         CLC   0(1,R2),LINEDEL
         BE    EDDEL
         CLC   0(1,R2),LINEND
         BE    EDSPLIT
         MVC   0(1,R5),0(R2)
         LA    R5,1(R5)
EDON     LA    R2,1(R2)
         BCT   R3,EDNEXT
EDEND    BAL   R4,EDPUSH
         RETURN 0
EDCHAR   LA    R1,CONWORK
         CR    R5,R1
         BE    EDON
         BCTR  R5,0
         B     EDON
EDDEL    LA    R5,CONWORK
         B     EDON
EDSPLIT  BAL   R4,EDPUSH
         LA    R2,1(R2)
         BCTR  R3,0
         B     EDLINE
EDPUSH   L     R1,CONTRIN
         LTR   R1,R1
         BZ    EDPUSH1
         TR    CONWORK(130),0(R1)
EDPUSH1  LA    R1,CONWORK
         LR    R0,R5
         SR    R0,R1
         CALL  PUSHLIN
         BR    R4
EDPHYS   LR    R1,R2
         LR    R0,R3
         CALL  PUSHLIN
         RETURN 0
RDCMND   DC    CL8'SYSCTL',C'CMND'
RDPROG   DC    CL8'SYSCTL',C'LINE'
         DS    0D
RDCCW    CCW   X'0A',CONIN-LOW,X'20',131
LONGLINE DC    C'THE LINE IS LOST: IT HAS MORE THAN 130 CHARACTERS'
LONGLEN  EQU   *-LONGLINE
         LTORG
         END
