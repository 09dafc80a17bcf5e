"""OSTAPE, WRTAPE, TAPRINT, TPCOPY: tapes of OS and any others."""
import pytest

from cms.check import check
from cms.disk import CmsDisk
from cms_files import WithDisk, cards
from cms_machine import code_of
from s360.media.tape import MARK, open_tape
from test_cms_debug import Paper


def e(text: str) -> bytes:
    return text.encode("cp037")


FIXED = cards("\n".join(f"LINE {number}" for number in range(50)))
VARIABLE = [e("X" * length) for length in (1, 5, 300, 2000, 7)]


@pytest.fixture(scope="module")
def machine():
    cms = WithDisk(("ONE", "DATA", FIXED), ("TWO", "DATA", VARIABLE, "V"), ("OLD", "DATA", cards("OLD")), cylinders=5)
    cms.paper = Paper()
    cms.machine.attach(0x00E, "1403", file=cms.paper)
    cms.drive, cms.second = cms.machine.attach(0x181, "2400"), cms.machine.attach(0x180, "2400")
    return cms


@pytest.fixture
def cms(machine, tmp_path):
    del machine.paper[:]
    with open_tape(tmp_path / "a.aws", write=True, create="aws") as one, \
            open_tape(tmp_path / "b.aws", write=True, create="aws") as two:
        machine.drive.mount(one)
        machine.second.mount(two)
        machine.drive.ring = machine.second.ring = True
        machine.reel, machine.copy = one, two
        yield machine
        machine.drive.dismount()
        machine.second.dismount()
    assert [str(found) for found in check(machine.disk) if found.severity != "note"] == []
    assert ("OSTAPE", "CMSUT1") not in {entry.key for entry in CmsDisk(machine.disk).files()}
    assert machine.read("OLD", "DATA") == cards("OLD")


def written(reel, *items) -> None:
    for item in items:
        reel.write_mark() if item is MARK else reel.write(item)
    reel.rewind()


def blocks(reel) -> list:
    reel.rewind()
    made = []
    while made[-2:] != [MARK, MARK]:
        made.append(reel.read_forward())
    return made


def labels(recfm: str, blksize: int, lrecl: int, attribute: str = " ") -> tuple[bytes, bytes, bytes]:
    """VOL1 HDR1 HDR2 as OS/360 writes them (GC28-6680)."""
    return (e("VOL1OS0001".ljust(80)),
            e("HDR1SYS1.MACLIB       OS000100010001       68001 000000000000IBMOS360".ljust(80)),
            e(f"HDR2{recfm}{blksize:05}{lrecl:05}30IEBGENER/GO      P {attribute}".ljust(80)))


def vb(*records: bytes) -> bytes:
    data = b"".join((len(one) + 4).to_bytes(2, "big") + b"\0\0" + one for one in records)
    return (len(data) + 4).to_bytes(2, "big") + b"\0\0" + data


def test_a_labelled_tape_of_os(cms):
    """Two data sets, fixed blocked and variable blocked; the labels tell all."""
    written(cms.reel, *labels("F", 800, 80, "B"), MARK, b"".join(FIXED[:10]), b"".join(FIXED[10:15]), MARK,
            e("EOF1".ljust(80)), MARK,
            *labels("V", 3000, 2004, "B")[1:], MARK, vb(*VARIABLE[:3]), vb(*VARIABLE[3:]), MARK, e("EOF1".ljust(80)),
            MARK, MARK)
    assert cms.ask("OSTAPE NEW DATA")[0].split() == ["15", "RECORDS", "READ"] and cms.read("NEW", "DATA") == FIXED[:15]
    assert cms.ask("OSTAPE NEW DATA")[0].split() == ["5", "RECORDS", "READ"] and cms.read("NEW", "DATA") == VARIABLE
    assert code_of(cms.ask("ERASE NEW DATA")) == 0


@pytest.mark.parametrize("name, write, read", (
    ("ONE", "", ""), ("ONE", "RECFM FB", ""), ("ONE", "RECFM FB BLKSIZE 800 LABEL TST001", ""), ("TWO", "",
     "( RECFM V"),
    ("TWO", "RECFM VB", "( RECFM VB"), ("TWO", "RECFM VB LABEL VOLX", ""), ("TWO", "RECFM VB LABEL VOLX ASCII", ""),
    ("ONE", "ASCII LABEL VOLX", ""), ("ONE", "ASCII", "( ASCII"), ("TWO", "RECFM U", "( RECFM U")))
def test_there_and_back(cms, name, write, read):
    answer = cms.ask(f"WRTAPE {name} DATA" + (f" ( {write}" if write else ""))
    assert answer[0].split()[1:] == ["RECORDS", "WRITTEN"] and code_of(answer) == 0
    cms.ask("TAPE REW")
    assert code_of(cms.ask(f"OSTAPE NEW DATA {read}")) == 0
    assert cms.read("NEW", "DATA") == (FIXED if name == "ONE" else VARIABLE)
    cms.ask("ERASE NEW DATA")


def test_what_is_written(cms):
    cms.ask("WRTAPE ONE DATA ( RECFM FB BLKSIZE 1600 LABEL TST001 DSN SAMPLE")
    made = blocks(cms.reel)
    assert [len(block) if block is not MARK else 0 for block in made] == [80, 80, 80, 0, 1600, 1600, 800, 0, 80, 80,
        0, 0]
    text = [block.decode("cp037") for block in made if block is not MARK and len(block) == 80]
    assert [line[:4] for line in text] == ["VOL1", "HDR1", "HDR2", "EOF1", "EOF2"]
    assert text[0][4:10] == "TST001" and text[1][4:21].rstrip() == "SAMPLE" and text[1][21:27] == "TST001"
    assert text[2][4:15] == "F0160000080" and text[2][38] == "B" and text[3][54:60] == "000003"
    assert b"".join(made[4:7]) == b"".join(FIXED)
    cms.ask("TAPE REW")
    cms.ask("WRTAPE TWO DATA ( RECFM VB ASCII")
    data = blocks(cms.reel)[0]
    assert data[:9] == b"0005X0009" and len(data) == sum(map(len, VARIABLE)) + 4 * len(VARIABLE)


@pytest.mark.parametrize("items, options", (
    ((b"X" * 79,), ""), ((b"X" * 81,), ""), ((b"\0\x50\0\0\0\x60\0\0" + b"X" * 72,), "( RECFM V"),
    ((b"\0\x51\0\0\0\x4c\0\0" + b"X" * 72,), "( RECFM V"),
    ((vb(b"A" * 20)[:6],), "( RECFM V"), ((b"00ZZ" + b"X" * 20,), "( RECFM V ASCII"), ((b"9999" + b"X" * 20,),
     "( RECFM V ASCII"),
    ((b"X" * 80, b"X" * 33), ""), ((vb(b"A").replace(b"\0\x05\0\0", b"\0\x05\1\0"),), "( RECFM V")))
def test_blocks_that_do_not_fit(cms, items, options):
    written(cms.reel, *items, MARK, MARK)
    answer = cms.ask(f"OSTAPE OLD DATA {options}")
    assert len(answer) == 2 and code_of(answer) == 32 and "DOES NOT FIT" in answer[0]


def test_no_data(cms):
    written(cms.reel, MARK, MARK)
    answer = cms.ask("OSTAPE OLD DATA")
    assert code_of(answer) == 32 and answer[0] == "THERE IS NO DATA BEFORE THE TAPE MARK"


@pytest.mark.parametrize("line, code", (
    ("OSTAPE", 24), ("OSTAPE A", 24), ("OSTAPE A B C D", 24), ("OSTAPE A B ( WHAT", 24), ("OSTAPE A B ( LRECL 0", 24),
    ("OSTAPE A B ( RECFM FX", 24),
    ("OSTAPE A B S", 36), ("OSTAPE A B ( TAP4", 36), ("WRTAPE NO SUCH", 28), ("WRTAPE ONE DATA ( RECFM V", 32),
    ("WRTAPE ONE DATA ( BLKSIZE 100", 32),
    ("WRTAPE ONE DATA ( BLKSIZE 99999", 24), ("WRTAPE ONE DATA ( LABEL TOOLONG", 24), ("WRTAPE ONE DATA ( TAP4", 36),
    ("TAPRINT X", 24), ("TAPRINT 0", 24),
    ("TAPRINT ( LENGTH X", 24), ("TAPRINT ( TAP4", 36), ("TPCOPY", 24), ("TPCOPY TAP1", 24), ("TPCOPY TAP1 TAP1", 24),
    ("TPCOPY TAP4 TAP1", 36)))
def test_what_is_wrong_is_told_in_a_line(cms, line, code):
    answer = cms.ask(line)
    assert len(answer) == 2 and code_of(answer) == code, answer


def test_no_ring(cms):
    cms.drive.ring = False
    assert cms.ask("WRTAPE ONE DATA")[0] == "TAP2: THE REEL HAS NO RING" and code_of(cms.lines) == 36


def test_blocks_are_printed(cms):
    written(cms.reel, e("HELLO") + bytes(30), bytes(range(64)), MARK, b"\x01", MARK, MARK)
    assert code_of(cms.ask("TAPRINT *")) == 0
    assert cms.paper[0] == "BLOCK      1   LENGTH     35"
    assert cms.paper[1].split()[:3] == ["0000", "C8C5D3D3", "D6000000"] and cms.paper[1].endswith("HELLO" + "." * 27)
    assert cms.paper[2].split() == ["0020", "000000", "..."]
    assert [line for line in cms.paper if line == "TAPE MARK"] == ["TAPE MARK"] * 3
    assert cms.paper[-3].split() == ["0000", "01", "."]
    cms.ask("TAPE REW")
    assert cms.ask("TAPRINT ( TYPE LENGTH 4")[:2] == ["BLOCK      1   LENGTH     35",
        " 0000  C8C5D3D3                             HELL"]


def test_a_tape_is_copied(cms):
    items = [b"A" * 20000, b"B", MARK, bytes(range(256)), MARK, MARK]
    written(cms.reel, *items)
    assert code_of(cms.ask("TPCOPY TAP2 TAP1 *")) == 0
    assert blocks(cms.copy) == items
    cms.reel.rewind()
    cms.copy.rewind()
    assert code_of(cms.ask("TPCOPY TAP2 TAP1 1")) == 0
    assert blocks(cms.copy) == items[:3] + [MARK]
    cms.second.ring = False
    cms.ask("TAPE REW")
    assert cms.ask("TPCOPY TAP2 TAP1")[0] == "TAP1: THE REEL HAS NO RING" and code_of(cms.lines) == 36
