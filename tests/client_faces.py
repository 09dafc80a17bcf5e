"""Real 3270 clients behind one face, so that each can be put through the same session; what is not installed is
skipped by name.

    with S3270("-model", "2") as person: person.connect(port).type("LOGON ...").sees("R;", "VM READ")
"""
from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time

import pytest

from tn3270_client import PATIENCE, Emulator


#: nulls are blanks; X'AD' and X'BD', which a 3270 shows as brackets, are others in code page 037
BRACKETS = {0: " ", ord("\u00dd"): "[", ord("\u00a8"): "]"}


def needed(program: str) -> str:
    path = shutil.which(program)
    if path is None:
        pytest.skip(f"{program} is not installed")
    return path


class S3270(Emulator):
    """s3270: actions on a pipe."""

    def pf(self, number: int) -> None:
        self.do(f"PF({number})")

    def pa(self, number: int) -> None:
        self.do(f"PA({number})")

    def clear(self) -> None:
        self.do("Clear()")

    def erase_input(self) -> None:
        self.do("DeleteField()")

    def input(self) -> str:
        """The two rows below."""
        rows = self.rows()
        return "".join([rows[-2].ljust(80), rows[-1][:59]]).strip()


class X3270(S3270):
    """x3270 on a screen of its own (Xvfb), driven through its script port."""

    def __init__(self, display: str, folder, *options: str):
        self.display, self.status = display, []
        with socket.create_server(("127.0.0.1", 0)) as line:
            port = line.getsockname()[1]
        self.process = subprocess.Popen([needed("x3270"), "-xrm", "x3270.visualBell: true", "-scriptport", str(port),
                                         "-scriptportonce", *options], stderr=subprocess.DEVNULL,
                                        env=os.environ | {"DISPLAY": display, "HOME": str(folder)})
        self.script = self._reached(port)
        self.replies = self.script.makefile("r", encoding="utf-8")

    def _reached(self, port: int) -> socket.socket:
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                return socket.create_connection(("127.0.0.1", port), PATIENCE)
            except OSError:
                assert self.process.poll() is None and time.monotonic() < deadline, "x3270 does not start"
                time.sleep(0.05)

    def __exit__(self, *_) -> None:
        self.process.kill()
        self.process.wait()
        self.replies.close()
        self.script.close()

    def do(self, action: str) -> list[str]:
        self.script.sendall(action.encode() + b"\n")
        lines = []
        while (line := self.replies.readline().rstrip("\n")) not in ("ok", "error"):
            assert line or self.process.poll() is None, f"x3270 has ended at {action}"
            lines.append(line)
        self.status = lines.pop().split()
        assert line == "ok", (action, lines)
        return [one.removeprefix("data: ") for one in lines]

    def picture(self, path) -> None:
        """A photograph of its screen."""
        subprocess.run([needed("import"), "-window", "root", str(path)], check=True, timeout=PATIENCE,
                       env=os.environ | {"DISPLAY": self.display})


class Library:
    """What the clients that are Python libraries have in common: `rows`, `input` and waiting.

    A subclass has `update` (take what has come, waiting a moment), `text` (all characters), `locked`, `size`
    """

    def __enter__(self):
        return self

    def __exit__(self, *_) -> None:
        self.close()

    def rows(self) -> list[str]:
        self.update()
        rows, columns = self.size
        text = self.text().translate(BRACKETS)
        return [text[at:at + columns].rstrip() for at in range(0, rows * columns, columns)]

    def shown(self) -> str:
        return "\n".join(self.rows())

    def sees(self, text: str, state: str = "") -> str:
        deadline = time.monotonic() + PATIENCE
        while True:
            rows = self.rows()
            if any(text in row for row in rows) and state in rows[-1] and not self.locked:
                return "\n".join(rows)
            assert time.monotonic() < deadline, "\n".join(rows)

    def input(self) -> str:
        rows = self.rows()
        return "".join([rows[-2].ljust(80), rows[-1][:59]]).strip()

    def free(self) -> None:
        """Wait until the keyboard is unlocked."""
        deadline = time.monotonic() + PATIENCE
        while self.locked:
            assert time.monotonic() < deadline, self.shown()
            self.update()


class PyTN3270(Library):
    """The library tn3270 (pytn3270)."""
    size = 24, 80

    def connect(self, port: int) -> "PyTN3270":
        library = pytest.importorskip("tn3270", reason="pytn3270 is not installed")
        self.aids = library.AID
        self.telnet = library.Telnet("IBM-3279-2-E")
        self.telnet.open("127.0.0.1", port)
        self.emulator = library.Emulator(self.telnet, *self.size)
        self.free()
        return self

    @property
    def locked(self) -> bool:
        return self.emulator.keyboard_locked

    def update(self) -> None:
        self.emulator.update(timeout=0.02)

    def text(self) -> str:
        return self.emulator.get_bytes(0, self.size[0] * self.size[1] - 1).decode("cp037", "replace")

    def key(self, name: str) -> None:
        self.emulator.aid(self.aids[name])
        self.free()

    def type(self, line: str) -> "PyTN3270":
        for code in line.encode("cp037"):
            self.emulator.input(code)
        self.key("ENTER")
        return self

    def pf(self, number: int) -> None:
        self.key(f"PF{number}")

    def pa(self, number: int) -> None:
        self.key(f"PA{number}")

    def clear(self) -> None:
        self.key("CLEAR")

    def erase_input(self) -> None:
        self.emulator.erase_input()

    def close(self) -> None:
        self.telnet.close()


class Tnz(Library):
    """The library tnz, which says IBM-DYNAMIC and is asked for its size."""

    def connect(self, port: int) -> "Tnz":
        library = pytest.importorskip("tnz.tnz", reason="tnz is not installed")
        self.tnz = library.connect("127.0.0.1", port, secure=False)
        deadline = time.monotonic() + PATIENCE
        while "CP READ" not in self.text():
            assert time.monotonic() < deadline, self.shown()
            self.update()
        return self

    @property
    def size(self) -> tuple[int, int]:
        return self.tnz.maxrow, self.tnz.maxcol

    @property
    def locked(self) -> bool:
        return bool(self.tnz.pwait)

    def update(self) -> None:
        self.tnz.wait(0.02)

    def text(self) -> str:
        return self.tnz.scrstr(0, 0, rstrip=False)

    def type(self, line: str) -> "Tnz":
        self.tnz.enter(line)
        self.free()
        return self

    def pf(self, number: int) -> None:
        getattr(self.tnz, f"pf{number}")()
        self.free()

    def pa(self, number: int) -> None:
        getattr(self.tnz, f"pa{number}")()
        self.free()

    def clear(self) -> None:
        self.tnz.clear()
        self.free()

    def erase_input(self) -> None:
        self.tnz.key_eraseinput(None)

    def close(self) -> None:
        self.tnz.shutdown()
