"""START, CSECT, DSECT, COM, ENTRY, EXTRN, WXTRN, USING, DROP, EQU, ORG, LTORG, OPSYN, END.

Called by assembly.py, as data.py: FIRST holds the functions of pass 1.
Source: GC28-6514, section 3 (addressing, sectioning, linking) and section 5; OPSYN, named COM, EQU with
length and type: GC33-4010.
"""
from __future__ import annotations

from . import constants
from .addressing import shown
from .expression import length_of
from .fault import TOLD, Fault
from .fields import items
from .object_deck import CM, ER, PC, SD, WX
from .remembered import LITERALS
from .sections import DUMMY, Entry, Unit
from .symbols import NAME, Symbol

DOUBLEWORD = 8
_KIND_WORDS = {SD: "a control section", PC: "a control section", DUMMY: "a dummy section",
               CM: "a common section"}


# -- sections

def begin_private(asm) -> Unit:
    """The unnamed section that begins where code comes before any CSECT."""
    return asm.sections.section("", PC, 0)


def _begin(asm, statement, name: str, kind: int) -> Unit:
    """Begin or resume a section; its name becomes a symbol."""
    sections = asm.sections
    unit = sections.known(name, kind)
    if unit is None and name:
        if not NAME(name):
            raise Fault(202 if len(name) > 8 else 205, None, symbol=name)
        known = asm.symbols.get(name)
        if known is not None:
            raise Fault(401 if known.type == "J" else 204, None, symbol=name, wanted=_KIND_WORDS[kind],
                        statement=known.defined)
    resumed = unit is not None
    unit = sections.section(name, kind, statement.number)
    unit.statement = unit.statement or statement.number
    if name and resumed:
        asm.symbols[name].references.append(statement.number)
    elif name:
        asm.symbols[name] = Symbol(name, 0, unit, 1, "J", statement.number)
    return unit


def _plain_name(statement) -> str:
    """The name, if it is no sequence symbol."""
    return "" if statement.name[:1] == "." else statement.name


def first_start(asm, statement) -> None:
    """START: the first control section, at an address."""
    if asm.sections.current is not None or asm.sections.first is not None:
        raise Fault(400)
    start = asm.absolute(statement.operand, 0) if statement.operand else 0
    most = constants.MOST - DOUBLEWORD
    if not 0 <= start <= most:
        raise Fault(371, 0, what="the address", most=most, value=start)
    if start % DOUBLEWORD:
        asm.report(405, 0)
    name = _plain_name(statement)
    unit = _begin(asm, statement, name, SD if name else PC)
    asm.sections.start = start + DOUBLEWORD - 1 & -DOUBLEWORD
    asm.step(statement, _list_place, unit, 0)


def first_csect(asm, statement) -> None:
    name = _plain_name(statement)
    unit = _begin(asm, statement, name, SD if name else PC)
    asm.step(statement, _list_place, unit, 0)


def first_dsect(asm, statement) -> None:
    name = _plain_name(statement)
    if not name:
        raise Fault(331, operation="DSECT")
    unit = _begin(asm, statement, name, DUMMY)
    asm.step(statement, _list_place, unit, 0)


def first_com(asm, statement) -> None:
    name = _plain_name(statement)
    if name:
        asm.later(None, "a name on COM")
    unit = _begin(asm, statement, name, CM)
    asm.step(statement, _list_place, unit, 0)


def _list_place(asm, step) -> None:
    """List the new location; what follows begins a card, as in IBM's decks."""
    statement, _, unit, at, _, _ = step
    asm.text.cut()
    asm.listing.located(statement, unit.origin + at)


# -- linking

def _names(statement) -> list[tuple[str, int]]:
    names = items(statement.operand)
    if not names:
        raise Fault(339)
    return names


def first_entry(asm, statement) -> None:
    """ENTRY: checked when all symbols are known (`settle`)."""
    for name, at in _names(statement):
        if NAME(name):
            asm.sections.add(Entry(name, statement, at), at)
        else:
            asm.report(406, at, found=repr(name[:20]))
    asm.step(statement)


def first_extrn(asm, statement) -> None:
    _external(asm, statement, ER, "T")


def first_wxtrn(asm, statement) -> None:
    _external(asm, statement, WX, "$")


def _external(asm, statement, kind: int, type: str) -> None:
    for name, at in _names(statement):
        if not NAME(name):
            asm.report(406, at, found=repr(name[:20]))
        elif name in asm.symbols:
            asm.report(204, at, symbol=name, statement=asm.symbols[name].defined)
        else:
            unit = asm.sections.external_symbol(name, kind, at)
            unit.kind = kind
            asm.symbols[name] = Symbol(name, 0, unit, 1, type, statement.number)
    asm.step(statement)


def settle(asm) -> None:
    """Between the passes: find the symbols of ENTRY, the lengths of external dummy sections."""
    entries = [item for item in asm.sections.items if type(item) is Entry]
    named: set[str] = set()
    for entry in entries:
        asm.statement = entry.statement
        symbol = asm.symbols.get(entry.name)
        if symbol is None:
            asm.report(TOLD if entry.name in asm.scope.failed else 201, entry.at, symbol=entry.name)
            continue
        asm.refer([symbol])
        unit = symbol.unit
        if type(unit) is not Unit or unit.kind not in (SD, PC):
            asm.report(407, entry.at, symbol=entry.name)
        elif symbol.type != "J" and entry.name not in named:
            named.add(entry.name)
            entry.symbol = symbol
    asm.sections.settle_dummies()


def settle_awaited(asm) -> None:
    """Before the layout: DSECTs that stand behind the Q constants with their names become external
    dummy sections."""
    for name, (statement, at) in asm.sections.awaited.items():
        if asm.sections.known(name, DUMMY):
            asm.statement = statement
            try:
                asm.sections.pseudo_register(name, at)
            except Fault as fault:
                asm.report(fault.number, fault.at, **fault.facts)


# -- addressing

def first_using(asm, statement) -> None:
    """USING: the operands are evaluated in pass 2, in their place."""
    section = asm.sections.current
    if section is None and "*" in statement.operand:
        section = begin_private(asm)
    asm.step(statement, _using, section, section.at if section else 0)


def _using(asm, step) -> None:
    statement, _, section, at, _, _ = step
    asm.scope.here = (section.origin + at, section) if section else None
    operands = items(statement.operand)
    try:
        if len(operands) < 2:
            raise Fault(234, len(statement.operand))
        value, unit, _ = asm.value(*operands[0])
        if type(unit) is dict:
            raise Fault(233, 0)
        registers = [_register(asm, *operand) for operand in operands[1:]]
        if 0 in registers[1:]:
            raise Fault(235, operands[registers.index(0, 1) + 1][1])
        asm.usings.use(value, unit, registers)
        asm.listing.located(statement, value & 0xFFFFFF)
    except Fault as fault:
        asm.report(fault.number, fault.at, **fault.facts)
        asm.listing.plain(statement)
    asm.refer(asm.scope.found)


def _register(asm, text: str, at: int) -> int:
    value, unit, _ = asm.value(text, at)
    if unit is not None or not 0 <= value <= 15:
        raise Fault(310, at, value=shown(value, unit))
    return value


def first_drop(asm, statement) -> None:
    asm.step(statement, _drop)


def _drop(asm, step) -> None:
    operands = items(step[0].operand)
    if not operands:
        asm.later(None, "DROP without operand")
        asm.usings.drop_all()
    for text, at in operands:
        try:
            register = _register(asm, text, at)
            if not asm.usings.drop(register):
                asm.report(236, at, register=register)
        except Fault as fault:
            asm.report(fault.number, fault.at, **fault.facts)
    asm.refer(asm.scope.found)
    asm.listing.plain(step[0])


# -- symbols and the location counter

def first_equ(asm, statement) -> None:
    """EQU: value, and for later assemblers length and type attribute."""
    if not _plain_name(statement):
        raise Fault(331, operation="EQU")
    operands = items(statement.operand)
    if not operands:
        raise Fault(339)
    if len(operands) > 3:
        raise Fault(375, operands[3][1] - 1, found="more than three operands")
    if len(operands) > 1:
        asm.later(operands[1][1], "an operand for length or type in EQU")
    section = asm.sections.current
    if section is None and "*" in operands[0][0]:
        section = begin_private(asm)
    asm.scope.here, asm.scope.here_length = (section.at, section) if section else None, 1
    value, unit, tree = asm.value(*operands[0])
    if type(unit) is dict:
        raise Fault(237, operands[0][1])
    length = length_of(tree, asm.scope)
    if len(operands) > 1 and operands[1][0]:
        length = asm.absolute(*operands[1])
        if not 0 <= length <= 65535:
            raise Fault(371, operands[1][1], what="the length", most=65535, value=length)
    kind = _type(asm, *operands[2]) if len(operands) > 2 else "U"
    asm.define(value, unit, length, kind)
    asm.step(statement, _list_value, unit, value)


def _type(asm, text: str, at: int) -> str:
    value = asm.absolute(text, at)
    if not 0 <= value <= 255:
        raise Fault(371, at, what="the type", most=255, value=value)
    return bytes((value,)).decode("cp037")


def _list_value(asm, step) -> None:
    statement, _, unit, value, _, _ = step
    asm.listing.located(statement, (value + (unit.origin if unit else 0)) & 0xFFFFFF)


def first_org(asm, statement) -> None:
    """ORG: set the location counter; without operand behind all that is in the section."""
    section = asm.sections.current or begin_private(asm)
    asm.scope.here = section.at, section
    at = section.length
    if statement.operand:
        value, unit, _ = asm.value(statement.operand, 0)
        if unit is not section:
            raise Fault(408, 0, section=section.name or "the unnamed section")
        if not 0 <= value <= constants.MOST:
            raise Fault(409, 0)
        at = value
    section.high = section.length
    section.at = at
    asm.define(at, section, 1, "U")
    asm.step(statement, _list_place, section, at)


def first_ltorg(asm, statement) -> None:
    """LTORG: the literals used since the last one are put here."""
    section = asm.sections.current or begin_private(asm)
    if section.kind in (DUMMY, CM):
        raise Fault(410, None, section=_KIND_WORDS[section.kind])
    begin = section.at
    section.at = begin + DOUBLEWORD - 1 & -DOUBLEWORD
    asm.define(section.at, section, 1, "U")
    asm.step(statement, _ltorg, section, section.at)
    asm.place_literals(section)


def _ltorg(asm, step) -> None:
    asm.pools.next_pool()
    asm.remembered.forget(LITERALS)
    _list_place(asm, step)


def first_opsyn(asm, statement) -> None:
    """OPSYN: another name for an operation, or no meaning at all."""
    name, old = _plain_name(statement), statement.operand
    if not name:
        raise Fault(331, operation="OPSYN")
    if not old:
        asm.operations.delete(name)
    else:
        operation = asm.operations.find(old)
        if operation is None:
            raise Fault(411, 0, operation=old[:20])
        asm.operations.define(name, operation)
    asm.step(statement)


def first_end(asm, statement) -> None:
    """END: the literals that are left go behind the first section; the operand is the entry."""
    asm.ended = True
    asm.step(statement, _end)
    asm.place_literals(asm.sections.first, True)


def _end(asm, step) -> None:
    statement = step[0]
    asm.text.cut()
    if not statement.operand:
        asm.listing.plain(statement)
        return
    try:
        value, unit, _ = asm.value(statement.operand, 0)
        if type(unit) is not Unit or unit.kind not in (SD, PC, ER, WX):
            raise Fault(412, 0)
        if value % 2:
            asm.report(320, 0, align=2)
        asm.entry = value, unit
        asm.listing.located(statement, value & 0xFFFFFF)
    except Fault as fault:
        asm.report(fault.number, fault.at, **fault.facts)
        asm.listing.plain(statement)
    asm.refer(asm.scope.found)


FIRST = {"START": first_start, "CSECT": first_csect, "DSECT": first_dsect, "COM": first_com,
         "ENTRY": first_entry, "EXTRN": first_extrn, "WXTRN": first_wxtrn, "USING": first_using,
         "DROP": first_drop, "EQU": first_equ, "ORG": first_org, "LTORG": first_ltorg,
         "OPSYN": first_opsyn, "END": first_end}
