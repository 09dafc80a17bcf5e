FDEF     TITLE 'FILEDEF - WHAT A DDNAME STANDS FOR'
*
* PURPOSE.    FILEDEF DDNAME DISK (FN FT (FM)) ( OPTIONS    A FILE
*             FILEDEF DDNAME TERMINAL | PRINTER | PUNCH | READER | DUMMY
*             FILEDEF DDNAME TAPN (NL | SL N)
*             FILEDEF DDNAME | * CLEAR    IT IS NOT DEFINED ANY MORE (*:
*                     ALL, BUT FOR THOSE WITH PERM)
*             FILEDEF          TYPES THE DEFINITIONS
*             A NUMBER N FOR DDNAME IS FORTRAN'S UNIT, FTNNF001
* OPTIONS     FDEFOPT
* RETURNS     0; 24 OPERANDS WRONG; 28 IT IS NOT DEFINED; 41 NO STORAGE
* REGISTERS.  2 CODE, 3 PLACE IN THE LIST, 4 DEFINITION (BEING MADE), 5 6
*             TABLE, 7 THE ONE IN THE CHAIN, 8 ITS PREDECESSOR, 10 11 LINKS,
*             12 BASE
*
CMSFDEF  CSECT
         REGS
         NUCON
         OSFCB
         EXTRN FDEFOPT,FDEFLIST
WORK     DSECT
         DS    18F
FCB      DS    CL(FCBLEN)
OLD      DS    A
DIGITS   DS    CL8
WORKLEN  EQU   *-WORK-72
CMSFDEF  CSECT
         USING WORK,R13
         USING OSFCB,R4
FILEDEF  ENTER WORK=WORKLEN
         LA    R3,8(R1)
         CLI   0(R3),X'FF'
         BE    LISTALL
         XC    FCB,FCB
         LA    R4,FCB
         MVC   FCBMEMB,=CL8' '
         CLI   0(R3),C'('
         BE    WRONG
         BAL   R11,NAME
         LA    R3,8(R3)
         CLI   0(R3),X'FF'
         BE    NODEVICE
         CLI   0(R3),C'('
         BE    NODEVICE
         CLC   0(8,R3),=CL8'CLEAR'
         BE    CLEAR
         CLC   FCBDDN,=CL8'*'
         BE    STARNOT
         LA    R5,DEVICES
         BAL   R11,LOOKUP
         BNZ   BADDEV
         MVC   FCBDEV,9(R5)
         LA    R3,8(R3)
         CLI   FCBDEV,FCBDSK
         BE    DISK
         CLI   FCBDEV,FCBTAP
         BE    TAPE
OPTIONS  CLI   0(R3),X'FF'
         BE    MAKE
         CLI   0(R3),C'('
         BNE   WRONG
         LA    R3,8(R3)
         LR    R1,R3
         LR    R0,R4
         LINK  FDEFOPT
         LTR   R2,R15
         BNZ   RET
*        INTO THE CHAIN, IN THE PLACE OF AN EARLIER ONE
MAKE     BAL   R11,FIND
         BZ    NEW
         CLI   FCBCHG,C'N'        NOCHANGE: IT STAYS
         BE    GOOD
         MVC   FCBNEXT,FCBNEXT-OSFCB(R7)
         MVC   0(FCBLEN,R7),FCB
         B     GOOD
NEW      FREE  BYTES=FCBLEN,KEEP=YES
         LTR   R15,R15
         BNZ   FULL
         MVC   0(FCBLEN,R1),FCB
         XC    0(4,R1),0(R1)
         ST    R1,FCBNEXT-OSFCB(R8)
GOOD     SR    R2,R2
RET      RETURN (R2)
LISTALL  LINK  FDEFLIST
         RETURN 0
WRONG    FAIL  24,'FILEDEF DDNAME DEVICE ( OPTIONS, FILEDEF DDNAME CLEAX
               R, OR FILEDEF: SEE HELP FILEDEF'
NODEVICE FAIL  24,'FILEDEF: NAME A DEVICE BEHIND THE DDNAME: DISK, TERMX
               INAL, PRINTER, PUNCH, READER, DUMMY, TAP1'
BADDEV   FAIL  24,'FILEDEF: THE DEVICE IS NONE OF DISK, TERMINAL, PRINTX
               ER, PUNCH, READER, DUMMY, TAP1 TO TAP4'
STARNOT  FAIL  24,'FILEDEF: * IS FOR CLEAR ALONE'
FULL     FAIL  41,'FILEDEF: STORAGE IS EXHAUSTED'
NOTDEF   FAIL  28,'FILEDEF: THAT DDNAME IS NOT DEFINED'
         EJECT
*        NAME - THE DDNAME AT 3; A NUMBER IS A UNIT OF FORTRAN
*
NAME     MVC   FCBDDN,0(R3)
         CLI   0(R3),C'0'
         BCR   4,R11
         LR    R1,R3
         CALL  GETDEC
         LTR   R15,R15
         BCR   7,R11
         LTR   R0,R0
         BZ    BADUNIT
         CH    R0,=H'99'
         BH    BADUNIT
         CALL  TODEC,HEXWORK
         MVC   FCBDDN,=C'FT00F001'
         OC    FCBDDN+2(2),HEXWORK+8
         BR    R11
BADUNIT  FAIL  24,'FILEDEF: A UNIT OF FORTRAN IS 1 TO 99'
*
*        FIND - 7 THE DEFINITION OF FCBDDN, 8 THE ONE BEFORE.  CODE 0: NONE
*
FIND     LA    R8,FILEDEFS-(FCBNEXT-OSFCB)
FINDNEXT L     R7,FCBNEXT-OSFCB(R8)
         LTR   R7,R7
         BCR   8,R11
         CLC   FCBDDN-OSFCB(8,R7),FCBDDN
         BE    FOUND
         LR    R8,R7
         B     FINDNEXT
FOUND    LTR   R7,R7
         BR    R11
*
*        LOOKUP - THE WORD AT 3 IN TABLE 5: NAME, LEAST LENGTH - 1, CODE.
*        CODE NOT 0: IT IS NOT THERE
*
LOOKUP   SR    R6,R6
LOOKNEXT CLC   0(8,R5),0(R3)
         BE    LOOKHERE
         LA    R6,7               LENGTH OF THE WORD
LOOKLEN  LA    R1,0(R6,R3)
         CLI   0(R1),C' '
         BNE   LOOKCMP
         BCT   R6,LOOKLEN
LOOKCMP  SR    R1,R1
         IC    R1,8(R5)
         CR    R6,R1
         BL    LOOKSKIP
         EX    R6,LOOKCLC
         BE    LOOKHERE
LOOKSKIP LA    R5,10(R5)
         CLI   0(R5),X'FF'
         BNE   LOOKNEXT
         LTR   R5,R5
         BR    R11
LOOKHERE SR    R1,R1
         BR    R11
LOOKCLC  CLC   0(0,R5),0(R3)
         EJECT
*        DISK - FILE NAMES; FILE DDNAME WHEN THERE ARE NONE
*
DISK     MVC   FCBFN,=CL8'FILE'
         MVC   FCBFT,FCBDDN
         MVC   FCBFM,=CL2'P5'
         BAL   R11,MORE
         BNZ   OPTIONS
         MVC   FCBFN,0(R3)
         LA    R3,8(R3)
         BAL   R11,MORE
         BNZ   NOTYPE
         MVC   FCBFT,0(R3)
         LA    R3,8(R3)
         BAL   R11,MORE
         BNZ   OPTIONS
         CLC   2(6,R3),=CL6' '
         BNE   BADMODE
         CLI   0(R3),C'*'
         BE    MODEGOOD
         CLI   0(R3),C'A'
         BL    BADMODE
         CLI   0(R3),C'Z'
         BH    BADMODE
         CLI   1(R3),C' '
         BE    MODEGOOD
         CLC   0(2,R3),=C'SY'
         BE    MODEGOOD
         CLI   1(R3),C'0'
         BL    BADMODE
         CLI   1(R3),C'6'
         BH    BADMODE
MODEGOOD MVC   FCBFM,0(R3)
         OI    FCBFLAG,FCBMODEG
         CLI   0(R3),C'*'
         BNE   *+8
         NI    FCBFLAG,255-FCBMODEG
         LA    R3,8(R3)
         B     OPTIONS
NOTYPE   FAIL  24,'FILEDEF: THE TYPE OF THE FILE IS MISSING'
BADMODE  FAIL  24,'FILEDEF: THE MODE IS A LETTER AND A DIGIT 0 TO 6'
MORE     CLI   0(R3),X'FF'
         BE    MORENOT
         CLI   0(R3),C'('
         BE    MORENOT
         SR    R1,R1
         BR    R11
MORENOT  LTR   R3,R3
         BR    R11
*
*        TAPE - TAP1 TO TAP4; NL N, SL N: THE N-TH FILE
*
TAPE     LR    R1,R3
         SH    R1,=H'8'
         CLI   3(R1),C'1'
         BL    BADDEV
         CLI   3(R1),C'4'
         BH    BADDEV
         CLC   4(4,R1),=CL4' '
         BNE   BADDEV
         MVC   FCBTAPE,0(R1)
         BAL   R11,MORE
         BNZ   OPTIONS
         CLC   0(8,R3),=CL8'SL'
         BE    TAPESL
         CLC   0(8,R3),=CL8'NL'
         BE    TAPEFILE
         CLC   0(8,R3),=CL8'BLP'
         BE    TAPEFILE
         B     WRONG
TAPESL   OI    FCBFLAG,FCBSL
TAPEFILE LA    R3,8(R3)
         MVC   FCBTNUM,=H'1'
         BAL   R11,MORE
         BNZ   OPTIONS
         LR    R1,R3
         CALL  GETDEC
         LTR   R15,R15
         BNZ   BADFILE
         LTR   R0,R0
         BZ    BADFILE
         C     R0,=F'9999'
         BH    BADFILE
         STH   R0,FCBTNUM
         LA    R3,8(R3)
         B     OPTIONS
BADFILE  FAIL  24,'FILEDEF: THE NUMBER OF A FILE ON TAPE IS 1 TO 9999'
         EJECT
*        CLEAR - ONE, OR ALL THAT ARE NOT PERMANENT
*
CLEAR    CLI   8(R3),X'FF'
         BNE   WRONG
         CLC   FCBDDN,=CL8'*'
         BE    CLEARALL
         BAL   R11,FIND
         BZ    NOTDEF
         BAL   R11,DROPIT
         B     GOOD
CLEARALL LA    R8,FILEDEFS-(FCBNEXT-OSFCB)
CLEARNXT L     R7,FCBNEXT-OSFCB(R8)
         LTR   R7,R7
         BZ    GOOD
         TM    FCBFLAG-OSFCB(R7),FCBPERM
         BO    CLEARNOT
         BAL   R11,DROPIT
         B     CLEARNXT
CLEARNOT LR    R8,R7
         B     CLEARNXT
DROPIT   MVC   FCBNEXT-OSFCB(4,R8),FCBNEXT-OSFCB(R7)
         LR    R1,R7
         FRET  BYTES=FCBLEN,KEEP=YES
         BR    R11
*        NAME, LEAST LENGTH - 1, DEVICE
         ENTRY FDEFDEVS
FDEFDEVS DS    0C
DEVICES  DC    CL8'DISK',AL1(1,FCBDSK)
         DC    CL8'TERMINAL',AL1(0,FCBCON)
         DC    CL8'CON',AL1(2,FCBCON)
         DC    CL8'PRINTER',AL1(1,FCBPRT)
         DC    CL8'PRT',AL1(2,FCBPRT)
         DC    CL8'PUNCH',AL1(1,FCBPUN)
         DC    CL8'PCH',AL1(2,FCBPUN)
         DC    CL8'READER',AL1(0,FCBRDR)
         DC    CL8'DUMMY',AL1(1,FCBDUMMY)
         DC    CL8'TAP1',AL1(3,FCBTAP)
         DC    CL8'TAP2',AL1(3,FCBTAP)
         DC    CL8'TAP3',AL1(3,FCBTAP)
         DC    CL8'TAP4',AL1(3,FCBTAP)
         DC    X'FF'
         LTORG
         END   FILEDEF
