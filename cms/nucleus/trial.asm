TRIA     TITLE 'TRIAL - ECHO, DUMPD, REMARKS'
*
* PURPOSE.    ECHO TEXT       TYPES THE TEXT
*             DUMPD UNIT N    RECORD N (DECIMAL) OF A DISK, HEXADECIMAL.
*                             WITH MORE WORDS: THE MODULE DUMPDS
*             * TEXT          NOTHING
* RETURNS     0; 24 OPERANDS WRONG; 36 NO SUCH DISK; 100 + CODE OF RDTK
* REGISTERS.  2 LIST OR TEXT, 3 LENGTH, 4 ADT, 5 BUFFER, 6 DISPLACEMENT,
*             7 WORDS, 8 PLACE IN THE LINE, 12 BASE
*
CMSTRIAL CSECT
         REGS
         NUCON
         DEVICE
         ADT
         TRKPLST
REMARK   ENTER
         RETURN 0
*
ECHO     ENTER
         C     R1,LISTADR
         BNE   ECHONONE
         L     R2,LISTTEXT
         L     R3,LISTLEN
ECHOFRNT CLI   0(R2),C' '         BLANKS, THE NAME, ONE BLANK
         BNE   ECHONAME
         LA    R2,1(R2)
         BCT   R3,ECHOFRNT
ECHONAME CLI   0(R2),C' '
         BE    ECHOTEXT
         LA    R2,1(R2)
         BCT   R3,ECHONAME
         B     ECHOTYPE
ECHOTEXT LA    R2,1(R2)
         BCTR  R3,0
ECHOTYPE TYPE  0(R2),(R3)
         RETURN 0
ECHONONE FAIL  24,'ECHO NEEDS A LINE FROM THE TERMINAL'
         EJECT
DUMPD    ENTER WORK=DUMPLEN
         USING DUMPWORK,R13
         LR    R2,R1
         C     R2,LISTADR         TYPED, WITH MORE WORDS
         BNE   DUMPONE
         CLI   8(R2),X'FF'
         BE    DUMPBAD
         CLI   16(R2),X'FF'
         BE    DUMPBAD
         CLI   24(R2),X'FF'
         BE    DUMPONE
         MVC   0(8,R2),=CL8'DUMPDS'
         LR    R1,R2
         CMSCALL
         RETURN
DUMPONE  CALL  GETHEX,8(R2)
         LTR   R15,R15
         BNZ   DUMPBAD
         LR    R3,R0
         CALL  GETDEC,16(R2)
         LTR   R15,R15
         BNZ   DUMPBAD
         ST    R0,DUMPLIST+TKREC-TRKPLST
         L     R4,AADTX
         USING ADT,R4
         LR    R0,R3
         CALL  GETDEV
         LTR   R15,R15
         BZ    DUMPDEV
         LA    R1,DEVX
         STH   R3,DEVX
DUMPDEV  ST    R1,ADTDTA
         ST    R4,DUMPLIST+TKADT-TRKPLST
         FREE  DWORDS=100
         LTR   R15,R15
         BNZ   DUMPFULL
         LR    R5,R1
         ST    R5,DUMPLIST+TKBUF-TRKPLST
         LA    R0,800
         ST    R0,DUMPLIST+TKLEN-TRKPLST
         CALL  RDTK,DUMPLIST
         LTR   R3,R15
         BNZ   DUMPERR
         SR    R6,R6
DUMPNEXT BAL   R10,DUMPLINE
         LA    R6,16(R6)
         CH    R6,=H'800'
         BL    DUMPNEXT
         LR    R1,R5
         FRET  DWORDS=100
         RETURN 0
DUMPERR  LR    R1,R5
         FRET  DWORDS=100
         CH    R3,=H'5'
         BE    DUMPNONE
         CH    R3,=H'1'
         BNE   DUMPCODE
         TYPE  'THERE IS NO SUCH RECORD',COLOR=R
DUMPCODE LA    R3,100(R3)
         RETURN (R3)
DUMPNONE FAIL  36,'THERE IS NO SUCH DISK'
DUMPBAD  FAIL  24,'DUMPD UNIT RECORD, SUCH AS DUMPD 190 4'
DUMPFULL FAIL  41,'STORAGE IS EXHAUSTED'
*
*        DUMPLINE - 16 BYTES AT DISPLACEMENT 6, AS DUMPED, AND AS TEXT
*
DUMPLINE MVI   DUMPOUT,C' '
         MVC   DUMPOUT+1(79),DUMPOUT
         LR    R0,R6
         CALL  TOHEX,HEXWORK
         MVC   DUMPOUT(3),HEXWORK+5
         LA    R2,0(R6,R5)
         LA    R8,DUMPOUT+5
         LA    R7,4
DUMPWORD L     R0,0(R2)
         LR    R1,R8
         CALL  TOHEX
         LA    R2,4(R2)
         LA    R8,9(R8)
         BCT   R7,DUMPWORD
         SH    R2,=H'16'
         MVC   DUMPOUT+43(16),0(R2)
         TR    DUMPOUT+43(16),DUMPTAB
         TYPE  DUMPOUT,60
         BR    R10
DUMPTAB  DC    64C'.',192AL1(*-DUMPTAB)
DUMPWORK DSECT
         DS    18F
DUMPLIST DS    3D
DUMPOUT  DS    CL80
DUMPLEN  EQU   *-DUMPWORK-72
CMSTRIAL CSECT
         LTORG
         END
