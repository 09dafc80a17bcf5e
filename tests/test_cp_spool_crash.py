"""kill -9 while files are written, closed and purged: every closed file is there bit for bit, an open
one is incomplete and held and lacks at most its last lines, and nothing has to be mended."""
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

import cp
from cp.spool import Spool
from spool_load import KEPT_BACK, content

SCRIPT = Path(__file__).with_name("spool_load.py")


def killed(path, seed, seconds):
    """What the process said before it was killed after so many seconds."""
    room = os.environ | {"PYTHONPATH": str(Path(cp.__file__).resolve().parent.parent)}
    log = path.with_name("said")
    with open(log, "wb") as out:
        process = subprocess.Popen([sys.executable, "-P", str(SCRIPT), str(path), str(seed)],
                                   stdout=out, env=room)
        deadline = time.monotonic() + 30
        while b"ready" not in log.read_bytes():
            assert process.poll() is None and time.monotonic() < deadline
            time.sleep(0.005)
        time.sleep(seconds)
        process.kill()
        process.wait()
    return [line.split() for line in log.read_text().splitlines()]


def look(path, said, known):
    """Compare the spool with what was said; known: {number: records} of closed files, kept up."""
    lines, going = {}, set()
    for what, *numbers in said:
        number = int(numbers[0]) if numbers else 0
        if what == "open":
            assert number not in known, "a number in use was given again"
            lines[number] = 0
        elif what == "line":
            lines[number] = int(numbers[1])
        elif what == "closed":
            known[number] = int(numbers[1])
            del lines[number]
        elif what == "purging":
            going.add(number)
            known.pop(number, None)
    with Spool(path) as spool:
        assert spool.problems() == []
        found = {file.number: file for file in spool.files()}
        for number, records in known.items():
            check_file(spool, found[number], records)
        for number, count in lines.items():
            if number in found and not found[number].incomplete:     # closed, but not said any more
                known[number] = found[number].records
                check_file(spool, found[number], known[number])
                continue
            assert count <= KEPT_BACK or number in found
            if number in found:
                file = found[number]
                assert file.hold and file.incomplete and file in spool.recovered
                assert file.records >= count - KEPT_BACK
                check_file(spool, file, file.records)
                known[number] = file.records
        extra = set(found) - set(known) - going
        assert not {number for number in extra if number in lines}
        # the last thing done may not have been said: one file that was being opened
        assert len(extra) <= 1
        spool.purge([found[number] for number in extra | (going & set(found))])


def check_file(spool, file, records):
    assert file.records == records
    got = [(data, page, line) for _, data, page, line in spool.records(file)]
    assert got == [(content(file.number, n), n // 60, n % 60 + 1) for n in range(records)]


def kill_often(path, times, seed):
    dice, known = random.Random(seed), {}
    for n in range(times):
        look(path, killed(path, seed + n, dice.random() * 0.25), known)
    assert known


def test_closed_files_survive_a_few_kills(tmp_path):
    kill_often(tmp_path / "spool.db", 6, 1)


@pytest.mark.soak
def test_closed_files_survive_200_kills(tmp_path):
    kill_often(tmp_path / "spool.db", 200, 1000)
