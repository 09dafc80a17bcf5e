"""Address constants in pass 2: the bytes of A, Y, S, V and Q operands, and what relocates them.

Called by code.py.  Source: GC28-6514, section 5, DC; GC26-3756 (RLD items).
A location counter reference has the address of its own constant; in a literal, that of the instruction.
"""
from __future__ import annotations

from typing import NamedTuple

from .addressing import explicit, register, unreachable
from .constants import Operand
from .expression import counts, evaluate, uses_here
from .fault import TOLD, Fault
from .object_deck import A_CON, PR, Q_CON, V_CON
from .sections import DUMMY, Unit


class Relocation(NamedTuple):
    """An item of the relocation dictionary.  target: whose address; None: the CXD total; section:
    that holds the constant; flags: as on the card, address: of the constant."""
    target: Unit | None
    section: Unit
    flags: int
    address: int


def flags(kind: int, length: int, negative: bool = False) -> int:
    """The flag byte of an RLD item."""
    return kind << 4 | (length - 1) << 2 | negative << 1


class AddressCoder:
    """Makes the bytes; one for an assembly.

    relocations: of all constants so far
    report:      function (Fault) for a mistake in one constant, which is then zero
    """

    def __init__(self, scope, usings, sections, limit: int, report):
        self.scope, self.usings, self.sections = scope, usings, sections
        self.limit, self.report = limit, report
        self.relocations: list[Relocation] = []
        self.left = limit
        self.relocated = False           # has the operand at hand relocation items
        self.short = False               # was there a relocatable Y constant

    def numbers(self, operand: Operand, section: Unit, address: int, here=None) -> tuple[list, int]:
        """(constants as numbers, how often the list repeats) of an operand.

        address: of the first constant; here: (address, unit) of `*` when it stays the same
        """
        out: list[int] = []
        moving = here is None and any(uses_here(tree) for tree in expressions(operand))
        self.relocated = False
        for copy in range(operand.factor):
            if copy and not moving and not self.relocated:
                return out, operand.factor
            for tree in operand.trees:
                self._count(operand)
                self.scope.here = here or (address, section)
                out.append(self._one(operand, tree, section, address))
                address += operand.length
        return out, 1

    def _count(self, operand: Operand) -> None:
        self.left -= 1
        if self.left < 0:
            raise Fault(955, operand.at, limit=self.limit)

    def _one(self, operand, tree, section, address) -> int:
        try:
            value = _CODERS[operand.type](self, operand, tree, section, address)
        except Fault as fault:
            self.report(fault)
            return 0
        return value % (1 << (operand.bits or 8 * operand.length))

    def _relocate(self, target, section, kind, length, address, negative=False) -> None:
        self.relocated = True
        if section.kind != DUMMY:
            self.relocations.append(Relocation(target, section, flags(kind, length, negative), address))

    def _address(self, operand, tree, section, address) -> int:
        """A and Y."""
        value, unit = evaluate(tree, self.scope)
        if unit is None:
            bits = operand.bits or 8 * operand.length
            if not -1 << bits - 1 <= value < 1 << bits:
                given = operand.bits or operand.attribute == "R"
                self.report(Fault(366 if given else 365, tree[1], value=value, bits=bits))
            return value
        if operand.bits or operand.length < (2 if operand.type == "Y" else 3):
            raise Fault(364, tree[1])
        if operand.type == "Y" and not self.short:
            self.short = True            # once is enough
            self.report(Fault(379, tree[1]))
        items = counts(unit)
        if sum(map(abs, items.values())) > 16:
            raise Fault(367, tree[1])
        for target, count in items.items():
            if target.kind in (DUMMY, PR):
                raise Fault(368, tree[1], section=target.name)
        for target, count in items.items():
            for _ in range(abs(count)):
                self._relocate(target, section, A_CON, operand.length, address, count < 0)
        return value

    def _external(self, operand, named, section, address) -> int:
        """V."""
        name, at = named
        self._relocate(self.sections.external_symbol(name, at=at), section, V_CON, operand.length,
                       address)
        symbol = self.scope.symbols.get(name)
        if symbol is not None:
            self.scope.found.append(symbol)
        return 0

    def _dummy(self, operand, named, section, address) -> int:
        """Q."""
        name, at = named
        dummy = self.sections.known(name, PR)
        if dummy is None:
            raise Fault(TOLD if name in self.scope.failed else 369, at, symbol=name)
        self._relocate(dummy, section, Q_CON, operand.length, address)
        if name in self.scope.symbols:
            self.scope.found.append(self.scope.symbols[name])
        return 0

    def _base_displacement(self, operand, trees, section, address) -> int:
        """S."""
        tree, base = trees
        value, unit = evaluate(tree, self.scope)
        if base is not None:
            return explicit(value, unit, register(base, self.scope), tree[1])
        place = self.usings.resolve(value, unit)
        if place is None:
            raise unreachable(value, unit, tree[1])
        return place[0] << 12 | place[1]


_CODERS = {"A": AddressCoder._address, "Y": AddressCoder._address, "V": AddressCoder._external,
           "Q": AddressCoder._dummy, "S": AddressCoder._base_displacement}


def expressions(operand: Operand) -> list:
    """The trees of an operand; none for V and Q, which hold names."""
    if operand.type == "S":
        return [tree for pair in operand.trees for tree in pair if tree is not None]
    return list(operand.trees) if operand.type in "AY" else []
