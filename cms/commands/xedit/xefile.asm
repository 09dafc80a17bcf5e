XEFI     TITLE 'XEFILE - LEAVING, SAVING, LINES TO AND FROM FILES'
*
* PURPOSE.    XEQUIT   QUIT: IF NOTHING HAS CHANGED
*             XEFFILE  FFILE  XESSAVE  SSAVE: AS FILE AND SAVE, ANOTHER FILE
*                      OF THAT NAME IS REPLACED
*             XEPUT    PUT TARGET (NAME TYPE MODE): LINES BECOME A FILE, OR
*                      ARE ADDED TO ONE; WITHOUT NAMES, TO BE GOT BY GET
*             XEPUTD   PUTD: THE SAME, AND THEY ARE DELETED
*             XEGET    GET (NAME TYPE MODE FIRST N)
*             XEFTYPE  FTYPE TYPE: WHAT IT WILL BE CALLED
* RETURNS     AS EDTAB SAYS
* REGISTERS.  2 LINES, 3 FILE LIST, 4 LINE, 5 WORK, 6 LENGTH, 7 LINE BEFORE,
*             8 Y DELETE, 9 XEGLOB, 11 EDBLK, 12 BASE (OF THE SECTION)
*
CMSXEFIL CSECT
         REGS
         NUCON
         FILEPLST
         SCRBLK
         EDBLK
         XEGLOB
         USING FILEPLST,R3
         USING LINE,R4
XEQUIT   XENTER CMSXEFIL
         LINK  EDNOMORE
         LTR   R15,R15
         BNZ   QUITASK            Q NAME IS QUERY NAME
         CLC   EDCHANGE,=F'0'
         BNE   QUITNOT
         LINK  EDQUIT
         RETURN
QUITNOT  SAY   'THE FILE HAS CHANGED: FILE KEEPS IT, QQUIT DROPS THE CHX
               ANGES',COLOR=R
         RETURN 12
QUITASK  BAL   R10,UNREAD
         LINK  XEQUERY
         RETURN
*        UNREAD - THE WORD JUST TAKEN IS AN OPERAND AGAIN.  BY BAL R10
UNREAD   L     R1,EDTOKLEN
         L     R2,EDARG
         SR    R2,R1
         ST    R2,EDARG
         BR    R10
*
XEFFILE  XENTER CMSXEFIL
         MVI   EDGUARD,C'N'
         LINK  EDFILES
         B     GUARD
XESSAVE  XENTER CMSXEFIL
         MVI   EDGUARD,C'N'
         LINK  EDSAVES
GUARD    MVI   EDGUARD,C'Y'
         RETURN
*
XEFTYPE  XENTER CMSXEFIL
         LINK  EDWORD
         LTR   R15,R15
         BNZ   FTSHOW
         CLC   EDTOKLEN,=F'8'
         BH    WRONG
         CLI   EDTOKEN,C'*'
         BE    WRONG
         CLI   EDTOKEN,C'('
         BE    WRONG
         MVC   EDOUT(8),EDTOKEN
         LINK  EDNOMORE
         LTR   R15,R15
         BNZ   WRONG
         MVC   EDFT,EDOUT
         RETURN 0
FTSHOW   SAY   EDFT,8
         RETURN 0
WRONG    RETURN 4
*
XEGET    XENTER CMSXEFIL
         LINK  EDNOMORE
         LTR   R15,R15
         BNZ   GETNAMED
         LA    R1,OWNTEXT
         ST    R1,EDARG
         LA    R1,L'OWNTEXT(R1)
         ST    R1,EDARGEND
         B     GETIT
GETNAMED BAL   R10,UNREAD
GETIT    LINK  EDGET
         RETURN
OWNTEXT  DC    C'$XEDIT PUTLINES'
         EJECT
XEPUTD   XENTER CMSXEFIL
         LA    R8,C'Y'
         B     PUT
XEPUT    XENTER CMSXEFIL
         LA    R8,C'N'
PUT      L     R7,EDCURNO
         LINK  XELINES
         LTR   R15,R15
         BNZ   PUTRET
         LR    R2,R0
         LA    R3,EDFILE
         MVC   FPNAME(FPEND),PUTLIST
         LINK  EDWORD
         LTR   R15,R15
         BNZ   PUTOWN
         BAL   R10,CHECK
         MVC   FPFN,EDTOKEN
         MVC   FPFT,EDFT
         MVC   FPFM,EDFM
         LINK  EDWORD
         LTR   R15,R15
         BNZ   PUTNAMED
         BAL   R10,CHECK
         MVC   FPFT,EDTOKEN
         LINK  EDWORD
         LTR   R15,R15
         BNZ   PUTNAMED
         LINK  EDMODEOK
         LTR   R15,R15
         BNZ   PUTWRONG
         MVC   FPFM,EDTOKEN
         LINK  EDNOMORE
         LTR   R15,R15
         BNZ   PUTWRONG
PUTNAMED CLI   FPFM+1,C' '
         BNE   PUTDISK
         MVI   FPFM+1,C'1'
         B     PUTDISK
PUTOWN   MVC   EDTARGET+16(2),EDFM
         BAL   R10,DISK
         MVC   FPFN(16),OWNNAME
         MVC   FPFM,EDTARGET+16
         MVI   FPFM+1,C'1'
         MVC   EDWORDS(40),ERALIST
         MVC   EDWORDS+24(1),FPFM
         CALL  ERASE,EDWORDS
PUTDISK  MVC   EDTARGET+16(2),FPFM
         BAL   R10,DISK
         MVC   FPFV(1),EDRECFM
         LA    R5,EDBUF
         ST    R5,FPBUF
         L     R4,EDCUR
         LR    R5,R2
PUTNEXT  MVI   EDBUF,C' '
         MVC   EDBUF+1(255),EDBUF
         SR    R6,R6
         IC    R6,LNLEN
         LTR   R6,R6
         BZ    PUTEMPTY
         BCTR  R6,0
         EX    R6,PUTMOVE
         LA    R6,1(R6)
         B     PUTLEN
PUTEMPTY LA    R6,1
PUTLEN   CLI   EDRECFM,C'V'
         BE    PUTWRITE
         L     R6,EDRECL
PUTWRITE ST    R6,FPLEN
         CALL  WRBUF,EDFILE
         LTR   R15,R15
         BNZ   PUTBAD
         L     R4,LNNEXT
         BCT   R5,PUTNEXT
         CALL  FINIS,EDFILE
         LTR   R15,R15
         BNZ   PUTBAD
         CH    R8,=AL2(C'Y')
         BNE   PUTBACK
         LR    R0,R2
         LINK  EDDEL
         RETURN 0
PUTBACK  LR    R0,R7              THE CURRENT LINE STAYS
         LINK  EDGOTO
         RETURN 0
PUTWRONG LR    R0,R7
         LINK  EDGOTO
         RETURN 4
PUTRET   RETURN
PUTMOVE  MVC   EDBUF(0),LNTEXT
PUTBAD   LR    R5,R15
         CALL  FINIS,EDFILE
         CH    R5,=H'13'
         BE    PUTFULL
         CH    R5,=H'12'
         BE    PUTRO
         SAY   'THE LINES CANNOT BE WRITTEN THERE: OTHER FORMAT, OR NO X
               SUCH NAME',COLOR=R
         B     PUTPART
PUTFULL  SAY   'THE DISK IS FULL: NOT ALL LINES ARE WRITTEN',COLOR=R
         B     PUTPART
PUTRO    SAY   'NO SUCH DISK, OR IT IS READ-ONLY',COLOR=R
PUTPART  LR    R0,R7
         LINK  EDGOTO
         RETURN 12
*        CHECK - IS EDTOKEN A NAME.  BY BAL R10
CHECK    CLC   EDTOKLEN,=F'8'
         BH    PUTWRONG
         CLI   EDTOKEN,C'*'
         BE    PUTWRONG
         CLI   EDTOKEN,C'='
         BE    PUTWRONG
         CLI   EDTOKEN,C'('
         BE    PUTWRONG
         BR    R10
*        DISK - CAN IT BE WRITTEN.  BY BAL R10
DISK     CALL  ADTLKW,EDTARGET+16
         LTR   R15,R15
         BCR   8,R10
         B     PUTRO
         DS    0D
PUTLIST  DC    CL8'WRBUF',CL8' ',CL8' ',CL2' ',H'0',A(0)
         DC    F'0',CL2'F',H'1',F'0'
OWNNAME  DC    CL8'$XEDIT',CL8'PUTLINES'
ERALIST  DC    CL8'ERASE',CL8'$XEDIT',CL8'PUTLINES',CL8' ',8X'FF'
         LTORG
         END
