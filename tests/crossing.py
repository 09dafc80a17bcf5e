"""Every instruction that refers to storage, with operands that cross a page boundary.

Used by test_core_residency (blocks that are not resident) and test_core_model67 (pages that
are not available).  The first operand crosses from page 2 to page 3, the second from page 4 to
page 5; an operand that must lie on its own boundary lies at the start of page 3.
"""
from __future__ import annotations

from typing import NamedTuple

from s360 import isa

FIRST, SECOND = 0x3000, 0x5000              # the boundaries
FIRST_BASE, SECOND_BASE = 8, 9              # registers
NO_OPERAND = set("LA BC BCT BAL BAS BXH BXLE EX SRL SLL SRA SLA SRDL SLDL SRDA SLDA DIAG "
                 "SIO TIO HIO TCH LRA".split())
VALID_PSW = bytes.fromhex("0400000000002222")      # valid in both forms; translation stays on


class Crossing(NamedTuple):
    """text: the instruction; gpr: {register: value}; data: {address: bytes};
    parts: {page: the address whose access must fail when the page is missing}"""
    mnemonic: str
    text: bytes
    gpr: dict
    data: dict
    parts: dict


def two_pages(boundary: int, start: int) -> dict:
    return {boundary - 0x1000: start, boundary: boundary}


def ss_operands(row) -> tuple[int, bytes, int, bytes]:
    """Starts and contents of the operands of an SS instruction."""
    first, second = FIRST - 8, SECOND - 4
    if row.mnemonic in ("TR", "TRT"):
        # the last byte but one is found; bytes 0 to 14 use both halves of the table
        argument = bytes(range(120, 136))
        table = bytes(255 - k for k in range(256)) if row.mnemonic == "TR" else \
            bytes(7 if k == 134 else 0 for k in range(256))
        return first, argument, SECOND - 128, table
    if row.mnemonic in ("ED", "EDMK"):
        return first, b"\x40" + b"\x20" * 15, second, bytes.fromhex("123456789012345C")
    if row.mnemonic in ("MP", "DP"):
        return first, bytes.fromhex("0000000000000000000000000098765C"), second, bytes.fromhex(
            "000000000000012D")
    if row.feature == "decimal" or row.mnemonic == "UNPK":
        return first, bytes.fromhex("0000000000000000000000123456789C"), second, bytes.fromhex(
            "000000000054321D")
    return first, bytes(range(16)), second, bytes(range(0xF0, 0x100))


def ss(row) -> Crossing:
    first, content, second, other = ss_operands(row)
    lengths = 15 << 4 | 7 if row.format == "SS-LL" else 15
    text = bytes([row.opcode, lengths, FIRST_BASE << 4, 0, SECOND_BASE << 4, 0])
    missing = two_pages(FIRST, first) | two_pages(SECOND, second)
    if row.mnemonic in ("TR", "TRT"):
        # the entry of the first argument byte, and of the first in the other half
        missing |= {SECOND - 0x1000: second + 120, SECOND: second + 128}
    return Crossing(row.mnemonic, text, {FIRST_BASE: first, SECOND_BASE: second},
                    {first: content, second: other}, missing)


def multiple(row) -> Crossing:
    """LM, STM, LMC, STMC of three registers: the second of them lies behind the boundary.
    (STMC not of control register 2, which a page fault changes.)"""
    start = FIRST - 4
    text = bytes([row.opcode, 0x46 if row.mnemonic == "STMC" else 0x24, FIRST_BASE << 4, 0])
    return Crossing(row.mnemonic, text, {FIRST_BASE: start, 2: 0x22, 3: 0x33, 4: 0x44},
                    {start: bytes.fromhex("0000AAAA0000BBBB0000CCCC")}, two_pages(FIRST, start))


def one_operand(row) -> Crossing:
    """RX, SI and S: an operand at the start of a page."""
    contents = {"CVB": bytes.fromhex("000000000012345C"), "LPSW": VALID_PSW, "SSM": b"\4"}
    data = contents.get(row.mnemonic, bytes.fromhex("4112345678000000"))
    immediate = 0x5A if row.format == "SI" else 0x40
    return Crossing(row.mnemonic, bytes([row.opcode, immediate, FIRST_BASE << 4, 0]),
                    {FIRST_BASE: FIRST, 4: 0x00000012, 5: 0x00345678}, {FIRST: data},
                    {FIRST: FIRST})


def crossing(row) -> Crossing:
    if row.format.startswith("SS"):
        return ss(row)
    if row.mnemonic in ("LM", "STM", "LMC", "STMC"):
        return multiple(row)
    return one_operand(row)


#: one for each instruction with a storage operand
CROSSINGS = [crossing(row) for row in isa.INSTRUCTIONS
             if row.length > 2 and row.mnemonic not in NO_OPERAND]
