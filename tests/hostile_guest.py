"""Guests that mean harm, for test_cp_isolation: what they execute, what they start, what they type.

Everything comes from a `random.Random`.  A guest is put into a virtual machine whose storage has 8K at
least: programs at CODE that go round and round through DIAGNOSEs, I/O instructions, stores and loads
of PSWs; CCWs that point anywhere; console functions of every name with any operands.
"""
from __future__ import annotations

from random import Random

from cp import diagnose
from cp.commands import registry
from fuzz_room import an_instruction
from s360.channel import two_words

CCWS, CCW_COUNT = 0x400, 24
CAWS, TEXTS, CODE, TABLES, BUFFER = 0x500, 0x580, 0x800, 0xA00, 0x1000
TEXT_COUNT, TEXT_ROOM, TABLE_COUNT = 4, 0x98, 16
UNITS = (0x009, 0x00C, 0x00D, 0x00E, 0x191, 0x192, 0x193, 0x0FF, 0x290, 0x291, 0x030, 0x180, 0x181)
CODES = sorted(diagnose.CODES)
COMMANDS = {0x009: (1, 9, 9, 0x0A, 0x0B, 3, 4), 0x00C: (2, 0x42, 2, 0xC2, 4), 0x00D: (1, 1, 0x41, 3, 4),
            0x00E: (1, 9, 9, 0x11, 0x19, 0x8B, 3, 4), 0x0FF: (2, 3, 4), 0x290: (1, 2, 0x14, 7, 3, 4),
            0x291: (1, 2, 0x14, 7, 3, 4), 0x030: (1, 2, 0x0A, 6, 0x0D, 0x27, 0x2F, 3, 4),
            0x180: (1, 2, 0x0C, 7, 0x0F, 0x17, 0x1F, 0x27, 0x37, 4), 0x181: (1, 2, 4)}
DISK = (7, 0x0B, 0x1B, 0x13, 0x31, 0x29, 6, 5, 0x0E, 0x0D, 0x1E, 0x1D, 2, 0x12, 0x16, 0x1A, 0x15, 0x19,
        3, 4, 0x39, 0xB1)
WORDS = ("", "*", "ALL", "SYSTEM", "ON", "OFF", "TO", "FROM", "AS", "FOR", "CLASS", "A", "B", "HOLD", "NOHOLD",
         "COPY", "99", "0", "1", "9999", "12345678", "FFFFFF", "FFFFFFFF", "0-FFFFFF", "T0-1FFF", "K", "G0-F",
         "G15", "Y6", "X", "PSW", "CAW", "CSW", "009", "00C", "00D", "00E", "191", "192", "193", "0FF", "290",
         "291", "292", "030", "180", "5FF", "6FF", "700", "T2314", "T2311", "CYL", "5", "200", "STORAGE", "8K",
         "16K", "256K", "1M", "16M", "17M", "CTCA", "LINE", "PRINTER", "PUNCH", "READER", "CONSOLE", "TIMER",
         "RDR", "PRT", "PUN", "CON", "START", "STOP", "CLOSE", "PURGE", "NAME", "FORM", "DIST", "TAG", "QUERY",
         "PASS=WRONG", "WRITE", "RR", "R", "W", "WR", "M", "MW", "CLEAR", "RESET", "RESTART", "PARM", "RUN",
         "NORUN", "WORDS", "INSTRUCT", "BRANCH", "PRIV", "SIO", "CCW", "I/O", "PROGRAM", "PRINTER", "BOTH",
         "TERMINAL", "END", "SVC", "LPSW", "SSM", "REAL", "CODE", "TEXT", "LINEND", "#", "MODE", "VM", "CP",
         "SEC", "NOSUCH", "SUPERV", "SEG", "\u00b2", "\u00df", "\u0661", "-1", "1_0", "0X10", "+", "%", "(", "=")


def an_address(dice: Random, size: int) -> int:
    """Near an end of storage, in what the guest uses, or anywhere."""
    near = dice.choice((0, 0, -8, 8, dice.randint(-40, 40)))
    return (dice.choice((BUFFER, BUFFER, CCWS, CODE, TABLES, TEXTS, 0, 0x40, size, size - 4096, size // 2,
                         dice.randrange(size), dice.getrandbits(24))) + near) & 0xFFFFFF


def a_ccw(dice: Random, size: int, units) -> bytes:
    """One that fits a device of the machine, more or less."""
    if dice.random() < 0.12:
        return two_words.pack(0x08000000 | CCWS + 8 * dice.randrange(CCW_COUNT), dice.getrandbits(8))
    unit = dice.choice(units)
    command = dice.choice(COMMANDS.get(unit, DISK)) if dice.random() < 0.95 else dice.getrandbits(8)
    address = CCWS + 8 * dice.randrange(CCW_COUNT) if dice.random() < 0.1 else an_address(dice, size)
    flags = dice.choice((0, 0x20, 0x20, 0x40, 0x60, 0x60, 0x60, 0x80, 0xA0, 0xE0, 0x70, 0x28, 0x68, 0x48, 0xF8))
    count = dice.choice((1, 4, 5, 6, 8, 80, 80, 132, 160, 2000, 4096, 65535, dice.getrandbits(16)))
    return two_words.pack(command << 24 | address, flags << 24 | count)


def a_psw(dice: Random, addresses) -> bytes:
    """Mostly one that leads back into the program, now and then enabled, waiting, or nonsense."""
    roll = dice.random()
    if roll < 0.03:
        return dice.randbytes(8)
    mask = dice.choice((0, 0, 0xFE, 0xFF))
    kind = 2 if roll < 0.12 and mask else 2 if roll < 0.13 else 1 if roll < 0.2 else 0
    key = dice.choice((0, 0, 0, 0, 0x30)) | kind
    return bytes((mask, key, 0, 0, dice.getrandbits(6))) + dice.choice(addresses).to_bytes(3, "big")


# -- console functions

def a_command(dice: Random, names, most: int = 130) -> str:
    """A console function with operands that might fit it, or with any."""
    table = dice.choice((registry.COMMANDS,) * 4 + (registry.QUERIES, registry.SETTINGS))
    verb = {id(registry.QUERIES): "QUERY ", id(registry.SETTINGS): "SET "}.get(id(table), "")
    function = dice.choice(sorted(table.values(), key=lambda one: one.name))
    name = dice.choice((function.name, function.name, function.name[:max(1, function.minimum)],
                        *function.aliases))
    if name in ("SHUTDOWN", "SHUT"):
        name = "QUERY"
    own = [word for word in function.syntax.replace("|", " ").replace("[", " ").replace("]", " ")
           .replace("{", " ").replace("}", " ").split() if word.isupper()]
    operands = []
    for _ in range(dice.choice((0, 1, 1, 2, 2, 3, 4, 5, 9))):
        roll = dice.random()
        operands.append(dice.choice(own) if own and roll < 0.35 else dice.choice(names) if roll < 0.55 else
                        dice.choice(WORDS) if roll < 0.93 else some_text(dice, dice.randrange(1, 40)))
    return f"{verb}{name} {' '.join(operands)}"[:most]


USUAL = ("SPOOL 00E CLASS A", "SPOOL 00D TO {name}", "SPOOL 00D TO *", "CLOSE 00D", "CLOSE 00E", "CLOSE 00C",
         "SPOOL CON START", "CLOSE CON", "LINK {name} 191 39{n} RR ALL", "LINK {name} 191 39{n} W WRONG",
         "LINK {name} 191 39{n} MW", "DETACH 39{n}", "DEFINE T2314 AS 19{n} CYL {n}", "DETACH 19{n}",
         "DEFINE CTCA AS 29{n}", "COUPLE 290 TO {name} 290", "COUPLE 290 TO * 291", "COUPLE 290 TO * 290",
         "COUPLE 291 {name} 291", "DETACH 29{n}", "DEFINE STORAGE 8K", "DEFINE STORAGE 1M", "DEFINE STORAGE 16M",
         "IPL SUPERV", "IPL 191", "IPL 00C", "IPL 009", "SYSTEM RESET", "SYSTEM CLEAR", "SYSTEM RESTART",
         "RESET 290", "RESET 00E", "READY 00C", "NOTREADY 00E", "READY 00E", "EXTERNAL", "ATTN", "ATTN 009",
         "BEGIN", "BEGIN 800", "SLEEP 0 SEC", "SLEEP 1 SEC", "SET RUN ON", "SET RUN OFF", "SET TIMER REAL",
         "SET TIMER ON", "SET ASSIST OFF", "SET ASSIST ON", "SET IMSG OFF", "SET MSG OFF", "SET EMSG OFF",
         "TRACE ALL RUN", "TRACE ALL PRINTER", "TRACE INSTRUCT RUN WORDS", "TRACE SIO CCW CSW", "TRACE END",
         "MSG {name} {text}", "MSG OPERATOR {text}", "SMSG {name} {text}", "DISPLAY 0-FFFFFF", "DISPLAY T0.100",
         "DUMP 0-400", "STORE 1000 FFFFFFFF", "STORE PSW 00000000 00000800", "STORE S1000 {text}",
         "TRANSFER RDR ALL TO {name}", "TRANSFER RDR ALL FROM {name}", "PURGE ALL", "PURGE RDR ALL",
         "CHANGE RDR ALL HOLD", "CHANGE RDR ALL NOHOLD", "ORDER RDR 0001", "TAG DEV 00E {text}",
         "TAG FILE 1 {text}", "DISCONN", "LOGOFF", "LOGON {name} WRONG", "#CP", "CP CP CP QUERY TIME", "CP",
         "ECHO", "ECHO 99", "QUERY VIRTUAL", "QUERY NAMES", "QUERY LINKS 192", "QUERY FILES", "INDICATE USER *",
         "QUERY RDR ALL", "ADSTOP 800", "TERMINAL MODE CP", "TERMINAL LINEND OFF", "DIAL {name} 030",
         "DETACH 009", "DEFINE CONSOLE AS 009", "DEFINE PRINTER AS 01{n} CLASS {text}", "HELP {text}",
         "DEFINE 00E AS 01{n}", "DEFINE 01{n} AS 00E", "REWIND 180", "SET PA2 {n}", "XFER 00D TO {name}")


def a_usual_command(dice: Random, names) -> str:
    """One that does something."""
    return dice.choice(USUAL).format(name=dice.choice(names), n=dice.randrange(10),
                                     text=some_text(dice, dice.choice((1, 5, 20, 60))))


def any_command(dice: Random, names) -> str:
    return a_usual_command(dice, names) if dice.random() < 0.6 else a_command(dice, names)


def some_text(dice: Random, length: int) -> str:
    """Characters of every sort, lone surrogates and controls among them."""
    pool = dice.choice(("ABCXYZ019", "A b#@\u00a2\"", "".join(map(chr, range(256))), "\0\x07\x1b[2J\r\n\t",
                        "\ud800\udfff\uffff\U0010ffff\u0661\u00b2\u0130\u1e9e"))
    return "".join(dice.choice(pool) for _ in range(length))


def typed_line(dice: Random, names) -> str:
    """What somebody types."""
    roll = dice.random()
    if roll < 0.5:
        return dice.choice(("", "#CP ", "#CP ", "CP ")) + any_command(dice, names)
    if roll < 0.6:
        return "#".join(any_command(dice, names) for _ in range(dice.randrange(1, 5)))
    if roll < 0.97:
        return some_text(dice, dice.choice((0, 1, 2, 10, 100, 300)))
    return dice.choice("#@\"A ") * dice.choice((1000, 50_000, 300_000))


# -- programs

def put(vm, address: int, data: bytes) -> None:
    vm.change(address, data[:max(0, len(vm.machine.storage) - address)])


def registers_for(dice: Random, code: int, size: int, units) -> list[int]:
    """Register contents with which a DIAGNOSE might do something."""
    values = [dice.choice((an_address(dice, size), dice.choice(units), dice.randrange(260), 8, 80, 0,
                           dice.getrandbits(32))) for _ in range(16)]
    if dice.random() < 0.2:
        return values
    if code == 0x08:
        values[2] = TEXTS + TEXT_ROOM * dice.randrange(TEXT_COUNT)
        values[4] = dice.choice((0, 0, 0x40)) << 24 | dice.choice((8, 20, 40, 132))
        values[3], values[5] = an_address(dice, size), dice.choice((0, 100, 4096, 8192))
    elif code in (0x18, 0x20, 0x24, 0x28):
        values[2] = dice.choice(units)
        values[4] = CCWS + 8 * dice.randrange(CCW_COUNT)
        values[15] = dice.randrange(1, 4)
    elif code == 0x14:
        values[2] = dice.choice((BUFFER, dice.randrange(40)))
        values[4], values[5] = 0x00C, dice.choice((0, 4, 8, 12, 16, 20, 24, 0xFFF))
    elif code == 0x10:
        values[2] = values[4] = dice.randrange(0, size, 4096)
    elif code == 0x4C:
        values[2], values[4], values[5] = BUFFER, 0x10, dice.randrange(1, 71)
    elif code == 0x58:
        values[2], values[4] = CCWS + 8 * dice.randrange(CCW_COUNT), 0x009
    elif code == 0x64:
        values[2], values[4] = TEXTS, 4 * dice.randrange(4)
    else:
        values[2], values[4] = BUFFER, dice.choice((8, 32, 48))
    return values


def a_piece(dice: Random, units) -> bytes:
    """A few instructions."""
    roll = dice.randrange(20)
    load = bytes.fromhex("980F") + (TABLES + 64 * dice.randrange(TABLE_COUNT)).to_bytes(2, "big")
    if roll < 6:
        caw = bytes.fromhex("D2030048") + (CAWS + 4 * dice.randrange(16)).to_bytes(2, "big")
        operation = dice.choice((0x9C, 0x9C, 0x9C, 0x9D, 0x9E, 0x9F))
        return caw + bytes((operation, 0)) + dice.choice(units).to_bytes(2, "big")
    if roll < 11:
        at = dice.randrange(TABLE_COUNT)
        code = CODES[at % len(CODES)] if dice.random() < 0.5 else dice.choice(CODES)
        return load + bytes((0x83, dice.choice((0x24, 0x24, 0x24, dice.getrandbits(8))))) + code.to_bytes(
            2, "big")
    if roll < 12:
        return bytes.fromhex("8200") + (CAWS + 0x40 + 8 * dice.randrange(8)).to_bytes(2, "big")
    if roll < 13:
        return bytes((0x80, 0)) + (CAWS + dice.randrange(0x80)).to_bytes(2, "big")
    if roll < 14:
        return load + bytes((dice.choice((0x08, 0x09)), dice.getrandbits(8)))
    if roll < 15:                    # the channel program under way is changed
        at = CCWS + dice.randrange(8 * CCW_COUNT)
        return bytes((dice.choice((0x92, 0x96, 0x94, 0x97)), dice.getrandbits(8))) + at.to_bytes(2, "big")
    if roll < 16:
        return bytes((0x0A, dice.getrandbits(8)))
    if roll < 17:
        return load + bytes((dice.choice((0x50, 0x58, 0x44)), 0x0F & dice.getrandbits(4))) + bytes(
            (dice.randrange(16) << 4, dice.getrandbits(4)))
    if roll < 18:
        return bytes.fromhex("47F0") + (CODE + 4 * dice.randrange(30)).to_bytes(2, "big")
    return load + an_instruction(dice)


def install(dice: Random, vm, names, units=UNITS) -> None:
    """Put a guest into the machine, whose lock is held, and make it go on with it."""
    size = len(vm.machine.storage)
    ccws = b"".join(a_ccw(dice, size, dice.sample(units, 2)) for _ in range(CCW_COUNT))
    if dice.random() < 0.15:         # never ends
        ccws = two_words.pack(0x03000000, 0x60000001) + two_words.pack(0x08000000 | CCWS, 0) + ccws[16:]
    put(vm, CCWS, ccws)
    code = b"".join(a_piece(dice, units) for _ in range(dice.choice((1, 3, 8, 20))))
    starts = list(range(CODE, CODE + len(code), 2))
    code += bytes.fromhex("47F0") + CODE.to_bytes(2, "big")
    put(vm, CODE, code[:TABLES - CODE])
    caws = b"".join((dice.choice((0, 0, 0, 3)) << 28 | CCWS + 8 * dice.randrange(CCW_COUNT) * (dice.random() < 0.7)
                     ).to_bytes(4, "big") for _ in range(16))
    put(vm, CAWS, caws + b"".join(a_psw(dice, starts[:1] * 4 + starts) for _ in range(8)))
    put(vm, TABLES, b"".join(
        value.to_bytes(4, "big") for at in range(TABLE_COUNT)
        for value in registers_for(dice, CODES[at % len(CODES)] if dice.random() < 0.5 else 0x08, size, units)))
    for at in range(TEXT_COUNT):
        text = "\x85".join(any_command(dice, names) for _ in range(dice.choice((1, 1, 1, 3))))
        put(vm, TEXTS + TEXT_ROOM * at, text.encode("cp037", "replace")[:132].ljust(132, b"\x40"))
    for new in range(0x58, 0x80, 8):
        put(vm, new, a_psw(dice, starts))
    if dice.random() < 0.2:
        vm.machine.storage.keys = bytes(dice.choice((0, 0, 0x30, 0x38, 0xF0)) for _ in range(size >> 11))
    if dice.random() < 0.1:
        put(vm, BUFFER, dice.randbytes(3000))
    vm.core.psw = a_psw(dice, starts[:1])
