CMPA     TITLE 'COMPARE - COMPARES TWO FILES'
*
* PURPOSE.    COMPARE FN FT FM FN FT FM ( COL N (M)   TYPES THE ITEMS
*             IN WHICH TWO FILES DIFFER, FIRST THE ONE OF THE FIRST
*             FILE, THEN THAT OF THE SECOND; COL: COLUMNS N TO M ALONE,
*             OR N-M, OR FROM N ON.  = IN THE SECOND NAME: AS IN THE
*             FIRST
* RETURNS     0 THEY ARE EQUAL; 4 THEY DIFFER; 24 OPERANDS WRONG; 28
*             FILE NOT FOUND; 32 FORMATS OR LENGTHS DIFFER; 36 NO SUCH
*             DISK; 40 ONE HAS FEWER ITEMS; 41 NO STORAGE; 100 + CODE
*             OF RDBUF
* HOW         FIXED FILES OF ANY LENGTH ARE READ SOME ITEMS AT A TIME
* REGISTERS.  2 CODE, 3 LIST, 4 5 ITEMS, 6 7 THEIR LENGTHS, 8 WORK, 9
*             DIFFERENCES FOUND, 10 11 LINKS, 12 BASE (OF THE SECTION)
*
CMSCMPA  CSECT
         REGS
         NUCON
         FST
LINELEN  EQU   130
BUFLEN   EQU   4000
*        A FILE OF THE TWO
FILE     DSECT
FLIST    DS    XL44               RDBUF
FBUF     DS    A
FBUFL    DS    F
FNEXT    DS    A                  ITEM, ITS LENGTH
FNEXTL   DS    F
FLEFT    DS    F                  ITEMS IN THE BUFFER, WITH IT
FITEML   DS    F                  F: LENGTH OF ITS ITEMS
FNUMBER  DS    F                  ITEM TO BE READ NEXT
FFST     DS    XL(FSTL)
FLEN     EQU   *-FILE
WORK     DSECT
         DS    18F
ONE      DS    XL(FLEN)
TWO      DS    XL(FLEN)
COLFROM  DS    F                  FIRST COLUMN FROM 0; HOW MANY
COLLEN   DS    F
DIGITS   DS    2CL8
         DS    CL8
WORKLEN  EQU   *-WORK-72
CMSCMPA  CSECT
         USING WORK,R13
         USING FILE,R8
COMPARE  ENTER WORK=WORKLEN
         BASE  CMSCMPA
         SR    R9,R9
         ST    R9,ONE+FBUF-FILE
         ST    R9,TWO+FBUF-FILE
         ST    R9,COLFROM
         MVC   COLLEN,=X'7FFFFFFF'
         LA    R3,8(R1)
         LR    R1,R3
         LA    R15,6
WORDS    CLI   0(R1),X'FF'
         BE    WRONG
         CLI   0(R1),C'('
         BE    WRONG
         LA    R1,8(R1)
         BCT   R15,WORDS
         LA    R15,=CL8'*'        A FILE HAS A NAME AND A TYPE
         CLC   0(8,R3),0(R15)
         BE    WRONG
         CLC   8(8,R3),0(R15)
         BE    WRONG
         CLC   24(8,R3),0(R15)
         BE    WRONG
         CLC   32(8,R3),0(R15)
         BE    WRONG
         BAL   R10,OPTIONS
         LA    R8,ONE
         LR    R1,R3
         BAL   R10,OPEN
         LA    R8,TWO
         LA    R1,24(R3)
         BAL   R10,OPEN
         CLC   ONE+8(18),TWO+8    ONE FILE: NOTHING TO BE READ
         BNE   FORMATS
         SR    R2,R2
         CLC   ONE+FFST-FILE(FSTL),TWO+FFST-FILE
         BE    ENDED
FORMATS  CLC   ONE+36(1),TWO+36
         BNE   DIFFER
         CLI   ONE+36,C'F'
         BNE   NEXT
         CLC   ONE+FITEML-FILE(4),TWO+FITEML-FILE
         BNE   DIFFER
NEXT     LA    R8,ONE
         BAL   R10,GET
         LR    R2,R15
         LA    R8,TWO
         BAL   R10,GET
         CH    R2,=H'12'
         BE    ENDONE
         CH    R15,=H'12'
         BE    SHORT2
         L     R4,ONE+FNEXT-FILE
         L     R6,ONE+FNEXTL-FILE
         L     R5,TWO+FNEXT-FILE
         L     R7,TWO+FNEXTL-FILE
         BAL   R10,SAME
         BE    NEXT
         LA    R9,1(R9)
         TM    KTFLAG,X'80'       NOTHING WOULD BE TYPED
         BO    NEXT
         L     R4,ONE+FNEXT-FILE
         L     R5,ONE+FNEXTL-FILE
         BAL   R10,SHOW
         L     R4,TWO+FNEXT-FILE
         L     R5,TWO+FNEXTL-FILE
         BAL   R10,SHOW
         B     NEXT
ENDONE   CH    R15,=H'12'
         BNE   SHORT1
         SR    R2,R2
         LTR   R9,R9
         BZ    ENDED
         TYPE  'THE FILES DIFFER',COLOR=R
         LA    R2,4
         B     ENDED
SHORT1   TYPE  'THE FIRST FILE HAS FEWER ITEMS',COLOR=R
         LA    R2,40
         B     ENDED
SHORT2   TYPE  'THE SECOND FILE HAS FEWER ITEMS',COLOR=R
         LA    R2,40
ENDED    LA    R8,ONE
         BAL   R10,CLOSE
         LA    R8,TWO
         BAL   R10,CLOSE
         RETURN (R2)
WRONG    FAIL  24,'COMPARE FN FT FM FN FT FM ( COL FIRST LAST'
DIFFER   TYPE  'FORMATS OR LENGTHS OF THE FILES DIFFER',COLOR=R
         LA    R2,32
         B     ENDED
NOFILE   TYPE  'FILE NOT FOUND',COLOR=R
         LA    R2,28
         B     ENDED
NODISK   TYPE  'NO SUCH DISK IS LOGGED IN',COLOR=R
         LA    R2,36
         B     ENDED
FULL     TYPE  'STORAGE IS EXHAUSTED',COLOR=R
         LA    R2,41
         B     ENDED
BAD      LA    R2,100(R15)
         TYPE  'THE FILE CANNOT BE READ',COLOR=R
         B     ENDED
         EJECT
*        OPTIONS - AT 1
*
OPTIONS  CLI   0(R1),X'FF'
         BCR   8,R10
         CLI   0(R1),C'('
         BNE   WRONG
         LA    R2,8(R1)
OPTION   CLI   0(R2),X'FF'
         BCR   8,R10
         CLI   0(R2),C')'
         BCR   8,R10
         CLC   0(8,R2),=CL8'COL'
         BNE   WRONG
         LA    R2,8(R2)
         MVC   DIGITS(16),=CL16' '
         LA    R14,DIGITS         N-M
         LR    R15,R2
         LA    R1,8
COLCHAR  CLI   0(R15),C'-'
         BNE   COLPUT
         LA    R0,DIGITS+8
         CR    R14,R0             ANOTHER - IS NO DIGIT
         BNL   COLPUT
         LA    R14,DIGITS+7
         B     COLON
COLPUT   MVC   0(1,R14),0(R15)
COLON    LA    R14,1(R14)
         LA    R15,1(R15)
         BCT   R1,COLCHAR
         LA    R2,8(R2)
         CLI   DIGITS+8,C' '
         BNE   COLNUM
         CLI   0(R2),C'0'         N M
         BL    COLNUM
         CLI   0(R2),X'FF'
         BE    COLNUM
         MVC   DIGITS+8(8),0(R2)
         LA    R2,8(R2)
COLNUM   CALL  GETDEC,DIGITS
         LTR   R15,R15
         BNZ   WRONG
         LTR   R1,R0
         BZ    WRONG
         BCTR  R1,0
         ST    R1,COLFROM
         CLI   DIGITS+8,C' '
         BE    OPTION
         CALL  GETDEC,DIGITS+8
         LTR   R15,R15
         BNZ   WRONG
         S     R0,COLFROM
         BNP   WRONG
         ST    R0,COLLEN
         B     OPTION
*
*        OPEN - FILE 8 WITH THE NAME AT 1
*
OPEN     MVC   FLIST,LIST0
         MVC   FLIST+8(18),0(R1)
         CLI   FLIST+8,C'='
         BNE   TYPESAME
         MVC   FLIST+8(8),0(R3)
TYPESAME CLI   FLIST+16,C'='
         BNE   MODESAME
         MVC   FLIST+16(8),8(R3)
MODESAME CLI   FLIST+24,C'='
         BNE   OPENSTAT
         MVC   FLIST+24(2),16(R3)
OPENSTAT DS    0H
         CALL  STATE,FLIST
         CH    R15,=H'36'
         BE    NODISK
         LTR   R15,R15
         BNZ   NOFILE
         MVC   FLIST(8),=CL8'RDBUF'
         MVC   FLIST+36(2),STATFST+FSTFV-FST
         MVI   FLIST+37,C' '
         L     R5,STATFST+FSTIL-FST
         ST    R5,FITEML
         LA    R1,1
         CLI   FLIST+36,C'V'
         BE    OPENBUF
         SR    R14,R14
         LA    R15,BUFLEN
         DR    R14,R5
         LTR   R15,R15
         BZ    OPENBUF
         LR    R1,R15
OPENBUF  STH   R1,FLIST+38
         MR    R0,R5
         ST    R1,FBUFL
         LR    R5,R1
         SR    R0,R0
         ST    R0,FLEFT
         LA    R0,1
         ST    R0,FNUMBER
         MVC   FFST,STATFST
         FREE  BYTES=(R5)
         LTR   R15,R15
         BNZ   FULL
         ST    R1,FBUF
         BR    R10
*
*        GET - THE NEXT ITEM OF FILE 8; 15 IS 12 AT THE END
*
GET      L     R4,FLEFT
         SH    R4,=H'1'
         BNP   GETREAD
         ST    R4,FLEFT
         L     R1,FNEXT
         A     R1,FNEXTL
         ST    R1,FNEXT
         SR    R15,R15
         BR    R10
GETREAD  MVC   FLIST+28(4),FBUF
         MVC   FLIST+32(4),FBUFL
         L     R1,FNUMBER         BOTH MAY BE ONE FILE
         LA    R15,12
         C     R1,=F'65535'
         BCR   2,R10
         STH   R1,FLIST+26
         CALL  RDBUF,FLIST
         CH    R15,=H'12'
         BCR   8,R10
         LTR   R15,R15
         BNZ   BAD
         MVC   FNEXT,FBUF
         L     R1,FLIST+40
         LA    R4,1
         CLI   FLIST+36,C'V'
         BE    GETONE
         SR    R0,R0
         D     R0,FITEML
         LR    R4,R1
         L     R1,FITEML
GETONE   ST    R4,FLEFT
         A     R4,FNUMBER
         ST    R4,FNUMBER
         ST    R1,FNEXTL
         SR    R15,R15
         BR    R10
*
*        SAME - CODE 0: 4 (LENGTH 6) AND 5 (7) ARE EQUAL IN THE COLUMNS
*
SAME     L     R1,COLFROM
         AR    R4,R1
         AR    R5,R1
         SR    R6,R1
         BNM   SAMECUT6
         SR    R6,R6
SAMECUT6 SR    R7,R1
         BNM   SAMECUT7
         SR    R7,R7
SAMECUT7 C     R6,COLLEN
         BNH   SAMELEN
         L     R6,COLLEN
SAMELEN  C     R7,COLLEN
         BNH   SAMEBOTH
         L     R7,COLLEN
SAMEBOTH CR    R6,R7
         BCR   7,R10
SAMENEXT LTR   R6,R6
         BCR   8,R10
         CH    R6,=H'256'
         BNH   SAMELAST
         CLC   0(256,R4),0(R5)
         BCR   7,R10
         LA    R4,256(R4)
         LA    R5,256(R5)
         SH    R6,=H'256'
         B     SAMENEXT
SAMELAST BCTR  R6,0
         EX    R6,SAMECLC
         BR    R10
SAMECLC  CLC   0(0,R4),0(R5)
*
*        SHOW - 5 CHARACTERS AT 4, IN LINES
*
SHOW     CH    R5,=AL2(LINELEN)
         BNH   SHOWLAST
         TYPE  0(R4),LINELEN
         LA    R4,LINELEN(R4)
         SH    R5,=AL2(LINELEN)
         B     SHOW
SHOWLAST TYPE  0(R4),(R5)
         BR    R10
*
*        CLOSE - FILE 8
*
CLOSE    L     R1,FBUF
         LTR   R1,R1
         BCR   8,R10
         L     R4,FBUFL
         FRET  BYTES=(R4)
         CALL  FINIS,FLIST
         BR    R10
         DS    0D
LIST0    DC    CL8'STATE',CL8' ',CL8' ',CL2'*',H'0',A(0),F'0',CL2'F'
         DC    H'1',F'0'
         LTORG
         END
