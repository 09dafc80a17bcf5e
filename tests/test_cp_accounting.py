"""Accounting: records of sessions, what a failure leaves, cards, reports, ACNT, `cpcms accounting`."""
import csv
import io
import json
import sqlite3
import struct
import subprocess
import sys
import time
from types import SimpleNamespace

import pytest

from cp import accounting
from cp.accounting import Accounting, records
from cp.accounting_report import load_prices, report, table
from operate_command import cpcms
from s360.errors import ConfigError, MediaError

NOW = time.mktime((1969, 7, 20, 20, 17, 40, 0, 0, -1)) + 365.25 * 86400 * 30     # some day in 1999
EMPTY = dict.fromkeys(accounting.FIGURES, 0)


class Clock:
    now = NOW

    def __call__(self):
        return self.now


def usage(**figures):
    return EMPTY | figures


FULL = usage(connect=3725, virtual_ms=61_234, total_ms=75_001, page_reads=7, page_writes=8, sios=900,
             punched=11, printed=12, read=13)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def books(tmp_path, clock):
    made = Accounting(tmp_path / "accounting.db", clock)
    yield made
    made.close()


def only(books, **wanted):
    found = [one for one in records(books.path) if all(one[name] == value for name, value in wanted.items())]
    assert len(found) == 1, found
    return found[0]


# -- sessions

def test_a_session_makes_a_record_at_logoff(books, clock):
    books.logged_on("ANNA", "PROJ1")
    clock.now += 3725
    books.logged_off("ANNA", FULL | {"virtual_ms": 61_233.6})
    record = only(books, kind="01")
    assert {name: record[name] for name in accounting.FIGURES} == FULL
    assert (record["userid"], record["account"], record["why"]) == ("ANNA", "PROJ1", "logoff")
    assert (record["started"], record["ended"], record["cut_off"]) == (NOW, NOW + 3725, 0)


def test_without_an_account_number_it_is_the_userid(books):
    books.logged_on("ANNA", "")
    books.logged_off("ANNA", EMPTY)
    assert only(books)["account"] == "ANNA"


def test_acnt_begins_the_next_record(books, clock):
    books.logged_on("ANNA", "PROJ1")
    clock.now += 100
    books.account("ANNA", usage(connect=100, virtual_ms=500, total_ms=900, sios=10))
    clock.now += 50
    books.logged_off("ANNA", usage(connect=150, virtual_ms=700, total_ms=1100, sios=13))
    first, second = records(books.path)
    assert [first[name] for name in ("why", "connect", "virtual_ms", "sios")] == ["acnt", 100, 500, 10]
    assert [second[name] for name in ("why", "connect", "virtual_ms", "total_ms", "sios")] == [
        "logoff", 50, 200, 200, 3]
    books.account("NOBODY", EMPTY)


def test_a_machine_kept_over_a_restart_is_not_charged_twice(books):
    books.logged_on("ANNA", "", usage(virtual_ms=5000, sios=100))
    books.logged_off("ANNA", usage(connect=10, virtual_ms=5600, sios=107))
    record = only(books)
    assert (record["virtual_ms"], record["sios"], record["connect"]) == (600, 7, 10)


def test_a_session_nobody_told_of(books, clock):
    books.logged_off("ANNA", usage(connect=60))
    assert only(books)["started"] == NOW - 60


def test_an_orderly_end_makes_the_records_of_kept_machines(tmp_path, clock):
    books = Accounting(tmp_path / "a.db", clock)
    books.logged_on("ANNA", "")
    books.running("ANNA", usage(connect=30, sios=4))
    books.close()
    assert only(books)["why"] == "end of the system"
    assert Accounting(books.path, clock).cut_off == 0


def test_a_kill_loses_at_most_a_minute(tmp_path):
    path = tmp_path / "accounting.db"
    program = f"""
import os
from cp.accounting import Accounting, FIGURES
books = Accounting({str(path)!r})
usage = dict.fromkeys(FIGURES, 5)
books.logged_on("DONE"); books.logged_off("DONE", usage)
books.logged_on("ANNA", "PROJ1"); books.logged_on("BERT")
books.checkpoint([("ANNA", usage), ("NOBODY", usage)])
os.kill(os.getpid(), 9)
"""
    done = subprocess.run([sys.executable, "-P", "-c", program], timeout=60)
    assert done.returncode == -9
    books = Accounting(path)
    assert books.cut_off == 2
    found = {one["userid"]: one for one in records(path)}
    assert found["DONE"]["cut_off"] == 0
    assert (found["ANNA"]["cut_off"], found["ANNA"]["why"], found["ANNA"]["sios"],
            found["ANNA"]["account"]) == (1, "cut off", 5, "PROJ1")
    assert found["BERT"]["sios"] == 0
    books.close()
    assert Accounting(path).cut_off == 0 and len(records(path)) == 3


# -- faults

def test_what_cannot_be_written_is_kept_and_tried_again(books, monkeypatch):
    told = []
    books.trouble = told.append
    books.logged_on("ANNA")
    real = books.database
    class Full:
        def __enter__(self):
            raise sqlite3.OperationalError("database or disk is full")
        def __exit__(self, *_):
            raise AssertionError
    books.database = Full()
    books.logged_off("ANNA", FULL)
    books.wrong_password("EVE", "10.0.0.1")
    books.running("ANNA", FULL)
    assert books.figures() == {"unsaved": 2, "lost": 0} and len(told) == 1
    assert "disk is full" in told[0] and "make room" in told[0] and books.path in told[0]
    books.database = real
    books.wrong_password("EVE", "10.0.0.1")
    assert [one["kind"] for one in records(books.path)] == ["01", "04", "04"]
    assert told[1:] == ["accounting records can be written again"] and books.figures()["unsaved"] == 0


def test_the_oldest_go_when_there_are_too_many(books, monkeypatch):
    monkeypatch.setattr(accounting, "UNSAVED", 3)
    books.unsaved = type(books.unsaved)(maxlen=3)
    real, books.database = books.database, None
    books._save = lambda: (_ for _ in ()).throw(sqlite3.OperationalError("disk I/O error"))
    for number in range(5):
        books.wrong_password(f"U{number}", "x")
    assert books.figures() == {"unsaved": 3, "lost": 2}
    del books._save
    books.database = real
    books.wrong_password("U5", "x")
    assert [one["userid"] for one in records(books.path)] == ["U3", "U4", "U5"]


def test_a_damaged_database_is_told_of_with_the_remedy(tmp_path):
    path = tmp_path / "accounting.db"
    path.write_bytes(b"this is no database at all, whatever its name says" * 100)
    for use in (Accounting, records):
        with pytest.raises(MediaError) as told:
            use(path)
        assert str(path) in str(told.value) and "cpcms doctor" in str(told.value)


def test_a_newer_database_is_refused(tmp_path):
    path = tmp_path / "accounting.db"
    sqlite3.connect(path).execute("PRAGMA user_version=99").connection.commit()
    with pytest.raises(MediaError, match="format 99 is newer"):
        Accounting(path)


def test_nobody_else_reads_it_and_a_folder_that_is_not_there(tmp_path, books):
    assert (tmp_path / "accounting.db").stat().st_mode & 0o077 == 0
    with pytest.raises(MediaError, match="accounting.db: No such file"):
        Accounting(tmp_path / "no" / "accounting.db")


def test_no_database_yet(tmp_path):
    with pytest.raises(MediaError, match="there are no accounting records"):
        records(tmp_path / "accounting.db")


# -- cards

def card_of(books, **wanted):
    card = accounting.cards([only(books, **wanted)])
    assert len(card) == 80
    return card


def test_a_session_card(books, clock):
    books.logged_on("ANNA", "PROJ1")
    books.logged_off("ANNA", FULL)
    card = card_of(books)
    made = time.strftime("%m%d%y%H%M%S", time.localtime(NOW))
    assert card[:28].decode("cp037") == "ANNA    PROJ1   " + made
    assert struct.unpack(">9I", card[28:64]) == (3725, 75_001, 61_234, 7, 8, 900, 11, 12, 13)
    assert card[64:].decode("cp037") == " " * 14 + "01"


def test_a_session_that_was_cut_off_says_so(tmp_path, clock):
    books = Accounting(tmp_path / "a.db", clock)
    books.logged_on("ANNA")
    books.database.close()
    again = Accounting(tmp_path / "a.db", clock)
    assert card_of(again)[64:71].decode("cp037") == "CUT OFF"
    again.close()


def test_a_number_too_large_for_its_field(books):
    books.logged_off("ANNA", usage(virtual_ms=2**40, connect=1))
    assert card_of(books)[36:40] == b"\xff\xff\xff\xff"


def test_dedicated_devices_and_temporary_disks(books):
    books.dedicated("ANNA", "2400", 90.4, "PROJ1")
    books.temporary_disk("ANNA", "2314", 20, 600)
    tape, disk = card_of(books, kind="02"), card_of(books, kind="03")
    assert tape[28:38] == struct.pack(">IBBBBH", 90, 0x08, 0x80, 0, 0, 0)
    assert disk[28:38] == struct.pack(">IBBBBH", 600, 0x04, 0x40, 0, 0, 20)
    assert (tape[78:].decode("cp037"), disk[78:].decode("cp037")) == ("02", "03")


def test_wrong_passwords_and_links(books):
    books.wrong_password("ANNA", "014")
    books.linked("ANNA", "BERT", 0x191, "015")
    books.linked("ANNA", "BERT", 0x19A, "015", good=False)
    logon, good, wrong = (card_of(books, kind=kind).decode("cp037") for kind in ("04", "05", "06"))
    assert logon[28:36] == "014     " and logon[78:] == "04"
    assert good[28:47] == "015     BERT    191" and wrong[28:47] == "015     BERT    19A"


def test_a_users_own_record(books):
    vm = SimpleNamespace(userid="ANNA", user=SimpleNamespace(account="PROJ1"))
    books.user_record(vm, bytes(range(70)) + b"more")
    books.user_record(SimpleNamespace(userid="BERT", user=SimpleNamespace(account="")), b"\xc1")
    card = card_of(books, userid="ANNA")
    assert card[:8].decode("cp037") == "ANNA    " and card[8:78] == bytes(range(70))
    assert card[78:].decode("cp037") == "C0"
    assert card_of(books, userid="BERT")[8:78] == b"\xc1" + b"\x40" * 69


# -- reports

@pytest.fixture
def filled(books, clock):
    for userid, account, day, figures in (
            ("ANNA", "PROJ1", 0, FULL), ("BERT", "PROJ1", 0, usage(connect=3600, total_ms=60_000)),
            ("ANNA", "PROJ1", 2, FULL), ("CARL", "PROJ2", 2, usage(connect=1800, printed=2000))):
        clock.now = NOW + day * 86400
        books.logged_on(userid, account)
        books.logged_off(userid, figures)
    books.wrong_password("EVE", "014")
    return books


@pytest.mark.parametrize("by, names", (
    ("user", ["ANNA", "BERT", "CARL", "TOTAL"]), ("account", ["PROJ1", "PROJ2", "TOTAL"]),
    ("day", [time.strftime("%Y-%m-%d", time.localtime(NOW + n * 86400)) for n in (0, 2)] + ["TOTAL"])))
def test_reports_add_up(filled, by, names):
    rows = report(records(filled.path), by)
    assert [row[by] for row in rows] == names
    assert rows[-1]["sessions"] == 4 == sum(row["sessions"] for row in rows[:-1])
    assert rows[-1]["connect"] == 2 * 3725 + 3600 + 1800 == sum(row["connect"] for row in rows[:-1])
    assert rows[-1]["printed"] == 2024
    assert len(table(rows)) == len(rows) + 1


def test_a_session_with_acnt_is_one_session(books):
    books.logged_on("ANNA")
    books.account("ANNA", EMPTY)
    books.account("ANNA", EMPTY)
    books.logged_off("ANNA", EMPTY)
    assert report(records(books.path))[0]["sessions"] == 1


def test_prices(filled, tmp_path):
    path = tmp_path / "prices.yaml"
    path.write_text("currency: USD\nconnect hour: 2.50\ntotal cpu minute: 12\nthousand lines: 0.5\n"
                    "session: 1\n")
    rows = report(records(filled.path), "user", load_prices(path))
    assert [row["cost"] for row in rows[1:3]] == [2.5 + 12 + 1, 1.25 + 1 + 1]
    assert rows[-1]["cost"] == pytest.approx(sum(row["cost"] for row in rows[:-1]), abs=0.02)
    assert "COST USD" in table(rows, "USD")[0]


def test_a_price_list_with_mistakes(tmp_path):
    path = tmp_path / "prices.yaml"
    path.write_text("conect hour: 2.50\nsession: cheap\n")
    with pytest.raises(ConfigError) as told:
        load_prices(path)
    assert "prices.yaml:1:1 conect hour: unknown key, did you mean 'connect hour'?" in str(told.value)
    assert "prices.yaml:2:1 session: 'cheap' must be a number" in str(told.value)


# -- ACNT and the command

def test_acnt(books):
    from cp.commands.accounting import acnt
    from cp.messages import CPError
    machines = {name: SimpleNamespace(userid=name, usage=lambda: usage(sios=3)) for name in ("ANNA", "BERT")}

    def user(name):
        if name not in machines:
            raise CPError("not-logged-on", userid=name)
        return machines[name]

    said = []
    who = SimpleNamespace(system=SimpleNamespace(accounting=books, user=user,
                                                 logged_on=lambda: list(machines.values())),
                          say=said.append, tell=lambda record: None, vm=None)
    books.logged_on("ANNA")
    books.logged_on("BERT")
    acnt(who, ["anna"])
    acnt(who, [])
    assert [(one["userid"], one["why"], one["sios"]) for one in records(books.path)] == [
        ("ANNA", "acnt", 3), ("ANNA", "acnt", 0), ("BERT", "acnt", 3)]
    assert said == ["COMMAND COMPLETE"] * 2
    for words in (["NOBODY"], ["ALL", "ANNA"], ["TOOLONGNAME"]):
        with pytest.raises(CPError):
            acnt(who, words)


@pytest.fixture
def told(capsys):
    return lambda: capsys.readouterr().out


def test_the_command(filled, tmp_path, told):
    assert cpcms("accounting", "--data", tmp_path) == 0
    lines = told().splitlines()
    assert lines[0].split()[:2] == ["USER", "SESSIONS"]
    assert lines[2].split() == ["BERT", "1", "1:00:00", "0:00.00", "1:00.00", "0", "0", "0", "0", "0"]
    assert lines[-1].split()[:2] == ["TOTAL", "4"]
    assert cpcms("accounting", "--data", tmp_path, "--by", "account", "--csv") == 0
    rows = list(csv.DictReader(io.StringIO(told())))
    assert [(row["account"], row["sessions"], row["printed"]) for row in rows] == [("PROJ1", "3", "24"),
                                                                                ("PROJ2", "1", "2000")]
    assert cpcms("accounting", "--data", tmp_path, "--json", "--user", "carl") == 0
    data = json.loads(told())
    assert [row["user"] for row in data["rows"]] == ["CARL"] and data["total"]["connect"] == 1800


def test_the_command_by_time(filled, tmp_path, told):
    day = time.strftime("%Y-%m-%d", time.localtime(NOW + 86400))
    assert cpcms("accounting", "--data", tmp_path, "--since", day, "--json") == 0
    assert json.loads(told())["total"]["sessions"] == 2
    assert cpcms("accounting", "--data", tmp_path, "--until", day + " 00:00", "--json") == 0
    assert json.loads(told())["total"]["sessions"] == 2
    assert cpcms("accounting", "--data", tmp_path, "--since", "7d", "--json") == 0
    assert json.loads(told())["total"]["sessions"] == 0
    assert cpcms("accounting", "--data", tmp_path, "--since", "yesterday") == 2


def test_the_command_with_records_cards_and_prices(filled, tmp_path, told):
    assert cpcms("accounting", "--data", tmp_path, "--records") == 0
    assert "04 EVE" in told()
    assert cpcms("accounting", "--data", tmp_path, "--records", "--json") == 0
    assert len(json.loads(told())) == 5
    assert cpcms("accounting", "--data", tmp_path, "--cards", tmp_path / "deck") == 0
    assert (tmp_path / "deck").read_bytes() == accounting.cards(records(filled.path))
    (tmp_path / "prices.yaml").write_text("currency: DM\nsession: 10\n")
    told()
    assert cpcms("accounting", "--data", tmp_path) == 0
    assert told().splitlines()[-1].split()[-1] == "40.00"
    assert cpcms("accounting", "--data", tmp_path, "--prices", tmp_path / "none") == 1


def test_the_command_without_a_folder(tmp_path, told):
    assert cpcms("accounting", "--data", tmp_path / "no") == 1 and "no such data folder" in told()
    assert cpcms("accounting", "--data", tmp_path) == 1 and "no accounting records" in told()
    assert cpcms("accounting", "--data", tmp_path, "--now") == 1 and "no CP runs" in told()
