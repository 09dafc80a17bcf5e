"""Object decks: the 80-column cards that assemblers and compilers make and loaders read.

Called by the assembler (writes decks), s360/linker/ (read them).
A deck is ESD, SYM, TXT, REP, RLD cards and an END card, each with X'02' in column 1; statements of
the linker (` ENTRY NAME`, X'02' SLC and the like) may stand around and within it.  Columns count
from 1 as the manuals do.  Files: cards of 80 bytes, column binary, or hexadecimal text for looking
at (`to_hexadecimal`), which is also read.
Source: C28-6514 and GC26-3756 (Assembler F, object deck output); C28-6538 (linkage editor input).
Not implemented: the attributes inside SYM cards (they are carried along), the GOFF and XSD forms of
later assemblers.
"""
from __future__ import annotations

from dataclasses import dataclass, field
from typing import Iterable, Iterator, NamedTuple

from ..errors import MediaError
from ..media import cards as media

CARD, TEXT_MOST, ESD_ITEM, ESD_MOST = 80, 56, 16, 48
DATA = 16                                # columns 17 to 72, from 0
SD, LD, ER, PC, CM, PR, WX = 0, 1, 2, 4, 5, 6, 0x0A
TYPE_NAMES = {SD: "SD", LD: "LD", ER: "ER", PC: "PC", CM: "CM", PR: "PR", WX: "WX"}
A_CON, V_CON, Q_CON, CXD = 0, 1, 2, 3    # RLD flag byte, bits 0-3
BLANK = b"\x40"
MARK = 0x02                              # column 1: punches 12-2-9
HEX_GROUP = 4


class Esd(NamedTuple):
    """An external symbol.  type: SD ... WX.  esdid: None for LD, which has none of its own.
    address: as assembled.  flag: X'40', or the alignment less one of a PR.  length: bytes; for LD
    the ESDID of the section that owns the symbol."""
    name: str
    type: int
    esdid: int | None
    address: int = 0
    flag: int = 0x40
    length: int = 0

    @property
    def section(self) -> bool:
        """Does it take storage of its own?"""
        return self.type in (SD, PC, CM)


class Text(NamedTuple):
    """Bytes of section `esdid` at an assembled address; any length (cards hold 56 of them)."""
    esdid: int
    address: int
    data: bytes


class Rld(NamedTuple):
    """An address constant at `address` (assembled) of section `p`, which refers to ESDID `r`.
    flags: the byte of the card without its last bit (which only packs cards)."""
    r: int
    p: int
    flags: int
    address: int

    @property
    def kind(self) -> int:
        """A_CON, V_CON, Q_CON or CXD."""
        return self.flags >> 4

    @property
    def length(self) -> int:
        """Bytes, 1 to 4."""
        return (self.flags >> 2 & 3) + 1

    @property
    def negative(self) -> bool:
        """Is the address subtracted?"""
        return bool(self.flags & 2)


class End(NamedTuple):
    """The END card.  address and esdid, or symbol, name the entry; length: bytes of the section
    whose ESD item has length 0; idr: columns 33 to 72, who made the deck."""
    address: int | None = None
    esdid: int | None = None
    symbol: str = ""
    length: int | None = None
    idr: str = ""


class Rep(NamedTuple):
    """A patch: `data` (2 to 22 bytes) goes to the assembled address in section `esdid` (None when
    the card leaves it blank: section 1)."""
    address: int
    esdid: int | None
    data: bytes
    comment: str = ""


class Control(NamedTuple):
    """Any other card: a statement (column 1 blank) or X'02' SLC, ICS, SPB, LDT and unknown ones.
    text: columns 2 to 72; mark: does column 1 hold X'02'; leading: before the deck's first
    object card; card: its number in the file (0: made by a program)."""
    text: str
    mark: bool = False
    leading: bool = True
    card: int = 0

    @property
    def operation(self) -> str:
        return self.text.split(None, 1)[0] if self.text.strip() else ""


@dataclass
class ObjectDeck:
    """One deck, from its first card to END.  end None: nothing but control cards (the last of a
    file).  source: file and first card, for messages; not compared."""
    esd: list[Esd] = field(default_factory=list)
    text: list[Text] = field(default_factory=list)
    rld: list[Rld] = field(default_factory=list)
    sym: list[bytes] = field(default_factory=list)
    rep: list[Rep] = field(default_factory=list)
    control: list[Control] = field(default_factory=list)
    end: End | None = None
    source: str = field(default="", compare=False)

    def names(self) -> list[str]:
        """The names that this deck defines: sections, entry points, named commons."""
        return [item.name for item in self.esd if item.type in (SD, LD, CM) and item.name]


def joined(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges (from, to) ascending, those that touch or overlap made one."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if out and start <= out[-1][1]:
            out[-1] = out[-1][0], max(end, out[-1][1])
        else:
            out.append((start, end))
    return out


# -- writing

def write_deck(deck: ObjectDeck, deck_id: str = "", sequence: int | None = 1,
               full_rld: bool = True) -> bytes:
    """The cards of a deck, 80 bytes of EBCDIC each.

    Each Text begins a card and is cut after 56 bytes; three ESD items go on a card while their
    ESDIDs follow each other; RLD items share their pointers where they can.
    deck_id: up to 8 characters; to 4 are followed by a sequence number of 4 digits, more by as many
    digits as there is room for, none by 8 digits.  sequence: number of the first card, None leaves
    columns 73-80 blank.  full_rld: a last RLD item of 4 bytes may fill a card, as in OS/360's decks;
    the assembler of TOS/360 begins a card unless there is room for 8.  REP and control cards have no
    number.  MediaError for what no card holds.
    """
    out = []
    for card in _cards(deck, full_rld):
        numbered = card[0] == MARK and len(card) <= CARD - 8
        card = card.ljust(CARD - 8, BLANK)
        if numbered and sequence is not None:
            card += _identification(deck_id, sequence)
            sequence += 1
        out.append(card.ljust(CARD, BLANK))
    return b"".join(out)


def _cards(deck: ObjectDeck, full_rld: bool) -> Iterator[bytes]:
    """Cards without identification; REP and control cards have their 80 columns."""
    yield from (_control_card(control) for control in deck.control if control.leading)
    yield from _esd_cards(deck.esd)
    for data in deck.sym:
        yield _object_card("SYM", b"", data)
    for text in deck.text:
        for at in range(0, len(text.data), TEXT_MOST):
            yield _object_card("TXT", _number(text.address + at, 3, "address"),
                               text.data[at:at + TEXT_MOST], text.esdid)
    yield from (_rep_card(rep) for rep in deck.rep)
    yield from (_control_card(control) for control in deck.control if not control.leading)
    yield from _rld_cards(deck.rld, full_rld)
    if deck.end:
        yield _end_card(deck.end)


def _object_card(kind: str, address: bytes, data: bytes, esdid: int | None = None) -> bytes:
    head = bytes((MARK,)) + kind.encode("cp037") + BLANK + address.ljust(3, BLANK) + BLANK * 2
    if len(data) > TEXT_MOST:
        raise MediaError(f"a {kind} card holds {TEXT_MOST} bytes, not {len(data)}")
    return (head + len(data).to_bytes(2, "big") + BLANK * 2 + _identifier(esdid) + data)


def _identifier(esdid: int | None) -> bytes:
    return BLANK * 2 if esdid is None else _number(esdid, 2, "ESDID")


def _number(value: int, size: int, what: str) -> bytes:
    if not 0 <= value < 1 << 8 * size:
        raise MediaError(f"{what} {value} does not fit an object card (0 to {(1 << 8 * size) - 1})")
    return value.to_bytes(size, "big")


def _ebcdic(text: str, size: int, what: str) -> bytes:
    try:
        code = text.encode("cp037")
    except UnicodeEncodeError:
        raise MediaError(f"{what} {text!r} has characters that EBCDIC (code page 037) lacks") from None
    if len(code) > size:
        raise MediaError(f"{what} {text!r} has {len(code)} characters, a card has room for {size}")
    return code.ljust(size, BLANK)


def _identification(deck_id: str, number: int) -> bytes:
    """Columns 73 to 80."""
    name = deck_id.ljust(4) if 0 < len(deck_id) < 4 else deck_id
    digits = 8 - len(name)
    tail = str(number % 10 ** digits).rjust(digits, "0") if digits > 0 else ""
    return _ebcdic(name + tail, 8, "deck identification")


def _esd_cards(items: Iterable[Esd]) -> Iterator[bytes]:
    data, first, following = b"", None, None
    for item in items:
        broken = item.type != LD and following not in (None, item.esdid)
        if len(data) == ESD_MOST or broken:
            yield _object_card("ESD", b"", data, first)
            data, first, following = b"", None, None
        if item.type != LD:
            first = item.esdid if first is None else first
            following = (item.esdid or 0) + 1
        data += _esd_item(item)
    if data:
        yield _object_card("ESD", b"", data, first)


def _esd_item(item: Esd) -> bytes:
    if (item.type == LD) != (item.esdid is None):
        raise MediaError(f"symbol {item.name!r}: LD items have no ESDID, all others have one")
    length = (BLANK * 3 if item.type in (ER, WX)
              else _number(item.length, 3, f"length of {item.name!r}"))
    return (_ebcdic(item.name, 8, "symbol") + bytes((item.type,))
            + _number(item.address, 3, f"address of {item.name!r}") + bytes((item.flag,)) + length)


def _rld_cards(items: Iterable[Rld], full: bool) -> Iterator[bytes]:
    data, pointers, flag_at = bytearray(), None, 0
    for item in items:
        same = pointers == (item.r, item.p)
        if len(data) + (4 if same and full else 8) > TEXT_MOST:
            yield _object_card("RLD", b"", bytes(data))
            data.clear()
            same = False
        if same:
            data[flag_at] |= 1
        else:
            pointers = item.r, item.p
            data += _number(item.r, 2, "ESDID") + _number(item.p, 2, "ESDID")
        flag_at = len(data)
        data += bytes((item.flags & 0xFE,)) + _number(item.address, 3, "address")
    if data:
        yield _object_card("RLD", b"", bytes(data))


def _end_card(end: End) -> bytes:
    address = BLANK * 3 if end.address is None else _number(end.address, 3, "address")
    length = BLANK * 4 if end.length is None else BLANK + _number(end.length, 3, "length")
    return (bytes((MARK,)) + "END".encode("cp037") + BLANK + address + BLANK * 6
            + _identifier(end.esdid) + _ebcdic(end.symbol, 8, "symbol") + BLANK * 4 + length
            + _ebcdic(end.idr, 40, "identification record"))


def _rep_card(rep: Rep) -> bytes:
    if len(rep.data) % 2 or not 2 <= len(rep.data) <= 22:
        raise MediaError(f"a REP card holds 1 to 11 halfwords, not {len(rep.data)} bytes")
    words = ",".join(rep.data[n:n + 2].hex().upper() for n in range(0, len(rep.data), 2))
    _number(rep.address, 3, "address")
    esdid = "" if rep.esdid is None else f"{rep.esdid:02X}"
    if len(esdid) > 3:
        raise MediaError(f"ESDID {rep.esdid} does not fit a REP card (to X'FFF')")
    text = f"REP  {rep.address:06X} {esdid:>3}{words} {rep.comment}"
    return bytes((MARK,)) + _ebcdic(text.rstrip(" "), CARD - 1, "REP card")


def _control_card(control: Control) -> bytes:
    first = bytes((MARK,)) if control.mark else BLANK
    return first + _ebcdic(control.text, CARD - 1, "statement")


# -- reading

def read_decks(content: bytes, name: str = "deck") -> list[ObjectDeck]:
    """The decks of a file, in order; none when it is empty.

    content: cards of 80 bytes, column binary, text (statements), or what `to_hexadecimal` made.
    name: for messages.  MediaError names file and card of the first damaged one.
    """
    if is_hexadecimal(content):
        content = from_hexadecimal(content.decode("ascii", "replace"), name)
    decks, reader = [], _Reader(name, 1)
    for number, card in enumerate(media.deck_of(content, name), 1):
        if len(card) == media.BINARY:
            card, wrong = media.columns_to_ebcdic(card)
            if wrong:
                raise MediaError(f"{name}: card {number}: column {wrong[0] + 1} is no EBCDIC character")
        if reader.card(card, number):
            decks.append(reader.deck)
            reader = _Reader(name, number + 1)
    if reader.started:
        raise MediaError(f"{name}: ends without an END card; the deck that begins at card "
                         f"{reader.first} is cut off")
    if reader.deck.control:
        decks.append(reader.deck)
    return decks


class _Reader:
    """Reads the cards of one deck."""

    def __init__(self, name: str, first: int) -> None:
        self.name, self.first, self.number = name, first, first
        self.deck = ObjectDeck(source=f"{name}: deck at card {first}")
        self.ids: set[int] = set()
        self.started = False             # an object card was seen

    def error(self, text: str) -> MediaError:
        return MediaError(f"{self.name}: card {self.number}: {text}")

    def card(self, card: bytes, number: int) -> bool:
        """Take a card; True when it was END."""
        self.number = number
        if card.strip(BLANK) == b"" or card[0] == 0x5C:          # * comment
            return False
        if card[0] not in (MARK, BLANK[0]):
            raise self.error(f"column 1 holds X'{card[0]:02X}'; an object card has X'02' there, a "
                             "statement a blank")
        kind = card[1:4].decode("cp037")
        if card[0] == MARK and kind in self.KINDS:
            if not self.started:
                self.first, self.started = number, True
                self.deck.source = f"{self.name}: deck at card {number}"
            self.KINDS[kind](self, card)
            return kind == "END"
        text = card[1:72].decode("cp037").rstrip(" ")
        self.deck.control.append(Control(text, card[0] == MARK, not self.started, number))
        return False

    def count(self, card: bytes, unit: int, most: int) -> int:
        count = int.from_bytes(card[10:12], "big")
        if count % unit or not unit <= count <= most:
            kind = card[1:4].decode("cp037")
            raise self.error(f"{kind}: byte count (columns 11-12) is {count}; expected a multiple of "
                             f"{unit} up to {most}" if unit > 1 else
                             f"{kind}: byte count (columns 11-12) is {count}; expected 1 to {most}")
        return count

    def identifier(self, card: bytes, what: str) -> int:
        """The ESDID in columns 15-16."""
        code = card[14:16]
        if code == BLANK * 2 or code == b"\0\0":
            raise self.error(f"{what}: the ESDID (columns 15-16) is missing")
        return int.from_bytes(code, "big")

    def esd(self, card: bytes) -> None:
        count = self.count(card, ESD_ITEM, ESD_MOST)
        esdid = None
        for at in range(DATA, DATA + count, ESD_ITEM):
            item = card[at:at + ESD_ITEM]
            kind = item[8]
            if kind not in TYPE_NAMES:
                raise self.error(f"ESD: type X'{kind:02X}' of {_name(item[:8])!r} is not known")
            own = None
            if kind != LD:
                own = esdid = self.identifier(card, "ESD") if esdid is None else esdid + 1
                if own in self.ids:
                    raise self.error(f"ESD: ESDID {own} of {_name(item[:8])!r} is there already")
                self.ids.add(own)
            self.deck.esd.append(Esd(_name(item[:8]), kind, own, *_place(kind, item)))

    def txt(self, card: bytes) -> None:
        count = self.count(card, 1, TEXT_MOST)
        esdid = self.identifier(card, "TXT")
        self.deck.text.append(Text(esdid, int.from_bytes(card[5:8], "big"), card[DATA:DATA + count]))

    def rld(self, card: bytes) -> None:
        count = self.count(card, 4, TEXT_MOST)
        at, end, chained = DATA, DATA + count, False
        r = p = 0
        while at < end:
            if not chained:
                r, p = (int.from_bytes(card[n:n + 2], "big") for n in (at, at + 2))
                at += 4
            if at >= end:
                raise self.error("RLD: the last item is cut off")
            flags = card[at]
            self.deck.rld.append(Rld(r, p, flags & 0xFE, int.from_bytes(card[at + 1:at + 4], "big")))
            chained = bool(flags & 1)
            at += 4

    def sym(self, card: bytes) -> None:
        self.deck.sym.append(card[DATA:DATA + self.count(card, 1, TEXT_MOST)])

    def end(self, card: bytes) -> None:
        esdid = None if card[14:16] == BLANK * 2 else int.from_bytes(card[14:16], "big")
        address = (None if card[5:8] == BLANK * 3 and esdid is None
                   else int.from_bytes(card[5:8], "big"))
        length = None if card[28:32] == BLANK * 4 else int.from_bytes(card[29:32], "big")
        self.deck.end = End(address, esdid, _name(card[16:24]), length, _name(card[32:72]))

    def rep(self, card: bytes) -> None:
        text = card.decode("cp037")
        digits, pointer = text[6:12].strip(), text[13:16].strip()
        words, _, comment = text[16:].partition(" ")
        if not _is_hex(digits) or pointer and not _is_hex(pointer):
            raise self.error("REP: expected a hexadecimal address in columns 7-12 and an ESDID in "
                             "15-16")
        halfwords = words.rstrip(",").split(",")
        if len(halfwords) > 11 or not all(len(word) == 4 and _is_hex(word) for word in halfwords):
            raise self.error("REP: expected 1 to 11 halfwords of four hexadecimal digits from column "
                             "17, commas between")
        self.deck.rep.append(Rep(int(digits, 16), int(pointer, 16) if pointer else None,
                                 bytes.fromhex("".join(halfwords)), comment.rstrip(" ")))

    KINDS = {"ESD": esd, "SYM": sym, "TXT": txt, "REP": rep, "RLD": rld, "END": end}


def _name(code: bytes) -> str:
    return code.decode("cp037").rstrip(" ")


def _is_hex(text: str) -> bool:
    return bool(text) and all(c in "0123456789ABCDEFabcdef" for c in text)


def _place(kind: int, item: bytes) -> tuple[int, int, int]:
    """(address, flag, length or LDID) of an ESD item; fields that its type has not are 0."""
    address = 0 if item[9:12] == BLANK * 3 else int.from_bytes(item[9:12], "big")
    if kind in (ER, WX):
        return 0, item[12], 0
    if kind == LD:
        return address, item[12], int.from_bytes(item[14:16], "big")
    return address, item[12], 0 if item[13:] == BLANK * 3 else int.from_bytes(item[13:], "big")


# -- hexadecimal text

def to_hexadecimal(content: bytes) -> str:
    """Cards as text: a line each, groups of four bytes without the blanks at its end, and behind
    an asterisk the card's type and columns 73-80."""
    lines = []
    for at in range(0, len(content), CARD):
        card = content[at:at + CARD]
        digits = card.rstrip(BLANK).hex(" ", -HEX_GROUP).upper() or "40"
        shown = media.card_text(card[1:4] + BLANK + card[72:])
        lines.append(f"{digits}  * {shown}".rstrip() + "\n")
    return "".join(lines)


def is_hexadecimal(content: bytes) -> bool:
    """Can the file be what `to_hexadecimal` makes?  Told by its first line that is no remark."""
    for line in content[:65536].splitlines():
        code = line.partition(b"*")[0].replace(b" ", b"")
        if code:
            return code.isascii() and _is_hex(code.decode("ascii"))
    return False


def from_hexadecimal(text: str, name: str = "deck") -> bytes:
    """The cards of hexadecimal text; MediaError with the number of a wrong line."""
    out = []
    for number, line in enumerate(text.splitlines(), 1):
        code = line.partition("*")[0].replace(" ", "")
        if not code:
            continue
        if not _is_hex(code) or len(code) % 2 or len(code) > 2 * CARD:
            raise MediaError(f"{name}: line {number}: expected up to 160 hexadecimal digits, an even "
                             "number of them")
        out.append(bytes.fromhex(code).ljust(CARD, BLANK))
    return b"".join(out)
