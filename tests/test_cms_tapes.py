"""TAPE: files to tape and back, the layout of the blocks, motions, and tapes that are not as they should be."""
import pytest

from cms.check import check
from cms.disk import CmsDisk
from cms_files import WithDisk, cards
from cms_machine import asked, cms_system, cms_user, code_of
from s360.media.tape import MARK, open_tape
from s360.machine import StopReason


def e(text: str) -> bytes:
    return text.encode("cp037")


FIXED = cards("\n".join(f"LINE {number}" for number in range(25)))
VARIABLE = [e("X" * length) for length in (1, 800, 2, 799, 3, 1600, 255, 256, 257)]
WIDE = [bytes(range(256)) * 8, bytes(2048)]
FILES = (("ONE", "SYSIN", FIXED), ("TWO", "SYSIN", VARIABLE, "V"), ("THREE", "DATA", WIDE, "F", 2048))


@pytest.fixture
def reel(tmp_path):
    with open_tape(tmp_path / "reel.aws", write=True, create="aws") as image:
        yield image


@pytest.fixture(scope="module")
def machine():
    cms = WithDisk(*FILES, ("OLD", "DATA", cards("OLD")), cylinders=5)
    cms.drive = cms.machine.attach(0x181, "2400")
    return cms


@pytest.fixture
def cms(machine, reel):
    machine.drive.mount(reel)
    machine.drive.ring = True
    yield machine
    if not machine.console.reading:
        machine.attention("KX")
        machine.run()
    if machine.drive.image is not None:
        machine.drive.dismount()
    assert code_of(machine.ask("ECHO ON")) == 0
    assert [str(one) for one in check(machine.disk) if one.severity != "note"] == []
    assert ("TAPE", "CMSUT1") not in {entry.key for entry in CmsDisk(machine.disk).files()}


def blocks(reel) -> list:
    """Everything on the tape, to the second mark."""
    reel.rewind()
    made = []
    while made[-2:] != [MARK, MARK]:
        made.append(reel.read_forward())
    return made


def written(reel, *items) -> None:
    for item in items:
        reel.write_mark() if item is MARK else reel.write(item)
    reel.rewind()


def fst(name: str, type: str, items: int, length: int, recfm: str = "F") -> bytes:
    """An entry as facts of the format give it (VM/370 manual: the directory's data in the last block)."""
    made = (e(f"{name:<8}{type:<8}") + bytes.fromhex("03251912") + (items + 1).to_bytes(2, "big") + b"\0\1" + e("P5")
            + items.to_bytes(2, "big") + b"\0\0" + e(recfm) + b"\0" + length.to_bytes(4, "big") + b"\0\1" + e("73"))
    assert len(made) == 40
    return made


def dumped(name: str, type: str, data: bytes, items: int, length: int, recfm: str = "F") -> list[bytes]:
    """The blocks that VM/370's TAPE DUMP writes of a file."""
    return [b"\x02" + e("CMS ") + data[at:at + 800].ljust(800, b"\0") for at in range(0, len(data), 800)] + [
        b"\x02" + e("CMSN") + fst(name, type, items, length, recfm).ljust(800, b"\0")]


def packed(items: list[bytes]) -> bytes:
    return b"".join(len(item).to_bytes(2, "big") + item for item in items)


def test_the_layout(cms, reel):
    assert cms.ask("TAPE DUMP * SYSIN")[:2] == ["ONE      SYSIN    P5",
                                                "TWO      SYSIN    P5"] and code_of(cms.lines) == 0
    made = blocks(reel)
    data, wanted = b"".join(FIXED), packed(VARIABLE)
    one, two = -(-len(data) // 800), -(-len(wanted) // 800)
    assert len(made) == one + two + 4 and {len(block) for block in made[:-2]} == {805}
    assert {block[:5] for block in made[:one]} == {b"\x02" + e("CMS ")} and made[one][:5] == b"\x02" + e("CMSN")
    assert b"".join(block[5:] for block in made[:one]).rstrip(b"\0") == data.rstrip(b"\0")
    assert b"".join(block[5:] for block in made[one + 1:one + 1 + two])[:len(wanted)] == wanted
    entry = made[one][5:45]
    assert entry[:16] == e("ONE     SYSIN   ") and entry[24:28] == e("P5") + b"\0\x19" and entry[30:31] == e("F")
    assert entry[32:36] == (80).to_bytes(4, "big")


def test_back_again_as_they_were(cms, reel):
    assert code_of(cms.ask("TAPE DUMP * * P")) == 0
    before = {entry.key: (entry.date, entry.mode, entry.recfm, entry.lrecl) for entry in CmsDisk(cms.disk).files()}
    assert code_of(cms.ask("TAPE REWIND")) == 0
    for name, type, *_ in FILES:
        assert code_of(cms.ask(f"ERASE {name} {type}")) == 0
    assert code_of(cms.ask("TAPE LOAD")) == 0
    for name, type, records, *_ in FILES:
        assert cms.read(name, type) == records
    assert {entry.key: (entry.date, entry.mode, entry.recfm, entry.lrecl) for entry
            in CmsDisk(cms.disk).files()} == before
    assert cms.read("OLD", "DATA") == cards("OLD")


def test_files_that_vm370_wrote(cms, reel):
    """Written here block by block; a block of nothing, and blocks of 4101 bytes as later systems wrote them."""
    items = [e("ABC"), e("D" * 900)]
    long = b"Z" * 5000
    written(reel, *dumped("VEE", "DATA", packed(items), 2, 900, "V"),
            b"\x02" + e("CMS0") + bytes(800), *dumped("NOTHING", "DATA", b"", 10, 80)[-1:],
            b"\x02" + e("CMSF") + long[:4096], b"\x02" + e("CMSF") + long[4096:],
            b"\x02" + e("CMSN") + fst("LONG", "DATA", 5, 1000) + bytes(42),
            MARK, MARK)
    answer = cms.ask("TAPE LOAD")
    assert answer[:3] == [f"{name:<8} DATA     P5" for name in ("VEE", "NOTHING", "LONG")] and code_of(answer) == 0
    assert cms.read("VEE", "DATA") == items and cms.read("NOTHING", "DATA") == [bytes(80)] * 10
    assert cms.read("LONG", "DATA") == [b"Z" * 1000] * 5
    entry = next(one for one in CmsDisk(cms.disk).files() if one.name == "VEE")
    assert (entry.date.month, entry.date.day, entry.date.hour, entry.date.minute) == (3, 25, 19, 12)
    for name in ("VEE", "NOTHING", "LONG"):
        assert code_of(cms.ask(f"ERASE {name} DATA")) == 0


def test_patterns_marks_and_places(cms, reel):
    """WTM puts a mark behind each file; SCAN stops in front of a file, SKIP behind it."""
    assert code_of(cms.ask("TAPE DUMP * * P ( WTM NOPRINT")) == 0 and len(cms.lines) == 1
    assert code_of(cms.ask("TAPE REW")) == 0
    assert cms.ask("TAPE SCAN ( EOF 2")[:-1] == ["ONE      SYSIN    P5", "TAPE MARK", "TWO      SYSIN    P5",
                                                 "TAPE MARK"]
    cms.ask("TAPE REW")
    listed = [line for line in cms.ask("TAPE SCAN ( EOT")[:-1] if line != "TAPE MARK"]
    assert listed == ["ONE      SYSIN    P5", "TWO      SYSIN    P5", "THREE    DATA     P5", "OLD      DATA     P5"]
    cms.ask("TAPE REW")
    assert cms.ask("TAPE SKIP THREE DATA ( EOT")[-2] == "THREE    DATA     P5"
    assert cms.ask("TAPE LOAD ( EOF 2")[:-1] == ["TAPE MARK", "OLD      DATA     P5", "TAPE MARK"]
    cms.ask("TAPE REW")
    cms.ask("TAPE SCAN TWO SYSIN ( EOT")
    assert cms.ask("TAPE LOAD TWO SYSIN")[:-1] == ["TWO      SYSIN    P5"]
    cms.ask("TAPE REW")
    answer = cms.ask("TAPE LOAD OLD DATA")
    assert code_of(answer) == 2 and answer[-2] == "THE FILE IS NOT ON THIS PART OF THE TAPE"


def test_the_list_goes_elsewhere(cms, reel):
    assert code_of(cms.ask("TAPE DUMP * SYSIN ( DISK")) == 0 and len(cms.lines) == 1
    assert [line[:20] for line in cms.read("TAPE", "MAP")] == [e("ONE      SYSIN    P5"), e("TWO      SYSIN    P5")]
    assert code_of(cms.ask("ERASE TAPE MAP")) == 0


def test_another_mode(cms, reel):
    assert code_of(cms.ask("TAPE DUMP OLD DATA")) == code_of(cms.ask("TAPE REW")) == 0
    assert cms.ask("TAPE LOAD * * P3")[0] == "OLD      DATA     P3"
    assert next(one for one in CmsDisk(cms.disk).files() if one.name == "OLD").mode == "P3"
    cms.ask("ERASE OLD DATA")
    cms.ask("TAPE REW")
    assert code_of(cms.ask("TAPE LOAD")) == 0
    assert cms.ask("TAPE LOAD * * S")[0].startswith("THE DISK IS NOT LOGGED IN")


@pytest.mark.parametrize("change", ("no end", "length", "items", "name", "cut", "short"))
def test_a_damaged_file_is_left_out_and_the_old_one_stays(cms, reel, change):
    made = dumped("OLD", "DATA", b"NEW".ljust(80) * 30, 30, 80)
    if change == "no end":
        del made[-1]
    elif change == "length":
        made[-1] = dumped("OLD", "DATA", b"", 30, 800)[0]
    elif change == "items":
        made[-1] = dumped("OLD", "DATA", b"", 3, 80)[0]
    elif change == "name":
        made[-1] = dumped("OL*", "DATA", b"", 30, 80)[0]
    elif change == "cut":
        del made[1]
    else:
        made = dumped("OLD", "DATA", packed(VARIABLE), len(VARIABLE) + 1, 1600, "V")
    written(reel, *made, *dumped("GOOD", "DATA", e("G" * 80), 1, 80), MARK, MARK)
    if change == "no end":
        written(reel, *made, MARK, MARK)
    answer = cms.ask("TAPE LOAD")
    assert answer[0] == "A FILE THAT IS NOT WHOLE ON THE TAPE IS LEFT OUT" and code_of(answer) == 32
    assert cms.read("OLD", "DATA") == cards("OLD")
    if change != "no end":
        assert cms.read("GOOD", "DATA") == [e("G" * 80)]
        cms.ask("ERASE GOOD DATA")


@pytest.mark.parametrize("block", (b"VOL1XXXX".ljust(80), b"X", bytes(5000), b"\x02" + e("CMSX") + bytes(800)))
def test_a_foreign_tape(cms, reel, block):
    written(reel, block, MARK)
    for operation in ("LOAD", "SCAN", "SKIP"):
        reel.rewind()
        answer = cms.ask(f"TAPE {operation}")
        assert answer[0] == "THIS IS NO BLOCK OF TAPE DUMP" and code_of(answer) == 32 and len(answer) == 2


def test_no_ring_no_drive_no_file(cms, reel):
    cms.drive.ring = False
    assert cms.ask("TAPE DUMP OLD DATA")[0] == "TAP2 CANNOT BE WRITTEN: THE REEL HAS NO RING"
    assert code_of(cms.lines) == 36
    assert cms.ask("TAPE WTM ( 182")[0] == "TAP3 IS NOT ATTACHED TO THE MACHINE" and code_of(cms.lines) == 36
    assert code_of(cms.ask("TAPE DUMP NO SUCH")) == 28 and code_of(cms.ask("TAPE DUMP A B Q")) == 36


@pytest.mark.parametrize("line", ("TAPE", "TAPE X", "TAPE DUMP", "TAPE DUMP A", "TAPE LOAD A", "TAPE SCAN A B C",
                                  "TAPE LOAD A B P1X", "TAPE WTM 0",
                                  "TAPE WTM X", "TAPE WTM 99999999", "TAPE REW 2", "TAPE WTM ( DEN",
                                  "TAPE WTM ( DEN 900", "TAPE WTM ( TAP9",
                                  "TAPE WTM ( 190", "TAPE WTM ( EOF 0", "TAPE WTM ( TRTCH Q", "TAPE MODESET",
                                  "TAPE WTM 1 2", "TAPE LOAD A B P Q"))
def test_operands_that_are_wrong(cms, line):
    answer = cms.ask(line)
    assert len(answer) == 2 and code_of(answer) == 24, answer


def test_motions_and_modes(cms, reel):
    for line in ("WTM 2", "REW", "FSF", "FSF", "BSF", "BSR", "FSR"):
        cms.ask(f"TAPE {line}")
    assert code_of(cms.ask("TAPE REW")) == 0
    answer = cms.ask("TAPE BSF")
    assert answer[0] == "A TAPE MARK, OR THE BEGIN OR END OF THE TAPE WAS MET" and code_of(answer) == 2
    assert code_of(cms.ask("TAPE MODESET ( DEN 800 9TRACK")) == code_of(cms.ask("TAPE WTM")) == 0
    assert cms.drive.density == 800
    cms.ask("TAPE REW")
    assert code_of(cms.ask("TAPE MODESET ( DEN 1600")) == code_of(cms.ask("TAPE WTM")) == 0
    assert cms.drive.density == 1600
    cms.ask("TAPE REW")
    assert code_of(cms.ask("TAPE WTM ( DEN 800")) == 0 and cms.drive.density == 800
    assert code_of(cms.ask("TAPE RUN")) == 0 and cms.drive.image is None


def test_a_drive_that_is_not_ready_is_waited_for_until_kx(cms, reel):
    cms.drive.dismount()
    del cms.lines[:]
    cms.machine.post(lambda: cms.console.type_in("TAPE DUMP OLD DATA"))
    cms.run(400_000)
    assert cms.lines == ["181 TAP2 NOT READY; IT IS WAITED FOR, KX GIVES UP"]
    cms.attention("KX")
    assert cms.run() is StopReason.WAIT and code_of(cms.lines) == 0


@pytest.mark.slow
def test_kx_while_files_are_loaded(cms, reel):
    """Wherever it comes, the disk is good; the next LOAD takes the work file away."""
    written(reel, *dumped("OLD", "DATA", b"NEW".ljust(80) * 300, 300, 80), MARK, MARK)
    for turn in range(6):
        reel.rewind()
        del cms.lines[:]
        cms.machine.post(lambda: cms.console.type_in("TAPE LOAD"))
        cms.run(9_000 + 7_001 * turn)
        if not cms.console.reading:
            cms.attention("KX")
            cms.run()
        assert code_of(cms.lines) == 0
        assert cms.read("OLD", "DATA") in (cards("OLD"), [b"NEW".ljust(80)] * 300)
        assert [str(one) for one in check(cms.disk) if one.severity != "note"] == []
    reel.rewind()
    assert code_of(cms.ask("TAPE LOAD")) == 0 and cms.read("OLD", "DATA") == [b"NEW".ljust(80)] * 300


@pytest.mark.slow
def test_a_disk_that_is_full(reel):
    cms = WithDisk(("OLD", "DATA", cards("OLD")), cylinders=1)
    cms.machine.attach(0x181, "2400").mount(reel)
    written(reel, *dumped("OLD", "DATA", bytes(80) * 2000, 2000, 80), MARK, MARK)
    answer = cms.ask("TAPE LOAD", 50_000_000)
    assert answer[0].startswith("THE FILE CANNOT BE WRITTEN") and code_of(answer) == 113
    assert cms.read("OLD", "DATA") == cards("OLD")
    assert {entry.key for entry in CmsDisk(cms.disk).files()} == {("OLD", "DATA")}
    assert [str(one) for one in check(cms.disk) if one.severity != "note"] == []


def test_the_end_of_the_reel(tmp_path):
    cms = WithDisk(("LONG", "DATA", [bytes(800)] * 200), cylinders=3)
    drive = cms.machine.attach(0x181, "2400", reel=2)
    with open_tape(tmp_path / "short.aws", write=True, create="aws") as image:
        drive.mount(image)
        drive.ring = True
        answer = cms.ask("TAPE DUMP LONG DATA", 50_000_000)
        assert answer[0] == "THE TAPE ENDS, NOT WHOLE ON IT IS LONG     DATA" and code_of(answer) == 2


def test_under_cp(tmp_path):
    with cms_system(tmp_path / "cp") as system:
        (system.data / "tapes").mkdir(exist_ok=True)
        vm = cms_user(system, "TAPES")
        vm.console.command("IPL 190")
        asked(vm, "")
        system.command("MOUNT REEL1 TAPES 181 NEW")
        assert asked(vm, "TAPE DUMP HELP MODULE S")[0] == "HELP     MODULE   S2"
        assert code_of(asked(vm, "TAPE REW")) == 0
        assert asked(vm, "TAPE SCAN")[0] == "HELP     MODULE   S2"
        vm.console.command("LOGOFF")
    with open_tape(tmp_path / "cp" / "tapes" / "reel1.aws") as image:
        assert image.read_forward()[:5] == b"\x02" + e("CMS ")
