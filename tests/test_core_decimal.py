"""Decimal instructions of the core against plain integer arithmetic, the manual's editing
examples, and what must not change when an instruction is not completed."""
import random

import pytest

core_module = pytest.importorskip("s360._core", reason="the core is not built")

CODE = 0x1000
SIZE = 1 << 24
PLUS, MINUS = (0xA, 0xC, 0xE, 0xF), (0xB, 0xD)
PROTECTION, SPECIFICATION, DATA = 4, 6, 7
FIXED_DIVIDE, DECIMAL_OVERFLOW, DECIMAL_DIVIDE = 9, 10, 11
ZAP, CP, AP, SP, MP, DP, ED, EDMK = 0xF8, 0xF9, 0xFA, 0xFB, 0xFC, 0xFD, 0xDE, 0xDF
# where operands lie: ordinary, over a 2K boundary, from the last address on to 0 (in pieces)
PLACES = ((0x20000, 0x20100), (0x207FB, 0x20FF9), (0xFFFFFB, 0x20100), (0x20000, 0xFFFFFD))


class Machine:
    """A core that executes single instructions; operands are addressed by GPR 2 and 3."""

    def __init__(self):
        self.core = core_module.Core(SIZE, m67=False, timer=False)
        self.storage = self.core.storage

    def write(self, address, data):
        part = SIZE - address
        self.storage.write(address, data[:part])
        if len(data) > part:
            self.storage.write(0, data[part:])

    def read(self, address, count):
        data = self.storage.read(address, count)
        return data + self.storage.read(0, count - len(data))

    def step(self, text, first=0, second=0, ascii=False, mask=0, key=0, cc=0):
        """Execute one instruction: (condition code, interruption code or None)."""
        self.storage.write(CODE, text)
        self.core.set_gpr(2, first)
        self.core.set_gpr(3, second)
        left = bytes((0, key << 4 | 8 * ascii, 0, 0))
        self.core.psw = left + bytes((cc << 4 | mask,)) + CODE.to_bytes(3, "big")
        before = self.core.interruptions
        self.core.run(1)
        if self.core.interruptions == before:
            assert self.core.ia == CODE + len(text)
            return self.core.cc, None
        old = self.storage.read(0x28, 8)
        assert int.from_bytes(old[5:], "big") == CODE + len(text)
        return old[4] >> 4 & 3, old[3]

    def decimal(self, opcode, n1, n2, first, second, **how):
        text = bytes((opcode, n1 - 1 << 4 | n2 - 1, 0x20, 0, 0x30, 0))
        return self.step(text, first, second, **how)

    def edit(self, opcode, count, first, second, **how):
        return self.step(bytes((opcode, count - 1, 0x20, 0, 0x30, 0)), first, second, **how)


@pytest.fixture(scope="module")
def machine():
    return Machine()


def field(value, n, sign):
    """A packed field of n bytes with a sign code; the digits of value that have a place."""
    digits = str(abs(value)).zfill(31)[-(2 * n - 1):]
    return bytes.fromhex(digits + f"{sign:x}")


def generated(minus, ascii):
    return (0xA if ascii else 0xC) + minus


def any_number(rng, n):
    """(value, minus, field) for n bytes: all lengths, runs of 9 and 0, every sign code."""
    places = rng.randint(0, 2 * n - 1)
    value = rng.choice((rng.randrange(10 ** places), 10 ** places - 1, rng.randrange(10)))
    minus = rng.random() < 0.5
    return -value if minus else value, minus, field(value, n, rng.choice(MINUS if minus else PLUS))


def sum_outcome(total, n1, old_cc, ascii, mask):
    """What AP, SP or ZAP with this true sum leaves: field, cc, interruption."""
    lost = abs(total) >= 10 ** (2 * n1 - 1)
    cc = 3 if lost else 0 if total == 0 else 1 if total < 0 else 2
    code = DECIMAL_OVERFLOW if lost and mask & 4 else None
    return field(total, n1, generated(total < 0, ascii)), cc, code


def outcome(opcode, n1, n2, a, b, cc, ascii, mask):
    """Expected (first operand or None for unchanged, condition code, interruption)."""
    (a, a_minus), (b, b_minus) = a, b
    if opcode == CP:
        return None, 0 if a == b else 1 if a < b else 2, None
    if opcode in (AP, SP, ZAP):
        total = {AP: a + b, SP: a - b, ZAP: b}[opcode]
        return sum_outcome(total, n1, cc, ascii, mask)
    if n2 > 8 or n2 >= n1:
        return None, cc, SPECIFICATION
    if opcode == MP:
        if abs(a) >= 10 ** (2 * (n1 - n2) - 1):
            return None, cc, DATA
        return field(a * b, n1, generated(a_minus != b_minus, ascii)), cc, None
    if b == 0 or abs(a) // abs(b) >= 10 ** (2 * (n1 - n2) - 1):
        return None, cc, DECIMAL_DIVIDE
    quotient, remainder = divmod(abs(a), abs(b))
    return (field(quotient, n1 - n2, generated(a_minus != b_minus, ascii))
            + field(remainder, n2, generated(a_minus, ascii))), cc, None


def compare_arithmetic(machine, opcode, cases, seed):
    rng = random.Random(seed)
    for _ in range(cases):
        n1, n2 = rng.randint(1, 16), rng.randint(1, 16)
        if opcode in (MP, DP) and rng.random() < 0.9:
            n1 = rng.randint(2, 16)
            n2 = rng.randint(1, min(8, n1 - 1))
        wide = n1 - n2 if opcode == MP and n1 > n2 and rng.random() < 0.9 else n1
        a, a_minus, packed = any_number(rng, wide)
        packed = bytes(n1 - wide) + packed
        b, b_minus, second = any_number(rng, n2)
        first_at, second_at = rng.choice(PLACES) if rng.random() < 0.1 else PLACES[0]
        cc, ascii, mask = rng.randrange(4), rng.random() < 0.2, rng.randrange(16)
        machine.write(first_at, packed)
        machine.write(second_at, second)
        got = machine.decimal(opcode, n1, n2, first_at, second_at, ascii=ascii, mask=mask, cc=cc)
        result, *rest = outcome(opcode, n1, n2, (a, a_minus), (b, b_minus), cc, ascii, mask)
        case = f"{opcode:X} {packed.hex()} {second.hex()}"
        assert (got, case) == (tuple(rest), case)
        assert (machine.read(first_at, n1).hex(), case) == ((result or packed).hex(), case)
        assert machine.read(second_at, n2) == second


@pytest.mark.parametrize("opcode", (ZAP, CP, AP, SP, MP, DP))
def test_arithmetic_is_that_of_integers(machine, opcode):
    compare_arithmetic(machine, opcode, 34000, seed=opcode)


@pytest.mark.soak
@pytest.mark.timeout(0)
@pytest.mark.parametrize("opcode", (ZAP, CP, AP, SP, MP, DP))
def test_arithmetic_is_that_of_integers_long(machine, opcode):
    compare_arithmetic(machine, opcode, 500000, seed=1000 + opcode)


@pytest.mark.parametrize("opcode", (AP, SP, CP, ZAP, MP, DP))
def test_arithmetic_at_the_edges(machine, opcode):
    """Runs of 9, powers of ten and zeros of either sign, where carries run through all digits
    or a result just fits."""
    for n1 in (2, 8, 9, 15, 16):
        for n2 in (1, 7, 8, 9, 16):
            for first in edges(n1):
                for second in edges(n2):
                    one_edge(machine, opcode, n1, n2, first, second)


def edges(n):
    """(value, minus) at the limits of a field of n bytes and of its halves."""
    places = {0, 1, n - 1, 14, 15, 16, 2 * n - 2, 2 * n - 1}
    values = {10 ** k - d for k in places if k < 2 * n for d in (0, 1)} - {10 ** (2 * n - 1)}
    return [(-v if minus else v, minus) for v in sorted(values) for minus in (False, True)]


def one_edge(machine, opcode, n1, n2, first, second):
    packed = field(first[0], n1, generated(first[1], False))
    machine.write(0x20000, packed)
    machine.write(0x20100, field(second[0], n2, generated(second[1], False)))
    got = machine.decimal(opcode, n1, n2, 0x20000, 0x20100, mask=4)
    result, *rest = outcome(opcode, n1, n2, first, second, 0, False, 4)
    case = (n1, n2, first, second)
    assert (case, got, machine.read(0x20000, n1)) == (case, tuple(rest), result or packed)


def compare_conversion(machine, cases, seed):
    rng = random.Random(seed)
    for _ in range(cases):
        value = rng.choice((rng.randint(-1 << 31, (1 << 31) - 1), rng.randint(-1000, 1000),
                            -1 << 31, (1 << 31) - 1))
        ascii = rng.random() < 0.2
        machine.core.set_gpr(1, value)
        assert machine.step(b"\x4e\x10\x20\x00", 0x20000, ascii=ascii, cc=2) == (2, None)
        assert machine.read(0x20000, 8) == field(value, 8, generated(value < 0, ascii))
        value, _minus, packed = any_number(rng, 8)
        if rng.random() < 0.5:
            value = rng.randint(-(1 << 31) - 2, (1 << 31) + 1)
            packed = field(value, 8, rng.choice(MINUS if value < 0 else PLUS))
        machine.write(0x20000, packed)
        fits = -1 << 31 <= value < 1 << 31
        assert machine.step(b"\x4f\x10\x20\x00", 0x20000, ascii=ascii, cc=1) == (
            1, None if fits else FIXED_DIVIDE)
        assert machine.core.get_gpr(1) == value & 0xFFFFFFFF


def test_conversion_is_that_of_integers(machine):
    compare_conversion(machine, 10000, seed=360)


@pytest.mark.soak
@pytest.mark.timeout(0)
def test_conversion_is_that_of_integers_long(machine):
    compare_conversion(machine, 500000, seed=361)


@pytest.mark.parametrize("opcode", (0x4E, 0x4F))
def test_conversion_wants_a_doubleword_boundary(machine, opcode):
    machine.write(0x20000, field(1, 12, 0xC))
    assert machine.step(bytes((opcode, 0x10, 0x20, 0)), 0x20004)[1] == SPECIFICATION


@pytest.mark.parametrize("opcode", (ZAP, CP, AP, SP, MP, DP))
@pytest.mark.parametrize("length", (1, 3, 8))
def test_every_wrong_code_in_the_second_operand_is_a_data_exception(machine, opcode, length):
    """A digit code over 9 in any place, or a sign code under 10: nothing is changed."""
    good = field(int("123456789012345"[:2 * length - 1]), length, 0xC).hex()
    first = field(1, 16, 0xD)
    for place in range(2 * length):
        for code in "0123456789" if place == 2 * length - 1 else "abcdef":
            machine.write(0x20000, first)
            machine.write(0x20100, bytes.fromhex(good[:place] + code + good[place + 1:]))
            assert machine.decimal(opcode, 16, length, 0x20000, 0x20100, cc=1) == (1, DATA)
            assert machine.read(0x20000, 16) == first


@pytest.mark.parametrize("opcode", (CP, AP, SP, MP, DP))
def test_every_wrong_code_in_the_first_operand_is_a_data_exception(machine, opcode):
    good = field(0, 16, 0xC).hex()
    machine.write(0x20100, field(1, 4, 0xC))
    for place in range(32):
        for code in "0123456789" if place == 31 else "abcdef":
            first = bytes.fromhex(good[:place] + code + good[place + 1:])
            machine.write(0x20000, first)
            assert machine.decimal(opcode, 16, 4, 0x20000, 0x20100, cc=2) == (2, DATA)
            assert machine.read(0x20000, 16) == first


def test_zap_does_not_look_at_the_first_operand(machine):
    machine.write(0x20000, b"\xff" * 4)
    machine.write(0x20100, field(-5, 2, 0xB))
    assert machine.decimal(ZAP, 4, 2, 0x20000, 0x20100) == (1, None)
    assert machine.read(0x20000, 4).hex() == "0000005d"


@pytest.mark.parametrize("opcode, result, cc", (
    (AP, "00000002468c", 2), (SP, "00000000000c", 0), (CP, "00000001234c", 0),
    (ZAP, "00000001234c", 2), (MP, "00001522756c", 3), (DP, "00001c00000c", 3)))
def test_operands_may_coincide_at_the_right(machine, opcode, result, cc):
    """The second operand is the right end of the first."""
    machine.write(0x20000, bytes.fromhex("00000001234c"))
    assert machine.decimal(opcode, 6, 3, 0x20000, 0x20003, cc=3) == (cc, None)
    assert machine.read(0x20000, 6).hex() == result


@pytest.mark.parametrize("opcode", (CP, AP, SP, MP, DP, ZAP))
def test_other_overlap_is_a_data_exception(machine, opcode):
    """The second operand reaches one byte further right than the first."""
    before = bytes.fromhex("000000000c1c")
    machine.write(0x20000, before)
    assert machine.decimal(opcode, 5, 2, 0x20000, 0x20004)[1] == DATA
    assert machine.read(0x20000, 6) == before


def test_zap_may_move_a_field_to_the_right(machine):
    machine.write(0x20000, bytes.fromhex("12345c0000"))
    assert machine.decimal(ZAP, 4, 3, 0x20001, 0x20000) == (2, None)
    assert machine.read(0x20000, 5).hex() == "120012345c"


@pytest.mark.parametrize("opcode", (ZAP, AP, SP, MP, DP))
def test_a_protected_first_operand_stays(machine, opcode):
    """Only its last byte lies in the protected block."""
    first = field(0, 9, 0xC)
    machine.write(0x20FF8, first)
    machine.write(0x20100, field(7, 2, 0xC))
    for block, key in ((0x20000, 0x10), (0x20800, 0x10), (0x21000, 0x20), (CODE, 0x10)):
        machine.storage.set_key(block, key)
    try:
        got = machine.decimal(opcode, 9, 2, 0x20FF8, 0x20100, key=1, cc=3)
    finally:
        machine.storage.keys = bytes(SIZE >> 11)
    assert got == (3, PROTECTION)
    assert machine.read(0x20FF8, 9) == first


def test_a_result_that_is_code_is_executed(machine):
    """AP adds 1 to the instruction LA 1,12 (41 10 00 0C) behind it, which was executed before."""
    core, storage = machine.core, machine.storage
    storage.write(CODE, bytes.fromhex("fa3020002100" "4110000c"))   # AP 0(4,2),256(1,2)
    storage.write(CODE + 0x106, b"\x1c")
    core.set_gpr(2, CODE + 6)
    core.psw = bytes(5) + (CODE + 6).to_bytes(3, "big")
    core.run(1)
    assert core.get_gpr(1) == 12
    core.ia = CODE
    core.run(2)
    assert core.get_gpr(1) == 28


# -- editing

BLANK, SELECT, START, SEPARATOR = 0x40, 0x20, 0x21, 0x22


def ebcdic(text):
    return text.encode("cp037")


def edited(machine, pattern, source, opcode=ED, **how):
    machine.write(0x20000, pattern)
    machine.write(0x20100, source)
    got = machine.edit(opcode, len(pattern), 0x20000, 0x20100, **how)
    return machine.read(0x20000, len(pattern)), *got


@pytest.mark.parametrize("source, result, cc", (
    ("0257426c", "  2,574.26   ", 2),
    ("0257426d", "  2,574.26 CR", 1),
    ("0000026c", "       .26   ", 2),
    ("0000000c", "       .00   ", 0),
))
def test_edit_of_an_amount(machine, source, result, cc):
    """The pattern of the manual's example: b d d , d d d ( . d d b C R with X'21' before the
    point shown as (; the source has seven digits."""
    pattern = bytes.fromhex("4020206b2020214b202040c3d9")
    assert edited(machine, pattern, bytes.fromhex(source)) == (ebcdic(result), cc, None)


def compare_editing(machine, cases, seed):
    """Numbers under a pattern of digit selectors, one significance start and a message byte
    after the sign: what Python's formatting gives, padded with the fill character."""
    rng = random.Random(seed)
    for _ in range(cases):
        n = rng.randint(1, 8)
        value, minus, packed = any_number(rng, n)
        places, fill = 2 * n - 1, rng.choice("* ")
        forced = rng.randint(0, places)           # digits after X'21' are shown, zeros too
        selectors = [SELECT] * places
        if forced < places:
            selectors[places - forced - 1] = START
        pattern = ebcdic(fill) + bytes(selectors) + ebcdic("-")
        shown = str(abs(value)) if value else ""
        if forced < places:
            shown = shown.zfill(forced)
        significant = bool(shown) if forced == places else True
        sign = "-" if minus and significant else fill
        expected = ebcdic((fill + shown.rjust(places, fill) + sign))
        cc = 0 if value == 0 else 1 if minus else 2
        machine.core.set_gpr(1, 0xAB000000)
        result = edited(machine, pattern, packed, EDMK)
        assert (result, packed.hex(), pattern.hex()) == ((expected, cc, None), packed.hex(),
                                                         pattern.hex())
        digits = len(str(abs(value))) if value else 0
        natural = digits > (forced if forced < places else 0)
        mark = 0x20000 + 1 + places - digits if natural else 0
        assert machine.core.get_gpr(1) == 0xAB000000 | mark


def test_editing_is_that_of_decimal_numbers(machine):
    compare_editing(machine, 10000, seed=65)


@pytest.mark.soak
@pytest.mark.timeout(0)
def test_editing_is_that_of_decimal_numbers_long(machine):
    compare_editing(machine, 500000, seed=66)


def test_field_separator_begins_a_new_field(machine):
    """Two fields; the condition code is that of the last."""
    pattern = bytes((BLANK, SELECT, SELECT, SELECT, SEPARATOR, SELECT, SELECT, SELECT))
    result = edited(machine, pattern, bytes.fromhex("012c000c"))
    assert result == (ebcdic("  12    "), 0, None)


def test_edit_in_ascii_mode_has_zone_5(machine):
    pattern = bytes((BLANK, SELECT, SELECT, SELECT))
    assert edited(machine, pattern, b"\x12\x3c", ascii=True)[0] == b"\x40\x51\x52\x53"


def test_edit_fetches_only_the_source_it_uses(machine):
    """The source ends at the last byte of a block, and the next one may not be fetched."""
    pattern = bytes((BLANK, SELECT, SELECT, SELECT, BLANK, BLANK))
    machine.write(0x21000 - 2, b"\x12\x3c")
    machine.write(0x20000, pattern)
    for block, key in ((0x20000, 0x10), (0x20800, 0x10), (0x21000, 0x28), (CODE, 0x10)):
        machine.storage.set_key(block, key)
    try:
        good = machine.edit(ED, 6, 0x20000, 0x21000 - 2, key=1)
        result = machine.read(0x20000, 6)
        machine.write(0x20000, pattern)
        bad = machine.edit(ED, 6, 0x20000, 0x21000 - 1, key=1, cc=3)
    finally:
        machine.storage.keys = bytes(SIZE >> 11)
    assert (good, result) == ((2, None), ebcdic(" 123  "))
    assert bad == (3, PROTECTION)
    assert machine.read(0x20000, 6) == pattern


def test_edit_stops_at_a_wrong_digit_without_a_trace(machine):
    pattern = bytes((BLANK, SELECT, SELECT, SELECT, SELECT))
    machine.core.set_gpr(1, 0x12345678)
    assert edited(machine, pattern, b"\x12\xb4", EDMK, cc=1) == (pattern, 1, DATA)
    assert machine.core.get_gpr(1) == 0x12345678


def test_edit_of_a_pattern_that_wraps_around(machine):
    pattern = bytes((BLANK, SELECT, SELECT, SELECT, SELECT, SELECT))
    machine.write(0xFFFFFD, pattern)
    machine.write(0x20100, b"\x01\x23\x4c")
    assert machine.edit(EDMK, 6, 0xFFFFFD, 0x20100) == (2, None)
    assert machine.read(0xFFFFFD, 6) == ebcdic("  1234")
    assert machine.core.get_gpr(1) & 0xFFFFFF == 0xFFFFFF
