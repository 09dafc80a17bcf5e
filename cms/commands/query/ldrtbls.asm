LDRT     TITLE 'LDRTBLS - PAGES FOR THE LOADER''S TABLES'
*
* PURPOSE.    SET LDRTBLS N   2 TO 128 PAGES, WHICH DECIDE HOW MANY NAMES
*             PROGRAMS LOADED MAY HAVE.  FREE STORAGE BEGINS BELOW THEM:
*             IT IS LAID OUT ANEW AND THE DIRECTORIES OF THE DISKS ARE
*             READ AGAIN; WHAT IS LOADED IS FORGOTTEN
* CALLED      BY SET.  1 LIST: LDRTBLS AT 8
* RETURNS     0; 24 OPERANDS WRONG; 41 THE MACHINE IS TOO SMALL; 88 FREE
*             STORAGE HOLDS SOMETHING ELSE
* REGISTERS.  2 PAGES, 3 LIST, 4 WORK, 5 PLACE IN DISKS, 8 ADT, 12 BASE
*
CMSLDRT  CSECT
         REGS
         NUCON
         ADT
         USING ADT,R8
         USING WORK,R13
LDRTBLS  ENTER WORK=WORKLEN
         LR    R3,R1
         CLI   16(R3),X'FF'
         BE    WRONG
         CLI   24(R3),X'FF'
         BNE   WRONG
         CALL  GETDEC,16(R3)
         LTR   R15,R15
         BNZ   WRONG
         LR    R2,R0
         CH    R2,=H'2'
         BL    WRONG
         CH    R2,=H'128'
         BH    WRONG
         L     R4,CORESIZ         HALF OF WHAT THERE IS AT MOST
         S     R4,USFL
         SRL   R4,13
         CR    R2,R4
         BH    LARGE
         L     R4,KEPTSTOR
         O     R4,ACTHEAD
         O     R4,LINEHEAD
         O     R4,EXECHAIN
         BNZ   INUSE
         BUSY  BUSYDIR
         XC    DISKS,DISKS
         LA    R5,DISKS
         L     R8,AIADT
GONEXT   MVC   0(1,R5),ADTFLG1
         TM    ADTFLG1,ADTFFS
         BZ    GOSKIP
         LR    R1,R8
         CALL  RELUFD
GOSKIP   LA    R5,1(R5)
         L     R8,ADTPTR
         LTR   R8,R8
         BNZ   GONEXT
         XC    EXTNS,EXTNS
         XC    LDHELD,LDHELD
         XC    LDRTENT,LDRTENT
         XC    LDFIRST,LDFIRST
         XC    STADDR,STADDR
         STC   R2,LDRTBL
         CALL  STRINIT
         LA    R5,DISKS
         L     R8,AIADT
INNEXT   TM    0(R5),ADTFFS
         BZ    INSKIP
         SR    R0,R0
         TM    0(R5),ADTFRO
         BZ    INREAD
         LA    R0,1
INREAD   LR    R1,R8
         CALL  DISKIN
INSKIP   LA    R5,1(R5)
         L     R8,ADTPTR
         LTR   R8,R8
         BNZ   INNEXT
         UNBUSY BUSYDIR
         RETURN 0
WRONG    FAIL  24,'SET LDRTBLS N, 2 TO 128 PAGES'
LARGE    FAIL  41,'THE MACHINE HAS NOT SO MUCH STORAGE'
INUSE    FAIL  88,'FREE STORAGE IS IN USE: NOT IN AN EXEC, NOR BEHIND SX
               YN AND SET INPUT'
WORK     DSECT
         DS    18F
DISKS    DS    CL16
WORKLEN  EQU   *-WORK-72
CMSLDRT  CSECT
         LTORG
         END
