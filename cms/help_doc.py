"""Writes the tables of docs/cms.md from the first lines of the help texts:

    python -m cms.help_doc docs/cms.md

A table stands between `<!-- help GROUP -->` and `<!-- end -->`; a test says whether it is current.
"""
from __future__ import annotations

import re
import sys
from pathlib import Path

from .build_help import Text, texts

MARKS = re.compile(r"(<!-- help (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def row(text: Text) -> str:
    """A line of the table: name, other names, what it does, the file."""
    shown, _, purpose = text.lines[0].partition(" - ")
    also = text.lines[1].removeprefix("Also: ") if text.also else ""
    names = ", ".join(f"`{name}`" for name in also.split(", ") if name)
    return f"| `{shown}` | {names} | {purpose} |"


def table(group: str) -> str:
    rows = [row(text) for text in texts() if text.group == group.upper()]
    return "\n".join(["| name | also | |", "|---|---|---|", *rows]) + "\n"


def manual(text: str) -> str:
    """A document with its tables made anew."""
    return MARKS.sub(lambda found: f"{found[1]}{table(found[2])}{found[3]}", text)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("usage: python -m cms.help_doc docs/cms.md")
    for name in sys.argv[1:]:
        path = Path(name)
        path.write_text(manual(path.read_text(encoding="utf-8")), encoding="utf-8")
