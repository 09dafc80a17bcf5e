"""`cpcms paper`: a listing on green-bar paper, as PDF, SVG or text.

Called by the `cpcms` command through `add_paper`.  Exit codes: 0 good, 1 the listing cannot be read or the
paper not written (the caller prints the one line of a MediaError), 2 wrong usage, or PDF wanted without
reportlab.
"""
from __future__ import annotations

import os

from cp import cli_files
from cp.chosen import Chosen
from cp.paper import CHAINS, pages, shown
from s360.errors import ConfigError

FORMS = ("pdf", "svg", "txt")


def add_paper(subparsers) -> None:
    """Add `paper`; it sets `func(args) -> exit code`."""
    parser = subparsers.add_parser(
        "paper", help="put a listing on green-bar paper: PDF, SVG or text",
        description="Put a listing or a text on paper with green bars, 132 columns wide: pages begin where the "
        "carriage skipped, and what was printed over a line shows both. Without -o and --text the PDF gets "
        "the listing's name in the present folder.",
        epilog="PDF needs reportlab: pip install \"cpcms[pdf]\". SVG and text need nothing.")
    parser.add_argument("file", help="what a printer wrote (of `cpcms run`, of CP's unit/00E, of a machine), or "
                        "a text file; - is the standard input")
    parser.add_argument("-o", "--output", metavar="FILE", help="NAME.pdf, NAME.svg (pages hang together) or "
                        "NAME.txt (as --text)")
    parser.add_argument("--text", action="store_true", help="as text on the standard output, or in FILE: holes "
                        "as o, folds as dashes, + before what is printed over a line")
    parser.add_argument("--lines", type=int, choices=(6, 8), default=6, help="lines an inch: 66 or 88 a page "
                        "(default 6)")
    parser.add_argument("--chain", choices=tuple(CHAINS), help="print with a chain of so many characters: 48 and "
                        "60 make capitals, what a chain has not is blank (default: everything prints)")
    parser.add_argument("--pages", metavar="N[-M]", help="these pages, from 1")
    parser.add_argument("--trunc", action="store_true", help="cut lines of more than 132 columns")
    parser.set_defaults(func=run)


def run(args) -> int:
    """Print."""
    chosen = Chosen(args.pages or "", "page")
    goal, form = place(args)
    data = cli_files.read(args.file, "a listing or a text file")
    cli_files.check_names([goal], [args.file])
    name = cli_files.name_of(args.file)
    everything = pages(data, name, args.lines, args.chain or "", args.trunc)
    numbers = chosen.of(len(everything), name)
    wanted = {n: everything[n - 1] for n in numbers}
    title = os.path.basename(name)
    if form == "pdf":
        from cp.cli_media import progress
        from cp.paper_pdf import pdf
        with progress(args, f"printing {goal}") as step:
            cli_files.write(goal, pdf([*wanted.values()], title, args.lines, step))
    elif form == "svg":
        from cp.paper_svg import svg
        cli_files.write(goal, svg([*wanted.values()], title, args.lines).encode())
    else:
        cli_files.write(goal, ("\n".join(shown(wanted, args.lines)) + "\n").encode())
    return 0


def place(args) -> tuple[str, str]:
    """(where the paper goes, its form); ConfigError when the name does not tell."""
    if args.output is None:
        if args.text:
            return cli_files.STANDARD, "txt"
        stem = os.path.basename(cli_files.name_of(args.file))
        return os.path.splitext(stem)[0] + ".pdf", "pdf"
    form = "txt" if args.text else os.path.splitext(args.output)[1].lower()[1:]
    if args.output in cli_files.OUTPUTS and not args.text:
        form = "pdf"
    if form not in FORMS:
        raise ConfigError(f"{args.output}: the name ends in none of .pdf, .svg, .txt, which say what is to be "
                          "made")
    return args.output, form
