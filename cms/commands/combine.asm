COMB     TITLE 'COMBINE - COPIES FILES INTO ONE'
*
* PURPOSE.    COMBINE NFN NFT NFM FN FT FM (FN FT FM ...)  THE FILES
*             ONE AFTER THE OTHER INTO A NEW ONE
*             COPYFILE FN FT FM (FN FT FM ...) NFN NFT NFM  THE SAME
*             * OR = IN THE NEW NAME: AS THAT OF THE FIRST FILE.  A
*             FILE THAT IS THERE IS REPLACED WHEN THE NEW ONE IS WHOLE
* RETURNS     0; 24 OPERANDS WRONG; 28 FILE NOT FOUND; 32 FORMATS OR
*             LENGTHS DIFFER; 36 NO SUCH DISK; 41 NO STORAGE; 100 +
*             CODE OF RDBUF OR WRBUF
* REGISTERS.  2 CODE, 3 NEW NAME, 4 FILE, 5 END OF THE FILES, 6 LENGTH,
*             7 ITEMS AT A TIME, 8 BUFFER, 10 LINK, 12 BASE (OF THE
*             SECTION)
*
CMSCOMB  CSECT
         REGS
         NUCON
         FILEPLST
         USING WORK,R13
BUFSIZE  EQU   16000
COMBINE  ENTER WORK=WORKLEN
         BASE  CMSCOMB
         LA    R3,8(R1)
         LR    R4,R3
         BAL   R10,COUNT
         LA    R4,24(R3)
         B     BEGIN
COPYFILE ENTER WORK=WORKLEN
         BASE  CMSCOMB
         LA    R4,8(R1)
         BAL   R10,COUNT
         SH    R5,=H'24'
         LR    R3,R5
BEGIN    SR    R8,R8
         MVC   OUT,OUTFORM
         MVC   OUTNAME,0(R3)
         LR    R1,R4
         BAL   R10,OPEN
         MVC   OUT+36(2),STATFST+30
         MVI   OUT+37,C' '
         LA    R1,OUTNAME
         LR    R14,R4
         LA    R2,2
SAMENAME CLC   0(8,R1),=CL8'*'
         BE    SAMECOPY
         CLC   0(8,R1),=CL8'='
         BNE   SAMENEXT
SAMECOPY MVC   0(8,R1),0(R14)
SAMENEXT LA    R1,8(R1)
         LA    R14,8(R14)
         BCT   R2,SAMENAME
         MVC   OUT+24(2),16(R3)
         CLI   OUT+24,C'*'
         BE    SAMEMODE
         CLI   OUT+24,C'='
         BNE   MODESET
SAMEMODE MVC   OUT+24(2),STATFST+24
MODESET  MVC   OUT+8(16),OUTNAME
         L     R6,STATFST+32
         MVC   OUT+38(2),=H'1'
         LA    R7,1
         CLI   OUT+36,C'F'
         BNE   STORAGE
         L     R15,=A(BUFSIZE)
         SR    R14,R14
         DR    R14,R6
         LTR   R15,R15
         BZ    STORAGE
         LR    R7,R15
STORAGE  L     R1,=F'65536'
         CLI   OUT+36,C'F'
         BNE   STORGET
         LR    R1,R7
         MR    R0,R6
STORGET  ST    R1,BUFLEN
         FREE  BYTES=(R1)
         LTR   R15,R15
         BNZ   FULL
         LR    R8,R1
         ST    R8,OUT+28
         BAL   R10,REPLACE
NEXTFILE CR    R4,R5
         BNL   DONE
         LR    R1,R4
         BAL   R10,OPEN
         CLC   OUT+36(1),STATFST+30
         BNE   DIFFER
         CLI   OUT+36,C'F'
         BNE   COPY
         C     R6,STATFST+32
         BNE   DIFFER
COPY     MVC   INP,OUT
         MVC   INP+8(16),0(R4)
         MVC   INP+24(2),16(R4)
         MVC   INP+32(4),BUFLEN
         STH   R7,INP+38
COPYNEXT CALL  RDBUF,INP
         LTR   R2,R15
         BNZ   COPYEND
         L     R1,INP+40
         ST    R1,OUT+32
         CLI   OUT+36,C'F'
         BNE   COPYPUT
         SR    R0,R0
         DR    R0,R6
         STH   R1,OUT+38
COPYPUT  CALL  WRBUF,OUT
         LTR   R2,R15
         BZ    COPYNEXT
         B     BAD
COPYEND  CH    R2,=H'12'
         BNE   BAD
         CALL  FINIS,INP
         LA    R4,24(R4)
         B     NEXTFILE
DONE     CALL  FINIS,OUT
         LTR   R2,R15
         BNZ   BAD
         CLC   OUT+8(16),OUTNAME
         BE    FREEBUF
         MVC   INP+8(16),OUTNAME  THE OLD ONE GOES
         MVC   INP+24(8),=CL8' '
         MVC   INP+24(1),OUT+24
         MVC   INP+32(8),=8X'FF'
         CALL  ERASE,INP
         MVC   REN,RENFORM
         MVC   REN+8(16),OUT+8
         MVC   REN+24(1),OUT+24
         MVC   REN+32(16),OUTNAME
         CALL  ALTER,REN
         LTR   R2,R15
         BNZ   BAD
FREEBUF  SR    R2,R2
GIVEBACK LTR   R8,R8
         BZ    RETCODE1
         LR    R1,R8
         L     R7,BUFLEN
         FRET  BYTES=(R7)
RETCODE1 RETURN (R2)
*
*        OPEN - IS THE FILE AT 1 THERE; STATFST
*
OPEN     MVC   INP(8),=CL8'STATE'
         MVC   INP+8(24),0(R1)
         CALL  STATE,INP
         LTR   R15,R15
         BCR   8,R10
         LR    R2,R15
         CH    R2,=H'36'
         BE    NODISK
         TYPE  'FILE NOT FOUND',COLOR=R
         B     DROP
NODISK   TYPE  'NO SUCH DISK IS LOGGED IN',COLOR=R
         B     DROP
*
*        REPLACE - IS THE NEW FILE THERE ALREADY: WRITE IT UNDER
*        ANOTHER NAME FIRST
*
REPLACE  MVC   INP,OUT
         MVI   INP+25,C' '
         CALL  STATEW,INP
         LTR   R15,R15
         BCR   7,R10
         MVC   OUT+16(8),=CL8'CMSUT1'
         MVC   INP+16(8),OUT+16
         MVC   INP+24(8),=CL8' '
         MVC   INP+24(1),OUT+24
         MVC   INP+32(8),=8X'FF'
         CALL  ERASE,INP
         BR    R10
*
*        COUNT - THE WORDS FROM 4: THREE FOR EACH FILE, AT LEAST TWO
*        FILES.  5 IS THEIR END
*
COUNT    LR    R5,R4
         SR    R2,R2
COUNTONE CLI   0(R5),X'FF'
         BE    COUNTED
         CLI   0(R5),C'('
         BE    WRONG
         LA    R5,8(R5)
         LA    R2,1(R2)
         B     COUNTONE
COUNTED  CH    R2,=H'6'
         BL    WRONG
         LR    R15,R2
         SR    R14,R14
         D     R14,=F'3'
         LTR   R14,R14
         BNZ   WRONG
         BR    R10
WRONG    FAIL  24,'NEW NAME AND FILES NEEDED, THREE WORDS EACH'
FULL     FAIL  41,'STORAGE IS EXHAUSTED'
DIFFER   TYPE  'FORMATS OR LENGTHS OF THE FILES DIFFER',COLOR=R
         LA    R2,32
         B     DROP
BAD      LA    R2,100(R2)
         TYPE  'THE FILE CANNOT BE READ OR WRITTEN',COLOR=R
DROP     LTR   R8,R8
         BZ    RETCODE1
         CALL  FINIS,OUT          WHAT IS WRITTEN SO FAR IS OF NO USE
         MVC   INP,OUT
         MVC   INP+24(8),=CL8' '
         MVC   INP+24(1),OUT+24
         MVC   INP+32(8),=8X'FF'
         CALL  ERASE,INP
         B     GIVEBACK
OUTFORM  DC    CL8'WRBUF',CL8' ',CL8' ',CL2' ',H'0',A(0),F'0',CL2' '
         DC    H'1',F'0'
RENFORM  DC    CL8'ALTER',CL8' ',CL8' ',CL8' ',CL8' ',CL8' '
         DC    CL8'=',8X'FF'
WORK     DSECT
         DS    18F
OUT      DS    CL44
         DS    F
INP      DS    CL44
         DS    F
OUTNAME  DS    CL16
BUFLEN   DS    F
REN      DS    CL64
WORKLEN  EQU   *-WORK-72
CMSCOMB  CSECT
         LTORG
         END
