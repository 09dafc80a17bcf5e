"""CMS is stopped at any moment: after each single write to a disk, and by kill -9 of CP's process.  Then the
disk has no fault, every file that was closed before is complete, and no block is lost.

What was being done is done or not, for each file.  F files of mode digit 6 are changed in their place: of
them only the structure is looked at while they are open."""
import json
import os
import random
import signal
import time

import pytest

from cms.check import check, contents
from cms.disk import CmsDisk
from cms_file_calls import BareFiles, CpFiles
from cms_file_model import Disk, Model
from cms_file_trial import Trial
from cms_machine import READY, cms_system, cms_user, code_of, program
from cp.minidisk import Minidisk
from cp.system import System
from s360.media.ckd import open_volume
from test_cms_random_files import formatted


def faults(volume) -> list:
    return [one for one in check(volume) if one.severity != "note"]


def files_of(volume) -> dict:
    """(name, type) -> (digit, F or V, items)"""
    return {(name, type): (mode[1:], fv, items)
            for (name, type, mode), (fv, _, items) in contents(volume).items()}


def whole(volume, *right: dict, changing=()) -> None:
    """A disk that was stopped between states: each file as in one of them."""
    assert faults(volume) == []
    there = files_of(volume)
    for key in {*there, *(key for files in right for key in files)} - set(changing):
        assert there.get(key) in [files.get(key) for files in right], key


# -- every single write

class Crashes(Trial):
    """A trial that looks at the disks as they were before each write of every function."""

    def __init__(self, cms, model, volumes, seed):
        super().__init__(cms, model, volumes, seed)
        self.states = 0
        for volume in volumes.values():
            volume.before = []
        self.closed, self.open = self.files()

    def files(self) -> tuple[dict, dict]:
        """The files of each disk as they were closed, and with those that are open: an ERASE of one that
        is being written closes it first."""
        closed = {disk.letter: {key: (file.digit, file.fv, file.items) for key, file in disk.files.items()}
                  for disk in self.model.disks}
        with_open = {letter: dict(files) for letter, files in closed.items()}
        for one in self.model.open:
            if one.writing:
                with_open[one.disk.letter][one.key] = one.file.digit, one.file.fv, one.file.items
        return closed, with_open

    def one_write(self, *operands):
        super().one_write(*operands)
        self.open = self.files()[1]

    def agree(self, what, got, right):
        super().agree(what, got, right)
        now, now_open = self.files()
        for letter, volume in self.volumes.items():
            changing = {key for files in (self.open[letter], now[letter])
                        for key, (digit, fv, _) in files.items() if digit == "6" and fv == "F"}
            for state in volume.states():
                whole(state, self.closed[letter], now[letter], self.open[letter], changing=changing)
                self.states += 1
            volume.before = []
        self.closed, self.open = now, now_open


def crashes(seed: int, type: str, small: int, large: int) -> Crashes:
    volumes = {"P": formatted(type, small), "T": formatted(type, large)}
    records = {"2314": 150, "2311": 40}[type]
    model = Model(Disk("P", size=small * records),
                  Disk("T", size=large * records, map_extensions=int(large * records > 8 * 216)), Disk("S"))
    cms = BareFiles({0x191: volumes["P"], 0x192: volumes["T"]}, lines=("STATE NO FILE",))
    return Crashes(cms, model, volumes, seed)


@pytest.mark.parametrize("seed, type, small, large, count", (
    (1, "2314", 1, 1, 60), (2, "2311", 2, 3, 30),
    *(pytest.param(seed, "2314", 1, 13, 1000, marks=pytest.mark.soak) for seed in range(10, 14)),
    *(pytest.param(seed, "2311", 4, 45, 1000, marks=pytest.mark.soak) for seed in range(20, 24))))
def test_stopped_after_each_write_of_many_functions(seed, type, small, large, count):
    trial = crashes(seed, type, small, large)
    trial.run(count)
    assert trial.states >= count // 2


def test_stopped_after_each_write_of_commands():
    """COMBINE onto itself and others, ALTER and ERASE of many, LISTF (EXEC."""
    old = [b"%080d" % n for n in range(120)]
    volume = formatted("2314", 2, [(name, "DATA", old[at:], "F", 80, "P1") for at, name in enumerate("ABC")])
    cms = BareFiles({0x191: volume}, lines=("STATE NO FILE",))
    states = 0
    for line in ("COMBINE D DATA P A DATA P B DATA P", "COMBINE A DATA P A DATA P D DATA P",
                 "ALTER * DATA P = MEMO =", "ALTER A MEMO P A MEMO P6", "LISTF * * P (EXEC",
                 "COMBINE CMS EXEC P B MEMO P", "ERASE B MEMO", "ERASE * MEMO P", "ERASE * * P"):
        before, volume.before = files_of(volume), []
        assert code_of(cms.ask(line, 20_000_000)) == 0, line
        after = files_of(volume)
        for state in volume.states():
            assert faults(state) == [], line
            there = files_of(state)
            for key in {*before, *after, *there}:
                if key[1] != "CMSUT1":               # its work file
                    assert there.get(key) in (before.get(key), after.get(key)), (line, key)
            states += 1
    assert states > 60 and files_of(volume) == {}


# -- KX

WRITER = program(
    "AGAIN LA 4,30", "NEXT CALL WRBUF,FILE", " LTR 15,15", " BNZ OUT", " CALL WRBUF,SECOND", " BCT 4,NEXT",
    " CALL FINIS,FILE", " LTR 15,15", " BNZ OUT", " CALL ALTER,NAMES", " CALL ERASE,GONE", " LTR 15,15",
    " BZ AGAIN", "OUT BR 14", " DS 0D",
    "FILE DC CL8'WRBUF',CL8'ONE',CL8'DATA',CL2'P1',H'0',A(ITEM),F'500'", " DC CL2'F',H'1',F'0'",
    "SECOND DC CL8'WRBUF',CL8'TWO',CL8'DATA',CL2'P1',H'0',A(ITEM),F'100'", " DC CL2'V',H'1',F'0'",
    "NAMES DC CL8'ALTER',CL8'ONE',CL8'DATA',CL8'P'", " DC CL8'THREE',CL8'DATA',CL8'P',8X'FF'",
    "GONE DC CL8'ERASE',CL8'THREE',CL8'DATA',CL8'P',8X'FF'", "ITEM DC 500X'5A'")


@pytest.mark.parametrize("count", [pytest.param(25, id="few"),
                                   pytest.param(1000, id="many", marks=pytest.mark.soak)])
def test_kx_at_any_moment(count):
    """A program that writes, renames and erases is given up: the disk is whole and CMS goes on."""
    turn = random.Random(3)
    volume = formatted("2314", 2, [("KEPT", "DATA", [b"%080d" % n for n in range(50)], "F", 80, "P1")])
    cms = BareFiles({0x191: volume}, lines=("STATE NO FILE",))
    seen = set()
    for _ in range(count):
        cms.put("WRITER", WRITER)
        cms.machine.post(lambda: cms.console.type_in("WRITER"))
        cms.run(turn.randrange(200, 150_000))
        cms.attention("KX")
        cms.run()
        assert cms.console.reading and READY.match(cms.lines[-1]), cms.lines[-3:]
        assert faults(volume) == []
        files = files_of(volume)
        seen |= {key[0] for key in files}
        assert len(files["KEPT", "DATA"][2]) == 50
        for key, (_, fv, data) in files.items():
            assert key == ("KEPT", "DATA") or set(data) == {b"\x5a" * (500 if fv == "F" else 100)}
        assert cms.write("AFTER", "DATA", b"after") == 0 and cms.finis() == 0
        assert code_of(cms.ask("ERASE * DATA P")) == 0 and faults(volume) == []
        CmsDisk(volume).write("KEPT", "DATA", [b"%080d" % n for n in range(50)])
        assert code_of(cms.ask("LOGIN 191 P")) == 0
    assert seen == {"KEPT", "ONE", "TWO", "THREE"} or count < 100


# -- kill -9

FIRST, CYLINDERS = 100, 2
NAMES = [(name, type) for name in ("A", "B", "LOG") for type in ("DATA", "MEMO")]


def data_of(seed: int, count: int, fv: str) -> list[bytes]:
    turn = random.Random(seed)
    return [turn.randbytes(80 if fv == "F" else turn.randint(1, 300)) for _ in range(count)]


def choose(turn, files: dict) -> list:
    """What to do next with the files that are there."""
    kind, name = turn.random(), turn.choice(NAMES)
    known = sorted(files)
    if known and kind < 0.2:
        return ["erase", turn.choice(known)]
    if known and kind < 0.35:
        return ["alter", turn.choice(known), turn.choice(NAMES)]
    if known and kind < 0.55:
        old = turn.choice(known)
        return ["combine", (turn.choice("XYZ"), old[1]), old]
    return ["write", name, turn.randrange(1 << 30), turn.randint(1, 120)]


def result(files: dict, what: list) -> dict:
    """The files afterwards."""
    files = dict(files)
    kind, key = what[0], tuple(what[1])
    if kind == "erase":
        del files[key]
    elif kind == "alter" and tuple(what[2]) not in files:
        files[tuple(what[2])] = files.pop(key)
    elif kind == "combine":
        files[key] = files[tuple(what[2])]
    elif kind == "write":
        fv = "F" if key[1] == "DATA" else "V"
        files[key] = (files.get(key, (fv, []))[0], files.get(key, (fv, []))[1]
                      + data_of(what[2], what[3], files.get(key, (fv, []))[0]))
    return files


def carry_out(cms, files: dict, what: list) -> None:
    kind, key = what[0], what[1]
    if kind == "erase":
        assert cms.function("ERASE", *key, "P") == 0
    elif kind == "alter":
        assert cms.function("ALTER", *key, "P", *what[2], "P") == (
            24 if tuple(what[2]) in files and tuple(what[2]) != tuple(key) else 0)
    elif kind == "combine":
        assert code_of(cms.ask(f"COMBINE {' '.join(key)} P {' '.join(what[2])} P")) == 0
    else:
        fv = files.get(tuple(key), ("F" if key[1] == "DATA" else "V",))[0]
        for item in data_of(what[2], what[3], fv):
            assert cms.write(*key, item, fv=fv) == 0
        assert cms.finis(*key, "P") == 0


def work_for_ever(folder, pipe: int, files: dict, seed: int) -> None:
    """In a process of its own: tell what is begun and what is done."""
    turn = random.Random(seed)
    with System(folder, threads=1) as system:
        cms = CpFiles(system.logon("FILER", ipl=False))
        for key in sorted(files):         # room for more
            if sum(len(items) for _, items in files.values()) > 400:
                os.write(pipe, b"begin " + json.dumps(["erase", key]).encode() + b"\n")
                carry_out(cms, files, ["erase", key])
                files = result(files, ["erase", key])
                os.write(pipe, b"done\n")
        while True:
            what = choose(turn, files)
            if sum(len(items) for _, items in files.values()) > 700:
                what = ["erase", max(files, key=lambda key: len(files[key][1]))]
            os.write(pipe, b"begin " + json.dumps(what).encode() + b"\n")
            carry_out(cms, files, what)
            files = result(files, what)
            os.write(pipe, b"done\n")


def killed(folder, files: dict, seed: int, seconds: float) -> tuple[dict, dict]:
    """Kill the process so long after its first operation has begun; the files before and after the one
    that it was at."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(read)
            work_for_ever(folder, write, files, seed)
        except BaseException as error:
            os.write(write, b"trouble " + repr(error).encode() + b"\n")
        finally:
            os._exit(1)
    os.close(write)
    with open(read, "rb", buffering=0) as pipe:
        told = pipe.read(65536)           # it has begun, or told its trouble
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
        while more := pipe.read(65536):
            told += more
    os.waitpid(child, 0)
    after = files
    for line in told.decode().splitlines():
        word, _, rest = line.partition(" ")
        assert word != "trouble", rest
        if word == "begin":
            after = result(files, json.loads(rest))
        else:
            files = after
    return files, after


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("kills", [pytest.param(3, id="few"),
                                   pytest.param(300, id="many", marks=pytest.mark.soak)])
def test_kills_of_cp_while_cms_writes(tmp_path, kills):
    """What is there after a kill is what the next process goes on with."""
    chance, files, operations = random.Random(7), {}, 0
    with cms_system(tmp_path) as system:
        vm = cms_user(system, "FILER", disks={"191": {"type": "2314", "volume": "USER01", "first": FIRST,
                                                      "cylinders": CYLINDERS, "mode": "W"}})
        CmsDisk(vm.device(0x191).volume).format("KILLED", CYLINDERS)
    for kill in range(kills):
        before, after = killed(tmp_path, files, kill, chance.random() * 0.3)
        with open_volume(tmp_path / "volumes" / "USER01.ckd") as base:
            disk = Minidisk(base, FIRST, CYLINDERS, read_only=True)
            assert faults(disk) == [], kill
            there = {key: (fv, items) for key, (_, fv, items) in files_of(disk).items()
                     if key[1] != "CMSUT1"}
        for key in {*before, *after, *there}:
            assert there.get(key) in (before.get(key), after.get(key)), (kill, key)
        operations += there != files
        files = there
    assert operations > kills // 3
