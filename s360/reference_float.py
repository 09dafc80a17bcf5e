"""Reference interpreter: hexadecimal floating point, short, long and extended.

Called by s360/reference.py with register numbers already found valid.  Source: A22-6821-7,
"Floating-Point Arithmetic" (with the guard digit, Halve normalising); extended precision:
GA22-6884.  A number is taken apart into sign, characteristic and an integer fraction of 6, 14
or 28 hexadecimal digits; all arithmetic is on exact integers, then truncated.
"""
from __future__ import annotations

from typing import NamedTuple

from s360.reference_operands import (
    EXPONENT_OVERFLOW, EXPONENT_UNDERFLOW, FLOAT_DIVIDE, SIGNIFICANCE, WORD, Operation,
    ProgramInterruption, registrar)

HANDLERS: dict = {}
instruction = registrar(HANDLERS)

SHORT, LONG, EXTENDED = 6, 14, 28
UNDERFLOW_MASK, SIGNIFICANCE_MASK = 2, 1


class Float(NamedTuple):
    """minus: sign bit; characteristic: 0-127 (beyond that not yet over- or underflowed);
    fraction: integer of as many hexadecimal digits as the format has."""
    minus: bool
    characteristic: int
    fraction: int


# --- registers and storage --------------------------------------------------------------------

def split(value: int, digits: int) -> Float:
    """A short or long number as it lies in storage."""
    bits = 4 * digits
    head = value >> bits
    return Float(bool(head & 0x80), head & 0x7F, value & (1 << bits) - 1)


def joined(number: Float, digits: int) -> int:
    head = number.minus << 7 | number.characteristic
    return head << 4 * digits | number.fraction


def get(cpu, register: int, digits: int) -> Float:
    """The number in a register (or pair).  Sign and characteristic of the low-order part of
    an extended number are ignored."""
    if digits == SHORT:
        return split(cpu.fpr[register] >> 32, SHORT)
    high = split(cpu.fpr[register], LONG)
    if digits == LONG:
        return high
    low = split(cpu.fpr[register + 2], LONG)
    return Float(high.minus, high.characteristic, high.fraction << 56 | low.fraction)


def put(cpu, register: int, digits: int, number: Float) -> None:
    """Set a register (or pair).  A short number leaves the low-order half alone; the low-order
    part of an extended one gets the sign, and a characteristic less by 14 modulo 128."""
    if digits == SHORT:
        cpu.fpr[register] = joined(number, SHORT) << 32 | cpu.fpr[register] & WORD
    elif digits == LONG:
        cpu.fpr[register] = joined(number, LONG)
    else:
        low = Float(number.minus, (number.characteristic - 14) % 128,
                    number.fraction & (1 << 56) - 1)
        cpu.fpr[register] = joined(number._replace(fraction=number.fraction >> 56), LONG)
        cpu.fpr[register + 2] = joined(low, LONG)


def clear(cpu, register: int, digits: int) -> None:
    """Set a register (or both parts of a pair) to a true zero."""
    if digits == EXTENDED:
        cpu.fpr[register] = cpu.fpr[register + 2] = 0
    else:
        put(cpu, register, digits, Float(False, 0, 0))


def width(i: Operation) -> int:
    """Digits of the operands: extended by mnemonic, else X'2x' X'6x' long, X'3x' X'7x' short."""
    if i.row.mnemonic in ("AXR", "SXR", "MXR"):
        return EXTENDED
    return SHORT if i.row.opcode & 0x10 else LONG


def second(cpu, i: Operation) -> Float:
    digits = width(i)
    if len(i.code) == 2:
        return get(cpu, i.r2, digits)
    return split(cpu.fetch_number(i.address, 4 if digits == SHORT else 8), digits)


# --- normalising and exponents ----------------------------------------------------------------

def normalized(number: Float, digits: int) -> Float:
    """Leading zero digits shifted out; the fraction must not be zero."""
    shift = digits - (number.fraction.bit_length() + 3) // 4
    return Float(number.minus, number.characteristic - shift, number.fraction << 4 * shift)


def result(cpu, register: int, digits: int, number: Float) -> None:
    """Set a result whose characteristic may be out of range: wrapped modulo 128 it interrupts,
    except that a masked underflow makes a true zero."""
    if number.characteristic < 0 and not cpu.program_mask & UNDERFLOW_MASK:
        clear(cpu, register, digits)
        return
    put(cpu, register, digits, number._replace(characteristic=number.characteristic % 128))
    if number.characteristic > 127:
        raise ProgramInterruption(EXPONENT_OVERFLOW, completed=True)
    if number.characteristic < 0:
        raise ProgramInterruption(EXPONENT_UNDERFLOW, completed=True)


# --- load, store, sign ------------------------------------------------------------------------

@instruction("LDR LD LER LE")
def load(cpu, i):
    put(cpu, i.r1, width(i), second(cpu, i))


@instruction("STD")
def store_long(cpu, i):
    cpu.store(i.address, cpu.fpr[i.r1].to_bytes(8, "big"))


@instruction("STE")
def store_short(cpu, i):
    cpu.store(i.address, (cpu.fpr[i.r1] >> 32).to_bytes(4, "big"))


SIGNS = {"LT": lambda minus: minus, "LC": lambda minus: not minus,
         "LP": lambda minus: False, "LN": lambda minus: True}


@instruction("LTDR LTER LCDR LCER LPDR LPER LNDR LNER")
def load_sign(cpu, i):
    """Only the sign may change; a zero fraction gives condition code 0 whatever the sign."""
    number = second(cpu, i)
    number = number._replace(minus=SIGNS[i.row.mnemonic[:2]](number.minus))
    put(cpu, i.r1, width(i), number)
    cpu.cc = 0 if number.fraction == 0 else 1 if number.minus else 2


@instruction("HDR HER")
def halve(cpu, i):
    number, digits = second(cpu, i), width(i)
    if number.fraction == 0:
        clear(cpu, i.r1, digits)
        return
    guarded = normalized(number._replace(fraction=number.fraction << 3), digits + 1)
    result(cpu, i.r1, digits, guarded._replace(fraction=guarded.fraction >> 4))


@instruction("LRER LRDR")
def load_rounded(cpu, i):
    """Add one to the first digit bit dropped; the result is not normalised."""
    digits, source = (SHORT, LONG) if i.row.mnemonic == "LRER" else (LONG, EXTENDED)
    number = get(cpu, i.r2, source)
    dropped = 4 * (source - digits)
    fraction = number.fraction + (1 << dropped - 1) >> dropped
    characteristic = number.characteristic
    if fraction >> 4 * digits:
        fraction, characteristic = fraction >> 4, characteristic + 1
    result(cpu, i.r1, digits, Float(number.minus, characteristic, fraction))


# --- add, subtract, compare -------------------------------------------------------------------

def guarded_sum(first: Float, addend: Float) -> Float:
    """The sum with one guard digit at the right of the fraction, and perhaps a carry at its
    left: the fraction with the smaller characteristic is shifted right first."""
    characteristic = max(first.characteristic, addend.characteristic)

    def aligned(number: Float) -> int:
        fraction = number.fraction << 4 >> 4 * (characteristic - number.characteristic)
        return -fraction if number.minus else fraction

    total = aligned(first) + aligned(addend)
    return Float(total < 0, characteristic, abs(total))


def negative(number: Float) -> Float:
    return number._replace(minus=not number.minus)


def no_significance(cpu, register: int, digits: int, characteristic: int) -> None:
    """A zero sum: kept with its characteristic and interrupting, or made a true zero."""
    cpu.cc = 0
    if not cpu.program_mask & SIGNIFICANCE_MASK:
        clear(cpu, register, digits)
        return
    put(cpu, register, digits, Float(False, characteristic, 0))
    raise ProgramInterruption(SIGNIFICANCE, completed=True)


def set_sum(cpu, register: int, digits: int, addend: Float, normalize: bool) -> None:
    total = guarded_sum(get(cpu, register, digits), addend)
    if total.fraction >> 4 * (digits + 1):
        total = total._replace(characteristic=total.characteristic + 1,
                               fraction=total.fraction >> 4)
    elif normalize and total.fraction:
        total = normalized(total, digits + 1)
    total = total._replace(fraction=total.fraction >> 4)
    if total.fraction == 0:
        no_significance(cpu, register, digits, total.characteristic)
    else:
        vanishes = total.characteristic < 0 and not cpu.program_mask & UNDERFLOW_MASK
        cpu.cc = 0 if vanishes else 1 if total.minus else 2
        result(cpu, register, digits, total)


@instruction("AER AE ADR AD AXR")
def add(cpu, i):
    set_sum(cpu, i.r1, width(i), second(cpu, i), True)


@instruction("SER SE SDR SD SXR")
def subtract(cpu, i):
    set_sum(cpu, i.r1, width(i), negative(second(cpu, i)), True)


@instruction("AUR AU AWR AW")
def add_unnormalized(cpu, i):
    set_sum(cpu, i.r1, width(i), second(cpu, i), False)


@instruction("SUR SU SWR SW")
def subtract_unnormalized(cpu, i):
    set_sum(cpu, i.r1, width(i), negative(second(cpu, i)), False)


@instruction("CER CE CDR CD")
def compare(cpu, i):
    difference = guarded_sum(get(cpu, i.r1, width(i)), negative(second(cpu, i)))
    cpu.cc = 0 if difference.fraction == 0 else 1 if difference.minus else 2


# --- multiply, divide -------------------------------------------------------------------------

def multiply(cpu, register: int, first: Float, other: Float, digits: int, to: int) -> None:
    """Multiply numbers of so many digits into a product of `to` digits, truncated."""
    if first.fraction == 0 or other.fraction == 0:
        clear(cpu, register, to)
        return
    first, other = normalized(first, digits), normalized(other, digits)
    product = Float(first.minus != other.minus,
                    first.characteristic + other.characteristic - 64,
                    first.fraction * other.fraction)
    product = normalized(product, 2 * digits)
    shift = 4 * (2 * digits - to)
    fraction = product.fraction >> shift if shift >= 0 else product.fraction << -shift
    result(cpu, register, to, product._replace(fraction=fraction))


@instruction("MER ME MDR MD MXR")
def multiply_same(cpu, i):
    """Short times short gives a long product."""
    digits = width(i)
    multiply(cpu, i.r1, get(cpu, i.r1, digits), second(cpu, i), digits, max(digits, LONG))


@instruction("MXDR MXD")
def multiply_to_extended(cpu, i):
    multiply(cpu, i.r1, get(cpu, i.r1, LONG), second(cpu, i), LONG, EXTENDED)


@instruction("DER DE DDR DD")
def divide(cpu, i):
    digits = width(i)
    dividend, divisor = get(cpu, i.r1, digits), second(cpu, i)
    if divisor.fraction == 0:
        raise ProgramInterruption(FLOAT_DIVIDE)
    if dividend.fraction == 0:
        clear(cpu, i.r1, digits)
        return
    dividend, divisor = normalized(dividend, digits), normalized(divisor, digits)
    characteristic = dividend.characteristic - divisor.characteristic + 64
    shift = 4 * digits
    if dividend.fraction >= divisor.fraction:
        characteristic, shift = characteristic + 1, shift - 4
    quotient = (dividend.fraction << shift) // divisor.fraction
    result(cpu, i.r1, digits, Float(dividend.minus != divisor.minus, characteristic, quotient))
