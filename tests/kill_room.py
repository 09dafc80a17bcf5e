"""A data folder for tests that end CP in every way: made once, copied for each test; and `cpcms` as a
process on it.  Used by test_cp_checkpoint, test_cp_faults and test_cp_kill."""
from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from functools import cache
from pathlib import Path

import cp
from cp.passwords import stored
from cp.system import System

PASSWORD = "SECRET"


@cache
def template() -> Path:
    """An installation after its first start, without real printers, so that files stay in the spool;
    OPERATOR's password is SECRET."""
    keeper = tempfile.TemporaryDirectory(prefix="cpcms-test")
    template.keeper = keeper                   # until the tests end
    path = Path(keeper.name) / "data"
    System(path).close()
    text = (path / "system.yaml").read_text()
    head, found, _ = text.partition("\nunit record:")
    assert found
    (path / "system.yaml").write_text(head + "\nunit record: {}\n")
    entry = path / "users" / "OPERATOR.yaml"
    entry.write_text(re.sub("(?m)^password:.*", f'password: "{stored(PASSWORD)}"', entry.read_text()))
    return path


def installation(tmp_path, name: str = "data") -> Path:
    """A fresh copy of it."""
    path = Path(tmp_path) / name
    shutil.copytree(template(), path)
    return path


def supervisor(system, userid: str = "CMSUSER"):
    """The machine of a user with the supervisor of decks/ in it, at its console read."""
    vm = system.logon(userid, ipl=False)
    vm.console.send("IPL SUPERV")
    vm.console.wait_for("RUNNING")
    vm.console.attention()
    vm.console.wait_for("VM READ")
    return vm


def environment() -> dict:
    """The package that this process uses, and the tests beside it."""
    package = Path(cp.__file__).resolve().parent.parent
    return os.environ | {"PYTHONPATH": os.pathsep.join((str(package), str(Path(__file__).parent)))}


def cpcms(data, *words: str, script: str = "", timeout: float = 30, before=None):
    """`cpcms --data ...` with lines as standard input, until it ends.

    before: called in the process before it is cpcms (limits)
    """
    return subprocess.run([sys.executable, "-P", "-m", "cp.cli", "--data", str(data), *words],
                          input=script, capture_output=True, text=True, timeout=timeout, check=False,
                          env=environment(), preexec_fn=before, cwd="/")


class Running:
    """A `cpcms` that goes on: its input stays open.  `with` ends it by force if it is still there."""

    def __init__(self, data, *words: str):
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "cp.cli", *words, "--data", str(data)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment(),
            cwd="/")
        os.set_blocking(self.process.stdout.fileno(), False)
        self.text = ""

    def type(self, *lines: str) -> None:
        self.process.stdin.write("".join(line + "\n" for line in lines).encode())
        self.process.stdin.flush()

    def expect(self, text: str, timeout: float = 20) -> None:
        """Wait until it has typed that."""
        deadline = time.monotonic() + timeout
        while text not in self.text:
            assert time.monotonic() < deadline, f"no {text!r} in:\n{self.text}"
            self.text += (self.process.stdout.read() or b"").decode()
            if self.process.poll() is not None:
                self.text += (self.process.stdout.read() or b"").decode()
                assert text in self.text, f"ended without {text!r}:\n{self.text}"
            time.sleep(0.005)

    def end(self, signal: int, timeout: float = 10) -> tuple[int, float]:
        """Send a signal; exit code and seconds until it has ended."""
        begin = time.monotonic()
        self.process.send_signal(signal)
        return self.wait(timeout), time.monotonic() - begin

    def wait(self, timeout: float = 10) -> int:
        """Its exit code; what it typed is in `text`."""
        deadline = time.monotonic() + timeout
        while self.process.poll() is None:
            assert time.monotonic() < deadline, f"does not end:\n{self.text}"
            self.text += (self.process.stdout.read() or b"").decode()
            time.sleep(0.005)
        self.text += (self.process.stdout.read() or b"").decode()
        return self.process.returncode

    def __enter__(self) -> Running:
        return self

    def __exit__(self, *_) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.process.stdin.close()
        self.process.stdout.close()
