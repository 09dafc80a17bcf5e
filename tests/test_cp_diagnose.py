"""DIAGNOSE: which codes there are, who may use them, and those about the machine and the system."""

import pytest

from cp import diagnose
from cp.accounting import records
from diagnose_machine import CODE_AT, System, interruption, issue, went_on
from s360.machine import StopReason
from shared import ROOT

PRIVILEGED, PROTECTION, ADDRESSING, SPECIFICATION = 2, 4, 5, 6
#: codes of VM/370 that CP knows at all, from the System Programmer's Guide and its successors
KNOWN = {0x00, 0x04, 0x08, 0x0C, 0x10, 0x14, 0x18, 0x1C, 0x20, 0x24, 0x28, 0x2C, 0x30, 0x34, 0x38,
         0x3C, 0x40, 0x44, 0x48, 0x4C, 0x50, 0x54, 0x58, 0x5C, 0x60, 0x64, 0x68, 0x74, 0x78, 0x7C}
OURS = {0x300, 0x304, 0x308, 0x30C, 0x310}
AREA = 0x1000


@pytest.fixture
def system(tmp_path):
    one = System(tmp_path)
    yield one
    one.close()


@pytest.fixture
def vm(system):
    return system.logon("ANNA")


def text(data):
    return data.decode("cp037")


# -- the table

def test_every_code_is_there_or_refused_with_a_reason():
    assert set(diagnose.CODES) == KNOWN | OURS
    for row in diagnose.CODES.values():
        assert bool(row.function) != bool(row.reason)
        assert not row.function or row.entry and row.result


def test_the_page_is_current():
    page = ROOT / "docs" / "diagnose.md"
    words = page.read_text(encoding="utf-8")
    assert words == diagnose.current(words), "run: python -m cp.diagnose docs/diagnose.md"
    assert diagnose.table() in words


@pytest.mark.parametrize("code", (0x01, 0x6C, 0x80, 0x2FC, 0xFFC))
def test_unknown_codes_are_specification_exceptions(vm, code):
    issue(vm, code)
    assert interruption(vm) == SPECIFICATION


@pytest.mark.parametrize("code", [row.code for row in diagnose.CODES.values() if row.reason])
def test_refused_codes_are_specification_exceptions(system, code):
    vm = system.logon("BOSS", classes="ABCDEFG")
    issue(vm, code)
    assert interruption(vm) == SPECIFICATION


def test_codes_of_a_class_are_privileged_for_others(vm):
    for code in (0x04, 0x1C, 0x34, 0x3C, 0x50, 0x74):
        issue(vm, code)
        assert interruption(vm) == PRIVILEGED


@pytest.mark.parametrize("code", sorted(OURS))
def test_our_own_codes_are_not_there_in_1968(system, code):
    old = system.logon("OLD", profile="1968")
    issue(old, code, r1=AREA, r2=32)
    assert interruption(old) == SPECIFICATION
    assert old.counters.diagnoses == {}


def test_the_code_is_an_effective_address(vm):
    vm.core.set_gpr(5, 0x50)
    vm.machine.storage.write(CODE_AT, bytes.fromhex("83345010"))       # 10(5)
    vm.core.psw = CODE_AT.to_bytes(8, "big")
    vm.machine.run(1)
    assert vm.core.get_gpr(3) == 65536 and vm.counters.diagnoses == {0x60: 1}


def test_under_execute_the_interruption_points_behind_the_execute(vm):
    issue(vm, 0x0C, execute=True, limit=2, r1=AREA + 4)
    old = vm.machine.storage.read(0x28, 8)
    assert old[2:4] == b"\0\6" and old[4] >> 6 == 2 and old[5:] == (CODE_AT + 12).to_bytes(3, "big")


def test_in_problem_state_the_guest_is_interrupted_by_the_core(vm):
    vm.machine.storage.write(0x68, bytes(6) + b"\x70\0")
    vm.machine.storage.write(CODE_AT, bytes.fromhex("83120060"))
    vm.core.psw = bytes((0, 1, 0, 0, 0)) + CODE_AT.to_bytes(3, "big")
    vm.machine.run(1)
    assert interruption(vm) == PRIVILEGED and vm.counters.diagnoses == {}


# -- storage

def test_storage_is_reached_under_the_guests_key(vm):
    storage = vm.machine.storage
    storage.set_key(0x1000, 0x30)
    storage.set_key(0x1800, 0x40)
    assert went_on(vm, issue(vm, 0x0C, key=3, r1=0x1000))
    for key, at, code in ((4, 0x1000, PROTECTION), (3, 0x17F0, PROTECTION), (3, 0xFFF8, ADDRESSING),
                          (3, 0x1004, SPECIFICATION), (3, 0x7FFFF8, ADDRESSING)):
        before = storage.read(0x1000, 0x1000)
        issue(vm, 0x0C, key=key, r1=at)
        assert interruption(vm) == code
        assert storage.read(0x1000, 0x1000) == before
    assert went_on(vm, issue(vm, 0x0C, key=0, r1=0x17F0))


def test_shared_pages_cannot_be_stored_into(vm):
    vm.machine.storage.share(0x1000, 4096, True)
    issue(vm, 0x0C, r1=AREA)
    assert interruption(vm) == PROTECTION
    issue(vm, 0x10, r1=0x1000, r2=0x1000)
    assert interruption(vm) == PROTECTION
    assert went_on(vm, issue(vm, 0x0C, r1=0x2000))


def test_fetch_protection_counts(vm):
    vm.machine.storage.set_key(0x1000, 0x38)
    issue(vm, 0x08, key=4, r1=AREA, r2=4)
    assert interruption(vm) == PROTECTION


# -- 00, 0C, 60

def test_identification(vm):
    assert went_on(vm, issue(vm, 0x00, r1=AREA, r2=100))
    data = vm.machine.storage.read(AREA, 40)
    assert text(data[:8]) == "CPCMS   " and data[8:12] == b"\2\3\1\xff" and data[12:16] == bytes(4)
    assert text(data[16:24]) == "ANNA    " and data[24:32] == bytes(8)
    assert vm.core.get_gpr(2) == 100 - 32


def test_identification_of_profile_1968_and_a_short_area(system):
    vm = system.logon("OLD", profile="1968")
    vm.machine.storage.write(AREA, b"\xff" * 16)
    issue(vm, 0x00, r1=AREA, r2=8)
    assert text(vm.machine.storage.read(AREA, 8)) == "CP-67   "
    assert vm.machine.storage.read(AREA + 8, 8) == b"\xff" * 8 and vm.core.get_gpr(2) == 0
    issue(vm, 0x00, r1=AREA + 4, r2=8)
    assert interruption(vm) == SPECIFICATION


def test_pseudo_timer(vm):
    vm.core.cc = 2
    used = vm.core.executed
    assert went_on(vm, issue(vm, 0x0C, r1=AREA))
    data = vm.machine.storage.read(AREA, 32)
    assert text(data[:16]) == "09/30/7112:34:56"
    virtual, total = (int.from_bytes(data[at:at + 8], "big") for at in (16, 24))
    assert virtual == used + 1                        # one instruction is a microsecond
    assert total > virtual                            # CP's work for it counts too


def test_storage_size(system):
    big = system.logon("BIG", storage=2 << 20)
    issue(big, 0x60, rx=7)
    assert big.core.get_gpr(7) == 2 << 20


# -- 10

def test_released_pages_are_zero_and_others_are_not(vm):
    storage = vm.machine.storage
    storage[0x1000:0x5000] = b"\xaa" * 0x4000
    assert went_on(vm, issue(vm, 0x10, r1=0x2000, r2=0x3000))
    assert storage.read(0x2000, 0x2000) == bytes(0x2000)
    assert storage.read(0x1000, 0x1000) == storage.read(0x4000, 0x1000) == b"\xaa" * 0x1000


@pytest.mark.parametrize("first, last, code", (
    (0x2004, 0x3000, SPECIFICATION), (0x2000, 0x3800, SPECIFICATION), (0x3000, 0x2000, SPECIFICATION),
    (0x2000, 0x10000, ADDRESSING), (0xF000, 0xFFF000, ADDRESSING)))
def test_release_of_what_are_no_pages(vm, first, last, code):
    vm.machine.storage[0x2000:0x4000] = b"\xaa" * 0x2000
    issue(vm, 0x10, r1=first, r2=last)
    assert interruption(vm) == code
    assert vm.machine.storage.read(0x2000, 0x2000) == b"\xaa" * 0x2000


def test_the_last_page_may_be_half_a_page(system):
    odd = system.logon("ODD", storage=0x8800)
    odd.machine.storage[0x8000:0x8800] = b"\xaa" * 0x800
    assert went_on(odd, issue(odd, 0x10, r1=0x8000, r2=0x8000))
    assert odd.machine.storage.read(0x8000, 0x800) == bytes(0x800)


# -- 44, 4C, 54, 5C

def test_giving_up_the_slice_ends_it(vm):
    assert issue(vm, 0x44, limit=1000) is StopReason.STOPPED
    assert vm.core.ia == CODE_AT + 4 and vm.runnable


def test_accounting_record(system, tmp_path):
    payer = system.logon("PAYER", options=("ACCT",))
    payer.machine.storage.write(AREA, "PROJECT 12".encode("cp037"))
    issue(payer, 0x4C, ry=4, r1=AREA, r4=0x10, r5=10)
    assert payer.core.cc == 0
    found, = [one for one in records(tmp_path / "accounting.db") if one["userid"] == "PAYER"]
    assert found["data"] == "PROJECT 12".encode("cp037")


def test_accounting_record_refused(system, vm):
    issue(vm, 0x4C, ry=4, r1=AREA, r4=0x10, r5=10)
    assert vm.core.cc == 1                            # no option ACCT
    payer = system.logon("PAYER", options=("ACCT",))
    issue(payer, 0x4C, ry=4, r1=AREA, r4=4)
    assert payer.core.cc == 3
    for register, length, at in ((4, 0, AREA), (4, 71, AREA), (4, 11, 0x1FF6), (15, 10, AREA)):
        issue(payer, 0x4C, ry=register, r1=at, r4=0x10, r5=length, r15=0x10)
        assert interruption(payer) == SPECIFICATION
    for at in (0x1000000, 0xFFFFFFFF, 0xFFFF00):
        issue(payer, 0x4C, ry=4, r1=at, r4=0x10, r5=10)
        assert interruption(payer) == ADDRESSING


def test_pa2_is_kept_for_displays(vm):
    issue(vm, 0x54, r1=1)
    assert vm.console.pa2_interrupts
    issue(vm, 0x54, r1=0)
    assert not vm.console.pa2_interrupts


@pytest.mark.parametrize("emsg, at, length", (
    ("ON", AREA, 40), ("CODE", AREA, 10), ("TEXT", AREA + 11, 29), ("OFF", AREA, 0)))
def test_error_messages_are_edited_as_set_emsg_says(vm, emsg, at, length):
    vm.options.emsg = emsg
    issue(vm, 0x5C, r1=AREA, r2=40)
    assert (vm.core.get_gpr(1), vm.core.get_gpr(2)) == (at, length)


# -- 64

@pytest.fixture
def saved(system):
    """A system named SEG: pages 4 and 5, all X'77'."""
    maker = system.logon("MAKER")
    maker.machine.storage[0x4000:0x6000] = b"\x77" * 0x2000
    system.saved.save("SEG", maker, pages=((4, 5),))
    return system.saved


def segment(vm, function, name="SEG", at=AREA):
    vm.machine.storage.write(at, name.encode("cp037").ljust(8, b"\x40"))
    issue(vm, 0x64, r1=at, r2=function)
    return vm.core.cc, vm.core.get_gpr(1), vm.core.get_gpr(2)


def test_a_segment_is_found_loaded_and_purged(vm, saved):
    storage = vm.machine.storage
    storage[0x3000:0x7000] = b"\x11" * 0x4000
    assert segment(vm, 0xC) == (1, 0x4000, 0x5FFF)            # there, not loaded
    assert segment(vm, 8)[0] == 1
    assert storage.read(0x4000, 4) == b"\x11" * 4
    assert segment(vm, 0) == (1, 0x4000, 0x5FFF)
    assert storage.read(0x4000, 0x2000) == b"\x77" * 0x2000
    assert storage.read(0x3000, 0x1000) == storage.read(0x6000, 0x1000) == b"\x11" * 0x1000
    assert segment(vm, 0xC) == (0, 0x4000, 0x5FFF)
    assert segment(vm, 8)[0] == 0
    assert storage.read(0x4000, 0x2000) == bytes(0x2000)
    assert segment(vm, 0xC)[0] == 1


def test_clearing_storage_gives_segments_up(vm, saved):
    segment(vm, 0)
    vm.clear()
    assert segment(vm, 0xC)[0] == 1


def test_two_machines_load_a_segment_and_do_not_see_each_other(system, vm, saved):
    other = system.logon("BERTA")
    segment(vm, 0)
    segment(other, 0)
    vm.machine.storage[0x4000] = 0x12
    assert other.machine.storage.read(0x4000, 1) == b"\x77"


def test_segments_that_cannot_be_had(system, vm, saved):
    for name in ("NONE", "../X", "", "\x00" * 8):
        assert segment(vm, 0xC, name)[0::2] == (2, 44)
    small = system.logon("SMALL", storage=0x4000)
    for function in (0, 4, 8, 0xC):
        assert segment(small, function)[0::2] == (2, 44)
    issue(vm, 0x64, r1=AREA, r2=1)
    assert interruption(vm) == SPECIFICATION
    issue(vm, 0x64, r1=AREA + 4, r2=0)
    assert interruption(vm) == SPECIFICATION


def test_a_damaged_segment_is_told(vm, system, saved, tmp_path):
    path = tmp_path / "saved" / "SEG"
    path.write_bytes(path.read_bytes()[:-1])
    assert segment(vm, 0)[0::2] == (2, 177)
    assert "SEG" in system.logged[-1][1]
