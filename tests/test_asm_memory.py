"""What an assembly leaves behind: its result and nothing else; and what is remembered by operand text
while it runs is right for every instruction."""
import gc
import tracemalloc
import weakref

import pytest

import test_asm_back_fuzz as noise
from s360.asm import assemble, assembly

STATEMENTS = 4000
MOST = 1500                      # bytes a statement of a result: cards, listing and line map together
MACRO = """         MACRO
         MOVE  &A,&B
         LCLA  &N
&N       SETA  &N+1
         AIF   ('&A' EQ '').END
         L     1,&A
         ST    1,&B+4*&N
.END     MEND
T        CSECT
         USING T,12
         MOVE  A,B
         MOVE  ,B
         MOVE  NOWHERE,B
         LA    1,X
         DC    F'X',H'99999',A(A),EE99'1'
A        DS    2F
B        DS    2F
         LTORG
         END
"""


def program(statements: int) -> str:
    """A program with names, references, literals and places of all sorts."""
    lines = ["T        CSECT", "         USING *,12"]
    for n in range(statements // 4):
        lines += [f"L{n:06} L     {n % 16},A{n % 9}       REMARKS", f"         LA    1,{n % 4096}(2)",
                  "         B     *+4", f"         A     3,=F'{n % 50}'"]
        if n % 200 == 199:
            lines += ["         LTORG", "         BALR  12,0", "         USING *,12"]
    return "\n".join([*lines, "         LTORG", "D        DSECT", *(f"A{n}       DS    F" for n in range(9)),
                      "         END"])


def everything(source: str, **options):
    """An assembly whose results were all asked for."""
    result = assemble(source, **options)
    assert result.listing and result.line_map and result.deck and result.sections is not None
    result.object_deck
    return result


@pytest.fixture
def by_counts():
    """Nothing is freed but by reference counts."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.parametrize("level", ["f", "xf"])
@pytest.mark.parametrize("source", [MACRO, program(400), *map(noise.source, range(2)),
                                    *(pytest.param(noise.source(seed), marks=pytest.mark.slow)
                                      for seed in range(2, 12))])
def test_no_cycle_is_left(by_counts, source, level):
    everything(source, level=level, limits=noise.LIMITS)
    gc.collect()
    kept = everything(source, level=level, limits=noise.LIMITS)
    assert gc.collect() == 0
    del kept
    assert gc.collect() == 0


def test_the_tools_of_an_assembly_go_before_its_result(by_counts, monkeypatch):
    made = []

    class Watched(assembly.Assembler):
        def __init__(self, *arguments):
            super().__init__(*arguments)
            made.extend(map(weakref.ref, (self, self.generator, self.generator.front, self.encoder)))

    monkeypatch.setattr(assembly, "Assembler", Watched)
    result = assemble(MACRO)
    assert result.listing and len(made) == 4
    assert [tool() for tool in made] == [None] * 4


def test_the_collector_is_on_again():
    assert gc.isenabled()
    assemble(MACRO)
    assert gc.isenabled()


def test_a_collector_that_was_off_stays_off(by_counts):
    assemble(MACRO)
    assert not gc.isenabled()


def traced() -> int:
    """Bytes in use.  Collecting empties the interpreter's free lists, and finds nothing."""
    assert gc.collect() == 0
    return tracemalloc.get_traced_memory()[0]


def test_assemblies_do_not_add_up(by_counts):
    source = program(STATEMENTS)
    everything(source)
    tracemalloc.start()
    try:
        everything(source)
        before = traced()
        for _ in range(3):
            everything(source)
        assert traced() - before < 5000
        result = everything(source)
        assert traced() - before < MOST * result.statistics["statements"]
    finally:
        tracemalloc.stop()


# -- remembered operand texts

def test_a_literal_that_may_be_read_may_not_be_stored_into():
    """ST is told from L although both have met the same operands."""
    result = assemble(" USING *,12\n L 1,=F'1'\n ST 1,=F'1'\n L 1,=F'1'\n END\n")
    assert [(message.number, message.line) for message in result.messages] == [(315, 3)]


def test_the_same_operands_on_other_boundaries_and_registers():
    """LH takes any halfword, L and M a fullword, LD a doubleword; M wants an even register, LD one of
    the four (GC28-6514, section 4)."""
    result = assemble("T CSECT\n USING T,12\n LH 1,A\n L 1,A\n LH 1,A\n M 1,A\n LD 1,A\n LD 2,A\n"
                      "B DS 0D\n ORG B+2\nA DS H\n END\n")
    assert [(message.number, message.line) for message in result.messages] == [
        (320, 4), (313, 6), (320, 6), (313, 7), (320, 7), (320, 8)]


def test_level_f_reports_what_it_does_not_know_each_time():
    """A sign before a term (GC28-6514, section 2, Expressions), alone and in a field met before."""
    source = "T CSECT\n USING T,12\n LA 1,2(3)\n LA 1,-1+2(3)\n LA 1,-1+2(3)\n LA 2,-1+2(3)\n END\n"
    result = assemble(source, level="f")
    assert [(message.number, message.line) for message in result.messages] == [
        (148, 4), (148, 5), (148, 6)]
    assert not assemble(source).messages


def test_a_using_changes_what_it_concerns():
    """A goes from register 12 to 10, B stays with 11 until it is dropped."""
    code = assemble("T CSECT\n USING T,12\n USING D,11\n L 1,A\n L 1,B\n DROP 12\n USING T,10\n"
                    " L 1,A\n L 1,B\n DROP 11\n USING D,9\n L 1,B\n L 1,A\n ORG T+24\nA DS F\n"
                    "D DSECT\n DS F\nB DS F\n END\n").sections[0].bytes
    assert code[:24].hex(" ", 4) == "5810c018 5810b004 5810a018 5810b004 58109004 5810a018"


def test_a_literal_of_the_next_pool():
    """The second =F'7' lies in the pool behind its LTORG."""
    code = assemble("T CSECT\n USING T,12\n L 1,=F'7'\n LTORG\n L 1,=F'7'\n LTORG\n END\n").sections[0].bytes
    assert code.hex(" ", 4) == "5810c008 00000000 00000007 5810c010 00000007"


@pytest.mark.parametrize("line", [" LA 2+C'),',1\n", " LA 1,2+C'),'\n", " CLI 0(1),C')'\n",
                                  " CLI 0(1),C','\n", " CLI A,C''''\n"])
def test_commas_that_separate_nothing(line):
    """Once alone and twice behind operands that look alike, with the same outcome."""
    alone = assemble(f"T CSECT\n USING T,12\n{line}A DS F\n END\n")
    behind = assemble("T CSECT\n USING T,12\n LA 1,2\n LA 1,0(1)\n CLI 0(1),2\nA DS F\n"
                      f" LA 2,A\n{line}{line} END\n")
    assert [message.text for message in behind.messages] == 2 * [
        message.text for message in alone.messages]
    code = behind.sections[0].bytes
    assert code[20:24] == code[24:28]
    assert "A,C" in line or code[20:24] == alone.sections[0].bytes[:4]
