"""Wild data control blocks: whatever a program's DCB holds, CMS and its disk stay good."""
import random
import re

import pytest

from cms.check import check
from s360.machine import StopReason
from cms_os_programs import USER, OsMachine, e, os_program, padded

READY = re.compile(r"(R|E\((-?\d+)\));")
PROGRAM = (" LA 10,4", " OPEN (IN,(INPUT))", " TM IN+48,X'10'", " BZ DONE", "LOOP BAL 11,USE", " BCT 10,LOOP", " CLOSE (IN)", " B DONE",
           "USE LA 1,IOB", " SVC 0", " LA 0,DECB", " LA 1,IN", " SVC 57", " TM IN+42,X'40'", " BO GETIT", " TM IN+43,X'40'", " BO PUTIT", " READ DECB,SF,IN,AREA,'S'", " CHECK DECB",
           " WRITE DECB2,SF,IN,AREA", " CHECK DECB2", " NOTE IN", " BSP IN", " BR 11", "GETIT GET IN,AREA", " BR 11", "PUTIT PUT IN,AREA",
           " BR 11", "EOF B DONE", "ERR B DONE", "DATA", " DS 0D", "AREA DC 3000X'01'", " DS 0D",
           "CHAIN DC X'31',AL3(IOB+35),X'40000005',X'08',AL3(CHAIN),F'0',X'06',AL3(AREA),X'60000050',X'05',AL3(AREA),X'20000050'",
           "IOB DC XL4'42000000',A(EVENT),2F'0',A(CHAIN,IN),2F'0',XL8'0000020000000000'", "EVENT DC F'0'",
           "IN DCB DDNAME=SYSIN,MACRF=(GM),EODAD=EOF,SYNAD=ERR")
BYTES = (0, 1, 0x10, 0x20, 0x40, 0x48, 0x50, 0x80, 0xC0, 0xFF)
MACROS = (b"\x50\0", b"\x48\0", b"\0\x50", b"\0\x48", b"\x20\0", b"\0\x20", b"\x20\x20", b"\x50\x50")
LENGTHS = (0, 1, 4, 5, 80, 84, 160, 800, 32760, 40000, 65535)
DEVICES = ("DISK TEST DATA", "DISK VAR DATA", "DISK NEW DATA P5", "TERMINAL", "DUMMY", "PRINTER", "PUNCH", "READER", "TAP1", "TAP2 NL 1",
           "DISK TEST DATA P5 ( DISP MOD", "DISK TEST DATA ( MEMBER X", "DISK TEST DATA ( RECFM V", "DISK OUT MACLIB P5 ( MEMBER X",
           "DISK VAR DATA P5 ( RECFM FB LRECL 10 BLKSIZE 30")


def wild(dcb: bytes, chance: random.Random) -> bytes:
    """The DCB with some bytes changed, fields that matter among them."""
    made = bytearray(dcb)
    for _ in range(chance.choice((1, 1, 2, 3, 6, 20))):
        made[chance.randrange(96)] = chance.choice((*BYTES, chance.randrange(256)))
    fields = ((26, bytes((chance.choice((0x40, 0x02, 0x20)), 0))), (50, chance.choice(MACROS)),
              (36, bytes((chance.choice((0x80, 0x90, 0x40, 0x50, 0xC0, 0x84, 0xC4, 0)),))),
              (62, chance.choice(LENGTHS).to_bytes(2, "big")), (82, chance.choice(LENGTHS).to_bytes(2, "big")), (40, e("SYSIN   ")))
    for at, value in fields:
        if chance.random() < 0.7:
            made[at:at + len(value)] = value
    return bytes(made)


def scrambled(channel: bytes, chance: random.Random) -> bytes:
    """A channel program and its IOB with some bytes changed, most of them where a command looks."""
    made = bytearray(channel)
    for _ in range(chance.choice((0, 0, 1, 2, 4))):
        made[chance.choice((0, 8, 16, 20, 22, 23, 24, 28, 64, 65, 66, chance.randrange(76)))] = chance.choice((*BYTES, 2, 3, 4, 5, 6, 0x29, 0x0E))
    return bytes(made)


def started(cms) -> list[str]:
    """START; a program whose end of data is in its own loop is stopped."""
    del cms.lines[:]
    cms.machine.post(lambda: cms.console.type_in("START"))
    if cms.run(3_000_000) is not StopReason.WAIT:
        assert int.from_bytes(bytes(cms.machine.core.psw)[5:8], "big") >= USER, "a loop of CMS's own"
        cms.attention("KX")
        assert cms.run() is StopReason.WAIT, cms.lines
    return list(cms.lines)


def to_the_end(cms, lines: list[str]) -> None:
    """Answer what is asked until the command has ended."""
    for _ in range(40):
        if lines and READY.match(lines[-1]):
            return
        lines = list(cms.ask("RETURN" if any("DEBUG" in line or "GPR" in line for line in lines) else ""))
    pytest.fail(f"no end: {lines}")


@pytest.mark.parametrize("seed", range(3))
def test_wild_dcbs(seed):
    program = os_program(*PROGRAM)
    head = e("MODULE  ") + b"".join(word.to_bytes(4, "big") for word in (USER, USER + len(program), USER, 0, 0, 0))
    cms = OsMachine(("FUZZ", "MODULE", [head, program], "V"), ("TEST", "DATA", padded("A", "B", "C")),
                    ("VAR", "DATA", [e("X" * length) for length in (1, 50, 300)], "V"), cylinders=6)
    dcb = program.find(e("SYSIN   ")) - 40
    chain = program.find(b"\x31", dcb - 200)
    option = program.find(bytes([0x80]) + (USER + dcb).to_bytes(3, "big"))
    chance = random.Random(seed)
    for trial in range(60):
        cms.ask("LOADMOD FUZZ")
        cms.machine.storage.write(USER + dcb, wild(program[dcb:dcb + 96], chance))
        cms.machine.storage.write(USER + chain, scrambled(program[chain:chain + 76], chance))
        cms.machine.storage.write(USER + option, bytes([0x80 | chance.choice((0, 15, 4, 3, 7, 1, 2, 9))]))
        cms.ask("FILEDEF SYSIN " + chance.choice(DEVICES))
        to_the_end(cms, started(cms))
        assert cms.word("OSDEBS") == 0, (seed, trial)
        assert READY.match(cms.ask("FILEDEF")[-1]), (seed, trial)
        assert not [str(one) for one in check(cms.disk) if one.severity != "note"], (seed, trial)
