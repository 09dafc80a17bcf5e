DBGD     TITLE 'DBGDUMP - STORAGE ON THE PRINTER'
*
* PURPOSE.    DUMP  DUMP (FROM (TO)): REGISTERS, AND STORAGE FROM THE ONE
*                   ADDRESS TO THE OTHER, 32 BYTES A LINE; WITHOUT TO ONE
*                   LINE, WITHOUT FROM WHAT IS LOADED.  LINES LIKE THE ONE
*                   ABOVE ARE COUNTED ONLY.  THE SPOOL FILE IS CLOSED
* RETURNS     0, 4, 8, 12 AS DEBUG SAYS; 20 TOLD: NO PRINTER, NOTHING IS
*             LOADED, THE END BEFORE THE BEGIN
* REGISTERS.  2 PLACE, 3 ADDRESS, 4 LAST ADDRESS, 5 LINES LIKE THE ONE ABOVE,
*             6 CODE, 9 10 LINKS, 11 WORK AREA, 12 BASE
*
CMSDBGD  CSECT
         REGS
         NUCON
         DEVICE
         DBGBLK
DUMPWORK DSECT
         DS    18F
DUMPLINE DS    CL136              CARRIAGE CONTROL AND LINE
DUMPLAST DS    CL32               BYTES OF THE LINE ABOVE
DUMPFROM DS    A
DUMPWLEN EQU   *-DUMPWORK-72
CMSDBGD  CSECT
         USING DBGWORK,R11
         USING DUMPWORK,R13
DUMP     ENTER WORK=DUMPWLEN
         BASE  CMSDBGD
         LINK  TOKEN
         LTR   R15,R15
         BNZ   DUMPALL
         LINK  ADDRESS
         LTR   R15,R15
         BNZ   NOADDR
         LR    R3,R1
         LA    R4,31(R1)
         LINK  TOKEN
         LTR   R15,R15
         BNZ   DUMPGO
         LINK  ADDRESS
         LTR   R15,R15
         BNZ   NOADDR
         LR    R4,R1
         LINK  TOKEN
         LTR   R15,R15
         BZ    FORM
         CR    R4,R3
         BNL   DUMPGO
         TYPE  'THE END LIES BEFORE THE BEGIN',COLOR=R
         RETURN 20
DUMPALL  L     R3,LDFIRST
         LTR   R3,R3
         BZ    DUMPNONE
         L     R4,LOCCNT
         BCTR  R4,0
DUMPGO   ST    R3,DUMPFROM
         BAL   R9,HEAD
         MVI   DUMPLINE,C'0'
         N     R3,=X'00FFFFE0'
         SR    R5,R5
         SR    R6,R6
DUMPNEXT LA    R2,DUMPLINE+1
         LR    R1,R3
         LA    R0,32
         LINK  BYTELINE
         LTR   R6,R15
         BNZ   DUMPDONE
         LR    R2,R0
         C     R3,DUMPFROM        LIKE THE LINE ABOVE, AND NOT AN END
         BNH   DUMPPUT
         LA    R0,31(R3)
         CR    R0,R4
         BNL   DUMPPUT
         CLC   DUMPLAST,DUMPLINE+10
         BNE   DUMPPUT
         LA    R5,1(R5)
         B     DUMPON
DUMPPUT  BAL   R9,ALIKE
         MVC   DUMPLAST,DUMPLINE+10
         LA    R2,1(R2)
         BAL   R10,PRINT
         MVI   DUMPLINE,C' '
DUMPON   LA    R3,32(R3)
         CR    R3,R4
         BNH   DUMPNEXT
DUMPDONE BAL   R9,ALIKE
         BAL   R9,CLOSE
         RETURN (R6)
DUMPNONE TYPE  'NOTHING IS LOADED: GIVE ADDRESSES',COLOR=R
         RETURN 20
FORM     RETURN 4
NOADDR   RETURN 8
*
*        ALIKE - TELL HOW MANY LINES WERE LEFT OUT
*
ALIKE    LTR   R5,R5
         BCR   8,R9
         MVC   DBWBYTES(32),DUMPLINE    THE LINE MADE ALREADY WAITS
         MVC   DBWOUT,DUMPLINE
         MVC   DUMPLINE(40),=CL40'         0000000000 LINES LIKE THIS'
         LR    R0,R5
         CALL  TODEC,DUMPLINE+9
         LR    R8,R2
         LA    R2,40
         BAL   R10,PRINT
         LR    R2,R8
         MVC   DUMPLINE,DBWOUT
         SR    R5,R5
         BR    R9
         EJECT
*        HEAD - A NEW PAGE: FROM, TO, TIME; REGISTERS
*
HEAD     CALL  GETCLK
         MVI   DUMPLINE,C' '
         MVC   DUMPLINE+1(135),DUMPLINE
         MVC   DUMPLINE(40),=CL40'1DUMP OF 000000 TO 000000'
         LR    R0,R3
         CALL  TOHEX,HEXWORK
         MVC   DUMPLINE+9(6),HEXWORK+2
         LR    R0,R4
         CALL  TOHEX,HEXWORK
         MVC   DUMPLINE+19(6),HEXWORK+2
         MVC   DUMPLINE+30(8),TODATE
         MVC   DUMPLINE+40(8),TOTIME
         LA    R2,48
         BAL   R10,PRINT
         MVI   DUMPLINE,C'0'
         MVC   DUMPLINE+1(80),=CL80'PSW'
         LM    R7,R8,DBGPSW
         LA    R2,DUMPLINE+9
         BAL   R10,TWO
         MVC   DUMPLINE+30(3),=C'CSW'
         LM    R7,R8,DBGCSW
         LA    R2,DUMPLINE+35
         BAL   R10,TWO
         MVC   DUMPLINE+56(3),=C'CAW'
         L     R0,DBGCSW+8
         CALL  TOHEX,DUMPLINE+61
         LA    R2,72
         BAL   R10,PRINT
         MVI   DUMPLINE,C'0'
         SR    R7,R7
HEADGPR  LR    R1,R7
         LA    R0,15
         LINK  GPRLINE
         MVC   DUMPLINE+1(60),DBWOUT
         LA    R2,60
         BAL   R10,PRINT
         MVI   DUMPLINE,C' '
         LA    R7,4(R7)
         CH    R7,=H'15'
         BNH   HEADGPR
         MVC   DUMPLINE+1(80),=CL80'FPR'
         LM    R7,R8,DBWFPRS
         LA    R2,DUMPLINE+9
         BAL   R10,TWO
         LM    R7,R8,DBWFPRS+8
         BAL   R10,TWO
         LM    R7,R8,DBWFPRS+16
         BAL   R10,TWO
         LM    R7,R8,DBWFPRS+24
         BAL   R10,TWO
         LA    R2,81
         BAL   R10,PRINT
         BR    R9
TWO      LR    R0,R7
         CALL  TOHEX,0(R2)
         LR    R0,R8
         CALL  TOHEX,9(R2)
         LA    R2,18(R2)
         BR    R10
*
*        PRINT - 2 BYTES OF DUMPLINE
*
PRINT    LA    R1,DUMPLINE
         ST    R1,DBWLIST+8
         STH   R2,DBWLIST+12
         MVC   DBWLIST(8),=CL8'PRINTR'
         CALL  FINDFN,DBWLIST
         LA    R1,DBWLIST
         BALR  R14,R15
         CH    R15,=H'4'
         BCR   12,R10             CHANNELS 9 AND 12 DO NOT MATTER
         TYPE  'THE PRINTER DOES NOT PRINT',COLOR=R
         RETURN 20
CLOSE    MVC   DUMPLINE(9),=CL9'CLOSE'
         LH    R0,DEVPRN
         CALL  TOHEX,HEXWORK
         MVC   DUMPLINE+6(3),HEXWORK+5
         LA    R0,9
         CALL  CPLINE,DUMPLINE
         BR    R9
         LTORG
         END
