TXGE     TITLE 'TXGET - LINES OF THE DOCUMENT'
*
* PURPOSE.    TXOPEN   THE FILE NAMED AT 0 (NAME, TYPE) IS READ NEXT; 1 IS
*                      0 FOR THE FIRST FILE: AN ERROR HAS A CODE OF ITS
*                      OWN
*             TXGET    THE NEXT LINE, OF THE FILE, OF THOSE THAT IMBED
*                      IT, OR OF THE TERMINAL (.RD): 2 ITS ADDRESS, 3 THE
*                      LENGTH WITHOUT BLANKS AND TABS BEHIND
*             TXCLOSE  THE PRESENT FILE ENDS HERE (.AP)
*             TXDROP   ALL FILES ARE CLOSED
* RETURNS     15: 0; TXGET 12 THERE ARE NO MORE.  TXOPEN 28 NO SUCH FILE,
*             41, AND 4: TOLD AS AN ERROR OF THE LINE
* HOW         A FILE THAT HAS BEEN ENDED BY .AP STAYS IN THE CHAIN, SO
*             THAT FILES WHICH APPEND ONE ANOTHER ARE FOUND OUT
* REGISTERS.  2 LINE, 3 LENGTH OR FST, 4 NAMES, 5 FILE, 6 LIST, 7 BYTES,
*             8 FIRST FILE OR NOT, 12 BASE (OF THE SECTION)
*
CMSTXGE  CSECT
         REGS
         NUCON
         FST
         FILEPLST
         CONPLST
         TXBLK
         USING TXFILE,R5
         USING FILEPLST,R6
TXOPEN   ENTER
         BASE  CMSTXGE
         LR    R8,R1
         LR    R4,R0
         L     R5,TXIN            IS IT BEING READ ALREADY
OPENSEEN LTR   R5,R5
         BZ    OPENDEEP
         LA    R6,TFLIST
         CLC   FPFN(16),0(R4)
         BE    OPENSELF
         L     R5,TFPREV
         B     OPENSEEN
OPENDEEP L     R1,TXDEPTH
         CH    R1,=AL2(MOSTDEEP)
         BNL   OPENMANY
         MVC   TXLIST(FPEND),OPENLIST
         LA    R6,TXLIST
         MVC   FPFN(16),0(R4)
         CALL  STATE,TXLIST
         LTR   R15,R15
         BNZ   OPENNONE
         L     R3,FPBUF
         USING FST,R3
         L     R7,FSTIL
         MVC   FPFV(1),FSTFV
         MVC   FPFM,FSTM
         CLC   FPFM,=C'SY'
         BNE   OPENMODE
         MVC   FPFM,=C'* '
OPENMODE FREE  BYTES=TFLEN
         LTR   R15,R15
         BNZ   OPENFULL
         LR    R5,R1
         XC    0(TFLEN,R5),0(R5)
         FREE  BYTES=(R7)
         LTR   R15,R15
         BNZ   OPENBACK
         ST    R1,FPBUF
         ST    R7,FPLEN
         ST    R7,TFSIZE
         MVC   FPNAME,=CL8'RDBUF'
         MVC   TFLIST(FPEND),TXLIST
         MVC   TFPREV,TXIN
         ST    R5,TXIN
         L     R1,TXDEPTH
         LA    R1,1(R1)
         ST    R1,TXDEPTH
         RETURN 0
         DROP  R3
OPENBACK LR    R1,R5
         FRET  BYTES=TFLEN
OPENFULL LTR   R8,R8
         BNZ   OPENFUL1
         FAIL  41,'STORAGE IS EXHAUSTED'
OPENFUL1 TXERR 'STORAGE IS EXHAUSTED'
         RETURN 4
OPENNONE LTR   R8,R8
         BNZ   OPENNON1
         FAIL  28,'FILE NOT FOUND'
OPENNON1 LA    R2,=CL32'FILE NOT FOUND: '
         LA    R3,16
         B     OPENTELL
OPENSELF LA    R2,=CL32'THE FILE WOULD IMBED ITSELF: '
         LA    R3,29
         B     OPENTELL
OPENMANY LA    R2,=CL32'TOO MANY FILES IN ONE ANOTHER: '
         LA    R3,31
OPENTELL MVC   TXPAPER(32),0(R2)
         LA    R1,TXPAPER
         AR    R1,R3
         MVC   0(8,R1),0(R4)
         MVI   8(R1),C' '
         MVC   9(8,R1),8(R4)
         LA    R0,17(R3)
         LA    R1,TXPAPER
         LINK  TXERROR
         RETURN 4
         DS    0D
OPENLIST DC    CL8'STATE',CL8' ',CL8' ',CL2'* ',H'0',A(0),F'0',CL2'F'
         DC    H'1',F'0'
         EJECT
TXDROP   ENTER
         BASE  CMSTXGE
DROPNEXT L     R5,TXIN
         LTR   R5,R5
         BZ    DROPPED
         BAL   R10,SHUT
         MVC   TXIN,TFPREV
         LR    R1,R5
         FRET  BYTES=TFLEN
         B     DROPNEXT
DROPPED  RETURN 0
TXCLOSE  ENTER
         BASE  CMSTXGE
         L     R5,TXIN
         BAL   R10,SHUT
         RETURN 0
*
*        SHUT - FILE 5 IS CLOSED, ITS BUFFER GIVEN BACK
*
SHUT     CLI   TFDONE,0
         BCR   7,R10
         MVI   TFDONE,1
         LA    R6,TFLIST
         CALL  FINIS,TFLIST
         L     R1,FPBUF
         L     R7,TFSIZE
         FRET  BYTES=(R7)
         L     R1,TXDEPTH
         BCTR  R1,0
         ST    R1,TXDEPTH
         BR    R10
*
TXGET    ENTER
         BASE  CMSTXGE
GETNEXT  L     R5,TXIN
         LTR   R5,R5
         BZ    GETNONE
         LA    R6,TFLIST
         CLI   TFDONE,0
         BNE   GETDONE
         L     R1,TFREAD
         LTR   R1,R1
         BP    GETTYPED
         CALL  RDBUF,TFLIST
         LTR   R15,R15
         BNZ   GETEND
         L     R1,TFLINE
         LA    R1,1(R1)
         ST    R1,TFLINE
         L     R2,FPBUF
         L     R3,FPREAD
GETTRIM  LTR   R3,R3
         BZ    GETGIVE
         LA    R1,0(R3,R2)
         BCTR  R1,0
         CLI   0(R1),C' '
         BE    GETLESS
         CLI   0(R1),X'05'
         BNE   GETGIVE
GETLESS  BCT   R3,GETTRIM
GETGIVE  L     R1,4(R13)
         STM   R2,R3,28(R1)       BOTH FOR THE CALLER
         RETURN 0
GETEND   CH    R15,=H'12'
         BE    GETDONE
         LA    R3,100(R15)
         TXERR 'THE FILE CANNOT BE READ FURTHER'
         L     R1,TFPREV
         LTR   R1,R1
         BNZ   GETDONE
         ST    R3,TXRC            THE FIRST ONE: ITS OWN CODE
GETDONE  BAL   R10,SHUT
         L     R2,TFPREV
         LR    R1,R5
         FRET  BYTES=TFLEN
         ST    R2,TXIN
         B     GETNEXT
GETNONE  RETURN 12
*        A LINE OF THE TERMINAL; A NULL ONE ENDS THEM
GETTYPED BCTR  R1,0
         ST    R1,TFREAD
         LINK  TXASK
         TM    TXSTATE,SDONE
         BO    GETNONE            KX
         LA    R2,TXTYPED
         LTR   R3,R0
         BNZ   GETTRIM
         ST    R3,TFREAD
         B     GETNEXT
         LTORG
         END
