"""Text with variable symbols in it, compiled once and filled in each time it is used.

Called by macro.py (model statements, operands of inner macro instructions), conditional.py (MNOTE)
and logic.py (character expressions).  A period behind a variable symbol is dropped; && stays as it
is.
Source: GC28-6514, section 7, Combining Symbolic Parameters with Other Characters (concatenation).
"""
from __future__ import annotations

import re
from typing import Callable

from .arithmetic import NAME, Arithmetic, raw
from .fault import Fault
from .fields import capitals

_NEXT = re.compile(rf"&&|&(?:({NAME})([(.]?)|\(?)")


class Template:
    """Pieces of text: constant ones, and functions of a frame."""
    __slots__ = ("pieces",)

    def __init__(self, pieces: list[str | Callable]):
        self.pieces = pieces

    def fill(self, frame) -> str:
        """The text in a frame; Fault when it grows beyond limits.operand."""
        out, length = [], 0
        for piece in self.pieces:
            if piece.__class__ is not str:
                piece = piece(frame)
                if piece.__class__ is not str:
                    piece = str(abs(piece))
            length += len(piece)
            out.append(piece)
        if length > frame.longest:
            raise Fault(904, None, limit=frame.longest)
        return "".join(out)


def compile_text(text: str, at: int = 0, end: int | None = None, names: list | None = None,
                 quoted: bool = False) -> str | Template:
    """`text` from `at` to `end`; a str when there is nothing to fill in.

    names:  takes (variable symbol, offset) of every reference
    quoted: the text stands between apostrophes; doubled ones become one
    """
    end = len(text) if end is None else end
    pieces, start = [], at
    for_constant = (lambda part: part.replace("''", "'")) if quoted else (lambda part: part)
    while (match := _NEXT.search(text, at, end)) is not None:
        at, name = match.end(), match[1]
        if match[0] == "&&":
            continue
        if name is None:
            if match[0] == "&(":
                raise Fault(115, match.start())
            raise Fault(117, match.start())
        pieces.append(for_constant(text[start:match.start()]))
        at, value = _reference(text, match, end, names)
        pieces.append(value)
        start = at
    if not pieces:
        return for_constant(text[start:end])
    pieces.append(for_constant(text[start:end]))
    return Template([piece for piece in pieces if piece != ""])


def _reference(text: str, match, end: int, names: list | None) -> tuple[int, Callable]:
    """Offset behind a variable symbol (and its period), and its value."""
    place, name = match.start(), capitals(match[1])
    if match[2] != "(":
        if names is not None:
            names.append((name, place))
        return match.end(), raw(name, (), place)
    reader = Arithmetic(text[:end], place, names)
    value = raw(*reader.reference())
    return reader.at + (text[reader.at:reader.at + 1] == "."), value
