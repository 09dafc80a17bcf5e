UPAP     TITLE 'UPDAPPLY - THE CHANGES OF AN UPDATE'
*
* PURPOSE.    UPDAPPLY  SOURCE AND CHANGES INTO THE NEW FILE
*             ./ S (START (INC)) (LABEL)   THE SOURCE IS NUMBERED ANEW
*                    AS IT IS READ: THE FIRST CARD OF THE CHANGES
*             ./ I N ($ (START (INC)))   WHAT FOLLOWS GOES BEHIND CARD
*                    N; N 0: IN FRONT OF THE FIRST
*             ./ D N (M) ($)   CARDS N TO M GO
*             ./ R N (M) ($ (START (INC)))   WHAT FOLLOWS FOR THEM
*             ./ * ...   A REMARK
*             INC: INSERTED CARDS ARE NUMBERED FROM START ON (I: N +
*             INC, R: N) BY INC (10; NOSEQ8: 1)
* CALLED      BY UPDATE
* RETURNS     0; UPCODE 4, 8 OR 12 WHEN SOMETHING WAS TOLD; 100 + CODES
*             OF RDBUF, WRBUF
* HOW         BOTH FILES ARE READ ONCE.  CARDS WITHOUT A NUMBER BELONG
*             TO THE ONE BEFORE THEM
* REGISTERS.  2 CODE, 3 NUMBER WANTED, 4 A CARD'S NUMBER, 5 NUMBER OF
*             THE NEXT INSERTED, 6 INCREMENT, 9 10 LINKS, 11 UPDBLK, 12
*             BASE
*
CMSUPAP  CSECT
         REGS
         NUCON
         UPDBLK
SRCCARD  EQU   UPSRC+USCARD-UPSTRM
UPDCARDS EQU   UPUPD+USCARD-UPSTRM
UPDAPPLY ENTER
         L     R1,=F'-1'
         ST    R1,UPPREV
         ST    R1,UPLAST
         LINK  UPDBEGIN
         LTR   R2,R15
         BNZ   ENDED
         BAL   R10,CONTROL        A CARD ./ S COMES BEFORE THE SOURCE
         BNZ   ALL
         CLI   UPOP,C'S'
         BNE   BEGIN
         OI    UPFLAG,UPRESEQ
         MVC   UPSEQ,UPSTART
         MVC   UPSEQINC,UPINCR
BEGIN    BAL   R10,NEXTSRC
         CLI   UPOP,C'S'
         BNE   ACT
NEXT     BAL   R10,CONTROL
         BNZ   REST
ACT      CLI   UPOP,C'I'
         BE    INSERT
         CLI   UPOP,C'D'
         BE    DELETE
         CLI   UPOP,C'R'
         BE    DELETE
         CLI   UPOP,C'S'
         BNE   NEXT
         UPDWARN 12,'./ S IS NOT THE FIRST CARD'
         B     NEXT
*        THE CHANGES ARE DONE
ALL      BAL   R10,NEXTSRC
REST     TM    UPFLAG2,UPHAVE
         BZ    GOOD
         BAL   R10,COPY
         B     REST
GOOD     SR    R2,R2
ENDED    RETURN (R2)
*        ./ I
INSERT   L     R3,UPN1
         LTR   R3,R3
         BZ    INSBEGIN
         BAL   R9,FIND
         BNZ   MISSING
         BAL   R10,COPY
INSNONUM TM    UPFLAG2,UPHAVE     CARDS WITHOUT A NUMBER BELONG TO IT
         BZ    INSNEW
         L     R4,UPCUR
         LTR   R4,R4
         BNM   INSNEW
         BAL   R10,COPY
         B     INSNONUM
INSBEGIN L     R4,UPLAST          N 0: NOTHING MAY HAVE GONE OUT YET
         LTR   R4,R4
         BNM   MISSING
INSNEW   BAL   R10,INCS
         L     R5,UPSTART
         LTR   R5,R5
         BNM   TAKE
         L     R5,UPN1
         AR    R5,R6
TAKE     BAL   R10,NEXTUPD
         BNZ   REST
         CLC   UPDCARDS(2),=C'./'
         BE    TAKEN
         MVC   UPLINE(80),UPDCARDS
         TM    UPFLAG,UPINC
         BO    TAKENUM
         MVC   UPLINE+72(8),=8C'*'
         L     R4,=F'-1'
         B     TAKEOUT
TAKENUM  C     R5,UPMAX
         BNH   TAKEFITS
         UPDWARN 8,'THE NUMBERS BECOME TOO LARGE'
         L     R5,UPMAX
TAKEFITS LA    R1,UPLINE
         LR    R0,R5
         LINK  UPDNUM
         LR    R4,R5
         AR    R5,R6
TAKEOUT  LA    R1,=C'INSERTED'
         LINK  UPDLOG
         LTR   R2,R15
         BNZ   ENDED
         OI    UPFLAG2,UPINSERT
         BAL   R10,OUT
         OI    UPFLAG2,UPINSERT
         B     TAKE
TAKEN    OI    UPFLAG,UPAHEAD
         B     NEXT
*        ./ D, ./ R
DELETE   L     R3,UPN1
         BAL   R9,FIND
         BNZ   MISSING
         L     R3,UPN2
DELNEXT  L     R4,UPCUR
         CR    R4,R3
         BH    DELMISS
         MVC   UPLINE(80),SRCCARD
         LA    R1,=C'DELETED '
         LINK  UPDLOG
         LTR   R2,R15
         BNZ   ENDED
         BAL   R10,NEXTSRC
         TM    UPFLAG2,UPHAVE
         BZ    DELEND
         CR    R4,R3
         BNE   DELNEXT
         L     R4,UPCUR           UP TO THE NEXT NUMBER
         LTR   R4,R4
         BNM   DELDONE
         LR    R4,R3
         MVC   UPLINE(80),SRCCARD
         B     DELAGAIN
DELEND   CR    R4,R3
         BE    DELDONE
DELMISS  UPDWARN 12,'THE SECOND NUMBER IS NOT IN THE SOURCE'
DELDONE  CLI   UPOP,C'D'
         BE    NEXT
         BAL   R10,INCS
         L     R5,UPSTART
         LTR   R5,R5
         BNM   TAKE
         L     R5,UPN1
         B     TAKE
DELAGAIN LA    R1,=C'DELETED '
         LINK  UPDLOG
         LTR   R2,R15
         BNZ   ENDED
         BAL   R10,NEXTSRC
         TM    UPFLAG2,UPHAVE
         BZ    DELDONE
         L     R4,UPCUR
         LTR   R4,R4
         BNM   DELDONE
         MVC   UPLINE(80),SRCCARD
         B     DELAGAIN
*        THE NUMBER IS NOT THERE: THE CARDS BEHIND ARE LEFT OUT
MISSING  UPDWARN 12,'THE NUMBER IS NOT IN THE SOURCE FROM HERE ON'
LEAVEOUT BAL   R10,NEXTUPD
         BNZ   REST
         CLC   UPDCARDS(2),=C'./'
         BE    TAKEN
         MVC   UPLINE(80),UPDCARDS
         LA    R1,=C'LEFT OUT'
         LINK  UPDLOG
         B     LEAVEOUT
         EJECT
*        FIND - COPIES UP TO CARD 3.  CODE 0: IT IS THE SOURCE CARD
*
FIND     TM    UPFLAG2,UPHAVE
         BZ    FINDNOT
         L     R4,UPCUR
         CR    R4,R3
         BCR   8,R9
         BH    FINDNOT
         BAL   R10,COPY
         B     FIND
FINDNOT  LTR   R12,R12
         BR    R9
*
*        COPY - THE SOURCE CARD GOES OUT, THE NEXT ONE IS READ
*
COPY     ST    R10,UPLINKS
         MVC   UPLINE(80),SRCCARD
         L     R4,UPCUR
         BAL   R10,OUT
         BAL   R10,NEXTSRC
         L     R10,UPLINKS
         BR    R10
*
*        OUT - THE CARD UPLINE, OF NUMBER 4; THAT SHOULD RISE
*
OUT      LTR   R4,R4
         BM    OUTPUT
         C     R4,UPLAST
         BH    OUTNUM
         TM    UPFLAG2,UPINSERT   ELSE THE SOURCE IS TO BLAME
         BZ    OUTNUM
         ST    R10,UPLINKS+4
         UPDWARN 8,'NUMBERS OF THE NEW FILE DO NOT RISE'
         L     R10,UPLINKS+4
OUTNUM   ST    R4,UPLAST
OUTPUT   NI    UPFLAG2,255-UPINSERT
         LTR   R4,R4
         BNM   OUTCARD
         L     R1,UPLAST          SOMETHING HAS GONE OUT
         LTR   R1,R1
         BNM   OUTCARD
         SR    R1,R1
         ST    R1,UPLAST
OUTCARD  LINK  UPDPUT
         LTR   R2,R15
         BCR   8,R10
         B     ENDED
*
*        INCS - 6 IS THE INCREMENT
*
INCS     L     R6,UPINCR
         LTR   R6,R6
         BCR   2,R10
         LA    R6,10
         TM    UPFLAG,UPSEQ5
         BCR   8,R10
         LA    R6,1
         BR    R10
*
*        CONTROL - THE NEXT CONTROL CARD THAT IS RIGHT.  CODE NOT 0:
*        NONE
*
CONTROL  ST    R10,UPLINKS+8
CONTNEXT BAL   R10,NEXTUPD
         BNZ   CONTEND
         MVC   UPLINE(80),UPDCARDS
         LA    R1,=C'        '
         LINK  UPDLOG
         LTR   R2,R15
         BNZ   ENDED
         CLC   UPDCARDS(2),=C'./'
         BE    CONTCARD
         UPDWARN 12,'BELONGS TO NO CONTROL CARD'
         B     CONTNEXT
CONTCARD LINK  UPDCARD
         LTR   R15,R15
         BNZ   CONTNEXT
         CLI   UPOP,C'*'
         BE    CONTNEXT
         SR    R15,R15
CONTEND  L     R10,UPLINKS+8
         LTR   R15,R15
         BR    R10
*
*        NEXTUPD - THE NEXT CARD OF THE CHANGES.  CODE NOT 0: NONE
*
NEXTUPD  TM    UPFLAG,UPAHEAD
         BZ    UPDREAD
         NI    UPFLAG,255-UPAHEAD
         SR    R15,R15
         BR    R10
UPDREAD  LA    R1,UPUPD
         LINK  UPDGET
         CH    R15,=H'12'
         BE    UPDEND
         LTR   R2,R15
         BCR   8,R10
         B     ENDED
UPDEND   LTR   R15,R15
         BR    R10
*
*        NEXTSRC - THE NEXT CARD OF THE SOURCE, ITS NUMBER: UPCUR.
*        THERE IS NONE: UPHAVE IS OFF.  R1 R2 ARE LOST
*
NEXTSRC  NI    UPFLAG2,255-UPHAVE
         LA    R1,UPSRC
         LINK  UPDGET
         CH    R15,=H'12'
         BCR   8,R10
         LTR   R2,R15
         BNZ   ENDED
         OI    UPFLAG2,UPHAVE
         TM    UPFLAG,UPRESEQ
         BZ    SRCNUM
         L     R0,UPSEQ
         LR    R2,R0
         A     R0,UPSEQINC
         C     R0,UPMAX
         BNH   SRCFITS
         C     R2,UPMAX
         BH    SRCMANY
SRCFITS  ST    R0,UPSEQ
         LR    R0,R2
SRCLABEL LA    R1,SRCCARD
         ST    R0,UPCUR
         LINK  UPDNUM
         BR    R10
SRCMANY  ST    R10,UPLINKS+4
         UPDWARN 8,'THE NUMBERS BECOME TOO LARGE'
         L     R10,UPLINKS+4
         L     R0,UPMAX
         B     SRCLABEL
SRCNUM   LA    R1,SRCCARD+72
         LA    R0,8
         TM    UPFLAG,UPSEQ5
         BZ    SRCSEQ
         LA    R1,3(R1)
         LA    R0,5
SRCSEQ   LINK  UPDSEQ
         ST    R0,UPCUR
         LTR   R0,R0
         BCR   4,R10
         L     R1,UPPREV
         ST    R0,UPPREV
         CR    R0,R1
         BCR   2,R10
         TM    UPFLAG2,UPSEQERR
         BCR   1,R10
         OI    UPFLAG2,UPSEQERR
         ST    R10,UPLINKS+4
         LINK  UPDSRCER
         L     R10,UPLINKS+4
         BR    R10
         LTORG
         END
