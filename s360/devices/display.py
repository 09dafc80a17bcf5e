"""The buffer of a 3270 display: what a data stream does to it, and what the terminal sends back.

Without any input or output: a 3277 of a machine (display_device.py) and the terminals of CP feed it.

    screen = Display(); screen.perform(ERASE_WRITE, b"\\xC3\\x11\\x40\\x40..."); screen.perform(READ_BUFFER)
    screen.text(); screen.row(0)                       what is seen, as text
    seen = View(screen); seen.changed()                {row: [(Style, text), ...]} of the rows that are new
                                                       since the last call; View and Style: display_view.py

Orders are carried out by display_orders.py, structured fields by display_query.py.

Source: GA23-0059 (commands, WCC, read operations), GA27-2749 (3277).
Not implemented: programmed symbols, explicit partitions, SCS, format control of printers; field validation
and outlining are kept and given back, they do nothing.
"""
from __future__ import annotations

import re

from s360.devices import display_codes as c
from s360.devices.display_orders import MARK, Orders
from s360.devices.display_query import BadStream, structured

__all__ = ["BadStream", "Display", "MARK"]

FIELD_MODE, EXTENDED_MODE, CHARACTER_MODE = 0, 1, 2
ANY_MARK = re.compile(rb"[^\x00]")
#: the attribute of an unprotected field that has a position
OPEN_FIELD = re.compile(rb"[\x40-\x5F](?=\x00)")
UNMODIFIED = bytes(code & ~c.MDT if code & MARK else code for code in range(256))


class Display:
    """
    rows, columns: of the present size; alternate: the other size, or None
    codes:    a byte a position (EBCDIC, 00: null; 00 at an attribute)
    marks:    0, or at a field's attribute MARK with its six bits
    extended: type -> a byte a position, of the character, or of the field where its attribute is
    active:   types that may be other than 0 somewhere
    cursor, address: positions; aid: of the last key; locked: the keyboard waits for the program
    alarm:    how often the alarm has sounded
    reply:    mode of replies: field, extended field, character; wanted: types told in character mode
    """

    def __init__(self, rows: int = 24, columns: int = 80, alternate: tuple[int, int] | None = None):
        self.default, self.alternate = (rows, columns), alternate or (rows, columns)
        self.alarm = 0
        self.reply, self.wanted = FIELD_MODE, b""
        self.erase((rows, columns))
        self.locked = True

    # -- looking at it

    @property
    def size(self) -> int:
        return self.rows * self.columns

    def attribute_at(self, at: int) -> int | None:
        """Where the attribute is that governs a position; None on an unformatted screen."""
        found = len(self.marks[:at + 1].rstrip(b"\0")) or len(self.marks.rstrip(b"\0"))
        return found - 1 if found else None

    def next_mark(self, at: int) -> int | None:
        """The first attribute at or behind a position, around the end of the buffer."""
        found = ANY_MARK.search(self.marks, at) or ANY_MARK.search(self.marks)
        return found.start() if found else None

    def protected(self, at: int) -> bool:
        """Nothing can be keyed in there."""
        mark = self.attribute_at(at)
        return mark is not None and (mark == at or bool(self.marks[mark] & c.PROTECTED))

    def attributes(self, first: int = 0, end: int | None = None) -> list[int]:
        """The positions of the attributes in a part of the buffer."""
        return [found.start() for found in ANY_MARK.finditer(self.marks, first, self.size if end is None else end)]

    def fields(self) -> list[tuple[int, int]]:
        """(position of the attribute, positions of the field) from the top."""
        starts = self.attributes()
        return [(at, (behind - at - 1) % self.size) for at, behind in
                zip(starts, starts[1:] + starts[:1])]

    def visible(self, first: int, end: int) -> bytearray:
        """The characters of a part of the buffer, nulls for those of hidden fields."""
        shown = self.codes[first:end]
        governing = self.attribute_at(first) if end > first else None
        if governing is None:
            return shown
        starts = self.attributes(first, end)
        for mark, start, stop in zip([governing, *starts], [first, *starts], [*starts, end]):
            if self.marks[mark] & c.INTENSITY == c.HIDDEN:
                shown[start - first:stop - first] = bytes(stop - start)
        return shown

    def row(self, number: int) -> str:
        """What a person sees of a row (from 0)."""
        return c.to_text(self.visible(number * self.columns, (number + 1) * self.columns))

    def text(self) -> str:
        """The screen, blanks at the ends of rows left out."""
        shown = c.to_text(self.visible(0, self.size))
        return "\n".join([shown[at:at + self.columns].rstrip() for at in range(0, self.size, self.columns)])

    # -- commands

    def perform(self, command: int, data: bytes = b"", chained: bool = False) -> bytes | None:
        """Carry out a command (either set of codes); gives what a read, or a query, sends back.

        chained: go on at the buffer address of the command before.  BadStream for a wrong stream.
        """
        command = c.LOCAL.get(command, command)
        if not chained:
            self.address = self.cursor
        if command in (c.WRITE, c.ERASE_WRITE, c.ERASE_WRITE_ALTERNATE):
            self.write(command, data)
        elif command == c.ERASE_ALL_UNPROTECTED:
            self.erase_unprotected()
        elif command == c.READ_BUFFER:
            return self.read_buffer(self.address if chained else 0)
        elif command in (c.READ_MODIFIED, c.READ_MODIFIED_ALL):
            return self.read_modified(command == c.READ_MODIFIED_ALL, self.address if chained else 0)
        elif command == c.WRITE_STRUCTURED:
            return structured(self, data)
        else:
            raise BadStream(f"command {command:02X}")
        return None

    def erase(self, size: tuple[int, int]) -> None:
        """Nulls everywhere, at another size perhaps."""
        self.rows, self.columns = size
        self.codes, self.marks = bytearray(self.size), bytearray(self.size)
        self.extended = {kind: bytearray(self.size) for kind in c.EXTENDED}
        self.active: set[int] = set()
        self.cursor = self.address = 0
        self.aid = c.NO_AID

    def write(self, command: int, data: bytes) -> None:
        if command != c.WRITE:
            self.erase(self.default if command == c.ERASE_WRITE else self.alternate)
            self.reply = FIELD_MODE
        if not data:
            return
        control = data[0]
        if control & c.RESET_MDT:
            self.reset_modified()
        try:
            Orders(self, data).run()
        finally:
            self.alarm += bool(control & c.ALARM)
            if control & c.RESTORE:
                self.unlock()

    def unlock(self) -> None:
        self.locked, self.aid = False, c.NO_AID

    def reset_modified(self) -> None:
        self.marks = self.marks.translate(UNMODIFIED)

    def put(self, at: int, codes: bytes, present: dict[int, int]) -> int:
        """Characters, with extended attributes, in place of what was there, from a position on and around the
        end; gives the position behind them."""
        self.active.update(present)
        size = self.rows * self.columns
        while codes:
            part = codes[:size - at]
            end = at + len(part)
            self.codes[at:end] = part
            self.marks[at:end] = nulls = bytes(len(part))
            for kind in self.active:
                value = present.get(kind, 0)
                self.extended[kind][at:end] = bytes((value,)) * len(part) if value else nulls
            codes, at = codes[size - at:], end % size
        return at

    def put_attribute(self, at: int, bits: int, present: dict[int, int]) -> int:
        """A field's attribute at a position; gives the one behind it."""
        self.active.update(present)
        self.codes[at], self.marks[at] = 0, MARK | bits & 0x3F
        for kind in self.active:
            self.extended[kind][at] = present.get(kind, 0)
        return (at + 1) % (self.rows * self.columns)

    def erase_open(self, first: int, end: int) -> None:
        """Nulls in the unprotected fields of a part of the buffer; attributes stay."""
        governing = self.attribute_at(first) if end > first else None
        if governing is None:
            self.put(first, bytes(end - first), {})
            return
        starts = self.attributes(first, end)
        for mark, start, stop in zip([governing, *starts], [first, *(at + 1 for at in starts)], [*starts, end]):
            if not self.marks[mark] & c.PROTECTED:
                self.put(start, bytes(stop - start), {})

    def erase_unprotected(self) -> None:
        """ERASE ALL UNPROTECTED; the keyboard is restored, the cursor in the first field."""
        self.erase_open(0, self.size)
        for at in self.attributes():
            if not self.marks[at] & c.PROTECTED:
                self.marks[at] &= ~c.MDT
        self.cursor = self.address = self.first_input()
        self.unlock()

    def first_input(self, behind: int = 0) -> int:
        """The first position of the first unprotected field whose attribute is at or behind a position, around
        the end; 0 when there is none."""
        around = self.marks + self.marks[:1]
        found = OPEN_FIELD.search(around, behind) or OPEN_FIELD.search(around)
        return found.end() % self.size if found else 0

    # -- reading

    def read_buffer(self, first: int = 0) -> bytes:
        """READ BUFFER: everything, nulls too."""
        out = bytearray((self.aid,)) + c.address(self.cursor, self.size)
        present: dict[int, int] = {}
        at = first
        for mark in self.attributes(first):
            out += self.characters(at, mark, present) + self.attribute_order(mark)
            at = mark + 1
        return bytes(out + self.characters(at, self.size, present))

    def attribute_order(self, at: int) -> bytes:
        attribute = c.GRAPHICS[self.marks[at] & 0x3F]
        if self.reply == FIELD_MODE:
            return bytes((c.SF, attribute))
        pairs = [(c.FIELD, attribute)] + [(kind, values[at]) for kind, values in self.extended.items()
                                          if values[at]]
        return bytes((c.SFE, len(pairs))) + bytes(byte for pair in pairs for byte in pair)

    def characters(self, first: int, end: int, present: dict[int, int], nulls: bool = True) -> bytes:
        """Characters as a reply has them, in character mode behind the SA orders they need."""
        codes = self.codes[first:end]
        kinds = [kind for kind in self.extended if self.reply == CHARACTER_MODE and kind in self.wanted]
        escaped = c.CHARSET not in self.wanted and c.GRAPHIC_ESCAPE in self.extended[c.CHARSET][first:end]
        if not escaped and not any(present.get(kind, 0) or any(self.extended[kind][first:end]) for kind in kinds):
            return bytes(codes if nulls else codes.replace(b"\0", b""))
        out = bytearray()
        for at, code in enumerate(codes, first):
            if not code and not nulls:
                continue
            for kind in kinds:
                value = self.extended[kind][at]
                if value != present.get(kind, 0):
                    out += bytes((c.SA, kind, value))
                    present[kind] = value
            if escaped and self.extended[c.CHARSET][at] == c.GRAPHIC_ESCAPE:
                out.append(c.GE)
            out.append(code)
        return bytes(out)

    def read_modified(self, all_of_them: bool = False, first: int = 0) -> bytes:
        """READ MODIFIED: the AID, the cursor and the fields that were changed, without nulls; PA keys and
        CLEAR give the AID alone."""
        if self.aid in c.SHORT_READ and not all_of_them:
            return bytes((self.aid,))
        out = bytearray((self.aid,)) + c.address(self.cursor, self.size)
        fields = self.fields()
        present: dict[int, int] = {}
        if not fields:
            return bytes(out + self.characters(first, self.size, present, nulls=False))
        for at, length in fields:
            if at < first or not self.marks[at] & c.MDT:
                continue
            out.append(c.SBA)
            out += c.address((at + 1) % self.size, self.size)
            if self.aid == c.PEN:
                continue
            end = at + 1 + length
            out += self.characters(at + 1, min(end, self.size), present, nulls=False)
            out += self.characters(0, max(end - self.size, 0), present, nulls=False)
        return bytes(out)

    # -- keeping it

    def save(self) -> dict:
        """Plain data."""
        return {"rows": self.rows, "columns": self.columns, "codes": bytes(self.codes),
                "marks": bytes(self.marks), "extended": [bytes(self.extended[kind]) for kind in c.EXTENDED],
                "cursor": self.cursor, "address": self.address, "aid": self.aid, "locked": self.locked,
                "reply": self.reply, "wanted": self.wanted}

    def load(self, state: dict) -> None:
        """Inverse of `save`; ValueError for what no screen can be."""
        rows, columns = state["rows"], state["columns"]
        if (rows, columns) not in (self.default, self.alternate):
            raise ValueError("a display of such a size cannot be")
        size = rows * columns
        parts = [state["codes"], state["marks"], *state["extended"]]
        if len(parts) != 2 + len(c.EXTENDED) or any(
                not isinstance(part, bytes) or len(part) != size for part in parts):
            raise ValueError("a display with such a buffer cannot be")
        if any(mark and mark & ~0x3F != MARK or mark and code for mark, code in zip(parts[1], parts[0])):
            raise ValueError("a display with such attributes cannot be")
        if not all(isinstance(state[name], int) and 0 <= state[name] < most for name, most in (
                ("cursor", size), ("address", size), ("aid", 256), ("locked", 2), ("reply", 3))):
            raise ValueError("a display with such a cursor cannot be")
        if not isinstance(state["wanted"], bytes):
            raise ValueError("a display with such replies cannot be")
        self.erase((rows, columns))
        self.codes[:], self.marks[:] = parts[0], parts[1]
        for kind, values in zip(c.EXTENDED, parts[2:]):
            self.extended[kind][:] = values
        self.active = set(c.EXTENDED)
        for name in ("cursor", "address", "aid", "locked", "reply", "wanted"):
            setattr(self, name, state[name])
