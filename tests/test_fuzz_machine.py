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


def attack(seed, guest, budget, most_runs=60):
    """One machine with one guest; gives the instructions it executed.  A guest that does little but
    interrupt itself gets a new PSW."""
    dice = random.Random(f"{guest} {seed}")
    machine = room.a_machine(dice)
    size = len(machine.storage)
    room.install(dice, machine, guest)
    for _ in range(most_runs):
        left = budget - machine.instructions
        if left <= 0:
            break
        swaps, before = machine.core.interruptions, machine.instructions
        reason = one_run(machine, min(left, dice.choice((1, 7, 50, 200))))
        swaps = machine.core.interruptions - swaps
        stuck = reason in room.ENDED or 2 * swaps > machine.instructions - before > 20
        if stuck and dice.random() < 0.9:
            machine.core.psw = room.a_psw(dice, size, machine.core.extended)
        if dice.random() < 0.1:
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
    attacks(guest, 0, 50_000, 3_000)


@pytest.mark.soak
@pytest.mark.timeout(0)
@pytest.mark.parametrize("guest", room.GUESTS)
def test_no_guest_breaks_the_machine_in_a_hundred_million_instructions(guest):
    wanted = setting("INSTRUCTIONS", 10**8) // len(room.GUESTS)
    cases = attacks(guest, setting("SEED", 1) * 10**9, wanted, 5_000)
    print(f"{guest}: {wanted} instructions, {cases} machines, core with {FORM}", file=sys.stderr)


# -- what is decoded or remembered of storage never tells the guest anything

def whole_state(machine):
    """All that a guest could see, and what the machine knows of time."""
    core = dict(machine.core.save())
    return core, machine.storage[:], machine.storage.keys, machine.channels.save()


def twice(seed, guest, budget):
    """The same guest at one stretch, and in pieces between which everything decoded and every
    access table is thrown away: both must end alike."""
    dice = random.Random(f"twice {guest} {seed}")
    options = dict(size=dice.choice(room.SIZES))
    machines = []
    for _ in range(2):
        same = random.Random(f"{guest} {seed}")
        machine = room.a_machine(same, **options)
        room.install(same, machine, guest)
        machines.append(machine)
    straight, pieces = machines
    pieces.observe(dice.random() < 0.5)
    reason = one_run(straight, budget)
    executed = straight.instructions
    while pieces.instructions < executed:
        last = one_run(pieces, min(executed - pieces.instructions, dice.choice((1, 3, 17, 80))))
        if pieces.instructions < executed:
            assert last is StopReason.BUDGET
            pieces.core.give_back()
    if reason is not StopReason.BUDGET:
        assert one_run(pieces, 1) is reason and pieces.instructions == executed
    assert whole_state(pieces) == whole_state(straight)
    for machine in machines:
        machine.close()


@pytest.mark.parametrize("guest", room.GUESTS)
def test_forgetting_what_was_decoded_changes_nothing(guest):
    for seed in range(40):
        twice(seed, guest, 400)


@pytest.mark.soak
@pytest.mark.timeout(0)
@pytest.mark.parametrize("guest", room.GUESTS)
def test_forgetting_what_was_decoded_changes_nothing_in_many_machines(guest):
    """CPCMS_FUZZ_TWICE machines (2000)."""
    first = setting("SEED", 1) * 10**6
    for seed in range(first, first + setting("TWICE", 2_000)):
        twice(seed, guest, 1500)
