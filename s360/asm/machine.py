"""Machine instructions: operands to bytes, by the rows of s360/isa.py.

Called by assembly.py: pass 1 parses operands that hold literals, pass 2 encodes.  What an operand
field means, and each operand in it, is remembered by its text (remembered.py).

Source: GC28-6514, section 4 (machine instructions, implied addresses and lengths, alignment);
A22-6821 for formats.  An instruction with a mistake is assembled as zeros.
"""
from __future__ import annotations

import re

from ..isa import FORMATS
from . import scan
from .addressing import explicit, register, shown, unreachable
from .expression import Parser, evaluate, length_of, literals, uses_here
from .fault import Fault
from .operations import Operation
from .remembered import LITERALS, Remembered

_PIECE = re.compile(r"[A-Z]\d?(?:\([^)]*\))?")
_ADDRESS = re.compile(r"D(\d)\((?:([XL]\d?),)?B\d\)")
REGISTER, MASK, IMMEDIATE, ADDRESS = "register", "mask", "immediate", "address"
#: the commas between operands, unless there are apostrophes or parentheses in parentheses
_between = re.compile(r",(?![^()]*\))").split
LIMITS = {REGISTER: (15, 310), MASK: (15, 311), IMMEDIATE: (255, 312)}
FLOATING, PAIRS = (0, 2, 4, 6), (0, 4)


class Piece:
    """An operand of an instruction.

    kind:   REGISTER MASK IMMEDIATE ADDRESS
    shift:  where its value, an index or length goes in the instruction
    place:  where base and displacement go
    column: form of an address in the listing, as wide as the columns up to it
    inner:  of an address: "X", "L" or "" (only a base)
    most:   longest length
    must:   numbers a register may have; None: any; wanted: in words
    stored: does the instruction change the storage there?
    """
    __slots__ = ("kind", "shift", "place", "column", "inner", "most", "must", "wanted", "stored")

    def __init__(self, kind, shift, place=0, column="", inner="", most=0, must=None, wanted="",
                 stored=False):
        self.kind, self.shift, self.place, self.column, self.inner = kind, shift, place, column, inner
        self.most, self.must, self.wanted, self.stored = most, must, wanted, stored


class Plan:
    """How one operation is assembled.

    syntax: the operands as the manual writes them, the mask of an extended mnemonic left out
    length: bytes
    bits:   the instruction without its operands, a number
    align:  boundary the storage operand must lie on
    known:  operand field -> (bytes, columns of the listing, symbols)
    wrong:  the same of an instruction with a mistake
    items:  for each piece, text of an operand -> Item; shared by all operations with such operands
    meanings: for each piece, text of an operand -> what it adds to an instruction: bits, columns of the
            listing, the symbols it refers to, and what it depends on (see Remembered.keep)
    """
    __slots__ = ("operation", "syntax", "length", "bits", "align", "pieces", "known", "wrong", "items",
                 "meanings")

    def __init__(self, operation: Operation, remembered: Remembered):
        row = operation.row
        self.operation, self.length = operation, row.length
        # an odd branch address is a specification exception as soon as it is reached
        self.align = 2 if row.name.startswith("Branch") else row.align
        words = _PIECE.findall(FORMATS[row.format][1])
        self.pieces = tuple(_piece(word, words, row) for word in words)
        self.bits = row.opcode << 8 * (row.length - 1)
        if operation.mask is not None:
            self.bits |= operation.mask << self.pieces[0].shift
            words, self.pieces = words[1:], self.pieces[1:]
        self.syntax = ",".join(words)
        self.known: dict[str, tuple] = {}
        self.wrong = bytes(self.length), _columns(bytes(self.length), ""), ()
        form = self.syntax, self.align, *[(piece.must, piece.stored) for piece in self.pieces]
        self.items = remembered.tables(("items", *form), len(self.pieces))
        self.meanings = remembered.tables(form, len(self.pieces))


def _piece(word: str, words: list[str], row) -> Piece:
    """The operand that the format calls `word`."""
    address, second = _ADDRESS.fullmatch(word), 8 * (row.length - 2)
    if address:
        inner = address[2] or ""
        # L1 in the high, L2 in the low half of the byte; L takes all of it
        shift = second + 4 if inner == "L1" else second
        stored = "P" in row.exceptions and (address[1] == "1" or FORMATS[row.format][0] != "SS")
        alone = address[1] == "2" and not words[0].startswith("D1")
        place = 16 if address[1] == "1" and row.length == 6 else 0
        return Piece(ADDRESS, shift, place, " " * 6 * alone + " {:05X}", inner[:1],
                     16 if len(inner) > 1 else 256, stored=stored)
    if word[0] == "I":
        return Piece(IMMEDIATE, second)
    shift = second + 4 if word == words[0] else second
    if word[0] == "M":
        return Piece(MASK, shift)
    must, wanted = _registers(word, row)
    return Piece(REGISTER, shift, must=must, wanted=wanted)


def _registers(word: str, row):
    """(registers allowed, in words) for R1, R2 or R3."""
    if row.exceptions & {"SF", "SX"}:
        wide = "SX" in row.exceptions and (
            "SF" not in row.exceptions or (word == "R1") == row.name.endswith("to extended)"))
        return (PAIRS, "0 or 4") if wide else (FLOATING, "0, 2, 4 or 6")
    if "SR" in row.exceptions and word == "R1":
        return range(0, 16, 2), "even"
    return None, ""


def _columns(code: bytes, addresses: str) -> str:
    """What the listing shows of an instruction."""
    return code.hex(" ", -2).upper().ljust(14) + addresses.ljust(12)


# -- parsing

class Item:
    """An operand, parsed.

    tree at:  its expression, and where it begins
    inside:   of an address: what stands in parentheses behind it (trees, None where left out); None:
              no parentheses
    literals: (text, offset) of those that go into the pool: of storage that is only read
    steady:   is it the same at every place
    """
    __slots__ = ("text", "tree", "at", "inside", "literals", "steady")

    def __init__(self, piece: Piece, text: str, tree, at: int, inside=None):
        self.text, self.tree, self.at, self.inside, self.literals = text, tree, at, inside, ()
        self.steady = True
        if "=" in text or "*" in text:
            trees = [tree, *(each for each in inside or () if each is not None)]
            self.steady = not any(map(uses_here, trees))
            if piece.kind == ADDRESS and not piece.stored:
                self.literals = [found for each in trees for found in literals(each)]


def parse(plan: Plan, text: str) -> list[tuple[Item, int]]:
    """The operands of a field, each with the offset its own offsets count from; Fault."""
    parts = _between(text)
    items = _apart(plan, parts)
    if items is None:
        return [(item, 0) for item in whole(plan, Parser(text))]
    return [(item, _offset(parts, number)) for number, item in enumerate(items)]


def _apart(plan: Plan, parts: list[str]) -> list[Item] | None:
    """Operands one by one, remembered; None when one of the parts cannot be taken alone."""
    if len(parts) != len(plan.pieces):
        return None
    items = list(map(dict.get, plan.items, parts))
    for number, item in enumerate(items):
        if item is None:
            item = items[number] = _alone(plan.pieces[number], parts[number])
            if item is None:
                return None
            plan.items[number][item.text] = item
    return items


def _offset(parts: list[str], number: int) -> int:
    """Where a part begins in the field; 0 without parts."""
    return sum(map(len, parts[:number])) + number if parts else 0


def _alone(piece: Piece, text: str) -> Item | None:
    """An operand without those around it; None when it is no operand, or holds what level f reports."""
    parser = Parser(text)
    try:
        item, end = _item(piece, parser, 0)
    except Fault:
        return None
    return item if end == len(text) and not parser.later() else None


def whole(plan: Plan, parser: Parser) -> list[Item]:
    """All of an operand field; Fault."""
    text, at, items = parser.text, 0, []
    for number, piece in enumerate(plan.pieces):
        if number:
            if text[at:at + 1] != ",":
                raise Fault(301 if at >= len(text) else 302, at, syntax=plan.syntax,
                            found=scan.found(text, at))
            at += 1
        if at >= len(text):
            raise Fault(301, at, syntax=plan.syntax)
        item, at = _item(piece, parser, at)
        items.append(item)
    if at < len(text):
        raise Fault(302, at, syntax=plan.syntax, found=scan.found(text, at))
    return items


def _item(piece: Piece, parser: Parser, begin: int) -> tuple[Item, int]:
    """The operand that begins at `begin`, and the offset behind it."""
    text, inside = parser.text, None
    tree, at = parser.expression(begin)
    if piece.kind == ADDRESS and text[at:at + 1] == "(":
        inside, at = _inside(parser, at + 1)
    if piece.stored and "=" in text and literals(tree):
        raise Fault(315, begin)
    return Item(piece, text[begin:at], tree, begin, inside), at


def _inside(parser: Parser, at: int) -> tuple[list, int]:
    """What stands in the parentheses of an address, and the offset behind them."""
    text, inside = parser.text, []
    while True:
        tree = None
        if text[at:at + 1] not in (",", ")"):
            tree, at = parser.expression(at)
        inside.append(tree)
        if text[at:at + 1] == ")":
            return inside, at + 1
        if text[at:at + 1] != ",":
            raise Fault(211, at, found=scan.found(text, at))
        at += 1


# -- encoding

class Encoder:
    """Evaluates and encodes; one for an assembly.  Of the instruction at hand: faults; warnings, which
    leave the code as it is; later: what Assembler F did not know, at level f."""

    def __init__(self, scope, usings, remembered: Remembered, old: bool):
        self.scope, self.usings, self.remembered, self.old = scope, usings, remembered, old
        self.faults: list[Fault] = []
        self.warnings: list[Fault] = []
        self.later: list[str] = []

    def encode(self, plan: Plan, text: str, here: tuple) -> tuple:
        """(bytes, columns of the listing, symbols referred to) of an operand field; Fault when it
        cannot be parsed.  here: (address, section)"""
        self.faults, self.warnings, self.later = [], [], []
        parts = _between(text)
        meanings = list(map(dict.get, plan.meanings, parts))
        if None not in meanings and len(parts) == len(plan.pieces):
            return self._joined(plan, text, meanings, True)
        self.scope.here, self.scope.here_length = here, plan.length
        referred = self.scope.found = []
        items = _apart(plan, parts)
        if items is None:
            parser = Parser(text)
            items, parts, meanings = whole(plan, parser), [], [None] * len(plan.pieces)
            self.later = parser.later() if self.old else []
        for number, meaning in enumerate(meanings):
            if meaning is None:
                meanings[number] = self._meaning(plan, number, items[number], parts)
            else:
                referred += meaning[2]
        if self.faults:
            return *plan.wrong[:2], referred
        keep = not self.warnings and not self.later and all([item.steady for item in items])
        return self._joined(plan, text, meanings, keep)

    def _joined(self, plan: Plan, text: str, meanings: list, keep: bool) -> tuple:
        """An instruction of its operands; keep: remember it."""
        bits, columns, symbols, needs = plan.bits, "", (), ()
        for more, column, found, need in meanings:
            bits |= more
            columns += column
            symbols += found
            needs += need
        code = bits.to_bytes(plan.length, "big")
        entry = code, _columns(code, columns), symbols
        if keep:
            self.remembered.keep(plan.known, text, entry, needs)
        return entry

    def _meaning(self, plan: Plan, number: int, item: Item, parts: list[str]) -> tuple | None:
        """What an operand adds to the instruction (see Plan); None when there is a fault.  parts: of
        the field, if each was parsed alone."""
        piece, referred, few = plan.pieces[number], len(self.scope.found), len(self.warnings)
        try:
            if piece.kind == ADDRESS:
                bits, columns, needs = self._storage(plan, piece, item)
            else:
                bits, columns, needs = self._small(piece, item.tree) << piece.shift, "", ()
        except Fault as fault:
            self.faults.append(fault.kept())
            fault.at += _offset(parts, number)
            return None
        finally:
            for warning in self.warnings[few:]:
                warning.at += _offset(parts, number)
        if "=" in item.text:
            needs += (LITERALS,)
        meaning = bits, columns, tuple(self.scope.found[referred:]), needs
        if item.steady and len(self.warnings) == few and not self.later:
            self.remembered.keep(plan.meanings[number], item.text, meaning, needs)
        return meaning

    def _small(self, piece: Piece, tree) -> int:
        """A register, mask or immediate field."""
        value, unit = evaluate(tree, self.scope)
        most, wrong = LIMITS[piece.kind]
        if unit is not None or not 0 <= value <= most:
            raise Fault(wrong, tree[1], value=shown(value, unit))
        if piece.must is not None and value not in piece.must:
            raise Fault(313, tree[1], value=value, wanted=piece.wanted)
        return value

    def _storage(self, plan: Plan, piece: Piece, item: Item) -> tuple:
        """Of a storage operand: bits, columns of the listing, the units whose bases it needs."""
        value, unit = evaluate(item.tree, self.scope)
        inside, low, base = item.inside, 0, None
        if inside is None:
            if piece.inner == "L":
                low = self._length(piece, None, item)
        elif piece.inner:
            if len(inside) > 2 or inside[-1] is None:
                raise Fault(303, item.at, syntax=plan.syntax)
            if piece.inner == "L":
                low = self._length(piece, inside[0], item)
            elif inside[0] is not None:
                low = register(inside[0], self.scope)
            base = inside[1] if len(inside) == 2 else None
        else:
            if len(inside) != 1 or inside[0] is None:
                raise Fault(303, item.at, syntax=plan.syntax)
            base = inside[0]
        if base is not None:
            end, needs = explicit(value, unit, register(base, self.scope), item.at), ()
        else:
            place, needs = self.usings.resolve(value, unit), (unit,)
            if place is None:
                raise unreachable(value, unit, item.at)
            end = place[0] << 12 | place[1]
        if plan.align > 1 and value % plan.align:
            self.warnings.append(Fault(320, item.at, align=plan.align))
        return (low << piece.shift | end << piece.place, piece.column.format(value & 0xFFFFF), needs)

    def _length(self, piece: Piece, given, item: Item) -> int:
        """The length code: bytes less one; length 0 is as good as 1."""
        if given is None:
            length, at = length_of(item.tree, self.scope), item.at
            unit = None
        else:
            at = given[1]
            length, unit = evaluate(given, self.scope)
        if unit is not None or not 0 <= length <= piece.most:
            raise Fault(314, at, most=piece.most, value=shown(length, unit))
        return max(length - 1, 0)
