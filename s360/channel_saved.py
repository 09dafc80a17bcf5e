"""What a saved machine may say of its channels: a state that no machine could have saved is refused
before it is used.

Called by `Channels.load` (s360/channel.py).  Not checked: whether a state can be reached by a
program; every state that passes is one the channels can go on from.
"""
from __future__ import annotations

from s360.ccw import CHAIN, ENDING, IDLE, MAX_ADDRESS, PENDING

LIMITS = {"channel": (0, 7), "index": (0, 0x7FF), "bit": (1, 0x80), "state": (IDLE, PENDING),
          "phase": (CHAIN, ENDING), "key": (0, 15), "ccw": (0, MAX_ADDRESS), "command": (0, 255),
          "flags": (0, 255), "count": (0, 0xFFFF), "unit_status": (0, 255),
          "channel_status": (0, 255), "moved": (0, 1 << 40), "address": (-1 << 25, 1 << 25)}
NO_LIMITS = (0, 1 << 60)


def check_saved(name: str, value) -> None:
    """ValueError for a value that no subchannel could have saved."""
    least, most = LIMITS.get(name, NO_LIMITS)
    if name == "data":
        fits = isinstance(value, bytes)
    elif name == "unit":
        fits = value is None or isinstance(value, int)
    else:
        fits = isinstance(value, (int, float) if name == "busy" else int) and least <= value <= most
    if not fits:
        raise ValueError(f"a subchannel with {name} {value!r:.40} cannot be")


def check_events(state: dict) -> None:
    """ValueError unless times, events and the status that units hold are numbers that can be."""
    numbers = [state["now"], state["serial"], *state["installed"]]
    for event in state["events"]:
        if len(event) != 4:
            raise ValueError(f"an event {event!r:.40} cannot be")
        numbers += event
    for unit in state["units"]:
        numbers += (unit[0], unit[2], unit[3], unit[4])
        if not isinstance(unit[5], str) or not unit[2] <= 255:
            raise ValueError(f"unit {unit[0]!r:.10} with {unit[2:6]!r:.40} cannot be")
    if not all(isinstance(number, int) and 0 <= number <= NO_LIMITS[1] for number in numbers):
        raise ValueError("a time or status that cannot be")


def check_queues(channels, ready: list, held: list) -> None:
    """ValueError unless what waits for an interruption is just what is queued for one."""
    if len(ready) != 8 or len(held) != 8:
        raise ValueError("there are 8 queues of interruptions")
    for channel in range(8):
        waiting = [sub.index for sub in channels.subchannels.values() if sub.channel == channel
                   and (sub.state == PENDING or sub.pci)]
        holding = [unit.address for unit in channels.units.values()
                   if unit.sub.channel == channel and unit.pending]
        if (sorted(sub.index for sub in ready[channel]) != sorted(waiting)
                or sorted(unit.address for unit in held[channel]) != sorted(holding)):
            raise ValueError(f"the interruptions of channel {channel} do not fit its state")
    for sub in channels.subchannels.values():
        if sub.state and (sub.unit is None or sub.unit.sub is not sub):
            raise ValueError(f"subchannel {sub.index:03X} works for no unit of its own")
