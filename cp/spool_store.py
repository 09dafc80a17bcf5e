"""The spool's database: SQLite in WAL mode, one connection.

Called by cp/spool.py only, under its lock.  Every call that changes something is one transaction, in
the file (of the operating system) when the call ends, so it survives a kill; `synchronous=NORMAL`:
after a failure of the host the last few may be missing, the database is whole.

Tables: `files` (a column for each of SpoolFile's attributes), `blocks` (cp/spool_block.py; id is
number << 32 | block), `held` (users whose output the operator holds), `received` (decks taken from a
reader's folder that may still lie there), `state` (the number given last).
Whatever SQLite finds wrong becomes a MediaError that names the file and the remedy.
"""
from __future__ import annotations

import os
import sqlite3
from contextlib import closing, contextmanager

from cp.spool_file import SpoolFile, STORED
from s360.errors import MediaError

FORMAT = 1
CHECKPOINT_PAGES = 4000        # of the log, when nobody calls `checkpoint`
WAIT = 10                      # seconds for another process that looks at the database

SCHEMA = """
CREATE TABLE IF NOT EXISTS files (number INTEGER PRIMARY KEY, {columns});
CREATE TABLE IF NOT EXISTS blocks (id INTEGER PRIMARY KEY, first INTEGER NOT NULL,
    count INTEGER NOT NULL, data BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS held (userid TEXT, kind TEXT, PRIMARY KEY (userid, kind));
CREATE TABLE IF NOT EXISTS received (deck TEXT PRIMARY KEY);
CREATE TABLE IF NOT EXISTS state (name TEXT PRIMARY KEY, value INTEGER);
"""


class SpoolStore:
    """The database at `path`, made when it is not there."""

    def __init__(self, path):
        self.path = os.fspath(path)
        self.database = None
        with self.guard():
            self.database = sqlite3.connect(self.path, WAIT, check_same_thread=False,
                                            isolation_level=None)
        try:
            self._prepare()
        except BaseException:
            self.database.close()
            raise

    def _prepare(self) -> None:
        with self.guard():
            found = self.database.execute("PRAGMA user_version").fetchone()[0]
            if found > FORMAT:
                raise MediaError(f"{self.path}: spool format {found} is newer than this program knows "
                                 f"({FORMAT}); use the program that wrote it")
            for pragma in ("journal_mode=WAL", "synchronous=NORMAL",
                           f"wal_autocheckpoint={CHECKPOINT_PAGES}"):
                self.database.execute(f"PRAGMA {pragma}")
            with self.transaction():
                if found < FORMAT:
                    columns = ", ".join(f"{name} NOT NULL" for name in STORED if name != "number")
                    for statement in SCHEMA.format(columns=columns).split(";")[:-1]:
                        self.database.execute(statement)
                # a file that can only be read says so here, not at the first line printed
                self.database.execute(f"PRAGMA user_version={FORMAT}")

    def close(self) -> None:
        self.database.close()

    # -- errors and transactions

    @contextmanager
    def guard(self):
        """SQLite's errors as MediaErrors."""
        try:
            yield
        except (sqlite3.Error, OverflowError) as error:
            raise MediaError(f"{self.path}: {explain(error)}") from None

    @contextmanager
    def transaction(self):
        """All of it or nothing."""
        database = self.database
        with self.guard():
            database.execute("BEGIN IMMEDIATE")
            try:
                yield
                database.execute("COMMIT")
            except BaseException:
                if database.in_transaction:
                    database.execute("ROLLBACK")
                raise

    # -- files

    def files(self) -> list[SpoolFile]:
        """Every file there is."""
        with self.guard():
            rows = self.database.execute(f"SELECT {', '.join(STORED)} FROM files").fetchall()
        try:
            return [from_row(row) for row in rows]
        except ValueError as error:
            raise MediaError(f"{self.path}: {explain(error)}") from None

    def insert(self, file: SpoolFile) -> None:
        """A new file; its number is the last one given."""
        marks = ", ".join("?" * len(STORED))
        with self.transaction():
            self.database.execute(f"INSERT INTO files ({', '.join(STORED)}) VALUES ({marks})",
                                  [getattr(file, name) for name in STORED])
            self._note("number", file.number)

    def update(self, file: SpoolFile, **changes) -> None:
        """Other values for some attributes; the object follows when the database has them."""
        with self.guard():
            self._update(file.number, changes)
        for name, value in changes.items():
            setattr(file, name, value)

    def update_all(self, changes: list[tuple[SpoolFile, dict]], deck: str = "") -> None:
        """The same for several files, all or none; deck: noted as received with them."""
        with self.transaction():
            for file, values in changes:
                self._update(file.number, values)
            if deck:
                self.database.execute("INSERT OR IGNORE INTO received VALUES (?)", [deck])
        for file, values in changes:
            for name, value in values.items():
                setattr(file, name, value)

    def _update(self, number: int, values: dict) -> None:
        assert values.keys() <= set(STORED)
        self.database.execute(
            f"UPDATE files SET {', '.join(f'{name}=?' for name in values)} WHERE number=?",
            [*values.values(), number])

    def delete(self, numbers: list[int]) -> None:
        """The files and their blocks."""
        with self.transaction():
            for number in numbers:
                self.database.execute("DELETE FROM files WHERE number=?", [number])
                self.database.execute("DELETE FROM blocks WHERE id BETWEEN ? AND ?",
                                      [number << 32, number << 32 | 0xFFFFFFFF])

    # -- blocks

    def add_block(self, number: int, block: int, first: int, count: int, data: bytes) -> None:
        """One more block of an open file; records `first` and so on."""
        with self.guard():
            self.database.execute("INSERT INTO blocks VALUES (?, ?, ?, ?)",
                                  [number << 32 | block, first, count, data])

    def blocks(self, number: int) -> list[tuple[int, int, int]]:
        """(block, first record, records) of a file, in order."""
        with self.guard():
            rows = self.database.execute(
                "SELECT id & 4294967295, first, count FROM blocks WHERE id BETWEEN ? AND ? "
                "ORDER BY id", [number << 32, number << 32 | 0xFFFFFFFF]).fetchall()
            return [(int(a), int(b), int(c)) for a, b, c in rows]

    def block(self, number: int, block: int) -> bytes | None:
        with self.guard():
            row = self.database.execute("SELECT data FROM blocks WHERE id=?",
                                        [number << 32 | block]).fetchone()
            return row and bytes(row[0])

    def size(self, number: int) -> int:
        """Bytes of all blocks of a file."""
        with self.guard():
            return self.database.execute(
                "SELECT coalesce(sum(length(data)), 0) FROM blocks WHERE id BETWEEN ? AND ?",
                [number << 32, number << 32 | 0xFFFFFFFF]).fetchone()[0]

    def cut(self, number: int, block: int) -> None:
        """Take away the blocks from `block` on."""
        with self.guard():
            self.database.execute("DELETE FROM blocks WHERE id BETWEEN ? AND ?",
                                  [number << 32 | block, number << 32 | 0xFFFFFFFF])

    def checkpoint(self) -> None:
        """Bring the log into the database.  Without the spool's lock, on a connection of its own:
        it waits for the disk, and nobody else shall."""
        with self.guard():
            with closing(sqlite3.connect(self.path, WAIT)) as database:
                database.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()

    # -- the rest

    def last_number(self) -> int:
        with self.guard():
            row = self.database.execute("SELECT value FROM state WHERE name='number'").fetchone()
            return int(row[0]) if row else 0

    def _note(self, name: str, value: int) -> None:
        self.database.execute("INSERT OR REPLACE INTO state VALUES (?, ?)", [name, value])

    def held(self) -> set[tuple[str, str]]:
        """(userid, "PRT" or "PUN") whose output is held."""
        with self.guard():
            return set(self.database.execute("SELECT userid, kind FROM held").fetchall())

    def hold(self, userid: str, kind: str, on: bool) -> None:
        statement = ("INSERT OR IGNORE INTO held VALUES (?, ?)" if on
                     else "DELETE FROM held WHERE userid=? AND kind=?")
        with self.guard():
            self.database.execute(statement, [userid, kind])

    def was_received(self, deck: str) -> bool:
        with self.guard():
            return self.database.execute("SELECT 1 FROM received WHERE deck=?",
                                         [deck]).fetchone() is not None

    def forget_received(self, deck: str) -> None:
        with self.guard():
            self.database.execute("DELETE FROM received WHERE deck=?", [deck])

    def problems(self) -> list[str]:
        """What SQLite finds wrong with the file, at most twenty lines."""
        with self.guard():
            rows = self.database.execute("PRAGMA integrity_check(20)").fetchall()
            return [row[0] for row in rows if row[0] != "ok"]


def from_row(row) -> SpoolFile:
    """A file from its columns; ValueError when they cannot be."""
    file = SpoolFile(*row)
    for name in STORED:
        kind = {"bool": bool, "int": int, "float": float, "str": str}[
            SpoolFile.__dataclass_fields__[name].type]
        value = getattr(file, name)
        if not isinstance(value, (int, float) if kind is not str else str):
            raise ValueError(f"a file with {name} {value!r:.40}")
        setattr(file, name, kind(value))
    return file


def explain(error: Exception) -> str:
    """What is wrong with a database, and what to do."""
    text = str(error)
    low = text.lower()
    if "full" in low:
        return ("the host's disk is full; make room, or PURGE spool files, then make the device ready "
                "again")
    if "readonly" in low or "unable to open" in low or "permission" in low:
        return f"the spool cannot be written ({text}); check the rights of the file and its folder"
    if "locked" in low:
        return "another program holds the spool database; end it and try again"
    if "disk i/o" in low:
        return (f"the host cannot read or write the spool ({text}); make room on that disk, or check "
                "whether it fails")
    return (f"the spool database is damaged ({text}); stop CP, keep a copy of it, then run "
            "`cpcms doctor`, or start with a new spool (cold start)")
