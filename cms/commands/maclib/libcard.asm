LCRD     TITLE 'LIBCARD - CARDS OF A FILE THAT IS TAKEN IN'
*
* PURPOSE.    LIBSRC   1 NAME AND TYPE OF A FILE: IT IS READ FROM ITS
*                      FIRST ITEM ON
*             LIBCARD  ITS NEXT ITEM INTO LBCARD, FILLED WITH BLANKS
*             LIBKCARD LBCARD INTO THE NEW LIBRARY; NOT A CARD THAT
*                      LOOKS LIKE THE MARK BEHIND A MEMBER
*             LIBCLOSE BEHIND THE LAST ITEM WANTED
*             LIBBAD   TELLS WHAT IS WRONG WITH A CARD: MACRO LIBWRONG
* CALLED      BY LIBMAC, LIBTEXT
* RETURNS     0; LIBSRC: 28 NO SUCH FILE (NOT TOLD); LIBCARD: 12 THERE
*             IS NONE; 32 LONGER THAN 80; 100 + CODE OF RDBUF
* REGISTERS.  2 CODE, 5 WORK, 11 LIBBLK, 12 BASE (OF THE SECTION)
*
CMSLCRD  CSECT
         REGS
         NUCON
         FST
         LIBBLK
LIBSRC   ENTER
         BASE  CMSLCRD
         MVC   LBIN,INFORM
         MVC   LBIN+8(16),0(R1)
         SR    R0,R0
         ST    R0,LBSRCN
         ST    R0,LBCARDN
         CALL  STATE,LBIN
         LTR   R15,R15
         BNZ   NOFILE
         MVC   LBIN(8),=CL8'RDBUF'
         MVC   LBIN+28(4),LBSRC
         MVC   LBIN+36(1),STATFST+FSTFV-FST
         L     R5,STATFST+FSTIL-FST
         CH    R5,=H'80'
         BH    LONG
         LTR   R5,R5
         BNP   LONG
         ST    R5,LBSRCL
         CLI   LBIN+36,C'V'
         BE    GOOD
         L     R1,=A(LBRECS*80)
         SR    R0,R0
         DR    R0,R5
         STH   R1,LBIN+38
         LR    R1,R5
         MH    R1,LBIN+38
         ST    R1,LBIN+32
GOOD     RETURN 0
NOFILE   RETURN 28
LONG     LIBMSG 32,LBIN+8,'HAS RECORDS OF MORE THAN 80 BYTES'
         RETURN
*
LIBCARD  ENTER
         BASE  CMSLCRD
         L     R5,LBSRCN
         LTR   R5,R5
         BP    CARD
         MVC   LBSRCP,LBSRC
         CALL  RDBUF,LBIN
         LTR   R2,R15
         BNZ   CARDBAD
         LA    R5,1
         CLI   LBIN+36,C'V'
         BE    CARD
         L     R1,LBIN+40
         SR    R0,R0
         D     R0,LBSRCL
         LR    R5,R1
CARD     BCTR  R5,0
         ST    R5,LBSRCN
         MVI   LBCARD,C' '
         MVC   LBCARD+1(79),LBCARD
         L     R1,LBSRCL
         CLI   LBIN+36,C'F'
         BE    CARDMOVE
         L     R1,LBIN+40
CARDMOVE L     R5,LBSRCP
         LA    R14,0(R1,R5)
         ST    R14,LBSRCP
         BCTR  R1,0
         EX    R1,MOVE
         L     R1,LBCARDN
         LA    R1,1(R1)
         ST    R1,LBCARDN
         RETURN 0
CARDBAD  CH    R2,=H'12'
         BE    CARDEND
         LIBMSG 100,LBIN+8,'CANNOT BE READ'
         LA    R2,100(R2)
CARDEND  RETURN (R2)
MOVE     MVC   LBCARD(0),0(R5)
*
LIBKCARD ENTER
         BASE  CMSLCRD
         CLC   LBCARD(4),=X'61FFFF61'
         BE    MARK
         LA    R1,LBCARD
         LINK  LIBPUT
         RETURN
MARK     LIBWRONG 'LOOKS LIKE THE END OF A MEMBER'
         RETURN
*
LIBCLOSE ENTER
         BASE  CMSLCRD
         CALL  FINIS,LBIN
         RETURN 0
*
LIBBAD   ENTER
         BASE  CMSLCRD
         LR    R5,R1
         MVC   LBLINE(8),LBIN+8
         MVI   LBLINE+8,C' '
         MVC   LBLINE+9(8),LBIN+16
         MVC   LBLINE+17(6),=C' CARD '
         L     R0,LBCARDN
         CALL  TODEC,LBNUM
         MVC   LBLINE+23(5),LBNUM+5
         MVI   LBLINE+28,C' '
         SR    R2,R2
         IC    R2,0(R5)
         BCTR  R2,0
         EX    R2,BADMOVE
         LA    R2,30(R2)
         TYPE  LBLINE,(R2),COLOR=R
         RETURN 32
BADMOVE  MVC   LBLINE+29(0),1(R5)
         DS    0D
INFORM   DC    CL8'STATE',CL8' ',CL8' ',CL2'*',H'0',A(0),F'80',CL2'F'
         DC    H'1',F'0'
         LTORG
         END
