READ     TITLE 'READY - THE READY MESSAGE'
*
* PURPOSE.    R; T=V.VV/T.TT HH.MM.SS    OR, WITH A CODE THAT IS NOT 0,
*             E(NNNNN); ...              R; ALONE WHEN SO SET
* CALLED      0 CODE
* REGISTERS.  2 CODE, 3 PLACE, 12 BASE
*
CMSREADY CSECT
         REGS
         NUCON
READY    ENTER
         LR    R2,R0
         LA    R3,RDYLINE
         MVC   0(3,R3),=C'R; '
         LA    R3,2(R3)
         LTR   R2,R2
         BZ    RDYTIME
         CVD   R2,PACKED
         UNPK  HEXWORK(8),PACKED+3(5)
         OI    HEXWORK+7,C'0'
         MVC   RDYLINE(10),=C'E(00000); '
         MVC   RDYLINE+2(5),HEXWORK+3
         LA    R3,RDYLINE+9
         LTR   R2,R2
         BNM   RDYTIME
         MVI   RDYLINE+2,C'-'
RDYTIME  TM    SYSFLAG,SHORTRDY
         BO    RDYTYPE
         LA    R1,1(R3)
         CALL  PRTCLK
         LA    R3,1(R3)
         AR    R3,R0
RDYTYPE  LA    R0,RDYLINE
         SR    R3,R0
         TYPE  RDYLINE,(R3)
         RETURN 0
         LTORG
         END
