"""`cpcms sysgen`: builds CMS from its sources.

Called by cp/cli.py through `add_sysgen`; cms/build.py does the work.  Exit codes: 0 good, 1 failed.
"""
from __future__ import annotations

import os
import sys
from pathlib import Path

from s360.errors import S360Error

GOOD = 0


def add_sysgen(subparsers) -> None:
    """Add `sysgen`; it sets `func(args) -> exit code`."""
    parser = subparsers.add_parser(
        "sysgen", help="build CMS: assemble its sources, write the system disk",
        description="Assemble and link the sources of CMS and write its system disk, the same bytes from "
        "the same sources. Without --out it replaces the disk that comes with the program: the next start of "
        "CP brings it into the data folder and saves the system CMS anew. cms/README.md tells how the "
        "sources are written.")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write it there instead, such as cms190.ckd")
    parser.add_argument("--listings", type=Path, metavar="FOLDER", help="keep the assembler's listings and the "
                        "map of the nucleus")
    parser.add_argument("--quiet", action="store_true", help="say nothing but mistakes")
    parser.set_defaults(func=run_sysgen)


def run_sysgen(args) -> int:
    from cms.build import sysgen
    from cp.delivered import CMS_VOLUME, FOLDER
    out = args.out or FOLDER / f"{CMS_VOLUME}.ckd"
    say = (lambda line: None) if args.quiet else print
    try:
        say(sysgen(out, args.listings, progress(say)))
    except OSError as error:
        hint = "" if args.out else "; write it elsewhere with --out FILE"
        raise S360Error(f"{error.filename or out}: {error.strerror}{hint}") from None
    if not args.out:
        say("The next start of CP delivers it and saves the system CMS anew.")
    return GOOD


def progress(say):
    """One line that is written over, at a terminal; lines elsewhere."""
    if not sys.stdout.isatty():
        return say
    width = os.get_terminal_size().columns - 1

    def show(line: str) -> None:
        print(f"\r{line[:width]:<{width}}\r", end="", flush=True)
    return show
