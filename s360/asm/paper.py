"""Assembler instructions that are about paper and cards: TITLE, EJECT, SPACE, PRINT, PUNCH, REPRO.

Called by assembly.py, as data.py.  They have their effect in pass 2.
Source: GC28-6514, section 5, Listing Control and Program Control Instructions.
"""
from __future__ import annotations

from . import scan
from .fault import Fault
from .fields import items

TITLE_MOST, PUNCH_MOST, DECK_ID_MOST = 100, 80, 4
#: option -> (attribute of the listing, value)
PRINT = {"ON": ("on", True), "OFF": ("on", False), "GEN": ("generated", True),
         "NOGEN": ("generated", False), "DATA": ("data", True), "NODATA": ("data", False)}


def _string(text: str, most: int) -> str:
    """What stands between the apostrophes of an operand."""
    if text[:1] != "'":
        raise Fault(374, 0, found=scan.found(text, 0))
    end = scan.quoted_end(text, 0)
    if end != len(text):
        raise Fault(375, end, found=scan.found(text, end))
    inner = scan.unpaired(text[1:-1])
    if len(inner) > most:
        raise Fault(376, 0, most=most, length=len(inner))
    return inner


def first_title(asm, statement) -> None:
    """A title; the first one with a name gives the deck's identification."""
    title, name = _string(statement.operand, TITLE_MOST), statement.name
    if name and name[0] != ".":
        if len(name) > DECK_ID_MOST or not name.isalnum():
            asm.report_name(377, name=name, most=DECK_ID_MOST)
        elif not asm.deck_id:
            asm.deck_id = name
    asm.step(statement, _title, more=title)


def _show_wrong(asm, statement) -> None:
    """These statements are listed only when there is a message for them."""
    if statement.number in asm.listing.flagged:
        asm.listing.plain(statement)


def _title(asm, step) -> None:
    asm.listing.title(step[5])
    _show_wrong(asm, step[0])


def first_eject(asm, statement) -> None:
    asm.step(statement, _eject)


def _eject(asm, step) -> None:
    asm.listing.eject()
    _show_wrong(asm, step[0])


def first_space(asm, statement) -> None:
    count = asm.absolute(statement.operand, 0) if statement.operand else 1
    if not 0 <= count:
        raise Fault(371, 0, what="the number of lines", most=asm.options.linecount, value=count)
    asm.step(statement, _space, more=min(count, asm.options.linecount))


def _space(asm, step) -> None:
    asm.listing.space(step[5])
    _show_wrong(asm, step[0])


def first_print(asm, statement) -> None:
    settings = []
    for word, at in items(statement.operand):
        if word not in PRINT:
            raise Fault(378, at, found=word or "nothing", wanted=", ".join(PRINT))
        settings.append(PRINT[word])
    if not settings:
        raise Fault(378, 0, found="nothing", wanted=", ".join(PRINT))
    asm.step(statement, _print, more=settings)


def _print(asm, step) -> None:
    """The statement itself is listed if either before or after it the listing is on."""
    listing, was = asm.listing, asm.listing.on
    settings = dict(step[5])
    listing.on = listing.wanted and (was or settings.get("on", False))
    listing.plain(step[0])
    listing.on = was
    for name, value in settings.items():
        setattr(listing, name, value and (name != "on" or listing.wanted))


def first_punch(asm, statement) -> None:
    card = _string(statement.operand, PUNCH_MOST)
    scan.ebcdic(card, 1)
    asm.step(statement, _punch, more=(card, asm.sections.current is None))


def _punch(asm, step) -> None:
    asm.text.punch(*step[5])
    asm.listing.plain(step[0])


def first_repro(asm, statement) -> None:
    """The card that follows, which comes as a comment, goes to the deck as it is."""
    asm.reproduced = True
    asm.step(statement)


def reproduce(asm, statement) -> None:
    """The card behind REPRO."""
    asm.reproduced = False
    card = statement.text
    try:
        scan.ebcdic(card)
    except Fault as fault:
        asm.messages.report(fault.number, statement, fault.at, **fault.facts)
        card = ""
    asm.step(statement, _punch, more=(card, asm.sections.current is None))


FIRST = {"TITLE": first_title, "EJECT": first_eject, "SPACE": first_space, "PRINT": first_print,
         "PUNCH": first_punch, "REPRO": first_repro}
