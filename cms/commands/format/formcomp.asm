FORC     TITLE 'FORMCOMP - MORE OR FEWER CYLINDERS'
*
* PURPOSE.    FORMCOMP  DISK 8 GETS WANTED CYLINDERS, OR AS MANY AS THE
*             ARM CAN REACH; ITS FILES STAY
* CALLED      BY FORMAT; 2 DEVICE, 8 ADT OF A DISK THAT IS WRITTEN, 11
*             FORMBLK
* RETURNS     1 CYLINDERS; 15: 0; 88 RECORDS IN USE ARE IN THE WAY, WHICH
*             HAS BEEN TOLD; AS DOIO, RDTK AND WRTK
* HOW         NEW CYLINDERS ARE FORMATTED.  A LONGER MAP GETS EXTENSIONS
*             IN THE FIRST NEW RECORDS; THEIR BITS IN OLDER EXTENSIONS
*             MEAN NOTHING TO THE OLD DIRECTORY.  THE MFD IS WRITTEN
*             LAST: STOPPED BEFORE, THE DISK IS AS IT WAS
* REGISTERS.  2 DEVICE, 3 HALFWORD OF THE MFD, 4 WORK, 5 RECORDS OF THE
*             OLD DISK, 6 EXTENSIONS NEEDED MORE, 7 MFD, 8 ADT, 9
*             CYLINDERS, 10 LINK, 11 FORMBLK, 12 BASE
*
CMSFORMC CSECT
         REGS
         NUCON
         ADT
         MFD
         TRKPLST
         FORMBLK
         USING ADT,R8
         USING MFD,R7
FORMCOMP ENTER
         MVC   CLOSLIST,CLOSFORM  ALL THAT IS OPEN IS ON DISK
         MVC   CLOSLIST+24(1),ADTM
         CALL  FINIS,CLOSLIST
         L     R9,ADTCYL
         LINK  FORMTYPE
         LR    R5,R9
         M     R4,ONCYL
         LINK  FORMCYLS           WHEN THERE ARE MORE
         LTR   R15,R15
         BNZ   BAD
         C     R1,WANTED          FEWER: AS WANTED
         BNH   CYLS
         L     R1,WANTED
CYLS     LR    R9,R1
         L     R7,ADTMFDA
         LR    R1,R9
         M     R0,ONCYL
         CR    R1,R5
         BNL   EXTS
         BAL   R10,INUSE
         BNZ   INWAY
EXTS     LR    R1,R9              EXTENSIONS THAT THE NEW MAP NEEDS
         M     R0,ONCYL
         LA    R1,7(R1)
         SRL   R1,3
         SR    R6,R6
         S     R1,MFDHEAD
         BNP   EXTCOUNT
         LA    R1,799(R1)
         SR    R0,R0
         D     R0,=F'800'
         LR    R6,R1
EXTCOUNT MVC   EXTOLD,MFDEXTN
         S     R6,EXTOLD
         BM    INWAY
         LR    R2,R7              THE MFD IN STORAGE, AND AS ON DISK
         LA    R1,4
         LA    R4,RECORD
         BAL   R10,READ
         BNZ   BAD
         L     R4,MFDHEAD
         ST    R4,HEADLEN
         LA    R1,MFDMSK-MFD+216
         SR    R1,R4
         LA    R7,RECORD
         AR    R1,R7
         ST    R1,HEADMAP
         LTR   R6,R6
         BZ    NUMBERS
         BAL   R10,EXTEND
         BNZ   BAD
NUMBERS  LR    R1,R9
         M     R0,ONCYL
         SR    R1,R5              RECORDS MORE, OR FEWER
         LR    R0,R1
         A     R1,MFDNUM
         ST    R1,MFDNUM
         A     R0,MFDLEFT
         ST    R0,MFDLEFT
         STH   R9,MFDCYL
         LA    R1,4
         LA    R4,RECORD
         BAL   R10,WRITE
         BNZ   BAD
         LR    R1,R8
         CALL  RELUFD
         LR    R1,R9
         RETURN 0,KEEP=R1
BAD      LR    R3,R15
         RETURN (R3)
INWAY    TYPE  'RECORDS IN USE ARE IN THE WAY, OR THE MAP IS',COLOR=R
         RETURN 88
*
*        INUSE - IS A RECORD BEHIND 1 IN USE, UP TO 5.  CODE NOT 0: YES
*
INUSE    LA    R1,1(R1)
         CR    R1,R5
         BH    INUSNOT
         BITOF MFDMAPP
         EX    R15,TESTBIT
         BZ    INUSE
         BR    R10
INUSNOT  SR    R1,R1
         BR    R10
TESTBIT  TM    0(R14),0
*
*        EXTEND - 6 MORE EXTENSIONS OF THE MAP.  CODE NOT 0: 15 SAYS
*        WHY
*
EXTEND   ST    R10,RETEXT
         XC    MAPREC(256),MAPREC
         XC    MAPREC+256(256),MAPREC+256
         XC    MAPREC+512(256),MAPREC+512
         XC    MAPREC+768(32),MAPREC+768
         LA    R3,1(R5)           THE NEW RECORDS, ZEROS
         LR    R4,R6
EXTZERO  ST    R4,EXTLEFT
         LR    R1,R3
         LA    R4,MAPREC
         BAL   R10,WRITE
         BNZ   EXTEND9
         LA    R3,1(R3)
         L     R4,EXTLEFT
         BCT   R4,EXTZERO
         LA    R3,MFDFST          THE SENTINEL
EXTLOOK  CLC   0(2,R3),=X'FFFD'
         BNL   EXTFOUND
         LA    R3,2(R3)
         B     EXTLOOK
EXTFOUND MVC   0(2,R3),=X'FFFD'
         L     R1,EXTOLD
         AR    R1,R1
         LA    R3,2(R1,R3)
         LR    R1,R6
         AR    R1,R1
         AR    R1,R3
         LA    R0,MFDNUM
         CR    R1,R0
         BH    INWAY
         LA    R4,1(R5)
EXTNEXT  STC   R4,1(R3)
         LR    R1,R4
         SRL   R1,8
         STC   R1,0(R3)
         LA    R3,2(R3)
         BAL   R10,TAKEN
         BNZ   EXTEND9
         LA    R4,1(R4)
         BCT   R6,EXTNEXT
         SR    R15,R15
EXTEND9  L     R10,RETEXT
         LTR   R15,R15
         BR    R10
*
*        TAKEN - RECORD 4 IS IN USE.  CODE NOT 0: 15 SAYS WHY
*
TAKEN    ST    R10,RETTAKEN
         ST    R4,KEEP4
         LM    R0,R1,MFDUSED      AND MFDLEFT
         AH    R0,=H'1'
         BCTR  R1,0
         STM   R0,R1,MFDUSED
         BCTR  R4,0
         LR    R0,R4
         N     R0,=F'7'
         LA    R1,128
         LR    R15,R0
         SRL   R1,0(R15)
         ST    R1,MASKBIT
         SRL   R4,3
         C     R4,MFDLAST
         BNH   TAKEWHER
         ST    R4,MFDLAST
TAKEWHER L     R14,HEADMAP
         C     R4,HEADLEN
         BL    TAKEHEAD
         S     R4,HEADLEN
         LR    R1,R4
         SR    R0,R0
         D     R0,=F'800'
         ST    R0,PLACE           BYTE IN EXTENSION 1
         LR    R15,R1
         S     R15,EXTOLD
         BM    TAKEOLD
         LA    R1,1(R15,R5)       ONE OF THE NEW
         B     TAKEREAD
TAKEOLD  AR    R1,R1
         LA    R15,MFDEXT-MFD(R1,R2)
         HALF  R1,0(R15)
TAKEREAD ST    R1,EXTREC
         LA    R4,MAPREC
         BAL   R10,READ
         BNZ   TAKEEND
         LA    R14,MAPREC
         A     R14,PLACE
         L     R1,MASKBIT
         EX    R1,SETBIT
         L     R1,EXTREC
         LA    R4,MAPREC
         BAL   R10,WRITE
         B     TAKEEND
TAKEHEAD AR    R14,R4
         L     R1,MASKBIT
         EX    R1,SETBIT
         SR    R15,R15
TAKEEND  L     R4,KEEP4
         L     R10,RETTAKEN
         LTR   R15,R15
         BR    R10
SETBIT   OI    0(R14),0
*
*        READ, WRITE - RECORD 1 INTO OR FROM 4.  CODE NOT 0: 15 SAYS
*        WHY
*
READ     LA    R0,1
         B     LIST
WRITE    SR    R0,R0
LIST     ST    R1,TKLIST+TKREC-TRKPLST
         ST    R4,TKLIST+TKBUF-TRKPLST
         LA    R1,800
         ST    R1,TKLIST+TKLEN-TRKPLST
         ST    R8,TKLIST+TKADT-TRKPLST
         LTR   R0,R0
         BZ    LISTWR
         CALL  RDTK,TKLIST
         LTR   R15,R15
         BR    R10
LISTWR   CALL  WRTK,TKLIST
         LTR   R15,R15
         BR    R10
CLOSFORM DC    CL8'FINIS',CL8'*',CL8'*',CL8' '
         LTORG
         END
