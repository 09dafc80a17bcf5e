LNEW     TITLE 'LIBNEW - THE NEW FILE'
*
* PURPOSE.    LIBBEGIN A NEW FILE LBFN CMSUT1 ON THE DISK IN LBOUT; ITS
*                      FIRST RECORD IS A PLACE FOR THE HEADER
*             LIBPUT   1 A RECORD OF 80 BYTES: WRITTEN BEHIND THE
*                      OTHERS
*             LIBNEWN  1 A NAME OF THE MEMBER THAT BEGINS AT LBFIRST
*             LIBSEEK  1 A NAME: 1 ITS ENTRY IN LBTAB
*             LIBDONE  DICTIONARY, HEADER; IT TAKES THE OLD ONE'S PLACE
*             LIBXCHG  1 TYPE: THE FILE IS WHOLE AND GETS IT
*             LIBDROP  SOMETHING WENT WRONG: THE FILE GOES
* CALLED      BY MACLIB AND ITS OTHER PARTS
* RETURNS     0; LIBSEEK: 1 THERE IS NO SUCH NAME; 28 THE NAME IS THERE
*             ALREADY; 36, 41, 88, 100 + CODE OF WRBUF: TOLD
* REGISTERS.  2 CODE, 3 NAME, 4 ENTRY, 5 6 WORK, 10 LINK, 11 LIBBLK, 12
*             BASE (OF THE SECTION)
*
CMSLNEW  CSECT
         REGS
         NUCON
         LIBHEAD
         LIBBLK
         USING LIBENTS,R4
LIBBEGIN ENTER
         BASE  CMSLNEW
         MVC   LBNUM(2),LBOUT+24
         MVC   LBOUT,OUTFORM
         MVC   LBOUT+8(8),LBFN
         MVC   LBOUT+24(2),LBNUM
         BAL   R10,ERASEIT        WHAT AN ACCIDENT LEFT
         XC    LBCARD,LBCARD
         LA    R1,LBCARD
         BAL   R10,PUT
         B     LEAVE
*
LIBPUT   ENTER
         BASE  CMSLNEW
         BAL   R10,PUT
LEAVE    RETURN
*
*        PUT - THE RECORD AT 1.  15 IS THE CODE
*
PUT      L     R5,LBCOUNT
         LA    R5,1(R5)
         C     R5,=F'65535'
         BH    TOOMANY
         ST    R5,LBCOUNT
         L     R5,LBBUFN
         LR    R14,R5
         MH    R14,=H'80'
         A     R14,LBBUF
         MVC   0(80,R14),0(R1)
         LA    R5,1(R5)
         ST    R5,LBBUFN
         SR    R15,R15
         CH    R5,=AL2(LBRECS)
         BCR   4,R10
*
*        FLUSH - THE RECORDS IN THE BUFFER
*
FLUSH    SR    R15,R15
         L     R5,LBBUFN
         LTR   R5,R5
         BCR   8,R10
         ST    R15,LBBUFN
         STH   R5,LBOUT+38
         MH    R5,=H'80'
         ST    R5,LBOUT+32
         MVC   LBOUT+28(4),LBBUF
         OI    LBFLAG,LBBEGUN
         CALL  WRBUF,LBOUT
         LTR   R15,R15
         BCR   8,R10
         B     BAD
TOOMANY  LIBMSG 88,LBFN,'WOULD HAVE MORE THAN 65535 RECORDS'
         BR    R10
BAD      LR    R2,R15
         CH    R2,=H'13'
         BE    DISKFULL
         CH    R2,=H'12'
         BE    NODISK
         CH    R2,=H'4'
         BE    NODISK
         CH    R2,=H'20'
         BE    BADNAME
         LIBMSG 100,LBFN,'CANNOT BE WRITTEN'
         B     BADCODE
DISKFULL LIBMSG 113,LBFN,'HAS NO ROOM: THE DISK IS FULL'
         B     BADCODE
NODISK   LIBMSG 112,LBFN,'CANNOT BE WRITTEN: NO P-DISK TO BE WRITTEN'
         B     BADCODE
BADNAME  LIBMSG 120,LBFN,'IS NO NAME: A-Z 0-9 $ # @ + - : _'
BADCODE  LA    R15,100(R2)
         BR    R10
         EJECT
LIBNEWN  ENTER
         BASE  CMSLNEW
         LR    R3,R1
NAMELOOK LR    R1,R3
         BAL   R10,SEEK
         BNZ   NAMENEW
         TM    LBFLAG,LBREP
         BZ    TWICE
         CLC   LIBITEM-LIBENTS(2,R1),=H'0'
         BE    TWICE
         LR    R1,R3
         LINK  LIBDEL
         B     NAMELOOK
NAMENEW  L     R5,LBTABN
         C     R5,LBTABMAX
         BL    NAMEPUT
         BAL   R10,MORE
NAMEPUT  LR    R4,R5
         MH    R4,=AL2(LIBELEN)
         A     R4,LBTAB
         MVC   LIBNAME-LIBENTS(8,R4),0(R3)
         XC    LIBITEM,LIBITEM
         MVC   LBNEWREC(2,R4),LBFIRST+2
         LA    R5,1(R5)
         ST    R5,LBTABN
         RETURN 0
TWICE    MVC   LBLINE(8),0(R3)
         MVC   LBLINE+8(8),=CL8' '
         TM    LBFLAG,LBTXT
         BO    TWICETXT
         LIBMSG 28,LBLINE,'IS THERE ALREADY; NOTHING IS CHANGED'
         RETURN
TWICETXT LIBMSG 4,LBLINE,'IS THERE ALREADY: THE FIRST ONE COUNTS'
         ST    R15,LBWARN
         RETURN 0
NOROOM   LIBMSG 41,LBFN,'HAS TOO MANY MEMBERS FOR THE STORAGE THERE IS'
         RETURN
*
*        MORE - A LARGER TABLE
*
MORE     L     R6,LBTABMAX
         AR    R6,R6
         AH    R6,=H'500'
         LR    R2,R6
         MH    R6,=AL2(LIBELEN)
         FREE  BYTES=(R6)
         LTR   R15,R15
         BNZ   NOROOM
         LR    R8,R1
         L     R4,LBTAB
         LTR   R4,R4
         BZ    MORETAKE
         L     R6,LBTABN
MOREMOVE MVC   0(LIBELEN,R1),0(R4)
         LA    R1,LIBELEN(R1)
         LA    R4,LIBELEN(R4)
         BCT   R6,MOREMOVE
         L     R7,LBTABMAX
         MH    R7,=AL2(LIBELEN)
         L     R1,LBTAB
         FRET  BYTES=(R7)
MORETAKE ST    R8,LBTAB
         ST    R2,LBTABMAX
         BR    R10
*
LIBSEEK  ENTER
         BASE  CMSLNEW
         BAL   R10,SEEK
         BNZ   SEEKNOT
         RETURN 0,KEEP=R1
SEEKNOT  RETURN 1
*
*        SEEK - 1 A NAME, THEN ITS ENTRY.  CODE NOT 0: THERE IS NONE
*
SEEK     L     R4,LBTAB
         L     R15,LBTABN
         LTR   R15,R15
         BZ    SEEKNONE
SEEKNEXT CLC   LIBNAME(8),0(R1)
         BE    SEEKHIT
SEEKON   LA    R4,LIBELEN(R4)
         BCT   R15,SEEKNEXT
SEEKNONE LTR   R12,R12
         BR    R10
SEEKHIT  CLC   LIBITEM(4),=F'0'   NO LONGER USED
         BE    SEEKON
         LR    R1,R4
         SR    R15,R15
         BR    R10
         EJECT
LIBDONE  ENTER
         BASE  CMSLNEW
         MVC   LBCARD(6),=C'DMSLIB'
         XC    LBCARD+6(74),LBCARD+6
         L     R1,LBCOUNT
         LA    R1,1(R1)
         C     R1,=F'65535'
         BH    DONEMANY
         ST    R1,LBNUM
         MVC   LBCARD+LIBDICT-LIBHEAD(2),LBNUM+2
         BAL   R10,GATHER
         MH    R6,=AL2(LIBELEN)
         ST    R6,LBNUM
         MVC   LBCARD+LIBSIZE-LIBHEAD(4),LBNUM
         L     R3,LBTAB
DONENEXT LTR   R6,R6
         BNP   DONEHEAD
         LR    R1,R3
         CH    R6,=H'80'
         BNL   DONEPUT
         XC    LBLINE(80),LBLINE
         BCTR  R6,0
         EX    R6,DONEMOVE
         LA    R6,1(R6)
         LA    R1,LBLINE
DONEPUT  BAL   R10,PUT
         LTR   R15,R15
         BNZ   LEAVE
         LA    R3,80(R3)
         SH    R6,=H'80'
         B     DONENEXT
DONEHEAD BAL   R10,FLUSH
         LTR   R15,R15
         BNZ   LEAVE
         LA    R1,LBCARD
         ST    R1,LBOUT+28
         LA    R1,80
         ST    R1,LBOUT+32
         MVC   LBOUT+38(2),=H'1'
         MVC   LBOUT+26(2),=H'1'
         CALL  WRBUF,LBOUT
         LTR   R15,R15
         BNZ   DONEBAD
         CALL  FINIS,LBOLD
         LA    R1,LBFT
         LINK  LIBXCHG
         RETURN
DONEBAD  BAL   R10,BAD
         RETURN
DONEMANY BAL   R10,TOOMANY
         RETURN
DONEMOVE MVC   LBLINE(0),0(R3)
*
*        GATHER - THE ENTRIES THAT ARE USED, AS THEY ARE WRITTEN: 6 OF
*        THEM
*
GATHER   SR    R6,R6
         L     R4,LBTAB
         LR    R14,R4
         L     R15,LBTABN
         LTR   R15,R15
         BCR   8,R10
GATHNEXT CLC   LBNEWREC(2,R4),=H'0'
         BE    GATHON
         MVC   0(8,R14),LIBNAME
         MVC   8(2,R14),LBNEWREC(R4)
         XC    10(2,R14),10(R14)
         LA    R14,LIBELEN(R14)
         LA    R6,1(R6)
GATHON   LA    R4,LIBELEN(R4)
         BCT   R15,GATHNEXT
         BR    R10
*
LIBXCHG  ENTER
         BASE  CMSLNEW
         LR    R3,R1
         BAL   R10,FLUSH
         LTR   R15,R15
         BNZ   LEAVE
         CALL  FINIS,LBOUT
         LTR   R15,R15
         BNZ   DONEBAD
         MVC   LBPLIST(88),RENAMES
         MVC   LBPLIST+8(8),LBFN
         MVC   LBPLIST+24(1),LBOUT+24
         MVC   LBPLIST+32(8),LBFN
         MVC   LBPLIST+40(8),0(R3)
         CALL  ALTER,LBPLIST
         LTR   R15,R15
         BNZ   DONEBAD
         NI    LBFLAG,255-LBBEGUN
         RETURN 0
*
LIBDROP  ENTER
         BASE  CMSLNEW
         TM    LBFLAG,LBBEGUN
         BZ    DROPPED
         CALL  FINIS,LBOUT
         BAL   R10,ERASEIT
DROPPED  RETURN 0
*
*        ERASEIT - THE WORK FILE
*
ERASEIT  MVC   LBPLIST(40),ERASES
         MVC   LBPLIST+8(8),LBFN
         MVC   LBPLIST+24(1),LBOUT+24
         CALL  ERASE,LBPLIST
         BR    R10
         DS    0D
OUTFORM  DC    CL8'WRBUF',CL8' ',CL8'CMSUT1',CL2'P1',H'0',A(0),F'80'
         DC    CL2'F',H'1',F'0'
RENAMES  DC    CL8'ALTER',CL8' ',CL8'CMSUT1',CL8'P',CL8' ',CL8' '
         DC    CL8'=',CL8'(',CL8'REPLACE',16X'FF'
ERASES   DC    CL8'ERASE',CL8' ',CL8'CMSUT1',CL8'P',8X'FF'
         LTORG
         END
