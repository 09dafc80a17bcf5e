"""Machines made to be attacked: every kind of device, and guests that are mostly nonsense.

Used by test_fuzz_machine.  Everything comes from a `random.Random`, so a seed names a case for
ever.  Media are kept in storage (fake_media, memory_volume).
"""
from __future__ import annotations

from random import Random

from fake_media import DAMAGED, MemoryDeck, MemoryPaper, MemoryTape
from memory_volume import MemoryVolume
from program_maker import make_program, make_state
from program_state import SIZE as STATE_SIZE
from s360 import isa
from s360.devices.card import CardPunch, CardReader, ReaderPunch
from s360.devices.console import Console
from s360.devices.ctca import Ctca, couple
from s360.devices.dasd import Dasd
from s360.devices.printer import Printer
from s360.devices.tape import Tape
from s360.machine import Machine, StopReason

MOST_EVENTS = 400                # channel events without an end in sight before STOP is pressed
CCWS, CCW_COUNT = 0x400, 24      # where channel programs lie, and how many CCWs
SIZES = (2048, 4096, 6144, 0x4000, 0x8000, 0x8800, 0x10000)
OPCODES = sorted(isa.BY_OPCODE)
CONSOLE = 0x009
TAPE = (1, 2, 2, 0x0C, 4, 7, 0x0F, 0x17, 0x1B, 0x1F, 0x27, 0x2F, 0x37, 0x3F, 3, 0xC3, 0x93, 0xAB)
PRINTER = (1, 9, 0x11, 0x19, 0x89, 0xA9, 0xE1, 0x0B, 0x8B, 0xE3, 2, 4, 6, 0xEB, 0xFB, 0x73)
READER = (2, 0x42, 0x82, 0xC2, 0x22, 0xE2, 0x23, 3, 4)
DISK = (7, 0x0B, 0x1B, 0x13, 0x1F, 0x31, 0xB1, 0x29, 0x39, 0x06, 0x86, 0x0E, 0x12, 0x16, 0x1A,
        0x1E, 0x9E, 2, 5, 0x0D, 0x1D, 0x15, 0x19, 0x11, 3, 4)
COMMANDS = {CONSOLE: (1, 9, 0x0A, 0x0B, 3, 4), 0x00C: READER, 0x00D: (1, 0x41, 0x81, 0x21, 3, 4),
            0x00A: (2, 0x22, 1, 0x41, 0x81, 0x21, 4), 0x00E: PRINTER, 0x0C0: TAPE, 0x181: TAPE,
            0x182: TAPE, 0x190: DISK, 0x191: DISK, 0x290: (1, 2, 0x0C, 7, 3, 4, 0x14),
            0x291: (1, 2, 0x0C, 7, 3, 4, 0x14)}
UNITS = tuple(COMMANDS)


class Patient(Machine):
    """A machine whose operator presses STOP when channel programs run on for ever, and which
    remembers how often."""

    events = stops_pressed = 0

    def _event(self):
        super()._event()
        self.events += 1
        if self.events % MOST_EVENTS == 0:
            self.stops_pressed += 1
            self.stop()


def a_machine(dice: Random, size: int | None = None, devices: bool = True, **options) -> Patient:
    """A machine of a random model, with or without devices."""
    features = None
    if dice.random() < 0.2:
        features = dice.sample(list(isa.FEATURES), dice.randrange(len(isa.FEATURES)))
    made = dict(storage=size or dice.choice(SIZES), features=features,
                model=dice.choice((None, None, "67", "50", "85", "30")),
                timer=dice.random() < 0.7, mips=dice.choice((0.001, 0.3, 1.0, 20.0)),
                io_delay=dice.choice((1, 7, 100, 3000)))
    machine = Patient(**(made | options))
    if devices:
        furnish(dice, machine)
    return machine


def furnish(dice: Random, machine: Machine) -> None:
    """One or two of each kind of device, with random media."""
    blocks = [dice.choice((None, DAMAGED, dice.randbytes(dice.randint(1, 300)),
                           dice.randbytes(5000))) for _ in range(dice.randint(0, 8))]
    deck = [dice.randbytes(80) if dice.random() < 0.7
            else bytes(b & 0x3F for b in dice.randbytes(160)) for _ in range(dice.randint(0, 8))]
    one, other = Ctca(), Ctca()
    couple(one, other)
    for unit, device in (
            (CONSOLE, Console()), (0x00C, CardReader(deck, eof=dice.random() < 0.5)),
            (0x00D, CardPunch(MemoryDeck())), (0x00A, ReaderPunch(deck, deck=MemoryDeck())),
            (0x00E, Printer(MemoryPaper(), carriage={1: 1, 9: 30, 12: [20, 60]})),
            (0x0C0, Tape(None)), (0x181, Tape(MemoryTape(blocks), ring=True)),
            (0x182, Tape(MemoryTape(blocks, len(blocks)), ring=True, tracks=7, reel=1)),
            (0x190, Dasd(MemoryVolume())), (0x191, Dasd(MemoryVolume(read_only=True))),
            (0x290, one), (0x291, other)):
        machine.channels.attach(unit, device)


# -- registers, PSWs, keys

def an_address(dice: Random, size: int) -> int:
    """Near an end of storage or of the address space, near a block's end, or anywhere."""
    near = dice.choice((dice.randint(-260, 260), 8 * dice.randint(-8, 2), dice.randint(-16, 0)))
    roll = dice.randrange(10)
    if roll < 4:
        return (size + near) & 0xFFFFFF
    if roll < 6:
        return near & 0xFFFFFF
    if roll < 8:
        return (dice.randrange(0, size, 2048) + near) & 0xFFFFFF
    return dice.randrange(size) if roll < 9 else dice.getrandbits(32)


def a_psw(dice: Random, size: int, extended: bool) -> bytes:
    """Mostly one that can execute something."""
    if dice.random() < 0.1:
        return dice.randbytes(8)
    ia = dice.randrange(0, size, 2)
    if dice.random() < 0.2:
        ia = (size - dice.choice((2, 4, 6, 8))) & 0xFFFFFF
    mask = dice.choice((0, 1, 2, 3, 4, 5, 7) if extended else (0, 1, 0x80, 0xFE, 0xFF))
    key, amwp = dice.choice((0, 0, 0, 3, 15)), dice.choice((0, 0, 0, 0, 1, 4, 8, 2))
    flags = dice.getrandbits(6)
    body = bytes((flags, 0, 0)) if extended else bytes((0, 0, flags))
    return bytes((mask, key << 4 | amwp)) + body + ia.to_bytes(3, "big")


def set_registers(dice: Random, machine: Machine) -> None:
    size, core = len(machine.storage), machine.core
    for r in range(16):
        core.set_gpr(r, an_address(dice, size) | dice.choice((0, dice.getrandbits(8))) << 24)
    for r in (0, 2, 4, 6):
        core.set_fpr(r, dice.getrandbits(64))
    if machine.config["features"] and "m67" in machine.config["features"]:
        core.set_cr(0, dice.randrange(0, size, 64) | dice.choice((0, 0xFF000000)))
        core.set_cr(4, dice.getrandbits(32))
        core.set_cr(6, dice.choice((0, 0, 0x00800000)) | dice.getrandbits(8))
    core.psw = a_psw(dice, size, core.extended)


def set_keys(dice: Random, machine: Machine) -> None:
    blocks = len(machine.storage) // 2048
    machine.storage.keys = bytes(dice.choice((0, 0, 0x30, 0x38, 0xF0, 0x06)) for _ in range(blocks))


# -- guests

def an_instruction(dice: Random) -> bytes:
    """Any instruction; its displacements are mostly small, so that its operands lie near what its
    registers point at."""
    opcode = dice.choice(OPCODES)
    text = bytearray((opcode,)) + dice.randbytes(isa.length(opcode) - 1)
    for at in range(2, len(text), 2):
        if dice.random() < 0.8:
            small = dice.choice((0, 0, 0, 1, 2, 4, 8, 16, 255))
            text[at:at + 2] = (dice.randrange(16) << 12 | small).to_bytes(2, "big")
    if len(text) == 4 and dice.random() < 0.7:
        text[1] &= 0xF0                                  # no index
    return bytes(text)


def noise(dice: Random, machine: Machine) -> None:
    """Random bytes everywhere."""
    machine.storage[:] = dice.randbytes(len(machine.storage))


def instructions(dice: Random, machine: Machine) -> None:
    """Random instructions everywhere; new PSWs mostly lead back to them."""
    size = len(machine.storage)
    code = bytearray()
    while len(code) < size:
        code += an_instruction(dice)
    for at in range(0x58, 0x80, 8):
        code[at:at + 8] = a_psw(dice, size, machine.core.extended)
    machine.storage[:] = code[:size]


def translated(dice: Random, machine: Machine) -> None:
    """Random instructions, and translation tables of half sensible entries."""
    instructions(dice, machine)
    core, size = machine.core, len(machine.storage)
    table = dice.randrange(0, size, 64)
    for entry in range(table, min(table + 64, size - 3), 4):
        word = dice.randrange(0, size, 2) | dice.choice((0x0F, 0xFF, 0)) << 24
        if dice.random() < 0.2:
            word = dice.getrandbits(32)
        machine.storage.write(entry, word.to_bytes(4, "big"))
        for page in range(dice.randrange(20)):
            at = (word & 0xFFFFFE) + 2 * page
            if at + 2 <= size:
                half = dice.randrange(size >> 12 or 1) << 4 | dice.choice((0, 0, 0, 8, 1))
                machine.storage.write(at, half.to_bytes(2, "big"))
    core.set_cr(0, table | dice.choice((0, 0xFF000000)))
    core.set_cr(6, 0x00800000 | dice.getrandbits(8))
    psw = bytearray(a_psw(dice, size, True))
    psw[0] = dice.choice((4, 5, 7))
    core.psw = bytes(psw)


def made(dice: Random, machine: Machine) -> None:
    """A program of program_maker, which knows what operands fit."""
    if len(machine.storage) < STATE_SIZE:
        return instructions(dice, machine)
    state = make_state(dice)
    make_program(dice, state)
    core = machine.core
    machine.storage[0:STATE_SIZE] = state["storage"]
    keys = bytearray(machine.storage.keys)
    keys[:STATE_SIZE // 2048] = bytes(state["keys"])
    machine.storage.keys = keys
    for number, value in enumerate(state["gpr"]):
        core.set_gpr(number, value)
    for number in (0, 2, 4, 6):
        core.set_fpr(number, state["fpr"][number])
        core.set_cr(number, state["cr"][number])
    core.psw = state["psw"]
    return None


def channel_program(dice: Random, machine: Machine, units=UNITS) -> None:
    """CCWs at CCWS, most of them sensible for one of the units."""
    size = len(machine.storage)
    for at in range(CCWS, CCWS + 8 * CCW_COUNT, 8):
        command = 8 if dice.random() < 0.1 else dice.choice(COMMANDS[dice.choice(units)])
        address = CCWS + 8 * dice.randrange(CCW_COUNT) if command == 8 else an_address(dice, size)
        flags = dice.choice((0, 0x20, 0x40, 0x60, 0x60, 0x80, 0xA0, 0x10, 0x50, 0x08, 0x48, 0x88))
        count = dice.choice((1, 5, 6, 8, 80, 132, 160, 300, dice.randrange(0x10000)))
        text = bytes((command,)) + (address & 0xFFFFFF).to_bytes(3, "big") + bytes((flags, 0))
        machine.storage.write(at, text + count.to_bytes(2, "big"))
    machine.storage.write(0x48, a_caw(dice))


def a_caw(dice: Random) -> bytes:
    key = dice.choice((0, 0, 0, 3)) << 28
    return (key | CCWS + 8 * dice.randrange(CCW_COUNT)).to_bytes(4, "big")


def input_output(dice: Random, machine: Machine) -> None:
    """A program of I/O instructions to units that are there, of changes to CAW and CCWs, and of
    waits; I/O interruptions come back into it."""
    instructions(dice, machine)
    units = dice.sample(UNITS, dice.randint(1, 4))
    channel_program(dice, machine, units)
    start, code = 0x600, bytearray()
    caws = 0x500
    machine.storage.write(caws, b"".join(a_caw(dice) for _ in range(16)))
    psws = 0x540
    for at in range(psws, psws + 64, 8):
        ia = start + 4 * dice.randrange(40)
        machine.storage.write(at, bytes((dice.choice((0xFF, 0xFE, 0)), dice.choice((0, 0, 2)), 0, 0, 0))
                              + ia.to_bytes(3, "big"))
    while len(code) < 160:
        roll, unit = dice.randrange(10), dice.choice(units)
        if roll < 4:
            code += bytes((dice.choice((0x9C, 0x9C, 0x9D, 0x9E, 0x9F)), 0)) + unit.to_bytes(2, "big")
        elif roll < 6:
            code += bytes.fromhex("D2030048") + (caws + 4 * dice.randrange(16)).to_bytes(2, "big")
        elif roll < 8:
            code += bytes((0x82, 0)) + (psws + 8 * dice.randrange(8)).to_bytes(2, "big")
        elif roll < 9:
            at = CCWS + dice.randrange(8 * CCW_COUNT)
            code += bytes((dice.choice((0x92, 0x96, 0x94, 0x97)), dice.getrandbits(8)))
            code += at.to_bytes(2, "big")
        else:
            code += bytes.fromhex("47F00600")
    machine.storage.write(start, bytes(code + bytes.fromhex("47F00600")))
    for new in range(0x58, 0x80, 8):
        ia = start + 4 * dice.randrange(40)
        machine.storage.write(new, bytes((dice.choice((0, 0xFF)), 0, 0, 0, 0)) + ia.to_bytes(3, "big"))
    machine.core.set_cr(6, 0)
    machine.core.psw = bytes((0xFF, 0, 0, 0, 0)) + start.to_bytes(3, "big")


GUESTS = {"noise": noise, "instructions": instructions, "translated": translated, "made": made,
          "input_output": input_output}


def install(dice: Random, machine: Machine, guest: str) -> None:
    """Put a guest into the machine."""
    set_registers(dice, machine)
    set_keys(dice, machine)
    GUESTS[guest](dice, machine)
    machine.core.external = dice.choice((0, 0, 0x80, 0x40))


ENDED = (StopReason.WAIT, StopReason.DISABLED_WAIT, StopReason.STOPPED)
