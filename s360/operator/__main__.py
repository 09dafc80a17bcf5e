"""Writes the generated parts of docs/operator.md: `python -m s360.operator docs/operator.md`.

They stand between `<!-- commands -->` or `<!-- devices -->` and `<!-- end -->`; a test says whether
they are current.
"""
import re
import sys
from pathlib import Path

import s360.operator  # noqa: F401  registers the commands
from s360.config import allowed
from s360.devices.catalog import TYPES
from s360.operator.registry import reference


def devices() -> str:
    """The device types and their options, in Markdown."""
    same: dict[tuple, list[str]] = {}
    for type, kind in TYPES.items():
        texts = tuple((name, kind.options[name]) for name in allowed(kind))
        same.setdefault(texts, []).append(type)
    rows = ["| types | options |", "|---|---|"]
    for options, types in same.items():
        told = "<br>".join(f"`{name}`: {text.replace('|', chr(92) + '|')}" for name, text in options)
        rows.append(f"| {', '.join(types)} | {told or 'none'} |")
    return "\n".join(rows) + "\n"


def current(text: str) -> str:
    """A document with its generated parts made anew."""
    for name, made in (("commands", reference()), ("devices", devices())):
        text = re.sub(rf"(<!-- {name} -->\n).*?(<!-- end -->)",
                      lambda found: found[1] + "\n" + made + "\n" + found[2], text, flags=re.DOTALL)
    return text


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m s360.operator docs/operator.md")
    document = Path(sys.argv[1])
    document.write_text(current(document.read_text(encoding="utf-8")), encoding="utf-8")
