OSDV     TITLE 'OSIODEV - RECORDS OF THE DEVICES'
*
* PURPOSE.    OSDEVRD  THE NEXT RECORD OF THE DATA SET INTO 1, 0 BYTES AT
*                      MOST: 0 IS ITS LENGTH
*             OSDEVWR  THE RECORD AT 1, 0 BYTES; ITS FIRST ONE IS CARRIAGE
*                      CONTROL WHERE THE FORMAT SAYS SO
*             OSBLANK  1 PLACE, 0 BYTES: BLANKS
* CALLED      9 BLOCK OF THE DCB
* RETURNS     0; 8 THE RECORD IS LONGER; 12 END OF DATA; OTHERS AN ERROR,
*             WHICH IS IN DEBCODE, DEBTEXT
* REGISTERS.  2 LENGTH, 3 PLACE, 4 DEVICE, 5 6 WORK, 9 BLOCK, 10 11 LINKS,
*             12 BASE
*
CMSOSDEV CSECT
         REGS
         NUCON
         CONPLST
         FILEPLST
         OSFCB
         OSDEB
         OSDCB
WORK     DSECT
         DS    18F
LIST     DS    4D
LINE     DS    CL136
WORKLEN  EQU   *-WORK-72
CMSOSDEV CSECT
         USING WORK,R13
         USING OSDEB,R9
OSDEVRD  ENTER WORK=WORKLEN
         BASE  CMSOSDEV
         LR    R2,R0
         LR    R3,R1
         LA    R15,12
         TM    DEBFLAG,DEBEOF
         BO    RDRET
         SR    R4,R4
         IC    R4,DEBFCB+FCBDEV-OSFCB
         B     *+4(R4)
         B     RDEND              DUMMY
         B     RDNOT              PRINTER
         B     RDCARD
         B     RDCON
         B     RDNOT              TAPE: BLOCKS
         B     RDDISK
RDNOT    LA    R15,98             PUNCH
         B     RDBAD
RDEND    LA    R15,12
         B     RDRET
RDBAD    ST    R15,DEBCODE
         MVC   DEBTEXT,=CL8'READ'
RDRET    LR    R0,R2
         RETURN KEEP=R0
*
RDDISK   LR    R0,R2
         LR    R1,R3
         LINK  OSDSKRD
         LR    R2,R0
         LTR   R15,R15
         BZ    RDRET
         CH    R15,=H'12'
         BE    RDRET
         B     RDBAD
*
RDCARD   MVC   LIST(8),=CL8'CARDRD'
         LA    R1,LINE
         ST    R1,LIST+8
         MVC   LIST+12(4),=AL2(80,0)
         CMSCALL LIST
         CH    R15,=H'2'          END OF FILE, NO CARDS
         BNH   RDCARD1
         CH    R15,=H'5'
         BNE   RDBAD
         SR    R15,R15
RDCARD1  LTR   R15,R15
         BNZ   RDEND
         LH    R5,LIST+14
         LTR   R5,R5
         BZ    RDEND
         LA    R1,LINE
         B     RDMOVE
         EJECT
*        THE CONSOLE: A LINE; A NULL LINE IS THE END
*
RDCON    MVC   LIST(16),CONLIST
         LA    R1,LINE
         ST    R1,LIST+8
         MVI   LIST+8,1
         TM    DEBFCB+FCBFLAG-OSFCB,FCBLOW
         BZ    RDCON1
         MVI   LIST+12,C'T'
RDCON1   CALL  WAITRD,LIST
         LTR   R15,R15
         BNZ   RDBAD
         L     R5,LIST+12
         N     R5,=X'00FFFFFF'
         BZ    RDEND
         LA    R1,LINE
RDMOVE   SR    R15,R15            5 BYTES AT 1, AS MANY AS ARE WANTED
         CR    R5,R2
         BNH   RDMOVE1
         LR    R5,R2
RDMOVE1  LR    R2,R5
         BCTR  R5,0
         EX    R5,RDCOPY
         B     RDRET
RDCOPY   MVC   0(0,R3),0(R1)
CONLIST  DC    CL8'WAITRD',AL1(1),AL3(0),C'V',AL3(130)
         EJECT
*        OSDEVWR - 2 BYTES AT 3
*
OSDEVWR  ENTER WORK=WORKLEN
         BASE  CMSOSDEV
         LR    R2,R0
         LR    R3,R1
         SR    R4,R4
         IC    R4,DEBFCB+FCBDEV-OSFCB
         B     *+4(R4)
         B     WRGOOD             DUMMY
         B     WRLINE
         B     WRNOT              READER
         B     WRCON
         B     WRNOT              TAPE: BLOCKS
         B     WRDISK
         B     WRCARD
WRNOT    LA    R15,98
WRBAD    ST    R15,DEBCODE
         MVC   DEBTEXT,=CL8'WRITE'
         RETURN
WRGOOD   RETURN 0
*
WRDISK   LR    R0,R2
         LR    R1,R3
         LINK  OSDSKWR
         LTR   R15,R15
         BZ    WRGOOD
         B     WRBAD
*
*        A LINE OF THE PRINTER, 132 CHARACTERS AT MOST
*
WRLINE   MVC   LIST(8),=CL8'PRINTR'
         MVI   LINE,C' '
         LA    R4,LINE+1
         TM    DEBFMT,RECA+RECM
         BZ    WRLINE1
         BCTR  R4,0
WRLINE1  LA    R5,LINE+133
         SR    R5,R4              ROOM
         CR    R2,R5
         BNH   WRLINE2
         LR    R2,R5
WRLINE2  LTR   R5,R2
         BZ    WRLINE3
         BCTR  R5,0
         EX    R5,WRCOPY
WRLINE3  AR    R4,R2
         LA    R5,LINE
         SR    R4,R5
         BNZ   WRLINE4
         LA    R4,1
WRLINE4  STH   R4,LIST+12
         ST    R5,LIST+8
         CMSCALL LIST
         CH    R15,=H'5'          NO CARRIAGE CONTROL: A SPACE
         BNE   WRLINE5
         MVI   LINE,C' '
         CMSCALL LIST
WRLINE5  CH    R15,=H'2'          CHANNELS 12 AND 9
         BE    WRGOOD
         CH    R15,=H'3'
         BE    WRGOOD
         LTR   R15,R15
         BNZ   WRBAD
         B     WRGOOD
WRCOPY   MVC   0(0,R4),0(R3)
         EJECT
*        A CARD, BLANKS BEHIND IT; THE STACKER'S LETTER DOES NOT COUNT
*
WRCARD   BAL   R10,CONTROL
         MVC   LIST(8),=CL8'CARDPH'
         MVI   LINE,C' '
         MVC   LINE+1(79),LINE
         LA    R4,LINE
         CH    R2,=H'80'
         BNH   WRCARD1
         LA    R2,80
WRCARD1  LTR   R5,R2
         BZ    WRCARD2
         BCTR  R5,0
         EX    R5,WRCOPY
WRCARD2  ST    R4,LIST+8
         MVC   LIST+12(2),=H'80'
         CMSCALL LIST
         LTR   R15,R15
         BNZ   WRBAD
         B     WRGOOD
*        CONTROL - 6 IS THE CARRIAGE CONTROL, BLANK WHEN THERE IS NONE
CONTROL  LA    R6,C' '
         TM    DEBFMT,RECA+RECM
         BCR   8,R10
         LTR   R2,R2
         BCR   12,R10
         IC    R6,0(R3)
         LA    R3,1(R3)
         BCTR  R2,0
         BR    R10
*
*        A LINE OF THE CONSOLE, IN PIECES WHEN IT IS LONG
*
WRCON    BAL   R10,CONTROL
         CH    R6,=AL2(C'0')
         BE    WRCON1
         CH    R6,=AL2(C'-')
         BE    WRCON1
         CH    R6,=AL2(C'1')
         BNE   WRCONTXT
WRCON1   TYPE  =C' ',1
WRCONTXT LR    R5,R2              BLANKS BEHIND IT ARE NOT TYPED
WRTRIM   LTR   R5,R5
         BZ    WREMPTY
         LA    R4,0(R5,R3)
         BCTR  R4,0
         CLI   0(R4),C' '
         BNE   WRPIECE
         BCT   R5,WRTRIM
WREMPTY  TYPE  =C' ',1
         B     WRGOOD
WRPIECE  LR    R4,R5
         CH    R4,=H'130'
         BNH   WRTYPE
         LA    R4,130
WRTYPE   TYPE  0(R3),(R4)
         AR    R3,R4
         SR    R5,R4
         BP    WRPIECE
         B     WRGOOD
         LTORG
         EJECT
OSBLANK  ENTER
         LR    R2,R0
         LR    R3,R1
BLANKS   LTR   R2,R2
         BNP   BLANKED
         LR    R4,R2
         CH    R4,=H'256'
         BNH   BLANKNOW
         LA    R4,256
BLANKNOW SR    R2,R4
         MVI   0(R3),C' '
         SH    R4,=H'2'
         BM    BLANKED
         EX    R4,BLANKEX
         LA    R3,2(R4,R3)
         B     BLANKS
BLANKED  RETURN 0
BLANKEX  MVC   1(0,R3),0(R3)
         LTORG
         END
