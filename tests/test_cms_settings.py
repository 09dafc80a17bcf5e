"""Settings of CMS typed at its console: SET, VSET, QUERY, BLIP, CHARDEF, LINEND, FINIS, CLOSIO, CP, IPL, LOGOUT;
on a bare machine and under CP."""
import random
import re

import pytest

from cms.check import check
from cms_files import WithDisk, cards
from cms_machine import asked, cms_system, cms_user, code_of, fields, program
from s360.machine import StopReason

SWITCHES = (("ABBREV", "ON", "OFF"), ("IMPCP", "ON", "OFF"), ("IMPEX", "ON", "OFF"), ("RDYMSG", "LMSG", "SMSG"),
            ("REDTYPE", "OFF", "ON"), ("RELPAGE", "OFF", "ON"))


@pytest.fixture(scope="module")
def machine():
    return WithDisk(("SAY", "EXEC", cards("&TYPE SAID"), "F"), ("QUIET", "EXEC", cards("FINIS A B\nQUERY NOSUCH"), "F"))


@pytest.fixture
def cms(machine):
    yield machine
    for name, word, _ in SWITCHES:
        machine.ask(f"SET {name} {word}")
    for line in ("BLIP OFF", "SET INPUT", "SET OUTPUT"):
        assert code_of(machine.ask(line)) == 0


@pytest.fixture(scope="module")
def system(tmp_path_factory):
    with cms_system(tmp_path_factory.mktemp("cms")) as system:
        yield system


@pytest.fixture(scope="module")
def vm(system):
    vm = cms_user(system, "SETTER")
    vm.console.command("IPL 190")
    asked(vm, "")
    return vm


def answer(cms, line: str) -> list[str]:
    """What is typed before the ready message of a command that is good."""
    *lines, ready = cms.ask(line)
    assert code_of([ready]) == 0, lines
    return lines


# -- SET and QUERY

@pytest.mark.parametrize("name, first, other", SWITCHES)
def test_switches(cms, name, first, other):
    """QUERY tells the value of the beginning, then that of SET and of VSET."""
    assert answer(cms, f"QUERY {name}") == [f"{name:<8} = {first}"]
    others = [answer(cms, f"QUERY {other}") for other, *_ in SWITCHES if other != name]
    for command, word in (("SET", other), ("SET", first), ("VSET", other), ("VSET", first)):
        assert answer(cms, f"{command} {name} {word}") == []
        assert answer(cms, f"QUERY {name}") == [f"{name:<8} = {word}"]
        assert [answer(cms, f"QUERY {other}") for other, *_ in SWITCHES if other != name] == others
        assert cms.machine.storage.read(fields()["SYSFLAG"], 1)[0] & 0x80        # bare machine, still


@pytest.mark.parametrize("line", ("SET", "SET RDYMSG", "SET RDYMSG ON", "SET IMPEX ON OFF", "SET NOSUCH ON", "VSET", "QUERY",
                                  "QUERY NOSUCH", "VSET MSG ON", "SET INPUT A", "SET INPUT AB 7B", "SET INPUT A XY",
                                  "SET INPUT A 7B C", "SET OUTPUT 7 123", "QUERY SYNONYM NOSUCH"))
def test_what_is_wrong_is_told(cms, line):
    lines = cms.ask(line)
    assert code_of(lines) == 24 and len(lines) in (2, 3)


def test_the_short_ready_message(cms):
    assert cms.ask("SET RDYMSG SMSG") == ["R;"]
    assert cms.ask("NOSUCH") == ["E(-0003);"]
    assert re.fullmatch(r"R; T=\d\.\d\d/\d\.\d\d \d\d\.\d\d\.\d\d", cms.ask("SET RDYMSG LMSG")[-1])


def test_implied_exec_can_be_switched_off(cms):
    assert answer(cms, "SAY") == ["SAID"]
    cms.ask("SET IMPEX OFF")
    assert code_of(cms.ask("SAY")) == -3
    assert answer(cms, "EXEC SAY") == ["SAID"]


def test_red_lines(cms):
    """SET REDTYPE ON puts what shifts the ribbon around errors, and around nothing else."""
    def typed(line):
        del cms.console.typed[:]
        cms.ask(line)
        return [data for data, _ in cms.console.typed]
    plain = "NO SUCH FILE IS OPEN".encode("cp037")
    assert typed("FINIS A B")[0] == plain
    cms.ask("SET REDTYPE ON")
    assert typed("FINIS A B")[0] == b"\x0e" + plain + b"\x0f"
    assert typed("ECHO X")[0] == "X".encode("cp037")


def test_translation_of_input_and_output(cms):
    assert answer(cms, "SET INPUT $ 7B") == []
    assert answer(cms, "ECHO A$B") == ["A#B"]                  # no end of a line: it was edited before
    assert answer(cms, "QUERY INPUT") == ["INPUT      $ 7B"]
    assert answer(cms, "SET OUTPUT 7B %") == []
    assert answer(cms, "ECHO A$B") == ["A%B"]
    assert answer(cms, "QUERY OUTPUT") == ["OUTPUT     7B %"]
    cms.ask("SET INPUT")
    cms.ask("SET OUTPUT")
    assert answer(cms, "ECHO A$B") == ["A$B"]
    assert answer(cms, "QUERY INPUT") == ["INPUT    = OFF"] and answer(cms, "QUERY OUTPUT") == ["OUTPUT   = OFF"]


def test_query_of_other_things(cms):
    assert answer(cms, "QUERY CMSLEVEL") == ["CMS..VERSION 1.0"]
    assert answer(cms, "QUERY LDRTBLS") == ["LDRTBLS  = 2"]
    assert answer(cms, "QUERY SEARCH") == ["TEST01  191  P    R/W", "CMS190  190  S    R/O"]
    assert [line[0] for line in answer(cms, "QUERY DISK")] == ["P", "S"]
    assert len(answer(cms, "QUERY DISK P")) == 1 and " FILES" in answer(cms, "QUERY DISK P")[0]
    assert code_of(cms.ask("QUERY DISK T")) == 36
    assert re.fullmatch(r"TIME IS \d\d\.\d\d\.\d\d ON \d\d/\d\d/\d\d", answer(cms, "QUERY TIME")[0])
    assert answer(cms, "QUERY LIBRARY") == answer(cms, "QUERY MACLIB") + answer(cms, "QUERY TXTLIB")
    assert answer(cms, "QUERY TXTLIB") == ["TXTLIB   = NONE"]


def test_pages_of_the_loaders_tables():
    """They lie at the end of storage; the more, the more names; directories are read again below them."""
    cms = WithDisk(("SAY", "EXEC", cards("&TYPE SAID"), "F"), ("IN", "EXEC", cards("SET LDRTBLS 3"), "F"))
    assert answer(cms, "SAY") == ["SAID"]
    before = answer(cms, "QUERY DISK")
    for pages in (5, 2, 20):
        assert answer(cms, f"SET LDRTBLS {pages}") == []
        assert answer(cms, "QUERY LDRTBLS") == [f"LDRTBLS  = {pages}"]
        assert cms.word("FREELOW") == 0x40000 - pages * 0x1000 and cms.word("LDRTBL") == pages << 24 | 0x40000
        assert answer(cms, "QUERY DISK") == before and answer(cms, "SAY") == ["SAID"]
        assert cms.word("LDRTLEN") >> 16 == (pages * 0x1000 - 256 * 8) // 16
    for line, code in (("SET LDRTBLS", 24), ("SET LDRTBLS 1", 24), ("SET LDRTBLS 129", 24), ("SET LDRTBLS X", 24),
                       ("SET LDRTBLS 3 4", 24), ("SET LDRTBLS 60", 41)):
        assert code_of(cms.ask(line)) == code, line
    assert "+++ R(00088) +++" in cms.ask("IN")                 # not while an EXEC is under way
    cms.ask("SET INPUT A B1")
    assert code_of(cms.ask("SET LDRTBLS 3")) == 88
    assert answer(cms, "QUERY LDRTBLS") == ["LDRTBLS  = 20"] and check(cms.disk) == []


# -- BLIP

@pytest.mark.parametrize("line, shown", (("BLIP", "*"), ("BLIP ON", "*"), ("SET BLIP ..", ".."), ("BLIP OFF", "OFF"),
                                         ("SET BLIP OFF", "OFF"), ("BLIP ABCDEFGH", "ABCDEFGH")))
def test_blip(cms, line, shown):
    assert answer(cms, line) == [] and answer(cms, "QUERY BLIP") == [f"BLIP     = {shown}"]


# -- editing characters of a bare machine

def test_chardef_and_linend(cms):
    assert answer(cms, "CHARDEF D !") == [] and answer(cms, "CHARDEF L 4D") == [] and answer(cms, "LINEND %") == []
    assert answer(cms, "QUERY CHARDEF") == ["CHARDEF  = D ! L ("] and answer(cms, "QUERY LINEND") == ["LINEND   = %"]
    assert [line for line in cms.ask("NOSUCH(ECHO AX!B@C#D%ECHO E") if line[:2] != "R;"] == ["AB@C#D", "E"]
    assert answer(cms, "CHARDEF") == [] and answer(cms, "LINEND") == []
    assert answer(cms, "ECHO AX@B!") == ["AB!"]
    assert answer(cms, "CHARDEF D OFF") == [] and answer(cms, "ECHO A@B") == ["A@B"]
    assert answer(cms, "CHARDEF D") == [] and answer(cms, "QUERY CHARDEF") == ["CHARDEF  = D @ L \u00a2"]


@pytest.mark.parametrize("line", ("CHARDEF X", "CHARDEF D A", "CHARDEF D 7", "CHARDEF L ABC", "LINEND % !", "LINEND 40",
                                  "LINEND 4A", "CHARDEF D z", "LINEND XY"))
def test_characters_that_cannot_edit(cms, line):
    assert code_of(cms.ask(line)) == 24
    assert answer(cms, "QUERY CHARDEF") == ["CHARDEF  = D @ L \u00a2"] and answer(cms, "QUERY LINEND") == ["LINEND   = #"]


# -- FINIS, CLOSIO, CP typed

@pytest.mark.parametrize("line, code, text", (
    ("FINIS", 24, "FINIS FILENAME FILETYPE (MODE)"), ("FINIS A", 24, "FINIS FILENAME FILETYPE (MODE)"),
    ("FINIS A B P C", 24, "FINIS FILENAME FILETYPE (MODE)"), ("FINIS A B", 6, "NO SUCH FILE IS OPEN"),
    ("FINIS * * *", 6, "NO SUCH FILE IS OPEN"), ("CP", 24, "CP COMMAND MISSING"),
    ("CPFUNCTN Q T", 88, "THERE IS NO CP: THIS IS A BARE MACHINE"),
    ("CLOSIO DISK", 24, "CLOSIO READER, PRINTER, PUNCH OR *, THEN ON OR OFF")))
def test_functions_typed(cms, line, code, text):
    lines = cms.ask(line)
    assert lines[0] == text and code_of(lines) == code


def test_in_an_exec_finis_is_silent(cms):
    lines = cms.ask("QUIET")
    assert "NO SUCH FILE IS OPEN" not in lines and any("R(00006)" in line for line in lines)


# -- the end of a session

def test_ipl_of_a_bare_machine(cms):
    cms.ask("SET RDYMSG SMSG")
    cms.ask("IPL 190")
    assert cms.lines == ["CMS..VERSION 1.0"]
    assert cms.ask("ECHO ON")[0] == "ON" and cms.ask("SAY")[0] == "SAID"
    assert answer(cms, "QUERY RDYMSG") == ["RDYMSG   = LMSG"]


@pytest.mark.parametrize("line, code", (("IPL 3FF", 36), ("IPL XYZ", 24), ("IPL 190 CLEAR", 24), ("LOGOUT NOW", 24)))
def test_ipl_and_logout_that_cannot_be(cms, line, code):
    assert code_of(cms.ask(line)) == code


@pytest.mark.parametrize("name", ("LOGOUT", "LOGOFF", "logo"))
def test_logout_of_a_bare_machine(name):
    cms = WithDisk()
    del cms.lines[:]
    cms.machine.post(lambda: cms.console.type_in(name))
    assert cms.run() is StopReason.DISABLED_WAIT
    assert cms.lines == ["LOGGED OUT; THE MACHINE STOPS"]


# -- under CP

def test_cp_edits_lines(vm):
    asked(vm, "CHARDEF D !")
    asked(vm, "LINEND %")
    editing = vm.console.editing
    assert editing.chardel == "!" and editing.linend == "%"
    assert asked(vm, "ECHO AX!B@")[0] == "AB@"
    assert asked(vm, "QUERY LINEND")[0].startswith("LINEND %")
    asked(vm, "CHARDEF")
    asked(vm, "LINEND")
    assert (editing.chardel, editing.linedel, editing.linend) == ("@", "\u00a2", "#")


def test_what_cms_does_not_know_is_cps(vm):
    assert any(line.startswith("MSG ON") for line in asked(vm, "QUERY SET"))
    asked(vm, "SET MSG OFF")
    assert not vm.options.msg
    asked(vm, "SET MSG ON")
    assert vm.options.msg
    assert code_of(asked(vm, "VSET MSG OFF")[-1:]) == 24 and vm.options.msg
    asked(vm, "SET IMPCP OFF")
    assert code_of(asked(vm, "SET MSG OFF")[-1:]) == 24 and vm.options.msg
    assert code_of(asked(vm, "QUERY USERS")[-1:]) == 24
    asked(vm, "SET IMPCP ON")


def test_time_is_cps(vm):
    assert asked(vm, "QUERY TIME")[0].startswith("TIME IS ")


def test_pages_are_released(vm):
    """Behind a command with SET RELPAGE ON, what lies behind the program loaded is empty again."""
    at = 0x20000
    vm.machine.storage.write(at, b"X" * 100)
    asked(vm, "* NOTHING")
    assert vm.machine.storage.read(at, 4) == b"XXXX"
    asked(vm, "SET RELPAGE ON")
    assert vm.machine.storage.read(at, 4) == bytes(4)
    asked(vm, "SET RELPAGE OFF")
    vm.machine.storage.write(at, b"X" * 100)
    asked(vm, "* NOTHING")
    assert vm.machine.storage.read(at, 4) == b"XXXX"


def test_ipl_and_logout_under_cp(system):
    vm = cms_user(system, "LEAVER")
    vm.console.command("IPL 190")
    asked(vm, "")
    vm.console.send("IPL 190")
    vm.console.expect("CMS..VERSION", 5)
    vm.console.wait_for("VM READ", 5)
    assert asked(vm, "ECHO ON")[0] == "ON"
    vm.console.send("LOGOUT")
    vm.console.expect("LOGOFF AT", 5)
    assert vm.ended


def test_any_line_gets_an_answer():
    """Lines of these commands' words in any order: each ends in a ready message, and the disk stays sound."""
    chance = random.Random(71)
    cms = WithDisk(("MY", "SYN", cards("ECHO SAY 2"), "F"))
    words = ("SET VSET QUERY SYN CHARDEF LINEND BLIP FINIS CLOSIO ECHO CP ABBREV IMPEX RDYMSG LMSG ON OFF ( ) MY P * "
             "STD NOSTD CLEAR USER SYSTEM D L X 7B 0 -1 65536 INPUT OUTPUT LDRTBLS 2 3 DISK SEARCH SYNONYM Z9 PRINTER "
             "READER VERYLONGWORDTHATDOESNOTFIT").split()
    for _ in range(200):
        line = " ".join([chance.choice(words[:11]), *chance.choices(words, k=chance.randrange(6))])
        cms.console.type_in(line)
        assert cms.run() is StopReason.WAIT and cms.console.reading, line
        cms.console.type_in("CHARDEF")
        cms.run()
    for line in ("LINEND", "SET IMPEX ON", "SET RDYMSG LMSG", "SYN ( STD CLEAR"):
        assert code_of(cms.ask(line)) == 0
    assert cms.ask("ECHO ON")[0] == "ON" and check(cms.disk) == []
