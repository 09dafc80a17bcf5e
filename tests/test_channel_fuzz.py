"""Random channel programs on random devices: never an exception, never a hang, and storage that
the program may not touch stays as it was."""
import random

import pytest

from channel_machine import ChannelMachine, ccw
from fake_media import DAMAGED, MemoryDeck, MemoryPaper, MemoryTape
from fake_storage import BLOCK
from memory_volume import MemoryVolume
from s360.channel import CSW, IDLE, PENDING
from s360.devices.card import CardPunch, CardReader, ReaderPunch
from s360.devices.console import Console
from s360.devices.ctca import Ctca, couple
from s360.devices.dasd import Dasd
from s360.devices.printer import Printer
from s360.devices.tape import Tape

SIZE = 16 * BLOCK
TAPE = [1, 2, 2, 0x0C, 0x0C, 4, 7, 0x0F, 0x17, 0x1B, 0x1F, 0x27, 0x2F, 0x37, 0x3F, 3, 0xC3, 0x93,
        0xAB, 0xB3]
PRINTER = [1, 9, 0x11, 0x19, 0x89, 0xA9, 0xE1, 0x0B, 0x1B, 0x8B, 0xCB, 0xE3, 2, 4, 6, 0xEB, 0xF3,
           0xFB, 0x73, 0x7B]
CTCA = [1, 2, 0x0C, 7, 3, 4, 0x14, 0x14]
READER = [2, 0x42, 0x82, 0xC2, 0xC2, 0x22, 0xE2, 0x23, 0xA3, 3, 4]
COMMANDS = {
    0x009: [1, 9, 0x0A, 0x0A, 0x0B, 3, 4], 0x00C: READER, 0x283: [2, 0x22, 3, 4],
    0x00D: [1, 0x41, 0x81, 0x21, 0xA1, 3, 4], 0x00E: PRINTER, 0x0C1: PRINTER,
    0x00A: [2, 2, 0x22, 1, 0x41, 0x81, 0x21, 0xE1, 0x83, 0xC3, 0x43, 4],
    0x0C0: TAPE, 0x181: TAPE, 0x182: TAPE, 0x190: CTCA, 0x290: CTCA}
COMMANDS[0x193] = [0x07, 0x0B, 0x1B, 0x13, 0x1F, 0x31, 0xB1, 0x29, 0x39, 0x06, 0x86, 0x0E, 0x12,
                   0x16, 0x1A, 0x1E, 0x9E, 0x02, 0x05, 0x0D, 0x1D, 0x15, 0x19, 0x11, 3, 4]
UNITS = tuple(COMMANDS)


def machine_room(dice):
    """A machine with one of each device; media are random."""
    machine = ChannelMachine(SIZE, io_delay=dice.choice((1, 100)),
                             authentic=dice.random() < 0.2)
    blocks = [dice.choice((None, DAMAGED, dice.randbytes(dice.randint(1, 300)),
                           dice.randbytes(5000))) for _ in range(dice.randint(0, 12))]
    deck = [dice.randbytes(80) if dice.random() < 0.7
            else bytes(b & 0x3F for b in dice.randbytes(160)) for _ in range(dice.randint(0, 8))]
    one, other = Ctca(), Ctca()
    couple(one, other)
    for unit, device in (
            (0x009, Console()), (0x00C, CardReader(deck, eof=dice.random() < 0.5)),
            (0x00D, CardPunch(MemoryDeck())), (0x00A, ReaderPunch(deck, deck=MemoryDeck())),
            (0x00E, Printer(MemoryPaper(), carriage={1: 1, 9: 30, 12: [20, 60]})),
            (0x0C0, Tape(None)), (0x0C1, Printer(MemoryPaper(), chain="HN", type="1443")),
            (0x181, Tape(MemoryTape(blocks), ring=True)),
            (0x182, Tape(MemoryTape(blocks, len(blocks)), ring=True, tracks=7, reel=1)),
            (0x193, Dasd(MemoryVolume())), (0x190, one), (0x283, CardReader(deck, type="2501")), (0x290, other)):
        machine.attach(unit, device)
    return machine


def random_program(dice, machine, units):
    """CCWs from location 400 on, most of them sensible for one of the units."""
    for at in range(0x400, 0x400 + 8 * dice.randint(1, 24), 8):
        address = dice.randrange(SIZE) if dice.random() < 0.97 else dice.randrange(1 << 24)
        if dice.random() < 0.05:
            machine.storage.write(at, dice.randbytes(8))
            continue
        command = 8 if dice.random() < 0.1 else dice.choice(COMMANDS[dice.choice(units)])
        if command == 8:
            address = 0x400 + 8 * dice.randrange(24)
        count = dice.choice((1, 5, 6, 8, 80, 132, 160, 300, dice.randrange(0x10000)))
        machine.storage.write(at, ccw(command, address, count, dice.choice(
            (0, 0x20, 0x40, 0x60, 0x80, 0xA0, 0x10, 0x30, 0x50, 0x08, 0x48, 0x88, 0x68))))


def tumult(dice, machine, units):
    """A few actions of program and operator in random order."""
    channels = machine.channels
    console = channels.devices[0x009]
    for _ in range(dice.randint(2, 12)):
        unit = dice.choice(units)
        what = dice.randrange(16)
        if what < 7:
            key = dice.choice((0, 0, 3)) << 28
            machine.sio(unit, key | 0x400 + 8 * dice.randrange(24))
        elif what == 7:
            assert channels.tio(unit) in (0, 1, 2)
        elif what == 8:
            assert channels.hio(unit) in (0, 1, 2)
        elif what == 9:
            assert channels.tch(unit) in (0, 1, 2)
        elif what == 10:
            console.type_in(dice.randbytes(dice.randrange(200)))
        elif what == 11:
            dice.choice((console.cancel, console.request))()
        elif what == 12:
            taken = channels.accept(dice.randrange(256))
            assert taken is None or taken in channels.units
        else:
            for _ in range(dice.randint(1, 10)):
                machine.step()


def check_consistent(machine):
    channels = machine.channels
    for channel in range(8):
        ready = channels.ready[channel]
        assert len(set(map(id, ready))) == len(ready)
        for sub in ready:
            assert sub.pci or sub.state == PENDING
        presentable = bool(ready) or any(u.sub.state == IDLE for u in channels.held[channel])
        assert bool(channels.pending & 0x80 >> channel) == presentable
    for sub in channels.subchannels.values():
        assert (sub.state == PENDING or sub.pci) == (sub in channels.ready[sub.channel])


def come_to_rest(machine):
    """HALT I/O everywhere, then take every interruption: the machine must fall silent."""
    channels = machine.channels
    for unit in UNITS:
        channels.hio(unit)
    for _ in range(400):
        while channels.pending:
            channels.accept(0xFE)
        if not machine.step() and not channels.pending:
            break
    assert channels.next_event is None and not channels.pending
    assert all(sub.state == IDLE for sub in channels.subchannels.values())


def one_case(seed):
    dice = random.Random(seed)
    machine = machine_room(dice)
    storage = machine.storage
    storage.write(0, dice.randbytes(SIZE))
    units = dice.choice((dice.sample(UNITS, 1), dice.sample(UNITS, 1), dice.sample(UNITS, 2),
                         (0x190, 0x290), (0x181,), (0x181, 0x182)))
    random_program(dice, machine, units)
    guarded = dice.random() < 0.7
    if guarded:
        # the program runs in key 3: only blocks with key 3 may change, besides the CSW
        for block in range(SIZE // BLOCK):
            storage.set_key(block * BLOCK, dice.choice((0x30, 0x38, 0x30, 0x50, 0x58, 0x00)))
        dice_choice, dice.choice = dice.choice, lambda seq: (
            3 if tuple(seq) == (0, 0, 3) else dice_choice(seq))
    before = storage.read(0, SIZE)
    tumult(dice, machine, units)
    check_consistent(machine)
    if seed % 10 == 0:
        saved = machine.channels.save()
        machine.channels.load(saved)
        assert machine.channels.save() == saved
    come_to_rest(machine)
    assert len(storage.bytes) == SIZE
    if guarded:
        for block in range(SIZE // BLOCK):
            at = block * BLOCK
            if storage.keys[block] >> 4 != 3:
                want = bytearray(before[at:at + BLOCK])
                if not block:
                    want[CSW:CSW + 12] = storage.read(CSW, 12)      # CSW, CAW
                assert storage.read(at, BLOCK) == want, f"seed {seed}: block {at:06X} changed"


def run_cases(first, count):
    for seed in range(first, first + count):
        try:
            one_case(seed)
        except Exception as problem:
            raise AssertionError(f"seed {seed}: {problem!r}") from problem


@pytest.mark.slow
def test_ten_thousand_random_channel_programs():
    run_cases(0, 10_000)


@pytest.mark.soak
@pytest.mark.timeout(7200)
def test_a_million_random_channel_programs():
    run_cases(10_000, 1_000_000)
