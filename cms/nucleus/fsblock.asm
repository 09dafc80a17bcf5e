FSBL     TITLE 'FSBLOCK - THE BYTES OF AN OPEN FILE'
*
* PURPOSE.    FILEGET   READ AFTCNT BYTES FROM BYTE AFTOFF OF THE FILE
*                       INTO AFTUSER
*             FILEPUT   WRITE THEM
*             FILENEED  1 IS HOW MANY RECORDS FILEPUT WILL TAKE
*             FILESEEK  AFTITEM, AFTPOS: WHERE ITEM 0 OF A V FILE
*                       BEGINS
*             FILEFLSH  WRITE WHAT IS ONLY IN STORAGE
*             FILEDROP  GIVE THE BLOCKS FROM 0 ON BACK
* CALLED      1 AFT
* RETURNS     0; 3 I/O ERROR, OR THE CHAIN LINKS LEAD ASTRAY; 13 FULL
* HOW         ONE DATA BLOCK AND ONE CHAIN LINK ARE IN STORAGE.  WHAT
*             THE DIRECTORY ON DISK REFERS TO (MAP P) IS NOT WRITTEN
*             OVER: IT GETS A NEW RECORD WHEN IT IS FIRST CHANGED,
*             EXCEPT DATA OF F FILES OF MODE DIGIT 6.  BLOCK 0 OF THE
*             DISK: ZEROS
* REGISTERS.  2 BLOCK, 3 4 WORK, 5 ITS PLACE IN THE CHAIN LINK, 6
*             DISPLACEMENT OR COUNT, 7 MFD, 8 ADT, 9 AFT, 12 BASE (OF
*             THE SECTION)
*
CMSFSBLK CSECT
         REGS
         NUCON
         ADT
         MFD
         FST
         AFT
         TRKPLST
         USING ADT,R8
         USING MFD,R7
         USING AFT,R9
         USING WORK,R13
FILEGET  ENTER WORK=WORKLEN
         BASE  CMSFSBLK
         BAL   R11,BEGIN
GETNEXT  L     R3,AFTCNT
         LTR   R3,R3
         BNP   GOOD
         BAL   R11,WHERE
         C     R2,AFTBLK
         BE    GETMOVE
         BAL   R11,LOAD
         BNZ   BAD
GETMOVE  BAL   R11,CHUNK
         LR    R14,R5
         L     R15,AFTUSER
         BAL   R11,MOVE
         BAL   R11,ADVANCE
         B     GETNEXT
GOOD     RETURN 0
BAD      RETURN
*
FILEPUT  ENTER WORK=WORKLEN
         BASE  CMSFSBLK
         BAL   R11,BEGIN
PUTNEXT  L     R3,AFTCNT
         LTR   R3,R3
         BNP   GOOD
         BAL   R11,WHERE
         C     R2,AFTBLK
         BNE   PUTLOAD
         TM    AFTFLG2,AFTDDIRT
         BO    PUTMOVE
PUTLOAD  BAL   R11,LOAD
         BNZ   BAD
         BAL   R11,OWNBLOCK
         BNZ   BAD
         OI    AFTFLG2,AFTDDIRT
PUTMOVE  BAL   R11,WHERE
         BAL   R11,CHUNK
         L     R14,AFTUSER
         LR    R15,R5
         BAL   R11,MOVE
         BAL   R11,ADVANCE
         B     PUTNEXT
*
BEGIN    LR    R9,R1
         L     R8,AFTADT
         L     R7,ADTMFDA
         BR    R11
*
*        WHERE - 2 IS THE BLOCK OF BYTE AFTOFF, 6 THE DISPLACEMENT
*
WHERE    L     R3,AFTOFF
         SR    R2,R2
         D     R2,=F'800'
         LR    R6,R2
         LR    R2,R3
         BR    R11
*
*        CHUNK - 5 IS BYTE 6 OF THE BLOCK IN STORAGE, 3 HOW MANY BYTES
*
CHUNK    LA    R5,AFTDATA(R6)
         LA    R3,800
         SR    R3,R6
         C     R3,AFTCNT
         BCR   13,R11
         L     R3,AFTCNT
         BR    R11
*
*        MOVE - 3 BYTES FROM 14 TO 15
*
MOVE     LR    R4,R3
MOVENEXT CH    R4,=H'256'
         BNH   MOVELAST
         MVC   0(256,R15),0(R14)
         LA    R14,256(R14)
         LA    R15,256(R15)
         SH    R4,=H'256'
         B     MOVENEXT
MOVELAST BCTR  R4,0
         EX    R4,MOVEIT
         BR    R11
MOVEIT   MVC   0(0,R15),0(R14)
*
ADVANCE  L     R4,AFTOFF
         AR    R4,R3
         ST    R4,AFTOFF
         L     R4,AFTUSER
         AR    R4,R3
         ST    R4,AFTUSER
         L     R4,AFTCNT
         SR    R4,R3
         ST    R4,AFTCNT
         BR    R11
         EJECT
*        LOAD - BLOCK 2 INTO STORAGE.  BY BAL R11; CODE NOT 0: 15 SAYS
*        WHY.  KEEPS 2 AND 6
*
LOAD     ST    R11,RETLOAD
         C     R2,AFTBLK
         BE    LOADGOOD
         BAL   R11,FLUSH
         BNZ   LOADEND
         L     R4,=F'-1'
         ST    R4,AFTBLK
         BAL   R11,LOCATE
         BNZ   LOADEND
         HALF  R1,0(R5)
         LTR   R1,R1
         BZ    LOADZERO
         LA    R4,AFTDATA
         BAL   R11,READ
         BNZ   LOADEND
         B     LOADHERE
LOADZERO XC    AFTDATA(256),AFTDATA
         XC    AFTDATA+256(256),AFTDATA+256
         XC    AFTDATA+512(256),AFTDATA+512
         XC    AFTDATA+768(32),AFTDATA+768
LOADHERE ST    R2,AFTBLK
LOADGOOD SR    R15,R15
LOADEND  L     R11,RETLOAD
         LTR   R15,R15
         BR    R11
*
*        FLUSH - THE DATA BLOCK TO DISK, IF IT HAS CHANGED.  KEEPS 2, 6
*
FLUSH    TM    AFTFLG2,AFTDDIRT
         BZ    FLUSHNOT
         ST    R11,RETFLUSH
         ST    R2,KEEP2
         L     R2,AFTBLK
         BAL   R11,LOCATE
         BNZ   FLUSHEND
         HALF  R1,0(R5)
         LA    R4,AFTDATA
         BAL   R11,WRITE
         BNZ   FLUSHEND
         NI    AFTFLG2,255-AFTDDIRT
FLUSHEND L     R2,KEEP2
         L     R11,RETFLUSH
         LTR   R15,R15
         BR    R11
FLUSHNOT SR    R15,R15
         BR    R11
*
*        LOCATE - 5 IS WHERE THE RECORD OF BLOCK 2 STANDS: IN THE FIRST
*        CHAIN LINK, OR IN THE ONE THAT IS BROUGHT INTO AFTCL.  KEEPS
*        2, 6
*
LOCATE   LR    R5,R2
         SH    R5,=H'60'
         BNM   LOCLINK
         LR    R5,R2
         AR    R5,R5
         LA    R5,AFTFCL+80(R5)
         SR    R15,R15
         BR    R11
LOCLINK  SR    R4,R4
         D     R4,=F'400'
         CH    R5,=H'40'
         BNL   LOCBAD
         AR    R4,R4
         ST    R4,KEEP4           DISPLACEMENT IN THE LINK
         C     R5,AFTLINK
         BE    LOCHERE
         ST    R11,RETLOC
         ST    R5,KEEP5
         BAL   R11,PUTLINK
         BNZ   LOCEND
         L     R4,=F'-1'
         ST    R4,AFTLINK
         L     R5,KEEP5
         LR    R3,R5
         AR    R3,R3
         LA    R3,AFTFCL(R3)
         HALF  R1,0(R3)
         LTR   R1,R1
         BZ    LOCZERO
         LA    R4,AFTCL
         BAL   R11,READ
         BNZ   LOCEND
         B     LOCSET
LOCZERO  XC    AFTCL(256),AFTCL
         XC    AFTCL+256(256),AFTCL+256
         XC    AFTCL+512(256),AFTCL+512
         XC    AFTCL+768(32),AFTCL+768
LOCSET   MVC   AFTLINK,KEEP5
         L     R11,RETLOC
LOCHERE  L     R5,KEEP4
         LA    R5,AFTCL(R5)
         SR    R15,R15
         BR    R11
LOCEND   L     R11,RETLOC
         LTR   R15,R15
         BR    R11
LOCBAD   LA    R15,3
         LTR   R15,R15
         BR    R11
*
*        PUTLINK - THE CHAIN LINK TO DISK, IF IT HAS CHANGED
*
PUTLINK  TM    AFTFLG2,AFTLDIRT
         BZ    FLUSHNOT
         ST    R11,RETPUT
         L     R3,AFTLINK
         AR    R3,R3
         LA    R3,AFTFCL(R3)
         HALF  R1,0(R3)
         LA    R4,AFTCL
         BAL   R11,WRITE
         BNZ   PUTEND
         NI    AFTFLG2,255-AFTLDIRT
PUTEND   L     R11,RETPUT
         LTR   R15,R15
         BR    R11
         EJECT
*        READ, WRITE - RECORD 1 INTO OR FROM 4
*
READ     BAL   R14,LIST
         BNZ   ASTRAY
         CALL  RDTK,TKLIST
         B     IODONE
WRITE    BAL   R14,LIST
         BNZ   ASTRAY
         CALL  WRTK,TKLIST
IODONE   LTR   R15,R15
         BCR   8,R11
         CH    R15,=H'12'
         BE    ASTRAY+4
ASTRAY   LA    R15,3
         LTR   R15,R15
         BR    R11
LIST     CH    R1,=H'5'
         BL    LISTBAD
         CL    R1,MFDCAP
         BH    LISTBAD
         ST    R1,TKLIST+TKREC-TRKPLST
         ST    R4,TKLIST+TKBUF-TRKPLST
         LA    R1,800
         ST    R1,TKLIST+TKLEN-TRKPLST
         ST    R8,TKLIST+TKADT-TRKPLST
         SR    R1,R1              CODE 0
         BR    R14
LISTBAD  LTR   R14,R14
         BR    R14
         EJECT
*        OWNBLOCK - BLOCK 2, WHICH IS IN STORAGE, MAY BE WRITTEN: IT
*        GETS A RECORD OF ITS OWN.  KEEPS 2, 6
*
OWNBLOCK ST    R11,RETOWN
         BAL   R11,LOCATE
         BNZ   OWNEND
         LR    R3,R5
         BAL   R11,MINEDATA
         BZ    OWNGOOD
         LR    R1,R8
         SR    R0,R0
         CALL  TRKLKP
         LTR   R15,R15
         BNZ   OWNEND
         STC   R1,1(R3)
         SRL   R1,8
         STC   R1,0(R3)
         CH    R2,=H'60'
         BL    OWNGOOD
         SR    R0,R0
         BAL   R11,OWNLINK        AND SO DOES ITS CHAIN LINK
         BNZ   OWNEND
OWNGOOD  SR    R15,R15
OWNEND   L     R11,RETOWN
         LTR   R15,R15
         BR    R11
*
*        OWNLINK - THE CHAIN LINK IN STORAGE GETS A RECORD OF ITS OWN;
*        0 AS FOR TRKLKP.  KEEPS 2, 6
*
OWNLINK  ST    R11,RETPUT
         ST    R0,KEEP4
         L     R3,AFTLINK
         AR    R3,R3
         LA    R3,AFTFCL(R3)
         BAL   R11,MINE
         BZ    OWNLGOOD
         LR    R1,R8
         L     R0,KEEP4
         CALL  TRKLKP
         LTR   R15,R15
         BNZ   OWNLEND
         STC   R1,1(R3)
         SRL   R1,8
         STC   R1,0(R3)
OWNLGOOD OI    AFTFLG2,AFTLDIRT
         SR    R15,R15
OWNLEND  L     R11,RETPUT
         LTR   R15,R15
         BR    R11
*
*        MINE - MAY THE RECORD WHOSE NUMBER IS AT 3 BE WRITTEN.  CODE
*        0: YES.  MINEDATA: THE SAME FOR A DATA BLOCK
*
MINEDATA CLI   AFTFST+FSTM+1-FST,C'6'
         BNE   MINE
         CLI   AFTFST+FSTFV-FST,C'F'
         BNE   MINE
         HALF  R1,0(R3)
         LTR   R1,R1
         BZ    MINENOT
         SR    R1,R1              CODE 0
         BR    R11
MINE     HALF  R1,0(R3)
         LTR   R1,R1
         BZ    MINENOT
         C     R1,MFDCAP
         BH    MINENOT
         BITOF MFDMAPP
         EX    R15,MINETEST
         BR    R11                CODE 0: NOT ON DISK
MINENOT  LTR   R12,R12
         BR    R11
MINETEST TM    0(R14),0
         EJECT
FILENEED ENTER WORK=WORKLEN
         BASE  CMSFSBLK
         BAL   R11,BEGIN
         L     R3,AFTOFF          LAST BLOCK
         A     R3,AFTCNT
         BCTR  R3,0
         SR    R2,R2
         D     R2,=F'800'
         ST    R3,NEEDLAST
         BAL   R11,WHERE
         SR    R6,R6
         L     R4,=F'-1'
         ST    R4,NEEDLINK
NEEDNEXT C     R2,NEEDLAST
         BH    NEEDGOOD
         C     R2,AFTBLK
         BNE   NEEDLOOK
         TM    AFTFLG2,AFTDDIRT
         BO    NEEDSKIP
NEEDLOOK BAL   R11,LOCATE
         BNZ   BAD
         LR    R3,R5
         BAL   R11,MINEDATA
         BZ    NEEDSKIP
         LA    R6,1(R6)
         CH    R2,=H'60'
         BL    NEEDSKIP
         CLC   NEEDLINK,AFTLINK
         BE    NEEDSKIP
         MVC   NEEDLINK,AFTLINK
         L     R3,AFTLINK
         AR    R3,R3
         LA    R3,AFTFCL(R3)
         BAL   R11,MINE
         BZ    NEEDSKIP
         LA    R6,1(R6)
NEEDSKIP LA    R2,1(R2)
         B     NEEDNEXT
NEEDGOOD LR    R1,R6
         RETURN 0,KEEP=R1
*
FILEFLSH ENTER WORK=WORKLEN
         BASE  CMSFSBLK
         BAL   R11,BEGIN
         BAL   R11,FLUSH
         BNZ   BAD
         BAL   R11,PUTLINK
         BNZ   BAD
         RETURN 0
*
FILESEEK ENTER
         LR    R9,R1
         LR    R2,R0
         C     R2,AFTITEM
         BNL   SEEKNEXT
         LA    R3,1               FROM THE BEGINNING
         ST    R3,AFTITEM
         XC    AFTPOS,AFTPOS
SEEKNEXT C     R2,AFTITEM
         BE    SEEKGOOD
         MVC   AFTOFF,AFTPOS
         MVC   AFTCNT,=F'2'
         LA    R3,AFTWORK
         ST    R3,AFTUSER
         LR    R1,R9
         LINK  FILEGET
         LTR   R15,R15
         BNZ   SEEKBAD
         HALF  R3,AFTWORK
         LA    R3,2(R3)
         A     R3,AFTPOS
         ST    R3,AFTPOS
         L     R3,AFTITEM
         LA    R3,1(R3)
         ST    R3,AFTITEM
         B     SEEKNEXT
SEEKGOOD RETURN 0
SEEKBAD  RETURN
         EJECT
FILEDROP ENTER WORK=WORKLEN
         BASE  CMSFSBLK
         LR    R2,R0
         ST    R2,NEEDLAST
         BAL   R11,BEGIN
         C     R2,AFTBLK
         BH    DROPNEXT
         NI    AFTFLG2,255-AFTDDIRT     THE BLOCK IN STORAGE TOO
         L     R3,=F'-1'
         ST    R3,AFTBLK
DROPNEXT HALF  R3,AFTFST+FSTDBC-FST
         CR    R2,R3
         BNL   DROPLINK
         BAL   R11,LOCATE
         BNZ   BAD
         BAL   R11,DROPONE
         CH    R2,=H'60'
         BL    DROPON
         L     R3,AFTLINK
         MH    R3,=H'400'
         LA    R3,60(R3)
         C     R3,NEEDLAST        THE LINK GOES TOO
         BNL   DROPON
         LA    R0,1
         BAL   R11,OWNLINK        THE LINK MUST BE WRITTEN THEN
         BNZ   BAD
DROPON   LA    R2,1(R2)
         B     DROPNEXT
DROPLINK L     R2,NEEDLAST        LINKS THAT ARE EMPTY NOW
         LA    R3,339(R2)
         SR    R2,R2
         D     R2,=F'400'         SO MANY STAY
         LR    R2,R3
         L     R3,NEEDLAST
         CH    R3,=H'60'
         BH    DROPLNXT
         SR    R2,R2
DROPLNXT CH    R2,=H'40'
         BNL   DROPGOOD
         C     R2,AFTLINK
         BNE   DROPLONE
         NI    AFTFLG2,255-AFTLDIRT
         L     R3,=F'-1'
         ST    R3,AFTLINK
DROPLONE LR    R5,R2
         AR    R5,R5
         LA    R5,AFTFCL(R5)
         BAL   R11,DROPONE
         LA    R2,1(R2)
         B     DROPLNXT
DROPGOOD RETURN 0
*
*        DROPONE - THE RECORD AT 5
*
DROPONE  HALF  R0,0(R5)
         XC    0(2,R5),0(R5)
         LR    R1,R8
         CALL  TRKLKX
         BR    R11
WORK     DSECT
         DS    18F
TKLIST   DS    3D
RETLOAD  DS    F
RETFLUSH DS    F
RETLOC   DS    F
RETPUT   DS    F
RETOWN   DS    F
KEEP2    DS    F
KEEP4    DS    F
KEEP5    DS    F
NEEDLAST DS    F
NEEDLINK DS    F
WORKLEN  EQU   *-WORK-72
CMSFSBLK CSECT
         LTORG
         END
