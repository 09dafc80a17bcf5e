"""How long CMS takes: what a user types, by the host's clock, beside the bars.

    python tests/bench_cms.py                  everything, a table with the bars (under a minute)
    python tests/bench_cms.py --write          puts the table into docs/performance.md

Leaves with 1 when a bar is missed.  Everything runs under CP in one process, a machine of 256K; the
terminal is a script's.  Let nothing else run.
"""
from __future__ import annotations

import argparse
import os
import platform
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Callable, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests")]

from bench_page import put                                      # noqa: E402
from cms_machine import code_of                                 # noqa: E402
from cms_room import Room                                       # noqa: E402

MEGABYTE = 13_107                                               # records of 80 bytes
LOOP = "\n".join(("&CONTROL OFF", "&N = 0", "-NEXT &N = &N + 1", "&IF &N LT 10000 &GOTO -NEXT"))
PROGRAM = "\n".join(["LONG     CSECT", "         USING LONG,12", "         SR    2,2",
                     *(f"L{n:<7} LA    2,1(2)" for n in range(295)), "         SR    15,15", "         BR    14",
                     "         END   LONG"])
BIG = [f"RECORD {n}".ljust(80).encode("cp037") for n in range(MEGABYTE)]
FILES = (("BIG", "DATA", BIG), ("LOOP", "EXEC", LOOP), ("LONG", "SYSIN", PROGRAM),
         *((f"F{n}", "SMALL", "X") for n in range(197)))


class Figure(NamedTuple):
    """A row of the table.  lines: what is typed for it; times: how often; bar: seconds; after: to undo it"""
    words: str
    lines: tuple[str, ...]
    bar: float
    times: int = 15
    after: str = ""


FIGURES = (
    Figure("LISTF of 200 files, its lines taken by a script", ("LISTF",), 0.010),
    Figure("COMBINE of 1 MB, records of 80", ("COMBINE COPY DATA P5 BIG DATA P5",), 0.5, 5, "ERASE COPY DATA P5"),
    Figure("COPYFILE of 1 MB", ("COPYFILE BIG DATA P COPY DATA P",), 0.5, 5, "ERASE COPY DATA P5"),
    Figure("EXEC: a loop of 10,000 turns", ("LOOP",), 2, 5),
    Figure("ASSEMBLE, LOAD, START of a program of 300 lines", ("ASSEMBLE LONG (NOLIST", "LOAD LONG (NOMAP",
                                                              "START"), 1, 7),
)


def timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def ipl(room: Room, name: str) -> float:
    """From the console function to the first ready message, a null line typed in between."""
    room.vm.console.attention(2)
    room.vm.console.wait_for("CP READ", 10)

    def work() -> None:
        room.vm.console.send(f"IPL {name}")
        room.vm.console.wait_for("VM READ", 10)
        assert code_of(room.ask("")) == 0
    return timed(work)


def typed(room: Room, figure: Figure) -> float:
    """The median of one figure."""
    took = []
    for _ in range(figure.times):
        total = 0.0
        for line in figure.lines:
            total += timed(lambda: answered(room, line))
        took.append(total)
        if figure.after:
            answered(room, figure.after)
    return statistics.median(took)


def answered(room: Room, line: str) -> None:
    lines = room.ask(line, 60)
    assert code_of(lines) == 0, lines


def save(room: Room) -> None:
    """CMS as a saved system, as a first start makes it."""
    from cp import first_saved
    path = room.system.folder.system / "CMSTST.ckd"
    first_saved.save_cms(room.system, "CMS", path, first_saved.digest(path).hex(), volume="CMSTST")


def measured(folder: Path) -> list[tuple[str, float, float]]:
    """(words, seconds, bar) of everything."""
    room = Room(folder / "data", *FILES, cylinders=60)
    try:
        save(room)
        found = [(f"IPL {name} to the ready message", statistics.median(ipl(room, name) for _ in range(15)), bar)
                 for name, bar in (("CMS", 0.030), ("190", 0.300))]
        return found + [(figure.words, typed(room, figure), figure.bar) for figure in FIGURES]
    finally:
        room.close()


def main() -> int:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    p.add_argument("--write", action="store_true", help="update docs/performance.md")
    a = p.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = measured(Path(folder))
    rows = "".join(f"| {words} | {took * 1000:.1f} ms | < {bar * 1000:,.0f} ms |\n" for words, took, bar in found)
    text = (f"Taken {time.strftime('%Y-%m-%d')}, {platform.machine()}, {os.cpu_count()} cores, Python "
            f"{platform.python_version()}, medians.\n\n| | | bar |\n|---|---|---|\n{rows}")
    print(text)
    if a.write:
        put("cms", text)
    return 1 if any(took >= bar for _, took, bar in found) else 0


if __name__ == "__main__":
    sys.exit(main())
