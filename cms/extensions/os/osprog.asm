OSPR     TITLE 'OSPROG - LINK, XCTL, ATTACH, DETACH, EXIT; OSCALL'
*
* PURPOSE.    OSLINKR   SVC 6: 15 LIST, A(NAME OR ENTRY OF BLDL), A(DCB):
*                       CALL A PROGRAM WITH THE CALLER'S REGISTERS
*             OSXCTL    SVC 7: THE SAME; IT TAKES THE CALLER'S PLACE
*             OSATTACH  SVC 42: 15 LIST, BEHIND THAT A(ECB), 2 WORDS ON
*                       SUBPOOLS, A(EXIT): THE SUBTASK RUNS TO ITS END AT
*                       ONCE.  1 BECOMES ITS TCB
*             OSDETACH  SVC 62: 1 PLACE OF A SUBTASK'S TCB ADDRESS
*             OSEXIT    SVC 3: THE PROGRAM ENDS; 15 ITS CODE
*             OSCALL    CALL OSCALL, FOR COMMANDS: 1 LIST, A(ENTRY),
*                       A(WHAT REGISTER 1 IS TO BE), XL1'80' TO COME BACK
*                       FROM AN ABEND: AN OS PROGRAM IN AN ENVIRONMENT OF
*                       ITS OWN, GIVEN BACK AT ITS END.  0 IS THE
*                       COMPLETION CODE OF AN ABEND, ELSE 0
*             OSCATCH   1 COMPLETION CODE: BACK TO THE PROGRAM THAT A
*                       FAILING ONE ENDS ALONE FOR; RETURNS WHEN NONE
* RETURNS     WHAT THE PROGRAM RETURNS.  OSCALL 41: NO STORAGE (TOLD).
*             ABEND: OF OSFETCH; 23E NO SUCH SUBTASK; 12A NO ADDRESS OF
*             AN ECB OR EXIT
* HOW         OSRB IS THE FRAME OF THE ROUTINE; THE PROGRAM RETURNS TO
*             RBENDED OR GIVES SVC 3, FROM WHATEVER LEVEL
* REGISTERS.  2-9 WORK, 10 SVCBLK OR LINK, 11 OSBLK, 12 BASE, 13 OSRB
*
CMSOSPR  CSECT
         REGS
         NUCON
         SVCBLK
         OSBLK
         OSWORK
         USING OSBLK,R11
         USING OSRB,R13
         USING SVCBLK,R10
OSLINKR  ENTER WORK=RBSHORT
         BASE  CMSOSPR
         L     R2,SVBGPRS+60
         MVI   RBTYPE,RBLINK
         BAL   R9,FETCH
         LM    R0,R1,SVBGPRS
         STM   R0,R1,SVBRGPRS
         BAL   R9,LIKEHIM
         BAL   R9,RBGO
         L     R1,RBMOD
         LINK  OSDROP
         LM    R15,R1,RBREGS
         RETURN KEEP=(R0,R1)
*
*        FETCH - LIST 2: RBMOD, RBENTRY
*
FETCH    L     R1,0(R2)
         MVC   RBNAME,0(R1)
         LA    R1,RBNAME
         LINK  OSFETCH
         LTR   R15,R15
         BNZ   NOFETCH
         ST    R1,RBMOD
         MVC   RBENTRY,OMENTRY-OSMOD(R1)
         BR    R9
NOFETCH  LR    R1,R15             IT CANNOT BE HAD: ABEND
         LA    R0,RBNAME
         LINK  OSABND
*
*        LIKEHIM - REGISTERS 2 TO 13 OF THE PROGRAM ARE THE CALLER'S
*
LIKEHIM  MVC   SVBRGPRS+8(48),SVBGPRS+8
         MVI   RBFLAG,0
         BR    R9
         EJECT
*        RBGO - THE PROGRAM RBENTRY OF OSRB 13 RUNS, REGISTERS 0 TO 13
*        FROM SVBRGPRS OF LSTSVC.  TO 9 AT ITS END; 2-8 ARE LOST
*
RBGO     ST    R9,RBBACK
         XC    RBCOMP,RBCOMP
         MVC   RBSVC,LSTSVC
         MVC   RBNEST,NESTING
         MVC   RBSTACK,STACK
         MVC   RBNEXT,OSBRB
         ST    R13,OSBRB
RBENTER  L     R14,LSTSVC
         MVC   SVBRGPRS+60-SVCBLK(4,R14),RBENTRY
         LA    R1,RBENDED
         ST    R1,SVBRGPRS+56-SVCBLK(R14)
         L     R1,SVBPSW+4-SVCBLK(R14)
         SPM   R1
         LM    R0,R13,SVBRGPRS-SVCBLK(R14)
         L     R15,SVBRGPRS+60-SVCBLK(R14)
         L     R14,SVBRGPRS+56-SVCBLK(R14)
         BR    R15
*
*        RBENDED - IT HAS RETURNED.  15, 0, 1 ARE ITS RESULT
*
RBENDED  BALR  R12,0
         USING *,R12
         L     R12,RBASE
         USING CMSOSPR,R12
         L     R11,OSBLOCK
         LTR   R11,R11
         BZ    RBLOST
         L     R13,OSBRB
         LTR   R13,R13
         BZ    RBLOST
         STM   R15,R1,RBREGS
RBOVER   SSM   NONE
         BAL   R9,UNWIND
         MVC   OSBRB,RBNEXT
         L     R9,RBBACK
         L     R10,LSTSVC
         ENABLE
         BR    R9
RBLOST   L     R13,STACK          A PROGRAM RETURNS TWICE
         LA    R1,72(R13)
         ST    R1,STACK
         OSABEND 0C1
RBASE    DC    A(CMSOSPR)
*
*        UNWIND - BACK TO THE SVC LEVEL OF OSRB 13.  2 WORK
*
UNWIND   L     R2,LSTSVC
         LTR   R2,R2
         BZ    UNWOUND
         C     R2,RBSVC
         BE    UNWOUND
         BAL   R8,POPSVC
         B     UNWIND
UNWOUND  MVC   NESTING,RBNEST
         MVC   STACK,RBSTACK
         BR    R9
*
*        POPSVC - SAVE BLOCK 2 GOES.  TO 8
*
POPSVC   MVC   LSTSVC,SVBPREV-SVCBLK(R2)
         LH    R1,NESTING
         BCTR  R1,0
         STH   R1,NESTING
         TM    SVBFLAG-SVCBLK(R2),SVBFREED
         BCR   8,R8
         LR    R1,R2
         FRET  BYTES=SVBLEN
         BR    R8
         EJECT
OSXCTL   ENTER WORK=RBSHORT
         BASE  CMSOSPR
         L     R2,SVBGPRS+60
         L     R1,0(R2)
         MVC   RBNAME,0(R1)
         L     R3,OSBRB           THE CALLER'S, IF IT HAS ONE
         LTR   R3,R3
         BZ    XCTLNEW
         CLC   RBSVC-OSRB(4,R3),SVBPREV
         BNE   XCTLBASE
         L     R1,RBMOD-OSRB(R3)
         XC    RBMOD-OSRB(4,R3),RBMOD-OSRB(R3)
         LTR   R1,R1
         BZ    XCTLNEW
         LINK  OSDROP             ITS PLACE IS FREE FIRST
         B     XCTLNEW
XCTLBASE SR    R3,R3
XCTLNEW  LA    R1,RBNAME
         LINK  OSFETCH
         LTR   R15,R15
         BNZ   NOFETCH
         L     R2,SVBPREV         UP TO THE CALLER'S LEVEL
         LTR   R2,R2
         BZ    RBLOST
         MVC   SVBRGPRS-SVCBLK(56,R2),SVBGPRS
         L     R4,SVBGPRS+56
         L     R5,OMENTRY-OSMOD(R1)
         LTR   R3,R3
         BZ    XCTLTOP
         ST    R1,RBMOD-OSRB(R3)
         ST    R5,RBENTRY-OSRB(R3)
         LR    R13,R3
         SSM   NONE
         BAL   R9,UNWIND
         ENABLE
         B     RBENTER
*        THE CALLER IS THE COMMAND ITSELF
XCTLTOP  L     R4,OSBRET
         SSM   NONE
         L     R6,SVBSTACK
         LR    R2,R10
         BAL   R8,POPSVC
         ST    R6,STACK
         ENABLE
         L     R2,LSTSVC
         ST    R4,SVBRGPRS+56-SVCBLK(R2)
         LR    R15,R5
         LR    R14,R2
         ST    R15,SVBRGPRS+60-SVCBLK(R14)
         LM    R0,R13,SVBRGPRS-SVCBLK(R14)
         L     R15,SVBRGPRS+60-SVCBLK(R14)
         L     R14,SVBRGPRS+56-SVCBLK(R14)
         BR    R15
*
OSEXIT   ENTER
         BASE  CMSOSPR
         L     R3,OSBRB
         LTR   R3,R3
         BZ    EXITTOP
         CLC   RBSVC-OSRB(4,R3),SVBPREV
         BNE   EXITTOP
         LR    R13,R3
         MVC   RBREGS(4),SVBGPRS+60
         MVC   RBREGS+4(8),SVBGPRS
         B     RBOVER
*        IT IS THE COMMAND ITSELF
EXITTOP  LM    R3,R4,SVBGPRS
         L     R5,SVBGPRS+60
         L     R6,SVBSTACK
         L     R7,OSBRET
         SSM   NONE
         LR    R2,R10
         BAL   R8,POPSVC
         ST    R6,STACK
         LR    R15,R5
         LR    R0,R3
         LR    R1,R4
         LR    R13,R6
         BR    R7
         EJECT
OSATTACH ENTER WORK=RBLEN
         BASE  CMSOSPR
         L     R2,SVBGPRS+60
         ST    R2,RBLIST
         MVI   RBTYPE,RBATTACH
         L     R3,8(R2)
         LA    R3,0(R3)
         LTR   R3,R3
         BZ    ATTNOECB
         OSCHECK R3,4,ATTBAD
ATTNOECB L     R3,20(R2)          NO EXIT IN CMS ITSELF
         LA    R3,0(R3)
         LTR   R3,R3
         BZ    ATTNOEXT
         OSCHECK R3,2,ATTBAD
ATTNOEXT BAL   R9,FETCH
         FREE  BYTES=OSULEN
         LTR   R15,R15
         BNZ   ATTFULL
         USING OSSUB,R3
         LR    R3,R1
         XC    OSUTCB,OSUTCB
         MVC   OSUNEXT,OSBSUBS
         ST    R3,OSBSUBS
         ST    R3,RBSUB
         LM    R0,R1,SVBGPRS
         STM   R0,R1,SVBRGPRS
         BAL   R9,LIKEHIM
         LA    R1,RBSAVE
         ST    R1,SVBRGPRS+52
         OI    RBFLAG,RBCATCH
         BAL   R9,RBGO
         L     R1,RBMOD
         LINK  OSDROP
         L     R3,RBSUB
         MVC   OSUTCB+TCBCMP-TCBDSECT(4),RBCOMP
         CLC   RBCOMP,=F'0'
         BNE   ATTPOST
         MVC   OSUTCB+TCBCMP-TCBDSECT(4),RBREGS
ATTPOST  L     R2,RBLIST
         L     R4,8(R2)
         LA    R4,0(R4)
         LTR   R4,R4
         BZ    ATTETXR
         MVC   0(4,R4),OSUTCB+TCBCMP-TCBDSECT
         NI    0(R4),X'3F'
         OI    0(R4),X'40'
ATTETXR  L     R15,20(R2)         ITS END-OF-TASK EXIT
         LA    R15,0(R15)
         LTR   R15,R15
         BZ    ATTEND
         ST    R15,RBENTRY
         XC    RBMOD,RBMOD
         MVI   RBTYPE,RBLINK
         MVI   RBFLAG,0
         LA    R1,OSUTCB
         ST    R1,SVBRGPRS+4
         LA    R1,RBSAVE
         ST    R1,SVBRGPRS+52
         BAL   R9,RBGO
         L     R3,RBSUB
ATTEND   LA    R1,OSUTCB
         RETURN 0,KEEP=R1
ATTBAD   OSABEND 12A
ATTFULL  OSABEND 80A
*
OSDETACH ENTER
         BASE  CMSOSPR
         L     R2,0(R1)           TCB
         LA    R2,0(R2)
         LA    R4,OSBSUBS
DETNEXT  L     R3,0(R4)
         LTR   R3,R3
         BZ    DETBAD
         LA    R1,OSUTCB
         CR    R1,R2
         BE    DETHERE
         LR    R4,R3
         B     DETNEXT
DETHERE  MVC   0(4,R4),OSUNEXT
         LR    R1,R3
         FRET  BYTES=OSULEN
         RETURN 0
DETBAD   OSABEND 23E
         DROP  R3
         EJECT
OSCALL   ENTER WORK=RBLEN
         BASE  CMSOSPR
         ST    R1,RBLIST
         LH    R0,NESTING
         LINK  OSMAKE
         LTR   R15,R15
         BNZ   CALLFULL
         LR    R11,R1
         L     R2,RBLIST
         MVC   RBENTRY,0(R2)
         XC    RBMOD,RBMOD
         MVI   RBTYPE,RBCALL
         MVI   RBFLAG,0
         TM    8(R2),X'80'
         BZ    CALLGO
         OI    RBFLAG,RBCATCH
CALLGO   L     R10,LSTSVC
         XC    SVBRGPRS,SVBRGPRS
         MVC   SVBRGPRS+4(4),4(R2)
         XC    RBSAVE(72),RBSAVE
         LA    R1,RBSAVE
         ST    R1,SVBRGPRS+52
         ST    R1,OSTCB+TCBFSA-TCBDSECT
         BAL   R9,RBGO
         LR    R1,R11
         MVC   OSBLOCK,OSBPREV
         LINK  OSEND
         L     R15,RBREGS
         L     R0,RBCOMP
         RETURN KEEP=R0
CALLFULL FAIL  41,'NO STORAGE FOR AN OS PROGRAM'
         EJECT
*        OSCATCH - 2 COMPLETION CODE, 3 OSRB
*
OSCATCH  ENTER
         BASE  CMSOSPR
         LR    R2,R1
         L     R3,OSBRB
CATLOOK  LTR   R3,R3
         BZ    CATNONE
         TM    RBFLAG-OSRB(R3),RBCATCH
         BO    CATHERE
         L     R3,RBNEXT-OSRB(R3)
         B     CATLOOK
CATNONE  RETURN 0
*        PROGRAMS BETWEEN HERE AND THERE GO
CATHERE  L     R13,OSBRB
         CR    R13,R3
         BE    CATBACK
         MVC   OSBRB,RBNEXT
         L     R1,RBMOD
         LTR   R1,R1
         BZ    CATHERE
         L     R13,STACK
         LA    R0,72(R13)
         ST    R0,STACK
         LINK  OSDROP
         B     CATHERE
CATBACK  N     R2,=X'00FFFFFF'
         ST    R2,RBCOMP
         XC    RBREGS,RBREGS
         B     RBOVER
         LTORG
         END
