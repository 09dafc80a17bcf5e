"""CMSLIB MACLIB, the macros of ours that programs under CMS use, for ASSEMBLE; OSMACRO MACLIB, those of OS.

Called by cms/build_files.py.  docs/cms-programs.md has the layout of a MACLIB: records of 80 bytes, a
header, each member with a record of X'61FFFF61' behind it, the dictionary.
"""
from __future__ import annotations

from .build_source import MACROS, BuildError

NAME, OS_NAME = "CMSLIB", "OSMACRO"
#: what a program outside of the nucleus has a use for
USED = ("adt", "await", "base", "bitof", "call", "cmscall", "conplst", "cpcall", "device", "disable",
        "enable", "enter", "fail", "fileplst", "free", "fret", "fst", "half", "libhead", "lineblk", "link",
        "modhead", "nucon", "regs", "return", "scrblk", "svcblk", "trkplst", "type")
CARD, BLANK, ITEM_END = 80, b"\x40", b"\x61\xFF\xFF\x61"
IDENTITY, ENTRY = b"\xC4\xD4\xE2\xD3\xC9\xC2", 12        # DMSLIB; bytes of an entry of the dictionary


def maclib(members: dict[str, list[str]]) -> list[bytes]:
    """The records of a library; BuildError for a line of more than 80 characters."""
    records, dictionary = [b""], b""
    for name, lines in sorted(members.items()):
        dictionary += name.encode("cp037").ljust(8, BLANK) + (len(records) + 1).to_bytes(2, "big") + bytes(2)
        for number, line in enumerate(lines, 1):
            if len(line) > CARD:
                raise BuildError(f"{name}:{number}: {len(line)} characters; a card has {CARD}")
            records.append(line.encode("cp037").ljust(CARD, BLANK))
        records.append(ITEM_END.ljust(CARD, BLANK))
    head = IDENTITY + (len(records) + 1).to_bytes(2, "big") + len(dictionary).to_bytes(4, "big")
    records[0] = head.ljust(CARD, b"\0")
    return records + [dictionary[at:at + CARD].ljust(CARD, b"\0") for at in range(0, len(dictionary), CARD)]


def cmslib() -> list[bytes]:
    return maclib({name.upper(): (MACROS / f"{name}.mac").read_text().splitlines() for name in USED})


def osmacro() -> list[bytes]:
    """The macros of macros/os: OS/360's names, for GLOBAL MACLIB OSMACRO."""
    return maclib({path.stem.upper(): path.read_text().splitlines() for path in (MACROS / "os").glob("*.mac")})
