UPCT     TITLE 'UPDCTL - SEVERAL LEVELS OF CHANGES'
*
* PURPOSE.    UPDCTL   OPTION CTL: FROM THE LAST CARD OF THE CONTROL
*                      FILE TO THE FIRST
*             ID TYPE          THE CHANGES IN 'FN TYPE', IF IT IS THERE
*             ID AUXNNNNN      THOSE THAT 'FN AUXNNNNN' LISTS, IF IT IS
*                              THERE: A FILETYPE ON EACH CARD, FROM THE
*                              LAST ONE TO THE FIRST
*             ID MACS LIB ...  MACRO LIBRARIES, FOR STK
*             * ...            A REMARK
*             STK      STACKS '* ID' OF THE LAST LEVEL DONE, AND '* LIB
*                      ...'
* CALLED      BY UPDATE
* RETURNS     0; 28 A FILE THAT AN AUX FILE LISTS IS NOT THERE; 32 A
*             FILE IS NOT OF 80 COLUMNS; 40 THERE ARE NO CHANGES; CODES
*             OF UPDAPPLY
* REGISTERS.  2 CODE, 3 PLACE IN A CARD, 4 COLUMNS LEFT, 5 WORK, 6 FILE
*             LIST, 8 ITEM, 9 10 LINKS, 11 UPDBLK, 12 BASE
*
CMSUPCT  CSECT
         REGS
         NUCON
         FST
         UPDBLK
UPDCTL   ENTER
         LA    R6,UPCTLL
         BAL   R10,ITEMS
         ST    R8,UPCTLN
NEXT     L     R8,UPCTLN
         LTR   R8,R8
         BZ    DONE
         BCTR  R8,0
         ST    R8,UPCTLN
         LA    R8,1(R8)
         LA    R6,UPCTLL
         BAL   R10,CARD
         BAL   R9,WORD            THE NAME OF THE LEVEL
         CLI   UPPLIST,C' '
         BE    NEXT
         CLI   UPPLIST,C'*'
         BE    NEXT
         MVC   UPPLIST+8(8),UPPLIST
         BAL   R9,WORD            WHAT IS TO BE DONE
         CLI   UPPLIST,C' '
         BE    NEXT
         CLC   UPPLIST(8),=CL8'MACS'
         BE    MACS
         MVC   UPAUXL,FORM
         MVC   UPAUXL+8(8),UPORIG
         MVC   UPAUXL+16(8),UPPLIST
         MVC   UPCTLFN(8),UPPLIST+8   THE LEVEL
         CALL  STATE,UPAUXL
         LTR   R15,R15
         BNZ   NEXT
         MVC   UPID,UPCTLFN
         CLC   UPAUXL+16(3),=C'AUX'
         BE    AUX
         LA    R6,UPAUXL
         BAL   R10,LEVEL
         B     NEXT
*        MACS
MACS     MVI   UPMACS,C' '
         MVC   UPMACS+1(79),UPMACS
         LTR   R4,R4
         BZ    NEXT
         LR    R5,R4
         BCTR  R5,0
         EX    R5,MACSMOVE
         B     NEXT
MACSMOVE MVC   UPMACS(0),0(R3)
*        AUX
AUX      LA    R6,UPAUXL
         BAL   R10,ITEMS
         ST    R8,UPAUXN
AUXNEXT  L     R8,UPAUXN
         LTR   R8,R8
         BZ    NEXT
         BCTR  R8,0
         ST    R8,UPAUXN
         LA    R8,1(R8)
         LA    R6,UPAUXL
         BAL   R10,CARD
         BAL   R9,WORD
         CLI   UPPLIST,C' '
         BE    AUXNEXT
         CLI   UPPLIST,C'*'
         BE    AUXNEXT
         MVC   UPLEVL,FORM
         MVC   UPLEVL+8(8),UPORIG
         MVC   UPLEVL+16(8),UPPLIST
         CALL  STATE,UPLEVL
         LTR   R15,R15
         BNZ   NOFILE
         LA    R6,UPLEVL
         BAL   R10,LEVEL
         B     AUXNEXT
*        ALL LEVELS ARE DONE
DONE     CALL  FINIS,UPCTLL
         L     R1,UPLEVELS
         LTR   R1,R1
         BZ    NOLEVEL
         TM    UPFLAG2,UPSTK
         BZ    GOOD
         MVC   UPLINE(2),=C'* '
         MVC   UPLINE+2(8),UPID
         LA    R5,10
         BAL   R10,STACKIT
         MVC   UPLINE+2(76),UPMACS
         LA    R5,78
         BAL   R10,STACKIT
GOOD     SR    R2,R2
ENDED    RETURN (R2)
NOLEVEL  TYPE  'THE CONTROL FILE LEADS TO NO CHANGES',COLOR=R
         LA    R2,40
         B     ENDED
NOFILE   LA    R6,UPLEVL
         MVC   UPLINE+18(22),=CL22'NOT FOUND'
         LA    R2,28
         B     TELL
LONG     MVC   UPLINE+18(22),=CL22'HAS RECORDS OVER 80'
         LA    R2,32
TELL     MVI   UPLINE,C' '
         MVC   UPLINE+1(17),UPLINE
         MVC   UPLINE(8),8(R6)
         MVC   UPLINE+9(8),16(R6)
         TYPE  UPLINE,40,COLOR=R
         B     ENDED
BAD      LA    R2,100(R15)
         TYPE  'A FILE CANNOT BE READ',COLOR=R
         B     ENDED
         EJECT
*        ITEMS - FILE 6 IS TO BE READ, 8 ARE ITS ITEMS
*
ITEMS    MVC   0(8,R6),=CL8'STATE'
         LR    R1,R6
         CALL  STATE
         LTR   R15,R15
         BNZ   BAD
         MVC   0(8,R6),=CL8'RDBUF'
         MVC   36(1,R6),STATFST+FSTFV-FST
         L     R1,STATFST+FSTIL-FST
         CH    R1,=H'80'
         BH    LONG
         LA    R1,UPCTLREC
         ST    R1,28(R6)
         MVC   32(4,R6),=F'80'
         MVC   38(2,R6),=H'1'
         HALF  R8,STATFST+FSTIC-FST
         BR    R10
*
*        CARD - ITEM 8 OF FILE 6; 3 IS ITS BEGIN
*
CARD     MVI   UPCTLREC,C' '
         MVC   UPCTLREC+1(79),UPCTLREC
         STH   R8,26(R6)
         LR    R1,R6
         CALL  RDBUF
         LTR   R15,R15
         BNZ   BAD
         LA    R3,UPCTLREC
         LA    R4,80
         BR    R10
*
*        WORD - UPPLIST IS THE NEXT WORD AT 3, 8 CHARACTERS AT MOST;
*        BLANK: THERE IS NONE
*
WORD     MVC   UPPLIST(8),=CL8' '
WORDSKIP LTR   R4,R4
         BCR   8,R9
         CLI   0(R3),C' '
         BNE   WORDHERE
         LA    R3,1(R3)
         BCTR  R4,0
         B     WORDSKIP
WORDHERE LA    R1,UPPLIST
         LA    R5,8
WORDNEXT CLI   0(R3),C' '
         BCR   8,R9
         LTR   R5,R5
         BZ    WORDON
         MVC   0(1,R1),0(R3)
         LA    R1,1(R1)
         BCTR  R5,0
WORDON   LA    R3,1(R3)
         BCT   R4,WORDNEXT
         BR    R9
*
*        LEVEL - THE CHANGES IN FILE 6, OF WHICH STATE HAS TOLD
*
LEVEL    L     R1,STATFST+FSTIL-FST
         CH    R1,=H'80'
         BH    LONG
         LA    R5,UPUPD
         USING UPSTRM,R5
         MVC   USLIST,FORM
         MVC   USLIST(8),=CL8'RDBUF'
         MVC   USLIST+8(16),8(R6)
         MVC   USLIST+36(1),STATFST+FSTFV-FST
         ST    R1,USITEML
         MVC   USLIST+28(4),USBUF
         LA    R15,1
         CLI   USLIST+36,C'V'
         BE    LEVELN
         LA    R15,UPRECS
LEVELN   STH   R15,USLIST+38
         MR    R14,R1
         ST    R15,USLIST+32
         XC    USLEFT,USLEFT
         XC    USCARDN,USCARDN
         DROP  R5
         MVC   UPLABEL,UPORIG
         LINK  UPDAPPLY
         LTR   R2,R15
         BNZ   ENDED
         LINK  UPDLEVEL
         LTR   R2,R15
         BNZ   ENDED
         L     R1,UPLEVELS
         LA    R1,1(R1)
         ST    R1,UPLEVELS
         BR    R10
*
*        STACKIT - 5 CHARACTERS OF UPLINE, BEHIND WHAT IS STACKED
*
STACKIT  MVC   UPPLIST(8),=CL8'ATTN'
         MVC   UPPLIST+8(8),=CL8'FIFO'
         LA    R1,UPLINE
         ST    R1,UPPLIST+12
         STC   R5,UPPLIST+12
         CALL  ATTN,UPPLIST
         BR    R10
         DS    0D
FORM     DC    CL8'STATE',CL8' ',CL8' ',CL2'*',H'0',A(0),F'80',CL2'F'
         DC    H'1',F'0'
         LTORG
         END
