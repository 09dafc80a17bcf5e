"""Card decks: files of cards, the punched-card code, and what a punch makes.

Called by s360/devices/card.py, `cpcms link`, CP's reader and punch.  A card is plain bytes: 80 bytes of
EBCDIC, or 160 bytes of column binary (two bytes a column as the 2540 in data mode 2 gives them: rows
12 11 0 1 2 3 in bits 2-7 of the first, rows 4 to 9 in bits 2-7 of the second).

Deck files: text (UTF-8, one card a line, code page 037), cards of 80 bytes, cards of 160.
Source: A22-6821-7, appendix with the EBCDIC chart (card code); A21-9033 (2540).
Not implemented: the BCD (026) card code, SIMH's column-binary variants.
"""
from __future__ import annotations

import os

from ..errors import MediaError
from .files import closed_with

COLUMNS, BINARY = 80, 160
FORMS = ("auto", "text", "ebcdic", "binary")
MOST_BYTES, MOST_CARDS = 160_000_000, 1_000_000
MOST_LINE = 4096                         # tabs are looked at up to here
BLANK = 0x40

ROW_12, ROW_11, ROW_0 = 0x800, 0x400, 0x200
ZONES = {"": 0, "12": ROW_12, "11": ROW_11, "0": ROW_0, "12,0": ROW_12 | ROW_0,
         "12,11": ROW_12 | ROW_11, "11,0": ROW_11 | ROW_0, "12,11,0": ROW_12 | ROW_11 | ROW_0}
LOW_ZONES = ("12 11 0 - 12,0 12,11 11,0 12,11,0 12,0 12,11 11,0 12,11,0 12 11 0 -").split()
HIGH_ZONES = ("12 11 0 - 12 11 0 - 12,0 12,11 11,0 12,11,0 12,0 12,11 11,0 12,11,0").split()


def _row(digit: int) -> int:
    """The hole of digit 0-9 in a column word (row 12 = X'800', row 9 = X'001')."""
    return ROW_0 >> digit


def _punches(code: int) -> int:
    """Holes of an EBCDIC character: zone by the first hexadecimal digit, digit by the second."""
    high, low = code >> 4, code & 15
    low_zone = ZONES[LOW_ZONES[high].strip("-")]
    high_zone = ZONES[HIGH_ZONES[high].strip("-")]
    if low == 0:
        return _punches_of_zero(high)
    if low <= 8:
        holes = low_zone | _row(low)
        return holes | _row(9) if high < 8 else holes
    if low == 9:
        if high >= 8:
            return low_zone | _row(9)
        holes = high_zone | _row(1) | _row(8)
        return holes | _row(9) if high < 4 else holes
    holes = high_zone | _row(low - 8) | _row(8)
    return holes | _row(9) if high < 4 or high >= 12 else holes


def _punches_of_zero(high: int) -> int:
    """Holes of X'00', X'10' ... X'F0'."""
    zones = (ZONES["12,0"], ZONES["12,11"], ZONES["11,0"], ZONES["12,11,0"])
    if high < 4:
        return zones[high] | _row(1) | _row(8) | _row(9)
    if 8 <= high < 12:
        return zones[high - 8] | _row(1) | _row(8)
    return {4: 0, 5: ROW_12, 6: ROW_11, 7: zones[3], 12: zones[0], 13: zones[2],
            14: ROW_0 | _row(2) | _row(8), 15: ROW_0}[high]


def _card_code() -> list[int]:
    words = [_punches(code) for code in range(256)]
    words[0x61] = ROW_0 | _row(1)
    words[0xE1] = ROW_11 | ROW_0 | _row(1) | _row(9)
    words[0x6A] = ROW_12 | ROW_11
    return words


CARD_CODE = _card_code()                 # column word (row 12 = X'800') of each EBCDIC character
_COLUMN = [bytes((word >> 6, word & 63)) for word in CARD_CODE]
_CHARACTER = {word: code for code, word in enumerate(CARD_CODE)}


def ebcdic_to_columns(card: bytes) -> bytes:
    """Column binary of an EBCDIC card: two bytes for each."""
    return b"".join([_COLUMN[code] for code in card])


def columns_to_ebcdic(columns: bytes) -> tuple[bytes, list[int]]:
    """EBCDIC of column binary, and the columns (from 0) that are no character (X'00' there)."""
    codes, wrong = bytearray(), []
    for n in range(0, len(columns) - 1, 2):
        code = _CHARACTER.get((columns[n] & 63) << 6 | columns[n + 1] & 63)
        if code is None:
            wrong.append(n // 2)
            code = 0
        codes.append(code)
    return bytes(codes), wrong


def read_deck(path, form: str = "auto", trunc: bool = False) -> list[bytes]:
    """The cards of a file.

    form: "auto" tells by the contents: text if it is UTF-8 without control characters; else cards of
    160 bytes if every byte has bits 0-1 off; else cards of 80 bytes.
    trunc: cut lines of more than 80 columns instead of refusing them.
    """
    if form not in FORMS:
        raise MediaError(f"{form!r} is no form of a deck; known are {', '.join(FORMS)}")
    return deck_of(whole_file(path, "a deck"), os.fspath(path), form, trunc)


def whole_file(path, what: str) -> bytes:
    """The bytes of a file; MediaError when it cannot be read or is absurdly long.  what: "a deck"."""
    path = os.fspath(path)
    try:
        if os.path.getsize(path) > MOST_BYTES:
            raise MediaError(f"{path}: {what} of more than {MOST_BYTES} bytes is refused")
        with open(path, "rb") as file:
            return file.read(MOST_BYTES)
    except (OSError, ValueError) as error:
        raise MediaError(f"{path}: {getattr(error, 'strerror', None) or error}") from None


def deck_of(data: bytes, path: str = "deck", form: str = "auto", trunc: bool = False) -> list[bytes]:
    """The cards in `data`, as read_deck; path is for messages only."""
    if form == "auto":
        form = recognise(data, path)
    if form == "text":
        return _text_cards(data, path, trunc)
    size = COLUMNS if form == "ebcdic" else BINARY
    if len(data) % size:
        raise MediaError(f"{path}: {len(data)} bytes are not cards of {size} bytes")
    if len(data) // size > MOST_CARDS:
        raise MediaError(f"{path}: a deck of more than {MOST_CARDS} cards is refused")
    cards = [data[n:n + size] for n in range(0, len(data), size)]
    if form == "binary" and any(byte > 63 for byte in set(data)):
        number = next(n for n, card in enumerate(cards, 1) if max(card) > 63)
        raise MediaError(f"{path}: card {number} is not column binary (bits 0-1 of a byte are on)")
    return cards


def recognise(data: bytes, path: str = "deck") -> str:
    """"text", "ebcdic" or "binary"; MediaError if the data are none of them."""
    if _is_text(data):
        return "text"
    if len(data) % BINARY == 0 and max(data) <= 63:
        return "binary"
    if len(data) % COLUMNS == 0:
        return "ebcdic"
    raise MediaError(f"{path}: {len(data)} bytes are neither text nor cards of {COLUMNS} or {BINARY} "
                     "bytes")


def _is_text(data: bytes) -> bool:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    rare = set(text) - _PLAIN
    return all(c.isprintable() or c == "\N{NO-BREAK SPACE}" for c in rare)


_PLAIN = {chr(c) for c in range(32, 127)} | {"\n", "\r", "\t"}


def _text_cards(data: bytes, path: str, trunc: bool) -> list[bytes]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise MediaError(f"{path}: line {line}: is not UTF-8 text") from None
    lines = text.split("\n")
    if lines[-1] == "":
        lines.pop()
    if len(lines) > MOST_CARDS:
        raise MediaError(f"{path}: a deck of more than {MOST_CARDS} cards is refused")
    return [_text_card(line, number, path, trunc) for number, line in enumerate(lines, 1)]


def _text_card(line: str, number: int, path: str, trunc: bool) -> bytes:
    line = line.removesuffix("\r")
    if "\t" in line:
        line = line[:MOST_LINE].expandtabs(8)
    if len(line) > COLUMNS:
        line = line.rstrip(" ")
        if len(line) > COLUMNS and not trunc:
            raise MediaError(f"{path}: line {number}: {len(line)} columns, a card has {COLUMNS}")
        line = line[:COLUMNS]
    try:
        card = line.encode("cp037")
    except UnicodeEncodeError as error:
        wrong = line[error.start]
        raise MediaError(f"{path}: line {number}: {wrong!r} is not in the character set of a card "
                         "(code page 037)") from None
    if min(card, default=BLANK) < BLANK:
        raise MediaError(f"{path}: line {number}: holds a control character")
    return card.ljust(COLUMNS, b"\x40")


def card_text(card: bytes) -> str:
    """An EBCDIC card as text with trailing blanks off; characters that do not print are blanks."""
    text = card.decode("cp037")
    if not text.isprintable():
        text = "".join(c if c.isprintable() else " " for c in text)
    return text.rstrip(" ")


def plainest_form(cards) -> str:
    """"text", "ebcdic" or "binary": the plainest form of a file that loses nothing of the cards."""
    form = "text"
    for card in cards:
        if len(card) != COLUMNS:
            return "binary"
        if form == "text" and not card.decode("cp037").isprintable():
            form = "ebcdic"
    return form


class DeckWriter:
    """The file behind a punch: each card is appended with one write, so a kill loses none.

    form: "text", "ebcdic" or "binary".  Cards of the other kind are converted.
    lost: columns that the form could not keep (characters that do not print, in text; punch
    combinations that are no character, in text and EBCDIC).  A file that ends in a part of a card
    is first cut back to whole cards.
    """

    def __init__(self, path, form: str = "text", durability: str = "process") -> None:
        if form not in FORMS[1:]:
            raise MediaError(f"{form!r} is no form of a deck; known are {', '.join(FORMS[1:])}")
        self.path, self.form, self.power = os.fspath(path), form, durability == "power"
        self.cards = self.lost = 0
        flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
        try:
            self.fd = os.open(self.path, flags, 0o666)
            self._end = closed_with(self, self.fd)
            self._mend()
        except (OSError, ValueError) as error:
            raise MediaError(f"{self.path}: {getattr(error, 'strerror', None) or error}") from None

    def _mend(self) -> None:
        """Whole cards only, whatever a killed process left."""
        size = os.fstat(self.fd).st_size
        if self.form == "text":
            if size:
                os.lseek(self.fd, size - 1, os.SEEK_SET)
                if os.read(self.fd, 1) != b"\n":
                    os.write(self.fd, b"\n")
        elif size % self._size():
            os.ftruncate(self.fd, size - size % self._size())

    def _size(self) -> int:
        return BINARY if self.form == "binary" else COLUMNS

    def punch(self, card: bytes) -> None:
        """Append a card of 80 or 160 bytes; MediaError if the host cannot take it."""
        if len(card) not in (COLUMNS, BINARY):
            raise MediaError(f"{self.path}: a card has {COLUMNS} or {BINARY} bytes, not {len(card)}")
        data = self._bytes(bytes(card))
        try:
            done = os.write(self.fd, data)
            if done < len(data):
                os.ftruncate(self.fd, os.fstat(self.fd).st_size - done)
                raise MediaError(f"{self.path}: the host's disk is full")
            if self.power:
                os.fsync(self.fd)
        except OSError as error:
            raise MediaError(f"{self.path}: {error.strerror}") from None
        self.cards += 1

    write = punch

    def _bytes(self, card: bytes) -> bytes:
        if self.form == "binary":
            return card if len(card) == BINARY else ebcdic_to_columns(card)
        if len(card) == BINARY:
            card, wrong = columns_to_ebcdic(card)
            self.lost += len(wrong)
        if self.form == "ebcdic":
            return card
        if not card.decode("cp037").isprintable():
            self.lost += sum(not c.isprintable() for c in card.decode("cp037"))
        return card_text(card).encode() + b"\n"

    def close(self) -> None:
        self.fd = -1
        self._end()

    def __enter__(self) -> DeckWriter:
        return self

    def __exit__(self, *_) -> None:
        self.close()


def write_deck(path, cards, form: str = "ebcdic") -> None:
    """Write a deck file, replacing what is there."""
    try:
        open(path, "wb").close()
    except OSError as error:
        raise MediaError(f"{path}: {error.strerror}") from None
    with DeckWriter(path, form) as writer:
        for card in cards:
            writer.punch(card)
