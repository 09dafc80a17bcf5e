"""A plate over the screen: words to read, or a list to choose from (menu, keypad).

Used by cp/terminal/window.py, which gives it the keys and shows `fragments`.
"""
from __future__ import annotations

from typing import Callable, NamedTuple

from prompt_toolkit.mouse_events import MouseEventType

FRAME, CHOSEN = "reverse", "bold"


class Item(NamedTuple):
    """Something to choose: the key that chooses it ("" for none), what it says, what it does."""
    key: str
    text: str
    action: Callable[[], None]


class Plate:
    """
    lines:  words; items: what can be chosen, `across` in a row; chosen: the one under the bar
    close:  called before an item's action, and for Escape
    """

    def __init__(self, title: str, lines: list[str] = (), items: list[Item] = (), across: int = 1,
                 close: Callable[[], None] = lambda: None, end: str = ""):
        self.title, self.items, self.across, self.close = title, list(items), across, close
        self.lines = list(lines)
        self.end = end or ("arrows, Enter; Escape closes" if items else "Enter closes")
        self.chosen = self.top = 0

    def rows(self) -> list[list[tuple]]:
        """Rows of (style, text, item number or None), all of the same width."""
        cell = max((len(self.label(item)) for item in self.items), default=0)
        rows = [[("", line, None)] for line in self.lines]
        for first in range(0, len(self.items), self.across):
            rows.append([(CHOSEN if number == self.chosen else "", f" {self.label(self.items[number]):<{cell}} ", number)
                         for number in range(first, min(first + self.across, len(self.items)))])
        width = max([len(self.title), len(self.end)] + [sum(len(text) for _, text, _ in row) for row in rows])
        rows = [[("bold", self.title.center(width), None)], [("", "", None)], *rows, [("", "", None)],
                [("", self.end.center(width), None)]]
        for row in rows:
            row.append(("", " " * (width - sum(len(text) for _, text, _ in row)), None))
        return rows

    @staticmethod
    def label(item: Item) -> str:
        return f"{item.key.upper()}  {item.text}" if item.key else item.text

    def fragments(self, height: int) -> list[tuple]:
        """Formatted text of at most so many rows; a long plate is shown in part."""
        rows = self.rows()
        self.top = max(0, min(self.top, len(rows) - height))
        out: list[tuple] = []
        for row in rows[self.top:self.top + height]:
            out.append((FRAME, "  "))
            for style, text, number in row:
                look = f"noreverse {style}" if style == CHOSEN and number is not None else f"{FRAME} {style}"
                out.append((look, text) if number is None else (look, text, self.clicked(number)))
            out += [(FRAME, "  "), ("", "\n")]
        return out[:-1]

    def clicked(self, number: int) -> Callable:
        def handler(event):
            if event.event_type == MouseEventType.MOUSE_UP:
                self.choose(number)
            return None
        return handler

    def choose(self, number: int) -> None:
        self.close()
        self.items[number].action()

    def key(self, key: str) -> None:
        """A key of prompt_toolkit's."""
        steps = {"up": -self.across, "down": self.across, "left": -1, "right": 1, "c-i": 1, "s-tab": -1}
        if key in steps and self.items:
            to = self.chosen + steps[key]
            self.chosen = to % len(self.items) if abs(steps[key]) == 1 else to if 0 <= to < len(self.items) else (
                self.chosen)
        elif key in steps or key in ("pageup", "pagedown"):
            self.top = max(0, self.top + {"pageup": -10, "pagedown": 10}.get(key, steps.get(key, 0)))
        elif key == "c-m" and self.items:
            self.choose(self.chosen)
        elif key in ("escape", "c-c", "c-]", "c-n", "c-m", "c-k"):
            self.close()
        else:
            for number, item in enumerate(self.items):
                if item.key and item.key == key.lower():
                    self.choose(number)
                    break
