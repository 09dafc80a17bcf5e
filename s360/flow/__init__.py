"""From bytes back to source: the disassembler that follows the flow of control.

    from s360.flow.disassembler import disassemble_deck, disassemble_image

`program` holds what is disassembled, `follow` finds the instructions with what `registers` says of the
bases, `operands` and `layout` tell what the rest is, `constants` writes it.  docs/disassembler.md is the
guide; one instruction at a time is s360/disasm.py.
"""
