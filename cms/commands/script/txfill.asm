TXFI     TITLE 'TXFILL - FILLING LINES'
*
* PURPOSE.    TXFILL   THE TEXT AT 2, 3 BYTES LONG, ADDED TO THE LINE
*                      BEING FILLED; FULL LINES ARE PUT OUT
*             TXBREAK  THE LINE BEING FILLED IS PUT OUT AS IT IS
* RETURNS     15: 0
* HOW         THE RULES ARE IN DOCS/CMS-SCRIPT.MD
* REGISTERS.  2 TEXT, 3 BYTES LEFT, 4 END OF THE LINE BEING FILLED, 5
*             GAP, 6 LENGTH OF THE WORD, 7 WIDTH OF THE LINE, 8 WORK, 9
*             10 LINKS, 12 BASE (OF THE SECTION)
*
CMSTXFI  CSECT
         REGS
         NUCON
         FILEPLST
         TXBLK
TXFILL   ENTER
         BASE  CMSTXFI
         CLC   TXCENTER,=F'0'
         BNE   CENTRED
         LTR   R3,R3
         BZ    EMPTY
         TM    TXMODE,MCONCAT
         BZ    FILLNEW
         CLI   0(R2),C' '
         BE    FILLNEW
         CLI   0(R2),X'05'
         BNE   FILLTEXT
FILLNEW  LINK  TXBREAK
FILLTEXT BAL   R9,WIDTH
         SR    R5,R5
         L     R4,TXLEN
         LTR   R4,R4
         BZ    FILLGAP
         LA    R5,1               BETWEEN LINES A BLANK,
         TM    TXSTATE,SDOT
         BZ    FILLGAP
         LA    R5,2               BEHIND A SENTENCE TWO
FILLGAP  LTR   R3,R3
         BZ    FILLED
         CLI   0(R2),C' '
         BE    FILLBLNK
         CLI   0(R2),X'05'
         BNE   FILLWORD
         BAL   R10,TAB
         B     FILLON
FILLBLNK LA    R5,1(R5)
FILLON   LA    R2,1(R2)
         BCTR  R3,0
         B     FILLGAP
FILLWORD BAL   R10,WORD
         B     FILLGAP
FILLED   ST    R4,TXLEN
         BCTR  R2,0               DOES IT END A SENTENCE
         NI    TXSTATE,255-SDOT
         CLI   0(R2),C'.'
         BE    FILLDOT
         CLI   0(R2),C'?'
         BE    FILLDOT
         CLI   0(R2),C'!'
         BNE   FILLEND
FILLDOT  OI    TXSTATE,SDOT
FILLEND  TM    TXMODE,MCONCAT
         BO    FILLRET
         LA    R1,1               LINE BY LINE
         LINK  TXPUT
FILLRET  RETURN 0
EMPTY    LINK  TXBREAK
         LA    R0,1
         TM    TXMODE,MDOUBLE
         BZ    EMPTYOUT
         LA    R0,2
EMPTYOUT LINK  TXSPACE
         RETURN 0
*
TXBREAK  ENTER
         BASE  CMSTXFI
         CLC   TXLEN,=F'0'
         BE    BREAKEND
         SR    R1,R1
         LINK  TXPUT
BREAKEND RETURN 0
         EJECT
*        WIDTH - 7 THE LENGTH OF THE LINE BEING FILLED.  BY BAL R9
WIDTH    LINK  TXMARGIN
         L     R7,TXLL
         SR    R7,R0
         BR    R9
*
*        TAB - TO THE NEXT STOP BEHIND LINE 4 AND GAP 5, IF THE LINE HAS
*        ONE; ELSE A BLANK
*
TAB      LR    R8,R4
         AR    R8,R5
         LA    R8,1(R8)           COLUMN OF THE NEXT CHARACTER
         LA    R14,TXTABS
         L     R15,TXNTABS
TABLOOK  CH    R8,0(R14)
         BL    TABSTOP
         LA    R14,2(R14)
         BCT   R15,TABLOOK
TABBLANK LA    R5,1(R5)
         BR    R10
TABSTOP  LH    R15,0(R14)
         CR    R15,R7
         BH    TABBLANK
         LR    R5,R15             UP TO IT
         BCTR  R5,0
         SR    R5,R4
         BAL   R9,BLANKS
         ST    R4,TXFIXED
         BR    R10
*        BLANKS - 5 OF THEM BEHIND THE LINE.  BY BAL R9
BLANKS   LTR   R5,R5
         BCR   8,R9
         BAL   R8,ORIGIN
         LA    R14,TXLINE(R4)
BLANKONE MVI   0(R14),C' '
         LA    R14,1(R14)
         LA    R4,1(R4)
         BCT   R5,BLANKONE
         BR    R9
*        ORIGIN - WHERE THE LINE COMES FROM.  BY BAL R8; USES 14, 15
ORIGIN   LTR   R4,R4
         BCR   7,R8
         L     R14,TXIN
         USING TXFILE,R14
         MVC   TXLNO,TFLINE
         LA    R15,TFLIST
         USING FILEPLST,R15
         MVC   TXLNAME,FPFN
         DROP  R14,R15
         BR    R8
         EJECT
*        WORD - THE WORD AT 2 BEHIND GAP 5.  BY BAL R10
*
WORD     LR    R14,R2
         LR    R15,R3
         SR    R6,R6
WORDLEN  CLI   0(R14),C' '
         BE    WORDTRY
         CLI   0(R14),X'05'
         BE    WORDTRY
         LA    R14,1(R14)
         LA    R6,1(R6)
         BCT   R15,WORDLEN
WORDTRY  LTR   R4,R4              BLANKS IN FRONT OF A PARAGRAPH
         BNZ   WORDFIT
         LTR   R5,R5
         BZ    WORDFIT
         CR    R5,R7
         BL    WORDLEAD
         LR    R5,R7
         BCTR  R5,0
WORDLEAD BAL   R9,BLANKS
         ST    R4,TXFIXED
WORDFIT  LR    R8,R4
         AR    R8,R5
         AR    R8,R6
         CR    R8,R7
         BNH   WORDIN
         TM    TXSTATE,SWORD
         BZ    WORDCUT
         ST    R4,TXLEN
         LA    R1,1
         LINK  TXPUT
         SR    R4,R4
         SR    R5,R5
         BAL   R9,WIDTH
         B     WORDFIT
*        IT IS THE ONLY ONE AND LONGER THAN THE LINE: IT IS DIVIDED
WORDCUT  LR    R8,R7
         SR    R8,R4
         SR    R8,R5
         BP    WORDPART
         SR    R5,R5
         B     WORDFIT
WORDPART SR    R6,R8
         LR    R15,R6             WHAT IS LEFT OF IT
         LR    R6,R8
         ST    R15,TXWORK
         BAL   R9,WORDPUT
         ST    R4,TXLEN
         LA    R1,1
         LINK  TXPUT
         L     R6,TXWORK
         SR    R4,R4
         SR    R5,R5
         BAL   R9,WIDTH
         B     WORDFIT
WORDIN   BAL   R9,WORDPUT
         BR    R10
*        WORDPUT - 6 CHARACTERS BEHIND GAP 5.  BY BAL R9
WORDPUT  ST    R9,TXWORK+4
         C     R4,TXFIXED
         BNE   WORDGAP
         AR    R5,R4              THE FIRST ONE: THAT IS NO GAP
         ST    R5,TXFIXED
         SR    R5,R4
WORDGAP  BAL   R9,BLANKS
         OI    TXSTATE,SWORD
         BAL   R8,ORIGIN
         LA    R14,TXLINE(R4)
         BCTR  R6,0
         EX    R6,WORDCOPY
         LA    R6,1(R6)
         AR    R4,R6
         AR    R2,R6
         SR    R3,R6
         SR    R5,R5
         L     R9,TXWORK+4
         BR    R9
WORDCOPY MVC   0(0,R14),0(R2)
         EJECT
*        CENTRED - A LINE BETWEEN INDENT AND LINE LENGTH
*
CENTRED  LINK  TXBREAK
         L     R1,TXCENTER
         BCTR  R1,0
         ST    R1,TXCENTER
         LTR   R3,R3
         BZ    EMPTY
CENSKIP  CLI   0(R2),C' '         IT HAS A CHARACTER THAT ENDS THIS
         BE    CENNEXT
         CLI   0(R2),X'05'
         BNE   CENTEXT
CENNEXT  LA    R2,1(R2)
         BCT   R3,CENSKIP
CENTEXT  L     R7,TXLL
         S     R7,TXINDENT
         CR    R3,R7
         BH    CENLONG
         SR    R4,R4
         BAL   R8,ORIGIN
         LR    R1,R3
         BCTR  R1,0
         EX    R1,CENMOVE
         TR    TXLINE,CENTABS
         ST    R3,TXLEN
         SR    R7,R3
         SRL   R7,1
         A     R7,TXINDENT
         LR    R0,R7
         LINK  TXPUTAT
         RETURN 0
CENMOVE  MVC   TXLINE(0),0(R2)
*        TOO LONG: AS ORDINARY TEXT
CENLONG  L     R6,TXCENTER
         XC    TXCENTER,TXCENTER
         LINK  TXFILL
         LINK  TXBREAK
         ST    R6,TXCENTER
         RETURN 0
CENTABS  DC    256AL1(*-CENTABS)
         ORG   CENTABS+5
         DC    C' '
         ORG
         LTORG
         END
