"""What the core counts and where it stops: exact instruction counts, budgets, deadlines,
attention, waits, address stops; the interval timer at fixed counts.

An EXECUTE and its subject count two and are never parted, a suppressed instruction counts one,
an interruption none, and a budget may be overrun by one.  The timer loses 1/300 s (256 units)
every 1/300 s of virtual time.  Source of the timer: A22-6821-7, Interval Timer; GA27-2719.
"""
import threading
from random import Random

import pytest

from s360 import isa
from s360._core import NEVER, REASONS, Core

WAITING = bytes.fromhex("0102000000000700")
#                 loop: LA 1,1(1)  AR 2,1  EX 3,sub  ST 2,300  BCT 4,loop
LOOP = "41110001" "1A21" "44300220" "50200300" "4640C000"
SUBJECT = "D20303100300"                                     # MVC 310(4),300
ROUND = 6


def machine(code, **options):
    """Supervisor state at 200, registers 4 a counter and 12 the code; new PSWs 700."""
    core = Core(0x4000, **{"timer": False} | options)
    text = bytes.fromhex(code)
    core.storage[0x200:0x200 + len(text)] = text
    core.storage[0x220:0x226] = bytes.fromhex(SUBJECT)
    for new in (0x58, 0x60, 0x68, 0x78):
        core.storage[new:new + 8] = bytes.fromhex("0000000000000700")
    core.set_gpr(12, 0x200)
    core.set_gpr(4, 1 << 30)
    core.psw = bytes.fromhex("0000000000000200")
    return core


def seen(core):
    """What must not depend on how a run was cut."""
    return ([core.get_gpr(r) for r in range(16)], core.psw, core.storage[:], core.executed,
            core.time, core.interruptions)


# --- counting ---------------------------------------------------------------------------------

@pytest.mark.parametrize("code, count, why", [
    ("1A11", 1, "an instruction"),
    ("44000220", 2, "EXECUTE and its subject"),
    ("44000230", 2, "EXECUTE of a suppressed subject (operation exception)"),
    ("44000221", 1, "EXECUTE of an odd address"),
    ("44000200", 1, "EXECUTE of EXECUTE"),
    ("4400FFFF", 1, "EXECUTE of nothing"),
    ("0000", 1, "suppressed: operation"),
    ("58100201", 1, "suppressed: specification"),
    ("5810A000", 1, "suppressed: addressing"),
    ("1D02", 1, "suppressed: fixed-point divide"),
    ("FA00A000A000", 1, "suppressed: decimal data"),
    ("0A05", 1, "a supervisor call"),
    ("82000240", 1, "LPSW"),
    ("9C00000E", 1, "an instruction performed outside")])
def test_what_counts(code, count, why):
    core = machine(code)
    core.set_gpr(10, 0x2000 if "data" in why else 0x4000)
    core.set_gpr(15, 0x4000)
    core.run(1)
    assert core.executed == count and core.time == count, why


@pytest.mark.parametrize("ia", (0x201, 0x4000, 0xFFFFFE))
def test_an_instruction_that_cannot_be_fetched_counts_one(ia):
    core = machine("")
    core.ia = ia
    assert REASONS[core.run(1)] == "BUDGET"
    assert core.executed == 1 and core.last_interruption[2] == 0
    assert core.storage[0x2D:0x30] == ia.to_bytes(3, "big")


def test_interruptions_count_nothing():
    core = machine("1A11")
    core.external = 0xC0
    core.psw = bytes.fromhex("0100000000000200")
    core.storage[0x700:0x702] = bytes.fromhex("1A11")
    assert REASONS[core.run(1)] == "BUDGET"
    assert core.last_interruption == (1, 0xC0, 0) and core.ia == 0x702 and core.executed == 1
    core.interrupt(5, 0x00C)
    core.interrupt(1, 0x40)
    core.interrupt(3, 6, 2)
    assert core.executed == core.time == 1 and core.interruptions == 4


@pytest.mark.parametrize("code", ("0A05", "0000", "44000230", "47F00201"))
def test_a_step_that_ends_in_an_interruption_ends_with_the_psw_swap(code):
    core = machine(code)
    core.storage[0x700:0x704] = bytes.fromhex("1A111A11")
    if code == "47F00201":
        core.run(1)                     # the branch is complete, the fetch behind it fails
    assert REASONS[core.run(1)] == "BUDGET"
    assert core.interruptions == 1 and core.ia == 0x700


def test_every_opcode_counts_one_whatever_becomes_of_it():
    for opcode in range(256):
        core = machine("")
        text = bytes([opcode, 0x24]) + bytes.fromhex("20003000")
        core.storage.write(0x200, text[:isa.length(opcode)])
        for r in range(16):
            core.set_gpr(r, 0x300)
        core.run(1)
        assert core.executed == (2 if opcode == 0x44 else 1), f"{opcode:02X}"


def test_an_invalid_program_new_psw_does_not_hang_the_core():
    """Nothing is executed, but the budget passes."""
    core = machine("0000")
    core.set_cr(6, 0x00800000)
    core.storage[0x68:0x70] = bytes.fromhex("0800000000000700")
    core.psw = bytes(5) + b"\0\2\0"
    assert REASONS[core.run(1000)] == "BUDGET" and core.executed == 1000


# --- budgets ----------------------------------------------------------------------------------

@pytest.mark.parametrize("budget", (0, 1, 2, 3, 5, 6, 7, 100, 9_998, 9_999, 10_000, 10_001,
                                    10_002, 10_003, 10_004, 10_005, 123_457))
def test_a_budget_is_kept_or_overrun_by_one(budget):
    core = machine(LOOP)
    assert REASONS[core.run(budget)] == "BUDGET"
    # rounds of six; EXECUTE is the third, its subject the fourth
    assert core.executed == (budget + 1 if budget % ROUND == 3 else budget)
    place = {0: 0x200, 1: 0x204, 2: 0x206, 4: 0x20A, 5: 0x20E}
    assert core.ia == place[core.executed % ROUND]


def test_runs_cut_anywhere_come_to_the_same():
    whole = machine(LOOP)
    whole.run(60_000)
    for seed in range(8):
        rng, core = Random(seed), machine(LOOP)
        while core.executed < 60_000:
            before, budget = core.executed, min(rng.choice((1, 2, 3, 7, 1000, 9_999, 10_001)),
                                                60_000 - core.executed)
            core.run(budget)
            assert budget <= core.executed - before <= budget + 1
        assert seen(core) == seen(whole)


def test_a_run_ends_at_its_deadline():
    core = machine(LOOP)
    for deadline in (0, 1, 7, 8, 20_000):
        core.deadline = deadline
        assert REASONS[core.run(1_000_000)] == "EVENT"
        assert core.time == max(deadline, core.executed) and core.time <= deadline + 1
    core.deadline = NEVER
    assert REASONS[core.run(6)] == "BUDGET"


def test_budget_and_deadline_at_once_is_a_budget():
    core = machine(LOOP)
    core.deadline = 12
    assert REASONS[core.run(12)] == "BUDGET"
    assert REASONS[core.run(12)] == "EVENT"


# --- other reasons ----------------------------------------------------------------------------

def test_attention_comes_between_instructions_and_loses_none():
    core = machine(LOOP)
    core.wake()
    assert REASONS[core.run(100)] == "ATTENTION" and core.executed == 0
    assert core.woken() and not core.woken()
    thread = threading.Timer(0.02, core.wake)
    thread.start()
    assert REASONS[core.run(1 << 40)] == "ATTENTION"
    thread.join()
    core.woken()
    whole = machine(LOOP)
    whole.run(core.executed)
    assert seen(whole) == seen(core)


def test_waiting_uses_no_budget():
    core = machine("1A11" "82000280")
    core.storage[0x280:0x288] = WAITING
    assert REASONS[core.run(100)] == "WAIT"
    assert core.executed == core.time == 2 and core.waiting and core.ia == 0x700
    assert REASONS[core.run(100)] == "WAIT" and core.executed == 2
    core.pass_time(5000)
    assert (core.executed, core.time) == (2, 5000)
    core.pass_time(100)                                   # time does not go back
    assert core.time == 5000
    core.external = 0x40
    core.storage[0x700:0x702] = bytes.fromhex("1A11")
    assert REASONS[core.run(1)] == "BUDGET" and (core.executed, core.time) == (3, 5001)


def test_an_enabled_channel_is_told_before_the_next_instruction():
    core = machine("80000240" "1A11")                     # SSM 240
    core.storage[0x240] = 0x80
    core.io_pending = 0x80
    assert REASONS[core.run(10)] == "IO_READY" and core.executed == 1 and core.ia == 0x204
    core.io_pending = 0x40                                # another channel: masked
    assert REASONS[core.run(1)] == "BUDGET" and core.executed == 2


def test_external_comes_before_input_output():
    core = machine("1A11")
    core.psw = bytes.fromhex("FF00000000000200")
    core.external, core.io_pending = 0x40, 0x80
    core.storage[0x58:0x60] = bytes.fromhex("8000000000000700")
    assert REASONS[core.run(1)] == "IO_READY"             # the external new PSW enables it
    assert core.last_interruption == (1, 0x40, 0) and core.ia == 0x700 and core.executed == 0


@pytest.mark.parametrize("at", (0x200, 0x204, 0x206, 0x20A, 0x20E))
def test_an_address_stop_is_before_its_instruction(at):
    core = machine(LOOP)
    whole = machine(LOOP)
    core.set_stops([at])
    for turn in range(3):
        assert REASONS[core.run(1_000)] == "STOP_ADDRESS" and core.ia == at
        assert core.executed % ROUND == {0x200: 0, 0x204: 1, 0x206: 2, 0x20A: 4, 0x20E: 5}[at]
        assert REASONS[core.run(1_000)] == "STOP_ADDRESS"          # and there it stays
        core.go_past_stop()
    core.set_stops([])
    core.run(60 - core.executed)
    whole.run(60)
    assert seen(core) == seen(whole)


@pytest.mark.parametrize("at", (0x7FC, 0x7FE, 0xFFC))
def test_an_address_stop_at_the_end_of_a_block(at):
    core = machine("")
    core.storage[at:at + 4] = bytes.fromhex("41110001")
    core.storage[at + 4:at + 6] = bytes.fromhex("1A11")
    core.set_stops([at, at + 4])
    core.ia = at
    core.set_gpr(1, 1)
    for k in (0, 1):
        assert REASONS[core.run(10)] == "STOP_ADDRESS" and core.ia == at + 4 * k
        core.go_past_stop()
    core.run(1)
    assert core.get_gpr(1) == 4 and core.executed == 2


def test_the_subject_of_execute_is_no_address_stop():
    core = machine(LOOP)
    core.set_stops([0x220])
    assert REASONS[core.run(600)] == "BUDGET" and core.executed == 600


# --- the interval timer -----------------------------------------------------------------------

SAMPLER = "58100050" "50102000" "41202004" "4640C000"     # L 1,80; ST 1,0(2); LA 2,4(2); BCT


def sampler(**options):
    core = machine(SAMPLER, timer=True, **options)
    core.set_gpr(2, 0x1000)
    return core


@pytest.mark.parametrize("m67", (False, True))
@pytest.mark.parametrize("cuts", ([], [1, 7, 99, 1], [100], [3] * 60))
def test_the_timer_moves_at_fixed_counts_whatever_the_slices(m67, cuts):
    """At 30,000 instructions a second it loses 256 after each hundred."""
    core = sampler(clock_rate=30_000, m67=m67)
    core.storage[0x50:0x54] = (100_000).to_bytes(4, "big")
    for cut in cuts:
        core.run(cut)
    core.run(1600 - core.executed)
    samples = [core.storage.word(0x1000 + 4 * k) for k in range(400)]
    assert samples == [100_000 - 256 * (4 * k // 100) for k in range(400)]


def test_a_rate_that_is_no_multiple_of_the_timers():
    """A million instructions a second: 1/300 s is 3333 and a third."""
    core = sampler(clock_rate=1_000_000)
    start = 1_000_000
    core.storage[0x50:0x54] = start.to_bytes(4, "big")
    moved = []
    for _ in range(16_700):
        before = core.storage.word(0x50)
        core.run(1)
        core.set_gpr(2, 0x1000)
        if core.storage.word(0x50) != before:
            moved.append((core.executed, start - core.storage.word(0x50)))
    assert moved == [(3334, 256), (6667, 512), (10_000, 768), (13_334, 1024), (16_667, 1280)]


def handler(core):
    """The timer's handler counts in register 9 and sets the timer again; returns."""
    core.storage[0x58:0x60] = bytes.fromhex("0000000000000800")
    core.storage.write(0x800, bytes.fromhex("41909001" "D20300500900" "82000018"))
    core.storage[0x900:0x904] = (3000).to_bytes(4, "big")
    core.psw = bytes.fromhex("0100000000000200")
    return core


@pytest.mark.parametrize("code", (LOOP, "1A21" "44300220" "4640C000"))
def test_timer_interruptions_fall_on_the_same_instructions_whatever_the_slices(code):
    def final(seed):
        core = handler(machine(code, timer=True, clock_rate=77_777))
        rng = Random(seed)
        while core.executed < 40_000:
            core.run(min(rng.choice((1, 2, 5, 258, 259, 260, 7000)) if seed else 40_000,
                         40_000 - core.executed))
        return seen(core)
    whole = final(0)
    assert whole[5] > 10
    for seed in range(1, 6):
        assert final(seed) == whole


def test_the_interruption_is_for_going_below_zero():
    core = machine("47F0C000", timer=True, clock_rate=30_000)
    core.psw = bytes.fromhex("0100000000000200")
    core.storage[0x58:0x60] = WAITING
    core.storage[0x50:0x54] = (512).to_bytes(4, "big")
    assert REASONS[core.run(1000)] == "WAIT"
    assert core.executed == 300 and core.storage.word(0x50) == 0xFFFFFF00
    assert core.last_interruption == (1, 0x80, 0)
    assert core.storage[0x18:0x20].hex() == "0100008000000200"
    core.psw = bytes.fromhex("0100000000000200")          # below zero it does not come again
    assert REASONS[core.run(2000)] == "BUDGET" and core.interruptions == 1


def test_a_masked_timer_interruption_stays_pending():
    core = machine("47F0C000", timer=True, clock_rate=30_000)
    core.storage[0x58:0x60] = WAITING
    core.run(1000)
    assert core.external == 0x80 and core.interruptions == 0
    core.psw = bytes.fromhex("0100000000000200")
    assert REASONS[core.run(1)] == "WAIT" and core.external == 0 and core.executed == 1000


def test_a_value_stored_takes_effect_at_once():
    core = machine("D20300500900" "47F0C006", timer=True, clock_rate=30_000)
    core.storage[0x900:0x904] = (7_000).to_bytes(4, "big")
    core.run(99)
    assert core.storage.word(0x50) == 7_000
    core.run(102)
    assert core.storage.word(0x50) == 7_000 - 512


def test_without_a_timer_location_80_is_storage():
    core = machine("47F0C000", timer=False, clock_rate=300)
    core.storage[0x50:0x54] = b"\0\0\0\1"
    core.run(1000)
    core.pass_time(5000)
    core.sync_timer()
    assert core.storage.word(0x50) == 1 and core.external == 0 and core.timer_expiry() is None


@pytest.mark.parametrize("m67, units", ((True, 3), (False, 0)))
def test_the_timer_runs_in_the_wait_state(m67, units):
    """Between ticks a Model 67 shows single units of 1/76800 s; others 1/300 s."""
    core = machine("", timer=True, m67=m67, clock_rate=1_000_000)
    core.storage[0x50:0x54] = (9000).to_bytes(4, "big")
    core.psw = WAITING
    core.pass_time(50)
    assert core.storage.word(0x50) == 9000 - units
    core.pass_time(1_000_000 // 75)                       # 4/300 s
    assert core.storage.word(0x50) == 9000 - (1023 if m67 else 768)
    core.pass_time(13_334)
    assert core.storage.word(0x50) == 9000 - 1024


@pytest.mark.parametrize("m67", (False, True))
@pytest.mark.parametrize("rate", (76_800, 300, 1_000_000, 999_983, 12_345, 10_000_000_000))
@pytest.mark.parametrize("value", (0, 1, 255, 256, 257, 76_800, 0x7FFFFFFF))
def test_expiry_is_the_first_moment_below_zero(m67, rate, value):
    core = machine("", timer=True, m67=m67, clock_rate=rate)
    core.storage[0x50:0x54] = value.to_bytes(4, "big")
    expiry = core.timer_expiry()
    core.pass_time(expiry - 1)
    assert core.external == 0 and core.storage.word(0x50) < 0x80000000
    core.pass_time(expiry)
    assert core.external == 0x80 and core.storage.word(0x50) >= 0x80000000
    assert core.timer_expiry() is None


def test_looking_at_the_timer_from_outside_does_not_disturb_it():
    def final(look):
        core = sampler(clock_rate=1_000_000)
        core.storage[0x50:0x54] = (100_000).to_bytes(4, "big")
        for _ in range(50):
            core.run(100)
            core.set_gpr(2, 0x1000)
            if look:
                core.storage[0x50:0x54], core.timer_expiry()
        return seen(core)
    assert final(True) == final(False)
