"""The pseudo-timer, device 0FF: a read gives date, time and the CPU time used so far.

Attached to a virtual machine by the directory (type TIMER); `pseudo_timer` is also what DIAGNOSE X'0C'
gives (cp/diagnose_system.py).

The layout of CP-67's answer is not known to survive.  Ours, 24 bytes:

    0-7    date, mm/dd/yy
    8-15   time of day, hh.mm.ss
    16-19  virtual CPU time, unsigned, in timer units
    20-23  total CPU time (virtual time and CP's work for the machine), the same

A timer unit is that of the interval timer's last bit, 1/76800 second (13 microseconds), in which
CMS-67 kept both times.
Not implemented: setting anything; sense bits other than command reject.
"""
from __future__ import annotations

import time

from s360.devices.base import COMMAND_REJECT, DONE, Device

READ, SENSE, NOP = 0x02, 0x04, 0x03
UNITS = 76_800                 # timer units in a second
TYPE = "TIMER"


def date_and_time(vm, separator: str) -> bytes:
    """16 EBCDIC characters: mm/dd/yy, hh.mm.ss with that separator."""
    form = f"%m/%d/%y%H{separator}%M{separator}%S"
    return time.strftime(form, vm.system.now()).encode("cp037")


class TimerDevice(Device):
    """0FF of a virtual machine."""

    type = TYPE

    def __init__(self, vm):
        super().__init__()
        self.vm = vm
        self.out = b""

    def start(self, command: int) -> int:
        if command == NOP:
            return DONE
        if command == SENSE:
            self.out = bytes(self.sense_bytes)
            return 0
        self.sense_bytes[0] = 0
        if command != READ:
            return self.check(COMMAND_REJECT)
        vm = self.vm
        self.out = date_and_time(vm, ".") + b"".join(
            (int(seconds * UNITS) & 0xFFFFFFFF).to_bytes(4, "big")
            for seconds in (vm.virtual_seconds, vm.total_seconds))
        return 0

    def read(self) -> bytes:
        return self.out

    def save(self) -> dict:
        return self.saved() | {"out": self.out}

    def load(self, state: dict) -> None:
        self.restore(state)
        self.take(state, ("out",))
