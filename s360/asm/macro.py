"""Macro definitions: the prototype, the body, and what the operands of a call give the parameters.

Called by generate.py, which feeds a `Builder` the statements behind MACRO one by one, to MEND.  All
that can be said without a call is reported here, once: wrong instructions of conditional assembly,
undeclared variable symbols, sequence symbols that are nowhere.
Source: GC28-6514, sections 6 and 7; keyword and mixed-mode definitions section 9.
"""
from __future__ import annotations

import re

from .arithmetic import NAME
from .attributes import SYMBOL
from .conditional import CONDITIONAL, compile_one
from .fault import Fault
from .fields import Fields, capitals, items, unknown_attribute
from .frame import LATER_VARIABLES
from .model import Model, Operand
from .operations import CONDITIONAL as KIND_CONDITIONAL
from .operations import ASSEMBLER, CONDITIONAL_INSTRUCTIONS, MACHINE, MACRO, Operation
from .statement import Statement
from .variables import Parameter, SysList

MOST_PARAMETERS_F = 200
OF_MACROS = ("SYSNDX", "SYSECT", "SYSLIST")
_PARAMETER = re.compile(rf"&({NAME})(=(.*))?\Z", re.DOTALL)
#: what may stand in no definition; END there ends the assembly when it is generated
_NOT_INSIDE = frozenset(["ICTL", "ISEQ"])
#: what no macro can be named
_RESERVED = frozenset([*CONDITIONAL_INSTRUCTIONS, "END"])
#: the order Assembler F wants: GBLx, LCLx, ACTR, all others
_RANK = {"GBLA": 0, "GBLB": 0, "GBLC": 0, "LCLA": 1, "LCLB": 1, "LCLC": 1, "ACTR": 2}
_OTHERS = 3


class Definition:
    """A macro definition.

    name label: of the prototype; label: the parameter in its name field, "" for none
    positional: parameters in order; keywords: parameter -> its default
    steps:      the body, Models; labels: sequence symbol -> index in steps
    calls:      operands of calls remembered by their text, see model.py
    """

    def __init__(self, name: str):
        self.name, self.label = name, ""
        self.positional: list[str] = []
        self.keywords: dict[str, str] = {}
        self.steps: list[Model] = []
        self.labels: dict[str, int] = {}
        self.uses_syslist = False
        self.missing: dict[str, Parameter] = {}
        self.calls: dict[str, list[Operand]] = {}

    def parameters(self) -> list[str]:
        return [self.label] * bool(self.label) + self.positional + list(self.keywords)


class Builder:
    """Takes the statements behind MACRO.

    done: MEND has come
    raw:  the next card is taken as it is (REPRO)
    """

    def __init__(self, level: str, operations, messages, start: Statement):
        self.level, self.operations, self.messages, self.start = level, operations, messages, start
        self.definition: Definition | None = None
        self.done = False
        self._begun = False
        self._declared: set[str] = set()
        self._uses: list[tuple[Statement, Model, str, int]] = []
        self._branches: list[tuple[Statement, Model, str, int]] = []
        self._inner: Model | None = None
        self._depth = self._rank = 0
        self.raw = False

    @property
    def wants_prototype(self) -> bool:
        return not self._begun

    def add(self, statement: Statement, fields: Fields | None) -> None:
        """The next statement; fields None: a comment, or it has no operation."""
        if self.raw:
            self.raw = False
            self._append(Model(statement.written, statement.written.cards[0]))
        elif self._inner is not None:
            self._add_inner(statement, fields)
        elif fields is None:
            if self._begun and statement.text[:1] == "*":
                self._append(Model(statement.written, statement.text))
        elif not self._begun:
            self._begun = True
            self._prototype(statement, fields)
        else:
            self._body(statement, fields)

    def finish(self, statement: Statement) -> None:
        """The definition ends here: check what it refers to."""
        self.done = True
        definition = self.definition
        if not self._begun:
            self.messages.report(130, statement)
        if definition is None:
            return
        known = {*definition.parameters(), *self._declared, *OF_MACROS, *LATER_VARIABLES}
        for place, model, name, at in self._uses:
            if name not in known:
                self.messages.report(100, place, at, symbol="&" + name)
                definition.missing[name] = Parameter("")
                model.do = model.do and _skip
            self._later(name in LATER_VARIABLES, place, at, "&" + name)
        for place, model, label, at in self._branches:
            if label not in definition.labels:
                self.messages.report(127, place, at, symbol=label)
                model.do = _skip

    def operation(self) -> Operation | None:
        """For the table of operations; None when the prototype was wrong."""
        return self.definition and Operation(self.definition.name, MACRO, macro=self.definition)

    # the prototype
    def _prototype(self, statement: Statement, fields: Fields) -> None:
        name = fields.operation
        if name == "MEND":
            self.messages.report(130, statement, fields.operation_at)
            self.done = True
            return
        if len(name) > 8 or not SYMBOL.match(name):
            self.messages.report(133, statement, fields.operation_at, name=name)
            return
        if name in _RESERVED:
            self.messages.report(151, statement, fields.operation_at, name=name)
            return
        definition = self.definition = Definition(name)
        op = self.operations.find(name)
        self._later(op is not None and op.kind != MACRO, statement, fields.operation_at,
                    "a macro with the name of an instruction")
        if fields.name:
            match = _PARAMETER.match(fields.name)
            if match is None or match[2]:
                self.messages.report(131, statement, 0, found=fields.name)
            else:
                definition.label = capitals(match[1])
        for text, at in items(fields.operand) if fields.operand != "," else []:
            self._parameter(definition, text, statement, fields.offset(at))
        self._later(len(definition.parameters()) > MOST_PARAMETERS_F, statement, None,
                    f"more than {MOST_PARAMETERS_F} parameters")

    def _parameter(self, definition: Definition, text: str, statement: Statement, at: int) -> None:
        match = _PARAMETER.match(text)
        if match is None:
            self.messages.report(131, statement, at, found=text or "nothing")
            definition.positional.append("")
            return
        name = capitals(match[1])
        if name in definition.parameters() or name in OF_MACROS or name in LATER_VARIABLES:
            self.messages.report(132, statement, at, symbol="&" + name)
            name = ""
        self._later(len(name) > 7, statement, at, "a name of more than 8 characters")
        if match[2]:
            if name:
                definition.keywords[name] = match[3]
        else:
            self._later(bool(definition.keywords), statement, at,
                        "a positional parameter behind a keyword parameter")
            definition.positional.append(name)

    # the body
    def _body(self, statement: Statement, fields: Fields) -> None:
        model = Model(statement.written, statement.text, fields)
        op = self.operations.find(fields.operation)
        mnemonic = op.mnemonic if op is not None and op.kind == KIND_CONDITIONAL else ""
        if mnemonic == "MACRO":
            self._later(True, statement, fields.operation_at, "a definition within a definition")
            model.body, self._depth, self._inner = [], 1, model
            self._append(model, statement)
            return
        if mnemonic in _NOT_INSIDE:
            self.messages.report(145, statement, fields.operation_at, operation=mnemonic)
            return
        try:
            if mnemonic in CONDITIONAL:
                self._conditional(model, mnemonic, statement, fields)
            else:
                model.compile()
                check_attributes(fields, op)
        except Fault as fault:
            at = fields.offset(fault.at) if mnemonic else fault.at
            self.messages.report(fault.number, statement, at, **fault.facts)
            model.do = _skip
        self._order(mnemonic, statement, fields)
        self._uses += [(statement, model, name, at) for name, at in model.names]
        self._append(model, statement)
        self.raw = op is not None and op.mnemonic == "REPRO"
        if mnemonic == "MEND":
            self.finish(statement)

    def _conditional(self, model: Model, mnemonic: str, statement: Statement, fields: Fields) -> None:
        compiled = compile_one(mnemonic, model.fields.name, fields.operand, self.level)
        model.do = compiled.do
        model.names = [(name, fields.offset(at)) for name, at in compiled.names]
        self._declared.update(name for name, _ in compiled.declares)
        self._branches += [(statement, model, label, fields.offset(at))
                           for label, at in compiled.labels]

    def _append(self, model: Model, statement: Statement | None = None) -> None:
        if self.definition is None:
            return
        if model.label:
            if model.label in self.definition.labels:
                self.messages.report(128, statement, 0, symbol=model.label)
            self.definition.labels.setdefault(model.label, len(self.definition.steps))
        self.definition.uses_syslist |= any(name == "SYSLIST" for name, _ in model.names)
        self.definition.steps.append(model)

    def _add_inner(self, statement: Statement, fields: Fields | None) -> None:
        """A statement of a definition within this one: kept as it is."""
        operation = fields.operation if fields else ""
        self._depth += (operation == "MACRO") - (operation == "MEND")
        self._inner.body.append(statement.written)
        if not self._depth:
            self._inner = None

    def _order(self, mnemonic: str, statement: Statement, fields: Fields) -> None:
        """Report an instruction that is too late for Assembler F."""
        rank = _RANK.get(mnemonic, _OTHERS)
        self._later(rank < self._rank, statement, fields.operation_at, f"{mnemonic} at this place")
        self._rank = max(rank, self._rank)

    def _later(self, condition: bool, statement: Statement, at: int | None, what: str) -> None:
        """Assembler F does not know it."""
        if condition and self.level == "f":
            self.messages.report(148, statement, at, what=what)


def check_attributes(fields: Fields, op: Operation | None) -> None:
    """Fault, its offset in the text, for N'&X and the like where conditional assembly is not meant."""
    if op is not None and op.kind in (MACHINE, ASSEMBLER) and "'&" in fields.operand:
        at = unknown_attribute(fields.operand)
        if at is not None:
            raise Fault(152, fields.offset(at), letter=fields.operand[at].upper())


def _skip(frame) -> None:
    """In place of a statement that is wrong and was reported."""


def bind(definition: Definition, name: str, operands: list[Operand], report) -> dict:
    """The parameters and &SYSLIST of a call; report(number, offset in the operand, **facts)."""
    values, keywords = [], {}
    for operand in operands:
        if operand.keyword is None:
            values.append(operand.value)
            if operand.unknown:
                report(137, operand.at, keyword=operand.unknown, macro=definition.name)
        elif operand.keyword in keywords:
            report(139, operand.at, keyword=operand.keyword)
        else:
            keywords[operand.keyword] = operand.value
    positional = definition.positional
    extra = [o for o in operands if o.keyword is None][len(positional):]
    if any(o.value and not o.unknown for o in extra) and not definition.uses_syslist:
        report(138, extra[0].at, macro=definition.name, most=len(positional))
    symbols = dict(definition.missing)
    if definition.label:
        symbols[definition.label] = Parameter(name)
    for parameter, value in zip(positional, values):
        symbols[parameter] = Parameter(value)
    for parameter in positional[len(values):]:
        symbols[parameter] = Parameter("")
    for parameter, default in definition.keywords.items():
        symbols[parameter] = Parameter(keywords.get(parameter, default))
    symbols["SYSLIST"] = SysList(name, values)
    return symbols
