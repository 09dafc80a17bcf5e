"""Reference interpreter: decimal arithmetic and editing.

Called by s360/reference.py with lengths already found valid.  Source: A22-6821-7, "Decimal
Arithmetic" and "Editing".  Operands that overlap otherwise than the manual permits (low-order
bytes coinciding; for ZAP also the first operand's to the right) are a data exception.
"""
from __future__ import annotations

from s360.reference_operands import (
    ADDRESS, DATA, DECIMAL_DIVIDE, DECIMAL_OVERFLOW, Operation, ProgramInterruption,
    compare_cc, registrar, sign_cc)

HANDLERS: dict = {}
instruction = registrar(HANDLERS)

MINUS_SIGNS = (0xB, 0xD)
A_BIT = 8


def unpack(field: bytes) -> tuple[int, bool]:
    """Magnitude of a packed field and whether its sign is minus; DATA on a wrong code."""
    digits, sign = field.hex()[:-1], field[-1] & 0x0F
    if sign < 10 or not (digits.isdecimal() or digits == ""):
        raise ProgramInterruption(DATA)
    return int(digits), sign in MINUS_SIGNS


def packed_bytes(cpu, magnitude: int, minus: bool, length: int) -> bytes:
    """A packed field of so many bytes, high-order digits cut, with the sign generated in the
    mode of PSW bit 12: C and D, or A and B in USASCII-8 mode."""
    signs = "ab" if cpu.amwp & A_BIT else "cd"
    places = 2 * length - 1
    digits = str(magnitude % 10 ** places).zfill(places)
    return bytes.fromhex(digits + signs[minus])


def overlap_wrongly(i: Operation) -> bool:
    """Whether the operands share bytes without a relation that the manual permits."""
    distance = (i.address2 - i.address1) & ADDRESS
    behind = (i.address1 - i.address2) & ADDRESS
    if distance >= i.length1 and behind >= i.length2:
        return False
    right1 = (i.address1 + i.length1 - 1) & ADDRESS
    right2 = (i.address2 + i.length2 - 1) & ADDRESS
    if i.row.mnemonic == "ZAP":
        return 0 < (right2 - right1) & ADDRESS < 16
    return right1 != right2


def operands(cpu, i: Operation) -> tuple[tuple[int, bool], tuple[int, bool]]:
    """Both operands of an arithmetic instruction, checked."""
    if i.row.mnemonic != "CP":
        cpu.probe(i.address1, i.length1, store=True)
    first = cpu.fetch(i.address1, i.length1)
    second = cpu.fetch(i.address2, i.length2)
    if overlap_wrongly(i):
        raise ProgramInterruption(DATA)
    return unpack(first), unpack(second)


def number(operand: tuple[int, bool]) -> int:
    return -operand[0] if operand[1] else operand[0]


def set_result(cpu, i: Operation, value: int) -> None:
    """Store a sum in the first operand; condition code or decimal overflow.

    A zero is positive, but one left by an overflow keeps the sign of the true sum.
    """
    cpu.store(i.address1, packed_bytes(cpu, abs(value), value < 0, i.length1))
    cpu.cc = sign_cc(value)
    if abs(value) >= 10 ** (2 * i.length1 - 1):
        cpu.cc = 3
        if cpu.program_mask & 4:
            raise ProgramInterruption(DECIMAL_OVERFLOW, completed=True)


@instruction("AP")
def add(cpu, i):
    first, second = operands(cpu, i)
    set_result(cpu, i, number(first) + number(second))


@instruction("SP")
def subtract(cpu, i):
    first, second = operands(cpu, i)
    set_result(cpu, i, number(first) - number(second))


@instruction("CP")
def compare(cpu, i):
    first, second = operands(cpu, i)
    cpu.cc = compare_cc(number(first), number(second))


@instruction("ZAP")
def zero_and_add(cpu, i):
    """The first operand's old contents are not looked at."""
    cpu.probe(i.address1, i.length1, store=True)
    second = cpu.fetch(i.address2, i.length2)
    if overlap_wrongly(i):
        raise ProgramInterruption(DATA)
    set_result(cpu, i, number(unpack(second)))


@instruction("MP")
def multiply(cpu, i):
    """The multiplicand must have as many bytes of zeros at the left as the multiplier has
    bytes, so that no product overflows.  A zero product has the sign by algebra too."""
    first, second = operands(cpu, i)
    if first[0] >= 10 ** (2 * (i.length1 - i.length2) - 1):
        raise ProgramInterruption(DATA)
    product = packed_bytes(cpu, first[0] * second[0], first[1] != second[1], i.length1)
    cpu.store(i.address1, product)


@instruction("DP")
def divide(cpu, i):
    """Quotient at the left of the first operand, remainder (the divisor's length, the
    dividend's sign) at its right."""
    first, second = operands(cpu, i)
    size = i.length1 - i.length2
    if second[0] == 0 or first[0] // second[0] >= 10 ** (2 * size - 1):
        raise ProgramInterruption(DECIMAL_DIVIDE)
    quotient, remainder = divmod(first[0], second[0])
    cpu.store(i.address1, packed_bytes(cpu, quotient, first[1] != second[1], size)
              + packed_bytes(cpu, remainder, first[1], i.length2))


# --- editing ----------------------------------------------------------------------------------

DIGIT_SELECT, SIGNIFICANCE_START, FIELD_SEPARATOR = 0x20, 0x21, 0x22


class Source:
    """The packed digits of ED's second operand, one at a time from the left."""

    def __init__(self, cpu, address: int):
        self.cpu, self.address = cpu, address
        self.low: int | None = None     # right digit of the byte last fetched, if unused

    def digit(self) -> tuple[int, int | None]:
        """The next digit and the sign code that follows it in its byte, if one does."""
        if self.low is not None:
            digit, self.low = self.low, None
            return digit, None
        byte = self.cpu.fetch(self.address, 1)[0]
        self.address = (self.address + 1) & ADDRESS
        digit, low = byte >> 4, byte & 0x0F
        if digit > 9:
            raise ProgramInterruption(DATA)
        if low > 9:
            return digit, low
        self.low = low
        return digit, None


@instruction("ED EDMK")
def edit(cpu, i):
    cpu.probe(i.address1, i.length, store=True)
    source = Source(cpu, i.address2)
    zone = 0x50 if cpu.amwp & A_BIT else 0xF0
    fill = cpu.fetch(i.address1, 1)[0]
    significance = nonzero = False
    for n in range(i.length):
        here = (i.address1 + n) & ADDRESS
        pattern = cpu.fetch(here, 1)[0]
        if pattern in (DIGIT_SELECT, SIGNIFICANCE_START):
            digit, sign = source.digit()
            if digit and not significance and i.row.mnemonic == "EDMK":
                cpu.gpr[1] = cpu.gpr[1] & 0xFF000000 | here
            result = zone | digit if digit or significance else fill
            nonzero = nonzero or digit != 0
            significance = significance or digit != 0 or pattern == SIGNIFICANCE_START
            if sign is not None and sign not in MINUS_SIGNS:
                significance = False
        elif pattern == FIELD_SEPARATOR:
            result, significance, nonzero = fill, False, False
        else:
            result = pattern if significance else fill
        cpu.store(here, bytes([result]))
    cpu.cc = 0 if not nonzero else 1 if significance else 2
