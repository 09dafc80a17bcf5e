OSDK     TITLE 'OSIODSK - ITEMS OF CMS FILES'
*
* PURPOSE.    OSDSKRD  ITEM DEBITEM OF THE FILE INTO 1, 0 BYTES AT MOST:
*                      0 ITS LENGTH.  A MEMBER ENDS AT X'61FFFF61'
*             OSDSKWR  0 BYTES AT 1 AS ITEM DEBITEM
* CALLED      9 BLOCK OF THE DCB
* RETURNS     0; 12 END; ELSE CODE OF RDBUF OR WRBUF
* HOW         A FILE THAT IS WRITTEN CAN BE READ AND THE OTHER WAY ROUND:
*             ITS AFT IS TOLD OTHERWISE FOR THE MOMENT, WHILE KX WAITS
* REGISTERS.  2 LENGTH, 3 LIST, 4 AFT, 5 FLAG, 9 BLOCK, 12 BASE
*
CMSOSDSK CSECT
         REGS
         NUCON
         FILEPLST
         AFT
         OSFCB
         OSDEB
         USING OSDEB,R9
         USING FILEPLST,R3
         USING AFT,R4
OSDSKRD  ENTER
         BASE  CMSOSDSK
         L     R15,DEBTOP
         LTR   R15,R15
         BZ    RDALL
         C     R15,DEBITEM
         BL    RDEOF
RDALL    MVC   DEBLIST(8),=CL8'RDBUF'
         BAL   R11,LIST
         BUSY  BUSYFIN
         SR    R5,R5
         BAL   R11,ACTIVE
         BZ    RDNOW
         IC    R5,AFTFLAG
         N     R5,=A(AFTWRITE)
         NI    AFTFLAG,255-AFTWRITE
RDNOW    XC    FPREAD,FPREAD
         LR    R1,R3
         CALL  RDBUF
         LTR   R5,R5
         BZ    RDDONE
         LR    R2,R15
         BAL   R11,ACTIVE
         BZ    RDBACK
         NI    AFTFLAG,255-AFTREAD
         OI    AFTFLAG,AFTWRITE
RDBACK   LR    R15,R2
RDDONE   UNBUSY BUSYFIN
         L     R0,FPREAD
         LTR   R15,R15
         BNZ   RDRET
         L     R1,DEBITEM
         LA    R1,1(R1)
         ST    R1,DEBITEM
         CLC   DEBBASE,=F'0'
         BE    RDRET
         C     R0,=F'4'           THE END OF A MEMBER
         BL    RDRET
         L     R1,FPBUF
         CLC   0(4,R1),=X'61FFFF61'
         BNE   RDRET
         LA    R15,12
RDRET    CH    R15,=H'1'          THE FILE HAS VANISHED
         BNE   RDOUT
         LA    R15,12
RDOUT    RETURN KEEP=R0
*
RDEOF    LA    R15,12
         SR    R0,R0
         RETURN KEEP=R0
*
OSDSKWR  ENTER
         BASE  CMSOSDSK
         MVC   DEBLIST(8),=CL8'WRBUF'
         BAL   R11,LIST
         BUSY  BUSYFIN
         BAL   R11,ACTIVE
         BZ    WRNOW
         NI    AFTFLAG,255-AFTREAD
WRNOW    LR    R1,R3
         CALL  WRBUF
         UNBUSY BUSYFIN
         LTR   R15,R15
         BNZ   WRRET
         OI    DEBFLAG,DEBWROTE
         L     R1,DEBITEM
         LA    R1,1(R1)
         ST    R1,DEBITEM
         CLI   DEBMODE,DEBUPDAT
         BE    WRRET
         TM    DEBORG,X'20'       DIRECT
         BO    WRRET
         BCTR  R1,0
         ST    R1,DEBTOP          THE FILE ENDS HERE
WRRET    RETURN
*
*        LIST - 0 BYTES AT 1
*
LIST     LA    R3,DEBLIST
         ST    R0,FPLEN
         ST    R1,FPBUF
         MVC   FPITEMS,=H'1'
         L     R1,DEBITEM
         STH   R1,FPITEM
         C     R1,=F'65535'
         BCR   12,R11
         LA    R15,12
         CLI   FPNAME,C'R'
         BE    LISTRET
         LA    R15,6
LISTRET  SR    R0,R0
         RETURN KEEP=R0
*
*        ACTIVE - 4 ITS AFT.  CODE 0: IT HAS NONE
*
ACTIVE   LR    R1,R3
         CALL  ACTLKP
         LR    R4,R1
         LTR   R15,R15
         BNZ   ACTNOT
         LTR   R3,R3
         BR    R11
ACTNOT   SR    R1,R1
         BR    R11
         LTORG
         END
