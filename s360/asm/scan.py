"""Where things end in an operand field: quoted strings, parentheses, constants; characters' codes.

Called by expression.py (literals), constants.py (operands of DC and DS) and directives.py (titles).
Source: GC28-6514, section 2 (terms) and section 5 (DC).
"""
from __future__ import annotations

import re

from .fault import Fault

_QUOTED = re.compile(r"'((?:[^']|'')*)'")
_PART = re.compile(r"""[Ll]'(?=[A-Za-z$\#@*=])|'(?:[^']|'')*'|[()']""")
_FACTOR = re.compile(r"[0-9]+")
_TYPE = re.compile(r"[A-Za-z]")
_MODIFIER = re.compile(r"([LlSsEe])(\.?)(?:([+-]?[0-9]+)|(?=\())(?:(?<=[0-9])\.([0-9]+))?")


def quoted_end(text: str, at: int) -> int:
    """Offset behind the string whose opening apostrophe is at `at`."""
    match = _QUOTED.match(text, at)
    if match is None:
        raise Fault(220, at)
    return match.end()


def group_end(text: str, at: int) -> int:
    """Offset behind the parenthesis that closes the one at `at`; strings and L' are respected."""
    depth, place = 0, at
    while True:
        match = _PART.search(text, place)
        if match is None:
            raise Fault(221, at)
        part = match.group()
        if part == "'":
            raise Fault(220, match.start())
        depth += (part == "(") - (part == ")")
        place = match.end()
        if not depth:
            return place


class Shape:
    """A constant's operand taken apart, nothing evaluated.

    at end:    offsets in the text
    factor:    duplication factor: None, a number, or (begin, end) of its expression in parentheses
    type:      one letter
    modifiers: letter, "L." for a length in bits -> (a number or (begin, end), offset of the letter)
    value:     (begin, end) within the apostrophes or parentheses; None when there is none
    quoted:    is the value between apostrophes
    """
    __slots__ = ("at", "end", "factor", "type", "type_at", "modifiers", "value", "quoted")


def constant(text: str, at: int) -> Shape:
    """The constant that begins at `at`, to the end of its value."""
    shape = Shape()
    shape.at = at
    shape.factor, at = _number(text, at, _FACTOR.match(text, at))
    match = _TYPE.match(text, at)
    if match is None:
        raise Fault(340, at, found=found(text, at))
    shape.type, shape.type_at = match.group().upper(), at
    shape.modifiers, at = _modifiers(text, match.end())
    shape.value, shape.quoted = None, text[at:at + 1] == "'"
    if shape.quoted:
        end = quoted_end(text, at)
        shape.value = (at + 1, end - 1)
        at = end
    elif text[at:at + 1] == "(":
        end = group_end(text, at)
        shape.value = (at + 1, end - 1)
        at = end
    shape.end = at
    return shape


def _modifiers(text: str, at: int) -> tuple[dict, int]:
    modifiers: dict = {}
    while True:
        match = _MODIFIER.match(text, at)
        if match is None:
            return modifiers, at
        letter = match[1].upper()
        if letter in modifiers or letter == "L" and "L." in modifiers or match[2] and letter != "L":
            raise Fault(342, at, found=found(text, at))
        value, end = _number(text, match.end(), match if match[3] else None, 3)
        bits = match[2]
        if match[4] and letter == "L" and not bits:          # bytes and bits
            value, bits = 8 * value + int(match[4][:9]), "."
        elif match[4]:
            raise Fault(342, at, found=found(text, at))
        modifiers[letter + bits] = value, at
        at = end


def _number(text: str, at: int, match, group: int = 0):
    """(number, end) of a match, or ((begin, end), end) of an expression in parentheses at `at`."""
    if match:
        digits = match[group]
        if len(digits) > 9:
            raise Fault(341, match.start(group), found=digits[:12])
        return int(digits), match.end()
    if text[at:at + 1] == "(":
        end = group_end(text, at)
        return (at + 1, end - 1), end
    return None, at


def found(text: str, at: int) -> str:
    """What stands at `at`, for a message."""
    return repr(text[at:at + 12]) if at < len(text) else "the end of the operand"


def unpaired(text: str) -> str:
    """The characters that a string means: two apostrophes or ampersands stand for one."""
    return text.replace("''", "'").replace("&&", "&")


def ebcdic(text: str, at: int = 0) -> bytes:
    """Code page 037; `^` is typed for the logical not.  `at`: where the text stands."""
    try:
        return text.replace("^", "\u00ac").encode("cp037")
    except UnicodeEncodeError as error:
        raise Fault(222, at, found=error.object[error.start]) from None
