EDSV     TITLE 'EDSAVE - SAVE, FILE, QUIT'
*
* PURPOSE.    SAVE NAME TYPE MODE   THE LINES BECOME A FILE; OMITTED OR
*                                   = ITS OWN NAMES
*             FILE NAME TYPE MODE   AND THE EDITOR IS LEFT
*             QUIT                  IT IS LEFT, CHANGES ARE DROPPED
*             EDAUTOSV              WHAT AUTOSAVE DOES
* RETURNS     AS EDTAB SAYS; 12 NOT SAVED, TOLD
* HOW         THE LINES ARE WRITTEN AS 'EDIT CMSUT1' ON THE SAME DISK.
*             ONE UPDATE OF THE DIRECTORY GIVES IT THE NAME AND TAKES
*             THE OLD FILE AWAY (ALTER, REPLACE), SO ONE OF THEM IS
*             ALWAYS WHOLE. THEN THE RECOVERY FILE IS ERASED
* REGISTERS.  2 WORK, 3 FILE LIST, 4 LINE, 5 LENGTH, 6 SERIAL NUMBER, 7
*             8 WORK, 9 CODE, 11 EDBLK, 12 BASE (OF THE SECTION)
*
CMSEDSAV CSECT
         REGS
         NUCON
         FILEPLST
         EDBLK
         USING FILEPLST,R3
         USING LINE,R4
EDSAVES  ENTER
         BASE  CMSEDSAV
         BAL   R10,OPERANDS
         BAL   R10,WRITE
         LTR   R9,R9
         BNZ   NOTSAVED
         CLI   EDVERIFY,C'Y'
         BNE   SAVED
         SAY   'SAVED.'
SAVED    RETURN 0
NOTSAVED RETURN 12
*
EDFILES  ENTER
         BASE  CMSEDSAV
         BAL   R10,OPERANDS
         BAL   R10,WRITE
         LTR   R9,R9
         BNZ   NOTSAVED
         B     GONE
EDQUIT   ENTER
         BASE  CMSEDSAV
         LINK  EDNOMORE
         LTR   R15,R15
         BNZ   WRONG
GONE     LINK  EDJERASE
         XC    EDRC,EDRC
         RETURN 8
*
EDAUTOSV ENTER
         BASE  CMSEDSAV
         BAL   R10,OWN
         BAL   R10,WRITE
         XC    EDCHANGE,EDCHANGE
         LTR   R9,R9
         BNZ   NOTSAVED
         SAY   '_SAVED'
         RETURN 0
*
*        OPERANDS - NAMES OF THE NEW FILE, INTO EDTARGET
*
OWN      MVC   EDTARGET,EDFN
         BR    R10
OPERANDS MVC   EDTARGET,EDFN
         LINK  EDWORD
         LTR   R15,R15
         BCR   7,R10
         LA    R7,EDTARGET
         BAL   R8,NAME
         LINK  EDWORD
         LTR   R15,R15
         BCR   7,R10
         LA    R7,EDTARGET+8
         BAL   R8,NAME
         LINK  EDWORD
         LTR   R15,R15
         BCR   7,R10
         CLC   EDTOKEN,=CL8'='
         BE    OPERLAST
         LINK  EDMODEOK
         LTR   R15,R15
         BNZ   WRONG
         MVC   EDTARGET+16(2),EDTOKEN
OPERLAST LINK  EDNOMORE
         LTR   R15,R15
         BCR   8,R10
WRONG    RETURN 4
NAME     CLC   EDTOKEN,=CL8'='
         BCR   8,R8
         CLC   EDTOKLEN,=F'8'
         BH    WRONG
         CLI   EDTOKEN,C'*'
         BE    WRONG
         CLI   EDTOKEN,C'('
         BE    WRONG
         MVC   0(8,R7),EDTOKEN
         BR    R8
         EJECT
*        WRITE - THE FILE EDTARGET.  9: 0, OR NOT: TOLD
*
WRITE    ST    R10,EDLINKS
         LINK  EDJEND
         LA    R9,1
         CLC   EDLINES,=F'0'
         BE    WREMPTY
         CLC   EDTARGET(16),WORKFILE+8
         BE    WROURS
         CALL  ADTLKW,EDTARGET+16
         CH    R15,=H'36'
         BE    WRNODISK
         LTR   R15,R15
         BNZ   WRRO
         CLI   EDGUARD,C'Y'       ANOTHER FILE IS NOT REPLACED UNASKED
         BNE   WRBEGIN
         CLC   EDTARGET(17),EDORIG
         BE    WRBEGIN
         MVC   EDFILE(FPEND),WORKFILE
         MVC   EDFILE+FPFN-FILEPLST(18),EDTARGET
         CALL  STATE,EDFILE
         LTR   R15,R15
         BZ    WRTHERE
WRBEGIN  BAL   R10,DROPWORK
         LA    R3,EDFILE
         MVC   FPNAME(FPEND),WORKFILE
         MVC   FPFM,EDTARGET+16
         MVC   FPFV(1),EDRECFM
         LA    R2,EDBUF
         ST    R2,FPBUF
         SR    R6,R6
         L     R4,EDTOP
         LA    R4,0(R4)
WRNEXT   BAL   R8,RECORD
         CALL  WRBUF,EDFILE
         LTR   R15,R15
         BNZ   WRBAD
         L     R4,LNNEXT
         LA    R4,0(R4)
         LA    R2,EDEND
         CR    R4,R2
         BNE   WRNEXT
         CALL  FINIS,EDFILE
         LTR   R15,R15
         BNZ   WRBAD
         CALL  STATE,EDFILE
         LTR   R15,R15
         BNZ   WRBAD
         L     R1,FPBUF
         LA    R0,EDNEWID
         LINK  EDIDENT
         CLC   EDTARGET(17),EDORIG
         BNE   WRPLACE
         LINK  EDJSAVED
WRPLACE  MVC   FPFN(18),EDTARGET
         CALL  FINIS,EDFILE
         MVC   EDWORDS(32),ALTLIST
         MVC   EDWORDS+24(1),EDTARGET+16
         MVC   EDWORDS+32(16),EDTARGET
         MVC   EDWORDS+48(24),ALTLIST+32
         MVC   EDWORDS+48(2),EDTARGET+16
         MVC   EDWORDS+72(8),=8X'FF'
         CALL  ALTER,EDWORDS
         LTR   R15,R15
         BNZ   WRBAD
         SR    R9,R9
         XC    EDCHANGE,EDCHANGE
         CLC   EDTARGET(17),EDFN
         BNE   WREND
         MVC   EDBASE,EDNEWID
         MVI   EDNEW,C'N'
         LINK  EDJERASE
         CLC   EDTARGET(17),EDORIG
         BE    WREND
         LINK  EDJNAME            IT HAS ANOTHER NAME NOW
         CLI   EDJDEAD,C'Y'
         BE    WREND
         MVC   EDFILE,EDJFILE
         CALL  STATE,EDFILE
         LTR   R15,R15
         BNZ   WREND
         MVI   EDJDEAD,C'Y'
         SAY   'THERE IS NO RECOVERY FILE: ANOTHER FILE HAS ITS NAME'
WREND    L     R10,EDLINKS
         BR    R10
         EJECT
WRBAD    LR    R9,R15
         CALL  FINIS,EDFILE
         BAL   R10,DROPWORK
         CH    R9,=H'13'
         BE    WRFULL
         CH    R9,=H'12'
         BE    WRRO
         CH    R9,=H'20'
         BE    WRNAME
         CH    R9,=H'24'          BY ALTER
         BE    WRNAME
         LR    R0,R9
         CALL  TODEC,EDNUMBER
         MVC   EDOUT(40),WRTEXT
         MVC   EDOUT+35(3),EDNUMBER+7
         SAY   EDOUT,40,COLOR=R
         B     WREND
WRTEXT   DC    CL40'THE FILE CANNOT BE WRITTEN, CODE'
WRFULL   SAY   'THE DISK IS FULL: NOT SAVED.  ERASE FILES (CMS ERASE ..X
               .) OR USE ANOTHER MODE',COLOR=R
         B     WREND
WRRO     SAY   'THE DISK IS READ-ONLY: NOT SAVED.  USE ANOTHER MODE',COX
               LOR=R
         B     WREND
WRNODISK SAY   'NO SUCH DISK IS LOGGED IN: NOT SAVED',COLOR=R
         B     WREND
WRTHERE  SAY   'THERE IS ANOTHER FILE OF THAT NAME: FFILE AND SSAVE REPX
               LACE IT',COLOR=R
         LA    R9,1
         B     WREND
WREMPTY  SAY   'THE FILE HAS NO LINES: NOT SAVED',COLOR=R
         B     WREND
WROURS   EQU   *
WRNAME   SAY   'THAT NAME CANNOT BE USED: NOT SAVED',COLOR=R
         B     WREND
*
*        DROPWORK - THE WORK FILE GOES.  BY BAL R10
*
DROPWORK MVC   EDWORDS(40),ERALIST
         MVC   EDWORDS+24(1),EDTARGET+16
         CALL  ERASE,EDWORDS
         BR    R10
*
*        RECORD - LINE 4 INTO EDBUF, FPLEN.  BY BAL R8; USES 2, 5, 7
*
RECORD   MVI   EDBUF,C' '
         MVC   EDBUF+1(255),EDBUF
         SR    R5,R5
         IC    R5,LNLEN
         LTR   R2,R5
         BZ    RECBLANK
         BCTR  R2,0
         EX    R2,RECMOVE
         B     RECFORM
RECBLANK LA    R5,1
RECFORM  CLI   EDRECFM,C'V'
         BE    RECLEN
         L     R5,EDRECL
RECLEN   ST    R5,FPLEN
         CLI   EDSERIAL,C'N'
         BCR   8,R8
         CLI   EDRECFM,C'F'
         BCR   7,R8
         A     R6,EDSERINC
         CVD   R6,PACKED
         OI    PACKED+7,X'0F'
         UNPK  EDBUF+72(8),PACKED
         CLI   EDSERIAL,C'A'
         BCR   8,R8
         MVC   EDBUF+72(3),EDSERID
         BR    R8
RECMOVE  MVC   EDBUF(0),LNTEXT
         DS    0D
WORKFILE DC    CL8'WRBUF',CL8'EDIT',CL8'CMSUT1',CL2' ',H'0',A(0)
         DC    F'0',CL2'F',H'1',F'0'
ERALIST  DC    CL8'ERASE',CL8'EDIT',CL8'CMSUT1',CL8' ',8X'FF'
ALTLIST  DC    CL8'ALTER',CL8'EDIT',CL8'CMSUT1',CL8' '
         DC    CL8' ',CL8'(',CL8'REPLACE'
         LTORG
         END
