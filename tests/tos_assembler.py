"""The assembler of TOS/360 at work: sources in, punched deck and listing out.

One IPL serves any number of assemblies: each is a job in the reader, `// OPTION DECK` sends the
object deck to the punch.  Used by test_asm_tos.py; skips (shared.py) where the system tape is
absent.  The jobs' listing is cut at `// JOB` and `EOJ`, which the system prints itself.
"""
from __future__ import annotations

import re
import shutil
from typing import NamedTuple

from s360 import Machine, StopReason
from shared import shared

SLICE = 200_000
LIMIT = 2_000_000_000          # instructions one job may take, wait loops included
MARKS = bytes.fromhex("000000004000") * 2
CODE = re.compile(r"[0-9A-F]{6} (?:[0-9A-F]{2})+(?: [0-9A-F]{4}){0,2}(?: |$)")
ERROR = re.compile(r" *(\d*)  (IJQ\d\d\d)  +(.*)")


class Deck(NamedTuple):
    """What one assembly gave: cards of 80 bytes; the printed lines, without page ejects."""
    cards: list[bytes]
    listing: list[str]

    def columns(self) -> list[str]:
        """The LOC, OBJECT CODE and ADDR columns of the listing."""
        return listed_columns(self.listing)

    def errors(self) -> list[tuple[int, str, str]]:
        """(statement, message code, text) of the diagnostics; statement 0: none in particular."""
        found = [ERROR.fullmatch(line) for line in self.listing]
        return [(int(m[1] or 0), m[2], m[3].strip()) for m in found if m]


def listed_columns(listing: list[str]) -> list[str]:
    """Columns 1-34 (LOC, OBJECT CODE, ADDR1, ADDR2) of the lines with a location and object code."""
    return [line[:34].rstrip() for line in listing if CODE.match(line[:23])]


class Paper:
    """Printer paper kept as lines."""

    def __init__(self):
        self.lines: list[str] = []

    def print_line(self, data, number, page=0, code=1):
        text = bytes(data).decode("cp037")
        self.lines.append("".join(c if c.isprintable() else " " for c in text).rstrip())

    def overprint(self, data, code=1):
        self.print_line(data, 0)

    def eject(self, code=0):
        pass

    def control(self, page, number, code):
        pass

    def flush(self):
        pass

    def close(self):
        pass


class Punch:
    """Punched cards kept as a list."""

    def __init__(self):
        self.cards: list[bytes] = []

    def punch(self, card):
        self.cards.append(bytes(card))

    def close(self):
        pass


def cards_of(text: str) -> list[bytes]:
    """The cards of a source: one line each, blank padded."""
    lines = text.splitlines()
    assert all(len(line) <= 80 for line in lines), [line for line in lines if len(line) > 80]
    return [line.encode("cp037").ljust(80, b"\x40") for line in lines]


class TOS:
    """TOS/360 after IPL, reading jobs."""

    def __init__(self, folder):
        shutil.copyfile(shared("real", "tos360", "tos360.aws"), folder / "tos360.aws")
        self.paper, self.punch, self.log = Paper(), Punch(), ""
        self.machine = m = Machine("64K")
        self.console = m.attach(0x01F, "1052")
        self.console.output = self._typed
        self.reader = m.attach(0x00C, "2540R")
        m.attach(0x00D, "2540P", deck=self.punch)
        m.attach(0x00E, "1403", file=self.paper)
        m.attach(0x180, "2400", tape=folder / "tos360.aws")
        for unit in range(0x181, 0x188):
            path = folder / f"{unit:03X}.aws"
            path.write_bytes(MARKS)
            m.attach(unit, "2400", tape=path, ring=True)
        m.ipl(0x180)
        assert m.run(50_000_000).reason is StopReason.WAIT
        m.post(self.console.request)
        self._until_read()
        self._answer("set date=09/07/75,clock=00/00/00")
        self._answer("log")

    def _typed(self, text):
        self.log += text

    def _until_read(self):
        left = LIMIT
        while not self.console.reading:
            stop = self.machine.run(SLICE)
            left -= SLICE
            assert left > 0 and stop.reason in (StopReason.BUDGET, StopReason.WAIT), (
                stop, self.log[-500:])
            assert stop.reason is not StopReason.WAIT or self.console.reading, self.log[-500:]

    def _answer(self, line):
        self.machine.post(lambda: self.console.type_in(line))
        self.machine.run(1000)
        self._until_read()

    def run(self, cards: list[bytes]) -> None:
        """Read a deck of jobs until the system wants its reader filled again."""
        self.machine.post(lambda: self.reader.mount(cards))
        before = len(self.log)
        self._answer("")
        assert "ATTN. 0 0C." in self.log[before:], self.log[before:]

    def assemble(self, source: str, options: str = "DECK") -> Deck:
        """One assembly; the source ends with its END statement."""
        return self.assemble_all([source], options)[0]

    def assemble_all(self, sources: list[str], options: str = "DECK") -> list[Deck]:
        """Several assemblies, a job each in one reader deck, in the order of `sources`."""
        deck, first, printed = [], len(self.punch.cards), len(self.paper.lines)
        for number, source in enumerate(sources):
            deck += cards_of(f"// JOB ASM{number:05d}\n// OPTION {options}\n// EXEC ASSEMBLY\n")
            deck += cards_of(source) + cards_of("/*\n/&\n")
        self.run(deck)
        listings = cut_jobs(self.paper.lines[printed:])
        decks = cut_decks(self.punch.cards[first:])
        assert len(listings) == len(sources), (len(listings), len(sources))
        if "NODECK" in options:
            decks = [[] for _ in sources]
        assert len(decks) == len(sources), (len(decks), len(sources))
        return [Deck(cards, listing) for cards, listing in zip(decks, listings)]

    def close(self):
        self.machine.close()


def cut_jobs(lines: list[str]) -> list[list[str]]:
    """The lines printed by each job."""
    jobs: list[list[str]] = []
    for line in lines:
        if line.startswith("// JOB"):
            jobs.append([])
        if jobs:
            jobs[-1].append(line)
    return jobs


def cut_decks(cards: list[bytes]) -> list[list[bytes]]:
    """Decks up to and including their END cards; cards of job separation are left out."""
    decks: list[list[bytes]] = [[]]
    for card in cards:
        if card.strip(b"\x40"):
            decks[-1].append(card)
        if card[:4] == b"\x02\xc5\xd5\xc4":
            decks.append([])
    assert not decks[-1], [card.decode("cp037") for card in decks[-1]]
    return decks[:-1]
