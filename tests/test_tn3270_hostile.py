"""The terminal server among hostile clients: nothing in the log, no growth, other users keep their answer times."""
from __future__ import annotations

import os
import re
import socket
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from cp.passwords import stored
from cp.system import System
from s360.devices import display_codes as c
from tn3270_client import Client
from unattended import resident

HERE = Path(__file__).resolve().parent
OBSERVER = "OBSERVER"
AGREED = b"\xff\xfb\x18\xff\xfa\x18\x00IBM-3279-2-E\xff\xf0\xff\xfb\x19\xff\xfd\x19\xff\xfb\x00\xff\xfd\x00"


class Served:
    """`cpcms serve` as a process on a folder of its own."""

    def __init__(self, data):
        with System(data, threads=1) as system:
            user = system.directory.get("CMSUSER").model_copy(update={"userid": OBSERVER, "disks": {}, "links": []})
            user.password = stored(OBSERVER)
            system.directory.add(user)
        yaml = data / "system.yaml"
        yaml.write_text(re.sub("(?m)^#? ?reconnect:.*$", "", yaml.read_text()) + "reconnect: 1\n")
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.data = data
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "cp.cli", "serve", "--port", str(self.port), "--data", str(data)],
            stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        while "serves terminals" not in (line := self.process.stderr.readline()):
            assert line
        threading.Thread(target=self.process.stderr.read, daemon=True).start()

    def memory(self) -> float:
        """RSS in MB, without the 16 of a password that is being checked at the moment."""
        return min(resident(self.process.pid) for _ in range(10) if time.sleep(0.1) is None)

    def errors(self) -> list[str]:
        """What the log says of CP's own mistakes."""
        done = subprocess.run([sys.executable, "-P", "-m", "cp.cli", "log", "--kind", "error", "-n", "20", "--data",
                               str(self.data)], capture_output=True, text=True, timeout=60)
        return done.stdout.splitlines()

    def end(self) -> None:
        self.process.terminate()
        try:
            assert self.process.wait(60) == 0
        finally:
            self.process.kill()


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    if not os.path.exists("/proc/self/status"):
        pytest.skip("needs /proc")
    made = Served(tmp_path_factory.mktemp("hostile") / "data")
    try:
        yield made
    finally:
        made.process.kill()


class Observer(threading.Thread):
    """A user at work beside them. times: seconds until a line was answered"""

    def __init__(self, port: int):
        super().__init__(daemon=True)
        self.port, self.times, self.over = port, [], threading.Event()
        self.trouble: Exception | None = None

    def run(self) -> None:
        try:
            self.work()
        except Exception as error:
            self.trouble = error

    def work(self) -> None:
        client = Client(self.port, source="127.0.0.2")     # the gate counts by address
        client.sees("ONLINE", "CP READ")
        client.press(c.CLEAR).type(f"LOGON {OBSERVER} {OBSERVER} NOIPL").sees("LOGON AT", "CP READ")
        while not self.over.is_set():
            client.press(c.CLEAR).sees("", "CP READ")
            begun = time.perf_counter()
            client.type("QUERY TIME").sees("CONNECT=", "CP READ")
            self.times.append(time.perf_counter() - begun)
            self.over.wait(0.02)
        client.type("LOGOFF").sees("LOGOFF AT")
        client.close()


def attacked(served, count: int, seed: int) -> list[float]:
    """So many hostile clients come; the answer times of a user meanwhile."""
    observer = Observer(served.port)
    observer.start()
    env = os.environ | {"PYTHONPATH": os.pathsep.join([str(HERE), os.environ.get("PYTHONPATH", "")])}
    done = subprocess.run([sys.executable, "-m", "hostile_clients", str(served.port), str(count), str(seed)],
                          capture_output=True, text=True, env=env, cwd=HERE)
    assert done.returncode == 0, done.stderr
    observer.over.set()
    observer.join(30)
    assert observer.trouble is None and not observer.is_alive(), observer.trouble
    return observer.times


def test_two_hundred_of_them_harm_nobody(served):
    times = attacked(served, 200, 360)
    assert times and max(times) < 5
    assert served.process.poll() is None and served.errors() == []


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_a_hundred_thousand_of_them(served):
    """HOSTILE=count of connections, SEED=n."""
    count, seed = int(os.environ.get("HOSTILE", 100_000)), int(os.environ.get("SEED", 67))
    attacked(served, 2000, seed)
    warm = served.memory()
    slowest = []
    for part in range(1, 11):
        times = attacked(served, count // 10, seed + part)
        slowest.append(statistics.median(times))
        print(f"{part * count // 10} connections: {served.memory():.0f} MB, a line answered in "
              f"{statistics.median(times) * 1000:.1f} ms (median of {len(times)}), {max(times) * 1000:.0f} ms at most",
              flush=True)
    assert served.errors() == []
    time.sleep(3)
    assert served.memory() < warm * 1.05 + 2, f"{warm:.0f} MB before"


@pytest.mark.soak
@pytest.mark.timeout(600)
def test_half_open_slow_and_silent_ones(served):
    """More than there are terminals (1,024): silent ones, some that send a byte a second, some that read nothing."""
    before = served.memory()
    there = [socket.create_connection(("127.0.0.1", served.port)) for _ in range(950)]
    deaf = [Client(served.port) for _ in range(70)]
    time.sleep(15)
    slow = [socket.create_connection(("127.0.0.1", served.port)) for _ in range(100)]     # silent ones make room
    observer = Observer(served.port)
    observer.start()
    for number in range(30):
        for line in slow:
            line.sendall(AGREED[number:number + 1])
        assert observer.trouble is None
        for client in deaf:
            client.line.setblocking(False)
            try:
                client.line.send((bytes((c.CLEAR,)) + b"\xff\xef") * 100)
            except BlockingIOError:
                pass
        time.sleep(1)
    observer.over.set()
    observer.join(30)
    assert observer.trouble is None and not observer.is_alive(), observer.trouble
    print(f"{before:.0f} MB before, {served.memory():.0f} MB with 1,120 of them; a line answered in "
          f"{statistics.median(observer.times) * 1000:.1f} ms (median), {max(observer.times) * 1000:.0f} ms at most")
    assert statistics.median(observer.times) < 0.05 and served.memory() < before + 200
    for line in [*there, *slow, *(client.line for client in deaf)]:
        line.close()
    assert served.errors() == []
