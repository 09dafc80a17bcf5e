OSTA     TITLE 'OSTAPE - A FILE FROM A TAPE OF OS'
*
* PURPOSE.    OSTAPE FN FT (FM) ( OPTIONS   THE DATA SET WHERE THE TAPE
*             STANDS BECOMES A FILE; THE TAPE STANDS BEHIND IT THEN
* OPTIONS     SEE OSTOPTS.  STANDARD LABELS ARE SEEN, AND TELL FORMAT,
*             BLKSIZE, LRECL AND WHETHER IT IS ASCII; OPTIONS COUNT MORE
* RETURNS     0; 24 OPERANDS WRONG; 32 A BLOCK THAT DOES NOT FIT, OR NO
*             DATA; 36 NO SUCH DISK OR DRIVE; 41 NO STORAGE; 100 + CODE OF
*             TAPEIO, WRBUF, ALTER
* HOW         THE FILE IS OSTAPE CMSUT1 UNTIL IT IS WHOLE.  FORMAT V AND U
*             BECOME FORMAT V
* REGISTERS.  2 LIST, 3 PLACE IN THE BLOCK, 4 BYTES LEFT, 5 LENGTH OF A
*             RECORD, 6 CODE, 7 8 WORK, 9 10 LINKS, 11 WORK AREA, 12 BASE
*
CMSOSTA  CSECT
         REGS
         NUCON
         FILEPLST
         OSTBLK
         EXTRN OSTOPTS,OSTDO,ASCTOEBC
CMSOSTA  CSECT
         USING OSTBLK,R11
OSTAPE   ENTER
         BASE  CMSOSTA
         LINK  OSTOPTS            11 THE WORK AREA
         LTR   R6,R15
         BNZ   END
         LR    R11,R1
         CALL  ADTLKW,OTNAME+16
         LTR   R15,R15
         BZ    LABELS
         FAIL  36,'THE DISK IS NOT LOGGED IN, OR READ-ONLY'
*
*        IS THE FIRST BLOCK A LABEL
*
LABELS   BAL   R9,READ
         BNZ   NODATA
         L     R3,OTBLOCK
         CLC   OTREAD,=F'80'
         BNE   DATA
         CLC   0(4,R3),=C'VOL1'
         BE    LABEL
         CLC   0(4,R3),=C'HDR1'
         BE    LABEL
         CLC   0(4,R3),=X'564F4C31'    VOL1, HDR1 IN ASCII
         BE    LABELA
         CLC   0(4,R3),=X'48445231'
         BNE   DATA
LABELA   MVI   OTASCII,1
LABEL    MVI   OTLABEL,1
LABELON  MVC   OTLAB,0(R3)
         CLI   OTASCII,0
         BE    LABELIS
         L     R1,=A(ASCTOEBC)
         TR    OTLAB,0(R1)
LABELIS  CLC   OTLAB(4),=C'HDR2'
         BNE   LABNEXT
         CLI   OTFORM,0
         BNE   LABLEN
         MVC   OTFORM,OTLAB+4
         CLI   OTFORM,C'D'        ASCII'S V
         BNE   LABLEN
         MVI   OTFORM,C'V'
LABLEN   CLC   OTLRECL,=F'0'
         BNE   LABNEXT
         LA    R1,OTLAB+10
         BAL   R10,DIGITS
         ST    R0,OTLRECL
LABNEXT  BAL   R9,READ
         BZ    LABELON
         B     NEXT               THE MARK BEHIND THE LABELS
*
*        BLOCKS, TO THE MARK
*
NEXT     BAL   R9,READ
         BNZ   DONE
DATA     CLI   OTFORM,0
         BNE   DATAFORM
         MVI   OTFORM,C'F'
DATAFORM L     R1,OTBLKS
         LA    R1,1(R1)
         ST    R1,OTBLKS
         L     R3,OTBLOCK
         L     R4,OTREAD
         CLI   OTFORM,C'V'
         BE    DATAV
         L     R5,OTREAD
         CLI   OTFORM,C'U'
         BE    DATAONE
         CLI   OTFORM,C'F'
         BNE   MISFIT
         L     R5,OTLRECL
         LTR   R5,R5
         BNZ   DATAF
         LA    R5,80
         ST    R5,OTLRECL
DATAF    CR    R4,R5
         BL    MISFIT
         BAL   R9,PUT
         AR    R3,R5
         SR    R4,R5
         BP    DATAF
         B     NEXT
DATAONE  BAL   R9,PUT
         B     NEXT
*        FORMAT V: BLOCK AND RECORD DESCRIPTORS; ASCII: FOUR DIGITS
DATAV    CLI   OTASCII,0
         BNE   DATAD
         MVC   OTDEC(2),0(R3)
         LH    R0,OTDEC
         CR    R0,R4
         BNE   MISFIT
         LA    R3,4(R3)
         SH    R4,=H'4'
         BNP   MISFIT
VNEXT    CH    R4,=H'4'
         BL    MISFIT
         MVC   OTDEC(2),0(R3)
         LH    R5,OTDEC
         CLI   2(R3),0            SPANNED RECORDS
         BNE   MISFIT
VRECORD  CR    R5,R4
         BH    MISFIT
         SH    R5,=H'4'
         BM    MISFIT
         LA    R3,4(R3)
         SH    R4,=H'4'
         LTR   R5,R5
         BZ    VEMPTY
         BAL   R9,PUT
VEMPTY   AR    R3,R5
         SR    R4,R5
         BZ    NEXT
         CLI   OTASCII,0
         BE    VNEXT
DATAD    CLI   0(R3),X'5E'        PADDING
         BE    NEXT
         CH    R4,=H'4'
         BL    MISFIT
         MVC   OTDEC(4),0(R3)
         OC    OTDEC(4),=X'F0F0F0F0'
         MVC   OTLAB+10(5),=C'00000'
         MVC   OTLAB+11(4),OTDEC
         LA    R1,OTLAB+10
         BAL   R10,DIGITS
         LR    R5,R0
         B     VRECORD
*        PUT - RECORD 3, LENGTH 5 INTO THE FILE
PUT      ST    R3,OTFILE+FPBUF-FILEPLST
         ST    R5,OTFILE+FPLEN-FILEPLST
         CLI   OTOPEN,0
         BNE   PUTASC
         MVI   OTOPEN,1
         MVC   WORKMODE(1),OTNAME+16
         MVC   OTFILE+24(1),OTNAME+16
         CALL  ERASE,WORKERAS
         MVI   OTFILE+FPFV-FILEPLST,C'F'
         CLI   OTFORM,C'F'
         BE    PUTASC
         MVI   OTFILE+FPFV-FILEPLST,C'V'
PUTASC   CLI   OTASCII,0
         BE    PUTIT
         LR    R7,R5
         LR    R8,R3
         L     R1,=A(ASCTOEBC)
PUTTR    LR    R14,R7
         CH    R14,=H'256'
         BNH   PUTTRIT
         LA    R14,256
PUTTRIT  SR    R7,R14
         BCTR  R14,0
         EX    R14,TRANS
         LA    R8,1(R14,R8)
         LTR   R7,R7
         BP    PUTTR
PUTIT    CALL  WRBUF,OTFILE
         LTR   R6,R15
         BNZ   BADWRITE
         L     R1,OTRECS
         LA    R1,1(R1)
         ST    R1,OTRECS
         BR    R9
TRANS    TR    0(0,R8),0(R1)
*
*        READ - A BLOCK.  CODE NOT 0: A TAPE MARK
*
READ     MVC   OTBUF,OTBLOCK
         LH    R0,=AL2(OTMOST)
         ST    R0,OTSIZE
         LA    R1,=CL8'READ'
         LINK  OSTDO
         LTR   R6,R15
         BCR   8,R9
         CH    R6,=H'2'
         BNE   DROP
         LTR   R6,R6
         BR    R9
*
DONE     CLI   OTOPEN,0
         BE    NODATA
         CALL  FINIS,OTFILE
         LTR   R6,R15
         BNZ   BADWRITE
         MVC   NEWNAME(18),OTNAME
         MVC   OLDMODE(1),OTNAME+16
         CALL  ALTER,RENAME
         LTR   R6,R15
         BNZ   BADWRITE
         CLI   OTLABEL,0
         BE    TELL
         LA    R1,=CL8'FSF'       BEHIND THE LABELS AT ITS END
         LINK  OSTDO
TELL     MVC   ERRLINE(40),=CL40' '
         L     R0,OTRECS
         CALL  TODEC,ERRLINE
         MVC   ERRLINE+11(12),=C'RECORDS READ'
         TYPE  ERRLINE,40
         SR    R6,R6
END      RETURN (R6)
NODATA   FAIL  32,'THERE IS NO DATA BEFORE THE TAPE MARK'
MISFIT   L     R0,OTBLKS
         CALL  TODEC,OTDEC2
         MVC   ERRLINE(80),=CL80'BLOCK        DOES NOT FIT FORMAT AND LX
               RECL: OPTIONS RECFM, LRECL'
         MVC   ERRLINE+6(6),OTDEC2+4
         TYPE  ERRLINE,80,COLOR=R
         LA    R6,32
         B     DROP
BADWRITE TYPE  'THE FILE CANNOT BE WRITTEN',COLOR=R
         LA    R6,100(R6)
DROP     CLI   OTOPEN,0
         BE    END
         CALL  FINIS,OTFILE
         CALL  ERASE,WORKERAS
         B     END
*        DIGITS - 5 CHARACTERS AT 1: 0 THE NUMBER, 0 WHEN THEY ARE NONE
DIGITS   LA    R0,5
         LR    R14,R1
DIGNEXT  CLI   0(R14),C'0'
         BL    DIGNONE
         CLI   0(R14),C'9'
         BH    DIGNONE
         LA    R14,1(R14)
         BCT   R0,DIGNEXT
         PACK  OTDEC,0(5,R1)
         CVB   R0,OTDEC
         BR    R10
DIGNONE  SR    R0,R0
         BR    R10
         DS    0D
WORKERAS DC    CL8'ERASE',CL8'OSTAPE',CL8'CMSUT1'
WORKMODE DC    CL8'P',8X'FF'
RENAME   DC    CL8'ALTER',CL8'OSTAPE',CL8'CMSUT1'
OLDMODE  DC    CL8'P'
NEWNAME  DC    CL16' '
NEWMODE  DC    CL8'P1',CL8'(',CL8'REPLACE',8X'FF'
         LTORG
         END
