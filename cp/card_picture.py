"""Pictures of cards: SVG to scale, and characters for a terminal.

Called by cp/cli_cards.py and docs/pictures/make.py.  A card here is its 80 column words (row 12 = X'800',
row 9 = X'001'), which `columns` makes of a deck's card.

Source: the card of ANSI X3.21 (187.325 by 82.55 mm, columns 2.21 mm apart, rows 6.35 mm); its face is that
of form 5081: the digits in rows 0 to 9 and the number of each column.  What the holes mean is printed
above row 12 as by the key punch (cp/card_face.py).
"""
from __future__ import annotations

from xml.sax.saxutils import escape

from cp.card_face import DOTS, ROWS, WIDE, check_punch, keyed, printed
from s360.media.cards import BINARY, CARD_CODE, COLUMNS, card_text

WIDTH, HEIGHT = 187.325, 82.55           # millimetres, as all that follows
COLUMN, ROW = 2.21, 6.35                 # from one to the next
FIRST_COLUMN, FIRST_ROW = 6.4, 4.8       # centres of column 1, row 12
HOLE_WIDE, HOLE_HIGH = 1.4, 3.2
CUT_ACROSS, CUT_DOWN = 6.35, 11.0        # the corner, upper left
DOT_ACROSS, DOT_DOWN, HEAD = 0.31, 0.33, 0.75       # of the print; HEAD: its upper row
GAP = 6.0                                # between two cards of one picture
STOCK, FACE, INK, TABLE = "#f3e6c4", "#a9906a", "#2c2950", "#39312a"


def columns(card: bytes, punch: str = "029", text: bool = False, place: str = "card") -> list[int]:
    """The 80 column words of a card of 80 or 160 bytes.

    punch: the key punch that typed it; its code counts for cards that were text, the holes of others
    are what they are.  MediaError when it has no such key.
    """
    check_punch(punch)
    if len(card) == BINARY:
        return [(card[n] & 63) << 6 | card[n + 1] & 63 for n in range(0, BINARY, 2)]
    if text and punch != "029":
        return keyed(card_text(card).ljust(COLUMNS), punch, place)
    return [CARD_CODE[code] for code in card]


# -- SVG

def _n(value: float) -> str:
    """A number as short as it may be."""
    return f"{value:.3f}".rstrip("0").rstrip(".")


def svg(cards: list[list[int]], punch: str = "029", title: str = "") -> str:
    """A picture of cards, one below the other."""
    check_punch(punch)
    heads = [printed(words, punch) for words in cards]
    height = len(cards) * (HEIGHT + GAP) - GAP
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{_n(WIDTH)}mm" height="{_n(height)}mm" '
             f'viewBox="0 0 {_n(WIDTH)} {_n(height)}">',
             f"<title>{escape(title or heads[0].rstrip() or 'a card')}</title>", "<defs>",
             *_stock(), *_glyphs("".join(heads)), "</defs>"]
    for n, (words, head) in enumerate(zip(cards, heads)):
        parts += _card(words, head, n * (HEIGHT + GAP))
    return "\n".join([*parts, "</svg>", ""])


def _stock() -> list[str]:
    """The empty card: its outline, digits and column numbers."""
    digits = "".join(f'<text y="{_n(FIRST_ROW + (2 + n) * ROW + 1)}">{n}</text>' for n in range(10))
    numbers = "".join(f'<text x="{_n(FIRST_COLUMN + n * COLUMN)}">{n + 1}</text>'
                      for n in range(COLUMNS))
    parts = [f'<g id="c1">{digits}</g>']
    for n in (1, 2, 4, 8, 16, 32):       # doubled: a column of digits 64 times
        parts.append(f'<g id="c{2 * n}"><use href="#c{n}"/>'
                     f'<use href="#c{n}" x="{_n(n * COLUMN)}"/></g>')
    under_0 = FIRST_ROW + 2.5 * ROW + 0.4
    parts += [f'<g id="numbers" font-size="1.15">{numbers}</g>',
              '<g id="stock">',
              f'<path d="M{_n(CUT_ACROSS)} 0H{_n(WIDTH - 3)}a3 3 0 0 1 3 3V{_n(HEIGHT - 3)}a3 3 0 0 1 -3 3'
              f'H3a3 3 0 0 1 -3 -3V{_n(CUT_DOWN)}z" fill="{STOCK}"/>',
              f'<g fill="{FACE}" font-family="Helvetica,Arial,Liberation Sans,DejaVu Sans,sans-serif" '
              'text-anchor="middle" font-size="2.7">',
              f'<use href="#c64" x="{_n(FIRST_COLUMN)}"/>',
              f'<use href="#c16" x="{_n(FIRST_COLUMN + 64 * COLUMN)}"/>',
              f'<use href="#numbers" y="{_n(under_0)}"/>',
              f'<use href="#numbers" y="{_n(HEIGHT - 1.2)}"/>', "</g></g>"]
    return parts


def _glyphs(text: str) -> list[str]:
    """The print of each character that occurs."""
    parts = []
    for character in sorted(set(text) & DOTS.keys()):
        dots = "".join(f"M{_n((x - (WIDE - 1) / 2) * DOT_ACROSS)} {_n(y * DOT_DOWN)}h.01"
                       for x, y in DOTS[character])
        parts.append(f'<path id="g{ord(character):02X}" d="{dots}"/>')
    return parts


def _card(words: list[int], head: str, down: float) -> list[str]:
    """One card, `down` millimetres from the top."""
    holes = "".join(f"M{_n(FIRST_COLUMN + column * COLUMN - HOLE_WIDE / 2)} "
                    f"{_n(FIRST_ROW + row * ROW - HOLE_HIGH / 2)}"
                    f"h{_n(HOLE_WIDE)}v{_n(HOLE_HIGH)}h-{_n(HOLE_WIDE)}z"
                    for column, word in enumerate(words) for row in range(12) if word & 0x800 >> row)
    print_ = "".join(f'<use href="#g{ord(character):02X}" x="{_n(FIRST_COLUMN + column * COLUMN)}"/>'
                     for column, character in enumerate(head) if character in DOTS)
    return [f'<g transform="translate(0 {_n(down)})"><use href="#stock"/>',
            f'<g transform="translate(0 {HEAD})" stroke="{INK}" stroke-width="0.34" '
            f'stroke-linecap="round">{print_}</g>',
            f'<path class="holes" fill="{TABLE}" d="{holes}"/></g>']


# -- a terminal

def drawn(words: list[int], punch: str = "029", hole: str = "\u2588", frame: bool = False) -> list[str]:
    """A card of characters, 80 wide: its print, then rows 12 to 9 with `hole` for each hole.  frame: an
    edge around it and the rows named, 86 wide."""
    check_punch(punch)
    lines = [printed(words, punch)]
    for row, name in enumerate(ROWS):
        blank = name if row > 1 else " "
        lines.append("".join(hole if word & 0x800 >> row else blank for word in words))
    if not frame:
        return [line.rstrip() for line in lines]
    edge = "_" * COLUMNS
    return [f"    _{edge}_", f"   /{lines[0]} |",
            *(f"{name:>2} |{line} |" for name, line in zip(ROWS, lines[1:])), f"   |{edge}_|"]
