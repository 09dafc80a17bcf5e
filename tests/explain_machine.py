"""A machine laid out by hand, for what s360/explain.py asks of one; and a real one that ran."""
from types import SimpleNamespace

import pytest

from s360.psw import PSW

HALT = bytes.fromhex("0002000000000BAD")        # a wait PSW with everything masked
EXTERNAL, SVC, PROGRAM, IO = 1, 2, 3, 5


class Storage(bytearray):
    """Main storage with keys."""

    def __init__(self, size):
        super().__init__(size)
        self.keys = bytearray(size // 2048)

    def key(self, address):
        return self.keys[address // 2048]


class FakeMachine:
    """What s360/explain.py asks of a machine, with nothing that runs."""

    def __init__(self, size=0x10000, extended=False, **more):
        self.storage = Storage(size)
        self.cpu = SimpleNamespace(gpr=[0] * 16, fpr={0: 0, 2: 0, 4: 0, 6: 0}, cr=[0] * 16,
                                   psw=PSW(extended=extended), extended=extended)
        self.last_interruption = (0, 0, 0)
        self.past = []
        self.__dict__.update(more)

    def history(self, count):
        return self.past[-count:]

    def put(self, address, text):
        data = bytes.fromhex(text)
        self.storage[address:address + len(data)] = data

    def checked(self, code, text, at=0x200, halt=True, **psw):
        """As after a program interruption of the instruction `text` at `at`."""
        self.put(at, text)
        length = len(bytes.fromhex(text))
        old = PSW(interruption_code=code, ilc=length // 2, ia=at + length, **psw)
        if self.cpu.extended:
            old.extended = True
            self.storage[0x12:0x14] = code.to_bytes(2, "big")
        self.storage[0x28:0x30] = bytes(old)
        self.last_interruption = (PROGRAM, code, old.ilc)
        if halt:
            self.storage[0x68:0x70] = HALT
            self.cpu.psw = PSW.from_bytes(HALT, self.cpu.extended)


def lines(text):
    return [line.strip() for line in text.splitlines()]


def rules(text):
    return [line.removeprefix("rule: ") for line in lines(text) if line.startswith("rule: ")]


def run(text, at=0x200, gpr=(), storage=(), psw=None, observe=True, instructions=100, **machine):
    """A machine that has run the instruction `text`; a program check ends in a wait."""
    pytest.importorskip("s360._core")
    from s360 import Machine
    m = Machine("64K", **machine)
    m.observe(observe)
    m.storage[0x68:0x70] = HALT
    for address, data in ((at, text), *storage):
        data = bytes.fromhex(data)
        m.storage[address:address + len(data)] = data
    for register, value in dict(gpr).items():
        m.cpu.gpr[register] = value
    m.cpu.psw = psw or PSW(ia=at)
    m.run(instructions)
    return m
