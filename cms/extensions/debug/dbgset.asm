DBGT     TITLE 'DBGSET - CHANGING REGISTERS AND STORAGE'
*
* PURPOSE.    SET      SET GPR N HEX (HEX), FPR N HEX (HEX), PSW, CSW HEX
*                      (HEX), CAW HEX
*             STORE    STORE ADDRESS HEX...: WORDS OF TWO DIGITS A BYTE, ALL
*                      OF THEM OR NONE
*             DEFINE   DEFINE NAME ADDRESS (LENGTH)
*             ORIGIN   ORIGIN ADDRESS: IS ADDED TO DIGITS
* RETURNS     0, 4, 8, 12 AS DEBUG SAYS; 20 TOLD
* REGISTERS.  2 PLACE, 3 TEXT OR ADDRESS, 4 LENGTH, 5 COUNT, 6 BYTE, 7
*             DIGITS LEFT, 10 LINK, 11 WORK AREA, 12 BASE
*
CMSDBGT  CSECT
         REGS
         NUCON
         DBGBLK
CMSDBGT  CSECT
         USING DBGWORK,R11
SET      ENTER
         BASE  CMSDBGT
         BAL   R10,WORD
         BZ    FORM
         CH    R4,=H'3'
         BNE   FORM
         LA    R5,2               MOST VALUES
         LA    R2,DBGPSW
         CLC   0(3,R3),=C'PSW'
         BE    VALUES
         LA    R2,DBGCSW
         CLC   0(3,R3),=C'CSW'
         BE    VALUES
         LA    R5,1
         LA    R2,DBGCSW+8
         CLC   0(3,R3),=C'CAW'
         BE    VALUES
         LR    R8,R3
         BAL   R10,WORD
         BZ    FORM
         LR    R1,R3
         LR    R0,R4
         LINK  REGNUM
         LTR   R15,R15
         BNZ   FORM
         LR    R2,R0
         SLL   R2,2
         LA    R5,2
         CLC   0(3,R8),=C'FPR'
         BE    FPR
         CLC   0(3,R8),=C'GPR'
         BNE   FORM
         LA    R2,DBGREGS(R2)
         CH    R0,=H'15'
         BNE   VALUES
         LA    R5,1
         B     VALUES
FPR      N     R0,=F'9'           0 2 4 6
         BNZ   FORM
         LA    R2,DBWFPRS(R2)
*        UP TO (5) VALUES, ALL GOOD OR NONE IS TAKEN
VALUES   SR    R6,R6
VALNEXT  BAL   R10,WORD
         BZ    VALALL
         CR    R6,R5
         BNL   FORM
         LR    R1,R3
         LR    R0,R4
         LINK  HEXNUM
         LTR   R15,R15
         BNZ   FORM
         LR    R1,R6
         SLL   R1,2
         ST    R0,DBWVALUE(R1)
         LA    R6,1(R6)
         B     VALNEXT
VALALL   LTR   R6,R6
         BZ    FORM
         SLL   R6,2
         BCTR  R6,0
         EX    R6,VALMOVE
DONE     RETURN 0
VALMOVE  MVC   0(0,R2),DBWVALUE
FORM     RETURN 4
NOADDR   RETURN 8
*
*        WORD - 3 THE NEXT WORD, 4 ITS LENGTH.  CODE 0: NONE
*
WORD     LINK  TOKEN
         LR    R3,R1
         LR    R4,R0
         LTR   R15,R15
         BZ    WORDIS
         SR    R4,R4
WORDIS   LTR   R4,R4
         BR    R10
         EJECT
STORE    ENTER
         BASE  CMSDBGT
         BAL   R10,WORD
         BZ    FORM
         LR    R1,R3
         LR    R0,R4
         LINK  ADDRESS
         LTR   R15,R15
         BNZ   NOADDR
         LR    R8,R1
         LA    R2,DBWBYTES
         SR    R5,R5              BYTES
STONEXT  BAL   R10,WORD
         BZ    STOALL
         LR    R7,R4
         SRL   R7,1
         LR    R0,R7
         AR    R0,R7
         CR    R0,R4
         BNE   FORM               AN ODD DIGIT
STOPAIR  CH    R5,=H'32'
         BNL   FORM
         LR    R1,R3
         LA    R0,2
         LINK  HEXNUM
         LTR   R15,R15
         BNZ   FORM
         STC   R0,0(R2)
         LA    R2,1(R2)
         LA    R3,2(R3)
         LA    R5,1(R5)
         BCT   R7,STOPAIR
         B     STONEXT
STOALL   LTR   R5,R5
         BZ    FORM
         LR    R3,R8              CAN THEY BE STORED ALL
         LR    R7,R5
STOTRY   LR    R1,R3
         LINK  PEEK
         LTR   R15,R15
         BNZ   NOSTOR
         LR    R1,R3
         LINK  POKE
         LTR   R15,R15
         BNZ   NOSTOR
         LA    R3,1(R3)
         BCT   R7,STOTRY
         LA    R2,DBWBYTES
         SR    R6,R6
STOPUT   IC    R6,0(R2)
         LR    R0,R6
         LR    R1,R8
         LINK  POKE
         LA    R2,1(R2)
         LA    R8,1(R8)
         BCT   R5,STOPUT
         B     DONE
NOSTOR   RETURN 12
         EJECT
DEFINE   ENTER
         BASE  CMSDBGT
         BAL   R10,WORD
         BZ    FORM
         CH    R4,=H'8'
         BH    FORM
         MVC   DBWOUT(8),=CL8' '
         BCTR  R4,0
         EX    R4,DEFMOVE
         BAL   R10,WORD
         BZ    FORM
         LR    R1,R3
         LR    R0,R4
         LINK  ADDRESS
         LTR   R15,R15
         BNZ   NOADDR
         LR    R8,R1
         LA    R6,4
         BAL   R10,WORD
         BZ    DEFGO
         LR    R1,R3
         LR    R0,R4
         LINK  DECNUM
         LTR   R15,R15
         BNZ   FORM
         LR    R6,R0
         LTR   R6,R6
         BZ    FORM
         C     R6,=F'4096'
         BH    FORM
DEFGO    LA    R2,DBWSYMS
         USING SYMBOL,R2
         LA    R5,16
DEFSAME  CLC   SYMNAME,DBWOUT     THE SAME NAME AGAIN
         BE    DEFPUT
         LA    R2,SYMLEN(R2)
         BCT   R5,DEFSAME
         LA    R2,DBWSYMS
         LA    R5,16
DEFFREE  CLI   SYMNAME,0
         BE    DEFPUT
         LA    R2,SYMLEN(R2)
         BCT   R5,DEFFREE
         TYPE  'THERE ARE 16 SYMBOLS ALREADY; DEFINE ONE OF THEM ANEW',X
               COLOR=R
         RETURN 20
DEFPUT   MVC   SYMNAME,DBWOUT
         ST    R8,SYMADDR
         ST    R6,SYMSIZE
         B     DONE
DEFMOVE  MVC   DBWOUT(0),0(R3)
*
ORIGIN   ENTER
         BASE  CMSDBGT
         BAL   R10,WORD
         BZ    FORM
         L     R5,DBWORIG         ITS OWN DIGITS COUNT FROM 0
         XC    DBWORIG,DBWORIG
         LR    R1,R3
         LR    R0,R4
         LINK  ADDRESS
         LTR   R15,R15
         BZ    ORIGSET
         ST    R5,DBWORIG
         RETURN 8
ORIGSET  ST    R1,DBWORIG
         B     DONE
         LTORG
         END
