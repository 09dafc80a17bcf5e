"""Pictures of cards: the punches of the 029 and the 026, holes where the card has them, decks of every form."""
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

import pytest

from cli_room import cpcms_here
from cp.card_face import DOTS, KEYS, printed, punches_of, word_of
from cp.card_picture import columns, drawn, svg
from s360.errors import MediaError
from s360.media.cards import ebcdic_to_columns

SVG = "{http://www.w3.org/2000/svg}"
#: the 029 card code as published, without digits and letters; punches in the order of the rows
SPECIALS_029 = {"&": "12", "-": "11", "/": "0-1", ".": "12-3-8", "<": "12-4-8", "(": "12-5-8", "+": "12-6-8",
                "|": "12-7-8", "$": "11-3-8", "*": "11-4-8", ")": "11-5-8", ";": "11-6-8", "\u00ac": "11-7-8",
                ",": "0-3-8", "%": "0-4-8", "_": "0-5-8", ">": "0-6-8", "?": "0-7-8", ":": "2-8", "#": "3-8",
                "@": "4-8", "'": "5-8", "=": "6-8", '"': "7-8", "\u00a2": "12-2-8", "!": "11-2-8", " ": ""}
#: the 026 with code plate H (FORTRAN characters), as published
SPECIALS_026 = {"+": "12", "-": "11", "/": "0-1", ".": "12-3-8", ")": "12-4-8", "$": "11-3-8", "*": "11-4-8",
                ",": "0-3-8", "(": "0-4-8", "=": "3-8", "'": "4-8", " ": ""}


def letters_and_digits():
    """Zone 12 and 1-9 is A to I, zone 11 J to R, zone 0 and 2-9 S to Z; a digit is its own row."""
    code = {str(digit): str(digit) for digit in range(10)}
    for zone, first, letters in (("12", 1, "ABCDEFGHI"), ("11", 1, "JKLMNOPQR"), ("0", 2, "STUVWXYZ")):
        code |= {letter: f"{zone}-{digit}" for digit, letter in enumerate(letters, first)}
    return code


@pytest.mark.parametrize("punch, specials", [("029", SPECIALS_029), ("026", SPECIALS_026)])
def test_each_character_has_the_punches_of_the_published_table(punch, specials):
    expected = letters_and_digits() | specials
    assert {c: punches_of(word) for c, word in KEYS[punch].items()} == expected


def test_each_character_that_prints_has_dots_of_its_own():
    assert DOTS.keys() == KEYS["029"].keys() - {" "}
    assert len(set(DOTS.values())) == len(DOTS)


def test_a_text_card_is_punched_and_printed():
    words = columns("A1 $".encode("cp037").ljust(80, b"\x40"))
    assert [punches_of(word) for word in words[:5]] == ["12-1", "1", "", "11-3-8", ""]
    assert printed(words).rstrip() == "A1 $"


def test_a_card_in_column_binary_is_the_same_card():
    card = bytes(range(80))
    assert columns(card) == columns(ebcdic_to_columns(card))


def test_the_026_types_a_text_in_its_own_code():
    card = "X=(Y+1)".encode("cp037").ljust(80, b"\x40")
    words = columns(card, "026", text=True)
    assert [punches_of(word) for word in words[:7]] == ["0-7", "3-8", "0-4-8", "0-8", "12", "1", "12-4-8"]
    assert printed(words, "026").rstrip() == "X=(Y+1)"
    assert printed(words).rstrip() == "X#%Y&1<"            # as read on a 029


def test_the_026_has_no_ampersand():
    card = "A&B".encode("cp037").ljust(80, b"\x40")
    with pytest.raises(MediaError, match="card 4, column 2: the 026 has no '&'"):
        columns(card, "026", text=True, place="card 4")


def test_what_no_key_punches_prints_blank():
    assert printed([word_of("12-2-9"), word_of("12-0-1"), 0xFFF, word_of("0-1")]) == "   /"


# -- SVG

def holes(card):
    """(column, row from 0 for row 12) of the holes of a card of the picture, by their centres."""
    path = next(e for e in card.iter(SVG + "path") if e.get("class") == "holes")
    found = set()
    for x, y, wide, high in re.findall(r"M([\d.]+) ([\d.]+)h([\d.]+)v([\d.]+)h-[\d.]+z", path.get("d")):
        assert (float(wide), float(high)) == (1.4, 3.2)
        column, row = (float(x) + 0.7 - 6.4) / 2.21 + 1, (float(y) + 1.6 - 4.8) / 6.35
        assert abs(column - round(column)) < 0.01 and abs(row - round(row)) < 0.01
        found.add((round(column), round(row)))
    return found


def cards_of(picture):
    return [e for e in ElementTree.fromstring(picture).findall(SVG + "g")]


def test_the_holes_of_the_picture_stand_where_the_code_says():
    card = "A0".encode("cp037").ljust(79, b"\x40") + b"\xe9"          # Z in column 80
    picture = cards_of(svg([columns(card)]))
    assert len(picture) == 1
    assert holes(picture[0]) == {(1, 0), (1, 3), (2, 2), (80, 2), (80, 11)}


def test_the_picture_has_the_size_of_a_card_and_prints_each_character():
    picture = svg([columns("HELLO".encode("cp037").ljust(80, b"\x40"))])
    root = ElementTree.fromstring(picture)
    assert (root.get("width"), root.get("height")) == ("187.325mm", "82.55mm")
    uses = [e.get("href") for e in cards_of(picture)[0].iter(SVG + "use")]
    assert uses[1:] == [f"#g{ord(c):02X}" for c in "HELLO"]
    ids = [e.get("id") for e in root.iter() if e.get("id")]
    assert len(ids) == len(set(ids)) and {use[1:] for use in uses} <= set(ids)


def test_a_title_may_hold_any_character():
    assert ElementTree.fromstring(svg([[0] * 80], title="a<b>&c")).find(SVG + "title").text == "a<b>&c"


# -- characters

def test_the_drawn_card_is_eighty_wide_and_shows_each_hole():
    lines = drawn(columns("A0".encode("cp037").ljust(79, b"\x40") + b"\xe9"), hole="X")
    assert len(lines) == 13 and lines[0] == "A0" + " " * 77 + "Z"
    assert [(n, at) for n, line in enumerate(lines[1:]) for at, c in enumerate(line) if c == "X"] == [
        (0, 0), (2, 1), (2, 79), (3, 0), (11, 79)]
    assert lines[4].startswith("X11") and lines[12].startswith("999")


def test_the_frame_has_straight_edges():
    lines = drawn([0] * 80, frame=True)
    assert len(lines) == 15 and max(map(len, lines)) <= 86
    assert {line.rindex("|") for line in lines[1:]} == {85}


# -- the command

def cpcms(*words):
    return cpcms_here("cards", *words, text=False)


@pytest.fixture
def deck(tmp_path):
    path = tmp_path / "many.cards"
    path.write_text("".join(f"CARD {n}\n" for n in range(1, 13)))
    return path


def test_the_command_draws_the_first_ten_and_says_so(deck):
    ran = cpcms(deck)
    assert ran.returncode == 0
    assert ran.stdout.decode().count("card ") == 10
    assert b"the first 10 of 12 cards; --all draws all" in ran.stderr


def test_cards_are_chosen(deck):
    ran = cpcms(deck, "--cards", "11-")
    assert re.findall(r"^card (\d+)", ran.stdout.decode(), re.M) == ["11", "12"] and not ran.stderr
    assert cpcms(deck, "--cards", "13").returncode == 1
    assert cpcms(deck, "--cards", "5-2").returncode == 2
    assert cpcms(deck, "--cards", "2", "--all").returncode == 2


def test_a_terminal_without_blocks_gets_letters(deck):
    ran = subprocess.run([sys.executable, "-P", "-m", "cp.cli", "cards", deck, "--cards", "1"], capture_output=True,
                         timeout=60, env={"PYTHONIOENCODING": "ascii", "PYTHONPATH": ":".join(sys.path)})
    assert ran.returncode == 0 and b"X" in ran.stdout.split(b"\n")[2]


def test_a_folder_gets_a_picture_for_each_card(deck, tmp_path):
    assert cpcms(deck, "--svg", tmp_path / "out", "--all").returncode == 0
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == [f"card{n:02d}.svg" for n in range(1, 13)]
    assert ElementTree.parse(tmp_path / "out" / "card12.svg").find(SVG + "title").text == "many.cards, card 12"


def test_one_file_gets_all_cards(deck, tmp_path):
    assert cpcms(deck, "--svg", tmp_path / "all.svg", "--all").returncode == 0
    assert len(cards_of((tmp_path / "all.svg").read_text())) == 12


def test_an_object_deck_shows_12_2_9_in_column_1(tmp_path):
    source = tmp_path / "t.asm"
    source.write_text("T        CSECT\n         BR    14\n         END   T\n")
    assert cpcms_here("asm", source, "-o", tmp_path / "t.deck").returncode == 0
    assert cpcms(tmp_path / "t.deck", "--svg", tmp_path / "t.svg").returncode == 0
    for card in cards_of((tmp_path / "t.svg").read_text()):
        assert {row for column, row in holes(card) if column == 1} == {0, 4, 11}


def test_column_binary_keeps_holes_that_are_no_character(tmp_path):
    deck = tmp_path / "lace.bin"
    deck.write_bytes(b"\x3f\x3f" * 80)
    assert cpcms(deck, "--form", "binary", "--svg", tmp_path / "lace.svg").returncode == 0
    assert len(holes(cards_of((tmp_path / "lace.svg").read_text())[0])) == 960


@pytest.mark.parametrize("content, message", [
    (b"", "holds no cards"), (b"\xff" * 81, "neither text nor cards"),
    (b"x" * 81 + b"\n", "81 columns, a card has 80")])
def test_what_is_no_deck_is_one_line(tmp_path, content, message):
    path = tmp_path / "bad"
    path.write_bytes(content)
    ran = cpcms(path)
    assert ran.returncode == 1 and message in ran.stderr.decode()
    assert ran.stderr.count(b"\n") == 1 and not ran.stdout
