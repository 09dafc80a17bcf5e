EXTN     TITLE 'EXTENS - PARTS OF THE NUCLEUS THAT ARE ON DISK'
*
* PURPOSE.    ENTRIES OF ROUTINES THAT ARE EXTENSIONS OF THE NUCLEUS.
*             THE FIRST CALL BRINGS 'NAME NUCEXT' FROM THE S-DISK INTO
*             FREE STORAGE, WHERE IT STAYS UNTIL IPL (EXTNS)
* RETURNS     WHAT THE ROUTINE RETURNS; 32 THE FILE IS MISSING OR
*             DAMAGED; 41 NO STORAGE FOR IT; BOTH ARE TOLD
* HOW         THE FILE IS ONE RECORD: THE IMAGE LINKED TO 0, BEHIND IT
*             THE PLACES OF ITS ADDRESSES (MACRO NUCEXT), WHICH GROW BY
*             WHERE THE IMAGE LIES
* REGISTERS.  2 NAME, 3 PLACE OF THE ENTRY, 4 IMAGE, 5 WORD IN EXTNS,
*             6 BYTES, 7 IMAGE LENGTH, 8 PLACES, 9 FILE LIST, 10 TEXT,
*             12 BASE
*
CMSEXTN  CSECT
         REGS
         NUCON
         FILEPLST
         FST
         NUCEXT
EXTWORK  DSECT
         DS    18F
EXTLIST  DS    CL(FPEND)
CMSEXTN  CSECT
*        THE EXTENSIONS: FILE, ROUTINES, INDEX
         EXTENSN EXEC,(EXEC,DOLLAR),0
         EXTENSN HANDLERS,(WAIT,TRAP,HNDINT,HNDSVC),1
         EXTENSN OS,(OSSIM,OSINIT,OSCALL,OSEND,OSRUN),2
         EXTENSN OSIO,(OSIOSVC),3
         EXTENSN DEBUG,(DEBUG,DBGENTER,DBGTRAP,DBGCLR,OVERCALL,        X
               OVERRET),4
         EXTENSN SCREEN,(SCREEN),5
         EXTENSN FILELIST,(FILELIST,RDRLIST),6
*
*        FROM THE ENTRIES: 15 ENTRY, THE REGISTERS ARE SAVED
*
EXTGO    BALR  R12,0
         USING *,R12
         L     R2,8(R15)
         LR    R3,R2
         SRL   R3,24
         LA    R2,0(R2)
         L     R5,8(R2)
         L     R4,0(R5)
         LTR   R4,R4
         BNZ   EXTCALL
         USING EXTWORK,R13
         USING FILEPLST,R9
         USING EXHEAD,R4
         L     R15,STACK          A FRAME, AS ENTER TAKES ONE
         ST    R13,4(R15)
         LR    R13,R15
         LA    R15,EXTLIST+FPEND+8
         N     R15,=X'00FFFFF8'
         ST    R15,STACK
         LA    R9,EXTLIST
         MVC   EXTLIST,EXTLIST0
         MVC   FPFN,0(R2)
         LA    R10,EXTBAD
         CALL  STATE,EXTLIST
         LTR   R15,R15
         BNZ   EXTFAIL
         L     R6,FPBUF
         L     R6,FSTIL-FST(R6)
         LA    R10,EXTFULL
         FREE  BYTES=(R6)
         LTR   R15,R15
         BNZ   EXTFAIL
         LR    R4,R1
         BAL   R14,EXTREAD
         BZ    EXTDONE
         LR    R1,R4
         FRET  BYTES=(R6)
         LA    R10,EXTBAD
         B     EXTFAIL
EXTDONE  ST    R4,0(R5)
         ST    R13,STACK
         L     R13,4(R13)
EXTCALL  L     R15,EXHENTRY(R3)
         L     R14,12(R13)
         LM    R0,R12,20(R13)
         BR    R15
*        10: AL1(CODE) AND TEXT
EXTFAIL  MVC   ERRLINE,1(R10)
         MVC   ERRLINE(8),0(R2)
         TYPE  ERRLINE,80,COLOR=R
         SR    R15,R15
         IC    R15,0(R10)
         RETURN
EXTBAD   DC    AL1(32)
         DC    CL80'         NUCEXT IS MISSING OR DAMAGED'
EXTFULL  DC    AL1(41)
         DC    CL80'         IS NOT LOADED: STORAGE IS EXHAUSTED'
         DS    0D
EXTLIST0 DC    CL8'RDBUF',CL8' ',CL8'NUCEXT',CL2'S',H'0',A(0),F'0'
         DC    CL2'V',H'1',F'0'
         EJECT
*        EXTREAD - READ THE FILE INTO (6) BYTES AT 4, RELOCATE IT, GIVE
*        BACK WHAT LIES BEHIND THE IMAGE.  CODE 0: DONE
*
EXTREAD  LR    R11,R14
         ST    R4,FPBUF
         ST    R6,FPLEN
         CALL  RDBUF,EXTLIST
         LTR   R10,R15
         MVC   FPNAME,=CL8'FINIS'
         CALL  FINIS,EXTLIST
         LTR   R10,R10
         BCR   7,R11
         CLC   EXHID,=CL8'NUCEXT'
         BCR   7,R11
         L     R7,EXHIMAGE
         L     R8,EXHCONS
         LR    R0,R8
         AR    R0,R0
         AR    R0,R7
         C     R0,FPREAD
         BCR   7,R11
         LA    R1,0(R7,R4)        1 PLACE, 14 ADDRESS
EXTNEXT  LTR   R8,R8
         BZ    EXTTAIL
         LH    R14,0(R1)
         N     R14,=X'0000FFFF'
         CR    R14,R7
         BCR   11,R11             NOT IN THE IMAGE
         AR    R14,R4
         MVC   PACKED(4),0(R14)   IT LIES ON ANY BYTE
         L     R0,PACKED
         AR    R0,R4
         ST    R0,PACKED
         MVC   0(4,R14),PACKED
         LA    R1,2(R1)
         BCT   R8,EXTNEXT
EXTTAIL  LA    R1,0(R7,R4)
         LA    R8,7(R6)
         SRL   R8,3
         SRL   R7,3
         SR    R8,R7              DOUBLEWORDS BEHIND THE IMAGE
         BZ    EXTREADY
         FRET  DWORDS=(R8)
EXTREADY CR    R0,R0              CODE 0
         BR    R11
         LTORG
         END
