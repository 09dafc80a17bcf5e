         TITLE 'CPCMS - INITIAL PROGRAM LOADERS'
* The two programs that s360/linker/bootstrap.py puts before a linked
* program.  Both are entered by the IPL PSW (disabled, supervisor
* state, key 0) with the unit address in location 2, run at whatever
* address the IPL record brings them to, and leave with
*    register 15, bits 8-31   the entry point, to which they branch
*    locations 2 and 3        the unit address, as after any IPL
* Source: A22-6821-7 (Initial Program Loading, TIO, SIO, CSW).
*
* CARDS reads object cards from the unit it was loaded from: the text
* of TXT cards goes to its address, END gives the entry, others are
* passed over.  It fits two cards.  Locations 0-7F are kept in LOW,
* whereto the TXT cards for these addresses are directed, and put back
* at the end: CPU and channel use them while cards are read.
* A disabled wait with address 000E01: the reader is not operational,
* or the CSW at 40 tells what happened (unit check, or unit exception:
* the cards ended before END).
         SPACE
CARDS    START 0
         BALR  12,0
         USING *,12
         LH    2,2                 THE UNIT
         MVC   LOW,0
NEXT     LA    1,READ
         ST    1,72                CHANNEL ADDRESS WORD
GO       SIO   0(2)
         BC    8,TEST              STARTED
         BAL   3,LOOK
         B     GO
TEST     MVI   68,0                NO STATUS OF AN EARLIER CARD
         TIO   0(2)
         BC    8,GOT               NOTHING MORE TO COME
         BAL   3,LOOK
         TM    68,X'04'            CHANNEL END MAY COME BEFORE
         BC    8,TEST
GOT      CLI   CARD+2,C'X'         TXT, ALONE OF ALL TYPES
         BE    TEXT
         CLI   CARD+2,C'N'         END
         BNE   NEXT
         MVC   0(128,0),LOW
         STH   2,2
         L     15,CARD+4
         BR    15
TEXT     L     4,CARD+4
         LH    5,CARD+10
         BCTR  5,0
         EX    5,MOVE
         B     NEXT
MOVE     MVC   0(1,4),CARD+16
* Look at the condition code of SIO or TIO: return when the unit is
* busy or its status is good.
LOOK     BCR   2,3
         BC    1,BAD
         TM    68,X'03'            UNIT CHECK, UNIT EXCEPTION
         BC    5,BAD
         CLI   69,0                CHANNEL STATUS
         BCR   8,3
BAD      LPSW  WAIT
         DS    0D
READ     CCW   X'02',CARD,0,80
WAIT     DC    X'0002000000000E01'
CARD     DS    CL80
LOW      DS    CL128
         SPACE
* BLOCKS ends the loading from tape or disk, which is the work of the
* channel program alone: each record brings the CCW (and the seek
* address) for the next.  What the program puts into locations 0-7F
* waits in FIRST; MASK has X'FF' for the bytes that it leaves alone.
BLOCKS   CSECT
         BALR  12,0
         USING *,12
         LH    2,2
         NC    0(128,0),MASK
         OC    0(128,0),FIRST
         STH   2,2
         L     15,ENTRY
         BR    15
ENTRY    DS    F
MASK     DS    CL128
FIRST    DS    CL128
         END
