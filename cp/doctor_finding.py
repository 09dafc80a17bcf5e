"""A finding of `cpcms doctor`, and what it asks of SQLite.

Used by cp/doctor.py and cp/doctor_data.py.
"""
from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import Callable

ERROR, WARNING, NOTE = "error", "warning", "note"
SEVERITIES = (ERROR, WARNING, NOTE)
FEW = 20                                  # findings of one kind in one file that are told


@dataclass
class Finding:
    """
    severity: ERROR (something does not work or was lost), WARNING (it will, or may), NOTE
    file:     which file or folder; text: what is the matter; remedy: what to do about it
    repair:   mends it without loss; repaired: it has been mended
    """
    severity: str
    file: str
    text: str
    remedy: str = ""
    repair: Callable[[], None] | None = None
    repaired: bool = False

    def __str__(self) -> str:
        line = f"{self.severity}: {self.file}: {self.text}"
        if self.repaired:
            return f"{line}; REPAIRED"
        return f"{line}; {self.remedy}" if self.remedy else line

    def record(self) -> dict:
        """For programs."""
        return {"severity": self.severity, "file": self.file, "text": self.text,
                "remedy": self.remedy, "repairable": self.repair is not None,
                "repaired": self.repaired}


def database_problems(path, integrity: bool = True) -> list[str]:
    """What SQLite finds wrong with a file that nobody is asked to change; [] when it is whole."""
    from cp.accounting import reader
    try:
        with closing(reader(path)) as database:
            if not integrity:
                database.execute("SELECT count(*) FROM sqlite_master").fetchall()
                return []
            rows = database.execute(f"PRAGMA integrity_check({FEW})").fetchall()
            return [str(row[0]).replace("\n", " ") for row in rows if row[0] != "ok"]
    except sqlite3.Error as error:
        return [str(error)]


def rows(path, query: str) -> list[tuple]:
    """The answer to a query, [] when there is none."""
    from cp.accounting import reader
    try:
        with closing(reader(path)) as database:
            return database.execute(query).fetchall()
    except sqlite3.Error:
        return []
