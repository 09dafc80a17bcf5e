"""Programs that load themselves: a linked program as an IPL deck, tape or disk.

Called by cp/cli_link.py.  Each medium begins with 24 bytes (PSW and two CCWs) that bring a small
loader, assembled from bootstrap.asm, into storage that the program does not fill:

* cards: the loader reads TXT and END cards one by one, with SIO and TIO;
* tape and disk: the channel does all.  One CCW reads a piece of the program to its place and, by
  data chaining, the few bytes behind it that tell where the next piece goes: the CCW itself (and
  on disk the seek address).  A no-operation ends the chain; the loader then enters the program.

What the program puts into locations 0-7F, where CPU and channel keep PSWs, CSW and CAW, is moved
there last; locations 2-3 hold the unit address, as after any IPL.  Program storage that no card
fills is left as it is.
Source: A22-6821-7 (IPL, CCW, data chaining); C28-6680 (volume label); GA26-3599 (2311, 2314).
Not implemented: clearing of storage, programs that fill all of it.
"""
from __future__ import annotations

import os
from typing import Iterator

from ..errors import MediaError
from ..media import ckd
from ..media.files import replaced
from ..media.geometry import Geometry, geometry_of
from ..media.tape import TapeImage, open_tape
from .link import LOW_STORAGE, STORAGE, Linked
from .sections import LinkError
from ..asm.object_deck import SD, End, Esd, ObjectDeck, Text, joined, write_deck

CARD = 80
#: CARDS of bootstrap.asm; the data address of its CCW counts from the loader's beginning
CARD_LOADER = bytes.fromhex(
    "05C048200002D27FC0EE00004110C08E501000489C0020004780C0224530C07247F0C012920000449D0020004780C03A"
    "4530C072910400444780C02295E7C0A04780C05A95D5C0A04770C00AD27F0000C0EE4020000258F0C0A207FF5840C0A2"
    "4850C0A806504450C06C47F0C00AD2004000C0AE07234710C086910300444750C0869500004507838200C09600000000"
    "020000A000000050 0002000000000E01")
CARD_CCW, CARD_LOW, CARD_SIZE = 0x90, 0xF0, 0x170
#: BLOCKS of bootstrap.asm, up to ENTRY
BLOCK_LOADER = bytes.fromhex("05C048200002D47F0000C01ED67F0000C09E4020000258F0C01A07FF")
BLOCK_CCWS = 0x120                       # behind ENTRY, MASK and FIRST
ERROR_WAIT = 0xE01                       # address of the card loader's disabled wait

READ, SEEK, SEARCH, TIC, READ_DISK, NO_OPERATION = 0x02, 0x07, 0x31, 0x08, 0x06, 0x03
DATA_CHAIN, CHAIN, SLI = 0x80, 0x40, 0x20
TAPE_BLOCK = 8192                        # bytes of program in a tape block
SMALL_GAP = 64                           # shorter gaps are loaded, as zeros
DEFAULT_STORAGE = 0x40000                # 256K: the loader stays below it where it can
SEEK_LENGTH = 8                          # BBCCHHR and a byte of nothing


def ccw(command: int, address: int, flags: int, count: int) -> bytes:
    """A channel command word."""
    return (bytes((command,)) + address.to_bytes(3, "big") + bytes((flags, 0))
            + count.to_bytes(2, "big"))


def place_loader(linked: Linked, size: int) -> int:
    """An address for `size` bytes that the program does not fill, a multiple of 8: from X'80' on,
    else behind the program, else storage inside it that no card fills.  LinkError without one."""
    used = joined((section.address, section.end) for section in linked.sections if section.length)
    behind = linked.end + -linked.end % 8
    if _free(LOW_STORAGE, size, used):
        return LOW_STORAGE
    if max(behind, LOW_STORAGE) + size <= DEFAULT_STORAGE:
        return max(behind, LOW_STORAGE)
    at = LOW_STORAGE
    for start, end in linked.pieces:
        if at + size <= start:
            return at
        at = max(at, end + -end % 8)
    if at + size <= STORAGE:
        return at
    raise LinkError(f"no place for the loader: the program fills all storage up to {linked.end:06X}; "
                    f"leave {size} bytes together that no card fills")


def _free(start: int, size: int, used: list[tuple[int, int]]) -> bool:
    return all(end <= start or start + size <= begin for begin, end in used)


# -- cards

def ipl_deck(linked: Linked, deck_id: str = "") -> tuple[bytes, int]:
    """(cards, address of the loader): three cards that load and enter the TXT cards behind them.

    deck_id: columns 73-80 of these, see write_deck.
    """
    loader = place_loader(linked, CARD_SIZE)
    code = bytearray(CARD_LOADER)
    data = int.from_bytes(code[CARD_CCW + 1:CARD_CCW + 4], "big")
    code[CARD_CCW + 1:CARD_CCW + 4] = (loader + data).to_bytes(3, "big")
    first = (_psw(loader) + ccw(READ, loader, CHAIN, CARD) + ccw(READ, loader + CARD, 0, CARD))
    texts = []
    for start, end in linked.pieces:
        for at, to in _split(start, end, LOW_STORAGE):
            goes = loader + CARD_LOW + at if at < LOW_STORAGE else at
            texts.append(Text(1, goes, linked.text(at, to)))
    section = Esd(linked.name[:8], SD, 1, linked.origin, length=min(len(linked.image), STORAGE - 1))
    deck = ObjectDeck([section], texts, end=End(linked.entry, 1))
    return first.ljust(CARD, b"\x40") + bytes(code) + write_deck(deck, deck_id), loader


def is_ipl_deck(content: bytes) -> bool:
    """Can a file that begins so be what `ipl_deck` made?  content: 96 bytes or more."""
    return content[CARD:CARD + 16] == CARD_LOADER[:16]


def _psw(address: int) -> bytes:
    """Everything disabled, supervisor state, key 0."""
    return bytes(4) + address.to_bytes(4, "big")


def _split(start: int, end: int, at: int) -> list[tuple[int, int]]:
    """The range, cut in two at an address inside it."""
    return [(start, at), (at, end)] if start < at < end else [(start, end)]


# -- what tape and disk share

def block_loader(linked: Linked, chain: bytes) -> bytes:
    """BLOCKS with its operands and the channel program behind it."""
    mask, first = bytearray(b"\xff" * LOW_STORAGE), bytearray(LOW_STORAGE)
    for start, end in linked.pieces:
        if start < LOW_STORAGE:
            end = min(end, LOW_STORAGE)
            mask[start:end] = bytes(end - start)
            first[start:end] = linked.text(start, end)
    made = BLOCK_LOADER + linked.entry.to_bytes(4, "big") + mask + first
    assert len(made) == BLOCK_CCWS
    return made + chain


def blocks(linked: Linked, loader: int, size: int) -> list[tuple[int, int]]:
    """What is loaded at its place, as (from, to): the pieces of the program beyond location 7F;
    small gaps go with them, except where the loader (`size` bytes) is."""
    out: list[tuple[int, int]] = []
    for start, end in linked.pieces:
        start = max(start, LOW_STORAGE)
        if start >= end:
            continue
        near = out and start - out[-1][1] < SMALL_GAP
        if near and _free(loader, size, [(out[-1][1], start)]):
            out[-1] = out[-1][0], end
        else:
            out.append((start, end))
    return out


def cut(ranges: list[tuple[int, int]], most: int) -> Iterator[tuple[int, int]]:
    """The ranges in parts of at most so many bytes."""
    for start, end in ranges:
        for at in range(start, end, most):
            yield at, min(at + most, end)


LAST = ccw(NO_OPERATION, 0, SLI, 1)


# -- tape

def ipl_tape(linked: Linked, path, force: bool = False) -> int:
    """Write a tape (.aws, .het or .tap by its suffix) that loads the program; gives the loader's
    address.  MediaError if the file exists and `force` is off."""
    size = BLOCK_CCWS + 24
    loader = place_loader(linked, size)
    read = loader + BLOCK_CCWS
    parts = list(cut(blocks(linked, loader, size), TAPE_BLOCK))
    reads = [ccw(READ, start, DATA_CHAIN, end - start) for start, end in parts] + [LAST]
    chain = reads[0] + ccw(READ, read, CHAIN, 8) + ccw(TIC, read, 0, 1)
    first = _psw(loader) + ccw(READ, loader, CHAIN, size) + ccw(TIC, read, 0, 1)
    suffix = os.path.splitext(os.fspath(path))[1].lower()[1:]
    form = suffix if suffix in ("het", "tap") else "aws"
    with replaced(path, force) as partial, open_tape(partial, write=True, create=form) as tape:
        _write(tape, first)
        _write(tape, block_loader(linked, chain))
        for (start, end), following in zip(parts, reads[1:]):
            _write(tape, linked.text(start, end) + following)
        _write(tape, None)
        _write(tape, None)
    return loader


def _write(tape: TapeImage, block: bytes | None) -> None:
    """Write a block, or a tape mark; MediaError when the tape cannot take it."""
    met = tape.write_mark() if block is None else tape.write(block)
    if met is not None:
        raise MediaError(f"{tape.path}: {tape.reason}")


# -- disk

def ipl_disk(linked: Linked, path, type: str = "2314", serial: str | None = None,
             force: bool = False) -> int:
    """Write a disk image that loads the program; gives the loader's address.

    Cylinder 0 head 0 has the IPL records and the volume label, the tracks behind it the program;
    there are as many cylinders as that takes.  type: any device of s360.media.geometry.
    serial: default the program's name.  MediaError if it does not fit, or the file exists and
    `force` is off.
    """
    geometry = geometry_of(type)
    size = BLOCK_CCWS + 64
    loader = place_loader(linked, size)
    chain_at = loader + BLOCK_CCWS
    tail = SEEK_LENGTH + 8
    parts = list(cut(blocks(linked, loader, size), geometry.longest - tail))
    places = list(track_places(geometry, [end - start + tail for start, end in parts]))
    cylinders = places[-1][0] + 1 if places else 1
    if cylinders > geometry.cylinders:
        raise LinkError(f"{path}: the program of {len(linked.image)} bytes does not fit a "
                        f"{geometry.type}")
    tails = [_seek(*place) + ccw(READ_DISK, start, DATA_CHAIN, end - start)
             for place, (start, end) in zip(places, parts)]
    tails.append((_seek(*places[-1]) if places else _seek(0, 0, 1)) + LAST)
    first = _psw(loader) + ccw(READ_DISK, loader, CHAIN, size) + ccw(TIC, chain_at, 0, 1)
    block = block_loader(linked, _disk_chain(chain_at, tails[0]))
    label = ckd.ipl_records(serial or _serial(linked.name))[2]
    tracks = {(0, 0): [(1, "IPL1".encode("cp037"), first),
                       (2, "IPL2".encode("cp037"), block), label]}
    for (cylinder, head, record), (start, end), following in zip(places, parts, tails[1:]):
        tracks.setdefault((cylinder, head), []).append(
            (record, b"", linked.text(start, end) + following))
    ckd.build_image(path, geometry, cylinders, _slots(geometry, cylinders, tracks), force)
    return loader


def _disk_chain(at: int, first: bytes) -> bytes:
    """The channel program of the disk loader: seek address and read CCW, which each record
    replaces, lie in its middle, one behind the other."""
    address = at + 32
    return (ccw(SEEK, address, CHAIN, 6)
            + ccw(SEARCH, address + 2, CHAIN, 5)
            + ccw(TIC, at + 8, 0, 1)
            + ccw(TIC, address + SEEK_LENGTH, 0, 1)
            + first
            + ccw(READ_DISK, address, CHAIN, SEEK_LENGTH + 8)
            + ccw(TIC, at, 0, 1))


def _seek(cylinder: int, head: int, record: int) -> bytes:
    """BBCCHHR and a byte of nothing."""
    return (bytes(2) + cylinder.to_bytes(2, "big") + head.to_bytes(2, "big")
            + bytes((record, 0)))


def track_places(geometry: Geometry, lengths: list[int]) -> Iterator[tuple[int, int, int]]:
    """(cylinder, head, record number) for records of these lengths, from the second track on."""
    track, count, used = 1, 0, 0
    for length in lengths:
        if count == 255 or used + geometry.room(0, length, last=True) > geometry.track:
            track, count, used = track + 1, 0, 0
        count, used = count + 1, used + geometry.room(0, length)
        yield *divmod(track, geometry.heads), count


def _slots(geometry: Geometry, cylinders: int, tracks: dict) -> Iterator[bytes]:
    for track in range(cylinders * geometry.heads):
        place = divmod(track, geometry.heads)
        yield ckd.recorded(ckd.slot(*place, tracks.get(place, ()), geometry.slot))


def _serial(name: str) -> str:
    """A volume serial made of a program's name."""
    kept = "".join(c for c in name.upper() if c.isascii() and (c.isalnum() or c in "@#$"))
    return kept[:6] or "CPCMS"
