"""kill -9 of a whole control program under load: the next start is a warm one without manual repair, and
all that was confirmed is there, bit for bit.

Machines print, punch, close files and write numbered blocks on their disks; users come and go and save
systems; the directory is edited (tests/kill_load.py).  The kill comes at a random moment of that, of the
orderly end, of the start with machines to be taken up again, or of the first start.  What was in flight
is old or new; open spool files are incomplete and held.

The soak run: CPCMS_FUZZ_KILLS (200), CPCMS_FUZZ_SEED.
"""
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from cp.directory_edit import RunningPlace, perform
from cp.doctor import ERROR, Doctor
from cp.passwords import NOLOG
from cp.saved import Saved
from cp.system import System
from kill_load import EDITED, MACHINES, VISITOR
from kill_room import environment, installation, supervisor
from s360.media import ckd

LINES = [f"RECORD {n:10} OF THE SUPERVISOR" for n in range(1, 500)]
KEPT_LINES = 100               # printed by each machine before it is kept
MODES = ("run",) * 5 + ("end", "end", "start", "start", "first")

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


class Victims:
    """The process that forks those to be killed, and the journal of the present one."""

    def __init__(self, folder):
        self.journal = Path(folder) / "journal"
        script = Path(__file__).with_name("kill_load.py")
        self.process = subprocess.Popen([sys.executable, "-P", str(script)], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True, bufsize=1,
                                        env=environment())

    def killed(self, data, seed: int, mode: str, until: str, delay: float) -> list[list[str]]:
        """Have CP run; kill it `delay` seconds after it has noted `until` ("": at once); what it noted."""
        self.journal.write_bytes(b"")
        self.process.stdin.write(f"{data} {self.journal} {seed} {mode}\n")
        pid = int(self.process.stdout.readline())
        deadline = time.monotonic() + 20
        while f"{until}\n".encode() not in self.journal.read_bytes() and until:
            assert time.monotonic() < deadline, self.journal.read_text()
            time.sleep(0.002)
        time.sleep(delay)
        os.kill(pid, signal.SIGKILL)
        assert self.process.stdout.readline() == "gone\n"
        noted = [line.split() for line in self.journal.read_text().splitlines()]
        assert not [line for line in noted if line[0] == "trouble"], self.journal.read_text()
        return noted

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait(10)
        self.process.stdout.close()


class Known:
    """What must be there, kept up over all kills.

    blocks: of each machine's disk, the numbers it may hold; users: of each user that is edited, the
    passwords he may have (None: not in the directory); messages, saved: the numbers LOGMSG and the
    saved system may have; count: what was confirmed
    """

    def __init__(self):
        self.files: dict[int, tuple[str, int]] = {}
        self.blocks = {userid: {0} for userid in MACHINES}
        self.users: dict[str, set] = {userid: {None} for userid in EDITED}
        self.messages, self.saved = {0}, {0}
        self.count = Counter()

    def learn(self, noted) -> None:
        pending = None
        for what, *words in noted:
            if what == "file" and words[3] == "0":
                self.files[int(words[0])] = words[1], int(words[2])
            elif what == "writing":
                self.blocks[words[0]].add(int(words[1]))
            elif what == "written":
                self.blocks[words[0]] = {int(words[1])}
            elif what == "editing":
                pending = self.edit(*words)
            elif what == "edited":
                held, value = pending
                held.clear()
                held.add(value)
            elif what == "saving":
                self.saved.add(int(words[0]))
            elif what == "saved":
                self.saved = {int(words[0])}
            self.count[what] += 1

    def edit(self, name: str, how: str, value=None):
        """The set of an edit that begins, and what is in it alone when it is done."""
        held = self.messages if name == "LOGMSG" else self.users[name]
        value = None if how == "remove" else int(value) if how == "set" else value
        held.add(value)
        return held, value

    # -- looking

    def check(self, data, quick: bool, alive: bool) -> None:
        """Compare with a data folder whose CP has been killed.  alive: machines may have been kept."""
        found = [one for one in Doctor(data, quick=quick).examine() if one.severity == ERROR]
        assert not found, "\n".join(map(str, found))
        with System(data) as system:
            assert system.start_kind in ("WARM", "CHECKPOINT")
            assert alive or not system.machines
            assert not list((data / "checkpoint").iterdir())
            for vm in system.logged_on():     # kept machines have gone on with what they did
                system.logoff(vm)
            for userid in MACHINES:
                self.check_disk(system, userid)
            self.check_directory(system)
            self.check_spool(system)
            number, = self.saved = {int(system.saved.query("KEPT").source or 0)} & self.saved
            assert system.saved.image("KEPT").page(3)[:8] == b"%08d" % number
            assert not [one for one in system.journal.records(100) if one["kind"] == "error"]
            system.spool.purge(system.spool.files())
            self.files.clear()

    def check_disk(self, system, userid: str) -> None:
        image = system.disks.link(userid, 0x777, userid, 0x191, "RR", trusted=True).read_track(0, 1)
        records, _ = ckd.records(image)
        text = image[records[1].end - 80:records[1].end].decode("cp037").rstrip() if records[1:] else "BLOCK 0"
        assert text.startswith("BLOCK ") and len(records) <= 2, text
        assert int(text[6:]) in self.blocks[userid], (text, self.blocks[userid])
        self.blocks[userid] = {int(text[6:])}

    def check_directory(self, system) -> None:
        for name, held in self.users.items():
            there = system.directory.get(name).password if system.directory.has(name) else None
            assert there in held, (name, there, held)
            held.clear()
            held.add(there)
        assert system.directory.check() == []
        number = int(system.logmsg[0].split()[-1]) if system.logmsg else 0
        assert number in self.messages
        self.messages = {number}

    def check_spool(self, system) -> None:
        spool = system.spool
        assert spool.problems() == []
        found = {file.number: file for file in spool.files()}
        for number, (kind, records) in self.files.items():
            file = found[number]
            assert (file.kind, file.records, file.incomplete) == (kind, records, False)
        for file in found.values():
            assert texts(spool, file) == LINES[:file.records]
            if file.incomplete:
                assert file.hold and file in spool.recovered
                self.count["recovered"] += 1


def texts(spool, file) -> list[str]:
    return [bytes(data).decode("cp037").rstrip() for _, data, _, _ in spool.records(file)]


def prepare(tmp_path) -> Path:
    """An installation with the users of kill_load."""
    data = installation(tmp_path)
    with System(data) as system:
        for userid in (*MACHINES, VISITOR):
            perform(RunningPlace(system), {"action": "add", "userid": userid, "password": NOLOG,
                                           "cylinders": "1"})
        vm = supervisor(system, VISITOR)
        vm.machine.storage.write(0x3000, b"%08d" % 0 * 512)
        system.saved.save("KEPT", vm, source="0")
        system.logoff(vm)
    return data


def keep_machines(data) -> None:
    """An orderly end with machines in the middle of their listings."""
    system = System(data)
    for userid in MACHINES:
        vm = supervisor(system, userid)
        vm.console.send(f"PRINT {KEPT_LINES}")
        vm.console.expect("DONE")
    system.close("checkpoint")


def check_kept(data) -> int:
    """After a kill of a start that had machines to take up: each goes on, or its listing is there,
    incomplete and held; gives how many go on."""
    with System(data) as system:
        going = [vm.userid for vm in system.logged_on()]
        for userid in MACHINES:
            system.command("CLOSE 00E", userid=userid if userid in going else "")
            file, = system.spool.files("PRT", userid)
            assert texts(system.spool, file) == LINES[:KEPT_LINES]
            assert file.incomplete == file.hold == (userid not in going)
            if userid in going:
                system.logoff(system.machines[userid])
        system.spool.purge(system.spool.files())
    return len(going)


def first_start(tmp_path, victims, chance) -> None:
    """A first start that is killed is completed by the next one."""
    data = tmp_path / f"first{chance.random()}"
    victims.killed(data, 0, "first", "", chance.random() * 0.25)
    with System(data) as system:
        assert (data / "format").exists() and not (data / "installing").exists()
        assert set(system.directory.names()) == {"OPERATOR", "AUTOLOG1", "CMSBATCH", "CMSUSER", "GUEST", "MAINT"}
        assert system.saved.names() == ["CMS", "SUPERV"]
        system.logoff(supervisor(system))
    assert not [one for one in Doctor(data).examine() if one.severity == ERROR]


def kills(tmp_path, count: int, seed: int, modes=MODES) -> Counter:
    """So many kills; what was confirmed, recovered and restored meanwhile."""
    chance, known, data = random.Random(seed), Known(), prepare(tmp_path)
    with Victims(tmp_path) as victims:
        for number in range(1, count + 1):
            mode = modes[number % len(modes)]
            known.count[f"kills: {mode}"] += 1
            if mode == "first":
                first_start(tmp_path, victims, chance)
                continue
            if mode == "start":
                keep_machines(data)
                victims.killed(data, number, "stand", "", chance.random() * 0.2)
                known.count["went on"] += check_kept(data)
                continue
            noted = victims.killed(data, number, mode, "ready" if mode == "run" else "ending",
                                   chance.random() * (0.6 if mode == "run" else 0.05))
            known.learn(noted)
            known.check(data, quick=number % 4 > 0, alive=mode == "end")
    return known.count


def told(count: Counter) -> str:
    return ", ".join(f"{name} {number}" for name, number in sorted(count.items()))


def test_a_few_kills_lose_nothing_that_was_confirmed(tmp_path):
    count = kills(tmp_path, 10, 1)
    assert count["file"] and count["written"] and count["edited"] and count["saved"], told(count)


@pytest.mark.soak
@pytest.mark.timeout(0)
def test_two_hundred_kills_lose_nothing_that_was_confirmed(tmp_path):
    count = kills(tmp_path, int(os.environ.get("CPCMS_FUZZ_KILLS", 200)),
                  int(os.environ.get("CPCMS_FUZZ_SEED", 2)))
    print(told(count), file=sys.stderr)
    assert count["recovered"] and count["went on"]
