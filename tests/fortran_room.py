"""IBM's FORTRAN IV (G) under our CMS, for tests: its decks on a P-disk, sources compiled, loaded and run."""
from __future__ import annotations

from pathlib import Path

from cms_files import WithDisk
from cms_machine import code_of
from shared import shared

CARD, BLANK = 80, b"\x40"
SOURCES = Path(__file__).parent / "fortran"
ENOUGH = 300_000_000


def decks_of(folder: str) -> dict[str, list[bytes]]:
    files = sorted((shared("real", "cms67") / folder).glob("*.TEXT"))
    return {path.stem: [data[at:at + CARD] for at in range(0, len(data), CARD)]
            for path in files for data in (path.read_bytes(),)}


def source(name: str) -> list[bytes]:
    """A program of ours as cards."""
    return cards((SOURCES / f"{name}.fortran").read_text())


def cards(text: str) -> list[bytes]:
    lines = text.splitlines()
    assert all(len(line) <= 72 for line in lines if not line.startswith("C")), "columns 1-72"
    return [line[:72].encode("cp037").ljust(CARD, BLANK) for line in lines]


class Fortran(WithDisk):
    """A bare 360 with the compiler, the library and sources; the library is made a TXTLIB by FORTLIB EXEC."""

    def __init__(self, *files: tuple, storage: str = "256K"):
        decks = decks_of("fortran_g") | decks_of("fortran_lib")
        super().__init__(*((name, "TEXT", deck) for name, deck in decks.items()), *files, cylinders=30,
                         storage=storage)
        self.good("FORTLIB")
        self.good("ERASE IHC* TEXT")              # LOAD would take files before members
        self.good("GLOBAL TXTLIB FORTLIB")

    def good(self, line: str, code: int = 0) -> list[str]:
        lines = self.ask(line, ENOUGH)
        assert code_of(lines) == code, lines
        return lines

    def start(self, name: str, *typed: str, code: int = 0) -> list[str]:
        """Compile, load and start a source; what it typed."""
        self.good(f"FORTRAN {name}")
        self.good(f"LOAD {name}")
        lines = list(self.ask("START", ENOUGH))
        for line in typed:
            lines += self.ask(line, ENOUGH)
        assert code_of(lines) == code, lines
        return lines[:-1]
