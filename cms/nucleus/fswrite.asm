FSWR     TITLE 'FSWRITE - WRBUF'
*
* PURPOSE.    WRBUF  WRITE FPLEN BYTES FROM FPBUF AS ITEM FPITEM (0:
*                    THE NEXT) OF A FILE, OF A FIXED FILE AS FPITEMS
*                    ITEMS. A FILE THAT IS NOT THERE IS MADE, A FILE
*                    THAT IS THERE CONTINUED
*             FSNAME MAY A FILE OR TYPE HAVE THE NAME AT 1: 0, ELSE 20
* CALLED      1 LIST (FILEPLST), BY CALL OR SVC 202
* RETURNS     0; 2 NO BUFFER; 3 I/O ERROR; 4, 5 MODE LETTER, DIGIT BAD;
*             6 MORE THAN 65535 ITEMS; 7 A GAP IN A V FILE; 8 NO BYTES
*             OR ITEMS; 9 THE FILE IS BEING READ; 10 MORE THAN 3400
*             FILES; 11 NEITHER F NOR V; 12 THE DISK IS READ-ONLY; 13
*             IT IS FULL; 14 FPITEMS DOES NOT DIVIDE FPLEN; 15 ANOTHER
*             LENGTH THAN THE F FILE HAS; 16 F FOR V, OR V FOR F; 17 AN
*             ITEM LONGER THAN 65535; 18 MORE THAN ONE ITEM OF A V
*             FILE; 19 MORE THAN 16060 BLOCKS; 20 BAD NAME; 41 NO
*             STORAGE
* HOW         BEHIND AN ITEM OF A V FILE THAT IS REPLACED BY ONE OF
*             ANOTHER LENGTH THE FILE ENDS.  AFTER AN ERROR THE FILE IS
*             AS BEFORE.  THE DIRECTORY IS NOT CHANGED BEFORE FINIS
* REGISTERS.  2 ITEM, 3 LIST, 4 FST, 5 LENGTH OF AN ITEM, 6 ITEMS, 7
*             MFD, 8 ADT, 9 AFT, 10 11 LINKS, 12 BASE
*
CMSFSWRT CSECT
         REGS
         NUCON
         ADT
         MFD
         FST
         AFT
         FILEPLST
         USING FILEPLST,R3
         USING AFT,R9
         USING FST,R4
         USING ADT,R8
         USING MFD,R7
MOST     EQU   16060*800          BYTES OF A FILE
WRBUF    ENTER
         LR    R3,R1
         BUSY  BUSYWR
         BAL   R11,CHECK
         BNZ   WREND
         LR    R1,R3
         CALL  ACTLKP
WRLOOK   LTR   R15,R15
         BNZ   WROPEN
         LR    R9,R1
         L     R8,AFTADT
         TM    ADTFLG1,ADTFRW     OF A READ-ONLY EXTENSION:
         BO    WRHERE             ANOTHER IS MEANT
         LR    R1,R3
         LR    R0,R9
         CALL  ACTNXT
         B     WRLOOK
WRHERE   L     R7,ADTMFDA
         LA    R4,AFTFST
         TM    AFTFLAG,AFTWRITE
         BO    WRITEM
         LA    R15,9
         TM    AFTFLAG,AFTREAD
         BO    WREND
         B     WRCLAIM
WROPEN   BAL   R11,OPEN
         BNZ   WREND
WRCLAIM  LR    R1,R8              A PIECE FOR ITS FIRST CHAIN LINK
         CALL  QQTRK
         LTR   R15,R15
         BNZ   WRGIVEUP
         STH   R1,AFTPIECE
         OI    AFTFLAG,AFTWRITE
WRITEM   HALF  R2,FPITEM
         LTR   R2,R2
         BNZ   WRPUT
         L     R2,AFTWP
WRPUT    LA    R15,16
         CLC   FSTFV,FPFV
         BNE   WRUNDO
         LA    R15,6
         LR    R1,R2
         AR    R1,R6
         C     R1,=F'65536'
         BH    WRUNDO
         CLI   FSTFV,C'V'
         BE    WRVAR
         BAL   R11,FIXED
         BNZ   WRUNDO
         B     WRDONE
WRVAR    BAL   R11,VARIABLE
         BNZ   WRUNDO
WRDONE   AR    R2,R6              NEXT ITEM
         ST    R2,AFTWP
         STH   R2,FSTWP
         BCTR  R2,0
         HALF  R1,FSTIC
         CR    R2,R1
         BNH   WRGOOD
         STH   R2,FSTIC
WRGOOD   SR    R15,R15
         B     WREND
WRUNDO   LR    R5,R15             A NEW FILE WITHOUT ITEMS IS NONE
         CLC   FSTIC,=H'0'
         BNE   WRSAME
         LR    R1,R9
         LINK  FSABAND
WRSAME   LR    R15,R5
         B     WREND
WRGIVEUP LR    R5,R15
         LR    R1,R9
         CALL  ACTFRET
         LR    R15,R5
WREND    LR    R2,R15
         UNBUSY BUSYWR
         RETURN (R2)
         EJECT
*        CHECK - THE LIST.  6 ITEMS, 5 LENGTH OF EACH.  CODE NOT 0: 15
*        IS WHAT IS WRONG
*
CHECK    LA    R1,FPFN
         LINK  FSNAME
         LTR   R15,R15
         BNZ   CHECKBAD
         LA    R1,FPFT
         LINK  FSNAME
         LTR   R15,R15
         BNZ   CHECKBAD
         LA    R15,2
         L     R1,FPBUF
         LA    R1,0(R1)
         LTR   R1,R1
         BZ    CHECKBAD
         LA    R15,8
         L     R5,FPLEN
         LTR   R5,R5
         BNP   CHECKBAD
         HALF  R6,FPITEMS
         LTR   R6,R6
         BZ    CHECKBAD
         LA    R15,11
         CLI   FPFV,C'F'
         BE    CHECKDIV
         CLI   FPFV,C'V'
         BNE   CHECKBAD
         LA    R15,18
         CH    R6,=H'1'
         BNE   CHECKBAD
CHECKDIV LA    R15,14
         LR    R1,R5
         SR    R0,R0
         DR    R0,R6
         LTR   R0,R0
         BNZ   CHECKBAD
         LR    R5,R1
         LA    R15,17
         C     R5,=F'65535'
         BH    CHECKBAD
         LA    R15,4
         CLI   FPFM,C'A'
         BL    CHECKBAD
         CLI   FPFM,C'Z'
         BH    CHECKBAD
         CLI   FPFM+1,C' '
         BE    CHECKOK
         CLC   FPFM,=C'SY'
         BE    CHECKOK
         LA    R15,5
         CLI   FPFM+1,C'0'
         BL    CHECKBAD
         CLI   FPFM+1,C'6'
         BH    CHECKBAD
CHECKOK  SR    R15,R15
         BR    R11
CHECKBAD LTR   R15,R15
         BR    R11
         EJECT
*        OPEN - AN AFT FOR A FILE THAT IS NOT OPEN
*
OPEN     LA    R1,FPFM
         CALL  ADTLKW
         LR    R8,R1
         CH    R15,=H'36'
         BNE   OPENDISK
         LA    R15,4
OPENDISK LTR   R15,R15
         BCR   7,R11
         L     R7,ADTMFDA
         LR    R1,R3
         CALL  FSTLKW
         LTR   R15,R15
         BNZ   OPENNEW
         LR    R8,R0
         L     R7,ADTMFDA
         LINK  FSOPEN
         LR    R9,R1
         LA    R4,AFTFST
         LTR   R15,R15
         BR    R11
OPENNEW  LA    R15,10
         L     R1,ADTFSTC
         CH    R1,=H'3400'
         BNL   CHECKBAD
         LR    R0,R8
         CALL  ACTFREE
         LTR   R15,R15
         BCR   7,R11
         LR    R9,R1
         LA    R4,AFTFST
         OI    AFTFLG2,AFTNEW
         MVC   FSTN(16),FPFN
         MVC   FSTM,FPFM
         MVC   FSTM(1),ADTM
         CLC   FPFM,=C'SY'
         BNE   OPENDIG
         MVC   FSTM,FPFM
OPENDIG  CLI   FSTM+1,C' '
         BNE   OPENFV
         MVI   FSTM+1,C'5'
OPENFV   MVC   FSTFV,FPFV
         LA    R1,1
         ST    R1,AFTWP
         STH   R1,FSTRP
         SR    R15,R15
         BR    R11
         EJECT
*        FIXED - WRITE ITEMS 2 ON.  CODE NOT 0: 15 SAYS WHY
*
FIXED    CLC   FSTIC,=H'0'
         BNE   FIXLEN
         ST    R5,FSTIL
FIXLEN   LA    R15,15
         C     R5,FSTIL
         BCR   7,R11
         LR    R1,R2
         BCTR  R1,0
         M     R0,FSTIL
         LR    R14,R0
         LA    R15,19
         LTR   R14,R14
         BCR   7,R11
         CL    R1,=A(MOST)
         BCR   2,R11
         ST    R1,AFTOFF
         A     R1,FPLEN
         C     R1,=A(MOST)
         BCR   2,R11
         LR    R0,R1
         B     PUT
*
*        PUT - FPLEN BYTES AT AFTOFF; THE FILE ENDS AT BYTE 0 OR LATER
*
PUT      MVC   AFTCNT,FPLEN
         LR    R10,R0
         BAL   R14,ROOM
         LTR   R15,R15
         BCR   7,R11
         MVC   AFTUSER,FPBUF
         MVI   AFTUSER,0
         LR    R1,R9
         LINK  FILEPUT
         LTR   R15,R15
         BCR   7,R11
BLOCKS   LR    R1,R10
         A     R1,=F'799'
         SR    R0,R0
         D     R0,=F'800'
         HALF  R10,FSTDBC
         CR    R1,R10
         BNH   PUTGOOD
         STH   R1,FSTDBC
PUTGOOD  SR    R15,R15
         BR    R11
*
*        ROOM - IS THERE ROOM FOR AFTCNT BYTES.  15 NOT 0: NO
*
ROOM     ST    R14,AFTWORK
         LR    R1,R9
         LINK  FILENEED
         LTR   R15,R15
         BNZ   ROOMEND
         LTR   R1,R1
         BZ    ROOMEND
         L     R0,MFDROOM
         S     R0,MFDRES
         L     R15,ADTFSTC        FST BLOCKS OF NEW FILES: ONE MORE
         BCTR  R15,0              IS AMONG THE RECORDS KEPT
         L     R14,ACTHEAD
ROOMLOOK LTR   R14,R14
         BZ    ROOMFSTS
         C     R8,AFTADT-AFT(R14)
         BNE   ROOMSKIP
         TM    AFTFLG2-AFT(R14),AFTNEW
         BZ    ROOMSKIP
         LA    R15,1(R15)
ROOMSKIP L     R14,AFTNEXT-AFT(R14)
         B     ROOMLOOK
ROOMFSTS SR    R14,R14
         LTR   R15,R15
         BNP   ROOMTEST
         D     R14,=F'20'
         S     R15,ADTHBCT
         BNP   ROOMTEST
         SR    R0,R15
ROOMTEST SR    R15,R15
         CR    R1,R0
         BNH   ROOMEND
         LA    R15,13
ROOMEND  L     R14,AFTWORK
         BR    R14
         EJECT
*        VARIABLE - WRITE ITEM 2.  CODE NOT 0: 15 SAYS WHY
*
VARIABLE LA    R15,7
         HALF  R1,FSTIC
         LA    R1,1(R1)
         CR    R2,R1
         BCR   2,R11
         LR    R0,R2
         LR    R1,R9
         LINK  FILESEEK
         LTR   R15,R15
         BCR   7,R11
         L     R10,AFTPOS         END OF THE ITEM
         LA    R10,2(R5,R10)
         LA    R15,19
         C     R10,=A(MOST)
         BCR   2,R11
         MVC   AFTOFF,AFTPOS
         LA    R1,2(R5)
         ST    R1,AFTCNT
         BAL   R14,ROOM
         LTR   R15,R15
         BCR   7,R11
         HALF  R1,FSTIC
         CR    R2,R1
         BH    VARAPP
         MVC   AFTCNT,=F'2'       REPLACES ONE: OF WHICH LENGTH
         LA    R1,AFTWORK
         ST    R1,AFTUSER
         LR    R1,R9
         LINK  FILEGET
         LTR   R15,R15
         BCR   7,R11
         HALF  R1,AFTWORK
         CR    R1,R5
         BE    VARAPP
         STH   R2,FSTIC           THE FILE ENDS BEHIND IT
         LR    R1,R10
         A     R1,=F'799'
         SR    R0,R0
         D     R0,=F'800'
         LR    R0,R1
         LR    R1,R9
         LINK  FILEDROP
         LTR   R15,R15
         BCR   7,R11
         XC    FSTDBC,FSTDBC
VARAPP   STC   R5,AFTWORK+1
         LR    R1,R5
         SRL   R1,8
         STC   R1,AFTWORK
         LA    R1,AFTWORK
         ST    R1,AFTUSER
         MVC   AFTOFF,AFTPOS
         MVC   AFTCNT,=F'2'
         LR    R1,R9
         LINK  FILEPUT
         LTR   R15,R15
         BCR   7,R11
         ST    R5,AFTCNT
         MVC   AFTUSER,FPBUF
         MVI   AFTUSER,0
         LR    R1,R9
         LINK  FILEPUT
         LTR   R15,R15
         BCR   7,R11
         ST    R10,AFTPOS
         LA    R1,1(R2)
         ST    R1,AFTITEM
         C     R5,FSTIL
         BNH   BLOCKS
         ST    R5,FSTIL
         B     BLOCKS
         EJECT
FSNAME   ENTER
         LR    R3,R1
         CLI   0(R3),C' '
         BE    NAMEBAD
         LA    R4,8
NAMECHAR LA    R2,NAMECHRS
NAMELOOK CLC   0(1,R2),0(R3)
         BE    NAMEON
         LA    R2,1(R2)
         CLI   0(R2),0
         BNE   NAMELOOK
NAMEREST CLI   0(R3),C' '         ONLY BLANKS BEHIND
         BNE   NAMEBAD
         LA    R3,1(R3)
         BCT   R4,NAMEREST
         B     NAMEGOOD
NAMEON   LA    R3,1(R3)
         BCT   R4,NAMECHAR
NAMEGOOD RETURN 0
NAMEBAD  RETURN 20
NAMECHRS DC    C'EARTIONSLCUDPMHGBFYWKVXZJQ0123456789$#@+-:_',X'00'
         LTORG
         END
