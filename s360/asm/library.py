"""Where COPY members and library macros come from: folders and .maclib collections.

Called by generate.py.  In a folder, member NAME is the file NAME, NAME.asm, NAME.mac, NAME.copy or
NAME.macro, in capitals or not.  A .maclib is one file of cards (text, or EBCDIC): macro
definitions, MACRO to MEND, one behind the other, found by the name in their prototypes; and members
of any text, each behind a card `*COPY NAME`, up to the next such card (the form CMS gave MACLIB to
build from).  Members held in storage (Options.include) come first, then the libraries in their
order, then whoever is asked (Options.members).
Source: GC26-3756, SYSLIB; GC28-6514, section 10, COPY.
"""
from __future__ import annotations

import os
import re
from pathlib import Path
from typing import NamedTuple

from ..errors import S360Error
from .fields import capitals
from .source import lines_of, read_text

SUFFIXES = ("", ".asm", ".mac", ".copy", ".macro")
COLLECTION = ".maclib"
MOST_FILES = 100_000                     # of one folder
_HEAD = re.compile(r"\*COPY +([^ ]{1,64}) *\Z", re.IGNORECASE)
_WORDS = re.compile(r"(?:[^ ]*) +([^ ]+)")


class Member(NamedTuple):
    """file: the name for people; lines: its cards; first: line of its first card, from 1"""
    file: str
    lines: list[str]
    first: int = 1


class Library:
    """The members an assembly can reach; found ones are kept."""

    def __init__(self, options, messages):
        self._messages = messages
        self._found: dict[str, Member | None] = {}
        self._include = {capitals(name): text for name, text in options.include.items()}
        self._places = [_place(Path(path)) for path in options.libraries]
        self._ask = options.members
        self._opened = False

    def find(self, name: str) -> Member | None:
        """Member `name` (in capitals); None when no library has it."""
        if name not in self._found:
            self._found[name] = self._search(name)
        return self._found[name]

    def _search(self, name: str) -> Member | None:
        if name in self._include:
            return Member(name, lines_of(self._include[name]))
        if not self._opened:
            self._opened = True
            self._places = [place for place in self._places if self._open(place)]
        for place in self._places:
            try:
                member = place.find(name, self._messages)
            except S360Error as error:
                self._messages.report(146, None, reason=error)
                continue
            if member is not None:
                return member
        text = self._ask(name) if self._ask else None
        return None if text is None else Member(name, lines_of(text))

    def _open(self, place) -> bool:
        """Read a place's directory; False, and reported, when that fails."""
        try:
            place.open(self._messages)
        except S360Error as error:
            self._messages.report(146, None, reason=error)
            return False
        return True


def _place(path: Path):
    return Collection(path) if path.suffix.lower() == COLLECTION else Folder(path)


class Folder:
    """A folder with a file for each member."""

    def __init__(self, path: Path):
        self.path, self._files = path, {}

    def open(self, messages) -> None:
        """S360Error when the folder cannot be listed."""
        try:
            with os.scandir(self.path) as entries:
                names = sorted(entry.name for entry, _ in zip(entries, range(MOST_FILES)))
        except (OSError, ValueError) as error:
            raise S360Error(f"{self.path}: {getattr(error, 'strerror', None) or error}") from None
        for name in names:
            stem, suffix = os.path.splitext(name)
            rank = SUFFIXES.index(suffix.lower()) if suffix.lower() in SUFFIXES else None
            if rank is None:
                continue
            held = self._files.get(capitals(stem))
            if held is None or rank < held[0]:
                self._files[capitals(stem)] = rank, name

    def find(self, name: str, messages) -> Member | None:
        if name not in self._files:
            return None
        path = self.path / self._files[name][1]
        if not path.is_file():
            return None
        return Member(str(path), lines_of(read_text(path, messages)))


class Collection:
    """A .maclib file."""

    def __init__(self, path: Path):
        self.path, self._members = path, {}

    def open(self, messages) -> None:
        """S360Error when the file cannot be read."""
        lines = lines_of(read_text(self.path, messages))
        members, macros = members_of(lines)
        for name, (start, end) in {**macros, **members}.items():
            self._members[name] = Member(str(self.path), lines[start:end], start + 1)

    def find(self, name: str, messages) -> Member | None:
        return self._members.get(name)


def members_of(lines: list[str]) -> tuple[dict, dict]:
    """The *COPY members and the macro definitions of a collection: name -> (first line, end), from 0.

    Of two with one name the first counts.
    """
    members, macros, head, depth, start = {}, {}, None, 0, 0
    for number, line in enumerate([*lines, "*COPY *"]):
        match = _HEAD.match(line) if line[:1] == "*" else None
        if match:
            if head is not None:
                members.setdefault(head[0], (head[1], number))
            head, depth = (capitals(match[1]), number + 1), 0
            continue
        if line[:1] == "*" or not (match := _WORDS.match(line)):
            continue
        operation = capitals(match[1])
        if depth == 1 and start is None:                 # the card behind MACRO
            start, name = number, operation
        if operation == "MACRO":
            depth += 1
            if depth == 1:
                begin, start = number, None
        elif operation == "MEND" and depth:
            depth -= 1
            if not depth and start is not None:
                macros.setdefault(name, (begin, number + 1))
    return members, macros
