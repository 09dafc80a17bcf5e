"""How far many jobs have come: a bar at a terminal, a line a job elsewhere; both on the standard error.

Called by cp/cli_run.py.
"""
from __future__ import annotations

import os
import sys
from contextlib import contextmanager

from cp.job import GOOD, Outcome


@contextmanager
def progress(count: int, quiet: bool):
    """Gives a function that is called with each outcome."""
    if quiet or sys.stderr is None:
        yield lambda outcome: None
    elif sys.stderr.isatty() and sys.stdin.isatty() and os.environ.get("TERM", "dumb") != "dumb":
        with bar(count) as step:
            yield step
    else:
        yield lines(count)


def lines(count: int):
    """One line a job."""
    done = 0

    def step(outcome: Outcome) -> None:
        nonlocal done
        done += 1
        print(f"{done}/{count} {outcome.name}: {outcome.state}"
              + (f", {outcome.text}" if outcome.state != GOOD else ""), file=sys.stderr, flush=True)
    return step


@contextmanager
def bar(count: int):
    from prompt_toolkit.output import create_output
    from prompt_toolkit.shortcuts import ProgressBar
    bad = 0
    with ProgressBar(output=create_output(stdout=sys.stderr)) as bars:
        counter = bars(total=count, label="jobs")

        def step(outcome: Outcome) -> None:
            nonlocal bad
            bad += outcome.state != GOOD
            counter.label = f"jobs, {bad} not good" if bad else "jobs"
            counter.item_completed()
        yield step
        counter.done = True
