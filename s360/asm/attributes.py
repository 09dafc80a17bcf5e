"""Attributes of symbols: what T', L', S' and I' ask.

The assembler's passes give them (`Attributes`); conditional assembly asks for them by symbol or by
the text of a macro operand (`type_of`, `attributes_of`).  The face of the passes towards the front
is `SymbolAttributes`.
Source: GC28-6514, section 8, Attributes.
"""
from __future__ import annotations

import re
from typing import NamedTuple, Protocol


class Attributes(NamedTuple):
    """type: one letter, as T' gives it; length: bytes; scale: of F, H, D, E, L, P and Z constants;
    integer: digits before the point"""
    type: str
    length: int
    scale: int = 0
    integer: int = 0


class SymbolAttributes(Protocol):
    """What pass 1 tells the front."""

    def symbol(self, name: str) -> Attributes | None:
        """Of a symbol defined so far."""

    def peek(self, statement) -> Attributes | None:
        """Of the symbol a later statement defines."""

    def section(self) -> str:
        """Name of the current control section; "" for none."""


class NoSymbols:
    """The face of passes that define nothing; for reading macros alone."""

    def symbol(self, name: str) -> Attributes | None:
        return None

    def peek(self, statement) -> Attributes | None:
        return None

    def section(self) -> str:
        return ""


#: the symbol in the name field of a macro instruction
OF_MACRO_CALL = Attributes("M", 1)
UNDEFINED, OMITTED, SELF_DEFINING = "U", "O", "N"

SYMBOL = re.compile(r"[A-Z$#@_][A-Z0-9$#@_]*\Z")
#: the symbol that an operand begins with; it gives its attributes to FIELD+4 and FIELD(2) as well
_LEADING = re.compile(r"([A-Z$#@_][A-Z0-9$#@_]*)(?:[-+*/(]|\Z)", re.IGNORECASE)
_SELF_DEFINING = re.compile(r"(?:(\d+)|X'([0-9A-F]+)'|B'([01]+)'|C'((?:[^'&]|''|&&)+)')\Z",
                            re.IGNORECASE)
MOST_DIGITS = 10


def self_defining(text: str) -> int | None:
    """Value of a self-defining term, up to 2**32 - 1; None when it is none or does not fit."""
    match = _SELF_DEFINING.match(text)
    if match is None:
        return None
    decimal, hexadecimal, binary, character = match.groups()
    if decimal:
        value = int(decimal) if len(decimal.lstrip("0")) <= MOST_DIGITS else 1 << 32
    elif character:
        letters = character.replace("''", "'").replace("&&", "&")
        value = int.from_bytes(letters.encode("cp037", "replace"), "big")
    else:
        digits, base = (hexadecimal, 16) if hexadecimal else (binary, 2)
        value = int(digits, base) if len(digits.lstrip("0")) <= 32 else 1 << 32
    return value if value < 1 << 32 else None


def attributes_of(text: str, find) -> Attributes | None:
    """Attributes of a macro operand's text: those of the symbol it begins with; None for none.

    find: name -> Attributes | None
    """
    match = _LEADING.match(text)
    return find(match[1].upper()) if match else None


def type_of(text: str, find) -> str:
    """T' of a macro operand's text."""
    if not text:
        return OMITTED
    found = attributes_of(text, find)
    if found is not None:
        return found.type
    return SELF_DEFINING if self_defining(text) is not None else UNDEFINED
