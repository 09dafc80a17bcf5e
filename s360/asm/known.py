"""What the passes know of symbols, for conditional assembly: the `attributes` of the generator.

Source: GC28-6514, section 8, Attributes.
"""
from __future__ import annotations

from . import constants
from .attributes import Attributes
from .expression import SYMBOL, Parser, Scope, length_of
from .fault import Fault
from .operations import ASSEMBLER, MACHINE, MACRO

_SECTIONS = ("START", "CSECT", "DSECT", "COM")


class KnownSymbols:
    """symbols, sections: of the assembly that runs."""

    def __init__(self, symbols: dict, sections):
        self._symbols, self._sections = symbols, sections

    def symbol(self, name: str) -> Attributes | None:
        """Of a symbol defined so far."""
        symbol = self._symbols.get(name)
        if symbol is None:
            return None
        return Attributes(symbol.type, symbol.length, symbol.scale, symbol.integer)

    def section(self) -> str:
        """Name of the current control section."""
        current = self._sections.current
        return current.name if current else ""

    def peek(self, statement) -> Attributes | None:
        """Of the symbol that a statement not yet assembled defines."""
        operation = statement.op
        if operation is None:
            return None
        if operation.kind == MACRO:
            return Attributes("M", 1)
        if operation.kind == MACHINE:
            return Attributes("I", operation.row.length)
        if operation.kind != ASSEMBLER:
            return None
        name = operation.mnemonic
        if name in ("DC", "DS", "DXD"):
            return self._constant(statement.operand, name == "DC")
        if name == "EQU":
            return Attributes("U", self._leftmost(statement.operand))
        if name == "CCW":
            return Attributes("W", 8)
        if name == "CXD":
            return Attributes("A", 4)
        return Attributes("J", 1) if name in _SECTIONS else Attributes("U", 1)

    def _scope(self) -> Scope:
        return Scope(self._symbols)

    def _constant(self, text: str, store: bool) -> Attributes:
        try:
            operand = constants.operands(text, self._scope(), store)[0]
        except Fault:
            return Attributes("U", 1)
        return Attributes(operand.attribute, operand.length, operand.scale, operand.integer)

    def _leftmost(self, text: str) -> int:
        try:
            tree, _ = Parser(text).expression(0)
            return length_of(tree, self._scope()) if tree[0] == SYMBOL else 1
        except Fault:
            return 1
