"""Which rule of the manual did an instruction break?  The sentences are in s360/explain_rules.py.

Called by s360/explain.py with a case and a program interruption code.  Each check looks at
registers and storage as they are now; it finds nothing when they have changed since.

Source: A22-6821-7, Interruptions: Program Interruption, and the chapter of each instruction.
Not checked in detail: the digits Edit takes from its source.
"""
from __future__ import annotations

from typing import Callable, Iterator

from s360.explain_case import ADDRESS, FETCH_PROTECTED, Case, case_at, translate
from s360.explain_rules import rule
from s360.isa import BY_OPCODE, EXCEPTIONS, FEATURES

STANDARD_ZEROS = 0xF8        # system mask bits 0-4, zero in the extended form
PACKED_SECOND_ONLY = frozenset(("ZAP", "CVB"))
DIVIDE = frozenset(("D", "DR"))


def broken(case: Case, code: int, fetching: bool = False) -> list[str]:
    """Sentences for the rules of `code` that `case` breaks as things stand.

    fetching: the instruction itself could not be fetched (ILC 0)
    """
    if fetching:
        return list(unfetched(case, code))
    if case.through is not None:
        outer = case_at(case.machine, case.psw, case.through)
        found = list(CHECKS[code](outer_of(case))) if code in (4, 5) else []
        if found:
            return found
        del outer
    return list(CHECKS[code](case)) if code in CHECKS else []
