"""Random machine states (registers, keys, tables, data) for running two CPUs in lock step.

Used by program_maker, which puts a program into the state.

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
