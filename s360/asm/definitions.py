"""Macro definitions as they are read: from open code, from library members, from a running macro.

Called by generate.py and expansion.py.  Source: GC28-6514, sections 6, 7 and 10.
"""
from __future__ import annotations

from .copying import Input
from .fault import Fault
from .fields import Fields, capitals
from .front import Front
from .macro import Builder
from .operations import MACRO, Operation
from .source import Reader
from .statement import QUIET, Statement, Written


def quiet(written: Written, fields: Fields | None, op: Operation | None = None) -> Statement:
    """A statement of a definition, or one that was done when it came."""
    if fields is None:
        return Statement(written, written.text)
    return Statement(written, written.text, "" if fields.name[:1] == "." else fields.name,
                     fields.operation, fields.operand, fields.remarks, fields.operation_at,
                     fields.operand_at, kind=QUIET, op=op)


class Reading:
    """A definition that is being read.

    start:  the MACRO statement
    cards:  where its statements come from; None: they were read before
    listed: its statements get numbers
    """

    def __init__(self, front: Front, start: Statement, cards: Input | None, listed: bool):
        self.front, self.cards, self.listed = front, cards, listed
        self.builder = Builder(front.options.level, front.operations, front.messages, start)
        self._reader = cards.stack[-1] if cards is not None else None

    def next(self) -> Written | None:
        """The next statement of its cards; None at the end."""
        return self.cards.card() if self.builder.raw else self.cards.next()

    def take(self, written: Written) -> Statement:
        """Work on the next statement; `done` tells whether it was the last."""
        front, builder = self.front, self.builder
        text = written.text
        comment = not text or text[0] == "*" or text[:2] == ".*"
        prototype = builder.wants_prototype
        fields = None if comment or builder.raw else front.fields(written, prototype)
        op = front.operations.find(fields.operation) if fields else None
        statement = quiet(written, fields, op)
        if self.listed:
            front.numbered(statement)
        else:
            statement.number = front.number + 1
        if fields is None and not comment and not builder.raw:
            front.messages.report(1, statement, len(text))
        elif op is not None and op.mnemonic == "COPY" and not prototype and self.cards is not None:
            copy(front, self.cards, statement, fields)
            return statement
        front.check_cards(statement, MACRO if prototype or op is None else op.kind)
        builder.add(statement, fields)
        if builder.done:
            self._define(statement)
        return statement

    @property
    def done(self) -> bool:
        return self.builder.done

    def _define(self, statement: Statement) -> None:
        if self.cards is not None and self.cards.stack[-1] is not self._reader:
            self.front.messages.report(144, statement)
        op = self.builder.operation()
        if op is not None:
            self.front.operations.define(op.macro.name, op)

    def broken_off(self) -> None:
        """The cards end before MEND."""
        self.front.messages.report(134, self.builder.start)


def copy(front: Front, cards: Input, statement: Statement, fields: Fields) -> None:
    """COPY: the member comes next."""
    name = capitals(fields.operand)
    if len(cards.stack) > 1:
        front.later(statement, fields.operation_at, "COPY within a member")
    try:
        if not name or "," in name:
            raise Fault(143, 0)
        cards.copy(name)
    except Fault as fault:
        front.report(fault, statement, fields.offset(fault.at))


class LibraryMacros:
    """Library macros, read when they are first used."""

    def __init__(self, front: Front):
        self.front = front
        self._tried: set[str] = set()

    def load(self, name: str) -> Operation | None:
        """The operation of library macro `name`; None when there is none."""
        if name in self._tried:
            return None
        self._tried.add(name)
        member = self.front.library.find(name)
        if member is None:
            return None
        self._read(member)
        op = self.front.operations.find(name)
        if op is None:
            self.front.messages.report(147, Written(member.file, member.first, ("",), ""), name=name)
        return op

    def _read(self, member) -> None:
        """Define what a member defines."""
        front, reading = self.front, None
        reader = Reader(member.file, member.lines, front.messages, front.limits.operand, member.first)
        cards = Input(reader, front.library, front.messages, front.limits)
        for _ in range(front.limits.statements):
            written = cards.next() if reading is None else reading.next()
            if written is None:
                break
            if reading is not None:
                reading.take(written)
                reading = None if reading.done else reading
                continue
            text = written.text
            fields = front.fields(written) if text[:1] != "*" and text[:2] != ".*" else None
            if fields is not None and fields.operation == "MACRO":
                start = quiet(written, fields)
                start.number = front.number + 1
                reading = Reading(front, start, cards, listed=False)
        if reading is not None:
            reading.broken_off()
