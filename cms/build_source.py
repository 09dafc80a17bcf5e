"""Assembling the sources of CMS.  Called by cms/build.py and cms/build_files.py."""
from __future__ import annotations

from pathlib import Path

from s360.asm import assemble
from s360.errors import S360Error

HERE = Path(__file__).resolve().parent
NUCLEUS, MACROS, COMMANDS, EXECS, EXTENSIONS, OBJECTS = (
    HERE / name for name in ("nucleus", "macros", "commands", "execs", "extensions", "objects"))
TRANSIENT, USER = 0x10000, 0x12000       # two pages for small commands; user programs


class BuildError(S360Error):
    """A source that does not assemble, or a program that does not fit."""


def assemble_file(path: Path, listings: Path | None = None) -> bytes:
    """The object deck of a source; BuildError with file and line for any message."""
    made = assemble(path.read_text(), path.name, libraries=(MACROS, MACROS / "os"), date="01/01/68", time="00.00")
    if listings:
        (listings / (path.stem + ".listing")).write_text(made.listing)
    if made.return_code:
        raise BuildError("\n".join(str(message) for message in made.messages))
    return made.object_deck
