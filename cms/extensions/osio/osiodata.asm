OSDA     TITLE 'OSIODATA - THE DATA SET OF A DCB'
*
* PURPOSE.    OSDATA   FIND WHAT THE DDNAME STANDS FOR, AND PUT INTO THE
*                      DCB WHAT IT LEAVES OPEN: FROM THE JFCB (1 NOT 0),
*                      FROM FILEDEF, FROM THE FILE
* CALLED      8 DCB, 9 ITS BLOCK
* RETURNS     0; 8 IT CANNOT BE OPENED, WHICH HAS BEEN TOLD
* HOW         WHAT IS WRITTEN ANEW GETS A TYPE OF ITS OWN WHEN THERE IS A
*             FILE OF THE NAME, WHICH STAYS UNTIL CLOSE
* REGISTERS.  2 LENGTH, 3 LIST, 4 FCB, 5 FST, 6 7 WORK, 8 DCB, 9 BLOCK, 10
*             11 LINKS, 12 BASE
*
CMSOSDAT CSECT
         REGS
         NUCON
         FST
         FILEPLST
         OSDCB
         OSFCB
         OSDEB
WORK     DSECT
         DS    18F
LIST     DS    CL(FPEND)
HEX      DS    2D
WORKLEN  EQU   *-WORK-72
CMSOSDAT CSECT
         USING WORK,R13
         USING DCB,R8
         USING OSDEB,R9
         USING FILEPLST,R3
         USING FST,R5
OSDATA   ENTER WORK=WORKLEN
         BASE  CMSOSDAT
         LA    R4,DEBFCB
         USING OSFCB,R4
         LTR   R1,R1
         BZ    DATADEF
         LINK  OSJFCB
         LTR   R6,R1
         BZ    DATADEF
         CLI   100(R6),0          JFCRECFM, JFCBLKSI, JFCLRECL
         BE    *+10
         MVC   FCBRECFM,100(R6)
         CLC   102(2,R6),=H'0'
         BE    *+10
         MVC   FCBBLK,102(R6)
         CLC   104(2,R6),=H'0'
         BE    *+10
         MVC   FCBLRECL,104(R6)
DATADEF  BAL   R10,MERGE
         LA    R3,DEBLIST
         MVC   DEBLIST,LIST0
         MVC   FPFN,FCBFN
         MVC   FPFT,FCBFT
         MVC   FPFM,FCBFM
         TM    FCBFLAG,FCBMODEG   ANY DISK
         BO    *+10
         MVC   FPFM,=CL2'*'
         LA    R1,1
         ST    R1,DEBITEM
         ST    R1,DEBFIRST
         SR    R7,R7              INPUT INOUT UPDAT OUTIN OUTPUT
         IC    R7,DEBMODE
         IC    R7,OPTIONS(R7)
         LTR   R7,R7
         BZ    DATAUNIT
         CLI   FCBDEV,FCBDSK
         BE    DATADISK
         CLI   FCBDEV,FCBTAP
         BE    DATATAPE
         CLI   FCBDEV,FCBRDR      WHICH ONLY READS
         BE    DATAREAD
         CLI   FCBDEV,FCBPRT      THESE WRITE
         BE    DATAWRIT
         CLI   FCBDEV,FCBPUN
         BE    DATAWRIT
DATAGOOD RETURN 0
DATAREAD CLI   DEBMODE,DEBIN
         BE    DATAGOOD
         B     DATAUNIT
DATAWRIT CLI   DEBMODE,DEBOUT
         BE    DATAGOOD
DATAUNIT LA    R6,NOTUNIT
         B     DATAFAIL
DATATAPE LINK  OSTAPEOP
         LTR   R15,R15
         BZ    DATAGOOD
         RETURN 8
         EJECT
DATADISK LINK  OSMEMBER           A MEMBER, OR A LIBRARY TO BE WRITTEN
         LA    R6,NOMEMBER
         CH    R15,=H'1'
         BE    DATAFAIL
         LA    R6,NOLIB
         CH    R15,=H'32'
         BE    DATAFAIL
         LA    R6,NOROOM
         CH    R15,=H'41'
         BE    DATAFAIL
         LA    R6,NODISK
         CH    R15,=H'36'
         BE    DATAFAIL
         CLC   DEBDICT,=F'0'
         BNE   DATAGOOD
         CALL  STATE,DEBLIST
         LR    R7,R15
         L     R5,FPBUF
         XC    FPBUF,FPBUF
         LA    R6,NOFILE
         CLI   DEBMODE,DEBOUT
         BE    DATAOUT
         CLI   DEBMODE,DEBOUTIN
         BE    DATAOUT
         LTR   R7,R7
         BNZ   DATAFAIL
         BAL   R10,LABEL
         B     DATAGOOD
DATAOUT  TM    FCBFLAG,FCBMODEG   ANY DISK IS FOR READING
         BO    *+10
         MVC   FPFM,=CL2'P5'
         CLI   FPFM,C'*'
         BNE   *+10
         MVC   FPFM,=CL2'P5'
         LA    R6,NODISK
         CALL  ADTLKW,FPFM
         LTR   R15,R15
         BNZ   DATAFAIL
         CALL  STATEW,DEBLIST
         LR    R7,R15
         L     R5,FPBUF
         XC    FPBUF,FPBUF
         LTR   R7,R7
         BNZ   DATAGOOD
         TM    FCBFLAG,FCBMOD
         BO    DATAMOD
         CLC   FCBMEMB,=CL8' '
         BNE   DATAMOD
         LA    R1,FPFT            ANOTHER TYPE: UT AND A NUMBER
         LR    R0,R9
         CALL  TOHEX,HEX
         MVC   FPFT(2),=C'UT'
         MVC   FPFT+2(6),HEX+2
         OI    DEBFLAG,DEBTEMP
         MVC   FPNAME,=CL8'ERASE'
         MVC   LIST(32),DEBLIST
         MVC   LIST+26(6),=X'FFFFFFFFFFFF'
         MVC   LIST+32(8),=8X'FF'
         CALL  ERASE,LIST         A LEFT ONE
         B     DATAGOOD
DATAMOD  BAL   R10,LABEL
         HALF  R1,FSTIC
         LA    R1,1(R1)
         ST    R1,DEBITEM
         B     DATAGOOD
*
*        FAIL - 6 THE REASON: LENGTH, TEXT
*
DATAFAIL MVI   ERRLINE,C' '
         MVC   ERRLINE+1(79),ERRLINE
         MVC   ERRLINE(9),=C'NOT OPEN:'
         MVC   ERRLINE+10(8),FCBDDN
         MVC   ERRLINE+19(8),FCBFN
         MVC   ERRLINE+28(8),FCBFT
         MVC   ERRLINE+37(2),FCBFM
         CLI   FCBDEV,FCBDSK
         BE    *+10
         MVC   ERRLINE+19(20),ERRLINE+60
         SR    R7,R7
         IC    R7,0(R6)
         BCTR  R7,0
         EX    R7,DATATEXT
         TYPE  ERRLINE,80,COLOR=R
         RETURN 8
OPTIONS  DC    X'01000001010000010000000000000001'
DATATEXT MVC   ERRLINE+40(0),1(R6)
         DS    0D
LIST0    DC    CL8'STATE',CL8' ',CL8' ',CL2' ',H'0',A(0),F'0',CL2'F'
         DC    H'1',F'0',F'0'
NOFILE   DC    AL1(L'NOFILET)
NOFILET  DC    C'THERE IS NO SUCH FILE'
NOMEMBER DC    AL1(L'NOMEMBET)
NOMEMBET DC    C'THERE IS NO SUCH MEMBER'
NOLIB    DC    AL1(L'NOLIBT)
NOLIBT   DC    C'THE FILE IS NO LIBRARY'
NOROOM   DC    AL1(L'NOROOMT)
NOROOMT  DC    C'STORAGE IS EXHAUSTED'
NODISK   DC    AL1(L'NODISKT)
NODISKT  DC    C'THAT DISK CANNOT BE WRITTEN'
NOTUNIT  DC    AL1(L'NOTUNITT)
NOTUNITT DC    C'THE DEVICE CANNOT DO THAT'
         EJECT
*        MERGE - WHAT THE DCB LEAVES OPEN, FROM FCB 4
*
MERGE    CLI   DCBRECFM,0
         BNE   MERGE1
         MVC   DCBRECFM,FCBRECFM
MERGE1   CLC   DCBBLKSI,=H'0'
         BNE   MERGE2
         MVC   DCBBLKSI,FCBBLK
MERGE2   CLC   DCBLRECL,=H'0'
         BNE   MERGE3
         MVC   DCBLRECL,FCBLRECL
MERGE3   CLI   DCBKEYLE,0
         BNE   MERGE4
         MVC   DCBKEYLE,FCBKEYL
MERGE4   CLI   DCBOPTCD,0
         BCR   7,R10
         MVC   DCBOPTCD,FCBOPTCD
         BR    R10
*
*        LABEL - FROM THE FST AT 5, 2 ITS (LONGEST) ITEM
*
LABEL    MVC   FPFV,FSTFV
         MVI   FPFV+1,C' '
         MVC   FPFM,FSTM
         L     R2,FSTIL
         ST    R2,DEBIL
         CLI   FSTFV,C'V'
         BE    LABELV
         TM    DCBRECFM,RECU
         BNZ   LABELF
         OI    DCBRECFM,RECF
LABELF   C     R2,=F'32760'
         BCR   2,R10
         TM    DCBRECFM,RECU
         BCR   1,R10              U
         TM    DCBRECFM,RECF
         BZ    LABELV1
         CLC   DCBLRECL,=H'0'
         BCR   7,R10
         STH   R2,DCBLRECL
         B     LABELBLK
LABELV   TM    DCBRECFM,RECU
         BNZ   LABELF
         OI    DCBRECFM,RECV
         C     R2,=F'32752'
         BCR   2,R10
LABELV1  CLC   DCBLRECL,=H'0'
         BCR   7,R10
         LA    R2,4(R2)
         STH   R2,DCBLRECL
LABELBLK CLC   DCBBLKSI,=H'0'
         BCR   8,R10
         TM    DCBRECFM,RECF      BLOCKED BY THE FILE ALONE
         BCR   8,R10
         CH    R2,DCBBLKSI
         BCR   11,R10
         OI    DCBRECFM,RECB
         BR    R10
         DROP  R4
         LTORG
         END
