OSJF     TITLE 'OSIOJFCB - WHAT FILEDEF SAYS; JFCBS; SYNADAF'
*
* PURPOSE.    OSDEFIND 1 DDNAME, 0 PLACE OF AN OSFCB: ITS DEFINITION, OR
*                      THAT OF DISK FILE DDNAME
*             OSJFCB   8 DCB: 1 THE JFCB THAT ITS EXIT LIST NAMES, OR 0
*             OSRDJFCB SVC 64: THE JFCBS OF LIST 1 ARE FILLED IN
*             OSSYNADF SVC 68: SYNADAF (15: METHOD AND SYNAD ROUTINE): 1 A
*                      MESSAGE, 13 A SAVE AREA; SYNADRLS (15: X'FF'): THESE
*                      ARE GIVEN BACK
*             OSSYNEND 11 ENVIRONMENT: WHAT WAS NOT GIVEN BACK
* HOW         A BLOCK OF SYNADAF: SAVE AREA (ITS WORD 1 THE CALLER'S),
*             MESSAGE.  OSBIO OF THE ENVIRONMENT POINTS TO THE LATEST ONE, THE
*             FIRST WORD OF THAT TO THE ONE BEFORE
* REGISTERS.  2 BLOCK, 3 LIST, 4 FCB, 5 6 7 WORK, 8 DCB, 9 OSDEB, 10 LINK, 12
*             BASE (OF THE SECTION)
*
CMSOSJF  CSECT
         REGS
         NUCON
         SVCBLK
         FILEPLST
         OSDCB
         OSFCB
         OSDEB
         OSBLK
SYNAREA  DSECT
         DS    18F
SYNLINE  DS    CL136
SYNLEN   EQU   *-SYNAREA
WORK     DSECT
         DS    18F
FCB      DS    CL(FCBLEN)
LIST     DS    CL(FPEND)
WORKLEN  EQU   *-WORK-72
CMSOSJF  CSECT
         USING DCB,R8
         USING OSDEB,R9
OSDEFIND ENTER
         BASE  CMSOSJF
         LR    R3,R1
         LR    R5,R0
         L     R4,FILEDEFS
         USING OSFCB,R4
DEFLOOK  LTR   R4,R4
         BZ    DEFNONE
         CLC   FCBDDN,0(R3)
         BE    DEFHERE
         L     R4,FCBNEXT
         B     DEFLOOK
DEFHERE  MVC   0(FCBLEN,R5),OSFCB
         RETURN 0
DEFNONE  LR    R4,R5
         XC    OSFCB(FCBLEN),OSFCB
         MVC   FCBDDN,0(R3)
         MVI   FCBDEV,FCBDSK
         MVI   FCBFLAG,FCBIMPL
         MVC   FCBFN,=CL8'FILE'
         MVC   FCBFT,FCBDDN
         MVC   FCBFM,=CL2'P5'
         MVC   FCBMEMB,=CL8' '
         RETURN 0
         DROP  R4
*
OSJFCB   ENTER
         BASE  CMSOSJF
         BAL   R10,JFCB
         RETURN 0,KEEP=R1
*        JFCB - 1 ITS ADDRESS OR 0
JFCB     SR    R1,R1
         L     R5,DCBEXLSA-1
         LA    R5,0(R5)
         LA    R6,32              ENTRIES AT MOST
JFCBLOOK C     R5,=X'00010000'
         BCR   4,R10
         CL    R5,CORESIZ
         BCR   11,R10
         IC    R7,0(R5)
         N     R7,=X'0000007F'
         CH    R7,=H'7'
         BE    JFCBHERE
         TM    0(R5),X'80'
         BCR   1,R10
         LA    R5,4(R5)
         BCT   R6,JFCBLOOK
         BR    R10
JFCBHERE L     R1,0(R5)
         LA    R1,0(R1)
         C     R1,=X'00010000'
         BL    JFCBNO
         LA    R7,176(R1)
         CL    R7,CORESIZ
         BCR   4,R10
JFCBNO   SR    R1,R1
         BR    R10
         EJECT
         USING WORK,R13
OSRDJFCB ENTER WORK=WORKLEN
         BASE  CMSOSJF
         LA    R3,0(R1)
RDJNEXT  L     R8,0(R3)
         LA    R8,0(R8)
         C     R8,=X'00010000'
         BL    RDJSKIP
         LA    R1,DCBQLEN(R8)
         CL    R1,CORESIZ
         BH    RDJSKIP
         BAL   R10,JFCB
         LTR   R2,R1
         BZ    RDJSKIP
         LR    R1,R8
         L     R15,=V(OSFIND)
         BALR  R14,R15
         LTR   R15,R15
         BNZ   RDJDEF
         MVC   FCB,DEBFCB         IT IS OPEN
         B     RDJFILL
RDJDEF   LA    R1,DCBDDNAM
         LA    R0,FCB
         LINK  OSDEFIND
RDJFILL  LA    R4,FCB
         USING OSFCB,R4
         XC    0(176,R2),0(R2)
         MVI   0(R2),C' '         DATA SET: FILENAME.FILETYPE
         MVC   1(51,R2),0(R2)
         MVI   87(R2),X'C0'       NEW
         CLI   FCBDEV,FCBDSK
         BNE   RDJATTR
         MVC   0(8,R2),FCBFN
         LR    R1,R2
         LA    R5,8
RDJDOT   CLI   0(R1),C' '
         BE    RDJTYPE
         LA    R1,1(R1)
         BCT   R5,RDJDOT
RDJTYPE  MVI   0(R1),C'.'
         MVC   1(8,R1),FCBFT
         MVC   44(8,R2),FCBMEMB
         MVC   LIST,LIST0
         MVC   LIST+8(16),FCBFN
         CALL  STATE,LIST
         LTR   R15,R15
         BNZ   RDJATTR
         MVI   87(R2),X'40'       OLD
         TM    FCBFLAG,FCBMOD
         BZ    RDJATTR
         MVI   87(R2),X'80'
RDJATTR  MVC   98(2,R2),DCBDSORG
         MVC   100(1,R2),FCBRECFM
         MVC   101(1,R2),FCBOPTCD
         MVC   102(2,R2),FCBBLK
         MVC   104(2,R2),FCBLRECL
         DROP  R4
RDJSKIP  TM    0(R3),X'80'
         LA    R3,4(R3)
         BZ    RDJNEXT
         RETURN 0
         DS    0D
LIST0    DC    CL8'STATE',CL8' ',CL8' ',CL2'*',H'0',A(0),F'0',CL2'F'
         DC    H'1',F'0'
         EJECT
*        SYNADAF - 6 THE CALLER'S SAVE BLOCK
*
         USING SVCBLK,R6
         USING OSBLK,R11
         USING SYNAREA,R2
OSSYNADF ENTER
         BASE  CMSOSJF
         LR    R3,R1
         L     R6,LSTSVC
         CALL  OSINIT
         LTR   R15,R15
         BNZ   SYNFULL
         LR    R11,R1
         CLI   SVBGPRS+60,X'FF'
         BE    SYNRLS
         FREE  BYTES=SYNLEN
         LTR   R15,R15
         BNZ   SYNFULL
         LR    R2,R1
         MVC   0(4,R2),OSBIO
         ST    R2,OSBIO
         MVC   4(4,R2),SVBGPRS+52
         ST    R2,SVBGPRS+52
         L     R15,=V(OSIOEND)
         ST    R15,OSBCLOSE
         MVI   SYNLINE,C' '
         MVC   SYNLINE+1(135),SYNLINE
         MVC   SYNLINE(8),=AL2(128,0,124,0)
         MVC   SYNLINE+50(60),SYNMODEL
         LA    R8,0(R3)           QSAM: THE DCB, OTHERS: THE DECB
         CLI   SVBGPRS+60,3
         BE    SYNDCB
         ST    R8,SYNLINE+128
         C     R8,=X'00010000'
         BL    SYNRET
         LA    R1,32(R8)
         CL    R1,CORESIZ
         BH    SYNRET
         L     R8,DECDCBAD-DECB(R8)
         LA    R8,0(R8)
SYNDCB   LR    R1,R8
         L     R15,=V(OSFIND)
         BALR  R14,R15
         LTR   R15,R15
         BNZ   SYNRET
         MVC   SYNLINE+75(8),DEBFCB+FCBDDN-OSFCB
         MVC   SYNLINE+84(6),DEBTEXT
         L     R0,DEBCODE
         CALL  TODEC,HEXWORK
         MVC   SYNLINE+102(3),HEXWORK+7
SYNRET   LA    R1,SYNLINE
         SR    R0,R0
         RETURN 0,KEEP=(R0,R1)
SYNFULL  LA    R0,X'80A'
         SR    R1,R1
         SR    R9,R9
         LINK  OSABEND
SYNMODEL DC    CL8'CMS',C',',CL8' ',C',',CL3' ',C',',CL2' ',C',',CL8' '
         DC    C',',CL6' ',C',',CL19'I/O ERROR',C','
SYNRLS   LA    R3,OSBIO           13 IS ONE OF OURS
SYNLOOK  L     R2,0(R3)
         LTR   R2,R2
         BZ    SYNGONE
         C     R2,SVBGPRS+52
         BE    SYNHERE
         LR    R3,R2
         B     SYNLOOK
SYNHERE  MVC   0(4,R3),0(R2)
         MVC   SVBGPRS+52(4),4(R2)
         LR    R1,R2
         FRET  BYTES=SYNLEN
SYNGONE  RETURN 0
         DROP  R6
*
OSSYNEND ENTER
         BASE  CMSOSJF
         LA    R4,100
SYNENDNX L     R2,OSBIO
         LTR   R2,R2
         BZ    SYNENDED
         MVC   OSBIO,0(R2)
         LR    R1,R2
         FRET  BYTES=SYNLEN
         BCT   R4,SYNENDNX
SYNENDED XC    OSBIO,OSBIO
         RETURN 0
         LTORG
         END
