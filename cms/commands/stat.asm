STAT     TITLE 'STAT - HOW FULL THE DISKS ARE'
*
* PURPOSE.    STAT (L L ...)  A LINE FOR EACH DISK THAT IS LOGGED IN, OR
*             FOR THE DISKS L; * FOR ALL, R/W FOR THOSE THAT ARE WRITTEN
*             P-DISK N FILES; N REC IN USE, N LEFT (OF N), N % FULL
*             (N CYL) TYPE R/W
*             WHEN THE LIST BEGINS WITH DISK (AS QUERY DISK CALLS IT) A
*             LINE IS: P (191): N FILES; N REC IN USE, N LEFT (OF N), N%
*             FULL (N CYL), TYPE, R/W
* CALLED      STAT; QUERY DISK
* RETURNS     0; 36 NO SUCH DISK IS LOGGED IN
* REGISTERS.  2 A LINE WAS TYPED, 3 WORD OF THE LIST, 4 DEVICE, 5 NOT 0:
*             QUERY'S FORM, 8 ADT, 9 PLACE IN THE LINE, 10 11 LINKS, 12
*             BASE
*
CMSSTAT  CSECT
         REGS
         NUCON
         ADT
         DEVICE
         USING ADT,R8
         USING DEVICE,R4
         USING WORK,R13
STAT     ENTER WORK=WORKLEN
         LR    R3,R1
         SR    R5,R5
         CLC   0(8,R3),=CL8'DISK'
         BNE   BEGIN
         LA    R5,1
BEGIN    LA    R3,8(R3)
         CLI   0(R3),X'FF'
         BNE   NEXTWORD
         LA    R3,ALL
NEXTWORD SR    R2,R2
         L     R8,AIADT
NEXTDISK TM    ADTFLG1,ADTFFS
         BZ    SKIP
         CLI   0(R3),C'*'
         BE    SHOW
         CLC   0(8,R3),=CL8'R/W'
         BE    SHOWRW
         CLI   1(R3),C' '
         BNE   SKIP
         CLC   ADTM,0(R3)
         BNE   SKIP
         B     SHOW
SHOWRW   TM    ADTFLG1,ADTFRW
         BZ    SKIP
SHOW     LA    R2,1
         BAL   R11,LINEOF
SKIP     L     R8,ADTPTR
         LTR   R8,R8
         BNZ   NEXTDISK
         LTR   R2,R2
         BZ    NODISK
         LA    R3,8(R3)
         CLI   0(R3),X'FF'
         BNE   NEXTWORD
         RETURN 0
NODISK   FAIL  36,'NO SUCH DISK IS LOGGED IN'
*
*        LINEOF - THE LINE OF DISK 8
*
LINEOF   LA    R9,LINE
         L     R4,ADTDTA
         MVC   0(1,R9),ADTM
         LA    R9,1(R9)
         CLI   ADTMX,C' '
         BE    LINEUNIT
         MVI   0(R9),C','         AN EXTENSION OF ANOTHER
         LTR   R5,R5
         BZ    LINEEXT
         MVI   0(R9),C'/'
LINEEXT  MVC   1(1,R9),ADTMX
         LA    R9,2(R9)
LINEUNIT LTR   R5,R5
         BNZ   LINEQ
         LA    R1,TDISK
         BAL   R10,TEXT
         B     LINEFILE
LINEQ    LH    R0,DEVUNIT
         CALL  TOHEX,DIGITS
         MVC   0(8,R9),=C' (000): '
         MVC   2(3,R9),DIGITS+5
         LA    R9,8(R9)
LINEFILE L     R0,ADTFSTC
         BAL   R10,NUMBER
         LA    R1,TFILES
         BAL   R10,TEXT
         L     R0,ADTUSED
         BAL   R10,NUMBER
         LA    R1,TUSED
         BAL   R10,TEXT
         L     R0,ADTLEFT
         BAL   R10,NUMBER
         LA    R1,TLEFT
         BAL   R10,TEXT
         L     R0,ADTNUM
         BAL   R10,NUMBER
         LA    R1,TOF
         BAL   R10,TEXT
         L     R1,ADTUSED         IN HUNDREDTHS
         M     R0,=F'100'
         D     R0,ADTNUM
         LR    R0,R1
         BAL   R10,NUMBER
         LA    R1,TFULL
         LTR   R5,R5
         BZ    LINEFULL
         LA    R1,TFULLQ
LINEFULL BAL   R10,TEXT
         L     R0,ADTCYL
         BAL   R10,NUMBER
         LA    R1,TCYL
         LTR   R5,R5
         BZ    LINECYL
         LA    R1,TCYLQ
LINECYL  BAL   R10,TEXT
         MVC   0(4,R9),=C'2314'
         CLI   DEVTYPE,DEV2311
         BNE   LINETYPE
         MVI   3(R9),C'1'
LINETYPE LA    R9,4(R9)
         LTR   R5,R5
         BZ    LINEMODE
         MVI   0(R9),C','
         LA    R9,1(R9)
LINEMODE MVC   0(4,R9),=C' R/O'
         TM    ADTFLG1,ADTFRW
         BZ    LINEDONE
         MVI   3(R9),C'W'
LINEDONE LA    R9,4(R9)
         LA    R0,LINE
         SR    R9,R0
         TYPE  LINE,(R9)
         BR    R11
*
*        NUMBER - 0, AS MANY DIGITS AS IT HAS, TO 9
*
NUMBER   CALL  TODEC,DIGITS
         LA    R1,DIGITS
NUMLOOK  CLI   0(R1),C' '
         BNE   NUMMOVE
         LA    R1,1(R1)
         B     NUMLOOK
NUMMOVE  LA    R14,DIGITS+9
         SR    R14,R1
         EX    R14,MOVE
         LA    R9,1(R14,R9)
         BR    R10
*
*        TEXT - THE TEXT AT 1, ITS LENGTH LESS ONE IN FRONT, TO 9
*
TEXT     SR    R14,R14
         IC    R14,0(R1)
         LA    R1,1(R1)
         EX    R14,MOVE
         LA    R9,1(R14,R9)
         BR    R10
MOVE     MVC   0(0,R9),0(R1)
TDISK    DC    AL1(5),C'-DISK '
TFILES   DC    AL1(7),C' FILES; '
TUSED    DC    AL1(12),C' REC IN USE, '
TLEFT    DC    AL1(9),C' LEFT (OF '
TOF      DC    AL1(2),C'), '
TFULL    DC    AL1(8),C' % FULL ('
TFULLQ   DC    AL1(7),C'% FULL ('
TCYL     DC    AL1(5),C' CYL) '
TCYLQ    DC    AL1(6),C' CYL), '
ALL      DC    CL8'*',X'FF'
WORK     DSECT
         DS    18F
DIGITS   DS    CL10
LINE     DS    CL132
WORKLEN  EQU   *-WORK-72
CMSSTAT  CSECT
         LTORG
         END
