"""Sense of the disk control units: why an operation ended in unit check, and the bytes that say so.

Called by dasd.py.  The commands raise Check; it never leaves the device.

Byte 0 and 1 of the 2841 and the 2314 are used as the common language; `sense_of` puts them into the
24 bytes of the 3830 where the drive needs that.
Source: GA26-3599 (2314), GA26-5988 (2841), GA26-1592 (3830) chapters on sense.
Not implemented: bytes 8-23 of the 3830 (counts and fault symptoms), zero.
"""
from __future__ import annotations

from .base import COMMAND_REJECT

# byte 0, besides the common ones of base.py
TRACK_CONDITION, SEEK_CHECK = 0x02, 0x01
# byte 1
DATA_CHECK_IN_COUNT, TRACK_OVERRUN, END_OF_CYLINDER, INVALID_SEQUENCE = 0x80, 0x40, 0x20, 0x10
NO_RECORD_FOUND, FILE_PROTECTED, MISSING_ADDRESS_MARKER, OVERFLOW_INCOMPLETE = 8, 4, 2, 1
# 3830: byte 1 where it differs; byte 7 messages of format 0 (program or system checks)
WRITE_INHIBITED, OPERATION_INCOMPLETE = 0x02, 0x01
INVALID_COMMAND, INVALID_ORDER, COUNT_TOO_SMALL, INVALID_ARGUMENT = 1, 2, 3, 4
# 3830 byte 7 of format 4 (data checks): field where it happened
HOME_FIELD, COUNT_FIELD, KEY_FIELD, DATA_FIELD = 0, 1, 2, 3


# byte 3 of the 2841 and the 2314 on a check
UNIT_BYTE = {"2311": 0xC8, "2314": 0x40}


class Check(Exception):
    """Unit check.  sense0, sense1: bytes 0 and 1 as the 2314 gives them; message: byte 7 of a 3830;
    refused: the command is not accepted at initial selection; overflow: byte 5 of the 2314 (which
    operation on a record overflow stayed incomplete)."""

    def __init__(self, sense0: int, sense1: int = 0, message: int = 0, refused: bool = False,
                 overflow: int = 0) -> None:
        self.sense0, self.sense1 = sense0, sense1
        self.message, self.refused, self.overflow = message, refused, overflow

    def plain(self) -> list[int]:
        """The arguments, for a saved state."""
        return [self.sense0, self.sense1, self.message, self.refused, self.overflow]


def invalid_sequence() -> Check:
    """A write that lacks the search, or the second file mask of a chain."""
    return Check(COMMAND_REJECT, INVALID_SEQUENCE, INVALID_ORDER, refused=True)


def sense_of(drive, check: Check) -> bytes:
    """The sense bytes of `drive` for `check`, as many as its type has."""
    if drive.sense_length == 24:
        return _sense_3830(drive, check)
    unit = UNIT_BYTE.get(drive.geometry.type, 0)
    if check.sense1 & END_OF_CYLINDER:
        unit |= 0x04
    return bytes((check.sense0, check.sense1, 0, unit, 0, check.overflow))


def _sense_3830(drive, check: Check) -> bytes:
    sense1 = check.sense1 & (TRACK_OVERRUN | END_OF_CYLINDER | NO_RECORD_FOUND | FILE_PROTECTED)
    if check.sense1 & OVERFLOW_INCOMPLETE:
        sense1 |= OPERATION_INCOMPLETE
    if check.sense0 & COMMAND_REJECT and check.sense1 & FILE_PROTECTED:
        sense1 = WRITE_INHIBITED
    form = 0
    message = check.message
    if check.sense0 & 0x08:
        form, message = 4, HOME_FIELD
        if check.sense1 & DATA_CHECK_IN_COUNT:
            message = COUNT_FIELD
        elif not check.sense1 & MISSING_ADDRESS_MARKER:
            message = DATA_FIELD
    sense = bytearray(24)
    sense[0], sense[1] = check.sense0, sense1
    sense[5] = drive.cylinder & 0xFF
    sense[6] = (drive.cylinder >> 8 & 0x03) << 6 | drive.head & 0x1F
    sense[7] = form << 4 | message
    return bytes(sense)
