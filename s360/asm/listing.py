"""The whole listing: pages with titles, made of the source part and the tables.

Called by __init__.py.  Order: external symbols, source statements, relocation dictionary,
cross-reference, diagnostics with statistics (listing_tables.py).  A page begins with a form feed; the
lines of a page, title and headings included, are as many as LINECNT says.
Source: GC26-3756, Assembler Listing.
"""
from __future__ import annotations

from typing import Iterator

from . import listing_tables as tables

WIDTH = 120
HEADS = 3                                # title, column headings, a blank line
SOURCE_HEAD = "  LOC  OBJECT CODE    ADDR1 ADDR2  STMT   SOURCE STATEMENT"
PROGRAM = "CPCMS ASSEMBLER"


class Paginator:
    """Puts lines on pages."""

    def __init__(self, linecount: int, stamp: str):
        self.room = max(linecount - HEADS, 1)
        self.stamp = stamp
        self.page = 0
        self.out: list[str] = []

    def pages(self, title: str, head: str, lines: list[str]) -> None:
        """Lines under a title, on as many pages as they need; at least one."""
        for start in range(0, len(lines) or 1, self.room):
            self.page += 1
            number = f"PAGE {self.page:4d}"
            self.out.append(f"\f{title:<{WIDTH - len(number)}}{number}")
            self.out.append(f"{head:<{WIDTH - len(self.stamp)}}{self.stamp}" if head else "")
            self.out.append("")
            self.out += lines[start:start + self.room]

    def text(self) -> str:
        return "\n".join([line.rstrip() for line in self.out]) + "\n" if self.out else ""


def listing(asm) -> str:
    """The text of an assembly's listing; the parts that the options want."""
    options = asm.options
    paper = Paginator(options.linecount, f"{PROGRAM} {options.date} {options.time}")
    if options.esd:
        paper.pages(_centred("EXTERNAL SYMBOL DICTIONARY"), tables.ESD_HEAD, tables.esd(asm))
    if options.source:
        for page in asm.listing.pages:
            if page.lines or page.title:
                paper.pages(f"{asm.deck_id:<8}{page.title}", SOURCE_HEAD, page.lines)
    if options.rld and asm.relocations:
        paper.pages(_centred("RELOCATION DICTIONARY"), tables.RLD_HEAD, tables.rld(asm))
    if options.xref and asm.symbols:
        paper.pages(_centred("CROSS-REFERENCE"), tables.XREF_HEAD, tables.cross_reference(asm))
    if asm.messages.all:
        paper.pages(_centred("DIAGNOSTICS"), tables.DIAGNOSTICS_HEAD, tables.diagnostics(asm))
    paper.pages(_centred("STATISTICS AND OPTIONS"), "", tables.statistics(asm))
    return paper.text()


def _centred(title: str) -> str:
    return " " * ((WIDTH - len(title)) // 2) + title


def lines(text: str) -> Iterator[tuple[str, str]]:
    """(carriage control, line) of a listing, for a printer: `1` skips to a new page first, a blank
    prints on the next line."""
    for line in text.split("\n")[:-1]:
        yield ("1", line[1:]) if line.startswith("\f") else (" ", line)
