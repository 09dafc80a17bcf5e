TAPD     TITLE 'TAPEDUMP - FILES TO TAPE'
*
* PURPOSE.    TAPEDUMP  THE FILES THAT FIT TBFN, TBFT, TBFM
* RETURNS     0; 2 THE END OF THE TAPE: THE FILE IS NOT WHOLE; 28 NO SUCH
*             FILE; 36; 41; 100 + CODE
* BLOCKS      805 BYTES: X'02', CMS, BLANK, 800 BYTES OF THE FILE AS IT
*             LIES ON DISK (FORMAT V: TWO BYTES OF LENGTH BEFORE EACH
*             ITEM); THE LAST ONE X'02', CMS, N, THE FST
* HOW         BEHIND EACH FILE TWO TAPE MARKS ARE WRITTEN AND GONE BACK
*             OVER (WTM: OVER ONE), SO THAT THE TAPE ENDS THERE
* REGISTERS.  2 LINK, 4 FST, 5 CODE, 6 PLACE IN THE BLOCK, 7 BYTES LEFT IN
*             IT, 8 DATA, 9 THEIR LENGTH, 10 LINK, 11 WORK AREA, 12 BASE
*
CMSTAPD  CSECT
         REGS
         NUCON
         ADT
         FST
         FILEPLST
         TAPEBLK
         EXTRN TAPEDO,TAPELIST
CMSTAPD  CSECT
         USING TAPEBLK,R11
TAPEDUMP ENTER
         BASE  CMSTAPD
         MVI   TBWORK,0           80: ONE FILE AT LEAST
         CALL  ADTLKP,TBFM
         LTR   R15,R15
         BZ    DISK
         CLI   TBFM,C'*'
         BE    DISK
         FAIL  36,'NO SUCH DISK IS LOGGED IN'
DISK     MVC   TBLOOK+8(16),TBFN  FSNEXT KNOWS * ALONE
         LA    R1,TBLOOK+8
         BAL   R10,SPREAD
         LA    R1,TBLOOK+16
         BAL   R10,SPREAD
         MVC   TBLOOK+24(2),TBFM
         XC    TBPOS,TBPOS
NEXT     LA    R1,TBLOOK
         LA    R0,TBPOS
         CALL  FSNEXT
         LTR   R15,R15
         BNZ   ALL
         LR    R4,R1
         LR    R5,R0
         USING FST,R4
         USING ADT,R5
         LA    R0,TBFN
         CALL  MATCH,FSTN
         LTR   R15,R15
         BNZ   NEXT
         LA    R0,TBFT
         CALL  MATCH,FSTT
         LTR   R15,R15
         BNZ   NEXT
         CLI   TBFM+1,C' '
         BE    OURS
         CLC   TBFM+1(1),FSTM+1
         BNE   NEXT
OURS     CLC   FSTN(16),=CL16'TAPE    MAP'
         BNE   TAKE
         TM    TBOPT,TBDISK
         BO    NEXT
TAKE     MVC   TBFST,0(R4)
         MVC   TBFST+FSTM-FST(1),ADTM
         DROP  R5
         LA    R4,TBFST
         OI    TBWORK,X'80'
         BAL   R2,FILE
         B     NEXT
ALL      TM    TBWORK,X'80'
         BZ    NOFILE
         RETURN 0
NOFILE   FAIL  28,'FILE NOT FOUND'
SPREAD   LA    R14,8
         LR    R15,R1
SPRLOOK  CLI   0(R15),C'*'
         BE    SPRSTAR
         LA    R15,1(R15)
         BCT   R14,SPRLOOK
         BR    R10
SPRSTAR  MVC   0(8,R1),=CL8'*'
         BR    R10
         EJECT
*        FILE - THE FILE OF TBFST, FST 4
*
FILE     L     R9,FSTIL
         FREE  BYTES=(R9)
         LTR   R15,R15
         BNZ   NOROOM
         ST    R1,TBITEM
         ST    R9,TBILEN
         MVC   TBFILE,READ
         MVC   TBFILE+8(16),FSTN
         MVC   TBFILE+24(2),FSTM
         ST    R1,TBFILE+FPBUF-FILEPLST
         ST    R9,TBFILE+FPLEN-FILEPLST
         MVC   TBFILE+FPFV-FILEPLST(1),FSTFV
         LA    R0,1
         STH   R0,TBFILE+FPITEM-FILEPLST
         BAL   R10,FRESH
ITEM     CALL  RDBUF,TBFILE
         XC    TBFILE+FPITEM-FILEPLST(2),TBFILE+FPITEM-FILEPLST
         LTR   R5,R15
         BNZ   ITEMEND
         L     R9,TBFILE+FPREAD-FILEPLST
         CLI   FSTFV,C'V'
         BNE   ITEMDATA
         ST    R9,TBREAD
         LA    R8,TBREAD+2
         LA    R9,2
         BAL   R10,PUT
         L     R9,TBREAD
ITEMDATA L     R8,TBITEM
         BAL   R10,PUT
         B     ITEM
ITEMEND  CH    R5,=H'12'
         BNE   BADREAD
         CH    R7,=H'800'
         BE    ITEMLAST
         BAL   R10,BLOCK
ITEMLAST MVI   TBBLOCK+4,C'N'
         MVC   TBBLOCK+5(FSTL),TBFST
         BAL   R10,BLOCK
         BAL   R10,SHUT
         BAL   R10,MARK
         MVI   TBLINE,C' '
         MVC   TBLINE+1(79),TBLINE
         MVC   TBLINE(8),FSTN
         MVC   TBLINE+9(8),FSTT
         MVC   TBLINE+18(2),FSTM
         LINK  TAPELIST
         BR    R2
*
*        PUT - DATA 8, LENGTH 9 INTO THE BLOCKS
*
PUT      ST    R10,TBDATA
PUTNEXT  LTR   R9,R9
         BZ    PUTEND
         LR    R1,R9
         CR    R1,R7
         BNH   PUTPIECE
         LR    R1,R7
PUTPIECE CH    R1,=H'256'
         BNH   PUTMOVE
         LA    R1,256
PUTMOVE  BCTR  R1,0
         EX    R1,PUTBYTES
         LA    R1,1(R1)
         AR    R6,R1
         AR    R8,R1
         SR    R7,R1
         SR    R9,R1
         LTR   R7,R7
         BNZ   PUTNEXT
         BAL   R10,BLOCK
         B     PUTNEXT
PUTEND   L     R10,TBDATA
         BR    R10
PUTBYTES MVC   0(0,R6),0(R8)
*
*        BLOCK - TBBLOCK TO THE TAPE, ANOTHER IS BEGUN (FRESH)
*
BLOCK    LA    R1,TBBLOCK
         BAL   R14,POINT
         LA    R0,805
         ST    R0,TBSIZE
         LA    R1,=CL8'WRITE'
         LINK  TAPEDO
         LTR   R5,R15
         BNZ   BADWRITE
FRESH    LA    R6,TBBLOCK
         LA    R1,4
FRESHCLR XC    0(202,R6),0(R6)
         LA    R6,202(R6)
         BCT   R1,FRESHCLR
         MVC   TBBLOCK(5),=X'02C3D4E240'
         LA    R6,TBBLOCK+5
         LA    R7,800
         BR    R10
*        POINT - 1 IS THE BUFFER OF TAPEIO
POINT    IC    R0,TBMODE
         ST    R1,TBBUF
         STC   R0,TBMODE
         BR    R14
*        MARK - THE TAPE ENDS HERE
MARK     ST    R10,TBDATA
         LA    R1,=CL8'WTM'
         BAL   R10,ONE
         LA    R1,=CL8'WTM'
         BAL   R10,ONE
         LA    R1,=CL8'BSR'
         BAL   R10,ONE
         TM    TBOPT,TBWTM
         BO    MARKED
         LA    R1,=CL8'BSR'
         BAL   R10,ONE
MARKED   L     R10,TBDATA
         BR    R10
ONE      LINK  TAPEDO
         LTR   R5,R15
         BCR   8,R10
         CH    R5,=H'2'           A MARK IS NO WONDER
         BCR   8,R10
         B     GIVEUP
SHUT     CALL  FINIS,TBFILE
         L     R1,TBITEM
         L     R9,TBILEN
         FRET  BYTES=(R9)
         BR    R10
NOROOM   FAIL  41,'STORAGE IS EXHAUSTED'
BADREAD  TYPE  'THE FILE CANNOT BE READ',COLOR=R
         LA    R5,100(R5)
         B     GIVEUP
BADWRITE CH    R5,=H'2'
         BNE   GIVEUP
         LA    R1,=CL8'WTM'
         LINK  TAPEDO
         MVC   ERRLINE,ENDTEXT
         MVC   ERRLINE+34(8),FSTN
         MVC   ERRLINE+43(8),FSTT
         TYPE  ERRLINE,80,COLOR=R
GIVEUP   CALL  FINIS,TBFILE
         RETURN (R5)
ENDTEXT  DC    CL80'THE TAPE ENDS, NOT WHOLE ON IT IS '
         DS    0D
READ     DC    CL8'RDBUF',CL16' ',CL2' ',H'0',A(0),F'0',CL2'F',H'1'
         DC    F'0'
         LTORG
         END
