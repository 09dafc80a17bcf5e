"""The flow disassembler: a program as Assembler F source that assembles back to the same bytes.

Called by `cpcms disasm` and by programs:

    from s360.flow.disassembler import disassemble_deck, disassemble_image
    print(disassemble_image(image, at=0x200).source)

Flow of the work: program.py (sections, text, address constants) -> follow.py with
registers.py (what is an instruction) -> operands.py (types of data, USING) ->
layout.py (statements and labels) -> here (the source), with constants.py for DC and DS.

A byte is an instruction only when the flow of control leads there; what no constant of the language
gives back exactly is hexadecimal, so the source gives the same text whatever was guessed.  An object
deck also gets its ESD and RLD back; what the language cannot say is told in `notes` and in comments.

Source: C28-6514 (Assembler F).  Not made: literals, macros, DSECTs; the cards' cutting of the text,
SYM, REP and control cards are not kept (REP and control cards become comments).
"""
from __future__ import annotations

import re
from collections import deque
from typing import Iterable, NamedTuple

from ..disasm import disassemble, operands
from ..errors import MediaError
from . import constants
from .follow import Flow, meant
from .layout import (ADDRESS, CHANNEL, CODE, CONSTANT, GAP, Item, Labels, items_of, offset)
from .operands import CCW, PSW, Named, Naming, data_types
from .program import Program, Section, hidden, of_deck, of_image
from ..asm.object_deck import CM, CXD, ER, LD, PR, Q_CON, SD, V_CON, WX, Esd, ObjectDeck

NAME, OPERATION, REMARKS, CARD = 10, 6, 40, 71      # columns of a statement
ROOM = CARD - (NAME - 1) - OPERATION                # columns for an operand
LARGEST_OFFSET = 1 << 24
Y_LENGTH = 2
_OPERAND = re.compile(r"[^,(]+(?:\([^)]*\))?")     # of an instruction that disasm.py wrote


class Disassembly(NamedTuple):
    """source: Assembler F, lines of at most 71 columns; notes: what it could not say."""
    source: str
    notes: list[str]


def disassemble_image(image: bytes, at: int = 0, entries: Iterable[int] = ()) -> Disassembly:
    """A storage image whose first byte lies at address `at`.

    entries: addresses of instructions; none: for an image at 0 what its PSWs lead to, else its
    first byte.  MediaError when it ends beyond address FFFFFF.
    """
    program = of_image(image, at)
    flow = Flow(program)
    entries = list(entries)
    flow.follow(_inside(program, entries))
    if not entries and at == 0:
        flow.follow_low_storage()
    if not flow.code and not entries:
        flow.follow((at + (at & 1),))
    return _source(flow)


def disassemble_deck(deck: ObjectDeck, entries: Iterable[int] = ()) -> Disassembly:
    """An object deck.  entries: assembled addresses of instructions, besides the entry points that
    the deck names.  MediaError when its cards contradict each other."""
    program = of_deck(deck)
    flow = Flow(program)
    told = [program.start] if program.start is not None else []
    named = [section.place for section in program.sections] + [place for _, place in program.entries]
    flow.follow([*_inside(program, entries), *told])
    flow.follow([place for place in named if flow.plausible(place) or place in flow.code])
    flow.follow_constants()
    return _source(flow)


def _inside(program: Program, addresses: Iterable[int]) -> list[int]:
    """The places of entry points given by address."""
    places = []
    for address in addresses:
        place = program.place(address)
        if place is None or program.instruction(place) is None:
            raise MediaError(f"entry point {address:06X}: there is no instruction; give the address "
                             "of one within the program")
        places.append(place)
    return places


def _source(flow: Flow) -> Disassembly:
    return Disassembly(_Writer(flow).source(), flow.program.notes)


class _Writer:
    """Writes the statements of a program."""

    def __init__(self, flow: Flow):
        self.flow, self.program = flow, flow.program
        naming = Naming(flow)
        self.named, self.directives = naming.operands, naming.directives
        wanted = naming.wanted
        if self.program.start is not None:
            wanted.add(self.program.start)
        types = data_types(flow)
        commands = [place for place, data in types.items() if data.type == CCW]
        targets = [*map(self.program.target, self.program.constants),
                   *map(self.program.pointer, flow.addresses), *map(self.program.area, commands)]
        wanted |= {target for target in targets if target is not None}
        wanted |= {place for _, place in self.program.entries}
        self.items = items_of(flow, types, wanted)
        self.labels = Labels(self.program, self.items, wanted)
        self._undeclared = deque(self.program.deck.esd if self.program.deck else ())
        self._sections = {section.esdid: section for section in self.program.sections}
        self.externals = {item.esdid: self.labels.symbol(item.name) for item in self._undeclared
                          if item.type in (ER, WX, PR)}
        unnamed = hidden(self.program.deck) if self.program.deck else set()
        #: pseudo registers with a name of their own by ESDID
        self._registers = {item.esdid: item for item in self._undeclared
                           if item.type == PR and item.esdid not in unnamed}
        #: ESDIDs that a constant makes: of external symbols that the deck also defines (V-type), of
        #: pseudo registers that only a DSECT describes (Q-type)
        self._waiting = {esdid for esdid, name in self.externals.items()
                         if name in self.labels.defined and esdid not in self._registers}
        self._waiting |= {esdid for esdid, item in self._registers.items()
                          if constants.external_dummy(item.length, item.flag) is None}
        self.lines: list[str] = []
        self.zero = ""                               # symbol for address 0, when one was used
        self._written: set[int] = set()              # sections with a first CSECT
        self._current: Section | None = None
        self._declared: set[str] = set()             # external symbols
        self._made: set[int] = set()                 # ESDIDs that V-type constants made

    # -- the frame

    def source(self) -> str:
        """The whole text."""
        sections = sorted(self.program.sections, key=lambda section: section.place)
        if self.program.deck:
            self.declare()
        at = 0
        for section in sections:
            end = at
            while end < len(self.items) and self.items[end].place < section.end:
                end += 1
            self.section(section, self.items[at:end])
            at = end
        self.declare(everything=True)
        for name, place in self.labels.aliases:
            self.statement(name, "EQU", self.labels.expression(place))
        if self.zero:
            self.statement(self.zero, "EQU", self.labels.expression(0))
        self.statement("", "END", self._entry())
        head = [f"* {''.join(c if ' ' <= c <= '~' else '.' for c in line)}"[:CARD]
                for line in self._head()]
        return "\n".join([*head, *self.lines]) + "\n"

    def _entry(self) -> str:
        """The operand of END."""
        end = self.program.deck.end if self.program.deck else None
        if end and end.symbol:
            name = self.labels.symbol(end.symbol)
            types = {item.type for item in self.program.deck.esd if item.name == end.symbol}
            if CM not in types and (types & {SD, ER, WX} or LD in types and name in self.labels.defined):
                return name
            self.program.notes.append(f"the END card names {end.symbol!r}, which the ESD has not")
        if self.program.outside:
            esdid, distance = self.program.outside
            return offset(self.externals[esdid], distance)
        start = self.program.start
        return "" if start is None else self.labels.expression(start)

    def _head(self) -> Iterable[str]:
        """Comments before the program."""
        yield from self.program.notes
        deck = self.program.deck
        for rep in deck.rep if deck else ():
            yield f"REP {rep.address:06X} {rep.data.hex().upper()}"
        for control in deck.control if deck else ():
            yield f"card: {control.text}"

    def declare(self, everything: bool = False) -> None:
        """Sections and external symbols in the order of the ESD, which gives them their ESDIDs.  What
        follows an item that a constant must make (`_waiting`) waits for that."""
        while self._undeclared:
            item = self._undeclared[0]
            if item.esdid in self._waiting and not everything:
                return
            self._undeclared.popleft()
            if item.section:
                if item.esdid not in self._written:
                    self.resume(self._sections[item.esdid])
            elif item.type == LD and (name := self.labels.symbol(item.name)) in self.labels.defined:
                self.statement("", "ENTRY", name)
            elif item.type in (ER, WX):
                self._external(item)
            elif item.type == PR and item.esdid not in self._made:
                self._register(item)

    def _external(self, item: Esd) -> None:
        """EXTRN or WXTRN, once for a name."""
        name = self.externals[item.esdid]
        if name in self._declared:
            self.program.notes.append(f"external symbol {name!r} is there twice")
        elif item.esdid in self._waiting:
            self.program.notes.append(f"{name!r} is defined here; as an external symbol it would need "
                                      "a V-type constant")
        elif name not in self.labels.defined:
            self.statement("", "EXTRN" if item.type == ER else "WXTRN", name)
        self._declared.add(name)

    def _register(self, item: Esd) -> None:
        """DXD of a pseudo register."""
        operand = constants.external_dummy(item.length, item.flag)
        if item.esdid not in self._registers:
            self.program.notes.append(f"pseudo register {item.name!r} is left out: another symbol has "
                                      "its name")
        elif operand is None:
            self.program.notes.append(f"pseudo register {item.name!r} is left out: it would need a "
                                      "Q-type constant")
        else:
            self.statement(self.externals[item.esdid], "DXD", operand)

    def _dummy(self, item: Esd) -> None:
        """DSECT of a pseudo register whose length its boundary does not divide."""
        if item.esdid in self._waiting:
            self.statement(self.externals[item.esdid], "DSECT", "")
            self.statement("", "DS", f"{item.length}X")
            self.resume(self._current)

    def resume(self, section: Section) -> None:
        """The statement that begins or resumes a section."""
        name = self.labels.headings[section.place]
        if section.address and not self._written and section.type != CM:
            aligned = section.address & ~7
            self.statement(name, "START", f"X'{aligned:X}'")
            if aligned != section.address:
                self.statement("", "ORG", f"*+{section.address - aligned}")
        else:
            self.statement(name, "COM" if section.type == CM else "CSECT", "")
        self._written.add(section.esdid)
        self._current = section

    def section(self, section: Section, items: list[Item]) -> None:
        """All of a section."""
        if self._undeclared and section.esdid not in self._written:
            self.program.notes.append(f"section {section.name!r} gets another ESDID")
        if section is not self._current:
            self.resume(section)
        if not items and not self.labels.headings[section.place]:
            self.statement(self.labels.sections[section.place], "DS", "0C")
        for item in items:
            self.item(item)

    # -- statements

    def statement(self, name: str, operation: str, operand: str, remark: str = "") -> None:
        """A line."""
        line = f"{name:<{NAME - 1}}{operation:<{OPERATION}}{operand}".rstrip()
        if remark:
            line = f"{line:<{REMARKS - 1}} {remark}"
        self.lines.append(line if len(line) <= CARD else line[:CARD].rstrip())

    def item(self, item: Item) -> None:
        """The statements of an item."""
        name = self.labels.of(item)
        text = self.program.read(item.place, item.length)
        address = self.program.address(item.place)
        if item.kind == CODE:
            self.instruction(item, name, text, address)
        elif item.kind == CONSTANT:
            self.constant(item, name, text)
        elif item.kind == ADDRESS:
            length = "L4" if address % 4 else ""
            self.statement(name, "DC", f"A{length}({self.word(item.place)})", f"{address:06X}")
        elif item.kind == CHANNEL:
            self.statement(name, "CCW", f"X'{text[0]:02X}',{self.word(item.place)},"
                           f"X'{text[4]:02X}',{int.from_bytes(text[6:], 'big')}", f"{address:06X}")
        elif item.kind == GAP:
            self.gap(item, name, address)
        else:
            self.data(item, name, text, address)

    def word(self, place: int) -> str:
        """The address in a word (its last three bytes): a label, or a number where there is none."""
        text = self.program.read(place + 1, 3)
        constant = self.program.constants.get(place + 1)
        if constant:
            return self._expression(constant, text)[0]
        value = int.from_bytes(text, "big")
        label = self.program.absolute and self.program.inside(value)
        return self.labels.expression(value) if label else str(value)

    def gap(self, item: Item, name: str, address: int) -> None:
        """No text."""
        if item.length > constants.LARGEST_DS:
            if name:
                self.statement(name, "DS", "0C")
            self.statement("", "ORG", f"*+{item.length}")
        else:
            self.statement(name, "DS", constants.space(item.type, item.length, address),
                           f"{address:06X}")

    def data(self, item: Item, name: str, text: bytes, address: int) -> None:
        """Text that is no instruction."""
        if item.type == PSW and len(text) == 8:
            parts = [(f"X'{text.hex().upper()}'", 8)]
        else:
            operand = constants.constant(item.type, text, address) if item.type else None
            parts = [(operand, len(text))] if operand else constants.plain(text, address)
        for operand, length in parts:
            self.statement(name, "DC", operand, f"{address:06X}")
            name, address = "", address + length

    def constant(self, item: Item, name: str, text: bytes) -> None:
        """An address constant; where it holds more than the address, that is laid over it."""
        constant = self.program.constants[item.place]
        address, esdid = self.program.address(item.place), constant.terms[0].esdid
        if constant.kind == CXD:
            exact = not any(text)
            self.statement(name, "CXD", "", f"{address:06X}")
        else:
            if constant.kind == Q_CON:
                self._dummy(self._registers[esdid])
            expression, exact = self._expression(constant, text)
            kind = {V_CON: "V", Q_CON: "Q"}.get(constant.kind) or (
                "Y" if constant.length == Y_LENGTH else "A")
            natural = Y_LENGTH if kind == "Y" else 4
            length = "" if constant.length == natural and not address % natural else (
                f"L{constant.length}")
            self.statement(name, "DC", f"{kind}{length}({expression})", f"{address:06X}")
        if not exact:
            self.statement("", "ORG", f"*-{constant.length}")
            self.statement("", "DC", f"X'{text.hex().upper()}'")
        if constant.kind in (V_CON, Q_CON):
            self._made_external(esdid)

    def _expression(self, constant, text: bytes) -> tuple[str, bool]:
        """(the operand of the constant, does it give `text`)."""
        value = int.from_bytes(text, "big", signed=len(text) == 4)
        terms = constant.terms
        section = terms[0].section
        if len(terms) == 1 and section and not terms[0].negative:
            exact = 0 <= value < LARGEST_OFFSET
            place = section.place + (value - section.address if exact else 0)
            return self.labels.expression(place, section), exact
        out = "0" if terms[0].negative else ""
        for negative, section, esdid in terms:
            name = self.labels.sections[section.place] if section else self.externals[esdid]
            base = section.address if section else 0
            value += base if negative else -base
            out += ("-" if negative else "+" if out else "") + name
        exact = -LARGEST_OFFSET < value < LARGEST_OFFSET
        if constant.kind in (V_CON, Q_CON):
            return out, not value
        return offset(out, value) if exact else out, exact

    def _made_external(self, esdid: int) -> None:
        """A V-type constant has made this symbol external, a Q-type one this DSECT."""
        if (self.externals[esdid] in self._declared or esdid in self._made
                or esdid in self._registers and esdid not in self._waiting):
            return
        self._made.add(esdid)
        self._waiting.discard(esdid)
        if self._undeclared[0].esdid != esdid:
            self.program.notes.append(f"{self.externals[esdid]!r} gets another ESDID")
        current = self._current
        self.declare()
        if current is not self._current:
            self.resume(current)

    # -- instructions

    def instruction(self, item: Item, name: str, text: bytes, address: int) -> None:
        """An instruction with USING and DROP before it."""
        for register, place in self.directives.get(item.place, ()):
            if place is None:
                self.statement("", "DROP", str(register))
            else:
                base = "*" if place == item.place else self.labels.expression(place)
                self.statement("", "USING", f"{base},{register}")
        row = self.flow.code[item.place][0]
        remark = f"{address:06X} {text.hex().upper()}"
        if not meant(row, text):
            shown = disassemble(text, address)[0]
            self.statement(name, "DC", f"X'{text.hex().upper()}'",
                           f"{address:06X} {' '.join(shown.split())}")
            return
        mnemonic, plain = disassemble(text, address)[0].split(None, 1)
        fields = operands(text)
        pieces = _OPERAND.findall(plain)
        for number, at in (("1", 0), ("2", len(pieces) - 1)):
            named = self.named.get((item.place, number))
            if named is not None:
                pieces[at] = self.operand(named, number, fields)
        first = self.named.get((item.place, "1"))
        if row.mnemonic in ("MVI", "CLI") and not (first and self.labels.is_code(first.place)):
            pieces[-1] = constants.character(fields["I2"]) or pieces[-1]
        operand = ",".join(pieces)
        self.statement(name, mnemonic, operand if len(operand) <= ROOM else plain, remark)

    def operand(self, named: Named, number: str, fields: dict[str, int]) -> str:
        """A storage operand by name."""
        label, distance = self.labels.parts(named.place)
        length = fields.get("L" + number, fields.get("L") if number == "1" else None)
        index = fields.get("X" + number, 0)
        inside = [str(length + 1)] if length is not None else [str(index)] if index else []
        if named.form != "implied":
            base, base_distance = self.base(named)
            label, distance = f"{label}-{base}", distance - base_distance
        if named.form == "based":
            inside = [*(inside or [""] * ("X" + number in fields)), str(fields["B" + number])]
        return offset(label, distance) + (f"({','.join(inside)})" if inside else "")

    def base(self, named: Named) -> tuple[str, int]:
        """What the distance of an operand is counted from."""
        if named.form == "based":
            return self.labels.parts(named.base)
        self.zero = self.zero or self.labels.fresh("Z", 0)
        return self.zero, 0
