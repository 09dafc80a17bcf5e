"""DC, DS, DXD, CXD, CCW and CNOP; literals in their pools; bytes that alignment needs.

Called by assembly.py: FIRST holds the function of pass 1 for each operation, which leaves the
function of pass 2 in the statement's step.  Source: GC28-6514, section 5.
"""
from __future__ import annotations

from . import constants
from .addressing import shown
from .constants import Operand
from .expression import Parser, counts, evaluate
from .fault import Fault
from .fields import items
from .object_deck import A_CON, CXD as CXD_KIND, PR
from .address_constants import Relocation, flags
from .sections import DUMMY
from .source_listing import SHOWN
from .statement import Statement

CNOPS = {(0, 4), (2, 4), (0, 8), (2, 8), (4, 8), (6, 8)}
NOPR = b"\x07\x00"
CCW_LENGTH, CCW_ALIGN = 8, 8
#: stands for the bytes in front of an instruction at an odd address
NO_STATEMENT = Statement(None, "")


def first_dc(asm, statement) -> None:
    _first(asm, statement, True)


def first_ds(asm, statement) -> None:
    _first(asm, statement, False)


def _first(asm, statement, store: bool) -> None:
    """DC and DS: length and place; the name has the address of the first constant."""
    section = asm.sections.current or asm.begin_private()
    text = statement.operand
    asm.scope.here = section.at, section
    prepared = asm.constants.get((text, store))
    if prepared is None:
        prepared = _operands(asm, text, store)
    if prepared is None:
        asm.define(section.at, section, 1, "U")
        asm.step(statement, assemble_nothing, section, section.at)
        return
    begin = section.at
    if len(prepared) == 1 and not prepared[0].bits:
        operand = prepared[0]
        at = begin + operand.align - 1 & -operand.align
        places, end = ((at, operand),), at + operand.size
    else:
        places, end = _places(prepared, begin)
        at = places[0][0]
    if statement.name:
        operand = prepared[0]
        asm.define(at, section, operand.length, operand.attribute, operand.scale, operand.integer)
    if end >= constants.MOST:
        raise Fault(403)
    section.at = end
    if store:
        asm.store(end - begin)
        asm.step(statement, assemble_dc, section, begin, end - begin, places)
    else:
        asm.step(statement, assemble_ds, section, at, end - at, None)


def _operands(asm, text: str, store: bool) -> list[Operand] | None:
    """Prepared operands, remembered when they are the same everywhere; None: the statement has no
    length."""
    if not text:
        raise Fault(339)
    try:
        prepared = constants.operands(text, asm.scope, store)
    except Fault as fault:
        asm.report(fault.number, fault.at, **fault.facts)
        return None
    faults = [fault for operand in prepared for fault in operand.faults]
    for fault in faults:
        asm.report(fault.number, fault.at, **fault.facts)
    for operand in prepared:
        for what in operand.later:
            asm.later(operand.at, what)
        declare(asm, operand)
    if all(operand.fixed for operand in prepared) and not faults and not asm.old:
        asm.constants[text, store] = prepared
    return prepared


def declare(asm, operand: Operand) -> None:
    """The names of V constants become external symbols, DSECTs that Q constants name external dummy
    sections (those that come later between the passes)."""
    if operand.type == "V":
        for name, at in operand.trees:
            asm.sections.external_symbol(name, at=at)
    elif operand.type == "Q":
        for name, at in operand.trees:
            if asm.sections.known(name, DUMMY):
                asm.sections.pseudo_register(name, at)
            else:
                asm.sections.awaited.setdefault(name, (asm.statement, at))


def _places(operands: list[Operand], at: int) -> tuple[list, int]:
    """([(offset, operand or list of operands with bit lengths)], end) from location `at`."""
    places: list = []
    bits = 0
    for operand in operands:
        if operand.bits:
            if not bits:
                places.append((at, []))
            places[-1][1].append(operand)
            bits += operand.bits * operand.count * operand.factor
            continue
        at += (bits + 7) // 8
        bits = 0
        at = at + operand.align - 1 & -operand.align
        places.append((at, operand))
        at += operand.size
    return places, at + (bits + 7) // 8


# -- pass 2

def assemble_nothing(asm, step) -> None:
    """A statement whose operands are wrong: only its place is listed."""
    asm.listing.located(step[0], step[2].origin + step[3])


def assemble_ds(asm, step) -> None:
    asm.listing.located(step[0], step[2].origin + step[3])


def assemble_dc(asm, step) -> None:
    statement, _, section, begin, size, places = step
    origin = section.origin
    at = places[0][0]
    out = bytearray()
    if not asm.full:
        for offset, what in places:
            out += bytes(offset - at - len(out))
            out += (_bits(asm, what, section, origin + offset) if type(what) is list
                    else _bytes(asm, what, section, origin + offset))
    if at > begin:
        filler = bytes(at - begin)
        asm.text.put(section, origin + begin, filler)
        asm.listing.filler(statement, origin + begin, filler)
    if out:
        asm.text.put(section, origin + at, out)
    asm.listing.located(statement, origin + at, out[:SHOWN].hex().upper())
    if len(out) > SHOWN:
        asm.listing.rest(statement, origin + at + SHOWN, out[SHOWN:])
    asm.refer(asm.scope.found)


def _bytes(asm, operand: Operand, section, address: int, here=None) -> bytes:
    """The bytes of an operand with all its copies."""
    if operand.data is not None:
        return operand.data * operand.factor if operand.factor != 1 else operand.data
    asm.scope.here_length = 1
    try:
        numbers, copies = asm.address_coder.numbers(operand, section, address, here)
    except Fault as fault:
        asm.report(fault.number, fault.at, **fault.facts)
        return bytes(operand.size)
    return b"".join([number.to_bytes(operand.length, "big") for number in numbers]) * copies


def _bits(asm, operands: list[Operand], section, address: int) -> bytes:
    """Constants with bit lengths, one behind the other, zeros to the end of the last byte."""
    digits = []
    for operand in operands:
        values, copies = operand.values, operand.factor
        if operand.trees:
            values, copies = asm.address_coder.numbers(operand, section, address, (address, section))
        digits.append("".join([f"{value:0{operand.bits}b}" for value in values]) * copies)
    text = "".join(digits)
    text += "0" * (-len(text) % 8)
    return int(text or "0", 2).to_bytes(len(text) // 8, "big")


def assemble_literal(asm, step) -> None:
    """A literal in its pool; the statement of the step is the Literal."""
    literal, _, section, offset, _, _ = step
    asm.statement = literal.user
    place, unit = literal.here
    address = section.origin + offset
    code = b""
    if not asm.full:
        code = _bytes(asm, literal.operand, section, address, (place + unit.origin, unit))
    asm.text.put(section, address, code)
    asm.listing.literal(literal, address, code)
    for symbol in asm.scope.found:
        symbol.references.append(literal.number)


def assemble_filler(asm, step) -> None:
    """The byte in front of an instruction at an odd address."""
    address = step[2].origin + step[3]
    asm.text.put(step[2], address, b"\0")
    asm.listing.filler(step[0], address, b"\0")


# -- DXD, CXD, CCW, CNOP

def first_dxd(asm, statement) -> None:
    """An external dummy section (a pseudo register): room for all operands, laid out as by DS, on
    the boundary of the strictest."""
    if not statement.name:
        raise Fault(331, operation="DXD")
    if not statement.operand:
        raise Fault(339)
    operands = constants.operands(statement.operand, asm.scope, False)
    length = _places(operands, 0)[1]
    if length >= constants.MOST:
        raise Fault(953, 0, limit=constants.MOST - 1)
    asm.step(statement)
    if not asm.free_name(statement.name):
        return
    register = asm.sections.pseudo_register(statement.name)
    register.at, register.align = length, max(operand.align for operand in operands) - 1
    operand = operands[0]
    asm.define(0, register, operand.length, operand.attribute, operand.scale, operand.integer)


def first_cxd(asm, statement) -> None:
    """A fullword that the linker fills with the length of all external dummy sections."""
    section = asm.sections.current or asm.begin_private()
    begin = section.at
    at = begin + 3 & -4
    asm.define(at, section, 4, "A")
    section.at = at + 4
    asm.step(statement, assemble_cxd, section, begin, at + 4 - begin, at)


def assemble_cxd(asm, step) -> None:
    statement, _, section, begin, _, at = step
    _fill(asm, statement, section, begin, at)
    address = section.origin + at
    asm.address_coder.relocations.append(Relocation(None, section, flags(CXD_KIND, 4), address))
    asm.text.put(section, address, bytes(4))
    asm.listing.located(statement, address, "00" * 4)


def _fill(asm, statement, section, begin: int, at: int) -> None:
    """Zeros in front of an aligned constant."""
    if at > begin:
        filler = bytes(at - begin)
        asm.text.put(section, section.origin + begin, filler)
        asm.listing.filler(statement, section.origin + begin, filler)


def first_ccw(asm, statement) -> None:
    """Channel command word: command, address, flags, count."""
    section = asm.sections.current or asm.begin_private()
    begin = section.at
    at = begin + CCW_ALIGN - 1 & -CCW_ALIGN
    asm.define(at, section, CCW_LENGTH, "W")
    section.at = at + CCW_LENGTH
    asm.step(statement, assemble_ccw, section, begin, section.at - begin, at)
    asm.collect_from(statement, at, section)


def assemble_ccw(asm, step) -> None:
    statement, _, section, begin, _, at = step
    _fill(asm, statement, section, begin, at)
    address = section.origin + at
    asm.scope.here, asm.scope.here_length = (address, section), CCW_LENGTH
    code = bytes(CCW_LENGTH)
    try:
        code = _ccw(asm, statement.operand, section, address)
    except Fault as fault:
        asm.report(fault.number, fault.at, **fault.facts)
    asm.text.put(section, address, code)
    asm.listing.located(statement, address, code.hex().upper())
    asm.refer(asm.scope.found)


def _ccw(asm, text: str, section, address: int) -> bytes:
    trees, at, parser = [], 0, Parser(text)
    for number in range(4):
        if number:
            if text[at:at + 1] != ",":
                raise Fault(370, at)
            at += 1
        tree, at = parser.expression(at)
        trees.append(tree)
    if at != len(text):
        raise Fault(370, at)
    command, data, flag, count = trees
    value, unit = evaluate(data, asm.scope)
    if unit is None and not 0 <= value < constants.MOST:
        asm.report(371, data[1], what="the address", most=constants.MOST - 1, value=value)
        value = 0
    parts = [_absolute(asm, command, 255, "the command"), value % constants.MOST,
             _absolute(asm, flag, 255, "the flags"), _absolute(asm, count, 65535, "the count")]
    if parts[2] & 7:
        asm.report(372, flag[1])
    for target, times in counts(unit).items():
        if target.kind in (DUMMY, PR) or abs(times) != 1:
            raise Fault(368 if target.kind in (DUMMY, PR) else 367, data[1], section=target.name)
        if section.kind != DUMMY:
            asm.address_coder.relocations.append(
                Relocation(target, section, flags(A_CON, 3, times < 0), address + 1))
    return (bytes(parts[:1]) + parts[1].to_bytes(3, "big") + bytes((parts[2], 0))
            + parts[3].to_bytes(2, "big"))


def _absolute(asm, tree, most: int, what: str) -> int:
    value, unit = evaluate(tree, asm.scope)
    if unit is not None or not 0 <= value <= most:
        raise Fault(371, tree[1], what=what, most=most, value=shown(value, unit))
    return value


def first_cnop(asm, statement) -> None:
    """NOPRs up to a place in a word or doubleword."""
    section = asm.sections.current or asm.begin_private()
    numbers = []
    for text, at in items(statement.operand):
        numbers.append(asm.absolute(text, at))
    if tuple(numbers) not in CNOPS:
        raise Fault(373, 0)
    begin = section.at
    at = begin + 1 & -2
    place, boundary = numbers
    end = at + (place - at) % boundary
    asm.define(at, section, 1, "I")
    section.at = end
    asm.step(statement, assemble_cnop, section, begin, end - begin, at)


def assemble_cnop(asm, step) -> None:
    statement, _, section, begin, size, at = step
    _fill(asm, statement, section, begin, at)
    code = NOPR * ((begin + size - at) // 2)
    asm.text.put(section, section.origin + at, code)
    asm.listing.located(statement, section.origin + at, code.hex().upper())


FIRST = {"DC": first_dc, "DS": first_ds, "DXD": first_dxd, "CXD": first_cxd, "CCW": first_ccw,
         "CNOP": first_cnop}
