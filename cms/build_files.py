"""The files that sysgen puts on the system disk: commands as MODULEs, EXECs, the macro library, the texts of HELP,
the guide.

Called by cms/build.py.  A command is a source in commands/, or a folder of sources that are linked
together, the one with the folder's name first.  It gets the transient area when it fits, else the user
area.  EXECs are text in execs/.
"""
from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Callable, NamedTuple

from s360.asm.object_deck import ObjectDeck, read_decks
from s360.linker.link import Linked, link

from .build_guide import guide
from .build_help import library
from .build_extension import extension
from .build_maclib import NAME as MACRO_LIBRARY, OS_NAME, cmslib, osmacro
from .build_source import COMMANDS, EXECS, EXTENSIONS, OBJECTS, TRANSIENT, USER, BuildError, assemble_file
from .disk import CmsDisk

MODE, DATE = "S2", datetime(1968, 1, 1)
PIECE = 0xF000                           # bytes of a record of a MODULE, as GENMOD writes them
COLUMNS = 80
#: source -> entry points that are commands of their own (NAME=ENTRY where the entry cannot have the name)
ALSO = {"copyfile": ("COMBINE", "SPLIT", "CVTFV", "CNVT26"), "erases": ("ALTERS",), "listf": ("LISTFILE",),
        "login": ("ACCESS", "RELEASE"), "maclib": ("TXTLIB",), "printf": ("DUMPF",),
        "offline": ("PRINT", "PUNCH", "READCARD"),
        "setover": ("SETERR", "CLROVER", "SVCTRACE"),
        "taprint": ("TPCOPY",), "ostape": ("WRTAPE",),
        "query": ("SET", "VSET"), "chardef": ("LINEND=ENDLINE",), "logout": ("IPL",)}

#: source -> other commands whose routines it calls: they are linked with it
USES = {"query": ("stat", "syn"), "disk": ("offline/offfile",),
        "xedit": tuple(f"edit/ed{name}" for name in (
            "face", "in", "jold", "jrnl", "line", "misc", "move", "open", "oper", "prep", "save", "set", "setnum",
            "text", "turn", "types", "zend"))}
#: small ones that call commands of the transient area, and so lie in the user area
CALLERS = {"fortran"}


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
    """The sources of a program, in the order in which they lie in storage."""
    if path.is_file():
        return [path]
    rest = sorted(path.glob("*.asm"))
    first = path / f"{path.name}.asm"
    if first not in rest:
        raise BuildError(f"{path}: a program in a folder begins with {first.name}")
    return [first, *(one for one in rest if one != first)]


def decks_of(path: Path, listings: Path | None) -> list[ObjectDeck]:
    """The object decks of a program's sources."""
    return [deck for source in sources_of(path)
            for deck in read_decks(assemble_file(source, listings), source.name)]


def command(path: Path, listings: Path | None = None) -> list[File]:
    """A command as a MODULE, and those that its other entry points are."""
    decks = decks_of(path, listings)
    for other in USES.get(path.stem, ()):
        decks += decks_of(COMMANDS / f"{other}.asm", None)
    linked = link(decks, origin=TRANSIENT)
    if linked.end > USER or path.stem in CALLERS:
        linked = link(decks, origin=USER)
    if linked.severity or linked.unresolved:
        raise BuildError(f"{path.name}: " + "; ".join(str(message) for message in linked.messages))
    entries = {path.stem.upper(): linked.entry}
    for also in ALSO.get(path.stem, ()):
        name, _, entry = also.partition("=")
        entries[name] = linked.symbols[entry or name]
    return [File(name, "MODULE", module(linked, entry), "V") for name, entry in entries.items()]


def text(path: Path, type: str) -> File:
    """A host text as a file of format F 80."""
    records = []
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if len(line) > COLUMNS:
            raise BuildError(f"{path.name}:{number}: {len(line)} characters; a line has at most {COLUMNS}")
        records.append(line.encode("cp037").ljust(COLUMNS, b"\x40"))
    return File(path.stem.upper(), type, records, "F")


def object_deck(path: Path, listings: Path | None = None) -> File:
    """A source that users' programs are linked with, as its deck."""
    deck = assemble_file(path, listings)
    return File(path.stem.upper(), "TEXT", [deck[at:at + COLUMNS] for at in range(0, len(deck), COLUMNS)], "F")


def system_files(listings: Path | None = None, progress: Callable[[str], None] = lambda line: None
                 ) -> list[File]:
    """All files, by name and type."""
    files = []
    for path in sorted(COMMANDS.glob("*")):
        if (path.suffix == ".asm" or path.is_dir()) and not path.name.startswith(("_", ".")):
            progress(f"Assembling {path.stem.upper()}")
            files += command(path, listings)
    files += [text(path, "EXEC") for path in EXECS.glob("*.exec")]
    files += [File(path.name.upper(), "NUCEXT", [extension(decks_of(path, listings), path.name)], "V")
              for path in EXTENSIONS.iterdir() if path.is_dir() and not path.name.startswith(("_", "."))]
    files += [object_deck(path, listings) for path in OBJECTS.glob("*.asm")]
    files += [File(MACRO_LIBRARY, "MACLIB", cmslib(), "F"), File(OS_NAME, "MACLIB", osmacro(), "F")]
    texts, index = library()
    files += [File("HELP", "HELPTEXT", texts, "F"), File("HELP", "HELPINDX", index, "F")]
    files += [File(*document) for document in guide()]
    return sorted(files)


def put_files(disk: CmsDisk, files: list[File]) -> None:
    """Write them on a disk; equal files give equal bytes."""
    for file in files:
        disk.write(file.name, file.type, file.records, file.recfm, mode=MODE, date=DATE)
