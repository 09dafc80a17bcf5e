"""The reference interpreter where the vectors do not reach: external interruptions, the wait
state, counting, features, keys with reference and change bits, and the Model 67's extended PSW
and translation (GA27-2719)."""
import pytest

from s360.reference import ALL_FEATURES, Reference

EXTENDED = 0x00800000
PROGRAM_NEW, SVC_NEW, EXTERNAL_NEW = 0x68, 0x60, 0x58


def standard_psw(ia, mask=0, key=0, amwp=0, flags=0):
    return bytes([mask, key << 4 | amwp, 0, 0, flags]) + ia.to_bytes(3, "big")


def extended_psw(ia, mask=0, key=0, amwp=0, flags=0):
    return bytes([mask, key << 4 | amwp, flags, 0, 0]) + ia.to_bytes(3, "big")


def machine(code="", at=0x1000, size=0x8000, **kinds):
    """A CPU in supervisor state at the code; every new PSW goes to 800."""
    cpu = Reference(size, **kinds)
    for new in (PROGRAM_NEW, SVC_NEW, EXTERNAL_NEW):
        cpu.storage[new:new + 8] = standard_psw(0x800)
    text = bytes.fromhex(code)
    cpu.storage[at:at + len(text)] = text
    cpu.load_psw(standard_psw(at))
    return cpu


def translating(code, mask=0x04):
    """The same with DAT on: pages 0-7 on themselves but 4 and 5 exchanged, 6 unavailable."""
    cpu = machine(code)
    cpu.storage[0x300:0x340] = bytes.fromhex("07000340") + bytes.fromhex("00000001") * 15
    blocks = [0x000, 0x010, 0x020, 0x030, 0x050, 0x040, 0x068, 0x070]
    cpu.storage[0x340:0x350] = b"".join(b.to_bytes(2, "big") for b in blocks)
    cpu.cr[0], cpu.cr[6] = 0x300, EXTENDED
    cpu.load_psw(extended_psw(0x1000, mask))
    return cpu


# --- interruptions ----------------------------------------------------------------------------

def test_external_interruption_waits_for_its_mask_then_swaps_psws():
    cpu = machine("1A12" "8000 0200")               # AR; SSM
    cpu.storage[0x200] = 0x01
    cpu.pending_external = 0xC0
    assert [cpu.step(), cpu.step()] == ["ok", "ok"]
    assert cpu.step() == "external"
    assert cpu.last_interruption == ("external", 0xC0, 0)
    assert cpu.storage[0x18:0x20].hex() == "010000c000001006"
    assert (cpu.ia, cpu.pending_external, cpu.instructions) == (0x800, 0, 2)


def test_wait_state_executes_nothing_until_an_external_interruption():
    cpu = machine()
    cpu.load_psw(standard_psw(0x1000, mask=1, amwp=2))
    assert cpu.step() == "wait" and cpu.instructions == 0
    cpu.pending_external = 0x80
    assert cpu.step() == "external"
    assert cpu.ia == 0x800


def test_extended_external_interruption_needs_its_bit_of_cr6():
    cpu = machine("1A12" "1A12")
    cpu.cr[6] = EXTENDED | 0x40
    cpu.load_psw(extended_psw(0x1000, mask=1))
    cpu.pending_external = 0x80
    assert cpu.step() == "ok"
    cpu.pending_external |= 0x40
    assert cpu.step() == "external"
    assert cpu.storage[0x0E:0x10].hex() == "0040"
    assert cpu.pending_external == 0x80


def test_counting_of_execute_its_subject_and_suppressed_instructions():
    cpu = machine("44000200" "44000208" "44000201" "00")   # subjects: AR; opcode 00; odd
    cpu.storage[0x200:0x20A] = bytes.fromhex("1A12" "000000000000" "0000")
    counts = []
    for ia in (0x1000, 0x1004, 0x1008):
        cpu.ia = ia
        cpu.step()
        counts.append(cpu.instructions)
    assert counts == [2, 4, 5]


@pytest.mark.parametrize("feature, code", [
    ("decimal", "FA0002000200"), ("float", "2A02"), ("extended", "3604"),
    ("protection", "0812"), ("direct", "84000200"), ("m67", "0D10")])
def test_absent_feature_makes_its_instructions_invalid(feature, code):
    cpu = machine(code, features=ALL_FEATURES - {feature})
    assert cpu.step() == "program"
    assert cpu.last_interruption == ("program", 1, len(code) // 4)


def test_nonzero_key_without_protection_feature_is_a_specification_exception():
    cpu = machine("82000200", features=ALL_FEATURES - {"protection"})
    cpu.storage[0x200:0x208] = standard_psw(0x2000, key=3)
    assert cpu.step() == "program"
    assert cpu.last_interruption == ("program", 6, 2)
    assert cpu.storage[0x28:0x30].hex() == "0030000680002000"


# --- what leaves the CPU ----------------------------------------------------------------------

@pytest.mark.parametrize("code, outcome", [
    ("9C00100C", "io:SIO"), ("9D00100C", "io:TIO"), ("9E00100C", "io:HIO"),
    ("9F00100C", "io:TCH"), ("8312100C", "diag"), ("8412100C", "direct")])
def test_operations_outside_the_cpu_advance_and_give_their_address(code, outcome):
    cpu = machine(code)
    cpu.gpr[1], cpu.cc = 0xFF000100, 2
    assert cpu.step() == outcome
    assert (cpu.io_address, cpu.ia, cpu.cc) == (0x10C, 0x1004, 2)


def test_read_direct_checks_its_operand_first():
    cpu = machine("85002000")
    cpu.gpr[2] = 0x8000
    assert cpu.step() == "program"
    assert cpu.last_interruption == ("program", 5, 2)


# --- keys -------------------------------------------------------------------------------------

def test_reference_and_change_bits_follow_fetches_and_stores():
    cpu = machine("58102000" "50103000" "0945")     # L 1,0(2); ST 1,0(3); ISK 4,5
    cpu.gpr[2], cpu.gpr[3], cpu.gpr[4], cpu.gpr[5] = 0x2000, 0x3000, 0x11223344, 0x3000
    cpu.keys[0x3000 // 2048] = 0xA8
    cpu.cr[6] = EXTENDED
    cpu.load_psw(extended_psw(0x1000, 0))
    assert [cpu.step() for _ in range(3)] == ["ok"] * 3
    assert cpu.keys[0x1000 // 2048] == 0x04
    assert cpu.keys[0x2000 // 2048] == 0x04
    assert cpu.gpr[4] == 0x112233AE


@pytest.mark.parametrize("m67", [False, True])
def test_keys_read_without_reference_bits_in_standard_mode(m67):
    cpu = machine("50103000" "0945", m67=m67)
    cpu.gpr[3] = cpu.gpr[5] = 0x3000
    cpu.keys[0x3000 // 2048] = 0xA8
    cpu.step(), cpu.step()
    assert cpu.gpr[4] & 0xFF == 0xA8


# --- extended PSW -----------------------------------------------------------------------------

def test_extended_supervisor_call_keeps_its_code_in_low_storage():
    cpu = machine("0A7B")
    cpu.cr[6] = EXTENDED
    cpu.load_psw(extended_psw(0x1000, mask=2, key=5, amwp=1, flags=0x2A))
    assert cpu.step() == "svc"
    assert cpu.storage[0x10:0x12].hex() == "007b"
    assert cpu.storage[0x20:0x28].hex() == "02516a0000001002"


def test_invalid_extended_psw_is_loaded_and_then_interrupts():
    cpu = machine("82000200")
    cpu.cr[6] = EXTENDED
    cpu.storage[0x200:0x208] = bytes.fromhex("0800000000002000")    # 32-bit mode
    assert cpu.step() == "program"
    assert cpu.last_interruption == ("program", 6, 2)
    assert cpu.storage[0x28:0x30].hex() == "0800800000002000"
    assert cpu.storage[0x12:0x14].hex() == "0006"


def test_control_registers_are_loaded_and_stored_but_odd_ones_ignore_it():
    cpu = machine("B8020200" "B0020210")
    cpu.storage[0x200:0x20C] = bytes.fromhex("000003001111111122222222")
    assert [cpu.step(), cpu.step()] == ["ok", "ok"]
    assert cpu.storage[0x210:0x21C].hex() == "000003000000000022222222"


# --- translation ------------------------------------------------------------------------------

def test_operands_are_translated():
    cpu = translating("58102000" "50103000")
    cpu.gpr[2], cpu.gpr[3] = 0x4010, 0x5020
    cpu.storage[0x5010:0x5014] = bytes.fromhex("CAFED00D")
    assert [cpu.step(), cpu.step()] == ["ok", "ok"]
    assert cpu.storage[0x4020:0x4024].hex() == "cafed00d"


def test_page_exception_names_the_address_and_changes_nothing():
    cpu = translating("D20F20003FFC")               # MVC 0(16,2),FFC(3)
    cpu.gpr[2], cpu.gpr[3] = 0x5FF8, 0x1000
    before = bytes(cpu.storage[0x1000:])
    assert cpu.step() == "program"
    assert cpu.last_interruption == ("program", 0x11, 3)
    assert cpu.cr[2] == 0x6000
    assert cpu.storage[0x28:0x30].hex() == "0400c00000001006"
    assert bytes(cpu.storage[0x1000:]) == before


def test_instruction_fetch_from_an_unavailable_page_points_at_the_instruction():
    cpu = translating("47F02000")
    cpu.gpr[2] = 0x6002
    assert [cpu.step(), cpu.step()] == ["ok", "program"]
    assert cpu.last_interruption == ("program", 0x11, 0)
    assert cpu.storage[0x28:0x30].hex() == "0400000000006002"
    assert cpu.cr[2] == 0x6002


def test_malformed_page_table_entry_is_a_specification_exception():
    cpu = translating("58102000")
    cpu.storage[0x34E:0x350] = bytes.fromhex("0071")
    cpu.gpr[2] = 0x7000
    assert cpu.step() == "program"
    assert cpu.last_interruption == ("program", 6, 2)


@pytest.mark.parametrize("address, cc, result", [
    (0x004123, 0, 0x005123),        # page 4 lies in block 5
    (0x006123, 2, 0x00034C),        # page unavailable: its page-table entry
    (0x008000, 2, 0x000350),        # beyond the page table: where the entry would be
    (0x200000, 1, 0x000308)])       # segment unavailable: its segment-table entry
def test_load_real_address(address, cc, result):
    cpu = translating("B1102000", mask=0)           # LRA works with DAT off
    cpu.gpr[2] = address
    assert cpu.step() == "ok"
    assert (cpu.cc, cpu.gpr[1]) == (cc, result)
