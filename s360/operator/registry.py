"""The operator's commands by name.

A command is a function with `@command`; its docstring is its help (first line: the summary), its
syntax says what completion offers: words in lower case are literal, UNIT, TYPE, FILE, COMMAND stand
for themselves.  HELP, completion and the table in docs/operator.md all come from here.

Names of other simulators for the same thing are aliases.  A name may be cut short as long as it is
the only one that begins so (names go before aliases).
"""
from __future__ import annotations

import inspect
import re
from dataclasses import dataclass
from typing import Callable

from s360.errors import S360Error, did_you_mean

COMMENT = "*;#"
GROUPS = ("running", "registers and storage", "finding faults", "devices", "console",
          "scripts", "session")


class OperatorError(S360Error):
    """A command that cannot be carried out: what is wrong and what to do, in one line."""


class WaitFailed(OperatorError):
    """What a command waited for did not come."""


@dataclass(frozen=True)
class Command:
    """name, syntax behind the name, group of GROUPS, other names, what it does.

    summary: one line; text: the rest of the help
    """
    name: str
    syntax: str
    group: str
    aliases: tuple[str, ...]
    run: Callable
    summary: str
    text: str

    @property
    def usage(self) -> str:
        return f"{self.name} {self.syntax}".rstrip()

    @property
    def literals(self) -> list[str]:
        """Words that may stand behind the name as they are."""
        return [word for word in re.findall(r'"[^"]*"|[\w\-]+', self.syntax)
                if word[0] != '"' and word.islower()]

    def takes(self, placeholder: str) -> bool:
        """Whether UNIT, TYPE, FILE or COMMAND stands in the syntax."""
        return re.search(rf"\b{placeholder}\b", self.syntax) is not None


COMMANDS: dict[str, Command] = {}
NAMES: dict[str, Command] = {}            # names and aliases


def command(name: str, syntax: str, group: str, *aliases: str):
    """Register a function (operator, words) as a command."""
    def register(function):
        assert group in GROUPS, group
        summary, _, text = inspect.cleandoc(function.__doc__).partition("\n")
        made = Command(name, syntax, group, aliases, function, summary.rstrip("."), text.strip())
        for word in (name, *aliases):
            assert word not in NAMES, f"{word} is a command twice"
            NAMES[word] = made
        COMMANDS[name] = made
        return function
    return register


def find(word: str) -> Command:
    """The command of this name, alias, or unique beginning of one."""
    low = word.lower()
    if low in NAMES:
        return NAMES[low]
    found = sorted(name for name in COMMANDS if name.startswith(low)) or sorted(
        {NAMES[name].name for name in NAMES if name.startswith(low)})
    if len(found) == 1:
        return COMMANDS[found[0]]
    if found:
        raise OperatorError(f"{word}: could be {', '.join(found)}; type more of it")
    raise OperatorError(f"{word}: no such command{did_you_mean(low, NAMES)}; help lists them all")


def split(line: str) -> list[str]:
    """The words of a command line; "..." or '...' hold one together.  No words: a comment."""
    text = line.strip()
    if not text or text[0] in COMMENT:
        return []
    words, at = [], 0
    pattern = re.compile(r'\s*(?:"([^"]*)"|\'([^\']*)\'|([^\s"\']+))')
    while at < len(text):
        found = pattern.match(text, at)
        if not found:
            if text[at:].strip():
                raise OperatorError("a quotation mark is missing")
            break
        words.append(next(group for group in found.groups() if group is not None))
        at = found.end()
    return words


def help_lines(word: str | None = None) -> list[str]:
    """The list of all commands, or the help of one."""
    if word is not None:
        one = find(word)
        names = f"  (also: {', '.join(one.aliases)})" if one.aliases else ""
        return [one.usage + names, f"    {one.summary}",
                *("    " + line if line else "" for line in one.text.splitlines())]
    lines = []
    for group in GROUPS:
        lines.append(f"{group}:")
        lines += [f"  {one.usage:<40.40} {one.summary}" if len(one.usage) <= 40 else
                  f"  {one.usage}\n{'':43}{one.summary}"
                  for one in COMMANDS.values() if one.group == group]
    lines.append("help COMMAND tells more; names may be cut short; * ; # begin a comment")
    return "\n".join(lines).splitlines()


def reference() -> str:
    """The command reference of docs/operator.md, in Markdown."""
    out = []
    for group in GROUPS:
        out += [f"### {group.capitalize()}", "", "| command | also | does |", "|---|---|---|"]
        for one in COMMANDS.values():
            if one.group == group:
                also = ", ".join(f"`{name}`" for name in one.aliases)
                usage = one.usage.replace("|", "\\|")
                text = " ".join([one.summary + ".", *one.text.split()])
                out.append(f"| `{usage}` | {also} | {text.replace('|', chr(92) + '|')} |")
        out.append("")
    return "\n".join(out)
