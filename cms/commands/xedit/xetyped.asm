XETY     TITLE 'XETYPED - A LINE TYPED OVER'
*
* PURPOSE.    XETYPED  0 LINE NUMBER, 1 TEXT THAT STANDS IN ITS FIELD NOW,
*                      2 LENGTH: THE LINE BECOMES THAT
* RETURNS     0; 41 NO STORAGE, TOLD, THE LINE IS AS IT WAS
* HOW         ONLY COLUMNS THAT ARE SHOWN CHANGE, AS FAR AS TRUNC.  WHAT
*             STANDS THERE AS IT WAS SHOWN, FROM BOTH ENDS ON, IS NOT
*             TOUCHED: SO WHAT IS NO CHARACTER, AND SHOWN AS A BAR, STAYS;
*             BETWEEN THEM IS WHAT WAS TYPED
* REGISTERS.  2 TYPED, 3 ITS LENGTH, 4 OLD TEXT, 5 ITS LENGTH, 6 PLACE, 7
*             BEHIND WHAT WAS TYPED, 8 WORK, 9 XEGLOB, 11 EDBLK, 12 BASE
*
CMSXETYP CSECT
         REGS
         NUCON
         FILEPLST
         SCRBLK
         EDBLK
         XEGLOB
XETYPED  XENTER CMSXETYP
         LR    R3,R2
         LR    R2,R1
         LINK  EDGOTO
         LA    R4,EDEND
         C     R4,EDCUR
         BE    GOOD
         LINK  EDUNPK
         C     R3,XEWIDTH
         BNH   LENGTH
         L     R3,XEWIDTH
LENGTH   MVI   EDBUF2,C' '
         MVC   EDBUF2+1(255),EDBUF2
         L     R4,XEOFFS
         L     R5,EDBUFL
         SR    R5,R4              OLD CHARACTERS IN THE WINDOW
         BNM   OLDLEN
         SR    R5,R5
OLDLEN   C     R5,XEWIDTH
         BNH   OLDPLACE
         L     R5,XEWIDTH
OLDPLACE LA    R4,EDBUF(R4)
         LTR   R8,R3
         BZ    PLACED
         BCTR  R8,0
         EX    R8,MOVE
PLACED   MVC   EDOUT,EDBUF2
         LR    R1,R4              OLD TEXT AS IT WAS SHOWN
         MVC   EDFOLD,0(R4)
         TR    EDFOLD,SHOWN
*        FROM THE FRONT
         SR    R6,R6
FRONT    CR    R6,R3
         BNL   FRONTEND
         CR    R6,R5
         BNL   FRONTEND
         LA    R8,EDOUT(R6)
         LA    R1,EDFOLD(R6)
         CLC   0(1,R8),0(R1)
         BNE   FRONTEND
         LA    R8,EDBUF2(R6)
         LA    R1,0(R6,R4)
         MVC   0(1,R8),0(R1)
         LA    R6,1(R6)
         B     FRONT
FRONTEND LR    R7,R3
*        FROM THE END
BACK     CR    R7,R6
         BNH   BACKEND
         CR    R5,R6
         BNH   BACKEND
         LA    R8,EDOUT-1(R7)
         LA    R1,EDFOLD-1(R5)
         CLC   0(1,R8),0(R1)
         BNE   BACKEND
         LA    R8,EDBUF2-1(R7)
         LR    R1,R4
         AR    R1,R5
         BCTR  R1,0
         MVC   0(1,R8),0(R1)
         BCTR  R7,0
         BCTR  R5,0
         B     BACK
BACKEND  SR    R7,R6
         BNP   FOLDED
         CLI   EDCASE,C'U'
         BNE   FOLDED
         LA    R8,EDBUF2(R6)
         L     R1,AUPCASE
         BCTR  R7,0
         EX    R7,FOLD
*        INTO THE LINE, AS FAR AS TRUNC
FOLDED   MVC   EDOUT,EDBUF
         L     R6,XEWIDTH
         L     R5,EDTRUNC
         S     R5,XEOFFS
         CR    R6,R5
         BNH   FITS
         LTR   R5,R5
         BNM   CUT
         SR    R5,R5
CUT      LR    R8,R6
         SR    R8,R5
         BCTR  R8,0
         LA    R1,EDBUF2(R5)
         LA    R7,0(R5,R4)
         EX    R8,SAME
         BE    CUTSAME
         SAY   'TRUNCATED.'
CUTSAME  LR    R6,R5
FITS     LTR   R6,R6
         BNP   GOOD
         BCTR  R6,0
         EX    R6,PUT
         CLC   EDOUT,EDBUF
         BE    GOOD
         LINK  EDTRIM
         LINK  EDCHG
         RETURN
GOOD     RETURN 0
MOVE     MVC   EDBUF2(0),0(R2)
FOLD     TR    0(0,R8),0(R1)
SAME     CLC   0(0,R1),0(R7)
PUT      MVC   0(0,R4),EDBUF2
*        AS SCREEN SHOWS IT
SHOWN    DC    64X'6A'
         DC    X'404142434445464748494A4B4C4D4E4F'
         DC    X'505152535455565758595A5B5C5D5E5F'
         DC    X'606162636465666768696A6B6C6D6E6F'
         DC    X'707172737475767778797A7B7C7D7E7F'
         DC    X'808182838485868788898A8B8C8D8E8F'
         DC    X'909192939495969798999A9B9C9D9E9F'
         DC    X'A0A1A2A3A4A5A6A7A8A9AAABACADAEAF'
         DC    X'B0B1B2B3B4B5B6B7B8B9BABBBCBDBEBF'
         DC    X'C0C1C2C3C4C5C6C7C8C9CACBCCCDCECF'
         DC    X'D0D1D2D3D4D5D6D7D8D9DADBDCDDDEDF'
         DC    X'E0E1E2E3E4E5E6E7E8E9EAEBECEDEEEF'
         DC    X'F0F1F2F3F4F5F6F7F8F9FAFBFCFDFE6A'
         LTORG
         END
