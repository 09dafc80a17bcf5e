"""Symbols: what a name stands for, and who refers to it.

Made by pass 1 (assembly.py, directives.py); read by expression.py, the listing, the object deck and,
as attributes, by conditional assembly.  Source: GC28-6514, section 2, Symbols.
"""
from __future__ import annotations

import re

#: an ordinary symbol
NAME = re.compile(r"[A-Z$#@][A-Z0-9$#@]{0,7}").fullmatch


class Symbol:
    """One symbol.

    name
    value:      address as assembled, or an absolute number; while pass 1 runs, an offset in its unit
    unit:       sections.Unit it is relocated with; None: absolute
    length:     length attribute, bytes
    type:       type attribute, one letter
    scale integer: scaling and integer attributes
    defined:    number of the defining statement
    references: numbers of the statements that refer to it, a number for each reference
    """
    __slots__ = ("name", "value", "unit", "length", "type", "defined", "scale", "integer",
                 "references")

    def __init__(self, name: str, value: int, unit, length: int, type: str, defined: int,
                 scale: int = 0, integer: int = 0):
        self.name, self.value, self.unit, self.length, self.type = name, value, unit, length, type
        self.defined, self.scale, self.integer = defined, scale, integer
        self.references: list[int] = []

    @property
    def relocatable(self) -> bool:
        return self.unit is not None

    @property
    def section(self) -> str:
        """Name of the section, external symbol or dummy section it belongs to; "" when absolute."""
        return self.unit.name if self.unit is not None else ""

    def __repr__(self) -> str:
        return f"Symbol({self.name!r}, {self.value:X}, {self.section!r})"
