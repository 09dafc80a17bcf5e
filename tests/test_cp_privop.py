"""Trap and emulate: each privileged instruction simulated by CP does what a bare CPU, the core's
`perform` and its assist do."""
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter
from unittest import mock

import pytest

import lockstep
import program_maker
from control_program import PRIVILEGED, assist, by_core, differences, state_of, step
from cp import privop
from crossing import CROSSINGS
from fake_guest import FakeVM, RecordedVM, by_cp
from program_maker import make_program, make_state
from program_state import SIZE
from s360 import Machine, isa
from s360._core import REASONS, Core
from s360.devices.printer import Printer

MNEMONICS = [row.mnemonic for row in PRIVILEGED]
#: privileged instructions, and EX of them, in half of what a random program consists of
OFTEN = dict.fromkeys(MNEMONICS, 60) | {"EX": 300}
DISABLED_WAIT = bytes.fromhex("0002000000000000")


def test_every_privileged_instruction_has_a_function_and_words():
    assert {row.opcode for row in PRIVILEGED} == set(privop.OPERATIONS)
    assert all(callable(function) and words.endswith(".")
               for function, words in privop.OPERATIONS.values())
    assert set(privop.ASSISTS) <= set(MNEMONICS)


def test_the_table_in_the_manual_is_current():
    text = (Path(__file__).resolve().parent.parent / "docs" / "trap-and-emulate.md").read_text()
    assert "<!-- operations -->" in text and privop.current(text) == text


# --- one at a time, against the bare CPU ------------------------------------------------------

def situations():
    """(operand address, PSW there): fits, odd, protected, in the last bytes, beyond storage."""
    for operand in (0x3000, 0x3004, 0x3001, 0x5000, SIZE - 4, SIZE, 0x37FC, 0xFFFFFC):
        for psw in ("0000000000000000", "0020000000000000", "0800000000000300",
                    "0100000020000300", "0002000000000300", "0400000000000300"):
            yield operand, bytes.fromhex(psw)


def prepare(core, text, operand, psw, control_6, under_execute):
    """The instruction at 400 (or at 500, executed from there), key 3, register 5 at its operand."""
    core.system_reset()
    core.external = 0x40
    core.set_cr(6, control_6)
    core.set_cr(0, 0x600)
    for new in (0x58, 0x60, 0x68, 0x70, 0x78):
        core.storage[new:new + 8] = bytes(6) + b"\x06\x00"
    core.storage.set_key(0x5000, 0x28)
    if operand < SIZE - 8:
        core.storage[operand:operand + 8] = psw
    at = 0x500 if under_execute else 0x400
    core.storage[at:at + len(text)] = text
    if under_execute:
        core.storage[0x400:0x404] = bytes.fromhex("44000500")
    for r in range(16):
        core.set_gpr(r, 0x11111111 * r)
    core.set_gpr(1, 0xA8)
    core.set_gpr(2, operand & ~15 if operand != 0x3001 else operand)
    core.set_gpr(5, operand - 0x100 & 0xFFFFFFFF)
    core.psw = bytes([0, 0x30, 0, 0, 0 if control_6 else 0x2A]) + b"\0\4\0"


@pytest.mark.parametrize("under_execute", (False, True))
@pytest.mark.parametrize("mnemonic", MNEMONICS)
def test_it_does_what_the_bare_cpu_does(mnemonic, under_execute):
    row = isa.BY_MNEMONIC[mnemonic]
    text = bytes([row.opcode, 0x12]) + (b"" if row.length == 2 else b"\x51\x00")
    bare, core = (Core(SIZE, virtual=virtual, timer=False) for virtual in (False, True))
    for control_6 in (0, 0x00800000):
        for operand, psw in situations():
            for one in (bare, core):
                prepare(one, text, operand, psw, control_6, under_execute)
            left = step(core, by_cp)
            assert left == REASONS[bare.run(1)], (hex(operand), psw.hex())
            assert not differences(core, bare), (hex(operand), psw.hex())
            assert core.last_interruption == bare.last_interruption
            if left in ("IO", "DIRECT", "DIAGNOSE"):
                assert (core.operation, core.immediate, core.io_address, core.operand) == (
                    bare.operation, bare.immediate, bare.io_address, bare.operand)


def reader_module():
    import importlib.util
    from shared import shared
    spec = importlib.util.spec_from_file_location("vector_reader",
                                                  shared("conformance", "reader.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def vector_result(core, reader, case, way):
    """The final state of one conformance vector, as the reader compares it."""
    begin, storage = reader.initial(case), core.storage
    for r in range(16):
        core.set_gpr(r, begin["g"][r])
    for r in (0, 2, 4, 6):
        core.set_fpr(r, begin["f"][r])
    for address, data in begin["m"].items():
        storage.write(address, data)
    for block, key in begin["k"].items():
        storage.set_key(block, key)
    for new in (0x58, 0x60, 0x68, 0x70, 0x78):
        storage.write(new, DISABLED_WAIT)
    core.psw = begin["psw"].to_bytes(8, "big")
    count, last = core.interruptions, core.executed + case.get("n", 1)
    while core.executed < last and core.interruptions == count:
        if step(core, way) not in ("BUDGET", "WAIT"):
            break
    if core.interruptions != count:
        kind = core.last_interruption[0]
        end = {"int": {2: "svc", 3: "pgm"}[kind],
               "psw": int.from_bytes(storage.read({2: 0x20, 3: 0x28}[kind], 8), "big")}
    else:
        end = {"int": None, "psw": int.from_bytes(core.psw, "big")}
    return end | {"g": [core.get_gpr(r) for r in range(16)],
                  "f": {r: core.get_fpr(r) for r in (0, 2, 4, 6)},
                  "m": {a: storage.read(a, n) for a, n in reader.WINDOWS},
                  "k": {b: storage.key(b) for b in reader.BLOCKS}}


@pytest.mark.parametrize("way", ("simulated", "assisted"))
def test_the_conformance_vectors_in_a_virtual_machine(way):
    from shared import shared
    reader = reader_module()
    features = sum(1 << n for n, name in enumerate(isa.FEATURES) if name != "direct")
    core = Core(reader.STORAGE, features, m67=False, virtual=True, timer=False)
    assist(core, way == "assisted")
    vm = RecordedVM(core)
    cases = list(reader.read(shared("conformance", "control.jsonl.gz")))
    bad = [(case["id"], wrong) for case in cases
           if (wrong := reader.compare(case, vector_result(core, reader, case, vm.simulate)))]
    assert len(cases) > 2000 and not bad, bad[:5]
    assert bool(vm.counters.privops) == (way == "simulated")


# --- random programs --------------------------------------------------------------------------

def three_ways(seed, steps, cores, totals):
    """One random program with assists, by `perform` and by CP, a third of them with blocks that are
    not resident; they agree after every instruction."""
    rng = Random(seed)
    state = make_state(rng)
    make_program(rng, state)
    missing = rng.sample(range(1, SIZE >> 11), 4) if rng.randrange(3) == 0 else ()
    for core in cores:
        lockstep.load_core(core, state)
        for block in range(1, SIZE >> 11):
            core.set_absent(block, block in missing)
    assisted, performed, simulated = cores
    begin = [core.executed for core in cores]
    while assisted.executed - begin[0] < steps:
        address, executed = assisted.ia, assisted.executed
        left = step(assisted)
        for core, count, way in zip(cores[1:], begin[1:], (by_core, by_cp)):
            assert step(core, way) == left, (seed, hex(address), way.__name__)
            assert core.executed - count == assisted.executed - begin[0]
            found = [line for line in differences(core, assisted)
                     if line[:5] not in ("execu", "time:")]
            assert not found, (seed, hex(address), way.__name__, found[:5])
            assert core.last_interruption == assisted.last_interruption
        if left == "PAGE":
            assert simulated.fault_address == assisted.fault_address
            for core in cores:
                core.set_absent(core.fault_address >> 11, False)
        elif left == "WAIT" or assisted.executed == executed:
            break
        totals[left] = totals.get(left, 0) + 1


def run_three_ways(seeds, steps):
    cores = [Core(SIZE, virtual=True, timer=False) for _ in range(3)]
    assist(cores[0], True)
    totals = {}
    counts = {}
    with mock.patch.dict(program_maker.RARE, OFTEN), \
            mock.patch(f"{__name__}.by_cp", counting(counts)):
        for seed in seeds:
            three_ways(seed, steps, cores, totals)
    return totals, counts


def counting(counts):
    """`by_cp` that counts simulations by mnemonic, and those under EX."""
    def by_cp_counted(core):
        vm = RecordedVM(core)
        left = vm.simulate(core)
        for name in vm.counters.privops:
            counts[name] = counts.get(name, 0) + 1
        if core.trap[1] * 2 != len(core.trap[0]):
            counts["executed"] = counts.get("executed", 0) + 1
        return left
    return by_cp_counted


def test_random_programs_give_the_same_in_all_ways():
    totals, counts = run_three_ways(range(300), 60)
    assert set(MNEMONICS) <= set(counts) and counts["executed"] > 5
    assert {"IO", "DIRECT", "DIAGNOSE"} <= set(totals)


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_ten_thousand_random_programs_give_the_same_in_all_ways():
    totals, counts = run_three_ways(range(100_000, 110_000), 60)
    assert min(counts[name] for name in MNEMONICS) > 500


# --- storage not resident ---------------------------------------------------------------------

CROSSING = [case for case in CROSSINGS if isa.BY_MNEMONIC[case.mnemonic].privileged]


@pytest.mark.parametrize("under_execute", (False, True))
@pytest.mark.parametrize("case", CROSSING, ids=[case.mnemonic for case in CROSSING])
def test_when_its_operand_is_not_resident_the_trap_is_undone(case, under_execute):
    for page, address in case.parts.items():
        vm = FakeVM(storage=SIZE)
        core = vm.core
        privop.set_assist(vm, ())
        for at, data in case.data.items():
            core.storage[at:at + len(data)] = data
        for register, value in case.gpr.items():
            core.set_gpr(register, value)
        place = 0x500 if under_execute else 0x400
        core.storage[0x400:0x404] = bytes.fromhex("44000500")
        core.storage[place:place + len(case.text)] = case.text
        core.psw = bytes(5) + b"\0\4\0"
        for block in (page >> 11, (page >> 11) + 1):
            core.set_absent(block, True)
        before = state_of(core)
        assert REASONS[core.run(1)] == "PRIVOP"
        assert privop.simulate(vm) is None
        assert vm.machine.missing == [address] and state_of(core) == before
        assert vm.counters.privops == {case.mnemonic: 0}
        vm.machine.run(1)
        assert core.executed == 1 + under_execute and vm.counters.privops == {case.mnemonic: 1}


# --- in a machine: channels, counts, assists --------------------------------------------------

class Paper:
    """Where the printer prints."""

    def __init__(self):
        self.lines = []

    def print_line(self, data, line, page, command):
        self.lines.append(data.decode("cp037"))


# SIO, TIO until it is over, TCH, HIO, SIO of no device; then wait for a second SIO
PROGRAM = """
    9C00000E 47700450 9D00000E 47200408 47800450 9F000000 9E00000E 9C00000F 47E00450
    9C00000E 82000310
"""


def print_twice(machine):
    paper = Paper()
    machine.channels.attach(0x00E, Printer(paper))
    storage = machine.storage
    code = bytes.fromhex(PROGRAM)
    storage[0x400:0x400 + len(code)] = code
    storage[0x310:0x318] = bytes.fromhex("8002000000000000")        # wait for channel 0
    storage[0x78:0x80] = bytes.fromhex("0002000000000ACE")
    storage[0x48:0x4C] = bytes.fromhex("00000300")
    storage[0x300:0x308] = bytes.fromhex("0900032020000005")
    storage[0x320:0x325] = "HELLO".encode("cp037")
    machine.core.psw = bytes.fromhex("0000000000000400")
    stop = machine.run(1000)
    return stop, machine.core.psw, storage[0x38:0x48], machine.time, machine.instructions, paper.lines


def test_io_goes_the_same_way_as_on_a_bare_machine():
    bare = Machine("64K", timer=False)
    expected = print_twice(bare)
    assert expected[5] == ["HELLO", "HELLO"] and expected[1][5:] == b"\x00\x0A\xCE"
    for names in ((), privop.ASSISTS):
        vm = FakeVM(storage="64K")
        privop.set_assist(vm, names)
        assert print_twice(vm.machine) == expected
        assert vm.counters.sios == 3 == vm.counters.privops["SIO"]
        assert ("LPSW" in vm.counters.privops) == (not names)


def test_an_interruption_that_ssm_enables_is_taken_next():
    vm = FakeVM(storage="64K")
    privop.set_assist(vm, ())
    core = vm.core
    core.storage[0x400:0x404] = bytes.fromhex("80000300")
    core.storage[0x300:0x301] = b"\x01"
    core.storage[0x58:0x60] = bytes.fromhex("0002000000000123")
    core.psw = bytes.fromhex("0000000000000400")
    core.external = 0x40
    assert vm.run(10) == "DISABLED_WAIT"
    assert core.storage[0x18:0x20] == bytes.fromhex("0100004000000404")


def test_an_assist_is_chosen_one_by_one_and_a_new_machine_keeps_the_choice():
    vm = FakeVM(storage="64K")
    assert vm.options.assist == frozenset(privop.ASSISTS)
    privop.set_assist(vm, ["SSM"])
    other = FakeVM(storage="64K")
    vm.core = other.core                    # the machine is made anew
    privop.prepare(vm)
    for text, trapped in ((bytes.fromhex("80000300"), False), (bytes.fromhex("0912"), True)):
        vm.core.storage[0x400:0x400 + len(text)] = text
        vm.core.psw = bytes.fromhex("0000000000000400")
        assert (REASONS[vm.core.run(1)] == "PRIVOP") == trapped


# --- loops ------------------------------------------------------------------------------------

@pytest.mark.parametrize("new, code, first, text", [
    ("0000000000000500", "0000", "0000", "PROGRAM"),         # the new PSW points at what is invalid
    ("0000000000000500", "44000500", "0000", "PROGRAM"),     # EX of itself
    ("0000000000000500", "44000520", "0000", "PROGRAM"),     # EX of what is invalid
    ("0000000000000501", "", "0000", "PROGRAM"),             # odd
    ("0000000000800000", "", "0000", "PROGRAM"),             # beyond storage
    ("0000000000000500", "0A01", "0A01", "SVC"),
])
def test_a_loop_of_interruptions_is_found(new, code, first, text):
    vm = FakeVM(storage="64K")
    core = vm.core
    for at in (0x60, 0x68):
        core.storage[at:at + 8] = bytes.fromhex(new)
    core.storage[0x500:0x500 + len(code) // 2] = bytes.fromhex(code)
    core.storage[0x400:0x402] = bytes.fromhex(first)
    core.psw = bytes.fromhex("0000000000000400")
    before, count = core.executed, core.interruptions
    vm.run(1000)
    assert (privop.looping(vm, core.executed - before, core.interruptions - count)
            == f"CP ENTERED; {text} INTERRUPT LOOP")


def test_an_invalid_program_new_psw_is_a_loop():
    vm = FakeVM(storage="64K")
    core = vm.core
    core.set_cr(6, 0x00800000)
    core.storage[0x68:0x70] = bytes.fromhex("0000000100000500")
    core.storage[0x400:0x402] = b"\0\0"
    core.psw = bytes.fromhex("0000000000000400")
    vm.run(1000)
    assert privop.looping(vm, core.executed, core.interruptions)


@pytest.mark.parametrize("handler", ["82000020", "1B1182000020"])
def test_a_program_that_calls_its_supervisor_all_the_time_is_no_loop(handler):
    vm = FakeVM(storage="64K")
    core = vm.core
    core.storage[0x60:0x68] = bytes.fromhex("0000000000000500")
    core.storage[0x500:0x500 + len(handler) // 2] = bytes.fromhex(handler)
    core.storage[0x400:0x406] = bytes.fromhex("0A0147F00400")
    core.psw = bytes.fromhex("0000000000000400")
    vm.run(1000)
    assert core.interruptions > 200 and not privop.looping(vm, core.executed, core.interruptions)


def test_a_slice_too_short_to_tell_is_no_loop():
    vm = FakeVM(storage="64K")
    core = vm.core
    core.storage[0x60:0x68] = bytes.fromhex("0000000000000500")
    core.storage[0x500:0x502] = core.storage[0x400:0x402] = bytes.fromhex("0A01")
    core.psw = bytes.fromhex("0000000000000400")
    vm.run(10)
    assert core.interruptions == 10 and not privop.looping(vm, 10, 10)


# --- speed ------------------------------------------------------------------------------------

@pytest.mark.slow
def test_an_instruction_simulated_costs_less_than_6_microseconds():
    vm = FakeVM(storage="64K")
    privop.set_assist(vm, ())
    core = vm.core
    core.storage[0x300:0x308] = bytes.fromhex("0000000000000400")
    for text in ("80000304", "0812", "0912", "82000300", "B1100300", "9D00000E", "9F00000E"):
        code = bytes.fromhex(text) * 50
        core.storage[0x400:0x400 + len(code) + 4] = code + bytes.fromhex("47F00400")
        core.set_gpr(2, 0x3000)
        times = []
        for _ in range(15):
            core.psw = bytes.fromhex("0000000000000400")
            done, begin = sum(vm.counters.privops.values()), perf_counter()
            vm.machine.run(2000)
            times.append((perf_counter() - begin) / (sum(vm.counters.privops.values()) - done))
        assert median(times) < 6e-6, text
