ATTE     TITLE 'ATTENTION - THE LINE TYPED AFTER AN ATTENTION'
*
* PURPOSE.    ATTNLINE, FROM THE CONSOLE'S INTERRUPT ROUTINE: THE LINE IN
*             CONIN IS AN IMMEDIATE COMMAND, OR IT IS STACKED.
*               KX HX   GIVE UP WHAT IS BEING EXECUTED
*               KT HT   NO TYPING UNTIL THE COMMAND ENDS
*               RT      TYPING AGAIN
*               KO HO   NO TRACING
* REGISTERS.  2 TABLE, 3 ROUTINE, 12 BASE
*
CMSATTN  CSECT
         REGS
         NUCON
ATTNLINE ENTER
         LH    R1,CONLEN
         LTR   R1,R1
         BZ    ATTNEND            NOTHING WAS SAID
         CH    R1,=H'2'
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
         B     ATTNEND
ATTNTAB  DC    C'KX  ',A(ATTNKX)
         DC    C'HX  ',A(ATTNKX)
         DC    C'KT  ',A(ATTNKT)
         DC    C'HT  ',A(ATTNKT)
         DC    C'RT  ',A(ATTNRT)
         DC    C'KO  ',A(ATTNKO)
         DC    C'HO  ',A(ATTNKO)
         DC    X'FF'
         LTORG
         END
