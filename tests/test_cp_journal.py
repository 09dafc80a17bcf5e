"""The operator's log: what is written, limits, repetitions, a full disk, secrets."""
import errno
import json
import os
import threading

import pytest

from cp import journal
from cp.journal import Follower, Journal, read, shown
from cp.secrets_out import command_without_secrets, is_secret, without_secrets


class Clock:
    def __init__(self, now=1_000_000_000.0):
        self.now = now

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def path(tmp_path):
    return tmp_path / "operator.log"


def lines(path):
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_a_line_is_one_json_object(path, clock):
    with_log = Journal(path, clock=clock)
    with_log.log("logon", "logon at 014", user="ANNA", line="014", count=3)
    assert lines(path) == [{"time": "2001-09-09T01:46:40.000Z", "kind": "logon", "user": "ANNA",
                            "text": "logon at 014", "fields": {"line": "014", "count": 3}}]
    assert path.stat().st_mode & 0o077 == 0
    with_log.close()


def test_it_goes_on_behind_what_is_there(path):
    for text in ("one", "two"):
        log = Journal(path)
        log.log("start", text)
        log.close()
    assert [line["text"] for line in lines(path)] == ["one", "two"]


def test_a_line_cut_off_by_a_kill_spoils_no_other(path):
    path.write_text('{"time": "2001-09-09T01:46:40.000Z", "kind": "a", "text": "whole"}\n{"time": "20')
    log = Journal(path)
    log.log("start", "next")
    assert [one["text"] for one in log.records(10)] == ["whole", "next"]


def test_what_is_asked_for(path, clock):
    log = Journal(path, clock=clock)
    for number in range(10):
        clock.now += 1
        log.log("logon" if number % 2 else "logoff", f"number {number}", user="ANNA" if number < 6 else "BERT")
    assert [one["text"] for one in log.records(2)] == ["number 8", "number 9"]
    assert [one["text"] for one in log.records(9, user="bert")] == [f"number {n}" for n in (6, 7, 8, 9)]
    assert [one["text"] for one in log.records(9, kind="logon", user="ANNA")] == ["number 1", "number 3",
                                                                              "number 5"]
    assert len(log.records(99, kind="logon,logoff")) == 10
    assert [one["text"] for one in log.records(99, since="2001-09-09T01:46:49")] == ["number 8", "number 9"]
    assert log.records(0) == []
    assert len(log.tail(3)) == 3 and log.tail(1)[0].endswith(" logon      BERT     number 9")


def test_shown_for_a_person():
    record = {"time": "2001-09-09T01:46:40.000Z", "kind": "line", "user": "ANNA", "text": "a\x1b[2Jb\nc",
              "fields": {"n": 5, "trace": "..."}, "repeated": 7}
    line = shown(record)
    assert line.endswith("line       ANNA     a [2Jb c n=5 (7 more)")
    assert "2001-09-09 " in line or "2001-09-08 " in line


def test_files_are_kept_to_size_and_number(path, clock):
    log = Journal(path, size=2000, files=3, clock=clock)
    for number in range(200):
        clock.now += 1
        log.log("test", f"line number {number:04d}")
    log.close()
    names = sorted(one.name for one in path.parent.iterdir())
    assert names == ["operator.log", "operator.log.1", "operator.log.2"]
    assert all(one.stat().st_size <= 2000 for one in path.parent.iterdir())
    kept = [one["text"] for one in read(path, 1000)]
    assert kept == [f"line number {n:04d}" for n in range(200 - len(kept), 200)]
    assert 40 < len(kept) < 70                                # three files of some 22 lines


def test_fewer_files_than_before(path, clock):
    for number in range(1, 6):
        path.with_name(f"operator.log.{number}").write_text("")
    log = Journal(path, size=100, files=2, clock=clock)
    for number in range(3):
        log.log("test", f"{'x' * 60} {number}")
    assert sorted(one.name for one in path.parent.iterdir()) == ["operator.log", "operator.log.1"]


def test_repetitions_are_counted(path, clock):
    log = Journal(path, clock=clock)
    for _ in range(1000):
        clock.now += 0.001
        log.log("line", "terminal lost", user="ANNA")
    log.log("line", "terminal lost", user="BERT")
    assert len(lines(path)) == 6
    clock.now += 11
    log.log("other", "later")
    assert lines(path)[6] | {"time": ""} == {"time": "", "kind": "line", "user": "ANNA",
                                             "text": "terminal lost", "repeated": 995}
    assert log.figures() == {"lines": 8, "lost": 0, "repeated": 995}


def test_two_lines_in_turn_do_not_fill_the_log(path, clock):
    log = Journal(path, clock=clock)
    for number in range(2000):
        log.log("flood", f"text {number % 2}")
    log.close()
    assert len(lines(path)) == 12
    assert sum(one.get("repeated", 0) for one in lines(path)) == 1990


def test_equal_lines_far_apart_are_all_written(path, clock):
    log = Journal(path, clock=clock)
    for _ in range(20):
        clock.now += 60
        log.log("check", "all is well")
    assert len(lines(path)) == 20 and log.repeated == 0


def test_a_full_disk_stops_nobody(path, clock, monkeypatch):
    log = Journal(path, clock=clock)
    log.log("a", "before")
    full = True
    write = os.write

    def no_room(fd, data):
        if full and fd == log.fd:
            write(fd, data[:7])
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(fd, data)

    monkeypatch.setattr(journal.os, "write", no_room)
    for number in range(3):
        log.log("b", f"lost {number}")
    assert log.trouble == "No space left on device"
    assert [one["text"] for one in log.records(9)] == ["before", "lost 0", "lost 1", "lost 2"]
    full = False
    log.log("c", "after")
    kept = [one["text"] for one in read(path, 9)]
    assert kept == ["before", "3 lines could not be written: No space left on device", "after"]
    assert log.figures()["lost"] == 3 and log.trouble == ""


def test_half_a_write_leaves_no_half_line(path, monkeypatch):
    log = Journal(path)
    log.log("a", "before")
    write, full = os.write, True
    monkeypatch.setattr(journal.os, "write", lambda fd, data: write(fd, data[:9] if full else data))
    log.log("b", "lost")
    full = False
    log.log("c", "after")
    log.close()
    assert [one["kind"] for one in lines(path)] == ["a", "log", "c"]


def test_a_folder_that_is_not_there_stops_nobody(tmp_path):
    log = Journal(tmp_path / "no" / "operator.log")
    log.log("start", "first")
    assert log.lost == 1 and [one["text"] for one in log.records(5)] == ["first"]
    (tmp_path / "no").mkdir()
    log.log("start", "second")
    assert log.lost == 1 and (tmp_path / "no" / "operator.log").exists()
    log.close()
    log.log("after", "the end")


def test_many_threads(path):
    log = Journal(path, size=50_000, files=50)
    threads = [threading.Thread(target=lambda n=n: [log.log("t", f"{n} {k}") for k in range(500)])
               for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    log.close()
    found = {one["text"] for one in read(path, 10_000)}
    assert found == {f"{n} {k}" for n in range(8) for k in range(500)}


def test_texts_have_a_limit_and_anything_may_be_a_field(path):
    log = Journal(path)
    log.log("x", "y" * 100_000, user="U" * 100, path=path, none=None, flag=True, many=[1, 2])
    one, = lines(path)
    assert len(one["text"]) == 2000 and len(one["user"]) == 40
    assert one["fields"] == {"path": str(path), "none": None, "flag": True, "many": "[1, 2]"}


def test_a_log_full_of_rubbish_can_be_read(path):
    path.write_bytes(b"\xff\xfe\n[1]\nnull\n{}\n" + b"x" * 3_000_000 + b"\n" + b"[" * 100_000 + b"\n"
                     b'{"time": 5, "text": "x"}\n{"time": "2020", "kind": "a", "text": "good"}\n')
    assert [one["text"] for one in read(path, 10)] == ["good"]


def test_following_over_the_change_of_files(path, clock):
    log = Journal(path, size=400, files=20, clock=clock)
    log.log("a", "before")
    follower = Follower(path)
    found = []
    for number in range(30):
        log.log("n", f"line {number}")
        if number % 2:
            found += [one["text"] for one in follower.new()]
    assert found == [f"line {n}" for n in range(30)]
    assert follower.new() == []
    follower.close()


@pytest.mark.parametrize("typed, kept", (
    ("LOGON ANNA SECRET", "LOGON ANNA ***"), ("l anna secret noipl", "l anna *** noipl"),
    ("#CP LOGIN ANNA SECRET MASK", "#CP LOGIN ANNA *** MASK"),
    ("AUTOLOG ANNA SECRET IPL CMS", "AUTOLOG ANNA *** *** ***"),
    ("LINK BERT 191 291 W SECRET", "LINK BERT 191 291 W ***"),
    ("LINK TO BERT 191 AS 291 SECRET", "LINK TO BERT 191 AS 291 ***"),
    ("LINK BERT 191 291 RR PASS= SECRET", "LINK BERT 191 291 RR PASS= ***"),
    ("cp link bert 191 291 rr pass=secret", "cp link bert 191 291 rr ***"),
    ("QUERY TIME", "QUERY TIME"), ("LOGOFF HOLD", "LOGOFF HOLD"), ("", "")))
def test_commands_lose_their_passwords(typed, kept, path):
    assert command_without_secrets(typed) == kept
    log = Journal(path)
    log.log("command", typed, user="ANNA", password="SECRET", new_password="SECRET")
    assert "secret" not in path.read_text().lower()


def test_stored_passwords_do_not_come_in():
    stored = "$scrypt$ln=14,r=8,p=1$FoyNyAmcusPmc57R4pLCHA$sBqHYDcN8+ESpIUrdsGaiDmP9NkDugL3Vky5orudfW0"
    assert without_secrets(f"bad: {stored}; see") == "bad: ***; see"
    assert without_secrets("PASS=WORD x") == "PASS=*** x"
    assert is_secret("read-password") and not is_secret("user")
