"""Reference interpreter: fixed-point, logical and branching instructions.

Called by s360/reference.py with operands already found well formed.  Source: A22-6821-7,
"Fixed-Point Arithmetic", "Logical Operations", "Branching" (ED and EDMK are in
reference_decimal); BAS and BASR: GA27-2719.
"""
from __future__ import annotations

from s360.reference_operands import (
    ADDRESS, FIXED_DIVIDE, FIXED_OVERFLOW, WORD, Operation, ProgramInterruption,
    compare_cc, registrar, sign_cc, signed)
from s360.reference_decimal import packed_bytes, unpack

HANDLERS: dict = {}
instruction = registrar(HANDLERS)


def second_word(cpu, i: Operation) -> int:
    """Second operand of an RR or RX instruction as an unsigned word."""
    return cpu.gpr[i.r2] if len(i.code) == 2 else cpu.fetch_number(i.address, 4)


def second_halfword(cpu, i: Operation) -> int:
    return signed(cpu.fetch_number(i.address, 2), 16)


def overflow(cpu) -> None:
    """Condition code 3, and fixed-point overflow if the program mask lets it interrupt."""
    cpu.cc = 3
    if cpu.program_mask & 8:
        raise ProgramInterruption(FIXED_OVERFLOW, completed=True)


def set_result(cpu, register: int, value: int) -> None:
    """Put a signed result into a register; condition code or overflow."""
    cpu.gpr[register] = value & WORD
    cpu.cc = sign_cc(value)
    if not -0x80000000 <= value <= 0x7FFFFFFF:
        overflow(cpu)


# --- load, store ------------------------------------------------------------------------------

@instruction("LR L")
def load(cpu, i):
    cpu.gpr[i.r1] = second_word(cpu, i)


@instruction("LH")
def load_halfword(cpu, i):
    cpu.gpr[i.r1] = second_halfword(cpu, i) & WORD


@instruction("LTR")
def load_and_test(cpu, i):
    set_result(cpu, i.r1, signed(cpu.gpr[i.r2]))


@instruction("LCR")
def load_complement(cpu, i):
    set_result(cpu, i.r1, -signed(cpu.gpr[i.r2]))


@instruction("LPR")
def load_positive(cpu, i):
    set_result(cpu, i.r1, abs(signed(cpu.gpr[i.r2])))


@instruction("LNR")
def load_negative(cpu, i):
    set_result(cpu, i.r1, -abs(signed(cpu.gpr[i.r2])))


@instruction("LM")
def load_multiple(cpu, i):
    count = (i.r3 - i.r1) % 16 + 1
    words = cpu.fetch(i.address, 4 * count)
    for n in range(count):
        cpu.gpr[(i.r1 + n) % 16] = int.from_bytes(words[4 * n:4 * n + 4], "big")


@instruction("STM")
def store_multiple(cpu, i):
    count = (i.r3 - i.r1) % 16 + 1
    words = [cpu.gpr[(i.r1 + n) % 16].to_bytes(4, "big") for n in range(count)]
    cpu.store(i.address, b"".join(words))


@instruction("ST")
def store(cpu, i):
    cpu.store(i.address, cpu.gpr[i.r1].to_bytes(4, "big"))


@instruction("STH")
def store_halfword(cpu, i):
    cpu.store(i.address, (cpu.gpr[i.r1] & 0xFFFF).to_bytes(2, "big"))


@instruction("STC")
def store_character(cpu, i):
    cpu.store(i.address, bytes([cpu.gpr[i.r1] & 0xFF]))


@instruction("IC")
def insert_character(cpu, i):
    cpu.gpr[i.r1] = cpu.gpr[i.r1] & 0xFFFFFF00 | cpu.fetch(i.address, 1)[0]


@instruction("LA")
def load_address(cpu, i):
    cpu.gpr[i.r1] = i.address


# --- arithmetic -------------------------------------------------------------------------------

@instruction("AR A")
def add(cpu, i):
    set_result(cpu, i.r1, signed(cpu.gpr[i.r1]) + signed(second_word(cpu, i)))


@instruction("SR S")
def subtract(cpu, i):
    set_result(cpu, i.r1, signed(cpu.gpr[i.r1]) - signed(second_word(cpu, i)))


@instruction("AH")
def add_halfword(cpu, i):
    set_result(cpu, i.r1, signed(cpu.gpr[i.r1]) + second_halfword(cpu, i))


@instruction("SH")
def subtract_halfword(cpu, i):
    set_result(cpu, i.r1, signed(cpu.gpr[i.r1]) - second_halfword(cpu, i))


def add_logical_words(cpu, register: int, addend: int, carry_in: int) -> None:
    total = cpu.gpr[register] + addend + carry_in
    cpu.gpr[register] = total & WORD
    cpu.cc = 2 * (total >> 32) + (total & WORD != 0)


@instruction("ALR AL")
def add_logical(cpu, i):
    add_logical_words(cpu, i.r1, second_word(cpu, i), 0)


@instruction("SLR SL")
def subtract_logical(cpu, i):
    """Add the one's complement and a low-order one; hence never condition code 0."""
    add_logical_words(cpu, i.r1, second_word(cpu, i) ^ WORD, 1)


@instruction("CR C")
def compare(cpu, i):
    cpu.cc = compare_cc(signed(cpu.gpr[i.r1]), signed(second_word(cpu, i)))


@instruction("CH")
def compare_halfword(cpu, i):
    cpu.cc = compare_cc(signed(cpu.gpr[i.r1]), second_halfword(cpu, i))


@instruction("CLR CL")
def compare_logical(cpu, i):
    cpu.cc = compare_cc(cpu.gpr[i.r1], second_word(cpu, i))


@instruction("MR M")
def multiply(cpu, i):
    set_pair(cpu, i.r1, signed(cpu.gpr[i.r1 + 1]) * signed(second_word(cpu, i)))


@instruction("MH")
def multiply_halfword(cpu, i):
    cpu.gpr[i.r1] = signed(cpu.gpr[i.r1]) * second_halfword(cpu, i) & WORD


@instruction("DR D")
def divide(cpu, i):
    dividend, divisor = signed(pair(cpu, i.r1), 64), signed(second_word(cpu, i))
    if divisor == 0:
        raise ProgramInterruption(FIXED_DIVIDE)
    quotient = abs(dividend) // abs(divisor)
    if (dividend < 0) != (divisor < 0):
        quotient = -quotient
    if not -0x80000000 <= quotient <= 0x7FFFFFFF:
        raise ProgramInterruption(FIXED_DIVIDE)
    cpu.gpr[i.r1] = (dividend - quotient * divisor) & WORD
    cpu.gpr[i.r1 + 1] = quotient & WORD


@instruction("CVB")
def convert_to_binary(cpu, i):
    value, minus = unpack(cpu.fetch(i.address, 8))
    value = -value if minus else value
    cpu.gpr[i.r1] = value & WORD
    if not -0x80000000 <= value <= 0x7FFFFFFF:
        raise ProgramInterruption(FIXED_DIVIDE, completed=True)


@instruction("CVD")
def convert_to_decimal(cpu, i):
    value = signed(cpu.gpr[i.r1])
    cpu.store(i.address, packed_bytes(cpu, abs(value), value < 0, 8))


# --- shifts -----------------------------------------------------------------------------------

def pair(cpu, register: int) -> int:
    return cpu.gpr[register] << 32 | cpu.gpr[register + 1]


def set_pair(cpu, register: int, value: int) -> None:
    cpu.gpr[register], cpu.gpr[register + 1] = value >> 32 & WORD, value & WORD


@instruction("SRL")
def shift_right_logical(cpu, i):
    cpu.gpr[i.r1] >>= i.address % 64


@instruction("SLL")
def shift_left_logical(cpu, i):
    cpu.gpr[i.r1] = cpu.gpr[i.r1] << i.address % 64 & WORD


@instruction("SRDL")
def shift_right_double_logical(cpu, i):
    set_pair(cpu, i.r1, pair(cpu, i.r1) >> i.address % 64)


@instruction("SLDL")
def shift_left_double_logical(cpu, i):
    set_pair(cpu, i.r1, pair(cpu, i.r1) << i.address % 64)


@instruction("SRA")
def shift_right(cpu, i):
    set_result(cpu, i.r1, signed(cpu.gpr[i.r1]) >> i.address % 64)


@instruction("SRDA")
def shift_right_double(cpu, i):
    value = signed(pair(cpu, i.r1), 64) >> i.address % 64
    set_pair(cpu, i.r1, value)
    cpu.cc = sign_cc(value)


def shifted_left(value: int, amount: int, bits: int) -> tuple[int, bool]:
    """A signed number shifted left: the sign stays, the rest moves.  Overflow when a bit
    unlike the sign is shifted out of the position next to it."""
    true = value << amount
    kept = true & (1 << bits - 1) - 1
    result = kept - (1 << bits - 1) if value < 0 else kept
    return result, result != true


@instruction("SLA")
def shift_left(cpu, i):
    result, lost = shifted_left(signed(cpu.gpr[i.r1]), i.address % 64, 32)
    set_result(cpu, i.r1, result)
    if lost:
        overflow(cpu)


@instruction("SLDA")
def shift_left_double(cpu, i):
    result, lost = shifted_left(signed(pair(cpu, i.r1), 64), i.address % 64, 64)
    set_pair(cpu, i.r1, result)
    cpu.cc = sign_cc(result)
    if lost:
        overflow(cpu)


# --- logical ----------------------------------------------------------------------------------

LOGIC = {"N": lambda a, b: a & b, "O": lambda a, b: a | b, "X": lambda a, b: a ^ b}


@instruction("NR N OR O XR X")
def logical(cpu, i):
    result = LOGIC[i.row.mnemonic[0]](cpu.gpr[i.r1], second_word(cpu, i))
    cpu.gpr[i.r1] = result
    cpu.cc = int(result != 0)


@instruction("NI OI XI")
def logical_immediate(cpu, i):
    cpu.probe(i.address, 1, store=True)
    result = LOGIC[i.row.mnemonic[0]](cpu.fetch(i.address, 1)[0], i.immediate)
    cpu.store(i.address, bytes([result]))
    cpu.cc = int(result != 0)


@instruction("MVI")
def move_immediate(cpu, i):
    cpu.store(i.address, bytes([i.immediate]))


@instruction("CLI")
def compare_logical_immediate(cpu, i):
    cpu.cc = compare_cc(cpu.fetch(i.address, 1)[0], i.immediate)


@instruction("TM")
def test_under_mask(cpu, i):
    selected = cpu.fetch(i.address, 1)[0] & i.immediate
    cpu.cc = 0 if selected == 0 else 3 if selected == i.immediate else 1


@instruction("TS")
def test_and_set(cpu, i):
    cpu.probe(i.address, 1, store=True)
    cpu.cc = cpu.fetch(i.address, 1)[0] >> 7
    cpu.store(i.address, b"\xFF")


MOVES = {"MVC": lambda a, b: b, "MVN": lambda a, b: a & 0xF0 | b & 0x0F,
         "MVZ": lambda a, b: a & 0x0F | b & 0xF0,
         "NC": LOGIC["N"], "OC": LOGIC["O"], "XC": LOGIC["X"]}


@instruction("MVC MVN MVZ NC OC XC")
def characters(cpu, i):
    """Byte by byte from left to right, so that overlapping operands propagate."""
    cpu.probe(i.address1, i.length, store=True)
    cpu.probe(i.address2, i.length)
    combine = MOVES[i.row.mnemonic]
    nonzero = 0
    for n in range(i.length):
        here, there = (i.address1 + n) & ADDRESS, (i.address2 + n) & ADDRESS
        byte = cpu.fetch(there, 1)[0]
        if i.row.mnemonic != "MVC":
            byte = combine(cpu.fetch(here, 1)[0], byte)
        cpu.store(here, bytes([byte]))
        nonzero |= byte
    if i.row.cc:
        cpu.cc = int(nonzero != 0)


@instruction("CLC")
def compare_logical_characters(cpu, i):
    cpu.cc = compare_cc(cpu.fetch(i.address1, i.length), cpu.fetch(i.address2, i.length))


@instruction("TR")
def translate(cpu, i):
    cpu.probe(i.address1, i.length, store=True)
    for n in range(i.length):
        here = (i.address1 + n) & ADDRESS
        argument = cpu.fetch(here, 1)[0]
        cpu.store(here, cpu.fetch((i.address2 + argument) & ADDRESS, 1))


@instruction("TRT")
def translate_and_test(cpu, i):
    for n in range(i.length):
        here = (i.address1 + n) & ADDRESS
        argument = cpu.fetch(here, 1)[0]
        function = cpu.fetch((i.address2 + argument) & ADDRESS, 1)[0]
        if function:
            cpu.gpr[1] = cpu.gpr[1] & 0xFF000000 | here
            cpu.gpr[2] = cpu.gpr[2] & 0xFFFFFF00 | function
            cpu.cc = 2 if n == i.length - 1 else 1
            return
    cpu.cc = 0


# --- decimal formats without arithmetic: from right to left, byte by byte ---------------------

class RightToLeft:
    """One operand taken or filled from its rightmost byte; zeros when it is exhausted."""

    def __init__(self, cpu, address: int, length: int):
        self.cpu, self.address, self.left = cpu, address, length

    def fetch(self) -> int:
        if not self.left:
            return 0
        self.left -= 1
        return self.cpu.fetch((self.address + self.left) & ADDRESS, 1)[0]

    def store(self, byte: int) -> None:
        if self.left:
            self.left -= 1
            self.cpu.store((self.address + self.left) & ADDRESS, bytes([byte]))


def right_to_left(cpu, i: Operation) -> tuple[RightToLeft, RightToLeft]:
    """Both operands of MVO, PACK or UNPK, found accessible."""
    cpu.probe(i.address1, i.length1, store=True)
    cpu.probe(i.address2, i.length2)
    return (RightToLeft(cpu, i.address1, i.length1), RightToLeft(cpu, i.address2, i.length2))


@instruction("PACK")
def pack(cpu, i):
    result, source = right_to_left(cpu, i)
    byte = source.fetch()
    result.store(byte >> 4 | byte << 4 & 0xF0)
    while result.left:
        low = source.fetch() & 0x0F
        result.store(low | source.fetch() << 4 & 0xF0)


@instruction("UNPK")
def unpack_zoned(cpu, i):
    result, source = right_to_left(cpu, i)
    zone = 0x50 if cpu.amwp & 8 else 0xF0
    byte = source.fetch()
    result.store(byte >> 4 | byte << 4 & 0xF0)
    while result.left:
        byte = source.fetch()
        result.store(zone | byte & 0x0F)
        result.store(zone | byte >> 4)


@instruction("MVO")
def move_with_offset(cpu, i):
    result, source = right_to_left(cpu, i)
    last = (i.address1 + i.length1 - 1) & ADDRESS
    carried = cpu.fetch(last, 1)[0] & 0x0F
    while result.left:
        byte = source.fetch()
        result.store(carried | byte << 4 & 0xF0)
        carried = byte >> 4


# --- branching --------------------------------------------------------------------------------

def branch_address(cpu, i: Operation) -> int | None:
    """Where an RR or RX branch goes; None for the RR form with R2 zero."""
    if len(i.code) == 4:
        return i.address
    return cpu.gpr[i.r2] & ADDRESS if i.r2 else None


def branch(cpu, target: int | None) -> None:
    if target is not None:
        cpu.ia = target


@instruction("BCR BC")
def branch_on_condition(cpu, i):
    if i.r1 & 8 >> cpu.cc:
        branch(cpu, branch_address(cpu, i))


@instruction("BALR BAL")
def branch_and_link(cpu, i):
    target = branch_address(cpu, i)
    flags = cpu.ilc << 6 | cpu.cc << 4 | cpu.program_mask
    cpu.gpr[i.r1] = flags << 24 | cpu.ia
    branch(cpu, target)


@instruction("BASR BAS")
def branch_and_store(cpu, i):
    target = branch_address(cpu, i)
    cpu.gpr[i.r1] = cpu.ia
    branch(cpu, target)


@instruction("BCTR BCT")
def branch_on_count(cpu, i):
    target = branch_address(cpu, i)
    cpu.gpr[i.r1] = (cpu.gpr[i.r1] - 1) & WORD
    if cpu.gpr[i.r1]:
        branch(cpu, target)


@instruction("BXH BXLE")
def branch_on_index(cpu, i):
    comparand = signed(cpu.gpr[i.r3 | 1])
    index = signed((cpu.gpr[i.r1] + cpu.gpr[i.r3]) & WORD)
    cpu.gpr[i.r1] = index & WORD
    if (index > comparand) == (i.row.mnemonic == "BXH"):
        branch(cpu, i.address)


@instruction("SPM")
def set_program_mask(cpu, i):
    cpu.cc, cpu.program_mask = cpu.gpr[i.r1] >> 28 & 3, cpu.gpr[i.r1] >> 24 & 15
