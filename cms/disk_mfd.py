"""The master file directory (MFD): record 4 of a CMS disk, from which everything else is found.

Called by cms/disk_directory.py and `cpcms disk dump`.

    0-363   halfwords: records with FSTs; FFFF (no extensions), FFFD or FFFE; extensions of the map
    364     4 bytes each: records in all, used, left; last byte of the map that is not zero
    382     cylinders
    384-599 map: a bit a record from 1 on, 1 is used.  VM/370: type byte at 384, map from 385
    600-799 100 halfwords: 200-byte pieces that are free

The map goes on in the extensions, 800 bytes each.

Source: SY20-0887, MFD figure; CMS-67 disks (map from 384).  FFFE, a form of 1968, is read as FFFD; FFFF
on a disk whose map does not end at 599: the rest of the map is zero.
"""
from __future__ import annotations

import struct
from dataclasses import dataclass, field

from .disk_format import LAYOUTS, SIZE, DiskError

POINTERS, COUNTERS, CYLINDERS, UNIT, MAP_END = 364, 364, 382, 384, 600
NO_EXTENSION, EXTENSIONS, OLD_EXTENSIONS = 0xFFFF, 0xFFFD, 0xFFFE
MOST_PIECES = (SIZE - MAP_END) // 2
UNITS = tuple(layout.unit for layout in LAYOUTS.values())


@dataclass
class Mfd:
    """
    fst_blocks, extensions: record numbers; total, used, left, last: the counters; cylinders
    unit: VM/370's type byte; 0: the form of CMS-67, which has none
    head: the part of the map that stands in the MFD; pieces: addresses, quarter in the two high bits
    """

    total: int
    cylinders: int
    unit: int
    fst_blocks: list[int] = field(default_factory=list)
    extensions: list[int] = field(default_factory=list)
    used: int = 0
    left: int = 0
    last: int = 0
    head: bytes = b""
    pieces: list[int] = field(default_factory=list)
    sentinel: int = 0

    @property
    def head_size(self) -> int:
        """Bytes of the map that stand in the MFD."""
        return MAP_END - UNIT - bool(self.unit)

    def extensions_for(self, capacity: int) -> int:
        """How many extensions the map of so many records needs."""
        return -(-max(0, (capacity + 7) // 8 - self.head_size) // SIZE)

    def pack(self) -> bytes:
        """The record; FFFF without extensions, FFFD with."""
        words = [*self.fst_blocks, EXTENSIONS if self.extensions else NO_EXTENSION, *self.extensions]
        assert len(words) * 2 <= POINTERS and len(self.pieces) <= MOST_PIECES
        counters = struct.pack(">4IHH", self.total, self.used, self.left, self.last, 0, self.cylinders)
        unit = bytes((self.unit,)) if self.unit else b""
        return (halfwords(words).ljust(POINTERS, b"\0") + counters + unit
                + self.head.ljust(self.head_size, b"\0") + halfwords(self.pieces).ljust(200, b"\0"))


def unpack(data: bytes, name: str) -> Mfd:
    """The MFD of a record; DiskError when it is none."""
    words = struct.unpack(">182H", data[:POINTERS])
    at = next((n for n, word in enumerate(words) if word >= EXTENSIONS), None)
    if at is None or 0 in words[:at]:
        raise DiskError("damaged", f"{name}: record 4 is no master file directory; `cpcms disk check` "
                        "says more")
    extensions = []
    if words[at] != NO_EXTENSION:
        behind = words[at + 1:]
        extensions = list(behind[:behind.index(0)] if 0 in behind else behind)
    total, used, left, last, _, cylinders = struct.unpack(">4IHH", data[COUNTERS:UNIT])
    # Records 1 to 4 are always used: a map begins with four ones, and no type byte does.
    unit = data[UNIT] if data[UNIT] in UNITS else 0
    return Mfd(total, cylinders, unit, list(words[:at]), extensions, used, left, last,
               data[UNIT + bool(unit):MAP_END],
               [word for word in struct.unpack(">100H", data[MAP_END:]) if word], words[at])


def halfwords(numbers: list[int]) -> bytes:
    return struct.pack(f">{len(numbers)}H", *numbers)
