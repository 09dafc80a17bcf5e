"""Where statements come from at a moment: open code, or one expansion of a macro definition.

A frame holds the variable symbols in reach, the counter of branches and the place.  Called by
generate.py; compiled expressions read `symbols`, `find` and `longest`, conditional assembly
instructions do the rest.
Source: GC28-6514, sections 8 and 9 (scope of SET symbols, ACTR).
"""
from __future__ import annotations

from .fault import Fault
from .variables import DECLARED, Parameter, SetSymbol

#: system variables that are the same everywhere; Assembler F does not know them
LATER_VARIABLES = ("SYSPARM", "SYSDATE", "SYSTIME")


class Everywhere:
    """What all frames of one assembly share.

    symbols: system variables known in open code too
    globals: SET symbols declared by GBLx
    find:    name -> Attributes | None of an ordinary symbol
    warn:    (number, **facts) reports a warning at the statement being done
    elements: of all arrays of SET symbols that are now declared
    """

    def __init__(self, options, find, warn):
        self.limits, self.find, self.warn = options.limits, find, warn
        self.symbols = {"SYSPARM": Parameter(options.sysparm), "SYSDATE": Parameter(options.date),
                        "SYSTIME": Parameter(options.time)}
        self.globals: dict[str, SetSymbol] = {}
        self.elements = 0


class Frame:
    """symbols:  name without ampersand -> variable symbol
    branches: AIF and AGO that may still be taken
    depth:    0 in open code
    call:     the macro instruction's Statement; None in open code
    steps at labels: of the definition, the next step, and where its sequence symbols are
    """
    __slots__ = ("everywhere", "symbols", "branches", "depth", "call", "steps", "at", "labels", "find",
                 "longest", "elements")

    def __init__(self, everywhere: Everywhere, symbols: dict, depth: int = 0, call=None, steps=(),
                 labels=None):
        self.everywhere, self.find = everywhere, everywhere.find
        self.longest = everywhere.limits.operand
        self.symbols = {**everywhere.symbols, **symbols}
        self.branches = everywhere.limits.branches
        self.depth, self.call, self.steps, self.at, self.labels = depth, call, steps, 0, labels
        self.elements = 0

    def declare(self, name: str, kind: str, size: int, everywhere: bool) -> None:
        """LCLx or GBLx of one symbol; size 0: no array."""
        if name in self.symbols:
            if everywhere and self.symbols[name] is self.everywhere.globals.get(name):
                self._agree(self.symbols[name], kind, size)
                return
            raise Fault(101, symbol="&" + name)
        shared = self.everywhere.globals
        if everywhere and name in shared:
            self._agree(shared[name], kind, size)
            self.symbols[name] = shared[name]
            return
        self._take(size, everywhere)
        self.symbols[name] = symbol = SetSymbol("&" + name, kind, size)
        if everywhere:
            shared[name] = symbol

    def _take(self, size: int, everywhere: bool) -> None:
        """Count the elements of an array."""
        total = self.everywhere.elements + size
        if total > self.everywhere.limits.elements:
            raise Fault(905, limit=self.everywhere.limits.elements)
        self.everywhere.elements = total
        if not everywhere:
            self.elements += size

    def leave(self) -> None:
        """The expansion ends; its local arrays are gone."""
        self.everywhere.elements -= self.elements

    @staticmethod
    def _agree(symbol: SetSymbol, kind: str, size: int) -> None:
        """A global symbol must be declared alike everywhere."""
        if (symbol.kind, symbol.size) != (kind, size):
            size = f" with {symbol.size} elements" if symbol.size else ""
            raise Fault(102, symbol=symbol.name, other=f"GBL{symbol.kind}{size}")

    def assign(self, name: str, kind: str, subscripts: list[int], value: int | str, at: int) -> None:
        """SETx."""
        symbol = self.symbols.get(name)
        if symbol is None:
            raise Fault(100, at, symbol="&" + name)
        if not isinstance(symbol, SetSymbol):
            raise Fault(120, at, symbol="&" + name)
        if symbol.kind != kind:
            raise Fault(121, at, symbol="&" + name, kind=DECLARED[symbol.kind], used=DECLARED[kind])
        try:
            symbol.put(subscripts, value)
        except Fault as fault:
            fault.at = at
            raise
