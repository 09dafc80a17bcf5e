"""`cpcms run`: CMS jobs through the batch machine of a CP made for them."""
import os
import shutil
import signal
import subprocess
import sys
import time

import pytest

from cms_machine import system_disk
from run_room import Room

FIRST = """\
/JOB ANNA A100 FIRST
OFFLINE READ MY DATA
CARD ONE
CARD TWO
/*
PRINT MY DATA
PUNCH MY DATA ( NOH
/*
"""
LOOP = """\
/JOB ANNA A100 LOOPY
/SET TIME 32767
OFFLINE READ L EXEC
-A
&GOTO -A
/*
OFFLINE READ MY DATA
BEFORE
/*
PRINT MY DATA
CP CLOSE PRINTER
EXEC L
/*
"""


@pytest.fixture(scope="module")
def delivered(tmp_path_factory):
    """The folder of delivered volumes with CMS in it, as the package build makes it."""
    folder = tmp_path_factory.mktemp("delivered")
    shutil.copy(system_disk(), folder / "CMS190.ckd")
    return folder


@pytest.fixture
def room(tmp_path, monkeypatch, capsys, delivered):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("cp.delivered.FOLDER", delivered)
    return Room(tmp_path, capsys)


def test_a_job_reads_prints_and_punches(room):
    room.deck("first.job", FIRST)
    ran = room("first.job")
    assert ran.code == 0, ran.err
    assert ran.out.splitlines()[2:] == ["CARD ONE", "CARD TWO"]
    assert (room.folder / "first.punch").read_text() == "CARD ONE\nCARD TWO\n"
    lines = ran.err.splitlines()
    assert lines[0] == "/JOB ANNA A100 FIRST" and "JOB FIRST ENDED" in lines
    assert lines[-1] == "first.job: job FIRST ended, highest return code 0"


def test_the_highest_return_code_is_the_jobs_own(room):
    room.deck("two.job", "/JOB ANNA A1 ONE\nERASE NO SUCH\n/*\n/JOB BERT A1 TWO\nECHO HI\n/*\n")
    ran = room("two.job", "--job-code", "--out", "o")
    log = (room.folder / "o" / "two.log").read_text()
    code = int(log.split("E(")[1].split(")")[0])
    assert ran.code == abs(code) > 0 and "\nHI\n" in log
    assert ran.err.splitlines()[-1] == f"cpcms: two.job: 2 jobs, highest return code {abs(code)}"


def test_limits_keep_what_was_printed(room):
    room.deck("loop.job", LOOP)
    ran = room("loop.job", "--time", "1.2")
    assert ran.code == 3 and "BEFORE" in ran.out, ran
    assert ran.err.splitlines()[-1] == "cpcms: loop.job: more than 1.2 seconds"
    room.deck("lines.job", FIRST.replace("PRINT MY DATA\n", "PRINT MY DATA\n" * 9))
    ran = room("lines.job", "--lines", "24")
    assert ran.code == 3 and ran.out.count("CARD ONE") >= 2


def test_a_deck_without_an_owner(room):
    room.deck("none.job", "/JOB\nECHO\n/*\n")
    ran = room("none.job")
    assert ran.code == 1 and "no job was begun: " in ran.err and "USERID IS MISSING" in ran.err


def test_the_bare_machines_options_are_not_for_cms(room):
    room.deck("first.job", FIRST)
    assert "a CMS job has the batch machine's storage" in room("first.job", "--storage", "64K").err


def test_without_cms(room, monkeypatch, tmp_path):
    monkeypatch.setattr("cp.delivered.FOLDER", tmp_path)
    room.deck("first.job", FIRST)
    assert "cpcms sysgen" in room("first.job").err


def test_a_description_and_other_decks_beside_it(room):
    room.deck("first.job", FIRST)
    room.deck("want", "CARD ONE\nCARD TWO\n")
    room.deck("cms.yaml", "decks: first.job\nexpect: {punch: want}\n")
    room.deck("bare.asm", "BARE START X'200'\n BALR 12,0\n USING *,12\n LPSW W\n DS 0D\nW DC X'00020000',A(0)\n END\n")
    ran = room("cms.yaml", "bare.asm", "--jobs", "2")
    assert ran.code == 0 and "2 good" in ran.err


@pytest.mark.slow
def test_stopped_in_order(room, delivered, tmp_path):
    room.deck("loop.job", LOOP)
    code = f"import cp.delivered, pathlib; cp.delivered.FOLDER = pathlib.Path({str(delivered)!r})\n" \
        "from cp.cli import main; import sys; sys.exit(main(['run', 'loop.job']))"
    started = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                               text=True, cwd=tmp_path, start_new_session=True)
    time.sleep(3)
    os.killpg(started.pid, signal.SIGINT)
    out, err = started.communicate(timeout=20)
    assert started.returncode == 1 and "BEFORE" in out and "stopped; by its operator" in err
