"""`cpcms run DECK...`: batch from the shell.

Called by cp/cli.py through `add_run`.  cp/job_work.py runs one job, cp/job_pool.py many of them over
processes, cp/cli_run_table.py tells how they ended.  docs/run.md is the guide.

Exit codes: 0 good, 1 a job failed, 2 wrong usage, 3 a limit was reached; with --job-code the job's own.
"""
from __future__ import annotations

import argparse
import io
import os
import signal
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

GOOD, FAILED, USAGE, LIMIT = 0, 1, 2, 3
MOST_PROCESSES = 256

EPILOG = """\
A deck is told by its contents: one that loads itself (`cpcms link`), object cards, a source for the
assembler, a job in YAML, a CMS job (its first card is /JOB); --kind says it otherwise. Behind a source or
object cards a card /* may stand, and behind it the cards that the program reads.
The printer goes to the standard output, the console to the standard error, punched cards to NAME.punch;
with --out all of them are files. A program is good when it ends in a disabled wait with address 0."""


def add_run(commands) -> None:
    """Add `run` to the sub-commands of `cpcms`."""
    run = commands.add_parser(
        "run", help="run card decks: batch from the shell", epilog=EPILOG,
        description="Run each DECK in a fresh machine and print what it prints.")
    run.add_argument("decks", metavar="DECK", nargs="+", help="a file; - is the standard input")
    run.add_argument("--out", metavar="DIR", help="listing, cards and console log as files NAME.txt, "
                     "NAME.punch and NAME.log in this folder, which is made")
    run.add_argument("--jobs", metavar="N", type=counted(1, MOST_PROCESSES), help="run so many decks at the "
                     "same time (default: as many as there are cores)")
    run.add_argument("--time", metavar="SECONDS", type=seconds, help="limit for each deck (60)")
    run.add_argument("--lines", metavar="N", type=counted(1, 100_000_000), help="limit of lines printed, and "
                     "as many typed (100000)")
    run.add_argument("--punch-limit", metavar="N", type=counted(1, 1_000_000), dest="punched",
                     help="limit of cards punched (100000)")
    run.add_argument("--cards", metavar="FILE", action="append", default=[], help="cards that the program "
                     "reads, behind the deck; may be given more than once")
    run.add_argument("--storage", metavar="SIZE", help="of the machine, such as 64K or 1M (256K)")
    run.add_argument("--model", help="features of a model: 30, 40, 50, 65, 67 (default: all features)")
    run.add_argument("-L", "--library", metavar="DIR|MACLIB", action="append", default=[],
                     help="macros and COPY members for a source; may be given more than once")
    run.add_argument("--kind", choices=("ipl", "object", "asm", "cms", "job"), default="", help="what the "
                     "decks are")
    run.add_argument("--data", metavar="DIR", default=argparse.SUPPRESS, help="the data folder for CMS jobs, on which no CP runs "
                     "(default: a new one for each, which is thrown away)")
    run.add_argument("--job-code", action="store_true", help="exit with the code of the job: the address of "
                     "its last wait, for a CMS job the highest return code (255 for more)")
    run.add_argument("--json", action="store_true", help="how the jobs ended, for a program; without --out "
                     "with all they printed")
    run.add_argument("--quiet", action="store_true", help="no console, no progress, no notes")
    run.set_defaults(func=run_decks)


def counted(low: int, high: int):
    """A type of argument: a whole number in a range."""
    def number(text: str) -> int:
        if not text.isdecimal() or not low <= int(text[:12]) <= high:
            raise argparse.ArgumentTypeError(f"{text!r} is no number from {low} to {high}")
        return int(text)
    return number


def seconds(text: str) -> float:
    from cp.cli_ipl import seconds
    return seconds(text)


def run_decks(arguments) -> int:
    """The whole command."""
    from cp.cli_files import INPUTS
    from s360.errors import ConfigError
    if sum(deck in INPUTS for deck in arguments.decks) > 1:
        raise ConfigError("the standard input can be read once; give the others a file name")
    if arguments.data and (arguments.jobs or 1) > 1:
        raise ConfigError("--data is for one job at a time; take --jobs out")
    if arguments.job_code and len(arguments.decks) > 1:
        raise ConfigError("--job-code is for one deck; the codes of several are in the table and the JSON")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")         # a terminal that has not all characters
    jobs = jobs_of(arguments)
    with ExitStack() as stack:
        before = signal.signal(signal.SIGTERM, signal.default_int_handler)
        stack.callback(signal.signal, signal.SIGTERM, before)
        if arguments.out is None:
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="cpcms"))
        else:
            folder = made_folder(arguments.out)
        check_names(jobs, arguments.out)
        if len(jobs) == 1:
            return one(jobs[0], folder, arguments)
        return several(jobs, folder, arguments)


def check_names(jobs: list, out: str | None) -> None:
    """ConfigError when what one makes would replace what one reads."""
    from cp.job_output import guard, paths
    made = [paths(out or "", job.name) for job in jobs]
    guard([path for one in made for path in (one.values() if out else [one["punch"]])],
          [path for job in jobs for path in (job.deck, *job.cards)])


def made_folder(path: str) -> str:
    from s360.errors import S360Error
    try:
        os.makedirs(path, exist_ok=True)
    except OSError as error:
        raise S360Error(f"--out {path}: {error.strerror}") from None
    return path


def jobs_of(arguments) -> list:
    """A job for each deck; names that come twice get a number."""
    from cp.cli_files import INPUTS, name_of, read
    from cp.job import Job, Limits
    from s360.models import chosen, storage_size
    machine = {}
    if arguments.storage is not None:
        machine["storage"] = storage_size(arguments.storage)
    if arguments.model is not None:
        chosen(arguments.model, None)
        machine["model"] = arguments.model
    limits = Limits(*(given or usual for given, usual in zip(
        (arguments.time, arguments.lines, arguments.punched), (Limits.time, Limits.lines, Limits.cards))))
    jobs, names = [], {}
    for deck in arguments.decks:
        name = "stdin" if deck in INPUTS else Path(deck).stem or "deck"
        number = names[name] = names.get(name, 0) + 1
        jobs.append(Job(name_of(deck), f"{name}-{number}" if number > 1 else name, arguments.kind,
                        read(deck, "a deck") if deck in INPUTS else None, cards=arguments.cards,
                        libraries=arguments.library, machine=dict(machine), limits=limits,
                        data=arguments.data or ""))
    return jobs


def one(job, folder: str, arguments) -> int:
    """A single job: its output is shown as it comes."""
    from cp.cli_files import standard_output
    from cp.cli_run_table import as_json, keep_punched, told
    from cp.job_work import work
    live = arguments.out is None and not arguments.json
    console = Console(arguments.quiet)

    def show(what: str, text: str) -> None:
        if what == "console":
            console.type(text)
        elif live:
            with standard_output() as out:
                out.write(text)

    outcome = work(job, folder, show, console.note)
    console.end()
    if arguments.out is None:
        keep_punched(outcome, console.note)
    if arguments.json:
        as_json([outcome], arguments.out is None)
    told(outcome, arguments.quiet)
    return outcome.exit_code(arguments.job_code)


def several(jobs: list, folder: str, arguments) -> int:
    """Many jobs over processes; their listings come one behind the other, in the order of the decks."""
    from cp.job_pool import Pool
    from cp.cli_run_progress import progress
    from cp.cli_run_table import Results, as_json, table, together
    pool = Pool(jobs, folder, 1 if arguments.data else arguments.jobs or os.cpu_count() or 1)
    results = Results(jobs, shown=arguments.out is None and not arguments.json)
    stopped = False
    with progress(len(jobs), arguments.quiet) as step:
        try:
            pool.run(lambda at, outcome: (results.ended(at, outcome), step(outcome)))
        except KeyboardInterrupt:
            stopped = True
    results.finish(kept=arguments.out is None)
    outcomes = results.all()
    if arguments.json:
        as_json(outcomes, arguments.out is None)
    elif not arguments.quiet:
        table(outcomes, sys.stderr if arguments.out is None else sys.stdout)
    if stopped:
        raise KeyboardInterrupt
    return together(outcomes)


class Console:
    """The job's console and the notes about it, on the standard error."""

    def __init__(self, quiet: bool):
        self.quiet, self.begun = quiet or sys.stderr is None, False

    def type(self, text: str) -> None:
        if text and not self.quiet:
            sys.stderr.write(text)
            sys.stderr.flush()
            self.begun = not text.endswith("\n")

    def note(self, line: str) -> None:
        if not self.quiet:
            self.end()
            print(line, file=sys.stderr)

    def end(self) -> None:
        if self.begun:
            print(file=sys.stderr)
            self.begun = False
