"""Structured fields of a 3270 display: Read Partition (Query), Erase/Reset, Set Reply Mode, Outbound 3270DS;
and reading what a terminal answers to a Query.

Called by display.py for WRITE STRUCTURED FIELD, and by CP's terminals (`query`, `size_in`).

Source: GA23-0059, chapters on structured fields and Query Reply.
"""
from __future__ import annotations

from s360.devices import display_codes as c

READ_PARTITION, ERASE_RESET, SET_REPLY_MODE, OUTBOUND = 0x01, 0x03, 0x09, 0x40
QUERY, QUERY_LIST = 0x02, 0x03
NO_PARTITION = 0xFF
QUERY_REPLY = 0x81
SUMMARY, USABLE_AREA, CHARACTER_SETS, COLOUR, HIGHLIGHTING, REPLY_MODES, IMPLICIT = (
    0x80, 0x81, 0x85, 0x86, 0x87, 0x88, 0xA6)
#: how a program asks what the terminal is
ASK = bytes((0x00, 0x05, READ_PARTITION, NO_PARTITION, QUERY))
#: what an Outbound 3270DS may hold
WRITES = (c.WRITE, c.ERASE_WRITE, c.ERASE_WRITE_ALTERNATE, c.ERASE_ALL_UNPROTECTED)
LEAST_SIDE, MOST_SIDE = 12, 255


class BadStream(Exception):
    """A data stream that a control unit refuses with operation check.  done: bytes of it, from its beginning,
    that were carried out before."""

    done = 0


def fields(data: bytes) -> list[bytes]:
    """The structured fields in a stream, without their lengths; ValueError when they do not fit."""
    found, at = [], 0
    while at < len(data):
        length = int.from_bytes(data[at:at + 2], "big") or len(data) - at
        if length < 3 or at + length > len(data):
            raise ValueError(f"a structured field of length {length}")
        found.append(data[at + 2:at + length])
        at += length
    return found


def structured(screen, data: bytes) -> bytes | None:
    """Carry out WRITE STRUCTURED FIELD; gives what is sent back.  BadStream for a wrong one."""
    try:
        found = fields(data)
    except ValueError as error:
        raise BadStream(str(error)) from None
    back, done = None, 0
    for one in found:
        try:
            back = structured_field(screen, one) or back
        except BadStream as error:
            error.done = done
            raise
        done += len(one) + 2
    return back


def structured_field(screen, one: bytes) -> bytes | None:
    """One structured field, without its length; gives what is sent back."""
    kind = one[0]
    if kind == READ_PARTITION and len(one) >= 3:
        return read_partition(screen, one)
    if kind == ERASE_RESET and len(one) >= 2:
        screen.erase(screen.alternate if one[1] & 0x80 else screen.default)
    elif kind == SET_REPLY_MODE and len(one) >= 3 and one[2] <= 2:
        screen.reply, screen.wanted = one[2], one[3:]
    elif kind == OUTBOUND and len(one) >= 3 and c.LOCAL.get(one[2]) in WRITES:
        screen.perform(one[2], one[3:])
    else:
        raise BadStream(f"structured field {kind:02X}")
    return None


def read_partition(screen, one: bytes) -> bytes | None:
    if one[2] in (QUERY, QUERY_LIST):
        if one[1] != NO_PARTITION:
            raise BadStream("a query of a partition")
        wanted = None if one[2] == QUERY or one[3:4] and one[3] & 0x80 else one[4:]
        screen.aid = c.STRUCTURED
        return bytes((c.STRUCTURED,)) + query_replies(screen, wanted)
    if c.LOCAL.get(one[2]) in (c.READ_BUFFER, c.READ_MODIFIED, c.READ_MODIFIED_ALL):
        return screen.perform(one[2])
    raise BadStream(f"read partition {one[2]:02X}")


def query_replies(screen, wanted: bytes | None = None) -> bytes:
    """The replies that tell what the screen is (`wanted`: codes of a list, None: all)."""
    parts = {USABLE_AREA: usable_area(screen), CHARACTER_SETS: character_sets(),
             COLOUR: pairs(8, [(0x00, 0xF4)] + [(code, code) for code in range(0xF1, 0xF8)], flags=0),
             HIGHLIGHTING: pairs(5, [(0x00, 0xF0)] + [(code, code) for code in (0xF1, 0xF2, 0xF4, 0xF8)]),
             REPLY_MODES: bytes((0, 1, 2)), IMPLICIT: implicit(screen)}
    parts = {SUMMARY: bytes((SUMMARY, *parts))} | parts
    return b"".join((len(body) + 4).to_bytes(2, "big") + bytes((QUERY_REPLY, code)) + body
                    for code, body in parts.items() if wanted is None or code in wanted)


def two(*numbers: int) -> bytes:
    return b"".join(number.to_bytes(2, "big") for number in numbers)


def usable_area(screen) -> bytes:
    rows, columns = screen.alternate
    return (bytes((0x01, 0x00)) + two(columns, rows) + bytes((0x01,)) + two(0x000A, 0x02E5, 0x0002, 0x006F)
            + bytes((0x09, 0x0C)) + two(rows * columns))


def character_sets() -> bytes:
    """One set, without load: code page 037."""
    return bytes((0x82, 0x00, 0x09, 0x0C, 0x00, 0x00, 0x00, 0x00, 0x07,
                  0x00, 0x00, 0x00, 0x02, 0xB9, 0x00, 0x25))


def pairs(count: int, table, flags: int | None = None) -> bytes:
    head = bytes((count,)) if flags is None else bytes((flags, count))
    return head + bytes(byte for pair in table for byte in pair)


def implicit(screen) -> bytes:
    (rows, columns), (more_rows, more_columns) = screen.default, screen.alternate
    return bytes((0x00, 0x00, 0x0B, 0x01, 0x00)) + two(columns, rows, more_columns, more_rows)


def size_in(record: bytes) -> tuple[int, int] | None:
    """Rows and columns of the terminal that sent an answer to a Query; None when it does not tell."""
    if record[:1] != bytes((c.STRUCTURED,)):
        return None
    try:
        found = fields(record[1:])
    except ValueError:
        return None
    for one in found:
        if one[:2] == bytes((QUERY_REPLY, USABLE_AREA)) and len(one) >= 8:
            columns, rows = int.from_bytes(one[4:6], "big"), int.from_bytes(one[6:8], "big")
            if (24 <= rows <= MOST_SIDE and 80 <= columns <= MOST_SIDE
                    and rows * columns < c.MOST_POSITIONS):
                return rows, columns
    return None
