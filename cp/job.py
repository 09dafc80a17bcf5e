"""A job of `cpcms run`: what is to be run, within which limits, and how it ended.

Made by cp/cli_run.py and cp/job_file.py; run by cp/job_work.py, which finds what is not said here.  Plain
data, so that it goes to another process as it is.
"""
from __future__ import annotations

from dataclasses import dataclass, field

from s360.errors import S360Error

GOOD, FAILED, LIMIT, STOPPED = "good", "failed", "limit", "stopped"
EXIT_CODES = {GOOD: 0, FAILED: 1, LIMIT: 3, STOPPED: 1}
#: an exit code has room for no more
MOST_CODE = 255

#: what a deck can be; "" is found out by its contents (cp/job_deck.py)
KINDS = {"ipl": "a deck that loads itself", "object": "object cards", "asm": "a source for the assembler",
         "cms": "a batch job for CMS", "job": "a description in YAML"}


@dataclass
class Limits:
    """time: seconds of the host; lines: printed, and as many typed; cards: punched"""
    time: float = 60.0
    lines: int = 100_000
    cards: int = 100_000


@dataclass
class Job:
    """
    deck:      the file as it was named, "-" for the standard input; content: its bytes, None: still to be
               read
    name:      what its output files are called
    decks:     the programs, linked as one; cards: files of cards behind them
    machine:   arguments of s360.machine.Machine; devices: s360.config.DeviceConfig, besides or in place of
               the usual ones; ipl: the device to load from
    commands:  of the operator, as `cpcms ipl` knows them, and the folder where their file names begin
    data:      the data folder of a CMS job, "": one of its own
    expect:    "printer", "console", "punch" -> file with what must come; address: of the last wait
    """
    deck: str
    name: str
    kind: str = ""
    content: bytes | None = None
    decks: list[str] = field(default_factory=list)
    cards: list[str] = field(default_factory=list)
    libraries: list[str] = field(default_factory=list)
    machine: dict = field(default_factory=dict)
    devices: list = field(default_factory=list)
    ipl: int = 0x00C
    commands: list[str] = field(default_factory=list)
    folder: str = ""
    limits: Limits = field(default_factory=Limits)
    expect: dict[str, str] = field(default_factory=dict)
    address: int = 0
    data: str = ""


@dataclass
class Outcome:
    """How a job ended.

    state:   GOOD, FAILED, LIMIT or STOPPED (by the person who started it); text: why, in one line
    details: further lines for who looks for the mistake
    code:    the job's own: the address of the last wait, or the highest return code of a CMS job; None
             when it had none
    seconds: of the host; instructions: executed; printed, typed: lines; punched: cards
    files:   "printer", "console", "punch" -> where it is, for what there is
    """
    deck: str
    name: str
    kind: str = ""
    state: str = FAILED
    text: str = ""
    details: list[str] = field(default_factory=list)
    code: int | None = None
    seconds: float = 0.0
    instructions: int = 0
    printed: int = 0
    typed: int = 0
    punched: int = 0
    files: dict[str, str] = field(default_factory=dict)

    def exit_code(self, own: bool = False) -> int:
        """The exit code of the command; own: the job's own code where it has one."""
        if own and self.code is not None and self.state in (GOOD, FAILED):
            return min(self.code, MOST_CODE)
        return EXIT_CODES[self.state]


class JobFailed(S360Error):
    """A job that ends here; the text is the reason in one line."""

    def __init__(self, text: str, details=(), state: str = FAILED):
        super().__init__(text)
        self.details, self.state = list(details), state
