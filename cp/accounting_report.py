"""Reports and bills from accounting records.

Called by `cpcms accounting`.  A price list is a YAML file, `prices.yaml` in the data folder unless another
is named; what it does not name costs nothing:

    currency: USD
    connect hour: 2.50
    total cpu minute: 12
    thousand lines: 1.20
"""
from __future__ import annotations

import time
from typing import Iterable, Mapping

from pydantic import Field

from cp.accounting import FIGURES
from cp.accounting_cards import SESSION
from cp.yaml_model import Keys, ModelFile

BY = ("user", "account", "day")


class Prices(Keys):
    """What is charged for."""
    currency: str = Field("", max_length=8)
    session: float = Field(0, ge=0)
    connect_hour: float = Field(0, ge=0, alias="connect hour")
    virtual_minute: float = Field(0, ge=0, alias="virtual cpu minute")
    total_minute: float = Field(0, ge=0, alias="total cpu minute")
    pages: float = Field(0, ge=0, alias="thousand pages")
    sios: float = Field(0, ge=0, alias="thousand sios")
    lines: float = Field(0, ge=0, alias="thousand lines")
    cards: float = Field(0, ge=0, alias="thousand cards")

    def cost(self, row: Mapping) -> float:
        """What the figures of a row come to."""
        return (self.session * row["sessions"] + self.connect_hour * row["connect"] / 3600
                + self.virtual_minute * row["virtual_ms"] / 60_000
                + self.total_minute * row["total_ms"] / 60_000
                + self.pages * (row["page_reads"] + row["page_writes"]) / 1000
                + self.sios * row["sios"] / 1000 + self.lines * row["printed"] / 1000
                + self.cards * (row["punched"] + row["read"]) / 1000)


def load_prices(path) -> Prices:
    """A price list; ConfigError has a line for every mistake."""
    marked = ModelFile(path)
    made = marked.validated(Prices, marked.data)
    marked.stop_if_wrong()
    return made


def report(records: Iterable[Mapping], by: str = "user", prices: Prices | None = None) -> list[dict]:
    """A row for each user, account or day (local time of the record's end), in order, and their sum
    last, called TOTAL.  sessions counts records that end a session; cut_off those that a failure
    ended."""
    assert by in BY, by
    rows: dict[str, dict] = {}
    total = empty_row(by, "TOTAL")
    for record in records:
        if record["kind"] != SESSION:
            continue
        name = group(record, by)
        row = rows.setdefault(name, empty_row(by, name))
        for one in (row, total):
            one["sessions"] += record["why"] != "acnt"
            one["cut_off"] += bool(record["cut_off"])
            for figure in FIGURES:
                one[figure] += record[figure]
    made = [rows[name] for name in sorted(rows)] + [total]
    if prices is not None:
        for row in made:
            row["cost"] = round(prices.cost(row), 2)
    return made


def group(record: Mapping, by: str) -> str:
    """What a record is added up under."""
    if by == "day":
        return time.strftime("%Y-%m-%d", time.localtime(record["ended"]))
    return record["account" if by == "account" else "userid"]


def empty_row(by: str, name: str) -> dict:
    return {by: name, "sessions": 0, "cut_off": 0, **dict.fromkeys(FIGURES, 0)}


def table(rows: list[dict], currency: str = "") -> list[str]:
    """A report for a person."""
    first = next(iter(rows[0]))
    priced = "cost" in rows[0]
    lines = [f"{first.upper():<10} SESSIONS    CONNECT     VIRTCPU      TOTCPU   PAGE I/O      SIOS    "
             "PRINTED  PUNCHED     READ" + (f" {'COST ' + currency:>12}" if priced else "")]
    for row in rows:
        line = (f"{row[first]:<10} {row['sessions']:8} {hours(row['connect']):>10} "
                f"{minutes(row['virtual_ms']):>11} {minutes(row['total_ms']):>11} "
                f"{row['page_reads'] + row['page_writes']:10} {row['sios']:9} {row['printed']:10} "
                f"{row['punched']:8} {row['read']:8}" + (f" {row['cost']:12.2f}" if priced else ""))
        lines.append(line + (f"  {row['cut_off']} cut off" if row["cut_off"] else ""))
    return lines


def hours(seconds: int) -> str:
    return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def minutes(milliseconds: int) -> str:
    return f"{milliseconds // 60_000}:{milliseconds // 1000 % 60:02d}.{milliseconds // 10 % 100:02d}"
