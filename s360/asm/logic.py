"""Logical and character expressions of conditional assembly.

Called by conditional.py (SETB, AIF, SETC).  Arithmetic terms and relations are those of
arithmetic.py, which this continues: a logical expression joins relations and SETB symbols by NOT,
AND and OR, in this order of binding; a relation compares two arithmetic or two character
expressions.
Source: GC28-6514, section 8 (SETB, SETC, AIF).
"""
from __future__ import annotations

from typing import Callable

from .arithmetic import Arithmetic, Node
from .fault import Fault
from .fields import capitals
from .substitution import compile_text
from .variables import MOST_CHARACTERS

RELATIONS = frozenset("EQ NE LT GT LE GE".split())


class Logic(Arithmetic):
    """A reader of logical and character expressions."""

    def whole_logical(self) -> Callable:
        """A logical expression that is all of the text; its value is 0 or 1."""
        value = self.logical_value()
        self.close()
        return value

    def logical_value(self) -> Callable:
        at = self.place()
        return self.truth(self.logical(), at)

    def truth(self, node: Node, at: int) -> Callable:
        """A node as a logical value: an arithmetic one must be 0 or 1."""
        kind, value = node
        if kind == "C":
            raise Fault(108, at, expected="a relation behind the string", found="none")
        if kind == "B":
            return value

        def checked(frame):
            found = value(frame)
            if found not in (0, 1):
                raise Fault(118, at, value=found)
            return found
        return checked

    def word(self) -> str:
        """The next token as an operator of logic, "" if it is none."""
        kind, text = self.peek()
        return capitals(text) if kind == "word" else ""

    def logical(self) -> Node:
        return self.joined("OR", self.both, _any)

    def both(self) -> Node:
        return self.joined("AND", self.negation, _all)

    def joined(self, operator: str, term: Callable, join: Callable) -> Node:
        """Logical terms with one operator between them."""
        at = self.place()
        node = term()
        if self.word() != operator:
            return node
        values = [self.truth(node, at)]
        while self.word() == operator:
            self.skip()
            at = self.place()
            values.append(self.truth(term(), at))
        return "B", join(values)

    def negation(self) -> Node:
        times = 0
        while self.word() == "NOT":
            self.skip()
            times += 1
        at = self.place()
        node = self.relation()
        if not times:
            return node
        value = self.truth(node, at)
        return "B", (lambda frame: 1 - value(frame)) if times % 2 else value

    def relation(self) -> Node:
        at = self.place()
        left = self.operand()
        operator = self.word()
        if operator not in RELATIONS:
            return left
        self.skip()
        at_right = self.place()
        right = self.operand()
        if left[0] == "C" and right[0] == "C":
            return "B", _compared(operator, left[1], right[1], key=_collating)
        if left[0] == "C" or right[0] == "C":
            raise Fault(119, at_right)
        return "B", _compared(operator, self.numeric(left, at), self.numeric(right, at_right))

    def operand(self) -> Node:
        """One side of a relation, or a logical term."""
        kind, text = self.peek()
        if kind == "string" or (kind == "attribute" and text[0] in "Tt"):
            return "C", self.character()
        if text == "(" and self._factor_follows():
            return "C", self.character()
        return self.sum()

    def inner(self) -> Node:
        return self.logical()

    # character expressions
    def whole_character(self) -> Callable:
        """A character expression that is all of the text."""
        value = self.character()
        self.close()
        return value

    def character(self) -> Callable:
        """T'symbol, or strings with substrings and duplication factors, joined."""
        if self.peek()[0] == "attribute" and self.peek()[1][0] in "Tt":
            return self.type()
        at = self.place()
        parts = [self.piece()]
        while True:
            if self.peek()[1] == ".":
                self.skip()
            elif self.peek()[0] != "string":
                break
            parts.append(self.piece())
        return parts[0] if len(parts) == 1 else _joined(parts, at)

    def piece(self) -> Callable:
        """[(factor)]'string'[(start,length)]"""
        at, factor = self.place(), None
        if self.peek()[1] == "(":
            self.skip()
            factor = self.arithmetic()
            self.expect(")")
        kind, text = self.peek()
        if kind != "string":
            self.wrong("a string between apostrophes")
        place = self.place()
        self.skip()
        template = compile_text(self.text, place + 1, place + len(text) - 1, self.names, quoted=True)
        value = (lambda frame: template) if isinstance(template, str) else template.fill
        if self.text[self.at:self.at + 1] == "(":
            value = self.substring(value)
        return value if factor is None else _repeated(factor, value, at)

    def substring(self, value: Callable) -> Callable:
        at = self.place()
        self.expect("(")
        start = self.arithmetic()
        self.expect(",")
        length = self.arithmetic()
        self.expect(")")
        return _substring(value, start, length, at)

    def _factor_follows(self) -> bool:
        """Is the parenthesis here that of a duplication factor: ( ... )'string'?"""
        depth, text = 0, self.text
        for place in range(self.place(), len(text)):
            letter = text[place]
            depth += (letter == "(") - (letter == ")")
            if letter == "'" and text[place - 1] not in "LlKkNnSsIi":
                return False
            if not depth:
                return text[place + 1:place + 2] == "'"
        return False


def _any(values: list[Callable]) -> Callable:
    def evaluate(frame):
        for value in values:
            if value(frame):
                return 1
        return 0
    return evaluate


def _all(values: list[Callable]) -> Callable:
    def evaluate(frame):
        for value in values:
            if not value(frame):
                return 0
        return 1
    return evaluate


def _collating(text: str) -> tuple[int, bytes]:
    """A shorter string is the lesser; else the EBCDIC order counts."""
    return len(text), text.encode("cp037", "replace")


def _compared(operator: str, left: Callable, right: Callable, key: Callable | None = None) -> Callable:
    if operator == "EQ":
        return lambda frame: 1 if left(frame) == right(frame) else 0
    if operator == "NE":
        return lambda frame: 1 if left(frame) != right(frame) else 0
    key = key or (lambda value: value)
    return {"LT": lambda frame: 1 if key(left(frame)) < key(right(frame)) else 0,
            "GT": lambda frame: 1 if key(left(frame)) > key(right(frame)) else 0,
            "LE": lambda frame: 1 if key(left(frame)) <= key(right(frame)) else 0,
            "GE": lambda frame: 1 if key(left(frame)) >= key(right(frame)) else 0}[operator]


def _joined(parts: list[Callable], at: int) -> Callable:
    def join(frame):
        out, length = [], 0
        for part in parts:
            out.append(part(frame))
            length += len(out[-1])
            if length > frame.longest:
                raise Fault(904, at, limit=frame.longest)
        return "".join(out)
    return join


def _repeated(factor: Callable, value: Callable, at: int) -> Callable:
    def repeat(frame):
        times, text = factor(frame), value(frame)
        if times < 0:
            raise Fault(112, at, value=times)
        if times * len(text) > MOST_CHARACTERS:
            raise Fault(111, at, most=MOST_CHARACTERS)
        return text * times
    return repeat


def _substring(value: Callable, start: Callable, length: Callable, at: int) -> Callable:
    def cut(frame):
        text, first, size = value(frame), start(frame), length(frame)
        if size < 0 or first < 0 or (size and not 1 <= first <= len(text)):
            raise Fault(114, at, start=first, length=size, size=len(text))
        return text[first - 1:first - 1 + size] if size else ""
    return cut
