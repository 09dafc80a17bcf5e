"""The fields of a statement: name, operation, operand, remarks; and the operands of an operand field.

Called by generate.py and macro.py.  An operand field ends at the first blank outside of quotes.  An
apostrophe after L, T, K, N, S or I and before a symbol, as in L'FIELD, is that of an attribute and
opens no string.  Source: GC28-6514, section 2 (statement format) and section 6 (macro instruction
operands).
"""
from __future__ import annotations

import re
from typing import NamedTuple

#: the apostrophe of an attribute reference: nothing but an operator before its letter, a symbol behind
ATTRIBUTE = (r"(?<=[LTKNSIltknsi])(?<![A-Za-z0-9$#@_&][LTKNSIltknsi])"
             r"'(?=(?:&?[A-Za-z$#@_][A-Za-z0-9$#@_]*+(?!')|\*|=))")
STRING = r"'(?:[^']++|'')*'(?!')"
#: characters of an operand field, strings and attributes kept together
OPERAND = rf"(?:[^' ]++|{ATTRIBUTE}|{STRING})*"      # possessive groups match wrongly before Python 3.11.5

_FIELDS = re.compile(rf"([^ ]*+) +([^ ]++)(?: ++({OPERAND}))?(.*+)", re.DOTALL)
_OPERAND = re.compile(OPERAND, re.DOTALL)
_BALANCED = re.compile(rf"[^' ()]++|{ATTRIBUTE}|{STRING}|[ ()]", re.DOTALL)
_ITEM = re.compile(rf"[^'(),]++|{ATTRIBUTE}|{STRING}|[(),']", re.DOTALL)
_ATTRIBUTE = re.compile(ATTRIBUTE)
_FOLDED = re.compile(rf"({ATTRIBUTE}|{STRING})", re.DOTALL)
_UPPER = str.maketrans({chr(c): chr(c - 32) for c in range(ord("a"), ord("z") + 1)})

#: a listing's card: text in columns 1-71, continued at column 16
END, AGAIN = 71, 15


#: offsets in the name field, where those in the operand field are meant otherwise, are below 0
IN_NAME = -1 << 20


class Fields(NamedTuple):
    """As Statement has them; the operation in capitals, the operand in capitals outside of quotes.

    parts: (offset in the operand, offset in the text) of each card of the alternate format
    """
    name: str
    operation: str
    operand: str
    remarks: str
    operation_at: int
    operand_at: int
    parts: tuple[tuple[int, int], ...] = ()

    def offset(self, at: int | None) -> int | None:
        """Offset in the text of offset `at` in the operand, or IN_NAME + `at` in the name."""
        if at is None or at < 0:
            return at if at is None else at - IN_NAME
        for begin, place in reversed(self.parts):
            if at >= begin:
                return place + at - begin
        return self.operand_at + at

    def alternate(self, text: str, breaks) -> Fields:
        """The same with the operand taken in the alternate format."""
        operand, remarks, parts = alternate(text, self.operand_at, breaks)
        return self._replace(operand=fold(operand), remarks=remarks, parts=tuple(parts))

    def balanced(self, text: str) -> Fields:
        """The same with an operand that may hold blanks within parentheses."""
        end = balanced(text, self.operand_at)
        return self._replace(operand=fold(text[self.operand_at:end]), remarks=text[end:].strip())


def capitals(text: str) -> str:
    """Letters a-z to A-Z, nothing else."""
    return text.translate(_UPPER)


def fold(text: str) -> str:
    """In capitals outside of quotes."""
    if text.upper() == text:
        return text
    if "'" not in text:
        return text.translate(_UPPER)
    parts = _FOLDED.split(text)
    parts[::2] = [part.translate(_UPPER) for part in parts[::2]]
    return "".join(parts)


def split(text: str) -> Fields | None:
    """The fields of a statement's text; None when there is no operation."""
    parts = plain(text)
    return None if parts is None else Fields(*parts)


def plain(text: str) -> tuple | None:
    """As `split`, a plain tuple without `parts`."""
    match = _FIELDS.match(text)
    if match is None:
        return None
    name, operation, operand, remarks = match.groups("")
    begin, at = match.start(2), match.start(3)
    if at < 0:
        at = len(text)
    if remarks:
        if remarks[0] == "'":                  # a string without end takes all that follows
            operand, remarks = operand + remarks, ""
        remarks = remarks.strip()
    if not text[:at + len(operand)].isupper():
        name, operation, operand = name.translate(_UPPER), operation.translate(_UPPER), fold(operand)
    return name, operation, operand, remarks, begin, at


def balanced(text: str, at: int) -> int:
    """Where an operand field that may hold blanks within parentheses (SETx, AIF) ends."""
    depth = 0
    while True:
        match = _BALANCED.match(text, at)
        if match is None:
            return len(text)
        part = match.group()
        if part == " " and not depth:
            return at
        depth += (part == "(") - (part == ")")
        at = match.end()


def alternate(text: str, at: int, breaks) -> tuple[str, str, list[tuple[int, int]]]:
    """Operand field and remarks in the alternate format of macro instructions.

    An operand that ends in a comma and a blank goes on at the next card.  breaks: as Written has them.
    Returns the operand, the remarks and (offset in the operand, offset in the text) of its parts.
    """
    operand, remarks, parts = "", [], []
    while True:
        end = _OPERAND.match(text, at).end()
        if text[end:end + 1] == "'":
            end = len(text)
        parts.append((len(operand), at))
        operand += text[at:end]
        following = next((start for start, _ in breaks if start > end), None)
        if following is None or not operand.endswith(",") or text[following:following + 1] in ("", " "):
            remarks.append(text[end:].strip())
            return operand, " ".join(filter(None, remarks)), parts
        remarks.append(text[end:following].strip())
        at = following


def unknown_attribute(operand: str) -> int | None:
    """Offset of an attribute of a variable symbol, such as N'&SYSLIST, that has no meaning in a machine
    or assembler instruction; None when there is none.  L' has one."""
    for match in _FOLDED.finditer(operand):
        at = match.start() - 1
        if match.group() == "'" and operand[at] not in "Ll" and operand[at + 2:at + 3] == "&":
            return at
    return None


def items(operand: str) -> list[tuple[str, int]]:
    """(text, offset) of the operands between commas, outside of parentheses and quotes.

    An operand field "" has none; "A," has two, the second one empty.
    """
    if not operand:
        return []
    if "(" not in operand and "'" not in operand:
        return _plain_items(operand)
    out, start, depth, at = [], 0, 0, 0
    for match in _ITEM.finditer(operand):
        part, at = match.group(), match.end()
        if part == "(":
            depth += 1
        elif part == ")":
            depth -= 1
        elif part == "," and depth <= 0:
            out.append((operand[start:at - 1], start))
            start = at
    out.append((operand[start:], start))
    return out


def _plain_items(operand: str) -> list[tuple[str, int]]:
    out, at = [], 0
    for part in operand.split(","):
        out.append((part, at))
        at += len(part) + 1
    return out


def unpaired(operand: str) -> int | None:
    """Offset of an apostrophe or parenthesis without its partner; None when all have one."""
    if "'" not in operand and "(" not in operand and ")" not in operand:
        return None
    opened = []
    for match in _ITEM.finditer(operand):
        part, at = match.group(), match.start()
        if part == "(":
            opened.append(at)
        elif part == ")" and opened:
            opened.pop()
        elif part == ")" or (part == "'" and not _ATTRIBUTE.match(operand, at)):
            return at
    return opened[-1] if opened else None


def sublist(text: str) -> list[str] | None:
    """The operands of a sublist "(A,B)"; None when `text` is no sublist."""
    if text[:1] != "(" or text[-1:] != ")" or len(text) < 2:
        return None
    depth = 0
    for match in _ITEM.finditer(text):
        part = match.group()
        depth += (part == "(") - (part == ")")
        if not depth and match.end() < len(text):
            return None
    return None if depth else [part for part, _ in items(text[1:-1])] or [""]


def cards(text: str) -> list[str]:
    """A generated statement as the listing prints it: 71 columns a card, continued at column 16."""
    width = END - AGAIN
    return [text[:END], *(" " * AGAIN + text[n:n + width] for n in range(END, len(text), width))]
