"""What a machine may cost its host: storage, processor time when it waits, mappings, open files.
Measured in fresh processes, where nothing else is counted."""
import subprocess
import sys
import threading
import time

import pytest

from s360._core import FORM
from s360.machine import Machine, StopReason

MEGABYTE = 1 << 20
pytestmark = pytest.mark.skipif("sanitizers" in FORM, reason="the sanitizers keep memory of their own")
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks at /proc")

COMMON = """
import os, sys, time
from s360.machine import Machine

def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")

def mappings():
    with open("/proc/self/maps") as file:
        return len(file.readlines())

def spin(machine):
    # a kernel of 40 KB: code on every 2K block, data stored beside it
    for at in range(0x800, 0x800 + 40 * 1024, 2048):
        to = at + 2048 if at + 2048 < 0x800 + 40 * 1024 else 0x800
        code = bytes.fromhex("05C0 5000C102 D20FC110C100 41000001 58F0C022 07FF")
        machine.storage.write(at, code)
        machine.storage.write(at + 0x24, to.to_bytes(4, "big"))
    machine.core.psw = bytes.fromhex("0000000000000800")
    machine.run(100_000)
    assert machine.core.interruptions == 0
"""


def in_a_process(text, *arguments):
    """Run Python text in a fresh process; gives the numbers it prints."""
    done = subprocess.run([sys.executable, "-P", "-c", COMMON + text, *arguments],
                          capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return [float(word) for word in done.stdout.split()]


def sanitized():
    """Whether this process runs under the address sanitizer, whose own memory would be counted."""
    with open("/proc/self/maps") as file:
        return "libasan" in file.read()


@linux
def test_a_machine_of_256k_costs_under_four_megabytes():
    if sanitized():
        pytest.skip("the sanitizer needs memory of its own")
    (cost,) = in_a_process("""
Machine("2K").run(0)                 # what the first machine of a process loads
before = resident()
machine = Machine("256K")
spin(machine)
print(resident() - before)
""")
    assert cost < 4 * MEGABYTE


@linux
def test_a_machine_has_at_most_four_mappings():
    counts = in_a_process("""
first = [Machine("64K") for _ in range(3)]
for size in ("64K", "256K", "1M", "16M"):
    before = mappings()
    machine = Machine(size)
    spin(machine)
    first.append(machine)
    print(mappings() - before)
""")
    assert len(counts) == 4 and max(counts) <= 4


@linux
def test_machines_that_are_closed_leave_nothing_behind(tmp_path):
    """200 machines with printer, punch, tape and disk: no open file, no mapping, no thread stays."""
    files, maps, memory, threads = in_a_process("""
import gc, threading
from s360.media.ckd import create_volume
folder = sys.argv[1]
create_volume(folder + "/pack", "2311", cylinders=1)
def one():
    with Machine("256K") as machine:
        machine.attach(0x00E, "1403", file=folder + "/paper")
        machine.attach(0x00D, "2540P", deck=folder + "/cards")
        machine.attach(0x181, "2400", tape=folder + "/reel", ring=True, create="aws")
        machine.attach(0x190, "2311", volume=folder + "/pack")
        spin(machine)
        machine.fork().close()
for _ in range(5):
    one()
gc.collect()
before = len(os.listdir("/proc/self/fd")), mappings(), resident(), threading.active_count()
for _ in range(200):
    one()
gc.collect()
after = len(os.listdir("/proc/self/fd")), mappings(), resident(), threading.active_count()
print(*(b - a for a, b in zip(before, after)))
""", str(tmp_path))
    assert files <= 0 and threads <= 0
    assert maps < 40                                  # the interpreter's own come and go
    assert memory < 8 * MEGABYTE


@linux
def test_a_waiting_machine_uses_under_a_hundredth_of_a_core():
    """Enabled wait, clock of the host, interval timer running: 1.5 seconds cost under 15 ms."""
    (used,) = in_a_process("""
import threading
machine = Machine("256K", clock="host")
machine.attach(0x009, "1052")
spin(machine)
machine.reset()                      # the interval timer has run out meanwhile
machine.storage.write(0x50, bytes.fromhex("7FFFFFFF"))
machine.core.psw = bytes.fromhex("FF02000000000000")
thread = threading.Thread(target=machine.run)
thread.start()
end = time.monotonic() + 20
while machine.state != "wait" and time.monotonic() < end:
    pass
begun = time.process_time()
thread.join(1.5)
used = time.process_time() - begun
machine.stop()
thread.join()
print(used)
""")
    assert used < 0.015


def test_other_threads_go_on_while_a_machine_runs():
    """The core runs without the interpreter's lock: another thread counts on meanwhile."""
    with Machine("64K") as machine:
        machine.storage.write(0x200, bytes.fromhex("47F00200"))
        machine.core.psw = bytes.fromhex("0000000000000200")
        counted, over = [0], threading.Event()

        def count():
            while not over.is_set():
                counted[0] += 1

        thread = threading.Thread(target=count)
        thread.start()
        try:
            before = counted[0]
            machine.core.run(20_000_000)
        finally:
            over.set()
            thread.join()
    assert counted[0] - before > 1000


def test_a_slice_of_the_core_is_short():
    """STOP from another thread is obeyed at once, also by a guest whose PSWs are all invalid."""
    for code, features in (("47F00200", None), ("00000000", ["decimal"])):
        with Machine("64K", features=features) as machine:
            machine.storage.write(0x200, bytes.fromhex(code))
            if features:
                machine.storage.write(0x68, bytes.fromhex("0030000000000200"))     # a key without feature
            machine.core.psw = bytes.fromhex("0000000000000200")
            begun = []
            timer = threading.Timer(0.05, lambda m=machine: (begun.append(time.monotonic()), m.stop()))
            timer.start()
            assert machine.run().reason is StopReason.STOPPED
            assert time.monotonic() - begun[0] < 1.0
            timer.join()
