"""The front of the assembler: from cards to statements in the order of the listing.

Called by assemble(), which takes the statements one by one and has done each (its symbols are
defined) before the next is made.  Open code is read, COPY members are put in, macro definitions are
kept, macro instructions and conditional assembly are worked off; everything else is passed on with
its operation found. The card behind REPRO comes as a COMMENT whose text is the whole card.
Source: GC28-6514, sections 2, 5 (ICTL, ISEQ, REPRO), 6 to 9, and 10 (COPY).
"""
from __future__ import annotations

import re
from typing import Iterator

from .attributes import SymbolAttributes
from .conditional import Branch, Note, compile_one
from .copying import Input, Outlook
from .definitions import LibraryMacros, Reading, copy, quiet
from .expansion import Expansions, note
from .fault import Fault
from .fields import Fields, plain
from .frame import Frame
from .front import Front, Over
from .macro import check_attributes
from .model import Model
from .operations import CONDITIONAL, END, MACRO, REPRO, Operation
from .source import Reader, lines_of
from .statement import ASSEMBLE, COMMENT, Statement, Written

#: file and line of a statement's first card
Card = tuple[str, int]
#: may stand before macro definitions in Assembler F
_BEFORE_DEFINITIONS = frozenset("TITLE EJECT SPACE PRINT OPSYN".split())
#: a comment, or a card that ends a file in a job stream
_NO_STATEMENT = ("*", ".*", "/*", "/&")
_COLUMNS = re.compile(r"(\d{1,2})(?:,(\d{1,2}))?(?:,(\d{1,2}))?\Z")


class Generator:
    """The statements of a source, an iterator.

    name: the source's name for people; text: its cards, one a line; attributes: the face of pass 1
    """

    def __init__(self, name: str, text: str, options, operations, messages,
                 attributes: SymbolAttributes | None = None):
        self.front = front = Front(options, operations, messages, attributes)
        messages.source = name
        self._reader = Reader(name, lines_of(text), messages, options.limits.operand)
        front.most = min(front.most, len(self._reader.lines) + options.limits.generated)
        self._cards = Input(self._reader, front.library, messages, options.limits)
        self._frame = Frame(front.everywhere, {})
        self._expansions = Expansions(front)
        self._reading: Reading | None = None
        self._outlook: Outlook | None = None
        self._labelled: dict[Card, int] = {}         # statements with sequence symbols -> number
        self._twice: dict[Card, Written] = {}        # those still to come whose symbol is there twice
        self._begun = False
        self._at: Statement | None = None
        front.place, front.load, front.outlook = self._place, LibraryMacros(front).load, self._look

    def __iter__(self) -> Iterator[Statement]:
        cards, frames, step = self._cards, self._expansions.frames, self._expansions.step
        op = None
        try:
            try:
                while op is not END:
                    if frames:
                        statement = step()
                        if statement is None:
                            continue
                    else:
                        written = cards.next() if self._reading is None else self._reading.next()
                        if written is None:
                            if self._reading is not None:
                                self._reading.broken_off()
                            break
                        statement = self._next(written)
                    yield statement
                    op = statement.op if statement.kind is ASSEMBLE else None
                    if op is REPRO and not statement.depth:
                        card = cards.card()
                        if card is not None:
                            yield self.front.numbered(Statement(card, card.text))
            except Over as over:
                self.front.messages.report(over.number, over.statement, None, **over.facts)
            for written in self._twice.values():         # a branch went past them
                self._report_twice(written, 0)
            self._reader.check_sequence(None)
        finally:
            self.front.close()

    def behind_end(self) -> Written | None:
        """The first card of the source behind END that is neither blank, a comment nor the end of a
        file in a job stream; None: there is none."""
        reader = self._cards.stack[0]
        for index in range(reader.at, len(reader.lines)):
            card = reader.lines[index]
            text = card[reader.begin - 1:reader.end]
            if text.strip() and not text.startswith(_NO_STATEMENT):
                return Written(reader.file, index + reader.first, (card,), card)
        return None

    def _next(self, written: Written) -> Statement:
        """The next statement of open code."""
        front, text = self.front, written.text
        if self._reading is not None:
            return self._definition(written)
        first = text[:1]
        if not first or first == "*" or first == "." and text[1:2] == "*":
            return front.numbered(Statement(written, text))
        fields = plain(text)
        if fields is None:
            statement = front.numbered(Statement(written, text))
            front.messages.report(1, statement, len(text))
            return statement
        name, operation, operand, remarks, operation_at, operand_at = fields
        op = front.operations.find(operation)
        if op is None or not op.ordinary or "&" in text or first == "." or front.strict:
            return self._unusual(written, Fields(*fields), op)
        return front.numbered(Statement(written, text, name, operation, operand, remarks, operation_at,
                                        operand_at, 0, None, ASSEMBLE, op))

    def _unusual(self, written: Written, fields: Fields, op: Operation | None) -> Statement:
        """A statement of open code that needs more than its fields."""
        front = self.front
        if fields.name[:1] == ".":
            self._label(written)
        if op is None and "&" not in fields.operation:
            op = front.operation(fields.operation)
        fields = front.fields(written)
        if op is not None and op.kind == CONDITIONAL:
            return self._conditional(written, fields, op)
        model = Model(written, written.text, fields)
        self._at = Statement(written, written.text)
        self._at.number = front.number + 1
        try:
            model.compile()
            front.check_names(self._at, model.names)
            operation = model.operation_in(self._frame)
            op = front.operation(operation)
            if op is not None and op.kind == MACRO:
                self._begun = True
                return self._expansions.call(self._frame, model, op, operation)
            check_attributes(fields, op)
            statement = model.statement(self._frame, operation)
        except Fault as fault:
            front.numbered(self._at)
            front.report(fault, self._at, fault.at)
            return self._at
        if model.fixed:
            statement.text = written.text
        return self._given(statement, op)

    def _given(self, statement: Statement, op: Operation | None) -> Statement:
        self._expansions.given(statement, op)
        self.front.check_cards(statement, op.kind if op is not None else MACRO)
        if op is not None and op.mnemonic not in _BEFORE_DEFINITIONS:
            self._begun = True
        if op is END and len(self._cards.stack) > 1:
            self.front.messages.report(145, statement, statement.operation_at, operation="END")
            statement.kind = COMMENT
        return statement

    def _place(self) -> Statement:
        """The statement at work, for a message."""
        return self._expansions.place() if self._expansions.frames else self._at

    def _definition(self, written: Written) -> Statement:
        """A statement of a macro definition in open code."""
        statement = self._reading.take(written)
        if self._reading.done:
            self._reading = None
        return statement

    # conditional assembly in open code
    def _conditional(self, written: Written, fields: Fields, op: Operation) -> Statement:
        front = self.front
        statement = self._at = front.numbered(quiet(written, fields, op))
        front.check_cards(statement, op.kind)
        special = getattr(self, f"_{op.mnemonic.lower()}", None)
        try:
            if special is not None:
                special(statement, fields)
                return statement
            self._begun = True
            name = "" if fields.name[:1] == "." else fields.name
            compiled = compile_one(op.mnemonic, name, fields.operand, front.options.level)
            front.check_names(statement, [(name, fields.offset(at)) for name, at in compiled.names])
            outcome = compiled.do(self._frame)
            if outcome.__class__ is Branch:
                self._branch(outcome, statement)
        except Fault as fault:
            front.report(fault, statement, fields.offset(fault.at))
            return statement
        if outcome.__class__ is Note:
            front.later(statement, fields.operation_at, "MNOTE outside of a macro definition")
            return note(front, statement, outcome)
        return statement

    def _branch(self, branch: Branch, statement: Statement) -> None:
        self._frame.branches -= 1
        if self._frame.branches < 0:
            raise Over(140, statement)
        place = self._look().labels.get(branch.label)
        if place is None:
            raise Fault(127, branch.at, symbol=branch.label)
        self._cards.go(place)

    def _look(self) -> Outlook:
        """All of open code, read once when it is first asked for."""
        if self._outlook is None:
            front = self.front
            self._outlook = Outlook(self._reader, front.library, front.operations, front.limits)
            for written in self._outlook.twice:
                card = written.file, written.line
                if card in self._labelled:
                    self._report_twice(written, self._labelled[card])
                else:
                    self._twice[card] = written
        return self._outlook

    def _label(self, written: Written) -> None:
        """A statement with a sequence symbol comes."""
        card, number = (written.file, written.line), self.front.number + 1
        self._labelled.setdefault(card, number)
        if card in self._twice:
            self._report_twice(self._twice.pop(card), number)

    def _report_twice(self, written: Written, number: int) -> None:
        """number: the statement's; 0: it never came"""
        statement = Statement(written, written.text)
        statement.number = number
        self.front.messages.report(128, statement, 0, symbol=written.text.split(" ")[0])

    def _macro(self, statement: Statement, fields: Fields) -> None:
        if self._begun:
            self.front.later(statement, fields.operation_at, "a macro definition at this place")
        self._reading = Reading(self.front, statement, self._cards, listed=True)

    def _mend(self, statement: Statement, fields: Fields) -> None:
        self.front.messages.report(135, statement, fields.operation_at, operation=fields.operation)

    _mexit = _mend

    def _copy(self, statement: Statement, fields: Fields) -> None:
        if fields.name and fields.name[0] != ".":
            self.front.messages.report(332, statement, 0, operation="COPY")
        copy(self.front, self._cards, statement, fields)

    def _ictl(self, statement: Statement, fields: Fields) -> None:
        """Begin, end and continue column."""
        match = _COLUMNS.match(fields.operand)
        begin, end, again = ((int(n) if n else 0 for n in match.groups()) if match else (0, 0, 0))
        end, again = end or 71, None if end == 80 or not again else again
        if (not match or not 1 <= begin <= 40 or not 41 <= end <= 80 or end < begin + 5
                or (again is not None and not begin < again <= 40)):
            raise Fault(15, 0)
        if statement.number != 1:
            raise Fault(18, 0)
        self._reader.set_columns(begin, end, again)

    def _iseq(self, statement: Statement, fields: Fields) -> None:
        """Columns of the sequence field; none: checked no longer."""
        if fields.operand in ("", ","):
            self._reader.check_sequence(None)
            return
        match = _COLUMNS.match(fields.operand)
        left, right = (int(match[1]), int(match[2] or 0)) if match else (0, 0)
        if not 1 <= left <= right <= 80 or not (right < self._reader.begin or left > self._reader.end):
            raise Fault(16, 0)
        self._reader.check_sequence((left, right))
