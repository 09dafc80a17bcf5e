"""What differs from one disk drive or drum to another, besides the geometry of its volume.

Called by dasd.py and dasd_control.py.  Times are those of IBM's component summaries (A22-6895:
2311, 2314, 2302, 2301, 2303; GA26-1592: 3330); they only matter under authentic speed.
"""
from __future__ import annotations

from dataclasses import dataclass

from ..errors import ConfigError


@dataclass(frozen=True)
class Model:
    """sense_length: bytes; rotation: has set sector and read sector; revolution, seek_least,
    seek_most: microseconds (a move of one cylinder, a move over all of them); track: bytes that
    pass in a revolution; unit: sense byte 3 of the 2841 and 2314 on a check."""

    sense_length: int
    rotation: bool
    revolution: int
    track: int
    seek_least: int
    seek_most: int
    unit: int = 0


MODELS = {
    "2301": Model(6, False, 17_500, 20_483, 0, 0),
    "2302": Model(6, False, 34_000, 4_984, 50_000, 180_000),
    "2303": Model(6, False, 17_500, 4_892, 0, 0),
    "2305-1": Model(24, True, 10_000, 14_136, 0, 0),
    "2305-2": Model(24, True, 10_000, 14_660, 0, 0),
    "2311": Model(6, False, 25_000, 3_625, 25_000, 135_000, 0xC8),
    "2314": Model(6, False, 25_000, 7_294, 25_000, 130_000, 0x40),
    "2319": Model(6, False, 25_000, 7_294, 25_000, 130_000, 0x40),
    "3330": Model(24, True, 16_700, 13_030, 10_000, 55_000),
    "3340": Model(24, True, 20_200, 8_368, 10_000, 50_000),
    "3350": Model(24, True, 16_700, 19_069, 10_000, 50_000),
}


def model_of(type: str) -> Model:
    """The model of a device type such as "2314", "3330-11"; ConfigError if there is none."""
    model = MODELS.get(type) or MODELS.get(type.split("-")[0])
    if model is None:
        known = ", ".join(sorted(MODELS))
        raise ConfigError(f"no count-key-data device type {type!r}; known are {known}")
    return model


def seek_time(model: Model, distance: int, cylinders: int) -> int:
    """Microseconds for the arm to move over `distance` cylinders of a volume."""
    if distance == 0 or model.seek_most == 0:
        return 0
    spread = model.seek_most - model.seek_least
    return model.seek_least + spread * (distance - 1) // max(cylinders - 2, 1)


# track capacity: (track, what a record takes when another follows: base, factor numerator and
# denominator, with a key; what the last record takes beyond its bytes: base, with a key)
CAPACITY = {
    "2301": (20483, 186, 1, 1, 53, 0, 53),
    "2302": (4984, 81, 537, 512, 20, 0, 20),
    "2303": (4892, 108, 1, 1, 38, 0, 38),
    "2305-1": (14568, 432, 1, 1, 202, 432, 202),
    "2305-2": (14858, 198, 1, 1, 91, 198, 91),
    "2311": (3625, 61, 537, 512, 20, 0, 20),
    "2314": (7294, 101, 2137, 2048, 45, 0, 45),
    "2319": (7294, 101, 2137, 2048, 45, 0, 45),
    "3330": (13165, 135, 1, 1, 56, 135, 56),
    "3340": (8535, 167, 1, 1, 75, 167, 75),
    "3350": (19254, 185, 1, 1, 82, 185, 82),
}


def room_for(type: str, track, n: int, klen: int, dlen: int) -> bool:
    """True when a record can be the last one after record n (-1: it is R0) of the track."""
    size, base, numerator, denominator, keyed, last, last_keyed = (
        CAPACITY.get(type) or CAPACITY[type.split("-")[0]])

    def cost(klen: int, dlen: int) -> int:
        return base + (klen + dlen) * numerator // denominator + (keyed if klen else 0)

    records = [(track.klens[i], track.dlens[i]) for i in range(n + 1)]
    if n < 0:
        return dlen + klen <= size
    used = max(0, cost(*records[0]) - cost(0, 8))
    used += sum(cost(*record) for record in records[1:])
    return used + last + klen + dlen + (last_keyed if klen else 0) <= size
