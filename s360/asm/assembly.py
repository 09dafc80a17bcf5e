"""Pass 1 and pass 2: from statements to object code, listing and messages.

Called by __init__.py (`assemble`).  Pass 1 takes statements from the generator one by one, gives
symbols their values and literals their places, and leaves a step for each statement; between the
passes the sections get their addresses; pass 2 goes through the steps, makes the code and the lines
of the listing.  Assembler instructions are in directives.py, data.py and paper.py: for each a
function for pass 1, which leaves the function for pass 2 in its step.

Source: GC28-6514, sections 2 to 5; GC26-3756 for listing and object deck.
"""
from __future__ import annotations

import gc
from typing import NamedTuple

from . import data, directives, paper
from .address_constants import AddressCoder, Relocation
from .addressing import Usings
from .constants import prepared
from .expression import Parser, Scope, evaluate, literals
from .fault import TOLD, Fault
from .fields import items
from .generate import Generator
from .known import KnownSymbols
from .literals import Literal, Pools, depends_on_place
from .machine import Encoder, Plan, parse
from .map_lines import map_lines
from .messages import Messages
from .operations import LATER, MACHINE, Operation, Operations
from .options import Options
from .remembered import Remembered
from .scan import constant, found
from .sections import Sections, Unit
from .source_listing import LAST, NOWHERE, SourceListing
from .statement import ASSEMBLE, COMMENT, Statement
from .symbols import NAME, Symbol
from .text import ObjectText

FIRST = {**directives.FIRST, **data.FIRST, **paper.FIRST}
#: assembler instructions that define no symbol; a sequence symbol may stand before them
NAMELESS = frozenset("ENTRY EXTRN WXTRN USING DROP EJECT SPACE PRINT PUNCH REPRO END".split())


class Outcome(NamedTuple):
    """What is kept of an assembly, for deck, listing and line map.

    relocations: address_constants.Relocation; entry: (address, unit) of END's operand
    lines:       line_map.MapLine as plain tuples
    """
    options: Options
    messages: Messages
    symbols: dict[str, Symbol]
    sections: Sections
    text: ObjectText
    listing: SourceListing
    relocations: list[Relocation]
    entry: tuple[int, Unit] | None
    deck_id: str
    statistics: dict[str, int]
    lines: list[tuple]


def outcome(text: str, name: str, options: Options) -> Outcome:
    """Run an assembly.  Without the garbage collector: of many objects none is in a cycle."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        return Assembler(text, name, options).run()
    finally:
        if collecting:
            gc.enable()


class Assembler:
    """One assembly while it runs.

    steps: for pass 2, one a statement: (statement, action, section, offset in it, bytes, data);
           action: a Plan (machine instruction), a function (assembler, step), or None
    """

    def __init__(self, text: str, name: str, options):
        self.options, self.old = options, options.level == "f"
        self.messages, self.operations = Messages(), Operations()
        self.symbols: dict[str, Symbol] = {}
        self.scope = Scope(self.symbols)
        self.sections = Sections(options.limits.sections)
        self.remembered = Remembered()
        self.pools, self.usings = Pools(), Usings(self.remembered.forget)
        self.wrong_literals: set[str] = set()      # texts of those reported when they were met
        self.text, self.listing = ObjectText(), SourceListing(options)
        self.encoder = Encoder(self.scope, self.usings, self.remembered, self.old)
        self.address_coder = AddressCoder(self.scope, self.usings, self.sections,
                                          options.limits.addresses, self._report_fault)
        self.steps: list[tuple] = []
        self.statement: Statement | None = None
        self.entry: tuple[int, Unit] | None = None
        self.deck_id = options.deck_id
        self.stored = 0                  # bytes of constants so far
        self.full = False                # more than the limit of them: no more code is made
        self.ended = self.reproduced = False
        self.constants: dict = {}        # (operand field, is it a DC's) -> prepared operands
        self.generator = Generator(name, text, options, self.operations, self.messages,
                                   KnownSymbols(self.symbols, self.sections))
        self._plans: dict[Operation, Plan] = {}

    def run(self) -> Outcome:
        """The whole assembly."""
        self.first_pass()
        self.between()
        self.second_pass()
        # nothing may refer back to this: it goes as soon as the outcome is made
        self.scope.literal = self.address_coder.report = None
        for symbol in self.symbols.values():
            symbol.references.sort()
        return Outcome(self.options, self.messages, self.symbols, self.sections, self.text,
                       self.listing, self.address_coder.relocations, self.entry, self.deck_id,
                       self.statistics(), map_lines(self.steps))

    # -- messages

    def report(self, number: int, at: int | None = None, **facts) -> None:
        """A message about the statement at hand; at: offset in its operand field."""
        statement = self.statement
        if number == TOLD:
            self.listing.flagged.add(statement.number)
            return
        self.messages.report(number, statement,
                             None if at is None else statement.operand_at + at, **facts)

    def report_name(self, number: int, **facts) -> None:
        """A message about the name of the statement at hand."""
        self.messages.report(number, self.statement, 0, **facts)

    def _report_fault(self, fault: Fault) -> None:
        self.report(fault.number, fault.at, **fault.facts)

    def later(self, at: int | None, what: str) -> None:
        """Something that Assembler F did not know; reported at level f."""
        if self.old:
            self.report(148, at, what=what)

    def report_later(self, at: int, parser: Parser) -> None:
        """What of an expression Assembler F did not know; reported at level f."""
        if self.old:
            for what in parser.later():
                self.report(148, at, what=what)

    # -- pass 1

    def first_pass(self) -> None:
        append, find_plan, sections = self.steps.append, self._plans.get, self.sections
        for statement in self.generator:
            if statement.kind is not ASSEMBLE:
                if self.reproduced and statement.kind is COMMENT:
                    paper.reproduce(self, statement)
                else:
                    append((statement, None, None, 0, 0, None))
                continue
            self.statement = statement
            plan = find_plan(statement.op) or self._plan(statement)
            if plan is None:
                continue
            section = sections.current or self.begin_private()
            at, length = section.at, plan.length
            if at & 1:
                self.step(data.NO_STATEMENT, data.assemble_filler, section, at, 1)
                at += 1
            if statement.name:
                self.define(at, section, length, "I")
            section.at = at + length
            if "=" in statement.operand:
                self._collect(plan, statement, at, section)
            append((statement, plan, section, at, length, None))
        if not self.ended:
            self.messages.report(402, self.statement)
            self.place_literals(self.sections.first, True)
        elif (behind := self.generator.behind_end()) is not None:
            self.messages.report(413, behind, line=behind.line)

    def _plan(self, statement: Statement) -> Plan | None:
        """How a machine instruction met for the first time is assembled; anything else is done here."""
        operation = statement.op
        if operation is None:
            self.undefined(statement)
        elif operation.kind is not MACHINE:
            self._directive(statement, operation)
        else:
            plan = self._plans[operation] = Plan(operation, self.remembered)
            if operation.mnemonic in LATER:
                self.later(None, f"the operation {operation.mnemonic}")
            return plan
        return None

    def _directive(self, statement: Statement, operation: Operation) -> None:
        if self.old and operation.mnemonic in LATER:
            self.later(None, f"the operation {operation.mnemonic}")
        if statement.operand == ",":         # "no operand", where a remark follows
            statement.operand = ""
        if operation.mnemonic in NAMELESS and statement.name and statement.name[0] != ".":
            self.report_name(332, operation=statement.operation)
        self.scope.found.clear()
        try:
            FIRST[operation.mnemonic](self, statement)
        except Fault as fault:
            self._report_fault(fault)
            self.scope.failed.add(statement.name)
            self.step(statement)
        if self.scope.found:
            self.refer(self.scope.found)

    def step(self, statement, action=None, section=None, at=0, size=0, more=None) -> None:
        """Leave a step for pass 2."""
        self.steps.append((statement, action, section, at, size, more))

    def undefined(self, statement: Statement) -> None:
        """An operation that is no instruction, no macro and no member of a library."""
        self.messages.report(300, statement, statement.operation_at, operation=statement.operation)
        self.scope.failed.add(statement.name)
        self.step(statement)

    def define(self, value: int, unit, length: int, type: str, scale=0, integer=0) -> None:
        """Define the name of the statement at hand; nothing without a name."""
        statement = self.statement
        name = statement.name
        if self.free_name(name):
            self.symbols[name] = Symbol(name, value, unit, length, type, statement.number, scale,
                                        integer)

    def free_name(self, name: str) -> bool:
        """Can the name of the statement at hand be defined?  If not, it is reported, unless there is
        none."""
        if not name or name[0] == ".":
            return False
        if not NAME(name):
            self.report_name(202 if len(name) > 8 else 205, symbol=name)
        elif name in self.symbols:
            self.report_name(204, symbol=name, statement=self.symbols[name].defined)
        else:
            return True
        return False

    def refer(self, found) -> None:
        """References of the statement at hand, for the cross-reference."""
        number = self.statement.number
        for symbol in found:
            symbol.references.append(number)

    def begin_private(self) -> Unit:
        """The unnamed section that begins where code comes before any CSECT."""
        return directives.begin_private(self)

    def absolute(self, text: str, at: int) -> int:
        """The value of an operand that must be an absolute expression of symbols defined already.
        at: its offset in the operand field"""
        value, unit, _ = self.value(text, at)
        if unit is not None:
            raise Fault(219, at)
        return value

    def value(self, text: str, at: int) -> tuple:
        """(number, unit, tree) of an operand that is one expression; Fault, with offsets in the
        operand field."""
        try:
            if not text:
                raise Fault(210, 0, found="nothing")
            parser = Parser(text)
            tree, end = parser.expression(0)
            if end != len(text):
                raise Fault(375, end, found=found(text, end))
            number, unit = evaluate(tree, self.scope)
        except Fault as fault:
            raise Fault(fault.number, at + fault.at, **fault.facts) from None
        self.report_later(at, parser)
        return number, unit, tree

    def store(self, size: int) -> None:
        """Account for bytes of constants."""
        self.stored += size
        if self.stored > self.options.limits.text and not self.full:
            self.full = True
            self.report(956, limit=self.options.limits.text)

    # -- literals

    def _collect(self, plan: Plan, statement: Statement, at: int, section: Unit) -> None:
        """Take the literals of an instruction into the pool; pass 2 reports what is wrong."""
        try:
            operands = parse(plan, statement.operand)
        except Fault:
            return
        for item, begin in operands:
            for text, offset in item.literals:
                self.collect(text, begin + offset, (at, section))

    def collect_from(self, statement: Statement, at: int, section: Unit) -> None:
        """Take the literals of the expressions of an operand field that is not an instruction's."""
        for text, offset in items(statement.operand):
            try:
                inside = literals(Parser(text).expression(0)[0])
            except Fault:
                continue
            for literal, inner in inside:
                self.collect(literal, offset + inner, (at, section))

    def collect(self, text: str, offset: int, here: tuple) -> None:
        """Take one literal; offset: in the operand field, here: place of the statement."""
        statement = self.statement
        try:
            self.pools.collect(self._key(text), lambda: Literal(text, self._operand(text), statement,
                                                                offset, here))
        except Fault as fault:
            # offsets of the fault count from the literal, which the text begins with
            self.wrong_literals.add(text)
            self.report(fault.number, offset + (fault.at or 0), **fault.facts)

    def _operand(self, text: str):
        operand = prepared(text, constant(text, 1), self.scope, True)
        if operand.type in "SQ" or operand.factor == 0 or operand.bits:
            raise Fault(218, 1)
        return operand

    def _key(self, text: str):
        """Literals whose value depends on the place are told apart by the statement."""
        if "*" not in text or "(" not in text:
            return text
        try:
            moving = depends_on_place(self._operand(text))
        except Fault:
            moving = False
        return (text, self.statement.number) if moving else text

    def literal(self, text: str, at: int):
        """(address, unit, length) of a literal, in pass 2."""
        literal = self.pools.find(self._key(text))
        if literal is None or literal.unit is None:
            raise Fault(TOLD if text in self.wrong_literals else 215, at)
        return literal.unit.origin + literal.at, literal.unit, literal.operand.length

    def place_literals(self, section: Unit | None, at_end: bool = False) -> None:
        """Put the open pool into a section, on a doubleword, here or behind all that is in the
        section; leave a step for each literal."""
        pool = self.pools.take()
        if not pool:
            return
        section = section or self.begin_private()
        if at_end:
            section.at = section.length
        section.at = section.at + 7 & -8
        for literal in pool:
            literal.unit, literal.at = section, section.at
            literal.number = self.next_number()
            section.at += literal.operand.size
            data.declare(self, literal.operand)
            self.step(literal, data.assemble_literal, section, literal.at, literal.operand.size)

    def next_number(self) -> int:
        """A statement number for a literal's line."""
        self.generator.front.number += 1
        return self.generator.front.number

    # -- between the passes

    def between(self) -> None:
        """Addresses of sections and of all symbols."""
        directives.settle_awaited(self)
        if not self.sections.lay_out():
            self.messages.report(404)
        for symbol in self.symbols.values():
            if symbol.unit is not None:
                symbol.value += symbol.unit.origin
        directives.settle(self)

    # -- pass 2

    def second_pass(self) -> None:
        scope, put, listing, messages = self.scope, self.text.put, self.listing, self.messages.all
        scope.final, scope.literal = True, self.literal
        listing.begin({message.statement for message in messages if message.severity >= 4})
        count, lined, flagged = len(messages), listing.statement, listing.flagged
        for step in self.steps:
            statement, action, section, at, _, _ = step
            if type(action) is Plan:
                at += section.origin
                code, columns, symbols = (action.known.get(statement.operand)
                                          or self._encode(action, statement, section, at))
                if symbols:
                    number = statement.number
                    for symbol in symbols:
                        symbol.references.append(number)
                put(section, at, code)
                lined(f"{at & LAST:06X} {columns}", statement)
            elif action is None:
                lined(NOWHERE, statement)
            else:
                self.statement = statement
                scope.found.clear()
                action(self, step)
            if len(messages) != count or statement.number in flagged:
                count = len(messages)
                listing.flag(statement)

    def _encode(self, plan: Plan, statement: Statement, section: Unit, at: int) -> tuple:
        """(bytes, columns of the listing, symbols referred to) of an operand field that is new."""
        self.statement, encoder = statement, self.encoder
        try:
            entry = encoder.encode(plan, statement.operand, (at, section))
        except Fault as fault:
            self._report_fault(fault)
            return plan.wrong
        for fault in encoder.faults + encoder.warnings:
            self._report_fault(fault)
        for what in encoder.later:
            self.later(0, what)
        return entry

    # -- the outcome

    def statistics(self) -> dict[str, int]:
        """Counts for the listing and for programs."""
        statements = [step[0] for step in self.steps]
        return {
            "statements": self.generator.front.number,
            "generated": sum(1 for statement in statements if getattr(statement, "depth", 0)),
            "flagged": len({message.statement for message in self.messages.all
                            if message.statement and message.severity}),
            "symbols": len(self.symbols), "literals": self.pools.count,
            "sections": len(self.sections.items),
            "bytes": sum(len(run.data) for run in self.text.runs()),
        }
