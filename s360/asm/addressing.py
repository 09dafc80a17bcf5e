"""USING and DROP: which registers hold which addresses, and the base that reaches an address.

Called in pass 2 by directives.py (USING, DROP), machine.py and address_constants.py (implied and
explicit addresses).
Source: GC28-6514, section 3, Addressing.
"""
from __future__ import annotations

from .expression import evaluate
from .fault import Fault

REACH = 4096                     # displacements, 0 to 4095


class Usings:
    """The base registers in force.  bases: register -> (unit, value); changed: function (unit), called
    when the bases of a unit change."""

    def __init__(self, changed):
        self.bases: dict[int, tuple] = {}
        self.changed = changed

    def use(self, value: int, unit, registers: list[int]) -> None:
        """USING: the first register holds the value, each further one 4096 more.

        Register 0 holds 0 whatever the value is: as a base it contributes nothing.
        """
        self.changed(unit)
        for number, register in enumerate(registers):
            if number == 0 and register == 0:
                value = 0
            self.drop(register)
            self.bases[register] = unit, value + REACH * number

    def drop(self, register: int) -> bool:
        """DROP; False when the register was not in use."""
        base = self.bases.pop(register, None)
        if base is not None:
            self.changed(base[0])
        return base is not None

    def drop_all(self) -> None:
        for register in list(self.bases):
            self.drop(register)

    def resolve(self, value: int, unit) -> tuple[int, int] | None:
        """(base, displacement) of an address; the smallest displacement wins, of equal ones the
        highest register.  Absolute addresses below 4096 need no base."""
        best, least = (0, value) if unit is None and 0 <= value < REACH else (-1, REACH)
        for register, (base, start) in self.bases.items():
            if base is unit:
                distance = value - start
                if 0 <= distance < least or distance == least < REACH and register > best:
                    best, least = register, distance
        return (best, least) if best >= 0 else None


def register(tree, scope) -> int:
    """The number of a general register that an expression gives."""
    value, unit = evaluate(tree, scope)
    if unit is not None or not 0 <= value <= 15:
        raise Fault(310, tree[1], value=shown(value, unit))
    return value


def shown(value: int, unit) -> str:
    """A value that should have been a small number, for a message."""
    return str(value) if unit is None else "a relocatable value"


def explicit(value: int, unit, base: int, at: int) -> int:
    """Base and displacement of an explicit address; `at`: where the displacement stands."""
    if unit is not None:
        raise Fault(231, at)
    if not 0 <= value < REACH:
        raise Fault(232, at, value=value)
    return base << 12 | value


def unreachable(value: int, unit, at: int) -> Fault:
    """What is wrong with an implied address that no base reaches."""
    if unit is None:
        return Fault(232, at, value=value)
    if type(unit) is dict:
        return Fault(233, at)
    return Fault(230, at, address=f"{value & 0xFFFFFF:06X}", section=unit.name or "unnamed section")
