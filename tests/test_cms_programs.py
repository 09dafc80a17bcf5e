"""Programs in CMS: MODULEs on disk, LOADMOD, GENMOD, and commands that are MODULEs."""
import pytest

from cms import build
from cms.disk import CmsDisk
from cms_files import WithDisk, cards
from cms_machine import code_of, fields, system_disk
from s360.asm import assemble
from s360.media.ckd import open_volume
from test_cms_unitrec import Deck, Paper


def e(text: str) -> bytes:
    return text.encode("cp037")


def code_at(address: int, *lines: str) -> bytes:
    """A program that begins at an address, base register 12."""
    text = "\n".join([f"PROG START X'{address:X}'", " REGS", " NUCON", " USING PROG,12", *lines, " LTORG",
                      " END"]) + "\n"
    made = assemble(text, "prog", libraries=(build.MACROS,))
    assert made.return_code == 0, [str(message) for message in made.messages]
    return next(section.bytes for section in made.sections if section.name == "PROG")


SPEAK = (" LR 9,14", " LR 12,15", " TYPE 'HELLO'", " SR 15,15", " BR 9")


def header(begin: int, end: int, entry: int | None = None, id: str = "MODULE  ") -> bytes:
    return e(id) + b"".join(word.to_bytes(4, "big") for word in (begin, end, begin if entry is None else entry,
                                                                 0, 0, 0))


def module(name: str, address: int, code: bytes, piece: int = 65535) -> tuple:
    pieces = [code[at:at + piece] for at in range(0, len(code), piece)]
    return name, "MODULE", [header(address, address + len(code)), *pieces], "V"


# -- LOADMOD

@pytest.mark.parametrize("address", (0x10000, 0x12000, 0x20000))
def test_a_module_is_a_command(address):
    cms = WithDisk(module("HI", address, code_at(address, *SPEAK)))
    for _ in range(2):
        assert cms.ask("HI") [:1] == ["HELLO"] and code_of(cms.lines) == 0


def test_a_module_in_the_transient_area_stays_there():
    cms = WithDisk(module("HI", 0x10000, code_at(0x10000, *SPEAK)))
    cms.ask("HI")
    assert cms.machine.storage.read(fields()["TRANNAME"], 8) == e("HI      ")
    cms.machine.storage.write(0x10000, code_at(0x10000, *(line.replace("HELLO", "STILL") for line in SPEAK)))
    assert cms.ask("HI")[0] == "STILL"


def test_loadmod_brings_it_in_and_leaves_it():
    code = code_at(0x12000, *SPEAK, " DC 2000F'7'")
    cms = WithDisk(module("HI", 0x12000, code, piece=1000))
    assert code_of(cms.ask("LOADMOD HI")) == 0
    assert cms.machine.storage.read(0x12000, len(code)) == code
    assert cms.word("STADDR") == 0x12000 and cms.word("LOCCNT") == 0x12000 + len(code)


@pytest.mark.parametrize("line, code", (("LOADMOD", 24), ("LOADMOD NONE", 28), ("NONE", -3)))
def test_no_such_module(line, code):
    assert code_of(WithDisk().ask(line)) == code


@pytest.mark.parametrize("records, code", (
    ([e("NO MODULE AT ALL, BUT SOME TEXT"), b"X"], 32), ([header(0x12000, 0x12100), bytes(255)], 32),
    ([header(0x12000, 0x12100), bytes(300)], 32), ([header(0x12000, 0x12000)], 32),
    ([header(0x2000, 0x3000), bytes(4096)], 32), ([header(0x12000, 0x7F0000), bytes(100)], 41),
    ([header(0x12000, 0x12100, id="OTHER   "), bytes(256)], 32), ([bytes(100), bytes(100)], 32)))
def test_damaged_modules_are_refused(records, code):
    cms = WithDisk(("BAD", "MODULE", records, "V"))
    assert code_of(cms.ask("LOADMOD BAD")) == code
    assert code_of(cms.ask("BAD")) == code                     # and CP is not asked for it
    assert cms.ask("ECHO ON")[0] == "ON"


# -- GENMOD

def test_genmod_writes_what_loadmod_reads():
    code = code_at(0x12000, *SPEAK, " DC 20000F'5'")
    cms = WithDisk(module("HI", 0x12000, code, piece=60000))
    cms.ask("LOADMOD HI")
    assert code_of(cms.ask("GENMOD COPY")) == 0
    records = cms.read("COPY", "MODULE")
    assert records[0] == header(0x12000, 0x12000 + len(code)) and b"".join(records[1:]) == code
    cms.machine.storage.write(0x12000, bytes(len(code)))
    assert cms.ask("COPY")[0] == "HELLO"
    assert code_of(cms.ask("GENMOD HI")) == 0                # in the place of the old one
    assert b"".join(cms.read("HI", "MODULE")[1:]) == code


def test_genmod_without_a_program():
    assert code_of(WithDisk().ask("GENMOD X")) == 21


# -- OFFLINE

@pytest.fixture
def units():
    def make(*files):
        cms = WithDisk(*files)
        cms.reader = cms.machine.attach(0x00C, "2540R")
        cms.deck, cms.paper = Deck(), Paper()
        cms.machine.attach(0x00D, "2540P", deck=cms.deck)
        cms.machine.attach(0x00E, "1403", file=cms.paper)
        return cms
    return make


TEXT = ("MY", "DATA", cards("ONE\n TWO\nTHREE"))


def test_offline_print(units):
    cms = units(TEXT)
    assert code_of(cms.ask("OFFLINE PRINT MY DATA")) == 0
    assert [text for _, _, text in cms.paper] == ["ONE", " TWO", "THREE"]
    first = cms.paper[0][1]
    assert [line for _, line, _ in cms.paper] == [first, first + 1, first + 2]


def test_offline_printcc(units):
    cms = units(("MY", "LISTING", [e("1TITLE"), e(" LINE"), e("0LAST")], "V"))
    assert code_of(cms.ask("OFFLINE PRINTCC MY LISTING")) == 0
    (_, title, a), (_, line, b), (_, last, c) = cms.paper
    assert (a, b, c) == ("TITLE", "LINE", "LAST") and (line, last) == (title + 1, title + 3)


def test_offline_punch_and_read(units):
    cms = units(TEXT)
    assert code_of(cms.ask("OFFLINE PUNCH MY DATA P")) == 0
    assert cms.deck[0].decode("cp037").startswith(":READ  MY       DATA     P5")
    assert [bytes(card) for card in cms.deck[1:]] == TEXT[2]
    cms.reader.mount([bytes(card) for card in cms.deck] + [e(":READ  NEXT     FILE     P1".ljust(80)),
                                                           e("X".ljust(80))])
    cms.ask("ERASE MY DATA")
    lines = cms.ask("OFFLINE READ *")
    assert lines[:2] == ["READ INTO MY       DATA", "READ INTO NEXT     FILE"] and code_of(lines) == 0
    assert cms.read("MY", "DATA") == TEXT[2] and cms.read("NEXT", "FILE") == [e("X".ljust(80))]


def test_offline_punchcc(units):
    cms = units(TEXT)
    assert code_of(cms.ask("OFFLINE PUNCHCC MY DATA")) == 0
    assert [bytes(card) for card in cms.deck] == TEXT[2]


def test_offline_read_by_name_replaces(units):
    cms = units(TEXT)
    cms.reader.mount(cards("NEW\n:READ  IS       DATA"))
    assert code_of(cms.ask("OFFLINE READ MY DATA")) == 0
    assert cms.read("MY", "DATA") == cards("NEW\n:READ  IS       DATA")


@pytest.mark.parametrize("line, code", (
    ("OFFLINE", 24), ("OFFLINE READ", 24), ("OFFLINE PRINT MY", 24), ("OFFLINE PRINT NO FILE", 28),
    ("OFFLINE READ MY DATA", 36), ("OFFLINE READ *", 36), ("OFFLINE PUNCH WIDE DATA", 32),
    ("OFFLINE PRINT WIDE DATA", 32), ("OFFLINE TYPE MY DATA", 24)))
def test_offline_refuses(units, line, code):
    cms = units(TEXT, ("WIDE", "DATA", [b"\x40" * 134]))
    assert code_of(cms.ask(line)) == code
    assert cms.read("MY", "DATA") == TEXT[2]


def test_a_deck_without_a_name(units):
    cms = units()
    cms.reader.mount(cards("NO NAME\nX"))
    assert code_of(cms.ask("OFFLINE READ *")) == 32


# -- the build

def test_commands_are_on_the_system_disk():
    with open_volume(system_disk()) as volume:
        assert "OFFLINE" in {file.name for file in CmsDisk(volume).files() if file.type == "MODULE"}
