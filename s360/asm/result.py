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
from .assembly import Assembler
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

    def __init__(self, assembler: Assembler):
        self._assembler = assembler
        self.messages: list[Message] = assembler.messages.sorted()
        self.return_code: int = assembler.messages.return_code
        self.symbols: dict[str, Symbol] = assembler.symbols

    @cached_property
    def deck(self) -> ObjectDeck:
        return decks.build(self._assembler) if self.return_code < NO_DECK else ObjectDeck()

    @cached_property
    def object_deck(self) -> bytes:
        return decks.cards(self._assembler, self.deck) if self.return_code < NO_DECK else b""

    @cached_property
    def listing(self) -> str:
        return listing(self._assembler)

    @cached_property
    def sections(self) -> list[Section]:
        units = [unit for unit in self._assembler.sections.items if type(unit) is Unit
                 and (unit.kind == DUMMY or unit.kind in (SD, PC, CM) and unit.esdid)]
        good = self.return_code < NO_DECK
        images = {unit: bytearray(unit.length) for unit in units
                  if good and unit.kind in (SD, PC)}
        for run in self._assembler.text.runs():
            if run.section in images:
                at = run.address - run.section.origin
                images[run.section][at:at + len(run.data)] = run.data
        return [Section(unit.name, "DSECT" if unit.kind == DUMMY else TYPE_NAMES[unit.kind],
                        unit.esdid, unit.origin, unit.length, bytes(images.get(unit, b"")))
                for unit in units]

    @cached_property
    def line_map(self) -> LineMap:
        """Which statement every byte came from."""
        assembler = self._assembler
        sections = [MapSection(unit.name, unit.esdid, unit.origin, unit.length)
                    for unit in assembler.sections.control()]
        return LineMap(sections, _map_lines(assembler), _map_symbols(assembler))

    @cached_property
    def statistics(self) -> dict[str, int]:
        return self._assembler.statistics()


def _map_lines(assembler: Assembler):
    for statement, _, unit, at, size, _ in assembler.steps:
        if not size or not unit.esdid:
            continue
        text = statement.text
        if not statement.number:
            continue
        if hasattr(statement, "user"):                   # a literal
            statement = statement.user
        written = statement.written
        yield MapLine(unit.origin + at, size, written.file, written.line, statement.number, text,
                      statement.depth, unit.esdid)


def _map_symbols(assembler: Assembler):
    entries = {item.name for item in decks.esd(assembler.sections) if item.type == LD}
    for symbol in assembler.symbols.values():
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
    assembler = Assembler(source, name, options)
    assembler.run()
    return Assembly(assembler)


def assemble_file(path, /, options: Options | None = None, **choices) -> Assembly:
    """Assemble a file; S360Error when it cannot be read."""
    return assemble(read_text(path), os.fspath(path), options, **choices)
