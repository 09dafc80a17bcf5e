"""Prints the guide of CMS with SCRIPT, at a 360 that has the system disk:

    python -m cms.guide_print guide.txt          a listing, for `cpcms paper guide.txt`
    python -m cms.guide_print --contents         makes guide/cmsgtoc.script anew

docs/cms-guide.md tells about it.  The table of contents has the pages on which chapters and sections stand;
its own pages are counted apart, so once is enough.
"""
from __future__ import annotations

import argparse
import re
import sys
import tempfile
from pathlib import Path

from s360.errors import S360Error
from s360.machine import Machine, StopReason

from .build import build_nucleus, write_disk
from .build_files import system_files
from .build_guide import GUIDE, documents

WIDTH = 72
CONTENTS = GUIDE / "cmsgtoc.script"
LIMIT = 2_000_000_000                    # instructions


def at_machine(disk: Path, line: str, listing: Path) -> list[str]:
    """What a command types at a bare 360 with this system disk and a printer; the listing gets its paper."""
    typed: list[str] = []
    machine = Machine(storage="256K")
    machine.attach(0x190, "2314", volume=str(disk), write=False)
    printer = machine.attach(0x00E, "1403", file=str(listing))
    console = machine.attach(0x009, "1052")
    console.output = typed.append
    machine.ipl(0x190)
    for text in ("", line):
        machine.run(LIMIT)
        del typed[:]
        machine.post(lambda text=text: console.type_in(text))
    if machine.run(LIMIT).reason is not StopReason.WAIT:
        raise S360Error("guide", "the machine stopped; the command did not end")
    printer.close()
    return [one for one in "".join(typed).split("\n") if one.strip()]


def pages(listing: str) -> list[list[str]]:
    """The pages of a listing: lines without blanks behind, pages without empty lines behind."""
    return [[line.rstrip() for line in page.rstrip().split("\n")] for page in listing.split("\f") if page.strip()]


def titles() -> list[tuple[str, int]]:
    """Chapters and sections in their order, and their level, 1 or 2."""
    order = re.findall(r"^\.im (\S+)", (GUIDE / "cmsguide.script").read_text(), re.MULTILINE)
    found, files = [], documents()
    for name in order:
        lines = files[name.upper()]
        found += [(after.removeprefix(".ce "), 1 if line.endswith("chapter") else 2)
                  for line, after in zip(lines, lines[1:]) if line in (".cm chapter", ".cm section")]
    return found


def numbers(paper: list[list[str]]) -> dict[str, str]:
    """Title -> number of the page on which it stands below the heading."""
    found, wanted = {}, {title for title, _ in titles()}
    for page in paper:
        for line in page[4:]:
            number = re.search(r"PAGE (\d+)$", page[3])
            if number and line.strip() in wanted:
                found.setdefault(line.strip(), number[1])
    return found


def contents(paper: list[list[str]]) -> str:
    """The document that is the table of contents."""
    at = numbers(paper)
    lines = [".cm made by python -m cms.guide_print --contents", ".ce Contents", ".sp", ".nf"]
    for title, level in titles():
        left = "    " * (level - 1) + title + " "
        lines += [" "] if level == 1 else []
        lines.append(left + "." * (WIDTH - len(left) - 4) + f"{at[title]:>4}")
    return "\n".join([*lines, ".fo"]) + "\n"


def printed(listing: Path) -> list[str]:
    """Build a system disk and print the guide; what SCRIPT types."""
    with tempfile.TemporaryDirectory() as folder:
        disk = Path(folder) / "cms190.ckd"
        write_disk(disk, build_nucleus(), system_files())
        return at_machine(disk, "SCRIPT CMSGUIDE ( OFFLINE", listing)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="cms.guide_print", description="Print the guide of CMS with SCRIPT.")
    parser.add_argument("out", type=Path, nargs="?", help="the listing")
    parser.add_argument("--contents", action="store_true", help="make the table of contents anew")
    given = parser.parse_args(arguments)
    if not given.out and not given.contents:
        parser.error("a file for the listing, or --contents, is wanted")
    with tempfile.TemporaryDirectory() as folder:
        out = given.out or Path(folder) / "guide.txt"
        try:
            answer = printed(out)
        except (S360Error, OSError) as error:
            print(f"cms.guide_print: {error}", file=sys.stderr)
            return 1
        print("\n".join(answer))
        if given.contents:
            CONTENTS.write_text(contents(pages(out.read_text(encoding="utf-8"))), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
