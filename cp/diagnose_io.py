"""DIAGNOSE codes for input and output done before the next instruction: X'18' 20 28.

Called through the table in cp/diagnose.py.  The channel program is run on the machine's own devices by
s360/channel_now.py; no interruption comes of it, and those that are pending stay so.

Source: GC20-1807, DIAGNOSE Codes X'18', X'20', X'28'.  Two conditions of X'18' for which no code
is known to us take the nearest: a CCW that is not the one expected in its place is 7, a CCW outside
storage 6.
Not implemented: a whole CCW chain of X'20' that takes more than some thousand CCWs.
"""
from __future__ import annotations

from typing import NamedTuple

from cp.diagnose_call import MAX_ADDRESS, Call, Interruption
from cp.diagnose_device import DASD, PRINTER_PUNCH, READER, TAPE, kind_of
from s360 import ccw
from s360.channel_now import idle, run_now
from s360.devices.base import UNIT_CHECK, UNIT_EXCEPTION
from s360.devices.dasd import Dasd

CSW = 0x40
SEEK, SEEK_HEAD, SET_SECTOR, SEARCH_ID, TIC, READ, WRITE = 0x07, 0x1B, 0x23, 0x31, 0x08, 0x06, 0x05
MOST_OPERATIONS, MOST_DATA = 15, 2048
SEEK_LENGTH, SEARCH_LENGTH = 6, 5
GENERAL = (READER, PRINTER_PUNCH, TAPE, DASD)       # classes of X'20'
# completion codes in register 15
NOT_ATTACHED, NOT_A_DISK, READ_ONLY, NO_CYLINDER, BUSY = 1, 2, 3, 4, 5
MISALIGNED, ARGUMENT_OUTSIDE, WRONG_OPERATION, NO_COUNT, LONG_COUNT, DATA_OUTSIDE, TOO_MANY, \
    OTHER_CYLINDER = 5, 6, 7, 8, 9, 10, 11, 12
EXCEPTION, WRONG_LENGTH, IO_ERROR = 2, 3, 13


class Ccw(NamedTuple):
    command: int
    address: int
    flags: int
    count: int


class Refused(Exception):
    """X'18' ends with a condition code and a completion code."""

    def __init__(self, cc: int, code: int):
        super().__init__(cc, code)
        self.cc, self.code = cc, code


def find_unit(call: Call) -> int | None:
    """The address in Rx, when a device is there."""
    return call.rx if call.rx in call.vm.machine.channels.units else None


def read_ccw(call: Call, address: int) -> Ccw:
    word, rest = ccw.two_words.unpack(call.fetch(address, 8))
    return Ccw(word >> 24, word & MAX_ADDRESS, rest >> 24, rest & 0xFFFF)


# -- X'18'

def disk_io(call: Call):
    """X'18'."""
    channels = call.vm.machine.channels
    unit = find_unit(call)
    try:
        if unit is None:
            raise Refused(1, NOT_ATTACHED)
        device = channels.units[unit].device
        if not isinstance(device, Dasd) or device.volume is None:
            raise Refused(1, NOT_A_DISK)
        if call.ry % 8:
            raise Refused(2, MISALIGNED)
        check_chain(call, device.volume)
        if not idle(channels, unit):
            raise Refused(1, BUSY)
    except Refused as refused:
        return call.end(refused.cc, refused.code)
    ending = run_now(channels, unit, call.ry & MAX_ADDRESS, call.core.key)
    call.vm.counters.sios += 1
    if ending is None or ending.channel_status or ending.unit_status & (UNIT_CHECK | UNIT_EXCEPTION):
        store_csw(call, ending)
        return call.end(3, IO_ERROR)
    return call.end(0, 0)


def store_csw(call: Call, ending) -> None:
    """The CSW of an operation that failed, where a channel would store it."""
    if ending is None:
        return
    word = call.core.key << 28 | ending.ccw
    rest = ending.unit_status << 24 | ending.channel_status << 16 | ending.count
    call.storage.write(CSW, ccw.two_words.pack(word, rest))


class Chain:
    """The CCWs of X'18' one behind the other."""

    def __init__(self, call: Call):
        self.call = call
        self.at = call.ry & MAX_ADDRESS

    def next(self) -> Ccw:
        at, self.at = self.at, self.at + 8
        try:
            return read_ccw(self.call, at)
        except Interruption:
            raise Refused(2, ARGUMENT_OUTSIDE) from None

    def expect(self, found: Ccw, command: int, count: int) -> bytes:
        """The argument of a command that is the expected one, with command chaining and so many bytes
        in storage."""
        if found.command != command or found.flags & (ccw.CD | ccw.CC) != ccw.CC:
            raise Refused(2, WRONG_OPERATION)
        try:
            if found.count >= count:
                return self.call.fetch(found.address, count)
        except Interruption:
            pass
        raise Refused(2, ARGUMENT_OUTSIDE)


def check_chain(call: Call, volume) -> None:
    """Refused unless the chain is SEEK, (SET SECTOR,) SEARCH ID EQUAL, TIC *-8, READ or WRITE DATA, as
    often as register 15 says, with SEEK HEAD (or nothing) in front of the later ones."""
    operations = call.get(15)
    if not 1 <= operations <= MOST_OPERATIONS:
        raise Refused(2, TOO_MANY)
    chain = Chain(call)
    cylinder = None
    while True:
        found = chain.next()
        if found.command in (SEEK, SEEK_HEAD) or cylinder is None:
            cylinder = check_seek(chain, found, volume, cylinder)
            found = chain.next()
        if found.command == SET_SECTOR:
            chain.expect(found, SET_SECTOR, 1)
            found = chain.next()
        chain.expect(found, SEARCH_ID, SEARCH_LENGTH)
        search = chain.at - 8
        found = chain.next()
        if found.command & 0x0F != TIC or found.address != search:
            raise Refused(2, WRONG_OPERATION)
        found = chain.next()
        check_transfer(call, found, volume)
        operations -= 1
        if not found.flags & ccw.CC:
            return
        if not operations:
            raise Refused(2, TOO_MANY)


def check_seek(chain: Chain, found: Ccw, volume, cylinder: int | None) -> int:
    """The first CCW is a SEEK, a later one SEEK or SEEK HEAD on the same cylinder; gives it."""
    given = chain.expect(found, SEEK if cylinder is None else found.command, SEEK_LENGTH)
    to = given[2] << 8 | given[3]
    if cylinder is None:
        if to >= volume.cylinders:
            raise Refused(1, NO_CYLINDER)
    elif to != cylinder:
        raise Refused(2, OTHER_CYLINDER)
    return to


def check_transfer(call: Call, found: Ccw, volume) -> None:
    """READ DATA or WRITE DATA of 1 to 2048 bytes in storage."""
    if found.command not in (READ, WRITE) or found.flags & ccw.CD:
        raise Refused(2, WRONG_OPERATION)
    if found.command == WRITE and volume.read_only:
        raise Refused(1, READ_ONLY)
    if not found.count:
        raise Refused(2, NO_COUNT)
    if found.count > MOST_DATA:
        raise Refused(2, LONG_COUNT)
    if not call.inside(found.address, found.count, storing=found.command == READ):
        raise Refused(2, DATA_OUTSIDE)


# -- X'20'

def general_io(call: Call):
    """X'20'."""
    channels = call.vm.machine.channels
    unit = find_unit(call)
    if unit is None:
        return call.end(1, NOT_ATTACHED)
    device = channels.units[unit].device
    if kind_of(device)[0] not in GENERAL:
        call.put(call.y, 0)
        return call.end(3, IO_ERROR)
    if not idle(channels, unit):
        return call.end(1, BUSY)
    ending = run_now(channels, unit, call.ry & MAX_ADDRESS, call.ry >> 28)
    call.vm.counters.sios += 1
    if (ending is None or ending.unit_status & UNIT_CHECK
            or ending.channel_status & ~ccw.INCORRECT_LENGTH):
        sense = bytes(device.sense_bytes[:2]).ljust(2, b"\0")
        call.put(call.y, call.ry & 0xFFFF0000 | int.from_bytes(sense, "big"))
        return call.end(3, IO_ERROR)
    if ending.unit_status & UNIT_EXCEPTION:
        return call.end(2, EXCEPTION)
    if ending.channel_status:
        return call.end(2, WRONG_LENGTH)
    return call.end(0, 0)


# -- X'28'

SAME_REGISTER, NO_DEVICE, OUTSIDE, UNALIGNED, NO_PROGRAM, WRONG_CCW, TIC_OUTSIDE, TIC_UNALIGNED = \
    range(1, 9)
TOO_LATE = 9
NO_OPERATION = 0x03


def channel_program_changed(call: Call):
    """X'28'.  Channels here fetch each CCW when it is due, so that a change needs no help: only the
    checks are left to do."""
    if call.x == call.y:
        return call.end(1, SAME_REGISTER)
    units = call.vm.machine.channels.units
    unit = units.get(call.ry & 0xFFFF)
    if unit is None:
        return call.end(1, NO_DEVICE)
    if not call.inside(call.rx, 8) or call.rx > MAX_ADDRESS:
        return call.end(1, OUTSIDE)
    if call.rx % 8:
        return call.end(1, UNALIGNED)
    found = read_ccw(call, call.rx)
    is_tic = found.command & 0x0F == TIC
    if not is_tic and found.command != NO_OPERATION:
        return call.end(1, WRONG_CCW)
    if is_tic and not call.inside(found.address, 8):
        return call.end(1, TIC_OUTSIDE)
    if is_tic and found.address % 8:
        return call.end(1, TIC_UNALIGNED)
    if unit.sub.unit is not unit or not unit.sub.state:
        return call.end(1, NO_PROGRAM)
    if unit.sub.state == ccw.PENDING:
        return call.end(2, TOO_LATE)
    return call.end(0, 0)
