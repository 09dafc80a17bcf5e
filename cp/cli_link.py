"""`cpcms link`: object decks become a load image, or an IPL deck, tape or disk.

Called by the `cpcms` command through `add_link`.  Exit codes: 0 good (warnings too), 1 failed and
nothing written, 2 wrong usage.  docs/linker.md is the guide.
"""
from __future__ import annotations

import argparse
import json
import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import Iterator

from cp.cli_disasm import hexadecimal

GOOD, FAILED = 0, 1
#: kind -> (suffix it is given, suffixes that mean it)
KINDS = {"ipl": (".ipl", (".ipl",)),
         "image": (".img", (".img", ".bin", ".image", ".core")),
         "tape": (".aws", (".aws", ".het", ".tap")),
         "disk": (".ckd", (".ckd", ".dasd", ".disk"))}
DEFAULT_DISK = "2314"

EPILOG = """\
Without a kind the suffix of -o FILE decides (.ipl .img .aws .het .tap .ckd), else an IPL deck is made;
without -o the first deck's name gets the kind's suffix, in the present folder.
Severity 4 is a warning. At severity 8 (a name that is not found, sections that overlap) nothing is
written, unless --let is given.
examples: cpcms link hello.deck                        makes hello.ipl
          cpcms link main.deck --library ftnlib --map   with what it needs from the folder ftnlib
          cpcms link kernel.deck -o kernel.ckd --disk 2311 --origin 1000
exit codes: 0 good (warnings too), 1 failed, 2 wrong usage"""


def add_link(subparsers) -> None:
    """Add the sub-command to the parsers of `cpcms`."""
    parser = subparsers.add_parser(
        "link", help="link object decks: load image, IPL deck, tape or disk", epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description="Put object decks (and text libraries) together as one program at fixed addresses.")
    parser.add_argument("decks", metavar="DECK", nargs="+",
                        help="file of object decks or control statements, taken in this order")
    parser.add_argument("-o", "--output", metavar="FILE", help="what is written")
    kind = parser.add_mutually_exclusive_group()
    kind.add_argument("--ipl", dest="kind", action="store_const", const="ipl",
                      help="deck that loads itself from a card reader (the default)")
    kind.add_argument("--image", dest="kind", action="store_const", const="image",
                      help="the bytes of storage from the first section to the last")
    kind.add_argument("--tape", dest="kind", action="store_const", const="tape",
                      help="tape that loads itself")
    kind.add_argument("--disk", metavar="TYPE", type=disk_type,
                      help=f"disk of this type ({DEFAULT_DISK}, 2311 ...) that loads itself")
    parser.add_argument("--entry", metavar="NAME", type=str.upper, help="where the program begins "
                        "(default: LDT card, ENTRY statement, END card, first section)")
    parser.add_argument("--origin", metavar="HEX", type=origin,
                        help="address of the first section (default: where it was assembled, 200 if "
                             "that is 0)")
    parser.add_argument("--library", metavar="FILE", action="append", default=[],
                        help="text library (file or folder) searched for missing names; may be "
                             "given more than once")
    parser.add_argument("--map", metavar="FILE", nargs="?", const="-",
                        help="print the map, or write it to FILE")
    parser.add_argument("--lines", metavar="FILE", help="write a line map of the program to FILE, from the "
                        "line maps NAME.map (`cpcms asm --map`) beside the decks")
    parser.add_argument("--serial", help="volume serial of a disk (default: the program's name)")
    parser.add_argument("--let", action="store_true", help="write it in spite of severity 8")
    parser.add_argument("--force", action="store_true",
                        help="replace a tape, disk or map that exists")
    parser.add_argument("--quiet", action="store_true", help="print only what is wrong")
    parser.add_argument("--json", action="store_true", help="map and messages for a program")
    parser.set_defaults(func=run_link)


def origin(text: str) -> int:
    value = hexadecimal(text)
    if value % 8:
        raise argparse.ArgumentTypeError(f"{text!r} is not a multiple of 8")
    return value


def disk_type(text: str) -> str:
    from s360.errors import MediaError
    from s360.media.geometry import geometry_of
    try:
        return geometry_of(text).type
    except MediaError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def run_link(options: argparse.Namespace) -> int:
    """Link and write; gives the exit code."""
    from s360.linker.link import link
    from s360.linker.sections import ERROR
    from s360.linker.map import map_data, map_lines
    from s360.asm.object_deck import read_decks
    from s360.linker.text_library import TextLibrary, content_of

    kind, path = product(options)
    guard(options, path)
    decks = [deck for name in options.decks for deck in read_decks(content_of(name), name)]
    linked = link(decks, options.entry, options.origin,
                  [TextLibrary(name) for name in options.library])
    for message in linked.messages:
        print(f"cpcms link: {message}", file=sys.stderr)
    failed = linked.severity >= ERROR and not options.let
    lines = source_map(linked, options) if options.lines else None
    told = None
    with map_file(options, map_lines(linked)):
        if not failed:
            told = WRITERS[kind](linked, path, options)
            if lines:
                put(options.lines, lines.to_json().encode())
    if options.json:
        written = None if failed else {"kind": kind, "file": path}
        print(json.dumps({**map_data(linked), "written": written}, indent=1))
    else:
        if options.map == "-":
            print("\n".join(map_lines(linked)))
        if told and not options.quiet:
            print(f"{path}: {told}")
    if failed:
        print("cpcms link: nothing is written because of errors (--let writes in spite of them)",
              file=sys.stderr)
    return FAILED if failed else GOOD


def product(options: argparse.Namespace) -> tuple[str, str]:
    """(kind, file name) of what is made."""
    kind = "disk" if options.disk else options.kind
    if kind is None and options.output:
        suffix = os.path.splitext(options.output)[1].lower()
        kind = next((name for name, (_, known) in KINDS.items() if suffix in known), None)
    kind = kind or "ipl"
    return kind, options.output or Path(options.decks[0]).stem + KINDS[kind][0]


def guard(options: argparse.Namespace, path: str) -> None:
    """S360Error when what is written would be one of the files that are read."""
    from s360.errors import MediaError
    written = [path] + [name for name in (options.map, options.lines) if name not in (None, "-")]
    for name in written:
        for read in [*options.decks, *options.library, *map_names(options)]:
            if os.path.realpath(name) == os.path.realpath(read):
                raise MediaError(f"{name}: is read and would be replaced; name another file")
    if len({os.path.realpath(name) for name in written}) < len(written):
        raise MediaError(f"{path}: two outputs have the same name; name another file")


def map_names(options: argparse.Namespace) -> list[str]:
    """The line maps that may lie beside the decks, in their order."""
    return [os.path.splitext(deck)[0] + ".map" for deck in options.decks] if options.lines else []


def source_map(linked, options: argparse.Namespace):
    """The program's LineMap; decks without a map beside them are left out."""
    from s360.asm.line_map import LineMap
    from s360.errors import MediaError
    from s360.linker.map import source_lines
    found = [(deck, LineMap.load(name)) for deck, name in zip(options.decks, map_names(options))
             if os.path.exists(name)]
    if not found:
        raise MediaError(f"--lines: there is no {map_names(options)[0]}; make it with cpcms asm --map")
    return source_lines(linked, found)


@contextmanager
def map_file(options: argparse.Namespace, lines: Iterator[str]):
    """Write the map to a file, which stays only if the work inside succeeds."""
    if options.map in (None, "-"):
        yield
        return
    from s360.media.files import replaced
    with replaced(options.map, options.force) as partial:
        Path(partial).write_text("\n".join(lines) + "\n", encoding="utf-8")
        yield


# -- what can be written; each tells what it made

def write_image(linked, path: str, options: argparse.Namespace) -> str:
    put(path, linked.image)
    return (f"image of {len(linked.image)} bytes from {linked.origin:06X} on, "
            f"{entry_text(linked)}")


def write_ipl(linked, path: str, options: argparse.Namespace) -> str:
    from s360.linker.bootstrap import CARD, ipl_deck
    deck, loader = ipl_deck(linked)
    put(path, deck)
    return f"IPL deck of {len(deck) // CARD} cards, {entry_text(linked)}, loader at {loader:06X}"


def write_tape(linked, path: str, options: argparse.Namespace) -> str:
    from s360.linker.bootstrap import ipl_tape
    loader = ipl_tape(linked, path, options.force)
    return f"IPL tape, {entry_text(linked)}, loader at {loader:06X}"


def write_disk(linked, path: str, options: argparse.Namespace) -> str:
    from s360.linker.bootstrap import ipl_disk
    device = options.disk or DEFAULT_DISK
    loader = ipl_disk(linked, path, device, options.serial, options.force)
    return f"IPL disk {device}, {entry_text(linked)}, loader at {loader:06X}"


WRITERS = {"ipl": write_ipl, "image": write_image, "tape": write_tape, "disk": write_disk}


def entry_text(linked) -> str:
    return f"entry {linked.entry:06X} {linked.entry_name}".rstrip()


def put(path: str, content: bytes) -> None:
    """Write a file whole or not at all."""
    from s360.media.files import replaced
    with replaced(path, overwrite=True) as partial:
        Path(partial).write_bytes(content)
