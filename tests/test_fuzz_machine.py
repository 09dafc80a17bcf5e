"""Attacks on a whole machine: whatever a guest executes, starts or loads ends in its own
interruptions, sense bytes and condition codes.  Never an exception, never a run that does not
come back, never an instruction too many.

The default counts take seconds; the soak runs take theirs from the environment:
CPCMS_FUZZ_INSTRUCTIONS (10^8), CPCMS_FUZZ_CHANNEL_PROGRAMS (10^6), CPCMS_FUZZ_FILES (20000),
CPCMS_FUZZ_SECONDS (60, of the test with threads), CPCMS_FUZZ_SEED (1).  docs/testing.md says how
to run them under the sanitizers.
"""
import os
import random
import sys
import time

import pytest

import fuzz_room as room
from s360._core import FORM
from s360.machine import StopReason

SECONDS = 60                 # a run of a few thousand instructions that takes longer hangs


def setting(name, usual):
    return int(os.environ.get(f"CPCMS_FUZZ_{name}", usual))


def one_run(machine, budget):
    """Run and check what `Machine.run` promises; gives the reason."""
    before, begun = machine.instructions, time.monotonic()
    stop = machine.run(budget)
    assert time.monotonic() - begun < SECONDS
    assert stop.instructions == machine.instructions - before
    assert 0 <= stop.instructions <= budget + 1          # EXECUTE and its subject are not parted
    if stop.reason is StopReason.BUDGET:
        assert stop.instructions >= budget
    assert machine.state == "stopped"
    return stop.reason


def operator(dice, machine):
    """Something a person or another program does between two runs."""
    what = dice.randrange(12)
    if what == 0:
        machine.press_interrupt()
    elif what == 1:
        machine.devices[room.CONSOLE].type_in(dice.randbytes(dice.randrange(100)))
    elif what == 2:
        machine.devices[room.CONSOLE].request()
    elif what == 3:
        machine.set_stops({dice.randrange(0, len(machine.storage), 2) for _ in range(5)})
    elif what == 4:
        machine.observe(dice.random() < 0.5)
        assert all(len(text) == 6 for _, text in machine.history())
    elif what == 5:
        machine.core.give_back()
    elif what == 6:
        machine.press_restart()
    elif what == 7:
        machine.reset()
    elif what == 8:
        machine.core.load(machine.core.save())
        machine.channels.load(machine.channels.save())
    elif what == 9:
        room.channel_program(dice, machine)
    machine.core.io_pending = machine.channels.pending


def attack(seed, guest, budget, most_runs=30):
    """One machine with one guest; gives the instructions it executed."""
    dice = random.Random(f"{guest} {seed}")
    machine = room.a_machine(dice)
    size = len(machine.storage)
    room.install(dice, machine, guest)
    for _ in range(most_runs):
        left = budget - machine.instructions
        if left <= 0:
            break
        reason = one_run(machine, min(left, dice.choice((1, 7, 100, 2000, 20_000))))
        if reason in room.ENDED and dice.random() < 0.9:
            machine.core.psw = room.a_psw(dice, size, machine.core.extended)
        if dice.random() < 0.2:
            operator(dice, machine)
    assert len(machine.storage[:]) == size
    machine.close()
    return machine.instructions


def attacks(guest, first, wanted, budget):
    """Cases from seed `first` on until `wanted` instructions are done; gives how many."""
    seed, done = first, 0
    while done < wanted:
        try:
            done += attack(seed, guest, budget)
        except Exception as problem:
            raise AssertionError(f"guest {guest}, seed {seed}: {problem!r}") from problem
        seed += 1
    return seed - first


@pytest.mark.parametrize("guest", room.GUESTS)
def test_no_guest_breaks_the_machine(guest):
    attacks(guest, 0, 100_000, 3_000)


@pytest.mark.soak
@pytest.mark.timeout(0)
@pytest.mark.parametrize("guest", room.GUESTS)
def test_no_guest_breaks_the_machine_in_a_hundred_million_instructions(guest):
    wanted = setting("INSTRUCTIONS", 10**8) // len(room.GUESTS)
    cases = attacks(guest, setting("SEED", 1) * 10**9, wanted, 20_000)
    print(f"{guest}: {wanted} instructions, {cases} machines, core with {FORM}", file=sys.stderr)
