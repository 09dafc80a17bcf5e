"""EDIT's recovery file: machines that stop at any write, KX, CP killed with -9 while lines are entered."""
import random
import shutil
import signal
import time

import pytest

from cms.check import check
from cms.disk import CmsDisk
from cms_files import WithDisk, cards
from cms_machine import asked, code_of, system_disk
from cms_room import Room
from cp.system import System
from kill_room import Running, installation
from s360.machine import StopReason
from test_cms_files import Cms, Recorder, volume

OLD = [f"OLD {n}" for n in range(5)]
TWO_AGAIN = "AN EDIT OF THIS FILE WAS BROKEN OFF:     2 CHANGES MADE AGAIN (QUIT DROPS THEM)"


def texts(disk, name="T", type="DATA"):
    return [one.decode("cp037").rstrip() for one in CmsDisk(disk).read(name, type)]


class Watched:
    """A machine whose disk remembers how it was before each write."""

    def __init__(self, old=OLD):
        self.disk = volume(files=[("T", "DATA", cards("\n".join(old)))] if old else [])
        self.cms = Cms(self.disk)
        self.disk.before = []
        self.marks = [0]                       # writes when line n had been done

    def ask(self, line):
        answer = self.cms.ask(line, 50_000_000)[:]
        self.marks.append(len(self.disk.before))
        return answer

    def stopped_at(self, write):
        """The disk before that write, as a volume of its own."""
        tracks = dict(self.disk.tracks)
        for cylinder, head, image in reversed(self.disk.before[write:]):
            tracks[cylinder, head] = image
        disk = self.disk
        return Recorder(disk.device_type, disk.cylinders, disk.heads, disk.track_size, tracks)


def recovered(disk, command="EDIT T DATA"):
    """What EDIT has after the machine stopped: messages, lines of the file filed at once."""
    assert check(disk) == []
    cms = Cms(disk)
    said = cms.ask(command)[:]
    if said[-1] == "INPUT:":
        cms.ask("")
    if cms.ask("FILE") == ["THE FILE HAS NO LINES: NOT SAVED"]:
        cms.ask("QUIT")
        return said, []
    assert code_of(cms.lines) == 0
    assert check(disk) == []
    names = [(one.name, one.type) for one in CmsDisk(disk).files()]
    assert ("T", "$DATA") not in names
    return said, texts(disk)


def history(lines, old=OLD):
    """The file after each line typed in a session, as Python sees it."""
    now, states = list(old), [list(old)]
    at = 0
    for line in lines:
        word, _, rest = line.partition(" ")
        if word == "I":
            at = min(at, len(now))
            now.insert(at, rest)
            at += 1
        elif word == "TOP":
            at = 0
        elif word == "R":
            now[at - 1] = rest
        elif word == "B":
            at = len(now)
        elif word == "D":
            del now[at - 1]
        elif word == "C":
            _, a, b, _ = rest.split("/")
            now = [one.replace(a, b, 1) for one in now]
            at = len(now) + 1
        states.append(list(now))
    return states


def crashes(seed, stops, old=OLD):
    """A session with changes and SAVEs in it, stopped before some of its writes."""
    r = random.Random(seed)
    watched = Watched(old)
    session = []
    watched.ask("EDIT T DATA")
    if not old:
        watched.ask("")
    start = len(watched.marks) - 1
    for number in range(40):
        line = r.choice((f"I NEW {number}", f"I {'LONG ' * 12}{number}", "B", f"I LINE {number}", "SAVE"))
        if number in (10, 25):
            line = "B"
        if number in (11, 26):
            line = f"R CHANGED {number}" if len(history(session, old)[-1]) else f"I X {number}"
        if number in (30, 31):
            line = "TOP" if number == 30 else "C /N/M/ *"
        if line == "SAVE" and not history(session, old)[-1]:
            line = "I FIRST"
        session.append(line)
        watched.ask(line)
    states = history(session, old)
    first = watched.marks[start + 1]
    for write in sorted(r.sample(range(first, len(watched.disk.before)), stops)):
        said, lines = recovered(watched.stopped_at(write))
        done = max(n for n in range(len(session) + 1) if watched.marks[start + n] <= write)
        assert lines in (states[done], states[min(done + 1, len(session))]), (write, done, session, said)


def test_a_machine_that_stops_loses_at_most_the_last_line():
    crashes(1, 12)


def test_a_new_file_of_a_machine_that_stops():
    crashes(2, 6, old=[])


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(50))
def test_many_machines_that_stop(seed):
    crashes(1000 + seed, 60, old=OLD if seed % 2 else [])


# -- what the user sees

def broken_off(*lines, old=OLD, command="EDIT T DATA"):
    """The disk after an EDIT that the machine did not survive."""
    watched = Watched(old)
    for line in (command, *lines):
        watched.ask(line)
    return watched.stopped_at(len(watched.disk.before))


def test_recovery_is_told_and_can_be_dropped():
    disk = broken_off("I A", "I B")
    cms = Cms(disk)
    assert cms.ask("EDIT T DATA") == [TWO_AGAIN, "EDIT:"]
    assert cms.ask("U") == ["A"]
    assert cms.ask("I C") == []
    cms.ask("QUIT")
    assert cms.ask("EDIT T DATA") == ["EDIT:"]
    cms.ask("QUIT")
    assert texts(disk) == OLD


def test_option_norecov_drops_it():
    disk = broken_off("I A")
    cms = Cms(disk)
    assert cms.ask("EDIT T DATA (NORECOV") == ["EDIT:"]
    assert cms.ask("N") == ["OLD 0"]
    cms.ask("FILE")
    assert texts(disk) == OLD


def test_broken_off_twice():
    disk = broken_off("I A", "I B")
    cms = Cms(disk)
    for line in ("EDIT T DATA", "I C"):
        cms.ask(line)
    assert recovered(disk)[1] == ["A", "B", "C", *OLD]


def test_input_mode_goes_on_in_a_new_file():
    disk = broken_off("ONE", "TWO", old=[])
    cms = Cms(disk)
    assert cms.ask("EDIT T DATA") == [TWO_AGAIN, "NEW FILE.", "INPUT:"]
    for line in ("THREE", "", "FILE"):
        cms.ask(line)
    assert texts(disk) == ["ONE", "TWO", "THREE"]


def test_a_file_changed_meanwhile_is_not_spoilt():
    disk = broken_off("I A")
    CmsDisk(disk).write("T", "DATA", cards("OTHER"))
    cms = Cms(disk)
    answer = cms.ask("EDIT T DATA")
    assert code_of(answer) == 40 and "NORECOV" in answer[0]
    assert texts(disk) == ["OTHER"]
    assert cms.ask("EDIT T DATA (NORECOV") == ["EDIT:"]
    cms.ask("FILE")
    assert texts(disk) == ["OTHER"]


def test_names_and_format_are_recovered():
    disk = broken_off("FNAME U", "RECFM V", "I A")
    cms = Cms(disk)
    cms.ask("EDIT T DATA")
    cms.ask("FILE")
    assert texts(disk, "U") == ["A", *OLD] and CmsDisk(disk).find("U", "DATA").recfm == "V"


def test_a_damaged_recovery_file_does_no_harm():
    for damage in (b"", b"\xff" * 80, b"\xc9\x00\x7f\xff" + bytes(76), b"\xc4\x00\x00\x04" + b"\xff" * 76,
    b"\xd5" + bytes(79),
                   b"\xd9\x00\x00\x50\x7f\xff\xff\xff" + b"\xc1" * 72):
        disk = broken_off("I A")
        records = CmsDisk(disk).read("T", "$DATA")
        CmsDisk(disk).write("T", "$DATA", records[:1] + [damage] * 2 if damage else [b"\x00" * 80])
        cms = Cms(disk)
        said = cms.ask("EDIT T DATA")[:]
        assert said[-1].startswith(("EDIT:", "E(")), (damage, said)
        cms.ask("QUIT")
        assert check(disk) == []


def test_kx_loses_nothing_that_was_done():
    cms = WithDisk(("T", "DATA", cards("\n".join(["AXA"] * 1500))), cylinders=5)
    for line in ("EDIT T DATA", "V OFF", "I NEW"):
        cms.ask(line, 50_000_000)
    cms.machine.post(lambda: cms.console.type_in("C /X/Y/ *"))
    assert cms.run(400_000) is StopReason.BUDGET
    del cms.lines[:]
    cms.attention("KX")
    assert cms.run(50_000_000) is StopReason.WAIT
    assert code_of(cms.lines) == 0
    assert check(cms.disk) == []
    assert "BROKEN OFF" in cms.ask("EDIT T DATA", 50_000_000)[0]
    cms.ask("FILE", 50_000_000)
    made = texts(cms.disk)
    changed = made.count("AYA")
    assert made == ["NEW"] + ["AYA"] * changed + ["AXA"] * (1500 - changed) and changed > 10
    assert cms.word("HIMAIN") == cms.word("LOCCNT")    # storage is free again


def test_a_thousand_lines_from_the_stack_take_less_than_two_seconds():
    cms = WithDisk(("T", "EXEC",
    cards("&CONTROL OFF\n&I = 0\n&LOOP 2 1000\n&I = &I + 1\n&STACK LINE &I\n&STACK\n"
                                       "&STACK FILE\nEDIT BIG DATA")), cylinders=5, storage="512K")
    begin = time.process_time()
    assert code_of(cms.ask("T", 2_000_000_000)) == 0
    assert time.process_time() - begin < 2
    assert texts(cms.disk, "BIG") == [f"LINE {n}" for n in range(1, 1001)]


def test_a_line_that_is_lost_and_a_machine_that_is_forced_off(tmp_path):
    """A lost line leaves the machine: EDIT goes on there.  After FORCE the next logon has every line."""
    room = Room(tmp_path, ("T", "DATA", "\n".join(OLD)))
    with room.system:
        typed_at(room, "EDIT T DATA", "EDIT:")
        typed_at(room, "I ONE", "")
        room.system.disconnect(room.vm)
        room.vm = room.system.logon("TESTER", ipl=False)
        room.vm.console.send("BEGIN")
        room.vm.console.wait_for("VM READ", 20)
        typed_at(room, "I TWO", "")
        typed_at(room, "N", "OLD 0")
        room.system.logoff(room.vm, by="OPERATOR")
        room.vm = room.logon()
        typed_at(room, "EDIT T DATA", "BROKEN OFF")
        room.vm.console.wait_for("VM READ", 20)
        assert code_of(room.ask("FILE")) == 0
        assert [one.decode("cp037").rstrip() for one in room.read("T", "DATA")] == ["ONE", "TWO", *OLD]
        assert room.faults() == []


def typed_at(room, line: str, answer: str) -> None:
    """A line typed at the console of a machine, and the answer awaited."""
    room.vm.console.wait_for("VM READ", 20)
    room.vm.console.send(line)
    if answer:
        room.vm.console.expect(answer, 20)


# -- kill -9

@pytest.mark.parametrize("kills", [
    pytest.param(3, id="few"),
    pytest.param(100, id="many", marks=[pytest.mark.soak, pytest.mark.timeout(1200)])])
def test_kills_of_cp_while_lines_are_entered(tmp_path, kills):
    """Lines come through a pipe, each is typed back when it is in the file; CP is killed with -9."""
    chance, kept, entered = random.Random(5), [], 0
    data = installation(tmp_path)
    shutil.copy(system_disk(), data / "system" / "CMS190.ckd")
    for kill in range(kills):
        lines = [f"LINE {kill} {n}" for n in range(150)]
        with Running(data) as run:
            run.type("LOGON CMSUSER", "CMSUSER", "IPL 190", "", "EDIT T DATA", *([""] if not kept else []),
            "B",
                     *(part for line in lines for part in (f"I {line}", "T")))
            run.expect(lines[0] + "\n")
            time.sleep(chance.random() * 0.2)
            run.end(signal.SIGKILL)
        said = [line for line in run.text.split("\n")[:-1] if line in lines]
        assert said == lines[:len(said)]
        with System(data, threads=1) as system:
            vm = system.logon("CMSUSER", ipl=False)
            disk = vm.device(0x191).volume
            assert [one for one in check(disk) if one.severity != "note"] == []
            vm.console.send("IPL 190")
            asked(vm, "", 20)
            vm.console.send("EDIT T DATA")
            vm.console.wait_for("VM READ", 20)
            if not kept:
                vm.console.send("")
                vm.console.wait_for("VM READ", 20)
            assert code_of(asked(vm, "FILE", 20)) == 0
            made = texts(disk)
            assert [one for one in check(disk) if one.severity != "note"] == []
            new = made[len(kept):]
            assert made[:len(kept)] == kept and new == lines[:len(new)] and len(new) >= len(said)
            kept, entered = made, entered + len(new)
            if len(kept) > 1000:
                assert code_of(asked(vm, "ERASE T DATA", 20)) == 0
                kept = []
    assert entered > kills
