SCAN     TITLE 'SCAN - MAKES A PARAMETER LIST FROM A LINE'
*
* PURPOSE.    WORDS OF A LINE, CAPITALS, EIGHT CHARACTERS EACH, THE REST
*             OF LONGER ONES IS LOST.  PARENTHESES ARE WORDS.  X'FF'
*             EIGHT TIMES ENDS THE LIST; THE WORD 'EXEC' STANDS IN FRONT
* CALLED      1 TEXT, 0 LENGTH, AT MOST 130
* RETURNS     1 THE LIST; LISTADR, LISTTEXT, LISTLEN
* REGISTERS.  2 TEXT, 3 LENGTH, 4 PLACE IN THE LIST, 5 IN THE WORD,
*             6 CHARACTERS LEFT IN IT, 12 BASE
*
CMSSCAN  CSECT
         REGS
         NUCON
SCAN     ENTER
         LR    R2,R1
         LR    R3,R0
         ST    R2,LISTTEXT
         ST    R3,LISTLEN
         L     R4,ASCANLST
         ST    R4,LISTADR
         LA    R3,1(R3)
         B     SCANSKIP
SCANNEXT CLI   0(R2),C' '
         BNE   SCANWORD
         LA    R2,1(R2)
SCANSKIP BCT   R3,SCANNEXT
SCANEND  MVI   0(R4),X'FF'
         MVC   1(7,R4),0(R4)
         L     R1,ASCANLST
         RETURN 0,KEEP=R1
SCANWORD MVC   0(8,R4),=CL8' '
         LR    R5,R4
         LA    R6,8
         LA    R4,8(R4)
         BAL   R14,SCANPAR
         BE    SCANONE
SCANCHAR LTR   R6,R6
         BZ    SCANON             TOO LONG: THE REST IS LOST
         MVC   0(1,R5),0(R2)
         L     R1,AUPCASE
         TR    0(1,R5),0(R1)
         LA    R5,1(R5)
         BCTR  R6,0
SCANON   LA    R2,1(R2)
         BCT   R3,SCANMORE
         B     SCANEND
SCANMORE CLI   0(R2),C' '
         BE    SCANNEXT
         BAL   R14,SCANPAR
         BE    SCANWORD
         B     SCANCHAR
SCANONE  MVC   0(1,R5),0(R2)
         LA    R2,1(R2)
         B     SCANSKIP
*        CONDITION CODE 0: A PARENTHESIS
SCANPAR  CLI   0(R2),C'('
         BCR   8,R14
         CLI   0(R2),C')'
         BR    R14
         LTORG
         END
