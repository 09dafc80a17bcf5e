"""Where the 800-byte records of a CMS disk lie on its tracks, and what can go wrong with such a disk.

Called by cms/disk.py and the other cms/disk_*.py.  A CMS disk is a volume or a minidisk of the 2314,
2311 or 3330 type.  Its records are numbered from 1; `Blocks` reads and writes them by their numbers.

2314, 2311: 829 bytes without key, of which the first 800 are used (four of them fill a track of a 2311).
On a 2314 fifteen lie on a pair of tracks: records 1 to 7 and 414 bytes of record 8 on the even head, the
other 415 bytes of record 8 and records 9 to 15 on the odd one.  3330: 800 bytes, fourteen on a track.

Source: disks of CMS-67 (2314); SY20-0887 (blocks on a track, 3330).
Not implemented: 3340; disks of 512, 1K, 2K and 4K blocks.
"""
from __future__ import annotations

from dataclasses import dataclass
from typing import Callable

from s360.errors import S360Error
from s360.media.ckd import COUNT_LENGTH, ipl_records, records, slot

SIZE = 800                               # bytes of a record that the file system uses
LABEL, MFD = 3, 4                        # records with a fixed place; 1 and 2 are for IPL
MARK = "CMS=".encode("cp037")
HIGHEST = 0xFFFF                         # a disk address is a halfword

#: kind of DiskError -> return code of the guest's WRBUF (RDBUF, ERASE for the second line)
CODES = {"bad-mode": 4, "too-many-items": 6, "empty": 8, "too-many-files": 10, "bad-format": 11,
         "read-only": 12, "full": 13, "bad-length": 15, "bad-item": 17, "too-large": 19, "bad-name": 20,
         "not-found": 1, "damaged": 3, "exists": 24, "no-cms-disk": 3, "busy": 3, "bad-date": 24,
         "bad-label": 24}


class DiskError(S360Error):
    """What cannot be done with a CMS disk.  kind: a key of CODES; code: the guest's return code."""

    def __init__(self, kind: str, text: str) -> None:
        self.kind, self.code = kind, CODES[kind]
        super().__init__(text)


@dataclass(frozen=True)
class Layout:
    """How one device type is divided.

    heads; group: tracks that `on_group` records lie on; length: bytes of a record on the track
    cylinders: the most that addresses and device allow; unit: the type byte of VM/370
    pieces: whether first chain links are 200-byte pieces of records
    """

    heads: int
    group: int
    on_group: int
    length: int
    cylinders: int
    unit: int
    pieces: bool

    @property
    def on_cylinder(self) -> int:
        """Records on a cylinder."""
        return self.heads // self.group * self.on_group

    def places(self, number: int) -> list[tuple[int, int, int]]:
        """(cylinder, head, record on the track) of each part of a record; two for a divided one."""
        group, record = divmod(number - 1, self.on_group)
        cylinder, group = divmod(group, self.heads // self.group)
        head, record = group * self.group, record + 1
        if self.group == 1 or record < FOLDED:
            return [(cylinder, head, record)]
        odd = (cylinder, head + 1, record)
        return [(cylinder, head, record), odd] if record == FOLDED else [odd]

    def track(self, head: int) -> list[tuple[int, bytes, bytes]]:
        """What FORMAT writes on a track: (record number, key, data)."""
        if self.group == 1:
            lengths = dict.fromkeys(range(1, self.on_group + 1), self.length)
        elif head % 2 == 0:
            lengths = dict.fromkeys(range(1, FOLDED), self.length) | {FOLDED: FIRST_PART}
        else:
            lengths = {FOLDED: self.length - FIRST_PART}
            lengths |= dict.fromkeys(range(FOLDED + 1, self.on_group + 1), self.length)
        return [(number, b"", bytes(length)) for number, length in lengths.items()]


FOLDED, FIRST_PART = 8, 414              # the divided record of a 2314, and how much is on the even head
LAYOUTS = {"2311": Layout(10, 1, 4, 829, 203, 0x01, True),
           "2314": Layout(20, 2, 15, 829, 203, 0x08, True),
           "3330": Layout(19, 1, 14, 800, HIGHEST // 266, 0x09, False)}


def layout_of(device_type: str) -> Layout:
    """The layout of a device type such as "2314"; DiskError for one that CMS does not know."""
    found = LAYOUTS.get(device_type.partition("-")[0])
    if found is None:
        raise DiskError("no-cms-disk", f"a {device_type} cannot be a CMS disk; there are "
                        f"{', '.join(LAYOUTS)}")
    return found


class Blocks:
    """The records of a volume by their numbers.

    volume: an s360.media.ckd.Volume or anything with its interface
    """

    def __init__(self, volume) -> None:
        self.volume, self.layout = volume, layout_of(volume.device_type)
        self.name = str(getattr(volume, "path", "disk"))

    def highest(self, cylinders: int) -> int:
        """The last record of the first so many cylinders."""
        return cylinders * self.layout.on_cylinder

    def read(self, number: int) -> bytes:
        """The 800 bytes of a record; DiskError when it is not there."""
        parts = []
        for cylinder, head, record in self._places(number):
            start, length, image = self._find(number, cylinder, head, record)
            parts.append(image[start:start + length])
        data = b"".join(parts)
        if len(data) < SIZE:
            raise DiskError("damaged", f"{self.name}: record {number} has {len(data)} bytes on its "
                            f"track, a CMS disk {SIZE}")
        return data[:SIZE]

    def write(self, number: int, data: bytes) -> None:
        """Write a record: at most 800 bytes, zeros behind them.  After a kill each part of it is old or
        new: a whole record, but not a divided one of a 2314, is one or the other."""
        assert len(data) <= SIZE
        self.must_be_writable()
        found = [(cylinder, head, *self._find(number, cylinder, head, record)[:2])
                 for cylinder, head, record in self._places(number)]
        if sum(length for *_, length in found) < SIZE:
            raise DiskError("damaged", f"{self.name}: record {number} is shorter than {SIZE} bytes")
        for cylinder, head, start, length in found:
            self.volume.update(cylinder, head, start, data[:length].ljust(length, b"\0"))
            data = data[length:]

    def must_be_writable(self) -> None:
        if self.volume.read_only:
            raise DiskError("read-only", f"{self.name}: the disk can only be read here")

    def format(self, cylinders: int, progress: Callable[[int, int], None] | None = None) -> None:
        """Fresh records of zeros on the first cylinders.  A kill leaves a disk without label."""
        self.must_be_writable()
        for cylinder in range(cylinders):
            for head in range(self.layout.heads):
                self.volume.write_track(cylinder, head, slot(cylinder, head, self.layout.track(head),
                                                             self.volume.track_size))
            if progress:
                progress(cylinder + 1, cylinders)

    def _places(self, number: int) -> list[tuple[int, int, int]]:
        if not 1 <= number <= self.highest(self.volume.cylinders):
            raise DiskError("damaged", f"{self.name}: there is no record {number}; the disk has "
                            f"{self.highest(self.volume.cylinders)}")
        return self.layout.places(number)

    def _find(self, number: int, cylinder: int, head: int, record: int) -> tuple[int, int, bytes]:
        """(offset of the data in the slot, length, slot) of a record of a track."""
        image = self.volume.read_track(cylinder, head)
        for one in records(image)[0][1:]:
            if one.r == record:
                start = one.offset + COUNT_LENGTH + one.kl
                return start, one.dl, image
        raise DiskError("damaged", f"{self.name}: record {number} (cylinder {cylinder} head {head} "
                        f"record {record}) is not on its track")


def waiting_ipl() -> bytes:
    """Record 1 of a disk that holds no system: whoever loads it gets a disabled wait."""
    return ipl_records("CMS")[0][2]


def label_of(blocks: Blocks) -> str:
    """The label in record 3; DiskError when the disk is no CMS disk."""
    try:
        data = blocks.read(LABEL)
    except DiskError:
        data = b""
    if data[:4] != MARK:
        raise DiskError("no-cms-disk", f"{blocks.name}: is not formatted for CMS; make it a CMS disk with "
                        "`cpcms disk format` (its contents are lost)")
    return data[4:10].decode("cp037").rstrip(" \0")
