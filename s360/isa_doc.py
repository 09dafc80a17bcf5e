"""Writes docs/instructions.md from the instruction table: `python -m s360.isa_doc`.

A test says whether the committed page is current.  Nothing about an instruction is written here;
s360/isa.py has it all, s360/explain_rules.py the names of manuals and interruptions.
"""
from __future__ import annotations

from pathlib import Path

from s360.explain_rules import PROGRAM_CODES, chapter
from s360.isa import EXCEPTIONS, EXTENDED, FEATURES, FORMATS, INSTRUCTIONS, Instruction

PAGE = Path(__file__).resolve().parent.parent / "docs" / "instructions.md"
HEAD = ("Mnemonic", "Code", "Format", "Operands", "Name", "Priv.", "Sets CC", "Exceptions",
        "Boundary", "Described in")
INTRODUCTION = """\
# The instructions of System/360

Written by `python -m s360.isa_doc` from `s360/isa.py`; change that table, not this page.

{count} instructions. An operation code that is in no table below is an operation exception, and
so is every instruction of a feature that a machine lacks. Besides the exceptions listed, a
storage operand that is fetched can meet a protection exception where the block has fetch
protection, and on a Model 67 with translation on every storage reference can meet a segment or
page translation exception. *Boundary* is what the address of the storage operand must be a
multiple of, in bytes. In the operands, lengths L, L1, L2 are in bytes, as the assembler takes
them; the instruction holds one less.
"""


def table(head: tuple[str, ...], rows: list[tuple]) -> list[str]:
    """Lines of a Markdown table."""
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return lines + ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]


def exceptions(row: Instruction) -> str:
    """The exceptions of an instruction in words, in order of interruption code."""
    tags = sorted(row.exceptions, key=lambda tag: (EXCEPTIONS[tag][1], tag))
    return ", ".join(EXCEPTIONS[tag][0] for tag in tags) or "none"


def cells(row: Instruction) -> tuple:
    layout, syntax = FORMATS[row.format]
    return (row.mnemonic, f"{row.opcode:02X}", layout, f"`{syntax}`", row.name,
            "yes" if row.privileged else "", "yes" if row.cc else "", exceptions(row),
            row.align if row.align > 1 else "", chapter(row))


def extended_mnemonics() -> list[tuple]:
    """(mnemonic, what it stands for)."""
    out = []
    for mnemonic, (base, mask) in EXTENDED.items():
        operand = FORMATS[next(r.format for r in INSTRUCTIONS if r.mnemonic == base)][1]
        rest = operand.partition(",")[2]
        out.append((mnemonic, f"`{rest}`", f"`{base} {mask},{rest}`"))
    return out


def markdown() -> str:
    """The text of docs/instructions.md."""
    lines = [INTRODUCTION.format(count=len(INSTRUCTIONS))]
    for feature, title in FEATURES.items():
        rows = [cells(row) for row in INSTRUCTIONS if row.feature == feature]
        lines += [f"## {title[0].upper()}{title[1:]}", "", *table(HEAD, rows), ""]
    lines += ["## Extended mnemonics", "",
              "The assembler writes these branches with their mask in the name.", "",
              *table(("Mnemonic", "Operands", "Stands for"), extended_mnemonics()), ""]
    lines += ["## Program interruptions", "",
              *table(("Code", "Exception", "Raised for"), interruptions()), ""]
    return "\n".join(lines)


def interruptions() -> list[tuple]:
    """(code, name, the conditions of the instruction table that raise it)."""
    return [(f"{code:04X}", name, ", ".join(words for words, at in EXCEPTIONS.values()
                                            if at == code and words != name))
            for code, name in PROGRAM_CODES.items()]


if __name__ == "__main__":
    PAGE.write_text(markdown(), encoding="utf-8")
