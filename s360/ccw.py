"""Channel programs: the CCW loop of one subchannel, as an explicit state machine.

Called by s360/channel.py (which adds the I/O instructions and interruptions) and by nobody else.
A subchannel is a plain record; between two calls everything that matters is in it.

Source: A22-6821-7, Input/Output Operations (CCW, chaining, termination).
Not implemented: chaining check, channel data and control checks (nothing here can cause them);
control-unit busy; data rates.  Program-controlled interruptions hold the chain up for one
`io_delay`, so that a program can still change the CCWs to come, as programs of the time did.
"""
from __future__ import annotations

import heapq
from dataclasses import dataclass, field
from struct import Struct

from s360.devices.base import (CHANNEL_END, DEVICE_END, DONE, STATUS_MODIFIER, WAITING,
                               Device)

CD, CC, SLI, SKIP, PCI = 0x80, 0x40, 0x20, 0x10, 0x08                # CCW flags
INCORRECT_LENGTH, PROGRAM_CHECK, PROTECTION_CHECK = 0x40, 0x20, 0x10  # channel status
IDLE, WORKING, PENDING = 0, 1, 2                                      # subchannel states
# What a working subchannel is about to do or waits for
CHAIN, TRANSFER, PERSON, END_WAIT, DEVICE_WAIT, ENDING = range(6)
EVENT_SUBCHANNEL, EVENT_UNIT = 0, 1
CCWS_PER_EVENT = 200          # a chain that never ends must not hold the host
MAX_ADDRESS = 0xFFFFFF
HOUR = 3.6e9                  # microseconds; no operation takes longer, however long its data
BLOCK = 2048                  # storage protection block

two_words = Struct(">II")
ENDS_CHAINING = 0xFF & ~(CHANNEL_END | DEVICE_END | STATUS_MODIFIER)


@dataclass(slots=True, eq=False)
class Subchannel:
    """What a channel keeps of one operation.

    ccw: address of the next CCW, that is 8 more than the one in use; count: residual count;
    data: bytes under way (read: all the device offered, write: gathered so far);
    moved: how many of them have been transferred; event: serial number of the event awaited.
    """
    channel: int
    index: int
    bit: int                              # the channel's place in the system mask
    state: int = IDLE
    phase: int = CHAIN
    unit: "Unit | None" = None
    key: int = 0
    ccw: int = 0
    command: int = 0
    flags: int = 0
    count: int = 0
    address: int = 0
    unit_status: int = 0
    channel_status: int = 0
    pci: bool = False
    data: bytes = b""
    moved: int = 0
    halted: bool = False
    ipl: bool = False
    busy: float = 0                       # microseconds of 1967 the chain has taken so far
    event: int = 0


@dataclass(slots=True, eq=False)
class Unit:
    """A device at its address, with the status its control unit holds for the program."""
    address: int
    device: Device
    sub: Subchannel
    pending: int = 0                      # unit status not yet presented
    working: bool = False                 # after channel end, before device end
    event: int = 0
    ipl: str = ""


@dataclass(slots=True)
class Clock:
    """Events to come, in order of instruction time; equal times in order of making."""
    heap: list = field(default_factory=list)      # (time, serial, kind, number)
    serial: int = 0


class ChannelPrograms:
    """Runs CCWs.  `Channels` is built on it and supplies storage, units and events."""

    def __init__(self, storage, io_delay: int, authentic: bool, microsecond: float):
        self.storage = storage
        self.io_delay = max(1, io_delay)
        self.authentic = authentic
        self.microsecond = microsecond
        self.now = 0
        self.next_event: int | None = None
        self.clock = Clock()
        self.budget = CCWS_PER_EVENT
        self.trace = None
        self.mark = lambda unit, cc: None

    # -- events

    def schedule(self, kind: int, owner: Subchannel | Unit, number: int, delay: int) -> None:
        clock = self.clock
        clock.serial = serial = clock.serial + 1
        owner.event = serial
        heapq.heappush(clock.heap, (self.now + delay, serial, kind, number))
        self.next_event = clock.heap[0][0]

    def duration(self, microseconds: float) -> int:
        """Instructions until something that took `microseconds` in 1967 is over."""
        if not self.authentic:
            return self.io_delay
        return max(self.io_delay, int(min(microseconds, HOUR) * self.microsecond))

    # -- reading CCWs

    def next_ccw(self, sub: Subchannel, data_chaining: bool) -> bool:
        """Make the CCW at `sub.ccw` current, going through one TIC; False on a check."""
        at = sub.ccw
        after_tic = False
        while True:
            raw, wrong = self.storage.channel_fetch(at, 8, sub.key)
            if wrong:
                if not (after_tic and wrong == PROGRAM_CHECK):
                    sub.ccw = (at + 8) & MAX_ADDRESS
                return self.bad_ccw(sub, wrong)
            word, rest = two_words.unpack(raw)
            sub.ccw = (at + 8) & MAX_ADDRESS
            if word & 0x0F000000 != 0x08000000:
                break
            at = word & MAX_ADDRESS
            if after_tic or at & 7:
                return self.bad_ccw(sub, PROGRAM_CHECK)
            after_tic = True
        count = rest & 0xFFFF
        if not count or rest & 0x07000000 or not (data_chaining or word & 0x0F000000):
            return self.bad_ccw(sub, PROGRAM_CHECK)
        if not data_chaining:
            sub.command = word >> 24
        sub.address = word & MAX_ADDRESS
        sub.flags = flags = rest >> 24
        sub.count = count
        if flags & PCI:
            self.program_controlled(sub)
        if self.trace is not None:
            self.trace_ccw(sub)
        return True

    def bad_ccw(self, sub: Subchannel, check: int) -> bool:
        sub.channel_status |= check
        sub.count = 0
        return False

    def trace_ccw(self, sub: Subchannel) -> None:
        self.trace({"event": "ccw", "unit": sub.unit.address, "at": (sub.ccw - 8) & MAX_ADDRESS,
                    "command": sub.command, "address": sub.address, "flags": sub.flags,
                    "count": sub.count, "time": self.now})

    # -- one operation

    def run(self, sub: Subchannel) -> None:
        """Command-chain from `sub.ccw` on until the chain ends or has to wait."""
        device = sub.unit.device
        device.chained = True
        while True:
            if sub.pci or self.budget <= 0:
                return self.pause(sub, CHAIN)
            self.budget -= 1
            if not self.next_ccw(sub, False):
                sub.unit_status = DONE
                return self.conclude(sub)
            sub.data, sub.moved = b"", 0
            if not self.started(sub, device.start(sub.command)):
                return None

    def started(self, sub: Subchannel, status: int) -> bool:
        """Go on after initial selection; True: command chaining is due."""
        if status == 0:
            return self.transfer(sub)
        if status == WAITING:
            sub.phase = PERSON
            return False
        sub.busy += sub.unit.device.busy_time
        return self.ended(sub, status)

    def transfer(self, sub: Subchannel) -> bool:
        """Move the data of a command just accepted; True: command chaining is due."""
        command = sub.command
        if command & 3 == 2 or command & 7 == 4:
            sub.data = sub.unit.device.read()
            return self.read_on(sub)
        return self.write_on(sub)

    def read_on(self, sub: Subchannel) -> bool:
        """Spread what the device offered (sub.data) over the CCWs of the data chain."""
        data = sub.data
        total = len(data)
        moved = sub.moved
        wrong = 0
        while True:
            count = total - moved
            if count > sub.count:
                count = sub.count
            if sub.flags & SKIP or not count:
                stored = count
            elif sub.command & 0x0F == 0x0C:
                stored, wrong = self.store_backward(sub, data[moved:moved + count])
                sub.address -= 2 * stored
            else:
                stored, wrong = self.storage.channel_store(
                    sub.address, data if count == total else data[moved:moved + count], sub.key)
            sub.count -= stored
            sub.address += stored
            moved += stored
            if wrong or sub.count or not sub.flags & CD:
                break
            sub.moved = moved
            if self.must_pause(sub):
                return False
            if not self.next_ccw(sub, True):
                break
        sub.moved = moved
        sub.channel_status |= wrong
        return self.finish(sub, moved, total > moved and sub.unit.device.insists)

    def write_on(self, sub: Subchannel) -> bool:
        """Gather what the device wants from the CCWs of the data chain and hand it over."""
        device = sub.unit.device
        data = sub.data
        while True:
            count = device.wants - len(data)
            if count > sub.count:
                count = sub.count
            piece, wrong = b"", 0
            if count:
                piece, wrong = self.storage.channel_fetch(sub.address, count, sub.key)
            fetched = len(piece)
            sub.count -= fetched
            sub.address += fetched
            data = data + piece if data else piece
            if wrong:
                sub.channel_status |= wrong
                break
            if sub.count:
                if not self.handed_over(sub, data):
                    return self.finish(sub, sub.moved, False)
                data = b""
                continue
            if not sub.flags & CD:
                break
            sub.data = data
            if self.must_pause(sub):
                return False
            if not self.next_ccw(sub, True):
                break
        return self.written(sub, data)

    def handed_over(self, sub: Subchannel, data: bytes) -> bool:
        """The device has all it wanted; True if that makes it want more."""
        device = sub.unit.device
        sub.data = b""
        sub.moved += len(data)
        device.wants = 0
        device.write(data)
        return device.wants > 0

    def written(self, sub: Subchannel, data: bytes) -> bool:
        """No more can be had from storage: what there is goes to the device."""
        device = sub.unit.device
        count = len(data)
        wanted, exact = device.wants, device.exact
        sub.data = b""
        sub.moved = moved = sub.moved + count
        device.wants = 0
        device.write(data)
        return self.finish(sub, moved, exact and (count < wanted or device.wants > 0))

    def store_backward(self, sub: Subchannel, data: bytes) -> tuple[int, int]:
        """Store descending from sub.address, protection block by block."""
        address, done = sub.address, 0
        while done < len(data):
            low = max(address - (len(data) - done) + 1, address & -BLOCK)
            if low < 0 or address >= len(self.storage):
                return done, PROGRAM_CHECK
            count = address - low + 1
            piece = data[done:done + count][::-1]
            stored, wrong = self.storage.channel_store(low, piece, sub.key)
            if wrong:
                return done, wrong
            done += stored
            address = low - 1
        return done, 0

    def must_pause(self, sub: Subchannel) -> bool:
        """Before data chaining: give the program or the host a chance when one is due."""
        self.budget -= 1
        if not sub.pci and self.budget > 0:
            return False
        self.pause(sub, TRANSFER)
        return True

    def pause(self, sub: Subchannel, phase: int) -> None:
        sub.phase = phase
        self.schedule(EVENT_SUBCHANNEL, sub, sub.index, self.io_delay)

    # -- ending

    def finish(self, sub: Subchannel, moved: int, wanted_more: bool) -> bool:
        """The device's ending status and incorrect length; True: command chaining is due."""
        device = sub.unit.device
        status = device.end(moved)
        if status == WAITING:
            if not sub.halted:
                sub.phase = END_WAIT
                return False
            status = DONE
        if device.used is not None:
            sub.count = min(sub.count + max(0, moved - device.used), 0xFFFF)
            device.used = None
        if sub.count:
            if sub.flags & (CD | SLI) != SLI and not sub.channel_status:
                sub.channel_status = INCORRECT_LENGTH
        elif wanted_more and not sub.flags & SLI and not sub.channel_status:
            sub.channel_status = INCORRECT_LENGTH
        sub.busy += device.busy_time
        return self.ended(sub, status)

    def ended(self, sub: Subchannel, status: int) -> bool:
        """An operation gave `status`: chain (True), wait for device end, or conclude."""
        sub.unit_status = status
        if (sub.flags & (CD | CC) == CC and not sub.channel_status and not sub.halted
                and not status & ENDS_CHAINING and status & (CHANNEL_END | DEVICE_END)):
            if status & DEVICE_END:
                if status & STATUS_MODIFIER:
                    sub.ccw = (sub.ccw + 8) & MAX_ADDRESS
                return True
            sub.phase = DEVICE_WAIT
            self.await_device(sub.unit, self.duration(sub.busy))
            sub.busy = 0
            return False
        self.conclude(sub)
        return False

    def conclude(self, sub: Subchannel) -> None:
        """Nothing more will be done: let the ending status become visible in time."""
        device = sub.unit.device
        status = sub.unit_status
        sub.phase = ENDING
        sub.data = b""
        if self.authentic and device.buffered and status == DONE:
            sub.unit_status = status = CHANNEL_END
            device.later = DEVICE_END
        if status & DONE == CHANNEL_END:
            delay = self.duration(sub.busy - device.busy_time)
            self.await_device(sub.unit, delay + self.duration(device.busy_time))
        else:
            delay = self.duration(sub.busy) if self.authentic else self.io_delay
        self.schedule(EVENT_SUBCHANNEL, sub, sub.index, delay)
        if self.trace is not None:
            self.trace({"event": "end", "unit": sub.unit.address, "unit_status": status,
                        "channel_status": sub.channel_status, "count": sub.count,
                        "ccw": sub.ccw, "time": self.now})

    def await_device(self, unit: Unit, delay: int) -> None:
        """Channel end came without device end: the device works on."""
        unit.working = True
        self.schedule(EVENT_UNIT, unit, unit.address, delay)

    # -- going on after an event

    def resume(self, sub: Subchannel) -> None:
        """The event a working subchannel waited for has come."""
        self.budget = CCWS_PER_EVENT
        phase = sub.phase
        if phase == ENDING:
            return self.present(sub)
        if phase == CHAIN:
            return self.run(sub)
        if phase == TRANSFER:
            # the pause came before data chaining: fetch the CCW that is due
            reading = sub.command & 3 == 2 or sub.command & 7 == 4
            if not self.next_ccw(sub, True):
                go_on = (self.finish(sub, sub.moved, False) if reading
                         else self.written(sub, sub.data))
            else:
                go_on = self.read_on(sub) if reading else self.write_on(sub)
        elif phase == PERSON:
            go_on = self.transfer(sub)
        else:
            go_on = self.finish(sub, sub.moved, False)
        if go_on:
            self.run(sub)
        return None

    def device_ended(self, unit: Unit) -> None:
        """Device end (perhaps with more) of an operation whose channel end came before."""
        device, sub = unit.device, unit.sub
        unit.working = False
        status = device.later or DEVICE_END
        device.later = 0
        if sub.state == WORKING and sub.phase == DEVICE_WAIT and sub.unit is unit:
            self.budget = CCWS_PER_EVENT
            if self.ended(sub, sub.unit_status | status):
                self.run(sub)
        elif unit.ipl == "working":
            self.ipl_ended(unit, status, 0)
        else:
            self.hold(unit, status)

    def halt(self, sub: Subchannel) -> None:
        """HALT I/O: cut the operation short; what the device has begun it completes."""
        phase = sub.phase
        sub.halted = True
        if phase in (ENDING, DEVICE_WAIT):
            return
        sub.event = 0                     # a pause, if any, is over
        if phase == CHAIN:
            sub.unit_status = DONE
            self.conclude(sub)
        elif phase == TRANSFER and not (sub.command & 3 == 2 or sub.command & 7 == 4):
            self.written(sub, sub.data)
        else:
            sub.unit.device.halt()
            self.finish(sub, sub.moved, False)

    # -- supplied by Channels

    def program_controlled(self, sub: Subchannel) -> None:
        raise NotImplementedError

    def present(self, sub: Subchannel) -> None:
        raise NotImplementedError

    def hold(self, unit: Unit, status: int) -> None:
        raise NotImplementedError

    def ipl_ended(self, unit: Unit, unit_status: int, channel_status: int) -> None:
        raise NotImplementedError
