OSMA     TITLE 'OSMAIN - GETMAIN, FREEMAIN'
*
* PURPOSE.    OSMAINR  SVC 10: 0 SUBPOOL (1), LENGTH (3); 1 NEGATIVE:
*                      GETMAIN R, 1 BECOMES THE ADDRESS; ELSE FREEMAIN OF
*                      THE ADDRESS, LENGTH ZERO: OF THE SUBPOOL
*             OSGETM   SVC 4, OSFREEM SVC 5: 1 LIST: A(LENGTHS) OR
*                      LENGTH, A(ADDRESSES), KIND, SUBPOOL.  KIND 00 ONE
*                      AREA, 80 A LIST OF THEM, C0 VARIABLE; 20 BESIDES:
*                      CONDITIONAL
*             OSMAINEN ALL STORAGE OF THE ENVIRONMENT IS GIVEN BACK
* RETURNS     0; 4 CONDITIONAL, AND THERE IS NOT SO MUCH.  ELSE ABEND:
*             804 80A NO STORAGE OR LENGTH ZERO; B04 B05 B0A SUBPOOL ABOVE
*             127; 604 605 LIST OUTSIDE STORAGE; 504 KIND; 905 90A NO
*             DOUBLEWORD; A05 A0A NOT THE PROGRAM'S; 40A SUBPOOL 0 AS A
*             WHOLE
* HOW         FREE STORAGE, AN OSCORE FOR EACH PIECE.  A PAGE IS ALWAYS
*             LEFT FOR CMS, TWO WITH VARIABLE LENGTH
* REGISTERS.  2 LIST, 3 ADDRESSES, 4 LENGTH, 5 SUBPOOL, 6 OSCORE, 7 THE ONE
*             BEFORE, 8 LENGTHS, 9 10 LINKS, 11 OSBLK, 12 BASE
*
CMSOSMA  CSECT
         REGS
         NUCON
         SVCBLK
         OSBLK
         OSWORK
         USING OSBLK,R11
         USING OSCORE,R6
MAINWORK DSECT
         DS    18F
MAINMIN  DS    F
MAINMAX  DS    F
MAINAT   DS    2A                 PLACE IN LENGTHS, ADDRESSES
MAINWLEN EQU   *-MAINWORK-72
CMSOSMA  CSECT
         USING MAINWORK,R13
RESERVE  EQU   512                DOUBLEWORDS LEFT FOR CMS
OSMAINR  ENTER WORK=MAINWLEN
         BASE  CMSOSMA
         LR    R5,R0
         SRL   R5,24
         CH    R5,=H'127'
         BH    MAINB0A
         LR    R4,R0
         N     R4,=X'00FFFFFF'
         LTR   R1,R1
         BM    MAINGET
         LA    R3,0(R1)
         LTR   R4,R4
         BZ    MAINPOOL
         N     R1,=F'7'
         BNZ   MAIN90A
         BAL   R10,PUT
         BNZ   MAINA0A
         L     R1,4(R13)          THE ADDRESS STAYS
         L     R1,24(R1)
         RETURN 0,KEEP=R1
MAINGET  LTR   R4,R4
         BZ    MAIN80A
         BAL   R10,GET
         BNZ   MAIN80A
         LR    R1,R3
         RETURN 0,KEEP=R1
MAINPOOL LTR   R5,R5
         BZ    MAIN40A
         BAL   R9,POOL
         RETURN 0
MAIN80A  OSABEND 80A
MAIN90A  OSABEND 90A
MAINA0A  OSABEND A0A
MAIN40A  OSABEND 40A
MAINB0A  OSABEND B0A
         EJECT
OSGETM   ENTER WORK=MAINWLEN
         BASE  CMSOSMA
         LA    R2,0(R1)
         SR    R5,R5
         IC    R5,9(R2)
         CH    R5,=H'127'
         BH    GETB04
         LM    R8,R9,0(R2)
         LA    R3,0(R9)
         OSCHECK R3,4,GET604
         TM    8(R2),X'80'
         BO    GETLIST
         TM    8(R2),X'5F'
         BNZ   GET504
         LR    R4,R8              ONE AREA
         N     R4,=X'00FFFFFF'
         ST    R3,MAINAT+4
         LTR   R4,R4
         BZ    GETNONE
         BAL   R10,GET
         BNZ   GETNONE
         L     R1,MAINAT+4
         ST    R3,0(R1)
         RETURN 0
GETNONE  TM    8(R2),X'20'
         BZ    GET804
         RETURN 4
GETLIST  TM    8(R2),X'40'
         BO    GETVAR
         TM    8(R2),X'1F'
         BNZ   GET504
*        A LIST: 8 LENGTHS, 3 PLACES OF THE ADDRESSES
         ST    R8,MAINAT
         ST    R3,MAINAT+4
GETNEXT  L     R8,MAINAT
         L     R4,0(R8)
         N     R4,=X'00FFFFFF'
         BZ    GETUNDO
         L     R1,MAINAT+4
         OSCHECK R1,4,GET604
         BAL   R10,GET
         BNZ   GETUNDO
         L     R1,MAINAT+4
         ST    R3,0(R1)
         LA    R1,4(R1)
         ST    R1,MAINAT+4
         L     R8,MAINAT
         LA    R1,4(R8)
         ST    R1,MAINAT
         TM    0(R8),X'80'
         BZ    GETNEXT
         RETURN 0
*        NOT ALL: THOSE BEFORE ARE GIVEN BACK
GETUNDO  LM    R8,R9,0(R2)
         N     R8,=X'00FFFFFF'
UNDONEXT L     R1,MAINAT
         LA    R1,0(R1)
         CR    R8,R1
         BE    GETNONE
         L     R4,0(R8)
         N     R4,=X'00FFFFFF'
         L     R3,0(R9)
         ST    R9,MAINAT+4
         BAL   R10,PUT
         L     R9,MAINAT+4
         LA    R8,4(R8)
         LA    R9,4(R9)
         B     UNDONEXT
*        VARIABLE: 8 LEAST, MOST; 3 PLACE OF ADDRESS, LENGTH
GETVAR   TM    8(R2),X'1F'
         BNZ   GET504
         OSCHECK R3,8,GET604
         ST    R3,MAINAT+4
         N     R8,=X'00FFFFFF'
         MVC   MAINMIN(8),0(R8)
         LM    R8,R9,MAINMIN
         LA    R8,7(R8)
         LA    R9,7(R9)
         N     R8,=X'00FFFFF8'
         BZ    GETNONE
         N     R9,=X'00FFFFF8'
         CR    R9,R8
         BL    GETNONE
         ST    R8,MAINMIN
         LR    R4,R9
         ST    R9,MAINMAX
         BAL   R10,GET
         BZ    GETVGOT
*        BETWEEN 8, WHICH CAN BE HAD, AND 9, WHICH CANNOT
         LR    R0,R8
         SRL   R0,3
         CALL  FREE
         LTR   R15,R15
         BNZ   GETNONE
         CALL  FRET
GETHALF  LA    R4,0(R8,R9)
         SRL   R4,1
         N     R4,=X'00FFFFF8'
         CR    R4,R8
         BE    GETLARGE
         LR    R0,R4
         SRL   R0,3
         CALL  FREE
         LTR   R15,R15
         BNZ   GETLESS
         CALL  FRET
         LR    R8,R4
         B     GETHALF
GETLESS  LR    R9,R4
         B     GETHALF
GETLARGE SH    R4,=AL2(2*8*RESERVE)
         C     R4,MAINMIN
         BNL   GETTRY
         L     R4,MAINMIN
GETTRY   BAL   R10,GET
         BNZ   GETNONE
GETVGOT  L     R1,MAINAT+4
         STM   R3,R4,0(R1)
         RETURN 0
GET804   OSABEND 804
GET504   OSABEND 504
GET604   OSABEND 604
GETB04   OSABEND B04
         EJECT
OSFREEM  ENTER WORK=MAINWLEN
         BASE  CMSOSMA
         LA    R2,0(R1)
         SR    R5,R5
         IC    R5,9(R2)
         CH    R5,=H'127'
         BH    FREB05
         L     R8,0(R2)
         L     R9,4(R2)
         LA    R9,0(R9)
         TM    8(R2),X'C0'
         BO    FREVAR
         TM    8(R2),X'80'
         BO    FRELIST
         LR    R4,R8
         L     R3,0(R9)
FREONE   BAL   R9,FREAREA
         RETURN 0
FREVAR   LM    R3,R4,0(R9)
         B     FREONE
FRELIST  ST    R8,MAINAT
         ST    R9,MAINAT+4
FRENEXT  LM    R8,R9,MAINAT
         L     R4,0(R8)
         L     R3,0(R9)
         BAL   R9,FREAREA
         LM    R8,R9,MAINAT
         LA    R9,4(R9)
         ST    R9,MAINAT+4
         LA    R9,4(R8)
         ST    R9,MAINAT
         TM    0(R8),X'80'
         BZ    FRENEXT
         RETURN 0
FREAREA  N     R4,=X'00FFFFFF'
         BZ    FREA05
         LA    R3,0(R3)
         LR    R0,R3
         N     R0,=F'7'
         BNZ   FRE905
         BAL   R10,PUT
         BCR   8,R9
FREA05   OSABEND A05
FRE905   OSABEND 905
FREB05   OSABEND B05
         EJECT
*        GET - (4) BYTES OF SUBPOOL 5: 3 ADDRESS, 4 ROUNDED UP.  CODE 0:
*        DONE.  6 7 WORK
*
GET      LA    R4,7(R4)
         N     R4,=X'00FFFFF8'
         FREE  BYTES=OALEN
         LTR   R15,R15
         BCR   7,R10
         LR    R6,R1
         LR    R0,R4
         SRL   R0,3
         CALL  FREE
         LTR   R15,R15
         BNZ   GETFULL
         LR    R3,R1
         FREE  DWORDS=RESERVE     IS SOMETHING LEFT FOR CMS
         LTR   R15,R15
         BNZ   GETSMALL
         FRET  DWORDS=RESERVE
         ST    R3,OAADDR
         ST    R4,OALONG
         ST    R5,OASUBP
         MVC   OANEXT,OSBMAIN
         ST    R6,OSBMAIN
         SR    R1,R1
         BR    R10
GETSMALL LR    R0,R4
         SRL   R0,3
         LR    R1,R3
         CALL  FRET
GETFULL  LR    R1,R6
         FRET  BYTES=OALEN
         LTR   R10,R10            NOT 0
         BR    R10
*
*        PUT - (4) BYTES AT 3 OF SUBPOOL 5 ARE FREE.  CODE 0: DONE; NOT 0:
*        THEY ARE NOT THE PROGRAM'S.  6 7 WORK
*
PUT      LA    R4,7(R4)
         N     R4,=X'00FFFFF8'
         BZ    PUTBAD
         LA    R7,OSBMAIN
PUTNEXT  L     R6,0(R7)
         LTR   R6,R6
         BZ    PUTBAD
         C     R5,OASUBP
         BNE   PUTON
         LR    R0,R3              BYTES IN FRONT
         S     R0,OAADDR
         BM    PUTON
         LR    R1,R0
         AR    R1,R4
         C     R1,OALONG
         BNH   PUTHERE
PUTON    LR    R7,R6
         B     PUTNEXT
PUTBAD   LTR   R10,R10
         BR    R10
PUTHERE  L     R15,OALONG         0 IN FRONT, 15 BEHIND
         SR    R15,R1
         LTR   R0,R0
         BZ    PUTFRONT
         ST    R0,OALONG
         LTR   R15,R15
         BZ    PUTFREE
         LR    R6,R15             A PIECE ON EACH SIDE
         FREE  BYTES=OALEN
         LTR   R15,R15
         BNZ   PUTFREE            (THE HINDMOST STAYS TAKEN)
         LR    R15,R6
         L     R6,0(R7)
         MVC   OANEXT-OSCORE(4,R1),OANEXT
         ST    R1,OANEXT
         LR    R6,R1
         ST    R15,OALONG
         ST    R5,OASUBP
         B     PUTTAIL
PUTFRONT ST    R15,OALONG
         LTR   R15,R15
         BZ    PUTALL
PUTTAIL  LA    R1,0(R4,R3)
         ST    R1,OAADDR
         B     PUTFREE
PUTALL   MVC   0(4,R7),OANEXT
         LR    R1,R6
         FRET  BYTES=OALEN
PUTFREE  LR    R0,R4
         SRL   R0,3
         LR    R1,R3
         CALL  FRET
         SR    R1,R1
         BR    R10
*
*        POOL - ALL OF SUBPOOL 5, OF ALL WHEN IT IS NEGATIVE
*
POOL     LA    R7,OSBMAIN
POOLNEXT L     R6,0(R7)
         LTR   R6,R6
         BCR   8,R9
         LTR   R5,R5
         BM    POOLIT
         C     R5,OASUBP
         BE    POOLIT
         LR    R7,R6
         B     POOLNEXT
POOLIT   MVC   0(4,R7),OANEXT
         L     R1,OAADDR
         L     R0,OALONG
         SRL   R0,3
         CALL  FRET
         LR    R1,R6
         FRET  BYTES=OALEN
         B     POOLNEXT
*
OSMAINEN ENTER WORK=MAINWLEN
         BASE  CMSOSMA
         L     R5,=F'-1'
         BAL   R9,POOL
         RETURN 0
         LTORG
         END
