PRTF     TITLE 'PRINTF - TYPES A FILE'
*
* PURPOSE.    PRINTF FN FT (FM (N1 (N2 (W))))  TYPES ITEMS N1 TO N2, AS
*             MANY AS W CHARACTERS OF EACH.  TYPED, TYPE IS THE SAME
*             (TYPEFILE)
* RETURNS     0; 24 OPERANDS WRONG; 28 FILE NOT FOUND; 100 + CODE OF
*             RDBUF
* REGISTERS.  2 CODE, 3 LIST, 4 ITEM, 5 LAST, 6 WIDTH, 7 LENGTH, 8
*             BUFFER, 12 BASE
*
CMSPRTF  CSECT
         REGS
         NUCON
         FILEPLST
         USING WORK,R13
PRINTF   ENTER WORK=WORKLEN
         LR    R3,R1
         CLI   8(R3),X'FF'
         BE    PRTWRONG
         CLI   16(R3),X'FF'
         BE    PRTWRONG
         MVC   PLIST+8(16),8(R3)
         MVC   PLIST+24(2),=C'* '
         LA    R4,1
         L     R5,=F'65535'
         LA    R6,130
         CLI   24(R3),X'FF'
         BE    PRTSTATE
         MVC   PLIST+24(2),24(R3)
         LA    R3,32(R3)
         BAL   R10,NUMBER
         BNZ   PRTLAST
         LTR   R0,R0
         BZ    PRTWRONG
         LR    R4,R0
PRTLAST  BAL   R10,NUMBER
         BNZ   PRTWIDTH
         LR    R5,R0
PRTWIDTH BAL   R10,NUMBER
         BNZ   PRTSTATE
         LTR   R6,R0
         BZ    PRTWRONG
PRTSTATE LA    R1,PLIST
         CALL  STATE
         CH    R15,=H'36'
         BE    PRTDISK
         LTR   R15,R15
         BNZ   PRTNONE
         MVC   PLIST+24(2),STATFST+24
         CLC   PLIST+24(2),=C'SY'
         BNE   PRTBUF
         MVI   PLIST+24,C'*'
PRTBUF   L     R7,STATFST+32      LENGTH OF AN ITEM
         FREE  BYTES=(R7)
         LTR   R15,R15
         BNZ   PRTFULL
         LR    R8,R1
         ST    R8,PLIST+28
         ST    R7,PLIST+32
         MVC   PLIST+36(2),STATFST+30
         MVI   PLIST+37,C' '
         MVC   PLIST+38(2),=H'1'
         STH   R4,PLIST+26
PRTNEXT  SR    R2,R2
         CR    R4,R5
         BH    PRTEND
         TM    KTFLAG,X'80'       NOTHING WOULD BE TYPED
         BO    PRTEND
         CALL  RDBUF,PLIST
         LTR   R2,R15
         BNZ   PRTERROR
         MVC   PLIST+26(2),=H'0'
         L     R2,PLIST+40
         CR    R2,R6
         BNH   PRTTYPE
         LR    R2,R6
PRTTYPE  TYPE  0(R8),(R2)
         LA    R4,1(R4)
         B     PRTNEXT
PRTERROR CH    R2,=H'12'
         BNE   PRTCODE
         SR    R2,R2
         B     PRTEND
PRTCODE  LA    R2,100(R2)
         TYPE  'THE FILE CANNOT BE READ',COLOR=R
PRTEND   LR    R1,R8
         FRET  BYTES=(R7)
         CALL  FINIS,PLIST
         RETURN (R2)
PRTWRONG FAIL  24,'PRINTF FILENAME FILETYPE MODE FIRST LAST WIDTH'
PRTNONE  FAIL  28,'FILE NOT FOUND'
PRTDISK  FAIL  36,'NO SUCH DISK IS LOGGED IN'
PRTFULL  FAIL  41,'STORAGE IS EXHAUSTED'
*
*        NUMBER - 0 IS THE NUMBER AT 3, WHICH GOES ON.  CODE NOT 0:
*        THERE IS NONE
*
NUMBER   CLI   0(R3),X'FF'
         BE    NUMNONE
         LR    R1,R3
         LA    R3,8(R3)
         CLC   0(8,R1),=CL8'*'
         BE    NUMNONE
         CALL  GETDEC
         LTR   R15,R15
         BNZ   PRTWRONG
         BR    R10
NUMNONE  LTR   R12,R12
         BR    R10
WORK     DSECT
         DS    18F
PLIST    DS    6D
WORKLEN  EQU   *-WORK-72
CMSPRTF  CSECT
         LTORG
         END
