"""Chain links and items of the files of a CMS disk, for the checker (cms/check.py).

The first chain link is a 200-byte piece: addresses of the links 2 to 41, then of the data blocks 0 to
59.  A further link is a record of 400 addresses.  Items of an F file lie one behind the other; an item
of a V file has its length before it, two bytes; both go on from block to block.

An F file may have gaps, items never written, but not at its end: their address is 0 and they read as
zeros.  Whether the count of data blocks in the FST includes them is not known; both are accepted.
Bytes behind the last item say nothing.

Source: SY20-0887, chain links.
"""
from __future__ import annotations

from dataclasses import dataclass, field
from struct import unpack
from typing import Iterator

from .check_blocks import Blocks
from .check_fst import BLOCK, Entry
from .check_report import Report, block_name, piece_name
from .check_usage import Usage

PIECE = 200
LINKS, DIRECT, PER_LINK = 40, 60, 400
TOO_BAD = 20                             # wrong addresses in a file after which the rest is not read


@dataclass
class File:
    """A file as its chain links have it.

    addresses: number of a data block, from 0 -> its record; one that is not there is a gap
    end:       data blocks before the first that cannot be had
    named, highest: how many addresses are not 0, and the number of the last one (-1: none)
    stray:     addresses behind those of the data blocks
    bad:       addresses that are not on the disk or belong to something else
    """

    entry: Entry
    addresses: dict[int, int] = field(default_factory=dict)
    end: int = 0
    named: int = 0
    highest: int = -1
    stray: int = 0
    bad: int = 0


def follow(entry: Entry, blocks: Blocks, usage: Usage, report: Report) -> File:
    """The file of an entry by its chain links; claims all its records."""
    file, name = File(entry), entry.name
    quarter, block = entry.link >> 14, entry.link & 0x3FFF
    if not block:
        if entry.items or entry.blocks:
            report.severe(name, f"the address of the first chain link is {entry.link:04X}; its data are "
                                "lost")
        return file
    if not usage.claim_piece(block, quarter, name):
        return file
    data = blocks.get(block)
    if data is None:
        report.severe(name, f"the first chain link in {piece_name(block, quarter)} cannot be read; its "
                            "data are lost")
        return file
    file.end = entry.positions
    words = unpack(">100H", data[quarter * PIECE:(quarter + 1) * PIECE])
    add_addresses(file, words[LINKS:], 0, blocks, usage, report)
    for n, address in enumerate(words[:LINKS]):
        if address:
            further_link(file, n, address, blocks, usage, report)
    check_count(file, report)
    return file


def further_link(file: File, n: int, address: int, blocks: Blocks, usage: Usage,
                 report: Report) -> None:
    """Add the addresses of chain link n + 2."""
    start, name = DIRECT + n * PER_LINK, file.entry.name
    here = min(PER_LINK, file.entry.positions - start)
    if here <= 0:
        file.stray += 1
        return
    data = blocks.get(address) if usage.claim(address, f"chain link {n + 2} of {name}") else None
    if data is not None:
        add_addresses(file, unpack(">400H", data), start, blocks, usage, report)
        return
    report.severe(name, f"chain link {n + 2} ({block_name(address)}) cannot be had; {here} data blocks "
                        "are lost")
    file.named += here
    file.highest = start + here - 1
    file.end = min(file.end, start)


def add_addresses(file: File, words: tuple, start: int, blocks: Blocks, usage: Usage,
                  report: Report) -> None:
    """Claim the data blocks from number `start` on."""
    name, positions = file.entry.name, file.entry.positions
    for n, address in enumerate(words, start):
        if not address:
            continue
        if n >= positions:
            file.stray += 1
            continue
        file.named += 1
        file.highest = n
        if file.bad >= TOO_BAD:
            continue
        if not usage.claim(address, name):
            file.bad += 1
            file.end = min(file.end, n)
            if file.bad == TOO_BAD:
                report.severe(name, f"{TOO_BAD} addresses in its chain links are wrong; the others are "
                                    "not looked at, their records may show as lost")
        elif blocks.get(address) is None:
            report.severe(name, f"data block {n} ({block_name(address)}) cannot be read; its items are "
                                "lost")
            file.end = min(file.end, n)
        else:
            file.addresses[n] = address


def check_count(file: File, report: Report) -> None:
    """The number of data blocks in the entry against the chain links and the items."""
    entry, name = file.entry, file.entry.name
    needed = -(-entry.items * entry.length // BLOCK) if entry.recfm == "F" else entry.blocks
    if entry.blocks not in (needed, file.named):
        report.severe(name, f"the directory says {entry.blocks} data blocks, the chain links have "
                            f"{file.named}, its items take {needed}")
    elif entry.blocks > needed:
        report.doubtful(name, f"has {entry.blocks} data blocks, its items take {needed}")
    if file.stray:
        report.doubtful(name, f"the chain links have {file.stray} addresses behind those of its "
                              f"{entry.positions} data blocks")
    gaps, last = entry.positions - file.named, entry.positions - 1 - file.highest
    if gaps and entry.recfm != "F":
        report.severe(name, f"the chain links have {gaps} addresses 0 among those of its "
                            f"{entry.blocks} data blocks; its items end there")
    elif last:
        report.severe(name, f"the last {last} of its {entry.positions} data blocks have no record; the "
                            "item count is too large or its end is lost")
    elif gaps:
        report.note(name, f"{gaps} of its {entry.positions} data blocks have no record; they read as "
                          "zeros")


def data_of(file: File, blocks: Blocks) -> tuple[bytes, bool]:
    """The data up to the first block that cannot be had, and whether that is all."""
    out, gap = bytearray(), bytes(BLOCK) if file.entry.recfm == "F" else b""
    for n in range(file.end):
        data = blocks.get(file.addresses[n]) if n in file.addresses else gap
        if not data:
            return bytes(out), False
        out += data
    return bytes(out), file.end == file.entry.positions


def items(entry: Entry, data: bytes) -> Iterator[tuple[int, int]]:
    """(offset, length) of the items, as many as the entry says and `data` holds; the last one may go
    beyond the data or have length 0, then it is bad."""
    at = 0
    for _ in range(entry.items):
        length = entry.length
        if entry.recfm == "V":
            if at + 2 > len(data):
                yield len(data), 1
                return
            length = data[at] << 8 | data[at + 1]
            at += 2
        yield at, length
        at += length
        if not length or at > len(data):
            return


def records_of(file: File, blocks: Blocks, room: int) -> list[bytes]:
    """The items that can be read; none when the file's gaps are more than `room` blocks."""
    if file.entry.recfm is None or gaps_of(file) > room:
        return []
    data, _ = data_of(file, blocks)
    return [data[at:at + length] for at, length in items(file.entry, data)
            if length and at + length <= len(data)]


def gaps_of(file: File) -> int:
    """Data blocks that are gaps, before the first that cannot be had."""
    return file.end - sum(n < file.end for n in file.addresses)


def check_items(file: File, blocks: Blocks, report: Report) -> None:
    """The items of a V file against the count, the longest length and the data blocks."""
    entry, name = file.entry, file.entry.name
    if entry.recfm != "V" or not entry.items:
        return
    data, whole = data_of(file, blocks)
    number = at = length = 0
    long: list[str] = []
    for number, (at, length) in enumerate(items(entry, data), 1):
        if length > entry.length:
            long.append(f"item {number} has {length} bytes")
    if long:
        report.severe(name, f"{long[0]}, the longest has {entry.length} by the directory"
                            + (f" ({len(long)} such items)" if len(long) > 1 else ""))
    end = at + length
    if end > len(data) or not length:
        if whole:
            how = "has length 0" if not length else "goes beyond the last data block"
            report.severe(name, f"item {number} of {entry.items} {how}: the item count or a length is "
                                "wrong")
        return
    if -(-end // BLOCK) < entry.positions:
        report.doubtful(name, f"has {entry.positions} data blocks, its {entry.items} items take "
                              f"{-(-end // BLOCK)}")
    behind = int.from_bytes(data[end:end + 2], "big")
    if whole and behind and behind <= entry.length and end + 2 + behind <= len(data):
        report.note(name, f"behind its {entry.items} items there seems to be one more, of {behind} "
                          "bytes; the item count may be too small")
