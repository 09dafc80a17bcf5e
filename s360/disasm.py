"""The plain disassembler: bytes to the assembler's instruction, one after the other.

Called by `cpcms disasm`, by s360/explain.py and by traces.  Everything it knows of instructions
it reads from s360/isa.py: layout, operand syntax, extended mnemonics.

Operands are in explicit form as Assembler F takes them (C28-6514, Machine Instructions): a zero
base or index is left out, so `L 1,4(2,3)`, `L 1,4(,3)`, `L 1,4(2)`, `L 1,4`; lengths are in
bytes, one more than the length code of the instruction.

Not done here: following the flow of control, telling data from instructions, symbols.  Fields
that the machine ignores (R2 of SPM, R3 of a shift, the second byte of LPSW, SIO ...) are not
shown, as the assembler cannot write them.
"""
from __future__ import annotations

import re
from typing import Iterator

from s360.isa import BY_OPCODE, EXTENDED, FORMATS, Instruction

_FIELD = re.compile(r"[A-Z]\d?")
_OPERAND = re.compile(r"D\d\([^)]*\)|[A-Z]\d?")
#: format -> the fields its operands name
_FIELDS = {layout: _FIELD.findall(syntax) for layout, (_, syntax) in FORMATS.items()}
#: (BC or BCR, mask) -> extended mnemonic; of several the first, that after a comparison
_BRANCHES: dict[tuple[str, int], str] = {}
for _mnemonic, (_base, _mask) in EXTENDED.items():
    if _base == "BC" or _mask in (0, 15):       # Assembler F has BR and NOPR, but no BER ...
        _BRANCHES.setdefault((_base, _mask), _mnemonic)


def decode(text: bytes) -> Instruction | None:
    """The table's row for the instruction `text` begins with; None when the operation code is
    not assigned or `text` is shorter than the instruction."""
    row = BY_OPCODE.get(text[0]) if text else None
    return row if row is not None and len(text) >= row.length else None


def operands(text: bytes) -> dict[str, int]:
    """The fields of the instruction `text` begins with, under the manual's names (R1, X2, B2,
    D2, L1, I2, M1 ...), as they stand in the instruction: L, L1, L2 are length codes, bytes less
    one.  Empty when there is no such instruction."""
    row = decode(text)
    if row is None:
        return {}
    second = text[1]
    values = {"R1": second >> 4, "M1": second >> 4, "L1": second >> 4,
              "R2": second & 15, "R3": second & 15, "X2": second & 15, "L2": second & 15,
              "I": second, "I2": second, "L": second}
    layout = FORMATS[row.format][0]
    addresses = {"RR": "", "RX": "2", "RS": "2", "SI": "1", "SS": "12"}[layout]
    for at, number in zip((2, 4), addresses):
        values["B" + number] = text[at] >> 4
        values["D" + number] = (text[at] & 15) << 8 | text[at + 1]
    return {name: values[name] for name in _FIELDS[row.format]}


def _address(syntax: str, fields: dict[str, int]) -> str:
    """One storage operand, `syntax` such as D2(X2,B2)."""
    displacement, *inside = _FIELD.findall(syntax)
    base = fields[inside[-1]]
    words = [str(base)] if base else []
    if len(inside) == 2:
        value = fields[inside[0]]
        if inside[0][0] == "L":
            words.insert(0, str(value + 1))
        elif value or base:
            words.insert(0, str(value) if value else "")
    return str(fields[displacement]) + (f"({','.join(words)})" if words else "")


def _written(piece: str, fields: dict[str, int]) -> str:
    """One operand of the assembler instruction."""
    if piece[0] == "D":
        return _address(piece, fields)
    return f"X'{fields[piece]:02X}'" if piece == "I2" else str(fields[piece])


def disassemble(text: bytes, address: int = 0) -> tuple[str, int]:
    """(the first instruction of `text` as the assembler writes it, its length in bytes).

    text:    not empty; six bytes are always enough
    address: where it lies; no instruction can lie at an odd address

    What is no instruction is given as `DC X'..'`, a halfword of it (a byte when `address` is odd
    or no more is left).
    """
    if not text:
        raise ValueError("no bytes to disassemble")
    row = decode(text) if not address & 1 else None
    if row is None:
        data = text[:1 if address & 1 else 2]
        return f"DC    X'{data.hex().upper()}'", len(data)
    fields = operands(text)
    mnemonic = row.mnemonic
    pieces = _OPERAND.findall(FORMATS[row.format][1])
    if (mnemonic, fields.get("M1")) in _BRANCHES:
        mnemonic = _BRANCHES[mnemonic, fields["M1"]]
        pieces = pieces[1:]
    return f"{mnemonic:<5} {','.join(_written(p, fields) for p in pieces)}", row.length


def in_halfwords(text: bytes) -> str:
    """`text` in hexadecimal, a blank between halfwords."""
    return text.hex(" ", -2).upper()


def listing(storage: bytes, start: int, end: int, origin: int = 0) -> Iterator[str]:
    """Lines `address  hexadecimal  instruction` for the addresses from `start` up to `end`.

    storage: bytes, or anything whose slices are bytes
    origin:  the address of its first byte

    Halfwords that are no instruction and repeat make one line with a duplication factor.
    """
    end = min(end, origin + len(storage))
    at = max(start, origin)
    while at < end:
        text = storage[at - origin:min(at + 6, end) - origin]
        line, length = disassemble(text, at)
        shown = text[:length]
        if line.startswith("DC ") and length == 2:
            times = 1
            while (at + 2 * times + 2 <= end
                   and storage[at - origin + 2 * times:at - origin + 2 * times + 2] == shown):
                times += 1
            if times > 1:
                line = line.replace("DC    ", f"DC    {times}")
                length = 2 * times
        yield f"{at:06X}  {in_halfwords(shown):<14}  {line}"
        at += length
