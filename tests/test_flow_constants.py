"""DC and DS operands of the flow disassembler: only what gives the same bytes back (C28-6514, DC)."""
import random
import re

import pytest

from s360.flow.constants import WIDEST, character, constant, plain, space


@pytest.mark.parametrize("type, text, expected", [
    ("F", "0000000A", "F'10'"), ("F", "FFFFFFFF", "F'-1'"), ("F", "7FFFFFFF", "F'2147483647'"),
    ("F", "80000000", None), ("F", "000A", None),
    ("H", "8001", "H'-32767'"), ("H", "8000", None),
    # fraction 0.1 (hex) times 16 to the power 1; 0.8 times 1; 0.1 hex times 1/16 is 1/256
    ("E", "41100000", "E'1'"), ("E", "40800000", "E'0.5'"), ("E", "C1100000", "E'-1'"),
    ("E", "3F100000", "E'0.00390625'"), ("E", "42640000", "E'100'"), ("E", "00000000", "E'0'"),
    ("E", "80000000", None), ("E", "40080000", None), ("E", "21AE7D00", None),
    ("D", "4132000000000000", "D'3.125'"), ("D", "4E00000000000001", None),
    ("P", "123C", "P'123'"), ("P", "012D", "P'-12'"), ("P", "00000C", "PL3'0'"), ("P", "0C", "P'0'"),
    ("P", "000D", None), ("P", "012F", None), ("P", "1A3C", None), ("P", "00123C", "PL3'123'"),
    ("Z", "F1F2C3", "Z'123'"), ("Z", "F0F1D2", "ZL3'-12'"), ("Z", "F1F2F3", None),
    ("C", "C1C27DC3", "C'AB''C'"), ("C", "C15040", "CL3'A&&'"), ("C", "4040", "CL2' '"),
    ("C", "C100", None), ("C", "81", None), ("X", "C1", None),
])
def test_constants_of_a_type(type, text, expected):
    assert constant(type, bytes.fromhex(text), 0x100) == expected


@pytest.mark.parametrize("type, align, text", [
    ("F", 4, "00000001"), ("H", 2, "0001"), ("E", 4, "41100000"), ("D", 8, "4110000000000000")])
def test_aligned_types_are_used_on_their_boundary_only(type, align, text):
    for address in range(16):
        assert (constant(type, bytes.fromhex(text), address) is not None) == (address % align == 0)


@pytest.mark.parametrize("type, length, address, expected", [
    ("F", 4, 8, "F"), ("F", 12, 8, "3F"), ("F", 4, 2, "XL4"), ("F", 6, 8, "XL6"), ("D", 8, 8, "D"),
    ("P", 5, 1, "PL5"), ("P", 17, 1, "XL17"), ("C", 80, 3, "CL80"), ("C", 257, 0, "XL257"),
    ("", 3, 1, "XL3"), ("PSW", 8, 0, "XL8")])
def test_space_without_text(type, length, address, expected):
    assert space(type, length, address) == expected


def test_untyped_bytes_become_words_runs_and_text():
    text = bytes.fromhex("0102 03040506 C8C5D3D3D6 01 07") + b"\x40" * 9
    assert [operand for operand, _ in plain(text, 0x102)] == [
        "X'010203040506'", "C'HELLO'", "X'010740'", "CL8' '"]
    assert list(plain(b"\0" * 20, 0x102)) == [("X'0000'", 2), ("16X'00'", 16), ("X'0000'", 2)]
    assert list(plain(b"\x40" * 8, 0x100)) == [("CL8' '", 8)]
    assert list(plain(bytes.fromhex("7DC1C2C3507D"), 0)) == [("C'''ABC&&'''", 6)]


def bytes_of(operand):
    """What the assembler makes of an operand of plain(): C and X with duplication and length."""
    times, type, length, written = re.fullmatch(r"(\d*)([CX])(?:L(\d+))?'(.*)'", operand).groups()
    if type == "X":
        text = bytes.fromhex(written)
    else:
        text = written.replace("''", "'").replace("&&", "&").encode("cp037")
        text = text.ljust(int(length or len(text)), b"\x40")
    return text * int(times or 1)


@pytest.mark.parametrize("seed", range(40))
def test_no_byte_is_lost(seed):
    chance = random.Random(seed)
    text = b"".join(chance.choice((chance.randbytes(chance.randrange(9)),
                                   bytes((chance.randrange(256),)) * chance.randrange(40),
                                   chance.choice(("LOAD ", "IT''S", "A&B" * 30)).encode("cp037")))
                    for _ in range(60))
    at = 0
    for operand, length in plain(text, seed):
        assert bytes_of(operand) == text[at:at + length] and len(operand) <= WIDEST + 4
        at += length
    assert at == len(text)


def test_immediate_characters():
    assert character(0xC1) == "C'A'" and character(0x40) == "C' '" and character(0xF9) == "C'9'"
    assert character(0x7D) is None and character(0x81) is None and character(0) is None
