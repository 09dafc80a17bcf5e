"""Disassembled source assembles back to the same text, ESD and RLD: made-up and genuine programs."""
import random
import time

import pytest

from s360.asm import assemble
from s360.flow.disassembler import disassemble_deck, disassemble_image
from s360.asm.object_deck import MediaError, ObjectDeck, read_decks, write_deck
from s360.isa import FORMATS, INSTRUCTIONS
from shared import ROOT, shared

WARNING = 4              # an explicit address whose displacement is off its boundary


def bytes_of(deck: ObjectDeck) -> dict:
    """(ESDID, address) -> byte, of the text a loader would have."""
    return {(text.esdid, text.address + n): byte for text in deck.text
            for n, byte in enumerate(text.data)}


def assembled(source: str) -> ObjectDeck:
    result = assemble(source, name="flow.asm")
    assert result.return_code <= WARNING, [str(message) for message in result.messages][:3]
    return read_decks(result.object_deck)[0]


def assert_same(deck: ObjectDeck) -> None:
    """Disassemble, assemble, compare."""
    made = disassemble_deck(deck)
    again = assembled(made.source)
    assert bytes_of(again) == bytes_of(deck)
    assert again.esd == deck.esd and sorted(again.rld) == sorted(deck.rld)
    assert (again.end.address, again.end.esdid) == (deck.end.address, deck.end.esdid)


def assert_same_image(image: bytes, at: int, entries=()) -> None:
    again = assembled(disassemble_image(image, at, entries).source)
    assert {address: byte for (_, address), byte in bytes_of(again).items()} == dict(
        enumerate(image, at))


def an_instruction(chance: random.Random) -> bytes:
    """Any instruction, its bases mostly among a few registers."""
    row = chance.choice(INSTRUCTIONS)
    text = bytearray(chance.randbytes(row.length))
    text[0] = row.opcode
    for at in range(2, row.length, 2):
        text[at] = chance.choice((0xC0, 0xC0, 0xF0, 0xB0, 0, text[at] & 0xF0)) | chance.choice(
            (0, 1, text[at] & 15))
    if FORMATS[row.format][0] == "RX" and chance.random() < .8:
        text[1] &= 0xF0
    return bytes(text)


def a_program(chance: random.Random, size: int) -> bytes:
    """Instructions, base registers coming and going, and data among them."""
    out = bytes.fromhex("05C0")
    for _ in range(size):
        kind = chance.random()
        if kind < .07:
            out += bytes.fromhex(chance.choice((
                "05C0", "05B0", "18BC", "06C0", f"41B0C{chance.randrange(4096):03X}",
                f"58B0C{4 * chance.randrange(1024):03X}", f"4AC0C{2 * chance.randrange(99):03X}")))
        elif kind < .9:
            out += an_instruction(chance)
        else:
            out += chance.choice((bytes(2 * chance.randrange(20)), chance.randbytes(6),
                                  "IT'S TEXT & MORE".encode("cp037")))
    return out


@pytest.mark.parametrize("row", INSTRUCTIONS, ids=lambda row: row.mnemonic)
def test_each_instruction(row):
    chance = random.Random(row.opcode)
    for _ in range(4):
        text = bytes((row.opcode, *chance.randbytes(row.length - 1)))
        assert_same_image(text + bytes.fromhex("07FE"), 0x200, [0x200])
    assert_same_image(bytes((row.opcode, *bytes(row.length - 1))), 0x200, [0x200])


@pytest.mark.parametrize("seed", range(60))
def test_made_up_programs(seed):
    chance = random.Random(seed)
    image = a_program(chance, chance.choice((3, 30, 300)))
    assert_same_image(image, chance.choice((0, 0x200, 0x204, 0xFFE, 0x1000, 0xFF0000)))


@pytest.mark.parametrize("at", [0x201, 0x203, 0x20C])
def test_images_at_any_address(at):
    assert_same_image(bytes.fromhex("0005C05810C00607FE00000001"), at)


def test_a_psw_off_its_boundary():
    # LPSW 517 with a PSW at 205 that leads to 210: A-type constant at 209
    assert_same_image(bytes.fromhex("82000205 00 0000000000000210 000000 07FE"), 0x200, [0x200])


@pytest.mark.parametrize("seed", range(30))
def test_bytes_without_meaning(seed):
    chance = random.Random(seed)
    assert_same_image(chance.randbytes(chance.choice((1, 2, 3, 500))), 0x1000)


SOURCES = {
    "calls": """
MAIN     CSECT
         ENTRY TABLE,LOOP
         EXTRN OUT,OTHER
         STM   14,12,12(13)
         BALR  12,0
         USING *,12
         LA    1,ARGS
         L     15,=V(SUB)
         BALR  14,15
LOOP     L     2,TABLE(2)
         A     2,=F'-5'
         EX    2,MOVE
         BCT   2,LOOP
         MVI   SWITCH+1,X'F0'
SWITCH   NOP   LOOP
         LM    14,12,12(13)
         BR    14
MOVE     MVC   FIELD(1),TABLE
ARGS     DC    A(FIELD),X'80',AL3(TABLE+2),A(OUT,OTHER+8,OUT-MAIN)
TABLE    DC    4F'1',H'-2',C'IT''S && MORE',D'1.5',E'3.14',PL4'-17'
         DC    V(SUB)
FIELD    DS    CL8
         LTORG
MORE     CSECT
         USING MORE,15
         L     3,=A(MAIN,MORE+4)
         BR    14
         END   MAIN
""",
    "channel": """
         START X'800'
         BALR  12,0
         USING *,12
         LA    1,CHAIN
         ST    1,72
         SIO   9
WAIT     TIO   9
         BC    6,WAIT
         LPSW  DONE
CHAIN    CCW   X'09',TEXT,X'60',20
         CCW   X'0A',TEXT+4,X'20',1
TEXT     DC    CL20'HELLO'
DONE     DS    0D
         DC    X'0002000000000000'
         END
""",
    "registers": """
AREA     DXD   D
HALF     DXD   3H
ODD      DXD   XL5
NONE     DXD   0D
SPACE    DSECT
         DS    CL13
PROG     CSECT
         EXTRN EXT
         DC    Q(AREA),QL1(HALF),QL3(ODD),AL1(0),QL2(SPACE)
TOTAL    CXD
         DC    V(SUB),Q(SPACE,NONE)
MORE     CSECT
         DC    A(EXT)
         END   EXT+4
""",
    "psw": """
         USING *,15
         LPSW  P
         DS    0D
P        DC    X'41424344',X'C3',AL3(A)
A        BR    14
         END
""",
    "empty": "         END\n",
    "space": "A        START 8\n         DS    100D\nB        CSECT\n         DS    3F\n         END B\n",
    "common": "A        CSECT\n         DC    A(B)\n         COM\nB        DS    CL80\n         END\n",
}


@pytest.mark.parametrize("name", SOURCES)
def test_what_the_assembler_made(name):
    source = SOURCES[name].removeprefix("\n")
    result = assemble(source, name=name)
    assert result.return_code == 0, [str(message) for message in result.messages]
    assert_same(read_decks(result.object_deck)[0])


def test_the_sample_decks():
    for path in sorted(ROOT.joinpath("decks").glob("*.asm")):
        result = assemble(path.read_text(encoding="utf-8"), name=path.name)
        if result.return_code <= WARNING:
            assert_same(read_decks(result.object_deck)[0])


def genuine() -> list:
    return [path for folder in ("fortran_g", "fortran_lib")
            for path in sorted(shared("real", "cms67", folder).glob("*.TEXT"))]


@pytest.mark.slow
def test_genuine_decks_of_1972():
    decks = 0
    for path in genuine():
        for deck in read_decks(path.read_bytes(), path.name):
            assert_same(deck)
            decks += 1
    assert decks == 88


# -- damage and size

def test_damaged_decks_end_in_an_error_or_in_source():
    chance = random.Random(67)
    originals = [assemble(SOURCES[name].removeprefix("\n"), name=name).object_deck
                 for name in ("calls", "registers")]
    for _ in range(600):
        cards = bytearray(chance.choice(originals))
        for _ in range(chance.choice((1, 1, 3, 20))):
            cards[chance.randrange(len(cards))] = chance.choice((0, 0x40, 0xFF, chance.randrange(256)))
        check_damaged(bytes(cards))


def check_damaged(cards: bytes) -> None:
    """One line of error, or source that assembles; the same program unless `notes` tell why not."""
    try:
        decks = [deck for deck in read_decks(cards) if deck.end]
        made = [disassemble_deck(deck) for deck in decks]
    except MediaError as error:
        assert "\n" not in str(error)
        return
    for deck, one in zip(decks, made):
        assert all(len(line) <= 71 and line.isascii() for line in one.source.splitlines())
        again = assembled(one.source)
        if not one.notes:
            assert bytes_of(again) == bytes_of(deck) and sorted(again.rld) == sorted(deck.rld)


@pytest.mark.soak
@pytest.mark.timeout(0)
def test_many_damaged_genuine_decks():
    chance = random.Random(1972)
    files = [path.read_bytes() for path in genuine()]
    for _ in range(20_000):
        cards = bytearray(chance.choice(files))
        for _ in range(chance.choice((1, 1, 3, 10, 100))):
            cards[chance.randrange(len(cards))] = chance.choice((0, 0x40, 0xFF, chance.randrange(256)))
        check_damaged(bytes(cards))


def test_sections_of_16_million_bytes_take_no_room():
    from s360.asm.object_deck import End, Esd, Text
    items = [Esd(f"S{n}", 0, n + 1, 0, 0x40, 0xFFFFFF) for n in range(200)]
    text = [Text(n + 1, 0xFFFFF0, b"\x07\xFE") for n in range(200)]
    deck = ObjectDeck(items, text, end=End(), source="big")
    assert disassemble_deck(read_decks(write_deck(deck))[0]).source.count("ORG") >= 200


def test_an_esd_of_many_thousand_items_takes_seconds():
    from s360.asm.object_deck import End, Esd, Rld
    count = 20_000
    items = [Esd(f"S{n}" if n % 2 else "", 0 if n % 2 else 4, n + 1, 0, 0x40, 8)
             for n in range(count)]
    items += [Esd(f"E{n}", 1, None, 0, 0x40, n + 1) for n in range(count)]
    items += [Esd(f"X{n}", 2, count + n + 1) for n in range(count)]
    deck = ObjectDeck(items, rld=[Rld(n + 1, n + 1, 0x0C, 0) for n in range(count)], end=End(),
                      source="many")
    begin = time.process_time()
    assert disassemble_deck(deck).source.count(" EXTRN ") == count
    assert time.process_time() - begin < 30


@pytest.mark.slow
@pytest.mark.parametrize("unit", ["05C047F0C002", "45E0C100", "47F0C010", "0000", "D2FFC000C100"])
def test_a_quarter_megabyte_takes_seconds(unit):
    begin = time.process_time()
    unit = bytes.fromhex(unit)
    disassemble_image(unit * (0x40000 // len(unit)), 0x1000)
    assert time.process_time() - begin < 30
