"""The 829-byte blocks of a CMS disk as they lie on the tracks, for the checker (cms/check.py).

FORMAT of CMS writes blocks of 829 bytes without key, numbered from 1, of which CMS uses the first 800;
the rest is zero.  A 2311 has 4 on a track.  A 2314 has 15 on a pair of tracks, records 1 to 15: the
even head has 1 to 7 and the first 414 bytes of 8, the odd head the other 415 bytes of 8 and 9 to 15.

Source: disks of CMS-67 (2314), SY20-0887, Data Management (blocks on a track).
Not implemented: 3330 and 3340 (VM/370), disks of 512, 1K, 2K and 4K blocks (later systems).
"""
from __future__ import annotations

from typing import NamedTuple

from s360.errors import MediaError
from s360.media.ckd import COUNT_LENGTH, HOME_LENGTH, Volume, records

from .check_report import DOUBTFUL, NOTE, SEVERE, Report

WHOLE, USED = 829, 800                   # bytes of a block: on the track, of use to CMS
FIRST_PART = 414                         # bytes of block 8 of a 2314's pair on the even head
HEADS = {"2311": 10, "2314": 20}
PER_CYLINDER = {"2311": 40, "2314": 150}
IPL_BLOCKS = 2                           # their contents are the loader's business
OVERFLOW = 0x8000                        # bit 0 of a count field in an image: overflow record

MISSING = "is missing on its track; CMS gets NO RECORD FOUND when it reads it"
PADDING = "bytes 800 to 828 are not zero; something other than CMS wrote it"


class Spot(NamedTuple):
    """Where a record of a track belongs: block in its cylinder, from 0; offset in it; bytes."""

    index: int
    offset: int
    length: int


def spots(device_type: str, head: int) -> dict[int, Spot]:
    """Record number -> Spot, for the records that FORMAT writes on a track with this head."""
    if device_type == "2311":
        return {r: Spot(head * 4 + r - 1, 0, WHOLE) for r in range(1, 5)}
    pair = head // 2 * 15
    if head % 2 == 0:
        return {r: Spot(pair + r - 1, 0, WHOLE if r < 8 else FIRST_PART) for r in range(1, 9)}
    rest = {8: Spot(pair + 7, FIRST_PART, WHOLE - FIRST_PART)}
    return rest | {r: Spot(pair + r - 1, 0, WHOLE) for r in range(9, 16)}


class Blocks:
    """The blocks of the first `cylinders` cylinders of a volume, numbered 1 to `total`.

    volume: of a type in HEADS.  Everything that is wrong with the tracks is reported.
    """

    def __init__(self, volume: Volume, cylinders: int, report: Report) -> None:
        self.volume, self.type = volume, volume.device_type
        self.per_cylinder = PER_CYLINDER[self.type]
        self.total = cylinders * self.per_cylinder
        self._parts: dict[int, dict[int, bytes]] = {}            # block -> offset -> data
        self._report = report
        self._faults: dict[tuple[str, str], set[int]] = {}       # (severity, text) -> blocks
        layout = [spots(self.type, head) for head in range(HEADS[self.type])]
        for cylinder in range(cylinders):
            for head, wanted in enumerate(layout):
                self._track(cylinder, head, wanted)
        for (severity, text), blocks in self._faults.items():
            report.blocks(severity, blocks, text)

    def get(self, block: int) -> bytes | None:
        """The 800 bytes of a block, None when it cannot be read or is not on the disk."""
        parts = self._parts.get(block, {})
        data = parts.get(0)
        if data is None or len(data) >= USED:
            return data and data[:USED]
        rest = parts.get(FIRST_PART)
        return None if rest is None or len(data) != FIRST_PART else (data + rest)[:USED]

    def _fault(self, severity: str, block: int, text: str) -> None:
        self._faults.setdefault((severity, text), set()).add(block)

    def _track(self, cylinder: int, head: int, wanted: dict[int, Spot]) -> None:
        place = f"cylinder {cylinder} head {head}"
        try:
            image = self.volume.read_track(cylinder, head)
        except MediaError as error:
            self._report.severe(place, f"the track cannot be read: {error}")
            return
        found, damage = records(image)
        if damage is not None:
            self._report.severe(place, f"the track is damaged at byte {damage} of its slot; records "
                                       "behind this are lost")
        home = int.from_bytes(image[1:3], "big"), int.from_bytes(image[3:HOME_LENGTH], "big")
        if home != (cylinder, head):
            self._report.doubtful(place, f"the home address says cylinder {home[0]} head {home[1]}")
        seen: set[int] = set()
        for record in found[1:] if found and found[0].r == 0 else found:
            spot = wanted.get(record.r)
            if spot is None:
                self._report.doubtful(place, f"record {record.r} ({record.dl} bytes) is none that "
                                             "FORMAT writes; CMS never reads it")
            elif record.r in seen:
                self._report.severe(place, f"record {record.r} is there twice; the drive finds now "
                                           "one, now the other")
            else:
                seen.add(record.r)
                self._record(cylinder, head, record, spot, image)
        base = cylinder * self.per_cylinder + 1
        for number in wanted.keys() - seen:
            self._fault(SEVERE, base + wanted[number].index, MISSING)

    def _record(self, cylinder: int, head: int, record, spot: Spot, image: bytes) -> None:
        index, offset, length = spot
        block = cylinder * self.per_cylinder + index + 1
        if record.cc & OVERFLOW:
            self._fault(SEVERE, block, "is a segment of an overflow record; CMS reads none")
            return
        if (record.cc, record.hh) != (cylinder, head):
            self._fault(SEVERE, block, f"its count field says cylinder {record.cc} head {record.hh} "
                        f"on cylinder {cylinder} head {head}; no search finds it")
            return
        if record.kl:
            self._fault(DOUBTFUL, block, f"has a key of {record.kl} bytes; FORMAT writes none")
        data = image[record.offset + COUNT_LENGTH + record.kl:record.end]
        if record.dl != length:
            split = length != WHOLE
            short = split or record.dl < USED
            self._fault(NOTE if block <= IPL_BLOCKS else SEVERE if short else DOUBTFUL, block,
                        f"has {record.dl} bytes on the track, not {length}"
                        + ("; its contents are cut short" if record.dl < length and short else ""))
            if short:
                return
        self._parts.setdefault(block, {})[offset] = data
        if block > IPL_BLOCKS and any(data[USED - offset:length]):
            self._fault(DOUBTFUL, block, PADDING)
