DBGA     TITLE 'DBGADDR - WORDS, ADDRESSES AND STORAGE'
*
* PURPOSE.    TOKEN    THE NEXT WORD OF THE SUBCOMMAND: 1 AND 0 ITS LENGTH
*             HEXNUM   1 TEXT, 0 LENGTH: 0 THE HEXADECIMAL NUMBER
*             DECNUM   THE SAME, DECIMAL
*             ADDRESS  1 TEXT, 0 LENGTH: 1 THE ADDRESS, 0 LENGTH OF THE
*                      SYMBOL, 4 WHEN IT IS NONE
*             PEEK     1 ADDRESS: 0 THE BYTE, AS IT IS WITHOUT BREAKPOINTS
*             POKE     1 ADDRESS, 0 BYTE: STORE IT
* RETURNS     0; 4 NO WORD, NO NUMBER, NO ADDRESS, NOT IN STORAGE OR
*             PROTECTED (DBWAT IS THE ADDRESS)
* HOW         AN ADDRESS IS A SYMBOL OF DEFINE; OR UP TO SIX DIGITS, TO
*             WHICH THE ORIGIN IS ADDED; OR A NAME THE LOADER KNOWS.  THEN
*             +DIGITS OR -DIGITS.  WHETHER STORAGE CAN BE REACHED IS TRIED
* REGISTERS.  2 TEXT, 3 LENGTH, 4 TABLE, 5 COUNT, 6 ADDRESS, 7 LENGTH OF THE
*             SYMBOL, 8 SIGN, 11 WORK AREA, 12 BASE
*
CMSDBGA  CSECT
         REGS
         NUCON
         LOADTAB
         DBGBLK
CMSDBGA  CSECT
         USING DBGWORK,R11
TOKEN    ENTER
         L     R2,DBWPTR
         LA    R3,DBWLINE+130
TOKSKIP  CR    R2,R3
         BNL   TOKNONE
         CLI   0(R2),C' '
         BNE   TOKHERE
         LA    R2,1(R2)
         B     TOKSKIP
TOKNONE  RETURN 4
TOKHERE  LR    R1,R2
TOKNEXT  LA    R2,1(R2)
         CR    R2,R3
         BNL   TOKEND
         CLI   0(R2),C' '
         BNE   TOKNEXT
TOKEND   ST    R2,DBWPTR
         LR    R0,R2
         SR    R0,R1
         RETURN 0,KEEP=(R0,R1)
*
HEXNUM   ENTER
         LA    R4,8
         BAL   R10,EIGHT
         CALL  GETHEX,HEXWORK
NUMEND   LTR   R15,R15
         BNZ   NUMBAD
         RETURN 0,KEEP=R0
NUMBAD   RETURN 4
DECNUM   ENTER
         BASE  HEXNUM
         LA    R4,6
         BAL   R10,EIGHT
         CALL  GETDEC,HEXWORK
         B     NUMEND
*        EIGHT - THE WORD INTO HEXWORK, AT MOST (4) CHARACTERS
EIGHT    LR    R3,R0
         CR    R3,R4
         BH    NUMBAD
         MVC   HEXWORK(8),=CL8' '
         BCTR  R3,0
         LTR   R3,R3
         BM    NUMBAD
         EX    R3,EIGHTMVC
         BR    R10
EIGHTMVC MVC   HEXWORK(0),0(R1)
         EJECT
ADDRESS  ENTER
         BASE  CMSDBGA
         LR    R2,R1
         LR    R3,R0
         SR    R8,R8
         LR    R4,R2              IS THERE A SIGN
         LR    R5,R3
ADRSIGN  CLI   0(R4),C'+'
         BE    ADRSUM
         CLI   0(R4),C'-'
         BE    ADRSUM
         LA    R4,1(R4)
         BCT   R5,ADRSIGN
         B     ADRBASE
ADRSUM   LR    R8,R4
         LR    R3,R4              WHAT STANDS IN FRONT OF IT
         SR    R3,R2
         BCTR  R5,0
         LTR   R5,R5
         BZ    ADRBAD
         LA    R1,1(R8)
         LR    R0,R5
         LINK  HEXNUM
         LTR   R15,R15
         BNZ   ADRBAD
         LR    R9,R0
ADRBASE  LTR   R3,R3
         BNP   ADRBAD
         CH    R3,=H'8'
         BH    ADRBAD
         MVC   HEXWORK(8),=CL8' '
         BCTR  R3,0
         EX    R3,ADRMOVE
         LA    R3,1(R3)
         LA    R4,DBWSYMS         A SYMBOL
         USING SYMBOL,R4
         LA    R5,16
ADRSYM   CLC   SYMNAME,HEXWORK
         BE    ADRHIT
         LA    R4,SYMLEN(R4)
         BCT   R5,ADRSYM
         DROP  R4
         LA    R7,4
         CH    R3,=H'6'
         BH    ADRNAME
         LR    R1,R2
         LR    R0,R3
         LINK  HEXNUM
         LTR   R15,R15
         BNZ   ADRNAME
         LR    R6,R0
         A     R6,DBWORIG
         B     ADRADD
         USING SYMBOL,R4
ADRHIT   L     R6,SYMADDR
         L     R7,SYMSIZE
         B     ADRADD
         DROP  R4
         USING LDNAMES,R4
ADRNAME  L     R4,LDRTBL          A NAME OF WHAT IS LOADED
         LA    R4,0(R4)
         LH    R5,LDRTENT
         MVC   HEXWORK(8),=CL8' '
         BCTR  R3,0
         EX    R3,ADRMOVE
ADRNEXT  LTR   R5,R5
         BNP   ADRBAD
         SH    R4,=AL2(LDNLEN)
         BCTR  R5,0
         CLC   LDN,HEXWORK
         BNE   ADRNEXT
         TM    LDNFLAG,LDNDEF
         BZ    ADRBAD
         L     R6,LDNADDR
         DROP  R4
ADRADD   LTR   R8,R8
         BZ    ADREND
         CLI   0(R8),C'+'
         BE    ADRPLUS
         LCR   R9,R9
ADRPLUS  AR    R6,R9
ADREND   C     R6,=X'00FFFFFF'
         BH    ADRBAD
         LTR   R6,R6
         BM    ADRBAD
         LR    R1,R6
         LR    R0,R7
         RETURN 0,KEEP=(R0,R1)
ADRBAD   RETURN 4
ADRMOVE  MVC   HEXWORK(0),0(R2)
         EJECT
PEEK     ENTER
         BASE  CMSDBGA
         LA    R2,0(R1)
         ST    R2,DBWAT
         SR    R0,R0
         LA    R14,REACHBAD
         DISABLE
         ST    R14,PGMEXIT
         IC    R0,0(R2)
         XC    PGMEXIT,PGMEXIT
         ENABLE
         BAL   R10,BROKEN
         BZ    PEEKEND
         IC    R0,0(R3)
PEEKEND  RETURN 0,KEEP=R0
*
POKE     ENTER
         BASE  CMSDBGA
         LA    R2,0(R1)
         ST    R2,DBWAT
         LA    R14,REACHBAD
         DISABLE
         ST    R14,PGMEXIT
         IC    R3,0(R2)
         STC   R3,0(R2)           CAN IT BE STORED INTO
         XC    PGMEXIT,PGMEXIT
         ENABLE
         BAL   R10,BROKEN
         BZ    POKESTOR
         STC   R0,0(R3)
         RETURN 0
POKESTOR STC   R0,0(R2)
         RETURN 0
REACHBAD ENABLE
         RETURN 4
*
*        BROKEN - IS 2 WITHIN A BREAKPOINT: CODE NOT 0, 3 THE PLACE WHERE
*        ITS BYTE IS KEPT
*
         USING BREAKPT,R4
BROKEN   LA    R4,DBWBRKS
         LA    R5,16
BROKNEXT L     R6,BRKADDR
         LTR   R6,R6
         BZ    BROKON
         LR    R3,R2
         SR    R3,R6
         BM    BROKON
         CH    R3,=H'1'
         BH    BROKON
         CLC   BRKNEW,0(R6)
         BNE   BROKON
         LA    R3,BRKOLD(R3)
         LTR   R3,R3
         BR    R10
BROKON   LA    R4,BRKLEN(R4)
         BCT   R5,BROKNEXT
         CR    R0,R0
         BR    R10
         DROP  R4
         LTORG
         END
