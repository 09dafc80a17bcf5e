"""Decimal numbers of constants, exactly: to fixed point and to hexadecimal floating point.

Called by constants.py for F, H, E, D and L.  Every value is a ratio of integers; rounding is of the
magnitude: one half of the last place is added and the rest is dropped, then the sign is applied.

Source: GC28-6514, section 5, DC (types F H E D L; scale and exponent modifiers).
"""
from __future__ import annotations

import re
from typing import NamedTuple

from .fault import Fault

DIGITS = 1000                            # more than any constant can hold
EXPONENTS = range(-85, 76)               # of the constant, of its modifier, and their sum
CHARACTERISTICS = range(128)
_NUMBER = re.compile(r"([+-]?)([0-9]*)(?:\.([0-9]*))?(?:[Ee]([+-]?[0-9]+))?")


class Number(NamedTuple):
    """sign: 1 or -1; the magnitude is digits times 10 to the power of exponent; places: digits
    behind the point."""
    sign: int
    digits: int
    exponent: int
    places: int


def number(text: str, at: int) -> Number:
    """A decimal number with sign, point and exponent, each optional; `at`: where it stands."""
    match = _NUMBER.fullmatch(text)
    if match is None or not (match[2] or match[3]):
        raise Fault(350, at, found=repr(text[:20]))
    before, behind = match[2], match[3] or ""
    if len(before) + len(behind) > DIGITS:
        raise Fault(954, at, limit=DIGITS)
    exponent = match[4] or "0"
    if len(exponent) > 6 or int(exponent) not in EXPONENTS:
        raise Fault(351, at, found=exponent[:12], low=EXPONENTS[0], high=EXPONENTS[-1])
    return Number(-1 if match[1] == "-" else 1, int(before + behind),
                  int(exponent) - len(behind), len(behind))


def _ratio(value: Number, modifier: int, at: int) -> tuple[int, int]:
    """The magnitude as (numerator, denominator)."""
    total = value.exponent + value.places + modifier
    if total not in EXPONENTS:
        raise Fault(351, at, found=total, low=EXPONENTS[0], high=EXPONENTS[-1])
    power = value.exponent + modifier
    return (value.digits * 10 ** power, 1) if power >= 0 else (value.digits, 10 ** -power)


def fixed(value: Number, modifier: int, scale: int, at: int) -> int:
    """The number times 2 to the power of `scale`, rounded to an integer of any size."""
    above, below = _ratio(value, modifier, at)
    above, below = (above << scale, below) if scale >= 0 else (above, below << -scale)
    return value.sign * ((2 * above + below) // (2 * below))


def hexadecimal(value: Number, modifier: int, scale: int, bits: int, at: int) -> int:
    """The number in hexadecimal floating point of `bits` bits; from 72 on, type L, with its second
    characteristic.  scale: hexadecimal zeros before the fraction; 0: normalized."""
    if bits <= 8:
        raise Fault(353, at)
    long = bits >= 72
    places = bits - (16 if long else 8)
    above, below = _ratio(value, modifier, at)
    if not above:
        return 0
    exponent = _exponent(above, below) + scale
    shift = places - 4 * exponent
    above, below = (above << shift, below) if shift >= 0 else (above, below << -shift)
    fraction = (2 * above + below) // (2 * below)
    if fraction >> places:
        fraction, exponent = fraction >> 4, exponent + 1
    if exponent + 64 not in CHARACTERISTICS:
        raise Fault(354, at)
    if not fraction:
        raise Fault(355, at, scale=scale)
    first = (value.sign < 0) << 7 | exponent + 64
    if not long:
        return first << places | fraction
    second = (first & 0x80) | (exponent + 64 - 14) % 128
    low = places - 56
    return ((first << 56 | fraction >> low) << 8 | second) << low | fraction & (1 << low) - 1


def _exponent(above: int, below: int) -> int:
    """x with 16**(x-1) <= above/below < 16**x."""
    exponent = (above.bit_length() - below.bit_length()) // 4
    while above >= below << 4 * exponent if exponent >= 0 else above << -4 * exponent >= below:
        exponent += 1
    while (above < below << 4 * (exponent - 1) if exponent >= 1
           else above << 4 * (1 - exponent) < below):
        exponent -= 1
    return exponent
