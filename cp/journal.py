"""The operator's log: what happened in the system, one JSON object a line, in `operator.log`.

Made by cp/system.py (`System.log` hands everything here); read by the console function MESSAGES and by
`cpcms log` (cp/cli_operate.py), which also works on the files of a system that is not running.

    {"time": "2026-11-22T18:44:01.123Z", "kind": "logon", "user": "ANNA", "text": "logon at 014"}

Beside these there may be `fields` (what a program wants to know besides), and `repeated`: so many
equal lines followed within REPEAT_SECONDS and were not written.  More than MOST_OF_USER lines about one
user in that time are counted only: nobody drives others' lines out of the log.  A file that has reached its size
becomes `operator.log.1`, that one `.2`, and so on; the oldest is deleted.

CP never stops because of its log: a line that cannot be written is counted and kept in storage (the
last UNSAVED of them), and the next one tries again.  A line is in the file of the operating system when
`log` comes back, so it survives a kill.  Passwords do not come in: see cp/secrets_out.py.

Not implemented: sending the log to syslog or another host.
"""
from __future__ import annotations

import errno
import json
import os
import threading
import time
from collections import OrderedDict, deque
from contextlib import suppress
from datetime import datetime, timezone
from typing import Callable, Iterator

from cp.secrets_out import command_without_secrets, is_secret, without_secrets

PRIVATE = 0o600
LONGEST_TEXT = 2000            # characters of a text or field
MOST_FIELDS = 30
BURST, REPEAT_SECONDS = 5, 10.0    # so many equal lines are written in so many seconds
REMEMBERED = 64                # different lines that are watched for repetition
MOST_OF_USER = 300             # lines about one user in REPEAT_SECONDS
UNSAVED = 1000                 # lines kept while the file cannot be written
BLOCK = 1 << 16
LONGEST_LINE = 1 << 20         # a longer one in the file is none of ours


class Run:
    """Equal lines: the last record, when they began, how many were written and how many were not."""
    __slots__ = ("record", "begun", "written", "held")

    def __init__(self, record: dict, now: float):
        self.record, self.begun, self.written, self.held = record, now, 0, 0


class Flow:
    """Lines about one user: when they began, how many there were, how many of them were left out."""
    __slots__ = ("begun", "count", "left_out")

    def __init__(self, now: float):
        self.begun, self.count, self.left_out = now, 0, 0


class Journal:
    """
    path:  the present file; size: bytes of one file; files: how many are kept
    clock: seconds since 1970
    lines, lost, repeated: written, not written because of the host, left out as repetitions
    trouble: why the last line could not be written, "" when it could
    """

    def __init__(self, path, size: int = 10 << 20, files: int = 5,
                 clock: Callable[[], float] = time.time):
        self.path = os.fspath(path)
        self.size, self.files, self.clock = size, max(files, 1), clock
        self.lines = self.lost = self.repeated = 0
        self.untold = 0                    # lost since the file could last be written
        self.trouble = ""
        self.unsaved: deque[dict] = deque(maxlen=UNSAVED)
        self.runs: OrderedDict[str, Run] = OrderedDict()
        self.flows: dict[str, Flow] = {}
        self.lock = threading.Lock()
        self.fd, self.length = -1, 0
        self.closed = False
        with self.lock, suppress(OSError):
            self._open()

    # -- writing

    def log(self, kind: str, text: str, **fields) -> None:
        """A line.  kind: a word; user=...: whom it is about; other fields: numbers and texts.  Never
        raises for what the host cannot do."""
        now = self.clock()
        record = made(kind, text, fields)
        with self.lock:
            if self.closed:
                return
            self._forget_old(now)
            key = json.dumps(record, sort_keys=True)
            record = {"time": stamp(now)} | record
            run = self.runs.get(key)
            if run is None:
                run = self.runs[key] = Run(record, now)
            run.record = record
            if run.written >= BURST:
                run.held += 1
                self.repeated += 1
                return
            if self._too_many(record, now):
                return
            run.written += 1
            self._write(record)

    def _forget_old(self, now: float) -> None:
        """Runs that are over are told and forgotten."""
        while self.runs:
            run = next(iter(self.runs.values()))
            if len(self.runs) <= REMEMBERED and 0 <= now - run.begun < REPEAT_SECONDS:
                return
            self.runs.popitem(last=False)
            self._tell(run)

    def _too_many(self, record: dict, now: float) -> bool:
        """Whether a line is left out because there are so many about its user."""
        user = record.get("user")
        if not user or record["kind"] == "error":
            return False
        flow = self.flows.get(user)
        if flow is None or not 0 <= now - flow.begun < REPEAT_SECONDS:
            self._tell_left_out(user, now)
            flow = self.flows[user] = Flow(now)
        flow.count += 1
        if flow.count <= MOST_OF_USER:
            return False
        flow.left_out += 1
        self.repeated += 1
        return True

    def _tell_left_out(self, user: str, now: float) -> None:
        flow = self.flows.pop(user, None)
        if flow is not None and flow.left_out:
            self._write({"time": stamp(now), "kind": "log", "user": user,
                         "text": f"{flow.left_out} more lines about this user were left out"})

    def _tell(self, run: Run) -> None:
        if run.held:
            self._write(run.record | {"repeated": run.held})

    def _write(self, record: dict) -> None:
        """Into the file, or among the unsaved ones."""
        try:
            if self.fd < 0:
                self._open()
            if self.untold:
                count, why = self.untold, self.trouble
                self._append(json.dumps({"time": record["time"], "kind": "log", "text":
                                         f"{count} lines could not be written: {why}"}))
                self.untold = 0
            self._append(json.dumps(record))
            self.trouble = ""
            self.lines += 1
        except OSError as error:
            self.trouble = error.strerror or str(error)
            self.lost += 1
            self.untold += 1
            self.unsaved.append(record)

    def _append(self, line: str) -> None:
        data = line.encode() + b"\n"
        if self.length and self.length + len(data) > self.size:
            self._rotate()
        try:
            if os.write(self.fd, data) < len(data):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        except OSError:                   # no half lines
            with suppress(OSError):
                os.ftruncate(self.fd, self.length)
            raise
        self.length += len(data)

    def _open(self) -> None:
        """The present file; a line that a kill cut off is ended."""
        flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
        fd = os.open(self.path, flags, PRIVATE)
        try:
            length = os.fstat(fd).st_size
            if length:
                os.lseek(fd, length - 1, os.SEEK_SET)
                if os.read(fd, 1) != b"\n":
                    length += os.write(fd, b"\n")
        except OSError:
            os.close(fd)
            raise
        self.fd, self.length = fd, length

    def _rotate(self) -> None:
        """Begin a new file."""
        os.close(self.fd)
        self.fd = -1
        with suppress(FileNotFoundError):
            for number in range(self.files - 1, 0, -1):
                older = rotated(self.path, number - 1)
                if os.path.exists(older):
                    os.replace(older, rotated(self.path, number))
            if self.files == 1:
                os.unlink(self.path)
        beyond = self.files               # more were kept once
        while os.path.exists(rotated(self.path, beyond)):
            os.unlink(rotated(self.path, beyond))
            beyond += 1
        self._open()

    def flush(self) -> None:
        """Tell of repetitions that have been held back."""
        with self.lock:
            runs, self.runs = list(self.runs.values()), OrderedDict()
            for run in runs:
                self._tell(run)
            for user in list(self.flows):
                self._tell_left_out(user, self.clock())

    def close(self) -> None:
        """The end; lines that come later are thrown away."""
        self.flush()
        with self.lock:
            self.closed = True
            if self.fd >= 0:
                os.close(self.fd)
                self.fd = -1

    # -- reading

    def records(self, count: int, kind: str = "", user: str = "", since: str = "") -> list[dict]:
        """The last records, oldest first, those that could not be written included."""
        self.flush()
        with self.lock:
            unsaved = list(self.unsaved) if self.untold else []
        return (read(self.path, count, kind, user, since)
                + [one for one in unsaved if fits(one, kind, user, since)])[-count:]

    def tail(self, count: int, kind: str = "", user: str = "") -> list[str]:
        """The last lines as a person reads them."""
        return [shown(record) for record in self.records(count, kind, user)]

    def figures(self) -> dict:
        """Counts for `cpcms stats`."""
        return {"lines": self.lines, "lost": self.lost, "repeated": self.repeated}


# -- records

def made(kind: str, text: str, fields: dict) -> dict:
    """A record without its time."""
    user = str(fields.pop("user", "") or "")
    text = command_without_secrets(text) if kind == "command" else without_secrets(text)
    record = {"kind": str(kind)[:40]}
    if user:
        record["user"] = user[:40]
    record["text"] = cut(text)
    kept = {name: plain(value) for name, value in list(fields.items())[:MOST_FIELDS]
            if not is_secret(name)}
    if kept:
        record["fields"] = kept
    return record


def plain(value):
    """A field as JSON has it."""
    if value is None or isinstance(value, (bool, int, float)):
        return value
    return cut(without_secrets(str(value)))


def cut(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT else text[:LONGEST_TEXT - 3] + "..."


def stamp(seconds: float) -> str:
    """Seconds since 1970 as UTC with milliseconds."""
    return (datetime.fromtimestamp(seconds, timezone.utc).isoformat(timespec="milliseconds")
            .replace("+00:00", "Z"))


def local_time(text: str) -> str:
    """A record's time as the clock on this host's wall shows it."""
    try:
        moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
        return moment.astimezone().strftime("%Y-%m-%d %H:%M:%S")
    except (ValueError, OverflowError, OSError):
        return text[:19]


def shown(record: dict) -> str:
    """A record for a person: time, kind, user, text, fields; no control characters."""
    line = (f"{local_time(str(record.get('time', '')))} {record.get('kind', ''):<10} "
            f"{record.get('user', ''):<8} {record.get('text', '')}")
    fields = record.get("fields")
    if isinstance(fields, dict):
        line += "".join(f" {name}={value}" for name, value in fields.items() if name != "trace")
    if record.get("repeated"):
        line += f" ({record['repeated']} more)"
    return "".join(c if c.isprintable() else " " for c in line)


def fits(record: dict, kind: str = "", user: str = "", since: str = "") -> bool:
    """Whether a record is wanted.  kind: one or more with commas; since: a time of `stamp`'s form or
    the beginning of one."""
    return ((not kind or record.get("kind") in kind.split(","))
            and (not user or str(record.get("user", "")).upper() == user.upper())
            and (not since or str(record.get("time", "")) >= since))


# -- files

def rotated(path: str, number: int) -> str:
    """The name of an older file; 0: the present one."""
    return f"{path}.{number}" if number else path


def read(path, count: int, kind: str = "", user: str = "", since: str = "") -> list[dict]:
    """The last records of a log's files that fit, oldest first.  Lines that are damaged are passed
    over; files that are not there have none."""
    found: list[dict] = []
    number = 0
    while os.path.exists(rotated(path, number)):
        for line in backwards(rotated(path, number)):
            if len(found) >= count:
                return found[::-1]
            record = parsed(line)
            if record is None:
                continue
            if since and record["time"] < since:
                return found[::-1]
            if fits(record, kind, user):
                found.append(record)
        number += 1
    return found[::-1]


def parsed(line: bytes) -> dict | None:
    """A line as a record, None when it is none."""
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return None
    good = isinstance(record, dict) and all(isinstance(record.get(name, ""), str)
                                            for name in ("time", "kind", "user", "text"))
    return record if good and "time" in record else None


def backwards(path: str) -> Iterator[bytes]:
    """The lines of a file, the last one first."""
    try:
        with open(path, "rb") as file:
            at, rest = file.seek(0, os.SEEK_END), b""
            while at > 0:
                size = min(BLOCK, at)
                at -= size
                file.seek(at)
                first, *lines = (file.read(size) + rest).split(b"\n")
                yield from reversed([line for line in lines if line])
                rest = first if len(first) <= LONGEST_LINE else b""
            if rest:
                yield rest
    except OSError:
        return                             # rotated away or forbidden: there is no more


class Follower:
    """New records of a log that another process writes: `new()` gives those since the last call."""

    def __init__(self, path):
        self.path = os.fspath(path)
        self.file, self.inode, self.rest = None, 0, b""
        self._open(at_end=True)

    def _open(self, at_end: bool = False) -> None:
        with suppress(OSError):
            self.file = open(self.path, "rb")
            self.inode = os.fstat(self.file.fileno()).st_ino
            if at_end:
                self.file.seek(0, os.SEEK_END)

    def new(self) -> list[dict]:
        """Records written since the last call, over the change to a new file."""
        records = self._rest_of_file()
        try:
            changed = os.stat(self.path).st_ino != self.inode
        except OSError:
            changed = False                # between two names, or deleted
        if changed or self.file is None:
            self.close()
            self._open()
            records += self._rest_of_file()
        return records

    def _rest_of_file(self) -> list[dict]:
        if self.file is None:
            return []
        *lines, self.rest = (self.rest + self.file.read()).split(b"\n")
        return [record for line in lines if (record := parsed(line)) is not None]

    def close(self) -> None:
        if self.file is not None:
            self.file.close()
            self.file, self.rest = None, b""
