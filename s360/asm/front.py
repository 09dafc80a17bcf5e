"""What the parts of the front share: tables, the statement counter, the search for an operation.

Called by generate.py (open code), expansion.py (macros) and definitions.py.  Source: GC28-6514,
sections 2, 6 and 8.
"""
from __future__ import annotations

from .attributes import OF_MACRO_CALL, Attributes, NoSymbols, SymbolAttributes
from .conditional import ALTERNATE, BLANKS_WITHIN
from .fault import Fault
from .fields import Fields, split
from .frame import LATER_VARIABLES, Everywhere
from .library import Library
from .operations import CONDITIONAL, MACRO, Operation
from .statement import ASSEMBLE, Statement, Written

CARDS_F = 3                              # of a statement in Assembler F, macro instructions apart


class Over(Exception):
    """The assembly's statements end here: a limit is reached; number and facts of the message, and
    the statement it belongs to."""

    def __init__(self, number: int, statement: Statement | None, **facts):
        super().__init__(number)
        self.number, self.statement, self.facts = number, statement, facts


class Front:
    """number most: statements given so far, and how many there may be
    place:     () -> Statement, the one at work, for messages
    load:      name -> Operation | None, of a library macro (definitions.py sets it)
    outlook:   () -> copying.Outlook of open code (generate.py sets it)
    """

    def __init__(self, options, operations, messages, attributes: SymbolAttributes | None):
        self.options, self.operations, self.messages = options, operations, messages
        self.limits, self.strict = options.limits, options.level == "f"
        self.attributes = attributes or NoSymbols()
        self.library = Library(options, messages)
        self.everywhere = Everywhere(options, self.find_attributes, self.warn)
        self.number = self.calls = 0
        self.most = self.limits.statements
        messages.coming = lambda: self.number + 1
        self.place = self.load = self.outlook = None
        self._peeked: dict[str, Attributes | None] = {}

    def close(self) -> None:
        """All statements are given: let go of what refers back to this, so that no cycle is left."""
        self.place = self.load = self.outlook = None
        behind = self.number + 1
        self.messages.coming = lambda: behind
        self.everywhere.find = self.everywhere.warn = None

    def numbered(self, statement: Statement) -> Statement:
        """Give a statement its number; Over when there are too many."""
        if self.number >= self.most:
            statement.number = self.number
            raise Over(900, statement, limit=self.most)
        self.number += 1
        statement.number = self.number
        return statement

    def operation(self, name: str) -> Operation | None:
        """What an operation field means; a library macro is read when it is first used."""
        return self.operations.find(name) or (self.load(name) if name else None)

    def fields(self, written: Written, prototype: bool = False) -> Fields | None:
        """The fields of a statement as its operation wants them taken; None without operation."""
        text = written.text
        fields = split(text)
        if fields is None:
            return None
        op = self.operations.find(fields.operation)
        kind = op.kind if op is not None else MACRO
        if kind == CONDITIONAL and op.mnemonic in BLANKS_WITHIN and not prototype:
            return fields.balanced(text)
        alternate = prototype or kind == MACRO or (kind == CONDITIONAL and op.mnemonic in ALTERNATE)
        return fields.alternate(text, written.breaks) if written.breaks and alternate else fields

    def check_cards(self, statement: Statement, kind: str) -> None:
        """Assembler F takes three cards, but any number for macro instructions and prototypes."""
        if self.strict and kind != MACRO and len(statement.written.cards) > CARDS_F:
            self.messages.report(17, statement, None, most=CARDS_F)

    def check_names(self, statement: Statement, names: list[tuple[str, int]]) -> None:
        """Assembler F does not know &SYSPARM, &SYSDATE and &SYSTIME."""
        if self.strict:
            for name, at in names:
                if name in LATER_VARIABLES:
                    self.messages.report(148, statement, at, what="&" + name)

    def later(self, statement: Statement, at: int | None, what: str) -> None:
        """Assembler F does not know `what`."""
        if self.strict:
            self.messages.report(148, statement, at, what=what)

    def report(self, fault: Fault, statement: Statement, at: int | None) -> None:
        self.messages.report(fault.number, statement, at, **fault.facts)

    def warn(self, number: int, **facts) -> None:
        """A message at the statement at work."""
        self.messages.report(number, self.place(), None, **facts)

    def find_attributes(self, name: str) -> Attributes | None:
        """Attributes of an ordinary symbol, defined so far or later in open code.

        Assembler F collects them from open code before it expands macros, so that the name of a
        macro instruction is that whatever the macro makes of it.
        """
        if self.strict and self._looked(name) is OF_MACRO_CALL:
            return OF_MACRO_CALL
        return self.attributes.symbol(name) or self._looked(name)

    def _looked(self, name: str) -> Attributes | None:
        if name not in self._peeked:
            self._peeked[name] = self._peek(name)
        return self._peeked[name]

    def _peek(self, name: str) -> Attributes | None:
        outlook = self.outlook()
        if name in outlook.externals:
            return Attributes(outlook.externals[name], 1)
        written = outlook.statement(name)
        fields = self.fields(written) if written is not None else None
        if fields is None:
            return None
        op = self.operation(fields.operation)
        if op is None or op.kind == CONDITIONAL or "&" in fields.operand:
            return None
        if op.kind == MACRO:
            return OF_MACRO_CALL
        return self.attributes.peek(Statement(
            written, written.text, fields.name, fields.operation, fields.operand, fields.remarks,
            fields.operation_at, fields.operand_at, kind=ASSEMBLE, op=op))
