"""Blocks: what a spool file's lines and cards look like in the database.

Called by cp/spool.py.  A record is (command, data, page, line): the command byte of the channel
command word that made it, its data, and for printers where the carriage stood (page from 0, line from
1), so that the listing can be rebuilt.  A block is, all big-endian:

    bytes 0-3    checksum (CRC-32) of what follows
    bytes 4-7    number of records n
    n bytes      command codes
    2n bytes     lengths of the data
    4n bytes     pages
    2n bytes     lines
    the data of all records, one behind the other
"""
from __future__ import annotations

import struct
import zlib

Record = tuple[int, bytes, int, int]
MOST_DATA = 65_535
PER_RECORD = 9                 # bytes of a record beside its data


def encode(records: list[Record]) -> bytes:
    """A block of these records (at least one)."""
    commands, datas, pages, lines = zip(*records)
    n = len(records)
    body = struct.pack(f">I{n}B{n}H{n}I{n}H", n, *commands, *map(len, datas), *pages, *lines)
    body += b"".join(datas)
    return struct.pack(">I", zlib.crc32(body)) + body


def decode(block: bytes) -> list[Record]:
    """The records; ValueError when the block is not what was written."""
    if len(block) < 8 or struct.unpack_from(">I", block)[0] != zlib.crc32(memoryview(block)[4:]):
        raise ValueError("its checksum is wrong")
    n = struct.unpack_from(">I", block, 4)[0]
    if len(block) < 8 + PER_RECORD * n:
        raise ValueError("it is too short")
    fields = struct.unpack_from(f">{n}B{n}H{n}I{n}H", block, 8)
    at, datas = 8 + PER_RECORD * n, []
    for length in fields[n:2 * n]:
        datas.append(block[at:at + length])
        at += length
    return list(zip(fields[:n], datas, fields[2 * n:3 * n], fields[3 * n:]))
