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
from tempfile import TemporaryDirectory
from typing import Callable, Iterator

from cp import cli_files
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
written, unless --let is given."""


def add_link(subparsers) -> None:
    """Add the sub-command to the parsers of `cpcms`."""
    parser = subparsers.add_parser(
        "link", help="link object decks: load image, IPL deck, tape or disk", epilog=EPILOG,
        description="Put object decks (and text libraries) together as one program at fixed addresses.")
    parser.add_argument("decks", metavar="DECK", nargs="+",
                        help="file of object decks or control statements, taken in this order; - is the "
                             "standard input")
    parser.add_argument("-o", "--output", metavar="FILE",
                        help="what is written; - is the standard output")
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
    parser.add_argument("--serial", type=serial, help="volume serial of a disk (default: the "
                        "program's name)")
    parser.add_argument("--let", action="store_true", help="write it in spite of severity 8")
    parser.add_argument("--force", action="store_true",
                        help="replace a tape, disk or map that exists, or a file that is no product "
                             "of link")
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


def serial(text: str) -> str:
    from s360.errors import MediaError
    from s360.media.ckd import ipl_records
    try:
        ipl_records(text)
    except MediaError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    return text


def run_link(options: argparse.Namespace) -> int:
    """Link and write; gives the exit code."""
    from s360.linker.link import link
    from s360.linker.sections import ERROR
    from s360.linker.map import map_data, map_lines
    from s360.linker.text_library import TextLibrary, decks_of

    kind, path = product(options)
    guard(options, kind, path)
    decks = [deck for name in options.decks
             for deck in decks_of(cli_files.read(name, "an object deck"), cli_files.name_of(name))]
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
                cli_files.write(options.lines, lines.to_json().encode())
    if options.json:
        written = None if failed else {"kind": kind, "file": path}
        cli_files.say(json.dumps({**map_data(linked), "written": written}, indent=1))
    else:
        if options.map in cli_files.OUTPUTS:
            cli_files.say("\n".join(map_lines(linked)))
        if told and not options.quiet and path not in cli_files.OUTPUTS:
            cli_files.say(f"{path}: {told}")
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
    return kind, options.output or Path(cli_files.name_of(options.decks[0])).stem + KINDS[kind][0]


def guard(options: argparse.Namespace, kind: str, path: str) -> None:
    """S360Error when what is written would replace a file that is read, or one that is no product of
    the linker."""
    from s360.errors import ConfigError, MediaError
    if options.serial and kind != "disk":
        raise ConfigError("--serial is for a disk; add --disk TYPE, or leave it out")
    shown = [cli_files.STANDARD] * (options.json and options.map not in cli_files.OUTPUTS)
    cli_files.check_names([name for name in (path, options.map, options.lines) if name] + shown,
                          [*options.decks, *options.library, *map_names(options)])
    for name, known in ((path, is_product(kind)), (options.lines, is_line_map)):
        if name and not (options.force or cli_files.is_stream(name)) and os.path.exists(name) \
                and not known(name):
            raise MediaError(f"{name}: exists already and looks like no product of cpcms link; name "
                             "another file, or use --force")


def is_product(kind: str) -> Callable[[str], bool]:
    """A test: is the file one that this command made and may make again?  Told by its suffix or its
    contents; tapes and disks are looked at when they are written."""
    def test(path: str) -> bool:
        from s360.linker.bootstrap import is_ipl_deck
        suffix = os.path.splitext(path)[1].lower()
        if kind in ("tape", "disk") or suffix in KINDS[kind][1]:
            return True
        return not (head := beginning(path)) or kind == "ipl" and is_ipl_deck(head)
    return test


def is_line_map(path: str) -> bool:
    """Is the file empty or a line map?"""
    from s360.asm.line_map import FORMAT
    head = beginning(path)
    return not head or FORMAT.encode() in head


def beginning(path: str) -> bytes:
    """The first bytes of a file; S360Error."""
    from s360.media.files import trouble
    try:
        with open(path, "rb") as file:
            return file.read(160)
    except OSError as error:
        raise trouble(path, error) from None


def map_names(options: argparse.Namespace) -> list[str]:
    """The line maps that may lie beside the decks, in their order."""
    return [os.path.splitext(cli_files.name_of(deck))[0] + ".map"
            for deck in options.decks] if options.lines else []


def source_map(linked, options: argparse.Namespace):
    """The program's LineMap; decks without a map beside them are left out."""
    from s360.asm.line_map import LineMap
    from s360.errors import MediaError
    from s360.linker.map import source_lines
    found = [(cli_files.name_of(deck), LineMap.load(name))
             for deck, name in zip(options.decks, map_names(options)) if os.path.exists(name)]
    if not found:
        raise MediaError(f"--lines: there is no {map_names(options)[0]}; make it with cpcms asm --map")
    return source_lines(linked, found)


@contextmanager
def map_file(options: argparse.Namespace, lines: Iterator[str]):
    """Write the map to a file, which stays only if the work inside succeeds."""
    if options.map is None or options.map in cli_files.OUTPUTS:
        yield
        return
    if cli_files.is_stream(options.map):
        yield
        cli_files.write(options.map, ("\n".join(lines) + "\n").encode())
        return
    from s360.media.files import replaced
    with replaced(options.map, options.force) as partial:
        Path(partial).write_text("\n".join(lines) + "\n", encoding="utf-8")
        yield


# -- what can be written; each tells what it made

def write_image(linked, path: str, options: argparse.Namespace) -> str:
    cli_files.write(path, linked.image)
    return (f"image of {len(linked.image)} bytes from {linked.origin:06X} on, "
            f"{entry_text(linked)}")


def write_ipl(linked, path: str, options: argparse.Namespace) -> str:
    from s360.linker.bootstrap import CARD, ipl_deck
    deck, loader = ipl_deck(linked)
    cli_files.write(path, deck)
    return f"IPL deck of {len(deck) // CARD} cards, {entry_text(linked)}, loader at {loader:06X}"


def write_tape(linked, path: str, options: argparse.Namespace) -> str:
    from s360.linker.bootstrap import ipl_tape
    with medium(path) as file:
        loader = ipl_tape(linked, file, options.force)
    return f"IPL tape, {entry_text(linked)}, loader at {loader:06X}"


def write_disk(linked, path: str, options: argparse.Namespace) -> str:
    from s360.linker.bootstrap import ipl_disk
    device = options.disk or DEFAULT_DISK
    with medium(path) as file:
        loader = ipl_disk(linked, file, device, options.serial, options.force)
    return f"IPL disk {device}, {entry_text(linked)}, loader at {loader:06X}"


WRITERS = {"ipl": write_ipl, "image": write_image, "tape": write_tape, "disk": write_disk}


def entry_text(linked) -> str:
    return f"entry {linked.entry:06X} {linked.entry_name}".rstrip()


@contextmanager
def medium(path: str) -> Iterator[str]:
    """The name to write a tape or disk under: `path`, or, when that is no ordinary file, one whose
    bytes then go there."""
    if not cli_files.is_stream(path):
        yield path
        return
    with TemporaryDirectory() as folder:
        name = os.path.join(folder, "medium")
        yield name
        cli_files.write(path, Path(name).read_bytes())
