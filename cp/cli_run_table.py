"""How the jobs of `cpcms run` ended: a line for people, a table, JSON.

Called by cp/cli_run.py.
"""
from __future__ import annotations

import json
import os
import shutil
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Callable

from cp.cli_files import say, standard_output
from cp.job import FAILED, GOOD, LIMIT, STOPPED, Job, Outcome

HEADING = "\n==> {} <==\n"


def told(outcome: Outcome, quiet: bool) -> None:
    """One job, on the standard error; with --quiet only when it is not good."""
    if outcome.state == GOOD:
        if not quiet:
            print(f"{outcome.deck}: {outcome.text}", file=sys.stderr)
        return
    for line in outcome.details:
        print("    " + line, file=sys.stderr)
    print(f"cpcms: {reason(outcome)}", file=sys.stderr)


def reason(outcome: Outcome) -> str:
    """Why, with the deck's name before it unless it is there."""
    stopped = "stopped; " if outcome.state == STOPPED else ""
    return outcome.text if outcome.text.startswith(outcome.deck) else f"{outcome.deck}: {stopped}{outcome.text}"


def keep_punched(outcome: Outcome, note: Callable[[str], None]) -> None:
    """The cards go to a file in the present folder."""
    made = outcome.files.get("punch")
    if made is not None:
        goal = os.path.basename(made)
        shutil.copyfile(made, goal)
        outcome.files["punch"] = goal
        note(f"{goal}: {outcome.punched} card{'s' * (outcome.punched != 1)} punched")


def as_json(outcomes: list[Outcome], whole: bool) -> None:
    """The outcomes on the standard output; whole: with the texts printed and typed, whose files go."""
    told = []
    for outcome in outcomes:
        one = asdict(outcome)
        if whole:
            for what in ("printer", "console"):
                path = one["files"].pop(what, None)
                one[what] = Path(path).read_text(encoding="utf-8") if path else ""
        told.append(one)
    say(json.dumps({"jobs": told, "exit_code": together(outcomes)}, indent=1))


class Results:
    """The outcomes of many jobs as they come.

    shown: listings go to the standard output, in the order of the jobs: each as soon as those before it
    have gone there, on a terminal when all have ended (till then it has the bar)
    """

    def __init__(self, jobs: list[Job], shown: bool):
        self.jobs, self.shown = jobs, shown
        self.live = sys.stdout is None or not sys.stdout.isatty()
        self.outcomes: dict[int, Outcome] = {}
        self.next = 0

    def ended(self, at: int, outcome: Outcome) -> None:
        self.outcomes[at] = outcome
        while self.live and self.next in self.outcomes:
            if self.shown:
                self.show(self.outcomes[self.next])
            self.next += 1

    def show(self, outcome: Outcome) -> None:
        path = outcome.files.get("printer")
        if path is not None:
            with standard_output() as out:
                out.write(HEADING.format(outcome.name))
                out.write(Path(path).read_text(encoding="utf-8"))

    def finish(self, kept: bool) -> None:
        """All that will end has ended: show what has waited; kept: punched cards go to the present
        folder."""
        for at in sorted(self.outcomes):
            if at >= self.next and self.shown:
                self.show(self.outcomes[at])
            if kept:
                keep_punched(self.outcomes[at], lambda line: None)

    def all(self) -> list[Outcome]:
        """An outcome for every job."""
        return [self.outcomes.get(at) or Outcome(job.deck, job.name, job.kind, STOPPED, "not begun")
                for at, job in enumerate(self.jobs)]


def table(outcomes: list[Outcome], out) -> None:
    """A line for each job, and how many ended how."""
    width = max([len("JOB"), *(len(outcome.name) for outcome in outcomes)])
    print(f"{'JOB':<{width}}  {'ENDED':<7} {'CODE':>6}  {'SECONDS':>7}  {'LINES':>6}  {'CARDS':>5}  WHY", file=out)
    for one in outcomes:
        code = "" if one.code is None else f"{one.code:06X}" if one.kind != "cms" else str(one.code)
        print(f"{one.name:<{width}}  {one.state:<7} {code:>6}  {one.seconds:7.2f}  {one.printed:6}  "
              f"{one.punched:5}  {one.text}", file=out)
    counts = {state: sum(one.state == state for one in outcomes) for state in (GOOD, FAILED, LIMIT, STOPPED)}
    print(", ".join(f"{count} {state}" for state, count in counts.items() if count), file=out)


def together(outcomes: list[Outcome]) -> int:
    """The exit code of all: failed goes before a limit."""
    states = {outcome.state for outcome in outcomes}
    return 1 if states & {FAILED, STOPPED} else 3 if LIMIT in states else 0
