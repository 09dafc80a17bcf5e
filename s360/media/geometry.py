"""Geometry of the count-key-data devices: cylinders, heads, track lengths, what fits on a track, times.

Called by ckd.py and cckd.py to check images, by `cpcms volume`, and by whoever needs a device's
figures.  Sources: GA26-5988 (2841: 2311, 2302, 2303), GA26-3599 (2314), A27-2719 (2820, 2301),
GA26-1589 (2835, 2305), GA26-1592 (3830, 3330), GA26-1617 (3340), GA26-1638 (3350), track capacity
tables.  Not here: the 2321 data cell and fixed-block devices.
"""
from __future__ import annotations

from dataclasses import dataclass

from ..errors import MediaError, did_you_mean


@dataclass(frozen=True)
class Geometry:
    """One device type.

    code:       type byte in a CKD_P370 header
    cylinders, alternates: as sold, and those behind them for defective tracks
    slot:       bytes of a track in an image
    longest:    longest record without key, bytes
    track:      bytes the capacity formula starts from
    between, numerator, denominator, keyed: a record that another follows takes
                between + (KL+DL)*numerator//denominator + (keyed if KL)
    last:       the last record takes last + KL + DL + (keyed if KL)
    revolution: milliseconds; rate: kilobytes a second; seek: least, mean, most milliseconds
    """

    type: str
    code: int
    unit: str
    cylinders: int
    alternates: int
    heads: int
    slot: int
    longest: int
    track: int
    between: int
    numerator: int
    denominator: int
    keyed: int
    last: int
    sense: int
    revolution: float
    rate: int
    seek: tuple[int, int, int]

    @property
    def all_cylinders(self) -> int:
        return self.cylinders + self.alternates

    def room(self, key_length: int, data_length: int, last: bool = False) -> int:
        """Bytes of track that a record takes (last: none follows it)."""
        keyed = self.keyed if key_length else 0
        if last:
            return self.last + key_length + data_length + keyed
        return (self.between + (key_length + data_length) * self.numerator // self.denominator
                + keyed)

    def capacity(self, data_length: int, key_length: int = 0) -> int:
        """How many records of one size fit on a track beside an R0 of 8 bytes."""
        left = self.track - self.room(key_length, data_length, last=True)
        return 0 if left < 0 else left // self.room(key_length, data_length) + 1


def _rows() -> dict[str, Geometry]:
    def row(type, code, unit, cylinders, alternates, heads, slot, longest, track,
            formula, sense, revolution, rate, seek=(0, 0, 0)):
        between, numerator, denominator, keyed, last = formula
        return Geometry(type, code, unit, cylinders, alternates, heads, slot, longest, track, between,
                        numerator, denominator, keyed, last, sense, revolution, rate, seek)

    arm11, arm14, arm30, arm40 = (25, 75, 135), (25, 60, 130), (10, 30, 55), (10, 25, 50)
    c2841, c2314 = (61, 537, 512, 20, 0), (101, 2137, 2048, 45, 0)
    c3330, c3340, c3350 = (135, 1, 1, 56, 135), (167, 1, 1, 75, 167), (185, 1, 1, 82, 185)
    rows = [
        row("2301", 0x01, "2820", 1, 0, 200, 20992, 20483, 20483, (133, 1, 1, 53, 0), 6, 17.5, 1200),
        row("2302", 0x02, "2841", 500, 0, 46, 5120, 4984, 4984, c2841, 6, 34, 156,
            (50, 165, 180)),
        row("2303", 0x03, "2841", 80, 0, 10, 5120, 4892, 4892, (108, 1, 1, 38, 0), 6, 17.5, 312),
        row("2305-1", 0x05, "2835", 48, 0, 8, 14336, 14136, 14568, (432, 1, 1, 202, 432), 24, 10, 3000),
        row("2305-2", 0x05, "2835", 96, 0, 8, 14848, 14660, 14858, (198, 1, 1, 91, 198), 24, 10, 1500),
        row("2311", 0x11, "2841", 200, 3, 10, 4096, 3625, 3625, c2841, 6, 25, 156, arm11),
        row("2314", 0x14, "2314", 200, 3, 20, 7680, 7294, 7294, c2314, 6, 25, 312, arm14),
        row("3330-1", 0x30, "3830", 404, 7, 19, 13312, 13030, 13165, c3330, 24, 16.7, 806, arm30),
        row("3330-11", 0x30, "3830", 808, 7, 19, 13312, 13030, 13165, c3330, 24, 16.7, 806, arm30),
        row("3340-35", 0x40, "3830", 348, 1, 12, 8704, 8368, 8535, c3340, 24, 20.2, 885, arm40),
        row("3340-70", 0x40, "3830", 696, 2, 12, 8704, 8368, 8535, c3340, 24, 20.2, 885, arm40),
        row("3350", 0x50, "3830", 555, 5, 30, 19456, 19069, 19254, c3350, 24, 16.7, 1198, arm40),
    ]
    return {g.type: g for g in rows}


GEOMETRY = _rows()
ALIASES = {"2319": "2314", "2305": "2305-2", "3330": "3330-1", "3340": "3340-70", "3340-1": "3340-35",
           "3340-2": "3340-70"}


def geometry_of(type: str) -> Geometry:
    """The geometry of a device type such as "2314"; MediaError if it is none of ours."""
    name = str(type).strip()
    found = GEOMETRY.get(ALIASES.get(name, name))
    if found is None:
        raise MediaError(f"no count-key-data device {name!r}{did_you_mean(name, GEOMETRY)} "
                         f"(known are {', '.join(GEOMETRY)})")
    return found


def geometry_for(code: int, slot: int, cylinders: int) -> Geometry | None:
    """The geometry of an image: type byte, bytes of a track, cylinders; None if the type byte is
    unknown.  Of several models the smallest that is large enough, else the largest."""
    models = [g for g in GEOMETRY.values() if g.code == code]
    fitting = [g for g in models if g.slot == slot] or models
    for model in fitting:
        if cylinders <= model.all_cylinders:
            return model
    return fitting[-1] if fitting else None


def fits(type: str | Geometry, records) -> bool:
    """True when `records`, pairs of (key length, data length) without R0, go on one track."""
    geometry = type if isinstance(type, Geometry) else geometry_of(type)
    records = list(records)
    if not records:
        return True
    used = sum(geometry.room(kl, dl) for kl, dl in records[:-1])
    return used + geometry.room(*records[-1], last=True) <= geometry.track
