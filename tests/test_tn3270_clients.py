"""Real clients at the terminal server: s3270 in every size, c3270 and telnet in tmux.  Those that are not
installed are skipped by name."""
from __future__ import annotations

import shutil
import statistics
import subprocess
import time

import pytest

from cp.system import System
from cp.terminal.tn3270 import TerminalServer
from s360.devices.display_codes import CLEAR
from tn3270_client import PATIENCE, Client, Emulator

pytestmark = pytest.mark.slow
SESSIONS, TERMINALS = 50, 500


@pytest.fixture(scope="module")
def served(tmp_path_factory):

    with System(tmp_path_factory.mktemp("clients") / "data") as system:
        server = TerminalServer(system, port=0)
        yield server
        system.close("logoff")
        server.stop()


@pytest.mark.parametrize("options, prefix, size", [
    (["-model", "2"], "", "24 80"), (["-model", "3"], "", "32 80"), (["-model", "4"], "", "43 80"),
    (["-model", "5"], "", "27 132"), (["-model", "3278-4"], "", "43 80"), ([], "S:", "43 80"), ([], "N:", "43 80"),
    (["-model", "3279-2", "-oversize", "100x60"], "", "60 100"), (["-model", "2"], "LU0C0@", "24 80")])
def test_a_session_with_s3270(served, options, prefix, size):
    with Emulator(*options) as person:
        person.connect(served.port, prefix).sees("ONLINE", "CP READ")
        assert " ".join(person.status[6:8]) == size
        person.type("LOGON CMSUSER CMSUSER").sees("CMS", "VM READ")
        assert "***" in person.shown() and "CMSUSER CMSUSER" not in person.shown()
        person.type("LISTF").sees("R;", "VM READ")
        assert "FILENAME" in person.shown()
        person.do("PA(1)")
        person.sees("CP", "CP READ")
        person.do("Clear()")
        person.type("#".join(["Q SET"] * 22)).sees("LINEDIT", "MORE...")
        person.do("Enter()")
        person.sees("LINEDIT", "HOLDING")
        while "HOLDING" in person.shown() or "MORE" in person.shown():
            person.do("PA(2)")
        person.sees("SECUSER", "CP READ")
        person.do("PF(9)")
        person.sees("", "NOT ACCEPTED")
        person.do("PF(12)")
        assert "Q SET#Q SET" in "".join(person.rows()[-2:])
        person.do("DeleteField()")
        person.do("Clear()")
        person.type("BEGIN").sees("BEGIN")
        person.type("#CP LOGOFF").sees("LOGOFF AT", "CP READ")
        person.sees("ONLINE")


def test_attention_and_sysreq(served):
    with Emulator("-model", "2") as person:
        person.connect(served.port)
        for key in ("Attn()", "SysReq()", "Interrupt()"):
            person.type("LOGON CMSUSER CMSUSER").sees("CMS", "VM READ")
            person.do(key)
            person.sees("CP", "CP READ")
            person.do("Reset()")
            time.sleep(0.3)                    # PA1 and BREAK so near to each other are one key
            person.type("LOGOFF").sees("LOGOFF AT", "CP READ")
            person.do("Clear()")


def test_disconnect_and_reconnect(served):
    with Emulator("-model", "2") as first, Emulator("-model", "4") as second:
        first.connect(served.port).type("LOGON CMSUSER CMSUSER").sees("CMS", "VM READ")
        first.do("Disconnect()")
        second.connect(served.port).type("LOGON CMSUSER CMSUSER").sees("RECONNECTED", "CP READ")
        second.type("BEGIN")
        second.type("LISTF").sees("R;", "VM READ")
        second.type("#CP LOGOFF").sees("LOGOFF AT")


class Window:
    """A program in tmux."""

    def __init__(self, command: str, columns: int = 80, rows: int = 25):
        for program in ("tmux", command.split()[0]):
            if shutil.which(program) is None:
                pytest.skip(f"{program} is not installed")
        self.name = f"cpcms{time.monotonic_ns()}"
        self.tmux("new-session", "-d", "-s", self.name, "-x", str(columns), "-y", str(rows), command)

    def tmux(self, *words: str) -> str:
        return subprocess.run(["tmux", "-L", self.name, "-f", "/dev/null", *words], check=True,
                              capture_output=True, text=True, timeout=PATIENCE).stdout

    def keys(self, *keys: str) -> "Window":
        self.tmux("send-keys", "-t", self.name, *keys)
        return self

    def sees(self, text: str) -> str:
        deadline = time.monotonic() + PATIENCE
        while text not in (shown := self.tmux("capture-pane", "-p", "-t", self.name)):
            assert time.monotonic() < deadline, shown
            time.sleep(0.05)
        return shown

    def close(self) -> None:
        subprocess.run(["tmux", "-L", self.name, "kill-server"], capture_output=True, timeout=PATIENCE)


@pytest.mark.parametrize("columns, rows", [(80, 25), (80, 50)])
def test_c3270_in_a_window(served, columns, rows):
    window = Window(f"c3270 -mono 127.0.0.1:{served.port}", columns, rows)
    try:
        window.sees("ONLINE")
        window.keys("LOGON CMSUSER CMSUSER", "Enter").sees("VM READ")
        window.keys("LISTF", "Enter").sees("R;")
        window.keys("C-a", "1").sees("CP READ")
        window.keys("C-c")
        window.keys("LOGOFF", "Enter").sees("LOGOFF AT")
    finally:
        window.close()


def test_telnet_in_a_window(served):
    window = Window(f"telnet 127.0.0.1 {served.port}; cat")
    try:
        window.sees("ONLINE")
        window.keys("LOGON CMSUSER", "Enter").sees("ENTER PASSWORD")
        window.keys("CMSUSER", "Enter").sees("CMS..")
        window.keys("LISTF", "Enter")
        shown = window.sees("R;")
        assert shown.count("CMSUSER") == 1             # the password is not there
        window.keys("#CP LOGOFF", "Enter").sees("LOGOFF AT")
    finally:
        window.close()


def test_times_with_fifty_sessions(served):
    """The first screen has arrived within 5 ms of connecting, a line is answered within 5 ms, at the median."""
    first, clients = [], []
    for _ in range(SESSIONS):
        begun = time.perf_counter()
        client = Client(served.port)
        while not client.bytes.endswith(b"\xff\xef"):
            client.bytes += client.receive()
        first.append(time.perf_counter() - begun)      # decoding it here takes ten times as long
        clients.append(client)
    times = []
    for turn in range(6):
        for client in clients:
            begun = time.perf_counter()
            client.press(CLEAR).type("QUERY TIME").sees("?CP: QUERY", "CP READ")
            times.append(time.perf_counter() - begun)
    for client in clients:
        client.close()
    print(f"first screen {statistics.median(first) * 1e3:.2f} ms, a line {statistics.median(times) * 1e3:.2f} ms")
    assert statistics.median(first) < 0.005 and statistics.median(times) < 0.005


def test_five_hundred_terminals(served):
    before = resident()
    clients = [Client(served.port) for _ in range(TERMINALS)]
    for client in clients:
        client.sees("ONLINE", "CP READ")
        client.type("QUERY TIME").sees("QUERY TIME")
    used = resident() - before
    for client in clients:
        client.close()
    print(f"{used >> 20} MB for {TERMINALS} terminals, both ends")
    assert used < 1 << 30


def resident() -> int:
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * 4096
