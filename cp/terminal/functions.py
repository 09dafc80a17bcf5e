"""Program function keys of a 3270 terminal: what each does; SET PFnn and QUERY PF change and show it.

Used by cp/terminal/vmscreen.py and cp/console.py.

Source: GC20-1820 (SET PFnn, RETRIEVE).  Not implemented: TAB, COPY.
"""
from __future__ import annotations

IMMEDIATE, DELAYED, RETRIEVE = "IMMED", "DELAYED", "RETRIEVE"
NUMBERS = range(1, 25)


def standard_functions() -> dict[int, tuple[str, str]]:
    """What the keys do before anybody sets them."""
    return {1: (IMMEDIATE, "HELP"), 12: (RETRIEVE, ""), 24: (RETRIEVE, "")}
