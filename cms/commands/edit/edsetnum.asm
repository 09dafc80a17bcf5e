EDSN     TITLE 'EDSETNUM - SETTINGS THAT ARE NUMBERS'
*
* PURPOSE.    ZONE FIRST LAST  COLUMNS FOR CHANGE, LOCATE; * IS THE
*             LAST ONE TRUNC N          LAST COLUMN THAT IS FILLED
*             TABSET N1 N2 ... COLUMNS OF TABS;  TABDEF C  THE
*             CHARACTER SERIAL OFF, ON, ALL OR ID; N   NUMBERS IN
*                              COLUMNS 73 TO 80 WHEN THE FILE IS SAVED
*             RENUM FIRST N    NEW LINE NUMBERS (LINEMODE)
*             PROMPT N         STEP OF LINE NUMBERS
*             AUTOSAVE N, OFF  SAVE BEHIND EVERY N CHANGES
* RETURNS     AS EDTAB SAYS
* REGISTERS.  2 3 WORK, 4 PLACE, 5 COUNT, 11 EDBLK, 12 BASE (OF THE
*             SECTION)
*
CMSEDNUM CSECT
         REGS
         NUCON
         FILEPLST
         EDBLK
EDZONES  ENTER
         BASE  CMSEDNUM
         LINK  EDNUM
         CH    R15,=H'4'
         BE    ZONESHOW
         LTR   R15,R15
         BNZ   WRONG
         LR    R2,R0
         C     R2,=F'99999999'
         BNE   ZONE2
         LA    R2,1
ZONE2    L     R3,EDRECL
         LINK  EDNUM
         CH    R15,=H'4'
         BE    ZONESET
         LTR   R15,R15
         BNZ   WRONG
         C     R0,=F'99999999'
         BE    ZONEMORE
         LR    R3,R0
ZONEMORE LINK  EDNOMORE
         LTR   R15,R15
         BNZ   WRONG
ZONESET  LTR   R2,R2
         BNP   WRONG
         CR    R2,R3
         BH    WRONG
         C     R3,EDRECL
         BH    WRONG
         ST    R2,EDZONE1
         ST    R3,EDZONE2
         RETURN 0
ZONESHOW L     R0,EDZONE1
         CALL  TODEC,EDNUMBER
         MVC   EDOUT(4),EDNUMBER+6
         L     R0,EDZONE2
         CALL  TODEC,EDNUMBER
         MVC   EDOUT+4(4),EDNUMBER+6
         SAY   EDOUT,8
         RETURN 0
WRONG    RETURN 4
*
EDTRUNCS ENTER
         BASE  CMSEDNUM
         LA    R4,EDTRUNC
         L     R3,EDRECL
         B     NUMBER
EDPROMPS ENTER
         BASE  CMSEDNUM
         LA    R4,EDPROMPT
         LH    R3,=H'9999'
*
*        NUMBER - AT 4, 1 TO 3
*
NUMBER   LINK  EDNUM
         CH    R15,=H'4'
         BE    NUMSHOW
         LTR   R15,R15
         BNZ   WRONG
         C     R0,=F'99999999'
         BNE   NUMSET
         LR    R0,R3
NUMSET   LTR   R2,R0
         BNP   WRONG
         CR    R2,R3
         BH    WRONG
         LINK  EDNOMORE
         LTR   R15,R15
         BNZ   WRONG
         ST    R2,0(R4)
         RETURN 0
NUMSHOW  L     R0,0(R4)
         CALL  TODEC,EDNUMBER
         LA    R2,EDNUMBER
NUMTRIM  CLI   0(R2),C' '
         BNE   NUMTYPE
         LA    R2,1(R2)
         B     NUMTRIM
NUMTYPE  LA    R3,EDNUMBER+10
         SR    R3,R2
         SAY   0(R2),(R3)
         RETURN 0
*
EDAUTOSE ENTER
         BASE  CMSEDNUM
         L     R2,EDARG
         LINK  EDWORD
         CLC   EDTOKEN,=CL8'OFF'
         BE    AUTOOFF
         ST    R2,EDARG
         LTR   R15,R15
         BNZ   AUTOSHOW
         LA    R4,EDAUTO
         L     R3,=F'99999'
         XC    EDCHANGE,EDCHANGE
         B     NUMBER
AUTOOFF  XC    EDAUTO,EDAUTO
         RETURN 0
AUTOSHOW LA    R4,EDAUTO
         CLC   EDAUTO,=F'0'
         BNE   NUMSHOW
         SAY   'OFF'
         RETURN 0
         EJECT
EDTABSET ENTER WORK=40
         BASE  CMSEDNUM
         LA    R4,72(R13)
         XC    0(40,R4),0(R4)
         SR    R2,R2              THE COLUMN BEFORE
         LA    R5,32
TABNEXT  LINK  EDNUM
         CH    R15,=H'4'
         BE    TABEND
         LTR   R15,R15
         BNZ   WRONG
         CR    R0,R2
         BNH   WRONG
         LR    R2,R0
         C     R2,EDMOST
         BH    WRONG
         STC   R2,0(R4)
         LA    R4,1(R4)
         BCT   R5,TABNEXT
         LINK  EDNOMORE
         LTR   R15,R15
         BNZ   WRONG
TABEND   LTR   R2,R2
         BZ    TABSHOW
         MVC   EDTABS,72(R13)
         RETURN 0
TABSHOW  LA    R4,EDTABS
         LA    R3,EDOUT
         LA    R5,32
TABTYPE  SR    R0,R0
         IC    R0,0(R4)
         LTR   R0,R0
         BZ    TABTYPED
         CALL  TODEC,EDNUMBER
         MVC   0(4,R3),EDNUMBER+6
         LA    R3,4(R3)
         LA    R4,1(R4)
         BCT   R5,TABTYPE
TABTYPED LA    R2,EDOUT
         SR    R3,R2
         SAY   EDOUT,(R3)
         RETURN 0
*
EDTABDEF ENTER
         BASE  CMSEDNUM
         MVI   EDOUT,X'05'
         LINK  EDWORD
         LTR   R15,R15
         BNZ   TABCHAR
         CLC   EDTOKLEN,=F'1'
         BNE   WRONG
         L     R2,EDARG           AS IT WAS TYPED
         BCTR  R2,0
         MVC   EDOUT(1),0(R2)
         LINK  EDNOMORE
         LTR   R15,R15
         BNZ   WRONG
TABCHAR  MVC   EDTABCH,EDOUT
         RETURN 0
         EJECT
EDSERIES ENTER
         BASE  CMSEDNUM
         LINK  EDWORD
         LTR   R15,R15
         BNZ   WRONG
         LA    R2,C'N'
         CLC   EDTOKEN,=CL8'OFF'
         BE    SERSET
         LA    R2,C'A'
         CLC   EDTOKEN,=CL8'ALL'
         BE    SERINC
         LA    R2,C'I'
         MVC   EDOUT(3),EDFN
         CLC   EDTOKEN,=CL8'ON'
         BE    SERINC
         CLC   EDTOKLEN,=F'3'
         BH    WRONG
         MVC   EDOUT(3),EDTOKEN
SERINC   CLI   EDRECFM,C'F'
         BNE   SERNOT
         CLC   EDRECL,=F'80'
         BNE   SERNOT
         LA    R3,10
         LINK  EDNUM
         CH    R15,=H'4'
         BE    SERPUT
         LTR   R15,R15
         BNZ   WRONG
         LTR   R3,R0
         BNP   WRONG
         CH    R3,=H'9999'
         BH    WRONG
         LINK  EDNOMORE
         LTR   R15,R15
         BNZ   WRONG
SERPUT   ST    R3,EDSERINC
         CH    R2,=AL2(C'I')
         BNE   SERCOLS
         MVC   EDSERID,EDOUT
SERCOLS  CLC   EDTRUNC,=F'72'
         BNH   SERSET
         MVC   EDTRUNC,=F'72'
SERSET   STC   R2,EDSERIAL
         RETURN 0
SERNOT   SAY   'SERIAL NEEDS RECORDS OF FORMAT F, 80 CHARACTERS'
         RETURN 12
*
EDRENUM  ENTER
         BASE  CMSEDNUM
         CLI   EDLMODE,C'N'
         BE    RENNOT
         L     R2,EDPROMPT        FIRST NUMBER, STEP
         L     R3,EDPROMPT
         LINK  EDNUM
         CH    R15,=H'4'
         BE    RENFIRST
         LTR   R15,R15
         BNZ   WRONG
         LR    R2,R0
         LINK  EDNUM
         CH    R15,=H'4'
         BE    RENCHECK
         LTR   R15,R15
         BNZ   WRONG
         LTR   R3,R0
         BNP   WRONG
         LINK  EDNOMORE
         LTR   R15,R15
         BNZ   WRONG
RENCHECK LTR   R2,R2
         BNP   WRONG
         C     R2,=F'99999'
         BH    WRONG
         C     R3,=F'99999'
         BH    WRONG
RENFIRST L     R5,EDLINES
         LTR   R5,R5
         BZ    RENEND
         BCTR  R5,0
         MR    R4,R3              NUMBER OF THE LAST LINE
         LTR   R4,R4
         BNZ   RENMANY
         AR    R5,R2
         C     R5,=F'99999'
         BH    RENMANY
         LA    R0,1
         LINK  EDGOTO
RENNEXT  LA    R4,EDEND
         C     R4,EDCUR
         BE    RENEND
         LINK  EDUNPK
         ST    R2,EDNUMB
         LINK  EDNUMTXT
         LA    R4,EDBUF
         CLI   EDLMODE,C'L'
         BE    RENPUT
         LA    R4,EDBUF+75
RENPUT   MVC   0(5,R4),EDNUMBER
         LINK  EDTRIM
         LINK  EDCHG
         LTR   R15,R15
         BNZ   RENPART
         AR    R2,R3
         L     R0,EDCURNO
         AH    R0,=H'1'
         LINK  EDGOTO
         B     RENNEXT
RENEND   SR    R0,R0
         LINK  EDGOTO
         LINK  EDVERIF
         RETURN 0
RENMANY  SAY   'THE NUMBERS WOULD GO BEYOND 99999'
RENPART  RETURN 12
RENNOT   SAY   'LINES ARE NUMBERED AFTER LINEMODE LEFT OR RIGHT'
         RETURN 12
         LTORG
         END
