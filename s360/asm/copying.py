"""The cards an assembly reads: a source and, within it, the members that COPY names.

Called by generate.py: once for open code, once for each member with library macros, and once more
by `Outlook`, which reads open code from its start to know where its sequence symbols are (AIF and
AGO go forwards and backwards) and which statements define symbols whose attributes are asked
before.
Source: GC28-6514, section 10, COPY; section 8, AIF, AGO (open code) and Attributes.
"""
from __future__ import annotations

from .fault import Fault
from .fields import capitals, items, split
from .source import Reader
from .statement import Written

#: a place in the cards: (reader, index of its next card) of the source and each member within
Place = tuple[tuple[Reader, int], ...]

#: instructions whose operands are symbols of other programs -> the type attribute they give
EXTERNAL = {"EXTRN": "T", "WXTRN": "$"}


class Input:
    """Statements of a source and of the members copied into it.

    stack: readers, the source first
    """

    def __init__(self, reader: Reader, library, messages, limits):
        self.stack = [reader]
        self._library, self._messages, self._limits = library, messages, limits

    def next(self) -> Written | None:
        """The next statement; None at the end of the source."""
        written = self.stack[-1].next()
        while written is None and len(self.stack) > 1:
            self.stack.pop()
            written = self.stack[-1].next()
        return written

    def card(self) -> Written | None:
        """The next card as it is; None at the end of the source or the member."""
        reader = self.stack[-1]
        line = reader.at + reader.first
        card = reader.card()
        return None if card is None else Written(reader.file, line, (card,), card)

    def copy(self, name: str) -> None:
        """COPY: member `name` (in capitals) comes next; Fault when that cannot be."""
        member = self._library.find(name)
        if member is None:
            raise Fault(141, 0, name=name)
        if any(reader.lines is member.lines for reader in self.stack):
            raise Fault(142, 0, name=name)
        if len(self.stack) > self._limits.copies:
            raise Fault(906, 0, limit=self._limits.copies)
        self.stack.append(Reader(member.file, member.lines, self._messages, self._limits.operand,
                                 member.first))

    def place(self) -> Place:
        return tuple((reader, reader.at) for reader in self.stack)

    def go(self, place: Place) -> None:
        """Read on at a place of this source, found by this Input or by another one."""
        del self.stack[1:]
        self.stack[0].at = place[0][1]
        for reader, at in place[1:]:
            again = Reader(reader.file, reader.lines, self._messages, self._limits.operand,
                           reader.first)
            again.at = at
            self.stack.append(again)


class Outlook:
    """What open code holds, from its first card to its last.

    labels:  sequence symbol -> place of the statement with it in its name field
    symbols: the same of ordinary symbols
    externals: symbols named by EXTRN and WXTRN -> their type attribute
    twice:  statements whose sequence symbol was there before
    """

    def __init__(self, source: Reader, library, operations, limits):
        reader = Reader(source.file, source.lines, None, limits.operand, source.first)
        reader.set_columns(source.begin, source.end, source.again)
        self.labels: dict[str, Place] = {}
        self.symbols: dict[str, Place] = {}
        self.externals: dict[str, str] = {}
        self.twice: list[Written] = []
        self._input = Input(reader, library, None, limits)
        self._operations = operations
        self._depth = 0
        for _ in range(limits.statements):
            place = self._input.place()
            written = self._input.next()
            if written is None:
                break
            self._note(written, place)

    def statement(self, name: str) -> Written | None:
        """The statement that defines symbol `name`, not in a macro definition."""
        place = self.symbols.get(name)
        if place is None:
            return None
        self._input.go(place)
        return self._input.next()

    def _note(self, written: Written, place: Place) -> None:
        text = written.text
        if not text or text[0] == "*" or text[:2] == ".*" or (fields := split(text)) is None:
            return
        op = self._operations.find(fields.operation)
        operation = op.mnemonic if op is not None else ""
        inside = self._depth
        if operation == "MACRO":
            self._depth += 1
        elif operation == "MEND" and self._depth:
            self._depth -= 1
        elif operation == "COPY":
            self._copy(fields.operand)
        elif operation == "REPRO":
            self._input.card()
        if inside or self._depth:
            return
        if operation in EXTERNAL:
            for symbol, _ in items(fields.operand):
                self.externals.setdefault(symbol, EXTERNAL[operation])
        name = fields.name
        if name[:1] == ".":
            if name in self.labels:
                self.twice.append(written)
            self.labels.setdefault(name, place)
        elif name and name[:1] != "&":
            self.symbols.setdefault(name, place)

    def _copy(self, operand: str) -> None:
        try:
            self._input.copy(capitals(operand))
        except Fault:
            pass                             # reported when the statement itself comes
