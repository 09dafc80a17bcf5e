"""What CP costs, and how much of it a host carries: figures beside a bare machine's, taken in turns.

    python tests/bench_cp.py                   everything, a table with the bars (about 5 minutes)
    python tests/bench_cp.py --quick           short runs, fewer machines (under a minute)
    python tests/bench_cp.py compute idle      these measurements (of tests/cp_load.py)
    python tests/bench_cp.py --write           puts the table into docs/performance.md

Leaves with 1 when a bar is missed.  Each measurement has a process of its own.  Let nothing else run:
the host's cores are what is shared.
"""
from __future__ import annotations

import argparse
import operator
import os
import platform
import sys
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests")]

from bench_page import put                                      # noqa: E402

PLAIN, LOADED = "alone", "with load"
SIGNS = {"<": operator.lt, ">=": operator.ge}


class Figure(NamedTuple):
    """A row of the table.

    measure: of tests/cp_load.py; key: of its answer; form: how the value is shown; sign, bar: what it
    should be ("" none)
    """
    words: str
    measure: str
    key: str
    form: str
    sign: str = ""
    bar: float = 0.0

    def shown(self, value: float | None) -> str:
        return "" if value is None else self.form.format(value)

    def good(self, value: float | None) -> bool:
        return value is None or not self.sign or SIGNS[self.sign](value, self.bar)


#: each alone, and with a second guest that computes and 20 terminals that type a line a second
COSTS = (
    Figure("compute-bound guest as a part of bare, by processor time", "compute", "cpu_ratio", "{:.2f}", ">=",
           0.95),
    Figure("the same by the clock", "compute", "ratio", "{:.2f}", ">=", 0.95),
    Figure("privileged instruction, simulated", "privileged", "simulated_us", "{:.2f} µs", "<", 6),
    Figure("privileged instruction, assisted", "privileged", "assisted_ns", "{:.1f} ns", "<", 50),
    Figure("a line to the spooled printer, SIO to interruption", "printing", "line_us", "{:.1f} µs", "<", 40),
    Figure("page fault: a changed page goes, one comes from the drum", "faults", "fault_us", "{:.0f} µs"),
)
SCALE = (
    Figure("{machines} idle machines: memory of the process (RSS)", "idle", "rss_mb", "{:,.0f} MB", "<", 1000),
    Figure("the same, PSS", "idle", "pss_mb", "{:,.0f} MB", "<", 1000),
    Figure("the same without any machine, RSS", "idle", "empty_mb", "{:,.0f} MB"),
    Figure("the same: processor time, of one core", "idle", "percent", "{:.2f} %", "<", 2),
    Figure("the same: a logon, IPL of the saved system included", "idle", "logon_ms", "{:.1f} ms"),
    Figure("{machines} computing machines: the worst beside its share", "shares", "worst_percent", "{:.1f} %",
           "<", 5),
    Figure("the same: answer to a line of another machine, median", "shares", "answer_ms", "{:.1f} ms", "<",
           50),
    Figure("the same: 95 of 100 answers come within", "shares", "answer_95_ms", "{:.1f} ms"),
    Figure("two computing guests, two threads against one", "throughput", "ratio", "{:.2f}", ">=", 1.8),
    Figure("two processes with bare machines against one: what the host gives", "throughput", "host_ratio",
           "{:.2f}"),
)
FULL = {"compute": {"seconds": 0.4, "repeats": 21}, "privileged": {"seconds": 3.0, "repeats": 5},
        "printing": {"seconds": 3.0, "repeats": 5}, "faults": {"seconds": 4.0, "repeats": 5},
        "idle": {"machines": 1000, "seconds": 20.0}, "shares": {"machines": 100, "seconds": 10.0},
        "throughput": {"seconds": 1.0, "repeats": 9}}
QUICK = {"compute": {"seconds": 0.2, "repeats": 9}, "privileged": {"seconds": 0.5, "repeats": 3},
         "printing": {"seconds": 0.5, "repeats": 3}, "faults": {"seconds": 0.5, "repeats": 2},
         "idle": {"machines": 200, "seconds": 3.0}, "shares": {"machines": 30, "seconds": 4.0},
         "throughput": {"seconds": 1.0, "repeats": 2}}
LOADABLE = {figure.measure for figure in COSTS}


def taken(names: list[str], sizes: dict) -> dict:
    """{(measurement, PLAIN or LOADED): its answer}"""
    import cp_load
    found = {}
    for name in names:
        for where in (PLAIN, LOADED) if name in LOADABLE else (PLAIN,):
            keys = sizes[name] | ({"load": True} if where == LOADED else {})
            found[name, where] = cp_load.measure(name, **keys)
            print(f"{name}, {where}: {found[name, where]}", file=sys.stderr, flush=True)
    return found


def row(figure: Figure, found: dict) -> tuple[str, bool]:
    """A line of the table, and whether its bar is kept."""
    values = [found.get((figure.measure, where), {}).get(figure.key) for where in (PLAIN, LOADED)]
    words = figure.words.format(**found[figure.measure, PLAIN])
    bar = f"{figure.sign} {figure.form.format(figure.bar)}" if figure.sign else ""
    cells = [words, *map(figure.shown, values), bar]
    return "| " + " | ".join(cells) + " |", all(map(figure.good, values))


def table(found: dict) -> tuple[str, list[str]]:
    """Markdown, and the words of the bars that are missed."""
    out = ["| | alone | with load | bar |", "|---|---|---|---|"]
    missed = []
    for figure in COSTS + SCALE:
        if (figure.measure, PLAIN) in found:
            line, good = row(figure, found)
            out.append(line)
            missed += [line] * (not good)
    return "\n".join(out) + "\n", missed


def main() -> int:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    p.add_argument("measures", nargs="*", metavar="MEASURE", help=", ".join(FULL))
    p.add_argument("--quick", action="store_true", help="short runs, fewer machines")
    p.add_argument("--write", action="store_true", help="update docs/performance.md")
    a = p.parse_args()
    if unknown := set(a.measures) - set(FULL):
        p.error(f"no such measurement: {', '.join(sorted(unknown))}")
    rows, missed = table(taken(a.measures or list(FULL), QUICK if a.quick else FULL))
    text = (f"Taken {time.strftime('%Y-%m-%d')}, {platform.machine()}, {os.cpu_count()} cores, Python "
            f"{platform.python_version()}, {'short runs' if a.quick else 'medians'}.\n\n" + rows)
    print(text)
    for line in missed:
        print("missed:", line)
    if a.write:
        put("cp", text)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
