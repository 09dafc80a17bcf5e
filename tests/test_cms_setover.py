"""SETOVER, SETERR, CLROVER, SVCTRACE: supervisor calls traced, to the printer and to the terminal; KO SO RO."""
import pytest

from cms_machine import Bare, code_of, program
from test_cms_debug import Paper


@pytest.fixture(scope="module")
def machine():
    cms = Bare()
    cms.paper = Paper()
    cms.printer = cms.machine.attach(0x00E, "1403", file=cms.paper)
    return cms


@pytest.fixture
def cms(machine):
    del machine.paper[:]
    yield machine
    machine.ask("CLROVER")
    assert machine.ask("ECHO ON")[0] == "ON"


def call(*words: str) -> tuple[str, ...]:
    """A program that calls the words by SVC 202 and returns 5."""
    text = ",".join(f"CL8'{word}'" for word in words)
    return (" LR 5,14", " LD 2,REAL", " LA 1,LIST", "CALL SVC 202", " DC AL4(*+4)", " LA 15,5", " BR 5",
            " DS 0D", "REAL DC D'1'", f"LIST DC {text},8X'FF'")


def lines(trace: list[str], name: str) -> list[list[str]]:
    """The calls and returns of a function, each with the lines behind it."""
    made, on = [], False
    for line in trace:
        if line.split()[0] in ("CALL", "RETURN"):
            on = line.split()[4:5] == [name]
            if on:
                made.append([line])
        elif on:
            made[-1].append(line)
    return made


def test_a_call_and_its_return(cms):
    cms.put("TEST", program(*call("STATE", "NO", "SUCH")))
    assert code_of(cms.ask("SETOVER")) == 0
    cms.put("TEST", program(*call("STATE", "NO", "SUCH")))
    assert code_of(cms.ask("TEST")) == 5
    begun, ended = lines(cms.paper, "STATE")
    assert begun[0].split()[:7] == ["CALL", "2", "SVC", "202", "STATE", "FROM", "01000A"]
    assert begun[0].split()[-2:] == ["FF0000CA", "4001000C"]
    assert begun[1].split()[:2] == ["GPRS", "0-7"] and begun[1].split()[3] == "00010020"
    assert begun[3].split()[:3] == ["LIST", "E2E3C1E3", "C5404040"] and begun[3].endswith("*STATE   NO      *")
    assert begun[4].endswith("*SUCH    ........*") and len(begun) == 5
    assert ended[0].split()[4:] == ["STATE", "ERROR", "TO", "010010,", "CODE", "28"]
    assert ended[2].split()[-1] == "0000001C" and len(ended) == 3      # register 15
    own = lines(cms.paper, "TEST")
    assert own[1][0].split()[:6] == ["RETURN", "1", "SVC", "202", "TEST", "ERROR"] and own[1][0].split()[-1] == "5"


def test_registers_are_chosen(cms):
    assert code_of(cms.ask("SETOVER ( NOGPRS FPRS FPRSA NOPARM")) == 0
    cms.put("TEST", program(*call("ECHO", "HI")))
    cms.ask("TEST")
    begun, ended = lines(cms.paper, "ECHO")
    assert [len(begun), len(ended)] == [2, 2]
    assert begun[1].split()[:5] == ["FPRS", "00000000", "00000000", "41100000", "00000000"]
    assert ended[1].split()[0] == "FPRS"


def test_errors_only(cms):
    assert code_of(cms.ask("SETERR ( TYPE NOGPRS NOPARM")) == 0
    assert cms.ask("ECHO HI")[:1] == ["HI"] and len(cms.lines) == 2
    answer = cms.ask("STATE NO SUCH")
    assert [line.split()[0] for line in answer[1:3]] == ["CALL", "RETURN"] and answer[2].endswith("CODE    28")
    assert code_of(answer) == 28 and cms.paper == []


def test_the_same_as_the_latest_time(cms):
    cms.ask("SETOVER ( TYPE NOGPRS NOPARM")
    cms.ask("CLROVER")
    assert len(cms.ask("ECHO HI")) == 2
    cms.ask("SETOVER ( SAMELAST")
    assert [line.split()[0] for line in cms.ask("ECHO HI")[:-1]] == ["CALL", "HI", "RETURN"]


def test_vm370_form(cms):
    assert code_of(cms.ask("SVCTRACE ON")) == 0
    cms.ask("ECHO HI")
    assert len(lines(cms.paper, "ECHO")[0]) == 6          # registers, floating ones, two lines of the list
    before = len(cms.paper)
    assert code_of(cms.ask("SVCTRACE OFF")) == 0
    cms.ask("ECHO HI")
    assert lines(cms.paper[before:], "ECHO") == []


@pytest.mark.parametrize("line", ("SETOVER ALL", "SETOVER ( WHAT", "SETERR X", "CLROVER X", "SVCTRACE",
                                  "SVCTRACE MAYBE", "SVCTRACE ON X"))
def test_operands_that_are_wrong(cms, line):
    answer = cms.ask(line)
    assert len(answer) == 2 and code_of(answer) == 24


def test_a_list_that_is_not_in_storage(cms):
    cms.put("TEST", program(" LR 9,14", " L 1,=X'0003FFF8'", " MVC 0(8,1),=CL8'CONWAIT'", " SVC 202", " DC AL4(*+4)",
                            " BR 9"))
    cms.ask("SETOVER ( TYPE NOGPRS")
    cms.put("TEST", program(" LR 9,14", " L 1,=X'0003FFF8'", " MVC 0(8,1),=CL8'CONWAIT'", " SVC 202", " DC AL4(*+4)",
                            " BR 9"))
    answer = cms.ask("TEST")
    assert any("LIST NOT IN STORAGE" in line for line in answer) and code_of(answer) == 0


def test_other_supervisor_calls(cms):
    cms.ask("SETOVER ( TYPE NOGPRS")
    cms.put("TEST", program(" LR 9,14", " LA 1,LIST", " SVC 202", " DC AL4(*+4)", " SVC 77", " SR 15,15", " BR 9",
                            "ROUTINE LA 15,3", " BR 14",
                            " DS 0D", "LIST DC CL8'HNDSVC',CL4'SET',AL1(77),AL3(ROUTINE),F'-1'"))
    answer = cms.ask("TEST")
    mine = [line.split() for line in answer if " SVC  77" in line]
    assert [words[0] for words in mine] == ["CALL", "RETURN"] and mine[1][-1] == "3"


def endless(cms) -> None:
    """Calls without end."""
    cms.put("TEST", program("LOOP LA 1,LIST", " SVC 202", " DC AL4(*+4)", " B LOOP", " DS 0D",
                            "LIST DC CL8'CONWAIT',8X'FF'"))
    del cms.lines[:]
    cms.machine.post(lambda: cms.console.type_in("TEST"))
    cms.machine.run(50_000)


def growth(cms) -> int:
    before = len(cms.paper)
    cms.machine.run(50_000)
    return len(cms.paper) - before


def test_so_ro_and_ko(cms):
    cms.ask("SETOVER ( NOGPRS NOPARM")
    endless(cms)
    assert growth(cms) > 20
    cms.attention("SO")
    cms.machine.run(20_000)
    assert growth(cms) == 0
    cms.attention("RO")
    cms.machine.run(20_000)
    assert growth(cms) > 20
    cms.attention("KO")
    cms.machine.run(20_000)
    assert growth(cms) == 0
    cms.attention("RO")                                   # KO has ended it for good
    cms.machine.run(20_000)
    assert growth(cms) == 0 and cms.lines == ["NOTHING IS TRACED"]
    cms.attention("KX")
    cms.run()
    assert code_of(cms.lines) == 0


def test_without_a_printer():
    cms = Bare()
    cms.ask("SETOVER")
    answer = cms.ask("ECHO HI")
    assert "THE PRINTER DOES NOT PRINT: SETOVER ENDS" in [*answer, *cms.lines] or answer[0] == "HI"
    assert cms.ask("ECHO HI")[:1] == ["HI"] and len(cms.lines) == 2
