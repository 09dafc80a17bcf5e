"""The data of a file on a CMS disk: items in 800-byte records, and the chain links that tell where they are.

Called by cms/disk.py.  First chain link, 200 bytes: 40 halfwords with the records of chain links 2 to 41,
60 halfwords with data records 0 to 59.  A further chain link, 800 bytes: 400 data records.  Items of a
fixed file follow one another; those of a variable file have their length before them, 2 bytes.  They go
on from record to record.

Source: SY20-0887, chain links.  A data record 0 in a fixed file stands for 800 zeros (items never
written), a chain link 0 for 400 of these.
"""
from __future__ import annotations

import struct
from typing import NamedTuple

from .disk_directory import PIECE, Directory, Update
from .disk_entry import LONGEST, MOST_ITEMS, Entry
from .disk_format import SIZE, DiskError
from .disk_mfd import halfwords

LINKS, IN_FIRST, IN_FURTHER = 40, 60, 400
MOST = IN_FIRST + LINKS * IN_FURTHER     # 16,060 records, 12,848,000 bytes


class Chain(NamedTuple):
    """Where a file is: record and offset of the first chain link, records of the others, data records."""

    record: int
    offset: int
    links: list[int]
    data: list[int]


# -- reading

def chain(directory: Directory, entry: Entry) -> Chain:
    """Where a file is; DiskError when its chain leads astray."""
    if not entry.items:
        return Chain(0, 0, [], [])
    count = blocks_of(directory, entry)
    record, offset = directory.address(entry.link)
    words = struct.unpack(">100H", directory.blocks.read(record)[offset:offset + PIECE])
    further = -(-max(0, count - IN_FIRST) // IN_FURTHER)
    data, links = list(words[LINKS:]), list(words[:further])
    for number in links:
        if number or entry.recfm == "V":
            data += struct.unpack(">400H", directory.blocks.read(directory.inside(number)))
        else:
            data += [0] * IN_FURTHER
    del data[count:]
    for number in data:
        if number or entry.recfm == "V":
            directory.inside(number)
    return Chain(record, offset, [number for number in links if number], data)


def blocks_of(directory: Directory, entry: Entry) -> int:
    """How many data records a file has."""
    count = -(-entry.items * entry.lrecl // SIZE) if entry.recfm == "F" else entry.blocks
    if entry.recfm not in ("F", "V") or count > MOST or not entry.lrecl:
        raise DiskError("damaged", f"{directory.blocks.name}: {entry}: is of format {entry.recfm!r} with "
                        f"{entry.items} items of {entry.lrecl} in {count} records, which no file is")
    return count


def read_items(directory: Directory, entry: Entry) -> list[bytes]:
    """The items of a file."""
    data = b"".join(directory.blocks.read(number) if number else bytes(SIZE)
                    for number in chain(directory, entry).data)
    if entry.recfm == "F":
        return [data[at:at + entry.lrecl] for at in range(0, entry.items * entry.lrecl, entry.lrecl)]
    items, at = [], 0
    for _ in range(entry.items):
        start, at = at + 2, at + 2 + int.from_bytes(data[at:at + 2], "big")
        if at > len(data):
            raise DiskError("damaged", f"{directory.blocks.name}: {entry}: ends in item {len(items) + 1} of "
                            f"{entry.items}")
        items.append(data[start:at])
    return items


# -- writing

def checked(items: list[bytes], recfm: str, lrecl: int | None, name: str) -> int:
    """The item length of a new file; DiskError when its items cannot be in a file of this format."""
    if recfm not in ("F", "V"):
        raise DiskError("bad-format", f"{name}: the record format is F or V, not {recfm!r}")
    if not items:
        raise DiskError("empty", f"{name}: a file without records cannot be on a CMS disk")
    if len(items) > MOST_ITEMS:
        raise DiskError("too-many-items", f"{name}: {len(items)} records; a file has at most {MOST_ITEMS}")
    lengths = {len(item) for item in items}
    if lrecl is None:
        lrecl = max(lengths)
    if not 1 <= lrecl <= LONGEST or 0 in lengths or max(lengths) > LONGEST:
        raise DiskError("bad-item", f"{name}: records have 1 to {LONGEST} bytes")
    if max(lengths) > lrecl or recfm == "F" and lengths != {lrecl}:
        wrong = next(at for at, item in enumerate(items, 1) if len(item) > lrecl
                     or recfm == "F" and len(item) != lrecl)
        raise DiskError("bad-length", f"{name}: record {wrong} has {len(items[wrong - 1])} bytes; format "
                        f"{recfm} {lrecl} does not allow it")
    return lrecl


def packed(items: list[bytes], recfm: str, name: str) -> list[bytes]:
    """The data records of a file, the last perhaps short; DiskError when it is too large."""
    size = sum(map(len, items)) + (2 * len(items) if recfm == "V" else 0)
    if size > MOST * SIZE:
        raise DiskError("too-large", f"{name}: {size} bytes; a file has at most {MOST} blocks of {SIZE}")
    if recfm == "V":
        items = [part for item in items for part in (len(item).to_bytes(2, "big"), item)]
    data = b"".join(items)
    return [data[at:at + SIZE] for at in range(0, size, SIZE)]


def records_for(count: int) -> int:
    """Records that data and further chain links of so many data records take."""
    return count + -(-max(0, count - IN_FIRST) // IN_FURTHER)


def write_blocks(update: Update, data: list[bytes]) -> int:
    """Write data, further chain links and, last, the first chain link; gives its address."""
    numbers = [written(update, block) for block in data]
    links = [written(update, halfwords(numbers[at:at + IN_FURTHER]))
             for at in range(IN_FIRST, len(numbers), IN_FURTHER)]
    first = halfwords(links).ljust(2 * LINKS, b"\0") + halfwords(numbers[:IN_FIRST])
    return update.write_link(first.ljust(PIECE, b"\0"))


def written(update: Update, data: bytes) -> int:
    """The record that these bytes are written to."""
    number = update.take()
    update.blocks.write(number, data)
    return number


def give_back(update: Update, entry: Entry) -> None:
    """The records of a file are free after the commit."""
    if entry.items:
        found = chain(update.directory, entry)
        update.give(found.links)
        update.give(number for number in found.data if number)
        update.give_link(entry.link)
