"""Text between the host and a CMS disk: lines of characters there, records of EBCDIC (code page 037) here.

Called by `cpcms disk get --text` and `put --text`.  Out of CMS: trailing blanks go, each record is a line.
Into CMS: tabs become blanks up to the next column of eight, trailing blanks go, records of a fixed file
are filled with blanks; an empty line in a variable file is one blank, because CMS has no records of no
length.  Nothing is cut off and no character replaced: what cannot be translated is a DiskError.
"""
from __future__ import annotations

import unicodedata

from .disk_format import DiskError

TAB = 8
STANDARD = 80                            # lrecl of a fixed file when none is said
BLANK = b"\x40"


def records_of(text: str, recfm: str, lrecl: int | None, name: str) -> list[bytes]:
    """The records of a file's text; DiskError names the line that cannot be a record.

    lrecl: of a fixed file, default 80; of a variable file the most, default no limit
    """
    lines = text.split("\n")
    if lines[-1] == "":
        del lines[-1]
    size = lrecl or (STANDARD if recfm == "F" else None)
    out = []
    for number, line in enumerate(lines, 1):
        record = encoded(line.removesuffix("\r").expandtabs(TAB).rstrip(" "), f"{name}:{number}")
        if size is not None and len(record) > size:
            raise DiskError("bad-length", f"{name}:{number}: {len(record)} characters, a record has {size}; "
                            "give --recfm V or a longer --lrecl")
        out.append(record.ljust(size, BLANK) if recfm == "F" else record or BLANK)
    return out


def encoded(line: str, place: str) -> bytes:
    bad = next((char for char in line if unicodedata.category(char) == "Cc"), None)
    if bad is None:
        try:
            return line.encode("cp037")
        except UnicodeEncodeError as error:
            bad = line[error.start]
    raise DiskError("bad-item", f"{place}: {bad!r} has no place in code page 037; take it out, or put the "
                    "file without --text")


def text_of(records: list[bytes], name: str) -> str:
    """The lines of a file, each with a line end; DiskError when a record holds what is no text."""
    lines = []
    for number, record in enumerate(records, 1):
        line = record.decode("cp037").rstrip(" ")
        bad = next((at for at, char in enumerate(line)
                    if char != "\t" and unicodedata.category(char) == "Cc"), None)
        if bad is not None:
            raise DiskError("bad-item", f"{name}: byte {bad + 1} of record {number} is X'{record[bad]:02X}', "
                            "which is no text; get the file without --text")
        lines.append(line + "\n")
    return "".join(lines)
