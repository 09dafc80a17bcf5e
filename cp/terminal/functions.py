"""Program function keys of a 3270 terminal: what each does.

Used by cp/terminal/vmscreen.py.

Source: GC20-1820 (SET PFnn: IMMED, DELAYED, RETRIEVE).  Not implemented: the command SET PFnn; TAB, COPY.
"""
from __future__ import annotations

IMMEDIATE, DELAYED, RETRIEVE = "IMMED", "DELAYED", "RETRIEVE"


def standard_functions() -> dict[int, tuple[str, str]]:
    """What the keys do before anybody sets them."""
    return {1: (IMMEDIATE, "HELP"), 12: (RETRIEVE, ""), 24: (RETRIEVE, "")}
