"""OS/360 programs at reader, punch, printer and tape; on a bare machine and on spooled devices of CP."""
import pytest

from cms.check import check
from cms_machine import code_of
from cms_os_programs import OsMachine, e, module, padded, plain
from s360.media.tape import MARK, open_tape
from test_cms_unitrec import Deck, Paper

TEXTS = ("ONE", "TWO AND MORE", "THREE")


@pytest.fixture(scope="module")
def cms():
    programs = [
        # a tape read by READ, each block's length added up
        module("TAPELEN", " OPEN (IN,(INPUT))", "LOOP READ D,SF,IN,AREA,'S'", " CHECK D", " LH 4,IN+62", " L 1,D+16", " SH 4,14(1)",
               " A 4,CODE", " ST 4,CODE", " B LOOP", "EOF CLOSE (IN)", " B DONE", "DATA", "AREA DS CL400",
               "IN DCB DDNAME=INMOVE,MACRF=(R),RECFM=U,BLKSIZE=400,EODAD=EOF"),
        module("TAPEBSP", " OPEN (IN,(INPUT))", " BAL 9,NEXT", " BAL 9,NEXT", " BSP IN", " MVI AREA,0", " BAL 9,NEXT", " CLI AREA,C'B'",
               " BE EOF", " MVI CODE+3,9", "EOF CLOSE (IN)", " B DONE", "NEXT READ D,SF,IN,AREA,'S'", " CHECK D", " BR 9", "DATA",
               "AREA DS CL80", "IN DCB DDNAME=INMOVE,MACRF=(R),RECFM=F,BLKSIZE=80,EODAD=EOF"),
        # reads a file of a tape, then, REREAD, once more
        module("REREAD", " OPEN (OUT,(OUTPUT))", " LA 5,2", "AGAIN OPEN (IN,(INPUT))", "LOOP GET IN,AREA", " PUT OUT,AREA", " B LOOP",
               "EOF CLOSE (IN,REREAD)", " BCT 5,AGAIN", " CLOSE (OUT)", " B DONE", "DATA", "AREA DS CL80",
               "IN DCB DDNAME=INMOVE,MACRF=(GM),RECFM=F,LRECL=80,EODAD=EOF", "OUT DCB DDNAME=OUTMOVE,MACRF=(PM),RECFM=F,LRECL=80"),
        module("LOCATE", " OPEN (IN,(INPUT),OUT,(OUTPUT))", "LOOP GET IN", " LR 3,1", " PUT OUT", " MVC 0(80,1),0(3)", " B LOOP",
               "EOF CLOSE (IN,,OUT)", " B DONE", "DATA", "IN DCB DDNAME=INMOVE,MACRF=(GL),EODAD=EOF",
               "OUT DCB DDNAME=OUTMOVE,MACRF=(PL),RECFM=FB,LRECL=80,BLKSIZE=160")]
    machine = OsMachine(*programs, ("TEST", "DATA", padded(*TEXTS)), ("VAR", "DATA", [e(text) for text in TEXTS], "V"),
                        ("ASA", "DATA", padded("1HEADING", "0LINE", "-LINE", " END", length=81)), cylinders=4)
    machine.reader = machine.machine.attach(0x00C, "2540R")
    machine.deck, machine.paper = Deck(), Paper()
    machine.machine.attach(0x00D, "2540P", deck=machine.deck)
    machine.machine.attach(0x00E, "1403", file=machine.paper)
    yield machine
    assert not [str(one) for one in check(machine.disk) if one.severity != "note"]


@pytest.fixture(autouse=True)
def clean(cms):
    del cms.deck[:], cms.paper[:]
    yield
    cms.ask("FILEDEF * CLEAR")
    assert cms.word("OSDEBS") == 0


@pytest.fixture
def reel(cms, tmp_path):
    image = open_tape(tmp_path / "reel.aws", write=True, create="aws")
    drive = cms.machine.attach(0x181, "2400")
    drive.mount(image)
    yield image
    drive.dismount()
    cms.machine.detach(0x181)
    image.close()


def run(cms, source: str, target: str, command: str = "MOVEFILE", code: int = 0) -> None:
    assert code_of(cms.ask(f"FILEDEF INMOVE {source}")) == 0, cms.lines
    assert code_of(cms.ask(f"FILEDEF OUTMOVE {target}")) == 0, cms.lines
    assert code_of(cms.ask(command)) == code, cms.lines


def blocks(image) -> list:
    """All of a tape to its second mark in a row, without them."""
    image.rewind()
    found = []
    while found[-2:] != [MARK, MARK]:
        found.append(image.read_forward())
    return found[:-2]


def test_cards_are_punched(cms):
    run(cms, "DISK TEST DATA", "PUNCH")
    assert list(cms.deck) == padded(*TEXTS)


def test_cards_are_read(cms):
    cms.reader.mount(padded(*TEXTS), eof=True)
    run(cms, "READER ( RECFM F LRECL 80", "DISK NEW DATA P5")
    assert cms.read("NEW", "DATA") == padded(*TEXTS)


def test_lines_are_printed(cms):
    run(cms, "DISK VAR DATA", "PRINTER")
    assert [text for _, _, text in cms.paper] == list(TEXTS)


def test_asa_control_moves_the_paper(cms):
    run(cms, "DISK ASA DATA ( RECFM FA LRECL 81", "PRINTER")
    assert [text for _, _, text in cms.paper] == ["HEADING", "LINE", "LINE", "END"]
    lines = [line for _, line, _ in cms.paper]
    assert [after - before for before, after in zip(lines, lines[1:])] == [2, 3, 1]


def test_a_device_that_cannot(cms):
    run(cms, "PRINTER", "DISK NEW DATA P5", code=28)
    run(cms, "DISK TEST DATA", "READER", code=28)


def test_blocked_records_to_tape_and_back(cms, reel):
    run(cms, "DISK TEST DATA", "TAP2 NL 1 ( RECFM FB LRECL 80 BLKSIZE 160")
    assert blocks(reel) == [b"".join(padded(*TEXTS[:2])), padded(TEXTS[2])[0]]
    run(cms, "TAP2 NL 1 ( RECFM FB LRECL 80 BLKSIZE 160", "DISK NEW DATA P5")
    assert cms.read("NEW", "DATA") == padded(*TEXTS)


def test_variable_records_to_tape_and_back(cms, reel):
    run(cms, "DISK VAR DATA", "TAP2 NL 1 ( RECFM VB LRECL 20 BLKSIZE 40")
    assert [len(block) for block in blocks(reel)] == [4 + 7 + 16 + 9]
    run(cms, "TAP2 NL 1 ( RECFM VB LRECL 20 BLKSIZE 40", "DISK NEW DATA P5")
    assert cms.read("NEW", "DATA") == [e(text) for text in TEXTS]


def test_the_second_file_of_a_tape(cms, reel):
    run(cms, "DISK TEST DATA", "TAP2 NL 1 ( RECFM F LRECL 80")
    run(cms, "DISK TEST DATA", "TAP2 NL 2 ( RECFM F LRECL 80")
    assert blocks(reel) == [*padded(*TEXTS), MARK, *padded(*TEXTS)]


def test_locate_mode_at_tapes(cms, reel):
    run(cms, "DISK TEST DATA", "TAP2 NL 1", "LOCATE")
    assert blocks(reel) == [b"".join(padded(*TEXTS[:2])), padded(TEXTS[2])[0]]
    run(cms, "TAP2 NL 1 ( RECFM FB LRECL 80 BLKSIZE 160", "DISK NEW DATA P5", "LOCATE")
    assert cms.read("NEW", "DATA") == padded(*TEXTS)


def test_labels_are_passed_over(cms, reel):
    for block in (e("VOL1").ljust(80), e("HDR1").ljust(80), e("HDR2").ljust(80), None, *padded(*TEXTS), None, e("EOF1").ljust(80), None, None):
        reel.write_mark() if block is None else reel.write(block)
    reel.rewind()
    run(cms, "TAP2 SL ( RECFM F LRECL 80", "DISK NEW DATA P5")
    assert cms.read("NEW", "DATA") == padded(*TEXTS)
    run(cms, "DISK TEST DATA", "TAP2 SL ( RECFM F LRECL 80", code=28)


def test_read_of_blocks(cms, reel):
    for length in (18, 400, 100):
        reel.write(b"X" * length)
    reel.write_mark()
    reel.rewind()
    run(cms, "TAP2 NL 1", "DUMMY", "TAPELEN", code=518)


def test_bsp_on_tape(cms, reel):
    for letter in "ABC":
        reel.write(e(letter * 80))
    reel.write_mark()
    reel.rewind()
    run(cms, "TAP2 NL 1", "DUMMY", "TAPEBSP")


@pytest.mark.parametrize("before", ((), ("X",)))
def test_reread_goes_back_to_the_begin_of_the_file(cms, reel, before):
    for text in before:
        reel.write(e(text).ljust(80))
        reel.write_mark()
    for block in padded(*TEXTS):
        reel.write(block)
    reel.write_mark()
    reel.write_mark()
    reel.rewind()
    if before:
        reel.read_forward(), reel.read_forward()
    run(cms, "TAP2", "DISK NEW DATA P5", "REREAD")
    assert plain(cms.read("NEW", "DATA")) == [*TEXTS, *TEXTS]
