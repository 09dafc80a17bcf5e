MOVE     TITLE 'MOVEFILE - COPIES FROM ONE DDNAME TO ANOTHER'
*
* PURPOSE.    MOVEFILE (INPUT (OUTPUT)) ( PDS    RECORDS OF THE DDNAME INPUT
*             (INMOVE) TO THE DDNAME OUTPUT (OUTMOVE), AS FILEDEF SAYS OF
*             THEM.  WHAT IT DOES NOT SAY OF OUTPUT IS AS IN INPUT
*             PDS       EACH MEMBER OF THE LIBRARY BECOMES A FILE OF ITS NAME
* RETURNS     0; 24 OPERANDS WRONG; 28 NOT OPENED, WHICH HAS BEEN TOLD; 32
*             A RECORD IS TOO LONG FOR OUTPUT; 100 I/O ERROR
* REGISTERS.  2 CODE, 3 LIST OR RECORD, 4 ITS LENGTH, 5 OUTPUT RECORD, 6 ITS
*             LENGTH, 7 WORK, 9 DCB, 10 11 LINKS, 12 BASE
*
CMSMOVE  CSECT
         REGS
         NUCON
         OSDCB
         OSFCB
         EXTRN MOVEPDS
CMSMOVE  CSECT
MOVEFILE ENTER WORK=72
         ST    R13,OURS
         LA    R3,8(R1)
         XC    PDS,PDS
         MVC   INAME,=CL8'INMOVE'
         MVC   ONAME,=CL8'OUTMOVE'
         BAL   R11,MORE
         BNZ   OPTIONS
         MVC   INAME,0(R3)
         LA    R3,8(R3)
         BAL   R11,MORE
         BNZ   OPTIONS
         MVC   ONAME,0(R3)
         LA    R3,8(R3)
OPTIONS  CLI   0(R3),X'FF'
         BE    BEGIN
         CLI   0(R3),C'('
         BNE   WRONG
         CLC   8(8,R3),=CL8'PDS'
         BNE   WRONG
         MVI   PDS,1
         CLI   16(R3),X'FF'
         BE    BEGIN
         CLI   16(R3),C')'
         BE    BEGIN
WRONG    FAIL  24,'MOVEFILE INPUT-DDNAME OUTPUT-DDNAME ( PDS'
MORE     CLI   0(R3),X'FF'
         BE    MORENOT
         CLI   0(R3),C'('
         BE    MORENOT
         SR    R1,R1
         BR    R11
MORENOT  LTR   R11,R11
         BR    R11
BEGIN    LA    R7,INAME
         BAL   R10,DEFINED
         BZ    OPENS
         LR    R4,R1
         LA    R7,ONAME
         BAL   R10,DEFINED
         BZ    OPENS
         USING OSFCB,R1
         TM    FCBFLAG,FCBMOD
         BZ    OPENS
         CLI   FCBDEV,FCBDSK
         BNE   OPENS
         CLC   FCBFN(17),FCBFN-OSFCB(R4)
         BNE   OPENS
         FAIL  24,'MOVEFILE: THE OUTPUT WOULD BE READ AGAIN, FOR EVER'
*        DEFINED - 1 WHAT FILEDEF SAYS OF THE DDNAME AT 7.  CODE 0: NOTHING
DEFINED  LA    R1,FILEDEFS
DEFNEXT  L     R1,FCBNEXT
         LTR   R1,R1
         BCR   8,R10
         CLC   FCBDDN,0(R7)
         BNE   DEFNEXT
         LTR   R1,R1
         BR    R10
         DROP  R1
OPENS    LA    R13,SAVE
         MVC   IN(LENGTH),MODEL
         MVC   IN+DCBDDNAM-DCB(8),INAME
         MVC   OUT+DCBDDNAM-DCB(8),ONAME
         CLI   PDS,1
         BE    MEMBERS
         OPEN  (IN,(INPUT))
         TM    IN+DCBOFLGS-DCB,DCBOPEN
         BZ    NOTOPEN
         OPEN  (OUT,(OUTPUT))
         TM    OUT+DCBOFLGS-DCB,DCBOPEN
         BZ    NOTOPEN
NEXT     GET   IN
         LR    R3,R1
         LA    R9,IN
         USING DCB,R9
         LH    R4,DCBLRECL
         TM    DCBRECFM,RECU
         BO    HAVE
         TM    DCBRECFM,RECV
         BZ    HAVE
         HALF  R4,0(R3)
         SH    R4,=H'4'
         LA    R3,4(R3)
HAVE     LA    R9,OUT
         TM    DCBRECFM,RECU
         BO    PUTU
         TM    DCBRECFM,RECV
         BO    PUTV
         LH    R6,DCBLRECL
         CR    R4,R6
         BH    TOOLONG
         PUT   OUT
         LR    R5,R1
         BAL   R10,MOVE
         SR    R6,R4              BLANKS BEHIND IT
         BAL   R10,BLANKS
         B     NEXT
PUTV     LH    R6,DCBLRECL
         LA    R1,4(R4)
         CR    R1,R6
         BH    TOOLONG
         PUT   OUT
         LA    R6,4(R4)
         STH   R6,0(R1)
         XC    2(2,R1),2(R1)
         LA    R5,4(R1)
         BAL   R10,MOVE
         B     NEXT
PUTU     CH    R4,DCBBLKSI
         BH    TOOLONG
         STH   R4,LASTLEN
         PUT   OUT                WRITES THE ONE BEFORE WITH ITS LENGTH
         MVC   DCBLRECL,LASTLEN
         LR    R5,R1
         BAL   R10,MOVE
         B     NEXT
         DROP  R9
*        MOVE - 4 BYTES FROM 3 TO 5, WHICH IS BEHIND THEM THEN
MOVE     LR    R7,R4
MOVENX   CH    R7,=H'256'
         BNH   MOVELAST
         MVC   0(256,R5),0(R3)
         LA    R3,256(R3)
         LA    R5,256(R5)
         SH    R7,=H'256'
         B     MOVENX
MOVELAST LTR   R7,R7
         BCR   8,R10
         BCTR  R7,0
         EX    R7,MOVEIT
         LA    R5,1(R7,R5)
         BR    R10
MOVEIT   MVC   0(0,R5),0(R3)
BLANKS   LTR   R6,R6
         BCR   12,R10
         MVI   0(R5),C' '
         LA    R5,1(R5)
         BCT   R6,BLANKS
         BR    R10
         EJECT
EOF      SR    R2,R2
ENDED    CLOSE (IN,,OUT)
         L     R13,OURS
         RETURN (R2)
NOTOPEN  LA    R2,28
         B     ENDED
TOOLONG  TYPE  'MOVEFILE: A RECORD IS TOO LONG FOR THE OUTPUT',COLOR=R
         LA    R2,32
         B     ENDED
*        ERROR - SYNAD: 1 THE DCB
ERROR    LA    R1,0(R1)
         LA    R5,INAME
         LA    R6,OUT
         CR    R1,R6
         BNE   ERROR1
         LA    R5,ONAME
ERROR1   MVC   ERRLINE(47),ERRTEXT
         MVC   ERRLINE+23(8),0(R5)
         TYPE  ERRLINE,47,COLOR=R
         LA    R2,100
         B     ENDED
MEMBERS  LA    R1,INAME
         LINK  MOVEPDS
         LR    R2,R15
         L     R13,OURS
         RETURN (R2)
*        EXIT - OF THE OUTPUT'S OPEN: WHAT FILEDEF HAS LEFT OPEN
         USING EXIT,R15
         USING DCB,R1
EXIT     L     R3,EXITIN
         CLI   DCBRECFM,0
         BNE   EXIT1
         MVC   DCBRECFM,DCBRECFM-DCB(R3)
         NI    DCBRECFM,255-RECB
EXIT1    CLC   DCBLRECL(2),EXITZERO
         BNE   EXIT2
         CLC   DCBBLKSI(2),EXITZERO
         BNE   EXIT2
         MVC   DCBLRECL,DCBLRECL-DCB(R3)
         TM    DCBRECFM,RECU
         BO    EXIT2
         TM    DCBRECFM,RECV
         BZ    EXIT3
         TM    DCBRECFM-DCB(R3),RECF
         BZ    EXIT2
         LH    R4,DCBLRECL        F TO V: FOUR BYTES MORE
         LA    R4,4(R4)
         STH   R4,DCBLRECL
         B     EXIT2
EXIT3    TM    DCBRECFM-DCB(R3),RECF
         BO    EXIT2
         LH    R4,DCBLRECL        V TO F
         SH    R4,EXITFOUR
         STH   R4,DCBLRECL
EXIT2    BR    R14
         DROP  R1,R15
ERRTEXT  DC    CL47'MOVEFILE: I/O ERROR AT XXXXXXXX OR NO SUCH UNIT'
         DS    0F
EXITIN   DC    A(IN)
EXITZERO DC    H'0'
EXITFOUR DC    H'4'
OURS     DC    A(0)
SAVE     DC    18F'0'
EXITS    DC    X'85',AL3(EXIT)
INAME    DC    CL8' '
ONAME    DC    CL8' '
PDS      DC    X'00'
LASTLEN  DC    H'0'
*        THE DCBS, AS THEY ARE EACH TIME
IN       DS    24F
OUT      DS    24F
LENGTH   EQU   *-IN
MODEL    DCB   DDNAME=INMOVE,MACRF=(GL),EODAD=EOF,SYNAD=ERROR
MODEL2   DCB   DDNAME=OUTMOVE,MACRF=(PL),EXLST=EXITS,SYNAD=ERROR
         LTORG
         END   MOVEFILE
