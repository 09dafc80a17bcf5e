"""Bytes as operands of DC and DS, such that Assembler F makes the same bytes of them.

Called by s360/flow/disassembler.py.  A type is used only for what its constant gives back exactly:
packed numbers with signs C and D, normalised floating-point numbers with few digits, characters
that every file can hold; all else is hexadecimal.

Source: C28-6514, DC: Define Constant.
"""
from __future__ import annotations

import re
from fractions import Fraction
from typing import Iterator

WIDEST = 48                       # characters of an operand, to stay in one card
HEX_BYTES = 16                    # bytes of hexadecimal in a statement
REPEATED = 8                      # equal bytes that are worth a duplication factor
TEXT_LEAST = 5                    # characters in a row that are taken for text
DIGITS = 16                       # of a floating-point constant
LARGEST_DS = 65535
LONGEST = 256                     # length modifier of C
WORD, DOUBLEWORD, BLANK = 4, 8, 0x40
ALIGNMENT = {"F": 4, "H": 2, "D": 8, "E": 4}

_PLAIN = " ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.<(+|&!$*);-/,%_>?:#@'=\""
CHARACTERS = {char.encode("cp037")[0]: char for char in _PLAIN}
_WRITTEN = {**CHARACTERS, 0x50: "&&", 0x7D: "''"}
_RUNS = re.compile(
    b"(?P<same>(?s:(.))\\2{%d,})|(?P<text>[%s]{%d,})" % (
        REPEATED - 1, re.escape(bytes(CHARACTERS)), TEXT_LEAST))


def constant(type: str, text: bytes, address: int) -> str | None:
    """The operand of DC that gives `text` as a constant of `type` at `address`; None if none does."""
    if address % ALIGNMENT.get(type, 1):
        return None
    maker = {"F": _fixed, "H": _fixed, "E": _floating, "D": _floating, "P": _packed, "Z": _zoned,
             "C": _characters}.get(type)
    operand = maker(type, text) if maker else None
    return operand if operand and len(operand) <= WIDEST else None


def space(type: str, length: int, address: int) -> str:
    """The operand of DS for `length` bytes without text."""
    size = {"F": 4, "H": 2, "D": 8, "E": 4}.get(type)
    if size and not address % size and not length % size:
        return type if length == size else f"{length // size}{type}"
    most = {"P": 16, "Z": 16, "C": LONGEST}.get(type, 0)
    return f"{type}L{length}" if length <= most else f"XL{length}"


def external_dummy(length: int, boundary: int) -> str | None:
    """The operand of DXD for a pseudo register.  boundary: less one, as its ESD item has it.  None
    if none gives both, which leaves a DSECT (always on doublewords)."""
    for type, size in ALIGNMENT.items():
        if size == boundary + 1 and not length % size:
            return type if length == size else f"{length // size}{type}"
    return None if boundary == DOUBLEWORD - 1 else f"{length}X"


def plain(text: bytes, address: int) -> Iterator[tuple[str, int]]:
    """(operand, bytes) of DCs for untyped bytes: runs of one byte, text, hexadecimal; words are not
    torn apart where it can be helped."""
    at = 0
    for found in _RUNS.finditer(text):
        start, end = found.span()
        if found["same"]:
            start += -(address + start) % WORD
            end -= (address + end) % WORD
            if end - start < REPEATED:
                continue
        yield from _hexadecimal(text[at:start], address + at)
        yield from (_repeated if found["same"] else _text)(text[start:end])
        at = end
    yield from _hexadecimal(text[at:], address + at)


def _hexadecimal(text: bytes, address: int) -> Iterator[tuple[str, int]]:
    at = 0
    while at < len(text):
        part = text[at:at + HEX_BYTES - (address + at) % WORD]
        yield f"X'{part.hex().upper()}'", len(part)
        at += len(part)


def _repeated(text: bytes) -> Iterator[tuple[str, int]]:
    """A run of one byte."""
    if text[0] == BLANK and len(text) <= LONGEST:
        yield f"CL{len(text)}' '", len(text)
    else:
        yield f"{len(text)}X'{text[:1].hex().upper()}'", len(text)


def _text(text: bytes) -> Iterator[tuple[str, int]]:
    """Characters, in pieces that a card holds."""
    piece, count = "", 0
    for byte in text:
        if len(piece) > WIDEST - 5:
            yield f"C'{piece}'", count
            piece, count = "", 0
        piece += _WRITTEN[byte]
        count += 1
    yield f"C'{piece}'", count


def character(byte: int) -> str | None:
    """`C'A'` for a letter, a digit or a blank."""
    char = CHARACTERS.get(byte, "")
    return f"C'{char}'" if char.isalnum() or char == " " else None


def _characters(type: str, text: bytes) -> str | None:
    if not text or any(byte not in CHARACTERS for byte in text):
        return None
    short = text.rstrip(bytes((BLANK,))) or text[:1]
    written = "".join(_WRITTEN[byte] for byte in short)
    return f"C'{written}'" if len(short) == len(text) else f"CL{len(text)}'{written}'"


def _fixed(type: str, text: bytes) -> str | None:
    value = int.from_bytes(text, "big", signed=True)
    if len(text) != ALIGNMENT[type] or value == -1 << 8 * len(text) - 1:
        return None
    return f"{type}'{value}'"


def _packed(type: str, text: bytes) -> str | None:
    digits = text.hex().upper()
    number, sign = digits[:-1], digits[-1:]
    if len(text) > 16 or not number.isdigit() or sign not in ("C", "D"):
        return None
    return _decimal("P", text, number, sign)


def _zoned(type: str, text: bytes) -> str | None:
    digits = text.hex().upper()
    number, sign = digits[1::2], digits[-2:-1]
    if len(text) > 16 or not number.isdigit() or digits[:-2:2].strip("F") or sign not in ("C", "D"):
        return None
    return _decimal("Z", text, number, sign)


def _decimal(type: str, text: bytes, number: str, sign: str) -> str | None:
    value = number.lstrip("0") or "0"
    if sign == "D" and value == "0":
        return None                              # minus zero
    minus = "-" * (sign == "D")
    natural = len(value) // 2 + 1 if type == "P" else len(value)
    length = "" if natural == len(text) else f"L{len(text)}"
    return f"{type}{length}'{minus}{value}'"


def _floating(type: str, text: bytes) -> str | None:
    """A short or long number (A22-6821-7, Floating-Point Arithmetic: Data Format) that has an
    exact decimal form of few digits."""
    if len(text) != ALIGNMENT[type]:
        return None
    fraction = int.from_bytes(text[1:], "big")
    if not any(text):
        return f"{type}'0'"
    if not text[1] >> 4:
        return None                              # not normalised, or minus zero
    value = Fraction(fraction, 1 << 8 * (len(text) - 1)) * Fraction(16) ** ((text[0] & 127) - 64)
    places = value.denominator.bit_length() - 1  # the denominator is a power of 2
    if places > DIGITS:
        return None
    digits = str(value.numerator * 5 ** places).rjust(places + 1, "0")
    if len(digits) > DIGITS:
        return None
    whole, behind = digits[:len(digits) - places], digits[len(digits) - places:]
    minus = "-" * (text[0] >> 7)
    return f"{type}'{minus}{whole}{'.' * bool(behind)}{behind}'"
