OSPD     TITLE 'OSIOPDS - MEMBERS OF LIBRARIES: BLDL, FIND, STOW'
*
* PURPOSE.    OSMEMBER 9 BLOCK: FOR OPEN.  FILEDEF NAMES A MEMBER: IT BEGINS
*                      THERE.  A LIBRARY IS TO BE WRITTEN: ITS MEMBERS ARE
*                      COPIED TO A NEW FILE, ITS DICTIONARY IS IN STORAGE
*             OSLIBEND 9 BLOCK: FOR CLOSE: THE DICTIONARY BEHIND THE MEMBERS
*             OSBLDL   SVC 18: 1 DCB (OR 0), 0 LIST: PLACES OF MEMBERS;
*                      1 NEGATIVE: FIND, 0 THE NAME
*             OSSTOW   SVC 21: 0, 1 LIST AND DCB; 0 NEGATIVE: REPLACE, 1
*                      NEGATIVE: DELETE, BOTH: CHANGE THE NAME
* RETURNS     OSMEMBER 0; 1 NO SUCH MEMBER, 32 NO LIBRARY, 36 DISK, 41.  THE
*             OTHERS AS OS: BLDL 0 4 8, FIND 0 4 8, STOW 0 4 8 12 16
* HOW         A LIBRARY IS A MACLIB OR TXTLIB (LIBHEAD).  PLACE (TTR): THE
*             NUMBER OF THE FIRST RECORD.  CLOSE PUTS THE NEW FILE INTO THE
*             PLACE OF THE OLD ONE: STOPPED BEFORE, THE OLD ONE IS THERE
* REGISTERS.  2 CODE OR ENTRIES, 3 NAME OR LIST, 4 ENTRY, 5 6 7 WORK, 8 DCB,
*             9 BLOCK, 10 11 LINKS, 12 BASE (OF THE SECTION)
*
CMSOSPDS CSECT
         REGS
         NUCON
         FST
         FILEPLST
         LIBHEAD
         OSDCB
         OSFCB
         OSDEB
WORK     DSECT
         DS    18F
LIST     DS    CL(FPEND)
LLIST    DS    CL24
CARD     DS    CL80
RET10    DS    F
WORKLEN  EQU   *-WORK-72
SPARE    EQU   50                 MEMBERS THAT MAY BE ADDED
CMSOSPDS CSECT
         USING WORK,R13
         USING DCB,R8
         USING OSDEB,R9
         USING LIBENTS,R4
OSMEMBER ENTER WORK=WORKLEN
         BASE  CMSOSPDS
         TM    DCBDSORG,DCBPO
         BO    MEMLIB
         CLC   DEBFCB+FCBMEMB-OSFCB(8),=CL8' '
         BE    MEMGOOD
MEMLIB   CLI   DEBMODE,DEBOUT
         BE    MEMWRITE
         CLI   DEBMODE,DEBOUTIN
         BE    MEMWRITE
         CLC   DEBFCB+FCBMEMB-OSFCB(8),=CL8' '
         BE    MEMGOOD
         LA    R3,DEBFCB+FCBMEMB-OSFCB
         BAL   R10,PLACE
         CH    R15,=H'28'         THAT IS TOLD BY OSDATA
         BE    MEMGOOD
         LTR   R2,R15
         BNZ   MEMRET
         ST    R0,DEBITEM
         ST    R0,DEBFIRST
         ST    R0,DEBBASE
MEMGOOD  SR    R2,R2
MEMRET   RETURN (R2)
*        PLACE - 0 IS WHERE MEMBER 3 BEGINS
PLACE    MVC   LLIST(8),0(R3)
         MVC   LLIST+8(16),DEBFCB+FCBFN-OSFCB
         CALL  LIBFIND,LLIST
         BR    R10
         EJECT
*        A LIBRARY IS WRITTEN: THE NEW FILE
*
MEMWRITE MVC   LIST,LIST0
         MVC   LIST+8(16),DEBFCB+FCBFN-OSFCB
         LA    R2,36
         LA    R3,DEBLIST
         USING FILEPLST,R3
         TM    DEBFCB+FCBFLAG-OSFCB,FCBMODEG
         BO    MEMMODE
         MVC   FPFM,=CL2'P5'
MEMMODE  CLI   FPFM,C'*'
         BNE   MEMDISK
         MVC   FPFM,=CL2'P5'
MEMDISK  CALL  ADTLKW,FPFM
         LTR   R15,R15
         BNZ   MEMRET
         MVC   LIST+24(2),FPFM
         LA    R1,CARD
         ST    R1,LIST+FPBUF-FILEPLST
         SR    R6,R6              BYTES OF THE DICTIONARY
         LA    R7,2               ITS FIRST RECORD
         LA    R1,1
         BAL   R11,GETCARD
         BNZ   MEMNEW
         LA    R2,32
         CLC   CARD(6),=C'DMSLIB'
         BNE   MEMRET
         HALF  R7,CARD+LIBDICT-LIBHEAD
         L     R6,CARD+LIBSIZE-LIBHEAD
         CH    R7,=H'2'
         BL    MEMRET
         C     R6,=F'196608'      16384 ENTRIES
         BH    MEMRET
         LTR   R6,R6
         BM    MEMRET
MEMNEW   LR    R1,R6
         SR    R0,R0
         D     R0,=A(LIBELEN)
         ST    R1,DEBDICTN
         LA    R1,SPARE(R1)
         ST    R1,DEBDICTM
         LR    R5,R1
         MH    R5,=AL2(LIBELEN)
         LA    R2,41
         FREE  BYTES=(R5)
         LTR   R15,R15
         BNZ   MEMRET
         ST    R1,DEBDICT
         MVC   FPFT(2),=C'UT'     THE NEW FILE'S TYPE
         LR    R0,R9
         CALL  TOHEX,HEXWORK
         MVC   FPFT+2(6),HEXWORK+2
         MVI   FPFV,C'F'
         BAL   R11,ERASED
         OI    DEBFLAG,DEBTEMP
         LA    R1,80
         ST    R1,DEBIL
         BAL   R10,MEMATTR
*        THE MEMBERS, WITH WHAT IS AT THE BEGIN
         LA    R5,1
         XC    CARD,CARD          OF A NEW ONE
MEMCOPY  CR    R5,R7
         BNL   MEMDICT
         LTR   R6,R6
         BNZ   MEMOLD
         CH    R7,=H'2'
         BE    MEMPUT
MEMOLD   LR    R1,R5
         BAL   R11,GETCARD
         BNZ   MEMBAD
MEMPUT   BAL   R11,PUTCARD
         BNZ   MEMBAD
         LA    R5,1(R5)
         B     MEMCOPY
*        ITS DICTIONARY
MEMDICT  L     R4,DEBDICT
         LR    R5,R7
MEMDNEXT LTR   R6,R6
         BNP   MEMREADY
         LR    R1,R5
         BAL   R11,GETCARD
         BNZ   MEMBAD
         LR    R1,R6              80 BYTES, OR WHAT IS LEFT
         CH    R1,=H'80'
         BNH   MEMDMOVE
         LA    R1,80
MEMDMOVE SR    R6,R1
         BCTR  R1,0
         EX    R1,MEMDCOPY
         LA    R4,1(R1,R4)
         LA    R5,1(R5)
         B     MEMDNEXT
MEMDCOPY MVC   0(0,R4),CARD
MEMREADY ST    R7,DEBITEM
         ST    R7,DEBFIRST
         ST    R7,DEBBASE
         ST    R7,DEBTOP
         OI    DEBFLAG,DEBWROTE
         BAL   R11,FINISH
         B     MEMGOOD
MEMBAD   LA    R2,32
         B     MEMRET
*        MEMATTR - RECORDS OF 80
MEMATTR  TM    DCBRECFM,RECU
         BNZ   MEMATTR1
         OI    DCBRECFM,RECF
MEMATTR1 CLC   DCBLRECL,=H'0'
         BCR   7,R10
         MVC   DCBLRECL,=H'80'
         BR    R10
         DROP  R3
         EJECT
*        GETCARD - RECORD 1 OF THE OLD LIBRARY.  CODE NOT 0: IT IS NOT
*        THERE
GETCARD  STH   R1,LIST+FPITEM-FILEPLST
         MVC   LIST(8),=CL8'RDBUF'
         CALL  RDBUF,LIST
         LTR   R15,R15
         BR    R11
*        PUTCARD - CARD AS RECORD 5 OF THE NEW FILE
PUTCARD  ST    R5,DEBITEM
         LA    R0,80
         LA    R1,CARD
         LINK  OSDSKWR
         LTR   R15,R15
         BR    R11
*        ERASED - A FILE OF DEBLIST'S NAME, LEFT BEHIND
ERASED   MVC   CARD(24),DEBLIST
         MVC   CARD+24(8),=CL8' '
         MVC   CARD+24(2),DEBLIST+24
         MVC   CARD+32(8),=8X'FF'
         CALL  ERASE,CARD
         BR    R11
*        FINISH - THE OLD LIBRARY IS NOT READ ANY MORE
FINISH   MVC   LIST(8),=CL8'FINIS'
         CALL  FINIS,LIST
         BR    R11
         DS    0D
LIST0    DC    CL8'RDBUF',CL8' ',CL8' ',CL2'*',H'0',A(0),F'80',CL2'F'
         DC    H'1',F'0'
         EJECT
*        OSLIBEND - THE MEMBER BEING WRITTEN IS THE ONE FILEDEF NAMES; THEN
*        DICTIONARY AND HEAD
*
OSLIBEND ENTER WORK=WORKLEN
         BASE  CMSOSPDS
         SR    R2,R2
         CLC   DEBDICT,=F'0'
         BE    LIBRET
         TM    DEBFLAG,DEBTEMP    CLOSED (TYPE T) ALREADY
         BZ    LIBRET
         CLC   DEBFCB+FCBMEMB-OSFCB(8),=CL8' '
         BE    LIBHEADS
         CLC   DEBITEM,DEBBASE
         BE    LIBHEADS
         LA    R3,DEBFCB+FCBMEMB-OSFCB
         LA    R0,2
         BAL   R10,ADDIT
LIBHEADS L     R5,DEBBASE
         LR    R7,R5
         L     R4,DEBDICT
         L     R6,DEBDICTN
         MH    R6,=AL2(LIBELEN)
LIBDNEXT LTR   R6,R6
         BNP   LIBHDR
         XC    CARD,CARD
         LR    R1,R6
         CH    R1,=H'80'
         BNH   LIBDMOVE
         LA    R1,80
LIBDMOVE SR    R6,R1
         BCTR  R1,0
         EX    R1,LIBDCOPY
         LA    R4,1(R1,R4)
         BAL   R11,PUTCARD
         BNZ   LIBBAD
         LA    R5,1(R5)
         B     LIBDNEXT
LIBDCOPY MVC   CARD(0),0(R4)
LIBHDR   XC    CARD,CARD
         MVC   CARD(6),=C'DMSLIB'
         STC   R7,CARD+7
         LR    R1,R7
         SRL   R1,8
         STC   R1,CARD+6
         L     R6,DEBDICTN
         MH    R6,=AL2(LIBELEN)
         ST    R6,CARD+LIBSIZE-LIBHEAD
         LR    R7,R5
         LA    R5,1
         BAL   R11,PUTCARD
         BNZ   LIBBAD
         XC    DEBTOP,DEBTOP
         B     LIBRET
LIBBAD   LR    R2,R15
         ST    R2,DEBCODE
LIBRET   RETURN (R2)
*
*        ADDIT - MEMBER 3 BEGINS AT DEBBASE; ITS END IS WRITTEN.  0: 1 ONLY
*        A NEW ONE, 2 EITHER.  15: 0; 4 IT IS THERE, 8 IT WAS NOT, 12 NO ROOM
*
ADDIT    ST    R10,RET10
         LR    R7,R0
         BAL   R11,LOOK
         BNZ   ENTERNEW
         CH    R7,=H'1'
         BE    ENTER4
         SR    R7,R7              REPLACED
         B     ENTERSET
ENTERNEW L     R1,DEBDICTN
         C     R1,DEBDICTM
         BNL   ENTER12
         LR    R4,R1
         MH    R4,=AL2(LIBELEN)
         A     R4,DEBDICT
         LA    R1,1(R1)
         ST    R1,DEBDICTN
         CH    R7,=H'2'
         LA    R7,0
         BNE   ENTERSET
         LA    R7,8
ENTERSET MVC   LIBNAME,0(R3)
         XC    LIBITEM(4),LIBITEM
         L     R1,DEBBASE
         STC   R1,LIBITEM+1
         SRL   R1,8
         STC   R1,LIBITEM
         MVI   CARD,C' '
         MVC   CARD+1(79),CARD
         MVC   CARD(4),=X'61FFFF61'
         L     R5,DEBITEM
         BAL   R11,PUTCARD
         BNZ   ENTER12
         MVC   DEBBASE,DEBITEM
         MVC   DEBFIRST,DEBITEM
         LR    R15,R7
ENTERRET L     R10,RET10
         BR    R10
ENTER4   LA    R15,4
         B     ENTERRET
ENTER12  LA    R15,12
         B     ENTERRET
*        LOOK - 4 THE ENTRY OF MEMBER 3.  CODE 0: IT IS THERE
LOOK     L     R4,DEBDICT
         L     R1,DEBDICTN
LOOKNEXT LTR   R1,R1
         BZ    LOOKNOT
         CLC   LIBNAME,0(R3)
         BNE   LOOKSKIP
         CLC   LIBITEM,=H'0'
         BE    LOOKSKIP
         SR    R1,R1
         BR    R11
LOOKSKIP LA    R4,LIBELEN(R4)
         BCT   R1,LOOKNEXT
LOOKNOT  LTR   R11,R11
         BR    R11
         EJECT
OSBLDL   ENTER WORK=WORKLEN
         BASE  CMSOSPDS
         LR    R3,R0
         LA    R3,0(R3)
         LTR   R7,R1
         BNM   BLDL
         LPR   R1,R1              FIND
         BAL   R10,KNOWN
         BAL   R10,PLACE
         LTR   R15,R15
         BNZ   FINDNOT
         ST    R0,DEBITEM
         ST    R0,DEBFIRST
         ST    R0,DEBBASE
         NI    DEBFLAG,255-DEBEOF
         RETURN 0
FINDNOT  BCT   R15,BLDLBAD
         RETURN 4
BLDLBAD  RETURN 8
KNOWN    L     R15,=V(OSFIND)
         BALR  R14,R15
         LTR   R15,R15
         BCR   8,R10
         L     R15,=V(OSNODEB)
         BR    R15
*        BLDL: NUMBER, LENGTH OF AN ENTRY, ENTRIES: NAME, TTR, K, Z
BLDL     SR    R2,R2
         LH    R5,0(R3)
         LH    R6,2(R3)
         LA    R3,4(R3)
         CH    R6,=H'12'
         BL    BLDLBAD
         LTR   R7,R7
         BZ    BLDLNEXT
         LR    R1,R7
         BAL   R10,KNOWN
BLDLNEXT LTR   R5,R5
         BNP   BLDLEND
         LR    R1,R6              ZEROS BEHIND THE NAME
         SH    R1,=H'9'
         CH    R1,=H'255'
         BH    BLDLBAD
         EX    R1,BLDLZERO
         LTR   R7,R7
         BNZ   BLDLLIB
         MVC   8(4,R3),=X'00000100'     THE LINK LIBRARY: LOAD WILL SEE
         B     BLDLSKIP
BLDLLIB  BAL   R10,PLACE
         LTR   R15,R15
         BZ    BLDLHERE
         LA    R2,4
         BCT   R15,BLDLBAD
         B     BLDLSKIP
BLDLHERE STC   R0,10(R3)
         SRL   R0,8
         STC   R0,9(R3)
         B     BLDLSKIP
BLDLSKIP AR    R3,R6
         BCT   R5,BLDLNEXT
BLDLEND  RETURN (R2)
BLDLZERO XC    8(0,R3),8(R3)
         EJECT
OSSTOW   ENTER WORK=WORKLEN
         BASE  CMSOSPDS
         LR    R6,R1
         LPR   R3,R0
         LR    R7,R0
         LPR   R1,R1
         LR    R5,R7
         BAL   R10,KNOWN
         CLC   DEBDICT,=F'0'
         BE    STOWBAD
         TM    DEBFLAG,DEBTEMP
         BZ    STOWBAD
         LTR   R6,R6
         BM    STOWDEL
         LA    R0,1
         LTR   R7,R7
         BNM   STOWADD
         LA    R0,2
STOWADD  BAL   R10,ADDIT
         LR    R2,R15
         RETURN (R2)
STOWDEL  BAL   R11,LOOK
         BNZ   STOWNOT
         LTR   R7,R7
         BM    STOWNAME
         XC    LIBITEM,LIBITEM
         RETURN 0
STOWNAME LR    R2,R4              OLD NAME, NEW NAME
         LA    R3,8(R3)
         BAL   R11,LOOK
         BZ    STOWTWO
         MVC   LIBNAME-LIBENTS(8,R2),0(R3)
         RETURN 0
STOWTWO  RETURN 4
STOWNOT  RETURN 8
STOWBAD  RETURN 16
         LTORG
         END
