"""LOAD, USE, START and GENMOD in CMS: TEXT files made by the assembler and by hand."""
import pytest

from cms import build
from cms_files import WithDisk, cards
from cms_machine import code_of
from s360.asm import assemble

USER = 0x12000
MAIN = ("MAIN CSECT", " REGS", " NUCON", " EXTRN SUB", " USING MAIN,12", " LR 9,14", " TYPE 'MAIN'",
        " L 15,=A(SUB)", " BALR 14,15", " L 15,=A(SUB+4)", " S 15,=A(SUB)", " BR 9", " LTORG", " END MAIN")
SUB = ("SUB CSECT", " REGS", " NUCON", " ENTRY INNER", " BALR 11,0", " USING *,11", " LR 8,14",
       "INNER TYPE 'SUB'", " BR 8", " LTORG", " END")


def deck(*lines: str) -> list[bytes]:
    made = assemble("\n".join(lines) + "\n", "deck", libraries=(build.MACROS,))
    assert made.return_code == 0, [str(message) for message in made.messages]
    return [made.object_deck[at:at + 80] for at in range(0, len(made.object_deck), 80)]


def words(*values: str) -> list[bytes]:
    """A section DATA of address constants and the like."""
    return deck("DATA CSECT", *(f" {value}" for value in values), " END")


def text(name: str, records: list[bytes]) -> tuple:
    return name, "TEXT", records


@pytest.fixture
def two():
    return WithDisk(text("MAIN", deck(*MAIN)), text("SUB", deck(*SUB)))


def storage(cms, at: int, length: int) -> str:
    return cms.machine.storage.read(at, length).hex().upper()


# -- a program of two files

def test_load_and_start(two):
    assert code_of(two.ask("LOAD MAIN SUB")) == 0
    lines = two.ask("START")
    assert lines[:2] == ["MAIN", "SUB"] and code_of(lines) == 4


def test_names_are_searched_on_disk(two):
    assert code_of(two.ask("LOAD MAIN")) == 0
    assert two.ask("START")[:2] == ["MAIN", "SUB"]


def test_use_adds_what_is_missing(two):
    lines = two.ask("LOAD MAIN (NOAUTO")
    assert code_of(lines) == 4 and lines[0] == "NAME SUB      IS NOT DEFINED"
    assert code_of(two.ask("USE SUB")) == 0
    assert two.ask("START")[:2] == ["MAIN", "SUB"]


def test_start_elsewhere(two):
    two.ask("LOAD MAIN")
    assert two.ask("START SUB")[0] == "SUB"


def test_xeq_starts_at_once(two):
    assert two.ask("LOAD MAIN (XEQ")[:2] == ["MAIN", "SUB"]


def test_the_order_may_be_the_other_way_round(two):
    two.ask("LOAD SUB MAIN")
    assert two.ask("START")[:2] == ["MAIN", "SUB"]           # END MAIN says where


def test_load_forgets_what_was_loaded(two):
    two.ask("LOAD MAIN")
    two.ask("LOAD SUB")
    assert two.word("LDFIRST") == two.word("STADDR") == USER
    assert two.ask("START")[0] == "SUB"


def test_arguments_reach_the_program():
    cms = WithDisk(text("ARGS", deck("ARGS CSECT", " REGS", " NUCON", " USING ARGS,12", " LR 9,14",
                                     " LR 2,1", " TYPE 0(2),24", " SR 15,15", " BR 9", " LTORG", " END")))
    cms.ask("LOAD ARGS")
    assert cms.ask("START * one two")[0] == "*       ONE     TWO"


def test_load_map(two):
    two.ask("LOAD MAIN (TYPE")
    listed = [line.split() for line in two.lines[:-1]]
    assert [name for name, _ in listed] == ["MAIN", "SUB", "INNER"] and listed[0][1] == "012000"
    records = [record.decode("cp037").split() for record in two.read("LOAD", "MAP")]
    assert records == listed
    two.ask("ERASE LOAD MAP")
    two.ask("LOAD MAIN (NOMAP")
    assert code_of(two.ask("STATE LOAD MAP")) == 28


def test_genmod_of_a_loaded_program(two):
    two.ask("LOAD MAIN")
    assert code_of(two.ask("GENMOD")) == 0
    two.machine.storage.write(USER, bytes(0x400))
    lines = two.ask("MAIN")
    assert lines[:2] == ["MAIN", "SUB"] and code_of(lines) == 4
    two.ask("LOAD MAIN")
    two.ask("GENMOD OTHER P1 SUB")
    assert two.ask("OTHER")[0] == "SUB"
    assert code_of(two.ask("GENMOD OTHER P1 NOSUCH")) == 24


# -- what the cards say

def test_address_constants_are_relocated():
    cms = WithDisk(text("DATA", words("DC A(DATA)", "DC AL3(DATA+5)", "DC AL2(4)", "DC A(8-DATA)", "DC V(THERE)",
                                      "DC A(THERE+16)", "EXTRN THERE")),
                   text("THERE", deck("THERE CSECT", " DC X'CAFE'", " END")))
    assert code_of(cms.ask("LOAD DATA (SLC20000")) == 0
    there = cms.word("LOCCNT") - 2
    assert storage(cms, 0x20000, 7) == "00020000" "020005"
    at = 0x2000C
    assert storage(cms, at, 4) == f"{(8 - 0x20000) & 0xFFFFFFFF:08X}"
    assert storage(cms, at + 4, 8) == f"{there:08X}{there + 16:08X}"
    assert storage(cms, there, 2) == "CAFE"


def test_a_weak_name_is_not_searched_and_not_missed():
    cms = WithDisk(text("DATA", words("WXTRN WEAK", "DC A(WEAK)")), text("WEAK", words("DC F'1'")))
    assert code_of(cms.ask("LOAD DATA")) == 0
    assert storage(cms, USER, 4) == "00000000"


def test_the_first_section_of_a_name_counts():
    first, again = deck("TWIN CSECT", " DC F'1'", " END"), deck("TWIN CSECT", " DC F'2'", " END")
    cms = WithDisk(text("A", first), text("B", again))
    lines = cms.ask("LOAD A B")
    assert lines[0] == "NAME TWIN     IS DEFINED TWICE; THE FIRST COUNTS" and code_of(lines) == 4
    assert code_of(cms.ask("LOAD A B (NODUP")) == 0
    assert storage(cms, USER, 4) == "00000001" and cms.word("LOCCNT") == USER + 4


def test_control_cards():
    slc = b"\x02" + "SLC  021000".encode("cp037")
    rep = b"\x02" + "REP  000000 00112AB,34CD".encode("cp037")
    body = deck("REPD CSECT", " DC XL8'00'", " DC F'7'", " END")
    records = [slc.ljust(80, b"\x40"), *body[:-1], rep.ljust(80, b"\x40"), *body[-1:], *cards("* REMARK")]
    cms = WithDisk(text("REPD", records))
    assert code_of(cms.ask("LOAD REPD")) == 0
    assert storage(cms, 0x21000, 12) == "12AB34CD" "00000000" "00000007"


def test_clear():
    cms = WithDisk(text("HOLES", deck("HOLES CSECT", " DS XL64", " END")))
    cms.machine.storage.write(USER, b"\xAA" * 64)
    cms.ask("LOAD HOLES")
    assert storage(cms, USER, 64) == "AA" * 64
    cms.ask("LOAD HOLES (CLEAR")
    assert storage(cms, USER, 64) == "00" * 64


def test_entry_card(two):
    cms = WithDisk(text("MAIN", deck(*MAIN)), text("SUB", deck(*SUB) + cards(" ENTRY SUB")))
    cms.ask("LOAD MAIN SUB")
    assert cms.ask("START")[0] == "SUB"


# -- what goes wrong

@pytest.mark.parametrize("line, code", (
    ("LOAD", 24), ("LOAD (MAP", 24), ("LOAD MAIN (WRONG", 24), ("LOAD NONE", 28), ("USE NONE", 28),
    ("LOAD MAIN (SLC1000", 24), ("LOAD MAIN (SLCXYZ", 24), ("START", 21), ("START NOSUCH", 24)))
def test_refused(two, line, code):
    assert code_of(two.ask(line)) == code


ESD = b"\x02" + "ESD".encode("cp037")


def card(kind: str, address: int, count: int, item: int, data: bytes) -> bytes:
    return (b"\x02" + kind.encode("cp037") + b"\x40" + address.to_bytes(3, "big") + b"\x40\x40"
            + count.to_bytes(2, "big") + b"\x40\x40" + item.to_bytes(2, "big") + data).ljust(80, b"\x40")


SECTION = card("ESD", 0, 16, 1, "BAD     ".encode("cp037") + bytes((0, 0, 0, 0, 0, 0, 0, 64)))


@pytest.mark.parametrize("records, code", (
    (cards("NO TEXT AT ALL"), 32), ([card("TXT", 0, 4, 1, b"ABCD")], 32),
    ([SECTION, card("TXT", 0, 57, 1, bytes(56))], 32), ([SECTION, card("TXT", 0x800000, 4, 1, bytes(4))], 41),
    ([SECTION, card("TXT", 0xFFFFFF, 4, 1, bytes(4))], 41), ([SECTION, card("TXT", 0, 4, 300, bytes(4))], 32),
    ([SECTION, card("RLD", 0, 8, 0, bytes.fromhex("0002000108000000"))], 32),
    ([card("ESD", 0, 16, 1, "BIG     ".encode("cp037") + bytes((0, 0, 0, 0, 0, 0x40, 0, 0)))], 41),
    ([card("OLD", 0, 4, 1, bytes(4))], 32)))
def test_damaged_decks(records, code):
    cms = WithDisk(text("BAD", records))
    assert code_of(cms.ask("LOAD BAD")) == code
    assert cms.ask("ECHO ON")[0] == "ON"


def test_more_names_than_there_is_room_for():
    lines = ["MANY CSECT"] + [f" DC V(N{n:05})" for n in range(400)] + [" END"]
    cms = WithDisk(text("MANY", deck(*lines)))
    assert code_of(cms.ask("LOAD MANY")) in (32, 41)         # more items than a deck has, or than the table
    assert cms.ask("ECHO ON")[0] == "ON"


def test_storage_of_constants_that_waited_is_given_back():
    cms = WithDisk(text("MAIN", deck(*MAIN)))
    cms.ask("LOAD MAIN")
    free = cms.word("FREELEN"), cms.word("LOWEXT")
    for _ in range(5):
        assert code_of(cms.ask("LOAD MAIN")) == 4
    assert (cms.word("FREELEN"), cms.word("LOWEXT")) == free
