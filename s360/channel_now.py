"""A channel program run to its end within one call, apart from the machine's own subchannels.

Called by CP for its synchronous I/O (cp/diagnose_io.py); `start_program` for what goes on by itself.  The device is the machine's own; subchannel,
clock and interruptions are private, so that nothing of the machine's channels changes, and CAW and
CSW are not used.

Source: A22-6821-7, Input/Output Operations.
Not implemented: program-controlled interruptions (nobody could take them); operations that wait for a
person are given up.
"""
from __future__ import annotations

from typing import NamedTuple

from s360.ccw import MAX_ADDRESS, PENDING, PROGRAM_CHECK, ChannelPrograms, Subchannel
from s360.channel import Channels, Unit

TIC = 0x08
PAUSES = 60                    # seeks, and stretches of 200 CCWs, after which a chain is given up


class Ending(NamedTuple):
    """unit_status with device end; ccw: address behind the last CCW; count: residual."""
    unit_status: int
    channel_status: int
    ccw: int
    count: int


class PrivateChannel(Channels):
    """Channels with one device, for one channel program."""

    def program_controlled(self, sub: Subchannel) -> None:
        """Flag PCI has no effect."""

    def run_chain(self, unit: Unit, ccw_address: int, key: int) -> Ending | None:
        sub = unit.sub
        sub.unit, sub.key, sub.ccw = unit, key, ccw_address
        first, _ = self.storage.channel_fetch(ccw_address, 1, key)
        if ccw_address & 7 or first and first[0] & 0x0F == TIC:
            return Ending(0, PROGRAM_CHECK, (ccw_address + 8) & MAX_ADDRESS, 0)
        if self.next_ccw(sub, False):
            unit.device.chained = False
            self.begin(sub, unit.device.start(sub.command))
            for _ in range(PAUSES):
                if self.next_event is None:
                    break
                self.now = self.next_event
                self.advance()
            if sub.state != PENDING or unit.working:
                unit.device.halt()
                return None
        return Ending(sub.unit_status | unit.pending, sub.channel_status, sub.ccw, sub.count)


def run_now(channels: ChannelPrograms, unit: int, ccw_address: int, key: int) -> Ending | None:
    """Run the channel program at `ccw_address` on the device at `unit`, which is attached and idle.
    None when it does not end by itself (and was given up)."""
    device = channels.units[unit].device
    private = PrivateChannel(channels.storage, io_delay=1)
    private.trace = channels.trace
    notify = device.notify
    private.attach(unit, device)
    try:
        return private.run_chain(private.units[unit], ccw_address, key)
    finally:
        device.notify = notify


def start_program(channels: Channels, unit: int, ccw_address: int, key: int) -> int:
    """As START I/O of the machine's own channels, but for the CAW: gives the condition code."""
    entry = channels.units.get(unit)
    if entry is None:
        return 3
    sub = entry.sub
    if sub.state:
        return 2
    if entry.pending or entry.working:
        return channels.not_free(entry)
    sub.key, sub.ccw, sub.channel_status = key, ccw_address, 0
    first, wrong = channels.storage.channel_fetch(ccw_address, 1, key)
    if wrong or ccw_address & 7 or first[0] & 0x0F == TIC or not channels.next_ccw(sub, False):
        return channels.sio_ended(entry, 0, wrong or sub.channel_status or PROGRAM_CHECK)
    return channels.select(entry, sub, sub.command)


def idle(channels: ChannelPrograms, unit: int) -> bool:
    """No operation of the unit is under way and no status of it waits to be taken."""
    own = channels.units[unit]
    return not (own.pending or own.working or own.sub.state and own.sub.unit is own)
