"""Makes the pictures of the README: card.svg, a card of the 029, and listing.svg, paper of the 1403.

    python docs/pictures/make.py [FOLDER]

The listing is the assembler's of decks/minicp.asm, with a date of its own so that the picture stays the same.
tests/test_pictures.py says when they are out of date.
"""
import sys
from dataclasses import replace
from pathlib import Path

HOME = Path(__file__).resolve().parents[2]
if __name__ == "__main__":                # a test imports it, with the packages it has already
    sys.path.insert(0, str(HOME))

from cp import card_picture, paper, paper_svg          # noqa: E402
from s360.asm import assemble                          # noqa: E402
from s360.asm.options import Options                   # noqa: E402
from s360.media.cards import COLUMNS                   # noqa: E402

CARD = "ABCDEFGHIJKLMNOPQRSTUVWXYZ 0123456789 &-/.,$*+<>()|;\u00ac%_?:#@'=\"\u00a2!"
PAGE, INCHES = 4, 5.5          # of the listing: the page, and how much of it


def card() -> str:
    """Every character of the key punch."""
    return card_picture.svg([card_picture.columns(CARD.encode("cp037").ljust(COLUMNS, b"\x40"))],
                            title="A punched card with every character of the 029")


def listing() -> str:
    """A page of an assembly, as it comes off the printer."""
    options = replace(Options(), date="11/22/67", time="09.15")
    source = HOME / "decks" / "minicp.asm"
    printed = assemble(source.read_text(), options=options).listing
    pages = paper.pages(printed.encode(), source.name)
    return paper_svg.svg(pages[PAGE - 1:PAGE], "A listing on green-bar paper", inches=INCHES)


PICTURES = {"card.svg": card, "listing.svg": listing}


def main(folder: Path) -> None:
    for name, make in PICTURES.items():
        (folder / name).write_text(make(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else Path(__file__).parent)
