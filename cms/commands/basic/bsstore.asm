BSSO     TITLE 'BSSTORE - STORAGE FOR COMMANDS OF CMS'
*
* PURPOSE.    BZSHRINK  THE NAMES ARE MOVED DOWN TO THE HEAP, WHAT LIES
*                       ABOVE IS FREE STORAGE FOR A COMMAND
*             BZGROW    ALL THAT IS FREE IS BASIC'S AGAIN
* HOW         TOKENS TELL A NAME BY ITS DISTANCE FROM BZSYMTOP; ONLY FORS
*             HAVE ADDRESSES.  WHERE A COMMAND HAS KEPT STORAGE, BZSYMTOP
*             IS LOWER THAN BEFORE
* REGISTERS.  1 2 PLACES, 5 NEW BZSYMTOP, 6 WAY, 7 BYTES, 8 FOR, 9 COUNT,
*             11 BASBLK, 12 BASE
*
CMSBSTO  CSECT
         REGS
         NUCON
         BASBLK
         USING FORB,R8
LEAVEIT  EQU   8192               LEFT FOR THE FILE SYSTEM
BZSHRINK BENTER CMSBSTO
         L     R5,BZHP
         LA    R5,135(R5)
         N     R5,=X'00FFFFF8'
         A     R5,BZSYMTOP
         S     R5,BZSYMLO
         C     R5,BZSYMTOP
         BNL   SHRUNK             HARDLY ANYTHING IS FREE
         BAL   R14,MOVE
         L     R5,BZSYMTOP
         LA    R5,4095(R5)
         N     R5,=X'00FFF000'
         ST    R5,HIMAIN
SHRUNK   BRETURN
BZGROW   BENTER CMSBSTO
         L     R5,LOWEXT
         S     R5,=A(LEAVEIT)
         N     R5,=X'00FFF000'
         C     R5,BZSYMTOP
         BNH   SHRUNK
         ST    R5,HIMAIN
         BAL   R14,MOVE
         BRETURN
*
*        MOVE - THE NAMES, SO THAT BZSYMTOP IS 5.  BY BAL R14
*
MOVE     LR    R6,R5
         S     R6,BZSYMTOP
         BCR   8,R14
         L     R7,BZSYMTOP
         S     R7,BZSYMLO
         L     R1,BZSYMLO
         ST    R5,BZSYMTOP
         SR    R5,R7
         ST    R5,BZSYMLO
         LTR   R7,R7
         BZ    MOVEFORS
         LTR   R6,R6
         BP    MOVEUP
         LR    R2,R5
MOVEDOWN MVC   0(8,R2),0(R1)
         LA    R1,8(R1)
         LA    R2,8(R2)
         SH    R7,=H'8'
         BP    MOVEDOWN
         B     MOVEFORS
MOVEUP   AR    R1,R7              FROM THE LAST ON
         LA    R2,0(R5,R7)
MOVEUP1  SH    R1,=H'8'
         SH    R2,=H'8'
         MVC   0(8,R2),0(R1)
         SH    R7,=H'8'
         BP    MOVEUP1
MOVEFORS L     R8,BZFOR0
         L     R9,BZFORN
MOVEFOR  LTR   R9,R9
         BCR   8,R14
         L     R1,FOSYM
         AR    R1,R6
         ST    R1,FOSYM
         LA    R8,FOSIZE(R8)
         BCTR  R9,0
         B     MOVEFOR
         LTORG
         END
