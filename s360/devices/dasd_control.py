"""Control commands of the disk control units, called from the table in dasd.py.

An operation for which the channel could fetch no byte (it then reports why) does nothing.

Source: GA26-3599, Control Commands; GA26-1592 (set sector, read sector, log).
"""
from __future__ import annotations

from .base import CHANNEL_END, COMMAND_REJECT, DATA_CHECK, DEVICE_END, DONE
from .dasd_sense import (Check, COUNT_TOO_SMALL, FILE_PROTECTED, INVALID_ARGUMENT,
                         SEEK_CHECK, invalid_sequence)
from .dasd_track import COUNT, HOME, INDEX

SECTORS = 128

# file mask bits that must be 0; the 3830 uses some of those the 2841 and 2314 do not
RESERVED, RESERVED_3830 = 0x27, 0x20

# file mask bits X'18': what they leave of the seeks
SEEK, SEEK_CYLINDER, SEEK_HEAD = range(3)
LETS = {0x00: (SEEK, SEEK_CYLINDER, SEEK_HEAD), 0x08: (SEEK_CYLINDER, SEEK_HEAD),
        0x10: (SEEK_HEAD,), 0x18: ()}


def no_operation(drive) -> int:
    """03."""
    drive.indexes = 0
    return DONE


def seek(drive) -> None:
    """07: B B C C H H."""
    _start_seek(drive, SEEK)


def seek_cylinder(drive) -> None:
    """0B: the same; a file mask may let it where it forbids 07."""
    _start_seek(drive, SEEK_CYLINDER)


def seek_head(drive) -> None:
    """1B: the same 6 bytes; only the head is taken from them."""
    _start_seek(drive, SEEK_HEAD)


def recalibrate(drive) -> int:
    """13: the arm goes to cylinder 0, head 0."""
    allow_seek(drive, SEEK)
    return move_arm(drive, 0, 0)


def restore(drive) -> int:
    """17: for the strips of a 2321; other drives have nothing to restore."""
    return DONE


def allow_seek(drive, kind: int) -> None:
    """File protected when the file mask forbids this kind of seek."""
    if kind not in LETS[(drive.mask or 0) & 0x18]:
        raise Check(0, FILE_PROTECTED, refused=True)


def _start_seek(drive, kind: int) -> None:
    allow_seek(drive, kind)
    drive.wants = 6
    drive.finish = _finish_seek_head if kind == SEEK_HEAD else _finish_seek


def _finish_seek(drive) -> None:
    if drive.given:
        drive.ending = move_arm(drive, *_seek_address(drive, drive.volume.cylinders))


def _finish_seek_head(drive) -> None:
    if drive.given:
        _, head = _seek_address(drive, 0x10000)
        drive.ending = move_arm(drive, drive.cylinder, head)


def _seek_address(drive, cylinders: int) -> tuple[int, int]:
    """Cylinder and head of the 6 bytes given; seek check if there is no such track."""
    given = drive.given
    if len(given) < 6:
        raise Check(COMMAND_REJECT | SEEK_CHECK, message=COUNT_TOO_SMALL)
    cylinder, head = given[2] << 8 | given[3], given[4] << 8 | given[5]
    if given[0] or given[1] or cylinder >= cylinders or head >= drive.volume.heads:
        raise Check(COMMAND_REJECT | SEEK_CHECK, message=INVALID_ARGUMENT)
    return cylinder, head


def move_arm(drive, cylinder: int, head: int) -> int:
    """Move the arm; gives the status: device end comes later when there is a way to go."""
    time = seek_time(drive.geometry, abs(cylinder - drive.cylinder))
    drive.move(cylinder, head)
    drive.busy_time = time
    if not time:
        return DONE
    drive.later = DEVICE_END
    return CHANNEL_END


def seek_time(geometry, distance: int) -> int:
    """Microseconds for the arm to move over `distance` cylinders; a drum has no arm."""
    least, _, most = geometry.seek
    if not distance or not most:
        return 0
    steps = max(geometry.all_cylinders - 2, 1)
    return int(1000 * (least + (most - least) * (distance - 1) / steps))


def set_file_mask(drive) -> None:
    """1F: one byte, once in a chain."""
    if drive.mask is not None:
        raise invalid_sequence()
    drive.indexes = 0
    drive.wants = 1
    drive.finish = _finish_mask


def _finish_mask(drive) -> None:
    if drive.given:
        mask = drive.given[0]
        if mask & (RESERVED_3830 if drive.sense_length == 24 else RESERVED):
            raise Check(COMMAND_REJECT, message=INVALID_ARGUMENT)
        drive.mask = mask


def space_count(drive) -> None:
    """0F: pass over a count that cannot be read; KL DL DL, 3 bytes, say what follows it."""
    track = drive.at()
    n = drive.record + 1
    if n == 0 and drive.area == INDEX:
        n = 1
    if n >= len(track) and track.broken:
        drive.orient(len(track), COUNT)
        drive.spaced = [track.end, 0, 0]
    else:
        track = drive.next_record(r0=drive.area == HOME)
        drive.spaced = [track.starts[drive.record], 0, 0]
    drive.wants = 3
    drive.finish = _finish_space_count


def _finish_space_count(drive) -> None:
    given = drive.given.ljust(3, b"\0")
    klen, dlen = given[0], given[1] << 8 | given[2]
    track, n = drive.at(), drive.record
    if n >= len(track):
        drive.spaced[1:] = klen, dlen
        return
    drive.spaced = None
    if (klen, dlen) != (track.klens[n], track.dlens[n]):
        raise Check(DATA_CHECK)


def set_sector(drive) -> None:
    """23: one byte, 0 to 127 or X'FF'; it only says where to begin to look."""
    drive.wants = 1
    drive.finish = _finish_sector


def _finish_sector(drive) -> None:
    if drive.given and SECTORS <= drive.given[0] != 0xFF:
        raise Check(COMMAND_REJECT, message=INVALID_ARGUMENT)


def read_sector(drive) -> None:
    """22: the sector where the record processed last begins, 1 byte."""
    track = drive.at()
    at = track.starts[drive.record] if 0 <= drive.record < len(track) else 0
    drive.out = bytes((at * SECTORS // len(track.image),))


def device_reserve(drive) -> None:
    """B4: keep the drive for this channel; gives the sense bytes."""
    drive.reserved = True
    drive.out = bytes(drive.sense_length)


def device_release(drive) -> None:
    """94: the opposite."""
    drive.reserved = False
    drive.out = bytes(drive.sense_length)


def read_buffered_log(drive) -> None:
    """A4: read and reset the usage and error counts, 24 bytes."""
    drive.out = bytes(drive.sense_length)


FINISHING = (_finish_seek, _finish_seek_head, _finish_mask, _finish_space_count,
             _finish_sector)
