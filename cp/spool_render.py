"""Spool files as files of the host: listings with their form feeds and overprinting, decks.

Called by cp/real_output.py and cp/real_files.py.

A deck becomes text when every card is readable text, else cards of 80 bytes (EBCDIC) when no card is
column binary, else cards of 160: nothing is lost.
"""
from __future__ import annotations

import filecmp
import os
import re
import time
from pathlib import Path

from cp.spool_file import SpoolFile
from s360.devices.printer import chain_table
from s360.errors import MediaError
from s360.media.cards import COLUMNS, DeckWriter, plainest_form
from s360.media.listing import PrintFile

CONTROL = 0x03                 # low bits of a printer's command that prints nothing
RULE = "*" * 72
UNSAFE = re.compile(r"[^A-Z0-9@#$_+\-.]")
RESERVED = re.compile(r"(CON|PRN|AUX|NUL|COM\d|LPT\d)$")      # no file names on some hosts
ENCODING = "cp037"


def render(spool, file: SpoolFile, path, separator: bool = False, chain: str = "") -> None:
    """Write a spool file to the host file `path`.

    separator: a page (card) before it that says whose it is; chain: print as this chain does
    (LOADBUF): what it has not is blank.  MediaError when the host cannot take it or the spool file
    is damaged.
    """
    try:
        if file.printed:
            listing(spool, file, path, separator, chain)
        else:
            deck(spool, file, path, separator)
    except OSError as error:
        raise MediaError(f"{path}: {error.strerror}") from None


def listing(spool, file: SpoolFile, path, separator: bool, chain: str) -> None:
    """A printer's file as text: form feeds, empty lines, carriage returns where it overprints."""
    glyphs = chain_table(chain) if chain else None
    first = 0
    out = PrintFile(path)
    try:
        if separator:
            first = 1
            for number, line in enumerate(separator_lines(file), 1):
                out.line(line.encode(ENCODING, errors="replace"), 0, number)
        for command, data, page, line in spool.records(file):
            if command & CONTROL == CONTROL:
                out.control(page + first, line, command)
            else:
                out.line(data if glyphs is None else data.translate(glyphs), page + first, line,
                         command)
    finally:
        out.close()
        os.unlink(f"{path}.cc")


def deck(spool, file: SpoolFile, path, separator: bool) -> None:
    """A punch's file as a deck."""
    records = spool.records(file)
    with open(path, "wb"):
        pass                           # DeckWriter goes on behind what is there
    with DeckWriter(path, plainest_form(data for _, data, _, _ in records)) as out:
        if separator:
            card = (f"USERID {file.owner:<8} FILE {file.number:04d} NAME {file.name} {file.type} "
                    f"DIST {file.dist}")
            out.punch(card.encode(ENCODING, errors="replace")[:COLUMNS].ljust(COLUMNS, b"\x40"))
        for _, data, _, _ in records:
            out.punch(data)


def separator_lines(file: SpoolFile) -> list[str]:
    """The page before a file."""
    made = time.strftime("%m/%d/%y %H:%M:%S", time.localtime(file.closed or file.created))
    facts = [f"USERID {file.owner}", f"ORIGIN {file.origin}", f"DIST   {file.dist}",
             f"FILE   {file.number:04d}", f"NAME   {file.name} {file.type}".rstrip(),
             f"CLASS  {file.cls}   COPIES {file.copies:02d}   RECORDS {file.records:06d}",
             f"MADE   {made}"]
    return ["", RULE, *(f"*  {fact}" for fact in facts), RULE]


def host_name(file: SpoolFile, copy: int = 1) -> str:
    """`USER-0012-NAME.TYPE`, for a further copy `USER-0012.2-NAME.TYPE`.  Names come from guests: what
    is no letter, digit or one of @ # $ _ + - is `_`, so that a name never leaves its folder."""
    number = f"{file.number:04d}" + (f".{copy}" if copy > 1 else "")
    name, type_ = safe(file.name) or "NONAME", safe(file.type) or file.device
    return f"{safe(file.owner)}-{number}-{name}.{type_}"


def safe(word: str) -> str:
    """A part of a host file's name."""
    word = UNSAFE.sub("_", word.upper()).replace(".", "_")
    return word + "_" if RESERVED.match(word) else word


def name_file(part: Path, goal: Path) -> Path:
    """Give a finished file its name: another one of that name stays, unless it is the same (a kill came
    between this and what the spool was to be told)."""
    place, n = goal, 1
    while os.path.lexists(place):
        if place.is_file() and filecmp.cmp(place, part, shallow=False):
            return place
        n += 1
        place = goal.with_name(f"{goal.name}~{n}")
    os.rename(part, place)
    return place
