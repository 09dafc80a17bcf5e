"""Write commands of the disk control units, called from the table in dasd.py.

A data write changes bytes of one record; a format write lays a record after the present one and
erases the rest of the track.  Either needs the right search before it (invalid sequence) and a file
mask that lets it (command reject).  A short supply is filled up with zeros.

Nothing reaches the volume before all of the record is here, and it is there before channel end: a
host that dies between leaves the old record or the new one, and every other one as it was.

Source: GA26-3599, Write Commands; Record Overflow feature.
Choices: a mask that inhibits a write gives command reject alone, a read-only volume file protected
(2314) or write inhibited (3830) with it.  Track overrun leaves the records before the new one and
nothing after them.  Write Home Address keeps only the two flag bits, and refuses an address that
is not the track's own (an image could not hold it).  The flags go into the first byte of the slot,
which other emulators expect to be 0.
"""
from __future__ import annotations

from ..errors import S360Error
from .base import COMMAND_REJECT, EQUIPMENT, UNIT_EXCEPTION
from .dasd_read import WRITING, following_segments
from .dasd_search import (EQUAL_HOME, EQUAL_ID, EQUAL_KEY, FORMATTED, SAME_RECORD, WROTE_HOME)
from .dasd_sense import (Check, FILE_PROTECTED, INVALID_ARGUMENT, TRACK_OVERRUN,
                         invalid_sequence)
from .dasd_track import (ALTERNATE, COUNT_LENGTH, DATA, DEFECTIVE, END_MARK, HOME, HOME_LENGTH,
                         INDEX, OVERFLOW, blank, home_id)

# file mask: which kinds of write it lets pass
DATA_WRITE, FORMAT_WRITE, HOME_WRITE = range(3)
LETS = {0x00: (DATA_WRITE, FORMAT_WRITE), 0x40: (), 0x80: (DATA_WRITE,),
        0xC0: (DATA_WRITE, FORMAT_WRITE, HOME_WRITE)}


def write_data(drive) -> None:
    """05: the data of the record found by Search ID or Key Equal."""
    _permit(drive, DATA_WRITE, EQUAL_ID | EQUAL_KEY)
    _write_areas(drive, key=False)


def write_key_data(drive) -> None:
    """0D: key and data of the record found by Search ID Equal."""
    _permit(drive, DATA_WRITE, EQUAL_ID)
    _write_areas(drive, key=True)


def write_count_key_data(drive) -> None:
    """1D: a new record after the one found or written."""
    _permit(drive, FORMAT_WRITE, EQUAL_ID | EQUAL_KEY | SAME_RECORD | FORMATTED)
    _write_record(drive, _finish_record)


def write_special_count_key_data(drive) -> None:
    """01: the same, for a segment of an overflow record that goes on."""
    _permit(drive, FORMAT_WRITE, EQUAL_ID | EQUAL_KEY | SAME_RECORD | FORMATTED)
    _write_record(drive, _finish_special)


def erase(drive) -> None:
    """11: takes a record as Write Count, Key and Data does, but leaves the track void there."""
    _permit(drive, FORMAT_WRITE, EQUAL_ID | EQUAL_KEY | SAME_RECORD | FORMATTED)
    _write_record(drive, _finish_erase)


def write_r0(drive) -> None:
    """15: R0, after its home address was searched or written."""
    _permit(drive, HOME_WRITE, EQUAL_HOME | WROTE_HOME)
    drive.orient(-1, HOME)
    _write_record(drive, _finish_record)


def write_home_address(drive) -> None:
    """19: flag CC HH, 5 bytes; the track is void behind it."""
    _permit(drive, HOME_WRITE, 0)
    if drive.area != INDEX:
        drive.turns += 1
    drive.indexes = 0
    drive.orient(-1, HOME)
    drive.wants = HOME_LENGTH
    drive.finish = _finish_home


def _permit(drive, kind: int, needs: int) -> None:
    if kind not in LETS[(drive.mask or 0) & 0xC0]:
        raise Check(COMMAND_REJECT, message=INVALID_ARGUMENT, refused=True)
    if needs and not drive.before & needs:
        raise invalid_sequence()
    if drive.volume.read_only:
        raise Check(COMMAND_REJECT, FILE_PROTECTED, refused=True)


# -- data writes

def _write_areas(drive, key: bool) -> None:
    """Want the key (if written) and the data, over all segments of an overflow record."""
    track, n = drive.present(), drive.record
    drive.pieces = [_piece(track, n, key)]
    drive.orient(n, DATA)
    drive.indexes = 0
    if not track.dlens[n]:
        drive.ending |= UNIT_EXCEPTION
    elif track.overflow(n):
        for track in following_segments(drive, WRITING):
            drive.pieces.append(_piece(track, drive.record, False))
    drive.wants = sum(piece[-1] for piece in drive.pieces)
    drive.finish = _finish_areas
    drive.allowed = SAME_RECORD


def _piece(track, n: int, key: bool) -> list:
    """What is written of record n: cylinder, head, offset of the count and the count itself as the
    slot holds them, offset of the bytes to change, how many."""
    at = track.starts[n]
    start = track.key_at(n) if key else track.data_at(n)
    return [track.cylinder, track.head, at, track.image[at:at + COUNT_LENGTH], start,
            track.behind(n) - start]


def _finish_areas(drive) -> None:
    pieces, drive.pieces = drive.pieces, []
    data = drive.given.ljust(sum(piece[-1] for piece in pieces), b"\0")
    done = 0
    for cylinder, head, at, count, start, length in pieces:
        if length:
            _update(drive, cylinder, head, at, count, start, data[done:done + length])
        done += length


def _update(drive, cylinder: int, head: int, at: int, count: bytes, start: int,
            data: bytes) -> None:
    """Write bytes inside a record, which must still be where it was found: the volume may have
    other users."""
    image = drive.fetch(cylinder, head)
    if image[at:at + COUNT_LENGTH] != count:
        raise Check(EQUIPMENT)
    try:
        drive.volume.update(cylinder, head, start, data)
    except (S360Error, OSError):
        raise Check(EQUIPMENT) from None
    track = drive.track
    if track is not None and (track.cylinder, track.head) == (cylinder, head):
        patched = image[:start] + data + image[start + len(data):]
        if track.image == image:
            track.image = patched
        else:
            drive.changed(patched)


# -- format writes

def _write_record(drive, finish) -> None:
    drive.present()
    drive.wants = COUNT_LENGTH
    drive.counting = True
    drive.finish = finish


def _finish_record(drive) -> None:
    _lay(drive, 0)


def _finish_special(drive) -> None:
    _lay(drive, OVERFLOW)


def _finish_erase(drive) -> None:
    _write_track(drive, drive.fresh().cut(drive.record))
    drive.orient(drive.record, DATA)


def _lay(drive, mark: int) -> None:
    """Lay the record given after the present one."""
    track, n = drive.fresh(), drive.record
    given = drive.given.ljust(COUNT_LENGTH, b"\0")
    klen, dlen = given[5], given[6] << 8 | given[7]
    given = given.ljust(COUNT_LENGTH + klen + dlen, b"\0")
    record = bytes((given[0] & 0x7F | mark,)) + given[1:]
    if not _room(drive.geometry, track, n, klen, dlen):
        _write_track(drive, track.cut(n))
        raise Check(0, TRACK_OVERRUN)
    _write_track(drive, track.cut(n, record))
    drive.orient(n + 1, DATA)
    drive.indexes = 0
    drive.allowed = FORMATTED


def _room(geometry, track, n: int, klen: int, dlen: int) -> bool:
    """True when a record can be laid after record n and be the last of the track (n = -1: R0)."""
    behind = track.behind(n) + COUNT_LENGTH + klen + dlen
    if behind + len(END_MARK) > len(track.image):
        return False
    if n < 0:
        return klen + dlen <= geometry.longest
    lengths = list(zip(track.klens, track.dlens))
    used = max(0, geometry.room(*lengths[0]) - geometry.room(0, 8))
    used += sum(geometry.room(*record) for record in lengths[1:n + 1])
    return used + geometry.room(klen, dlen, last=True) <= geometry.track


def _finish_home(drive) -> None:
    given = drive.given.ljust(HOME_LENGTH, b"\0")
    if given[1:] != home_id(drive.cylinder, drive.head):
        raise Check(COMMAND_REJECT, message=INVALID_ARGUMENT)
    flag = given[0] & (ALTERNATE | DEFECTIVE)
    _write_track(drive, blank(drive.cylinder, drive.head, flag, drive.volume.track_size))
    drive.allowed = WROTE_HOME


def _write_track(drive, image: bytes) -> None:
    try:
        drive.volume.write_track(drive.cylinder, drive.head, image)
    except (S360Error, OSError):
        raise Check(EQUIPMENT) from None
    drive.changed(image)


FINISHING = (_finish_areas, _finish_record, _finish_special, _finish_erase,
             _finish_home)
