"""Random programs for running two CPUs in lock step.

Everything is plain data made from a ``random.Random``, so a seed names a case for ever.  A
state (see program_state) gets a program of instructions from the whole table: operands mostly
fit, some are odd, beyond the end or protected; the program branches, loops, executes, switches
PSWs and stores into itself.  Used by the lock-step tests and by test_program_maker; operation
codes and formats come from s360/isa.py.
"""
from __future__ import annotations

from random import Random

from program_state import (
    BASES, BINARY, CODE_BASE, CR0_POOL, CR6_POOL, DECIMAL, EDGE_BASE, FLOAT, LABEL, MASKS,
    POINTERS, PSW_COUNT, PSW_POOL, SIZE, SUBJECT_COUNT, SUBJECTS, TEXT, WINDOW_SIZES, chance,
    decimal_fields, make_state, put)
from s360 import isa

RARE = {"LPSW": 3, "SSM": 3, "LMC": 3, "SSK": 4, "SVC": 5, "EX": 40,
        "SIO": 1, "TIO": 1, "HIO": 1, "TCH": 1, "DIAG": 1, "RDD": 1, "WRD": 1}
LEAVING = {"SIO", "TIO", "HIO", "TCH", "DIAG", "RDD", "WRD"}
WEIGHT = 10


class Item:
    """One instruction; target: index of the instruction that its B-D field shall name."""

    def __init__(self, code, target: int | None = None):
        self.code = bytearray(code)
        self.target = target


class Program:
    """Makes instructions, knowing how far it has come.

    offset: of the instruction being made, from the start of the code
    index:  its number
    """

    def __init__(self, rng: Random, leaving: bool = True):
        self.rng = rng
        self.offset = self.index = 0
        self.rows = [r for r in isa.INSTRUCTIONS if leaving or r.mnemonic not in LEAVING]
        self.weights = [RARE.get(r.mnemonic, WEIGHT) for r in self.rows]

    def item(self) -> Item:
        """A random instruction of any kind."""
        roll = self.rng.randrange(100)
        if roll < 8:        # point the base registers at their windows again
            return Item(bytes([0x98, 0x8F]) + POINTERS.to_bytes(2, "big"))
        if roll < 10:       # refill the loop counter
            return Item(bytes([0x41, 0x70, 0x00, self.rng.randint(1, 4)]))
        if roll < 11:
            opcode = self.rng.choice([o for o in range(256) if o not in isa.BY_OPCODE])
            return Item(bytes([opcode]) + self.rng.randbytes(isa.length(opcode) - 1))
        if roll < 16:
            return self.modification()
        return self.of(self.rng.choices(self.rows, self.weights)[0])

    def modification(self) -> Item:
        """A store into the code just ahead (or behind): an immediate, or a copied instruction."""
        target = CODE_BASE << 12 | max(self.offset + self.rng.randint(-6, 14), 0) & 0xFFF
        if chance(self.rng, 50):
            opcode = isa.BY_MNEMONIC[self.rng.choice(("MVI", "NI", "OI", "XI"))].opcode
            return Item(bytes([opcode, self.rng.getrandbits(8)]) + target.to_bytes(2, "big"))
        source = CODE_BASE << 12 | self.rng.randrange(self.offset + 1) & 0xFFE
        head = bytes([isa.BY_MNEMONIC["MVC"].opcode, self.rng.choice((1, 3, 3, 5))])
        return Item(head + (target & 0xFFFE).to_bytes(2, "big") + source.to_bytes(2, "big"))

    def of(self, row: isa.Instruction) -> Item:
        """A random instruction of one kind."""
        special = SPECIAL.get(row.mnemonic)
        made = special(self, row) if special else MAKERS[isa.FORMATS[row.format][0]](self, row)
        return made if isinstance(made, Item) else Item(bytes([row.opcode]) + made)

    # --- fields

    def work(self) -> int:
        """A register that holds nothing needed, mostly."""
        return self.rng.choice((0, 1, 2, 3, 4, 5, 14)) if chance(self.rng, 93) else \
            self.rng.randrange(16)

    def first(self, row) -> int:
        """R1: right for the instruction 95 times in 100."""
        if chance(self.rng, 5):
            return self.rng.randrange(16)
        if row.mnemonic == "LRDR" or "SF" in row.exceptions and row.mnemonic != "MXDR":
            return self.rng.choice((0, 2, 4, 6))
        if "SX" in row.exceptions:
            return self.rng.choice((0, 4))
        return self.rng.choice((0, 2, 4, 14)) if "SR" in row.exceptions else self.work()

    def second(self, row) -> int:
        """R2 of an RR instruction."""
        if chance(self.rng, 5):
            return self.rng.randrange(16)
        if row.mnemonic == "MXDR":
            return self.rng.choice((0, 2, 4, 6))
        if "SX" in row.exceptions:
            return self.rng.choice((0, 4))
        if row.feature == "float" or "SF" in row.exceptions:
            return self.rng.choice((0, 2, 4, 6))
        return self.rng.randrange(16) if chance(self.rng, 30) else self.work()

    def address(self, window: int, align: int, extent: int = 1) -> bytes:
        """A B-D field: mostly in a window, else near this instruction, at the end of storage,
        in low storage, or anywhere; misaligned 4 times in 100."""
        roll = self.rng.randrange(100)
        if roll < 82:
            base, limit = BASES[window], max(WINDOW_SIZES[window] - extent, 1)
            offset = self.rng.randrange(limit)
        elif roll < 89:
            base, offset = CODE_BASE, self.offset + self.rng.randint(-8, 24)
        elif roll < 94:
            base, offset = EDGE_BASE, self.rng.randrange(272)
        elif roll < 96:
            base, offset = 0, self.rng.randrange(0x80)
        else:
            base, offset = self.rng.randrange(16), self.rng.randrange(4096)
        if not chance(self.rng, 4):
            offset &= -align
        return bytes([base << 4 | (offset & 0xF00) >> 8, offset & 0xFF])

    def window(self, row) -> int:
        """The window whose contents suit an instruction."""
        return FLOAT if row.feature in ("float", "extended") else BINARY

    def index_register(self) -> int:
        roll = self.rng.randrange(100)
        return 0 if roll < 75 else 6 if roll < 97 else self.rng.randrange(16)

    # --- formats

    def rr(self, row) -> bytes:
        return bytes([self.first(row) << 4 | self.second(row)])

    def rx(self, row) -> bytes:
        head = self.first(row) << 4 | self.index_register()
        return bytes([head]) + self.address(self.window(row), row.align, row.align)

    def rs(self, row) -> bytes:
        head = bytes([self.first(row) << 4 | self.work()])
        return head + self.address(BINARY, row.align, 64)

    def si(self, row) -> bytes:
        return bytes([self.rng.getrandbits(8)]) + self.address(self.rng.choice((BINARY, TEXT)), 1)

    def ss(self, row) -> bytes:
        """Operands of up to 256 bytes, a third of them overlapping closely."""
        length = self.rng.randrange(16) if chance(self.rng, 70) else self.rng.randrange(256)
        first = self.address(self.rng.choice((BINARY, TEXT)), 1, length)
        if chance(self.rng, 33):
            return bytes([length]) + first + self.beside(first)
        return bytes([length]) + first + self.address(BINARY, 1, length)

    def beside(self, field: bytes) -> bytes:
        """A B-D field a few bytes off another one."""
        near = (int.from_bytes(field, "big") & 0xFFF) + self.rng.randint(-4, 4)
        return bytes([field[0] & 0xF0 | near >> 8 & 15, near & 0xFF])

    # --- single instructions

    def shift(self, row) -> bytes:
        amount = self.rng.choice((0, 1, 31, 32, 63, self.rng.randrange(64), 0xFC0 + 3))
        base = 6 if chance(self.rng, 15) else 0
        return bytes([self.first(row) << 4 | self.rng.randrange(16),
                      base << 4 | amount >> 8, amount & 0xFF])

    def branch(self, row) -> Item:
        """Forward over a few instructions; BCT also back, as a loop."""
        back = row.mnemonic == "BCT" and chance(self.rng, 70)
        distance = -self.rng.randint(1, 4) if back else self.rng.randint(1, 4)
        register = 7 if back else self.first(row)
        if row.format == "RX-M":
            register = self.rng.randrange(16)
        second = self.work() if row.format == "RS" else 0
        code = [row.opcode, register << 4 | second, 0, 0]
        return Item(code, max(self.index + distance, 0))

    def branch_register(self, row) -> bytes:
        register = self.rng.randrange(16) if row.format == "RR-M" else self.work()
        target = self.rng.choice((0, LABEL, LABEL, 14, self.rng.randrange(16)))
        return bytes([register << 4 | target])

    def execute(self, row) -> bytes:
        """A subject of the pool, or the next instruction; sometimes modified, or odd."""
        register = 0 if chance(self.rng, 50) else self.work()
        if chance(self.rng, 70):
            field = SUBJECTS + 8 * self.rng.randrange(SUBJECT_COUNT)
        elif chance(self.rng, 80):
            field = CODE_BASE << 12 | self.offset + 4 & 0xFFF
        else:
            return bytes([register << 4]) + self.address(BINARY, 2)
        return bytes([register << 4]) + (field | chance(self.rng, 3)).to_bytes(2, "big")

    def pool(self, at: int, count: int, size: int) -> bytes:
        return (at + size * self.rng.randrange(count)).to_bytes(2, "big")

    def load_psw(self, row) -> bytes:
        return b"\0" + self.pool(PSW_POOL, PSW_COUNT, 8)

    def system_mask(self, row) -> bytes:
        return b"\0" + self.pool(MASKS, 16, 1)

    def load_control(self, row) -> bytes:
        if chance(self.rng, 10):
            return self.rs(row)
        if chance(self.rng, 60):
            return b"\0" + self.pool(CR0_POOL, 4, 4)
        return b"\x66" + self.pool(CR6_POOL, 4, 4)

    def storage_key(self, row) -> bytes:
        block = self.rng.choice((8, 9, 10, 11, 13)) if chance(self.rng, 90) else self.work()
        return bytes([self.work() << 4 | block])

    def decimal(self, row) -> bytes:
        """Two packed fields; for MP and DP mostly a short second one."""
        fields = decimal_fields()
        first, second = self.rng.choice(fields), self.rng.choice(fields)
        if "SL" in row.exceptions and chance(self.rng, 90):
            first = self.rng.choice([f for f in fields if f[1] >= 8])
            second = self.rng.choice([f for f in fields if f[1] < min(first[1], 9)])
        if chance(self.rng, 8):     # one operand, or its right end, twice
            length = self.rng.randint(1, min(first[1], 8))
            second = (first[0] + first[1] - length, length)
        lengths = first[1] - 1 << 4 | second[1] - 1
        if chance(self.rng, 5):
            lengths = self.rng.getrandbits(8)
        code = bytes([lengths]) + self.at(DECIMAL, first[0]) + self.at(DECIMAL, second[0])
        return code if chance(self.rng, 95) else code[:3] + self.address(DECIMAL, 1, 16)

    def convert(self, row) -> bytes:
        """CVB and CVD: one of the packed doublewords, mostly."""
        doubleword = self.rng.choice([f for f in decimal_fields() if f[1] == 8])
        field = self.at(DECIMAL, doubleword[0])
        return bytes([self.work() << 4]) + (field if chance(self.rng, 85) else
                                            self.address(DECIMAL, 8, 8))

    def at(self, window: int, offset: int) -> bytes:
        return bytes([BASES[window] << 4 | offset >> 8, offset & 0xFF])

    def edit(self, row) -> bytes:
        offset = 512 + 32 * self.rng.randrange(8)
        source = self.rng.choice(decimal_fields())[0]
        field = self.at(DECIMAL, source) if chance(self.rng, 90) else self.address(DECIMAL, 1)
        return bytes([self.rng.randrange(24)]) + self.at(TEXT, offset) + field

    def translate(self, row) -> bytes:
        """Through the table at the start of the text window; sometimes the table itself."""
        length = self.rng.randrange(40) if chance(self.rng, 80) else self.rng.randrange(256)
        table = self.at(TEXT, 0) if chance(self.rng, 90) else self.address(TEXT, 1, 256)
        return bytes([length]) + self.address(TEXT, 1, length) + table

    def offset_fields(self, row) -> bytes:
        """MVO, PACK and UNPK: lengths of their own, often overlapping."""
        window = self.rng.choice((BINARY, DECIMAL))
        first = self.address(window, 1, 16)
        other = self.beside(first) if chance(self.rng, 30) else self.address(window, 1, 16)
        return bytes([self.rng.getrandbits(8)]) + first + other


MAKERS = {"RR": Program.rr, "RX": Program.rx, "RS": Program.rs, "SI": Program.si,
          "SS": Program.ss}

_BY_SPECIAL = {
    Program.shift: "SRL SLL SRA SLA SRDL SLDL SRDA SLDA",
    Program.branch: "BC BCT BAL BAS BXH BXLE",
    Program.branch_register: "BCR BCTR BALR BASR",
    Program.execute: "EX", Program.load_psw: "LPSW", Program.system_mask: "SSM",
    Program.convert: "CVB CVD", Program.load_control: "LMC", Program.storage_key: "SSK ISK",
    Program.decimal: "ZAP CP AP SP MP DP", Program.edit: "ED EDMK",
    Program.translate: "TR TRT", Program.offset_fields: "MVO PACK UNPK",
}
SPECIAL = {mnemonic: maker for maker, names in _BY_SPECIAL.items() for mnemonic in names.split()}


def make_program(rng: Random, state: dict, count: int = 48, leaving: bool = True) -> None:
    """Put a random program into a state: subjects for EX and `count` instructions at its IA.

    leaving: with SIO, TIO, HIO, TCH, DIAG, RDD and WRD, whose rest happens outside the CPU
    """
    storage, start = state["storage"], int.from_bytes(state["psw"][5:8], "big")
    program = Program(rng, leaving)
    for n in range(SUBJECT_COUNT):
        code = program.item().code
        storage[SUBJECTS + 8 * n:SUBJECTS + 8 * n + len(code)] = code
    items, offsets = [], []
    for program.index in range(count):
        items.append(program.item())
        offsets.append(program.offset)
        program.offset += len(items[-1].code)
    for item, offset in zip(items, offsets):
        if item.target is not None:
            target = offsets[item.target] if item.target < count else program.offset
            put(item.code, 2, CODE_BASE << 12 | target | chance(rng, 1), 2)
        storage[start + offset:start + offset + len(item.code)] = item.code
    # After the last instruction: SVC 255 and back to the start.
    storage[start + program.offset:start + program.offset + 6] = bytes.fromhex("0AFF47F0C000")


def make_case(seed: int, count: int = 48, leaving: bool = True) -> dict:
    """The state and program that a seed names; storage as bytes."""
    rng = Random(seed)
    state = make_state(rng)
    make_program(rng, state, count, leaving)
    state["storage"] = bytes(state["storage"])
    return state


def load_reference(cpu, state: dict) -> None:
    """Put a state into a Reference of SIZE bytes."""
    assert len(cpu.storage) == SIZE
    cpu.storage[:] = state["storage"]
    cpu.keys[:] = state["keys"]
    cpu.gpr[:] = state["gpr"]
    cpu.fpr = dict(state["fpr"])
    for register, value in state["cr"].items():
        cpu.cr[register] = value
    cpu.pending_external = state["external"]
    cpu.load_psw(state["psw"])
