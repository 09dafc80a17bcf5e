EDFA     TITLE 'EDFACE - WHAT THE USER IS TOLD'
*
* PURPOSE.    EDSAY     1 TEXT, 0 LENGTH, BIT 0 ON: RED (MACRO SAY): A
*                       LINE FOR THE USER
*             EDTELLMD  THE MODE: EDIT: OR INPUT:
*             EDTYPE    TYPES THE PRESENT LINE, OR TOF: OR EOF:
*             EDVERIF   THE SAME WHEN VERIFY IS ON; TOF: AND EOF:
*                       ALWAYS
* RETURNS     0
* HOW         ON A SCREEN (XEDIT) LINES ARE KEPT FOR IT BY XESAY, AND IT
*             SHOWS THE FILE AND THE MODE ANYWAY
* REGISTERS.  2 LINE, 3 4 WORK, 5 6 LENGTHS, 11 EDBLK, 12 BASE
*
CMSEDFAC CSECT
         REGS
         NUCON
         FILEPLST
         EDBLK
         WXTRN XESAY
EDSAY    ENTER
         CLI   EDSCRN,C'Y'
         BE    SAYKEPT
         CALL  BTYPLIN
         RETURN 0
SAYKEPT  L     R15,=A(XESAY)
         BALR  R14,R15
         RETURN 0
*
EDTELLMD ENTER
         CLI   EDSCRN,C'Y'
         BE    MODEEND
         CLI   EDMODE,C'I'
         BE    MODEIN
         TYPE  'EDIT:'
MODEEND  RETURN 0
MODEIN   TYPE  'INPUT:'
         RETURN 0
*
EDVERIF  ENTER
         CLI   EDSCRN,C'Y'
         BE    VERNOT
         CLI   EDVERIFY,C'Y'
         BE    VERTYPE
         L     R2,EDCUR
         LA    R3,EDTOP
         CR    R2,R3
         BE    VERTYPE
         LA    R3,EDEND
         CR    R2,R3
         BNE   VERNOT
VERTYPE  LINK  EDTYPE
VERNOT   RETURN 0
*
EDTYPE   ENTER
         CLI   EDSCRN,C'Y'
         BE    TYPESHWN
         L     R2,EDCUR
         LA    R3,EDTOP
         CR    R2,R3
         BE    TYPETOF
         LA    R3,EDEND
         CR    R2,R3
         BE    TYPEEOF
         SR    R5,R5
         IC    R5,LNLEN-LINE(R2)
         L     R4,EDVER2
         CR    R5,R4
         BNH   TYPESOME
         LR    R5,R4
TYPESOME L     R4,EDVER1
         BCTR  R4,0
         SR    R5,R4              CHARACTERS
         LA    R4,LNTEXT-LINE(R4,R2)
TYPEMORE LR    R6,R5
         CH    R6,=H'130'
         BNH   TYPEREST
         LA    R6,130
TYPEREST LTR   R6,R6
         BNP   TYPENONE
         TYPE  0(R4),(R6)
         AR    R4,R6
         SR    R5,R6
         BP    TYPEMORE
         RETURN 0
TYPENONE TYPE  =C' ',1
         RETURN 0
TYPESHWN RETURN 0
TYPETOF  TYPE  'TOF:'
         RETURN 0
TYPEEOF  TYPE  'EOF:'
         RETURN 0
         LTORG
         END
