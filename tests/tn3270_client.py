"""A terminal server with a CP for tests, and s3270 on a pipe as a person at a display."""
from __future__ import annotations

import shutil
import socket
import subprocess
import threading
import time

import pytest

from s360.devices import display_codes as c
from s360.devices.display import Display

PATIENCE = 15.0                # seconds for an answer of s3270


class Emulator:
    """s3270: actions in, screens out.  `person("Connect(host:port)")`; PressKey names are its own."""

    def __init__(self, *options: str):
        program = shutil.which("s3270")
        if program is None:
            pytest.skip("s3270 is not installed")
        self.process = subprocess.Popen([program, *options], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.STDOUT, text=True)
        self.status: list[str] = []

    def __enter__(self):
        return self

    def __exit__(self, *_) -> None:
        self.process.kill()
        self.process.wait()
        self.process.stdin.close()
        self.process.stdout.close()

    def do(self, action: str) -> list[str]:
        """An action; gives its data lines, AssertionError when s3270 calls it an error."""
        limit = threading.Timer(PATIENCE, self.process.kill)
        limit.start()
        try:
            self.process.stdin.write(action + "\n")
            self.process.stdin.flush()
            lines = []
            while (line := self.process.stdout.readline().rstrip("\n")) not in ("ok", "error"):
                assert self.process.poll() is None or line, f"s3270 has ended at {action}"
                lines.append(line)
        finally:
            limit.cancel()
        self.status = lines.pop().split()
        assert line == "ok", (action, lines)
        return [one.removeprefix("data: ") for one in lines]

    def connect(self, port: int, prefix: str = "") -> "Emulator":
        self.do(f"Connect({prefix}127.0.0.1:{port})")
        self.do("Wait(10,InputField)")
        return self

    def rows(self) -> list[str]:
        return [row.rstrip() for row in self.do("Ascii()")]

    def shown(self) -> str:
        return "\n".join(self.rows())

    def state(self) -> str:
        """The status at the lower right."""
        return self.rows()[-1][-19:].split("  ")[0].strip()

    def sees(self, text: str, state: str | None = None) -> str:
        """Wait until `text` is on the screen (and the status is `state`); gives the screen."""
        deadline = time.monotonic() + PATIENCE
        while True:
            rows = self.rows()
            there = any(text in row for row in rows)
            if there and (state is None or state in rows[-1]):
                return "\n".join(rows)
            assert time.monotonic() < deadline, "\n".join(rows)
            time.sleep(0.01)

    def type(self, line: str, then: str = "Enter()") -> "Emulator":
        """A line typed, and a key."""
        if line:
            quoted = line.replace("\\", "\\\\").replace('"', '\\"')
            self.do(f'String("{quoted}")')
        self.do(then)
        return self


class Client:
    """A 3270 client of our own, for tests of the server: what it is told is in `display`."""

    def __init__(self, port: int, kind: str = "IBM-3279-2-E", size=(24, 80), host: str = "127.0.0.1",
                 source: str = ""):
        self.display = Display(24, 80, size)
        self.kind, self.bytes = kind, b""
        self.line = socket.create_connection((host, port), PATIENCE, (source, 0) if source else None)
        self.line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.line.settimeout(PATIENCE)
        self.agree()

    def agree(self) -> None:
        while not self.bytes.endswith(b"\xff\xfb\x00"):
            self.bytes += self.receive()
        self.bytes = b""
        self.line.sendall(b"\xff\xfb\x18\xff\xfa\x18\x00" + self.kind.encode() + b"\xff\xf0\xff\xfb\x19\xff\xfd\x19"
                          b"\xff\xfb\x00\xff\xfd\x00")

    def receive(self) -> bytes:
        data = self.line.recv(1 << 16)
        if not data:
            raise ConnectionError("the server has hung up")
        return data

    def update(self) -> None:
        """Take what comes next, as far as it is whole."""
        self.bytes += self.receive()
        *records, self.bytes = self.bytes.split(b"\xff\xef")
        for record in records:
            record = record.replace(b"\xff\xff", b"\xff")
            reply = self.display.perform(record[0], record[1:])
            if reply is not None:
                self.send(reply)

    def send(self, record: bytes) -> None:
        self.line.sendall(record.replace(b"\xff", b"\xff\xff") + b"\xff\xef")

    def press(self, key: int) -> "Client":
        self.display.locked = True
        self.send(bytes((key,)) if key in c.SHORT_READ else bytes((key,)) + b"\x40\x40")
        return self

    def type(self, line: str) -> "Client":
        self.display.locked = True
        at = c.address(self.display.size - 2 * self.display.columns, self.display.size)
        self.send(bytes((c.ENTER,)) + at + bytes((c.SBA,)) + at + c.to_codes(line))
        return self

    def sees(self, text: str, state: str = "") -> str:
        """Wait until `text` is on the screen, the status `state` and the keyboard free; gives the screen."""
        while True:
            shown = self.display.text()
            if text in shown and state in shown[-22:] and not self.display.locked:
                return shown
            try:
                self.update()
            except TimeoutError:
                raise AssertionError(f"no {text!r} and {state!r} in\n{shown}") from None

    def close(self) -> None:
        self.line.close()


class Telnet:
    """A telnet client that agrees to nothing: lines."""

    def __init__(self, port: int, answers: bytes = b"\xff\xfc\x18"):
        self.line = socket.create_connection(("127.0.0.1", port), PATIENCE)
        self.line.settimeout(PATIENCE)
        self.shown = self.everything = b""
        self.line.sendall(answers)

    def more(self) -> bool:
        """Take what has come, without waiting for it."""
        self.line.settimeout(0.01)
        try:
            self.take()
        except TimeoutError:
            pass
        self.line.settimeout(PATIENCE)
        return True

    def take(self) -> None:
        data = self.line.recv(1 << 16)
        assert data, self.shown
        self.shown += data
        self.everything += data

    def sees(self, text: str) -> str:
        wanted = text.encode()
        while wanted not in self.shown:
            self.take()
        before, _, self.shown = self.shown.partition(wanted)
        return before.decode(errors="replace")

    def type(self, line: str) -> "Telnet":
        self.line.sendall(line.encode() + b"\r\n")
        return self
