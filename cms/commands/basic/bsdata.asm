BSDA     TITLE 'BSDATA - READ, RESTORE, INPUT, LINPUT'
*
* PURPOSE.    STATEMENTS: BZREADD BZRESTOR BZINPUT BZLINPUT, WITH 4 BEHIND
*             THE WORD
*             BZDATUM  THE NEXT ITEM OF DATA, OF TYPE 1 (1 STRING)
*             BZITEM   TYPE 1: THE ITEM AT 2, TO 3, IS THE VALUE; 2 BEHIND
*                      ITS COMMA, OR ZERO: IT WAS THE LAST.  15: 0; 4 NO
*                      NUMBER
*             BZASK    A LINE FROM THE CONSOLE: 2, TO 3
* REGISTERS.  2 TEXT, 3 END, 4 TOKENS, 5 LINE OR FILE, 6 LIST OF
*             VARIABLES, 7 TEXT OR ZERO, 8 ITS END, 9 WORK, 11 BASBLK, 12
*             BASE
*
CMSBDAT  CSECT
         REGS
         NUCON
         CONPLST
         BASBLK
         USING PLINE,R5
BZREADD  BENTER CMSBDAT
READNEXT BCALL BZPLACE
         LR    R6,R2
         SR    R7,R7
         IC    R7,BZFLAG
         LR    R1,R7
         BCALL BZDATUM
         LR    R2,R6
         STC   R7,BZFLAG
         BCALL BZASSIGN
         CLI   0(R4),TCOMMA
         LA    R4,1(R4)
         BE    READNEXT
         BCTR  R4,0
         BRETURN
*
BZDATUM  BENTER CMSBDAT
         LR    R8,R1
         L     R2,BZDATAP
         LTR   R2,R2
         BNZ   DATUMHAS
         LR    R7,R4              THE NEXT DATA
         L     R5,BZDATAL
         LTR   R5,R5
         BNZ   DATUMON
         L     R5,BZTEXT
DATUMLIN C     R5,BZTEND
         BE    DATUMOUT
         LA    R4,PLTOK
DATUMTOK CLI   0(R4),TEOL
         BE    DATUMON
         CLI   0(R4),TDATA
         BE    DATUMIS
         BCALL BZSKIPT
         B     DATUMTOK
DATUMON  C     R5,BZTEND
         BE    DATUMOUT
         AH    R5,PLLEN
         B     DATUMLIN
DATUMIS  ST    R5,BZDATAL
         LA    R2,2(R4)
         SR    R3,R3
         IC    R3,1(R4)
         AR    R3,R2
         ST    R3,BZDATAE
         LR    R4,R7
DATUMHAS L     R3,BZDATAE
         LR    R1,R8
         BCALL BZITEM
         ST    R2,BZDATAP
         LTR   R15,R15
         BNZ   DATUMBAD
         BRETURN
DATUMBAD BERR  'READ FINDS A STRING IN DATA WHERE A NUMBER IS WANTED'
DATUMOUT BERR  'READ FINDS NO MORE DATA'
*
BZRESTOR BENTER CMSBDAT
         XC    BZDATAL(12),BZDATAL
         CLI   0(R4),TLINE
         BNE   RESTEND
         MVC   BZT(4),1(R4)
         LA    R4,9(R4)
         L     R1,BZT
         BCALL BZFIND             THE LINE BEFORE THAT ONE IS DONE WITH
         L     R5,BZTEXT
         CR    R2,R5
         BE    RESTEND
RESTLOOK LH    R6,PLLEN
         AR    R6,R5
         CR    R6,R2
         BE    RESTHERE
         LR    R5,R6
         B     RESTLOOK
RESTHERE ST    R5,BZDATAL
RESTEND  BRETURN
*
BZITEM   BENTER CMSBDAT
         LR    R8,R1
         BCALL BZSKIP
         STC   R8,BZTYPE
         CLI   0(R2),C'"'
         BE    ITEMQUOT
         LR    R7,R2              TO THE COMMA
         ST    R7,BZSA
ITEMLOOK CR    R2,R3
         BNL   ITEMLAST
         CLI   0(R2),C','
         BE    ITEMCOM
         LA    R2,1(R2)
         B     ITEMLOOK
ITEMLAST SR    R9,R9
         B     ITEMTRIM
ITEMCOM  LA    R9,1(R2)
ITEMTRIM CR    R2,R7              NO BLANKS BEHIND
         BE    ITEMEND
         LR    R1,R2
         BCTR  R1,0
         CLI   0(R1),C' '
         BNE   ITEMEND
         LR    R2,R1
         B     ITEMTRIM
ITEMEND  LR    R3,R2
         SR    R2,R7
         ST    R2,BZSL
         LR    R2,R9
         SR    R15,R15
         LTR   R8,R8
         BNZ   ITEMRET
         LR    R2,R7
         BCALL BZATOD
         LTR   R15,R15
         BNZ   ITEMBAD
         CR    R2,R3
         BNE   ITEMBAD
         LR    R2,R9
         SR    R15,R15
ITEMRET  BRETURN
ITEMBAD  LR    R2,R9
         LA    R15,4
         BRETURN
ITEMQUOT LA    R2,1(R2)           A STRING IN QUOTES
         ST    R2,BZSA
         LR    R7,R2
QUOTLOOK CR    R2,R3
         BNL   QUOTEND
         CLI   0(R2),C'"'
         BE    QUOTEND
         LA    R2,1(R2)
         B     QUOTLOOK
QUOTEND  LR    R1,R2
         SR    R1,R7
         ST    R1,BZSL
         SR    R9,R9
QUOTCOM  CR    R2,R3              TO THE COMMA
         BNL   QUOTDONE
         CLI   0(R2),C','
         LA    R2,1(R2)
         BNE   QUOTCOM
         LR    R9,R2
QUOTDONE LR    R2,R9
         SR    R15,R15
         LTR   R8,R8
         BNZ   ITEMRET
         B     ITEMBAD
         EJECT
*        INPUT: 32(10) 1 FROM A FILE, 33 PROMPT LENGTH, 36 PROMPT
*
BZINPUT  BENTER CMSBDAT,WORK=16
         XC    32(16,R10),32(R10)
         CLI   0(R4),TSHARP
         BNE   INPROMPT
         BCALL BZGETCH
         LR    R5,R2
         BCALL BZCOMMA
         MVI   32(R10),1
         B     INLIST
INPROMPT CLI   0(R4),TSTR
         BNE   INLIST
         MVC   33(1,R10),1(R4)
         LA    R2,2(R4)
         ST    R2,36(R10)
         BCALL BZSKIPT
         CLI   0(R4),TSEMI
         BE    INPROMPS
         CLI   0(R4),TCOMMA
         BE    INPROMPS
         BERR  '; IS MISSING BEHIND THE TEXT OF INPUT'
INPROMPS LA    R4,1(R4)
INLIST   LR    R6,R4
INAGAIN  LR    R4,R6
         L     R2,36(R10)
         SR    R3,R3
         IC    R3,33(R10)
         BAL   R9,INLINE
INNEXT   BCALL BZPLACE
         ST    R2,40(R10)
         MVC   44(1,R10),BZFLAG
         LTR   R7,R7
         BNZ   INITEM
         SR    R3,R3
         BAL   R9,INLINE
INITEM   LR    R2,R7
         LR    R3,R8
         SR    R1,R1
         IC    R1,44(R10)
         BCALL BZITEM
         LTR   R15,R15
         BNZ   INBAD
         LR    R7,R2
         L     R2,40(R10)
         MVC   BZFLAG,44(R10)
         BCALL BZASSIGN
         CLI   0(R4),TCOMMA
         BNE   INEND
         LA    R4,1(R4)
         B     INNEXT
INEND    LTR   R7,R7
         BZ    INRET
         CLI   32(R10),0
         BNE   INRET
         TYPE  'MORE THAN WAS ASKED FOR: THE REST IS NOT USED'
INRET    BRETURN
INBAD    CLI   32(R10),0
         BNE   INBADF
         TYPE  'THAT IS NOT A NUMBER; TYPE THE LINE AGAIN'
         B     INAGAIN
INBADF   BERR  'INPUT FINDS A STRING IN THE FILE WHERE A NUMBER IS WANTX
               ED'
*        INLINE - A LINE: 7, TO 8.  PROMPT 2, LENGTH 3.  BY BAL R9
INLINE   CLI   32(R10),0
         BNE   INFILE
         MVC   BZCH,BZCHANS
         LTR   R3,R3
         BZ    INMARK
         BCALL BZPUTS
INMARK   LA    R2,=C'? '
         LA    R3,2
         BCALL BZPUTS
         BCALL BZASK
         LR    R7,R2
         LR    R8,R3
         BR    R9
INFILE   BCALL BZREADL
         LTR   R15,R15
         BZ    INFILED
         BERR  'THE FILE HAS NO MORE LINES'
INFILED  LA    R7,CHTEXT-CHAN(R5)
         LR    R8,R7
         A     R8,CHLEN-CHAN(R5)
         BR    R9
*
BZASK    BENTER CMSBDAT
         BCALL BZFLUSHP
         MVI   BZREAD+CPLCODE-CONPLST,C'T'
         CALL  WAITRD,BZREAD
         MVC   PGMEXIT,BZTRAPA
         L     R3,BZREAD+CPLCODE-CONPLST
         N     R3,=X'000000FF'
         LA    R2,BZBUF
         AR    R3,R2
         BCALL BZUPPER
         CLC   BZUP(3),=X'D2E700' KX, HX: AS AFTER AN ATTENTION
         BE    ASKKX
         CLC   BZUP(3),=X'C8E700'
         BE    ASKKX
         BRETURN
ASKKX    BCALL BZKXNOW
*
BZLINPUT BENTER CMSBDAT
         SR    R9,R9
         CLI   0(R4),TSHARP
         BE    LINFILE
         MVC   BZCH,BZCHANS
         CLI   0(R4),TSTR
         BNE   LINPLACE
         LA    R2,2(R4)
         SR    R3,R3
         IC    R3,1(R4)
         BCALL BZPUTS
         BCALL BZSKIPT
         CLI   0(R4),TSEMI
         BE    LINSEMI
         BCALL BZCOMMA
         BCTR  R4,0
LINSEMI  LA    R4,1(R4)
LINPLACE BCALL BZPLACE
         LR    R6,R2
         IC    R7,BZFLAG
         BCALL BZASK
         B     LINASSGN
LINFILE  BCALL BZGETCH
         LR    R5,R2
         BCALL BZCOMMA
         BCALL BZPLACE
         LR    R6,R2
         IC    R7,BZFLAG
         BCALL BZREADL
         LTR   R15,R15
         BZ    LINREAD
         BERR  'THE FILE HAS NO MORE LINES'
LINREAD  LA    R2,CHTEXT-CHAN(R5)
         LR    R3,R2
         A     R3,CHLEN-CHAN(R5)
LINASSGN SR    R3,R2
         ST    R2,BZSA
         ST    R3,BZSL
         MVI   BZTYPE,1
         LR    R2,R6
         STC   R7,BZFLAG
         BCALL BZASSIGN
         BRETURN
         LTORG
         END
