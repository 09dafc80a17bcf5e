"""`cpcms disasm`: a storage image or an object deck as assembler instructions.

Called by the `cpcms` command through `add_disasm`.  An object deck (cards of 80 bytes with TXT
cards among them) is shown at the addresses of its TXT cards; every other file is taken as a flat
image of storage.  Card format: C28-6514, Object Program Output.

Not done here: following the flow of control, relocation (RLD cards), names (ESD cards).
"""
from __future__ import annotations

import argparse
from pathlib import Path
from typing import Iterator

from s360.disasm import listing
from s360.errors import MediaError

CARD = 80
TXT = b"\x02\xE3\xE7\xE3"              # X'02', then TXT in EBCDIC
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
    cards = [content[n:n + CARD] for n in range(0, len(content), CARD)]
    if len(content) % CARD or not any(card.startswith(TXT) for card in cards):
        return [(at, content)]
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


def joined(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges [start, end) in order, those that touch made one."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if out and start <= out[-1][1]:
            out[-1] = out[-1][0], max(end, out[-1][1])
        else:
            out.append((start, end))
    return out


def disasm_lines(path: Path, at: int = 0, start: int = 0, end: int = STORAGE) -> Iterator[str]:
    """The listing of the file `path` between two addresses; MediaError when it cannot be one."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise MediaError(f"{path}: {error.strerror}; give the name of an image or deck") from error
    if not content:
        raise MediaError(f"{path}: is empty; nothing to disassemble")
    parts = pieces(content, at)
    if parts and parts[-1][0] + len(parts[-1][1]) > STORAGE:
        raise MediaError(f"{path}: at {at:06X} it ends beyond address FFFFFF; choose a lower --at")
    for first, text in parts:
        yield from listing(text, start, end, first)


def run_disasm(options: argparse.Namespace) -> int:
    """Print the listing; gives the exit code."""
    end = STORAGE if options.end is None else options.end
    for line in disasm_lines(Path(options.file), options.at, options.start, end):
        print(line)
    return 0


def add_disasm(subparsers) -> None:
    """Add the subcommand to the parsers of `cpcms`."""
    parser = subparsers.add_parser(
        "disasm", help="disassemble a storage image or an object deck",
        description="List a flat storage image, or the text of an object deck, as assembler "
                    "instructions.  Addresses are hexadecimal.")
    parser.add_argument("file", metavar="FILE", help="image, or deck of 80-byte cards")
    parser.add_argument("--at", metavar="ADDR", type=hexadecimal, default=0,
                        help="address of the image's first byte (default 0)")
    parser.add_argument("--start", metavar="ADDR", type=hexadecimal, default=0,
                        help="first address to list")
    parser.add_argument("--end", metavar="ADDR", type=hexadecimal, default=None,
                        help="address behind the last one to list")
    parser.set_defaults(func=run_disasm)
