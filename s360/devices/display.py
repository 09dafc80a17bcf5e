"""The buffer of a 3270 display: what a data stream does to it, and what the terminal sends back.

Without any input or output: a 3277 of a machine (display_device.py) and the terminals of CP feed it.

    screen = Display(); screen.perform(ERASE_WRITE, b"\\xC3\\x11\\x40\\x40..."); screen.perform(READ_BUFFER)

Source: GA23-0059 (commands, orders, WCC, read operations, structured fields), GA27-2749 (3277).
Not implemented: programmed symbols, explicit partitions, SCS, format control of printers; field validation
and outlining are kept and given back, they do nothing.
"""
from __future__ import annotations

from s360.devices import display_codes as c
from s360.devices.display_query import BadStream, structured

FIELD_MODE, EXTENDED_MODE, CHARACTER_MODE = 0, 1, 2
MARK = 0x40                    # stands beside the six bits of an attribute in `marks`


class Display:
    """
    rows, columns: of the present size; alternate: the other size, or None
    codes:    a byte a position (EBCDIC, 00: null)
    marks:    0, or at a field's attribute MARK with its six bits
    extended: type -> a byte a position, of the character, or of the field where its attribute is
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
        found = self.last_mark(0, at + 1)
        return self.last_mark(at + 1, self.size) if found is None else found

    def last_mark(self, first: int, end: int) -> int | None:
        for at in range(end - 1, first - 1, -1):
            if self.marks[at]:
                return at
        return None

    def next_mark(self, at: int) -> int | None:
        """The first attribute at or behind a position, around the end of the buffer."""
        for step in range(self.size):
            if self.marks[(at + step) % self.size]:
                return (at + step) % self.size
        return None

    def protected(self, at: int) -> bool:
        """Nothing can be keyed in there."""
        mark = self.attribute_at(at)
        return mark is not None and (mark == at or bool(self.marks[mark] & c.PROTECTED))

    def fields(self) -> list[tuple[int, int]]:
        """(position of the attribute, positions of the field) from the top."""
        starts = [at for at in range(self.size) if self.marks[at]]
        return [(at, (behind - at - 1) % self.size) for at, behind in
                zip(starts, starts[1:] + starts[:1])]

    def row(self, number: int) -> str:
        """What a person sees of a row (from 0)."""
        first = number * self.columns
        shown = []
        mark = self.attribute_at(first)
        hidden = mark is not None and self.marks[mark] & c.INTENSITY == c.HIDDEN
        for at in range(first, first + self.columns):
            if self.marks[at]:
                hidden = self.marks[at] & c.INTENSITY == c.HIDDEN
            shown.append(" " if self.marks[at] or hidden else c.TEXT[self.codes[at]])
        return "".join(shown)

    def text(self) -> str:
        """The screen, blanks at the ends of rows left out."""
        return "\n".join(self.row(number).rstrip() for number in range(self.rows))

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
        for at in range(self.size):
            if self.marks[at]:
                self.marks[at] &= ~c.MDT

    def put(self, at: int, code: int, present: dict[int, int]) -> None:
        """A character, with extended attributes, in place of what was there."""
        self.codes[at], self.marks[at] = code, 0
        for kind, values in self.extended.items():
            values[at] = present.get(kind, 0)

    def erase_unprotected(self) -> None:
        """ERASE ALL UNPROTECTED; the keyboard is restored, the cursor in the first field."""
        mark = self.attribute_at(0)
        open_here = mark is None or not self.marks[mark] & c.PROTECTED
        for at in range(self.size):
            if self.marks[at]:
                open_here = not self.marks[at] & c.PROTECTED
                self.marks[at] &= ~c.MDT if open_here else 0xFF
            elif open_here:
                self.put(at, 0, {})
        self.cursor = self.address = self.first_input()
        self.unlock()

    def first_input(self, behind: int = 0) -> int:
        """The first position of the first unprotected field whose attribute is at or behind a position, around
        the end; 0 when there is none."""
        for at, length in sorted(self.fields(), key=lambda one: (one[0] - behind) % self.size):
            if length and not self.marks[at] & c.PROTECTED:
                return (at + 1) % self.size
        return 0

    # -- reading

    def read_buffer(self, first: int = 0) -> bytes:
        """READ BUFFER: everything, nulls too."""
        out = bytearray((self.aid,)) + c.address(self.cursor, self.size)
        present: dict[int, int] = {}
        for at in range(first, self.size):
            if self.marks[at]:
                out += self.attribute_order(at)
            else:
                self.character(out, at, present)
        return bytes(out)

    def attribute_order(self, at: int) -> bytes:
        attribute = c.GRAPHICS[self.marks[at] & 0x3F]
        if self.reply == FIELD_MODE:
            return bytes((c.SF, attribute))
        pairs = [(c.FIELD, attribute)] + [(kind, values[at]) for kind, values in self.extended.items()
                                          if values[at]]
        return bytes((c.SFE, len(pairs))) + bytes(byte for pair in pairs for byte in pair)

    def character(self, out: bytearray, at: int, present: dict[int, int]) -> None:
        """A character as a reply has it, in character mode behind the SA orders it needs."""
        if self.reply == CHARACTER_MODE:
            for kind, values in self.extended.items():
                value = values[at]
                if kind in self.wanted and value != present.get(kind, 0):
                    out += bytes((c.SA, kind, value))
                    present[kind] = value
        if self.extended[c.CHARSET][at] == c.GRAPHIC_ESCAPE and c.CHARSET not in self.wanted:
            out.append(c.GE)
        out.append(self.codes[at])

    def read_modified(self, all_of_them: bool = False, first: int = 0) -> bytes:
        """READ MODIFIED: the AID, the cursor and the fields that were changed, without nulls; PA keys and
        CLEAR give the AID alone."""
        if self.aid in c.SHORT_READ and not all_of_them:
            return bytes((self.aid,))
        out = bytearray((self.aid,)) + c.address(self.cursor, self.size)
        fields = self.fields()
        present: dict[int, int] = {}
        if not fields:
            for at in range(first, self.size):
                if self.codes[at]:
                    self.character(out, at, present)
            return bytes(out)
        for at, length in fields:
            if at < first or not self.marks[at] & c.MDT:
                continue
            out.append(c.SBA)
            out += c.address((at + 1) % self.size, self.size)
            if self.aid == c.PEN:
                continue
            for step in range(1, length + 1):
                where = (at + step) % self.size
                if self.codes[where]:
                    self.character(out, where, present)
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
        size = rows * columns
        parts = [state["codes"], state["marks"], *state["extended"]]
        if (rows, columns) not in (self.default, self.alternate) or len(parts) != 2 + len(c.EXTENDED) or any(
                not isinstance(part, bytes) or len(part) != size for part in parts):
            raise ValueError("a display with such a buffer cannot be")
        if not all(0 <= state[name] < size for name in ("cursor", "address")):
            raise ValueError("a display with such a cursor cannot be")
        self.erase((rows, columns))
        self.codes[:], self.marks[:] = parts[0], parts[1]
        for kind, values in zip(c.EXTENDED, parts[2:]):
            self.extended[kind][:] = values
        for name in ("cursor", "address", "aid", "locked", "reply", "wanted"):
            setattr(self, name, state[name])


class Orders:
    """The orders and characters of one write."""

    def __init__(self, screen: Display, data: bytes):
        self.screen, self.data = screen, data
        self.next = 1                          # behind the write control character
        self.present: dict[int, int] = {}      # SA
        self.after_text = False
        self.handlers = {c.SBA: self.set_address, c.SF: self.start_field, c.SFE: self.start_extended,
                         c.SA: self.set_attribute, c.MF: self.modify_field, c.IC: self.insert_cursor,
                         c.PT: self.program_tab, c.RA: self.repeat, c.EUA: self.erase_unprotected,
                         c.GE: self.graphic_escape}

    def run(self) -> None:
        while self.next < len(self.data):
            code = self.data[self.next]
            self.next += 1
            order = self.handlers.get(code)
            if order is not None:
                order()
                self.after_text = self.after_text and code == c.PT or code == c.GE
            else:
                self.put(self.character(code), self.present)
                self.after_text = True

    def take(self, count: int) -> bytes:
        taken = self.data[self.next:self.next + count]
        if len(taken) < count:
            raise BadStream("the stream ends within an order")
        self.next += count
        return taken

    def take_address(self) -> int:
        at = c.position(self.take(2))
        if at >= self.screen.size:
            raise BadStream(f"address {at} is not on the screen")
        return at

    @staticmethod
    def character(code: int) -> int:
        if code < 0x40 and code not in c.CONTROLS:
            raise BadStream(f"order {code:02X}")
        return code

    def put(self, code: int, present: dict[int, int]) -> None:
        self.screen.put(self.screen.address, code, present)
        self.advance()

    def advance(self) -> None:
        self.screen.address = (self.screen.address + 1) % self.screen.size

    def set_address(self) -> None:
        self.screen.address = self.take_address()

    def insert_cursor(self) -> None:
        self.screen.cursor = self.screen.address

    def start_field(self) -> None:
        self.attribute(self.take(1)[0], {})

    def attribute(self, bits: int, present: dict[int, int]) -> None:
        screen = self.screen
        screen.put(screen.address, 0, present)
        screen.marks[screen.address] = MARK | bits & 0x3F
        self.advance()

    def pairs(self) -> list[tuple[int, int]]:
        count = self.take(1)[0]
        taken = self.take(2 * count)
        pairs = list(zip(taken[::2], taken[1::2]))
        for kind, _ in pairs:
            if kind != c.FIELD and kind not in c.EXTENDED:
                raise BadStream(f"attribute type {kind:02X}")
        return pairs

    def start_extended(self) -> None:
        pairs = dict(self.pairs())
        self.attribute(pairs.pop(c.FIELD, 0), pairs)

    def modify_field(self) -> None:
        screen, pairs = self.screen, self.pairs()
        if not screen.marks[screen.address]:
            raise BadStream("no field to be modified")
        for kind, value in pairs:
            if kind == c.FIELD:
                screen.marks[screen.address] = MARK | value & 0x3F
            else:
                screen.extended[kind][screen.address] = value
        self.advance()

    def set_attribute(self) -> None:
        kind, value = self.take(2)
        if kind == c.ALL:
            self.present.clear()
        elif kind in c.EXTENDED:
            self.present[kind] = value
        else:
            raise BadStream(f"attribute type {kind:02X}")

    def graphic_escape(self) -> None:
        self.put(self.take(1)[0], self.present | {c.CHARSET: c.GRAPHIC_ESCAPE})

    def repeat(self) -> None:
        stop = self.take_address()
        code, present = self.take(1)[0], self.present
        if code == c.GE:
            code, present = self.take(1)[0], present | {c.CHARSET: c.GRAPHIC_ESCAPE}
        else:
            self.character(code)
        for _ in range((stop - self.screen.address) % self.screen.size or self.screen.size):
            self.put(code, present)

    def erase_unprotected(self) -> None:
        screen, stop = self.screen, self.take_address()
        for _ in range((stop - screen.address) % screen.size or screen.size):
            if not screen.protected(screen.address) and not screen.marks[screen.address]:
                screen.put(screen.address, 0, {})
            self.advance()

    def program_tab(self) -> None:
        """To the next unprotected field that has a position; behind text, nulls to the end of the field that it stands in.  Without
        such a field down to the end of the buffer: to its beginning."""
        screen = self.screen
        at = screen.address
        if self.after_text:
            while at < screen.size and not screen.marks[at]:
                screen.put(at, 0, {})
                at += 1
            self.after_text = at == screen.size
        while at < screen.size and not (screen.marks[at] and not screen.marks[at] & c.PROTECTED
                                        and not screen.marks[(at + 1) % screen.size]):
            at += 1
        screen.address = (at + 1) % screen.size if at < screen.size else 0
