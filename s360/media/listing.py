"""Print output: readable text with the carriage's motions kept.

Called by s360/devices/printer.py, which knows where the paper stands and tells it with every call:

    out = PrintFile("job.txt")
    out.line(ebcdic, page, number, code)   print where the carriage stands; the same place again
                                           overprints (print_line: the same, number before page)
    out.overprint(ebcdic, code)            print on the line printed last
    out.eject(code)                        to the first line of the next page
    out.control(page, number, code)        carriage motion without print, for the record
    out.flush(); out.close()

page counts from 0, number from 1 on each page; code is the command byte of the printer, kept as
given.  The text has a form feed before each page after the first, empty lines for paper that was
spaced over, and a carriage return before text that is printed over a line.  PATH.cc has a line for
every operation, "page number code" (decimal, decimal, two hexadecimal digits; "-" before the code
of one that printed nothing), so that pictures of the pages can be made later.

Lines are kept back until `flush`, 2048 operations, `close` or the orderly end of the process.
durability: None (so), "process" (every operation is in the file before the call ends and survives a
kill), "power" (and a host failure).

Source: GA24-3312 (1403, 2821) for what the carriage does.  Not here: chains of fewer characters (the
printer's matter), ASA carriage control.
"""
from __future__ import annotations

import os
import weakref

from ..errors import MediaError

KEPT_BACK = 2048
MOST_PAGES = 10_000_000       # of a saved machine; more than a printer prints in twenty years


def _latin() -> bytes:
    """Latin-1 of each EBCDIC code, blank where it does not print (code page 037 has no others)."""
    table = bytes(range(256)).decode("cp037")
    return "".join(c if c.isprintable() else " " for c in table).encode("latin-1")


LATIN = _latin()
CODES = [f"{code:02X}" for code in range(256)]


def to_text(data: bytes) -> str:
    """EBCDIC as readable text, trailing blanks off."""
    return data.translate(LATIN).rstrip(b" ").decode("latin-1")


class PrintFile:
    """A printer's paper as a text file and its side file; see the head of this module.

    page, number: where the paper stands in the file.  append: go on behind what is printed there
    (whoever restores a machine sets page and number).
    """

    def __init__(self, path, crlf: bool = False, durability: str | None = None,
                 append: bool = False) -> None:
        self.path = os.fspath(path)
        self.page, self.number = 0, 1
        self.durability = durability
        self._newline = b"\r\n" if crlf else b"\n"
        self._open_line = False          # something stands on the line
        self._text: list[bytes] = []     # Latin-1 kept back
        self._side: list = []            # page, number, code kept back
        flags = os.O_WRONLY | os.O_CREAT | (os.O_APPEND if append else os.O_TRUNC) | getattr(os, "O_BINARY", 0)
        self._files: list[int] = []
        try:
            for name in (self.path, self.path + ".cc"):
                self._files.append(os.open(name, flags, 0o666))
        except (OSError, ValueError) as error:
            close_files(self._files)
            raise MediaError(f"{path}: {getattr(error, 'strerror', None) or error}") from None
        self._last_will = weakref.finalize(self, end_files, self._files, self._text, self._side)

    def line(self, data: bytes, page: int, number: int, code: int = 0x01) -> None:
        """Print EBCDIC `data` at a line of a page; on the line printed last it is printed over it."""
        text = self._text
        if page == self.page and number == self.number:
            if self._open_line:
                text.append(b"\r")
        elif page == self.page and number > self.number:
            text.append(self._newline * (number - self.number))
            self.number = number
        else:
            self._new_page(page, number)
        text.append(data.translate(LATIN).rstrip(b" "))
        self._open_line = True
        self._side.extend((page, number, CODES[code]))
        if len(self._side) >= 3 * KEPT_BACK or self.durability:
            self.flush()

    def print_line(self, data: bytes, number: int, page: int = 0, code: int = 0x01) -> None:
        """As `line`."""
        self.line(data, page, number, code)

    def overprint(self, data: bytes, code: int = 0x01) -> None:
        """Print over the line printed last."""
        self.line(data, self.page, self.number, code)

    def eject(self, code: int = 0x8B) -> None:
        """To the first line of the next page."""
        self.control(self.page + 1, 1, code)

    def control(self, page: int, number: int, code: int) -> None:
        """The carriage moved to a line without printing."""
        if page != self.page:
            self._new_page(page, number)
        self._side.extend((page, number, "-" + CODES[code]))
        if len(self._side) >= 3 * KEPT_BACK or self.durability:
            self.flush()

    def _new_page(self, page: int, number: int) -> None:
        """Lay paper up to a line of another page; a place behind counts as the next page, as paper
        only goes forward."""
        if self._open_line:
            self._text.append(self._newline)
        self._text.append(b"\f" * max(page - self.page, 1) + self._newline * (number - 1))
        self.page, self.number, self._open_line = page, number, False

    def save(self) -> dict:
        """Where the paper stands, as plain data."""
        self.flush()
        return {"page": self.page, "number": self.number, "open": self._open_line}

    def load(self, state: dict) -> None:
        """Go on at a place `save` gave, behind what the file holds.  `close` has ended a line
        that was open then."""
        page, number = state["page"], state["number"]
        if not 0 <= page <= MOST_PAGES or not 0 <= number <= MOST_PAGES:
            raise ValueError(f"paper at page {page!r:.40} line {number!r:.40} cannot be")
        self.page, self.number = int(page), int(number)
        self._open_line = state["open"]
        if self._open_line:
            with open(self.path, "rb") as file:
                file.seek(max(0, os.fstat(file.fileno()).st_size - 1))
                if file.read(1) == b"\n":
                    self._open_line, self.number = False, self.number + 1

    def flush(self) -> None:
        """Bring everything into the files.  MediaError if the host cannot take it; what was kept back
        is lost then."""
        try:
            write_out(self._files, self._text, self._side)
            if self.durability == "power":
                for file in self._files:
                    os.fsync(file)
        except OSError as error:
            raise MediaError(f"{self.path}: {error.strerror}") from None

    def close(self) -> None:
        """End the last line and close."""
        if not self._files:
            return
        if self._open_line:
            self._text.append(self._newline)
            self._open_line = False
        try:
            self.flush()
        finally:
            self._last_will.detach()
            close_files(self._files)

    def __enter__(self) -> PrintFile:
        return self

    def __exit__(self, *_) -> None:
        self.close()


def write_out(files: list[int], text: list[bytes], side: list) -> None:
    """Write and forget what was kept back."""
    printed = b"".join(text).decode("latin-1").encode()
    record = ("%d %d %s\n" * (len(side) // 3)) % tuple(side)
    text.clear()
    side.clear()
    for file, data in zip(files, (printed, record.encode())):
        view = memoryview(data)
        while view:
            view = view[os.write(file, view):]


def end_files(files: list[int], text: list[bytes], side: list) -> None:
    """What is left to do for a listing that nobody closed."""
    try:
        write_out(files, text, side)
    finally:
        close_files(files)


def close_files(files: list[int]) -> None:
    while files:
        os.close(files.pop())
