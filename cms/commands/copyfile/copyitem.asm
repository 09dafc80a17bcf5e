COPI     TITLE 'COPYITEM - ITEMS THAT ARE CHANGED'
*
* PURPOSE.    COPYITEM  THE 7 ITEMS AT 5, OF LENGTH 6 EACH: LABELS, THE
*             TABLE, COLUMNS, LENGTH; THEN INTO THE BUFFER OF THE NEW
*             FILE, WHICH IS WRITTEN WHEN IT IS FULL.  CPLEFT COUNTS,
*             CPDONE IS 1 WHEN NO MORE ITEMS ARE WANTED
*             COPYREST  OVLY: WHAT IS LEFT OF THE OLD FILE.  THE LAST
*             BUFFER IS WRITTEN
* CALLED      BY COPYONE
* RETURNS     0, OR THE CODE OF RDBUF OR WRBUF
* REGISTERS.  2 LENGTH OF THE NEW ITEM, 3 4 WORK, 5 ITEM, 6 ITS LENGTH,
*             7 ITEMS, 8 THE NEW ITEM, 9 10 LINKS, 11 COPYBLK, 12 BASE
*             (OF THE SECTION)
*
CMSCOPI  CSECT
         REGS
         NUCON
         COPYBLK
COPYITEM ENTER
         BASE  CMSCOPI
NEXT     CLI   CPWAIT,0
         BE    TOLABEL
         LH    R1,CPFRLEN
         CR    R6,R1
         BNH   SKIP
         EX    R1,ISFROM
         BNE   SKIP
         MVI   CPWAIT,0
         B     PUT
TOLABEL  LH    R1,CPTOLEN
         LTR   R1,R1
         BM    PUT
         CR    R6,R1
         BNH   PUT
         EX    R1,ISTO
         BE    STOP
PUT      L     R1,CPLEFT
         LTR   R1,R1
         BZ    STOP
         BCTR  R1,0
         ST    R1,CPLEFT
         BAL   R10,OLDITEM
         BAL   R10,LAY
         BAL   R10,EMIT
SKIP     AR    R5,R6
         BCT   R7,NEXT
GOOD     RETURN 0
STOP     MVI   CPDONE,1
         RETURN 0
BAD      RETURN
ISFROM   CLC   0(0,R5),CPFRLAB
ISTO     CLC   0(0,R5),CPTOLAB
*
COPYREST ENTER
         BASE  CMSCOPI
RESTNEXT TM    CPFLAG2,CPOLD
         BZ    RESTLAST
         BAL   R10,OLDITEM
         TM    CPFLAG2,CPOLD
         BZ    RESTLAST
         BAL   R10,EMIT
         B     RESTNEXT
RESTLAST L     R1,CPOUTCNT
         LTR   R1,R1
         BZ    GOOD
         BAL   R9,FLUSH
         B     GOOD
         EJECT
*        OLDITEM - 8 IS THE PLACE OF THE NEW ITEM: FILLED, OR WITH THE
*        ITEM THAT IS OVERLAID.  2 IS ITS LENGTH SO FAR
*
OLDITEM  L     R8,CPOUTPTR
         LR    R15,R8
         L     R3,CPOUTLEN
         BAL   R9,FILL
         SR    R2,R2
         TM    CPFLAG2,CPOLD
         BCR   8,R10
         ST    R8,CPOVL+28
         MVC   CPOVL+32(4),CPOUTLEN
         L     R1,CPOVLN
         C     R1,=F'65535'
         BH    OLDEND
         STH   R1,CPOVL+26
         LA    R1,1(R1)
         ST    R1,CPOVLN
         CALL  RDBUF,CPOVL
         CH    R15,=H'12'
         BE    OLDEND
         LTR   R15,R15
         BNZ   BAD
         L     R2,CPOVL+40
         BR    R10
OLDEND   NI    CPFLAG2,255-CPOLD
         BR    R10
*
*        LAY - THE ITEM AT 5 ONTO 8.  2 IS THE LENGTH
*
LAY      TM    CPFLAG1,CPTRANS
         BZ    LAYSPECS
         LR    R15,R5
         LR    R3,R6
LAYTRAN  CH    R3,=H'256'
         BNH   LAYTREND
         TR    0(256,R15),CPTABLE
         LA    R15,256(R15)
         SH    R3,=H'256'
         B     LAYTRAN
LAYTREND BCTR  R3,0
         EX    R3,TRANSIT
LAYSPECS TM    CPFLAG1,CPSPECS
         BO    SPECS
         LR    R3,R6
         C     R3,CPOUTLEN
         BNH   LAYMOVE
         L     R3,CPOUTLEN
LAYMOVE  LR    R14,R5
         LR    R15,R8
         CR    R3,R2
         BNH   LAYSHORT
         LR    R2,R3
LAYSHORT BAL   R9,MOVE
         BR    R10
TRANSIT  TR    0(0,R15),CPTABLE
*
*        SPECS - PIECE BY PIECE
*
SPECS    LA    R4,CPSPEC
         USING CSPEC,R4
         L     R1,CPSPECN
SPECNEXT LH    R3,CSLEN
         LA    R14,CSTEXT
         CLI   CSTYPE,C'T'
         BE    SPECTO
         LH    R14,CSFROM
         LR    R0,R6              COLUMNS THAT THE ITEM HAS
         SR    R0,R14
         BNP   SPECON
         AR    R14,R5
         CR    R3,R0
         BNH   SPECTO
         LR    R3,R0
SPECTO   LH    R15,CSTO
         L     R0,CPOUTLEN
         SR    R0,R15
         BNP   SPECON
         CR    R3,R0
         BNH   SPECMOVE
         LR    R3,R0
SPECMOVE LR    R0,R15
         AR    R0,R3
         CR    R0,R2
         BNH   SPECPUT
         LR    R2,R0
SPECPUT  AR    R15,R8
         BAL   R9,MOVE
SPECON   LA    R4,CSEND(R4)
         BCT   R1,SPECNEXT
         BR    R10
         DROP  R4
*
*        EMIT - THE ITEM AT 8, OF V LENGTH 2
*
EMIT     CLI   CPOUT+36,C'V'
         BE    EMITVAR
         L     R1,CPOUTPTR
         A     R1,CPOUTLEN
         ST    R1,CPOUTPTR
         L     R1,CPOUTCNT
         LA    R1,1(R1)
         ST    R1,CPOUTCNT
         C     R1,CPOUTN
         BCR   4,R10
         BAL   R9,FLUSH
         BR    R10
EMITVAR  TM    CPFLAG1,CPTRUNC
         BZ    EMITLEN
EMITCUT  LTR   R2,R2
         BZ    EMITLEN
         LR    R1,R2
         BCTR  R1,0
         LA    R14,0(R1,R8)
         CLC   0(1,R14),CPFILL
         BNE   EMITLEN
         LR    R2,R1
         B     EMITCUT
EMITLEN  LTR   R2,R2
         BNZ   EMITPUT
         LA    R2,1               AT LEAST ONE CHARACTER
EMITPUT  ST    R2,CPOUT+32
         CALL  WRBUF,CPOUT
         OI    CPFLAG2,CPOPENED
         LTR   R15,R15
         BCR   8,R10
         B     BAD
*
*        FLUSH - THE BUFFER OF A FIXED FILE, 1 ITEMS
*
FLUSH    STH   R1,CPOUT+38
         M     R0,CPOUTLEN
         ST    R1,CPOUT+32
         CALL  WRBUF,CPOUT
         OI    CPFLAG2,CPOPENED
         LTR   R15,R15
         BNZ   BAD
         MVC   CPOUTPTR,CPOUTBUF
         ST    R15,CPOUTCNT
         BR    R9
*
*        MOVE - 3 BYTES FROM 14 TO 15
*
MOVE     CH    R3,=H'256'
         BNH   MOVELAST
         MVC   0(256,R15),0(R14)
         LA    R14,256(R14)
         LA    R15,256(R15)
         SH    R3,=H'256'
         B     MOVE
MOVELAST LTR   R3,R3
         BCR   13,R9
         BCTR  R3,0
         EX    R3,MOVEIT
         BR    R9
MOVEIT   MVC   0(0,R15),0(R14)
*
*        FILL - 3 BYTES FROM 15 ON ARE THE FILL CHARACTER
*
FILL     MVC   0(1,R15),CPFILL
         BCTR  R3,0
FILLNEXT CH    R3,=H'256'
         BNH   FILLLAST
         MVC   1(256,R15),0(R15)
         LA    R15,256(R15)
         SH    R3,=H'256'
         B     FILLNEXT
FILLLAST LTR   R3,R3
         BCR   13,R9
         BCTR  R3,0
         EX    R3,FILLIT
         BR    R9
FILLIT   MVC   1(0,R15),0(R15)
         LTORG
         END
