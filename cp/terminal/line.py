"""The plain line terminal: standard input and output, for simple terminals and for pipes.

    terminal = LineTerminal(); terminal.run(Session(system, terminal.outbox))

Called by cp/cli_cp.py, with a Session of this process or a RemoteLink (cp/terminal/remote.py) to a CP in
another.  At a terminal Ctrl-C is the attention key, twice within two seconds an orderly end.  Standard
input that is no terminal is a script: each line is typed when CP or the machine reads, or when the
machine waits for something from outside; at the end of the script its user logs off.

Not implemented: keeping a half-typed line apart from what is typed meanwhile (Ctrl-R shows it again).
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

from cp.terminal.outbox import Outbox

TWICE = 2.0                    # seconds
PATIENCE = 0.3                 # seconds until a script asks whether the machine waits
LAST_WORDS = 2.0               # seconds for a terminal that does not take what is typed, at the end
READING = ("CP READ", "VM READ")
LONGEST = 1 << 16              # bytes of a line; a longer one is typed in parts


class LineTerminal:
    """
    outbox: what is to be shown; script: standard input is no terminal
    """

    def __init__(self, outbox: Outbox | None = None):
        self.output = sys.stdout or open(os.devnull, "w")
        self.keyboard = sys.stdin or open(os.devnull)
        if hasattr(self.output, "reconfigure"):
            self.output.reconfigure(errors="replace")
        self.outbox = outbox or Outbox()
        self.script = not self.keyboard.isatty()
        self.keys = Keys(self.keyboard)
        self.echo = Echo(self.keyboard) if termios is not None and not self.script else None
        self.wake = threading.Condition()
        self.state, self.after = "", 0
        self.sent = 0                          # lines typed
        self.ended = self.refused = False
        self.last_break: float | None = None
        self.writer = threading.Thread(target=self._write, name="cp-terminal", daemon=True)
        self.writer.start()

    def stop(self) -> None:
        """End it, from any thread."""
        self.outbox.end()

    # -- what CP tells it

    def _write(self) -> None:
        while not self.ended:
            for message in self.outbox.take():
                self._told(message)
            self._flush()
            self.outbox.shown()
        self.keys.stop()

    def _told(self, message: dict) -> None:
        if "text" in message:
            self._put(message["text"])
        elif "hidden" in message:
            self._flush()
            if self.echo is not None:
                self.echo.set(not message["hidden"])
        else:
            with self.wake:
                if "status" in message:
                    self.state, self.after = message["status"], message["after"]
                elif "end" in message:
                    self.ended = True
                    self.refused = bool(message.get("refused"))
                self.wake.notify_all()

    def _put(self, text: str) -> None:
        try:
            self.output.write(text)
        except (OSError, ValueError):
            self._broken()

    def _flush(self) -> None:
        try:
            self.output.flush()
        except (OSError, ValueError):
            self._broken()

    def _broken(self) -> None:
        """Nobody reads what is typed: the end, like a line that is dropped."""
        self.output = open(os.devnull, "w")
        if sys.stdout is not None:             # or Python complains of it at its end
            try:
                os.dup2(self.output.fileno(), sys.stdout.fileno())
            except (OSError, ValueError):
                pass
        self.outbox.end()

    # -- the person

    def run(self, link, finish=None) -> bool:
        """Until the session or the input ends; whether all went well: a script was typed to its end,
        and logged on if it tried to.

        link: what is typed goes there (`send`, `attention`, `finish`, `close`, `idle`); finish: what
        a double Ctrl-C does (else the terminal ends)
        """
        finish = finish or self.stop
        before = signal.signal(signal.SIGINT, lambda *_: self._break(link, finish))
        try:
            while not self.ended:
                if self.script:
                    self._until_read(link)
                line = self.keys.line() if not self.ended else None
                if line is None:
                    break
                self.sent += 1
                self.last_break = None         # attention, a line, attention: nobody wants to end
                link.send(line)
            if self.script and not self.ended:
                self._until_read(link)
                link.finish()
        finally:
            link.close()
            self.outbox.end()
            self.writer.join(LAST_WORDS)
            if self.echo is not None:
                self.echo.restore()
            signal.signal(signal.SIGINT, before)
        return not (self.script and (self.refused or self.keys.left()))

    def _until_read(self, link) -> None:
        """Wait until something reads that has had all lines before, or the machine waits."""
        def reads() -> bool:
            return self.ended or self.after == self.sent and self.state in READING
        while True:
            with self.wake:
                if self.wake.wait_for(reads, PATIENCE):
                    return
            if link.idle:
                return

    def _break(self, link, finish) -> None:
        """Ctrl-C (in a signal handler, which must not wait for a lock)."""
        now, before = time.monotonic(), self.last_break
        self.last_break = now
        twice = before is not None and now - before < TWICE
        threading.Thread(target=finish if twice else link.attention, daemon=True).start()


class Echo:
    """Whether a terminal shows what is typed."""

    def __init__(self, keyboard):
        self.number = keyboard.fileno()
        try:
            self.before = termios.tcgetattr(self.number)
        except (OSError, termios.error):
            self.before = None

    def set(self, on: bool) -> None:
        if self.before is None or not self.before[3] & termios.ECHO:
            return
        try:
            mode = termios.tcgetattr(self.number)
            mode[3] = mode[3] | termios.ECHO if on else mode[3] & ~termios.ECHO
            termios.tcsetattr(self.number, termios.TCSADRAIN, mode)
        except (OSError, termios.error):
            pass                               # the terminal is gone

    def restore(self) -> None:
        self.set(True)


class Keys:
    """Lines of standard input, which another thread can stop."""

    def __init__(self, keyboard):
        self.keyboard = keyboard
        self.have = b""
        self.stopped = False
        self.selector = self.number = None
        try:
            self.number = keyboard.fileno()
            self.inside, self.outside = os.pipe()
            selector = selectors.DefaultSelector()
            selector.register(self.number, selectors.EVENT_READ)
            selector.register(self.inside, selectors.EVENT_READ)
            self.selector = selector
        except (OSError, ValueError, AttributeError):
            pass                               # a regular file is always ready; a test's has no number

    def line(self) -> str | None:
        """The next line; None at the end or when stopped."""
        if self.number is None:
            line = self.keyboard.readline()
            return line.rstrip("\r\n") if line else None
        while b"\n" not in self.have and len(self.have) < LONGEST:
            if not self._more():
                return None
        return self._next()

    def _next(self) -> str | None:
        if not self.have:
            return None
        end = self.have.find(b"\n")
        end = min(end if end >= 0 else len(self.have), LONGEST)
        line, self.have = self.have[:end], self.have[end:].removeprefix(b"\n")
        return line.decode(errors="replace").rstrip("\r")

    def _more(self) -> bool:
        """Wait for more; False when stopped, or at the end when nothing is left."""
        if self.selector is not None and any(key.fd == self.inside for key, _ in self.selector.select()):
            return False
        try:
            data = os.read(self.number, LONGEST)
        except OSError:                        # the terminal is gone
            data = b""
        if not data and self.have:
            data = b"\n"                       # the last line has no end
        self.have += data
        return bool(data)

    def left(self) -> bool:
        """Whether there are lines that have not been typed (as far as they have come)."""
        if self.number is None:
            return bool((self.keyboard.readline() or "").strip())
        while not self.have.strip():
            ready = self.selector is None or any(key.fd == self.number for key, _ in
                                                 self.selector.select(0))
            try:
                data = os.read(self.number, LONGEST) if ready else b""
            except OSError:
                data = b""
            if not data:
                return False
            self.have = data
        return True

    def stop(self) -> None:
        if self.number is not None and not self.stopped:
            self.stopped = True
            os.write(self.outside, b".")
