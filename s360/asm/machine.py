"""Machine instructions: operands to bytes, by the rows of s360/isa.py.

Called by assembly.py: pass 1 parses operands that hold literals, pass 2 encodes.  What an operand
field means is remembered by its text while no USING, DROP or LTORG comes between.

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

_PIECE = re.compile(r"[A-Z]\d?(?:\([^)]*\))?")
_ADDRESS = re.compile(r"D(\d)\((?:([XL]\d?),)?B\d\)")
REGISTER, MASK, IMMEDIATE, ADDRESS = "register", "mask", "immediate", "address"
LIMITS = {REGISTER: (15, 310), MASK: (15, 311), IMMEDIATE: (255, 312)}
FLOATING, PAIRS = (0, 2, 4, 6), (0, 4)


class Piece:
    """An operand of an instruction.

    kind:   REGISTER MASK IMMEDIATE ADDRESS
    shift:  where its value goes in the second byte
    number: of an address: 1 or 2, the column it is listed in
    inner:  of an address: "X", "L" or "" (only a base)
    most:   longest length
    must:   numbers a register may have; None: any; wanted: in words
    stored: does the instruction change the storage there?
    """
    __slots__ = ("kind", "shift", "number", "inner", "most", "must", "wanted", "stored")

    def __init__(self, kind, shift=0, number=0, inner="", most=0, must=None, wanted="", stored=False):
        self.kind, self.shift, self.number, self.inner = kind, shift, number, inner
        self.most, self.must, self.wanted, self.stored = most, must, wanted, stored


class Plan:
    """How one operation is assembled.

    syntax: the operands as the manual writes them, the mask of an extended mnemonic left out
    length: bytes; opcode; preset: second byte to begin with
    align:  boundary the storage operand must lie on
    always: operand text -> (bytes, columns of the listing, symbols): what does not depend on place,
            bases or literals
    done:   the same for operands that hold until the next USING, DROP or LTORG
    """
    __slots__ = ("operation", "syntax", "length", "opcode", "preset", "align", "pieces", "always",
                 "done")

    def __init__(self, operation: Operation):
        row = operation.row
        self.operation, self.length, self.opcode = operation, row.length, row.opcode
        # an odd branch address is a specification exception as soon as it is reached
        self.align = 2 if row.name.startswith("Branch") else row.align
        words = _PIECE.findall(FORMATS[row.format][1])
        self.pieces = tuple(_piece(word, words, row) for word in words)
        self.preset = 0
        if operation.mask is not None:
            self.preset, words, self.pieces = operation.mask << 4, words[1:], self.pieces[1:]
        self.syntax = ",".join(words)
        self.always: dict = {}
        self.done: dict = {}


def _piece(word: str, words: list[str], row) -> Piece:
    """The operand that the format calls `word`."""
    address = _ADDRESS.fullmatch(word)
    if address:
        inner = address[2] or ""
        # L1 in the high, L2 in the low half of the byte; L takes all of it
        shift = 4 if inner == "L1" else 0
        stored = "P" in row.exceptions and (address[1] == "1" or FORMATS[row.format][0] != "SS")
        return Piece(ADDRESS, shift, int(address[1]), inner[:1], 16 if len(inner) > 1 else 256,
                     stored=stored)
    if word[0] == "I":
        return Piece(IMMEDIATE)
    shift = 4 if word == words[0] else 0
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


# -- parsing

class Address:
    """A storage operand: expression, and what stands in parentheses behind it (trees, None where
    left out; `inside` None: no parentheses)."""
    __slots__ = ("tree", "inside", "at")

    def __init__(self, tree, inside, at):
        self.tree, self.inside, self.at = tree, inside, at


class Parsed:
    """An operand field, parsed.

    items:    a tree, or an Address, for each piece
    literals: (text, offset) of those that go into the pool
    steady:   is it the same at every place
    parser:   for what level f reports
    """
    __slots__ = ("items", "literals", "steady", "parser")


def parse(plan: Plan, text: str) -> Parsed:
    """Take an operand field apart; Fault."""
    parser, at, items = Parser(text), 0, []
    for number, piece in enumerate(plan.pieces):
        if number:
            if text[at:at + 1] != ",":
                raise Fault(301 if at >= len(text) else 302, at, syntax=plan.syntax,
                            found=scan.found(text, at))
            at += 1
        if at >= len(text):
            raise Fault(301, at, syntax=plan.syntax)
        if piece.kind == ADDRESS:
            item, at = address(parser, at)
            if piece.stored and "=" in text and literals(item.tree):
                raise Fault(315, item.at)
        else:
            item, at = parser.expression(at)
        items.append(item)
    if at < len(text):
        raise Fault(302, at, syntax=plan.syntax, found=scan.found(text, at))
    parsed = Parsed()
    parsed.items, parsed.parser, parsed.literals, parsed.steady = items, parser, [], True
    if "=" in text:
        parsed.literals = [found for piece, item in zip(plan.pieces, items)
                           if piece.kind == ADDRESS and not piece.stored
                           for tree in _trees(item) for found in literals(tree)]
    if "*" in text:
        parsed.steady = not any(uses_here(tree) for item in items for tree in _trees(item))
    return parsed


def address(parser: Parser, at: int) -> tuple[Address, int]:
    """A storage operand and the offset behind it."""
    text, start = parser.text, at
    tree, at = parser.expression(at)
    if text[at:at + 1] != "(":
        return Address(tree, None, start), at
    inside, at = [], at + 1
    while True:
        item = None
        if text[at:at + 1] not in (",", ")"):
            item, at = parser.expression(at)
        inside.append(item)
        if text[at:at + 1] == ")":
            return Address(tree, inside, start), at + 1
        if text[at:at + 1] != ",":
            raise Fault(211, at, found=scan.found(text, at))
        at += 1


def _trees(item) -> list:
    if type(item) is tuple:
        return [item]
    return [item.tree] + [tree for tree in item.inside or () if tree is not None]


# -- encoding

class Encoder:
    """Evaluates and encodes; one for an assembly.  Of the instruction at hand: faults; warnings, which
    leave the code as it is; implied: has it an implied address?"""

    def __init__(self, scope, usings):
        self.scope, self.usings = scope, usings
        self.faults: list[Fault] = []
        self.warnings: list[Fault] = []
        self.implied = False

    def encode(self, plan: Plan, parsed: Parsed) -> tuple[bytes, str, str]:
        """(bytes, ADDR1, ADDR2); the columns hold five hexadecimal digits or are empty."""
        self.faults, self.warnings, self.implied = [], [], False
        second, ends, columns = plan.preset, b"", ["", ""]
        for piece, item in zip(plan.pieces, parsed.items):
            try:
                if piece.kind == ADDRESS:
                    value, end, low = self._storage(plan, piece, item)
                    second |= low
                    ends += end.to_bytes(2, "big")
                    columns[piece.number - 1] = f"{value & 0xFFFFF:05X}"
                else:
                    second |= self._small(piece, item) << piece.shift
            except Fault as fault:
                self.faults.append(fault)
        if self.faults:
            return bytes(plan.length), "", ""
        return bytes((plan.opcode, second)) + ends, columns[0], columns[1]

    def _small(self, piece: Piece, tree) -> int:
        """A register, mask or immediate field."""
        value, unit = evaluate(tree, self.scope)
        most, wrong = LIMITS[piece.kind]
        if unit is not None or not 0 <= value <= most:
            raise Fault(wrong, tree[1], value=shown(value, unit))
        if piece.must is not None and value not in piece.must:
            raise Fault(313, tree[1], value=value, wanted=piece.wanted)
        return value

    def _storage(self, plan: Plan, piece: Piece, item: Address) -> tuple[int, int, int]:
        """(address, base and displacement, what goes into the second byte)."""
        value, unit = evaluate(item.tree, self.scope)
        inside, low, base = item.inside, 0, None
        if inside is None:
            if piece.inner == "L":
                low = self._length(piece, None, item) << piece.shift
        elif piece.inner:
            if len(inside) > 2 or inside[-1] is None:
                raise Fault(303, item.at, syntax=plan.syntax)
            if piece.inner == "L":
                low = self._length(piece, inside[0], item) << piece.shift
            elif inside[0] is not None:
                low = register(inside[0], self.scope)
            base = inside[1] if len(inside) == 2 else None
        else:
            if len(inside) != 1 or inside[0] is None:
                raise Fault(303, item.at, syntax=plan.syntax)
            base = inside[0]
        if plan.align > 1 and value % plan.align:
            self.warnings.append(Fault(320, item.at, align=plan.align))
        if base is not None:
            return value, explicit(value, unit, register(base, self.scope), item.at), low
        self.implied = True
        place = self.usings.resolve(value, unit)
        if place is None:
            raise unreachable(value, unit, item.at)
        return value, place[0] << 12 | place[1], low

    def _length(self, piece: Piece, given, item: Address) -> int:
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
