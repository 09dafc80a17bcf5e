TAPC     TITLE 'TAPE - FILES TO TAPE AND BACK, MOTIONS OF A TAPE'
*
* PURPOSE.    TAPE DUMP FN FT (FM) ( OPTIONS    FILES TO TAPE
*             TAPE LOAD (FN FT (FM)) ( OPTIONS  AND BACK
*             TAPE SCAN (FN FT) ( OPTIONS       WHAT IS ON IT; BEFORE FN FT
*             TAPE SKIP (FN FT) ( OPTIONS       THE SAME; BEHIND IT
*             TAPE REWIND, RUN, MODESET ( OPTIONS
*             TAPE WTM FSF BSF FSR BSR ERG (N) ( OPTIONS
* OPTIONS     WTM NOWTM; TERM NOPRINT PRINT DISK; EOF N, EOT; TAPN OR UNIT,
*             DEN N, 7TRACK 9TRACK, TRTCH O OC OT E ET
* RETURNS     0; 2 A MARK OR THE END OF THE TAPE WAS MET; 24 OPERANDS WRONG;
*             28 NO SUCH FILE; 32 NO TAPE OF DUMP'S, OR A FILE THAT IS NOT
*             WHOLE; 36 NO SUCH DISK, DRIVE, OR NO RING; 41 NO STORAGE; 100
*             + CODE OF TAPEIO, RDBUF, WRBUF
* FILES       TAPEDUMP, TAPELOAD; TAPEOUT LISTS AND CALLS TAPEIO
* REGISTERS.  2 LIST, 3 TABLE, 4 NUMBER, 10 LINK, 11 WORK AREA, 12 BASE
*
CMSTAPC  CSECT
         REGS
         NUCON
         TAPEBLK
         EXTRN TAPEDUMP,TAPELOAD,TAPEDO,TAPEOPTS,TAPESHUT
CMSTAPC  CSECT
         USING TAPEBLK,R11
TAPE     ENTER
         LR    R2,R1
         LA    R3,WORDS
         LA    R2,8(R2)
LOOK     CLC   0(8,R3),0(R2)
         BE    FOUND
         LA    R3,16(R3)
         CLI   0(R3),X'FF'
         BNE   LOOK
         FAIL  24,'TAPE DUMP LOAD SCAN SKIP REWIND RUN WTM FSF BSF FSR X
               BSR ERG MODESET'
FOUND    FREE  BYTES=TBLEN
         LTR   R15,R15
         BZ    ROOM
         FAIL  41,'STORAGE IS EXHAUSTED'
ROOM     LR    R11,R1
         XC    TBLIST(256),TBLIST
         XC    TBOPT(64),TBOPT
         XC    TBCODE,TBCODE
         MVC   TBLIST(8),=CL8'TAPEIO'
         MVC   TBDEV,=CL4'TAP2'
         MVC   TBFN(8),=CL8'*'
         MVC   TBFT(8),=CL8'*'
         MVC   TBFM(8),=CL8'P'
         MVC   TBKIND,14(R3)
         LA    R0,1
         ST    R0,TBMARKS
         LA    R2,8(R2)
         CLI   TBKIND,C' '
         BNE   NAMES
*        A MOTION: HOW OFTEN
         LA    R4,1
         CLI   0(R2),X'FF'
         BE    OPTIONS
         CLI   0(R2),C'('
         BE    OPTIONS
         CLI   15(R3),0           REWIND, RUN, MODESET: NO NUMBER
         BNE   WRONG
         CALL  GETDEC,0(R2)
         LTR   R15,R15
         BNZ   WRONG
         LR    R4,R0
         LTR   R4,R4
         BNP   WRONG
         CH    R4,=H'32767'
         BH    WRONG
         LA    R2,8(R2)
         B     OPTIONS
*        NAMES
NAMES    BAL   R10,NAME
         B     NONAME
         MVC   TBFN,0(R2)
         LA    R2,8(R2)
         BAL   R10,NAME
         B     WRONG
         MVC   TBFT,0(R2)
         LA    R2,8(R2)
         OI    TBOPT,TBONE
         LA    R1,TBFN            A PATTERN NAMES NO ONE
         LA    R0,16
STARLOOK CLI   0(R1),C'*'
         BNE   STARON
         NI    TBOPT,255-TBONE
STARON   LA    R1,1(R1)
         BCT   R0,STARLOOK
         BAL   R10,NAME
         B     OPTIONS
         CLI   TBKIND,C'S'
         BE    WRONG
         CLI   TBKIND,C'K'
         BE    WRONG
         MVC   TBFM,0(R2)
         OI    TBOPT,TBMODEG
         CLC   TBFM+2(6),=CL6' '
         BNE   WRONG
         LA    R2,8(R2)
         B     OPTIONS
NONAME   CLI   TBKIND,C'D'
         BE    WRONG
OPTIONS  CLI   0(R2),X'FF'
         BE    GO
         CLI   0(R2),C'('
         BNE   WRONG
         LA    R1,8(R2)
         LINK  TAPEOPTS
         LTR   R15,R15
         BNZ   END
GO       CLI   TBKIND,C' '
         BE    MOTION
         CLI   TBKIND,C'M'
         BE    MODESET
         L     R15,=A(TAPELOAD)
         CLI   TBKIND,C'D'
         BNE   GODO
         L     R15,=A(TAPEDUMP)
GODO     BALR  R14,R15
         ST    R15,TBCODE
         LINK  TAPESHUT
         L     R15,TBCODE
END      RETURN
MOTION   LR    R1,R3
         LA    R1,8(R1)
         MVC   TBOP,=CL8' '
         MVC   TBOP(6),0(R1)
         LA    R1,TBOP
         LINK  TAPEDO
         LTR   R15,R15
         BNZ   MOTIONS
         BCT   R4,MOTION
         RETURN 0
MOTIONS  CH    R15,=H'2'
         BNE   END
         FAIL  2,'A TAPE MARK, OR THE BEGIN OR END OF THE TAPE WAS MET'
*        THE MODE REMAINS UNTIL ANOTHER OR IPL
MODESET  CLI   TBMODE,0
         BNE   MODEIS
         FAIL  24,'TAPE MODESET ( DEN 200, 556, 800 OR 1600, 7TRACK OR X
               9TRACK, TRTCH O, OC, OT, E OR ET'
MODEIS   IC    R1,TBDEV+3
         N     R1,=F'15'
         LA    R1,TAPMODES-1(R1)
         MVC   0(1,R1),TBMODE
         RETURN 0
WRONG    FAIL  24,'OPERANDS ARE WRONG: HELP TAPE TELLS WHAT THEY ARE'
*
*        NAME - IS A WORD AT 2: RETURNS 4 FURTHER ON
*
NAME     CLI   0(R2),X'FF'
         BCR   8,R10
         CLI   0(R2),C'('
         BCR   8,R10
         B     4(R10)
*        NAME, TAPEIO'S OPERATION, KIND, 1: NO NUMBER
WORDS    DC    CL8'DUMP',CL6' ',C'D',X'00'
         DC    CL8'LOAD',CL6' ',C'L',X'00'
         DC    CL8'SCAN',CL6' ',C'S',X'00'
         DC    CL8'SKIP',CL6' ',C'K',X'00'
         DC    CL8'REWIND',CL6'REW',C' ',X'01'
         DC    CL8'REW',CL6'REW',C' ',X'01'
         DC    CL8'RUN',CL6'RUN',C' ',X'01'
         DC    CL8'WTM',CL6'WTM',C' ',X'00'
         DC    CL8'FSF',CL6'FSF',C' ',X'00'
         DC    CL8'BSF',CL6'BSF',C' ',X'00'
         DC    CL8'FSR',CL6'FSR',C' ',X'00'
         DC    CL8'BSR',CL6'BSR',C' ',X'00'
         DC    CL8'ERG',CL6'ERG',C' ',X'00'
         DC    CL8'MODESET',CL6' ',C'M',X'01'
         DC    X'FF'
         LTORG
         END
