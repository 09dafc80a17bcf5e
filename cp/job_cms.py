"""One CMS batch job (or a deck of them) of `cpcms run`: through the batch machine of a CP (cp/job_folder.py).

Called by cp/job_work.py.  The deck goes to the reader of the batch machine CMSBATCH (docs/cms-batch.md), and
what comes back to the owners named on the /JOB cards is the job's output.  Nothing is left behind.

The job's own code is the highest return code among its ready messages.
"""
from __future__ import annotations

import re
import signal
import threading
import time
from contextlib import contextmanager

from cp.job import FAILED, GOOD, LIMIT, STOPPED, Job, JobFailed, Outcome
from cp.job_deck import JOB_CARD
from cp.job_folder import BATCH, DECK_FROM, system_for
from cp.job_output import Output
from s360.errors import MediaError

LOOK = 0.005                   # seconds between looks whether it has ended
LAST = 5.0                     # seconds for a job that is ended to give back what it has made
READY = re.compile(r"(?:R|E\((-?\d+)\));(?: T=|$)")
ENDED = re.compile(r"JOB (\S+) ENDED(?:; (.*))?$")
CONTROL = 0x03                 # low bits of a printer's command that prints nothing


def run_cms(job: Job, cards: list[bytes], output: Output, outcome: Outcome) -> None:
    """Run it; `outcome` is filled in."""
    if job.machine or job.devices or job.commands:
        raise JobFailed(f"{job.deck}: a CMS job has the batch machine's storage and devices; take storage, model, "
                        "machine, devices and commands out")
    from cp.delivered import volumes
    if not volumes():
        raise JobFailed("CMS is not here: its volume was not built with the program; `cpcms sysgen` builds it")
    owners = owners_of(cards)
    with stopped_by_signal() as stopped, system_for(job, owners) as system:
        before = {file.number for file in system.spool.files()}
        try:
            begin(system, cards)
            why = watch(system, job, stopped)
            logs = collect(system, [*owners, DECK_FROM], before, output)
        except MediaError:
            if not output.over:
                raise
            why, logs = "", []
    told(logs, outcome)
    if stopped:
        outcome.state, outcome.text = STOPPED, why
    elif output.over or why:
        outcome.state, outcome.text = LIMIT, output.over or why


def owners_of(cards: list[bytes]) -> list[str]:
    """The userids on the /JOB cards that can be userids; what the others hold the monitor tells."""
    found = {}
    for card in cards:
        words = card.decode("cp037").upper().split()
        if words[:1] == [JOB_CARD] and len(words) > 1 and re.fullmatch(r"[A-Z0-9@#$]{1,8}", words[1]):
            found[words[1]] = None
    return list(found)


def begin(system, cards: list[bytes]) -> None:
    """The batch machine logged on, the deck into its reader; nothing is printed by the system itself."""
    system.command("DRAIN ALL")
    if BATCH not in system.machines:
        system.autolog(BATCH)
    writer = system.spool.open("PUN", DECK_FROM, device="PUN")
    for card in cards:
        writer.punch(card)
    writer.close("RDR", BATCH)


@contextmanager
def stopped_by_signal():
    """SIGINT and SIGTERM are noted in the list it gives."""
    stopped: list[int] = []
    if threading.current_thread() is not threading.main_thread():
        yield stopped
        return
    before = [(number, signal.signal(number, lambda number, frame: stopped.append(number)))
              for number in (signal.SIGINT, signal.SIGTERM) if signal.getsignal(number) is not signal.SIG_IGN]
    try:
        yield stopped
    finally:
        for number, handler in before:
            signal.signal(number, handler)


def watch(system, job: Job, stopped: list) -> str:
    """Until all jobs have ended; otherwise why not."""
    until = time.monotonic() + job.limits.time
    while not settled(system):
        if stopped or time.monotonic() > until:
            why = "by its operator" if stopped else f"more than {job.limits.time:g} seconds"
            end(system, why.upper())
            return why
        batch = getattr(system.machines.get(BATCH), "batch", None)
        running = batch.job if batch is not None else None
        if running is not None:
            running.lines = min(running.lines, job.limits.lines)
            running.cards = min(running.cards, job.limits.cards)
        time.sleep(LOOK)
    return ""


def settled(system) -> bool:
    """No job is left, and the monitor waits for one."""
    vm = system.machines.get(BATCH)
    return (vm is not None and not system.spool.files("RDR", BATCH) and vm.batch.job is None
            and vm.state == "waiting")


def end(system, why: str) -> None:
    """End the job at work; its output comes back."""
    vm = system.machines.get(BATCH)
    if vm is None or vm.batch.job is None:
        return
    with vm.lock:
        vm.batch.finish(why)
    until = time.monotonic() + LAST
    while not vm.ended and time.monotonic() < until:
        time.sleep(LOOK)


def collect(system, owners: list[str], before: set[int], output: Output) -> list[str]:
    """All that came back, into the job's files; gives the lines of the console logs.  before: files that
    were there already"""
    logs: list[str] = []
    files = {file.number: file for owner in owners for kind in ("PRT", "PUN")
             for file in system.spool.files(kind, owner) if file.origin == BATCH and file.number not in before}
    for file in sorted(files.values(), key=lambda file: file.created):
        if file.device == "CON":
            logs += log_of(system, file, output)
        elif file.device == "PUN":
            for _, data, _, _ in system.spool.records(file):
                output.count_card(data)
        else:
            listing(system, file, output.paper, output.printed)
    return logs


def log_of(system, file, output: Output) -> list[str]:
    lines = [data.decode("cp037").rstrip() for command, data, _, _ in system.spool.records(file)
             if command & CONTROL == 1]
    for line in lines:
        output.console(line + "\n")
    return lines


def listing(system, file, paper, printed: int) -> None:
    """A printed file, on a page of its own."""
    first = paper.page + 1 if printed else 0
    for command, data, page, line in system.spool.records(file):
        if command & CONTROL == CONTROL:
            paper.control(first + page, line, command)
        else:
            paper.line(data, first + page, line, command)


def told(lines: list[str], outcome: Outcome) -> None:
    """How the jobs ended, by their logs."""
    codes = [int(found[1] or 0) for line in lines if (found := READY.match(line))]
    ends = [found for line in lines if (found := ENDED.match(line))]
    outcome.code = max(codes, key=abs, default=None)
    if outcome.code is not None:
        outcome.code = abs(outcome.code)
    bad = [found for found in ends if found[2]]
    if bad:
        outcome.state = LIMIT if bad[0][2].startswith("MORE THAN") else FAILED
        outcome.text = f"job {bad[0][1]} ended: {bad[0][2].capitalize()}"
    elif not ends or outcome.code is None:
        said = [line for line in lines if not ENDED.match(line)]
        outcome.text = "no job was begun: " + (said[-1] if said else "its deck has no /JOB card that can be used")
    else:
        outcome.state = FAILED if outcome.code else GOOD
        count = f"{len(ends)} jobs" if len(ends) > 1 else f"job {ends[0][1]} ended"
        outcome.text = f"{count}, highest return code {outcome.code}"
