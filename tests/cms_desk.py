"""A bare machine with CMS and disks in memory, for tests of commands that work on files: lines are typed, the
answer is read, the disk is looked at from the host."""
from __future__ import annotations

import pytest

from cms.check import check, contents
from cms.disk import CmsDisk
from cms_file_calls import DRIVES, BareFiles, Recorder, e
from cms_machine import code_of

ENOUGH = 1_000_000_000                 # instructions of one command


def volume(*files, type="2314", cylinders=3, read_only=False) -> Recorder:
    """A CMS disk in memory; files: (name, type, items[, recfm[, lrecl[, mode[, date]]]])."""
    heads, size, _ = DRIVES[type]
    made = Recorder(type, cylinders, heads, size)
    disk = CmsDisk(made)
    disk.format("TEST01", cylinders)
    for file in files:
        disk.write(*file)
    made.read_only = read_only
    return made


class Desk(BareFiles):
    """P is a volume or a list of files; more: unit -> volume."""

    def __init__(self, *files, p=None, more=None):
        self.p = p if p is not None else volume(*files)
        super().__init__({0x191: self.p, **(more or {})})

    def ask(self, line, instructions=ENOUGH):
        return list(super().ask(line, instructions))

    def reply(self, line: str) -> list[str]:
        """The answer without the ready message; the code must be 0."""
        answer = self.ask(line)
        assert code_of(answer) == 0, answer
        return answer[:-1]

    def refuses(self, line: str, code: int, text: str = "") -> None:
        """The command ends with the code and says so in one line, in which the text stands."""
        answer = self.ask(line)
        assert code_of(answer) == code, (line, answer)
        assert len(answer) == 2 and text in answer[0], (line, answer)

    def words(self, line: str) -> list[list[str]]:
        return [one.split() for one in self.reply(line)]

    def contents(self, of=None) -> dict:
        """(name, type, mode) -> (F or V, length, items), as the checker sees it."""
        return contents(of or self.p)

    def files(self, of=None) -> dict:
        """(name, type) -> items"""
        return {key[:2]: value[2] for key, value in self.contents(of).items()}


def faults(disk) -> list:
    return [one for one in check(disk) if one.severity != "note"]


@pytest.fixture
def desk():
    """Makes machines; afterwards the checker finds no fault on their disks."""
    made = []

    def make(*files, **more):
        made.append(Desk(*files, **more))
        return made[-1]
    yield make
    for one in made:
        one.finis()
        for disk in one.disks.values():
            assert faults(disk) == []


def card(text: str) -> bytes:
    return e(text.ljust(80))
