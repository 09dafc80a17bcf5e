MATC     TITLE 'MATCH - DOES A NAME FIT A PATTERN'
*
* PURPOSE.    MATCH  DOES THE NAME AT 1, EIGHT CHARACTERS, FIT THE
*             PATTERN AT 0: * IN IT STANDS FOR ANY CHARACTERS OR NONE
* RETURNS     15: 0 YES, 1 NO
* REGISTERS.  2 NAME, 3 PATTERN, 4 5 THEIR ENDS, 6 PATTERN BEHIND THE
*             LATEST *, 7 WHAT OF THE NAME IS TRIED THERE, 12 BASE
*
CMSMATCH CSECT
         REGS
         NUCON
MATCH    ENTER
         LR    R2,R1
         LR    R3,R0
         LA    R4,8(R2)
         LA    R5,8(R3)
         SR    R6,R6
NEXT     CR    R3,R5
         BNL   ATEND
         CLI   0(R3),C'*'
         BE    STAR
         CLI   0(R3),C' '
         BE    ATEND
         CR    R2,R4
         BNL   NO
         CLC   0(1,R2),0(R3)
         BNE   BACK
         LA    R2,1(R2)
         LA    R3,1(R3)
         B     NEXT
STAR     LA    R3,1(R3)
         LR    R6,R3
         LR    R7,R2
         B     NEXT
ATEND    CR    R2,R4              THE REST OF THE NAME IS BLANK
         BNL   YES
         CLI   0(R2),C' '
         BNE   BACK
         LA    R2,1(R2)
         B     ATEND
BACK     LTR   R6,R6              THE * STANDS FOR ONE MORE
         BZ    NO
         LA    R7,1(R7)
         LR    R2,R7
         LR    R3,R6
         CR    R2,R4
         BNH   NEXT
NO       RETURN 1
YES      RETURN 0
         LTORG
         END
