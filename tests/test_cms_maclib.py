"""MACLIB at a virtual console: libraries made of files with macros and COPY members, changed, listed; what stays
when a function is refused or the machine stops; ASSEMBLE with what MACLIB made."""
import random
import time

import pytest

from cms.check import check
from cms.disk import CmsDisk
from cms_file_calls import BareFiles
from cms_files import WithDisk, cards
from cms_libraries import library
from cms_machine import code_of
from cms_room import Room
from test_cms_random_files import formatted

CUT = "         MACRO\n" + "&L       LOADIT &R,&V,".ljust(71) + "X\n" \
      "               &W\n&L       LA    &R,&V\n         MEND"
OTHER = "         MACRO\n         OTHER\n* MEND\n         MACRO\n         INNER\n         MEND\n         MEND"
ONE, TWO = "         LA    1,1", "* second\n         LA    2,2"
WHOLE = "* a comment in front\n         LA    5,5"
SOURCES = (("MS", "MACRO", cards("* a library of macros\n" + CUT + "\n*\n" + OTHER)),
           ("CS", "COPY", cards(f"* notes\n*COPY ONE\n{ONE}\n*COPY TWO\n{TWO}")),
           ("WH", "ASP360", [card.rstrip(b"\x40") for card in cards(WHOLE)], "V"),
           ("NEWONE", "COPY", cards("*COPY ONE\n         LA    9,9\n*COPY FOUR\n         LA    4,4")))
MEMBERS = {"LOADIT": CUT, "OTHER": OTHER, "ONE": ONE, "TWO": TWO, "WH": WHOLE}


def members(records: list[bytes]) -> dict[str, str]:
    """The members of a library, read by docs/cms-programs.md alone; every record must be some member's."""
    head, size = records[0], int.from_bytes(records[0][8:12], "big")
    assert head[:6] == "DMSLIB".encode("cp037") and not any(head[12:]) and {len(one) for one in records} == {80}
    first = int.from_bytes(head[6:8], "big")
    table = b"".join(records[first - 1:])
    assert len(table) == -(-size // 80) * 80 and not any(table[size:])
    found, used = {}, set()
    for at in range(0, size, 12):
        name, begin = table[at:at + 8].decode("cp037").rstrip(), int.from_bytes(table[at + 8:at + 10], "big")
        assert table[at + 10:at + 12] == bytes(2) and name not in found
        end = begin
        while records[end - 1][:4] != b"\x61\xFF\xFF\x61":
            end += 1
        assert end < first
        used |= set(range(begin, end + 1))
        found[name] = "\n".join(one.decode("cp037").rstrip() for one in records[begin - 1:end - 1])
    assert used == set(range(2, first))
    return found


@pytest.fixture(scope="module")
def cms():
    return WithDisk(*SOURCES, ("BAD", "MACLIB", cards("NO LIBRARY")), ("NOEND", "MACRO", cards("         MACRO\n         X")),
                    ("STRAY", "MACRO", cards(CUT + "\n         LA    1,1")), ("WIDE", "COPY", [bytes(81)]),
                    ("EMPTY", "MACRO", cards("* nothing here")), ("NAMELESS", "COPY", cards("*COPY\nX")),
                    ("LONGNAME", "MACRO", cards("         MACRO\n         NINELETTE\n         MEND")),
                    ("MARK", "COPY", [b"\x61\xFF\xFF\x61".ljust(80)]))


@pytest.fixture
def lib(cms):
    assert code_of(cms.ask("MACLIB GEN L MS CS WH")) == 0
    return cms


def faults(cms) -> list[str]:
    return [str(one) for one in check(cms.disk) if one.severity != "note"]


def right(cms, wanted: dict, name="L") -> None:
    assert members(cms.read(name, "MACLIB")) == {key: text.rstrip() for key, text in wanted.items()}
    assert faults(cms) == [] and (name, "CMSUT1") not in {entry.key for entry in _files(cms)}


def _files(cms):
    return CmsDisk(cms.disk).files()


def test_a_library_of_macros_and_copy_members(lib):
    right(lib, MEMBERS)


def test_add_replace_delete_compress(lib):
    assert code_of(lib.ask("MACLIB DEL L TWO LOADIT")) == 0
    left = {name: text for name, text in MEMBERS.items() if name not in ("TWO", "LOADIT")}
    right(lib, left)
    assert code_of(lib.ask("MACLIB REP L NEWONE")) == 0
    left |= {"ONE": "         LA    9,9", "FOUR": "         LA    4,4"}
    right(lib, left)
    assert code_of(lib.ask("MACLIB ADD L STRAY")) == 32
    assert code_of(lib.ask("MACLIB COMP L")) == 0
    right(lib, left)
    assert code_of(lib.ask("MACLIB DEL L OTHER ONE WH FOUR")) == 0
    right(lib, {})
    assert code_of(lib.ask("MACLIB ADD L WH")) == 0
    right(lib, {"WH": WHOLE})


def test_list_and_map(lib):
    lines = list(lib.ask("MACLIB LIST L"))
    assert [line.split() for line in lines[:-1]] == [
        ["MACRO", "INDEX", "SIZE"], ["LOADIT", "2", "5"], ["OTHER", "8", "7"], ["ONE", "16", "1"],
        ["TWO", "18", "2"], ["WH", "21", "2"]]
    assert len(lib.ask("MACLIB MAP L")) == 1
    assert [record.decode("cp037").rstrip() for record in lib.read("L", "MAP")] == lines[:-1]
    assert lib.ask("MACLIB MAP L ( TERM")[:-1] == lines[:-1]
    assert code_of(lib.ask("MACLIB LIST L ( PRINT")) == 36                    # no printer here


@pytest.mark.parametrize("line, code, text", (
    ("MACLIB", 24, "MACLIB GEN ADD REP DEL COMP LIST OR MAP, LIBRARY ..."), ("MACLIB GEN", 24, ""),
    ("MACLIB GEN X", 24, ""), ("MACLIB WHAT L", 24, ""), ("MACLIB GEN L* MS", 24, ""), ("MACLIB COMP L X", 24, ""),
    ("MACLIB ADD L MS ( DISK", 24, ""), ("MACLIB LIST L ( WHAT", 24, ""), ("MACLIB LIST L X", 24, ""),
    ("MACLIB ADD NOSUCH MS", 28, "NOSUCH   MACLIB IS NOT THERE"),
    ("MACLIB ADD L NOSUCH", 28, "NOSUCH   HAS NO FILE OF TYPE ASP360, MACRO OR COPY"),
    ("MACLIB ADD L MS", 28, "LOADIT   IS THERE ALREADY; NOTHING IS CHANGED"),
    ("MACLIB ADD L NEWONE", 28, "ONE      IS THERE ALREADY; NOTHING IS CHANGED"),
    ("MACLIB DEL L ONE NOSUCH", 28, "NOSUCH   IS NO MEMBER; NOTHING IS CHANGED"),
    ("MACLIB ADD BAD MS", 32, "BAD      MACLIB IS DAMAGED, OR NO LIBRARY AT ALL"),
    ("MACLIB LIST BAD", 32, "BAD      MACLIB IS DAMAGED, OR NO LIBRARY AT ALL"),
    ("MACLIB REP L NOEND", 32, "NOEND    MACRO    CARD     2 IS THE LAST, AND THE MACRO HAS NO MEND"),
    ("MACLIB REP L STRAY", 32, "STRAY    MACRO    CARD     6 BELONGS TO NO MACRO"),
    ("MACLIB REP L WIDE", 32, "WIDE     COPY HAS RECORDS OF MORE THAN 80 BYTES"),
    ("MACLIB REP L EMPTY", 32, "EMPTY    MACRO HAS NO MACRO"),
    ("MACLIB REP L NAMELESS", 32, "NAMELESS COPY     CARD     1 HAS NO NAME OF AT MOST 8 CHARACTERS"),
    ("MACLIB REP L LONGNAME", 32, "LONGNAME MACRO    CARD     2 HAS NO NAME OF AT MOST 8 CHARACTERS"),
    ("MACLIB REP L MARK", 32, "MARK     COPY     CARD     1 LOOKS LIKE THE END OF A MEMBER"),
    ("MACLIB ADD CMSLIB MS", 36, "CMSLIB   MACLIB LIES ON A READ-ONLY DISK"),
    ("MACLIB GEN L& MS", 120, "L&       MACLIB IS NO NAME")))
def test_what_is_refused_changes_nothing(lib, line, code, text):
    lines = lib.ask(line)
    assert code_of(lines) == code and lines[0].startswith(text)
    right(lib, MEMBERS)


DAMAGES = {"no identity": lambda r: [b"X" + r[0][1:], *r[1:]],
           "dictionary beyond the end": lambda r: [r[0][:6] + b"\xFF\xFF" + r[0][8:], *r[1:]],
           "dictionary too long": lambda r: [r[0][:8] + b"\x7F\xFF\xFF\xFF" + r[0][12:], *r[1:]],
           "negative length": lambda r: [r[0][:8] + b"\xFF" * 4 + r[0][12:], *r[1:]],
           "dictionary in the header": lambda r: [r[0][:6] + b"\0\1" + r[0][8:], *r[1:]],
           "a member beyond the end": lambda r: r[:-1] + [r[-1][:8] + b"\x70\0" + r[-1][10:]],
           "a member in the header": lambda r: r[:-1] + [r[-1][:8] + b"\0\1" + r[-1][10:]],
           "no mark": lambda r: [one if one[:1] != b"\x61" else bytes(80) for one in r],
           "records missing": lambda r: r[:-1], "no records but the header": lambda r: r[:1]}


@pytest.mark.parametrize("damage", DAMAGES)
def test_damaged_libraries(damage):
    good = library([(("ONE",), cards(ONE)), (("TWO",), cards(TWO))])
    bad = DAMAGES[damage](list(good))
    cms = WithDisk(*SOURCES[:1], ("L", "MACLIB", bad), cylinders=1)
    for line in ("MACLIB ADD L MS", "MACLIB DEL L ONE", "MACLIB COMP L", "MACLIB LIST L", "MACLIB MAP L"):
        lines = cms.ask(line)
        assert code_of(lines) in (28, 32) and len(lines) < 6, (line, lines)
        assert cms.read("L", "MACLIB") == bad
    assert faults(cms) == [] and {entry.key for entry in _files(cms)} == {("MS", "MACRO"), ("L", "MACLIB")}


def test_a_library_with_unused_entries_and_records():
    cms = WithDisk(("L", "MACLIB", library([((), cards("gone")), (("ONE", "ALIAS"), cards(ONE)), (("ONE",), cards(TWO))])),
                   cylinders=1)
    assert [line.split()[0] for line in cms.ask("MACLIB LIST L")[1:-1]] == ["ONE", "ALIAS", "ONE"]
    cms.ask("MACLIB COMP L")
    records = cms.read("L", "MACLIB")                    # the records of the entry without a name are gone
    assert len(records) == 1 + 2 + 3 + 1 and records[1] == cards(ONE)[0]


@pytest.mark.parametrize("seed", (1, 2))
def test_a_model_of_many_changes(seed):
    """Random functions; the library is what a dictionary in Python says."""
    rng = random.Random(seed)
    files, model = {}, {}
    for number in range(8):
        names = rng.sample([f"M{n}" for n in range(12)], rng.randint(1, 5))
        files[f"F{number}"] = {name: "\n".join([f"* {name} OF {number}"] * rng.choice((1, 2, 30, 130))) for name in names}
    cms = WithDisk(*((name, "COPY", cards("\n".join(f"*COPY {one}\n{text}" for one, text in content.items())))
                     for name, content in files.items()))
    for _ in range(25):
        function = rng.choice(("GEN", "ADD", "ADD", "REP", "REP", "DEL", "DEL", "COMP"))
        if function in ("GEN", "ADD", "REP"):
            file = rng.choice(list(files))
            line, content = f"MACLIB {function} L {file}", files[file]
            if function == "GEN":
                model, code = dict(content), 0
            elif function == "ADD" and (not model or set(content) & set(model)):
                code = 28
            elif not model:
                code = 28
            else:
                model, code = {name: text for name, text in model.items() if name not in content} | content, 0
        elif function == "DEL":
            names = rng.sample([f"M{n}" for n in range(12)], rng.randint(1, 2))
            line, code = f"MACLIB DEL L {' '.join(names)}", 0 if set(names) <= set(model) and set(names) != set(model) else 28
            if code == 0:
                model = {name: text for name, text in model.items() if name not in names}
            elif set(names) == set(model):
                continue
        else:
            line, code = "MACLIB COMP L", 0 if model else 28
        assert code_of(cms.ask(line, 20_000_000)) == code, line
        if model:
            right(cms, model)
            assert list(members(cms.read("L", "MACLIB"))) == list(model)


def test_stopped_after_each_write():
    """The old library or the new one, never another."""
    volume = formatted("2314", 2, [(name, type, records, "F", 80, "P1") for name, type, records, *_ in SOURCES[:2]])
    cms = BareFiles({0x191: volume}, lines=("STATE NO FILE",))
    states = 0
    for line in ("MACLIB GEN L MS", "MACLIB ADD L CS", "MACLIB REP L MS", "MACLIB DEL L TWO", "MACLIB COMP L", "MACLIB GEN L CS"):
        before, volume.before = _library(volume), []
        assert code_of(cms.ask(line, 20_000_000)) == 0
        after = _library(volume)
        for state in volume.states():
            assert [one for one in check(state) if one.severity != "note"] == []
            assert _library(state) in (before, after)
            states += 1
    assert states > 20


def _library(volume):
    disk = CmsDisk(volume)
    return disk.read("L", "MACLIB") if ("L", "MACLIB") in {entry.key for entry in disk.files()} else None


def test_the_disk_is_full_and_kx():
    big = cards("\n".join(f"         MACRO\n         M{n}\n" + "* x\n" * 40 + "         MEND" for n in range(20)))
    cms = WithDisk(*SOURCES, ("BIG", "MACRO", big), ("FILL", "DATA", [bytes(800)] * 190), cylinders=2)
    assert code_of(cms.ask("MACLIB GEN L MS CS WH")) == 0
    lines = cms.ask("MACLIB ADD L BIG", 20_000_000)
    assert code_of(lines) == 113 and lines[0] == "L        MACLIB HAS NO ROOM: THE DISK IS FULL"
    right(cms, MEMBERS)
    cms.ask("ERASE FILL DATA")
    cms.machine.post(lambda: cms.console.type_in("MACLIB ADD L BIG"))
    cms.machine.run(100_000)
    cms.attention("KX")
    assert cms.run(50_000_000).name == "WAIT" and cms.console.reading
    assert members(cms.read("L", "MACLIB")) == MEMBERS and faults(cms) == []
    assert code_of(cms.ask("MACLIB ADD L BIG", 20_000_000)) == 0
    assert len(members(cms.read("L", "MACLIB"))) == 25 and ("L", "CMSUT1") not in {entry.key for entry in _files(cms)}


@pytest.mark.slow
def test_a_thousand_members():
    """GEN, ADD, DEL and LIST of 1,000 macros of 30 cards, each in under 5 s of host time (0.5 s on a quiet host)."""
    text = "\n".join(f"         MACRO\n         M{n}\n" + "\n".join(f"* line {m} of {n}" for m in range(27)) + "\n         MEND"
                     for n in range(1000))
    cms = WithDisk(("BIG", "MACRO", cards(text)), *SOURCES[:1], cylinders=80)
    for line in ("MACLIB GEN L BIG", "MACLIB ADD L MS", "MACLIB DEL L M500", "MACLIB LIST L"):
        start = time.perf_counter()
        assert code_of(cms.ask(line, 500_000_000)) == 0
        assert time.perf_counter() - start < 5, line
    found = members(cms.read("L", "MACLIB"))
    assert len(found) == 1001 and found["M999"].count("\n") == 29 and "M500" not in found


# -- what it is for

PROGRAM = ("PROG     CSECT\n         USING *,15\n         LOADIT 3,7\n         COPY  TWO\n         OTHER\n"
           "         SR    15,15\n         BR    14\n         END")


def test_assemble_takes_macros_from_eight_libraries(tmp_path):
    room = Room(tmp_path, *((name, type, records, *more) for name, type, records, *more in SOURCES),
                ("PROG", "SYSIN", PROGRAM))
    try:
        for number in range(1, 7):
            assert code_of(room.ask(f"MACLIB GEN L{number} WH")) == 0
        assert code_of(room.ask("MACLIB GEN L7 MS")) == 0
        assert code_of(room.ask("MACLIB GEN L8 CS")) == 0
        assert code_of(room.ask("ASSEMBLE PROG (NOLIST NODIAG")) == 8         # no library yet
        assert code_of(room.ask("GLOBAL MACLIB L1 L2 L3 L4 L5 L6 L7 L8")) == 0
        assert code_of(room.ask("ASSEMBLE PROG")) == 0
        assert bytes.fromhex("41300007" "41200002") in b"".join(room.read("PROG", "TEXT"))
        assert room.faults() == []
    finally:
        room.close()
