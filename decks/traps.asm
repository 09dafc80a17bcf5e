TRAP     TITLE 'TRAPS - WHAT TRAPS, AND WHY'
*
* PURPOSE.  SHOWS ON THE CONSOLE (009) WHAT BECOMES OF PRIVILEGED
*    INSTRUCTIONS, FIRST IN THE PROBLEM STATE, THEN IN THE SUPERVISOR
*    STATE; AND WHAT ELSE CAUSES A PROGRAM INTERRUPTION.
*
* WHY IT MATTERS.  A PROGRAM IN THE PROBLEM STATE CAN DO NOTHING THAT
*    CHANGES THE MACHINE FOR OTHERS: EVERY SUCH INSTRUCTION TRAPS.  CP
*    RUNS A WHOLE OPERATING SYSTEM IN THE PROBLEM STATE, AND DOES FOR
*    IT WHAT TRAPPED.  RUN THIS BARE AND UNDER CP: THE LINES ARE THE
*    SAME.  UNDER CP, TRACE PRIV SIO RUN SHOWS THAT THE SECOND PART
*    TRAPS THERE TOO, THIS TIME TO CP, AND THE PROGRAM CANNOT TELL.
*
* HOW IT WORKS.  THE INSTRUCTION IS MOVED TO SPOT, WITH A SUPERVISOR
*    CALL BEHIND IT, AND ENTERED BY LPSW IN THE STATE WANTED.  EITHER
*    THE PROGRAM INTERRUPTION COMES BACK (TRAPPED), WITH ITS CODE IN
*    THE OLD PSW, OR THE SUPERVISOR CALL (NOTRAP).
*
* REGISTERS.  2 AN ENTRY OF THE TABLE, 3 FOR THE INSTRUCTIONS TRIED, 4
*    AND 5 THE TEXT TO BE TYPED AND ITS LENGTH, 12 BASE, 14 RETURN.
*
* ENDS IN A DISABLED WAIT.  ADDRESS 000000: ALL IS WELL.  00BAD1: THE
*    CONSOLE COULD NOT BE USED.
*
         EJECT
TRAPS    START X'200'           BEHIND THE LOCATIONS THE CPU USES
         BALR  12,0
         USING *,12
         USING LOW,0
         USING ENTRY,2
         MVC   SVCNEW(16),NEWPSWS
         L     3,=A(BLOCK)
         SR    0,0
         SSK   0,3                STORAGE KEY 0 FOR THE BLOCK
         LA    0,X'10'            STORAGE KEY 1 FOR THE PROGRAM
KEYS     S     3,=F'2048'
         SSK   0,3
         LTR   3,3
         BP    KEYS
         LA    4,TITLE1
         LA    5,L'TITLE1
         BAL   14,TYPE
         MVI   MODE+1,X'01'       THE PROBLEM STATE
         L     2,=A(PRIVILEG)
         BAL   11,TRYALL
         LA    4,TITLE2
         LA    5,L'TITLE2
         BAL   14,TYPE
         MVI   MODE+1,X'00'       THE SUPERVISOR STATE
         L     2,=A(PRIVILEG)
         BAL   11,TRYALL
         LA    4,TITLE3
         LA    5,L'TITLE3
         BAL   14,TYPE
         MVI   MODE+1,X'11'       THE PROBLEM STATE, KEY 1
         L     2,=A(ERRORS)
         BAL   11,TRYALL
         LPSW  GOOD
*
*        TRYALL - TRY THE ENTRIES FROM 2 ON, UNTIL A BLANK ONE.  RETURN
*        BY 11
*
TRYALL   CLI   0(2),C' '
         BCR   8,11
         MVC   SPOT,INSTR
         LM    6,9,VALUES         SOMETHING IN THE REGISTERS
         STM   2,14,SAVE
         LPSW  MODE               TRY IT
*
NOTRAP   LM    2,14,SAVE
         MVC   LINE,SVCTEXT
         B     REPORT
TRAPPED  LM    2,14,SAVE
         MVC   LINE,PGMTEXT
         UNPK  HEX,PGMOLD+2(3)    THE CODE, AND A BYTE TOO MUCH
         TR    HEX(4),HEXTAB-240
         MVC   LINE+25(4),HEX
         LH    3,PGMOLD+2         THE NAME OF THE CODE
         MH    3,=H'24'
         LA    3,NAMES(3)
         MVC   LINE+30(24),0(3)
REPORT   MVC   LINE(12),0(2)
         LA    4,LINE+L'LINE-1    BLANKS AT THE END ARE NOT TYPED
         LA    5,L'LINE
TRIM     CLI   0(4),C' '
         BNE   SAY
         BCTR  4,0
         BCT   5,TRIM
SAY      LA    4,LINE
         BAL   14,TYPE
         LA    2,ENTRYLEN(2)
         B     TRYALL
*
*        TYPE - TYPE (5) BYTES AT (4).  RETURN BY 14
*
TYPE     ST    4,TYPING
         MVI   TYPING,X'09'
         STH   5,TYPING+6
         LA    1,TYPING
         ST    1,CAW
         SIO   CONSOLE
         BC    1,FAILED           NOT THERE
         BC    6,TYPE             BUSY, OR AN EARLIER STATUS
ENDED    TIO   CONSOLE
         BC    7,ENDED            UNTIL IT IS FREE
         BR    14
FAILED   LPSW  BAD
*
         DS    0F
SPOT     DS    XL8                THE INSTRUCTION, PADDED
AFTER    SVC   0                  REACHED IF IT DID NOT TRAP
         EJECT
*        THE PRIVILEGED INSTRUCTIONS
*
PRIVILEG DC    CL12'SSM'
         SSM   MASK               SET SYSTEM MASK
         DC    2X'0700'
         DC    CL12'LPSW'
         LPSW  GOAFTER            LOAD PSW
         DC    2X'0700'
         DC    CL12'SSK'
         SSK   6,7                SET STORAGE KEY
         DC    3X'0700'
         DC    CL12'ISK'
         ISK   6,7                INSERT STORAGE KEY
         DC    3X'0700'
         DC    CL12'SIO'
         SIO   X'0FF'             START I/O, OF NO DEVICE
         DC    2X'0700'
         DC    CL12'TIO'
         TIO   X'0FF'             TEST I/O
         DC    2X'0700'
         DC    CL12'HIO'
         HIO   X'0FF'             HALT I/O
         DC    2X'0700'
         DC    CL12'TCH'
         TCH   X'000'             TEST CHANNEL
         DC    2X'0700'
         DC    C' '
*
*        ERRORS, EACH WITH A CODE OF ITS OWN
*
         DS    0H
ERRORS   DC    CL12'0000'         NO INSTRUCTION HAS THIS CODE
         DC    4X'0000'
         DC    CL12'EX OF EX'     EXECUTE OF AN EXECUTE
         EX    0,EXECUTE
         DC    2X'0700'
         DC    CL12'ST KEY 1'     THE BLOCK'S KEY IS 0
         ST    6,0(9)
         DC    2X'0700'
         DC    CL12'L FAR'        BEHIND THE END OF STORAGE
         L     6,0(8)
         DC    2X'0700'
         DC    CL12'DR ODD'       AN ODD REGISTER OF A PAIR
         DC    X'1D76'
         DC    3X'0700'
         DC    CL12'AP BLANKS'    BLANKS ARE NO DECIMAL DIGITS
         AP    BLANKS,BLANKS
         DC    X'0700'
         DC    CL12'AR TOO BIG'   TWICE THE LARGEST NUMBER
         AR    6,6
         DC    3X'0700'
         DC    CL12'DR BY ZERO'
         DR    6,3
         DC    3X'0700'
         DC    CL12'AP TOO BIG'   9 AND 9 IN ONE DIGIT
         AP    NINE,NINE
         DC    X'0700'
         DC    CL12'DP BY ZERO'
         DP    DIVIDEND,NOTHING
         DC    X'0700'
         DC    CL12'MDR TOO BIG'  1E70 TIMES 1E70
         LD    0,LARGE
         MDR   0,0
         DC    X'0700'
         DC    CL12'DDR BY ZERO'
         LD    0,ZERO
         DDR   0,0
         DC    X'0700'
         DC    C' '
*
TITLE1   DC    C'PRIVILEGED INSTRUCTIONS IN THE PROBLEM STATE'
TITLE2   DC    C'THE SAME IN THE SUPERVISOR STATE'
TITLE3   DC    C'WHAT TRAPS FOR OTHER REASONS'
LINE     DS    CL54
SVCTEXT  DC    CL54'             CARRIED OUT'
PGMTEXT  DC    CL54'             TRAPS, CODE'
NAMES    DC    CL24' '            BY CODE
         DC    CL24'OPERATION'
         DC    CL24'PRIVILEGED OPERATION'
         DC    CL24'EXECUTE'
         DC    CL24'PROTECTION'
         DC    CL24'ADDRESSING'
         DC    CL24'SPECIFICATION'
         DC    CL24'DATA'
         DC    CL24'FIXED-POINT OVERFLOW'
         DC    CL24'FIXED-POINT DIVIDE'
         DC    CL24'DECIMAL OVERFLOW'
         DC    CL24'DECIMAL DIVIDE'
         DC    CL24'EXPONENT OVERFLOW'
         DC    CL24'EXPONENT UNDERFLOW'
         DC    CL24'SIGNIFICANCE'
         DC    CL24'FLOATING-POINT DIVIDE'
         EJECT
         DS    0D
NEWPSWS  DC    X'00000000',A(NOTRAP)
         DC    X'00000000',A(TRAPPED)
MODE     DC    X'00000000',X'0F',AL3(SPOT)   OVERFLOWS TRAP TOO
GOAFTER  DC    X'00000000',X'0F',AL3(AFTER)
GOOD     DC    X'00020000',A(0)
BAD      DC    X'00020000',A(X'BAD1')
TYPING   CCW   X'09',0,X'20',1
LARGE    DC    D'1E70'
ZERO     DC    D'0'
VALUES   DC    X'7FFFFFFF',A(BLOCK),X'00FFFFFC',A(BLOCK)
SAVE     DS    13F
EXECUTE  EX    0,EXECUTE
MASK     DC    X'00'
BLANKS   DC    CL2' '
NINE     DC    PL1'9'
DIVIDEND DC    PL4'1'
NOTHING  DC    PL1'0'
HEX      DS    CL5
HEXTAB   DC    C'0123456789ABCDEF'
CONSOLE  EQU   X'009'
         LTORG
BLOCK    EQU   X'1000'            A BLOCK OF STORAGE
*
LOW      DSECT
         ORG   LOW+40
PGMOLD   DS    D
         ORG   LOW+64
CSW      DS    D
CAW      DS    F
         ORG   LOW+96
SVCNEW   DS    D
PGMNEW   DS    D
*
ENTRY    DSECT
         DS    CL12               WHAT IT IS CALLED
INSTR    DS    XL8                THE INSTRUCTION AND NO-OPERATIONS
ENTRYLEN EQU   *-ENTRY
         END   TRAPS
