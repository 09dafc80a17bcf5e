BSFI     TITLE 'BSFILE - SAVE, LOAD, FILES, CMS'
*
* PURPOSE.    COMMANDS, 2 BEHIND THE WORD, 3 THE END: BZCLOAD BZCSAVE
*             BZCFILES BZCCMS BZCHELP
*             BZLOADF  THE PROGRAM OF THE FILE BZFN
* HOW         SAVE WRITES A NEW FILE (NAME BASICUT1) AND LETS IT TAKE THE
*             OLD ONE'S PLACE WHEN IT IS WHOLE.  A LINE IS AN ITEM OF A V
*             FILE; LOAD TAKES F FILES, TOO.  CMS DOES COMMANDS THAT DO
*             NOT NEED THE USER AREA, AS EDIT
* REGISTERS.  2 TEXT, 3 END OR LENGTH, 5 LINE, 6-9 WORK, 11 BASBLK, 12
*             BASE
*
CMSBFIL  CSECT
         REGS
         NUCON
         FILEPLST
         FST
         MODHEAD
         BASBLK
         USING PLINE,R5
BUSYPGM  EQU   X'01'
BZCLOAD  BENTER CMSBFIL
         MVC   BZFN,=CL18'        BASIC   *'
         SR    R3,R2
         BAL   R9,NAMES
         CLI   BZDIRTY,1
         BNE   LOADIT
         MVI   BZDIRTY,2
         BERR  'THE PROGRAM HAS NOT BEEN SAVED.  SAVE IT, OR SAY THAT OX
               NCE MORE'
LOADIT   BCALL BZLOADF
         BRETURN
NAMES    BCALL BZNAMES
         LTR   R15,R15
         BCR   8,R9
         BERR  'A PROGRAM IS NAMED NAME, OR NAME TYPE MODE'
*
BZLOADF  BENTER CMSBFIL,WORK=24
         MVC   BZFILE(44),PLIST
         MVC   BZFILE+8(18),BZFN
         CALL  STATE,BZFILE
         LTR   R15,R15
         BNZ   LOADNOT
         BCALL BZCLOSEA
         MVC   BZPROG,BZFN
         MVC   32(18,R10),BZFN
         BCALL BZNEWP
         MVC   BZFN,32(R10)
         MVC   BZPROG,BZFN
         MVC   BZFILE(44),PLIST
         MVC   BZFILE+8(18),BZFN
         LA    R1,BZBUF
         ST    R1,BZFILE+FPBUF-FILEPLST
         SR    R6,R6              LINES WITHOUT A NUMBER
         SR    R7,R7              LAST NUMBER
LOADNEXT MVC   BZFILE+FPLEN-FILEPLST(4),=F'255'
         CALL  RDBUF,BZFILE
         CH    R15,=H'12'
         BE    LOADEND
         LTR   R15,R15
         BNZ   LOADBAD
         LA    R2,BZBUF
         L     R3,BZFILE+FPREAD-FILEPLST
         AR    R3,R2
LOADTRIM CR    R3,R2
         BE    LOADNEXT           EMPTY
         BCTR  R3,0
         CLI   0(R3),C' '
         BE    LOADTRIM
         LA    R3,1(R3)
         MVI   0(R3),0
         BCALL BZUPPER
         BCALL BZSKIP
         BCALL BZNUMB
         L     R5,BZIMM
         XC    BZLINE,BZLINE
         LTR   R1,R1
         BZ    LOADNONE
         ST    R1,PLNUM
         ST    R5,BZLINE
         BCALL BZTOKEN
         BCALL BZPUT
         B     LOADNEXT
LOADNONE LA    R6,1(R6)
         B     LOADNEXT
LOADEND  CALL  FINIS,BZFILE
         XC    BZLINE,BZLINE
         BCALL BZCLEAR
         MVI   BZDIRTY,0
         LTR   R6,R6
         BZ    LOADRET
         BERR  'LINES WITHOUT A NUMBER WERE LEFT OUT'
LOADRET  BRETURN
LOADNOT  BERR  'THERE IS NO SUCH PROGRAM.  FILES LISTS THOSE THAT ARE TX
               HERE'
LOADBAD  LR    R5,R15
         CALL  FINIS,BZFILE
         XC    BZLINE,BZLINE
         CH    R5,=H'8'
         BE    LOADLONG
         LR    R0,R5
         BCALL BZFILERR
LOADLONG BERR  'A LINE OF THE FILE HAS MORE THAN 255 CHARACTERS'
         EJECT
BZCSAVE  BENTER CMSBFIL,WORK=24
         MVC   BZFN,BZPROG
         BCALL BZSKIP
         BE    SAVENAME
         MVC   BZFN,=CL18'        BASIC   P1'
         SR    R3,R2
         BAL   R9,NAMES
SAVENAME CLI   BZFN,C' '
         BNE   SAVEHAS
         BERR  'TELL A NAME: SAVE NAME'
SAVEHAS  L     R5,BZTEXT
         C     R5,BZTEND
         BNE   SAVESOME
         BERR  'THERE IS NO PROGRAM TO BE SAVED'
SAVESOME CLI   BZFN+16,C'*'
         BNE   SAVEMODE
         MVC   BZFN+16(2),=C'P1'
SAVEMODE MVC   32(18,R10),BZFN
         MVC   BZFILE(44),PLIST
         MVC   BZFILE(8),=CL8'WRBUF'
         MVC   BZFILE+8(18),BZFN
         MVC   BZFILE+16(8),=CL8'BASICUT1'
         LA    R1,BZFILE
         MVC   BZX(44),BZFILE
         BCALL BZERASE
         MVC   BZFILE(44),BZX
         LA    R1,BZOUT
         ST    R1,BZFILE+FPBUF-FILEPLST
SAVENEXT C     R5,BZTEND
         BE    SAVEEND
         BCALL BZLISTL
         ST    R3,BZFILE+FPLEN-FILEPLST
         CALL  WRBUF,BZFILE
         LTR   R15,R15
         BNZ   SAVEBAD
         AH    R5,PLLEN
         B     SAVENEXT
SAVEEND  CALL  FINIS,BZFILE
         LTR   R15,R15
         BNZ   SAVEBAD
         LA    R1,BZOUT
         MVC   BZOUT(72),ALIST
         MVC   BZOUT+8(8),BZFILE+8
         MVC   BZOUT+16(8),BZFILE+16
         MVC   BZOUT+24(2),BZFILE+24
         MVC   BZOUT+32(16),32(R10)
         CALL  ALTER,BZOUT
         LTR   R15,R15
         BNZ   SAVEBAD
         MVC   BZPROG,32(R10)
         MVI   BZDIRTY,0
         BRETURN
SAVEBAD  LR    R5,R15
         CALL  FINIS,BZFILE
         LA    R1,BZFILE
         BCALL BZERASE
         LR    R0,R5
         BCALL BZFILERR
         DS    0D
PLIST    DC    CL8'RDBUF',CL8' ',CL8' ',CL2' ',H'0',A(0),F'255'
         DC    CL2'V',H'1',F'0'
ALIST    DC    CL8'ALTER',CL8' ',CL8' ',CL8' '
         DC    CL8' ',CL8' ',CL8'=',CL8'(',CL8'REPLACE',8X'FF'
         EJECT
BZCFILES BENTER CMSBFIL
         MVC   BZBUF(15),=C'LISTF * BASIC *'
         LA    R2,BZBUF
         LA    R3,13
         B     CMSDO
BZCHELP  BENTER CMSBFIL
         LR    R5,R2
         SR    R3,R2
         MVC   BZUP(20),=CL20'HELP BASIC'
         LR    R1,R3
         CH    R1,=H'100'
         BNH   HELPMOVE
         LA    R1,100
HELPMOVE LA    R3,11(R1)
         SH    R1,=H'1'
         BM    HELPDO
         EX    R1,HELPTEXT
HELPDO   MVC   BZBUF(130),BZUP
         LA    R2,BZBUF
         B     CMSDO
HELPTEXT MVC   BZUP+11(0),0(R5)
BZCCMS   BENTER CMSBFIL
         SR    R3,R2
         BP    CMSDO
         BERR  'CMS AND A COMMAND OF CMS, SUCH AS CMS LISTF'
*
*        CMSDO - THE COMMAND 2, LENGTH 3.  4 LIST
*
CMSDO    BCALL BZFLUSHP
         LR    R0,R3
         CALL  SCAN,0(R2)
         LR    R4,R1
         CLI   0(R4),X'FF'
         BE    CMSRET
         BAL   R9,CMSWHO
         BZ    CMSGO
         L     R15,AUSABRV
         LTR   R15,R15
         BZ    CMSREFUS
         LR    R1,R4
         BALR  R14,R15
         LTR   R15,R15
         BNZ   CMSCP
         BAL   R9,CMSWHO
         BNZ   CMSREFUS
CMSGO    XC    PGMEXIT,PGMEXIT
         BCALL BZSHRINK
         BCALL BZTERMON
         NI    KXBUSY,255-BUSYPGM
         LR    R1,R4
         CMSCALL
         OI    KXBUSY,BUSYPGM
         LR    R5,R15
         BCALL BZTERMOF
         BCALL BZGROW
         CALL  TFINIS
         LTR   R5,R5
         BZ    CMSRET
CMSCODE  MVC   BZOUT(12),=CL12'RETURN CODE'
         LPR   R0,R5
         LA    R2,BZOUT+12
         LTR   R5,R5
         BNM   CMSPLUS
         MVI   0(R2),C'-'
         LA    R2,1(R2)
CMSPLUS  BCALL BZDEC
         LA    R1,BZOUT
         SR    R2,R1
         TYPE  BZOUT,(R2)
CMSRET   BRETURN
CMSCP    TM    CPFLAG,NOIMPCP
         BO    CMSREFUS
         L     R1,LISTTEXT
         L     R0,LISTLEN
         CALL  CPLINE
         LTR   R5,R15
         BZ    CMSRET
         BM    CMSREFUS
         CH    R5,=H'1'
         BNE   CMSCODE
CMSREFUS BERR  'NOT A COMMAND OF CMS THAT CAN BE USED WITHIN BASIC'
*
*        CMSWHO - MAY THE COMMAND OF LIST 4 BE USED: A FUNCTION OF THE
*        NUCLEUS OR A MODULE IN THE TRANSIENT AREA.  CODE 0: YES.  BY
*        BAL R9
*
CMSWHO   LA    R1,CMSBAD          THESE USE THE USER AREA
CMSWHO1  CLC   0(8,R1),0(R4)
         BE    CMSREFUS
         LA    R1,8(R1)
         CLI   0(R1),X'FF'
         BNE   CMSWHO1
         L     R1,AFUNCTAB
CMSWHO2  CLC   0(8,R1),0(R4)
         BE    CMSWHO3
         LA    R1,12(R1)
         CLI   0(R1),X'FF'
         BNE   CMSWHO2
CMSWHO4  MVC   BZFILE(44),PLIST
         MVC   BZFILE+8(8),0(R4)
         MVC   BZFILE+16(10),=CL10'MODULE  *'
         LA    R1,BZOUT
         ST    R1,BZFILE+FPBUF-FILEPLST
         CALL  RDBUF,BZFILE
         LR    R5,R15
         CALL  FINIS,BZFILE
         LTR   R5,R5
         BCR   7,R9
         LA    R1,BZOUT
         USING MODHEAD,R1
         CLC   MODID,=CL8'MODULE'
         BCR   7,R9
         CLC   MODEND,USFL
         BH    CMSREFUS
         CLC   MODBEGIN,=X'00010000'
         BL    CMSREFUS
         CR    R1,R1
         BR    R9
         DROP  R1
CMSWHO3  L     R1,8(R1)
         LTR   R1,R1
         BZ    CMSWHO4
         CR    R1,R1
         BR    R9
CMSBAD   DC    CL8'EXEC',CL8'LOAD',CL8'USE',CL8'INCLUDE',CL8'START'
         DC    CL8'LOADMOD',CL8'GENMOD',CL8'DEBUG',CL8'EDIT'
         DC    CL8'REUSE',CL8'$',X'FF'
         LTORG
         END
