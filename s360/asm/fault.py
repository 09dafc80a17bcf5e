"""A mistake found in an operand: what the parts of pass 1 and 2 raise, and assembly.py reports.

`at` is an offset in the operand field; the caller that knows the statement adds where that begins.
"""
from __future__ import annotations

#: number of a fault that follows from one reported already: only the listing shows it
TOLD = 0


class Fault(Exception):
    """number: of the catalogue; at: offset in the operand field, None: the whole statement;
    facts: values for the catalogue's text."""

    def __init__(self, number: int, at: int | None = None, **facts):
        super().__init__(number)
        self.number, self.at, self.facts = number, at, facts

    def kept(self) -> Fault:
        """This, to be kept for later: without the frames it came through, which hold what keeps it."""
        self.__traceback__ = self.__context__ = None
        return self
