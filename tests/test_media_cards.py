"""Card decks: recognition, text rules, the punched-card code (A22-6821-7 chart), the punch's file."""
import pytest

from s360.errors import MediaError
from s360.media.cards import (CARD_CODE, DeckWriter, columns_to_ebcdic, ebcdic_to_columns, read_deck,
                              write_deck)
from shared import shared

ROWS = {"12": 0x800, "11": 0x400, "0": 0x200, "1": 0x100, "2": 0x80, "3": 0x40, "4": 0x20, "5": 0x10,
        "6": 8, "7": 4, "8": 2, "9": 1}


def holes(text):
    return sum(ROWS[row] for row in text.split("-")) if text else 0


# the 029 key punch and the EBCDIC chart
@pytest.mark.parametrize("code, rows", [
    (0x40, ""), (0xF0, "0"), (0xF9, "9"), (0xC1, "12-1"), (0xD1, "11-1"), (0xE2, "0-2"), (0xE9, "0-9"),
    (0x50, "12"), (0x60, "11"), (0x61, "0-1"), (0x4B, "12-8-3"), (0x4C, "12-8-4"), (0x4D, "12-8-5"),
    (0x4E, "12-8-6"), (0x4F, "12-8-7"), (0x5B, "11-8-3"), (0x5C, "11-8-4"), (0x5D, "11-8-5"),
    (0x5E, "11-8-6"), (0x5F, "11-8-7"), (0x6B, "0-8-3"), (0x6C, "0-8-4"), (0x6D, "0-8-5"),
    (0x6E, "0-8-6"), (0x6F, "0-8-7"), (0x7A, "8-2"), (0x7B, "8-3"), (0x7C, "8-4"), (0x7D, "8-5"),
    (0x7E, "8-6"), (0x7F, "8-7"), (0x02, "12-2-9"), (0x00, "12-0-1-8-9"), (0x4A, "12-8-2"),
    (0x5A, "11-8-2"), (0x6A, "12-11"), (0x81, "12-0-1"), (0xA2, "11-0-2"), (0xC0, "12-0"),
    (0xD0, "11-0"), (0xE0, "0-2-8"), (0xFF, "12-11-0-7-8-9"), (0x37, "7-9")])
def test_card_code_of_known_characters(code, rows):
    assert CARD_CODE[code] == holes(rows)


def test_card_code_is_one_to_one_and_has_one_hole_at_most_in_rows_1_to_7():
    assert len(set(CARD_CODE)) == 256
    assert all(bin(word >> 2 & 0x7F).count("1") <= 1 for word in CARD_CODE)


def test_column_binary_bytes_hold_rows_12_to_3_and_4_to_9():
    assert ebcdic_to_columns(b"\xC1\x02\xF9\x40") == bytes([0x24, 0, 0x22, 1, 0, 1, 0, 0])


def test_every_character_survives_the_card():
    for start in range(0, 256, 64):
        card = bytes(range(start, start + 64)).ljust(80, b"\x40")
        assert columns_to_ebcdic(ebcdic_to_columns(card)) == (card, [])


def test_a_column_that_is_no_character_is_named():
    card, wrong = columns_to_ebcdic(bytes(10) + b"\x3f\x3f" + bytes(148))
    assert wrong == [5] and card[5] == 0 and card[4] == 0x40


def deck(tmp_path, data, **options):
    path = tmp_path / "deck"
    path.write_bytes(data)
    return read_deck(path, **options)


def test_text_lines_become_cards_in_code_page_037(tmp_path):
    first, second, third = deck(tmp_path, "A¬|\r\n\n\tX¢".encode())
    assert first == b"\xC1\x5F\x4F".ljust(80, b"\x40")
    assert second == b"\x40" * 80
    assert third == b"\x40" * 8 + b"\xE7\x4A" + b"\x40" * 70


def test_81_columns_are_refused_with_file_and_line(tmp_path):
    with pytest.raises(MediaError, match=r"deck: line 2: 81 columns") as error:
        deck(tmp_path, b"OK\n" + b"X" * 81)
    assert "\n" not in str(error.value)
    assert deck(tmp_path, b"X" * 81, trunc=True) == [b"\xE7" * 80]
    assert len(deck(tmp_path, b"X" * 80 + b"   \n")) == 1


def test_a_character_not_on_cards_is_refused_with_its_line(tmp_path):
    with pytest.raises(MediaError, match="line 3: '€'"):
        deck(tmp_path, "A\nB\n€\n".encode())


def test_forms_are_told_by_content(tmp_path):
    object_card = b"\x02\xE3\xE7\xE3".ljust(80, b"\x40")
    assert deck(tmp_path, object_card * 3) == [object_card] * 3
    columns = ebcdic_to_columns(object_card)
    assert deck(tmp_path, columns * 2) == [columns] * 2
    assert deck(tmp_path, b"") == []
    assert deck(tmp_path, columns, form="ebcdic") == [columns[:80], columns[80:]]
    with pytest.raises(MediaError, match="neither text nor cards"):
        deck(tmp_path, b"\x02\xE3\xE7")
    with pytest.raises(MediaError, match="not cards of 80"):
        deck(tmp_path, b"\x02\xE3\xE7", form="ebcdic")


def test_missing_file_is_one_line(tmp_path):
    with pytest.raises(MediaError, match="No such file"):
        read_deck(tmp_path / "none")


def test_shared_decks_and_genuine_object_decks():
    media = shared("conformance", "channel", "media")
    assert len(read_deck(media / "D1.ebc")) == 6 and read_deck(media / "D0.ebc") == []
    cards = read_deck(shared("real", "cms67", "fortran_g", "IEYFORT1.TEXT"))
    assert len(cards) == 3 and cards[0][:4] == b"\x02\xC5\xE2\xC4"


def test_punched_text_has_trailing_blanks_off_and_counts_what_is_lost(tmp_path):
    path = tmp_path / "punch.txt"
    with DeckWriter(path) as punch:
        punch.punch("HELLO".encode("cp037").ljust(80, b"\x40"))
        punch.punch(ebcdic_to_columns("COLUMNS".encode("cp037").ljust(80, b"\x40")))
        assert punch.lost == 0
        punch.punch(b"\x02\xC5".ljust(80, b"\x40"))
        assert punch.lost == 1
    assert path.read_bytes() == b"HELLO\nCOLUMNS\n E\n"


@pytest.mark.parametrize("form", ["ebcdic", "binary"])
def test_a_part_of_a_card_left_by_a_kill_is_taken_away(tmp_path, form):
    path, card = tmp_path / "punch", b"\xC1" * 80
    write_deck(path, [card] * 3, form)
    whole = path.read_bytes()
    path.write_bytes(whole + whole[:33])
    with DeckWriter(path, form) as punch:
        punch.punch(card)
    assert path.read_bytes() == whole + whole[:len(whole) // 3]


def test_each_punched_card_is_in_the_file_at_once(tmp_path):
    with DeckWriter(tmp_path / "p", "ebcdic") as punch:
        for n in range(1, 4):
            punch.punch(bytes([n]) * 80)
            assert (tmp_path / "p").stat().st_size == 80 * n
