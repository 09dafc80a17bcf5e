DLOD     TITLE 'DISKLOAD - CARDS OF DISK DUMP BACK TO FILES'
*
* PURPOSE.    THE FILES OF THE DECK IN THE READER GO ON THE P-DISK, WITH
*             THEIR FORMAT, MODE NUMBER AND DATE.  A FILE REPLACES THE ONE
*             OF ITS NAME WHEN IT IS WHOLE
* RETURNS     0; 32 A CARD IS MISSING OR NONE OF DISK DUMP'S; 36 NO CARDS;
*             41 NO STORAGE; 100 + CODE OF WRBUF, ALTER OR CARDRD.  THEN
*             THE DECK IS KEPT IN THE READER, HELD
* REGISTERS.  2 NUMBER OF THE CARD, 3 LENGTH, 4 CARD, 5 CODE, 6 PLACE IN
*             THE CARD, 7 BYTES LEFT IN IT, 8 BUFFER, 9 ITS LENGTH, 12
*             BASE (OF THE SECTION)
*
CMSDLOD  CSECT
         REGS
         NUCON
         DEVICE
         FST
         AFT
         FILEPLST
         DISKCARD
         USING DISKCARD,R4
DISKLOAD ENTER
         BASE  CMSDLOD
         LA    R4,CARD
         XC    BUFFER(8),BUFFER
         MVI   LOADED,0
NEXTFILE SR    R2,R2
         BAL   R11,CARDIN
         BNZ   ENDDECK
         CLI   DCKIND,C'N'
         BNE   BADCARD
         CLC   DCNAME,DCDATA
         BNE   BADCARD
         BAL   R10,NEWFILE
*
*        ITEM AFTER ITEM
*
         HALF  R0,THEFST+FSTIC-FST
         ST    R0,ITEMS
         SR    R7,R7
NEXTITEM L     R9,THEFST+FSTIL-FST
         CLI   THEFST+FSTFV-FST,C'F'
         BE    THEITEM
         LA    R8,LENGTH+2
         LA    R9,2
         BAL   R10,GET
         L     R9,LENGTH
         LTR   R9,R9
         BZ    BADCARD
         C     R9,THEFST+FSTIL-FST
         BH    BADCARD
THEITEM  ST    R9,OUT+FPLEN-FILEPLST
         L     R8,BUFFER
         BAL   R10,GET
         CALL  WRBUF,OUT
         LTR   R5,R15
         BNZ   BADWRITE
         L     R1,ITEMS
         BCTR  R1,0
         ST    R1,ITEMS
         LTR   R1,R1
         BNZ   NEXTITEM
         BAL   R11,CARDIN
         BNZ   BADCARD
         CLI   DCKIND,C'E'
         BNE   BADCARD
         BAL   R10,WHOLE
         B     NEXTFILE
ENDDECK  CLI   LOADED,0
         BE    NOCARDS
         RETURN 0
NOCARDS  FAIL  36,'THERE ARE NO CARDS IN THE READER'
*
*        NEWFILE - THE FILE OF THE N CARD IS BEGUN UNDER ANOTHER NAME
*
NEWFILE  MVC   THEFST,DCDATA
         LA    R1,THEFST
         USING FST,R1
         CLI   FSTN,C' '
         BE    BADCARD
         CLI   FSTT,C' '
         BE    BADCARD
         CLI   FSTFV,C'F'
         BE    NEWLEN
         CLI   FSTFV,C'V'
         BNE   BADCARD
NEWLEN   L     R9,FSTIL
         LTR   R9,R9
         BNP   BADCARD
         C     R9,=F'65535'
         BH    BADCARD
         CLC   FSTIC,=H'0'
         BE    BADCARD
         LA    R14,FSTD           THE DATE: PAIRS OF DIGITS
         LA    R15,DATES
         LA    R0,4
NEWDATE  CLC   0(1,R14),0(R15)
         BL    BADCARD
         CLC   0(1,R14),1(R15)
         BH    BADCARD
         IC    R3,0(R14)
         N     R3,=F'15'
         CH    R3,=H'9'
         BH    BADCARD
         LA    R14,1(R14)
         LA    R15,2(R15)
         BCT   R0,NEWDATE
         CLI   FSTYR,C'0'
         BL    BADCARD
         CLI   FSTYR,C'9'
         BH    BADCARD
         CLI   FSTYR+1,C'0'
         BL    BADCARD
         CLI   FSTYR+1,C'9'
         BH    BADCARD
         MVC   OUT,OUT0
         MVC   OUT+FPFV-FILEPLST(1),FSTFV
         MVC   NEWNAME,FSTN
         MVC   NEWMODE+1(1),FSTM+1
         CLI   FSTM+1,C'0'        SY AND WORSE
         BL    NEWDIGIT
         CLI   FSTM+1,C'6'
         BNH   NEWGOOD
NEWDIGIT MVI   NEWMODE+1,C'1'
         DROP  R1
NEWGOOD  FREE  BYTES=(R9)
         LTR   R15,R15
         BNZ   NOSTORE
         ST    R1,BUFFER
         ST    R9,BUFLEN
         ST    R1,OUT+FPBUF-FILEPLST
         XC    LENGTH,LENGTH
         CALL  ERASE,ERASEOUT
         BR    R10
*
*        WHOLE - THE FILE GETS ITS DATE, IS CLOSED, THEN ITS NAME
*
WHOLE    LR    R9,R10
         BUSY  BUSYWR
         CALL  ACTLKP,OUT
         LTR   R15,R15
         BNZ   WHOLEFIN
         USING AFT,R1
         MVC   AFTFST+FSTD-FST(L'FSTD),THEFST+FSTD-FST
         MVC   AFTFST+FSTYR-FST(L'FSTYR),THEFST+FSTYR-FST
         DROP  R1
WHOLEFIN OI    SYSFLAG1,NODATE
         CALL  FINIS,OUT
         NI    SYSFLAG1,255-NODATE
         LR    R5,R15
         UNBUSY BUSYWR
         LTR   R5,R5
         BNZ   BADWRITE
         MVC   ERASEOLD+8(16),NEWNAME
         CALL  ERASE,ERASEOLD
         CALL  ALTER,RENAME
         LTR   R5,R15
         BNZ   BADWRITE
         BAL   R10,FREEBUF
         MVC   DONE(8),NEWNAME
         MVC   DONE+9(8),NEWNAME+8
         MVC   DONE+18(2),NEWMODE
         TYPE  DONE,L'DONE
         MVI   LOADED,1
         BR    R9
FREEBUF  L     R1,BUFFER
         LTR   R1,R1
         BCR   8,R10
         L     R3,BUFLEN
         FRET  BYTES=(R3)
         XC    BUFFER,BUFFER
         BR    R10
         EJECT
*        GET - 9 BYTES OF THE CARDS TO 8
*
GET      LTR   R9,R9
         BCR   8,R10
         LTR   R7,R7
         BNZ   GETMOST
         BAL   R11,CARDIN
         BNZ   BADCARD
         CLI   DCKIND,C'D'
         BNE   BADCARD
         LA    R6,DCDATA
         LA    R7,50
GETMOST  LR    R3,R9
         CR    R3,R7
         BNH   GETMOVE
         LR    R3,R7
GETMOVE  BCTR  R3,0
         EX    R3,GETBYTES
         LA    R3,1(R3)
         AR    R6,R3
         AR    R8,R3
         SR    R7,R3
         SR    R9,R3
         B     GET
GETBYTES MVC   0(0,R8),0(R6)
*
*        CARDIN - THE NEXT CARD, WHICH MUST BE THE NEXT OF THE FILE.
*        CODE NOT 0: THERE IS NONE
*
CARDIN   CMSCALL READLIST
         LTR   R5,R15
         BZ    CARDLOOK
         CH    R5,=H'2'
         BH    BADREAD
         LTR   R5,R5
         BR    R11
CARDLOOK LA    R2,1(R2)
         CLC   DCID,=X'02C3D4E2'
         BNE   BADCARD
         CVD   R2,DECIMAL
         OI    DECIMAL+7,X'0F'
         UNPK  SEQ,DECIMAL+5(3)
         CLC   SEQ,DCSEQ
         BNE   BADCARD
         C     R2,=F'1'
         BE    CARDGOOD
         CLC   NEWNAME,DCNAME
         BNE   BADCARD
CARDGOOD CR    R2,R2
         BR    R11
*
*        WHAT GOES WRONG: THE FILE IS DROPPED, THE DECK KEPT
*
BADCARD  MVC   ERRLINE,BADTEXT
         LR    R0,R2
         CALL  TODEC,HEXWORK
         MVC   ERRLINE+5(6),HEXWORK+4
         TYPE  ERRLINE,80,COLOR=R
         LA    R5,32
         B     DROP
BADREAD  TYPE  'THE READER FAILS, OR THERE IS NONE',COLOR=R
         LA    R5,100(R5)
         B     DROP
BADWRITE TYPE  'THE FILE CANNOT BE WRITTEN',COLOR=R
         LA    R5,100(R5)
         B     DROP
NOSTORE  TYPE  'STORAGE IS EXHAUSTED',COLOR=R
         LA    R5,41
DROP     CALL  FINIS,OUT
         CALL  ERASE,ERASEOUT
         BAL   R10,FREEBUF
         LH    R0,DEVRDR
         CALL  TOHEX,HEXWORK
         MVC   CLOSE+6(3),HEXWORK+5
         LA    R0,L'CLOSE
         CALL  CPLINE,CLOSE
         LTR   R15,R15
         BM    DROPPED
         TYPE  'THE DECK IS HELD: CP CHANGE RDR ALL NOHOLD'
DROPPED  RETURN (R5)
BADTEXT  DC    CL80'CARD        OF THE FILE IS MISSING, OR NO CARD OF DX
               ISK DUMP'
         DS    0D
DECIMAL  DS    D
READLIST DC    CL8'CARDRD',A(CARD),H'80',H'0'
OUT0     DC    CL8'WRBUF',CL8'DISKLOAD',CL8'CMSUT1',CL2'P1',H'0',A(0)
         DC    F'0',CL2'F',H'1',F'0'
OUT      DS    CL(FPEND)
         DS    0D
ERASEOUT DC    CL8'ERASE',CL8'DISKLOAD',CL8'CMSUT1',CL8'P1',8X'FF'
ERASEOLD DC    CL8'ERASE',2CL8' ',CL8'P',8X'FF'
RENAME   DC    CL8'ALTER',CL8'DISKLOAD',CL8'CMSUT1',CL8'P1'
NEWNAME  DS    CL16
NEWMODE  DC    CL8'P1',8X'FF'
BUFFER   DS    A
BUFLEN   DS    F
ITEMS    DS    F
LENGTH   DS    F
THEFST   DS    CL40
CARD     DS    CL80
SEQ      DS    CL5
DATES    DC    X'0112',X'0131',X'0023',X'0059'     OF EACH PAIR
DONE     DC    C'                     LOADED'
CLOSE    DC    C'CLOSE 000 HOLD'
LOADED   DS    X
         LTORG
         END
