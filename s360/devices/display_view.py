"""What a viewer shows of a 3270 display: rows as runs of text of one style, and which rows are new.

    seen = View(screen)
    for number, runs in seen.changed().items():       # every row at first
        for style, text in runs: ...                  # their texts are `columns` characters together

Used by the terminals that show a Display themselves; any number of views may look at one display.

Source: GA23-0059 (attributes), GA27-2849 (colours of a field that has none of its own).
"""
from __future__ import annotations

import functools
import re
from typing import NamedTuple

from s360.devices import display_codes as c

SAME = re.compile(rb"(.)\1*", re.DOTALL)
SEEN = (c.COLOUR, c.BACKGROUND, c.HIGHLIGHT)
NONE = (0, 0, 0)


class Style(NamedTuple):
    """Codes of display_codes: colour (BLUE ... WHITE), background and highlight (0: none); bright: the field
    is intensified.  Nothing of a hidden field is ever in the text."""
    colour: int
    background: int
    highlight: int
    bright: bool


def base_colour(mark: int) -> int:
    """The colour of a field without one: by protection and intensity."""
    bright = mark & c.INTENSITY == c.BRIGHT
    if mark & c.PROTECTED:
        return c.WHITE if bright else c.BLUE
    return c.RED if bright else c.GREEN


@functools.lru_cache(4096)
def style(attribute: int, values: tuple[int, ...]) -> Style:
    """The style of a field's attribute with colour, background and highlight of its own (0: none)."""
    colour, background, highlight = values
    return Style(colour or base_colour(attribute), background, highlight, attribute & c.INTENSITY == c.BRIGHT)


#: an attribute's own position, and everything on a screen without fields
PLAIN = style(0, NONE)


def field_runs(screen, mark: int | None, first: int, end: int) -> list[tuple[Style, int, int]]:
    """(style, first position, end) of characters of one field, whose attribute is at `mark`."""
    attribute, field = (0, NONE) if mark is None else (
        screen.marks[mark] & (c.PROTECTED | c.INTENSITY), tuple(screen.extended[kind][mark] for kind in SEEN))
    parts = [screen.extended[kind][first:end] for kind in SEEN]
    cuts = {0}
    for part in parts:
        if any(part):
            cuts.update(found.start() for found in SAME.finditer(part))
    if len(cuts) == 1 and not any(part[0] for part in parts):
        return [(style(attribute, field), first, end)]
    starts = sorted(cuts)
    return [(style(attribute, tuple(part[start] or of_field for part, of_field in zip(parts, field))),
             first + start, first + stop) for start, stop in zip(starts, [*starts[1:], end - first])]


def row_runs(screen, number: int) -> list[tuple[Style, str]]:
    """A row (from 0) as runs of text of one style."""
    first, end = number * screen.columns, (number + 1) * screen.columns
    text = c.to_text(screen.visible(first, end))
    found: list[tuple[Style, int, int]] = []
    mark, at = screen.attribute_at(first), first
    for start in [*screen.attributes(first, end), end]:
        if start > at:
            found += field_runs(screen, mark, at, start)
        if start < end:
            found.append((PLAIN, start, start + 1))
        mark, at = start, start + 1
    joined: list[list] = []
    for look, start, stop in found:
        if joined and joined[-1][0] == look:
            joined[-1][1] += text[start - first:stop - first]
        else:
            joined.append([look, text[start - first:stop - first]])
    return [(look, part) for look, part in joined]


class View:
    """One viewer's knowledge of a display."""

    def __init__(self, screen):
        self.screen = screen
        self.known: list = []                  # a row: what it depends on

    def forget(self) -> None:
        """All rows count as new."""
        self.known = []

    def changed(self) -> dict[int, list[tuple[Style, str]]]:
        """The rows that look otherwise than at the last call; all of them after a change of size."""
        screen, columns = self.screen, self.screen.columns
        buffers = [screen.codes, screen.marks, *(screen.extended[kind] for kind in SEEN)]
        now, mark = [], screen.attribute_at(screen.size - 1)
        for first in range(0, screen.size, columns):
            parts = [buffer[first:first + columns] for buffer in buffers]
            field = () if mark is None else tuple(buffer[mark] for buffer in buffers)
            now.append((columns, field, parts))
            behind = len(parts[1].rstrip(b"\0"))
            mark = first + behind - 1 if behind else mark
        known = self.known if len(self.known) == len(now) else [None] * len(now)
        self.known = now
        return {number: row_runs(screen, number) for number, (old, new) in enumerate(zip(known, now)) if old != new}
