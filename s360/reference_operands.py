"""Reference interpreter: what its chapters share - one decoded instruction, the program
interruption, and small arithmetic on 32-bit registers.

Used by s360/reference.py and the chapter files reference_general, reference_decimal,
reference_float and reference_control.  Source: IBM System/360 Principles of Operation,
A22-6821-7, "Instruction Format" and "Interruptions".
"""
from __future__ import annotations

from s360 import isa

ADDRESS = 0xFFFFFF
WORD = 0xFFFFFFFF

# Program interruption codes (A22-6821-7, "Program Interruption"; the last two GA27-2719).
OPERATION, PRIVILEGED, EXECUTE, PROTECTION, ADDRESSING, SPECIFICATION, DATA = range(1, 8)
FIXED_OVERFLOW, FIXED_DIVIDE, DECIMAL_OVERFLOW, DECIMAL_DIVIDE = range(8, 12)
EXPONENT_OVERFLOW, EXPONENT_UNDERFLOW, SIGNIFICANCE, FLOAT_DIVIDE = range(12, 16)
SEGMENT_TRANSLATION, PAGE_TRANSLATION = 0x10, 0x11


class ProgramInterruption(Exception):
    """A program exception inside one instruction.

    completed: the results stand (overflow, underflow, significance, CVB); otherwise the
               instruction is suppressed and leaves no trace.
    address:   virtual address for control register 2 (translation exceptions), else None
    """

    def __init__(self, code: int, completed: bool = False, address: int | None = None):
        super().__init__(code)
        self.code = code
        self.completed = completed
        self.address = address


class Operation:
    """One decoded instruction: its row of the table, register fields, operand addresses.

    r1 r2 r3     register fields (r1 holds M1 in BC and BCR)
    immediate    I2 of SI, I of SVC
    address      storage operand of RX, RS and SI
    address1, address2, length, length1, length2   SS operands; lengths are counts of bytes
    Addresses are 24 bits; base and index field 0 stand for zero, never for register 0.
    """

    def __init__(self, code: bytes, gpr: list[int]):
        self.code = code
        self.row = isa.BY_OPCODE.get(code[0])
        self.r1, self.r2 = code[1] >> 4, code[1] & 15
        self.r3 = self.r2
        self.immediate = code[1]
        if len(code) == 4:
            # Only RX has an index register; LRA is an RX instruction among the RS ones.
            indexed = self.row is not None and isa.FORMATS[self.row.format][0] == "RX"
            index = gpr[self.r2] if indexed and self.r2 else 0
            self.address = (index + based(code[2:4], gpr)) & ADDRESS
        elif len(code) == 6:
            self.address1 = based(code[2:4], gpr) & ADDRESS
            self.address2 = based(code[4:6], gpr) & ADDRESS
            self.length = code[1] + 1
            self.length1, self.length2 = self.r1 + 1, self.r2 + 1


def based(field: bytes, gpr: list[int]) -> int:
    """Base plus displacement of a two-byte B-D field (not yet reduced to 24 bits)."""
    base = field[0] >> 4
    displacement = (field[0] & 15) << 8 | field[1]
    return (gpr[base] if base else 0) + displacement


def registrar(handlers: dict):
    """A decorator that enters a function under the mnemonics it executes."""
    def instruction(mnemonics: str):
        def enter(function):
            for mnemonic in mnemonics.split():
                assert mnemonic in isa.BY_MNEMONIC and mnemonic not in handlers
                handlers[mnemonic] = function
            return function
        return enter
    return instruction


def signed(value: int, bits: int = 32) -> int:
    """An unsigned two's-complement field as a signed number."""
    return value - (1 << bits) if value >> (bits - 1) else value


def sign_cc(value: int) -> int:
    """Condition code of a signed number: 0 zero, 1 negative, 2 positive."""
    return 0 if value == 0 else 1 if value < 0 else 2


def compare_cc(first, second) -> int:
    """Condition code of a comparison: 0 equal, 1 first low, 2 first high."""
    return 0 if first == second else 1 if first < second else 2
