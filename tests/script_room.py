"""SCRIPT in a bare machine, for tests: documents put on the P-disk, their pages read at the terminal, from
the printer and from the file LISTING."""
from __future__ import annotations

from cms.disk import CmsDisk
from cms_files import WithDisk
from cms_machine import READY

LIMIT = 400_000_000                    # instructions


def document(text: str) -> list[bytes]:
    """Lines as records of format V; an empty line is a blank."""
    return [line.encode("cp037") or b"\x40" for line in text.split("\n")]


class Desk(WithDisk):
    """A machine with documents, `NAME: text` or `NAME TYPE: text`."""

    def __init__(self, documents: dict[str, str], cylinders: int = 5):
        super().__init__(*(self._file(name, text) for name, text in documents.items()),
                         cylinders=cylinders)

    @staticmethod
    def _file(name: str, text: str) -> tuple:
        fn, _, ft = name.partition(" ")
        return fn, ft or "SCRIPT", document(text), "V"

    def pages(self, name: str = "T", options: str = "") -> list[list[str]]:
        """The pages of a document, by option FILE: lines without trailing blanks, carriage control kept
        out; each page as long as it was written."""
        self.ask(f"SCRIPT {name} ( FILE {options}", LIMIT)
        return pages_of([record.decode("cp037") for record in self.read(name.split()[0], "LISTING")])

    def errors(self) -> list[str]:
        """What the latest command has typed, without the ready message."""
        return [line for line in self.lines if not READY.match(line)]


def pages_of(lines: list[str]) -> list[list[str]]:
    """Pages of lines with carriage control."""
    pages: list[list[str]] = []
    for line in lines:
        assert line[0] in " 1", line
        if line[0] == "1":
            pages.append([])
        pages[-1].append(line[1:].rstrip())
    return pages


def files_of(machine: WithDisk) -> set[tuple[str, str]]:
    return {entry.key for entry in CmsDisk(machine.disk).files()}
