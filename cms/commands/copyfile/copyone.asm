COP1     TITLE 'COPYONE - ONE NEW FILE'
*
* PURPOSE.    COPYONE  COPY THE FILES OF THE TABLE FROM CPFIRST UP TO
*             CPLAST INTO CPNAME CPTYPE CPMODE
* CALLED      BY COPYFILE, ONCE FOR EACH NEW FILE
* RETURNS     0; 28 NO SUCH FILE, OR THE NEW ONE IS THERE; 32 FORMATS
*             DIFFER; 40 NO ITEMS; 41 NO STORAGE; 100 + CODE OF RDBUF OR
*             WRBUF.  ALL ARE TOLD
* HOW         ITEMS THAT DO NOT CHANGE GO FROM BUFFER TO DISK, ABOUT
*             16000 BYTES AT A TIME; OTHERS ONE BY ONE (COPYITEM)
* REGISTERS.  2 CODE, 3 OLD FILE, 4 FST, 5 ITEM, 6 ITS LENGTH, 7 ITEMS
*             LEFT IN THE BUFFER, 9 10 LINKS, 11 COPYBLK, 12 BASE
*
CMSCOP1  CSECT
         REGS
         NUCON
         FST
         MFD
         COPYBLK
BUFSIZE  EQU   16000
COPYONE  ENTER
         SR    R0,R0
         ST    R0,CPINBUF
         ST    R0,CPOUTBUF
         ST    R0,CPOUTCNT
         NI    CPFLAG2,255-CPOPENED-CPOLD
         OI    CPFLAG2,CPDIRECT
         BAL   R10,FORM
         BAL   R10,TARGET
         BAL   R10,TEMPNAME
         BAL   R10,OUTPUT
         L     R3,CPFIRST
NEXTFILE BAL   R10,INPUT
         LTR   R2,R2
         BNZ   DROP
         LA    R3,24(R3)
         C     R3,CPLAST
         BL    NEXTFILE
         LINK  COPYREST           WHAT IS LEFT OF THE OLD ONE; THE LAST
         LTR   R2,R15             ... BUFFER
         BNZ   BAD
         TM    CPFLAG2,CPOPENED
         BZ    NOITEMS
         CALL  FINIS,CPOUT
         LTR   R2,R15
         BNZ   BAD
         CLC   CPOUT+8(16),CPNAME
         BE    TELL
         BAL   R10,GETNAME
         LTR   R2,R15
         BNZ   BAD
TELL     TM    CPFLAG1,CPTELL
         BZ    GOOD
         L     R3,CPFIRST
         MVI   CPMSG,C' '
         MVC   CPMSG+1(47),CPMSG
         MVC   CPMSG(8),0(R3)
         MVC   CPMSG+9(8),8(R3)
         MVC   CPMSG+18(2),16(R3)
         MVC   CPMSG+21(2),=C'TO'
         MVC   CPMSG+24(8),CPNAME
         MVC   CPMSG+33(8),CPTYPE
         MVC   CPMSG+42(2),CPMODE
         TYPE  CPMSG,44
GOOD     SR    R2,R2
LEAVE    L     R1,CPOUTBUF
         LTR   R1,R1
         BZ    LEAVEIN
         L     R3,CPOUTSIZ
         FRET  BYTES=(R3)
LEAVEIN  BAL   R10,FREEIN
         RETURN (R2)
*
*        WHAT GOES WRONG.  DROP: IT HAS BEEN TOLD, THE CODE IS 2
*
NOITEMS  TYPE  'NO ITEMS ARE CHOSEN, NOTHING IS COPIED',COLOR=R
         LA    R2,40
         B     DROP
THERE    TYPE  'THE NEW FILE IS THERE ALREADY: SAY ( REPLACE',COLOR=R
         LA    R2,28
         B     LEAVE
NOTFOUND TYPE  'FILE NOT FOUND',COLOR=R
         LA    R2,28
         B     LEAVE
DIFFER   TYPE  'FORMATS OR LENGTHS OF THE FILES DIFFER',COLOR=R
         LA    R2,32
         B     LEAVE
FULL     TYPE  'STORAGE IS EXHAUSTED',COLOR=R
         LA    R2,41
         B     DROP
BAD      CH    R2,=H'13'
         BE    BADFULL
         CH    R2,=H'12'
         BE    BADRO
         CH    R2,=H'4'
         BE    BADDISK
         CH    R2,=H'20'
         BE    BADNAME
         TYPE  'THE FILE CANNOT BE READ OR WRITTEN',COLOR=R
         B     BADCODE
BADFULL  TYPE  'THE DISK IS FULL',COLOR=R
         B     BADCODE
BADRO    TYPE  'THE DISK IS READ-ONLY',COLOR=R
         B     BADCODE
BADDISK  TYPE  'NO SUCH DISK IS LOGGED IN FOR THE NEW FILE',COLOR=R
         B     BADCODE
BADNAME  TYPE  'THE NEW NAME IS NONE: A-Z 0-9 $ # @ + - : _',COLOR=R
BADCODE  LA    R2,100(R2)
DROP     TM    CPFLAG2,CPOPENED   WHAT IS WRITTEN SO FAR IS OF NO USE
         BZ    DROPIN
         CALL  FINIS,CPOUT
         CLC   CPOUT+8(16),CPNAME
         BE    DROPIN
         MVC   CPPLIST(44),CPOUT
         MVI   CPPLIST+25,C' '
         MVC   CPPLIST+32(8),=8X'FF'
         CALL  ERASE,CPPLIST
DROPIN   L     R1,CPINBUF
         LTR   R1,R1
         BZ    LEAVE
         CALL  FINIS,CPIN
         B     LEAVE
         EJECT
*        FORM - FORMAT AND LENGTH OF THE NEW FILE, AS THE OLD FILES AND
*        OPTIONS WANT THEM; CPDIRECT OFF WHEN ITEMS CHANGE
*
FORM     L     R3,CPFIRST
         BAL   R9,STATEIN
         MVC   CPOUT,OUTFORM
         MVC   CPOUT+36(1),STATFST+FSTFV-FST
         MVC   CPOUTLEN,STATFST+FSTIL-FST
         MVC   CPDATE,STATFST+FSTD-FST
         MVC   CPYEAR,STATFST+FSTYR-FST
FORMNEXT LA    R3,24(R3)
         C     R3,CPLAST
         BNL   FORMOPTS
         BAL   R9,STATEIN
         CLC   CPOUT+36(1),STATFST+FSTFV-FST
         BNE   FORMDIFF
         CLI   CPOUT+36,C'V'
         BE    FORMMAX
         CLC   CPOUTLEN,STATFST+FSTIL-FST
         BE    FORMNEXT
FORMDIFF TM    CPFLAG2,CPSTRICT
         BO    DIFFER
         NI    CPFLAG2,255-CPDIRECT
FORMMAX  L     R1,STATFST+FSTIL-FST
         C     R1,CPOUTLEN
         BNH   FORMNEXT
         ST    R1,CPOUTLEN
         B     FORMNEXT
FORMOPTS CLI   CPRECFM,0
         BE    FORMLEN
         CLC   CPRECFM,CPOUT+36
         BE    FORMLEN
         NI    CPFLAG2,255-CPDIRECT
         MVC   CPOUT+36(1),CPRECFM
FORMLEN  L     R1,CPLRECL
         LTR   R1,R1
         BZ    FORMSPEC
         C     R1,CPOUTLEN
         BE    FORMREST
         NI    CPFLAG2,255-CPDIRECT
         ST    R1,CPOUTLEN
         B     FORMREST
FORMSPEC L     R5,CPSPECN         AS LONG AS THE LAST COLUMN SPECIFIED
         LTR   R5,R5
         BZ    FORMREST
         LA    R4,CPSPEC
         USING CSPEC,R4
FORMCOL  LH    R1,CSTO
         AH    R1,CSLEN
         C     R1,CPOUTLEN
         BNH   FORMCOLN
         ST    R1,CPOUTLEN
FORMCOLN LA    R4,CSEND(R4)
         BCT   R5,FORMCOL
         DROP  R4
FORMREST TM    CPFLAG1,CPTRANS+CPSPECS+CPOVLY+CPTRUNC
         BZ    FORMLAB
         NI    CPFLAG2,255-CPDIRECT
FORMLAB  LH    R1,CPFRLEN
         CH    R1,CPTOLEN
         BNE   FORMITEM
         LTR   R1,R1              BOTH -1: NO LABELS
         BCR   4,R10
FORMITEM NI    CPFLAG2,255-CPDIRECT
         BR    R10
*
*        STATEIN - STATFST OF THE OLD FILE AT 3
*
STATEIN  MVC   CPPLIST(8),=CL8'STATE'
         MVC   CPPLIST+8(24),0(R3)
         CALL  STATE,CPPLIST
         LTR   R15,R15
         BNZ   NOTFOUND
         BR    R9
         EJECT
*        TARGET - IS THE NEW FILE THERE, AND WHAT THEN
*
TARGET   MVC   CPOUT+8(16),CPNAME
         MVC   CPOUT+24(2),CPMODE
         MVC   CPPLIST(44),CPOUT
         MVI   CPPLIST+25,C' '
         CALL  STATEW,CPPLIST
         LTR   R15,R15
         BZ    TARGHERE
         NI    CPFLAG2,255-CPOLD
         BR    R10
TARGHERE TM    CPFLAG1,CPREPLAC
         BCR   1,R10
         TM    CPFLAG1,CPAPPEND+CPOVLY
         BZ    THERE
         CLC   CPOUT+36(1),STATFST+FSTFV-FST
         BE    TARGLEN
         NI    CPFLAG2,255-CPDIRECT
         MVC   CPOUT+36(1),STATFST+FSTFV-FST
TARGLEN  L     R1,STATFST+FSTIL-FST
         C     R1,CPOUTLEN
         BE    TARGOVLY
         CLI   CPOUT+36,C'V'      V: THE LONGER ONE
         BNE   TARGSET
         C     R1,CPOUTLEN
         BL    TARGOVLY
         TM    CPFLAG1,CPOVLY
         BZ    TARGOVLY
TARGSET  ST    R1,CPOUTLEN
         CLI   CPOUT+36,C'V'
         BE    TARGOVLY
         NI    CPFLAG2,255-CPDIRECT
TARGOVLY MVC   CPOUT+24(2),STATFST+FSTM-FST
         TM    CPFLAG1,CPOVLY
         BCR   8,R10
         OI    CPFLAG2,CPOLD
         MVC   CPOVL,CPOUT
         MVC   CPOVL(8),=CL8'RDBUF'
         MVC   CPOVL+38(2),=H'1'
         LA    R1,1
         ST    R1,CPOVLN
         BR    R10
*
*        TEMPNAME - THE NAME IT HAS UNTIL IT IS WHOLE: NONE OF THE OLD
*        FILES, NOR ITS OWN.  APPENDING, THE FILE SYSTEM KEEPS THE OLD
*        ITEMS SAFE
*
TEMPNAME TM    CPFLAG1,CPAPPEND
         BZ    TEMPTYPE
         CALL  STATEW,CPPLIST
         LTR   R15,R15
         BCR   8,R10
TEMPTYPE MVC   CPOUT+16(8),=CL8'CMSUT1'
         SR    R1,R1
TEMPTRY  L     R14,CPFILES
         L     R15,CPFILESN
         AR    R15,R14
TEMPLOOK CLC   CPOUT+8(16),0(R14)
         BE    TEMPNEXT
         LA    R14,24(R14)
         CR    R14,R15
         BL    TEMPLOOK
         CLC   CPOUT+8(16),CPNAME
         BE    TEMPNEXT
         MVC   CPPLIST(44),CPOUT      WHAT AN ACCIDENT LEFT
         MVI   CPPLIST+25,C' '
         MVC   CPPLIST+32(8),=8X'FF'
         CALL  ERASE,CPPLIST
         BR    R10
TEMPNEXT IC    R1,CPOUT+21
         LA    R1,1(R1)
         STC   R1,CPOUT+21
         B     TEMPTRY
*
*        OUTPUT - THE BUFFER FOR THE NEW FILE
*
OUTPUT   TM    CPFLAG2,CPDIRECT
         BCR   1,R10
         L     R6,CPOUTLEN
         BAL   R9,SIZE
         ST    R1,CPOUTN
         CLI   CPOUT+36,C'F'
         BE    OUTBUF
         LA    R1,1
         ST    R1,CPOUTN
OUTBUF   MR    R0,R6
         ST    R1,CPOUTSIZ
         LR    R5,R1
         FREE  BYTES=(R5)
         LTR   R15,R15
         BNZ   FULL
         ST    R1,CPOUTBUF
         ST    R1,CPOUTPTR
         ST    R1,CPOUT+28
         BR    R10
*
*        SIZE - 1 IS HOW MANY ITEMS OF LENGTH 6 GO INTO A BUFFER
*
SIZE     LA    R2,3
         LTR   R6,R6
         BNP   BAD
         L     R1,=A(BUFSIZE)
         SR    R0,R0
         DR    R0,R6
         LTR   R1,R1
         BCR   7,R9
         LA    R1,1
         BR    R9
         EJECT
*        INPUT - THE OLD FILE AT 3.  2 IS THE CODE, WHICH IS TOLD
*
INPUT    ST    R10,CPPOS
         BAL   R9,STATEIN
         MVC   CPIN,CPOUT
         MVC   CPIN(8),=CL8'RDBUF'
         MVC   CPIN+8(18),0(R3)
         MVC   CPIN+36(1),STATFST+FSTFV-FST
         L     R6,STATFST+FSTIL-FST
         ST    R6,CPINLEN
         BAL   R9,SIZE
         CLI   CPIN+36,C'V'
         BNE   INSIZE
         LA    R1,1
INSIZE   ST    R1,CPINN
         STH   R1,CPIN+38
         MR    R0,R6
         ST    R1,CPINSIZ
         ST    R1,CPIN+32
         LR    R5,R1
         FREE  BYTES=(R5)
         LTR   R15,R15
         BNZ   FULL
         ST    R1,CPINBUF
         ST    R1,CPIN+28
         MVC   CPNEXT,CPFROM
         MVI   CPDONE,0
         MVI   CPWAIT,0
         LH    R1,CPFRLEN
         LTR   R1,R1
         BM    INFOR
         MVI   CPWAIT,1
INFOR    L     R1,CPFOR
         LTR   R1,R1
         BP    INLEFT
         L     R1,=X'7FFFFFFF'
INLEFT   ST    R1,CPLEFT
INREAD   L     R1,CPLEFT
         LTR   R1,R1
         BZ    INCLOSE
         L     R0,CPINN
         CLI   CPWAIT,0
         BNE   INCOUNT
         CR    R0,R1
         BNH   INCOUNT
         LR    R0,R1
INCOUNT  STH   R0,CPIN+38
         L     R1,CPNEXT
         C     R1,=F'65535'
         BH    INCLOSE
         STH   R1,CPIN+26
         CALL  RDBUF,CPIN
         LTR   R2,R15
         BNZ   INEND
         LA    R7,1
         L     R6,CPIN+40
         CLI   CPIN+36,C'F'
         BNE   INHAVE
         LR    R1,R6
         L     R6,CPINLEN
         SR    R0,R0
         DR    R0,R6
         LR    R7,R1
INHAVE   L     R1,CPNEXT
         AR    R1,R7
         ST    R1,CPNEXT
         L     R5,CPINBUF
         TM    CPFLAG2,CPDIRECT
         BO    INDIRECT
         LINK  COPYITEM
         LTR   R2,R15
         BNZ   BAD
         CLI   CPDONE,0
         BE    INREAD
         B     INCLOSE
INDIRECT ST    R5,CPOUT+28
         MVC   CPOUT+32(4),CPIN+40
         STH   R7,CPOUT+38
         CALL  WRBUF,CPOUT
         LTR   R2,R15
         BNZ   BAD
         OI    CPFLAG2,CPOPENED
         L     R1,CPLEFT
         SR    R1,R7
         ST    R1,CPLEFT
         B     INREAD
INEND    CH    R2,=H'12'
         BNE   BAD
INCLOSE  CALL  FINIS,CPIN
         BAL   R10,FREEIN
         SR    R2,R2
         L     R10,CPPOS
         BR    R10
*
*        FREEIN - THE BUFFER OF THE OLD FILE
*
FREEIN   L     R1,CPINBUF
         LTR   R1,R1
         BCR   8,R10
         L     R5,CPINSIZ
         FRET  BYTES=(R5)
         SR    R1,R1
         ST    R1,CPINBUF
         BR    R10
         EJECT
*        GETNAME - THE NEW FILE, WHICH IS WHOLE, GETS ITS NAME.  15 IS
*        THE CODE
*
GETNAME  MVC   CPPLIST(64),ALTFORM
         MVC   CPPLIST+8(16),CPOUT+8
         MVC   CPPLIST+24(1),CPOUT+24
         MVC   CPPLIST+32(16),CPNAME
         MVC   CPPLIST+64(8),=CL8'REPLACE'
         MVC   CPPLIST+72(8),=8X'FF'
         TM    CPFLAG1,CPOLDDAT
         BZ    GETALTER
         XC    CPPOS,CPPOS        THE DATE OF THE OLD FILE
         LA    R1,CPPLIST
         LA    R0,CPPOS
         CALL  FSNEXT
         LTR   R15,R15
         BNZ   GETALTER
         LR    R4,R1
         USING FST,R4
         MVC   FSTD,CPDATE
         MVC   FSTYR,CPYEAR
         DROP  R4
         L     R1,CPPOS+4
         OI    HYFLAG-HYPER(R1),X'80'
GETALTER CALL  ALTER,CPPLIST
         BR    R10
         DS    0D
OUTFORM  DC    CL8'WRBUF',CL8' ',CL8' ',CL2' ',H'0',A(0),F'0',CL2' '
         DC    H'1',F'0'
ALTFORM  DC    CL8'ALTER',CL8' ',CL8' ',CL8' ',CL8' ',CL8' ',CL8'='
         DC    CL8'('
         LTORG
         END
