"""The lines of the line map, from the steps of an assembly: which statement every byte came from.

Called by assembly.py when pass 2 is done, so that steps and statements need not be kept; result.py
makes the LineMap of them.
"""
from __future__ import annotations

from .statement import Statement


def map_lines(steps) -> list[tuple]:
    """The fields of line_map.MapLine of all statements that have a place, as plain tuples."""
    out = []
    placed: set[int] = set()                 # macro instructions, by number
    for statement, _, unit, at, size, _ in steps:
        if not size or not unit.esdid or not statement.number:
            continue
        text, address = statement.text, unit.origin + at
        if type(statement) is not Statement:             # a literal
            statement = statement.user
        elif statement.call is not None and statement.call.number not in placed:
            out += [(address, 0, call.written.file, call.written.line, call.number, call.text, call.depth,
                     unit.esdid) for call in _calls(statement, placed)]
        written = statement.written
        out.append((address, size, written.file, written.line, statement.number, text, statement.depth,
                    unit.esdid))
    return out


def _calls(statement: Statement, placed: set[int]) -> list[Statement]:
    """The macro instructions that led to a statement and have no place yet, the outermost first."""
    calls = []
    while (statement := statement.call) is not None and statement.number not in placed:
        placed.add(statement.number)
        calls.append(statement)
    return calls[::-1]
