"""Real readers: a host folder; every deck dropped there is queued to the reader of the user whom its
first card names.

Made by cp/real_unit.py; each has a thread of its own, which looks into the folder while the reader is
started.  First card, from column 1:

    ID userid                                 USERID userid [CLASS c] [NAME fn [ft]]

The card itself is not read by the user.  A deck is text or cards (s360/media/cards.py).  It is taken
when it has not changed between two looks; then it goes to `done/`, one that cannot be used to `bad/`
with a text beside it that says why.  A kill neither loses a deck nor makes it come twice.  Names that
begin with a dot or end in `.tmp` or `.part` are left alone: write such a one and rename it.

Source: GC20-1820 (real reader, USERID card).
"""
from __future__ import annotations

import os
from pathlib import Path

from cp.commands import words
from cp.messages import CPError
from cp.real_output import DRAINED, STARTED
from cp.real_worker import RealWorker
from cp.spool_file import READER, file_class, label_text
from s360.errors import MediaError, S360Error
from s360.media.cards import card_text, read_deck

LOOK = 0.5                     # seconds between two looks into the folder
UNFINISHED = (".tmp", ".part")
ID_WORDS = ("ID", "USERID")
COLUMN_BINARY = 160


class RealInput(RealWorker):
    """
    unit, type: "2540R"; folder: where decks are dropped
    """
    active = None
    classes = "*"
    kind = READER

    def __init__(self, system, unit: int, type: str, folder: Path, start: bool = True):
        super().__init__(system)
        self.unit, self.type, self.folder = unit, type, folder
        self.draining = not start
        self.seen: dict[str, tuple] = {}          # name -> size and time at the last look
        self.told: set[str] = set()               # decks whose owner has no room, told once

    # -- the operator's side

    @property
    def state(self) -> str:
        return DRAINED if self.draining else STARTED

    def start(self, classes: str | None = None, separator: bool | None = None) -> None:
        """Look for decks; a reader has neither classes nor separators."""
        if classes or separator is not None:
            raise CPError("wrong-device", unit=self.unit)
        self.draining, self.trouble = False, ""
        self.wake.set()

    def drain(self) -> None:
        """Take no more decks."""
        self.draining = True

    def describe(self) -> list[str]:
        """Lines of QUERY UR."""
        lines = [f"{self.kind} {self.unit:03X} {self.state}"]
        return lines + [f"    {self.unit:03X} NOT READY; {self.trouble}"] * bool(self.trouble)

    def record(self) -> dict:
        """The same for programs."""
        return {"unit": f"{self.unit:03X}", "type": self.type, "state": self.state,
                "folder": str(self.folder), "trouble": self.trouble}

    # -- its thread

    def _run(self) -> None:
        while not self.ended:
            if not self.draining:
                try:
                    self.look()
                except (OSError, S360Error) as error:
                    self._stopped(error)
            self.wake.wait(None if self.draining else LOOK)
            self.wake.clear()

    def _stopped(self, error: Exception) -> None:
        where = getattr(error, "filename", None)
        self.trouble = f"{where}: {error.strerror}" if where else str(error)
        self.draining = True
        self.system.tell_operator(f"RDR {self.unit:03X} NOT READY; {self.trouble}; THEN START "
                                  f"{self.unit:03X}")

    def look(self) -> None:
        """Take the decks that have not changed since the last look."""
        self.folder.mkdir(parents=True, exist_ok=True)
        now = {}
        with os.scandir(self.folder) as entries:
            for entry in entries:
                if (entry.is_file(follow_symlinks=False) and not entry.name.startswith(".")
                        and not entry.name.endswith(UNFINISHED)):
                    about = entry.stat(follow_symlinks=False)
                    now[entry.name] = (about.st_size, about.st_mtime_ns, about.st_ino)
        ready = sorted(name for name, about in now.items() if self.seen.get(name) == about)
        self.seen = now
        for name in ready:
            if self.ended or self.draining:
                return
            self.deck(self.folder / name, "/".join(map(str, (name, *now[name]))))

    def deck(self, path: Path, identity: str) -> None:
        """Queue one deck and put it away."""
        spool = self.system.spool
        if not spool.was_received(identity):
            try:
                self._queue(path, identity)
            except CPError as error:
                if error.key == "quota":           # it stays until there is room
                    if identity not in self.told:
                        self.told.add(identity)
                        self.system.tell_operator(f"RDR {self.unit:03X}; {path.name} WAITS; {error}")
                    return
                self._refuse(path, str(error))
                return
            except MediaError as error:
                if str(error).startswith(spool.path):
                    raise
                self._refuse(path, str(error))
                return
        self._put(path, "done")
        self.told.discard(identity)
        spool.forget_deck(identity)

    def _queue(self, path: Path, identity: str) -> None:
        deck = read_deck(path)
        user, attributes = self._id_card(path, deck)
        spool = self.system.spool
        writer = spool.open(READER, user, device=READER, **attributes)
        try:
            for card in deck[1:]:
                writer.punch(card)
            spool.receive(writer, identity)
        except BaseException:
            writer.purge()
            raise

    def _id_card(self, path: Path, deck: list[bytes]) -> tuple[str, dict]:
        """Whom the deck is for, and class, name and type."""
        if not deck or len(deck[0]) == COLUMN_BINARY:
            raise MediaError(f"{path}: has no ID card")
        operands = card_text(deck[0]).upper().split()
        if len(operands) < 2 or operands[0] not in ID_WORDS:
            raise MediaError(f"{path}: the first card is {card_text(deck[0])!r}, not ID userid or "
                             "USERID userid [CLASS c] [NAME fn ft]")
        user = words.userid(operands[1])
        self.system.directory.get(user)
        if len(deck) == 1:
            raise MediaError(f"{path}: no cards behind the ID card")
        return user, id_operands(path, operands[2:])

    def _refuse(self, path: Path, why: str) -> None:
        """A deck that cannot be used."""
        place = self._put(path, "bad")
        place.with_name(place.name + ".why").write_text(why + "\n", encoding="utf-8")
        self.system.tell_operator(f"RDR {self.unit:03X}; {path.name} NOT READ; {why}")

    def _put(self, path: Path, where: str) -> Path:
        """Move a deck to a folder beside it, under a name that is free there."""
        goal = self.folder / where / path.name
        goal.parent.mkdir(exist_ok=True)
        n = 1
        while os.path.lexists(goal):
            n += 1
            goal = self.folder / where / f"{path.name}~{n}"
        os.rename(path, goal)
        return goal


def id_operands(path: Path, operands: list[str]) -> dict:
    """CLASS and NAME of an ID card."""
    attributes = {}
    while operands:
        word = operands.pop(0)
        if word == "CLASS" and operands:
            attributes["cls"] = file_class(operands.pop(0))
        elif word == "NAME" and operands:
            attributes["name"] = label_text(operands.pop(0), 12)
            if operands and operands[0] != "CLASS":
                attributes["type"] = label_text(operands.pop(0), 12)
        else:
            raise MediaError(f"{path}: {word} on the ID card is neither CLASS c nor NAME fn ft")
    return attributes
