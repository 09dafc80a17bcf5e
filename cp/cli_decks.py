"""`cpcms decks`: the sample decks that come with the program, listed and copied to where they can be changed.

Called by cp/cli.py through `add_decks`.  A deck is its source with the files beside it that have its name:
the machine (.yaml), cards to read, the answer.  Exit codes: 0 good, 1 failed, 2 wrong usage.
"""
from __future__ import annotations

import json
from pathlib import Path

from s360.errors import ConfigError, S360Error

GOOD = 0
README = "README.md"


def add_decks(subparsers) -> None:
    """Add `decks` with `list` and `copy`; each sets `func(args) -> exit code`."""
    parser = subparsers.add_parser(
        "decks", help="the sample decks: list, copy",
        description="Programs for a System/360 that a visitor can read, run and change. They come with the "
        "program; a copy is yours.")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    listing = commands.add_parser("list", help="what there is", description="The sample decks, a line each.")
    listing.add_argument("--json", action="store_true", help="for programs, with the names of the files")
    listing.set_defaults(func=run_list)
    copying = commands.add_parser(
        "copy", help="copy decks into a folder", description="Copy decks with all that belongs to them: the "
        "source, the machine to run it on, cards to read, the answer.")
    copying.add_argument("names", nargs="*", metavar="NAME", help="decks, as `decks list` names them (all)")
    copying.add_argument("--to", type=Path, default=Path("decks"), metavar="FOLDER",
                         help="where to; made when it is not there (decks)")
    copying.add_argument("--force", action="store_true", help="replace files that are there and differ")
    copying.set_defaults(func=run_copy)


def sample_decks() -> dict[str, list[Path]]:
    """The decks that came with the program: name -> its files, the source first."""
    from cp.first_saved import deck_folder
    folder = deck_folder()
    files = sorted(path for path in folder.iterdir() if path.is_file())
    return {source.stem: [source] + [path for path in files if path != source and belongs(path, source)]
            for source in files if source.suffix == ".asm"}


def belongs(path: Path, source: Path) -> bool:
    """Is a file there for a source? talk2.cards is of talk.asm too."""
    return path.suffix != ".asm" and path.stem.rstrip("0123456789") == source.stem


def title(source: Path) -> str:
    """What the deck is: the words of its TITLE."""
    first = source.read_text(encoding="utf-8").splitlines()[0]
    words = first.partition("'")[2].rpartition("'")[0].replace("''", "'")
    return words.partition(" - ")[2] or words


def run_list(args) -> int:
    decks = sample_decks()
    if args.json:
        print(json.dumps([{"name": name, "title": title(files[0]), "files": [path.name for path in files]}
                          for name, files in decks.items()], indent=2))
        return GOOD
    for name, files in decks.items():
        print(f"{name:<11}{title(files[0])}")
    print("\ncpcms decks copy NAME puts one into the folder decks; then `cpcms run decks/NAME.yaml`.\n"
          f"{README} there tells more of each.")
    return GOOD


def run_copy(args) -> int:
    decks = sample_decks()
    unknown = [name for name in args.names if name not in decks]
    if unknown:
        raise ConfigError(f"no sample deck is called {unknown[0]!r}; there are: {', '.join(decks)}")
    chosen = args.names or list(decks)
    files = [path for name in chosen for path in decks[name]]
    readme = files[0].parent / README
    copies = {args.to / path.name: path.read_bytes() for path in [*files, readme]}
    if not args.force:
        refuse_changed(copies)
    try:
        args.to.mkdir(parents=True, exist_ok=True)
        for place, content in copies.items():
            place.write_bytes(content)
    except OSError as error:
        raise S360Error(f"{error.filename or args.to}: {error.strerror or error}; give a folder you can write "
                        "with --to") from None
    print(f"{args.to}: {', '.join(chosen)} ({len(copies)} files)")
    return GOOD


def refuse_changed(copies: dict[Path, bytes]) -> None:
    """Nobody's changes are lost: S360Error when a file is there and differs."""
    for place, content in copies.items():
        if place.is_file() and place.read_bytes() != content:
            raise S360Error(f"{place}: is there and differs from the sample; --force replaces it, --to FOLDER "
                            "copies elsewhere")
