"""Paints a pane (cp/terminal/pane.py) in a layout of prompt_toolkit: a Container of the size of its display.

    view = PaneView(lambda: pane); Layout(HSplit([view, ...]), focused_element=view.focus)

Rows that have not changed are not made again.  Where the place is smaller than the display, the part with the
cursor is shown.  Used by cp/terminal/window.py, and by whoever shows a pane in a layout of his own; keys are his
(Pane.press), the mouse moves the cursor when the application has it on.

Source: GA23-0059 (colours of fields without extended attributes: base colours of the 3279).
"""
from __future__ import annotations

import unicodedata
from typing import Callable

from prompt_toolkit.application import get_app
from prompt_toolkit.data_structures import Point
from prompt_toolkit.layout import Dimension, Window
from prompt_toolkit.layout.containers import Container
from prompt_toolkit.layout.screen import Char
from prompt_toolkit.mouse_events import MouseEventType

from cp.terminal.pane import Pane
from s360.devices import display_codes as c
from s360.devices.display_view import Style, View

COLOURS = {c.BLUE: "ansibrightblue", c.RED: "ansibrightred", c.PINK: "ansibrightmagenta", c.GREEN: "ansigreen",
           c.TURQUOISE: "ansicyan", c.YELLOW: "ansibrightyellow", c.WHITE: "ansiwhite", 0xF0: "ansiblack"}
HIGHLIGHTS = {0xF1: " blink", 0xF2: " reverse", 0xF4: " underline", 0xF8: " bold"}
HINT_STYLE = "italic ansiyellow"
#: what a host without UTF-8 shows for the characters of a 3270 that ASCII has not
PLAIN = {"\u00ac": "^", "\u00a6": "|", "\u00a2": "c", "\u00b7": ".", "\u00d7": "x"}


#: characters of code page 037 that terminals show in their own ways, or not at all
UNSEEN = {"\u00a0": " ", "\u00ad": "-"}


class PaneView(Container):
    """
    pane_of: the pane to be shown at present; colour: fields have colours, else all is green; ascii: nothing but ASCII
    may be shown; hint: text for the last row where that is blank, for so many columns at most; modal: something
    lies above, the cursor is not here
    """

    def __init__(self, pane_of: Callable[[], Pane], colour: bool = True, ascii: bool = False,
                 hint: Callable[[int], str] = lambda room: "", modal: Callable[[], bool] = lambda: False):
        self.pane_of, self.colour, self.ascii, self.hint, self.modal = pane_of, colour, ascii, hint, modal
        self.focus = Window(height=0)          # a layout wants a window that has the cursor
        self.chars: dict[tuple[str, Style], Char] = {}
        self.made: list[dict[int, Char]] = []  # the cells of each row
        self.seen: View | None = None
        self.top = self.left = 0               # what of the display is shown

    # -- what a container has to have

    def reset(self) -> None:
        pass

    def get_children(self) -> list[Container]:
        return [self.focus]

    def preferred_width(self, max_available_width: int) -> Dimension:
        columns = self.pane_of().display.columns
        return Dimension(min=1, preferred=columns, max=columns)

    def preferred_height(self, width: int, max_available_height: int) -> Dimension:
        rows = self.pane_of().display.rows
        return Dimension(min=1, preferred=rows, max=rows)

    def write_to_screen(self, screen, mouse_handlers, write_position, parent_style, erase_bg, z_index) -> None:
        pane, place = self.pane_of(), write_position
        display = pane.display
        self.look(display)
        height, width = min(place.height, display.rows), min(place.width, display.columns)
        row, column = divmod(display.cursor, display.columns)
        self.top = scrolled(self.top, row, height, display.rows)
        self.left = scrolled(self.left, column, width, display.columns)
        for number, cells in enumerate(self.made):
            y = number - self.top
            if 0 <= y < height:
                line = screen.data_buffer[place.ypos + y]
                if width == display.columns and place.xpos == 0:
                    line.update(cells)
                else:
                    line.update((x - self.left + place.xpos, cells[x])
                                for x in range(self.left, self.left + width))
        self.write_hint(screen, place, pane, height, width)
        if not self.modal():
            screen.set_cursor_position(get_app().layout.current_window, Point(
                x=place.xpos + column - self.left, y=place.ypos + row - self.top))
            screen.show_cursor = True
        screen.width = max(screen.width, place.xpos + width)
        screen.height = max(screen.height, place.ypos + height)
        mouse_handlers.set_mouse_handler_for_range(
            place.xpos, place.xpos + width, place.ypos, place.ypos + height, self.clicked(place))

    def write_hint(self, screen, place, pane: Pane, height: int, width: int) -> None:
        """Words for a window that has no line below the display: in the second row of input while nothing is there."""
        display = pane.display
        first = (display.rows - 1) * display.columns
        room = pane.screen.status_mark - first - 1
        if (height < display.rows or width < display.columns or any(display.codes[first:first + room])
                or display.cursor >= first or any(display.marks[first:first + room])):
            return
        line = screen.data_buffer[place.ypos + height - 1]
        for x, char in enumerate(self.hint(room)[:room]):
            line[place.xpos + x] = Char(char, HINT_STYLE)

    def clicked(self, place) -> Callable:
        def handler(event):
            if event.event_type != MouseEventType.MOUSE_DOWN or self.modal():
                return NotImplemented
            pane = self.pane_of()
            pane.click(min(event.position.y - place.ypos + self.top, pane.display.rows - 1),
                       min(event.position.x - place.xpos + self.left, pane.display.columns - 1))
            return None
        return handler

    # -- rows

    def look(self, display) -> None:
        """Make the cells of the rows that are new."""
        if self.seen is None or self.seen.screen is not display:
            self.seen = View(display)
        new = self.seen.changed()
        if len(self.made) != display.rows:
            self.made = [{} for _ in range(display.rows)]
        for number, runs in new.items():
            self.made[number] = dict(enumerate(self.cell(char, style) for style, text in runs for char in text))

    def cell(self, char: str, style: Style) -> Char:
        made = self.chars.get((char, style))
        if made is None:
            made = self.chars[char, style] = Char(self.shown(char), self.words(style))
        return made

    def words(self, style: Style) -> str:
        """A style in prompt_toolkit's words."""
        words = COLOURS.get(style.colour if self.colour else c.GREEN, COLOURS[c.GREEN])
        if self.colour and style.background in COLOURS:
            words += f" bg:{COLOURS[style.background]}"
        return words + (" bold" if style.bright else "") + HIGHLIGHTS.get(style.highlight, "")

    def shown(self, char: str) -> str:
        """What the terminal can show of a character, in one place."""
        char = UNSEEN.get(char, char)
        if not self.ascii or char.isascii():
            return char
        bare = unicodedata.normalize("NFKD", char)[:1]
        return PLAIN.get(char) or (bare if bare.isascii() else "?")


def scrolled(first: int, at: int, room: int, length: int) -> int:
    """The first of `room` places shown of `length`, so that `at` is among them; moved as little as may be."""
    return max(0, min(max(first, at - room + 1), at, length - room))
