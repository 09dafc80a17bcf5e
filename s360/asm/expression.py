"""Expressions: terms, operators, and the arithmetic of relocation.

Called by machine.py, constants.py and directives.py.  A text is parsed once into a small tree; the
tree is evaluated in pass 1 (EQU, ORG, lengths ...) or pass 2.  A value is a pair (number, unit):
unit None is absolute, a sections.Unit simply relocatable, a dict {unit: count} complexly relocatable
(count: how often its origin is added, negative: subtracted; never 0).

Source: GC28-6514, section 2, Expressions.  Assembler F knew no sign before a term and at most 16
terms and 5 levels of parentheses; here signs and longer expressions are taken, and reported at level
f.  Not implemented: attributes other than L' (they belong to conditional assembly).
"""
from __future__ import annotations

import re

from . import scan
from .fault import TOLD, Fault

DEPTH = 60                       # levels of parentheses that a tree may have
FEW_TERMS, FEW_LEVELS = 16, 5    # of Assembler F
MOST_TERMS = 250                 # keeps a tree no deeper than Python's stack
LOWEST, HIGHEST = -1 << 31, (1 << 31) - 1

# kinds of a node; a node is a tuple (kind, offset, ...)
NUMBER, SYMBOL, HERE, LENGTH, LITERAL, ADD, SUBTRACT, MULTIPLY, DIVIDE, NEGATE = range(10)

_TERM = re.compile(r"""
    (?P<length>[Ll]'(?=[A-Za-z$\#@*=]))
  | (?P<self>[XxBbCc]')
  | (?P<symbol>[A-Za-z$\#@][A-Za-z0-9$\#@]*+)(?!')
  | (?P<number>[0-9]+)
  | (?P<other>[*(=+-])
""", re.VERBOSE)
#: an expression of one term, the usual one
_SINGLE = re.compile(r"(?:([A-Z$#@][A-Z0-9$#@]{0,7})|([0-9]{1,9}))(?=[,()]|\Z)")
_OPERATORS = {"+": ADD, "-": SUBTRACT, "*": MULTIPLY, "/": DIVIDE}
_DIGITS = {"X": (re.compile("[0-9A-Fa-f]+").fullmatch, 16, 8),
           "B": (re.compile("[01]+").fullmatch, 2, 32)}
_UNITS = {"X": "hexadecimal digits", "B": "binary digits", "C": "characters"}


class Parser:
    """Parses expressions in one operand text.

    terms depth: of the longest expression so far; signs: has a term a sign; wide: has one more than
    24 bits
    """

    def __init__(self, text: str):
        self.text, self.terms, self.depth, self.signs, self.wide = text, 0, 0, False, False
        self._counted = 0

    def later(self) -> list[str]:
        """What of the expressions Assembler F did not know, in words."""
        if not (self.terms > FEW_TERMS or self.depth > FEW_LEVELS or self.signs or self.wide):
            return []
        facts = ((self.terms > FEW_TERMS, f"an expression of more than {FEW_TERMS} terms"),
                 (self.depth > FEW_LEVELS, f"more than {FEW_LEVELS} levels of parentheses"),
                 (self.signs, "a sign before a term"),
                 (self.wide, "a self-defining term of more than 24 bits"))
        return [what for fact, what in facts if fact]

    def expression(self, at: int, level: int = 0):
        """(tree, offset behind the expression that begins at `at`)."""
        if level > self.depth:
            self.depth = level
        match = _SINGLE.match(self.text, at)
        if match is not None:
            name = match[1]
            return ((SYMBOL, at, name) if name else self.number(match[2], at)), match.end()
        if level > DEPTH:
            raise Fault(950, at, limit=DEPTH)
        if not level:
            self._counted = 0
        tree, at = self.product(at, level)
        while (sign := self.text[at:at + 1]) and sign in "+-":
            right, end = self.product(at + 1, level)
            tree, at = (_OPERATORS[sign], at, tree, right), end
        return tree, at

    def product(self, at: int, level: int):
        tree, at = self.term(at, level)
        while (sign := self.text[at:at + 1]) and sign in "*/":
            right, end = self.term(at + 1, level)
            tree, at = (_OPERATORS[sign], at, tree, right), end
        return tree, at

    def term(self, at: int, level: int):
        self._counted += 1
        self.terms = max(self.terms, self._counted)
        if self._counted > MOST_TERMS:
            raise Fault(951, at, limit=MOST_TERMS)
        match = _TERM.match(self.text, at)
        if match is None:
            raise Fault(210, at, found=scan.found(self.text, at))
        kind, part, end = match.lastgroup, match.group(), match.end()
        if kind == "symbol":
            return self.symbol(part, at), end
        if kind == "number":
            return self.number(part, at), end
        if kind == "self":
            return self.self_defining(part[0].upper(), at)
        if kind == "length":
            return self.length(end)
        return self.other(part, at, end, level)

    def other(self, part: str, at: int, end: int, level: int):
        if part == "*":
            return (HERE, at), end
        if part == "=":
            end = scan.constant(self.text, end).end
            return (LITERAL, at, literal_text(self.text[at:end])), end
        if part == "(":
            tree, end = self.expression(end, level + 1)
            if self.text[end:end + 1] != ")":
                raise Fault(211, end, found=scan.found(self.text, end))
            return tree, end + 1
        self.signs = True
        if level > DEPTH:
            raise Fault(950, at, limit=DEPTH)
        tree, end = self.term(end, level + 1)
        return (tree if part == "+" else (NEGATE, at, tree)), end

    def number(self, digits: str, at: int):
        value = int(digits[:20])
        if value > HIGHEST:
            raise Fault(213, at, found=digits[:12])
        self.wide |= value >= 1 << 24
        return NUMBER, at, value

    def symbol(self, name: str, at: int):
        if len(name) > 8:
            raise Fault(202, at, symbol=name)
        return SYMBOL, at, name.upper()

    def length(self, at: int):
        """L' of a symbol, of a literal or of `*`; `at` is behind the apostrophe."""
        tree, end = self.term(at, 0)
        if tree[0] not in (SYMBOL, HERE, LITERAL):
            raise Fault(210, at, found=scan.found(self.text, at))
        return (LENGTH, at - 2, tree), end

    def self_defining(self, kind: str, at: int):
        end = scan.quoted_end(self.text, at + 1)
        inner = self.text[at + 2:end - 1]
        if kind == "C":
            code = scan.ebcdic(scan.unpaired(inner), at + 2)
            most, value = 4, int.from_bytes(code, "big")
            good = 0 < len(code) <= most
            self.wide |= len(code) == most
        else:
            good, base, most = _DIGITS[kind]
            good = good(inner) and len(inner) <= most
            value = int(inner, base) if good else 0
            self.wide |= value >= 1 << 24
        if not good:
            raise Fault(212, at, found=f"{kind}'{inner[:12]}'", wanted=f"1 to {most} {_UNITS[kind]}")
        return (NUMBER, at, value - (value >> 31 << 32)), end


def literal_text(text: str) -> str:
    """A literal as its pool knows it: upper case outside of apostrophes."""
    head, quote, rest = text.partition("'")
    if not quote:
        return text.upper()
    return head.upper() + quote + rest if "(" not in head else _folded(text)


def _folded(text: str) -> str:
    """Upper case outside of strings."""
    out, at = [], 0
    for match in re.finditer(r"(?<![Ll])'(?:[^']|'')*'", text):
        out += [text[at:match.start()].upper(), match.group()]
        at = match.end()
    return "".join(out) + text[at:].upper()


class Scope:
    """What evaluation needs to know.

    symbols:  name -> Symbol
    here:     (value, unit) of the location counter, or None where `*` has no meaning
    here_length: L'*
    literal:  function text -> (value, unit, length); None in pass 1
    found:    the symbols that were referred to, in order
    final:    False in pass 1, when a symbol that is not there may still come
    failed:   names of statements with a mistake, which therefore define nothing
    """
    __slots__ = ("symbols", "here", "here_length", "literal", "found", "final", "failed")

    def __init__(self, symbols: dict):
        self.symbols, self.here, self.here_length = symbols, None, 1
        self.literal, self.found, self.final = None, [], False
        self.failed: set[str] = set()


def evaluate(tree, scope: Scope):
    """(number, unit) of a tree; Fault."""
    kind = tree[0]
    if kind == NUMBER:
        return tree[2], None
    if kind == SYMBOL:
        symbol = _symbol(tree, scope)
        return symbol.value, symbol.unit
    if kind == HERE:
        if scope.here is None:
            raise Fault(214, tree[1])
        return scope.here
    if kind == LENGTH:
        if tree[2][0] == SYMBOL:
            _symbol(tree[2], scope)          # a reference
        return length_of(tree[2], scope), None
    if kind == LITERAL:
        if scope.literal is None:
            raise Fault(215, tree[1])
        return scope.literal(tree[2], tree[1])[:2]
    left, unit = evaluate(tree[2], scope)
    if kind == NEGATE:
        return _bounded(-left, tree[1]), joined(None, unit, -1)
    right, other = evaluate(tree[3], scope)
    if kind == ADD:
        return _bounded(left + right, tree[1]), joined(unit, other, 1) if other else unit
    if kind == SUBTRACT:
        return _bounded(left - right, tree[1]), joined(unit, other, -1) if other else unit
    if unit is not None or other is not None:
        raise Fault(216, tree[1])
    if kind == MULTIPLY:
        return _bounded(left * right, tree[1]), None
    quotient = abs(left) // abs(right) if right else 0
    return (quotient if (left < 0) == (right < 0) else -quotient), None


def _symbol(tree, scope: Scope):
    symbol = scope.symbols.get(tree[2])
    if symbol is None:
        raise Fault(TOLD if tree[2] in scope.failed else 201 if scope.final else 203, tree[1],
                    symbol=tree[2])
    scope.found.append(symbol)
    return symbol


def _bounded(value: int, at: int) -> int:
    if LOWEST <= value <= HIGHEST:
        return value
    raise Fault(217, at)


def counts(unit) -> dict:
    """{unit: count} of any relocation."""
    if unit is None:
        return {}
    return unit if type(unit) is dict else {unit: 1}


def joined(unit, other, sign: int):
    """Relocation of a sum (sign 1) or difference (sign -1)."""
    if unit is other and sign < 0 and type(unit) is not dict:
        return None
    total = dict(counts(unit))
    for part, count in counts(other).items():
        total[part] = total.get(part, 0) + sign * count
    total = {part: count for part, count in total.items() if count}
    if not total:
        return None
    if len(total) == 1:
        (part, count), = total.items()
        if count == 1:
            return part
    return total


def length_of(tree, scope: Scope) -> int:
    """Length attribute of an expression that was evaluated: that of its leftmost term."""
    while tree[0] >= ADD:
        tree = tree[2]
    if tree[0] == SYMBOL:
        symbol = scope.symbols.get(tree[2])
        return symbol.length if symbol is not None else 1
    if tree[0] == HERE:
        return scope.here_length
    if tree[0] == LITERAL and scope.literal is not None:
        return scope.literal(tree[2], tree[1])[2]
    return 1


def literals(tree) -> list[tuple[str, int]]:
    """(text, offset) of the literals in a tree, from left to right."""
    if tree[0] == LITERAL:
        return [(tree[2], tree[1])]
    return [found for part in tree[2:] if type(part) is tuple for found in literals(part)]


def uses_here(tree) -> bool:
    """Does the value depend on the place of the statement?"""
    if tree[0] == LITERAL:
        return "*" in tree[2]
    return tree[0] == HERE or any(uses_here(part) for part in tree[2:] if type(part) is tuple)
