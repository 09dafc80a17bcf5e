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
from s360 import isa
from s360._core import FORM, REASONS, Core
from s360.machine import Machine, StopReason
from s360.media.tape import open_tape
from s360.reference import Reference

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


# -- the ends of storage, against the reference interpreter

def differences(core, ref):
    """What the core and the reference do not have in common."""
    found = [f"gpr{r}" for r in range(16) if core.get_gpr(r) != ref.gpr[r]]
    found += [f"fpr{r}" for r in (0, 2, 4, 6) if core.get_fpr(r) != ref.fpr[r]]
    if core.psw != ref.psw_bytes():
        found.append(f"psw {core.psw.hex()} {ref.psw_bytes().hex()}")
    if core.storage[:] != ref.storage:
        found.append("storage")
    # an operation that was suppressed may leave reference and change bits on in the core only
    if any((a ^ b) & 0xF8 or b & ~a & 6 for a, b in zip(core.storage.keys, ref.keys)):
        found.append("keys")
    return found


def edits_into_itself(text, registers):
    """ED or EDMK whose source may lie in its pattern."""
    if text[:1] not in (b"\xDE", b"\xDF"):
        return False
    first, second = (((registers[text[at] >> 4] if text[at] >> 4 else 0)
                      + (text[at] & 15) * 256 + text[at + 1]) & 0xFFFFFF for at in (2, 4))
    return (second - first) & 0xFFFFFF < 256 or (first - second) & 0xFFFFFF < 256


def at_the_end(seed, size, steps=4):
    """A few instructions whose operands, and which themselves, lie at the ends of storage."""
    dice = random.Random(seed)
    core, ref = Core(size, timer=False), Reference(size)
    storage = bytearray(dice.randbytes(size))
    for new in (0x58, 0x60, 0x68):                       # interruptions come to the end too
        storage[new:new + 8] = b"\0\4\0\0\0" + (size - dice.choice((2, 4, 6, 8, 200))).to_bytes(3, "big")
    at = (size - dice.choice((2, 4, 6, 8, 10, 12, 20))) if dice.random() < 0.6 else dice.randrange(
        0x80, size - 64, 2)
    code = bytearray()
    while len(code) < 40:
        code += room.an_instruction(dice)
    code = code[:size - at]
    storage[at:at + len(code)] = code
    keys = [dice.choice((0, 0, 0x30, 0x38)) for _ in range(size // 2048)]
    core.storage[:] = ref.storage[:] = storage
    core.storage.keys = ref.keys[:] = keys
    for r in range(16):
        value = room.an_address(dice, size)
        core.set_gpr(r, value)
        ref.gpr[r] = value
    for r in (0, 2, 4, 6):
        value = dice.getrandbits(64)
        core.set_fpr(r, value)
        ref.fpr[r] = value
    psw = bytes((0, dice.choice((0, 0, 0x30)), 0, 0, dice.getrandbits(6))) + at.to_bytes(3, "big")
    core.psw = psw
    ref.load_psw(psw)
    for _ in range(steps):
        text, count = bytes(ref.storage[ref.ia:ref.ia + 6]).hex(), ref.instructions
        registers = list(ref.gpr)
        core.run(1)
        for _ in range(60):
            said = ref.step()
            if ref.instructions != count or said == "wait":
                break
        else:
            return                                       # interruptions without end
        if edits_into_itself(ref.instruction, registers):
            return                                       # unpredictable by the manual
        found = differences(core, ref)
        assert not found, f"seed {seed}, size {size}: {text} ({said}): {found}"
        if said not in ("", None, "program", "svc", "external"):
            return


@pytest.mark.parametrize("size", (2048, 4096, 6144, 0x8800))
def test_operands_at_the_ends_of_storage(size):
    for seed in range(600):
        at_the_end(seed, size)


def test_operands_at_the_end_of_the_address_space():
    for seed in range(5):
        at_the_end(seed, 1 << 24)


@pytest.mark.soak
@pytest.mark.timeout(0)
def test_operands_at_the_ends_of_storage_in_many_cases():
    """CPCMS_FUZZ_ENDS cases (200000), one in a thousand with 16 MiB."""
    first = setting("SEED", 1) * 10**7
    for seed in range(first, first + setting("ENDS", 200_000)):
        at_the_end(seed, 1 << 24 if seed % 1000 == 0 else (2048, 4096, 6144, 0x8800)[seed % 4])


# -- the virtual form, as CP drives it

def simulate(dice, machine, reason):
    """What a control program does when the virtual machine has left the core."""
    core = machine.core
    if reason is StopReason.PRIVOP:
        text, ilc = core.trap
        assert len(text) in (2, 4, 6) and ilc in (1, 2, 3)
        roll = dice.random()
        if roll < 0.7:
            why = REASONS[core.perform()]
            assert why in ("RUNNING", "IO", "DIRECT", "DIAGNOSE", "PAGE", "REFLECT")
            if why == "DIRECT":
                core.direct_in(dice.randrange(256))
            elif why == "REFLECT":
                core.interrupt(*core.last_interruption)
            elif why == "PAGE":
                core.set_absent(core.fault_address >> 11, False)
        elif roll < 0.9:
            core.interrupt(3, 2, ilc)
    elif reason is StopReason.REFLECT:
        core.interrupt(*core.last_interruption)
    elif reason is StopReason.PAGE and dice.random() < 0.8:
        core.set_absent(core.fault_address >> 11, False)
    elif reason in room.ENDED or reason is StopReason.PAGE:
        core.psw = room.a_psw(dice, len(machine.storage), core.extended)


def virtual_attack(seed, guest, budget, most_runs=80):
    dice = random.Random(f"virtual {guest} {seed}")
    machine = room.a_machine(dice, devices=dice.random() < 0.5, virtual=True)
    core, blocks = machine.core, len(machine.storage) // 2048
    room.install(dice, machine, guest)
    core.reflect = dice.randrange(4)
    for _ in range(most_runs):
        if machine.instructions >= budget:
            break
        if dice.random() < 0.1:
            core.set_absent(dice.randrange(blocks), dice.random() < 0.8)
        if dice.random() < 0.1:
            core.set_assist(dice.choice(list(isa.NUMBER.values())), dice.random() < 0.5)
        simulate(dice, machine, one_run(machine, dice.choice((1, 5, 100, 300))))
    machine.close()
    return machine.instructions


@pytest.mark.parametrize("guest", room.GUESTS)
def test_no_guest_breaks_a_virtual_machine(guest):
    for seed in range(40):
        virtual_attack(seed, guest, 2000)


@pytest.mark.soak
@pytest.mark.timeout(0)
@pytest.mark.parametrize("guest", room.GUESTS)
def test_no_guest_breaks_a_virtual_machine_in_ten_million_instructions(guest):
    """A tenth of CPCMS_FUZZ_INSTRUCTIONS."""
    wanted, done = setting("INSTRUCTIONS", 10**8) // 10 // len(room.GUESTS), 0
    seed = setting("SEED", 1) * 10**9
    while done < wanted:
        done += virtual_attack(seed, guest, 3000)
        seed += 1


# -- channel programs in a machine's own storage

WAITING = bytes.fromhex("FF02000000000000")          # enabled for every channel


def channel_case(dice, machine):
    """SIO of a random program in key 3, to its end or to the operator's STOP: blocks with other keys
    keep what they hold, but for the words the machine itself stores.  The CPU waits."""
    size, channels = len(machine.storage), machine.channels
    keys = [dice.choice((0x30, 0x30, 0x38, 0x50, 0x58)) for _ in range(size // 2048)]
    machine.reset()
    machine.storage.keys = keys
    units = dice.sample(room.UNITS, dice.choice((1, 1, 2)))
    room.channel_program(dice, machine, units)
    machine.storage.write(0x78, WAITING)
    machine.core.psw = WAITING
    before = machine.storage[:]
    for unit in units:
        caw = 3 << 28 | room.CCWS + 8 * dice.randrange(room.CCW_COUNT)
        machine.storage.write(0x48, caw.to_bytes(4, "big"))
        machine.post(lambda unit=unit: channels.sio(unit))
    executed = machine.instructions
    one_run(machine, 10)
    if machine.instructions != executed:
        return                           # it has changed a PSW in location 0, and the CPU has run
    after = machine.storage[:]
    for block, key in enumerate(keys):
        if key >> 4 != 3:
            at = block * 2048
            first = at + 0x80 if block == 0 else at
            assert after[first:at + 2048] == before[first:at + 2048], f"block {at:06X} has changed"


def channel_cases(first, count):
    """`count` programs, 50 on a machine."""
    for seed in range(first, first + count, 50):
        dice = random.Random(f"channel {seed}")
        machine = room.a_machine(dice, dice.choice(room.SIZES[1:]), features=None, model=None)
        machine.storage[:] = dice.randbytes(len(machine.storage))
        for number in range(min(50, first + count - seed)):
            try:
                channel_case(dice, machine)
            except Exception as problem:
                raise AssertionError(f"seed {seed}, program {number}: {problem!r}") from problem
        machine.close()


def test_channel_programs_keep_to_their_key():
    channel_cases(0, 1500)


@pytest.mark.soak
@pytest.mark.timeout(0)
def test_a_million_channel_programs_keep_to_their_key():
    count = setting("CHANNEL_PROGRAMS", 10**6)
    channel_cases(setting("SEED", 1) * 10**9, count)
    print(f"{count} channel programs, core with {FORM}", file=sys.stderr)


# -- what attacks have found

def test_a_timer_that_has_run_out_between_ticks_ends_a_wait():
    with Machine("16K") as machine:
        machine.attach(0x009, "1052")
        machine.storage.write(0x58, bytes.fromhex("0002000000000ABC"))
        machine.storage.write(0x400, bytes.fromhex("0300000020000001"))
        machine.storage.write(0x48, bytes.fromhex("00000400"))
        machine.storage.write(0x200, bytes.fromhex("0700") * 50 + bytes.fromhex("82000300"))
        machine.storage.write(0x300, bytes.fromhex("FF02000000000000"))
        machine.core.psw = bytes.fromhex("0000000000000200")
        assert machine.run(1000).reason is StopReason.DISABLED_WAIT
        assert machine.last_interruption[:2] == (1, 0x80)


def test_pending_but_masked_interruptions_do_not_keep_a_wait_busy():
    with Machine("16K", timer=False) as machine:
        machine.press_interrupt()
        machine.core.psw = bytes.fromhex("8002000000000200")     # channel 0 only
        assert machine.run(10) == (StopReason.WAIT, 0)


def test_a_machine_gives_back_what_was_decoded_and_still_sees_stores_into_code():
    with Machine("16K") as machine:
        machine.storage.write(0x200, bytes.fromhex("41110001 47F00200"))
        machine.storage.write(0x300, bytes.fromhex("92020203 47F00200"))
        machine.core.psw = bytes.fromhex("0000000000000200")
        machine.run(10)
        machine.core.give_back()
        machine.core.psw = bytes.fromhex("0000000000000300")
        machine.core.set_gpr(1, 0)
        machine.run(3)                                # MVI, B, LA 1,2(1)
        assert machine.core.get_gpr(1) == 2


@pytest.mark.parametrize("mips", (1e6, 1.0, 1e-6))
def test_a_guest_that_waits_for_the_timer_for_ever_stays_in_time(mips):
    """Seven virtual hours a wait: years of machine time pass in a moment of the host's."""
    with Machine("16K", mips=mips) as machine:
        machine.storage.write(0x58, bytes.fromhex("0000000000000210"))
        machine.storage.write(0x210, bytes.fromhex("58100300 50100050 82000308"))
        machine.storage.write(0x300, bytes.fromhex("7FFFFFFF 00000000 0102000000000000"))
        machine.core.psw = bytes.fromhex("0000000000000210")
        assert machine.run(9000).reason in (StopReason.BUDGET, StopReason.WAIT)
        assert machine.instructions >= 100
        assert machine.core.interruptions >= 36
        assert machine.time < 1 << 62


def test_what_a_guest_unloads_is_closed_with_its_drive(tmp_path):
    """REWIND UNLOAD takes the reel from the drive, not from the host: detaching must close it."""
    path = tmp_path / "reel"
    open_tape(path, write=True, create="aws").close()
    with Machine("16K") as machine:
        machine.attach(0x181, "2400", tape=path, ring=True)
        machine.storage.write(0x400, bytes.fromhex("0F00000020000001"))
        machine.storage.write(0x48, bytes.fromhex("00000400"))
        machine.post(lambda: machine.channels.sio(0x181))
        assert machine.devices[0x181].image is None
        machine.detach(0x181)
        open_tape(path, write=True).close()          # not in use any more
