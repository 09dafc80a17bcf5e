COPC     TITLE 'COPYCONV - CVTFV, CNVT26'
*
* PURPOSE.    CVTFV FN FT FM (NFN NFT NFM) (LENGTH)   AN F FILE BECOMES
*             V, BLANKS AT THE END OF ITS ITEMS GO; A V FILE BECOMES F,
*             WITH ITEMS OF LENGTH, OR AS LONG AS THE LONGEST
*             CNVT26 FN FT FM (NFN NFT NFM)   THE CHARACTERS OF THE 026
*             CARD PUNCH BECOME THOSE OF EBCDIC
*             WITHOUT A NEW NAME THE FILE IS REPLACED, AND SO IS A FILE
*             OF THE NEW NAME
* RETURNS     0; 24 OPERANDS WRONG; 28 FILE NOT FOUND; 36 NO SUCH DISK;
*             THE CODES OF COPYFILE
* HOW         AS COPYFILE WITH RECFM, LRECL AND TRUNC, OR WITH EBCDIC
* REGISTERS.  2 OPTIONS OF COPYFILE, 3 LIST, 4 WORDS, 5 PLACE IN THE
*             LIST FOR COPYFILE, 10 LINK, 11 WHERE
*             OPERANDS ARE WRONG, 12 BASE (OF THE SECTION)
*
CMSCOPC  CSECT
         REGS
         NUCON
         FST
WORK     DSECT
         DS    18F
LIST     DS    14D
STLIST   DS    XL44
WORKLEN  EQU   *-WORK-72
CMSCOPC  CSECT
         USING WORK,R13
CNVT26   ENTER WORK=WORKLEN
         BASE  CMSCOPC
         LA    R11,CNVWRONG
         BAL   R10,NAMES
         CLI   0(R3),X'FF'
         BNE   CNVWRONG
         LA    R2,CNVOPTS
         LA    R4,3
         B     OPTIONS
CNVWRONG FAIL  24,'CNVT26 FN FT FM FN FT FM'
*
CVTFV    ENTER WORK=WORKLEN
         BASE  CMSCOPC
         LA    R11,CVTWRONG
         BAL   R10,NAMES
         MVC   STLIST,STATES
         MVC   STLIST+8(18),LIST+8
         CALL  STATE,STLIST
         CH    R15,=H'36'
         BE    NODISK
         LTR   R15,R15
         BNZ   NOFILE
         LA    R2,CVTOPTV
         LA    R4,5
         CLI   STATFST+FSTFV-FST,C'F'
         BE    CVTEND
         LA    R2,CVTOPTF
         LA    R4,4
         CLI   0(R3),X'FF'
         BE    OPTIONS
         CALL  GETDEC,0(R3)
         LTR   R15,R15
         BNZ   CVTWRONG
         LTR   R0,R0
         BZ    CVTWRONG
         CLI   8(R3),X'FF'
         BNE   CVTWRONG
         LA    R4,5
         MVC   40(8,R5),0(R3)     BEHIND LRECL
         MVC   48(8,R5),8(R3)
         B     PUTOPTS
CVTEND   CLI   0(R3),X'FF'
         BE    OPTIONS
CVTWRONG FAIL  24,'CVTFV FN FT FM FN FT FM LENGTH'
NOFILE   FAIL  28,'FILE NOT FOUND'
NODISK   FAIL  36,'NO SUCH DISK'
*
*        OPTIONS - THE 4 WORDS AT 2 END THE LIST; PUTOPTS: ITS END IS
*        THERE ALREADY
*
OPTIONS  LR    R1,R4
         SLL   R1,3
         LA    R1,0(R1,R5)
         MVC   0(8,R1),=8X'FF'
PUTOPTS  MVC   0(8,R5),0(R2)
         LA    R5,8(R5)
         LA    R2,8(R2)
         BCT   R4,PUTOPTS
         LA    R1,LIST
         LINK  COPYFILE
         RETURN
*
*        NAMES - THREE OR SIX WORDS TO LIST; 5 IS BEHIND THEM, 3 THE
*        WORD THAT IS NONE OF THEM
*
NAMES    LR    R3,R1
         MVC   LIST(8),=CL8'COPYFILE'
         LA    R5,LIST+8
         LA    R4,3
         BAL   R15,THREE
         CLI   8(R3),X'FF'        NO MORE, OR A LENGTH
         BE    NAMED
         CLI   16(R3),X'FF'
         BE    NAMED
         LA    R4,3
         BAL   R15,THREE
NAMED    LA    R3,8(R3)
         BR    R10
THREE    LA    R3,8(R3)
         CLI   0(R3),X'FF'
         BCR   8,R11
         CLI   0(R3),C'('
         BCR   8,R11
         MVC   0(8,R5),0(R3)
         LA    R5,8(R5)
         BCT   R4,THREE
         BR    R15
CNVOPTS  DC    CL8'(',CL8'EBCDIC',CL8'REPLACE'
CVTOPTV  DC    CL8'(',CL8'RECFM',CL8'V',CL8'TRUNC',CL8'REPLACE'
CVTOPTF  DC    CL8'(',CL8'RECFM',CL8'F',CL8'REPLACE',CL8'LRECL'
         DS    0D
STATES   DC    CL8'STATE',CL8' ',CL8' ',CL2'*',H'0',A(0),F'0',CL2'F'
         DC    H'1',F'0'
         LTORG
         END
