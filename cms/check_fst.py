"""The file status table of a CMS disk: entries of 40 bytes, 20 in a record; for cms/check.py.

Unused entries are zero and may stand anywhere.  Names are checked for what can be typed; CMS itself
compares eight bytes.  The year is two EBCDIC digits, 60 to 99 are 19yy; blank or zero (older disks)
is accepted.  The flag byte (31) is not looked at.

Source: CMS-67 macro library; SY20-0887, file status table.
"""
from __future__ import annotations

from struct import Struct
from typing import Iterator, NamedTuple

from .check_blocks import Blocks
from .check_report import DOUBTFUL, SEVERE, Report, block_name
from .check_usage import Usage

LENGTH = 40
FIELDS = Struct(">8s8s4sHH2sHHcBIH2s")
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
NAME_CHARACTERS = LETTERS + "0123456789@#$+-:_"
MODE_DIGITS = "0123456"
DAYS = 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31
NO_YEAR = bytes(2), b"\x40\x40"
FORMATS = {b"\xc6": "F", b"\xe5": "V"}
LONGEST_ITEM = 65535
BLOCK = 800
MOST_BLOCKS = 60 + 40 * 400


class Entry(NamedTuple):
    """An entry as it stands in the table.

    where: its record and number; date: month, day, hour, minute, packed; write, read: item numbers
    link: address of the first chain link; format: one EBCDIC character; length: of the longest item,
    bytes; blocks: data blocks; year: EBCDIC
    """

    where: str
    fn: bytes
    ft: bytes
    date: bytes
    write: int
    read: int
    fm: bytes
    items: int
    link: int
    format: bytes
    flag: int
    length: int
    blocks: int
    year: bytes

    @property
    def name(self) -> str:
        """FILE NAME TYPE P1; X'..' for a part that cannot be printed."""
        return " ".join(["FILE"] + [readable(part) for part in (self.fn, self.ft, self.fm)])

    @property
    def recfm(self) -> str | None:
        """"F", "V", None when it is neither."""
        return FORMATS.get(self.format)

    @property
    def positions(self) -> int:
        """Data blocks that the chain links must have a place for; at most MOST_BLOCKS."""
        needed = -(-self.items * self.length // BLOCK) if self.recfm == "F" else 0
        return min(max(needed, self.blocks), MOST_BLOCKS)


def readable(part: bytes) -> str:
    text = part.decode("cp037").rstrip()
    return text if text and text.isascii() and text.isprintable() else f"X'{part.hex().upper()}'"


def entries(block: int, data: bytes) -> Iterator[Entry]:
    """The entries of an FST record that are not empty."""
    for n in range(len(data) // LENGTH):
        raw = data[n * LENGTH:(n + 1) * LENGTH]
        if any(raw):
            yield Entry(f"{block_name(block)} entry {n + 1}", *FIELDS.unpack(raw))


def read_fst(fst_blocks: list[int], blocks: Blocks, usage: Usage, report: Report) -> list[Entry]:
    """All entries that have a name, checked; claims the FST records."""
    found: list[Entry] = []
    for n, address in enumerate(fst_blocks):
        if not usage.claim(address, f"FST block {n + 1}"):
            continue
        data = blocks.get(address)
        if data is None:
            report.severe(block_name(address), "holds a part of the directory and cannot be read: up to "
                                               f"{BLOCK // LENGTH} files are lost")
            continue
        for entry in entries(address, data):
            if any(entry.fn):
                check_entry(entry, report)
                found.append(entry)
            else:
                report.doubtful(entry.where, "has no filename but is not zero; its file is lost")
    check_duplicates(found, report)
    return found


def check_entry(entry: Entry, report: Report) -> None:
    """The fields that can be judged alone."""
    check_name(entry, "filename", entry.fn, report)
    check_name(entry, "filetype", entry.ft, report)
    check_mode(entry, report)
    check_date(entry, report)
    if entry.recfm is None:
        report.severe(entry.name, f"the record format is X'{entry.format.hex().upper()}', neither F "
                                  "(C6) nor V (E5); no program can read it")
    if not 1 <= entry.length <= LONGEST_ITEM:
        report.severe(entry.name, f"the item length is {entry.length}, not 1 to {LONGEST_ITEM}")
    if not entry.items:
        report.doubtful(entry.name, "has no items; CMS keeps no empty file")
    for what, pointer in ("write", entry.write), ("read", entry.read):
        if pointer > entry.items + 1:
            report.doubtful(entry.name, f"the {what} pointer is item {pointer}, the file has "
                                        f"{entry.items}")
    needed = -(-entry.items * entry.length // BLOCK) if entry.recfm == "F" else entry.blocks
    if max(needed, entry.blocks) > MOST_BLOCKS:
        report.severe(entry.name, f"takes {max(needed, entry.blocks)} data blocks; the chain links "
                                  f"have places for {MOST_BLOCKS}")


def check_name(entry: Entry, what: str, raw: bytes, report: Report) -> None:
    text = raw.decode("cp037").rstrip(" ")
    bad = sorted({c for c in text if c not in NAME_CHARACTERS})
    if not text or " " in text or any(not (c.isascii() and c.isprintable()) for c in bad):
        report.severe(entry.name, f"the {what} X'{raw.hex().upper()}' is none: no command can name the "
                                  f"file ({entry.where})")
    elif bad:
        report.doubtful(entry.name, f"the {what} has {' '.join(bad)}, which no name has")


def check_mode(entry: Entry, report: Report) -> None:
    """Letter and digit, or SY of the system's files."""
    mode = entry.fm.decode("cp037")
    if mode != "SY" and (mode[0] not in LETTERS or mode[1] not in MODE_DIGITS):
        report.severe(entry.name, f"the filemode X'{entry.fm.hex().upper()}' is no letter and digit 0 "
                                  "to 6")


def check_date(entry: Entry, report: Report) -> None:
    digits, year = entry.date.hex(), entry.year.decode("cp037")
    month, day, hour, minute = (int(digits[n:n + 2]) if digits[n:n + 2].isdecimal() else 99
                                for n in range(0, 8, 2))
    known = year.isascii() and year.isdigit()
    leap = not known or int(year) % 4 == 0           # 1960 to 2059: 2000 is one too
    if (not 1 <= month <= 12 or not 1 <= day <= DAYS[month - 1] or hour > 23 or minute > 59
            or (month, day) == (2, 29) and not leap):
        report.doubtful(entry.name, f"the date {digits} is no month, day, hour, minute")
    if not known and entry.year not in NO_YEAR:
        report.doubtful(entry.name, f"the year X'{entry.year.hex().upper()}' is no two digits")


def check_duplicates(found: list[Entry], report: Report) -> None:
    """One file of a name: STATE and RDBUF take the first that they meet."""
    whole: dict[bytes, Entry] = {}
    for entry in found:
        first = whole.setdefault(entry.fn + entry.ft, entry)
        if first is entry:
            continue
        same = first.fm == entry.fm
        report.add(SEVERE if same else DOUBTFUL, entry.name,
                   f"is twice in the directory ({first.where} and {entry.where})" + ("" if same else
                   f", the other with mode {readable(first.fm)}") + "; commands see only one of them")
