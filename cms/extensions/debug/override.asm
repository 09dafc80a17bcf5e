OVER     TITLE 'OVERRIDE - SUPERVISOR CALLS TRACED (SETOVER)'
*
* PURPOSE.    OVERCALL  1 SAVE BLOCK: A SUPERVISOR CALL BEGINS
*             OVERRET   1 SAVE BLOCK: IT HAS RETURNED
*             FOR SVCINT AND SVCRET, WHILE OVERON IS ON.  OVEROPT SAYS WHAT
*             IS PRINTED, OR TYPED
* RETURNS     0
* HOW         KO ENDS IT HERE: THE SPOOL FILE IS CLOSED.  SO IS LOOKED AT
*             HERE.  WHERE THE PRINTER DOES NOT PRINT, TRACING ENDS
* REGISTERS.  2 SAVE BLOCK, 3 WORDS TO BE SHOWN, 4 HOW MANY, 5 PLACE IN THE
*             LINE, 6 ADDRESS, 7 8 WORK, 9 10 LINKS, 12 BASE
*
CMSOVER  CSECT
         REGS
         NUCON
         DEVICE
         SVCBLK
OVERWORK DSECT
         DS    18F
OVLIST   DS    2D
OVPRINT  DS    2D
OVARGS   DS    A
OVNUMBER DS    CL10
         DS    0D
OVPLIST  DS    8D
OVLINE   DS    CL136
OVWLEN   EQU   *-OVERWORK-72
CMSOVER  CSECT
         USING OVERWORK,R13
         USING SVCBLK,R2
OVERCALL ENTER WORK=OVWLEN
         BASE  CMSOVER
         LR    R2,R1
         BAL   R10,WANTED
         TM    OVEROPT,OVERR
         BO    DONE
         BAL   R10,WHAT
         BAL   R10,ARGS
DONE     RETURN 0
*
OVERRET  ENTER WORK=OVWLEN
         BASE  CMSOVER
         LR    R2,R1
         STD   0,SVBRFPRS
         STD   2,SVBRFPRS+8
         STD   4,SVBRFPRS+16
         STD   6,SVBRFPRS+24
         BAL   R10,WANTED
         L     R8,SVBRGPRS+60     THE CODE
         TM    OVEROPT,OVERR
         BZ    RETGO
         LTR   R8,R8
         BZ    DONE
         BAL   R10,WHAT
         BAL   R10,ARGS
RETGO    BAL   R10,WHAT
         MVC   OVLINE(8),=CL8' RETURN'
         MVC   OVLINE+34(50),=CL50'NORMAL TO 000000, CODE'
         L     R0,SVBNORM
         LTR   R8,R8
         BZ    RETTO
         MVC   OVLINE+34(6),=C'ERROR '
         CLC   SVBERR,=F'0'
         BE    RETTO
         L     R0,SVBERR
RETTO    CALL  TOHEX,HEXWORK
         MVC   OVLINE+44(6),HEXWORK+2
         LPR   R0,R8
         CALL  TODEC,OVNUMBER
         MVC   OVLINE+57(5),OVNUMBER+5
         LTR   R8,R8
         BNM   RETLINE
         MVI   OVLINE+57,C'-'
RETLINE  BAL   R9,OUT
         TM    OVEROPT,OVGPRSA
         BZ    RETFPRS
         LA    R3,SVBRGPRS
         BAL   R10,GPRS
RETFPRS  TM    OVEROPT,OVFPRSA
         BZ    DONE
         LA    R3,SVBRFPRS
         BAL   R10,FPRS
         B     DONE
*
*        WANTED - RETURNS TO THE NUCLEUS WHERE NOTHING IS TO BE TRACED
*
WANTED   TM    SYSFLAG,KOGIVEN
         BO    ENDIT
         TM    KTFLAG,X'40'
         BO    DONE
         BR    R10
ENDIT    NI    SYSFLAG,255-KOGIVEN
         NI    DBGFLAG,255-OVERON
         TM    OVEROPT,OVPRINTD
         BZ    DONE
         NI    OVEROPT,255-OVPRINTD
         MVC   OVLINE(9),=CL9'CLOSE'
         LH    R0,DEVPRN
         CALL  TOHEX,HEXWORK
         MVC   OVLINE+6(3),HEXWORK+5
         LA    R0,9
         CALL  CPLINE,OVLINE
         B     DONE
*
*        WHAT - THE LINE OF A CALL, OR ITS BEGIN
*
WHAT     LR    R7,R10
         MVI   OVLINE,C' '
         MVC   OVLINE+1(135),OVLINE
         MVC   OVLINE+1(4),=C'CALL'
         LH    R0,NESTING
         CALL  TODEC,OVNUMBER
         MVC   OVLINE+8(2),OVNUMBER+8
         MVC   OVLINE+12(3),=C'SVC'
         SR    R0,R0
         IC    R0,SVBPSW+3
         CALL  TODEC,OVNUMBER
         MVC   OVLINE+16(3),OVNUMBER+7
         CLI   SVBPSW+3,202
         BNE   WHATFROM
         MVC   OVLINE+22(8),SVBNAME
         TR    OVLINE+22(8),VISIBLE
WHATFROM MVC   OVLINE+34(4),=C'FROM'
         L     R0,SVBCALL
         CALL  TOHEX,HEXWORK
         MVC   OVLINE+39(6),HEXWORK+2
         MVC   OVLINE+49(7),=C'OLD PSW'
         L     R0,SVBPSW
         CALL  TOHEX,OVLINE+57
         L     R0,SVBPSW+4
         CALL  TOHEX,OVLINE+66
         BR    R7
*
*        ARGS - THAT LINE AND WHAT THE CALLER HAD
*
ARGS     ST    R10,OVARGS
         BAL   R9,OUT
         TM    OVEROPT,OVGPRSB
         BZ    ARGSFPR
         LA    R3,SVBGPRS
         BAL   R10,GPRS
ARGSFPR  TM    OVEROPT,OVFPRSB
         BZ    ARGSPARM
         LA    R3,SVBFPRS
         BAL   R10,FPRS
ARGSPARM TM    OVEROPT,OVPARM
         BZ    ARGSEND
         CLI   SVBPSW+3,202
         BNE   ARGSEND
         BAL   R10,PARM
ARGSEND  L     R10,OVARGS
         L     R8,SVBRGPRS+60
         BR    R10
         EJECT
GPRS     LR    R7,R10
         MVC   OVLINE+1(14),=CL14'     GPRS 0-7'
         LA    R4,8
         BAL   R10,WORDS
         MVC   OVLINE+1(14),=CL14'     GPRS 8-15'
         LA    R4,8
         BAL   R10,WORDS
         BR    R7
FPRS     LR    R7,R10
         MVC   OVLINE+1(14),=CL14'     FPRS'
         LA    R4,8
         BAL   R10,WORDS
         BR    R7
*        WORDS - (4) WORDS FROM 3 ON, BEHIND THE LINE'S FIRST 16
WORDS    MVI   OVLINE,C' '
         MVI   OVLINE+15,C' '
         MVC   OVLINE+16(120),OVLINE+15
         LA    R5,OVLINE+17
WORDNEXT L     R0,0(R3)
         CALL  TOHEX,0(R5)
         LA    R3,4(R3)
         LA    R5,9(R5)
         BCT   R4,WORDNEXT
         BAL   R9,OUT
         BR    R10
*
*        PARM - THE PARAMETER LIST, UP TO EIGHT DOUBLEWORDS
*
PARM     ST    R10,OVLIST
         L     R6,SVBGPRS+4
         LA    R6,0(R6)
         LA    R14,PARMBAD
         SSM   NONE
         ST    R14,PGMEXIT
         MVC   OVPLIST(64),0(R6)
         XC    PGMEXIT,PGMEXIT
         SSM   MASK
         LA    R3,OVPLIST
         LA    R7,4
PARMNEXT MVC   OVLINE+1(14),=CL14'     LIST'
         LR    R8,R3
         LA    R4,4
         BAL   R10,PARMLINE
         LTR   R4,R4
         BNZ   PARMEND
         BCT   R7,PARMNEXT
PARMEND  L     R10,OVLIST
         BR    R10
PARMBAD  SSM   MASK
         MVI   OVLINE,C' '
         MVC   OVLINE+1(135),OVLINE
         MVC   OVLINE+6(30),=CL30'LIST NOT IN STORAGE'
         BAL   R9,OUT
         L     R10,OVLIST
         BR    R10
*        PARMLINE - TWO DOUBLEWORDS; 4 NOT 0: THE FENCE WAS ONE
PARMLINE MVI   OVLINE,C' '
         MVI   OVLINE+15,C' '
         MVC   OVLINE+16(120),OVLINE+15
         LA    R5,OVLINE+17
PARMWORD L     R0,0(R3)
         CALL  TOHEX,0(R5)
         LA    R3,4(R3)
         LA    R5,9(R5)
         BCT   R4,PARMWORD
         MVI   1(R5),C'*'
         MVC   2(16,R5),0(R8)
         TR    2(16,R5),VISIBLE
         MVI   18(R5),C'*'
         BAL   R9,OUT
         SR    R4,R4
         CLC   0(8,R8),=8X'FF'
         BE    PARMLAST
         CLC   8(8,R8),=8X'FF'
         BCR   7,R10
PARMLAST LA    R4,1
         BR    R10
*
*        OUT - OVLINE, BY BAL R9
*
OUT      TM    OVEROPT,OVTYPE
         BO    OUTTYPE
         OI    OVEROPT,OVPRINTD
         MVC   OVPRINT(8),=CL8'PRINTR'
         LA    R1,OVLINE
         ST    R1,OVPRINT+8
         MVC   OVPRINT+12(2),=H'110'
         CALL  FINDFN,OVPRINT
         LA    R1,OVPRINT
         BALR  R14,R15
         CH    R15,=H'4'
         BCR   12,R9
         NI    DBGFLAG,255-OVERON
         TYPE  'THE PRINTER DOES NOT PRINT: SETOVER ENDS',COLOR=R
         B     DONE
OUTTYPE  TYPE  OVLINE+1,100
         BR    R9
VISIBLE  DC    256C'.'
         ORG   VISIBLE+X'40'
         DC    C' '
         ORG   VISIBLE+X'4A'
         DC    X'4A4B4C4D4E4F50'
         ORG   VISIBLE+X'5A'
         DC    X'5A5B5C5D5E5F6061'
         ORG   VISIBLE+X'6B'
         DC    X'6B6C6D6E6F'
         ORG   VISIBLE+X'7A'
         DC    X'7A7B7C7D7E7F'
         ORG   VISIBLE+X'81'
         DC    X'818283848586878889'
         ORG   VISIBLE+X'91'
         DC    X'919293949596979899'
         ORG   VISIBLE+X'A2'
         DC    X'A2A3A4A5A6A7A8A9'
         ORG   VISIBLE+X'C1'
         DC    C'ABCDEFGHI'
         ORG   VISIBLE+X'D1'
         DC    C'JKLMNOPQR'
         ORG   VISIBLE+X'E2'
         DC    C'STUVWXYZ'
         ORG   VISIBLE+X'F0'
         DC    C'0123456789'
         ORG
         LTORG
         END
