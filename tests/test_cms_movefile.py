"""MOVEFILE between ddnames; libraries as partitioned data sets: members read and written, BLDL, FIND, STOW."""
import pytest

from cms.build_maclib import maclib
from cms.check import check
from cms_machine import code_of
from cms_os_programs import OsMachine, e, module, padded, plain

TEXTS = ("ONE", "TWO AND MORE", "THREE")
MEMBERS = {"ALPHA": ["A1", "A2"], "BETA": ["B1"], "GAMMA": ["C1", "C2", "C3"]}


@pytest.fixture(scope="module")
def cms():
    programs = [
        # ALPHA by name, GAMMA by BLDL and FIND C
        module("FINDING", " OPEN (LIB,(INPUT),OUT,(OUTPUT))", " FIND LIB,NAME,D", " LTR 15,15", " BNZ BAD", " BAL 9,COPY",
               " BLDL LIB,LIST", " C 15,=F'4'", " BNE BAD", " CLC LIST+30(3),=X'000000'", " BNE BAD", " FIND LIB,LIST+12,C", " BAL 9,COPY",
               " FIND LIB,NONE,D", " C 15,=F'4'", " BNE BAD", " CLOSE (LIB,,OUT)", " B DONE", "BAD MVI CODE+3,9", " B DONE",
               "COPY ST 9,BACK", "LOOP READ R1,SF,LIB,AREA,'S'", " CHECK R1", " WRITE W1,SF,OUT,AREA", " CHECK W1", " B LOOP",
               "EOF L 9,BACK", " BR 9", "DATA", "BACK DS F", "AREA DS CL80", "NAME DC CL8'ALPHA'", "NONE DC CL8'NOTHING'",
               "LIST DC H'2,14',CL8'GAMMA',6X'FF',CL8'NOTHING',6X'FF'", "LIB DCB DDNAME=LIB,DSORG=PO,MACRF=(R),EODAD=EOF",
               "OUT DCB DDNAME=SYSOUT,MACRF=(W),RECFM=F,BLKSIZE=80"),
        # adds NEW, replaces BETA, refuses a second ALPHA, deletes GAMMA, renames NEW
        module("STOWING", " OPEN (LIB,(OUTPUT))", " TM LIB+48,X'10'", " BZ BAD", " WRITE W1,SF,LIB,ONE", " CHECK W1", " STOW LIB,NEW,A",
               " LTR 15,15", " BNZ BAD", " WRITE W2,SF,LIB,TWO", " CHECK W2", " STOW LIB,ALPHA,A", " C 15,=F'4'", " BNE BAD",
               " STOW LIB,BETA,R", " LTR 15,15", " BNZ BAD", " STOW LIB,GAMMA,D", " LTR 15,15", " BNZ BAD", " STOW LIB,GAMMA,D",
               " C 15,=F'8'", " BNE BAD", " STOW LIB,NEW,C", " LTR 15,15", " BNZ BAD", " CLOSE (LIB)", " B DONE", "BAD MVI CODE+3,9", " B DONE",
               "DATA", "ONE DC CL80'FIRST'", "TWO DC CL80'SECOND'", "ALPHA DC CL8'ALPHA',F'0'", "BETA DC CL8'BETA',F'0'",
               "GAMMA DC CL8'GAMMA',F'0'", "NEW DC CL8'NEW',CL8'NEWER',F'0'", "LIB DCB DDNAME=LIB,DSORG=PO,MACRF=(W),RECFM=F,BLKSIZE=80"),
    ]
    machine = OsMachine(*programs, ("TEST", "DATA", padded(*TEXTS)), ("VAR", "DATA", [e(text) for text in TEXTS], "V"),
                        ("LIB", "MACLIB", maclib(MEMBERS)), ("BAD", "MACLIB", padded("NO LIBRARY")),
                        ("LONG", "DATA", [bytes([65 + n]) * 32760 for n in range(3)]), cylinders=6)
    yield machine
    assert not [str(one) for one in check(machine.disk) if one.severity != "note"]


@pytest.fixture(autouse=True)
def clean(cms):
    yield
    if cms.console.reading:
        cms.ask("FILEDEF * CLEAR")
        assert cms.word("OSDEBS") == 0
        cms.ask("ERASE NEW DATA")


def move(cms, source: str, target: str, code: int = 0, options: str = "") -> list[str]:
    assert code_of(cms.ask(f"FILEDEF INMOVE {source}")) == 0, cms.lines
    assert code_of(cms.ask(f"FILEDEF OUTMOVE {target}")) == 0, cms.lines
    lines = list(cms.ask("MOVEFILE" + options))
    assert code_of(lines) == code, lines
    return lines[:-1]


def test_a_file_to_a_file(cms):
    assert move(cms, "DISK TEST DATA", "DISK NEW DATA P5") == []
    assert cms.read("NEW", "DATA") == padded(*TEXTS)


def test_a_file_behind_itself_is_refused(cms):
    assert "FOR EVER" in move(cms, "DISK TEST DATA P", "DISK TEST DATA P ( DISP MOD", code=24)[0]
    assert cms.read("TEST", "DATA") == padded(*TEXTS)


def test_variable_to_variable(cms):
    move(cms, "DISK VAR DATA", "DISK NEW DATA P5")
    assert cms.read("NEW", "DATA") == [e(text) for text in TEXTS]


def test_fixed_to_variable_and_back(cms):
    move(cms, "DISK TEST DATA", "DISK NEW DATA P5 ( RECFM V")
    assert cms.read("NEW", "DATA") == padded(*TEXTS)
    move(cms, "DISK VAR DATA", "DISK NEW DATA P5 ( RECFM F LRECL 20")
    assert cms.read("NEW", "DATA") == padded(*TEXTS, length=20)


def test_undefined_output_has_the_lengths_of_the_records(cms):
    move(cms, "DISK VAR DATA", "DISK NEW DATA P5 ( RECFM U BLKSIZE 100")
    assert cms.read("NEW", "DATA") == [e(text) for text in TEXTS]


def test_a_file_to_the_terminal(cms):
    assert move(cms, "DISK TEST DATA", "TERMINAL") == list(TEXTS)


def test_the_terminal_to_a_file(cms):
    cms.ask("FILEDEF INMOVE TERMINAL ( RECFM F LRECL 80")
    cms.ask("FILEDEF OUTMOVE DISK NEW DATA P5")
    cms.ask("MOVEFILE")
    cms.ask("some words")
    assert code_of(cms.ask("")) == 0
    assert plain(cms.read("NEW", "DATA")) == ["SOME WORDS"]


def test_long_records(cms):
    move(cms, "DISK LONG DATA", "DISK NEW DATA P5")
    assert cms.read("NEW", "DATA") == [bytes([65 + n]) * 32760 for n in range(3)]


def test_a_record_too_long(cms):
    assert "TOO LONG" in move(cms, "DISK TEST DATA", "DISK NEW DATA P5 ( RECFM F LRECL 40", code=32)[0]


@pytest.mark.parametrize("source, target, name", (("TAP3", "DISK NEW DATA P5", "INMOVE"), ("DISK TEST DATA", "TAP3", "OUTMOVE")))
def test_a_unit_that_is_not_there_is_told_by_its_ddname(cms, source, target, name):
    form = " ( RECFM F LRECL 80"
    assert f"MOVEFILE: I/O ERROR AT {name:<8} OR NO SUCH UNIT" in move(cms, source + form, target + form, code=100)


def test_other_ddnames_and_errors(cms):
    cms.ask("FILEDEF A DISK TEST DATA")
    cms.ask("FILEDEF B DISK NEW DATA P5")
    assert code_of(cms.ask("MOVEFILE A B")) == 0
    assert cms.read("NEW", "DATA") == padded(*TEXTS)
    assert code_of(cms.ask("MOVEFILE A B C")) == 24
    assert code_of(cms.ask("MOVEFILE A B ( WHAT")) == 24
    assert code_of(cms.ask("MOVEFILE NOTHING B")) == 28


def test_a_member_to_a_file(cms):
    move(cms, "DISK LIB MACLIB ( MEMBER GAMMA", "DISK NEW DATA P5")
    assert plain(cms.read("NEW", "DATA")) == MEMBERS["GAMMA"]
    assert "NO SUCH MEMBER" in move(cms, "DISK LIB MACLIB ( MEMBER DELTA", "DISK NEW DATA P5", code=28)[0]
    assert "NO LIBRARY" in move(cms, "DISK BAD MACLIB ( MEMBER DELTA", "DISK NEW DATA P5", code=28)[0]


def test_a_library_to_files(cms):
    assert move(cms, "DISK LIB MACLIB", "DISK ANY COPY P5", options=" ( PDS") == []
    for name, lines in MEMBERS.items():
        assert plain(cms.read(name, "COPY")) == lines
    cms.ask("ERASE * COPY")


def test_find_and_bldl(cms):
    cms.ask("FILEDEF LIB DISK LIB MACLIB")
    cms.ask("FILEDEF SYSOUT DISK NEW DATA P5")
    assert code_of(cms.ask("FINDING")) == 0, cms.lines
    assert plain(cms.read("NEW", "DATA")) == [*MEMBERS["ALPHA"], *MEMBERS["GAMMA"]]


def member(cms, library: str, name: str) -> list[str] | None:
    """A member by the library's dictionary, read by the test itself."""
    records = cms.read(library, "MACLIB")
    first, size = int.from_bytes(records[0][6:8], "big"), int.from_bytes(records[0][8:12], "big")
    entries = b"".join(records[first - 1:])[:size]
    for at in range(0, size, 12):
        place = int.from_bytes(entries[at + 8:at + 10], "big")
        if entries[at:at + 8].decode("cp037").rstrip() == name and place:
            end = next(n for n in range(place - 1, len(records)) if records[n][:4] == b"\x61\xFF\xFF\x61")
            return plain(records[place - 1:end])
    return None


def test_stow(cms):
    assert code_of(cms.ask("COMBINE TWO MACLIB P5 LIB MACLIB P5")) == 0
    cms.ask("FILEDEF LIB DISK TWO MACLIB P5")
    assert code_of(cms.ask("STOWING")) == 0, cms.lines
    assert member(cms, "TWO", "ALPHA") == MEMBERS["ALPHA"]
    assert member(cms, "TWO", "BETA") == ["SECOND"]
    assert member(cms, "TWO", "GAMMA") is None and member(cms, "TWO", "NEW") is None
    assert member(cms, "TWO", "NEWER") == ["FIRST"]
    cms.ask("ERASE TWO MACLIB")


def test_a_member_is_written(cms):
    move(cms, "DISK TEST DATA", "DISK FRESH MACLIB P5 ( MEMBER ONE")
    move(cms, "DISK TEST DATA", "DISK FRESH MACLIB P5 ( MEMBER TWO")
    move(cms, "DISK LIB MACLIB ( MEMBER BETA", "DISK FRESH MACLIB P5 ( MEMBER ONE")
    assert member(cms, "FRESH", "ONE") == MEMBERS["BETA"] and member(cms, "FRESH", "TWO") == list(TEXTS)
    cms.ask("ERASE FRESH MACLIB")
