HSVC     TITLE 'HNDSVC - A PROGRAM''S SUPERVISOR CALLS'
*
* PURPOSE.    HNDSVC  SETS AND CLEARS ROUTINES FOR NUMBERS OF SUPERVISOR
*                     CALLS, 0 TO 200 AND 206 TO 255
* CALLED      1 LIST: NAME, CL4'SET' OR 'CLR', THEN FOR EACH AL1(NUMBER),
*             AL3(ROUTINE; WITH CLR ANYTHING); F'-1' ENDS IT
* RETURNS     0; 1 NO SUCH NUMBER, NO ADDRESS OF A ROUTINE; 2 ANOTHER ONE'S
*             PLACE WAS TAKEN; 3 CLR: NONE WAS SET; 24 THE LIST IS WRONG; 41
*             NO STORAGE.  WITH 1 AND 24 NOTHING WAS DONE
* HOW         SVCINT LOOKS HERE BEFORE SVCTAB.  A ROUTINE IS CALLED AS THOSE
*             OF SVCTAB ARE: THE CALLER'S 0-11, 12 AND 15 ITS ADDRESS, 13 A
*             SAVE AREA, 14 RETURN; ITS 0, 1, 15 GO BACK
* REGISTERS.  2 BLOCK, 3 LIST, 4 PLACE IN IT, 5 BLOCK BEFORE, 6 CODE, 7
*             NUMBER, 8 TURNS LEFT, 10 LINK, 12 BASE
*
CMSHNDS  CSECT
         REGS
         NUCON
         USERBLK
         USING USERSVCB,R2
HNDSVC   ENTER
         LR    R3,R1
         SR    R6,R6
         LA    R4,12(R3)
         LA    R8,256
         CLC   8(4,R3),=CL4'CLR'
         BE    HSVCLOOK
         CLC   8(4,R3),=CL4'SET'
         BNE   HSVCBAD
HSVCLOOK CLC   0(4,R4),=F'-1'     ARE THEY RIGHT
         BE    HSVCGOOD
         CLI   0(R4),201
         BL    HSVCADDR
         CLI   0(R4),205
         BNH   HSVCNOT
HSVCADDR CLI   8(R3),C'C'
         BE    HSVCMORE
         L     R0,0(R4)
         N     R0,=X'00FFFFFF'
         BZ    HSVCNOT
         CL    R0,CORESIZ
         BNL   HSVCNOT
         N     R0,=F'1'
         BNZ   HSVCNOT
HSVCMORE LA    R4,4(R4)
         BCT   R8,HSVCLOOK
HSVCBAD  RETURN 24
HSVCNOT  RETURN 1
HSVCGOOD LA    R4,12(R3)
HSVCNEXT CLC   0(4,R4),=F'-1'
         BE    HSVCEND
         SR    R7,R7
         IC    R7,0(R4)
         LA    R5,USERSVC
HSVCFIND L     R2,0(R5)
         LTR   R2,R2
         BZ    HSVCNEW
         C     R7,USVNUM
         BE    HSVCHERE
         LR    R5,R2
         B     HSVCFIND
HSVCHERE CLI   8(R3),C'C'
         BE    HSVCCLR
         LA    R6,2
HSVCSET  L     R0,0(R4)
         N     R0,=X'00FFFFFF'
         ST    R0,USVADDR
         B     HSVCON
HSVCCLR  MVC   0(4,R5),USVNEXT
         LR    R1,R2
         FRET  BYTES=USVLEN
         B     HSVCON
HSVCNEW  CLI   8(R3),C'C'
         BE    HSVCMISS
         FREE  BYTES=USVLEN
         LTR   R15,R15
         BNZ   HSVCFULL
         LR    R2,R1
         ST    R7,USVNUM
         L     R0,0(R4)
         N     R0,=X'00FFFFFF'
         ST    R0,USVADDR
         MVC   USVNEXT,USERSVC
         ST    R2,USERSVC
         B     HSVCON
HSVCMISS LA    R6,3
HSVCON   LA    R4,4(R4)
         B     HSVCNEXT
HSVCEND  RETURN (R6)
HSVCFULL RETURN 41
         DROP  R2
         LTORG
         END
