"""Sysgen: assembles and links the nucleus and writes the CMS system disk.

    python -m cms.build OUT [--listings FOLDER]

Called by `cpcms sysgen` and the package build.  The same sources give the same bytes.  cms/README.md
tells what lies where on the disk and how a nucleus file is written.
"""
from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import Callable, NamedTuple

from s360.asm.object_deck import read_decks
from s360.errors import S360Error
from s360.linker.link import Linked, link
from s360.media import ckd

from .build_files import File, put_files, system_files
from .build_source import MACROS, NUCLEUS, TRANSIENT, BuildError, assemble_file
from .disk import CmsDisk

FIRST = ("page0", "data", "stack")       # the nucleus begins with these, in this order
PAGE = 4096
CODE = 0x4000                            # the nucleus' code lies from here to TRANSIENT
TYPE, SERIAL = "2314", "CMS190"
CYLINDERS = 20                           # of the file system; one more has the nucleus
IPL_CHAIN = TRANSIENT                    # where IPL reads its channel program
READ, SEEK, SEARCH, TIC, NOP = 0x06, 0x07, 0x31, 0x08, 0x03
CHAIN, SLI = 0x40, 0x20


class Nucleus(NamedTuple):
    """image: storage from 0 on, whole pages; entry: address; symbols: name -> address"""
    image: bytes
    entry: int
    symbols: dict[str, int]


def sources() -> list[Path]:
    """The files of the nucleus in the order in which they lie in storage."""
    named = {path.stem: path for path in NUCLEUS.glob("*.asm")}
    rest = sorted(set(named) - set(FIRST))
    return [named[name] for name in (*FIRST, *rest)]


def build_nucleus(listings: Path | None = None) -> Nucleus:
    """Assemble and link all of nucleus/."""
    decks = [deck for path in sources()
             for deck in read_decks(assemble_file(path, listings), path.name)]
    linked = link(decks, entry="IPLENTRY", origin=0)
    check(linked)
    if listings:
        lines = [f"{address:06X} {name}" for name, address in sorted(
            linked.symbols.items(), key=lambda item: item[1])]
        (listings / "nucleus.map").write_text("\n".join(lines) + "\n")
    image = bytes(linked.image)
    return Nucleus(image + bytes(-len(image) % PAGE), linked.entry, linked.symbols)


def check(linked: Linked) -> None:
    """BuildError unless everything is defined and in its place."""
    if linked.severity or linked.unresolved:
        raise BuildError("; ".join(str(message) for message in linked.messages))
    code = min(section.address for section in linked.sections if section.address >= CODE)
    if code != CODE or linked.end > TRANSIENT:
        raise BuildError(f"the nucleus' code lies from {code:06X} to {linked.end:06X}; it must "
                         f"begin at {CODE:06X} and end before {TRANSIENT:06X}")


# -- the disk

def ccw(command: int, address: int, flags: int, count: int) -> bytes:
    """A channel command word."""
    return (bytes((command,)) + address.to_bytes(3, "big") + bytes((flags, 0))
            + count.to_bytes(2, "big"))


def pages(image: bytes) -> list[int]:
    """Numbers of the pages that are not empty, page 0 last: it holds the PSW that IPL loads."""
    full = [n for n in range(len(image) // PAGE) if any(image[n * PAGE:(n + 1) * PAGE])]
    return [n for n in full if n] + [0]


def ipl_record() -> bytes:
    """Record 1: the PSW (replaced when page 0 is read) and the CCWs that read record 2 and go there."""
    return (bytes(8) + ccw(READ, IPL_CHAIN, CHAIN | SLI, 800) + ccw(TIC, IPL_CHAIN, 0, 1))


def ipl_chain(numbers: list[int], cylinder: int) -> bytes:
    """Record 2: a channel program that reads each page from its head."""
    arguments = IPL_CHAIN + 32 * len(numbers)
    chain, seeks = b"", b""
    for place, number in enumerate(numbers):
        seek, here = arguments + 8 * place, IPL_CHAIN + 32 * place
        last = place == len(numbers) - 1
        chain += (ccw(SEEK, seek, CHAIN, 6) + ccw(SEARCH, seek + 2, CHAIN, 5)
                  + ccw(TIC, here + 8, 0, 1)
                  + ccw(READ, number * PAGE, 0 if last else CHAIN, PAGE))
        seeks += (bytes(2) + cylinder.to_bytes(2, "big") + number.to_bytes(2, "big") + b"\1\0")
    return chain + seeks


def write_disk(path: Path, nucleus: Nucleus, files: list[File]) -> None:
    """The system disk as an image; it has its name when it is whole."""
    partial = path.with_name(path.name + ".partial")
    try:
        ckd.create_volume(partial, TYPE, cylinders=CYLINDERS + 1, overwrite=True)
        with ckd.open_volume(partial, write=True) as volume:
            disk = CmsDisk(volume)
            disk.format(SERIAL, cylinders=CYLINDERS)
            disk.set_ipl(ipl_record(), ipl_chain(pages(nucleus.image), CYLINDERS))
            put_files(disk, files)
            for number in pages(nucleus.image):
                page = nucleus.image[number * PAGE:(number + 1) * PAGE]
                volume.write_track(CYLINDERS, number, ckd.slot(
                    CYLINDERS, number, [(1, b"", page)], volume.track_size))
        os.replace(partial, path)
    finally:
        partial.unlink(missing_ok=True)


def sysgen(out: Path, listings: Path | None = None, progress: Callable[[str], None] = lambda line: None
           ) -> str:
    """Build everything and write the system disk; gives a line of figures.  S360Error, OSError."""
    if listings:
        listings.mkdir(parents=True, exist_ok=True)
    out.parent.mkdir(parents=True, exist_ok=True)
    progress(f"Assembling the nucleus: {len(sources())} sources")
    nucleus = build_nucleus(listings)
    files = system_files(listings, progress)
    progress(f"Writing {out}")
    write_disk(out, nucleus, files)
    return (f"{out}: nucleus of {len(nucleus.image)} bytes, code ends at {len(nucleus.image):06X}; "
            f"{len(files)} files")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="cms.build", description="Build the CMS system disk.")
    parser.add_argument("out", type=Path, help="the disk image, such as cms190.ckd")
    parser.add_argument("--listings", type=Path, help="folder for the listings and the map")
    given = parser.parse_args(arguments)
    try:
        print(sysgen(given.out, given.listings))
    except (S360Error, OSError) as error:
        print(f"cms.build: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
