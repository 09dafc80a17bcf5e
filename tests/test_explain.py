"""What `why` tells: the interruption, the place, the operands, and the rule that was broken."""
import pytest

from explain_machine import EXTERNAL, HALT, SVC, FakeMachine, lines, rules
from s360.explain import explain_instruction, why
from s360.explain_rules import PROGRAM_CODES, RULES, chapter, rule
from s360.isa import BY_MNEMONIC, EXCEPTIONS, INSTRUCTIONS
from s360.psw import PSW


# -- program interruptions

def test_a_load_from_an_odd_address():
    m = FakeMachine()
    m.cpu.gpr[2] = 0x200
    m.checked(6, "58102003")
    told = lines(why(m))
    assert told[0] == ("Disabled wait: PSW 00020000 00000BAD, wait address 000BAD; "
                       "no interruption can end it.")
    assert told[1].startswith("The program new PSW (68) holds this PSW")
    assert "Program interruption, code 0006: specification exception" in told
    assert any(line.startswith("at 000200 in supervisor state, PSW key 0") for line in told)
    assert "000200  5810 2003       L 1,3(,2)" in told
    assert "operand: 000203 = 003 + 00000200 in GPR 2" in told
    assert "storage: 03 00 00 00" in told
    assert told[-1] == ("rule: the operand of L must lie on a word boundary; effective address "
                        "000203 does not (A22-6821-7, Fixed-Point Arithmetic)")


@pytest.mark.parametrize("code, text, gpr, expected", [
    (0x01, "0000", {}, "operation code 00 is not assigned"),
    (0x01, "A2120000", {}, "operation code A2 is not assigned"),
    (0x05, "D20340005000", {4: 0xFFFE, 5: 0x100}, "the first operand of MVC reaches address "
                                                   "010001, storage ends at 00FFFF"),
    (0x05, "0814", {4: 0x10000}, "the block of SSK reaches address 010000"),
    (0x06, "5D104000", {4: 0x800}, "R1 of D must name the even register of an even-odd pair; "
                                   "it is 1"),
    (0x06, "68104008", {4: 0x800}, "R1 of LD must name floating-point register 0, 2, 4 or 6"),
    (0x06, "6820400C", {4: 0x800}, "the operand of LD must lie on a doubleword boundary; "
                                   "effective address 00080C does not"),
    (0x06, "3620", {}, "R1 of AXR must name floating-point register 0 or 4"),
    (0x06, "2522", {}, "R2 of LRDR must name floating-point register 0 or 4"),
    (0x06, "2722", {}, "R1 of MXDR must name floating-point register 0 or 4"),
    (0x06, "0914", {4: 0x804}, "bits 28-31 of the register with the block address must be zero "
                               "in ISK; GPR 4 holds 00000804"),
    (0x06, "FD8840004010", {4: 0x800}, "at most 8 bytes and fewer than the first; it has 9, the "
                                       "first 9"),
    (0x06, "44004001", {4: 0x800}, "the operand of EX must lie on a halfword boundary"),
    (0x08, "1A12", {}, "the result of AR does not fit a signed register"),
    (0x09, "5D204000", {4: 0x800}, "D cannot divide by zero"),
    (0x09, "1D24", {4: 1}, "the quotient of DR must fit a signed 32-bit register"),
    (0x09, "4F104000", {4: 0x800}, "the number converted by CVB must fit"),
    (0x0A, "FA0040004010", {4: 0x800}, "digits or a carry are lost at the left"),
    (0x0B, "FD1040004010", {4: 0x800}, "the quotient of DP must fit"),
    (0x0C, "2C02", {}, "the characteristic of the result of MDR exceeds 127"),
    (0x0D, "2C02", {}, "the characteristic of the result of MDR is below 0"),
    (0x0E, "2A00", {}, "the fraction of the result of ADR is zero"),
    (0x0F, "2D02", {}, "the fraction of the divisor of DDR must not be zero"),
])
def test_the_rule_that_was_broken(code, text, gpr, expected):
    m = FakeMachine()
    for register, value in gpr.items():
        m.cpu.gpr[register] = value
    m.checked(code, text)
    found = rules(why(m))
    assert len(found) == 1 and expected in found[0]


def test_a_privileged_instruction_in_the_problem_state():
    m = FakeMachine()
    m.checked(2, "80004000", amwp=1)
    told = why(m)
    assert "at 000200 in problem state" in told
    assert rules(told) == ["SSM is valid in the supervisor state only; the CPU was in the problem "
                           "state (PSW bit 15 is one) (A22-6821-7, Status Switching)"]


def test_a_feature_that_is_not_installed():
    m = FakeMachine(config={"features": ["standard"]})
    m.checked(1, "FA0040004010")
    assert "AP belongs to the decimal feature, which this machine does not have" in why(m)


def test_protection_names_both_keys():
    m = FakeMachine()
    m.storage.keys[1] = 0x48
    m.cpu.gpr[4] = 0x800
    m.checked(4, "50104000", key=3)
    told = why(m)
    assert "storage key (KKKKFRC0): 48 at 000800; PSW key 3" in told
    assert "has storage key 4, the PSW key is 3" in rules(told)[0]
    assert rules(told)[0].startswith("a store needs PSW key 0")
    assert rules(told)[0].endswith("(A22-6821-7, System Structure: Protection Feature)")


def test_fetch_protection_of_the_second_block_of_an_operand():
    m = FakeMachine()
    m.storage.keys[0] = m.storage.keys[1] = 0x30
    m.storage.keys[2] = 0x58
    m.cpu.gpr[4] = 0xFFE
    m.checked(4, "D20303004000", key=3)
    assert rules(why(m)) == [
        "a block with fetch protection is read with PSW key 0 or its own key only; the second "
        "operand of MVC at 001001 has storage key 5, the PSW key is 3 "
        "(A22-6821-7, System Structure: Protection Feature)"]


def test_decimal_data_names_the_digit_and_the_sign():
    m = FakeMachine()
    m.cpu.gpr[4] = 0x800
    m.put(0x800, "001C")
    m.put(0x810, "0A12")
    m.checked(7, "FA1140004010")
    assert [r.split(" (")[0] for r in rules(why(m))] == [
        "each digit of a packed operand must be 0-9; the second operand of AP has A at 000810",
        "the low digit of a packed operand's last byte is its sign, A-F; the second operand of "
        "AP has 2 at 000811"]


def test_zap_does_not_look_at_its_first_operand():
    m = FakeMachine()
    m.cpu.gpr[4] = 0x800
    m.put(0x800, "FFFF")
    m.put(0x810, "0012")
    m.checked(7, "F81140004010")
    assert len(rules(why(m))) == 1 and "000811" in rules(why(m))[0]


def test_multiply_decimal_needs_leading_zeros():
    m = FakeMachine()
    m.put(0x800, "12345C")
    m.put(0x810, "002C")
    m.cpu.gpr[4] = 0x800
    m.checked(7, "FC2140004010")
    assert "as many bytes of zeros as the multiplier has (2); it is 12345C" in rules(why(m))[0]


@pytest.mark.parametrize("text, wrong", [
    ("FA1140004001", True), ("FA1240014000", False), ("F81140004001", True),
    ("F81140014000", False), ("FA1040004002", False)])
def test_decimal_operands_may_overlap_at_their_last_bytes(text, wrong):
    m = FakeMachine()
    m.cpu.gpr[4] = 0x800
    m.put(0x800, "001C1C1C")
    m.checked(7, text)
    assert ("may overlap only when their last bytes are the same" in why(m)) == wrong


def test_execute_shows_the_subject_with_its_changed_byte():
    m = FakeMachine()
    m.cpu.gpr[1], m.cpu.gpr[4] = 0x07, 0xFFFC
    m.put(0x300, "D20040005000")
    m.checked(5, "44100300")
    told = why(m)
    assert "000200  4410 0300       EX 1,768   executes the instruction at 000300:" in told
    assert "000300  D207 4000 5000  MVC 0(8,4),0(5)" in told
    assert "the first operand of MVC reaches address 010003" in rules(told)[0]


def test_execute_of_execute():
    m = FakeMachine()
    m.put(0x300, "44000200")
    m.checked(3, "44000300")
    assert rules(why(m)) == ["the subject of an EXECUTE must not be an EXECUTE itself; the one at "
                             "000300 is (A22-6821-7, Branching)"]


def test_a_branch_to_an_odd_address_tells_where_it_came_from():
    m = FakeMachine()
    m.checked(6, "")
    m.storage[0x28:0x30] = bytes(PSW(interruption_code=6, ia=0x901))
    m.past = [(0x1FC, bytes.fromhex("41400901" "07F4")), (0x200, bytes.fromhex("07F400000000"))]
    told = why(m)
    assert "the instruction before it, at 000200: BR 4" in told
    assert rules(told) == ["an instruction must lie on a halfword boundary; its address is 000901 "
                           "(A22-6821-7, Interruptions)"]


def test_instructions_beyond_storage_and_behind_fetch_protection():
    m = FakeMachine()
    m.checked(5, "")
    m.storage[0x28:0x30] = bytes(PSW(interruption_code=5, ia=0x20000))
    assert "its address is 020000, storage ends at 00FFFF" in rules(why(m))[0]
    m.storage.keys[2] = 0x78
    m.storage[0x28:0x30] = bytes(PSW(interruption_code=4, ia=0x1000, key=2))
    assert "the block of 001000 has storage key 7, the PSW key is 2" in rules(why(m))[0]


def test_load_psw_of_a_key_without_the_protection_feature():
    m = FakeMachine(config={"features": ["standard"]})
    m.put(0x400, "0030000000000500")
    m.checked(6, "82000400")
    # the interruption comes after the load: the old PSW holds the new address
    m.storage[0x28:0x30] = bytes(PSW(interruption_code=6, ilc=2, ia=0x500, key=3))
    m.past = [(0x200, bytes.fromhex("820004000000"))]
    told = why(m)
    assert "000200  8200 0400       LPSW 1024" in told
    assert "the key must be zero without the protection feature (loaded from 000400)" in told


def test_page_translation_shows_the_table_entry():
    m = FakeMachine(extended=True)
    m.cpu.cr[0] = 0x1000
    m.put(0x1000, "0F002000")                     # segment 0: 16 pages, table at 2000
    m.put(0x2000, "0000")
    m.put(0x2006, "0008")                         # page 3 not available
    m.cpu.cr[2] = 0x3004
    m.cpu.gpr[4] = 0x3000
    m.checked(0x11, "58104004", system_mask=4)
    told = why(m)
    assert "Program interruption, code 0011: page translation exception" in told
    assert "000200  5810 4004" in told            # fetched through page 0, real 000000
    assert rules(told) == ["the page of 003004 must be available; its page-table entry at 002006 "
                           "is 0008: not available (GA27-2719, Dynamic Address Translation)"]


def test_segment_translation_and_real_addresses():
    m = FakeMachine(extended=True)
    m.cpu.cr[0] = 0x1000
    m.put(0x1000, "0F002000" "00000001")
    m.put(0x2000, "00000040")                     # page 1 is real 004000
    m.cpu.cr[2] = 0x100000
    m.cpu.gpr[4], m.cpu.gpr[5] = 0x100000, 0x1010
    m.put(0x4010, "C1C2C3C4")
    m.checked(0x10, "D20350004000", system_mask=4)
    told = why(m)
    assert "real address 004010" in told and "storage: C1 C2 C3 C4" in told
    assert "its segment-table entry at 001004 is 00000001: not available" in rules(told)[0]


def test_values_that_may_be_stale_are_said_to_be():
    m = FakeMachine()
    m.cpu.gpr[2] = 0x200
    m.checked(6, "58102003", halt=False)
    m.cpu.psw = PSW(ia=0x1000)
    assert "the machine may have gone on since" in why(m)
    m.past = [(0x200, bytes.fromhex("581020030000")), (0x800, bytes.fromhex("07FE00000000"))]
    assert "1 instruction executed since" in why(m)
    m.past.pop()
    assert "since" not in why(m)
    m.cpu.gpr[2], m.past = 0x201, []              # changed: no rule is broken any more
    told = why(m)
    assert not rules(told) and "it may have been: L: word boundary" in told


def test_the_history_has_the_instruction_even_when_storage_no_longer_has():
    m = FakeMachine()
    m.checked(8, "1A12")
    m.put(0x200, "0000")
    m.past = [(0x200, bytes.fromhex("1A1200000000"))]
    assert "AR 1,2" in why(m) and "the operation was completed; its result is in place" in why(m)


def test_a_new_psw_that_leads_to_the_failing_instruction():
    m = FakeMachine()
    m.checked(1, "0000", at=0, halt=False)
    assert "the interruption repeats for ever" in why(m)


# -- waits

def test_a_wait_after_a_supervisor_call():
    m = FakeMachine()
    m.storage[0x60:0x68] = HALT
    m.storage[0x20:0x28] = bytes(PSW(interruption_code=0xCA, ilc=1, ia=0x302))
    m.cpu.psw = PSW.from_bytes(HALT)
    m.last_interruption = (SVC, 0xCA, 1)
    told = why(m)
    assert "The supervisor-call new PSW (60) holds this PSW: a supervisor-call interruption" in told
    assert "SVC 202" in told and "called at 000300" in told


def test_a_wait_after_an_external_interruption():
    m = FakeMachine()
    m.storage[0x58:0x60] = HALT
    m.storage[0x18:0x20] = bytes(PSW(interruption_code=0xC0, ia=0x302))
    m.cpu.psw = PSW.from_bytes(HALT)
    m.last_interruption = (EXTERNAL, 0xC0, 0)
    told = why(m)
    assert "an external interruption led here" in told
    assert "code 00C0: timer, interrupt key" in told


def test_a_wait_that_the_program_loaded():
    m = FakeMachine()
    m.cpu.psw = PSW.from_bytes(HALT)
    m.past = [(0x280, bytes.fromhex("820003000000"))]
    assert "by LPSW at 000280" in why(m)
    m.past = []
    assert "the program loaded it itself (LPSW), or the operator did" in why(m)
    m.storage[0:8] = HALT
    assert "IPL or PSW restart loaded it" in why(m)


def test_an_enabled_wait_names_what_can_end_it():
    m = FakeMachine()
    m.cpu.psw = PSW(system_mask=0x81, amwp=2, ia=0x400)
    assert "It can be ended by: I/O (channel 0), external." in why(m)


def test_an_extended_wait_is_enabled_by_the_control_registers():
    m = FakeMachine(extended=True)
    m.cpu.psw = PSW(system_mask=3, amwp=2, ia=0x400, extended=True)
    assert why(m).startswith("Disabled wait")
    m.cpu.cr[4], m.cpu.cr[6] = 0x80000000, 0x80
    assert "I/O (control register 4 80000000), external (timer)" in why(m)


def test_a_running_machine_has_nothing_to_explain():
    m = FakeMachine()
    m.put(0x400, "07FE")
    m.cpu.psw = PSW(ia=0x400)
    assert why(m) == ("Not in a wait: PSW 00000000 00000400, supervisor state, key 0; next "
                      "instruction at 000400: BR 14")


# -- one instruction

def test_an_instruction_with_its_operands():
    m = FakeMachine()
    m.cpu.gpr[3], m.cpu.gpr[5], m.cpu.gpr[6] = 0x1000, 7, 0x20
    m.put(0x1024, "DEADBEEF")
    m.put(0x300, "5A563004")
    assert lines(explain_instruction(m, 0x300)) == [
        "000300  5A56 3004       A 5,4(6,3)", "Add", "R1: GPR 5 00000007",
        "operand: 001024 = 004 + 00000020 in GPR 6 + 00001000 in GPR 3", "storage: DE AD BE EF"]


def test_a_branch_says_whether_it_is_taken():
    m = FakeMachine()
    m.put(0x300, "47800400")
    assert "mask 8, condition code 0: branches" in explain_instruction(m, 0x300)
    m.cpu.psw.cc = 1
    assert "mask 8, condition code 1: does not branch" in explain_instruction(m, 0x300)
    assert "branch address: 000400 = 400" in explain_instruction(m, 0x300)


def test_register_pairs_are_shown_whole():
    m = FakeMachine()
    m.cpu.fpr[4], m.cpu.fpr[6] = 0x4110000000000000, 0x3300000000000001
    m.put(0x300, "2604")
    assert "R2: FPR 4 41100000 00000000, FPR 6 33000000 00000001" in explain_instruction(m, 0x300)
    m.put(0x300, "1D45")
    m.cpu.gpr[5] = 9
    assert "R1: GPR 4 00000000, GPR 5 00000009" in explain_instruction(m, 0x300)


def test_odd_and_impossible_addresses():
    m = FakeMachine()
    assert "no instruction can be read" in explain_instruction(m, 0x301)
    assert "no instruction can be read" in explain_instruction(m, 0xFFFFFE)


# -- the table of rules

def test_each_exception_of_the_instruction_table_has_a_rule():
    kinds = {"IK": "divide zero", "D": "D"}
    for row in INSTRUCTIONS:
        for tag in row.exceptions:
            code = EXCEPTIONS[tag][1]
            assert (code, tag) in RULES or (code, kinds.get(tag)) in RULES, (row.mnemonic, tag)
    assert {code for code, _ in RULES} == set(PROGRAM_CODES)


@pytest.mark.parametrize("mnemonic, section", [
    ("L", "Fixed-Point Arithmetic"), ("AP", "Decimal Arithmetic"), ("AE", "Floating-Point"),
    ("ED", "Logical Operations"), ("BXLE", "Branching"), ("LPSW", "Status Switching"),
    ("SIO", "Input/Output"), ("MXR", "GA22-6884"), ("LMC", "GA27-2719"), ("SLA", "Fixed-Point"),
    ("SLL", "Logical Operations"), ("CVB", "Fixed-Point")])
def test_chapters_of_the_manual(mnemonic, section):
    assert section in chapter(BY_MNEMONIC[mnemonic])


def test_a_rule_names_instruction_and_section():
    assert rule(0x0F, "FK", BY_MNEMONIC["DE"]) == (
        "the fraction of the divisor of DE must not be zero "
        "(A22-6821-7, Floating-Point Arithmetic)")
