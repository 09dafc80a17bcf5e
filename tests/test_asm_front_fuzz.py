"""No source whatever gives a traceback or an endless loop: sources by a grammar, and mutated ones."""
import random
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asm_front import Front
from s360.asm.messages import Messages
from s360.asm.options import Limits
from s360.asm.source import text_of
from s360.errors import S360Error

SMALL = Limits(statements=2000, nesting=20, branches=100, copies=4, elements=5000, operand=2000,
               steps=20_000)
SECONDS = 5

words = st.sampled_from("A B FIELD R1 X1 &A &B &C &P &Q &SYSLIST &SYSNDX &SYSECT &SYSPARM &A(1) &P(2) "
                        "&SYSLIST(1,2) 1 0 5 99999 X'1F' C'A' B'101' * = T'&P L'FIELD K'&C N'&SYSLIST "
                        "I'&P S'FIELD '&C' '&P' 'A' '' '&&' .X .Y ..".split())
operators = st.sampled_from(["+", "-", "*", "/", ",", "(", ")", ".", " EQ ", " LT ", " AND ", " OR ",
                             " NOT ",
                             "'", "&", "(1,2)", "='", " "])
expressions = st.lists(st.one_of(words, operators), max_size=8).map("".join)
names = st.sampled_from(["", ".X", ".Y", "&A", "&A(2)", "&B", "&C", "&P", "LAB", "L&SYSNDX", "&(A)",
                         "lower"])
operations = st.sampled_from(
    "MACRO MEND MEXIT MNOTE COPY ICTL ISEQ AIF AGO ANOP ACTR LCLA LCLB LCLC GBLA GBLB GBLC SETA SETB SETC "
    "LA DC MAC MAC MAC2 END REPRO OPSYN MEM NOWHERE &P &C".split())
prototypes = st.sampled_from(["MAC   &P,&Q", "MAC   &P,&K=1", "MAC2  &K=&P", "MAC2", "MAC   (A),&P"])


@st.composite
def statements(draw):
    operand = draw(st.one_of(expressions, expressions.map(lambda e: f"({e}).X"),
                             expressions.map(lambda e: f"'{e}'"),
                             st.sampled_from(["&A,&B", "&A(5),&C(3)", "8,'&C'", ".X", ".Y", "MEM",
                                              "1,71,16"])))
    text = f"{draw(names):<8} {draw(operations):<5} {operand}"
    remarks = draw(st.sampled_from(["", "  remark", "  it's &A", "   ,"]))
    text = f"{text}{remarks}"
    if draw(st.integers(0, 9)) == 0:
        text = f"{text[:71]:<71}X"
    return text


blocks = st.one_of(
    statements(),
    st.tuples(prototypes, st.lists(statements(), max_size=8)).map(
        lambda parts: "\n".join(["         MACRO", "&N       " + parts[0],
                                 "         LCLA  &A(9)", "         LCLC  &C", *parts[1],
                                 "         MEND"])))
sources = st.lists(blocks, max_size=14).map("\n".join)


def front(text, **options):
    """One run within the time; all messages can be shown, all statements have numbers."""
    begun = time.monotonic()
    run = Front(text, limits=SMALL, include={"MEM": "  LA 1,2\n.Y ANOP\n  COPY MEM2\n",
                                             "MEM2": "&A SETA 1\n"},
                **options)
    assert time.monotonic() - begun < SECONDS
    assert [s.number for s in run.statements] == list(range(1, len(run.statements) + 1))
    for message in run.messages.all:
        assert str(message) and (message.text or message.number == 150)        # MNOTE's may be empty
        assert message.column <= max(81, len(message.source) + 1)
    return run


@settings(max_examples=150, deadline=None, derandomize=True,
          suppress_health_check=[HealthCheck.too_slow])
@given(sources, st.sampled_from(["f", "xf"]))
def test_sources_by_a_grammar(text, level):
    front(text, level=level)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.text(st.characters(codec="utf-8"), max_size=300))
def test_any_text(text):
    front(text)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.binary(max_size=320))
def test_any_bytes(data):
    try:
        text = text_of(data, "fuzz", Messages())
    except S360Error:                        # EBCDIC, but not whole cards
        return
    front(text)


GOOD = """         MACRO
&N       TRY   &P,&Q,&K=(1,2)                    prototype             X
               &L=5
         GBLC  &G(3)
         LCLA  &I,&A(5)
         LCLB  &B
         LCLC  &C
.LOOP    ANOP
&I       SETA  &I+1
&A(&I)   SETA  (K'&P+N'&K*X'F')/&I-L'&Q
&B       SETB  (&I GT 3 AND NOT (T'&P EQ 'O' OR '&Q' EQ ''))
&C       SETC  'R'.'&P'(1,2).'&I'
&G(1)    SETC  '&G(1)'.'&C'
&N       LA    &C,&P.(&I)      load
         DC    C'&C&&''&K(2)',A(L'FIELD)
         AIF   (&B).OUT
         MNOTE *,'TURN &I'
         AIF   (&I LT 5).LOOP
.OUT     MEXIT
         MEND
         MACRO
         OUTER &X
         TRY   &X,FIELD,K=(A,B)
         COPY  MEM
         MEND
         GBLC  &G(3)
         LCLA  &J
PROG     CSECT
ONE      TRY   (FULL,2),FIELD
.AGAIN   ANOP
&J       SETA  &J+1
         OUTER F&J
         AIF   (&J LT 3).AGAIN
         MNOTE 4,'&G(1)'
         REPRO
  any card
         END
"""
STUFF = ["&", "'", "(", ")", ",", ".", " ", "&&", "&A", "X" * 80, "\n", "MEND", "MACRO", "&(", "''",
         "\t", "¬", "\0"]


def mutated(text, chance):
    """A few places of the text changed."""
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(text))
        kind = chance.randrange(4)
        if kind == 0:
            text = text[:at] + text[at + chance.randint(1, 8):] or " "
        elif kind == 1:
            text = text[:at] + chance.choice(STUFF) + text[at:]
        elif kind == 2:
            lines = text.split("\n")
            chance.shuffle(lines[:chance.randint(0, 5)])
            lines.insert(chance.randrange(len(lines)), chance.choice(lines))
            text = "\n".join(lines)
        else:
            lines = text.split("\n")
            del lines[chance.randrange(len(lines))]
            text = "\n".join(lines) or " "
    return text


def test_the_source_before_mutation_is_good():
    run = Front(GOOD.replace("         COPY  MEM\n", ""))
    assert {m.number for m in run.messages.all} <= {150} and len(run.assembled) > 10


@pytest.mark.parametrize("seed", range(10))
def test_mutated_sources(seed):
    chance = random.Random(seed)
    for _ in range(30):
        front(mutated(GOOD, chance), level=chance.choice(["f", "xf"]))


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_mutated_sources_in_full():
    chance = random.Random(1967)
    for _ in range(20_000):
        front(mutated(GOOD, chance), level=chance.choice(["f", "xf"]))


def nested(text):
    return f"         MACRO\n         TRY   &P\n{text}         MEND\n"


@pytest.mark.parametrize("text", [
    "         LCLC  &C\n&C       SETC  " + "'A'" * 18 + "\n",
    "         LA    1,'" + "'" * 5000 + "\n",
    nested("         TRY   &P&P\n") + "         TRY   ABCDEFGH\n",
    nested("         TRY   (&P,&P)\n") + "         TRY   X\n",
    nested("         LCLA  &X\n&X       SETA  N'&P(1,1,1,1,1,1,1,1)\n") + "         TRY   " + "(" * 56 + "\n",
    nested("         ACTR  2000000000\n.L       AGO   .L\n") + "         TRY\n",
    nested("         TRY\n         TRY\n") + "         TRY\n",
    "         LCLC  &C\n.L       ANOP\n&C       SETC  '&C&C.A'\n         AGO   .L\n",
    "         GBLC  &C(32767),&D(32767)\n",
    "         DC    1000000000F'0'\n",
    "\n".join("         MACRO" for _ in range(3000)),
    "\n".join(f"{' ' * 15}{'(' * 56}X" for _ in range(200)),
    "\n".join(f"{('         AIF   (' if n == 0 else ' ' * 15) + 'NOT ' * 14:<71}X" for n in range(20)),
    "         LCLA  &A\n" + "\n".join(f"{('&A       SETA  ' if n == 0 else ' ' * 15) + '1+' * 28}X"
                                     for n in range(200)) + "\n               1\n",
    "         LCLA  &A\n" + "\n".join(f"{('&A       SETA  ' if n == 0 else ' ' * 15) + '&A(&A((L' * 7}X"
                                     for n in range(200)) + "\n               1\n",
    "         COPY  MEM\n" * 3000,
    ".X       AGO   .X\n", "         AGO   .Y\n         COPY  MEM\n"])
def test_what_grows_or_turns_without_end_is_stopped(text):
    front(text)
