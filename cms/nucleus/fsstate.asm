FSST     TITLE 'FSSTATE - STATE, STATEW'
*
* PURPOSE.    STATE   IS THERE SUCH A FILE.  FPBUF: ADDRESS OF A COPY
*                     OF ITS FST WITH A FLAG BEHIND: 80 ON A DISK THAT
*                     IS WRITTEN, 40 ON AN EXTENSION, C0 ON ONE OF A
*                     DISK THAT IS WRITTEN; 04 READ, 02 WRITTEN, 01
*                     POINT GIVEN
*             STATEW  IS IT ON A DISK THAT IS WRITTEN
* CALLED      1 LIST (FILEPLST), OR STATE FN FT (FM) TYPED
* RETURNS     0; 24 NAME OR TYPE MISSING; 28 NO SUCH FILE; 36 NO SUCH
*             DISK
* REGISTERS.  2 FLAG, 3 LIST, 4 FST, 5 NAME IN SYSREF, 8 ADT, 9 AFT, 12
*             BASE (OF THE SECTION)
*
CMSFSSTA CSECT
         REGS
         NUCON
         ADT
         FST
         AFT
         FILEPLST
         USING FILEPLST,R3
         USING ADT,R8
         USING FST,R4
STATE    ENTER
         BASE  CMSFSSTA
         LR    R3,R1
         SR    R5,R5
         B     STBEGIN
STATEW   ENTER
         BASE  CMSFSSTA
         LR    R3,R1
         LA    R5,ADTFRW
STBEGIN  CLI   FPFN,X'FF'
         BE    STWRONG
         CLI   FPFN,C' '
         BE    STWRONG
         CLI   FPFT,X'FF'
         BE    STWRONG
         CLI   FPFT,C' '
         BE    STWRONG
         CALL  ADTLKP,FPFM
         LTR   R15,R15
         BNZ   STNODISK
         LR    R1,R3
         CALL  ACTLKP
STOPEN   LTR   R15,R15
         BNZ   STDISK
         LR    R9,R1
         USING AFT,R9
         SR    R2,R2
         IC    R2,AFTFLAG
         L     R8,AFTADT
         LA    R4,AFTFST
         LTR   R5,R5
         BZ    STCOPY
         TM    ADTFLG1,ADTFRW
         BO    STCOPY
         LR    R1,R3
         LR    R0,R9
         CALL  ACTNXT
         B     STOPEN
STDISK   SR    R2,R2
         LR    R1,R3
         LTR   R5,R5
         BNZ   STWRITE
         CALL  FSTLKP
         B     STFOUND
STWRITE  CALL  FSTLKW
STFOUND  LTR   R15,R15
         BNZ   STNONE
         LR    R4,R1
         LR    R8,R0
STCOPY   MVC   STATFST,FST
         CLC   FSTM,=C'SY'
         BE    STFLAG
         MVC   STATFST+FSTM-FST(1),ADTM
STFLAG   STC   R2,STATFLAG
         TM    ADTFLG1,ADTFRW
         BZ    STEXT
         OI    STATFLAG,X'80'
STEXT    CLI   ADTMX,C' '
         BE    STANSWER
         OI    STATFLAG,X'40'
         L     R1,AIADT           WHOSE EXTENSION
STPARENT CLC   ADTMX,ADTM-ADT(R1)
         BE    STWHOSE
         L     R1,ADTPTR-ADT(R1)
         LTR   R1,R1
         BNZ   STPARENT
         B     STANSWER
STWHOSE  TM    ADTFLG1-ADT(R1),ADTFRW
         BZ    STANSWER
         OI    STATFLAG,X'80'
STANSWER CLI   FPFM,X'FF'         A LIST WITHOUT ROOM FOR THE ANSWER
         BE    STGOOD
         LA    R1,STATFST
         ST    R1,FPBUF
STGOOD   RETURN 0
STNONE   C     R3,LISTADR
         BNE   STNOT
         FAIL  28,'FILE NOT FOUND'
STNOT    RETURN 28
STNODISK C     R3,LISTADR
         BNE   STNODSK
         FAIL  36,'NO SUCH DISK IS LOGGED IN'
STNODSK  RETURN 36
STWRONG  C     R3,LISTADR
         BNE   STBAD
         FAIL  24,'FILENAME OR FILETYPE MISSING'
STBAD    RETURN 24
         LTORG
         END
