"""Control sections and everything else that relocates: location counters, layout, ESDIDs.

Called by directives.py (START, CSECT, DSECT, COM, EXTRN ...), constants (V and Q) and assembly.py.
While pass 1 runs a section's addresses count from its beginning; `lay_out` then gives each its
origin: one behind the other, each on a doubleword, dummy and common sections at 0.

Source: GC28-6514, section 3 (program sectioning and linking); GC26-3756 (object deck).
"""
from __future__ import annotations

from .fault import Fault
from .object_deck import CM, ER, PC, PR, SD

ADDRESSES = 1 << 24
#: what a dummy section has in place of an ESD type: it is in no object deck
DUMMY = -1
CONTROL = (SD, PC)               # what is laid out one behind the other


class Unit:
    """Something with an address of its own, known only to the linker: a section or an external
    symbol.

    name kind:  kind is an ESD type (object_deck.SD ...) or DUMMY
    esdid:      0 while it has none (a dummy section never has)
    origin:     assembled address of its first byte
    at high:    location counter, and the highest it has been, from the section's beginning
    align:      boundary less one of a PR (DXD)
    statement:  number of the statement that began it
    """
    __slots__ = ("name", "kind", "esdid", "origin", "at", "high", "align", "statement")

    def __init__(self, name: str, kind: int, statement: int = 0):
        self.name, self.kind, self.statement = name, kind, statement
        self.esdid = self.origin = self.at = self.high = self.align = 0

    @property
    def length(self) -> int:
        return max(self.at, self.high)

    def __repr__(self) -> str:
        return f"Unit({self.name!r}, {self.kind})"


class Entry:
    """A symbol named in an ENTRY, in its place among the ESD items."""
    __slots__ = ("name", "statement", "at", "symbol")

    def __init__(self, name: str, statement, at: int):
        self.name, self.statement, self.at, self.symbol = name, statement, at, None


class Sections:
    """The units of one assembly.

    items:   Units and Entries in order of appearance, the order of the ESD
    current: the section statements go to; None before the first
    start:   address of the first control section
    external: name -> Unit of EXTRN, WXTRN and V
    awaited: name in a Q constant that was no DSECT yet -> (statement, offset of the name)
    """

    def __init__(self, limit: int):
        self.items: list[Unit | Entry] = []
        self.limit = limit
        self.current: Unit | None = None
        self.first: Unit | None = None
        self.start = 0
        self._by_name: dict[tuple[str, int], Unit] = {}
        self.external: dict[str, Unit] = {}
        self.awaited: dict[str, tuple] = {}

    def add(self, unit: Unit, at: int | None = 0) -> Unit:
        """Take a unit into the ESD; at: offset of what asks for it, for the message."""
        if len(self.items) >= self.limit:
            raise Fault(952, at, limit=self.limit)
        self.items.append(unit)
        return unit

    def section(self, name: str, kind: int, statement: int) -> Unit:
        """Begin or resume a section and make it the current one."""
        unit = self._by_name.get((name, kind))
        if unit is None:
            unit = self._by_name[name, kind] = self.add(Unit(name, kind, statement))
            if kind in CONTROL and self.first is None:
                self.first = unit
        self.current = unit
        return unit

    def known(self, name: str, kind: int) -> Unit | None:
        """The section of that name and kind, if it was begun."""
        return self._by_name.get((name, kind))

    def external_symbol(self, name: str, kind: int = ER, at: int | None = 0) -> Unit:
        """The unit of an external symbol (EXTRN, WXTRN, V); the first mention settles the kind."""
        unit = self.external.get(name)
        if unit is None:
            unit = self.external[name] = self.add(Unit(name, kind), at)
        return unit

    def pseudo_register(self, name: str, at: int | None = 0) -> Unit:
        """The external dummy section of a DXD or of a DSECT that a Q constant names."""
        unit = self._by_name.get((name, PR))
        if unit is None:
            unit = self._by_name[name, PR] = self.add(Unit(name, PR), at)
        return unit

    def lay_out(self) -> bool:
        """Give origins and ESDIDs; False when the sections end beyond address FFFFFF, or one is so long
        that its location counter is."""
        place, good, esdid = self.start, True, 0
        for unit in self.items:
            if type(unit) is Entry or unit.kind == DUMMY or self._empty(unit):
                continue
            esdid += 1
            unit.esdid = esdid
        for unit in self.items:
            if type(unit) is Unit:
                good = good and unit.length < ADDRESSES
            if type(unit) is Unit and unit.kind in CONTROL:
                unit.origin = place
                place = (place + unit.length + 7) & ~7
                good = good and place <= ADDRESSES
        return good

    def settle_dummies(self) -> None:
        """External dummy sections that are DSECTs have the DSECT's length."""
        for unit in self.items:
            if type(unit) is Unit and unit.kind == PR:
                dummy = self.known(unit.name, DUMMY)
                if dummy is not None:
                    unit.at, unit.align = dummy.length, 7

    def _empty(self, unit: Unit) -> bool:
        """A private section that nothing was put into is not in the ESD."""
        return unit.kind == PC and unit.length == 0 and not unit.statement

    def control(self) -> list[Unit]:
        """The sections that the object deck fills or reserves: SD, PC, CM."""
        return [unit for unit in self.items
                if type(unit) is Unit and unit.kind in (SD, PC, CM) and unit.esdid]
