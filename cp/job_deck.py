"""Decks of `cpcms run`: what a deck is, told by its contents, and the cards that load it.

Called by cp/job_work.py.  A source or an object deck may have cards of data behind it, after a card `/*`;
behind a deck that loads itself everything is data.

Source: GC26-3756 (object cards); A22-6821-7 (initial program loading).
"""
from __future__ import annotations

import re
from pathlib import Path

from cp.job import JobFailed
from s360.errors import MediaError
from s360.media import cards as media

END_OF_FILE = "/*"
JOB_CARD = "/JOB"
OBJECT_CARDS = {kind.encode("cp037") for kind in ("ESD", "TXT", "RLD", "END", "SYM", "REP")}
YAML_SUFFIXES = (".yaml", ".yml")
YAML_KEY = re.compile(r"(decks|machine|devices|cards|limits|expect|ipl|commands|kind|libraries)\s*:")
NO_END = 402                             # the assembler's message: END is missing
WARNING, ERROR = 4, 8
SHOWN = 20                               # messages about a deck that is not run


def kind_of(content: bytes, name: str) -> str:
    """One of cp.job.KINDS; MediaError when the content cannot be cards."""
    if not content.strip(b" \t\r\n\x40\x00"):
        raise MediaError(f"{name}: is empty; expected a deck")
    form = media.recognise(content, name)
    if form == "text":
        from s360.asm.object_deck import is_hexadecimal
        return "object" if is_hexadecimal(content) else kind_of_text(name, content.decode("utf-8-sig"))
    return kind_of_cards([plain(card) for card in media.deck_of(content, name, form)])


def kind_of_text(name: str, text: str) -> str:
    """By the first line that is no comment of YAML."""
    first = next((line for line in text.splitlines() if line.strip() and not line.startswith("#")), "")
    if first.split()[:1] == [JOB_CARD]:
        return "cms"
    if name.lower().endswith(YAML_SUFFIXES) or YAML_KEY.match(first):
        return "job"
    return "asm"


def kind_of_cards(cards: list[bytes]) -> str:
    """By the first card: statements, object cards, or the PSW and commands of a loader."""
    first = cards[0]
    if is_object(first):
        return "object"
    if not first.decode("cp037").isprintable():
        return "ipl"
    if first.decode("cp037").split()[:1] == [JOB_CARD]:
        return "cms"
    return "object" if any(map(is_object, cards)) else "asm"


def is_object(card: bytes) -> bool:
    return card[0] == 0x02 and card[1:4] in OBJECT_CARDS


def plain(card: bytes) -> bytes:
    """A card as 80 bytes of EBCDIC; columns that are no character are X'00'."""
    return card if len(card) == media.COLUMNS else media.columns_to_ebcdic(card)[0]


# -- the cards of a job

def loading_cards(programs: list[tuple[str, str, bytes]], libraries: list[str], note) -> list[bytes]:
    """The cards that load programs (kind, name, content), and their data behind them.

    note: called with a warning.  JobFailed with the messages when they cannot be made.
    """
    if programs[0][0] == "ipl":
        if len(programs) > 1:
            raise JobFailed(f"{programs[0][1]}: loads itself, and nothing can be linked to it; name the other "
                            "decks under cards")
        return media.deck_of(programs[0][2], programs[0][1])
    decks, data = [], []
    for kind, name, content in programs:
        if kind not in ("asm", "object"):
            raise JobFailed(f"{name}: cannot be linked: it is {kind}")
        made, behind = (assembled(name, content, libraries, note) if kind == "asm"
                        else read_object(name, content))
        decks += made
        data += behind
    return linked(decks, programs[0][1], note) + data


def assembled(name: str, content: bytes, libraries: list[str], note) -> tuple[list, list[bytes]]:
    """(object decks of a source, cards behind its `/*`)."""
    from s360.asm import assemble
    source, data = parted(name, content)
    made = assemble(source, name, libraries=tuple(Path(one) for one in libraries))
    for message in made.messages:
        if message.severity == WARNING and message.number != NO_END:
            note(str(message))
    bad = [message for message in made.messages if message.severity >= ERROR or message.number == NO_END]
    if bad:
        count = f"{len(bad)} statement{'s' * (len(bad) > 1)} in error"
        only_end = all(message.number == NO_END for message in bad)
        raise JobFailed(f"{name}: the END statement is missing; the source is not whole" if only_end else
                        f"{name}: taken for a source, it does not assemble: {count}",
                        [str(message) for message in bad[:SHOWN]])
    from s360.asm.object_deck import read_decks
    return read_decks(made.object_deck, name), data


def parted(name: str, content: bytes) -> tuple[bytes | str, list[bytes]]:
    """(source, cards of data behind the first `/*` card)."""
    if media.recognise(content, name) != "text":
        cards, data = at_end_of_file(media.deck_of(content, name))
        return b"".join(map(plain, cards)), data
    text = content.decode("utf-8-sig")
    found = re.search(r"^/\*", text, re.MULTILINE)
    if found is None:
        return text, []
    behind = text.find("\n", found.start())
    rest = text[behind + 1:] if behind >= 0 else ""
    return text[:found.start()], media.deck_of(rest.encode(), f"{name}, data", "text") if rest else []


def read_object(name: str, content: bytes) -> tuple[list, list[bytes]]:
    """(object decks, cards behind a `/*` card); MediaError names the first card that is damaged."""
    from s360.asm.object_deck import is_hexadecimal
    from s360.linker.text_library import decks_of
    if is_hexadecimal(content):
        return decks_of(content, name), []
    cards, data = at_end_of_file(media.deck_of(content, name))
    return decks_of(b"".join(cards), name), data


def at_end_of_file(cards: list[bytes]) -> tuple[list[bytes], list[bytes]]:
    """The cards before and behind the first `/*` card."""
    mark = END_OF_FILE.encode("cp037")
    at = next((n for n, card in enumerate(cards) if plain(card).startswith(mark)), len(cards))
    return cards[:at], cards[at + 1:]


def linked(decks: list, name: str, note) -> list[bytes]:
    """The decks as one that loads itself."""
    from s360.linker.bootstrap import CARD, ipl_deck
    from s360.linker.link import link
    from s360.linker.sections import Collector
    for deck in decks:
        for control in deck.control:
            if control.mark and control.text[:3] not in Collector.CARDS:
                raise JobFailed(f"{name}: card {control.card}: columns 2-4 hold {control.text[:3]!r}, which no "
                                "object card has there; the card is damaged, or is in the wrong deck")
    program = link(decks)
    wrong = [str(message) for message in program.messages if message.severity >= ERROR]
    for message in program.messages:
        if message.severity < ERROR:
            note(f"{name}: {message}")
    if wrong:
        raise JobFailed(f"{name}: cannot be linked: {wrong[0]}", wrong[1:SHOWN])
    deck, _ = ipl_deck(program)
    return [deck[at:at + CARD] for at in range(0, len(deck), CARD)]
