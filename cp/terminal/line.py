"""The plain line terminal: standard input and output, for pipes and simple terminals.

    cpcms < script        every line is typed when CP or the machine reads; the end logs off
At a terminal Ctrl-C is the attention key; twice within two seconds is an orderly end.
"""
from __future__ import annotations

import os
import selectors
import signal
import sys
import threading
import time

try:
    import termios
except ImportError:                       # Windows: what is typed is always shown
    termios = None

from cp.terminal.session import MOST_BEHIND

TWICE = 2.0                    # seconds
PATIENCE = 0.3                 # seconds until a script asks whether the machine waits
LAST_WORDS = 2.0               # seconds for a terminal that does not take what is typed, at the end
READING = ("CP READ", "VM READ")


class LineTerminal:
    """
    link:  what is typed goes to (`send`, `attention`, `close`): a Session or a RemoteLink
    script: standard input is no terminal: lines are given only when something reads
    """

    def __init__(self, output=None, keyboard=None):
        self.output = output or sys.stdout
        self.keyboard = keyboard or sys.stdin
        self.script = not self.keyboard.isatty()
        self.wake = threading.Condition()
        self.state = ""
        self.queue: list[str] = []
        self.size = 0
        self.ended = False
        self.link = None
        self.last_break = -1e9
        self.keys = Keys(self.keyboard)
        self.writer = threading.Thread(target=self._write, name="cp-terminal", daemon=True)
        self.writer.start()

    # -- what CP tells it

    def text(self, text: str) -> None:
        with self.wake:
            self.queue.append(text)
            self.size += len(text)
            if self.size > MOST_BEHIND and hasattr(self.link, "behind"):
                self.link.behind = True
            self.wake.notify_all()

    def status(self, state: str) -> None:
        with self.wake:
            self.state = state
            self.wake.notify_all()

    def hidden(self, on: bool) -> None:
        """Do not show what is typed (passwords)."""
        if self.script or termios is None:
            return
        try:
            number = self.keyboard.fileno()
            mode = termios.tcgetattr(number)
            mode[3] = mode[3] & ~termios.ECHO if on else mode[3] | termios.ECHO
            termios.tcsetattr(number, termios.TCSADRAIN, mode)
        except (OSError, termios.error):
            pass

    def end(self) -> None:
        with self.wake:
            self.ended = True
            self.wake.notify_all()
        self.keys.stop()

    stop = end

    def _write(self) -> None:
        while True:
            with self.wake:
                self.wake.wait_for(lambda: self.queue or self.ended)
                texts, self.queue, self.size = self.queue, [], 0
                if not texts and self.ended:
                    return
            try:
                self.output.write("".join(texts))
                self.output.flush()
            except (OSError, ValueError):
                self.end()
                return
            link = self.link
            if getattr(link, "behind", False):
                link.behind = False
                if link.vm is not None:
                    link.vm.console.drained()

    # -- the person

    def run(self, link) -> None:
        """Until the session or the input ends."""
        self.link = link
        before = signal.signal(signal.SIGINT, self._break)
        try:
            while not self.ended:
                if self.script:
                    self._until_read()
                line = self.keys.line()
                if line is None or self.ended:
                    break
                with self.wake:
                    if self.state in READING:
                        self.state = "typed"
                link.send(line)
            if self.script and not self.ended:
                self._until_read()
        finally:
            signal.signal(signal.SIGINT, before)
            self.hidden(False)
            link.close()
            self.end()
            self.writer.join(LAST_WORDS)

    def _until_read(self) -> None:
        """A script's line is typed when something reads it, or when the machine waits for something
        from outside (a line is then typed ahead, with attention)."""
        while True:
            with self.wake:
                if self.wake.wait_for(lambda: self.ended or self.state in READING, PATIENCE):
                    return
            if self.link.idle:
                return

    def _break(self, *_) -> None:
        """Ctrl-C."""
        now = time.monotonic()
        if now - self.last_break < TWICE and self.last_break > 0:
            self.end()
            os.kill(os.getpid(), signal.SIGTERM)
            return
        self.last_break = now
        if self.link is not None:
            threading.Thread(target=self.link.attention, daemon=True).start()


class Keys:
    """Lines of standard input, which another thread can stop."""

    def __init__(self, keyboard):
        self.keyboard = keyboard
        self.have = b""
        self.ended = False
        try:
            self.number = keyboard.fileno()
        except (OSError, ValueError, AttributeError):
            self.number = None
            return
        self.inside, self.outside = os.pipe()
        self.selector = selectors.DefaultSelector()
        try:
            self.selector.register(self.number, selectors.EVENT_READ)
            self.selector.register(self.inside, selectors.EVENT_READ)
        except (OSError, PermissionError):    # a regular file is always ready
            self.selector = None

    def line(self) -> str | None:
        """The next line; None at the end or when stopped."""
        if self.number is None:
            line = self.keyboard.readline()
            return line.rstrip("\r\n") if line else None
        while b"\n" not in self.have:
            if self.selector is not None and any(
                    key.fd == self.inside for key, _ in self.selector.select()):
                return None
            data = os.read(self.number, 65536)
            if not data:
                rest, self.have = self.have, b""
                return rest.decode(errors="replace") if rest else None
            self.have += data
        line, _, self.have = self.have.partition(b"\n")
        return line.decode(errors="replace").rstrip("\r")

    def stop(self) -> None:
        if self.number is not None and not self.ended:
            self.ended = True
            os.write(self.outside, b".")


class RemoteLink:
    """The other end of a LineTerminal whose CP is another process (cp/terminal/local.py)."""

    vm = None

    def __init__(self, connection, terminal: LineTerminal):
        from cp.terminal.local import read_line, send_line
        self.connection, self.terminal = connection, terminal
        self.put, self.get = send_line, read_line
        self.put(connection, {"do": "terminal"})
        self.asked, self.is_idle = threading.Event(), False
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        with self.connection.makefile("rb") as lines:
            try:
                while (message := self.get(lines)) is not None:
                    if "text" in message:
                        self.terminal.text(message["text"])
                    elif "status" in message:
                        self.terminal.status(message["status"])
                    elif "hidden" in message:
                        self.terminal.hidden(message["hidden"])
                    elif "idle" in message:
                        self.is_idle = message["idle"]
                        self.asked.set()
                    elif message.get("end"):
                        break
            except (OSError, ValueError):
                self.terminal.text("CP HAS GONE\n")
        self.terminal.end()

    def send(self, line: str) -> None:
        self._put({"send": line})

    @property
    def idle(self) -> bool:
        """As Session.idle."""
        self.asked.clear()
        self._put({"idle": 0})
        return self.asked.wait(PATIENCE) and self.is_idle

    def attention(self, times: int = 1) -> None:
        self._put({"attention": times})

    def _put(self, message: dict) -> None:
        try:
            self.put(self.connection, message)
        except OSError:
            self.terminal.end()

    def close(self) -> None:
        import socket
        try:
            self.connection.shutdown(socket.SHUT_WR)
        except OSError:
            pass
