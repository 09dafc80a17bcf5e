"""What the channel asks of a device (style: the device knows its medium, never its user).

One operation (one CCW that is not data-chained from another) goes so:

1. ``start(command)`` gives the initial unit status.  Before it the channel sets ``chained``: False
   for the first command of a START I/O, True for one reached by command chaining.
   * 0: go on with data transfer.
   * status with CHANNEL_END: an immediate operation; no data move.
   * status without CHANNEL_END (UNIT_CHECK, UNIT_EXCEPTION, BUSY ...): refused, nothing done.
   * WAITING: the device must wait for a person (console read).  The channel puts the operation
     aside; the device calls ``self.notify(READY)`` when ``read`` may be called.
2. Commands whose low bits are 10, 0100 or 1100 (read, sense, read backward):
   ``read()`` gives every byte the device offers for this operation.  The channel spreads them
   over the CCWs of a data chain and finds incorrect length itself; it tells the device how many
   were accepted in ``end(count)``.
   Other commands (write, control): ``wants`` says how many bytes the device will take at most
   (an upper limit: more is an incorrect length); with ``exact`` true it goes on asking until it
   has them all, so that fewer are an incorrect length too.  The channel gathers them over the
   data chain and calls ``write(data)``.  The channel clears ``wants`` before that; a device that
   sets it again there (Write CKD: the lengths in the count say how much follows) is given more,
   data chaining going on.  A device that could use only part of the data (a channel-to-channel
   adapter) leaves in ``used`` how many; None stands for all.
3. ``end(count)`` gives the ending status: CHANNEL_END, with DEVICE_END now or later, and
   UNIT_CHECK, UNIT_EXCEPTION, STATUS_MODIFIER as they apply.  A device that gives CHANNEL_END
   without DEVICE_END (in ``start`` or ``end``) leaves in ``self.later`` the status to be
   presented afterwards (DEVICE_END, perhaps with more).  WAITING: not over yet; the channel
   calls ``end`` again after ``notify(READY)``.
4. ``busy_time`` (microseconds) is what the operation just done would have taken in 1967; the
   channel uses it under ``speed: authentic``.  A ``buffered`` device gives channel end when its
   buffer is done with and device end after ``busy_time``: it returns both at once, and the
   channel parts them under ``speed: authentic``.

Sense: ``start(0x04)`` returns 0, ``read()`` the sense bytes.  The device keeps its own sense.
Unsolicited status (attention, device end of a mounted volume): ``self.notify(status)``.

Source: A22-6821-7, Input/Output Operations; facts of each device in its own file.
"""
from __future__ import annotations

from typing import Callable

from s360.errors import S360Error

ATTENTION, STATUS_MODIFIER, CONTROL_UNIT_END, BUSY = 0x80, 0x40, 0x20, 0x10
CHANNEL_END, DEVICE_END, UNIT_CHECK, UNIT_EXCEPTION = 0x08, 0x04, 0x02, 0x01
DONE = CHANNEL_END | DEVICE_END

WAITING = -1          # start(): the operation waits for a person
READY = -2            # notify(): the waiting operation can go on

# sense byte 0, common to all control units
COMMAND_REJECT, INTERVENTION, BUS_OUT, EQUIPMENT, DATA_CHECK, OVERRUN = (
    0x80, 0x40, 0x20, 0x10, 0x08, 0x04)


class Device:
    """A device: subclass it, fill ``start``, ``read``, ``write``, ``end``.

    type:    IBM's number, "1403", "2314", "2400" ...
    wants:   bytes the present write or control operation takes at most
    exact:   it must get them all: fewer are an incorrect length
    insists: bytes of a read that the channel does not take are an incorrect length
    used:    bytes of the last write the device could use; None = all
    chained: this command was reached by command chaining
    later:   status still to come after channel end (0 = none)
    notify:  set by the channel: called with unsolicited status or READY
    trouble: the last trouble with the host's file behind the medium, for the operator
    """

    type = ""
    sense_length = 1
    buffered = False
    exact = False
    insists = True
    used: int | None = None
    chained = False

    def __init__(self) -> None:
        self.sense_bytes = bytearray(self.sense_length)
        self.wants = 0
        self.later = 0
        self.busy_time = 0
        self.trouble = ""
        self.notify: Callable[[int], None] = lambda status: None

    def start(self, command: int) -> int:
        """Initial selection with `command` (8 bits); gives the initial unit status."""
        raise NotImplementedError

    def read(self) -> bytes:
        """All the bytes the device offers for the operation under way."""
        return b""

    def write(self, data: bytes) -> None:
        """The bytes the channel gathered (at most `wants`)."""

    def end(self, count: int) -> int:
        """Ending status; `count` is how many bytes really moved."""
        return DONE

    def halt(self) -> None:
        """HALT I/O reached the device: give up what it waits for."""

    def reset(self) -> None:
        """System reset: forget pending operations and sense, keep the medium."""
        self.sense_bytes[:] = bytes(self.sense_length)
        self.later = 0

    def save(self) -> dict:
        """Plain data (ints, strings, bytes, lists, dicts) from which `load` restores it."""
        return self.saved()

    def load(self, state: dict) -> None:
        """Inverse of `save`; the medium has been attached before."""
        self.restore(state)

    def saved(self) -> dict:
        """What every device keeps; for `save` of subclasses."""
        return {"sense": bytes(self.sense_bytes), "later": self.later}

    def restore(self, state: dict) -> None:
        """Inverse of `saved`; for `load` of subclasses."""
        if not isinstance(state["sense"], bytes) or len(state["sense"]) != self.sense_length:
            raise ValueError(f"a {self.type} with sense {state['sense']!r} cannot be")
        self.sense_bytes[:] = state["sense"]
        self.take(state, ("later",))

    def take(self, state: dict, names) -> None:
        """Set attributes to what `save` gave; ValueError for a value of another kind than the
        attribute has (a saved machine that is damaged)."""
        for name in names:
            if not alike(state[name], getattr(self, name)):
                raise ValueError(f"a {self.type} with {name} {state[name]!r:.40} cannot be")
            setattr(self, name, state[name])

    #: attribute that holds the opened medium (a file of s360/media), "" when there is none
    MEDIUM = ""

    @property
    def medium(self):
        """The opened medium, None when there is none."""
        return getattr(self, self.MEDIUM) if self.MEDIUM else None

    def rest(self) -> None:
        """The machine stands still: bring what is kept back of a listing into its file."""
        flush = getattr(self.medium, "flush", None)
        if flush is not None:
            try:
                flush()
            except S360Error as error:
                self.trouble = str(error)

    def close(self) -> None:
        """The device goes away: close its medium."""
        close = getattr(self.medium, "close", None)
        if close is not None:
            close()

    # -- help for subclasses

    def check(self, sense0: int, sense1: int = 0) -> int:
        """Set sense bytes 0 and 1 and give UNIT_CHECK."""
        self.sense_bytes[:] = bytes(self.sense_length)
        self.sense_bytes[0] = sense0
        if sense1:
            self.sense_bytes[1] = sense1
        return UNIT_CHECK

    def host_trouble(self, error: Exception) -> int:
        """The host's file failed (S360Error, OSError): equipment check; gives UNIT_CHECK."""
        self.trouble = str(error)
        return self.check(EQUIPMENT)


def alike(value, old) -> bool:
    """`value` can stand where `old` does: a number for a number and so on, plain data for None."""
    if isinstance(value, int):
        return abs(value) < 1 << 60 and (old is None or isinstance(old, (int, float)))
    if isinstance(old, float):
        return isinstance(value, float) and abs(value) < 1e18
    if value is None:
        return not isinstance(old, (bytes, str))
    return old is None or isinstance(value, type(old))
