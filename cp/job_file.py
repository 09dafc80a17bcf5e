"""Jobs described in YAML: the machine as `cpcms ipl` has it, the decks, limits, and what must come.

Called by cp/job_work.py; docs/run.md tells the keys.  Names of files are relative to the description.

    decks: [lister.asm]
    cards: [lister.cards]
    machine: {storage: 64K}
    limits: {time: 10, lines: 1000}
    expect: {printer: lister.expect}
"""
from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from pydantic import BeforeValidator, Field, field_validator

from cp.job import Job, Limits
from cp.job_output import SUFFIXES
from s360.config import Strict, TopKeys, beside, one_or_more, parse_unit, read_devices
from s360.errors import ConfigError
from s360.marked_yaml import MarkedFile
from s360.models import storage_size

Names = Annotated[list[str], BeforeValidator(one_or_more)]


class LimitKeys(Strict):
    """time: seconds of the host; lines printed or typed; cards punched"""
    time: float = Field(Limits.time, gt=0, lt=1e9)
    lines: int = Field(Limits.lines, ge=1, le=100_000_000)
    cards: int = Field(Limits.cards, ge=1, le=1_000_000)


class ExpectKeys(Strict):
    """printer, console, punch: files with what must come; address: of the last wait, hexadecimal"""
    printer: str | None = None
    console: str | None = None
    punch: str | None = None
    address: str = "0"

    @field_validator("address")
    @classmethod
    def _address(cls, value):
        try:
            if 0 <= int(value, 16) <= 0xFFFFFF:
                return value
        except ValueError:
            pass
        raise ValueError(f"{value!r} must be hexadecimal, 0 to FFFFFF")


class JobKeys(TopKeys):
    """The keys of a job: those of a machine, and these."""
    decks: Names = []
    cards: Names = []
    libraries: Names = []
    storage: str | None = None
    limits: LimitKeys = LimitKeys()
    expect: ExpectKeys = ExpectKeys()

    @field_validator("storage")
    @classmethod
    def _storage(cls, value):
        try:
            return str(storage_size(value))
        except ConfigError as error:
            raise ValueError(str(error)) from None


def described(job: Job, text: str) -> Job:
    """The job that a description tells; ConfigError with a line for every mistake."""
    marked = MarkedFile(job.deck, text)
    if not isinstance(marked.data, dict):
        raise ConfigError(f"{marked.name}: must be a mapping with the keys {', '.join(JobKeys.model_fields)}")
    keys = marked.validated(JobKeys, marked.data)
    devices = read_devices(marked, marked.data.get("devices") or [], {})
    if keys is not None:
        check(marked, keys)
    marked.stop_if_wrong()
    expect = {what: beside(path, job.deck) for what in SUFFIXES if (path := getattr(keys.expect, what))}
    machine = keys.machine if keys.storage is None else keys.machine.model_copy(update={"storage": keys.storage})
    own = "machine" in marked.data or keys.storage is not None
    limits = replace(job.limits, **keys.limits.model_dump(exclude_unset=True))
    return replace(job, kind="job", decks=beside(keys.decks, job.deck),
                   cards=beside(keys.cards, job.deck) + job.cards,
                   libraries=beside(keys.libraries, job.deck) + job.libraries,
                   machine=machine.options("virtual") if own else job.machine, devices=devices,
                   ipl=parse_unit(keys.ipl) if keys.ipl else job.ipl, commands=keys.commands,
                   folder=beside(".", job.deck), limits=limits, expect=expect,
                   address=int(keys.expect.address, 16))


def check(marked: MarkedFile, keys: JobKeys) -> None:
    """What no single key can tell."""
    if keys.storage is not None and keys.machine.storage is not None:
        marked.wrong(("storage",), "is told under machine already")
    if keys.cards and not keys.decks:
        marked.wrong(("cards",), "there are no decks before them")
