"""LOAD, USE, REUSE: options, control cards, commons, libraries; LOAD MAP; GENMOD's options and MODMAP."""
import pytest

from cms.check import check
from cms.disk import CmsDisk
from cms_files import WithDisk, cards
from cms_libraries import library
from cms_machine import Bare, code_of
from test_cms_files import volume
from test_cms_loader import ESD, MAIN, SECTION, SUB, USER, card, deck, storage, text, words
from test_cms_unitrec import Paper

SAY = (" REGS", " NUCON", " USING {0},12", " LR 9,14", " TYPE '{0}'", " SR 15,15", " BR 9", " LTORG")


def say(name: str, end: str = " END") -> list[bytes]:
    """A program that types its name."""
    return deck(f"{name} CSECT", *(line.format(name) for line in SAY), end)


def loader_card(kind: str, columns: dict[int, str]) -> bytes:
    """A control card: X'02', its name, text at columns counted from 1."""
    data = bytearray(b"\x02" + kind.encode("cp037").ljust(79, b"\x40"))
    for column, what in columns.items():
        data[column - 1:column - 1 + len(what)] = what.encode("cp037")
    return bytes(data)


def load_map(cms) -> list[str]:
    return [record.decode("cp037").rstrip() for record in cms.read("LOAD", "MAP")]


@pytest.fixture
def three():
    return WithDisk(text("ONE", say("ONE")), text("TWO", say("TWO")), text("MAIN", deck(*MAIN)),
                    text("SUB", deck(*SUB)))


# -- where it goes, where it begins

@pytest.mark.parametrize("options", ("SLC20000", "ORIGIN 20000", "CLEAR SLC20000 NOMAP"))
def test_origin(three, options):
    assert code_of(three.ask(f"LOAD ONE ({options}")) == 0
    assert three.word("LDFIRST") == three.word("STADDR") == 0x20000
    assert three.ask("START")[0] == "ONE"


def test_the_transient_area(three):
    three.ask("STAT")
    assert code_of(three.ask("LOAD ONE (ORIGIN TRANS")) == 0
    assert three.word("LDFIRST") == 0x10000 and three.ask("START")[0] == "ONE"
    assert code_of(three.ask("GENMOD ONE")) == 0
    three.ask("STAT")                                        # another one is in the area
    assert three.ask("ONE")[0] == "ONE"
    assert three.machine.storage.read(three.field("TRANNAME"), 3) == "ONE".encode("cp037")


@pytest.mark.parametrize("options", ("ORIGIN", "ORIGIN F000", "ORIGIN XYZ", "SLC0FFFF", "ORIGIN FFFFF", "RESET",
                                     "MAP NOSUCH"))
def test_wrong_options_leave_what_is_loaded(three, options):
    three.ask("LOAD ONE")
    assert code_of(three.ask(f"LOAD TWO ({options}")) == 24
    assert three.ask("START")[0] == "ONE"


def test_reset_names_the_entry(three):
    three.ask("LOAD MAIN (RESET SUB")
    assert three.ask("START")[0] == "SUB"
    assert code_of(three.ask("LOAD MAIN (RESET NOSUCH")) == 4


def test_reuse_begins_with_what_it_loads(three):
    three.ask("LOAD ONE")
    three.ask("USE TWO")
    assert three.ask("START")[0] == "ONE"
    three.ask("REUSE TWO (NODUP")
    three.ask("LOAD ONE")
    three.ask("REUSE TWO")
    assert three.ask("START")[0] == "TWO"
    assert three.ask("START ONE")[0] == "ONE"


@pytest.mark.parametrize("option", ("XEQ", "START"))
def test_start_at_once(three, option):
    assert three.ask(f"LOAD TWO ({option}")[0] == "TWO"


def test_the_vm370_names(three):
    assert code_of(three.ask("LOAD MAIN (NOAUTO NOLIBE")) == 4
    assert code_of(three.ask("INCLUDE SUB (NOMAP")) == 0
    assert three.ask("START")[:2] == ["MAIN", "SUB"]


def test_a_command_in_the_transient_area_leaves_the_program(three):
    three.ask("LOAD ONE")
    three.ask("LISTF")
    three.ask("STAT")
    assert three.ask("START")[0] == "ONE"


# -- the map

def test_the_map_is_written_anew(three):
    three.ask("LOAD ONE")
    assert load_map(three) == ["ONE         012000"]
    three.ask("USE TWO")
    assert [line.split()[0] for line in load_map(three)] == ["ONE", "TWO"]
    three.ask("LOAD TWO")
    assert load_map(three) == ["TWO         012000"]


def test_undefined_names_stand_in_the_map(three):
    assert code_of(three.ask("LOAD MAIN (NOAUTO")) == 4
    assert "SUB         UNDEFINED" in load_map(three)


def test_type_shows_the_map(three):
    assert three.ask("LOAD ONE (TYPE NOMAP")[0] == "ONE         012000"
    assert code_of(three.ask("STATE LOAD MAP")) == 28


UNKNOWN = [card("OLD", 0, 4, 1, bytes(4)), *cards("WHAT IS THIS")]


def test_unknown_cards_stand_in_the_map():
    one = say("ONE")
    cms = WithDisk(text("ONE", one[:-1] + UNKNOWN + one[-1:]))
    assert code_of(cms.ask("LOAD ONE")) == 0
    shown = load_map(cms)
    assert shown[0].startswith("INVALID CARD") and "OLD" in shown[0]
    assert shown[1] == "INVALID CARD  WHAT IS THIS"
    assert cms.ask("START")[0] == "ONE"
    for option in ("SINV", "NOINV"):
        cms.ask(f"LOAD ONE ({option}")
        assert load_map(cms) == ["ONE         012000"]


def test_rep_cards_stand_in_the_map():
    body = deck("REPD CSECT", " DC XL8'00'", " END")
    rep = loader_card("REP", {7: "000002", 15: "01", 17: "12AB,34CD"})
    cms = WithDisk(text("REPD", [*body[:-1], rep, *body[-1:]]))
    assert code_of(cms.ask("LOAD REPD")) == 0
    assert storage(cms, USER, 8) == "000012AB34CD0000"
    assert [line.lstrip()[:3] for line in load_map(cms)] == ["REP", "REP"] and "12AB,34CD" in load_map(cms)[0]
    for option in ("SREP", "NOREP"):
        cms.ask(f"LOAD REPD ({option}")
        assert load_map(cms) == ["REPD        012000"]


# -- control cards

def test_slc_with_a_name_spb_and_ldt():
    area = deck("AREA CSECT", " DS XL256", " END")
    slc = loader_card("SLC", {7: "000100", 17: "AREA"})
    spb = loader_card("SPB", {})
    cms = WithDisk(text("A", [*area, slc, *say("B"), spb, *say("C"), loader_card("LDT", {17: "C"})]))
    assert code_of(cms.ask("LOAD A")) == 0
    where = dict(line.split() for line in load_map(cms) if len(line.split()) == 2)
    assert where == {"AREA": "012000", "B": "012100", "C": "013000"}
    assert cms.ask("START")[0] == "C"


def test_ics_makes_a_section_or_a_longer_one():
    ics = [loader_card("ICS", {17: "EXTRA", 24: ",", 25: "0100"}),
           loader_card("ICS", {17: "SMALL", 24: ",", 25: "0080"})]
    cms = WithDisk(text("A", [*ics, *deck("SMALL CSECT", " DC F'7'", " END"), *words("DC A(EXTRA)", "EXTRN EXTRA")]))
    assert code_of(cms.ask("LOAD A")) == 0
    assert storage(cms, USER, 4) == "00000007" and storage(cms, USER + 0x80, 4) == "00012088"
    assert cms.word("LOCCNT") == USER + 0x88 + 0x100


def test_library_cards_keep_names_from_being_searched():
    records = words("EXTRN ONE,TWO", "DC A(ONE,TWO)") + cards(" LIBRARY *(ONE,TWO)")
    cms = WithDisk(text("DATA", records), text("ONE", say("ONE")), text("TWO", say("TWO")))
    assert code_of(cms.ask("LOAD DATA")) == 0
    assert storage(cms, USER, 8) == "00" * 8
    assert code_of(cms.ask("USE ONE (NODUP")) == 0           # given by name it counts
    assert storage(cms, USER, 4) == "00012008"


def test_symbol_cards_are_passed_over():
    cms = WithDisk(text("ONE", [card("SYM", 0, 8, 0, bytes(8)), *say("ONE")]))
    assert cms.ask("LOAD ONE (XEQ")[0] == "ONE"


@pytest.mark.parametrize("wrong", (
    loader_card("SLC", {7: "00F000"}), loader_card("SLC", {7: "WHAT"}), loader_card("SLC", {17: "NOSUCH"}),
    loader_card("ICS", {17: "X", 24: ",", 25: "WHAT"}), loader_card("ICS", {24: ",", 25: "0010"}),
    loader_card("REP", {7: "000000", 15: "09", 17: "0000"}), loader_card("REP", {7: "000000", 17: "WXYZ"}),
    loader_card("REP", {7: "WXYZ", 17: "0000"}), loader_card("REP", {7: "F00000", 15: "01", 17: "0000"})))
def test_wrong_control_cards(wrong):
    cms = WithDisk(text("BAD", [SECTION, wrong]))
    assert code_of(cms.ask("LOAD BAD")) in (32, 41)
    assert cms.ask("ECHO ON")[0] == "ON"


# -- commons, room, strange files

def test_commons_are_placed_once_and_behind():
    first = deck("ONE CSECT", " DC A(BLOCK+4)", "BLOCK COM", " DS XL64", " END")
    second = deck("TWO CSECT", " DC A(BLOCK)", "BLOCK COM", " DS XL256", " END")
    cms = WithDisk(text("ONE", first), text("TWO", second))
    assert code_of(cms.ask("LOAD ONE TWO")) == 0
    assert storage(cms, USER, 4) == "00012014" and storage(cms, USER + 8, 4) == "00012010"
    assert cms.word("LOCCNT") == USER + 16 + 256


def test_a_section_fills_a_common():
    first = deck("ONE CSECT", " DC A(BLOCK)", "BLOCK COM", " DS XL64", " END")
    cms = WithDisk(text("ONE", first), text("DATA", deck("BLOCK CSECT", " DC X'CAFE'", " END")))
    assert code_of(cms.ask("LOAD ONE DATA")) == 0
    assert storage(cms, USER, 4) == "00012008" and storage(cms, USER + 8, 2) == "CAFE"
    assert cms.word("LOCCNT") == USER + 8 + 64


def test_free_storage_stays_above_the_program():
    cms = WithDisk(text("BIG", deck("BIG CSECT", " DC V(NONE)", " DS 1500XL100", " DC V(NONE)", " END")))
    assert code_of(cms.ask("LOAD BIG")) == 4
    assert USER < cms.word("LOCCNT") <= cms.word("HIMAIN") <= cms.word("LOWEXT")
    assert cms.call("FREE", 8000)[0] == 4                    # 64,000 bytes are not left
    assert code_of(cms.ask("LISTF")) == 0
    cms.ask("LOAD NONE")
    assert cms.call("FREE", 8000)[0] == 0


def test_a_program_too_large_for_the_storage():
    cms = WithDisk(text("BIG", deck("BIG CSECT", " DS XL65000", " END")),
                   *(text(f"B{n}", deck(f"B{n} CSECT", " DS XL65000", " END")) for n in range(3)))
    lines = cms.ask("LOAD BIG B0 B1 B2")
    assert lines[0] == "THERE IS NO ROOM FOR THE PROGRAM" and code_of(lines) == 41
    assert code_of(cms.ask("LISTF")) == 0


def test_a_text_file_of_variable_records():
    cms = WithDisk(("ONE", "TEXT", [record.rstrip(b"\x40") for record in say("ONE")], "V"))
    assert cms.ask("LOAD ONE (XEQ")[0] == "ONE"


@pytest.mark.parametrize("records, form", (([bytes(80)], "F"), (cards("JUST\nWORDS"), "F"), ([b"\xFF" * 800], "F"),
                                           ([b"\x02"], "V"), ([b"\x02" * 3000], "V"), ([ESD], "V")))
def test_files_that_are_no_decks(records, form):
    cms = WithDisk(("BAD", "TEXT", records, form))
    assert code_of(cms.ask("LOAD BAD")) in (32, 103, 108)
    assert cms.ask("ECHO ON")[0] == "ON"


# -- TXTLIBs

MATHS = [(("ONE",), say("ONE")), ((), cards("GONE")), (("SUB", "INNER"), deck(*SUB)), (("TWO",), say("TWO"))]


@pytest.fixture
def libraries():
    return WithDisk(("MATHS", "TXTLIB", library(MATHS)), text("MAIN", deck(*MAIN)),
                    ("OTHER", "TXTLIB", library([(("ONE",), deck("ONE CSECT", " DC X'FF'", " END"))])),
                    ("BAD", "TXTLIB", cards("NO LIBRARY")))


def test_names_are_searched_in_libraries(libraries):
    assert code_of(libraries.ask("LOAD MAIN")) == 4
    assert code_of(libraries.ask("GLOBAL TXTLIB MATHS")) == 0
    assert code_of(libraries.ask("LOAD MAIN")) == 0
    assert libraries.ask("START")[:2] == ["MAIN", "SUB"]
    for option in ("SLIBE", "NOLIBE"):
        assert code_of(libraries.ask(f"LOAD MAIN ({option}")) == 4


def test_a_member_is_loaded_by_name(libraries):
    libraries.ask("GLOBAL TXTLIB OTHER MATHS")
    assert libraries.ask("LOAD TWO (XEQ")[0] == "TWO"
    libraries.ask("LOAD ONE")                                # the first library that has it
    assert storage(libraries, USER, 1) == "FF"
    libraries.ask("GLOBAL TXTLIB MATHS OTHER")
    assert libraries.ask("LOAD ONE (XEQ")[0] == "ONE"
    assert code_of(libraries.ask("LOAD NOSUCH")) == 28
    assert code_of(libraries.ask("LOAD GONE")) == 28


def test_a_file_goes_before_the_libraries():
    cms = WithDisk(("MATHS", "TXTLIB", library(MATHS)), text("TWO", say("ONE")))
    cms.ask("GLOBAL LOADER TXTLIB MATHS")
    assert cms.ask("LOAD TWO (XEQ")[0] == "ONE"


@pytest.mark.parametrize("line, code", (
    ("GLOBAL", 24), ("GLOBAL TXTLIB NOSUCH", 28), ("GLOBAL TXTLIB MATHS NOSUCH", 28), ("GLOBAL WHAT X", 24),
    ("GLOBAL ASSEMBLE TXTLIB MATHS", 24), ("GLOBAL TXTLIB" + " MATHS" * 9, 24), ("GLOBAL TXTLIB" + " MATHS" * 8, 0),
    ("GLOBAL TXTLIB", 0), ("GLOBAL MACLIB", 0)))
def test_global(libraries, line, code):
    assert code_of(libraries.ask(line)) == code


def test_a_refused_global_changes_nothing(libraries):
    libraries.ask("GLOBAL TXTLIB MATHS")
    libraries.ask("GLOBAL TXTLIB OTHER NOSUCH")
    assert code_of(libraries.ask("LOAD TWO")) == 0
    libraries.ask("GLOBAL TXTLIB")
    assert code_of(libraries.ask("LOAD TWO")) == 28


def damaged(change) -> list[bytes]:
    records = library(MATHS)
    return change(records) or records


DAMAGES = {
    "header": lambda r: [bytes(80), *r[1:]], "no dictionary": lambda r: r[:-1], "empty": lambda r: r[:1],
    "far": lambda r: [r[0][:6] + b"\xFF\xFF" + r[0][8:], *r[1:]],
    "large": lambda r: [r[0][:8] + b"\x7F\xFF\xFF\xFF" + r[0][12:], *r[1:]],
    "no end": lambda r: [one for one in r if one[:4] != b"\x61\xFF\xFF\x61"],
    "rubbish": lambda r: [r[0], *([b"\xFF" * 80] * (len(r) - 1))]}


@pytest.mark.parametrize("damage", DAMAGES)
def test_damaged_libraries(damage):
    cms = WithDisk(("MATHS", "TXTLIB", damaged(DAMAGES[damage])))
    cms.ask("GLOBAL TXTLIB MATHS")
    assert code_of(cms.ask("LOAD TWO")) in (0, 4, 28, 32)
    assert code_of(cms.ask("LOAD NOSUCH")) in (28, 32)
    assert cms.ask("ECHO ON")[0] == "ON"


def test_a_damaged_library_is_told(libraries):
    libraries.ask("GLOBAL TXTLIB BAD")
    assert libraries.ask("LOAD TWO")[0] == "BAD      TXTLIB IS DAMAGED, OR NO LIBRARY AT ALL"


def test_a_library_of_many_members():
    members = [((f"N{n:03}",), say("ONE") if n == 199 else words(f"DC F'{n}'")) for n in range(200)]
    cms = WithDisk(("MANY", "TXTLIB", library(members)))
    cms.ask("GLOBAL TXTLIB MANY")
    for n in (0, 79, 80, 81, 159, 160, 198):
        assert code_of(cms.ask(f"LOAD N{n:03}")) == 0
        assert storage(cms, USER, 4) == f"{n:08X}"
    assert cms.ask("LOAD N199 (XEQ")[0] == "ONE"


# -- GENMOD, MODMAP

def test_modmap(three):
    three.ask("LOAD MAIN")
    three.ask("GENMOD")
    end = three.word("LOCCNT")
    lines = three.ask("MODMAP MAIN")
    assert lines[0] == f"FROM 012000 TO {end:06X}, ENTRY 012000"
    assert [line.split()[0] for line in lines[1:-1]] == ["MAIN", "SUB", "INNER"]
    three.ask("GENMOD BARE (NOMAP")
    assert code_of(three.ask("MODMAP BARE")) == 40 and three.ask("BARE")[0] == "MAIN"


def test_a_module_brings_its_names(three):
    three.ask("LOAD MAIN")
    three.ask("GENMOD")
    three.ask("LOAD ONE")
    assert code_of(three.ask("LOADMOD MAIN")) == 0
    assert three.ask("START SUB")[0] == "SUB" and three.ask("START *")[:2] == ["MAIN", "SUB"]
    assert code_of(three.ask("USE TWO")) == 0                # goes on behind it
    assert three.ask("START TWO")[0] == "TWO" and three.ask("START SUB")[0] == "SUB"


def test_genmod_from_to(three):
    three.ask("LOAD MAIN TWO ONE")
    where = {name: int(at, 16) for name, at in (line.split() for line in load_map(three))}
    assert code_of(three.ask("GENMOD PART MODULE P1 TWO (FROM TWO TO ONE")) == 0
    head = three.read("PART", "MODULE")[0]
    assert [int.from_bytes(head[at:at + 4], "big") for at in (8, 12, 16)] == [where["TWO"], where["ONE"], where["TWO"]]
    assert three.ask("PART")[0] == "TWO"
    three.ask("LOAD MAIN TWO ONE")
    for line in ("GENMOD PART (FROM ONE TO TWO", "GENMOD PART (FROM NOSUCH", "GENMOD PART (WHAT", "GENMOD PART (TO"):
        assert code_of(three.ask(line)) == 24


def test_genmod_of_a_program_with_missing_names(three):
    three.ask("LOAD MAIN (NOAUTO")
    lines = three.ask("GENMOD")
    assert code_of(lines) == 4 and "NOT DEFINED" in lines[0]


def test_a_full_disk_keeps_the_old_module():
    cms = WithDisk(text("ONE", say("ONE")), text("BIG", deck("ONE CSECT", " DC 15000F'7'", " END")),
                   ("FILL", "DATA", [bytes(800)] * 20), cylinders=1)
    cms.ask("LOAD ONE")
    assert code_of(cms.ask("GENMOD ONE")) == 0
    old = cms.read("ONE", "MODULE")
    cms.ask("LOAD BIG")
    assert code_of(cms.ask("GENMOD ONE")) == 113
    assert cms.read("ONE", "MODULE") == old
    assert code_of(cms.ask("STATE ONE SYSUT1")) == 28


@pytest.mark.parametrize("line, code", (("MODMAP", 24), ("MODMAP NOSUCH", 28), ("MODMAP BAD", 32)))
def test_modmap_refuses(line, code):
    assert code_of(WithDisk(("BAD", "MODULE", [bytes(32), bytes(9)], "V")).ask(line)) == code


# -- MAPPRT

def test_mapprt(three):
    paper = Paper()
    three.machine.attach(0x00E, "1403", file=paper)
    three.ask("LOAD MAIN")
    assert code_of(three.ask("MAPPRT")) == 0
    printed = [line.split() for _, _, line in paper if line.strip()]
    assert printed[0][:2] == ["LOAD", "MAP"] and [line[0] for line in printed[1:]] == ["MAIN", "SUB", "INNER"]
    del paper[:]
    assert code_of(three.ask("MAPPRT LOAD")) == 0 and paper
    assert code_of(three.ask("MAPPRT NOSUCH")) == 28 and code_of(three.ask("MAPPRT A B")) == 24


def test_mapprt_without_a_printer(three):
    three.ask("LOAD ONE")
    assert code_of(three.ask("MAPPRT")) == 36


# -- stopped at any moment

def test_genmod_is_stopped_after_any_write():
    """The old module is whole until the new one is: as MODULE, or, between ERASE and ALTER, as SYSUT1."""
    disk = volume(files=(("PROG", "TEXT", say("ONE"), "F"), ("NEW", "TEXT", say("TWO"), "F")))
    cms = Bare(disks={}, go=False)
    cms.machine.attach(0x191, "2314").mount(disk)
    cms.run()
    cms.ask("")
    cms.ask("LOAD PROG")
    cms.ask("GENMOD PROG")
    old = CmsDisk(disk).read("PROG", "MODULE")
    cms.ask("LOAD NEW (NOMAP")
    disk.before = []
    assert code_of(cms.ask("GENMOD PROG")) == 0
    new = CmsDisk(disk).read("PROG", "MODULE")
    assert old != new
    states = list(disk.states())
    assert len(states) > 5
    for state in states:
        assert [one for one in check(state) if one.severity != "note"] == []
        names = {entry.key for entry in CmsDisk(state).files()}
        kept = CmsDisk(state).read("PROG", "MODULE" if ("PROG", "MODULE") in names else "SYSUT1")
        assert kept in (old, new)
