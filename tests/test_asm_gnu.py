"""Our assembler against GNU as: every instruction and way to write its operands, thousands of
random ones in one source; addresses by USING, and constants against values worked out by hand.
"""
import random
from fractions import Fraction

import pytest

import gnu_as
from object_cards import section
from s360 import asm

ROUNDS = 24                              # times each operand form of each instruction
EVEN = {"MR", "DR", "M", "D", "SRDL", "SLDL", "SRDA", "SLDA"}
PAIRS = {"AXR": "11", "SXR": "11", "MXR": "11", "MXDR": "10", "MXD": "1", "LRDR": "01"}
FLOATING = set("""LPDR LNDR LTDR LCDR HDR LRDR MXR MXDR LDR CDR ADR SDR MDR DDR AWR SWR LPER LNER
    LTER LCER HER LRER AXR SXR LER CER AER SER MER DER AUR SUR STD MXD LD CD AD SD MD DD AW SW STE
    LE CE AE SE ME DE AU SU""".split())
RX_FORMS = ("{d}({x},{b})", "{d}({x})", "{d}(,{b})", "{d}", "{d}({x},0)", "{d}(0,{b})")
BASE_FORMS = ("{d}({b})", "{d}", "{d}(0)")
SS_FORMS = ("{d}({l},{b})", "{d}({l})", "{d}(,{b})", "{d}", "{d}(0,{b})")


def code_of(source: str, name: str | None = None) -> bytes:
    """The text of a section of a source that must assemble without a message."""
    assembly = asm.assemble(source, name="TEST")
    assert assembly.return_code == 0, [(m.line, m.number, m.text) for m in assembly.messages][:10]
    deck = assembly.object_deck
    return section([deck[n:n + 80] for n in range(0, len(deck), 80)], name)


def card(operation: str, operand: str, name: str = "") -> str:
    text = f"{name:8} {operation:5} {operand}"
    assert len(text) <= 71, text
    return text


class Dice:
    """Random operands, as a program may write them."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def number(self, most: int, least: int = 0, step: int = 1) -> str:
        """A self-defining term; `step` keeps to a boundary."""
        value = self.random.choice((least, most // step * step, self.random.randrange(least, most + 1, step)))
        forms = (str, str, "X'{:X}'".format) + (("B'{:b}'".format,) if most < 256 else ())
        return self.random.choice(forms)(value)

    def register(self, mnemonic: str, position: int) -> str:
        """A register that the instruction takes in operand `position`."""
        pairs = PAIRS.get(mnemonic, "00")
        if pairs[position:position + 1] == "1":
            return self.random.choice("04")
        if mnemonic in FLOATING:
            return self.random.choice("0246")
        if mnemonic in EVEN and position == 0:
            return str(self.random.randrange(0, 16, 2))
        return self.number(15)

    def address(self, form: str, aligned: bool) -> str:
        return form.format(d=self.number(4095, step=8 if aligned else 1), x=self.number(15),
                           b=self.number(15), l="{l}")


def operand_texts(mnemonic: str, form: str, dice: Dice):
    """Random operands of one instruction, in each way to write them."""
    unaligned = mnemonic in ("LA", "IC", "STC", "TS", "SSM", "SIO", "TIO", "HIO", "TCH", "LRA")
    if form == "RR":
        yield f"{dice.register(mnemonic, 0)},{dice.register(mnemonic, 1)}"
    elif form == "R":
        yield dice.number(15)
    elif form == "I":
        yield dice.number(255)
    elif form in ("RX", "X"):
        for one in RX_FORMS:
            first = [] if form == "X" else [dice.register(mnemonic, 0)]
            yield ",".join(first + [dice.address(one, not unaligned)])
    elif form in ("RS", "SH"):
        for one in BASE_FORMS:
            first = [dice.register(mnemonic, 0)] + [dice.number(15)] * (form == "RS")
            yield ",".join(first + [dice.address(one, form == "RS")])
    elif form in ("SI", "S"):
        for one in BASE_FORMS:
            yield ",".join([dice.address(one, form == "S" and not unaligned)]
                           + [dice.number(255)] * (form == "SI"))
    else:
        yield from storage_to_storage(form, dice)


def storage_to_storage(form: str, dice: Dice):
    for one in SS_FORMS:
        for two in (BASE_FORMS if form == "SS" else SS_FORMS):
            most = 256 if form == "SS" else 16
            yield ",".join(dice.address(part, False).format(l=dice.number(most)) for part in (one, two))


@pytest.mark.parametrize("form", sorted(gnu_as.FORMATS))
def test_every_instruction_as_gnu_encodes_it(form):
    dice = Dice(f"gnu {form}")
    pairs = [(mnemonic, text) for mnemonic in gnu_as.FORMATS[form].split() for _ in range(ROUNDS)
             for text in operand_texts(mnemonic, form, dice)]
    want = gnu_as.instructions(pairs)
    source = "\n".join(["TEST     CSECT"] + [card(*pair) for pair in pairs] + [card("END", ""), ""])
    got, at = code_of(source), 0
    for pair, code in zip(pairs, want):
        assert got[at:at + len(code)] == code, (pair, got[at:at + len(code)].hex(), code.hex())
        at += len(code)
    assert at == len(got)


# -- implied addresses

def resolved(bases: dict[int, int], address: int) -> tuple[int, int] | None:
    """(base, displacement): the smallest displacement, of equals the highest register."""
    near = [(address - value, -register) for register, value in bases.items()
            if 0 <= address - value < 4096]
    return (-min(near)[1], min(near)[0]) if near else None


def test_addresses_take_the_nearest_base():
    """USING and DROP at random over a section of 20,000 bytes, LA of labels with offsets."""
    dice = random.Random("using")
    labels = {f"L{n}": n * 200 for n in range(100)}
    lines, pairs, bases = ["TEST     CSECT"], [], {}
    for name in labels:
        lines.append(card("DS", "CL200", name))
    for _ in range(1500):
        if dice.random() < 0.1:
            register, name = dice.randint(1, 15), dice.choice(list(labels))
            lines.append(card("USING", f"{name}+{register},{register}"))
            bases[register] = labels[name] + register
        elif dice.random() < 0.05 and bases:
            register = dice.choice(list(bases))
            lines.append(card("DROP", str(register)))
            del bases[register]
        name, offset, index = dice.choice(list(labels)), dice.randint(-50, 250), dice.randint(0, 15)
        place = resolved(bases, labels[name] + offset)
        if place:
            lines.append(card("LA", f"1,{name}{offset:+d}({index})"))
            pairs.append(("LA", f"1,{place[1]}({index},{place[0]})"))
    lines += [card("END", ""), ""]
    assert len(pairs) > 500
    got = code_of("\n".join(lines))[20000:]
    assert got == b"".join(gnu_as.instructions(pairs))


def test_symbols_lengths_and_registers_by_name():
    """Operands by symbols of every kind against the same instruction with plain numbers."""
    source = """TEST     CSECT
R3       EQU   3
LEN      EQU   20
         USING TEST,12
         MVC   TABLE,OTHER
         MVC   TABLE(LEN),OTHER+4
         MVC   TABLE+L'TABLE(L'OTHER),0(R3)
         PACK  PACKED,TABLE
         PACK  PACKED(2),TABLE+1(3)
         L     R3,WORD
         L     R3,WORD(R3)
         LM    R3,R3+2,WORD
         LA    R3,LEN*2+C'A'
         TM    TABLE,X'80'+B'1'
         B     *+8
         BC    R3*4,*-4(R3)
         DS    0F
WORD     DC    F'0'
TABLE    DS    5CL4
TABEND   EQU   *
OTHER    DS    XL7
PACKED   DS    PL3
         END
"""
    word = 60
    table, other, packed = word + 4, word + 24, word + 31
    want = gnu_as.instructions([
        ("MVC", f"{table}(4,12),{other}(12)"), ("MVC", f"{table}(20,12),{other + 4}(12)"),
        ("MVC", f"{table + 4}(7,12),0(3)"), ("PACK", f"{packed}(3,12),{table}(4,12)"),
        ("PACK", f"{packed}(2,12),{table + 1}(3,12)"), ("L", f"3,{word}(0,12)"),
        ("L", f"3,{word}(3,12)"), ("LM", f"3,5,{word}(12)"), ("LA", f"3,{20 * 2 + 0xC1}(0,0)"),
        ("TM", f"{table}(12),129"), ("B", "58(0,12)"), ("BC", "12,50(3,12)")])
    code = b"".join(want)
    assert len(code) == 58
    assert code_of(source)[:58] == code


# -- constants

def floating(text: str, digits: int) -> bytes:
    """Sign, characteristic and `digits` hexadecimal digits, rounded by a one after the last."""
    value, power = Fraction(text), 0
    size = abs(value)
    if not size:
        return bytes(1 + digits // 2)
    while size >= 1:
        size, power = size / 16, power + 1
    while size < Fraction(1, 16):
        size, power = size * 16, power - 1
    fraction = int(size * 16 ** digits + Fraction(1, 2))
    if fraction == 16 ** digits:
        fraction, power = fraction // 16, power + 1
    return bytes([(value < 0) << 7 | power + 64]) + fraction.to_bytes(digits // 2, "big")


def number_text(dice) -> str:
    places = dice.randint(1, 18)
    whole = dice.randint(0, 10 ** dice.randint(1, 9))
    text = f"{dice.choice(('', '-'))}{whole}.{dice.randint(0, 10 ** places)}"
    return text + dice.choice(("", f"E{dice.randint(-60, 50)}"))


def test_floating_constants_are_rounded_exactly():
    dice = random.Random("hfp")
    lines, want = ["TEST     CSECT"], b""
    for _ in range(3000):
        length = dice.randint(2, 8)
        text = number_text(dice)
        lines.append(card("DC", f"{dice.choice('ED')}L{length}'{text}'"))
        want += floating(text, 2 * (length - 1))
    got, at = code_of("\n".join(lines + [card("END", ""), ""])), 0
    for line in lines[1:]:
        size = int(line.split("L", 1)[1][0])
        one, other = got[at:at + size].hex(), want[at:at + size].hex()
        assert one == other, (line, one, other)
        at += size
    assert got == want


def test_floating_constants_half_way_round_away_from_zero():
    source, want = ["TEST     CSECT"], b""
    for n in (0x100000, 0xFFFFFE, 0xABCDEF):
        for text, bits in ((f"{n}.5", n + 1), (f"{n}.4999999", n), (f"{n}.5000001", n + 1)):
            for sign in ("", "-"):
                source.append(card("DC", f"E'{sign}{text}'"))
                want += bytes([0x46 | (0x80 if sign else 0)]) + bits.to_bytes(3, "big")
    source += [card("DC", "E'16777215.5'"), card("END", ""), ""]
    assert code_of("\n".join(source)) == want + bytes.fromhex("47100000")


def test_fixed_constants_against_gnu_directives():
    """F and H with scale and exponent: rounded half away from zero, compared with .long and .short."""
    dice = random.Random("fixed")
    lines, directives = ["TEST     CSECT"], [".align 4"]
    for kind, directive, bits in (("F", ".long", 31), ("H", ".short", 15)):
        for _ in range(600):
            scale = dice.choice((0, 0, dice.randint(-8, 12)))
            exponent = dice.choice((0, 0, dice.randint(-3, 3)))
            value = Fraction(dice.randint(-2 ** bits + 1, 2 ** bits - 1), dice.choice((1, 2, 4, 10, 1000)))
            text = decimal(value / Fraction(2) ** scale / Fraction(10) ** exponent)
            exact = Fraction(text) * Fraction(2) ** scale * Fraction(10) ** exponent
            whole = int(abs(exact) + Fraction(1, 2)) * (-1 if exact < 0 else 1)
            if not -2 ** bits <= whole < 2 ** bits:
                continue
            modifiers = (f"S{scale}" if scale else "") + (f"E{exponent}" if exponent else "")
            lines.append(card("DC", f"{kind}{modifiers}'{text}'"))
            directives.append(f"{directive} {whole}")
    got, want, at = code_of("\n".join(lines + [card("END", ""), ""])), gnu_as.assemble(directives), 0
    for line, directive in zip(lines[1:], directives[1:]):
        size = 4 if directive.startswith(".long") else 2
        assert got[at:at + size] == want[at:at + size], (line, directive, got[at:at + size].hex())
        at += size


def decimal(value: Fraction) -> str:
    """A decimal number near `value`, of at most 20 places."""
    whole = round(abs(value) * 10 ** 20)
    digits = str(whole).rjust(21, "0")
    return ("-" if value < 0 else "") + f"{digits[:-20]}.{digits[-20:]}".rstrip("0").rstrip(".")


def test_character_hexadecimal_and_binary_constants():
    dice = random.Random("strings")
    alphabet = [c for c in map(chr, range(0x20, 0x7F)) if c != "^"]      # ^ is typed for the NOT sign
    lines, want = ["TEST     CSECT"], b""
    for _ in range(600):
        text = "".join(dice.choice(alphabet) for _ in range(dice.randint(1, 20)))
        length = dice.choice((0, dice.randint(1, 40)))
        written = text.replace("'", "''").replace("&", "&&")
        lines.append(card("DC", f"C{f'L{length}' if length else ''}'{written}'"))
        want += text.encode("cp037").ljust(length, b"\x40")[:length or len(text)]
        value, size = dice.getrandbits(64), dice.choice((0, dice.randint(1, 10)))
        digits = f"{value:X}"
        lines.append(card("DC", f"X{f'L{size}' if size else ''}'{digits}'"))
        want += value.to_bytes(16, "big")[-(size or (len(digits) + 1) // 2):]
        value, size = dice.getrandbits(dice.randint(1, 32)), dice.choice((0, dice.randint(1, 6)))
        digits = f"{value:b}"
        lines.append(card("DC", f"B{f'L{size}' if size else ''}'{digits}'"))
        want += value.to_bytes(16, "big")[-(size or (len(digits) + 7) // 8):]
    assert code_of("\n".join(lines + [card("END", ""), ""])) == want


def packed(text: str, length: int) -> bytes:
    """A decimal number without its point, sign C or D."""
    digits = text.lstrip("+-").replace(".", "") + ("d" if text[0] == "-" else "c")
    digits = digits.rjust(len(digits) + len(digits) % 2, "0")
    size = length or len(digits) // 2
    return bytes.fromhex(digits.rjust(2 * size, "0")[-2 * size:])


def zoned(text: str, length: int) -> bytes:
    digits = text.lstrip("+-").replace(".", "")
    size = length or len(digits)
    code = bytearray(digits.rjust(size, "0")[-size:].encode("cp037"))
    code[-1] = code[-1] & 0x0F | (0xD0 if text[0] == "-" else 0xC0)
    return bytes(code)


def test_decimal_constants():
    dice = random.Random("decimal")
    lines, want = ["TEST     CSECT"], b""
    for _ in range(800):
        kind, most, make = dice.choice((("P", 31, packed), ("Z", 16, zoned)))
        digits = str(dice.randint(0, 10 ** dice.randint(1, most) - 1))
        point = dice.randint(0, len(digits)) if dice.random() < 0.3 else None
        if point is not None:
            digits = f"{digits[:point]}.{digits[point:]}"
        text = dice.choice(("", "+", "-")) + digits
        length = dice.choice((0, dice.randint(1, 16)))
        lines.append(card("DC", f"{kind}{f'L{length}' if length else ''}'{text}'"))
        want += make(text, length)
    assert code_of("\n".join(lines + [card("END", ""), ""])) == want


def test_address_constants_of_symbols():
    """A, AL1 to AL4 and Y of absolute expressions and of addresses in the section."""
    dice = random.Random("addresses")
    lines = ["TEST     CSECT"] + [card("DS", "XL13", f"L{n}") for n in range(20)]
    values = {f"L{n}": 13 * n for n in range(20)}
    want = b""
    for _ in range(500):
        length = dice.choice((1, 2, 3, 4))
        one, two = dice.choice(list(values)), dice.choice(list(values))
        offset = dice.randint(0, 7)
        if length >= 3 and dice.random() < 0.5:
            lines.append(card("DC", f"AL{length}({one}+{offset})"))
            want += (values[one] + offset).to_bytes(length, "big")
        elif values[one] >= values[two]:
            lines.append(card("DC", f"AL{length}(({one}-{two})/2+{offset})"))
            want += ((values[one] - values[two]) // 2 + offset).to_bytes(length, "big")
    assert code_of("\n".join(lines + [card("END", ""), ""]))[260:] == want
