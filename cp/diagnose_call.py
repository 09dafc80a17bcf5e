"""One DIAGNOSE as the functions that perform it see it: two registers, and storage that is checked.

Made by cp/diagnose.py for each DIAGNOSE; handed to the functions in cp/diagnose_*.py.  Addresses in
registers are guest real, 24 bits.  Storage is reached under the key of the guest's PSW, so that a
DIAGNOSE can do nothing that the guest's own instructions could not.  What cannot be reached ends
the DIAGNOSE with a program interruption, nothing done.

Source: GC20-1807 (VM/370 System Programmer's Guide), DIAGNOSE Instruction in a Virtual Machine.
"""
from __future__ import annotations

from s360.ccw import PROTECTION_CHECK
from s360.machine import StopReason

PRIVILEGED, PROTECTION, ADDRESSING, SPECIFICATION = 2, 4, 5, 6
MAX_ADDRESS = 0xFFFFFF
BLOCK = 2048                   # storage protection block
LOOK_AGAIN = 0.1               # seconds between looks at a terminal that is behind


class Interruption(Exception):
    """The DIAGNOSE ends in a program interruption with `code`."""

    def __init__(self, code: int):
        super().__init__(code)
        self.code = code


class Call:
    """
    vm, core, storage: whose DIAGNOSE; x, y: numbers of the registers Rx and Ry
    """
    __slots__ = ("vm", "core", "storage", "x", "y")

    def __init__(self, vm, core):
        registers = core.immediate
        self.vm, self.core, self.storage = vm, core, vm.machine.storage
        self.x, self.y = registers >> 4, registers & 15

    @property
    def rx(self) -> int:
        return self.core.get_gpr(self.x)

    @property
    def ry(self) -> int:
        return self.core.get_gpr(self.y)

    def get(self, register: int) -> int:
        return self.core.get_gpr(register)

    def put(self, register: int, value: int) -> None:
        self.core.set_gpr(register, value & 0xFFFFFFFF)

    def end(self, cc: int, code: int | None = None, register: int = 15) -> None:
        """Condition code, and a completion code in a register."""
        self.core.cc = cc
        if code is not None:
            self.put(register, code)

    # -- storage

    def area(self, address: int, count: int, align: int) -> int:
        """The 24-bit address of `count` bytes in storage; else Interruption."""
        address &= MAX_ADDRESS
        if address % align:
            raise Interruption(SPECIFICATION)
        if address + count > len(self.storage):
            raise Interruption(ADDRESSING)
        return address

    def fetch(self, address: int, count: int, align: int = 1) -> bytes:
        """`count` bytes at a guest real address."""
        at = self.area(address, count, align)
        data, wrong = self.storage.channel_fetch(at, count, self.core.key)
        if wrong:
            raise unreachable(wrong)
        return data

    def reach(self, address: int, count: int, align: int = 1) -> int:
        """The 24-bit address, when `count` bytes can be stored there; else Interruption."""
        address = at = self.area(address, count, align)
        while at < address + count:           # of each block a byte, the one that is there already
            _, wrong = self.storage.channel_store(at, self.storage.read(at, 1), self.core.key)
            if wrong:
                raise unreachable(wrong)
            at = (at | BLOCK - 1) + 1
        return address

    def store(self, address: int, data: bytes, align: int = 1) -> None:
        """All of `data` or nothing."""
        self.storage.write(self.reach(address, len(data), align), data)

    def inside(self, address: int, count: int, storing: bool = False) -> bool:
        """Whether `fetch` (`store`) would succeed."""
        try:
            (self.reach if storing else self.fetch)(address, count)
        except Interruption:
            return False
        return True

    # -- the guest's console

    def not_too_fast(self):
        """After console output: the guest stands still while its terminal is behind, as it would
        at its next write.  Gives what the DIAGNOSE gives."""
        vm = self.vm
        if not vm.console.full:
            return StopReason.STOPPED if vm.halted else None
        vm.suspend()
        look(vm)
        return StopReason.STOPPED


def unreachable(status: int) -> Interruption:
    """From the status that a channel would have; other than protection it is a page that the host
    could not bring in."""
    return Interruption(PROTECTION if status == PROTECTION_CHECK else ADDRESSING)


def look(vm) -> None:
    """Let a machine that waits for its terminal go on when there is room again."""
    if vm.console.full and not vm.ended:
        vm.system.dispatcher.alarms.after(LOOK_AGAIN, lambda: look(vm))
    else:
        vm.resume()


def ebcdic(text: str, length: int) -> bytes:
    """A field of EBCDIC characters, padded with blanks."""
    return text.encode("cp037", errors="replace")[:length].ljust(length, b"\x40")


def text_of(data: bytes) -> str:
    """EBCDIC as one line of text: what is no character is a blank."""
    return "".join([char if char.isprintable() else " " for char in data.decode("cp037")])


def name_of(data: bytes) -> str:
    """A name in a field padded with blanks."""
    return text_of(data).rstrip().upper()
