"""Printer-keyboards: 1052-7 (adapter of Models 30 to 65), 3210 and 3215.

Driven by the channel (base.py); a face (terminal, CP's virtual console, a test) sets `output`
and calls `type_in`, `cancel` and `request`.

Source: A22-6877 (1052 adapter), GA24-3550 (3210, 3215).
Not implemented: the 3215's own line buffer timing; the keyboard's shift codes (text is EBCDIC).
"""
from __future__ import annotations

from typing import Callable

from s360.devices.base import (ATTENTION, COMMAND_REJECT, DEVICE_END, DONE, INTERVENTION, READY,
                               UNIT_EXCEPTION, WAITING, Device)

WRITE, WRITE_RETURN, READ, ALARM, NOP, SENSE = 0x01, 0x09, 0x0A, 0x0B, 0x03, 0x04
NEW_LINE, LINE_FEED, TAB = 0x15, 0x25, 0x05
MOST_OUTPUT = 1 << 20         # bytes of one write, data chaining included
KEPT = 1 << 18                # bytes of output kept in `typed`
MOST_AHEAD = 1000             # lines typed ahead of any read
CHARACTER = 67_500            # microseconds: 14.8 characters a second


def glyphs() -> list[str]:
    """What the type element prints for each byte; controls but NL, LF and HT print nothing."""
    table = [bytes([code]).decode("cp037") if code >= 0x40 and code != 0xFF else ""
             for code in range(256)]
    table[NEW_LINE] = table[LINE_FEED] = "\n"
    table[TAB] = " "
    return table


GLYPHS = glyphs()


def to_text(data: bytes) -> str:
    """EBCDIC as the console prints it."""
    return "".join([GLYPHS[code] for code in data])


def to_ebcdic(line: str) -> bytes:
    """A line from an ASCII keyboard; ^ stands for the logical not, unknown characters for ?."""
    return line.replace("^", "\u00ac").encode("cp037", errors="replace")


class Console(Device):
    """A console typewriter, always ready until `ready` is made False.

    output:  called with the text of every write as it is typed ("\\a" for the alarm)
    typed:   [bytes, carrier returned automatically] of the latest writes
    reading: a read waits for the operator
    """

    def __init__(self, output: Callable[[str], None] | None = None, fold: bool = False,
                 type: str = "1052"):
        super().__init__()
        self.type = type
        self.output = output
        self.fold = fold
        self.ready = True
        self.reading = False
        self.cancelled = False
        self.command = 0
        self.typed: list[list] = []
        self.kept = 0
        self.ahead: list[list] = []       # [line in EBCDIC, cancelled] not read yet

    # -- the operator's side

    def _typed(self, line: bytes, cancelled: bool) -> bool:
        if len(self.ahead) >= MOST_AHEAD:
            return False
        self.ahead.append([line, cancelled])
        if self.reading:
            self.reading = False
            self.notify(READY)
        return True

    def type_in(self, line: str | bytes) -> bool:
        """Key in a line and end it (EOB); False when too many wait to be read already."""
        if isinstance(line, str):
            line = to_ebcdic(line.upper() if self.fold else line)
        return self._typed(bytes(line), False)

    def cancel(self) -> bool:
        """Cancel the line being keyed: the read ends with unit exception."""
        return self._typed(b"", True)

    def request(self) -> None:
        """The REQUEST key: attention."""
        self.notify(ATTENTION)

    def make_ready(self, ready: bool = True) -> None:
        """The READY and NOT READY keys."""
        if ready and not self.ready:
            self.notify(DEVICE_END)
        self.ready = ready

    # -- the channel's side

    def start(self, command: int) -> int:
        self.command = command
        self.busy_time = 0
        if command == SENSE:
            return 0
        if command == NOP:
            return DONE
        self.sense_bytes[0] = 0
        if command not in (WRITE, WRITE_RETURN, READ, ALARM):
            return self.check(COMMAND_REJECT)
        if not self.ready:
            return self.check(INTERVENTION)
        if command == ALARM:
            self.print("\a")
            return DONE
        if command == READ:
            self.cancelled = False
            self.reading = not self.ahead
            return WAITING if self.reading else 0
        self.wants = MOST_OUTPUT
        return 0

    def read(self) -> bytes:
        if self.command == SENSE:
            return bytes(self.sense_bytes)
        line, self.cancelled = self.ahead.pop(0)
        return line

    def write(self, data: bytes) -> None:
        returned = self.command == WRITE_RETURN
        self.busy_time = CHARACTER * (len(data) + returned)
        data = data[-KEPT:]
        self.typed.append([data, returned])
        self.kept += len(data) + 1
        while self.kept > KEPT and len(self.typed) > 1:
            self.kept -= len(self.typed.pop(0)[0]) + 1
        self.print(to_text(data) + ("\n" if returned else ""))

    def print(self, text: str) -> None:
        if self.output is not None:
            self.output(text)

    def end(self, count: int) -> int:
        if self.cancelled:
            self.cancelled = False
            return DONE | UNIT_EXCEPTION
        return DONE

    def halt(self) -> None:
        self.reading = False

    def reset(self) -> None:
        super().reset()
        self.reading = self.cancelled = False

    def save(self) -> dict:
        return self.saved() | {
            "ready": self.ready, "reading": self.reading, "cancelled": self.cancelled,
            "command": self.command, "ahead": [list(line) for line in self.ahead],
            "typed": [list(line) for line in self.typed]}

    def load(self, state: dict) -> None:
        self.restore(state)
        self.take(state, ("ready", "reading", "cancelled", "command"))
        self.ahead = [list(line) for line in state["ahead"]]
        self.typed = [list(line) for line in state["typed"]]
        self.kept = sum(len(line[0]) + 1 for line in self.typed)
