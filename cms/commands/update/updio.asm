UPIO     TITLE 'UPDIO - FILES OF UPDATE'
*
* PURPOSE.    UPDGET    1 A FILE (UPSTRM): ITS NEXT CARD TO USCARD
*             UPDBEGIN  NEW FILE AND LOG ARE BEGUN
*             UPDPUT    UPLINE, 80 BYTES, INTO THE NEW FILE
*             UPDLOG    1 A WORD OF 8: IT AND UPLINE INTO THE LOG
*             UPDTELL   1 CODE, LENGTH, TEXT: TYPED WITH THE CARD OF
*                       THE CHANGES, AND INTO THE LOG; MACRO UPDWARN
*             UPDSRCER  THE NUMBERS OF THE SOURCE DO NOT RISE
*             UPDNUM    0 A NUMBER INTO THE COLUMNS OF THE CARD AT 1
*             UPDLEVEL  CTL: A LEVEL IS DONE; 'FN CMSUT3' IS THE NEXT
*                       ONE'S SOURCE
*             UPDDONE   ALL IS WHOLE AND GETS ITS NAMES
*             UPDDROP   THE FILES BEGUN GO
* CALLED      BY UPDATE AND ITS OTHER PARTS
* RETURNS     0; UPDGET 12 AT THE END; 36 NO PRINTER; 100 + CODE OF
*             RDBUF OR WRBUF: TOLD
* REGISTERS.  2 CODE, 3 FILE OR TEXT, 4 5 WORK, 9 10 LINKS, 11 UPDBLK,
*             12 BASE (OF THE SECTION)
*
CMSUPIO  CSECT
         REGS
         NUCON
         UPDBLK
         USING UPSTRM,R3
UPDGET   ENTER
         BASE  CMSUPIO
         LR    R3,R1
         L     R4,USLEFT
         LTR   R4,R4
         BP    GETCARD
         MVC   USNEXT,USBUF
         CALL  RDBUF,USLIST
         LTR   R2,R15
         BNZ   GETBAD
         LA    R4,1
         CLI   USLIST+36,C'V'
         BE    GETCARD
         L     R1,USLIST+40
         SR    R0,R0
         D     R0,USITEML
         LR    R4,R1
GETCARD  BCTR  R4,0
         ST    R4,USLEFT
         MVI   USCARD,C' '
         MVC   USCARD+1(79),USCARD
         L     R1,USITEML
         CLI   USLIST+36,C'F'
         BE    GETMOVE
         L     R1,USLIST+40
GETMOVE  L     R5,USNEXT
         LA    R14,0(R1,R5)
         ST    R14,USNEXT
         BCTR  R1,0
         EX    R1,MOVECARD
         L     R1,USCARDN
         LA    R1,1(R1)
         ST    R1,USCARDN
GOOD     RETURN 0
GETBAD   CH    R2,=H'12'
         BE    GETEND
         TYPE  'A FILE CANNOT BE READ',COLOR=R
         LA    R2,100(R2)
GETEND   RETURN (R2)
MOVECARD MVC   USCARD(0),0(R5)
         DROP  R3
*
UPDBEGIN ENTER
         BASE  CMSUPIO
         MVC   UPOUT,OUTFORM
         MVC   UPOUT+8(8),UPORIG
         MVC   UPOUT+24(1),UPMODE
         LA    R3,UPOUT
         BAL   R10,ERASEIT
         CLI   UPLOG,0            CTL: ONE LOG FOR ALL LEVELS
         BNE   BEGINLOG
         MVC   UPLOG,LOGFORM
         MVC   UPLOG+8(8),UPORIG
         MVC   UPLOG+24(1),UPMODE
         LA    R3,UPLOG
         BAL   R10,ERASEIT
BEGINLOG MVI   UPLINE,C' '
         MVC   UPLINE+1(79),UPLINE
         MVC   UPLINE(8),UPORIG
         MVC   UPLINE+9(8),UPORIG+8
         MVC   UPLINE+18(4),=C'WITH'
         MVC   UPLINE+23(8),UPUPD+8
         MVC   UPLINE+32(8),UPUPD+16
         MVC   UPLINE+44(8),TODATE
         MVC   UPLINE+54(8),TOTIME
         LA    R3,=C'UPDATING'
         BAL   R10,LOG
         B     GOOD
*
UPDPUT   ENTER
         BASE  CMSUPIO
         L     R4,UPOUTN
         LR    R14,R4
         MH    R14,=H'80'
         A     R14,UPBUF
         MVC   0(80,R14),UPLINE
         LA    R4,1(R4)
         ST    R4,UPOUTN
         CH    R4,=AL2(UPRECS)
         BL    GOOD
         BAL   R10,FLUSH
         B     GOOD
*
*        FLUSH - THE CARDS IN THE BUFFER
*
FLUSH    L     R4,UPOUTN
         LTR   R4,R4
         BCR   8,R10
         SR    R0,R0
         ST    R0,UPOUTN
         STH   R4,UPOUT+38
         MH    R4,=H'80'
         ST    R4,UPOUT+32
         MVC   UPOUT+28(4),UPBUF
         OI    UPFLAG2,UPOPENED
         CALL  WRBUF,UPOUT
         LTR   R2,R15
         BCR   8,R10
BAD      CH    R2,=H'13'
         BE    DISKFULL
         CH    R2,=H'20'
         BE    BADNAME
         TYPE  'THE NEW FILE CANNOT BE WRITTEN',COLOR=R
         B     BADCODE
BADNAME  TYPE  'A NAME IS NONE: A-Z 0-9 $ # @ + - : _',COLOR=R
         B     BADCODE
DISKFULL TYPE  'THE DISK IS FULL; NOTHING IS CHANGED',COLOR=R
BADCODE  LA    R2,100(R2)
         RETURN (R2)
         EJECT
UPDLOG   ENTER
         BASE  CMSUPIO
         LR    R3,R1
         BAL   R10,LOG
         B     GOOD
*
*        LOG - WORD 3 AND UPLINE; LOGTEXT: 80 BYTES AT 4
*
LOG      LA    R4,UPLINE
LOGTEXT  MVC   UPLOGREC(10),=CL10' '
         MVC   UPLOGREC+1(8),0(R3)
         MVC   UPLOGREC+10(80),0(R4)
         TM    UPFLAG,UPPRINT
         BO    LOGPRINT
         LA    R1,UPLOGREC+1
         ST    R1,UPLOG+28
         OI    UPFLAG2,UPLOGGED
         CALL  WRBUF,UPLOG
         LTR   R2,R15
         BCR   8,R10
         B     BAD
LOGPRINT MVC   UPPLIST(8),=CL8'PRINTR'
         LA    R1,UPLOGREC
         ST    R1,UPPLIST+8
         MVC   UPPLIST+12(2),=H'90'
         CMSCALL UPPLIST
         CH    R15,=H'3'
         BCR   13,R10
         TYPE  'THERE IS NO PRINTER, OR IT DOES NOT PRINT',COLOR=R
         LA    R2,36
         RETURN (R2)
         EJECT
UPDTELL  ENTER
         BASE  CMSUPIO
         LR    R3,R1
         SR    R4,R4
         IC    R4,0(R3)
         BAL   R9,WORST
         MVI   UPMSG,C' '
         MVC   UPMSG+1(131),UPMSG
         IC    R4,1(R3)
         BCTR  R4,0
         EX    R4,MOVETEXT
         LA    R4,UPMSG+1(R4)
         MVI   0(R4),C':'
         MVC   2(70,R4),UPUPD+USCARD-UPSTRM
         B     TELL
MOVETEXT MVC   UPMSG(0),2(R3)
*
UPDSRCER ENTER
         BASE  CMSUPIO
         LA    R4,4
         BAL   R9,WORST
         MVI   UPMSG,C' '
         MVC   UPMSG+1(131),UPMSG
         MVC   UPMSG(L'RISETEXT),RISETEXT
         L     R0,UPSRC+USCARDN-UPSTRM
         CALL  TODEC,UPNUM
         MVC   UPMSG+L'RISETEXT(6),UPNUM+4
TELL     LA    R3,=C'********'
         LA    R4,UPMSG
         BAL   R10,LOGTEXT
         TM    UPFLAG,UPNOTERM
         BO    GOOD
         LA    R4,UPMSG+130       WITHOUT THE BLANKS AT ITS END
TELLEND  BCTR  R4,0
         CLI   0(R4),C' '
         BE    TELLEND
         LA    R5,UPMSG
         SR    R4,R5
         LA    R4,1(R4)
         TYPE  UPMSG,(R4),COLOR=R
         B     GOOD
RISETEXT DC    C'THE NUMBERS OF THE SOURCE DO NOT RISE AT CARD'
*
*        WORST - CODE 4 IS KEPT WHEN IT IS THE GREATEST
*
WORST    C     R4,UPCODE
         BCR   12,R9
         ST    R4,UPCODE
         BR    R9
*
UPDNUM   ENTER
         BASE  CMSUPIO
         LR    R3,R1
         CALL  TODEC,UPNUM
         OC    UPNUM,=10C'0'
         MVC   72(8,R3),UPNUM+2
         TM    UPFLAG,UPSEQ5
         BZ    GOOD
         MVC   72(3,R3),UPLABEL
         B     GOOD
         EJECT
UPDDONE  ENTER
         BASE  CMSUPIO
         TM    UPFLAG2,UPCTL
         BZ    DONELAST
         MVC   UPOUT+16(8),=CL8'CMSUT3'
         B     DONEHOW
DONELAST BAL   R10,FLUSH
         TM    UPFLAG2,UPOPENED
         BZ    NOCARDS
DONEHOW  TM    UPFLAG,UPREP
         BZ    DONEFIN
         CLC   UPCODE,=F'12'
         BL    DONEREP
         TYPE  'THE SOURCE IS NOT REPLACED',COLOR=R
         B     DONEFIN
DONEREP  MVC   UPDEST,UPORIG
DONEFIN  CALL  FINIS,UPSRC
         CALL  FINIS,UPUPD
         LA    R3,UPOUT
         LA    R4,UPDEST
         LA    R5,UPORIG+8
         BAL   R10,RENAME
         BAL   R10,LOGDONE
         B     GOOD
NOCARDS  TYPE  'NO CARDS ARE LEFT; NO FILE IS MADE',COLOR=R
         BAL   R10,LOGDONE
         RETURN 12
LOGDONE  TM    UPFLAG,UPPRINT
         BO    LOGCLOSE
         LA    R3,UPLOG
         LA    R4,UPORIG
         LA    R5,=CL8'UPDLOG'
         B     RENAME
LOGCLOSE CMSCALL CLOSE
         BR    R10
*
*        RENAME - FILE 3 IS WHOLE AND GETS NAME 4, TYPE 5
*
RENAME   CALL  FINIS,0(R3)
         CH    R15,=H'6'          IT IS NOT OPEN ANY MORE
         BE    RENAMEIT
         LTR   R2,R15
         BNZ   BAD
RENAMEIT DS    0H
         MVC   UPPLIST(72),RENAMES
         MVC   UPPLIST+8(16),8(R3)
         MVC   UPPLIST+24(1),UPMODE
         MVC   UPPLIST+32(8),0(R4)
         MVC   UPPLIST+40(8),0(R5)
         MVC   UPPLIST+72(8),=8X'FF'
         CALL  ALTER,UPPLIST
         LTR   R2,R15
         BCR   8,R10
         B     BAD
*
UPDLEVEL ENTER
         BASE  CMSUPIO
         BAL   R10,FLUSH
         TM    UPFLAG2,UPOPENED
         BZ    NOCARDS
         CALL  FINIS,UPSRC
         CALL  FINIS,UPUPD
         LA    R3,UPOUT
         LA    R4,UPORIG
         LA    R5,=CL8'CMSUT3'
         BAL   R10,RENAME
         NI    UPFLAG2,255-UPOPENED-UPHAVE-UPSEQERR-UPINSERT
         NI    UPFLAG,255-UPRESEQ-UPAHEAD-UPDOLLAR
         LA    R3,UPSRC
         USING UPSTRM,R3
         MVC   USLIST+8(8),UPORIG
         MVC   USLIST+16(8),=CL8'CMSUT3'
         MVC   USLIST+24(2),UPMODE
         MVI   USLIST+36,C'F'
         MVC   USLIST+38(2),=AL2(UPRECS)
         MVC   USLIST+32(4),=A(UPBUFL)
         MVC   USITEML,=F'80'
         XC    USLEFT,USLEFT
         XC    USCARDN,USCARDN
         DROP  R3
         B     GOOD
*
UPDDROP  ENTER
         BASE  CMSUPIO
         TM    UPFLAG2,UPCTL
         BZ    DROPNEW
         CALL  FINIS,UPSRC
         MVC   UPCTLL+8(8),UPORIG
         MVC   UPCTLL+16(8),=CL8'CMSUT3'
         LA    R3,UPCTLL
         BAL   R10,ERASEIT
DROPNEW  LA    R3,UPOUT
         TM    UPFLAG2,UPOPENED
         BZ    DROPLOG
         CALL  FINIS,0(R3)
         BAL   R10,ERASEIT
DROPLOG  LA    R3,UPLOG
         TM    UPFLAG2,UPLOGGED
         BZ    GOOD
         CALL  FINIS,0(R3)
         BAL   R10,ERASEIT
         B     GOOD
*
*        ERASEIT - FILE 3
*
ERASEIT  MVC   UPPLIST(8),=CL8'ERASE'
         MVC   UPPLIST+8(16),8(R3)
         MVC   UPPLIST+24(8),UPMODE
         MVC   UPPLIST+32(8),=8X'FF'
         CALL  ERASE,UPPLIST
         BR    R10
         DS    0D
OUTFORM  DC    CL8'WRBUF',CL8' ',CL8'CMSUT1',CL2' ',H'0',A(0),F'80'
         DC    CL2'F',H'1',F'0'
LOGFORM  DC    CL8'WRBUF',CL8' ',CL8'CMSUT2',CL2' ',H'0',A(0),F'89'
         DC    CL2'F',H'1',F'0'
RENAMES  DC    CL8'ALTER',CL8' ',CL8' ',CL8' ',CL8' ',CL8' ',CL8'='
         DC    CL8'(',CL8'REPLACE'
CLOSE    DC    CL8'CLOSIO',CL8'PRINTER',8X'FF'
         LTORG
         END
