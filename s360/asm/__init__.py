"""The assembler: the language of IBM's Assembler F, from source text to object deck and listing.

    from s360.asm import assemble
    result = assemble("T CSECT\\n BR 14\\n END\\n")
    result.object_deck          # 80-byte cards
    result.return_code          # 0, 4, 8 or 12
    print(result.listing)

`assembly.py` has the flow of an assembly, docs/assembler.md the guide.
"""
from .options import Limits, Options
from .result import Assembly, Section, assemble, assemble_file

__all__ = ["Assembly", "Limits", "Options", "Section", "assemble", "assemble_file"]
