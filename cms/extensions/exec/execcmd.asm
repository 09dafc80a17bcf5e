EXCM     TITLE 'EXECCMD - COMMANDS IN EXECS'
*
* PURPOSE.    EXCMD   THE WORDS LEFT ARE A COMMAND: TYPE IT WHEN &CONTROL
*                     SAYS SO, DO IT, &RETCODE, THE &ERROR ACTION
*             EXSHOW  TYPES THE STATEMENT AS IT STANDS (&CONTROL ALL)
* SEARCH      SVC 202, THEN ABBREVIATIONS.  NO EXEC, NO CP WITHOUT THEIR
*             NAME IN FRONT
* REGISTERS.  2 TEXT, 3 LENGTH, 4 CODE, 5 NO TYPING, 11 BLOCK, 12 BASE
*
CMSEXCMD CSECT
         REGS
         NUCON
         EXECBLK
         EXTRN EXERR,EXSUB,EXJOIN,EXLINE,EXDO
EXCMD    ENTER
         BASE  CMSEXCMD
         EXCALL EXSUB
         L     R3,EXBCOUNT
         LTR   R3,R3
         BZ    CMDEND
         L     R2,EXBTOK
CMDUPPER L     R1,AUPCASE
         TR    0(8,R2),0(R1)
         LA    R2,8(R2)
         BCT   R3,CMDUPPER
         TM    EXBCTL,EXBALL
         BO    CMDCALL            IT HAS BEEN TYPED
         TM    EXBCTL,EXBCMS
         BZ    CMDCALL
         BAL   R10,CMDTYPE
CMDCALL  EXCALL EXJOIN            THE LINE, FOR ECHO, CP AND THE LIKE
         ST    R1,LISTTEXT
         ST    R0,LISTLEN
         L     R1,EXBTOK
         ST    R1,LISTADR
         BAL   R10,CMDQUIET
         CMSCALL
         NR    R5,R5
         BZ    CMDHEARD
         NI    KTFLAG,X'7F'
CMDHEARD DS    0H
         C     R15,=F'-3'
         BNE   CMDDONE
         L     R15,AUSABRV        AN ABBREVIATION: PUTS THE NAME THERE
         LTR   R15,R15
         BZ    CMDNONE
         L     R1,EXBTOK
         BALR  R14,R15
         LTR   R15,R15
         BNZ   CMDNONE
         L     R1,EXBTOK
         CMSCALL
         B     CMDDONE
CMDNONE  L     R15,=F'-3'
CMDDONE  LR    R4,R15
         ST    R4,EXBRET
         TM    EXBCTL,EXBTIMER
         BZ    CMDCODE
         CALL  PRTCLK,EXBOUT
         LR    R3,R0
         TYPE  EXBOUT,(R3)
CMDCODE  LTR   R4,R4
         BZ    CMDEND
         BAL   R10,CMDFAIL
         TM    EXBFLAG,EXBINERR
         BO    CMDEND
         LH    R3,EXBERRL
         LTR   R3,R3
         BZ    CMDEND
         ST    R3,EXBTXTL         &ERROR
         LA    R2,EXBERR
         ST    R2,EXBTXT
         EXCALL EXLINE
         OI    EXBFLAG,EXBINERR
         EXCALL EXDO
         NI    EXBFLAG,255-EXBINERR
CMDEND   RETURN 0
*
*        CMDFAIL - A COMMAND THAT FAILED WITH 4
*
CMDFAIL  TM    EXBCTL,EXBERROR
         BCR   8,R10
         LR    R5,R10
         TM    EXBCTL,EXBALL+EXBCMS
         BNZ   CMDFAIL1           IT HAS BEEN TYPED
         BAL   R10,CMDTYPE
CMDFAIL1 CVD   R4,PACKED
         UNPK  HEXWORK(8),PACKED+3(5)
         OI    HEXWORK+7,C'0'
         MVC   ERRLINE(16),=CL16'+++ R(00000) +++'
         MVC   ERRLINE+6(5),HEXWORK+3
         LTR   R4,R4
         BNM   CMDFAIL2
         MVI   ERRLINE+6,C'-'
CMDFAIL2 TYPE  ERRLINE,16,COLOR=R
         BR    R5
*
*        CMDQUIET - &CONTROL NOMSG: WHAT THE COMMAND 1 TYPES IS NOT WANTED,
*        5 IS NOT 0 WHEN TYPING HAS TO BE TURNED ON AGAIN
*
CMDQUIET SR    R5,R5
         TM    EXBCTL,EXBNOMSG
         BCR   8,R10
         TM    KTFLAG,X'80'
         BCR   1,R10
         LA    R3,QUIETTAB
CMDQUIE1 CLC   0(8,R1),0(R3)
         BE    CMDQUIE2
         LA    R3,8(R3)
         CLI   0(R3),X'FF'
         BNE   CMDQUIE1
         BR    R10
CMDQUIE2 OI    KTFLAG,X'80'
         LA    R5,1
         BR    R10
QUIETTAB DC    CL8'STATE',CL8'STATEW',CL8'ERASE',CL8'ALTER',CL8'RENAME'
         DC    X'FF'
         DS    0H
*
*        CMDTYPE - TYPE THE WORDS, WITH THE TIME WHEN WANTED
*
CMDTYPE  EXCALL EXJOIN
         LR    R2,R1
         LR    R3,R0
         TM    EXBCTL,EXBNOPAK
         BZ    CMDTIME
         L     R1,EXBCOUNT        EIGHT WIDE
         L     R14,EXBTOK
         LR    R3,R2
CMDWIDE  MVC   0(8,R3),0(R14)
         MVI   8(R3),C' '
         LA    R3,9(R3)
         LA    R14,8(R14)
         LA    R0,EXBOUT+122
         CR    R3,R0
         BH    CMDWIDE1
         BCT   R1,CMDWIDE
CMDWIDE1 SR    R3,R2
CMDTIME  TM    EXBCTL,EXBTIMES
         BZ    CMDTYPE1
         CALL  GETCLK
         MVC   EXBIN(132),EXBOUT
         MVC   EXBOUT(8),TOTIME
         MVI   EXBOUT+8,C' '
         MVC   EXBOUT+9(123),EXBIN
         LA    R3,9(R3)
CMDTYPE1 TYPE  0(R2),(R3)
         BR    R10
*
EXSHOW   ENTER
         BASE  CMSEXCMD
         L     R2,EXBTXT
         L     R3,EXBTXTL
         TYPE  0(R2),(R3)
         RETURN 0
         LTORG
         END
