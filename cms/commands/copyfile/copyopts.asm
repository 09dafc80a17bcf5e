COPO     TITLE 'COPYOPTS - OPTIONS OF COPYFILE'
*
* PURPOSE.    COPYOPTS  THE OPTIONS BEHIND THE PARENTHESIS AT 1:
*             NEWFILE     THE NEW FILE MUST NOT BE THERE YET (ASSUMED)
*             REPLACE     IT IS REPLACED
*             APPEND      THE ITEMS GO BEHIND ITS LAST ONE
*             OVLY        THEY ARE LAID OVER ITS ITEMS
*             OLDDATE     IT GETS THE DATE OF THE (FIRST) OLD FILE;
*                         NEWDATE: NOT (ASSUMED)
*             TYPE        EACH COPY IS TOLD; NOTYPE: NOT (ASSUMED)
*             FROM N, FOR N        BEGIN WITH ITEM N; N ITEMS
*             FRLABEL X, TOLABEL X BEGIN WITH THE ITEM THAT BEGINS WITH
*                         X; END BEFORE ONE
*             RECFM F OR V, LRECL N
*             TRUNC       FILL CHARACTERS AT THE END OF ITEMS OF A V
*                         FILE GO; NOTRUNC: NOT (ASSUMED)
*             FILL C OR HH         WHAT SHORT ITEMS ARE FILLED WITH
*             UPCASE, LOWCASE      LETTERS
*             EBCDIC      # @ % < & OF THE 026 CARD PUNCH BECOME = ' ( )
*                         +
*             TRANS       OTHER CHARACTERS: A LIST IS READ
*             SPECS       COLUMNS ARE MOVED: A LIST IS READ; NOSPECS
*             PROMPT      THESE LISTS ARE ASKED FOR (ASSUMED); NOPROMPT
* CALLED      BY COPYFILE
* RETURNS     0; 24 WRONG, WHICH HAS BEEN TOLD
* NOT HERE    PACK, UNPACK
* REGISTERS.  2 OPTION, 3 LIST, 4 5 WORK, 9 10 LINKS, 11 COPYBLK, 12
*             BASE
*
CMSCOPYO CSECT
         REGS
         NUCON
         COPYBLK
COPYOPTS ENTER
         LR    R3,R1
         CLI   0(R3),C'('
         BNE   GOOD
         LA    R1,CPTABLE
         SR    R0,R0
         LA    R2,256
PLAIN    STC   R0,0(R1)
         LA    R1,1(R1)
         AH    R0,=H'1'
         BCT   R2,PLAIN
NEXT     LA    R3,8(R3)
         CLI   0(R3),X'FF'
         BE    LAST
         CLI   0(R3),C')'
         BE    LAST
         LA    R2,OPTTAB
LOOK     CLC   0(8,R2),0(R3)
         BE    HIT
         LA    R2,16(R2)
         CLI   0(R2),0
         BNE   LOOK
UNKNOWN  MVC   CPMSG(33),=CL33'         IS NO OPTION OF COPYFILE'
         MVC   CPMSG(8),0(R3)
         TYPE  CPMSG,33,COLOR=R
         RETURN 24
HIT      L     R15,8(R2)
         LTR   R15,R15
         BZ    FLAGS
         BR    R15
FLAGS    OC    CPFLAG1(2),12(R2)
         NC    CPFLAG1(1),14(R2)
         B     NEXT
LAST     TM    CPFLAG2,CPLIST
         BZ    LASTSPEC
         LINK  COPYTRAN
         LTR   R15,R15
         BNZ   BAD
LASTSPEC TM    CPFLAG1,CPSPECS
         BZ    CHECKS
         LINK  COPYSPEC
         LTR   R15,R15
         BNZ   BAD
CHECKS   MVC   CPMSG(1),CPFLAG1   ONE OF THESE
         NI    CPMSG,CPREPLAC+CPAPPEND+CPOVLY
         SR    R1,R1
         IC    R1,CPMSG
         LCR   R14,R1
         NR    R14,R1             THE LOWEST BIT
         CR    R1,R14
         BNE   BOTH
GOOD     RETURN 0
BAD      RETURN
BOTH     FAIL  24,'REPLACE, APPEND OR OVLY: ONE OF THEM ALONE'
NONUM    MVC   CPMSG(40),=CL40'         NEEDS A NUMBER FROM 1 TO 65535'
         B     NOWORD
NOLAB    MVC   CPMSG(40),=CL40'         NEEDS A WORD BEHIND IT'
NOWORD   MVC   CPMSG(8),0(R2)
         TYPE  CPMSG,40,COLOR=R
         RETURN 24
*
*        NUMBER - 0 IS THE NUMBER BEHIND THE OPTION
*
NUMBER   LA    R3,8(R3)
         CALL  GETDEC,0(R3)
         LTR   R15,R15
         BNZ   NONUM
         C     R0,=F'65535'
         BH    NONUM
         LTR   R0,R0
         BNP   NONUM
         BR    R10
*
*        WORD - THE WORD BEHIND THE OPTION AT 3, 1 ITS LENGTH LESS ONE
*
WORD     LA    R3,8(R3)
         CLI   0(R3),X'FF'
         BE    NOLAB
         CLI   0(R3),C')'
         BE    NOLAB
         LA    R1,7(R3)
WORDEND  CLI   0(R1),C' '
         BNE   WORDHERE
         BCT   R1,WORDEND
WORDHERE SR    R1,R3
         BR    R10
         EJECT
OFROM    BAL   R10,NUMBER
         ST    R0,CPFROM
         B     NEXT
OFOR     BAL   R10,NUMBER
         ST    R0,CPFOR
         B     NEXT
OLRECL   BAL   R10,NUMBER
         ST    R0,CPLRECL
         B     FLAGS
OFRLABEL BAL   R10,WORD
         MVC   CPFRLAB,0(R3)
         STH   R1,CPFRLEN
         B     NEXT
OTOLABEL BAL   R10,WORD
         MVC   CPTOLAB,0(R3)
         STH   R1,CPTOLEN
         B     NEXT
ORECFM   BAL   R10,WORD
         MVC   CPRECFM,0(R3)
         LTR   R1,R1
         BNZ   NOTFV
         CLI   0(R3),C'F'
         BE    FLAGS
         CLI   0(R3),C'V'
         BE    FLAGS
NOTFV    FAIL  24,'RECFM F OR RECFM V'
OFILL    BAL   R10,WORD
         LTR   R1,R1
         BZ    FILLCHAR
         CH    R1,=H'1'
         BNE   NOTFILL
         CALL  GETHEX,0(R3)
         LTR   R15,R15
         BNZ   NOTFILL
         STC   R0,CPFILL
         B     NEXT
FILLCHAR MVC   CPFILL,0(R3)
         B     NEXT
NOTFILL  FAIL  24,'FILL C, OR TWO HEXADECIMAL DIGITS'
*        UPCASE, LOWCASE: THE TABLE OF THE LETTERS, ONE WAY OR THE OTHER
OUPCASE  L     R15,AUPCASE
         TR    CPTABLE,0(R15)
         B     FLAGS
OLOWCASE L     R15,AUPCASE
         SR    R4,R4
         LA    R5,128(R15)        SMALL LETTERS: BELOW X'C0'
         LA    R1,64
LOWNEXT  IC    R4,0(R5)
         LR    R14,R5
         SR    R14,R15
         CR    R4,R14
         BE    LOWSKIP
         LA    R4,CPTABLE(R4)
         STC   R14,0(R4)
         SR    R4,R4
LOWSKIP  LA    R5,1(R5)
         BCT   R1,LOWNEXT
         B     FLAGS
OEBCDIC  MVI   CPTABLE+C'#',C'='
         MVI   CPTABLE+C'@',C''''
         MVI   CPTABLE+C'%',C'('
         MVI   CPTABLE+C'<',C')'
         MVI   CPTABLE+C'&&',C'+'
         B     FLAGS
*        NAME, ROUTINE, BITS OF CPFLAG1 AND CPFLAG2 THAT GO ON, OF
*        CPFLAG1 THAT STAY
         DS    0D
OPTTAB   DC    CL8'REPLACE',A(0),AL1(CPREPLAC,0,255,0)
         DC    CL8'NEWFILE',A(0),AL1(0,0,255-CPREPLAC,0)
         DC    CL8'APPEND',A(0),AL1(CPAPPEND,0,255,0)
         DC    CL8'OVLY',A(0),AL1(CPOVLY,0,255,0)
         DC    CL8'OLDDATE',A(0),AL1(CPOLDDAT,0,255,0)
         DC    CL8'NEWDATE',A(0),AL1(0,0,255-CPOLDDAT,0)
         DC    CL8'TYPE',A(0),AL1(CPTELL,0,255,0)
         DC    CL8'NOTYPE',A(0),AL1(0,0,255-CPTELL,0)
         DC    CL8'FROM',A(OFROM),AL1(0,0,255,0)
         DC    CL8'FOR',A(OFOR),AL1(0,0,255,0)
         DC    CL8'FRLABEL',A(OFRLABEL),AL1(0,0,255,0)
         DC    CL8'TOLABEL',A(OTOLABEL),AL1(0,0,255,0)
         DC    CL8'RECFM',A(ORECFM),AL1(0,CPNEEDS,255,0)
         DC    CL8'LRECL',A(OLRECL),AL1(0,CPNEEDS,255,0)
         DC    CL8'TRUNC',A(0),AL1(CPTRUNC,CPNEEDS,255,0)
         DC    CL8'NOTRUNC',A(0),AL1(0,CPNEEDS,255-CPTRUNC,0)
         DC    CL8'FILL',A(OFILL),AL1(0,0,255,0)
         DC    CL8'UPCASE',A(OUPCASE),AL1(CPTRANS,CPNEEDS,255,0)
         DC    CL8'LOWCASE',A(OLOWCASE),AL1(CPTRANS,CPNEEDS,255,0)
         DC    CL8'EBCDIC',A(OEBCDIC),AL1(CPTRANS,CPNEEDS,255,0)
         DC    CL8'TRANS',A(0),AL1(CPTRANS,CPLIST+CPNEEDS,255,0)
         DC    CL8'SPECS',A(0),AL1(CPSPECS,CPNEEDS,255,0)
         DC    CL8'NOSPECS',A(0),AL1(0,0,255-CPSPECS,0)
         DC    CL8'PROMPT',A(0),AL1(0,0,255,0)
         DC    CL8'NOPROMPT',A(0),AL1(0,CPNOASK,255,0)
         DC    X'00'
         LTORG
         END
