EDOP     TITLE 'EDOPEN - BRINGING FILES INTO STORAGE'
*
* PURPOSE.    EDOPEN  EDFN EDFT EDFM: SETTINGS BY FILETYPE, THE FILE'S
*                     LINES, THE CHANGES OF AN EDIT THAT WAS BROKEN
*                     OFF; THE FIRST MODE IS TOLD
*             EDGET   GETFILE NAME TYPE MODE FIRST N: LINES OF ANOTHER
*                     FILE BEHIND THE PRESENT LINE
*             EDIDENT 1 FST: 16 BYTES AT 0 THAT TELL THIS FILE FROM ANY
*                     OTHER STATE OF IT
* RETURNS     EDOPEN 0, OR NOT: EDRC IS THE CODE OF THE COMMAND, TOLD
* REGISTERS.  2 WORK, 3 FILE LIST, 4 FST, 5 LENGTH, 6 LINES LEFT, 7 8
*             WORK, 11 EDBLK, 12 BASE (OF THE SECTION)
*
CMSEDOPN CSECT
         REGS
         NUCON
         FILEPLST
         FST
         EDBLK
         EXTRN EDTYPTAB
         USING FILEPLST,R3
         USING FST,R4
EDOPEN   ENTER
         BASE  CMSEDOPN
         MVI   EDRC+3,24
         LA    R3,EDFILE
         MVC   FPNAME(FPEND),READLIST
         MVC   FPFN(18),EDFN
         BAL   R10,DEFAULTS
         CALL  STATE,EDFILE
         LTR   R15,R15
         BZ    OLD
         CH    R15,=H'28'
         BE    NEW
         MVI   EDRC+3,36
         MVC   EDOUT(L'NODISK),NODISK
         MVC   EDOUT+5(1),EDFM
         SAY   EDOUT,L'NODISK,COLOR=R
         RETURN 4
NEW      MVI   EDNEW,C'Y'
         CLI   EDFM,C'*'
         BNE   NAMED
         MVC   EDFM,=C'P '
NAMED    BAL   R10,LIMITS
         B     RECOVER
OLD      L     R4,FPBUF
         MVC   EDFM,FSTM
         LA    R0,EDBASE
         LR    R1,R4
         LINK  EDIDENT
         MVC   EDRECFM,FSTFV
         L     R5,FSTIL
         L     R2,EDMOST
         CR    R5,R2
         BH    TOOLONG
         CLI   FSTFV,C'V'
         BE    OLDV
         ST    R5,EDRECL
         B     OLDLEN
OLDV     C     R5,EDRECL
         BNH   OLDLEN
         ST    R5,EDRECL
OLDLEN   BAL   R10,LIMITS
         HALF  R6,FSTIC
         LA    R2,EDBUF
         ST    R2,FPBUF
         ST    R5,FPLEN
         MVC   FPFV(1),FSTFV
         MVC   FPFM,FSTM
LOAD     CALL  RDBUF,EDFILE
         LTR   R15,R15
         BNZ   BADREAD
         BAL   R10,LENGTH
         LA    R1,EDBUF
         LINK  EDLINK
         LTR   R15,R15
         BNZ   NOROOM
         BCT   R6,LOAD
         CALL  FINIS,EDFILE
         SR    R0,R0
         LINK  EDGOTO
RECOVER  LINK  EDJOLD
         LTR   R15,R15
         BNZ   FAILED
         MVI   EDMODE,C'E'
         XC    EDRC,EDRC
         CLI   EDNEW,C'Y'
         BNE   TELL
         SAY   'NEW FILE.'
         CLI   EDSCRN,C'Y'        A SCREEN SHOWS AN EMPTY FILE
         BE    TELL
         MVI   EDMODE,C'I'
TELL     LINK  EDTELLMD
         RETURN 0
BADREAD  ST    R15,EDRC
         CALL  FINIS,EDFILE
         L     R15,EDRC
         LA    R15,100(R15)
         ST    R15,EDRC
         SAY   'THE FILE CANNOT BE READ',COLOR=R
FAILED   RETURN 4
NOROOM   MVI   EDRC+3,41
         CALL  FINIS,EDFILE
         SAY   'THE FILE IS TOO LARGE FOR THIS STORAGE: SPLIT IT, OR DEX
               FINE MORE STORAGE',COLOR=R
         RETURN 4
TOOLONG  MVI   EDRC+3,32
         L     R0,EDMOST
         CALL  TODEC,EDNUMBER
         MVC   EDOUT(TOOLTXTL),TOOLTEXT
         MVC   EDOUT+32(3),EDNUMBER+7
         SAY   EDOUT,TOOLTXTL,COLOR=R
         RETURN 4
TOOLTEXT DC    C'ITS RECORDS ARE LONGER THAN THE 000 CHARACTERS THAT'
         DC    C' ARE TAKEN'
TOOLTXTL EQU   *-TOOLTEXT
NODISK   DC    C'DISK . IS NOT LOGGED IN: THE COMMAND LOGIN DOES THAT'
         DS    0D
READLIST DC    CL8'STATE',CL8' ',CL8' ',CL2' ',H'0',A(0),F'0'
         DC    CL2'F',H'1',F'0'
         EJECT
*        LENGTH - 0 CHARACTERS OF THE RECORD IN EDBUF, FPREAD LONG: OF
*        F RECORDS WITHOUT BLANKS BEHIND.  BY BAL R10; USES 1
*
LENGTH   L     R0,FPREAD
         CLI   FPFV,C'F'
         BCR   7,R10
         LR    R1,R0
         LA    R1,EDBUF-1(R1)
LENTRIM  CLI   0(R1),C' '
         BCR   7,R10
         BCTR  R1,0
         BCT   R0,LENTRIM
         BR    R10
*
*        DEFAULTS - BY FILETYPE
*
DEFAULTS L     R2,=A(EDTYPTAB)
DEFNEXT  CLI   0(R2),X'FF'
         BE    DEFHERE
         CLC   0(8,R2),EDFT
         BE    DEFHERE
         LA    R2,16(R2)
         B     DEFNEXT
DEFHERE  MVC   EDRECFM,8(R2)
         SR    R1,R1
         IC    R1,9(R2)
         ST    R1,EDRECL
         ST    R1,EDVER2          LENGTH AS THE TYPE HAS IT, FOR LIMITS
         IC    R1,10(R2)
         ST    R1,EDTRUNC
         MVC   EDCASE,11(R2)
         L     R1,12(R2)
         MVC   EDTABS(20),0(R1)
         MVC   EDTABCH,=X'05'
         MVI   EDIMAGE,C'Y'
         MVI   EDLMODE,C'N'
         MVI   EDLONG,C'Y'
         MVI   EDVERIFY,C'Y'
         MVI   EDSERIAL,C'N'
         LA    R1,10
         ST    R1,EDPROMPT
         ST    R1,EDSERINC
         LA    R1,1
         ST    R1,EDZONE1
         ST    R1,EDVER1
         BR    R10
*
*        LIMITS - COLUMNS THAT FOLLOW FROM THE RECORD LENGTH
*
LIMITS   L     R1,EDOPTL
         C     R1,EDRECL
         BH    LIMOPT
         CLI   EDNEW,C'Y'
         BNE   LIMITS1
         LTR   R1,R1
         BZ    LIMITS1
LIMOPT   ST    R1,EDRECL
LIMITS1  L     R1,EDRECL
         CLC   EDTRUNC,EDVER2
         BE    LIMTRUNC
         C     R1,EDTRUNC
         BH    LIMZONE
LIMTRUNC ST    R1,EDTRUNC
LIMZONE  ST    R1,EDVER2
         ST    R1,EDZONE2
         BR    R10
*
EDIDENT  ENTER
         LR    R4,R1
         LR    R2,R0
         MVC   0(4,R2),FSTD
         MVC   4(5,R2),FSTIC      ITEMS, FIRST CHAIN LINK, FORMAT
         MVI   9(R2),X'FF'
         MVC   10(4,R2),FSTIL
         MVC   14(2,R2),FSTYR
         RETURN 0
         EJECT
EDGET    ENTER
         BASE  CMSEDOPN
         LA    R3,EDFILE
         MVC   FPNAME(FPEND),READLIST
         MVC   FPFN(16),EDFN
         MVC   FPFM,=C'* '
         LINK  EDWORD
         LTR   R15,R15
         BNZ   WRONG
         LA    R7,FPFN
         BAL   R10,GETNAME
         LINK  EDWORD
         LTR   R15,R15
         BNZ   GETALL
         LA    R7,FPFT
         BAL   R10,GETNAME
         LINK  EDWORD
         LTR   R15,R15
         BNZ   GETALL
         CLC   EDTOKEN,=CL8'*'
         BE    GETMODE
         LINK  EDMODEOK
         LTR   R15,R15
         BNZ   WRONG
GETMODE  MVC   FPFM,EDTOKEN
GETALL   LA    R2,1               FIRST ITEM, NUMBER
         L     R6,=F'99999999'
         LINK  EDNUM
         CH    R15,=H'4'
         BE    GETFIND
         LTR   R15,R15
         BNZ   WRONG
         LTR   R2,R0
         BNP   WRONG
         LINK  EDNUM
         CH    R15,=H'4'
         BE    GETFIND
         LTR   R15,R15
         BNZ   WRONG
         LTR   R6,R0
         BNP   WRONG
         LINK  EDNOMORE
         LTR   R15,R15
         BNZ   WRONG
GETFIND  CALL  STATE,EDFILE
         LTR   R15,R15
         BNZ   GETNONE
         L     R4,FPBUF
         MVC   FPFM,FSTM
         MVC   FPFV(1),FSTFV
         HALF  R8,FSTIC
         SR    R8,R2
         BM    GETSHORT
         STH   R2,FPITEM
         LA    R2,EDBUF
         ST    R2,FPBUF
         MVC   FPLEN,=F'256'
         CLC   FSTIL,=F'256'
         BH    GETREAD
         MVC   FPLEN,FSTIL
GETREAD  MVI   EDCUT,C'N'
GETNEXT  CALL  RDBUF,EDFILE
         CH    R15,=H'12'
         BE    GETDONE
         CH    R15,=H'8'
         BE    GETITEM
         LTR   R15,R15
         BNZ   GETBAD
GETITEM  MVC   FPITEM,=H'0'
         BAL   R10,LENGTH
         C     R0,EDRECL
         BNH   GETPUT
         L     R0,EDRECL
         MVI   EDCUT,C'Y'
GETPUT   LA    R1,EDBUF
         LINK  EDINS
         LTR   R15,R15
         BNZ   GETFULL
         BCT   R6,GETNEXT
GETDONE  BAL   R10,GETCLOSE
         CLI   EDCUT,C'Y'
         BNE   GETSHOW
         SAY   'TRUNCATED.'
GETSHOW  LINK  EDVERIF
         RETURN 0
GETBAD   BAL   R10,GETCLOSE
         SAY   'THE FILE CANNOT BE READ TO ITS END',COLOR=R
         B     GETPART
GETFULL  BAL   R10,GETCLOSE
         B     GETPART
GETNONE  SAY   'FILE NOT FOUND',COLOR=R
         B     GETPART
GETSHORT SAY   'THE FILE HAS NOT SO MANY LINES',COLOR=R
GETPART  RETURN 12
WRONG    RETURN 4
GETCLOSE CALL  FINIS,EDFILE
         BR    R10
*        A NAME, OR = FOR THAT OF THE FILE EDITED
GETNAME  CLC   EDTOKEN,=CL8'='
         BCR   8,R10
         CLC   EDTOKLEN,=F'8'
         BH    WRONG
         CLI   EDTOKEN,C'*'
         BE    WRONG
         MVC   0(8,R7),EDTOKEN
         BR    R10
         LTORG
         END
