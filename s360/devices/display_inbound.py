"""What a 3270 terminal sends, put into the buffer that stands for its screen: a key with the fields that were
changed, or the whole buffer.

Called by display_device.py.  The terminal is not believed more than it must be: what does not fit the screen,
or would change a protected field, is left out.

Source: GA23-0059 (inbound data streams).
"""
from __future__ import annotations

from s360.devices import display_codes as c
from s360.devices.display import MARK

HEAD = 3                       # an AID and the cursor


def cursor_in(screen, record: bytes) -> None:
    """The cursor's address of a record that has one on the screen."""
    if len(record) >= HEAD:
        at = c.position(record[1:HEAD])
        if at < screen.size:
            screen.cursor = at


def take_modified(screen, record: bytes) -> None:
    """A record as a key makes it (or an answer to READ MODIFIED)."""
    if not record:
        return
    screen.aid = record[0]
    if record[0] in c.SHORT_READ and len(record) < HEAD:
        if record[0] == c.CLEAR:
            screen.erase((screen.rows, screen.columns))
            screen.aid, screen.reply = c.CLEAR, 0
        return
    cursor_in(screen, record)
    data = record[HEAD:]
    if screen.attribute_at(0) is None:
        screen.put(0, bytes(screen.size), {})
        characters(screen, 0, screen.size, data)
        return
    for at in screen.attributes():
        if not screen.marks[at] & c.PROTECTED:
            screen.marks[at] &= ~c.MDT
    for part in split(data):
        field(screen, c.position(part[:2]), part[2:])


def split(data: bytes) -> list[bytes]:
    """The parts that begin with an address, without their SBA."""
    found, at = [], 0
    while at + HEAD <= len(data) and data[at] == c.SBA:
        end = at + HEAD
        while end < len(data) and data[end] != c.SBA:
            end += 3 if data[end] == c.SA else 2 if data[end] == c.GE else 1
        found.append(data[at + 1:end])
        at = end
    return found


def field(screen, first: int, data: bytes) -> None:
    """The characters of one field that was changed."""
    mark = (first - 1) % screen.size
    if first >= screen.size or not screen.marks[mark] or screen.marks[mark] & c.PROTECTED:
        return
    screen.marks[mark] |= c.MDT
    behind = screen.next_mark(first)
    length = (behind - first) % screen.size
    screen.put(first, bytes(length), {})
    characters(screen, first, length, data)


def characters(screen, at: int, room: int, data: bytes) -> None:
    """Characters with their SA and GE orders, so many at most."""
    present: dict[int, int] = {}
    number = 0
    while number < len(data) and room:
        code, present_here = data[number], present
        if code == c.SA:
            kind, value = data[number + 1:number + 3].ljust(2, b"\0")
            if kind == c.ALL:
                present = {}
            elif kind in c.EXTENDED:
                present = present | {kind: value}
            number += 3
            continue
        if code == c.GE:
            number += 1
            code, present_here = data[number:number + 1] or b"\0", present | {c.CHARSET: c.GRAPHIC_ESCAPE}
            code = code[0]
        at = screen.put(at, bytes((code,)), present_here)
        number, room = number + 1, room - 1


def take_buffer(screen, record: bytes) -> None:
    """An answer to READ BUFFER.  What is protected stays; one that is not of this screen is left alone."""
    codes, marks, present, places = bytearray(), bytearray(), {}, []
    at = HEAD
    while at < len(record) and len(codes) <= screen.size:
        code, mark, here = record[at], 0, present
        if code == c.SF:
            mark, code, at = MARK | record[at + 1:at + 2].ljust(1, b"\0")[0] & 0x3F, 0, at + 2
        elif code == c.SFE:
            count = record[at + 1:at + 2].ljust(1, b"\0")[0]
            pairs = record[at + 2:at + 2 + 2 * count]
            mark, code, at = MARK | dict(zip(pairs[::2], pairs[1::2])).get(c.FIELD, 0) & 0x3F, 0, at + 2 + 2 * count
        elif code == c.SA:
            kind, value = record[at + 1:at + 3].ljust(2, b"\0")
            present, at = {} if kind == c.ALL else present | {kind: value}, at + 3
            continue
        elif code == c.GE:
            code, here, at = record[at + 1:at + 2].ljust(1, b"\0")[0], present | {c.CHARSET: c.GRAPHIC_ESCAPE}, at + 2
        else:
            at += 1
        codes.append(code)
        marks.append(mark)
        places.append(here)
    fields = [(mark & ~c.MDT, own & ~c.MDT) for mark, own in zip(marks, screen.marks)]
    if len(codes) != screen.size or any(mark != own for mark, own in fields):
        return
    cursor_in(screen, record)
    now_open = screen.attribute_at(0) is None or not screen.marks[screen.attribute_at(0)] & c.PROTECTED
    for where, (code, mark, here) in enumerate(zip(codes, marks, places)):
        if mark:
            now_open = not mark & c.PROTECTED
            if now_open:
                screen.marks[where] = mark
        elif now_open and code != screen.codes[where]:
            screen.put(where, bytes((code,)), {kind: value for kind, value in here.items() if kind in c.EXTENDED})
