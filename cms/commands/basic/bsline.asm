BSLI     TITLE 'BSLINE - THE LINES OF THE PROGRAM'
*
* PURPOSE.    BZUPPER  BZBUF, TO 3: INTO BZUP IN CAPITALS, A ZERO BEHIND
*             BZSKIP   2 BEHIND BLANKS.  CODE 0: AT THE END
*             BZENTER  LINE 2, TO 3, WHICH BEGINS WITH A NUMBER: PUT INTO
*                      THE PROGRAM; THE NUMBER ALONE: TAKEN OUT
*             BZPUT    THE LINE IN BZIMM INTO THE PROGRAM
*             BZCUT    THE LINE AT 5 OUT OF THE PROGRAM
*             BZNUMB   1 THE NUMBER AT 2, WHICH GOES ON.  15: 0, 4 NONE
*             BZFIND   2 THE FIRST LINE WITH NUMBER 1 OR ABOVE; CODE 0:
*                      IT HAS NUMBER 1
*             BZDEC    NUMBER 0 AS DIGITS TO 2, WHICH GOES ON
*             BZNEWP   NO PROGRAM
*             BZCLEAR  NO VARIABLES, NOTHING TO BE CONTINUED
* HOW         LINES LIE ONE BEHIND THE OTHER; BZTEND IS ONE WITH THE
*             GREATEST NUMBER.  A CHANGE MOVES THEM, SO THAT VARIABLES,
*             WHICH LIE BEHIND, GO
* REGISTERS.  2 TEXT OR LINE, 3 ITS END, 5 LINE, 6-9 WORK, 11 BASBLK, 12
*             BASE
*
CMSBLIN  CSECT
         REGS
         NUCON
         BASBLK
         USING PLINE,R5
BZUPPER  BENTER CMSBLIN
         MVI   0(R3),0
         MVC   BZUP(256),BZBUF
         L     R1,AUPCASE
         TR    BZUP(256),0(R1)
         BRETURN
*
BZSKIP   BENTER CMSBLIN
SKIP     CR    R2,R3
         BNL   SKIPEND
         CLI   0(R2),C' '
         BNE   SKIPHAS
         LA    R2,1(R2)
         B     SKIP
SKIPEND  CR    R2,R2
         BRETURN
SKIPHAS  LTR   R12,R12
         BRETURN
*
BZNUMB   BENTER CMSBLIN
         SR    R1,R1
         LA    R15,4
NUMBER   CR    R2,R3
         BNL   NUMBERED
         CLI   0(R2),C'0'
         BL    NUMBERED
         CLI   0(R2),C'9'
         BH    NUMBERED
         MH    R1,=H'10'
         SR    R0,R0
         IC    R0,0(R2)
         SH    R0,=H'240'
         AR    R1,R0
         SR    R15,R15
         LA    R2,1(R2)
         C     R1,=A(LASTNUM)
         BNH   NUMBER
         BERR  'LINES HAVE NUMBERS FROM 1 TO 99999'
NUMBERED BRETURN
*
BZFIND   BENTER CMSBLIN
         L     R5,BZTEXT
FIND     C     R1,PLNUM
         BNH   FOUND
         AH    R5,PLLEN
         B     FIND
FOUND    LR    R2,R5
         BRETURN
*
BZDEC    BENTER CMSBLIN
         CVD   R0,BZPACK
         MVC   BZT(12),=X'402020202020202020202120'
         LA    R1,BZT+11
         EDMK  BZT(12),BZPACK+2
         LA    R5,BZT+12
         SR    R5,R1
         BCTR  R5,0
         EX    R5,DECMOVE
         LA    R2,1(R5,R2)
         BRETURN
DECMOVE  MVC   0(0,R2),0(R1)
         EJECT
BZENTER  BENTER CMSBLIN
         BCALL BZNUMB
         LTR   R6,R1
         BNZ   ENTER1
         BERR  'LINES HAVE NUMBERS FROM 1 TO 99999'
ENTER1   LR    R7,R2
         BCALL BZSKIP
         BNE   ENTER2
         LR    R1,R6
         BCALL BZFIND
         BNE   ENTER3
         LR    R5,R2
         BCALL BZCUT
         BCALL BZCLEAR
         MVI   BZDIRTY,1
         BRETURN
ENTER3   BERR  'THERE IS NO LINE OF THAT NUMBER'
ENTER2   LR    R2,R7
         L     R5,BZIMM
         ST    R6,PLNUM
         ST    R5,BZLINE
         BCALL BZTOKEN
         BCALL BZLISTL            IS IT TOO LONG TO BE LISTED
         LTR   R15,R15
         BZ    ENTER4
         BERR  'THE LINE IS TOO LONG, MAKE TWO OF IT'
ENTER4   BCALL BZPUT
         MVI   BZDIRTY,1
         BRETURN
*
BZPUT    BENTER CMSBLIN
         L     R5,BZIMM
         LH    R6,PLLEN
         L     R7,BZTEND
         LA    R8,512(R6,R7)      SOMETHING MUST BE LEFT
         C     R8,BZSYMLO
         BNH   PUTROOM
         BERR  'NO STORAGE IS LEFT FOR THE PROGRAM'
PUTROOM  L     R1,PLNUM
         L     R8,BZTEND          MOSTLY IT COMES BEHIND ALL
         BCALL BZFIND
         BNE   PUTGAP
         LR    R5,R2
         LR    R8,R2
         BCALL BZCUT
         LR    R2,R8
PUTGAP   LR    R8,R2              ITS PLACE
         L     R7,BZTEND
         LA    R7,8(R7)           END OF WHAT MOVES UP
         LR    R9,R6
         CH    R9,=H'256'
         BNH   PUTPIECE
         LH    R9,=H'256'
PUTPIECE LR    R1,R7              PIECES NOT LONGER THAN THE WAY
         SR    R1,R8
         BZ    PUTHERE
         CR    R1,R9
         BNH   PUTMOVE
         LR    R1,R9
PUTMOVE  SR    R7,R1
         LA    R2,0(R6,R7)
         BCTR  R1,0
         EX    R1,MOVEUP
         B     PUTPIECE
PUTHERE  L     R5,BZIMM
         LR    R1,R6
PUTLINE  CH    R1,=H'256'
         BNH   PUTLAST
         MVC   0(256,R8),0(R5)
         LA    R8,256(R8)
         LA    R5,256(R5)
         SH    R1,=H'256'
         B     PUTLINE
PUTLAST  BCTR  R1,0
         EX    R1,PUTCOPY
         A     R6,BZTEND
         ST    R6,BZTEND
         BCALL BZCLEAR            THE HEAP BEGINS BEHIND IT
         BRETURN
MOVEUP   MVC   0(0,R2),0(R7)
PUTCOPY  MVC   0(0,R8),0(R5)
*
BZCUT    BENTER CMSBLIN
         LH    R6,PLLEN
         L     R7,BZTEND
         LR    R8,R7
         SR    R8,R6
         ST    R8,BZTEND
         LA    R7,8(R7)           END OF WHAT MOVES DOWN
         LA    R8,0(R6,R5)
CUTPIECE LR    R1,R7
         SR    R1,R8
         BNP   CUTDONE
         CH    R1,=H'256'
         BNH   CUTMOVE
         LH    R1,=H'256'
CUTMOVE  BCTR  R1,0
         EX    R1,MOVEDOWN
         LA    R8,1(R1,R8)
         LA    R5,1(R1,R5)
         B     CUTPIECE
CUTDONE  BRETURN
MOVEDOWN MVC   0(0,R5),0(R8)
         EJECT
BZNEWP   BENTER CMSBLIN
         L     R5,BZTEXT
         ST    R5,BZTEND
         MVC   PLNUM,=X'7FFFFFFF'
         XC    PLLEN(4),PLLEN
         MVC   BZSYMLO,BZSYMTOP
         MVC   BZPROG,=CL18' '
         MVI   BZDIRTY,0
         BCALL BZCLEAR
         BRETURN
*
         DROP  R5
         USING SYM,R5
BZCLEAR  BENTER CMSBLIN
         L     R5,BZSYMLO
CLEAR    C     R5,BZSYMTOP
         BNL   CLEARED
         XC    SYVAL,SYVAL
         XC    SYARR,SYARR
         LA    R5,SYLEN(R5)
         B     CLEAR
CLEARED  L     R5,BZTEND
         LA    R5,15(R5)
         N     R5,=X'00FFFFF8'
         ST    R5,BZHP
         XC    BZFREE(132),BZFREE
         XC    BZFORN,BZFORN
         XC    BZGOSN,BZGOSN
         XC    BZCONTL,BZCONTL
         XC    BZDATAL(12),BZDATAL
         XC    BZDET,BZDET
         MVI   BZSTALE,1
         BRETURN
         LTORG
         END
