"""The object code of an assembly in the order it was made: runs of bytes, and cards between them.

Filled by pass 2; read by object.py and `Assembly.sections`.
"""
from __future__ import annotations

from .sections import DUMMY, Unit
from .object_deck import CM, PR


class Run:
    """Bytes that follow each other.  address: as assembled."""
    __slots__ = ("section", "address", "data")

    def __init__(self, section: Unit, address: int):
        self.section, self.address, self.data = section, address, bytearray()


class ObjectText:
    """items: Runs and cards (str) of PUNCH and REPRO; leading: the cards before the first section."""

    def __init__(self):
        self.items: list = []
        self.leading: list[str] = []
        self._run: Run | None = None
        self._section: Unit | None = None
        self._end = -1

    def put(self, section: Unit, address: int, data: bytes) -> None:
        """Add bytes; dummy and common sections hold none."""
        if section is not self._section or address != self._end:
            self._section = section
            self._run = Run(section, address)
            if section.kind not in (DUMMY, CM, PR):
                self.items.append(self._run)
        self._run.data += data
        self._end = address + len(data)

    def punch(self, card: str, leading: bool) -> None:
        """A card of PUNCH or REPRO in its place."""
        (self.leading if leading else self.items).append(card)
        self.cut()

    def cut(self) -> None:
        """What follows begins a card."""
        self._end = -1

    def runs(self) -> list[Run]:
        return [item for item in self.items if type(item) is Run]
