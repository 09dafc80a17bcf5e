"""Attention in CMS: immediate commands, lines typed ahead, what a killed command leaves behind, long lines,
interruptions that nobody asked for."""
import random
import time

import pytest

from cms.check import check
from cms_files import WithDisk, cards
from cms_machine import asked, cms_system, cms_user, code_of, fields, program
from s360.devices.base import ATTENTION, DEVICE_END
from s360.machine import StopReason

LINES = [f"LINE {n:05d}".encode("cp037").ljust(80, b"\x40") for n in range(2000)]


@pytest.fixture(scope="module")
def machine():
    files = [("LONG", "DATA", LINES, "F")]
    files += [(name, "EXEC", cards(text), "F") for name, text in {
        "TURN": "&A = 1\n-AGAIN &A = &A + 1\n&GOTO -AGAIN", "SAY": "&TYPE SAID",
        "STACK": "&STACK ECHO ONE\n&STACK ECHO TWO\n-LOOP &GOTO -LOOP"}.items()]
    cms = WithDisk(*files, cylinders=10)
    cms.ask("EXEC SAY")                                # its extension is in storage from now on
    return cms


@pytest.fixture
def cms(machine):
    yield machine
    if not machine.console.reading:
        machine.run()
    assert machine.console.reading


def storage(cms) -> tuple[int, int]:
    return cms.word("FREELEN"), cms.word("LOWEXT")


def begin(cms, line: str, instructions: int = 30_000) -> None:
    """Type a line; the command runs for a while."""
    del cms.lines[:]
    cms.machine.post(lambda: cms.console.type_in(line))
    assert cms.run(instructions) is StopReason.BUDGET, cms.lines


def kill(cms, word: str = "KX") -> list[str]:
    cms.attention(word)
    assert cms.run() is StopReason.WAIT
    return cms.lines


def sound(cms) -> None:
    assert [finding for finding in check(cms.disk) if finding.severity != "note"] == []


# -- what a command leaves behind

TAKER = (" LR 9,14", " FREE DWORDS=3000", " FREE DWORDS=10", " LR 3,1", " FREE DWORDS=77", " LR 1,3",
         " FRET DWORDS=10")


@pytest.mark.parametrize("word", ("KX", "HX", "kx ", "hx"))
def test_kx_gives_back_what_the_command_took(cms, word):
    before = storage(cms)
    cms.put("TAKER", program(*TAKER, " B *"))
    begin(cms, "TAKER")
    assert storage(cms) != before
    assert code_of(kill(cms, word)) == 0
    assert storage(cms) == before
    assert cms.ask("ECHO ON")[0] == "ON"


def test_what_a_command_forgets_is_free_again(cms):
    before = storage(cms)
    cms.put("TAKER", program(*TAKER, " SR 15,15", " BR 9"))
    for _ in range(3):
        assert code_of(cms.ask("TAKER")) == 0
        assert storage(cms) == before


def test_free_storage_is_not_made_anew_when_nothing_was_left(cms):
    """What the file system, SYN and LOAD hold is known to the last byte: the chain of free pieces is left
    alone.  Making it anew forgets EXECHAIN, by which it is seen here."""
    for line in ("LOGIN 191 P", "COMBINE NEW DATA P LONG DATA P", "SET INPUT A B1", "ERASE NEW DATA", "SET INPUT",
                 "RELEASE P", "LOGIN 191 P", "EXEC SAY", "ECHO X"):
        cms.ask(line)
        if line != "EXEC SAY":
            cms.poke("EXECHAIN", bytes.fromhex("00ABCDEF"))
            cms.ask("ECHO ON")
            assert cms.word("EXECHAIN") == 0xABCDEF, line
            cms.poke("EXECHAIN", bytes(4))


def test_a_program_interruption_gives_back_too(cms):
    cms.ask("DEBUG")                                           # it stays in storage once it was called
    cms.ask("RETURN")
    before = storage(cms)
    cms.put("TAKER", program(*TAKER, " DC H'0'"))
    assert cms.ask("TAKER")[1] == "DEBUG ENTERED"
    assert code_of(cms.ask("RETURN")) == 1
    assert storage(cms) == before


def test_what_is_kept_stays_until_it_is_given_back(cms):
    before = storage(cms)
    cms.put("KEEPER", program(" LR 9,14", " FREE DWORDS=20,KEEP=YES", " ST 1,STADDR", " MVC 0(8,1),=8X'AA'",
                              " FREE DWORDS=50", " SR 15,15", " BR 9"))
    assert code_of(cms.ask("KEEPER")) == 0
    at = cms.word("STADDR")
    kept = storage(cms)
    assert kept != before
    cms.put("TAKER", program(*TAKER, " B *"))
    begin(cms, "TAKER")
    kill(cms)
    assert storage(cms) == kept and cms.machine.storage.read(at, 8) == b"\xaa" * 8
    cms.put("GIVER", program(" LR 9,14", f" L 1,=A({at})", " FRET DWORDS=20,KEEP=YES", " BR 9"))
    assert code_of(cms.ask("GIVER")) == 0 and storage(cms) == before
    assert code_of(cms.ask("GIVER")) == 4                      # it is kept no longer


def test_constants_that_wait_for_a_name_stay(cms):
    """LOAD's list (LDHELD) is one of the things that outlive a command."""
    at = cms.call("FREE", 2)[2]
    cms.machine.storage.write(at, bytes(4) + b"\x5a" * 12)
    cms.poke("LDHELD", at.to_bytes(4, "big"))
    held = storage(cms)
    cms.put("TAKER", program(*TAKER, " SR 15,15", " BR 9"))
    cms.ask("TAKER")
    assert storage(cms) == held and cms.machine.storage.read(at, 16) == bytes(4) + b"\x5a" * 12
    cms.poke("LDHELD", bytes(4))
    cms.ask("*")
    assert storage(cms) != held


def test_kx_of_an_exec(cms):
    cms.ask("SAY")
    before = storage(cms)
    begin(cms, "TURN", 100_000)
    assert code_of(kill(cms)) == 0
    assert storage(cms) == before and cms.word("EXECHAIN") == 0
    assert cms.ask("SAY")[0] == "SAID"


def test_kx_drops_the_lines_that_were_stacked(cms):
    before = storage(cms)
    begin(cms, "STACK", 100_000)
    cms.attention("ECHO THREE")
    cms.run(5_000)
    assert [line for line in kill(cms) if not line.startswith("R;")] == []
    assert storage(cms) == before


def test_kx_while_a_file_is_written(cms):
    """The file that is being made is closed or gone, the others are whole, and nothing is lost."""
    before = storage(cms)
    for instructions in range(20_000, 220_000, 25_000):
        begin(cms, "COMBINE NEW DATA P LONG DATA P", instructions)
        kill(cms)
        cms.ask("ERASE NEW DATA")
        assert storage(cms) == before, instructions
    sound(cms)
    assert cms.read("LONG", "DATA") == LINES


def test_kx_while_a_directory_is_read(cms):
    """A disk whose directory was not read to its end is not logged in half."""
    for instructions in range(1_000, 60_000, 3_000):
        del cms.lines[:]
        cms.machine.post(lambda: cms.console.type_in("LOGIN 191 P"))
        if cms.run(instructions) is StopReason.BUDGET:
            kill(cms)
        answer = cms.ask("STATE LONG DATA")
        if code_of(answer):
            assert code_of(answer) in (28, 36)
            assert code_of(cms.ask("LOGIN 191 P")) == 0
        assert code_of(cms.ask("STATE LONG DATA")) == 0
    sound(cms)


@pytest.mark.slow
def test_kx_at_any_moment(cms):
    chance = random.Random(1967)
    cms.ask("SAY")
    before = storage(cms)
    lines = ("COMBINE NEW DATA P LONG DATA P", "LISTF * * S", "EXEC SAY", "TURN", "PRINTF LONG DATA", "STAT",
             "QUERY SYNONYM", "ERASE NEW DATA", "LISTF ( EXEC")
    for _ in range(150):
        del cms.lines[:]
        line = chance.choice(lines)
        cms.machine.post(lambda: cms.console.type_in(line))
        if cms.run(chance.randrange(1_000, 200_000)) is StopReason.BUDGET:
            kill(cms)
        assert cms.ask("ECHO ON")[0] == "ON"
    cms.ask("ERASE NEW DATA")
    cms.ask("ERASE CMS EXEC")
    assert storage(cms) == before
    sound(cms)


# -- output

TALK = (" LR 9,14", "AGAIN TYPE 'LINE'", " L 3,=F'500'", " BCT 3,*", " B AGAIN")


@pytest.mark.parametrize("stop, go", (("KT", "RT"), ("HT", "rt"), ("ht", "RT ")))
def test_typing_is_stopped_and_goes_on(cms, stop, go):
    cms.put("TALK", program(*TALK))
    begin(cms, "TALK")
    cms.attention(stop)
    cms.run(5_000)
    del cms.lines[:]
    cms.run(30_000)
    assert cms.lines == []
    cms.attention(go)
    cms.run(30_000)
    assert "LINE" in cms.lines
    kill(cms)


def test_tracing_is_suspended_until_the_command_ends(cms):
    """SO, RO and KO are flags for what traces."""
    flag = cms.field("KTFLAG")
    cms.put("LOOP", program(" B *"))
    begin(cms, "LOOP")
    for word, value in (("SO", 0x40), ("RO", 0), ("SO", 0x40)):
        cms.attention(word)
        cms.run(5_000)
        assert cms.machine.storage.read(flag, 1)[0] & 0x40 == value
    cms.attention("HO")
    cms.run(5_000)
    assert cms.lines == ["NOTHING IS TRACED"] * 4
    assert cms.machine.storage.read(cms.field("SYSFLAG"), 1)[0] & 0x10
    kill(cms)
    assert cms.machine.storage.read(flag, 1)[0] == 0


# -- lines

def test_lines_typed_ahead_are_done_in_order(cms):
    cms.put("TALK", program(" LR 9,14", " LA 8,50", "AGAIN TYPE 'LINE'", " L 3,=F'500'", " BCT 3,*",
                            " BCT 8,AGAIN", " SR 15,15", " BR 9"))
    begin(cms, "TALK")
    cms.attention("ECHO A#ECHO B")
    cms.attention("ECHO C")
    cms.attention("")                                          # says nothing
    assert cms.run() is StopReason.WAIT
    assert cms.lines.count("LINE") == 50
    assert [line for line in cms.lines if line in "ABC"] == ["A", "B", "C"]


@pytest.mark.parametrize("length", (130, 131, 500))
def test_lines_of_more_than_130_characters(cms, length):
    answer = cms.ask("ECHO " + "X" * (length - 5)) if length == 130 else told(cms, "ECHO " + "X" * (length - 5))
    if length == 130:
        assert answer[0] == "X" * 125
    else:
        assert answer == ["THE LINE IS LOST: IT HAS MORE THAN 130 CHARACTERS"]
    assert cms.ask("ECHO ON")[0] == "ON"


def told(cms, line: str) -> list[str]:
    """What is typed about a line that is not taken."""
    del cms.lines[:]
    cms.machine.post(lambda: cms.console.type_in(line))
    cms.run()
    return list(cms.lines)


def test_a_long_line_while_a_command_runs(cms):
    cms.put("LOOP", program(" B *"))
    begin(cms, "LOOP")
    cms.attention("Y" * 200)
    cms.run(10_000)
    assert cms.lines == ["THE LINE IS LOST: IT HAS MORE THAN 130 CHARACTERS"]
    kill(cms)


# -- interruptions that nobody asked for

@pytest.mark.parametrize("unit, type", ((0x00C, "2540R"), (0x00E, "1403"), (0x181, "2400"), (0x0AA, "1052")))
@pytest.mark.parametrize("status", (DEVICE_END, ATTENTION))
def test_unsolicited_interruptions_do_no_harm(cms, unit, type, status):
    """From a device of CMS and from one it does not know; at rest and while a command runs."""
    device = cms.machine.attach(unit, type)
    try:
        cms.machine.post(lambda: device.notify(status))
        cms.run()
        assert cms.ask("ECHO ON")[0] == "ON"
        cms.put("LOOP", program(" B *"))
        begin(cms, "LOOP")
        cms.machine.post(lambda: device.notify(status))
        assert cms.run(5_000) is StopReason.BUDGET
        kill(cms)
    finally:
        cms.machine.detach(unit)


def test_attention_at_rest(cms):
    """While the console reads for the next command it is that line that is typed."""
    cms.machine.post(cms.console.request)
    cms.run()
    assert cms.ask("ECHO ON")[0] == "ON"


# -- under CP

def test_under_cp(tmp_path):
    with cms_system(tmp_path) as system:
        vm = cms_user(system, "ATTN")
        vm.console.command("IPL 190")
        asked(vm, "")
        for word in ("KX", "hx"):
            vm.machine.storage.write(0x10000, program(" B *"))
            vm.machine.storage.write(fields()["TRANNAME"], "LOOP    ".encode("cp037"))
            vm.console.send("LOOP")
            time.sleep(0.05)
            vm.console.send(word)
            vm.console.expect("R;", 5)
            vm.console.wait_for("VM READ", 5)
            assert asked(vm, "ECHO ON")[0] == "ON"
        vm.console.command("LOGOFF")

