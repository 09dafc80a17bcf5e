"""`cpcms run --data`: CMS jobs in an installation that is there."""
from __future__ import annotations

import shutil

import pytest

from cms_machine import system_disk
from cp.directory_schema import User
from cp.system import System
from run_room import Room

JOB = """\
/JOB ANNA A100 FIRST
CP LINK ANNA 191 291 RR
LOGIN 291 B,P
STAT
"""
BATCH = "CMSBATCH"


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """A folder with a user ANNA and her disk, and listings of hers that wait."""
    folder = tmp_path_factory.mktemp("installed")
    shutil.copy(system_disk(), folder / "CMS190.ckd")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("cp.delivered.FOLDER", folder)
        with System(folder / "data", threads=1) as system:
            system.command("DRAIN ALL")
            system.directory.put([User.model_validate({"userid": "ANNA", "password": "NOLOG"})])
            writer = system.spool.open("PRT", "ANNA", origin=BATCH)
            writer.print_line("OF YESTERDAY".encode("cp037"), 1)
            writer.close(hold=True)
    return folder


@pytest.fixture
def room(tmp_path, monkeypatch, capsys, installed):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("cp.delivered.FOLDER", installed)
    shutil.copytree(installed / "data", tmp_path / "data")
    return Room(tmp_path, capsys)


def left(folder) -> tuple:
    """(what is in the spool, whether the batch machine is in the directory, who is logged on)"""
    with System(folder, threads=1) as system:
        return ([(file.kind, file.owner) for file in system.spool.files()], system.directory.has(BATCH),
                sorted(system.machines))


def test_a_job_uses_what_is_there_and_leaves_nothing(room, tmp_path):
    room.deck("first.job", JOB.replace("LINK ANNA 191", "LINK CMSUSER 191"))
    ran = room("first.job", "--data", "data", "--out", "made")
    log = (tmp_path / "made" / "first.log").read_text()
    assert "CMSUSER" in log, log
    assert "OF YESTERDAY" not in "".join(path.read_text() for path in (tmp_path / "made").iterdir())
    assert left(tmp_path / "data") == ([("PRT", "ANNA")], True, []), ran.err


def test_a_batch_machine_for_a_folder_that_has_none(room, tmp_path):
    with System(tmp_path / "data", threads=1) as system:
        system.directory.remove(BATCH)
    room.deck("first.job", JOB)
    ran = room("first.job", "--data", "data")
    assert "JOB FIRST" in ran.err
    assert left(tmp_path / "data") == ([("PRT", "ANNA")], False, [])


def test_an_owner_who_is_not_there(room):
    room.deck("first.job", JOB.replace("ANNA", "NOBODY"))
    ran = room("first.job", "--data", "data")
    assert ran.code == 1 and "NOBODY is not in the directory of data" in ran.err


def test_where_cp_runs(room):
    room.deck("first.job", JOB)
    with System("data", threads=1):
        ran = room("first.job", "--data", "data")
    assert ran.code == 1 and "CP runs on it" in ran.err


def test_a_folder_that_is_none(room, tmp_path):
    room.deck("first.job", JOB)
    ran = room("first.job", "--data", "nowhere")
    assert ran.code == 1 and "there is no such data folder" in ran.err and not (tmp_path / "nowhere").exists()


def test_a_bare_deck_has_no_data(room):
    room.deck("bare.asm", "A START 0\n BALR 15,0\n END A\n")
    ran = room("bare.asm", "--data", "data")
    assert ran.code == 1 and "--data is for CMS jobs" in ran.err
    ran = room("bare.asm", "bare.asm", "--data", "data", "--jobs", "2")
    assert ran.code == 2 and "one job at a time" in ran.err


def test_a_user_of_that_name_who_is_no_batch_machine(room, tmp_path):
    with System(tmp_path / "data", threads=1) as system:
        system.directory.put([User.model_validate({"userid": BATCH, "password": "NOLOG"})], replace=True)
    room.deck("first.job", JOB)
    ran = room("first.job", "--data", "data")
    assert ran.code == 1 and "is no batch machine" in ran.err
    assert left(tmp_path / "data")[1]
