"""The instructions of conditional assembly: LCLx GBLx SETx AIF AGO ACTR MNOTE ANOP MEXIT.

Called by macro.py (once for each statement of a definition) and generate.py (open code):
`compile_one` gives a function of a frame that does the instruction when it comes.  It returns
nothing, or an outcome: `Branch`, `Note` or EXIT.  Offsets of a Fault count in the operand field; in
the name field they are negative, fields.IN_NAME + offset.
Source: GC28-6514, section 8; MNOTE and MEXIT section 9.
Not implemented: several values in one SETx, several conditions in one AIF, AGO with an index (all
of later assemblers); created SET symbols.
"""
from __future__ import annotations

import re
from typing import Callable, NamedTuple

from .arithmetic import NAME, Arithmetic
from .attributes import self_defining
from .fault import Fault
from .fields import IN_NAME, capitals, items
from .frame import Frame
from .logic import Logic
from .substitution import Template, compile_text
from .variables import MOST_CHARACTERS

#: fields that may hold blanks within parentheses
BLANKS_WITHIN = frozenset("SETA SETB SETC AIF".split())
#: operands may go on at the next card behind a comma and a blank
ALTERNATE = frozenset("LCLA LCLB LCLC GBLA GBLB GBLC".split())
F_CHARACTERS = 8                         # of a SETC symbol in Assembler F
_LABEL = re.compile(rf"\.{NAME}\Z")
_DECLARED = re.compile(rf"&({NAME})(?:\(([^()]*)\))?\Z")
EXIT = "exit"


class Branch(NamedTuple):
    """A branch taken: the sequence symbol, and its offset in the operand field."""
    label: str
    at: int


class Note(NamedTuple):
    """MNOTE: severity None for a comment; shown: as the listing prints it."""
    severity: int | None
    text: str
    shown: str


class Compiled(NamedTuple):
    """do:       the instruction, a function of a frame
    names:    variable symbols referred to, with their offsets (as a Fault's)
    labels:   branches to sequence symbols
    declares: SET symbols declared, with their offsets
    """
    do: Callable
    names: list
    labels: tuple = ()
    declares: tuple = ()


def compile_one(mnemonic: str, name: str, operand: str, level: str = "xf") -> Compiled:
    """An instruction of conditional assembly; Fault when it is wrong.

    name operand: the fields, as Statement has them
    """
    return _COMPILERS[mnemonic](mnemonic, name, operand, level)


def _declaration(mnemonic: str, name: str, operand: str, level: str) -> Compiled:
    kind, everywhere, declared = mnemonic[3], mnemonic[0] == "G", []
    for text, at in items(operand) or [("", 0)]:
        if text.startswith("&("):
            raise Fault(115, at)
        match = _DECLARED.match(text)
        if match is None:
            raise Fault(108, at, expected="&symbol or &symbol(number)", found=text or "nothing")
        size = 0
        if match[2] is not None:
            size = self_defining(match[2]) or 0
            if not size:
                raise Fault(122, at + match.start(2), found=match[2] or "nothing")
        declared.append((capitals(match[1]), size, at))

    def do(frame: Frame) -> None:
        for symbol, size, at in declared:
            try:
                if size > frame.everywhere.limits.subscripts:
                    raise Fault(123, symbol="&" + symbol, most=frame.everywhere.limits.subscripts)
                frame.declare(symbol, kind, size, everywhere)
            except Fault as fault:
                fault.at = at
                raise
    return Compiled(do, [], declares=tuple((symbol, at) for symbol, _, at in declared))


def _set(mnemonic: str, name: str, operand: str, level: str) -> Compiled:
    kind, names = mnemonic[3], []
    symbol, subscripts = _target(name, names)
    if not operand:
        raise Fault(108, 0, expected="a value", found="nothing")
    reader = Logic(operand, 0, names)
    if kind == "A":
        value = reader.whole()
    elif kind == "B":
        value = reader.whole_logical()
    else:
        value = _limited(reader.whole_character(), level)
    if not subscripts:
        def do(frame: Frame) -> None:
            frame.assign(symbol, kind, (), value(frame), IN_NAME)
    else:
        def do(frame: Frame) -> None:
            frame.assign(symbol, kind, [each(frame) for each in subscripts], value(frame), IN_NAME)
    return Compiled(do, names)


def _target(name: str, names: list) -> tuple[str, list[Callable]]:
    """The SET symbol in the name field, and its subscripts."""
    here = []
    reader = Arithmetic(name, 0, here)
    try:
        if reader.peek()[0] != "variable":
            raise Fault(124, 0, found=name or "nothing")
        symbol, subscripts, _ = reader.reference()
        reader.close()
    except Fault as fault:
        fault.at = IN_NAME + (fault.at or 0)
        raise
    names += [(each, IN_NAME + at) for each, at in here]
    return symbol, subscripts


def _limited(value: Callable, level: str) -> Callable:
    """A SETC value within its limits; Assembler F keeps the first 8 characters of a longer one."""
    def limited(frame: Frame) -> str:
        text = value(frame)
        if len(text) > MOST_CHARACTERS:
            raise Fault(111, 0, most=MOST_CHARACTERS)
        return text

    def cut(frame: Frame) -> str:
        text = value(frame)
        if len(text) > F_CHARACTERS:
            frame.everywhere.warn(149, most=F_CHARACTERS)
        return text[:F_CHARACTERS]
    return cut if level == "f" else limited


def _aif(mnemonic: str, name: str, operand: str, level: str) -> Compiled:
    names = []
    reader = Logic(operand, 0, names)
    reader.expect("(")
    condition = reader.logical_value()
    reader.expect(")")
    branch = _branch(operand, reader)

    def do(frame: Frame) -> Branch | None:
        return branch if condition(frame) else None
    return Compiled(do, names, (branch,))


def _ago(mnemonic: str, name: str, operand: str, level: str) -> Compiled:
    branch = _branch(operand, Logic(operand))
    return Compiled(lambda frame: branch, [], (branch,))


def _branch(operand: str, reader: Logic) -> Branch:
    """The sequence symbol that ends the operand."""
    at = reader.place()
    label = operand[at:]
    if not _LABEL.match(label):
        raise Fault(108, at, expected="a sequence symbol, as .NEXT", found=label or "nothing")
    return Branch(capitals(label), at)


def _actr(mnemonic: str, name: str, operand: str, level: str) -> Compiled:
    names = []
    value = Arithmetic(operand, 0, names).whole()

    def do(frame: Frame) -> None:
        frame.branches = min(value(frame), frame.everywhere.limits.actr)
    return Compiled(do, names)


def _nothing(mnemonic: str, name: str, operand: str, level: str) -> Compiled:
    return Compiled(lambda frame: None, [])


def _mexit(mnemonic: str, name: str, operand: str, level: str) -> Compiled:
    return Compiled(lambda frame: EXIT, [])


def _mnote(mnemonic: str, name: str, operand: str, level: str) -> Compiled:
    """MNOTE *,'text'; ,'text' (severity 1); severity,'text'; 'text', which later assemblers print as
    a comment and Assembler F as ,'text'."""
    parts, names = items(operand), []
    message, at = parts[-1] if parts else ("", 0)
    if len(parts) > 2 or len(message) < 2 or message[0] != "'" or message[-1] != "'":
        raise Fault(125, at)
    template = compile_text(operand, at + 1, at + len(message) - 1, names, quoted=True)
    shown = parts[0][0] if len(parts) == 2 else None
    severity = None
    if shown == "" or (shown is None and level == "f"):
        severity = _one
    elif shown not in (None, "*"):
        severity = Arithmetic(operand[:at - 1], 0, names).whole()

    def do(frame: Frame) -> Note:
        text = template.fill(frame) if isinstance(template, Template) else template
        text = text.replace("&&", "&")
        found = None if severity is None else severity(frame)
        if found is not None and not 0 <= found <= 255:
            raise Fault(126, 0, value=found)
        before = "" if shown is None else f"{found if severity and shown else shown},"
        return Note(found, text, before + text)
    return Compiled(do, names)


def _one(frame: Frame) -> int:
    """The severity of MNOTE ,'text'."""
    return 1


_COMPILERS = {
    **dict.fromkeys(ALTERNATE, _declaration),
    **dict.fromkeys(("SETA", "SETB", "SETC"), _set),
    "AIF": _aif, "AGO": _ago, "ACTR": _actr, "MNOTE": _mnote, "ANOP": _nothing, "MEXIT": _mexit,
    "MEND": _mexit,
}
CONDITIONAL = frozenset(_COMPILERS)
