"""Tapes in CMS: TAPEIO by channel programs on a bare machine and under CP, on AWS and HET images."""
import pytest

from cms_machine import Bare, asked, cms_system, cms_user, code_of, fields, program
from s360.devices.base import DATA_CHECK, DONE
from s360.media.tape import MARK, open_tape

LIST, BUFFER = 0x12000, 0x12100
ONE, TWO = b"\xd6\xd5\xc5" * 300, bytes(range(256)) * 4


@pytest.fixture(params=("aws", "het"))
def reel(request, tmp_path):
    image = open_tape(tmp_path / f"reel.{request.param}", write=True, create=request.param)
    yield image
    image.close()


@pytest.fixture(scope="module")
def bare():
    return Bare(files=False)


@pytest.fixture
def cms(bare, reel):
    bare.drive = bare.machine.attach(0x181, "2400")
    bare.drive.mount(reel)
    yield bare
    bare.drive.dismount()
    bare.machine.detach(0x181)


def tape(cms, operation: str, data: bytes = b"", size: int | None = None, unit: str = "TAP2", mode: int = 0):
    """Call TAPEIO; (code, bytes read)."""
    put_list(cms, operation, data, size, unit, mode)
    code = cms.call("TAPEIO", 0, LIST)[0]
    return code, int.from_bytes(cms.machine.storage.read(LIST + 28, 4), "big")


def put_list(cms, operation: str, data: bytes = b"", size: int | None = None, unit: str = "TAP2",
             mode: int = 0) -> None:
    """The parameter list of TAPEIO and what it points to."""
    store = cms.machine.storage
    size = len(data) if size is None else size
    store.write(BUFFER, data)
    store.write(LIST, f"TAPEIO  {operation:<8}{unit:<4}".encode("cp037")
                + (mode << 24 | BUFFER).to_bytes(4, "big") + size.to_bytes(4, "big") + bytes(4))


def typed(cms, operation: str, *operands) -> list[str]:
    """The operation by a command that is typed; its answer."""
    put_list(cms, operation, *operands)
    cms.put("TAPER", program(" LR 9,14", f" L 1,=A({LIST})", " SVC 202", " DC AL4(*+4)", " BR 9"))
    return cms.ask("TAPER")


def read(cms, size: int = 4096) -> bytes | int:
    """The next block, or the code."""
    code, count = tape(cms, "READ", size=size)
    return cms.machine.storage.read(BUFFER, count) if code == 0 else code


def test_blocks_and_marks_are_written_and_read(cms, reel):
    for block in (ONE, TWO):
        assert tape(cms, "WRITE", block)[0] == 0
    assert tape(cms, "WTM")[0] == 0
    assert tape(cms, "WRITE", b"Z")[0] == 0
    assert tape(cms, "WTM")[0] == tape(cms, "WTM")[0] == tape(cms, "REW")[0] == 0
    reel.rewind()
    assert [reel.read_forward() for _ in range(6)] == [ONE, TWO, MARK, b"Z", MARK, MARK]
    assert tape(cms, "REW")[0] == 0
    assert [read(cms) for _ in range(6)] == [ONE, TWO, 2, b"Z", 2, 2]


@pytest.fixture
def written(cms, reel):
    for block in (ONE, TWO, None, b"A", b"B", None):
        reel.write_mark() if block is None else reel.write(block)
    reel.rewind()
    return cms


@pytest.mark.parametrize("operations, next_block", (
    (("FSR",), TWO), (("FSF",), b"A"), (("FSF", "FSR"), b"B"), (("FSF", "BSF"), 2), (("FSR", "FSR", "BSR"), TWO),
    (("FSF", "FSF", "BSF", "BSF", "BSR"), TWO), (("FSR", "REW"), ONE)))
def test_motions(written, operations, next_block):
    for operation in operations:
        assert tape(written, operation)[0] == 0
    assert read(written) == next_block


def test_marks_stop_records_and_the_load_point_stops_both(written):
    assert [tape(written, "FSR")[0] for _ in range(3)] == [0, 0, 2]
    assert tape(written, "BSR")[0] == 2                        # back over the mark
    assert [tape(written, "BSR")[0] for _ in range(3)] == [0, 0, 2]
    assert tape(written, "BSF")[0] == 2
    assert read(written) == ONE


def test_a_longer_block_and_a_shorter(written):
    store = written.machine.storage
    store.write(BUFFER, bytes(4096))
    assert tape(written, "READ", bytes(100), size=100) == (8, 100)
    assert store.read(BUFFER, 101) == ONE[:100] + b"\0"
    assert tape(written, "READ", size=4000) == (0, len(TWO))
    assert tape(written, "READ", size=10) == (2, 0)
    assert tape(written, "READ", size=1) == (0, 1)


@pytest.mark.parametrize("operation, unit, size, code", (
    ("SPIN", "TAP2", 0, 1), ("READ", "TAP5", 80, 4), ("READ", "TAP3", 80, 5), ("READ", "TAP2", 0, 8),
    ("WRITE", "TAP2", 65536, 8), ("WRITE", "TAP2", -1, 8)))
def test_lists_that_are_wrong(cms, operation, unit, size, code):
    assert tape(cms, operation, size=size & 0xFFFFFFFF, unit=unit)[0] == code


def test_a_reel_without_a_ring(written):
    written.drive.ring = False
    assert tape(written, "WRITE", ONE)[0] == tape(written, "WTM")[0] == 6
    assert read(written) == ONE


def test_the_largest_block(cms):
    data = bytes(range(1, 252)) * 262
    assert tape(cms, "WRITE", data[:65535])[0] == 0
    assert tape(cms, "REW")[0] == 0
    assert read(cms, 65535) == data[:65535]


def test_modes(cms):
    assert tape(cms, "WRITE", ONE, mode=0xCB)[0] == 0 and cms.drive.density == 800
    assert tape(cms, "REW")[0] == 0
    assert tape(cms, "WRITE", ONE, mode=0xC3)[0] == 0 and cms.drive.density == 1600


def test_bad_spots_are_tried_again(written):
    """A drive that reads badly four times, and one that always does."""
    drive, start_read, left = written.drive, written.drive.start_read, [4]

    def bad(block, backward):
        status = start_read(block, backward)
        if left[0]:
            left[0] -= 1
            drive.ending = DONE | drive.failed(DATA_CHECK)
        return status
    drive.start_read = bad
    assert read(written) == ONE and read(written) == TWO and left == [0]
    assert tape(written, "REW")[0] == 0
    left[0] = 1000
    answer = typed(written, "READ", b"", 4096)
    assert code_of(answer) == 3 and left == [990]
    assert answer[0].startswith("I/O ERROR ON 181 TAP2, READ     STATUS 0E")
    assert "SENSE 08" in answer[0]
    assert answer[1].startswith(f"CCW 02{BUFFER:06X} 00001000, CAW 00")
    assert len(answer) == 3                                    # no place on disk


def test_nothing_behind_the_last_block(cms):
    assert tape(cms, "WRITE", ONE)[0] == 0
    assert code_of(typed(cms, "READ", b"", 80)) == 3           # and the block before it is not read instead
    assert tape(cms, "BSR")[0] == 0
    assert read(cms) == ONE


TAPECMD = (" LR 9,14", " LA 1,LIST", " SVC 202", " DC AL4(*+4)", " BR 9", " DS 0D",
           "LIST DC CL8'TAPEIO',CL8'{}',CL4'TAP2',A(TEXT),F'4',F'0'", "TEXT DC C'DATA'")


def command(operation: str) -> bytes:
    return program(*(line.format(operation) for line in TAPECMD))


def test_a_drive_that_is_not_ready_is_waited_for(cms, reel):
    cms.drive.dismount()
    cms.put("TAPER", command("WRITE"))
    del cms.lines[:]
    cms.machine.post(lambda: cms.console.type_in("TAPER"))
    cms.run(100_000)
    assert cms.lines == ["181 TAP2 NOT READY; IT IS WAITED FOR, KX GIVES UP"]
    cms.machine.post(lambda: cms.drive.mount(reel))
    cms.run()
    assert code_of(cms.lines) == 0
    reel.rewind()
    assert reel.read_forward() == "DATA".encode("cp037")


def test_unloading(written):
    assert tape(written, "RUN")[0] == 0
    assert written.drive.image is None and written.drive.unloaded is not None


def test_under_cp(tmp_path):
    with cms_system(tmp_path / "cp") as system:
        folder = system.data / "tapes"
        folder.mkdir(exist_ok=True)
        with open_tape(folder / "reel1.aws", write=True, create="aws") as image:
            image.write(b"OLD")
        vm = cms_user(system, "TAPES")
        vm.console.command("IPL 190")
        asked(vm, "")
        system.command("MOUNT REEL1 TAPES 181 RING")
        for operation in ("WRITE", "WTM", "REW", "READ"):
            vm.machine.storage.write(0x10000, command(operation))
            vm.machine.storage.write(fields()["TRANNAME"], "TAPER   ".encode("cp037"))
            assert code_of(asked(vm, "TAPER")) == 0, operation
        vm.console.command("LOGOFF")
    with open_tape(tmp_path / "cp" / "tapes" / "reel1.aws") as image:
        assert [image.read_forward() for _ in range(2)] == ["DATA".encode("cp037"), MARK]
