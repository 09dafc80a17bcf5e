BSIO     TITLE 'BSIO - FILES OF PROGRAMS'
*
* PURPOSE.    STATEMENTS: BZOPEN   OPEN #N, NAME$, INPUT (OUTPUT, APPEND)
*                         BZCLOSE  CLOSE #N, #N; CLOSE
*             BZCLOSEA ALL ARE CLOSED
*             BZGETCH  #N AT 4: 2 ITS CHAN, WHICH IS OPEN
*             BZREADL  THE NEXT LINE OF CHAN 5.  15: 0; 12 NO MORE
*             BZWRITE  3 CHARACTERS OF THE LINE OF CHAN 5
*             BZEOFF   FUNCTION EOF(N): -1 OR 0
*             BZNAMES  BZFN THE NAME, TYPE, MODE IN THE TEXT 2, LENGTH 3;
*                      WHAT IS NOT GIVEN STAYS.  15: 0; 4 WRONG
*             BZFILERR 0 THE CODE OF RDBUF OR WRBUF: AN ERROR
* HOW         A LINE IS AN ITEM OF A V FILE.  WHAT IS WRITTEN TO AN OLD
*             FILE BY OUTPUT TAKES ITS PLACE AT ONCE
* REGISTERS.  1-3 WORK, 4 TOKENS, 5 CHAN, 6-9 WORK, 11 BASBLK, 12 BASE
*
CMSBIO   CSECT
         REGS
         NUCON
         FILEPLST
         FST
         BASBLK
         USING CHAN,R5
BZCHANNO BENTER CMSBIO
         BCALL BZEXPRI
         LTR   R1,R1
         BNP   NUMBAD
         CH    R1,=AL2(CHANS)
         BH    NUMBAD
         MH    R1,=AL2(CHSIZE)
         L     R2,BZCHANS
         AR    R2,R1
         BRETURN
NUMBAD   BERR  'FILES HAVE NUMBERS FROM 1 TO 4'
*
BZGETCH  BENTER CMSBIO
         LA    R4,1(R4)
         BCALL BZCHANNO
         CLI   CHMODE-CHAN(R2),0
         BE    NOTOPEN
         BRETURN
NOTOPEN  BERR  'THE FILE IS NOT OPEN'
*
BZOPEN   BENTER CMSBIO
         CLI   0(R4),TSHARP
         BNE   OPENNUM
         LA    R4,1(R4)
OPENNUM  BCALL BZCHANNO
         LR    R5,R2
         CLI   CHMODE,0
         BNE   OPENOPEN
         BCALL BZCOMMA
         BCALL BZEXPRS
         MVC   BZFN,=CL18'        DATA    *'
         LM    R2,R3,BZSA
         BCALL BZNAMES
         LTR   R15,R15
         BNZ   OPENNAME
         MVI   BZFLAG,C'I'
         CLI   0(R4),TCOMMA
         BNE   OPENLIST
         LA    R4,2(R4)
         LR    R1,R4
         BCTR  R1,0
         CLI   0(R1),TINPUT
         BE    OPENLIST
         MVI   BZFLAG,C'O'
         CLI   0(R1),TOUTPUT
         BE    OPENLIST
         MVI   BZFLAG,C'A'
         CLI   0(R1),TAPPEND
         BE    OPENLIST
         BERR  'OPEN #1, "NAME TYPE", INPUT OR OUTPUT OR APPEND'
OPENNAME BERR  'A FILE IS NAMED "NAME TYPE MODE", AT MOST 8 CHARACTERS X
               EACH'
OPENOPEN BERR  'THE NUMBER IS IN USE: CLOSE IT BEFORE'
OPENLIST XC    CHLEN(8),CHLEN
         MVC   CHMODE(4),=X'00000000'
         MVC   CHMAX,=F'255'
         MVC   CHLIST,PLIST
         MVC   CHLIST+8(18),BZFN
         LA    R1,CHTEXT
         ST    R1,CHLIST+FPBUF-FILEPLST
         MVC   BZFILE(44),CHLIST
         MVC   BZFILE(8),=CL8'STATE'
         CALL  STATE,BZFILE
         CLI   BZFLAG,C'I'
         BE    OPENIN
         CLI   CHLIST+24,C'*'
         BNE   OPENMODE
         MVI   CHLIST+24,C'P'
OPENMODE CLI   BZFLAG,C'A'
         BE    OPENOUT
         LA    R1,CHLIST
         BCALL BZERASE
OPENOUT  MVI   CHMODE,C'O'
         BRETURN
OPENIN   LTR   R15,R15
         BNZ   OPENNOT
         L     R1,BZFILE+FPBUF-FILEPLST
         USING FST,R1
         MVC   CHAHEAD+1(1),FSTFV
         MVC   CHLIST+24(2),FSTM
         DROP  R1
         MVI   CHMODE,C'I'
         BRETURN
OPENNOT  BERR  'THERE IS NO SUCH FILE'
*
BZCLOSE  BENTER CMSBIO
         BCALL BZATEND
         BE    CLOSEALL
CLOSENXT CLI   0(R4),TSHARP
         BNE   CLOSENUM
         LA    R4,1(R4)
CLOSENUM BCALL BZCHANNO
         LR    R5,R2
         BAL   R9,CLOSE
         CLI   0(R4),TCOMMA
         LA    R4,1(R4)
         BE    CLOSENXT
         BCTR  R4,0
         BRETURN
CLOSEALL BCALL BZCLOSEA
         BRETURN
BZCLOSEA BENTER CMSBIO
         L     R5,BZCHANS
         LA    R6,CHANS
CLOSEA   LA    R5,CHSIZE(R5)
         BAL   R9,CLOSE
         BCT   R6,CLOSEA
         BRETURN
CLOSE    CLI   CHMODE,0
         BCR   8,R9
         CLI   CHMODE,C'O'
         BNE   CLOSED
         L     R3,CHLEN           AN UNFINISHED LINE
         LTR   R3,R3
         BZ    CLOSED
         MVI   CHMODE,0           EVEN IF IT CANNOT BE WRITTEN
         BCALL BZWRITE
CLOSED   MVI   CHMODE,0
         XC    CHLEN,CHLEN
         CALL  FINIS,CHLIST
         BR    R9
*
BZERASE  BENTER CMSBIO
         MVC   BZFILE,ELIST
         MVC   BZFILE+8(16),8(R1)
         MVC   BZFILE+24(2),24(R1)
         MVI   BZFILE+25,C' '
         CALL  ERASE,BZFILE
         BRETURN
         EJECT
BZREADL  BENTER CMSBIO
         CLI   CHMODE,C'I'
         BE    READIN
         BERR  'THE FILE IS OPEN FOR OUTPUT, NOT FOR INPUT'
READIN   CLI   CHAHEAD,0
         BE    READNEW
         MVI   CHAHEAD,0
         B     READGOOD
READNEW  MVC   CHLIST+FPLEN-FILEPLST(4),CHMAX
         LH    R1,CHLIST+FPITEM-FILEPLST
         LA    R1,1(R1)           BY NUMBER: A COMMAND CLOSES FILES
         STH   R1,CHLIST+FPITEM-FILEPLST
         CALL  RDBUF,CHLIST
         CH    R15,=H'12'
         BE    READEOF
         CH    R15,=H'8'
         BNE   READCODE
         BERR  'A LINE OF THE FILE HAS MORE THAN 255 CHARACTERS'
READCODE LTR   R15,R15
         BZ    READLEN
         LR    R0,R15
         BCALL BZFILERR
READEOF  LH    R1,CHLIST+FPITEM-FILEPLST
         BCTR  R1,0
         STH   R1,CHLIST+FPITEM-FILEPLST
         MVI   CHEND,1
         LA    R15,12
         BRETURN
READLEN  L     R1,CHLIST+FPREAD-FILEPLST
         CLI   CHAHEAD+1,C'F'     BLANKS BEHIND ARE NO MATTER
         BNE   READHAVE
READTRIM LTR   R1,R1
         BZ    READHAVE
         LA    R2,CHTEXT-1(R1)
         CLI   0(R2),C' '
         BNE   READHAVE
         BCT   R1,READTRIM
READHAVE ST    R1,CHLEN
READGOOD SR    R15,R15
         BRETURN
*
BZWRITE  BENTER CMSBIO
         ST    R3,CHLIST+FPLEN-FILEPLST
         XC    CHLIST+FPITEM-FILEPLST(2),CHLIST+FPITEM-FILEPLST
         CALL  WRBUF,CHLIST
         LTR   R15,R15
         BZ    WRITTEN
         LR    R0,R15
         BCALL BZFILERR
WRITTEN  BRETURN
*
BZFILERR BENTER CMSBIO
         CH    R0,=H'9'
         BE    ERR9
         CH    R0,=H'12'
         BE    ERR12
         CH    R0,=H'13'
         BE    ERR13
         CH    R0,=H'16'
         BE    ERR16
         CH    R0,=H'20'
         BE    ERR20
         CH    R0,=H'4'
         BE    ERR4
         CH    R0,=H'5'
         BE    ERR4
         CH    R0,=H'1'
         BE    ERR1
         CH    R0,=H'41'
         BE    ERR41
         MVC   BZUP+1(32),=CL32'THE FILE CANNOT BE USED: CODE'
         LA    R2,BZUP+31
         BCALL BZDEC
         LA    R1,BZUP+1
         SR    R2,R1
         STC   R2,BZUP
         LA    R1,BZUP
         L     R15,=V(BZERR)
         BR    R15
ERR1     BERR  'THERE IS NO SUCH FILE'
ERR4     BERR  'THE MODE OF THE FILE IS WRONG, OR NO SUCH DISK IS LOGGEX
               D IN'
ERR9     BERR  'THE FILE IS BEING READ AND WRITTEN AT THE SAME TIME'
ERR41    BERR  'NO STORAGE IS LEFT FOR THE FILE: CLOSE ANOTHER ONE'
ERR12    BERR  'THE DISK CANNOT BE WRITTEN ON'
ERR13    BERR  'THE DISK IS FULL'
ERR16    BERR  'THE FILE HAS LINES OF FIXED LENGTH: WRITE ANOTHER ONE'
ERR20    BERR  'A FILE CANNOT HAVE THAT NAME'
*
BZEOFF   BENTER CMSBIO
         BCALL BZLPAR
         BCALL BZCHANNO
         LR    R5,R2
         BCALL BZRPAR
         CLI   CHMODE,0
         BE    EOFYES
         CLI   CHAHEAD,1
         BE    EOFNO
         BCALL BZREADL
         MVC   PGMEXIT,BZTRAPA
         LTR   R15,R15
         BNZ   EOFYES
         MVI   CHAHEAD,1
EOFNO    SDR   0,0
         BRETURN
EOFYES   LD    0,=D'-1'
         BRETURN
*
*        NAMES.  6 PLACE, 7 LENGTH ALLOWED, 8 WORDS LEFT
BZNAMES  BENTER CMSBIO
         AR    R3,R2
         LA    R6,BZFN
         LA    R8,3
         LA    R7,8
NAMENEXT BCALL BZSKIP
         BE    NAMEEND
         LTR   R8,R8
         BZ    NAMEBAD
         LR    R9,R2
NAMELOOK CR    R2,R3
         BNL   NAMEHAS
         CLI   0(R2),C' '
         BE    NAMEHAS
         LA    R2,1(R2)
         B     NAMELOOK
NAMEHAS  LR    R1,R2
         SR    R1,R9
         CR    R1,R7
         BH    NAMEBAD
         MVC   0(2,R6),=C'  '
         CH    R7,=H'8'
         BNE   NAMEPUT
         MVC   2(6,R6),=CL6' '
NAMEPUT  BCTR  R1,0
         EX    R1,NAMEMOVE
         L     R15,AUPCASE
         EX    R1,NAMECAP
         AR    R6,R7
         BCT   R8,NAMETWO
         B     NAMENEXT
NAMETWO  CH    R8,=H'1'
         BNE   NAMENEXT
         LA    R7,2
         B     NAMENEXT
NAMEEND  SR    R15,R15
         CLI   BZFN,C' '
         BNE   NAMERET
NAMEBAD  LA    R15,4
NAMERET  BRETURN
NAMEMOVE MVC   0(0,R6),0(R9)
NAMECAP  TR    0(0,R6),0(R15)
         DS    0D
PLIST    DC    CL8'RDBUF',CL8' ',CL8' ',CL2' ',H'0',A(0),F'255'
         DC    CL2'V',H'1',F'0'
ELIST    DC    CL8'ERASE',CL8' ',CL8' ',CL8' ',8X'FF',CL4' ',8X'FF'
         LTORG
         END
