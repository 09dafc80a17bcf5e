"""The storage operands of the instructions that were found: where they lie, what type of data is
there, and how Assembler F can name them.

Called by s360/flow/disassembler.py.  `Naming` goes through the instructions in the order they will be
written and keeps the USINGs as the assembler does: an implied address takes the register with the
smallest displacement, of equal ones the highest.  Where that would not be the instruction's own base
register the operand is written `LABEL-BASE(,12)`.

Source: C28-6514, Addressing and USING.
"""
from __future__ import annotations

from typing import Iterator, NamedTuple

from ..disasm import operands
from ..isa import Instruction
from .follow import BRANCHES, Flow
from .program import Program
from .registers import CALL_CHANGES, State, address

REACH = 4096
MANY = 8                 # uses of a pointer to data that make it a base
#: mnemonics whose D(B) is no address of storage
NUMBERS = frozenset("SRL SLL SRA SLA SRDL SLDL SRDA SLDA SIO TIO HIO TCH DIAG".split())
#: mnemonics that only make an address, or go there
NO_DATA = BRANCHES | {"LA", "LRA", "EX"}
PSW, CCW = "PSW", "CCW"
CAW = 72
CHAINING = 0xC0          # CCW flags: data and command chaining
TIC = 8
LONGEST_CHAIN = 256

_TYPES = {"CVB": "P", "CVD": "P", "LPSW": PSW, "MVO": "X"}
_FIRST = {"PACK": "P", "UNPK": "Z", "ED": "X", "EDMK": "X"}
_SECOND = {"PACK": "Z", "UNPK": "P", "ED": "", "EDMK": "", "TR": "X", "TRT": "X"}


class Operand(NamedTuple):
    """A storage operand.  number: "1" or "2"; place: None when the base is not known."""
    number: str
    base: int
    displacement: int
    index: int
    place: int | None


class Data(NamedTuple):
    """Data of a type (of DC, or PSW or CCW) and its bytes."""
    type: str
    length: int


def storage_operands(program: Program, row: Instruction, text: bytes,
                     state: State) -> Iterator[Operand]:
    """The operands in storage of an instruction."""
    if row.mnemonic in NUMBERS:
        return
    fields = operands(text)
    for number in "12":
        if "D" + number in fields:
            base, displacement = fields["B" + number], fields["D" + number]
            index = fields.get("X" + number, 0)
            yield Operand(number, base, displacement, index,
                          address(program, state, base, displacement, index))


# -- types of data

def data_types(flow: Flow) -> dict[int, Data]:
    """place -> what instructions take the data there for.  Numbers go before characters, longer
    before shorter."""
    found: dict[int, Data] = {}

    def note(place: int, data: Data) -> None:
        old = found.get(place)
        if old is None or _rank(data) > _rank(old):
            found[place] = data

    for place, (row, text) in flow.code.items():
        if row.mnemonic in NO_DATA:
            continue
        for operand in storage_operands(flow.program, row, text, flow.state[place]):
            if operand.place is not None:
                for at, data in _typed(operand, row, text):
                    note(at, data)
        if row.mnemonic in ("ST", "MVC"):
            for at, data in _channel_program(flow, row, text, flow.state[place]):
                note(at, data)
    return found


def _rank(data: Data) -> tuple[int, int]:
    return (data.type not in "CX", data.type == CCW, data.length)


def _typed(operand: Operand, row: Instruction, text: bytes) -> Iterator[tuple[int, Data]]:
    """What the instruction takes its operand for."""
    name = row.mnemonic
    if row.format == "RS":                            # LM, STM, LMC, STMC
        count = ((text[1] & 15) - (text[1] >> 4) & 15) + 1
        yield from ((operand.place + 4 * n, Data("F", 4)) for n in range(count))
    elif row.format == "RX":
        kind = _TYPES.get(name) or {2: "H", 4: "F", 8: "D"}.get(row.align, "X")
        if kind == "F" and row.feature == "float" or name in ("STE", "LE"):
            kind = "E"
        yield operand.place, Data(kind, row.align)
    elif row.format in ("SI", "S"):
        yield operand.place, Data(PSW, 8) if name == "LPSW" else Data("X", 1)
    else:
        yield from _typed_field(operand, row, text)


def _typed_field(operand: Operand, row: Instruction, text: bytes) -> Iterator[tuple[int, Data]]:
    """Operands of SS instructions."""
    name, first = row.mnemonic, operand.number == "1"
    if row.format == "SS-LL":
        length = (text[1] >> 4 if first else text[1] & 15) + 1
        kind = _TYPES.get(name) or (_FIRST if first else _SECOND).get(name, "P")
    else:
        length = 256 if name in ("TR", "TRT") and not first else text[1] + 1
        kind = (_FIRST if first else _SECOND).get(name, "C")
    if kind:
        yield operand.place, Data(kind, length)


def _channel_program(flow: Flow, row: Instruction, text: bytes,
                     state: State) -> Iterator[tuple[int, Data]]:
    """The CCWs that a store into the CAW points to, and their data."""
    fields, program = operands(text), flow.program
    if row.mnemonic == "ST":
        if fields["B2"] or fields["X2"] or fields["D2"] != CAW:
            return
        at = state[fields["R1"]]
    else:
        if fields["B1"] or fields["D1"] != CAW:
            return
        source = address(program, state, fields["B2"], fields["D2"])
        at = None if source is None else program.pointer(source)
    for _ in range(LONGEST_CHAIN):
        ccw = program.read(at, 8) if at is not None and not program.address(at) & 7 else b""
        if len(ccw) < 8:
            return
        yield at, Data(CCW, 8)
        area = program.area(at)
        count = int.from_bytes(ccw[6:], "big")
        if area is not None and count and ccw[0] & 15 != TIC and program.inside(area):
            yield area, Data("C", count)
        if ccw[0] & 15 != TIC and not ccw[4] & CHAINING:
            return
        at += 8


# -- names for operands

class Named(NamedTuple):
    """How an operand is written.  form: "implied" LABEL, "based" LABEL-BASE(,12), "zero"
    LABEL-ZERO; place: what LABEL stands for; base: the place BASE stands for."""
    form: str
    place: int
    base: int = 0


class Naming:
    """How the operands of all instructions are written.

    operands:   (place of the instruction, operand number) -> Named; others stay numbers
    directives: place of the instruction -> USING and DROP before it, as (register, place or None)
    wanted:     places that get a label
    """

    def __init__(self, flow: Flow):
        self.flow = flow
        self.program = flow.program
        self.operands: dict[tuple[int, str], Named] = {}
        self.directives: dict[int, list[tuple[int, int | None]]] = {}
        self.wanted: set[int] = set()
        self._active: dict[int, int] = {}            # register -> place it is said to hold
        self._uses: dict[tuple[int, int], int] = {}
        places = sorted(flow.code)
        for place in places:
            for operand in self._storage_operands(place):
                if operand.base and operand.place is not None:
                    key = operand.base, flow.state[place][operand.base]
                    self._uses[key] = self._uses.get(key, 0) + 1
        for place in places:
            self._name(place)

    def _storage_operands(self, place: int) -> Iterator[Operand]:
        row, text = self.flow.code[place]
        return storage_operands(self.program, row, text, self.flow.state[place])

    def _name(self, place: int) -> None:
        """The operands of one instruction.  All its USINGs come first: each bears on the choice
        of the register for the other operand."""
        row, _ = self.flow.code[place]
        state = self.flow.state[place]
        implied = []
        for operand in self._storage_operands(place):
            if not operand.base and not operand.index:
                if self.program.absolute and self.program.inside(operand.displacement):
                    self._set(place, operand, Named("zero", operand.displacement))
                continue
            base = state[operand.base] if operand.base else None
            if base is None:
                continue
            target = base + operand.displacement
            if self._nameable(row, operand, base, target):
                self._use(place, operand.base, base)
                implied.append((operand, base, target))
        for operand, base, target in implied:
            self._set(place, operand, self._based(place, operand.base, base, target))

    def _nameable(self, row: Instruction, operand: Operand, base: int, target: int) -> bool:
        section = self.program.section(base)
        if section is None or not section.place <= base <= section.end:
            return False
        if not section.place <= target <= section.end + REACH:
            return False
        if self.program.address(target) % (2 if row.mnemonic in BRANCHES else row.align):
            return False                              # the assembler would complain
        return (base in self.flow.code or base == section.place
                or operand.base not in CALL_CHANGES
                and self._uses.get((operand.base, base), 0) >= MANY)

    def _set(self, place: int, operand: Operand, named: Named) -> None:
        self.operands[place, operand.number] = named
        self.wanted.add(named.place)
        if named.form == "based":
            self.wanted.add(named.base)

    def _use(self, place: int, register: int, base: int) -> None:
        """Make the USING of a register active."""
        if self._active.get(register) != base:
            self._active[register] = base
            self.wanted.add(base)
            self.directives.setdefault(place, []).append((register, base))

    def _based(self, place: int, register: int, base: int, target: int) -> Named:
        """An implied address, if the assembler takes this register for it; what is said of others
        but is not true here is dropped."""
        state = self.flow.state[place]
        while (chosen := self._chosen(target)) != register:
            if state[chosen] == self._active[chosen]:
                return Named("based", target, base)
            del self._active[chosen]                  # not true here any more
            self.directives.setdefault(place, []).append((chosen, None))
        return Named("implied", target)

    def _chosen(self, target: int) -> int:
        """The register that the assembler takes for an implied address."""
        section = self.program.section(target)
        return min((target - value, -register) for register, value in self._active.items()
                   if 0 <= target - value < REACH
                   and self.program.section(value) is section)[1] * -1
