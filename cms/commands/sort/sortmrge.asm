SMRG     TITLE 'SORTMRGE - RUNS ARE MERGED'
*
* PURPOSE.    SORTMRGE  MERGES THE RUNS 1 TO SRRUNNEW, PASS BY PASS,
*                       INTO THE NEW FILE
* CALLED      BY SORT
* RETURNS     0; 41 NO STORAGE; CODES OF SORTGET, SORTPUT.  ALL TOLD
* HOW         A PASS MERGES NEIGHBOURS, AS MANY AS THERE ARE BUFFERS
*             FOR AND NO MORE THAN SRTORDER, INTO ANOTHER RUN, UNTIL
*             ONE MERGE TAKES ALL.  OF EQUAL KEYS THE EARLIER RUN'S
*             GOES FIRST
* REGISTERS.  2 KEY OF A RUN, 3 STREAM, 4 STREAMS LEFT, 5 THE LEAST
*             ONE'S STREAM, 6 ITS KEY, 7 KEY LENGTH LESS 1, 8 BYTES OF
*             A STREAM WITH ITS BUFFER, 9 RUNS OF THIS MERGE, 10 LINK,
*             11 SRTBLK, 12 BASE
*
CMSSMRG  CSECT
         REGS
         NUCON
         SRTBLK
         USING SRTSTRM,R3
FILES    EQU   2200               STORAGE OF AN OPEN FILE
KEYAT    EQU   SMLEN              BEHIND A STREAM ITS KEY, THEN ITS
BUFAT    EQU   SMLEN+SRTKEYL      ... BUFFER
WORKRUN  DSECT
         DS    18F
MOST     DS    F                  RUNS OF A MERGE AT MOST
FIRST    DS    F                  FIRST RUN OF THE MERGE
LEAST    DS    F                  STREAM WITH THE LEAST KEY
KEEP2    DS    F
KEEP10   DS    F
WORKLEN  EQU   *-WORKRUN-72
CMSSMRG  CSECT
         USING WORKRUN,R13
SORTMRGE ENTER WORK=WORKLEN
         L     R7,SRKEYLEN
         LA    R8,BUFAT
         A     R8,SRBUFL
         LA    R8,3(R8)
         N     R8,=X'00FFFFFC'
*        HOW MANY BUFFERS: SMALLER AREA, MORE STORAGE FOR OPEN FILES
         L     R1,SRAREAL
         S     R1,SRBUFL          THE NEW FILE'S
         BNP   LONG
         LA    R14,FILES(R8)
         SR    R0,R0
         DR    R0,R14
         CH    R1,=H'2'
         BL    LONG
         CH    R1,=AL2(SRTORDER)
         BNH   ORDER
         LA    R1,SRTORDER
ORDER    ST    R1,MOST
         L     R1,SRAREA
         L     R9,SRAREAL
         FRET  BYTES=(R9)
         LR    R1,R8
         M     R0,MOST
         A     R1,SRBUFL
         LA    R9,8(R1)
         XC    SRAREA,SRAREA
         FREE  BYTES=(R9)
         LTR   R15,R15
         BNZ   LONG
         ST    R1,SRAREA
         ST    R9,SRAREAL
         ST    R1,SROUTBUF
         A     R1,SRBUFL
         LA    R1,7(R1)
         N     R1,=X'00FFFFF8'
         ST    R1,SRSLOTS
         LA    R1,1
         ST    R1,SRRUNLO
         MVC   SRRUNHI,SRRUNNEW
PASS     MVC   FIRST,SRRUNLO
GROUP    L     R9,SRRUNHI         RUNS OF THIS MERGE
         S     R9,FIRST
         LA    R9,1(R9)
         C     R9,MOST
         BNH   GROUPN
         L     R9,MOST
GROUPN   BAL   R10,OPEN
         SR    R1,R1              INTO THE NEW FILE WHEN THAT ARE ALL
         CLC   FIRST,SRRUNLO
         BNE   ANOTHER
         L     R14,FIRST
         AR    R14,R9
         BCTR  R14,0
         C     R14,SRRUNHI
         BE    TARGET
ANOTHER  L     R1,SRRUNNEW
         LA    R1,1(R1)
         ST    R1,SRRUNNEW
TARGET   LR    R5,R1
         LINK  SORTOPEN
         BAL   R10,MERGE
         LTR   R5,R5
         BZ    GOOD
         LINK  SORTDONE
         LTR   R15,R15
         BNZ   ENDED
         BAL   R10,CLOSE
         L     R1,FIRST
         AR    R1,R9
         ST    R1,FIRST
         C     R1,SRRUNHI
         BNH   GROUP
         L     R1,SRRUNHI         NEXT PASS
         LA    R1,1(R1)
         ST    R1,SRRUNLO
         MVC   SRRUNHI,SRRUNNEW
         B     PASS
GOOD     BAL   R10,CLOSE
         RETURN 0
LONG     TYPE  'ITEMS TOO LONG TO BE MERGED IN THIS STORAGE',COLOR=R
         LA    R15,41
ENDED    RETURN
*
*        OPEN - THE 9 RUNS FROM FIRST ON, AND THEIR FIRST RECORDS
*
OPEN     L     R3,SRSLOTS
         LR    R4,R9
         L     R6,FIRST
OPENNEXT MVC   SMLIST,SRIN
         LA    R1,SMLIST+8
         LR    R0,R6
         LINK  SORTFILE
         MVC   SMLIST+24(2),SRNEW+16
         LA    R1,BUFAT(R3)
         ST    R1,SMBUF
         SR    R1,R1
         ST    R1,SMLEFT
         LR    R2,R10
         BAL   R10,GET
         LR    R10,R2
         LA    R6,1(R6)
         AR    R3,R8
         BCT   R4,OPENNEXT
         BR    R10
*
*        GET - THE NEXT RECORD OF STREAM 3 AND ITS KEY; AT ITS END
*        SMNEXT IS 0.  0 1 14 15 ARE LOST
*
GET      LR    R1,R3
         LINK  SORTGET
         CH    R15,=H'12'
         BE    GETEND
         LTR   R15,R15
         BNZ   ENDED
         L     R1,SMNEXT
         L     R0,SMNEXTL
         ST    R2,KEEP2
         LA    R2,KEYAT(R3)
         LINK  SORTKEY
         L     R2,KEEP2
         BR    R10
GETEND   SR    R1,R1
         ST    R1,SMNEXT
         BR    R10
*
*        MERGE - UNTIL ALL ARE AT THEIR ENDS
*
MERGE    ST    R10,KEEP10
MERGENXT L     R3,SRSLOTS
         LR    R4,R9
         SR    R6,R6
LOOK     CLC   SMNEXT,=F'0'
         BE    LOOKON
         LA    R2,KEYAT(R3)
         LTR   R6,R6
         BZ    LOOKTAKE
         EX    R7,COMPARE
         BNL   LOOKON
LOOKTAKE LR    R6,R2
         ST    R3,LEAST
LOOKON   AR    R3,R8
         BCT   R4,LOOK
         LTR   R6,R6
         BZ    MERGED
         L     R3,LEAST
         L     R1,SMNEXT
         L     R0,SMNEXTL
         LINK  SORTPUT
         LTR   R15,R15
         BNZ   ENDED
         BAL   R10,GET
         B     MERGENXT
MERGED   L     R10,KEEP10
         BR    R10
COMPARE  CLC   0(0,R2),0(R6)
*
*        CLOSE - THE RUNS OF THE MERGE ARE NO LONGER NEEDED
*
CLOSE    L     R3,SRSLOTS
         LR    R4,R9
CLOSENXT LA    R1,SMLIST
         LINK  SORTERAS
         AR    R3,R8
         BCT   R4,CLOSENXT
         BR    R10
         LTORG
         END
