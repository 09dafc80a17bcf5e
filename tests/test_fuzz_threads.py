"""Machines on several host threads: each goes on by itself, and whoever presses its keys from
another thread never harms it.

The soak run takes CPCMS_FUZZ_SECONDS (60).
"""
import os
import random
import sys
import threading
import time

import pytest

import fuzz_room as room
from s360.errors import S360Error
from s360.machine import Machine, StopReason
from test_fuzz_state import furnished

PATIENCE = 30                # seconds until a machine that was told to stop must have stopped


class Runner(threading.Thread):
    """Runs a machine again and again, with a new PSW when its guest has come to an end."""

    def __init__(self, machine, seed):
        super().__init__(daemon=True)
        self.machine, self.dice = machine, random.Random(seed)
        self.over, self.runs, self.problem = False, 0, None

    def run(self):
        machine = self.machine
        try:
            while not self.over:
                stop = machine.run(self.dice.choice((50, 3000, 200_000)))
                self.runs += 1
                if stop.reason in room.ENDED and self.dice.random() < 0.7:
                    psw = room.a_psw(self.dice, len(machine.storage), machine.core.extended)
                    machine.post(lambda psw=psw: setattr(machine.core, "psw", psw))
        except Exception as problem:
            self.problem = problem


def press_something(dice, machine, children):
    """What an operator, a terminal or another machine's thread may do at any moment."""
    console = machine.devices[room.CONSOLE]
    what = dice.randrange(9)
    if what == 0:
        machine.stop()
    elif what == 1:
        machine.press_interrupt()
    elif what == 2:
        machine.post(lambda: console.type_in(b"\xC1\xC2"))
    elif what == 3:
        machine.post(console.request)
    elif what == 4:
        machine.post(lambda: machine.channels.hio(dice.choice(list(machine.devices))))
    elif what == 5 and len(children) < 3:
        machine.post(lambda: children.append(machine.fork()))
    elif what == 6 and children:
        child = children.pop()
        child.run(300)
        child.close()
    elif what == 7:
        machine.post(lambda: room.channel_program(dice, machine, (0x00C, 0x00E, 0x181)))
    else:
        assert machine.state in ("running", "wait", "stopped")


def tumult(folders, seconds, seed, at_least=0):
    """Machines on threads of their own while this one presses keys, for so many seconds and until
    they have been run `at_least` times (a busy host may need longer); gives the number of runs."""
    machines = [furnished(folder) for folder in folders]
    machines[1].clock = "host"
    runners = [Runner(machine, seed + n) for n, machine in enumerate(machines)]
    dice, children = random.Random(seed), [[] for _ in machines]
    for runner in runners:
        runner.start()
    begun = time.monotonic()

    def enough():
        passed = time.monotonic() - begun
        made = sum(runner.runs for runner in runners)
        return passed >= seconds and (made >= at_least or passed >= PATIENCE)

    try:
        while not enough() and all(runner.is_alive() for runner in runners):
            which = dice.randrange(len(machines))
            press_something(dice, machines[which], children[which])
    finally:
        for runner in runners:
            runner.over = True
        for runner in runners:
            limit = time.monotonic() + PATIENCE
            while runner.is_alive() and time.monotonic() < limit:
                runner.machine.stop()
                runner.join(0.1)
            assert not runner.is_alive(), "a machine does not stop"
    for runner in runners:
        if runner.problem is not None:
            raise runner.problem
    for machine in machines + sum(children, []):
        machine.close()
    return sum(runner.runs for runner in runners)


def folders(tmp_path):
    made = [tmp_path / "one", tmp_path / "other"]
    for folder in made:
        folder.mkdir()
    return made


def test_machines_and_keys_on_several_threads(tmp_path):
    assert tumult(folders(tmp_path), 1.0, 1, at_least=3) >= 3


@pytest.mark.soak
@pytest.mark.timeout(0)
def test_machines_and_keys_on_several_threads_for_long(tmp_path):
    seconds = float(os.environ.get("CPCMS_FUZZ_SECONDS", 60))
    runs = tumult(folders(tmp_path), seconds, int(os.environ.get("CPCMS_FUZZ_SEED", 1)))
    print(f"{runs} runs of two machines in {seconds:.0f} s", file=sys.stderr)


def test_a_machine_is_run_by_one_thread_only():
    with Machine("16K") as machine:
        machine.storage.write(0x200, bytes.fromhex("47F00200"))
        machine.core.psw = bytes.fromhex("0000000000000200")
        running = threading.Event()
        machine.post(lambda: None)
        thread = threading.Thread(target=machine.run)
        thread.start()
        machine.post(running.set)
        assert running.wait(PATIENCE)
        while machine.state == "stopped":            # the thread may not have begun
            pass
        with pytest.raises(S360Error, match="running already"):
            machine.run(1)
        machine.stop()
        thread.join(PATIENCE)
        assert not thread.is_alive()


def test_what_is_posted_while_a_machine_runs_is_done_once_and_in_order():
    with Machine("16K") as machine:
        machine.storage.write(0x200, bytes.fromhex("47F00200"))
        machine.core.psw = bytes.fromhex("0000000000000200")
        done = []
        thread = threading.Thread(target=machine.run)
        thread.start()
        for number in range(2000):
            machine.post(lambda number=number: done.append(number))
        machine.stop()
        thread.join(PATIENCE)
        machine.stop()                                # had it begun after the first
        machine.run(1)
        assert not thread.is_alive() and done == list(range(2000))


def test_endless_channel_program_can_be_stopped():
    """A wait for a channel program that never ends executes nothing, and yet STOP works."""
    with Machine("16K") as machine:
        machine.attach(0x009, "1052")
        machine.storage.write(0x400, bytes.fromhex("0300000060000001" "0800040000000000"))
        machine.storage.write(0x48, bytes.fromhex("00000400"))
        machine.core.psw = bytes.fromhex("FE02000000000000")
        machine.post(lambda: machine.channels.sio(0x009))
        timer = threading.Timer(0.05, machine.stop)
        timer.start()
        assert machine.run(10) == (StopReason.STOPPED, 0)
        timer.join()
