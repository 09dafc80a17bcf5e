SET      TITLE 'SET - SWITCHES AND SETTINGS'
*
* PURPOSE.    SET OPTION VALUE; VSET IS ANOTHER NAME
*             ABBREV ON|OFF      ABBREVIATIONS OF COMMANDS
*             IMPCP ON|OFF       COMMANDS UNKNOWN TO CMS GO TO CP
*             IMPEX ON|OFF       A NAME MAY BE AN EXEC'S
*             RDYMSG LMSG|SMSG   THE READY MESSAGE WITH TIMES, OR SHORT
*             REDTYPE ON|OFF     ERRORS IN RED (A RIBBON OF TWO COLOURS)
*             RELPAGE ON|OFF     CP TAKES BACK PAGES BEHIND EACH COMMAND
*             BLIP ON|OFF|CHARS  SEE BLIP
*             LDRTBLS N          PAGES OF THE LOADER'S TABLES, 2 TO 128
*             INPUT A XX         CHARACTER A TYPED IN IS TO BE XX (HEX);
*                                WITHOUT OPERANDS: AS IT IS TYPED
*             OUTPUT XX A        XX IS TO BE TYPED OUT AS A
*             OTHER OPTIONS OF A LINE TYPED ARE CP'S (NOT OF VSET), WHEN
*             CP MAY BE IMPLIED
* RETURNS     0; 24 OPERANDS WRONG; 41 STORAGE IS EXHAUSTED; 88 LDRTBLS:
*             FREE STORAGE IS IN USE; CP'S CODE
*             CPPASS  1 LIST: THE LINE TYPED GOES TO CP.  15: CP'S CODE;
*                     -1 IT MUST NOT, OR THERE IS NO CP
* REGISTERS.  2 WORK, 3 LIST, 4 SWITCH, 5 BYTE, 6 TABLE FOR TR, 10 LINK,
*             12 BASE (OF THE SECTION)
*
CMSSET   CSECT
         REGS
         NUCON
         SETSW
         EXTRN SETTAB,LDRTBLS
         ENTRY VSET
         USING SETSW,R4
SET      ENTER
         BASE  CMSSET
         LR    R3,R1
         CLI   8(R3),X'FF'
         BE    WRONG
         L     R4,=A(SETTAB)
SETLOOK  CLC   SSNAME,8(R3)
         BE    SETHERE
         LA    R4,SSLEN(R4)
         CLI   0(R4),X'FF'
         BNE   SETLOOK
         CLC   8(8,R3),=CL8'BLIP'
         BE    SETBLIP
         CLC   8(8,R3),=CL8'LDRTBLS'
         BE    SETLDR
         LA    R6,CONTRIN
         CLC   8(8,R3),=CL8'INPUT'
         BE    SETTRANS
         LA    R6,CONTROUT
         CLC   8(8,R3),=CL8'OUTPUT'
         BE    SETTRANS
         CLC   0(8,R3),=CL8'VSET'
         BE    WRONG
         LR    R1,R3
         L     R15,=A(CPPASS)
         BALR  R14,R15
         LTR   R15,R15
         BM    WRONG
         RETURN
VSET     EQU   SET
*
SETHERE  LH    R5,SSBYTE
         IC    R2,SSVALUE
         CLC   SSWORD1,16(R3)
         BE    SETBIT
         CLC   SSWORD2,16(R3)
         BNE   SETWORDS
         X     R2,=F'-1'
SETBIT   CLI   24(R3),X'FF'
         BNE   SETWORDS
         IC    R1,SSBIT
         NR    R2,R1              THE BIT AS IT SHALL BE
         X     R1,=F'-1'
         EX    R1,SETNI
         EX    R2,SETOI
         RETURN 0
SETNI    NI    0(R5),0
SETOI    OI    0(R5),0
SETWORDS MVC   ERRLINE,WORDLINE
         MVC   ERRLINE+4(8),SSNAME
         MVC   ERRLINE+13(8),SSWORD1
         MVC   ERRLINE+25(8),SSWORD2
         TYPE  ERRLINE,80,COLOR=R
         RETURN 24
SETLDR   LR    R1,R3
         L     R15,=A(LDRTBLS)
         BALR  R14,R15
         RETURN
SETBLIP  LA    R1,8(R3)
         CMSCALL
         RETURN
WRONG    TYPE  'SET ABBREV IMPCP IMPEX RDYMSG REDTYPE RELPAGE',COLOR=R
         TYPE  '    BLIP LDRTBLS INPUT OUTPUT, AND A VALUE',COLOR=R
         RETURN 24
WORDLINE DC    CL80'SET XXXXXXXX XXXXXXXX OR XXXXXXXX'
         EJECT
*        INPUT, OUTPUT: A CHARACTER OF TABLE (6), WHICH IS MADE WHEN THERE
*        IS NONE
*
SETTRANS CLI   16(R3),X'FF'
         BE    TRANSOFF
         CLI   24(R3),X'FF'
         BE    TRANSBAD
         CLI   32(R3),X'FF'
         BNE   TRANSBAD
         LA    R1,16(R3)          FROM
         LA    R14,CONTROUT
         BAL   R10,TRANSCH
         BNZ   TRANSBAD
         LR    R2,R0
         LA    R1,24(R3)          TO
         LA    R14,CONTRIN
         BAL   R10,TRANSCH
         BNZ   TRANSBAD
         LR    R5,R0
         L     R1,0(R6)
         LTR   R1,R1
         BNZ   TRANSPUT
         FREE  BYTES=256,KEEP=YES
         LTR   R15,R15
         BNZ   TRANSFUL
         SR    R14,R14
TRANSNEW LA    R15,0(R14,R1)
         STC   R14,0(R15)
         LA    R14,1(R14)
         CH    R14,=H'256'
         BL    TRANSNEW
         ST    R1,0(R6)
TRANSPUT AR    R1,R2
         STC   R5,0(R1)
         RETURN 0
TRANSFUL FAIL  41,'STORAGE IS EXHAUSTED'
TRANSBAD FAIL  24,'SET INPUT A XX OR SET OUTPUT XX A: A CHARACTER AND IX
               TS HEXADECIMAL CODE'
TRANSOFF L     R1,0(R6)
         LTR   R1,R1
         BZ    TRANSNO
         XC    0(4,R6),0(R6)
         FRET  BYTES=256,KEEP=YES
TRANSNO  RETURN 0
*        TRANSCH - 0 IS THE CHARACTER AT 1, GIVEN AS XX WHEN THE TABLE IS
*        THAT OF 14, ELSE AS ITSELF.  CODE NOT 0: IT IS WRONG
TRANSCH  CR    R14,R6
         BNE   TRANSONE
         CLI   2(R1),C' '
         BNE   TRANSNOT
         CALL  GETHEX
         LTR   R15,R15
         BR    R10
TRANSONE CLI   1(R1),C' '
         BNE   TRANSNOT
         SR    R0,R0
         IC    R0,0(R1)
         CR    R0,R0
         BR    R10
TRANSNOT LTR   R12,R12
         BR    R10
         EJECT
CPPASS   ENTER
         BASE  CMSSET
         C     R1,LISTADR         ONLY A LINE FROM THE TERMINAL
         BNE   PASSNOT
         CLC   NESTING,=H'1'
         BNE   PASSNOT
         TM    CPFLAG,HASCP
         BZ    PASSNOT
         TM    CPFLAG,NOIMPCP
         BO    PASSNOT
         L     R1,LISTTEXT
         L     R0,LISTLEN
         CALL  CPLINE
         RETURN
PASSNOT  RETURN -1
         LTORG
         END
