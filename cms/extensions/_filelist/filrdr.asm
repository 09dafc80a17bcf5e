FILQ     TITLE 'FILRDR - FILES OF THE READER'
*
* PURPOSE.    FILNEXT   THE NEXT SPOOL FILE OF THE READER INTO FLBUF;
*                       FLPOS IS ITS NUMBER, ZERO AT FIRST
*             FILBLOK   1 AN ENTRY: MADE OF FLBUF
*             FILRVERB  1 A COMMAND BESIDE A READER FILE, 0 ITS LENGTH;
*                       FLENT THE FILE.  RECEIVE, PEEK, DISCARD, ORDER,
*                       TRANSFER ARE DONE HERE
* RETURNS     FILNEXT 0, 1 THERE ARE NO MORE; FILRVERB: 0 IT IS ANOTHER
*             COMMAND
* HOW         DIAGNOSE X'14', 0FFF: THE BLOCK OF THE FILE BEHIND A NUMBER
* REGISTERS.  2 3 8 9 WORK, 4 ENTRY, 10 LINK, 11 FILBLK, 12 BASE (OF THE
*             SECTION)
*
CMSFILQ  CSECT
         REGS
         NUCON
         DEVICE
         FILBLK
         USING FILENT,R4
FILNEXT  ENTER
         BASE  CMSFILQ
         BAL   R10,BLOCK
         LR    R2,R1
         L     R8,FLPOS           NUMBER
         LA    R9,X'FFF'
         CPCALL 2,8,X'14',NOMORE
         BC    7,NOMORE
         SR    R1,R1
         IC    R1,30(R2)
         SLL   R1,8
         IC    R1,31(R2)
         ST    R1,FLPOS
         RETURN 0
NOMORE   RETURN 1
*
*        BLOCK - 1: 240 BYTES OF FLBUF WITHIN A PAGE
*
BLOCK    LA    R1,FLBUF+255
         N     R1,=X'FFFFFF00'
         BR    R10
*
FILBLOK  ENTER
         BASE  CMSFILQ
         LR    R4,R1
         BAL   R10,BLOCK
         LR    R2,R1
         XC    0(FELEN,R4),0(R4)
         MVC   FEFN,40(R2)
         MVC   FEFT,52(R2)
         MVC   FEFM,86(R2)
         MVI   FEFM+1,C' '
         MVC   FEORIG,16(R2)
         MVC   FEMARK,=CL4' '
         MVC   FEITEMS,24(R2)
         MVC   FEBLOCKS,FLPOS
         MVC   FLNUMBER(2),64(R2) MM/DD/YY HH:MM:SS
         MVC   FLNUMBER+2(2),67(R2)
         MVC   FLNUMBER+4(2),72(R2)
         MVC   FLNUMBER+6(2),75(R2)
         MVI   FLNUMBER+8,C'0'
         PACK  FLDEC(5),FLNUMBER(9)
         MVC   FED,FLDEC
         MVC   FEYR,70(R2)
         MVI   FECENT,C'1'
         CLC   FEYR,=C'64'
         BL    BLOKEND
         MVI   FECENT,C'0'
BLOKEND  RETURN 0
*
FILRVERB ENTER
         BASE  CMSFILQ
         RETURN 0
         LTORG
         END
