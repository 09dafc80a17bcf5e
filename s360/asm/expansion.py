"""Macro instructions at work: the expansions that run, one within the other.

Called by generate.py: `call` begins an expansion, `step` works on the innermost one until it gives
a statement.  Source: GC28-6514, sections 6 to 9.
"""
from __future__ import annotations

from .conditional import EXIT, Branch, Note
from .definitions import Reading
from .fault import Fault
from .fields import unpaired
from .frame import Frame
from .front import Front, Over
from .macro import bind
from .model import Model, Operand
from .operations import CONDITIONAL, MACRO, Operation
from .statement import COMMENT, NOTE, Statement
from .variables import Parameter


def note(front: Front, statement: Statement, outcome: Note) -> Statement:
    """MNOTE's statement, and its message."""
    statement.kind, statement.operand, statement.text = NOTE, outcome.text, outcome.shown
    if outcome.severity is not None:
        front.messages.report(150, statement, None, severity=outcome.severity, text=outcome.text)
    return statement


class Expansions:
    """frames: the expansions that run, the innermost last"""

    def __init__(self, front: Front):
        self.front = front
        self.frames: list[Frame] = []
        self._left = front.limits.steps

    def call(self, frame: Frame, model: Model, op: Operation, operation: str) -> Statement:
        """A macro instruction in `frame`: its statement is given, its expansion comes next."""
        front, definition = self.front, op.macro
        operands: list[Operand] | None = model.operands(definition)
        fault = None
        if not model.fixed:
            try:
                operands = [operand.filled(frame) for operand in operands]
            except Fault as found:
                fault, operands = found, None
        statement = front.numbered(model.call(frame, operation, operands))
        statement.op = op
        if fault is not None:
            front.report(fault, statement, model.fields.offset(fault.at))
            return statement
        if model.fixed and (at := unpaired(model.fields.operand)) is not None:
            front.messages.report(19, statement, model.fields.offset(at),
                                  mark=model.fields.operand[at])
        if len(self.frames) >= front.limits.nesting:
            front.messages.report(902, statement, None, limit=front.limits.nesting)
            self._end()
            return statement
        self._begin(statement, definition, operands, model)
        return statement

    def _begin(self, statement: Statement, definition, operands: list[Operand], model: Model) -> None:
        front = self.front

        def report(number: int, at: int, **facts) -> None:
            place = model.fields.offset(at) if model.fixed else None
            front.messages.report(number, statement, place, **facts)
        front.calls += 1
        symbols = bind(definition, statement.name, operands, report)
        symbols["SYSNDX"] = Parameter(f"{front.calls:04d}")
        symbols["SYSECT"] = Parameter(front.attributes.section())
        self.frames.append(Frame(front.everywhere, symbols, statement.depth + 1, statement,
                                 definition.steps, definition.labels))

    def step(self) -> Statement | None:
        """Go on with the innermost expansion; None: it has ended."""
        frame = self.frames[-1]
        steps = frame.steps
        while frame.at < len(steps):
            model = steps[frame.at]
            frame.at += 1
            self._left -= 1
            if self._left < 0:
                raise Over(903, self.place(), limit=self.front.limits.steps)
            if model.do is None:
                if model.body is None:
                    return self._generate(frame, model)
                self._define(model)
                continue
            outcome = self._do(frame, model)
            if outcome is None:
                continue
            if outcome is EXIT:
                break
            if outcome.__class__ is Note:
                return note(self.front, self.front.numbered(self.place()), outcome)
            if not self._branch(frame, outcome):
                return None
        self._leave()
        return None

    def place(self) -> Statement:
        """The model statement at work, for a message."""
        frame = self.frames[-1]
        model = frame.steps[frame.at - 1]
        statement = Statement(model.written, model.text, depth=frame.depth, call=frame.call)
        statement.number = self.front.number
        return statement

    def _do(self, frame: Frame, model: Model):
        """An instruction of conditional assembly."""
        try:
            return model.do(frame)
        except Fault as fault:
            self.front.report(fault, self.place(), model.fields.offset(fault.at))
            return None

    def _branch(self, frame: Frame, branch: Branch) -> bool:
        """AIF or AGO; False: too many, the macro and those that called it end."""
        frame.branches -= 1
        if frame.branches < 0:
            self.front.messages.report(129, self.place())
            self._end()
            return False
        frame.at = frame.labels[branch.label]
        return True

    def _end(self) -> None:
        """All expansions that run end here."""
        while self.frames:
            self._leave()

    def _leave(self) -> None:
        self.frames.pop().leave()

    def _define(self, model: Model) -> None:
        """A definition within a definition."""
        reading = Reading(self.front, self.place(), None, listed=False)
        for written in model.body:
            reading.take(written)

    def _generate(self, frame: Frame, model: Model) -> Statement:
        """A model statement that is no instruction of conditional assembly."""
        front = self.front
        if model.fields is None:
            return front.numbered(model.statement(frame))
        try:
            operation = model.operation_in(frame)
            op = front.operation(operation)
            if op is not None and op.kind == MACRO:
                return self.call(frame, model, op, operation)
            statement = model.statement(frame, operation)
        except Fault as fault:
            statement = front.numbered(self.place())
            front.report(fault, statement, fault.at)
            return statement
        return self.given(statement, op)

    def given(self, statement: Statement, op: Operation | None) -> Statement:
        """A statement for the passes."""
        front = self.front
        statement.op = op
        front.numbered(statement)
        if not statement.operation:
            front.messages.report(1, statement, statement.operation_at)
            statement.kind = COMMENT
        elif op is not None and op.kind == CONDITIONAL:
            front.messages.report(136, statement, statement.operation_at,
                                  operation=statement.operation)
            statement.kind = COMMENT
        return statement
