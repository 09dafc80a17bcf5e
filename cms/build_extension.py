"""Extensions of the nucleus: programs that CMS loads into free storage wherever there is room.

Called by cms/build_files.py.  The program is linked to two origins: the words that differ are its
addresses.  The record of `NAME NUCEXT` is the image as linked to 0, then a halfword for each address:
its place in the image.  Its head is the macro NUCEXT; nucleus/extens.asm loads it.
"""
from __future__ import annotations

from s360.asm.object_deck import ObjectDeck
from s360.linker.link import Linked, link

from .build_source import BuildError

ORIGIN, APART = 0x100000, 0x10000        # so an address differs in one byte, its second
WORD, DOUBLEWORD = 4, 8
LENGTHS = 8                              # place of the two lengths in the head
LONGEST = 0xFFFF                         # bytes of a record


def linked_at(decks: list[ObjectDeck], name: str, origin: int) -> Linked:
    """The program at an origin; BuildError when something is not defined."""
    linked = link(decks, origin=origin)
    if linked.severity or linked.unresolved:
        raise BuildError(f"{name}: " + "; ".join(str(message) for message in linked.messages))
    return linked


def extension(decks: list[ObjectDeck], name: str) -> bytes:
    """The record of an extension; BuildError when it has an address that cannot be relocated."""
    first, second = (linked_at(decks, name, origin).image for origin in (ORIGIN, ORIGIN + APART))
    image = bytearray(first + bytes(-len(first) % DOUBLEWORD))
    places = [at - 1 for at in range(len(first)) if first[at] != second[at]]
    for at in places:
        address = int.from_bytes(first[at:at + WORD], "big")
        if address + APART != int.from_bytes(second[at:at + WORD], "big") or address >> 24:
            raise BuildError(f"{name}: the address constant at {at:06X} has other than four bytes")
        image[at:at + WORD] = (address - ORIGIN).to_bytes(WORD, "big")
    image[LENGTHS:LENGTHS + 2 * WORD] = len(image).to_bytes(WORD, "big") + len(places).to_bytes(WORD, "big")
    record = bytes(image) + b"".join(at.to_bytes(2, "big") for at in places)
    if len(record) > LONGEST:
        raise BuildError(f"{name}: an extension has at most {LONGEST} bytes, not {len(record)}")
    return record
