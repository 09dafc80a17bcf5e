"""Writes the generated parts of docs/directory.md: `python -m cp.directory_doc docs/directory.md`.

They stand between `<!-- user -->`, `<!-- system -->`, `<!-- options -->` or `<!-- cards -->` and
`<!-- end -->`; a test says whether they are current.
"""
from __future__ import annotations

import re
import sys
import typing
from pathlib import Path
from typing import Iterator

from pydantic import BaseModel

from cp.configuration import Configuration
from cp.directory import pruned
from cp.directory_cards import FORMS
from cp.directory_schema import OPTIONS, User
from cp.yaml_model import flow, inside, is_model


def keys_table(model: type[BaseModel], usual: dict) -> str:
    """The keys of a schema, in Markdown; `usual`: what is there when nothing is said."""
    lines = ["| key | meaning | if absent |", "|---|---|---|"]
    for name, text, default in rows(model, "", usual):
        lines.append(f"| `{name}` | {text} | {default} |".replace("\n", " "))
    return "\n".join(lines) + "\n"


def rows(model: type[BaseModel], before: str, usual: dict | None) -> Iterator[tuple[str, str, str]]:
    """(key, meaning, default) of each key, those inside parts behind their part."""
    for name, field in model.model_fields.items():
        if field.exclude:
            continue
        key = field.alias or name
        annotation = inside(field.annotation)
        kind = typing.get_origin(annotation)
        inner = inside(typing.get_args(annotation)[-1]) if kind in (dict, list) else annotation
        text, _, absent = (field.description or "").partition("; absent: ")
        own = (usual or {}).get(key)
        default = "must be given" if field.is_required() else absent or shown(field, own)
        yield before + key, text, default
        if is_model(inner):
            yield from rows(inner, f"{before}{key}{'.*' if kind else ''}.", None if kind else own)


def shown(field, value) -> str:
    """A default as it would be written."""
    value = field.default if value is None else value
    if isinstance(value, BaseModel):
        value = value.model_dump(by_alias=True)
    if isinstance(value, bool) or pruned(value):
        return f"`{flow(pruned(value))}`"
    return "none"


def options_table() -> str:
    return "\n".join(["| option | the machine |", "|---|---|",
                      *(f"| `{name}` | {text} |" for name, text in OPTIONS.items())]) + "\n"


def cards_table() -> str:
    return "".join(f"    {form}\n" for form in FORMS.values())


def current(text: str) -> str:
    """A document with its generated parts made anew."""
    usual = User(userid="USERID").model_dump(by_alias=True)
    made = {"user": keys_table(User, usual), "options": options_table(), "cards": cards_table(),
            "system": keys_table(Configuration,
                                 Configuration.model_validate({}).model_dump(by_alias=True))}
    for name, part in made.items():
        text = re.sub(rf"(<!-- {name} -->\n).*?(<!-- end -->)",
                      lambda found: found[1] + "\n" + part + "\n" + found[2], text, flags=re.DOTALL)
    return text


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m cp.directory_doc docs/directory.md")
    document = Path(sys.argv[1])
    document.write_text(current(document.read_text(encoding="utf-8")), encoding="utf-8")
