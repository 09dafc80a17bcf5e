"""The linker: object decks become one program at fixed addresses.

Called by cp/cli_link.py, s360/linker/bootstrap.py (its result), tests and programs.
Control sections are placed in card order on doublewords; commons behind them; names that no deck
defines are looked for in libraries; address constants are relocated.  docs/linker.md tells the
rules in full.
Source: C28-6538 (linkage editor), GC26-3756 (object deck), CP-67/CMS loader's control cards.
Not implemented: overlays, load modules as OS/360 stores them, relocation at run time.
"""
from __future__ import annotations

from dataclasses import dataclass, field
from typing import Iterable

from .sections import (ERROR, STORAGE, WARNING, Collector, LinkError, Message, Module,
                            PageBoundary, Place, Section, SetLocation)
from ..asm.object_deck import CXD, Q_CON, ObjectDeck, joined
from .text_library import TextLibrary

PAGE, DOUBLEWORD = 4096, 8
DEFAULT_ORIGIN = 0x200
LOW_STORAGE = 0x80                       # PSWs, CSW, CAW and timer: the CPU's own locations


@dataclass
class Linked:
    """A program at its addresses.

    image: bytes from `origin` on, storage no card fills is 0; pieces: (from, to) addresses that
    cards fill, ascending; entry: address; entry_name: "" where no name lies there; name: of the
    NAME statement, else the entry's, else the first section's.
    sections: in order of address; symbols: name -> address; references: external name -> titles
    of the sections that hold its address; unresolved: names that were found nowhere (their
    constants hold 0); pseudo: pseudo register -> (offset, length), pseudo_length of all.
    """
    image: bytes
    origin: int
    entry: int
    entry_name: str
    name: str
    sections: list[Section]
    symbols: dict[str, int]
    references: dict[str, list[str]]
    unresolved: list[str]
    pieces: list[tuple[int, int]]
    pseudo: dict[str, tuple[int, int]] = field(default_factory=dict)
    pseudo_length: int = 0
    messages: list[Message] = field(default_factory=list)
    severity: int = 0

    @property
    def end(self) -> int:
        """The address behind the last byte."""
        return self.origin + len(self.image)

    def text(self, start: int, end: int) -> bytes:
        """The bytes of addresses start to end."""
        return self.image[start - self.origin:end - self.origin]


def link(decks: Iterable[ObjectDeck], entry: str | None = None, origin: int | None = None,
         libraries: Iterable[TextLibrary] = ()) -> Linked:
    """Put decks together.

    entry: name of an entry point or section; without it an LDT card, an ENTRY statement, the first
    END card with an address, the first section, in this order.
    origin: address of the first section, a multiple of 8 below 16 MiB; without it the first section
    stays where it was assembled (START), or goes to X'200' if that is 0.
    libraries: searched in order for names that the decks do not define.
    LinkError when there is nothing to load or it does not fit into 16 MiB; everything else is a
    message of the result, severity 4 (warning) or 8 (most likely not usable).
    """
    if origin is not None and not (0 <= origin < STORAGE and origin % DOUBLEWORD == 0):
        raise LinkError(f"origin {origin:X} is not a multiple of 8 below 1000000")
    found = Collector(libraries)
    found.load(list(decks))
    place_sections(found, origin)
    placed = sorted((item for item in (*found.layout, *found.commons.values())
                     if isinstance(item, Section)), key=lambda section: section.address)
    if not placed:
        raise LinkError("nothing to load: the decks hold no control section")
    low = placed[0].address
    image = Image(low, bytearray(max(section.end for section in placed) - low), found)
    for module in found.modules:
        image.put_text(module)
    pseudo, pseudo_length = pseudo_registers(found)
    image.relocate(found.modules, pseudo, pseudo_length)
    for name in found.unresolved():
        users = image.references.get(name)
        used = f" (used by {users[0]})" if users else ""
        found.say(ERROR, f"{name}{used} is not defined in any deck or library; its address is taken "
                  "as 0")
    address, name = choose_entry(found, entry, placed)
    pieces = joined(image.filled)
    check_places(found, placed, address, pieces)
    title = found.name or name or next((section.name for section in placed if section.name), "")
    return Linked(bytes(image.content), low, address, name, title, placed,
                  {name: symbol.address for name, symbol in found.symbols.items()},
                  image.references, found.unresolved(), pieces, pseudo, pseudo_length,
                  found.messages, found.severity)


# -- addresses

def place_sections(found: Collector, origin: int | None) -> None:
    """Give every section its address; LinkError beyond 16 MiB."""
    location = _assembled_origin(found) if origin is None else origin
    for item in (*found.layout, *found.commons.values()):
        if isinstance(item, SetLocation):
            location = _set_location(item, found, location)
        elif isinstance(item, PageBoundary):
            location += -location % PAGE
        else:
            location += -location % DOUBLEWORD
            item.address = location
            location += item.length
            if location > STORAGE:
                raise LinkError(f"{item.source}: section {item.title} of {item.length:X} bytes at "
                                f"{item.address:06X} ends beyond 16 MiB")


def _assembled_origin(found: Collector) -> int:
    """Where the first section was assembled.  Not 0: a CSECT has no address of its own, and at 0
    it would lie over the PSWs; a program that is laid out for 0 says so."""
    for module in found.modules:
        for place in module.ids.values():
            if place.section is not None and not place.skipped:
                return place.assembled or DEFAULT_ORIGIN
    return DEFAULT_ORIGIN


def _set_location(item: SetLocation, found: Collector, location: int) -> int:
    base = 0
    if item.symbol:
        symbol = found.symbols.get(item.symbol)
        if symbol is None or symbol.section.address is None:
            found.say(ERROR, f"SLC: {item.symbol} is not defined by a section before this card",
                      item.source)
            return location
        base = symbol.address
    return item.offset + base


def pseudo_registers(found: Collector) -> tuple[dict[str, tuple[int, int]], int]:
    """({name: (offset, length)}, length of all) of the pseudo registers."""
    out, at = {}, 0
    for name, (length, alignment) in found.pseudo.items():
        at += -at % (alignment + 1)
        out[name] = at, length
        at += length
    return out, at


# -- text and address constants

class Image:
    """Storage from `origin` on, and which of it cards fill."""

    def __init__(self, origin: int, content: bytearray, found: Collector) -> None:
        self.origin, self.content, self.found = origin, content, found
        self.filled: list[tuple[int, int]] = []
        self.references: dict[str, list[str]] = {}
        self.sums: dict[tuple[int, int], int] = {}       # (address, length) -> what is added

    def _place(self, module: Module, esdid: int, what: str) -> Place | None:
        """The section with this ESDID; None, with a message, when there is none."""
        place = module.ids.get(esdid)
        if place is None or place.section is None:
            self.found.say(ERROR, f"{what}: there is no section with ESDID {esdid}",
                           module.deck.source)
            return None
        return place

    def _address(self, place: Place, assembled: int, length: int, what: str, module: Module):
        """Address in storage of bytes of a section; None, with a message, outside of it."""
        offset, section = assembled - place.assembled, place.section
        if offset < 0 or offset + length > section.length:
            self.found.say(ERROR, f"{what} at {assembled:06X} lies outside of section {section.title} "
                           f"({place.assembled:06X}, {section.length:X} bytes)", module.deck.source)
            return None
        return section.address + offset

    def put_text(self, module: Module) -> None:
        """TXT and REP cards of a deck."""
        for text in module.deck.text:
            self._put(module, text.esdid, text.address, text.data, "TXT")
        for rep in module.deck.rep:
            self._put(module, 1 if rep.esdid is None else rep.esdid, rep.address, rep.data, "REP")

    def _put(self, module: Module, esdid: int, assembled: int, data: bytes, what: str) -> None:
        place = self._place(module, esdid, what)
        if place is None or place.skipped:
            return
        address = self._address(place, assembled, len(data), what, module)
        if address is not None:
            at = address - self.origin
            self.content[at:at + len(data)] = data
            self.filled.append((address, address + len(data)))

    def relocate(self, modules: list[Module], pseudo: dict, pseudo_length: int) -> None:
        """RLD cards.  All that goes to one constant is added first: A-B may not fit in between."""
        sources = {}
        for module in modules:
            for item in module.deck.rld:
                place = self._place(module, item.p, "RLD")
                if place is None or place.skipped:
                    continue
                at = self._address(place, item.address, item.length, "address constant", module)
                if at is None:
                    continue
                amount = (pseudo_length if item.kind == CXD
                          else self._amount(module, item, place.section, pseudo))
                key = at, item.length
                self.sums[key] = self.sums.get(key, 0) + (-amount if item.negative else amount)
                sources[key] = place.section, item.address, module
        for (at, length), amount in self.sums.items():
            self._add(at, length, amount, *sources[at, length])

    def _amount(self, module: Module, item, section: Section, pseudo: dict) -> int:
        """What a constant that refers to item.r grows by."""
        place = module.ids.get(item.r)
        if place is None or (item.kind == Q_CON and place.pseudo is None) or item.kind > CXD:
            self.found.say(ERROR, f"RLD: flags X'{item.flags:02X}' with ESDID {item.r} at "
                           f"{item.address:06X} refer to nothing", module.deck.source)
            return 0
        if place.pseudo is not None:
            return pseudo[place.pseudo][0]
        if place.reference is None:
            return place.section.address - place.assembled
        users = self.references.setdefault(place.reference, [])
        if section.title not in users[-1:]:
            users.append(section.title)
        symbol = self.found.symbols.get(place.reference)
        return symbol.address if symbol else 0

    def _add(self, at: int, length: int, amount: int, section: Section, assembled: int,
             module: Module) -> None:
        offset = at - self.origin
        old = int.from_bytes(self.content[offset:offset + length], "big")
        new, room = old + amount, 1 << 8 * length
        if length <= 2 and amount and not -room // 2 <= new < room:
            self.found.say(ERROR, f"an address constant of {length} bytes at {assembled:06X} of "
                           f"section {section.title} cannot hold {new & STORAGE - 1:06X}",
                           module.deck.source)
        self.content[offset:offset + length] = (new % room).to_bytes(length, "big")
        self.filled.append((at, at + length))


# -- entry and last looks

def choose_entry(found: Collector, wanted: str | None, placed: list[Section]) -> tuple[int, str]:
    """(address, name) of the entry."""
    names = [wanted] if wanted else [*found.load_entries[:1], *found.entries[:1]]
    for name in names:
        symbol = found.symbols.get(name)
        if symbol is not None:
            return symbol.address, name
        asked = ERROR if wanted or found.load_entries else WARNING
        found.say(asked, f"entry {name} is not defined in any deck")
    for module in found.modules:
        end = module.deck.end
        if end is None or (end.address is None and not end.symbol):
            continue
        if end.symbol:
            symbol = found.symbols.get(end.symbol)
            if symbol is not None:
                return symbol.address, end.symbol
        esdid = 1 if end.esdid is None else end.esdid
        place = module.ids.get(esdid, Place())
        if end.address is not None and place.section is not None:
            address = place.section.address + end.address - place.assembled & STORAGE - 1
            return address, _name_at(found, address)
        if end.address is not None and place.reference in found.symbols:
            address = found.symbols[place.reference].address + end.address & STORAGE - 1
            return address, _name_at(found, address)
        what = end.symbol or place.reference or f"ESDID {esdid}"
        found.say(ERROR, f"END names an entry that is not defined: {what}", module.deck.source)
    first = next((item for item in found.layout if isinstance(item, Section)), placed[0])
    return first.address, first.name


def _name_at(found: Collector, address: int) -> str:
    return next((name for name, symbol in found.symbols.items() if symbol.address == address), "")


def check_places(found: Collector, placed: list[Section], entry: int,
                 pieces: list[tuple[int, int]]) -> None:
    """Messages on sections that overlap and on where the program begins."""
    before = None
    for section in placed:
        if before and section.length and section.address < before.end:
            found.say(ERROR, f"section {section.title} at {section.address:06X} overlaps "
                      f"{before.title}, which ends at {before.end:06X}", section.source)
        if before is None or section.end > before.end:
            before = section
    if entry % 2:
        found.say(ERROR, f"entry {entry:06X} is odd; an instruction lies on a halfword")
    if not any(start <= entry < end for start, end in pieces):
        found.say(WARNING, f"no card fills the entry {entry:06X}")
    elif entry < LOW_STORAGE:
        found.say(WARNING, f"the program begins at {entry:06X}, among the PSWs of the CPU (below "
                  f"{LOW_STORAGE:06X}); give an origin such as 200")
