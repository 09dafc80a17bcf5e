SVC      TITLE 'SVC - SUPERVISOR CALLS'
*
* PURPOSE.    SVC 202 CALLS A FUNCTION OR COMMAND BY ITS NAME; OTHER
*             NUMBERS ARE A PROGRAM'S (HNDSVC) OR IN SVCTAB.  TWENTY LEVELS
* HOW         A SAVE BLOCK (SVCBLK) KEEPS THE CALLER'S PSW, REGISTERS
*             AND STACK; LSTSVC POINTS TO THE LATEST.  FOUR BLOCKS ARE
*             RESIDENT, THE OTHERS FREE STORAGE.  THE CALLED ROUTINE
*             RETURNS TO SVCRET
* CODES       -3 NO SUCH NAME; TOO MANY LEVELS END THE COMMAND WITH 20,
*             AN UNKNOWN NUMBER WITH 21
* REGISTERS.  2 SAVE BLOCK, 3 LEVEL, 4 NUMBER, 5 PLACE BEHIND THE SVC,
*             6 TABLE, 12 BASE
*
CMSSVC   CSECT
         REGS
         NUCON
         SVCBLK
         USERBLK
         EXTRN SVCBLKS,STACKTOP,DBGINT,OVERCALL,OVERRET
         ENTRY SVCINT
         USING SVCBLK,R2
SVCINT   STM   R0,R15,SVCREGS
         BALR  R12,0
         USING *,R12
         MVI   MASK,0
         L     R13,STACK          A SAVE AREA FOR THE WAY IN
         C     R13,=A(STACKTOP)
         BH    SVCDEEP
         LA    R15,72(R13)
         ST    R15,STACK
         LH    R3,NESTING
         CH    R3,=H'20'
         BNL   SVCDEEP
         CH    R3,=H'4'
         BNL   SVCFREE
         LR    R2,R3
         MH    R2,=AL2(SVBLEN)
         A     R2,=A(SVCBLKS)
         MVI   SVBFLAG,0
         B     SVCSAVE
SVCFREE  FREE  BYTES=SVBLEN
         LTR   R15,R15
         BNZ   SVCDEEP
         LR    R2,R1
         MVI   SVBFLAG,SVBFREED
SVCSAVE  LA    R3,1(R3)
         STH   R3,NESTING
         MVC   SVBPREV,LSTSVC
         ST    R2,LSTSVC
         ST    R13,SVBSTACK
         MVC   SVBGPRS(64),SVCREGS
         STD   0,SVBFPRS
         STD   2,SVBFPRS+8
         STD   4,SVBFPRS+16
         STD   6,SVBFPRS+24
         MVC   SVBPSW,SVCOPSW
         L     R5,SVCOPSW+4
         LA    R5,0(R5)
         ST    R5,SVBNORM
         XC    SVBERR,SVBERR
         LR    R4,R5
         SH    R4,=H'2'
         ST    R4,SVBCALL
         L     R1,SVCREGS+4
         CLI   SVCOPSW+3,202
         BNE   SVCOTHER
         MVC   SVBNAME,0(R1)
         CLI   0(R5),0            AN ADDRESS BEHIND THE SVC
         BNE   SVCFIND
         MVC   SVBERR,0(R5)
         LA    R5,4(R5)
         ST    R5,SVBNORM
SVCFIND  LA    R1,0(R1)
         CALL  FINDFN
         LTR   R15,R15
         BNZ   SVCGO
         MVI   MASK,X'FF'
         LR    R15,R0             -3, OR WHY THE MODULE CANNOT BE USED
         B     SVCRET
*
*        TO THE ROUTINE AT 15, WITH THE CALLER'S OTHER REGISTERS
*
SVCGO    TM    DBGFLAG,OVERON     SETOVER TRACES IT
         BZ    SVCGOES
         LR    R4,R15
         LR    R1,R2
         L     R13,STACK
         LA    R15,72(R13)
         ST    R15,STACK
         LINK  OVERCALL
         ST    R13,STACK
         LR    R15,R4
SVCGOES  L     R13,STACK
         LA    R14,72(R13)
         ST    R14,STACK
         MVI   MASK,X'FF'
         L     R14,=A(SVCRET)
         LR    R12,R15
         SSM   SVBPSW
         LM    R3,R11,SVBGPRS+12
         L     R0,SVBGPRS
         L     R1,SVBGPRS+4
         L     R2,SVBGPRS+8
         BR    R15
*
*        ANOTHER NUMBER: SEE SVCTAB
*
SVCOTHER OI    SVBFLAG,SVBOS
         MVC   SVBNAME,=CL8'SVC'
         SR    R4,R4
         IC    R4,SVCOPSW+3
         USING USERSVCB,R6
         L     R6,USERSVC         FIRST WHAT A PROGRAM HAS SET
SVCUSER  LTR   R6,R6
         BZ    SVCOURS
         L     R15,USVADDR
         C     R4,USVNUM
         BE    SVCGO
         L     R6,USVNEXT
         B     SVCUSER
         DROP  R6
SVCOURS  L     R6,ASVCTAB
SVCLOOK  CLI   0(R6),X'FF'
         BE    SVCBAD
         C     R4,0(R6)
         BE    SVCKNOWN
         LA    R6,8(R6)
         B     SVCLOOK
SVCKNOWN L     R15,4(R6)
         LTR   R15,R15
         BNZ   SVCGO
SVCBAD   LR    R0,R4
         MVI   MASK,X'FF'
         ENABLE
         MVC   ERRLINE,BADTEXT
         CALL  TODEC,HEXWORK
         MVC   ERRLINE+16(3),HEXWORK+7
         L     R0,SVBCALL
         CALL  TOHEX,HEXWORK
         MVC   ERRLINE+37(6),HEXWORK+2
         TYPE  ERRLINE,80,COLOR=R
         LA    R15,21
         L     R14,AKILLEX
         BR    R14
SVCDEEP  MVI   MASK,X'FF'
         ENABLE
         TYPE  'MORE THAN 20 LEVELS OF SUPERVISOR CALLS, OR NO STORAGE X
               FOR THEM',COLOR=R
         LA    R15,20
         L     R14,AKILLEX
         BR    R14
BADTEXT  DC    CL80'SUPERVISOR CALL 000 IS NOT KNOWN, AT 000000'
         EJECT
*        SVCRET - THE ROUTINE HAS RETURNED, 15 IS ITS CODE
*
         ENTRY SVCRET
SVCRET   SSM   NONE
         BALR  R12,0
         USING *,R12
         L     R14,LSTSVC
         USING SVCBLK,R14
         STM   R0,R15,SVBRGPRS
         LR    R2,R14
         DROP  R14
         USING SVCBLK,R2
         TM    KXFLAG,X'80'       KX HAD TO WAIT
         BZ    SVCBACK
         CLI   KXBUSY,0
         BNE   SVCBACK
         SR    R15,R15
         L     R14,AKILLEX
         BR    R14
SVCBACK  TM    DBGFLAG,OVERON
         BZ    SVCOVER
         L     R13,SVBSTACK
         LA    R15,72(R13)
         ST    R15,STACK
         LR    R1,R2
         LINK  OVERRET
         L     R15,SVBRGPRS+60
SVCOVER  MVC   SVCRPSW,SVBPSW
         L     R5,SVBNORM
         LTR   R15,R15
         BZ    SVCBACK2
         L     R4,SVBERR
         LTR   R4,R4
         BZ    SVCBACK2
         LR    R5,R4
SVCBACK2 STC   R5,SVCRPSW+7
         SRL   R5,8
         STC   R5,SVCRPSW+6
         SRL   R5,8
         STC   R5,SVCRPSW+5
         MVC   SVCREGS(64),SVBGPRS
         ST    R15,SVCREGS+60
         TM    SVBFLAG,SVBOS
         BZ    SVCFPRS
         MVC   SVCREGS(8),SVBRGPRS     0, 1 AND 15 ARE THE ROUTINE'S
SVCFPRS  LD    0,SVBFPRS
         LD    2,SVBFPRS+8
         LD    4,SVBFPRS+16
         LD    6,SVBFPRS+24
         MVC   STACK,SVBSTACK
         MVC   LSTSVC,SVBPREV
         LH    R3,NESTING
         BCTR  R3,0
         STH   R3,NESTING
         TM    SVBFLAG,SVBFREED
         BZ    SVCEND
         MVI   MASK,0
         L     R13,STACK
         LA    R15,72(R13)
         ST    R15,STACK
         LR    R1,R2
         FRET  BYTES=SVBLEN
         ST    R13,STACK
         MVI   MASK,X'FF'
SVCEND   TM    DBGFLAG,DBGWANT    THE KEY HAS CALLED DEBUG
         BO    SVCDEBUG
         LM    R0,R15,SVCREGS
         LPSW  SVCRPSW
SVCDEBUG MVC   DBGREGS(64),SVCREGS
         MVC   DBGPSW,SVCRPSW
         MVI   MASK,X'FF'
         L     R15,=A(DBGINT)
         BR    R15
         LTORG
         END
