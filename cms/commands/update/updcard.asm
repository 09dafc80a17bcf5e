UPCR     TITLE 'UPDCARD - CONTROL CARDS OF AN UPDATE'
*
* PURPOSE.    UPDCARD  THE CONTROL CARD OF THE UPDATE: UPOP, UPN1,
*                      UPN2, UPSTART, UPINCR, UPDOLLAR; FOR S UPSTART,
*                      UPINCR AND UPLABEL
*             UPDSEQ   1 A FIELD, 0 ITS LENGTH: 0 IS ITS NUMBER, -1:
*                      NONE
* CALLED      BY UPDAPPLY
* RETURNS     0; 12 IT IS WRONG (TOLD)
* REGISTERS.  2 PLACE IN THE CARD, 3 COLUMNS LEFT, 4 WORD, 5 ITS
*             LENGTH, 6 7 WORK, 9 10 LINKS, 11 UPDBLK, 12 BASE (OF THE
*             SECTION)
*
CMSUPCR  CSECT
         REGS
         NUCON
         UPDBLK
UPDCARD  ENTER
         BASE  CMSUPCR
         LA    R2,UPUPD+USCARD-UPSTRM+2
         LA    R3,78
         NI    UPFLAG,255-UPDOLLAR
         L     R6,=F'-1'
         ST    R6,UPN1
         ST    R6,UPN2
         ST    R6,UPSTART
         ST    R6,UPINCR
         BAL   R9,WORD
         BZ    BAD
         MVC   UPOP,0(R4)
         CLI   UPOP,C'*'
         BE    GOOD
         CH    R5,=H'1'
         BNE   BAD
         CLI   UPOP,C'S'
         BE    SEQUENCE
         CLI   UPOP,C'I'
         BE    FIRST
         CLI   UPOP,C'D'
         BE    FIRST
         CLI   UPOP,C'R'
         BNE   BAD
FIRST    BAL   R10,NUMBER
         LTR   R0,R0
         BM    BAD
         ST    R0,UPN1
         ST    R0,UPN2
         BAL   R9,WORD
         BZ    GOOD
         CLI   UPOP,C'I'
         BE    DOLLAR
         CLI   0(R4),C'$'
         BE    DOLLAR
         BAL   R10,NUMWORD
         LTR   R0,R0
         BM    BAD
         C     R0,UPN1
         BL    BAD
         ST    R0,UPN2
         BAL   R9,WORD
         BZ    GOOD
DOLLAR   CLI   0(R4),C'$'
         BNE   BAD
         CH    R5,=H'1'
         BNE   BAD
         OI    UPFLAG,UPDOLLAR
         BAL   R10,NUMBER         WHAT ELSE FOLLOWS IS A REMARK
         LTR   R0,R0
         BM    GOOD
         ST    R0,UPSTART
         BAL   R10,NUMBER
         LTR   R0,R0
         BM    GOOD
         ST    R0,UPINCR
GOOD     RETURN 0
*        ./ S START INCREMENT LABEL
SEQUENCE LA    R0,1000
         TM    UPFLAG,UPSEQ5
         BZ    SEQHAVE
         LA    R0,10
SEQHAVE  ST    R0,UPSTART
         ST    R0,UPINCR
         BAL   R9,WORD
         BZ    GOOD
         BAL   R10,NUMWORD
         LTR   R0,R0
         BM    SEQLABEL
         ST    R0,UPSTART
         ST    R0,UPINCR
         BAL   R9,WORD
         BZ    SEQCHECK
         BAL   R10,NUMWORD
         LTR   R0,R0
         BM    SEQLABEL
         ST    R0,UPINCR
         BAL   R9,WORD
         BZ    SEQCHECK
SEQLABEL CH    R5,=H'3'
         BH    BAD
         MVC   UPLABEL,=CL3' '
         BCTR  R5,0
         EX    R5,SEQMOVE
SEQCHECK L     R0,UPINCR
         LTR   R0,R0
         BP    GOOD
BAD      UPDWARN 12,'WRONG CONTROL CARD'
         RETURN 12
SEQMOVE  MVC   UPLABEL(0),0(R4)
*
*        NUMBER - 0 IS THE NEXT WORD, A NUMBER; -1: IT IS NONE
*
NUMBER   L     R0,=F'-1'
         BAL   R9,WORD
         BCR   8,R10
NUMWORD  L     R0,=F'-1'
         CH    R5,=H'8'
         BCR   2,R10
         LR    R1,R4
         LR    R0,R5
         BAL   R9,SEQ
         C     R0,UPMAX
         BCR   12,R10
         L     R0,=F'-1'
         BR    R10
*
*        WORD - 4 IS THE NEXT WORD AT 2, 5 ITS LENGTH.  CODE 0: NONE
*
WORD     SR    R5,R5
WORDSKIP LTR   R3,R3
         BCR   8,R9
         CLI   0(R2),C' '
         BNE   WORDHERE
         LA    R2,1(R2)
         BCTR  R3,0
         B     WORDSKIP
WORDHERE LR    R4,R2
WORDNEXT LA    R2,1(R2)
         LA    R5,1(R5)
         BCTR  R3,0
         LTR   R3,R3
         BZ    WORDEND
         CLI   0(R2),C' '
         BNE   WORDNEXT
WORDEND  LTR   R5,R5
         BR    R9
*
UPDSEQ   ENTER
         BASE  CMSUPCR
         BAL   R9,SEQ
         RETURN 0,KEEP=R0
*
*        SEQ - 0 IS THE NUMBER IN THE 0 COLUMNS AT 1, -1: NONE
*
SEQ      LR    R14,R0
         L     R0,=F'-1'
SEQBLANK CLI   0(R1),C' '
         BNE   SEQDIG
         LA    R1,1(R1)
         BCT   R14,SEQBLANK
         BR    R9
SEQDIG   SR    R7,R7
SEQNEXT  CLI   0(R1),C'0'
         BCR   4,R9
         CLI   0(R1),C'9'
         BCR   2,R9
         MH    R7,=H'10'
         SR    R6,R6
         IC    R6,0(R1)
         SH    R6,=H'240'
         AR    R7,R6
         LA    R1,1(R1)
         BCT   R14,SEQNEXT
         LR    R0,R7
         BR    R9
         LTORG
         END
