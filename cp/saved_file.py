"""The file of a saved system: one line that says so, one with a digest, a header, pages.

    CPCMS saved system 1
    SHA-256 of everything behind this line, hexadecimal
    header: one line of JSON (s360/plain.py)
    4096 bytes for each page, in the order of the header

Called by cp/saved.py.  A change of form raises the number in the first line.  Channels, devices, the
console and pending interruptions are not in it: a system is saved where it has none.
"""
from __future__ import annotations

import hashlib
import re
import time
from dataclasses import dataclass, field, fields
from typing import ClassVar

from s360 import plain
from s360.errors import MediaError

MAGIC = b"CPCMS saved system "
VERSION = b"1\n"
PAGE = 4096
MOST_PAGES = 4096                         # 16 MiB
DIGEST = 64
NAME = re.compile(r"[A-Z0-9$#@_]{1,8}")
REMEDY = "save it anew (SAVESYS) or take it from a copy of the data folder"


def is_name(name: str) -> bool:
    """Whether a saved system may have this name."""
    return NAME.fullmatch(name) is not None


@dataclass
class Header:
    """What a saved system is.

    pages, shared: ranges of page numbers, upwards; storage: bytes a machine needs; keys: two bytes a
    page; protect: stores into shared pages are protection exceptions; source: what it was made from;
    saved: when (UTC)
    """
    name: str
    pages: tuple
    shared: tuple = ()
    protect: bool = False
    storage: int = PAGE
    source: str = ""
    psw: bytes = bytes(8)
    gpr: list = field(default_factory=list)
    fpr: list = field(default_factory=list)
    cr: list = field(default_factory=list)
    keys: bytes = b""
    saved: str = field(default_factory=lambda: time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime()))

    #: bytes of the largest file
    LARGEST: ClassVar[int] = MOST_PAGES * PAGE + (1 << 20)

    def numbers(self) -> list[int]:
        """The numbers of the saved pages, upwards."""
        return numbers_in(self.pages)

    def check(self) -> None:
        """ValueError or TypeError for what no machine could have saved."""
        for ranges in (self.pages, self.shared):
            last_one = -1
            for first, last in ranges:
                if not last_one < first <= last < MOST_PAGES:
                    raise ValueError("pages out of order")
                last_one = last
        kinds = {"psw": bytes, "keys": bytes, "source": str, "saved": str, "storage": int}
        if not all(isinstance(getattr(self, name), kind) for name, kind in kinds.items()):
            raise TypeError("values of the wrong kind")
        words = (16, self.gpr, 32), (16, self.cr, 32), (4, self.fpr, 64)
        if any(len(values) != count or not all(isinstance(v, int) and 0 <= v < 1 << bits for v in values)
               for count, values, bits in words):
            raise ValueError("registers that cannot be")
        if not self.pages or len(self.psw) != 8 or len(self.keys) != 2 * len(self.numbers()):
            raise ValueError("a PSW or keys that cannot be")
        if not 0 < self.storage <= MOST_PAGES * PAGE or not is_name(self.name):
            raise ValueError("a name or a storage that cannot be")
        if not set(numbers_in(self.shared)) <= set(self.numbers()):
            raise ValueError("shared pages that were not saved")


def numbers_in(ranges) -> list[int]:
    """Every page number of ((first, last), ...)."""
    return [n for first, last in ranges for n in range(first, last + 1)]


def pages_in(storage):
    """(number, bytes) of every page of a storage."""
    for start in range(0, len(storage), PAGE):
        yield start // PAGE, storage.read(start, PAGE)


def pack(header: Header, data: bytes) -> bytes:
    """The file's bytes."""
    body = plain.dumps({one.name: getattr(header, one.name) for one in fields(header)}) + b"\n" + data
    return MAGIC + VERSION + hashlib.sha256(body).hexdigest().encode() + b"\n" + body


def unpack(path, text: bytes) -> tuple[Header, bytes]:
    """Header and pages; MediaError when the file is damaged or of another kind."""
    if not text.startswith(MAGIC):
        raise MediaError(f"{path}: is no saved system; remove the file")
    start = len(MAGIC) + len(VERSION)
    if text[len(MAGIC):start] != VERSION:
        raise MediaError(f"{path}: was saved by a newer version; {REMEDY}")
    digest, body = text[start:start + DIGEST + 1], text[start + DIGEST + 1:]
    if len(text) > Header.LARGEST or hashlib.sha256(body).hexdigest().encode() + b"\n" != digest:
        raise MediaError(f"{path}: is damaged or cut off; {REMEDY}")
    line, _, data = body.partition(b"\n")
    try:
        found = plain.loads(line)
        for name in ("pages", "shared"):
            found[name] = tuple((int(first), int(last)) for first, last in found[name])
        header = Header(**found)
        header.check()
        if len(data) != len(header.numbers()) * PAGE:
            raise ValueError("not as many pages as it says")
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise MediaError(f"{path}: does not describe a saved system ({error}); {REMEDY}") from None
    return header, data
