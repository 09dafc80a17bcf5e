MOVP     TITLE 'MOVEPDS - MEMBERS OF A LIBRARY BECOME FILES'
*
* PURPOSE.    MOVEPDS  1 DDNAMES OF LIBRARY AND OUTPUT (8 EACH): EACH MEMBER
*                      OF THE LIBRARY BECOMES A FILE 'MEMBER TYPE', TYPE AND
*                      MODE ARE THE OUTPUT'S
* RETURNS     0; 28 NO SUCH LIBRARY, OR NOT DEFINED AS DISK; 32 NO LIBRARY;
*             100 + CODE OF RDBUF OR WRBUF
* REGISTERS.  2 CODE, 3 DDNAMES OR LIST, 4 FCB, 5 ENTRIES LEFT, 6 RECORD OF
*             THE DICTIONARY, 7 PLACE IN IT, 10 11 LINKS, 12 BASE
*
CMSMOVP  CSECT
         REGS
         NUCON
         OSFCB
         FILEPLST
         LIBHEAD
WORK     DSECT
         DS    18F
INLIST   DS    CL(FPEND)
OUTLIST  DS    CL(FPEND)
ENTRY    DS    CL12
PLACE    DS    F                  BYTE OF THE DICTIONARY
DICT     DS    F                  ITS FIRST RECORD
ITEM     DS    F
TWO      DS    CL160
CARD     DS    CL80
WORKLEN  EQU   *-WORK-72
CMSMOVP  CSECT
         USING WORK,R13
MOVEPDS  ENTER WORK=WORKLEN
         LR    R3,R1
         MVC   INLIST,LIST0
         MVC   OUTLIST,LIST0
         BAL   R11,DEFINED
         BNZ   NODEF
         USING OSFCB,R4
         MVC   INLIST+8(16),FCBFN
         LA    R3,8(R3)
         BAL   R11,DEFINED
         BNZ   NODEF
         MVC   OUTLIST+8(18),FCBFN
         CLI   OUTLIST+24,C'*'
         BNE   *+10
         MVC   OUTLIST+24(2),=CL2'P5'
         DROP  R4
         LA    R1,CARD
         ST    R1,INLIST+FPBUF-FILEPLST
         ST    R1,OUTLIST+FPBUF-FILEPLST
         LA    R1,1
         BAL   R11,READ
         CH    R15,=H'1'
         BE    NOLIB
         LTR   R15,R15
         BNZ   BAD
         CLC   CARD(6),=C'DMSLIB'
         BNE   BADLIB
         HALF  R6,CARD+LIBDICT-LIBHEAD
         ST    R6,DICT
         L     R1,CARD+LIBSIZE-LIBHEAD
         LTR   R1,R1
         BM    BADLIB
         SR    R0,R0
         D     R0,=A(LIBELEN)
         LR    R5,R1
         XC    PLACE,PLACE
NEXT     LTR   R5,R5
         BZ    GOOD
         L     R1,PLACE           THE ENTRY MAY LIE IN TWO RECORDS
         SR    R0,R0
         D     R0,=F'80'
         LR    R7,R0
         A     R1,DICT
         LR    R6,R1
         BAL   R11,READ
         LTR   R15,R15
         BNZ   BADLIB
         MVC   TWO(80),CARD
         CH    R7,=H'68'
         BNH   ONE
         LA    R1,1(R6)
         BAL   R11,READ
         LTR   R15,R15
         BNZ   BADLIB
         MVC   TWO+80(80),CARD
ONE      LA    R7,TWO(R7)
         MVC   ENTRY,0(R7)
         L     R1,PLACE
         LA    R1,LIBELEN(R1)
         ST    R1,PLACE
         BCTR  R5,0
         HALF  R6,ENTRY+LIBITEM-LIBENTS
         LTR   R6,R6
         BZ    NEXT
         MVC   OUTLIST+8(8),ENTRY
         XC    OUTLIST+26(2),OUTLIST+26
         MVC   TWO(8),=CL8'ERASE'
         MVC   TWO+8(18),OUTLIST+8
         MVC   TWO+26(6),=CL6' '
         MVC   TWO+32(8),=8X'FF'
         CALL  ERASE,TWO
MEMBER   LR    R1,R6
         BAL   R11,READ
         CH    R15,=H'12'
         BE    MEMEND
         LTR   R15,R15
         BNZ   BAD
         CLC   CARD(4),=X'61FFFF61'
         BE    MEMEND
         MVC   OUTLIST(8),=CL8'WRBUF'
         CALL  WRBUF,OUTLIST
         LTR   R15,R15
         BNZ   BAD
         LA    R6,1(R6)
         B     MEMBER
MEMEND   MVC   OUTLIST(8),=CL8'FINIS'
         CALL  FINIS,OUTLIST
         B     NEXT
GOOD     SR    R2,R2
DONE     MVC   INLIST(8),=CL8'FINIS'
         CALL  FINIS,INLIST
         RETURN (R2)
READ     STH   R1,INLIST+FPITEM-FILEPLST
         MVC   INLIST(8),=CL8'RDBUF'
         CALL  RDBUF,INLIST
         BR    R11
BAD      LA    R2,100(R15)
         TYPE  'MOVEFILE: I/O ERROR, OR THE DISK IS FULL',COLOR=R
         MVC   OUTLIST(8),=CL8'FINIS'
         CALL  FINIS,OUTLIST
         B     DONE
BADLIB   TYPE  'MOVEFILE: THE FILE IS NO LIBRARY',COLOR=R
         LA    R2,32
         B     DONE
NOLIB    TYPE  'MOVEFILE: THERE IS NO SUCH LIBRARY',COLOR=R
         LA    R2,28
         B     DONE
NODEF    FAIL  28,'MOVEFILE: BOTH DDNAMES ARE TO BE DEFINED AS DISK'
*        DEFINED - 4 THE DEFINITION OF DDNAME 3.  CODE NOT 0: NONE, OR NOT
*        A FILE
         USING OSFCB,R4
DEFINED  L     R4,FILEDEFS
DEFNEXT  LTR   R4,R4
         BZ    DEFNONE
         CLC   FCBDDN,0(R3)
         BE    DEFHERE
         L     R4,FCBNEXT
         B     DEFNEXT
DEFHERE  CLI   FCBDEV,FCBDSK
         BR    R11
DEFNONE  LTR   R11,R11
         BR    R11
         DS    0D
LIST0    DC    CL8'RDBUF',CL8' ',CL8' ',CL2'*',H'0',A(0),F'80',CL2'F'
         DC    H'1',F'0'
         LTORG
         END
