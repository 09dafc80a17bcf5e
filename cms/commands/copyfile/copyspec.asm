COPS     TITLE 'COPYSPEC - LISTS THAT COPYFILE READS'
*
* PURPOSE.    COPYSPEC  SPECS: PAIRS, WHAT AND WHERE TO.  WHAT: N OR N-M
*             COLUMNS OF THE OLD ITEM, /TEXT/ (ANY CHARACTER IN FRONT
*             AND BEHIND), HXX... TEXT IN HEXADECIMAL; WHERE TO: A
*             COLUMN OF THE NEW ITEM
*             COPYTRAN  TRANS: PAIRS OF CHARACTERS OR TWO HEXADECIMAL
*             DIGITS, THE SECOND STANDS FOR THE FIRST
*             ++ AT THE END OF A LINE: ANOTHER LINE FOLLOWS
* CALLED      BY COPYOPTS
* RETURNS     0; 24 WRONG, WHICH HAS BEEN TOLD
* REGISTERS.  2 PLACE IN THE LINE, 3 ITS END, 4 ENTRY (CSPEC), 5 NUMBER,
*             6 7 WORK, 8 LAST CHARACTER OF A WORD, 9 10 LINKS, 11
*             COPYBLK, 12 BASE (OF THE SECTION)
*
CMSCOPYS CSECT
         REGS
         NUCON
         COPYBLK
         USING CSPEC,R4
COPYSPEC ENTER
         BASE  CMSCOPYS
         TM    CPFLAG2,CPNOASK
         BO    SPECREAD
         TYPE  'ENTER SPECIFICATION LIST:'
SPECREAD BAL   R10,READ
         LA    R4,CPSPEC
SPECNEXT BAL   R10,SKIP
         BNZ   SPECEND
         BAL   R10,GOESON
         BE    SPECNEXT
         L     R1,CPSPECN
         CH    R1,=H'20'
         BNL   MANY
         LA    R1,1(R1)
         ST    R1,CPSPECN
         XC    CSPEC(CSEND),CSPEC
         CLI   0(R2),C'0'
         BNL   COLUMNS
         CLI   0(R2),C'H'
         BE    HEXTEXT
         CLI   0(R2),C'h'
         BE    HEXTEXT
         MVI   CSTYPE,C'T'        UP TO THE SAME CHARACTER
         LR    R8,R2
         LA    R6,CSTEXT
         SR    R7,R7
TEXTNEXT LA    R2,1(R2)
         CR    R2,R3
         BNL   WRONG
         CLC   0(1,R2),0(R8)
         BE    TEXTEND
         CH    R7,=H'36'
         BNL   WRONG
         MVC   0(1,R6),0(R2)
         LA    R6,1(R6)
         LA    R7,1(R7)
         B     TEXTNEXT
TEXTEND  LA    R2,1(R2)
TEXTSET  LTR   R7,R7
         BZ    WRONG
         STC   R7,CSTEXTL
         STH   R7,CSLEN
         B     TARGET
HEXTEXT  MVI   CSTYPE,C'T'
         LA    R2,1(R2)
         LA    R6,CSTEXT
         SR    R7,R7
HEXNEXT  CR    R2,R3
         BNL   TEXTSET
         CLI   0(R2),C' '
         BE    TEXTSET
         CH    R7,=H'36'
         BNL   WRONG
         BAL   R10,PAIR
         BNZ   WRONG
         STC   R5,0(R6)
         LA    R6,1(R6)
         LA    R7,1(R7)
         LA    R2,2(R2)
         B     HEXNEXT
COLUMNS  MVI   CSTYPE,C'C'
         BAL   R10,NUMBER
         STH   R5,CSFROM
         LR    R6,R5
         CR    R2,R3
         BNL   COLONE
         CLI   0(R2),C'-'
         BNE   COLONE
         LA    R2,1(R2)
         BAL   R10,NUMBER
         B     COLLEN
COLONE   LR    R5,R6
COLLEN   SR    R5,R6
         BM    WRONG
         LA    R5,1(R5)
         STH   R5,CSLEN
TARGET   BAL   R10,SKIP
         BNZ   WRONG
         BAL   R10,GOESON
         BE    TARGET
         BAL   R10,NUMBER
         STH   R5,CSTO
         LA    R4,CSEND(R4)
         B     SPECNEXT
SPECEND  CLC   CPSPECN,=F'0'
         BE    WRONG
         RETURN 0
MANY     FAIL  24,'AT MOST 20 SPECIFICATIONS'
WRONG    FAIL  24,'PAIRS: COLUMNS (N-M), /TEXT/ OR HXX AND A COLUMN'
         EJECT
COPYTRAN ENTER
         BASE  CMSCOPYS
         TM    CPFLAG2,CPNOASK
         BO    TRANREAD
         TYPE  'ENTER TRANSLATION LIST:'
TRANREAD BAL   R10,READ
TRANNEXT BAL   R10,SKIP
         BNZ   TRANEND
         BAL   R10,GOESON
         BE    TRANNEXT
         BAL   R9,CHAR
         LR    R6,R5
TRANTO   BAL   R10,SKIP
         BNZ   TRANBAD
         BAL   R10,GOESON
         BE    TRANTO
         BAL   R9,CHAR
         LA    R6,CPTABLE(R6)
         STC   R5,0(R6)
         B     TRANNEXT
TRANEND  RETURN 0
TRANBAD  FAIL  24,'PAIRS OF CHARACTERS OR TWO HEXADECIMAL DIGITS'
*
*        CHAR - 5 IS THE CHARACTER THAT THE WORD AT 2 IS
*
CHAR     SR    R5,R5
         IC    R5,0(R2)
         LA    R2,1(R2)
         CR    R2,R3
         BCR   11,R9
         CLI   0(R2),C' '
         BCR   8,R9
         BCTR  R2,0
         BAL   R10,PAIR
         BNZ   TRANBAD
         LA    R2,2(R2)
         CR    R2,R3
         BCR   11,R9
         CLI   0(R2),C' '
         BCR   8,R9
         B     TRANBAD
*
*        PAIR - 5 IS THE BYTE OF THE TWO HEXADECIMAL DIGITS AT 2.  CODE
*        NOT 0: THEY ARE NONE
*
PAIR     LA    R1,2(R2)
         CR    R1,R3
         BH    PAIRBAD
         MVC   CPMSG(8),=CL8' '
         MVC   CPMSG(2),0(R2)
         CLI   CPMSG+1,C' '
         BE    PAIRBAD
         L     R1,AUPCASE
         TR    CPMSG(2),0(R1)
         CALL  GETHEX,CPMSG
         LR    R5,R0
         LTR   R15,R15
         BR    R10
PAIRBAD  LTR   R12,R12
         BR    R10
*
*        NUMBER - 5 IS THE COLUMN AT 2, FROM 0
*
NUMBER   SR    R5,R5
         SR    R1,R1
NUMNEXT  CR    R2,R3
         BNL   NUMEND
         CLI   0(R2),C'0'
         BL    NUMEND
         CLI   0(R2),C'9'
         BH    NUMEND
         IC    R1,0(R2)
         N     R1,=F'15'
         MH    R5,=H'10'
         AR    R5,R1
         CH    R5,=H'32767'
         BH    WRONG
         LA    R2,1(R2)
         CH    R5,=H'3276'        BEFORE IT OVERFLOWS
         BH    NUMLONG
         B     NUMNEXT
NUMLONG  CR    R2,R3
         BNL   NUMEND
         CLI   0(R2),C'0'
         BNL   WRONG
NUMEND   BCTR  R5,0
         LTR   R5,R5
         BM    WRONG
         BR    R10
*
*        SKIP - TO THE NEXT WORD.  CODE NOT 0: THERE IS NONE
*
SKIP     CR    R2,R3
         BNL   SKIPEND
         CLI   0(R2),C' '
         BNE   SKIPHERE
         LA    R2,1(R2)
         B     SKIP
SKIPHERE SR    R1,R1
         BR    R10
SKIPEND  LTR   R12,R12
         BR    R10
*
*        GOESON - ++ AT 2, AND THE NEXT LINE HAS BEEN READ: CODE 0
*
GOESON   CLC   0(2,R2),=C'++'
         BCR   7,R10
         LA    R1,2(R2)
         CR    R1,R3
         BL    GOESNOT
         LR    R9,R10
         BAL   R10,READ
         SR    R1,R1
         BR    R9
GOESNOT  LTR   R12,R12
         BR    R10
*
*        READ - A LINE; 2 ITS FIRST CHARACTER, 3 BEHIND ITS LAST ONE
*
READ     MVC   CPCON(8),=CL8'WAITRD'
         LA    R1,CPLINE
         ST    R1,CPCON+8
         MVI   CPCON+8,1
         MVC   CPCON+12(4),=X'E2000000'   S: NO CAPITALS, BLANKS BEHIND
         CALL  WAITRD,CPCON
         LA    R2,CPLINE
         LA    R3,CPLINE+130
READEND  BCTR  R3,0
         CR    R3,R2
         BL    READNONE
         CLI   0(R3),C' '
         BE    READEND
READNONE LA    R3,1(R3)
         BR    R10
         LTORG
         END
