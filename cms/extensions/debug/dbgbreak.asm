DBGB     TITLE 'DBGBREAK - BREAKPOINTS'
*
* PURPOSE.    BREAK    BREAK ID ADDRESS: A BREAKPOINT; BREAK ID OFF: NO
*                      LONGER; BREAK: WHICH THERE ARE
*             DBGTRAP  FROM PGMINT, ANY PROGRAM INTERRUPTION, DISABLED; DBGPSW
*                      IS ITS PSW.  DOES NOT COME BACK FROM A BREAKPOINT
*             DBGCLR   ALL BREAKPOINTS GO: THE PROGRAM DOES
* RETURNS     BREAK 0, 4, 8, 12, 20 AS DEBUG SAYS.  DBGTRAP 4: ONE OF THE
*             PROGRAM'S OWN, PGMOPSW AND DBGPSW ARE RIGHT
* HOW         A BREAKPOINT IS AN OPERATION THAT DOES NOT EXIST, 00BN.  THE
*             INSTRUCTION UNDER ONE IS CARRIED OUT IN DBWSTEP, WITH SUCH
*             AN OPERATION BEHIND IT (DBGGO)
* REGISTERS.  2 BREAKPOINT, 3 ADDRESS, 4 TEXT, 5 COUNT, 6 NUMBER, 7 LENGTH,
*             11 WORK AREA, 12 BASE
*
CMSDBGB  CSECT
         REGS
         NUCON
         NUCEXT
         DBGBLK
CMSDBGB  CSECT
         USING DBGWORK,R11
         USING BREAKPT,R2
TRANSADR EQU   X'10000'           TRANSIENT AREA
BREAK    ENTER
         BASE  CMSDBGB
         LINK  TOKEN
         LTR   R15,R15
         BNZ   LIST
         LINK  REGNUM
         LTR   R15,R15
         BNZ   FORM
         LR    R6,R0
         LR    R2,R6
         SLL   R2,3
         LA    R2,DBWBRKS(R2)
         LINK  TOKEN
         LTR   R15,R15
         BNZ   FORM
         LR    R4,R1
         LR    R7,R0
         LINK  TOKEN
         LTR   R15,R15
         BZ    FORM
         CH    R7,=H'3'
         BNE   SETIT
         CLC   0(3,R4),=C'OFF'
         BE    OFF
SETIT    LR    R1,R4
         LR    R0,R7
         LINK  ADDRESS
         LTR   R15,R15
         BNZ   NOADDR
         LR    R3,R1
         LR    R0,R3
         N     R0,=F'1'
         BNZ   BADPLACE
         C     R3,=A(TRANSADR)
         BL    BADPLACE
         L     R1,EXTNS+16        NOT IN DEBUG ITSELF
         CR    R3,R1
         BL    SETFREE
         A     R1,EXHIMAGE-EXHEAD(R1)
         CR    R3,R1
         BL    BADPLACE
SETFREE  LA    R4,DBWBRKS         IS THERE ANOTHER ONE
         LA    R5,16
SETLOOK  C     R3,0(R4)
         BNE   SETON
         CR    R4,R2
         BNE   TAKEN
SETON    LA    R4,BRKLEN(R4)
         BCT   R5,SETLOOK
         LR    R1,R3
         LINK  PEEK
         LTR   R15,R15
         BNZ   NOSTOR
         LR    R4,R0
         LA    R1,1(R3)
         LINK  PEEK
         LTR   R15,R15
         BNZ   NOSTOR
         LR    R5,R0
         LR    R1,R3              CAN IT BE STORED THERE
         LR    R0,R4
         LINK  POKE
         LTR   R15,R15
         BNZ   NOSTOR
         BAL   R10,REMOVE
         ST    R3,BRKADDR
         STC   R4,BRKOLD
         STC   R5,BRKOLD+1
         LA    R0,X'B0'
         OR    R0,R6
         STH   R0,BRKNEW
         MVC   0(2,R3),BRKNEW
DONE     RETURN 0
OFF      L     R3,BRKADDR
         LTR   R3,R3
         BZ    NOBREAK
         BAL   R10,REMOVE
         B     DONE
FORM     RETURN 4
NOADDR   RETURN 8
NOSTOR   RETURN 12
BADPLACE TYPE  'A BREAKPOINT HAS AN EVEN ADDRESS, AND LIES IN NO PART OX
               F CMS',COLOR=R
         RETURN 20
TAKEN    TYPE  'THERE IS ANOTHER BREAKPOINT AT THAT ADDRESS',COLOR=R
         RETURN 20
NOBREAK  TYPE  'THERE IS NO SUCH BREAKPOINT',COLOR=R
         RETURN 20
*
LIST     LA    R2,DBWBRKS
         SR    R6,R6
         SR    R7,R7
LISTNEXT L     R1,BRKADDR
         LTR   R0,R1
         BZ    LISTON
         CLC   BRKNEW,0(R1)
         BNE   LISTGONE           ANOTHER PROGRAM LIES THERE
         MVC   DBWOUT(24),=CL24'BREAKPOINT 00 AT'
         CALL  TOHEX,HEXWORK
         MVC   DBWOUT+17(6),HEXWORK+2
         CVD   R6,PACKED
         UNPK  DBWOUT+11(2),PACKED+6(2)
         OI    DBWOUT+12,C'0'
         TYPE  DBWOUT,23
         LA    R7,1
         B     LISTON
LISTGONE XC    BRKADDR,BRKADDR
LISTON   LA    R2,BRKLEN(R2)
         LA    R6,1(R6)
         CH    R6,=H'16'
         BL    LISTNEXT
         LTR   R7,R7
         BNZ   DONE
         TYPE  'NO BREAKPOINTS'
         B     DONE
*
*        REMOVE - WHAT WAS THERE COMES BACK, IF NOTHING ELSE HAS COME
*
REMOVE   L     R1,BRKADDR
         LTR   R1,R1
         BCR   8,R10
         XC    BRKADDR,BRKADDR
         CLC   BRKNEW,0(R1)
         BCR   7,R10
         MVC   0(2,R1),BRKOLD
         BR    R10
*
DBGCLR   ENTER
         BASE  CMSDBGB
         L     R11,DBGBLK
         LTR   R11,R11
         BZ    CLEAREND
         LA    R2,DBWBRKS
         LA    R5,16
CLEARONE BAL   R10,REMOVE
         LA    R2,BRKLEN(R2)
         BCT   R5,CLEARONE
         XC    DBWSTEPN,DBWSTEPN
CLEAREND RETURN 0
         EJECT
DBGTRAP  ENTER
         BASE  CMSDBGB
         L     R11,DBGBLK
         L     R3,DBGPSW+4
         LA    R3,0(R3)
         L     R4,DBWSTEPN
         LTR   R4,R4
         BZ    TRAPBRK
         LA    R1,DBWSTEP         THE INSTRUCTION UNDER A BREAKPOINT
         CR    R3,R1
         BL    TRAPBRK
         LA    R0,8(R1)
         CR    R3,R0
         BH    TRAPBRK
         XC    DBWSTEPN,DBWSTEPN
         ST    R4,DBWAT
         MVC   DBGPSW+5(3),DBWAT+1
         TM    DBWSTEP,X'C0'      ITS LENGTH
         BZ    TRAPTWO
         BM    TRAPFOUR
         LA    R1,2(R1)
TRAPFOUR LA    R1,2(R1)
TRAPTWO  LA    R1,4(R1)
         CR    R3,R1
         BNE   TRAPOWN
         CLI   DBGPSW+3,1
         BNE   TRAPOWN
         MVI   DBWHOW,0           IT IS DONE: ON
         NI    DBGPSW+4,X'3F'
         LINK  DBGRUN
TRAPBRK  CLI   DBGPSW+3,1
         BNE   TRAPOWN
         SH    R3,=H'2'
         LA    R2,DBWBRKS
         SR    R6,R6
TRAPNEXT C     R3,BRKADDR
         BNE   TRAPON
         CLC   BRKNEW,0(R3)
         BE    TRAPHIT
TRAPON   LA    R2,BRKLEN(R2)
         LA    R6,1(R6)
         CH    R6,=H'16'
         BL    TRAPNEXT
TRAPOWN  MVC   PGMOPSW,DBGPSW
         RETURN 4
TRAPHIT  ST    R3,DBWAT
         MVC   DBGPSW+5(3),DBWAT+1
         STH   R6,DBWBRK
         MVI   MASK,X'FF'
         ENABLE
         LA    R0,WHYBRK
         LINK  DBGENTER
         L     R14,AKILLEX
         BR    R14
         LTORG
         END
