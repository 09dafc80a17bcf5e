"""Mistakes: what TOS/360's own assembler flags we flag, at the same statement, leaving the same code.

Each statement is assembled in a source of its own with a constant behind it, whose place shows how
much room it took.  A constant that is wrong takes none there, ours may; what is only a warning here
(the language of later assemblers) keeps its code.
"""
import pytest

from asm_helpers import asm, cards
from object_cards import loaded
from tos_assembler import TOS

PRELUDE = """TEST     CSECT
         USING TEST,12
FULL     DS    F
TABLE    DS    CL20
TWO      DS    H
"""
STATEMENTS = """
NOSUCH 1,2
L     1
L     16,FULL
L     1,UNKNOWN
L     1,FULL+2
L     1,5(2,3)
LH    1,FULL+1
LD    1,0(2)
LER   1,2
MR    1,2
M     3,FULL
SRDL  5,1
LPSW  5(2)
EX    1,5
B     FULL+1
BC    16,FULL
LA    1,4096
LA    1,TEST+4096
LR    1,2,3
LR    1
SPM   16
SVC   256
MVI   TABLE,256
MVI   TABLE,C'AB'
MVC   TABLE(257),FULL
PACK  TABLE(17),FULL
L     1,4(2,)
L     1,4()
MVC   4(),6
L     1,4(2,3
DC    F'2147483648'
DC    H'32768,-32769'
DC    HL1'255'
DC    F'A'
DC    F''
DC    F'1
DC    X'G'
DC    X''
DC    B'12'
DC    C''
DC    CL257'A'
DC    XL257'A'
DC    FL9'1'
DC    EL9'1'
DC    PL17'1'
DC    P'1A'
DC    P'12345678901234567890123456789012'
DC    AL5(1)
DC    YL3(1)
DC    VL2(OUT)
DC    SL1(FULL)
DC    A(UNKNOWN)
DC    A(1++1)
DC    A(-1)
DC    A(FULL*2)
DC    A(FULL/2)
DC    AL2(FULL)
DC    A(16777216)
DC    A(1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1)
DC    A(5
DC    S(UNKNOWN)
DC    S(TEST+5000)
DC    W'1'
DC    ES-1'1'
DC    FS200'1'
DC    FE80'1'
DS    CL(LATER)
ORG   LATER
ORG   5
EQU   5
CNOP  1,4
CNOP  0,16
CCW   1,FULL,7,1
CCW   256,FULL,0,1
CCW   1,FULL,0,65536
CCW   1,FULL,0
CCW   1,16777216,0,1
USING *,16
DROP  16
USING
ENTRY UNKNOWN
EXTRN FULL
START
MNOTE 8,'X'
MEND
L     1,=S(FULL)
ST    1,=F'1'
MVI   =F'1',1
""".strip("\n").splitlines()


@pytest.fixture(scope="module")
def genuine(tmp_path_factory):
    """Statement -> the genuine assembly."""
    system = TOS(tmp_path_factory.mktemp("tos"))
    made = dict(zip(STATEMENTS, system.assemble_all([source_of(one) for one in STATEMENTS])))
    system.close()
    return made


def source_of(statement: str) -> str:
    return f"{PRELUDE}         {statement}\nLATER    DC    X'FF'\n         END\n"


@pytest.mark.parametrize("statement", STATEMENTS)
def test_a_mistake_is_flagged_and_leaves_the_genuine_code(genuine, statement):
    line = len(PRELUDE.splitlines()) + 1
    assert line in [number for number, _, _ in genuine[statement].errors()]
    assembly = asm.assemble(source_of(statement), name="TEST", level="F")
    severity = max((m.severity for m in assembly.messages if m.line == line), default=0)
    assert severity >= 4, statement
    want = loaded(genuine[statement].cards)["text"]
    if severity >= 8 and len(want) > 1:
        assert loaded(cards(assembly))["text"] == want
