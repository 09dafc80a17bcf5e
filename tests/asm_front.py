"""The assembler's front at work alone: statements and messages of a source, symbols from a table."""
from __future__ import annotations

from s360.asm.attributes import Attributes
from s360.asm.generate import Generator
from s360.asm.messages import Messages
from s360.asm.operations import Operations
from s360.asm.options import Options
from s360.asm.statement import ASSEMBLE, NOTE


class Symbols:
    """In place of pass 1: `known` are defined; `later` are found by looking ahead."""

    def __init__(self, known=None, later=None, section="PROG"):
        self.known, self.later, self._section = known or {}, later or {}, section
        self.peeked = []

    def symbol(self, name):
        return self.known.get(name)

    def peek(self, statement):
        self.peeked.append(statement)
        return self.later.get(statement.name)

    def section(self):
        return self._section


KNOWN = {"FIELD": Attributes("C", 12), "FULL": Attributes("F", 4, 3, 28),
         "PACKED": Attributes("P", 3, 2, 3), "HERE": Attributes("I", 4), "CSECT1": Attributes("J", 1)}


class Front:
    """One run: `statements` in listing order, `messages`."""

    def __init__(self, text, symbols=None, **options):
        self.messages = Messages()
        self.symbols = symbols or Symbols(dict(KNOWN))
        self.statements = list(Generator("SOURCE", text, Options(**options), Operations(),
                                         self.messages, self.symbols))

    @property
    def numbers(self):
        """Of the messages, in order."""
        return [message.number for message in self.messages.all]

    @property
    def assembled(self):
        """"operation operand" of what goes to pass 1, blank at the end removed."""
        return [f"{s.operation} {s.operand}".rstrip() for s in self.statements if s.kind == ASSEMBLE]

    @property
    def notes(self):
        """What MNOTE prints."""
        return [s.text for s in self.statements if s.kind == NOTE]


def macro(body, call="         TRY", prototype="         TRY", after="", **options):
    """A macro definition of these lines, and one call of it."""
    return Front(f"         MACRO\n{prototype}\n{body.strip(chr(10))}\n         MEND\n{call}\n{after}",
                 **options)


def values(*lines, declare="         LCLA  &A(9)\n         LCLB  &B(9)\n         LCLC  &C(9)",
           call="         TRY", prototype="         TRY", **options):
    """Texts that a macro's SET symbols have: the last line sets, MNOTE shows."""
    front = macro("\n".join([declare, *lines]), call, prototype, **options)
    assert not front.numbers, [str(m) for m in front.messages.all]
    return [note.removeprefix("*,") for note in front.notes]
