"""The CPU as a program or an operator sees it: registers and PSW of a compiled `Core`."""
from __future__ import annotations

from s360.psw import PSW


class Registers:
    """A register file: `regs[5]`, `regs[5] = value`, iteration over `numbers`."""

    def __init__(self, get, put, numbers):
        self._get, self._put, self.numbers = get, put, tuple(numbers)

    def __getitem__(self, number):
        if isinstance(number, slice):
            return [self._get(n) for n in self.numbers[number]]
        return self._get(number)

    def __setitem__(self, number, value):
        if isinstance(number, slice):
            chosen = self.numbers[number]
            values = list(value)
            if len(values) != len(chosen):
                raise ValueError("as many values as registers are needed")
            for n, v in zip(chosen, values):
                self._put(n, v)
        else:
            self._put(number, value)

    def __len__(self):
        return len(self.numbers)

    def __iter__(self):
        return (self._get(n) for n in self.numbers)

    def __eq__(self, other):
        return list(self) == list(other)

    def __repr__(self):
        return "[" + ", ".join(f"{v:X}" for v in self) + "]"


class CPU:
    """gpr: 16 unsigned 32-bit; fpr: registers 0, 2, 4, 6 as unsigned 64-bit; cr: 16 control
    registers (Model 67); psw: a `PSW`."""

    def __init__(self, core):
        self.core = core
        self.gpr = Registers(core.get_gpr, core.set_gpr, range(16))
        self.fpr = Registers(core.get_fpr, core.set_fpr, (0, 2, 4, 6))
        self.cr = Registers(core.get_cr, core.set_cr, range(16))

    @property
    def psw(self) -> PSW:
        return PSW.from_bytes(self.core.psw, self.core.extended)

    @psw.setter
    def psw(self, value) -> None:
        self.core.psw = bytes(value)

    @property
    def extended(self) -> bool:
        """The extended PSW form of the Model 67 is in force."""
        return self.core.extended
