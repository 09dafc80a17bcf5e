"""What a job of `cpcms run` makes: its listing, its punched cards and the log of its console, as files.

Made by cp/job_work.py for each job; its paper and its punch are the media of the job's printer 00E and
punch 00D.  All is in the files whenever the machine stands still, so that nothing printed is lost however
the job ends; who shows it (`show`) gets what is new.
"""
from __future__ import annotations

import os
from pathlib import Path
from typing import Callable, Iterable

from cp.job import Limits
from s360.errors import ConfigError, MediaError
from s360.media.cards import DeckWriter, plainest_form
from s360.media.listing import PrintFile

SUFFIXES = {"printer": ".txt", "console": ".log", "punch": ".punch"}


def guard(outputs: Iterable[str], inputs: Iterable[str]) -> None:
    """ConfigError when a file that is read would be replaced."""
    read = {os.path.realpath(path): path for path in inputs}
    for path in outputs:
        if (real := os.path.realpath(path)) in read and os.path.exists(real):
            raise ConfigError(f"{read[real]}: is read and would be replaced by what the job makes; give it another "
                              "name, or another folder with --out")


def paths(folder: str, name: str) -> dict[str, str]:
    """Where a job's output goes."""
    return {what: os.path.join(folder, name + suffix) for what, suffix in SUFFIXES.items()}


class Paper(PrintFile):
    """The printer's paper; `output` counts its lines."""

    def __init__(self, path, output: Output):
        super().__init__(path)
        self.output = output

    def line(self, data: bytes, page: int, number: int, code: int = 0x01) -> None:
        self.output.count_line()
        super().line(data, page, number, code)

    def control(self, page: int, number: int, code: int) -> None:
        self.output.count_line()
        super().control(page, number, code)


class Punched:
    """What the punch's cards fall into."""

    def __init__(self, output: Output):
        self.output = output

    def punch(self, card: bytes) -> None:
        self.output.count_card(card)


class Output:
    """
    folder, name: the files are folder/name.txt, .log and .punch
    show:    called with ("printer" or "console", text) as it comes
    full:    called once a limit is reached; over: which one, "" as long as none is
    """

    def __init__(self, folder, name: str, limits: Limits, show: Callable[[str, str], None]):
        self.paths = paths(folder, name)
        for path in (*self.paths.values(), self.paths["printer"] + ".cc"):
            Path(path).unlink(missing_ok=True)         # of a former run
        self.limits, self.show = limits, show
        self.full: Callable[[], None] = lambda: None
        self.over = ""
        self.printed = self.typed = 0
        self.cards: list[bytes] = []
        self.log = open_file(self.paths["console"])
        self.shown = 0                                 # bytes of the listing that have been shown
        self.paper = Paper(self.paths["printer"], self)
        self.punch = Punched(self)

    # -- what comes from the machine

    def count_line(self) -> None:
        """The printer is about to do one more operation; MediaError when it may not."""
        if self.printed >= self.limits.lines:
            raise MediaError(self.reached(f"more than {self.limits.lines} lines printed"))
        self.printed += 1

    def count_card(self, card: bytes) -> None:
        if len(self.cards) >= self.limits.cards:
            raise MediaError(self.reached(f"more than {self.limits.cards} cards punched"))
        self.cards.append(card)

    def console(self, text: str, by_person: bool = False) -> None:
        """The console types, or its operator does."""
        self.typed += text.count("\n") or 1
        if self.typed > self.limits.lines:
            self.reached(f"more than {self.limits.lines} lines typed")
            return
        text = text.replace("\a", "")
        self.log.write(text)
        self.show("console", text)

    def reached(self, what: str) -> str:
        if not self.over:
            self.over = what
            self.full()
        return what

    # -- what becomes of it

    def bring(self) -> None:
        """All that has been made so far into the files, and the listing's new part before who watches."""
        self.paper.flush()
        self.log.flush()
        with open(self.paths["printer"], "rb") as file:
            file.seek(self.shown)
            new = file.read()
        if new:
            whole = whole_characters(new)
            self.shown += len(whole)
            self.show("printer", whole.decode("utf-8"))

    def close(self) -> dict[str, str]:
        """End the files; gives those that hold something."""
        self.paper.close()
        self.bring_rest()
        self.log.close()
        if self.cards:
            with DeckWriter(self.paths["punch"], plainest_form(self.cards)) as writer:
                for card in self.cards:
                    writer.punch(card)
        made = {}
        for what, path in self.paths.items():
            if os.path.exists(path) and os.path.getsize(path):
                made[what] = path
            else:
                for empty in (path, path + ".cc"):
                    Path(empty).unlink(missing_ok=True)
        return made

    def bring_rest(self) -> None:
        with open(self.paths["printer"], "rb") as file:
            file.seek(self.shown)
            if new := file.read():
                self.show("printer", new.decode("utf-8"))


def open_file(path: str):
    """The log; MediaError."""
    try:
        return open(path, "w", encoding="utf-8")
    except OSError as error:
        raise MediaError(f"{path}: {error.strerror}") from None


def whole_characters(data: bytes) -> bytes:
    """Without the beginning of a character (of two bytes at most) at the end."""
    return data[:-1] if data[-1] >= 0xC0 else data
