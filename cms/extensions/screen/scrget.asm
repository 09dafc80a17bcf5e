SCGE     TITLE 'SCRGET - WHAT WAS TYPED ON THE SCREEN'
*
* PURPOSE.    SCRGET  SCWIN, WHAT READ MODIFIED GAVE: SCRKEY, THE CURSOR,
*                     AND FOR EACH FIELD THAT WAS TYPED INTO A SCRCHG
* RETURNS     0
* HOW         READ MODIFIED LEAVES NULLS OUT, SO THAT TEXTS BEHIND THEM
*             WOULD MOVE.  WHEN SOMETHING WAS TYPED, READ BUFFER TELLS
*             WHERE EVERYTHING STANDS; NULLS IN FRONT OF A TEXT ARE BLANKS
*             THEN, THOSE AT THE END OF A FIELD ARE NOTHING.  WITHOUT AN
*             ANSWER (THE TERMINAL HAS GONE) WHAT WAS READ IS TAKEN
* REGISTERS.  2 WHAT WAS READ, 3 ITS END, 4 FIELD, 5 SCRCHG, 6 POSITION,
*             7 8 9 WORK, 10 WORK AREA, 11 SCRBLK, 12 BASE
*
CMSSCGET CSECT
         REGS
         NUCON
         SCRBLK
         SCRWORK
         USING SCRFLD,R4
         USING SCRCHG,R5
SCRGET   ENTER
         BASE  CMSSCGET
         L     R2,SCWIN
         LR    R3,R2
         A     R3,SCWGOT
         LA    R1,KEYS
KEYNEXT  MVC   SCRKEY,1(R1)
         CLC   0(1,R1),0(R2)
         BE    KEYHAVE
         LA    R1,2(R1)
         CLI   0(R1),0
         BNE   KEYNEXT
         MVI   SCRKEY,SCROTHER
KEYHAVE  XC    SCRCHGN,SCRCHGN
         L     R5,SCWCHGS
         ST    R5,SCRCHGS
         LA    R1,3(R2)
         CR    R1,R3
         BH    DONE               PA KEYS AND CLEAR COME ALONE
         LA    R1,1(R2)
         BAL   R14,ADDRESS
         SR    R8,R8
         LR    R9,R6
         LH    R7,SCRCOLS
         DR    R8,R7
         LA    R9,1(R9)
         STH   R9,SCRCROW
         LA    R8,1(R8)
         STH   R8,SCRCCOL
         LA    R2,3(R2)
         L     R4,SCRFLDS
*        THE FIELDS THAT CAME
NEXT     LA    R1,3(R2)
         CR    R1,R3
         BH    CAME
         CLI   0(R2),X'11'
         BNE   CAME
         LA    R1,1(R2)
         BAL   R14,ADDRESS
         LA    R2,3(R2)
         ST    R2,SCCTEXT
         LR    R8,R2              WITHOUT NULLS, GRAPHIC ESCAPES
TEXT     CR    R2,R3
         BNL   TEXTEND
         CLI   0(R2),X'11'
         BE    TEXTEND
         CLI   0(R2),X'08'
         BE    TEXTSKIP
         CLI   0(R2),X'00'
         BE    TEXTSKIP
         MVC   0(1,R8),0(R2)
         LA    R8,1(R8)
TEXTSKIP LA    R2,1(R2)
         B     TEXT
TEXTEND  S     R8,SCCTEXT
         BAL   R14,WHICH
         BNZ   NEXT               NONE OF OURS
         CH    R8,SCFLEN
         BNH   TEXTLEN
         LH    R8,SCFLEN
TEXTLEN  ST    R8,SCCLEN
         ST    R4,SCCFLD
         LA    R5,SCCSIZE(R5)
         LA    R4,SCFSIZE(R4)
         L     R1,SCRCHGN
         LA    R1,1(R1)
         ST    R1,SCRCHGN
         B     NEXT
CAME     CLC   SCRCHGN,=F'0'
         BE    DONE
         LA    R1,X'2A'
         SR    R0,R0              READ BUFFER
         L     R2,SCWOUT
         L     R3,SCWROOM
         LINK  SCRIO
         LTR   R15,R15
         BNZ   DONE
         BAL   R10,FLAT
DONE     RETURN 0
*        KEYS, AND THEIR NUMBERS
KEYS     DC    X'7D',AL1(SCRENTER),X'6D',AL1(SCRCLEAR)
         DC    X'6C',AL1(SCRPA1),X'6E',AL1(SCRPA2),X'6B',AL1(SCRPA3)
         DC    X'F101F202F303F404F505F606F707F808F909'
         DC    X'7A0A7B0B7C0C'
         DC    X'C10DC20EC30FC410C511C612C713C814C915'
         DC    X'4A164B174C18',X'00'
         EJECT
*        ADDRESS - 6 THE POSITION AT 1, 0 IF IT IS NOT ON THE SCREEN.
*        BY BAL R14; USES 7, 8
*
ADDRESS  SR    R6,R6
         SR    R7,R7
         IC    R6,0(R1)
         IC    R7,1(R1)
         LR    R8,R6
         N     R8,=X'000000C0'
         BZ    ADDR14
         N     R6,=F'63'
         SLL   R6,6
         N     R7,=F'63'
         B     ADDRSUM
ADDR14   SLL   R6,8
ADDRSUM  OR    R6,R7
         C     R6,SCWPOSNS
         BCR   4,R14
         SR    R6,R6
         BR    R14
*
*        WHICH - 4 THE FIELD THAT BEGINS AT 6, LOOKED FOR FROM 4 ON, THEN
*        FROM THE FIRST.  CODE NOT 0: NONE; 4 IS WHAT IT WAS.  BY BAL R14;
*        USES 0, 1, 7, 9
*
WHICH    LR    R9,R4
WHICHONE CLI   SCFROW,X'FF'
         BNE   WHICHIS
         L     R4,SCRFLDS
         B     WHICHEND
WHICHIS  BAL   R1,PLACE
         CR    R7,R6
         BE    WHICHFND
         LA    R4,SCFSIZE(R4)
WHICHEND CR    R4,R9
         BNE   WHICHONE
         LTR   R12,R12
         BR    R14
WHICHFND TM    SCFATTR,X'20'
         BCR   8,R14
         LTR   R12,R12
         LR    R4,R9
         BR    R14
*        PLACE - 7 THE POSITION OF FIELD 4.  BY BAL R1; USES 0
PLACE    SR    R7,R7
         IC    R7,SCFROW
         BCTR  R7,0
         MH    R7,SCRCOLS
         SR    R0,R0
         IC    R0,SCFCOL
         AR    R7,R0
         BCTR  R7,0
         BR    R1
         EJECT
*        FLAT - THE BUFFER READ INTO SCWOUT WITHOUT ORDERS, A CHARACTER
*        FOR EACH POSITION, AND WHAT CHANGED TAKEN FROM THERE
*
FLAT     LR    R9,R10
         L     R10,SCRWORK
         L     R2,SCWOUT
         LR    R3,R2
         A     R3,SCWGOT
         LR    R8,R2
         LA    R2,3(R2)
FLNEXT   CR    R2,R3
         BNL   FLEND
         CLI   0(R2),X'1D'
         BE    FLFIELD
         CLI   0(R2),X'29'
         BE    FLEXT
         CLI   0(R2),X'28'
         BE    FLATTR
         CLI   0(R2),X'08'
         BE    FLSKIP
         MVC   0(1,R8),0(R2)
         LA    R8,1(R8)
FLSKIP   LA    R2,1(R2)
         B     FLNEXT
FLFIELD  MVI   0(R8),0
         LA    R8,1(R8)
         LA    R2,2(R2)
         B     FLNEXT
FLEXT    SR    R1,R1              COUNT OF PAIRS
         IC    R1,1(R2)
         AR    R1,R1
         MVI   0(R8),0
         LA    R8,1(R8)
         LA    R2,2(R1,R2)
         B     FLNEXT
FLATTR   LA    R2,3(R2)
         B     FLNEXT
FLEND    S     R8,SCWOUT
         C     R8,SCWPOSNS        IS IT ALL
         BCR   7,R9
         L     R5,SCRCHGS
         L     R3,SCRCHGN
FLCHG    L     R4,SCCFLD
         BAL   R1,PLACE
         A     R7,SCWOUT
         ST    R7,SCCTEXT
         LH    R8,SCFLEN
FLTRIM   LTR   R8,R8
         BZ    FLLEN
         LA    R1,0(R8,R7)
         BCTR  R1,0
         CLI   0(R1),0
         BNE   FLLEN
         BCT   R8,FLTRIM
FLLEN    ST    R8,SCCLEN
         LTR   R8,R8
         BZ    FLON
FLNULL   CLI   0(R7),0
         BNE   FLBLANK
         MVI   0(R7),C' '
FLBLANK  LA    R7,1(R7)
         BCT   R8,FLNULL
FLON     LA    R5,SCCSIZE(R5)
         BCT   R3,FLCHG
         BR    R9
         LTORG
         END
