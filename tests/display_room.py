"""A person at a 3270 display of CP, for tests: a Pane of this process on a session."""
from __future__ import annotations

import functools
import threading
import time
from pathlib import Path

from cp.first_saved import ipl_cards
from cp.terminal.pane import Pane
from cp.terminal.session import Session

DECKS = Path(__file__).resolve().parent.parent / "decks"
PATIENCE = 5.0                 # seconds; a busy host


class Sitting:
    """`person.type("LOGON X", "enter"); person.sees("text")`; who: the pane"""

    def __init__(self, system, rows: int = 24, columns: int = 80, more: float = 0, join=None):
        """join: makes the connection for an Outbox; None: a Session of this process."""
        self.rung = threading.Event()
        self.pane = Pane(join or (lambda outbox: Session(system, outbox)), rows, columns, ring=self.rung.set, more=more)
        self.pane.begin()

    @property
    def session(self) -> Session:
        return self.pane.link

    @property
    def shown(self) -> str:
        return self.pane.display.text()

    def until(self, condition) -> "Sitting":
        deadline = time.monotonic() + PATIENCE
        while not condition():
            self.rung.wait(0.02)
            self.rung.clear()
            self.pane.feed()
            assert time.monotonic() < deadline, (self.pane.state, self.shown)
        return self

    def sees(self, text: str, state: str | None = None) -> "Sitting":
        """Wait until the text is on the screen, the status is `state`, and the keyboard is free."""
        return self.until(lambda: text in self.shown and state in (None, self.pane.state)
                          and not self.pane.display.locked)

    def type(self, text: str, *keys: str) -> "Sitting":
        for key in (*text, *keys):
            self.pane.press(key)
        return self

    def line(self, text: str) -> "Sitting":
        return self.type(text, "enter")

    def close(self) -> None:
        self.pane.close()


@functools.cache
def cards(name: str) -> list[bytes]:
    """A program of decks/ as a deck that loads itself."""
    return ipl_cards(source(name).encode())


def in_reader(system, userid: str, name: str) -> None:
    """It lies in a user's reader, and nothing else."""
    system.spool.purge(system.spool.files(kind="RDR", owner=userid))
    writer = system.spool.open("RDR", userid)
    for card in cards(name):
        writer.punch(card)
    writer.close()


def source(name: str) -> str:
    """A program of decks/."""
    return (DECKS / f"{name}.asm").read_text()
