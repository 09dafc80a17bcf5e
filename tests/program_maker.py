"""Random machine states and programs for running two CPUs in lock step.

Everything is plain data made from a ``random.Random``, so a seed names a case for ever.  Used by
the lock-step tests and by test_program_maker; operation codes and formats come from s360/isa.py.

A state is a dict:
    storage  bytes, SIZE of them      keys  one byte KKKKFRC0 for each 2K block
    gpr      16 words                 fpr   {0: ..., 2: ..., 4: ..., 6: ...} doublewords
    cr       {0: ..., 2: ..., 4: ..., 6: ...}; load these before the PSW
    psw      8 bytes, in the form that CR6 bit 8 asks for
    external bits of the external interruption code that are pending

Storage: low storage with new PSWs; handlers that go on after the interrupted instruction, or
at the restart PSW when its fetch failed; pools of pointers, PSWs and control-register words;
translation tables; subjects for EX; the code, across a block or page boundary; four windows of
data (binary, floating point, packed decimal, text), each across such a boundary too.
Registers 8-11 point at the windows, 12 at the code, 13 at the end of storage, 15 into the code;
0-7 and 14 are worked with.
"""
from __future__ import annotations

from random import Random

from s360 import isa

SIZE = 0x8000
HANDLERS = {0x58: 0x140, 0x60: 0x120, 0x68: 0x100}      # new PSW -> its handler
LOST = b"\x0A\xEE"                  # SVC that fills idle storage: its handler starts anew
RESTART, PSW_POOL, PSW_COUNT = 0x180, 0x188, 12
POINTERS, CR0_POOL, CR6_POOL, MASKS = 0x200, 0x220, 0x230, 0x240
SEGMENTS, PAGES, OTHER_PAGES = 0x300, 0x340, 0x380
SUBJECTS, SUBJECT_COUNT = 0x400, 24
CODE_STARTS = (0x600, 0x7A0, 0xF80, 0x17A0)
BINARY, FLOAT, DECIMAL, TEXT = 0x2700, 0x2F80, 0x3700, 0x4E00
WINDOW_SIZES = {BINARY: 512, FLOAT: 256, DECIMAL: 512, TEXT: 768}
BASES = {BINARY: 8, FLOAT: 9, DECIMAL: 10, TEXT: 11}
CODE_BASE, EDGE_BASE, LABEL = 12, 13, 15

WORDS = (0, 1, 2, 0xFFFFFFFF, 0xFFFFFFFE, 0x7FFFFFFF, 0x80000000, 0x80000001, 0x7FFF,
         0x8000, 0xFFFF8000, 0xFFFF7FFF, 0x10000, 0x55555555, 0x0000000A)
RARE = {"LPSW": 3, "SSM": 3, "LMC": 3, "SSK": 4, "SVC": 5, "EX": 40,
        "SIO": 1, "TIO": 1, "HIO": 1, "TCH": 1, "DIAG": 1, "RDD": 1, "WRD": 1}
LEAVING = {"SIO", "TIO", "HIO", "TCH", "DIAG", "RDD", "WRD"}
WEIGHT = 10


def chance(rng: Random, percent: int) -> bool:
    return rng.randrange(100) < percent


# --- values -----------------------------------------------------------------------------------

def word(rng: Random) -> int:
    return rng.choice(WORDS) if chance(rng, 50) else rng.getrandbits(rng.choice((8, 16, 32)))


def hexadecimal_float(rng: Random) -> int:
    """A long number, mostly of a characteristic near 64, now and then at the ends of the range,
    not always normalised."""
    near = chance(rng, 75)
    characteristic = rng.randint(0x3E, 0x44) if near else rng.choice((0, 1, 2, 13, 0x7E, 0x7F))
    fraction = rng.getrandbits(56)
    kind = rng.randrange(10)
    if kind == 0:
        fraction = 0
    elif kind == 1:
        fraction >>= rng.randrange(56)
    elif kind == 2:
        fraction = rng.choice((1 << 52, (1 << 56) - 1, 0xFFFFFF << 32, 1 << 51 | 1))
    return rng.getrandbits(1) << 63 | characteristic << 56 | fraction


def packed(rng: Random, length: int) -> bytes:
    """A packed field, valid 3 times in 4; many long ones begin with zeros (for MP and DP)."""
    places = 2 * length - 1
    used = places if chance(rng, 25) else rng.randint(0, min(places, 12))
    digits = "".join(rng.choice("0123456789") for _ in range(used)).rjust(places, "0")
    if chance(rng, 10):
        digits = rng.choice("09") * places
    field = bytearray.fromhex(digits + rng.choice("acefbdcccddd"))
    if chance(rng, 25):
        field[rng.randrange(length)] = rng.getrandbits(8)
    return bytes(field)


def pattern(rng: Random) -> bytes:
    """An edit pattern: fill character, digit selectors, separators, message characters."""
    body = rng.choices(b"\x20\x21\x22\x6B\x4B", (12, 3, 1, 2, 1), k=rng.randint(4, 20))
    return bytes([rng.choice(b"\x40\x5C\x20\x21")] + body)


def psw(extended: bool, mask: int, key: int, amwp: int, flags: int, ia: int) -> bytes:
    """flags: condition code and program mask, six bits."""
    head = bytes([mask, key << 4 | amwp])
    body = bytes([flags, 0, 0]) if extended else bytes([0, 0, flags])
    return head + body + ia.to_bytes(3, "big")


def random_psw(rng: Random, extended: bool, ia: int) -> bytes:
    mask = rng.choice((0, 1, 2, 4, 4, 5, 7) if extended else (0, 0, 1, 0xFE, 0xFF))
    key = rng.choice((0, 0, 2, 15))
    amwp = rng.choice((0, 0, 0, 1, 4, 8, 9)) | (2 if chance(rng, 3) else 0)
    return psw(extended, mask, key, amwp, rng.getrandbits(6), ia)


# --- the state --------------------------------------------------------------------------------

def make_state(rng: Random) -> dict:
    """Everything but the program: registers, keys, handlers, tables, data."""
    storage = bytearray(LOST * (SIZE // 2))
    start = rng.choice(CODE_STARTS) + 2 * rng.randrange(40)
    extended = chance(rng, 40)
    cr = {0: SEGMENTS, 2: word(rng), 4: word(rng), 6: 0x008000FF if extended else 0xFF}
    state = {"storage": storage, "gpr": [word(rng) for _ in range(16)],
             "fpr": {r: hexadecimal_float(rng) for r in (0, 2, 4, 6)},
             "cr": cr, "keys": keys(rng), "external": rng.choice((0, 0, 0x80, 0x40, 0xC1)),
             "psw": random_psw(rng, extended, start)}
    _windows(rng, storage)
    _handlers(storage, extended, start)
    _tables(rng, storage)
    pointers = [BINARY, FLOAT, DECIMAL, TEXT, start, SIZE - rng.choice((8, 16, 64, 256)),
                word(rng), start + 2 * rng.randrange(30)]
    for n, value in enumerate(pointers):
        # The high byte takes no part in addressing.
        state["gpr"][8 + n] = value | (rng.getrandbits(8) << 24 if n < 5 else 0)
        put(storage, POINTERS + 4 * n, value, 4)
    state["gpr"][6], state["gpr"][7] = 8 * rng.randrange(4), rng.randint(1, 5)
    for n in range(PSW_COUNT):
        ia = start + 2 * rng.randrange(60)
        at = PSW_POOL + 8 * n
        storage[at:at + 8] = random_psw(rng, extended, ia)
    for n in range(4):
        put(storage, CR0_POOL + 4 * n, rng.choice((SEGMENTS, SEGMENTS | 0xFF000000)), 4)
        other = 0x00800000 if chance(rng, 80) == extended else 0
        put(storage, CR6_POOL + 4 * n, other | rng.getrandbits(8), 4)
    valid_masks = (0, 1, 2, 4, 7) if extended else (0, 1, 0xFE, 0xFF)
    for n in range(16):
        storage[MASKS + n] = rng.choice(valid_masks) if chance(rng, 90) else rng.getrandbits(8)
    return state


def put(storage: bytearray, address: int, value: int, size: int) -> None:
    storage[address:address + size] = value.to_bytes(size, "big")


def keys(rng: Random) -> list[int]:
    """Keys of which PSW keys 2 and 15 fit many; few blocks of code are fetch-protected."""
    made = []
    for block in range(SIZE // 2048):
        fetch = 0x08 if chance(rng, 4 if block < 4 else 30) else 0
        made.append(rng.choice((0x00, 0x20, 0x20, 0xF0, 0xF0, 0x70)) | fetch)
    return made


def _windows(rng: Random, storage: bytearray) -> None:
    for at in range(BINARY, BINARY + WINDOW_SIZES[BINARY], 4):
        put(storage, at, word(rng), 4)
    for at in range(FLOAT, FLOAT + WINDOW_SIZES[FLOAT], 8):
        put(storage, at, hexadecimal_float(rng), 8)
    for offset, length in decimal_fields():
        storage[DECIMAL + offset:DECIMAL + offset + length] = packed(rng, length)
    table = bytes(rng.getrandbits(8) if chance(rng, 15) else 0 for _ in range(256))
    storage[TEXT:TEXT + 256] = table
    storage[TEXT + 256:TEXT + 512] = rng.randbytes(256)
    for n in range(8):
        field = pattern(rng)
        storage[TEXT + 512 + 32 * n:TEXT + 512 + 32 * n + len(field)] = field
    for at in range(SIZE - 256, SIZE, 4):
        put(storage, at, word(rng), 4)


def decimal_fields() -> list[tuple[int, int]]:
    """(offset in the window, length) of the packed fields; the same in every state."""
    lengths = (1, 2, 3, 4, 8, 16, 5, 6, 2, 8, 16, 1, 12, 7, 10, 3, 15, 4)
    fields, offset = [], 0
    while offset + 16 <= WINDOW_SIZES[DECIMAL]:
        length = lengths[len(fields) % len(lengths)]
        if length == 8:
            offset = (offset + 7) & ~7          # for CVB and CVD
        fields.append((offset, length))
        offset += length
    return fields


def _handlers(storage: bytearray, extended: bool, start: int) -> None:
    """New PSWs (valid in both forms), handlers, restart PSW."""
    for new, handler in HANDLERS.items():
        storage[new:new + 8] = psw(False, 0, 0, 0, 0, handler)
    ilc_at = 0x2A if extended else 0x2C
    code = bytes([0x91, 0xC0, 0, ilc_at])                   # TM   ILC,X'C0'
    code += bytes.fromhex("47800110 82000028 00000000")     # BZ   restart; LPSW old PSW
    code += bytes.fromhex("82000180")                       # LPSW restart PSW
    storage[0x100:0x100 + len(code)] = code
    code_at = 0x11 if extended else 0x23
    code = bytes([0x95, LOST[1], 0, code_at])               # CLI  code,lost
    code += bytes.fromhex("47800110 82000020")              # BE   restart; LPSW old PSW
    storage[0x120:0x120 + len(code)] = code
    storage[0x140:0x144] = bytes.fromhex("82000018")
    storage[RESTART:RESTART + 8] = psw(extended, 0, 0, 0, 0, start)


def _tables(rng: Random, storage: bytearray) -> None:
    """Segment and page tables.  Handlers and code stay where they are; data pages move; beyond
    them lie unavailable, malformed and non-existent pages, and other names of real pages."""
    entries = [PAGES | 0x0F000000, OTHER_PAGES | 0x07000000, PAGES | 1, SIZE | 0x0F000000]
    for segment in range(16):
        put(storage, SEGMENTS + 4 * segment, entries[segment % 4], 4)
    data_pages = [2, 3, 4, 5, 6, 7]
    if chance(rng, 50):
        rng.shuffle(data_pages)
    blocks = [0, 1] + data_pages + [0, 1, 2, 7, 8, 0x800, 0xFFF, 5]
    for page, block in enumerate(blocks):
        unavailable = 8 if page > 1 and chance(rng, 12) else 0
        malformed = rng.randint(1, 7) if page > 7 and chance(rng, 20) else 0
        put(storage, PAGES + 2 * page, block << 4 | unavailable | malformed, 2)
        put(storage, OTHER_PAGES + 2 * page, rng.choice(blocks[:8]) << 4, 2)


# --- the program ------------------------------------------------------------------------------

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
        return self.of(self.rng.choices(self.rows, self.weights)[0])

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
    cpu.storage[:] = state["storage"]
    cpu.keys[:] = state["keys"]
    cpu.gpr[:] = state["gpr"]
    cpu.fpr = dict(state["fpr"])
    for register, value in state["cr"].items():
        cpu.cr[register] = value
    cpu.pending_external = state["external"]
    cpu.load_psw(state["psw"])
