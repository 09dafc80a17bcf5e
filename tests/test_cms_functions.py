"""Functions of SVC 202 called as a program does, with the parameter lists and return codes of CMS-67: what the
files' own tests do not call that way."""
import pytest

from cms.check import check
from cms.disk import CmsDisk
from cms_files import HEADS, TRACK, WithDisk
from cms_machine import code_of, program
from memory_volume import MemoryVolume

LIST, BUFFER = 0x12000, 0x13000
END = b"\xff" * 8


def e(text: str) -> bytes:
    return text.encode("cp037")


def word(number: int) -> bytes:
    return number.to_bytes(4, "big")


def half(number: int) -> bytes:
    return number.to_bytes(2, "big")


def extension() -> MemoryVolume:
    """A read-only disk with one file."""
    made = MemoryVolume("2314", 2, HEADS, TRACK)
    disk = CmsDisk(made)
    disk.format("TEST02", 2)
    disk.write("OTHER", "DATA", [bytes(80)])
    made.read_only = True
    return made


@pytest.fixture(scope="module")
def machine():
    cms = WithDisk(("A", "DATA", [bytes((n,)) * 80 for n in range(5)]), ("V", "DATA", [b"x", b"yy"], "V"))
    cms.machine.attach(0x193, "2314").mount(extension())
    cms.put("CALL", b"")
    return cms


@pytest.fixture
def cms(machine):
    """Between tests nothing is open and the disk is sound."""
    yield machine
    assert [one for one in check(machine.disk) if one.severity != "note"] == []


def svc(cms, *lists: bytes) -> int:
    """Give SVC 202 for each list in one command; the code of the last one."""
    store, at = cms.machine.storage, []
    for number, data in enumerate(lists):
        at.append(LIST + 0x100 * number)
        store.write(at[-1], data + END)
    calls = [line for place in at for line in (f" L 1,=A({place})", " SVC 202", " DC AL4(*+4)")]
    cms.put("CALL", program(" LR 9,14", *calls, " BR 9"))
    return code_of(cms.ask("CALL"))


def file(function: str, fn="A", ft="DATA", fm="P1", item=0, buffer=BUFFER, length=80, fv="F", items=1) -> bytes:
    """The list of file functions: name, mode at 24, item 26, buffer 28, bytes 32, F or V 36, items 38, read 40."""
    return (e(f"{function:<8}{fn:<8}{ft:<8}{fm:<2}") + half(item) + word(buffer) + word(length) + e(f"{fv:<2}")
            + half(items) + bytes(4))


def stored(cms, offset: int, number: int = 0, length: int = 4) -> int:
    """A field of a list after the call."""
    return int.from_bytes(cms.machine.storage.read(LIST + 0x100 * number + offset, length), "big")


# -- files

@pytest.mark.parametrize("code, lists", (
    (0, [file("RDBUF", "A")]), (1, [file("RDBUF", "NONE")]), (2, [file("RDBUF", buffer=0)]),
    (5, [file("RDBUF", items=0)]), (7, [file("RDBUF", fv="U")]), (8, [file("RDBUF", length=79)]),
    (9, [file("WRBUF", item=5), file("RDBUF")]), (11, [file("RDBUF", "V", fv="V", items=2)]),
    (12, [file("RDBUF", item=6)]), (12, [*[file("RDBUF", length=400, items=5)] * 2]), (14, [file("RDBUF", "")]),
    (2, [file("WRBUF", buffer=0)]), (4, [file("WRBUF", fm="?1")]), (5, [file("WRBUF", fm="P8")]),
    (6, [file("WRBUF", "N", item=65535, length=2, items=2)]), (7, [file("WRBUF", "N", fv="V", item=3)]),
    (8, [file("WRBUF", length=0)]), (9, [file("RDBUF"), file("WRBUF")]), (11, [file("WRBUF", "N", fv=" ")]),
    (12, [file("WRBUF", fm="S1")]), (14, [file("WRBUF", "N", length=81, items=2)]), (15, [file("WRBUF", length=79)]),
    (16, [file("WRBUF", fv="V")]), (17, [file("WRBUF", "N", fv="V", length=65536)]),
    (19, [file("WRBUF", "N", item=20000, length=800)]), (20, [file("WRBUF", "N(")]),
    (6, [file("FINIS")]), (0, [file("RDBUF"), file("FINIS")]), (0, [file("RDBUF"), file("FINIS", "*", "*", "*")]),
    (28, [file("STATE", "NONE")]), (24, [file("STATE", "")]), (36, [file("STATE", fm="C")]),
    (0, [file("STATE", "LISTF", "MODULE", "*")]), (28, [file("STATEW", "LISTF", "MODULE", "*")]),
    (0, [file("STATEW")]), (0, [file("POINT", item=2, buffer=0)]), (1, [file("POINT", "NONE")]),
    (28, [e(f"{'ERASE':<8}{'NONE':<8}{'DATA':<8}")]), (24, [e(f"{'ERASE':<8}{'A':<8}")]),
    (36, [e(f"{'ERASE':<8}{'LISTF':<8}{'MODULE':<8}{'S':<8}")])))
def test_codes(cms, code, lists):
    assert svc(cms, *lists) == code


@pytest.mark.parametrize("code, words", (
    (0, "A DATA P1 B DATA P1"), (0, "B DATA P1 A DATA P1"), (28, "NONE DATA P1 B DATA P1"), (24, "A DATA P1 V DATA P1"),
    (24, "A DATA"), (36, "LISTF MODULE S2 B DATA S2"), (24, "A DATA P1 * DATA* P1")))
def test_codes_of_alter(cms, code, words):
    assert svc(cms, b"".join(e(f"{word:<8}") for word in ("ALTER", *words.split()))) == code


def test_an_item_and_what_comes_back(cms):
    """Bytes read come back at 40, the item goes into the buffer."""
    assert svc(cms, file("RDBUF", item=3, length=200, items=2)) == 0
    assert stored(cms, 40) == 160
    assert cms.machine.storage.read(BUFFER, 160) == b"\2" * 80 + b"\3" * 80
    assert svc(cms, file("RDBUF", "V", item=2, fv="V")) == 0
    assert stored(cms, 40) == 2 and cms.machine.storage.read(BUFFER, 2) == b"yy"


def flag(cms, *lists: bytes) -> int:
    """The byte behind the copy of the directory entry that the last list, a STATE, points to at 28."""
    assert svc(cms, *lists) == 0
    at = stored(cms, 28, len(lists) - 1)
    return cms.machine.storage.read(at + 40, 1)[0]


def test_the_flag_of_state(cms):
    """80 a disk that is written, 00 one that is not; 04 being read, 02 being written, 01 point given."""
    assert flag(cms, file("STATE")) == 0x80
    assert flag(cms, file("STATE", "LISTF", "MODULE", "*")) == 0x00
    assert flag(cms, file("RDBUF"), file("STATE")) == 0x84
    assert flag(cms, file("WRBUF", item=5), file("STATE")) == 0x82
    assert flag(cms, file("POINT", item=1, buffer=0), file("STATE")) & 0x87 == 0x81


def test_the_flag_of_an_extension(cms):
    """C0: a read-only extension of a disk that is written; 40: of one that is not."""
    assert code_of(cms.ask("LOGIN 193 A,P")) == 0
    assert flag(cms, file("STATE", "OTHER", "DATA", "*")) & 0xC0 == 0xC0
    assert code_of(cms.ask("RELEASE A")) == 0
    assert code_of(cms.ask("LOGIN 193 A,S")) == 0
    assert flag(cms, file("STATE", "OTHER", "DATA", "*")) & 0xC0 == 0x40
    assert code_of(cms.ask("RELEASE A")) == 0


# -- records of a disk

def test_rdtk(cms):
    """Buffer, bytes, record, disk table; record 3 is the label."""
    assert svc(cms, e("RDTK    ") + word(BUFFER) + word(800) + word(3) + word(cms.word("AADTP"))) == 0
    assert cms.machine.storage.read(BUFFER, 10) == e("CMS=TEST01")
    assert svc(cms, e("RDTK    ") + word(BUFFER) + word(800) + word(0) + word(cms.word("AADTP"))) == 1
    assert svc(cms, e("WRTK    ") + word(BUFFER) + word(800) + word(3) + word(cms.word("AADTS"))) == 12


def test_records_are_taken_and_given_back(cms):
    """TRKLKP gives each record once, QQTRK four pieces of a record; TRKLKX and QQTRKX take them again."""
    table = cms.word("AADTP")
    first = cms.call("TRKLKP", 0, table)
    second = cms.call("TRKLKP", 0, table)
    assert first[0] == second[0] == 0 and first[2] != second[2]
    assert cms.call("TRKLKX", first[2], table)[0] == 0
    assert cms.call("TRKLKP", 0, table)[2] == first[2]
    pieces = [cms.call("QQTRK", 0, table) for _ in range(4)]
    assert all(code == 0 for code, _, _ in pieces) and len({piece for _, _, piece in pieces}) == 4
    for _, _, piece in pieces:
        assert cms.call("QQTRKX", piece, table)[0] == 0
    taken = []
    while (answer := cms.call("TRKLKP", 0, table))[0] == 0:
        taken.append(answer[2])
    assert answer[0] == 13 and len(set(taken)) == len(taken) > 300
    for record in (*taken, first[2], second[2]):
        assert cms.call("TRKLKX", record, table)[0] == 0


# -- console, unit record, the rest

@pytest.mark.parametrize("name", ("TYPLIN", "TYPE"))
@pytest.mark.parametrize("color", "BR")
def test_a_line_is_typed(cms, name, color):
    """Console number 1, text; colour, length."""
    cms.machine.storage.write(BUFFER, e("A LINE AND MORE"))
    assert svc(cms, e(f"{name:<8}") + b"\1" + BUFFER.to_bytes(3, "big") + e(color) + bytes((0, 0, 6)),
               e("CONWAIT ")) == 0
    assert cms.lines[0] == "A LINE"


def test_a_stacked_line_is_read(cms):
    """ATTN: FIFO or LIFO, length, text.  WAITRD: console number, buffer, code, then the length read."""
    cms.machine.storage.write(BUFFER + 0x200, e("ECHO 2ND"))
    cms.machine.storage.write(BUFFER + 0x300, e("first"))
    push = [e("ATTN    " + how) + bytes((length,)) + (BUFFER + at).to_bytes(3, "big")
            for how, length, at in (("FIFO", 8, 0x200), ("LIFO", 5, 0x300))]
    read = e("WAITRD  ") + b"\1" + BUFFER.to_bytes(3, "big")
    assert svc(cms, *push, read + e("U") + bytes(3)) == 0
    assert stored(cms, 13, 2, 3) == 5 and cms.machine.storage.read(BUFFER, 130) == e("FIRST".ljust(130))
    assert cms.lines[-2] == "2ND"                              # the other line is the next command


@pytest.mark.parametrize("name", ("CARDRD", "CARDPH", "PRINTR"))
def test_unit_record_without_the_device(cms, name):
    cms.machine.storage.write(BUFFER, e("1TEXT"))
    assert svc(cms, e(f"{name:<8}") + word(BUFFER) + half(80) + half(0)) == 100


@pytest.mark.parametrize("code, operation, tape", ((1, "SPIN", "TAP2"), (4, "READ", "TAP9"), (5, "REW", "TAP2")))
def test_codes_of_tapeio(cms, code, operation, tape):
    """Operation (8), tape (4), mode and buffer, bytes, bytes read."""
    assert svc(cms, e(f"TAPEIO  {operation:<8}{tape}") + b"\x93" + BUFFER.to_bytes(3, "big") + word(80)
               + word(0)) == code


@pytest.mark.parametrize("code, words", ((0, ""), (0, "PRINTER"), (24, "DRUM")))
def test_codes_of_closio(cms, code, words):
    assert svc(cms, b"".join(e(f"{word:<8}") for word in ("CLOSIO", *words.split()))) == code


def test_sysctl_is_for_batch_machines(cms):
    assert svc(cms, e("SYSCTL  DATA") + word(BUFFER)) == 24


def test_an_unknown_name(cms):
    assert svc(cms, e("NOSUCH  ")) == -3
