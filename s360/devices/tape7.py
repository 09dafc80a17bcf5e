"""Seven-track tape: mode sets, data conversion and translation.

Used by tape.py.  A seven-track character is six bits and parity; an image keeps the six bits in a
byte of its own (parity, where present, is ignored).

Source: GA22-6866 (seven-track compatibility).
"""
from __future__ import annotations

from dataclasses import astuple, dataclass

CONVERTER_CHECK = 0x01        # sense byte 0
SIX_BITS = 0x3F
EVEN_BLANK = 0x10             # even parity cannot record 00


@dataclass(frozen=True)
class Mode:
    """What a mode set put in force; power on gives 800 bpi, odd parity, converter."""
    density: int = 800
    converter: bool = True
    translator: bool = False
    even: bool = False

    @classmethod
    def from_command(cls, command: int) -> "Mode | None":
        """Mode of `DDmmm011`; None if the code sets no seven-track mode."""
        density = {0: 200, 1: 556, 2: 800}.get(command >> 6)
        kind = {2: (True, False, False), 4: (False, False, True), 5: (False, True, True),
                6: (False, False, False), 7: (False, True, False)}.get(command >> 3 & 7)
        if density is None or kind is None:
            return None
        return cls(density, *kind)

    def save(self) -> list:
        return list(astuple(self))


def to_bcd() -> bytes:
    """EBCDIC to BCD as the translator does it: by zone, in the order 1 to 9 and 10 to 15."""
    table = bytearray(256)
    for code in range(256):
        zone = (code >> 4 & 3 ^ 3) << 4            # F and 7: none, E and 6: A, D and 5: B, C, 4: BA
        table[code] = zone | code & 15
    for code, bcd in ((0xF0, 0x0A), (0x40, 0x00), (0x50, 0x30), (0x60, 0x20), (0xE0, 0x1A),
                      (0xD0, 0x2A), (0xC0, 0x3A)):
        table[code] = bcd
    return bytes(table)


def from_bcd() -> bytes:
    """BCD to EBCDIC: the 64 characters."""
    table = bytearray(64)
    for bcd in range(64):
        zone, digit = bcd >> 4, bcd & 15
        high = (0xF, 0xE, 0xD, 0xC)[zone] if digit < 10 else (0x7, 0x6, 0x5, 0x4)[zone]
        table[bcd] = high << 4 | digit
    for bcd, code in ((0x00, 0x40), (0x0A, 0xF0), (EVEN_BLANK, 0x40), (0x11, 0x61), (0x1A, 0xE0),
                      (0x20, 0x60), (0x2A, 0xD0), (0x30, 0x50), (0x3A, 0xC0)):
        table[bcd] = code
    return bytes(table)


TO_BCD, FROM_BCD = to_bcd(), from_bcd()
KEEP_SIX = bytes(code & SIX_BITS for code in range(256))
FROM_BCD_ANY = bytes(FROM_BCD[code & SIX_BITS] for code in range(256))


def convert_out(data: bytes, mode: Mode) -> bytes:
    """Bytes from storage to characters on tape."""
    if mode.translator:
        data = data.translate(TO_BCD)
        return data.replace(b"\0", bytes([EVEN_BLANK])) if mode.even else data
    if not mode.converter:
        return data.translate(KEEP_SIX)
    out = bytearray()
    for at in range(0, len(data), 3):
        bits = int.from_bytes(data[at:at + 3].ljust(3, b"\0"), "big")
        out += bytes((bits >> 18, bits >> 12 & SIX_BITS, bits >> 6 & SIX_BITS, bits & SIX_BITS))
    return bytes(out[:(len(data) * 8 + 5) // 6])


def convert_in(data: bytes, mode: Mode) -> tuple[bytes, bool]:
    """Characters on tape to bytes for storage; False when they do not make whole bytes."""
    if mode.translator:
        return data.translate(FROM_BCD_ANY), True
    if not mode.converter:
        return data.translate(KEEP_SIX), True
    out = bytearray()
    for at in range(0, len(data), 4):
        bits = 0
        for character in data[at:at + 4].ljust(4, b"\0"):
            bits = bits << 6 | character & SIX_BITS
        out += bits.to_bytes(3, "big")
    count = len(data) * 6 // 8
    return bytes(out[:count]), not any(out[count:])
