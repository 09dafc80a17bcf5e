"""LINK, XCTL, LOAD, DELETE, IDENTIFY, ATTACH, DETACH, EXIT; OSRUN and OSCALL; START of an OS program."""
import pytest

from cms_files import cards
from cms_machine import code_of
from cms_os import deck, program, ready

ADD = program(" L 2,0(1)", " L 15,0(2)", " A 15,=F'4'", " B GOBACK", name="ADD")      # its parameter and 4
EXITS = deck("EXITS CSECT\n LA 15,9\n SVC 3\n END\n")
COUNT = deck("COUNT CSECT\n USING *,15\n L 1,N\n LA 1,1(1)\n ST 1,N\n LR 15,1\n BR 14\nN DC F'0'\n END\n")
# calls itself by LINK until its parameter is zero
AGAIN = program(" L 2,0(1)", " L 3,0(2)", " LTR 15,3", " BZ GOBACK", " BCTR 3,0", " ST 3,0(2)",
                " LINK EP=AGAIN,MF=(E,(1))", " B GOBACK", name="AGAIN")
PING = program(" L 2,0(1)", " L 3,0(2)", " LTR 15,3", " BZ GOBACK", " BCTR 3,0", " ST 3,0(2)", " L 13,SAVE+4",
               " L 14,12(13)", " XCTL (2,12),EP=PONG", name="PING")
PONG = program(" L 2,0(1)", " L 3,0(2)", " LTR 15,3", " BZ GOBACK", " BCTR 3,0", " ST 3,0(2)", " L 13,SAVE+4",
               " L 14,12(13)", " XCTL (2,12),EP=PING", name="PONG")
FAILS = program(" ABEND 77", name="FAILS")
CHECKS = program(" DC H'0'", name="CHECKS")
NEEDS = program(" L 15,=V(NOWHERE)", " LTR 15,15", " LA 15,1", " B GOBACK", name="NEEDS")
# types the text that OS gives it
PARM = program(" L 2,0(1)", " LH 3,0(2)", " LA 4,4(3)", " STH 4,MSG", " LTR 3,3", " BZ NONE", " BCTR 3,0", " EX 3,MOVE",
               "NONE LA 1,MSG", " SVC 35", " IC 15,0(1)", " TM 0(1),X'FF'", " LA 15,3", " B GOBACK",
               "MOVE MVC MSG+4(0),2(2)", name="PARM", data=("MSG DS 2H,CL100",))
N = ("N DC F'30'",)


@pytest.fixture(scope="module")
def desk():
    desk = ready(("BAD", "TEXT", cards("NO DECK")), ("WRONG", "MODULE", cards("NO MODULE")), ADD=ADD, EXITS=EXITS,
                 COUNT=COUNT, AGAIN=AGAIN, PING=PING, PONG=PONG, FAILS=FAILS, CHECKS=CHECKS, NEEDS=NEEDS, PARM=PARM)
    yield desk


@pytest.fixture(autouse=True)
def nothing_is_lost(desk):
    """Storage, and what is loaded ends where it ended."""
    before = desk.core()
    yield
    assert desk.core() == before
    assert desk.word("LOCCNT") == desk.word("HIMAIN")


def code(desk, *lines: str, data: tuple = ()) -> int:
    return code_of(desk.start(*lines, data=data))


def loaded_ends(desk, *lines: str, data: tuple = ()) -> bool:
    """Has everything the program brought gone again."""
    desk.load(*lines, data=data)
    before = desk.word("LOCCNT"), desk.word("LDRTENT") >> 16
    desk.ask("START")
    return before == (desk.word("LOCCNT"), desk.word("LDRTENT") >> 16)


@pytest.mark.parametrize("end", (" SVC 3", " BR 14"))
def test_a_program_ends(desk, end):
    assert code(desk, " L 13,SAVE+4", " LM 14,12,12(13)", " LA 15,17", end) == 17


def test_link(desk):
    """Its code and registers 0 and 1 come back, the others are the caller's; it is gone then."""
    call = (" LM 2,11,REGS", " LINK EP=ADD,PARAM=(N),VL=1", " STM 2,11,BACK", " CLC REGS(40),BACK", " BE GOBACK",
            " LA 15,99", " B GOBACK")
    data = N + ("REGS DC 10A(*)", "BACK DS 10F")
    assert code(desk, *call, data=data) == 34
    assert loaded_ends(desk, *call, data=data)


def test_link_ends_by_exit(desk):
    assert code(desk, " LINK EPLOC=NAME", " B GOBACK", data=("NAME DC CL8'EXITS'",)) == 9


def test_each_link_gets_the_program_anew(desk):
    assert code(desk, " LINK EP=COUNT", " LR 2,15", " LINK EP=COUNT", " MH 15,=H'10'", " AR 15,2", " B GOBACK") == 11


def test_loaded_program_stays_as_it_is(desk):
    """Two users; it goes with the second DELETE, and a third one says so."""
    data = ("A DC A(0)",)
    assert code(desk, " LOAD EP=COUNT", " LR 3,0", " LOAD EP=COUNT", " CR 3,0", " BNE BAD", " LR 15,0", " BALR 14,15",
                " LINK EP=COUNT", " LR 4,15", " DELETE EP=COUNT", " LTR 15,15", " BNZ BAD", " DELETE EP=COUNT", " LTR 15,15",
                " BNZ BAD", " DELETE EP=COUNT", " MH 15,=H'10'", " AR 15,4", " B GOBACK", "BAD LA 15,99", " B GOBACK") == 42


@pytest.mark.parametrize("name", ("DE=NAME", "EPLOC=NAME", "EP=ADD"))
def test_names_of_load(desk, name):
    data = N + ("NAME DC CL8'ADD',XL50'0'", "P DC A(N)")
    assert code(desk, f" LOAD {name}", " LR 15,0", " LA 1,P", " BALR 14,15", " B GOBACK", data=data) == 34


def test_what_is_loaded_with_the_program_is_found_first(desk):
    desk.ask("LOAD PARM COUNT")
    lines = desk.ask("OSRUN COUNT")
    assert code_of(lines) == 1


@pytest.mark.parametrize("call", (" LINK EP=NOSUCH", " LOAD EP=NOSUCH", " XCTL EP=NOSUCH", " ATTACH EP=NOSUCH"))
def test_not_found(desk, call):
    lines = desk.start(call, " B GOBACK")
    assert lines[0].startswith("ABEND S806 AT 0120") and lines[0].endswith(": NOSUCH   IS NOT FOUND, OR CANNOT BE LOADED")
    assert code_of(lines) == 0x806


@pytest.mark.parametrize("name", ("BAD", "WRONG"))
def test_damaged(desk, name):
    lines = desk.start(f" LINK EP={name}", " B GOBACK")
    assert any(line.startswith("ABEND S106") for line in lines) and code_of(lines) == 0x106
    assert loaded_ends(desk, f" LINK EP={name}", " B GOBACK")


def test_names_not_defined(desk):
    """They are told, and it runs."""
    lines = desk.start(" LINK EP=NEEDS", " B GOBACK")
    assert lines[0] == "NAME NOWHERE  IS NOT DEFINED" and code_of(lines) == 1
    assert loaded_ends(desk, " LINK EP=NEEDS", " B GOBACK") and desk.word("LDHELD") == 0


@pytest.mark.parametrize("count, good", ((5, True), (17, True), (40, False)))
def test_link_recursion(desk, count, good):
    """Levels of supervisor calls end it, not CMS."""
    lines = desk.start(" LINK EP=AGAIN,PARAM=(N)", " B GOBACK", data=(f"N DC F'{count}'",))
    assert (code_of(lines) == 0) if good else ("20 LEVELS" in lines[0] and code_of(lines) == 20), lines


def test_xctl_of_the_program(desk):
    """The new program returns to whoever called the old one."""
    assert code(desk, " LA 1,P", " L 13,SAVE+4", " L 14,12(13)", " XCTL (2,12),EP=ADD,MF=(E,(1))", data=N + ("P DC A(N)",)) == 34


@pytest.mark.parametrize("turns", (1, 2, 7, 200))
def test_xctl_round_and_round(desk, turns):
    """One takes the other's place: neither storage nor levels run out, and LINK gets the code."""
    data = (f"N DC F'{turns}'",)
    assert code(desk, " LINK EP=PING,PARAM=(N)", " A 15,=F'7'", " B GOBACK", data=data) == 7
    assert loaded_ends(desk, " LINK EP=PING,PARAM=(N)", " B GOBACK", data=data)


def test_identify(desk):
    assert code(desk, " IDENTIFY EP=INSIDE,ENTRY=INNER", " LTR 15,15", " BNZ GOBACK", " LINK EP=INSIDE", " LR 2,15",
                " IDENTIFY EP=INSIDE,ENTRY=INNER", " AR 15,2", " B GOBACK", "INNER LA 15,30", " BR 14") == 38
    assert code(desk, " IDENTIFY EP=INSIDE,ENTRY=64", " B GOBACK") == 12
    assert code(desk, " L 1,=X'00FFFFFE'", " IDENTIFY EP=INSIDE,ENTRY=(1)", " B GOBACK") == 12


def test_attach(desk):
    """The subtask has run when ATTACH comes back: its code in the ECB and its TCB, its exit called."""
    data = N + ("ECB DC F'0'", "TCB DC F'0'", "SEEN DC F'0'")
    assert code(desk, " ATTACH EP=ADD,PARAM=(N),VL=1,ECB=ECB,ETXR=DONE", " ST 1,TCB", " L 2,16(1)", " WAIT ECB=ECB",
                " L 3,ECB", " S 3,=X'40000022'", " BNZ BAD", " L 4,SEEN", " C 4,TCB", " BNE BAD", " DETACH TCB", " LR 15,2",
                " B GOBACK", "BAD LA 15,99", " B GOBACK", "DONE BALR 11,0", " L 2,=A(SEEN)", " ST 1,0(,2)", " BR 14",
                data=data) == 34


@pytest.mark.parametrize("name, completion, says", (("FAILS", 77, "ABEND U0077 AT"), ("CHECKS", 0x0C1000, "ABEND S0C1 ")))
def test_subtask_that_fails(desk, name, completion, says):
    """It is told, and only the subtask ends."""
    lines = desk.start(f" ATTACH EP={name},ECB=ECB", " L 2,16(1)", " L 15,ECB", " N 15,=X'00FFFFFF'", " CR 2,15",
                       " BNE GOBACK", f" S 15,=F'{completion}'", " B GOBACK", data=("ECB DC F'0'",))
    assert lines[0].startswith(says) and code_of(lines) == 0


def test_detach_of_none(desk):
    assert code(desk, " DETACH N", " B GOBACK", data=N) == 0x23E


@pytest.mark.parametrize("line, text", (("OSRUN PARM", ""), ("OSRUN PARM X", "X"), ("OSRUN PARM  A B,C'D ( E ", " A B,C'D ( E"),
                                        ("OSRUN PARM " + "Z" * 100, "Z" * 100)))
def test_osrun_gives_the_text(desk, line, text):
    lines = desk.ask(line)
    assert (lines[0] if text else text) == text and code_of(lines) == 3


def test_osrun_of_what_is_loaded(desk):
    desk.ask("LOAD PARM")
    assert desk.ask("OSRUN * HELLO")[0] == "HELLO"
    assert desk.ask("OSRUN PARM HELLO")[0] == "HELLO"


@pytest.mark.parametrize("line, number", (("OSRUN", 24), ("OSRUN NOSUCH", 28), ("OSRUN PARM " + "Z" * 101, 24), ("OSRUN BAD", 32),
                                          ("OSRUN FAILS", 77)))
def test_osrun_refused(desk, line, number):
    assert code_of(desk.ask(line)) == number


def test_module(desk):
    """GENMOD, then OSRUN of the module; the same under LINK when its place is free."""
    desk.ask("LOAD ADD (ORIGIN 20000")
    assert code_of(desk.ask("GENMOD ADDMOD")) == 0
    assert code(desk, " LINK EP=ADDMOD,PARAM=(N)", " B GOBACK", data=N) == 34
    assert loaded_ends(desk, " LINK EP=ADDMOD,PARAM=(N)", " B GOBACK", data=N)
    desk.ask("LOAD PARM")
    desk.ask("GENMOD PARMMOD")
    assert desk.ask("OSRUN PARMMOD ABC")[0] == "ABC"
    lines = desk.start(" LINK EP=PARMMOD", " B GOBACK")          # its place is the program's
    assert lines[0].startswith("ABEND S806")


@pytest.mark.parametrize("call", (" L 15,=X'00FFFFF0'\n SVC 6", " L 15,WILD\n SVC 6", " L 15,WILD\n SVC 7",
                                  " L 0,=X'00FFFFF0'\n SVC 8", " L 0,=X'80FFFFF0'\n SVC 8",
                                  " L 0,=X'00FFFFF0'\n LA 1,WILD\n SVC 41", " L 15,WILD\n SVC 42", " LA 15,LIST\n SVC 42",
                                  " L 1,=X'00FFFFF0'\n SVC 62"))
def test_wild_lists(desk, call):
    lines = desk.start(*call.split("\n"), " B GOBACK", data=("WILD DC A(LIST)", "LIST DC A(X'FFFFF0',0,64,0,0,0)"))
    assert lines[0].startswith(("ABEND S", "PROGRAM INTERRUPT")), lines
