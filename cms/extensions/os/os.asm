OS       TITLE 'OS - OS/360 SUPERVISOR CALLS: THE WAY IN, ENVIRONMENTS'
*
* PURPOSE.    OSSIM   EVERY SUPERVISOR CALL OF THIS EXTENSION
*             OSINIT  THE ENVIRONMENT OF THE PROGRAM THAT GIVES A
*                     SUPERVISOR CALL, MADE WHEN THERE IS NONE
*             OSMAKE  0 SVC LEVEL: A NEW ENVIRONMENT, THE INNERMOST
*             OSEND   1 ENVIRONMENT, NOT CHAINED ANY MORE: ALL THAT THE
*                     PROGRAM HAD IS GIVEN BACK
* CALLED      OSSIM BY SVCINT; OSINIT BY OSIO, TOO; OSEND BY OSFRESH,
*             OSCALL
* RETURNS     OSINIT, OSMAKE: 1 OSBLK; 15 0, OR 41 NO STORAGE
* HOW         A ROUTINE OF OSTAB GETS THE CALLER'S 0 AND 1, 10 THE SAVE
*             BLOCK OF THE CALL, 11 THE ENVIRONMENT; ITS 0, 1 AND 15 GO
*             BACK
* REGISTERS.  2 NUMBER, 3 ENVIRONMENT, 10 SVCBLK, 11 OSBLK, 12 BASE
*
         NUCEXT (OSSIM,OSINIT,OSCALL,OSEND,OSRUN)
         EXTRN OSCALL,OSRUN
CMSOS    CSECT
         REGS
         NUCON
         SVCBLK
         OSBLK
         OSWORK
         USING OSBLK,R11
         USING SVCBLK,R10
OSSIM    ENTER
         BASE  CMSOS
         L     R10,LSTSVC
         LINK  OSINIT
         LTR   R15,R15
         BNZ   SIMFULL
         LR    R11,R1
         L     R1,4(R13)
         MVC   OSBRET,12(R1)
         SR    R2,R2
         IC    R2,SVBPSW+3
         SLL   R2,2
         L     R15,OSTAB(R2)
         LM    R0,R1,SVBGPRS
         BALR  R14,R15
         RETURN KEEP=(R0,R1)
SIMFULL  TYPE  'NO STORAGE FOR AN OS PROGRAM',COLOR=R
         LA    R15,41
         L     R14,AKILLEX
         BR    R14
*
OSINIT   ENTER
         BASE  CMSOS
INITLOOK L     R11,OSBLOCK
         LTR   R11,R11
         BZ    INITNEW
         LH    R0,NESTING
         CH    R0,OSBNEST
         BH    INITGOT
         LR    R1,R11             THE PROGRAM IT WAS FOR HAS ENDED
         MVC   OSBLOCK,OSBPREV
         LINK  OSEND
         B     INITLOOK
INITNEW  LH    R0,NESTING
         BCTR  R0,0
         LINK  OSMAKE
         LTR   R15,R15
         BZ    INITMADE
         RETURN
INITGOT  LR    R1,R11
INITMADE RETURN 0,KEEP=R1
         EJECT
OSMAKE   ENTER
         BASE  CMSOS
         LR    R2,R0
         FREE  BYTES=OSBLEN
         LTR   R15,R15
         BNZ   MAKEFULL
         LR    R11,R1
         LA    R3,OSBLEN/256
         LTR   R3,R3
         BZ    MAKEREST
         XC    0(256,R1),0(R1)
         LA    R1,256(R1)
MAKEREST XC    0(OSBLEN-OSBLEN/256*256,R1),0(R1)
         STH   R2,OSBNEST
         MVC   OSBPREV,OSBLOCK
         ST    R11,OSBLOCK
         LINK  OSDATE
         USING CVTDSECT,R3
         USING TCBDSECT,R4
         LA    R3,OSCVT
         ST    R1,CVTDATE
         L     R1,CORESIZ
         BCTR  R1,0
         ST    R1,CVTMZ00
         BAL   R9,STATE
         LR    R1,R11
         RETURN 0,KEEP=R1
MAKEFULL RETURN 41
*
*        STATE - PAGE 0 HAS WHAT IS OF ENVIRONMENT 11, OR 0: NONE
*
STATE    LA    R4,OSTCB
         XC    TCBPIE,TCBPIE
         XC    TCBCMP,TCBCMP
         XC    PGMHOOK,PGMHOOK
         LTR   R11,R11
         BCR   8,R9
         L     R1,=V(OSPGM)
         ST    R1,PGMHOOK
         CLC   OSBPICA,=F'0'
         BCR   8,R9
         LA    R1,OSBPIE
         ST    R1,TCBPIE
         BR    R9
         DROP  R3,R4
*
OSEND    ENTER
         BASE  CMSOS
         LR    R11,R1
         XC    PGMHOOK,PGMHOOK
         OI    OSBFLAG,OSBENDS
         LINK  OSTEND             THE TIMER
         L     R15,OSBCLOSE
         LTR   R15,R15
         BZ    ENDMODS
         BALR  R14,R15
ENDMODS  LINK  OSMODEND
         LINK  OSMAINEN
         LA    R3,OSBENQ
         LA    R4,OELEN
         BAL   R9,ENDCHAIN
         LA    R3,OSBSTAE
         LA    R4,OSTLEN
         BAL   R9,ENDCHAIN
         LA    R3,OSBSUBS
         LA    R4,OSULEN
         BAL   R9,ENDCHAIN
         LR    R1,R11
         FRET  BYTES=OSBLEN
         L     R11,OSBLOCK
         BAL   R9,STATE
         RETURN 0
*
*        ENDCHAIN - THE BLOCKS CHAINED FROM 3, OF (4) BYTES, ARE FREE
*
ENDCHAIN L     R1,0(R3)
         LTR   R1,R1
         BCR   8,R9
         MVC   0(4,R3),0(R1)
         FRET  BYTES=(R4)
         B     ENDCHAIN
         EJECT
         LTORG
*
*        OSNONE - NO OPERATION WAITS WHEN A PROGRAM RUNS: NOTHING TO PURGE
*
OSNONE   SR    R15,R15
         BR    R14
*
*        OSTAB - ROUTINES BY THE NUMBER OF THE SUPERVISOR CALL; THOSE
*        THAT SVCTAB NAMES
*
OSTAB    DC    A(0)
         DC    V(OSWAIT)          1
         DC    V(OSPOST)          2
         DC    V(OSEXIT)          3
         DC    V(OSGETM)          4
         DC    V(OSFREEM)         5
         DC    V(OSLINKR)         6
         DC    V(OSXCTL)          7
         DC    V(OSLOAD)          8
         DC    V(OSDELETE)        9
         DC    V(OSMAINR)         10
         DC    V(OSTIME)          11
         DC    A(0)
         DC    V(OSABENDS)        13
         DC    V(OSSPIE)          14
         DC    A(0)
         DC    A(OSNONE)          16 PURGE
         DC    A(OSNONE)          17 RESTORE
         DC    17A(0)
         DC    V(OSWTO)           35
         DC    4A(0)
         DC    V(OSEXTRCT)        40
         DC    V(OSIDENT)         41
         DC    V(OSATTACH)        42
         DC    A(0)
         DC    V(OSCHAP)          44
         DC    A(0)
         DC    V(OSTTIMER)        46
         DC    V(OSSTIMER)        47
         DC    V(OSDEQ)           48
         DC    2A(0)
         DC    V(OSSNAP)          51
         DC    4A(0)
         DC    V(OSENQR)          56
         DC    3A(0)
         DC    V(OSSTAER)         60
         DC    A(0)
         DC    V(OSDETACH)        62
         DC    V(OSCHKPT)         63
         END
