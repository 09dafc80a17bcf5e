"""The object deck of an assembly: ESD, SYM, TXT with punched cards in their places, RLD, END.

Called by assembly's result (__init__.py).  Source: GC26-3756, Appendix (object deck), TESTRAN symbol
cards.
"""
from __future__ import annotations

from . import object_deck as deck
from .object_deck import Control, End, Esd, ObjectDeck, Rld, Text, write_deck
from .scan import ebcdic
from .sections import Entry
from .symbol_cards import symbol_cards
from .text import Run

PUNCH_COLUMNS = 80


def esd(sections) -> list[Esd]:
    """External symbols in order of appearance."""
    out = []
    for item in sections.items:
        if type(item) is Entry:
            if item.symbol is not None:
                out.append(Esd(item.name, deck.LD, None, item.symbol.value & 0xFFFFFF,
                               length=item.symbol.unit.esdid))
        elif item.esdid:
            flag = item.align if item.kind == deck.PR else 0x40
            length = 0 if item.kind in (deck.ER, deck.WX) else item.length
            out.append(Esd(item.name, item.kind, item.esdid, item.origin, flag, length))
    return out


def build(asm) -> ObjectDeck:
    """The deck of a finished assembly, without the places of punched cards."""
    text = [Text(run.section.esdid, run.address, bytes(run.data)) for run in asm.text.runs()]
    rld = [Rld(item.target.esdid if item.target else 0, item.section.esdid, item.flags, item.address)
           for item in asm.relocations]
    end = End()
    if asm.entry is not None:
        value, unit = asm.entry
        end = End(value & 0xFFFFFF, unit.esdid)
    control = [Control(card[1:72], leading=True) for card in asm.text.leading]
    control += [Control(card[1:72], leading=False) for card in asm.text.items if type(card) is str]
    return ObjectDeck(esd(asm.sections), text, rld, symbol_cards(asm) if asm.options.test else [],
                      control=control, end=end)


def cards(asm, whole: ObjectDeck) -> bytes:
    """The deck as cards of 80 bytes.  Cards of PUNCH and REPRO stand where the statement stood."""
    writer = _Writer(asm.deck_id)
    for card in asm.text.leading:
        writer.raw(card)
    writer.part(ObjectDeck(esd=whole.esd, sym=whole.sym))
    text: list[Text] = []
    for item in asm.text.items:
        if type(item) is Run:
            text.append(Text(item.section.esdid, item.address, bytes(item.data)))
        else:
            writer.part(ObjectDeck(text=text))
            text = []
            writer.raw(item)
    writer.part(ObjectDeck(text=text))
    writer.part(ObjectDeck(rld=whole.rld, end=whole.end))
    return b"".join(writer.out)


class _Writer:
    """Cards so far; numbered on through all parts."""

    def __init__(self, deck_id: str):
        self.deck_id, self.sequence, self.out = deck_id, 1, []

    def part(self, part: ObjectDeck) -> None:
        data = write_deck(part, self.deck_id, self.sequence, full_rld=False)
        self.sequence += len(data) // deck.CARD
        self.out.append(data)

    def raw(self, card: str) -> None:
        self.out.append(ebcdic(card)[:PUNCH_COLUMNS].ljust(PUNCH_COLUMNS, deck.BLANK))
