"""The tour on a terminal for tests: in this process (TourTerminal), or a process in a pseudo terminal (TourProcess)."""
from __future__ import annotations

import asyncio
import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import threading
import time

import pyte
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output.vt100 import Vt100_Output

from cp.tour.kiosk import Kiosk
from cp.tour.player import Player
from cp.tour.screen import Screen, perform

PATIENCE = 20.0                # seconds; a busy host


class Watched:
    """Something with `rows`, which changes."""

    def sees(self, text: str, patience: float = PATIENCE):
        deadline = time.monotonic() + patience
        while not any(text in row for row in self.rows):
            assert time.monotonic() < deadline, f"{text!r} did not come:\n" + "\n".join(self.rows)
            self.look()
        return self


class TourTerminal(Watched):
    """Player or Kiosk on a Screen whose terminal is a pyte one; type with `press`."""

    encoding, errors = "utf-8", "strict"

    def __init__(self, tour, prototype, rows: int = 24, columns: int = 80, kiosk: bool = False, idle: float = 180.0,
                 speed: float = 50.0, at: int = 0, log: str | None = None, **more):
        self.pyte = pyte.Screen(columns, rows)
        self.stream = pyte.Stream(self.pyte)
        self.size = Size(rows, columns)
        self.piped = create_pipe_input()
        self.keys = self.piped.__enter__()
        output = Vt100_Output(self, lambda: self.size, term="xterm-256color")
        self.screen = Screen(tour.words, "LEAVE" if kiosk else "", input=self.keys, output=output, **more)
        if kiosk:
            self.show = Kiosk(tour, self.screen, prototype, speed, idle, log)
        else:
            self.show = self.screen.player = Player(tour, self.screen, prototype, speed=speed, idle=idle, at=at)
        self.trouble = None
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()

    def run(self) -> None:
        self.trouble = asyncio.run(perform(self.screen, self.show, False, signals=False))

    def write(self, text: str) -> None:
        self.stream.feed(text)

    def flush(self) -> None:
        """It is shown at once."""

    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        raise OSError("no file")

    @property
    def rows(self) -> list[str]:
        return [row.rstrip() for row in self.pyte.display]

    def look(self) -> None:
        time.sleep(0.01)

    def press(self, keys: str) -> "TourTerminal":
        self.keys.send_text(keys)
        return self

    def ended(self) -> bool:
        self.thread.join(PATIENCE)
        self.piped.__exit__(None, None, None)
        assert not self.thread.is_alive()
        assert self.trouble is None
        return True


class TourProcess(Watched):
    """`cpcms tour` in a pseudo terminal of its own."""

    def __init__(self, *words: str, rows: int = 24, columns: int = 80, before=None, **environment: str):
        self.pyte = pyte.Screen(columns, rows)
        self.stream = pyte.ByteStream(self.pyte)
        self.terminal, theirs = pty.openpty()
        self.written = b""
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

        def own() -> None:
            os.setsid()
            fcntl.ioctl(0, termios.TIOCSCTTY, 0)
            if before is not None:
                before()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "cp.cli", "tour", *words], stdin=theirs, stdout=theirs, stderr=subprocess.PIPE,
            preexec_fn=own, env=os.environ | {"TERM": "xterm-256color", "LC_ALL": "C.UTF-8"} | environment)
        os.close(theirs)

    @property
    def rows(self) -> list[str]:
        return [row.rstrip() for row in self.pyte.display]

    def look(self) -> None:
        if select.select([self.terminal], [], [], 0.05)[0]:
            try:
                data = os.read(self.terminal, 1 << 16)
            except OSError:
                time.sleep(0.05)
                return
            self.written += data
            self.stream.feed(data)

    def resize(self, rows: int, columns: int) -> None:
        self.pyte.resize(rows, columns)
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.process.send_signal(signal.SIGWINCH)

    def press(self, keys: bytes) -> "TourProcess":
        os.write(self.terminal, keys)
        return self

    def end(self) -> tuple[int, str]:
        """Exit code and what it said besides, once it has ended."""
        deadline = time.monotonic() + PATIENCE
        while self.process.poll() is None:
            assert time.monotonic() < deadline, "it does not end:\n" + "\n".join(self.rows)
            if self.terminal is not None:
                self.look()
            else:
                time.sleep(0.02)
        return self.process.returncode, self.process.stderr.read().decode()

    def hang_up(self) -> None:
        os.close(self.terminal)
        self.terminal = None

    def __enter__(self) -> "TourProcess":
        return self

    def __exit__(self, *_) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.process.stderr.close()
        if self.terminal is not None:
            os.close(self.terminal)
