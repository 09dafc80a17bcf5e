"""`cpcms disasm`: a storage image or an object deck as assembler source, or as a flat listing.

Called by the `cpcms` command through `add_disasm`.  Source comes from s360/flow/disassembler.py,
which follows the flow of control.  The flat listing takes one instruction after the other: a deck
(cards of 80 bytes with TXT cards among them) at the addresses of its TXT cards, every other file as
an image of storage.  Card format: C28-6514, Object Program Output.

Without --flow or --flat a deck becomes source, and so does an image with --entry; a deck that is
damaged, or asked for in part, is listed.  Text is refused.  Exit codes: 0 good, 1 failed, 2 wrong usage.
"""
from __future__ import annotations

import argparse
import sys
from itertools import chain, islice
from typing import Iterable, Iterator

from cp import cli_files
from s360.asm.object_deck import joined
from s360.disasm import listing
from s360.errors import ConfigError, MediaError

CARD = 80
#: how object cards begin: X'02', then ESD, SYM, TXT, REP, RLD or END in EBCDIC
CARDS = tuple(b"\x02" + kind.encode("cp037") for kind in ("ESD", "SYM", "TXT", "REP", "RLD", "END"))
TXT = CARDS[2]
LINES = 4096                           # written at a time
SOURCE_LEAST = 16                      # bytes of text that are not taken for an image
TEXT_AT, TEXT_MOST = 16, 56            # columns 17 to 72
STORAGE = 1 << 24


def hexadecimal(text: str) -> int:
    """An address of the command line: hexadecimal, to FFFFFF; also X'...' and 0x...."""
    digits = text.upper().removeprefix("X'").removesuffix("'").removeprefix("0X")
    try:
        value = int(digits, 16)
    except ValueError:
        value = -1
    if not 0 <= value < STORAGE:
        raise argparse.ArgumentTypeError(f"{text!r} is not a hexadecimal address up to FFFFFF")
    return value


def pieces(content: bytes, at: int) -> list[tuple[int, bytes]]:
    """(address, bytes) of each contiguous part, ascending.  `at` is the address of a flat
    image's first byte, or is added to the addresses of an object deck."""
    if not is_deck(content):
        return [(at, content)]
    cards = [content[n:n + CARD] for n in range(0, len(content) // CARD * CARD, CARD)]
    image, used = bytearray(), []
    for card in cards:
        count = int.from_bytes(card[10:12], "big")
        if not card.startswith(TXT) or not 0 < count <= TEXT_MOST:
            continue
        start = int.from_bytes(card[5:8], "big")
        if len(image) < start + count:
            image.extend(bytes(start + count - len(image)))
        image[start:start + count] = card[TEXT_AT:TEXT_AT + count]
        used.append((start, start + count))
    return [(at + start, bytes(image[start:end])) for start, end in joined(used)]


def is_deck(content: bytes) -> bool:
    """Does it begin with an object card, or are these cards of 80 bytes with text among them?"""
    return content.startswith(CARDS) or len(content) % CARD == 0 and any(
        content.startswith(TXT, n) for n in range(0, len(content), CARD))


def is_source(content: bytes) -> bool:
    """Is it text: ASCII lines, or cards of EBCDIC characters?"""
    if len(content) < SOURCE_LEAST:
        return False
    if len(content) % CARD == 0 and (text := content.decode("cp037")).isprintable():
        return text.count(text[0]) < len(text)           # storage filled with blanks is no text
    return content.isascii() and b"\n" in content and all(
        char.isprintable() or char in "\n\r\t\f\x1a" for char in set(content.decode("ascii")))


def contents(path: str) -> bytes:
    """What is in the file, the cards of a deck in hexadecimal text; MediaError when it is empty."""
    from s360.asm.object_deck import from_hexadecimal, is_hexadecimal
    content = cli_files.read(path, "an image or deck")
    if not content:
        raise MediaError(f"{cli_files.name_of(path)}: is empty; nothing to disassemble")
    if is_hexadecimal(content) and any(card.hex().upper().encode() in content for card in CARDS):
        return from_hexadecimal(content.decode("ascii", "replace"), cli_files.name_of(path))
    return content


def flat_lines(options: argparse.Namespace, content: bytes) -> Iterator[str]:
    """The flat listing between two addresses; MediaError when the image does not fit, or when
    nothing lies there."""
    name = cli_files.name_of(options.file)
    parts = pieces(content, options.at)
    if parts and parts[-1][0] + len(parts[-1][1]) > STORAGE:
        raise MediaError(f"{name}: at {options.at:06X} it ends beyond address FFFFFF; "
                         "choose a lower --at")
    end = STORAGE if options.end is None else options.end
    lines = chain.from_iterable(listing(text, options.start, end, first) for first, text in parts)
    begun = list(islice(lines, 1))
    if not begun and not parts:
        raise MediaError(f"{name}: its cards hold no text; nothing to list")
    if not begun:
        first, last = parts[0][0], parts[-1][0] + len(parts[-1][1]) - 1
        raise MediaError(f"{name}: nothing lies from {options.start:06X} up to {end:06X}; it holds "
                         f"{first:06X} to {last:06X}")
    return chain(begun, lines)


def source_lines(options: argparse.Namespace, content: bytes) -> list[str]:
    """Assembler source; of a file with several decks one assembly after the other.  MediaError for
    damaged decks."""
    from s360.flow.disassembler import disassemble_deck, disassemble_image
    from s360.asm.object_deck import read_decks
    entries = options.entry or []
    name = cli_files.name_of(options.file)
    if not is_deck(content):
        return disassemble_image(content, options.at, entries).source.splitlines()
    if len(content) % CARD:
        raise MediaError(f"{name}: ends within card {len(content) // CARD + 1}; the deck is cut off")
    decks = [deck for deck in read_decks(content, name) if deck.end]
    if len(decks) > 1 and entries:
        raise MediaError(f"{name}: holds {len(decks)} decks; --entry is for one")
    return [line for deck in decks for line in disassemble_deck(deck, entries).source.splitlines()]


def wants_source(options: argparse.Namespace, deck: bool) -> bool:
    """Source or the flat listing?  ConfigError when the options contradict each other."""
    bounded = options.start or options.end is not None
    by_default = options.entry or deck and not options.at and not bounded
    source = options.form == "flow" if options.form else bool(by_default)
    if options.entry and not source:
        raise ConfigError("--entry is for the source form; leave --flat out")
    if options.end is not None and options.end <= options.start:
        raise ConfigError(f"--end {options.end:06X} is not behind --start {options.start:06X}")
    if source and bounded:
        raise ConfigError("--start and --end are for the flat listing; add --flat")
    if source and deck and options.at:
        raise ConfigError("--at is for images, a deck tells its addresses; leave it out")
    return source


def disassembled(options: argparse.Namespace) -> Iterable[str]:
    """The lines asked for."""
    content = contents(options.file)
    deck = is_deck(content)
    source = wants_source(options, deck)
    if not deck and is_source(content):
        told = f"{cli_files.name_of(options.file)}: looks like text, not like an object deck or image"
        if not options.form:
            raise MediaError(f"{told}; assemble it first (cpcms asm), or give --flat")
        print(f"cpcms: {told}", file=sys.stderr)
    if source:
        try:
            return source_lines(options, content)
        except MediaError as error:
            if options.form or options.entry:
                raise
            print(f"cpcms: {error}; this is a flat listing", file=sys.stderr)
    elif deck and len(content) % CARD:
        print(f"cpcms: {cli_files.name_of(options.file)}: ends within card "
              f"{len(content) // CARD + 1}; that is left out", file=sys.stderr)
    return flat_lines(options, content)


def run_disasm(options: argparse.Namespace) -> int:
    """Print the lines, or write them to a file; gives the exit code."""
    output = options.output or cli_files.STANDARD
    cli_files.check_names([output], [options.file])
    lines = iter(disassembled(options))
    if output in cli_files.OUTPUTS:
        with cli_files.standard_output() as out:
            while some := list(islice(lines, LINES)):
                out.write("\n".join(some) + "\n")
    else:
        cli_files.write(output, "".join(f"{line}\n" for line in lines).encode())
    return 0


def add_disasm(subparsers) -> None:
    """Add the subcommand to the parsers of `cpcms`."""
    parser = subparsers.add_parser(
        "disasm", help="disassemble a storage image or an object deck",
        description="Make assembler source of an object deck or a storage image, following the "
                    "flow of control; or list it instruction after instruction.  Addresses are "
                    "hexadecimal.",
        epilog="A deck becomes source, an image is listed unless --entry or --flow is given.")
    parser.add_argument("file", metavar="FILE",
                        help="image, or deck of 80-byte cards; - is the standard input")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--flow", dest="form", action="store_const", const="flow",
                      help="source that assembles back to the same bytes")
    form.add_argument("--flat", dest="form", action="store_const", const="flat",
                      help="a listing without labels, data and code alike")
    parser.add_argument("--entry", metavar="ADDR", type=hexadecimal, action="append",
                        help="an instruction lies there (may be given more than once)")
    parser.add_argument("--at", metavar="ADDR", type=hexadecimal, default=0,
                        help="address of the image's first byte (default 0)")
    parser.add_argument("--start", metavar="ADDR", type=hexadecimal, default=0,
                        help="first address to list")
    parser.add_argument("--end", metavar="ADDR", type=hexadecimal, default=None,
                        help="address behind the last one to list")
    parser.add_argument("-o", "--output", metavar="FILE", help="write to FILE; - is the standard "
                        "output")
    parser.set_defaults(func=run_disasm)
