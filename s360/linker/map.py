"""The linker's map: where everything is, as lines of text and as plain data.

Called by cp/cli_link.py.  Source: none; in the manner of the CP-67/CMS LOAD MAP.
"""
from __future__ import annotations

from typing import Iterable, Iterator

from ..asm.line_map import LineMap
from ..asm.object_deck import CM, TYPE_NAMES
from .link import Linked

ACROSS = 4                               # names on a line


def map_lines(linked: Linked) -> Iterator[str]:
    """The map; addresses and lengths are hexadecimal."""
    yield (f"PROGRAM {linked.name or '(no name)'}   ORIGIN {linked.origin:06X}   "
           f"END {linked.end:06X}   LENGTH {len(linked.image):06X}   "
           f"ENTRY {linked.entry:06X} {linked.entry_name}".rstrip())
    yield ""
    yield "SECTION    TYPE  ADDRESS  LENGTH  FROM"
    for section in linked.sections:
        kind = TYPE_NAMES[section.type]
        yield (f"{section.title:<9}  {kind:<4}  {section.address:06X}   {section.length:06X}  "
               f"{section.source}")
        inside = sorted((linked.symbols[name], name) for name in section.names if name != section.name)
        yield from columns([f"{name:<8} {address:06X}" for address, name in inside])
    if linked.references:
        yield ""
        yield "REFERENCE  ADDRESS  FROM"
        for name in sorted(linked.references):
            address = linked.symbols.get(name)
            shown = "------" if address is None else f"{address:06X}"
            users = linked.references[name]
            yield f"{name:<9}  {shown}   {', '.join(users[:8])}{' ...' if len(users) > 8 else ''}"
    if linked.pseudo:
        yield ""
        yield f"PSEUDO REGISTER  OFFSET  LENGTH     (in all {linked.pseudo_length:06X})"
        for name, (offset, length) in linked.pseudo.items():
            yield f"{name:<15}  {offset:06X}  {length:06X}"
    if linked.unresolved:
        yield ""
        yield "NOT FOUND  " + ", ".join(linked.unresolved)


def columns(words: list[str]) -> Iterator[str]:
    for at in range(0, len(words), ACROSS):
        yield "           " + "    ".join(words[at:at + ACROSS])


def map_data(linked: Linked) -> dict:
    """The same for a program; addresses are numbers."""
    return {
        "name": linked.name, "origin": linked.origin, "end": linked.end,
        "length": len(linked.image), "entry": linked.entry, "entry_name": linked.entry_name,
        "sections": [{"name": section.title, "type": TYPE_NAMES[section.type],
                      "address": section.address, "length": section.length, "from": section.source}
                     for section in linked.sections],
        "symbols": linked.symbols, "references": linked.references,
        "unresolved": linked.unresolved,
        "pseudo_registers": {name: {"offset": offset, "length": length}
                             for name, (offset, length) in linked.pseudo.items()},
        "pseudo_length": linked.pseudo_length,
        "messages": [{"severity": message.severity, "text": message.text, "from": message.source}
                     for message in linked.messages],
        "severity": linked.severity}


def source_lines(linked: Linked, maps: Iterable[tuple[str, LineMap]]) -> LineMap:
    """Which statement every byte of the program came from.

    maps: (file name of a deck, the line map its assembly made); sections that the program did not
    take from that deck are left out.
    """
    moved = []
    for deck, lines in maps:
        taken = {(section.type == CM, section.name): section.address for section in linked.sections
                 if section.source == deck or section.source.startswith(deck + ":")}
        moved.append(lines.moved({
            section.esdid: taken.get((common, section.name))
            for common, sections in ((False, lines.sections), (True, lines.commons))
            for section in sections}))
    return LineMap.joined(moved)
