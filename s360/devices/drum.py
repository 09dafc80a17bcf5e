"""Drum storage: 2301 on a 2820, 2303 on a 2841.  The commands are those of a disk (dasd.py).

A drum has a head for every track.  A seek selects one and takes no time: channel end and device end
come together.  The 2301 is addressed as cylinder 0, heads 0 to 199; the 2303 as cylinders 0 to 79
of ten heads.  CP and OS use drums for paging.

Source: GA22-6895 (2301), GA26-5988 (2303 on the 2841).
Not implemented: the 2820's own sense bytes 2 to 5 (zero).
"""
from __future__ import annotations

from ..errors import ConfigError
from .dasd import Dasd

DRUMS = ("2301", "2303")


class Drum(Dasd):
    """A drum with the volume it always has; `type` "2301" or "2303", else that of the volume."""

    def __init__(self, volume=None, type: str = "") -> None:
        type = type or (str(volume.device_type) if volume is not None else DRUMS[0])
        if type not in DRUMS:
            raise ConfigError(f"a {type} is not a drum; drums are {' and '.join(DRUMS)}")
        super().__init__(volume, type)
