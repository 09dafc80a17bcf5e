DISK     TITLE 'DISK - A FILE TO CARDS, AS IT IS'
*
* PURPOSE.    DISK DUMP FN FT (FM)   A FILE OF ANY FORMAT TO CARDS, WITH
*                                    ITS DATE, FORMAT AND RECORD LENGTH
*             DISK LOAD              EVERY FILE OF SUCH A DECK BACK ON THE
*                                    P-DISK, AS IT WAS
* RETURNS     0; 24 OPERANDS WRONG; 28 NO SUCH FILE; 36 NO SUCH DISK; 41
*             NO STORAGE; 100 + CODE OF RDBUF OR CARDPH; LOAD: SEE THERE
* CARDS       1 X'02', 2-4 CMS, 5 N, D OR E, 6-55 DATA, 58-65 NAME, 66-73
*             TYPE, 74-75 MODE, 76-80 NUMBER OF THE CARD FROM 1.  THE DATA
*             OF N ARE THE FILE'S FST; OF D THE RECORDS ONE BEHIND THE
*             OTHER, OF FORMAT V EACH BEHIND TWO BYTES OF LENGTH; E IS THE
*             END
* REGISTERS.  2 OPERANDS, 3 LENGTH, 5 CODE, 6 PLACE IN THE CARD, 7 BYTES
*             LEFT IN IT, 8 DATA, 9 THEIR LENGTH, 12 BASE (OF THE SECTION)
*
CMSDISK  CSECT
         REGS
         NUCON
         FST
         DISKCARD
         EXTRN OFFOPEN,OFFGET,OFFSHUT,OFFCLOSE,OFFFST,DISKLOAD
         USING DISKCARD,R4
DISK     ENTER
         BASE  CMSDISK
         LR    R2,R1
         CLC   8(8,R2),=CL8'DUMP'
         BE    DUMP
         CLC   8(8,R2),=CL8'LOAD'
         BNE   DUMPBAD
         CLI   16(R2),X'FF'
         BNE   DUMPBAD
         LINK  DISKLOAD
         RETURN
DUMPBAD  FAIL  24,'DISK DUMP FILENAME FILETYPE MODE, OR DISK LOAD'
DUMP     LA    R1,16(R2)
         LINK  OFFOPEN
         LTR   R5,R15
         BNZ   DUMPCODE
         LA    R5,24
         CLI   0(R2),X'FF'
         BNE   DUMPOPTS
         LA    R4,CARD
         MVC   DCID,=X'02C3D4E2'
         MVC   DCID2,=CL2' '
         L     R1,=A(OFFFST)
         USING FST,R1
         MVC   DCNAME,FSTN
         MVC   DCTYPE,FSTT
         MVC   DCMODE,FSTM
         MVC   FORMAT,FSTFV
         DROP  R1
         XC    NUMBER,NUMBER
         XC    DCDATA,DCDATA
         MVC   DCDATA(FSTL),0(R1)
         MVI   DCKIND,C'N'
         BAL   R11,PUTCARD
         MVI   DCKIND,C'D'
DUMPNEXT LINK  OFFGET
         LTR   R5,R15
         BNZ   DUMPENDD
         LR    R8,R1
         LR    R9,R0
         CLI   FORMAT,C'V'
         BNE   DUMPITEM
         STM   R8,R9,ITEM
         LA    R8,ITEM+6
         LA    R9,2
         BAL   R10,PUT
         LM    R8,R9,ITEM
DUMPITEM BAL   R10,PUT
         B     DUMPNEXT
DUMPENDD CH    R5,=H'12'
         BNE   DUMPEND
         SR    R5,R5
         CH    R7,=H'50'
         BE    DUMPLAST
         BAL   R11,PUTCARD
DUMPLAST MVI   DCKIND,C'E'
         BAL   R11,PUTCARD
DUMPEND  LA    R1,DEVPCH
         LINK  OFFCLOSE
DUMPSHUT LINK  OFFSHUT
DUMPCODE RETURN (R5)
DUMPOPTS TYPE  'DISK DUMP HAS NO OPTIONS',COLOR=R
         B     DUMPSHUT
*
*        PUT - DATA 8, LENGTH 9 INTO THE CARDS
*
PUT      LTR   R9,R9
         BCR   8,R10
         LR    R3,R9
         CR    R3,R7
         BNH   PUTMOVE
         LR    R3,R7
PUTMOVE  BCTR  R3,0
         EX    R3,PUTBYTES
         LA    R3,1(R3)
         AR    R6,R3
         AR    R8,R3
         SR    R9,R3
         SR    R7,R3
         BNZ   PUT
         BAL   R11,PUTCARD
         B     PUT
PUTBYTES MVC   0(0,R6),0(R8)
*
*        PUTCARD - THE CARD IS PUNCHED, ANOTHER BEGUN
*
PUTCARD  L     R1,NUMBER
         LA    R1,1(R1)
         ST    R1,NUMBER
         CVD   R1,DECIMAL
         OI    DECIMAL+7,X'0F'
         UNPK  DCSEQ,DECIMAL+5(3)
         CMSCALL PUNLIST
         LTR   R15,R15
         BNZ   PUTBAD
         XC    DCDATA,DCDATA
         LA    R6,DCDATA
         LA    R7,50
         BR    R11
PUTBAD   LA    R5,100(R15)
         TYPE  'THE PUNCH FAILS, OR THERE IS NONE',COLOR=R
         B     DUMPEND
         DS    0D
DECIMAL  DS    D
PUNLIST  DC    CL8'CARDPH',A(CARD),H'80',H'0'
ITEM     DS    2F
NUMBER   DS    F
FORMAT   DS    C
CARD     DS    CL80
         LTORG
         END
