FSLO     TITLE 'FSLOOK - FINDING DISKS, FILES AND OPEN FILES'
*
* PURPOSE.    ADTLKP   1 MODE: 1 IS THE FIRST DISK OF THAT LETTER
*             ADTLKW   THE SAME, TO BE WRITTEN
*             FSTLKP   1 LIST (FILEPLST): 1 IS THE FST OF THE FIRST
*                      SUCH FILE, 0 ITS ADT
*             FSTLKW   THE SAME, ON DISKS THAT ARE WRITTEN
*             FSNEXT   THE SAME, ONE FILE AFTER THE OTHER; 0 IS THE
*                      ADDRESS OF THREE WORDS, ZERO AT FIRST
*             ACTLKP   1 LIST: 1 IS THE AFT WHEN SUCH A FILE IS OPEN
*             ACTNXT   THE SAME, BEHIND THE AFT 0
*             ACTFREE  1 IS A NEW AFT OF DISK 0
*             ACTFRET  AFT 1 IS NOT USED ANY MORE
*             ACTDROP  NOR ARE ALL THOSE OF DISK 1
* RETURNS     15: 0; 1 NONE; ADTLKP, ADTLKW 36 NO SUCH DISK, 12 IT IS
*             READ-ONLY; ACTFREE 41 NO STORAGE
* HOW         THE DISKS ARE SEARCHED IN THE ORDER OF THEIR CHAIN.  A
*             LETTER STANDS FOR ITS DISK AND THE READ-ONLY EXTENSIONS
*             OF IT; * FOR ANY LETTER, NAME OR TYPE; THE DIGIT OF THE
*             MODE SAYS NOTHING
* REGISTERS.  2 MODE, 3 LIST, 4 FST, 5 END OF THE BLOCK, 6 POSITION,
*             8 ADT, 9 FST BLOCK OR AFT, 12 BASE (OF THE SECTION)
*
CMSFSLOK CSECT
         REGS
         NUCON
         ADT
         MFD
         FST
         AFT
         FILEPLST
         USING ADT,R8
         USING FILEPLST,R3
ADTLKP   ENTER
         BASE  CMSFSLOK
         LR    R2,R1
         L     R8,AIADT
ADTNEXT  LTR   R8,R8
         BZ    ADTNONE
         BAL   R10,MODE
         BE    ADTHERE
         L     R8,ADTPTR
         B     ADTNEXT
ADTNONE  RETURN 36
ADTHERE  LR    R1,R8
         RETURN 0,KEEP=R1
*
ADTLKW   ENTER
         BASE  CMSFSLOK
         LR    R2,R1
         L     R8,AIADT
         SR    R9,R9
ADTWNEXT LTR   R8,R8
         BZ    ADTWNONE
         BAL   R10,MODE
         BNE   ADTWSKIP
         TM    ADTFLG1,ADTFRW
         BO    ADTHERE
         LA    R9,12
ADTWSKIP L     R8,ADTPTR
         B     ADTWNEXT
ADTWNONE LTR   R9,R9
         BZ    ADTNONE
         RETURN (R9)
*
*        MODE - DOES MODE 2 MEAN DISK 8.  CODE 0: YES
*
MODE     TM    ADTFLG1,ADTFFS
         BZ    MODENOT
         CLC   ADTM,0(R2)
         BCR   8,R10
         CLI   0(R2),C'*'
         BCR   8,R10
         CLI   0(R2),C' '
         BCR   8,R10
         CLI   0(R2),X'FF'        END OF A LIST
         BCR   8,R10
         CLI   0(R2),0
         BCR   8,R10
         CLI   ADTMX,C' '
         BE    MODENOT
         CLC   ADTMX,0(R2)
         BR    R10
MODENOT  LTR   R12,R12
         BR    R10
         EJECT
FSTLKP   ENTER WORK=12
         LR    R3,R1
         XC    72(12,R13),72(R13)
         LA    R0,72(R13)
         CALL  FSNEXT
         LTR   R15,R15
         BNZ   FSTNONE
         RETURN KEEP=(R0,R1)
FSTNONE  RETURN 1
*
FSTLKW   ENTER WORK=12
         LR    R3,R1
         XC    72(12,R13),72(R13)
FSTWNEXT LA    R0,72(R13)
         LR    R1,R3
         CALL  FSNEXT
         LTR   R15,R15
         BNZ   FSTWNONE
         LR    R8,R0
         TM    ADTFLG1,ADTFRW
         BZ    FSTWNEXT
         RETURN 0,KEEP=(R0,R1)
FSTWNONE RETURN 1
*
         USING HYPER,R9
         USING FST,R4
FSNEXT   ENTER
         BASE  CMSFSLOK
         LR    R3,R1
         LR    R6,R0
         LA    R2,FPFM
         L     R8,0(R6)
         LTR   R8,R8
         BZ    NEXTALL
         L     R9,4(R6)
         LA    R5,800(R9)
         L     R4,8(R6)
         B     NEXTSKIP
NEXTALL  L     R8,AIADT
NEXTDISK LTR   R8,R8
         BZ    NEXTNONE
         BAL   R10,MODE
         BNE   NEXTADT
         L     R9,ADTFDA
NEXTHYP  LTR   R9,R9
         BZ    NEXTADT
         LA    R4,HYFST
         LA    R5,800(R9)
NEXTFST  CLC   FSTN,FPFN
         BNE   NEXTANY
NEXTTYPE CLC   FSTT,FPFT
         BE    NEXTHIT
         CLC   FPFT,=CL8'*'
         BE    NEXTHIT
NEXTSKIP LA    R4,FSTL(R4)
         CR    R4,R5
         BL    NEXTFST
         L     R9,HYNEXT
         B     NEXTHYP
NEXTANY  CLI   FPFN,C'*'
         BNE   NEXTSKIP
         CLI   FPFN+1,C' '
         BNE   NEXTSKIP
         B     NEXTTYPE
NEXTADT  L     R8,ADTPTR
         B     NEXTDISK
NEXTHIT  CLI   FST,0              A FREE PLACE HAS NO NAME
         BE    NEXTSKIP
         ST    R8,0(R6)
         ST    R9,4(R6)
         ST    R4,8(R6)
         LR    R0,R8
         LR    R1,R4
         RETURN 0,KEEP=(R0,R1)
NEXTNONE RETURN 1
         DROP  R9,R4
         EJECT
         USING AFT,R9
ACTLKP   ENTER
         BASE  CMSFSLOK
         L     R9,ACTHEAD
         B     ACTBEGIN
ACTNXT   ENTER
         BASE  CMSFSLOK
         LR    R9,R0
         L     R9,AFTNEXT
ACTBEGIN LR    R3,R1
         LA    R2,FPFM
ACTLOOK  LTR   R9,R9
         BZ    NEXTNONE
         LA    R4,AFTFST
         USING FST,R4
         CLC   FSTN,FPFN
         BE    ACTTYPE
         CLC   FPFN,=CL8'*'
         BNE   ACTSKIP
ACTTYPE  CLC   FSTT,FPFT
         BE    ACTMODE
         CLC   FPFT,=CL8'*'
         BNE   ACTSKIP
ACTMODE  L     R8,AFTADT
         BAL   R10,MODE
         BE    ACTHIT
ACTSKIP  L     R9,AFTNEXT
         B     ACTLOOK
ACTHIT   LR    R1,R9
         RETURN 0,KEEP=R1
         DROP  R4
*
ACTFREE  ENTER
         BASE  CMSFSLOK
         LR    R8,R0
         FREE  BYTES=AFTLEN
         LTR   R15,R15
         BNZ   ACTNOROM
         LR    R9,R1
         XC    AFT(256),AFT
         XC    AFT+256(AFTCL+4-AFT-256),AFT+256
         ST    R8,AFTADT
         L     R2,=F'-1'
         ST    R2,AFTLINK
         ST    R2,AFTBLK
         LA    R2,1
         ST    R2,AFTRP
         ST    R2,AFTITEM
         L     R2,ACTHEAD
         ST    R2,AFTNEXT
         ST    R9,ACTHEAD
         LR    R1,R9
         RETURN 0,KEEP=R1
ACTNOROM RETURN 41
*
ACTFRET  ENTER
         BASE  CMSFSLOK
         LR    R9,R1
         BAL   R10,UNCHAIN
         RETURN 0
*
*        UNCHAIN - AFT 9
*
UNCHAIN  LA    R2,ACTHEAD
UNCLOOK  C     R9,0(R2)
         BE    UNCHERE
         L     R2,0(R2)           AFTNEXT COMES FIRST
         LTR   R2,R2
         BNZ   UNCLOOK
         BR    R10
UNCHERE  MVC   0(4,R2),AFTNEXT
         LR    R1,R9
         FRET  BYTES=AFTLEN
         BR    R10
*
ACTDROP  ENTER
         BASE  CMSFSLOK
         LR    R8,R1
DROPLOOK L     R9,ACTHEAD
DROPNEXT LTR   R9,R9
         BZ    DROPEND
         C     R8,AFTADT
         BE    DROPHIT
         L     R9,AFTNEXT
         B     DROPNEXT
DROPHIT  BAL   R10,UNCHAIN
         B     DROPLOOK
DROPEND  RETURN 0
         LTORG
         END
