"""Programs in the Model 67's pages: instructions and branches across frames, two names of one
frame, tables changed under way, keys, reference and change bits, what stays real.
Expected values from GA27-2719 and A22-6821-7."""
import pytest

from dat_setup import EXTENDED, SEGMENTS, extended_psw, get, map_page, paged, put, reload_tables
from s360._core import REASONS


def steps(core, count):
    for _ in range(count):
        assert REASONS[core.run(1)] == "BUDGET"
    return core


# --- instructions in pages --------------------------------------------------------------------

def test_an_instruction_may_lie_in_two_frames():
    for at in (0x1FFE, 0x1FFC):
        core = paged("D2032F000F00", at=at)                # MVC: pages 1 and 2, frames 1 and 6
        core.set_gpr(2, 0x1000)
        core.storage[0xF00:0xF04] = b"HALT"
        put(core, at + 6, bytes.fromhex("1A11"))
        core.set_gpr(1, 4)
        steps(core, 2)
        assert core.storage[0x1F00:0x1F04] == b"HALT"
        assert (core.ia, core.get_gpr(1)) == (at + 8, 8)


@pytest.mark.parametrize("code, at, failing", [
    ("D2032F000F00", 0x1FFE, 0x2000), ("D2032F000F00", 0x1FFC, 0x2000),
    ("58100F00", 0x1FFE, 0x2000), ("1A11", 0x2000, 0x2000), ("1A11", 0x2FFE, 0x2FFE)])
def test_an_instruction_in_an_unavailable_page(code, at, failing):
    """Length code 0 and the address of the instruction; control register 2 has the byte."""
    core = paged(code, at=at)
    map_page(core, 2, None)
    steps(core, 1)
    assert core.last_interruption == (3, 0x11, 0) and core.get_cr(2) == failing
    assert core.storage[0x28:0x30] == extended_psw(at) and core.executed == 1
    assert core.storage[0x12:0x14].hex() == "0011"


def test_a_branch_into_an_unavailable_page_is_complete():
    core = paged("45102004")                               # BAL 1,4(2)
    core.set_gpr(2, 0x2000)
    map_page(core, 2, None)
    steps(core, 1)
    assert (core.ia, core.get_gpr(1), core.interruptions) == (0x2004, 0x80001004, 0)
    steps(core, 1)
    assert core.last_interruption == (3, 0x11, 0) and core.get_cr(2) == 0x2004
    assert core.storage[0x28:0x30] == extended_psw(0x2004) and core.executed == 2


def test_execute_of_a_subject_in_two_frames_and_in_an_unavailable_page():
    core = paged("44102FFE")                               # EX 1,FFE(2): pages 2 and 3
    core.set_gpr(2, 0x2000)
    core.set_gpr(1, 0x03)
    put(core, 0x2FFE, bytes.fromhex("D2005000B000"))
    core.set_gpr(5, 0x4800)
    core.set_gpr(11, 0x4000)
    put(core, 0x4000, b"WORD")
    map_page(core, 3, None)
    steps(core, 1)
    assert core.last_interruption == (3, 0x11, 2) and core.get_cr(2) == 0x3000
    assert core.storage[0x28:0x30].hex() == "0400800000001004" and core.executed == 1
    map_page(core, 3, 2)
    core.psw = extended_psw(0x1000)
    steps(core, 1)
    assert get(core, 0x4800, 4) == b"WORD" and core.executed == 3


def test_execute_and_its_subject_may_both_end_their_pages():
    core = paged("44002FFC", at=0x1FFE)
    core.set_gpr(2, 0x2000)
    put(core, 0x2FFC, bytes.fromhex("5810B000"))
    core.set_gpr(11, 0x4FFC)
    put(core, 0x4FFC, bytes.fromhex("DEADBEEF"))
    steps(core, 1)
    assert (core.get_gpr(1), core.ia, core.executed) == (0xDEADBEEF, 0x2002, 2)


def test_two_names_of_one_frame_execute_each_under_its_own_address():
    """The same instructions, entered by both names in turn."""
    core = paged(at=0x2000)
    map_page(core, 7, 6)                                   # pages 2 and 7 are frame 6
    reload_tables(core)
    put(core, 0x2000, bytes.fromhex("05100D20" "07F6"))    # BALR 1,0; BASR 2,0; BR 6
    for name in (0x2000, 0x7000, 0x2000):
        core.set_gpr(6, 0x1000)
        core.psw = extended_psw(name)
        steps(core, 2)
        assert (core.get_gpr(1) & 0xFFFFFF, core.get_gpr(2)) == (name + 2, name + 4)
        assert core.ia == name + 4
        steps(core, 1)
        assert core.ia == 0x1000


def test_loops_run_from_page_to_page_and_by_either_name():
    core = paged(at=0x2000)
    map_page(core, 7, 6)
    reload_tables(core)
    put(core, 0x2FF8, bytes.fromhex("41110001" "47F03004"))     # LA 1,1(1); B 4(3)
    put(core, 0x3004, bytes.fromhex("45704000" "0000"))         # BAL 7,0(4)
    put(core, 0x4000, bytes.fromhex("0650" "4690CFF8"))         # BCTR 5,0; BCT 9,FF8(12)
    for name in (0x2000, 0x7000):
        for r, value in {1: 0, 3: 0x3000, 4: 0x4000, 5: 0, 9: 1000, 12: name}.items():
            core.set_gpr(r, value)
        core.psw = extended_psw(name + 0xFF8)
        assert REASONS[core.run(5000)] == "BUDGET"
        assert (core.get_gpr(1), core.get_gpr(9), core.ia) == (1000, 0, 0x4006)
        assert core.get_gpr(5) == 0xFFFFFFFF - 999 and core.get_gpr(7) & 0xFFFFFF == 0x3008


def test_falling_through_into_another_frame():
    core = paged("1A11" "1A11" "1A11", at=0x1FFE)
    core.set_gpr(1, 1)
    core.storage[0x2000:0x2004] = bytes.fromhex("00000000")      # what follows untranslated
    assert REASONS[core.run(3)] == "BUDGET"
    assert (core.get_gpr(1), core.ia) == (8, 0x2004)


def test_a_store_under_one_name_changes_the_instruction_under_the_other():
    core = paged("9204 7001" "9204 7005", at=0x2000)             # MVI 1(7),4 ...
    map_page(core, 7, 6)
    reload_tables(core)
    put(core, 0x2000, bytes.fromhex("92337009" "41010000" "41010001" "1A11"))
    core.set_gpr(7, 0x7000)
    core.set_gpr(3, 3)
    for _ in range(2):
        core.psw = extended_psw(0x2000)
        steps(core, 3)
        assert core.get_gpr(3) == 4                              # LA 0,1(1) became LA 3,1(3)
        put(core, 0x2008, bytes.fromhex("41010001"))
        core.set_gpr(3, 3)


# --- tables changed ---------------------------------------------------------------------------

def load_twice(core):
    """L 1,0(2) at 1000 and 1004: from page 2; each frame begins with its number."""
    put(core, 0x1000, bytes.fromhex("58102000" "58102000"))
    core.set_gpr(2, 0x2000)
    for frame in range(2, 8):
        core.storage.write(frame << 12, frame.to_bytes(4, "big"))
    return core


def test_a_page_moved_is_seen_after_control_register_0_is_loaded():
    core = load_twice(paged())
    steps(core, 1)
    assert core.get_gpr(1) == 6
    map_page(core, 2, 4)
    core.psw = extended_psw(0x1000)
    steps(core, 1)
    assert core.get_gpr(1) in (6, 4)          # the associative registers may still have it
    put(core, 0x1004, bytes.fromhex("B8000F00" "58102000"))      # LMC 0,0
    core.storage[0xF00:0xF04] = SEGMENTS.to_bytes(4, "big")
    steps(core, 2)
    assert core.get_gpr(1) == 4


def test_a_page_taken_away_is_missed_after_control_register_0_is_loaded():
    core = load_twice(paged())
    steps(core, 1)
    map_page(core, 2, None)
    reload_tables(core)
    steps(core, 1)
    assert core.last_interruption == (3, 0x11, 2) and core.get_cr(2) == 0x2000


def test_a_page_made_available_is_seen_at_once():
    """Only valid translations are kept."""
    core = load_twice(paged())
    map_page(core, 2, None)
    steps(core, 1)
    assert core.last_interruption == (3, 0x11, 2)
    map_page(core, 2, 4)
    core.psw = extended_psw(0x1000)
    steps(core, 1)
    assert core.get_gpr(1) == 4


def test_the_page_being_executed_moves_away():
    core = paged("1A11" "B8000F00" "1A11", at=0x2000)
    core.storage[0xF00:0xF04] = SEGMENTS.to_bytes(4, "big")
    core.storage[0x4006:0x4008] = bytes.fromhex("1B11")
    core.set_gpr(1, 9)
    steps(core, 1)
    map_page(core, 2, 4)
    steps(core, 2)
    assert core.get_gpr(1) == 0                                  # SR from frame 4, not AR


def test_another_segment_table_is_another_address_space():
    core = load_twice(paged())
    core.storage[0x380:0x384] = bytes.fromhex("070003C0")
    core.storage[0x3C0:0x3D0] = bytes.fromhex("00000010003000200060005000400070")
    put(core, 0x1000, bytes.fromhex("58102000" "B8000F00" "58302000" "B8000F04" "58402000"))
    core.storage[0xF00:0xF08] = bytes.fromhex("00000380") + SEGMENTS.to_bytes(4, "big")
    steps(core, 5)
    assert [core.get_gpr(r) for r in (1, 3, 4)] == [6, 3, 6]


# --- keys, reference and change bits, real addresses ------------------------------------------

def test_reference_and_change_bits_are_those_of_the_frame():
    core = paged("58102008" "50103804" "1A11")
    core.set_gpr(2, 0x2000)
    core.set_gpr(3, 0x3000)
    steps(core, 3)
    bits = {block << 11: key for block, key in enumerate(core.storage.keys) if key}
    assert bits == {0x1000: 0x04, 0x6000: 0x04, 0x2800: 0x06}


def test_change_bit_reset_by_set_storage_key_comes_back_with_the_next_store():
    core = paged("50102000" "0834" "58102000" "0954" "50102000" "0964")
    for r, value in {2: 0x2000, 3: 0x30, 4: 0x6000}.items():
        core.set_gpr(r, value)
    steps(core, 6)
    assert core.get_gpr(5) & 0xFF == 0x34 and core.get_gpr(6) & 0xFF == 0x36


def test_protection_is_by_the_key_of_the_frame():
    core = paged("50102000" "50103000")
    core.psw = extended_psw(0x1000, key=5)
    core.storage.set_key(0x6000, 0x50)
    core.storage.set_key(0x2000, 0x70)
    core.set_gpr(2, 0x2000)
    core.set_gpr(3, 0x3000)
    steps(core, 2)
    assert core.last_interruption == (3, 4, 2) and core.executed == 2
    assert core.storage[0x28:0x30].hex() == "0450800000001008"


def test_fetch_protection_of_operands_and_of_instructions():
    core = paged("58102000")
    core.psw = extended_psw(0x1000, key=5)
    core.storage.set_key(0x6000, 0x78)
    core.set_gpr(2, 0x2000)
    steps(core, 1)
    assert core.last_interruption == (3, 4, 2)
    core.psw = extended_psw(0x2010, key=5)
    steps(core, 1)
    assert core.last_interruption == (3, 4, 0)
    assert core.storage[0x28:0x30].hex() == "0450000000002010"


def test_set_storage_key_takes_a_real_address_and_works_at_once():
    core = paged("50102000" "0834" "0700" "50102000")
    core.psw = extended_psw(0x1000)
    for r, value in {2: 0x2000, 3: 0x70, 4: 0x6000}.items():
        core.set_gpr(r, value)
    steps(core, 3)
    core.psw = extended_psw(0x1008, key=5)
    steps(core, 1)
    assert core.last_interruption == (3, 4, 2)


def test_translation_comes_before_addressing_and_protection():
    core = paged("50102000")
    core.psw = extended_psw(0x1000, key=5)
    core.storage.set_key(0x6000, 0x70)
    core.set_gpr(2, 0x2000)
    map_page(core, 2, 0x800)                                     # a frame beyond storage
    steps(core, 1)
    assert core.last_interruption == (3, 5, 2)
    map_page(core, 2, None)
    core.psw = extended_psw(0x1000, key=5)
    steps(core, 1)
    assert core.last_interruption == (3, 0x11, 2)


def test_low_storage_is_real_under_translation():
    """Page 0 of the program lies in frame 4; PSWs, codes and the timer stay in frame 0."""
    core = paged("0A01", timer=True, clock_rate=76800)           # a timer unit an instruction
    map_page(core, 0, 4)
    reload_tables(core)
    core.storage[0x50:0x54] = (1000).to_bytes(4, "big")
    core.storage[0x4050:0x4054] = (77).to_bytes(4, "big")
    put(core, 0x1000, bytes.fromhex("47F0A000"))
    core.set_gpr(10, 0x1000)
    core.run(600)
    core.sync_timer()
    assert core.storage.word(0x50) == 400 and core.storage.word(0x4050) == 77
    put(core, 0x1000, bytes.fromhex("58100050" "0A01"))
    steps(core, 2)
    assert core.get_gpr(1) == 77
    assert core.storage[0x10:0x12].hex() == "0001" and core.storage[0x4010:0x4012] == bytes(2)
    assert core.ia == 0x800


def test_the_timer_interrupts_under_translation():
    core = paged("47F0A000", timer=True, clock_rate=76800)
    core.set_gpr(10, 0x1000)
    core.set_cr(6, EXTENDED | 0x80)
    core.psw = extended_psw(0x1000, mask=5)
    core.storage[0x50:0x54] = (2000).to_bytes(4, "big")
    core.storage[0x58:0x60] = extended_psw(0x800, mask=0, amwp=2)
    assert REASONS[core.run(10_000)] == "WAIT"
    # ticks come every 1/300 s, 256 units; 2000 units are gone with the eighth
    assert core.executed == 8 * 256
    assert core.storage[0x0E:0x10].hex() == "0080"
    assert core.storage[0x18:0x20].hex() == "0500000000001000"
