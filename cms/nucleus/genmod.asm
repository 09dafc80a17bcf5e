GENM     TITLE 'GENMOD - A MODULE OF WHAT HAS BEEN LOADED'
*
* PURPOSE.    GENMOD (NAME (MODULE) (MODE (ENTRY))) (OPTIONS   WHAT LOAD,
*             USE OR LOADMOD BROUGHT INTO STORAGE BECOMES 'NAME MODULE',
*             A COMMAND.  NAME: OTHERWISE THE FIRST ONE LOADED; MODE:
*             OTHERWISE P1; ENTRY: WHERE EXECUTION BEGINS, OTHERWISE AS
*             START WOULD
*             FROM NAME   THE MODULE BEGINS THERE      TO NAME  AND ENDS
*             MAP  WITH THE LOADER'S NAMES, FOR MODMAP (THE RULE)  NOMAP
*             SYSTEM, STR, NOSTR, OS, DOS, ALL CHANGE NOTHING
* RETURNS     0; 4 NAMES ARE NOT DEFINED: THE MODULE IS WRITTEN; 21
*             NOTHING IS LOADED; 24 OPERANDS WRONG; 100 + CODE OF WRBUF.
*             ALL ARE TOLD
* HOW         IT IS WRITTEN AS 'NAME SYSUT1'.  WHEN THAT IS CLOSED, THE
*             OLD MODULE GOES AND IT GETS ITS TYPE
* REGISTERS.  3 WORD, 4 FILE LIST, 5 HEADER, 6 ADDRESS, 7 END, 8 CODE, 12
*             BASE
*
CMSGENM  CSECT
         REGS
         NUCON
         FILEPLST
         MODHEAD
         LOADTAB
         EXTRN LDLOOK
PIECE    EQU   X'F000'            BYTES OF A RECORD WRITTEN
GENWORK  DSECT
         DS    18F
GENLIST  DS    CL(FPEND)
         DS    0D
GENWORDS DS    8D                 LIST OF ERASE, ALTER
GENHDR   DS    CL(MODLEN)
GENFLAG  DS    X
NOMAP    EQU   X'80'
GENWLEN  EQU   *-GENWORK-72
CMSGENM  CSECT
         USING GENWORK,R13
         USING FILEPLST,R4
         USING MODHEAD,R5
GENMOD   ENTER WORK=GENWLEN
         LA    R3,8(R1)
         LA    R4,GENLIST
         LA    R5,GENHDR
         MVI   GENFLAG,0
         L     R6,LDFIRST
         L     R7,LOCCNT
         LTR   R6,R6
         BZ    GENNONE
         CR    R6,R7
         BNL   GENNONE
         MVC   GENLIST,GENLIST0
         MVC   FPFN,LDNAME
         MVC   MODENTRY,STADDR
         BAL   R9,ENDED
         MVC   FPFN,0(R3)
         LA    R3,8(R3)
         CLC   0(8,R3),=CL8'MODULE'
         BNE   GENMODE
         LA    R3,8(R3)
GENMODE  BAL   R9,ENDED
         MVC   FPFM,0(R3)
         CLI   FPFM+1,C' '
         BNE   GENENTRY
         MVI   FPFM+1,C'1'
GENENTRY LA    R3,8(R3)
         BAL   R9,ENDED
         BAL   R9,ADDRESS
         ST    R1,MODENTRY
GENOVER  LA    R3,8(R3)           WHAT ELSE IS THERE
         CLI   0(R3),X'FF'
         BE    GENCHECK
         CLI   0(R3),C'('
         BNE   GENOVER
*        OPTIONS
GENOPT   LA    R3,8(R3)
         CLI   0(R3),X'FF'
         BE    GENCHECK
         CLI   0(R3),C')'
         BE    GENCHECK
         CLC   0(8,R3),=CL8'FROM'
         BE    GENFROM
         CLC   0(8,R3),=CL8'TO'
         BE    GENTO
         CLC   0(8,R3),=CL8'NOMAP'
         BE    GENNOMAP
         LA    R1,GENWORD
GENLOOK  CLC   0(8,R1),0(R3)
         BE    GENOPT
         LA    R1,8(R1)
         CLI   0(R1),X'FF'
         BNE   GENLOOK
         FAIL  24,'GENMOD NAME MODE (FROM ENTRY TO ENTRY MAP NOMAP'
GENNOMAP OI    GENFLAG,NOMAP
         B     GENOPT
GENFROM  LA    R3,8(R3)
         BAL   R9,ADDRESS
         LR    R6,R1
         B     GENOPT
GENTO    LA    R3,8(R3)
         BAL   R9,ADDRESS
         LR    R7,R1
         B     GENOPT
GENCHECK CR    R6,R7
         BL    GENWRITE
         FAIL  24,'FROM MUST LIE BEFORE TO'
GENNONE  FAIL  21,'NOTHING IS LOADED'
*
*        ENDED - TO GENOPT OR GENCHECK WHEN THERE ARE NO MORE OPERANDS
*
ENDED    CLI   0(R3),X'FF'
         BE    GENCHECK
         CLI   0(R3),C'('
         BE    GENOPT
         BR    R9
*
*        ADDRESS - 1 IS THAT OF THE NAME AT 3
*
ADDRESS  LR    R1,R3
         LINK  LDLOOK
         LTR   R15,R15
         BCR   8,R9
         FAIL  24,'THERE IS NO ENTRY OF THAT NAME IN WHAT IS LOADED'
GENWORD  DC    CL8'MAP',CL8'SYSTEM',CL8'STR',CL8'NOSTR',CL8'OS'
         DC    CL8'DOS',CL8'ALL',X'FF'
         EJECT
GENWRITE MVC   MODID,=CL8'MODULE'
         ST    R6,MODBEGIN
         ST    R7,MODEND
         XC    MODNAMES(12),MODNAMES
         TM    GENFLAG,NOMAP
         BO    GENOPEN
         LH    R1,LDRTENT
         ST    R1,MODNAMES
GENOPEN  BAL   R10,ERASE          LEFT FROM AN EARLIER TIME
         LTR   R15,R15
         BZ    GENHEAD
         CH    R15,=H'28'
         BE    GENHEAD
         LA    R8,12(R15)
         CH    R15,=H'36'
         BE    GENDISK
GENHEAD  ST    R5,FPBUF
         LA    R0,MODLEN
GENNEXT  ST    R0,FPLEN
         CALL  WRBUF,GENLIST
         LTR   R8,R15
         BNZ   GENERROR
         CR    R6,R7
         BNL   GENNAMES
         ST    R6,FPBUF
         LR    R0,R7
         SR    R0,R6
         C     R0,=A(PIECE)
         BNH   GENREST
         L     R0,=A(PIECE)
GENREST  AR    R6,R0
         B     GENNEXT
GENNAMES L     R1,MODNAMES
         LTR   R1,R1
         BZ    GENCLOSE
         MH    R1,=AL2(LDNLEN)
         ST    R1,FPLEN
         L     R0,LDRTBL
         SR    R0,R1
         ST    R0,FPBUF
         CALL  WRBUF,GENLIST
         LTR   R8,R15
         BNZ   GENERROR
GENCLOSE CALL  FINIS,GENLIST
         MVC   FPFT,=CL8'MODULE'
         BAL   R10,ERASE          THE OLD ONE
         MVC   GENWORDS(8),=CL8'ALTER'
         MVC   GENWORDS+16(8),=CL8'SYSUT1'
         MVC   GENWORDS+32(8),FPFN
         MVC   GENWORDS+40(8),=CL8'MODULE'
         MVC   GENWORDS+48(8),=CL8'='
         MVC   GENWORDS+56(8),=8X'FF'
         LA    R1,GENWORDS
         CALL  ALTER
         LTR   R8,R15
         BNZ   GENERROR
         BAL   R10,MISSING
         RETURN (R8)
GENDISK  TYPE  'THERE IS NO SUCH DISK, OR IT CANNOT BE WRITTEN',COLOR=R
         LA    R8,112
         RETURN (R8)
GENERROR CALL  FINIS,GENLIST
         BAL   R10,ERASE
         TYPE  'THE MODULE CANNOT BE WRITTEN; IS THE DISK FULL',COLOR=R
         LA    R8,100(R8)
         RETURN (R8)
*
*        ERASE - THE FILE OF GENLIST
*
ERASE    MVC   GENWORDS(8),=CL8'ERASE'
         MVC   GENWORDS+8(16),FPFN
         MVC   GENWORDS+24(8),=CL8' '
         MVC   GENWORDS+24(1),FPFM
         MVC   GENWORDS+32(8),=8X'FF'
         LA    R1,GENWORDS
         CALL  ERASE
         BR    R10
*
*        MISSING - 8 IS 4 WHEN THERE ARE NAMES NOT DEFINED
*
MISSING  L     R3,LDRTBL
         LA    R3,0(R3)
         LH    R6,LDRTENT
         USING LDNAMES,R3
MISSNEXT LTR   R6,R6
         BCR   8,R10
         BCTR  R6,0
         SH    R3,=AL2(LDNLEN)
         TM    LDNFLAG,LDNDEF+LDNWEAK+LDNEVER
         BNZ   MISSNEXT
         LA    R8,4
         TYPE  'THE MODULE IS WRITTEN, BUT NAMES ARE NOT DEFINED IN IT'X
               ,COLOR=R
         BR    R10
         DS    0D
GENLIST0 DC    CL8'WRBUF',CL8' ',CL8'SYSUT1',CL2'P1',H'0',A(0),F'0'
         DC    CL2'V',H'1',F'0'
         LTORG
         END
