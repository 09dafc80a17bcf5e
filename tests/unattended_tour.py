"""A visitor for `cpcms tour --kiosk`: keys at random for hours, takes over, walks away.

    python -m tests.unattended_tour [MINUTES [SEED]]     (or as a file, from the root of the checkout)

Says how much memory the kiosk had, how many visits, and what its log complains of; its exit code is 0 when memory was
flat (+-5 %), nothing went wrong, and the operator's word ended it.  Used by tests/test_tour_screen.py with a short time.
"""
from __future__ import annotations

import fcntl
import os
import pty
import random
import re
import select
import shutil
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path

LINES = ("LISTF", "HELP", "PRINTF WELCOME MEMO", "CP QUERY TRAPS", "COUNT 5", "ASSEMBLE HELLO", "LOAD HELLO", "START",
         "LOGOFF", "LOGON CMSUSER CMSUSER", "IPL CMS", "CP IPL 190", "#CP", "BEGIN", "NONSENSE", "CP MSG * HELLO",
         "CP SHUTDOWN", "CP QUERY SYSTEM", "EDIT A B", "CP DUMP 0-FFFF", "PUNCH HELLO SYSIN", "CP DEFINE STORAGE 1M",
         "ERASE HELLO SYSIN", "CP DISCONN", "LEAVE", "exit", "; sh", "CP TRACE ALL RUN", "COPYFILE HELLO SYSIN A B B A")
BROWSING = (b" ", b" ", b" ", b"\r", b"n", b"n", b"n", b"b", b"?", b"\x1b[C", b"\x1b[D", b"x", b"q", b"\x03", b"\x1a",
            b"\x1c", b"\x1bOP", b"\x1d", b"\x04")
FUNCTIONS = (b"\r", b"\x03", b"\x14", b"\x01" + b"1", b"\x01" + b"2", b"\x1bOP", b"\x1b[24~", b"\x01q", b"\x01t",
             b"\x0b", b"\x0e")
IDLE = 6.0                     # seconds until the kiosk thinks that nobody is there
SPEED = 4.0
SAMPLE = 10.0                  # seconds between looks at the memory
WARM = 0.2                     # part of the time that does not count
FLAT = 0.05


class Visitor:
    """Sits before a kiosk in a pseudo terminal.  temp: its temporary folder, log: of the kiosk"""

    def __init__(self, seed: int, rows: int = 24, columns: int = 80):
        self.random = random.Random(seed)
        self.temp = Path(tempfile.mkdtemp(prefix="tour-soak"))
        self.log = self.temp / "log"
        self.folder = self.temp / "tmp"
        self.folder.mkdir()
        self.terminal, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.kiosk = subprocess.Popen(
            [sys.executable, "-m", "cp.cli", "tour", "--kiosk", "--log", str(self.log), "--idle", f"{IDLE:g}",
             "--speed", f"{SPEED:g}", "--leave-word", "HOMEWARD"], stdin=theirs, stdout=theirs, stderr=subprocess.PIPE,
            start_new_session=True, env=os.environ | {"TERM": "xterm-256color", "TMPDIR": str(self.folder)})
        os.close(theirs)
        self.shown = 0
        self.tail = b""
        self.memory: list[float] = []
        self.folders = 0
        self.sampled = self.begun = time.monotonic()

    def look(self, seconds: float) -> None:
        """Let the time pass, taking what the kiosk paints, and looking at its memory."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            if select.select([self.terminal], [], [], min(left, 0.5))[0]:
                try:
                    data = os.read(self.terminal, 1 << 16)
                except OSError:
                    return
                self.shown += len(data)
                self.tail = (self.tail + data)[-20_000:]
            now = time.monotonic()
            if now - self.sampled >= SAMPLE:
                self.sampled = now
                self.sample()

    def sample(self) -> None:
        try:
            status = Path(f"/proc/{self.kiosk.pid}/status").read_text()
        except OSError:
            return
        self.memory.append(int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024)
        self.folders = max(self.folders, sum(1 for _ in self.folder.glob("cpcms-tour-*/*")))

    def press(self, keys: bytes, then: float = 0.1) -> None:
        try:
            os.write(self.terminal, keys)
        except OSError:
            return
        self.look(then)

    def visit(self) -> None:
        """One visitor: comes, looks, perhaps takes over, goes."""
        self.press(b" ", 0.3)
        for _ in range(self.random.randrange(1, 25)):
            if self.random.random() < 0.15:
                self.take_over()
            self.press(self.random.choice(BROWSING), self.random.choice((0.05, 0.3, 1.0, 3.0)))
        if self.random.random() < 0.5:         # else the next one comes at once
            self.look(IDLE * self.random.choice((1.2, 2.5)))

    def take_over(self) -> None:
        self.press(b"t", 0.5)
        for _ in range(self.random.randrange(1, 12)):
            if self.random.random() < 0.3:
                self.press(self.random.choice(FUNCTIONS), 0.2)
            else:
                self.press(self.random.choice(LINES).encode() + b"\r", self.random.choice((0.05, 0.2, 0.8)))
        if self.random.random() < 0.6:         # else he just goes away
            self.press(b"\x1b", 0.3)

    def leave(self) -> int | None:
        """The operator's word; the exit code, None when it does not end."""
        self.look(IDLE * 1.5)
        for _ in range(3):
            self.press(b"\x1b", 0.5)
            self.press(b"\x1d", 0.3)
            self.press(b"HOMEWARD", 3.0)
            if self.kiosk.poll() is not None:
                break
        deadline = time.monotonic() + 20
        while self.kiosk.poll() is None and time.monotonic() < deadline:
            self.look(0.2)
        return self.kiosk.poll()

    def close(self) -> None:
        if self.kiosk.poll() is None:
            os.killpg(self.kiosk.pid, signal.SIGKILL)
        self.kiosk.wait()
        self.kiosk.stderr.close()
        os.close(self.terminal)
        shutil.rmtree(self.temp, ignore_errors=True)


def flat(memory: list[float]) -> tuple[float, float]:
    """Medians of the first and last third, behind the warm-up."""
    counted = memory[int(len(memory) * WARM):]
    part = max(len(counted) // 3, 1)
    return statistics.median(counted[:part]), statistics.median(counted[-part:])


def soak(minutes: float, seed: int, say=print) -> list[str]:
    """Let visitors come; gives what was wrong."""
    visitor = Visitor(seed)
    wrong = []
    try:
        visitor.look(3.0)
        until, told = time.monotonic() + minutes * 60, time.monotonic()
        while time.monotonic() < until and visitor.kiosk.poll() is None:
            visitor.visit()
            if time.monotonic() - told > 60:
                told = time.monotonic()
                say(f"{(told - visitor.begun) / 60:5.1f} min  {visitor.memory[-1] if visitor.memory else 0:.1f} MB  "
                    f"{visitor.log.read_text().count(' visit ')} visits")
        if visitor.kiosk.poll() is not None:
            wrong.append(f"it ended by itself, code {visitor.kiosk.poll()}: "
                         f"{visitor.kiosk.stderr.read().decode(errors='replace')[-2000:]}")
        code = visitor.leave()
        if code != 0:
            wrong.append(f"the operator's word: exit code {code}")
        log = visitor.log.read_text()
        wrong += [line for line in log.splitlines() if "error" in line]
        before, after = flat(visitor.memory) if visitor.memory else (0.0, 0.0)
        if len(visitor.memory) > 20 and abs(after - before) > FLAT * before:
            wrong.append(f"memory: {before:.1f} MB, at the end {after:.1f} MB")
        if visitor.folders > 4:
            wrong.append(f"{visitor.folders} throw-away installations at once")
        if list(visitor.folder.glob("cpcms-*")):
            wrong.append("its temporary folder is not empty")
        taken = sum(map(int, re.findall(r"taken over (\d+)", log)))
        say(f"{(time.monotonic() - visitor.begun) / 60:.1f} minutes, {log.count(' visit ')} visits, "
            f"{taken} times taken over, {visitor.shown >> 10} K painted; memory "
            f"{before:.1f} MB at first, {after:.1f} MB at the end, most {max(visitor.memory, default=0):.1f}; "
            f"at most {visitor.folders} folders; {len(wrong)} things wrong")
    finally:
        visitor.close()
    return wrong


if __name__ == "__main__":
    found = soak(float(sys.argv[1]) if len(sys.argv) > 1 else 30.0, int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    for line in found:
        print(line)
    sys.exit(bool(found))
