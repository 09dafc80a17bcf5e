"""XEDIT at a display: files edited, keys pressed, the screen looked at."""
from __future__ import annotations

from screen_desk import Desk

PREFIX, TEXT = 1, 7            # columns (from 0) where the fields of a line begin


class Editor:
    """A person in front of XEDIT.  `rows` what he sees; `lines` the lines of the file that are seen, by number"""

    def __init__(self, desk: Desk, operands: str, rows: int = 24, columns: int = 80):
        self.desk = desk
        self.person = desk.sit(rows, columns).sees("", "VM READ")
        self.begin(operands)

    def begin(self, operands: str) -> "Editor":
        self.person.line(f"XEDIT {operands}").sees("====>")
        return self

    @property
    def pane(self):
        return self.person.pane

    @property
    def rows(self) -> list[str]:
        return [row.rstrip() for row in self.pane.rows()]

    @property
    def title(self) -> str:
        return self.rows[0].strip()

    @property
    def message(self) -> str:
        return self.rows[1].strip()

    @property
    def command_line(self) -> str:
        return self.rows[-1][TEXT:]

    @property
    def size(self) -> int:
        return int(self.word("SIZE"))

    @property
    def current(self) -> int:
        return int(self.word("LINE"))

    def word(self, name: str) -> str:
        words = self.title.split()
        return words[words.index(name) + 1]

    @property
    def shown(self) -> list[str]:
        """Texts of the lines that are seen."""
        return [row[TEXT:] for row in self.rows[2:-1] if row[PREFIX:PREFIX + 5].strip()]

    @property
    def lines(self) -> list[str]:
        return [line for line in self.shown if not line.startswith("* * *")]

    def row_of(self, text: str) -> int:
        """The row, from 0, of the first line that begins so."""
        for number, row in enumerate(self.rows[2:-1], 2):
            if row[TEXT:].startswith(text):
                return number
        raise AssertionError((text, self.rows))

    def go(self, row: int, column: int) -> "Editor":
        self.pane.keyboard.move(row * self.pane.display.columns + column)
        return self

    def at(self, text: str, offset: int = 0) -> "Editor":
        """The cursor into the line that begins so."""
        return self.go(self.row_of(text), TEXT + offset)

    def prefix(self, text: str, command: str) -> "Editor":
        """A prefix command beside the line, not entered."""
        self.go(self.row_of(text), PREFIX)
        return self.keys(*command)

    def keys(self, *keys: str) -> "Editor":
        self.person.type("", *keys)
        return self

    def press(self, *keys: str) -> "Editor":
        """Keys, the last of which sends; the next screen is there."""
        self.keys(*keys)
        self.person.until(lambda: not self.pane.display.locked and "====>" in self.person.shown)
        return self

    def do(self, command: str) -> "Editor":
        """A subcommand on the command line."""
        self.go(self.pane.display.rows - 1, TEXT).keys("erase-eof")
        return self.press(*command, "enter")

    def leave(self, command: str = "QQUIT") -> "Editor":
        self.go(self.pane.display.rows - 1, TEXT).keys("erase-eof", *command, "enter")
        self.person.until(lambda: self.pane.state in ("VM READ", "MORE..."))
        if self.pane.state == "MORE...":
            self.keys("pa2")
        self.person.sees("", "VM READ")
        return self

    def close(self) -> None:
        self.person.close()


def texts(desk: Desk, name: str, type: str = "DATA") -> list[str]:
    """A file of the P-disk, as text."""
    return [record.decode("cp037").rstrip() for record in desk.read(name, type)]
