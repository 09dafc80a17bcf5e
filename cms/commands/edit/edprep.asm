EDPR     TITLE 'EDPREP - TEXT TYPED BECOMES A LINE; LINE NUMBERS'
*
* PURPOSE.    EDPREP    THE REST OF THE OPERANDS BECOMES A LINE IN
*                       EDBUF: TABS, BACKSPACES, LINE NUMBER EDNUMB,
*                       TRUNCATION (NOT OF MASKS, EDMASK)
*             EDNEXTNO  EDNUMB: NUMBER FOR A LINE BEHIND THE PRESENT
*                       ONE. 15: 0; 4 THERE IS NONE
*             EDLINENO  1 LINE (LINE): ITS NUMBER INTO 0
*             EDNUMTXT  EDNUMB INTO THE FIRST FIVE OF EDNUMBER
* RETURNS     0
* REGISTERS.  2 TEXT, 3 END, 4 PLACE IN EDBUF, 5 COLUMN, 6 GREATEST
*             COLUMN, 7 8 WORK, 11 EDBLK, 12 BASE
*
CMSEDPRP CSECT
         REGS
         NUCON
         FILEPLST
         EDBLK
BACKSP   EQU   X'16'
EDPREP   ENTER
         L     R2,EDARG
         L     R3,EDARGEND
         MVI   EDBUF,C' '
         MVC   EDBUF+1(255),EDBUF
         LA    R5,1
         L     R7,EDNUMB
         LTR   R7,R7
         BZ    PREPTOP
         CLI   EDLMODE,C'L'
         BNE   PREPTOP
         LA    R5,7
PREPTOP  LR    R6,R5
PREPNEXT CR    R2,R3
         BNL   PREPEND
         LA    R4,EDBUF-1(R5)
         CLI   EDIMAGE,C'N'
         BE    PREPCHAR
         CLC   0(1,R2),EDTABCH
         BE    PREPTAB
         CLI   EDIMAGE,C'Y'
         BNE   PREPCHAR
         CLI   0(R2),BACKSP
         BNE   PREPCHAR
         BCTR  R5,0
         LTR   R5,R5
         BP    PREPON
         LA    R5,1
         B     PREPON
PREPCHAR CH    R5,=H'255'
         BNL   PREPON
         MVC   0(1,R4),0(R2)
         LA    R5,1(R5)
         CR    R5,R6
         BNH   PREPON
         LR    R6,R5
PREPON   LA    R2,1(R2)
         B     PREPNEXT
PREPTAB  LA    R7,EDTABS          THE NEXT COLUMN OF TABSET
         SR    R8,R8
PREPSTOP IC    R8,0(R7)
         LTR   R8,R8
         BZ    PREPONE
         LA    R7,1(R7)
         CR    R8,R5
         BNH   PREPSTOP
         LR    R5,R8
         B     PREPON
PREPONE  CH    R5,=H'255'
         BNL   PREPON
         LA    R5,1(R5)
         B     PREPON
PREPEND  CLI   EDIMAGE,C'C'
         BNE   PREPCUT
         BAL   R10,CANON
PREPCUT  L     R7,EDTRUNC
         CLI   EDLMODE,C'R'
         BNE   PREPLONG
         CLC   EDNUMB,=F'0'
         BE    PREPLONG
         CH    R7,=H'72'
         BNH   PREPLONG
         LA    R7,72
PREPLONG CLI   EDMASK,C'Y'
         BNE   PREPOVER
         L     R7,EDRECL
PREPOVER LA    R4,EDBUF(R7)       WHAT IS BEHIND COLUMN 7
         LA    R8,EDBUF+255
         SR    R8,R4
         EX    R8,PREPTEST
         BE    PREPNUM
         MVI   0(R4),C' '
         BCTR  R8,0
         LTR   R8,R8
         BM    PREPTELL
         EX    R8,PREPWIPE
PREPTELL CLI   EDMASK,C'Y'
         BE    PREPTRIM
         MVI   EDCUT,C'Y'
PREPNUM  L     R7,EDNUMB
         LTR   R7,R7
         BZ    PREPTRIM
         CLI   EDLMODE,C'N'
         BE    PREPTRIM
         LINK  EDNUMTXT
         LA    R4,EDBUF
         CLI   EDLMODE,C'L'
         BE    PREPPUT
         LA    R4,EDBUF+75
PREPPUT  MVC   0(5,R4),EDNUMBER
         B     PREPTRIM
PREPTEST CLC   0(0,R4),PREPBLNK
PREPWIPE MVC   1(0,R4),0(R4)
PREPTRIM LINK  EDTRIM
         CLI   EDCUT,C'Y'
         BNE   PREPRET
         MVI   EDCUT,C'N'
         SAY   'TRUNCATED.'
         CLI   EDSCRN,C'Y'
         BE    PREPRET
         L     R2,EDBUFL
         TYPE  EDBUF,(R2)
PREPRET  MVI   EDMASK,C'N'
         RETURN 0
         EJECT
*        CANON - CHARACTERS STRUCK OVER EACH OTHER IN A FIXED ORDER
*
CANON    MVI   EDOUT,C'N'
         LA    R4,EDBUF
         LA    R7,EDBUF+250
CANNEXT  CLI   1(R4),BACKSP
         BNE   CANON1
         CLC   0(1,R4),2(R4)
         BNH   CANON1
         IC    R8,0(R4)
         MVC   0(1,R4),2(R4)
         STC   R8,2(R4)
         MVI   EDOUT,C'Y'
CANON1   LA    R4,1(R4)
         CR    R4,R7
         BL    CANNEXT
         CLI   EDOUT,C'Y'
         BE    CANON
         BR    R10
PREPBLNK DC    CL256' '
         EJECT
EDLINENO ENTER
         LR    R2,R1
         LA    R3,LNTEXT-LINE(R2)
         SR    R4,R4
         IC    R4,LNLEN-LINE(R2)
         CLI   EDLMODE,C'L'
         BE    NOLEFT
         SH    R4,=H'75'          RIGHT: COLUMNS 76 TO 80
         LA    R3,75(R3)
NOLEFT   LA    R5,5
         SR    R0,R0
         SR    R6,R6
NODIGIT  LTR   R4,R4
         BNP   NOEND
         CLI   0(R3),C'0'
         BL    NOEND
         CLI   0(R3),C'9'
         BH    NOEND
         IC    R6,0(R3)
         LR    R1,R0
         MH    R1,=H'10'
         AR    R1,R6
         SH    R1,=H'240'
         LR    R0,R1
         LA    R3,1(R3)
         BCTR  R4,0
         BCT   R5,NODIGIT
NOEND    RETURN 0,KEEP=R0
*
EDNEXTNO ENTER
         L     R2,EDCUR
         LA    R3,EDEND
         CR    R2,R3
         BNE   NEXTCUR
         L     R2,EDEND+LNPREV-LINE
NEXTCUR  LR    R1,R2
         LINK  EDLINENO
         LR    R4,R0
         A     R4,EDPROMPT
         L     R1,0(R2)
         LA    R1,0(R1)
         CR    R1,R3
         BE    NEXTLAST
         LINK  EDLINENO
         CR    R4,R0
         BNL   NEXTNONE
NEXTLAST C     R4,=F'99999'
         BH    NEXTNONE
         ST    R4,EDNUMB
         RETURN 0
NEXTNONE RETURN 4
*
EDNUMTXT ENTER
         L     R2,EDNUMB
         CVD   R2,PACKED
         OI    PACKED+7,X'0F'
         UNPK  EDNUMBER(5),PACKED+5(3)
         RETURN 0
         LTORG
         END
