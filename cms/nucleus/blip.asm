BLIP     TITLE 'BLIP - A SIGN OF LIFE EVERY TWO SECONDS OF CPU TIME'
*
* PURPOSE.    BLIP CHARS  TYPES 1 TO 8 CHARACTERS EVERY 2 SECONDS THAT
*                         THE PROGRAM COMPUTES; WITHOUT CHARS, A STAR
*             BLIP ON     A STAR
*             BLIP OFF    NO LONGER
*             BLIPTYPE    FROM THE TIMER'S INTERRUPTION
* RETURNS     0
* REGISTERS.  2 LIST, 3 LENGTH, 12 BASE
*
CMSBLIP  CSECT
         REGS
         NUCON
         EXTRN CONSTART
BLIP     ENTER
         LR    R2,R1
         MVI   BLIPLEN,1
         MVC   BLIPTEXT,=CL8'*'
         CLI   8(R2),X'FF'
         BE    BLIPSET
         CLC   8(8,R2),=CL8'ON'
         BE    BLIPSET
         MVI   BLIPLEN,0
         CLC   8(8,R2),=CL8'OFF'
         BE    BLIPSET
         MVC   BLIPTEXT,8(R2)
         LA    R3,8
         LA    R1,BLIPTEXT+7
BLIPTRIM CLI   0(R1),C' '
         BNE   BLIPLONG
         BCTR  R1,0
         BCT   R3,BLIPTRIM
BLIPLONG STC   R3,BLIPLEN
BLIPSET  CALL  SETCLK
         RETURN 0
*
BLIPTYPE ENTER
         CLI   CONSTATE,CONIDLE   NOT WHILE THE CONSOLE IS AT WORK
         BNE   BLIPEND
         TM    KTFLAG,X'80'
         BO    BLIPEND
         LA    R3,BLIPTEXT
         ST    R3,CONCCW
         MVI   CONCCW,X'01'       NO CARRIAGE RETURN
         SR    R3,R3
         IC    R3,BLIPLEN
         ST    R3,CONCCW+4
         MVI   CONCCW+4,X'20'
         MVI   CONSTATE,CONTYPES
         L     R15,=A(CONSTART)
         BALR  R14,R15
BLIPEND  RETURN 0
         LTORG
         END
