INVT     TITLE 'INVERT - A MATRIX INVERTED IN LONG FLOATING POINT'
*
* PURPOSE.  READS A SQUARE MATRIX OF WHOLE NUMBERS, PRINTS ITS INVERSE
*    TO SIX PLACES, AND TELLS WHETHER THE TWO MULTIPLIED GIVE UNITY.
*    THE FIRST CARD HAS THE ORDER, 1 TO 8, IN COLUMN 1.  THEN COMES A
*    CARD FOR EACH ROW, SIX COLUMNS FOR EACH NUMBER, A MINUS SIGN
*    ANYWHERE IN THEM.
*
* HOW IT WORKS.  GAUSS AND JORDAN: UNITY IS WRITTEN BESIDE THE MATRIX.
*    ROWS ARE DIVIDED, AND SUBTRACTED FROM EACH OTHER, UNTIL THE MATRIX
*    HAS BECOME UNITY; THEN WHAT WAS UNITY IS THE INVERSE.  OF THE ROWS
*    THAT COULD BE NEXT THE ONE WITH THE LARGEST NUMBER IS TAKEN, FOR
*    ACCURACY.  ROWS CHANGE PLACES BY THEIR ADDRESSES.
*
* WHAT IT TEACHES.  LONG FLOATING POINT: LD, AD, SD, MD, DD, CDR, LPDR.
*    A WHOLE NUMBER BECOMES A FLOATING ONE BEHIND X'4E', SIXTEEN TO THE
*    FOURTEENTH; ADDED TO THAT UNNORMALIZED (AW) IT COMES BACK.
*
* REGISTERS.  2 EIGHT TIMES THE ORDER, 3 THE COLUMN IN WORK, 4 A ROW, 5
*    ITS ADDRESS, 6 THE PIVOT ROW'S ADDRESS, 7 A PLACE IN A ROW, 8 A
*    COUNT, 9 TO 11 OTHERS, 12 BASE, 14 RETURN.
*
* ENDS IN A DISABLED WAIT.  ADDRESS 000000: ALL IS WELL.  00BAD1: THE
*    PRINTER COULD NOT BE USED.  00BAD2: THE READER.  THE CSW AT 64
*    TELLS WHY.
*
         MACRO
&NAME    PUT   &CCW
.*       PRINTS BY THE CHANNEL PROGRAM AT &CCW
&NAME    LA    1,&CCW
         BAL   14,WRITE
         MEND
         EJECT
INVERT   START X'200'           BEHIND THE LOCATIONS THE CPU USES
         BALR  12,0
         USING *,12
         USING LOW,0
         PUT   HEADING
         BAL   14,GETCARD
         BNZ   DONE
         SR    2,2
         IC    2,CARD             THE ORDER
         N     2,=X'0000000F'
         BZ    DONE
         C     2,=F'8'
         BH    DONE
         SLL   2,3                EIGHT BYTES A NUMBER
*
*        READ THE ROWS: A NUMBER INTO WORK AND COPY, UNITY BESIDE IT
*
         LA    5,MATRIX
         SR    4,4
READROW  BAL   14,GETCARD
         BNZ   DONE
         LR    9,4
         SRL   9,1
         ST    5,ROWS(9)          FOUR BYTES AN ADDRESS
         LA    10,CARD
         SR    7,7
READNUM  BAL   11,NUMBER
         LA    9,0(7,5)
         STD   0,0(9)
         STD   0,COPY-MATRIX(9)
         SDR   0,0
         CR    7,4                ON THE DIAGONAL
         BNE   ZERO
         LD    0,ONE
ZERO     AR    9,2                BESIDE IT
         STD   0,0(9)
         LA    7,8(7)
         CR    7,2
         BL    READNUM
         LA    5,128(5)
         LA    4,8(4)
         CR    4,2
         BL    READROW
*
*        COLUMN BY COLUMN: FIND THE PIVOT
*
         SR    3,3
COLUMN   LR    4,3
         SDR   2,2                THE LARGEST SO FAR
FINDROW  LR    9,4
         SRL   9,1
         L     5,ROWS(9)
         LD    0,0(3,5)
         LPDR  0,0
         CDR   0,2
         BNH   NOTTHIS
         LDR   2,0
         LR    10,9               ITS PLACE AMONG THE ADDRESSES
NOTTHIS  LA    4,8(4)
         CR    4,2
         BL    FINDROW
         LTDR  2,2
         BZ    SINGULAR           NOTHING BUT ZEROS: NO INVERSE
         LR    9,3                ROWS CHANGE PLACES
         SRL   9,1
         L     6,ROWS(10)
         L     5,ROWS(9)
         ST    5,ROWS(10)
         ST    6,ROWS(9)
*
         LD    2,0(3,6)           DIVIDE THE PIVOT ROW BY THE PIVOT
         SR    7,7
DIVROW   LD    0,0(7,6)
         DDR   0,2
         LA    9,0(7,6)
         STD   0,0(9)
         LA    7,8(7)
         LA    9,0(2,2)           UP TO TWICE THE ORDER
         CR    7,9
         BL    DIVROW
*
         SR    4,4                SUBTRACT IT FROM ALL OTHER ROWS
SUBROW   CR    4,3
         BE    NEXTSUB
         LR    9,4
         SRL   9,1
         L     5,ROWS(9)
         LD    2,0(3,5)           SO MANY TIMES
         SR    7,7
SUBNUM   LDR   0,2
         MD    0,0(7,6)
         LCDR  0,0
         AD    0,0(7,5)
         LA    9,0(7,5)
         STD   0,0(9)
         LA    7,8(7)
         LA    9,0(2,2)
         CR    7,9
         BL    SUBNUM
NEXTSUB  LA    4,8(4)
         CR    4,2
         BL    SUBROW
         LA    3,8(3)
         CR    3,2
         BL    COLUMN
*
*        PRINT THE INVERSE
*
         SR    4,4
OUTROW   MVI   LINE,C' '
         MVC   LINE+1(L'LINE-1),LINE
         LR    9,4
         SRL   9,1
         L     5,ROWS(9)
         AR    5,2                BESIDE THE MATRIX
         SR    7,7
         LA    10,LINE
OUTNUM   LD    0,0(7,5)
         BAL   11,FIXED
         LA    10,14(10)
         LA    7,8(7)
         CR    7,2
         BL    OUTNUM
         PUT   DETAIL
         LA    4,8(4)
         CR    4,2
         BL    OUTROW
*
*        MULTIPLY MATRIX AND INVERSE, COMPARE WITH UNITY
*
         LA    6,COPY
         SR    3,3                ROW OF THE MATRIX
PRODROW  SR    4,4                COLUMN OF THE INVERSE
PRODCOL  SDR   0,0
         SR    7,7
PRODNUM  LR    9,7
         SRL   9,1
         L     5,ROWS(9)          ROW 7 OF THE INVERSE
         AR    5,2
         LD    2,0(7,6)
         MD    2,0(4,5)
         ADR   0,2
         LA    7,8(7)
         CR    7,2
         BL    PRODNUM
         CR    3,4
         BNE   COMPARE
         SD    0,ONE              ON THE DIAGONAL
COMPARE  LPDR  0,0
         CD    0,LITTLE
         BH    UNFIT
         LA    4,8(4)
         CR    4,2
         BL    PRODCOL
         LA    6,128(6)
         LA    3,8(3)
         CR    3,2
         BL    PRODROW
         PUT   FITS
DONE     LPSW  GOOD
UNFIT    PUT   FITSNOT
         B     DONE
SINGULAR PUT   NONE
         B     DONE
*
*        NUMBER - THE NEXT SIX COLUMNS OF THE CARD, FROM REGISTER 10 ON,
*        INTO FLOATING POINT REGISTER 0.  RETURN BY 11
*
NUMBER   SR    1,1                THE NUMBER
         SR    0,0
         LA    8,6
         MVI   SIGN,0
NUMNEXT  CLI   0(10),C'-'
         BNE   NOMINUS
         MVI   SIGN,1
NOMINUS  CLI   0(10),C'0'
         BL    NODIGIT
         MH    1,=H'10'
         IC    0,0(10)
         N     0,=X'0000000F'
         AR    1,0
         SR    0,0
NODIGIT  LA    10,1(10)
         BCT   8,NUMNEXT
         ST    1,FLOAT+4          BEHIND X'4E000000'
         LD    0,FLOAT
         AD    0,NOTHING          NORMALIZED
         TM    SIGN,1
         BCR   8,11
         LCDR  0,0
         BR    11
*
*        FIXED - FLOATING POINT REGISTER 0 WITH SIX PLACES INTO FOURTEEN
*        BYTES AT REGISTER 10.  RETURN BY 11
*
FIXED    MD    0,MILLION
         LPDR  2,0
         AD    2,HALF             ROUNDED
         AW    2,FLOATER
         STD   2,RESULT           AN INTEGER IN ITS LAST WORD
         L     1,RESULT+4
         LTDR  0,0
         BNM   POSITIVE
         LCR   1,1
POSITIVE CVD   1,PACKED
         MVC   0(14,10),PATTERN
         ED    0(14,10),PACKED+2
         BR    11
*
*        GETCARD - READ A CARD INTO CARD.  CONDITION CODE 0: THERE WAS
*        ONE, OTHERWISE NO CARDS ARE LEFT
*
GETCARD  LA    1,READ
         ST    1,CAW
         MVI   READST,0
         SIO   READER
         BC    1,NOREADER         NOT THERE
         BC    2,GETCARD          THE CHANNEL WORKS
         BC    4,TAKEST           ENDED AT ONCE
READING  TIO   READER
         BC    8,GOTCARD
         BC    2,READING
         BC    1,NOREADER
TAKEST   OC    READST,CSW+4       COLLECT WHAT IT SAYS
         TM    READST,X'02'       UNIT CHECK
         BO    NOREADER
         TM    READST,X'05'       DEVICE END OR UNIT EXCEPTION
         BZ    READING            NEITHER YET
GOTCARD  TM    READST,X'01'       UNIT EXCEPTION: CODE 3, ELSE 0
         BR    14
NOREADER LPSW  BAD2
*
*        WRITE - RUN THE CHANNEL PROGRAM AT REGISTER 1 ON THE PRINTER
*
WRITE    ST    1,CAW
         SIO   PRINTER
         BNZ   FAILED             NOT THERE, OR NOT READY
BUSY     TIO   PRINTER            HAS IT ENDED
         BC    2,BUSY             THE CHANNEL WORKS
         BC    4,STATUS           A CSW WAS STORED
         BC    1,FAILED           NOT THERE
         BR    14                 FREE: DONE
STATUS   TM    CSW+4,X'02'        UNIT CHECK
         BO    FAILED
         TM    CSW+5,X'3F'        THE CHANNEL IN TROUBLE
         BNZ   FAILED
         TM    CSW+4,X'04'        DEVICE END
         BZ    BUSY               NOT YET
         BR    14
FAILED   LPSW  BAD
         EJECT
HEADING  CCW   X'8B',*,X'60',1    TO A NEW PAGE, THEN
         CCW   X'11',TITLE,X'20',L'TITLE
DETAIL   CCW   X'09',LINE,X'20',L'LINE
PRINTER  EQU   X'00E'
FITS     CCW   X'0B',*,X'60',1
         CCW   X'09',FITTEXT,X'20',L'FITTEXT
FITSNOT  CCW   X'0B',*,X'60',1
         CCW   X'09',NOTTEXT,X'20',L'NOTTEXT
NONE     CCW   X'09',NONETEXT,X'20',L'NONETEXT
READ     CCW   X'02',CARD,X'20',80
CARD     DS    CL80
READST   DC    X'00'
READER   EQU   X'00C'
TITLE    DC    C'THE INVERSE OF THE MATRIX'
LINE     DS    CL112
FITTEXT  DC    C'THE TWO MULTIPLIED GIVE UNITY WITHIN 1E-9'
NOTTEXT  DC    C'THE TWO MULTIPLIED DO NOT GIVE UNITY WITHIN 1E-9'
NONETEXT DC    C'IT HAS NONE: THE MATRIX IS SINGULAR'
PATTERN  DC    X'402020202120',C'.',X'202020202020',C'-'
SIGN     DS    X
PACKED   DS    D
         DS    0D
GOOD     DC    X'00020000',A(0)
BAD      DC    X'00020000',A(X'BAD1')
BAD2     DC    X'00020000',A(X'BAD2')
ONE      DC    D'1'
NOTHING  DC    D'0'
HALF     DC    D'0.5'
MILLION  DC    D'1E6'
LITTLE   DC    D'1E-9'
FLOAT    DC    X'4E00000000000000'
FLOATER  DC    X'4E00000000000000'
RESULT   DS    D
         LTORG
ROWS     DS    8A
MATRIX   DS    128D               EIGHT ROWS: MATRIX AND INVERSE
COPY     DS    128D               THE MATRIX ONCE MORE
*
LOW      DSECT
         ORG   LOW+64
CSW      DS    D                  CHANNEL STATUS WORD
CAW      DS    F                  CHANNEL ADDRESS WORD
         END   INVERT
