FILS     TITLE 'FILSORT - SORTS THE LIST'
*
* PURPOSE.    FILSORT  THE ADDRESSES IN FLTABLE IN THE ORDER OF FLSORT: N
*                      NAME, T TYPE, M MODE, S SIZE, LARGE ONES FIRST, D
*                      DATE, NEW ONES FIRST; Q AS THEY ARE
* HOW         SHELL'S SORT
* REGISTERS.  2 THE TABLE, 3 ITEMS, 4 5 ENTRIES COMPARED, 6 ITEM, 7 GAP,
*             8 PLACE, 9 WHERE IT SINKS, 10 LINK, 11 FILBLK, 12 BASE (OF
*             THE SECTION)
*
CMSFILS  CSECT
         REGS
         NUCON
         FILBLK
         USING FILENT,R4
FILSORT  ENTER
         BASE  CMSFILS
         L     R2,FLTABLE
         L     R3,FLCOUNT
         CLI   FLSORT,C'Q'
         BE    DONE
         LR    R7,R3
GAP      SRL   R7,1
         LTR   R7,R7
         BZ    DONE
         LR    R8,R7
INSERT   CR    R8,R3
         BNL   GAP
         LR    R9,R8
         SLL   R9,2
         AR    R9,R2
         L     R6,0(R9)
SINK     LR    R1,R7
         SLL   R1,2
         LR    R14,R9
         SR    R14,R1
         CR    R14,R2
         BL    SUNK
         L     R4,0(R14)
         LR    R5,R6
         BAL   R10,COMPARE
         BNH   SUNK
         L     R4,0(R14)
         ST    R4,0(R9)
         LR    R9,R14
         B     SINK
SUNK     ST    R6,0(R9)
         LA    R8,1(R8)
         B     INSERT
DONE     RETURN 0
*
*        COMPARE - CONDITION CODE: ENTRY 4 COMES BEFORE 5 (LOW), BEHIND
*        IT (HIGH).  BY BAL R10
*
COMPARE  CLI   FLSORT,C'N'
         BE    NAME
         CLI   FLSORT,C'T'
         BE    TYPE
         CLI   FLSORT,C'M'
         BE    MODE
         CLI   FLSORT,C'S'
         BE    SIZE
         CLC   FECENT-FILENT(FEKEY-1,R5),FECENT
         BCR   7,R10
         B     NAME
SIZE     CLC   FEBLOCKS-FILENT(4,R5),FEBLOCKS
         BCR   7,R10
         B     NAME
TYPE     CLC   FEFT,FEFT-FILENT(R5)
         BCR   7,R10
         B     NAME
MODE     CLC   FEFM,FEFM-FILENT(R5)
         BCR   7,R10
NAME     CLC   FEFN(18),0(R5)
         BR    R10
         LTORG
         END
