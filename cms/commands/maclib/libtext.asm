LTXT     TITLE 'LIBTEXT - OBJECT DECKS'
*
* PURPOSE.    LIBTEXT  1 A NAME: THE DECKS OF THE FILE 'NAME TEXT' INTO
*                      THE NEW LIBRARY, EACH A MEMBER: ITS CARDS UP TO
*                      END, AND WHAT FOLLOWS UP TO THE NEXT DECK (LDT
*                      AND ENTRY CARDS).  ITS NAMES ARE THOSE OF ITS
*                      SECTIONS AND ENTRY POINTS; A DECK WITHOUT ANY
*                      HAS THE NAME OF THE FILE
* CALLED      BY MACLIB
* RETURNS     0; 28 NO SUCH FILE; 32 NO DECK, OR DAMAGED; CODES OF
*             LIBCARD, LIBPUT.  ALL ARE TOLD
* REGISTERS.  2 ITEM OF AN ESD CARD, 3 BYTES LEFT, 5 WHERE: 0 IN FRONT
*             OF A DECK, 1 WITHIN, 2 BEHIND END, 7 NAME, 8 CODE, 9 10
*             LINKS, 11 LIBBLK, 12 BASE
*
CMSLTXT  CSECT
         REGS
         NUCON
         LIBBLK
LIBTEXT  ENTER
         LR    R7,R1
         MVC   LBLINE(8),0(R7)
         MVC   LBLINE+8(8),=CL8'TEXT'
         LA    R1,LBLINE
         LINK  LIBSRC
         LTR   R8,R15
         BZ    DECK
         CH    R8,=H'28'
         BNE   ENDED
         LIBMSG 28,LBLINE,'IS NOT THERE'
         B     BAD
DECK     SR    R5,R5
         ST    R5,LBNAMES
         L     R1,LBCOUNT
         LA    R1,1(R1)
         ST    R1,LBFIRST
NEXT     LINK  LIBCARD
         LTR   R8,R15
         BNZ   LAST
CARD     CLI   LBCARD,X'02'
         BNE   PUT
         CLC   LBCARD+1(3),=C'LDT'
         BE    PUT
         CH    R5,=H'2'
         BE    NEXTDECK
         LA    R5,1
         CLC   LBCARD+1(3),=C'ESD'
         BE    ESD
         CLC   LBCARD+1(3),=C'END'
         BNE   PUT
         LA    R5,2
PUT      LINK  LIBKCARD
         LTR   R8,R15
         BZ    NEXT
         B     ENDED
ESD      LH    R3,LBCARD+10
         CH    R3,=H'56'
         BH    ESDBAD
         LA    R2,LBCARD+16
ESDNEXT  SH    R3,=H'16'
         BM    PUT
         CLI   8(R2),X'01'        A SECTION, OR AN ENTRY POINT
         BH    ESDON
         CLC   0(8,R2),=CL8' '
         BE    ESDON
         LR    R1,R2
         LINK  LIBNEWN
         LTR   R8,R15
         BNZ   ENDED
         L     R1,LBNAMES
         LA    R1,1(R1)
         ST    R1,LBNAMES
ESDON    LA    R2,16(R2)
         B     ESDNEXT
*        THE CARD IN LBCARD BEGINS ANOTHER DECK
NEXTDECK BAL   R10,DONE
         SR    R5,R5
         ST    R5,LBNAMES
         L     R1,LBCOUNT
         LA    R1,1(R1)
         ST    R1,LBFIRST
         B     CARD
*        THE FILE IS AT ITS END
LAST     CH    R8,=H'12'
         BNE   ENDED
         CH    R5,=H'1'
         BE    NOEND
         BL    NODECK
         BAL   R10,DONE
         SR    R8,R8
ENDED    LINK  LIBCLOSE
         RETURN (R8)
NODECK   LIBMSG 32,LBIN+8,'IS NO OBJECT DECK'
         B     BAD
NOEND    LIBMSG 32,LBIN+8,'HAS NO END CARD'
         B     BAD
ESDBAD   LIBWRONG 'IS NO ESD CARD THAT CAN BE'
BAD      LR    R8,R15
         B     ENDED
*
*        DONE - THE MARK BEHIND THE MEMBER
*
DONE     L     R1,LBNAMES
         LTR   R1,R1
         BNZ   DONEMARK
         LR    R1,R7
         LINK  LIBNEWN
         LTR   R8,R15
         BNZ   ENDED
DONEMARK MVC   LBLINE(4),=X'61FFFF61'
         MVI   LBLINE+4,C' '
         MVC   LBLINE+5(75),LBLINE+4
         LA    R1,LBLINE
         LINK  LIBPUT
         LTR   R8,R15
         BCR   8,R10
         B     ENDED
         LTORG
         END
