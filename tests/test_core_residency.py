"""Storage that is not resident: the instruction that touches it leaves the core with nothing
changed, and is repeated when the block is there, as if nothing had been."""
from random import Random

import pytest

import lockstep
from control_program import assist, differences, state_of
from crossing import CROSSINGS, FIRST, SECOND
from program_maker import make_program, make_state
from program_state import SIZE
from s360 import isa
from s360._core import REASONS, Core

NAMES = [case.mnemonic for case in CROSSINGS]
PAGES = (FIRST - 0x1000, FIRST, SECOND - 0x1000, SECOND)


def absent(core, page, on):
    """A page of 4096 bytes is (not) resident."""
    core.set_absent(page >> 11, on)
    core.set_absent((page >> 11) + 1, on)


def prepared(case, at=0x1000, under_execute=False):
    """A virtual CPU with every assist on, at the instruction (or at an EX of it)."""
    core = Core(SIZE, virtual=True, timer=False)
    assist(core, True)
    core.storage[0x68:0x70] = bytes.fromhex("0000000000000600")
    place = 0x500 if under_execute else at
    core.storage[place:place + len(case.text)] = case.text
    if under_execute:
        core.storage[at:at + 4] = bytes.fromhex("44000500")
    for address, data in case.data.items():
        core.storage[address:address + len(data)] = data
    for register, value in case.gpr.items():
        core.set_gpr(register, value)
    for register in (0, 2, 4, 6):
        core.set_fpr(register, 0x4123456789ABCDEF)
    core.psw = bytes(5) + at.to_bytes(3, "big")
    return core


def leaves_without_a_trace(core, page):
    """The next instruction meets the missing page; what failed is told, nothing is changed."""
    before = state_of(core)
    absent(core, page, True)
    assert REASONS[core.run(3)] == "PAGE"
    assert core.fault_address & -0x1000 == page
    assert state_of(core) == before
    absent(core, page, False)


@pytest.mark.parametrize("under_execute", (False, True))
@pytest.mark.parametrize("case", CROSSINGS, ids=NAMES)
def test_an_operand_not_resident_nullifies_the_instruction(case, under_execute):
    for at in (0x1000, 0x17FE, 0x0FFE):
        whole = prepared(case, at, under_execute)
        left = whole.run(1)
        for page, address in case.parts.items():
            core = prepared(case, at, under_execute)
            leaves_without_a_trace(core, page)
            assert core.fault_address == address
            assert core.run(1) == left
            assert not differences(core, whole)
            assert (core.operation, core.io_address, core.operand) == (
                whole.operation, whole.io_address, whole.operand)


@pytest.mark.parametrize("case", CROSSINGS, ids=NAMES)
def test_no_other_page_is_touched(case):
    for page in PAGES:
        if page not in case.parts:
            core = prepared(case)
            absent(core, page, True)
            assert REASONS[core.run(1)] != "PAGE"


@pytest.mark.parametrize("case", [c for c in CROSSINGS
                                  if isa.BY_MNEMONIC[c.mnemonic].privileged],
                         ids=[n for n in NAMES if isa.BY_MNEMONIC[n].privileged])
@pytest.mark.parametrize("under_execute", (False, True))
def test_a_simulated_instruction_is_trapped_again_when_its_operand_was_not_there(case,
                                                                                under_execute):
    whole = prepared(case, under_execute=under_execute)
    left = whole.run(1)
    for page, address in case.parts.items():
        core = prepared(case, under_execute=under_execute)
        before = state_of(core)
        assist(core, False)
        absent(core, page, True)
        assert REASONS[core.run(1)] == "PRIVOP"
        assert REASONS[core.perform()] == "PAGE"
        assert core.fault_address == address and state_of(core) == before
        absent(core, page, False)
        assert REASONS[core.run(1)] == "PRIVOP"
        performed = core.perform()
        assert performed in (0, left) and not differences(core, whole)


# --- instructions themselves, EX, tables, block 0 ---------------------------------------------

@pytest.mark.parametrize("at, missing", [
    (0x2000, 0x2000), (0x27FE, 0x2800), (0x2FFC, 0x3000), (0x2FFE, 0x3000), (0x2FFE, 0x2800)])
def test_an_instruction_not_resident(at, missing):
    case = next(c for c in CROSSINGS if c.mnemonic == "MVC")
    case = case._replace(gpr={8: 0x4000, 9: 0x5000}, data={0x5000: bytes(range(16))})
    whole, core = prepared(case, at), prepared(case, at)
    whole.run(1)
    before = state_of(core)
    core.set_absent(missing >> 11, True)
    assert REASONS[core.run(1)] == "PAGE" and state_of(core) == before
    assert core.fault_address >> 11 == missing >> 11
    core.set_absent(missing >> 11, False)
    assert REASONS[core.run(1)] == "BUDGET" and not differences(core, whole)


@pytest.mark.parametrize("subject", (0x2FFE, 0x2FFC, 0x3000))
def test_a_subject_not_resident_nullifies_the_execute(subject):
    case = next(c for c in CROSSINGS if c.mnemonic == "MVC")

    def at_execute():
        core = prepared(case._replace(gpr={8: 0x4000, 9: 0x5000}), 0x1000)
        core.storage[0x1000:0x1004] = bytes.fromhex("4400A000")
        core.set_gpr(10, subject)
        core.storage[subject:subject + 6] = case.text
        core.storage[0x5000:0x5010] = bytes(range(16))
        return core
    whole, core = at_execute(), at_execute()
    whole.run(1)
    assert whole.executed == 2
    leaves_without_a_trace(core, 0x3000)
    core.run(1)
    assert not differences(core, whole)


def test_a_branch_to_a_block_not_resident_is_done_and_its_target_waits():
    core = prepared(CROSSINGS[0])
    core.storage[0x1000:0x1004] = bytes.fromhex("47F0A000")
    core.set_gpr(10, 0x3000)
    core.set_absent(0x3000 >> 11, True)
    assert REASONS[core.run(10)] == "PAGE"
    assert (core.ia, core.executed, core.fault_address) == (0x3000, 1, 0x3000)


def test_nothing_runs_without_block_0():
    """New PSWs and the timer are there."""
    core = prepared(CROSSINGS[0])
    core.set_absent(0, True)
    assert REASONS[core.run(10)] == "PAGE" and core.fault_address == 0 and core.executed == 0
    core.set_absent(0, False)
    assert REASONS[core.run(1)] == "BUDGET" and core.executed == 1


@pytest.mark.parametrize("missing", (0x2000, 0x3000))
def test_translation_tables_not_resident(missing):
    """A guest that is a Model 67 itself: its segment table at 2000, its page table at 3000."""
    for text in ("5810A008", "B110A008"):                # L and LRA
        core = prepared(CROSSINGS[0], 0x1000)
        core.storage[0x1000:0x1004] = bytes.fromhex(text)
        core.set_gpr(10, 0x5000)
        core.storage[0x2000:0x2004] = bytes.fromhex("07003000")
        core.storage[0x3000:0x3010] = bytes.fromhex("00000010002000300040006000500070")
        core.storage[0x6008:0x600C] = bytes.fromhex("CAFEBABE")
        core.set_cr(0, 0x2000)
        core.set_cr(6, 0x00800000)
        core.psw = bytes.fromhex("0400000000001000")
        core.set_absent(missing >> 11, True)
        before = state_of(core)
        assert REASONS[core.run(1)] == "PAGE" and state_of(core) == before
        assert core.fault_address == {0x2000: 0x2000, 0x3000: 0x3002}[missing]
        core.set_absent(missing >> 11, False)
        assert REASONS[core.run(1)] == "BUDGET"
        assert core.get_gpr(1) == (0xCAFEBABE if text[0] == "5" else 0x6008)


# --- random programs --------------------------------------------------------------------------

def run_all(core, count, rng=None):
    """`count` instructions more (reflected traps as the core does them).  With `rng`, blocks go
    away now and then and come back when they are missed.  Gives the number of PAGE exits."""
    exits, end = 0, core.executed + count
    for _ in range(40 * count):
        if core.executed >= end:
            break
        if rng and rng.random() < 0.2:
            core.set_absent(rng.randrange(SIZE >> 11), True)
        before = state_of(core)
        left = REASONS[core.run(1)]
        if left == "PAGE":
            exits += 1
            assert state_of(core) == before
            core.set_absent(core.fault_address >> 11, False)
        elif left == "WAIT":
            break
    return exits


def paged(seeds, steps):
    """The same random programs with all blocks resident and with blocks coming and going."""
    exits = 0
    for seed in seeds:
        rng = Random(seed)
        state = make_state(rng)
        make_program(rng, state)
        cores = [Core(SIZE, virtual=True, timer=False) for _ in range(2)]
        for core in cores:
            assist(core, True)
            lockstep.load_core(core, state)
        run_all(cores[0], steps)
        exits += run_all(cores[1], steps, Random(~seed))
        found = differences(*cores, bits=0xF8)
        assert not found, (seed, found[:5])
    return exits


def test_programs_do_not_notice_paging():
    assert paged(range(300, 340), 150) > 300


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_programs_do_not_notice_paging_at_length():
    assert paged(range(300_000, 301_000), 300) > 10_000
