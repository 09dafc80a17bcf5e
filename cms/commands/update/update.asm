UPDA     TITLE 'UPDATE - CHANGES A SOURCE BY A FILE OF CHANGES'
*
* PURPOSE.    UPDATE FN (FT (FM (FN2 (FT2 (FM2))))) ( OPTIONS   APPLIES
*             THE CHANGES IN FN2 FT2 (FN UPDATE) TO THE SOURCE FN FT
*             (FN SYSIN, ELSE FN ASSEMBLE): THE FILE '$FN FT'.  WHAT
*             THE CARDS ./ S I D R * DO IS IN UPDAPPLY
* OPTIONS     REP     THE SOURCE IS REPLACED; NOREP: NOT, THE RULE
*             SEQ8    NUMBERS ARE IN COLUMNS 73-80, THE RULE; NOSEQ8: A
*                     LABEL IN 73-75, NUMBERS IN 76-80
*             INC     INSERTED CARDS ARE NUMBERED; NOINC: THEY GET
*                     ASTERISKS, THE RULE
*             DISK    A LOG 'FN UPDLOG P5', THE RULE; PRINT: PRINTED
*             TERM    MESSAGES ARE TYPED, THE RULE; NOTERM: IN THE LOG
*             CTL     SEVERAL LEVELS: UPDCTL; STK: IT STACKS TWO LINES
* RETURNS     0; 4 THE SOURCE'S NUMBERS DO NOT RISE; 8 NUMBERS OF THE
*             NEW FILE DO NOT; 12 A CONTROL CARD IS WRONG, OR A NUMBER
*             IS NOT THERE (REP: '$FN FT' IS MADE, THE SOURCE STAYS);
*             24 OPERANDS WRONG; 28 FILE NOT FOUND; 32 NOT OF 80
*             COLUMNS; 36 NO DISK; 40 NO CHANGES; 41 NO STORAGE; 100 +
*             CODE OF RDBUF OR WRBUF
* HOW         NEW FILE AND LOG ARE 'FN CMSUT1' AND 'FN CMSUT2' UNTIL
*             THEY ARE WHOLE
* REGISTERS.  2 CODE, 3 WORD, 4 PLACE, 5 COUNT, 10 LINK, 11 UPDBLK, 12
*             BASE (OF THE SECTION)
*
CMSUPDA  CSECT
         REGS
         NUCON
         FST
         UPDBLK
UPDATE   ENTER
         BASE  CMSUPDA
         LR    R3,R1
         L     R5,=A(UPEND+3*UPBUFL)
         FREE  BYTES=(R5)
         LTR   R15,R15
         BNZ   NOBLK
         LR    R11,R1
         LR    R14,R1
         LA    R15,UPEND/8
ZERO     XC    0(8,R14),0(R14)
         LA    R14,8(R14)
         BCT   R15,ZERO
         ST    R14,UPSRC+USBUF-UPSTRM
         LA    R14,UPBUFL(R14)
         ST    R14,UPUPD+USBUF-UPSTRM
         LA    R14,UPBUFL(R14)
         ST    R14,UPBUF
         BAL   R10,NAMES
         BAL   R10,OPTIONS
         BAL   R10,SOURCE
         MVC   UPORIG(16),UPSRC+8
         TM    UPFLAG2,UPCTL
         BO    LEVELS
         BAL   R10,CHANGES
         BAL   R10,TARGET
         LINK  UPDAPPLY
         LTR   R2,R15
         BNZ   DROP
         B     APPLIED
LEVELS   BAL   R10,CONTROLS
         BAL   R10,TARGET
         LINK  UPDCTL
         LTR   R2,R15
         BNZ   DROP
APPLIED  DS    0H
         LINK  UPDDONE
         LTR   R2,R15
         BNZ   DROP
         L     R2,UPCODE
         B     ENDED
DROP     LINK  UPDDROP
ENDED    LR    R1,R11
         L     R5,=A(UPEND+3*UPBUFL)
         FRET  BYTES=(R5)
         RETURN (R2)
NOBLK    FAIL  41,'STORAGE IS EXHAUSTED'
WRONG    TYPE  'UPDATE FN FT FM FN2 FT2 FM2 ( OPTIONS',COLOR=R
         LA    R2,24
         B     ENDED
NODISK   TYPE  'NO SUCH DISK IS LOGGED IN',COLOR=R
         LA    R2,36
         B     ENDED
NOPDISK  TYPE  'THERE IS NO P-DISK TO BE WRITTEN',COLOR=R
         LA    R2,36
         B     ENDED
*
*        NAMES - UP TO SIX WORDS; BLANK WHERE THERE IS NONE.  3 IS
*        BEHIND
*
NAMES    LA    R3,8(R3)
         MVI   UPLINE,C' '
         MVC   UPLINE+1(47),UPLINE
         LA    R4,UPLINE
         LA    R5,6
NAME     CLI   0(R3),X'FF'
         BE    NAMED
         CLI   0(R3),C'('
         BE    NAMED
         MVC   0(8,R4),0(R3)
         LA    R3,8(R3)
         LA    R4,8(R4)
         BCT   R5,NAME
NAMED    CLI   UPLINE,C' '
         BE    WRONG
         MVC   UPLABEL,UPLINE
         BR    R10
*
*        OPTIONS - AT 3
*
OPTIONS  CLI   0(R3),X'FF'
         BCR   8,R10
         CLI   0(R3),C'('
         BNE   WRONG
OPTION   LA    R3,8(R3)
         CLI   0(R3),X'FF'
         BCR   8,R10
         CLI   0(R3),C')'
         BCR   8,R10
         LA    R4,OPTTAB
OPTLOOK  CLC   0(8,R4),0(R3)
         BE    OPTHIT
         LA    R4,11(R4)
         CLI   0(R4),X'FF'
         BNE   OPTLOOK
         B     WRONG
OPTHIT   NC    UPFLAG,8(R4)
         OC    UPFLAG,9(R4)
         OC    UPFLAG2,10(R4)
         B     OPTION
*
*        SOURCE - IS IT THERE
*
SOURCE   LA    R4,UPSRC
         USING UPSTRM,R4
         MVC   USLIST,INFORM
         MVC   USLIST+8(8),UPLINE
         MVC   USLIST+24(2),=C'* '
         CLI   UPLINE+16,C' '
         BE    SRCTYPE
         MVC   USLIST+24(2),UPLINE+16
SRCTYPE  MVC   USLIST+16(8),UPLINE+8
         CLI   UPLINE+8,C' '
         BNE   THERE
         MVC   USLIST+16(8),=CL8'SYSIN'
         CALL  STATE,USLIST
         LTR   R15,R15
         BZ    FORM
         MVC   USLIST+16(8),=CL8'ASSEMBLE'
THERE    CALL  STATE,USLIST
         CH    R15,=H'36'
         BE    NODISK
         LTR   R15,R15
         BNZ   NOFILE
FORM     MVC   USLIST(8),=CL8'RDBUF'
         MVC   USLIST+36(1),STATFST+FSTFV-FST
         L     R5,STATFST+FSTIL-FST
         ST    R5,USITEML
         CH    R5,=H'80'
         BH    LONG
         LTR   R5,R5
         BNP   LONG
         MVC   USLIST+28(4),USBUF
         LA    R1,1
         CLI   USLIST+36,C'V'
         BE    FORMN
         LA    R1,UPRECS
FORMN    STH   R1,USLIST+38
         MR    R0,R5
         ST    R1,USLIST+32
         BR    R10
NOFILE   BAL   R5,THAT
         MVC   UPLINE+18(22),=CL22'NOT FOUND'
         LA    R2,28
         B     TELL
LONG     BAL   R5,THAT
         MVC   UPLINE+18(22),=CL22'HAS RECORDS OVER 80'
         LA    R2,32
TELL     TYPE  UPLINE,40,COLOR=R
         B     ENDED
THAT     MVI   UPLINE,C' '
         MVC   UPLINE+1(39),UPLINE
         MVC   UPLINE(8),USLIST+8
         MVC   UPLINE+9(8),USLIST+16
         BR    R5
*
*        CHANGES - IS THE FILE OF CHANGES THERE
*
CHANGES  LA    R4,UPUPD
         MVC   USLIST,INFORM
         MVC   USLIST+8(8),UPLINE
         CLI   UPLINE+24,C' '
         BE    CHGTYPE
         MVC   USLIST+8(8),UPLINE+24
CHGTYPE  MVC   USLIST+16(8),=CL8'UPDATE'
         CLI   UPLINE+32,C' '
         BE    CHGMODE
         MVC   USLIST+16(8),UPLINE+32
CHGMODE  MVC   USLIST+24(2),=C'* '
         CLI   UPLINE+40,C' '
         BE    THERE
         MVC   USLIST+24(2),UPLINE+40
         B     THERE
         DROP  R4
*
*        CONTROLS - CTL: NAME OF THE CONTROL FILE, ELSE 'FN CNTRL'; IS
*        IT THERE
*
CONTROLS MVC   UPCTLL,INFORM
         MVC   UPCTLL+8(8),UPORIG
         CLI   UPLINE+24,C' '
         BE    CTLTYPE
         MVC   UPCTLL+8(8),UPLINE+24
CTLTYPE  MVC   UPCTLL+16(8),=CL8'CNTRL'
         CLI   UPLINE+32,C' '
         BE    CTLMODE
         MVC   UPCTLL+16(8),UPLINE+32
CTLMODE  CLI   UPLINE+40,C' '
         BE    CTLSTATE
         MVC   UPCTLL+24(2),UPLINE+40
CTLSTATE TM    UPFLAG2,UPSEQOPT
         BO    CTLTHERE
         OI    UPFLAG,UPSEQ5      VM/370'S RULE FOR CTL
CTLTHERE LA    R4,UPCTLL
         B     THERE
*
*        TARGET - NAME AND DISK OF THE NEW FILE: THAT OF THE SOURCE IF
*        IT CAN BE WRITTEN, ELSE THE P-DISK
*
TARGET   MVC   UPMODE,=CL8'P'
         LA    R4,UPSRC
         MVC   UPPLIST(44),UPSRC
         MVC   UPPLIST(8),=CL8'STATEW'
         CALL  STATEW,UPPLIST
         LTR   R15,R15
         BNZ   TARGETP
         CLI   STATFST+FSTM-FST,C'S'
         BE    TARGETP
         MVC   UPMODE(1),STATFST+FSTM-FST
TARGETP  CALL  ADTLKW,UPMODE
         LTR   R15,R15
         BNZ   NOPDISK
         MVI   UPDEST,C'$'
         MVC   UPDEST+1(7),UPORIG
         MVC   UPMAX,=F'99999999'
         TM    UPFLAG,UPSEQ5
         BCR   8,R10
         MVC   UPMAX,=F'99999'
         BR    R10
*        NAME, FLAGS THAT STAY, FLAGS THAT ARE SET IN UPFLAG, UPFLAG2
OPTTAB   DC    CL8'REP',AL1(255,UPREP,0)
         DC    CL8'NOREP',AL1(255-UPREP,0,0)
         DC    CL8'SEQ8',AL1(255-UPSEQ5,0,UPSEQOPT)
         DC    CL8'NOSEQ8',AL1(255,UPSEQ5,UPSEQOPT)
         DC    CL8'INC',AL1(255,UPINC,0)
         DC    CL8'NOINC',AL1(255-UPINC,0,0)
         DC    CL8'TERM',AL1(255-UPNOTERM,0,0)
         DC    CL8'NOTERM',AL1(255,UPNOTERM,0)
         DC    CL8'DISK',AL1(255-UPPRINT,0,0)
         DC    CL8'PRINT',AL1(255,UPPRINT,0)
         DC    CL8'CTL',AL1(255,0,UPCTL)
         DC    CL8'STK',AL1(255,0,UPSTK)
         DC    X'FF'
         DS    0D
INFORM   DC    CL8'STATE',CL8' ',CL8' ',CL2'*',H'0',A(0),F'80',CL2'F'
         DC    H'1',F'0'
         LTORG
         END
