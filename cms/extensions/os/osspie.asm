OSSP     TITLE 'OSSPIE - SPIE, PROGRAM INTERRUPTIONS OF OS PROGRAMS'
*
* PURPOSE.    OSSPIE  SVC 14: 1 PICA (PROGRAM MASK, EXIT, INTERRUPTIONS
*                     WANTED), 0: NONE.  1 BECOMES THE ONE BEFORE
*             OSPGM   THE PROGRAM'S INTERRUPTION: FROM PGMINT, DISABLED,
*                     ITS REGISTERS IN PGMREGS, THE PSW IN PGMOPSW.  COMES
*                     BACK WHEN IT IS CMS'S MATTER
* RETURNS     0.  ABEND 10E: NO ADDRESS OF A PICA OR EXIT
* HOW         THE EXIT GETS 1 THE PIE, 14, 15, 2 TO 13 THE PROGRAM'S; THEN
*             THE PROGRAM GOES ON WITH THE PIE'S PSW (ADDRESS, CONDITION
*             CODE, MASK) AND 14 TO 2, THE OTHERS AS THE EXIT LEFT THEM.
*             WITHOUT AN EXIT, OR WITHIN IT, AN ABEND 0CN WHEN THERE IS A
*             STAE EXIT OR A PROGRAM THAT FAILS ALONE.  INTERRUPTIONS IN
*             CMS ITSELF ARE NOT THE PROGRAM'S
* REGISTERS.  2 CODE, 3 WORK, 8 9 LINKAGE OF PGMINT, 11 OSBLK, 12 BASE
*
CMSOSSP  CSECT
         REGS
         NUCON
         SVCBLK
         OSBLK
         OSWORK
         NUCEXT
         USING OSBLK,R11
OSSPIE   ENTER
         BASE  CMSOSSP
         USING SVCBLK,R10
         L     R4,OSBPICA
         LR    R2,R1
         LA    R2,0(R2)
         LTR   R2,R2
         BZ    SPIENONE
         L     R3,CORESIZ
         SH    R3,=H'6'
         CR    R2,R3
         BH    SPIEBAD
         MVC   PACKED(4),0(R2)
         L     R5,PACKED
         LA    R5,0(R5)
         LTR   R5,R5
         BZ    SPIESET            NO EXIT: THE MASK ALONE
         CR    R5,R3
         BH    SPIEBAD
         C     R5,=X'00010000'    NOT IN CMS ITSELF
         BL    SPIEBAD
         LR    R6,R5
         N     R6,=F'1'
         BNZ   SPIEBAD
SPIESET  IC    R5,0(R2)
         N     R5,=F'15'
         B     SPIEMASK
SPIENONE SR    R5,R5
SPIEMASK ST    R2,OSBPICA
         NI    SVBPSW+4,X'F0'
         STC   R5,PACKED
         OC    SVBPSW+4(1),PACKED
         MVC   OSBPLEV,SVBPREV
         MVI   OSBPBUSY,0
         XC    OSTCB+TCBPIE-TCBDSECT(4),OSTCB+TCBPIE-TCBDSECT
         LTR   R2,R2
         BZ    SPIEEND
         LA    R1,OSBPIE
         ST    R1,OSTCB+TCBPIE-TCBDSECT
         ST    R2,PIEPICA
SPIEEND  LR    R1,R4
         RETURN 0,KEEP=R1
SPIEBAD  OSABEND 10E
         DROP  R10
         EJECT
         ENTRY OSPGM
         DROP  R12
OSPGM    LR    R9,R14
         LR    R8,R12
         LR    R12,R15
         USING OSPGM,R12
         L     R12,PGMBASE
         USING CMSOSSP,R12
         L     R11,OSBLOCK
         LTR   R11,R11
         BZ    PGMCMS
         BAL   R7,WHOSE
         BNZ   PGMCMS
         MVC   OSBPSTCK,STACK
         LH    R2,PGMOPSW+2
         CLI   OSBPBUSY,0
         BNE   PGMABEND
         L     R3,OSBPICA
         LTR   R3,R3
         BZ    PGMABEND
         MVC   PACKED(4),0(R3)
         L     R5,PACKED
         LA    R5,0(R5)
         LTR   R5,R5
         BZ    PGMABEND
         LR    R4,R2
         CH    R4,=H'15'
         BH    PGMABEND
         MVC   PACKED(4),2(R3)    THE MASK IS ITS RIGHT HALF
         L     R6,PACKED
         SLL   R6,16(R4)
         LTR   R6,R6
         BNM   PGMABEND
*        THE EXIT
         MVI   OSBPBUSY,X'80'
         ST    R3,PIEPICA
         MVC   PIEPSW,PGMOPSW
         MVC   PIEGRS(8),PGMREGS+56
         MVC   PIEGRS+8(12),PGMREGS
         LA    R1,OSBPIE
         ST    R1,PGMREGS+4
         XC    PGMREGS(4),PGMREGS
         LA    R1,SPIERET
         ST    R1,PGMREGS+56
         ST    R5,PGMREGS+60
         ST    R5,PACKED
         MVC   PGMOPSW+5(3),PACKED+1
         MVC   OSBPREGS(8),PGMOPSW      MASK AND KEY FOR THE WAY BACK
PGMGO    L     R1,=A(OSPGM)
         ST    R1,PGMHOOK
         LM    R0,R15,PGMREGS
         LPSW  PGMOPSW
*        ... COMES BACK
SPIERET  SSM   NONE
         STM   R3,R13,PGMREGS+12
         BALR  R12,0
         USING *,R12
         L     R12,PGMBASE
         USING CMSOSSP,R12
         L     R11,OSBLOCK
         LTR   R11,R11
         BZ    SPIELOST
         MVI   OSBPBUSY,0
         MVC   PGMREGS+56(8),PIEGRS
         MVC   PGMREGS(12),PIEGRS+8
         MVC   PGMOPSW(4),OSBPREGS
         MVC   PGMOPSW+4(4),PIEPSW+4
         B     PGMGO
SPIELOST LA    R15,1
         L     R14,AKILLEX
         BR    R14
PGMBASE  DC    A(CMSOSSP)
*
*        AN ABEND, IF SOMEBODY WANTS IT
*
PGMABEND CLC   OSBSTAE,=F'0'
         BNE   PGMTAKE
         L     R3,OSBRB
PGMLOOK  LTR   R3,R3
         BZ    PGMCMS
         TM    RBFLAG-OSRB(R3),RBCATCH
         BO    PGMTAKE
         L     R3,RBNEXT-OSRB(R3)
         B     PGMLOOK
PGMTAKE  L     R13,STACK
         LA    R13,80(R13)
         LA    R1,72(R13)
         ST    R1,STACK
         MVI   MASK,X'FF'
         L     R1,=A(OSPGM)
         ST    R1,PGMHOOK
         LA    R1,X'C0'
         AR    R1,R2
         SLL   R1,12
         L     R2,PGMOPSW+4
         LA    R2,0(R2)
         ENABLE
         LINK  OSABNAT
PGMCMS   LR    R12,R8
         BR    R9
         EJECT
*        WHOSE - CODE 0: THE PROGRAM WAS INTERRUPTED, NOT CMS: ON THE LEVEL
*        OF A PROGRAM, AND NOT IN THE NUCLEUS OR AN EXTENSION.  TO 7; 1-5
*        WORK
*
WHOSE    L     R2,PGMOPSW+4
         LA    R2,0(R2)
         C     R2,=X'00010000'
         BL    WHOSECMS
         LA    R3,EXTNS
         LA    R4,8
WHOSEEXT L     R5,0(R3)
         LTR   R5,R5
         BZ    WHOSENXT
         CR    R2,R5
         BL    WHOSENXT
         A     R5,EXHIMAGE-EXHEAD(R5)
         CR    R2,R5
         BL    WHOSECMS
WHOSENXT LA    R3,4(R3)
         BCT   R4,WHOSEEXT
         L     R2,LSTSVC
         C     R2,OSBPLEV
         BCR   8,R7
         LH    R3,NESTING
         CH    R3,OSBNEST
         BCR   8,R7
         L     R3,OSBRB
WHOSERB  LTR   R3,R3
         BZ    WHOSECMS
         C     R2,RBSVC-OSRB(R3)
         BCR   8,R7
         L     R3,RBNEXT-OSRB(R3)
         B     WHOSERB
WHOSECMS LTR   R7,R7
         BR    R7
         LTORG
         END
