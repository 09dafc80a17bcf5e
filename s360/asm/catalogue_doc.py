"""Writes docs/assembler-messages.md from the catalogue: `python -m s360.asm.catalogue_doc`.

A test says whether the committed page is current.  Nothing about a message is written here.
"""
from __future__ import annotations

import re
from pathlib import Path

from .catalogue import CATALOGUE, Entry
from .messages import KINDS, LETTERS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "assembler-messages.md"
INTRODUCTION = """\
# Messages of the assembler

Written by `python -m s360.asm.catalogue_doc` from `s360/asm/catalogue.py`; change that file, not this
page. `cpcms asm --explain ASM201` prints an entry.

The letter behind the number is the severity: I note (0), W warning (4), E error (8), S severe error
(12). The return code of an assembly is the highest severity; with 12 there is no object deck. Words in
capitals stand for what the message names. MNOTE gives ASM150 with a severity of its own.
"""
#: first number of a group -> its title; the catalogue's own order
GROUPS = {1: "Cards and statements", 100: "Macros and conditional assembly",
          200: "Symbols, expressions and addressing",
          300: "Machine instructions, assembler instructions and constants",
          400: "Sections and the object deck", 900: "Limits"}
_FACT = re.compile(r"\{(\w+)[^}]*\}")


def plain(text: str) -> str:
    """A text of the catalogue with its facts as words in capitals."""
    return _FACT.sub(lambda match: match[1].upper(), text)


def code(number: int) -> str:
    """Such as ASM201E."""
    return f"ASM{number:03d}{LETTERS[CATALOGUE[number].severity]}"


def entry(number: int) -> str:
    """One message for people: code and severity, text, remedy."""
    row: Entry = CATALOGUE[number]
    return f"{code(number)}  {KINDS[row.severity]}\n{plain(row.text)}\n{row.remedy}"


def markdown() -> str:
    """The text of docs/assembler-messages.md."""
    lines = [INTRODUCTION]
    starts = list(GROUPS)
    for start, following in zip(starts, [*starts[1:], 1000]):
        numbers = sorted(number for number in CATALOGUE if start <= number < following)
        lines += [f"## {GROUPS[start]}", "", "| Message | Text | What to do |", "|---|---|---|"]
        lines += ["| " + " | ".join(_cell(part) for part in (code(n), plain(CATALOGUE[n].text),
                                                              CATALOGUE[n].remedy)) + " |"
                  for n in numbers]
        lines.append("")
    return "\n".join(lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")


if __name__ == "__main__":
    PAGE.write_text(markdown(), encoding="utf-8")
