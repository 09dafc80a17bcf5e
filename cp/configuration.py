"""The system's configuration: `system.yaml` in the data folder.

Called by cp/system.py and by the tools that work without a running CP.  Every key has a default, so
that an empty file is a good one; docs/directory.md has the keys, made from here.  File names are
relative to the data folder.

Not implemented: reading it anew while CP runs (the directory is).
"""
from __future__ import annotations

import datetime
import os
import textwrap
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, PlainSerializer, field_validator, model_validator

from cp.yaml_model import Keys, ModelFile, model_at, size_text, unit_address, yaml_text
from s360.config import one_or_more

Profile = Literal["1968", "1972", "modern"]
UNIT_RECORD = {"2540R": "reader", "2540P": "punch", "1403": "printer", "1443": "printer"}
SERIAL = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789@#$-"
MOST_PAGES = 4096                         # 16 MiB of 4K


def bytes_of(value) -> int:
    """A number of bytes: 4096, 256K, 10M or 2G."""
    text = str(value).strip().upper()
    shift = {"K": 10, "M": 20, "G": 30}.get(text[-1:], 0)
    number = text[:-1] if shift else text
    if not number.isascii() or not number.isdecimal() or len(number) > 15:
        raise ValueError(f"{value!r} must be a size such as 4096, 256K, 10M or 2G")
    return int(number) << shift


def serial_of(value) -> str:
    """A volume serial: 1 to 6 characters."""
    word = str(value).strip().upper()
    if not 1 <= len(word) <= 6 or any(c not in SERIAL for c in word):
        raise ValueError(f"{value!r} is no volume serial: 1 to 6 of A-Z, 0-9, @, #, $, -")
    return word


def name_of(value) -> str:
    """The name of a saved system: 1 to 8 letters, digits, $, #, @."""
    word = str(value).strip().upper()
    if not 1 <= len(word) <= 8 or any(c not in SERIAL.replace("-", "_") for c in word):
        raise ValueError(f"{value!r} must be 1 to 8 letters, digits, $, #, @ or _")
    return word


def class_of(value) -> str:
    """Spool classes: letters and digits, or * for all."""
    word = str(value).strip().upper()
    if word != "*" and not (word.isascii() and word.isalnum() and len(word) <= 36):
        raise ValueError(f"{value!r} must be letters or digits, or \"*\" for every class")
    return word


def date_of(value) -> datetime.date:
    """A date: 1968-05-01, 05/01/1968 or 05/01/68 (60 to 99 are 19yy)."""
    text = str(value).strip()
    for form in ("%Y-%m-%d", "%m/%d/%Y", "%m/%d/%y"):
        try:
            found = datetime.datetime.strptime(text, form).date()
        except ValueError:
            continue
        if form == "%m/%d/%y":
            short = found.year % 100
            found = found.replace(year=short + (1900 if short >= 60 else 2000))
        if not 1900 <= found.year <= 2042:
            raise ValueError(f"{value!r}: the year must be 1900 to 2042, as far as the clock goes")
        return found
    raise ValueError(f"{value!r} is no date such as 1968-05-01 or 05/01/68")


def pages_of(value) -> tuple[tuple[int, int], ...]:
    """Ranges of 4K pages, "0-18, 20", as ((first, last), ...) in order."""
    ranges = []
    for part in (value if isinstance(value, list) else str(value).split(",")):
        first, dash, last = str(part).strip().partition("-")
        if not first.isdecimal() or not (last if dash else first).isdecimal():
            raise ValueError(f"{part!r} is no range of pages such as 0-18")
        ranges.append((int(first), int(last if dash else first)))
    ranges.sort()
    for (first, last), after in zip(ranges, [*ranges[1:], (MOST_PAGES, MOST_PAGES)]):
        if not first <= last < after[0]:
            raise ValueError(f"pages {first}-{last}: ranges go upwards, do not overlap, and end "
                             f"with page {MOST_PAGES - 1}")
    return tuple(ranges)


def function_name(value) -> str:
    """A console function, QUERY and SET with their operand: one space, capitals."""
    return " ".join(str(value).upper().split())


Unit = Annotated[int, BeforeValidator(unit_address), PlainSerializer(lambda unit: f"{unit:03X}")]
Size = Annotated[int, BeforeValidator(bytes_of), PlainSerializer(size_text)]
Serial = Annotated[str, BeforeValidator(serial_of)]
SystemName = Annotated[str, BeforeValidator(name_of)]
Classes = Annotated[str, BeforeValidator(class_of)]
Pages = Annotated[tuple[tuple[int, int], ...], BeforeValidator(pages_of)]
Functions = Annotated[list[Annotated[str, BeforeValidator(function_name)]],
                      BeforeValidator(one_or_more)]
Lines = Annotated[list[str], BeforeValidator(one_or_more)]


class Quotas(Keys):
    """Spool limits; a user's own entry can change those of one user."""
    total: Size = Field(8 << 30, ge=4096, le=1 << 44, description="bytes of the whole spool")
    files: int = Field(1000, ge=1, le=9999, description="closed and open spool files of a user")
    lines: int = Field(1_000_000, ge=1, le=10**9, description="lines or cards in one spool file")
    bytes: Size = Field(256 << 20, ge=4096, le=1 << 40,
                        description="bytes of all spool files of a user")


class UnitRecord(Keys):
    """A real reader, punch or printer: a folder or a pipe of the host."""
    type: Literal["2540R", "2540P", "1403", "1443"] = Field(description="device type")
    folder: str | None = Field(None, description="a reader takes every deck put there, a "
                               "printer or punch makes one file of each spool file")
    pipe: str | None = Field(None, description="instead of a folder: a named pipe of the host")
    classes: Classes = Field("A", alias="class", description="spool classes it takes; "
                             "\"*\": every class")
    start: bool = Field(True, description="started with the system; no: when the operator says START")
    separator: bool = Field(True, description="a page (card) with the owner's name before each file")

    @model_validator(mode="after")
    def _one_place(self):
        if (self.folder is None) == (self.pipe is None):
            raise ValueError("give it either a folder or a pipe")
        return self


class VolumeKeys(Keys):
    """A mounted disk volume."""
    serial: Serial = Field(description="its name in the directory, 1 to 6 characters")
    file: str = Field(description="the image; files in `system/` are mounted read-only")
    temporary: bool = Field(False, description="it holds temporary disks only; without such a volume "
                            "CP makes a file of its own for them")

    @property
    def of_system(self) -> bool:
        """Delivered with the program: read-only, no room for users' minidisks."""
        return Path(self.file).parts[:1] == ("system",)


class SavedKeys(Keys):
    """A named saved system."""
    pages: Pages | None = Field(None, description="pages that SAVESYS saves, as `0-18, 20`; "
                                "absent: every page in use")
    shared: Pages = Field((), description="those of them that all machines share")
    storage: Size | None = Field(None, description="the least storage a machine needs to IPL it")


class ServeKeys(Keys):
    """Terminals that come over the network."""
    start: bool = Field(False, description="`cpcms` takes them too, as with --serve; `cpcms serve` always does")
    host: str = Field("127.0.0.1", min_length=1, max_length=255, description="address of this host that is "
                      "served; 127.0.0.1: this host alone, 0.0.0.0: every host that can reach it")
    port: int = Field(3270, ge=1, le=65535, description="port")
    more: float = Field(60.0, ge=0, le=86_400, description="seconds a full screen waits before it goes on, "
                        "until TERMINAL MORE; 0: until the person says so")
    tls_cert: str | None = Field(None, alias="tls-cert", description="file with a certificate, in PEM form; "
                                 "absent: nothing is encrypted")
    tls_key: str | None = Field(None, alias="tls-key", description="file with its key; absent: it is in "
                                "the same file")

    @model_validator(mode="after")
    def _with_certificate(self):
        if self.tls_key is not None and self.tls_cert is None:
            raise ValueError("tls-key goes with tls-cert")
        return self


class LogKeys(Keys):
    """The operator's log."""
    size: Size = Field(10 << 20, ge=4096, le=1 << 34, description="bytes of a log file before a "
                       "new one is begun")
    files: int = Field(5, ge=1, le=1000, description="log files that are kept")


UNITS = {"00C": {"type": "2540R", "folder": "unit/00C", "class": "*"},
         "00D": {"type": "2540P", "folder": "unit/00D"},
         "00E": {"type": "1403", "folder": "unit/00E"}}
VOLUMES = [{"serial": "USER01", "file": "volumes/USER01.ckd"}]


class Configuration(Keys):
    """The keys of system.yaml."""
    profile: Profile = Field("modern", description="dialogue and defaults: `1968` (CP-67), `1972` "
                             "(VM/370) or `modern`")
    name: SystemName = Field("CPCMS", description="the system's name, as machines and terminals see it")
    frames: int | None = Field(None, ge=64, le=1 << 20, description="4K frames of real storage; "
                               "absent: enough for everybody, nobody pages")
    threads: int | None = Field(None, ge=1, le=64, description="host threads that run machines; "
                                "absent: as many as the host has cores")
    time_slice: float = Field(5.0, ge=0.5, le=100, alias="time slice",
                              description="milliseconds a machine runs before another's turn")
    mips: float = Field(1.0, gt=0, le=1e6, description="instructions in a microsecond of virtual "
                        "CPU time")
    date: Annotated[datetime.date | None, BeforeValidator(date_of)] = Field(
        None, description="the date machines see, as `1968-05-01`; absent: today's")
    terminals: int = Field(1024, ge=1, le=100_000, description="terminals at one time")
    reconnect: float = Field(15.0, ge=0, le=10_000, description="minutes that a machine whose line "
                             "was dropped waits for its user")
    serve: ServeKeys = Field(ServeKeys(), description="terminals that come over the network")
    shutdown: Literal["checkpoint", "logoff"] = Field(
        "checkpoint", description="what happens to machines when the system ends: kept for the "
        "next start, or logged off")
    durability: Literal["process", "power"] = Field(
        "process", description="what a completed write survives: a kill, or a power failure (slower)")
    logmsg: Lines = Field([], description="lines shown to everybody at logon, until SET LOGMSG")
    spool_files: Literal["none", "all"] = Field(
        "none", alias="spool files", description="`all`: every closed printer and punch file also "
        "becomes a file in the folder `spool files`")
    quotas: Quotas = Field(Quotas(), description="spool limits")
    log: LogKeys = Field(LogKeys(), description="the operator's log")
    unit_record: dict[Unit, UnitRecord] = Field(
        {}, alias="unit record",
        description="real readers, punches and printers")
    volumes: list[VolumeKeys] = Field([], description="disk volumes; images in `volumes/` "
                                      "and `system/` that are not named here are mounted too")
    saved_systems: dict[SystemName, SavedKeys] = Field(
        {}, alias="saved systems", description="what IPL finds by name")
    sets: dict[SystemName, Functions] = Field(
        {}, description="named sets of console functions that a user's entry can grant: "
        "`HELPDESK: [QUERY NAMES, FORCE]`")

    @model_validator(mode="before")
    @classmethod
    def _usual(cls, data):
        """Readers, printers and volumes that are there when the file says nothing of them."""
        if isinstance(data, dict):
            data = {"unit record": UNITS, "volumes": VOLUMES} | data
        return data

    @field_validator("logmsg")
    @classmethod
    def _short(cls, lines):
        for line in lines:
            if len(line) > 130 or not line.isprintable():
                raise ValueError(f"{line[:20]!r}...: a line has at most 130 printable characters")
        return lines

    def granted(self, names) -> frozenset[str]:
        """The console functions in the sets of these names."""
        return frozenset(one for name in names for one in self.sets.get(name, ()))


def default_text() -> str:
    """The system.yaml of a new installation: every key with what it means and its default."""
    usual = Configuration.model_validate({}).model_dump(by_alias=True)
    lines = ["# The system's configuration.  It is read when the system starts; every key may be left "
             "out.", "# File names are relative to this folder.", ""]
    for name, field in Configuration.model_fields.items():
        key, value = field.alias or name, usual[field.alias or name]
        lines += commented(field.description)
        inner = model_at(Configuration, (key,)) or model_at(Configuration, (key, 0))
        for part, its in (inner.model_fields.items() if inner else ()):
            lines += commented(its.description, f"  {its.alias or part}: ")
        empty = value is None or value in ({}, [])
        if isinstance(value, list):
            value = [without_empty(one) for one in value]
        if isinstance(value, dict):
            value = {k: without_empty(v) for k, v in without_empty(value).items()}
        lines += [f"# {key}:"] if empty else yaml_text({key: value}).splitlines()
        lines.append("")
    return "\n".join(lines)


def without_empty(value):
    """A mapping without the keys that have no value."""
    return ({k: v for k, v in value.items() if v is not None} if isinstance(value, dict) else value)


def commented(description: str, head: str = "") -> list[str]:
    """A description as comment lines."""
    text = textwrap.wrap(head + description.replace("`", ""), 94, subsequent_indent="    " * bool(head))
    return [f"# {'  ' * bool(head)}{line}" for line in text]


def load(path) -> Configuration:
    """The configuration in a file; the default one when the file is not there.  ConfigError has a
    line for every mistake."""
    if not os.path.exists(path):
        return Configuration.model_validate({})
    return read(ModelFile(path))


def read(marked: ModelFile) -> Configuration:
    """The configuration in a file that has been read."""
    made = marked.validated(Configuration, marked.data)
    if made is not None:
        cross_checks(marked, made)
    marked.stop_if_wrong()
    return made


def cross_checks(marked: ModelFile, made: Configuration) -> None:
    """Mistakes that one key alone does not show."""
    for at, one in enumerate(made.volumes):
        before = [other for other in made.volumes[:at]
                  if other.serial == one.serial or other.file == one.file]
        if before:
            marked.wrong(("volumes", at), f"volume {one.serial} ({one.file}) is here twice")
    units = [str(key).upper() for key in marked.data.get("unit record") or {}]
    for at, unit in enumerate(units):
        if unit in units[:at]:
            marked.wrong(("unit record", list(marked.data["unit record"])[at]),
                         f"device {unit} is here twice")
    for name, keys in made.saved_systems.items():
        saved = keys.pages
        outside = [one for one in keys.shared if saved is not None
                   and not any(low <= one[0] and one[1] <= high for low, high in saved)]
        if outside:
            marked.wrong(("saved systems", name), "shared pages {}-{} are not among the saved ones"
                         .format(*outside[0]))
