"""ASSEMBLE in CMS under CP: source and members from CMS disks, TEXT and LISTING back, options, failures."""
import time

import pytest

from cms_files import WithDisk, cards
from cms_libraries import library
from cms_machine import code_of
from cms_room import Room
from cp import diagnose_session

HELLO = """\
HELLO    CSECT
         PRINT NOGEN
         REGS
         NUCON
HELLO    CSECT
BEGIN    ENTER
         TYPE  'HELLO, WORLD'
         RETURN 0
         LTORG
         END   BEGIN"""
WRONG = """\
WRONG    CSECT
         L     1,NOWHERE
         BR    14
         END"""
WARNS = """\
WARNS    CSECT
         MNOTE 4,'LOOK OUT'
         SR    15,15
         BR    14
         END"""
MEMBERS = """\
MEMBERS  CSECT
         USING *,15
         SR    3,3
         OURS  7
         COPY  TAIL
         THEIRS
         SR    15,15
         BR    14
         END"""
OURS = "         MACRO\n         OURS  &N\n         LA    3,&N\n         MEND"
THEIRS = "         MACRO\n         THEIRS\n         OURS  9\n         MEND"
LOOP = "         ACTR  1000000\n         LCLA  &A\n.X       ANOP\n&A       SETA  &A+1\n         AGO   .X\n         END"
LONG = "\n".join(["LONG     CSECT", "         PRINT NOGEN", "         REGS", "         NUCON", "LONG     CSECT",
                  "BEGIN    ENTER", "         SR    R2,R2",
                  *(f"L{n:<7} LA    R2,1(R2)" for n in range(300)), "         C     R2,=F'300'",
                  "         BNE   BAD", "         RETURN 0", "BAD      RETURN 1", "         LTORG",
                  "         END   BEGIN"])
SOURCES = (("HELLO", "SYSIN", HELLO), ("WRONG", "ASSEMBLE", WRONG), ("WARNS", "SYSIN", WARNS),
           ("LONG", "SYSIN", LONG))


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    one = Room(tmp_path_factory.mktemp("assemble"), *SOURCES, ("MEMBERS", "SYSIN", MEMBERS),
               ("OURS", "ASP360", OURS), ("TAIL", "COPY", "         LA    4,5"),
               ("MINE", "MACLIB", library([((), cards("X")), (("THEIRS",), cards(THEIRS)),
                                           (("OURS",), cards(OURS.replace("LA ", "SH ")))])),
               ("BAD", "MACLIB", cards("NO LIBRARY")), ("WIDE", "SYSIN", [bytes(81)]),
               ("LOOP", "SYSIN", LOOP),
               ("VAR", "SYSIN", [record.rstrip(b"\x40") for record in cards(WARNS)], "V"),
               ("RUN", "EXEC", "&CONTROL OFF\nASSEMBLE &1 (NOLIST\n&IF &RETCODE NE 0 &EXIT &RETCODE\n"
                               "LOAD &1 (NOMAP\nSTART"))
    yield one
    one.close()


def lines_of(records: list[bytes]) -> list[str]:
    return [record.decode("cp037").rstrip() for record in records]


# -- from the source to a command

def test_a_program_from_source_to_module(room):
    lines = room.ask("ASSEMBLE HELLO")
    assert lines[0] == "NO ERRORS IN THIS ASSEMBLY" and code_of(lines) == 0
    assert code_of(room.ask("LOAD HELLO")) == 0
    assert room.ask("START")[0] == "HELLO, WORLD"
    assert code_of(room.ask("GENMOD HELLO")) == 0
    assert room.ask("HELLO")[0] == "HELLO, WORLD"
    assert room.faults() == [] and ("HELLO", "SYSUT1") not in room.names()


def test_text_and_listing(room):
    room.ask("ASSEMBLE HELLO")
    deck = room.read("HELLO", "TEXT")
    assert {len(card) for card in deck} == {80}
    assert deck[0][1:4] == "ESD".encode("cp037") and deck[-1][1:4] == "END".encode("cp037")
    listing = lines_of(room.read("HELLO", "LISTING"))
    assert listing[0].startswith("1") and sum(line[0] == "1" for line in listing if line) >= 3
    assert any("TYPE  'HELLO, WORLD'" in line for line in listing)
    assert {len(record) for record in room.read("HELLO", "LISTING")} == {121}


def test_an_exec_assembles_and_runs(room):
    lines = room.ask("RUN HELLO")
    assert "HELLO, WORLD" in lines and code_of(lines) == 0
    assert code_of(room.ask("RUN WARNS")) == 4


def test_300_statements_within_a_second(room):
    start = time.perf_counter()
    assert code_of(room.ask("ASSEMBLE LONG (NOLIST")) == 0
    assert code_of(room.ask("LOAD LONG")) == 0
    assert code_of(room.ask("START")) == 0
    assert time.perf_counter() - start < 3                   # 0.3 s on a quiet host; docs/performance.md


# -- messages and codes

def test_messages_are_typed(room):
    lines = room.ask("ASSEMBLE WRONG")
    assert lines[:3] == ["    2           L     1,NOWHERE", "       ASM201E NOWHERE IS NOT DEFINED",
                         "    1 MESSAGES IN THIS ASSEMBLY"]
    assert code_of(lines) == 8
    assert room.ask("ASSEMBLE WRONG (NODIAG")[0] == "    1 MESSAGES IN THIS ASSEMBLY"
    assert ("WRONG", "TEXT") in room.names()                 # as in 1971: it may be loaded


def test_a_warning(room):
    lines = room.ask("ASSEMBLE WARNS")
    assert code_of(lines) == 4 and any("LOOK OUT" in line for line in lines)


def test_many_sources(room):
    lines = room.ask("ASSEMBLE HELLO WARNS WRONG (NOLIST")
    assert code_of(lines) == 8
    assert 0 < lines.index("WARNS") < lines.index("WRONG")
    assert code_of(room.ask("ASSEMBLE HELLO NOSUCH")) == 28


def test_a_source_of_variable_records(room):
    assert code_of(room.ask("ASSEMBLE VAR")) == 4


@pytest.mark.parametrize("line, code, told", (
    ("ASSEMBLE", 24, "ASSEMBLE NAME"), ("ASSEMBLE (LIST", 24, "ASSEMBLE NAME"), ("ASSEMBLE NOSUCH", 28, "NOT FOUND"),
    ("ASSEMBLE HELLO (NOSUCH", 24, "NO OPTION NOSUCH"), ("ASSEMBLE HELLO (LINECOUNT", 24, "VALUE IS MISSING"),
    ("ASSEMBLE HELLO (LINECOUNT 5", 24, "DOES NOT TAKE"), ("ASSEMBLE WIDE", 32, "OVER 80"),
    ("ASSEMBLE HELLO (" + "XREF " * 14 + "WHAT", 24, "WHAT")))
def test_refused(room, line, code, told):
    before = room.read("HELLO", "TEXT")
    lines = room.ask(line)
    assert code_of(lines) == code and told in lines[0]
    assert room.read("HELLO", "TEXT") == before


# -- options

def test_options_of_the_listing(room):
    room.ask("ERASE HELLO LISTING")
    room.ask("ASSEMBLE HELLO (NOLIST")
    assert ("HELLO", "LISTING") not in room.names()
    room.ask("ASSEMBLE HELLO (NOXREF NOESD NORLD")
    assert not any("CROSS" in line for line in lines_of(room.read("HELLO", "LISTING")))
    room.ask("ASSEMBLE HELLO (XREF (FULL) RENT ALIGN LINECOUNT (20)")
    listing = lines_of(room.read("HELLO", "LISTING"))
    assert any("CROSS" in line for line in listing)
    pages = [number for number, line in enumerate(listing) if line[:1] == "1"]
    assert max(after - before for before, after in zip(pages, pages[1:])) <= 22


def test_deck_and_print(room):
    room.ask("CP SPOOL PRINTER HOLD")
    room.ask("CP SPOOL PUNCH TO *")
    for options in ("DECK PRINT NOLOAD", "DECK PRINT"):
        assert code_of(room.ask(f"ASSEMBLE WARNS ({options}")) == 4
        spool = room.system.spool
        files = {file.kind: file for file in spool.files(owner="TESTER")}
        assert any("LOOK OUT" in data.decode("cp037") for _, data, _, _ in spool.records(files["PRT"]))
        deck = [data for _, data, _, _ in spool.records(files["RDR"])]
        assert [card[1:4].decode("cp037") for card in deck] == ["ESD", "TXT", "END"]
        room.ask("CP PURGE READER")
        room.ask("CP PURGE PRINTER")
    assert len(room.read("WARNS", "TEXT")) == 3


def test_no_text_is_made(room):
    room.ask("ERASE WARNS TEXT")
    for option in ("NOLOAD", "NOOBJECT", "NOTEXT"):
        room.ask(f"ASSEMBLE WARNS ({option} NOLIST")
        assert ("WARNS", "TEXT") not in room.names()


def test_sysparm_and_test(room):
    assert code_of(room.ask("ASSEMBLE HELLO (SYSPARM ABC TEST NOLIST")) == 0
    assert any(card[1:4] == "SYM".encode("cp037") for card in room.read("HELLO", "TEXT"))
    assert code_of(room.ask("LOAD HELLO")) == 0


# -- members

def test_members_of_files_and_libraries(room):
    lines = room.ask("ASSEMBLE MEMBERS (NOLIST")
    assert code_of(lines) == 8 and any("THEIRS IS NOT DEFINED" in line for line in lines)
    room.ask("GLOBAL MACLIB BAD")
    lines = room.ask("ASSEMBLE MEMBERS (NOLIST")
    assert code_of(lines) == 32 and lines[0].startswith("BAD      MACLIB IS DAMAGED")
    room.ask("GLOBAL MACLIB MINE")
    assert code_of(room.ask("ASSEMBLE MEMBERS")) == 0
    listing = "\n".join(lines_of(room.read("MEMBERS", "LISTING")))
    for code in ("41300007", "41400005", "41300009"):        # a file goes before a library
        assert any(code == line[8:22].replace(" ", "")[:8] for line in listing.split("\n")), code
    room.ask("GLOBAL MACLIB")


# -- what may happen meanwhile

def test_kx_ends_the_waiting(room):
    vm = room.vm
    vm.console.wait_for("VM READ", 5)
    vm.console.send("ASSEMBLE LOOP")
    time.sleep(0.6)
    before = vm.console.number
    vm.console.attention()
    vm.console.wait_for("VM READ", 10)
    vm.console.send("KX")
    vm.console.expect(";", 10)
    vm.console.wait_for("VM READ", 10)
    assert room.ask("LISTF HELLO SYSIN")[1].startswith("HELLO")
    assert code_of(room.ask("ASSEMBLE HELLO")) == 0          # the old worker is not in the way
    assert before <= vm.console.number and room.faults() == []


def test_a_worker_that_dies(room, monkeypatch):
    before = room.read("HELLO", "TEXT")
    complete = diagnose_session.Session.complete

    def dies(session, there=True):
        session._process.kill()
        complete(session, there)
    monkeypatch.setattr(diagnose_session.Session, "complete", dies)
    lines = room.ask("ASSEMBLE HELLO")
    assert code_of(lines) == 41 and room.read("HELLO", "TEXT") == before


def test_a_session_that_is_gone(room, monkeypatch):
    monkeypatch.setattr(diagnose_session.Session, "complete",
                        lambda session, there=True: diagnose_session.drop(room.vm))
    lines = room.ask("ASSEMBLE HELLO")
    assert code_of(lines) == 41 and "GONE" in lines[0]


def test_without_the_service(room, monkeypatch):
    monkeypatch.setattr("cp.diagnose_session.SERVICES", {})
    lines = room.ask("ASSEMBLE HELLO")
    assert code_of(lines) == 40 and "NO ASSEMBLER" in lines[0]


def test_in_profile_1968(room, monkeypatch):
    monkeypatch.setattr(room.vm, "profile", "1968")
    lines = room.ask("ASSEMBLE HELLO")
    assert code_of(lines) == 40 and "NO ASSEMBLER" in lines[0]


def test_on_a_bare_machine():
    cms = WithDisk(("HELLO", "SYSIN", cards(HELLO)))
    lines = cms.ask("ASSEMBLE HELLO")
    assert code_of(lines) == 40 and "NO ASSEMBLER" in lines[0]
    assert code_of(cms.ask("ASSEMBLE NOSUCH")) == 28


def test_a_full_disk_keeps_the_old_files(tmp_path):
    room = Room(tmp_path, ("LONG", "SYSIN", LONG), ("FILL", "DATA", [bytes(800)] * 70), cylinders=1)
    try:
        assert code_of(room.ask("ASSEMBLE LONG (NOLIST")) == 0
        text = room.read("LONG", "TEXT")
        lines = room.ask("ASSEMBLE LONG")                   # its listing has no room
        assert code_of(lines) == 113 and any("P-DISK IS FULL" in line for line in lines)
        assert room.read("LONG", "TEXT")[:-1] == text[:-1] and ("LONG", "LISTING") not in room.names()
        assert ("LONG", "SYSUT1") not in room.names() and room.faults() == []
    finally:
        room.close()
