"""Code points of the 3270 data stream: commands, orders, attributes, AIDs, addresses, EBCDIC text.

The one place for them; used by display.py (the buffer), by the terminals of CP (cp/terminal/) and by tests.

Source: GA23-0059 (3270 data stream), GA27-2749 (3271, 3272, 3277).
"""
from __future__ import annotations

import codecs

# commands: as a channel gives them, and as a remote control unit (and every telnet client) knows them
WRITE, READ_BUFFER, NOP, SENSE, ERASE_WRITE, READ_MODIFIED = 0x01, 0x02, 0x03, 0x04, 0x05, 0x06
SELECT, ERASE_WRITE_ALTERNATE, READ_MODIFIED_ALL = 0x0B, 0x0D, 0x0E
ERASE_ALL_UNPROTECTED, WRITE_STRUCTURED = 0x0F, 0x11
REMOTE = {WRITE: 0xF1, READ_BUFFER: 0xF2, ERASE_WRITE: 0xF5, READ_MODIFIED: 0xF6,
          ERASE_WRITE_ALTERNATE: 0x7E, READ_MODIFIED_ALL: 0x6E, ERASE_ALL_UNPROTECTED: 0x6F,
          WRITE_STRUCTURED: 0xF3}
LOCAL = {code: command for command, code in REMOTE.items()} | {command: command for command in REMOTE}

# orders
PT, GE, SBA, EUA, IC, SF, SA, SFE, MF, RA = 0x05, 0x08, 0x11, 0x12, 0x13, 0x1D, 0x28, 0x29, 0x2C, 0x3C
#: controls that may stand in the buffer: NUL FF CR SO SI NL EM DUP FM SUB EO
CONTROLS = frozenset((0x00, 0x0C, 0x0D, 0x0E, 0x0F, 0x15, 0x19, 0x1C, 0x1E, 0x3F, 0xFF))

# write control character
RESET_MDT, RESTORE, ALARM = 0x01, 0x02, 0x04

# bits of a field's attribute
MDT, INTENSITY, NUMERIC, PROTECTED = 0x01, 0x0C, 0x10, 0x20
DETECTABLE, BRIGHT, HIDDEN = 0x04, 0x08, 0x0C

# extended attributes
ALL, FIELD, HIGHLIGHT, COLOUR, CHARSET, BACKGROUND, VALIDATION, OUTLINE = (
    0x00, 0xC0, 0x41, 0x42, 0x43, 0x45, 0xC1, 0xC2)
EXTENDED = (COLOUR, BACKGROUND, HIGHLIGHT, CHARSET, VALIDATION, OUTLINE)
HIGHLIGHTS = {0x00: "", 0xF0: "", 0xF1: "blink", 0xF2: "reverse", 0xF4: "underscore", 0xF8: "intensify"}
BLUE, RED, PINK, GREEN, TURQUOISE, YELLOW, WHITE = range(0xF1, 0xF8)
COLOURS = {0x00: "", 0xF0: "black", BLUE: "blue", RED: "red", PINK: "pink", GREEN: "green",
           TURQUOISE: "turquoise", YELLOW: "yellow", WHITE: "white"}
GRAPHIC_ESCAPE = 0xF1          # character set of what stands behind GE

# attention identifiers
NO_AID, ENTER, PA1, PA2, PA3, CLEAR, TEST_REQUEST, PEN, STRUCTURED = (
    0x60, 0x7D, 0x6C, 0x6E, 0x6B, 0x6D, 0xF0, 0x7E, 0x88)
PF = (None, 0xF1, 0xF2, 0xF3, 0xF4, 0xF5, 0xF6, 0xF7, 0xF8, 0xF9, 0x7A, 0x7B, 0x7C,
      0xC1, 0xC2, 0xC3, 0xC4, 0xC5, 0xC6, 0xC7, 0xC8, 0xC9, 0x4A, 0x4B, 0x4C)
PF_NUMBER = {code: number for number, code in enumerate(PF) if code is not None}
SHORT_READ = (PA1, PA2, PA3, CLEAR)        # AIDs that come alone
#: how a telnet client begins what its SYS REQ key sends (GA27-2749: test request read)
TEST_REQUEST_HEAD = bytes((0x01, 0x6C, 0x61, 0x02))

#: rows and columns of the models
SIZES = {1: (12, 40), 2: (24, 80), 3: (32, 80), 4: (43, 80), 5: (27, 132)}
MOST_12_BIT = 4096             # positions that a coded address reaches; beyond: 14 bits, binary
MOST_POSITIONS = 16384


def graphics() -> bytes:
    """The graphic character that stands for each value of six bits."""
    table = bytearray(0xC0 | value for value in range(64))
    table[0x00], table[0x10], table[0x20] = 0x40, 0x50, 0x60
    for value in range(64):
        if value & 0x0F >= 0x0A:
            table[value] = 0x40 | value
    table[0x21] = 0x61
    return bytes(table)


GRAPHICS = graphics()


def address(position: int, size: int) -> bytes:
    """A buffer address as the two bytes that stand for it on a screen of `size` positions."""
    if size <= MOST_12_BIT:
        return bytes((GRAPHICS[position >> 6], GRAPHICS[position & 0x3F]))
    return position.to_bytes(2, "big")


def position(two: bytes) -> int:
    """The buffer address in two bytes, coded in 12 bits or binary in 14."""
    if two[0] & 0xC0:
        return (two[0] & 0x3F) << 6 | two[1] & 0x3F
    return two[0] << 8 | two[1]


def text_table() -> list[str]:
    """What a screen shows for each byte: code page 037 with the brackets of both habits; a control
    shows nothing."""
    table = [bytes([code]).decode("cp037") if code >= 0x40 and code != 0xFF else " " for code in range(256)]
    table[0xAD], table[0xBD] = "[", "]"
    table[0x1C], table[0x1E] = "*", ";"
    return table


TEXT = text_table()
SHOWN = "".join(TEXT)
CODES = {char: code for code, char in reversed(list(enumerate(TEXT))) if code >= 0x40} | {
    "[": 0xAD, "]": 0xBD, "^": 0x5F}
UNKNOWN = CODES["?"]


def to_text(data: bytes) -> str:
    """EBCDIC from a screen."""
    return codecs.charmap_decode(data, "strict", SHOWN)[0]


def to_codes(text: str) -> bytes:
    """Text for a screen; what it has not comes out as a question mark."""
    return bytes([CODES.get(char, UNKNOWN) for char in text])
