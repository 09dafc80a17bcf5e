"""Object decks: cards as the manuals picture them, read, written and damaged.

Expected cards are written down here from GC26-3756 (Assembler F, object deck output)."""
import random

import pytest

from s360.asm.object_deck import (CM, ER, LD, PC, PR, SD, WX, Control, End, Esd, ObjectDeck, Rep, Rld,
                                  Text, from_hexadecimal, read_decks, to_hexadecimal, write_deck)
from s360.errors import MediaError
from s360.media.cards import ebcdic_to_columns
from shared import shared

BLANK = "40"


def card(text: str) -> bytes:
    """A card from hexadecimal digits and 'EBCDIC', blank to column 80; ~N is N blanks."""
    out = b""
    for word in text.split():
        if word[0] == "'":
            out += word[1:-1].replace("_", " ").encode("cp037")
        else:
            out += b"\x40" * int(word[1:]) if word[0] == "~" else bytes.fromhex(word)
    return out.ljust(80, b"\x40")


def cards(content: bytes) -> list[bytes]:
    return [content[n:n + 80] for n in range(0, len(content), 80)]


ESD_CARD = card("02 'ESD' ~6 0030 ~2 0001 'MAIN____' 00 000200 40 000130"
                " 'INNER___' 01 000210 40 000001 'OUTER___' 02 000000 40 404040")
TXT_CARD = card("02 'TXT' ~1 000200 ~2 0004 ~2 0001 05C01BFF")
RLD_CARD = card("02 'RLD' ~6 000C ~4 0002 0001 0D 000204 1C 000208")
END_CARD = card("02 'END' ~1 000200 ~6 0001")
DECK = ObjectDeck([Esd("MAIN", SD, 1, 0x200, length=0x130), Esd("INNER", LD, None, 0x210, length=1),
                   Esd("OUTER", ER, 2)],
                  [Text(1, 0x200, bytes.fromhex("05C01BFF"))],
                  [Rld(2, 1, 0x0C, 0x204), Rld(2, 1, 0x1C, 0x208)], end=End(0x200, 1))


def test_a_deck_is_written_as_the_manual_pictures_it():
    assert cards(write_deck(DECK, sequence=None)) == [ESD_CARD, TXT_CARD, RLD_CARD, END_CARD]


def test_a_deck_is_read():
    (deck,) = read_decks(ESD_CARD + TXT_CARD + RLD_CARD + END_CARD, "main.deck")
    assert deck == DECK and deck.source == "main.deck: deck at card 1"
    assert deck.names() == ["MAIN", "INNER"]
    assert [(item.kind, item.length, item.negative) for item in deck.rld] == [
        (0, 4, False), (1, 4, False)]


def test_lengths_and_signs_of_address_constants():
    """AL3 is flag 08, Y is 04, AL1 is 00; 02 subtracts; Q is 2x, CXD 3x."""
    shown = [(r.kind, r.length, r.negative) for r in (
        Rld(1, 1, 0x08, 0), Rld(1, 1, 0x04, 0), Rld(1, 1, 0x00, 0), Rld(1, 1, 0x0E, 0),
        Rld(1, 1, 0x24, 0), Rld(1, 1, 0x3C, 0))]
    assert shown == [(0, 3, False), (0, 2, False), (0, 1, False), (0, 4, True), (2, 2, False),
                     (3, 4, False)]


def test_three_symbols_a_card_and_a_gap_in_the_numbers_begins_a_card():
    items = [Esd(f"S{n}", SD, n, length=8) for n in (1, 2, 3, 4, 6)]
    made = cards(write_deck(ObjectDeck(items, end=End()), sequence=None))
    assert [c[10:12].hex() for c in made[:3]] == ["0030", "0010", "0010"]
    assert [c[14:16].hex() for c in made[:3]] == ["0001", "0004", "0006"]
    assert read_decks(b"".join(made))[0].esd == items


def test_entry_points_have_no_number_of_their_own():
    items = [Esd("A", LD, None, 0, length=1), Esd("B", LD, None, 4, length=1),
             Esd("C", LD, None, 8, length=1), Esd("D", LD, None, 12, length=1), Esd("M", SD, 1)]
    made = cards(write_deck(ObjectDeck(items, end=End()), sequence=None))
    assert [c[14:16].hex() for c in made[:2]] == ["4040", "0001"]
    assert read_decks(b"".join(made))[0].esd == items


def test_every_kind_of_symbol_comes_back():
    items = [Esd("", PC, 1, length=16), Esd("COMMON", CM, 2, length=400), Esd("", CM, 3, length=8),
             Esd("REG", PR, 4, 0, 7, 8), Esd("WEAK", WX, 5), Esd("OUT", ER, 6)]
    assert read_decks(write_deck(ObjectDeck(items, end=End())))[0].esd == items


def test_text_is_cut_after_56_bytes_and_each_begins_a_card():
    data = bytes(range(100))
    made = cards(write_deck(ObjectDeck(text=[Text(1, 0x10, data), Text(1, 0x74, b"xy")], end=End())))
    assert [(c[5:8].hex(), c[10:12].hex()) for c in made[:3]] == [
        ("000010", "0038"), ("000048", "002c"), ("000074", "0002")]
    assert b"".join(t.data for t in read_decks(b"".join(made))[0].text) == data + b"xy"


def test_pointers_are_left_out_only_while_they_stay_the_same_and_within_a_card():
    items = [Rld(1, 1, 0x0C, 4 * n) for n in range(15)] + [Rld(2, 1, 0x0C, 60), Rld(1, 1, 0x0E, 64)]
    made = cards(write_deck(ObjectDeck(rld=items, end=End()), sequence=None))
    # 8 + 12 times 4 is 56 bytes: 13 items; the next card begins with pointers anew
    assert [c[10:12].hex() for c in made[:2]] == ["0038", "001c"]
    assert made[0][16:24].hex() == "000100010d000000" and made[0][68:72].hex() == "0c000030"
    assert made[1][16:44].hex() == "000100010d0000340c000038" "000200010c00003c" "000100010e000040"
    assert read_decks(b"".join(made))[0].rld == items


@pytest.mark.parametrize("deck_id, first, columns", [
    ("", 1, "00000001"), ("MAIN", 1, "MAIN0001"), ("OPT", 12, "OPT 0012"), ("    ", 3, "    0003"),
    ("LIBRARY", 7, "LIBRARY7"), ("LIBRARY1", 7, "LIBRARY1"), ("MAIN", 10001, "MAIN0001")])
def test_identification_in_columns_73_to_80(deck_id, first, columns):
    made = cards(write_deck(DECK, deck_id, first))
    assert made[0][72:].decode("cp037") == columns


def test_end_card_has_entry_name_length_and_who_made_it():
    end = End(None, None, "OUTER", 0x1234, "15734AS100 030172049")
    made = cards(write_deck(ObjectDeck(end=end)))[0]
    assert made[4:16] == b"\x40" * 12 and made[16:24] == "OUTER   ".encode("cp037")
    assert made[28:32].hex() == "40001234" and made[32:33] == b"\xf1"
    assert read_decks(made)[0].end == end


def test_patches_and_statements_keep_their_places():
    content = (card("~1 'ENTRY_MAIN'") + card("02 'SLC___020000____BASE'") + ESD_CARD + TXT_CARD
               + card("02 'REP__000CA8__01F04B,F740_A_REMARK'") + card("02 'REP__000CAC____0A0A'")
               + END_CARD + card("02 'LDT____________MAIN'"))
    deck, rest = read_decks(content, "x")
    assert deck.rep == [Rep(0xCA8, 1, bytes.fromhex("F04BF740"), "A REMARK"),
                        Rep(0xCAC, None, b"\x0a\x0a")]
    assert [(c.operation, c.mark, c.leading, c.card) for c in deck.control] == [
        ("ENTRY", False, True, 1), ("SLC", True, True, 2)]
    assert rest.end is None and [c.operation for c in rest.control] == ["LDT"]
    assert write_deck(deck, sequence=None) + write_deck(rest) == content


def test_comments_and_blank_cards_are_passed_over():
    assert read_decks(card("'*_A_COMMENT'") + card("~1") + ESD_CARD + END_CARD)[0].esd == DECK.esd
    assert read_decks(b"") == []


def test_statements_may_be_a_text_file():
    (deck,) = read_decks(b" ENTRY MAIN\n INCLUDE SUB\n", "job.txt")
    assert [c.text.split() for c in deck.control] == [["ENTRY", "MAIN"], ["INCLUDE", "SUB"]]


def test_hexadecimal_text_and_column_binary_are_the_same_deck():
    content = ESD_CARD + TXT_CARD + RLD_CARD + END_CARD
    text = to_hexadecimal(content)
    assert text.splitlines()[1] == "02E3E7E3 40000200 40400004 40400001 05C01BFF  * TXT"
    assert from_hexadecimal(text) == content and read_decks(text.encode()) == [DECK]
    columns = b"".join(ebcdic_to_columns(c) for c in cards(content))
    assert read_decks(columns) == [DECK]


@pytest.mark.parametrize("wrong, words", [
    (card("'MAIN'"), "column 1"),
    (card("02 'ESD' ~6 0031 ~2 0001"), "byte count"),
    (card("02 'ESD' ~6 0000 ~2 0001"), "byte count"),
    (card("02 'ESD' ~6 0010 ~4 'MAIN____' 00 000000 40 000008"), "ESDID"),
    (card("02 'ESD' ~6 0010 ~2 0001 'MAIN____' 09 000000 40 000008"), "type X'09'"),
    (card("02 'ESD' ~6 0020 ~2 0001 'A_______' 00 000000 40 000008 'B_______' 00 000000 40 000008")
     + card("02 'ESD' ~6 0010 ~2 0002 'C_______' 00 000000 40 000008"), "ESDID 2"),
    (card("02 'TXT' ~1 000000 ~2 0039 ~2 0001"), "byte count"),
    (card("02 'TXT' ~1 000000 ~2 0004 ~2 ~2"), "ESDID"),
    (card("02 'RLD' ~6 000A ~4 0001 0001 0C 000000"), "byte count"),
    (card("02 'RLD' ~6 0004 ~4 0001 0001"), "cut off"),
    (card("02 'REP__00ZZ00__010A0A'"), "REP"),
    (card("02 'REP__000000__010A0'"), "REP")])
def test_a_damaged_card_is_named(wrong, words):
    with pytest.raises(MediaError) as told:
        read_decks(TXT_CARD + wrong + END_CARD, "bad.deck")
    number = 1 + len(wrong) // 80
    assert f"bad.deck: card {number}: " in str(told.value) and words in str(told.value)


def test_files_that_are_no_decks():
    with pytest.raises(MediaError, match="cut.deck: ends without an END card"):
        read_decks(ESD_CARD + TXT_CARD, "cut.deck")
    with pytest.raises(MediaError, match="80"):
        read_decks(ESD_CARD[:79], "short.deck")
    with pytest.raises(MediaError, match="line 2"):
        read_decks(b"02C5D5C4\n02C5D5C\n", "odd.hex")


@pytest.mark.parametrize("deck, words", [
    (ObjectDeck([Esd("TOOLONGNAME", SD, 1)]), "TOOLONGNAME"), (ObjectDeck([Esd("Ω", SD, 1)]), "Ω"),
    (ObjectDeck([Esd("A", SD, 1, length=1 << 24)]), "length of 'A'"),
    (ObjectDeck([Esd("A", LD, 3)]), "LD"), (ObjectDeck(text=[Text(1, (1 << 24) - 1, bytes(90))]), "addr"),
    (ObjectDeck(rld=[Rld(1, 65536, 0, 0)]), "ESDID"), (ObjectDeck(rep=[Rep(0, 1, b"abc")]), "REP"),
    (ObjectDeck(control=[Control("X" * 80)]), "room")])
def test_what_no_card_can_hold_is_refused(deck, words):
    with pytest.raises(MediaError, match=words):
        write_deck(deck)


def test_random_decks_come_back():
    dice = random.Random(6)
    for _ in range(100):
        deck = random_deck(dice)
        assert read_decks(write_deck(deck, "RAND")) == [deck]


def random_deck(dice: random.Random) -> ObjectDeck:
    kinds = [dice.choice((SD, ER, CM, PR, WX, LD)) for _ in range(dice.randrange(1, 12))]
    items, number = [], 0
    for n, kind in enumerate(kinds):
        number += kind != LD and dice.choice((1, 1, 1, 2))
        address = dice.randrange(1 << 20) if kind in (SD, LD) else 0
        length = 0 if kind in (ER, WX) else dice.randrange(1, 1 << 16)
        items.append(Esd(f"N{n}", kind, None if kind == LD else number, address, 0x40, length))
    text = [Text(dice.randrange(1, 9), dice.randrange(1 << 23), dice.randbytes(dice.randrange(1, 57)))
            for _ in range(dice.randrange(9))]
    rld = [Rld(dice.randrange(1, 3), dice.randrange(1, 3), dice.randrange(0x40) & 0xFE,
               dice.randrange(1 << 24)) for _ in range(dice.randrange(40))]
    return ObjectDeck(items, text, rld, end=End(dice.randrange(1 << 24), 1))


def test_genuine_decks_are_written_as_they_were_read():
    """Compiler and library of 1971: columns 1-72 of every card; 73-80 are only identification."""
    files = sorted(shared("real", "cms67").rglob("*.TEXT"))
    assert len(files) == 88
    for path in files:
        content = path.read_bytes()
        (deck,) = read_decks(content, path.name)
        before, after = cards(content), cards(write_deck(deck, sequence=None))
        assert [c[:72] for c in before] == [c[:72] for c in after], path.name
