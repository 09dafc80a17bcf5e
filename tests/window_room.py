"""The local terminal for tests: panes and windows on a session that a test plays, with a terminal in this process."""
from __future__ import annotations

import threading
import time

import pyte
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output.vt100 import Vt100_Output

from cp.terminal.pane import Pane
from cp.terminal.window import Window

PATIENCE = 10.0                # seconds; a busy host


class FakeLink:
    """A session that answers each line with itself, and keeps what comes."""

    def __init__(self, outbox, greeting: str = "CPCMS ONLINE\n"):
        self.outbox, self.idle = outbox, False
        self.lines: list[str] = []
        self.did: list[tuple] = []
        self.answer = lambda line: f"GOT {line}\n"
        self.state = "VM READ"
        outbox.text(greeting)
        outbox.status("CP READ", 0)

    def send(self, line: str) -> None:
        self.lines.append(line)
        self.outbox.text(self.answer(line))
        self.outbox.status(self.state, len(self.lines))

    def shows(self, *display) -> None:
        self.display = display

    def attention(self, times: int = 1) -> None:
        self.did.append(("attention", times))

    def pa2(self) -> None:
        self.did.append(("pa2",))

    def record(self, record: bytes) -> None:
        self.did.append(("record", record))

    def close(self) -> None:
        self.did.append(("close",))
        self.outbox.end()


def wait_for(condition) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "did not come"
        time.sleep(0.002)


def pane_on(link_made=FakeLink, rows: int = 24, columns: int = 80, **more) -> Pane:
    """A pane that is connected."""
    pane = Pane(link_made, rows, columns, name="CPCMS", **more)
    pane.begin()
    return pane


def typed(pane: Pane, text: str, *keys: str) -> None:
    """Type a text and keys, and wait until the session has them."""
    for key in (*text, *keys):
        pane.press(key)
    pane.worker.put(("shows",))                # behind all that was typed
    wait_for(lambda: pane.link.display == ())
    pane.link.display = None
    pane.feed()


class Terminal:
    """A window on a terminal of so many rows and columns; type at `keys`, look at `rows`."""

    def __init__(self, rows: int = 26, columns: int = 80, link_made=FakeLink, utf8: bool = True, **more):
        self.screen = pyte.Screen(columns, rows)
        self.stream = pyte.ByteStream(self.screen)
        self.written = b""
        self.links: list[FakeLink] = []
        self.size = Size(rows, columns)
        self.piped = create_pipe_input()
        self.keys = self.piped.__enter__()
        output = Vt100_Output(self, lambda: self.size, term="xterm-256color")
        self.window = Window(self.join, name="CPCMS", input=self.keys, output=output, **more)
        self.link_made = link_made
        self.failed: BaseException | None = None
        self.thread = threading.Thread(target=self.run, daemon=True)

    def join(self, outbox):
        self.links.append(self.link_made(outbox))
        return self.links[-1]

    def run(self) -> None:
        try:
            self.window.run()
        except Exception as error:
            self.failed = error

    def __enter__(self) -> "Terminal":
        self.thread.start()
        return self

    def __exit__(self, *_) -> None:
        self.window.stop()
        self.thread.join(PATIENCE)
        self.piped.__exit__(None, None, None)
        assert not self.thread.is_alive()

    # a file that prompt_toolkit writes to

    encoding = "utf-8"
    errors = "strict"

    def write(self, text: str) -> None:
        self.written += text.encode()
        self.stream.feed(text.encode())

    def flush(self) -> None:
        pass

    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        raise OSError("no file")

    # what a test does

    @property
    def rows(self) -> list[str]:
        return [row.rstrip() for row in self.screen.display]

    def sees(self, text: str) -> "Terminal":
        try:
            wait_for(lambda: any(text in row for row in self.rows))
        except AssertionError:
            raise AssertionError(f"no {text!r} in\n" + "\n".join(self.rows)) from self.failed
        return self

    def misses(self, text: str) -> "Terminal":
        wait_for(lambda: not any(text in row for row in self.rows))
        return self

    def type(self, keys: str) -> "Terminal":
        self.keys.send_text(keys)
        return self

    def ends(self) -> "Terminal":
        self.thread.join(PATIENCE)
        assert not self.thread.is_alive()
        return self
