"""Program function keys of a 3270 terminal: what each does.

Each machine has its own (cp/console.py), which SET PF changes (cp/commands/keys.py) and its VM screen obeys
(cp/terminal/vmscreen.py).

Source: GC20-1820 (SET PFnn: IMMED, DELAYED, RETRIEVE).  Not implemented: TAB, which needs a display with tab
characters, and COPY, which needs a 3270 printer.
"""
from __future__ import annotations

IMMEDIATE, DELAYED, RETRIEVE = "IMMED", "DELAYED", "RETRIEVE"
KEYS = range(1, 25)


def standard_functions() -> dict[int, tuple[str, str]]:
    """What the keys do before anybody sets them."""
    return {1: (IMMEDIATE, "HELP"), 12: (RETRIEVE, ""), 24: (RETRIEVE, "")}


def as_list(functions: dict[int, tuple[str, str]]) -> list[list]:
    """The same as plain data: [number, kind, text] of each key that does something."""
    return [[number, *function] for number, function in sorted(functions.items())]


def from_list(listed: list) -> dict[int, tuple[str, str]]:
    """The inverse of `as_list`."""
    return {number: (kind, text) for number, kind, text in listed}
