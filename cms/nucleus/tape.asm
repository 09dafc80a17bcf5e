TAPE     TITLE 'TAPE - MAGNETIC TAPE'
*
* PURPOSE.    TAPEIO  AN OPERATION ON A TAPE
* CALLED      1 LIST: NAME, OPERATION (8), TAPE (4: TAP1 TO TAP4, UNITS 180
*             TO 183), MODE SET (1; 0: X'93'), BUFFER (3), BYTES (4), BYTES
*             READ (4)
*             READ   A BLOCK           WRITE  A BLOCK
*             WTM    A TAPE MARK       ERG    A GAP IS ERASED
*             FSR    FORWARD A BLOCK   BSR    BACK A BLOCK
*             FSF    BEHIND A MARK     BSF    BEFORE A MARK
*             REW    REWIND            RUN    REWIND AND UNLOAD
* RETURNS     0; 1 NO SUCH OPERATION; 2 A TAPE MARK WAS MET, THE BEGIN OF
*             THE TAPE, OR ITS END WHILE WRITING (THE BLOCK IS WRITTEN); 3
*             I/O ERROR, WHICH IS TOLD; 4 NO SUCH TAPE; 5 NO SUCH UNIT; 6
*             THE REEL HAS NO RING; 8 NOT 1 TO 65535 BYTES, OR THE BLOCK
*             IS LONGER: ITS BEGIN HAS BEEN READ
* HOW         A BLOCK THAT CANNOT BE READ OR WRITTEN IS TRIED TEN TIMES,
*             IN WRITING EACH TIME BEHIND A GAP.  A DRIVE THAT IS NOT READY
*             IS TOLD AND WAITED FOR
* REGISTERS.  2 DEVICE, 3 ITS STATUS, 4 LIST, 6 OPERATION'S ENTRY, 7 TRIES
*             LEFT, 8 CODE, 10 LINK, 12 BASE
*
CMSTAPE  CSECT
         REGS
         NUCON
         DEVICE
TAPEPLST DSECT
TPNAME   DS    CL8
TPOP     DS    CL8
TPDEV    DS    CL4
TPMODE   DS    X
TPBUF    DS    AL3
TPSIZE   DS    F
TPREAD   DS    F
TAPEWORK DSECT
         DS    18F
TAPECCWS DS    2D                 MODE SET, OPERATION
TAPESTEP DS    D                  OF THE RECOVERY
TAPELEN  EQU   *-TAPEWORK-72
CMSTAPE  CSECT
         USING TAPEWORK,R13
         USING TAPEPLST,R4
         USING DEVICE,R2
         USING DEVSTAT,R3
TAPEIO   ENTER WORK=TAPELEN
         LR    R4,R1
         LA    R2,DEVTAP1
         LA    R3,DEVSTATS+(DEVTAP1-DEVCON)/DEVLEN*DVLEN
         LA    R0,4
TAPEUNIT CLC   DEVNAME,TPDEV
         BE    TAPELOOK
         LA    R2,DEVLEN(R2)
         LA    R3,DVLEN(R3)
         BCT   R0,TAPEUNIT
         RETURN 4
TAPELOOK LA    R6,TAPEOPS
TAPEOP   CLC   0(8,R6),TPOP
         BE    TAPEIS
         LA    R6,10(R6)
         CLI   0(R6),X'FF'
         BNE   TAPEOP
         RETURN 1
TAPEIS   MVC   TAPECCWS(8),TAPEMODE
         CLI   TPMODE,0
         BNE   TAPEOWN
         SR    R1,R1
         IC    R1,TPDEV+3
         LA    R1,TAPMODES-C'1'(R1)
         CLI   0(R1),0
         BE    TAPECCW
         MVC   TAPECCWS(1),0(R1)
         B     TAPECCW
TAPEOWN  MVC   TAPECCWS(1),TPMODE
TAPECCW  MVC   TAPECCWS+8(8),TAPEMOVE
         MVC   TAPECCWS+8(1),8(R6)
         TM    9(R6),TPDATA
         BZ    TAPEGO
         MVC   TAPECCWS+9(3),TPBUF
         MVI   TAPECCWS+12,0      ANOTHER LENGTH IS TO BE SEEN
         MVC   TAPECCWS+14(2),TPSIZE+2
         L     R0,TPSIZE
         LTR   R0,R0
         BNP   TAPESIZE
         C     R0,=F'65535'
         BH    TAPESIZE
TAPEGO   LA    R7,10
TAPEDO   LA    R1,TAPECCWS
         CALL  DOIO
         LR    R8,R15
         CH    R8,=H'2'
         BE    TAPEBAD
         BH    TAPENONE
         LTR   R8,R8
         BZ    TAPEDONE
         LA    R8,2               UNIT EXCEPTION
TAPEDONE CLI   8(R6),X'02'
         BNE   TAPEEND
         L     R0,TPSIZE          A BLOCK WAS READ, OR THE MARK
         LH    R1,DVLEFT
         N     R1,=X'0000FFFF'
         SR    R0,R1
         ST    R0,TPREAD
         LTR   R8,R8
         BNZ   TAPEEND
         LTR   R1,R1
         BNZ   TAPEEND
         TM    DVSTAT+1,X'40'     INCORRECT LENGTH, NOTHING LEFT
         BZ    TAPEEND
TAPESIZE LA    R8,8
TAPEEND  RETURN (R8)
TAPENONE RETURN 5
         EJECT
*        TROUBLE
*
TAPEBAD  CLI   8(R6),X'0F'        UNLOADED: IT IS NOT READY NOW
         BNE   TAPEWHY
         TM    DVSTAT,X'04'
         BO    TAPEGOOD
TAPEWHY  TM    IOSENSE,X'40'
         BZ    TAPERING
         LINK  NOTREADY
         B     TAPEGO
TAPERING LA    R8,6
         TM    IOSENSE,X'80'      COMMAND REJECT
         BZ    TAPELOAD
         TM    IOSENSE+1,X'02'    FILE PROTECTED
         BO    TAPEEND
TAPELOAD LA    R8,2
         TM    9(R6),TPBACK
         BZ    TAPETRY
         CLI   IOSENSE,0
         BNE   TAPETRY
         TM    IOSENSE+1,X'08'    AT LOAD POINT
         BO    TAPEEND
TAPETRY  TM    DVSTAT+1,X'3E'
         BNZ   TAPETELL
         TM    IOSENSE,X'0C'      DATA CHECK, OVERRUN
         BZ    TAPETELL
         TM    9(R6),TPDATA
         BZ    TAPETELL
         CLC   DVLEFT,TPSIZE+2    THERE IS NO BLOCK
         BE    TAPETELL
         BCT   R7,TAPEBACK
TAPETELL LA    R1,TPOP
         CALL  IOERR
         RETURN 3
TAPEGOOD RETURN 0
TAPEBACK LA    R9,X'27'           BACK, AND AGAIN
         BAL   R10,STEP
         CLI   8(R6),X'01'
         BNE   TAPEDO
         LA    R9,X'17'           IN WRITING BEHIND A GAP
         BAL   R10,STEP
         B     TAPEDO
STEP     MVC   TAPESTEP,TAPEMOVE
         STC   R9,TAPESTEP
         LA    R1,TAPESTEP
         CALL  DOIO
         BR    R10
         DS    0D
TAPEMODE CCW   X'93',1,X'60',1
TAPEMOVE CCW   X'03',1,X'20',1
*        NAME, COMMAND, WHAT IT IS
TPDATA   EQU   X'80'
TPBACK   EQU   X'40'
TAPEOPS  DC    CL8'READ',X'02',AL1(TPDATA)
         DC    CL8'WRITE',X'01',AL1(TPDATA)
         DC    CL8'WTM',X'1F',X'00'
         DC    CL8'REW',X'07',X'00'
         DC    CL8'RUN',X'0F',X'00'
         DC    CL8'BSF',X'2F',AL1(TPBACK)
         DC    CL8'BSR',X'27',AL1(TPBACK)
         DC    CL8'FSF',X'3F',X'00'
         DC    CL8'FSR',X'37',X'00'
         DC    CL8'ERG',X'17',X'00'
         DC    X'FF'
         LTORG
         END
