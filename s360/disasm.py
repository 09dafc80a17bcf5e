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
import sys
from array import array
from functools import cache
from typing import Iterator, NamedTuple

from s360.isa import BY_OPCODE, EXTENDED, FORMATS, Instruction

LISTED = 14                       # columns of a listing for six bytes in hexadecimal
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


class Form(NamedTuple):
    """What the first halfword of an instruction settles.

    halfwords: of the instruction; 0: its operation code is not assigned
    line:      a line of a listing with `%` for address, further halfwords and `text`
    one two:   for each storage operand, what stands behind its displacement, by its base register
    text:      the instruction with `%d%s`, displacement and the rest, for each storage operand
    """
    halfwords: int
    line: str
    one: tuple[str, ...] = ()
    two: tuple[str, ...] = ()
    text: str = ""


@cache
def _form(first: int) -> Form:
    """The form for the first halfword."""
    row = BY_OPCODE.get(first >> 8)
    if row is None:
        return Form(0, f"%06X  {first:04X}{' ' * (LISTED - 4)}  DC    X'{first:04X}'")
    fields = operands(first.to_bytes(2, "big") + bytes(row.length - 2))
    mnemonic = row.mnemonic
    pieces = _OPERAND.findall(FORMATS[row.format][1])
    if (mnemonic, fields.get("M1")) in _BRANCHES:
        mnemonic = _BRANCHES[mnemonic, fields["M1"]]
        pieces = pieces[1:]
    text = f"{mnemonic:<5} {','.join(_written(piece, fields) for piece in pieces)}"
    suffixes = tuple(_suffixes(_inside(piece, fields)) for piece in pieces if piece[0] == "D")
    code = f"{first:04X}" + " %04X" * len(suffixes)
    blanks = " " * (LISTED - 4 - 5 * len(suffixes))
    return Form(row.length // 2, f"%06X  {code}{blanks}  {text}", *(*suffixes, (), ())[:2], text)


def _written(piece: str, fields: dict[str, int]) -> str:
    """One operand of the assembler instruction; of a storage operand the place to fill in."""
    if piece[0] == "D":
        return "%d%s"
    return f"X'{fields[piece]:02X}'" if piece == "I2" else str(fields[piece])


def _inside(syntax: str, fields: dict[str, int]) -> str | None:
    """What stands before the base register of an operand, `syntax` such as D2(X2,B2): index or
    length; "" for index 0, None when its format has neither."""
    inside = _FIELD.findall(syntax)[1:]
    if len(inside) < 2:
        return None
    value = fields[inside[0]]
    return str(value + 1) if inside[0][0] == "L" else str(value or "")


@cache
def _suffixes(inside: str | None) -> tuple[str, ...]:
    """What stands behind the displacement, for each of 16 base registers."""
    out = [f"({inside})" if inside else ""]
    lead = "" if inside is None else f"{inside},"
    return tuple(out + [f"({lead}{base})" for base in range(1, 16)])


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
    form = _form(text[0] << 8 | text[1])
    values: list = []
    for at, suffixes in ((2, form.one), (4, form.two)):
        if suffixes:
            values += ((text[at] & 15) << 8 | text[at + 1], suffixes[text[at] >> 4])
    return form.text % tuple(values), row.length


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
    if at & 1 and at < end:
        yield _data(at, storage[at - origin:at - origin + 1])
        at += 1
    if at < end:
        text = storage[at - origin:end - origin]
        yield from _listed(_halfwords(text), at)
        if len(text) & 1:
            yield _data(end - 1, text[-1:])


def _listed(words: array, begin: int) -> Iterator[str]:
    """The lines of whole halfwords that begin at an even address."""
    index, count = 0, len(words)
    while index < count:
        first = words[index]
        length, line, one, two, _ = _form(first)
        at = begin + 2 * index
        if length == 2 and index + 1 < count:
            word = words[index + 1]
            yield line % (at, word, word & 4095, one[word >> 12])
        elif length == 1:
            yield line % at
        elif length == 3 and index + 2 < count:
            word, last = words[index + 1], words[index + 2]
            yield line % (at, word, last, word & 4095, one[word >> 12], last & 4095, two[last >> 12])
        else:
            single, length = not length, 1
            while index + length < count and words[index + length] == first:
                length += 1
            if single and length == 1:
                yield line % at
            else:
                yield _data(at, first.to_bytes(2, "big"), length)
        index += length


def _halfwords(text: bytes) -> array:
    """The numbers of the whole halfwords in `text`."""
    words = array("H", bytes(text[:len(text) & ~1]))
    if sys.byteorder == "little":
        words.byteswap()
    return words


def _data(at: int, data: bytes, times: int = 1) -> str:
    """A line of what is no instruction."""
    factor = times if times > 1 else ""
    return f"{at:06X}  {in_halfwords(data):<{LISTED}}  DC    {factor}X'{data.hex().upper()}'"
