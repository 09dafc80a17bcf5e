"""A terminal line of a machine that runs a multi-user system of its own: DIAL connects a terminal to it.

Driven by the channel as an IBM 2702 (Terminal Control type I) line in its simplest form: ENABLE waits
for a caller, READ for a line typed, WRITE types, DISABLE hangs up; INHIBIT reads without time-out,
PREPARE waits for the caller to do something, BREAK begins a new line.  A caller's attention ends what
waits with unit exception, or is attention status.  When he hangs up, the command that waits for him
and every later one end with unit check, intervention required, until ENABLE takes the next call.

Source: GA22-6846 (2702): commands, status; line codes are EBCDIC here, as CP delivered them to
guests that asked for no translation is not known.
Not implemented: line control characters of the 1050, dialling out, SAD commands' line types.
"""
from __future__ import annotations

import threading

from s360.devices.base import (ATTENTION, COMMAND_REJECT, DONE, INTERVENTION, READY, UNIT_EXCEPTION,
                               WAITING, Device)
from s360.devices.console import to_ebcdic, to_text

WRITE, READ, NOP, SENSE, PREPARE, INHIBIT, ENABLE, DISABLE, BREAK = (
    0x01, 0x02, 0x03, 0x04, 0x06, 0x0A, 0x27, 0x2F, 0x0D)
SAD = (0x13, 0x17, 0x1B, 0x1F)          # set address: which kind of line control
MOST_WRITE = 1 << 16
MOST_AHEAD = 100
CALLING = threading.Lock()              # one caller gets a line


class TerminalLine(Device):
    """
    session: the terminal that is connected (cp/terminal/session.py), None: nobody
    enabled: the guest takes calls
    waits:   what a command waits for: "call", "line", "room" (the terminal is behind) or ""
    cut:     the caller hung up under the command
    """

    type = "2702"
    insists = False

    def __init__(self, vm, unit: int):
        super().__init__()
        self.vm, self.unit = vm, unit
        self.session = None
        self.enabled = False
        self.waits = ""
        self.command = 0
        self.ahead: list[bytes] = []
        self.attended = False
        self.cut = False

    # -- the terminal's side (any thread)

    def connect(self, session) -> bool:
        """A terminal dials: False when the line is taken or not enabled; else `connected` follows."""
        with CALLING:
            if self.session is not None or not self.enabled:
                return False
            self.session = session
            return True

    def connected(self) -> None:
        """The terminal has been told: the guest's ENABLE ends."""
        self.vm.post(lambda: self.release("call"))

    def type_in(self, line: str) -> None:
        """A line was typed."""
        data = to_ebcdic(line)

        def typed():
            if len(self.ahead) < MOST_AHEAD:
                self.ahead.append(data)
            self.release("line")
        self.vm.post(typed)
        self.vm.interact()

    def attention(self) -> None:
        """The terminal's ATTN key."""
        def attend():
            if self.waits == "line":
                self.attended = True
                self.release("line")
            else:
                self.notify(ATTENTION)
        self.vm.post(attend)

    def drained(self) -> None:
        """The terminal has room again."""
        self.vm.post(lambda: self.release("room"))

    def disconnect(self, session=None) -> None:
        """The terminal hangs up; without `session` it has been gone since before a restart."""
        def gone():
            if self.session is not session:
                return
            self.session, self.enabled = None, False
            self.ahead.clear()
            if self.waits in ("line", "room"):
                self.cut = True
                self.release(self.waits)
        self.vm.post(gone)

    def release(self, what: str) -> None:
        if self.waits == what:
            self.wait("")
            self.notify(READY)

    def wait(self, what: str) -> None:
        """Wait for it; the terminal sees whether the guest reads."""
        self.waits = what
        if self.session is not None:
            self.session.status("VM READ" if what == "line" else "RUNNING")

    # -- the channel's side

    def start(self, command: int) -> int:
        self.command = command
        if command == SENSE:
            return 0
        if command == NOP or command in SAD:
            return DONE
        self.sense_bytes[0] = 0
        self.attended = self.cut = False
        if command == ENABLE:
            self.enabled = True
            if self.session is not None:
                return DONE
            self.wait("call")
            return WAITING
        if command == DISABLE:
            self.hang_up()
            return DONE
        if command not in (WRITE, READ, INHIBIT, PREPARE, BREAK):
            return self.check(COMMAND_REJECT)
        if self.session is None:
            return self.check(INTERVENTION)
        if command in (WRITE, BREAK):
            if command == BREAK:
                self.session.show("\n")
            self.wants = MOST_WRITE
            return 0
        if self.ahead:
            return 0
        self.wait("line")
        return WAITING

    def read(self) -> bytes:
        if self.command == SENSE:
            return bytes(self.sense_bytes)
        if self.command in (READ, INHIBIT) and self.ahead:
            return self.ahead.pop(0)
        return b""

    def write(self, data: bytes) -> None:
        if self.session is not None and self.command == WRITE:
            self.session.show(to_text(data))

    def end(self, count: int) -> int:
        if self.command == SENSE:
            return DONE
        if self.cut:
            self.cut = False
            return DONE | self.check(INTERVENTION)
        if self.attended:
            self.attended = False
            return DONE | UNIT_EXCEPTION
        if self.command == WRITE and count and self.session is not None and self.session.behind:
            self.wait("room")
            if self.session.behind:
                return WAITING
            self.waits = ""                    # it has caught up meanwhile
        return DONE

    def halt(self) -> None:
        self.wait("")

    def hang_up(self) -> None:
        """The guest ends the call."""
        self.enabled = False
        session, self.session = self.session, None
        self.ahead.clear()
        if session is not None:
            session.hung_up(f"DROPPED FROM {self.vm.userid} {self.unit:03X}")

    def reset(self) -> None:
        super().reset()
        self.waits, self.attended, self.cut = "", False, False
        self.hang_up()

    def close(self) -> None:
        self.hang_up()

    def save(self) -> dict:
        """A caller is not kept: `disconnect` behind `load` tells the guest that he has gone."""
        return self.saved() | {"enabled": self.enabled, "waits": self.waits, "command": self.command}

    def load(self, state: dict) -> None:
        self.restore(state)
        self.take(state, ("enabled", "waits", "command"))
