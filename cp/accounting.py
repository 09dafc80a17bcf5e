"""Accounting: what every session used, in `accounting.db`, for `cpcms accounting` and as cards.

Made by cp/system.py, which tells of logons, logoffs and, once a minute, of what running sessions have
used; by ACNT (cp/commands/accounting.py); by DIAGNOSE X'4C'; by the disks (temporary ones, and LINK) and
dedicated devices when they are given back.

The database is SQLite in WAL mode.  `records` has the records, `running` what the sessions going on had
used when it was last noted: a kill loses at most that minute, and the next start makes records of
these sessions, marked cut off.  Accounting never stops anybody: a record that the host cannot write
is kept in storage and tried again with the next one.

What a session used is a mapping as VirtualMachine.usage gives it (see FIGURES).  A session has several
records when ACNT was used; each has what was used since the one before.

Source: GC20-1807 and GC20-1806 (ACNT); card forms in cp/accounting_cards.py.
Not implemented: charging for spool space and minidisk space.
"""
from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections import deque
from contextlib import closing
from typing import Callable, Iterable, Mapping
from urllib.parse import quote

from cp import durable
from cp.accounting_cards import (DEDICATED, LINKED, SESSION, TEMPORARY, USER, WRONG_LINK, WRONG_LOGON,
                                 card)
from s360.errors import MediaError

FORMAT = 1
PRIVATE = 0o600
WAIT = 5                       # seconds for another process that looks at the database
UNSAVED = 10_000               # records kept while the host cannot write
MOST_OF_USER, MINUTE = 1000, 60.0      # records that a user may cause in a minute, sessions apart
MOST_DATA = 70
#: what a session used: seconds connected, milliseconds of CPU, counts
FIGURES = ("connect", "virtual_ms", "total_ms", "page_reads", "page_writes", "sios", "punched", "printed",
           "read")
#: columns of a record behind its number: kind of record, who, when (seconds since 1970), what;
#: why: "logoff", "acnt", "cut off" ...; device: type, or address of a linked disk
COLUMNS = {"kind": "", "userid": "", "account": "", "started": 0.0, "ended": 0.0, "why": "",
           "cut_off": 0, **dict.fromkeys(FIGURES, 0), "device": "", "cylinders": 0, "origin": "",
           "owner": "", "data": b""}
SCHEMA = f"""
CREATE TABLE IF NOT EXISTS records (number INTEGER PRIMARY KEY AUTOINCREMENT,
    {", ".join(f"{name} NOT NULL" for name in COLUMNS)});
CREATE INDEX IF NOT EXISTS records_ended ON records (ended);
CREATE TABLE IF NOT EXISTS running (userid PRIMARY KEY,
    {", ".join(f"{name} NOT NULL" for name in ("account", "started", "noted", *FIGURES))});
"""
INSERT = f"INSERT INTO records ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"
NOTE = f"INSERT OR REPLACE INTO running VALUES ({', '.join('?' * (len(FIGURES) + 4))})"


class Session:
    """A session going on: since when its next record counts, and what was accounted before."""
    __slots__ = ("account", "started", "before", "latest")

    def __init__(self, account: str, started: float, before: Mapping):
        self.account, self.started = account, started
        self.before = {name: before.get(name, 0) for name in FIGURES}
        self.latest = self.before

    def used(self, usage: Mapping) -> dict:
        """What was used since the record before, in whole numbers."""
        self.latest = usage
        return {name: max(round(usage.get(name, 0) - self.before[name]), 0) for name in FIGURES}


class Accounting:
    """
    path:    accounting.db, made when it is not there
    clock:   seconds since 1970
    trouble: called with a line when records cannot be written, and when they can again
    cut_off: sessions of the system's last run that a failure had cut off
    """

    def __init__(self, path, clock: Callable[[], float] = time.time,
                 trouble: Callable[[str], None] | None = None):
        self.path, self.clock = os.fspath(path), clock
        self.trouble = trouble or (lambda line: None)
        self.lock = threading.Lock()
        self.sessions: dict[str, Session] = {}
        self.flows: dict[str, tuple[float, int]] = {}      # userid -> since when, how many records
        self.unsaved: deque[dict] = deque(maxlen=UNSAVED)
        self.lost = 0
        self.failing = False
        self.database = opened(self.path)
        try:
            self.cut_off = self._recover()
        except (sqlite3.Error, OverflowError) as error:
            self.database.close()
            raise MediaError(explain(self.path, error)) from None

    def _recover(self) -> int:
        """Records for the sessions that were going on when the system was last cut off."""
        database = self.database
        rows = database.execute("SELECT * FROM running").fetchall()
        with database:
            for userid, account, started, noted, *figures in rows:
                database.execute(INSERT, values(
                    {"kind": SESSION, "userid": userid, "account": account, "started": started,
                     "ended": noted, "why": "cut off", "cut_off": 1} | dict(zip(FIGURES, figures))))
            database.execute("DELETE FROM running")
        return len(rows)

    # -- sessions

    def logged_on(self, userid: str, account: str = "", usage: Mapping | None = None) -> None:
        """A session begins.  usage: what its figures begin with (a machine kept from an earlier
        start)."""
        with self.lock:
            self.sessions[userid] = session = Session(account or userid, self.clock(), usage or {})
            self._note([(userid, session)])

    def running(self, userid: str, usage: Mapping) -> None:
        """What a session has used so far, once a minute."""
        self.checkpoint([(userid, usage)])

    def checkpoint(self, usages: Iterable[tuple[str, Mapping]]) -> None:
        """The same for several sessions, in one transaction."""
        with self.lock:
            known = []
            for userid, usage in usages:
                session = self.sessions.get(userid)
                if session is not None:
                    session.latest = usage
                    known.append((userid, session))
            self._note(known)

    def account(self, userid: str, usage: Mapping) -> None:
        """ACNT: a record of what was used up to now; the next one begins here."""
        with self.lock:
            session = self.sessions.get(userid)
            if session is not None:
                self._end(userid, session, usage, "acnt")
                self.sessions[userid] = session = Session(session.account, self.clock(), usage)
                self._note([(userid, session)])

    def logged_off(self, userid: str, usage: Mapping, why: str = "logoff") -> None:
        """A session has ended.  why: a word or two, "logoff", "forced", "time-out"."""
        with self.lock:
            session = self.sessions.pop(userid, None)
            if session is None:
                started = self.clock() - usage.get("connect", 0)
                session = Session(userid, started, {})
            self._end(userid, session, usage, why)

    def _end(self, userid: str, session: Session, usage: Mapping, why: str) -> None:
        self._put({"kind": SESSION, "userid": userid, "account": session.account,
                   "started": session.started, "why": why} | session.used(usage))

    def _note(self, sessions: list[tuple[str, Session]]) -> None:
        """Keep what sessions have used so far."""
        now = self.clock()
        rows = [(userid, one.account, one.started, now, *one.used(one.latest).values())
                for userid, one in sessions]
        try:
            with self.database:
                self.database.executemany(NOTE, rows)
            self._save()
        except sqlite3.Error as error:
            self._cannot(error)

    # -- other records

    def dedicated(self, userid: str, device: str, seconds: float, account: str = "") -> None:
        """02: a dedicated device of type `device` was given back."""
        self._record(DEDICATED, userid, account, device=device, connect=round(seconds))

    def temporary_disk(self, userid: str, device: str, cylinders: int, seconds: float,
                       account: str = "") -> None:
        """03: a temporary disk was given back."""
        self._record(TEMPORARY, userid, account, device=device, cylinders=cylinders,
                     connect=round(seconds))

    def wrong_password(self, userid: str, origin: str) -> None:
        """04: a wrong password at LOGON, from a terminal."""
        self._record(WRONG_LOGON, userid, origin=origin)

    def linked(self, userid: str, owner: str, unit: int, origin: str = "", good: bool = True) -> None:
        """05: a user has linked another's minidisk; 06 (not `good`): with a wrong password."""
        self._record(LINKED if good else WRONG_LINK, userid, owner=owner, device=f"{unit:03X}",
                     origin=origin)

    def user_record(self, vm, data: bytes) -> None:
        """C0: a record of the user's own, at most 70 bytes of EBCDIC."""
        self._record(USER, vm.userid, vm.user.account, data=bytes(data[:MOST_DATA]))

    def _record(self, kind: str, userid: str, account: str = "", **figures) -> None:
        with self.lock:
            if self._too_many(userid):
                return
            session = self.sessions.get(userid)
            account = account or (session.account if session else userid)
            self._put({"kind": kind, "userid": userid, "account": account, "started": self.clock()}
                      | figures)

    def _too_many(self, userid: str) -> bool:
        """A program makes records over and over: those beyond MOST_OF_USER in a minute are lost."""
        now = self.clock()
        begun, count = self.flows.get(userid, (now, 0))
        if not 0 <= now - begun < MINUTE:
            begun, count = now, 0
        self.flows[userid] = begun, count + 1
        if count < MOST_OF_USER:
            return False
        self.lost += 1
        if count == MOST_OF_USER:
            self.trouble(f"{userid} makes more than {MOST_OF_USER} records in a minute; the others are lost")
        return True

    def _put(self, record: dict) -> None:
        """One more record (`lock` is held); kept when the host cannot write it."""
        if len(self.unsaved) == UNSAVED:
            self.lost += 1
        self.unsaved.append({"ended": self.clock()} | record)
        try:
            self._save()
        except sqlite3.Error as error:
            self._cannot(error)

    def _save(self) -> None:
        """Write what waits.  The end of a session takes it out of `running` in the same transaction."""
        with self.database:
            for record in self.unsaved:
                self.database.execute(INSERT, values(record))
                if record["kind"] == SESSION:
                    self.database.execute("DELETE FROM running WHERE userid=? AND started=?",
                                          (record["userid"], record["started"]))
        self.unsaved.clear()
        if self.failing:
            self.failing = False
            self.trouble("accounting records can be written again")

    def _cannot(self, error: Exception) -> None:
        if not self.failing:
            self.failing = True
            self.trouble(explain(self.path, error))

    def close(self) -> None:
        """The orderly end: sessions still going on (machines kept for the next start) get their
        records."""
        with self.lock:
            for userid, session in self.sessions.items():
                self._end(userid, session, session.latest, "end of the system")
            self.sessions.clear()
        self.database.close()

    def figures(self) -> dict:
        """Counts for `cpcms stats`."""
        return {"unsaved": len(self.unsaved), "lost": self.lost}


def values(record: Mapping) -> list:
    """A record's columns, usual values for those it does not have."""
    return [record.get(name, usual) for name, usual in COLUMNS.items()]


# -- the database

def opened(path: str) -> sqlite3.Connection:
    """The database, made or brought up to this format; MediaError."""
    database = None
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, PRIVATE))
        database = sqlite3.connect(path, WAIT, check_same_thread=False)
        found = database.execute("PRAGMA user_version").fetchone()[0]
        if found > FORMAT:
            raise MediaError(f"{path}: accounting format {found} is newer than this program knows "
                             f"({FORMAT}); use the program that wrote it")
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("PRAGMA synchronous=NORMAL")
        database.executescript(f"{SCHEMA} PRAGMA user_version={FORMAT};")
        return database
    except OSError as error:
        raise durable.trouble(path, error) from None
    except (sqlite3.Error, MediaError) as error:
        if database is not None:
            database.close()
        if isinstance(error, MediaError):
            raise
        raise MediaError(explain(path, error)) from None


def records(path, since: float = 0, until: float | None = None, userid: str = "") -> list[dict]:
    """The records in a database, CP running or not, oldest first; MediaError.

    since, until: seconds since 1970 at which a record was made
    """
    if not os.path.exists(path):
        raise MediaError(f"{path}: there are no accounting records; the system makes them when it runs")
    try:
        with closing(reader(path)) as database:
            database.row_factory = sqlite3.Row
            rows = database.execute(
                "SELECT * FROM records WHERE ended >= ? AND ended < ? AND ? IN ('', userid) "
                "ORDER BY ended, number", (since, until or 1e12, userid.upper()))
            return [dict(row) for row in rows]
    except (sqlite3.Error, OverflowError) as error:
        raise MediaError(explain(path, error)) from None


def reader(path) -> sqlite3.Connection:
    """A database to be read only: nothing is written beside it when nobody has it open."""
    how = "mode=ro" if os.path.exists(f"{os.fspath(path)}-wal") else "immutable=1"
    return sqlite3.connect(f"file:{quote(os.path.abspath(path))}?{how}", WAIT, uri=True)


def cards(found: Iterable[Mapping]) -> bytes:
    """Records as a deck of 80-byte cards."""
    return b"".join(card(record) for record in found)


def explain(path, error: Exception) -> str:
    """What is wrong with the database, and what to do."""
    text, low = str(error), str(error).lower()
    if "full" in low:
        remedy = "make room on that disk"
    elif "unable to open" in low or "readonly" in low or "permission" in low:
        remedy = "check the rights of the file and its folder"
    elif "disk i/o" in low:
        remedy = "make room on that disk, or check whether it fails"
    elif "locked" in low:
        remedy = "another program holds it; end that one"
    else:
        remedy = ("keep a copy of it, then move it away (`cpcms doctor --repair` does both): a new one is "
                  "made")
    return f"{path}: accounting: {text}; {remedy}"
