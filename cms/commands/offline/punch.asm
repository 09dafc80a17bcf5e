PUNC     TITLE 'PUNCH - A FILE TO CARDS'
*
* PURPOSE.    PUNCH FN FT (FM) ( OPTIONS   A FILE TO CARDS, BEHIND A CARD
*             :READ WITH ITS NAME.  NOHEADER (NOH): WITHOUT IT
*             OFFPUNCH  OFFLINE PUNCH
*             OFFPUNCC  OFFLINE PUNCHCC: WITHOUT THE :READ CARD
* RETURNS     0; 24 OPERANDS WRONG; 28 NO SUCH FILE; 32 RECORDS OF MORE
*             THAN 80 BYTES; 36 NO SUCH DISK; 41 NO STORAGE; 100 + CODE OF
*             RDBUF OR CARDPH
* REGISTERS.  2 OPERANDS, 3 RECORD, 4 LENGTH, 5 CODE, 12 BASE (OF THE
*             SECTION)
*
CMSPUNC  CSECT
         REGS
         NUCON
         FST
         EXTRN OFFOPEN,OFFGET,OFFSHUT,OFFCLOSE,OFFFST
OFFPUNCC ENTER
         BASE  CMSPUNC
         MVI   HEADER,0
         B     PUNBEGIN
OFFPUNCH ENTER
         BASE  CMSPUNC
         MVI   HEADER,1
         B     PUNBEGIN
PUNCH    ENTER
         BASE  CMSPUNC
         MVI   HEADER,1
PUNBEGIN LA    R1,8(R1)
         LINK  OFFOPEN
         LTR   R5,R15
         BNZ   PUNCODE
         CLI   0(R2),X'FF'
         BE    PUNGO
PUNOPT   LA    R2,8(R2)
         CLI   0(R2),X'FF'
         BE    PUNGO
         CLI   0(R2),C')'
         BE    PUNGO
         MVI   HEADER,1
         CLC   0(8,R2),=CL8'HEADER'
         BE    PUNOPT
         MVI   HEADER,0
         CLC   0(8,R2),=CL8'NOHEADER'
         BE    PUNOPT
         CLC   0(8,R2),=CL8'NOH'
         BE    PUNOPT
         LA    R5,24
         TYPE  'PUNCH OPTIONS: HEADER, NOHEADER',COLOR=R
         B     PUNSHUT
PUNGO    L     R3,=A(OFFFST)
         USING FST,R3
         CLC   FSTIL,=F'80'
         BH    PUNTOO
         CLI   HEADER,0
         BE    PUNNEXT
         MVC   CARD,PUNREAD
         MVC   CARD+7(8),FSTN
         MVC   CARD+16(8),FSTT
         MVC   CARD+25(2),FSTM
         MVC   CARD+34(8),TODATE
         MVC   CARD+43(8),TOTIME
         DROP  R3
         BAL   R10,PUNCARD
PUNNEXT  LINK  OFFGET
         LTR   R5,R15
         BNZ   PUNENDED
         MVI   CARD,C' '
         MVC   CARD+1(79),CARD
         LR    R4,R0
         BCTR  R4,0
         EX    R4,PUNMOVE
         BAL   R10,PUNCARD
         B     PUNNEXT
PUNMOVE  MVC   CARD(0),0(R1)
PUNENDED CH    R5,=H'12'
         BNE   PUNEND
         SR    R5,R5
PUNEND   LA    R1,DEVPCH
         LINK  OFFCLOSE
PUNSHUT  LINK  OFFSHUT
PUNCODE  RETURN (R5)
PUNTOO   LA    R5,32
         TYPE  'RECORDS TOO LONG FOR A CARD: USE DISK DUMP',COLOR=R
         B     PUNSHUT
PUNCARD  CMSCALL PUNLIST
         LTR   R5,R15
         BCR   8,R10
         LA    R5,100(R5)
         TYPE  'THE PUNCH FAILS, OR THERE IS NONE',COLOR=R
         B     PUNEND
         DS    0D
PUNLIST  DC    CL8'CARDPH',A(CARD),H'80',H'0'
PUNREAD  DC    CL80':READ'
CARD     DS    CL80
HEADER   DS    X
         LTORG
         END
