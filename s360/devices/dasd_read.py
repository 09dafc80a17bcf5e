"""Read commands of the disk control units, called from the table in dasd.py.

Each takes the next area of its kind; Read Data and Read Key and Data keep to the record whose count
(or key) has just passed.  An index point that passes on the way to a record counts towards no
record found; one on the way to a home address does not.  A data area of length 0 is an end of file:
unit exception.  A record whose overflow mark is on goes on with the first record of the next track.

Source: GA26-3599, Read Commands; Record Overflow feature.
"""
from __future__ import annotations

from .base import DATA_CHECK, UNIT_EXCEPTION
from .dasd_control import SEEK, allow_seek, move_arm
from .dasd_search import EQUAL_ID, EQUAL_KEY, SAME_RECORD
from .dasd_sense import Check, MISSING_ADDRESS_MARKER, NO_RECORD_FOUND, OVERFLOW_INCOMPLETE
from .dasd_track import COUNT, COUNT_LENGTH, DATA, HOME, HOME_LENGTH, KEY

READING, WRITING = 0x06, 0x05         # sense byte 5 when a record overflow stays incomplete


def read_home_address(drive) -> None:
    """1A 9A: flag CC HH, 5 bytes."""
    drive.indexes = 0
    track = drive.next_home()
    drive.out = track.image[:HOME_LENGTH]
    drive.indexes = 0


def read_r0(drive) -> None:
    """16 96: count, key and data of R0."""
    if drive.area != HOME:
        drive.indexes = 0
        drive.next_home()
        drive.indexes = 0
    track = drive.at()
    if not len(track):
        raise Check(0, NO_RECORD_FOUND | MISSING_ADDRESS_MARKER)
    drive.orient(0, COUNT)
    drive.out = track.count(0)
    _rest(drive, track, key=True)


def read_count(drive) -> None:
    """12 92: the next count, 8 bytes."""
    drive.out = drive.next_record().count(drive.record)


def read_count_key_data(drive) -> None:
    """1E 9E: the next record."""
    drive.indexes = 0
    track = drive.next_record()
    drive.out = track.count(drive.record)
    _rest(drive, track, key=True)


def read_key_data(drive) -> None:
    """0E 8E: key and data of the record whose count has passed, else of the next one."""
    drive.indexes = 0
    if drive.spaced:
        return read_spaced(drive, key=True)
    track = _of_this_record(drive) if drive.area == COUNT else drive.next_record()
    return _rest(drive, track, key=True)


def read_data(drive) -> None:
    """06 86: data of the record whose count or key has passed, else of the next one."""
    drive.indexes = 0
    if drive.spaced:
        return read_spaced(drive, key=False)
    track = _of_this_record(drive) if drive.area in (COUNT, KEY) else drive.next_record()
    return _rest(drive, track, key=False)


def read_ipl(drive) -> None:
    """02: seek to cylinder 0 head 0, then the data of R1."""
    allow_seek(drive, SEEK)
    move_arm(drive, 0, 0)
    _rest(drive, drive.next_record(), key=False)


def _of_this_record(drive):
    """The record stays the same, so a format write may still follow a search for it."""
    if drive.before & (EQUAL_ID | EQUAL_KEY | SAME_RECORD):
        drive.allowed = SAME_RECORD
    return drive.present()


def _rest(drive, track, key: bool) -> None:
    """Offer the key (if wanted) and the data of the record under the head, with what follows on
    other tracks; the record has passed."""
    n = drive.record
    if key and track.klens[n]:
        drive.out += track.key(n)
    drive.out += track.data(n)
    drive.orient(n, DATA)
    if not track.dlens[n]:
        drive.ending |= UNIT_EXCEPTION
    elif track.overflow(n):
        for track in following_segments(drive, READING):
            drive.out += track.data(drive.record)


def following_segments(drive, operation: int):
    """Move over the other segments of an overflow record, giving the track of each.  A segment that
    cannot be reached is the last: the operation ends in its check after what came before."""
    while True:
        drive.orient(-1, DATA)
        try:
            drive.turns += 1
            drive.next_head()
            track = drive.next_record()
        except Check as check:
            drive.trouble = Check(check.sense0, check.sense1 | OVERFLOW_INCOMPLETE,
                                  check.message, overflow=operation)
            return
        drive.orient(drive.record, DATA)
        yield track
        if not track.dlens[drive.record] or not track.overflow(drive.record):
            return


def read_spaced(drive, key: bool) -> None:
    """Read an area after Space Count, with the lengths the program gave instead of the count's."""
    at, klen, dlen = drive.spaced
    drive.spaced = None
    track = drive.at()
    key_at = at + COUNT_LENGTH
    behind = key_at + klen + dlen
    if behind > len(track.image):
        raise Check(DATA_CHECK)
    drive.out = track.image[key_at if key else key_at + klen:behind]
    if not dlen:
        drive.ending |= UNIT_EXCEPTION
    drive.orient(drive.record, DATA)
