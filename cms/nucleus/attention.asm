ATTE     TITLE 'ATTENTION - THE LINE TYPED AFTER AN ATTENTION'
*
* PURPOSE.    ATTNLINE, FROM THE CONSOLE'S INTERRUPT ROUTINE: THE LINE IN
*             CONIN IS AN IMMEDIATE COMMAND, OR IT IS STACKED.
*               KX HX   GIVE UP WHAT IS BEING EXECUTED
*               KT HT   NO TYPING UNTIL THE COMMAND ENDS
*               RT      TYPING AGAIN
*               KO HO   NO TRACING
*               SO RO   NO TRACING UNTIL RO, OR UNTIL THE COMMAND ENDS
*             A LINE THAT IS TOO LONG IS TOLD, AND THAT NOTHING IS TRACED
* REGISTERS.  1 LENGTH, 2 TABLE, 3 ROUTINE, 12 BASE
*
CMSATTN  CSECT
         REGS
         NUCON
         EXTRN CONSTART,LONGLINE
ATTNLINE ENTER
         LH    R1,CONLEN
         LTR   R1,R1
         BZ    ATTNEND            NOTHING WAS SAID
         CH    R1,=H'130'
         BH    ATTNLONG
         LA    R2,CONIN-1(R1)
ATTNTRIM CLI   0(R2),C' '         BLANKS BEHIND IT
         BNE   ATTNTWO
         BCTR  R2,0
         BCT   R1,ATTNTRIM
         B     ATTNPUSH
ATTNTWO  CH    R1,=H'2'
         BNE   ATTNPUSH
         MVC   HEXWORK(2),CONIN
         L     R1,AUPCASE
         TR    HEXWORK(2),0(R1)
         LA    R2,ATTNTAB
ATTNLOOK CLC   0(2,R2),HEXWORK
         BE    ATTNIMM
         LA    R2,8(R2)
         CLI   0(R2),X'FF'
         BNE   ATTNLOOK
ATTNPUSH NI    CONFLAG,255-CONPHYS
         CALL  EDITLIN
ATTNEND  RETURN 0
ATTNIMM  L     R3,4(R2)
         BR    R3
ATTNKX   OI    KXFLAG,X'80'
         B     ATTNEND
ATTNKT   OI    KTFLAG,X'80'
         B     ATTNEND
ATTNRT   NI    KTFLAG,X'7F'
         B     ATTNEND
ATTNKO   OI    SYSFLAG,KOGIVEN
         B     ATTNTRAC
ATTNSO   OI    KTFLAG,X'40'
         B     ATTNTRAC
ATTNRO   NI    KTFLAG,X'BF'
ATTNTRAC TM    DBGFLAG,OVERON
         BO    ATTNEND
         LA    R1,NOTRACE
         LA    R0,L'NOTRACE
         B     ATTNTYPE
ATTNLONG L     R1,=A(LONGLINE)
         LA    R0,49              ITS LENGTH
ATTNTYPE ST    R1,CONCCW          THE CONSOLE IS IDLE NOW
         ST    R0,CONCCW+4
         MVI   CONCCW,X'09'
         MVI   CONCCW+4,X'20'
         MVI   CONSTATE,CONTYPES
         L     R15,=A(CONSTART)
         BALR  R14,R15
         B     ATTNEND
ATTNTAB  DC    C'KX  ',A(ATTNKX)
         DC    C'HX  ',A(ATTNKX)
         DC    C'KT  ',A(ATTNKT)
         DC    C'HT  ',A(ATTNKT)
         DC    C'RT  ',A(ATTNRT)
         DC    C'KO  ',A(ATTNKO)
         DC    C'HO  ',A(ATTNKO)
         DC    C'SO  ',A(ATTNSO)
         DC    C'RO  ',A(ATTNRO)
         DC    X'FF'
NOTRACE  DC    C'NOTHING IS TRACED'
         LTORG
         END
