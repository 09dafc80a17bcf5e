"""The orders and characters of one write to a 3270 display.

Called by display.py: `Orders(screen, data).run()`; `data` begins with the write control character.

Source: GA23-0059, chapter on orders.  See display.py for what is not implemented.

Decided by the manual where s3270 (4.1) does otherwise; tests/test_display_s3270.py keeps off these:
- PT that has put nulls down to the end of the buffer goes to address 0, and a PT right behind it puts nulls on
  from there; s3270 puts none.
- EUA, and the command ERASE ALL UNPROTECTED, give erased characters back their default attributes; s3270 leaves
  colour and highlight of the characters that stood there.
- ERASE ALL UNPROTECTED puts the cursor into the first unprotected field that has a character position, as the
  TAB key would; s3270 behind the first unprotected attribute, which may be another attribute.  The cursor is at 0
  when there is none (both).
- PT, likewise, passes over unprotected fields without a position (both).
- A wrong order or address ends the stream where it stands, with operation check; s3270 drops the rest too.
"""
from __future__ import annotations

import re

from s360.devices import display_codes as c
from s360.devices.display_query import BadStream

MARK = 0x40                    # stands beside the six bits of an attribute in `marks`
#: characters in a row: what is no order and no invalid code
CHARACTERS = re.compile(b"[" + b"".join(re.escape(bytes((code,))) for code in sorted(c.CONTROLS)
                                         if code < 0x40) + b"\x40-\xFF]+")


class Orders:
    """
    next:       in the data; begun: where the present order begins; present: extended attributes of characters (SA)
    after_text: characters, or a PT behind them, came just before: the next PT erases
    """

    def __init__(self, screen, data: bytes):
        self.screen, self.data = screen, data
        self.next = self.begun = 1             # behind the write control character
        self.present: dict[int, int] = {}
        self.after_text = False

    def run(self) -> None:
        try:
            self.orders()
        except BadStream as error:
            error.done = self.begun
            raise

    def orders(self) -> None:
        data, end = self.data, len(self.data)
        while self.next < end:
            text = CHARACTERS.match(data, self.next)
            if text:
                self.next = text.end()
                self.put(text.group())
                self.after_text = True
                continue
            self.begun = self.next
            code = data[self.next]
            order = ORDERS.get(code)
            if order is None:
                raise BadStream(f"order {code:02X}")
            self.next += 1
            order(self)
            self.after_text = self.after_text and code == c.PT or code == c.GE

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

    def put(self, codes: bytes, charset: int | None = None) -> None:
        present = self.present if charset is None else self.present | {c.CHARSET: charset}
        self.screen.address = self.screen.put(self.screen.address, codes, present)

    def set_address(self) -> None:
        self.screen.address = self.take_address()

    def insert_cursor(self) -> None:
        self.screen.cursor = self.screen.address

    def start_field(self) -> None:
        self.attribute(self.take(1)[0], {})

    def attribute(self, bits: int, present: dict[int, int]) -> None:
        self.screen.address = self.screen.put_attribute(self.screen.address, bits, present)

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
                screen.active.add(kind)
        screen.address = (screen.address + 1) % screen.size

    def set_attribute(self) -> None:
        kind, value = self.take(2)
        if kind == c.ALL:
            self.present.clear()
        elif kind in c.EXTENDED:
            self.present[kind] = value
        else:
            raise BadStream(f"attribute type {kind:02X}")

    def graphic_escape(self) -> None:
        self.put(self.take(1), c.GRAPHIC_ESCAPE)

    def repeat(self) -> None:
        stop = self.take_address()
        code, charset = self.take(1), None
        if code[0] == c.GE:
            code, charset = self.take(1), c.GRAPHIC_ESCAPE
        elif not CHARACTERS.match(code):
            raise BadStream(f"order {code[0]:02X}")
        self.put(code * self.distance(stop), charset)

    def distance(self, stop: int) -> int:
        """Positions from the present one to `stop`; all of them when it is the same."""
        return (stop - self.screen.address) % self.screen.size or self.screen.size

    def erase_unprotected(self) -> None:
        screen, stop = self.screen, self.take_address()
        end = screen.address + self.distance(stop)
        screen.erase_open(screen.address, min(end, screen.size))
        screen.erase_open(0, max(end - screen.size, 0))
        screen.address = stop

    def program_tab(self) -> None:
        """To the next unprotected field that has a position; behind text, nulls to the end of the field that it
        stands in.  Without such a field down to the end of the buffer: to its beginning."""
        screen = self.screen
        at = screen.address
        if self.after_text:
            end = screen.next_mark(at)
            end = screen.size if end is None or end < at else end
            screen.put(at, bytes(end - at), {})
            at, self.after_text = end, end == screen.size
        found = screen.first_input(at) if at < screen.size else 0
        screen.address = found if found > at or found == 0 else 0


ORDERS = {c.SBA: Orders.set_address, c.SF: Orders.start_field, c.SFE: Orders.start_extended,
          c.SA: Orders.set_attribute, c.MF: Orders.modify_field, c.IC: Orders.insert_cursor,
          c.PT: Orders.program_tab, c.RA: Orders.repeat, c.EUA: Orders.erase_unprotected,
          c.GE: Orders.graphic_escape}
