"""A line terminal of the network: a CP session for a telnet client that is no 3270, without input or output.

The terminal server (cp/terminal/tn3270.py) uses it in place of a VMScreen (vmscreen.py), with the same calls.
The client shows what is typed and sends whole lines; Ctrl-C, BREAK and INTERRUPT PROCESS are attention.

Source: RFC 854 (network virtual terminal).
"""
from __future__ import annotations

from s360.devices.console import MOST_AHEAD

LONGEST = 4096                 # characters of a line
CR, LF, NUL, BACKSPACE, DELETE, CANCEL_LINE, ATTENTION, HANG_UP = 13, 10, 0, 8, 127, 21, 3, 4


class LineScreen:
    """
    hidden: what is typed must not be shown; held, due: as in VMScreen: a line terminal never waits
    """

    held, due = "", None

    def __init__(self) -> None:
        self.actions: list[tuple] = []
        self.out: list[bytes] = []
        self.line = bytearray()
        self.after_return = False
        self.hidden = False
        self.ended: dict | None = None
        self.typed = self.handled = 0

    def taken(self) -> list[tuple]:
        actions, self.actions = self.actions, []
        return actions

    def streams(self) -> list[bytes]:
        out, self.out = b"".join(self.out), []
        return [out] if out else []

    def message(self, message: dict, now: float) -> None:
        if "text" in message:
            self.out.append(message["text"].replace("\n", "\r\n").encode("utf-8", errors="replace"))
        elif "hidden" in message:
            self.hidden = message["hidden"]
        elif "status" in message:
            self.handled = message["after"]
        elif "end" in message:
            self.ended = message

    def tick(self, now: float) -> None:
        """Nothing here waits for a time."""

    def key(self, data: bytes, now: float) -> None:
        """Characters from the client."""
        for byte in data:
            ended, self.after_return = self.after_return, byte == CR
            if ended and byte in (LF, NUL):
                continue
            if byte in (CR, LF):
                self.end_line()
            elif byte in (BACKSPACE, DELETE):
                del self.line[-1:]
            elif byte == CANCEL_LINE:
                self.line.clear()
            elif byte == ATTENTION:
                self.attention(now)
            elif byte == HANG_UP and not self.line:
                self.actions.append(("close",))
            elif len(self.line) < LONGEST:
                self.line.append(byte)

    def end_line(self) -> None:
        if self.hidden:
            self.out.append(b"\r\n")           # the client did not show it
        line, self.line = self.line.decode("utf-8", errors="replace"), bytearray()
        if self.typed - self.handled >= MOST_AHEAD:
            self.out.append(b"NOT ACCEPTED\r\n")
            return
        self.typed += 1
        self.actions.append(("send", line))

    def attention(self, now: float, times: int = 1) -> None:
        self.line.clear()
        self.actions.append(("attention", times))

    def there(self) -> None:
        """ARE YOU THERE."""
        self.out.append(b"[YES]\r\n")
