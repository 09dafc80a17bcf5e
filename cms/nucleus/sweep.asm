SWEE     TITLE 'SWEEP - WHAT COMMANDS LEAVE IN FREE STORAGE'
*
* PURPOSE.    KEEP    0 DOUBLEWORDS: AS FREE, FOR WHAT OUTLIVES THE COMMAND
*             UNKEEP  1 ADDRESS: GIVES IT BACK
*             TIDY    AT THE END OF EACH COMMAND TYPED: WHAT IT HAS TAKEN
*                     AND LEFT, BECAUSE IT WAS KILLED OR BECAUSE IT FORGOT
*                     IT, IS FREE AGAIN
* RETURNS     0, KEEP 1 ADDRESS; 4 THERE IS NOT SO MUCH, IT WAS NOT KEPT
* HOW         WHAT IS TAKEN RIGHTLY IS KNOWN: LINES NOT READ, ADDRESSES
*             THAT WAIT FOR A NAME, EXTENSIONS, DIRECTORIES OF DISKS,
*             AND THE CHAIN OF KEEP.  WHERE MORE IS TAKEN THAN THESE, THE
*             FREE PIECES BETWEEN THEM ARE MADE ANEW
* REGISTERS.  0 LENGTH, 1 ADDRESS OF A PIECE, 2-4 WHERE IT WAS FOUND,
*             5 PLACE REACHED, 6 NEXT PIECE TAKEN, 7 ITS LENGTH, 8 LENGTH
*             OF ALL, THEN LAST FREE PIECE, 9 WHAT TO DO WITH A PIECE, 10 14
*             LINKS, 12 BASE (OF THE SECTION)
*
CMSSWEEP CSECT
         REGS
         NUCON
         ADT
         MFD
         LINEBLK
         LOADTAB
         NUCEXT
KEEP     ENTER
         LR    R2,R0
         AH    R2,=H'1'
         FREE  DWORDS=(R2)
         LTR   R15,R15
         BNZ   KEEPNONE
         DISABLE
         MVC   0(4,R1),KEPTSTOR
         ST    R2,4(R1)
         ST    R1,KEPTSTOR
         ENABLE
         LA    R1,8(R1)
         RETURN 0,KEEP=R1
KEEPNONE RETURN 4
*
UNKEEP   ENTER
         LA    R3,KEPTSTOR
UNKNEXT  L     R4,0(R3)
         LTR   R4,R4
         BZ    UNKNONE
         LA    R5,8(R4)
         CR    R5,R1
         BE    UNKHERE
         LR    R3,R4
         B     UNKNEXT
UNKHERE  DISABLE
         MVC   0(4,R3),0(R4)
         ENABLE
         L     R2,4(R4)
         LR    R1,R4
         FRET  DWORDS=(R2)
         RETURN
UNKNONE  RETURN 4
         EJECT
TIDY     ENTER
         BASE  CMSSWEEP
         MVC   HIMAIN,LOCCNT      WHAT IS LOADED STAYS; EDIT HELD MORE
         CLC   HIMAIN,USFL
         BNL   TIDYFILE
         MVC   HIMAIN,USFL
TIDYFILE CLC   ACTHEAD,=F'0'      A FILE THAT CANNOT BE CLOSED
         BNE   TIDYEND
         CLC   LINEHEAD,=F'0'     MORE COMMANDS COME FIRST
         BNE   TIDYEND
         DISABLE
         SR    R8,R8
         LA    R9,ADDUP
         BAL   R14,PIECES
         L     R1,FREELOW
         S     R1,LOWEXT
         S     R1,FREELEN
         CR    R1,R8
         BE    TIDYGOOD
         BAL   R11,SWEEP
         XC    EXECHAIN,EXECHAIN
         NI    SYSFLAG,255-INEXEC
         ENABLE
         FREE  DWORDS=1           AND PAGES AT THE LOW END GO BACK
         LTR   R15,R15
         BNZ   TIDYEND
         FRET  DWORDS=1
TIDYGOOD ENABLE
TIDYEND  RETURN 0
*
ADDUP    AH    R0,=H'7'
         N     R0,=X'FFFFFFF8'
         AR    R8,R0
         BR    R10
*
*        SWEEP - THE CHAIN OF FREE PIECES ANEW
*
SWEEP    L     R5,LOWEXT
         LA    R8,FREECHN
         XC    FREELEN,FREELEN
         LA    R9,LOWEST
SWNEXT   L     R6,FREELOW
         SR    R7,R7
         BAL   R14,PIECES
         CR    R5,R6
         BE    SWTAKEN
         ST    R5,0(R8)
         LR    R8,R5
         LR    R1,R6
         SR    R1,R5
         ST    R1,4(R8)
         A     R1,FREELEN
         ST    R1,FREELEN
SWTAKEN  LA    R5,0(R7,R6)
         C     R5,FREELOW
         BL    SWNEXT
         XC    0(4,R8),0(R8)
         BR    R11
*        LOWEST - THE FIRST PIECE FROM 5 ON
LOWEST   CR    R1,R5
         BCR   4,R10
         CR    R1,R6
         BCR   11,R10
         LR    R6,R1
         AH    R0,=H'7'
         N     R0,=X'FFFFFFF8'
         LR    R7,R0
         BR    R10
         EJECT
*        PIECES - TO ROUTINE 9 WITH EACH PIECE THAT IS TAKEN RIGHTLY
*
PIECES   L     R2,LINEHEAD
PCLINE   LTR   R2,R2
         BZ    PCLINES
         LA    R0,LINTEXT-LINEBLK
         A     R0,LINLEN-LINEBLK(R2)
         LR    R1,R2
         BALR  R10,R9
         L     R2,LINNEXT-LINEBLK(R2)
         B     PCLINE
PCLINES  L     R2,LDHELD
PCHELD   LTR   R2,R2
         BZ    PCHELDS
         LA    R0,LDHLEN
         LR    R1,R2
         BALR  R10,R9
         L     R2,LDHNEXT-LDHOLD(R2)
         B     PCHELD
PCHELDS  L     R2,KEPTSTOR
PCKEPT   LTR   R2,R2
         BZ    PCKEPTS
         L     R0,4(R2)
         SLL   R0,3
         LR    R1,R2
         BALR  R10,R9
         L     R2,0(R2)
         B     PCKEPT
PCKEPTS  LA    R2,EXTNS
         LA    R3,8
PCEXTN   L     R1,0(R2)
         LTR   R1,R1
         BZ    PCEXTN1
         L     R0,EXHIMAGE-EXHEAD(R1)
         BALR  R10,R9
PCEXTN1  LA    R2,4(R2)
         BCT   R3,PCEXTN
         L     R4,AADTX           DISKS, THE SPARE ADT FIRST
         LA    R15,PCADT
         USING ADT,R4
PCDISK   TM    ADTFLG1,ADTFFS
         BCR   8,R15
         L     R3,ADTMFDA
         USING MFD,R3
         LR    R1,R3
         LA    R0,MFDL
         BALR  R10,R9
         L     R1,MFDMAPP
         LTR   R1,R1
         BZ    PCQQ
         L     R0,MFDMAPN
         A     R0,MFDMAPN
         A     R0,MFDMAPN
         BALR  R10,R9
PCQQ     L     R0,ADTQQMN
         LTR   R0,R0
         BZ    PCFSTS
         SLL   R0,3
         L     R1,ADTQQM
         BALR  R10,R9
PCFSTS   L     R2,ADTFDA
PCFST    LTR   R2,R2
         BCR   8,R15
         LR    R1,R2
         LA    R0,HYLEN
         BALR  R10,R9
         L     R2,HYNEXT-HYPER(R2)
         B     PCFST
         DROP  R3
PCADT    L     R4,AIADT
         LA    R15,PCNEXT
         B     PCDISK
PCNEXT   L     R4,ADTPTR
         LTR   R4,R4
         BNZ   PCDISK
         BR    R14
         LTORG
         END
