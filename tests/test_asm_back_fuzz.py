"""Whatever stands in operand fields, the assembler answers with messages, soon, and its results agree
with each other."""
import random
import time

import pytest

from s360.asm import Limits, Options, assemble
from s360.asm.operations import ASSEMBLER_INSTRUCTIONS
from s360.asm.object_deck import read_decks
from s360.isa import EXTENDED, INSTRUCTIONS

MNEMONICS = [row.mnemonic for row in INSTRUCTIONS] + list(EXTENDED)
LIMITS = Limits(text=1 << 16, addresses=2000, sections=200)
TERMS = ["A", "B", "D1", "X1", "NONE", "*", "0", "1", "4095", "4096", "16777215", "2147483647", "X'FF'",
         "X'FFFFFFFF'", "C'AB'", "B'1'", "L'A", "L'*", "=F'1'", "=A(*)", "=C'A,B'", "=3XL2'1'", "=V(V1)",
         "EQ", "LONGSYMBOL", "'", "(", ")", ",", "=", "L'", "C'", "''", "&&", " ", "@", "\u20ac", "=S(A)"]
CONSTANTS = ["F'1'", "3F'1,2'", "0D'0'", "CL8'AB'", "C'A''B'", "XL4'1'", "X'ABC'", "B'101'", "BL.3'1'",
             "P'-12.5'", "ZL4'7'", "E'1.5E10'", "D'-1E-80'", "L'2'", "ES3'1'", "FS-4E2'1.5'", "A(A)",
             "A(A-B+D1)", "3A(*)", "AL3(B)", "AL.5(3)", "Y(A)", "S(A)", "S(4(5))", "V(V1,V2)", "Q(DUM)",
             "(EQ)X'1'", "XL(EQ)'1'", "X", "9999999C'A'", "16777215F", "1000000A(*)", "E'1E999999'",
             "F'" + "9" * 400 + "'", "DE75'1'", "H'32768'", "PL17'1'", "C''", "LS27'1'"]
NAMES = ["", "", "", "A", "B", "D1", "EQ", "N1", "N2", "SECT", "DUM", "9X", "TOOLONGNAME", ".SEQ"]


def operand(rng: random.Random, mnemonic: str) -> str:
    """An operand field: sensible, mutated, or noise."""
    kind = rng.random()
    if mnemonic in ("DC", "DS", "DXD"):
        text = ",".join(rng.choice(CONSTANTS) for _ in range(rng.choice((1, 1, 1, 2, 3))))
    elif kind < .7:
        text = ",".join(expression(rng) for _ in range(rng.choice((1, 2, 2, 3, 4))))
    else:
        text = "".join(rng.choice(TERMS + list("+-*/(),'=")) for _ in range(rng.randrange(9)))
    if rng.random() < .2 and text:
        at = rng.randrange(len(text))
        text = text[:at] + rng.choice("'(),=*+-.&LXS 9") + text[at + rng.randrange(2):]
    return text


def expression(rng: random.Random) -> str:
    text = rng.choice(TERMS)
    while rng.random() < .35:
        text += rng.choice("+-*/") + rng.choice(TERMS)
    if rng.random() < .3:
        text += f"({rng.choice(TERMS)})" if rng.random() < .5 else f"({rng.choice(TERMS)},{rng.choice(TERMS)})"
    return text


def source(seed: int, lines: int = 40) -> str:
    """A source of statements without sense."""
    rng = random.Random(seed)
    out = ["SECT     CSECT", "         USING *,12", "A        DS    F", "B        DC    CL300'B'",
           "EQ       EQU   3", "DUM      DSECT", "D1       DS    F", "SECT     CSECT", "         EXTRN X1"]
    for _ in range(lines):
        mnemonic = rng.choice(MNEMONICS if rng.random() < .4 else
                              ["DC", "DC", "DS", *ASSEMBLER_INSTRUCTIONS])
        if mnemonic == "END" and rng.random() < .9:
            continue
        out.append(f"{rng.choice(NAMES):<8} {mnemonic:<5} {operand(rng, mnemonic)}")
    return "\n".join(out) + "\n"


def check(text: str, **choices) -> None:
    """Assemble; the deck, the sections and the listing tell the same."""
    began = time.perf_counter()
    result = assemble(text, options=Options(limits=LIMITS, **choices))
    assert result.return_code == max([m.severity for m in result.messages], default=0)
    listing = result.listing
    for message in result.messages:
        assert message.code in listing
        assert message.text and "{" not in message.text.replace("'{'", "")
        assert 0 <= message.column <= 81 or message.number < 200
    cards = result.object_deck
    assert len(cards) % 80 == 0
    if cards:
        objects = [cards[n:n + 80] for n in range(0, len(cards), 80) if cards[n] == 2]
        (deck,) = read_decks(b"".join(objects))
        images = {section.esdid: bytearray(section.bytes) for section in result.sections}
        origins = {section.esdid: section.address for section in result.sections}
        for piece in deck.text:
            at = piece.address - origins[piece.esdid]
            assert at >= 0 and at + len(piece.data) <= len(images[piece.esdid])
        assert [item.name for item in deck.esd] == [item.name for item in result.deck.esd]
        assert len(deck.rld) == len(result.deck.rld)
        assert {line.esdid for line in result.line_map.lines} <= set(images)
    assert time.perf_counter() - began < 20


@pytest.mark.parametrize("start", range(0, 300, 50))
def test_statements_without_sense(start):
    for seed in range(start, start + 50):
        check(source(seed), level="f" if seed % 3 == 0 else "xf", test=seed % 2 == 0)


@pytest.mark.soak
@pytest.mark.timeout(0)
def test_many_statements_without_sense():
    for seed in range(1000, 21000):
        check(source(seed), level="f" if seed % 3 == 0 else "xf")


@pytest.mark.parametrize("text", [
    " DC A" + "(" * 5000, " DC A(" + "(" * 300 + "1" + ")" * 300 + ")", " DC A(" + "-" * 300 + "1)",
    " DC A(" + "+".join(["1"] * 3000) + ")", " DC F'" + "1" * 9000 + "'", " L 1," + "L'" * 500 + "A",
    " DC 99999999999999999999F'1'", " DC XL99999999999999999999'1'", " DC E'1E-99999999999999'",
    " DC 16777215CL256'A'", " DC 16777215A(*)", " ORG *+99999999", " DS 16777215D", " CNOP ,",
    " DC C'", " DC =", " TITLE '", " PUNCH ''''", " USING *," + ",".join("0" for _ in range(3000)),
    " EQU 1", " END *-*", " L 1,=" + "=" * 900, " DC A(=F'1')", "A EQU A", " DC (A)F'1'", " SPACE -1",
    " DC FS400'1'", " DC ES99'1'", " DC DL8S13E75'1E75'", " DC 16777215BL.1'1'", " DC P'" + "1" * 99 + "'",
    " DC C'\u20ac'", " L 1,=C'\u20ac'", " TITLE '\u20ac'", " PUNCH '\u20ac'", "\u20ac DC C'A'",
    " DC S(1(2(3)))", " L 1,2(3(4))", " MVC 0(1,2,3),0", " L ,", " L (,),(,)", " EXTRN *", " ENTRY ,",
])
def test_extremes(text):
    began = time.perf_counter()
    check(f"T CSECT\n{text}\n END\n")
    assert time.perf_counter() - began < 10


def test_every_mnemonic_without_operand_and_with_too_many():
    for mnemonic in MNEMONICS + ASSEMBLER_INSTRUCTIONS:
        check(f"T CSECT\n {mnemonic}\n {mnemonic} 1,2,3,4,5,6\n {mnemonic} ,\nN {mnemonic} (\n END\n")


def test_many_mistakes_are_all_told():
    result = assemble("T CSECT\n" + " L 1,NOWHERE\n" * 300 + " END\n")
    assert [message.statement for message in result.messages] == list(range(2, 302))
    assert result.return_code == 8
