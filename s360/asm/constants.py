"""Operands of DC, DS, DXD and literals: from text to a prepared `Operand`.

Called by directives.py and assembly.py in pass 1, when lengths must be known.  Everything that does
not depend on addresses is converted here, once; the expressions of A Y S V Q are kept as trees for
address_constants.py.

Source: GC28-6514, section 5, DC and DS.  Not implemented: types G, J, R of later assemblers.
"""
from __future__ import annotations

import re
from typing import NamedTuple

from . import floating, scan
from .expression import NUMBER, Parser, evaluate, literals
from .fault import Fault

MOST = 1 << 24                   # bytes: the machine's storage


class Type(NamedTuple):
    """What the manual's table says of a type.  length: implied, bytes (0: as the value needs); align;
    most: longest explicit length in DC; several: may a value hold several constants."""
    length: int
    align: int
    most: int
    several: bool


TYPES = {"C": Type(0, 1, 256, False), "X": Type(0, 1, 256, True), "B": Type(0, 1, 256, True),
         "F": Type(4, 4, 8, True), "H": Type(2, 2, 8, True),
         "E": Type(4, 4, 8, True), "D": Type(8, 8, 8, True), "L": Type(16, 8, 16, True),
         "P": Type(0, 1, 16, True), "Z": Type(0, 1, 16, True),
         "A": Type(4, 4, 4, True), "Y": Type(2, 2, 2, True), "S": Type(2, 2, 2, True),
         "V": Type(4, 4, 4, True), "Q": Type(4, 4, 4, True)}
ADDRESS_TYPES = "AYSVQ"
FIXED, FLOATING, DECIMAL = "FH", "EDL", "PZ"
RESERVED_MOST = 65535            # bytes of C and X in DS
#: type attribute when a length is given
WITH_LENGTH = {**dict.fromkeys("FH", "G"), **dict.fromkeys("EDL", "K"), **dict.fromkeys("AYSVQ", "R")}
_DECIMAL = re.compile(r"([+-]?)([0-9]*)(\.?)([0-9]*)").fullmatch
_NAME = re.compile(r"[A-Za-z$#@][A-Za-z0-9$#@]{0,7}(?![A-Za-z0-9$#@])")


class Operand:
    """One operand, prepared.

    type:      letter
    factor:    duplication factor
    align:     boundary, bytes
    length:    length attribute, bytes
    bits:      length of each constant in bits when a bit length was given, else 0
    count:     constants in the value
    data:      the constants, once, when `bits` is 0; None: DS without value, or `trees`
    values:    the constants as numbers when `bits`
    trees:     expressions of A and Y, (address, base or None) of S, names of V and Q; with offsets
    size:      bytes of all together, when `bits` is 0
    attribute scale integer: T', S', I'
    faults:    mistakes in the values; the constant is then zero, or what is left of it
    fixed:     is everything the same whenever the text is met again?
    at:        offset of the operand
    later:     what of it Assembler F did not know, in words; a list
    """
    __slots__ = ("type", "factor", "align", "length", "bits", "count", "data", "values", "trees",
                 "size", "attribute", "scale", "integer", "faults", "fixed", "at", "later")


def operands(text: str, scope, store: bool) -> list[Operand]:
    """The operands of a DC (store) or DS; Fault when one cannot be told where it ends or how long
    it is."""
    out, at = [], 0
    while True:
        shape = scan.constant(text, at)
        out.append(prepared(text, shape, scope, store))
        at = shape.end
        if at >= len(text):
            return out
        if text[at] != ",":
            raise Fault(343, at, found=scan.found(text, at))
        at += 1


def prepared(text: str, shape: scan.Shape, scope, store: bool) -> Operand:
    """An operand whose text was taken apart."""
    row = TYPES.get(shape.type)
    if row is None:
        raise Fault(344, shape.type_at, type=shape.type)
    if shape.value is None and store:
        raise Fault(345, shape.end, type=shape.type)
    if shape.value is not None and shape.quoted == (shape.type in ADDRESS_TYPES):
        raise Fault(346, shape.value[0] - 1, type=shape.type,
                    wanted="parentheses" if shape.quoted else "apostrophes")
    operand = Operand()
    operand.type, operand.at, operand.faults, operand.fixed = shape.type, shape.at, [], True
    operand.later = ["the type L"] if shape.type == "L" else []
    operand.trees, operand.values, operand.data, operand.scale = (), (), None, None
    operand.factor = 1
    if shape.factor is not None:
        operand.factor = _amount(text, shape.factor, shape.at, scope, operand, 0, MOST, 347)
    scale, exponent = _modifiers(text, shape, scope, operand, row, store)
    _convert(text, shape, scope, operand, row, scale, exponent)
    _attributes(operand, row, scale)
    return operand


def _amount(text, given, at, scope, operand, low, high, wrong) -> int:
    """A modifier or duplication factor: a number, or an absolute expression in parentheses whose
    symbols are defined already; Fault `wrong` when it is not from `low` to `high`."""
    if type(given) is not int:
        parser = Parser(text)
        tree, end = parser.expression(given[0])
        if end != given[1]:
            raise Fault(211, end, found=scan.found(text, end))
        operand.fixed = operand.fixed and tree[0] == NUMBER
        at = given[0]
        given, unit = evaluate(tree, scope)
        if unit is not None:
            raise Fault(348, at)
    if not low <= given <= high:
        raise Fault(wrong, at, value=given, low=low, high=high)
    return given


def _modifiers(text, shape, scope, operand, row, store) -> tuple[int, int]:
    """Lengths go to the operand; gives scale and exponent."""
    operand.align, operand.bits, operand.length = row.align, 0, row.length
    scale = exponent = 0
    for letter, (given, at) in shape.modifiers.items():
        most = RESERVED_MOST if not store and shape.type in "CX" else row.most
        if letter == "L":
            operand.length = _amount(text, given, at, scope, operand, 1, most, 349)
            operand.align = 1
        elif letter == "L.":
            if shape.type in "SVQ":
                raise Fault(342, at, found="'L.'")
            operand.bits = _amount(text, given, at, scope, operand, 1, 8 * most, 349)
            operand.length, operand.align = (operand.bits + 7) // 8, 1
        elif letter == "S" and shape.type in FIXED + FLOATING:
            scale = _amount(text, given, at, scope, operand, -187, 346, 356)
        elif letter == "E" and shape.type in FIXED + FLOATING:
            low, high = floating.EXPONENTS[0], floating.EXPONENTS[-1]
            try:
                exponent = _amount(text, given, at, scope, operand, low, high, 357)
            except Fault as fault:       # of the constant only the alignment is left
                operand.faults.append(fault.kept())
                operand.factor = 0
        else:
            raise Fault(358, at, modifier=letter, type=shape.type)
    if shape.type in "SVQ" and not _length_fits(shape.type, operand.length):
        raise Fault(349, shape.modifiers["L"][1], value=operand.length,
                    low={"S": 2, "V": 3, "Q": 1}[shape.type], high=row.most)
    if shape.type in FLOATING and scale:
        high = 2 * (operand.length - (2 if operand.length > 8 else 1)) - 1
        if not 0 <= scale <= high:
            raise Fault(356, shape.modifiers["S"][1], value=scale, low=0, high=high)
    return scale, exponent


def _length_fits(kind: str, length: int) -> bool:
    return length == 2 if kind == "S" else kind == "Q" or length >= 3


def _convert(text, shape, scope, operand, row, scale, exponent) -> None:
    """The value: data, values or trees; count, size."""
    explicit = "L" in shape.modifiers
    if shape.value is None:
        operand.count, operand.length = 1, operand.length or 1
        unit = operand.length
    elif shape.type in ADDRESS_TYPES:
        operand.trees = _trees(text, shape, operand)
        operand.count = len(operand.trees)
        unit = operand.length * operand.count
    else:
        unit = _plain(text, shape, operand, row, explicit, scale, exponent)
    operand.size = unit * operand.factor
    if operand.size > MOST or operand.bits * operand.count * operand.factor > 8 * MOST:
        raise Fault(953, shape.at, limit=MOST)


def _plain(text, shape, operand, row, explicit, scale, exponent) -> int:
    """Values that hold no addresses; gives the bytes of all constants."""
    begin, end = shape.value
    parts, at, codes = text[begin:end].split(",") if row.several else [text[begin:end]], begin, []
    length = operand.length if explicit else 0
    for part in parts:
        codes.append(_code(operand, part, at, length or row.length, scale, exponent))
        at += len(part) + 1
    operand.count = len(codes)
    if operand.type in "XB" and len(codes) > 1:
        operand.later.append(f"several constants in type {operand.type}")
    if operand.bits:
        operand.values = [_in_bits(operand, code) for code in codes]
        return 0
    operand.length = len(codes[0])
    operand.data = b"".join(codes)
    return len(operand.data)


def _in_bits(operand: Operand, code: bytes) -> int:
    """A constant cut or filled to its bit length: C on the right, all others on the left."""
    value, bits = int.from_bytes(code, "big"), operand.bits
    if operand.type == "C":
        code = code.ljust((bits + 7) // 8, b"\x40")
        return int.from_bytes(code, "big") >> 8 * len(code) - bits
    return value & (1 << bits) - 1


def _code(operand: Operand, text: str, at: int, length: int, scale: int, exponent: int) -> bytes:
    """One constant; mistakes are noted in the operand."""
    try:
        if operand.type in FIXED + FLOATING:
            return _numeric(operand, text, at, length, scale, exponent)
        return _CODERS[operand.type](text, at, length, operand)
    except Fault as fault:
        operand.faults.append(fault.kept())
        return bytes(length or 1)


def _numeric(operand, text, at, length, scale, exponent) -> bytes:
    """F H E D L.  Of a fixed-point number that is too large the low bits remain."""
    bits = operand.bits or 8 * length
    value = floating.number(text, at)
    if operand.type in FIXED:
        result = floating.fixed(value, exponent, scale, at)
        if not -1 << bits - 1 <= result < 1 << bits - 1:
            operand.faults.append(Fault(352, at, bits=bits))
    else:
        result = floating.hexadecimal(value, exponent, scale, bits, at)
    return (result % (1 << bits)).to_bytes((bits + 7) // 8, "big")


def _characters(text, at, length, operand) -> bytes:
    code = scan.ebcdic(scan.unpaired(text), at)
    if not code:
        raise Fault(359, at, type="C")
    return code[:length].ljust(length, b"\x40") if length else code


def _hexadecimal(text, at, length, operand) -> bytes:
    if not text or text.strip("0123456789ABCDEFabcdef"):
        raise Fault(360, at, found=repr(text[:20]), wanted="hexadecimal digits")
    code = bytes.fromhex("0" * (len(text) & 1) + text)
    return code[-length:].rjust(length, b"\0") if length else code


def _binary(text, at, length, operand) -> bytes:
    if not text or text.strip("01"):
        raise Fault(360, at, found=repr(text[:20]), wanted="binary digits")
    length = length or (len(text) + 7) // 8
    return (int(text, 2) & (1 << 8 * length) - 1).to_bytes(length, "big")


def _digits(text, at, operand) -> tuple[str, bool]:
    """(digits, negative) of a decimal constant; the point is not assembled."""
    match = _DECIMAL(text)
    if match is None or not (match[2] or match[4]):
        raise Fault(361, at, found=repr(text[:20]))
    if operand.scale is None:            # the first value settles the scaling attribute
        operand.scale = len(match[4])
    return match[2] + match[4], match[1] == "-"


def _packed(text, at, length, operand) -> bytes:
    digits, negative = _digits(text, at, operand)
    if not length and len(digits) > 31:
        raise Fault(362, at, most=31)
    code = bytes.fromhex("0" * (1 - len(digits) & 1) + digits + ("D" if negative else "C"))
    return code[-length:].rjust(length, b"\0") if length else code


def _zoned(text, at, length, operand) -> bytes:
    digits, negative = _digits(text, at, operand)
    if not length and len(digits) > 16:
        raise Fault(362, at, most=16)
    code = digits.encode("cp037")
    code = code[-length:].rjust(length, b"\xF0") if length else code
    return code[:-1] + bytes([code[-1] & 0x0F | (0xD0 if negative else 0xC0)])


_CODERS = {"C": _characters, "X": _hexadecimal, "B": _binary, "P": _packed, "Z": _zoned}


def _trees(text: str, shape: scan.Shape, operand: Operand) -> tuple:
    """Expressions of an address constant: trees for A and Y, (tree, base tree or None) for S,
    (name, offset) for V and Q."""
    parser, out = Parser(text), []
    at, end = shape.value
    while True:
        if shape.type in "VQ":
            match = _NAME.match(text, at)
            if match is None:
                raise Fault(363, at, type=shape.type, found=scan.found(text, at))
            out.append((match.group().upper(), at))
            at = match.end()
        else:
            tree, at = parser.expression(at)
            for _, place in literals(tree):
                raise Fault(215, place)
            if shape.type == "S":
                base = None
                if text[at] == "(":
                    base, at = parser.expression(at + 1)
                    if text[at] != ")":
                        raise Fault(211, at, found=scan.found(text, at))
                    at += 1
                tree = tree, base
            out.append(tree)
        if at == end:
            operand.later += parser.later()
            return tuple(out)
        if text[at] != ",":
            raise Fault(343, at, found=scan.found(text, at))
        at += 1


def _attributes(operand: Operand, row: Type, scale: int) -> None:
    """T', S', I'."""
    kind, length = operand.type, operand.length
    given = operand.align != row.align or bool(operand.bits)
    operand.attribute = WITH_LENGTH.get(kind, kind) if given else kind
    operand.integer = 0
    if kind in DECIMAL:
        scale = operand.scale or 0
        operand.integer = (2 * length - 1 if kind == "P" else length) - scale
    elif kind in FIXED:
        operand.integer = 8 * length - scale - 1
    elif kind in FLOATING:
        operand.integer = 2 * (length - (2 if length > 8 else 1)) - scale
    operand.scale = scale
