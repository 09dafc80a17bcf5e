TXMO     TITLE 'TXMODE - CONTROL WORDS WITHOUT A NUMBER'
*
* PURPOSE.    TXCO TXNC   .CO .NC   LINES ARE FILLED, OR NOT
*             TXJU TXNJ   .JU .NJ   LINES ARE JUSTIFIED, OR NOT
*             TXFO TXNF   .FO .NF   BOTH, NEITHER
*             TXDS TXSS   .DS .SS   DOUBLE, SINGLE SPACING
*             TXCE        .CE, .CE N, .CE TEXT   CENTRED LINES
*             TXHE        .HE TEXT  HEADING
*             TXPN        .PN ON, OFF, OFFNO, ROMAN, ARABIC
*             TXIM TXAP   .IM .AP FN FT   ANOTHER FILE
*             TXCM        .CM       A REMARK
* RETURNS     15: 0
* REGISTERS.  2 3 TEXT AND LENGTH, 4 OPERAND, 5 BYTES LEFT, 6 7 8 WORK,
*             12 BASE (OF THE SECTION)
*
CMSTXMO  CSECT
         REGS
         NUCON
         TXBLK
TXCO     ENTER
         BASE  CMSTXMO
         BAL   R10,ALONE
         OI    TXMODE,MCONCAT
         RETURN 0
TXNC     ENTER
         BASE  CMSTXMO
         BAL   R10,ALONE
         NI    TXMODE,255-MCONCAT
         RETURN 0
TXJU     ENTER
         BASE  CMSTXMO
         BAL   R10,ALONE
         OI    TXMODE,MJUST
         RETURN 0
TXNJ     ENTER
         BASE  CMSTXMO
         BAL   R10,ALONE
         NI    TXMODE,255-MJUST
         RETURN 0
TXFO     ENTER
         BASE  CMSTXMO
         BAL   R10,ALONE
         OI    TXMODE,MCONCAT+MJUST
         RETURN 0
TXNF     ENTER
         BASE  CMSTXMO
         BAL   R10,ALONE
         NI    TXMODE,255-MCONCAT-MJUST
         RETURN 0
TXDS     ENTER
         BASE  CMSTXMO
         BAL   R10,ALONE
         OI    TXMODE,MDOUBLE
         RETURN 0
TXSS     ENTER
         BASE  CMSTXMO
         BAL   R10,ALONE
         NI    TXMODE,255-MDOUBLE
         RETURN 0
TXCM     ENTER
         BASE  CMSTXMO
         RETURN 0
*        ALONE - NOTHING MAY FOLLOW
ALONE    LINK  TXNOMORE
         LTR   R15,R15
         BCR   8,R10
         RETURN 0
*        A NUMBER ALONE IS HOW MANY LINES, ANYTHING ELSE A LINE
TXCE     ENTER
         BASE  CMSTXMO
         LR    R2,R4
         LR    R3,R5
         LA    R0,1
         LTR   R5,R5
         BNP   CELINES
         LINK  TXNUMBR
         LTR   R15,R15
         BNZ   CETEXT
         LTR   R5,R5
         BP    CETEXT
         CLI   TXSIGN,C' '
         BNE   CETEXT
CELINES  ST    R0,TXCENTER
         RETURN 0
CETEXT   L     R6,TXCENTER
         LA    R1,1
         ST    R1,TXCENTER
         LINK  TXFILL
         ST    R6,TXCENTER
         RETURN 0
*
TXHE     ENTER
         BASE  CMSTXMO
         LA    R1,MOSTLL
         CR    R5,R1
         BNH   HELEN
         LR    R5,R1
HELEN    ST    R5,TXHEADL
         MVI   TXHEAD,C' '
         MVC   TXHEAD+1(L'TXHEAD-1),TXHEAD
         SH    R5,=H'1'
         BM    HEEND
         EX    R5,HEMOVE
         TR    TXHEAD,HETABS
HEEND    RETURN 0
HEMOVE   MVC   TXHEAD(0),0(R4)
         EJECT
TXPN     ENTER
         BASE  CMSTXMO
         BAL   R10,WORD
         LA    R1,PNTAB
PNLOOK   CLC   TXTOKEN(8),0(R1)
         BE    PNHIT
         LA    R1,10(R1)
         CLI   0(R1),X'FF'
         BNE   PNLOOK
PNBAD    TXERR 'ON, OFF, OFFNO, ROMAN OR ARABIC IS WANTED BEHIND IT'
         RETURN 0
PNHIT    LR    R6,R1
         LTR   R5,R5
         BP    PNBAD
         NC    TXMODE,8(R6)
         OC    TXMODE,9(R6)
         RETURN 0
PNTAB    DC    CL8'ON',AL1(255-MPNOFF-MPNSTOP,0)
         DC    CL8'OFF',AL1(255-MPNSTOP,MPNOFF)
         DC    CL8'OFFNO',AL1(255,MPNOFF+MPNSTOP)
         DC    CL8'ROMAN',AL1(255,MROMAN)
         DC    CL8'ARABIC',AL1(255-MROMAN,0),X'FF'
*
TXAP     ENTER
         BASE  CMSTXMO
         BAL   R10,NAMES
         LINK  TXCLOSE
         B     IMOPEN
TXIM     ENTER
         BASE  CMSTXMO
         BAL   R10,NAMES
IMOPEN   LA    R1,1
         LA    R0,TXWORK
         LINK  TXOPEN
         RETURN 0
*        NAMES - OF A FILE, INTO TXWORK.  NONE, OR TOO MANY: TOLD, BACK
*        TO THE CALLER'S CALLER
NAMES    ST    R10,TXWORK+28
         BAL   R10,WORD
         CLI   TXTOKEN,C' '
         BE    NAMESBAD
         MVC   TXWORK(8),TXTOKEN
         MVC   TXWORK+8(8),=CL8'SCRIPT'
         LTR   R5,R5
         BNP   NAMESEND
         BAL   R10,WORD
         MVC   TXWORK+8(8),TXTOKEN
         LTR   R5,R5
         BP    NAMESBAD
NAMESEND L     R10,TXWORK+28
         BR    R10
NAMESBAD TXERR 'A FILENAME AND PERHAPS A FILETYPE ARE WANTED BEHIND IT'
         RETURN 0
*        WORD - THE NEXT ONE, IN CAPITALS, INTO TXTOKEN: 8 OF IT
WORD     MVC   TXTOKEN(8),=CL8' '
         LA    R6,TXTOKEN
         LA    R7,8(R6)
WORDCHAR LTR   R5,R5
         BCR   13,R10
         CLI   0(R4),C' '
         BE    WORDSKIP
         CLI   0(R4),X'05'
         BE    WORDSKIP
         CR    R6,R7
         BNL   WORDNEXT
         MVC   0(1,R6),0(R4)
         L     R1,AUPCASE
         TR    0(1,R6),0(R1)
         LA    R6,1(R6)
WORDNEXT LA    R4,1(R4)
         BCT   R5,WORDCHAR
         BR    R10
WORDSKIP LA    R4,1(R4)
         SH    R5,=H'1'
         BCR   13,R10
         CLI   0(R4),C' '
         BE    WORDSKIP
         CLI   0(R4),X'05'
         BE    WORDSKIP
         BR    R10
*        TABS AS BLANKS, THE REST AS IT IS
HETABS   DC    256AL1(*-HETABS)
         ORG   HETABS+5
         DC    C' '
         ORG
         LTORG
         END
