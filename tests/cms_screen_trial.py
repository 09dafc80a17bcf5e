"""A program for tests of SCREEN: it shows a form and types which key was pressed and what was typed.

PF3 leaves; PF22 computes before the form is shown again.
"""
from __future__ import annotations

from functools import lru_cache

from cms.build_files import module
from s360.asm import assemble
from s360.linker.link import link
from s360.asm.object_deck import read_decks
from cms import build

SOURCE = """
TRIAL    START X'12000'
         REGS
         NUCON
         SCRBLK
TRIAL    CSECT
TRY      ENTER
         USING SCRBLK,R3
         LA    R3,BLOCK
         MVI   SCROP,C'I'
         CMSCALL BLOCK
         LTR   R15,R15
         BNZ   NODISP
NEXT     MVI   SCROP,C'S'
         CMSCALL BLOCK
         CH    R15,=H'8'
         BE    ANOTHER
         LTR   R15,R15
         BNZ   NODISP
         CLI   SCRKEY,3
         BE    LEAVE
         CLI   SCRKEY,22
         BE    SLOW
         SR    R0,R0
         IC    R0,SCRKEY
         CALL  TODEC,TOLD
         LH    R0,SCRCROW
         CALL  TODEC,TOLD+10
         LH    R0,SCRCCOL
         CALL  TODEC,TOLD+20
         TYPE  TOLD,40
         L     R4,SCRCHGN
         L     R5,SCRCHGS
         USING SCRCHG,R5
CHANGED  LTR   R4,R4
         BZ    NEXT
         L     R6,SCCFLD
         L     R7,SCCTEXT
         L     R8,SCCLEN
         MVC   LINE,LINE-1
         MVC   LINE(2),SCFUSER-SCRFLD(R6)
         LTR   R8,R8
         BZ    EMPTY
         BCTR  R8,0
         EX    R8,MOVE
         LA    R6,LINE+4(R8)
         MVI   0(R6),C'<'
EMPTY    TYPE  LINE,40
         LA    R5,SCCSIZE(R5)
         BCTR  R4,0
         B     CHANGED
SLOW     L     R4,=F'80000000'
         BCT   R4,*
         B     NEXT
MOVE     MVC   LINE+3(0),0(R7)
ANOTHER  TYPE  'ANOTHER DISPLAY'
         B     NEXT
NODISP   LR    R4,R15
         TYPE  'NO DISPLAY'
         RETURN (R4)
LEAVE    MVI   SCROP,C'E'
         CMSCALL BLOCK
         RETURN 0
         DS    0D
BLOCK    DC    CL8'SCREEN',C'I',AL1(0,0,0),H'0,0,3,6'
         DC    A(FIELDS,0,0,0)
FIELDS   DC    AL1(1,2,SCFPROT+SCFHIGH,0),H'20,5',A(TITLE,0)
         DC    AL1(3,6,0,0),H'20,3',A(TEXT),C'A   '
         DC    AL1(3,30,0,0),H'4,0',A(0),C'B   '
         DC    AL1(24,73,0,0),H'8,2',A(BAD),C'C   '
         DC    X'FF'
TITLE    DC    C'TITLE'
TEXT     DC    C'OLD'
BAD      DC    X'0011'
TOLD     DC    CL40' '
         DC    C' '
LINE     DC    CL60' '
         LTORG
         END   TRY
"""


@lru_cache(None)
def trial() -> tuple[str, str, list[bytes], str]:
    """The program as a file: name, type, records, format."""
    made = assemble(SOURCE, "trial", libraries=(build.MACROS,))
    assert made.return_code == 0, [str(message) for message in made.messages]
    linked = link(list(read_decks(made.object_deck, "trial")), origin=0x12000)
    return "TRY", "MODULE", module(linked, linked.entry), "V"
