"""How tape blocks lie in host files: AWSTAPE, HET and SIMH .tap.

Called by tape.py alone, which keeps the position; a format here has none.  `forward(offset)` and
`backward(offset, ...)` look at one block and give a Found; damage is a Found too, never an exception.

AWSTAPE [numbers little-endian]: each chunk has 6 bytes before it: its length, the length of the chunk
before (halves), flags X'80' first chunk of a block, X'20' last, X'40' tape mark (length 0), and a zero
byte.  HET is the same with flags X'01' (zlib) and X'02' (bzip2): the chunks of a block joined are its
compressed bytes.  SIMH .tap: length word, data, filler to an even length, length word again; length 0
is a tape mark, X'FFFFFFFE' a gap, X'FFFFFFFF' the end; class 8 in the top four bits marks a block
that was read with errors when the tape was copied.  Files of an older writer without filler are read.

A block that the end of the file cuts off counts as not there: a killed writer leaves such a thing.

Not implemented: Hercules' FakeTape and OMA sets, .tap private and reserved record classes (damage).
"""
from __future__ import annotations

import bz2
import struct
import zlib
from typing import NamedTuple

from .files import HostFile

BLOCK, TAPEMARK, NOTHING, BAD = "block", "mark", "nothing", "bad"
LONGEST = 1 << 24                        # bytes of a block that is read
CHUNK_HEADER = struct.Struct("<HHBB")
WORD = struct.Struct("<I")
FIRST, MARK_FLAG, LAST, PACKED = 0x80, 0x40, 0x20, 0x03
ZLIB, BZIP2 = 0x01, 0x02
GAP, END_OF_MEDIUM = 0xFFFFFFFE, 0xFFFFFFFF
GAP_WORD = WORD.pack(GAP)
MANY_GAPS = 4096
GAPS = GAP_WORD * (MANY_GAPS // 4)
CUT_OFF = "the block is cut off by the end of the file"


class Found(NamedTuple):
    """What stands at a place.

    kind:   BLOCK, TAPEMARK, NOTHING (end of what is recorded) or BAD
    start, end: offsets of its first byte and of the byte after; for BAD end == start where the length
            cannot be trusted
    pieces: (offset, length) of the data in the file
    packed: 0, ZLIB or BZIP2
    text:   what is wrong (BAD), or why nothing follows
    """

    kind: str
    start: int
    end: int
    pieces: tuple = ()
    packed: int = 0
    text: str = ""


def bad(offset: int, text: str, end: int | None = None, pieces=(), packed: int = 0) -> Found:
    return Found(BAD, offset, offset if end is None else end, tuple(pieces), packed, text)


class Aws:
    """AWSTAPE and HET; `compress` says how blocks are written."""

    def __init__(self, compress: bool = False) -> None:
        self.compress = compress
        self.name = "het" if compress else "aws"

    def forward(self, file: HostFile, offset: int) -> Found:
        pieces, total, at, packed = [], 0, offset, 0
        while True:
            header = file.read(at, 6)
            if len(header) < 6:
                return Found(NOTHING, offset, offset, text=CUT_OFF if header or pieces else "")
            length, _, flags, more = CHUNK_HEADER.unpack(header)
            if not pieces and flags & 0xF8 == MARK_FLAG and length == 0:
                return Found(TAPEMARK, offset, at + 6)
            if (flags & MARK_FLAG or more or flags & 0x1C or bool(flags & FIRST) != (not pieces)
                    or (pieces and packed != flags & PACKED) or flags & PACKED == PACKED):
                return bad(offset, f"chunk header {header.hex().upper()} at offset {at} makes no sense")
            packed = flags & PACKED
            if at + 6 + length > file.size:
                return Found(NOTHING, offset, offset, text=CUT_OFF)
            pieces.append((at + 6, length))
            total, at = total + length, at + 6 + length
            if total > LONGEST or len(pieces) > LONGEST >> 8:
                return bad(offset, f"the block is longer than {LONGEST} bytes")
            if flags & LAST:
                break
        if total == 0:
            return bad(offset, "a block of no bytes", at)
        return Found(BLOCK, offset, at, tuple(pieces), packed)

    def backward(self, file: HostFile, offset: int, last: int | None) -> Found:
        """The block that ends at `offset`.  last: length of its last chunk, where it is known (it
        stands in the header that follows; behind the last block there is none)."""
        if last is None:
            header = file.read(offset, 4)
            if len(header) < 4:
                return bad(offset, "nothing tells the length of the block before")
            last = header[2] | header[3] << 8
        at, steps = offset - 6 - last, 0
        while at >= 0 and steps <= LONGEST >> 8:
            header = file.read(at, 6)
            if len(header) < 6:
                break
            _, before, flags, _ = CHUNK_HEADER.unpack(header)
            if flags & (FIRST | MARK_FLAG):
                found = self.forward(file, at)
                if found.end == offset and found.kind != NOTHING:
                    return found
                break
            at, steps = at - 6 - before, steps + 1
        return bad(offset, f"the link back at offset {offset} leads to no block")

    def last_length(self, file: HostFile, found: Found) -> int:
        """Length of the last chunk of a block, for the header of the next."""
        return found.pieces[-1][1] if found.pieces else 0

    def encode(self, block: bytes, before: int) -> tuple[bytes, int]:
        """(bytes to write, length of the chunk); before: length of the chunk before."""
        flags = FIRST | LAST
        if self.compress:
            small = zlib.compress(block, 4)
            if len(small) < len(block):
                block, flags = small, flags | ZLIB
        return CHUNK_HEADER.pack(len(block), before, flags, 0) + block, len(block)

    def mark(self, before: int) -> bytes:
        return CHUNK_HEADER.pack(0, before, MARK_FLAG, 0)


class Tap:
    """SIMH .tap."""

    name = "tap"
    compress = False

    def forward(self, file: HostFile, offset: int) -> Found:
        at = self._skip_gap(file, offset)
        word = file.read(at, 4)
        if len(word) < 4:
            return Found(NOTHING, offset, offset, text=CUT_OFF if word else "")
        value = WORD.unpack(word)[0]
        if value == 0:
            return Found(TAPEMARK, offset, at + 4)
        if value == END_OF_MEDIUM:
            return Found(NOTHING, offset, offset)
        kind, length = value >> 28, value & 0x0FFFFFFF
        if length > LONGEST or kind not in (0, 8):
            return bad(offset, f"length word X'{value:08X}' at offset {at} makes no sense")
        for filler in (length & 1, 0):
            end = at + 8 + length + filler
            if file.read(end - 4, 4) == word:
                pieces = ((at + 4, length),)
                if kind == 8 or length == 0:
                    return bad(offset, "the block is marked as read with errors", end, pieces)
                return Found(BLOCK, offset, end, pieces)
        if at + 8 + length > file.size:
            return Found(NOTHING, offset, offset, text=CUT_OFF)
        return bad(offset, f"the length words before and after the block at offset {at} differ")

    def _skip_gap(self, file: HostFile, offset: int) -> int:
        """Offset of the first word that is no gap."""
        at = offset
        if file.read(at, 4) != GAP_WORD:
            return at
        while True:
            words = file.read(at, MANY_GAPS)
            if words != GAPS[:len(words)]:
                while file.read(at, 4) == GAP_WORD:
                    at += 4
                return at
            at += len(words) & ~3
            if len(words) < MANY_GAPS:
                return at

    def _skip_gap_backward(self, file: HostFile, offset: int) -> int:
        """Offset behind the last word before `offset` that is no gap."""
        at = offset
        while at >= MANY_GAPS and file.read(at - MANY_GAPS, MANY_GAPS) == GAPS:
            at -= MANY_GAPS
        while at >= 4 and file.read(at - 4, 4) == GAP_WORD:
            at -= 4
        return at

    def backward(self, file: HostFile, offset: int, last: int | None = None) -> Found:
        at = self._skip_gap_backward(file, offset)
        word = file.read(at - 4, 4) if at >= 4 else b""
        if len(word) < 4:
            return bad(offset, "nothing but a gap before")
        value = WORD.unpack(word)[0]
        if value == 0:
            return Found(TAPEMARK, at - 4, offset)
        length = value & 0x0FFFFFFF
        for filler in (length & 1, 0):
            start = at - 8 - length - filler
            if start >= 0 and file.read(start, 4) == word:
                found = self.forward(file, start)
                if found.end == at:
                    return found._replace(end=offset)
        return bad(offset, f"the length word before offset {at} leads to no block")

    def last_length(self, file: HostFile, found: Found) -> int:
        return 0

    def encode(self, block: bytes, before: int) -> tuple[bytes, int]:
        word = WORD.pack(len(block))
        return word + block + b"\0" * (len(block) & 1) + word, 0

    def mark(self, before: int) -> bytes:
        return bytes(4)


def unpack(data: bytes, packed: int) -> bytes | str:
    """The bytes of a compressed block, or what is wrong with it; at most LONGEST bytes are made."""
    if not packed:
        return data
    try:
        if packed == ZLIB:
            worker = zlib.decompressobj()
            block = worker.decompress(data, LONGEST + 1)
        else:
            worker = bz2.BZ2Decompressor()
            block = worker.decompress(data, LONGEST + 1)
    except (zlib.error, OSError, EOFError, ValueError) as error:
        return f"the block cannot be unpacked: {error}"
    if len(block) > LONGEST:
        return f"the block is longer than {LONGEST} bytes"
    if not worker.eof or not block:
        return "the block cannot be unpacked: its end is missing"
    return block


def recognise(file: HostFile) -> str | None:
    """"aws", "het" or "tap" by the first blocks of the file, None if it is none of them.

    A first block that is whole decides; where both formats would do, AWSTAPE wins unless the link
    in the header behind it contradicts.
    """
    aws = Aws()
    first = aws.forward(file, 0)
    whole = first.kind in (BLOCK, TAPEMARK)
    if whole and _linked(file, aws, first):
        return "het" if _packed(file, aws) else "aws"
    found = Tap().forward(file, 0)
    if (found.kind in (BLOCK, TAPEMARK) or (found.kind == BAD and found.end > 0)
            or (found.kind == NOTHING and not found.text and file.size >= 4)):
        return "tap"
    if whole:
        return "het" if _packed(file, aws) else "aws"
    return _cut_off(file)


def _cut_off(file: HostFile) -> str | None:
    """The format of a file that holds a part of one block, as a writer killed at the first leaves it."""
    start = file.read(0, 6)
    if len(start) == 6 and not start[2] | start[3] | start[5] and start[4] & ~PACKED == FIRST | LAST:
        length = CHUNK_HEADER.unpack(start)[0]
        return ("het" if start[4] & PACKED else "aws") if file.size < 6 + length else None
    if len(start) >= 4 and not start[2] | start[3]:
        return "tap" if file.size < 8 + WORD.unpack_from(start)[0] else None
    return None


def _linked(file: HostFile, aws: Aws, found: Found) -> bool:
    """The header behind a block, if there is one, gives its length or (some writers) nothing."""
    before = file.read(found.end, 4)[2:]
    expected = aws.last_length(file, found).to_bytes(2, "little")
    return len(before) < 2 or before in (expected, b"\0\0")


def _packed(file: HostFile, aws: Aws) -> bool:
    """True when one of the first blocks is compressed."""
    at = 0
    for _ in range(3):
        found = aws.forward(file, at)
        if found.packed:
            return True
        if found.end == at:
            break
        at = found.end
    return False
