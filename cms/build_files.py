"""The files that sysgen puts on the system disk: commands as MODULEs, EXECs.

Called by cms/build.py.  A command is a source in commands/, or a folder of sources that are linked
together, the one with the folder's name first.  It gets the transient area when it fits, else the user
area.  EXECs are text in execs/.
"""
from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from s360.asm.object_deck import read_decks
from s360.linker.link import Linked, link

from .build_source import COMMANDS, EXECS, TRANSIENT, USER, BuildError, assemble_file
from .disk import CmsDisk

MODE, DATE = "S2", datetime(1968, 1, 1)
PIECE = 0xF000                           # bytes of a record of a MODULE, as GENMOD writes them
COLUMNS = 80
#: source -> entry points that are commands of their own
ALSO = {"combine": ("COPYFILE",), "listf": ("LISTFILE",), "login": ("ACCESS", "RELEASE")}


class File(NamedTuple):
    """A file as CmsDisk.write takes it."""

    name: str
    type: str
    records: list[bytes]
    recfm: str


def module(linked: Linked, entry: int) -> list[bytes]:
    """The records of a MODULE: macro MODHEAD, then storage."""
    words = (linked.origin, linked.origin + len(linked.image), entry, 0, 0, 0)
    header = "MODULE  ".encode("cp037") + b"".join(word.to_bytes(4, "big") for word in words)
    return [header] + [linked.image[at:at + PIECE] for at in range(0, len(linked.image), PIECE)]


def sources_of(path: Path) -> list[Path]:
    """The sources of a command, in the order in which they lie in storage."""
    if path.is_file():
        return [path]
    rest = sorted(path.glob("*.asm"))
    first = path / f"{path.name}.asm"
    if first not in rest:
        raise BuildError(f"{path}: a command in a folder begins with {first.name}")
    return [first, *(one for one in rest if one != first)]


def command(path: Path, listings: Path | None = None) -> list[File]:
    """A command as a MODULE, and those that its other entry points are."""
    decks = [deck for source in sources_of(path)
             for deck in read_decks(assemble_file(source, listings), source.name)]
    linked = link(decks, origin=TRANSIENT)
    if linked.end > USER:
        linked = link(decks, origin=USER)
    if linked.severity or linked.unresolved:
        raise BuildError(f"{path.name}: " + "; ".join(str(message) for message in linked.messages))
    entries = {path.stem.upper(): linked.entry}
    entries |= {name: linked.symbols[name] for name in ALSO.get(path.stem, ())}
    return [File(name, "MODULE", module(linked, entry), "V") for name, entry in entries.items()]


def text(path: Path, type: str) -> File:
    """A host text as a file of format F 80."""
    records = []
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if len(line) > COLUMNS:
            raise BuildError(f"{path.name}:{number}: {len(line)} characters; a line has at most {COLUMNS}")
        records.append(line.encode("cp037").ljust(COLUMNS, b"\x40"))
    return File(path.stem.upper(), type, records, "F")


def system_files(listings: Path | None = None) -> list[File]:
    """All files, by name and type."""
    commands = [path for path in COMMANDS.glob("*") if path.suffix == ".asm" or path.is_dir()]
    files = [file for path in commands if not path.name.startswith(("_", "."))
             for file in command(path, listings)]
    files += [text(path, "EXEC") for path in EXECS.glob("*.exec")]
    return sorted(files)


def put_files(disk: CmsDisk, files: list[File]) -> None:
    """Write them on a disk; equal files give equal bytes."""
    for file in files:
        disk.write(file.name, file.type, file.records, file.recfm, mode=MODE, date=DATE)
