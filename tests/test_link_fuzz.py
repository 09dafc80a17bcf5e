"""Damaged and nonsensical decks: a message or an S360Error, never a traceback, hang or flood.

CPCMS_FUZZ_LINK sets the number of the soak run's cases; a failing case names its seed."""
import os
import random
import time

import pytest

from s360.linker import bootstrap
from s360.linker.link import STORAGE, link
from s360.linker.map import map_data, map_lines
from s360.asm.object_deck import (CM, ER, LD, PC, PR, SD, WX, Control, End, Esd, ObjectDeck, Rep, Rld,
                                  Text, from_hexadecimal, read_decks, to_hexadecimal, write_deck)
from s360.linker.text_library import TextLibrary
from s360.errors import S360Error
from shared import shared

NAMES = ["A", "B", "MAIN", "SUB", "", "DATA", "X$#@", "IBCOM#"]
WORDS = ["ENTRY A", "ENTRY", "INCLUDE SUB,LIB0", "LIBRARY *", "LIBRARY *(A,B)", "NAME X(R)", "OVERLAY",
         "SLC  001000    MAIN", "SLC  FFFFFF", "SLC  ZZ", "ICS            B      ,0100", "ICS",
         "SPB", "LDT            SUB", "LDT", "", "REP  000000  010A0A"]
NUMBERS = (0, 1, 2, 7, 8, 0x55, 0x1000, 0xFFF0, 0x10000, 0x7FFFFF, 0xFFFFF8, 0xFFFFFF)


def number(dice):
    return dice.choice(NUMBERS) if dice.random() < 0.3 else dice.randrange(0x2000)


def nonsense(dice) -> ObjectDeck:
    """A deck whose cards are well formed and say anything."""
    items, esdid = [], 0
    for _ in range(dice.randrange(7)):
        kind = dice.choice((SD, SD, LD, ER, PC, CM, PR, WX))
        esdid += kind != LD
        items.append(Esd(dice.choice(NAMES), kind, None if kind == LD else esdid, number(dice),
                         dice.choice((0x40, 0, 1, 3, 7, 255)),
                         dice.randrange(1 + esdid) if kind == LD else number(dice)))
    ids = range(esdid + 2)
    text = [Text(dice.choice(ids) or 1, min(number(dice), 0xFFFF00),
                 dice.randbytes(dice.randrange(1, 90))) for _ in range(dice.randrange(9))]
    rld = [Rld(dice.choice(ids), dice.choice(ids), dice.randrange(256) & 0xFE, number(dice))
           for _ in range(dice.randrange(20))]
    rep = [Rep(number(dice), dice.choice([None, *ids]), dice.randbytes(2))
           for _ in range(dice.randrange(3))]
    control = [Control(dice.choice(("", " ")) + dice.choice(WORDS), dice.random() < 0.5,
                       dice.random() < 0.5) for _ in range(dice.choice((0, 0, 1, 3)))]
    end = End(dice.choice((None, number(dice))), dice.choice((None, *ids)), dice.choice(("", *NAMES)),
              dice.choice((None, number(dice))))
    return ObjectDeck(items, text, rld, rep=rep, control=control, end=end)


def damaged(dice, content: bytes) -> bytes:
    """Bytes changed, cards lost, repeated, swapped or cut off."""
    data = bytearray(content)
    for _ in range(dice.choice((0, 1, 2, 8))):
        if data:
            data[dice.randrange(len(data))] = dice.choice((0, 2, 0x40, 0xFF, dice.randrange(256)))
    cards = [bytes(data[n:n + 80]) for n in range(0, len(data), 80)]
    what = dice.randrange(8)
    if what == 0 and cards:
        cards.pop(dice.randrange(len(cards)))
    elif what == 1:
        cards += cards[:dice.randrange(1 + len(cards))]
    elif what == 2:
        dice.shuffle(cards)
    elif what == 3:
        return b"".join(cards)[:dice.randrange(1 + len(data))]
    return b"".join(cards)


def put_through(content: bytes, dice, libraries) -> None:
    """All that is done with a deck; only S360Error may come out."""
    decks = read_decks(content, "fuzz.deck")
    linked = link(decks, dice.choice((None, None, "MAIN")),
                  dice.choice((None, 0, 0x200, 0xFFFF00)), libraries)
    assert len(linked.image) <= STORAGE and len(linked.messages) <= 202
    assert len("\n".join(map_lines(linked))) < 1_000_000 and map_data(linked)["severity"] in (0, 4, 8)
    if len(linked.image) < 0x80000:
        deck, loader = bootstrap.ipl_deck(linked)
        assert len(bootstrap.block_loader(linked, b"")) == bootstrap.BLOCK_CCWS
        assert len(bootstrap.blocks(linked, loader, bootstrap.CARD_SIZE)) <= len(linked.pieces)
        assert len(deck) % 80 == 0 and loader % 8 == 0
        assert all(end <= loader or loader + bootstrap.CARD_SIZE <= start
                   for start, end in linked.pieces if start >= 0x80)


def attack(first: int, count: int, originals: list[bytes], libraries) -> None:
    for seed in range(first, first + count):
        dice = random.Random(seed)
        content = (damaged(dice, dice.choice(originals)) if dice.random() < 0.4 else
                   b"".join(write_deck(nonsense(dice)) for _ in range(dice.randrange(1, 4))))
        if dice.random() < 0.1:
            content = to_hexadecimal(content).encode()
        begin = time.process_time()
        try:
            put_through(content, dice, libraries)
        except S360Error as error:
            assert "\n" not in str(error), seed
        except Exception as error:
            raise AssertionError(f"seed {seed}") from error
        assert time.process_time() - begin < 5, f"seed {seed}"


def own_decks(folder):
    """Decks to damage, and a library to call from, without genuine software."""
    dice = random.Random(1)
    made = [write_deck(nonsense(dice)) for _ in range(20)]
    for n in range(4):
        deck = ObjectDeck([Esd(NAMES[n], SD, 1, length=64), Esd(NAMES[n + 1] or "A", ER, 2)],
                          [Text(1, 0, bytes(64))], [Rld(2, 1, 0x1C, 4)], end=End(0, 1))
        (folder / f"lib{n}.text").write_bytes(write_deck(deck))
        made.append(write_deck(deck, "DECK"))
    return made, [TextLibrary(folder)]


def test_random_decks(tmp_path):
    attack(0, 400, *own_decks(tmp_path))


@pytest.mark.soak
def test_random_decks_long(tmp_path):
    count = int(os.environ.get("CPCMS_FUZZ_LINK", "50000"))
    attack(1_000_000, count, *own_decks(tmp_path))


@pytest.mark.slow
def test_damaged_genuine_decks():
    files = sorted(shared("real", "cms67").rglob("*.TEXT"))
    library = [TextLibrary(shared("real", "cms67", "fortran_lib"))]
    attack(5000, 300, [path.read_bytes() for path in files], library)


def test_random_bytes_and_random_text(tmp_path):
    for seed in range(200):
        dice = random.Random(seed)
        content = dice.randbytes(dice.choice((0, 1, 80, 160, 240, 999)))
        if dice.random() < 0.5:
            content = "".join(dice.choice("0123456789ABCDEF \n*G") for _ in range(500)).encode()
        try:
            put_through(content, dice, [])
        except S360Error:
            pass
    with pytest.raises(S360Error):
        from_hexadecimal("0G", "x")
