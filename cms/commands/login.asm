LOGI     TITLE 'LOGIN - DISKS COME AND GO'
*
* PURPOSE.    LOGIN CUU L          DISK CUU IS THE L-DISK (P T A B S C)
*             LOGIN CUU L,X        READ-ONLY EXTENSION OF X
*             LOGIN CUU L FN FT FM THESE FILES ALONE; READ-ONLY
*             RELEASE L OR CUU     IT IS NOT ANY MORE
*             ACCESS IS ANOTHER NAME OF LOGIN
* RETURNS     0; 24 OPERANDS WRONG; 36 NO SUCH DISK, OR IT CANNOT BE
*             USED; 41 NO STORAGE; 100 I/O ERROR
* REGISTERS.  2 UNIT, 3 LIST, 4 DEVICE, 5 READ-ONLY WANTED, 6 LETTER OF
*             THE DISK IT EXTENDS, 7 WORK, 8 ADT, 12 BASE (OF THE
*             SECTION)
*
CMSLOGIN CSECT
         REGS
         NUCON
         ADT
         MFD
         FST
         DEVICE
         USING ADT,R8
         USING DEVICE,R4
         USING WORK,R13
         ENTRY ACCESS            ANOTHER NAME
LOGIN    ENTER WORK=WORKLEN
         BASE  CMSLOGIN
         LR    R3,R1
         CALL  GETHEX,8(R3)
         LTR   R15,R15
         BNZ   LOGWRONG
         LTR   R2,R0
         BZ    LOGWRONG
         C     R2,=X'00000FFF'
         BH    LOGWRONG
         LA    R1,16(R3)
         BAL   R10,LETTER
         BNZ   LOGWRONG
         SR    R5,R5
         LA    R6,C' '
         C     R8,AADTS
         BNE   LOGEXT
         LA    R5,1               THE SYSTEM DISK IS NOT WRITTEN
LOGEXT   CLI   17(R3),C' '
         BE    LOGFILES
         CLI   17(R3),C','
         BE    LOGCOMMA
         CLI   17(R3),C'/'
         BNE   LOGWRONG
LOGCOMMA LR    R7,R8
         LA    R1,18(R3)
         BAL   R10,LETTER
         BNZ   LOGWRONG
         SR    R6,R6
         IC    R6,ADTM
         CR    R7,R8
         BE    LOGWRONG
         LR    R8,R7
         LA    R5,1
LOGFILES CLI   24(R3),X'FF'
         BE    LOGOTHER
         LA    R5,1
*        ANOTHER LETTER MUST NOT WRITE ON IT
LOGOTHER L     R7,AIADT
LOGNEXT  LTR   R7,R7
         BZ    LOGDEV
         CR    R7,R8
         BE    LOGSKIP
         TM    ADTFLG1-ADT(R7),ADTFRW
         BZ    LOGSKIP
         L     R4,ADTDTA-ADT(R7)
         CH    R2,DEVUNIT
         BE    LOGTWICE
LOGSKIP  L     R7,ADTPTR-ADT(R7)
         B     LOGNEXT
LOGDEV   BAL   R10,CLOSE
         LR    R1,R8
         CALL  RELUFD
         LA    R4,LOGDEVS         ITS DEVICE
LOGFIND  CLC   ADTM,3(R4)
         BE    LOGSET
         LA    R4,4(R4)
         B     LOGFIND
LOGSET   L     R4,0(R4)
         SRL   R4,8
         STH   R2,DEVUNIT
         ST    R4,ADTDTA
         STC   R6,ADTMX
         LR    R1,R8
         LR    R0,R5
         CALL  DISKIN
         LTR   R15,R15
         BNZ   LOGBAD
         CLI   24(R3),X'FF'
         BE    LOGTELL
         BAL   R10,SUBSET
LOGTELL  TM    ADTFLG1,ADTFRO
         BZ    LOGGOOD
         MVC   LINE,=C'P (XXX) R/O'
         MVC   LINE(1),ADTM
         LR    R0,R2
         CALL  TOHEX,HEXWORK
         MVC   LINE+3(3),HEXWORK+5
         TYPE  LINE,11
LOGGOOD  RETURN 0
LOGBAD   MVI   ADTMX,C' '
         CH    R15,=H'41'
         BE    LOGCODE
         CH    R15,=H'3'
         BE    LOGIO
         CH    R15,=H'5'
         BNE   LOGNONE
         XC    DEVUNIT,DEVUNIT
         FAIL  36,'THERE IS NO SUCH DISK'
LOGNONE  RETURN 36
LOGIO    RETURN 100
LOGCODE  RETURN
LOGTWICE FAIL  36,'THE DISK IS WRITTEN UNDER ANOTHER LETTER'
LOGWRONG FAIL  24,'LOGIN UNIT LETTER, LETTERS P T A B S C'
*        DEVICE OF EACH LETTER
LOGDEVS  DC    AL3(DEVP-LOW),C'P',AL3(DEVT-LOW),C'T',AL3(DEVA-LOW),C'A'
         DC    AL3(DEVB-LOW),C'B',AL3(DEVS-LOW),C'S',AL3(DEVC-LOW),C'C'
*
*        LETTER - 8 IS THE ADT OF THE LETTER AT 1.  CODE NOT 0: NONE
*
LETTER   L     R8,AIADT
LETTNEXT CLC   ADTM,0(R1)
         BCR   8,R10
         L     R8,ADTPTR
         LTR   R8,R8
         BNZ   LETTNEXT
         LTR   R12,R12
         BR    R10
*
*        CLOSE - ALL FILES OF DISK 8
*
CLOSE    MVC   CLOSLIST(24),CLOSALL
         MVC   CLOSLIST+24(1),ADTM
         MVI   CLOSLIST+25,C' '
         CALL  FINIS,CLOSLIST
         BR    R10
CLOSALL  DC    CL8'FINIS',CL8'*',CL8'*'
*
*        SUBSET - FILES THAT ARE NOT WANTED ARE NOT SEEN
*
         USING HYPER,R5
         USING FST,R7
SUBSET   MVC   WANTED,=CL24' '
         MVI   WANTED+8,C'*'
         MVI   WANTED+16,C'*'
         MVC   WANTED(8),24(R3)
         CLI   32(R3),X'FF'
         BE    SUBALL
         MVC   WANTED+8(8),32(R3)
         CLI   40(R3),X'FF'
         BE    SUBALL
         MVC   WANTED+16(8),40(R3)
SUBALL   L     R5,ADTFDA
SUBHYP   LTR   R5,R5
         BCR   8,R10
         LA    R7,HYFST
         LA    R6,20
SUBFST   CLI   FST,0
         BE    SUBON
         CLC   WANTED(8),=CL8'*'
         BE    SUBTYPE
         CLC   WANTED(8),FSTN
         BNE   SUBDROP
SUBTYPE  CLC   WANTED+8(8),=CL8'*'
         BE    SUBMODE
         CLC   WANTED+8(8),FSTT
         BNE   SUBDROP
SUBMODE  CLI   WANTED+16,C'*'
         BE    SUBON
         CLI   WANTED+17,C' '
         BE    SUBON
         CLC   WANTED+17(1),FSTM+1
         BE    SUBON
SUBDROP  XC    FST(FSTL),FST
         L     R1,ADTFSTC
         BCTR  R1,0
         ST    R1,ADTFSTC
SUBON    LA    R7,FSTL(R7)
         BCT   R6,SUBFST
         L     R5,HYNEXT
         B     SUBHYP
         DROP  R5,R7
         EJECT
RELEASE  ENTER WORK=WORKLEN
         BASE  CMSLOGIN
         LR    R3,R1
         CLI   8(R3),X'FF'
         BE    RELWRONG
         LA    R1,8(R3)
         CLI   9(R3),C' '
         BNE   RELUNIT
         BAL   R10,LETTER
         BNZ   RELWRONG
         B     RELDO
RELUNIT  CALL  GETHEX,8(R3)
         LTR   R15,R15
         BNZ   RELWRONG
         L     R8,AIADT
RELLOOK  TM    ADTFLG1,ADTFFS
         BZ    RELSKIP
         L     R4,ADTDTA
         CH    R0,DEVUNIT
         BE    RELDO
RELSKIP  L     R8,ADTPTR
         LTR   R8,R8
         BNZ   RELLOOK
         B     RELNONE
RELDO    C     R8,AADTS
         BE    RELWRONG
         TM    ADTFLG1,ADTFFS
         BZ    RELNONE
         BAL   R10,CLOSE
         LR    R1,R8
         CALL  RELUFD
         MVI   ADTMX,C' '
         RETURN 0
RELNONE  FAIL  36,'NO SUCH DISK IS LOGGED IN'
RELWRONG FAIL  24,'RELEASE LETTER OR UNIT; THE SYSTEM DISK STAYS'
ACCESS   EQU   LOGIN
WORK     DSECT
         DS    18F
CLOSLIST DS    CL32
WANTED   DS    CL24
LINE     DS    CL11
WORKLEN  EQU   *-WORK-72
CMSLOGIN CSECT
         LTORG
         END
