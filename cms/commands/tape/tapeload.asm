TAPL     TITLE 'TAPELOAD - FILES FROM TAPE'
*
* PURPOSE.    TAPELOAD  LOAD, SCAN OR SKIP (TBKIND): BLOCK BY BLOCK TO THE
*                       TAPE MARK WANTED, OR TO THE FILE
* RETURNS     0; 2 THE FILE WAS NOT FOUND BEFORE THE MARK; 32 NO TAPE OF
*             DUMP'S, A FILE THAT IS NOT WHOLE; 36; 103; 100 + CODE OF
*             WRBUF OR ALTER
* HOW         THE BLOCKS GO INTO THE WORK FILE TAPE CMSUT1, FORMAT F 800.
*             THE LAST BLOCK OF A FILE HAS ITS FST: WHAT HAS BEEN READ IS
*             LOOKED AT AS FORMAT V ALL THE TIME, SO THAT IT IS KNOWN NOW
*             WHETHER IT FITS.  THEN THE WORK FILE GETS FORMAT, ITEMS AND
*             DATE, AND TAKES THE NAME OVER IN ONE MOMENT
* REGISTERS.  2 3 LINKS, 4 FST, 5 CODE, 6 PLACE, 7 BYTES LEFT, 8 WORK, 9
*             DATA LEFT, 10 LINK, 11 WORK AREA, 12 BASE
*
CMSTAPL  CSECT
         REGS
         NUCON
         ADT
         AFT
         FST
         FILEPLST
         TAPEBLK
         EXTRN TAPEDO,TAPELIST
CMSTAPL  CSECT
         USING TAPEBLK,R11
         USING FST,R4
TAPELOAD ENTER
         BASE  CMSTAPL
         LA    R4,TBFST
         CLI   TBKIND,C'L'
         BNE   BEGIN
         CALL  ADTLKW,TBFM
         LTR   R15,R15
         BZ    BEGIN
         FAIL  36,'THE DISK IS NOT LOGGED IN, OR READ-ONLY'
BEGIN    BAL   R10,FRESH
         MVI   TBMARKED,0
NEXT     LA    R1,TBBLOCK
         IC    R0,TBMODE
         ST    R1,TBBUF
         STC   R0,TBMODE
         LH    R0,=H'4101'
         ST    R0,TBSIZE
         LA    R1,=CL8'READ'
         LINK  TAPEDO
         LR    R5,R15
         CH    R5,=H'2'
         BE    MARK
         CH    R5,=H'8'
         BE    FOREIGN
         LTR   R5,R5
         BNZ   DROP
         MVI   TBMARKED,0
         CLC   TBREAD,=F'45'
         BL    FOREIGN
         CLC   TBBLOCK(4),=X'02C3D4E2'
         BNE   FOREIGN
         L     R1,TBCOUNT
         LA    R1,1(R1)
         ST    R1,TBCOUNT
         CLI   TBBLOCK+4,C'N'
         BE    LAST
         CLI   TBBLOCK+4,C' '
         BE    DATA
         CLI   TBBLOCK+4,C'F'
         BE    DATA
         CLI   TBBLOCK+4,C'V'
         BE    DATA
         CLI   TBBLOCK+4,C'0'     A BLOCK OF NOTHING
         BNE   FOREIGN
DATA     LA    R8,TBBLOCK+5
         L     R9,TBREAD
         SH    R9,=H'5'
         BAL   R2,KEEP
         B     NEXT
*
*        A TAPE MARK
*
MARK     CLC   TBCOUNT,=F'0'
         BE    MARKON
         BAL   R2,PARTIAL
MARKON   CLI   TBMARKED,0         TWO: NOTHING FOLLOWS
         BNE   ENDED
         MVI   TBMARKED,1
         MVC   TBLINE(20),=CL20'TAPE MARK'
         LINK  TAPELIST
         TM    TBOPT,TBEOT
         BO    NEXT
         L     R1,TBMARKS
         BCTR  R1,0
         ST    R1,TBMARKS
         LTR   R1,R1
         BP    NEXT
ENDED    TM    TBOPT,TBONE
         BZ    DONE
         TYPE  'THE FILE IS NOT ON THIS PART OF THE TAPE',COLOR=R
         RETURN 2
DONE     L     R5,TBCODE
         RETURN (R5)
PARTIAL  TYPE  'A FILE THAT IS NOT WHOLE ON THE TAPE IS LEFT OUT',COLORX
               =R
         LA    R0,32
         ST    R0,TBCODE
         BAL   R10,FORGET
         BR    R2
FOREIGN  TYPE  'THIS IS NO BLOCK OF TAPE DUMP',COLOR=R
         LA    R5,32
DROP     BAL   R10,FORGET
         RETURN (R5)
         EJECT
*        LAST - THE BLOCK WITH THE FST: IS IT ONE THAT IS WANTED
*
LAST     MVC   TBFST,TBBLOCK+5
         BAL   R10,GOODFST
         BNZ   BAD
         LA    R0,TBFN
         CALL  MATCH,FSTN
         LTR   R15,R15
         BNZ   NOT
         LA    R0,TBFT
         CALL  MATCH,FSTT
         LTR   R15,R15
         BNZ   NOT
         CLI   TBKIND,C'L'
         BNE   LISTED
         BAL   R2,WHOLE
         BNZ   BAD
LISTED   BAL   R2,LIST
         CLI   TBKIND,C'S'
         BNE   FOUND
         TM    TBOPT,TBONE
         BZ    FOUND
         L     R3,TBCOUNT         IN FRONT OF THE FILE AGAIN
BACK     LA    R1,=CL8'BSR'
         LINK  TAPEDO
         LTR   R5,R15
         BNZ   BACKEND
         BCT   R3,BACK
BACKEND  CH    R5,=H'8'
         BH    DROP
FOUND    BAL   R10,FORGET
         TM    TBOPT,TBONE
         BO    DONE
         B     NEXT
NOT      BAL   R10,FORGET
         CLI   TBKIND,C'L'
         BE    NEXT
         BAL   R2,LIST
         B     NEXT
BAD      MVC   TBLINE(20),=CL20' '
         BAL   R2,PARTIAL
         B     NEXT
LIST     MVC   TBLINE(20),=CL20' '
         MVC   TBLINE(8),FSTN
         MVC   TBLINE+9(8),FSTT
         MVC   TBLINE+18(2),FSTM
         TR    TBLINE(20),PLAIN
         LINK  TAPELIST
         BR    R2
*
*        FORGET - THE WORK FILE GOES, FRESH - NOTHING READ OF A FILE
*
FORGET   TM    TBWORK,X'80'
         BZ    FRESH
         CALL  FINIS,WORKFILE
         CALL  ERASE,WORKERAS
FRESH    MVI   TBWORK,0
         XC    TBCOUNT,TBCOUNT
         XC    TBDATA,TBDATA
         MVI   TBVHALF,0
         MVI   TBVEND,0
         XC    TBVLEFT(16),TBVLEFT
         BR    R10
         EJECT
*        KEEP - DATA 8, LENGTH 9 BEHIND WHAT WAS READ, IN BLOCKS OF 800
*
KEEP     CLI   TBKIND,C'L'
         BCR   7,R2
KEEPNEXT LTR   R9,R9
         BCR   8,R2
         SR    R0,R0              PLACE IN TBOUT
         L     R1,TBDATA
         D     R0,=F'800'
         LA    R7,800
         SR    R7,R0
         CR    R7,R9
         BNH   KEEPROOM
         LR    R7,R9
KEEPROOM LR    R6,R0
         LA    R6,TBOUT(R6)
         L     R1,TBDATA
         AR    R1,R7
         ST    R1,TBDATA
         SR    R9,R7
KEEPMOVE LR    R1,R7
         CH    R1,=H'256'
         BNH   KEEPMVC
         LA    R1,256
KEEPMVC  BCTR  R1,0
         EX    R1,KEEPBYTE
         LA    R1,1(R1)
         AR    R6,R1
         AR    R8,R1
         SR    R7,R1
         BNZ   KEEPMOVE
         LA    R0,TBOUT+800
         CR    R6,R0
         BNE   KEEPNEXT
         BAL   R10,FLUSH
         B     KEEPNEXT
KEEPBYTE MVC   0(0,R6),0(R8)
*
*        FLUSH - TBOUT INTO THE WORK FILE, AND COUNTED AS FORMAT V
*
FLUSH    TM    TBWORK,X'80'
         BO    FLUSHPUT
         OI    TBWORK,X'80'
         MVC   WORKFILE(FPEND),WORK0
         MVC   WORKMODE(1),TBFM
         MVC   WORKFILE+24(1),TBFM
         CALL  ERASE,WORKERAS
FLUSHPUT LA    R0,TBOUT
         ST    R0,WORKFILE+FPBUF-FILEPLST
         CALL  WRBUF,WORKFILE
         LTR   R5,R15
         BZ    FLUSHV
         TYPE  'THE FILE CANNOT BE WRITTEN: THE DISK IS FULL, OR FAILS'X
               ,COLOR=R
         LA    R5,100(R5)
         B     DROP
FLUSHV   LA    R6,TBOUT
         LA    R7,800
VNEXT    LTR   R7,R7
         BCR   8,R10
         CLI   TBVEND,0
         BCR   7,R10
         L     R1,TBVLEFT
         LTR   R1,R1
         BZ    VLENGTH
         CR    R1,R7
         BNH   VITEM
         LR    R1,R7
VITEM    AR    R6,R1
         SR    R7,R1
         L     R0,TBVLEFT
         SR    R0,R1
         ST    R0,TBVLEFT
         B     VNEXT
VLENGTH  L     R1,TBVLEN
         SLL   R1,8
         IC    R0,0(R6)
         ST    R0,TBDEC
         MVC   TBDEC(3),=XL3'00'
         A     R1,TBDEC
         ST    R1,TBVLEN
         LA    R6,1(R6)
         BCTR  R7,0
         XI    TBVHALF,1
         BNZ   VNEXT
         XC    TBVLEN,TBVLEN
         ST    R1,TBVLEFT
         LTR   R1,R1
         BNZ   VONE
         MVI   TBVEND,1
         B     VNEXT
VONE     L     R0,TBVITEMS
         A     R0,=F'1'
         ST    R0,TBVITEMS
         C     R1,TBVMAX
         BNH   VNEXT
         ST    R1,TBVMAX
         B     VNEXT
         EJECT
*        WHOLE - THE WORK FILE BECOMES THE FILE.  CODE NOT 0: WHAT WAS
*        READ DOES NOT FIT THE FST
*
WHOLE    ST    R2,TBLINK
         SR    R0,R0
         L     R1,TBDATA
         D     R0,=F'800'
         LTR   R0,R0
         BZ    WHOLEFIT
         LR    R6,R0              THE REST IS ZERO
         LA    R6,TBOUT(R6)
WHOLEPAD MVI   0(R6),0
         LA    R6,1(R6)
         LA    R0,TBOUT+800
         CR    R6,R0
         BNE   WHOLEPAD
         BAL   R10,FLUSH
WHOLEFIT TM    TBWORK,X'80'
         BZ    WHOLEBAD
         SR    R0,R0
         L     R1,TBDATA
         A     R1,=F'799'
         D     R0,=F'800'
         LR    R8,R1              BLOCKS
         HALF  R3,FSTIC
         CLI   FSTFV,C'V'
         BE    WHOLEV
         M     R2,FSTIL
         LTR   R2,R2
         BNZ   WHOLEBAD
         LR    R1,R3
         SR    R0,R0
         A     R1,=F'799'
         D     R0,=F'800'
         CR    R1,R8
         BNE   WHOLEBAD
         B     WHOLESET
WHOLEV   C     R3,TBVITEMS
         BNE   WHOLEBAD
         CLC   TBVLEFT,=F'0'
         BNE   WHOLEBAD
         CLI   TBVHALF,0
         BNE   WHOLEBAD
         L     R1,TBVMAX
         C     R1,FSTIL
         BH    WHOLEBAD
WHOLESET BUSY  BUSYWR
         CALL  ACTLKP,WORKFILE
         LTR   R15,R15
         BNZ   WHOLEFIN
         USING AFT,R1
         LA    R14,AFTFST
         DROP  R1
         MVC   FSTD-FST(L'FSTD,R14),FSTD
         MVC   FSTYR-FST(2,R14),FSTYR
         MVC   FSTIC-FST(2,R14),FSTIC
         MVC   FSTFV-FST(1,R14),FSTFV
         MVC   FSTIL-FST(4,R14),FSTIL
         HALF  R3,FSTIC
         LA    R3,1(R3)
         STH   R3,FSTWP-FST(R14)
         LA    R3,1
         STH   R3,FSTRP-FST(R14)
WHOLEFIN OI    SYSFLAG1,NODATE
         CALL  FINIS,WORKFILE
         NI    SYSFLAG1,255-NODATE
         LR    R5,R15
         UNBUSY BUSYWR
         LTR   R5,R5
         BNZ   WHOLEIO
         MVC   NEWNAME,FSTN
         MVC   NEWMODE(1),TBFM
         MVC   NEWMODE+1(1),FSTM+1
         CLI   TBFM+1,C' '
         BE    WHOLENAM
         MVC   NEWMODE+1(1),TBFM+1
WHOLENAM MVC   OLDMODE(1),TBFM
         CALL  ALTER,RENAME
         LTR   R5,R15
         BNZ   WHOLEIO
         MVI   TBWORK,0
         MVC   FSTM,NEWMODE
         SR    R0,R0
         B     WHOLERET
WHOLEIO  TYPE  'THE FILE CANNOT BE WRITTEN',COLOR=R
         LA    R5,100(R5)
         B     DROP
WHOLEBAD LA    R0,1
WHOLERET L     R2,TBLINK
         LTR   R0,R0
         BR    R2
*
*        GOODFST - CAN A FILE BE LIKE THIS.  CODE 0: IT CAN
*
GOODFST  CLI   FSTN,C' '
         BNH   GOODNOT
         CLI   FSTT,C' '
         BNH   GOODNOT
         CLI   FSTFV,C'F'
         BE    GOODLEN
         CLI   FSTFV,C'V'
         BNE   GOODNOT
GOODLEN  L     R9,FSTIL
         LTR   R9,R9
         BNP   GOODNOT
         C     R9,=F'65535'
         BH    GOODNOT
         CLC   FSTIC,=H'0'
         BE    GOODNOT
         LA    R1,FSTN
         LINK  NAMEGOOD
         LTR   R15,R15
         BNZ   GOODNOT
         CLI   FSTM+1,C'0'
         BL    GOODMODE
         CLI   FSTM+1,C'6'
         BNH   GOODDATE
GOODMODE MVI   FSTM+1,C'5'
GOODDATE LA    R14,FSTD           PAIRS OF DIGITS
         LA    R15,DATES
         LA    R0,4
GOODNEXT CLC   0(1,R14),0(R15)
         BL    GOODZERO
         CLC   0(1,R14),1(R15)
         BH    GOODZERO
         IC    R3,0(R14)
         N     R3,=F'15'
         CH    R3,=H'9'
         BH    GOODZERO
         LA    R14,1(R14)
         LA    R15,2(R15)
         BCT   R0,GOODNEXT
         CLI   FSTYR,C'0'
         BL    GOODZERO
         CLI   FSTYR,C'9'
         BH    GOODZERO
         CLI   FSTYR+1,C'0'
         BL    GOODZERO
         CLI   FSTYR+1,C'9'
         BNH   GOODEND
GOODZERO MVC   FSTD,=X'01010000'
         MVC   FSTYR,=C'68'
GOODEND  CR    R0,R0
         BR    R10
GOODNOT  LTR   R12,R12
         BR    R10
*        NAMEGOOD - 16 CHARACTERS AT 1: NOTHING BUT WHAT IS PRINTED
NAMEGOOD ENTER
         BASE  CMSTAPL
         LA    R3,16
NAMENEXT CLI   0(R1),C' '
         BL    NAMEBAD
         CLI   0(R1),C'*'
         BE    NAMEBAD
         CLI   0(R1),C'('
         BE    NAMEBAD
         CLI   0(R1),C')'
         BE    NAMEBAD
         LA    R1,1(R1)
         BCT   R3,NAMENEXT
         RETURN 0
NAMEBAD  RETURN 4
DATES    DC    X'0112',X'0131',X'0023',X'0059'
PLAIN    DC    64C'.',192AL1(*-PLAIN)
         DS    0D
WORK0    DC    CL8'WRBUF',CL8'TAPE',CL8'CMSUT1',CL2'P1',H'0',A(0)
         DC    F'800',CL2'F',H'1',F'0'
WORKFILE DS    CL(FPEND)
         DS    0D
WORKERAS DC    CL8'ERASE',CL8'TAPE',CL8'CMSUT1'
WORKMODE DC    CL8'P',8X'FF'
RENAME   DC    CL8'ALTER',CL8'TAPE',CL8'CMSUT1'
OLDMODE  DC    CL8'P1'
NEWNAME  DS    CL16
NEWMODE  DC    CL8'P1',CL8'(',CL8'REPLACE',8X'FF'
         LTORG
         END
