"""SYM cards (option TEST): name, place, type and length of every symbol, for test programs.

Called by object.py.  An item: organization byte, address (3), name, and for data type, length,
multiplicity and scale.  Source: GC26-3756, Appendix, TESTRAN (SYM) card format.
Not implemented: the multiplicity of constants; each is described as a single one.
"""
from __future__ import annotations

from .object_deck import CM, PC, SD, TEXT_MOST
from .sections import DUMMY

# organization byte
SECTION, DUMMY_SECTION, COMMON, INSTRUCTION, CCW = 0x10, 0x20, 0x30, 0x40, 0x50
SPACE, DATA, SCALED, NO_NAME = 0x00, 0x80, 0x10, 0x08
_SECTIONS = {SD: SECTION, PC: SECTION, DUMMY: DUMMY_SECTION, CM: COMMON}
#: type attribute -> type byte
_TYPES = {"C": 0x00, "X": 0x04, "B": 0x08, "F": 0x10, "H": 0x14, "E": 0x18, "D": 0x1C, "A": 0x20,
          "Q": 0x20, "Y": 0x24, "S": 0x28, "V": 0x2C, "P": 0x30, "Z": 0x34, "L": 0x38, "G": 0x10,
          "K": 0x18, "R": 0x20}
LONG_LENGTHS = "CXB"                     # length in two bytes


def symbol_cards(asm) -> list[bytes]:
    """The data of the SYM cards: sections in order, each followed by its symbols by address."""
    inside: dict = {}
    for symbol in asm.symbols.values():
        if symbol.unit is not None and symbol.type not in "J":
            inside.setdefault(symbol.unit, []).append(symbol)
    packed = bytearray()
    for unit in asm.sections.items:
        kind = _SECTIONS.get(getattr(unit, "kind", None))
        if kind is None:
            continue
        packed += _item(kind, unit.origin, unit.name)
        for symbol in sorted(inside.get(unit, ()), key=lambda symbol: (symbol.value, symbol.defined)):
            packed += _symbol(symbol)
    data = bytes(packed)
    return [data[n:n + TEXT_MOST] for n in range(0, len(data), TEXT_MOST)]


def _item(organization: int, address: int, name: str) -> bytes:
    low = len(name) - 1 if name else NO_NAME
    return (bytes((organization | low,)) + (address & 0xFFFFFF).to_bytes(3, "big")
            + name.encode("cp037"))


def _symbol(symbol) -> bytes:
    if symbol.type == "I":
        return _item(INSTRUCTION, symbol.value, symbol.name)
    if symbol.type == "W":
        return _item(CCW, symbol.value, symbol.name)
    code = _TYPES.get(symbol.type)
    if code is None:
        return _item(SPACE, symbol.value, symbol.name)
    wide = 2 if symbol.type in LONG_LENGTHS else 1
    data = bytes((code,)) + ((symbol.length - 1) % (1 << 8 * wide)).to_bytes(wide, "big")
    if symbol.scale:
        data += (symbol.scale % (1 << 16)).to_bytes(2, "big")
    return _item(DATA | (SCALED if symbol.scale else 0), symbol.value, symbol.name) + data
