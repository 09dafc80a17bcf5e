FORM     TITLE 'FORMAT - MAKES A CMS DISK'
*
* PURPOSE.    FORMAT L (N)     THE L-DISK, OR ITS FIRST N CYLINDERS,
*             BECOMES AN EMPTY CMS DISK, AFTER 'YES'.  P AND T ARE 191
*             AND 192; LOGIN TELLS THE UNIT OF OTHERS
*             FORMAT L ALL     THE SAME, ALL CYLINDERS
*             FORMAT L C N     THE SAME, N CYLINDERS
*             FORMAT CUU L (N) DISK CUU, WHICH IS THE L-DISK THEN
*             FORMAT L R (N)   N CYLINDERS, OR ALL, AND THE FILES STAY
*                              (OR ( RECOMP)
*             FORMAT L ( LABEL ITS LABEL IS CHANGED, ITS FILES STAY
* RETURNS     0; 24 OPERANDS WRONG; 36 NO SUCH DISK, OR READ-ONLY; 41 NO
*             STORAGE; 88 NOT WANTED, OR R: FILES ARE IN THE WAY; 100 I/O
*             ERROR, WHICH HAS BEEN TOLD
* REGISTERS.  2 DEVICE, 3 LIST OR CODE, 4 ENTRY OF DEVICES, 8 ADT, 9
*             LINK OR CYLINDERS, 10 LINK, 11 FORMBLK, 12 BASE
*
CMSFORM  CSECT
         REGS
         NUCON
         ADT
         DEVICE
         TRKPLST
         FORMBLK
         USING ADT,R8
         USING DEVICE,R2
FORMAT   ENTER
         LR    R3,R1
         FREE  BYTES=FORMLEN
         LTR   R15,R15
         BNZ   FULL
         LR    R11,R1
         MVI   KIND,KNEW
         MVC   WANTED,=F'203'
         SR    R2,R2              UNIT GIVEN
         LA    R3,8(R3)
         CLI   0(R3),X'FF'
         BE    WRONG
         CLI   1(R3),C' '
         BE    FINDADT
         CALL  GETHEX,0(R3)
         LTR   R15,R15
         BNZ   WRONG
         C     R0,=X'00000FFF'
         BH    WRONG
         LTR   R2,R0
         BZ    WRONG
         LA    R3,8(R3)
         CLI   1(R3),C' '
         BNE   WRONG
FINDADT  LA    R4,DEVICES
         L     R8,AIADT
FINDNEXT CLC   ADTM,0(R3)
         BE    FINDDEV
         L     R8,ADTPTR
         LTR   R8,R8
         BNZ   FINDNEXT
         B     WRONG
FINDDEV  C     R8,AADTS
         BE    WRONG
         CLC   3(1,R4),ADTM
         BE    FINDUNIT
         LA    R4,4(R4)
         B     FINDDEV
FINDUNIT L     R4,0(R4)           ITS DEVICE
         SRL   R4,8
         BAL   R10,OPTIONS
         LTR   R0,R2
         LR    R2,R4
         BNZ   FINDNEW
         CLC   DEVUNIT,=H'0'
         BNE   FINDSET
         B     NODISK
FINDNEW  CH    R0,DEVUNIT
         BE    FINDSET
         BAL   R10,INUSE
         BNZ   TWICE
         ST    R0,UNIT
         BAL   R10,GIVEUP
         L     R0,UNIT
         STH   R0,DEVUNIT
FINDSET  ST    R2,ADTDTA
         CLI   KIND,KLABEL
         BE    NEWLABEL
         CLI   KIND,KRECOMP
         BE    RECOMP
         MVC   LINE,QUESTION
         MVC   LINE+34(1),ADTM
         LH    R0,DEVUNIT
         CALL  TOHEX,HEXWORK
         MVC   LINE+37(3),HEXWORK+5
         TYPE  LINE,L'QUESTION
         BAL   R10,READLINE
         CLI   LINE,C'Y'
         BE    ASKLABEL
         LA    R3,88
         B     LEAVE
ASKLABEL BAL   R9,GETLABEL
         BAL   R10,GIVEUP
         LINK  FORMTYPE
         SR    R9,R9
         LINK  FORMCYLS
         LTR   R9,R1
         BZ    STOPPED            NOT EVEN ONE
         LTR   R15,R15
         BNZ   STOPPED
         LINK  FORMDIR
         LTR   R15,R15
         BNZ   IOBAD
TELL     LR    R0,R9
         CALL  TODEC,HEXWORK
         MVC   LINE(28),DONETEXT
         MVC   LINE(3),HEXWORK+7
         TYPE  LINE,28
         LR    R1,R8
         SR    R0,R0
         CALL  DISKIN
         LR    R3,R15
         B     LEAVE
STOPPED  CH    R15,=H'3'
         BE    NODISK2
         TM    IOSENSE+1,X'04'    FILE PROTECTED
         BO    READONLY
         B     IOBAD
*
*        RECOMP - OTHER CYLINDERS, THE FILES STAY
*
RECOMP   TM    ADTFLG1,ADTFFS
         BZ    NOTIN
         TM    ADTFLG1,ADTFRW
         BZ    READONLY
         LINK  FORMCOMP
         LR    R9,R1
         LTR   R3,R15
         BZ    TELL
         CH    R3,=H'88'
         BE    LEAVE
         B     STOPPED
NOTIN    TYPE  'NO SUCH DISK IS LOGGED IN',COLOR=R
         LA    R3,36
         B     LEAVE
*
*        NEWLABEL - THE LABEL OF A CMS DISK IS CHANGED
*
NEWLABEL LA    R1,3
         ST    R1,TKLIST+TKREC-TRKPLST
         LA    R1,RECORD
         ST    R1,TKLIST+TKBUF-TRKPLST
         LA    R1,800
         ST    R1,TKLIST+TKLEN-TRKPLST
         ST    R8,TKLIST+TKADT-TRKPLST
         CALL  RDTK,TKLIST
         LTR   R15,R15
         BNZ   LABIO
         CLC   RECORD(4),=C'CMS='
         BNE   NOCMS
         BAL   R9,GETLABEL
         MVC   RECORD+4(6),LABEL
         CALL  WRTK,TKLIST
         CH    R15,=H'12'
         BE    READONLY
         LTR   R15,R15
         BNZ   IOBAD2
         MVC   ADTID,LABEL
         SR    R3,R3
         B     LEAVE
LABIO    CH    R15,=H'5'
         BE    NODISK2
IOBAD2   LA    R3,100
         B     LEAVE
NOCMS    TYPE  'IT IS NO CMS DISK AND HAS NO LABEL',COLOR=R
         LA    R3,36
         B     LEAVE
LEAVE    LR    R1,R11
         FRET  BYTES=FORMLEN
         RETURN (R3)
NODISK2  TYPE  'THERE IS NO SUCH DISK',COLOR=R
         LA    R3,36
         B     LEAVE
READONLY TYPE  'THE DISK IS READ-ONLY',COLOR=R
         LA    R3,36
         B     LEAVE
IOBAD    LA    R1,=CL8'FORMAT'
         CALL  IOERR
         LA    R3,100
         B     LEAVE
WRONG    TYPE  'FORMAT LETTER CYLINDERS; NOT THE SYSTEM DISK',COLOR=R
         LA    R3,24
         B     LEAVE
NODISK   TYPE  'NO UNIT: FORMAT UNIT LETTER TELLS IT',COLOR=R
         LA    R3,36
         B     LEAVE
TWICE    TYPE  'THE DISK IS LOGGED IN UNDER ANOTHER LETTER',COLOR=R
         LA    R3,36
         B     LEAVE
FULL     FAIL  41,'STORAGE IS EXHAUSTED'
*
*        OPTIONS - THE WORDS BEHIND 3
*
OPTIONS  LA    R3,8(R3)
         CLI   0(R3),X'FF'
         BCR   8,R10
         LA    R1,WORDS
OPTLOOK  CLC   0(8,R1),0(R3)
         BE    OPTIONS
         LA    R1,8(R1)
         CLI   0(R1),0
         BNE   OPTLOOK
         CLC   0(8,R3),=CL8'LABEL'
         BE    OPTLABEL
         CLC   0(8,R3),=CL8'R'
         BE    OPTCOMP
         CLC   0(8,R3),=CL8'RECOMP'
         BE    OPTCOMP
         CALL  GETDEC,0(R3)
         LTR   R15,R15
         BNZ   WRONG
         C     R0,WANTED
         BH    WRONG
         LTR   R0,R0
         BNP   WRONG
         ST    R0,WANTED
         B     OPTIONS
OPTLABEL MVI   KIND,KLABEL
         B     OPTIONS
OPTCOMP  MVI   KIND,KRECOMP
         B     OPTIONS
WORDS    DC    CL8'ALL',CL8'C',CL8'(',CL8')',X'00'
*        DEVICE OF EACH LETTER
         DS    0F
DEVICES  DC    AL3(DEVP-LOW),C'P',AL3(DEVT-LOW),C'T',AL3(DEVA-LOW),C'A'
         DC    AL3(DEVB-LOW),C'B',AL3(DEVC-LOW),C'C'
*
*        INUSE - IS UNIT 0 LOGGED IN UNDER A LETTER.  CODE NOT 0: YES
*
INUSE    L     R1,AIADT
INUSNEXT TM    ADTFLG1-ADT(R1),ADTFFS
         BZ    INUSON
         L     R14,ADTDTA-ADT(R1)
         CH    R0,DEVUNIT-DEVICE(R14)
         BE    INUSYES
INUSON   L     R1,ADTPTR-ADT(R1)
         LTR   R1,R1
         BNZ   INUSNEXT
         BR    R10
INUSYES  LTR   R12,R12
         BR    R10
*
*        GIVEUP - DISK 8 IS NOT LOGGED IN ANY MORE
*
GIVEUP   MVC   CLOSLIST,CLOSFORM
         MVC   CLOSLIST+24(1),ADTM
         CALL  FINIS,CLOSLIST
         LR    R1,R8
         CALL  RELUFD
         BR    R10
*
*        GETLABEL - LABEL IS WHAT THE USER SAYS
*
GETLABEL TYPE  'ENTER LABEL, 1 TO 6 CHARACTERS:'
         BAL   R10,READLINE
         CLI   LINE,C' '
         BE    GETLABEL
         CLI   LINE+6,C' '
         BNE   GETLABEL
         MVC   LABEL,LINE
         BR    R9
*
*        READLINE - AN ANSWER INTO LINE
*
READLINE MVC   CONLIST,=CL8'WAITRD'
         LA    R1,LINE
         ST    R1,CONLIST+8
         MVI   CONLIST+8,1
         MVC   CONLIST+12(4),=C'U   '
         XC    CONLIST+13(3),CONLIST+13
         CALL  WAITRD,CONLIST
         BR    R10
*
QUESTION DC    C'FORMAT ERASES ALL FILES ON DISK   X (000): YES OR NO?'
DONETEXT DC    C'000 CYLINDERS ARE FORMATTED.'
CLOSFORM DC    CL8'FINIS',CL8'*',CL8'*',CL8' '
         LTORG
         END
