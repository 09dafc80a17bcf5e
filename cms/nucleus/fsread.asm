FSRE     TITLE 'FSREAD - RDBUF'
*
* PURPOSE.    RDBUF  READ THE ITEM FPITEM (0: THE NEXT) OF A FILE, OF A
*                    FIXED FILE AS MANY AS FPITEMS, INTO FPBUF, FPLEN
*                    BYTES LONG.  FPREAD IS THE NUMBER OF BYTES
* CALLED      1 LIST (FILEPLST), BY CALL OR SVC 202
* RETURNS     0; 1 THERE IS NO SUCH FILE; 2 NO BUFFER; 3 I/O ERROR, OR
*             THE FILE IS DAMAGED; 5 NO ITEMS WANTED; 7 NEITHER F NOR
*             V; 8 THE ITEM IS LONGER THAN FPLEN: SO MUCH OF IT IS
*             READ; 9 THE FILE IS BEING WRITTEN; 11 MORE THAN ONE ITEM
*             OF A V FILE; 12 END OF FILE; 14 BAD NAME; 41 NO STORAGE
* REGISTERS.  2 ITEM, 3 LIST, 4 FST, 5 LENGTH, 6 ITEMS, 7 RETURN CODE,
*             9 AFT, 12 BASE
*
CMSFSRED CSECT
         REGS
         NUCON
         FST
         AFT
         FILEPLST
         USING FILEPLST,R3
         USING AFT,R9
         USING FST,R4
RDBUF    ENTER
         LR    R3,R1
         BUSY  BUSYWR
         LA    R15,2
         L     R2,FPBUF
         LA    R2,0(R2)
         LTR   R2,R2
         BZ    RDEND
         LA    R15,8
         L     R5,FPLEN
         LTR   R5,R5
         BNP   RDEND
         LA    R15,5
         HALF  R6,FPITEMS
         LTR   R6,R6
         BZ    RDEND
         LA    R15,7
         CLI   FPFV,C'F'
         BE    RDFIND
         CLI   FPFV,C'V'
         BNE   RDEND
RDFIND   LR    R1,R3
         LINK  FSFIND
         LTR   R15,R15
         BNZ   RDEND
         LR    R9,R1
         LA    R4,AFTFST
         LA    R15,9
         TM    AFTFLAG,AFTWRITE
         BO    RDEND
         OI    AFTFLAG,AFTREAD
         HALF  R2,FPITEM
         LTR   R2,R2
         BNZ   RDITEM
         L     R2,AFTRP
RDITEM   LA    R15,12
         HALF  R1,FSTIC
         CR    R2,R1
         BH    RDEND
         SR    R7,R7
         CLI   FSTFV,C'V'
         BE    RDVAR
         SR    R1,R2              ITEMS FROM HERE ON
         LA    R1,1(R1)
         CR    R6,R1
         BNH   RDCOUNT
         LR    R6,R1
RDCOUNT  SR    R0,R0
         LR    R1,R5
         D     R0,FSTIL           ITEMS THAT FPLEN HOLDS
         CR    R6,R1
         BNH   RDLENGTH
         LTR   R6,R1
         BNZ   RDLENGTH
         LA    R6,1
         LA    R7,8
         B     RDPLACE
RDLENGTH LR    R1,R6
         M     R0,FSTIL
         LR    R5,R1
RDPLACE  LR    R1,R2
         BCTR  R1,0
         M     R0,FSTIL
         ST    R1,AFTOFF
         B     RDMOVE
RDVAR    LA    R15,11
         CH    R6,=H'1'
         BNE   RDEND
         LR    R0,R2
         LR    R1,R9
         LINK  FILESEEK
         LTR   R15,R15
         BNZ   RDEND
         MVC   AFTOFF,AFTPOS
         MVC   AFTCNT,=F'2'
         LA    R1,AFTWORK
         ST    R1,AFTUSER
         LR    R1,R9
         LINK  FILEGET
         LTR   R15,R15
         BNZ   RDEND
         HALF  R1,AFTWORK
         LA    R15,2(R1)          THE NEXT ITEM
         A     R15,AFTPOS
         ST    R15,AFTPOS
         L     R15,AFTITEM
         LA    R15,1(R15)
         ST    R15,AFTITEM
         LR    R0,R5
         LR    R5,R1
         CR    R5,R0
         BNH   RDMOVE
         LR    R5,R0
         LA    R7,8
RDMOVE   ST    R5,AFTCNT
         MVC   AFTUSER,FPBUF
         MVI   AFTUSER,0
         LR    R1,R9
         LINK  FILEGET
         LTR   R15,R15
         BNZ   RDEND
         ST    R5,FPREAD
         AR    R2,R6
         ST    R2,AFTRP
         STH   R2,FSTRP
         LR    R15,R7
RDEND    LR    R2,R15
         UNBUSY BUSYWR
         RETURN (R2)
         LTORG
         END
