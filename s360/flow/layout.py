"""A section cut into what becomes a statement each, and the names of its places.

Called by s360/flow/disassembler.py.  Instructions and address constants are what they are; what lies
between is cut where a label is wanted, where a type of data begins, and where text begins or ends.
"""
from __future__ import annotations

import re
from bisect import bisect_right
from typing import Iterable, NamedTuple

from .follow import Flow
from .operands import CCW, Data
from .program import Program, Section
from ..asm.object_deck import A_CON

CODE, CONSTANT, ADDRESS, CHANNEL, DATA, GAP = "code", "constant", "address", "ccw", "data", "gap"
SYMBOL = re.compile(r"[A-Z$#@][A-Z0-9$#@]{0,7}")


class Item(NamedTuple):
    """What becomes a statement.  kind: CODE ... GAP (no text); type: of data, "" when not known."""
    place: int
    length: int
    kind: str
    type: str = ""


def items_of(flow: Flow, types: dict[int, Data], wanted: Iterable[int]) -> list[Item]:
    """The items of all sections in order, without a gap between those of a section.

    wanted: places that get labels
    """
    program = flow.program
    text = (edge for place, piece in program.pieces for edge in (place, place + len(piece)))
    edges = sorted({*wanted, *text, *flow.code, *program.constants, *flow.addresses, *types,
                    *(section.end for section in program.sections)})
    items, at = [], 0
    for section in sorted(program.sections, key=lambda section: section.place):
        place = section.place
        while place < section.end:
            while edges[at] <= place:
                at += 1
            item = _whole(flow, types, place, section.end)
            if item is None:
                item = _part(program, types.get(place), place, edges[at])
            items.append(item)
            place += item.length
    return items


def _whole(flow: Flow, types: dict[int, Data], place: int, end: int) -> Item | None:
    """What is not cut by labels: instruction, address constant, CCW."""
    program = flow.program
    if place in flow.code:
        return Item(place, flow.code[place][0].length, CODE)
    if place in program.constants:
        return Item(place, program.constants[place].length, CONSTANT)
    if place in flow.addresses and _free(flow, place, 4, end):
        return Item(place, 4, ADDRESS)
    if types.get(place, ("",))[0] == CCW and _free(flow, place, 8, end):
        text = program.read(place, 8)
        if not text[4] & 7 and not text[5] and not program.address(place) & 7:
            return Item(place, 8, CHANNEL)
    return None


def _free(flow: Flow, place: int, length: int, end: int) -> bool:
    """Are all bytes text, without an instruction or an address constant among them (but that of a
    CCW)?"""
    program = flow.program
    own = program.constants.get(place + 1)
    allowed = range(place + 1, place + 4) if own and own.length == 3 and own.kind == A_CON else ()
    return (place + length <= end and len(program.read(place, length)) == length
            and not any(at in flow.code or program.in_constant(at) and at not in allowed
                        for at in range(place, place + length)))


def _part(program: Program, data: Data | None, place: int, edge: int) -> Item:
    """Data from `place`, at most up to `edge`."""
    kind = DATA if program.read(place, 1) else GAP
    if data is None:
        return Item(place, edge - place, kind)
    return Item(place, min(data.length, edge - place), kind,
                data.type if data.length <= edge - place else "X")


class Labels:
    """Names for places.

    expression(place): how an operand names it; of(item): the label of an item, "" when it has none
    sections: place of a section -> a name for its beginning; headings: -> the name of its CSECT
    """

    def __init__(self, program: Program, items: list[Item], wanted: set[int]):
        self.program = program
        self.items = items
        self._starts = [item.place for item in items]
        self._names: dict[int, str] = {}            # place -> label
        self.aliases: list[tuple[str, int]] = []    # names that need an EQU
        self.renamed: dict[str, str] = {}           # names that are no symbols
        self.defined: set[str] = set()
        self._taken = {item.name for item in program.deck.esd} if program.deck else set()
        self.headings: dict[int, str] = {}
        self._headed: set[str] = set()
        self.sections = {section.place: self._section_name(section)
                         for section in program.sections}
        for name, place in program.entries:
            self._entry(name, place)
        for place in sorted(wanted):
            item = self._item(place)
            if item and item.place not in self._names:
                self._names[item.place] = self.fresh("L" if item.kind == CODE else "D", item.place)

    def _item(self, place: int) -> Item | None:
        """The item that holds a place."""
        index = bisect_right(self._starts, place) - 1
        if index < 0:
            return None
        item = self.items[index]
        return item if place < item.place + item.length else None

    def _section_name(self, section: Section) -> str:
        """Its own name, or that of its first byte.  Unnamed ones are one to the assembler."""
        name = self.symbol(section.name) if section.name else ""
        if name in self._headed:
            self.program.notes.append(f"section {name!r} at {section.address:06X} is given another "
                                      "name: there are two")
            name = self.fresh("P", section.place)
        self._headed.add(name)
        self.headings[section.place] = name
        label = name or self.fresh("P", section.place)
        self.defined.add(label)
        self._names[section.place] = label
        return label

    def symbol(self, name: str) -> str:
        """`name` if it is a symbol of the language, else another for it."""
        if SYMBOL.fullmatch(name):
            return name
        if name not in self.renamed:
            self.renamed[name] = self.fresh("X", 0)
            self.program.notes.append(f"{name!r} is no symbol of Assembler F; here it is "
                                      f"{self.renamed[name]}")
        return self.renamed[name]

    def _entry(self, name: str, place: int) -> None:
        """An entry point: a label where that can be, else an EQU."""
        name = self.symbol(name)
        if name in self.defined:
            self.program.notes.append(f"entry point {name!r} has the name of a section, or is "
                                      "there twice")
            return
        self.defined.add(name)
        item = self._item(place)
        if item and item.place == place and place not in self._names:
            self._names[place] = name
        else:
            self.aliases.append((name, place))
            if item and item.place not in self._names:
                self._names[item.place] = self.fresh("L" if item.kind == CODE else "D", item.place)

    def fresh(self, letter: str, place: int) -> str:
        """A name nobody has: the letter and the address, if that is free."""
        name, serial = f"{letter}{self.program.address(place):06X}", 0
        while name in self._taken or len(name) > 8:
            name = f"{letter}{serial:07X}"
            serial = max(serial + 1, len(self._taken))
        self._taken.add(name)
        return name

    def of(self, item: Item) -> str:
        """The label of an item's statement."""
        name = self._names.get(item.place, "")
        return "" if name and name == self.headings.get(item.place) else name

    def is_code(self, place: int) -> bool:
        """Is the byte one of an instruction?"""
        item = self._item(place)
        return item is not None and item.kind == CODE

    def parts(self, place: int, section: Section | None = None) -> tuple[str, int]:
        """(label, distance) of a place; beside its section (`section`, if given) the label is that
        of its beginning."""
        section = section or self.program.section(place)
        item = self._item(place) if section.place <= place < section.end else None
        if item is not None and item.place in self._names:
            return self._names[item.place], place - item.place
        return self.sections[section.place], place - section.place

    def expression(self, place: int, section: Section | None = None) -> str:
        """The place as an operand."""
        return offset(*self.parts(place, section))


def offset(name: str, distance: int) -> str:
    """NAME, NAME+4 or NAME-4."""
    return f"{name}{distance:+d}" if distance else name
