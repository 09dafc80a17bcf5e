TXCT     TITLE 'TXCTL - CONTROL WORDS'
*
* PURPOSE.    TXCTL    DOES WHAT THE LINE AT 2, 3 BYTES LONG, SAYS WHEN IT
*                      IS A CONTROL WORD: A PERIOD AND A LETTER.  AN
*                      UNKNOWN ONE IS TOLD
*             TXNUMBR  THE NEXT NUMBER OF THE OPERANDS 4, 5 LEFT: 0, ITS
*                      SIGN IN TXSIGN; 4 AND 5 GO BEHIND IT
*             TXVALUE  THE ONE NUMBER THAT IS THE OPERAND: WITH A SIGN IT
*                      IS ADDED TO 2, OMITTED IT IS 3 (NEGATIVE: IT MUST
*                      BE GIVEN); FROM 6 TO 7.  0 IS THE VALUE
*             TXNOMORE NOTHING MAY FOLLOW THE WORD
* RETURNS     15: TXCTL 0, 4 IT IS TEXT.  TXNUMBR 0, 4 NONE, 8 BAD.
*             TXVALUE, TXNOMORE 0, 8 WRONG, TOLD
* REGISTERS.  2 3 AS ABOVE, 4 OPERAND, 5 BYTES LEFT, 6 7 LIMITS, 8 ENTRY
*             OF THE TABLE, 9 WORK, 12 BASE (OF THE SECTION)
*
CMSTXCT  CSECT
         REGS
         NUCON
         TXBLK
TXCTL    ENTER
         BASE  CMSTXCT
         CLI   0(R2),C'.'
         BNE   CTLTEXT
         CH    R3,=H'2'
         BL    CTLTEXT
         IC    R1,1(R2)
         BAL   R9,LETTER
         BNZ   CTLTEXT
         MVC   TXWORDED,0(R2)
         OC    TXWORDED+1(2),=C'  '
         LA    R8,TXWORDS
         CH    R3,=H'3'
         BL    CTLBAD             ONE LETTER
         BE    CTLLOOK
         IC    R1,3(R2)
         BAL   R9,LETTER
         BZ    CTLBAD
CTLLOOK  CLC   TXWORDED+1(2),0(R8)
         BE    CTLHIT
         LA    R8,8(R8)
         CLI   0(R8),X'FF'
         BNE   CTLLOOK
CTLBAD   TXERR 'THERE IS NO SUCH CONTROL WORD'
         RETURN 0
CTLHIT   LA    R4,3(R2)
         LR    R5,R3
         SH    R5,=H'3'
         BAL   R9,SKIP
         TM    2(R8),X'80'
         BZ    CTLDO
         LINK  TXBREAK
CTLDO    L     R15,4(R8)
         BALR  R14,R15
         RETURN 0
CTLTEXT  RETURN 4
*        LETTER - CONDITION CODE 0: 1 IS ONE
LETTER   STC   R1,TXNUMB
         OI    TXNUMB,X'40'
         CLI   TXNUMB,C'A'
         BL    LETTERNO
         CLI   TXNUMB,C'Z'
         BH    LETTERNO
         CR    R1,R1
         BR    R9
LETTERNO LTR   R12,R12
         BR    R9
*        SKIP - BLANKS AND TABS AT 4
SKIP     LTR   R5,R5
         BCR   13,R9
         CLI   0(R4),C' '
         BE    SKIPONE
         CLI   0(R4),X'05'
         BCR   7,R9
SKIPONE  LA    R4,1(R4)
         BCT   R5,SKIP
         BR    R9
         EJECT
TXNUMBR  ENTER
         BASE  CMSTXCT
         MVI   TXSIGN,C' '
         BAL   R9,SKIP
         LTR   R5,R5
         BNP   NUMNONE
         CLI   0(R4),C'+'
         BE    NUMSIGN
         CLI   0(R4),C'-'
         BNE   NUMFIRST
NUMSIGN  MVC   TXSIGN,0(R4)
         LA    R4,1(R4)
         BCTR  R5,0
NUMFIRST SR    R0,R0
         LTR   R5,R5
         BNP   NUMBAD
         SR    R1,R1
         CLI   0(R4),C'0'
         BL    NUMBAD
NUMDIGIT CLI   0(R4),C'0'
         BL    NUMENDS
         CLI   0(R4),C'9'
         BH    NUMBAD
         IC    R1,0(R4)
         N     R1,=F'15'
         LR    R9,R0
         SLL   R9,3
         AR    R9,R0
         AR    R9,R0
         AR    R9,R1
         LR    R0,R9
         C     R0,=F'9999'
         BH    NUMBAD
         LA    R4,1(R4)
         BCT   R5,NUMDIGIT
         B     NUMGOOD
NUMENDS  CLI   0(R4),C' '
         BE    NUMGOOD
         CLI   0(R4),X'05'
         BNE   NUMBAD
NUMGOOD  L     R1,4(R13)
         STM   R4,R5,36(R1)
         RETURN 0,KEEP=R0
NUMNONE  RETURN 4
NUMBAD   RETURN 8
*
TXVALUE  ENTER
         BASE  CMSTXCT
         LINK  TXNUMBR
         LTR   R15,R15
         BZ    VALGIVEN
         CH    R15,=H'4'
         BNE   VALBAD
         LTR   R0,R3
         BNM   VALGOOD
VALBAD   TXERR 'A NUMBER IS WANTED BEHIND IT'
         RETURN 8
VALGIVEN BAL   R9,SKIP
         LTR   R5,R5
         BP    VALBAD
         CLI   TXSIGN,C' '
         BE    VALLIMIT
         CLI   TXSIGN,C'+'
         BE    VALPLUS
         LCR   R0,R0
VALPLUS  AR    R0,R2
VALLIMIT CR    R0,R6
         BL    VALRANGE
         CR    R0,R7
         BNH   VALGOOD
VALRANGE MVC   TXPAPER(L'VALTEXT),VALTEXT
         LR    R0,R6
         CALL  TODEC,TXNUMB
         MVC   TXPAPER+24(4),TXNUMB+6
         LR    R0,R7
         CALL  TODEC,TXNUMB
         MVC   TXPAPER+32(4),TXNUMB+6
         LA    R1,TXPAPER
         LA    R0,L'VALTEXT
         LINK  TXERROR
         RETURN 8
VALGOOD  RETURN 0,KEEP=R0
VALTEXT  DC    C'THE NUMBER MUST BE FROM NNNN TO NNNN'
*
TXNOMORE ENTER
         BASE  CMSTXCT
         BAL   R9,SKIP
         LTR   R5,R5
         BP    MORE
         RETURN 0
MORE     TXERR 'IT HAS NO OPERAND'
         RETURN 8
TXWORDS  DS    0F
         TXWORD AP,NOBREAK,TXAP
         TXWORD BM,NOBREAK,TXBMS
         TXWORD BR,BREAK,TXNOMORE
         TXWORD CE,BREAK,TXCE
         TXWORD CM,NOBREAK,TXCM
         TXWORD CO,BREAK,TXCO
         TXWORD CP,BREAK,TXCP
         TXWORD DS,BREAK,TXDS
         TXWORD FO,BREAK,TXFO
         TXWORD HE,NOBREAK,TXHE
         TXWORD IM,NOBREAK,TXIM
         TXWORD IN,BREAK,TXINS
         TXWORD JU,BREAK,TXJU
         TXWORD LL,BREAK,TXLLS
         TXWORD NC,BREAK,TXNC
         TXWORD NF,BREAK,TXNF
         TXWORD NJ,BREAK,TXNJ
         TXWORD OF,BREAK,TXOF
         TXWORD PA,BREAK,TXPA
         TXWORD PL,NOBREAK,TXPLS
         TXWORD PN,NOBREAK,TXPN
         TXWORD RD,NOBREAK,TXRD
         TXWORD SP,BREAK,TXSP
         TXWORD SS,BREAK,TXSS
         TXWORD TB,BREAK,TXTB
         TXWORD TM,NOBREAK,TXTMS
         TXWORD UN,BREAK,TXUN
         DC    X'FF'
         LTORG
         END
