"""The virtual CPU: privileged instructions leave the core or are performed by an assist, and
it makes no difference to the program which; interruptions reflected by a control program."""
from random import Random

import pytest

import lockstep
from control_program import (LEAVES, PRIVILEGED, assist, by_core, by_reference, differences,
                             state_of, step)
from program_maker import make_program, make_state
from s360 import isa
from s360._core import REASONS, Core

SIZE = 0x8000
SUPERVISOR, PROBLEM = 0, 1
MNEMONICS = [row.mnemonic for row in PRIVILEGED]
# where an instruction may stand: in the middle of a block, at a block's end (wholly inside and
# straddling it), at a page's end
PLACES = {2: (0x400, 0x7FE, 0xFFE), 4: (0x400, 0x7FC, 0x7FE, 0xFFE)}


def text_of(mnemonic, base=5, displacement=0x100):
    """An instruction: R1 1 (I2 X'12'), operand in R2 2 or at 100 behind register 5."""
    row = isa.BY_MNEMONIC[mnemonic]
    if row.length == 2:
        return bytes([row.opcode, 0x12])
    return bytes([row.opcode, 0x12, base << 4 | displacement >> 8, displacement & 255])


def prepare(core, text, at, psw_bits=SUPERVISOR, operand=0x3000):
    """The instruction at `at`, register 5 so that its operand is at `operand`."""
    for new in (0x58, 0x60, 0x68, 0x70, 0x78):
        core.storage[new:new + 8] = bytes(6) + b"\x06\x00"
    core.storage[at:at + len(text)] = text
    for r in range(16):
        core.set_gpr(r, 0x11111111 * r)
    core.set_gpr(1, 0x000000A8)
    core.set_gpr(2, operand & ~15)
    core.set_gpr(5, operand - 0x100 & 0xFFFFFFFF)
    core.psw = bytes([0, psw_bits, 0, 0, 0x2A]) + at.to_bytes(3, "big")
    return core


def execute_of(core, text, at, register, subject=0x500):
    """EX at `at` of the instruction, put at `subject`."""
    core.storage[subject:subject + len(text)] = text
    core.storage[at:at + 4] = bytes([0x44, register << 4, subject >> 8, subject & 255])


def new_core(virtual=True, **options):
    return Core(SIZE, virtual=virtual, timer=False, **options)


# --- what the trap tells ----------------------------------------------------------------------

@pytest.mark.parametrize("observed", (False, True))
@pytest.mark.parametrize("mnemonic", MNEMONICS)
def test_a_privileged_instruction_leaves_the_core_in_supervisor_state(mnemonic, observed):
    text = text_of(mnemonic)
    for at in PLACES[len(text)]:
        core = prepare(new_core(), text, at)
        core.observe(observed)
        before = state_of(core)
        assert REASONS[core.run(100)] == "PRIVOP"
        assert core.trap == (text, len(text) // 2)
        assert (core.operation, core.immediate) == (text[0], 0x12)
        if len(text) == 4:
            index = core.get_gpr(2) if mnemonic == "LRA" else 0
            assert core.io_address == (0x3000 + index) & 0xFFFFFF
        after = state_of(core)
        assert core.ia == at + len(text)
        assert after == before | {"psw": core.psw, "executed": 1, "time": 1}
        assert core.psw[:5] == before["psw"][:5] and core.interruptions == 0
        if observed:
            assert core.counts() == {text[0]: 1}
            assert core.history()[-1][0] == at


@pytest.mark.parametrize("observed", (False, True))
@pytest.mark.parametrize("mnemonic", MNEMONICS)
def test_under_execute_the_trap_shows_the_modified_subject(mnemonic, observed):
    text = text_of(mnemonic)
    for at in PLACES[4]:
        core = prepare(new_core(), b"", at)
        core.observe(observed)
        execute_of(core, text, at, 3)
        core.set_gpr(3, 0xFFFFFF44)
        assert REASONS[core.run(100)] == "PRIVOP"
        assert core.trap == (bytes([text[0], 0x56]) + text[2:], 2)
        assert (core.ia, core.executed, core.immediate) == (at + 4, 2, 0x56)
        if observed:
            assert core.counts() == {0x44: 1, text[0]: 1}


@pytest.mark.parametrize("mnemonic", MNEMONICS)
def test_in_problem_state_it_is_the_guests_own_interruption(mnemonic):
    text = text_of(mnemonic)
    ilc = len(text) // 2
    for at in PLACES[len(text)]:
        core = prepare(new_core(), text, at, PROBLEM)
        assert REASONS[core.run(1)] == "BUDGET"
        assert core.last_interruption == (3, 2, ilc) and core.executed == 1
        assert core.storage[0x28:0x30] == (b"\0\1\0\2" + bytes([ilc << 6 | 0x2A])
                                           + (at + len(text)).to_bytes(3, "big"))
        core = prepare(new_core(), b"", at, PROBLEM)
        execute_of(core, text, at, 0)
        assert REASONS[core.run(1)] == "BUDGET"
        assert core.last_interruption == (3, 2, 2) and core.executed == 2


def test_an_instruction_of_an_absent_feature_is_the_guests_operation_exception():
    standard = 1 << list(isa.FEATURES).index("standard")
    for row in PRIVILEGED:
        core = prepare(new_core(features=standard), text_of(row.mnemonic), 0x400)
        why = REASONS[core.run(1)]
        if row.feature == "standard":
            assert why == "PRIVOP"
        else:
            assert (why, core.last_interruption[1]) == ("BUDGET", 1)


def test_a_budget_ends_where_it_would_without_traps():
    """Traps in the middle of a run: the remainder of the budget is the control program's to
    give again, and the counts of the pieces add up."""
    core = prepare(new_core(), bytes.fromhex("1812 8000 5100 1812 0812 1812"), 0x400)
    done = []
    while core.executed < 5:
        done.append((REASONS[core.run(5 - core.executed)], core.executed, core.ia))
    assert done == [("PRIVOP", 2, 0x406), ("PRIVOP", 4, 0x40A), ("BUDGET", 5, 0x40C)]


def test_unprivileged_instructions_never_leave():
    core = new_core()
    for row in isa.INSTRUCTIONS:
        if row.privileged or row.mnemonic in ("SVC", "EX"):
            continue
        text = bytes([row.opcode]) + bytes(row.length - 1)
        prepare(core, text, 0x400)
        assert REASONS[core.run(1)] == "BUDGET", row.mnemonic


# --- the assist and `perform` do what a bare CPU does -----------------------------------------

def situations(core):
    """Operands that fit, that are odd, protected, in the last bytes, beyond storage."""
    core.storage.set_key(0x5000, 0x38)
    for operand in (0x3000, 0x3004, 0x3001, 0x5000, SIZE - 4, SIZE, 0x37FC):
        for psw in (bytes(8), bytes.fromhex("0020000000000000"), bytes.fromhex("0800000000000300"),
                    bytes.fromhex("0100000020000300"), bytes.fromhex("0002000000000300")):
            core.storage[0x3000:0x3008] = psw
            yield operand


def compare_with_bare(mnemonic, other, way, under_execute):
    bare = new_core(virtual=False)
    text = text_of(mnemonic)
    count = 0
    for control_6 in (0, 0x00800000):
        for at in PLACES[4 if under_execute else len(text)]:
            for _, operand in zip(situations(other), situations(bare)):
                for core in (bare, other):
                    core.system_reset()
                    core.external = 0x40
                    core.set_cr(6, control_6)
                    core.set_cr(0, 0x600)
                    prepare(core, text, at, operand=operand)
                    if control_6:
                        core.psw = bytes([0, 0x30, 0, 0, 0]) + at.to_bytes(3, "big")
                    if under_execute:
                        execute_of(core, text, at, 0)
                left = step(other, way)
                assert left == REASONS[bare.run(1)]
                assert not differences(other, bare), (mnemonic, hex(at), hex(operand))
                assert other.last_interruption == bare.last_interruption
                if left in ("IO", "DIRECT", "DIAGNOSE"):
                    assert (other.operation, other.immediate, other.io_address) == (
                        bare.operation, bare.immediate, bare.io_address)
                    assert other.operand == bare.operand
                count += 1
    assert count > 100


@pytest.mark.parametrize("under_execute", (False, True))
@pytest.mark.parametrize("mnemonic", MNEMONICS)
def test_perform_does_what_the_bare_cpu_does(mnemonic, under_execute):
    compare_with_bare(mnemonic, new_core(), by_core, under_execute)


@pytest.mark.parametrize("under_execute", (False, True))
@pytest.mark.parametrize("mnemonic", MNEMONICS)
def test_the_assist_does_what_the_bare_cpu_does(mnemonic, under_execute):
    core = new_core()
    core.set_assist(isa.NUMBER[mnemonic], True)
    compare_with_bare(mnemonic, core, None, under_execute)


def test_an_assist_is_for_one_instruction_and_can_be_taken_back():
    core = prepare(new_core(), bytes.fromhex("8000 5100 0812"), 0x400)
    core.set_assist(isa.NUMBER["SSM"], True)
    assert REASONS[core.run(10)] == "PRIVOP" and core.operation == 0x08 and core.executed == 2
    core.set_assist(isa.NUMBER["SSM"], False)
    core.ia = 0x400
    assert REASONS[core.run(10)] == "PRIVOP" and core.operation == 0x80


# --- random programs: it makes no difference --------------------------------------------------

def three_ways(seed, steps, cores):
    """Run a random program with assists, by the reference and by `perform`; counts of traps."""
    rng = Random(seed)
    state = make_state(rng)
    make_program(rng, state)
    for core in cores:
        lockstep.load_core(core, state)
    assisted, *others = cores
    begin, traps = [core.executed for core in cores], 0
    while assisted.executed - begin[0] < steps:
        address = assisted.ia
        left = step(assisted)
        for core, count, way in zip(others, begin[1:], (by_reference, by_core)):
            assert step(core, way) == left, (seed, hex(address), way.__name__)
            # suppressed instructions may leave reference bits: not the reference interpreter
            found = [line for line in differences(core, assisted, 0xF8 if way is by_reference
                                                  else 0xFE) if line[:5] not in ("execu", "time:")]
            assert not found, (seed, hex(address), way.__name__, found[:5])
            assert core.executed - count == assisted.executed - begin[0]
        others[0].storage.keys = assisted.storage.keys     # so that ISK agrees
        traps += others[1].trap[0] != b"" and left in LEAVES.values()
        if left == "WAIT" or assisted.executed - begin[0] == 0:
            break
    return traps


def run_three_ways(seeds, steps):
    cores = [new_core() for _ in range(3)]
    assist(cores[0], True)
    traps = sum(three_ways(seed, steps, cores) for seed in seeds)
    assert traps > 0
    return cores


def test_assist_and_simulation_give_identical_results():
    cores = run_three_ways(range(1, 60), 120)
    assert cores[0].executed > 3000


@pytest.mark.slow
def test_assist_and_simulation_give_identical_results_at_length():
    cores = run_three_ways(range(100_000, 101_500), 300)
    assert cores[0].executed > 100_000
