"""DIAGNOSE X'58': a guest and the screen of its console: lines written at once, or the full screen.

Called through the table in cp/diagnose.py.  CCW X'19' types data; X'29' and X'2A' are started like START I/O on the
console, which does them (cp/console_screen.py), and end with an interruption of its own.

Source: GC20-1807 (X'19'), SC19-6203 (X'29', X'2A').
Not implemented: attributes in the data of X'19'; command chaining of it; CCWs of both kinds in one chain.
"""
from __future__ import annotations

from cp.console import GuestConsole
from cp.console_screen import COMMANDS
from cp.diagnose_call import Call
from cp.diagnose_io import read_ccw
from s360 import ccw
from s360.channel_now import start_program
from s360.devices.console import Console, to_text
from s360.machine import StopReason

LINE_WRITE, CLEAR = 0x19, 0xFF
LINE, SCREEN = 80, 1760
LINE_NUMBER, ERASE = 0x3F, 0x80
MOST_CCWS = 100


def display(call: Call):
    """X'58'."""
    unit = call.ry & 0xFFFF
    console = call.vm.devices.get(unit)
    if not isinstance(console, Console):
        return call.end(3)
    at = call.area(call.rx, 8, align=8)
    command = read_ccw(call, at).command
    if command in COMMANDS and isinstance(console, GuestConsole):
        return full_screen(call, unit, console, at)
    if command != LINE_WRITE:
        return call.end(1)
    control = call.fetch(at + 5, 1)[0]
    line, erase = (0, True) if control == CLEAR else (control & LINE_NUMBER, bool(control & ERASE))
    data = b"" if control == CLEAR else gather(call, at, room(call.vm) - line * LINE)
    if data is None:
        return call.end(1)
    call.vm.console.written(line, [to_text(data[n:n + LINE]).replace("\n", " ").rstrip()
                                   for n in range(0, len(data), LINE)], erase)
    call.end(0)
    return call.not_too_fast()


def room(vm) -> int:
    """Characters of the output area: all lines but the last two."""
    shape = getattr(vm.console.face, "display", None)
    return (shape[0] - 2) * LINE if shape is not None else SCREEN


def gather(call: Call, at: int, most: int) -> bytes | None:
    """The data of a CCW and of those data-chained to it; None when there are none, or more than `most`."""
    data = b""
    while True:
        found = read_ccw(call, at)
        if not found.count or len(data) + found.count > most:
            return None
        data += call.fetch(found.address, found.count)
        if not found.flags & ccw.CD:
            return data
        at += 8


def full_screen(call: Call, unit: int, console: GuestConsole, at: int):
    """X'29' and X'2A'."""
    vm, channels = call.vm, call.vm.machine.channels
    channels.now = call.core.time
    if not channels.busy(unit):
        console.screen.controls = controls(call, at)
    call.end(start_program(channels, unit, at, call.core.key))
    call.core.io_pending = channels.pending
    vm.counters.sios += 1
    return StopReason.STOPPED if vm.halted else None


def controls(call: Call, at: int) -> list[int]:
    """The control bytes of a chain, one for each command; what the channel would not reach is not looked at."""
    found, data_chained = [], False
    for _ in range(MOST_CCWS):
        if not call.inside(at, 8):
            break
        if not data_chained:
            found.append(call.fetch(at + 5, 1)[0])
        flags = read_ccw(call, at).flags
        data_chained = bool(flags & ccw.CD)
        if not flags & (ccw.CD | ccw.CC):
            break
        at += 8
    return found
