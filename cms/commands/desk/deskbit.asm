DKBT     TITLE 'DESKBIT - BITS OF INTEGERS'
*
* PURPOSE.    ON A (AND B), WHICH MUST BE INTEGERS; THE RESULT IN A
*             DKAND DKOR DKXOR DKNOT   BIT BY BIT.  A NEGATIVE NUMBER IS
*                                      THE TWO'S COMPLEMENT, WITH ONES
*                                      IN FRONT AS FAR AS ONE LOOKS
*             DKSHL DKSHR              SHIFTED BY B: * OR / 2 ** B,
*                                      ROUNDED DOWN
*             DKWRAP DKHALF            WHAT A FULLWORD, A HALFWORD HOLDS
*                                      OF IT, WITH SIGN
*             DKUNSIGN                 A FULLWORD WITHOUT SIGN
* HOW         17 DIGITS OF 16 BITS IN TWO'S COMPLEMENT, SO THAT THE SIGN
*             OF EVERY EXACT NUMBER HAS ROOM
* REGISTERS.  2 3 4 WORK, 5 INSTRUCTION, 6 CARRY, 8 NUMBER, 10 LINK, 11
*             DESKBLK, 12 BASE (OF THE SECTION)
*
CMSDKBIT CSECT
         REGS
         NUCON
         DESKBLK
BITS     EQU   17
DKAND    ENTER
         BASE  CMSDKBIT
         LA    R5,DOAND
         B     BOTH
DKOR     ENTER
         BASE  CMSDKBIT
         LA    R5,DOOR
         B     BOTH
DKXOR    ENTER
         BASE  CMSDKBIT
         LA    R5,DOXOR
BOTH     LINK  DKWHOLE
         BAL   R10,TURN
         LINK  DKWHOLE
         BAL   R10,TURN
         LA    R8,ASIGN
         BAL   R10,COMPL
         LA    R8,BSIGN
         BAL   R10,COMPL
         OC    AINEX,BINEX
         EX    0,0(R5)
         LA    R3,BITS
         BAL   R10,SIGNED
         LINK  DKFIT
         RETURN 0
DOAND    NC    ALIMB(4*BITS),BLIMB
DOOR     OC    ALIMB(4*BITS),BLIMB
DOXOR    XC    ALIMB(4*BITS),BLIMB
*
DKNOT    ENTER
         BASE  CMSDKBIT
         LINK  DKWHOLE
         XI    ASIGN,X'80'
         BAL   R10,ONE
         LINK  DKSUB
         RETURN 0
*
DKWRAP   ENTER
         BASE  CMSDKBIT
         LA    R3,2
         B     WRAP
DKHALF   ENTER
         BASE  CMSDKBIT
         LA    R3,1
WRAP     BAL   R9,LOWER
         BAL   R10,SIGNED
         LINK  DKFIT
         RETURN 0
DKUNSIGN ENTER
         BASE  CMSDKBIT
         LA    R3,2
         BAL   R9,LOWER
         LA    R3,3               NO SIGN
         BAL   R10,SIGNED
         LINK  DKFIT
         RETURN 0
*        THE LOWER 3 DIGITS.  BY BAL R9
LOWER    ST    R3,DKPACK
         LINK  DKWHOLE
         LA    R8,ASIGN
         BAL   R10,COMPL
         L     R3,DKPACK
         LR    R2,R3
         SLL   R2,2
         LA    R2,ALIMB(R2)
         XC    0(4*BITS,R2),0(R2)
         BR    R9
         EJECT
DKSHR    ENTER
         BASE  CMSDKBIT
         XI    BSIGN,X'80'
         B     SHIFT
DKSHL    ENTER
         BASE  CMSDKBIT
SHIFT    LINK  DKWHOLE
         BAL   R10,TURN
         LINK  DKWHOLE
         IC    R5,ASIGN
         CLC   ALEN,=H'1'
         BH    FAR
         L     R4,ALIMB
         CH    R4,=H'255'
         BH    FAR
         BAL   R10,TURN
         BAL   R10,ONE            B = 2 ** 4
         LR    R2,R4
         SRL   R2,4
         LA    R3,1(R2)
         STH   R3,BLEN
         SLL   R2,2
         N     R4,=F'15'
         LA    R3,1
         SLL   R3,0(R4)
         XC    BLIMB(4),BLIMB
         ST    R3,BLIMB(R2)
         N     R5,=X'00000080'
         BNZ   RIGHT
         LINK  DKMUL
         RETURN 0
RIGHT    LINK  DKIDIV
         RETURN 0
FAR      N     R5,=X'00000080'
         BZ    FARLEFT
         BAL   R10,TURN           ALL BITS GO: 0, OR -1
         IC    R5,ASIGN
         XC    ASIGN(ACCLEN),ASIGN
         N     R5,=X'00000080'
         BZ    FARDONE
         MVI   ASIGN,X'80'
         MVI   ALEN+1,1
         MVI   ALIMB+3,1
FARDONE  RETURN 0
FARLEFT  DESKERR 32,'A SHIFT TO THE LEFT IS AT MOST BY 255'
*
*        ONE - B
*
ONE      XC    BSIGN(ACCLEN),BSIGN
         MVI   BLEN+1,1
         MVI   BLIMB+3,1
         BR    R10
*
*        TURN - A AND B
*
TURN     XC    ASIGN(ACCLEN),BSIGN
         XC    BSIGN(ACCLEN),ASIGN
         XC    ASIGN(ACCLEN),BSIGN
         BR    R10
*
*        COMPL - NUMBER 8 IN TWO'S COMPLEMENT.  2-4, 6 ARE LOST
*
         USING NUM,R8
COMPL    CLI   NSIGN,0
         BCR   8,R10
         LA    R3,BITS
COMPLEM  SR    R2,R2
         LA    R6,1
COMPLONE L     R4,NLIMB(R2)
         X     R4,=X'0000FFFF'
         AR    R4,R6
         LR    R6,R4
         SRL   R6,16
         N     R4,=X'0000FFFF'
         ST    R4,NLIMB(R2)
         LA    R2,4(R2)
         BCT   R3,COMPLONE
         BR    R10
         DROP  R8
*
*        SIGNED - A, 3 DIGITS IN TWO'S COMPLEMENT, WITH ITS SIGN
*
SIGNED   LR    R2,R3
         SLL   R2,2
         LA    R4,ALIMB-4(R2)
         MVI   ASIGN,0
         LR    R9,R10
         LA    R8,ASIGN
         TM    2(R4),X'80'
         BZ    SIGNLEN
         MVI   ASIGN,X'80'
         LR    R5,R3
         BAL   R10,COMPLEM
         LR    R3,R5
SIGNLEN  LTR   R2,R3
         BZ    SIGNEND
         SLL   R2,2
         L     R4,ALIMB-4(R2)
         LTR   R4,R4
         BNZ   SIGNEND
         BCT   R3,SIGNLEN
SIGNEND  STH   R3,ALEN
         XC    AEXP,AEXP
         BR    R9
         LTORG
         END
