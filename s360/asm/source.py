"""Cards of a source: read from a file, joined to statements by their continuation column.

Called by generate.py (open code, COPY members) and library.py.  Text is UTF-8 (else Latin-1, with a
message) or cards of 80 bytes EBCDIC; tabs go to every eighth column.  ICTL and ISEQ set the
columns.
Source: GC28-6514, section 2 (coding form) and section 5 (ICTL, ISEQ).
Not implemented: the continuation of a comment card (each carries its own asterisk).
"""
from __future__ import annotations

import os
import re

from ..errors import MediaError
from ..media.cards import COLUMNS, card_text, deck_of, whole_file
from .statement import Statement, Written

BEGIN, END, AGAIN = 1, 71, 16            # ICTL's columns as they are without it
TABS = 8
NOTE_LATIN, LONG, NO_CONTINUATION, BEFORE_AGAIN, SEQUENCE, TOO_LONG = 10, 11, 12, 13, 14, 901
RUNS_OVER, MORE_OUT_OF_SEQUENCE = 20, 21
#: of a card that is too long, what its message shows
SHOWN = 120
#: what cards have behind column 72: nothing, or letters and a number
_IDENTIFICATION = re.compile(r"(?:[A-Z$#@ ]*[0-9]+)? *\Z")


def read_text(path, messages=None) -> str:
    """A source file as text, one card a line; MediaError when it cannot be read.

    Text as UTF-8, else cards of 80 bytes EBCDIC when the size fits and the cards make sense, else
    Latin-1 (message 10).  What looks like EBCDIC, but is not whole cards, is refused.
    """
    return text_of(whole_file(path, "a source"), os.fspath(path), messages)


def text_of(data: bytes, path: str = "source", messages=None) -> str:
    """As read_text, of data in storage; path is for messages only."""
    if _is_ebcdic(data):
        return "\n".join([card_text(card) for card in deck_of(data, path, "ebcdic")]) + "\n"
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if _looks_ebcdic(data):
            raise MediaError(f"{path}: looks like EBCDIC cards, but {len(data)} bytes is no multiple of "
                             f"{COLUMNS}; store whole cards, or the source as text") from None
        if messages is not None:
            line = data.count(b"\n", 0, error.start) + 1
            messages.report(NOTE_LATIN, Written(path, line, ("",), ""))
        return data.decode("latin-1")


def _is_ebcdic(data: bytes) -> bool:
    """Cards of 80 bytes of what looks like EBCDIC."""
    return len(data) % COLUMNS == 0 and _looks_ebcdic(data)


def _looks_ebcdic(data: bytes) -> bool:
    """No ASCII end of line, more EBCDIC blanks than ASCII ones."""
    return b"\n" not in data and data.count(b"\x40") > data.count(b" ")


def lines_of(text: str) -> list[str]:
    """The cards of a text, blanks at the right removed."""
    if "\t" in text:
        text = text.expandtabs(TABS)
    lines = [line.rstrip(" \r\x1a") for line in text.split("\n")]
    if not lines[-1]:
        lines.pop()
    return lines


class Reader:
    """The statements of one file, in order.

    at:      index of the next card; may be set to go elsewhere
    lines:   the cards
    first:   line number of the first card in its file
    longest: most characters of a statement
    """

    def __init__(self, file: str, lines: list[str], messages=None, longest: int = 16_384,
                 first: int = 1):
        self.file, self.lines, self.messages, self.longest = file, lines, messages, longest
        self.at, self.first = 0, first
        self.begin, self.end, self.again = BEGIN, END, AGAIN
        self.sequence: tuple[int, int] | None = None
        self._last = ""
        self._unordered = 0                  # cards out of sequence; the last one:
        self._latest: Statement | None = None
        self._usual = True                   # ICTL and ISEQ are not in force

    def set_columns(self, begin: int, end: int, again: int | None) -> None:
        """ICTL; columns from 1.  again None: no continuation."""
        self.begin, self.end, self.again = begin, end, again
        self._usual = False

    def check_sequence(self, columns: tuple[int, int] | None) -> None:
        """ISEQ; columns from 1.  None: no longer.  What the last check found is told."""
        if self._unordered > 1:
            self._report(MORE_OUT_OF_SEQUENCE, self._latest, None, count=self._unordered - 1)
        self._unordered = 0
        self.sequence, self._last = columns, ""
        self._usual = columns is None and (self.begin, self.end, self.again) == (BEGIN, END, AGAIN)

    def next(self) -> Written | None:
        """The next statement; None at the end."""
        at = self.at
        try:
            line = self.lines[at]
        except IndexError:
            return None
        if self._usual and len(line) <= END:
            self.at = at + 1
            return Written(self.file, at + self.first, (line,), line)
        return self._long(at)

    def card(self) -> str | None:
        """The next card as it is (REPRO's); None at the end."""
        if self.at >= len(self.lines):
            return None
        self.at += 1
        return self.lines[self.at - 1][:COLUMNS]

    def _long(self, first: int) -> Written:
        """A statement with text in column 72 or behind, or under ICTL or ISEQ."""
        card = self._card(first)
        begin, end = self.begin - 1, self.end
        text = card[begin:end]
        written = Written(self.file, first + self.first, (card,), text.rstrip(" "), (), begin)
        if not self._continued(card) or text.startswith(("*", ".*")):
            return written
        self._join(written, card, text.ljust(end - begin))
        return written

    def _join(self, written: Written, card: str, text: str) -> None:
        """Add the continuation cards to `written`."""
        cards, breaks, parts, length = [card], [], [text], len(text)
        while self._continued(card):
            if self._broken(card):
                break
            card = self._card(self.at)
            cards.append(card)
            breaks.append((length, self.again - 1))
            parts.append(card[self.again - 1:self.end].ljust(self.end - self.again + 1))
            length += len(parts[-1])
            if card[self.begin - 1:self.again - 1].strip():
                self._report(BEFORE_AGAIN, self._single(self.at - 1, card), self.begin - 1,
                             column=self.again)
        written.cards, written.breaks = tuple(cards), tuple(breaks)
        written.text = "".join(parts).rstrip(" ")
        if length > self.longest:
            written.text = written.text[:self.longest]
            self._report(TOO_LONG, written, limit=self.longest)
        if self.messages is not None and self._runs_over(self.at - 1):
            self.messages.silence(written)       # what is wrong with it comes of the cut

    def _broken(self, card: str) -> bool:
        """Does no continuation follow `card`, although its column 72 says so?  If so, it is reported."""
        single = self._single(self.at - 1, card)
        if self.at >= len(self.lines):
            self._report(NO_CONTINUATION, single, self.end)
            return True
        if not self._runs_over(self.at - 1):
            return False
        self._report(RUNS_OVER, single, self.end, column=self.end + 1, found=card[self.end],
                     again=self.again, line=self.at + self.first)
        return True

    def _runs_over(self, index: int) -> bool:
        """Does the text of card `index` run across column 72, with no continuation behind it?"""
        card = self.lines[index]
        if not self._continued(card) or card.startswith(("*", ".*"), self.begin - 1):
            return False
        if card[self.end - 1] == " " and _IDENTIFICATION.match(card[self.end + 1:COLUMNS]):
            return False
        following = self.lines[index + 1] if index + 1 < len(self.lines) else ""
        return not following or not following[self.begin - 1:self.again - 1].isspace()

    def _card(self, index: int) -> str:
        """Card `index`, reported when too long or out of sequence; the next is the one behind."""
        self.at = index + 1
        card = self.lines[index]
        if len(card) > COLUMNS:
            if not self._runs_over(index):
                self._report(LONG, self._single(index, card[:SHOWN]), COLUMNS, columns=len(card))
            card = card[:COLUMNS].rstrip(" ")
        if self.sequence:
            left, right = self.sequence
            field = card[left - 1:right].ljust(right - left + 1).encode("cp037", "replace")
            if self._last and field <= self._last:
                self._out_of_sequence(self._single(index, card), field)
            self._last = field
        return card

    def _out_of_sequence(self, single: Written, field: bytes) -> None:
        """Report the first card out of sequence, count the others."""
        self._unordered += 1
        if self._unordered == 1:
            self._report(SEQUENCE, single, self.sequence[0] - 1, found=field.decode("cp037"),
                         last=self._last.decode("cp037"))
        elif self.messages is not None:
            self._latest = Statement(single, single.text)
            self._latest.number = self.messages.coming()

    def _single(self, index: int, card: str) -> Written:
        """One card alone, for a message."""
        return Written(self.file, index + self.first, (card,), card)

    def _continued(self, card: str) -> bool:
        return self.again is not None and card[self.end:self.end + 1] not in ("", " ")

    def _report(self, number: int, written: Written, at: int | None = None, **facts) -> None:
        if self.messages is not None:
            self.messages.report(number, written, at, **facts)
