"""What a caller may choose about an assembly, and the limits that keep any source in bounds.

Read by every part of the assembler.  Source: GC26-3756 (Assembler F Programmer's Guide), PARM field,
for the options of that name.
"""
from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from pathlib import Path
from typing import Callable

#: language levels: Assembler F as announced, and with what later assemblers added to it
LEVELS = ("f", "xf")


@dataclass(frozen=True)
class Limits:
    """Beyond these an assembly ends, or a statement is in error; each has its message."""
    statements: int = 1_000_000      # generated ones included
    generated: int = 250_000         # more statements than the source has cards: by macros, COPY, loops
    nesting: int = 200               # macro calls within macro calls
    branches: int = 4096             # ACTR's default: AIF and AGO taken in a macro, or in open code
    actr: int = 1_000_000            # the most that ACTR gives
    copies: int = 20                 # COPY within COPY
    text: int = 16 << 20             # bytes of object code of one assembly
    sections: int = 4096             # control and dummy sections, external symbols
    addresses: int = 500_000         # address constants, copies that relocate included
    subscripts: int = 32_767         # elements of a SET symbol's array
    elements: int = 1_000_000        # of all arrays of SET symbols together
    operand: int = 16_384            # characters of one operand field after substitution
    steps: int = 4_000_000           # statements of macro definitions worked through, listed or not


def _now(form: str) -> str:
    return datetime.datetime.now().strftime(form)


@dataclass(frozen=True)
class Options:
    """level:     "f": what Assembler F does not know is reported; "xf": it is taken
    sysparm:   value of &SYSPARM, up to 255 characters
    date time: values of &SYSDATE (MM/DD/YY) and &SYSTIME (HH.MM); today's unless given
    libraries: folders and .maclib collections searched for macros and COPY members, in order
    include:   COPY and macro members held in storage: name -> text; searched first
    members:   name -> text of a member, None: there is none; asked last, once for each name
    linecount: lines a page of the listing
    esd source rld xref: parts of the listing
    test:      SYM cards for all symbols
    deck_id:   columns 73-80 of the object cards; default: name of the first TITLE card
    """
    level: str = "xf"
    sysparm: str = ""
    date: str = field(default_factory=lambda: _now("%m/%d/%y"))
    time: str = field(default_factory=lambda: _now("%H.%M"))
    libraries: tuple[Path, ...] = ()
    include: dict[str, str] = field(default_factory=dict)
    members: Callable[[str], str | None] | None = None
    linecount: int = 55
    esd: bool = True
    source: bool = True
    rld: bool = True
    xref: bool = True
    test: bool = False
    deck_id: str = ""
    limits: Limits = Limits()
