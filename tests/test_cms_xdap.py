"""XDAP, EXCP and FREEDBUF of OS/360 programs: channel programs on CMS files, blocks named by NOTE.

The event codes, status and sense are those of IBM's System Programmer's Guide (GC28-6550, XDAP) and of a 2314.
"""
import pytest

from cms.check import check
from cms_machine import code_of
from cms_os_programs import OsMachine, e, module, padded, plain

ITEMS = [f"RECORD {number:02}" for number in range(1, 11)]
#: what a channel program left: event code, status, residual count, sense
SHOW = (" MVC SEEN(1),X", " MVC SEEN+1(4),X+16", " MVC SEEN+5(2),X+6", " WRITE WS,SF,OUT,SEEN", " CHECK WS")
OUT = "OUT DCB DDNAME=SYSOUT,MACRF=(W),RECFM=F,BLKSIZE=80"


def shown(record: bytes) -> tuple[str, str, int, str]:
    return record[:1].hex(), record[1:3].hex(), int.from_bytes(record[3:5], "big"), record[5:7].hex()


GOOD, WRONG_LENGTH = ("7f", "0c00", 0, "0000"), "0c40"


def channel(name: str, *lines: str, dcb: str = "RECFM=F,BLKSIZE=80", mode: str = "UPDAT", macrf: str = "R,W") -> tuple:
    """A program that has its file open, and what a channel program did on SYSOUT."""
    at = lines.index("DATA") if "DATA" in lines else len(lines)
    return module(name, f" OPEN (IO,({mode}),OUT,(OUTPUT))", " TM IO+48,X'10'", " BZ BAD", *lines[:at], " CLOSE (IO,,OUT)", " B DONE",
                  "BAD MVI CODE+3,9", " B DONE", "DATA", *lines[at + 1:], "SEEN DC CL80' '", "AREA DC CL160' '", "PLACE DC XL8'00'",
                  f"IO DCB DDNAME=SYSIN,MACRF=({macrf}),{dcb}", OUT)


@pytest.fixture(scope="module")
def cms():
    programs = [
        # reads three, notes the third, reads on; then the third again; the next READ is the fifth
        channel("READS", " LA 5,3", "LOOP READ R1,SF,IO,AREA", " CHECK R1", " BCT 5,LOOP", " NOTE IO", " ST 1,PLACE", " READ R2,SF,IO,AREA",
                " CHECK R2", " XDAP X,R,IO,AREA,80,,PLACE", " WAIT ECB=X", *SHOW, " WRITE W1,SF,OUT,AREA", " CHECK W1",
                " READ R3,SF,IO,AREA", " CHECK R3", " WRITE W2,SF,OUT,AREA", " CHECK W2"),
        channel("WRITES", " MVI PLACE+2,4", " MVC AREA,=CL80'CHANGED'", " XDAP X,WI,IO,AREA,80,,PLACE", " WAIT ECB=X", *SHOW),
        channel("VERIFIES", " MVI PLACE+2,4", " XDAP X,V,IO,AREA,80,,PLACE", *SHOW, " WRITE W2,SF,OUT,AREA", " CHECK W2"),
        # registers for everything, and a list that is filled in
        channel("FORMS", " MVI PLACE+2,2", " LA 5,IO", " LA 6,AREA", " LA 7,80", " LA 8,PLACE", " XDAP X,R,(5),(6),(7),,(8)", *SHOW,
                " WRITE W1,SF,OUT,AREA", " CHECK W1", " MVI PLACE+2,7", " XDAP ,,(5),(6),(7),,(8),MF=(E,Y)", " WRITE W2,SF,OUT,AREA", " CHECK W2",
                "DATA", " XDAP Y,R,MF=L"),
        channel("NOTHERE", " MVI PLACE+2,11", " XDAP X,R,IO,AREA,80,,PLACE", *SHOW),
        channel("NONE", " XDAP X,R,IO,AREA,80,,PLACE", *SHOW),
        channel("SHORT", " MVI PLACE+2,1", " XDAP X,R,IO,AREA,40,,PLACE", *SHOW, " WRITE W1,SF,OUT,AREA", " CHECK W1"),
        channel("LONG", " MVI PLACE+2,1", " XDAP X,R,IO,AREA,90,,PLACE", *SHOW),
        channel("PROTECTS", " MVI PLACE+2,1", " XDAP X,W,IO,AREA,80,,PLACE", *SHOW, mode="INPUT"),
        channel("KEYED", " MVI PLACE+2,2", " XDAP X,RK,IO,AREA,71,(KEY,9),PLACE", *SHOW, " WRITE W1,SF,OUT,AREA", " CHECK W1",
                " MVC AREA,=CL71'NEW'", " XDAP Z,WK,IO,AREA,71,(KEY,9),PLACE", "DATA", "KEY DC C'RECORD 06'"),
        channel("KEYPAST", " MVI PLACE+2,7", " XDAP X,RK,IO,AREA,71,(KEY,9),PLACE", *SHOW, "DATA", "KEY DC C'RECORD 06'"),
        channel("BLOCKED", " MVI PLACE+2,3", " XDAP X,R,IO,AREA,160,,PLACE", *SHOW, " WRITE W1,SF,OUT,AREA", " CHECK W1",
                " WRITE W2,SF,OUT,AREA+80", " CHECK W2", " MVI AREA,C'*'", " MVI AREA+80,C'*'", " XDAP Z,W,IO,AREA,160,,PLACE",
                dcb="RECFM=FB,LRECL=80,BLKSIZE=160"),
        channel("VARYING", " MVI PLACE+2,2", " XDAP X,R,IO,AREA,17,,PLACE", *SHOW, " WRITE W1,SF,OUT,AREA", " CHECK W1",
                " MVI AREA+8,C'*'", " XDAP Z,W,IO,AREA,17,,PLACE", dcb="RECFM=V,LRECL=20,BLKSIZE=24"),
        # the first records of a file that is being written; it does not end there
        channel("WRITTEN", " LA 5,3", "LOOP WRITE W1,SF,IO,AREA", " CHECK W1", " BCT 5,LOOP", " MVI PLACE+2,2", " MVC AREA,=CL80'SECOND'",
                " XDAP X,W,IO,AREA,80,,PLACE", *SHOW, " WRITE W3,SF,IO,AREA", " CHECK W3", mode="OUTPUT"),
        # a key of 9 bytes: data alone through the search by address, both by key and data
        channel("DIRECT", " MVI PLACE+2,5", " XDAP X,R,IO,AREA,80,,PLACE", *SHOW, " WRITE W1,SF,OUT,AREA", " CHECK W1",
                dcb="DSORG=DA,KEYLEN=9,BLKSIZE=71,RECFM=F"),
        # EXCP: two blocks by one chain, the second without its length being looked at
        channel("CHAINED", " MVI IOB+34,8", " EXCP IOB", " WAIT ECB=X", " MVC SEEN(1),X", " MVC SEEN+1(4),IOB+12", " MVC SEEN+5(2),IOB+2",
                " WRITE WS,SF,OUT,SEEN", " CHECK WS", " WRITE W1,SF,OUT,AREA", " CHECK W1", "DATA", "X DC F'0'",
                "IOB DC XL4'42000000',A(X),2F'0',A(CHAIN,IO),2F'0',XL8'00'", " DS 0D", "CHAIN DC X'07',AL3(IOB+33),X'4000',H'6'",
                " DC X'31',AL3(IOB+35),X'4000',H'5',X'08',AL3(CHAIN+8),F'0'", " DC X'06',AL3(AREA),X'6000',H'9'",
                " DC X'06',AL3(AREA+20),X'3000',H'99',X'03',AL3(0),X'2000',H'1'"),
        channel("UNKNOWN", " EXCP IOB", " MVC SEEN(1),X", " MVC SEEN+1(4),IOB+12", " MVC SEEN+5(2),IOB+2", " WRITE WS,SF,OUT,SEEN", " CHECK WS",
                "DATA", "X DC F'0'", "IOB DC XL4'42000000',A(X),2F'0',A(CHAIN,IO),2F'0',XL8'00'", " DS 0D", "CHAIN DC X'1D',AL3(AREA),X'2000',H'8'"),
        channel("ENDLESS", " EXCP IOB", " MVC SEEN(1),X", " MVC SEEN+1(4),IOB+12", " MVC SEEN+5(2),IOB+2", " WRITE WS,SF,OUT,SEEN", " CHECK WS",
                "DATA", "X DC F'0'", "IOB DC XL4'42000000',A(X),2F'0',A(CHAIN,IO),2F'0',XL8'00'", " DS 0D", "CHAIN DC X'08',AL3(CHAIN),F'0'"),
        channel("CLOSED", " CLOSE (IO)", " XDAP X,R,IO,AREA,80,,PLACE"), channel("NOIOB", " LA 1,16", " SVC 0"),
        channel("FARAWAY", " MVI PLACE+2,1", " L 6,=X'00FFFFF0'", " XDAP X,R,IO,(6),80,,PLACE", *SHOW),
        channel("LOWDOWN", " MVI PLACE+2,1", " XDAP X,R,IO,256,80,,PLACE", *SHOW),
        # two buffers: a third READ finds none until one is given back
        channel("BUFFERS", " READ R1,DI,IO,'S','S',0,PLACE", " CLI R1,X'7F'", " BNE BAD", " MVI PLACE+2,5", " READ R2,DI,IO,'S','S',0,PLACE",
                " CLI R2,X'7F'", " BNE BAD", " CLC R1+12(4),R2+12", " BE BAD", " MVI PLACE+2,7", " READ R3,DI,IO,'S','S',0,PLACE",
                " CLI R3,X'41'", " BNE BAD", " FREEDBUF R1,D,IO", " FREEDBUF R1,D,IO", " READ R4,DI,IO,'S','S',0,PLACE", " CLI R4,X'7F'",
                " BNE BAD", " L 5,R2+12", " MVC AREA(80),0(5)", " WRITE W1,SF,OUT,AREA", " CHECK W1", " L 5,R4+12",
                " MVC AREA(80),0(5)", " WRITE W2,SF,OUT,AREA", " CHECK W2",
                dcb="DSORG=DA,OPTCD=R,BUFNO=2,RECFM=F,BLKSIZE=80", macrf="RIS,WI")]
    machine = OsMachine(*programs, ("TEST", "DATA", padded(*ITEMS)), ("VAR", "DATA", [e(text) for text in ITEMS[:4]], "V"), cylinders=5)
    yield machine
    assert not [str(one) for one in check(machine.disk) if one.severity != "note"]


@pytest.fixture
def copied(cms):
    """Programs work on a copy; the blocks CMS has given them are all back afterwards."""
    for name in ("TEST", "VAR"):
        assert code_of(cms.ask(f"COPYFILE {name} DATA P COPY{name} DATA P ( REPLACE")) == 0, cms.lines
    yield
    cms.ask("FILEDEF * CLEAR")
    assert cms.word("OSDEBS") == 0


pytestmark = pytest.mark.usefixtures("copied")


def run(cms, name: str, source: str = "COPYTEST", code: int = 0) -> list[bytes]:
    """What the program has written to SYSOUT."""
    cms.ask(f"FILEDEF SYSIN DISK {source} DATA P")
    cms.ask("FILEDEF SYSOUT DISK NEW DATA P5")
    lines = list(cms.ask(name))
    assert code_of(lines) == code, lines
    return cms.read("NEW", "DATA")


def test_a_noted_block_is_read_and_reading_goes_on_where_it_was(cms):
    seen, *blocks = run(cms, "READS")
    assert shown(seen) == GOOD and plain(blocks) == [ITEMS[2], ITEMS[4]]


def test_a_block_is_written_where_it_was(cms):
    assert shown(run(cms, "WRITES")[0]) == GOOD
    assert plain(cms.read("COPYTEST", "DATA")) == [*ITEMS[:3], "CHANGED", *ITEMS[4:]]


def test_verifying_moves_nothing(cms):
    seen, area = run(cms, "VERIFIES")
    assert shown(seen) == GOOD and plain([area]) == [""]


def test_registers_and_a_list(cms):
    seen, *blocks = run(cms, "FORMS")
    assert shown(seen) == GOOD and plain(blocks) == [ITEMS[1], ITEMS[6]]


@pytest.mark.parametrize("name", ("NOTHERE", "NONE"))
def test_a_block_that_is_not_there(cms, name):
    assert shown(run(cms, name)[0]) == ("41", "0e00", 0, "0008")          # unit check, no record found


def test_lengths_that_differ(cms):
    seen, area = run(cms, "SHORT")
    assert shown(seen) == ("41", WRONG_LENGTH, 0, "0000") and plain([area]) == [ITEMS[0]]
    assert shown(run(cms, "LONG")[0]) == ("41", WRONG_LENGTH, 10, "0000")


def test_a_file_open_for_input_is_protected(cms):
    assert shown(run(cms, "PROTECTS")[0]) == ("41", "0e00", 0, "0004")
    assert plain(cms.read("COPYTEST", "DATA")) == ITEMS


def test_by_key_from_the_block_on(cms):
    seen, area = run(cms, "KEYED")
    assert shown(seen) == GOOD and plain([area]) == [""]                  # what is behind the key
    assert plain(cms.read("COPYTEST", "DATA")) == [*ITEMS[:5], "RECORD 06NEW", *ITEMS[6:]]
    assert shown(run(cms, "KEYPAST")[0]) == ("41", "0e00", 0, "0008")


def test_blocked_records(cms):
    seen, *blocks = run(cms, "BLOCKED")
    assert shown(seen) == GOOD and plain(blocks) == ITEMS[2:4]
    assert plain(cms.read("COPYTEST", "DATA")) == [*ITEMS[:2], "*ECORD 03", "*ECORD 04", *ITEMS[4:]]


def test_varying_records_have_their_lengths_in_front(cms):
    seen, area = run(cms, "VARYING", "COPYVAR")
    assert shown(seen) == GOOD and area[:17] == bytes.fromhex("0011000000 0D0000") + e(ITEMS[1])
    assert plain(cms.read("COPYVAR", "DATA")) == [ITEMS[0], "*ECORD 02", *ITEMS[2:4]]


def test_a_file_that_is_being_written_does_not_end_there(cms):
    assert shown(run(cms, "WRITTEN")[0]) == GOOD
    assert plain(cms.read("COPYTEST", "DATA")) == ["", "SECOND", "", "SECOND"]


def test_a_direct_file_with_keys(cms):
    seen, area = run(cms, "DIRECT")
    assert shown(seen) == GOOD and plain([area]) == [ITEMS[4]]


def test_a_chain_of_commands(cms):
    seen, area = run(cms, "CHAINED")
    assert seen[:1].hex() == "7f" and plain([area[:9], area[20:]]) == ["RECORD 08", ""]


@pytest.mark.parametrize("name, status, sense", (("UNKNOWN", "0e00", "8000"), ("ENDLESS", "0020", "0000"), ("FARAWAY", "0020", "0000"),
                                                 ("LOWDOWN", "0020", "0000")))
def test_channel_programs_that_are_wrong(cms, name, status, sense):
    assert shown(run(cms, name)[0]) == ("41", status, 0, sense)


@pytest.mark.parametrize("name", ("CLOSED", "NOIOB"))
def test_what_is_no_iob_ends_the_program(cms, name):
    cms.ask("FILEDEF SYSIN DISK COPYTEST DATA P")
    cms.ask("FILEDEF SYSOUT DISK NEW DATA P5")
    lines = cms.ask(name)
    assert code_of(lines) != 0 and "XDAP, EXCP: NO IOB" in " ".join(lines) and "400" in " ".join(lines)


def test_a_unit_record_device_has_no_blocks(cms):
    cms.ask("FILEDEF SYSIN DUMMY")
    cms.ask("FILEDEF SYSOUT DISK NEW DATA P5")
    assert code_of(cms.ask("NONE")) == 0
    assert shown(cms.read("NEW", "DATA")[0]) == ("41", "0e00", 0, "4000")  # intervention required


def test_dynamic_buffers(cms):
    assert plain(run(cms, "BUFFERS")) == [ITEMS[5], ITEMS[7]]
