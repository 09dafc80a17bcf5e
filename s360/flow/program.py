"""What the flow disassembler works on: the sections, text and address constants of a program.

Made from an object deck (`of_deck`) or a storage image (`of_image`); read by s360/flow/follow.py,
registers.py, layout.py and disassembler.py.

A place is a number that stands for one byte of one section.  In an image it is the address.  In a
deck it is not: sections lie GAP bytes apart, so that a place beside a section belongs to no other
(a base register reaches 4095 bytes, whatever was assembled behind its section).

Source: C28-6514, Object Program Output; GC26-3756, Object Deck.
"""
from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import NamedTuple

from ..disasm import decode
from ..errors import MediaError
from ..isa import Instruction
from ..asm.object_deck import (A_CON, CM, CXD, ER, LD, PC, PR, Q_CON, SD, V_CON, WX, Esd, ObjectDeck,
                               Rld, joined)

GAP = 0x4000
BLANK = 0x40
MOST_TERMS = 4                    # of an address constant, to stay in one card
ADDRESSES = 1 << 24


@dataclass(frozen=True)
class Section:
    """A control section.  address: as assembled; place: that of its first byte; length: bytes."""
    name: str
    esdid: int
    type: int
    address: int
    length: int
    place: int

    @property
    def end(self) -> int:
        """The place behind its last byte."""
        return self.place + self.length


class Term(NamedTuple):
    """What an address constant refers to: a section, or the external symbol or pseudo register of an
    ESDID."""
    negative: bool
    section: Section | None
    esdid: int


class Constant(NamedTuple):
    """An address constant of `length` bytes: one term, more for A(X-Y)."""
    length: int
    kind: int
    terms: tuple[Term, ...]


@dataclass
class Program:
    """sections: in order of ESD (an image has one)
    pieces: (place, bytes) of contiguous text, ascending; constants: place -> address constant
    entries: (name, place) of entry points; start: place the program begins at, None: not told
    outside: (ESDID of an external symbol, bytes from it) that it begins at, None: it does not
    absolute: an image, where every number may be an address; deck: what it was made from
    notes: what the assembler's language cannot say
    """
    sections: list[Section]
    pieces: list[tuple[int, bytes]]
    constants: dict[int, Constant] = field(default_factory=dict)
    entries: list[tuple[str, int]] = field(default_factory=list)
    start: int | None = None
    outside: tuple[int, int] | None = None
    absolute: bool = False
    deck: ObjectDeck | None = None
    notes: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._starts = [place for place, _ in self.pieces]
        self._by_place = sorted(self.sections, key=lambda section: section.place)
        self._section_starts = [section.place for section in self._by_place]
        self._held = {place + n for place, constant in self.constants.items()
                      for n in range(constant.length)}

    def read(self, place: int, count: int) -> bytes:
        """Up to `count` bytes of text from `place`; fewer where none was assembled."""
        index = bisect_right(self._starts, place) - 1
        if index < 0:
            return b""
        start, text = self.pieces[index]
        return text[place - start:place - start + count]

    def section(self, place: int) -> Section | None:
        """The section of a place; also for places a base register reaches beside it."""
        if self.absolute:
            return self.sections[0]
        index = bisect_right(self._section_starts, place + GAP // 2) - 1
        return self._by_place[index] if index >= 0 else None

    def inside(self, place: int) -> bool:
        """Does `place` lie in a section?"""
        section = self.section(place)
        return section is not None and section.place <= place < section.end

    def address(self, place: int) -> int:
        """The assembled address of a place."""
        section = self.section(place)
        return place - section.place + section.address if section else place

    def place(self, address: int) -> int | None:
        """The place of an assembled address; None when no section has it."""
        for section in self.sections:
            if 0 <= address - section.address < section.length:
                return section.place + address - section.address
        return None

    def instruction(self, place: int) -> tuple[Instruction, bytes] | None:
        """(row of the table, its bytes) when an instruction can stand at `place`: even, complete,
        and no address constant within."""
        if place & 1:
            return None
        text = self.read(place, 6)
        row = decode(text)
        if row is None or not self._held.isdisjoint(range(place, place + row.length)):
            return None
        return row, text[:row.length]

    def in_constant(self, place: int) -> bool:
        """Is the byte one of an address constant?"""
        return place in self._held

    def target(self, place: int) -> int | None:
        """The place that the address constant at `place` points to; None when that is another
        program's, or far from its section."""
        constant = self.constants[place]
        negative, section, _ = constant.terms[0]
        if section is None or negative or len(constant.terms) > 1:
            return None
        value = int.from_bytes(self.read(place, constant.length), "big")
        value += section.place - section.address
        return value if self.section(value) is section else None

    def pointer(self, place: int) -> int | None:
        """The place that the word at `place` points to, when that is known."""
        for shift in (0, 1):
            constant = self.constants.get(place + shift)
            if constant is not None and constant.length == 4 - shift:
                return self.target(place + shift)
        if self.absolute:
            text = self.read(place, 4)
            value = int.from_bytes(text, "big")
            return value if len(text) == 4 and 0 < value < ADDRESSES else None
        return None

    def area(self, place: int) -> int | None:
        """The place of the data area of the CCW at `place`, when that is known."""
        constant = self.constants.get(place + 1)
        if constant is not None:
            return self.target(place + 1)
        return int.from_bytes(self.read(place + 1, 3), "big") if self.absolute else None

    def number(self, place: int, size: int) -> int | None:
        """The signed number of `size` bytes at `place`; None for addresses and missing text."""
        text = self.read(place, size)
        if len(text) < size or not self._held.isdisjoint(range(place, place + size)):
            return None
        return int.from_bytes(text, "big", signed=True)


# -- making one

def of_image(image: bytes, at: int = 0) -> Program:
    """A storage image whose first byte lies at address `at`."""
    if at + len(image) > ADDRESSES:
        raise MediaError(f"the image ends beyond address FFFFFF; choose a lower address than {at:06X}")
    section = Section("", 1, PC, at, len(image), at)
    return Program([section], [(at, bytes(image))] if image else [], absolute=True)


def of_deck(deck: ObjectDeck) -> Program:
    """The program of an object deck; MediaError for a deck that contradicts itself."""
    sections = _sections(deck)
    by_id = {section.esdid: section for section in sections}
    external = {item.esdid: item for item in deck.esd if item.type in (ER, WX, PR)}
    pieces = _pieces(deck, by_id)
    notes = _lost(deck, sections)
    constants = _constants(deck, by_id, external, Program(sections, pieces), notes)
    program = Program(sections, pieces, constants, deck=deck, notes=notes)
    for item in deck.esd:
        if item.type != LD:
            continue
        owner = by_id.get(item.length)
        if owner is None or not 0 <= item.address - owner.address <= owner.length:
            notes.append(f"entry point {item.name!r} is in no section of the deck")
        else:
            program.entries.append((item.name, owner.place + item.address - owner.address))
    if deck.end is not None and deck.end.address is not None:
        _begin(program, deck.end.address, deck.end.esdid, by_id.get(deck.end.esdid),
               external.get(deck.end.esdid))
    return program


def _begin(program: Program, address: int, esdid: int | None, owner: Section | None,
           symbol: Esd | None) -> None:
    """Where the END card says that the program begins: in a section, or at an external symbol."""
    if owner and owner.type != CM and 0 <= address - owner.address <= owner.length:
        program.start = owner.place + address - owner.address
    elif symbol and symbol.type != PR and esdid not in hidden(program.deck):
        program.outside = esdid, address
    else:
        program.notes.append(f"the END card names {address:06X}, which is in no section")


def _lost(deck: ObjectDeck, sections: list[Section]) -> list[str]:
    """What of the ESD an assembly does not give back."""
    notes = []
    place = 0 if sections and sections[0].type == CM else None      # START is for the first
    unsized = {item.esdid for item in deck.esd if item.section and not item.length}
    for section in sections:
        if section.type != CM and bool(section.name) != (section.type == SD):
            notes.append(f"section {section.name!r} is named and private, or neither")
        if section.length and section.esdid in unsized:
            notes.append(f"the length of {section.name!r} was not in the ESD")
        if section.type == CM:
            expected = 0
        else:
            expected = section.address & ~7 if place is None else place
            place = (expected + section.length + 7) & ~7
        if section.address != expected:
            notes.append(f"section {section.name!r} was at {section.address:06X}, here it begins at "
                         f"{expected:06X}")
    numbers = [item.esdid for item in deck.esd if item.type != LD]
    if numbers != list(range(1, len(numbers) + 1)):
        notes.append("the ESDIDs are numbered from 1 here")
    for item in deck.esd:
        if item.flag != BLANK and item.type != PR:
            notes.append(f"the flag byte X'{item.flag:02X}' of {item.name!r} is not kept")
        elif item.type == PR and (item.flag not in (0, 1, 3, 7)
                                  or item.flag != 7 and item.length % (item.flag + 1)):
            notes.append(f"the boundary of pseudo register {item.name!r} is not kept")
    return notes


def _sections(deck: ObjectDeck) -> list[Section]:
    """The sections with their places; a length that the ESD does not tell is in the END card."""
    items = [item for item in deck.esd if item.section]
    sections, place = [], GAP
    for item in items:
        length = item.length
        if not length and item.type in (SD, PC):
            ends = [text.address + len(text.data) - item.address for text in deck.text
                    if text.esdid == item.esdid]
            told = deck.end.length if deck.end and deck.end.length else 0
            length = max([told if item is items[-1] or len(items) == 1 else 0, *ends])
        if item.address + length > ADDRESSES:
            raise MediaError(f"{deck.source}: section {item.name!r} ends beyond address FFFFFF")
        place += (item.address - place) % 8      # same alignment as the address
        sections.append(Section(item.name, item.esdid, item.type, item.address, length, place))
        place += length + GAP
    return sections


def _pieces(deck: ObjectDeck, by_id: dict[int, Section]) -> list[tuple[int, bytes]]:
    """The text by place, what touches made one; of text given twice the later counts."""
    placed = []
    for text in deck.text:
        section = by_id.get(text.esdid)
        if section is None:
            raise MediaError(f"{deck.source}: TXT card at {text.address:06X} is for ESDID "
                             f"{text.esdid}, which is no section of the deck")
        offset = text.address - section.address
        end = offset + len(text.data)
        if offset < 0 or end > section.length:
            raise MediaError(f"{deck.source}: TXT card at {text.address:06X} lies outside section "
                             f"{section.name!r} ({section.address:06X}, {section.length} bytes)")
        placed.append((section.place + offset, text.data))
    ranges = joined((place, place + len(data)) for place, data in placed)
    starts = [start for start, _ in ranges]
    buffers = [bytearray(end - start) for start, end in ranges]
    for place, data in placed:
        index = bisect_right(starts, place) - 1
        offset = place - starts[index]
        buffers[index][offset:offset + len(data)] = data
    return list(zip(starts, map(bytes, buffers)))


def _constants(deck: ObjectDeck, by_id: dict[int, Section], external: dict[int, Esd],
               program: Program, notes: list[str]) -> dict[int, Constant]:
    """The RLD items as constants by place; what the language cannot say goes to `notes`."""
    unnamed = hidden(deck)
    groups: dict[tuple[int, int], list[Rld]] = {}
    for item in deck.rld:
        groups.setdefault((item.p, item.address), []).append(item)
    constants: dict[int, Constant] = {}
    taken: set[int] = set()
    for (p, address), items in groups.items():
        owner = by_id.get(p)
        place = owner.place + address - owner.address if owner else -1
        wrong = (_inexpressible(items, by_id, external, unnamed)
                 or (owner is None and "it is in no section")
                 or (items[0].kind == CXD and address % 4 and "a CXD lies on a fullword")
                 or (len(program.read(place, items[0].length)) < items[0].length
                     and "there is no text"))
        bytes_of = range(place, place + items[0].length)
        if not wrong and not taken.isdisjoint(bytes_of):
            wrong = "another one overlaps it"
        if wrong:
            notes.append(f"address constant at {address:06X} is given as bytes: {wrong}")
            continue
        taken.update(bytes_of)
        terms = tuple(Term(item.negative, by_id.get(item.r), item.r) for item in items)
        constants[place] = Constant(items[0].length, items[0].kind, terms)
    return constants


def hidden(deck: ObjectDeck) -> set[int]:
    """ESDIDs of external symbols and pseudo registers whose names mean something else in the deck."""
    names = {*deck.names(), *(item.name for item in deck.esd if item.section and item.name)}
    esdids = {item.esdid for item in deck.esd if item.type in (ER, WX) and item.name in names}
    names |= {item.name for item in deck.esd if item.type in (ER, WX)}
    for item in deck.esd:
        if item.type == PR:
            if item.name in names:
                esdids.add(item.esdid)
            names.add(item.name)
    return esdids


def _inexpressible(items: list[Rld], by_id: dict[int, Section], external: dict[int, Esd],
                   unnamed: set[int]) -> str:
    """Why Assembler F has no constant for these RLD items of one place; "" when it has.  unnamed:
    see `hidden`."""
    first = items[0]
    if first.kind in (Q_CON, CXD):
        return _no_pseudo(items, external, unnamed)
    if len(items) > MOST_TERMS:
        return f"it has more than {MOST_TERMS} terms"
    if len({(item.length, item.kind) for item in items}) > 1:
        return "its RLD items differ in length or type"
    if any(item.r not in by_id and (item.r not in external or external[item.r].type == PR)
           for item in items):
        return "it refers to no symbol of the deck"
    if first.kind == A_CON and any(item.r in unnamed for item in items):
        return "its external symbol is also defined here"
    if first.kind not in (A_CON, V_CON):
        return "its type is not known"
    if first.kind == V_CON and (len(items) > 1 or first.negative or first.r in by_id):
        return "a V-type constant names one external symbol"
    if first.length < (3 if first.kind == V_CON else 2):
        return f"no constant of {first.length} byte(s) can be relocated"
    signs = {(item.r, item.negative) for item in items}
    if any((r, not negative) in signs for r, negative in signs):
        return "a symbol is both added and subtracted"
    return ""


def _no_pseudo(items: list[Rld], external: dict[int, Esd], unnamed: set[int]) -> str:
    """As _inexpressible, for an offset of a pseudo register (Q) and for the length of all (CXD)."""
    first = items[0]
    if len(items) > 1 or first.negative:
        return "a Q-type constant or CXD is one offset"
    if first.kind == CXD:
        return "" if first.length == 4 and not first.r else "a CXD has 4 bytes and refers to nothing"
    if first.r not in external or external[first.r].type != PR:
        return "it refers to no pseudo register"
    return "its pseudo register has the name of something else" if first.r in unnamed else ""
