"""First pass of the linker: which control sections there are, what names mean, who refers to whom.

Called by s360/linker/link.py alone.  `Collector` takes decks in order, carries out their control
cards and calls missing decks from libraries; addresses are given later.
Source: C28-6538 (linkage editor), GX20-1926 and CP-67/CMS loader (SLC, ICS, SPB, LDT, REP cards).
Not implemented: overlay statements, REPLACE and CHANGE, reading load modules back.
"""
from __future__ import annotations

from dataclasses import dataclass, field
from typing import Iterable, NamedTuple

from ..errors import S360Error
from ..asm.object_deck import CM, ER, LD, PC, PR, SD, WX, Control, Esd, ObjectDeck
from .text_library import TextLibrary

WARNING, ERROR = 4, 8
MOST_MESSAGES = 200
STORAGE = 1 << 24
BLANK_COMMON = "(blank common)"
PRIVATE = "(private)"


class LinkError(S360Error):
    """The program cannot be put together at all."""


class Message(NamedTuple):
    """severity: 4 the result can be used, 8 most likely not.  source: file and card."""
    severity: int
    text: str
    source: str = ""

    def __str__(self) -> str:
        kind = "warning" if self.severity == WARNING else "error"
        return f"{self.source}: {kind}: {self.text}" if self.source else f"{kind}: {self.text}"


@dataclass(eq=False)
class Section:
    """A control section or common area.  length: bytes; address: None before layout; defined: it
    has come in a deck, not only in an ICS card; names: of its entry points, its own among them."""
    name: str
    type: int
    length: int
    source: str
    defined: bool = True
    address: int | None = None
    names: list[str] = field(default_factory=list)

    @property
    def title(self) -> str:
        if self.name:
            return self.name
        return BLANK_COMMON if self.type == CM else PRIVATE

    @property
    def end(self) -> int:
        return (self.address or 0) + self.length


class Symbol(NamedTuple):
    """A place that has a name: bytes from the beginning of a section."""
    section: Section
    offset: int

    @property
    def address(self) -> int:
        return (self.section.address or 0) + self.offset & STORAGE - 1


class Place(NamedTuple):
    """What an ESDID of a deck stands for: a section (assembled: its address there; skipped: its
    text is not used), a reference by name, or a pseudo register."""
    section: Section | None = None
    assembled: int = 0
    skipped: bool = False
    reference: str | None = None
    pseudo: str | None = None


class Pseudo(NamedTuple):
    """A pseudo register: bytes, alignment less one."""
    length: int
    alignment: int


class SetLocation(NamedTuple):
    """SLC: the next section goes to offset + the address of symbol."""
    offset: int
    symbol: str
    source: str


class PageBoundary(NamedTuple):
    """SPB: the next section goes to a page of its own."""


@dataclass
class Module:
    """A deck that is part of the program, and its ESDIDs."""
    deck: ObjectDeck
    ids: dict[int, Place] = field(default_factory=dict)


class Collector:
    """Takes decks; see the attributes.

    layout:     sections, SLC and SPB in card order; commons: by name, placed behind them
    symbols:    every defined name;  references: names referred to, False where only weakly
    pseudo:     pseudo registers in order of appearance
    entries:    names of LDT cards, of ENTRY statements;  ended: an LDT card has ended the loading
    """

    def __init__(self, libraries: Iterable[TextLibrary] = ()) -> None:
        self.libraries = list(libraries)
        self.modules: list[Module] = []
        self.layout: list[Section | SetLocation | PageBoundary] = []
        self.sections: dict[str, Section] = {}
        self.commons: dict[str, Section] = {}
        self.symbols: dict[str, Symbol] = {}
        self.references: dict[str, bool] = {}
        self.pseudo: dict[str, Pseudo] = {}
        self.messages: list[Message] = []
        self.severity = 0
        self.load_entries: list[str] = []
        self.entries: list[str] = []
        self.name = ""
        self.never: set[str] = set()
        self.no_call = self.ended = False
        self._strong: list[str] = []                      # names of `references` that are True
        self._included: set[int] = set()
        self._wanted: list[tuple[str, str]] = []          # of INCLUDE: name, card

    def say(self, severity: int, text: str, source: str = "") -> None:
        """Note a message; the same one is kept once, and not more than MOST_MESSAGES."""
        self.severity = max(self.severity, severity)
        message = Message(severity, text, source)
        if len(self.messages) == MOST_MESSAGES:
            message = Message(WARNING, f"more than {MOST_MESSAGES} messages; the rest are not shown")
        if len(self.messages) <= MOST_MESSAGES and message not in self.messages:
            self.messages.append(message)

    # -- decks

    def load(self, decks: list[ObjectDeck]) -> None:
        """Take the decks up to an LDT card, then call what is missing."""
        for deck in decks:
            self.add(deck)
            if self.ended:
                break
        for deck in decks:
            if deck.end is not None and id(deck) not in self._included:
                self.say(WARNING, "is not loaded: an LDT card stands before it", deck.source)
        self.call_missing()

    def add(self, deck: ObjectDeck, called: bool = False) -> None:
        """Take one deck, and those it includes where its INCLUDE statements stand: before or behind
        it.  called: it comes from a library."""
        waiting = [(deck, called, True)]
        while waiting:
            deck, called, new = waiting.pop()
            if new:
                if id(deck) in self._included:
                    continue
                self._leading(deck, called)
                if called or not self.ended:
                    self._included.add(id(deck))
                    waiting.append((deck, called, False))
            else:
                self._take(deck, called)
            for name, source in reversed(self._wanted):
                found = self.find(name)
                if found is None:
                    self.say(ERROR, f"INCLUDE: no library has a deck {name}", source)
                else:
                    waiting.append((found, True, True))
            self._wanted.clear()

    def _leading(self, deck: ObjectDeck, called: bool) -> None:
        for control in deck.control:
            if control.leading:
                self._control(control, deck, called)

    def _take(self, deck: ObjectDeck, called: bool) -> None:
        """The deck's symbols, and the control cards inside it."""
        module = Module(deck)
        self.modules.append(module)
        ends: dict[int, int] = {}
        for text in deck.text:
            ends[text.esdid] = max(ends.get(text.esdid, 0), text.address + len(text.data))
        for item in deck.esd:
            if item.esdid is not None:
                module.ids[item.esdid] = self._item(item, deck, ends)
        for item in deck.esd:
            if item.type == LD:
                self._entry_point(item, module)
        for control in deck.control:
            if not control.leading:
                self._control(control, deck, called)

    def _item(self, item: Esd, deck: ObjectDeck, ends: dict[int, int]) -> Place:
        """What an ESD item stands for.  ends: ESDID -> address behind its last text."""
        if item.type in (ER, WX):
            if item.type == ER and not self.references.get(item.name):
                self._strong.append(item.name)
            self.references[item.name] = self.references.get(item.name, False) or item.type == ER
            return Place(reference=item.name)
        if item.type == PR:
            old = self.pseudo.get(item.name, Pseudo(0, 0))
            alignment = item.flag if item.flag in (0, 1, 3, 7) else 7
            self.pseudo[item.name] = Pseudo(max(old.length, item.length),
                                            max(old.alignment, alignment))
            return Place(pseudo=item.name)
        if item.type == CM:
            return Place(self._common(item, deck), item.address)
        length = item.length
        if not length:                   # END tells it, else the text does
            told = deck.end.length if deck.end else None
            length = told or max(0, ends.get(item.esdid or 0, 0) - item.address)
        return self._section(item, length, deck)

    def _common(self, item: Esd, deck: ObjectDeck) -> Section:
        found = self.sections.get(item.name) if item.name else None
        if found is not None:
            if item.length > found.length:
                self.say(WARNING, f"common {item.name} has {item.length:X} bytes, the section of "
                         f"that name {found.length:X}", deck.source)
            return found
        common = self.commons.get(item.name)
        if common is None:
            common = self.commons[item.name] = Section(item.name, CM, item.length, deck.source)
            self._define(item.name, Symbol(common, 0), deck.source)
        common.length = max(common.length, item.length)
        return common

    def _section(self, item: Esd, length: int, deck: ObjectDeck) -> Place:
        if item.type == PC or not item.name:
            section = Section("", PC, length, deck.source)
            self.layout.append(section)
            return Place(section, item.address)
        section = self.sections.get(item.name)
        if section is None and (common := self.commons.pop(item.name, None)) is not None:
            common.type, common.source = SD, deck.source
            common.length = max(common.length, length)
            self.sections[item.name] = common
            self.layout.append(common)
            return Place(common, item.address)
        if section is None:
            section = self.sections[item.name] = Section(item.name, SD, length, deck.source)
            self.layout.append(section)
            self._define(item.name, Symbol(section, 0), deck.source)
        elif section.defined:
            self.say(WARNING, f"section {item.name} is there already, from {section.source}; this "
                     "second one is not used", deck.source)
            return Place(section, item.address, skipped=True)
        else:
            section.defined, section.source = True, deck.source
            section.length = max(section.length, length)
        return Place(section, item.address)

    def _define(self, name: str, symbol: Symbol, source: str) -> None:
        if not name:
            return
        old = self.symbols.setdefault(name, symbol)
        if old is symbol:
            symbol.section.names.append(name)
        else:
            self.say(WARNING, f"{name} is defined already, in {old.section.title} from "
                     f"{old.section.source}; the first one is used", source)

    def _entry_point(self, item: Esd, module: Module) -> None:
        owner = module.ids.get(item.length)
        if owner is None or owner.section is None:
            self.say(ERROR, f"entry point {item.name}: there is no section with ESDID {item.length}",
                     module.deck.source)
        elif not owner.skipped:
            offset = item.address - owner.assembled
            if not 0 <= offset <= owner.section.length:
                self.say(WARNING, f"entry point {item.name} at {item.address:06X} lies outside of "
                         f"section {owner.section.title}", module.deck.source)
            self._define(item.name, Symbol(owner.section, offset), module.deck.source)

    # -- libraries

    def find(self, name: str) -> ObjectDeck | None:
        """The first deck of the libraries with this name."""
        for library in self.libraries:
            if (deck := library.find(name)) is not None:
                return deck
        return None

    def call_missing(self) -> None:
        """Automatic library call, until nothing more is found."""
        for name in self._strong:        # grows while decks are added
            if not (self.no_call or name in self.never or name in self.symbols):
                deck = self.find(name)
                if deck is not None:
                    self.add(deck, called=True)

    def unresolved(self) -> list[str]:
        """Names referred to, not only weakly, and defined nowhere."""
        return [name for name, strong in self.references.items()
                if strong and name not in self.symbols]

    # -- control cards

    def _control(self, control: Control, deck: ObjectDeck, called: bool) -> None:
        source = deck.source.rpartition(": ")[0] + (f": card {control.card}" if control.card else "")
        known = self.CARDS if control.mark else self.STATEMENTS
        kind = control.text[:3] if control.mark else control.operation
        if kind not in known:
            shown = control.text[:20].strip()
            self.say(WARNING, f"control card {shown!r} is not known; known are "
                     f"{', '.join(known)}", source)
        elif not (called and kind in ("LDT", "ENTRY")):  # a library moves neither end nor entry
            known[kind](self, control, source)

    def _ldt(self, control: Control, source: str) -> None:
        """Columns 17-24 name the entry; no more decks are loaded."""
        name = columns(control, 17, 24)
        if name:
            self.load_entries.append(name)
        self.ended = True

    def _slc(self, control: Control, source: str) -> None:
        digits, symbol = columns(control, 7, 12), columns(control, 17, 24)
        offset = hexadecimal(digits or "0")
        if offset is None:
            self.say(ERROR, f"SLC: {digits!r} in columns 7-12 is not hexadecimal", source)
            return
        self.layout.append(SetLocation(offset, symbol, source))

    def _ics(self, control: Control, source: str) -> None:
        name, digits = columns(control, 17, 23).rstrip(","), columns(control, 25, 28)
        length = hexadecimal(digits)
        if not name or length is None:
            self.say(ERROR, "ICS: expected a section name in columns 17-22, a comma in 24 and a "
                     "hexadecimal length in 25-28", source)
            return
        section = self.sections.get(name)
        if section is None:
            section = self.sections[name] = Section(name, SD, length, source, defined=False)
            self.layout.append(section)
            self._define(name, Symbol(section, 0), source)
        section.length = max(section.length, length)

    def _spb(self, control: Control, source: str) -> None:
        self.layout.append(PageBoundary())

    def _entry(self, control: Control, source: str) -> None:
        names = operands(control)
        if len(names) != 1:
            self.say(ERROR, "ENTRY: expected one name", source)
            return
        self.entries.append(names[0])

    def _include(self, control: Control, source: str) -> None:
        self._wanted += [(name, source) for name in operands(control)]

    def _library(self, control: Control, source: str) -> None:
        """LIBRARY *: no automatic call; LIBRARY *(A,B) or (A,B): none of these names."""
        text = "".join(control.text.split()[1:])
        names = {name for name in text.lstrip("*").strip("()").split(",") if name}
        if text == "*":
            self.no_call = True
        elif text.startswith(("*", "(")) and names:
            self.never |= names
        else:
            self.say(WARNING, "LIBRARY: expected * or *(NAME,...); name libraries in the command",
                     source)

    def _module_name(self, control: Control, source: str) -> None:
        names = operands(control)
        self.name = names[0].partition("(")[0] if names else self.name

    CARDS = {"SLC": _slc, "ICS": _ics, "SPB": _spb, "LDT": _ldt}
    STATEMENTS = {"ENTRY": _entry, "INCLUDE": _include, "LIBRARY": _library, "NAME": _module_name}


def columns(control: Control, first: int, last: int) -> str:
    """Columns of a control card, counted from 1."""
    return control.text[first - 2:last - 1].strip()


def operands(control: Control) -> list[str]:
    """The operand of a statement, split at commas; remarks begin at the next blank."""
    words = control.text.split()
    return [name for name in words[1].split(",") if name] if len(words) > 1 else []


def hexadecimal(digits: str) -> int | None:
    """The number, None when the text is none."""
    try:
        return int(digits, 16) if digits.isalnum() else None
    except ValueError:
        return None
