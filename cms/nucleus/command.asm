COMM     TITLE 'COMMAND - THE COMMAND LOOP'
*
* PURPOSE.    CMDLOOP  READ A LINE, DO IT, SAY READY, AGAIN
*             CMDKILL  15 CODE, 14 CMDKILL: A COMMAND WAS GIVEN UP
* HOW         A NULL LINE AFTER IPL JUST GOES ON; LATER IT IS ANSWERED
*             'CMS'.  THE FIRST LINE LOOKS FOR A PROFILE
* SEARCH      EXEC; SVC 202; THEN WHAT THE NAME STANDS FOR AS A SYNONYM
*             OR ABBREVIATION, THE SAME WAY; CP
* ENDS        BEHIND EACH COMMAND FILES ARE CLOSED, WHAT IT LEFT IN FREE
*             STORAGE IS TAKEN BACK, AND PAGES RELEASED WHEN SO SET
* REGISTERS.  2 LIST, 3 CODE, 4 LINK, 4 5 PAGES, 12 BASE.  THE LOOP
*             NEVER RETURNS
*
CMSCMD   CSECT
         REGS
         NUCON
         CONPLST
         DEVICE
         EXTRN READY,TIDY
         ENTRY CMDLOOP,CMDKILL
CMDLOOP  BALR  R12,0
         USING *,R12
         LA    R13,CMSAREA
CMDNEXT  CALL  WAITRD,CMDREAD
         CALL  GETCLK
         MVC   STARTV,VIRTIME
         MVC   STARTT,CPUTIME
         CLI   FIRSTCMD,X'80'
         BE    CMDSCAN
         OI    FIRSTCMD,X'80'
         L     R15,APROFILE
         LTR   R15,R15
         BZ    CMDFIRST
         BALR  R14,R15
CMDFIRST BAL   R10,CMDLIST
         CLI   0(R2),X'FF'
         BNE   CMDDO
         SR    R3,R3              NULL LINE AFTER IPL
         B     CMDREADY
CMDSCAN  BAL   R10,CMDLIST
         CLI   0(R2),X'FF'
         BNE   CMDDO
         TYPE  'CMS'
         B     CMDNEXT
CMDDO    MVC   CMDNAME,0(R2)
         BAL   R10,CMDEXEC
         LR    R3,R15
CMDENDED XC    USERINT(12),USERINT     ITS ROUTINES NO LONGER COUNT
         NI    DEVCON+DEVFLAG-DEVICE,255-DEVCAME     NOR ATTENTIONS
         L     R15,ATFINIS        CLOSE WHAT IS OPEN
         LTR   R15,R15
         BZ    CMDREADY
         BALR  R14,R15
CMDREADY LINK  TIDY
         TM    SYSFLAG,RELPAGES
         BZ    CMDREADX
         BAL   R10,CMDPAGES
CMDREADX ST    R3,RETCODE
         MVI   KTFLAG,0
         LR    R0,R3
         L     R15,=A(READY)
         BALR  R14,R15
         B     CMDNEXT
*
*        CMDLIST - THE LINE INTO A LIST AT 2
*
CMDLIST  L     R0,CMDREAD+CPLCODE-CONPLST
         N     R0,=X'000000FF'
         CALL  SCAN,CMDLINE
         LR    R2,R1
         BR    R10
*
*        CMDEXEC - DO THE COMMAND OF LIST 2; 15 IS THE CODE
*
CMDEXEC  LR    R4,R10
         BAL   R10,CMDNAMED
         L     R15,AUSABRV        A SYNONYM: PUTS THE NAME THERE
         LTR   R15,R15
         BZ    CMDCP
         LR    R1,R2
         BALR  R14,R15
         LTR   R15,R15
         BNZ   CMDCP
         BAL   R10,CMDNAMED
CMDCP    TM    CPFLAG,NOIMPCP
         BO    CMDNONE
         L     R1,LISTTEXT
         L     R0,LISTLEN
         CALL  CPLINE
         LTR   R15,R15
         BM    CMDNONE
         C     R15,=F'1'          CP DOES NOT KNOW IT EITHER
         BCR   7,R4
CMDNONE  L     R15,=F'-3'
         BR    R4
*
*        CMDNAMED - THE EXEC OR COMMAND OF THAT VERY NAME, THEN BACK TO 4;
*        TO 10 WHEN THERE IS NONE
*
CMDNAMED TM    SYSFLAG,NOIMPEX
         BO    CMDSVC
         L     R15,AEXECFND       IS IT AN EXEC
         LTR   R15,R15
         BZ    CMDSVC
         LR    R1,R2
         BALR  R14,R15
         LTR   R15,R15
         BNZ   CMDSVC
         LR    R1,R2
         SH    R1,=H'8'           'EXEC' STANDS IN FRONT OF THE LIST
         CMSCALL
         BR    R4
CMDSVC   LR    R1,R2
         CMSCALL
         C     R15,=F'-3'
         BCR   7,R4
         BR    R10
*
*        CMDPAGES - THE PAGES BEHIND WHAT IS LOADED ARE NO LONGER NEEDED
*
CMDPAGES TM    CPFLAG,HASCP
         BCR   8,R10
         L     R4,LOCCNT
         C     R4,USFL
         BNL   CMDPAGE1
         L     R4,USFL
CMDPAGE1 LA    R4,4095(R4)
         N     R4,=X'00FFF000'
         L     R5,LOWEXT          THE LAST PAGE
         S     R5,=X'00001000'
         CR    R4,R5
         BCR   2,R10
         CPCALL 4,5,X'10',CMDPAGE2
CMDPAGE2 BR    R10
*
         DS    0F
CMDKILL  L     R12,CMDBASE-CMDKILL(R14)
         LA    R13,CMSAREA
         LR    R3,R15
         B     CMDENDED
         DS    0F
CMDBASE  DC    A(CMDLOOP+2)
         LTORG
         END
