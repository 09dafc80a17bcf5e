"""The virtual CPU: privileged instructions leave the core or are performed by an assist, and
it makes no difference to the program which; interruptions reflected by a control program."""
from pathlib import Path
from random import Random

import pytest

import lockstep
from control_program import (LEAVES, PRIVILEGED, assist, by_core, by_reference, differences,
                             state_of, step)
from program_maker import make_program, make_state
from s360 import Machine, StopReason, isa
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
    cores = run_three_ways(range(1, 160), 120)
    assert cores[0].executed > 10_000


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_assist_and_simulation_give_identical_results_at_length():
    cores = run_three_ways(range(100_000, 101_500), 300)
    assert cores[0].executed > 50_000


# --- interruptions left to the control program ------------------------------------------------

SVC_BIT, PROGRAM_BIT = 1, 2


@pytest.mark.parametrize("at", (0x400, 0x7FE, 0xFFE))
def test_a_supervisor_call_is_reflected_with_code_and_ilc(at):
    for bits in (SVC_BIT, SVC_BIT | PROGRAM_BIT):
        core = prepare(new_core(), bytes.fromhex("0A7B"), at)
        core.reflect = bits
        assert REASONS[core.run(10)] == "REFLECT"
        assert core.last_interruption == (2, 0x7B, 1)
        assert (core.ia, core.executed, core.interruptions) == (at + 2, 1, 0)
        core.interrupt(2, 0x7B, 1)
        assert core.storage[0x20:0x28] == b"\0\0\0\x7B\x6A" + (at + 2).to_bytes(3, "big")
        assert (core.ia, core.interruptions) == (0x600, 1)


def test_a_supervisor_call_under_execute_has_ilc_2():
    core = prepare(new_core(), b"", 0x400)
    execute_of(core, bytes.fromhex("0A00"), 0x400, 3)
    core.set_gpr(3, 0xCA)
    core.reflect = SVC_BIT
    assert REASONS[core.run(10)] == "REFLECT"
    assert core.last_interruption == (2, 0xCA, 2) and (core.ia, core.executed) == (0x404, 2)


@pytest.mark.parametrize("text, code, ilc, executed", [
    ("0000", 1, 1, 1),                  # operation
    ("D20F50002000", 5, 3, 1),          # MVC from beyond storage: addressing
    ("58105101", 6, 2, 1),              # L of an odd address: specification
    ("44000400", 3, 2, 1),              # EX of itself
    ("1B111A12", 8, 1, 2),              # SR, AR: fixed-point overflow, completed
    ("47F00401", 6, 0, 2)])             # B to an odd address: the fetch fails
def test_a_program_interruption_is_reflected(text, code, ilc, executed):
    core = prepare(new_core(), bytes.fromhex(text), 0x400)
    core.set_gpr(2, 0x80000000 if code == 8 else SIZE)
    core.psw = bytes([0, 0, 0, 0, 0x28]) + core.psw[5:]
    if code == 8:
        core.storage[0x400:0x404] = bytes.fromhex("1B111A22")
    core.reflect = PROGRAM_BIT
    assert REASONS[core.run(executed)] == "REFLECT"
    assert core.last_interruption == (3, code, ilc)
    assert core.executed == executed and core.interruptions == 0
    assert core.storage[0x28:0x30] == bytes(8)


def test_an_invalid_psw_is_reflected_each_time_it_comes():
    """LPSW of an invalid PSW has ILC 2; an invalid program new PSW comes back as often as it is
    loaded, with ILC 0 and no instruction executed: the control program sees the loop."""
    core = prepare(new_core(), text_of("LPSW"), 0x400)
    core.set_cr(6, 0x00800000)
    core.psw = bytes(5) + b"\0\4\0"
    core.storage[0x3000:0x3008] = bytes.fromhex("0000000100000600")
    core.storage[0x68:0x70] = bytes.fromhex("0000000100000604")
    core.set_assist(isa.NUMBER["LPSW"], True)
    core.reflect = PROGRAM_BIT
    assert REASONS[core.run(10)] == "REFLECT"
    assert core.last_interruption == (3, 6, 2) and core.ia == 0x600 and core.executed == 1
    for ia in (0x600, 0x604, 0x604):
        assert core.ia == ia
        core.interrupt(*core.last_interruption)
        assert REASONS[core.run(10)] == "REFLECT"
        assert core.last_interruption == (3, 6, 0) and core.executed == 1


def reflecting(seeds, steps):
    """Random programs with and without reflection, step by step; interruptions reflected."""
    reflected = 0
    for seed in seeds:
        rng = Random(seed)
        state = make_state(rng)
        make_program(rng, state)
        cores = [new_core() for _ in range(2)]
        for core, bits in zip(cores, (0, 3)):
            assist(core, True)
            core.reflect = bits
            lockstep.load_core(core, state)
        last = -1
        while cores[0].executed < steps and cores[0].executed != last:
            address, last = cores[0].ia, cores[0].executed
            lefts = [run_to(core, last + 1) for core in cores]
            if "LOOP" in lefts:
                break
            found = differences(*cores)
            assert not found and lefts[0] == lefts[1], (seed, hex(address), lefts, found[:5])
            assert cores[0].interruptions == cores[1].interruptions
            assert cores[0].last_interruption == cores[1].last_interruption
        reflected += cores[1].interruptions
    return reflected


def run_to(core, count):
    """Until `count` instructions are executed, reflecting everything; the reason."""
    for _ in range(100):
        left = REASONS[core.run(count - core.executed)]
        if left != "REFLECT":
            return left
        core.interrupt(*core.last_interruption)
    return "LOOP"          # an invalid program new PSW


def test_reflecting_gives_what_the_core_does_itself():
    assert reflecting(range(1, 160), 150) > 3000


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_reflecting_gives_what_the_core_does_itself_at_length():
    assert reflecting(range(200_000, 203_000), 300) > 5_000


def test_an_instruction_is_observed_once_though_its_pages_are_looked_up_first():
    core = prepare(new_core(), bytes.fromhex("5810A000 5020B000 44000500 5810A004"), 0x400)
    core.storage[0x500:0x506] = bytes.fromhex("D203B008A000")
    core.set_gpr(10, 0x2000)
    core.set_gpr(11, 0x3000)
    core.observe(True)
    assert REASONS[core.run(5)] == "BUDGET"
    assert [address for address, _ in core.history()] == [0x400, 0x404, 0x408, 0x408, 0x40C]
    assert core.counts() == {0x58: 2, 0x50: 1, 0x44: 1, 0xD2: 1}


def test_a_loop_of_one_instruction_is_observed_each_time():
    core = prepare(new_core(), bytes.fromhex("47F00400"), 0x400)
    core.observe(True)
    for _ in range(3):
        core.run(1)
    core.run(20_000)
    assert core.counts() == {0x47: 20_003}


def test_the_guides_example_runs():
    guide = Path(__file__).resolve().parent.parent / "docs" / "virtual-cpu.md"
    example = guide.read_text().split("```python\n")[1].split("```")[0]
    exec(compile(example, str(guide), "exec"), {})


def test_a_virtual_machine_stops_for_its_control_program():
    machine = Machine("64K", virtual=True, timer=False)
    core = machine.core
    prepare(core, bytes.fromhex("1812" "83120100" "0A03" "58105100" "1812"), 0x400)
    machine.storage[0x60:0x68] = bytes(6) + b"\x04\x08"
    stop = machine.run(100)
    assert stop == (StopReason.PRIVOP, 2) and core.trap == (bytes.fromhex("83120100"), 2)
    core.reflect = SVC_BIT
    assert machine.run(100) == (StopReason.REFLECT, 1)
    core.interrupt(*core.last_interruption)
    assert machine.last_interruption == (2, 3, 1)
    core.set_absent(0x3000 >> 11, True)
    assert machine.run(100) == (StopReason.PAGE, 0) and core.ia == 0x408
    core.set_absent(0x3000 >> 11, False)
    assert machine.run(2) == (StopReason.BUDGET, 2)
    core.set_assist(isa.NUMBER["DIAG"], True)
    core.ia = 0x402
    assert machine.run(100) == (StopReason.DIAGNOSE, 1)
    assert (core.io_address, core.immediate) == (0x100, 0x12)
