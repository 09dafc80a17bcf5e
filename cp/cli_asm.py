"""`cpcms asm`: assemble a source file; and what a message means (`--explain`).

Called by the `cpcms` command through `add_asm`.  As with compilers, the deck goes into the present
folder under the source's name, messages go to the error output, a listing is made only when asked for,
and with errors (return code 8 or more) no deck, map or ELF file is written.  Files are written whole or
not at all.  Exit codes: 0 good (return codes 0 and 4), 1 errors, 2 wrong usage.
"""
from __future__ import annotations

import argparse
import json
import os
import re
import sys
from pathlib import Path

from cp import cli_files
from s360.errors import ConfigError, MediaError, S360Error

FLAWED = 8                               # a return code from which nothing but the listing is written
SHOWN = 100                              # messages, more are only counted
DECK, HEXADECIMAL = ".deck", ".hex"


def output_name(arguments) -> str:
    """Where the deck goes."""
    suffix = HEXADECIMAL if arguments.hex else DECK
    return arguments.output or Path(cli_files.name_of(arguments.file)).stem + suffix


def check_files(arguments) -> None:
    """ConfigError when an output would replace a source, a library or another output; MediaError
    when a library is none."""
    from s360.asm.library import COLLECTION, SUFFIXES
    outputs = [path for path in (output_name(arguments), arguments.listing, arguments.elf,
                                 arguments.map) if path]
    cli_files.check_names(outputs + [cli_files.STANDARD] * arguments.json,
                          [arguments.file, *arguments.library])
    for path in outputs:
        suffix = Path(path).suffix.lower()
        if suffix and suffix in (*SUFFIXES, COLLECTION) and os.path.isfile(path):
            raise ConfigError(f"{path}: is there already, and a source by its name; name another file")
    for path in arguments.library:
        if not (os.path.isdir(path) or Path(path).suffix.lower() == COLLECTION
                and os.path.isfile(path)):
            raise MediaError(f"-L {path}: is no folder and no {COLLECTION}")


def options_of(arguments):
    """The assembler's Options."""
    from s360.asm import Options
    chosen = {name: value for name in ("sysparm", "level", "date", "time", "linecount", "deck_id")
              if (value := getattr(arguments, name)) is not None}
    return Options(libraries=tuple(Path(path) for path in arguments.library), test=arguments.test,
                   **{part: getattr(arguments, part) for part in ("esd", "source", "rld", "xref")},
                   **chosen)


def elf(result) -> bytes:
    """The ELF file of an assembly, at its assembled addresses."""
    from s360.asm.elf import write_elf
    deck = result.deck
    entry = deck.end.address if deck.end is not None and deck.end.address is not None else (
        min((section.address for section in result.sections if section.bytes), default=0))
    return write_elf([(section.address, section.bytes) for section in result.sections
                      if section.bytes], result.line_map, entry)


def write_results(arguments, result) -> dict[str, str]:
    """Write what was asked for; what -> file."""
    files = {}
    if arguments.listing:
        files["listing"] = arguments.listing, result.listing.encode("utf-8", "replace")
    if result.return_code < FLAWED:
        deck = result.object_deck
        if arguments.hex:
            from s360.asm.object_deck import to_hexadecimal
            deck = to_hexadecimal(deck).encode("ascii", "replace")
        files["deck"] = output_name(arguments), deck
        if arguments.elf:
            files["elf"] = arguments.elf, elf(result)
        if arguments.map:
            files["map"] = arguments.map, result.line_map.to_json().encode("utf-8")
    for path, content in files.values():
        cli_files.write(path, content)
    return {what: path for what, (path, _) in files.items()}


def tell(arguments, result) -> None:
    """The messages for people, on the error output."""
    shown = [message for message in result.messages if message.severity or not arguments.quiet]
    for message in shown[:SHOWN]:
        print(message, file=sys.stderr)
    if len(shown) > SHOWN:
        print(f"{len(shown) - SHOWN} more messages; see the listing (--listing FILE)",
              file=sys.stderr)
    if result.messages and not arguments.quiet:
        flagged = result.statistics["flagged"]
        no_deck = "; no deck is written" if result.return_code >= FLAWED else ""
        print(f"{cli_files.name_of(arguments.file)}: {flagged} statement{'s' * (flagged != 1)} "
              f"flagged, return code {result.return_code}{no_deck}", file=sys.stderr)


def as_json(result, files: dict[str, str]) -> str:
    """The result for a program."""
    keys = ("code", "severity", "text", "file", "line", "column", "statement", "source")
    return json.dumps({
        "return_code": result.return_code, "files": files,
        "messages": [{key: getattr(message, key) for key in keys} | {"trail": list(message.trail)}
                     for message in result.messages],
        "sections": [{"name": section.name, "type": section.type, "esdid": section.esdid,
                      "address": section.address, "length": section.length}
                     for section in result.sections],
        "statistics": result.statistics}, indent=1)


def explain(word: str) -> str:
    """What a message means: its severity, text and remedy; S360Error when there is none."""
    from s360.asm.catalogue_doc import CATALOGUE, entry
    match = re.fullmatch(r"(?:ASM)?(\d{1,3})[A-Z]?", word.upper())
    if match is None or int(match[1]) not in CATALOGUE:
        raise S360Error(f"{word}: there is no such message; docs/assembler-messages.md has them all")
    return entry(int(match[1]))


def run_asm(arguments: argparse.Namespace) -> int:
    """Assemble, write, tell; gives the exit code."""
    if arguments.explain:
        cli_files.say(explain(arguments.explain))
        return 0
    check_files(arguments)
    content = cli_files.read(arguments.file, "a source")
    if not content.strip():
        raise MediaError(f"{cli_files.name_of(arguments.file)}: is empty; nothing to assemble")
    from s360.asm import assemble
    result = assemble(content, cli_files.name_of(arguments.file), options_of(arguments))
    files = write_results(arguments, result)
    tell(arguments, result)
    if arguments.json:
        cli_files.say(as_json(result, files))
    return 0 if result.return_code < FLAWED else 1


def limited(name: str, low: int, high: int):
    """A type of argument: a number in a range."""
    def number(text: str) -> int:
        if not text.isdecimal() or not low <= int(text[:9]) <= high:
            raise argparse.ArgumentTypeError(f"{name} must be a number from {low} to {high}")
        return int(text)
    return number


def shaped(pattern: str, wanted: str):
    """A type of argument: a text of a shape."""
    def text(word: str) -> str:
        if not re.fullmatch(pattern, word, re.DOTALL):
            raise argparse.ArgumentTypeError(f"{word!r} is not {wanted}")
        return word
    return text


class Need(argparse.Action):
    """FILE is needed unless a message is to be explained."""

    def __call__(self, parser, namespace, value, option=None):
        if value is None and not namespace.explain:
            parser.error("name the source FILE")
        setattr(namespace, self.dest, value)


def add_asm(subparsers) -> None:
    """Add the subcommand to the parsers of `cpcms`."""
    parser = subparsers.add_parser(
        "asm", help="assemble a source into an object deck",
        description="Assemble FILE (the language of Assembler F: docs/assembler.md).  The object deck "
                    "goes into the present folder as NAME.deck, messages to the error output.  With "
                    "errors (return code 8 or more) no deck is written.")
    parser.add_argument("--explain", metavar="MESSAGE", help="say what a message such as ASM201 means")
    parser.add_argument("file", metavar="FILE", nargs="?", action=Need,
                        help="source: text, a card a line, or EBCDIC cards; - is the standard input")
    parser.add_argument("-o", "--output", metavar="DECK",
                        help="file for the object deck (default NAME.deck, with --hex NAME.hex); - is "
                             "the standard output")
    parser.add_argument("--hex", action="store_true", help="write the deck as hexadecimal text")
    parser.add_argument("--elf", metavar="FILE", help="write an ELF file with symbols and lines, for "
                                                      "debuggers")
    parser.add_argument("--map", metavar="FILE", help="write a line map (JSON)")
    parser.add_argument("-L", "--library", metavar="DIR|MACLIB", action="append", default=[],
                        help="folder or .maclib with macros and COPY members; may be repeated")
    parser.add_argument("--sysparm", metavar="TEXT", type=shaped(r".{0,255}", "up to 255 characters"),
                        help="value of &SYSPARM")
    parser.add_argument("--level", choices=("f", "xf"),
                        help="f: report what Assembler F does not know (default xf)")
    parser.add_argument("--date", metavar="MM/DD/YY", type=shaped(r"\d\d/\d\d/\d\d", "a date MM/DD/YY"),
                        help="value of &SYSDATE (default today)")
    parser.add_argument("--time", metavar="HH.MM", type=shaped(r"\d\d\.\d\d", "a time HH.MM"),
                        help="value of &SYSTIME (default now)")
    parser.add_argument("--deck-id", metavar="ID", type=shaped(r"[A-Za-z0-9$#@]{1,8}",
                                                               "1 to 8 letters and digits"),
                        help="columns 73-80 of the cards (default: name of the first TITLE)")
    parser.add_argument("--test", action="store_true", help="SYM cards for test programs")
    add_listing_options(parser)
    parser.add_argument("-q", "--quiet", action="store_true", help="no notes, no summary")
    parser.set_defaults(func=run_asm)


def add_listing_options(parser: argparse.ArgumentParser) -> None:
    """The options that are about the listing and the JSON result."""
    parser.add_argument("--listing", metavar="FILE", help="make a listing; - is the standard output")
    parser.add_argument("--linecount", metavar="N", type=limited("--linecount", 10, 1000),
                        help="lines a page of the listing (default 55)")
    for part, what in (("esd", "external symbols"), ("source", "source statements"),
                       ("rld", "relocation dictionary"), ("xref", "cross-reference")):
        parser.add_argument(f"--no-{part}", dest=part, action="store_false",
                            help=f"listing without the {what}")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
