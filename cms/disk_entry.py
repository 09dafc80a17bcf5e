"""A file status table entry (FST): the 40 bytes that the directory has of a file.

Called by cms/disk_directory.py and cms/disk.py.

    0 filename 8, type 16 month day hour minute (packed)   20 write pointer   22 read pointer
    24 mode   26 items   28 first chain link   30 F or V   31 flags   32 item length   36 data blocks
    38 last two digits of the year (characters)

Source: SY20-0887, Data Areas; entries of CMS-67 disks.
"""
from __future__ import annotations

import re
import struct
from dataclasses import dataclass
from datetime import datetime

from .disk_format import DiskError

LENGTH = 40
FIELDS = struct.Struct(">8s8s4sHH2sHHcBIH2s")
LONGEST, MOST_ITEMS = 65535, 65535
NAME = re.compile(r"[A-Z0-9$#@+\-:_]{1,8}")
MODE = re.compile(r"[A-Z][0-6]|SY")
FIRST_YEAR = 1960                        # two-digit years 60 to 99 are 19yy, the others 20yy


@dataclass(frozen=True)
class Entry:
    """A file.  raw: its 40 bytes; everything else is read from them."""

    raw: bytes

    name = property(lambda self: text(self.raw[0:8]))
    type = property(lambda self: text(self.raw[8:16]))
    mode = property(lambda self: text(self.raw[24:26]))
    items = property(lambda self: int.from_bytes(self.raw[26:28], "big"))
    link = property(lambda self: int.from_bytes(self.raw[28:30], "big"))
    recfm = property(lambda self: text(self.raw[30:31]))
    lrecl = property(lambda self: int.from_bytes(self.raw[32:36], "big"))
    blocks = property(lambda self: int.from_bytes(self.raw[36:38], "big"))
    date = property(lambda self: unpacked(self.raw[16:20], self.raw[38:40]))

    @property
    def key(self) -> tuple[str, str]:
        return self.name, self.type

    def __str__(self) -> str:
        return f"{self.name} {self.type} {self.mode}"

    def renamed(self, name: str, type: str, mode: str) -> Entry:
        """The same file under another name."""
        return Entry(name_field(name) + name_field(type) + self.raw[16:24] + mode_field(mode)
                     + self.raw[26:])


def made(name: str, type: str, mode: str, recfm: str, lrecl: int, items: int, blocks: int, link: int,
         date: datetime) -> Entry:
    """The entry of a file that has just been written; DiskError for a bad name, mode or date."""
    packed, year = date_fields(date)
    next_item = items + 1 & 0xFFFF           # behind item 65,535 nothing can be written anyhow
    return Entry(FIELDS.pack(name_field(name), name_field(type), packed, next_item, 1, mode_field(mode),
                             items, link, recfm.encode("cp037"), 0, lrecl, blocks, year))


def text(field: bytes) -> str:
    return field.decode("cp037").rstrip(" \0")


def name_field(name: str) -> bytes:
    """A filename or filetype as 8 characters."""
    if not NAME.fullmatch(name):
        raise DiskError("bad-name", f"{name!r} is no filename or filetype: 1 to 8 of A-Z, 0-9, "
                        "$ # @ + - : _")
    return f"{name:<8}".encode("cp037")


def mode_field(mode: str) -> bytes:
    """A filemode as 2 characters."""
    if not MODE.fullmatch(mode):
        raise DiskError("bad-mode", f"{mode!r} is no filemode: a letter and a digit 0 to 6, such as P5, "
                        "or SY")
    return mode.encode("cp037")


def date_fields(date: datetime) -> tuple[bytes, bytes]:
    """Month, day, hour and minute packed; the year's last two digits as characters."""
    if not FIRST_YEAR <= date.year < FIRST_YEAR + 100:
        raise DiskError("bad-date", f"{date.year}: the directory has years {FIRST_YEAR} to "
                        f"{FIRST_YEAR + 99}")
    return bytes.fromhex(f"{date:%m%d%H%M}"), f"{date.year % 100:02d}".encode("cp037")


def unpacked(packed: bytes, year: bytes) -> datetime | None:
    """Inverse of date_fields; None for what is no date."""
    digits, two = packed.hex(), year.decode("cp037")
    try:
        when = datetime.strptime("2000" + digits, "%Y%m%d%H%M")      # 2000: 29 February is a day
        last = int(two) if two.isascii() and two.isdigit() else -1
        return when.replace(year=last + (1900 if last >= FIRST_YEAR % 100 else 2000)) if last >= 0 else None
    except ValueError:
        return None
