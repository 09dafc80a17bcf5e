"""What the tests of the assembler have in common: sources in, bytes of sections out."""
from __future__ import annotations

from assembled import cards
from object_cards import section
from s360 import asm


def clean(source: str):
    """An assembly without any message; the source needs neither first CSECT nor END."""
    if " CSECT" not in source and " START" not in source:
        source = "TEST     CSECT\n" + source
    assembly = asm.assemble(source.rstrip() + "\n         END\n", name="TEST", level="F")
    assert assembly.return_code == 0, [(m.line, m.number, m.text) for m in assembly.messages]
    return assembly


def code(source: str, name: str | None = None) -> str:
    return section(cards(clean(source)), name).hex().upper()


def dc(operand: str) -> str:
    return code(f"         DC    {operand}\n")


def text(source: str) -> str:
    """The text as characters, blanks at its end off."""
    return bytes.fromhex(code(source)).decode("cp037").rstrip()


def flagged(source: str):
    """The messages of a source that is wrong somewhere."""
    assembly = asm.assemble("TEST     CSECT\n" + source + "         END\n", name="TEST", level="F")
    assert assembly.messages and assembly.return_code >= 4
    return assembly.messages
