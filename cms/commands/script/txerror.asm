TXER     TITLE 'TXERROR - ERRORS OF THE DOCUMENT'
*
* PURPOSE.    TXERROR  TYPES THE MESSAGE AT 1, 0 BYTES LONG, BEHIND THE
*                      FILE AND THE LINE BEING READ.  BEHIND TOO MANY
*                      MESSAGES SCRIPT ENDS
* RETURNS     15: 0
* REGISTERS.  2 TEXT, 3 LENGTH, 4 PLACE, 5 FILE, 6 LIST, 12 BASE
*
CMSTXER  CSECT
         REGS
         NUCON
         FILEPLST
         TXBLK
         USING TXFILE,R5
         USING FILEPLST,R6
TXERROR  ENTER
         LR    R2,R1
         LR    R3,R0
         TM    TXSTATE,SDONE
         BO    ERREND
         L     R5,TXIN
         LA    R6,TFLIST
         MVI   TXMSG,C' '
         MVC   TXMSG+1(L'TXMSG-1),TXMSG
         LA    R4,TXMSG
         LA    R1,FPFN
         BAL   R10,ERRWORD
         LA    R1,FPFT
         BAL   R10,ERRWORD
         MVC   0(4,R4),=C'LINE'
         LA    R4,5(R4)
         L     R0,TFLINE
         CALL  TODEC,TXNUMB
         LA    R1,TXNUMB
ERRBLANK CLI   0(R1),C' '
         BNE   ERRDIGIT
         LA    R1,1(R1)
         B     ERRBLANK
ERRDIGIT LA    R0,TXNUMB+10
ERRCOPY  MVC   0(1,R4),0(R1)
         LA    R4,1(R4)
         LA    R1,1(R1)
         CR    R1,R0
         BL    ERRCOPY
         MVI   0(R4),C':'
         LA    R4,2(R4)
         LA    R1,100
         CR    R3,R1
         BNH   ERRTEXT
         LR    R3,R1
ERRTEXT  BCTR  R3,0
         EX    R3,ERRMOVE
         TYPE  TXMSG,130,COLOR=R
         L     R1,TXRC
         LTR   R1,R1
         BNZ   ERRCOUNT
         MVC   TXRC,=F'4'
ERRCOUNT L     R1,TXERRS
         LA    R1,1(R1)
         ST    R1,TXERRS
         CH    R1,=AL2(MOSTERRS)
         BL    ERREND
         TYPE  'TOO MANY ERRORS: SCRIPT ENDS',COLOR=R
         MVC   TXRC,=F'12'
         OI    TXSTATE,SDONE
ERREND   RETURN 0
ERRMOVE  MVC   0(0,R4),0(R2)
*        THE WORD AT 1, AT MOST 8, THEN A BLANK
ERRWORD  LA    R0,8(R1)
ERRCHAR  CLI   0(R1),C' '
         BE    ERRNEXT
         MVC   0(1,R4),0(R1)
         LA    R4,1(R4)
         LA    R1,1(R1)
         CR    R1,R0
         BL    ERRCHAR
ERRNEXT  LA    R4,1(R4)
         BR    R10
         LTORG
         END
