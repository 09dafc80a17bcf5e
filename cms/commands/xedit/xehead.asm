XEHE     TITLE 'XEHEAD - TITLE LINE AND SCALE'
*
* PURPOSE.    XEHEAD  XETITLE: FILE, FORMAT, SIZE, CURRENT LINE, COLUMN,
*                     CHANGES; XESCALE: COLUMNS, TABS
* RETURNS     0
* REGISTERS.  2 PLACE, 3 TEXT, 4 COLUMN, 5 WORK, 9 XEGLOB, 11 EDBLK, 12
*             BASE
*
CMSXEHED CSECT
         REGS
         NUCON
         FILEPLST
         SCRBLK
         EDBLK
         XEGLOB
XEHEAD   XENTER CMSXEHED
         MVI   XETITLE,C' '
         MVC   XETITLE+1(L'XETITLE-1),XETITLE
         MVC   XETITLE(8),EDFN
         MVC   XETITLE+9(8),EDFT
         MVC   XETITLE+18(2),EDFM
         MVC   XETITLE+21(1),EDRECFM
         LA    R2,XETITLE+23
         L     R0,EDRECL
         BAL   R10,NUMBER
         LA    R3,=CL6'TRUNC'
         L     R0,EDTRUNC
         BAL   R10,VALUE
         LA    R3,=CL6'SIZE'
         L     R0,EDLINES
         BAL   R10,VALUE
         LA    R3,=CL6'LINE'
         L     R0,EDCURNO
         BAL   R10,VALUE
         LA    R3,=CL6'COL'
         L     R0,XEOFFS
         AH    R0,=H'1'
         BAL   R10,VALUE
         LA    R3,=CL6'ALT'
         L     R0,EDCHANGE
         BAL   R10,VALUE
         LA    R2,1(R2)
         CLC   XEFILES,=F'1'
         BE    HEADMODE
         L     R0,XEFILES
         BAL   R10,NUMBER
         MVC   1(5,R2),=C'FILES'
         LA    R2,7(R2)
HEADMODE CLI   EDMODE,C'I'
         BNE   HEADPEND
         MVC   0(5,R2),=C'INPUT'
         B     RULER
HEADPEND LINK  XEPNANY
         LTR   R15,R15
         BNZ   RULER
         MVC   0(7,R2),=C'PENDING'
*        ....+....1
RULER    L     R4,XEOFFS
         LA    R2,XESCALE
         L     R5,XEWIDTH
RULENEXT LA    R4,1(R4)
         LR    R1,R4
         SR    R0,R0
         D     R0,=F'10'
         MVI   0(R2),C'.'
         CH    R0,=H'5'
         BNE   RULETEN
         MVI   0(R2),C'+'
RULETEN  LTR   R0,R0
         BNZ   RULEON
         SR    R0,R0
         D     R0,=F'10'
         AH    R0,=H'240'
         STC   R0,0(R2)
RULEON   LA    R2,1(R2)
         BCT   R5,RULENEXT
*        THE COLUMN OF TRUNC, AND TABS
         L     R4,EDTRUNC
         LA    R3,C'!'
         BAL   R10,MARK
         RETURN 0
*        MARK - CHARACTER 3 AT COLUMN 4 OF THE SCALE.  USES 4
MARK     S     R4,XEOFFS
         BCR   13,R10
         C     R4,XEWIDTH
         BCR   2,R10
         LA    R4,XESCALE-1(R4)
         STC   R3,0(R4)
         BR    R10
*        VALUE - A BLANK, TEXT 3, A BLANK, NUMBER 0 AT 2.  NUMBER - ONLY
*        THE NUMBER.  2 IS BEHIND IT THEN.  BY BAL R10
VALUE    LA    R2,1(R2)
VALNEXT  MVC   0(1,R2),0(R3)
         LA    R2,1(R2)
         LA    R3,1(R3)
         CLI   0(R3),C' '
         BNE   VALNEXT
         MVI   0(R2),C' '
         LA    R2,1(R2)
NUMBER   CALL  TODEC,EDNUMBER
         LA    R3,EDNUMBER
         LA    R5,9
NUMSKIP  CLI   0(R3),C' '
         BNE   NUMMOVE
         LA    R3,1(R3)
         BCT   R5,NUMSKIP
NUMMOVE  EX    R5,NUMCOPY
         LA    R2,1(R5,R2)
         BR    R10
NUMCOPY  MVC   0(0,R2),0(R3)
         LTORG
         END
