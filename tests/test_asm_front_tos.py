"""Our conditional assembly against IBM's own: TOS/360's Assembler D works off the same macros.

Random macros set symbols and show them by MNOTE; both must show the same.  The sources keep to the
language that levels D and F share, and to values without apostrophes, which MNOTE takes differently.
"""
import random

import pytest

from asm_front import Front, Symbols
from s360.asm.attributes import Attributes
from tos_assembler import TOS

MACROS, CALLS, LINES = 12, 2, 6
DATA = """FIELD    DC    CL12'A'
FULL     DC    FS3'1'
PACKED   DC    P'12.34'
HERE     LA    1,2
EQUATE   EQU   5
         END
"""
KNOWN = {"FIELD": Attributes("C", 12), "FULL": Attributes("F", 4, 3, 28), "HERE": Attributes("I", 4),
         "PACKED": Attributes("P", 3, 2, 3), "EQUATE": Attributes("U", 1), "PROG": Attributes("J", 1)}
OPERANDS = ("FIELD FULL PACKED HERE EQUATE NOWHERE 5 (A,B,C) (FIELD,2) (,X) ABC A(1) PROG 100 0 (1,2,3) "
            "((1,2),3) FIELD+4 FULL(2) 4+FIELD").split() + [""]
NUMBERS = "&N1 &N2 &N3 &B1 &B2 5 0 1 12 X'F' B'11' C'A' K'&P K'&Q N'&Q N'&P N'&SYSLIST".split()
STRINGS = "'ABC' '&C1' '&C2' 'A' '' 'X&N1' '&C1.Z' '&P' '&Q(1)' '&Q(2)' '&C1&C2' '&SYSLIST(2)' '1'".split()
SHOW = "         MNOTE *,'N &N1 &N2 &N3 B &B1&B2 C &C1/&C2'"
FIRST_COLUMN, OPERAND_COLUMN = 41, 55        # of a listing line: the statement, where notes stand


def number(chance, depth=0):
    if depth > 1 or chance.random() < 0.4:
        return chance.choice(NUMBERS)
    text = f"{number(chance, depth + 1)}{chance.choice('+-*/')}{number(chance, depth + 1)}"
    return f"({text})" if chance.random() < 0.2 else text


def relation(chance):
    operator = chance.choice("EQ NE LT GT LE GE".split())
    return chance.choice([
        f"({number(chance)} {operator} {number(chance)})",
        f"({chance.choice(STRINGS)} {operator} {chance.choice(STRINGS)})",
        f"(T'&P {chance.choice(['EQ', 'NE'])} '{chance.choice('CFPIUNOJ')}')", "&B1", "&B2"])


def logic(chance):
    text = chance.choice(["", "NOT "]) + relation(chance)
    for _ in range(chance.randrange(3)):
        text += f" {chance.choice(['AND', 'OR', 'AND NOT', 'OR NOT'])} {relation(chance)}"
    return text


def character(chance):
    first, second = chance.choice(STRINGS), chance.choice(STRINGS)
    return chance.choice([first, f"{first}.{second}",
                          f"{first}({chance.randint(1, 3)},{chance.randint(1, 4)})",
                          "T'&P", "T'&Q", "T'&Q(1)"])


def lines(chance):
    """The body of a macro."""
    out = []
    for n in range(LINES):
        out += chance.choice([
            [f"&N{chance.randint(1, 3)}      SETA  {number(chance)}"],
            [f"&B{chance.randint(1, 2)}      SETB  ({logic(chance)})"],
            [f"&C{chance.randint(1, 2)}      SETC  {character(chance)}"],
            [f"         AIF   ({logic(chance)}).L{n}", "         MNOTE *,'HERE'", f".L{n}      ANOP"]])
        out.append(SHOW)
    return [line for line in out if len(line) < 72 or line.startswith(".")]


def source(chance):
    text = ""
    for n in range(MACROS):
        body = "\n".join(lines(chance))
        text += (f"         MACRO\n         M{n}    &P,&Q\n         LCLA  &N1,&N2,&N3\n"
                 f"         LCLB  &B1,&B2\n         LCLC  &C1,&C2\n{body}\n         MEND\n")
    text += "PROG     START 0\n"
    for n in range(MACROS * CALLS):
        text += f"         M{n % MACROS}    {chance.choice(OPERANDS)},{chance.choice(OPERANDS)}\n"
    return text + DATA


def notes_of(listing):
    """Statement number -> what MNOTE printed."""
    out = {}
    for line in listing:
        statement = line[34:40].strip()
        if statement.isdigit() and not line[FIRST_COLUMN:OPERAND_COLUMN].strip() and "*," in line[:60]:
            out[int(statement)] = line[line.index("*,"):].rstrip()
    return out


@pytest.fixture(scope="module")
def tos(tmp_path_factory):
    system = TOS(tmp_path_factory.mktemp("tos"))
    yield system
    system.close()


@pytest.mark.parametrize("seed", range(10))
def test_symbols_have_the_values_ibm_gave_them(tos, seed):
    text = source(random.Random(seed))
    front = Front(text, Symbols({}, KNOWN), level="f")
    ours = {s.number: s.text.rstrip() for s in front.statements if s.kind == "note"}
    assert ours == notes_of(tos.assemble(text, "NODECK").listing) and len(ours) > 50
