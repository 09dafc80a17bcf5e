"""One job of `cpcms run` from its deck to its outcome.

Called by cp/cli_run.py for a single job and in each process of cp/job_pool.py.  Whatever is wrong with a
deck is the outcome of its job, never an exception; only mistakes in a description (ConfigError) are usage.
"""
from __future__ import annotations

import time
from pathlib import Path
from typing import Callable

from cp import job_deck
from cp.job import FAILED, GOOD, STOPPED, Job, JobFailed, Outcome
from cp.job_output import Output, guard, paths
from s360.errors import ConfigError, S360Error
from s360.media.cards import deck_of, read_deck, whole_file

SHOWN = 4                                # differing lines told, expected and made


def work(job: Job, folder, show: Callable[[str, str], None], note: Callable[[str], None]) -> Outcome:
    """Run a job; its output goes to files in `folder`.

    show: gets what is printed and typed, as cp.job_output.Output; note: warnings, a line each
    """
    outcome = Outcome(job.deck, job.name, job.kind)
    begun = time.monotonic()
    try:
        job = ready(job)
        outcome.kind = job.kind
        carry_out(job, folder, show, note, outcome)
    except ConfigError:
        raise
    except JobFailed as error:
        outcome.state, outcome.text, outcome.details = error.state, str(error), error.details
    except S360Error as error:
        outcome.state = FAILED
        outcome.text, *outcome.details = str(error).split("\n")
    except KeyboardInterrupt:
        outcome.state, outcome.text = STOPPED, "no machine was running"
    outcome.seconds = time.monotonic() - begun
    return outcome


def ready(job: Job) -> Job:
    """The job with its deck read, its kind known and its description taken in."""
    if job.content is None:
        job.content = whole_file(job.deck, "a deck")
    job.kind = job.kind or job_deck.kind_of(job.content, job.deck)
    if job.kind == "job":
        from cp.job_file import described
        try:
            text = job.content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise ConfigError(f"{job.deck}: byte {error.start + 1} is no UTF-8; a job is text") from None
        return described(job, text)
    return job


def carry_out(job: Job, folder, show, note, outcome: Outcome) -> None:
    """Make the cards, run the machine, compare."""
    programs = programs_of(job)
    guard(paths(folder, job.name).values(), [*job.decks, *job.cards, *job.expect.values()])
    output = Output(folder, job.name, job.limits, show)
    try:
        if programs and programs[0][0] == "cms":
            from cp.job_cms import run_cms
            outcome.kind = "cms"
            run_cms(job, cms_cards(job, programs), output, outcome)
        elif job.data:
            raise JobFailed(f"{job.deck}: --data is for CMS jobs; this deck runs on a bare machine")
        else:
            from cp.job_bare import run_bare
            run_bare(job, loaded(job, programs, note), output, outcome, note)
    finally:
        outcome.files = output.close()
        outcome.printed, outcome.typed, outcome.punched = output.printed, output.typed, len(output.cards)
    if outcome.state == GOOD:
        compare(job, outcome)


def programs_of(job: Job) -> list[tuple[str, str, bytes]]:
    """(kind, name, content) of its decks."""
    if job.kind != "job":
        return [(job.kind, job.deck, job.content)]
    return [(job_deck.kind_of(content, path), path, content)
            for path in job.decks for content in (whole_file(path, "a deck"),)]


def cms_cards(job: Job, programs: list) -> list[bytes]:
    """The cards of a CMS job."""
    cards = [card for _, name, content in programs for card in deck_of(content, name)]
    return [job_deck.plain(card) for card in cards + [card for path in job.cards for card in read_deck(path)]]


def loaded(job: Job, programs: list, note) -> list[bytes] | None:
    """The cards of the reader; None when the description says what is in it."""
    if not programs:
        return None
    cards = job_deck.loading_cards(programs, job.libraries, note)
    return cards + [card for path in job.cards for card in read_deck(path)]


def compare(job: Job, outcome: Outcome) -> None:
    """Did what was expected come?"""
    for what, path in job.expect.items():
        wanted = whole_file(path, "an answer").decode("utf-8", "replace")
        made = Path(outcome.files[what]).read_bytes().decode("utf-8", "replace") if what in outcome.files else ""
        if lines_of(made) != lines_of(wanted):
            outcome.state = FAILED
            outcome.text = f"the {what} has not what {path} says"
            outcome.details = differences(lines_of(wanted), lines_of(made))
            return


def lines_of(text: str) -> list[str]:
    """Lines without the blanks at their ends; empty lines at the end do not count."""
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").split("\n")]
    while lines and not lines[-1]:
        lines.pop()
    return lines


def differences(wanted: list[str], made: list[str]) -> list[str]:
    """The first lines that differ."""
    from difflib import unified_diff
    found = list(unified_diff(wanted, made, n=0, lineterm=""))[2:]
    first = [line for sign in "-+" for line in [line for line in found if line.startswith(sign)][:SHOWN]]
    more = sum(not line.startswith("@") for line in found) - len(first)
    return [f"{'expected' if line[0] == '-' else 'made    '} {line[1:]}" for line in first] + (
        [f"... {more} more lines differ"] if more > 0 else [])
