"""The tour as text: plates and live sessions, for who has no terminal, for teachers and for tests.

Used by cp/cli_tour.py with `--plain`, and when standard output is no terminal.  What is typed at a terminal stands
behind `>`, what the machine says behind `|`.
"""
from __future__ import annotations

import textwrap
from typing import Callable

from cp.tour.exhibits import Row
from cp.tour.texts import Plate

WIDTH = 80
SIZE = (43, 80)


class PlainFace:
    """say: takes a line of text; words: of the tour"""

    paces = False
    player = None

    def __init__(self, say: Callable[[str], None], words: dict[str, str]):
        self.say, self.words = say, words
        self.shown = False

    def sizes(self, users: list[str]) -> tuple[int, int]:
        return SIZE

    def plate(self, plate: Plate, number: int, count: int) -> None:
        self.shown = False
        self.say("")
        self.say(f"=== {number}/{count}  {plate.title}")
        self.say("")
        for line in plate.lines():
            self.say(f"  {line}".rstrip())
        if plate.source:
            self.say("")
            for line in textwrap.wrap(self.words["source"].format(source=plate.source), WIDTH - 4):
                self.say(f"  {line}")
        self.say("")

    def stage(self, stage, plate: Plate) -> None:
        self.shown = True

    def caption(self, text: str) -> None:
        if text not in ("", self.words["working"]):
            self.say("")
            for line in textwrap.wrap(text, WIDTH - 4):
                self.say(f"  {line}")
            self.say("")

    def exhibit(self, rows: list[Row]) -> None:
        for row in rows:
            self.say("".join(text for _, text in row).rstrip())

    def heard(self, userid: str, line: str, typed: bool) -> None:
        if self.shown:
            self.say(f"{userid:<8}{'>' if typed else '|'} {line}".rstrip())

    def keys(self, words: str) -> None:
        """There are none."""

    def update(self) -> None:
        """Everything is printed when it comes."""
