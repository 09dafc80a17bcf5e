"""`cpcms cards`: a deck looked at, with its holes and its print.

Called by the `cpcms` command through `add_cards`.  Without --svg the cards are drawn with characters on the
standard output.  Exit codes: 0 good, 1 the deck cannot be read or the pictures not written (the caller
prints the one line of a MediaError), 2 wrong usage.
"""
from __future__ import annotations

import os
import shutil
import sys
from itertools import chain

from cp import cli_files
from cp.card_face import KEYS
from cp.card_picture import columns, drawn, svg
from cp.chosen import Chosen
from s360.errors import ConfigError, MediaError
from s360.media.cards import FORMS, deck_of, recognise
from s360.media.files import trouble

FEW = 10                       # cards drawn without --all
FRAMED = 86                    # columns of a terminal that has room for a frame
HOLES = "\u2588X"              # what draws a hole: the second where a terminal has no first


def add_cards(subparsers) -> None:
    """Add `cards`; it sets `func(args) -> exit code`."""
    parser = subparsers.add_parser(
        "cards", help="draw the cards of a deck, with holes and print",
        description="Draw the cards of a deck with their holes and what the key punch prints above them: "
        "with characters on the terminal, or to scale as SVG.",
        epilog=f"Without --all and --cards the first {FEW} are drawn. Object decks show 12-2-9 in column 1.")
    parser.add_argument("deck", help="text, cards of 80 bytes (EBCDIC), or of 160 (column binary); - is the "
                        "standard input")
    parser.add_argument("--svg", metavar="PLACE", help="make pictures: PLACE.svg is one file with the cards "
                        "below one another, anything else a folder with a file for each card")
    parser.add_argument("--all", action="store_true", help="all cards")
    parser.add_argument("--cards", metavar="N[-M]", help="these cards, from 1")
    parser.add_argument("--punch", choices=tuple(KEYS), default="029", help="the key punch: its code for "
                        "decks that are text, and its print (default 029; 026: FORTRAN characters)")
    parser.add_argument("--form", choices=FORMS, default="auto", help="what the deck is (default: told by its "
                        "contents)")
    parser.add_argument("--trunc", action="store_true", help="cut lines of more than 80 columns")
    parser.set_defaults(func=run)


def run(args) -> int:
    """Draw."""
    if args.all and args.cards:
        raise ConfigError("--all and --cards exclude each other")
    chosen = Chosen(args.cards or ("" if args.all else f"1-{FEW}"), "card")
    data = cli_files.read(args.deck, "a card deck")
    name = cli_files.name_of(args.deck)
    if not data:
        raise MediaError(f"{name}: holds no cards")
    form = recognise(data, name) if args.form == "auto" else args.form
    deck = deck_of(data, name, form, args.trunc)
    numbers = chosen.of(len(deck), name, asked=bool(args.cards))
    cards = {n: columns(deck[n - 1], args.punch, form == "text", f"{name}: card {n}") for n in numbers}
    if args.svg:
        return pictures(args, cards, len(deck))
    show(args, cards)
    left_out(args, len(cards), len(deck))
    return 0


def left_out(args, done: int, cards: int) -> None:
    """Say that there are more cards than were asked for."""
    if done < cards and not args.cards:
        print(f"cpcms: the first {done} of {cards} cards; --all draws all, --cards N-M others",
              file=sys.stderr)


# -- characters

def show(args, cards: dict[int, list[int]]) -> None:
    """The cards on the standard output."""
    hole = _hole()
    frame = shutil.get_terminal_size().columns >= FRAMED
    with cli_files.standard_output() as out:
        encoding = out.encoding or "ascii"
        for number, words in cards.items():
            lines = chain([f"card {number}"], drawn(words, args.punch, hole, frame), [""])
            text = "\n".join(lines)
            print(text.encode(encoding, "replace").decode(encoding), file=out)


def _hole() -> str:
    """What this output can show."""
    try:
        HOLES[0].encode(getattr(sys.stdout, "encoding", None) or "ascii")
    except UnicodeEncodeError:
        return HOLES[1]
    return HOLES[0]


# -- SVG

def pictures(args, cards: dict[int, list[int]], of: int) -> int:
    """Write one picture, or a folder of them."""
    name = cli_files.name_of(args.deck)
    if args.svg == cli_files.STANDARD or args.svg.lower().endswith(".svg"):
        cli_files.check_names([args.svg], [args.deck])
        cli_files.write(args.svg, svg([*cards.values()], args.punch, os.path.basename(name)).encode())
    else:
        try:
            os.makedirs(args.svg, exist_ok=True)
        except OSError as error:
            raise trouble(args.svg, error) from None
        places = {n: os.path.join(args.svg, f"card{n:0{len(str(of))}d}.svg") for n in cards}
        cli_files.check_names(places.values(), [args.deck])
        for n, words in cards.items():
            cli_files.write(places[n], svg([words], args.punch,
                                           f"{os.path.basename(name)}, card {n}").encode())
    left_out(args, len(cards), of)
    return 0
