EDTU     TITLE 'EDTURN - ONE LINE READ AND DONE'
*
* PURPOSE.    EDTURN   READS THE NEXT LINE AND DOES IT: A SUBCOMMAND, OR
*                      IN INPUT MODE A LINE OF THE FILE
*             EDAFTER  BEHIND EACH TURN: AUTOSAVE
* RETURNS     EDTURN   AS EDTAB SAYS: 8 LEAVE THE EDITOR
* REGISTERS.  2 LENGTH, CODE, 11 EDBLK, 12 BASE
*
CMSEDTUR CSECT
         REGS
         NUCON
         FILEPLST
         EDBLK
EDTURN   ENTER
         LINK  EDREADL
         CLI   EDMODE,C'I'
         BE    INPUT
         L     R2,EDTEXTL
         LTR   R2,R2
         BZ    NULL
         LA    R1,EDTEXT
         LR    R0,R2
         LINK  EDDO
         LR    R2,R15
         LINK  EDJEND
         CH    R2,=H'8'
         BE    LEAVE
         B     SAVE
NULL     LINK  EDTELLMD
         RETURN 0
INPUT    L     R2,EDTEXTL
         LTR   R2,R2
         BZ    ENDINPUT
         LA    R1,EDTEXT
         ST    R1,EDARG
         AR    R1,R2
         ST    R1,EDARGEND
         LINK  EDPREP
         LINK  EDINSBUF
         LR    R2,R15
         LINK  EDJEND
         LTR   R2,R2
         BZ    SAVE
ENDINPUT MVI   EDMODE,C'E'
         LINK  EDTELLMD
         SR    R2,R2
SAVE     LINK  EDAFTER
LEAVE    RETURN (R2)
*
EDAFTER  ENTER
         L     R2,EDAUTO
         LTR   R2,R2
         BZ    AFTEREND
         C     R2,EDCHANGE
         BH    AFTEREND
         LINK  EDAUTOSV
AFTEREND RETURN 0
         LTORG
         END
