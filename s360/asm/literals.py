"""Literals: what `=...` operands stand for, and the pools they are collected in.

Called by assembly.py.  Pass 1 collects a literal where it is used; LTORG, and END for the rest,
place the pool: on a doubleword, literals whose length is a multiple of 8 first, then of 4, of 2, the
others last, each group in order of use.  Equal texts are one literal, unless the value depends on
the place of use (`=A(*)`).

Source: GC28-6514, section 2 (Literals) and section 5 (LTORG).
"""
from __future__ import annotations

from .address_constants import expressions
from .constants import Operand
from .expression import uses_here


class Literal:
    """One literal of a pool.

    text:    as written, upper case outside of apostrophes
    operand: the constant (constants.Operand)
    user:    the first statement that uses it; offset: of the literal in its operand field
    here:    (offset, unit) of that statement, for `*`
    unit at: where pass 1 put it; number: of its line in the listing
    """
    __slots__ = ("text", "operand", "user", "offset", "here", "unit", "at", "number")

    def __init__(self, text: str, operand: Operand, user, offset: int, here: tuple):
        self.text, self.operand, self.user, self.offset = text, operand, user, offset
        self.here, self.unit, self.at, self.number = here, None, 0, 0


def depends_on_place(operand: Operand) -> bool:
    """Does each use need a literal of its own?"""
    return any(uses_here(tree) for tree in expressions(operand))


class Pools:
    """All pools of an assembly.  pass 1: `collect`, `take`; pass 2: `find`, `next_pool`."""

    def __init__(self):
        self._open: dict = {}
        self._closed: list[dict] = []
        self._reading = 0
        self.count = 0

    def collect(self, key, make) -> Literal:
        """The literal under `key` of the open pool, made by `make()` when it is new."""
        literal = self._open.get(key)
        if literal is None:
            literal = self._open[key] = make()
            self.count += 1
        return literal

    def take(self) -> list[Literal]:
        """Close the open pool; its literals in the order of their places."""
        self._closed.append(self._open)
        literals = sorted(self._open.values(), key=_rank)
        self._open = {}
        return literals

    def next_pool(self) -> None:
        """Pass 2 goes past an LTORG."""
        self._reading += 1

    def find(self, key) -> Literal | None:
        """The literal under `key` in the pool that pass 2 is in."""
        pool = self._closed[self._reading] if self._reading < len(self._closed) else {}
        return pool.get(key)


def _rank(literal: Literal) -> int:
    size = literal.operand.size
    return 0 if size % 8 == 0 else 1 if size % 4 == 0 else 2 if size % 2 == 0 else 3
