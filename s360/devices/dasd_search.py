"""Search commands of the disk control units, called from the table in dasd.py.

A search compares what passes under the head with bytes from storage: equal, high (the disk's value
is the higher one), or equal or high.  Satisfied, it ends with status modifier, so that the channel
skips the TIC that would repeat it.  Fewer bytes than the field has are compared as far as they go.

Source: GA26-3599, Search Commands.
"""
from __future__ import annotations

from .base import STATUS_MODIFIER
from .dasd_track import COUNT, DATA, HOME_LENGTH, KEY

# what a search established for the write that follows (Dasd.allowed); the other bits are set by
# dasd_write and dasd_read
EQUAL_ID, EQUAL_KEY, EQUAL_HOME, FORMATTED, WROTE_HOME, SAME_RECORD = 1, 2, 4, 8, 16, 32

EQUAL, HIGH = 0x20, 0x40           # command bits; both: equal or high


def search_home_address(drive) -> None:
    """39 B9: CC HH of the home address, 4 bytes."""
    drive.field = drive.next_home().image[1:HOME_LENGTH]
    drive.wants = 4
    drive.finish = _compare_home


def search_id(drive) -> None:
    """31 51 71: CC HH R of the next count, R0's too, 5 bytes."""
    drive.field = drive.next_record(r0=True).ids[drive.record]
    drive.wants = 5
    drive.finish = _compare_id


def search_key(drive) -> None:
    """29 49 69: the key of the record whose count has just passed, else of the next one; R0's only
    after its count was searched.  A record without a key satisfies no search; the bytes from
    storage are then taken for nothing, so that their number is never incorrect."""
    track = drive.present() if drive.area == COUNT else drive.next_record()
    drive.field = track.key(drive.record)
    drive.orient(drive.record, KEY)
    drive.wants = len(drive.field)
    drive.finish = _compare_key
    if not drive.wants:
        drive.wants, drive.exact = 0xFFFF, False


def search_key_data(drive) -> None:
    """2D 4D 6D, file scan: key and data, but X'FF' in storage matches anything."""
    track = drive.present() if drive.area == COUNT else drive.next_record()
    n = drive.record
    drive.field = track.image[track.key_at(n):track.behind(n)]
    drive.orient(n, DATA)
    drive.wants = len(drive.field)
    drive.finish = _scan


def _compare_home(drive) -> None:
    _compare(drive, EQUAL, EQUAL_HOME)
    if drive.ending & STATUS_MODIFIER:
        drive.indexes = 0


def _compare_id(drive) -> None:
    _compare(drive, drive.command, EQUAL_ID)


def _compare_key(drive) -> None:
    _compare(drive, drive.command, EQUAL_KEY)


def _compare(drive, kind: int, allows: int) -> None:
    """Compare the bytes given with the field; a full equal compare lets a write follow."""
    given, field = drive.given, drive.field
    length = min(len(given), len(field))
    if not length:
        return
    disk, storage = field[:length], given[:length]
    if _satisfied(disk, storage, kind):
        drive.ending |= STATUS_MODIFIER
    if kind & (EQUAL | HIGH) == EQUAL and given == field:
        drive.allowed = allows


def _scan(drive) -> None:
    given, field = drive.given, drive.field
    compared = [n for n in range(min(len(given), len(field))) if given[n] != 0xFF]
    if compared and _satisfied(bytes(field[n] for n in compared),
                               bytes(given[n] for n in compared), drive.command):
        drive.ending |= STATUS_MODIFIER


def _satisfied(disk: bytes, storage: bytes, kind: int) -> bool:
    if disk == storage:
        return kind & EQUAL != 0
    return kind & HIGH != 0 and disk > storage


FINISHING = (_compare_home, _compare_id, _compare_key, _scan)
