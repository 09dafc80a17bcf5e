COPY     TITLE 'COPYFILE - COPYFILE, COMBINE, SPLIT'
*
* PURPOSE.    COPYFILE FN FT FM (FN FT FM ...) (NFN NFT NFM) ( OPTIONS
*             OLD FILES, THEN THE NEW ONE.  = IN THE NEW NAME OR TYPE: AS
*             THE OLD FILE'S, AND EACH OLD FILE GETS A NEW ONE; WITHOUT,
*             ALL GO INTO ONE.  * IN AN OLD NAME STANDS FOR ANY
*             CHARACTERS, AS IN AB*.  ONE NAME ALONE: THE FILE IS
*             CHANGED AND REPLACED.  OPTIONS: COPYOPTS
*             COMBINE NFN NFT NFM FN FT FM (FN FT FM ...)  THE FILES ONE
*             AFTER THE OTHER INTO A NEW ONE, OF ONE FORMAT; * OR = IN
*             THE NEW NAME: AS THAT OF THE FIRST.  AN OLD ONE OF THE
*             NAME IS REPLACED
*             SPLIT FN1 FT1 FM1 FN2 FT2 (N1 (N2))   ITEMS N1 TO N2 TO THE
*             FILE FN2 FT2, BEHIND ITS LAST ITEM WHEN IT EXISTS.  FOR N1
*             A WORD: FROM THE ITEM THAT BEGINS WITH IT; FOR N2: TO THE
*             ITEM BEFORE ONE THAT BEGINS WITH IT
* RETURNS     0; 24 OPERANDS WRONG; 28 NO SUCH FILE, OR THE NEW ONE IS
*             THERE ALREADY; 32 COMBINE: FORMATS OR LENGTHS DIFFER; 36
*             NO SUCH DISK; 41 NO STORAGE; 100 + CODE OF RDBUF OR WRBUF
* HOW         THE NEW FILE IS WRITTEN AS NFN CMSUT1 (CMSUT2 ...) AND
*             GETS ITS NAME WHEN IT IS WHOLE; AT THE SAME MOMENT THE OLD
*             FILE OF THE NAME GOES
* REGISTERS.  2 CODE, 3 LIST, 4 FILE, 5 COUNT, 6 PLACE IN THE TABLE, 8
*             ADT, 9 WORK, 10 LINK, 11 COPYBLK, 12 BASE (OF THE SECTION)
*
CMSCOPY  CSECT
         REGS
         NUCON
         ADT
         FST
         COPYBLK
         USING FST,R4
         USING ADT,R8
COPYFILE ENTER
         BASE  CMSCOPY
         BAL   R10,BEGIN
         BAL   R10,COUNT          NAMES, 9 WORDS
         SR    R8,R8
         LR    R1,R9
         D     R8,=F'3'
         LTR   R8,R8
         BNZ   WRONG
         LTR   R9,R9
         BZ    WRONG
         LR    R9,R1
         LR    R1,R3              THE OPTIONS
         LINK  COPYOPTS
         LTR   R2,R15
         BNZ   ENDED
         CH    R9,=H'3'
         BH    COPYNEW
         TM    CPFLAG2,CPNEEDS    ONE NAME: THE FILE REPLACES ITSELF
         BZ    WRONG
         OI    CPFLAG1,CPREPLAC
         OI    CPFLAG2,CPEACH
         LA    R1,SAMENAME
         ST    R1,CPNEW
         ST    R3,CPIDEND
         B     GO
COPYNEW  LR    R1,R3              THE LAST NAME IS THE NEW ONE
         SH    R1,=H'24'
         ST    R1,CPNEW
         ST    R1,CPIDEND
         CLI   0(R1),C'='
         BE    COPYEACH
         CLI   8(R1),C'='
         BNE   GO
COPYEACH OI    CPFLAG2,CPEACH
         B     GO
*
COMBINE  ENTER
         BASE  CMSCOPY
         BAL   R10,BEGIN
         BAL   R10,COUNT
         CH    R9,=H'6'
         BL    COMWRONG
         SR    R8,R8
         D     R8,=F'3'
         LTR   R8,R8
         BNZ   COMWRONG
         CLI   0(R3),X'FF'
         BNE   COMWRONG
         OI    CPFLAG1,CPREPLAC
         OI    CPFLAG2,CPSTRICT
         L     R1,CPID
         ST    R1,CPNEW
         LA    R1,24(R1)
         ST    R1,CPID
         ST    R3,CPIDEND
         B     GO
*
SPLIT    ENTER
         BASE  CMSCOPY
         BAL   R10,BEGIN
         BAL   R10,COUNT
         CH    R9,=H'5'
         BL    SPLWRONG
         CH    R9,=H'7'
         BH    SPLWRONG
         CLI   0(R3),X'FF'
         BNE   SPLWRONG
         OI    CPFLAG1,CPAPPEND
         L     R3,CPID
         LA    R1,24(R3)
         ST    R1,CPIDEND
         LA    R1,CPSPLIT         ITS NAME: NO MODE IS GIVEN
         ST    R1,CPNEW
         MVC   0(16,R1),24(R3)
         MVC   16(8,R1),=CL8'='
         LA    R3,40(R3)
         CLI   0(R3),X'FF'
         BE    GO
         BAL   R10,SPLITS
GO       BAL   R10,COLLECT
         L     R6,CPFILES
         TM    CPFLAG2,CPEACH
         BO    GOEACH
         ST    R6,CPFIRST
         L     R1,CPFILESN
         AR    R1,R6
         ST    R1,CPLAST
         BAL   R10,NEWNAME
         LINK  COPYONE
         LR    R2,R15
         B     ENDED
GOEACH   L     R9,CPFILESN
         AR    R9,R6
GOONE    ST    R6,CPFIRST
         LA    R1,24(R6)
         ST    R1,CPLAST
         BAL   R10,NEWNAME
         LINK  COPYONE
         LTR   R2,R15
         BNZ   ENDED
         LA    R6,24(R6)
         CR    R6,R9
         BL    GOONE
ENDED    L     R3,CPFILESN
         LTR   R3,R3
         BZ    ENDBLK
         L     R1,CPFILES
         FRET  BYTES=(R3)
ENDBLK   LR    R1,R11
         FRET  BYTES=CPEND
         RETURN (R2)
WRONG    TYPE  'COPYFILE FN FT FM NFN NFT NFM ( OPTIONS',COLOR=R
         B     WRONGEND
COMWRONG TYPE  'COMBINE NFN NFT NFM FN FT FM FN FT FM ...',COLOR=R
         B     WRONGEND
SPLWRONG TYPE  'SPLIT FN1 FT1 FM1 FN2 FT2 N1 N2',COLOR=R
WRONGEND LA    R2,24
         B     ENDED
NOTFOUND TYPE  'FILE NOT FOUND',COLOR=R
         LA    R2,28
         B     ENDED
NODISK   TYPE  'NO SUCH DISK IS LOGGED IN',COLOR=R
         LA    R2,36
         B     ENDED
FULL     TYPE  'STORAGE IS EXHAUSTED',COLOR=R
         LA    R2,41
         B     ENDED
NOBLK    FAIL  41,'STORAGE IS EXHAUSTED'
*
*        BEGIN - THE BLOCK AT 11, ZEROS; CPID
*
BEGIN    LR    R3,R1
         FREE  BYTES=CPEND
         LTR   R15,R15
         BNZ   NOBLK
         LR    R11,R1
         LR    R14,R1
         LA    R15,(CPEND+7)/8
BEGZERO  XC    0(8,R14),0(R14)
         LA    R14,8(R14)
         BCT   R15,BEGZERO
         LA    R3,8(R3)
         ST    R3,CPID
         MVI   CPFILL,C' '
         LA    R1,1
         ST    R1,CPFROM
         LNR   R1,R1
         STH   R1,CPFRLEN
         STH   R1,CPTOLEN
         BR    R10
*
*        COUNT - WORDS FROM CPID ON UP TO THE OPTIONS: 9; 3 IS BEHIND
*
COUNT    SR    R9,R9
         L     R3,CPID
COUNTONE CLI   0(R3),X'FF'
         BCR   8,R10
         CLI   0(R3),C'('
         BCR   8,R10
         LA    R3,8(R3)
         LA    R9,1(R9)
         B     COUNTONE
*
*        SPLITS - N1, N2 OR LABELS AT 3
*
SPLITS   CALL  GETDEC,0(R3)
         LTR   R15,R15
         BNZ   SPLLAB
         LTR   R0,R0
         BZ    SPLWRONG
         ST    R0,CPFROM
         B     SPLTO
SPLLAB   MVC   CPFRLAB,0(R3)
         LA    R1,CPFRLAB
         BAL   R9,LABLEN
         STH   R1,CPFRLEN
SPLTO    LA    R3,8(R3)
         CLI   0(R3),X'FF'
         BCR   8,R10
         CALL  GETDEC,0(R3)
         LTR   R15,R15
         BNZ   SPLTOLAB
         LR    R1,R0
         S     R1,CPFROM
         BM    SPLWRONG
         LA    R1,1(R1)
         ST    R1,CPFOR
         LH    R1,CPFRLEN         BEHIND A WORD: N2 IS HOW MANY
         LTR   R1,R1
         BCR   4,R10
         ST    R0,CPFOR
         LTR   R0,R0
         BZ    SPLWRONG
         BR    R10
SPLTOLAB MVC   CPTOLAB,0(R3)
         LA    R1,CPTOLAB
         BAL   R9,LABLEN
         STH   R1,CPTOLEN
         BR    R10
*
*        LABLEN - 1 IS THE LENGTH LESS ONE OF THE WORD AT 1
*
LABLEN   LR    R14,R1
         LA    R15,7(R1)
LABLOOK  CLI   0(R15),C' '
         BNE   LABHERE
         BCT   R15,LABLOOK
LABHERE  SR    R15,R14
         LR    R1,R15
         BR    R9
         EJECT
*        COLLECT - THE OLD FILES INTO THE TABLE CPFILES
*
COLLECT  SR    R5,R5              HOW MANY
         SR    R6,R6              NO TABLE YET
COLLPASS L     R3,CPID
COLLNEXT C     R3,CPIDEND
         BNL   COLLEND
         CALL  ADTLKP,16(R3)
         LTR   R15,R15
         BNZ   NODISK
         MVC   CPPLIST+8(24),0(R3)
         XC    CPPOS,CPPOS
         MVI   CPWAIT,0           A PATTERN
         LA    R1,CPPLIST+8
         BAL   R9,SPREAD
         LA    R1,CPPLIST+16
         BAL   R9,SPREAD
         SR    R2,R2              FILES OF THIS NAME
COLLFILE LA    R1,CPPLIST
         LA    R0,CPPOS
         CALL  FSNEXT
         LTR   R15,R15
         BNZ   COLLNAME
         LR    R4,R1
         LR    R8,R0
         CLI   CPWAIT,0
         BE    COLLMODE
         LR    R0,R3
         CALL  MATCH,FSTN
         LTR   R15,R15
         BNZ   COLLFILE
         LA    R0,8(R3)
         CALL  MATCH,FSTT
         LTR   R15,R15
         BNZ   COLLFILE
COLLMODE CLI   17(R3),C' '
         BE    COLLHIT
         CLC   FSTM+1(1),17(R3)
         BNE   COLLFILE
COLLHIT  LA    R2,1(R2)
         LA    R5,1(R5)
         LTR   R6,R6
         BZ    COLLON
         MVC   0(16,R6),FSTN
         MVC   16(8,R6),=CL8' '
         MVC   16(1,R6),ADTM
         MVC   17(1,R6),FSTM+1
         LA    R6,24(R6)
COLLON   CLI   CPWAIT,0           ONE NAME, ONE FILE: THE FIRST
         BNE   COLLFILE
COLLNAME LTR   R2,R2
         BZ    NOTFOUND
         LA    R3,24(R3)
         B     COLLNEXT
COLLEND  LTR   R6,R6
         BCR   7,R10
         MH    R5,=H'24'
         FREE  BYTES=(R5)
         LTR   R15,R15
         BNZ   FULL
         ST    R1,CPFILES
         ST    R5,CPFILESN
         LR    R6,R1
         B     COLLPASS
*
*        SPREAD - A PATTERN AT 1 IS * FOR FSNEXT; CPWAIT 1
*
SPREAD   LA    R14,8
         LR    R15,R1
SPRLOOK  CLI   0(R15),C'*'
         BE    SPRSTAR
         LA    R15,1(R15)
         BCT   R14,SPRLOOK
         BR    R9
SPRSTAR  MVC   0(8,R1),=CL8'*'
         MVI   CPWAIT,1
         BR    R9
*
*        NEWNAME - CPNAME, CPTYPE, CPMODE OF THE FIRST FILE AT 6
*
NEWNAME  L     R3,CPNEW
         MVC   CPNAME(24),0(R3)
         LA    R1,CPNAME
         LR    R14,R6
         LA    R15,3
NEWWORD  CLC   0(8,R1),=CL8'='
         BE    NEWSAME
         CLC   0(8,R1),=CL8'*'
         BNE   NEWON
NEWSAME  MVC   0(8,R1),0(R14)
NEWON    LA    R1,8(R1)
         LA    R14,8(R14)
         BCT   R15,NEWWORD
         CLI   CPMODE,C'='        =1
         BNE   NEWSPLIT
         MVC   CPMODE(1),16(R6)
NEWSPLIT LA    R1,CPSPLIT         SPLIT: ELSE THE P-DISK
         C     R1,CPNEW
         BCR   7,R10
         CALL  ADTLKW,CPMODE
         LTR   R15,R15
         BCR   8,R10
         MVC   CPMODE,=CL8'P'
         BR    R10
SAMENAME DC    CL8'=',CL8'=',CL8'='
         LTORG
         END
