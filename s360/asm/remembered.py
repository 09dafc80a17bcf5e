"""What operands of machine instructions mean, remembered by their text.

Most operand texts of a program recur.  Their meaning stays the same until a USING or DROP changes the
bases of the section they lie in or, for literals, until an LTORG begins another pool.  Called by
machine.py, addressing.py (USING, DROP) and directives.py (LTORG).
"""
from __future__ import annotations

#: what literals depend on, in place of a unit
LITERALS = "literals"


class Remembered:
    """The memory of one assembly."""

    def __init__(self):
        self._tables: dict[tuple, list[dict]] = {}
        self._dependent: dict = {}       # a unit, None (absolute addresses), LITERALS -> [(table, text)]

    def tables(self, form: tuple, count: int) -> list[dict]:
        """`count` tables shared by all that ask with an equal `form`."""
        if form not in self._tables:
            self._tables[form] = [{} for _ in range(count)]
        return self._tables[form]

    def keep(self, table: dict, text: str, meaning: tuple, needs: tuple) -> None:
        """Remember a meaning; needs: units whose bases it depends on, LITERALS."""
        table[text] = meaning
        for need in needs:
            self._dependent.setdefault(need, []).append((table, text))

    def forget(self, need) -> None:
        """The bases of a unit, or the literals, have changed."""
        for table, text in self._dependent.pop(need, ()):
            table.pop(text, None)
