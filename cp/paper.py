"""Printer paper: a listing or a text as pages, lines and the strikes of each line.

Called by cp/cli_paper.py, docs/pictures/make.py; drawn by cp/paper_pdf.py, cp/paper_svg.py and `shown`.

A listing (s360/media/listing.py, the files that a printer of CP writes) holds every motion of the
carriage itself: a form feed before each page after the first, an empty line for each line spaced over, a
carriage return where the next text is printed over the same line.  The codes of the side file PATH.cc add
nothing to what stands on the paper.  Any other text is taken the same way; a page that is longer than the
paper goes on at the next one.

Source: GA24-3312 for the carriage.  132 columns at 10 to the inch, 6 or 8 lines to the inch; the paper is
the usual stock of 14 7/8 by 11 inches with bars and sprocket holes every half inch.
Not implemented: ASA carriage control in column 1, other sizes of paper.
"""
from __future__ import annotations

from dataclasses import dataclass, field

from s360.devices.printer import chain_table
from s360.errors import MediaError

COLUMNS = 132
INCHES = 11                    # of a page
MOST_PAGES = 20_000
#: --chain -> chain of the printer (CHAINS of s360/devices/printer.py)
CHAINS = {"48": "AN", "60": "PN", "120": "TN"}
FOLDED = ("48", "60")          # have no lower case and print it as capitals

#: points (72 an inch) from the upper left of a page
WIDTH, HEIGHT = 14.875 * 72, INCHES * 72.0
HALF = 36.0                    # half an inch: bars, from hole to hole, width of the strips of holes
LEFT = (WIDTH - COLUMNS * 7.2) / 2                    # of column 1
PITCH = 7.2                                           # of the columns
HOLE = 5.6                                            # radius
STRUCK_AGAIN = 0.4                                    # to the right, each strike over another


@dataclass
class Page:
    """lines: of each the strikes, what was printed over one another; [] where nothing is printed."""

    lines: list[list[str]] = field(default_factory=list)


def baseline(line: int, per_inch: int) -> float:
    """Points from the upper edge of a page to the foot of a line's characters, line from 0."""
    return (line + 0.78) * 72 / per_inch


def bars() -> list[float]:
    """Upper edges of the green bars; the first half inch of a page is white."""
    return [n * HALF for n in range(1, INCHES * 2, 2)]


def holes() -> list[float]:
    """Centres of the holes downwards, one each half inch; they stand 18 points from both edges."""
    return [(n + 0.5) * HALF for n in range(INCHES * 2)]


def pages(data: bytes, name: str, per_inch: int = 6, chain: str = "", trunc: bool = False) -> list[Page]:
    """The pages of a text in UTF-8.

    per_inch: lines an inch, 6 or 8.  chain: "48", "60", "120"; what it has not stays blank.
    trunc: cut longer lines than the paper is wide.  MediaError when the data are no such text.
    """
    prints = _prints(chain)
    length = INCHES * per_inch
    done: list[Page] = []
    number = 0
    for sheet in _decoded(data, name).replace("\r\n", "\n").split("\f"):
        *lines, rest = sheet.split("\n")
        if rest:
            lines.append(rest)
        done.append(Page())
        for line in lines:
            number += 1
            if len(done[-1].lines) == length:
                done.append(Page())
            done[-1].lines.append(_strikes(line, f"{name}: line {number}", prints, trunc))
        if len(done) > MOST_PAGES:
            raise MediaError(f"{name}: more than {MOST_PAGES} pages are refused")
    while len(done) > 1 and not any(done[-1].lines):
        done.pop()                       # paper fed behind the last line
    return done


def _decoded(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise MediaError(f"{name}: line {line}: is not UTF-8 text; give a listing or a text file") from None


def _prints(chain: str) -> dict[str, str]:
    """Character -> what the chain prints; of Latin-1 those with a code of a printer, which are all."""
    table = chain_table(CHAINS[chain]) if chain else bytes(range(256))
    prints = {}
    for code in range(256):
        character = bytes([code]).decode("cp037")
        if character.isprintable():
            wanted = character.upper() if chain in FOLDED and character.isascii() else character
            prints[character] = bytes([table[wanted.encode("cp037")[0]]]).decode("cp037")
    return prints


def _strikes(line: str, place: str, prints: dict[str, str], trunc: bool) -> list[str]:
    """What is struck on one line, one text for each pass of the paper."""
    strikes = []
    for text in line.split("\r"):
        if "\t" in text:
            text = text.expandtabs(8)
        text = text.rstrip(" ")
        if len(text) > COLUMNS:
            if not trunc:
                raise MediaError(f"{place}: {len(text)} columns, the paper has {COLUMNS}; --trunc cuts "
                                 "them")
            text = text[:COLUMNS]
        for character in set(text):
            if character not in prints and ord(character) < 32:
                raise MediaError(f"{place}: holds a control character (X'{ord(character):02X}'); give a "
                                 "listing or a text file")
        text = "".join(prints.get(character, " ") for character in text).rstrip(" ")
        if text:
            strikes.append(text)
    return strikes


# -- as text

def shown(numbered: dict[int, Page], per_inch: int = 6) -> list[str]:
    """Pages as text: `o` at the holes, a line of dashes at the fold, and where something is printed over
    a line, the strikes under one another with `+` before the second and later ones."""
    out = []
    length = INCHES * per_inch
    last = max(numbered, default=0)
    for number, page in numbered.items():
        out.append(f"- - {number} ".ljust(COLUMNS, "-").replace("--", "- "))
        end = len(page.lines) if number == last else length
        for line in range(end):
            strikes = page.lines[line] if line < len(page.lines) else []
            hole = "o" if line % (per_inch // 2) == per_inch // 4 else " "
            first, *over = _merged(strikes) or [""]
            out.append(f"{hole} {first}".rstrip())
            out += [f" +{text}" for text in over]
    return out


def _merged(strikes: list[str]) -> list[str]:
    """The strikes in as few texts as show them all: those that hit other columns are one."""
    texts: list[str] = []
    for strike in strikes:
        for n, text in enumerate(texts):
            if all(a == b or " " in (a, b) for a, b in zip(text, strike)):
                wide = max(len(text), len(strike))
                texts[n] = "".join(a if b == " " else b for a, b in
                                   zip(text.ljust(wide), strike.ljust(wide)))
                break
        else:
            texts.append(strike)
    return texts
