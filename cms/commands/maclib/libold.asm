LOLD     TITLE 'LIBOLD - THE LIBRARY AS IT IS'
*
* PURPOSE.    LIBOPEN  LOOK AT THE LIBRARY LBFN, BRING ITS DICTIONARY
*                      INTO LBTAB; 0 NOT 0: IT IS TO BE CHANGED, LBFM
*                      IS ITS DISK
*             LIBREC   1 NUMBER OF A RECORD OF ITS MEMBERS: ITS ADDRESS
*             LIBKEEP  ALL MEMBERS THAT STILL HAVE NAMES INTO THE NEW
*                      FILE
*             LIBDEL   1 NAME: ITS MEMBER GOES, WITH ALL ITS NAMES
*             LIBSAY   TELLS WHAT IS WRONG: MACRO LIBMSG
* CALLED      BY MACLIB, LIBLIST, LIBNEW
* RETURNS     0; LIBDEL: 1 THERE IS NONE; 28, 32, 36, 41, 100 + CODE OF
*             RDBUF, WHICH HAVE BEEN TOLD
* REGISTERS.  2 RECORD, 3 ENTRIES LEFT, 4 ENTRY, 5 6 WORK, 10 LINK, 11
*             LIBBLK, 12 BASE (OF THE SECTION)
*
CMSLOLD  CSECT
         REGS
         NUCON
         FST
         LIBHEAD
         LIBBLK
         USING LIBENTS,R4
LIBOPEN  ENTER
         BASE  CMSLOLD
         LR    R6,R0
         MVC   LBOLD,OLDFORM
         MVC   LBOLD+8(18),LBFN
         LTR   R6,R6
         BZ    STATED
         MVC   LBOLD(8),=CL8'STATEW'
         CALL  STATEW,LBOLD
         LTR   R15,R15
         BZ    THERE
STATED   MVC   LBOLD(8),=CL8'STATE'
         CALL  STATE,LBOLD
         LTR   R15,R15
         BNZ   NOLIB
         LTR   R6,R6
         BNZ   READONLY
THERE    MVC   LBOLD(8),=CL8'RDBUF'
         MVC   LBFM(2),STATFST+FSTM-FST
         CLI   STATFST+FSTFV-FST,C'F'
         BNE   DAMAGED
         CLC   STATFST+FSTIL-FST(4),=F'80'
         BNE   DAMAGED
         HALF  R5,STATFST+FSTIC-FST
         MVC   LBDICT,=F'65536'   NO DICTIONARY YET: ANY RECORD
         LA    R1,1
         BAL   R10,RECORD
         BNZ   BAD
         LR    R4,R1
         CLC   0(6,R4),=C'DMSLIB'
         BNE   DAMAGED
         HALF  R2,LIBDICT-LIBHEAD(R4)
         CH    R2,=H'2'
         BL    DAMAGED
         MVC   LBTABN,LIBSIZE-LIBHEAD(R4)
         L     R3,LBTABN          ITS BYTES
         CL    R3,=A(65535*80)
         BH    DAMAGED
         LA    R1,79(R3)
         SR    R0,R0
         D     R0,=F'80'
         AR    R1,R2
         BCTR  R1,0
         CR    R1,R5
         BH    DAMAGED
         ST    R2,LBDICT
         SR    R0,R0
         LR    R1,R3
         D     R0,=A(LIBELEN)
         ST    R1,LBTABN
         LA    R1,200(R1)         SOME MORE
         ST    R1,LBTABMAX
         MH    R1,=AL2(LIBELEN)
         LR    R6,R1
         FREE  BYTES=(R6)
         LTR   R15,R15
         BNZ   FULL
         ST    R1,LBTAB
         L     R3,LBTABN
         LTR   R3,R3
         BZ    GOOD
         MH    R3,=AL2(LIBELEN)
         ST    R1,LBOLD+28
         ST    R3,LBOLD+32
         STH   R2,LBOLD+26
         LA    R1,79(R3)          WHOLE RECORDS: THERE IS ROOM
         SR    R0,R0
         D     R0,=F'80'
         STH   R1,LBOLD+38
         M     R0,=F'80'
         ST    R1,LBOLD+32
         CALL  RDBUF,LBOLD
         LTR   R15,R15
         BNZ   BAD
         BAL   R10,ENTRIES
         BNZ   DAMAGED
GOOD     RETURN 0
NOLIB    LIBMSG 28,LBFN,'IS NOT THERE: MACLIB OR TXTLIB GEN MAKES IT'
         RETURN
READONLY LIBMSG 36,LBFN,'LIES ON A READ-ONLY DISK: COPY IT TO YOUR OWN'
         RETURN
FULL     SR    R1,R1
         ST    R1,LBTAB
         LIBMSG 41,LBFN,'HAS TOO MANY MEMBERS FOR THE STORAGE THERE IS'
         RETURN
DAMAGED  LIBMSG 32,LBFN,'IS DAMAGED, OR NO LIBRARY AT ALL'
         RETURN
BAD      LR    R2,R15
         CH    R2,=H'12'
         BE    DAMAGED
         LIBMSG 100,LBFN,'CANNOT BE READ'
         LA    R2,100(R2)
         RETURN (R2)
*
*        ENTRIES - LIE ALL OF THEM AMONG THE MEMBERS.  CODE NOT 0: NO
*
ENTRIES  L     R4,LBTAB
         L     R3,LBTABN
ENTNEXT  HALF  R1,LIBITEM
         XC    LBNEWREC(2,R4),LBNEWREC(R4)
         LTR   R1,R1
         BZ    ENTON
         CH    R1,=H'2'
         BCR   4,R10
         C     R1,LBDICT
         BNL   ENTBAD
ENTON    LA    R4,LIBELEN(R4)
         BCT   R3,ENTNEXT
         SR    R15,R15
         BR    R10
ENTBAD   LTR   R12,R12
         BR    R10
*
LIBREC   ENTER
         BASE  CMSLOLD
         BAL   R10,RECORD
         BNZ   BAD
         RETURN 0,KEEP=R1
*
*        RECORD - 1 IS A RECORD'S NUMBER, THEN ITS ADDRESS.  CODE NOT
*        0: 15 SAYS WHY.  0 14 ARE LOST
*
RECORD   L     R15,LBWIN1
         LR    R14,R1
         SR    R14,R15
         BM    RECREAD
         C     R14,LBWINN
         BL    RECHERE
RECREAD  LA    R15,12
         C     R1,LBDICT
         BNL   RECBAD
         ST    R1,LBWIN1
         STH   R1,LBOLD+26
         XC    LBWINN,LBWINN
         MVC   LBOLD+28(4),LBWIN
         MVC   LBOLD+32(4),=A(LBRECS*80)
         MVC   LBOLD+38(2),=AL2(LBRECS)
         CALL  RDBUF,LBOLD
         LTR   R15,R15
         BCR   7,R10
         SR    R14,R14
         L     R15,LBOLD+40
         D     R14,=F'80'
         ST    R15,LBWINN
         SR    R14,R14
RECHERE  LR    R1,R14
         MH    R1,=H'80'
         A     R1,LBWIN
         SR    R15,R15
         BR    R10
RECBAD   LTR   R15,R15
         BR    R10
         EJECT
LIBKEEP  ENTER
         BASE  CMSLOLD
         L     R4,LBTAB
         L     R3,LBTABN
         LTR   R3,R3
         BZ    KEPT
KEEPNEXT HALF  R2,LIBITEM
         LTR   R2,R2
         BZ    KEEPON
         HALF  R1,LBNEWREC(R4)
         LTR   R1,R1              COPIED WITH THE NAME BEFORE IT
         BNZ   KEEPON
         L     R1,LBCOUNT
         LA    R1,1(R1)
         ST    R1,LBFIRST
KEEPREC  LR    R1,R2
         BAL   R10,RECORD
         BNZ   BAD
         LR    R5,R1
         LINK  LIBPUT
         LTR   R15,R15
         BNZ   KEEPBAD
         LA    R2,1(R2)
         CLC   0(4,R5),=X'61FFFF61'
         BNE   KEEPREC
         LR    R14,R4             ITS NAMES FOLLOW ONE ANOTHER
         LR    R15,R3
KEEPNAME CLC   LIBITEM,LIBITEM-LIBENTS(R14)
         BNE   KEEPON
         MVC   LBNEWREC(2,R14),LBFIRST+2
         LA    R14,LIBELEN(R14)
         BCT   R15,KEEPNAME
KEEPON   LA    R4,LIBELEN(R4)
         BCT   R3,KEEPNEXT
KEPT     RETURN 0
KEEPBAD  RETURN
*
LIBDEL   ENTER
         BASE  CMSLOLD
         LINK  LIBSEEK
         LTR   R15,R15
         BNZ   DELNONE
         MVC   LBNUM(2),LIBITEM-LIBENTS(R1)
         CLC   LBNUM(2),=H'0'
         BE    DELNONE
         L     R4,LBTAB
         L     R3,LBTABN
DELNEXT  CLC   LIBITEM,LBNUM
         BNE   DELON
         XC    LIBITEM,LIBITEM
DELON    LA    R4,LIBELEN(R4)
         BCT   R3,DELNEXT
         RETURN 0
DELNONE  RETURN 1
*
*        LIBSAY - 0 NAME AND TYPE, 1 A TEXT, ITS LENGTH IN THE FIRST
*        BYTE
*
LIBSAY   ENTER
         BASE  CMSLOLD
         LR    R4,R0
         MVI   LBPLIST,C' '
         MVC   LBPLIST+1(87),LBPLIST
         MVC   LBPLIST(8),0(R4)
         MVC   LBPLIST+9(8),8(R4)
         LA    R3,LBPLIST+9       BEHIND THE TYPE, IF THERE IS ONE
         CLI   8(R4),C' '
         BNE   SAYTYPE
         LA    R3,LBPLIST+8
SAYTYPE  CLI   0(R3),C' '
         BE    SAYTEXT
         LA    R3,1(R3)
         B     SAYTYPE
SAYTEXT  SR    R5,R5
         IC    R5,0(R1)
         BCTR  R5,0
         EX    R5,SAYMOVE
         LA    R0,LBPLIST
         SR    R3,R0
         LA    R5,2(R3,R5)
         TYPE  LBPLIST,(R5),COLOR=R
         RETURN 0
SAYMOVE  MVC   1(0,R3),1(R1)
         DS    0D
OLDFORM  DC    CL8'RDBUF',CL8' ',CL8' ',CL2'*',H'0',A(0),F'80',CL2'F'
         DC    H'1',F'0'
         LTORG
         END
