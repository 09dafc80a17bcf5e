SRUN     TITLE 'SORTRUNS - RECORDS SORTED IN STORAGE'
*
* PURPOSE.    SORTRUNS  READS THE OLD FILE AND SORTS AS MANY RECORDS AS
*                       THERE IS ROOM FOR: INTO THE NEW FILE WHEN THAT
*                       ARE ALL (SRRUNNEW 0), ELSE INTO RUNS
* CALLED      BY SORT
* RETURNS     0; 41 NO STORAGE; CODES OF SORTGET, SORTPUT.  ALL TOLD
* HOW         A LIST MERGE SORT: SRBINS(I) IS NONE OR A SORTED LIST OF
*             2 TO THE I RECORDS, THOSE OF HIGHER NUMBER CAME EARLIER.
*             A NEW RECORD MEETS THE BINS LIKE A CARRY; OF EQUAL KEYS
*             THE EARLIER LIST'S GOES FIRST
* REGISTERS.  2 RECORD, 3 BIN, 4 EARLIER LIST, 5 LATER LIST, 6 TAIL, 7
*             KEY LENGTH LESS 1, 8 9 WORK, 10 LINK, 11 SRTBLK, 12 BASE
*
CMSSRUN  CSECT
         REGS
         NUCON
         SRTBLK
         USING SRTREC,R2
RESERVE  EQU   16000              FOR THE FILE SYSTEM
SORTRUNS ENTER
         BAL   R10,STORAGE
         L     R7,SRKEYLEN
         MVC   SRSLOT,SRSLOTS
         XC    SRBINS(96),SRBINS
NEXT     LA    R1,SRIN
         LINK  SORTGET
         CH    R15,=H'12'
         BE    LAST
         LTR   R15,R15
         BNZ   ENDED
*        ROOM FOR IT?
ROOM     L     R2,SRSLOT
         L     R9,SRIN+SMNEXTL-SRTSTRM
         LA    R8,SLKEY-SRTREC+1+3(R7,R9)
         N     R8,=X'FFFFFFFC'
         LR    R1,R2
         AR    R1,R8
         L     R14,SRAREA
         A     R14,SRAREAL
         CR    R1,R14
         BNH   PUT
         C     R2,SRSLOTS
         BE    LONG
         BAL   R10,RUN            FULL
         MVC   SRSLOT,SRSLOTS
         B     ROOM
PUT      ST    R1,SRSLOT
         ST    R9,SLLEN
         L     R8,SRIN+SMNEXT-SRTSTRM
         LR    R1,R8
         LR    R0,R9
         LR    R5,R2
         LA    R2,SLKEY
         LINK  SORTKEY
         LR    R2,R5
         LA    R14,SLKEY+1(R7)
         LR    R1,R9
         BAL   R10,MOVE
         SR    R1,R1
         ST    R1,SLNEXT
*        A CARRY THROUGH THE BINS
         LR    R5,R2
         LA    R3,SRBINS
CARRY    L     R4,0(R3)
         LTR   R4,R4
         BZ    CARRIED
         BAL   R10,MERGE
         SR    R1,R1
         ST    R1,0(R3)
         LA    R3,4(R3)
         B     CARRY
CARRIED  ST    R5,0(R3)
         B     NEXT
LAST     L     R1,SRRUNNEW        ALL FITTED: THE NEW FILE AT ONCE
         LTR   R1,R1
         BZ    ALL
         BAL   R10,RUN
         B     GOOD
ALL      SR    R1,R1
         LINK  SORTOPEN
         BAL   R10,WRITE
GOOD     CALL  FINIS,SRIN
         RETURN 0
LONG     TYPE  'AN ITEM IS TOO LONG FOR THE STORAGE THERE IS',COLOR=R
         LA    R15,41
ENDED    RETURN
*
*        RUN - THE RECORDS IN STORAGE ARE ANOTHER RUN
*
RUN      ST    R10,SRLINKS
         L     R1,SRRUNNEW
         LA    R1,1(R1)
         ST    R1,SRRUNNEW
         LINK  SORTOPEN
         BAL   R10,WRITE
         LINK  SORTDONE
         LTR   R15,R15
         BNZ   ENDED
         XC    SRBINS(96),SRBINS
         L     R10,SRLINKS
         BR    R10
*
*        WRITE - ALL BINS MERGED, AND WRITTEN
*
WRITE    ST    R10,SRLINKS+4
         SR    R5,R5
         LA    R3,SRBINS
         LA    R9,24
WRBIN    L     R4,0(R3)
         LTR   R4,R4
         BZ    WRBINON
         LTR   R5,R5
         BZ    WRFIRST
         BAL   R10,MERGE
         B     WRBINON
WRFIRST  LR    R5,R4
WRBINON  LA    R3,4(R3)
         BCT   R9,WRBIN
         LTR   R2,R5
         BZ    WRITTEN
WRNEXT   L     R0,SLLEN
         LA    R1,SLKEY+1(R7)
         LINK  SORTPUT
         LTR   R15,R15
         BNZ   ENDED
         L     R2,SLNEXT
         LTR   R2,R2
         BNZ   WRNEXT
WRITTEN  L     R10,SRLINKS+4
         BR    R10
*
*        MERGE - LIST 4 AND THE LATER ONE 5 INTO 5.  6 8 ARE LOST
*
MERGE    LA    R6,SRHEAD
MERGENXT EX    R7,COMPARE
         BH    MERGELAT
         ST    R4,0(R6)
         LR    R6,R4
         L     R4,0(R4)
         LTR   R4,R4
         BNZ   MERGENXT
         ST    R5,0(R6)
         L     R5,SRHEAD
         BR    R10
MERGELAT ST    R5,0(R6)
         LR    R6,R5
         L     R5,0(R5)
         LTR   R5,R5
         BNZ   MERGENXT
         ST    R4,0(R6)
         L     R5,SRHEAD
         BR    R10
COMPARE  CLC   SLKEY-SRTREC(0,R4),SLKEY-SRTREC(R5)
*
*        MOVE - 1 BYTES FROM 8 TO 14
*
MOVE     CH    R1,=H'256'
         BNH   MOVELAST
         MVC   0(256,R14),0(R8)
         LA    R14,256(R14)
         LA    R8,256(R8)
         SH    R1,=H'256'
         B     MOVE
MOVELAST BCTR  R1,0
         EX    R1,MOVEIT
         BR    R10
MOVEIT   MVC   0(0,R14),0(R8)
*
*        STORAGE - AS MUCH AS THERE IS, BUT FOR WHAT THE FILE SYSTEM
*        NEEDS; BUFFERS FOR THE OLD AND THE NEW FILE AT ITS BEGIN
*
STORAGE  L     R9,=A(200*1024)
STORTRY  FREE  BYTES=(R9)
         LTR   R15,R15
         BZ    STORHAVE
         SH    R9,=H'2048'
         BP    STORTRY
         B     LONG
STORHAVE FRET  BYTES=(R9)
         S     R9,=A(RESERVE)
         BNP   LONG
         FREE  BYTES=(R9)
         LTR   R15,R15
         BNZ   LONG
         ST    R1,SRAREA
         ST    R9,SRAREAL
         LINK  SORTIO
         L     R14,SRAREA
         ST    R14,SROUTBUF
         A     R14,SRBUFL
         ST    R14,SRIN+SMBUF-SRTSTRM
         A     R14,SRBUFL
         ST    R14,SRSLOTS
         L     R1,SRBUFL
         AR    R1,R1
         C     R1,SRAREAL
         BNL   LONG
         BR    R10
         LTORG
         END
