"""`cpcms doctor`: every kind of trouble a data folder can have is found, named, and told a remedy for;
nothing is changed unless it is asked for; and `cpcms log`."""
import hashlib
import json
import os
import random
import sqlite3
from pathlib import Path

import pytest

from cp.accounting import Accounting
from cp.doctor import ERROR, NOTE, WARNING, Doctor
from cp.folder import FOLDERS, FORMAT, FORMAT_TEXT
from cp.journal import Journal
from cp.passwords import NOLOG
from cp.spool import Spool
from operate_command import cpcms
from s360.errors import ConfigError
from s360.media.ckd import create_volume, open_volume
from s360.media.files import fcntl

USER = """\
password: {password}
classes: {classes}
disks:
  191: {{type: 2314, volume: USER01, first: {first}, cylinders: 2}}
"""
needs_flock = pytest.mark.skipif(fcntl is None, reason="no flock on this host")
not_root = pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() == 0, reason="root may do anything")


@pytest.fixture
def folder(tmp_path):
    """A small healthy data folder."""
    data = tmp_path / "data"
    for name in FOLDERS:
        (data / name).mkdir(parents=True)
    (data / "format").write_text(f"{FORMAT_TEXT}{FORMAT}\n")
    (data / "lock").write_text("")
    (data / "system.yaml").write_text("unit record: {}\n")
    create_volume(str(data / "volumes" / "USER01.ckd"), "2314", "USER01", 6)
    for name, first in (("OPERATOR", 1), ("ANNA", 3)):
        (data / "users" / f"{name}.yaml").write_text(
            USER.format(password=NOLOG, classes="ABCDEG" if name == "OPERATOR" else "G", first=first))
    with Spool(data / "spool.db") as spool:
        writer = spool.open("PRT", "ANNA")
        writer.write(0x09, b"\xc1" * 80)
        writer.close()
    Accounting(data / "accounting.db").close()
    Journal(data / "operator.log").close()
    for path in data.rglob("*"):
        if path.is_file():
            path.chmod(0o600)
    return data


def state(folder):
    """Every file's bytes and rights."""
    return {str(path.relative_to(folder)): (path.is_dir() or hashlib.sha256(path.read_bytes()).hexdigest(),
                                            path.stat().st_mode)
            for path in folder.rglob("*") if not path.name.endswith("-shm")}


def examine(folder, **options):
    """The findings; nothing may have changed without repair."""
    before = state(folder)
    found = Doctor(folder, **options).examine()
    assert options.get("repair") or state(folder) == before
    return found


def the_one(folder, file, severity=ERROR):
    """The text and remedy of the only finding."""
    found = examine(folder)
    assert [(one.severity, one.file) for one in found] == [(severity, file)], [str(one) for one in found]
    assert found[0].remedy
    return str(found[0])


def test_a_healthy_folder(folder, capsys):
    assert examine(folder) == []
    assert cpcms("doctor", "--data", folder) == 0
    assert capsys.readouterr().out.endswith("all is well\n")
    assert cpcms("doctor", "--data", folder, "--quiet") == 0
    assert capsys.readouterr().out == ""


def test_no_data_folder(tmp_path):
    (tmp_path / "letter.txt").write_text("dear")
    for path, text in ((tmp_path / "no", "there is no such"), (tmp_path, "is no data folder")):
        with pytest.raises(ConfigError, match=text):
            Doctor(path).examine()


# -- layout

@pytest.mark.parametrize("text, severity, told", (
    (f"{FORMAT_TEXT}{FORMAT + 1}", ERROR, "newer cpcms"), ("rubbish", ERROR, "damaged"),
    (f"{FORMAT_TEXT}0", NOTE, "brings it to")))
def test_formats(folder, text, severity, told):
    (folder / "format").write_text(text)
    assert told in the_one(folder, "format", severity)


def test_a_first_start_that_did_not_end(folder):
    (folder / "format").unlink()
    assert "start cpcms once more" in the_one(folder, "format", WARNING)


def test_missing_folders_are_made_when_asked(folder):
    (folder / "saved").rmdir()
    assert "--repair" in the_one(folder, "saved", WARNING)
    found = examine(folder, repair=True)
    assert found[0].repaired and (folder / "saved").is_dir() and examine(folder) == []


def test_passwords_that_others_can_read(folder):
    (folder / "users" / "ANNA.yaml").chmod(0o644)
    folder.chmod(0o700)
    assert examine(folder) == []                  # nobody comes to the file
    folder.chmod(0o755)
    assert "others on this host can read it" in the_one(folder, "users/ANNA.yaml", WARNING)
    examine(folder, repair=True)
    assert (folder / "users" / "ANNA.yaml").stat().st_mode & 0o777 == 0o600


@not_root
def test_what_cannot_be_written(folder):
    (folder / "users").chmod(0o500)
    try:
        assert "chmod u+rwx" in the_one(folder, "users")
    finally:
        (folder / "users").chmod(0o700)


@pytest.mark.parametrize("free, severity", ((100 << 20, WARNING), (1 << 20, ERROR)))
def test_little_room(folder, monkeypatch, free, severity):
    import shutil
    from types import SimpleNamespace
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=free))
    assert f"{free >> 20} MB are free" in the_one(folder, ".", severity)


# -- what a kill leaves

def test_leftovers(folder):
    (folder / "running").write_text("1\n")
    (folder / "users" / ".ANNA.yaml.new").write_text("half")
    (folder / "volumes" / "USER01.ckd.journal").write_bytes(bytes(100))
    (folder / "checkpoint" / "ANNA.bad").write_bytes(b"x")
    found = {one.file: one for one in examine(folder)}
    assert {name: one.severity for name, one in found.items()} == {
        "running": NOTE, "users/.ANNA.yaml.new": NOTE, "volumes/USER01.ckd.journal": NOTE,
        "checkpoint/ANNA.bad": WARNING}
    doctor = Doctor(folder, repair=True)
    doctor.examine()
    kept = {str(path.relative_to(doctor.kept)) for path in doctor.kept.rglob("*") if path.is_file()}
    assert kept == {"users/.ANNA.yaml.new", "checkpoint/ANNA.bad"}
    assert (folder / "volumes" / "USER01.ckd.journal").exists()


# -- configuration and directory

def test_mistakes_in_system_yaml_are_told_with_their_place(folder):
    (folder / "system.yaml").write_text("unit record: {}\nfrmes: 9\nmips: 0\n")
    found = examine(folder)
    assert [one.file for one in found] == ["system.yaml:2:1", "system.yaml:3:1"]
    assert "did you mean 'frames'" in found[0].text


def test_mistakes_in_users_are_told_with_their_place(folder):
    path = folder / "users" / "ANNA.yaml"
    path.write_text(path.read_text() + "stroage: 1M\n")
    assert "did you mean 'storage'" in the_one(folder, "users/ANNA.yaml:5:1")


def test_price_list(folder):
    (folder / "prices.yaml").write_text("sesion: 5\n")
    assert "did you mean 'session'" in the_one(folder, "prices.yaml:1:1", WARNING)


def test_without_an_operator(folder):
    path = folder / "users" / "OPERATOR.yaml"
    path.write_text(path.read_text().replace("ABCDEG", "G"))
    assert "class A" in the_one(folder, "users/OPERATOR.yaml", WARNING)
    path.unlink()
    assert "cpcms user add OPERATOR" in the_one(folder, "users", WARNING)


def test_minidisks_that_overlap(folder):
    path = folder / "users" / "ANNA.yaml"
    path.write_text(path.read_text().replace("first: 3", "first: 2"))
    found = examine(folder)
    assert {one.file.split(":")[0] for one in found} == {"users/ANNA.yaml", "users/OPERATOR.yaml"}
    assert all("overlap" in one.text and one.severity == ERROR for one in found)


@pytest.mark.parametrize("old, new, told", (
    ("first: 3", "first: 5", "ends with cylinder 6; volume USER01 has cylinders 0 to 5"),
    ("USER01", "USER09", "lies on volume USER09, which is not there"),
    ("2314", "2311", "is a 2311; volume USER01 is a 2314")))
def test_minidisks_that_are_not_on_their_volume(folder, old, new, told):
    path = folder / "users" / "ANNA.yaml"
    path.write_text(path.read_text().replace(old, new))
    assert told in the_one(folder, "users/ANNA.yaml")


# -- volumes

def test_a_volume_that_is_not_there(folder):
    (folder / "volumes" / "USER01.ckd").unlink()
    found = examine(folder)
    assert [one.file for one in found if "volume USER01 is not there" in one.text] == ["volumes/USER01.ckd"]


def test_a_volume_that_is_cut_short(folder):
    os.truncate(folder / "volumes" / "USER01.ckd", 100_000)
    assert "cut short" in the_one(folder, "volumes/USER01.ckd")


def test_damaged_tracks(folder):
    with open_volume(folder / "volumes" / "USER01.ckd", write=True) as volume:
        volume.update(4, 7, 5, b"\0\0\0\0\1\0\xff\0")
    assert "cylinder 4 head 7" in the_one(folder, "volumes/USER01.ckd")
    assert examine(folder, quick=True) == []


def test_a_label_of_another_name(folder):
    create_volume(str(folder / "volumes" / "USER02.ckd"), "2311", "OTHER", 1)
    assert "labelled OTHER but mounted as USER02" in the_one(folder, "volumes/USER02.ckd", WARNING)


@needs_flock
def test_beside_a_running_cp(folder, capsys):
    with open(folder / "lock") as lock, open_volume(folder / "volumes" / "USER01.ckd", write=True):
        fcntl.flock(lock, fcntl.LOCK_EX)
        (folder / "running").write_text("1\n")
        found = examine(folder)
        assert [(one.severity, one.file) for one in found] == [(NOTE, "volumes/USER01.ckd")]
        with pytest.raises(ConfigError, match="CP runs here"):
            Doctor(folder, repair=True).examine()
        assert cpcms("doctor", "--data", folder, "--json") == 0
        assert json.loads(capsys.readouterr().out)["running"] is True


# -- databases

def damage(path, seed=1):
    """Overwrite much of a database behind its first page."""
    chance = random.Random(seed)
    with open(path, "r+b") as file:
        size = file.seek(0, 2)
        for at in range(4096, size, 512):
            file.seek(at)
            file.write(chance.randbytes(64))


def test_a_damaged_spool(folder):
    damage(folder / "spool.db")
    found = examine(folder)
    assert found and {one.file for one in found} == {"spool.db"}
    assert "cold" in found[0].remedy and found[0].repair is None


def test_a_spool_that_is_no_database(folder):
    (folder / "spool.db").write_bytes(b"rubbish" * 1000)
    assert "not a database" in the_one(folder, "spool.db")


def test_incomplete_files_and_stray_blocks(folder):
    database = sqlite3.connect(folder / "spool.db")
    database.execute("UPDATE files SET incomplete=1")
    database.execute("INSERT INTO blocks VALUES (?, 0, 1, x'00')", (77 << 32,))
    database.commit()
    database.close()
    found = examine(folder)
    assert [one.severity for one in found] == [WARNING, NOTE]
    assert "1 blocks belong to no file" in found[0].text
    assert "file 0001 of ANNA is incomplete" in found[1].text


def test_damaged_accounting_is_moved_away_when_asked(folder):
    damage(folder / "accounting.db")
    found = examine(folder)
    assert {(one.severity, one.file) for one in found} == {(ERROR, "accounting.db")}
    was = (folder / "accounting.db").read_bytes()
    doctor = Doctor(folder, repair=True)
    assert all(one.repaired for one in doctor.examine())
    assert (doctor.kept / "accounting.db").read_bytes() == was
    assert examine(folder) == []
    Accounting(folder / "accounting.db").close()


def test_sessions_that_were_cut_off(folder):
    books = Accounting(folder / "accounting.db")
    books.logged_on("ANNA")
    books.database.close()
    assert "ANNA" in the_one(folder, "accounting.db", NOTE)


# -- the rest

def test_a_damaged_saved_system(folder):
    (folder / "saved" / "CMS").write_bytes(b"CPCMS saved system 1\nrubbish")
    found = examine(folder)
    assert len(found) == 1 and found[0].severity == ERROR and "CMS" in str(found[0])


def test_unit_record_places(folder):
    (folder / "unit" / "00E").write_text("a file")
    (folder / "system.yaml").write_text("unit record:\n  00E: {type: 1403, folder: unit/00E}\n"
                                        "  00F: {type: 1403, pipe: unit/pipe}\n")
    found = {one.file: one for one in examine(folder)}
    assert found["unit/00E"].severity == ERROR and "mkfifo" in found["unit/pipe"].remedy


def test_findings_for_programs(folder, capsys):
    (folder / "saved").rmdir()
    (folder / "system.yaml").write_text("mips: none\n")
    assert cpcms("doctor", "--data", folder, "--json") == 1
    made = json.loads(capsys.readouterr().out)
    assert made["good"] is False and made["running"] is False
    assert [one["severity"] for one in made["findings"]] == ["error", "warning"]
    assert made["findings"][1]["repairable"] is True


@pytest.mark.parametrize("seed", range(40))
def test_whatever_is_in_the_files_there_is_no_traceback(folder, seed):
    chance = random.Random(seed)
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".ckd")
    for path in chance.sample(files, 3):
        data = bytearray(path.read_bytes())
        for _ in range(chance.randrange(1, 40)):
            at = chance.randrange(len(data) + 1)
            data[at:at + chance.randrange(4)] = chance.randbytes(chance.randrange(4))
        path.write_bytes(bytes(data))
    try:
        examine(folder)
    except ConfigError:
        pass


def test_the_log_command(folder, capsys):
    log = Journal(folder / "operator.log")
    for number in range(30):
        log.log("logon" if number % 3 else "error", f"number {number}", user="ANNA")
    log.close()
    assert cpcms("log", "--data", folder) == 0
    assert len(capsys.readouterr().out.splitlines()) == 20
    assert cpcms("log", "--data", folder, "-n", 2, "--kind", "error", "--user", "anna") == 0
    assert [line.split()[-1] for line in capsys.readouterr().out.splitlines()] == ["24", "27"]
    assert cpcms("log", "--data", folder, "-n", 1, "--json") == 0
    assert json.loads(capsys.readouterr().out)["text"] == "number 29"
    assert cpcms("log", "--data", folder, "-n", "many") == 2


def test_following_the_log(folder, capsys, monkeypatch):
    from cp import cli_operate
    log = Journal(folder / "operator.log")
    log.log("start", "before")
    looks = []

    def sleep(_):
        looks.append(1)
        if len(looks) == 3:
            raise KeyboardInterrupt
        log.log("logon", f"look {len(looks)}", user="ANNA")

    monkeypatch.setattr(cli_operate.time, "sleep", sleep)
    assert cpcms("log", "--data", Path(folder), "-f", "--kind", "logon") == 0
    assert [line.split()[-1] for line in capsys.readouterr().out.splitlines()] == ["1", "2"]
