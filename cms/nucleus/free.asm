FREE     TITLE 'FREE - FREE STORAGE'
*
* PURPOSE.    FREE     0 DOUBLEWORDS WANTED; 1 ADDRESS
*             FRET     0 DOUBLEWORDS AT ADDRESS 1 ARE GIVEN BACK
*             STRINIT  NOTHING IS TAKEN
* RETURNS     0; 4 THERE IS NOT SO MUCH, OR IT WAS NOT TAKEN
* HOW         FREE STORAGE LIES FROM LOWEXT TO FREETOP, BELOW THE LOADER
*             TABLES.  ITS FREE PIECES ARE CHAINED UPWARDS FROM FREECHN:
*             NEXT, LENGTH.  THE HIGHEST PIECE THAT IS LONG ENOUGH IS
*             CUT FROM ITS END.  WITHOUT ONE, PAGES ARE ADDED BELOW, AS
*             FAR DOWN AS HIMAIN; WHOLE FREE PAGES AT THE LOW END GO
*             BACK TO THE USER
* REGISTERS.  2 LENGTH, 3 PIECE BEFORE, 4 PIECE, 5 FOUND, 6 BEFORE IT,
*             7 8 WORK, 12 BASE
*
CMSFREE  CSECT
         REGS
         NUCON
         LOADTAB
PIECE    DSECT
NEXT     DS    A
LENGTH   DS    F
CMSFREE  CSECT
         USING PIECE,R4
FREE     ENTER
         LR    R2,R0
         LTR   R2,R2
         BNP   FREENONE
         C     R2,=X'00200000'    16 MIB
         BNL   FREENONE
         SLL   R2,3
         DISABLE
FREETRY  SR    R5,R5
         LA    R3,FREECHN
         L     R4,FREECHN
FREELOOK LTR   R4,R4
         BZ    FREESEEN
         C     R2,LENGTH
         BH    FREESKIP
         LR    R5,R4              LONG ENOUGH; A HIGHER ONE IS BETTER
         LR    R6,R3
FREESKIP LR    R3,R4
         L     R4,NEXT
         B     FREELOOK
FREESEEN LTR   R5,R5
         BNZ   FREETAKE
         BAL   R14,EXTEND
         BZ    FREETRY
         ENABLE
FREENONE SR    R1,R1
         RETURN 4,KEEP=R1
FREETAKE LR    R4,R5
         L     R7,LENGTH
         SR    R7,R2
         BZ    FREEALL
         ST    R7,LENGTH
         AR    R5,R7
         B     FREEGOT
FREEALL  L     R7,NEXT
         ST    R7,0(R6)
FREEGOT  L     R7,FREELEN
         SR    R7,R2
         ST    R7,FREELEN
         ENABLE
         LR    R1,R5
         RETURN 0,KEEP=R1
*
*        EXTEND - ADD PAGES FOR A PIECE OF (2) BYTES.  CONDITION CODE 0:
*        DONE
*
EXTEND   L     R7,LOWEXT
         LR    R4,R7
         SR    R7,R2
         C     R4,FREECHN         THE LOWEST PIECE CAN GROW
         BNE   EXTPAGE
         A     R7,LENGTH
EXTPAGE  N     R7,=X'FFFFF000'
         LTR   R7,R7
         BM    EXTNONE
         C     R7,HIMAIN
         BL    EXTNONE
         ST    R7,LOWEXT
         LR    R8,R4
         SR    R8,R7              SO MANY BYTES MORE
         LR    R3,R8
         A     R3,FREELEN
         ST    R3,FREELEN
         L     R3,FREECHN
         CR    R3,R4
         BNE   EXTPIECE
         A     R8,LENGTH
         L     R3,NEXT
EXTPIECE LR    R4,R7
         ST    R3,NEXT
         ST    R8,LENGTH
         ST    R4,FREECHN
         SR    R7,R7              CODE 0
         BR    R14
EXTNONE  LTR   R14,R14            NOT 0
         BR    R14
         EJECT
FRET     ENTER
         LR    R2,R0
         LTR   R2,R2
         BNP   FRETBAD
         C     R2,=X'00200000'    16 MIB
         BNL   FRETBAD
         SLL   R2,3
         LA    R5,0(R1)
         LR    R7,R5
         N     R7,=F'7'
         BNZ   FRETBAD
         LA    R7,0(R2,R5)        ITS END
         DISABLE
         C     R5,LOWEXT
         BL    FRETNOT
         C     R5,FREELOW
         BNL   FRETNOT
         CR    R7,R5              BEYOND 16 MIB
         BL    FRETNOT
         C     R7,FREELOW
         BH    FRETNOT
         SR    R3,R3
         L     R4,FREECHN
FRETLOOK LTR   R4,R4              FIND ITS PLACE IN THE CHAIN
         BZ    FRETPUT
         CR    R4,R5
         BNL   FRETPUT
         LR    R3,R4
         L     R4,NEXT
         B     FRETLOOK
FRETPUT  LTR   R4,R4              3 BEFORE OR 0, 4 BEHIND OR 0
         BZ    FRETLAST
         CR    R7,R4
         BH    FRETNOT            REACHES INTO A FREE PIECE
FRETLAST LTR   R3,R3
         BZ    FRETGOOD
         L     R6,4(R3)
         AR    R6,R3
         CR    R6,R5
         BH    FRETNOT            BEGINS IN A FREE PIECE
FRETGOOD L     R8,FREELEN
         AR    R8,R2
         ST    R8,FREELEN
         CR    R7,R4              TOUCHES THE ONE BEHIND
         BNE   FRETMAKE
         A     R2,LENGTH
         L     R4,NEXT
FRETMAKE ST    R4,0(R5)
         ST    R2,4(R5)
         LTR   R3,R3
         BZ    FRETHEAD
         CR    R6,R5              TOUCHES THE ONE BEFORE
         BNE   FRETLINK
         A     R2,4(R3)
         ST    R2,4(R3)
         ST    R4,0(R3)
         B     FRETPAGE
FRETLINK ST    R5,0(R3)
         B     FRETPAGE
FRETHEAD ST    R5,FREECHN
FRETPAGE BAL   R14,GIVEBACK
         ENABLE
         RETURN 0
FRETNOT  ENABLE
FRETBAD  RETURN 4
*
*        GIVEBACK - WHOLE PAGES AT THE LOW END ARE THE USER'S AGAIN
*
GIVEBACK L     R4,FREECHN
         C     R4,LOWEXT
         BCR   7,R14
         L     R7,LENGTH
         LA    R8,0(R7,R4)        END OF THE PIECE
         N     R8,=X'FFFFF000'
         LR    R6,R8
         SR    R6,R4              WHOLE PAGES
         BCR   13,R14
         SR    R7,R6
         L     R5,NEXT
         LTR   R7,R7
         BZ    GIVEALL
         ST    R5,0(R8)
         ST    R7,4(R8)
         LR    R5,R8
GIVEALL  ST    R5,FREECHN
         ST    R8,LOWEXT
         L     R7,FREELEN
         SR    R7,R6
         ST    R7,FREELEN
         BR    R14
*
STRINIT  ENTER
         SR    R7,R7
         ST    R7,FREECHN
         ST    R7,FREELEN
         SR    R8,R8
         IC    R8,LDRTBL          PAGES OF THE LOADER'S TABLES
         SLL   R8,12
         L     R7,LDRTBL
         LA    R7,0(R7)
         SR    R7,R8
         S     R8,=A(LDELEN*(LDITEMS+1))
         SRL   R8,4               LDNLEN: MOST NAMES
         STH   R8,LDRTLEN
         ST    R7,FREELOW
         ST    R7,LOWEXT
         RETURN 0
         LTORG
         END
