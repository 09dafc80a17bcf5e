XEDI     TITLE 'XEDIT - THE FULL-SCREEN EDITOR'
*
* PURPOSE.    XEDIT FILENAME FILETYPE (MODE) ( OPTIONS
*             MAKES OR CHANGES A FILE ON A 3270 DISPLAY.  OPTIONS ARE THOSE
*             OF EDIT, LRECL TO 255
* RETURNS     AS EDIT
* HOW         IT IS EDIT WITH ANOTHER FACE: LINES, SUBCOMMANDS, RECOVERY ARE
*             THOSE OF COMMANDS/EDIT, EACH FILE HAS AN EDBLK.  A TURN IS:
*             SHOW THE SCREEN (XESHOW), TAKE WHAT WAS TYPED (XEREAD).
*             LINES THAT ARE STACKED ARE SUBCOMMANDS; AT A LINE TERMINAL ALL
*             IS TYPED AS EDIT DOES.  SUBCOMMANDS ARE IN XETAB
* REGISTERS.  2 WORK, 3 LIST, 4 WORK, 9 XEGLOB, 11 EDBLK, 12 BASE
*
CMSXEDIT CSECT
         REGS
         NUCON
         CONPLST
         FILEPLST
         SCRBLK
         EDBLK
         XEGLOB
RESERVE  EQU   24576              STORAGE LEFT FOR THE SCREEN AND FILES
XEDIT    ENTER
         LR    R3,R1
         BAL   R10,AREA
         BNZ   FULL
         LA    R1,8(R3)
         LINK  EDOPER
         LTR   R15,R15
         BNZ   WRONG
         BAL   R10,ASK
         CLI   EDSCRN,C'Y'
         BE    OPEN
         TYPE  'NO 3270 DISPLAY: LINES ARE TYPED, AS BY EDIT'
OPEN     LINK  EDOPEN
         LTR   R15,R15
         BNZ   LEAVE
         LINK  XEBEGIN
NEXT     L     R11,XENOW
         CLC   LINEHEAD,=F'0'
         BNE   READ
         CLI   EDSCRN,C'Y'
         BE    SHOW
         BAL   R10,ASK            A DISPLAY NOW
         CLI   EDSCRN,C'Y'
         BNE   READ
SHOW     LINK  XESHOW
         LTR   R15,R15
         BZ    TAKE
         MVI   EDSCRN,C'N'
         LINK  XEFLUSH
         TYPE  'NO DISPLAY THAT CAN BE USED: LINES ARE TYPED'
         LINK  EDTELLMD
READ     LINK  EDTURN
         B     DONE
TAKE     LINK  XEREAD
DONE     CH    R15,=H'8'
         BNE   NEXT
         LINK  XEGONE
         LTR   R15,R15
         BZ    NEXT
LEAVE    LINK  XEFLUSH
         MVI   SCROP,C'E'
         CMSCALL XESCR
         MVC   HIMAIN,EDOLDHI
         L     R2,EDRC
         RETURN (R2)
FULL     FAIL  41,'NO STORAGE FOR XEDIT'
WRONG    MVC   HIMAIN,EDOLDHI
         RETURN 24
*
*        ASK - EDSCRN: IS THE TERMINAL A DISPLAY
*
ASK      MVI   EDSCRN,C'N'
         MVI   SCROP,C'I'
         CMSCALL XESCR
         LTR   R15,R15
         BCR   7,R10
         MVI   EDSCRN,C'Y'
         BR    R10
*
*        AREA - THE DATA, BEHIND THIS MODULE.  CODE NOT 0: NO ROOM
*
AREA     L     R9,=V(EDZEND)
         LA    R9,7(R9)
         N     R9,=X'00FFFFF8'
         LR    R11,R9
         A     R11,=A(XEGLEN)
         LA    R2,EDBLEN(R11)
         L     R4,LOWEXT
         S     R4,=A(RESERVE+4096)
         CR    R2,R4
         BNL   AREAFULL
         LR    R4,R9
         L     R5,=A(XEGLEN/8)
AREAZERO XC    0(8,R4),0(R4)
         LA    R4,8(R4)
         BCT   R5,AREAZERO
         LINK  EDINIT
         MVC   EDOLDHI,HIMAIN
         ST    R2,EDHEAP
         LA    R2,4095(R2)
         N     R2,=X'00FFF000'
         ST    R2,HIMAIN
         MVI   EDMOST+3,255
         MVC   EDLEAVE,=A(RESERVE)
         ST    R9,EDGLOB
         ST    R11,EDRING
         ST    R11,XENOW
         MVI   XEFILES+3,1
         MVC   SCRNAME,=CL8'SCREEN'
         MVC   XECLINE,=F'-1'
         MVI   XECHOME,C'Y'
         MVI   XESTAY,C'Y'
         MVI   XESCALEF,C'Y'
         MVI   XENOPREF,C'Y'
         LA    R4,XEPFS           PF KEYS
         LA    R5,24
         LA    R6,KEYS
AREAKEY  MVI   0(R4),C' '
         MVC   1(39,R4),0(R4)
         MVC   0(10,R4),0(R6)
         LA    R4,40(R4)
         LA    R6,10(R6)
         CH    R5,=H'13'
         BNE   AREAKEYS
         LA    R6,KEYS            13 TO 24 ARE THE SAME
AREAKEYS BCT   R5,AREAKEY
         SR    R4,R4
         BR    R10
AREAFULL LTR   R12,R12
         BR    R10
KEYS     DC    CL10'HELP',CL10'LINEADD',CL10'QUIT',CL10'TABKEY'
         DC    CL10'LOCATE',CL10'?',CL10'BACKWARD',CL10'FORWARD'
         DC    CL10'=',CL10'RGTLEFT',CL10'SPLTJOIN',CL10'CURSOR'
         LTORG
         END
