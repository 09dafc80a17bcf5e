"""The source part of the listing: LOC, OBJECT CODE, ADDR1, ADDR2, STMT, SOURCE STATEMENT.

Written line by line in pass 2; put on pages by listing.py.  Columns: location 1-6, code 8-21, addresses
23-27 and 29-33, statement number to 39, `+` for generated statements in 40, the statement from 41.
A statement of open code with variable symbols is listed as written, and without a number as assembled.
Source: GC26-3756, Assembler Listing.
"""
from __future__ import annotations

from .fields import END, cards
from .statement import NOTE

CODE_COLUMNS = 26                        # code and addresses, with the blanks between
SHOWN = 8                                # bytes of a constant on a line
NOWHERE = " " * 33                       # in place of location, code and addresses
ERROR = " " * 41 + "*** ERROR ***"
CONTINUED = " " * 40
UNNUMBERED = " " * 6 + "+"               # in place of the number of what a statement became
LAST = 0xFFFFFF                          # addresses beyond, where the sections are too long, begin at 0


class Page:
    """What stands between two ejects: the title in force and the lines."""
    __slots__ = ("title", "lines")

    def __init__(self, title: str):
        self.title, self.lines = title, []


class SourceListing:
    """pages: so far; on generated data: the options of PRINT; flagged: numbers of statements with
    messages of severity 4 or more from pass 1."""

    def __init__(self, options):
        self.wanted = options.source
        self.on, self.generated, self.data = options.source, True, False
        self.pages = [Page("")]
        self.lines = self.pages[0].lines
        self.flagged: set[int] = set()

    def begin(self, flagged: set[int]) -> None:
        self.flagged |= flagged

    # -- lines

    def shown(self, statement) -> bool:
        return self.on and (self.generated or not statement.depth or statement.kind is NOTE
                            or statement.number in self.flagged)

    def plain(self, statement) -> None:
        """A statement without a location."""
        self.statement(NOWHERE, statement)

    def statement(self, head: str, statement) -> None:
        """A statement behind its location, code and addresses (33 characters)."""
        if statement.depth:
            if self.shown(statement):
                self._generated(f"{head}{statement.number:6d}+", statement.text)
        elif self.on:
            written = statement.written
            cards = written.cards
            changed = statement.text != written.text and self._shows_both(statement)
            self.lines.append("%s%6d %s" % (NOWHERE if changed else head, statement.number, cards[0]))
            if len(cards) > 1:
                self.lines += [CONTINUED + card for card in cards[1:]]
            if changed:
                self._generated(head + UNNUMBERED, statement.text)

    def _shows_both(self, statement) -> bool:
        """Does what variable symbols made of a statement in open code follow it?  It is generated."""
        return statement.kind is not NOTE and (self.generated or statement.number in self.flagged)

    def _generated(self, head: str, text: str) -> None:
        if len(text) <= END:
            self.lines.append(head + text)
            return
        first, *rest = cards(text)
        self.lines.append(head + first)
        self.lines += [CONTINUED + card for card in rest]

    def located(self, statement, at: int, digits: str = "") -> None:
        """A statement with a location and up to 16 digits of code."""
        self.statement(f"{at & LAST:06X} {digits:<{CODE_COLUMNS}}", statement)

    def filler(self, statement, at: int, code: bytes) -> None:
        """Bytes in front of a statement that alignment needs; on a line of their own."""
        if self.shown(statement):
            for start in range(0, len(code), SHOWN):
                self.lines.append(f"{at + start & LAST:06X} {code[start:start + SHOWN].hex().upper()}")

    def rest(self, statement, at: int, code: bytes) -> None:
        """Bytes of a constant behind those on its own line, under PRINT DATA."""
        if self.data and self.shown(statement):
            self.filler(statement, at, code)

    def literal(self, literal, at: int, code: bytes) -> None:
        """A literal in its pool."""
        if self.on:
            digits = code[:SHOWN].hex().upper()
            self.lines.append(f"{at & LAST:06X} {digits:<{CODE_COLUMNS}}{literal.number:6d}"
                              f"{' ' * 16}{literal.text}")
            if self.data:
                for start in range(SHOWN, len(code), SHOWN):
                    self.lines.append(
                        f"{at + start & LAST:06X} {code[start:start + SHOWN].hex().upper()}")

    def flag(self, statement) -> None:
        """A message was given on the statement above."""
        if self.on and statement.number:
            self.lines.append(ERROR)

    # -- paper

    def eject(self) -> None:
        """The next line is the first of a page."""
        if self.on:
            self._page(self.pages[-1].title)

    def title(self, text: str) -> None:
        """A new title, which begins a page."""
        if self.on:
            self._page(text)
        elif self.wanted:
            self.pages[-1].title = self.pages[-1].title or text

    def _page(self, title: str) -> None:
        if self.lines or self.pages[-1].title == title:
            self.pages.append(Page(title))
            self.lines = self.pages[-1].lines
        self.pages[-1].title = title

    def space(self, count: int) -> None:
        """Blank lines."""
        if self.on:
            self.lines += [""] * count
