"""Variable symbols: symbolic parameters, SET symbols, &SYSLIST and the other system variables.

Called by conditional assembly and macro.py.  Each knows `get(subscripts)`, its value as an int
(SETA, SETB) or a str (the others); `count(subscripts)`, what N' gives; the SET symbols also `put`.
Source: GC28-6514, sections 6 (parameters, sublists), 8 (SET symbols), 9 (&SYSNDX, &SYSECT,
&SYSLIST).
Not implemented: created SET symbols, &SYSLOC and the later system variables.
"""
from __future__ import annotations

from functools import lru_cache

from . import fields
from .attributes import self_defining
from .fault import Fault

DECLARED = {"A": "SETA", "B": "SETB", "C": "SETC"}
MOST_CHARACTERS = 255                    # of a SETC symbol
LOWEST, HIGHEST = -1 << 31, (1 << 31) - 1


@lru_cache(maxsize=1024)
def sublist(text: str) -> tuple[str, ...] | None:
    """The operands of a sublist; None for text that is none."""
    parts = fields.sublist(text)
    return None if parts is None else tuple(parts)


def element(text: str, subscripts) -> str:
    """Operand `subscripts` of an operand; "" for one that is not there."""
    for number in subscripts:
        if number < 1:
            raise Fault(103, value=number, symbol="the sublist", most="the number of its operands")
        parts = sublist(text) if text[:1] == "(" else None
        if parts is None:
            parts = (text,)
        text = parts[number - 1] if number <= len(parts) else ""
    return text


def count(text: str) -> int:
    """N' of an operand: how many operands its sublist has; 1 without one, 0 when it is omitted."""
    parts = sublist(text) if text[:1] == "(" else None
    return len(parts) if parts is not None else int(bool(text))


class Parameter:
    """A symbolic parameter, or a system variable with a fixed value."""
    __slots__ = ("text",)

    def __init__(self, text: str):
        self.text = text

    def get(self, subscripts=()) -> str:
        return element(self.text, subscripts) if subscripts else self.text

    def count(self, subscripts=()) -> int:
        return count(self.get(subscripts))


class SysList:
    """&SYSLIST: the positional operands of a macro instruction; 0 is its name field."""
    __slots__ = ("name", "values")

    def __init__(self, name: str, values: list[str]):
        self.name, self.values = name, values

    def get(self, subscripts=()) -> str:
        if not subscripts:
            raise Fault(104, symbol="&SYSLIST")
        first = subscripts[0]
        if first < 0:
            raise Fault(103, value=first, symbol="&SYSLIST", most="the number of operands, or 0")
        values = self.values
        text = (values[first - 1] if first <= len(values) else "") if first else self.name
        return element(text, subscripts[1:])

    def count(self, subscripts=()) -> int:
        return count(self.get(subscripts)) if subscripts else len(self.values)


class SetSymbol:
    """A SET symbol.

    name: with its ampersand
    kind: "A", "B" or "C"
    size: elements of an array; 0: it has no subscript
    """
    __slots__ = ("name", "kind", "size", "_values")

    def __init__(self, name: str, kind: str, size: int = 0):
        self.name, self.kind, self.size = name, kind, size
        self._values = ["" if kind == "C" else 0] * (size or 1)

    def _index(self, subscripts) -> int:
        if not self.size:
            if subscripts:
                raise Fault(105, symbol=self.name)
            return 0
        if not subscripts:
            raise Fault(104, symbol=self.name)
        if len(subscripts) > 1:
            raise Fault(116, symbol=self.name)
        if not 1 <= subscripts[0] <= self.size:
            raise Fault(103, value=subscripts[0], symbol=self.name, most=self.size)
        return subscripts[0] - 1

    def get(self, subscripts=()) -> int | str:
        if not subscripts and not self.size:
            return self._values[0]
        return self._values[self._index(subscripts)]

    def put(self, subscripts, value: int | str) -> None:
        self._values[self._index(subscripts)] = value

    def count(self, subscripts=()) -> int:
        return self.size or 1


def text_of(value: int | str) -> str:
    """As it is substituted: a number without sign and leading zeros."""
    return value if value.__class__ is str else str(abs(value))


def number_of(value: int | str, symbol: str) -> int:
    """As a term of an arithmetic expression, -2**31 to 2**31 - 1."""
    if value.__class__ is str:
        found = self_defining(value)
        if found is None:
            raise Fault(106, symbol=symbol, text=value)
        if found > HIGHEST:
            found -= 1 << 32
        return found
    return value
