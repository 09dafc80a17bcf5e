"""Terminals for tests of sessions: faces that keep what they are shown, `cpcms` at a pseudo-terminal, and
guests assembled from a few lines."""
from __future__ import annotations

import os
import subprocess
import sys
import threading
import time

from cp.directory_schema import User
from cp.first_saved import ipl_cards
from cp.terminal.local import request
from cp.terminal.outbox import Outbox
from cp.terminal.session import Session

CPCMS = [sys.executable, "-P", "-m", "cp.cli"]
PATIENCE = 15                  # seconds; a busy host


class Terminal:
    """A session and all it was shown; `stalled` is a reader that does not read."""

    def __init__(self, system, **options):
        self.outbox = Outbox()
        self.shown, self.state, self.hidden, self.ended = "", "", False, False
        self.wake = threading.Condition()
        self.reads = threading.Event()
        self.reads.set()
        threading.Thread(target=self._read, daemon=True).start()
        self.session = Session(system, self.outbox, **options)

    def _read(self) -> None:
        while not self.ended:
            self.reads.wait()
            messages = self.outbox.take()
            with self.wake:
                for message in messages:
                    self.shown += message.get("text", "")
                    self.state = message.get("status", self.state)
                    self.hidden = message.get("hidden", self.hidden)
                    self.ended = self.ended or "end" in message
                self.wake.notify_all()
            self.outbox.shown()

    def type(self, *lines: str) -> "Terminal":
        for line in lines:
            self.session.send(line)
        return self

    def until(self, condition) -> None:
        with self.wake:
            assert self.wake.wait_for(condition, PATIENCE), (self.state, self.shown[-2000:])

    def sees(self, text: str) -> str:
        """Wait until `text` is shown; gives what came before, which is forgotten with it."""
        self.until(lambda: text in self.shown)
        with self.wake:
            before, _, self.shown = self.shown.partition(text)
            return before

    def settles(self, state: str) -> None:
        self.until(lambda: self.state == state)


def assembled(system, userid: str, source: str, **keys):
    """A new user with a program in his reader, logged on, IPLed."""
    system.directory.put([User.model_validate({"userid": userid} | keys)], replace=True)
    vm = system.logon(userid, ipl=False)
    return load(vm, source)


def load(vm, source: str, ipl: str = "IPL 00C"):
    """IPL a program from cards."""
    vm.console.send("#CP CLOSE 00C#CP PURGE RDR ALL")
    writer = vm.system.spool.open("RDR", vm.userid)
    for card in ipl_cards(source.encode()):
        writer.punch(card)
    writer.close()
    vm.console.send(ipl)
    return vm


def run_script(folder, script: str, *options: str, **more) -> subprocess.CompletedProcess:
    """`cpcms < script`."""
    return subprocess.run([*CPCMS, "--data", str(folder), *options], input=script, text=True,
                          capture_output=True, timeout=20, **more)


def at_terminal(folder, *options: str):
    """`cpcms` at a terminal of its own (pexpect)."""
    import pexpect
    return pexpect.spawn(CPCMS[0], [*CPCMS[1:], "--data", str(folder), *options], encoding="utf-8",
                         timeout=PATIENCE, env=dict(os.environ, TERM="dumb"))


def ended(child) -> int:
    """Wait for its end; the exit code (negative: of a signal)."""
    import pexpect
    child.expect(pexpect.EOF)
    child.wait()
    child.close()
    return child.exitstatus if child.signalstatus is None else -child.signalstatus


def until_it_waits(folder, userid: str = "CMSUSER") -> None:
    """The machine, of a CP in another process, has been IPLed and waits."""
    def waits() -> bool:
        names = request(folder, {"do": "command", "line": "QUERY NAMES"})["data"]
        return {"userid": userid, "state": "waiting"} in [
            {key: one[key] for key in ("userid", "state")} for one in names]
    wait_for(waits)


def until_it_computes(folder, userid: str = "CMSUSER") -> None:
    """It has computed for a while."""
    def figures() -> list:
        return request(folder, {"do": "command", "line": f"INDICATE USER {userid}"})["data"]
    wait_for(lambda: (told := figures()) and told[0]["virtual_cpu"] > 0.5)


def wait_for(condition, seconds: float = PATIENCE) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it does not come about"
        time.sleep(0.005)
