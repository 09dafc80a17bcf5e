TAPO     TITLE 'TAPEOUT - OPTIONS, TAPEIO, THE LIST OF FILES'
*
* PURPOSE.    TAPEOPTS  1 WORDS BEHIND (: OPTIONS INTO THE WORK AREA
*             TAPEDO    1 OPERATION (8): TAPEIO
*             TAPELIST  TBLINE, 20 CHARACTERS, TO WHERE THE LIST GOES
*             TAPESHUT  THE LIST IS WHOLE
* RETURNS     TAPEOPTS 0, 24.  TAPEDO 0; 2 A MARK; 8 A LONGER BLOCK; 36 OR
*             103 IT HAS BEEN TOLD
* REGISTERS.  2 OPTION, 3 TABLE, 4 WORK, 11 WORK AREA, 12 BASE
*
CMSTAPO  CSECT
         REGS
         NUCON
         DEVICE
         FILEPLST
         TAPEBLK
CMSTAPO  CSECT
         USING TAPEBLK,R11
TAPEOPTS ENTER
         LR    R2,R1
         B     OPTION
OPTNEXT  LA    R2,8(R2)
OPTION   CLI   0(R2),X'FF'
         BE    OPTEND
         CLI   0(R2),C')'
         BE    OPTEND
         LA    R3,OPTTAB
OPTLOOK  CLC   0(8,R3),0(R2)
         BE    OPTHIT
         LA    R3,10(R3)
         CLI   0(R3),X'FF'
         BNE   OPTLOOK
         B     OPTVALUE
OPTHIT   OC    TBOPT,8(R3)
         NC    TBOPT,9(R3)
         B     OPTNEXT
OPTVALUE CLC   0(8,R2),=CL8'7TRACK'
         BNE   OPT9
         MVI   TBTRACKS,7
         B     OPTNEXT
OPT9     CLC   0(8,R2),=CL8'9TRACK'
         BNE   OPTEOF
         MVI   TBTRACKS,9
         B     OPTNEXT
OPTEOF   CLC   0(8,R2),=CL8'EOF'
         BNE   OPTDEN
         NI    TBOPT,255-TBEOT
         CALL  GETDEC,8(R2)       WITHOUT A NUMBER: 1
         LTR   R15,R15
         BNZ   OPTNEXT
         LTR   R0,R0
         BNP   OPTBAD
         ST    R0,TBMARKS
         LA    R2,8(R2)
         B     OPTNEXT
OPTDEN   LA    R3,DENTAB
         CLC   0(8,R2),=CL8'DEN'
         BE    DENLOOK
         LA    R3,TRTTAB
         CLC   0(8,R2),=CL8'TRTCH'
         BNE   OPTDEV
DENLOOK  LA    R2,8(R2)
DENNEXT  CLC   0(4,R3),0(R2)
         BE    DENHIT
         LA    R3,8(R3)
         CLI   0(R3),X'FF'
         BNE   DENNEXT
         B     OPTBAD
DENHIT   CLC   4(4,R2),=CL4' '
         BNE   OPTBAD
         TM    6(R3),X'80'
         BO    TRTHIT
         MVC   TBDEN,4(R3)
         CLI   5(R3),0
         BE    OPTNEXT
         MVC   TBTRACKS,5(R3)
         B     OPTNEXT
TRTHIT   MVC   TBTRTCH,4(R3)
         MVI   TBTRACKS,7
         B     OPTNEXT
OPTDEV   CLC   0(3,R2),=C'TAP'
         BNE   OPTUNIT
         CLC   4(4,R2),=CL4' '
         BNE   OPTBAD
         CLI   3(R2),C'1'
         BL    OPTBAD
         CLI   3(R2),C'4'
         BH    OPTBAD
         MVC   TBDEV,0(R2)
         B     OPTNEXT
OPTUNIT  CALL  GETHEX,0(R2)
         LTR   R15,R15
         BNZ   OPTBAD
         LR    R4,R0
         LA    R1,DEVTAP1
         USING DEVICE,R1
         LA    R0,4
OPTDEVS  CH    R4,DEVUNIT
         BE    OPTTAPE
         LA    R1,DEVLEN(R1)
         BCT   R0,OPTDEVS
         B     OPTBAD
OPTTAPE  MVC   TBDEV,DEVNAME
         DROP  R1
         B     OPTNEXT
OPTEND   CLI   TBDEN,0
         BNE   OPTMODE
         CLI   TBTRACKS,7
         BNE   OPTGOOD
         MVI   TBDEN,X'83'
OPTMODE  CLI   TBTRACKS,7
         BE    OPT7
         CLI   TBDEN,X'83'        800 OF NINE TRACKS
         BNE   OPTSET
         MVI   TBDEN,X'CB'
OPTSET   MVC   TBMODE(1),TBDEN
         B     OPTGOOD
OPT7     TM    TBDEN,X'08'        1600 HAS NO SEVEN TRACKS
         BO    OPTBAD
         CLI   TBDEN,X'C3'
         BE    OPTBAD
         CLI   TBTRTCH,0
         BNE   OPTTRT
         MVI   TBTRTCH,X'10'
OPTTRT   OC    TBDEN,TBTRTCH
         MVC   TBMODE(1),TBDEN
OPTGOOD  RETURN 0
OPTBAD   MVC   ERRLINE,OPTTEXT
         MVC   ERRLINE(8),0(R2)
         CLI   0(R2),X'FF'
         BNE   OPTTELL
         MVC   ERRLINE(8),=CL8'('
OPTTELL  TYPE  ERRLINE,80,COLOR=R
         RETURN 24
OPTTEXT  DC    CL80'         IS NO OPTION, OR NO VALUE OF ONE. HELP TAPX
               E LISTS THEM'
*        BITS ON, BITS THAT STAY
OPTTAB   DC    CL8'WTM',AL1(TBWTM,255)
         DC    CL8'NOWTM',AL1(0,255-TBWTM)
         DC    CL8'EOT',AL1(TBEOT,255)
         DC    CL8'PRINT',AL1(TBPRINT,255-TBDISK-TBSILENT)
         DC    CL8'DISK',AL1(TBDISK,255-TBPRINT-TBSILENT)
         DC    CL8'NOPRINT',AL1(TBSILENT,255-TBDISK-TBPRINT)
         DC    CL8'TERM',AL1(0,255-TBDISK-TBPRINT-TBSILENT)
         DC    X'FF'
*        DENSITY; TRACKS; 80 IN THE SEVENTH BYTE: TRTCH
DENTAB   DC    CL4'200',X'03070000',CL4'556',X'43070000'
         DC    CL4'800',X'83000000',CL4'1600',X'C3090000'
         DC    CL4'6250',X'D3090000',X'FF'
TRTTAB   DC    CL4'O',X'30078000',CL4'OC',X'10078000'
         DC    CL4'OT',X'38078000',CL4'E',X'20078000'
         DC    CL4'ET',X'28078000',X'FF'
         EJECT
TAPEDO   ENTER
         BASE  CMSTAPO
         MVC   TBOP,0(R1)
         LA    R1,TBLIST
         CMSCALL
         LR    R2,R15
         SLL   R15,2
         B     *+4(R15)
         B     DORET              0
         B     DOBAD              1
         B     DORET              2 MARK
         B     DOERROR            3 TOLD
         B     DOBAD              4
         B     DONONE             5
         B     DORING             6
         B     DOBAD              7
DORET    RETURN (R2)              8
DOBAD    LA    R2,100(R2)
         B     DORET
DOERROR  RETURN 103
DONONE   MVC   ERRLINE,NOTEXT
DOTELL   MVC   ERRLINE(4),TBDEV
         TYPE  ERRLINE,80,COLOR=R
         RETURN 36
DORING   MVC   ERRLINE,RINGTEXT
         B     DOTELL
NOTEXT   DC    CL80'TAPN IS NOT ATTACHED TO THE MACHINE'
RINGTEXT DC    CL80'TAPN CANNOT BE WRITTEN: THE REEL HAS NO RING'
         EJECT
TAPELIST ENTER
         BASE  CMSTAPO
         TM    TBOPT,TBSILENT
         BO    LISTRET
         MVI   TBLINE+20,C' '
         MVC   TBLINE+21(59),TBLINE+20
         TM    TBOPT,TBPRINT
         BO    LISTPRT
         TM    TBOPT,TBDISK
         BO    LISTDISK
         TYPE  TBLINE,20
LISTRET  RETURN 0
LISTPRT  OI    TBOPT,TBOPEN
         LA    R1,PRINT
         MVC   PRTLINE,TBLINE
         CMSCALL
         CH    R15,=H'4'
         BNH   LISTRET
         TYPE  'THE PRINTER DOES NOT PRINT',COLOR=R
         OI    TBOPT,TBSILENT
         B     LISTRET
LISTDISK TM    TBOPT,TBOPEN
         BO    LISTPUT
         OI    TBOPT,TBOPEN
         MVC   TBMAP,MAPFILE
         CALL  ERASE,MAPERASE
LISTPUT  LA    R0,TBLINE
         ST    R0,TBMAP+FPBUF-FILEPLST
         CALL  WRBUF,TBMAP
         LTR   R15,R15
         BZ    LISTRET
         TYPE  'TAPE MAP CANNOT BE WRITTEN ON THE P-DISK',COLOR=R
         OI    TBOPT,TBSILENT
         B     LISTRET
*
TAPESHUT ENTER
         BASE  CMSTAPO
         TM    TBOPT,TBOPEN
         BZ    LISTRET
         TM    TBOPT,TBDISK
         BZ    SHUTPRT
         CALL  FINIS,TBMAP
         B     LISTRET
SHUTPRT  LA    R1,CLOSE
         CMSCALL
         B     LISTRET
         DS    0D
PRINT    DC    CL8'PRINTR',A(PRTCHAR),H'81',H'0'
CLOSE    DC    CL8'CLOSIO',CL8'PRINTER',8X'FF'
MAPERASE DC    CL8'ERASE',CL8'TAPE',CL8'MAP',CL8'P',8X'FF'
MAPFILE  DC    CL8'WRBUF',CL8'TAPE',CL8'MAP',CL2'P5',H'0',A(0),F'80'
         DC    CL2'F',H'1',F'0'
PRTCHAR  DC    C' '
PRTLINE  DS    CL80
         LTORG
         END
