"""What an assembly gives: `assemble`, `assemble_file` and their result.

Called by the command line, by the linker and by programs.  Mistakes of a source never raise: they are
messages; what cannot be read raises S360Error.
"""
from __future__ import annotations

import os
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

from . import object as decks
from .assembly import Outcome, outcome
from .line_map import LineMap, MapLine, MapSection, MapSymbol
from .listing import listing
from .messages import Message
from .object_deck import LD, PC, SD, CM, TYPE_NAMES, ObjectDeck
from .options import LEVELS, Options
from .sections import DUMMY, Unit
from .source import read_text, text_of
from .symbols import Symbol

#: a return code from which there is no object deck
NO_DECK = 12


class Section(NamedTuple):
    """A control, common or dummy section.

    type:   "SD", "PC", "CM" or "DSECT"; esdid: 0 for a dummy section
    address length: as assembled, bytes
    bytes:  its text, zeros where there is none; b"" for common and dummy sections
    """
    name: str
    type: str
    esdid: int
    address: int
    length: int
    bytes: bytes


class Assembly:
    """The result of one assembly.

    messages:     in the order of statements
    return_code:  0, 4, 8 or 12, the highest severity
    object_deck:  cards of 80 bytes; b"" when the return code is 12
    deck:         the same as an ObjectDeck
    listing:      text; a page begins with a form feed
    sections symbols line_map statistics
    """

    def __init__(self, outcome: Outcome):
        self._outcome = outcome
        self.messages: list[Message] = outcome.messages.sorted()
        self.return_code: int = outcome.messages.return_code
        self.symbols: dict[str, Symbol] = outcome.symbols
        self.statistics: dict[str, int] = outcome.statistics

    @cached_property
    def deck(self) -> ObjectDeck:
        return decks.build(self._outcome) if self.return_code < NO_DECK else ObjectDeck()

    @cached_property
    def object_deck(self) -> bytes:
        return decks.cards(self._outcome, self.deck) if self.return_code < NO_DECK else b""

    @cached_property
    def listing(self) -> str:
        text = listing(self._outcome)
        self._outcome.listing.pages.clear()      # the text has their lines
        return text

    @cached_property
    def sections(self) -> list[Section]:
        units = [unit for unit in self._outcome.sections.items if type(unit) is Unit
                 and (unit.kind == DUMMY or unit.kind in (SD, PC, CM) and unit.esdid)]
        good = self.return_code < NO_DECK
        images = {unit: bytearray(unit.length) for unit in units
                  if good and unit.kind in (SD, PC)}
        for run in self._outcome.text.runs():
            if run.section in images:
                at = run.address - run.section.origin
                images[run.section][at:at + len(run.data)] = run.data
        return [Section(unit.name, "DSECT" if unit.kind == DUMMY else TYPE_NAMES[unit.kind],
                        unit.esdid, unit.origin, unit.length, bytes(images.get(unit, b"")))
                for unit in units]

    @cached_property
    def line_map(self) -> LineMap:
        """Which statement every byte came from."""
        outcome = self._outcome
        sections, commons = (
            [MapSection(unit.name, unit.esdid, unit.origin, unit.length)
             for unit in outcome.sections.control() if (unit.kind == CM) is common]
            for common in (False, True))
        return LineMap(sections, map(MapLine._make, outcome.lines), _map_symbols(outcome), commons)


def _map_symbols(outcome: Outcome):
    entries = {item.name for item in decks.esd(outcome.sections) if item.type == LD}
    for symbol in outcome.symbols.values():
        unit = symbol.unit
        if unit is not None and unit.esdid and unit.kind in (SD, PC, CM):
            kind = "E" if symbol.name in entries else symbol.type
            yield MapSymbol(symbol.name, symbol.value, symbol.length, kind, unit.esdid)


def assemble(source: str | bytes, /, name: str = "source", options: Options | None = None,
             **choices) -> Assembly:
    """Assemble a source.

    source:  text, one card a line, or bytes (UTF-8 text or EBCDIC cards)
    name:    what messages call it
    options: default: Options(); choices: fields of Options to use instead, such as level="f"
    """
    options = replace(options or Options(), **choices)
    options = replace(options, level=options.level.lower())
    if options.level not in LEVELS:
        raise ValueError(f"level {options.level!r}: expected one of {', '.join(LEVELS)}")
    if isinstance(source, (bytes, bytearray)):
        source = text_of(bytes(source), name)
    return Assembly(outcome(source, name, options))


def assemble_file(path, /, options: Options | None = None, **choices) -> Assembly:
    """Assemble a file; S360Error when it cannot be read."""
    return assemble(read_text(path), os.fspath(path), options, **choices)
