QBFG     TITLE 'IECQBFG1 - BUFFER POOLS (GETPOOL)'
*
* PURPOSE.    OS/360'S GETPOOL CALLS THIS PROGRAM BY LINK: BUFFERS FOR A
*             DCB.  'IECQBFG1 TEXT' ON THE SYSTEM DISK
* CALLED      1 DCB, 0 NUMBER OF BUFFERS (2), LENGTH OF ONE (2); OR 1 THE
*             COMPLEMENT OF THE DCB'S ADDRESS: THE NUMBER IS AT DCB+22,
*             THE LENGTH AT DCB+24
* GIVES       THE POOL: A(FIRST BUFFER), H NUMBER, H LENGTH, THE BUFFERS,
*             EACH WITH THE ADDRESS OF THE NEXT ONE.  DCB+20: NUMBER (1),
*             POOL (3).  LENGTHS ARE WHOLE DOUBLEWORDS
* REGISTERS.  2 DCB, 3 NUMBER, 4 LENGTH, 5 BUFFER, 12 BASE
*
IECQBFG1 CSECT
         USING IECQBFG1,15
         STM   14,12,12(13)
         LR    12,15
         DROP  15
         USING IECQBFG1,12
         LR    2,1
         LTR   2,2
         BM    OFDCB
         LR    3,0
         SRL   3,16
         LR    4,0
         N     4,=X'0000FFFF'
         B     POOL
OFDCB    LCR   2,2
         LH    3,22(2)
         LH    4,24(2)
POOL     LA    2,0(2)
         LA    4,7(4)
         N     4,=X'0000FFF8'
         LR    1,4
         MR    0,3                1: ALL BUFFERS
         LR    0,1
         AH    0,=H'8'
         BALR  1,0
         LNR   1,1                NEGATIVE: GETMAIN
         SVC   10
         LA    5,8(1)
         ST    5,0(1)
         STH   3,4(1)
         STH   4,6(1)
         ST    1,20(2)
         STC   3,20(2)
         STH   4,24(2)
LOOP     BCT   3,MORE
         SR    0,0
         ST    0,0(5)
         LM    14,12,12(13)
         SR    15,15
         BR    14
MORE     LA    0,0(4,5)
         ST    0,0(5)
         LR    5,0
         B     LOOP
         LTORG
         END   IECQBFG1
