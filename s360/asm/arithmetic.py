"""Arithmetic expressions of conditional assembly, and references to variable symbols.

Called by conditional.py and logic.py (SETA, subscripts, ACTR) and substitution.py (the subscript of
a variable symbol).  Text is compiled once to functions of a frame (frame.py); a frame has
`symbols`, the variable symbols in reach, and `find`, attributes of ordinary symbols.  Offsets of a
Fault count in the text given.
Source: GC28-6514, section 8 (SETA, attributes).  Values have 32 bits; a division by 0 gives 0.
Not implemented: ordinary symbols as terms, created SET symbols.
"""
from __future__ import annotations

import re
from typing import Callable

from .attributes import attributes_of, self_defining, type_of
from .fault import Fault
from .fields import capitals
from .variables import HIGHEST, LOWEST, number_of, sublist, text_of

#: a node: its type ("A" arithmetic, "B" logical, "C" character) and its value in a frame
Node = tuple[str, Callable]
#: types of symbols that have S' and I': fixed, floating and decimal numbers
SCALED = "FGHDEKLPZ"
MOST_NESTED = 24                         # parentheses in one expression
NAME = r"[A-Za-z$#@_][A-Za-z0-9$#@_]*+"
TOKEN = re.compile(rf"""\ *+(?:
    (?P<number>[0-9]++)
  | (?P<term>[XBCxbc]'(?:[^']|'')*')
  | (?P<attribute>[TLKNSItlknsi]'(?=&?{NAME}))
  | (?P<string>'(?:[^']++|'')*'(?!'))
  | (?P<variable>&(?:{NAME}|\())
  | (?P<label>\.{NAME})
  | (?P<word>{NAME})
  | (?P<mark>.)
  | (?P<end>$))""", re.VERBOSE | re.DOTALL)


class Arithmetic:
    """A reader of `text` from offset `at`.

    names: (variable symbol, offset) of every reference, for the caller to check
    """

    def __init__(self, text: str, at: int = 0, names: list | None = None):
        self.text, self.at = text, at
        self.names = [] if names is None else names
        self._nested = 0
        self._match = None

    # tokens
    def peek(self) -> tuple[str, str]:
        """Kind and text of the next token."""
        match = self._match
        if match is None:
            match = self._match = TOKEN.match(self.text, self.at)
        return match.lastgroup, match[match.lastgroup]

    def place(self) -> int:
        """Offset of the next token."""
        kind, _ = self.peek()
        return self._match.start(kind)

    def skip(self) -> None:
        """Past the next token."""
        self.peek()
        self.at, self._match = self._match.end(), None

    def take(self, text: str) -> bool:
        """Past the next token if it is `text`."""
        if self.peek()[1] != text:
            return False
        self.skip()
        return True

    def expect(self, text: str) -> None:
        if not self.take(text):
            self.wrong(repr(text)[1:-1])

    def wrong(self, expected: str):
        """Fault at the next token."""
        kind, text = self.peek()
        if text == "'":
            raise Fault(19, self.place(), mark=text)
        raise Fault(108, self.place(), expected=expected,
                    found="the end of the operand" if kind == "end" else text)

    def close(self) -> None:
        """Nothing may follow."""
        if self.peek()[0] != "end":
            self.wrong("the end of the operand")

    # expressions
    def whole(self) -> Callable:
        """An arithmetic expression that is all of the text."""
        value = self.arithmetic()
        self.close()
        return value

    def arithmetic(self) -> Callable:
        """An arithmetic expression; its value in a frame is an int."""
        at = self.place()
        return self.numeric(self.sum(), at)

    def numeric(self, node: Node, at: int) -> Callable:
        if node[0] != "A":
            raise Fault(108, at, expected="an arithmetic term", found="another expression")
        return node[1]

    def sum(self) -> Node:
        return self.chain("+-", self.product, _sum)

    def product(self) -> Node:
        return self.chain("*/", self.signed, _product)

    def chain(self, signs: str, term: Callable, join: Callable) -> Node:
        """Terms with operators of one rank between them, done from left to right."""
        at = self.place()
        node = term()
        if self.peek()[1] not in signs or self.peek()[0] != "mark":
            return node
        terms = [("", self.numeric(node, at), at)]
        while self.peek()[0] == "mark" and self.peek()[1] in signs:
            sign, place = self.peek()[1], self.place()
            self.skip()
            at = self.place()
            terms.append((sign, self.numeric(term(), at), place))
        return "A", join(terms)

    def signed(self) -> Node:
        place, signs = self.place(), ""
        while (sign := self.peek()[1]) in ("+", "-"):
            signs += sign
            self.skip()
        at = self.place()
        node = self.primary()
        if signs.count("-") % 2:
            node = "A", _sum([("", lambda frame: 0, at), ("-", self.numeric(node, at), place)])
        return node

    def primary(self) -> Node:
        kind, text = self.peek()
        at = self.place()
        if kind in ("number", "term"):
            return self.constant(text, at)
        if kind == "variable":
            return "A", self.number(*self.reference())
        if kind == "attribute":
            return self.attribute()
        if text == "(" and kind == "mark":
            return self.parentheses()
        self.wrong("a term: a number, X'..', B'..', C'..', &symbol or an attribute")

    def parentheses(self) -> Node:
        """An expression within parentheses."""
        self.deeper()
        self.expect("(")
        node = self.inner()
        self.expect(")")
        self._nested -= 1
        return node

    def deeper(self) -> None:
        self._nested += 1
        if self._nested > MOST_NESTED:
            raise Fault(109, self.place(), most=MOST_NESTED)

    def inner(self) -> Node:
        """What may stand within parentheses."""
        return self.sum()

    def constant(self, text: str, at: int) -> Node:
        """A self-defining term."""
        self.skip()
        value = self_defining(text)
        if value is None:
            raise Fault(107, at, text=text)
        if value > HIGHEST:
            value -= 1 << 32
        return "A", lambda frame: value

    # variable symbols
    def reference(self) -> tuple[str, list[Callable], int]:
        """Name, subscripts and offset of the variable symbol here; a period behind stays."""
        at, text = self.place(), self.peek()[1]
        if text == "&(":
            raise Fault(115, at)
        name = capitals(text[1:])
        self.names.append((name, at))
        self.skip()
        subscripts = []
        if self.text[self.at:self.at + 1] == "(":
            self.deeper()
            self.skip()
            subscripts.append(self.arithmetic())
            while self.take(","):
                subscripts.append(self.arithmetic())
            self.expect(")")
            self._nested -= 1
        return name, subscripts, at

    def number(self, name: str, subscripts, at: int) -> Callable:
        """The value of a variable symbol as a number."""
        value, shown = raw(name, subscripts, at), "&" + name

        def evaluate(frame):
            found = value(frame)
            if found.__class__ is int:
                return found
            try:
                return number_of(found, shown)
            except Fault as fault:
                fault.at = at
                raise
        return evaluate

    # attributes
    def attribute(self) -> Node:
        """L' S' I' K' N' of a variable symbol or, but for K' and N', of an ordinary symbol."""
        at, letter = self.place(), capitals(self.peek()[1][0])
        self.skip()
        if letter == "T":
            raise Fault(108, at, expected="an arithmetic term", found="T'")
        if self.peek()[0] != "variable":
            if letter in "KN":
                self.wrong("a variable symbol")
            name = capitals(self.ordinary())
            return "A", _attribute(letter, lambda frame: name, at)
        name, subscripts, _ = self.reference()
        if letter == "N":
            return "A", _of_symbol(name, subscripts, at, "count")
        if letter == "K":
            value = raw(name, subscripts, at)
            return "A", lambda frame: len(text_of(value(frame)))
        return "A", _attribute(letter, _operand(name, subscripts, at), at)

    def ordinary(self) -> str:
        """An ordinary symbol."""
        kind, text = self.peek()
        if kind != "word":
            self.wrong("a symbol")
        self.skip()
        return text

    def type(self) -> Callable:
        """T' of a variable symbol or an ordinary symbol; a str of one letter."""
        self.skip()
        if self.peek()[0] != "variable":
            name = capitals(self.ordinary())
            return lambda frame: type_of(name, frame.find)
        text = _operand(*self.reference())
        return lambda frame: type_of(text(frame), frame.find)


def raw(name: str, subscripts, at: int) -> Callable:
    """The value of a variable symbol, int or str, as a function of a frame."""
    if subscripts:
        return _of_symbol(name, subscripts, at, "get")

    def simple(frame):
        try:
            return frame.symbols[name].get()
        except KeyError:
            raise Fault(100, at, symbol="&" + name) from None
        except Fault as fault:
            fault.at = at
            raise
    return simple


def _of_symbol(name: str, subscripts, at: int, method: str) -> Callable:
    """`method` (get or count) of a variable symbol with its subscripts."""
    def evaluate(frame):
        symbol = frame.symbols.get(name)
        if symbol is None:
            raise Fault(100, at, symbol="&" + name)
        values = [subscript(frame) for subscript in subscripts]
        try:
            return getattr(symbol, method)(values)
        except Fault as fault:
            fault.at = at
            raise
    return evaluate


def _operand(name: str, subscripts, at: int) -> Callable:
    """The text whose attributes are asked: of a whole sublist, its first operand."""
    value = raw(name, subscripts, at)
    if len(subscripts) > (name == "SYSLIST"):
        return lambda frame: text_of(value(frame))

    def first(frame) -> str:
        text = text_of(value(frame))
        parts = sublist(text) if text[:1] == "(" else None
        return text if parts is None else parts[0]
    return first


def _attribute(letter: str, text: Callable, at: int) -> Callable:
    """L' S' I' of the symbol that text(frame) begins with."""
    place = {"L": 1, "S": 2, "I": 3}[letter]

    def evaluate(frame):
        operand = text(frame)
        found = attributes_of(operand, frame.find)
        if found is None or found.type in "MT$" or (place > 1 and found.type not in SCALED):
            raise Fault(113, at, letter=letter, symbol=operand or "an omitted operand")
        return found[place]
    return evaluate


def _fit(value: int, at: int) -> int:
    if LOWEST <= value <= HIGHEST:
        return value
    raise Fault(110, at)


def _sum(terms: list[tuple[str, Callable, int]]) -> Callable:
    """terms: (operator before it, value, offset of the operator)"""
    first, rest = terms[0][1], terms[1:]
    if len(rest) == 1:                                     # the usual case
        (sign, second, at), = rest
        if sign == "+":
            return lambda frame: _fit(first(frame) + second(frame), at)
        return lambda frame: _fit(first(frame) - second(frame), at)

    def evaluate(frame):
        total = first(frame)
        for sign, value, at in rest:
            total = _fit(total + value(frame) if sign == "+" else total - value(frame), at)
        return total
    return evaluate


def _product(terms: list[tuple[str, Callable, int]]) -> Callable:
    """As _sum; a quotient loses its fraction, and is 0 when the divisor is 0."""
    first, rest = terms[0][1], terms[1:]

    def evaluate(frame):
        total = first(frame)
        for sign, value, at in rest:
            other = value(frame)
            if sign == "*":
                total *= other
            elif other:
                quotient = abs(total) // abs(other)
                total = quotient if (total < 0) == (other < 0) else -quotient
            else:
                total = 0
            _fit(total, at)
        return total
    return evaluate
