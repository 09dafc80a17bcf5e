"""OS/360 programs for tests: sources with OS linkage, assembled for a P-disk, loaded and started."""
from __future__ import annotations

from cms.build_source import MACROS
from cms_files import WithDisk
from cms_machine import code_of
from s360.asm import assemble

OS_MACROS = MACROS / "os"
BEGIN = (" STM 14,12,12(13)", " BALR 12,0", " USING *,12", " ST 13,SAVE+4", " LA 13,SAVE")
END = ("GOBACK L 13,SAVE+4", " L 14,12(13)", " LM 0,12,20(13)", " BR 14", "SAVE DC 18F'0'", " LTORG")


def deck(text: str) -> list[bytes]:
    """The records of a source's object deck; OS macros are there."""
    made = assemble(text, "deck", libraries=(OS_MACROS,))
    assert made.return_code == 0, [str(message) for message in made.messages]
    return [made.object_deck[at:at + 80] for at in range(0, len(made.object_deck), 80)]


def program(*lines: str, name: str = "PROG", data: tuple = ()) -> list[bytes]:
    """A program: linkage around the statements, which end at GOBACK with the code in 15."""
    source = [f"{name} CSECT", *BEGIN, *lines, *END, *data, f" END {name}"]
    return deck("\n".join(source) + "\n")


def machine(*programs: tuple, files: tuple = (), **keys) -> WithDisk:
    """A bare machine whose P-disk has the decks (name, records) and files."""
    return WithDisk(*((name, "TEXT", records) for name, records in programs), *files, **keys)


def run(cms: WithDisk, name: str = "PROG", instructions: int = 5_000_000) -> list[str]:
    """LOAD and START; the lines of the answer."""
    assert code_of(cms.ask(f"LOAD {name}")) == 0, cms.lines
    return cms.ask("START", instructions)


def result(*lines: str, data: tuple = ()) -> list[str]:
    """What a program answers, on a machine of its own."""
    return run(machine(("PROG", program(*lines, data=data))))
