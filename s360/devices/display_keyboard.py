"""The keyboard of a 3270 display, without any terminal: keys change a Display's buffer or make it send.

    keyboard = Keyboard(display); keyboard.press("L"); keyboard.press("enter")
    for record in keyboard.taken(): ...      # an AID, the cursor, the fields that were changed
    display.perform(...); keyboard.go_on()   # the program has answered: what was typed meanwhile counts now

A key is a character or a name of KEYS.  Used by the panes of CP's local terminal (cp/terminal/pane.py).

Source: GA23-0059 (keys, operator errors), GA27-2749 (3277 keyboards).
Ours: 4000 keys may wait while the keyboard is locked (a real one refuses them); BACKSPACE takes the character
away.  Not implemented: the light pen, numeric lock, monocase switches, the keys of text entry.
"""
from __future__ import annotations

from collections import deque

from s360.devices import display_codes as c
from s360.devices.display import Display

MOST_AHEAD = 4000              # keys that wait for the keyboard to be unlocked
DUP, FIELD_MARK = 0x1C, 0x1E
PROTECTED_FIELD, NO_ROOM, NO_CHARACTER = "PROTECTED", "NO ROOM", "NO SUCH CHARACTER"
AIDS = {"enter": c.ENTER, "clear": c.CLEAR, "pa1": c.PA1, "pa2": c.PA2, "pa3": c.PA3} | {
    f"pf{number}": code for code, number in c.PF_NUMBER.items()}
SKIP = c.PROTECTED | c.NUMERIC


class Keyboard:
    """
    insert: characters are put in, not over; error: why the last key was not taken (until RESET or the next key
    that sends), ""; held: keys are to wait for another reason than a program's; waiting: keys for later
    """

    def __init__(self, screen: Display):
        self.screen = screen
        self.insert, self.error = False, ""
        self.held = False
        self.waiting: deque[str] = deque()
        self.records: list[bytes] = []
        self.keys = {"tab": self.tab, "backtab": self.backtab, "home": self.home, "newline": self.newline,
                     "end": self.end, "left": self.left, "right": self.right, "up": self.up, "down": self.down,
                     "insert": self.toggle_insert, "delete": self.delete, "backspace": self.backspace,
                     "erase-eof": self.erase_to_end, "erase-input": self.erase_input,
                     "delete-field": self.delete_field, "dup": self.duplicate, "field-mark": self.field_mark}

    @property
    def locked(self) -> bool:
        """The program has not answered yet, or whoever it is for has enough."""
        return self.screen.locked or self.held

    def taken(self) -> list[bytes]:
        """The records that are to be sent, once."""
        records, self.records = self.records, []
        return records

    # -- keys

    def press(self, key: str) -> None:
        """A key; while the keyboard is locked it waits."""
        if key == "reset":
            self.reset()
        elif not self.locked and not self.waiting:
            self.do(key)
        elif len(self.waiting) < MOST_AHEAD:
            self.waiting.append(key)

    def go_on(self) -> None:
        """The program has written: do what waited."""
        while self.waiting and not self.locked:
            self.do(self.waiting.popleft())

    def do(self, key: str) -> None:
        if key in AIDS:
            self.send(AIDS[key])
            return
        self.error = ""
        if key in self.keys:
            self.keys[key]()
        elif len(key) == 1:
            code = c.CODES.get(key)
            if code is None:
                self.refuse(NO_CHARACTER)
            else:
                self.put(code)

    def reset(self) -> None:
        """RESET: ends insert mode, forgets an error and what waited."""
        self.insert, self.error = False, ""
        self.waiting.clear()

    def refuse(self, why: str) -> None:
        self.error = why
        self.waiting.clear()

    def send(self, aid: int) -> None:
        """A key that calls the program; the keyboard is locked until it answers."""
        screen = self.screen
        self.insert, self.error = False, ""
        if aid == c.CLEAR:
            screen.erase((screen.rows, screen.columns))
        screen.aid, screen.locked = aid, True
        self.records.append(screen.read_modified())

    # -- where things are

    def field(self) -> tuple[int, int] | None:
        """(first position, length) of the unprotected field with the cursor; None where nothing can be keyed.
        On an unformatted screen: all of it."""
        screen = self.screen
        mark = screen.attribute_at(screen.cursor)
        if mark is None:
            return 0, screen.size
        if mark == screen.cursor or screen.marks[mark] & c.PROTECTED:
            return None
        first = (mark + 1) % screen.size
        behind = screen.next_mark(first)
        return first, (behind - first) % screen.size

    def rest(self) -> bytes:
        """What stands from the cursor to the end of its field; an error where nothing can be keyed."""
        found = self.field()
        if found is None:
            self.refuse(PROTECTED_FIELD)
            return b""
        (first, length), at, size = found, self.screen.cursor, self.screen.size
        end = at + length - (at - first) % size
        return bytes(self.screen.codes[at:end] + self.screen.codes[:max(end - size, 0)])

    def overwrite(self, codes: bytes) -> None:
        """From the cursor on, in the field there."""
        self.screen.put(self.screen.cursor, codes, {})
        self.modified()

    def modified(self) -> None:
        """The field with the cursor was changed."""
        mark = self.screen.attribute_at(self.screen.cursor)
        if mark is not None:
            self.screen.marks[mark] |= c.MDT

    # -- characters

    def put(self, code: int) -> None:
        rest = self.rest()
        if not rest:
            return
        room = rest.find(0) if self.insert else 0
        if room < 0:
            self.refuse(NO_ROOM)
            return
        self.overwrite(bytes((code,)) + rest[:room])
        self.advance()

    def advance(self) -> None:
        """Behind a character: over an attribute into the next field, over a skipped field to the one behind."""
        screen = self.screen
        at = (screen.cursor + 1) % screen.size
        if screen.marks[at]:
            skip = screen.marks[at] & SKIP == SKIP
            at = screen.first_input(at) if skip else (at + 1) % screen.size
        screen.cursor = at

    def delete(self) -> None:
        """Take the character away; what stands behind it in the field moves."""
        rest = self.rest()
        if rest:
            self.overwrite(rest[1:] + b"\x00")

    def backspace(self) -> None:
        found = self.field()
        if found is not None and found[0] == self.screen.cursor:
            return                             # the field begins here
        self.left()
        self.delete()

    def duplicate(self) -> None:
        self.put(DUP)
        if not self.error:
            self.tab()

    def field_mark(self) -> None:
        self.put(FIELD_MARK)

    def erase_to_end(self) -> None:
        """ERASE EOF: from the cursor to the end of the field."""
        rest = self.rest()
        if rest:
            self.overwrite(bytes(len(rest)))

    def delete_field(self) -> None:
        """All of the field with the cursor."""
        found = self.field()
        if found is None:
            self.refuse(PROTECTED_FIELD)
            return
        self.screen.cursor = found[0]
        self.erase_to_end()

    def erase_input(self) -> None:
        """ERASE INPUT: all unprotected fields."""
        self.screen.erase_unprotected()

    def toggle_insert(self) -> None:
        self.insert = not self.insert

    # -- the cursor

    def move(self, to: int) -> None:
        self.screen.cursor = to % self.screen.size

    def left(self) -> None:
        self.move(self.screen.cursor - 1)

    def right(self) -> None:
        self.move(self.screen.cursor + 1)

    def up(self) -> None:
        self.move(self.screen.cursor - self.screen.columns)

    def down(self) -> None:
        self.move(self.screen.cursor + self.screen.columns)

    def tab(self) -> None:
        """To the next unprotected field."""
        self.screen.cursor = self.screen.first_input(self.screen.cursor)

    def home(self) -> None:
        self.screen.cursor = self.screen.first_input(self.screen.size - 1)

    def backtab(self) -> None:
        """To the beginning of this field, or of the one before."""
        screen = self.screen
        firsts = [(at + 1) % screen.size for at, length in screen.fields()
                  if length and not screen.marks[at] & c.PROTECTED]
        screen.cursor = min(firsts, key=lambda at: (screen.cursor - 1 - at) % screen.size, default=0)

    def newline(self) -> None:
        """To the next line, or the first place behind its beginning that takes characters."""
        screen = self.screen
        at = (screen.cursor // screen.columns + 1) * screen.columns % screen.size
        screen.cursor = screen.first_input(at) if screen.protected(at) else at

    def end(self) -> None:
        """Behind the last character of the field."""
        found = self.field()
        if found is None:
            return
        first, length = found
        size, codes = self.screen.size, self.screen.codes
        used = 0
        for step in range(length):
            if codes[(first + step) % size] not in (0x00, 0x40):
                used = step + 1
        self.screen.cursor = (first + min(used, length - 1)) % size


KEYS = (*AIDS, "reset", *Keyboard(Display()).keys)
