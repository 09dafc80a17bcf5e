"""The Model 67 in the compiled core: page and segment faults of every instruction that refers
to storage, its re-execution, and operands in two pages that are one frame.

What the fault stores is worked out by hand (GA27-2719: code X'11', the old PSW behind the
instruction, control register 2 the address); whole states come from the reference interpreter.
"""
from random import Random

import pytest

import lockstep
from control_program import reference_of, state_of
from crossing import CROSSINGS, FIRST, SECOND
from dat_setup import (FRAMES, SEGMENTS, extended_psw, get, map_page, paged, put,
                       reload_tables)
from s360 import isa
from s360._core import REASONS

NAMES = [case.mnemonic for case in CROSSINGS]


def prepared(case, at=0x1000, under_execute=False):
    core = paged(at=at)
    put(core, 0x500 if under_execute else at, case.text)
    if under_execute:
        put(core, at, bytes.fromhex("44000500"))
    for address, data in case.data.items():
        put(core, address, data)
    for register, value in case.gpr.items():
        core.set_gpr(register, value)
    for register in (0, 2, 4, 6):
        core.set_fpr(register, 0x4123456789ABCDEF)
    return core


def without_low(state):
    """A state less what the interruption stored, and counts."""
    return {"storage": state["storage"][0x800:], "gpr": state["gpr"], "fpr": state["fpr"],
            "cr": state["cr"][:2] + state["cr"][3:]}


@pytest.mark.parametrize("under_execute", (False, True))
@pytest.mark.parametrize("case", CROSSINGS, ids=NAMES)
def test_page_fault_and_re_execution(case, under_execute):
    for at in (0x1000, 0x17FE, 0x0FFE):
        whole = prepared(case, at, under_execute)
        left = whole.run(1)
        size = 4 if under_execute else len(case.text)
        for page, address in case.parts.items():
            core = prepared(case, at, under_execute)
            map_page(core, page >> 12, None)
            before, ref = state_of(core), reference_of(core)
            assert REASONS[core.run(1)] == "BUDGET" and ref.step() == "program"
            assert core.last_interruption == (3, 0x11, size // 2)
            assert core.get_cr(2) == address
            assert core.executed == (2 if under_execute else 1)
            assert core.storage[0x28:0x30] == extended_psw(at + size, flags=size // 2 << 6)
            assert core.storage[0x12:0x14].hex() == "0011"
            assert without_low(state_of(core)) == without_low(before)
            assert not lockstep.differences(core, ref)
            # the page comes in, the control program goes back by the length code
            map_page(core, page >> 12, FRAMES[page >> 12])
            reload_tables(core)
            core.psw = extended_psw(at)
            assert core.run(1) == left
            assert without_low(state_of(core)) == without_low(state_of(whole))
            assert core.psw == whole.psw
            assert (core.operation, core.io_address, core.operand) == (
                whole.operation, whole.io_address, whole.operand)


@pytest.mark.parametrize("case", CROSSINGS, ids=NAMES)
def test_without_faults_the_reference_agrees(case):
    core = prepared(case)
    ref = reference_of(core)
    core.run(1)
    ref.step()
    assert not lockstep.differences(core, ref)


@pytest.mark.parametrize("case", CROSSINGS, ids=NAMES)
def test_an_unavailable_segment(case):
    """The same operands in segment 1, whose entry is unavailable, with either code."""
    for switch in (0x10, 0x11):
        core = prepared(case)
        core.set_segment_code(switch)
        for register, value in case.gpr.items():
            if register in (8, 9):
                core.set_gpr(register, value | 0x100000)
        before = state_of(core)
        core.run(1)
        assert core.last_interruption == (3, switch, len(case.text) // 2)
        assert core.get_cr(2) == 0x100000 | case.gpr[8]
        assert without_low(state_of(core)) == without_low(before)


def test_both_operands_missing_the_first_is_told():
    case = next(c for c in CROSSINGS if c.mnemonic == "MVC")
    core = prepared(case)
    for page in (2, 3, 4, 5):
        map_page(core, page, None)
    for missing in (FIRST - 8, FIRST, SECOND - 4, SECOND):
        core.psw = extended_psw(0x1000)
        core.run(1)
        assert core.last_interruption == (3, 0x11, 3) and core.get_cr(2) == missing
        map_page(core, missing >> 12, FRAMES[missing >> 12])
    core.psw = extended_psw(0x1000)
    core.run(1)
    assert core.ia == 0x1006


def test_reference_and_change_bits_of_a_move_across_pages():
    case = next(c for c in CROSSINGS if c.mnemonic == "MVC")
    core = prepared(case)
    core.storage.keys = bytes(16)
    core.run(1)
    frames = {block << 11: key for block, key in enumerate(core.storage.keys) if key}
    assert frames == {0x1000: 4, 0x6800: 6, 0x2000: 6, 0x3800: 4, 0x5000: 4}


# --- two pages, one frame ---------------------------------------------------------------------

def aliased():
    """Pages 2 and 7 are both frame 6; pages 3 and 8, which follow them, both frame 2."""
    core = paged()
    core.storage[SEGMENTS] = 8
    map_page(core, 7, 6)
    map_page(core, 8, 2)
    reload_tables(core)
    return core


@pytest.mark.parametrize("start", (0x2100, 0x2FF8))           # in a page, across its end
def test_a_move_to_the_next_byte_fills_the_field_though_the_pages_differ(start):
    core = aliased()
    put(core, start, b"*" + bytes(range(1, 40)))
    put(core, 0x1000, bytes.fromhex("D20720018000"))           # MVC 1(8,2),0(8)
    core.set_gpr(2, start)
    core.set_gpr(8, start + 0x5000)
    core.run(1)
    assert get(core, start, 10) == b"*" * 9 + b"\x09" and core.interruptions == 0


# not ED and EDMK, whose overlapping operands are unpredictable
OVERLAPPING = "MVN MVC MVZ NC CLC OC XC TR TRT MVO PACK UNPK ZAP CP AP SP MP DP".split()


def alias_case(rng, mnemonic):
    """One SS instruction whose operands overlap in the frame under two names."""
    core = aliased()
    row = isa.BY_MNEMONIC[mnemonic]
    at = rng.choice((0x100, 0x7F8, 0xFF0, 0xFF8))
    for offset in range(-64, 64):
        byte = rng.choice((rng.getrandbits(8), rng.randrange(10) << 4 | rng.randrange(10), 0x0C))
        put(core, 0x2000 + at + offset, bytes([byte]))
    for offset in range(0, 16, 2):
        put(core, 0x2000 + at + offset, bytes([0x12, 0x3C]))
    first = rng.choice((0x2000, 0x7000)) + at
    second = (0x9000 - (first & 0xF000)) + at + rng.randint(-6, 6)
    lengths = rng.randrange(16)
    if row.format == "SS-LL":
        lengths = rng.getrandbits(8)
    put(core, 0x1000, bytes([row.opcode, lengths]) + bytes.fromhex("20008000"))
    core.set_gpr(2, first)
    core.set_gpr(8, second)
    return core


def aliases(seeds):
    done = 0
    for mnemonic in OVERLAPPING:
        for seed in seeds:
            core = alias_case(Random(f"{mnemonic} {seed}"), mnemonic)
            ref = reference_of(core)
            core.run(1)
            ref.step()
            found = lockstep.differences(core, ref)
            assert not found, (mnemonic, seed, found)
            done += core.interruptions == 0
    return done


def test_operands_that_overlap_under_two_names():
    assert aliases(range(60)) > 600


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_operands_that_overlap_under_two_names_at_length():
    assert aliases(range(1000, 2000)) > 10_000
