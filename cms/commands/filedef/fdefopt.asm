FDOP     TITLE 'FDEFOPT - OPTIONS OF FILEDEF'
*
* PURPOSE.    FDEFOPT  1 PLACE IN THE LIST, BEHIND THE PARENTHESIS, 0
*                      DEFINITION: ITS OPTIONS
* OPTIONS     RECFM F V U, WITH B S T A M    LRECL N    BLOCK N, BLKSIZE N
*             KEYLEN N   MEMBER NAME   DISP MOD   PERM   CHANGE   NOCHANGE
*             LOWCASE UPCASE (LINES READ FROM THE TERMINAL)   XTENT N   OPTCD
*             DSORG PS PO DA   LIMCT N   DEN 800 1600
* RETURNS     0; 24 AN OPTION IS WRONG, WHICH HAS BEEN TOLD
* REGISTERS.  2 CODE, 3 PLACE, 4 DEFINITION, 5 TABLE, 6 7 WORK, 10 11 LINKS,
*             12 BASE
*
CMSFDOP  CSECT
         REGS
         NUCON
         OSFCB
         USING OSFCB,R4
FDEFOPT  ENTER
         LR    R3,R1
         LR    R4,R0
NEXT     CLI   0(R3),X'FF'
         BE    DONE
         CLI   0(R3),C')'
         BE    CLOSED
         LA    R5,TABLE
LOOK     CLC   0(8,R5),0(R3)
         BE    HERE
         LA    R5,12(R5)
         CLI   0(R5),X'FF'
         BNE   LOOK
         MVC   ERRLINE(46),UNKNOWN
         MVC   ERRLINE+9(8),0(R3)
         TYPE  ERRLINE,46,COLOR=R
         RETURN 24
HERE     L     R15,8(R5)
         LA    R3,8(R3)
         BR    R15
CLOSED   CLI   8(R3),X'FF'
         BE    DONE
         FAIL  24,'FILEDEF: NOTHING MAY FOLLOW THE OPTIONS'
*        A BLOCK OF FIXED RECORDS HOLDS WHOLE ONES
DONE     TM    FCBRECFM,X'40'
         BO    GOOD               V OR U
         TM    FCBRECFM,X'80'
         BZ    GOOD               NOT GIVEN
         LH    R5,FCBLRECL
         LTR   R5,R5
         BZ    GOOD
         SR    R6,R6
         LH    R7,FCBBLK
         DR    R6,R5
         LTR   R6,R6
         BZ    GOOD
         FAIL  24,'FILEDEF: BLKSIZE IS A MULTIPLE OF LRECL WHEN RECFM IX
               S F'
GOOD     RETURN 0
UNKNOWN  DC    CL46'FILEDEF: XXXXXXXX IS NO OPTION: SEE HELP FILEDEF'
*        NUMBER - 0 IS THE NUMBER AT 3, FROM 1 TO 6
NUMBER   CLI   0(R3),X'FF'
         BE    BADNUM
         LR    R1,R3
         CALL  GETDEC
         LTR   R15,R15
         BNZ   BADNUM
         LTR   R0,R0
         BNP   BADNUM
         CR    R0,R6
         BH    BADNUM
         LA    R3,8(R3)
         BR    R10
BADNUM   MVC   ERRLINE(56),BADNUMT
         SH    R3,=H'8'
         MVC   ERRLINE+9(8),0(R3)
         LR    R0,R6
         CALL  TODEC,HEXWORK
         MVC   ERRLINE+40(5),HEXWORK+5
         TYPE  ERRLINE,45,COLOR=R
         RETURN 24
BADNUMT  DC    CL56'FILEDEF: XXXXXXXX IS A NUMBER FROM 1 TO 00000'
LRECL    L     R6,=F'32760'
         BAL   R10,NUMBER
         STH   R0,FCBLRECL
         B     NEXT
BLOCK    L     R6,=F'32760'
         BAL   R10,NUMBER
         STH   R0,FCBBLK
         B     NEXT
KEYLEN   LA    R6,255
         BAL   R10,NUMBER
         STC   R0,FCBKEYL
         B     NEXT
XTENT    L     R6,=F'65535'
         BAL   R10,NUMBER
         ST    R0,FCBXTENT
         B     NEXT
LIMCT    L     R6,=F'65535'
         BAL   R10,NUMBER
         B     NEXT
PERM     OI    FCBFLAG,FCBPERM
         B     NEXT
LOWCASE  OI    FCBFLAG,FCBLOW
         B     NEXT
UPCASE   NI    FCBFLAG,255-FCBLOW
         B     NEXT
CHANGE   MVI   FCBCHG,0
         B     NEXT
NOCHANGE MVI   FCBCHG,C'N'
         B     NEXT
MEMBER   CLI   0(R3),X'FF'
         BE    BADMEM
         CLI   0(R3),C')'
         BE    BADMEM
         MVC   FCBMEMB,0(R3)
         LA    R3,8(R3)
         B     NEXT
BADMEM   FAIL  24,'FILEDEF: A NAME FOLLOWS MEMBER'
DISP     CLC   0(8,R3),=CL8'MOD'
         BNE   DISP1
         OI    FCBFLAG,FCBMOD
         B     WORD
DISP1    CLC   0(8,R3),=CL8'NEW'
         BE    WORD
         CLC   0(8,R3),=CL8'OLD'
         BE    WORD
         CLC   0(8,R3),=CL8'SHR'
         BE    WORD
         FAIL  24,'FILEDEF: DISP IS MOD, NEW, OLD OR SHR'
WORD     LA    R3,8(R3)
         B     NEXT
DSORG    CLC   0(8,R3),=CL8'PS'
         BE    WORD
         CLC   0(8,R3),=CL8'PO'
         BE    WORD
         CLC   0(8,R3),=CL8'DA'
         BE    WORD
         FAIL  24,'FILEDEF: DSORG IS PS, PO OR DA'
OPTCD    CLI   0(R3),X'FF'
         BE    BADOPT
         LA    R7,8
OPTNEXT  CLI   0(R3),C' '
         BE    OPTEND
         LA    R5,OPTS
OPTLOOK  CLC   0(1,R5),0(R3)
         BE    OPTHERE
         LA    R5,2(R5)
         CLI   0(R5),X'FF'
         BNE   OPTLOOK
BADOPT   FAIL  24,'FILEDEF: OPTCD HAS LETTERS OF A C E F R W'
OPTHERE  OC    FCBOPTCD,1(R5)
         LA    R3,1(R3)
         BCT   R7,OPTNEXT
OPTEND   AR    R3,R7
         B     NEXT
OPTS     DC    C'A',X'08',C'C',X'20',C'E',X'20',C'F',X'10',C'R',X'01'
         DC    C'W',X'80',X'FF'
DEN      CLI   0(R3),X'FF'
         BE    BADDEN
         MVI   FCBTMODE,X'C3'
         CLC   0(8,R3),=CL8'1600'
         BE    WORD
         MVI   FCBTMODE,X'CB'
         CLC   0(8,R3),=CL8'800'
         BE    WORD
BADDEN   FAIL  24,'FILEDEF: DEN IS 800 OR 1600'
*        RECFM - A LETTER F V U FIRST, THEN OTHERS
RECFM    SR    R6,R6
         LA    R7,8
         LA    R5,KINDS
         B     RECLOOK
RECNEXT  CLI   0(R3),C' '
         BE    RECEND
         LA    R5,OTHERS
RECLOOK  CLC   0(1,R5),0(R3)
         BE    RECHERE
         LA    R5,2(R5)
         CLI   0(R5),X'FF'
         BNE   RECLOOK
         FAIL  24,'FILEDEF: RECFM IS F, V OR U, THEN LETTERS OF B S T AX
                M'
RECHERE  IC    R0,1(R5)
         OR    R6,R0
         LA    R3,1(R3)
         BCT   R7,RECNEXT
RECEND   AR    R3,R7
         STC   R6,FCBRECFM
         B     NEXT
KINDS    DC    C'F',X'80',C'V',X'40',C'U',X'C0',X'FF'
OTHERS   DC    C'B',X'10',C'S',X'08',C'T',X'20',C'A',X'04',C'M',X'02'
         DC    X'FF'
         DS    0F
TABLE    DC    CL8'RECFM',A(RECFM)
         DC    CL8'LRECL',A(LRECL)
         DC    CL8'BLOCK',A(BLOCK)
         DC    CL8'BLKSIZE',A(BLOCK)
         DC    CL8'PERM',A(PERM)
         DC    CL8'DISP',A(DISP)
         DC    CL8'MEMBER',A(MEMBER)
         DC    CL8'KEYLEN',A(KEYLEN)
         DC    CL8'LOWCASE',A(LOWCASE)
         DC    CL8'UPCASE',A(UPCASE)
         DC    CL8'CHANGE',A(CHANGE)
         DC    CL8'NOCHANGE',A(NOCHANGE)
         DC    CL8'OPTCD',A(OPTCD)
         DC    CL8'XTENT',A(XTENT)
         DC    CL8'LIMCT',A(LIMCT)
         DC    CL8'DSORG',A(DSORG)
         DC    CL8'DEN',A(DEN)
         DC    X'FF'
         LTORG
         END
