EDJO     TITLE 'EDJOLD - THE RECOVERY FILE: MAKING CHANGES AGAIN'
*
* PURPOSE.    EDJOLD  IS THERE A RECOVERY FILE OF THE FILE JUST READ;
*                     ITS CHANGES ARE MADE AGAIN, OR IT IS TAKEN AWAY
* RETURNS     0; 4: EDRC IS THE CODE, TOLD
* HOW         THE FILE IS THAT OF THE HEADER: MAKE THE CHANGES.  IT IS
*             THAT OF A RECORD S: THEY ARE IN IT ALREADY.  ELSE
*             SOMEBODY HAS CHANGED IT, AND THE USER MUST SAY (NORECOV).
*              THE LAST CHANGE MAY BE INCOMPLETE, IT IS NOT MADE
* REGISTERS.  2 LENGTH, 3 FILE LIST, 4 FST, 5 LENGTH LEFT, 6 PLACE, 7
*             WORK, 8 OPERATION, 9 LINE, 11 EDBLK, 12 BASE (OF THE
*             SECTION)
*
CMSEDJOL CSECT
         REGS
         NUCON
         FILEPLST
         FST
         EDBLK
         USING FILEPLST,R3
         USING FST,R4
EDJOLD   ENTER
         BASE  CMSEDJOL
         LINK  EDJNAME
         CLI   EDJDEAD,C'Y'
         BE    NODISK
         LA    R3,EDJFILE
         CALL  STATE,EDJFILE
         LR    R2,R15
         L     R4,FPBUF
         LA    R1,EDJREC
         ST    R1,FPBUF
         LTR   R2,R2
         BNZ   GOOD
         CLI   FSTFV,C'F'
         BNE   FOREIGN
         CLC   FSTIL,=F'80'
         BNE   FOREIGN
         BAL   R10,FIRST
         BNZ   FOREIGN
         CLI   JROP,C'H'
         BNE   FOREIGN
         CLC   JRTEXT+58(4),=C'EDIT'
         BNE   FOREIGN
         CLC   JRTEXT(17),EDORIG
         BNE   FOREIGN
         MVI   EDJHAS,C'Y'
         CLI   EDNOREC,C'Y'
         BE    DROP
         MVC   EDJBASE,JRTEXT+18
         MVC   EDJNAMES,JRTEXT+34
         XC    EDNEWID,EDNEWID
LOOK     BAL   R10,NEXT           IS THERE A RECORD S
         BNZ   LOOKED
         CLI   JROP,C'S'
         BNE   LOOK
         MVC   EDNEWID,JRTEXT
         B     LOOK
LOOKED   CLC   EDNEWID,=XL16'00'
         BE    CHECK
         CLC   EDNEWID,EDBASE
         BE    DROP
CHECK    CLC   EDBASE,EDJBASE
         BNE   CHANGED
         BAL   R10,CLOSE
         B     AGAIN
CHANGED  BAL   R10,CLOSE
         MVI   EDRC+3,40
         SAY   'THE FILE HAS CHANGED SINCE AN EDIT OF IT WAS BROKEN OFFX
               : OPTION NORECOV DROPS THAT EDIT',COLOR=R
         RETURN 4
DROP     LINK  EDJERASE
GOOD     MVC   FPITEM,=H'0'
         RETURN 0
NODISK   SAY   'NO DISK CAN BE WRITTEN: THERE IS NO RECOVERY FILE'
         RETURN 0
FOREIGN  BAL   R10,CLOSE
         MVI   EDJDEAD,C'Y'
         SAY   'THERE IS NO RECOVERY FILE: ANOTHER FILE HAS ITS NAME'
         B     GOOD
*
*        FIRST, NEXT - A RECORD INTO EDJREC.  CODE NOT 0: NONE
*
FIRST    MVC   FPITEM,=H'1'
         B     READ
NEXT     MVC   FPITEM,=H'0'
READ     CALL  RDBUF,EDJFILE
         LTR   R15,R15
         BR    R10
CLOSE    CALL  FINIS,EDJFILE
         BR    R10
         EJECT
*        AGAIN - THE CHANGES.  EDJDEAD: THEY ARE NOT RECORDED ONCE MORE
*
AGAIN    MVI   EDJDEAD,C'Y'
         XC    EDJCOUNT,EDJCOUNT
         BAL   R10,FIRST
         BNZ   AGDONE
         MVC   EDBUF(24),JRTEXT+34
         B     AGNAMES
AGNEXT   BAL   R10,NEXT
         BNZ   AGDONE
AGTEXT   SR    R8,R8
         IC    R8,JROP
         L     R9,JRNUM
         LH    R2,JRLEN
         LTR   R5,R2
         BM    AGDONE
         CH    R2,=H'256'
         BH    AGDONE
         MVI   EDBUF,C' '
         MVC   EDBUF+1(255),EDBUF
         LA    R6,EDBUF
AGPIECE  LTR   R7,R5
         BZ    AGWHOLE
         CH    R7,=AL2(L'JRTEXT)
         BNH   AGMOVE
         LA    R7,L'JRTEXT
AGMOVE   BCTR  R7,0
         EX    R7,AGCOPY
         LA    R7,1(R7)
         AR    R6,R7
         SR    R5,R7
         BZ    AGWHOLE
         BAL   R10,NEXT
         BNZ   AGDONE
         CLI   JROP,C'+'
         BE    AGPIECE
         B     AGTEXT             THE ONE BEFORE WAS BROKEN OFF
AGCOPY   MVC   0(0,R6),JRTEXT
AGWHOLE  CH    R8,=AL2(C'N')
         BE    AGNAMES
         LR    R0,R9
         LINK  EDGOTO
         L     R1,EDJCOUNT
         LA    R1,1(R1)
         CH    R8,=AL2(C'I')
         BE    AGINS
         CH    R8,=AL2(C'R')
         BE    AGREPL
         CH    R8,=AL2(C'D')
         BNE   AGNEXT
         ST    R1,EDJCOUNT
         L     R0,EDBUF
         LINK  EDDROP
         B     AGNEXT
AGINS    C     R2,EDMOST
         BH    AGDONE
         ST    R1,EDJCOUNT
         LA    R1,EDBUF
         LR    R0,R2
         LINK  EDLINK
         B     AGCHECK
AGREPL   C     R2,EDMOST
         BH    AGDONE
         ST    R1,EDJCOUNT
         LA    R1,EDTOP
         C     R1,EDCUR
         BE    AGNEXT
         LA    R1,EDEND
         C     R1,EDCUR
         BE    AGNEXT
         ST    R2,EDBUFL
         LINK  EDCHG
AGCHECK  LTR   R15,R15
         BZ    AGNEXT
         BAL   R10,CLOSE
         MVI   EDRC+3,41
         RETURN 4
AGNAMES  L     R1,EDBUF+20
         LTR   R1,R1
         BNP   AGNEXT
         C     R1,EDMOST
         BH    AGNEXT
         CLI   EDBUF+18,C'V'
         BE    AGNAME1
         CLI   EDBUF+18,C'F'
         BNE   AGNEXT
AGNAME1  MVC   EDJNAMES,EDBUF
         MVC   EDFN(18),EDJNAMES
         MVC   EDRECFM,EDJNAMES+18
         L     R0,EDRECL
         ST    R1,EDRECL
         LA    R6,EDTRUNC         COLUMNS THAT FOLLOW FROM IT
         BAL   R10,AGCOLUMN
         LA    R6,EDZONE2
         BAL   R10,AGCOLUMN
         LA    R6,EDVER2
         BAL   R10,AGCOLUMN
         B     AGNEXT
AGCOLUMN C     R0,0(R6)
         BCR   7,R10
         ST    R1,0(R6)
         BR    R10
AGDONE   BAL   R10,CLOSE
         MVI   EDJDEAD,C'N'
         L     R0,EDJCOUNT
         LTR   R0,R0
         BZ    GOOD
         CALL  TODEC,EDNUMBER
         MVC   EDOUT(AGTELLL),AGTELL
         MVC   EDOUT+36(6),EDNUMBER+4
         SAY   EDOUT,AGTELLL
         B     GOOD
AGTELL   DC    C'AN EDIT OF THIS FILE WAS BROKEN OFF:       CHANGES '
         DC    C'MADE AGAIN (QUIT DROPS THEM)'
AGTELLL  EQU   *-AGTELL
         LTORG
         END
