"""DUMPREST: whole disks to tape and back, of CMS and of others; tapes that are not whole."""
import pytest

from cms.check import check
from cms.disk import CmsDisk
from cms_files import HEADS, TRACK, cards
from cms_machine import Bare, asked, cms_system, cms_user, code_of
from memory_volume import MemoryVolume
from s360.media.tape import MARK, open_tape

CYLINDERS = 2


def blank(cylinders: int = CYLINDERS) -> MemoryVolume:
    return MemoryVolume("2314", cylinders, HEADS, TRACK)


def tracks(volume) -> list[bytes]:
    return [bytes(volume.read_track(cylinder, head)) for cylinder in range(volume.cylinders) for head in range(HEADS)]


@pytest.fixture(scope="module")
def machine():
    cms = Bare()
    cms.full, cms.other, cms.small, cms.odd = blank(), blank(), blank(1), blank()
    disk = CmsDisk(cms.full)
    disk.format("FULL01", CYLINDERS)
    disk.write("ONE", "DATA", cards("ONE\nTWO"))
    odd_tracks(cms.odd)
    for unit, volume in ((0x195, cms.full), (0x196, cms.other), (0x197, cms.small), (0x198, cms.odd)):
        cms.machine.attach(unit, "2314").mount(volume)
    cms.drive = cms.machine.attach(0x181, "2400")
    return cms


def odd_tracks(volume) -> None:
    """Records with keys, an end of file, many short ones, a track without any; the rest as they are made."""
    def record(cylinder, head, number, key=b"", data=b""):
        return (cylinder.to_bytes(2, "big") + head.to_bytes(2, "big") + bytes((number, len(key)))
                + len(data).to_bytes(2, "big") + key + data)
    home = bytes(volume.read_track(0, 0))[:5 + 16]
    def put(head, *records):
        at = head.to_bytes(2, "big")
        image = home[:1] + bytes(2) + at + bytes(2) + at + home[9:21] + b"".join(records)
        volume.write_track(0, head, (image + b"\xff" * 8).ljust(len(bytes(volume.read_track(0, 0))), b"\0"))
    put(1, record(0, 1, 1, b"KEY", b"DATA" * 50), record(0, 1, 2), record(0, 1, 3, b"", b"BEHIND"))
    put(2, *(record(0, 2, number, b"", bytes([number])) for number in range(1, 61)))
    put(3, record(0, 3, 1, b"", b"X" * 7000))


@pytest.fixture
def cms(machine, tmp_path):
    with open_tape(tmp_path / "reel.aws", write=True, create="aws") as reel:
        machine.drive.mount(reel)
        machine.drive.ring = True
        machine.reel = reel
        yield machine
        machine.drive.dismount()
    assert code_of(machine.ask("ECHO ON")) == 0


def test_there_and_back(cms):
    assert cms.ask("DUMPREST DUMP 195", 20_000_000)[0].split() == ["2", "CYLINDERS", "DUMPED"]
    cms.ask("TAPE REW")
    answer = cms.ask("DUMPREST VERIFY 196", 20_000_000)
    assert code_of(answer) == 4 and answer[0] == "CYLINDER    0   HEAD    0   DIFFERS" and len(answer) == 12
    cms.ask("TAPE REW")
    assert cms.ask("DUMPREST RESTORE 196", 20_000_000)[0].split() == ["2", "CYLINDERS", "RESTORED"]
    assert CmsDisk(cms.other).read("ONE", "DATA") == cards("ONE\nTWO")
    assert [str(one) for one in check(cms.other) if one.severity != "note"] == []
    cms.ask("TAPE REW")
    assert cms.ask("DUMPREST VERIFY 196", 20_000_000)[0].split()[1:] == ["CYLINDERS", "ARE", "THE", "SAME"]
    before = tracks(cms.small)
    cms.ask("TAPE REW")
    answer = cms.ask("DUMPREST RESTORE 197", 20_000_000)
    assert code_of(answer) == 36 and answer[0].startswith("THE DISK HAS FEWER CYLINDERS")
    assert tracks(cms.small) == before


def test_a_disk_that_is_not_of_cms(cms):
    assert code_of(cms.ask("DUMPREST DUMP 198", 20_000_000)) == 0
    cms.ask("TAPE REW")
    assert code_of(cms.ask("DUMPREST RESTORE 196", 20_000_000)) == 0
    def records(volume, head):
        image = bytes(volume.read_track(0, head))[21:]
        return image[:image.index(b"\xff" * 8)]
    for head in (1, 2, 3):
        assert records(cms.other, head) == records(cms.odd, head)
    cms.ask("TAPE REW")
    assert code_of(cms.ask("DUMPREST VERIFY 196", 20_000_000)) == 0


@pytest.mark.parametrize("damage", ("cut", "lost", "label", "empty"))
def test_a_tape_that_is_not_whole_changes_nothing(cms, damage):
    cms.ask("DUMPREST DUMP 197", 20_000_000)
    cms.reel.rewind()
    blocks = []
    while (block := cms.reel.read_forward()) is not MARK:
        blocks.append(block)
    if damage == "cut":
        del blocks[-1]
    elif damage == "lost":
        del blocks[7]
    elif damage == "label":
        blocks[0] = b"\x02" + blocks[0][1:]
    else:
        blocks = []
    cms.reel.rewind()
    for block in blocks:
        cms.reel.write(block)
    cms.reel.write_mark()
    cms.reel.rewind()
    before = tracks(cms.other)
    answer = cms.ask("DUMPREST RESTORE 196", 20_000_000)
    assert answer[0] == "THE TAPE IS NOT OF DUMPREST, OR NOT WHOLE" and code_of(answer) == 32
    assert tracks(cms.other) == before


@pytest.mark.parametrize("line, code", (("DUMPREST", 24), ("DUMPREST DUMP", 24), ("DUMPREST LOAD 195", 24),
                                        ("DUMPREST DUMP XYZ", 24),
                                        ("DUMPREST DUMP 195 P", 24), ("DUMPREST DUMP 195 ( TAP5", 24),
                                        ("DUMPREST DUMP 0", 24),
                                        ("DUMPREST DUMP 1F5", 36), ("DUMPREST DUMP 195 ( TAP4", 36),
                                        ("DUMPREST RESTORE 190", 36)))
def test_what_is_wrong_is_told(cms, line, code):
    answer = cms.ask(line)
    assert len(answer) == 2 and code_of(answer) == code, answer


def test_no_ring(cms):
    cms.drive.ring = False
    answer = cms.ask("DUMPREST DUMP 197")
    assert code_of(answer) == 36 and answer[0] == "TAP2: THE REEL HAS NO RING"


@pytest.mark.slow
def test_under_cp(tmp_path):
    """The system disk, as the user has it, to tape; VERIFY finds it the same."""
    with cms_system(tmp_path / "cp") as system:
        (system.data / "tapes").mkdir(exist_ok=True)
        vm = cms_user(system, "TAPES")
        vm.console.command("IPL 190")
        asked(vm, "")
        system.command("MOUNT REEL1 TAPES 181 NEW")
        assert asked(vm, "DUMPREST DUMP 190", 60)[0].split()[1:] == ["CYLINDERS", "DUMPED"]
        asked(vm, "TAPE REW")
        assert asked(vm, "DUMPREST VERIFY 190", 60)[0].split()[1:] == ["CYLINDERS", "ARE", "THE", "SAME"]
        vm.console.command("LOGOFF")
