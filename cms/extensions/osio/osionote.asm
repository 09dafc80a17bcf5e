OSNT     TITLE 'OSIONOTE - NOTE, POINT, BSP'
*
* PURPOSE.    OSNOTE   1 DCB: 1 IS WHERE THE BLOCK READ OR WRITTEN LAST IS,
*                      0 THE ROOM BEHIND IT (ALWAYS ENOUGH)
*             OSPOINT  1 DCB, 0 ADDRESS OF SUCH A WORD: READ OR WRITE GOES
*                      ON THERE; WITH A LAST BYTE OF 1 BEHIND IT
*             OSFINDC  THE SAME, FIND WITH THE PLACE OF A MEMBER
*             OSBSP    SVC 69, 1 DCB: BACK OVER THE LATEST BLOCK
* HOW         OF THE WORD THREE BYTES ARE THE ITEM THAT BEGINS THE BLOCK (OS:
*             TRACK AND RECORD), THE FOURTH IS ZERO
* RETURNS     15: 0; BSP 4 THERE IS NO BLOCK BEFORE, 8 NOT A FILE
* REGISTERS.  2 ITEM, 3 PLACE, 8 DCB, 9 BLOCK, 10 LINK, 12 BASE (OF THE
*             SECTION)
*
CMSOSNOT CSECT
         REGS
         NUCON
         FILEPLST
         OSDCB
         OSFCB
         OSDEB
         USING DCB,R8
         USING OSDEB,R9
OSNOTE   OSENTER
         BASE  CMSOSNOT
         BAL   R10,BLOCK
         L     R1,DEBFIRST
         SLL   R1,8
         L     R0,=F'32767'
         RETURN 0,KEEP=(R0,R1)
BLOCK    L     R15,=V(OSFIND)
         BALR  R14,R15
         LTR   R15,R15
         BCR   8,R10
         L     R15,=V(OSNODEB)
         BR    R15
*
OSFINDC  OSENTER
         BASE  CMSOSNOT
         LR    R3,R0
         BAL   R10,BLOCK
         BAL   R10,PLACE
         ST    R2,DEBBASE
         RETURN 0
OSPOINT  OSENTER
         BASE  CMSOSNOT
         LR    R3,R0
         BAL   R10,BLOCK
         BAL   R10,PLACE
         CLI   3(R3),1
         BNE   POINTED
         LA    R2,1(R2)
         ST    R2,DEBITEM
POINTED  RETURN 0
*        PLACE - THE WORD AT 3, ON ANY BOUNDARY
PLACE    SR    R2,R2
         IC    R2,0(R3)
         SLL   R2,8
         IC    R2,1(R3)
         SLL   R2,8
         IC    R2,2(R3)
         LTR   R2,R2
         BNZ   PLACE1
         LA    R2,1
PLACE1   ST    R2,DEBITEM
         ST    R2,DEBFIRST
         NI    DEBFLAG,255-DEBEOF
         BR    R10
*
OSBSP    ENTER
         BASE  CMSOSNOT
         L     R15,=V(OSFIND)
         BALR  R14,R15
         LTR   R15,R15
         BNZ   BSPNOT
         CLI   DEBFCB+FCBDEV-OSFCB,FCBTAP
         BE    BSPTAPE
         CLI   DEBFCB+FCBDEV-OSFCB,FCBDSK
         BNE   BSPNOT
         TM    DEBFLAG,DEBEOF     BEHIND THE END OF DATA: THAT FIRST
         BO    BSPEND
         L     R2,DEBITEM
         C     R2,DEBFIRST        BEHIND THE LATEST BLOCK
         BH    BSPFIRST
         L     R1,DEBLRECL
         LA    R3,1
         TM    DEBFMT,RECU
         BO    BSPITEMS
         TM    DEBFMT,RECF
         BZ    BSPITEMS
         L     R3,DEBBLK          F: A BLOCK OF SO MANY
         SR    R2,R2
         DR    R2,R1
BSPITEMS L     R2,DEBITEM
         SR    R2,R3
         BP    BSPSET
         L     R2,DEBITEM
         C     R2,=F'1'
         BE    BSPNONE
         LA    R2,1
         B     BSPSET
BSPFIRST L     R2,DEBFIRST
BSPSET   ST    R2,DEBITEM
         ST    R2,DEBFIRST
         RETURN 0
BSPEND   NI    DEBFLAG,255-DEBEOF
         RETURN 0
BSPNONE  RETURN 4
BSPTAPE  LINK  OSTAPEBS
         LTR   R15,R15
         BNZ   BSPNOT
         RETURN 0
BSPNOT   RETURN 8
         LTORG
         END
