SIO      TITLE 'SORTIO - FILES OF SORT'
*
* PURPOSE.    SORTIO    SRBUFL, SRPERIO FROM LENGTH AND FORMAT
*             SORTGET   1 STREAM: SMNEXT, SMNEXTL ARE ITS NEXT ITEM
*             SORTOPEN  1 NUMBER OF A RUN, 0 THE NEW FILE: WRITTEN NEXT
*             SORTPUT   1 A RECORD OF LENGTH 0: INTO IT
*             SORTDONE  IT IS WHOLE
*             SORTNAME  THE NEW FILE IS WHOLE AND GETS ITS NAME
*             SORTFILE  1 PLACE FOR THE NAME (16) OF RUN 0
*             SORTERAS  1 FILE LIST: CLOSED, AND TAKEN AWAY
*             SORTSWEE  ALL WORK FILES, ALSO THOSE AN ACCIDENT LEFT
* CALLED      BY THE OTHER PARTS OF SORT
* RETURNS     0; SORTGET 12 AT THE END; 100 + CODE OF RDBUF, WRBUF:
*            TOLD
* REGISTERS.  2 CODE, 3 STREAM OR LIST, 4 5 WORK, 10 LINK, 11 SRTBLK,
*             12 BASE (OF THE SECTION)
*
CMSSIO   CSECT
         REGS
         NUCON
         FST
         SRTBLK
         USING SRTSTRM,R3
SORTIO   ENTER
         BASE  CMSSIO
         L     R5,SRITEML
         LA    R1,1
         CLI   SRFV,C'V'
         BE    IOBUF
         SR    R14,R14
         LA    R15,SRTIOLEN
         DR    R14,R5
         LTR   R15,R15
         BZ    IOBUF
         LR    R1,R15
IOBUF    ST    R1,SRPERIO
         MR    R0,R5
         LA    R1,7(R1)
         N     R1,=X'00FFFFF8'
         ST    R1,SRBUFL
         RETURN 0
*
SORTGET  ENTER
         BASE  CMSSIO
         LR    R3,R1
         L     R4,SMLEFT
         SH    R4,=H'1'
         BNP   GETREAD
         ST    R4,SMLEFT
         L     R1,SMNEXT
         A     R1,SMNEXTL
         ST    R1,SMNEXT
         B     GOOD
GETREAD  MVC   SMLIST+28(4),SMBUF
         MVC   SMLIST+32(4),SRBUFL
         MVC   SMLIST+36(1),SRFV
         MVC   SMLIST+38(2),SRPERIO+2
         LA    R1,SMLIST
         CALL  RDBUF
         LTR   R2,R15
         BNZ   GETBAD
         MVC   SMNEXT,SMBUF
         L     R1,SMLIST+40
         LA    R4,1
         CLI   SRFV,C'V'
         BE    GETONE
         SR    R0,R0
         D     R0,SRITEML
         LR    R4,R1
         L     R1,SRITEML
GETONE   ST    R4,SMLEFT
         ST    R1,SMNEXTL
GOOD     RETURN 0
GETBAD   CH    R2,=H'12'
         BE    GETEND
         TYPE  'THE FILE CANNOT BE READ',COLOR=R
         LA    R2,100(R2)
GETEND   RETURN (R2)
         EJECT
SORTOPEN ENTER
         BASE  CMSSIO
         MVC   SROUT,OUTFORM
         MVC   SROUT+36(1),SRFV
         MVC   SROUT+24(2),SRNEW+16
         MVC   SROUTP,SROUTBUF
         XC    SROUTN,SROUTN
         LR    R4,R1
         LA    R1,SROUT+8
         BAL   R10,FILE
         B     GOOD
*
SORTFILE ENTER
         BASE  CMSSIO
         LR    R4,R0
         BAL   R10,FILE
         B     GOOD
*
*        FILE - NAME AND TYPE OF RUN 4 TO 1
*
FILE     MVC   0(8,R1),SRNEW
         LR    R5,R1
         MVC   8(8,R1),=CL8'CMSUT1'
         LTR   R0,R4
         BCR   8,R10
         CALL  TODEC,SRNUM
         OC    SRNUM,=10C'0'
         MVC   8(4,R5),=C'CMSR'
         MVC   12(4,R5),SRNUM+6
         BR    R10
*
SORTPUT  ENTER
         BASE  CMSSIO
         LR    R4,R1
         LR    R5,R0
         CLI   SRFV,C'V'
         BE    PUTVAR
         L     R14,SROUTP
PUTMOVE  CH    R5,=H'256'
         BNH   PUTLAST
         MVC   0(256,R14),0(R4)
         LA    R14,256(R14)
         LA    R4,256(R4)
         SH    R5,=H'256'
         B     PUTMOVE
PUTLAST  BCTR  R5,0
         EX    R5,MOVEIT
         LA    R14,1(R5,R14)
         ST    R14,SROUTP
         L     R1,SROUTN
         LA    R1,1(R1)
         ST    R1,SROUTN
         C     R1,SRPERIO
         BL    GOOD
         BAL   R10,FLUSH
         B     GOOD
PUTVAR   ST    R4,SROUT+28
         ST    R5,SROUT+32
         BAL   R10,WRITE
         B     GOOD
MOVEIT   MVC   0(0,R14),0(R4)
*
*        FLUSH - THE ITEMS IN THE BUFFER, IF ANY
*
FLUSH    L     R1,SROUTN
         LTR   R1,R1
         BCR   8,R10
         STH   R1,SROUT+38
         M     R0,SRITEML
         ST    R1,SROUT+32
         MVC   SROUT+28(4),SROUTBUF
         MVC   SROUTP,SROUTBUF
         XC    SROUTN,SROUTN
WRITE    MVI   SROPENED,1
         CALL  WRBUF,SROUT
         LTR   R2,R15
         BCR   8,R10
BAD      CH    R2,=H'13'
         BE    DISKFULL
         CH    R2,=H'20'
         BE    BADNAME
         TYPE  'THE NEW FILE CANNOT BE WRITTEN',COLOR=R
         B     BADCODE
DISKFULL TYPE  'THE DISK IS FULL; NOTHING IS CHANGED',COLOR=R
         B     BADCODE
BADNAME  TYPE  'THE NEW NAME IS NONE: A-Z 0-9 $ # @ + - : _',COLOR=R
BADCODE  LA    R2,100(R2)
         RETURN (R2)
*
SORTDONE ENTER
         BASE  CMSSIO
         BAL   R10,DONE
         B     GOOD
DONE     LR    R4,R10
         BAL   R10,FLUSH
         CALL  FINIS,SROUT
         LTR   R2,R15
         BNZ   BAD
         BR    R4
*
SORTNAME ENTER
         BASE  CMSSIO
         BAL   R10,DONE
         CALL  FINIS,SRIN
         MVC   SRPLIST(80),RENAMES
         MVC   SRPLIST+8(8),SRNEW
         MVC   SRPLIST+24(1),SRNEW+16
         MVC   SRPLIST+32(16),SRNEW
         MVC   SRPLIST+72(8),=8X'FF'
         CALL  ALTER,SRPLIST
         LTR   R2,R15
         BZ    GOOD
         B     BAD
         EJECT
SORTERAS ENTER
         BASE  CMSSIO
         LR    R3,R1
         CALL  FINIS,0(R3)
         BAL   R10,ERASEIT
         B     GOOD
ERASEIT  MVC   SRPLIST(8),=CL8'ERASE'
         MVC   SRPLIST+8(16),8(R3)
         MVC   SRPLIST+24(8),=CL8' '
         MVC   SRPLIST+24(1),SRNEW+16
         MVC   SRPLIST+32(8),=8X'FF'
         CALL  ERASE,SRPLIST
         BR    R10
*
SORTSWEE ENTER WORK=24
         BASE  CMSSIO
         CLI   SROPENED,0
         BE    SWEEP
         CALL  FINIS,SROUT
SWEEP    MVC   SRPLIST(32),ANYTYPE
         MVC   SRPLIST+8(8),SRNEW
         MVC   SRPLIST+24(1),SRNEW+16
         XC    72(12,R13),72(R13)
SWEEPNXT LA    R1,SRPLIST
         LA    R0,72(R13)
         CALL  FSNEXT
         LTR   R15,R15
         BNZ   GOOD
         LR    R4,R1
         USING FST,R4
         CLC   FSTT,=CL8'CMSUT1'
         BE    SWEEPIT
         CLC   FSTT(4),=C'CMSR'
         BNE   SWEEPNXT
         CLI   FSTT+4,C'0'
         BL    SWEEPNXT
SWEEPIT  MVC   SRWORD,FSTT
         LA    R3,SRLINE
         MVC   24(2,R3),SRNEW+16
         MVC   8(8,R3),SRNEW
         MVC   16(8,R3),SRWORD
         CALL  FINIS,0(R3)
         BAL   R10,ERASEIT
         LTR   R15,R15
         BNZ   GOOD
         B     SWEEP
         DROP  R4
         DS    0D
OUTFORM  DC    CL8'WRBUF',CL8' ',CL8' ',CL2' ',H'0',A(0),F'0',CL2' '
         DC    H'1',F'0'
RENAMES  DC    CL8'ALTER',CL8' ',CL8'CMSUT1',CL8' ',CL8' ',CL8' '
         DC    CL8'=',CL8'(',CL8'REPLACE',8X'FF'
ANYTYPE  DC    CL8'FSNEXT',CL8' ',CL8'*',CL8' '
         LTORG
         END
