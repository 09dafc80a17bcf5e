LOGI     TITLE 'LOGIN - DISKS COME AND GO'
*
* PURPOSE.    LOGIN CUU L          DISK CUU IS THE L-DISK (P T A B S C)
*             LOGIN CUU L,X        READ-ONLY EXTENSION OF X (OR L/X)
*             LOGIN CUU L FN FT FM THESE FILES ALONE; READ-ONLY.  * IN FN
*                                  OR FT STANDS FOR ANY CHARACTERS; A
*                                  DIGIT IN FM FOR FILES OF THAT DIGIT
*             LOGIN                191 P, THE SAME AS LOGIN UFD
*             NO_UFD (OR ( ERASE)  BEHIND THEM, OR ALONE: ALL FILES OF
*                                  THE DISK ARE ERASED
*             UFD                  THEY ARE NOT (ASSUMED)
*             RELEASE L OR CUU     IT IS NOT ANY MORE
*             RELEASE L ( DET      AND CP DETACHES IT
*             ACCESS IS ANOTHER NAME OF LOGIN
* RETURNS     0; 24 OPERANDS WRONG; 36 NO SUCH DISK, OR IT CANNOT BE
*             USED OR WRITTEN; 41 NO STORAGE; 100 I/O ERROR; WITH DET
*             CP'S CODE, -1 WITHOUT CP
* REGISTERS.  2 UNIT, 3 LIST, 4 DEVICE, 5 READ-ONLY WANTED, 6 LETTER OF
*             THE DISK IT EXTENDS, 7 WORK, 8 ADT, 9 WORD, 10 11 LINKS, 12
*             BASE (OF THE SECTION)
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
LOGIN    ENTER WORK=WORKLEN
         BASE  CMSLOGIN
         BAL   R10,WORDS
         CALL  GETHEX,UNIT
         LTR   R15,R15
         BNZ   LOGWRONG
         LTR   R2,R0
         BZ    LOGWRONG
         C     R2,=X'00000FFF'
         BH    LOGWRONG
         LA    R1,LETTERS
         BAL   R10,LETTER
         BNZ   LOGWRONG
         SR    R5,R5
         LA    R6,C' '
         C     R8,AADTS
         BNE   LOGEXT
         LA    R5,1               THE SYSTEM DISK IS NOT WRITTEN
LOGEXT   CLI   LETTERS+1,C' '
         BE    LOGFILES
         CLI   LETTERS+1,C','
         BE    LOGCOMMA
         CLI   LETTERS+1,C'/'
         BNE   LOGWRONG
LOGCOMMA CLI   LETTERS+3,C' '
         BNE   LOGWRONG
         LR    R7,R8
         LA    R1,LETTERS+2
         BAL   R10,LETTER
         BNZ   LOGWRONG
         SR    R6,R6
         IC    R6,ADTM
         CR    R7,R8
         BE    LOGWRONG
         LR    R8,R7
         LA    R5,1
LOGFILES CLI   RESTRICT,0
         BE    LOGOTHER
         LA    R5,1
LOGOTHER CLI   NOUFD,0
         BE    LOGLOOK
         LTR   R5,R5              WHAT IS READ-ONLY IS NOT ERASED
         BNZ   LOGWRONG
*        ANOTHER LETTER MUST NOT WRITE ON IT
LOGLOOK  L     R7,AIADT
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
         CLI   RESTRICT,0
         BE    LOGERASE
         BAL   R10,SUBSET
LOGERASE CLI   NOUFD,0
         BE    LOGTELL
         TM    ADTFLG1,ADTFRW
         BZ    LOGRO
         MVC   CLOSLIST,ERASEALL
         MVC   CLOSLIST+24(1),ADTM
         CALL  ERASE,CLOSLIST
         CH    R15,=H'28'         NO FILES AT ALL
         BE    LOGTELL
         LTR   R15,R15
         BNZ   LOGCODE
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
LOGRO    FAIL  36,'THE DISK IS READ-ONLY, NOTHING IS ERASED'
LOGTWICE FAIL  36,'THE DISK IS WRITTEN UNDER ANOTHER LETTER'
LOGWRONG FAIL  24,'LOGIN UNIT LETTER FN FT FM, LETTERS P T A B S C'
*        DEVICE OF EACH LETTER
         DS    0F
LOGDEVS  DC    AL3(DEVP-LOW),C'P',AL3(DEVT-LOW),C'T',AL3(DEVA-LOW),C'A'
         DC    AL3(DEVB-LOW),C'B',AL3(DEVS-LOW),C'S',AL3(DEVC-LOW),C'C'
*
*        WORDS - THE LIST AT 1: UNIT, LETTERS, WANTED; RESTRICT 1: FILES
*        WERE NAMED; NOUFD 1
*
WORDS    MVC   UNIT(40),LOGDEFAU
         MVI   RESTRICT,0
         MVI   NOUFD,0
         LR    R3,R1
         LA    R7,UNIT            WHERE THE NEXT WORD GOES
         LA    R9,5               WORDS TO COME
WORDNEXT LA    R3,8(R3)
         CLI   0(R3),X'FF'
         BE    WORDEND
         CLC   0(8,R3),=CL8'UFD'
         BE    WORDNEXT
         CLC   0(8,R3),=CL8'NO_UFD'
         BE    WORDNO
         CLI   0(R3),C'('
         BE    WORDOPT
         LTR   R9,R9
         BZ    LOGWRONG
         MVC   0(8,R7),0(R3)
         LA    R7,8(R7)
         BCT   R9,WORDNEXT
         B     WORDNEXT
WORDNO   MVI   NOUFD,1
         B     WORDNEXT
WORDOPT  LA    R3,8(R3)
         CLI   0(R3),X'FF'
         BE    WORDEND
         CLI   0(R3),C')'
         BE    WORDEND
         CLC   0(8,R3),=CL8'UFD'
         BE    WORDOPT
         CLC   0(8,R3),=CL8'NO_UFD'
         BE    WORDERA
         CLC   0(8,R3),=CL8'ERASE'
         BNE   LOGWRONG
WORDERA  MVI   NOUFD,1
         B     WORDOPT
WORDEND  CH    R9,=H'4'           A UNIT WITHOUT LETTER
         BE    LOGWRONG
         CH    R9,=H'3'
         BCR   11,R10
         MVI   RESTRICT,1
         BR    R10
LOGDEFAU DC    CL8'191',CL8'P',CL8'*',CL8'*',CL8'*'
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
ERASEALL DC    CL8'ERASE',CL8'*',CL8'*',CL8' ',8X'FF'
*
*        SUBSET - OF DISK 8 ONLY FILES OF WANTED STAY IN STORAGE
*
         USING HYPER,R5
         USING FST,R7
SUBSET   L     R5,ADTFDA
SUBHYP   LTR   R5,R5
         BCR   8,R10
         LA    R7,HYFST
         LA    R6,20
SUBFST   CLI   FST,0
         BE    SUBON
         CLC   WANTED(8),FSTN
         BE    SUBTYPE
         LA    R0,WANTED
         CALL  MATCH,FSTN
         LTR   R15,R15
         BNZ   SUBDROP
SUBTYPE  CLC   WANTED+8(8),FSTT
         BE    SUBMODE
         LA    R0,WANTED+8
         CALL  MATCH,FSTT
         LTR   R15,R15
         BNZ   SUBDROP
SUBMODE  CLI   WANTED+17,C' '
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
         MVI   NOUFD,0
         CLI   16(R3),X'FF'
         BE    RELWHICH
         CLI   16(R3),C'('
         BNE   RELWRONG
         CLC   24(8,R3),=CL8'DET'
         BNE   RELWRONG
         MVI   NOUFD,1
RELWHICH LA    R1,8(R3)
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
         CLI   NOUFD,0
         BE    RELGOOD
         L     R4,ADTDTA
         LH    R0,DEVUNIT
         CALL  TOHEX,HEXWORK
         MVC   LINE(10),=C'DETACH XXX'
         MVC   LINE+7(3),HEXWORK+5
         LA    R0,10
         CALL  CPLINE,LINE
         LTR   R2,R15
         BM    RELNOCP
         BNZ   RELCODE
         XC    DEVUNIT,DEVUNIT
RELGOOD  RETURN 0
RELCODE  RETURN (R2)
RELNOCP  FAIL  -1,'THERE IS NO CP TO DETACH IT'
RELNONE  FAIL  36,'NO SUCH DISK IS LOGGED IN'
RELWRONG FAIL  24,'RELEASE LETTER OR UNIT ( DET; NOT THE SYSTEM DISK'
ACCESS   EQU   LOGIN
         ENTRY ACCESS
WORK     DSECT
         DS    18F
CLOSLIST DS    CL40
UNIT     DS    CL8
LETTERS  DS    CL8
WANTED   DS    CL24
RESTRICT DS    X
NOUFD    DS    X
LINE     DS    CL11
WORKLEN  EQU   *-WORK-72
CMSLOGIN CSECT
         LTORG
         END
