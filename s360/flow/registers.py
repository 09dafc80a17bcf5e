"""What a general register is known to hold, as far as addresses of the program go.

Called by s360/flow/follow.py.  A state is a tuple of 16 entries: the place (program.py) that the
register points to, or None.  Only what establishes base registers and addresses is followed: BALR,
BAL, LR, LA, BCTR, loads of address constants, and constants added to an address.

Source: A22-6821-7; for calls the conventions of OS (C28-6646, Linkage Conventions).
"""
from __future__ import annotations

from ..isa import INSTRUCTIONS, Instruction
from .program import ADDRESSES, Program

State = tuple            # 16 times a place or None
UNKNOWN: State = (None,) * 16
#: registers that a called program need not give back
CALL_CHANGES = (0, 1, 14, 15)

_PAIRS = frozenset("MR DR M D SRDL SLDL SRDA SLDA".split())
#: mnemonics that put a result into R1 (into R1 and R1+1: _PAIRS)
_RESULTS = frozenset("""LPR LNR LTR LCR NR OR XR LR AR SR ALR SLR ISK LA IC LH AH SH MH CVB N O X L A
S AL SL BCTR BCT BALR BAL BASR BAS SRL SLL SRA SLA LRA BXH BXLE""".split()) | _PAIRS
_LINKS = frozenset("BALR BAL BASR BAS".split())
_SUMS = {"A": (4, 1), "AL": (4, 1), "AH": (2, 1), "S": (4, -1), "SL": (4, -1), "SH": (2, -1)}
#: operation codes that leave every general register as it is
UNCHANGED = frozenset(row.opcode for row in INSTRUCTIONS
                      if row.mnemonic not in _RESULTS | {"LM", "EDMK", "TRT"})


def known(*pairs: tuple[int, int]) -> State:
    """The state in which only these registers are known."""
    state = [None] * 16
    for register, place in pairs:
        state[register] = place
    return tuple(state)


def merged(one: State, other: State) -> State:
    """What is known when either may be the case."""
    if one == other:
        return one
    return tuple(a if a == b else None for a, b in zip(one, other))


def without(state: State, registers) -> State:
    """The state with these registers unknown."""
    if all(state[register] is None for register in registers):
        return state
    return tuple(None if n in registers else value for n, value in enumerate(state))


def address(program: Program, state: State, base: int, displacement: int,
            index: int = 0) -> int | None:
    """The place of an operand, if base and index are known."""
    if index and base:
        return None
    register = base or index
    if not register:
        return displacement if program.absolute else None
    value = state[register]
    if value is None:
        return None
    value += displacement
    return value % ADDRESSES if program.absolute else value


def after(program: Program, place: int, row: Instruction, text: bytes, state: State) -> State:
    """The state after the instruction `text` at `place`, for whoever comes next (a link register
    holds its link)."""
    if row.opcode in UNCHANGED:
        return state
    new = list(state)
    r1, r2 = text[1] >> 4, text[1] & 15
    name = row.mnemonic
    if name in _LINKS:
        new[r1] = place + row.length
    elif name in ("EDMK", "TRT"):
        new[1] = None
        new[2] = None if name == "TRT" else new[2]
    elif name == "LM":
        _load_multiple(program, text, state, new)
    elif name == "LR":
        new[r1] = state[r2]
    elif name == "BCTR" and not r2:
        new[r1] = _moved(state[r1], -1)
    elif name == "LA":
        new[r1] = address(program, state, *_operand(text), r2)
    elif name == "L":
        at = address(program, state, *_operand(text), r2)
        new[r1] = None if at is None else program.pointer(at)
    elif name in _SUMS:
        size, sign = _SUMS[name]
        at = address(program, state, *_operand(text), r2)
        number = None if at is None else program.number(at, size)
        new[r1] = None if number is None else _moved(state[r1], sign * number)
    else:
        new[r1] = None
        if name in _PAIRS:
            new[(r1 + 1) & 15] = None
    return tuple(new)


def _operand(text: bytes) -> tuple[int, int]:
    """(base, displacement) of an RX or RS instruction."""
    return text[2] >> 4, (text[2] & 15) << 8 | text[3]


def _moved(value: int | None, by: int) -> int | None:
    """A known address and a constant; beyond 64K it is no address of this program."""
    return value + by if value is not None and -0x10000 < by < 0x10000 and value + by >= 0 else None


def _load_multiple(program: Program, text: bytes, state: State, new: list) -> None:
    first, last = text[1] >> 4, text[1] & 15
    at = address(program, state, *_operand(text))
    for n in range((last - first & 15) + 1):
        new[first + n & 15] = None if at is None else program.pointer(at + 4 * n)
