"""What the assembler says of a source: one catalogue, one way to report.

Every part reports here with a number of the catalogue (catalogue.py) and the place.  Severities and
return codes as IBM had them: 0 note, 4 warning, 8 error, 12 severe error; the return code of an assembly
is the highest.  Source: GC26-3756 (Assembler F Programmer's Guide), Diagnostic Messages.
"""
from __future__ import annotations

from .catalogue import CATALOGUE
from .statement import Written

#: by severity; those between (MNOTE gives any from 0 to 255) belong to the one below
KINDS = {0: "note", 4: "warning", 8: "error", 12: "severe error"}
LETTERS = {0: "I", 4: "W", 8: "E", 12: "S"}
#: a source may hold more mistakes than anybody reads; the rest is counted
MOST = 5000
#: columns of a statement that are shown, around the caret
SHOWN = 120


class Message:
    """One message.

    number severity: as in the catalogue; `code`, such as ASM201E, holds both
    text:      what is wrong and what is expected, one line
    file line column: the place, line and column from 1; column 0: the statement as a whole
    statement: number of the statement in the listing; 0: none
    source:    the card, or the generated statement, the column counts in; "" when there is none
    trail:     "in macro NAME, called at FILE:LINE", innermost first
    """
    __slots__ = ("number", "severity", "text", "file", "line", "column", "statement", "source",
                 "trail", "generated")

    def __init__(self, number, severity, text, file="", line=0, column=0, statement=0, source="",
                 trail=(), generated=False):
        self.number, self.severity, self.text = number, severity, text
        self.file, self.line, self.column, self.statement = file, line, column, statement
        self.source, self.trail, self.generated = source, trail, generated

    @property
    def code(self) -> str:
        return f"ASM{self.number:03d}{LETTERS[_level(self.severity)]}"

    @property
    def place(self) -> str:
        """File and line; "" when there is none."""
        return f"{self.file}:{self.line}" if self.line else self.file

    def __str__(self) -> str:
        """For people: the place, the text, the statement with a caret under the column."""
        column = f":{self.column}" if self.column and not self.generated else ""
        place = f"{self.place}{column}: " if self.file else ""
        lines = [f"{place}{KINDS[_level(self.severity)]}: {self.text} [{self.code}]"]
        if self.source:
            start = max(0, self.column - SHOWN // 2) if len(self.source) > SHOWN else 0
            lines.append("    " + self.source[start:start + SHOWN])
            if self.column:
                lines.append("    " + " " * (self.column - start - 1) + "^")
        lines += ["    " + step for step in self.trail]
        return "\n".join(lines)


class Messages:
    """All messages of one assembly, in the order they were found.

    source: the source's name, for messages without a place
    coming: () -> the number that the next statement will have, for messages about cards
    """

    def __init__(self):
        self.all: list[Message] = []
        self.lost = 0
        self.return_code = 0
        self.source, self.coming = "", lambda: 0
        self._silent: set[Written] = set()

    def report(self, number: int, statement=None, at: int | None = None, /, *,
               severity: int | None = None, **facts) -> None:
        """Report message `number` of the catalogue.

        statement: a Statement, a Written, or None when it has no place
        at:        offset in the statement's `text`; None: the statement as a whole
        severity:  instead of the catalogue's (MNOTE)
        facts:     values for the catalogue's text
        """
        if self._silent and getattr(statement, "written", statement) in self._silent:
            return
        entry = CATALOGUE[number]
        severity = entry.severity if severity is None else severity
        self.return_code = max(self.return_code, severity)
        if len(self.all) >= MOST:
            self.lost += 1
            return
        place = _place(statement, at) if statement is not None else dict(file=self.source)
        if statement.__class__ is Written:
            place["statement"] = self.coming()
        self.all.append(Message(number, severity, entry.text.format(**facts), **place))

    def silence(self, written: Written) -> None:
        """The statement's cards are wrong, and that was reported: no more is said of it."""
        self._silent.add(written)

    def sorted(self) -> list[Message]:
        """In the order of the statements."""
        return sorted(self.all, key=lambda message: message.statement or 1 << 30)


def _level(severity: int) -> int:
    """0, 4, 8 or 12."""
    return min(severity // 4 * 4, 12)


def _place(statement, at: int | None) -> dict:
    """file, line, column, statement, source and trail of a Message."""
    written = getattr(statement, "written", statement)
    number = getattr(statement, "number", 0)
    if getattr(statement, "depth", 0) or statement.text != written.text:     # the cards differ from it
        column = 0 if at is None else at + 1
        return dict(file=written.file, line=written.line, column=column, statement=number,
                    source=statement.text, trail=_trail(statement), generated=True)
    card, column = (0, -1) if at is None else written.place(at)
    return dict(file=written.file, line=written.line + card, column=column + 1, statement=number,
                source=written.cards[card])


def _trail(statement) -> list[str]:
    """The calls that led to a generated statement."""
    steps, call = [], statement.call
    while call is not None and len(steps) < 8:
        steps.append(f"in macro {call.operation}, called at {call.written.file}:{call.written.line}")
        call = call.call
    return steps
