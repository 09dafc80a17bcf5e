"""Text libraries: object decks that the linker takes when a name is wanted.

Called by s360/linker/sections.py (automatic library call, INCLUDE) and cp/cli_link.py (`decks_of`).
A library is a file of object decks one after another (FILE.txtlib, made by joining decks) or a
folder of such files.  A deck is found by the names it defines (control sections, entry points,
named commons) and, alone in its file, by the file's name as CMS finds TEXT files.
Not implemented: the blocked TXTLIB with a dictionary of later CMS, members of an OS library.
"""
from __future__ import annotations

import os
from pathlib import Path

from ..errors import MediaError
from ..asm.object_deck import ObjectDeck, read_decks
from ..media.cards import MOST_BYTES, recognise, whole_file

SUFFIXES = (".text", ".txtlib", ".deck", ".obj")


class TextLibrary:
    """The decks of a file or folder; of two with one name the first (files by name) is found.

    path, decks.  MediaError when a file cannot be read or a card of it is damaged.
    """

    def __init__(self, path) -> None:
        self.path = Path(path)
        self.decks: list[ObjectDeck] = []
        self._by_name: dict[str, ObjectDeck] = {}
        size = 0
        for file in self._files():
            size += self._size(file)
            if size > MOST_BYTES:
                raise MediaError(f"{self.path}: a library of more than {MOST_BYTES} bytes is refused")
            self._add(file)
        for name, deck in self._file_names:
            self._by_name.setdefault(name, deck)

    def _files(self) -> list[Path]:
        self._file_names: list[tuple[str, ObjectDeck]] = []
        if not self.path.is_dir():
            return [self.path]
        try:
            inside = sorted(self.path.iterdir())
        except OSError as error:
            raise MediaError(f"{self.path}: {error.strerror}") from None
        files = [file for file in inside if file.suffix.lower() in SUFFIXES and file.is_file()]
        if not files:
            raise MediaError(f"{self.path}: no object deck in this folder; their names end in "
                             f"{', '.join(SUFFIXES)}")
        return files

    @staticmethod
    def _size(file: Path) -> int:
        try:
            return os.path.getsize(file)
        except (OSError, ValueError) as error:
            raise MediaError(f"{file}: {getattr(error, 'strerror', None) or error}") from None

    def _add(self, file: Path) -> None:
        decks = [deck for deck in decks_of(content_of(file), str(file)) if deck.end]
        self.decks += decks
        for deck in decks:
            for name in deck.names():
                self._by_name.setdefault(name, deck)
        if len(decks) == 1:
            self._file_names.append((file.stem.upper(), decks[0]))

    def find(self, name: str) -> ObjectDeck | None:
        """The deck that defines `name`, or is the only one of the file NAME; None without one."""
        return self._by_name.get(name)


def decks_of(content: bytes, name: str) -> list[ObjectDeck]:
    """The decks in a file; its statements, when it is text, in capitals as a card punch has them.
    MediaError as read_decks."""
    return read_decks(content.upper() if recognise(content, name) == "text" else content, name)


def content_of(path) -> bytes:
    """The bytes of a deck file; MediaError when it cannot be read or is absurdly long."""
    if os.path.exists(path) and not os.path.isfile(path):
        raise MediaError(f"{path}: is no ordinary file; expected object cards")
    return whole_file(path, "a deck")
