XERE     TITLE 'XEREAD - WHAT WAS TYPED ON THE SCREEN'
*
* PURPOSE.    XEREAD  BEHIND XESHOW: LINES TYPED OVER, PREFIX COMMANDS, THE
*                     COMMAND LINE, THE PF KEY, IN THIS ORDER
* RETURNS     AS EDTAB SAYS: 8 LEAVE THE FILE; 16 ANOTHER ONE
* HOW         FIELDS ARE KNOWN BY LINE NUMBERS.  THE CURRENT LINE IS XEKEEP
*             MEANWHILE, WHICH FOLLOWS WHAT IS ADDED AND DELETED
* REGISTERS.  2 TEXT, 3 FIELD, 4 SCRCHG, 5 HOW MANY, 6 LENGTH, 7 LINE, 8
*             INPUT LINES DONE, 9 XEGLOB, 11 EDBLK, 12 BASE (OF THE
*             SECTION)
*
CMSXERED CSECT
         REGS
         NUCON
         FILEPLST
         SCRBLK
         EDBLK
         XEGLOB
         USING SCRFLD,R3
         USING SCRCHG,R4
XEREAD   XENTER CMSXERED
         MVI   XEINPUT,C'N'
         MVI   XEAGAIN,C'N'
         MVI   XECMDIN,C'N'
         MVC   XEKEEP,EDCURNO
         SR    R8,R8
         CLI   SCRKEY,SCRCLEAR    CLEAR AND PA KEYS SHOW IT ONCE MORE
         BL    FIELDS
         RETURN 0
FIELDS   L     R4,SCRCHGS
         L     R5,SCRCHGN
NEXT     LTR   R5,R5
         BZ    ALL
         L     R3,SCCFLD
         L     R2,SCCTEXT
         L     R6,SCCLEN
         L     R7,SCFUSER
         LA    R7,0(R7)
         CLI   SCFUSER,XEKCMD
         BE    COMMAND
         CLI   SCFUSER,XEKPREF
         BE    PREFIX
         CLI   SCFUSER,XEKINP
         BE    INPUT
         CLI   SCFUSER,XEKTEXT
         BNE   ON
         LR    R0,R7              1 TEXT, 2 LENGTH, 0 LINE
         LR    R1,R2
         LR    R2,R6
         LINK  XETYPED
         B     ON
PREFIX   LR    R0,R7
         LR    R1,R2
         LR    R2,R6
         LINK  XEPREFIX
         B     ON
COMMAND  MVI   XECMDIN,C'Y'
         CH    R6,=AL2(L'XECMD)
         BNH   CMDLEN
         LA    R6,L'XECMD
CMDLEN   ST    R6,XECMDL
         LTR   R6,R6
         BZ    ON
         BCTR  R6,0
         EX    R6,CMDMOVE
         B     ON
CMDMOVE  MVC   XECMD(0),0(R2)
*        A LINE IN INPUT MODE; THOSE IN FRONT OF IT ARE EMPTY
INPUT    CLI   XEINPUT,C'Y'
         BE    INPNEXT
         MVI   XEINPUT,C'Y'
         L     R0,XEKEEP
         LINK  EDGOTO
INPNEXT  CR    R8,R7
         BNL   INPLINE
         LA    R1,=C' '
         SR    R0,R0
         BAL   R10,INPADD
         B     INPNEXT
INPLINE  LR    R1,R2
         LR    R0,R6
         BAL   R10,INPADD
ON       LA    R4,SCCSIZE(R4)
         BCT   R5,NEXT
ALL      LINK  XEPENDS            PREFIX COMMANDS
         CLI   XEINPUT,C'Y'
         BNE   ALLBACK
         MVC   XEKEEP,EDCURNO     INPUT GOES ON BEHIND ITS LAST LINE
ALLBACK  L     R0,XEKEEP
         LINK  EDGOTO
         LINK  EDJEND
         BAL   R10,TYPEDCMD
         CH    R15,=H'8'
         BE    LEAVE
         CH    R15,=H'16'
         BE    LEAVE
         BAL   R10,KEY
LEAVE    LR    R2,R15
         CH    R2,=H'8'
         BE    LEAVING
         LINK  EDJEND
         CH    R2,=H'16'
         BE    LEAVING
         LINK  EDAFTER
LEAVING  RETURN (R2)
*        INPADD - A LINE TEXT 1, LENGTH 0 BEHIND THE CURRENT ONE.  BY
*        BAL R10
INPADD   ST    R1,EDARG
         AR    R1,R0
         ST    R1,EDARGEND
         LA    R8,1(R8)
         LINK  EDPREP
         CLI   EDCASE,C'U'
         BNE   INPPUT
         L     R1,AUPCASE
         TR    EDBUF,0(R1)
INPPUT   LINK  EDINSBUF
         BR    R10
         EJECT
*        TYPEDCMD - THE COMMAND LINE.  15 ITS CODE.  BY BAL R10; USES
*        2, 6
*
TYPEDCMD SR    R15,R15
         CLI   SCRKEY,SCRENTER    WHAT STOOD THERE: ONLY BY IT
         BE    CMDLOOK
         CLI   XECMDIN,C'Y'
         BCR   7,R10
CMDLOOK  L     R6,XECMDL
CMDTRIM  LTR   R6,R6              BLANKS AT ITS END
         BZ    CMDNONE
         LA    R1,XECMD-1(R6)
         CLI   0(R1),C' '
         BNE   CMDDO
         BCT   R6,CMDTRIM
CMDNONE  ST    R6,XECMDL
         SR    R15,R15
         CLI   SCRKEY,SCRENTER
         BCR   7,R10
         CLI   EDMODE,C'I'        ENTER ALONE ENDS INPUT MODE
         BCR   7,R10
         CLI   XEINPUT,C'Y'
         BCR   8,R10
         MVI   EDMODE,C'E'
         MVI   XECHOME,C'Y'
         BR    R10
CMDDO    ST    R6,XECMDL
         MVI   EDTEXT,C' '
         MVC   EDTEXT+1(255),EDTEXT
         BCTR  R6,0
         EX    R6,CMDTEXT
         CLI   EDCASE,C'U'
         BNE   CMDOLD
         L     R1,AUPCASE
         TR    EDTEXT,0(R1)
CMDOLD   CLI   XECMD,C'?'
         BE    CMDGO
         MVC   XEOLD+80(80),XEOLD ROOM FOR ? IN FRONT
         LA    R1,XEOLD+480
         LA    R2,6
CMDSHIFT MVC   80(80,R1),0(R1)
         SH    R1,=H'80'
         BCT   R2,CMDSHIFT
         MVC   80(80,R1),0(R1)
         LA    R0,1(R6)
         CH    R0,=H'79'
         BNH   CMDKEEP
         LA    R0,79
CMDKEEP  STC   R0,XEOLD
         MVC   XEOLD+1(79),XECMD
         XC    XEOLDN,XEOLDN
CMDGO    MVI   XECHOME,C'Y'
         LA    R0,1(R6)
         ST    R0,EDTEXTL
         LA    R1,EDTEXT
         ST    R10,XEBACK
         LINK  EDDO
         L     R10,XEBACK
         CLI   XEAGAIN,C'Y'       & OR ? HAS PUT IT THERE
         BCR   8,R10
         LTR   R15,R15
         BZ    CMDGOOD
         CH    R15,=H'8'
         BE    CMDGOOD
         CH    R15,=H'16'
         BE    CMDGOOD
         MVI   XEALARM,C'Y'       ? BRINGS IT BACK, TO BE MENDED
CMDGOOD  XC    XECMDL,XECMDL
         BR    R10
CMDTEXT  MVC   EDTEXT(0),XECMD
*
*        KEY - THE PF KEY.  15 ITS CODE.  BY BAL R10; USES 1, 2
*
KEY      SR    R15,R15
         SR    R1,R1
         IC    R1,SCRKEY
         LTR   R1,R1
         BCR   8,R10
         BCTR  R1,0
         MH    R1,=H'40'
         LA    R1,XEPFS(R1)
         LA    R0,40
KEYTRIM  LR    R2,R1
         AR    R2,R0
         BCTR  R2,0
         CLI   0(R2),C' '
         BNE   KEYDO
         LR    R2,R0
         BCTR  R2,0
         LTR   R0,R2
         BNZ   KEYTRIM
         BR    R10                NOTHING IS SET
KEYDO    ST    R10,XEBACK
         LINK  EDDO
         L     R10,XEBACK
         BR    R10
         LTORG
         END
