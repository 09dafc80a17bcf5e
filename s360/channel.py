"""The channels: I/O instructions, interruptions, timing; one multiplexor and six selectors.

Called by s360/machine.py, which sets `now` before every call and looks at `next_event` and
`pending` after it.  Channel programs are run by s360/ccw.py.

Source: A22-6821-7, Input/Output Operations (states of the system, condition codes, CSW).
The machine sees: operations end `io_delay` instructions after they begin at the earliest; what
a device does after channel end takes another `io_delay`.  HALT I/O on an idle subchannel gives
condition code 0.
Not implemented: control-unit busy and control-unit end; channel control and interface control
checks; command retry; the 2870's selector subchannels.
"""
from __future__ import annotations

import heapq
from functools import partial
from struct import Struct

from s360 import ccw
from s360.ccw import (CC, CD, END_WAIT, ENDS_CHAINING, EVENT_SUBCHANNEL, IDLE,
                      MAX_ADDRESS, PENDING, PERSON, PROGRAM_CHECK, SLI, WORKING, ChannelPrograms,
                      Subchannel, Unit, two_words)
from s360.channel_saved import check_events, check_queues, check_saved
from s360.devices.base import (BUSY, CHANNEL_END, DEVICE_END, DONE, INTERVENTION, READY,
                               UNIT_CHECK, UNIT_EXCEPTION, WAITING)
from s360.errors import ConfigError, StateError

CSW, CAW = 0x40, 0x48
PCI_STATUS = 0x80
SELECTORS = 0x7E              # system mask bits of channels 1 to 6
IDLE_EVENTS = 20_000          # `idle` gives up on a channel program that never ends
WORKING_CC = 2

one_word = Struct(">I")
half_word = Struct(">H")


class Channels(ChannelPrograms):
    """All channels of one machine.

    pending:    mask as in the PSW: X'80' channel 0 ... X'02' channel 6 have an interruption
    next_event: instruction time at which `advance` must be called, None when nothing is due
    mark:       hook, called with (unit, 2) when TIO of it becomes condition code 2 and nothing
                else, and with (unit, 0) when that is over
    trace:      hook, called with a dict for every SIO, CCW, ending and interruption
    """

    def __init__(self, storage, io_delay: int = 100, authentic: bool = False,
                 microsecond: float = 1.0):
        """`microsecond`: instructions the machine executes in one (its MIPS)."""
        super().__init__(storage, io_delay, authentic, microsecond)
        self.units: dict[int, Unit] = {}
        self.subchannels: dict[int, Subchannel] = {}
        self.installed: set[int] = set()
        self.pending = 0
        self.ready: list[list[Subchannel]] = [[] for _ in range(8)]
        self.held: list[list[Unit]] = [[] for _ in range(8)]

    # -- what is attached

    @property
    def devices(self) -> dict:
        """Unit address -> device."""
        return {address: unit.device for address, unit in self.units.items()}

    def attach(self, unit: int, device) -> None:
        """Put a device at an address; its channel exists from then on."""
        if not 0 <= unit <= 0x6FF:
            raise ConfigError(f"device address {unit:03X}: channels are 0 to 6 "
                              "(addresses 000 to 6FF)")
        if unit in self.units:
            raise ConfigError(f"device address {unit:03X} is taken by a "
                              f"{self.units[unit].device.type}; detach it first")
        channel = unit >> 8
        index = subchannel_number(unit)
        sub = self.subchannels.get(index)
        if sub is None:
            sub = self.subchannels[index] = Subchannel(channel, index, 0x80 >> channel)
        self.installed.add(channel)
        self.units[unit] = Unit(unit, device, sub)
        device.notify = partial(self.notified, unit)

    def detach(self, unit: int):
        """Take the device away (an operation of it is forgotten) and give it back."""
        gone = self.units.pop(unit, None)
        if gone is None:
            raise ConfigError(f"no device at address {unit:03X}")
        self.drop_held(gone)
        if gone.sub.unit is gone:
            self.clear(gone.sub)
        self.refresh(gone.sub.channel)
        gone.device.notify = lambda status: None
        return gone.device

    # -- I/O instructions: each gives the condition code

    def sio(self, address: int) -> int:
        """START I/O; the channel program's address and key are in the CAW."""
        unit = self.units.get(address)
        if unit is None:
            return 3
        sub = unit.sub
        if sub.state:
            return 2
        if unit.pending or unit.working:
            return self.not_free(unit)
        storage = self.storage
        caw, = one_word.unpack(storage.read(CAW, 4))
        if caw & 0x0F000007:
            return self.sio_ended(unit, 0, PROGRAM_CHECK)
        at = caw & MAX_ADDRESS
        raw, wrong = storage.channel_fetch(at, 8, caw >> 28)
        if wrong:
            return self.sio_ended(unit, 0, wrong)
        word, rest = two_words.unpack(raw)
        count = rest & 0xFFFF
        if not word & 0x07000000 or rest & 0x07000000 or not count:
            return self.sio_ended(unit, 0, PROGRAM_CHECK)
        sub.key = caw >> 28
        sub.ccw = (at + 8) & MAX_ADDRESS
        sub.command = command = word >> 24
        sub.address = word & MAX_ADDRESS
        sub.flags = rest >> 24
        sub.count = count
        return self.select(unit, sub, command)

    def select(self, unit: Unit, sub: Subchannel, command: int) -> int:
        """Initial selection with the first CCW, which the subchannel holds already."""
        sub.unit = unit
        sub.channel_status = sub.busy = sub.moved = 0
        sub.pci = sub.halted = sub.ipl = False
        sub.data = b""
        unit.device.chained = False
        status = unit.device.start(command)
        if self.trace is not None:
            self.trace({"event": "sio", "unit": unit.address, "key": sub.key,
                        "ccw": (sub.ccw - 8) & MAX_ADDRESS, "time": self.now})
            self.trace_ccw(sub)
        if status and status != WAITING and (
                not status & CHANNEL_END or status & ENDS_CHAINING
                or sub.flags & (CD | CC) != CC):
            return self.sio_ended(unit, status, PCI_STATUS if sub.flags & ccw.PCI else 0)
        self.begin(sub, status)
        return 0

    def begin(self, sub: Subchannel, status: int) -> None:
        """The first command was accepted (or is immediate and chained): work."""
        unit = sub.unit
        sub.state = WORKING
        self.mark(unit.address, WORKING_CC)
        if self.held[sub.channel]:
            self.refresh(sub.channel)
        if sub.flags & ccw.PCI:
            self.program_controlled(sub)
        self.budget = ccw.CCWS_PER_EVENT
        if self.started(sub, status):
            self.run(sub)

    def not_free(self, unit: Unit) -> int:
        """SIO met status held in the device, or a device at work."""
        status = unit.pending | BUSY
        if unit.pending:
            self.drop_held(unit)
            self.refresh(unit.sub.channel)
        self.store_status(status, 0)
        return 1

    def sio_ended(self, unit: Unit, unit_status: int, channel_status: int) -> int:
        """Condition code 1: the status goes into the CSW and nothing is left pending."""
        self.store_status(unit_status, channel_status)
        if unit_status & DONE == CHANNEL_END:
            self.await_device(unit, self.duration(unit.device.busy_time))
        if self.trace is not None:
            self.trace({"event": "sio", "unit": unit.address, "cc": 1, "time": self.now,
                        "unit_status": unit_status, "channel_status": channel_status})
        return 1

    def tio(self, address: int) -> int:
        """TEST I/O; takes a pending interruption of the device away (CSW stored)."""
        unit = self.units.get(address)
        if unit is None:
            return 3
        sub = unit.sub
        if sub.state == WORKING or sub.state == PENDING and sub.unit is not unit:
            return 2
        if sub.state == PENDING:
            self.ready[sub.channel].remove(sub)
            self.take(sub)
        elif unit.pending:
            status = self.drop_held(unit)
            self.storage.write(CSW, two_words.pack(0, status << 24))
        elif unit.working:
            self.store_status(BUSY, 0)
            return 1
        else:
            return 0
        self.refresh(sub.channel)
        return 1

    def hio(self, address: int) -> int:
        """HALT I/O; the operation's ending comes as an interruption."""
        unit = self.units.get(address)
        if unit is None:
            return 3
        sub = unit.sub
        if sub.state != WORKING:
            return 0
        if sub.channel:
            self.halt(sub)
            return 2
        if sub.unit is not unit:
            return 2
        self.store_status(0, 0)
        self.halt(sub)
        return 1

    def tch(self, address: int) -> int:
        """TEST CHANNEL: 0 available, 1 interruption pending in the channel, 2 in burst."""
        channel = address >> 8 & 7
        if channel not in self.installed:
            return 3
        if channel and self.subchannels[channel << 8].state == WORKING:
            return 2
        return 1 if any(sub.state == PENDING for sub in self.ready[channel]) else 0

    def busy(self, address: int) -> bool:
        """An operation with the device has not ended yet."""
        unit = self.units[address]
        return unit.working or (unit.sub.state == WORKING and unit.sub.unit is unit)

    # -- interruptions

    def accept(self, mask: int) -> int | None:
        """Take the first interruption of the channels in `mask`: CSW stored, unit given.

        Selector channels come in order of their numbers, the multiplexor last; None when there
        is nothing.
        """
        which = self.pending & mask
        if not which:
            return None
        channel = 8 - (which & SELECTORS or which).bit_length()
        ready = self.ready[channel]
        if ready:
            sub = ready.pop(0)
            address = sub.unit.address
            self.take(sub)
            if not ready and not self.held[channel]:
                self.pending &= ~sub.bit
            else:
                self.refresh(channel)
        else:
            unit = next(u for u in self.held[channel] if not u.sub.state)
            address = unit.address
            status = self.drop_held(unit)
            self.storage.write(CSW, two_words.pack(0, status << 24))
            self.refresh(channel)
        if self.trace is not None:
            self.trace({"event": "interruption", "unit": address, "time": self.now,
                        "csw": self.storage.read(CSW, 8)})
        return address

    def take(self, sub: Subchannel) -> None:
        """Store the CSW of a subchannel's ending, or of a program-controlled interruption."""
        status = sub.channel_status
        unit_status = 0
        if sub.pci:
            status |= PCI_STATUS
            sub.pci = False
        if sub.state == PENDING:
            unit_status = sub.unit_status
            sub.state = IDLE
        else:
            status = PCI_STATUS
        self.storage.write(CSW, two_words.pack(
            sub.key << 28 | sub.ccw, unit_status << 24 | status << 16 | sub.count))

    def present(self, sub: Subchannel) -> None:
        """The ending status becomes visible."""
        unit = sub.unit
        self.mark(unit.address, 0)
        if sub.ipl:
            sub.state = IDLE
            self.ipl_ended(unit, sub.unit_status, sub.channel_status)
            self.refresh(sub.channel)
            return
        sub.state = PENDING
        if not sub.pci:
            self.ready[sub.channel].append(sub)
            self.pending |= sub.bit

    def program_controlled(self, sub: Subchannel) -> None:
        if not sub.pci and not sub.ipl:
            sub.pci = True
            self.ready[sub.channel].append(sub)
            self.pending |= sub.bit

    def hold(self, unit: Unit, status: int) -> None:
        """The control unit keeps status until the program takes it."""
        if not unit.pending:
            self.held[unit.sub.channel].append(unit)
        unit.pending |= status
        self.refresh(unit.sub.channel)

    def drop_held(self, unit: Unit) -> int:
        """Forget the status held for a unit; gives it."""
        status = unit.pending
        if status:
            held = self.held[unit.sub.channel]
            if unit in held:              # not in a saved machine that was refused
                held.remove(unit)
            unit.pending = 0
        return status

    def refresh(self, channel: int) -> None:
        """Find anew whether the channel has an interruption."""
        bit = 0x80 >> channel
        if self.ready[channel] or any(not u.sub.state for u in self.held[channel]):
            self.pending |= bit
        else:
            self.pending &= ~bit

    def store_status(self, unit_status: int, channel_status: int) -> None:
        """Only the status half of the CSW."""
        self.storage.write(CSW + 4, half_word.pack(unit_status << 8 | channel_status))

    # -- time

    def advance(self) -> None:
        """Do what is due at `now`."""
        heap = self.clock.heap
        while heap and heap[0][0] <= self.now:
            _, serial, kind, number = heapq.heappop(heap)
            if kind == EVENT_SUBCHANNEL:
                sub = self.subchannels.get(number)
                if sub is not None and sub.event == serial:
                    self.resume(sub)
            else:
                unit = self.units.get(number)
                if unit is not None and unit.event == serial:
                    self.device_ended(unit)
        self.next_event = heap[0][0] if heap else None

    def idle(self) -> None:
        """Let every operation finish (moving `now` on) without taking interruptions."""
        for _ in range(IDLE_EVENTS):
            if self.next_event is None:
                return
            self.now = max(self.now, self.next_event)
            self.advance()

    def waiting(self) -> bool:
        """An operation waits for a person (or for the other side of an adapter)."""
        return any(sub.state == WORKING and sub.phase in (PERSON, END_WAIT)
                   for sub in self.subchannels.values())

    def notified(self, address: int, status: int) -> None:
        """A device speaks up by itself: READY, or unit status."""
        unit = self.units.get(address)
        if unit is None:
            return                            # detached while it was about to speak
        sub = unit.sub
        if status != READY:
            self.hold(unit, status)
        elif sub.state == WORKING and sub.unit is unit and sub.phase in (PERSON, END_WAIT):
            self.schedule(EVENT_SUBCHANNEL, sub, sub.index, 0)

    # -- initial program loading

    def ipl_start(self, address: int) -> None:
        """Read 24 bytes to location 0 and go on with the CCW at 8; see `ipl_state`."""
        unit = self.units.get(address)
        if unit is None:
            raise ConfigError(f"cannot load from {address:03X}: no device at this address")
        sub = unit.sub
        self.clear(sub)
        self.drop_held(unit)
        sub.unit, sub.key, sub.ccw = unit, 0, 8
        sub.command, sub.address, sub.flags, sub.count = 2, 0, CC | SLI, 24
        sub.channel_status = sub.busy = sub.moved = 0
        sub.pci = sub.halted = False
        sub.data = b""
        sub.ipl = True
        unit.ipl = "working"
        unit.device.chained = False
        status = unit.device.start(2)
        if self.trace is not None:
            self.trace_ccw(sub)
        self.begin(sub, status)

    def ipl_state(self, address: int) -> str:
        """"working", "done" or "failed: reason"."""
        unit = self.units.get(address)
        return unit.ipl if unit is not None else "failed: the device was detached"

    def ipl_ended(self, unit: Unit, unit_status: int, channel_status: int) -> None:
        """Channel end, then device end, of the loading chain; nothing becomes pending."""
        wrong = channel_status or unit_status & (UNIT_CHECK | UNIT_EXCEPTION)
        if wrong or not unit_status & DONE:
            from s360.explain_io import CHANNEL_STATUS, UNIT_STATUS, bits
            text = f"unit status {unit_status:02X} ({bits(unit_status, UNIT_STATUS)})"
            if channel_status:
                text += (f", channel status {channel_status:02X} "
                         f"({bits(channel_status, CHANNEL_STATUS)})")
            if unit_status & UNIT_EXCEPTION:
                text += "; there is no record left to read"
            if unit_status & UNIT_CHECK:
                sense = unit.device.sense_bytes
                text += f", sense {sense.hex().upper()}"
                if sense[0] & INTERVENTION:
                    text += " (intervention required: the device is not ready)"
            unit.ipl = "failed: " + text
        elif unit_status & DEVICE_END:
            unit.ipl = "done"

    # -- reset, save, load

    def clear(self, sub: Subchannel) -> None:
        """Make a subchannel available, forgetting what it did."""
        if sub.state and sub.unit is not None:
            self.mark(sub.unit.address, 0)
        if sub in self.ready[sub.channel]:
            self.ready[sub.channel].remove(sub)
        sub.state, sub.event, sub.pci, sub.ipl, sub.data = IDLE, 0, False, False, b""
        self.refresh(sub.channel)

    def reset_unit(self, address: int) -> None:
        """Reset of one device: its operation and what it has to tell are forgotten."""
        unit = self.units[address]
        if unit.sub.unit is unit:
            self.clear(unit.sub)
        self.drop_held(unit)
        unit.working, unit.event, unit.ipl = False, 0, ""
        unit.device.reset()
        self.refresh(unit.sub.channel)

    def reset(self) -> None:
        """System reset: all subchannels and devices available, no interruption pending."""
        for sub in self.subchannels.values():
            self.clear(sub)
        for unit in self.units.values():
            self.drop_held(unit)
            unit.working, unit.event, unit.ipl = False, 0, ""
            unit.device.reset()
        self.clock.heap.clear()
        self.next_event = None
        self.pending = 0

    def save(self) -> dict:
        """Everything, devices included, as plain data."""
        subs = []
        for sub in self.subchannels.values():
            state = {name: getattr(sub, name) for name in Subchannel.__slots__}
            state["unit"] = sub.unit.address if sub.unit is not None else None
            subs.append(state)
        return {
            "now": self.now, "serial": self.clock.serial,
            "events": [list(event) for event in sorted(self.clock.heap)],
            "installed": sorted(self.installed), "subchannels": subs,
            "units": [[u.address, u.device.type, u.pending, u.working, u.event, u.ipl,
                       u.device.save()] for u in self.units.values()],
            "ready": [[sub.index for sub in ready] for ready in self.ready],
            "held": [[unit.address for unit in held] for held in self.held]}

    def load(self, state: dict) -> None:
        """Inverse of `save`; the same devices have been attached at the same addresses.  ValueError
        (or KeyError, TypeError) for what no machine could have saved."""
        there = {address: unit.device.type for address, unit in self.units.items()}
        wanted = {entry[0]: entry[1] for entry in state["units"]}
        if there != wanted:
            raise StateError("the saved machine has other devices: " + ", ".join(
                f"{a:03X} {wanted.get(a, 'nothing')}" for a in sorted(there.keys() | wanted.keys())
                if there.get(a) != wanted.get(a)))
        check_events(state)
        self.now = state["now"]
        self.clock.serial = state["serial"]
        self.clock.heap[:] = [tuple(event) for event in state["events"]]
        self.next_event = self.clock.heap[0][0] if self.clock.heap else None
        self.installed = set(state["installed"])
        for entry in state["units"]:
            unit = self.units[entry[0]]
            unit.pending, unit.working, unit.event, unit.ipl = entry[2:6]
            unit.device.load(entry[6])
        for saved in state["subchannels"]:
            sub = self.subchannels.setdefault(
                saved["index"], Subchannel(saved["channel"], saved["index"], saved["bit"]))
            for name in Subchannel.__slots__:
                check_saved(name, saved[name])
                setattr(sub, name, saved[name])
            sub.unit = self.units.get(saved["unit"])
            if sub.unit is not None:
                self.mark(sub.unit.address, WORKING_CC if sub.state == WORKING else 0)
        ready = [[self.subchannels[index] for index in queue] for queue in state["ready"]]
        held = [[self.units[address] for address in queue] for queue in state["held"]]
        check_queues(self, ready, held)
        self.ready, self.held = ready, held
        self.pending = 0
        for channel in range(8):
            self.refresh(channel)


def subchannel_number(unit: int) -> int:
    """The subchannel of a unit: its own (000-07F), its control unit's (080-0FF), the selector's."""
    if unit >> 8:
        return unit & 0x700
    return unit & 0xF0 if unit & 0x80 else unit
