"""A statement: as it stands on its cards (`Written`), and as it is assembled (`Statement`).

Made by source.py (from cards) and generate.py (from macro definitions); read by every later part.
Source: GC28-6514, section 2, Assembler Language Coding Conventions.
"""
from __future__ import annotations

#: Statement.kind: who acts on it
COMMENT = "comment"          # nobody; it is listed
ASSEMBLE = "assemble"        # machine and assembler instructions: pass 1 and 2
QUIET = "quiet"              # conditional assembly, macro definitions, COPY, ICTL, ISEQ: done when it comes; listed
CALL = "call"                # a macro instruction; what it generates follows
NOTE = "note"                # MNOTE; its text is `operand`, a message goes with it if it has a severity


class Written:
    """One statement as it stands on its cards.

    file:   the source's name as people know it
    line:   number of its first card there, from 1
    cards:  the cards, up to 80 columns each, blanks at the right removed
    text:   columns 1-71 of the first and 16-71 of the others (as ICTL says), joined; blanks at the
            right removed
    breaks: for each card after the first: (offset in `text` where it begins, its column - 1 there)
    first:  column - 1 at which `text` begins
    """
    __slots__ = ("file", "line", "cards", "text", "breaks", "first")

    def __init__(self, file, line, cards, text, breaks=(), first=0):
        self.file, self.line, self.cards, self.text = file, line, cards, text
        self.breaks, self.first = breaks, first

    def place(self, offset: int) -> tuple[int, int]:
        """(index of the card, column from 0) of a place in `text`."""
        card, start, column = 0, 0, self.first
        for number, (at, begin) in enumerate(self.breaks, 1):
            if offset >= at:
                card, start, column = number, at, begin
        return card, offset - start + column


class Statement:
    """One statement of the assembly, in the order of the listing.

    name operation operand remarks: the fields; "" where absent.  `operand` ends before the first
                  blank outside of quotes and, for macro instructions in the alternate form, has
                  its lines joined
    operand_at:   offset of the operand field in `text`; operation_at: of the operation
    text:         the whole statement, after substitution
    written:      the cards it comes from; for a generated statement those of its model statement
    depth:        0 in open code, 1 in a macro called from there, ...
    call:         the macro instruction that generated it (a Statement); None in open code
    kind:         one of the kinds above
    op:           what operations.py found for `operation`; None when it is undefined
    number:       statement number in the listing; given by the generator in sequence, from 1
    """
    __slots__ = ("name", "operation", "operand", "remarks", "operation_at", "operand_at", "text",
                 "written", "depth", "call", "kind", "op", "number")

    def __init__(self, written, text, name="", operation="", operand="", remarks="",
                 operation_at=0, operand_at=0, depth=0, call=None, kind=COMMENT, op=None):
        self.written, self.text = written, text
        self.name, self.operation, self.operand, self.remarks = name, operation, operand, remarks
        self.operation_at, self.operand_at = operation_at, operand_at
        self.depth, self.call, self.kind, self.op, self.number = depth, call, kind, op, 0
