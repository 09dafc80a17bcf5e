SCPU     TITLE 'SCRPUT - FIELDS BECOME A 3270 DATA STREAM'
*
* PURPOSE.    SCRPUT  THE FIELDS OF SCRFLDS AND THE CURSOR, INTO SCWOUT.
*                     ONE THAT CAN BE TYPED INTO ENDS WITH A PROTECTED
*                     PLACE OF ITS OWN, UNLESS THE NEXT BEGINS THERE
*             SCRADDR 1 POSITION: ITS ADDRESS FOR THE DISPLAY, IN THE LAST
*                     TWO BYTES OF 0
* RETURNS     0; 24 A FIELD DOES NOT FIT THE SCREEN
* HOW         WHAT IS NO CHARACTER IS SHOWN AS A BROKEN BAR, SO NOTHING IN
*             A TEXT CAN BE AN ORDER.  ADDRESSES HAVE 12 BITS, SIX IN A
*             CHARACTER; 14 BITS ON A LARGER SCREEN
* REGISTERS.  2 PLACE IN THE STREAM, 3 FIELD, 4 POSITION, 5 LENGTH, 6 TEXT,
*             7 LENGTH LEFT, 8 9 WORK, 10 WORK AREA, 11 SCRBLK, 12 BASE
*
CMSSCPUT CSECT
         REGS
         NUCON
         SCRBLK
         SCRWORK
         USING SCRFLD,R3
SCRPUT   ENTER
         BASE  CMSSCPUT
         L     R2,SCWOUT
         MVI   0(R2),X'C3'        KEYBOARD FREE, NOTHING TYPED INTO
         CLI   SCROP,C'S'
         BE    PUTALARM
         MVI   0(R2),X'C1'        ... LOCKED WHEN NOBODY WAITS
PUTALARM TM    SCRFLAG,SCRALARM
         BZ    PUTBEGIN
         OI    0(R2),X'04'
PUTBEGIN LA    R2,1(R2)
         L     R3,SCRFLDS
         L     R9,=F'-1'          WHERE A FIELD HAS TO END
PUTNEXT  CLI   SCFROW,X'FF'
         BE    PUTLAST
         SR    R4,R4
         IC    R4,SCFROW
         CH    R4,SCRROWS
         BH    PUTWRONG
         BCTR  R4,0
         MH    R4,SCRCOLS
         SR    R5,R5
         IC    R5,SCFCOL
         BCTR  R5,0
         CH    R5,SCRCOLS
         BNL   PUTWRONG
         AR    R4,R5
         BM    PUTWRONG           ROW OR COLUMN 0
         LH    R5,SCFLEN
         LTR   R5,R5
         BM    PUTWRONG
         AR    R5,R4
         C     R5,SCWPOSNS
         BH    PUTWRONG
         LH    R7,SCFTLEN
         LTR   R7,R7
         BM    PUTWRONG
         CH    R7,SCFLEN
         BH    PUTWRONG
         LR    R8,R4              THE ATTRIBUTE'S PLACE
         BCTR  R8,0
         LTR   R8,R8
         BNM   PUTATTR
         A     R8,SCWPOSNS
PUTATTR  CR    R8,R9
         BE    PUTFIELD
         BAL   R14,CLOSE
PUTFIELD LR    R1,R8
         BAL   R14,SBA
         MVI   0(R2),X'1D'
         SR    R1,R1
         IC    R1,SCFATTR
         N     R1,=F'63'
         LA    R1,SIXBITS(R1)
         MVC   1(1,R2),0(R1)
         LA    R2,2(R2)
         L     R6,SCFTEXT
PUTTEXT  LTR   R8,R7              TEXT BY PIECES OF 256
         BNP   PUTTEND
         CH    R8,=H'256'
         BNH   PUTSOME
         LA    R8,256
PUTSOME  BCTR  R8,0
         EX    R8,PUTMOVE
         EX    R8,PUTTRANS
         LA    R8,1(R8)
         AR    R2,R8
         AR    R6,R8
         SR    R7,R8
         B     PUTTEXT
PUTMOVE  MVC   0(0,R2),0(R6)
PUTTRANS TR    0(0,R2),SHOWN
PUTTEND  L     R9,=F'-1'
         TM    SCFATTR,X'20'
         BO    PUTON
         LR    R9,R5              IT ENDS HERE
         C     R9,SCWPOSNS
         BL    PUTON
         SR    R9,R9
PUTON    LA    R3,SCFSIZE(R3)
         B     PUTNEXT
PUTLAST  BAL   R14,CLOSE
         LH    R4,SCRCROW
         BCTR  R4,0
         MH    R4,SCRCOLS
         AH    R4,SCRCCOL
         BCTR  R4,0
         LTR   R1,R4
         BM    PUTDONE
         C     R1,SCWPOSNS
         BNL   PUTDONE
         BAL   R14,SBA
         MVI   0(R2),X'13'
         LA    R2,1(R2)
PUTDONE  S     R2,SCWOUT
         ST    R2,SCWOUTL
         RETURN 0
PUTWRONG RETURN 24
*        CLOSE - A PROTECTED PLACE AT 9, IF NOT NEGATIVE.  BY BAL R14
CLOSE    LTR   R1,R9
         BCR   4,R14
         LR    R9,R14
         BAL   R14,SBA
         MVC   0(2,R2),=X'1DF0'
         LA    R2,2(R2)
         LR    R14,R9
         L     R9,=F'-1'
         BR    R14
*        SBA - SET BUFFER ADDRESS TO POSITION 1.  BY BAL R14; USES 0
SBA      MVI   0(R2),X'11'
         STC   R1,2(R2)
         SRL   R1,8
         STC   R1,1(R2)
         CLC   SCWPOSNS,=F'4096'
         BH    SBAEND
         SR    R0,R0
         IC    R0,2(R2)
         SLL   R1,8
         OR    R1,R0
         LR    R0,R1
         N     R1,=F'63'
         STC   R1,2(R2)
         SRL   0,6
         STC   R0,1(R2)
         TR    1(2,R2),SIXBITS
SBAEND   LA    R2,3(R2)
         BR    R14
SIXBITS  DC    X'40C1C2C3C4C5C6C7C8C94A4B4C4D4E4F'
         DC    X'50D1D2D3D4D5D6D7D8D95A5B5C5D5E5F'
         DC    X'6061E2E3E4E5E6E7E8E96A6B6C6D6E6F'
         DC    X'F0F1F2F3F4F5F6F7F8F97A7B7C7D7E7F'
*        WHAT IS SHOWN FOR EACH CHARACTER
SHOWN    DC    64X'6A'
         DC    X'404142434445464748494A4B4C4D4E4F'
         DC    X'505152535455565758595A5B5C5D5E5F'
         DC    X'606162636465666768696A6B6C6D6E6F'
         DC    X'707172737475767778797A7B7C7D7E7F'
         DC    X'808182838485868788898A8B8C8D8E8F'
         DC    X'909192939495969798999A9B9C9D9E9F'
         DC    X'A0A1A2A3A4A5A6A7A8A9AAABACADAEAF'
         DC    X'B0B1B2B3B4B5B6B7B8B9BABBBCBDBEBF'
         DC    X'C0C1C2C3C4C5C6C7C8C9CACBCCCDCECF'
         DC    X'D0D1D2D3D4D5D6D7D8D9DADBDCDDDEDF'
         DC    X'E0E1E2E3E4E5E6E7E8E9EAEBECEDEEEF'
         DC    X'F0F1F2F3F4F5F6F7F8F9FAFBFCFDFE6A'
         LTORG
         END
