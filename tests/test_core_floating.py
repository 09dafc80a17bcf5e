"""Floating-point instructions of the core against an exact model on integers (fractions of 6, 14
and 28 hexadecimal digits), some results worked out by hand, and the order of the exceptions."""
import random

import pytest

from s360 import isa

core_module = pytest.importorskip("s360._core", reason="the core is not built")

CODE, OPERAND, SIZE = 0x200, 0x1000, 0x10000
FRACTION = (1 << 56) - 1
SPECIFICATION, ADDRESSING, PROTECTION = 6, 5, 4
OVERFLOW, UNDERFLOW, SIGNIFICANCE, DIVIDE = 0x0C, 0x0D, 0x0E, 0x0F
UNDERFLOW_MASK, SIGNIFICANCE_MASK = 2, 1
ROWS = [row for row in isa.INSTRUCTIONS if row.feature in ("float", "extended")]
STORES = ("STD", "STE")
#: last letter of a mnemonic without R -> digits of the first operand
DIGITS = {"E": 6, "U": 6, "D": 14, "W": 14, "X": 28}


# -- the model: a number is (sign, characteristic, fraction as an integer of `digits` digits)

def number(high, low, digits):
    fraction = (high & FRACTION) << 56 | (low & FRACTION)
    return high >> 63, high >> 56 & 127, fraction >> 4 * (28 - digits)


def long_value(sign, characteristic, fraction, digits):
    return sign << 63 | (characteristic & 127) << 56 | fraction << 4 * (14 - digits)


def truncated(n, scale, digits):
    """n * 16**scale as characteristic and fraction, normalized; what is beyond is dropped."""
    length = (n.bit_length() + 3) // 4
    excess = 4 * (length - digits)
    return scale + length, n >> excess if excess >= 0 else n << -excess


def in_range(sign, characteristic, fraction, mask):
    """((sign, characteristic, fraction), interruption code or None)."""
    if characteristic > 127:
        return (sign, characteristic - 128, fraction), OVERFLOW
    if characteristic < 0:
        if mask & UNDERFLOW_MASK:
            return (sign, characteristic + 128, fraction), UNDERFLOW
        return (0, 0, 0), None
    return (sign, characteristic, fraction), None


def intermediate_sum(x, y):
    """Signed sum with one guard digit, and its characteristic."""
    characteristic = max(x[1], y[1])
    total = 0
    for sign, own, fraction in (x, y):
        part = fraction * 16 >> 4 * (characteristic - own)
        total += -part if sign else part
    return total, characteristic


def sum_of(x, y, digits, mask, normalize):
    """((sign, characteristic, fraction), condition code, interruption code or None)."""
    total, characteristic = intermediate_sum(x, y)
    sign, size = int(total < 0), abs(total)
    if not normalize:
        size >>= 4
    if size == 0:
        if mask & SIGNIFICANCE_MASK:
            return (0, characteristic, 0), 0, SIGNIFICANCE
        return (0, 0, 0), 0, None
    if normalize:
        characteristic, size = truncated(size, characteristic - digits - 1, digits)
    elif size >= 16 ** digits:
        characteristic, size = characteristic + 1, size // 16
    result, code = in_range(sign, characteristic, size, mask)
    return result, 0 if result[2] == 0 else 2 - sign, code


def product(x, y, x_digits, y_digits, digits, mask):
    n = x[2] * y[2]
    if n == 0:
        return (0, 0, 0), None
    characteristic, fraction = truncated(n, x[1] + y[1] - 64 - x_digits - y_digits, digits)
    return in_range(x[0] ^ y[0], characteristic, fraction, mask)


def quotient(x, y, digits, mask):
    if y[2] == 0:
        return None, DIVIDE
    if x[2] == 0:
        return (0, 0, 0), None
    n = x[2] * 16 ** (2 * digits) // y[2]
    characteristic, fraction = truncated(n, x[1] - y[1] + 64 - 2 * digits, digits)
    return in_range(x[0] ^ y[0], characteristic, fraction, mask)


def half(x, digits, mask):
    if x[2] == 0:
        return (0, 0, 0), None
    characteristic, fraction = truncated(x[2] * 8, x[1] - digits - 1, digits)
    return in_range(x[0], characteristic, fraction, mask)


def rounded(x, one, digits, mask):
    sign, characteristic, fraction = x[0], x[1], x[2] + one
    if fraction == 16 ** digits:
        characteristic, fraction = characteristic + 1, fraction // 16
    return in_range(sign, characteristic, fraction, mask)


def expected(mnemonic, a, b, cc, mask):
    """Registers 0 and 2 after the instruction, the condition code, the interruption code.
    a: registers 0 and 2; b: the second operand, two doublewords."""
    stem = mnemonic.removesuffix("R")
    operation, letter = stem[:-1], stem[-1]
    digits, result_digits, code = DIGITS[letter], DIGITS[letter], None
    x, y = number(*a, digits), number(*b, digits)
    if operation in ("L", "LT", "LP", "LN", "LC"):
        sign = {"LP": 0, "LN": 1, "LC": 1 - y[0]}.get(operation, y[0])
        result = sign, y[1], y[2]
        if operation != "L":
            cc = 0 if y[2] == 0 else 2 - sign
    elif operation in ("A", "S"):
        if operation == "S":
            y = 1 - y[0], y[1], y[2]
        result, cc, code = sum_of(x, y, digits, mask, letter not in "UW")
    elif operation == "C":
        total, _ = intermediate_sum(x, (1 - y[0], y[1], y[2]))
        return a, 0 if total == 0 else 1 if total < 0 else 2, None
    elif operation in ("M", "MX"):
        result_digits = 28 if operation == "MX" or letter == "X" else 14
        result, code = product(x, y, digits, digits, result_digits, mask)
    elif operation == "D":
        result, code = quotient(x, y, digits, mask)
    elif operation == "H":
        result, code = half(y, digits, mask)
    else:
        assert operation == "LR"
        one = b[1] >> 55 & 1 if letter == "D" else b[0] >> 31 & 1
        result, code = rounded(y, one, digits, mask)
    if result is None:
        return a, cc, code
    return placed(result, a, result_digits, code), cc, code


def placed(result, a, digits, code):
    """Registers 0 and 2 with the result in them; a zero that does not interrupt is a true one."""
    sign, characteristic, fraction = result
    if digits == 6:
        return long_value(*result, 6) | (a[0] & 0xFFFFFFFF), a[1]
    if digits == 14:
        return long_value(*result, 14), a[1]
    if fraction == 0 and code is None:
        return 0, 0
    return (long_value(sign, characteristic, fraction >> 56, 14),
            long_value(sign, characteristic - 14, fraction & FRACTION, 14))


# -- the machine

class Machine:
    """A core that executes single instructions, the second operand in registers 4 and 6 or in
    storage."""

    def __init__(self):
        self.core = core_module.Core(SIZE, m67=False, timer=False)
        self.storage = self.core.storage
        self.text = b""

    def prepare(self, text):
        self.text = text
        self.storage.write(CODE, text)

    def step(self, cc=0, mask=0):
        """(condition code, interruption code or None)."""
        core = self.core
        core.psw = bytes((0, 0, 0, 0, cc << 4 | mask, 0, CODE >> 8, CODE & 255))
        before = core.interruptions
        core.run(1)
        if core.interruptions == before:
            assert core.ia == CODE + len(self.text)
            return core.cc, None
        old = self.storage.word(0x2C)
        assert old & 0xFFFFFF == CODE + len(self.text) and old >> 30 == len(self.text) // 2
        return old >> 28 & 3, core.last_interruption[1]

    def run(self, a, b, in_storage, cc, mask):
        """As `expected`, by the core."""
        core = self.core
        core.set_fpr(0, a[0])
        core.set_fpr(2, a[1])
        core.set_fpr(4, b[0])
        core.set_fpr(6, b[1])
        if in_storage:
            self.storage.write(OPERAND, b[0].to_bytes(8, "big"))
        cc, code = self.step(cc, mask)
        assert (core.get_fpr(4), core.get_fpr(6)) == b
        return (core.get_fpr(0), core.get_fpr(2)), cc, code


@pytest.fixture(scope="module")
def machine():
    return Machine()


def text_of(mnemonic, r1=0, r2=4, address=OPERAND):
    """R1,R2 or R1,address (base register 1 = 0)."""
    row = isa.BY_MNEMONIC[mnemonic]
    if row.length == 2:
        return bytes((row.opcode, r1 << 4 | r2))
    return bytes((row.opcode, r1 << 4, 0x10 | address >> 8 & 15, address & 255))


def any_fraction(rng):
    kind = rng.randrange(12)
    f = rng.getrandbits(56)
    if kind == 0:
        return 0
    if kind == 1:
        return f >> 4 * rng.randrange(14)
    if kind == 2:
        return FRACTION << 4 * rng.randrange(14) & FRACTION
    if kind == 3:
        return rng.randrange(1, 16) << 4 * rng.randrange(14)
    if kind == 4:
        return FRACTION >> 4 * rng.randrange(14)
    return f | 1 << rng.randrange(52, 56)


def any_characteristic(rng):
    kind = rng.randrange(8)
    if kind < 4:
        return rng.randrange(60, 69)
    if kind == 4:
        return rng.randrange(0, 18)
    if kind == 5:
        return rng.randrange(110, 128)
    return rng.randrange(128)


def any_long(rng):
    return rng.getrandbits(1) << 63 | any_characteristic(rng) << 56 | any_fraction(rng)


def any_operands(rng):
    """Two operands of two doublewords; the second is often much like the first."""
    a = any_long(rng), any_long(rng)
    kind = rng.randrange(6)
    if kind == 0:
        return a, (a[0] ^ rng.getrandbits(1) << 63, a[1])
    if kind == 1:
        nearly = (a[0] & FRACTION) + rng.choice((1, -1, 16, 1 << 32, -1 << 32)) & FRACTION
        return a, (a[0] & ~FRACTION | nearly, any_long(rng))
    if kind == 2:
        beside = (a[0] >> 56) + rng.choice((1, -1, 2, 13, 14, 15)) & 255
        return a, (beside << 56 | any_fraction(rng), any_long(rng))
    return a, (any_long(rng), any_long(rng))


def against_model(machine, mnemonic, seed, cases):
    rng = random.Random(f"{mnemonic} {seed}")
    in_storage = isa.BY_MNEMONIC[mnemonic].length == 4
    machine.core.set_gpr(1, OPERAND)
    machine.prepare(text_of(mnemonic, address=0))
    for _ in range(cases):
        a, b = any_operands(rng)
        cc, mask = rng.randrange(4), rng.randrange(16)
        want = expected(mnemonic, a, b, cc, mask)
        got = machine.run(a, b, in_storage, cc, mask)
        if got != want:
            pytest.fail(f"{mnemonic} of {a[0]:016X} {a[1]:016X} and {b[0]:016X} {b[1]:016X}, "
                        f"program mask {mask:X}: {shown(got)}, should be {shown(want)}")


def shown(outcome):
    (high, low), cc, code = outcome
    return f"{high:016X} {low:016X} cc {cc} code {code}"


ARITHMETIC = [row.mnemonic for row in ROWS if row.mnemonic not in STORES]


@pytest.mark.parametrize("mnemonic", ARITHMETIC)
def test_agrees_with_exact_arithmetic(machine, mnemonic):
    against_model(machine, mnemonic, "first", 4000)


@pytest.mark.soak
@pytest.mark.parametrize("mnemonic", ARITHMETIC)
def test_agrees_with_exact_arithmetic_for_long(machine, mnemonic):
    against_model(machine, mnemonic, "soak", 100_000)


# -- results worked out by hand: mnemonic, register 0, second operand, result
BY_HAND = [
    ("ADR", 0x4110000000000000, 0x4110000000000000, 0x4120000000000000),     # 1 + 1 = 2
    ("ADR", 0x41F0000000000000, 0x4110000000000000, 0x4210000000000000),     # 15 + 1 = 16
    ("SDR", 0x4110000000000000, 0x4120000000000000, 0xC110000000000000),     # 1 - 2 = -1
    ("SDR", 0x4210000000000000, 0x4110000000000001, 0x41EFFFFFFFFFFFFF),     # the guard digit
    ("AWR", 0x4110000000000000, 0x4600000000000000, 0x4600000100000000),     # 1, aligned
    ("AWR", 0x4600000000000000, 0x4210000000000000, 0x4600001000000000),
    ("MDR", 0x4120000000000000, 0x4130000000000000, 0x4160000000000000),     # 2 * 3 = 6
    ("MDR", 0xC180000000000000, 0x4120000000000000, 0xC210000000000000),     # -8 * 2 = -16
    ("DDR", 0x4110000000000000, 0x4130000000000000, 0x4055555555555555),     # 1 / 3
    ("DDR", 0x4160000000000000, 0xC120000000000000, 0xC130000000000000),     # 6 / -2 = -3
    ("HDR", 0x0000000000000000, 0x4110000000000000, 0x4080000000000000),     # 1 / 2
    ("HDR", 0x4110000000000000, 0x4130000000000001, 0x4118000000000000),     # bit lost
    ("DER", 0x4120000011223344, 0x4130000055667788, 0x40AAAAAA11223344),     # 2 / 3, short
    ("MER", 0x41FFFFFF11223344, 0x41FFFFFF55667788, 0x42FFFFFE00000100),     # 12 digits
    ("AER", 0x41100000DEADBEEF, 0x4110000012345678, 0x41200000DEADBEEF),
    ("LTDR", 0x0000000000000000, 0xC600000000000000, 0xC600000000000000),
    ("LRER", 0x0000000077777777, 0x41FFFFFF80000000, 0x4210000077777777),
]


@pytest.mark.parametrize("mnemonic, a, b, result", BY_HAND,
                         ids=lambda v: v if isinstance(v, str) else f"{v:016X}")
def test_results_worked_out_by_hand(machine, mnemonic, a, b, result):
    machine.prepare(text_of(mnemonic))
    (got, _), _, code = machine.run((a, 0), (b, 0), False, 0, 0)
    assert code is None and got == result, f"{got:016X}"


def test_extended_product_is_exact(machine):
    """(1 - 16**-14) squared = 1 - 2 * 16**-14 + 16**-28."""
    machine.prepare(text_of("MXDR"))
    got, cc, code = machine.run((0x40FFFFFFFFFFFFFF, 0), (0x40FFFFFFFFFFFFFF, 0), False, 3, 0)
    assert got == (0x40FFFFFFFFFFFFFE, 0x3200000000000001) and (cc, code) == (3, None)


def test_zero_divisor_suppresses(machine):
    machine.prepare(text_of("DDR"))
    a = 0x4110000000000000, 0x1234567812345678
    assert machine.run(a, (0x7F00000000000000, 5), False, 2, 0) == (a, 2, DIVIDE)


def test_zero_operand_gives_true_zero_without_underflow(machine):
    for mnemonic in ("MDR", "DDR"):
        machine.prepare(text_of(mnemonic))
        got, cc, code = machine.run((0x8100000000000000, 7), (0x0110000000000000, 0), False, 3, 15)
        assert (got, cc, code) == ((0, 7), 3, None)


def test_exponent_overflow_interrupts_whatever_the_mask(machine):
    machine.prepare(text_of("ADR"))
    got, cc, code = machine.run((0xFF80000000000000, 0), (0xFF80000000000000, 0), False, 0, 0)
    assert (got[0], cc, code) == (0x8010000000000000, 1, OVERFLOW)


# -- exceptions of the operands

def good_registers(row):
    """(R1, R2) that do not raise a specification exception; R2 of RX is the index register."""
    single, pair = (0, 2, 4, 6), (0, 4)
    if row.length == 4:
        return {(r1, 0) for r1 in (pair if "SX" in row.exceptions else single)}
    first, second = {"LRDR": (single, pair), "MXDR": (pair, single)}.get(
        row.mnemonic, (pair, pair) if "SX" in row.exceptions else (single, single))
    return {(r1, r2) for r1 in first for r2 in second}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.mnemonic)
def test_register_numbers(machine, row):
    machine.core.set_gpr(1, OPERAND)
    machine.storage.write(OPERAND, bytes.fromhex("4110000000000000"))
    good = good_registers(row)
    for r1 in range(16):
        for r2 in range(16) if row.length == 2 else (0,):
            for r in (0, 2, 4, 6):
                machine.core.set_fpr(r, 0x4110000000000000)
            machine.prepare(text_of(row.mnemonic, r1, r2, 0))
            cc, code = machine.step(cc=3)
            assert (code is None) == ((r1, r2) in good), (r1, r2)
            assert code in (None, SPECIFICATION)
            if code:
                assert cc == 3
                assert all(machine.core.get_fpr(r) == 0x4110000000000000 for r in (0, 2, 4, 6))


@pytest.mark.parametrize("row", [row for row in ROWS if row.length == 4],
                         ids=lambda row: row.mnemonic)
def test_operand_exceptions_change_nothing(machine, row):
    """Beyond the end, then off its boundary, then with a bad register: the later ones win."""
    cases = [(0, SIZE, ADDRESSING)]
    cases += [(0, OPERAND + k, SPECIFICATION) for k in range(1, row.align)]
    cases += [(0, SIZE + row.align // 2, SPECIFICATION), (1, SIZE, SPECIFICATION)]
    before = machine.storage.read(OPERAND, 16)
    for r1, address, want in cases:
        machine.core.set_gpr(1, address)
        machine.core.set_fpr(0, 0x4355555555555555)
        machine.prepare(text_of(row.mnemonic, r1, address=0))
        assert machine.step(cc=2) == (2, want)
        assert machine.core.get_fpr(0) == 0x4355555555555555
    assert machine.storage.read(OPERAND, 16) == before


def test_stores(machine):
    """STE stores the high-order half, and the word beside it stays."""
    machine.core.set_gpr(1, OPERAND)
    machine.core.set_fpr(6, 0x0123456789ABCDEF)
    machine.storage.write(OPERAND, b"\xFF" * 8)
    machine.prepare(text_of("STE", 6, address=0))
    assert machine.step(cc=1) == (1, None)
    assert machine.storage.read(OPERAND, 8).hex() == "01234567ffffffff"
    machine.prepare(text_of("STD", 6, address=0))
    assert machine.step(cc=1) == (1, None)
    assert machine.storage.read(OPERAND, 8).hex() == "0123456789abcdef"


def test_store_is_protected(machine):
    """Key 1 may not store into a block of key 0, nor fetch from one that is fetch protected."""
    core = machine.core
    core.set_gpr(1, OPERAND)
    for mnemonic, key in (("STD", 0x20), ("STE", 0x20), ("LD", 0x28), ("AE", 0x28)):
        machine.storage.set_key(OPERAND, key)
        machine.prepare(text_of(mnemonic, address=0))
        core.psw = bytes((0, 0x10, 0, 0, 0, 0, CODE >> 8, CODE & 255))
        core.run(1)
        assert core.last_interruption == (3, PROTECTION, 2)
    machine.storage.set_key(OPERAND, 0)
