"""The characters of a key punch: what each is punched as, and the dots that print it above row 12.

Called by cp/card_picture.py.  The 029 punches EBCDIC (s360/media/cards.py) and prints 62 characters; the
026, of 1949 with the FORTRAN characters, prints 47 and punches some of them otherwise.

Source: the EBCDIC card code (A22-6821-7, appendix) for the 029; code plate H of the 026.  The dots are
drawn by us after the manner of the machine, which prints through a matrix of 5 by 7 wires.
Not implemented: the 026 with commercial characters, characters of other countries.
"""
from __future__ import annotations

from s360.errors import ConfigError, MediaError
from s360.media.cards import CARD_CODE

ROWS = ("12", "11", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9")
WIDE, HIGH = 5, 7              # dots of a character

_ALIKE = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-/.$*,"
_OF_029 = _ALIKE + "&<(+|);\u00ac%_>?:#@'=\"\u00a2!"
_OF_026 = {"+": "12", ")": "12-8-4", "(": "0-8-4", "=": "8-3", "'": "8-4"}

_DRAWN = r"""
A     B     C     D     E     F     G     H     I     J
.###. ####. .###. ####. ##### ##### .###. #...# .###. ..###
#...# #...# #...# #...# #.... #.... #...# #...# ..#.. ...#.
#...# #...# #.... #...# #.... #.... #.... #...# ..#.. ...#.
##### ####. #.... #...# ####. ####. #.### ##### ..#.. ...#.
#...# #...# #.... #...# #.... #.... #...# #...# ..#.. ...#.
#...# #...# #...# #...# #.... #.... #...# #...# ..#.. #..#.
#...# ####. .###. ####. ##### #.... .###. #...# .###. .##..

K     L     M     N     O     P     Q     R     S     T
#...# #.... #...# #...# .###. ####. .###. ####. .#### #####
#..#. #.... ##.## ##..# #...# #...# #...# #...# #.... ..#..
#.#.. #.... #.#.# #.#.# #...# #...# #...# #...# #.... ..#..
##... #.... #.#.# #..## #...# ####. #...# ####. .###. ..#..
#.#.. #.... #...# #...# #...# #.... #.#.# #.#.. ....# ..#..
#..#. #.... #...# #...# #...# #.... #..#. #..#. ....# ..#..
#...# ##### #...# #...# .###. #.... .##.# #...# ####. ..#..

U     V     W     X     Y     Z     0     1     2     3
#...# #...# #...# #...# #...# ##### ..#.. ..#.. .###. .###.
#...# #...# #...# .#.#. .#.#. ....# .#.#. .##.. #...# #...#
#...# #...# #...# ..#.. ..#.. ...#. #...# ..#.. ....# ....#
#...# #...# #.#.# ..#.. ..#.. ..#.. #...# ..#.. ...#. ..##.
#...# .#.#. #.#.# ..#.. ..#.. .#... #...# ..#.. ..#.. ....#
#...# .#.#. ##.## .#.#. ..#.. #.... .#.#. ..#.. .#... #...#
.###. ..#.. #...# #...# ..#.. ##### ..#.. .###. ##### .###.

4     5     6     7     8     9     -     /     .     $
...#. ##### .###. ##### .###. .###. ..... ..... ..... ..#..
..##. #.... #.... ....# #...# #...# ..... ....# ..... .####
.#.#. ####. #.... ...#. #...# #...# ..... ...#. ..... #.#..
#..#. ....# ####. ..#.. .###. .#### ##### ..#.. ..... .###.
##### ....# #...# .#... #...# ....# ..... .#... ..... ..#.#
...#. #...# #...# .#... #...# ....# ..... #.... .##.. ####.
...#. .###. .###. .#... .###. .###. ..... ..... .##.. ..#..

*     ,     &     <     (     +     |     )     ;     ¬
..... ..... .##.. ...#. ...#. ..... ..#.. .#... ..... .....
#.#.# ..... #..#. ..#.. ..#.. ..#.. ..#.. ..#.. .##.. .....
.###. ..... #.#.. .#... .#... ..#.. ..#.. ...#. .##.. #####
##### ..... .#... #.... .#... ##### ..#.. ...#. ..... ....#
.###. .##.. #.#.# .#... .#... ..#.. ..#.. ...#. .##.. ....#
#.#.# ..#.. #..#. ..#.. ..#.. ..#.. ..#.. ..#.. ..#.. .....
..... .#... .##.# ...#. ...#. ..... ..#.. .#... .#... .....

%     _     >     ?     :     #     @     '     =     "
##... ..... .#... .###. ..... .#.#. .###. ..#.. ..... .#.#.
##..# ..... ..#.. #...# .##.. .#.#. #...# ..#.. ..... .#.#.
...#. ..... ...#. ....# .##.. ##### #.### ..#.. ##### .#.#.
..#.. ..... ....# ...#. ..... .#.#. #.#.# ..... ..... .....
.#... ..... ...#. ..#.. .##.. ##### #.### ..... ##### .....
#..## ..... ..#.. ..... .##.. .#.#. #.... ..... ..... .....
...## ##### .#... ..#.. ..... .#.#. .###. ..... ..... .....

¢     !
..#.. ..#..
.#### ..#..
#.#.. ..#..
#.#.. ..#..
#.#.. ..#..
.#### .....
..#.. ..#..
"""


def word_of(punches: str) -> int:
    """The column word (row 12 = X'800') of punches as the manuals write them, "12-8-3"."""
    return sum(0x800 >> ROWS.index(row) for row in punches.split("-"))


def punches_of(word: int) -> str:
    """The punches of a column word, zone first and 8 and 9 as they are read: "12-2-9"; "" for none."""
    return "-".join(row for n, row in enumerate(ROWS) if word & 0x800 >> n)


def _dots() -> dict[str, tuple[tuple[int, int], ...]]:
    """Character -> dots as (column, row) from the upper left."""
    drawn = {}
    for block in _DRAWN.strip().split("\n\n"):
        head, *rows = block.split("\n")
        for n, character in enumerate(head.split()):
            at = n * (WIDE + 1)
            drawn[character] = tuple((x, y) for y in range(HIGH) for x in range(WIDE)
                                     if rows[y][at + x] == "#")
    return drawn


DOTS = _dots()
_CODE = {c: CARD_CODE[c.encode("cp037")[0]] for c in _OF_029}
#: key punch -> {character: column word}
KEYS = {"029": _CODE | {" ": 0},
        "026": {c: _CODE[c] for c in _ALIKE} | {c: word_of(p) for c, p in _OF_026.items()} | {" ": 0}}
_PRINTS = {punch: {word: c for c, word in keys.items()} for punch, keys in KEYS.items()}


def printed(words: list[int], punch: str = "029") -> str:
    """What the key punch prints above the columns; blank where it has no character for the holes."""
    prints = _PRINTS[punch]
    return "".join(prints.get(word, " ") for word in words)


def keyed(text: str, punch: str, place: str) -> list[int]:
    """The columns of a text typed on a key punch; MediaError when it has no such key.  place: of the
    card, for the message."""
    keys = KEYS[punch]
    for column, character in enumerate(text, 1):
        if character not in keys:
            raise MediaError(f"{place}, column {column}: the {punch} has no {character!r}")
    return [keys[character] for character in text]


def check_punch(punch: str) -> None:
    if punch not in KEYS:
        raise ConfigError(f"{punch!r} is no key punch; known are {', '.join(KEYS)}")
