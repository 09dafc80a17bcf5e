"""Channel-to-channel adapter: one device on each of two channels, joined by `couple`.

Driven by two channels (base.py), perhaps of two machines: then whoever runs them sees to it that
both stand still while one side calls the other (`notify` only makes an event, at the other
machine's present instruction).

Source: A22-6892 (channel-to-channel feature).  What one side asks for makes attention at the
other, which looks with SENSE COMMAND BYTE and answers with the opposite command; the data then go
across and both end.
Not implemented: extended mode (C3, E3, write end of file as such); with data chaining the residual
count of a longer write is that of its last CCW.
"""
from __future__ import annotations

from s360.devices.base import (ATTENTION, BUSY, COMMAND_REJECT, DONE, INTERVENTION, READY,
                               WAITING, Device)

NOP, SENSE = 0x03, 0x04
DISCONNECTED = 0x01           # sense byte 0, with intervention required
MOST = 1 << 20                # bytes of one write, data chaining included
FREE, ASKING, MOVING = "free", "asking", "moving"
TIME_PER_BYTE = 2


def kind_of(command: int) -> str:
    """The sort of command: by its low bits."""
    if command & 0x07 == 0x07:
        return "control"
    if command & 0x1F == 0x14:
        return "sense command"
    if command & 0x03 == 0x01:
        return "write"
    if command & 0x03 == 0x02 or command & 0x0F == 0x0C:
        return "read"
    if command & 0x07 == 0x03:
        return "nop"
    return "invalid"


OPPOSITE = {"read": "write", "write": "read"}


class Ctca(Device):
    """One side of an adapter; not ready while `peer` is None.

    phase: FREE; ASKING (its command waits for the other side's answer); MOVING (both sides
           have commands that fit and the bytes are on their way)
    """

    type = "CTCA"
    insists = False           # a count shorter than the other side's ends the transfer

    def __init__(self):
        super().__init__()
        self.peer: Ctca | None = None
        self.phase = FREE
        self.command = 0
        self.moved = b""
        self.broken = False               # the other side was reset under the operation

    def start(self, command: int) -> int:
        kind = kind_of(command)
        self.used = None
        self.busy_time = 0
        self.wants = 0
        if command == SENSE:
            self.moved = bytes(self.sense_bytes)
            return 0
        if kind == "nop":
            return DONE
        if kind == "sense command":
            return self.sense_command()
        self.sense_bytes[0] = 0
        if kind == "invalid":
            return self.check(COMMAND_REJECT)
        peer = self.peer
        if peer is None:
            return self.check(INTERVENTION | DISCONNECTED)
        if peer.phase == FREE:
            return self.ask(command)
        if peer.phase != ASKING or kind_of(peer.command) != OPPOSITE.get(kind):
            return BUSY
        self.command = command
        self.phase = peer.phase = MOVING
        if kind == "write":
            self.wants = MOST
            return 0
        peer.wants = MOST
        peer.notify(READY)
        return WAITING

    def ask(self, command: int) -> int:
        """The first of the two: wait, and let the other side know."""
        self.command = command
        self.phase = ASKING
        self.moved = b""
        self.broken = False
        self.peer.notify(ATTENTION)
        return WAITING

    def sense_command(self) -> int:
        """Give the command the other side waits with (0: none); a control is done by that."""
        peer = self.peer
        asked = peer.command if peer is not None and peer.phase == ASKING else 0
        self.moved = bytes([asked])
        if asked and kind_of(asked) == "control":
            peer.phase = FREE
            peer.notify(READY)
        return 0

    def read(self) -> bytes:
        return self.moved

    def write(self, data: bytes) -> None:
        peer = self.peer
        if self.phase != MOVING or peer is None or peer.phase != MOVING:
            self.used = 0 if data else None
            return
        peer.moved = data
        self.busy_time = peer.busy_time = TIME_PER_BYTE * len(data)
        peer.notify(READY)

    def end(self, count: int) -> int:
        peer = self.peer
        if self.phase == MOVING and peer is not None:
            if peer.phase != MOVING:
                self.phase = FREE
            elif kind_of(self.command) == "write":
                return WAITING
            else:
                self.phase = peer.phase = FREE
                peer.used = count
                peer.notify(READY)
        if self.broken:
            self.broken = False
            return DONE | self.check(INTERVENTION | DISCONNECTED)
        return DONE

    def halt(self) -> None:
        """HALT I/O: the other side, if its bytes are moving, ends too."""
        self.phase = FREE
        self.moved = b""
        if self.peer is not None and self.peer.phase == MOVING:
            self.peer.phase = FREE
            self.peer.notify(READY)

    def reset(self) -> None:
        """System reset on this side; an operation of the other side ends with unit check."""
        super().reset()
        self.phase, self.command, self.moved, self.broken = FREE, 0, b"", False
        peer = self.peer
        if peer is not None and peer.phase != FREE:
            peer.phase, peer.broken, peer.moved = FREE, True, b""
            peer.notify(READY)

    def save(self) -> dict:
        """This side only; the two machines of an adapter are saved together."""
        return self.saved() | {"phase": self.phase, "command": self.command,
                               "moved": self.moved, "broken": self.broken, "used": self.used,
                               "wants": self.wants}

    def load(self, state: dict) -> None:
        self.restore(state)
        self.take(state, ("phase", "command", "moved", "broken", "used", "wants"))


def couple(one: Ctca, other: Ctca) -> None:
    """Join two sides."""
    one.peer, other.peer = other, one


def uncouple(one: Ctca) -> None:
    """Part two sides; operations under way end with unit check."""
    other = one.peer
    for side in (one, other):
        if side is not None:
            busy, side.phase, side.moved, side.peer = side.phase != FREE, FREE, b"", None
            if busy:
                side.broken = True
                side.notify(READY)
