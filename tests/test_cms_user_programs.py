"""Programs of users: error exits, levels of SVC 202, storage, programs that go wrong; CP goes on whatever they do."""
import random

import pytest

from cms_files import WithDisk, cards
from cms_machine import asked, code_of
from cms_room import Room
from test_cms_loader import card, deck, text

LEVELS = 20                    # docs/cms-programs.md


def program(*lines: str) -> list[bytes]:
    """A deck PROG whose statements are between ENTER and LTORG."""
    return deck("PROG CSECT", " REGS", " NUCON", "PROG CSECT", "BEGIN ENTER", *lines, " LTORG", " END BEGIN")


def run(*lines: str, storage: str = "256K", files=()) -> tuple[WithDisk, list[str]]:
    cms = WithDisk(text("PROG", program(*lines)), *files, storage=storage)
    cms.ask("LOAD PROG")
    return cms, cms.ask("START")


def test_enter_and_return_are_enough():
    assert code_of(run(" TYPE 'I AM'", " RETURN 7")[1]) == 7


def test_an_error_exit_is_taken():
    _, lines = run(" CMSCALL LIST,ERROR", " RETURN 1", "ERROR TYPE 'NOT THERE'", " RETURN 28", " DS 0D",
                     "LIST DC CL8'STATE',CL8'NO',CL8'FILE',8X'FF'")
    assert lines[0] == "NOT THERE" and code_of(lines) == 28
    assert code_of(run(" CMSCALL LIST,BAD", " RETURN 5", "BAD RETURN 6", " DS 0D",
                       "LIST DC CL8'CONWAIT',8X'FF'")[1]) == 5


def test_an_error_without_an_exit_goes_on():
    cms, lines = run(" LA 1,LIST", " SVC 202", " LR 2,15", " RETURN (R2)", " DS 0D", "LIST DC CL8'NOSUCH',8X'FF'")
    assert code_of(lines) == -3


def test_arguments():
    cms = WithDisk(text("PROG", program(" LR 2,1", " TYPE 0(2),40", " RETURN 0")))
    cms.ask("LOAD PROG")
    assert cms.ask("START * ONE TWO THREE")[0] == "*       ONE     TWO     THREE"
    assert cms.ask("START BEGIN")[0].startswith("BEGIN") or code_of(cms.lines) == 24
    cms.ask("GENMOD")
    assert cms.ask("PROG X")[0].startswith("PROG    X")


@pytest.mark.parametrize("own, good", ((0, True), (1, False)))
def test_the_21st_level_is_refused(own, good):
    """The program calls itself as a command until the level that it got as a count."""
    count = LEVELS + own                                     # the START typed is the first
    cms, lines = run(" L 2,LEFT", " BCTR 2,0", " ST 2,LEFT", " LTR 2,2", " BZ DONE", " CMSCALL AGAIN", " RETURN 0",
                     "DONE TYPE 'DEEP'", " RETURN 0", f"LEFT DC F'{count}'", " DS 0D",
                     "AGAIN DC CL8'START',CL8'*',8X'FF'")
    if good:
        assert lines[0] == "DEEP" and code_of(lines) == 0
    else:
        assert code_of(lines) == 20 and "20 LEVELS" in lines[0]
    assert cms.word("LSTSVC") == 0 and code_of(cms.ask("LISTF")) == 0


def test_storage_exhausted_and_given_back():
    cms, lines = run(" SR 3,3", "NEXT FREE DWORDS=512", " LTR 15,15", " BNZ FULL", " ST 3,0(1)", " LR 3,1", " B NEXT",
                     "FULL LR 4,3", " SR 5,5", "BACK LTR 1,3", " BZ END", " L 3,0(1)", " LA 5,1(5)", " FRET DWORDS=512",
                     " LTR 15,15", " BZ BACK", " RETURN 99", "END RETURN (R5)")
    pieces = code_of(lines)
    assert 30 < pieces < 60                                  # 4 KiB each, of about 170 KiB
    assert cms.call("FREE", 512 * 8)[0] == 0


@pytest.mark.parametrize("wrong", ("LA 1,4(3)", "LA 1,PROG", "SR 1,1", "L 1,=X'00FFFFF8'", "L 1,FREELOW",
                                   "L 0,=F'10000'", "L 0,=X'7FFFFFFF'", "SR 0,0", "L 0,=F'-1'"))
def test_fret_misused(wrong):
    """Storage that was not taken is refused, and what was taken can be given back, once."""
    cms, lines = run(" FREE DWORDS=10", " LR 3,1", " LA 0,10", f" {wrong}", " CALL FRET", " LR 4,15", " LR 1,3",
                     " FRET DWORDS=10", " MH 15,=H'100'", " AR 4,15", " LR 1,3", " FRET DWORDS=10",
                     " MH 15,=H'10'", " AR 4,15", " RETURN (R4)")
    assert code_of(lines) == 44                              # refused, given back, refused the second time
    assert code_of(cms.ask("LISTF")) == 0


@pytest.mark.parametrize("statement, code", ((" DC H'0'", 1), (" L 2,=X'00FFFFF0'\n L 2,0(2)", 5),
                                             (" LA 2,1\n LM 3,4,0(2)", 6),
                                             (" SVC 199", 21), (" L 1,=X'00FFFFF0'\n SVC 202", 5)))
def test_a_program_that_goes_wrong(statement, code):
    cms, lines = run(*statement.split("\n"), " RETURN 0")
    if "DEBUG ENTERED" in lines:
        lines = cms.ask("RETURN")
    assert code_of(lines) == code
    assert code_of(cms.ask("LISTF")) == 0 and cms.word("LSTSVC") == 0


def test_cp_goes_on_when_a_program_destroys_cms(tmp_path):
    wild = program(" L 2,=F'64'", " SR 4,4", "ON ST 4,0(2)", " LA 2,4(2)", " B ON")
    room = Room(tmp_path, ("PROG", "TEXT", wild))
    try:
        room.ask("LOAD PROG")
        room.vm.console.send("START")
        room.vm.console.wait_for("CP READ", 10)              # its PSWs are gone: a disabled wait, or a loop of checks
        room.vm.console.send("IPL 190")
        room.vm.console.wait_for("VM READ", 10)
        asked(room.vm, "", 10)
        assert code_of(room.ask("LISTF")) == 0 and room.faults() == []
    finally:
        room.close()


@pytest.mark.parametrize("seed", range(12))
def test_random_decks_harm_nothing(seed):
    """Whatever a TEXT file holds: an answer, and CMS goes on."""
    dice = random.Random(seed)
    good = program(" RETURN 0")

    def one() -> bytes:
        kind = dice.choice(("ESD", "TXT", "RLD", "END", "SLC", "REP", "ICS", "SPB", "LDT", "SYM", "ALT", "MIX"))
        if kind == "ALT":
            changed = bytearray(dice.choice(good))
            changed[dice.randrange(80)] = dice.randrange(256)
            return bytes(changed)
        if kind == "MIX":
            return cards(dice.choice((" ENTRY", " ENTRY X", " LIBRARY (A,B", " LIBRARY *(((", "*",
                                      " LIBRARY " + "A," * 30)))[0]
        data = dice.choice((dice.randbytes(56), b"\x40" * 56, ("PROG    " * 7).encode("cp037")))
        return card(kind, dice.choice((0, 1, 0x12000, dice.randrange(1 << 24))),
                    dice.choice((0, 8, 16, 56, 57, 0xFFFF)),
                    dice.choice((0, 1, 2, 255, 256, 0xFFFF)), data)
    records = [one() for _ in range(60)]
    cms = WithDisk(text("RANDOM", records), text("PROG", good))
    for line in ("LOAD RANDOM", "USE RANDOM (NODUP", "REUSE PROG RANDOM (NOMAP", "LOAD PROG"):
        code_of(cms.ask(line, instructions=20_000_000))
    assert code_of(cms.ask("START")) == 0 and code_of(cms.ask("LISTF")) == 0
