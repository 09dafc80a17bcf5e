SCRN     TITLE 'SCREEN - THE CONSOLE AS A FULL SCREEN'
*
* PURPOSE.    SCREEN, FOR PROGRAMS: PAINT FIELDS, WAIT FOR A KEY, TELL WHAT
*             WAS TYPED.  1 SCRBLK; SCROP SAYS WHAT
*             I  WHAT IS THE TERMINAL: SCRMODEL, SCRROWS, SCRCOLS
*             S  PAINT THE FIELDS OF SCRFLDS, WAIT FOR A KEY: SCRKEY, THE
*                CURSOR, SCRCHGS AND SCRCHGN
*             W  PAINT THEM
*             E  THE WORK AREA GOES.  THE NEXT LINE TYPED TAKES THE SCREEN
* RETURNS     0; 4 THE TERMINAL IS NO DISPLAY; 8 IT IS ANOTHER DISPLAY NOW:
*             SCRROWS, SCRCOLS ARE NEW, PAINT FOR THEM; 24 A FIELD DOES NOT
*             FIT, NO SUCH OPERATION; 41 NO STORAGE.  NOTHING IS TYPED
* HOW         CP SHARES THE SCREEN (DIAGNOSE X'58').  WHEN IT HAS TAKEN IT,
*             FOR A MESSAGE OR FOR PA1, ALL IS PAINTED ONCE MORE, SO A
*             PROGRAM NEED NOT KNOW.  CONFULL: KEYS ARE FOR US, THE NUCLEUS
*             DOES NOT READ A LINE
* FILES       SCRPUT THE STREAM, SCRGET WHAT WAS TYPED, SCRIO X'58', X'24'
* REGISTERS.  2-9 WORK, 10 WORK AREA, 11 SCRBLK, 12 BASE
*
         NUCEXT (SCREEN)
CMSSCRN  CSECT
         REGS
         NUCON
         DEVICE
         SCRBLK
         SCRWORK
SCREEN   ENTER
         LR    R11,R1
         CLI   SCROP,C'I'
         BE    INFO
         CLI   SCROP,C'E'
         BE    END
         CLI   SCROP,C'S'
         BE    SHOW
         CLI   SCROP,C'W'
         BE    SHOW
WRONG    RETURN 24
FULL     RETURN 41
INFO     LINK  SCRASK
         LTR   R15,R15
         BZ    INFOIS
         RETURN 4
INFOIS   RETURN 0
END      NI    CONFLAG,255-CONFULL-CONATTN
         BAL   R9,GIVE
         RETURN 0
SHOW     CLC   SCRROWS,=H'0'
         BNE   SHOWROOM
         LINK  SCRASK
         LTR   R15,R15
         BNZ   NODISP
SHOWROOM BAL   R9,ROOM
         BNZ   FULL
         LINK  SCRPUT
         LTR   R15,R15
         BNZ   WRONG
PAINT    NI    DEVSTATS,X'7F'     NO KEY YET; A LINE COMES AS X'8E'
         NI    CONFLAG,255-CONATTN
         LA    R1,X'29'
         LA    R0,X'80'           ERASE/WRITE
         CLI   SCRMODEL,2
         BNH   PAINTGO
         LA    R0,X'C0'           ... ALTERNATE
PAINTGO  L     R2,SCWOUT
         L     R3,SCWOUTL
         LINK  SCRIO
         LTR   R15,R15
         BZ    PAINTED
         CH    R15,=H'4'
         BE    LINE
         CH    R15,=H'8'
         BE    NOBODY
NODISP   BAL   R9,LEAVE
         RETURN 4
PAINTED  CLI   SCROP,C'S'
         BE    KEYLOOK
SHOWN    BAL   R9,LEAVE
         RETURN 0
*        A LINE WAS TYPED THAT IS TO BE READ FIRST, AS AFTER ATTENTION
LINE     OI    CONFLAG,CONATTN
         BAL   R9,LEAVE
LINEREAD DISABLE
         CLI   CONSTATE,CONATTNS
         BNE   AGAIN
         AWAIT
         B     LINEREAD
*        NOBODY IS THERE: WAIT FOR SOMEBODY
NOBODY   DISABLE
         CLI   DEVSTATS,0
         BNE   AGAIN
         AWAIT
         B     NOBODY
*        ALL ONCE MORE, IF IT IS THE SAME DISPLAY
AGAIN    ENABLE
         LH    R4,SCRROWS
         LH    R5,SCRCOLS
         LINK  SCRASK
         CH    R15,=H'8'
         BE    PAINT
         LTR   R15,R15
         BNZ   NODISP
         CH    R4,SCRROWS
         BNE   OTHER
         CH    R5,SCRCOLS
         BE    PAINT
OTHER    BAL   R9,LEAVE
         RETURN 8
*        WAIT FOR A KEY
KEYLOOK  DISABLE
         TM    DEVSTATS,X'80'
         BO    KEY
         TM    DEVSTATS,X'04'     ANOTHER TERMINAL
         BO    AGAIN
         AWAIT
         B     KEYLOOK
KEY      NI    DEVSTATS,X'7F'
         NI    CONFLAG,255-CONATTN
         ENABLE
         LA    R1,X'2A'
         LA    R0,X'80'           READ MODIFIED
         L     R2,SCWIN
         L     R3,SCWROOM
         LINK  SCRIO
         CH    R15,=H'8'
         BE    NOBODY
         LTR   R15,R15
         BNZ   AGAIN
         L     R2,SCWIN
         CLI   0(R2),X'60'        NO KEY
         BE    KEYLOOK
         LINK  SCRGET
         B     SHOWN
         EJECT
*        LEAVE - KEYS ARE THE NUCLEUS'S AGAIN.  AN ATTENTION THAT CAME
*        MEANWHILE MAY TELL OF A LINE (KX): IT COMES ONCE MORE.  BY BAL
*        R9; USES 2, 14, 15
*
LEAVE    DISABLE
         TM    CONFLAG,CONFULL
         BZ    LEFT
         NI    CONFLAG,255-CONFULL
         TM    CONFLAG,CONATTN
         BZ    LEFT
         MVI   MASK,0
         MVI   CSW+4,X'80'
         MVI   CSW+5,0
         LA    R2,DEVCON
         L     R15,DEVINT-DEVICE(R2)
         BALR  R14,R15
         MVI   MASK,X'FF'
LEFT     ENABLE
         BR    R9
*
*        ROOM - THE WORK AREA FOR THE FIELDS AND THIS SCREEN.  CODE NOT
*        0: NO STORAGE.  BY BAL R9; USES 2-7
*
ROOM     L     R2,SCRFLDS
         SR    R3,R3
ROOMNEXT CLI   0(R2),X'FF'
         BE    ROOMALL
         LA    R3,1(R3)
         LA    R2,SCFSIZE(R2)
         B     ROOMNEXT
ROOMALL  LH    R1,SCRROWS         TWO A ROW: THE SAME SIZE EACH TIME
         LA    R1,16(R1,R1)
         CR    R3,R1
         BNL   ROOMSIZE
         LR    R3,R1
ROOMSIZE LR    R4,R3
         SLL   R4,4               16 BYTES OF ORDERS A FIELD
         LH    R5,SCRROWS
         MH    R5,SCRCOLS
         LA    R4,64+7(R5,R4)
         N     R4,=X'FFFFFFF8'    A BUFFER
         MH    R3,=AL2(SCCSIZE)
         LA    R6,SCWLEN+7(R4,R4)
         AR    R6,R3
         SRL   R6,3
         L     R10,SCRWORK
         LTR   R10,R10
         BZ    ROOMNEW
         C     R6,SCWDWS
         BNH   ROOMSET
         LR    R7,R9
         BAL   R9,GIVE
         LR    R9,R7
ROOMNEW  FREE  DWORDS=(R6)
         LTR   R15,R15
         BCR   7,R9
         ST    R1,SCRWORK
         LR    R10,R1
         ST    R6,SCWDWS
ROOMSET  ST    R5,SCWPOSNS
         ST    R4,SCWROOM
         LA    R1,SCWLEN(R10)
         ST    R1,SCWOUT
         AR    R1,R4
         ST    R1,SCWIN
         AR    R1,R4
         ST    R1,SCWCHGS
         SR    R1,R1
         BR    R9
*
*        GIVE - THE WORK AREA GOES.  BY BAL R9; USES 1
*
GIVE     L     R1,SCRWORK
         LTR   R10,R1
         BCR   8,R9
         XC    SCRWORK,SCRWORK
         L     R0,SCWDWS
         FRET  DWORDS=(R0)
         BR    R9
         LTORG
         END
