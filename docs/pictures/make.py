"""Makes the pictures of the README: card.svg, a card of the 029, listing.svg, paper of the 1403, and screen.svg, a
session of CMS at a display.

    python docs/pictures/make.py [FOLDER]

The listing is the assembler's of decks/minicp.asm, with a date of its own so that the picture stays the same. The
session is typed at a CP made for it; times differ each time (`steady` takes them out).
tests/test_pictures.py says when they are out of date.
"""
import re
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from xml.sax.saxutils import escape

HOME = Path(__file__).resolve().parents[2]
if __name__ == "__main__":                # a test imports it, with the packages it has already
    sys.path.insert(0, str(HOME))

from cp import System, card_picture, paper, paper_svg   # noqa: E402
from cp.terminal.pane import Pane                      # noqa: E402
from cp.terminal.session import Session                # noqa: E402
from s360.asm import assemble                          # noqa: E402
from s360.asm.options import Options                   # noqa: E402
from s360.devices import display_codes as codes        # noqa: E402
from s360.devices.display_view import row_runs         # noqa: E402
from s360.media.cards import COLUMNS                   # noqa: E402

CARD = "ABCDEFGHIJKLMNOPQRSTUVWXYZ 0123456789 &-/.,$*+<>()|;\u00ac%_?:#@'=\"\u00a2!"
PAGE, INCHES = 4, 5.5          # of the listing: the page, and how much of it

TYPED = ("logon cmsuser cmsuser", "listf * basic", "assemble hello", "load hello ( xeq", "cp query names")
PATIENCE = 20.0                # seconds for an answer
COLOURS = {codes.BLUE: "#7da7ff", codes.RED: "#ff6b5e", codes.PINK: "#ff9ad5", codes.GREEN: "#5ee87a",
           codes.TURQUOISE: "#6fe3e0", codes.YELLOW: "#f5e663", codes.WHITE: "#f2f2ea"}
GLASS, CASE, PITCH, LINE, RIM = "#0b1410", "#c9c4b4", 9.0, 18.0, 26.0


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


def screen() -> str:
    """What a display of 24 rows shows after a few minutes of CMS."""
    with tempfile.TemporaryDirectory() as folder, System(data=Path(folder) / "data") as system:
        pane = Pane(lambda outbox: Session(system, outbox), name=system.configuration.name)
        pane.begin()
        for number, line in enumerate(TYPED, 1):
            for key in (*line, "enter"):
                pane.press(key)
            wait(pane, number)
        picture = display_svg(pane.display, "A session of CMS on the screen of a 3270")
        pane.close()
        system.close("logoff")
    return picture


def wait(pane: Pane, answers: int) -> None:
    """Until CMS has answered so many times and reads again."""
    end = time.monotonic() + PATIENCE
    while pane.state != "VM READ" or sum(row.startswith(("CMS..", "R;")) for row in pane.rows()) < answers:
        if time.monotonic() > end:
            raise TimeoutError("no answer:\n" + "\n".join(pane.rows()))
        time.sleep(0.01)
        pane.feed()


def display_svg(display, title: str) -> str:
    """A display as a picture: its characters in their colours, and the cursor."""
    wide, high = display.columns * PITCH + 2 * RIM, display.rows * LINE + 2 * RIM
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide:g}" height="{high:g}" '
             f'viewBox="0 0 {wide:g} {high:g}">', f"<title>{escape(title)}</title>",
             f'<rect width="{wide:g}" height="{high:g}" rx="18" fill="{CASE}"/>',
             f'<rect x="10" y="10" width="{wide - 20:g}" height="{high - 20:g}" rx="14" fill="{GLASS}"/>',
             f'<g font-family="{paper_svg.FACE}" font-size="15" xml:space="preserve">']
    row, column = divmod(display.cursor, display.columns)
    parts.append(f'<rect x="{RIM + column * PITCH:g}" y="{RIM + row * LINE + LINE - 4:g}" width="{PITCH:g}" height="2" '
                 f'fill="{COLOURS[codes.GREEN]}"/>')
    for number in range(display.rows):
        column = 0
        for style, text in row_runs(display, number):
            for word in re.finditer(r"\S+(?: \S+)*", text):
                parts.append(f'<text x="{RIM + (column + word.start()) * PITCH:g}" y="{RIM + number * LINE + 14:g}" '
                             f'textLength="{len(word[0]) * PITCH:g}" fill="{COLOURS[style.colour]}">'
                             f"{escape(word[0])}</text>")
            column += len(text)
    return "\n".join([*parts, "</g>", "</svg>", ""])


def steady(picture: str) -> str:
    """Without dates and times."""
    return re.sub(r"\d\d[/:.]\d\d(?:[/:.]\d\d)?|T=[\d./]+|<text[^>]*>LOGON AT [^<]*", "-", picture)


PICTURES = {"card.svg": card, "listing.svg": listing, "screen.svg": screen}


def main(folder: Path) -> None:
    for name, make in PICTURES.items():
        (folder / name).write_text(make(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else Path(__file__).parent)
