FSER     TITLE 'FSERASE - ERASE, ALTER'
*
* PURPOSE.    ERASE FN FT (FM)              FILES ARE TAKEN AWAY; * FOR
*                                           ALL
*             ALTER OFN OFT OFM NFN NFT NFM NEW NAMES; * OR = FOR THE
*             SAME
*             BEHIND THEM ( REPLACE    A FILE THAT HAS THE NEW NAME
*                                      GOES AT THE SAME MOMENT
* CALLED      1 LIST OF WORDS FROM A PROGRAM.  TYPED ONES GO TO THE
*             MODULES ERASES AND ALTERS, WHICH KNOW PATTERNS AND OPTIONS
*             AND COME BACK FOR EACH FILE
* RETURNS     0; 24 OPERANDS WRONG, OR THE NEW NAME IS IN USE; 28 NO
*             SUCH FILE; 36 NO SUCH DISK, OR READ-ONLY; 3 I/O ERROR,
*             CHAIN LINKS DAMAGED
* HOW         FST AND MAP ARE CHANGED IN STORAGE, THEN UPDISK: STOPPED
*             ANYWHERE, A FILE IS THERE OR NOT
* REGISTERS.  2 CODE, 3 LIST, 4 FST, 5 FILES, 6 FST BLOCK, 8 ADT, 9
*             WORK, 10 11 LINKS, 12 BASE (OF THE SECTION)
*
CMSFSERA CSECT
         REGS
         NUCON
         ADT
         MFD
         FST
         FILEPLST
         USING FILEPLST,R3
         USING ADT,R8
         USING FST,R4
         USING WORK,R13
ERASE    ENTER WORK=WORKLEN
         BASE  CMSFSERA
         LR    R3,R1
         LA    R2,=CL8'ERASES'
         BAL   R10,TYPED
         BAL   R11,OPERANDS
         BUSY  BUSYERA
         BAL   R11,CLOSE
         SR    R5,R5
ERNEXT   XC    POS,POS
         BAL   R11,FIND
         BNZ   ERNONE
         LR    R0,R4
         O     R0,=X'80000000'
         LR    R1,R8
         LINK  MAPFILE
         LTR   R15,R15
         BNZ   ERLOST
         XC    FST(FSTL),FST
         OI    HYFLAG-HYPER(R6),X'80'
         L     R1,ADTFSTC
         BCTR  R1,0
         ST    R1,ADTFSTC
         LR    R1,R8
         CALL  UPDISK
         LTR   R2,R15
         BNZ   ERRET
         LA    R5,1(R5)
         B     ERNEXT
ERNONE   SR    R2,R2
         LTR   R5,R5
         BNZ   ERRET
         LTR   R9,R9              9: FOUND ON A READ-ONLY DISK
         BNZ   ERRO
         LA    R2,28
         B     ERRET
ERRO     LA    R2,36
         B     ERRET
ERLOST   LR    R2,R15
         LR    R1,R8
         SR    R0,R0
         CALL  READMFD
         LA    R2,3
ERRET    UNBUSY BUSYERA
         RETURN (R2)
*
*        OPERANDS - NAME AND TYPE ARE THERE, AND THE DISK
*
OPERANDS CLI   FPFN,X'FF'
         BE    WRONG
         CLI   FPFT,X'FF'
         BE    WRONG
         CALL  ADTLKP,FPFM
         LTR   R15,R15
         BCR   8,R11
         RETURN 36
WRONG    RETURN 24
*
*        TYPED - MODULE 2 DOES THE WORK WHEN LIST 3 WAS TYPED, AND THERE
*        IS SUCH A MODULE
*
TYPED    C     R3,LISTADR
         BCR   7,R10
         MVC   0(8,R3),0(R2)
         LR    R1,R3
         CMSCALL
         C     R15,=F'-3'
         BCR   8,R10
         RETURN
*
*        CLOSE - THE FILES, WHEN THEY ARE OPEN
*
CLOSE    LR    R1,R3
         CALL  ACTLKP
         LTR   R15,R15
         BCR   7,R11
         LINK  FSCLOSE
         B     CLOSE
*
*        FIND - 4 IS THE NEXT FST ON A DISK THAT IS WRITTEN, 6 ITS
*        BLOCK. 9 NOT 0: THERE IS ONE ON ANOTHER DISK.  CODE NOT 0:
*        NONE
*
FIND     SR    R9,R9
FINDNEXT LR    R1,R3
         LA    R0,POS
         CALL  FSNEXT
         LTR   R15,R15
         BCR   7,R11
         LR    R4,R1
         LR    R8,R0
         TM    ADTFLG1,ADTFRW
         BO    FINDHERE
         LA    R9,1
         B     FINDNEXT
FINDHERE L     R6,POS+4
         SR    R15,R15
         BR    R11
         EJECT
ALTER    ENTER WORK=WORKLEN
         BASE  CMSFSERA
         LR    R3,R1
         LA    R2,=CL8'ALTERS'
         BAL   R10,TYPED
         BAL   R11,OPERANDS
         LA    R1,24(R3)
         LA    R2,4
ALTLONG  CLI   0(R1),X'FF'        SIX OPERANDS
         BE    WRONG
         LA    R1,8(R1)
         BCT   R2,ALTLONG
         BUSY  BUSYERA
         BAL   R11,CLOSE
         SR    R5,R5
         XC    POS,POS
ALTNEXT  BAL   R11,FIND
         BNZ   ERNONE
         MVC   NEWFST,FST
         LA    R1,32(R3)
         LA    R14,NEWFST
         BAL   R10,SAME
         BZ    ALTTYPE
         LINK  FSNAME
         LTR   R15,R15
         BNZ   ALTWRONG
         MVC   NEWFST(8),32(R3)
ALTTYPE  LA    R1,40(R3)
         BAL   R10,SAME
         BZ    ALTMODE
         LINK  FSNAME
         LTR   R15,R15
         BNZ   ALTWRONG
         MVC   NEWFST+8(8),40(R3)
ALTMODE  LA    R1,48(R3)
         BAL   R10,SAME
         BZ    ALTCHECK
         CLC   48(2,R3),=C'SY'
         BE    ALTSY
         CLC   ADTM,48(R3)
         BNE   ALTWRONG           TO ANOTHER DISK: COPY IT
         MVC   NEWFST+24(1),ADTM
         CLI   49(R3),C' '
         BE    ALTCHECK
         CLI   49(R3),C'0'
         BL    ALTWRONG
         CLI   49(R3),C'6'
         BH    ALTWRONG
ALTSY    MVC   NEWFST+24(2),48(R3)
ALTCHECK CLC   NEWFST(16),FST     IS THE NEW NAME FREE
         BE    ALTDO
         MVC   NEWFN(16),NEWFST
         MVC   NEWFM(1),ADTM
         MVI   NEWFM+1,C' '
         BAL   R10,REPLACES
         BNE   ALTFIND
ALTCLOSE LA    R1,NEWLIST         THE OLD ONE MAY BE OPEN
         CALL  ACTLKP
         LTR   R15,R15
         BNZ   ALTFIND
         LINK  FSCLOSE
         B     ALTCLOSE
ALTFIND  XC    POS2,POS2
ALTLOOK  LA    R1,NEWLIST
         LA    R0,POS2
         CALL  FSNEXT
         LTR   R15,R15
         BNZ   ALTDO
         C     R8,POS2
         BNE   ALTLOOK
         BAL   R10,REPLACES
         BNE   ALTWRONG
         LR    R2,R1
         LR    R0,R1
         O     R0,=X'80000000'
         LR    R1,R8
         LINK  MAPFILE
         LTR   R15,R15
         BNZ   ERLOST
         XC    0(FSTL,R2),0(R2)
         L     R1,POS2+4
         OI    HYFLAG-HYPER(R1),X'80'
         L     R1,ADTFSTC
         BCTR  R1,0
         ST    R1,ADTFSTC
ALTDO    MVC   FST(26),NEWFST
         OI    HYFLAG-HYPER(R6),X'80'
         LR    R1,R8
         CALL  UPDISK
         LTR   R2,R15
         BNZ   ERRET
         LA    R5,1(R5)
         CLI   FPFN,C'*'
         BE    ALTNEXT
         CLI   FPFT,C'*'
         BE    ALTNEXT
         B     ERRET
ALTWRONG LA    R2,24
         B     ERRET
*
*        REPLACES - IS A FILE OF THE NEW NAME TO GO.  CODE 0: YES
*
REPLACES CLI   56(R3),C'('
         BCR   7,R10
         CLC   64(8,R3),=CL8'REPLACE'
         BR    R10
*
*        SAME - THE WORD AT 1 IS * OR =.  CODE 0: YES
*
SAME     CLC   0(8,R1),=CL8'*'
         BCR   8,R10
         CLC   0(8,R1),=CL8'='
         BR    R10
WORK     DSECT
         DS    18F
POS      DS    3F
POS2     DS    3F
NEWFST   DS    XL40
NEWLIST  DS    D
NEWFN    DS    CL8
NEWFT    DS    CL8
NEWFM    DS    CL2
WORKLEN  EQU   *-WORK-72
CMSFSERA CSECT
         LTORG
         END
