EDST     TITLE 'EDSET - SETTINGS THAT ARE WORDS'
*
* PURPOSE.    CASE U OR M      CAPITALS, OR AS TYPED
*             IMAGE ON, OFF OR CANON    TABS AND BACKSPACES
*             LINEMODE LEFT, RIGHT OR OFF  LINE NUMBERS
*             LONG, SHORT      HOW WRONG SUBCOMMANDS ARE ANSWERED
*             BRIEF            VERIFY OFF
*             VERIFY (ON OR OFF) (FIRST) LAST  LINES CHANGED OR FOUND
*                              ARE TYPED; THEIR COLUMNS
*             RECFM F OR V     FNAME NAME      FMODE MODE
*             FORMAT LINE      (DISPLAY: FULL-SCREEN EDITING)
*             PRESERVE, RESTORE   ALL SETTINGS
*             MOST OF THEM WITHOUT OPERAND SHOW THE SETTING
* RETURNS     AS EDTAB SAYS
* REGISTERS.  2 3 WORK, 4 PLACE, 11 EDBLK, 12 BASE (OF THE SECTION)
*
CMSEDSET CSECT
         REGS
         NUCON
         FILEPLST
         EDBLK
EDCASES  ENTER
         BASE  CMSEDSET
         LA    R4,EDCASE
         LA    R2,CASEWORD
         B     CHOOSE
EDIMAGES ENTER
         BASE  CMSEDSET
         LA    R4,EDIMAGE
         LA    R2,IMAGWORD
         B     CHOOSE
*
*        CHOOSE - A WORD OF TABLE 2 SETS THE CHARACTER AT 4
*
CHOOSE   LINK  EDWORD
         LTR   R15,R15
         BNZ   SHOW
         LR    R3,R2
CHOONEXT CLI   0(R3),X'FF'
         BE    WRONG
         CLC   EDTOKEN,1(R3)
         BE    CHOOSET
         LA    R3,9(R3)
         B     CHOONEXT
CHOOSET  LINK  EDNOMORE
         LTR   R15,R15
         BNZ   WRONG
         MVC   0(1,R4),0(R3)
         RETURN 0
SHOW     CLC   0(1,R2),0(R4)
         BE    SHOWIT
         LA    R2,9(R2)
         B     SHOW
SHOWIT   SAY   1(R2),8
         RETURN 0
WRONG    RETURN 4
CASEWORD DC    C'U',CL8'U',C'M',CL8'M',X'FF'
IMAGWORD DC    C'Y',CL8'ON',C'N',CL8'OFF',C'C',CL8'CANON',X'FF'
LINEWORD DC    C'N',CL8'OFF',C'L',CL8'LEFT',C'R',CL8'RIGHT'
         DC    C'L',CL8'L',C'R',CL8'R',X'FF'
FORMWORD DC    C'F',CL8'F',C'V',CL8'V',X'FF'
*
EDLINEMO ENTER WORK=8
         BASE  CMSEDSET
         MVC   72(1,R13),EDLMODE
         L     R2,EDARG
         ST    R2,76(R13)
         LINK  EDWORD
         MVC   EDARG,76(R13)
         CLI   EDTOKEN,C'R'
         BNE   LINEGO
         CLC   EDRECL,=F'80'
         BL    LINESHRT
LINEGO   LA    R4,EDLMODE
         LA    R2,LINEWORD
         B     CHOOSE
LINESHRT SAY   'LINE NUMBERS ON THE RIGHT NEED RECORDS OF 80'
         RETURN 12
*
EDRECFMS ENTER
         BASE  CMSEDSET
         LA    R4,EDRECFM
         LA    R2,FORMWORD
         B     CHOOSE
*
EDLONGS  ENTER
         BASE  CMSEDSET
         LA    R2,C'Y'
         LA    R4,EDLONG
         B     PLAIN
EDSHORTS ENTER
         BASE  CMSEDSET
         LA    R2,C'N'
         LA    R4,EDLONG
         B     PLAIN
EDBRIEF  ENTER
         BASE  CMSEDSET
         LA    R2,C'N'
         LA    R4,EDVERIFY
PLAIN    LINK  EDNOMORE
         LTR   R15,R15
         BNZ   WRONG
         STC   R2,0(R4)
         RETURN 0
         EJECT
EDVERIFS ENTER
         BASE  CMSEDSET
         L     R2,EDARG
         LINK  EDWORD
         LTR   R15,R15
         BNZ   VERSHOW
         LA    R4,C'Y'
         CLC   EDTOKEN,=CL8'ON'
         BE    VERWORD
         LA    R4,C'N'
         CLC   EDTOKEN,=CL8'OFF'
         BE    VERWORD
         IC    R4,EDVERIFY
         ST    R2,EDARG           ONLY COLUMNS
VERWORD  LINK  EDNUM
         CH    R15,=H'4'
         BE    VERSET
         LTR   R15,R15
         BNZ   WRONG
         LA    R2,1
         LR    R3,R0
         LINK  EDNUM
         CH    R15,=H'4'
         BE    VERCOLS
         LTR   R15,R15
         BNZ   WRONG
         LR    R2,R3
         LR    R3,R0
         LINK  EDNOMORE
         LTR   R15,R15
         BNZ   WRONG
VERCOLS  C     R3,=F'99999999'
         BNE   VERLIMIT
         L     R3,EDRECL
VERLIMIT LTR   R2,R2
         BNP   WRONG
         CR    R2,R3
         BH    WRONG
         C     R3,EDMOST
         BH    WRONG
         ST    R2,EDVER1
         ST    R3,EDVER2
VERSET   STC   R4,EDVERIFY
         RETURN 0
VERSHOW  MVC   EDOUT(3),=C'OFF'
         CLI   EDVERIFY,C'Y'
         BNE   VERTYPE
         MVC   EDOUT(3),=C'ON '
VERTYPE  L     R0,EDVER1
         CALL  TODEC,EDNUMBER
         MVC   EDOUT+3(4),EDNUMBER+6
         L     R0,EDVER2
         CALL  TODEC,EDNUMBER
         MVC   EDOUT+7(4),EDNUMBER+6
         SAY   EDOUT,11
         RETURN 0
         EJECT
EDFNAMES ENTER
         BASE  CMSEDSET
         LINK  EDWORD
         LTR   R15,R15
         BNZ   FNSHOW
         CLC   EDTOKLEN,=F'8'
         BH    WRONG
         CLI   EDTOKEN,C'*'
         BE    WRONG
         CLI   EDTOKEN,C'('
         BE    WRONG
         MVC   EDOUT(8),EDTOKEN
         LINK  EDNOMORE
         LTR   R15,R15
         BNZ   WRONG
         MVC   EDFN,EDOUT
         RETURN 0
FNSHOW   SAY   EDFN,8
         RETURN 0
*
EDFMODES ENTER
         BASE  CMSEDSET
         LINK  EDWORD
         LTR   R15,R15
         BNZ   FMSHOW
         LINK  EDMODEOK
         LTR   R15,R15
         BNZ   FMWRONG
         MVC   EDOUT(2),EDTOKEN
         LINK  EDNOMORE
         LTR   R15,R15
         BNZ   WRONG
         CALL  ADTLKP,EDOUT
         LTR   R15,R15
         BNZ   FMNONE
         MVC   EDFM(1),EDOUT
         CLI   EDOUT+1,C' '
         BE    FMSET
         MVC   EDFM,EDOUT
FMSET    RETURN 0
FMWRONG  RETURN 4
FMSHOW   SAY   EDFM,2
         RETURN 0
FMNONE   SAY   'NO SUCH DISK IS LOGGED IN'
         RETURN 12
*
*        EDMODEOK - IS EDTOKEN A MODE.  15: 0, 4
*
EDMODEOK ENTER
         BASE  CMSEDSET
         CLC   EDTOKLEN,=F'2'
         BH    WRONG
         CLI   EDTOKEN,C'A'
         BL    WRONG
         CLI   EDTOKEN,C'Z'
         BH    WRONG
         CLC   EDTOKEN(2),=C'SY'
         BE    MODEGOOD
         CLI   EDTOKEN+1,C' '
         BE    MODEGOOD
         CLI   EDTOKEN+1,C'0'
         BL    WRONG
         CLI   EDTOKEN+1,C'6'
         BH    WRONG
MODEGOOD RETURN 0
         EJECT
EDFORMAT ENTER
         BASE  CMSEDSET
         LINK  EDWORD
         LTR   R15,R15
         BNZ   WRONG
         CLC   EDTOKEN,=CL8'LINE'
         BE    FORMLINE
         CLC   EDTOKEN,=CL8'DISPLAY'
         BNE   WRONG
         SAY   'FORMAT DISPLAY BELONGS TO FULL-SCREEN EDITING: USE XEDIX
               T'
         RETURN 12
FORMLINE RETURN 0
*
EDPRESER ENTER
         BASE  CMSEDSET
         LINK  EDNOMORE
         LTR   R15,R15
         BNZ   WRONG
         MVC   EDKEPT,EDSET
         MVI   EDISKEPT,C'Y'
         RETURN 0
*
EDRESTOR ENTER
         BASE  CMSEDSET
         LINK  EDNOMORE
         LTR   R15,R15
         BNZ   WRONG
         CLI   EDISKEPT,C'Y'
         BNE   RESTNONE
         MVC   EDSET(EDSETLEN),EDKEPT
         RETURN 0
RESTNONE SAY   'NOTHING WAS PRESERVED'
         RETURN 12
         LTORG
         END
