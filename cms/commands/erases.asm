ERAS     TITLE 'ERASES - ERASE AND ALTER AS THEY ARE TYPED'
*
* PURPOSE.    ERASE FN FT (FM) ( TYPE       FILES OF THE P-DISK, OR OF
*             THE DISK OF FM, ARE TAKEN AWAY.  * IN FN OR FT STANDS FOR
*             ANY CHARACTERS, AS IN AB*; FM * FOR ALL DISKS; A DIGIT IN
*             IT FOR FILES OF THAT DIGIT.  ERASE * * NEEDS FM
*             ALTER OFN OFT OFM NFN NFT NFM ( TYPE    NEW NAMES.  * AS
*             ABOVE IN THE OLD NAME; = OR * IN THE NEW ONE: AS THE OLD
*             ONE.  NFM HAS THE SAME LETTER, MAYBE ANOTHER DIGIT.
*             RENAME IS ANOTHER NAME OF ALTER
* OPTIONS     TYPE: WHAT IS DONE IS TYPED.  NOTYPE: NOT.  UP, NOUP OF
*             RENAME CHANGE NOTHING
* CALLED      BY ERASE AND ALTER OF THE NUCLEUS (FSERASE), WHICH DO THE
*             WORK FOR EACH FILE, WHEN THE LIST WAS TYPED
* RETURNS     0; 24 OPERANDS WRONG, OR THE NEW NAME IS IN USE; 28 NO
*             SUCH FILE; 36 NO SUCH DISK, OR READ-ONLY; 41 NO STORAGE;
*             3 I/O ERROR, OR THE FILE IS DAMAGED AND STAYS
* REGISTERS.  2 CODE, 3 LIST, 4 FST, 5 COUNT, 6 PLACE, 7 TABLE OF NAMES,
*             8 ADT, 9 FILES, 10 11 LINKS, 12 BASE (OF THE SECTION)
*
CMSERAS  CSECT
         REGS
         NUCON
         ADT
         FST
         USING WORK,R13
         USING FST,R4
         USING ADT,R8
*        FLAGS
RENAMES  EQU   X'80'              ALTER
TELL     EQU   X'40'              OPTION TYPE
READONLY EQU   X'20'              THERE IS ONE ON A READ-ONLY DISK
NAMELEN  EQU   24                 ENTRY OF THE TABLE: NAME, TYPE, MODE
ERASES   ENTER WORK=WORKLEN
         BASE  CMSERAS
         LR    R3,R1
         MVI   FLAGS,0
         MVC   PFN(24),ERDEFAUL
         LA    R2,3
         BAL   R10,WORDS
         CH    R9,=H'2'
         BL    ERWRONG
         BH    BEGIN
         CLC   PFN(16),ERDEFAUL+24
         BE    ERWRONG
         B     BEGIN
ALTERS   ENTER WORK=WORKLEN
         BASE  CMSERAS
         LR    R3,R1
         MVI   FLAGS,RENAMES
         LA    R2,6
         BAL   R10,WORDS
         CH    R9,=H'6'
         BNE   ALWRONG
         LA    R1,NFN
         BAL   R10,VALID
         LA    R1,NFT
         BAL   R10,VALID
         CLC   NFM(2),=C'SY'
         BE    BEGIN
         CLI   NFM+2,C' '
         BNE   ALWRONG
         CLI   NFM+1,C' '
         BE    BEGIN
         CLI   NFM+1,C'0'
         BL    ALWRONG
         CLI   NFM+1,C'6'
         BH    ALWRONG
BEGIN    CALL  ADTLKP,PFM
         LTR   R15,R15
         BNZ   NODISK
         BAL   R11,COLLECT
         LTR   R9,R9
         BZ    NOFILE
         LR    R6,R7
         LR    R5,R9
NEXT     BAL   R11,DOIT
         LTR   R2,R15
         BNZ   BAD
         TM    FLAGS,TELL
         BZ    NEXTON
         BAL   R11,SHOW
         TYPE  LINE,20
NEXTON   LA    R6,NAMELEN(R6)
         BCT   R5,NEXT
         SR    R2,R2
RELEASE  LR    R1,R7
         L     R7,TABLELEN
         FRET  BYTES=(R7)
         RETURN (R2)
*
*        BAD - THE FILE AT 6: CODE 2
*
BAD      BAL   R11,SHOW
         MVC   LINE+21(29),=CL29'CANNOT BE READ, OR IS DAMAGED'
         CH    R2,=H'3'
         BE    BADTYPE
         MVC   LINE+21(29),=CL29'IS ON A READ-ONLY DISK'
         CH    R2,=H'36'
         BE    BADTYPE
         MVC   LINE+21(29),=CL29'CANNOT BE CHANGED'
         CH    R2,=H'24'
         BNE   BADTYPE
         MVC   LINE+21(29),=CL29'CANNOT GET A NAME IN USE'
         CLI   NFM,C'='
         BE    BADTYPE
         CLI   NFM,C'*'
         BE    BADTYPE
         CLC   NFM(1),16(R6)
         BE    BADTYPE
         MVC   LINE+21(29),=CL29'STAYS ON ITS DISK: COPY IT'
BADTYPE  TYPE  LINE,50,COLOR=R
         B     RELEASE
NOFILE   TM    FLAGS,READONLY
         BO    NOTHERE
         FAIL  28,'FILE NOT FOUND'
NOTHERE  FAIL  36,'THE DISK IS READ-ONLY'
NODISK   FAIL  36,'NO SUCH DISK IS LOGGED IN'
WRONG    TM    FLAGS,RENAMES
         BO    ALWRONG
ERWRONG  FAIL  24,'ERASE FILENAME FILETYPE MODE ( TYPE'
ALWRONG  FAIL  24,'ALTER OFN OFT OFM NFN NFT NFM ( TYPE'
BADNAME  FAIL  24,'THE NEW NAME IS NONE: A-Z 0-9 $ # @ + - : _'
FULL     FAIL  41,'STORAGE IS EXHAUSTED'
*
*        WORDS - 9 OF THEM, AT MOST 2, FROM LIST 3 INTO PFN; OPTIONS
*
WORDS    SR    R9,R9
         LA    R6,PFN
WORDNEXT LA    R3,8(R3)
         CLI   0(R3),X'FF'
         BCR   8,R10
         CLI   0(R3),C'('
         BE    OPTION
         CR    R9,R2
         BNL   WRONG
         MVC   0(8,R6),0(R3)
         LA    R6,8(R6)
         LA    R9,1(R9)
         B     WORDNEXT
OPTION   LA    R3,8(R3)
         CLI   0(R3),X'FF'
         BCR   8,R10
         CLI   0(R3),C')'
         BCR   8,R10
         LA    R1,OPTTAB
OPTLOOK  CLC   0(8,R1),0(R3)
         BE    OPTHIT
         LA    R1,9(R1)
         CLI   0(R1),0
         BNE   OPTLOOK
         B     WRONG
OPTHIT   OC    FLAGS,8(R1)
         CLC   0(8,R3),=CL8'NOTYPE'
         BNE   OPTION
         NI    FLAGS,255-TELL
         B     OPTION
*
*        VALID - IS THE NEW NAME AT 1 ONE
*
VALID    CLC   0(8,R1),=CL8'*'
         BCR   8,R10
         CLC   0(8,R1),=CL8'='
         BCR   8,R10
         LA    R14,8
VALCHAR  LA    R15,NAMECHRS
VALLOOK  CLC   0(1,R15),0(R1)
         BE    VALON
         LA    R15,1(R15)
         CLI   0(R15),0
         BNE   VALLOOK
         CLI   0(R1),C' '
         BNE   BADNAME
         BR    R10
VALON    LA    R1,1(R1)
         BCT   R14,VALCHAR
         BR    R10
         EJECT
*        COLLECT - NAMES OF THE FILES INTO A TABLE AT 7; 9 OF THEM
*
COLLECT  XC    LIST,LIST          FSNEXT KNOWS * ALONE
         MVC   LIST+8(16),PFN
         MVC   LIST+24(2),PFM
         LA    R1,LIST+8
         BAL   R10,SPREAD
         LA    R1,LIST+16
         BAL   R10,SPREAD
         SR    R9,R9
         XC    POS,POS
COUNT    BAL   R10,FILE
         BNZ   COUNTED
         LA    R9,1(R9)
         B     COUNT
COUNTED  LTR   R9,R9
         BCR   8,R11
         LR    R7,R9
         MH    R7,=AL2(NAMELEN)
         ST    R7,TABLELEN
         FREE  BYTES=(R7)
         LTR   R15,R15
         BNZ   FULL
         LR    R7,R1
         LR    R6,R7
         LR    R5,R9
         XC    POS,POS
FILL     BAL   R10,FILE
         MVC   0(16,R6),FSTN
         MVC   16(8,R6),=CL8' '
         MVC   16(1,R6),ADTM
         MVC   17(1,R6),FSTM+1
         LA    R6,NAMELEN(R6)
         BCT   R5,FILL
         BR    R11
*
*        SPREAD - A PATTERN AT 1 IS * FOR FSNEXT
*
SPREAD   LA    R14,8
         LR    R15,R1
SPRLOOK  CLI   0(R15),C'*'
         BE    SPRSTAR
         LA    R15,1(R15)
         BCT   R14,SPRLOOK
         BR    R10
SPRSTAR  MVC   0(8,R1),=CL8'*'
         BR    R10
*
*        FILE - 4 IS THE NEXT FILE ON A DISK THAT IS WRITTEN, 8 ITS
*        DISK. CODE NOT 0: THERE IS NONE
*
FILE     LA    R1,LIST
         LA    R0,POS
         CALL  FSNEXT
         LTR   R15,R15
         BCR   7,R10
         LR    R4,R1
         LR    R8,R0
         CLC   PFN,FSTN
         BE    FILETYPE
         LA    R0,PFN
         CALL  MATCH,FSTN
         LTR   R15,R15
         BNZ   FILE
FILETYPE CLC   PFT,FSTT
         BE    FILEMODE
         LA    R0,PFT
         CALL  MATCH,FSTT
         LTR   R15,R15
         BNZ   FILE
FILEMODE CLI   PFM+1,C' '         ONLY FILES OF THIS DIGIT
         BE    FILEDISK
         CLC   PFM+1(1),FSTM+1
         BNE   FILE
FILEDISK OI    FLAGS,READONLY
         TM    ADTFLG1,ADTFRW
         BZ    FILE
         SR    R15,R15
         BR    R10
         EJECT
*        DOIT - THE FILE AT 6; 15 IS THE CODE
*
DOIT     MVC   LIST(8),=CL8'ERASE'
         MVC   LIST+8(24),0(R6)
         MVI   LIST+25,C' '
         MVC   LIST+32(8),=8X'FF'
         TM    FLAGS,RENAMES
         BO    DOALTER
         CALL  ERASE,LIST
         BR    R11
DOALTER  MVC   LIST(8),=CL8'ALTER'
         MVC   LIST+32(24),NFN
         MVC   LIST+56(8),=8X'FF'
         CALL  ALTER,LIST
         BR    R11
*
*        SHOW - LINE IS THE NAME OF THE FILE AT 6; FOR ALTER THE NEW
*        ONE, WHEN IT HAS GOT IT
*
SHOW     MVI   LINE,C' '
         MVC   LINE+1(20),LINE
         MVC   NEWNAME,0(R6)
         TM    FLAGS,RENAMES
         BZ    SHOWLINE
         LTR   R2,R2
         BNZ   SHOWLINE
         LA    R1,NFN
         LA    R14,NEWNAME
         LA    R15,3
SHOWNEXT CLI   0(R1),C'='
         BE    SHOWSAME
         CLI   0(R1),C'*'
         BE    SHOWSAME
         MVC   0(1,R14),0(R1)
         MVC   1(1,R14),1(R1)
         CLI   1(R1),C' '         A LETTER ALONE KEEPS THE DIGIT
         BNE   SHOWREST
         CH    R15,=H'1'
         BNE   SHOWREST
         MVC   1(1,R14),17(R6)
SHOWREST MVC   2(6,R14),2(R1)
SHOWSAME LA    R1,8(R1)
         LA    R14,8(R14)
         BCT   R15,SHOWNEXT
SHOWLINE MVC   LINE(8),NEWNAME
         MVC   LINE+9(8),NEWNAME+8
         MVC   LINE+18(2),NEWNAME+16
         TR    LINE(21),VISIBLE
         BR    R11
ERDEFAUL DC    CL8' ',CL8' ',CL8'P',CL8'*',CL8'*'
OPTTAB   DC    CL8'TYPE',AL1(TELL),CL8'NOTYPE',X'00'
         DC    CL8'UP',X'00',CL8'NOUP',X'00',X'00'
NAMECHRS DC    C'EARTIONSLCUDPMHGBFYWKVXZJQ0123456789$#@+-:_',X'00'
VISIBLE  DC    64C'.',C' ',190AL1(*-VISIBLE),C'.'
WORK     DSECT
         DS    18F
LIST     DS    9D
PFN      DS    CL8
PFT      DS    CL8
PFM      DS    CL8
NFN      DS    CL8
NFT      DS    CL8
NFM      DS    CL8
POS      DS    3F
TABLELEN DS    F
FLAGS    DS    X
NEWNAME  DS    CL24
LINE     DS    CL50
WORKLEN  EQU   *-WORK-72
CMSERAS  CSECT
         LTORG
         END
