"""Writes the generated parts of docs/cp-commands.md and docs/cp-messages.md from the registry of console
functions and the table of messages:

    python -m cp.commands_doc docs/cp-commands.md docs/cp-messages.md

They stand between `<!-- commands -->` or `<!-- messages -->` and `<!-- end -->`; tests say whether they
are current.
"""
from __future__ import annotations

import importlib
import pkgutil
import re
import string
import sys
from pathlib import Path

import cp
from cp.commands import registry
from cp.commands.registry import Function
from cp.messages import MESSAGES, Message

WITHOUT_MESSAGES = ("cli",)               # beginnings of the names of modules that are programs
#: what a field of a message is called
FIELDS = {"unit": "vaddr", "operand": "operand", "there": "vaddr", "owner_unit": "vaddr"}
WORDING = {"vm370": "VM/370", "cp67": "CP-67", "ours": "ours"}


# -- console functions

def commands_part() -> str:
    """The reference: an index, the console functions by group, the operands of QUERY and SET."""
    registry.load()
    lines = index()
    for group in registry.GROUPS:
        lines += [f"## {group[0].upper()}{group[1:]}", ""]
        for one in in_group(registry.COMMANDS, group):
            lines += entry("", one)
    for verb, table in (("QUERY", registry.QUERIES), ("SET", registry.SETTINGS)):
        lines += [f"## What {verb} can be asked" if verb == "QUERY" else "## What SET sets", ""]
        for group in registry.GROUPS:
            for one in in_group(table, group):
                lines += entry(verb, one)
    return "\n".join(lines)


def in_group(table: dict[str, Function], group: str) -> list[Function]:
    return sorted((one for one in table.values() if one.group == group), key=lambda one: one.name)


def index() -> list[str]:
    """A table of all console functions."""
    lines = ["| function | shortest | classes | from | |", "|---|---|---|---|---|"]
    for one in sorted(registry.COMMANDS.values(), key=lambda one: one.name):
        lines.append(f"| `{one.name}` | `{one.name[:one.minimum]}` | {classes(one)} | {one.source} | "
                     f"{in_table(one.summary)} |")
    return lines + [""]


def entry(verb: str, one: Function) -> list[str]:
    """What the manual says of one function."""
    full = f"{verb} {one.name}".strip()
    facts = [f"Classes: {classes(one)}", f"shortest: `{f'{verb} {one.name[:one.minimum]}'.strip()}`"]
    if one.aliases:
        facts.append("also: " + ", ".join(f"`{alias}`" for alias in one.aliases))
    facts.append(f"from: {one.source}")
    if one.early:
        facts.append("before logon" + (" too" if one.late else " only"))
    lines = [f"### {full}", "", f"    {full} {one.syntax}".rstrip(), "", f"{'; '.join(facts)}.", "",
             f"{one.summary}."]
    if one.text:
        lines += ["", *paragraphs(one.text)]
    return lines + [""]


def paragraphs(text: str) -> list[str]:
    """A help text in Markdown: indented lines are a block of their own."""
    lines, inside = [], False
    for line in text.splitlines():
        block = line.startswith("  ")
        if block != inside:
            lines.append("")
        inside = block
        lines.append("    " + line.strip() if block else line)
    return lines


def classes(one: Function) -> str:
    return " ".join(one.classes) or "any"


def in_table(text: str) -> str:
    return text.replace("|", "\\|")


# -- messages

def load_messages() -> None:
    """Import every module of CP: messages are entered where they are used."""
    registry.load()
    for module in pkgutil.iter_modules(cp.__path__):
        if not module.ispkg and not module.name.startswith(WITHOUT_MESSAGES):
            importlib.import_module(f"cp.{module.name}")


def messages_part() -> str:
    """The table of messages by number."""
    load_messages()
    lines = ["| number | message | in profile 1968 | wording |", "|---|---|---|---|"]
    for one in sorted(MESSAGES.values(), key=by_number):
        lines.append(f"| `{one.code}` | {shown(one.text)} | {shown(one.old) if one.old else ''} | "
                     f"{WORDING[one.origin]} |")
    return "\n".join(lines) + "\n"


def by_number(one: Message) -> tuple:
    return one.number, one.module, one.key


def shown(text: str) -> str:
    """A message with the names of what is filled in."""
    made = ""
    for literal, field, _, _ in string.Formatter().parse(text):
        made += literal
        if field is not None:
            made += FIELDS.get(field, field)
    return f"`{in_table(made)}`"


# -- documents

PARTS = {"commands": commands_part, "messages": messages_part}


def manual(text: str) -> str:
    """A document with its generated parts made anew."""
    for name, make in PARTS.items():
        text = re.sub(rf"(<!-- {name} -->\n).*?(<!-- end -->)",
                      lambda found: f"{found[1]}\n{make()}\n{found[2]}", text, flags=re.DOTALL)
    return text


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("usage: python -m cp.commands_doc docs/cp-commands.md docs/cp-messages.md")
    for name in sys.argv[1:]:
        document = Path(name)
        document.write_text(manual(document.read_text(encoding="utf-8")), encoding="utf-8")
