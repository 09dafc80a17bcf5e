"""The console functions by name: one registry, from which HELP, the class check, abbreviations and the
reference manual (docs/cp-commands.md) come.

A console function is `@command(...)` on a function (who, words); QUERY's and SET's operands are
`@query(...)` and `@setting(...)` on functions of the same shape.  The first line of the docstring is
the summary, the rest the help.  `who` is a `Caller` (cp/commands/caller.py): whom it is for, which
classes he has, where answers go.

Source: GC20-1820 (CP Command Reference) for names, minimum abbreviations and classes.
"""
from __future__ import annotations

import inspect
import re
from dataclasses import dataclass
from typing import Callable

from cp.messages import CPError

COMMENT = "*"
TO_CP = ("CP", "#CP")          # before a console function, also where it would be taken as one
GROUPS = ("sessions", "machine control", "registers and storage", "devices and disks", "spooling",
          "messages", "inquiry and settings", "tracing", "saved systems", "operator", "real devices")
SOURCES = ("CP-67", "VM/370", "VM/SP", "cpcms")
SHORTEST_ALIAS = 2
KEY = re.compile("(PF)([0-9]+)", re.IGNORECASE)


@dataclass(frozen=True)
class Function:
    """A console function, or an operand of QUERY or SET.

    name; minimum: letters its shortest abbreviation has; classes: letters of which the user needs
    one ("" = any user); early: before logon too; late: behind it too; syntax behind the name; group
    of GROUPS; summary and text of its help; source: one of SOURCES, where it comes from
    """
    name: str
    minimum: int
    classes: str
    syntax: str
    group: str
    aliases: tuple[str, ...]
    run: Callable
    summary: str
    text: str
    early: bool = False
    late: bool = True
    source: str = "VM/370"

    def fits(self, word: str) -> bool:
        if word in self.aliases or (len(word) >= self.minimum and self.name.startswith(word)):
            return True
        return (len(word) >= max(self.minimum, SHORTEST_ALIAS)
                and any(alias.startswith(word) for alias in self.aliases))

    def allowed(self, classes: str) -> bool:
        return not self.classes or not set(self.classes).isdisjoint(classes)


COMMANDS: dict[str, Function] = {}
QUERIES: dict[str, Function] = {}
SETTINGS: dict[str, Function] = {}


def _register(table: dict, name, minimum, classes, syntax, group, aliases, source, early=False,
              late=True):
    def register(function):
        assert group in GROUPS and source in SOURCES, (group, source)
        assert name not in table, f"{name} is registered twice"
        summary, _, text = inspect.cleandoc(function.__doc__).partition("\n")
        table[name] = Function(name, minimum or len(name), classes, syntax, group, tuple(aliases),
                               function, summary.rstrip("."), text.strip(), early, late, source)
        return function
    return register


def command(name: str, minimum: int = 0, classes: str = "", syntax: str = "",
            group: str = "machine control", aliases=(), early: bool = False, late: bool = True,
            source: str = "VM/370"):
    """Register a console function (who, words)."""
    return _register(COMMANDS, name, minimum, classes, syntax, group, aliases, source, early, late)


def query(name: str, minimum: int = 0, classes: str = "", syntax: str = "",
          group: str = "inquiry and settings", aliases=(), source: str = "VM/370"):
    """Register QUERY name: (who, words) -> None; it calls who.say and, for programs, who.tell."""
    return _register(QUERIES, name, minimum, classes, syntax, group, aliases, source)


def setting(name: str, minimum: int = 0, classes: str = "", syntax: str = "",
            group: str = "inquiry and settings", aliases=(), source: str = "VM/370"):
    """Register SET name: (who, words)."""
    return _register(SETTINGS, name, minimum, classes, syntax, group, aliases, source)


def find(table: dict[str, Function], word: str, within=None) -> Function | None:
    """The function of this name, alias or permitted abbreviation (full names go first); `within`: asked
    of each whether it is meant at all (D is DIAL before logon and DISPLAY behind it)."""
    word = word.upper()
    if word in table:
        return table[word]
    return next((one for one in table.values()
                 if one.fits(word) and (within is None or within(one))), None)


def sub_function(who, table: dict[str, Function], verb: str, words: list[str]):
    """The operand of QUERY or SET that `words` begins with; CPError when there is none such."""
    if not words:
        raise CPError("operand-missing")
    found = find(table, words[0], lambda one: who.may(one, verb)) or find(table, words[0])
    if found is None:
        raise CPError("invalid-operand", operand=words[0])
    if not who.may(found, verb):
        raise CPError("restricted-operand", operand=words[0])
    return found


def parted(words: list[str]) -> list[str]:
    """Operands of QUERY and SET, PF3 as the two words it stands for."""
    key = KEY.fullmatch(words[0]) if words else None
    return [key[1], key[2], *words[1:]] if key else words


def load() -> None:
    """Import every family, which registers its functions."""
    import importlib
    import pkgutil

    import cp.commands
    for module in sorted(m.name for m in pkgutil.iter_modules(cp.commands.__path__)):
        importlib.import_module(f"cp.commands.{module}")
