"""A spool file as CP's tables have it, and the words that describe one.

Made by cp/spool.py, shown by cp/commands/spooling.py, given to guests as an SFBLOK by
cp/spool_buffer.py.

Source: GC20-1820 (SPOOL, CHANGE, QUERY), SY20-0884 (SFBLOK) for what a file has.
Not implemented: 3800 attributes (CHARS, FCB, FLASH, MODIFY), secure files.
"""
from __future__ import annotations

import time
from dataclasses import dataclass, field

from cp.messages import CPError

READER, PRINTER, PUNCH = "RDR", "PRT", "PUN"
CONSOLE = "CON"                # made by a console; spooled as a printer's
KINDS = (READER, PRINTER, PUNCH)
CLASSES = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
MOST_NUMBER, MOST_COPIES = 9999, 99
NAME_LENGTH, DIST_LENGTH, FORM_LENGTH = 12, 8, 8
TAG_LENGTH = 136


@dataclass(slots=True, eq=False)
class SpoolFile:
    """
    number:   1 to 9999, in use once in the whole system
    kind:     the queue it is in: "RDR", "PRT", "PUN"; device: what made it, "CON" for a console
    owner:    whose queue; origin: who made it (his quotas are charged)
    cls:      A-Z, 0-9; copies 1-99; hold: by the user; system_hold: by the spooling operator
    form, dist, name, type, tag: text; name and type have 12 characters each
    records, size: lines or cards in closed blocks, and the bytes they take in the spool
    created, closed: seconds since 1970; position: order in the queue
    is_open:  still being written; incomplete: CP ended while it was
    exported: written to the host folder of all files; purged: gone once it is
    user:     who reads or prints it at present (not kept); None: nobody
    """
    number: int
    kind: str
    owner: str
    origin: str
    device: str = ""
    cls: str = "A"
    copies: int = 1
    hold: bool = False
    system_hold: bool = False
    form: str = ""
    dist: str = ""
    name: str = ""
    type: str = ""
    tag: str = ""
    records: int = 0
    size: int = 0
    created: float = 0.0
    closed: float = 0.0
    position: int = 0
    is_open: bool = True
    incomplete: bool = False
    exported: bool = False
    purged: bool = False
    user: object = field(default=None, repr=False)

    @property
    def held(self) -> bool:
        return self.hold or self.system_hold

    @property
    def holds(self) -> str:
        """As QUERY shows it: NONE, USER, SYS, USYS."""
        return {(False, False): "NONE", (True, False): "USER", (False, True): "SYS",
                (True, True): "USYS"}[self.hold, self.system_hold]

    @property
    def printed(self) -> bool:
        """It holds lines, not cards."""
        return self.device in (PRINTER, CONSOLE)

    def arrival(self) -> str:
        """What its new owner is told: `PUN FILE 0012 FROM ANNA COPY 01 NOHOLD`."""
        return f"{self.label} FROM {self.origin} {self.tail}"

    def sending(self) -> str:
        """What its origin is told."""
        where = "TO" if self.kind == READER else "FOR"
        return f"{self.label} {where} {self.owner} {self.tail}"

    @property
    def label(self) -> str:
        return f"{self.device} FILE {self.number:04d}"

    @property
    def tail(self) -> str:
        return f"COPY {self.copies:02d} {'HOLD' if self.hold else 'NOHOLD'}"

    def record(self) -> dict:
        """For programs: what `QUERY ... --json` gives."""
        stamp = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(self.closed or self.created))
        names = ("number", "kind", "device", "owner", "origin", "cls", "copies", "form", "dist",
                 "name", "type", "tag", "records", "incomplete")
        record = {name: getattr(self, name) for name in names}
        record["class"] = record.pop("cls")
        return record | {"hold": self.holds, "closed": stamp, "in use": self.user is not None}


#: the attributes of a file that live in the database
STORED = tuple(name for name in SpoolFile.__dataclass_fields__ if name != "user")


def file_class(word: str, any_class: bool = False) -> str:
    """A spool class: one letter or digit; `*` too where every class may be meant."""
    word = word.upper()
    if len(word) == 1 and (word in CLASSES or any_class and word == "*"):
        return word
    raise CPError("spool-class", operand=word)


def file_number(word: str) -> int:
    """A spoolid: 1 to 9999, leading zeros allowed."""
    if word.isascii() and word.isdigit() and len(word) <= 4 and 0 < int(word):
        return int(word)
    raise CPError("invalid-spoolid", operand=word)


def copies(word: str) -> int:
    """1 to 99 copies; `*5` (the same, made by one pass of a laser printer) counts as 5."""
    word = word.removeprefix("*")
    if word.isascii() and word.isdigit() and len(word) <= 3 and 1 <= int(word) <= MOST_COPIES:
        return int(word)
    raise CPError("spool-copies", operand=word)


def label_text(word: str, length: int) -> str:
    """A name, type, distribution code or form: what prints, at most so many characters."""
    word = word.upper()
    if 0 < len(word) <= length and word.isprintable() and " " not in word and in_ebcdic(word):
        return word
    raise CPError("invalid-operand", operand=word)


def in_ebcdic(text: str) -> bool:
    try:
        text.encode("cp037")
    except UnicodeEncodeError:
        return False
    return True
