"""The operation codes of an assembly: what the operation field of a statement means.

One table a run, because OPSYN and macro definitions change it.  Machine instructions and extended
mnemonics come from s360/isa.py and are written down nowhere else.
Source: GC28-6514, section 5 (assembler instructions), section 6-9 (macro language).
"""
from __future__ import annotations

from ..isa import BY_MNEMONIC, EXTENDED, Instruction

MACHINE, ASSEMBLER, CONDITIONAL, MACRO = "machine", "assembler", "conditional", "macro"

#: done by pass 1 and 2
ASSEMBLER_INSTRUCTIONS = (
    "START CSECT DSECT COM ENTRY EXTRN WXTRN USING DROP EQU DC DS DXD CXD CCW ORG LTORG CNOP "
    "TITLE EJECT SPACE PRINT PUNCH REPRO OPSYN END").split()
#: done while statements are generated
CONDITIONAL_INSTRUCTIONS = (
    "MACRO MEND MEXIT MNOTE COPY ICTL ISEQ AIF AGO ANOP ACTR LCLA LCLB LCLC GBLA GBLB GBLC "
    "SETA SETB SETC").split()
#: not in Assembler F; reported at level f
LATER = frozenset(["OPSYN", "WXTRN", *(m for m, (base, mask) in EXTENDED.items()
                              if base == "BCR" and mask not in (0, 15))])


class Operation:
    """What a mnemonic stands for.

    mnemonic: the name it was defined under (OPSYN does not change it)
    kind:     MACHINE, ASSEMBLER, CONDITIONAL or MACRO
    row:      the instruction of s360/isa.py (MACHINE)
    mask:     M1 of an extended mnemonic, else None (MACHINE)
    macro:    its definition (MACRO)
    ordinary: in open code its fields are all that the front needs (MACHINE, ASSEMBLER but for END)
    """
    __slots__ = ("mnemonic", "kind", "row", "mask", "macro", "ordinary")

    def __init__(self, mnemonic: str, kind: str, row: Instruction | None = None,
                 mask: int | None = None, macro=None):
        self.mnemonic, self.kind, self.row, self.mask, self.macro = mnemonic, kind, row, mask, macro
        self.ordinary = kind == MACHINE or kind == ASSEMBLER and mnemonic != "END"


class Operations:
    """The table of one assembly."""

    def __init__(self):
        self._table = dict(_FIRST)

    def find(self, mnemonic: str) -> Operation | None:
        """What it means now; None: undefined (a library may hold a macro of this name)."""
        return self._table.get(mnemonic)

    def define(self, mnemonic: str, operation: Operation) -> None:
        """A macro definition, or OPSYN with an operand."""
        self._table[mnemonic] = operation

    def delete(self, mnemonic: str) -> None:
        """OPSYN without an operand."""
        self._table.pop(mnemonic, None)


_FIRST = {
    **{m: Operation(m, MACHINE, row) for m, row in BY_MNEMONIC.items()},
    **{m: Operation(m, MACHINE, BY_MNEMONIC[base], mask) for m, (base, mask) in EXTENDED.items()},
    **{m: Operation(m, ASSEMBLER) for m in ASSEMBLER_INSTRUCTIONS},
    **{m: Operation(m, CONDITIONAL) for m in CONDITIONAL_INSTRUCTIONS},
}
END, REPRO = _FIRST["END"], _FIRST["REPRO"]
