"""DIAGNOSE X'18', X'20', X'24', X'28', X'58': input and output before the next instruction."""
import pytest

from channel_machine import ccw
from diagnose_machine import CODE_AT, System, interruption, issue, put_deck
from memory_volume import MemoryVolume, record, records_of, slot
from s360.devices.base import ATTENTION
from s360.devices.dasd import Dasd
from s360.machine import StopReason

CHAIN, ARGUMENT, DATA = 0x1000, 0x1800, 0x2000
CC, CD, SLI, PCI = 0x40, 0x80, 0x20, 0x08
SEEK, SEEK_HEAD, SECTOR, SEARCH, TIC, READ, WRITE = 0x07, 0x1B, 0x23, 0x31, 0x08, 0x06, 0x05


@pytest.fixture
def system(tmp_path):
    one = System(tmp_path)
    yield one
    one.close()


@pytest.fixture
def vm(system):
    return system.logon("ANNA")


def put(vm, *ccws):
    vm.machine.storage.write(CHAIN, b"".join(ccws))


def argument(vm, number, head=0, record=1, cylinder=0):
    """Seek argument number `number`: its address."""
    at = ARGUMENT + 8 * number
    vm.machine.storage.write(at, bytes((0, 0, 0, cylinder, 0, head, record)))
    return at


def chain(vm, *operations, first=SEEK, seeks=True):
    """CCWs of (command, head, record, count) operations, data one behind the other."""
    out, data = [], DATA
    for n, (command, head, record, count) in enumerate(operations):
        at = argument(vm, n, head, record)
        if seeks or not n:
            out.append(ccw(first if not n else SEEK_HEAD, at, 6, CC))
        search = CHAIN + 8 * len(out)
        out += [ccw(SEARCH, at + 2, 5, CC), ccw(TIC, search, 0),
                ccw(command, data, count, SLI | (CC if n + 1 < len(operations) else 0))]
        data += count
    put(vm, *out)


def disk(vm, unit=0x191, number=1, at=CHAIN, **registers):
    """X'18': (condition code, register 15)."""
    issue(vm, 0x18, r1=unit, r2=at, r15=number, **registers)
    assert interruption(vm) is None
    return vm.core.cc, vm.core.get_gpr(15)


# -- X'18'

def test_two_records_are_read(vm):
    chain(vm, (READ, 0, 2, 800), (READ, 1, 3, 800))
    assert disk(vm, number=2) == (0, 0)
    assert vm.machine.storage.read(DATA, 1600) == b"\x02" * 800 + b"\x13" * 800


def test_a_record_is_written_and_stays(vm):
    vm.machine.storage.write(DATA, b"\x55" * 800)
    chain(vm, (WRITE, 1, 2, 800))
    assert disk(vm) == (0, 0)
    volume = vm.devices[0x191].volume
    assert records_of(volume.read_track(0, 1))[2][2] == b"\x55" * 800


def test_set_sector(vm):
    tracks = {(0, 0): slot(0, 0, [record(0, 0, 0, bytes(8)), record(0, 0, 1, b"\x66" * 800)], 13312)}
    vm.install(0x193, Dasd(MemoryVolume("3330-1", 10, 19, 13312, tracks)))
    at = argument(vm, 0)
    put(vm, ccw(SEEK, at, 6, CC), ccw(SECTOR, at, 1, CC), ccw(SEARCH, at + 2, 5, CC),
        ccw(TIC, CHAIN + 16, 0), ccw(READ, DATA, 800))
    assert disk(vm, 0x193) == (0, 0)
    assert vm.machine.storage.read(DATA, 800) == b"\x66" * 800


def test_later_seeks_may_be_left_out(vm):
    chain(vm, (READ, 0, 1, 800), (READ, 0, 3, 800), seeks=False)
    assert disk(vm, number=2) == (0, 0)
    assert vm.machine.storage.read(DATA, 1600) == b"\x01" * 800 + b"\x03" * 800


def test_pending_interruptions_stay_and_caw_and_csw_are_not_touched(vm):
    storage = vm.machine.storage
    storage.write(0x40, b"\xaa" * 16)
    vm.devices[0x009].notify(ATTENTION)
    vm.devices[0x180].notify(0x04)
    pending = vm.machine.channels.pending
    chain(vm, (READ, 0, 1, 800))
    assert disk(vm) == (0, 0)
    assert storage.read(0x40, 16) == b"\xaa" * 16
    assert vm.machine.channels.pending == pending == 0xC0
    assert vm.machine.channels.accept(0xFF) == 0x180 and vm.machine.channels.accept(0xFF) == 0x009


def test_the_disk_can_be_used_with_sio_afterwards(vm):
    chain(vm, (READ, 0, 1, 800))
    disk(vm)
    channels = vm.machine.channels
    vm.machine.storage.write(0x48, CHAIN.to_bytes(4, "big"))
    assert channels.sio(0x191) == 0
    channels.idle()
    assert channels.accept(0xFF) == 0x191
    assert vm.machine.storage.read(0x44, 1)[0] & 0x0E == 0x0C


@pytest.mark.parametrize("unit, answer", ((0x300, (1, 1)), (0xFFFFFFFF, (1, 1)), (0x00E, (1, 2)),
                                          (0x009, (1, 2)), (0x180, (1, 2))))
def test_no_disk(vm, unit, answer):
    chain(vm, (READ, 0, 1, 800))
    assert disk(vm, unit) == answer


def test_a_write_to_a_read_only_disk(vm):
    chain(vm, (WRITE, 0, 1, 800))
    assert disk(vm, 0x192) == (1, 3)
    chain(vm, (READ, 0, 1, 800))
    assert disk(vm, 0x192) == (0, 0)


def test_a_cylinder_beyond_the_disk(vm):
    chain(vm, (READ, 0, 1, 800))
    argument(vm, 0, cylinder=10)
    assert disk(vm) == (1, 4)
    argument(vm, 0, cylinder=9)
    assert disk(vm) == (3, 13)                       # there, but no such record


def test_a_busy_disk(vm):
    vm.devices[0x191].notify(0x04)
    chain(vm, (READ, 0, 1, 800))
    assert disk(vm) == (1, 5)
    assert disk(vm, 0x192) == (0, 0)


@pytest.mark.parametrize("number", (0, 16, 0xFFFFFFFF, 1, 3))
def test_register_15_must_fit(vm, number):
    """The chain has two operations; with more asked for than there are it just ends."""
    chain(vm, (READ, 0, 1, 800), (READ, 0, 2, 800))
    assert disk(vm, number=number) == ((0, 0) if number == 3 else (2, 11))


def test_the_chain_on_a_doubleword(vm):
    chain(vm, (READ, 0, 1, 800))
    assert disk(vm, at=CHAIN + 4) == (2, 5)


def change(vm, n, **new):
    """Another command, address, flags or count in CCW n."""
    at = CHAIN + 8 * n
    old = vm.machine.storage.read(at, 8)
    fields = {"command": old[0], "address": int.from_bytes(old[1:4], "big"),
              "count": int.from_bytes(old[6:], "big"), "flags": old[4]} | new
    vm.machine.storage.write(at, ccw(fields["command"], fields["address"], fields["count"],
                                     fields["flags"]))


@pytest.mark.parametrize("n, new, code", (
    (0, {"address": 0xFFFC}, 6), (1, {"address": 0xFFFFF0}, 6), (0, {"count": 5}, 6),
    (3, {"command": 0x0E}, 7), (3, {"command": 0x1D}, 7), (0, {"command": 0x03}, 7),
    (1, {"command": 0x29}, 7), (1, {"command": 0xB1}, 7), (1, {"flags": 0}, 7),
    (2, {"address": CHAIN}, 7), (2, {"command": 0x03}, 7), (3, {"flags": CD}, 7),
    (3, {"count": 0}, 8), (3, {"count": 2049}, 9), (3, {"address": 0xFFF8}, 10)))
def test_ccws_that_do_not_belong(vm, n, new, code):
    chain(vm, (READ, 0, 1, 800))
    change(vm, n, **new)
    assert disk(vm) == (2, code)


def test_a_chain_that_runs_out_of_storage(vm):
    chain(vm, (READ, 0, 1, 800))
    vm.machine.storage.write(0xFFF8, vm.machine.storage.read(CHAIN, 8))
    assert disk(vm, at=0xFFF8) == (2, 6)
    assert disk(vm, at=0xFFFFF8) == (2, 6)


def test_another_cylinder(vm):
    chain(vm, (READ, 0, 1, 800), (READ, 1, 1, 800))
    argument(vm, 1, head=1, cylinder=1)
    assert disk(vm, number=2) == (2, 12)


def test_protected_data_are_not_the_guests(vm):
    chain(vm, (READ, 0, 1, 800))
    for block in range(0, 0x10000, 2048):
        vm.machine.storage.set_key(block, 0x50)
    vm.machine.storage.set_key(0x2000, 0x60)
    assert disk(vm, key=5) == (2, 10)
    assert disk(vm, key=0) == (0, 0)


def test_no_record_is_an_io_error_with_csw_and_sense(vm):
    chain(vm, (READ, 0, 9, 800))
    assert disk(vm) == (3, 13)
    csw = vm.machine.storage.read(0x40, 8)
    assert csw[4] & 0x02 and int.from_bytes(csw[1:4], "big") == CHAIN + 16       # behind SEARCH
    assert general(vm, 0x191, ccw(0x04, DATA, 6)) == (0, 0)
    assert vm.machine.storage.read(DATA, 2) == b"\x00\x08"                       # no record found


# -- X'20'

def general(vm, unit, *ccws, key=0, at=CHAIN):
    """X'20': (condition code, R15 or None when CC0)."""
    put(vm, *ccws)
    issue(vm, 0x20, r1=unit, r2=key << 28 | at)
    assert interruption(vm) is None
    return vm.core.cc, vm.core.get_gpr(15)


def test_tape_forward_and_tape_mark(vm):
    assert general(vm, 0x180, ccw(0x02, DATA, 100)) == (0, 0)
    assert vm.machine.storage.read(DATA, 100) == b"\xc1" * 100
    assert general(vm, 0x180, ccw(0x02, DATA, 100)) == (2, 2)         # tape mark
    assert general(vm, 0x180, ccw(0x07, 0, 1)) == (0, 0)              # rewind: device end awaited
    assert general(vm, 0x180, ccw(0x02, DATA, 99, 0)) == (2, 3)          # wrong length
    assert general(vm, 0x180, ccw(0x07, 0, 1, CC), ccw(0x02, DATA, 99, SLI)) == (0, 0)


def test_a_line_is_printed_and_a_card_read(system, vm):
    vm.machine.storage.write(DATA, "HELLO".encode("cp037"))
    assert general(vm, 0x00E, ccw(0x09, DATA, 5)) == (0, 0)
    file = vm.devices[0x00E].close_file()
    assert system.spool.reader(file.number) == [(0x09, "HELLO".encode("cp037"))]
    put_deck(system, "ANNA", "CARD 1")
    assert general(vm, 0x00C, ccw(0x02, DATA, 80)) == (0, 0)
    assert vm.machine.storage.read(DATA, 6) == "CARD 1".encode("cp037")
    assert general(vm, 0x00C, ccw(0x02, DATA, 80)) == (2, 2)          # end of file


def test_sense_bytes_of_an_error(vm):
    assert general(vm, 0x181, ccw(0x02, DATA, 100)) == (3, 13)        # no reel: intervention
    assert vm.core.get_gpr(2) & 0xFF00 == 0x4000
    assert general(vm, 0x00E, ccw(0x77, DATA, 1)) == (3, 13)          # command reject
    assert vm.core.get_gpr(2) & 0xFFFF == 0x8000


@pytest.mark.parametrize("unit, answer", ((0x300, (1, 1)), (0x009, (3, 13)), (0x290, (3, 13))))
def test_devices_that_are_not_for_it(vm, unit, answer):
    assert general(vm, unit, ccw(0x0A, DATA, 80)) == answer


def test_a_busy_device(vm):
    vm.devices[0x00E].notify(0x04)
    assert general(vm, 0x00E, ccw(0x09, DATA, 5)) == (1, 5)
    assert vm.machine.channels.pending == 0x80


def test_the_key_is_in_the_register(vm):
    vm.machine.storage.set_key(CHAIN, 0x38)
    vm.machine.storage.set_key(DATA, 0x38)
    assert general(vm, 0x180, ccw(0x02, DATA, 100), key=4) == (3, 13)
    assert general(vm, 0x180, ccw(0x02, DATA, 100), key=3) == (0, 0)


@pytest.mark.parametrize("at", (CHAIN + 4, 0xFFFFF8))
def test_ccws_in_the_wrong_place(vm, at):
    assert general(vm, 0x180, ccw(0x02, DATA, 100), at=at) == (3, 13)


def test_wrong_ccws(vm):
    assert general(vm, 0x180, ccw(TIC, CHAIN + 8, 0), ccw(0x02, DATA, 100)) == (3, 13)
    assert general(vm, 0x180, ccw(0x02, DATA, 0)) == (3, 13)
    assert general(vm, 0x180, ccw(0x02, 0xFFFFF0, 100)) == (3, 13)


def test_a_chain_without_end_is_given_up(vm):
    assert general(vm, 0x180, ccw(0x03, 0, 1, CC | SLI), ccw(TIC, CHAIN, 0)) == (3, 13)
    there, back = argument(vm, 1, 0, 0, 5), argument(vm, 0)
    assert general(vm, 0x191, ccw(SEEK, there, 6, CC), ccw(SEEK, back, 6, CC),
                   ccw(TIC, CHAIN, 0)) == (3, 13)
    assert general(vm, 0x180, ccw(0x02, DATA, 100)) == (0, 0)
    chain(vm, (READ, 0, 1, 800))
    assert disk(vm) == (0, 0)


def test_program_controlled_interruptions_have_no_effect(vm):
    assert general(vm, 0x180, ccw(0x03, 0, 1, CC | SLI | PCI), ccw(0x02, DATA, 100, PCI)) == (0, 0)
    assert vm.machine.channels.pending == 0


# -- X'24'

def kind(vm, unit, ry=2):
    """(condition code, Ry, Ry+1)."""
    issue(vm, 0x24, ry=ry, r1=unit, **{f"r{ry}": 0, f"r{ry + 1 & 15}": 0xEEEEEEEE})
    return vm.core.cc, vm.core.get_gpr(ry), vm.core.get_gpr(ry + 1 & 15)


@pytest.mark.parametrize("unit, answer", (
    (0x00C, (2, 0x20820000)), (0x00D, (2, 0x10820000)), (0x00E, (2, 0x10410000)),
    (0x0FF, (2, 0x20400000)), (0x290, (2, 0x02800000)), (0x181, (2, 0x08800400))))
def test_simulated_devices_have_no_real_one(vm, unit, answer):
    assert kind(vm, unit) == (*answer, 0xEEEEEEEE)


def test_real_devices(vm):
    assert kind(vm, 0x191) == (0, 0x04800000, 0x04800100)
    assert kind(vm, 0x192) == (0, 0x04800080, 0x04800100)            # read-only
    assert kind(vm, 0x180) == (0, 0x08800000, 0x08800000)


def test_register_15_gets_virtual_information_only(vm):
    assert kind(vm, 0x191, ry=15) == (0, 0x04800000, 0xEEEEEEEE)


def test_the_console(vm):
    assert kind(vm, 0xFFFFFFFF) == (0, 0x80000000, 0x80000050)       # 80 characters a line
    assert vm.core.get_gpr(1) == 0x009
    vm.console.face = None
    assert kind(vm, 0x009)[0] == 2


def test_no_such_device(vm):
    for unit in (0x300, 0x10009, 0xFFFFFFFE):
        assert kind(vm, unit) == (3, 0, 0xEEEEEEEE)


def test_status(vm):
    vm.devices[0x00E].notify(0x04)
    assert kind(vm, 0x00E)[1] == 0x10411000
    vm.devices[0x00D].stopped_by_user = True
    assert kind(vm, 0x00D)[1] == 0x10820400
    channels = vm.machine.channels
    vm.machine.storage.write(0x48, CHAIN.to_bytes(4, "big"))
    put(vm, ccw(0x0A, DATA, 80))
    assert channels.sio(0x009) == 0
    assert kind(vm, 0x009)[1] == 0x8000A000


# -- X'28'

def modified(vm, at=CHAIN, unit=0x009, rx=1, ry=2):
    issue(vm, 0x28, rx=rx, ry=ry, **{f"r{rx}": at, f"r{ry}": unit})
    return vm.core.cc, vm.core.get_gpr(15)


def test_a_changed_channel_program(vm):
    channels, storage = vm.machine.channels, vm.machine.storage
    put(vm, ccw(0x0A, DATA, 80, CC | SLI), ccw(TIC, 0x1100, 0), ccw(0x03, 0, 1), ccw(0x01, DATA, 1))
    assert modified(vm, CHAIN + 8) == (1, 5)                         # nothing is going on
    storage.write(0x48, CHAIN.to_bytes(4, "big"))
    assert channels.sio(0x009) == 0                                  # waits for a line
    assert modified(vm, CHAIN + 8) == (0, 0)
    assert modified(vm, CHAIN + 16) == (0, 0)
    assert modified(vm, CHAIN + 24) == (1, 6)
    storage.write(CHAIN + 8, ccw(TIC, 0xFFFFF8, 0))
    assert modified(vm, CHAIN + 8) == (1, 7)
    storage.write(CHAIN + 8, ccw(TIC, 0x1104, 0))
    assert modified(vm, CHAIN + 8) == (1, 8)
    channels.hio(0x009)
    channels.idle()
    storage.write(CHAIN + 8, ccw(TIC, 0x1100, 0))
    assert modified(vm, CHAIN + 8) == (2, 9)


def test_wrong_calls(vm):
    assert modified(vm, rx=2, ry=2)[1] == 1
    assert modified(vm, unit=0x300) == (1, 2)
    assert modified(vm, at=0x10000) == (1, 3)
    assert modified(vm, at=0x1001000) == (1, 3)
    assert modified(vm, at=CHAIN + 4) == (1, 4)


# -- X'58'

def display_ccw(count, control=0, at=DATA, flags=SLI, command=0x19):
    return (bytes((command,)) + at.to_bytes(3, "big") + bytes((flags, control))
            + count.to_bytes(2, "big"))


def display(vm, *ccws, unit=0x009):
    put(vm, *ccws)
    issue(vm, 0x58, r1=CHAIN, r2=unit)
    assert interruption(vm) is None
    return vm.core.cc, [text for _, text in vm.console.lines]


def test_lines_on_the_console(vm):
    text = "FIRST".ljust(80) + "SECOND"
    vm.machine.storage.write(DATA, text.encode("cp037"))
    assert display(vm, display_ccw(86, 0x80)) == (0, ["FIRST", "SECOND"])
    assert display(vm, display_ccw(86, 0xFF))[1] == ["FIRST", "SECOND"]        # only clear
    assert display(vm, display_ccw(5, flags=CD), display_ccw(6, at=DATA + 80))[1][-1] == "FIRSTSECOND"


def test_lines_fit_on_the_screen(vm):
    assert display(vm, display_ccw(81, 20)) == (0, ["", ""])
    assert display(vm, display_ccw(81, 21))[0] == 1
    assert display(vm, display_ccw(80, 0x80 | 21))[0] == 0


def test_what_is_no_line_write(vm):
    for wrong in (display_ccw(5, command=0x29), display_ccw(5, command=0x2A), display_ccw(5, command=1),
                  display_ccw(1761), display_ccw(0)):
        assert display(vm, wrong) == (1, [])
    assert display(vm, display_ccw(1000, flags=CD), display_ccw(800)) == (1, [])
    assert display(vm, display_ccw(5), unit=0x00E) == (3, [])
    issue(vm, 0x58, r1=CHAIN + 4, r2=9)
    assert interruption(vm) == 6
    put(vm, display_ccw(5, at=0xFFFFFE))
    issue(vm, 0x58, r1=CHAIN, r2=9)
    assert interruption(vm) == 5


def test_a_console_that_is_behind(vm):
    vm.console.face.behind = True
    put(vm, display_ccw(5))
    assert issue(vm, 0x58, r1=CHAIN, r2=9) is StopReason.STOPPED
    assert vm.suspended and vm.core.ia == CODE_AT + 4 and vm.core.cc == 0
