PRIN     TITLE 'PRINT - A FILE TO THE PRINTER'
*
* PURPOSE.    PRINT FN FT (FM) ( OPTIONS   A FILE TO THE PRINTER, EACH
*             PAGE WITH A HEADING.  OPTIONS:
*             CC        THE FIRST COLUMN IS CARRIAGE CONTROL (A LISTING'S
*                       IS); NO HEADINGS.  NOCC: IT IS NOT
*             HEADER    WITH CC: A PAGE WITH THE FILE'S NAME IN FRONT
*             LINECOUN N  LINES ON A PAGE, 55; 0: ONE HEADING ONLY
*             UPCASE    IN CAPITALS
*             HEX       IN HEXADECIMAL, RECORDS OF ANY LENGTH
*             OFFPRINT  OFFLINE PRINT: NO HEADINGS, A NEW PAGE FIRST
*             OFFPRTCC  OFFLINE PRINTCC: AS CC
* RETURNS     0; 24 OPERANDS WRONG; 28 NO SUCH FILE; 32 RECORDS OF MORE
*             THAN 132 CHARACTERS (133 WITH CC); 36 NO SUCH DISK; 41 NO
*             STORAGE; 100 + CODE OF RDBUF OR PRINTR
* REGISTERS.  2 OPERANDS, 3 LINE, 4 LENGTH, 5 CODE, 6 LINES LEFT ON THE
*             PAGE, 7 ITEM, 8 9 HEXADECIMAL, 12 BASE (OF THE SECTION)
*
CMSPRIN  CSECT
         REGS
         NUCON
         FST
         EXTRN OFFOPEN,OFFGET,OFFSHUT,OFFCLOSE,OFFFST
CC       EQU   X'80'              OPTIONS
HEADER   EQU   X'40'
UPCASE   EQU   X'20'
HEX      EQU   X'10'
PAGED    EQU   X'08'
NOCC     EQU   X'04'
LONGEST  EQU   132
OFFPRTCC ENTER
         BASE  CMSPRIN
         MVI   OPTIONS,CC
         B     PRTBEGIN
OFFPRINT ENTER
         BASE  CMSPRIN
         MVI   OPTIONS,NOCC
         B     PRTBEGIN
PRINT    ENTER
         BASE  CMSPRIN
         MVI   OPTIONS,PAGED
PRTBEGIN MVC   PERPAGE,=F'55'
         LA    R1,8(R1)
         LINK  OFFOPEN
         LTR   R5,R15
         BNZ   PRTCODE
         TM    OPTIONS,PAGED
         BO    PRTOPTS
         CLI   0(R2),X'FF'
         BNE   PRTWRONG
PRTOPTS  CLI   0(R2),X'FF'
         BE    PRTGO
         LA    R2,8(R2)
PRTOPT   CLI   0(R2),X'FF'
         BE    PRTGO
         CLI   0(R2),C')'
         BE    PRTGO
         LA    R1,PRTWORDS
PRTLOOK  CLC   0(8,R2),0(R1)
         BE    PRTFOUND
         LA    R1,9(R1)
         CLI   0(R1),X'FF'
         BNE   PRTLOOK
         CLC   0(8,R2),=CL8'LINECOUN'
         BNE   PRTWRONG
         LA    R2,8(R2)
         CLI   0(R2),X'FF'
         BE    PRTWRONG
         CALL  GETDEC,0(R2)
         LTR   R15,R15
         BNZ   PRTWRONG
         C     R0,=F'99'
         BH    PRTWRONG
         ST    R0,PERPAGE
         B     PRTON
PRTFOUND OC    OPTIONS,8(R1)
PRTON    LA    R2,8(R2)
         B     PRTOPT
PRTWORDS DC    CL8'CC',AL1(CC),CL8'NOCC',AL1(NOCC),CL8'HEX',AL1(HEX)
         DC    CL8'HEADER',AL1(HEADER),CL8'UPCASE',AL1(UPCASE)
         DC    CL8'UP',AL1(UPCASE),X'FF'
PRTWRONG LA    R5,24
         TYPE  'OPTIONS: CC NOCC HEADER LINECOUN UPCASE HEX',COLOR=R
         B     PRTSHUT
*
*        WHAT KIND OF LISTING
*
PRTGO    L     R3,=A(OFFFST)
         USING FST,R3
         TM    OPTIONS,NOCC+HEX
         BNZ   PRTNOCC
         CLC   FSTT,=CL8'LISTING'
         BNE   PRTISCC
         OI    OPTIONS,CC
PRTISCC  TM    OPTIONS,CC
         BO    PRTLONG
PRTNOCC  NI    OPTIONS,255-CC
PRTLONG  TM    OPTIONS,HEX
         BO    PRTNAMES
         LA    R0,LONGEST
         TM    OPTIONS,CC
         BZ    PRTMOST
         LA    R0,LONGEST+1
PRTMOST  C     R0,FSTIL
         BL    PRTTOO
PRTNAMES MVC   HEADLINE,HEADFORM
         MVC   HEADLINE+8(8),FSTN
         MVC   HEADLINE+17(8),FSTT
         MVC   HEADLINE+26(2),FSTM
         MVC   HEADLINE+32(8),TODATE
         MVC   HEADLINE+42(8),TOTIME
         DROP  R3
         XC    PAGE,PAGE
         SR    R6,R6
         SR    R7,R7
         TM    OPTIONS,CC
         BZ    PRTNEXT
         TM    OPTIONS,HEADER
         BZ    PRTNEXT
         BAL   R10,HEADING
*
*        ITEM AFTER ITEM
*
PRTNEXT  LINK  OFFGET
         LTR   R5,R15
         BNZ   PRTENDED
         LR    R3,R1
         LR    R4,R0
         LA    R7,1(R7)
         TM    OPTIONS,UPCASE
         BZ    PRTHOW
         TM    OPTIONS,HEX
         BO    PRTHOW
         BCTR  R4,0
         L     R1,AUPCASE
         EX    R4,PRTTR
         LA    R4,1(R4)
PRTHOW   TM    OPTIONS,HEX
         BO    PRTHEX
         TM    OPTIONS,CC
         BO    PRTCC
         BAL   R10,TEXTLINE
         B     PRTNEXT
PRTCC    BAL   R11,EMIT
         B     PRTNEXT
PRTTR    TR    0(0,R3),0(R1)
PRTENDED CH    R5,=H'12'
         BNE   PRTEND
         SR    R5,R5
PRTEND   LA    R1,DEVPRN
         LINK  OFFCLOSE
PRTSHUT  LINK  OFFSHUT
PRTCODE  RETURN (R5)
PRTTOO   LA    R5,32
         TYPE  'RECORDS TOO LONG FOR A LINE: USE OPTION HEX',COLOR=R
         B     PRTSHUT
         EJECT
*        TEXTLINE - LINE 3, LENGTH 4, WITHOUT CARRIAGE CONTROL; THE BYTE
*        IN FRONT OF IT GETS ONE
*
TEXTLINE ST    R10,TEXTRET
         TM    OPTIONS,PAGED
         BZ    TEXTPLN
         LTR   R6,R6
         BP    TEXTPLN
         STM   R3,R4,TEXTSAVE
         BAL   R10,HEADING
         LM    R3,R4,TEXTSAVE
TEXTPLN  BCTR  R6,0
         BCTR  R3,0
         LA    R4,1(R4)
         MVI   0(R3),C' '
         TM    OPTIONS,PAGED
         BO    TEXTOUT
         LTR   R6,R6              OFFLINE: THE FIRST ONE
         BP    TEXTOUT
         CLC   PAGE,=F'0'
         BNE   TEXTOUT
         MVI   PAGE+3,1
         MVI   0(R3),C'1'
TEXTOUT  BAL   R11,EMIT
         L     R10,TEXTRET
         BR    R10
*
*        HEADING - A NEW PAGE, ITS HEADING AND AN EMPTY LINE
*
HEADING  L     R0,PAGE
         A     R0,=F'1'
         ST    R0,PAGE
         CALL  TODEC,HEXWORK
         MVC   HEADLINE+60(5),HEXWORK+5
         LA    R3,HEADLINE
         LA    R4,L'HEADLINE
         BAL   R11,EMIT
         LA    R3,BLANK
         LA    R4,2
         BAL   R11,EMIT
         L     R6,PERPAGE
         LTR   R6,R6
         BCR   7,R10
         L     R6,=X'7FFFFFFF'    NEVER AGAIN
         BR    R10
*
*        EMIT - LINE 3 WITH CARRIAGE CONTROL, LENGTH 4
*
EMIT     ST    R3,PRTLIST+8
         STH   R4,PRTLIST+12
         CMSCALL PRTLIST
         LTR   R5,R15
         BCR   8,R11
         CH    R5,=H'2'           CHANNELS 9 AND 12 DO NOT MATTER
         BCR   8,R11
         CH    R5,=H'3'
         BCR   8,R11
         LA    R5,100(R5)
         TYPE  'NO PRINTER, OR WRONG CARRIAGE CONTROL',COLOR=R
         B     PRTEND
         EJECT
*        PRTHEX - A RECORD IN HEXADECIMAL: 4 WORDS OF 8 DIGITS, TWICE
*
PRTHEX   STM   R3,R4,HEXITEM
         MVI   HEXLINE,C' '
         MVC   HEXLINE+1(L'HEXLINE-1),HEXLINE
         MVC   HEXLINE+1(6),=C'RECORD'
         LR    R0,R7
         CALL  TODEC,HEXWORK
         MVC   HEXLINE+7(6),HEXWORK+4
         MVC   HEXLINE+15(6),=C'LENGTH'
         L     R0,HEXITEM+4
         CALL  TODEC,HEXWORK
         MVC   HEXLINE+21(6),HEXWORK+4
         LA    R3,HEXLINE+1
         LA    R4,30
         BAL   R10,TEXTLINE
         LM    R8,R9,HEXITEM
HEXMORE  MVI   HEXLINE,C' '
         MVC   HEXLINE+1(L'HEXLINE-1),HEXLINE
         LA    R3,HEXLINE+5
         LA    R4,32              BYTES IN A LINE
HEXBYTE  MVC   HEXWORK(1),0(R8)
         UNPK  HEXWORK+8(3),HEXWORK(2)
         L     R1,AHEXTAB
         S     R1,=F'240'
         TR    HEXWORK+8(2),0(R1)
         MVC   0(2,R3),HEXWORK+8
         LA    R3,2(R3)
         LA    R8,1(R8)
         SH    R9,=H'1'
         BZ    HEXPUT
         BCT   R4,HEXWORDS
HEXPUT   LA    R3,HEXLINE+1
         LA    R4,80
         BAL   R10,TEXTLINE
         LTR   R9,R9
         BP    HEXMORE
         B     PRTNEXT
HEXWORDS LR    R0,R4
         N     R0,=F'3'
         BNZ   HEXBYTE
         LA    R3,1(R3)
         B     HEXBYTE
         DS    0D
PRTLIST  DC    CL8'PRINTR',A(0),H'0',H'0'
HEXITEM  DS    2F
TEXTSAVE DS    2F
TEXTRET  DS    F
PERPAGE  DS    F
PAGE     DS    F
OPTIONS  DS    X
BLANK    DC    C'  '
HEADFORM DC    CL66'1 FILE:'
         ORG   HEADFORM+54
         DC    C'PAGE'
         ORG
HEADLINE DS    CL66
HEXLINE  DS    CL100
         LTORG
         END
