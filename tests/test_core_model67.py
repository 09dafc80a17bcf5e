"""The Model 67 in the compiled core: its instructions, the extended PSW, translation with page
and segment faults.  Expected values from GA27-2719 and A22-6821-7, and, for whole states, the
reference interpreter.  See also test_core_model67_pages (programs in pages, tables changed,
keys) and test_core_model67_faults (every instruction's faults)."""
import pytest

from dat_setup import (EXTENDED, PAGES, SEGMENTS, extended_psw, map_page, paged, put, real,
                       reload_tables)
from s360._core import REASONS, Core


def standard(code, at=0x1000, **options):
    """A core in standard mode at the code."""
    core = Core(0x8000, **{"timer": False} | options)
    core.storage[at:at + len(bytes.fromhex(code))] = bytes.fromhex(code)
    for new in (0x58, 0x60, 0x68, 0x78):
        core.storage[new:new + 8] = bytes(6) + b"\x08\x00"
    core.psw = bytes(5) + at.to_bytes(3, "big")
    return core


def steps(core, count):
    for _ in range(count):
        assert REASONS[core.run(1)] == "BUDGET"
    return core


# --- BAS, BASR --------------------------------------------------------------------------------

@pytest.mark.parametrize("make", (standard, paged))
def test_branch_and_store_keeps_the_bare_address(make):
    core = make("4D10 A010")                              # BAS 1,10(A)
    core.set_gpr(10, 0xFF001000)
    core.psw = core.psw[:2] + (b"\x3F" + core.psw[3:] if core.extended else b"\0\0\x3F"
                               + core.psw[5:])
    steps(core, 1)
    assert (core.get_gpr(1), core.ia, core.cc) == (0x00001004, 0x1010, 3)
    core = make("0D1A")
    core.set_gpr(10, 0x12001020)
    steps(core, 1)
    assert (core.get_gpr(1), core.ia) == (0x00001002, 0x1020)


def test_branch_and_store_register_0_does_not_branch_and_a_register_may_be_both():
    assert steps(standard("0D10"), 1).ia == 0x1002
    core = standard("0D11")
    core.set_gpr(1, 0x2468)
    steps(core, 1)
    assert (core.ia, core.get_gpr(1)) == (0x2468, 0x1002)


def test_branch_and_link_in_extended_mode_links_ilc_cc_and_mask():
    core = paged("45100234" "0510")
    core.psw = extended_psw(0x1000, flags=0x25)            # CC 2, program mask 5
    core.storage[0x234:0x236] = bytes.fromhex("0510")
    steps(core, 1)
    assert (core.get_gpr(1), core.ia) == (0xA5001004, 0x234)
    steps(core, 1)
    assert (core.get_gpr(1), core.ia) == (0x65000236, 0x236)


# --- LRA --------------------------------------------------------------------------------------

@pytest.mark.parametrize("mask", (0, 4))
@pytest.mark.parametrize("address, cc, result", [
    (0x002345, 0, 0x006345),            # page 2 lies in frame 6
    (0xFF007FFF, 0, 0x007FFF),          # the high byte takes no part
    (0x003000, 2, PAGES + 6),           # page 3 made unavailable: its entry
    (0x008000, 2, PAGES + 16),          # beyond the page table: where the entry would be
    (0x0FF000, 2, PAGES + 510),
    (0x100000, 1, SEGMENTS + 4),        # the segment is not available: its entry
    (0xF00FFF, 1, SEGMENTS + 60)])
def test_load_real_address(mask, address, cc, result):
    core = paged("B112A000")                               # LRA 1,0(2,A)
    map_page(core, 3, None)
    core.psw = extended_psw(0x1000, mask=mask)
    core.set_gpr(2, address - 0x10 & 0xFFFFFFFF)
    core.set_gpr(10, 0x10)
    steps(core, 1)
    assert (core.cc, core.get_gpr(1)) == (cc, result)
    assert core.ia == 0x1004 and core.get_cr(2) == 0       # no exception: no address kept
    assert core.storage.key(real(0x2345)) == 0             # and the page is not touched


def test_load_real_address_in_standard_mode_and_its_exceptions():
    core = standard("B1102000")
    core.set_gpr(2, 0x5123)
    core.storage[0x300:0x304] = bytes.fromhex("07000340")
    core.storage[0x34A:0x34C] = bytes.fromhex("0040")
    core.set_cr(0, 0x300)
    steps(core, 1)
    assert (core.cc, core.get_gpr(1)) == (0, 0x4123)
    core.ia = 0x1000
    core.storage[0x34A:0x34C] = bytes.fromhex("0041")      # bits 13-15 must be zero
    steps(core, 1)
    assert core.last_interruption == (3, 6, 2)
    core.psw = bytes.fromhex("0000000000001000")
    core.set_cr(0, 0x8000)                                 # the table is beyond storage
    steps(core, 1)
    assert core.last_interruption == (3, 5, 2)
    core.psw = bytes.fromhex("0001000000001000")
    steps(core, 1)
    assert core.last_interruption == (3, 2, 2)


# --- LMC, STMC --------------------------------------------------------------------------------

def test_control_registers_load_and_store():
    core = standard("B80E0200" "B00F0240")                 # LMC 0,14; STMC 0,15
    words = [0x11000340, 1, 0x22222222, 3, 0x44444444, 5, 0x000000C3, 7] + [0x99999999] * 7
    core.storage[0x200:0x23C] = b"".join(w.to_bytes(4, "big") for w in words)
    steps(core, 2)
    stored = [core.storage.word(0x240 + 4 * n) for n in range(16)]
    assert stored == [0x11000340, 0, 0x22222222, 0, 0x44444444, 0, 0x000000C3, 0,
                      0x8C8C8C8C, 0x8C8C0000, 0x02468ACE, 0x88000000, 0xFFFFFFFF, 0xFFFFFFFF,
                      0x00000200, 0]


def test_control_registers_wrap_from_15_to_0():
    core = standard("B8E20200" "B0E20240")
    core.storage[0x200:0x214] = bytes.fromhex("AAAAAAAA BBBBBBBB 00000340 DDDDDDDD 12345678")
    steps(core, 2)
    assert core.storage[0x240:0x254].hex() == "00000200" "00000000" "00000340" "00000000" "12345678"


@pytest.mark.parametrize("code", ("B8020202", "B0020202"))
def test_control_registers_need_a_word_boundary_and_supervisor_state(code):
    core = steps(standard(code), 1)
    assert core.last_interruption == (3, 6, 2)
    core = standard(code)
    core.psw = bytes.fromhex("0001000000001000")
    assert steps(core, 1).last_interruption == (3, 2, 2)


def test_extended_mode_begins_and_ends_with_control_register_6():
    """The system mask byte is kept; bit 5 of it means channel 5, then translation."""
    core = standard("B8660200" "5810 3000" "B866 0204")
    core.storage[0x200:0x208] = bytes.fromhex("00800000 00000000")
    core.storage[SEGMENTS:SEGMENTS + 4] = bytes.fromhex("03000340")
    core.storage[PAGES:PAGES + 8] = bytes.fromhex("0000001000400050")
    core.storage[0x5000:0x5004] = bytes.fromhex("00C0FFEE")
    core.set_cr(0, SEGMENTS)
    core.set_gpr(3, 0x3000)
    core.psw = bytes.fromhex("04000000 2A001000")
    steps(core, 1)
    assert core.extended and core.psw.hex() == "04002a0000001004"
    steps(core, 1)
    assert core.get_gpr(1) == 0x00C0FFEE
    steps(core, 1)
    assert not core.extended and core.psw.hex() == "040000002a00100c"


# --- the extended PSW -------------------------------------------------------------------------

def test_load_psw_ignores_the_length_code_and_takes_all_fields():
    core = paged("82000F00")
    core.storage[0xF00:0xF08] = bytes.fromhex("0635E50000123456")
    steps(core, 1)
    assert core.psw.hex() == "0635250000123456"            # ILC 3 is not kept
    assert (core.system_mask, core.key, core.cc, core.ia) == (6, 3, 2, 0x123456)


@pytest.mark.parametrize("psw", ("0800000000001234", "8400000000001234", "0400000100001234",
                                 "0400000001001234"))
def test_load_psw_of_an_invalid_extended_psw_interrupts_behind_it(psw):
    core = paged("82000F00")
    core.storage[0xF00:0xF08] = bytes.fromhex(psw)
    steps(core, 1)
    assert core.last_interruption == (3, 6, 2) and core.executed == 1
    assert core.storage[0x12:0x14].hex() == "0006"
    old = core.storage[0x28:0x30]
    assert old[:2].hex() == psw[:4] and old[2] >> 6 == 2 and old[5:8].hex() == "001234"


def test_set_system_mask_in_extended_mode():
    """Bits 0-4 must be zero; bit 5 switches translation for the next instruction."""
    core = paged("80000F00", at=0x2000)                    # page 2 lies in frame 6
    core.storage[0x2004:0x2006] = bytes.fromhex("1A11")    # what lies behind it untranslated
    core.storage[0xF00] = 0x03
    core.set_gpr(1, 21)
    steps(core, 2)
    assert core.get_gpr(1) == 42 and core.psw.hex()[:2] == "03"
    core = paged("80000F00")
    core.storage[0xF00] = 0x0C
    steps(core, 1)
    assert core.last_interruption == (3, 6, 2)
    assert core.storage[0x28:0x30].hex() == "0c00800000001004"


def test_interruption_codes_lie_in_low_storage():
    """External 0E, SVC 10, program 12, I/O 16: real addresses, the old PSWs hold none."""
    core = paged("0A99")
    core.psw = extended_psw(0x1000, key=0, amwp=1, flags=0x1F)
    steps(core, 1)
    assert core.storage[0x10:0x12].hex() == "0099"
    assert core.storage[0x20:0x28].hex() == "04015f0000001002"
    core = paged("0000")
    steps(core, 1)
    assert core.storage[0x12:0x14].hex() == "0001"
    assert core.storage[0x28:0x30].hex() == "0400400000001002"
    core = paged()
    core.psw = extended_psw(0x1234, mask=5)
    core.set_cr(6, EXTENDED | 0xFF)
    core.external = 0xC0
    core.run(1)
    assert core.storage[0x0E:0x10].hex() == "00c0"
    assert core.storage[0x18:0x20].hex() == "0500000000001234" and core.external == 0
    core = paged()
    core.psw = extended_psw(0x1234, mask=6)
    core.interrupt(5, 0x191)
    assert core.storage[0x16:0x18].hex() == "0191"
    assert core.storage[0x38:0x40].hex() == "0600000000001234" and core.ia == 0x800


@pytest.mark.parametrize("mask, cr4, enabled", [
    (0x00, 0xFFFFFFFF, 0), (0x02, 0x80000000, 0x80), (0x06, 0xFE000000, 0xFE),
    (0x02, 0x00FFFFFF, 0)])
def test_channels_are_enabled_by_control_register_4_under_the_summary_mask(mask, cr4, enabled):
    core = paged()
    core.set_cr(4, cr4)
    core.psw = extended_psw(0x1000, mask=mask)
    assert core.enabled_io == enabled
    core.io_pending = 0xFE
    put(core, 0x1000, bytes.fromhex("1A11"))
    assert REASONS[core.run(1)] == ("IO_READY" if enabled else "BUDGET")


def test_external_conditions_are_enabled_by_control_register_6():
    core = paged("1A11" "1A11")
    core.set_cr(6, EXTENDED | 0x40)
    core.psw = extended_psw(0x1000, mask=5)
    core.external = 0x80
    steps(core, 1)
    assert core.interruptions == 0 and core.external == 0x80
    core.external |= 0x40
    core.storage[0x800:0x802] = bytes.fromhex("1A11")
    steps(core, 1)
    assert core.last_interruption == (1, 0x40, 0) and core.external == 0x80


# --- segments ---------------------------------------------------------------------------------

@pytest.mark.parametrize("switch, code", [(None, 0x11), (0x11, 0x11), (0x10, 0x10)])
def test_an_unavailable_segment_has_the_code_chosen(switch, code):
    core = paged("58102004")
    if switch:
        core.set_segment_code(switch)
    core.set_gpr(2, 0x100000)
    steps(core, 1)
    assert core.last_interruption == (3, code, 2) and core.get_cr(2) == 0x100004
    core = paged("58102004")
    core.set_gpr(2, 0x008000)                                    # beyond its page table
    core.set_segment_code(code)
    steps(core, 1)
    assert core.last_interruption == (3, 0x11, 2) and core.get_cr(2) == 0x8004


@pytest.mark.parametrize("segment, page, code", [
    ("07000340", "0061", 6), ("07000340", "0064", 6), ("07008000", "", 5), ("FF007FFC", "", 5)])
def test_malformed_tables(segment, page, code):
    """Bits 13-15 of a page-table entry, and page tables beyond the end of storage."""
    core = paged("5810A000")
    core.storage[SEGMENTS + 4:SEGMENTS + 8] = bytes.fromhex(segment)
    core.storage[PAGES + 4:PAGES + 6] = bytes.fromhex(page or "0060")
    core.set_gpr(10, 0x102000)
    reload_tables(core)
    steps(core, 1)
    assert core.last_interruption == (3, code, 2) and core.get_cr(2) == 0


def test_system_reset_leaves_extended_mode_and_forgets_translations():
    core = paged("58102000")
    steps(core, 1)
    core.system_reset()
    assert not core.extended and core.get_cr(6) == 0
    core.psw = bytes.fromhex("0400000000001000")
    core.set_gpr(2, 0x2000)
    core.storage[0x2000:0x2004] = b"REAL"
    steps(core, 1)
    assert core.get_gpr(1) == int.from_bytes(b"REAL", "big")
