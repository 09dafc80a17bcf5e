"""OFFLINE, READCARD, PRINT and PUNCH, typed at a bare machine's console and under CP: cards to files, files
to cards and listings."""
import resource

import pytest

from cms.check import check
from cms.disk import CmsDisk
from cms_files import WithDisk, cards
from cms_machine import asked, cms_system, cms_user, code_of
from cp_guests import put_deck
from test_cms_unitrec import Deck, Paper

DATA = [b"\xc1" * 30, b"\xc2" * 30]
LONG = [bytes(range(200))]


class Room(WithDisk):
    """A machine with reader, punch and printer."""

    def __init__(self, *files, **options):
        super().__init__(*files, **options)
        self.reader = self.machine.attach(0x00C, "2540R")
        self.deck, self.paper = Deck(), Paper()
        self.machine.attach(0x00D, "2540P", deck=self.deck)
        self.printer = self.machine.attach(0x00E, "1403", file=self.paper)

    def code(self, line: str) -> int:
        return code_of(self.ask(line))

    def sound(self) -> bool:
        return check(self.disk) == []


@pytest.fixture(scope="module")
def room():
    return Room(("ONE", "DATA", DATA), ("LONG", "DATA", LONG),
                ("TEXT", "MEMO", [b"\x81\x82\x83", b"\x84"], "V"),
                ("PROG", "LISTING", [c.encode("cp037") for c in ("1TOP   ", " NEXT  ", "-THIRD ")], "F"),
                ("MANY", "DATA", [f"{n:05d}".encode("cp037") for n in range(120)]))


@pytest.fixture(autouse=True)
def fresh(request):
    """Nothing left on paper or in the stacker by the test before."""
    if "room" in request.fixturenames:
        room = request.getfixturevalue("room")
        del room.paper[:], room.deck[:]
        room.reader.hopper.empty()
        yield
        assert room.sound()
    else:
        yield


# -- cards to files

def test_offline_read_makes_a_file_of_80_columns(room):
    room.reader.mount(cards("FIRST\nSECOND"), eof=True)
    assert room.code("OFFLINE READ NEW DATA") == 0
    assert room.read("NEW", "DATA") == cards("FIRST\nSECOND")


def test_the_old_file_is_replaced(room):
    for text in ("A\nB\nC", "D"):
        room.reader.mount(cards(text), eof=True)
        assert room.code("READCARD AGAIN DATA P") == 0
    assert room.read("AGAIN", "DATA") == cards("D")


@pytest.mark.parametrize("verb", ("OFFLINE READ", "READCARD"))
def test_star_reads_every_file_of_the_deck(room, verb):
    room.reader.mount(cards(":READ  ALPHA    DATA     P1\nA1\nA2\n:READ  BETA     MEMO     P1\nB1"), eof=True)
    assert room.ask(f"{verb} *")[:2] == ["READ INTO ALPHA    DATA", "READ INTO BETA     MEMO"]
    assert room.read("ALPHA", "DATA") == cards("A1\nA2") and room.read("BETA", "MEMO") == cards("B1")


def test_a_header_is_no_part_of_a_file_read_by_name(room):
    room.reader.mount(cards(":READ  ALPHA    DATA     P1\nX\n:READ  IS DATA HERE"), eof=True)
    assert room.code("READCARD HEADLESS DATA") == 0
    assert room.read("HEADLESS", "DATA") == cards("X\n:READ  IS DATA HERE")


def test_star_without_header_cards(room):
    room.reader.mount(cards("JUST DATA"), eof=True)
    assert room.code("READCARD *") == 32


@pytest.mark.parametrize("verb", ("OFFLINE READ A DATA", "READCARD *"))
def test_an_empty_reader(room, verb):
    answer = room.ask(verb)
    assert answer[0] == "THERE ARE NO CARDS IN THE READER" and code_of(answer) == 36


def test_a_deck_without_end_of_file_ends_where_the_cards_end(room):
    room.reader.mount(cards("P\nQ"), eof=False)
    assert room.code("READCARD NOEOF DATA") == 0
    assert room.read("NOEOF", "DATA") == cards("P\nQ")
    room.reader.eof = True


@pytest.mark.parametrize("line", ("OFFLINE", "OFFLINE EAT A DATA", "OFFLINE READ", "OFFLINE READ A",
                                  "READCARD", "READCARD A", "READCARD A DATA P X", "READCARD * X",
                                  "OFFLINE PRINT ONE", "PRINT", "PRINT ONE DATA P X", "PRINT ONE DATA ( WHAT",
                                  "PRINT ONE DATA ( LINECOUN", "PRINT ONE DATA ( LINECOUN 100", "PUNCH ONE",
                                  "PUNCH ONE DATA ( CC", "PUNCH ( NOH", "DISK", "DISK DUMP", "DISK DUMP ONE",
                                  "DISK LOAD X", "DISK DUMP ONE DATA ( X", "DISK EAT ONE DATA"))
def test_wrong_operands(room, line):
    assert room.code(line) == 24
    assert room.paper == [] and room.deck == []


@pytest.mark.parametrize("verb", ("PRINT", "PUNCH", "OFFLINE PRINT", "OFFLINE PUNCHCC", "DISK DUMP"))
def test_no_such_file(room, verb):
    assert room.code(f"{verb} NOSUCH DATA") == 28


def test_a_full_disk_ends_the_reading():
    room = Room(cylinders=1)
    room.reader.mount(cards("X") * 2000, eof=True)
    assert room.code("READCARD BIG DATA") == 113               # 13: full
    assert room.sound()


# -- files to cards

def test_punch_with_a_header_that_readcard_takes(room):
    assert room.code("PUNCH ONE DATA") == 0
    head = bytes(room.deck[0]).decode("cp037")
    assert head.startswith(":READ  ONE      DATA     P5") and len(room.deck) == 3
    assert [bytes(card[:30]) for card in room.deck[1:]] == DATA
    deck, room.deck[:] = list(room.deck), []
    room.reader.mount([bytes(card) for card in deck], eof=True)
    assert room.code("OFFLINE READ *") == 0
    assert [item[:30] for item in room.read("ONE", "DATA")] == DATA


@pytest.mark.parametrize("line", ("PUNCH ONE DATA ( NOHEADER", "PUNCH ONE DATA P1 ( NOH )",
                                  "OFFLINE PUNCHCC ONE DATA"))
def test_punch_without_header(room, line):
    assert room.code(line) == 0
    assert [bytes(card[:30]) for card in room.deck] == DATA


def test_short_records_are_padded_with_blanks(room):
    assert room.code("OFFLINE PUNCH TEXT MEMO") == 0
    assert bytes(room.deck[2]) == b"\x84".ljust(80, b"\x40")


def test_records_that_no_card_holds(room):
    assert room.code("PUNCH LONG DATA") == 32 and room.deck == []


def test_a_punch_that_is_not_there():
    room = Room(("ONE", "DATA", DATA))
    room.machine.detach(0x00D)
    room.machine.detach(0x00E)
    room.machine.detach(0x00C)
    assert room.code("PUNCH ONE DATA") == 200 and room.code("PRINT ONE DATA") == 200
    assert room.code("READCARD A DATA") == 200 and room.code("DISK DUMP ONE DATA") == 200


# -- listings

def test_offline_print_begins_a_page_and_spaces_by_one(room):
    assert room.code("OFFLINE PRINT ONE DATA") == 0
    (page, line, text), second = room.paper
    assert line == 1 and text == "A" * 30 and second == (page, 2, "B" * 30)


@pytest.mark.parametrize("command", ("OFFLINE PRINTCC PROG LISTING", "PRINT PROG LISTING", "PRINT PROG LISTING ( CC"))
def test_carriage_control(room, command):
    assert room.code(command) == 0
    page = room.paper[0][0]
    assert room.paper == [(page, 1, "TOP"), (page, 2, "NEXT"), (page, 5, "THIRD")]


def test_nocc_prints_the_control_column(room):
    assert room.code("PRINT PROG LISTING ( NOCC") == 0
    assert [text for _, _, text in room.paper][2:] == ["1TOP", " NEXT", "-THIRD"]


def test_pages_have_headings(room):
    assert room.code("PRINT MANY DATA") == 0
    heads = [(page, text) for page, line, text in room.paper if line == 1]
    first = heads[0][0]
    assert [page for page, _ in heads] == [first, first + 1, first + 2]
    assert all(text.startswith(" FILE: MANY     DATA     P5") for _, text in heads)
    assert [text.split()[-1] for _, text in heads] == ["1", "2", "3"]
    assert [text for page, _, text in room.paper if page == first][2:] == [f"{n:05d}" for n in range(55)]


def test_lines_on_a_page(room):
    assert room.code("PRINT MANY DATA ( LINECOUN 50") == 0
    assert len({page for page, _, _ in room.paper}) == 3
    del room.paper[:]
    assert room.code("PRINT MANY DATA ( LINECOUN 0") == 0
    assert sum("FILE:" in text for _, _, text in room.paper) == 1


def test_upcase(room):
    assert room.code("PRINT TEXT MEMO ( UPCASE") == 0
    assert [text for _, _, text in room.paper][2:] == ["ABC", "D"]


def test_records_that_no_line_holds_go_in_hexadecimal(room):
    assert room.code("PRINT LONG DATA") == 32 and room.paper == []
    assert room.code("PRINT LONG DATA ( HEX") == 0
    lines = [text for _, _, text in room.paper][2:]
    assert lines[0].split() == ["RECORD", "1", "LENGTH", "200"]
    assert "".join("".join(line.split()) for line in lines[1:]) == LONG[0].hex().upper()


def test_a_listing_with_a_page_for_its_name(room):
    assert room.code("PRINT PROG LISTING ( CC HEADER") == 0
    assert "FILE: PROG     LISTING" in room.paper[0][2] and room.paper[-1][2] == "THIRD"


# -- under CP

@pytest.fixture(scope="module")
def system(tmp_path_factory):
    with cms_system(tmp_path_factory.mktemp("cms")) as system:
        yield system


@pytest.fixture(scope="module")
def vm(system):
    system.command("DRAIN ALL")
    vm = cms_user(system, "CARDS", devices={"00C": {"type": "2540R"}, "00D": {"type": "2540P"},
                                            "00E": {"type": "1403"}},
                  **{"temporary disks": {"191": {"type": "2314", "cylinders": 2}}})
    CmsDisk(vm.devices[0x191].volume).format("CARDS1", 2)
    vm.console.command("IPL 190")
    vm.console.wait_for("VM READ", 5)
    asked(vm, "")
    return vm


def test_a_spooled_deck_comes_back_with_the_name_of_its_file(system, vm):
    put_deck(system, "CARDS", cards("SPOOLED\nCARDS"))
    assert code_of(asked(vm, "OFFLINE READ OUR DATA")[-1:]) == 0
    assert code_of(asked(vm, "PUNCH OUR DATA")[-1:]) == 0
    assert code_of(asked(vm, "PRINT OUR DATA")[-1:]) == 0
    [punched], [printed] = system.spool.files("PUN", "CARDS"), system.spool.files("PRT", "CARDS")
    assert (punched.name, punched.type, punched.records) == ("OUR", "DATA", 3)
    assert (printed.name, printed.type) == ("OUR", "DATA")
    assert check(vm.devices[0x191].volume) == []


def test_an_empty_spooled_reader(vm):
    assert code_of(asked(vm, "READCARD *")[-1:]) == 36


def test_each_spool_file_is_a_deck(system, vm):
    for text in ("ONE", "TWO"):
        put_deck(system, "CARDS", cards(text))
    assert code_of(asked(vm, "READCARD DECK ONE")[-1:]) == 0
    assert code_of(asked(vm, "READCARD DECK TWO")[-1:]) == 0
    disk = CmsDisk(vm.devices[0x191].volume)
    assert disk.read("DECK", "ONE") == cards("ONE") and disk.read("DECK", "TWO") == cards("TWO")


def test_a_deck_that_cannot_be_used_is_kept(system, vm):
    put_deck(system, "CARDS", cards("NO HEADER\nHERE"))
    answer = asked(vm, "READCARD *")
    assert code_of(answer[-1:]) == 32 and "THE DECK IS HELD: CP CHANGE RDR ALL NOHOLD" in answer
    [file] = system.spool.files("RDR", "CARDS")
    assert file.hold
    asked(vm, "CP CHANGE RDR ALL NOHOLD")
    assert code_of(asked(vm, "READCARD KEPT DATA")[-1:]) == 0
    assert system.spool.files("RDR", "CARDS") == []


def test_a_deck_larger_than_the_disk_is_kept(system, vm):
    put_deck(system, "CARDS", cards("X") * 4000)
    assert code_of(asked(vm, "READCARD BIG DATA")[-1:]) == 113
    [file] = system.spool.files("RDR", "CARDS")
    assert file.hold and file.records == 4000
    system.spool.purge([file])
    asked(vm, "ERASE BIG DATA")
    assert check(vm.devices[0x191].volume) == []


def test_classes(system, vm):
    asked(vm, "CP SPOOL PUNCH CLASS Q COPY 2")
    asked(vm, "PUNCH OUR DATA")
    assert [(file.cls, file.copies) for file in system.spool.files("PUN", "CARDS")][-1] == ("Q", 2)


# -- many cards

@pytest.mark.slow
def test_a_deck_of_100000_cards_bare():
    """Two files of 50,000 cards by name; a single one is longer than a file can be."""
    room = Room(cylinders=130)
    deck = [card for name in ("A", "B") for card in
            [f":READ  {name:<8} DATA     P1".encode("cp037").ljust(80, b"\x40")]
            + [f"{name}{n:06d}".encode("cp037").ljust(80, b"\x40") for n in range(49_999)]]
    room.reader.mount(deck, eof=True)
    room.ask("READCARD *", 2_000_000_000)
    assert code_of(room.lines) == 0
    assert room.read("A", "DATA") == deck[1:50_000] and room.read("B", "DATA") == deck[50_001:]
    assert room.sound()
    room.reader.mount(deck[1:2] * 100_000, eof=True)
    room.ask("OFFLINE READ LONG DATA", 2_000_000_000)
    assert code_of(room.lines) == 106                          # 6: 65,535 items
    assert room.sound()


@pytest.mark.slow
def test_a_deck_of_100000_cards_under_cp(tmp_path):
    with cms_system(tmp_path) as system:
        vm = cms_user(system, "CARDS", **{"temporary disks": {"191": {"type": "2314", "cylinders": 100}}})
        CmsDisk(vm.devices[0x191].volume).format("CARDS1", 100)
        deck = [card for name in ("A", "B") for card in
                [f":READ  {name:<8} DATA     P1".encode("cp037").ljust(80, b"\x40")]
                + [f"{name}{n:06d}".encode("cp037").ljust(80, b"\x40") for n in range(49_999)]]
        put_deck(system, "CARDS", deck)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        vm.console.command("IPL 190")
        vm.console.wait_for("VM READ", 5)
        asked(vm, "")
        assert code_of(asked(vm, "READCARD *", 120)[-1:]) == 0
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000       # KB
        disk = vm.devices[0x191].volume
        assert CmsDisk(disk).read("B", "DATA") == deck[50_001:] and check(disk) == []
