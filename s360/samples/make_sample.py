"""Makes `sample.deck`, the cards of the sample program, out of the source below.

Run it from the project's folder: `python s360/samples/make_sample.py`.  A test says whether the
committed deck is what it makes.

The deck is made of 80-byte EBCDIC cards and loads itself: card 1 holds what initial program
loading needs (the PSW to start with and two CCWs), card 2 the CCWs that read the cards behind it
into storage from X'200' on, each 80 bytes of program.  The whole program lies below X'1000', so it
needs no base register.  Operation codes come from s360/isa.py; the little assembler here knows
just what the source uses.

Source: A22-6821-7 (initial program loading, CCW, I/O instructions); GA24-3312 (1403 commands);
A22-6877 (1052 commands).
"""
from __future__ import annotations

import re
from pathlib import Path

from s360.isa import BY_MNEMONIC, EXTENDED, FORMATS

DECK = Path(__file__).with_name("sample.deck")
CARD, ORIGIN, CCWS = 80, 0x200, 0x100
READ, TIC, CHAIN, SLI = 0x02, 0x08, 0x40, 0x20

SOURCE = """
* GREET THE OPERATOR, PRINT THE FIRST 100 PRIMES, SAY GOOD-BYE
START   LA    1,X'009'           THE 1052
        LA    2,GREET
        BAL   14,INOUT
        LA    1,X'00E'           THE 1403
        LA    2,HEAD
        BAL   14,INOUT
        LA    3,2                THE NUMBER TO BE TRIED
        LA    4,100              PRIMES STILL WANTED
        LA    5,LINE             WHERE THE NEXT ONE GOES
        LA    7,10               PLACES LEFT IN THE LINE
NEXT    LA    6,2                THE DIVISOR
TRY     LR    9,6
        MR    8,6
        CR    9,3
        BH    PRIME              ITS SQUARE IS TOO LARGE: PRIME
        SR    8,8
        LR    9,3
        DR    8,6
        LTR   8,8
        BZ    ADVANCE            NO REMAINDER: NOT PRIME
        LA    6,1(6)
        B     TRY
PRIME   CVD   3,WORK
        MVC   0(6,5),PATTERN
        ED    0(6,5),WORK+5
        LA    5,6(5)
        BCT   7,COUNT
        LA    2,PRINT            THE LINE IS FULL
        BAL   14,INOUT
        LA    5,LINE
        LA    7,10
COUNT   BCT   4,ADVANCE
        LA    1,X'009'
        LA    2,BYE
        BAL   14,INOUT
        LPSW  GOOD
ADVANCE LA    3,1(3)
        B     NEXT
* THE CHANNEL PROGRAM AT REGISTER 2 ON THE DEVICE IN REGISTER 1; RETURN WHEN IT IS OVER
INOUT   ST    2,X'48'            CHANNEL ADDRESS WORD
        SIO   0(1)
        BO    BAD                NOT OPERATIONAL
        BM    STATUS
TEST    TIO   0(1)
        BO    BAD
        BP    TEST               BUSY
        BCR   8,14               AVAILABLE: DONE
STATUS  TM    X'44',X'03'        UNIT CHECK OR UNIT EXCEPTION
        BZ    TEST
BAD     LPSW  FAILED
        ALIGN 8
GOOD    DC    X'0002000000000000'
FAILED  DC    X'000200000000EEEE'
GREET   CCW   X'09',TEXT1,X'40',L'TEXT1
        CCW   X'09',TEXT2,0,L'TEXT2
HEAD    CCW   X'8B',0,X'60',1
        CCW   X'11',TITLE,0,L'TITLE
PRINT   CCW   X'09',LINE,X'20',60
BYE     CCW   X'09',TEXT3,0,L'TEXT3
PATTERN DC    X'402020202120'
TEXT1   DC    C'A SYSTEM/360 IS ALIVE: LOADED FROM CARDS, SPEAKING ON ITS 1052.'
TEXT2   DC    C'IT NOW WORKS OUT THE FIRST 100 PRIMES AND PRINTS THEM ON ITS 1403.'
TEXT3   DC    C'DONE. THE CPU ENTERS A DISABLED WAIT, ADDRESS 0: ALL IS WELL.'
TITLE   DC    C'                 THE FIRST 100 PRIMES'
WORK    EQU   X'600'
LINE    EQU   X'608'
"""

_TERM = re.compile(r"L'(\w+)|X'([0-9A-F]+)'|(\d+)|([A-Z]\w*)")


class Assembler:
    """Two passes over SOURCE; `code` holds the program, `symbols` its addresses."""

    def __init__(self, source: str):
        self.symbols: dict[str, int] = {}
        self.lengths: dict[str, int] = {}
        self.code = bytearray()
        for _ in range(2):
            self.code.clear()
            for line in source.splitlines():
                if line.strip() and line[0] != "*":
                    self.statement(*self.fields(line))

    @staticmethod
    def fields(line: str) -> tuple[str, str, str]:
        """(label, operation, operands); remarks begin at two blanks behind the operands."""
        label, rest = line[:8].strip(), line[8:]
        operation, _, operands = rest.strip().partition(" ")
        operands = operands.strip()
        if not operands.startswith("C'"):
            operands = re.split(r"\s{2,}", operands)[0]
        return label, operation, operands

    def statement(self, label: str, operation: str, operands: str) -> None:
        here = ORIGIN + len(self.code)
        if operation == "EQU":
            self.symbols[label] = self.value(operands)
            return
        if operation == "ALIGN":
            self.code += bytes(-here % int(operands))
            return
        made = self.data(operation, operands) or self.instruction(operation, operands)
        if label:
            self.symbols[label] = here
            self.lengths[label] = len(made)
        self.code += made

    def value(self, text: str) -> int:
        """A sum of decimal and hexadecimal numbers, symbols and lengths."""
        total = 0
        for length, hexadecimal, number, name in _TERM.findall(text):
            total += (self.lengths.get(length, 0) if length else int(hexadecimal, 16)
                      if hexadecimal else int(number) if number else self.symbols.get(name, 0))
        return total

    def data(self, operation: str, operands: str) -> bytes:
        """DC and CCW; nothing for an instruction."""
        if operation == "DC" and operands[0] == "C":
            return operands[2:-1].encode("cp037")
        if operation == "DC":
            return bytes.fromhex(operands[2:-1])
        if operation == "CCW":
            return ccw(*(self.value(part) for part in operands.split(",")))
        return b""

    def address(self, text: str) -> tuple[int, list[int]]:
        """(displacement, numbers in parentheses) of an address."""
        outside, _, inside = text.rstrip(")").partition("(")
        return self.value(outside), [self.value(part) for part in inside.split(",") if inside]

    def instruction(self, operation: str, operands: str) -> bytes:
        parts = re.findall(r"(?:[^,(]|\([^)]*\))+", operands)
        if operation in EXTENDED:
            operation, mask = EXTENDED[operation]
            parts = [str(mask), *parts]
        row = BY_MNEMONIC[operation]
        layout = FORMATS[row.format][0]
        if layout == "RR":
            return bytes((row.opcode, self.value(parts[0]) << 4 | self.value(parts[1])))
        if layout == "RX":
            at, inside = self.address(parts[1])
            index, base = inside if len(inside) == 2 else (0, *inside) if inside else (0, 0)
            return bytes((row.opcode, self.value(parts[0]) << 4 | index)) + half(base, at)
        if layout == "SI":
            at, inside = self.address(parts[0])
            immediate = self.value(parts[1]) if len(parts) > 1 else 0
            return bytes((row.opcode, immediate)) + half(inside[0] if inside else 0, at)
        assert layout == "SS", f"{operation} is not for this little assembler"
        first, (length, base) = self.address(parts[0])
        return bytes((row.opcode, length - 1)) + half(base, first) + half(0, self.value(parts[1]))


def half(base: int, displacement: int) -> bytes:
    """An address halfword."""
    assert displacement < 4096, f"{displacement:X} is beyond what an instruction can address"
    return (base << 12 | displacement).to_bytes(2, "big")


def ccw(command: int, address: int, flags: int, count: int) -> bytes:
    return bytes((command,)) + address.to_bytes(3, "big") + bytes((flags, 0)) + count.to_bytes(2, "big")


def make() -> bytes:
    """The cards, one after the other."""
    program = bytes(Assembler(SOURCE).code)
    cards = [program[at:at + CARD].ljust(CARD, b"\0") for at in range(0, len(program), CARD)]
    assert len(cards) <= CARD // 8, "one card of CCWs reads ten cards of program"
    reads = [ccw(READ, ORIGIN + CARD * n, CHAIN if n + 1 < len(cards) else 0, CARD)
             for n in range(len(cards))]
    start = bytes(4) + ORIGIN.to_bytes(4, "big")        # PSW: disabled, supervisor state
    ipl = start + ccw(READ, CCWS, CHAIN, CARD) + ccw(TIC, CCWS, 0, 1)
    return b"".join([ipl.ljust(CARD, b"\x40"), b"".join(reads).ljust(CARD, b"\x40"), *cards])


if __name__ == "__main__":
    DECK.write_bytes(make())
    print(f"{DECK.name}: {len(make()) // CARD} cards")
