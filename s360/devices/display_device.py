"""A display station on a channel: 3277, 3278 and 3279 behind a local control unit (3272, 3274).

Driven by the channel (base.py).  `screen` stands for the picture on the tube; a terminal shows it: any object with
`stream(data)`, which is given the commands of the program as a remote control unit would send them (command code,
WCC, orders) and must not wait.  What comes back from it, keys and answers, goes into `record`; a terminal has been
heard of with `switch_on` and is forgotten with `switch_off`.  The attributes of a terminal are

    behind   it cannot take more at present: the next write ends only after `room`
    here     its keyboard works in `screen` itself, so that reads need not ask it

Source: GA23-0060, GA27-2749 (3272 with 3277: commands, status, sense), GA23-0059 (data stream).
A key is attention; so is the answer to a Query, which the next read takes.  A wrong order or address ends the write
with operation check where it stands.  READ BUFFER, and READ MODIFIED without a key, ask the terminal and wait for its
answer: HALT I/O gives up.  Not implemented: printers and copying, the selector pen's own attention, sense of control
units behind it.
"""
from __future__ import annotations

from s360.devices import display_codes as c
from s360.devices.base import (ATTENTION, COMMAND_REJECT, DEVICE_END, DONE, INTERVENTION, READY, WAITING,
                               Device)
from s360.devices.display import BadStream, Display
from s360.devices.display_inbound import take_buffer, take_modified
from s360.devices.display_query import READ_PARTITION

OPERATION_CHECK = 0x01
MOST_WRITE = 1 << 16           # bytes of one write, data chaining included
LONGEST_RECORD = 1 << 16
CHARACTER = 2                  # microseconds a byte: 650,000 a second at most
WRITES = (c.WRITE, c.ERASE_WRITE, c.ERASE_WRITE_ALTERNATE, c.WRITE_STRUCTURED)
READS = (c.READ_BUFFER, c.READ_MODIFIED)
SELECTS = (0x1B, 0x2B, 0x3B, 0x4B, 0x5B)
PLAIN = frozenset((c.WRITE, c.READ_BUFFER, c.NOP, c.SENSE, c.ERASE_WRITE, c.READ_MODIFIED, c.SELECT,
                   c.ERASE_ALL_UNPROTECTED))
LATER = PLAIN | {c.ERASE_WRITE_ALTERNATE, c.WRITE_STRUCTURED, *SELECTS}


class DisplayDevice(Device):
    """
    screen:   the buffer; terminal: what shows it, None: switched off
    host, port: where a terminal is to be served (whoever builds the machine sees to it); port None: nowhere
    waits:    what the command waits for: "answer", "room" or ""
    reply:    structured fields that the next read gives
    """

    insists = True

    def __init__(self, type: str = "3277", model: int = 2, port: int | None = None, host: str = "127.0.0.1"):
        super().__init__()
        self.type, self.port, self.host = type, port, host
        self.commands = PLAIN if type == "3277" else LATER
        self.screen = Display(*c.SIZES[1 if model == 1 else 2], alternate=c.SIZES[model])
        self.terminal = None
        self.command = 0
        self.waits = ""
        self.reply = b""
        self.failed = 0                        # sense of the write that is ending
        self.fresh = True                      # the program has written nothing since the terminal came

    # -- the terminal's side (between two instructions)

    def switch_on(self, terminal, size: tuple[int, int] | None = None, tell: bool = True) -> None:
        """A terminal is switched on, with another alternate size perhaps: an empty screen, device end (unless the
        program need not be told)."""
        self.terminal, self.fresh = terminal, True
        default = self.screen.default
        self.screen = Display(*default, alternate=default if self.type == "3277" else size or self.screen.alternate)
        self.screen.locked = False
        self.reply = b""
        if tell:
            self.notify(DEVICE_END)

    def switch_off(self) -> None:
        """It is switched off: a command under way, and every later one, ends with intervention required."""
        self.terminal = None
        self.release()

    def room(self) -> None:
        """The terminal can take more."""
        if self.waits == "room":
            self.release()

    def record(self, record: bytes) -> None:
        """A key was pressed, or the terminal answers."""
        if not record or self.terminal is None or len(record) > LONGEST_RECORD:
            return
        if record[0] == c.STRUCTURED:          # queries are answered here
            return
        screen = self.screen
        if record.startswith(c.TEST_REQUEST_HEAD):
            record = (bytes((c.TEST_REQUEST,)) + c.address(screen.cursor, screen.size)
                      + record[len(c.TEST_REQUEST_HEAD):])
        if self.waits == "answer" and record[0] == screen.aid:
            (take_buffer if self.command == c.READ_BUFFER else take_modified)(screen, record)
            self.release()
        elif record[0] != c.NO_AID:
            take_modified(screen, record)
            screen.locked = True
            self.notify(ATTENTION)

    def release(self) -> None:
        if self.waits:
            self.waits = ""
            self.notify(READY)

    # -- the channel's side

    def start(self, command: int) -> int:
        self.command = command
        self.busy_time = 0
        if command == c.SENSE:
            return 0
        if command == c.NOP and self.terminal is not None:
            return DONE
        self.sense_bytes[0] = self.failed = 0
        if command not in self.commands:
            return self.check(COMMAND_REJECT)
        if self.terminal is None:
            return self.check(INTERVENTION)
        if command in WRITES:
            self.wants = MOST_WRITE
            return 0
        if command in READS:
            return self.ask()
        if command == c.ERASE_ALL_UNPROTECTED:
            self.perform(b"")
        return DONE

    def ask(self) -> int:
        """A read: what the terminal has typed in meanwhile is only known there."""
        screen = self.screen
        known = self.command == c.READ_MODIFIED and screen.aid != c.NO_AID
        if known or self.reply or self.fresh or getattr(self.terminal, "here", False):
            return 0
        self.waits = "answer"
        self.send(bytes((c.REMOTE[self.command],)))
        return WAITING if self.waits else 0

    def send(self, stream: bytes) -> None:
        if self.terminal is not None:
            self.terminal.stream(stream)

    def perform(self, data: bytes) -> None:
        """A command that changes the screen, here and at the terminal."""
        self.fresh = False
        at = self.screen.address
        try:
            reply = self.screen.perform(self.command, data, self.chained)
        except BadStream as error:
            self.failed, data, reply = OPERATION_CHECK, data[:error.done], None
        if reply is not None:
            self.reply = reply
            self.notify(ATTENTION)
        if self.command == c.WRITE_STRUCTURED:
            data = without_reads(data)
        elif self.command == c.WRITE and self.chained and data:      # a terminal knows no chaining
            data = data[:1] + bytes((c.SBA,)) + c.address(at, self.screen.size) + data[1:]
        if data or self.command in (c.ERASE_WRITE, c.ERASE_WRITE_ALTERNATE, c.ERASE_ALL_UNPROTECTED):
            self.send(bytes((c.REMOTE[self.command],)) + data)

    def read(self) -> bytes:
        if self.command == c.SENSE:
            return bytes(self.sense_bytes)
        if self.terminal is None:
            return b""
        if self.reply:
            reply, self.reply = self.reply, b""
            return reply
        return self.screen.perform(self.command, b"", self.chained)

    def write(self, data: bytes) -> None:
        self.busy_time = CHARACTER * len(data)
        self.perform(data)

    def end(self, count: int) -> int:
        if self.command == c.SENSE:
            return DONE
        if self.terminal is None:
            return DONE | self.check(INTERVENTION)
        if self.failed:
            return DONE | self.check(self.failed)
        if self.command in WRITES and getattr(self.terminal, "behind", False):
            self.waits = "room"
            if self.terminal.behind:
                return WAITING
            self.waits = ""                    # it has caught up meanwhile
        return DONE

    def halt(self) -> None:
        self.waits = ""

    def reset(self) -> None:
        super().reset()
        self.waits, self.reply, self.failed = "", b"", 0

    def save(self) -> dict:
        """The terminal is not kept: `switch_off` behind `load` tells the program that it has gone."""
        return self.saved() | {"command": self.command, "waits": self.waits, "reply": self.reply,
                               "failed": self.failed, "fresh": self.fresh, "chained": self.chained,
                               "default": list(self.screen.default), "alternate": list(self.screen.alternate),
                               "screen": self.screen.save()}

    def load(self, state: dict) -> None:
        self.restore(state)
        self.take(state, ("command", "waits", "reply", "failed", "fresh", "chained"))
        sizes = [tuple(state[name]) for name in ("default", "alternate")]
        if not all(len(size) == 2 and all(isinstance(one, int) and 1 <= one <= 255 for one in size)
                   for size in sizes):
            raise ValueError(f"a {self.type} of size {sizes} cannot be")
        screen = Display(*sizes[0], alternate=sizes[1])
        screen.load(state["screen"])
        self.screen = screen


def without_reads(data: bytes) -> bytes:
    """The structured fields that a terminal is to carry out: not those that it would answer."""
    out, at = b"", 0
    while at + 3 <= len(data):
        length = int.from_bytes(data[at:at + 2], "big") or len(data) - at
        if data[at + 2] != READ_PARTITION:
            out += data[at:at + length]
        at += max(length, 3)
    return out
